"""The periods of documents and provisions as N-Quads, in the named graph of time.

The day of a text, that of its last amendment or else of its adoption, is its ``eli:version_date``. What a decision
amends and a document repeals is said by the terms of ELI beside them (``eli:amends``, ``eli:repeals``: "If a resource
is partially repealed by another, this link can be used at the corresponding subdivision level").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ingest.status.header import Header
from ingest.status.timeline import Ground, Period, Timeline
from ingest.write.names import period_name, subject_name
from ingest.write.statements import Statements
from ontology.iri import TIME_GRAPH, concept_iri, ground_iri, place_iri, source_iri
from ontology.states import GroundKind, State
from ontology.terms import ELI, LG


def status_quads(
    timelines: Iterable[Timeline], headers: Mapping[str, Header], sources: Mapping[str, str]
) -> Iterator[str]:
    """Yield the N-Quads of periods; ``headers`` by document, ``sources`` the SHA-256 of the source of each.

    Where a period rests on words of a document that is not among ``sources``, their place is left out.
    """
    statements = Statements(TIME_GRAPH)
    for iri in sorted(headers):
        statements.about(iri).date(ELI.version_date, headers[iri].dated)
    for timeline in timelines:
        for period in timeline.periods:
            _period(statements, timeline, period, sources)
            for ground in period.grounds:
                _between(statements, timeline, period, ground, headers)
    return statements.lines()


def _period(statements: Statements, timeline: Timeline, period: Period, sources: Mapping[str, str]) -> None:
    iri = period_name(timeline, period)
    about = statements.about(iri, LG.Period)
    about.iri(LG.periodOf, subject_name(timeline.document, timeline.path))
    about.iri(LG.inDocument, timeline.document)
    about.iri(LG.state, concept_iri("state", period.state))
    about.date(LG.since, period.since)
    about.date(LG.until, period.until)
    about.string(LG.reservation, period.doubt)
    for number, ground in enumerate(period.grounds, 1):
        about.iri(LG.hasGround, ground_iri(iri, number))
        words = statements.about(ground_iri(iri, number), LG.Ground)
        words.iri(LG.groundKind, concept_iri("ground", ground.kind))
        words.iri(LG.saidIn, subject_name(ground.document, ground.path))
        words.string(LG.text, ground.text or None)
        if ground.document in sources:
            source = source_iri(sources[ground.document])
            words.iris(LG.quotedPlace, (place_iri(source, *span) for span in ground.spans))


def _between(
    statements: Statements, timeline: Timeline, period: Period, ground: Ground, headers: Mapping[str, Header]
) -> None:
    """Say what another rule did to this one; a later text of the same rule is its revision and no other rule."""
    own, other = headers.get(timeline.document), headers.get(ground.document)
    if own is None or other is None or own.work == other.work:
        return
    about = statements.about(other.document)
    if period.state is State.REPEALED and ground.kind is GroundKind.REPEAL:
        about.iri(ELI.repeals, subject_name(timeline.document, timeline.path))
    elif ground.kind is GroundKind.AMENDMENT:
        about.iri(ELI.amends, subject_name(timeline.document, timeline.path))
