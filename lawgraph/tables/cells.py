"""What a table consists of: cells that know what they are, columns with their headings, rows as frozen records.

A cell is text, text with the sentence that carries a link marked, a number with its unit, a day, or nothing: an empty
cell is what the graph does not say. Where it says that something was not read, the cell is :data:`NOT_READ`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from queries.words import Span

NOT_READ = "未读出"
"""What a cell says where the graph says that the program could not read it."""


class Altered(StrEnum):
    """What became of a stretch of a text in another text of the same rule."""

    NO = ""
    OUT = "out"  # left out
    IN = "in"  # put in


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``marked`` where it carries a link or is the very words of a fact."""

    text: str
    marked: bool = False
    altered: Altered = field(default=Altered.NO, repr=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in stretches."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)

    @classmethod
    def at(cls, text: str, ranges: Iterable[Span]) -> Marked:
        """Return ``text`` with the characters of ``ranges`` marked (code points, end excluded).

        >>> Marked.at("设立专项资金。", [(2, 4)]).runs
        (Run(text='设立', marked=False), Run(text='专项', marked=True), Run(text='资金。', marked=False))
        """
        inside = {at for start, end in ranges for at in range(start, min(end, len(text)))}
        runs: list[Run] = []
        for at, char in enumerate(text):
            if runs and runs[-1].marked == (at in inside):
                runs[-1] = Run(runs[-1].text + char, runs[-1].marked)
            else:
                runs.append(Run(char, at in inside))
        return cls(tuple(runs))


@dataclass(frozen=True, slots=True)
class Number:
    """A number; ``unit`` is the word of its unit, money being in 元, or nothing for a mere count."""

    value: Decimal
    unit: str = ""


Cell = str | Marked | Number | date | None


class Role(StrEnum):
    """What a column is for, beside being read."""

    READ = "read"
    KEY = "key"  # hidden: what the row is about, for the way back
    OPINION = "opinion"  # empty, to be filled in
    REMARK = "remark"  # empty, free words
    LOCKED = "locked"  # the words that an opinion is on


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the attribute of the rows that it shows, its headings, its width in Chinese characters.

    Where the attribute holds several cells, ``at`` is the place of the one that is shown.
    """

    name: str
    zh: str
    en: str
    width: int
    role: Role = Role.READ
    at: int | None = None

    @property
    def id(self) -> str:
        """What the column is called in its table."""
        return self.name if self.at is None else f"{self.name}-{self.at}"

    def of(self, row: object) -> Cell:
        """Return the cell of a row."""
        found = getattr(row, self.name)
        cell: Cell = found if self.at is None else found[self.at]
        return cell


@dataclass(frozen=True, slots=True)
class Stack:
    """Columns that stand one under the other on paper: ``parts`` are their ids, each with what is said before it.

    ``weight`` is its share of the width of the page.
    """

    zh: str
    en: str
    weight: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``rows`` are frozen records with an attribute for each column.

    ``note`` says in Chinese how to read it. ``stacks`` is its form on paper. ``same`` are the ids of columns that paper
    does not say again where all of them are as in the row before; ``opinions`` is what can be chosen for an opinion.
    """

    name: str
    zh: str
    en: str
    note: str
    columns: tuple[Column, ...]
    stacks: tuple[Stack, ...]
    rows: Sequence[object]
    same: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells of each row, in the order of the columns."""
        for row in self.rows:
            yield tuple(column.of(row) for column in self.columns)


def text_of(cell: Cell) -> str:
    """Return a cell as plain text; a day as 2012-03-17, a number with its unit.

    >>> text_of(Number(Decimal("2.50"), "元")), text_of(None)
    ('2.5元', '')
    """
    match cell:
        case None:
            return ""
        case Marked():
            return cell.text
        case Number():
            value = cell.value.normalize()
            return f"{value:f}{cell.unit}"
        case date():
            return cell.isoformat()
        case _:
            return cell


def numbered(at: int) -> Number:
    """Return the number of a row."""
    return Number(Decimal(at))


def percentage(probability: float | None) -> Number | None:
    """Return a probability as a number without a unit, or nothing."""
    return None if probability is None else Number(Decimal(f"{probability:.4f}").normalize())
