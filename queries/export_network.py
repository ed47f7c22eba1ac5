"""The graph as a network: documents, provisions and bodies with what joins them.

Attributes are scalars, of one type for each name, and free of the control characters that XML 1.0 (section
2.2) forbids, so that GraphML, Gephi, yEd and Cytoscape read what was written.
"""

from __future__ import annotations

import re
from pathlib import Path

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
SELECT ?source ?target ?kind ?label ?score {
  {
    ?link a lg:Correspondence ; lg:lower ?source ; lg:upper ?target ; lg:relation ?kind ; lg:score ?score .
  } UNION {
    ?fact a lg:Responsibility ; lg:body ?source ; lg:inProvision ?target ; lg:responsibilityRole ?kind .
  } UNION {
    ?fact a lg:Norm ; lg:bearer ?source ; lg:inProvision ?target ; lg:modality ?kind .
  } UNION {
    ?fact a lg:Citation ; lg:inProvision ?source ; lg:cites ?target .
  }
  OPTIONAL { ?kind skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
} ORDER BY ?source ?target ?kind ?score
"""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _rows(engine: Engine, text: str) -> list[dict[str, Value]]:
    result = engine.query(_PREFIXES + text)
    if not isinstance(result, ResultTable):
        raise EngineError(
            "the engine answered a SELECT with a graph; see that its address is a SPARQL endpoint"
        )
    return [dict(zip(result.variables, map(value_of, row), strict=True)) for row in result.rows]


def _words(value: Value) -> str:
    return "" if value is None else _FORBIDDEN.sub("", str(value))


def network(engine: Engine) -> nx.MultiDiGraph[str]:
    """Return documents, provisions and bodies, joined by structure, correspondences, duties and citations.

    Nodes are keyed by short IRI and have ``kind`` (document, provision, body), ``label`` (Chinese),
    ``document``, ``level``, ``path``, ``text``, ``subdivision`` and ``order``; edges have ``kind`` (part-of,
    cites, or the identifier of the relation, role or modality), ``label`` and ``score`` (0: none).
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    titles: dict[str, str] = {}
    for row in _rows(engine, _DOCUMENTS):
        titles[_words(row["id"])] = _words(row["label"])
        _add(found, row, "document", level=_words(row["level"]))
    for row in _rows(engine, _PROVISIONS):
        document = titles.get(_words(row["document"]), "")
        subdivision = _words(row["kind"]).rsplit("/", 1)[-1]
        label = _words(row["label"]) or _words(row["path"])
        _add(found, row | {"label": label}, "provision", document=document, subdivision=subdivision)
        found.add_edge(_words(row["id"]), _words(row["parent"]), kind="part-of", label="属于", score=0.0)
    for row in _rows(engine, _BODIES):
        _add(found, row, "body")
    for row in _rows(engine, _LINKS):
        source, target = _words(row["source"]), _words(row["target"])
        kind = _words(row["kind"]).rsplit("/", 1)[-1] or "cites"
        label = _words(row["label"]) or ("引用" if kind == "cites" else kind)
        score = row["score"]
        for end in (source, target):
            if end not in found:
                _add(found, {"id": end, "label": end}, "outside")
        found.add_edge(
            source,
            target,
            kind=kind,
            label=label,
            score=float(score) if isinstance(score, int | float) else 0.0,
        )
    return found


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


def write_graphml(engine: Engine, path: Path) -> Path:
    """Write the network as GraphML (UTF-8) and return ``path``; the same graph gives the same bytes.

    Raises ``OSError`` when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    nx.write_graphml_xml(network(engine), path, encoding="utf-8", prettyprint=True, named_key_ids=True)
    return path


__all__ = ["network", "write_graphml"]
