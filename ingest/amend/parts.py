"""A base text as a tree of parts that can be taken out, moved and numbered: articles, paragraphs, items."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.amend.consolidated import Origin, Piece, Removed
from ingest.model import Document, Provision, ProvisionKind
from ingest.text import Span

_LEVEL = {
    ProvisionKind.ARTICLE: "article",
    ProvisionKind.PARAGRAPH: "paragraph",
    ProvisionKind.ITEM: "item",
    ProvisionKind.SUBITEM: "subitem",
}


@dataclass(slots=True)
class Part:
    """A part: its label, the words from ``body`` to ``end``, and the parts in it, all in code points of the base.

    ``level`` is ``article``, ``paragraph``, ``item``, ``subitem``, ``text`` for the whole and ``fixed`` for what stands
    between (headings). ``body`` is where its words begin, behind the label. ``words`` takes their place, ``relabelled``
    that of the label, ``said_by`` is the instruction that put them there, ``by`` the one that
    numbered it. A part that the decision adds has no place: ``start`` is -1.
    """

    level: str
    number: str
    start: int
    body: int
    end: int
    label_end: int
    parts: list[Part] = field(default_factory=list)
    path: str = ""
    words: list[Piece] | None = None
    relabelled: str | None = None
    by: int | None = None
    said_by: int | None = None
    gone: int | None = None

    def named(self, level: str, number: str) -> Part | None:
        """Return the part of that level and number in it, if it was there before the decision."""
        return next((p for p in self.parts if p.level == level and p.number == number and p.start >= 0), None)

    def of_level(self, level: str) -> list[Part]:
        """Return its parts of a level that were there before the decision."""
        return [part for part in self.parts if part.level == level and part.start >= 0]


def _range(provision: Provision) -> tuple[int, int]:
    return provision.spans[0].start, provision.spans[-1].end


def tree(document: Document) -> Part:
    """Return the parts of a base. What stands between articles (headings of chapters) is ``fixed``."""
    length = len(document.source.text)
    root = Part("text", "", 0, 0, length, 0)
    children: dict[str, list[Provision]] = {}
    for provision in document.provisions:
        children.setdefault(provision.parent or "", []).append(provision)
    for provision in document.provisions:
        if provision.kind is ProvisionKind.ARTICLE and not provision.path.startswith("annex"):
            root.parts.append(_article(document, provision, children))
    _fix(root, document.source.text)
    return root


def _part(document: Document, provision: Provision) -> Part:
    start, end = _range(provision)
    text = document.source.text
    label_end = start
    if provision.label:
        label_end = _behind(text, start, provision.label)
    body = label_end
    while body < end and text[body].isspace():
        body += 1
    number = provision.number or provision.path.rpartition("-")[2]
    return Part(_LEVEL[provision.kind], number, start, body, end, label_end, path=provision.path)


def _behind(text: str, at: int, label: str) -> int:
    """Return where a label ends that begins at ``at``; blanks may stand in it."""
    for _ in label:
        while text[at].isspace() and at + 1 < len(text):
            at += 1
        at += 1
    return at


def _article(document: Document, provision: Provision, children: dict[str, list[Provision]]) -> Part:
    article = _part(document, provision)
    inner = [each for each in children.get(provision.path, ()) if each.kind in _LEVEL]
    paragraphs = [each for each in inner if each.kind is ProvisionKind.PARAGRAPH]
    if len(paragraphs) > 1:
        article.parts = [_inner(document, each, children) for each in paragraphs]
    else:
        only = Part("paragraph", "1", article.body, article.body, article.end, article.body)
        only.path = provision.path
        sources = [*inner, *(each for p in paragraphs for each in children.get(p.path, ()))]
        only.parts = [
            _inner(document, each, children)
            for each in sorted(sources, key=lambda each: each.spans[0].start)
            if each.kind in (ProvisionKind.ITEM, ProvisionKind.SUBITEM)
        ]
        article.parts = [only]
    article.parts[0].start = article.parts[0].body = article.parts[0].label_end = article.body
    _fix(article, document.source.text)
    for part in article.parts:
        _fix(part, document.source.text)
    return article


def _inner(document: Document, provision: Provision, children: dict[str, list[Provision]]) -> Part:
    part = _part(document, provision)
    part.parts = [
        _inner(document, each, children)
        for each in children.get(provision.path, ())
        if each.kind in (ProvisionKind.ITEM, ProvisionKind.SUBITEM)
    ]
    _fix(part, document.source.text)
    return part


def _fix(part: Part, text: str) -> None:
    """Put what stands between the parts, before and behind them, into parts of their own (``fixed``)."""
    whole: list[Part] = []
    at = part.body
    for inner in [*part.parts, None]:
        end = inner.start if inner is not None else part.end
        start = at
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if part.parts and stop > start:
            whole.append(Part("fixed", "", start, start, stop, start))
        if inner is not None:
            whole.append(inner)
            at = inner.end
    part.parts = whole


@dataclass(frozen=True, slots=True)
class Manner:
    """How a base parts its articles, paragraphs and items, and what stands behind a label."""

    article: str
    paragraph: str
    behind: str
    digits: bool = False

    @classmethod
    def of(cls, root: Part, text: str) -> Manner:
        """Read the manner of a base: what is found most often."""
        articles = [part for part in root.parts if part.level == "article"]
        between = Counter(
            text[one.end : other.start]
            for one, other in zip(root.parts, root.parts[1:], strict=False)
            if one.level == other.level == "article"
        )
        inner = Counter(
            text[one.end : other.start]
            for article in articles
            for holder in (article, *article.parts)
            for one, other in zip(holder.parts, holder.parts[1:], strict=False)
            if "\n" in text[one.end : other.start]
        )
        labels = Counter(text[part.label_end : part.body] for part in articles)
        gap = between.most_common(1)[0][0] if between else "\n"
        return cls(
            gap if not gap.strip() else "\n",
            inner.most_common(1)[0][0] if inner else (gap if not gap.strip() else "\n"),
            labels.most_common(1)[0][0] if labels else "　",
            bool(articles)
            and any(char.isascii() and char.isdigit() for char in text[slice(*_label(articles[0]))]),
        )


def _label(part: Part) -> tuple[int, int]:
    return part.start, part.label_end


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words of the base, ``[start, end)``, and what takes their place."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    by: int


class Printer:
    """Writes a tree of parts, with the words that were changed in it, as pieces."""

    def __init__(self, text: str, manner: Manner, edits: Iterable[WordEdit]) -> None:
        self.text, self.manner = text, manner
        self.edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self.pieces: list[Piece] = []
        self.removed: list[Removed] = []
        self.length = 0
        self.done: set[WordEdit] = set()

    def put(self, piece: Piece) -> None:
        """Write a piece; one that goes on the last of the same origin is joined to it."""
        if not piece.text:
            return
        last = self.pieces[-1] if self.pieces else None
        if (
            last is not None
            and last.origin is piece.origin
            and last.by == piece.by
            and (last.span is None) == (piece.span is None)
            and (last.span is None or piece.span is None or last.span.end == piece.span.start)
        ):
            span = Span(last.span.start, piece.span.end) if last.span and piece.span else None
            self.pieces[-1] = Piece(last.text + piece.text, piece.origin, span, piece.by)
        else:
            self.pieces.append(piece)
        self.length += len(piece.text)

    def base(self, start: int, end: int) -> None:
        """Write characters of the base, with the words changed in them."""
        for edit in self._within(start, end):
            self._plain(start, edit.start)
            self.gone(edit.start, edit.end, edit.by)
            for piece in edit.pieces:
                self.put(piece)
            start = edit.end
        self._plain(start, end)

    def _within(self, start: int, end: int) -> Iterator[WordEdit]:
        at = bisect_left(self.edits, start, key=lambda edit: edit.start)
        while at < len(self.edits) and self.edits[at].start <= end and self.edits[at].end <= end:
            edit = self.edits[at]
            if edit not in self.done:
                self.done.add(edit)
                yield edit
            at += 1

    def _plain(self, start: int, end: int) -> None:
        if end > start:
            self.put(Piece(self.text[start:end], Origin.BASE, Span(start, end)))

    def gone(self, start: int, end: int, by: int | None) -> None:
        """Put on record that words of the base are left out here."""
        if self.text[start:end].strip():
            self.removed.append(Removed(Span(start, end), self.length, by))

    def part(self, part: Part) -> None:
        """Write a part: label, words, the parts in it."""
        if part.start < 0:
            for piece in part.words or ():
                self.put(piece)
            return
        if part.relabelled is not None:
            self.gone(part.start, part.label_end, part.by)
            self.put(Piece(part.relabelled, Origin.EDITORIAL, None, part.by))
        else:
            self._plain(part.start, part.label_end)
        if part.words is not None:
            self._plain(part.label_end, part.body)
            self.gone(part.body, part.end, part.words[0].by if part.words else part.by)
            for piece in part.words:
                self.put(piece)
            return
        if not part.parts:
            self.base(part.label_end, part.end)
            return
        self._plain(part.label_end, part.body)
        self._parts(part)

    def _parts(self, holder: Part) -> None:
        """Write the parts of a part in their order; between two that stood beside each other, what stood there."""
        separator = self.manner.article if holder.level == "text" else self.manner.paragraph
        before: Part | None = None
        first = next((p for p in holder.parts if p.gone is None), None)
        if holder.level == "text" and first is not None and first.start >= 0:
            self.base(holder.body, first.start)
        for part in holder.parts:
            if part.gone is not None:
                self.gone(part.start, part.end, part.gone)
                continue
            if before is not None:
                if (
                    before.start >= 0
                    and part.start >= before.end
                    and not self.text[before.end : part.start].strip()
                ):
                    self.base(before.end, part.start)
                else:
                    self.put(Piece(separator, Origin.EDITORIAL))
            self.part(part)
            before = part
        rest = self.text[before.end : holder.end] if before is not None and before.start >= 0 else "…"
        if not rest.strip():
            self.base(holder.end - len(rest), holder.end)
        elif holder.level == "text":
            self._plain(len(self.text.rstrip()), holder.end)
