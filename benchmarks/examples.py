"""Find, for each rule, a text that is read otherwise without it.

``python benchmarks/examples.py FOLDER… [--modules PREFIX…] [--left FILE] [--jobs 2]``

Rules are those of ``benchmarks/rules.py``: the alternatives of all compiled patterns, and the entries of sets of
words that functions look up. Texts of ``FOLDER`` are cut into sentences and into groups of lines. For each rule
those are tried in which its pattern finds something else without it, and the shortest form that still tells is
put into ``tests/data/readings/``. Where no text tells, a text that tells of another alternative is tried with
the two words exchanged. What remains is named: a rule that no text needs is no rule.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import multiprocessing
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import rules  # noqa: E402
from benchmarks.pattern_tree import without  # noqa: E402
from benchmarks.rules import READ_IN, Rule, table_of  # noqa: E402

_KEPT_CALLS = 120_000  # of each pattern
_TRIED = 100  # texts for each rule
_NEAR = 40  # texts that tell of others of its pattern
_TRIED_WORDS = 200  # texts for a word of a set, which only the whole reading tells of
_PER_WORD = 12  # sentences that hold a word
_LONGEST = 160  # characters of a sentence
_SPECIAL = re.compile(
    r"^\s*[（(]?附|[\t|｜│]|组\s*长|成\s*员|[责主]\s*任|[部门单位厅局委][：:]|负责|落实|配合|牵头"
)
_SPECIAL_PARTS = 6  # of a text
_OUTSIDE = (
    "ingest.read",
    "ingest.link",
    "ingest.write",
    "ingest.similarity",
    "ingest.language",
    "ontology.iri",
)
"""Stages that the reading of a text does not pass through, or that are not held by it."""
_FIRST_STAGES = ("ingest.repair", "ingest.structure")
_original = re.compile


class Switch:
    """A compiled pattern that can be exchanged, and that notes what it is asked."""

    __slots__ = ("calls", "now", "sorted", "whole")
    noting: str | None = None  # the text that is being read

    def __init__(self, whole: re.Pattern[str]) -> None:
        self.whole = self.now = whole
        self.calls: dict[tuple[str, tuple[Any, ...]], str] = {}
        self.sorted: list[tuple[str, tuple[Any, ...], str, object]] | None = None

    def answers(self) -> list[tuple[str, tuple[Any, ...], str, object]]:
        """Return what was asked, in which text, and what it answers with all its alternatives."""
        if self.sorted is None:
            self.sorted = [
                (method, arguments, text, answer(self.whole, method, arguments))
                for (method, arguments), text in self.calls.items()
            ]
            self.sorted.sort(key=lambda call: (call[2] not in KEPT, "\n" in call[2], len(call[2])))
        return self.sorted

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)

    def _ask(self, method: str, arguments: tuple[Any, ...]) -> Any:
        if Switch.noting is not None and len(self.calls) < _KEPT_CALLS:
            self.calls.setdefault((method, arguments), Switch.noting)
        return getattr(self.now, method)(*arguments)

    def search(self, *arguments: Any) -> Any:
        return self._ask("search", arguments)

    def match(self, *arguments: Any) -> Any:
        return self._ask("match", arguments)

    def fullmatch(self, *arguments: Any) -> Any:
        return self._ask("fullmatch", arguments)

    def finditer(self, *arguments: Any) -> Any:
        return self._ask("finditer", arguments)

    def findall(self, *arguments: Any) -> Any:
        return self._ask("findall", arguments)

    def split(self, *arguments: Any) -> Any:
        return self._ask("split", arguments)

    def sub(self, *arguments: Any) -> Any:
        return self._ask("sub", arguments)


SWITCHES: dict[tuple[str, str, int], list[Switch]] = defaultdict(list)


@contextlib.contextmanager
def switching() -> Iterator[None]:
    """Make each pattern that a module of ours compiles a :class:`Switch`."""
    before = re.compile

    def compile_(pattern: Any, flags: int = 0) -> Any:
        module = sys._getframe(1).f_globals.get("__name__", "")
        if module == rules.__name__:  # it looks on, too
            module = sys._getframe(2).f_globals.get("__name__", "")
        made = before(pattern, flags)
        if isinstance(pattern, str) and module.startswith(rules.PACKAGES):
            switch = Switch(made)
            SWITCHES[module, pattern, int(flags)].append(switch)
            return switch
        return made

    re.compile = compile_  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = before


def load() -> list[Rule]:
    """Import the project with switches; return its rules that the reading of a text passes through."""
    with switching():
        found = rules.inventory()
    return [rule for rule in found if not rule.module.startswith(_OUTSIDE)]


def _caches(module: str) -> list[Any]:
    """Return what remembers answers that the patterns of a module give."""
    from ingest.annotate import roles
    from ingest.bodies import resolve
    from ingest.bodies.find import words
    from ingest.structure import jurisdiction

    costly = {
        words.__name__: [words.stems, words.divisions],
        jurisdiction.__name__: [jurisdiction._by_prefix],
    }
    return [roles._list_up_to, resolve._resolve, *costly.get(module, [])]


def read(text: str) -> object:
    """Return how a text is read; an error is a way, too."""
    from benchmarks.readings import reading  # which imports the project: with switches, by then

    try:
        return reading(text)
    except Exception as error:
        return type(error).__name__


@functools.cache
def whole(text: str) -> object:
    """Return how a text is read with all rules; to be asked with all in place."""
    return read(text)


def told_apart(text: str) -> object:
    """Return the parts of a text, which are all that rules of the first stages decide; cheaper than :func:`read`."""
    from ingest.structure import structure
    from ingest.text import SourceText

    try:
        return structure(SourceText("text.txt", text, "", "text/plain", "utf-8"))
    except Exception as error:
        return type(error).__name__


@functools.cache
def whole_told_apart(text: str) -> object:
    """Return the parts of a text with all rules; to be asked with all in place."""
    return told_apart(text)


class Without:
    """The project without one rule, within one process."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.reduced: Any = None
        self.places: list[tuple[ModuleType, str]] = []
        if rule.text:
            flags = rule.flags & ~re.X
            self.reduced = _original(without(rule.text, rule.flags, rule.number), flags)
            self.switches = SWITCHES[rule.module, rule.text, rule.flags]
        else:
            self.entire = getattr(sys.modules[rule.module], rule.name)
            self.reduced = rules._reduced(self.entire, rule.number)
            self.places = [
                (module, name)
                for key, module in sorted(sys.modules.items())
                if key.startswith(rules.PACKAGES)
                for name, value in vars(module).items()
                if value is self.entire
            ]

    def _set(self, on: bool) -> None:
        if self.rule.text:
            for switch in self.switches:
                switch.now = self.reduced if on else switch.whole
        else:
            for module, name in self.places:
                setattr(module, name, self.reduced if on else self.entire)
        for cache in _caches(self.rule.module):
            cache.cache_clear()

    def tells(self, text: str) -> bool:
        """Say whether a text is read otherwise without the rule."""
        early = self.rule.module.startswith(_FIRST_STAGES)
        parts = whole_told_apart(text) if early else None
        kept = whole(text)
        self._set(True)
        try:
            return (parts is None or told_apart(text) != parts) and read(text) != kept
        finally:
            self._set(False)


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────


def corpus(folders: Iterable[Path]) -> list[str]:
    """Return the texts of the folders, in the order of their paths."""
    paths = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".txt", ".md", ".jsonl")
    )
    texts: list[str] = []
    for path in paths:
        text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n")
        if path.suffix == ".jsonl":
            texts += [str(row["text"]) for row in map(json.loads, text.splitlines()) if "text" in row]
        else:
            texts.append(re.sub(r"(?m)^#+ |<!--.*?-->", "", text))
    return texts


def sentences(texts: Iterable[str]) -> list[str]:
    """Return the sentences of the texts, without those that are long."""
    found: dict[str, None] = {}
    for text in texts:
        for line in text.splitlines():
            for part in re.findall(r"[^。]+。?", line.strip()):
                if 4 <= len(part) <= _LONGEST:
                    found[part.strip()] = None
    return list(found)


def groups(texts: Sequence[str], chance: random.Random, most: int = 700) -> list[str]:
    """Return groups of lines, long ones cut: heads, ends and parts of texts, annexes, tables, lists, measures."""
    found: dict[str, None] = {}
    for text in texts:
        if len(text) < 300:
            found[text] = None
    for text in chance.sample(texts, min(2 * most, len(texts))):
        lines = [_cut(line) for line in text.splitlines() if line.strip()]
        special = [at for at, line in enumerate(lines) if _SPECIAL.search(line)]
        for at in chance.sample(special, min(_SPECIAL_PARTS, len(special))):
            found["\n".join(lines[at : at + 9])] = None
            found[f"一、{lines[at].strip()}"] = None
    for text in chance.sample(texts, min(most, len(texts))):
        lines = [_cut(line) for line in text.splitlines() if line.strip()]
        at = chance.randrange(max(len(lines), 1))
        for part in (lines[:12], lines[-6:], lines[at : at + 5], lines[:4] + lines[-4:]):
            found["\n".join(part)] = None
        wrapped = [line for line in lines[at : at + 12] if len(line) < 45]
        found["\n".join(wrapped)] = None
    return list(found)


def _cut(line: str) -> str:
    """Leave the middle of a long line out: labels stand at its beginning, notes at its end."""
    return line if len(line) <= 80 else line[:40] + line[-40:]


def literal(rule: Rule) -> str | None:
    """Return the word that an alternative stands for, where it is one."""
    if not rule.text:
        return rule.shown
    shown = re.sub(r"\(\?<?[!=](?:[^()\\]|\\.|\([^()]*\))*\)", "", rule.shown)
    shown = re.sub(r"^\[\^?(.|\\.)\]$", r"\1", shown)
    plain = re.sub(r"\\(\W)", r"\1", shown)
    return plain if re.fullmatch(r"[^\\\[\](){}?*+|^$.]+", plain) else None


# ── search ──────────────────────────────────────────────────────────────────────────────────────────


def answer(pattern: re.Pattern[str], method: str, arguments: tuple[Any, ...]) -> object:
    """Return what a pattern answers, so that answers can be compared."""
    found = getattr(pattern, method)(*arguments)
    if method == "finditer":
        return [(match.regs, match.lastgroup) for match in found]
    return found if method in ("findall", "split", "sub") else found and (found.regs, found.lastgroup)


def candidates(rule: Rule, out: Without, word: str | None) -> Iterator[str]:
    """Yield texts in which the pattern of a rule finds something else without it, short ones first."""
    if not rule.text:
        yield from sorted((text for text in TEXTS if rule.shown in text), key=len)
        return
    seen: set[str] = set()
    for switch in out.switches:
        for method, arguments, text, kept in switch.answers():
            if text in seen or (word or "") not in arguments[-1 if method == "sub" else 0]:
                continue
            if answer(out.reduced, method, arguments) != kept:
                seen.add(text)
                yield text


TEXTS: list[str] = []
KEPT: set[str] = set()
"""The texts of the tables, which are asked before others and are not made shorter."""


def first(rule: Rule, known: Sequence[str]) -> str | None:
    """Return the first text that tells, those already known before others."""
    out, word = Without(rule), literal(rule)
    near = [text for text in reversed(known) if word is None or word in text]
    for text in near[:_NEAR]:
        if out.tells(text):
            return text
    for text in _some(candidates(rule, out, word), _TRIED if rule.text else _TRIED_WORDS):
        if out.tells(text):
            return text
    return None


def _some(texts: Iterator[str], most: int) -> Iterator[str]:
    return (text for _, text in zip(range(most), texts, strict=False))


def shorter(text: str, tells: Callable[[str], bool]) -> str:
    """Leave out lines, then clauses, as long as the text still tells."""
    for marks in ("\n", "，；", "、"):
        parts = re.findall(f"[^{marks}]*[{marks}]?", text)
        at = 0
        while at < len(parts):
            tried = "".join([*parts[:at], *parts[at + 1 :]])
            if len(tried) > 3 and tried != text and tells(tried):
                parts, text = [*parts[:at], *parts[at + 1 :]], tried
            else:
                at += 1
    return text


def search(mine: list[Rule]) -> tuple[dict[str, list[Rule]], list[Rule]]:
    """Find texts for rules; return them, and the rules without one."""
    known: list[str] = []
    found: dict[str, list[Rule]] = defaultdict(list)
    left: list[Rule] = []
    told: list[tuple[str, str]] = []
    for rule in mine:
        text = first(rule, known)
        if text is None:
            left.append(rule)
            continue
        if text not in found and text not in KEPT:
            text = shorter(text, Without(rule).tells)
            known.append(text)
        found[text].append(rule)
        if word := literal(rule):
            told.append((word, text))
    still: list[Rule] = []
    for rule in left:
        out, word = Without(rule), literal(rule)
        tried = [(text, text.replace(other, word)) for other, text in told[:60]] if word else []
        telling = [(text, other) for text, other in tried if out.tells(other)]
        if telling:
            alike = (other for text, other in telling if _shape(text) == _shape(other))
            found[next(alike, telling[0][1])].append(rule)
        else:
            still.append(rule)
    return dict(found), still


def _shape(text: str) -> list[str]:
    """Return the kinds of what is found in a text."""
    found = whole(text)
    return [line.split(" ", 1)[0] for line in found] if isinstance(found, tuple) else []


def drawn(rules_: Sequence[Rule], texts: Sequence[str], chance: random.Random, most: int) -> list[str]:
    """Return the texts to be tried: those kept, groups of lines, sentences at random and such as hold a word."""
    every = sentences(texts)
    chance.shuffle(every)
    found = dict.fromkeys([*sorted(KEPT), *groups(texts, chance), *every[:most]])
    joined = "\n".join(["", *every, ""])
    for word in sorted({word for rule in rules_ if len(word := literal(rule) or "") > 1}):
        end = 0
        for _ in range(_PER_WORD):
            if (at := joined.find(word, end)) < 0:
                break
            end = joined.index("\n", at)
            found[joined[joined.rindex("\n", 0, at) + 1 : end]] = None
    return list(found)


def note(texts: Sequence[str], ask: Callable[[str], object]) -> None:
    """Read all texts, so that the patterns know what they are asked."""
    for text in texts:
        Switch.noting = text
        ask(text)
    Switch.noting = None


def keep(chosen: Mapping[str, Sequence[Rule]]) -> None:
    """Add new texts to the tables of their stages."""
    from benchmarks.readings import FOLDER, read_table, reading, write_table

    for name in sorted(set(READ_IN.values())):
        path = FOLDER / f"{name}.tsv"
        new = [text for text, told in chosen.items() if text not in KEPT and table_of(told[0].module) == name]
        if new:
            write_table({**read_table(path), **{text: reading(text) for text in new}}, path)
            print(f"{path.name}: {len(new)} new texts")


def run(folders: Sequence[Path], modules: Sequence[str], most: int, jobs: int, left_in: Path | None) -> None:
    """Search for the rules of some modules, keep the texts, and say for how many there is one."""
    chance = random.Random(1)
    found = [rule for rule in load() if rule.module.startswith(tuple(modules))]
    from benchmarks.readings import read_table, tables

    KEPT.update(text for path in tables() for text in read_table(path))
    TEXTS.extend(drawn(found, corpus(folders), chance, most))
    print(f"{len(found)} rules; {len(TEXTS)} texts are read", file=sys.stderr)
    early = all(rule.module.startswith(_FIRST_STAGES) for rule in found)
    note(TEXTS, told_apart if early else read)
    by: dict[str, list[Rule]] = defaultdict(list)
    for rule in found:
        by[f"{rule.module} {rule.name}"].append(rule)
    chosen: dict[str, list[Rule]] = defaultdict(list)
    left: list[Rule] = []
    tasks = sorted(by.values(), key=len, reverse=True)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for number, (told, untold) in enumerate(pool.imap_unordered(search, tasks), 1):
            for text, which in told.items():
                chosen[text] += which
            left += untold
            print(f"{number} of {len(tasks)} patterns, {len(left)} rules without a text", file=sys.stderr)
    keep(chosen)
    by_pattern = Counter(f"{rule.module} {rule.name}" for rule in left)
    for name, count in by_pattern.most_common():
        print(f"{count:5} of {len(by[name]):4} without a text  {name}")
    print(f"{len(found) - len(left)} of {len(found)} rules have a text")
    if left_in:
        lines = [f"{r.module}\t{r.name}\t{r.number}\t{r.shown}" for r in sorted(left, key=str)]
        left_in.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Read the options and search."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path, help="where texts lie (.txt, .md, .jsonl with text)")
    ask.add_argument("--modules", nargs="*", default=[""], help="only rules of these modules")
    ask.add_argument("--left", type=Path, help="write the rules without a text into this file")
    ask.add_argument("--random", type=int, default=8_000, help="sentences drawn at random (%(default)s)")
    ask.add_argument("--jobs", type=int, default=2, help="patterns at a time (%(default)s)")
    asked = ask.parse_args(arguments)
    if os.environ.get("PYTHONHASHSEED") != "0":  # a pattern made of a set has its alternatives in hash order
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, __file__, *sys.argv[1:]])
    run(asked.folders, asked.modules, asked.random, asked.jobs, asked.left)
    return 0


if __name__ == "__main__":
    sys.exit(main())
