"""The tools for those who ask the graph themselves: the card of its vocabulary, and SPARQL."""

from __future__ import annotations

from collections.abc import Mapping

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
CLASSES = {
    "lg:Document": "文件 / a dated text; eli:title, lg:level (national, province, prefecture, county), eli:date_document",
    "lg:Article": "条，另有 lg:Paragraph lg:Item lg:Section lg:Annex lg:ResponsibilityTask / provisions: lg:inDocument, "
    "lg:fullLabel, lg:text, lg:order, lg:place, lg:inUnit",
    "lg:Norm": "规范 / norm: lg:modality, lg:bearer, lg:bearerName, lg:action, lg:condition, lg:hasQuantity, lg:inProvision",
    "lg:Quantity": "数量 / lg:MonetaryThreshold, lg:RateThreshold, lg:TimeLimit, lg:DateLimit: schema:minValue, "
    "schema:maxValue, lg:unit, lg:appliesTo",
    "lg:Responsibility": "责任 / lg:body, lg:responsibilityRole, lg:inProvision",
    "lg:Citation": "引用 / lg:citedTitle, lg:citedPath, lg:cites, lg:citationStatus",
    "lg:Correspondence": "上下级对应 / lg:lower, lg:upper, lg:relation, lg:score, lg:difference",
    "lg:Gap": "缺口 / lg:gapProvision, lg:against, lg:reason, lg:probability",
    "oa:SpecificResource": "原文位置 / lg:place → oa:hasSource, oa:hasSelector (oa:start, oa:end, oa:exact)",
}
EXAMPLES = {
    "某文件的各条 / the articles of a document": "SELECT ?label ?text { ?p a lg:Article ; lg:fullLabel ?label ; lg:text ?text ; "
    "lg:order ?order ; lg:inDocument/lg:preferredLabel ?title FILTER(CONTAINS(?title, '条例')) } ORDER BY ?order LIMIT 5",
    "某事实的原文位置 / where a fact stands": "SELECT ?n ?start ?end ?exact { ?n a lg:Norm ; lg:place/oa:hasSelector ?s . "
    "?s oa:start ?start ; oa:end ?end ; oa:exact ?exact } LIMIT 5",
    "对应及其概率 / links and how probable": "SELECT ?lower ?upper ?score { ?k lg:lower/lg:fullLabel ?lower ; "
    "lg:upper/lg:fullLabel ?upper ; lg:score ?score } ORDER BY DESC(?score) LIMIT 5",
}
PITFALLS = (
    "用 lg:preferredLabel、lg:fullLabel，不用 rdfs:label：后者有中英两个。Labels: rdfs:label is there twice (zh, en).",
    "排序用 lg:order，IRI 会把 art-10 排在 art-2 前。Sort by lg:order: IRIs put art-10 before art-2.",
    "条与其唯一一款同文：计数时只取一类。An article and its only paragraph have the same text: count one class.",
    "偏移是源文件的码点，半开区间；lg:text 是修整后的文字，可能少换行。Offsets are code points of the source, half open.",
    "一个事实可以有几处 lg:place。A fact can have several places.",
    "lg:score 是概率，不是对错；没有对应不等于没有规定，只比较过图中的文件。A score is a probability; no link is no proof.",
    "有 lg:doubt 的事实存疑，须核对原文。A fact with lg:doubt may be wrong: read the source.",
    "lg:cites 只到图中的文件，其余只有 lg:citedTitle。lg:cites leads to documents of this graph only.",
)


def schema(asking: Asking, given: Given, page: Page) -> Answer:
    """Give the card: prefixes, classes, examples, pitfalls, the queries of the library and the documents."""
    held = documents(asking)
    data: dict[str, object] = {
        "base": f"{BASE}/",
        "prefixes": {prefix: PREFIXES[prefix] for prefix in _PREFIXES},
        "classes": CLASSES,
        "examples": EXAMPLES,
        "pitfalls": list(PITFALLS),
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
        text = bound(name, _parameters(given.object("parameters")))
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
            raise Refusal(Kind.BAD_REQUEST, f"parameters.{name[:100]}: 须为文字或数。Give a text or a number.")
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
    things = [term.value for row in shown for term in row if isinstance(term, ox.NamedNode) and term.value.startswith(f"{BASE}/eli/")]  # fmt: skip
    read = quotes(asking, things)
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
