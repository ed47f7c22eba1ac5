"""A part of a graph: what is chosen is there whole, nothing else is, and nothing points to what is not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from lawgraph.build import BuildReport
from lawgraph.selection import EVERYTHING, NothingSelected, Selection, selected
from lawgraph.stored_links import Reader
from queries import EmbeddedEngine
from queries.engine import Engine, open_engine
from queries.prefixes import with_prefixes
from queries.result import Result, ResultTable

INPUT = Path(__file__).parent / "data" / "two-levels.trig"


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def whole(real: EmbeddedEngine) -> frozenset[ox.Quad]:
    """All that the real graph says."""
    return frozenset(real.store)


@pytest.fixture(scope="module")
def dangling(real: EmbeddedEngine) -> set[tuple[str | None, ...]]:
    """What points to nothing in the real graph already."""
    return _all(real, DANGLING)


class Remote:
    """An engine that shows its store to nobody, as an endpoint does."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def query(self, text: str) -> Result:
        return self._engine.query(text)


def _count(engine: Engine, pattern: str) -> int:
    result = engine.query(with_prefixes(f"SELECT DISTINCT ?x {{ {pattern} }}").text)
    assert isinstance(result, ResultTable)
    return len(result)


def _all(engine: Engine, pattern: str) -> set[tuple[str | None, ...]]:
    return set(Reader(engine).ask(f"SELECT * {{ {pattern} }}"))


LINKS = "?x a lg:Correspondence"
GAPS = "?x a lg:Gap"
DOCUMENTS = "?x a lg:Document"
PROVISIONS = "?x lg:path ?path"
DANGLING = """?thing ?p ?x . VALUES ?p { eli:is_part_of eli:has_part lg:inProvision lg:lower lg:upper
  lg:lowerUnit lg:upperUnit lg:gapProvision lg:correspondsTo lg:evidence lg:onlyIn lg:place lg:hasQuantity lg:cites
  lg:inDocument lg:against } ?any ?q ?x
  FILTER NOT EXISTS { ?x ?r ?o }"""


def test_everything_is_the_graph_itself(real: EmbeddedEngine) -> None:
    assert selected(real, EVERYTHING) is real


# The selection, and why its part is another than the graph.
CHOSEN = [
    (Selection(documents=("海西",)), "a document: all its links, and above only what they join"),
    (
        Selection(documents=("海西", "青海省人民政府"), levels=("省", "prefecture")),
        "both by name and level",
    ),
    (Selection(departments=("财政",), levels=("省",)), "two criteria at once"),
    (Selection(states=("确定",)), "the links of one state, and no gaps"),
    (Selection(states=("absent", "formal")), "gaps alone"),
    (
        Selection(query="SELECT ?l { ?l a <https://w3id.org/lawgraph/ontology#Gap> }"),
        "provisions of gaps by a query",
    ),
]


@pytest.mark.parametrize(("selection", "why"), CHOSEN, ids=[why for _, why in CHOSEN])
def test_a_part_is_within_the_graph_and_points_to_nothing_that_is_not_there(
    real: EmbeddedEngine,
    whole: frozenset[ox.Quad],
    dangling: set[tuple[str | None, ...]],
    selection: Selection,
    why: str,
) -> None:
    part = selected(real, selection)
    assert isinstance(part, EmbeddedEngine)
    assert set(part.store) <= whole, why
    assert _count(part, PROVISIONS) > 0
    assert _all(part, DANGLING) <= dangling


def test_an_endpoint_gives_the_same_part(real: EmbeddedEngine) -> None:
    selection = Selection(topics=("融资",))
    here, there = selected(real, selection), selected(Remote(real), selection)
    assert isinstance(here, EmbeddedEngine)
    assert isinstance(there, EmbeddedEngine)
    assert set(there.store) == set(here.store)


def test_a_document_brings_what_it_is_linked_with(real: EmbeddedEngine) -> None:
    part = selected(real, Selection(documents=("海西",)))
    assert _count(part, LINKS) == _count(real, LINKS)
    assert _count(part, DOCUMENTS) == 2
    above = 'lg:inDocument/lg:level "province"'
    assert 0 < _count(part, f"?x {above} ; lg:path ?path") < _count(real, f"?x {above} ; lg:path ?path")
    below = 'lg:inDocument/lg:level "prefecture"'
    assert _count(part, f"?x {below} ; lg:path ?path") == _count(real, f"?x {below} ; lg:path ?path")


def test_links_are_between_chosen_documents(real: EmbeddedEngine) -> None:
    alone = selected(real, Selection(levels=("市",)))
    assert (_count(alone, DOCUMENTS), _count(alone, LINKS), _count(alone, GAPS)) == (1, 0, 0)


def test_a_topic_chooses_provisions_and_their_links(real: EmbeddedEngine) -> None:
    part = selected(real, Selection(topics=("融资",)))
    of_topic = '?x lg:hasTopic/skos:prefLabel ?n FILTER(CONTAINS(STR(?n), "融资"))'
    assert _count(part, of_topic) == _count(real, of_topic) > 0
    assert 0 < _count(part, LINKS) < _count(real, LINKS)
    either = f"?x a lg:Correspondence ; lg:lowerUnit|lg:upperUnit ?p . {of_topic.replace('?x', '?p')}"
    assert _count(part, LINKS) >= _count(real, either)


def test_states_choose_links_and_gaps(real: EmbeddedEngine) -> None:
    certain = selected(real, Selection(states=("确定",)))
    over = "?x a lg:Correspondence ; lg:score ?s FILTER(?s >= 0.8)"
    assert _count(certain, LINKS) == _count(real, over) > 0
    assert _count(certain, GAPS) == 0
    unsure = selected(real, Selection(states=("待核",)))
    doubtful = "?x a lg:Gap ; lg:gapState <https://w3id.org/lawgraph/scheme/gap-state/doubtful>"
    assert _count(unsure, GAPS) == _count(real, doubtful)
    assert _count(unsure, LINKS) == _count(real, "?x a lg:Correspondence ; lg:score ?s FILTER(?s < 0.5)")


def test_places_go_with_what_stands_there(real: EmbeddedEngine) -> None:
    part = selected(real, Selection(topics=("融资",)))
    assert _count(part, "?x a oa:SpecificResource") < _count(real, "?x a oa:SpecificResource")
    assert _count(part, "?y lg:place ?x . FILTER NOT EXISTS { ?x oa:hasSelector/oa:exact ?words }") == 0


# What names nothing, and what is told.
REFUSED = [
    (Selection(documents=("广州",)), "海西", "a document that is not there: those that are"),
    (Selection(levels=("乡",)), "county", "a level that is none"),
    (Selection(topics=("星际",)), "信贷", "a topic that no provision has"),
    (Selection(departments=("宇航",)), "near are", "a body that the graph does not name"),
    (Selection(states=("也许",)), "确定", "a state that is none"),
    (Selection(levels=("县",)), "请去掉一项", "a level without documents"),
    (Selection(query="ASK { ?s ?p ?o }"), "请去掉一项", "a query without IRIs"),
    (Selection(query="CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"), "SELECT", "a query that gives a graph"),
]


@pytest.mark.parametrize(("selection", "told", "why"), REFUSED, ids=[why for _, _, why in REFUSED])
def test_what_fits_nothing_is_refused(
    real: EmbeddedEngine, selection: Selection, told: str, why: str
) -> None:
    with pytest.raises(NothingSelected, match=told):
        selected(real, selection)


def test_a_graph_without_documents_has_nothing_to_select() -> None:
    with pytest.raises(NothingSelected):
        selected(EmbeddedEngine(ox.Store()), Selection(levels=("省",)))


def test_a_named_provision_keeps_its_siblings_out() -> None:
    engine = open_engine(INPUT)
    path = next(iter(_all(engine, '?x lg:path ?p FILTER(CONTAINS(?p, "/")) ?x lg:text ?t')))
    iri = next(value for value in path if value and value.startswith("https://w3id.org/lawgraph/eli/"))
    part = selected(engine, Selection(query=f"SELECT ?x {{ VALUES ?x {{ <{iri}> }} }}"))
    kept = {row[0] for row in Reader(part).ask("SELECT ?x { ?x lg:path ?p }")}
    assert iri in kept
    assert len(kept) < _count(engine, PROVISIONS)
