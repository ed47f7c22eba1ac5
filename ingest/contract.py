"""The rows of ``docs/contract.md``, version 1.1: the public JSON face of what lawgraph finds.

Each row is defined here and nowhere else. ``ingest.write.jsonl`` fills them from the facts, :func:`dump` prints
them, :func:`load` reads them back, and ``docs/contract.schema.json`` is generated from them
(``python -m ingest.contract docs``). A field that nothing decides yet is left out of a row (``UNSET``): it is
neither null, which says that the text has none, nor an empty list.

Offsets are code points into the source text, half-open; money is in yuan, dates are ISO 8601 in the precision
printed. Libraries compared: ``docs/decisions/0009-contract-rows.md``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ingest.model import (
    BearerSource,
    CitationCheck,
    CitationStatus,
    Level,
    MentionRole,
    Modality,
    ProvisionKind,
    QuantityKind,
    Relation,
)
from ontology.states import ChangeKind, Gravity, GroundKind, Moved, State

VERSION = "1.1"

Offsets = tuple[int, int]
Spans = tuple[Offsets, ...]
Texts = tuple[str, ...]


class Jurisdiction(Struct, frozen=True):
    """An administrative division by its GB/T 2260 code; ``level``: national, province, prefecture, county."""

    code: str
    name: str
    level: Level


class Dates(Struct, frozen=True):
    """ISO dates in the precision printed, null where the text says none."""

    adopted: str | None
    approved: str | None
    issued: str | None
    in_force: str | None
    expires: str | None


class Amendment(Struct, frozen=True):
    """When and by which decision a rule was amended."""

    date: str | None
    by: str | None


class Row(Struct, frozen=True, tag_field="type"):
    """What every row has: ``type``, said by its class, and the IRI in the graph."""

    id: str


class DocumentRow(Row, frozen=True, tag="document"):
    """A dated text of a rule; ``id`` is the IRI of the work, ``expression`` that of this text."""

    expression: str
    file: str
    sha256: str
    chars: int
    title: str
    title_inferred: bool
    document_type: str
    number: str | None
    issuers: Texts
    jurisdiction: Jurisdiction | None
    dates: Dates
    based_on: Texts
    inferred: Texts
    genre: str | UnsetType | None = UNSET
    amended: tuple[Amendment, ...] | UnsetType = UNSET
    repeals: Texts | UnsetType = UNSET


class ProvisionRow(Row, frozen=True, tag="provision"):
    """A part of a document, with who answers for it where it says so, and who a member is."""

    path: str
    kind: ProvisionKind
    label: str | None
    number: str | None
    heading: str | None
    text: str
    text_spans: Spans
    spans: Spans
    parent: str | None
    order: int
    lead: Texts | UnsetType = UNSET
    cooperating: Texts | UnsetType = UNSET
    responsible: Texts | UnsetType = UNSET
    name: str | UnsetType | None = UNSET
    post: str | UnsetType | None = UNSET
    organization: str | UnsetType | None = UNSET
    role: str | UnsetType | None = UNSET


class ResidueRow(Row, frozen=True, tag="residue"):
    """Characters that belong to no provision."""

    spans: Spans
    text: str
    reason: str


class DiagnosticRow(Row, frozen=True, tag="diagnostic"):
    """What the reader had to decide and may have got wrong."""

    code: str
    message: str
    spans: Spans


class FactRow(Row, frozen=True):
    """What every fact has: its provision, its words and their places.

    ``rule`` is the identifier of the rule that decided, ``state`` how sure the fact is, ``doubt`` why not.
    """

    path: str
    text: str
    spans: Spans
    rule: str | UnsetType = msgspec.field(default=UNSET)
    state: Literal["certain", "doubtful"] | UnsetType = msgspec.field(default=UNSET)
    doubt: str | UnsetType = msgspec.field(default=UNSET)


class QuantityRow(FactRow, frozen=True, tag="quantity", kw_only=True):
    """An amount, rate, time limit, date or count with its bounds; null is unbounded."""

    kind: QuantityKind
    low: int | float | str | None
    high: int | float | str | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str
    per: Texts
    role: str | None
    applies_to: str | None
    base: str | None
    condition: str | UnsetType | None = UNSET
    payer: Texts | UnsetType = UNSET
    beneficiaries: Texts | UnsetType = UNSET
    bounds_rule: str | UnsetType = UNSET


class DepartmentRow(FactRow, frozen=True, tag="department", kw_only=True):
    """A mention of a government, department, institution or association."""

    names: Texts
    body: Texts
    generic: bool
    role: MentionRole
    division: str | None
    function: str | None


class CitationRow(FactRow, frozen=True, tag="citation", kw_only=True):
    """A reference to a rule, or to a part of this one."""

    title: str | None
    number: str | None
    article: str | None
    internal: bool
    status: CitationStatus
    target: str | None
    candidates: Texts
    check: CitationCheck | None
    articles: Texts | UnsetType = UNSET
    status_rule: str | UnsetType = UNSET


class NormRow(FactRow, frozen=True, tag="norm", kw_only=True):
    """One predicate that can be kept or broken on its own; ``quantities`` are the IRIs of quantity rows."""

    modality: Modality
    trigger: str | None
    bearers: Texts
    bearer_source: BearerSource
    action: str
    object: str | None
    condition: str | None
    quantities: Texts
    exception: str | UnsetType | None = UNSET
    beneficiaries: Texts | UnsetType = UNSET
    bearer_rule: str | UnsetType = UNSET


PlacedRow = ProvisionRow | ResidueRow | DiagnosticRow | QuantityRow | DepartmentRow | CitationRow | NormRow


class EvidenceRow(Struct, frozen=True):
    """Why two provisions correspond: one signal, its weight and the words on both sides."""

    signal: str
    weight: float
    lower_text: str
    lower_spans: Spans
    upper_text: str
    upper_spans: Spans


class ComparisonRow(Struct, frozen=True):
    """Comparable quantities of two linked provisions, as printed."""

    dimension: str
    lower: str
    upper: str
    verdict: str


class OnlyIn(Struct, frozen=True):
    """What only one of two linked provisions has."""

    side: Literal["lower", "upper"]
    text: str
    spans: Spans


class _LinkRow(Row, frozen=True):
    lower: str
    upper: str
    score: float
    evidence: tuple[EvidenceRow, ...]
    comparison: ComparisonRow | None
    strength: Literal["same-act", "same-matter"] | UnsetType = UNSET
    difference: Literal["stricter", "looser", "possible-conflict"] | UnsetType | None = UNSET
    difference_for: str | UnsetType | None = UNSET
    lower_spans: Spans | UnsetType = UNSET
    upper_spans: Spans | UnsetType = UNSET
    group: str | UnsetType | None = UNSET
    only_in: tuple[OnlyIn, ...] | UnsetType = UNSET
    review: str | UnsetType = UNSET
    lower_unit: str | UnsetType = UNSET
    upper_unit: str | UnsetType = UNSET


class CorrespondenceRow(_LinkRow, frozen=True, tag="correspondence", kw_only=True):
    """A provision of a lower rule carries on, repeats or changes one of an upper rule."""

    relation: Relation


class CandidateRow(_LinkRow, frozen=True, tag="candidate"):
    """A pair below the line of decision that a reader may want to see."""


class GapRow(Row, frozen=True, tag="gap"):
    """A provision without counterpart."""

    side: Literal["upper", "lower"]
    path: str
    nearest: str | None
    nearest_score: float
    reason: str
    state: Literal["absent", "doubtful", "formal"] | UnsetType = UNSET
    probability: float | UnsetType = UNSET
    severity: Literal["high", "low"] | UnsetType = UNSET
    review: str | UnsetType = UNSET


class EditRow(Struct, frozen=True):
    """Words of the old text and what stands in their place in the new one; one of the two may be empty."""

    old_text: str
    old_spans: Spans
    new_text: str
    new_spans: Spans


class ChangeRow(Row, frozen=True, tag="change"):
    """What became of provisions of a text of a rule in another text of it; the documents are IRIs."""

    old_document: str
    new_document: str
    old: Texts
    new: Texts
    kind: ChangeKind
    place: Moved | None
    edits: tuple[EditRow, ...]
    likeness: float
    doubt: str | None


class BasisRow(Struct, frozen=True):
    """Words that a status rests on: of which document (IRI), at which path (null: its front)."""

    kind: GroundKind
    document: str
    path: str | None
    text: str
    spans: Spans


class StatusRow(Row, frozen=True, tag="status"):
    """What a document (IRI), or a provision of it, is on a day, from when to the day before which."""

    document: str
    path: str | None
    on: str
    state: State
    since: str | None
    until: str | None
    basis: tuple[BasisRow, ...]
    doubt: str | None


class OtherSide(Struct, frozen=True):
    """The words on the other side of a finding; ``document`` is an IRI."""

    document: str
    title: str
    path: str | None
    text: str
    spans: Spans


class LawRow(Struct, frozen=True):
    """An article of law behind a finding, in its words of then and of today; null where a version is not known.

    ``today_article`` is its number of today where it is another.
    """

    law: str
    article: str
    version: str | None
    then: str | None
    today_version: str | None
    today: str | None
    today_article: str | None = None


class Said(Struct, frozen=True):
    """A sentence in Chinese and in English."""

    zh: str
    en: str


class FindingRow(Row, frozen=True, tag="finding"):
    """A question to a lawyer about words of a document (IRI); ``kind`` and ``group`` are of the kinds of checks."""

    kind: str
    group: str
    document: str
    path: str | None
    text: str
    spans: Spans
    there: OtherSide | None
    law: tuple[LawRow, ...]
    gravity: Gravity
    confidence: float
    why: Said
    note: Said | None
    since: str | None
    answering: Texts
    rule: str
    review: str | None


AnyRow = (
    DocumentRow | PlacedRow | CorrespondenceRow | CandidateRow | GapRow | ChangeRow | StatusRow | FindingRow
)

ROWS = (
    DocumentRow,
    ProvisionRow,
    ResidueRow,
    DiagnosticRow,
    QuantityRow,
    DepartmentRow,
    CitationRow,
    NormRow,
    CorrespondenceRow,
    CandidateRow,
    GapRow,
    ChangeRow,
    StatusRow,
    FindingRow,
)

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[AnyRow] = msgspec.json.Decoder(AnyRow)


def dump(found: Iterable[Row]) -> Iterator[str]:
    """Yield each row as one line of JSON, without its newline."""
    return (_ENCODER.encode(row).decode() for row in found)


def load(lines: Iterable[str]) -> Iterator[AnyRow]:
    """Read rows back from lines of JSON; blank lines are passed over, unknown fields too.

    Raises :class:`msgspec.ValidationError`, naming the field, for a line that is no row of the contract.
    """
    return (_DECODER.decode(line) for line in lines if line.strip())


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a row."""
    (found,), components = msgspec.json.schema_components([AnyRow], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/lawgraph/contract/{VERSION}/schema.json",
        "title": "A row of the annotation contract of lawgraph",
        **found,
        "$defs": dict(sorted(components.items())),
    }


def main(folder: Path) -> None:
    """Write ``contract.schema.json`` into ``folder``."""
    text = json.dumps(schema(), ensure_ascii=False, indent=1)
    (folder / "contract.schema.json").write_text(text + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
