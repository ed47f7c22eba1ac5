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
from ingest.structure.columns import BAR, BODIES, Column, Head, Parting, blank_cells, find_head, page_column
from ingest.structure.labels import Level, label_of
from ingest.structure.responsibility import assigned, is_like_body, names
from ingest.structure.tree import Node, trim
from ingest.text import CleanText
from ontology.numerals import plain_form, whole_number


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
    the lines after it; ``assumed`` says what the text does not tell of its cells.
    """

    columns: tuple[Column, ...]
    ahead: list[CleanText] = field(default_factory=list)
    header: list[CleanText] = field(default_factory=list)
    before: list[CleanText] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    drawing: list[CleanText] = field(default_factory=list)
    rest: list[CleanText] = field(default_factory=list)
    assumed: str | None = None

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
_EMPTY = re.compile(r"[\s/／\-—–－─]+")
_LONGEST_GAP = 50  # rows that an edited table leaves out


def is_empty(cell: str) -> bool:
    """Say whether a cell is crossed out: nothing stands there.

    >>> is_empty("/"), is_empty("——"), is_empty("1/2")
    (True, True, False)
    """
    return _EMPTY.fullmatch(cell) is not None


def stands_under(cells: Sequence[tuple[Column, CleanText]]) -> bool:
    """Say whether the first column of tasks is blank beside words in another: it is merged with the row above."""
    words = [cell.text.strip() for column, cell in cells if column is Column.TASK]
    return len(words) > 1 and not words[0] and any(words)


def _rows(
    lines: Sequence[CleanText], columns: Sequence[Column]
) -> tuple[list[CleanText], list[Row], list[CleanText]]:
    """Group the lines after the head into rows; what stands before the first row comes first, what follows, last.

    A section below the last row (三、时间安排) ends a table whose cells stand on the line of their number, or whose
    last row has as many cells, one a line, as the head.
    """
    before: list[CleanText] = []
    rows: list[Row] = []
    rest: list[CleanText] = []
    last_row = max((at for at, line in enumerate(lines) if _ROW.match(line.text)), default=-1)
    for at, line in enumerate(lines):
        ends = rows and at > last_row and _opens_section(line.text)
        if ends and (BAR.search(rows[-1].cells[0].text) or _count(rows[-1].cells) >= len(columns) - 1):
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


def _count(lines: Sequence[CleanText]) -> int:
    """Return how many lines are cells of a row whose cells stand one a line."""
    return sum(bool(line.text.strip()) for line in lines)


def _opens_section(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.level <= Level.HEADED and BAR.search(text) is None


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


def _fit(rows: Sequence[Row], columns: Sequence[Column]) -> str | None:
    """Join the lines that are the words of one task, where a row has more lines than the head has cells.

    The cells of bodies stand behind the words; only lines that name bodies are taken for them. What was assumed is
    returned, with the rows that have another number of cells than the head.
    """
    inner = [column for column in columns if column is not Column.NUMBER]
    words = inner.index(Column.TASK)
    other: list[int] = []
    for row in rows:
        more = _count(row.cells) - len(inner)
        if more:
            other.append(row.number)
        joined = row.cells[words : words + more + 1]
        behind = zip(inner[words + 1 :], row.cells[words + more + 1 :], strict=False)
        if more > 0 and all(column not in BODIES or _is_bodies(cell) for column, cell in behind):
            row.cells[words : words + more + 1] = [CleanText.join(joined, joined[0].source)]
    if not other:
        return None
    named = "、".join(map(str, other[:10]))
    return (
        f"表格每格一行，第 {named} 行的行数与表头栏数不同：不是单位名称的行视为任务的文字，其余依次归入各栏，"
        "请对照原表核对。"
        f"One cell a line: rows {named} have another number of lines than the head has cells; lines that name no body "
        "were taken for words of the task, the others for cells in the order of the columns; check them."
    )


def _is_bodies(cell: CleanText) -> bool:
    """Say whether a cell names bodies and nothing else, or is crossed out."""
    found = names(cell, Answering.RESPONSIBLE)
    return is_empty(cell.text) or (bool(found) and all(is_like_body(each.name) for each in found))


def _under_columns(rows: Sequence[Row], columns: Sequence[Column]) -> list[Task]:
    """Put the cells of each row under the columns; a row with one body cell has it in the lead column."""
    inner = [column for column in columns if column is not Column.NUMBER]
    found: list[Task] = []
    for row in rows:
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
        found.append(task)
    return found


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
        if any(column in BODIES and not _is_bodies(cell) for column, cell in named):
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
        assumed = _fit(rows, head.columns) if alone and Column.TASK in head.columns else None
        tasks = _under_columns(rows, head.columns)
        table = Table(head.columns, before=before, tasks=tasks, rest=rest, assumed=assumed)
    elif head.parting is Parting.TABS and not any("\t" in line.text.strip() for line in after[:4]):
        table = _chunks(after, head)
    else:
        table = _grid(after, head)
    table.ahead, table.header = list(lines[: head.start]), list(lines[head.start : head.end])
    return table if table.tasks else None
