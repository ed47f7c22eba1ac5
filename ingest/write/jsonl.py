"""Facts as JSON Lines, the rows of ``docs/contract.md`` (version 1).

One object a line, a document's rows in the order of its first characters. The bytes depend on the facts
alone: keys stand in the contract's order, numbers are printed as integers where they are whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ingest.model import (
    Alignment,
    Annotation,
    Comparison,
    Correspondence,
    Gap,
    MentionRole,
    Metadata,
    Provision,
    ProvisionKind,
    Quantity,
    Resolved,
)
from ingest.text import Span
from ingest.write.names import Names
from ontology.iri import correspondence_iri, gap_iri
from ontology.numerals import Number

Json = str | int | float | bool | None | list["Json"] | Mapping[str, "Json"]
Row = Mapping[str, Json]


def _number(value: Number | str | None) -> Json:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _spans(spans: Iterable[Span]) -> list[Json]:
    return [[span.start, span.end] for span in spans]


def _list(values: Iterable[str]) -> list[Json]:
    return list(values)


def _document(annotation: Annotation, names: Names) -> Row:
    source, metadata = annotation.document.source, annotation.document.metadata
    place = metadata.jurisdiction
    return {
        "type": "document",
        "id": names.work,
        "expression": names.document,
        "file": source.name,
        "sha256": source.sha256,
        "chars": len(source.text),
        "title": metadata.title,
        "title_inferred": "title" in metadata.inferred,
        "document_type": metadata.document_type,
        "number": metadata.number,
        "issuers": _list(metadata.issuers),
        "jurisdiction": None
        if place is None
        else {"code": place.code, "name": place.name, "level": place.level},
        "dates": _dates(metadata),
        "based_on": _list(metadata.based_on),
        "inferred": _list(sorted(metadata.inferred)),
    }


def _dates(metadata: Metadata) -> Row:
    return {
        "adopted": metadata.adopted,
        "approved": metadata.approved,
        "issued": metadata.issued,
        "in_force": metadata.in_force,
        "expires": metadata.expires,
    }


def _provision(provision: Provision, iri: str) -> Row:
    row: dict[str, Json] = {
        "type": "provision",
        "id": iri,
        "path": provision.path,
        "kind": provision.kind,
        "label": provision.label,
        "number": provision.number,
        "heading": provision.heading,
        "text": provision.text,
        "text_spans": _spans(provision.text_spans),
        "spans": _spans(provision.spans),
        "parent": provision.parent,
        "order": provision.order,
    }
    if provision.kind is ProvisionKind.TASK:
        row["lead"] = _list(provision.named(MentionRole.LEAD))
        row["cooperating"] = _list(provision.named(MentionRole.COOPERATING))
    if provision.member is not None:
        member = provision.member
        row |= {
            "name": member.name,
            "post": member.post,
            "organization": member.organization,
            "role": member.role,
        }
    return row


def _quantity(quantity: Quantity, iri: str) -> Row:
    return {
        "type": "quantity",
        "id": iri,
        "path": quantity.path,
        "text": quantity.text,
        "spans": _spans(quantity.spans),
        "kind": quantity.kind,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "low_inclusive": quantity.low_inclusive,
        "high_inclusive": quantity.high_inclusive,
        "unit": quantity.unit,
        "per": _list(quantity.per),
        "role": quantity.role,
        "applies_to": quantity.applies_to,
        "base": quantity.base,
    }


def _facts(annotation: Annotation, names: Names) -> Iterator[Row]:
    for quantity in annotation.quantities:
        yield _quantity(quantity, names.quantity(quantity))
    for mention in annotation.mentions:
        yield {
            "type": "department",
            "id": names.mention(mention),
            "path": mention.path,
            "text": mention.text,
            "spans": _spans(mention.spans),
            "names": _list(mention.names),
            "body": _list(mention.body),
            "generic": mention.generic,
            "role": mention.role,
            "division": mention.division,
            "function": mention.function,
        }
    for citation in annotation.citations:
        yield {
            "type": "citation",
            "id": names.citation(citation),
            "path": citation.path,
            "text": citation.text,
            "spans": _spans(citation.spans),
            "title": citation.title,
            "number": citation.number,
            "article": citation.article,
            "internal": citation.internal,
            "status": citation.status,
            "target": citation.target,
            "candidates": _list(citation.candidates),
            "check": citation.check,
        }
    for norm in annotation.norms:
        yield {
            "type": "norm",
            "id": names.norm(norm),
            "path": norm.path,
            "text": norm.text,
            "spans": _spans(norm.spans),
            "modality": norm.modality,
            "trigger": norm.trigger,
            "bearers": _list(norm.bearers),
            "bearer_source": norm.bearer_source,
            "action": norm.action,
            "object": norm.object,
            "condition": norm.condition,
            "quantities": _list(names.quantity(quantity) for quantity in norm.quantities),
        }


def rows(resolved: Resolved) -> Iterator[Row]:
    """Yield the rows of one document: the document itself, then all else by place in the source."""
    annotation = resolved.annotation
    names = Names(annotation)
    yield _document(annotation, names)
    document = annotation.document
    found: list[tuple[list[Span], int, Row]] = []
    for provision in document.provisions:
        found.append(
            (list(provision.spans), len(found), _provision(provision, names.provision(provision.path)))
        )
    for residue in document.residues:
        row: Row = {
            "type": "residue",
            "id": names.residue(residue),
            "spans": _spans(residue.spans),
            "text": residue.text,
            "reason": residue.reason,
        }
        found.append((list(residue.spans), len(found), row))
    for fact in _facts(annotation, names):
        spans = fact["spans"]
        assert isinstance(spans, list)
        found.append(([Span(*span) for span in spans if isinstance(span, list)], len(found), fact))  # type: ignore[arg-type]
    for number, diagnostic in enumerate(document.diagnostics, 1):
        row = {
            "type": "diagnostic",
            "id": names.diagnostic(number),
            "code": diagnostic.code,
            "message": diagnostic.message,
            "spans": _spans(diagnostic.spans),
        }
        found.append((list(diagnostic.spans), len(found), row))
    for _, _, row in sorted(found, key=lambda entry: entry[:2]):
        yield row


def _comparison(comparison: Comparison | None) -> Json:
    if comparison is None:
        return None
    return {
        "dimension": comparison.dimension,
        "lower": comparison.lower.text,
        "upper": comparison.upper.text,
        "verdict": comparison.verdict,
    }


def _correspondence(link: Correspondence, lower: Names, upper: Names) -> Row:
    return {
        "type": "correspondence",
        "id": correspondence_iri(lower.provision(link.lower), upper.provision(link.upper)),
        "lower": link.lower,
        "upper": link.upper,
        "relation": link.relation,
        "score": link.score,
        "evidence": [
            {
                "signal": evidence.signal,
                "weight": evidence.weight,
                "lower_text": evidence.lower_text,
                "lower_spans": _spans(evidence.lower_spans),
                "upper_text": evidence.upper_text,
                "upper_spans": _spans(evidence.upper_spans),
            }
            for evidence in link.evidence
        ],
        "comparison": _comparison(link.comparison),
    }


def _gap(gap: Gap, own: Names, other: Names) -> Row:
    return {
        "type": "gap",
        "id": gap_iri(own.provision(gap.path), other.document),
        "side": gap.side,
        "path": gap.path,
        "nearest": gap.nearest,
        "nearest_score": gap.nearest_score,
        "reason": gap.reason,
    }


def link_rows(alignment: Alignment) -> Iterator[Row]:
    """Yield the correspondences, then the gaps, of an alignment."""
    lower, upper = Names(alignment.lower), Names(alignment.upper)
    for link in alignment.correspondences:
        yield _correspondence(link, lower, upper)
    for gap in alignment.gaps:
        yield _gap(gap, lower, upper) if gap.side == "lower" else _gap(gap, upper, lower)


def dump(found: Iterable[Row]) -> Iterator[str]:
    """Yield each row as one line of JSON, without its newline."""
    return (json.dumps(row, ensure_ascii=False, separators=(",", ": ")) for row in found)
