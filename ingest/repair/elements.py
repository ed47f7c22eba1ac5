"""A page whose elements became lines: a crawler put a line end after every span, link and bold word.

Lines then break inside sentences at no fixed width, around figures, names and brackets. It shows in line ends that no
one writes: a line that begins with a mark that closes, one that ends with a bracket that opens, a figure parted from
its unit. Of 3,424 texts whose lines are paragraphs or cells three have one of them, none has two.

A line end is looked at with what stands before it in its paragraph and with the lines that follow: a label may be
broken too (（ | 1 | ）). What no mark decides is told by the words: put together they read better, a word that leads
on stands at the end or the start, or a figure does. Labels whose words end without a mark in most places are headings
in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from ingest.repair.line_ends import (
    APART,
    BEFORE_LABEL,
    CLOSING,
    DATE,
    ENDED,
    FIELD_LINE,
    FIGURE,
    IN_BRACKETS,
    LEADERS,
    LONGEST_BRACKET,
    LONGEST_HEADING,
    MARKED,
    OPENING,
    SENTENCE,
    SPACED_FIELD,
    Lines,
    bare_label,
    never_written,
    open_bracket,
)
from ingest.repair.wrap import closes_note, ends_sentence
from ontology.numerals import plain_form

_LEAST, _SHARE = 3, 0.04  # line ends that no one writes, and their share of all
_SHARE_OF_BLANKS = 0.1  # of those line ends; where more are blank lines, these part no paragraphs
_LONGEST_FIELD = 6
_ANNEX_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Elements:
    """Which lines of a text are one paragraph, by their indexes; blank lines are in none.

    ``doubtful`` are the first lines after the joints that nothing but the usual way of such texts tells.
    """

    groups: tuple[tuple[int, ...], ...]
    doubtful: tuple[int, ...]


def in_elements(lines: Sequence[str]) -> bool:
    """Say whether the lines of a text are the elements of a page, by line ends that no one writes.

    >>> in_elements(["自", "2021", "年", "5", "月", "1", "日", "起施行。"] * 3), in_elements(["自2021年起施行。"] * 9)
    (True, False)
    """
    filled = [line.strip() for line in lines if line.strip()]
    found = sum(never_written(line, following) for line, following in pairwise(filled))
    return found >= max(_LEAST, _SHARE * len(filled))


def _headings(reader: Lines) -> dict[str, bool]:
    """Say of each sort of label whether most words behind it end without a mark: they are headings."""
    counts: dict[str, list[int]] = {}
    for at in range(len(reader.texts)):
        if at and not (ends_sentence(reader.texts[at - 1]) or reader.after_blank[at] or reader.opens(at)):
            continue
        sort = reader.label(at)
        if sort:
            counts.setdefault(sort, [0, 0])[_is_heading(reader, at)] += 1
    found = {sort: headed > run_in for sort, (run_in, headed) in counts.items()}
    return found | {sort: not sort.startswith("第条") for sort in found if sort.startswith("第")}


def _is_heading(reader: Lines, at: int) -> bool:
    """Say whether the words behind the label of line ``at`` break off without a mark before a line of their own."""
    words = ""
    for n in range(at, min(at + LONGEST_HEADING, len(reader.texts))):
        if words and not bare_label(words) and (reader.label(n) or not reader.strong(words, n)):
            break
        words += reader.texts[n]
        if MARKED.search(words) or len(words) > LONGEST_HEADING:
            return False
    return True


def elements(lines: Sequence[str]) -> Elements | None:
    """Return the paragraphs of a text whose lines are the elements of a page, ``None`` for any other text."""
    if not in_elements(lines):
        return None
    places = [at for at, line in enumerate(lines) if line.strip()]
    texts = [lines[at].strip() for at in places]
    blank = [n > 0 and place > places[n - 1] + 1 for n, place in enumerate(places)]
    inside = [blank[n] for n in range(1, len(texts)) if never_written(texts[n - 1], texts[n])]
    if sum(inside) > _SHARE_OF_BLANKS * len(inside):
        blank = [False] * len(texts)  # a blank line stands between elements, too
    reader = Lines(texts, blank)
    reader.headed = _headings(reader)
    groups: list[list[int]] = []
    doubtful: list[int] = []
    paragraph = _Paragraph()
    for n, place in enumerate(places):
        joint = _joint(reader, paragraph, n) if n else _Joint.ENDS
        if joint is _Joint.ENDS:
            groups.append([place])
            paragraph.begin(texts[n], reader.label(n), paragraph.front and reader.opens_note("", n))
        else:
            groups[-1].append(place)
            paragraph.add(texts[n])
            if joint is _Joint.DOUBTFUL:
                doubtful.append(place)
    return Elements(tuple(map(tuple, groups)), tuple(doubtful))


class _Joint(Enum):
    """What a line end is: the end of a paragraph, none, or none by the usual way only."""

    ENDS = 0
    INSIDE = 1
    DOUBTFUL = 2


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being put together.

    ``words`` are its last ones, ``front`` is whether no paragraph of the text has ended a sentence yet, ``cells``
    whether it stands among cells that nothing joins, ``listed`` whether it is of a list without labels,
    ``note`` whether it is a note of adoption.
    """

    words: str = ""
    last: str = ""
    sort: str = ""
    marked: bool = False
    front: bool = True
    cells: bool = False
    listed: bool = False
    note: bool = False

    def begin(self, text: str, sort: str, note: bool) -> None:
        """Start with a line."""
        if DATE.fullmatch(plain_form(self.words)) or IN_BRACKETS.fullmatch(self.words):
            self.front = True  # a title may stand below a signed date or a remark
        if ends_sentence(self.words) and not self.words.endswith(("：", ":")) and len(self.words) > 1:
            self.front = self.cells = False
        self.listed = not sort and (
            self.words.endswith(("：", ":")) or (self.listed and self.words.endswith(("；", ";")))
        )
        if sort:
            self.front = self.cells = False
        self.words, self.last, self.sort, self.note = text[-2 * LONGEST_BRACKET :], text, sort, note
        self.marked = SENTENCE.search(text) is not None

    def marked_before_end(self) -> bool:
        """Say whether a mark stands inside the words, before the one that ends them."""
        return MARKED.search(self.words[:-1]) is not None

    def add(self, text: str) -> None:
        """Go on with a line."""
        self.marked = self.marked or SENTENCE.search(text) is not None
        self.words = (self.words + text)[-2 * LONGEST_BRACKET :]
        self.last = text


def _joint(reader: Lines, before: _Paragraph, at: int) -> _Joint:
    """Say what the line end before line ``at`` is: by brackets and dots, by a mark before it, by the words."""
    words, following = before.words, reader.texts[at]
    if APART.fullmatch(before.last) or APART.fullmatch(following):
        return _Joint.ENDS
    if LEADERS.match(following):
        return _Joint.INSIDE
    if LEADERS.search(words):
        return _Joint.INSIDE if words.endswith((".", "…", "·")) else _Joint.ENDS
    if CLOSING.match(following) or OPENING.search(words) or open_bracket(words):
        return _Joint.INSIDE
    return _after_mark(reader, before, at) or _unmarked(reader, before, at)


def _after_mark(reader: Lines, before: _Paragraph, at: int) -> _Joint | None:
    """Say what a line end is that a mark or a label tells, ``None`` where none does."""
    words, following = before.words, reader.texts[at]
    if ENDED.search(words):
        if reader.answers(at):
            return _Joint.INSIDE
        return _Joint.DOUBTFUL if reader.year_goes_on(at) else _Joint.ENDS
    if reader.label(at):
        cites = before.marked and words.endswith("》")
        return _Joint.INSIDE if cites or BEFORE_LABEL.search(words) else _Joint.ENDS
    if words.endswith(("；", ";")):
        return _Joint.ENDS if before.listed or reader.after_blank[at] else _Joint.DOUBTFUL
    if words.endswith(("：", ":")):
        figure = FIGURE.fullmatch(following) is not None and not reader.after_blank[at]
        return _Joint.INSIDE if figure and (before.marked_before_end() or _field(words)) else _Joint.ENDS
    if bare_label(words):
        alone = before.sort.startswith("附") and _ANNEX_NUMBER.fullmatch(following) is None
        return _Joint.ENDS if alone else _Joint.INSIDE
    field_name = SPACED_FIELD.fullmatch(following) or (
        before.front and not before.marked and FIELD_LINE.fullmatch(following)
    )
    return _Joint.ENDS if field_name or IN_BRACKETS.fullmatch(words) else None


def _field(words: str) -> bool:
    """Say whether words that end with a colon are the name of a field: 联系电话, 地址."""
    return len(MARKED.split(words[:-1])[-1]) <= _LONGEST_FIELD


def _unmarked(reader: Lines, before: _Paragraph, at: int) -> _Joint:
    """Say what a line end is with no mark before it and no label after it."""
    words = before.words
    opens_note = before.front and not before.marked and reader.opens_note(words, at)
    if opens_note or reader.parts_figures(words, at, before.cells) or reader.dated(words, at):
        return _Joint.ENDS
    strong = reader.strong(words, at)
    blank = reader.after_blank[at]
    if before.note:
        inside = not closes_note(f"{words}）")
    elif before.marked:
        inside = strong or not blank
    elif before.sort and reader.headed.get(before.sort):
        inside = strong and not reader.begins_body(words, at)
    else:
        inside = strong
        if not (strong or blank or before.front or before.cells):
            if before.sort or reader.reaches(at):
                return _Joint.DOUBTFUL
            before.cells = True
    return _Joint.INSIDE if inside else _Joint.ENDS
