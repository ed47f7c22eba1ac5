"""The authority data as N-Quads: divisions, functions, kinds of departments, reforms, and the bodies mentioned.

Everything goes into one named graph (``docs/graph-model.md``), sorted, without blank nodes: the same data give
the same bytes. Each iterator yields whole lines with their newline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ingest.bodies.body import Body
from ingest.bodies.resolve import of_department
from ontology.departments import department_kinds, department_names
from ontology.divisions import COUNTRY, Division, ancestors, division, divisions, is_invented
from ontology.functions import functions
from ontology.iri import (
    AUTHORITY_GRAPH,
    change_event_iri,
    concept_iri,
    division_iri,
    function_iri,
    scheme_iri,
)
from ontology.reforms import Reform, local_successions, reforms
from ontology.terms import DCTERMS, LG, ORG, RDF, SKOS, XSD

_GRAPH = NamedNode(AUTHORITY_GRAPH)
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_FROM_MEMORY = {"zh": "年份凭记忆录入，未经核对。", "en": "The years are from memory, not checked."}
_INVENTED = {"zh": "示例中虚构的地名。", "en": "A place that there is not, of an example."}
_GOVERNMENTS = {"government": LG.Government}
_CONGRESSES = {"congress": LG.Congress, "standing-committee": LG.Congress}


class _Lines:
    """The quads of the authority graph, each once."""

    def __init__(self) -> None:
        self._quads: set[Quad] = set()
        self.bodies: dict[str, set[Body]] = {}

    def iri(self, subject: str, predicate: str, *values: str) -> None:
        for value in values:
            self._quads.add(Quad(NamedNode(subject), NamedNode(predicate), NamedNode(value), _GRAPH))

    def literal(self, subject: str, predicate: str, value: str | None, datatype: str = XSD.string) -> None:
        if value:
            term = Literal(value, datatype=NamedNode(datatype))
            self._quads.add(Quad(NamedNode(subject), NamedNode(predicate), term, _GRAPH))

    def literals(self, subject: str, predicate: str, language: str, *values: str) -> None:
        for value in values:
            term = Literal(value, language=language)
            self._quads.add(Quad(NamedNode(subject), NamedNode(predicate), term, _GRAPH))

    def named(self, subject: str, name: str) -> None:
        """The preferred label: in Chinese, and as the one that needs no language to be told by."""
        self.literals(subject, SKOS.prefLabel, "zh", name)
        self.literal(subject, LG.preferredLabel, name)

    def years(self, subject: str, start: int | None, end: int | None) -> None:
        for predicate, year in ((LG.validFrom, start), (LG.validUntil, end)):
            self.literal(subject, predicate, None if year is None else f"{year:04}", XSD.gYear)

    def remembered_years(self, subject: str, start: int | None, end: int | None) -> None:
        """Years of a name of a department, which no text confirms: they say so (``skos:note``)."""
        self.years(subject, start, end)
        if start is not None or end is not None:
            for language, note in _FROM_MEMORY.items():
                self.literals(subject, SKOS.note, language, note)

    def date(self, subject: str, value: str) -> None:
        self.literal(subject, DCTERMS.date, value, _DATES[len(value)])

    def __iter__(self) -> Iterator[str]:
        data = serialize(self._quads, format=RdfFormat.N_QUADS)
        assert data is not None
        return iter(sorted(data.decode().splitlines(keepends=True)))


def authority_quads(codes: Iterable[str] | None = None, bodies: Iterable[Body] = ()) -> Iterator[str]:
    """The divisions, functions, kinds of departments with their names, reforms, and ``bodies``.

    ``codes`` limits the divisions to those and the ones above them; all for None. ``bodies`` are those that
    texts mention; what became of their departments by reform is said too (``org:ChangeEvent``).
    """
    lines = _Lines()
    _divisions(lines, None if codes is None else set(codes))
    _functions(lines)
    _kinds(lines)
    for reform in reforms():
        _national_reform(lines, reform)
    ordered = sorted(set(bodies), key=lambda body: (body.iri, body.label, body.alt_labels))
    for body in ordered:
        lines.bodies.setdefault(body.iri, set()).add(body)
        if body.department and body.division and body.division != COUNTRY and body.kind != "group":
            _local_reforms(lines, body.department, body.division)
    for same in lines.bodies.values():
        _body(lines, same)
    yield from lines


def _divisions(lines: _Lines, codes: set[str] | None) -> None:
    if codes is not None:
        codes |= {upper.code for code in sorted(codes) for upper in ancestors(code)}
    scheme = scheme_iri("division")
    _scheme(lines, scheme, "行政区划", "administrative divisions")
    for code, group in groupby(divisions(), key=lambda item: item.code):
        if codes is None or code in codes:
            _division(lines, scheme, tuple(group))


def _division(lines: _Lines, scheme: str, runs: tuple[Division, ...]) -> None:
    """One code: its last name is preferred, the earlier ones are alternatives."""
    last = runs[-1]
    iri = division_iri(last.code)
    lines.iri(iri, RDF.type, LG.Division)
    lines.iri(iri, SKOS.inScheme, scheme)
    lines.literal(iri, SKOS.notation, last.code)
    lines.named(iri, last.name)
    others = [name for run in runs for name in run.names if name != last.name]
    lines.literals(iri, SKOS.altLabel, "zh", *others)
    lines.literal(iri, LG.level, last.level)
    lines.literal(iri, LG.divisionKind, last.kind)
    lines.years(iri, runs[0].valid_from, last.valid_until)
    if last.parent is not None:
        lines.iri(iri, SKOS.broader, division_iri(last.parent))
    if is_invented(last.code):
        for language, note in _INVENTED.items():
            lines.literals(iri, SKOS.note, language, note)


def _functions(lines: _Lines) -> None:
    scheme = scheme_iri("function")
    _scheme(lines, scheme, "政府职能", "government functions")
    for item in functions():
        iri = function_iri(item.identifier)
        lines.iri(iri, RDF.type, LG.GovernmentFunction)
        lines.iri(iri, SKOS.inScheme, scheme)
        lines.named(iri, item.label_zh)
        lines.literals(iri, SKOS.prefLabel, "en", item.label_en)
        lines.literals(iri, SKOS.altLabel, "zh", *(stem for stem in item.stems if stem != item.label_zh))
        lines.literal(iri, LG.certainty, item.certainty)
        if item.broader is not None:
            lines.iri(iri, SKOS.broader, function_iri(item.broader))


def _kinds(lines: _Lines) -> None:
    scheme = scheme_iri("department-kind")
    _scheme(lines, scheme, "部门种类", "kinds of departments")
    for kind in department_kinds():
        iri = kind_iri(kind.identifier)
        lines.iri(iri, RDF.type, LG.DepartmentKind)
        lines.iri(iri, SKOS.inScheme, scheme)
        lines.named(iri, kind.label_zh)
        lines.literals(iri, SKOS.prefLabel, "en", kind.label_en)
        lines.iri(iri, LG.function, *map(function_iri, kind.functions))
    counts: dict[str, int] = {}
    for name in department_names():
        counts[name.identifier] = counts.get(name.identifier, 0) + 1
        kind_of = kind_iri(name.identifier)
        iri = f"{kind_of}/name-{counts[name.identifier]}"
        lines.iri(iri, RDF.type, LG.DepartmentName)
        lines.iri(kind_of, LG.departmentName, iri)
        lines.literals(iri, SKOS.prefLabel, "zh", name.name)
        for level in name.levels:
            lines.literal(iri, LG.level, level)
        lines.remembered_years(iri, name.valid_from, name.valid_until)
        lines.literal(iri, LG.certainty, name.certainty)
        lines.literal(iri, DCTERMS.source, name.source)


def kind_iri(identifier: str) -> str:
    """The IRI of a kind of department."""
    return concept_iri("department-kind", identifier)


def _scheme(lines: _Lines, iri: str, chinese: str, english: str) -> None:
    lines.iri(iri, RDF.type, SKOS.ConceptScheme)
    lines.named(iri, chinese)
    lines.literals(iri, SKOS.prefLabel, "en", english)


def _event(lines: _Lines, iri: str, reform: Reform, date: str, certainty: str) -> None:
    lines.iri(iri, RDF.type, ORG.ChangeEvent)
    lines.named(iri, reform.label_zh)
    lines.literals(iri, SKOS.prefLabel, "en", reform.label_en)
    lines.literal(iri, LG.changeKind, reform.kind)
    lines.date(iri, date)
    lines.literal(iri, DCTERMS.source, reform.source)
    lines.literal(iri, LG.certainty, certainty)


def _national_reform(lines: _Lines, reform: Reform) -> None:
    """What happened in the country; a reform that was local only is said where bodies are mentioned."""
    if reform.date_national is None:
        return
    iri = change_event_iri(reform.identifier)
    _event(lines, iri, reform, reform.date_national, reform.certainty)
    year = int(reform.date_national[:4])
    for kinds, predicate, when in (
        (reform.original, ORG.originalOrganization, year - 1),
        (reform.resulting, ORG.resultingOrganization, year),
    ):
        for kind in kinds:
            body = of_department(kind, COUNTRY, when)
            if body is not None:
                lines.bodies.setdefault(body.iri, set()).add(body)
                lines.iri(iri, predicate, body.iri)


def _local_reforms(lines: _Lines, department: str, code: str) -> None:
    """The reforms of one department of one division, as far as its successors go, on the dates of the table.

    That a division followed the general reform is from memory, whatever is known of the country: the event is
    part of the national one (``dcterms:isPartOf``), which has a date and a certainty of its own. The years in
    which texts name a department are no dates of reforms; the graph has them as the dates of its documents.
    """
    reached = {department}
    for reform in local_successions(department):
        assert reform.date_local is not None
        iri = change_event_iri(f"{code}-{reform.identifier}")
        year = int(reform.date_local[:4])
        _event(lines, iri, reform, reform.date_local, "from-memory")
        if reform.date_national is not None:
            lines.iri(iri, DCTERMS.isPartOf, change_event_iri(reform.identifier))
        reached |= set(reform.resulting)
        before = [kind for kind in reform.original if kind in reached]
        for kinds, predicate, when in (
            (before, ORG.originalOrganization, year - 1),
            (reform.resulting, ORG.resultingOrganization, year),
        ):
            for kind in kinds:
                body = of_department(kind, code, when)
                if body is not None:
                    lines.bodies.setdefault(body.iri, set()).add(body)
                    lines.iri(iri, predicate, body.iri)


def _body(lines: _Lines, same: set[Body]) -> None:
    """One body under all its names; the one that a text has in full is preferred, else the last one it had."""
    first = min(same, key=_preference)
    iri = first.iri
    lines.iri(iri, RDF.type, *_types(first))
    lines.literal(iri, DCTERMS.identifier, first.identifier)  # org:identifier is an owl:hasKey
    lines.named(iri, first.label)
    names = {name for body in same for name in (body.label, *body.alt_labels)} - {first.label}
    lines.literals(iri, SKOS.altLabel, "zh", *names)
    lines.literal(iri, LG.bodyKind, first.kind)
    lines.literal(iri, LG.certainty, first.certainty)
    functions = {function for body in same for function in body.functions}
    lines.iri(iri, LG.function, *map(function_iri, functions))
    if first.division is not None:
        lines.iri(iri, LG.division, division_iri(first.division))
    if first.department is not None:
        lines.iri(iri, LG.departmentKind, kind_iri(first.department))
    if first.unknown or first.division is None or (LG.Department in _types(first) and not functions):
        lines.literal(iri, LG.unknown, "true", XSD.boolean)
    lines.remembered_years(iri, *_years(same))


def _preference(body: Body) -> tuple[bool, bool, int, int, str, tuple[str, ...]]:
    last = 9999 if body.valid_until is None else body.valid_until
    return (
        body.attested is None,
        body.certainty != "checked",
        -last,
        -len(body.label),
        body.label,
        body.alt_labels,
    )


def _years(same: set[Body]) -> tuple[int | None, int | None]:
    """The first and the last year of a body: of all names that its kind of department has at its level."""
    first = min(same, key=_preference)
    spans = [(body.valid_from, body.valid_until) for body in same]
    if first.department is not None and first.division is not None:
        level = division(first.division).level
        spans += [
            (name.valid_from, name.valid_until)
            for name in department_names()
            if name.identifier == first.department and level in name.levels
        ]
    starts, ends = zip(*spans, strict=True)
    return (
        None if None in starts else min(year for year in starts if year is not None),
        None if None in ends else max(year for year in ends if year is not None),
    )


def _types(body: Body) -> tuple[str, ...]:
    if body.kind == "group":
        return (LG.BodyGroup,)
    special = _GOVERNMENTS.get(body.kind) or _CONGRESSES.get(body.kind)
    if special is not None:
        return (ORG.FormalOrganization, special)
    if body.functions:
        return (ORG.FormalOrganization, LG.Department)
    return (ORG.FormalOrganization, LG.Body)
