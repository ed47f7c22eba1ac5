"""A document's facts as N-Quads: the graph of ``docs/graph-model.md``, one named graph a document.

Nothing here decides anything: each function says one type of ``ingest.model`` in the words of the
vocabulary. There are no blank nodes, so that the bytes depend on the facts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ingest.link.units import Unit, units
from ingest.model import (
    Annotation,
    Citation,
    Mention,
    MentionRole,
    Metadata,
    Modality,
    Norm,
    Provision,
    ProvisionKind,
    Quantity,
    QuantityKind,
    Resolved,
    Responsibility,
)
from ingest.structure.pinpoints import pinpoints
from ingest.text import SourceText, Span
from ingest.write.names import Names
from ingest.write.places import say_places
from ingest.write.printed import as_printed
from ingest.write.statements import About, Statements
from ontology.former_iris import former_document_iri
from ontology.iri import (
    concept_iri,
    division_iri,
    duration_iri,
    function_iri,
    rule_iri,
    text_digest,
)
from ontology.terms import DCTERMS, ELI, LG, RDFS, SCHEMA, TIME

_T = TypeVar("_T")

LANGUAGE_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"

PROVISION_CLASSES = {
    ProvisionKind.CHAPTER: LG.Chapter,
    ProvisionKind.SECTION: LG.Section,
    ProvisionKind.ARTICLE: LG.Article,
    ProvisionKind.PARAGRAPH: LG.Paragraph,
    ProvisionKind.ITEM: LG.Item,
    ProvisionKind.SUBITEM: LG.Subitem,
    ProvisionKind.ANNEX: LG.Annex,
    ProvisionKind.TASK: LG.ResponsibilityTask,
    ProvisionKind.MEMBER: LG.Member,
    ProvisionKind.TITLE: LG.Title,
    ProvisionKind.PREAMBLE: LG.Preamble,
    ProvisionKind.SALUTATION: LG.Salutation,
    ProvisionKind.SIGNATURE: LG.Signature,
    ProvisionKind.DATE: LG.DateLine,
}
NORM_CLASSES = {
    Modality.OBLIGATION: LG.Obligation,
    Modality.PROHIBITION: LG.Prohibition,
    Modality.PERMISSION: LG.Permission,
    Modality.ENCOURAGEMENT: LG.Encouragement,
    Modality.EXEMPTION: LG.Exemption,
    Modality.RIGHT: LG.Right,
    Modality.SANCTION: LG.Sanction,
    Modality.DEFINITION: LG.Definition,
    Modality.SCOPE: LG.ScopeRule,
    Modality.PURPOSE: LG.PurposeClause,
    Modality.ENTRY_INTO_FORCE: LG.EntryIntoForce,
    Modality.INTERPRETATION: LG.Interpretation,
}
QUANTITY_CLASSES = {
    QuantityKind.MONEY: (LG.MonetaryThreshold, SCHEMA.MonetaryAmount),
    QuantityKind.PERCENT: (LG.RateThreshold,),
    QuantityKind.DURATION: (LG.TimeLimit,),
    QuantityKind.DATE: (LG.DateLimit,),
    QuantityKind.COUNT: (LG.Count,),
}
DURATION_UNITS = {
    "working-day": LG.workingDay,
    "year": TIME.unitYear,
    "month": TIME.unitMonth,
    "week": TIME.unitWeek,
    "day": TIME.unitDay,
    "hour": TIME.unitHour,
    "minute": TIME.unitMinute,
}


def document_quads(resolved: Resolved) -> Iterator[str]:
    """Yield the N-Quads of a document, its provisions, its facts and their places in the source."""
    return _DocumentWriter(resolved).lines()


_ANSWERING = frozenset({MentionRole.LEAD, MentionRole.COOPERATING, MentionRole.BEARER})


def _unit_of(annotation: Annotation) -> dict[str, str]:
    """Return the unit (article, task, measure) that each provision lies in or is, by path."""
    return {path: unit.path for unit in units(annotation) for path in _paths(unit)}


def _paths(unit: Unit) -> tuple[str, ...]:
    return (unit.path, *(part.path for part in unit.parts))


def _answering(annotation: Annotation) -> dict[str, str]:
    """Return the names of the bodies that answer for each unit, in the order of the text, by its path."""
    rows = {provision.path: provision for provision in annotation.document.provisions}
    found = {}
    for unit in units(annotation):
        named = [
            (_start(m.spans) or 0, m.text) for m in unit.mentions if m.role in _ANSWERING and not m.generic
        ]
        for path in _paths(unit):
            named += [(_start(r.spans) or 0, r.name) for r in rows[path].responsibilities]
        if named:
            found[unit.path] = "、".join(dict.fromkeys(name for _, name in sorted(named)))
    return found


def _start(spans: tuple[Span, ...]) -> int | None:
    return min((span.start for span in spans), default=None)


class _DocumentWriter:
    def __init__(self, resolved: Resolved) -> None:
        annotation = as_printed(resolved.annotation)
        self.resolved = resolved
        self.annotation = annotation
        self.document = annotation.document
        self.names = Names(annotation)
        self.pinpoints = pinpoints(annotation.document.provisions)
        self.statements = Statements(self.names.iri.graph)
        self.topics = dict(annotation.topics)
        self.units = _unit_of(annotation)
        self.answering = _answering(annotation)
        metadata = self.document.metadata
        self.jurisdiction = metadata.jurisdiction.code if metadata.jurisdiction else None

    def lines(self) -> Iterator[str]:
        """Yield the lines as they are written: a long document has a hundred megabytes of them."""
        self._metadata(self.document.metadata)
        self._source(self.document.source)
        yield from self._each(self._provision, self.document.provisions)
        self._leavings()
        yield from self._each(self._quantity, self.annotation.quantities)
        yield from self._each(self._mention, self.annotation.mentions)
        yield from self._each(self._citation, self.annotation.citations)
        yield from self._each(self._norm, self.annotation.norms)
        yield from self.statements.lines()  # where there are no norms

    def _each(self, say: Callable[[_T], None], things: Iterable[_T]) -> Iterator[str]:
        for each in things:
            say(each)
            yield from self.statements.lines()

    def _metadata(self, metadata: Metadata) -> None:
        iri = self.names.iri
        about = self.statements.about(str(iri), ELI.LegalResource, LG.Document)
        about.chinese(ELI.title, metadata.title)
        about.string(LG.preferredLabel, metadata.title)
        about.string(ELI.number, metadata.number)
        about.iri(ELI.type_document, concept_iri("document-type", metadata.document_type))
        if metadata.jurisdiction is not None:
            about.iri(ELI.jurisdiction, division_iri(metadata.jurisdiction.code))
            about.string(LG.level, metadata.jurisdiction.level)
        about.date(ELI.date_document, metadata.adopted or metadata.issued or metadata.approved)
        about.date(LG.dateAdopted, metadata.adopted)
        about.date(LG.dateApproved, metadata.approved)
        about.date(LG.dateIssued, metadata.issued)
        about.date(ELI.first_date_entry_in_force, metadata.in_force)
        about.date(ELI.date_no_longer_in_force, metadata.expires)
        about.string(LG.issuerName, *metadata.issuers)
        about.iris(ELI.passed_by, self.resolved.bodies_of(metadata.issuers))
        about.string(LG.basedOnTitle, *metadata.based_on)
        about.iris(ELI.based_on, self.resolved.based_on)
        about.string(LG.genre, metadata.genre)
        for each in metadata.amended:
            about.date(LG.dateAmended, each.date)
        about.string(LG.repealsTitle, *metadata.repeals)
        about.string(LG.inferredField, *sorted(metadata.inferred))
        about.iri(DCTERMS.replaces, self._former(metadata))
        about.iri(ELI.is_member_of, self.names.work)
        about.iri(ELI.is_realized_by, iri.expression)
        self._work_and_expression(metadata.title)

    def _work_and_expression(self, title: str) -> None:
        iri = self.names.iri
        work = self.statements.about(self.names.work, ELI.LegalResource, LG.Work)
        work.chinese(ELI.title, title)
        work.iri(ELI.has_member, str(iri))
        expression = self.statements.about(iri.expression, ELI.LegalExpression)
        expression.iri(ELI.realizes, str(iri))
        expression.iri(ELI.language, LANGUAGE_CHINESE)
        expression.chinese(ELI.title, title)
        expression.iri(LG.source, self.names.source)

    def _former(self, metadata: Metadata) -> str:
        return former_document_iri(
            metadata.title,
            code=self.jurisdiction,
            year=metadata.year,
            type=metadata.document_type,
            number=metadata.number,
        )

    def _source(self, source: SourceText) -> None:
        about = self.statements.about(self.names.source, LG.SourceText)
        about.string(LG.fileName, source.name)
        about.string(LG.sha256, source.sha256)
        about.integer(LG.characters, len(source.text))
        about.string(LG.sourceCharacters, source.text)

    def _places(self, about: About, spans: Iterable[Span]) -> None:
        say_places(self.statements, about, self.document.source, spans)

    def _in_document(self, iri: str, text: str, spans: Iterable[Span], *types: str) -> About:
        about = self.statements.about(iri, *types)
        about.iri(LG.inDocument, self.names.document)
        about.string(LG.text, text)
        self._places(about, spans)
        return about

    def _provision(self, provision: Provision) -> None:
        iri = self.names.provision(provision.path)
        whole = self.names.provision(provision.parent) if provision.parent else self.names.document
        spans = provision.text_spans or provision.spans
        types = (ELI.LegalResourceSubdivision, PROVISION_CLASSES[provision.kind])
        about = self._in_document(iri, provision.text, spans, *types)
        about.iri(ELI.is_part_of, whole)
        about.iri(ELI.type_subdivision, concept_iri("provision-type", provision.kind))
        about.string(LG.path, provision.path)
        about.string(LG.textDigest, text_digest(provision.text))
        self._labels(about, provision.path)
        about.string(LG.label, provision.label)
        about.string(ELI.number, provision.number)
        about.string(LG.heading, provision.heading)
        about.integer(LG.order, provision.order)
        topics = self.topics.get(provision.path, ())
        about.iris(LG.hasTopic, (concept_iri("topic", topic) for topic in topics))
        if topics:
            about.iri(LG.mainTopic, concept_iri("topic", topics[0]))
        if provision.member is not None:
            about.string(LG.personName, provision.member.name)
            about.string(LG.post, provision.member.post)
            about.string(LG.organizationName, provision.member.organization)
            about.string(LG.memberRole, provision.member.role)
        outer = self.statements.about(whole)
        outer.iri(ELI.has_annex if provision.kind is ProvisionKind.ANNEX else ELI.has_part, iri)
        for responsibility in provision.responsibilities:
            self._responsibility(provision, responsibility)

    def _labels(self, about: About, path: str) -> None:
        """Say how a provision is cited, the unit that it lies in, and who answers for it where it is one."""
        cited = self.pinpoints[path]
        about.chinese(RDFS.label, cited.zh)
        about.english(RDFS.label, cited.en)
        about.string(LG.preferredLabel, cited.zh)
        about.string(LG.fullLabel, f"《{self.document.metadata.title}》{cited.zh}")
        about.iris(LG.inUnit, (self.names.provision(unit) for unit in [self.units.get(path)] if unit))
        about.string(LG.responsibleNames, self.answering.get(path))

    def _responsibility(self, provision: Provision, responsibility: Responsibility) -> None:
        iri = self.names.responsibility(provision.path, responsibility)
        about = self._in_document(iri, responsibility.name, responsibility.spans, LG.Responsibility)
        about.iri(LG.inProvision, self.names.provision(provision.path))
        about.integer(LG.startsAt, _start(responsibility.spans))
        about.string(LG.fullName, responsibility.name)
        about.iri(LG.responsibilityRole, concept_iri("body-role", responsibility.role))
        about.iris(LG.body, self.resolved.bodies_of([responsibility.name]))

    def _leavings(self) -> None:
        for residue in self.document.residues:
            about = self._in_document(self.names.residue(residue), residue.text, residue.spans, LG.Residue)
            about.string(LG.reason, residue.reason)
        for number, diagnostic in enumerate(self.document.diagnostics, 1):
            iri = self.names.diagnostic(number)
            about = self.statements.about(iri, LG.Diagnostic)
            about.iri(LG.inDocument, self.names.document)
            about.string(LG.code, diagnostic.code)
            about.string(LG.message, diagnostic.message)
            self._places(about, diagnostic.spans)
            self.statements.about(self.names.document).iri(LG.diagnostic, iri)

    def _fact(self, iri: str, path: str, text: str, spans: tuple[Span, ...], *types: str) -> About:
        about = self._in_document(iri, text, spans, *types)
        about.iri(LG.inProvision, self.names.provision(path))
        about.integer(LG.startsAt, _start(spans))
        return about

    def _quantity(self, quantity: Quantity) -> None:
        iri = self.names.quantity(quantity)
        types = (LG.Quantity, *QUANTITY_CLASSES[quantity.kind])
        about = self._fact(iri, quantity.path, quantity.text, quantity.spans, *types)
        self._bounds(about, quantity)
        about.string(LG.unit, quantity.unit)
        about.string(LG.per, *quantity.per)
        if quantity.role is not None:
            about.iri(LG.quantityRole, concept_iri("quantity-role", quantity.role))
        about.string(LG.appliesTo, quantity.applies_to)
        about.string(LG.base, quantity.base)
        about.string(LG.condition, quantity.condition)
        about.string(LG.payerName, *quantity.payer)
        about.string(LG.beneficiaryName, *quantity.beneficiaries)
        about.iri(LG.rule, rule_iri(quantity.rule))
        about.string(LG.doubt, quantity.doubt)
        about.iri(LG.boundsRule, rule_iri(quantity.bounds_rule))
        if quantity.kind is QuantityKind.DURATION and quantity.unit in DURATION_UNITS:
            length = quantity.high if quantity.high is not None else quantity.low
            about.iri(LG.duration, duration_iri(iri))
            duration = self.statements.about(duration_iri(iri), TIME.Duration)
            duration.decimal(TIME.numericDuration, None if isinstance(length, str) else length)
            duration.iri(TIME.unitType, DURATION_UNITS[quantity.unit])

    def _bounds(self, about: About, quantity: Quantity) -> None:
        low, high = quantity.low, quantity.high
        if isinstance(low, str) or isinstance(high, str):
            about.date(LG.earliest, low if isinstance(low, str) else None)
            about.date(LG.latest, high if isinstance(high, str) else None)
        else:
            about.decimal(SCHEMA.minValue, low)
            about.decimal(SCHEMA.maxValue, high)
            about.decimal(SCHEMA.value, low if low == high else None)
        about.boolean(LG.lowInclusive, quantity.low_inclusive if low is not None else None)
        about.boolean(LG.highInclusive, quantity.high_inclusive if high is not None else None)
        if quantity.kind is QuantityKind.MONEY:
            about.string(SCHEMA.currency, quantity.unit)

    def _mention(self, mention: Mention) -> None:
        iri = self.names.mention(mention)
        about = self._fact(iri, mention.path, mention.text, mention.spans, LG.Mention)
        about.iris(LG.mentions, mention.body)
        about.string(LG.fullName, *mention.names)
        about.boolean(LG.generic, mention.generic)
        about.iri(LG.mentionRole, concept_iri("body-role", mention.role))
        about.iri(LG.division, division_iri(mention.division) if mention.division else None)
        about.iri(LG.function, function_iri(mention.function) if mention.function else None)
        about.iri(LG.rule, rule_iri(mention.rule))
        about.string(LG.doubt, mention.doubt)

    def _citation(self, citation: Citation) -> None:
        iri = self.names.citation(citation)
        about = self._fact(iri, citation.path, citation.text, citation.spans, LG.Citation)
        about.string(LG.citedTitle, citation.title)
        about.string(LG.citedNumber, citation.number)
        about.string(LG.citedPath, *(citation.articles or (citation.article,)))
        about.boolean(LG.internal, citation.internal)
        about.string(LG.citationStatus, citation.status)
        about.iri(LG.cites, citation.target)
        about.iri(LG.citationCandidate, *citation.candidates)
        about.string(LG.citationCheck, citation.check)
        about.iri(LG.rule, rule_iri(citation.rule))
        about.string(LG.doubt, citation.doubt)
        about.iri(LG.statusRule, rule_iri(citation.status_rule))

    def _norm(self, norm: Norm) -> None:
        types = (LG.Norm, NORM_CLASSES[norm.modality])
        about = self._fact(self.names.norm(norm), norm.path, norm.text, norm.spans, *types)
        about.iri(LG.modality, concept_iri("modality", norm.modality))
        about.string(LG.trigger, norm.trigger)
        about.string(LG.bearerName, *norm.bearers)
        about.iris(LG.bearer, self.resolved.bodies_of(norm.bearers))
        about.string(LG.bearerSource, norm.bearer_source)
        about.string(LG.action, norm.action)
        about.string(LG.object, norm.object)
        about.string(LG.condition, norm.condition)
        about.string(LG.exception, norm.exception)
        about.string(LG.beneficiaryName, *norm.beneficiaries)
        about.iri(LG.rule, rule_iri(norm.rule))
        about.string(LG.doubt, norm.doubt)
        about.iri(LG.bearerRule, rule_iri(norm.bearer_rule))
        about.iris(LG.hasQuantity, (self.names.quantity(quantity) for quantity in norm.quantities))
