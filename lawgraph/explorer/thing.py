"""The page of a thing that is no provision: a body, a fact, a concept, a graph; what is said of it, and by what."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.tables.cells import Column, Table
from ontology.terms import ELI, LG, PREFIXES, RDF, RDFS, SKOS
from queries.engine import Engine
from queries.result import ResultTable, short, value_of

MOST = 500
"""Statements about a thing, in each direction, that come at once."""
_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("lg", "rdfs", "skos", "eli"))
_NAMES = (ELI.title, LG.label, SKOS.prefLabel, RDFS.label)


@dataclass(frozen=True, slots=True)
class Statement:
    """A property and the other end: a value or an IRI, with a label if it has one."""

    predicate: str
    value: str
    is_iri: bool
    label: str
    direction: str = "says"

    @property
    def shown(self) -> str:
        """What stands for the other end."""
        return self.label or (short(self.value) if self.is_iri else self.value)


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph says of a thing, and by what it is referred to; each from ``offset`` on, of all that there are."""

    iri: str
    kinds: tuple[str, ...]
    text: str
    says: tuple[Statement, ...]
    says_total: int
    said_of: tuple[Statement, ...]
    said_of_total: int
    offset: int
    triples: int


def show(asked: Asked) -> Shown:
    """Return the page of the thing at a path below the base; raise :class:`Missing` where the graph has none."""
    iri = asked.iri
    offset = asked.given.number("offset", 0)
    says, said_of = _statements(asked.engine, iri, offset), _referring(asked.engine, iri, offset)
    counts = _count(asked.engine, f"<{iri}> ?p ?o"), _count(asked.engine, f"?s ?p <{iri}>")
    triples = 0 if any(counts) else _count(asked.engine, f"GRAPH <{iri}> {{ ?s ?p ?o }}")
    if not any((*counts, triples)):
        raise Missing(
            f"图谱中没有 {short(iri)}，请核对地址，或从概览、检索找起。",
            f"The graph has no {short(iri)}; check the address, or begin at the overview or a search.",
        )
    title = next(
        (each.value for name in _NAMES for each in says if each.predicate == name and not each.is_iri), ""
    )
    text = next((each.value for each in says if each.predicate == LG.text), "")
    thing = Thing(
        iri,
        tuple(short(each.value) for each in says if each.predicate == RDF.type),
        text,
        says,
        counts[0],
        said_of,
        counts[1],
        offset,
        triples,
    )
    words = title or text[:60] or short(iri)
    return Shown(thing, Said(words, words), _table(thing), (iri,))


def _statements(engine: Engine, iri: str, offset: int) -> tuple[Statement, ...]:
    found = engine.query(
        f"{_PROLOGUE} SELECT ?p ?o (SAMPLE(?l) AS ?label) {{ <{iri}> ?p ?o "
        "OPTIONAL { ?o lg:label|skos:prefLabel|eli:title|rdfs:label|lg:text ?l FILTER(LANG(?l) IN ('', 'zh')) } } "
        f"GROUP BY ?p ?o ORDER BY ?p ?o LIMIT {MOST} OFFSET {offset}"
    )
    return _made(found, "says")


def _referring(engine: Engine, iri: str, offset: int) -> tuple[Statement, ...]:
    found = engine.query(
        f"{_PROLOGUE} SELECT ?p ?o (SAMPLE(?l) AS ?label) {{ ?o ?p <{iri}> "
        "OPTIONAL { ?o lg:label|skos:prefLabel|lg:text ?l FILTER(LANG(?l) IN ('', 'zh')) } } "
        f"GROUP BY ?p ?o ORDER BY ?p ?o LIMIT {MOST} OFFSET {offset}"
    )
    return _made(found, "said-of")


def _made(found: object, direction: str) -> tuple[Statement, ...]:
    assert isinstance(found, ResultTable)
    return tuple(
        Statement(
            p.value,
            o.value if isinstance(o, ox.NamedNode | ox.Literal) else str(value_of(o)),
            isinstance(o, ox.NamedNode),
            label.value if isinstance(label, ox.Literal) else "",
            direction,
        )
        for p, o, label in found.rows
        if isinstance(p, ox.NamedNode)
    )


def _count(engine: Engine, pattern: str) -> int:
    found = engine.query(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {pattern} }} }}")
    assert isinstance(found, ResultTable)
    return int(str(value_of(found.rows[0][0])))


def _table(thing: Thing) -> Table:
    columns = (
        Column("direction", "方向", "Direction", 6),
        Column("predicate", "属性", "Property", 20),
        Column("value", "值", "Value", 40),
        Column("label", "名称", "Label", 20),
    )
    return Table("thing", "陈述", "Statements", thing.iri, columns, (), (*thing.says, *thing.said_of))


PAGE = Page("thing", "/page", Said("事物", "Thing"), show, ("offset",), below=True, menu=False)
