"""Texts and places in them.

Everything that lawgraph says points at characters of a *source text*: the text of a file as first
decoded, before any repair. This module has the types that carry such places:

* :class:`Span`: a half-open range of code points in a source text.
* :class:`Mark`: a part that the file itself sets apart: a page, block, cell, heading, list item or aside.
* :class:`Diagnostic`: what a stage had to decide and may have got wrong.
* :class:`SourceText`: what a reader returned, with the digest of the file's bytes.
* :class:`CleanText`: a repaired reading, each of whose characters knows its source offset.

Offsets are Unicode code points, zero-based, half-open (the convention of ``oa:TextPositionSelector`` in
the W3C Web Annotation Data Model, section 4.2.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ontology.iri import squeeze as squeeze
from ontology.iri import text_digest


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in a source text."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch or overlap.

    >>> merge([Span(4, 6), Span(0, 2), Span(2, 3)])
    (Span(start=0, end=3), Span(start=4, end=6))
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if not span:
            continue
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a source text that its file sets apart: ``[start, end)`` in code points; what it is, its class says.

    A mark says what the file says and changes no character of the text. A cell may be empty. Raises ``ValueError``
    for a range that is none.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"[{self.start}, {self.end}) is no range of code points")


@dataclass(frozen=True, slots=True)
class Page(Mark):
    """A page; ``number`` counts from 1, whatever is printed on it."""

    number: int


@dataclass(frozen=True, slots=True)
class Block(Mark):
    """A paragraph or another run of lines that belong together.

    ``wrapped`` says that its lines end where the page is full, and mean nothing by it.
    """

    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Cell(Mark):
    """A cell of a table; ``table``, ``row`` and ``column`` count from 1, the head of a table is its first row.

    A merged cell is at its first row and column and covers ``rows`` and ``columns`` of them.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Heading(Mark):
    """A heading without its signs; ``level`` 1 is the highest."""

    level: int


@dataclass(frozen=True, slots=True)
class ListItem(Mark):
    """The words of an item of a list, without its sign and the items in it; ``level`` 1 is the outermost."""

    level: int


@dataclass(frozen=True, slots=True)
class Aside(Mark):
    """Characters that belong to no rule by the format's own word: signs of markup, what a site puts around a text.

    ``reason`` is that of the residue they become (``markup``, ``site-chrome``, ``running-head``).
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a stage had to decide and may have got wrong: a value, not an exception."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file as first decoded.

    ``name`` is the file's name without its folder (a path of one machine never reaches the graph),
    ``sha256`` the digest of its bytes in hexadecimal, ``text`` the characters that every offset counts in,
    ``media_type`` what the reader took the file for, and ``encoding`` how its bytes were decoded. ``digest`` is
    that of the characters (:func:`ontology.iri.text_digest`): two files that say the same have the same.
    ``marks`` are what the file sets apart, in the order of their beginnings; a plain text has none.
    ``diagnostics`` say what the reader could not take or had to decide. Raises ``ValueError`` for marks that lie
    outside the text or stand in another order.
    """

    name: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    diagnostics: tuple[Diagnostic, ...] = field(default=(), repr=False)
    digest: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", text_digest(self.text))
        if any(mark.end > len(self.text) for mark in self.marks):
            raise ValueError(f"marks of {self.name} lie outside its {len(self.text)} characters")
        if any(one.start > other.start for one, other in pairwise(self.marks)):
            raise ValueError(f"marks of {self.name} do not stand in the order of their beginnings")

    def slice(self, spans: Iterable[tuple[int, int]]) -> str:
        """Return the characters under ``spans``, one after the other."""
        return "".join([self.text[start:end] for start, end in spans])


def runs(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of ascending offsets.

    >>> list(runs((3, 4, 5, 9)))
    [(3, 6), (9, 10)]
    """
    at, last = 0, len(offsets) - 1
    while at <= last:
        start = offsets[at]
        if offsets[last] - start == last - at:  # no gap is left
            yield start, offsets[last] + 1
            return
        # Almost all runs are long: double the step while it fits, then halve it.
        step, end = 1, at
        while end + step <= last and offsets[end + step] == start + end + step - at:
            end += step
            step *= 2
        while step:
            if end + step <= last and offsets[end + step] == start + end + step - at:
                end += step
            step //= 2
        yield start, start + end - at + 1
        at = end + 1


def _quoted(read: str, printed: str) -> str:
    return read if squeeze(read) == squeeze(printed) else printed


@dataclass(frozen=True, slots=True)
class CleanText:
    """A repaired reading of some characters of a source, each with its place.

    ``text[i]`` was read at ``source.text[offsets[i]]``; offsets ascend strictly. A repair may leave
    characters out or replace one by what it stands for; it never adds one (promise 2: nothing is invented).
    What stands for another character and is not its NFKC equal (廣 for 广, U+A3AE for 。) is read for finding
    only: :meth:`printed` gives the words to quote.

    >>> source = SourceText("a.txt", "应\\n当。", "0" * 64)
    >>> clean = CleanText("应当。", (0, 2, 3), source)
    >>> clean.spans(0, 2)
    (Span(start=0, end=3),)
    >>> clean[1:3].text
    '当。'
    """

    text: str
    offsets: Sequence[int]
    """A ``range`` where no character is left out, else a tuple: equal readings have equal offsets."""
    source: SourceText = field(repr=False)

    def __post_init__(self) -> None:
        offsets = self.offsets
        if len(self.text) != len(offsets):
            raise ValueError(f"{len(self.text)} characters with {len(offsets)} offsets")
        if type(offsets) is not range:
            gapless = not offsets or offsets[-1] - offsets[0] == len(offsets) - 1  # as they ascend strictly
            start = offsets[0] if offsets else 0
            kept = range(start, start + len(offsets)) if gapless else tuple(offsets)
            object.__setattr__(self, "offsets", kept)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> CleanText:
        return CleanText(self.text[part], self.offsets[part], self.source)

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return the source spans of ``text[start:end]``.

        Characters whose source places are parted by nothing but white space lie in one span: a word broken
        by a line wrap is one range. White space at the ends is left out.
        """
        offsets = self.offsets[start:end]
        if not offsets:
            return ()
        text, first, last = self.source.text, offsets[0], offsets[-1]
        if last - first == len(offsets) - 1:  # as they ascend, there is no gap
            if text[first].isspace() or text[last].isspace():
                words = text[first : last + 1]
                first += len(words) - len(words.lstrip())
                last = first + len(words.strip()) - 1
            return (Span(first, last + 1),) if first <= last else ()
        found: list[Span] = []
        for begin, finish in runs(offsets):
            words = text[begin:finish]
            first = finish - len(words.lstrip())
            last = begin + len(words.rstrip())
            if first >= last:
                continue
            if found and not text[found[-1].end : first].strip():
                found[-1] = Span(found[-1].start, last)
            else:
                found.append(Span(first, last))
        return tuple(found)

    def printed(self) -> CleanText:
        """Return the same reading with the source's characters where they are no NFKC equals of those read.

        >>> source = SourceText("a.txt", "⼈民政府應當", "0" * 64)
        >>> CleanText("人民政府应当", tuple(range(6)), source).printed().text
        '人民政府應當'
        """
        text = self.source.text
        without_gap = bool(self.offsets) and self.offsets[-1] - self.offsets[0] == len(self.offsets) - 1
        if (
            text.startswith(self.text, self.offsets[0])
            if without_gap
            else self.text == self.source.slice(runs(self.offsets))
        ):
            return self
        chars = [
            char if text[at] == char else _quoted(char, text[at])
            for char, at in zip(self.text, self.offsets, strict=True)
        ]
        return CleanText("".join(chars), self.offsets, self.source)

    def trimmed(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Return ``start`` and ``end`` moved inwards over white space."""
        end = len(self.text) if end is None else end
        rest = self.text[start:end].lstrip()
        start = max(end - len(rest), start)
        return start, start + len(rest.rstrip())

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the half-open range of each line, without its newline."""
        start = 0
        while (end := self.text.find("\n", start)) >= 0:
            yield start, end
            start = end + 1
        if start < len(self.text):
            yield start, len(self.text)

    @classmethod
    def of(cls, source: SourceText, spans: Iterable[Span] | None = None) -> CleanText:
        """Read ``source`` under ``spans`` (whole if not given) as it stands."""
        if spans is None:
            return cls(source.text, range(len(source.text)), source)
        return cls.join(
            (cls(source.text[start:end], range(start, end), source) for start, end in spans), source
        )

    @classmethod
    def join(cls, parts: Iterable[CleanText], source: SourceText) -> CleanText:
        """Put readings of one source one after the other."""
        filled = [part for part in parts if part.text]
        if len(filled) == 1 and filled[0].source is source:
            return filled[0]
        offsets: list[int] = []
        for part in filled:
            offsets.extend(part.offsets)
        return cls("".join([part.text for part in filled]), offsets, source)
