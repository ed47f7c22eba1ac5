"""Rows of a responsibility table whose cells stand one a line: which cell is under which column.

A merged cell is printed once, so that the rows below it have a line fewer, and nothing in a line says which cell it is
that is not there. Bodies are told by their names; what names none (2023年底, 长期坚持, the name of a project) stands
under no column of bodies. Bodies fewer or more than the columns have none of their roles: how they answer is left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from ingest.model import Answering
from ingest.structure.columns import BODIES, Column
from ingest.structure.responsibility import assigned, is_class, is_like_body
from ingest.structure.tree import trim
from ingest.text import CleanText
from ontology.departments import department_names
from ontology.divisions import find
from ontology.lexicon import endings

_EMPTY: Final = re.compile(r"[\s/／\-—–－─]+")
# What else ends so (示范区, 数字农场, 数据中心) is a body where its level is named.
_OF_PLACE: Final = re.compile(r"(?:[省市州盟县区旗镇乡]|自治[州县旗])[\u4e00-\u9fff]{2}")
_BY_ENDING: Final = re.compile(rf"{endings('department-ending', 'unit-ending', 'open-ending')}$")

Placed = list[tuple[Column, CleanText]]


def is_empty(cell: str) -> bool:
    """Say whether a cell is crossed out: nothing stands there.

    >>> is_empty("/"), is_empty("——"), is_empty("1/2")
    (True, True, False)
    """
    return _EMPTY.fullmatch(cell) is not None


def may_fill(cell: CleanText) -> bool:
    """Say whether a cell that is parted from others may stand under a column of bodies: one word is like a name."""
    found = assigned(cell, Answering.RESPONSIBLE)
    return is_empty(cell.text) or any(is_like_body(each.name) for each in found)


def names_bodies(cell: CleanText) -> bool:
    """Say whether a cell names bodies and nothing else; of several, one that is told for certain tells the others.

    >>> from ingest.text import SourceText
    >>> cells = ("县住建局", "县财政局、华润医药", "长期坚持", "翠湖示范区", "县示范区管委会")
    >>> [names_bodies(CleanText.of(SourceText("a.txt", cell, "0" * 64))) for cell in cells]
    [True, False, False, False, True]
    """
    found = [each.name for each in assigned(cell, Answering.RESPONSIBLE)]
    return bool(found) and all(map(is_like_body, found)) and any(map(_is_certain, found))


def _is_certain(name: str) -> bool:
    plain = name.partition("（")[0]
    told = _OF_PLACE.match(plain) or _BY_ENDING.search(plain)
    return told is not None or is_class(plain) or plain in _departments() or bool(find(plain))


@cache
def _departments() -> frozenset[str]:
    return frozenset(each.name for each in department_names())


def fills(cell: CleanText) -> bool:
    """Say whether a cell may stand under a column of bodies: it names some, or is crossed out."""
    return is_empty(cell.text) or names_bodies(cell)


def placed(cells: Sequence[CleanText], inner: Sequence[Column]) -> tuple[Placed, bool]:
    """Put the cells of a row, without its number, under the columns ``inner``; ``False`` where not all is told."""
    cells = _whole_lists(cells)
    bodies = [at for at, column in enumerate(inner) if column in BODIES]
    if len(cells) == len(inner) and all(fills(cells[at]) for at in bodies):
        return list(zip(inner, cells, strict=True)), True
    first = 0 if inner[0] in BODIES else 1  # the words of a task may look like a name: 组建县大数据局
    filled = [at for at in range(first, len(cells)) if fills(cells[at])]
    roles = [inner[at] for at in bodies]
    if len(filled) != len(roles):
        roles = [roles[0] if len(roles) == 1 else Column.RESPONSIBLE] * len(filled)
    under = dict(zip(filled, roles, strict=True))
    words = [at for at in range(filled[0] if filled else len(cells)) if at not in under]
    before = inner[: bodies[0]] if filled else [column for column in inner if column not in BODIES]
    found: Placed = []
    if len(words) == len(before):
        under |= zip(words, before, strict=True)
    elif len(words) > len(before) and Column.TASK in before and filled:
        start = before.index(Column.TASK)
        end = start + len(words) - len(before) + 1
        whole = CleanText.join(cells[start:end], cells[start].source)
        under |= dict(zip(words[:start], before, strict=False)) | {start: Column.TASK}
        under |= dict(zip(words[end:], before[start + 1 :], strict=True))
        cells = [*cells[:start], whole, *[cells[at][:0] for at in range(start + 1, end)], *cells[end:]]
    behind = [column for column in inner[bodies[0] :] if column not in BODIES]
    other = behind[0] if len({*behind}) == 1 else Column.OTHER
    for at, cell in enumerate(cells):
        if cell.text.strip():
            column = under.get(at, Column.TASK if at in words else other)
            found.append((column, cell))
    return found, False


def _whole_lists(cells: Sequence[CleanText]) -> list[CleanText]:
    """Put lists of bodies together that a line end parts: 县财政局、 | 县水务局."""
    found: list[CleanText] = []
    for cell in map(trim, cells):
        parted = found and (found[-1].text.endswith("、") or cell.text.startswith("、"))
        if parted and names_bodies(found[-1]) and names_bodies(cell):
            found[-1] = CleanText.join([found[-1], cell], cell.source)
        else:
            found.append(cell)
    return found
