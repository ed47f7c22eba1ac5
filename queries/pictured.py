"""What a page shows of a graph, as types: documents, units of comparison, links and gaps.

A unit is the article (条), the row of responsibilities or the other provision that is compared as one. A link may
name a smaller provision of it (第十六条第二款): the unit has the text, the link says the smaller one's label. All
words that a link goes by are ranges of its units' texts, in code points.
"""

from __future__ import annotations

from dataclasses import dataclass

from queries.words import Span


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the graph: IRI, title, level (``""`` where it is not known) and where its text came from."""

    id: str
    title: str
    level: str
    place: str
    number: str
    date: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Label:
    """How a provision is cited, in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a provision with its role: lead, cooperating or bearer."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of comparison: its IRI and path, what it says, who answers for it and its topics (codes)."""

    id: str
    document: str
    path: str
    label: Label
    heading: str
    text: str
    departments: tuple[Department, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a unit: the ranges of its text, or the words themselves where their ranges cannot be told."""

    ranges: tuple[Span, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence: a signal with its weight and the words on both sides."""

    signal: str
    weight: float
    lower: Quote
    upper: Quote


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """Words that only one side of a link has; ``side`` is ``lower`` or ``upper``."""

    side: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two quantities of a link: what they measure (a role or a kind, as codes), their words, and the verdict."""

    measure: str
    verdict: str
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Link:
    """A correspondence of two units; relation, strength and difference are codes, ``""`` where the graph says none.

    ``lower_part`` and ``upper_part`` cite the smaller provisions that carry it, where they are smaller than the units;
    ``sentences`` are those that carry it, below and above; ``review`` says who decided on it, and when.
    """

    lower: str
    upper: str
    lower_part: Label | None
    upper_part: Label | None
    relation: str
    score: float
    strength: str
    difference: str
    difference_for: str
    review: str
    sentences: tuple[Quote, Quote]
    only_in: tuple[OnlyIn, ...]
    comparison: Comparison | None
    evidence: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A unit without counterpart in the document ``against``; state and severity are codes or ``""``.

    ``probability`` is that there is none; ``part`` cites the smaller provision that lacks one; ``nearest`` cites what
    comes nearest; ``reason`` says why that is none.
    """

    unit: str
    against: str
    part: Label | None
    side: str
    state: str
    severity: str
    probability: float | None
    nearest: Label | None
    reason: Label
    review: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All documents, from the highest level down; units in the order of their document; all links and gaps."""

    documents: tuple[Document, ...]
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    gaps: tuple[Absence, ...]
