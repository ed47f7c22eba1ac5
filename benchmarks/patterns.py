"""How long each pattern of the program takes on twice the text: forty kinds of texts, none may be slower than linear.

``python -m benchmarks.patterns`` times every compiled pattern (:mod:`benchmarks.compiled`) on forty kinds of texts:
one character or word again and again, quotations and brackets that nothing closes, labels, dates, the words of each
table of the lexicon, mixtures, and what the pattern itself asks for. A text is doubled until it takes a
millisecond, then once more; a pattern of which that last doubling takes more than 2.2 times as long, in each of
several measurements, is named, and ends it with exit code 1. What takes less than a millisecond for
:data:`LONGEST` characters is not measured further. CPU time, so that other work beside it counts less.

``--only NAME …`` takes the patterns whose names hold one of these, ``--workers 2`` measures in so many processes,
``--all`` prints a line for each pattern.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from re import _constants as code  # type: ignore[attr-defined]  # the parser of re has no types
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

from benchmarks.compiled import Compiled, patterns
from ontology.lexicon import FOLDER, classes, read_words

MOST = 2.2
LONGEST = 1 << 18
_SHORTEST = 8192  # so many characters at least: a pattern that looks 400 characters ahead is linear
_MEASURABLE = 1e-3
_LONG = 20.0  # seconds after which a pattern is not measured on longer texts
_TRIES = 6
ENDS = "x。\n"

_REPEATED = {
    "blanks": " ", "wide blanks": "　", "blanks and tabs": " \t　", "line ends": "\n", "lines of blanks": " \n　\n",
    "digits": "1", "digits and dots": "1.", "wide digits": "１２", "Chinese digits": "一二三十百",
    "one Chinese digit": "一", "one character": "法", "one letter": "a", "commas": "，", "marks of a list": "、",
    "open quotations": "“", "open titles": "《", "open brackets": "（", "nested brackets": "（《“〔",
    "labels": "第一条 ", "items": "（一）", "dates and sums": "2020年1月1日五万元", "open notes": "（责任单位：",
    "marks of pages": "<a=\"&#", "lines of a text": "",
}  # fmt: skip
_LINE = (
    "第三条 县级以上人民政府应当自收到申请之日起30日内，会同省财政厅（以下简称两厅）按照《甲条例》处理。\n"
)


_FEW = 60  # words: smaller tables are taken together


@cache
def tables() -> dict[str, str]:
    """Return the words of the lexicon's tables in a row, by the name of the table; small tables are one."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for path in FOLDER.glob("*.tsv") if path.name != "classes.tsv"):
        words = {each.word for each in read_words([path], classes())}
        found.setdefault("small tables" if len(words) < _FEW else path.stem, set()).update(words)
    return {
        name: "".join(random.Random(name).sample(sorted(words), len(words))) for name, words in found.items()
    }


@cache
def _repeating() -> dict[str, str]:
    """Return what the texts of each kind repeat, by kind."""
    mixed = [*_REPEATED.values(), *tables().values()]
    random.Random(40).shuffle(mixed)
    mixture = "".join(each[:20] for each in mixed)
    found = dict(_REPEATED) | {"lines of a text": _LINE}
    found |= {f"words of {name}": words for name, words in tables().items()}
    return found | {"all of these mixed": mixture}


def kinds() -> list[str]:
    """Return the names of the kinds of texts, the pattern's own among them."""
    return [*_repeating(), *_OWN]


@cache
def _text(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length] + ENDS


# What a pattern asks for itself: a shortest text that it may take, and the characters of its loops.


def _example(nodes: Any, once_more: bool = False) -> str:
    """Return a short text for a part of a pattern; ``once_more`` goes through each loop."""
    said = []
    for op, argument in nodes:
        if op is code.LITERAL:
            said.append(chr(argument))
        elif op in (code.NOT_LITERAL, code.ANY):
            said.append("甲")
        elif op is code.IN:
            said.append(_of_set(argument))
        elif op is code.SUBPATTERN:
            said.append(_example(argument[3], once_more))
        elif op is code.ATOMIC_GROUP:
            said.append(_example(argument, once_more))
        elif op is code.BRANCH:
            said.append(_example(argument[1][0], once_more))
        elif op in _LOOPS:
            said.append(_example(argument[2], once_more) * max(argument[0], int(once_more)))
    return "".join(said)


_LOOPS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


def _of_set(members: Any) -> str:
    if members[0][0] is code.NEGATE:
        return "甲"
    kind, value = members[0]
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.RANGE:
        return chr(value[0])
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "甲")


def _looped(nodes: Any) -> Iterator[str]:
    """Yield what each loop without an end repeats."""
    for op, argument in nodes:
        if op is code.SUBPATTERN:
            yield from _looped(argument[3])
        elif op is code.ATOMIC_GROUP:
            yield from _looped(argument)
        elif op is code.BRANCH:
            for branch in argument[1]:
                yield from _looped(branch)
        elif op in (code.ASSERT, code.ASSERT_NOT):
            yield from _looped(argument[1])
        elif op in _LOOPS:
            if argument[1] >= code.MAXREPEAT:
                yield _example(argument[2], once_more=True)
            yield from _looped(argument[2])


def _own_text(pattern: Compiled) -> list[str]:
    return [_example(_parsed(pattern), once_more=True)]


def _own_loops(pattern: Compiled) -> list[str]:
    return list(dict.fromkeys(_looped(_parsed(pattern))))


def _parsed(pattern: Compiled) -> Any:
    return parser.parse(pattern.pattern.pattern, pattern.pattern.flags)


_OWN: dict[str, Callable[[Compiled], list[str]]] = {"its own words": _own_text, "its own loops": _own_loops}


def _run(pattern: Compiled, text: str) -> float:
    start = process_time()
    if pattern.anchored:
        for method in pattern.asked:
            getattr(pattern.pattern, method)(text)
    else:
        deque(pattern.pattern.finditer(text), maxlen=0)
    return process_time() - start


def growth(pattern: Compiled, unit: str, before: str = "") -> float:
    """Return how many times as long a pattern takes on twice a text; 1 for what is not measurable."""
    length = _SHORTEST
    once = _run(pattern, before + _text(unit, length))
    while once < _MEASURABLE:
        if length >= LONGEST:
            return 1.0
        length = min(
            length * (2 if once > _MEASURABLE / 8 else 8), LONGEST
        )  # far off: three doublings at once
        once = _run(pattern, before + _text(unit, length))
    single, double = before + _text(unit, length), before + _text(unit, 2 * length)
    least = _run(pattern, double) / once
    for many in range(1, _TRIES):
        if least <= MOST or once > _LONG:
            break
        singles, doubles = (min(_run(pattern, text) for _ in range(many + 1)) for text in (single, double))
        least = min(least, doubles / singles)
    return least


@dataclass(frozen=True, slots=True)
class Measured:
    """A pattern with its worst kind of text and the growth there."""

    name: str
    text: str
    worst: float
    kind: str


def _texts_for(pattern: Compiled) -> Iterator[tuple[str, str, str]]:
    """Yield kind, what is repeated, and what stands before that."""
    own = _example(_parsed(pattern))
    for kind, units in _OWN.items():
        for unit in filter(None, units(pattern)):
            yield kind, unit, ""
            yield kind, unit, own
    for kind, unit in _repeating().items():
        yield kind, unit, ""


def measured(pattern: Compiled) -> Measured:
    """Time a pattern on all kinds, up to the first on which it is too slow; return its worst."""
    found: list[tuple[float, str]] = []
    gc.disable()
    try:
        for kind, unit, before in _texts_for(pattern):
            found.append((growth(pattern, unit, before), kind))
            if found[-1][0] > MOST:  # it is known
                break
    finally:
        gc.enable()
    worst, kind = max(found)
    return Measured(pattern.name, pattern.pattern.pattern, worst, kind)


_all = cache(patterns)


def _chosen(only: Sequence[str]) -> list[Compiled]:
    return [each for each in _all() if not only or any(name in each.name for name in only)]


def _printable(text: str) -> str:
    """Return a pattern for a line of output; half a character, which some patterns look for, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _those(numbers: Sequence[int], only: Sequence[str]) -> list[Measured]:
    chosen = _chosen(only)
    return [measured(chosen[number]) for number in numbers]


def main() -> int:
    """Measure all; return 1 if one grows faster than the text."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="*", default=())
    ask.add_argument("--workers", type=int, default=1)
    ask.add_argument("--all", action="store_true")
    args = ask.parse_args()
    many = len(_chosen(args.only))
    pieces = [list(range(many))[at : at + 8] for at in range(0, many, 8)]
    found: list[Measured] = []
    with ProcessPoolExecutor(args.workers) as pool:
        for at, done in enumerate(pool.map(_those, pieces, [args.only] * len(pieces))):
            found += done
            print(f"{at + 1} of {len(pieces)}", file=sys.stderr, flush=True)
            for each in done:
                if args.all or each.worst > MOST:
                    shown = _printable(each.text[:80])
                    print(f"{each.worst:.2f} {each.name} on {each.kind}: {shown}", flush=True)
    slow = [each for each in found if each.worst > MOST]
    if found:
        worst = max(found, key=lambda each: each.worst)
        print(f"{many} patterns on {len(kinds())} kinds of texts: the worst is {worst.worst:.2f} a doubling "
              f"({worst.name} on {worst.kind}); {len(slow)} above {MOST}")  # fmt: skip
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
