"""Facts as the rows of the contract, which :mod:`ingest.contract` defines and prints.

A document's rows stand in the order of its first characters. The bytes depend on the facts alone: keys stand in
the contract's order, numbers are printed as integers where they are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, TypedDict

from msgspec import UNSET, UnsetType

from ingest import contract
from ingest.contract import Row, Spans
from ingest.model import (
    Alignment,
    Answering,
    Citation,
    Correspondence,
    Gap,
    Mention,
    Norm,
    Provision,
    ProvisionKind,
    Quantity,
    Resolved,
)
from ingest.text import Span
from ingest.write.names import Names
from ingest.write.printed import as_printed, printed_words
from ontology.iri import correspondence_iri, gap_iri
from ontology.numerals import Number


def _number(value: Number | str | None) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _spans(spans: Iterable[Span]) -> Spans:
    return tuple((span.start, span.end) for span in spans)


def _document(resolved: Resolved, names: Names) -> contract.DocumentRow:
    source, metadata = resolved.annotation.document.source, resolved.annotation.document.metadata
    place = metadata.jurisdiction
    return contract.DocumentRow(
        id=names.work,
        expression=names.document,
        file=source.name,
        sha256=source.sha256,
        chars=len(source.text),
        title=metadata.title,
        title_inferred="title" in metadata.inferred,
        document_type=metadata.document_type,
        number=metadata.number,
        issuers=metadata.issuers,
        jurisdiction=None
        if place is None
        else contract.Jurisdiction(code=place.code, name=place.name, level=place.level),
        dates=contract.Dates(
            adopted=metadata.adopted,
            approved=metadata.approved,
            issued=metadata.issued,
            in_force=metadata.in_force,
            expires=metadata.expires,
        ),
        based_on=metadata.based_on,
        inferred=tuple(sorted(metadata.inferred)),
        genre=metadata.genre,
        amended=tuple(contract.Amendment(date=each.date, by=each.by) for each in metadata.amended),
        repeals=metadata.repeals,
    )


class _Sure(TypedDict, total=False):
    """How sure a fact is, as the fields of its row."""

    state: Literal["certain", "doubtful"]
    doubt: str


def _provision(provision: Provision, iri: str) -> contract.ProvisionRow:
    member = provision.member
    says = provision.kind is ProvisionKind.TASK or bool(provision.responsibilities)
    return contract.ProvisionRow(
        id=iri,
        path=provision.path,
        kind=provision.kind,
        label=provision.label,
        number=provision.number,
        heading=provision.heading,
        text=provision.text,
        text_spans=_spans(provision.text_spans),
        spans=_spans(provision.spans),
        parent=provision.parent,
        order=provision.order,
        lead=provision.named(Answering.LEAD) if says else UNSET,
        cooperating=provision.named(Answering.COOPERATING) if says else UNSET,
        responsible=provision.named(Answering.RESPONSIBLE) if says else UNSET,
        name=member.name if member else UNSET,
        post=member.post if member else UNSET,
        organization=member.organization if member else UNSET,
        role=member.role if member else UNSET,
    )


def _sure(doubt: str | None) -> _Sure:
    return {"state": "certain"} if doubt is None else {"state": "doubtful", "doubt": doubt}


def _quantity(quantity: Quantity, iri: str) -> contract.QuantityRow:
    return contract.QuantityRow(
        id=iri,
        path=quantity.path,
        text=quantity.text,
        spans=_spans(quantity.spans),
        kind=quantity.kind,
        low=_number(quantity.low),
        high=_number(quantity.high),
        low_inclusive=quantity.low_inclusive,
        high_inclusive=quantity.high_inclusive,
        unit=quantity.unit,
        per=quantity.per,
        role=quantity.role,
        applies_to=quantity.applies_to,
        base=quantity.base,
        condition=quantity.condition,
        payer=quantity.payer,
        beneficiaries=quantity.beneficiaries,
        rule=quantity.rule,
        **_sure(quantity.doubt),
        bounds_rule=quantity.bounds_rule,
    )


def _mention(mention: Mention, iri: str) -> contract.DepartmentRow:
    return contract.DepartmentRow(
        id=iri,
        path=mention.path,
        text=mention.text,
        spans=_spans(mention.spans),
        names=mention.names,
        body=mention.body,
        generic=mention.generic,
        role=mention.role,
        division=mention.division,
        function=mention.function,
        rule=mention.rule,
        **_sure(mention.doubt),
    )


def _citation(citation: Citation, iri: str) -> contract.CitationRow:
    return contract.CitationRow(
        id=iri,
        path=citation.path,
        text=citation.text,
        spans=_spans(citation.spans),
        title=citation.title,
        number=citation.number,
        article=citation.article,
        articles=citation.articles or UNSET,
        internal=citation.internal,
        status=citation.status,
        target=citation.target,
        candidates=citation.candidates,
        check=citation.check,
        rule=citation.rule,
        **_sure(citation.doubt),
        status_rule=citation.status_rule,
    )


def _norm(norm: Norm, names: Names) -> contract.NormRow:
    return contract.NormRow(
        id=names.norm(norm),
        path=norm.path,
        text=norm.text,
        spans=_spans(norm.spans),
        modality=norm.modality,
        trigger=norm.trigger,
        bearers=norm.bearers,
        bearer_source=norm.bearer_source,
        action=norm.action,
        object=norm.object,
        condition=norm.condition,
        exception=norm.exception,
        beneficiaries=norm.beneficiaries,
        quantities=tuple(names.quantity(quantity) for quantity in norm.quantities),
        rule=norm.rule,
        **_sure(norm.doubt),
        bearer_rule=norm.bearer_rule,
    )


def rows(resolved: Resolved) -> Iterator[Row]:
    """Yield the rows of one document: the document itself, then all else by place in the source."""
    annotation = as_printed(resolved.annotation)
    document, names = annotation.document, Names(annotation)
    yield _document(resolved, names)
    found: list[contract.PlacedRow] = [
        *(_provision(provision, names.provision(provision.path)) for provision in document.provisions),
        *(
            contract.ResidueRow(
                id=names.residue(residue),
                spans=_spans(residue.spans),
                text=residue.text,
                reason=residue.reason,
            )
            for residue in document.residues
        ),
        *(_quantity(quantity, names.quantity(quantity)) for quantity in annotation.quantities),
        *(_mention(mention, names.mention(mention)) for mention in annotation.mentions),
        *(_citation(citation, names.citation(citation)) for citation in annotation.citations),
        *(_norm(norm, names) for norm in annotation.norms),
        *(
            contract.DiagnosticRow(
                id=names.diagnostic(number),
                code=diagnostic.code,
                message=diagnostic.message,
                spans=_spans(diagnostic.spans),
            )
            for number, diagnostic in enumerate(document.diagnostics, 1)
        ),
    ]
    yield from sorted(found, key=lambda row: row.spans)  # the sort is stable


class _LinkFields(TypedDict):
    id: str
    lower: str
    upper: str
    lower_unit: str
    upper_unit: str
    score: float
    evidence: tuple[contract.EvidenceRow, ...]
    comparison: contract.ComparisonRow | None
    strength: Literal["same-act", "same-matter"]
    difference: Literal["stricter", "looser", "possible-conflict"] | None
    difference_for: str | None
    lower_spans: Spans
    upper_spans: Spans
    group: str | None
    only_in: tuple[contract.OnlyIn, ...]
    review: str | UnsetType


def _link_fields(link: Correspondence, lower: Names, upper: Names, alignment: Alignment) -> _LinkFields:
    """Return what a correspondence and a candidate both say."""
    below, above = alignment.lower.document.source, alignment.upper.document.source
    comparison = link.comparison
    sources = {"lower": below, "upper": above}
    return {
        "id": correspondence_iri(lower.provision(link.lower), upper.provision(link.upper)),
        "lower": link.lower,
        "upper": link.upper,
        "lower_unit": link.lower_unit,
        "upper_unit": link.upper_unit,
        "score": link.score,
        "evidence": tuple(
            contract.EvidenceRow(
                signal=evidence.signal,
                weight=evidence.weight,
                lower_text=printed_words(evidence.lower_text, evidence.lower_spans, below),
                lower_spans=_spans(evidence.lower_spans),
                upper_text=printed_words(evidence.upper_text, evidence.upper_spans, above),
                upper_spans=_spans(evidence.upper_spans),
            )
            for evidence in link.evidence
        ),
        "comparison": None
        if comparison is None
        else contract.ComparisonRow(
            dimension=comparison.dimension,
            lower=comparison.lower.text,
            upper=comparison.upper.text,
            verdict=comparison.verdict,
        ),
        "strength": link.strength.value,
        "difference": link.difference.value if link.difference else None,
        "difference_for": link.difference_for,
        "lower_spans": _spans(link.lower_spans),
        "upper_spans": _spans(link.upper_spans),
        "group": link.group,
        "only_in": tuple(
            contract.OnlyIn(
                each.side, printed_words(each.text, each.spans, sources[each.side]), _spans(each.spans)
            )
            for each in link.only_in
        ),
        "review": link.review or UNSET,
    }


def _gap(gap: Gap, own: Names, other: Names) -> contract.GapRow:
    return contract.GapRow(
        id=gap_iri(own.provision(gap.path), other.document),
        side=gap.side,
        path=gap.path,
        nearest=gap.nearest,
        nearest_score=gap.nearest_score,
        reason=gap.reason,
        state=gap.state.value,
        probability=gap.probability,
        severity=gap.severity.value,
        review=gap.review or UNSET,
    )


def link_rows(alignment: Alignment) -> Iterator[Row]:
    """Yield the correspondences, then the candidates, then the gaps, of an alignment."""
    lower, upper = Names(alignment.lower), Names(alignment.upper)
    for link in alignment.correspondences:
        fields = _link_fields(link, lower, upper, alignment)
        yield contract.CorrespondenceRow(relation=link.relation, **fields)
    for link in alignment.candidates:
        yield contract.CandidateRow(**_link_fields(link, lower, upper, alignment))
    for gap in alignment.gaps:
        yield _gap(gap, lower, upper) if gap.side == "lower" else _gap(gap, upper, lower)
