"""Checking a graph against the shapes in ``ontology/shapes``.

Two kinds of rules stand there. SHACL shapes (W3C Recommendation, 2017) are run by pySHACL: what each thing
must have. *Graph rules* (``lgs:GraphRule``, in ``rules.ttl``) are SPARQL queries run once over the whole graph:
what must agree between things, such as a quotation and the characters of its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyshacl import validate as run_shacl
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from ontology.concepts import SCHEMES
from ontology.terms import ELI, LG, OA, PREFIXES, RDF, RDFS

SHAPES = Path(__file__).parent / "shapes"
"""The folder of the shapes."""

VOCABULARY = Path(__file__).parent / "lawgraph.ttl"
"""The vocabulary."""

_SH = "http://www.w3.org/ns/shacl#"
_GRAPH_RULE = URIRef("https://w3id.org/lawgraph/shapes#GraphRule")
_TYPE, _SUBCLASS = URIRef(RDF.type), URIRef(RDFS.subClassOf)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something in the graph that a rule forbids.

    ``file`` is the name of the source file, ``path`` the provision's, ``words`` the text at fault, each empty
    where there is none; ``rule`` is the label of the rule in Chinese and English, ``message`` what is wrong,
    ``focus`` the IRI at fault and ``value`` its wrong value or empty.
    """

    file: str
    path: str
    words: str
    rule: str
    message: str
    focus: str
    value: str = ""

    def __str__(self) -> str:
        where = " ".join(part for part in (self.file, self.path) if part) or self.focus
        words = f" 「{self.words}」" if self.words else ""
        return f"{where}{words}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """All violations of a graph, sorted; ``triples`` is how many statements were checked.

    ``warnings`` (shapes of severity ``sh:Warning``, in ``warnings.ttl``) are what a valid graph may hold and a reader
    should look at.
    """

    violations: tuple[Violation, ...]
    triples: int
    warnings: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class _GraphRule:
    rule: str
    message: str
    query: Query


def validate(graph: Graph | Dataset) -> Report:
    """Check all statements of ``graph`` (of a data set: of all its graphs) and return what is wrong.

    The schemes and the class hierarchy of the vocabulary are added to what is checked; bodies and divisions
    must be in ``graph``. ``graph`` itself is left as it is.
    """
    data = Graph()
    data += _statements(graph)
    triples = len(data)
    data += _background()
    found = set(_shape_results(data))
    violations = {violation for is_warning, violation in found if not is_warning}
    warnings = {violation for is_warning, violation in found if is_warning}
    return Report(tuple(sorted({*violations, *_rule_violations(data)})), triples, tuple(sorted(warnings)))


def _statements(graph: Graph | Dataset) -> Iterable[tuple[Node, Node, Node]]:
    if isinstance(graph, Dataset):
        return ((s, p, o) for s, p, o, _ in graph.quads())
    return graph


@cache
def _background() -> Graph:
    background = Graph()
    for path in sorted(SCHEMES.glob("*.ttl")):
        background.parse(path, format="turtle")
    vocabulary = Graph().parse(VOCABULARY, format="turtle")
    background += vocabulary.triples((None, _SUBCLASS, None))
    return background


@cache
def _shapes() -> Graph:
    shapes = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        if path.name != "rules.ttl":
            shapes.parse(path, format="turtle")
    return shapes


@cache
def _graph_rules() -> tuple[_GraphRule, ...]:
    graph = Graph().parse(SHAPES / "rules.ttl", format="turtle")
    rules = sorted(graph.subjects(_TYPE, _GRAPH_RULE), key=str)
    return tuple(
        _GraphRule(
            _bilingual(graph, rule, RDFS.label),
            _bilingual(graph, rule, _SH + "message"),
            prepareQuery(str(graph.value(rule, URIRef(_SH + "select"))), initNs=dict(PREFIXES)),
        )
        for rule in rules
    )


def _bilingual(graph: Graph, subject: Node, predicate: str) -> str:
    texts = {o.language: str(o) for o in graph.objects(subject, URIRef(predicate)) if isinstance(o, Literal)}
    return " / ".join(texts[language] for language in ("zh", "en") if language in texts)


def _rule_violations(data: Graph) -> Iterator[Violation]:
    for rule in _graph_rules():
        for row in data.query(rule.query):
            focus, value = row["this"], row["value"]  # type: ignore[index, call-overload]
            yield _violation(data, focus, rule.rule, rule.message, value)


def _shape_results(data: Graph) -> Iterator[tuple[bool, Violation]]:
    """Yield what the shapes find, and whether each is a warning."""
    shapes = _shapes()
    conforms, results, _ = run_shacl(data, shacl_graph=shapes, inplace=True)
    if conforms:
        return
    if not isinstance(results, Graph):
        raise RuntimeError(f"the shapes could not be run; check ontology/shapes: {results}")
    for result in results.subjects(_TYPE, URIRef(_SH + "ValidationResult")):
        focus = results.value(result, URIRef(_SH + "focusNode"))
        shape = results.value(result, URIRef(_SH + "sourceShape"))
        path = results.value(result, URIRef(_SH + "resultPath"))
        message = _bilingual(results, result, _SH + "resultMessage") or str(
            results.value(result, URIRef(_SH + "resultMessage")) or ""
        )
        is_warning = results.value(result, URIRef(_SH + "resultSeverity")) == URIRef(_SH + "Warning")
        owner = shapes.value(predicate=URIRef(_SH + "property"), object=shape) or shape
        rule = _bilingual(shapes, owner, RDFS.label) if owner is not None else ""
        named = f"{_short(path)}: {message}" if isinstance(path, URIRef) else message
        if focus is not None:
            value = results.value(result, URIRef(_SH + "value"))
            if is_warning and (said := data.value(focus, URIRef(LG.message))) is not None:
                named = str(said)  # a diagnostic says itself what is to be looked at
            yield is_warning, _violation(data, focus, rule, named, value)


def _short(iri: URIRef) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return str(iri)


def _first(data: Graph, subject: Node | None, *predicates: str) -> Node | None:
    """Return the first value under the first predicate that has one, in the order of the IRIs."""
    if subject is None:
        return None
    for predicate in predicates:
        if values := sorted(data.objects(subject, URIRef(predicate)), key=str):
            return values[0]
    return None


def _violation(data: Graph, focus: Node, rule: str, message: str, value: Node | None) -> Violation:
    provision = _first(data, focus, LG.inProvision, LG.lower, LG.gapProvision) or focus
    path = _first(data, provision, LG.path)
    words = _first(data, focus, LG.text, OA.exact)
    file = _first(data, _source(data, focus, provision), LG.fileName)
    return Violation(
        file=str(file or ""),
        path=str(path or ""),
        words=_clip(str(words or "")),
        rule=rule,
        message=message,
        focus=str(focus),
        value=_clip(str(value if value is not None else "")),
    )


def _source(data: Graph, focus: Node, provision: Node) -> Node | None:
    """Return the source text that ``focus`` comes from."""
    if (focus, _TYPE, URIRef(LG.SourceText)) in data:
        return focus
    if (place := _first(data, focus, LG.lowerPlace)) is not None:  # evidence: its IRI tells the source
        return URIRef(str(place).partition("#")[0])
    place = data.value(predicate=URIRef(OA.hasSelector), object=focus)
    if (source := _first(data, place or focus, OA.hasSource)) is not None:
        return source
    document = _first(data, provision, LG.inDocument) or _first(data, provision, ELI.realizes) or provision
    return _first(data, _first(data, document, ELI.is_realized_by), LG.source)


def _clip(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
