"""The tools for those who ask the graph themselves: the card of its vocabulary, and SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from lawgraph.assistants.addresses import documents
from lawgraph.assistants.answers import Answer, Page, as_json, line, quoted
from lawgraph.assistants.arguments import Given
from lawgraph.assistants.asking import Asking, bound
from lawgraph.assistants.quotes import quotes
from lawgraph.assistants.refusals import Kind, Refusal
from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.named_queries import library
from queries.prefixes import with_prefixes
from queries.result import GraphResult, ResultTable, Term, value_of
from queries.unknown_terms import unknown_terms

_CELL = 300  # code points of a value unless all is asked for
_TRIPLES = 500
_DOCUMENTS = 20
_PREFIXES = ("lg", "eli", "oa", "org", "schema", "skos", "rdfs", "dcterms")


@cache
def said() -> Mapping[str, Any]:
    """Return what is said of the graph to assistants: instructions, classes, examples and pitfalls."""
    card: Mapping[str, Any] = json.loads(Path(__file__).with_name("card.json").read_text("utf-8"))
    return card


def schema(asking: Asking, given: Given, page: Page) -> Answer:
    """Give the card: prefixes, classes, examples, pitfalls, the queries of the library and the documents."""
    held = documents(asking)
    data: dict[str, object] = {
        "base": f"{BASE}/",
        "prefixes": {prefix: PREFIXES[prefix] for prefix in _PREFIXES},
        "classes": said()["classes"],
        "examples": said()["examples"],
        "pitfalls": said()["pitfalls"],
        "queries": {
            query.name: {
                "answers": query.answers_zh,
                "parameters": {p.name: p.example for p in query.parameters},
            }
            for query in library()
        },
        "documents": [{"iri": row["iri"], "title": row["title"]} for row in held[:_DOCUMENTS]],
        "total_documents": len(held),
    }
    text = f"本图谱有 {len(held)} 份文件，{len(library())} 个现成查询（sparql 的 name）。\n{as_json(data)}"
    return Answer(data, text)


def sparql(asking: Asking, given: Given, page: Page) -> Answer:
    """Run a query of SPARQL, or one of the library by its name."""
    text, name = given.text("query"), given.text("name")
    if (text is None) == (name is None):
        raise Refusal(Kind.BAD_REQUEST, "query, name: 须恰好给出一个。Give exactly one of query and name.")
    if name is not None:
        text = bound(name, _parameters(given.mapping("parameters")))
    assert text is not None
    found = asking.query(text)
    if isinstance(found, GraphResult):
        return _graph(found, text)
    if not found.rows:
        raise _no_rows(text)
    return _table(asking, found, page, given.flag("full"))


def _parameters(given: Mapping[str, object]) -> dict[str, object]:
    for name, value in given.items():
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise Refusal(
                Kind.BAD_REQUEST, f"parameters.{name[:100]}: 须为文字或数。Give a text or a number."
            )
    return dict(given)


def _no_rows(text: str) -> Refusal:
    try:
        hints = list(unknown_terms(with_prefixes(text).text))
    except Exception:  # a text that was asked can be read; whatever a hint needs beyond is no reason to fail
        hints = []
    return Refusal(
        Kind.NOT_FOUND,
        "query: 查询没有结果，请放宽条件或先看 schema。The query ran and found nothing; ask for less, or see schema.",
        hints,
    )


def _graph(found: GraphResult, text: str) -> Answer:
    if not found.triples:
        raise _no_rows(text)
    if len(found.triples) > _TRIPLES:
        raise Refusal(
            Kind.LIMIT,
            f"query: 结果有 {len(found.triples):,} 个三元组，超过 {_TRIPLES}，请加 LIMIT 或改用 SELECT。"
            f"The answer has more than {_TRIPLES} triples; add a LIMIT, or use SELECT.",
        )
    turtle = found.turtle()
    return Answer({"total": len(found.triples), "turtle": turtle}, _fenced(turtle))


def _table(asking: Asking, found: ResultTable, page: Page, full: bool) -> Answer:
    shown, following = page.of(asking, found.rows)
    rows = [[_value(term, full) for term in row] for row in shown]
    iris = (term.value for row in shown for term in row if isinstance(term, ox.NamedNode))
    read = quotes(asking, (iri for iri in iris if iri.startswith(f"{BASE}/eli/")))
    data: dict[str, object] = {
        "columns": list(found.variables),
        "rows": rows,
        "total": len(found.rows),
        "quotes": [quote.data() for quote in read.values()],
    }
    if following:
        data["next"] = following
    lines = [f"{len(found.rows)} 行。{len(found.rows)} rows.", "> " + line(" | ".join(found.variables))]
    lines += ["> " + line(" | ".join("" if value is None else str(value) for value in row)) for row in rows]
    lines += [quoted(quote) for quote in read.values()]
    return Answer(data, "\n".join(lines))


def _value(term: Term | None, full: bool) -> str | int | float | bool | None:
    value = term.value if isinstance(term, ox.NamedNode) else value_of(term)
    return value[:_CELL] + "…" if isinstance(value, str) and len(value) > _CELL and not full else value


def _fenced(text: str) -> str:
    return "\n".join(f"> {line(each)}" for each in text.splitlines())
