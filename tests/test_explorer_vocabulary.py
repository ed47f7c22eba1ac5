"""The page of the vocabulary: every term and concept with an anchor, what links to what, uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.given import Given
from lawgraph.explorer.page import Asked
from lawgraph.explorer.vocabulary import MOST, Glossary, show
from ontology.concepts import SCHEMES, scheme
from ontology.described import TermKind, vocabulary
from ontology.known_terms import terms
from ontology.terms import LG
from queries import EmbeddedEngine, ResultTable
from queries.result import value_of

from .test_explorer import read


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def page(engine: EmbeddedEngine, built: BuildReport) -> Glossary:
    content = show(Asked(engine, built.generation.store, Given())).content
    assert isinstance(content, Glossary)
    return content


def test_the_vocabulary_described_has_every_term_and_concept() -> None:
    whole = vocabulary()
    assert sorted(term.name for term in whole.terms) == sorted(terms(LG))
    assert {each.name for each in whole.schemes} == {path.stem for path in SCHEMES.glob("*.ttl")}
    for each in whole.schemes:
        assert [member.iri for member in each.concepts] == [concept.iri for concept in scheme(each.name)]
    assert all(term.label.zh and term.label.en and term.definition.zh for term in whole.terms)


@pytest.mark.parametrize(
    ("source", "relation", "target", "defined", "seen"),
    [
        (LG.Correspondence, LG.lower, LG.Provision, True, True),  # 条 and 项 are provisions
        (LG.Norm, LG.bearer, LG.Body, True, True),  # 义务 is a norm, 部门 a body
        (
            LG.Document,
            "http://data.europa.eu/eli/ontology#has_part",
            LG.Provision,
            False,
            True,
        ),  # a standard's
        (LG.Correspondence, LG.upperQuantity, LG.Quantity, True, False),  # the two documents have none
    ],
)
def test_what_links_to_what(
    page: Glossary, source: str, relation: str, target: str, defined: bool, seen: bool
) -> None:
    (found,) = [
        each
        for _, links in page.links
        for each in links
        if (each.source, each.relation, each.target) == (source, relation, target)
    ]
    assert (found.defined, found.seen) == (defined, seen)


def test_uses_are_counted_as_far_as_is_said(page: Glossary, engine: EmbeddedEngine) -> None:
    uses = {each.term.iri: each.uses for section in page.sections for each in section.terms}
    for iri, pattern in ((LG.Gap, f"?s a <{LG.Gap}>"), (LG.bearer, f"?s <{LG.bearer}> ?o")):
        answer = engine.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        assert isinstance(answer, ResultTable)
        number = value_of(answer.rows[0][0])
        assert isinstance(number, int)
        assert uses[iri] == min(number, MOST + 1)
    assert uses[LG.place] == MOST + 1, "there are more"
    assert uses[LG.matches] is None, "no graph holds it"


def test_every_link_of_the_page_leads_somewhere(explored: str) -> None:
    text = read(explored, "/vocabulary").text
    anchors = re.findall(r'\bid="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert {term.name for term in vocabulary().terms} <= set(anchors)
    inner = set(re.findall(r'href="(?:/vocabulary)?#([^"]+)"', text))
    assert inner <= set(anchors)
    examples = re.findall(r'href="(/sparql\?example=[^"]+)"', text)
    assert len(examples) == 5
    for link in examples:
        assert read(explored, link).status == 200
    concept = re.findall(r'href="(/page/scheme/[^"]+)"', text)[0]
    assert read(explored, concept).status == 200


def test_the_kinds_of_terms_are_told_apart() -> None:
    kinds = {term.name: term.kind for term in vocabulary().terms}
    assert (kinds["Gap"], kinds["lower"], kinds["score"]) == (TermKind.CLASS, TermKind.OBJECT, TermKind.VALUE)


def test_figures_are_kept_for_a_graph(engine: EmbeddedEngine, tmp_path: Path) -> None:
    class Counting:
        asked = 0

        def query(self, text: str) -> object:
            self.asked += 1
            return engine.query(text)

    counting = Counting()
    for _ in range(2):
        show(Asked(counting, tmp_path, Given()))  # type: ignore[arg-type]
    first = counting.asked
    show(Asked(counting, tmp_path / "another", Given()))  # type: ignore[arg-type]
    assert counting.asked == 2 * first
