"""Reading the workbook of a check that was filled in: opinions on findings as rows of reviews.

Each row is found by its key, a hidden cell, wherever it was moved to; nothing is used of a row whose words are not
those that were handed out, or whose opinion is not understood.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.check.finding import Finding
from ingest.read import ReadError
from lawgraph.check.verdicts import Verdict, about, with_author, write_verdict
from lawgraph.reviews.filled import place_in, sheets, text_in
from lawgraph.reviews.importing import Author
from lawgraph.reviews.keys import words_digest
from lawgraph.tables.characters import written

OPINIONS: Mapping[str, Verdict] = {"确认": "confirm", "排除": "dismiss"}
"""What can be chosen for an opinion on a finding."""
HEADS = {"key": "读回用", "opinion": "人工意见", "remark": "备注"}
"""The heads of the columns that are read back; they are those of the table of findings."""
LOCKED = ("本文件原文", "其原文")
"""The heads of the columns whose words an opinion is on."""
_MARK = "finding"
_MOST_HEADS = 20  # rows among which the heads are looked for


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion on a finding: the cells of its row of reviews without who decided, and where it stands."""

    cells: Mapping[str, str]
    verdict: Verdict
    remark: str
    where: Path


@dataclass(frozen=True, slots=True)
class Opinions:
    """What a workbook says: its opinions, what is wrong, and how many findings it has; ``there``: it is one."""

    rows: tuple[Opinion, ...] = ()
    problems: tuple[ReadError, ...] = ()
    handed_out: int = 0
    there: bool = False


@dataclass(slots=True)
class _Handed:
    """A finding that was handed out, in one row of a sheet or in several where its words are long."""

    digest: str
    cells: dict[str, str]
    pieces: list[tuple[int, dict[str, str], Path]] = field(default_factory=list)


def key_of(finding: Finding, works: Mapping[str, str]) -> str:
    """Return the hidden cell of a finding: the digest of its words, and its row of reviews without who decided."""
    other = finding.there.text if finding.there else ""
    told = [_MARK, words_digest(written(finding.here.text), written(other)), about(finding, works)]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_opinions(path: Path) -> Opinions:
    """Return the opinions on findings in the workbook at ``path``; raises :class:`ReadError` for what is none."""
    handed: dict[str, _Handed] = {}
    problems: list[ReadError] = []
    there = False
    for title, rows in sheets(path):
        heads: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            values = [text_in(value) for value in row]
            if not heads:
                named = {value.split("\n")[0].strip(): at for at, value in enumerate(values) if value}
                if set(HEADS.values()) <= named.keys() and number <= _MOST_HEADS:
                    heads, there = named, True
                continue
            cells = {name: values[at] for name, at in heads.items() if at < len(values)}
            where = place_in(path, title, number)
            _take(cells, where, handed, problems)
    rows_read = list(_opinions(handed.values(), problems))
    return Opinions(tuple(rows_read), tuple(problems), len(handed), there)


def _take(cells: dict[str, str], where: Path, handed: dict[str, _Handed], problems: list[ReadError]) -> None:
    nth, _, key = cells[HEADS["key"]].partition(" ")
    try:
        mark, digest, told = json.loads(key)
        known = mark == _MARK and nth.isdecimal() and isinstance(told, dict)
    except (ValueError, TypeError, RecursionError):
        known = False
    if not known:
        if cells.get(HEADS["opinion"]):
            problems.append(_lost(where))
        return
    one = handed.setdefault(key, _Handed(digest, told))
    one.pieces.append((int(nth), cells, where))


def _opinions(handed: Iterable[_Handed], problems: list[ReadError]) -> Iterator[Opinion]:
    for one in handed:
        said = [(cells, where) for _, cells, where in one.pieces if cells.get(HEADS["opinion"], "").strip()]
        if not said:
            continue
        cells, where = said[0]
        chosen = {each.get(HEADS["opinion"], "").strip() for each, _ in said}
        words: defaultdict[str, str] = defaultdict(str)
        for _, piece, _ in sorted(one.pieces, key=lambda each: each[0]):
            for name in LOCKED:
                words[name] += piece.get(name, "")
        if len(chosen) > 1 or not chosen <= OPINIONS.keys():
            problems.append(_not_understood(where, "、".join(sorted(chosen))))
        elif words_digest(*(words[name] for name in LOCKED)) != one.digest:
            problems.append(_changed(where))
        else:
            remark = " ".join(cells.get(HEADS["remark"], "").split())
            yield Opinion(one.cells, OPINIONS[chosen.pop()], remark, where)


def import_opinions(found: Opinions, place: Path, author: Author) -> Path:
    """Put opinions into a file of reviews, or that of findings in a folder, and return the file.

    Raises :class:`ReadError` for a file that is not understood, and ``OSError``.
    """
    file = place
    for each in found.rows:
        file = write_verdict(place, with_author(each.cells, each.verdict, author, each.remark))
    return file


def _lost(where: Path) -> ReadError:
    return ReadError(
        where,
        "行键已被删去，不知道意见所指，未采用；请从原文件取回这一行再填",
        "The key of the row is gone; what the opinion is on cannot be told, and it is not used",
        "take the row from the file that was handed out and fill it in again",
    )


def _changed(where: Path) -> ReadError:
    return ReadError(
        where,
        "原文与发出时不同，或与别的行混在一起，意见未采用；请从原文件取回这一行再填",
        "The words are not those that were handed out, or are those of another row; the opinion is not used",
        "take the row from the file that was handed out and fill it in again",
    )


def _not_understood(where: Path, said: str) -> ReadError:
    listed = "、".join(OPINIONS)
    return ReadError(
        where,
        f"意见「{said}」读不懂，未采用；请填其一：{listed}",
        f"The opinion {said} is not understood, and is not used",
        f"fill in one of {listed}",
    )
