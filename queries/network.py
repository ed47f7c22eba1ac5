"""The graph as a network: documents, provisions and bodies with what joins them.

Attributes are strings, whole numbers and floats, of one type for each name, and free of the characters that XML
1.0 forbids (section 2.2) or changes (2.11), so that Gephi, yEd and Cytoscape read what was written. No edge has an
attribute called ``type``, ``key`` or ``id``: GEXF and GraphML mean something of their own by them.
"""

from __future__ import annotations

import re

import networkx as nx

from queries.engine import Engine
from queries.errors import EngineError
from queries.result import ResultTable, Value, value_of

_PREFIXES = """
PREFIX lg: <https://w3id.org/lawgraph/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
_DOCUMENTS = """
SELECT ?id (STR(?title) AS ?label) ?level {
  ?id a lg:Document ; eli:title ?title .
  OPTIONAL { ?id lg:level ?level }
} ORDER BY ?id
"""
_PROVISIONS = """
SELECT ?id ?label ?path ?text ?order ?kind ?parent ?document {
  ?id lg:inDocument ?document ; lg:path ?path ; lg:order ?order ; eli:is_part_of ?parent .
  OPTIONAL { ?id lg:text ?text }
  OPTIONAL { ?id rdfs:label ?label FILTER(LANG(?label) = "zh") }
  OPTIONAL { ?id eli:type_subdivision ?kind }
} ORDER BY ?document ?order ?id
"""
_BODIES = """
SELECT ?id (MIN(STR(?name)) AS ?label) {
  { SELECT DISTINCT ?id { { ?fact lg:body ?id } UNION { ?fact lg:bearer ?id } UNION { ?fact lg:mentions ?id } } }
  ?id skos:prefLabel ?name FILTER(LANG(?name) = "zh")
} GROUP BY ?id ORDER BY ?id
"""
_LINKS = """
SELECT DISTINCT ?fact ?source ?target ?kind ?label ?score {
  {
    {
      ?fact a lg:Correspondence ; lg:lower ?source ; lg:upper ?target ; lg:relation ?kind ; lg:score ?score .
    } UNION {
      ?fact a lg:Responsibility ; lg:body ?source ; lg:inProvision ?target ; lg:responsibilityRole ?kind .
    } UNION {
      ?fact a lg:Norm ; lg:bearer ?source ; lg:inProvision ?target ; lg:modality ?kind .
    }
    OPTIONAL { ?kind skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
  } UNION {
    ?fact a lg:Citation ; lg:inProvision ?source ; lg:cites ?target .
  }
} ORDER BY ?source ?target ?kind ?fact ?score
"""
_NO_KIND = ("cites", "引用")  # a citation has no concept of its own
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _rows(engine: Engine, text: str) -> list[dict[str, Value]]:
    result = engine.query(_PREFIXES + text)
    if not isinstance(result, ResultTable):
        raise EngineError(
            "the engine answered a SELECT with a graph; see that its address is a SPARQL endpoint"
        )
    return [dict(zip(result.variables, map(value_of, row), strict=True)) for row in result.rows]


def xml_text(text: str) -> str:
    """Return a text without what XML 1.0 cannot hold; every line end is one line feed."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _words(value: Value) -> str:
    return "" if value is None else xml_text(str(value))


def network(engine: Engine) -> nx.MultiDiGraph[str]:
    """Return documents, provisions and bodies, joined by structure, correspondences, duties and citations.

    Nodes are keyed by short IRI and have ``kind`` (document, provision, body, outside), ``label`` (Chinese),
    ``document``, ``level``, ``path``, ``text``, ``subdivision`` and ``order``; edges are keyed by their ``kind``
    (part-of, cites, or the identifier of the relation, role or modality) and have ``label`` (Chinese), ``weight``:
    how many facts say the same of the same two, and ``score``: that of the correspondence, 0 for all others.
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    titles: dict[str, str] = {}
    for row in _rows(engine, _DOCUMENTS):
        titles[_words(row["id"])] = _words(row["label"])
        _add(found, row, "document", level=_words(row["level"]))
    for row in _rows(engine, _PROVISIONS):
        document = titles.get(_words(row["document"]), "")
        subdivision = _identifier(row["kind"])
        label = _words(row["label"]) or _words(row["path"])
        _add(found, row | {"label": label}, "provision", document=document, subdivision=subdivision)
        _join(found, _words(row["id"]), _words(row["parent"]), "part-of", "属于")
    for row in _rows(engine, _BODIES):
        _add(found, row, "body")
    for row in _rows(engine, _LINKS):
        source, target, score = _words(row["source"]), _words(row["target"]), row["score"]
        for end in (source, target):
            if end not in found:
                _add(found, {"id": end, "label": end}, "outside")
        kind, label = (_identifier(row["kind"]), _words(row["label"])) if row["kind"] else _NO_KIND
        _join(
            found,
            source,
            target,
            kind,
            label or kind,
            float(score) if isinstance(score, int | float) else 0.0,
        )
    return found


def _identifier(concept: Value) -> str:
    return _words(concept).rsplit("/", 1)[-1]


def _join(
    found: nx.MultiDiGraph[str], source: str, target: str, kind: str, label: str, score: float = 0.0
) -> None:
    """Add an edge, or weight to the one that says the same of the same two."""
    if found.has_edge(source, target, kind):
        edge = found.edges[source, target, kind]
        edge["weight"] += 1
        edge["score"] = max(edge["score"], score)
    else:
        found.add_edge(source, target, kind, kind=kind, label=label, weight=1, score=score)


def _add(
    found: nx.MultiDiGraph[str],
    row: dict[str, Value],
    kind: str,
    *,
    document: str = "",
    level: str = "",
    subdivision: str = "",
) -> None:
    order = row.get("order")
    found.add_node(
        _words(row["id"]),
        kind=kind,
        label=_words(row["label"]),
        document=document,
        level=level,
        path=_words(row.get("path")),
        text=_words(row.get("text")),
        subdivision=subdivision,
        order=order if isinstance(order, int) else 0,
    )
