"""All quads as JSON-LD 1.1 with the terms of ``ontology/context.jsonld``.

A value that the context's term cannot say (another datatype or language than the term's) is written out in full, so
that what is read back is what was written, with the lexical form of each literal.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.exports import CannotExport, Export

if TYPE_CHECKING:
    import pyoxigraph as ox

    from queries.engine import Engine

    Node = ox.NamedNode | ox.BlankNode | ox.Literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LANGUAGE_MAP = "@language"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the context: what its values are without being said (a datatype, ``@id``, a language)."""

    name: str
    kind: str = ""
    language: str = ""
    by_language: bool = False
    as_set: bool = False


class Context:
    """The terms of a JSON-LD context by the IRIs that they stand for."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions
        self._prefixes = {
            name: iri
            for name, iri in definitions.items()
            if isinstance(iri, str) and iri.endswith(("#", "/"))
        }
        self._terms: dict[str, _Term] = {}
        for name, said in definitions.items():
            iri = said["@id"] if isinstance(said, dict) else said
            if isinstance(iri, str) and not iri.startswith("@") and name not in self._prefixes:
                self._terms[self._expanded(iri)] = self._term(name, said if isinstance(said, dict) else {})

    def _term(self, name: str, said: Mapping[str, Any]) -> _Term:
        container = said.get("@container", ())
        return _Term(
            name,
            kind=self._expanded(said.get("@type", "")),
            language=said.get("@language", ""),
            by_language=_LANGUAGE_MAP in container,
            as_set="@set" in container,
        )

    def _expanded(self, compact: str) -> str:
        prefix, colon, rest = compact.partition(":")
        return self._prefixes[prefix] + rest if colon and prefix in self._prefixes else compact

    def name(self, iri: str) -> str:
        """Return the term of an IRI, else its form with a prefix, else the IRI."""
        return self._terms[iri].name if iri in self._terms else self._prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def members(self, predicate: str, values: Iterable[Node]) -> dict[str, Any]:
        """Return the members of a node that say ``values`` of a predicate: one, or two where the term says not all."""
        if predicate == _TYPE:
            return {"type": _one_or_all([self.name(value.value) for value in values])}
        term = self._terms.get(predicate)
        if term is None or not term.by_language:
            return {self.name(predicate): _one_or_all([_value(term, value) for value in values])}
        by_language: defaultdict[str, list[str]] = defaultdict(list)
        others = []
        for value in values:
            if language := getattr(value, "language", None):
                by_language[language].append(value.value)
            else:
                others.append(_value(None, value))
        said = {key: words if term.as_set else _one_or_all(words) for key, words in by_language.items()}
        members: dict[str, Any] = {term.name: said} if said else {}
        if others:
            members[self._prefixed(predicate)] = _one_or_all(others)
        return members


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(term: _Term | None, value: Node) -> Any:
    """Return a value as JSON, in the short form where the term says the rest."""
    import pyoxigraph as ox

    kind, language = (term.kind, term.language) if term else ("", "")
    if not isinstance(value, ox.Literal):
        iri = str(value) if isinstance(value, ox.BlankNode) else value.value
        return iri if kind == "@id" else {"id": iri}
    if value.language:
        if value.language == language:
            return value.value
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == _XSD + "string":
        return {"@value": value.value} if kind or language else value.value
    if datatype != kind:
        return {"@value": value.value, "@type": datatype}
    if datatype == _XSD + "boolean" and value.value in ("true", "false"):
        return value.value == "true"
    if datatype == _XSD + "integer" and value.value.isdecimal() and str(int(value.value)) == value.value:
        return int(value.value)
    return value.value


@cache
def context() -> Context:
    """Return the context of the vocabulary."""
    text = files("ontology").joinpath("context.jsonld").read_text("utf-8")
    return Context(json.loads(text)["@context"])


def write(engine: Engine, path: Path) -> None:
    """Write the quads of ``engine``'s graph as JSON-LD in UTF-8, a line a node."""
    from queries.quads import quads

    known = context()
    ordered = sorted(quads(engine), key=lambda quad: (str(quad.graph_name), str(quad)))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context":{_json(known.definitions)},\n"@graph":[')
        parting = "\n"
        for graph, inside in groupby(ordered, key=lambda quad: quad.graph_name):
            nodes = ",\n".join(_nodes(known, inside))
            name = getattr(graph, "value", None)
            file.write(parting + (nodes if name is None else f'{{"id":{_json(name)},"@graph":[\n{nodes}]}}'))
            parting = ",\n"
        file.write("]}\n")


def _nodes(known: Context, inside: Iterable[ox.Quad]) -> Iterable[str]:
    for subject, about in groupby(inside, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"id": getattr(subject, "value", str(subject))}
        if str(subject).startswith("_:"):
            node["id"] = str(subject)
        for predicate, said in groupby(about, key=lambda quad: quad.predicate):
            node |= known.members(predicate.value, [_node(quad.object) for quad in said])
        yield _json(node)


def _node(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    import pyoxigraph as ox

    if isinstance(value, ox.Triple):
        raise CannotExport(
            "jsonld: JSON-LD 1.1 写不了 RDF 1.2 的三元组项，请改用 nquads。"
            "JSON-LD 1.1 has no triple terms of RDF 1.2; export nquads."
        )
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


EXPORT = Export(
    "jsonld",
    "全部四元组，JSON-LD 1.1，附本词汇表的 @context",
    "all quads as JSON-LD 1.1 with the context of the vocabulary",
    write,
)
