"""Choosing what to compare: the pairs of documents that were compared, by the upper document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawgraph.explorer.compared import Compared, Name, Pair
from lawgraph.tables.cells import Cell, Column, Number, Stack, Table, numbered

SIZE = 50
"""Rows that are shown at a time."""


@dataclass(frozen=True, slots=True)
class Group:
    """An upper document with the lower documents that it was compared with; ``more`` of them stand on other pages."""

    upper: Name
    pairs: tuple[Pair, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Choosing:
    """The pairs from ``offset`` on of those that fit, by the upper document."""

    groups: tuple[Group, ...]
    total: int
    all: int
    offset: int
    words: str = ""
    size: int = SIZE
    kind: str = "choosing"


def fitting(found: Compared, words: str, lower: str = "", upper: str = "", either: str = "") -> list[Pair]:
    """Return the pairs with all the words in the titles, places or levels of their documents.

    ``lower`` and ``upper`` are IRIs of documents, ``either`` that of one that may be any of the two; nothing for any.
    """
    wanted = words.split()
    return [
        pair
        for pair in found.pairs
        if lower in ("", pair.lower.iri)
        and upper in ("", pair.upper.iri)
        and either in ("", pair.lower.iri, pair.upper.iri)
        and all(any(word in said for said in _said(pair)) for word in wanted)
    ]


def _said(pair: Pair) -> tuple[str, ...]:
    return tuple(said for each in (pair.upper, pair.lower) for said in (each.title, each.place, each.level))


def grouped(pairs: Iterable[Pair], shown: Iterable[Pair]) -> tuple[Group, ...]:
    """Return the pairs that are shown by their upper document, with how many more of it there are."""
    many: dict[str, int] = {}
    for pair in pairs:
        many[pair.upper.iri] = many.get(pair.upper.iri, 0) + 1
    groups: dict[str, list[Pair]] = {}
    for pair in shown:
        groups.setdefault(pair.upper.iri, []).append(pair)
    return tuple(
        Group(those[0].upper, tuple(those), many[upper] - len(those)) for upper, those in groups.items()
    )


_NOTE = "每行一对比较过的文件：对应按把握分，缺口按哪一级有、哪一级没有分。"
_WIDE, _NARROW = 30, 6  # Chinese characters


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as a row of a table."""

    number: Number
    upper: str
    lower: str
    counts: tuple[Cell, ...]


_COUNTS = (
    ("对应", "Links"),
    ("确定", "Certain"),
    ("很可能", "Likely"),
    ("待核", "To be checked"),
    ("从严", "Stricter"),
    ("从宽", "Looser"),
    ("可能抵触", "Possible conflict"),
    ("已审核", "Reviewed"),
    ("仅上位有（无对应）", "Only above (none)"),
    ("仅上位有（待核）", "Only above (doubtful)"),
    ("仅下位有（无对应）", "Only below (none)"),
    ("仅下位有（待核）", "Only below (doubtful)"),
)


def pairs_table(pairs: Sequence[Pair]) -> Table:
    """Return pairs with their counts as a table."""
    columns = (
        Column("number", "序号", "No.", _NARROW),
        Column("upper", "上位文件", "Upper document", _WIDE),
        Column("lower", "下位文件", "Lower document", _WIDE),
        *(Column("counts", zh, en, _NARROW, at=at) for at, (zh, en) in enumerate(_COUNTS)),
    )
    stacks = tuple(Stack(each.zh, each.en, each.width, ((each.id, ""),)) for each in columns)
    rows = tuple(
        Row(numbered(at), pair.upper.title, pair.lower.title, tuple(map(numbered, _counts(pair))))
        for at, pair in enumerate(pairs, 1)
    )
    return Table("pairs", "比较过的文件", "Documents compared", _NOTE, columns, stacks, rows, ("upper",))


def _counts(pair: Pair) -> tuple[int, ...]:
    links = pair.links, pair.certain, pair.likely, pair.unsure, pair.stricter, pair.looser, pair.conflicting
    lacks = (pair.lacking(side, state) for side in ("upper", "lower") for state in ("absent", "doubtful"))
    return (*links, pair.reviewed, *lacks)
