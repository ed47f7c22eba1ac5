"""Responsibility tables one cell a line without a column of numbers, whose rows are numbered on: （1） … （35）.

The words of narrow head cells are broken over lines (牵头 / 部门). Cells that are merged over rows stand once: those of
groups (（一）…, 1、…) before the number of the first row, those of bodies at its end. A row ends with as many cells of
bodies as the head has columns of them; where it does not, cells that other rows have under one column tell theirs, else
how they answer is left open. A row without bodies is open: its cells are merged with those above, or blank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from ingest.repair.wrap import ends_sentence
from ingest.structure.alone import may_fill
from ingest.structure.columns import BODIES, Column, Head, column_of, roles_of
from ingest.structure.front import is_title
from ingest.structure.labels import Label, Level, annex_label, label_of
from ingest.structure.once import once, solid
from ingest.structure.responsibility import role_of
from ingest.structure.table import Table, Task
from ingest.structure.tree import trim
from ingest.text import CleanText, squeeze

_PART = range(2, 5)  # characters of half a head: 牵头, 责任单 / 位 is none
_LONGEST_HEAD = 16
_MOST_HEADS = 24  # lines
_HEAD = re.compile(r"[\u4e00-\u9fffA-Za-z\d（）()\-—–－/]+")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")  # 重点任务（2024-2026）
_OF_YEAR = re.compile(r"\d{4}年度?[\u4e00-\u9fff]{0,6}")  # 2025年计划
_FEWEST_ROWS = 3
_FEWEST_GROUPS = 2
_MOST_BODIES = 12  # cells of bodies in a row

Cells = list[tuple[Column, CleanText]]


def broken_head(lines: Sequence[CleanText]) -> Head | None:
    """Find the head of a table whose words are broken over lines; bodies stand in its last columns, no number in any.

    >>> from ingest.text import SourceText
    >>> words = "某县任务清单", "主要任务", "2024年计划", "牵头", "部门", "配合", "部门", "（1）甲。"
    >>> head = broken_head([CleanText.of(SourceText("a.txt", text, "0" * 64)) for text in words])
    >>> [column.value for column in head.columns], head.start, head.end
    (['task', 'other', 'lead', 'cooperating'], 1, 7)
    """
    texts = [_words(line.text) for line in lines]
    filled = [at for at, text in enumerate(texts) if text]
    for place, (at, below) in enumerate(pairwise(filled)):
        if not _is_broken(texts[at], texts[below]):
            continue
        start = end = place
        while start and place - start < _MOST_HEADS and _may_head(texts[filled[start - 1]]):
            start -= 1
        if start == 0 < place and column_of(texts[filled[0]]) is None:
            start = 1  # the first line of all may name the table
        while end < len(filled) and end - place < _MOST_HEADS and _may_head(texts[filled[end]]):
            end += 1
        columns = _columns([texts[n] for n in filled[start:end]])
        bodies = sum(column in BODIES for column in columns)
        last = columns[len(columns) - bodies :]
        if bodies > 1 and Column.TASK in columns and Column.NUMBER not in columns and BODIES.issuperset(last):
            return Head(roles_of(columns), filled[start], filled[end - 1] + 1)
        return None
    return None


@once
def _words(line: str) -> str:
    """Return the words of a line as heads are read; those of a line that is too long for one as they are."""
    words = solid(line)
    return squeeze(words) if len(words) <= 2 * _LONGEST_HEAD else words


def _is_broken(text: str, below: str) -> bool:
    """Say whether two lines are one head of bodies: 牵头 above 部门."""
    parts = len(text) in _PART and len(below) in _PART
    return parts and role_of(text + below) is not None


def _may_head(text: str) -> bool:
    short = len(text) <= _LONGEST_HEAD and _HEAD.fullmatch(text) is not None
    named = is_title(text) and _OF_YEAR.fullmatch(text) is None
    return short and label_of(text) is None and annex_label(text) is None and not named


def _columns(texts: Sequence[str]) -> list[Column]:
    found: list[Column] = []
    at = 0
    while at < len(texts):
        broken = at + 1 < len(texts) and _is_broken(texts[at], texts[at + 1])
        head = texts[at] + texts[at + 1] if broken else _REMARK.sub("", texts[at])
        found.append(column_of(head) or Column.OTHER)
        at += 2 if broken else 1
    return found


def running_rows(lines: Sequence[CleanText]) -> Table | None:
    """Read a table of rows numbered on under a head that is broken over lines; ``None`` where there is none."""
    head = broken_head(lines)
    if head is None:
        return None
    labels = [label_of(line.text) for line in lines]
    row, groups, end = _levels(labels, head.end)
    if row is None:
        return None
    roles = [column for column in head.columns if column in BODIES]
    table = Table(head.columns, ahead=list(lines[: head.start]), header=list(lines[head.start : head.end]))
    cells: list[list[CleanText]] = []
    group: list[list[CleanText]] = []
    for line, label in zip(lines[head.end : end], labels[head.end : end], strict=True):
        if not line.text.strip():
            continue
        if label is not None and label.level is row:
            table.tasks.append(Task(int(label.number), line[label.start : label.end]))
            _put_groups(table, group)
            cells.append([line[label.end :]])
            group = []
        elif label is not None and label.level in groups:
            group.append([line])
        elif group and _has_number_alone(group[-1]):
            group[-1].append(line)
        elif not cells or group:
            return None  # words that are of no row
        else:
            cells[-1].append(line)
    table.rest = list(lines[end:])
    _put_rows(table, [list(map(trim, each)) for each in cells], roles)
    return table


def _levels(labels: Sequence[Label | None], start: int) -> tuple[Level | None, frozenset[Level], int]:
    """Return the level of the rows, those of the groups above it, and where the table ends.

    The numbers of each run through the table. Of several levels the lowest is that of the rows.
    """
    numbers: dict[Level, list[tuple[int, str]]] = defaultdict(list)
    for at in range(start, len(labels)):
        label = labels[at]
        if label is not None:
            if label.level <= Level.ARTICLE:
                break
            numbers[label.level].append((at, label.number))
    running = {level: _runs(found) for level, found in numbers.items()}
    rows = [level for level, count in running.items() if count >= _FEWEST_ROWS and level >= Level.ITEM]
    if not rows:
        return None, frozenset(), start
    row = max(rows)
    groups = frozenset(level for level, count in running.items() if level < row and count >= _FEWEST_GROUPS)
    first = min(numbers[row])[0]
    known = {row, *groups}
    ends = (
        at
        for at in range(first, len(labels))
        if (label := labels[at]) is not None and label.level < row and label.level not in known
    )
    return row, groups, next(ends, len(labels))


def _runs(found: Sequence[tuple[int, str]]) -> int:
    """Return how many numbers there are, ``0`` where they do not run on from 1."""
    on = [number for _, number in found] == [str(number) for number in range(1, len(found) + 1)]
    return len(found) if on else 0


def _has_number_alone(cell: Sequence[CleanText]) -> bool:
    label = label_of(cell[0].text)
    return len(cell) == 1 and label is not None and not cell[0].text[label.end :].strip()


def _put_groups(table: Table, group: Sequence[Sequence[CleanText]]) -> None:
    """Put cells of groups before a row: those of （一） head what follows, others are kept beside the row."""
    for cell in group:
        whole = CleanText.join(map(trim, cell), cell[0].source)
        label = label_of(whole.text)
        if label is None or label.level > Level.ITEM:
            table.tasks[-1].aside.append(whole)
        elif len(table.tasks) > 1:
            table.tasks[-2].category.append(whole)
        else:
            table.before.append(whole)


def _put_rows(table: Table, rows: Sequence[Sequence[CleanText]], roles: Sequence[Column]) -> None:
    """Put the cells of rows under words and bodies, and say of which it is not told how bodies answer."""
    parted = [_bodies_apart(cells) for cells in rows]
    known: dict[str, set[Column]] = defaultdict(set)
    for _, bodies in parted:
        for column, cell in zip(roles, bodies, strict=False) if len(bodies) == len(roles) else ():
            known[cell.text].add(column)
    left: list[int] = []
    for task, (words, bodies) in zip(table.tasks, parted, strict=True):
        under = _under(bodies, roles, known)
        for cell in words:
            task.put(Column.TASK, cell)
        for column, cell in zip(under or [Column.RESPONSIBLE] * len(bodies), bodies, strict=True):
            task.put(column, cell)
        if len(bodies) != len(roles):
            left.append(task.number)
        if under is None:
            table.open_rows += [*words, *bodies]
    if left:
        named = "、".join(map(str, left[:10]))
        table.assumed = (
            f"表格每格一行，第 {named} 行末的单位格数与表头的单位栏数不同（可能有合并、空白或断开的单元格）："
            "没有单位的，不定由谁负责；其余按他行同名单位所在的栏归入，归不了的不定牵头或配合，请对照原表核对。"
            f"One cell a line; rows {named} do not end with as many cells of bodies as the head has columns of them "
            "(some may be merged, blank or broken off): where none is there, who answers is left open; others are put "
            "where other rows have the same names, or how they answer is left open; check them against the table."
        )


def _bodies_apart(cells: Sequence[CleanText]) -> tuple[list[CleanText], list[CleanText]]:
    """Part the cells of a row into words and the bodies at its end."""
    at = len(cells)
    while at > 1 and _may_be_bodies(cells[at - 1]):
        at -= 1
    return [cell for cell in cells[:at] if len(cell)], list(cells[at:])


def _may_be_bodies(cell: CleanText) -> bool:
    return not ends_sentence(cell.text) and may_fill(cell)


def _under(
    bodies: Sequence[CleanText], roles: Sequence[Column], known: Mapping[str, set[Column]]
) -> Sequence[Column] | None:
    """Return the column of each cell of bodies of a row; ``None`` where it is not told.

    Cells more than columns are parted in the one way in which each that is known stands where other rows have it.
    """
    if len(bodies) == len(roles):
        return roles
    if not len(roles) < len(bodies) <= _MOST_BODIES:
        return None
    ways = [
        way
        for way in _ways(len(bodies), roles)
        if all(column in known.get(cell.text, {column}) for cell, column in zip(bodies, way, strict=True))
    ]
    return ways[0] if len(ways) == 1 else None


def _ways(count: int, roles: Sequence[Column]) -> Iterator[list[Column]]:
    """Yield the ways to put so many cells under columns in order, at least one under each."""
    for cuts in combinations(range(1, count), len(roles) - 1):
        edges = pairwise((0, *cuts, count))
        yield [role for role, (start, end) in zip(roles, edges, strict=True) for _ in range(start, end)]
