"""The head of a responsibility table: which column holds what, and how the columns are parted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.structure.once import once, solid
from ingest.structure.responsibility import role_of
from ingest.text import CleanText, squeeze
from ontology import lexicon


class Column(StrEnum):
    """What a column of a responsibility table holds."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"
    OTHER = "other"
    ASIDE = "aside"  # offices inside a body, whom to ask, remarks: kept with the row, no words of the task


class Parting(StrEnum):
    """How the cells of a table are parted on their lines."""

    LINES = "lines"  # tabs or line ends; a row starts with its number
    BARS = "bars"  # a Markdown or drawn table: each line a row
    TABS = "tabs"  # no number column: each line with tabs a row
    BLANKS = "blanks"  # columns aligned with blanks


_OFFICE = re.compile(rf".{{0,12}}{lexicon.pattern('office-head')}")
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"序号?|号|编号|项次|No\.?")),
    (
        Column.TASK,
        re.compile(
            rf"{lexicon.pattern('task-qualifier')}*{lexicon.pattern('task-head')}{lexicon.pattern('task-tail')}?"
        ),
    ),
    (Column.OTHER, re.compile(rf".{{0,6}}{lexicon.pattern('other-head')}")),
    (Column.ASIDE, re.compile(rf".{{0,6}}{lexicon.pattern('aside-head')}")),
    (Column.ASIDE, _OFFICE),
)


_LONG_HEAD = re.compile(
    rf"[【\[]?(?:{lexicon.pattern('cooperates')}|{lexicon.pattern('leads')}|(?:责任|部门|职责|任务)?分工"
    rf"|{lexicon.pattern('task-qualifier')}|{lexicon.pattern('task-head')})"
)
"""How a head begins that may be of any length; all others have a few characters."""
_LONG_HEAD_OPENS = frozenset("【[责部职任分") | {
    word[0] for name in ("cooperates", "leads", "task-qualifier", "task-head") for word in lexicon.words(name)
}
_FEW = 40  # characters
_FIRST = 12  # characters of a head that say how it begins


@once
def _read_head(head: str) -> tuple[Column | None, bool]:
    """Say which column a head cell names, if it does, and whether it names offices inside a body."""
    words = solid(head)
    if len(words) > _FEW and _LONG_HEAD.match(squeeze(words[:_FIRST])) is None:
        return None, False
    plain = squeeze(words)
    office = _OFFICE.fullmatch(plain) is not None
    role = role_of(plain.partition("及")[0])  # 责任单位及时限 says more of its column
    if role is not None:
        return Column(role.value), office
    return next((column for column, form in _HEADS if form.fullmatch(plain)), None), office


def column_of(head: str) -> Column | None:
    """Say which column a head cell names, or ``None``.

    >>> column_of("主 要 内 容").value, column_of("责任单位").value, column_of("配合部门").value
    ('task', 'responsible', 'cooperating')
    """
    return _read_head(head)[0]


def columns_of(heads: Sequence[str]) -> list[Column | None]:
    """Say which columns the head cells of a table name; offices inside a body (责任处室) answer where no body does.

    >>> [column.value for column in columns_of(["任务", "责任处室"]) if column]
    ['task', 'responsible']
    >>> [column.value for column in columns_of(["任务", "责任单位", "责任处室"]) if column]
    ['task', 'responsible', 'aside']
    """
    read = [_read_head(head) for head in heads]
    answered = any(column in BODIES and not office for column, office in read)
    return [Column.ASIDE if office and answered else column for column, office in read]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns in order, the line it starts on and the line after it.

    ``places`` are the half-width columns of the page where the head cells start (aligned tables only).
    """

    columns: tuple[Column, ...]
    start: int
    end: int
    parting: Parting = Parting.LINES
    places: tuple[int, ...] = ()


_OTHER_HEAD = re.compile(r"[^。，；：、\d]{1,16}")
_LONGEST_HEAD = 20  # lines, those of bars without words among them
BODIES = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.COOPERATING})
BAR = re.compile(r"[\t|｜│┃]")
BLANKS = re.compile(r"(?: {2,}|　+)\s*")


def cell_texts(line: str) -> list[str]:
    """Return the cells of a line that are not blank."""
    return [cell for cell in BAR.split(line) if cell.strip()]


def page_column(line: str, at: int) -> int:
    """Return the half-width column of the page at which ``line[at]`` stands."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line[:at])


def blank_cells(line: str) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a line that two or more blanks part."""
    found: list[tuple[int, int]] = []
    at = 0
    for gap in [*BLANKS.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if line[at:end].strip():
            found.append((at, end))
        at = gap.end() if gap else end
    return found


def _aligned(line: str, number: int) -> Head | None:
    """Read a head whose cells are parted by blanks on one line."""
    if "  " not in line and "\u3000" not in line:
        return None
    cells = blank_cells(line)
    columns = columns_of([line[start:end] for start, end in cells]) if len(cells) > 2 else [None]
    if any(column is None for column in columns):
        return None
    known = tuple(column for column in columns if column is not None)
    if not (Column.TASK in known and BODIES & {*known}):
        return None
    places = tuple(page_column(line, start) for start, _ in cells)
    return Head(roles_of(known), number, number + 1, Parting.BLANKS, places)


def _in_one_row(cells: Sequence[str]) -> list[Column | None]:
    """Say what the cells of a line are; beside a task and a body, short words that are not known head a column too."""
    named = columns_of(cells)
    if Column.TASK in named and BODIES & {*named}:
        return [
            Column.OTHER if column is None and _OTHER_HEAD.fullmatch(squeeze(cell)) else column
            for column, cell in zip(named, cells, strict=True)
        ]
    return named


def _may_be_row(line: str) -> bool:
    """Say whether a line has cells, or is one that may head a column: as it begins, or by its few characters."""
    if unicodedata.normalize("NFKC", line.lstrip()[:1])[:1] in _LONG_HEAD_OPENS or BAR.search(line):
        return True
    return len(solid(line)) <= _FEW


@once
def _row(line: str) -> tuple[list[str], list[Column]] | None:
    """Return the cells of a line and their columns; ``None`` where one of them heads no column."""
    if len(line) > _FEW and not _may_be_row(line):
        return None
    cells = cell_texts(line)
    columns = [column for column in _in_one_row(cells) if column is not None]
    return (cells, columns) if len(columns) == len(cells) else None


def roles_of(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Tell who leads by the columns beside it: 责任单位 leads beside 配合单位, and is what it says beside 牵头单位.

    Of two columns that are named alike (责任单位, 负责单位) the first leads, and the other cooperates.
    """
    found: list[Column] = []
    led = Column.LEAD in columns
    for column in columns:
        if column in (Column.LEAD, Column.RESPONSIBLE):
            if Column.LEAD in found and (column is Column.LEAD or not led):
                column = Column.COOPERATING
            elif (
                not led
                and column is Column.RESPONSIBLE
                and (Column.COOPERATING in columns or columns.count(Column.RESPONSIBLE) > 1)
            ):
                column = Column.LEAD
        found.append(column)
    return tuple(found)


def _parting(lines: Sequence[CleanText], columns: Sequence[Column]) -> Parting:
    if any(bar in line.text for line in lines for bar in "|｜│┃"):
        return Parting.BARS
    if Column.NUMBER not in columns:
        return Parting.TABS
    return Parting.LINES


def find_head(lines: Sequence[CleanText]) -> Head | None:
    """Find the head of a responsibility table: neighbouring head cells, with a task and a body column among them."""
    rows = [_row(line.text) for line in lines]
    for at, line in enumerate(lines):
        aligned = _aligned(line.text, at)
        if aligned is not None:
            return aligned
        if rows[at] is None:
            continue
        columns: list[Column] = []
        heads: list[str] = []
        end = at
        while end < min(len(lines), at + _LONGEST_HEAD) and len(columns) < 10:
            row = rows[end]
            if row is None:
                break
            heads.extend(row[0])
            columns.extend(row[1])
            end += 1
        aside = [column is Column.ASIDE for column in columns_of(heads)]
        columns = [Column.ASIDE if out else column for column, out in zip(columns, aside, strict=True)]
        while columns[:2] == [Column.NUMBER, Column.NUMBER]:
            columns.pop(0)  # 序 / 号 on two lines
        if Column.TASK in columns and BODIES & {*columns} and len(columns) >= 2:
            return Head(roles_of(columns), at, end, _parting(lines[at:end], columns))
    return None
