"""What a document says of the time of rules: the words, where they stand, and the types of what is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Document
from ingest.text import CleanText, Span

_FAR = 400  # characters
FRONT = frozenset({"masthead"})
"""Reasons of residues whose words say something of the document: number, order, notes."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a document: at which path, where (code points of the source text); ``path`` None is its front."""

    path: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Repeal:
    """A rule, or provisions of it, that a document repeals, by its title and number, with the words that say so.

    ``since`` is the day (ISO) from which on, None where it is that on which the repealing document enters into force.
    ``articles`` are paths in the repealed rule where only these are repealed. ``days`` are those by which the words
    tell the text that is meant (2010年2月3日发布的《…》). ``partial``: not the whole of it.
    """

    title: str
    number: str | None
    said: Said
    since: str | None = None
    articles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Amends:
    """A rule that a decision amends, by its title and number, with the words that say so."""

    title: str
    number: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Extension:
    """A rule that goes on: to the last day ``until`` (ISO), None where the words name none (继续有效)."""

    title: str
    number: str | None
    until: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Renaming:
    """A rule that has another title from now on."""

    old: str
    new: str
    said: Said


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of entry into force: of the whole, or of the provisions at ``paths`` alone.

    ``day`` is ISO, None where the words leave it to another act (另行规定); ``after`` is the term after publication
    in days or months (自公布之日起30日后), ``publication`` whether it is counted from that day; ``partial``: the words
    are of a part that no path tells (新设定的制度自…起施行); ``unread``: they name a year and no day of the calendar
    (自2015年3月起施行, 自2023年2月30日起施行).
    """

    day: str | None
    paths: tuple[str, ...]
    said: Said
    publication: bool = False
    after: str | None = None
    partial: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The own time of a provision, or of the whole (``path`` None): days in ISO, ``until`` is the last one.

    ``term`` is what is counted (5年, 24个月) where the day it is counted from is not in the words.
    """

    path: str | None
    since: str | None
    until: str | None
    said: Said
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Own words of a provision, or a residue of the front (``path`` None), as printed."""

    path: str | None
    clean: CleanText
    label: str = ""

    def said(self, start: int, end: int) -> Said:
        """Return the words of ``text[start:end]`` with their places."""
        start, end = self.clean.trimmed(start, end)
        return Said(self.path, self.clean.text[start:end], self.clean.spans(start, end))

    @property
    def text(self) -> str:
        """The words."""
        return self.clean.text


def clause_at(text: str, at: int, marks: str = "。；;\n") -> int:
    """Return where the clause begins that a place is in: behind the last of ``marks``, not more than 400 before it.

    >>> clause_at("甲。乙；丙", 4), clause_at("甲。乙，丙", 4, "，。")
    (4, 4)
    """
    first = max(0, at - _FAR)
    return max(first, *(text.rfind(mark, first, at) + 1 for mark in marks))


def quoted(text: str, at: int) -> bool:
    """Whether a place is inside quotation marks, not more than 400 behind them."""
    first = max(0, at - _FAR)
    return text.rfind("“", first, at) > text.rfind("”", first, at)


def imprint(document: Document) -> Iterator[Unit]:
    """Yield the words of the imprint, which tell when a document was printed and sent."""
    for residue in document.residues:
        if residue.reason == "imprint":
            yield Unit(None, CleanText.of(document.source, residue.spans))


def units(document: Document) -> Iterator[Unit]:
    """Yield the words of a document that are its own: the front, then the provisions in their order."""
    for residue in document.residues:
        if residue.reason in FRONT:
            yield Unit(None, CleanText.of(document.source, residue.spans))
    for provision in document.provisions:
        if provision.own.text:
            yield Unit(provision.path, provision.own.printed(), provision.label or "")
