"""Responsibility tables that a text lost whole: head and rows run together on one line, with nothing between cells.

序号重点任务责任单位完成时限1建设平台市发改委、市财政局2020年6月2修订目录市司法局长期. The head is read word by word,
a row begins where the next number stands, and its bodies are the names at its end. All of it is assumed, and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.model import Answering
from ingest.structure.columns import BODIES, Column, column_of, roles_of
from ingest.structure.responsibility import is_like_body
from ingest.structure.table import Table, Task
from ingest.structure.tree import trim
from ingest.text import CleanText

_LONGEST_HEAD = 8
_NUMBER_OPENS = ("序", "号", "编", "项", "N")  # of all heads of a column of numbers
_FEWEST_COLUMNS = 3
_LONGEST_NAME = 20
_TIME = re.compile(r"(?:(?:19|20)\d{2}年(?:\d{1,2}月)?底?前?|\d{1,2}月底?前?|长期(?:坚持)?|持续推进)$")
_OPENS = re.compile(r"各|[省市县区州]|国家|自治")
_ASSUMED = (
    "表格的表头和各行连成一行：按序号分行，行末的单位名称归入单位栏，请对照原表核对。"
    "Head and rows run together on one line: rows were told by their numbers, bodies by the names at their ends; check "
    "it against the table."
)


def _head(text: str) -> tuple[list[Column], int]:
    """Return the columns that the beginning of a line names, and where they end."""
    columns: list[Column] = []
    at = 0
    while found := _cell(text, at):
        columns.append(found[0])
        at = found[1]
    return columns, at


def _cell(text: str, at: int) -> tuple[Column, int] | None:
    """Read the head of one column: the longest that is known, or the shortest of those of which only the end is."""
    ends = range(at + 2, min(at + _LONGEST_HEAD, len(text)) + 1)
    named = [(column, end) for end in ends if (column := column_of(text[at:end])) is not None]
    known = [each for each in named if each[0] is not Column.OTHER]
    return known[-1] if known else next(iter(named), None)


def _rows(text: str, start: int) -> list[tuple[int, int]]:
    """Return where the numbers 1, 2, 3 … stand that begin rows: before a word, and not within a figure."""
    found: list[tuple[int, int]] = []
    at = start
    while True:
        number = re.compile(
            rf"(?<![\d.]){len(found) + 1}[、.．]?(?=[\u4e00-\u9fff《“])(?![年月日个项%万亿元户家])"
        )
        match = number.search(text, at)
        if match is None or (not found and match.start() != start):
            return found
        found.append(match.span())
        at = match.end()


def _bodies(text: str) -> tuple[int, int] | None:
    """Return the range of the names at the end of a row, without the time after them; ``None`` where none are."""
    time = _TIME.search(text)
    end = time.start() if time else len(text)
    start = end
    while True:
        stop = start - 1 if start < end else end
        cut = max(text.rfind("、", 0, stop), text.rfind("，", 0, stop))
        name = text[cut + 1 : stop]
        if cut < 0 or len(name) > _LONGEST_NAME or not (_OPENS.match(name) and is_like_body(name)):
            break
        start = cut + 1
    # the first of the names follows the words of the task directly: the shortest that may be one
    near = max(cut + 1, stop - _LONGEST_NAME)
    firsts = [each.start() for each in _OPENS.finditer(text, near, stop)]
    firsts = [
        at for at in firsts if is_like_body(text[at:stop]) and stop - at > (1 if text[at] == "各" else 2)
    ]
    if firsts:
        return firsts[-1], end
    return (start, end) if start < end else None


def _may_number(head: str) -> bool:
    """Say whether two characters may be the head of a column of numbers, by the first of them."""
    return unicodedata.normalize("NFKC", head.lstrip()[:1])[:1] in _NUMBER_OPENS


def run_together(lines: Sequence[CleanText]) -> Table | None:
    """Read the first table in ``lines`` whose head and rows are one line; ``None`` if there is none."""
    for number, line in enumerate(lines):
        if not _may_number(line.text[:2]) or column_of(line.text[:2]) is not Column.NUMBER:
            continue
        columns, at = _head(line.text)
        if len(columns) < _FEWEST_COLUMNS:
            continue
        if Column.TASK not in columns or not BODIES & {*columns}:
            continue
        rows = _rows(line.text, at)
        if len(rows) < 2:
            continue
        named = roles_of(columns)
        roles = [Answering(column.value) for column in named if column in BODIES]
        table = Table(
            named, list(lines[:number]), [line[:at]], rest=list(lines[number + 1 :]), assumed=_ASSUMED
        )
        ends = [start for start, _ in rows[1:]] + [len(line)]
        for order, ((start, words), end) in enumerate(zip(rows, ends, strict=True), 1):
            task = Task(order, line[start:words])
            last = end
            for role in reversed(roles):
                place = _bodies(line.text[words:last])
                if place is None:
                    break
                first, stop = words + place[0], words + place[1]
                task.text[:0] = [trim(line[stop:last])] if line.text[stop:last].strip() else []
                task.bodies[role] = [line[first:stop]]
                last = first
            task.text.insert(0, trim(line[words:last]))
            table.tasks.append(task)
        return table
    return None
