"""Responsibility tables (职责分工表, 任务分解表): rows with a task and the bodies that answer for it.

Read from text in which the table's lines are gone or drawn with bars: tabs part the cells and a row starts with its
number, or each line is a row (Markdown), or blanks align the columns. The head says which column is which, in any of
the common wordings. A row without a number under a numbered one goes on with it (merged cells).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model import Answering, ProvisionKind
from ingest.structure.alone import fills, is_empty, may_fill, placed
from ingest.structure.columns import BAR, BODIES, Column, Head, Parting, blank_cells, find_head, page_column
from ingest.structure.labels import Level, label_of
from ingest.structure.once import plain_form
from ingest.structure.responsibility import assigned
from ingest.structure.tree import Node, trim
from ingest.text import CleanText
from ontology.numerals import whole_number


@dataclass(slots=True)
class Row:
    """A row of a table without bars as read: its number and its cells."""

    number: int
    label: CleanText
    cells: list[CleanText]
    category: list[CleanText] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    """A row under its columns: the text of the task and the cells of the bodies.

    ``category`` is what stands after the last column: the heading of the rows that follow. ``shared`` are the cells of
    a row above that are merged with those of this one. ``aside`` are cells that are neither words nor bodies.
    """

    number: int
    label: CleanText | None
    text: list[CleanText] = field(default_factory=list)
    bodies: dict[Answering, list[CleanText]] = field(default_factory=dict)
    category: list[CleanText] = field(default_factory=list)
    shared: dict[Answering, list[CleanText]] = field(default_factory=dict)
    aside: list[CleanText] = field(default_factory=list)

    def share(self, column: Column, cell: CleanText) -> None:
        """Let the bodies of a merged cell answer for this row too; its characters stay in the first row."""
        self.shared.setdefault(Answering(column.value), []).append(cell)

    def put(self, column: Column, cell: CleanText) -> None:
        """Put a cell under its column; what is no body's belongs to the words."""
        if column in BODIES:
            self.bodies.setdefault(Answering(column.value), []).append(cell)
        elif column is Column.ASIDE or is_empty(cell.text):
            self.aside.append(cell)
        else:
            self.text.append(cell)


@dataclass(slots=True)
class Table:
    """A table as read: its columns, the lines ahead of it, its head, headings before the first row, rows, drawing and
    the lines after it; ``assumed`` says what the text does not tell of its cells, ``open_rows`` are those of rows of
    which it is not told how the bodies answer.
    """

    columns: tuple[Column, ...]
    ahead: list[CleanText] = field(default_factory=list)
    header: list[CleanText] = field(default_factory=list)
    before: list[CleanText] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    drawing: list[CleanText] = field(default_factory=list)
    rest: list[CleanText] = field(default_factory=list)
    assumed: str | None = None
    open_rows: list[CleanText] = field(default_factory=list)

    def put_row(
        self, filled: list[tuple[Column, CleanText]], first: Column, *, goes_on: bool = False
    ) -> None:
        """Put the cells of a row that are not blank; ``first`` is its first column.

        A row without a number under a numbered one goes on with it; a short one of a single cell is a heading.
        ``goes_on``: the row stands under a merged cell of the task above, and is part of that.
        """
        if goes_on and self.tasks:
            for column, cell in filled:
                self.tasks[-1].put(column, cell)
            return
        numbered = Column.NUMBER in self.columns
        number = next((_number(cell) for column, cell in filled if column is Column.NUMBER), None)
        bodies = any(column in BODIES for column, _ in filled)
        tells = any(column is Column.TASK for column, _ in filled)
        if number is not None or (not numbered and tells and (bodies or not self.tasks)):
            label = next((cell for column, cell in filled if column is Column.NUMBER), None)
            self.tasks.append(Task(number or len(self.tasks) + 1, label))
            filled = [(column, cell) for column, cell in filled if column is not Column.NUMBER]
        elif len(filled) == 1 and _short(filled[0][1].text) and not bodies and filled[0][0] is first:
            (self.tasks[-1].category if self.tasks else self.before).append(filled[0][1])
            return
        for column, cell in filled:
            if self.tasks:
                self.tasks[-1].put(column, cell)
            else:
                self.before.append(cell)


_ROW = re.compile(r"[\s|｜]*(\d{1,3})\s*(?:[、.．]\s*)?(?=[\t|｜]|$)")
_NUMBER_CELL = re.compile(r"\(?\s*(\d{1,3}|一{1,4})\s*(?:\)\s*)?[、.．]?")  # in plain_form
_RULE = re.compile(r"[\s|｜│┃:：+\-—–─━┄┅=]+")
_LONGEST_GAP = 50  # rows that an edited table leaves out


def stands_under(cells: Sequence[tuple[Column, CleanText]]) -> bool:
    """Say whether the first column of tasks is blank beside words in another: it is merged with the row above."""
    words = [cell.text.strip() for column, cell in cells if column is Column.TASK]
    return len(words) > 1 and not words[0] and any(words)


def _rows(
    lines: Sequence[CleanText], columns: Sequence[Column]
) -> tuple[list[CleanText], list[Row], list[CleanText]]:
    """Group the lines after the head into rows; what stands before the first row comes first, what follows, last.

    A section below the last row (三、时间安排) ends the table, unless it may be a part of that row's words.
    """
    before: list[CleanText] = []
    rows: list[Row] = []
    rest: list[CleanText] = []
    last_row = max((at for at, line in enumerate(lines) if _ROW.match(line.text)), default=-1)
    for at, line in enumerate(lines):
        if rows and at > last_row and _ends_table(line.text, rows[-1].cells, len(columns) - 1):
            rest = list(lines[at:])
            break
        found = _ROW.match(line.text)
        last = rows[-1].number if rows else 0
        number = int(found.group(1)) if found else 0
        if found and (last < number <= last + _LONGEST_GAP or (number == 1 and _is_full(rows[-1].cells))):
            rows.append(Row(number, line[found.start(1) : found.end()], [line[found.end() :]]))
        elif rows and _is_category(line.text, lines[at + 1 : at + 2], rows[-1].cells):
            rows[-1].category.append(trim(line))
        elif rows:
            rows[-1].cells.append(line)
        else:
            before.append(line)
    for row in rows:
        row.cells = _split_cells(row.cells)
    return before, rows, rest


def _next(number: str) -> str | None:
    return str(int(number) + 1) if number.isdecimal() else None


def _count(lines: Sequence[CleanText]) -> int:
    """Return how many lines are cells of a row whose cells stand one a line."""
    return sum(bool(line.text.strip()) for line in lines)


def _ends_table(text: str, cells: Sequence[CleanText], width: int) -> bool:
    """Say whether a line below the last row opens a section: the cells of the row stand on the line of its number, or
    it neither opens a list of a row that has fewer cells than the head, ``width``, nor goes on with one.
    """
    label = label_of(text)
    if label is None or label.level > Level.HEADED or BAR.search(text):
        return False
    opened = (label_of(cell.text) for cell in cells)
    last = [each.number for each in opened if each is not None and each.level is label.level]
    goes_on = label.number == _next(last[-1]) if last else label.number == "1" and _count(cells) < width
    return not goes_on or BAR.search(cells[0].text) is not None


def _is_category(text: str, following: Sequence[CleanText], cells: Sequence[CleanText]) -> bool:
    """Say whether a line between two rows is the heading of those that follow: 二、科技创新."""
    label = label_of(text)
    labelled = label is not None and label.level in (Level.HEADED, Level.ITEM, Level.CHAPTER)
    next_row = any(_ROW.match(line.text) for line in following)
    return labelled and next_row and _short(text) and not BAR.search(text) and _is_full(cells)


def _is_full(lines: Sequence[CleanText]) -> bool:
    """Say whether a row has words and a body at least: only then may numbering start again."""
    return sum(bool(cell.strip()) for line in lines for cell in BAR.split(line.text)) >= 2


def _split_cells(lines: Sequence[CleanText]) -> list[CleanText]:
    """Part the lines of a row into cells at tabs; without any tab, each line is a cell."""
    if not any(BAR.search(line.text) for line in lines):
        return [line for line in lines if line.text.strip()]
    groups: list[list[CleanText]] = [[]]
    for line in lines:
        at = 0
        for bar in BAR.finditer(line.text):
            groups[-1].append(line[at : bar.start()])
            groups.append([])
            at = bar.end()
        groups[-1].append(line[at:])
    cells = [CleanText.join([trim(part) for part in group], lines[0].source) for group in groups]
    while cells and not cells[0].text:  # the bar between the number and the first cell
        cells.pop(0)
    while cells and not cells[-1].text:
        cells.pop()
    return cells


def _in_order(row: Row, inner: Sequence[Column]) -> Task:
    """Put the cells of a row under the columns as they come; a row with one body cell has it in the lead column."""
    task = Task(row.number, row.label, category=list(row.category))
    for at, cell in enumerate(row.cells):
        if not cell.text.strip():
            continue
        column = inner[at] if at < len(inner) else None
        if column is None:
            task.category.append(cell)
        elif column in BODIES and Answering(column.value) in task.bodies:
            task.text.append(cell)
        else:
            task.put(column, cell)
    return task


def _by_names(table: Table, rows: Sequence[Row], *, alone: bool) -> None:
    """Put cells under the columns by what they name where they stand one a line (``alone``), and where a row of parted
    cells has too few of them and one that names no body under a column of bodies; say what was assumed of which rows.
    """
    inner = [column for column in table.columns if column is not Column.NUMBER]
    roles = [column for column in inner if column in BODIES]
    assumed: list[int] = []
    for row in rows:
        if not alone and not _is_short(row.cells, inner):
            table.tasks.append(_in_order(row, inner))
            continue
        task = Task(row.number, row.label, category=list(row.category))
        cells, told = placed([cell for cell in row.cells if cell.text.strip()], inner)
        for column, cell in cells:
            task.put(column, cell)
        table.tasks.append(task)
        assumed += [] if told else [row.number]
        table.open_rows += row.cells if [column for column, _ in cells if column in BODIES] != roles else ()
    if not assumed:
        return
    named = "、".join(map(str, assumed[:10]))
    table.assumed = (
        f"表格第 {named} 行的各格与表头各栏对不上（可能有合并或空白的单元格）：不是单位名称的不作单位，"
        "单位个数与单位栏数不同的，不定牵头或配合，请对照原表核对。"
        f"The cells of rows {named} do not fit the columns of the head (some may be merged or blank): what names no "
        "body is taken for none, and where there are not as many bodies as columns of them, who leads and who helps "
        "is left open; check them against the table."
    )


def _is_short(cells: Sequence[CleanText], inner: Sequence[Column]) -> bool:
    """Say whether a row has too few cells, and one under a column of bodies that names none."""
    under = zip(inner, cells, strict=False)
    return len(cells) < len(inner) and any(
        column in BODIES and cell.text.strip() and not may_fill(cell) for column, cell in under
    )


def _cells(line: CleanText, head: Head, drawing: list[CleanText]) -> list[tuple[Column, CleanText]] | None:
    """Return the cells of a line under their columns; ``None`` when the line is no row of the table."""
    if head.parting is Parting.BLANKS:
        return _aligned_cells(line, head)
    bars = list(BAR.finditer(line.text))
    if not bars:
        return None
    edges = [0, *(edge for bar in bars for edge in bar.span()), len(line)]
    parts = [line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    drawing.extend(line[bar.start() : bar.end()] for bar in bars)
    if head.parting is Parting.BARS and not parts[0].text.strip():
        parts.pop(0)
    last = len(head.columns) - 1
    parts = [*parts[:last], CleanText.join(parts[last:], line.source)]
    return list(zip(head.columns, (trim(part) for part in parts), strict=False))


def _aligned_cells(line: CleanText, head: Head) -> list[tuple[Column, CleanText]] | None:
    """Put the cells of an aligned line under the columns: one after the other, or by their place on the page."""
    ranges = blank_cells(line.text)
    if len(ranges) == len(head.columns):
        columns: list[Column] = list(head.columns)
    else:
        if any(len(line.text[start:end]) > 60 for start, end in ranges):
            return None
        places = [page_column(line.text, start) for start, _ in ranges]
        nearest = [min(range(len(head.places)), key=lambda n: abs(head.places[n] - at)) for at in places]
        if len(set(nearest)) < len(nearest) or (
            len(ranges) == 1 and places[0] < head.places[min(1, len(head.places) - 1)] - 2
        ):
            return None if len(ranges) > 1 or not _short(line.text) else [(Column.NUMBER, trim(line))]
        columns = [head.columns[n] for n in nearest]
    return [(column, trim(line[start:end])) for column, (start, end) in zip(columns, ranges, strict=True)]


def _short(text: str) -> bool:
    return len(text.strip()) <= 40 and not text.strip().endswith(("。", "；", "，", "、"))


def _grid(lines: Sequence[CleanText], head: Head) -> Table:
    """Read a table whose lines are its rows. The first line that is no row ends it."""
    table = Table(head.columns)
    for at, line in enumerate(lines):
        if _RULE.fullmatch(line.text) and not line.text.isspace():
            table.drawing.append(line)
            continue
        cells = _cells(line, head, table.drawing)
        if cells is None:
            table.rest = list(lines[at:])
            break
        table.put_row(
            [(column, cell) for column, cell in cells if cell.text],
            first=cells[0][0],
            goes_on=Column.NUMBER not in head.columns and stands_under(cells),
        )
    return table


def _number(cell: CleanText) -> int | None:
    found = _NUMBER_CELL.fullmatch(plain_form(cell.text))
    return whole_number(cell.text[slice(*found.span(1))]) if found else None


def _chunks(lines: Sequence[CleanText], head: Head) -> Table:
    """Read a table without numbers and without tabs: so many lines a row as the head has cells."""
    width = len(head.columns)
    table = Table(
        head.columns,
        assumed=f"表格每格一行、没有序号，按表头栏数每 {width} 行归为一行，请对照原表核对。"
        f"One cell a line and no numbers: {width} lines were taken for a row, as the head has cells; check it against "
        "the table.",
    )
    filled = [line for line in lines if line.text.strip()]
    for at in range(0, len(filled), width):
        cells = [trim(line) for line in filled[at : at + width]]
        if len(cells) < width:
            table.rest = filled[at:]
            break
        named = list(zip(head.columns, cells, strict=True))
        if any(column in BODIES and not fills(cell) for column, cell in named):
            table.rest = filled[at:]
            table.assumed = (
                f"表格每格一行、没有序号，第 {at // width} 行之后应为单位的位置不是单位，以下逐行读作文字，"
                "请对照原表核对。"
                f"One cell a line and no numbers; what follows row {at // width} is read as words, since no body "
                "stands where one should; check it against the table."
            )
            break
        task = Task(at // width + 1, None)
        for column, cell in named:
            task.put(column, cell)
        table.tasks.append(task)
    return table


def task_node(task: Task, text: list[CleanText]) -> Node:
    """Make the provision of a row; ``text`` is the task's words without column bleed."""
    label = trim(task.label) if task.label is not None else None
    node = Node(f"task-{task.number}", ProvisionKind.TASK, label=label, number=str(task.number))
    node.own = text
    node.cells += task.aside
    for role in Answering:
        node.cells += task.bodies.get(role, ())
        for cell in (*task.bodies.get(role, ()), *task.shared.get(role, ())):
            node.responsibilities += assigned(cell, role) if not is_empty(cell.text) else ()
    return node


def read_table(lines: Sequence[CleanText]) -> Table | None:
    """Read the first responsibility table in ``lines``; ``None`` where there is none, or no row under its head."""
    head = find_head(lines)
    if head is None:
        return None
    after = lines[head.end :]
    if head.parting is Parting.LINES:
        before, rows, rest = _rows(after, head.columns)
        alone = not any(BAR.search(line.text) for line in after[: len(after) - len(rest)])
        table = Table(head.columns, before=before, rest=rest)
        _by_names(table, rows, alone=alone)
    elif head.parting is Parting.TABS and not any("\t" in line.text.strip() for line in after[:4]):
        table = _chunks(after, head)
    else:
        table = _grid(after, head)
    table.ahead, table.header = list(lines[: head.start]), list(lines[head.start : head.end])
    return table if table.tasks else None
