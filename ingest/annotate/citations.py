"""References to rules: 《title》 with its document number, short titles, articles of this rule and of others.

A title is read inside its brackets, one of which the source may have lost; a document number that follows
in brackets belongs to the same citation. A short title defined by 以下简称 is resolved to the full one.
Internal references (本法第二十条第一款, 前款, 附件二) are resolved against the document's own paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.annotate.reading import Reading
from ingest.annotate.references import SELF, Place, internal_references, target_path
from ingest.document_numbers import document_numbers
from ingest.model import Citation, CitationStatus, Document
from ingest.text import CleanText
from ontology import lexicon

_GENRES = lexicon.pattern("rule-genre")
_GENRE_END = re.compile(rf"{_GENRES}(?:[〈<(].{{1,20}}[〉>)])?$")
_OPEN = "《"
_CLOSE = "》"
_LIMIT = 160
_LONGEST_NUMBER = 60
_WORDS = re.compile(r"[一-鿿]*")
_AND = re.compile(r"以及|或者|[、,和及或至与]")
_SHORT = re.compile(r"\W{0,2}以下[简统]称为?\W{0,3}(?P<short>\w{2,30})")
_ANGLES = re.compile(r"<(?P<title>[^<]{3,60}?)>")
_BARE_SHORT = r"(?P<bare>[一-鿿]{1,20}?(?:法|法典|条例|办法|规定|细则|规则|解释))"
_STOP = re.compile(rf".*{lexicon.pattern('citing')}")
_OTHER = frozenset(lexicon.words("other-title"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation in compact text, before its title is resolved; ``rule`` is what found it."""

    start: int
    end: int
    title: str | None
    rule: str
    number: str | None = None
    article: str | None = None
    internal: bool = False


@dataclass(slots=True)
class Titles:
    """The titles that a document prints: its own, full ones, and the short ones that it defines."""

    own: str = ""
    short: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    printed: dict[str, int] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        """Read the titles, numbers and short forms of one compact text."""
        for found in _titles(text):
            if found.title is None:
                continue
            self.printed[found.title] = self.printed.get(found.title, 0) + 1
            if found.number:
                self.numbers.setdefault(found.title, found.number)
            if (match := _SHORT.match(text, found.end)) and match["short"] not in (
                "本法",
                "本条例",
                "本办法",
            ):
                self.short.setdefault(match["short"], found.title)

    def settle(self) -> None:
        """Find the full form of each title that was printed with a lost character."""
        shortened: dict[str, set[str]] = {}  # each title without one of its characters
        lengths = {len(title) + 1 for title in self.printed}
        for other in (other for other in [*self.printed, self.own] if len(other) in lengths):
            for at in range(4, len(other) - 4):
                shortened.setdefault(other[:at] + other[at + 1 :], set()).add(other)
        for title in self.printed:
            whole = [other for other in shortened.get(title, ()) if _lost_one(title, other)]
            if len(whole) == 1 and self.printed[title] == 1:
                self.full[title] = whole[0]
        for title, number in list(self.numbers.items()):
            self.numbers.setdefault(self.full.get(title, title), number)

    def resolve(self, title: str) -> str:
        """Return the full title meant by a printed one."""
        title = self.short.get(title, title)
        return self.full.get(title, title)


def _lost_one(title: str, other: str) -> bool:
    """Whether ``title`` is ``other`` without one character inside, which makes no other rule of it.

    >>> _lost_one("支持小型和微型业发展的若干政策措施", "支持小型和微型企业发展的若干政策措施")
    True
    >>> _lost_one("促进小企业平稳健康发展的若干措施", "促进中小企业平稳健康发展的若干措施")
    False
    """
    if len(other) != len(title) + 1 or len(title) < 14:
        return False
    at = next((i for i, (a, b) in enumerate(zip(title, other, strict=False)) if a != b), len(title))
    if not 4 <= at <= len(title) - 4 or other[at] in _OTHER:
        return False
    return title[at:] == other[at + 1 :]


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
    ends = [m.end() for m in re.finditer(_GENRES, window)]
    return start + 1 + ends[-1] if ends else -1


def _titles(text: str) -> Iterator[_Found]:
    """Yield the titles in brackets with the document number and the article that follow."""
    ranges = [*_bracketed(text)]
    inside = {at for start, end, _ in ranges for at in range(start, end)}
    angles = (
        m.span() for m in _ANGLES.finditer(text) if m.start() not in inside and _GENRE_END.search(m["title"])
    )
    ranges += [(*span, "citation-title-in-angles") for span in angles]
    for start, end, rule in sorted(ranges):
        title = text[start:end].strip("<>")
        title = title.removeprefix(_OPEN).removesuffix(_CLOSE)
        if re.fullmatch(r"[\W\d_]*", title):
            continue
        stop, number = _number_after(text, end)
        yield _Found(start, stop, title, "citation-title-with-number" if number else rule, number)


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


def _with_articles(text: str, found: _Found) -> Iterator[_Found]:
    """Yield a citation with the articles of the other rule that follow it (《…》第三十二条、第三十三条)."""
    part = Place.read(text, found.end)
    if not part or not part[0].article:
        yield found
        return
    place, at = part
    bare = found.rule == "citation-name"
    rule = found.rule if bare else "citation-title-with-article"
    yield replace(found, end=at, article=place.path, rule=rule)
    while (more := _AND.match(text, at)) and (part := Place.read(text, more.end())):
        place, at = part[0].inside(place), part[1]
        listed = "citation-next-article"
        yield _Found(more.end(), at, found.title, listed, found.number, place.path)


def _bare(text: str, titles: Titles) -> Iterator[_Found]:
    """Yield rules cited with an article and without brackets: 刑法第二百六十四条."""
    for match in re.finditer(rf"{_BARE_SHORT}(?=第[一二三四五六七八九十百千零〇\d]+条)", text):
        name = _STOP.sub("", match["bare"])
        if re.search(rf"{SELF}$|第.*条", name):
            continue  # a reference to this rule
        if (
            len(name) < 2
            or name[0] in "本该此其"
            or name in ("办法", "规定", "条例", "规则", "解释", "立法", "依法")
        ):
            continue
        if name not in titles.short and not re.search(r"(?:法|法典|条例)$", name):
            continue
        yield _Found(match.end() - len(name), match.end(), name, "citation-name")


def _numbers(text: str, own: str | None) -> Iterator[_Found]:
    """Yield document numbers that stand alone, but not the document's own, below the last word of its title or not."""
    for number in document_numbers(text):
        if own is None or not str(number).endswith(own):
            yield _Found(number.start, number.end, None, "citation-number", str(number))


def _found(text: str, path: str, titles: Titles, own_number: str | None) -> list[_Found]:
    """Return all citations of one compact text, the longer before the shorter, none overlapping."""
    named = [part for found in _titles(text) for part in _with_articles(text, found)]
    named += [part for found in _bare(text, titles) for part in _with_articles(text, found)]
    named += _numbers(text, own_number)
    inner = [
        _Found(start, end, None, rule, None, target, True)
        for start, end, target, rule in internal_references(text, path)
    ]
    kept: list[_Found] = []
    taken = bytearray(len(text))
    for found in (*named, *inner):
        if taken.find(1, found.start, found.end) < 0:
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def _status(
    title: str | None, article: str | None, internal: bool, own: str, paths: frozenset[str]
) -> tuple[CitationStatus, str]:
    """Return the status of a citation by itself, and the rule that gives it."""
    if internal:
        if article is None:
            return CitationStatus.AMBIGUOUS, "citation-part-unknown"
        if target_path(article, paths):
            return CitationStatus.RESOLVED, "citation-part-found"
        return CitationStatus.AMBIGUOUS, "citation-part-absent"
    if title and title == own:
        return CitationStatus.RESOLVED, "citation-of-itself"
    if title and not _GENRE_END.search(title):
        return CitationStatus.DESCRIPTIVE, "citation-descriptive"
    return CitationStatus.OUTSIDE, "citation-outside"


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether 第三条 stands alone at the head of a line: the label of an article that was not taken apart."""
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 1].isspace()


def find_citations(
    clean: CleanText,
    path: str,
    titles: Titles | None = None,
    paths: Iterable[str] = (),
    own_number: str | None = None,
) -> tuple[Citation, ...]:
    """Return the citations of one text in order, none overlapping another.

    ``titles`` holds what the whole document defines (:func:`titles_of`); without it the text speaks for
    itself. ``paths`` are the document's provisions, against which internal references are resolved.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "依照《行政处罚法》第三十二条和本条例第三条第一款", "0" * 64)
    >>> [(c.title, c.article, c.internal) for c in find_citations(CleanText.of(source), "art-5")]
    [('行政处罚法', 'art-32', False), (None, 'art-3/para-1', True)]
    """
    reading = Reading.of(clean)
    if titles is None:
        titles = Titles()
        titles.learn(reading.text)
        titles.settle()
    known = frozenset(paths)
    made: list[Citation] = []
    for found in _found(reading.text, path, titles, own_number):
        start, end = reading.range(found.start, found.end)
        if found.internal and _is_label(clean.text, start, end):
            continue
        title = None if found.title is None else titles.resolve(found.title)
        number = found.number or (titles.numbers.get(title) if title else None)
        article = found.article
        if found.internal and article:
            article = target_path(article, known) or article
        status, status_rule = _status(title, article, found.internal, titles.own, known)
        made.append(
            Citation(
                path=path,
                text=clean.text[start:end],
                spans=clean.spans(start, end),
                title=titles.own or None if found.internal else title,
                number=number,
                article=article,
                internal=found.internal,
                status=status,
                rule=found.rule,
                status_rule=status_rule,
            )
        )
    return tuple(made)


def titles_of(document: Document) -> Titles:
    """Return the titles and short titles that a document prints."""
    titles = Titles(own=document.metadata.title)
    for provision in document.provisions:
        titles.learn(Reading.of(provision.own).text)
    titles.settle()
    return titles


def annotate_citations(document: Document) -> tuple[Citation, ...]:
    """Return the citations of a document, in the order of its provisions and of their own words."""
    titles = titles_of(document)
    paths = frozenset(provision.path for provision in document.provisions)
    return tuple(
        citation
        for provision in document.provisions
        for citation in find_citations(provision.own, provision.path, titles, paths, document.metadata.number)
    )
