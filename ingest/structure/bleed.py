"""Column bleed: fragments of a table's body columns that stand inside the words of its tasks.

When the text of a table is taken from a page line by line, a piece of a narrow column can land between two lines
of the wide one: ``申请办理企|障厅|业设立登记``. A fragment is a run of characters of the row's own body cells. Whether
one is an intrusion or a body that the sentence means is decided by several kinds of evidence together:

* *junction*: do the words on both sides read better joined than parted (unigram model, :mod:`ingest.language`)?
* *piece*: is it a line of the cell, wrapped at the width that the body columns of this table have?
* *grid*: does it stand at a multiple of the width that the task column of this table has?
* *syntax*: a whole name after 由, 会同, 商 … or before 等, 负责 … is meant by the sentence.

Widths are learned from the table itself. No rule names a body or a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from ingest.language import cut, log_probability
from ontology import lexicon

_SEPARATORS = "、，,；;\n "
_NO_LINE_START = "、，；。：！？）》”’】〕"
_WINDOW = 8
_THRESHOLD = 2.5
_MOST = 12  # intrusions in one cell
_LONGEST = 2000  # characters of a cell in which fragments are looked for: no row is longer
_TAKES_BODY = re.compile(r"[由商报经与和及或向在为是对被把将送请受按据至到从同给《（]$")
_GOES_ON = re.compile(lexicon.pattern("after-body-name"))
_STARTS = re.compile(r"[。；，：！？]$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of characters of a task, ``text[start:end]``, that a body cell has too, at ``cell[place:…]``."""

    start: int
    end: int
    cell: int
    place: int
    length: int  # of the run in the cell; unlike end - start where one reads a little differently


@dataclass(frozen=True, slots=True)
class Grid:
    """What a table shows of its page: widths in full-width characters, ``None`` where it shows none."""

    task: float | None
    body: int | None
    other: int | None = None  # the width of a second body column, where it differs
    exact: bool = False  # the lines of the task column end where a typesetter ends them


@cache
def _likelihood(text: str) -> float:
    return log_probability(text)


@cache
def _char_width(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


@lru_cache(maxsize=16)
def _edges(text: str) -> tuple[float, ...]:
    """Return the width of the text before each of its characters, and of the whole."""
    return tuple(accumulate(map(_char_width, text), initial=0.0))


def junction(text: str, start: int, end: int) -> float:
    """Return by how much the neighbours of ``text[start:end]`` read better joined than parted, in nats.

    >>> junction("申请办理企障厅业设立登记", 5, 7) > 5 > 0.1 > junction("加强统计分析工作", 4, 6)
    True
    """
    left, right = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    inner = text[start:end]
    return _likelihood(left + right) - _likelihood(left + inner + right) + _likelihood(inner)


def _fragments(text: str, cells: Sequence[str]) -> list[Fragment]:
    """Find the longest runs that the text shares with a cell, with and without separators at their ends."""
    found: dict[tuple[int, int], Fragment] = {}
    for number, cell in enumerate(cells):
        if max(len(text), len(cell)) > _LONGEST:
            continue
        for start in range(len(text)):
            if text[start] not in cell:
                continue
            end = start + 1
            while end < len(text) and text[start : end + 1] in cell:
                end += 1
            if start and text[start - 1 : end] in cell:
                continue
            place = _best_place(cell, text[start:end])
            run = Fragment(start, end, number, place, end - start)
            for each in (*_trimmed(text, run), *_loose(text, run, cell)):
                if text[each.start : each.end].strip(_SEPARATORS):
                    found.setdefault((each.start, each.end), each)
    return list(found.values())


def _best_place(cell: str, run: str) -> int:
    """Return where ``run`` stands in the cell; an end of the cell, or of a name, before the middle of one."""
    if cell.endswith(run):
        return len(cell) - len(run)
    places = [at for at in range(len(cell)) if cell.startswith(run, at)]
    ending = [at for at in places if cell[at + len(run)] in _SEPARATORS]
    return (ending or places)[0]


def _trimmed(text: str, run: Fragment) -> list[Fragment]:
    found = [run]
    if run.end - run.start > 1:
        if text[run.end - 1] in _SEPARATORS:
            found.append(Fragment(run.start, run.end - 1, run.cell, run.place, run.length - 1))
        if text[run.start] in _SEPARATORS:
            found.append(Fragment(run.start + 1, run.end, run.cell, run.place + 1, run.length - 1))
    return found


def _loose(text: str, run: Fragment, cell: str) -> list[Fragment]:
    """Carry a run of four or more over up to two characters that only one side has (调查总队, 调查队)."""
    if run.end - run.start < 4:
        return []
    after = run.place + run.length
    for extra, lost in ((1, 0), (0, 1), (2, 0), (0, 2), (1, 1)):
        start, place = run.end + extra, after + lost
        size = 0
        while (
            start + size < len(text) and place + size < len(cell) and text[start + size] == cell[place + size]
        ):
            size += 1
        if size >= 2 or (size == 1 and place + 1 == len(cell)):
            return [Fragment(run.start, start + size, run.cell, run.place, place + size - run.place)]
    return []


def _wrapped(cell: str, width: int) -> list[tuple[int, int]]:
    """Wrap a cell at ``width`` characters as a typesetter does: no line starts with a separator."""
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(cell):
        end = min(start + width, len(cell))
        if end < len(cell) and cell[end] in "、，；。" and end - 1 > start:
            end -= 1
        lines.append((start, end))
        start = end
    return lines


def _at_name_edges(fragment: Fragment, cell: str) -> tuple[bool, bool]:
    end = fragment.place + fragment.length
    opens = (
        fragment.place == 0 or cell[fragment.place - 1] in _SEPARATORS or cell[fragment.place] in _SEPARATORS
    )
    closes = end >= len(cell) or cell[end] in _SEPARATORS or cell[end - 1] in _SEPARATORS or cell[end] == "等"
    return opens, closes


@cache
def _is_word(text: str) -> bool:
    """Say whether ``text`` is one word that the model knows, not characters that merely stand together."""
    if not 1 < len(text) <= 4 or cut(text) != (text,):
        return False
    return _likelihood(text) > sum(_likelihood(char) for char in text) + 2


def _clearly(text: str, fragment: Fragment, cell: str) -> bool:
    """Say whether a fragment is an intrusion whatever the page: a broken name that breaks a word."""
    opens, closes = _at_name_edges(fragment, cell)
    run = text[fragment.start : fragment.end]
    gain = junction(text, fragment.start, fragment.end)
    if gain > 5 and not (opens and closes and len(run) < 2):
        return True
    return len(run) > 1 and closes and not opens and gain > -0.5 and not _is_word(run)


def learn(rows: Iterable[tuple[str, Sequence[str]]]) -> Grid:
    """Learn the widths of a table's columns from its clear intrusions; at least four must agree."""
    before: list[tuple[str, int]] = []  # the words without those found so far, and the place of each
    pieces: list[tuple[str, tuple[int, int]]] = []
    for text, cells in rows:
        at = 0
        kept = ""
        for fragment in sorted(_fragments(text, cells), key=lambda f: f.start):
            cell = cells[fragment.cell]
            if fragment.start >= at and _clearly(text, fragment, cell):
                kept += text[at : fragment.start]
                at = fragment.end
                before.append((kept + text[at:], len(kept)))
                pieces.append((cell, (fragment.place, fragment.place + fragment.length)))
    body = _body_width(pieces)
    other = (
        _body_width([(cell, piece) for cell, piece in pieces if piece not in _wrapped(cell, body)])
        if body
        else None
    )
    widths = [width for width in (body, other) if width]
    whole = [
        text
        for text, (cell, piece) in zip(before, pieces, strict=True)
        if any(piece in _wrapped(cell, width) for width in widths)
    ]
    task, exact = _task_width(whole if len(whole) >= 4 else before)
    if task is None:
        task, exact = _task_width(before)
    return Grid(task, body, other, exact)


def _body_width(pieces: Sequence[tuple[str, tuple[int, int]]]) -> int | None:
    """Return the width at which most pieces are lines of their cells; at least three must agree."""
    agree = {w: sum(piece in _wrapped(cell, w) for cell, piece in pieces) for w in range(4, 25)}
    best = max(agree, key=lambda w: (agree[w], w))
    return best if agree[best] >= 3 else None


def _task_width(before: Sequence[tuple[str, int]]) -> tuple[float | None, bool]:
    """Return the width of the task column and whether its lines end exactly where a typesetter ends them."""
    if len(before) < 4:
        return None, False
    needed = max(4.0, 0.4 * len(before))
    ends = dict.fromkeys((w / 2 for w in range(20, 91)), 0)
    for text, place in before:
        for width in ends:
            ends[width] += _ends_line(text, place, place, width)
    best = max(ends, key=lambda w: (ends[w], w))
    if ends[best] >= needed:
        return best, True
    places = [_edges(text)[place] for text, place in before]
    band = max((w / 2 for w in range(20, 91)), key=lambda w: (_hits(places, w), w))
    return (band, False) if _hits(places, band) >= 0.4 * len(places) else (None, False)


def _ends_line(text: str, first: int, last: int, width: float) -> bool:
    """Say whether, without ``text[first:last]``, a line of ``width`` ends at ``first``.

    No line starts with a closing mark.
    """
    edges = _edges(text)
    after = text[last : last + int(2 * width) + 1]  # more than a line holds
    start = 0
    while start < first:
        end = bisect_right(edges, edges[start] + width, start, first + 1) - 1
        if end == first:
            line = edges[first] - edges[start]
            for char in after:
                line += _char_width(char)
                if line > width:
                    break
                end += 1
        while start + 1 < end < first + len(after) and _at(text, after, first, end) in _NO_LINE_START:
            end -= 1
        if end == first:
            return bool(after)
        if end == start:
            return False
        start = end
    return False


def _at(text: str, after: str, first: int, place: int) -> str:
    """Return the character at ``place`` of ``text[:first] + after``."""
    return text[place] if place < first else after[place - first]


def _near(place: float, width: float) -> bool:
    """Say whether ``place`` is close to the end of a line; lines end a little early, rarely late."""
    line = round(place / width + 0.05)
    return line >= 1 and -0.15 * width <= place - line * width <= 0.06 * width


def _hits(places: Sequence[float], width: float) -> float:
    """Count the places that lie on the grid, less those that would by chance."""
    return sum(_near(place, width) for place in places) - 0.21 * len(places)


def _score(text: str, run: tuple[Fragment, ...], cells: Sequence[str], grid: Grid) -> float:
    """Weigh the evidence that a fragment (or two side by side, of two columns) is an intrusion."""
    start, end = run[0].start, run[-1].end
    inner = text[start:end]
    gain = junction(text, start, end)
    score = 0.7 * min(gain, 8.0) if gain > 1 else max(gain, -5.0) if gain < -0.5 else 0.0
    shapes = [_shape(text, fragment, cells[fragment.cell], grid) for fragment in run]
    score += sum(shapes) / len(shapes)
    if len(run) > 1:
        score += 1.5
    elif len(inner.strip(_SEPARATORS)) == 1:  # one character proves little, and nothing without a grid
        score -= 8 if grid.task is None else 2 if len(inner) == 1 else 4
    elif _is_word(inner):
        score -= 3
    if grid.task is not None:
        score += _on_grid(text, start, end, grid)
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if gain < 3:
        score -= 1.5 if _STARTS.search(before) or not before else 0
        whole = all(all(_at_name_edges(fragment, cells[fragment.cell])) for fragment in run)
        if whole and len(inner) > 2:
            score -= 3 if _TAKES_BODY.search(before) else 0
            score -= 2 if _GOES_ON.match(after) else 0
    return score


def _on_grid(text: str, start: int, end: int, grid: Grid) -> float:
    """Weigh whether the fragment stands where a line of the task column ends."""
    if grid.task is None:
        return 0.0
    if grid.exact and _ends_line(text, start, end, grid.task):
        return 4.0
    return 2.0 if _near(_edges(text)[start], grid.task) else -2.0


def _shape(text: str, fragment: Fragment, cell: str, grid: Grid) -> float:
    """Weigh where the fragment stands in its cell."""
    opens, closes = _at_name_edges(fragment, cell)
    end = fragment.place + fragment.length
    if fragment.length >= 6 and fragment.place == 0 and end == len(cell):
        return 3.0
    if any((fragment.place, end) in _wrapped(cell, width) for width in (grid.body, grid.other) if width):
        return 3.0
    if closes and not opens:
        return 2.0
    if opens and closes:
        before = text[max(0, fragment.start - 1) : fragment.start]
        return (
            1.0 if fragment.length > 2 and not _STARTS.search(before) and before not in _SEPARATORS else 0.0
        )
    return -2.0 if opens else -4.0


def _sequel(text: str, run: tuple[Fragment, ...], taken: Sequence[tuple[Fragment, int]], grid: Grid) -> float:
    """Weigh that a piece of the same cell was found a line above or below, in the cell's own order."""
    if grid.task is None:
        return 0.0
    for other, place in taken:
        lines = (_edges(text)[place] - _edges(text)[run[0].start]) / grid.task
        for fragment in run:
            if fragment.cell == other.cell and 0.7 <= abs(lines) <= 1.3:
                return 1.0 if (other.place > fragment.place) == (lines > 0) else 0.0
    return 0.0


def intrusions(text: str, cells: Sequence[str], grid: Grid) -> tuple[tuple[int, int], ...]:
    """Return the ranges of ``text`` that are fragments of ``cells``, in order.

    >>> grid = Grid(None, None)
    >>> intrusions("申请办理企障厅业设立登记", ["省人力资源社会保障厅"], grid)
    ((5, 7),)
    >>> intrusions("办法由省财政厅商省经委等部门制定。", ["省财政厅", "省经委"], grid)
    ()
    """
    kept = list(range(len(text)))  # places in the text as given
    found: list[tuple[int, int]] = []
    taken: list[tuple[Fragment, int]] = []
    for _ in range(_MOST):
        now = "".join(text[at] for at in kept)
        single = _fragments(now, cells)
        runs: list[tuple[Fragment, ...]] = [(fragment,) for fragment in single]
        opening: dict[int, list[Fragment]] = defaultdict(list)
        for fragment in single:
            opening[fragment.start].append(fragment)
        runs += [(a, b) for a in single for b in opening.get(a.end, ()) if a.cell != b.cell]
        scored = [
            (
                _score(now, run, cells, grid)
                + _sequel(now, run, [(f, bisect_left(kept, at)) for f, at in taken], grid),
                run[-1].end - run[0].start,
                -run[0].start,
                run,
            )
            for run in runs
        ]
        best = max(scored, key=lambda each: each[:3], default=None)
        if best is None or best[0] < _THRESHOLD:
            break
        start, end = best[3][0].start, best[3][-1].end
        taken.extend((fragment, kept[fragment.start]) for fragment in best[3])
        found.extend((at, at + 1) for at in kept[start:end])
        del kept[start:end]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)
