"""The catalogue of a graph: what it says of each document, what it counts, and the file that a build writes."""

from __future__ import annotations

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from lawgraph.build import BuildReport, build
from lawgraph.explorer import catalogue as module
from lawgraph.explorer.catalogue import NAME, Counts, Document, Sure, catalogue_of, counted
from ontology.states import State
from queries import EmbeddedEngine, EngineError, ResultTable, find
from queries.result import Result, value_of

from .conftest import ROOT

DAY = date(2021, 1, 1)
BEFORE, AFTER = date(2020, 1, 1), date(2022, 1, 1)
D = "https://w3id.org/lawgraph/eli/cn/text/"
W = "https://w3id.org/lawgraph/eli/cn/000000/"
LG, ELI = "https://w3id.org/lawgraph/ontology#", "http://data.europa.eu/eli/ontology#"


@pytest.mark.parametrize(
    ("document", "expected", "why"),
    [
        (Document("d", "办法"), State.UNKNOWN, "nothing is said"),
        (
            Document("d", "办法", dated=BEFORE),
            State.UNKNOWN,
            "when it was issued is not since when it holds",
        ),
        (Document("d", "办法", since=DAY), State.IN_FORCE, "from its first day on"),
        (Document("d", "办法", since=AFTER), State.NOT_YET, "later"),
        (Document("d", "办法", since=BEFORE, until=DAY), State.IN_FORCE, "to its last day"),
        (Document("d", "办法", since=BEFORE, until=BEFORE), State.EXPIRED, "by its own words"),
        (
            Document("d", "办法", until=AFTER),
            State.UNKNOWN,
            "it ends later, and nobody says that it has begun",
        ),
        (Document("d", "办法", since=BEFORE, repealed_by=(("e", BEFORE),)), State.REPEALED, "repealed"),
        (
            Document("d", "办法", since=BEFORE, repealed_by=(("e", AFTER),)),
            State.IN_FORCE,
            "not repealed yet",
        ),
        (
            Document("d", "办法", repealed_by=(("e", None),)),
            State.REPEALED,
            "repealed, nobody says from when on",
        ),
        (
            Document("d", "办法", since=BEFORE, replaced_by=(("e", BEFORE),)),
            State.SUPERSEDED,
            "there is a later text",
        ),
        (
            Document("d", "办法", since=BEFORE, replaced_by=(("e", AFTER),)),
            State.IN_FORCE,
            "… that comes later",
        ),
    ],
)
def test_whether_a_document_holds(document: Document, expected: State, why: str) -> None:
    assert document.status(DAY) == expected, why


def said(*lines: str) -> EmbeddedEngine:
    """Return an engine on documents: ``NAME title work dated words…``, ``-`` being what is not said."""
    store = ox.Store()
    graph = ox.NamedNode(D + "graph")

    def add(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, graph))

    for line in lines:
        name, title, work, dated, *words = line.split()
        add(D + name, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(LG + "Document"))
        add(D + name, ELI + "title", ox.Literal(title, language="zh"))
        if work != "-":
            add(D + name, ELI + "is_member_of", ox.NamedNode(W + work))
        if dated != "-":
            day = ox.Literal(dated, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
            add(D + name, ELI + "date_document", day)
        for word in words:
            add(D + name, LG + "repealsTitle", ox.Literal(word))
    return EmbeddedEngine(store)


@pytest.mark.parametrize(
    ("lines", "repealed", "replaced", "why"),
    [
        (("a 甲 - 2010-01-01", "b 乙 - 2020-01-01 甲"), ["b"], [], "another rule repeals it"),
        (("a 甲 - -", "b 乙 w 2020-01-01 甲"), ["b"], [], "… also where it has no date"),
        (("a 甲 - 2021-01-01", "b 乙 - 2020-01-01 甲"), [], [], "it is later than what repeals"),
        (
            ("a 甲 w 2010-01-01", "b 甲 w 2020-01-01 甲"),
            ["b"],
            ["b"],
            "the new text of a rule repeals the old one",
        ),
        (("a 甲 w 2020-01-01 甲",), [], [], "a text does not repeal itself"),
        (("a 甲 w -", "b 甲 w 2020-01-01 甲"), [], [], "which of two texts is the older one is not known"),
        (("a 甲 w 2010-01-01", "b 甲 w 2020-01-01"), [], ["b"], "a later text of the rule"),
        (("a 甲 w 2010-01-01", "b 甲 v 2020-01-01"), [], [], "another rule of the same name"),
        (("a 甲 - 2010-01-01", "b 甲办法 - 2020-01-01 甲办法"), [], [], "another title"),
    ],
)
def test_what_takes_the_place_of_a_document(
    lines: tuple[str, ...], repealed: list[str], replaced: list[str], why: str
) -> None:
    first = counted(said(*lines)).documents[0]
    assert first.iri == D + "a"
    assert [iri.removeprefix(D) for iri, _ in first.repealed_by] == repealed, why
    assert [iri.removeprefix(D) for iri, _ in first.replaced_by] == replaced, why


def test_what_a_graph_does_not_say_is_left_open() -> None:
    (found,) = counted(said("a 甲 - -")).documents
    assert found == Document(D + "a", "甲")
    assert counted(EmbeddedEngine(ox.Store())).documents == ()


def test_the_counts_are_those_of_the_named_queries(built_examples: BuildReport) -> None:
    """The catalogue groups; the queries list. Both have to say the same."""
    engine = EmbeddedEngine.open(built_examples.generation.store)
    found = counted(engine)
    assert len(found.documents) == len(built_examples.documents) > 5

    def column(name: str, *columns: str) -> Counter[tuple[object, ...]]:
        table = engine.query(find(name).text)
        assert isinstance(table, ResultTable)
        at = [table.variables.index(each) for each in columns]
        return Counter(tuple(value_of(row[each]) for each in at) for row in table.rows)

    titles = {each.title for each in found.documents}
    said_of = {
        title: sum((each.counts for each in found.documents if each.title == title), Counts())
        for title in titles
    }
    listed = column("documents", "title", "provisions")
    assert {title: counts.provisions for title, counts in said_of.items()} == {
        title: sum(
            number * times
            for (of, number), times in listed.items()
            if of == title and isinstance(number, int)
        )
        for title in titles
    }
    total = found.total
    sure = column("cross-level-links", "confidence")
    assert total.upward == total.downward == Sure(sure["确定",], sure["很可能",], sure["待核",])
    differs = column("cross-level-links", "difference_label")
    assert (total.stricter, total.looser, total.conflicts) == (
        differs["从严",],
        differs["从宽",],
        differs["可能抵触",],
    )
    assert total.stricter, "the examples have one"
    gaps = column("gaps", "document_title", "state_label", "severity_label")
    for title, counts in said_of.items():
        assert counts.absent == gaps[title, "无对应", "重要"] + gaps[title, "无对应", "一般"]
        assert counts.grave == gaps[title, "无对应", "重要"]
        assert counts.open == gaps[title, "待核", "重要"] + gaps[title, "待核", "一般"]
    doubtful = column("doubtful-facts", "fact")
    assert total.doubtful == len(doubtful)


def test_a_document_is_listed_with_what_it_says(built: BuildReport) -> None:
    found = counted(EmbeddedEngine.open(built.generation.store))
    by_level = {each.level: each for each in found.documents}
    upper, lower = by_level["province"], by_level["prefecture"]
    assert (upper.territory and upper.territory.zh, lower.territory and lower.territory.code) == (
        "青海省",
        "632800",
    )
    assert upper.number == "", "the text prints none"
    assert (upper.year, lower.kind and lower.kind.zh) == (2012, "单行条例")
    assert lower.issuers
    assert lower.topics
    assert 0 < len(lower.topics) <= 5
    assert lower.counts.upward == upper.counts.downward
    assert lower.counts.upward.all
    assert not lower.counts.downward.all


def test_texts_of_one_rule_are_told_apart(built_examples: BuildReport) -> None:
    found = counted(EmbeddedEngine.open(built_examples.generation.store))
    first, second = sorted(
        (each for each in found.documents if each.title == "示例市促进中小企业发展条例"),
        key=lambda each: len(each.replaced_by),
    )
    assert first.work == second.work
    assert (first.amended and first.amended.year, second.amended) == (2023, None)
    assert [iri for iri, _ in second.replaced_by] == [first.iri]


def test_the_file_is_the_same_with_any_number_of_workers(built_examples: BuildReport, tmp_path: Path) -> None:
    other = build([ROOT / "data" / "examples"], tmp_path / "graph", jobs=2)
    first, second = built_examples.generation, other.generation
    assert (first.folder / NAME).read_bytes() == (second.folder / NAME).read_bytes()
    (second.folder / NAME).unlink()
    again = build([ROOT / "data" / "examples"], tmp_path / "graph").generation
    assert (again.folder / NAME).read_bytes() == (first.folder / NAME).read_bytes(), "it is made anew"


class Silent:
    """An engine that must not be asked."""

    def query(self, text: str) -> Result:
        raise AssertionError(text)


class Heard(EmbeddedEngine):
    """An engine that notes what it is asked."""

    asked = 0

    def query(self, text: str) -> Result:
        self.asked += 1
        return super().query(text)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    module._kept.forget()


def test_the_file_is_read_and_the_graph_is_not_asked(built: BuildReport) -> None:
    store = built.generation.store
    found = catalogue_of(Silent(), store)
    assert found == counted(EmbeddedEngine.open(store))
    assert catalogue_of(Silent(), store) is found


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"documents": [1]}', b"\xff"])
def test_without_a_file_the_graph_is_asked_once(
    built: BuildReport, tmp_path: Path, content: bytes | None
) -> None:
    store = shutil.copytree(built.generation.store, tmp_path / "store")
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    engine = Heard(ox.Store.read_only(str(store)))
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda _: catalogue_of(engine, store), range(8)))
    asked = engine.asked
    assert found[0] == counted(EmbeddedEngine.open(built.generation.store))
    assert all(each is found[0] for each in found)
    counted(engine)
    assert engine.asked == 2 * asked, "one of eight asked"


def test_the_last_two_are_kept(built: BuildReport, tmp_path: Path) -> None:
    engine = Heard(ox.Store())
    places = [tmp_path / name / "store" for name in "abc"]
    for place in (*places, places[0]):
        catalogue_of(engine, place)
    asked = engine.asked
    catalogue_of(engine, places[2])
    assert engine.asked == asked
    catalogue_of(engine, places[1])
    assert engine.asked > asked, "it was given up"


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    class Tired(Heard):
        def query(self, text: str) -> Result:
            if self.asked in (3, 8):
                self.asked += 1
                raise EngineError("it took too long")
            return super().query(text)

    every, tired = Heard(ox.Store()), Tired(ox.Store())
    counted(every)
    for _ in range(2):
        with pytest.raises(EngineError):
            catalogue_of(tired, tmp_path)
    catalogue_of(tired, tmp_path)
    assert tired.asked == every.asked + 2, "each query once, and two that failed"
