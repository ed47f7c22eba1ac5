"""Correspondences, evidence and gaps as N-Quads, in the named graph of links."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Alignment, Correspondence, Evidence, Gap
from ingest.text import Span
from ingest.write.names import Names
from ingest.write.statements import About, Statements
from ontology.iri import (
    LINKS_GRAPH,
    concept_iri,
    correspondence_iri,
    evidence_iri,
    gap_iri,
    only_in_iri,
    place_iri,
    source_iri,
)
from ontology.terms import LG


def link_quads(alignment: Alignment) -> Iterator[str]:
    """Yield the N-Quads of an alignment; no text of a document is repeated in them."""
    statements = Statements(LINKS_GRAPH)
    lower, upper = Names(alignment.lower), Names(alignment.upper)
    for link in alignment.correspondences:
        _correspondence(statements, alignment, link, lower, upper)
    for gap in alignment.gaps:
        own, other = (lower, upper) if gap.side == "lower" else (upper, lower)
        _gap(statements, gap, own, other)
    return statements.lines()


def _correspondence(
    statements: Statements, alignment: Alignment, link: Correspondence, lower: Names, upper: Names
) -> None:
    below, above = lower.provision(link.lower), upper.provision(link.upper)
    iri = correspondence_iri(below, above)
    about = statements.about(iri, LG.Correspondence)
    about.iri(LG.lower, below)
    about.iri(LG.upper, above)
    units = lower.provision(link.lower_unit), upper.provision(link.upper_unit)
    about.iri(LG.lowerUnit, units[0])
    about.iri(LG.upperUnit, units[1])
    about.iri(LG.relation, concept_iri("relation", link.relation))
    about.decimal(LG.score, link.score)
    about.iri(LG.strength, concept_iri("strength", link.strength))
    if link.difference is not None:
        about.iri(LG.difference, concept_iri("difference", link.difference))
    about.string(LG.differenceFor, link.difference_for)
    about.string(LG.group, link.group)
    _places(about, alignment, lower=link.lower_spans, upper=link.upper_spans)
    for number, evidence in enumerate(link.evidence, 1):
        about.iri(LG.evidence, evidence_iri(iri, number))
        _evidence(statements, evidence_iri(iri, number), evidence, alignment)
    for number, only in enumerate(link.only_in, 1):
        about.iri(LG.onlyIn, only_in_iri(iri, number))
        there = statements.about(only_in_iri(iri, number), LG.OnlyIn)
        _places(there, alignment, **{only.side: only.spans})
    if link.comparison is not None:
        about.string(LG.comparisonDimension, link.comparison.dimension)
        about.iri(LG.lowerQuantity, lower.quantity(link.comparison.lower))
        about.iri(LG.upperQuantity, upper.quantity(link.comparison.upper))
        about.string(LG.verdict, link.comparison.verdict)
    about.string(LG.review, link.review)
    for one, other in dict.fromkeys(((below, above), units)):
        statements.about(one).iri(LG.correspondsTo, other)


def _evidence(statements: Statements, iri: str, evidence: Evidence, alignment: Alignment) -> None:
    about = statements.about(iri, LG.Evidence)
    about.string(LG.signal, evidence.signal)
    about.decimal(LG.weight, evidence.weight)
    _places(about, alignment, lower=evidence.lower_spans, upper=evidence.upper_spans)


def _places(
    about: About, alignment: Alignment, *, lower: tuple[Span, ...] = (), upper: tuple[Span, ...] = ()
) -> None:
    """Say where words stand: the IRI of a place tells its source and offsets, and the source has the words."""
    for predicate, side, spans in (
        (LG.lowerPlace, alignment.lower, lower),
        (LG.upperPlace, alignment.upper, upper),
    ):
        source = source_iri(side.document.source.sha256)
        about.iris(predicate, (place_iri(source, *span) for span in spans))


def _gap(statements: Statements, gap: Gap, own: Names, other: Names) -> None:
    provision = own.provision(gap.path)
    about = statements.about(gap_iri(provision, other.document), LG.Gap)
    about.string(LG.side, gap.side)
    about.iri(LG.gapProvision, provision)
    about.iri(LG.against, other.document)
    about.iri(LG.nearest, other.provision(gap.nearest) if gap.nearest else None)
    about.decimal(LG.nearestScore, gap.nearest_score)
    about.string(LG.reason, gap.reason)
    about.iri(LG.gapState, concept_iri("gap-state", gap.state))
    about.decimal(LG.probability, gap.probability)
    about.iri(LG.severity, concept_iri("severity", gap.severity))
    about.string(LG.review, gap.review)
