"""Responsibility tables (职责分工表, 任务分解表): rows with a task and the bodies that answer for it.

Read from text in which the table's lines are gone: tabs part the cells, a cell may run over lines, and a row
starts with its number. The head says which column is which, in any of the common wordings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.model import MentionRole, ProvisionKind, Responsibility
from ingest.structure.tree import Node, words
from ingest.text import CleanText, squeeze


class Column(StrEnum):
    """What a column of a responsibility table holds."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    COOPERATING = "cooperating"
    OTHER = "other"


_BODY = r"(?:部门|单位|机关|机构|处室|科室|主体|领导|人)"
_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"序号?|号|编号|项次")),
    (
        Column.COOPERATING,
        re.compile(
            rf"(?:协力|配合|协办|协助|协同|参加|参与|会同|配合责任|其他责任)(?:责任)?{_BODY}(?:（.*）)?"
        ),
    ),
    (
        Column.LEAD,
        re.compile(
            rf"(?:牵头|责任|主办|负责|指导|承办|主责|主管|实施|落实|主要责任)(?:责任|负责)?{_BODY}(?:（.*）|及.*)?|分工|责任分工"
        ),
    ),
    (
        Column.TASK,
        re.compile(
            r"(?:主要|重点|具体|工作|改革|政策|推广)?(?:工作|任务|内容|措施|事项|举措|项目|要求|目标|要点|政策|名称)"
            r"(?:内容|任务|事项|名称|措施|要求|目标|及要求)?"
        ),
    ),
    (Column.OTHER, re.compile(r".{0,6}(?:时限|时间|期限|范围|备注|进度|类别|领域|依据|成果|形式)")),
)


def column_of(head: str) -> Column | None:
    """Say which column a head cell names, or ``None``.

    >>> column_of("主 要 内 容").value, column_of("责任单位").value, column_of("配合部门").value
    ('task', 'lead', 'cooperating')
    """
    plain = squeeze(head)
    for column, form in _HEADS:
        if form.fullmatch(plain):
            return column
    return None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns in order, the line it starts on and the line after it."""

    columns: tuple[Column, ...]
    start: int
    end: int


_BAR = re.compile(r"[\t|｜]")


def _cell_texts(line: str) -> list[str]:
    return [cell for cell in _BAR.split(line) if cell.strip()]


def find_head(lines: Sequence[CleanText]) -> Head | None:
    """Find the head of a responsibility table: neighbouring head cells, with a task and a body column among them."""
    at = 0
    while at < len(lines):
        columns: list[Column] = []
        end = at
        while end < len(lines) and len(columns) < 10:
            cells = _cell_texts(lines[end].text)
            named = [column_of(cell) for cell in cells]
            if any(column is None for column in named):
                break
            columns.extend(column for column in named if column is not None)
            end += 1
        while columns[:2] == [Column.NUMBER, Column.NUMBER]:
            columns.pop(0)  # 序 / 号 on two lines
        if Column.TASK in columns and Column.LEAD in columns and len(columns) >= 2:
            return Head(tuple(columns), at, end)
        at += 1
    return None


@dataclass(slots=True)
class Row:
    """A row as read: the label, its cells, and what stands after the last column (a category heading)."""

    number: int
    label: CleanText
    cells: list[CleanText]


_ROW = re.compile(r"[\s|｜]*(\d{1,3})\s*[、.．]?\s*(?=[\t|｜]|$)")
_LONGEST_GAP = 50  # rows that an edited table leaves out


def _rows(lines: Sequence[CleanText]) -> tuple[list[CleanText], list[Row]]:
    """Group the lines after the head into rows; what stands before the first row comes first."""
    before: list[CleanText] = []
    rows: list[Row] = []
    for line in lines:
        found = _ROW.match(line.text)
        last = rows[-1].number if rows else 0
        if found and last < int(found.group(1)) <= last + _LONGEST_GAP:
            rows.append(Row(int(found.group(1)), line[found.start(1) : found.end()], [line[found.end() :]]))
        elif rows:
            rows[-1].cells.append(line)
        else:
            before.append(line)
    for row in rows:
        row.cells = _split_cells(row.cells)
    return before, rows


def _split_cells(lines: Sequence[CleanText]) -> list[CleanText]:
    """Part the lines of a row into cells at tabs; without any tab, each line is a cell."""
    if not any(_BAR.search(line.text) for line in lines):
        return [line for line in lines if line.text.strip()]
    groups: list[list[CleanText]] = [[]]
    for line in lines:
        at = 0
        for bar in _BAR.finditer(line.text):
            groups[-1].append(line[at : bar.start()])
            groups.append([])
            at = bar.end()
        groups[-1].append(line[at:])
    cells = [CleanText.join([words(part) for part in group], lines[0].source) for group in groups]
    while cells and not cells[0].text:  # the bar between the number and the first cell
        cells.pop(0)
    while cells and not cells[-1].text:
        cells.pop()
    return cells


_COORDINATED = re.compile(r"各?(?:省|自治区|市|地|州|盟|县|区|旗|乡|镇|街道|委|办|厅)")
_OPEN_END = re.compile(r"等(?:有关|相关)?(?:部门|单位)?$")


def names(cell: CleanText, role: MentionRole) -> tuple[Responsibility, ...]:
    """Part a cell into the names printed in it, in order.

    、 ， ； and line ends part names, not inside brackets and not inside a coordination of kinds of divisions:
    各州、地、市政府 is one name. A closing 等 is left out.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "各州、地、市政府，省经委、省工商局等", "0" * 64)
    >>> [found.name for found in names(CleanText.of(source), MentionRole.LEAD)]
    ['各州、地、市政府', '省经委', '省工商局']
    """
    text = cell.text
    cuts: list[tuple[int, int]] = []
    start = depth = 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif (
            char in "、，,；;\n"
            and depth <= 0
            and not (char == "、" and _COORDINATED.fullmatch(text[start:at].split("、")[-1]))
        ):
            cuts.append((start, at))
            start = at + 1
    cuts.append((start, len(text)))
    found: list[Responsibility] = []
    for first, last in cuts:
        first, last = cell.trimmed(first, last)
        name = re.sub(r"[。.]+$", "", text[first:last])
        name = _OPEN_END.sub("", name)
        if name:
            found.append(Responsibility(name, cell.spans(first, first + len(name)), role))
    return tuple(found)


@dataclass(slots=True)
class Task:
    """A row under its columns: the words of the task and the cells of the bodies."""

    number: int
    label: CleanText
    words: list[CleanText]
    lead: CleanText | None
    cooperating: CleanText | None
    category: list[CleanText]


def tasks(rows: Sequence[Row], columns: Sequence[Column]) -> list[Task]:
    """Put the cells of each row under the columns; a row with one body cell has it in the lead column."""
    inner = [column for column in columns if column is not Column.NUMBER]
    found: list[Task] = []
    for row in rows:
        task = Task(row.number, row.label, [], None, None, [])
        for at, cell in enumerate(row.cells):
            column = inner[at] if at < len(inner) else None
            if column is None or (not cell.text.strip()):
                if cell.text.strip():
                    task.category.append(cell)
            elif column is Column.LEAD and task.lead is None:
                task.lead = cell
            elif column is Column.COOPERATING and task.cooperating is None:
                task.cooperating = cell
            else:
                task.words.append(cell)
        found.append(task)
    return found


def task_node(task: Task, text: list[CleanText]) -> Node:
    """Make the provision of a row; ``text`` is the task's words without column bleed."""
    node = Node(f"task-{task.number}", ProvisionKind.TASK, label=words(task.label), number=str(task.number))
    node.own = text
    for cell, role in ((task.lead, MentionRole.LEAD), (task.cooperating, MentionRole.COOPERATING)):
        if cell is not None:
            node.cells.append(cell)
            node.responsibilities += names(cell, role)
    return node


def read_table(lines: Sequence[CleanText]) -> tuple[Head, list[CleanText], list[Task]] | None:
    """Read the first responsibility table in ``lines``: head, lines between head and first row, rows."""
    head = find_head(lines)
    if head is None:
        return None
    before, rows = _rows(lines[head.end :])
    if not rows:
        return None
    return head, before, tasks(rows, head.columns)
