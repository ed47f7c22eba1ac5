"""Tables whose lines are gone: the cells of any table, one a line, without a word of which column each was in.

Such cells are read as paragraphs; what a column would have said of them is not known, and a diagnostic says so. A
cell that the table broke over lines (4 万元以上 / 6 万元以下) is put together again. Where the head of an annexed table
is seen, with a column of numbers, and the numbers of rows stand alone on their lines, all its cells are words of the
annex: a 1. in a cell is none of the annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.model import Diagnostic, Provision, ProvisionKind
from ingest.repair.ranges import BOUND, rises
from ingest.structure.columns import Column, column_of
from ingest.structure.labels import Level, label_of
from ingest.structure.once import plain_form
from ingest.text import CleanText

_AMOUNT = r"[\d.,]+\s*+(?:[一万亿]++\s*+)?[^\s\d,。;:]{0,3}?(?:\([^)]{1,6}\))?"
# Patterns of this module are for texts in plain_form.
_FROM = re.compile(rf"\s*{_AMOUNT}(?:及?以上|起)(?:\([^)]{{1,6}}\))?\s*")
_UP_TO = re.compile(rf"\s*{_AMOUNT}(?:及?以[下内]|止)(?:\([^)]{{1,6}}\))?\s*")
_FROM_INSIDE = re.compile(rf"(?:[^,。;:]*[^\d一.,,。;:])?{BOUND}以上\s*")  # 处 1 万元以上, 超限30%以上
_UP_TO_INSIDE = re.compile(
    rf"\s*(?:不[满足]\s*)?(?:一分之)?{BOUND}(?:以[下内])?(?P<tail>(?:的)?(?:罚款)?)\s*"
)
_FINES = re.compile(r"(?:并?处以?|罚款?)\s*(?:\d|一+[万亿]*元)[^,。;:款]*")
_FINE = re.compile(r"\s*的?罚款\s*")
_PER = re.compile(r"\s*每[\u4e00-\u9fff]{1,3}\s*")
_MONEY = re.compile(r"\s*[\d.,]+\s*[一万亿]*元\s*")
_FIGURE = re.compile(r"\d|一[万亿]*元|分之一")
_SENTENCE = re.compile(r"[。；：，;,:]\s*$")
_LONGEST_CELL = 16
_LONGEST_RANGE = 30  # 处1000元以上2000元以下罚款
_RANGE = re.compile(r"[\d一]\D{0,4}以上\s*[\d一]")
_FEWEST_CELLS = 6
_FEWEST_FIGURES = 2
_HEAD = re.compile(r"[\u4e00-\u9fff()（）/]+")
_ALONE = re.compile(r"\d{1,3}")
_LONGEST_HEAD = 12
_FEWEST_HEADS = 3
_FEWEST_ROWS = 3


def goes_on(above: CleanText, line: CleanText) -> bool:
    """Say whether a line is the rest of the cell above it: the other bound of a range, the amount for each.

    >>> from ingest.text import SourceText
    >>> cells = [CleanText.of(SourceText("a.txt", text, "0" * 64)) for text in ("4 万元以上", "6 万元以下", "每亩")]
    >>> goes_on(cells[0], cells[1]), goes_on(cells[1], cells[0]), goes_on(cells[2], cells[1])
    (True, False, False)
    """
    if len(above) > _LONGEST_CELL or len(line) > _LONGEST_CELL:
        return False
    first, second = plain_form(above.text), plain_form(line.text)
    if _FROM.fullmatch(first) and _UP_TO.fullmatch(second):
        return True
    return _is_range(above.text, line.text) or (
        _PER.fullmatch(first) is not None and _MONEY.fullmatch(second) is not None
    )


def _is_range(above: str, below: str) -> bool:
    """Say whether a cell breaks off within a range of one unit, or within a fine of so much.

    >>> _is_range("处 1 万元以上", "3 万元以下罚款"), _is_range("超限30%以上", "50%以下的")
    (True, True)
    >>> _is_range("处五万元以上", "十万元以下罚款"), _is_range("超限百分之十以上", "不足百分之三十")
    (True, True)
    >>> _is_range("货值1万元以上", "3万元以下罚款"), _is_range("处三万元以上", "一万元以下罚款")
    (False, False)
    """
    first, second = plain_form(above), plain_form(below)
    low, high = _FROM_INSIDE.fullmatch(first), _UP_TO_INSIDE.fullmatch(second)
    fines = _FINES.fullmatch(first) is not None
    if low is None or high is None:
        return fines and _FINE.fullmatch(second) is not None
    bounded = second.strip().startswith("不") or "以" in second
    fines = fines or first[: low.start("figure")].rstrip().endswith(("处", "处以"))
    rising = bounded and rises(above, low, below, high)
    return rising and (fines or "罚款" not in high["tail"])


def _is_cell(provision: Provision) -> bool:
    if provision.kind is not ProvisionKind.PARAGRAPH or not provision.leaf or provision.responsibilities:
        return False
    words = provision.text.strip()
    if not 0 < len(words) <= _LONGEST_RANGE:
        return False
    longest = _LONGEST_RANGE if _RANGE.search(plain_form(words)) else _LONGEST_CELL
    return len(words) <= longest and not _SENTENCE.search(words)


def flattened_tables(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each run of paragraphs that look like the cells of a table, figures among them."""
    for (alike, _), run in groupby(provisions, key=lambda each: (_is_cell(each), each.parent)):
        cells = list(run) if alike else []
        figures = sum(_FIGURE.search(plain_form(cell.text)) is not None for cell in cells)
        if len(cells) >= _FEWEST_CELLS and figures >= _FEWEST_FIGURES:
            message = (
                f"{len(cells)} 个短行像是表格的单元格，已逐行读作段落，各属哪一栏无从得知，请对照原表核对。"
                f"{len(cells)} short lines look like the cells of a table; each is read as a paragraph, of which "
                "column it was is not known; check them against the table."
            )
            spans = tuple(span for cell in cells for span in cell.spans)
            yield Diagnostic("table-flattened", message, spans)


def cells_alone(lines: Sequence[CleanText]) -> tuple[int, int] | None:
    """Return where the cells of a table begin and end that stand one a line below their head; ``None`` if none do.

    The head is a run of short words, one of them that of a column of numbers; rows have their number on a line of its
    own, anew from 1 under each group. An article or a chapter ends the table.
    """
    texts = ["".join(line.text.split()) for line in lines]
    for at, text in enumerate(texts):
        if column_of(text) is not Column.NUMBER:
            continue
        start = at
        while start and _heads(texts[start - 1]):
            start -= 1
        end = at + 1
        while end < len(texts) and _heads(texts[end]):
            end += 1
        if end - start < _FEWEST_HEADS:
            continue
        labels = (n for n in range(end, len(lines)) if _opens_part(lines[n].text))
        stop = next(labels, len(lines))
        return (start, stop) if _has_rows(texts[end:stop]) else None
    return None


def _heads(text: str) -> bool:
    """Say whether a line may be the head of a column: a few words, no figure and no mark."""
    return 0 < len(text) <= _LONGEST_HEAD and _HEAD.fullmatch(text) is not None


def _opens_part(line: str) -> bool:
    label = label_of(line)
    return label is not None and label.level <= Level.ARTICLE


def _has_rows(texts: Sequence[str]) -> bool:
    """Say whether numbers stand alone on lines, each one more than the one before or 1, and words between them."""
    numbers = [(at, int(text)) for at, text in enumerate(texts) if _ALONE.fullmatch(text)]
    if len(numbers) < _FEWEST_ROWS or numbers[0][1] != 1:
        return False
    return all(
        number in (1, before + 1) and at > above + 1 for (above, before), (at, number) in pairwise(numbers)
    )


def unparted_table(cells: Sequence[CleanText]) -> Diagnostic:
    """Say that the cells of a table were read as words of the annex."""
    filled = [line for line in cells if line.text.strip()]
    message = (
        f"附件中的表格每格一行，共 {len(filled)} 行，各属哪一行、哪一栏无从得知，全部读作附件的文字，请对照原表核对。"
        f"The {len(filled)} cells of an annexed table stand one a line; of which row and column each was is not known, "
        "and all are read as words of the annex; check them against the table."
    )
    return Diagnostic("table-flattened", message, tuple(span for line in filled for span in line.spans()))
