"""Changes, periods and findings in the graph: by the shapes, the same as the rows, with places where the words are."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from rdflib import Graph

from ingest.resolve.identity import identify
from ingest.status.header import Header
from ingest.status.timeline import Ground, Period, Timeline
from ingest.write.change_quads import change_quads
from ingest.write.finding_quads import finding_quads
from ingest.write.status_quads import status_quads
from ingest.write.time_rows import change_rows, finding_row, status_row
from ontology.iri import FINDINGS_GRAPH, TIME_GRAPH, DocumentIri
from ontology.states import GroundKind, State
from ontology.terms import ELI, LG, PROV
from ontology.validation import validate

from .times import MEASURES, NEW, OLD, comparison, finding, iri, texts, timelines

Said = Mapping[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    read = texts()
    documents = [each.document for each in read]
    headers = {str(identify(each).document): Header.of(each) for each in documents}
    sources = {str(identify(each).document): each.source.sha256 for each in documents}
    return [
        *change_quads(comparison(read[0], read[1])),
        *status_quads(timelines(), headers, sources),
        *finding_quads([finding()], sources),
    ]


@pytest.fixture(scope="module")
def said(lines: list[str]) -> Said:
    found: dict[tuple[str, str], set[str]] = {}
    for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        found.setdefault((quad.subject.value, quad.predicate.value), set()).add(quad.object.value)
    return found


def end(iris: set[str]) -> set[str]:
    return {each.rpartition("/")[2] for each in iris}


def test_they_are_as_the_shapes_want_them(lines: list[str]) -> None:
    triples = "".join(line[: line.rindex(" <")] + " .\n" for line in lines)
    graph = Graph().parse(data=triples, format="ntriples")
    ours = re.compile(r"period|ground|change|edit|finding|law-behind")
    wrong = [each for each in validate(graph).violations if ours.search(each.focus)]
    assert len(graph) > 80
    assert wrong == []


def test_what_they_say_stands_in_two_graphs_of_their_own(lines: list[str]) -> None:
    graphs = {
        quad.graph_name.value for quad in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    }
    assert graphs == {TIME_GRAPH, FINDINGS_GRAPH}


def test_changes_are_those_of_the_rows(said: Said) -> None:
    old, new, _ = texts()
    for row in change_rows(comparison(old, new)):
        for field, predicate, document in (
            ("old", LG.oldProvision, row.old_document),
            ("new", LG.newProvision, row.new_document),
        ):
            wanted = {DocumentIri.parse(document).provision(path) for path in getattr(row, field)}
            assert said.get((row.id, predicate), set()) == wanted
        assert end(said[row.id, LG.changeType]) == {row.kind}
        assert end(said.get((row.id, LG.movement), set())) == ({row.place} if row.place else set())
        assert {float(each) for each in said[row.id, LG.likeness]} == {row.likeness}
        edits = said.get((row.id, LG.hasEdit), set())
        words = {(*said[each, LG.oldText], *said[each, LG.newText]) for each in edits}
        assert words == {(each.old_text, each.new_text) for each in row.edits}
    assert said[iri(NEW), PROV.wasRevisionOf] == {iri(OLD)}


def test_periods_are_those_of_the_rows(said: Said) -> None:
    for timeline in timelines():
        for period in timeline.periods:
            row = status_row(timeline, period.since or "1900-01-01")
            assert end(said[row.id, LG.state]) == {row.state}
            assert said.get((row.id, LG.since), set()) == ({row.since} if row.since else set())
            assert said.get((row.id, LG.until), set()) == ({row.until} if row.until else set())
            grounds = said[row.id, LG.hasGround]
            kinds = {kind for each in grounds for kind in end(said[each, LG.groundKind])}
            assert kinds == {each.kind for each in row.basis}


def test_a_later_text_of_the_rule_is_no_other_rule_that_amends_it(said: Said) -> None:
    assert not [key for key in said if key[1] in (ELI.amends, ELI.repeals)]


def test_a_finding_is_that_of_the_row(said: Said) -> None:
    row = finding_row(finding())
    assert row.there is not None
    assert end(said[row.id, LG.checkKind]) == {row.kind}
    assert end(said[row.id, LG.gravity]) == {row.gravity}
    assert said[row.id, LG.why] == {row.why.zh, row.why.en}
    assert (said[row.id, LG.text], said[row.id, LG.otherText]) == ({row.text}, {row.there.text})
    assert said[row.id, LG.foundIn] == {f"{row.document}/{row.path}"}
    (law,) = said[row.id, LG.lawBehind]
    assert said[law, LG.lawArticle] == {"第三十八条"}
    assert (law, LG.wordsThen) not in said  # a version that is not known is not there


@pytest.mark.parametrize(
    ("words", "place", "why"),
    [
        (LG.text, LG.quotedPlace, "of a ground, and of a finding"),
        (LG.otherText, LG.otherPlace, "of the other side"),
        (LG.oldText, LG.oldPlace, "before an edit"),
        (LG.newText, LG.newPlace, "after an edit"),
    ],
)
def test_places_are_where_the_words_stand(said: Said, words: str, place: str, why: str) -> None:
    sources = {each.document.source.sha256: each.document.source.text for each in texts()}
    found = 0
    for (subject, predicate), values in said.items():
        if predicate != words or (subject, place) not in said:
            continue
        (quoted,), (where,) = values, said[subject, place]
        digest, start, stop = re.findall(r"/source/(\w+)#char=(\d+),(\d+)", where)[0]
        assert sources[digest][int(start) : int(stop)] == quoted, why
        found += 1
    assert found


def test_an_amending_decision_and_a_repeal_are_said_by_terms_of_eli() -> None:
    documents = [each.document for each in texts()]
    headers = {str(identify(each).document): Header.of(each) for each in documents}
    by = Ground(GroundKind.REPEAL, iri(MEASURES), "art-2", "同时废止", ())
    amended = Ground(GroundKind.AMENDMENT, iri(MEASURES), "art-1", "作如下修改", ())
    periods = (
        Period(State.IN_FORCE, None, "2020-01-01", (amended,)),
        Period(State.REPEALED, "2020-01-01", None, (by,)),
    )
    made = "".join(status_quads([Timeline(iri(OLD), "art-3", periods)], headers, {}))
    assert f"<{iri(MEASURES)}> <{ELI.repeals}> <{iri(OLD)}/art-3>" in made
    assert f"<{iri(MEASURES)}> <{ELI.amends}> <{iri(OLD)}/art-3>" in made
