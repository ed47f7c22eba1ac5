"""Changes, status and findings as the rows of the contract, which :mod:`ingest.contract` defines and prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest import contract
from ingest.check.finding import Finding
from ingest.contract import Spans
from ingest.status.timeline import Timeline
from ingest.text import Span
from ingest.versions.change import Change, Comparison
from ingest.write.names import change_name, period_name
from ontology.checks import kinds
from ontology.iri import DocumentIri, finding_iri


def _spans(spans: Iterable[Span]) -> Spans:
    return tuple((span.start, span.end) for span in spans)


def _change(change: Change, old: str, new: str) -> contract.ChangeRow:
    return contract.ChangeRow(
        id=change_name(old, new, change),
        old_document=old,
        new_document=new,
        old=change.old,
        new=change.new,
        kind=change.kind,
        place=change.place,
        edits=tuple(
            contract.EditRow(
                old_text=edit.old_text,
                old_spans=_spans(edit.old_spans),
                new_text=edit.new_text,
                new_spans=_spans(edit.new_spans),
            )
            for edit in change.edits
        ),
        likeness=change.likeness,
        doubt=change.doubt,
    )


def change_rows(comparison: Comparison) -> Iterator[contract.ChangeRow]:
    """Yield a row for each change between two texts of a rule, in the order of the comparison."""
    old, new = (str(DocumentIri(each.source.digest)) for each in (comparison.old, comparison.new))
    return (_change(change, old, new) for change in comparison.changes)


def status_row(timeline: Timeline, day: str) -> contract.StatusRow:
    """Return what a document or provision is on a day (ISO), as far as is known: ``unknown`` is an answer."""
    period = timeline.on(day)
    return contract.StatusRow(
        id=period_name(timeline, period),
        document=timeline.document,
        path=timeline.path,
        on=day,
        state=period.state,
        since=period.since,
        until=period.until,
        basis=tuple(
            contract.BasisRow(
                kind=ground.kind,
                document=ground.document,
                path=ground.path,
                text=ground.text,
                spans=_spans(ground.spans),
            )
            for ground in period.grounds
        ),
        doubt=period.doubt,
    )


def finding_row(finding: Finding) -> contract.FindingRow:
    """Return a finding with both quotations and the law behind it.

    Raises ``KeyError`` for a kind that ``ontology/checks/kinds.tsv`` has not.
    """
    here, there = finding.here, finding.there
    return contract.FindingRow(
        id=finding_iri(finding.key),
        kind=finding.kind,
        group=kinds()[finding.kind].group,
        document=here.document,
        path=here.path,
        text=here.text,
        spans=_spans(here.spans),
        there=None
        if there is None
        else contract.OtherSide(
            document=there.document,
            title=there.title,
            path=there.path,
            text=there.text,
            spans=_spans(there.spans),
        ),
        law=tuple(
            contract.LawRow(
                law=each.law,
                article=each.article,
                version=each.version,
                then=each.then,
                today_version=each.today_version,
                today=each.today,
                today_article=each.today_article,
            )
            for each in finding.law
        ),
        gravity=finding.gravity,
        confidence=finding.confidence,
        why=contract.Said(*finding.why),
        note=contract.Said(*finding.note) if finding.note else None,
        since=finding.since,
        answering=finding.answering,
        rule=finding.rule,
        review=finding.review,
    )
