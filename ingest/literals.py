"""What a pattern needs: literals of which one stands in each text that it matches in.

Most sentences hold nothing of what most patterns look for. What a match must contain is read from the pattern
itself: one of a few literals, each told by two characters of it that are seldom together. One look at the pairs of
characters of a text tells for all patterns which are worth a search (:class:`Gate`). A pattern that asks for no
literal is searched always, and a gate never hides a match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cache, reduce
from itertools import accumulate, chain, count
from operator import add, or_
from re import _constants as sre  # type: ignore[attr-defined]  # the names of what a parsed pattern is made of
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ontology.lexicon import entries

_MOST = 2000  # literals that are read from a pattern
_number = count()

Literals = frozenset[str]


_opened: dict[str, int] = {}
"""For each pair of characters the bits of the gates that it opens."""
_singles: dict[str, int] = {}
"""The same for single characters."""
_always = 0


class Gate:
    """A pattern that is searched only in texts that hold what each of its matches must."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the literals of ``pattern``; gates are made when modules are loaded."""
        global _always
        self.pattern = pattern
        self.literals = required(pattern)
        """One of these is in each match, or in what it looks at; None where there is no such choice."""
        self.bit = 1 << next(_number)
        if self.literals is None:
            _always |= self.bit
        for key in _keys(self.literals or frozenset()):
            opened = _opened if len(key) > 1 else _singles
            opened[key] = opened.get(key, 0) | self.bit
        _kept.clear()
        _tables.cache_clear()

    def opens(self, text: str) -> bool:
        """Tell whether the pattern may match in ``text``; False is certain."""
        return _marks(text) & self.bit != 0

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Return the matches in ``text``, as the pattern does."""
        return self.pattern.finditer(text) if _marks(text) & self.bit else ()

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in ``text``, as the pattern does."""
        return self.pattern.search(text) if _marks(text) & self.bit else None


class Gates:
    """Several gates, asked at once."""

    def __init__(self, *gates: Gate | Gates) -> None:
        self.bit: int = reduce(or_, (gate.bit for gate in gates))

    def opens(self, text: str) -> bool:
        """Tell whether one of the patterns may match in ``text``; False is certain."""
        return _marks(text) & self.bit != 0


_KEPT: Final = 4096  # texts whose marks are kept, as many rules look at them
_kept: dict[str, int] = {}


def _marks(text: str) -> int:
    """Return the bits of the gates that are open for ``text``."""
    marks = _kept.get(text)
    if marks is None:
        if len(_kept) >= _KEPT:
            _kept.clear()
        marks = _kept[text] = _looked_at(text)
    return marks


def look_at(texts: Iterable[str]) -> None:
    """Look at many texts at once, such as those of a document, so that their gates are known: a tenth of the time."""
    wanted = [text for text in dict.fromkeys(texts) if text and text not in _kept]
    if not wanted:
        return
    if len(_kept) + len(wanted) > _KEPT:
        _kept.clear()
    whole = "".join(chain.from_iterable((text, "\n") for text in wanted))
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = [*accumulate((len(text) + 1 for text in wanted[:-1]), initial=0)]
    places = _place(codes, np.append(codes[1:], np.uint32(0)))
    marks = [_always] * len(wanted)
    for shift, (of_pairs, of_singles) in _tables():
        opened = np.bitwise_or.reduceat(of_pairs[places] | of_singles[codes & _LAST], starts)
        marks = [before | bits << shift for before, bits in zip(marks, opened.tolist(), strict=True)]
    _kept.update(zip(wanted, marks, strict=True))


_LAST: Final = 0xFFFF
_WIDTH: Final = 62  # gates in one table
Bits = NDArray[Any]


def _place(first: Bits, second: Bits) -> Bits:
    """Return the place of a pair in the tables; where two pairs share one, a gate too many opens, and none is shut."""
    return (first * np.uint32(40503) + second) & np.uint32(_LAST)


@cache
def _tables() -> list[tuple[int, tuple[Bits, Bits]]]:
    """Return for each so many gates the first of them, and which of them pairs and characters open."""
    found = []
    for shift in range(0, next(copy(_number)), _WIDTH):
        of_pairs, of_singles = np.zeros(_LAST + 1, np.uint64), np.zeros(_LAST + 1, np.uint64)
        for key, bits in chain(_opened.items(), _singles.items()):
            codes = np.array([[ord(char)] for char in key], np.uint32)
            table, place = (of_pairs, _place(*codes)) if len(key) > 1 else (of_singles, codes[0] & _LAST)
            table[place] |= np.uint64(bits >> shift & ((1 << _WIDTH) - 1))
        found.append((shift, (of_pairs, of_singles)))
    return found


def _looked_at(text: str) -> int:
    marks = _always
    for bits in set(map(_opened.get, map(add, text, text[1:]))):
        if bits:
            marks |= bits
    for char, bits in _singles.items():
        if char in text:
            marks |= bits
    return marks


def required(pattern: re.Pattern[str]) -> Literals | None:
    """Return literals of which one stands in each text in which ``pattern`` matches; None where there are none.

    >>> sorted(required(re.compile("人民(?:法院|检察院)(?!令)")))
    ['人民检察院', '人民法院']
    >>> required(re.compile(r"第?[0-9]+条*")) is None
    True
    """
    if pattern.flags & ~re.UNICODE:
        return None  # what does not count upper and lower case has other literals
    return _required(parser.parse(pattern.pattern))


def _required(parts: Iterable[Any]) -> Literals | None:
    """Return the cheapest choice of literals that one of the parts, or some that follow one another, ask for."""
    choices: list[Literals] = []
    run: Literals = frozenset({""})
    for part in parts:
        words = _words(part)
        if words is not None and len(words) * len(run) <= _MOST:
            run = frozenset(map("".join, _product(run, words)))
            continue
        choices.append(run)
        run = words if words is not None and len(words) <= _MOST else frozenset({""})
        if words is None and (inner := _inner(part)):
            choices.append(inner)
    choices = [choice for choice in (*choices, run) if "" not in choice]
    return min(choices, key=_cost, default=None)


def _product(left: Literals, right: Literals) -> Iterator[tuple[str, str]]:
    return ((one, other) for one in left for other in right)


def _keys(choice: Literals) -> Literals:
    """Return of each literal the two characters that are together least often, or the one that it is."""
    often = _often()
    return frozenset(
        min((one[at : at + 2] for at in range(len(one) - 1)), key=lambda two: (often[two], two))
        if len(one) > 1
        else one
        for one in choice
    )


def _cost(choice: Literals) -> int:
    """Return how many sentences are let through by a choice, roughly."""
    often = _often()
    return sum(1 + often[key] for key in _keys(choice))


@cache
def _often() -> Counter[str]:
    """Return how often characters, and pairs of them, stand in the sentences of the lexicon."""
    sentences = [sentence for entry in entries() for sentence in entry.examples]
    return Counter(chain.from_iterable(chain(one, map(add, one, one[1:])) for one in sentences))


def _inner(part: Any) -> Literals | None:
    """Return the literals that one part asks for that is no choice of words."""
    kind, value = part
    if kind is sre.SUBPATTERN:
        return _required(value[-1]) if not (value[1] or value[2]) else None
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _required(value[2]) if value[0] else None
    if kind is sre.ATOMIC_GROUP:
        return _required(value)
    if kind is sre.ASSERT:
        return _required(value[1])
    if kind is sre.BRANCH:
        every = [_required(branch) for branch in value[1]]
        whole = frozenset().union(*(one for one in every if one is not None))
        return whole if None not in every and len(whole) <= _MOST else None
    return None


def _words(part: Any) -> Literals | None:
    """Return all that a part of a pattern may match, where these are few words; ``""`` where it looks on only."""
    kind, value = part
    if kind is sre.LITERAL:
        return frozenset({chr(value)})
    if kind is sre.IN:
        return frozenset(map(chr, codes)) if (codes := _codes(value)) else None
    if kind in (sre.ASSERT_NOT, sre.AT):
        return frozenset({""})
    if kind is sre.SUBPATTERN and not (value[1] or value[2]):
        return _all(value[-1])
    if kind is sre.BRANCH:
        every = [_all(branch) for branch in value[1]]
        if None in every:
            return None
        whole = frozenset().union(*(one for one in every if one is not None))
        return whole if len(whole) <= _MOST else None
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and (value[0], value[1]) == (0, 1):
        inner = _all(value[2])
        return inner | {""} if inner is not None else None
    return None


def _all(parts: Iterable[Any]) -> Literals | None:
    """Return all that parts may match one after the other, where these are few words."""
    found: Literals = frozenset({""})
    for part in parts:
        words = _words(part)
        if words is None or len(words) * len(found) > _MOST:
            return None
        found = frozenset(map("".join, _product(found, words)))
    return found


def _codes(choice: Sequence[Any]) -> list[int]:
    """Return the characters of a set, or none where it has others than single ones."""
    return [code for kind, code in choice] if all(kind is sre.LITERAL for kind, _ in choice) else []
