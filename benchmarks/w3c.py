"""Run the W3C test suites of SPARQL on the service: ``python -m benchmarks.w3c CHECKOUT`` (of w3c/rdf-tests).

The protocol suite goes to the running service. Evaluation, syntax and result formats go to what a worker of it does
with a query: the check, the engine, the form of the answer; each test's data are graphs of their own that the request
names, as the protocol has it. Beside it stands how many Oxigraph answers rightly when it is asked alone.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import io
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from lawgraph.serve import Limits, running
from lawgraph.service.formats import TABLES
from lawgraph.service.worker import Task, answer
from queries.check import check
from queries.errors import QueryError

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
SYNTAX = {
    MF.PositiveSyntaxTest: True,
    MF.PositiveSyntaxTest11: True,
    MF.NegativeSyntaxTest: False,
    MF.NegativeSyntaxTest11: False,
}
EVALUATION = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
SUITES = (
    "sparql10/manifest.ttl",
    "sparql11/manifest-sparql11-query.ttl",
    "sparql11/manifest-sparql11-results.ttl",
)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".n3": ox.RdfFormat.N3,
}
_SIZE = 100 << 20  # bytes of an answer
Rows = Counter[frozenset[tuple[str, str]]]


@dataclass(frozen=True)
class Test:
    """A test of a manifest."""

    name: str
    kind: Node
    manifest: Graph
    node: Node


def tests(file: Path) -> Iterator[Test]:
    """Yield the tests of a manifest and of those that it includes."""
    graph = Graph()
    graph.parse(file, format="turtle", publicID=file.as_uri())
    for head in graph.objects(None, MF.include):
        for included in Collection(graph, head):
            yield from tests(path_of(included))
    for head in graph.objects(None, MF.entries):
        for node in Collection(graph, head):
            kind = graph.value(node, RDF.type)
            if kind is not None:
                name = f"{file.parent.name}/{str(node).rpartition('#')[2]}"
                yield Test(name, kind, graph, node)


def path_of(node: Node) -> Path:
    """Return the file that a node of a manifest names."""
    return Path(unquote(urlsplit(str(node)).path))


def syntax(test: Test) -> str:
    """Return why a test of the syntax fails; nothing if it passes."""
    text = path_of(test.manifest.value(test.node, MF.action)).read_text("utf-8")
    try:
        with tempfile.TemporaryDirectory() as folder:
            reply = answer(ox.Store(), task(based(text, "http://a.example/"), (), (), folder, "text/csv"))
        good, said = reply.status == 200 or "没有函数" in reply.error, reply.error
    except QueryError as error:
        good, said = False, str(error)
    return "" if good == SYNTAX[test.kind] else f"read: {good}; {said}"


def based(text: str, base: str) -> str:
    """Return a query whose relative IRIs begin at ``base``, as if it came from there."""
    return f"BASE <{base}> {text}"


def task(text: str, default: tuple[str, ...], named: tuple[str, ...], folder: str, kind: str) -> Task:
    form = check(text).form
    return Task(
        text,
        "application/n-triples" if form.makes_graph else kind,
        default,
        named,
        f"{folder}/answer",
        60,
        _SIZE,
    )


@dataclass(frozen=True)
class Question:
    """A query with its data: the store has each file as a graph of its own."""

    text: str
    store: ox.Store
    default: tuple[str, ...]
    named: tuple[str, ...]


def question(test: Test) -> Question:
    action = test.manifest.value(test.node, MF.action)
    query = path_of(test.manifest.value(action, QT.query))
    default = tuple(str(each) for each in test.manifest.objects(action, QT.data))
    named = tuple(str(each) for each in test.manifest.objects(action, QT.graphData))
    store = ox.Store()
    for iri in {*default, *named}:
        load(store, iri)
    text = based(query.read_text("utf-8"), query.as_uri())
    if check(text).names_dataset:
        for file in query.parent.glob("*.ttl"):
            if not file.name.startswith("manifest"):
                load(store, file.as_uri())
        return Question(text, store, (), ())
    return Question(text, store, default, named)


def load(store: ox.Store, iri: str) -> None:
    file = path_of(URIRef(iri))
    store.load(file.read_bytes(), format=_GRAPHS[file.suffix], base_iri=iri, to_graph=ox.NamedNode(iri))


def evaluation(test: Test) -> str:
    """Return why a test of an answer fails; nothing if it passes."""
    asked = question(test)
    result = path_of(test.manifest.value(test.node, MF.result))
    kind = next((each.media_type for each in TABLES if each.oxigraph == _RESULTS.get(result.suffix)), "")
    kind = "text/csv" if result.suffix == ".csv" else kind or "application/sparql-results+json"
    # Where only the default graph counts no dataset is named: it is the union of all graphs, and so the data.
    graphs = any(token.word == "GRAPH" for token in check(asked.text).tokens)
    default = (asked.default or ("urn:nothing",)) if asked.named or (graphs and asked.default) else ()
    with tempfile.TemporaryDirectory() as folder:
        given = task(asked.text, default, asked.named, folder, kind)
        reply = answer(asked.store, given)
        if reply.status != 200:
            return reply.error
        body = Path(given.file).read_bytes()
    return "" if alike(body, given.accept, result, lax(test)) else "another answer"


def bare(test: Test) -> str:
    """Return why Oxigraph alone fails a test of an answer."""
    asked = question(test)
    result = path_of(test.manifest.value(test.node, MF.result))
    for iri in asked.default:
        asked.store.load(path_of(URIRef(iri)).read_bytes(), format=_GRAPHS[Path(iri).suffix], base_iri=iri)
        if iri not in asked.named:
            asked.store.remove_graph(ox.NamedNode(iri))
    found = asked.store.query(asked.text)
    if isinstance(found, ox.QueryTriples):
        body, kind = found.serialize(format=ox.RdfFormat.N_TRIPLES), "application/n-triples"
    elif result.suffix == ".csv":
        body, kind = found.serialize(format=ox.QueryResultsFormat.CSV), "text/csv"
    else:
        body, kind = found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json"
    return "" if alike(body or b"", kind, result, lax(test)) else "another answer"


def lax(test: Test) -> bool:
    """Tell whether an answer may leave out repetitions of a row, as one to REDUCED may."""
    return test.manifest.value(test.node, MF.resultCardinality) == MF.LaxCardinality


def alike(body: bytes, kind: str, result: Path, lax: bool = False) -> bool:
    """Tell whether an answer is that of the file, whatever its blank nodes and the order of its rows.

    One that is ``lax`` may repeat a row less often.
    """
    if kind == "application/n-triples":
        return canonical(ox.parse(body, format=ox.RdfFormat.N_TRIPLES)) == canonical(
            ox.parse(result.read_bytes(), format=_GRAPHS[result.suffix], base_iri=result.as_uri())
        )
    if kind == "text/csv":
        return table(body) == table(result.read_bytes())
    form = next(each.oxigraph for each in TABLES if each.media_type == kind)
    assert isinstance(form, ox.QueryResultsFormat)
    found = ox.parse_query_results(body, format=form)
    if result.suffix in _RESULTS:
        wanted = ox.parse_query_results(result.read_bytes(), format=_RESULTS[result.suffix])
        if isinstance(found, ox.QueryBoolean) or isinstance(wanted, ox.QueryBoolean):
            return bool(found) == bool(wanted)
        same = {each.value for each in found.variables} == {each.value for each in wanted.variables}
        rows, there = solutions(found), solutions(wanted)
        if lax and len(rows) <= len(there):
            rows, there = once(rows), once(there)
        return same and rows_alike(rows, there)
    return result_set_alike(found, result)


def canonical(quads: Iterator[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, valued(quad.object)) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def valued(term: ox.Term) -> ox.Term:
    """Return a term with its number written in one way."""
    if not isinstance(term, ox.Literal) or term.language:
        return term
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in ("integer", "decimal"):
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if kind in ("double", "float") and math.isfinite(number := float(term.value)):
            return ox.Literal(f"{number:.6g}", datatype=term.datatype)
    except (InvalidOperation, ValueError):
        pass
    return term


def solutions(found: ox.QuerySolutions) -> list[dict[str, ox.Term]]:
    names = [each.value for each in found.variables]
    return [{name: value for name in names if (value := row[name]) is not None} for row in found]


def once(rows: list[dict[str, ox.Term]]) -> list[dict[str, ox.Term]]:
    """Return the rows without those that are there already."""
    return [row for number, row in enumerate(rows) if row not in rows[:number]]


def rows_alike(found: list[dict[str, ox.Term]], wanted: list[dict[str, ox.Term]]) -> bool:
    return len(found) == len(wanted) and canonical(as_quads(found)) == canonical(as_quads(wanted))


def as_quads(rows: list[dict[str, ox.Term]]) -> Iterator[ox.Quad]:
    """Yield rows as a graph; rows without blank nodes that are the same are counted."""
    plain: Counter[str] = Counter()
    for row in rows:
        written = " ".join(f"{name}={valued(value)}" for name, value in sorted(row.items()))
        plain[written if not any(isinstance(each, ox.BlankNode) for each in row.values()) else ""] += 1
        node = ox.BlankNode()
        for name, value in row.items():
            if any(isinstance(each, ox.BlankNode) for each in row.values()):
                yield ox.Quad(node, ox.NamedNode(f"urn:var:{name}"), value)
    for written, times in plain.items():
        yield ox.Quad(ox.NamedNode("urn:rows"), ox.NamedNode(f"urn:{times}"), ox.Literal(written))


def table(body: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
    head, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    order = sorted(range(len(head)), key=lambda column: head[column])
    return sorted(head), Counter(
        tuple("_:" if row[column].startswith("_:") else row[column] for column in order) for row in rows
    )


def result_set_alike(found: ox.QuerySolutions | ox.QueryBoolean, result: Path) -> bool:
    """Tell whether an answer is that of a file in the vocabulary of result sets (SPARQL 1.0)."""
    store = ox.Store()
    store.load(result.read_bytes(), format=_GRAPHS[result.suffix], base_iri=result.as_uri())
    said = next(store.quads_for_pattern(None, ox.NamedNode(RS + "boolean"), None), None)
    if isinstance(found, ox.QueryBoolean):
        return said is not None and bool(found) == (said.object.value == "true")
    wanted = []
    for solution in store.quads_for_pattern(None, ox.NamedNode(RS + "solution"), None):
        row = {}
        for binding in store.quads_for_pattern(solution.object, ox.NamedNode(RS + "binding"), None):
            name, value = (
                next(store.quads_for_pattern(binding.object, ox.NamedNode(RS + each), None)).object
                for each in ("variable", "value")
            )
            row[name.value] = value
        wanted.append(row)
    return rows_alike(solutions(found), wanted)


def protocol(test: Test, endpoint: str) -> tuple[str, bool]:
    """Return why a test of the protocol fails, and whether it is one of updates."""
    graph, why, updates = test.manifest, "", "update" in test.name
    action = graph.value(test.node, MF.action)
    for each in Collection(graph, graph.value(action, HT.requests)):
        status, kind, body = sent(graph, each, endpoint)
        response = graph.value(each, HT.resp)
        wanted = [str(one).rpartition("StatusCode")[2] for one in graph.objects(response, MF.expectedStatus)]
        if not any(status // 100 == int(one[0]) for one in wanted):
            why = why or f"{status}, not {'/'.join(sorted(wanted))}"
        boolean = graph.value(response, MF.expectedBoolean)
        if boolean is not None and f'"boolean":{boolean}'.lower() not in body.lower():
            why = why or f"not {boolean}: {body[:60]}"
        form = str(graph.value(response, MF.expectedFormat) or "")
        known = {
            "boolean": ("json", "xml"),
            "tabular": ("json", "xml", "csv", "tab"),
            "RDF": ("turtle", "rdf", "triples"),
        }
        if form and status == 200 and not any(one in kind for one in known[form]):
            why = why or f"{kind} is not {form}"
    return why, updates


def sent(graph: Graph, request: Node, endpoint: str) -> tuple[int, str, str]:
    """Send a request of the suite; status, type and body of what came."""
    address = urlsplit(endpoint)
    target = str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {
        str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
        for head in graph.objects(request, HT.headers)
        for each in Collection(graph, head)
    }
    body = graph.value(request, HT.body)
    text = str(graph.value(body, CNT.chars) or "") if body is not None else ""
    encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8") if body is not None else "utf-8"
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request(
        str(graph.value(request, HT.methodName)),
        target,
        text.encode(encoding) if body is not None else None,
        headers,
    )
    answered = connection.getresponse()
    found = (
        answered.status,
        answered.headers.get("Content-Type", ""),
        answered.read().decode("utf-8", "replace"),
    )
    connection.close()
    return found


def run_protocol(suite: Path) -> dict[str, list[str]]:
    """Run the protocol suite on a running service; what failed, by kind."""
    failed: dict[str, list[str]] = {"query": [], "update": []}
    passed = Counter[str]()
    every = list(tests(suite / "sparql11" / "protocol" / "manifest.ttl"))
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        for test in every:
            for data in test.manifest.objects(test.node, UT.graphData):
                name, file = (
                    test.manifest.value(data, RDFS.label),
                    path_of(test.manifest.value(data, UT.graph)),
                )
                store.load(file.read_bytes(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(str(name)))
        store.flush()
        del store
        with running(Path(folder), port=0, limits=Limits(workers=2)) as service:
            for test in every:
                why, updates = protocol(test, service.endpoint)
                kind = "update" if updates else "query"
                passed[kind] += not why
                if why:
                    failed[kind].append(f"{test.name}: {why}")
    for kind, names in failed.items():
        print(f"protocol, {kind}: {passed[kind]} of {passed[kind] + len(names)}")
    return failed


def run(name: str, every: list[Test], work: Callable[[Test], str]) -> list[str]:
    """Run tests; print how many pass, and return those that fail, each with the reason."""
    failed = []
    for test in every:
        try:
            why = work(test)
        except (OSError, ValueError, SyntaxError, QueryError, KeyError, StopIteration) as error:
            why = f"{type(error).__name__}: {error}"
        if why:
            failed.append(f"{test.name}: {' '.join(why.split())[:200]}")
    print(f"{name}: {len(every) - len(failed)} of {len(every)}", flush=True)
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path, help="a checkout of w3c/rdf-tests")
    suite = parser.parse_args().checkout.resolve() / "sparql"
    if not (suite / SUITES[0]).is_file():
        print(f"{suite}: 这里没有测试集。There is no checkout of w3c/rdf-tests here.", file=sys.stderr)
        raise SystemExit(1)
    every = [test for each in SUITES for test in tests(suite / each)]
    answers = [test for test in every if test.kind in EVALUATION]
    failed = [
        *run("syntax", [test for test in every if test.kind in SYNTAX], syntax),
        *run("evaluation and result formats", answers, evaluation),
    ]
    alone = run("the same, Oxigraph alone", answers, bare)
    parts = run_protocol(suite)
    for heading, names in (("failed", failed), ("Oxigraph alone failed", alone), *parts.items()):
        print(f"\n{heading}:")
        print("\n".join(names))


if __name__ == "__main__":
    main()
