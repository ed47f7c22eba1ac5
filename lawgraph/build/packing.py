"""An annotation as bytes and back: MessagePack of known shapes, so that reading it runs no code of the file's.

Equal annotations give equal bytes. A reading (:class:`ingest.text.CleanText`) is kept as ranges of its source and
its characters only where they differ from those; a quantity of a norm as its number among those of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec

from ingest.model import (
    Annotation,
    Answering,
    BearerSource,
    Citation,
    Diagnostic,
    Document,
    Member,
    Mention,
    Metadata,
    Modality,
    Norm,
    Provision,
    ProvisionKind,
    Quantity,
    QuantityKind,
    Residue,
    Responsibility,
)
from ingest.text import Aside, Block, Cell, CleanText, Heading, ListItem, Mark, Page, SourceText, Span, runs

FORMAT = 1
"""Counted up when what is written changes its shape."""

_MARKS: tuple[type[Mark], ...] = (Page, Block, Cell, Heading, ListItem, Aside)
_NAMES = {kind: tuple(each.name for each in fields(kind)) for kind in _MARKS}
_NUMBERS = {kind: number for number, kind in enumerate(_MARKS)}
Flat = tuple[int, ...]


class NotPacked(Exception):
    """Bytes that hold no annotation of this format."""


class _Reading(msgspec.Struct, array_like=True, frozen=True):
    ranges: Flat
    text: str | None


class _Provision(msgspec.Struct, array_like=True, frozen=True):
    path: str
    kind: ProvisionKind
    clean: _Reading
    own: _Reading | None
    spans: Flat
    order: int
    label: str | None
    number: str | None
    heading: str | None
    parent: str | None
    leaf: bool
    heading_end: int
    responsibilities: tuple[tuple[str, Flat, Answering], ...]
    notes: Flat
    member: Member | None


class _Quantity(msgspec.Struct, array_like=True, frozen=True):
    path: str
    text: str
    spans: Flat
    kind: QuantityKind
    low: int | str | tuple[str] | None
    high: int | str | tuple[str] | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str
    per: tuple[str, ...]
    role: str | None
    applies_to: str | None
    base: str | None
    condition: str | None
    payer: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    doubt: str | None
    rule: str
    bounds_rule: str


class _Norm(msgspec.Struct, array_like=True, frozen=True):
    path: str
    text: str
    spans: Flat
    modality: Modality
    trigger: str | None
    bearers: tuple[str, ...]
    bearer_source: BearerSource
    action: str
    object: str | None
    condition: str | None
    quantities: tuple[int | _Quantity, ...]
    beneficiaries: tuple[str, ...]
    exception: str | None
    doubt: str | None
    rule: str
    bearer_rule: str


class _Source(msgspec.Struct, array_like=True, frozen=True):
    name: str
    text: str
    sha256: str
    media_type: str
    encoding: str
    marks: tuple[tuple[int | str | bool, ...], ...]
    diagnostics: tuple[Diagnostic, ...]


class _Annotation(msgspec.Struct, array_like=True, frozen=True):
    source: _Source
    metadata: Metadata
    provisions: tuple[_Provision, ...]
    residues: tuple[Residue, ...]
    diagnostics: tuple[Diagnostic, ...]
    quantities: tuple[_Quantity, ...]
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]
    norms: tuple[_Norm, ...]
    topics: tuple[tuple[str, tuple[str, ...]], ...]


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(_Annotation)


def pack(annotation: Annotation) -> bytes:
    """Return an annotation as bytes."""
    document = annotation.document
    source = document.source
    numbers = {quantity: number for number, quantity in enumerate(annotation.quantities)}
    packed = _Annotation(
        _Source(
            source.name, source.text, source.sha256, source.media_type, source.encoding,
            tuple((_NUMBERS[type(mark)], *_fields(mark)) for mark in source.marks), source.diagnostics,
        ),
        document.metadata,
        tuple(map(_provision, document.provisions)),
        document.residues,
        document.diagnostics,
        tuple(map(_quantity, annotation.quantities)),
        annotation.mentions,
        annotation.citations,
        tuple(_norm(norm, numbers) for norm in annotation.norms),
        annotation.topics,
    )  # fmt: skip
    return _ENCODER.encode(packed)


def unpack(data: bytes) -> Annotation:
    """Return the annotation that ``data`` holds; raises :class:`NotPacked`."""
    try:
        packed = _DECODER.decode(data)
        source = _source_of(packed.source)
        quantities = tuple(map(_quantity_of, packed.quantities))
        return Annotation(
            Document(
                source,
                packed.metadata,
                tuple(_provision_of(each, source) for each in packed.provisions),
                packed.residues,
                packed.diagnostics,
            ),
            quantities,
            packed.mentions,
            packed.citations,
            tuple(_norm_of(norm, quantities) for norm in packed.norms),
            packed.topics,
        )
    except (msgspec.MsgspecError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise NotPacked(str(error)) from error


def _fields(mark: Mark) -> tuple[int | str | bool, ...]:
    return tuple(getattr(mark, name) for name in _NAMES[type(mark)])


def _flat(spans: Iterable[Span]) -> Flat:
    return tuple(chain.from_iterable(spans))


def _spans(flat: Flat) -> tuple[Span, ...]:
    return tuple(map(Span, flat[::2], flat[1::2]))


def _reading(clean: CleanText) -> _Reading:
    ranges = tuple(chain.from_iterable(runs(clean.offsets)))
    there = clean.source.slice(_spans(ranges))
    return _Reading(ranges, None if clean.text == there else clean.text)


def _clean(reading: _Reading, source: SourceText) -> CleanText:
    spans = _spans(reading.ranges)
    offsets = tuple(chain.from_iterable(range(*span) for span in spans))
    return CleanText(source.slice(spans) if reading.text is None else reading.text, offsets, source)


def _provision(each: Provision) -> _Provision:
    clean = _reading(each.clean)
    own = None if each.own is each.clean or each.own == each.clean else _reading(each.own)
    return _Provision(
        each.path, each.kind, clean, None if own == clean else own, _flat(each.spans), each.order, each.label,
        each.number, each.heading, each.parent, each.leaf, each.heading_end,
        tuple((one.name, _flat(one.spans), one.role) for one in each.responsibilities),
        _flat(each.notes), each.member,
    )  # fmt: skip


def _provision_of(each: _Provision, source: SourceText) -> Provision:
    clean = _clean(each.clean, source)
    return Provision(
        each.path, each.kind, clean, _spans(each.spans), each.order, each.label, each.number, each.heading,
        each.parent, each.leaf, own=clean if each.own is None else _clean(each.own, source),
        heading_end=each.heading_end, notes=_spans(each.notes), member=each.member,
        responsibilities=tuple(
            Responsibility(name, _spans(spans), role) for name, spans, role in each.responsibilities
        ),
    )  # fmt: skip


def _bound(value: int | Decimal | str | None) -> int | str | tuple[str] | None:
    return (str(value),) if isinstance(value, Decimal) else value


def _bound_of(value: int | str | tuple[str] | None) -> int | Decimal | str | None:
    return Decimal(value[0]) if isinstance(value, tuple) else value


def _quantity(each: Quantity) -> _Quantity:
    return _Quantity(
        each.path, each.text, _flat(each.spans), each.kind, _bound(each.low), _bound(each.high),
        each.low_inclusive, each.high_inclusive, each.unit, each.per, each.role, each.applies_to, each.base,
        each.condition, each.payer, each.beneficiaries, each.doubt, each.rule, each.bounds_rule,
    )  # fmt: skip


def _quantity_of(each: _Quantity) -> Quantity:
    return Quantity(
        each.path, each.text, _spans(each.spans), each.kind, _bound_of(each.low), _bound_of(each.high),
        each.low_inclusive, each.high_inclusive, each.unit, each.per, each.role, each.applies_to, each.base,
        each.condition, each.payer, each.beneficiaries,
        doubt=each.doubt, rule=each.rule, bounds_rule=each.bounds_rule,
    )  # fmt: skip


def _norm(each: Norm, numbers: dict[Quantity, int]) -> _Norm:
    return _Norm(
        each.path, each.text, _flat(each.spans), each.modality, each.trigger, each.bearers, each.bearer_source,
        each.action, each.object, each.condition,
        tuple(numbers[one] if one in numbers else _quantity(one) for one in each.quantities),
        each.beneficiaries, each.exception, each.doubt, each.rule, each.bearer_rule,
    )  # fmt: skip


def _norm_of(each: _Norm, quantities: Sequence[Quantity]) -> Norm:
    own = tuple(quantities[one] if isinstance(one, int) else _quantity_of(one) for one in each.quantities)
    return Norm(
        each.path, each.text, _spans(each.spans), each.modality, each.trigger, each.bearers, each.bearer_source,
        each.action, each.object, each.condition, own, each.beneficiaries, each.exception,
        doubt=each.doubt, rule=each.rule, bearer_rule=each.bearer_rule,
    )  # fmt: skip


def _mark_of(values: tuple[Any, ...]) -> Mark:
    mark: Mark = _MARKS[values[0]](*values[1:])
    return mark


def _source_of(each: _Source) -> SourceText:
    return SourceText(
        each.name, each.text, each.sha256, each.media_type, each.encoding,
        tuple(map(_mark_of, each.marks)), each.diagnostics,
    )  # fmt: skip
