"""Which IRI each fact of a document gets: one place for JSON Lines, RDF and links to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from ingest.model import Annotation, Citation, Mention, Norm, Quantity, Residue, Responsibility
from ingest.resolve.identity import identify
from ingest.status.timeline import Period, Timeline
from ingest.text import Span
from ingest.versions.change import Change
from ontology.iri import DocumentIri, change_iri, period_iri, source_iri

_F = TypeVar("_F", Quantity, Mention, Citation, Norm)
_Name = Callable[[str, str, tuple[Span, ...]], str]


def change_name(old: str, new: str, change: Change) -> str:
    """Return the IRI of a change between two texts of a rule, given the IRIs of these."""
    return change_iri(old, new, "|".join(change.old), "|".join(change.new))


def subject_name(document: str, path: str | None) -> str:
    """Return the IRI of a provision, or of the document itself where there is no path."""
    return document if path is None else DocumentIri.parse(document).provision(path)


def period_name(timeline: Timeline, period: Period) -> str:
    """Return the IRI of a period of a document or provision."""
    return period_iri(subject_name(timeline.document, timeline.path), period.since)


class _Named(Generic[_F]):
    """The IRIs of the facts of a type, found by the object itself where it is one of the annotation's."""

    def __init__(self, type: str, facts: tuple[_F, ...], name: _Name) -> None:
        self._by_place: dict[tuple[str, tuple[Span, ...]], list[tuple[_F, str]]] = {}
        self._by_id: dict[int, str] = {}
        for fact in facts:
            iri = name(type, fact.path, fact.spans)
            there = self._by_place.setdefault((fact.path, fact.spans), [])
            there.append((fact, iri))
            self._by_id[id(fact)] = iri
            if len(there) > 1:  # equal facts are one thing, which has the last name
                for other, _ in there:
                    if other == fact:
                        self._by_id[id(other)] = iri

    def __getitem__(self, fact: _F) -> str:
        found = self._by_id.get(id(fact))
        if found is not None:
            return found
        for other, iri in reversed(self._by_place.get((fact.path, fact.spans), ())):
            if other == fact:
                return iri
        raise KeyError(fact)


class Names:
    """The IRIs of one annotated document, of its work and of all facts in it.

    A fact is named by its provision, its type and its place in the source; the second fact of a type at a
    place is numbered. Those of a type are named when one is first asked for: links ask for few. Asking for a fact
    that is not of this annotation raises ``KeyError``.
    """

    def __init__(self, annotation: Annotation) -> None:
        identity = identify(annotation.document)
        self.iri = identity.document
        self.work = identity.work
        self.source = source_iri(annotation.document.source.sha256)
        self._annotation = annotation
        self._provisions: dict[str, str] = {}
        self._taken: Counter[tuple[str, str, int, int]] = Counter()
        self._residues = {r: self.iri.residue(n) for n, r in enumerate(annotation.document.residues, 1)}

    @cached_property
    def _quantities(self) -> _Named[Quantity]:
        return _Named("quantity", self._annotation.quantities, self._fact)

    @cached_property
    def _mentions(self) -> _Named[Mention]:
        return _Named("mention", self._annotation.mentions, self._fact)

    @cached_property
    def _citations(self) -> _Named[Citation]:
        return _Named("citation", self._annotation.citations, self._fact)

    @cached_property
    def _norms(self) -> _Named[Norm]:
        return _Named("norm", self._annotation.norms, self._fact)

    @cached_property
    def _responsibilities(self) -> dict[tuple[str, Responsibility], str]:
        return {
            (p.path, r): self._fact("responsibility", p.path, r.spans)
            for p in self._annotation.document.provisions
            for r in p.responsibilities
        }

    def _fact(self, type: str, path: str, spans: tuple[Span, ...]) -> str:
        start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
        key = (type, path, start, end)
        self._taken[key] += 1
        return self.iri.fact(path, type, start, end, self._taken[key])

    @property
    def document(self) -> str:
        """The document."""
        return str(self.iri)

    def provision(self, path: str) -> str:
        """The provision at ``path``."""
        found = self._provisions.get(path)
        if found is None:
            found = self._provisions[path] = self.iri.provision(path)
        return found

    def quantity(self, quantity: Quantity) -> str:
        """A quantity of the annotation."""
        return self._quantities[quantity]

    def mention(self, mention: Mention) -> str:
        """A mention of the annotation."""
        return self._mentions[mention]

    def citation(self, citation: Citation) -> str:
        """A citation of the annotation."""
        return self._citations[citation]

    def norm(self, norm: Norm) -> str:
        """A norm of the annotation."""
        return self._norms[norm]

    def responsibility(self, path: str, responsibility: Responsibility) -> str:
        """A responsibility in the row at ``path``."""
        return self._responsibilities[(path, responsibility)]

    def residue(self, residue: Residue) -> str:
        """A residue of the document."""
        return self._residues[residue]

    def diagnostic(self, n: int) -> str:
        """The ``n``-th diagnostic, counted from 1."""
        return self.iri.diagnostic(n)
