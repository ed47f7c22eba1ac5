"""Titles in brackets, the numbers behind them, and the short titles that a document defines.

A title is read inside its brackets, one of which the source may have lost; a document number that follows
in brackets belongs to the same citation. A short title defined by 以下简称 means the full one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from ingest.document_numbers import document_numbers
from ingest.language import tokenize
from ontology import lexicon
from ontology.numerals import plain_form

GENRES = lexicon.pattern("rule-genre")
GENRE_END = re.compile(rf"{lexicon.pattern('rule-genre', 'named-document')}(?:[〈<(].{{1,20}}[〉>)])?$")
"""A title that ends with a word for a kind of rule."""

_OPEN = "《"
_CLOSE = "》"
_LIMIT = 160
_SEVERAL = 20  # titles to which short ones may be given at once
_LONGEST_NUMBER = 60
_LONGEST_SAID = 120
_WORDS = re.compile(r"[一-鿿]*")
_SHORT = re.compile(
    r"[)(》]{0,2}(?:[^()《。]{0,40},)?以下(?:分别)?[简统]?称为?[“\":]{0,2}"
    r"(?P<shorts>《[^》]{2,40}》(?:[、和]?《[^》]{2,40}》)*|\w{2,60}(?:、\w{2,30})*)"
)
_EACH_SHORT = re.compile(r"《([^》]{1,400})》|([^《、]+)")
_ANGLES = re.compile(r"<(?P<title>[^<]{3,60}?)>")
_BY_RULE = re.compile(rf"{lexicon.pattern('by-rule')}[^《,;。]{{0,12}}$")
_AS_RULE = re.compile(r"(?:\([^()]{1,80}\))?(?:第[\d一]{1,8}[条章]|(?:[的等中]|有关|相关)?(?:规定|要求))")
_GENERIC = re.compile(rf"(?:实施|暂行|试行|总体|若干|管理|工作|具体)?{GENRES}")
_AMENDS = re.compile(r"(?:修改|修正|修订|废止|停止[施执]行)")
_AMENDED = re.compile(
    r"(?:修改|修正|修订|废止)[〈《<](?P<title>[^〈<》〉>]*(?:[〈<][^》]{0,80}?[〉>][^》〉>]*)?)"
)
_ADDS_TO = re.compile(r"^(?P<title>.{2,30}?法)修正案")


@dataclass(frozen=True, slots=True)
class Titled:
    """A title in compact text with its range, the number that follows it, and the rule that found it."""

    start: int
    end: int
    title: str
    rule: str
    number: str | None = None


def _bracketed(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the range of each 《…》 with its brackets, and the rule; nested ones lie inside the outer one."""
    at = 0
    while (start := text.find(_OPEN, at)) >= 0:
        depth, end, rule = 0, -1, "citation-title"
        for place in range(start, min(len(text), start + _LIMIT)):
            char = text[place]
            if char == "。" or (char == _OPEN and depth == 1 and text[place - 1] in "、,;和"):
                break  # the closing bracket was lost
            depth += (char == _OPEN) - (char == _CLOSE)
            if depth == 0:
                end = place + 1
                break
        if end < 0:
            end, rule = _lost_close(text, start), "citation-title-unclosed"
        if end > start + 2:
            yield start, end, rule
        at = max(end, start + 1)


def _lost_close(text: str, start: int) -> int:
    """Return where a title whose closing bracket was lost ends: after a word for a kind of rule."""
    window = re.split(r"[。,;(、]", text[start + 1 : start + 80])[0]
    close = window.rfind(_CLOSE)
    if close > 0:
        return start + close + 2
    ends = [m.end() for m in re.finditer(GENRES, window)]
    return start + 1 + ends[-1] if ends else -1


def titles_in(text: str) -> Iterator[Titled]:
    """Yield the titles in brackets with the document number that follows; what names no rule is passed over."""
    ranges = [*_bracketed(text)]
    if "<" in text:
        inside = {at for start, end, _ in ranges for at in range(start, end)}
        ranges += [
            (*m.span(), "citation-title-in-angles")
            for m in _ANGLES.finditer(text)
            if m.start() not in inside and GENRE_END.search(m["title"])
        ]
    last = -1
    for start, end, rule in sorted(ranges):
        title = text[start:end].strip("<>")
        title = title.removeprefix(_OPEN).removesuffix(_CLOSE)
        if re.fullmatch(r"[\W\d_]*", title):
            continue
        stop, number = _number_after(text, end)
        listed = last >= 0 and text[last:start] in ("", "、", "和", "及", "以及", "与")
        if number or listed or _names_a_rule(title, text, start, end):
            last = stop
            yield Titled(start, stop, title, "citation-title-with-number" if number else rule, number)


def _names_a_rule(title: str, text: str, start: int, end: int) -> bool:
    """Whether words in brackets are the title of a rule, not of a book, a play, a form or a licence.

    A rule says what kind of rule it is (办法), what it is about (关于…), or is spoken of as what one acts by.
    """
    if GENRE_END.search(title) or "关于" in title:
        return True
    return bool(
        _BY_RULE.search(text[max(0, start - 20) : start])
        or _AS_RULE.match(plain_form(text[end : end + _LONGEST_SAID]))
    )


def _number_after(text: str, end: int) -> tuple[int, str | None]:
    """Read （青政[2012]16号） after a title; the closing bracket belongs to it when it follows at once."""
    if text[end : end + 1] not in ("(", "[", "〔"):
        return end, None
    inside = text[end + 1 : end + 1 + _LONGEST_NUMBER]
    number = min(document_numbers(inside), key=lambda number: number.start, default=None)
    if number is None or not _WORDS.fullmatch(inside, 0, number.start):
        return end, None
    stop = end + 1 + number.end
    return stop + (text[stop : stop + 1] == ")"), str(number)


@dataclass(slots=True)
class Titles:
    """The titles that a document prints: its own, full ones, and the short ones that it defines."""

    own: str = ""
    short: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    printed: dict[str, int] = field(default_factory=dict)
    _meant: dict[str, str] = field(default_factory=dict)  # what was resolved already

    def learn(self, text: str) -> None:
        """Read the titles, numbers and short forms of one compact text."""
        for found in titles_in(text):
            self.printed[found.title] = self.printed.get(found.title, 0) + 1
            if found.number:
                self.numbers.setdefault(found.title, found.number)
            if match := _SHORT.match(text, found.end):
                self._define(match["shorts"], found.title)

    def _define(self, shorts: str, title: str) -> None:
        """Take what 以下简称 defines after ``title``; of several each is the title that ends with it, or its turn."""
        found = [bracketed or plain for bracketed, plain in _EACH_SHORT.findall(shorts)]
        found = found if shorts.startswith("《") else found[:1]
        last = list(islice(reversed(self.printed), max(_SEVERAL, len(found))))
        for turn, short in enumerate(reversed(found)):
            ends = (other for other in last if self._ends(other, short))
            own = title if turn == 0 else last[turn] if turn < len(last) else None
            means = own if len(found) == 1 else next(ends, own)
            if means and not self._is_own(short):
                self.short.setdefault(short, means)

    def _is_own(self, short: str) -> bool:
        """Whether 本条例 is this rule: where its own title says so, or says nothing of its kind."""
        return short.startswith("本") and (not GENRE_END.search(self.own) or self.own.endswith(short[1:]))

    def settle(self) -> None:
        """Find the full form of each title that was printed with a lost character."""
        shortened: dict[str, set[str]] = {}  # each title without one of its characters
        lengths = {len(title) + 1 for title in self.printed}
        for other in (other for other in [*self.printed, self.own] if len(other) in lengths):
            for at in range(1, len(other) - 1):
                shortened.setdefault(other[:at] + other[at + 1 :], set()).add(other)
        for title in self.printed:
            whole = [other for other in shortened.get(title, ()) if lost_one(title, other)]
            if len(whole) == 1 and self.printed[title] == 1:
                self.full[title] = whole[0]
        for title, number in list(self.numbers.items()):
            self.numbers.setdefault(self.full.get(title, title), number)

    def resolve(self, title: str) -> str:
        """Return the full title meant by a printed one: a short one as defined, 《条例》 alone the rule's own first."""
        if title not in self._meant:
            self._meant[title] = self._full(title)
        return self._meant[title]

    def _full(self, title: str) -> str:
        title = self.short.get(title, title)
        if title not in self.full and _GENERIC.fullmatch(title):
            meant = [self.own] if self._ends(self.own, title) else []
            meant = meant or [other for other in self.printed if self._ends(other, title)]
            if len(meant) == 1:
                return meant[0]
        return self.full.get(title, title)

    @staticmethod
    def _ends(whole: str, title: str) -> bool:
        return len(whole) > len(title) and whole.endswith(title)

    def amended(self) -> tuple[str, ...] | None:
        """Return the rules that this one amends by its title; ``None`` where it is no such decision."""
        if added := _ADDS_TO.match(self.own):
            return (added["title"],)
        if not _AMENDS.search(self.own):
            return None
        named = tuple(match["title"] for match in _AMENDED.finditer(self.own))
        return (
            named
            if len(named) == 1
            and not re.search(r"[》〉]等|部分|若干|[一二三四五六七八九十\d][件部]", self.own)
            else ()
        )


def lost_one(title: str, other: str) -> bool:
    """Whether ``title`` is ``other`` with one character lost in print, not the title of another rule.

    What was lost leaves a piece of a word behind: 微型业 has 业 alone where 微型企业 has a word. Where the
    shorter title has nothing but words (小企业 beside 中小企业, 城市 beside 大城市), it is that of another rule.

    >>> lost_one("支持小型和微型业发展的若干政策措施", "支持小型和微型企业发展的若干政策措施")
    True
    >>> lost_one("促进小企业平稳健康发展的若干措施", "促进中小企业平稳健康发展的若干措施")
    False
    """
    if len(other) != len(title) + 1 or not GENRE_END.search(title):
        return False
    at = next((i for i, (a, b) in enumerate(zip(title, other, strict=False)) if a != b), len(title))
    if not 0 < at < len(title) or title[at:] != other[at + 1 :]:
        return False
    return _pieces(title, at) > _pieces(other, at)


def _pieces(title: str, at: int) -> int:
    """Count the tokens of one character that are no common single word, beside ``at``."""
    return sum(
        len(token.text) == 1 and token.start - 2 <= at <= token.end + 1 and token.tag[:1] not in "cpu"
        for token in tokenize(title)
    )
