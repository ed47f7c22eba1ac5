"""Tables whose lines are gone: the cells of any table, one a line, without a word of which column each was in.

Such cells are read as paragraphs; what a column would have said of them is not known, and a diagnostic says so. A
cell that the table broke over lines (4 万元以上 / 6 万元以下) is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.model import Diagnostic, Provision, ProvisionKind
from ingest.text import CleanText
from ontology.numerals import plain_form

_AMOUNT = r"[\d.,]+\s*[一万亿]*\s*[^\s\d,。;:]{0,3}?(?:\([^)]{1,6}\))?"
# Patterns of this module are for texts in plain_form.
_FROM = re.compile(rf"\s*{_AMOUNT}(?:及?以上|起)(?:\([^)]{{1,6}}\))?\s*")
_UP_TO = re.compile(rf"\s*{_AMOUNT}(?:及?以[下内]|止)(?:\([^)]{{1,6}}\))?\s*")
_PER = re.compile(r"\s*每[\u4e00-\u9fff]{1,3}\s*")
_MONEY = re.compile(r"\s*[\d.,]+\s*[一万亿]*元\s*")
_FIGURE = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；：，;,:]\s*$")
_LONGEST_CELL = 16
_FEWEST_CELLS = 6
_FEWEST_FIGURES = 2


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
    if _FROM.fullmatch(first):
        return _UP_TO.fullmatch(second) is not None
    return _PER.fullmatch(first) is not None and _MONEY.fullmatch(second) is not None


def _is_cell(provision: Provision) -> bool:
    words = provision.text.strip()
    paragraph = (
        provision.kind is ProvisionKind.PARAGRAPH and provision.leaf and not provision.responsibilities
    )
    return paragraph and 0 < len(words) <= _LONGEST_CELL and not _SENTENCE.search(words)


def flattened_tables(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each run of paragraphs that look like the cells of a table, figures among them."""
    for (alike, _), run in groupby(provisions, key=lambda each: (_is_cell(each), each.parent)):
        cells = list(run) if alike else []
        figures = sum(_FIGURE.search(cell.text) is not None for cell in cells)
        if len(cells) >= _FEWEST_CELLS and figures >= _FEWEST_FIGURES:
            message = (
                f"{len(cells)} 个短行像是表格的单元格，已逐行读作段落，各属哪一栏无从得知，请对照原表核对。"
                f"{len(cells)} short lines look like the cells of a table; each is read as a paragraph, of which "
                "column it was is not known; check them against the table."
            )
            spans = tuple(span for cell in cells for span in cell.spans)
            yield Diagnostic("table-flattened", message, spans)
