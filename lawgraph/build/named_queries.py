"""The named queries as quads, so that a graph says how it is asked: SHACL's terms for SPARQL (W3C, section 5.2.1).

As collections of examples do it: ``sh:select`` has the text, which runs as it stands, ``rdfs:label`` the title,
``rdfs:comment`` what it answers; ``sh:parameter`` leads to what may be varied.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.write.dataset import DATASET
from ingest.write.statements import Statements
from ontology.iri import LIBRARY_GRAPH, parameter_iri, query_iri
from ontology.terms import LG, PREFIXES, RDFS, SH, SKOS, XSD
from queries.named_queries import NamedQuery, library
from queries.parameters import Parameter
from queries.values import ParameterType

_DATATYPES = {
    ParameterType.INTEGER: XSD.integer,
    ParameterType.DECIMAL: XSD.decimal,
    ParameterType.DATE: XSD.date,
    ParameterType.IRI: XSD.anyURI,
}


def library_quads() -> Iterator[str]:
    """Yield the N-Quads of the named queries and of the prefixes that they may use."""
    statements = Statements(LIBRARY_GRAPH)
    dataset = statements.about(DATASET)
    for prefix, namespace in PREFIXES.items():
        iri = f"{DATASET}/prefix/{prefix}"
        dataset.iri(SH.declare, iri)
        about = statements.about(iri)
        about.string(SH.prefix, prefix)
        about.typed(SH.namespace, namespace, XSD.anyURI)
    for query in library():
        _say(statements, query)
    return statements.lines()


def _say(statements: Statements, query: NamedQuery) -> None:
    iri = query_iri(query.name)
    about = statements.about(iri, SH.SPARQLExecutable, SH.SPARQLSelectExecutable)
    about.string(SKOS.notation, query.name)
    about.chinese(RDFS.label, query.title_zh)
    about.english(RDFS.label, query.title)
    about.string(LG.preferredLabel, query.title_zh)
    about.chinese(RDFS.comment, query.answers_zh)
    about.english(RDFS.comment, query.answers)
    about.string(SH.select, _pattern(query.text))
    for parameter in query.parameters:
        about.iri(SH.parameter, parameter_iri(iri, parameter.name))
        _say_parameter(statements, iri, parameter)


def _pattern(text: str) -> str:
    """Return a query without its header, which is said apart."""
    lines = text.splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    return "".join(lines[first:])


def _say_parameter(statements: Statements, query: str, parameter: Parameter) -> None:
    iri = parameter_iri(query, parameter.name)
    about = statements.about(iri, SH.Parameter)
    about.iri(SH.path, f"{iri}/value")
    about.string(SH.name, parameter.name)
    about.chinese(SH.description, parameter.description_zh)
    about.english(SH.description, parameter.description)
    about.iri(SH.datatype, _DATATYPES.get(parameter.type, XSD.string))
    about.boolean(SH.optional, not parameter.required)
    about.string(SH.defaultValue, parameter.default)
    about.string(SKOS.example, parameter.example)
