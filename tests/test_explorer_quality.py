"""The page of quality: accuracy, doubts, coverage, diagnostics, as models and over HTTP."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.structure.wreckage import WRECKAGE
from ingest.write.quality import LAYERS
from lawgraph.build import BuildReport
from lawgraph.evaluation.published import published
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing, Said
from lawgraph.explorer.quality import PAGE, OfCode, OfDocument, Quality
from lawgraph.explorer.quality.places import Read
from lawgraph.explorer.quality.troubles import Troubles
from lawgraph.explorer.quality.words import DIAGNOSTICS, SORTS, Sort, meaning, residue_said
from lawgraph.opening import open_store
from lawgraph.store import leased
from ontology.iri import BASE
from queries.engine import EmbeddedEngine
from queries.named_queries import find
from queries.result import ResultTable

from .test_explorer import read
from .test_serve import send

ROOT = Path(__file__).resolve().parent.parent
OPINION = "c8dafa78051482a4"


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> Iterator[EmbeddedEngine]:
    with leased(built.generation.directory) as generation:
        yield open_store(generation)


@pytest.fixture(scope="module")
def troubles(engine: EmbeddedEngine) -> Troubles:
    return Troubles.read(engine)


def shown(engine: EmbeddedEngine, built: BuildReport, **given: str) -> object:
    items = Given.of(tuple(given.items()), PAGE.parameters)
    return PAGE.show(Asked(engine, built.generation.store, items)).content


def answered(engine: EmbeddedEngine, name: str) -> ResultTable:
    found = engine.query(find(name).text)
    assert isinstance(found, ResultTable)
    return found


def codes_of_the_stages() -> set[str]:
    """Return the codes that a diagnostic is made with, as they stand in the source."""
    found = set(WRECKAGE)
    for path in (ROOT / "ingest").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Diagnostic", "told"):
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def test_each_code_of_a_diagnostic_is_said_in_plain_words() -> None:
    lacking = codes_of_the_stages() - set(DIAGNOSTICS)
    assert lacking == set(), "give them words in lawgraph/explorer/quality/words.py"
    assert "column-bleed" in codes_of_the_stages(), "the codes are found"


def test_a_code_that_is_not_known_stands_for_itself() -> None:
    assert (meaning("brand-new").sort, meaning("brand-new").said) == (
        Sort.CHECK,
        Said("brand-new", "brand-new"),
    )
    assert residue_said("brand-new").zh == "brand-new"
    assert set(SORTS) == set(Sort)


def test_accuracy_is_what_the_graph_says_and_says_when(troubles: Troubles) -> None:
    stated, accuracy = published(), troubles.accuracy
    assert accuracy.at == stated["at"]
    norm = next(layer for layer in accuracy.layers if layer.code == "norm")
    assert norm.main == "f1"
    assert norm.value == pytest.approx(stated["pool"]["norm"]["f1"])
    assert norm.precision == pytest.approx(stated["pool"]["norm"]["precision"])
    assert norm.mean == pytest.approx(stated["macro"]["norm"]["f1"])
    assert norm.rows == stated["pool"]["norm"]["gold"]
    assert norm.genres["law"].value == pytest.approx(stated["genres"]["law"]["figures"]["norm"]["f1"])
    assert len(accuracy.samples) == len(stated["documents"])
    assert {layer.code for layer in accuracy.layers} <= set(LAYERS)
    assert next(layer for layer in accuracy.layers if layer.code == "links").group == "links"
    assert next(layer for layer in accuracy.layers if layer.code == "structure-item").group == "structure"
    assert next(layer for layer in accuracy.layers if layer.code == "quantity-money").group == "facts"


def test_doubts_are_those_of_the_query_of_the_library(troubles: Troubles, engine: EmbeddedEngine) -> None:
    answer = answered(engine, "doubtful-facts")
    at = answer.variables.index("fact_kind")
    kinds = [row[at].value for row in answer.rows]  # type: ignore[union-attr]
    assert {each.kind: each.doubtful for each in troubles.doubts} == {
        kind: kinds.count(kind) for kind in ("norm", "quantity", "mention", "citation")
    }
    assert sum(each.doubtful for each in troubles.documents) == len(kinds)
    norms = next(each for each in troubles.doubts if each.kind == "norm")
    assert norms.facts >= norms.doubtful
    assert all("；" not in reason and not reason.isascii() for reason, _ in norms.reasons)


@pytest.mark.parametrize(("query", "name"), [("diagnostics", "noted"), ("residues", "left")])
def test_what_is_noted_and_left_over_is_what_the_library_lists(
    troubles: Troubles, engine: EmbeddedEngine, query: str, name: str
) -> None:
    listed = len(answered(engine, query).rows)
    if name == "noted":
        assert sum(each.noted for each in troubles.documents) == listed
    else:
        assert sum(left.pieces for each in troubles.documents for left in each.left) == listed


def test_every_character_of_the_examples_is_accounted_for(built_examples: BuildReport) -> None:
    with leased(built_examples.generation.directory) as generation:
        engine = open_store(generation)
        reader_of = Troubles.read(engine).documents
        from lawgraph.stored_links import Reader

        for document in reader_of:
            coverage = Read.of(Reader(engine), document.iri).coverage()
            whole = coverage.blanks + coverage.provisions + coverage.labels + coverage.answering
            whole += sum(count for _, count in coverage.residues) + coverage.nowhere
            assert whole == coverage.characters == document.characters, document.title
            assert coverage.nowhere == 0, document.title


@pytest.mark.parametrize(
    ("source", "provisions", "labels", "residues", "expected", "why"),
    [
        (
            "第一条 甲。",
            {"p": ("第一条", ((4, 6),))},
            ("第一条",),
            (),
            (2, 3, 0),
            "a label stands before its words",
        ),
        (
            "甲。\n页",
            {"p": ("", ((0, 2),))},
            (),
            (("r", "page-number", "页", ((3, 4),)),),
            (2, 0, 0),
            "a residue",
        ),
        ("甲乙", {"p": ("", ((0, 1),))}, (), (), (1, 0, 1), "what is nowhere is counted, never hidden"),
        ("甲乙", {"p": ("", ((0, 2),)), "q": ("", ((1, 2),))}, (), (), (2, 0, 0), "one in two counts once"),
    ],
)
def test_where_the_characters_are(
    source: str,
    provisions: dict[str, tuple[str, tuple[tuple[int, int], ...]]],
    labels: tuple[str, ...],
    residues: tuple[tuple[str, str, str, tuple[tuple[int, int], ...]], ...],
    expected: tuple[int, int, int],
    why: str,
) -> None:
    found = Read(source, provisions, labels, (), residues).coverage()
    assert (found.provisions, found.labels, found.nowhere) == expected, why
    assert sum(count for _, count in found.residues) == len(residues), why


def test_a_place_is_in_the_smallest_provision() -> None:
    read_ = Read(
        "甲乙丙丁",
        {"a": ("外", ((0, 4),)), "b": ("内", ((1, 2), (3, 4))), "c": ("他", ((2, 3),))},
        (),
        (),
        (),
    )
    assert read_.provision_at(3) == ("b", "内")
    assert read_.provision_at(2) == ("c", "他"), "rather one that has it than one that it stands between"
    assert Read("甲乙丙", {"b": ("内", ((0, 1), (2, 3)))}, (), (), ()).provision_at(1) == ("b", "内"), (
        "between pieces"
    )
    assert read_.provision_at(9) == ("", "")


def test_a_document_shows_its_own(engine: EmbeddedEngine, built: BuildReport) -> None:
    content = shown(engine, built, document=f"{BASE}/eli/cn/text/{OPINION}")
    assert isinstance(content, OfDocument)
    said = {said.zh: those for said, those in content.diagnostics}
    bleed = [each for each in said[SORTS[Sort.REPAIRED].zh] if each.code == "column-bleed"]
    assert len(bleed) == 30
    assert all(each.words and each.provision for each in bleed), "each leads to its place"
    assert content.total == sum(count for _, count in content.doubts)
    assert {layer.code for _, those in content.groups for layer in those} >= {"structure", "norm"}
    assert content.coverage.share > 0.9


def test_a_kind_of_diagnostics_lists_its_places(engine: EmbeddedEngine, built: BuildReport) -> None:
    content = shown(engine, built, code="column-missing")
    assert isinstance(content, OfCode)
    assert (content.total, len(content.noted)) == (14, 14)
    assert all(each.words for each in content.noted)


def test_the_whole_is_sorted_as_asked(engine: EmbeddedEngine, built: BuildReport) -> None:
    content = shown(engine, built, sort="noted")
    assert isinstance(content, Quality)
    assert [each.noted for each in content.documents] == sorted(each.noted for each in content.documents)[
        ::-1
    ]
    assert content.left_over == sum(each.characters for each in content.left)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"document": "nothing"}, Missing),
        ({"code": "no-such"}, Wrong),
        ({"code": '" } #'}, Wrong),
        ({"sort": "size"}, Wrong),
        ({"offset": "x"}, Wrong),
    ],
)
def test_what_is_not_there_is_told(
    engine: EmbeddedEngine, built: BuildReport, given: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        shown(engine, built, **given)


def test_the_page_over_http_and_as_data(explored: str) -> None:
    page = read(explored, "/quality")
    assert page.status == 200
    for words in (
        "准确程度",
        "存疑的事实",
        "原文覆盖",
        "修复与诊断",
        "把串到别栏的文字归回原处",
        "对应：程序说有的，约",
    ):
        assert words in page.text
    one = read(explored, f"/quality?document={OPINION}")
    assert one.status == 200
    assert f"/page/eli/cn/text/{OPINION}/" in one.text, "the places lead to the provisions"
    table = list(csv.reader(io.StringIO(send(f"{explored}/quality.csv").text)))
    assert len(table) == 3
    assert read(explored, "/quality?document=nothing").status == 404
    assert read(explored, "/quality?code=x").status == 400
