"""The units that are compared between two rules: what a reader sets side by side in a 对照表.

A unit is an article (条), a numbered row of a responsibility table, or, where a text has neither, a
paragraph or item that stands directly in a section; the preamble is one too. What has units inside is
none itself; titles, salutations, signatures, dates and rows of member lists never are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise
from typing import TypeVar

from ingest.link.kept import Kept
from ingest.link.surroundings import surroundings
from ingest.model import (
    LISTED,
    Annotation,
    Citation,
    Document,
    Mention,
    Modality,
    Norm,
    Provision,
    ProvisionKind,
    Quantity,
)
from ingest.similarity import Term, pair_terms, word_terms, word_terms_of
from ingest.text import CleanText, Span

_CONTAINERS = frozenset({ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.ANNEX})
_NEVER = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.SALUTATION,
        ProvisionKind.SIGNATURE,
        ProvisionKind.DATE,
        ProvisionKind.MEMBER,
    }
)
_RULES = frozenset(
    {ProvisionKind.ARTICLE, ProvisionKind.TASK}
)  # what a drafter set down as a rule of its own
# Modalities of norms that lay nothing on anyone and grant nothing.
_ABOUT_THE_TEXT = frozenset(
    {
        Modality.PURPOSE,
        Modality.DEFINITION,
        Modality.SCOPE,
        Modality.ENTRY_INTO_FORCE,
        Modality.INTERPRETATION,
    }
)
SANCTIONS = frozenset({"fine", "confiscation", "penalty-term"})
"""Roles of quantities that belong to a sanction."""
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_LEAST_SENTENCE = 4

Fact = TypeVar("Fact")
# 本条例自…起施行, and what is repealed by it: speaks of its own text alone
_FORMAL = re.compile(r"^本[\u4e00-\u9fff]{1,8}自.{1,30}(?:施行|实施|生效)")


@dataclass(frozen=True)
class Unit:
    """A provision to be compared, with the facts that lie in it.

    ``sentences`` are half-open ranges of ``clean.text``, cut at 。；！？ and line ends. ``framing`` tells that it
    rules nothing of its own and can lack no counterpart: a preamble, the words that lead into the items of a
    section, and any text outside articles and tasks that lays nothing on anyone (who sits in which office).
    ``parts`` are the provisions inside it (款, 项, 目) in the order of the document.

    Its words, and those around its quantities, are found when they are first asked for, and kept: few units have a
    counterpart.
    """

    path: str
    clean: CleanText = field(repr=False)
    sentences: tuple[tuple[int, int], ...]
    label: str | None = None
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    norms: tuple[Norm, ...] = ()
    topics: tuple[str, ...] = ()
    framing: bool = False
    parts: tuple[Provision, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The repaired words."""
        return self.clean.text

    @cached_property
    def terms(self) -> list[str]:
        """The words of two and more letters."""
        text, places = self.text, self.places
        return [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The same words, each with the place where it stands first."""
        return dict(zip(reversed(self.terms), reversed(self.places[::2]), strict=True))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where those words stand: beginning and end of each, one after the other."""
        return _places(word_terms(self.text))

    @cached_property
    def part_places(self) -> tuple[tuple[int, int] | None, ...]:
        """Where each of its parts stands in its text, label and inner parts included; None: nothing of it was read."""
        return tuple(self.position(part.spans) for part in self.parts)

    @cached_property
    def around(self) -> tuple[tuple[Counter[str], ...], ...]:
        """The pairs of Chinese characters around each of its quantities, in the words that say what it measures."""
        return tuple(tuple(Counter(pair_terms(words)) for words in self._around(q)) for q in self.quantities)

    def _around(self, quantity: Quantity) -> tuple[str, ...]:
        place = self.position(quantity.spans)
        if place is None:
            return (quantity.applies_to or "",)
        return surroundings(self.text, *place, quantity.role in SANCTIONS)

    @property
    def formal(self) -> bool:
        """Whether it does nothing but say when its own text enters into force (施行日期)."""
        return bool(_FORMAL.match(self.text.strip()))

    def quote(self, start: int, end: int) -> tuple[str, tuple[Span, ...]]:
        """Return the words of ``[start, end)`` without white space at the ends, and their source spans."""
        start, end = self.clean.trimmed(start, end)
        return self.text[start:end], self.clean.spans(start, end)

    def position(self, spans: Iterable[Span]) -> tuple[int, int] | None:
        """Return the range of ``text`` that was read under source ``spans``, or None if none was."""
        offsets = self.clean.offsets
        ends = [(bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in spans]
        ends = [(start, end) for start, end in ends if end > start]
        return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else None


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the sentences and semicolon clauses of ``text``; all of it if there is none.

    >>> sentences("应当设立基金。基金由财政部门管理；")
    ((0, 7), (7, 17))
    """
    found = tuple(
        (m.start(), m.end()) for m in _SENTENCE.finditer(text) if len(m.group().strip()) >= _LEAST_SENTENCE
    )
    return found or ((0, len(text)),)


_kept: Kept[tuple[Annotation, tuple[Unit, ...]]] = Kept()


def units(annotation: Annotation) -> tuple[Unit, ...]:
    """Return the units of a document in its order, each with its facts; those asked for last are kept."""
    key = id(annotation)  # of an object that is kept here, so that no other can have it meanwhile
    found = _kept.get(
        key, lambda: (annotation, _units(annotation)), lambda _: len(annotation.document.source.text)
    )
    return found[1]


def _places(terms: Iterable[Term]) -> tuple[int, ...]:
    return tuple(chain.from_iterable((term.start, term.end) for term in terms))


def word_places(annotation: Annotation) -> tuple[tuple[int, ...], ...]:
    """Return where the words of each unit stand, after its length, to be kept beside the annotation."""
    found = units(annotation)
    terms = word_terms_of(unit.text for unit in found)
    return tuple((len(unit.text), *_places(each)) for unit, each in zip(found, terms, strict=True))


def know_words(annotation: Annotation, places: Sequence[tuple[int, ...]]) -> None:
    """Take the words of an annotation's units as :func:`word_places` gave them: to cut costs as much as to link.

    Raises ``ValueError`` for places in another text.
    """
    found = units(annotation)
    if [each[:1] for each in places] != [(len(unit.text),) for unit in found]:
        raise ValueError(
            f"{annotation.document.source.name}: 词的位置与文本不符，请重新分词。"
            "The places of words are those in another text; cut it anew."
        )
    for unit, each in zip(found, places, strict=True):
        unit.__dict__["places"] = each[1:]  # what cached_property looks for


def _units(annotation: Annotation) -> tuple[Unit, ...]:
    document = annotation.document
    homes = tuple(_choose(document))
    paths = {provision.path for provision, _ in homes}
    parts = _by_home(((each.path, each) for each in document.provisions if each.path not in paths), paths)
    quantities = _by_home(((fact.path, fact) for fact in annotation.quantities), paths)
    mentions = _by_home(((fact.path, fact) for fact in annotation.mentions), paths)
    citations = _by_home(((fact.path, fact) for fact in annotation.citations), paths)
    norms = _by_home(((fact.path, fact) for fact in annotation.norms), paths)
    topics = _by_home(((path, topic) for path, found in annotation.topics for topic in found), paths)
    leads = _leads(document)
    return tuple(
        Unit(
            path=(path := provision.path),
            clean=clean,
            sentences=sentences(clean.text),
            label=provision.label,
            quantities=tuple(quantities[path]),
            mentions=tuple(mentions[path]),
            citations=tuple(citations[path]),
            norms=tuple(norms[path]),
            topics=tuple(dict.fromkeys(topics[path])),
            framing=_framing(provision, path in leads, norms[path], bool(quantities[path])),
            parts=tuple(parts[path]),
        )
        for provision, clean in homes
    )


def _framing(provision: Provision, leads: bool, norms: Sequence[Norm], measured: bool) -> bool:
    """Whether it only frames the text; what no norm was read in is not known to."""
    if provision.kind is ProvisionKind.PREAMBLE:
        return True
    if provision.kind in _RULES or provision.responsibilities or measured:
        return False
    return leads or (bool(norms) and all(norm.modality in _ABOUT_THE_TEXT for norm in norms))


def _leads(document: Document) -> set[str]:
    """Return the paragraphs of sections after which items come (各部门要狠抓落实。一是…)."""
    children: defaultdict[str | None, list[Provision]] = defaultdict(list)
    for provision in document.provisions:
        children[provision.parent].append(provision)
    return {
        before.path
        for siblings in children.values()
        for before, after in pairwise(siblings)
        if before.kind is ProvisionKind.PARAGRAPH and after.kind in LISTED
    }


def _choose(document: Document) -> Iterable[tuple[Provision, CleanText]]:
    kinds = {provision.path: provision.kind for provision in document.provisions}
    children: defaultdict[str | None, list[Provision]] = defaultdict(list)
    for provision in document.provisions:
        children[provision.parent].append(provision)

    for provision in document.provisions:
        outer = provision.parent
        if outer is not None and kinds.get(outer) not in _CONTAINERS:
            continue
        if provision.kind in _NEVER:
            continue
        if provision.kind not in _CONTAINERS:
            clean = provision.clean
        elif any(inner.kind not in _NEVER for inner in children[provision.path]):
            continue
        else:
            clean = provision.own
        if clean.text.strip():
            yield provision, clean


def _by_home(facts: Iterable[tuple[str, Fact]], paths: set[str]) -> defaultdict[str, list[Fact]]:
    """Sort facts under the unit that holds the provision they were found in."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for path, fact in facts:
        home = path
        while home not in paths and "/" in home:
            home = home.rpartition("/")[0]
        if home in paths:
            found[home].append(fact)
    return found
