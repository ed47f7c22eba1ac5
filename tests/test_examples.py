"""The example texts (``data/examples``) against what their author wrote down before the program was run on them.

Structure, who answers, metadata, amounts, citations: every row. What is wrong, and known to be, stands in
``gold/family/known-faults.json``: a fault that is new, or gone, fails. Links of pairs: floors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ingest.model import Annotation
from ingest.read import find_sources
from ingest.write.authority_graph import authority_quads
from lawgraph import pointers
from lawgraph.build import BuildReport, annotate_file, build
from lawgraph.cli import app
from lawgraph.evaluation.gold import rows_of
from lawgraph.evaluation.measure import predicted_rows, score_pair, score_rows
from lawgraph.graph import LawGraph
from lawgraph.graph import open as open_graph
from ontology.divisions import is_invented

from .conftest import ROOT

EXAMPLES = ROOT / "data" / "examples"
EXAMPLE_GOLD = EXAMPLES / "gold"
TEXTS = sorted(path.stem for path in EXAMPLES.glob("*.md") if path.stem != "README")
PAIRS = sorted(path.parent.name for path in EXAMPLE_GOLD.glob("*/links.jsonl"))
EVERY_ROW = ("structure", "structure-paragraph", "structure-item", "structure-section", "responsibility")
ASKED = ("kind", "low", "high", "low_inclusive", "high_inclusive", "unit", "payer", "beneficiaries")
# F1 of links, of differences (stricter, looser) and of gaps: what the first run reached, and no less
FLOORS = {
    "links-law-province": (0.95, 0.75, 0.40),
    "links-plan-shili-2020": (0.69, 0.0, 0.61),
    "links-province-shili-2020": (0.97, 0.75, 0.75),
    "links-province-shili-2023": (0.97, 0.72, 0.78),
    "links-province-yangli": (0.92, 0.72, 0.81),
    "links-shili-county": (0.68, 0.80, 0.62),
}

Row = dict[str, Any]
FAMILY: Row = json.loads((EXAMPLE_GOLD / "family" / "family.json").read_text("utf-8"))
FAULTS: list[Row] = json.loads((EXAMPLE_GOLD / "family" / "known-faults.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def read() -> dict[str, Annotation]:
    return {name: annotate_file(EXAMPLES / f"{name}.md") for name in TEXTS}


@pytest.fixture(scope="module")
def told(read: dict[str, Annotation]) -> dict[str, list[Row]]:
    return {name: predicted_rows(annotation) for name, annotation in read.items()}


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    return build([EXAMPLES], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def graph(family: BuildReport) -> LawGraph:
    return open_graph(family.generation.folder.parent)


@pytest.fixture(scope="module")
def name_of(told: dict[str, list[Row]]) -> dict[str, str]:
    """The names of the texts by the last part of the IRIs of their documents."""
    rows = {name: next(row for row in rows if row["type"] == "document") for name, rows in told.items()}
    return {row["expression"].rsplit("/", 1)[1]: name for name, row in rows.items()}


def known(document: str, kind: str) -> list[tuple[str, str, Any, Any]]:
    rows = [row for row in FAULTS if (row["document"], row["kind"]) == (document, kind)]
    return sorted(((row["path"], row["words"], row["field"], row["told"]) for row in rows), key=str)


def test_every_text_says_that_it_is_invented() -> None:
    assert len(TEXTS) == 7
    for name in TEXTS:
        head = (EXAMPLES / f"{name}.md").read_text("utf-8").split("---")[1]
        for words in ("示例文本", "虚构", "不具有法律效力"):
            assert words in head, name


def test_the_mark_is_no_provision_and_the_places_are_invented(told: dict[str, list[Row]]) -> None:
    for name, rows in told.items():
        assert not any("虚构" in row["text"] for row in rows if row["type"] in ("provision", "norm")), name
        assert [row["reason"] for row in rows if row["type"] == "residue" and "虚构" in row["text"]] == [
            "front-matter"
        ], name
        assert not [row["message"] for row in rows if row["type"] == "diagnostic"], name
        (document,) = (row for row in rows if row["type"] == "document")
        where = document["jurisdiction"]
        assert is_invented(where["code"]) or "示例" in document["title"], name


@pytest.mark.parametrize("name", TEXTS)
def test_structure_bodies_who_answer_and_metadata(name: str, told: dict[str, list[Row]]) -> None:
    source = (EXAMPLES / f"{name}.md").read_text("utf-8")
    scored = score_rows(EXAMPLE_GOLD / name, source, told[name])
    for layer in EVERY_ROW:
        if layer in scored.figures:
            assert scored.figures[layer]["f1"] == 1, (layer, scored.items[layer].missed)
    assert {"structure", "structure-section"} & set(scored.figures)
    for layer in ("metadata", "coverage", "kept", "offsets"):
        assert scored.figures[layer]["share"] == 1, (layer, scored.figures[layer])
    about = json.loads((EXAMPLE_GOLD / name / "metadata.json").read_text("utf-8"))
    (document,) = (row for row in told[name] if row["type"] == "document")
    assert (document["amended"], document["repeals"]) == (about["amended"], about["repeals"])


def meeting(row: Row, others: list[Row]) -> Row | None:
    """Return the first of the rows that has a character of ``row``."""
    spans = row.get("spans") or [[row["start"], row["end"]]]

    def meets(other: Row) -> bool:
        theirs = other.get("spans") or [[other["start"], other["end"]]]
        return any(a < d and c < b for a, b in spans for c, d in theirs)

    return next(filter(meets, others), None)


def amounts_wrong(name: str, rows: list[Row]) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield what is told of an amount and not in the gold: the path, the words, the field, what is told of it."""
    gold = rows_of(EXAMPLE_GOLD / name / "quantities.jsonl")
    found = [row for row in rows if row["type"] == "quantity"]
    for row in gold:
        if row["optional"]:
            continue
        other = meeting(row, found)
        if other is None:
            yield row["path"], row["surface"], "all", None
        else:
            fields = [field for field in ASKED if field in row and row[field] != other[field]]
            yield from ((row["path"], row["surface"], field, other[field]) for field in fields)
    for other in found:
        if meeting(other, gold) is None:
            yield other["path"], other["text"], "more", None


@pytest.mark.parametrize("name", TEXTS)
def test_amounts_and_deadlines(name: str, told: dict[str, list[Row]]) -> None:
    assert sorted(amounts_wrong(name, told[name]), key=str) == known(name, "quantity")


def citations_wrong(name: str, rows: list[Row]) -> Iterator[tuple[str, str, Any, Any]]:
    gold = rows_of(EXAMPLE_GOLD / name / "citations.jsonl")
    found = [row for row in rows if row["type"] == "citation"]
    for row in gold:
        other = meeting(row, found)
        if row["optional"]:
            continue
        if other is None:
            yield row["path"], row["surface"], "all", None
        elif row["articles"] != (other.get("articles") or [other["article"]] * bool(other["article"])):
            yield row["path"], row["surface"], "articles", other.get("articles") or other["article"]
    for other in found:
        if meeting(other, gold) is None:
            yield other["path"], other["text"], "more", None


@pytest.mark.parametrize("name", TEXTS)
def test_citations(name: str, told: dict[str, list[Row]]) -> None:
    assert sorted(citations_wrong(name, told[name]), key=str) == known(name, "citation")


def test_citations_lead_to_the_texts_of_the_family(graph: LawGraph, name_of: dict[str, str]) -> None:
    found = graph.query(
        "SELECT ?d ?words ?target { ?c a lg:Citation ; lg:inDocument ?d ; lg:text ?words "
        "OPTIONAL { ?c lg:cites ?target } }"
    )
    leads: dict[tuple[str, str], str | None] = {}
    for document, words, target in zip(*(map(str, found[column]) for column in found), strict=True):
        to = next((name for part, name in name_of.items() if f"/{part}" in target), None)
        leads[name_of[document.rsplit("/", 1)[1]], words] = to
    for name in TEXTS:
        due = {
            (row["path"], row["surface"]): row["target"]
            for row in rows_of(EXAMPLE_GOLD / name / "citations.jsonl")
            if not row["optional"]
        }
        wrong = [
            (*at, "target", leads.get((name, at[1])))
            for at, to in due.items()
            if leads.get((name, at[1])) != to
        ]
        assert sorted(wrong, key=str) == known(name, "target"), name


@pytest.mark.parametrize("name", PAIRS)
def test_links(name: str, read: dict[str, Annotation]) -> None:
    pair = json.loads((EXAMPLE_GOLD / name / "doc.json").read_text("utf-8"))
    upper, lower = (read[pair[side]["file"].removesuffix(".md")] for side in ("upper", "lower"))
    figures = score_pair(EXAMPLE_GOLD / name, upper, lower).figures
    links, difference, gaps = FLOORS[name]
    assert figures["links"]["f1"] >= links
    assert figures["links"]["recall"] == 1, "no link of the gold is missing"
    assert figures["difference"]["f1"] >= difference
    assert figures["gaps"]["f1"] >= gaps
    assert figures["gaps"]["precision"] == 1, "what is told to have no counterpart has none"


def working_days(rows: list[Row]) -> dict[tuple[str, int], list[str]]:
    """Who must act within how many working days, by the article or measure."""
    norms = {
        quantity: norm["bearers"]
        for norm in rows
        if norm["type"] == "norm"
        for quantity in norm["quantities"]
    }
    return {
        (row["path"].split("/para-")[0], row["high"] or row["low"]): norms.get(row["id"], [])
        for row in rows
        if row["type"] == "quantity" and row["unit"] == "working-day"
    }


@pytest.mark.parametrize("name", TEXTS)
def test_deadlines_in_working_days_and_who_must_act(name: str, told: dict[str, list[Row]]) -> None:
    found = working_days(told[name])
    due = {(path, days): who for document, path, days, who in FAMILY["working_days"] if document == name}
    assert set(found) == set(due)
    wrong = [
        (path, str(days), "bearers", found[path, days])
        for (path, days), who in due.items()
        if who is not None and found[path, days] != [who]
    ]
    assert sorted(wrong, key=str) == known(name, "working-days")


@pytest.mark.parametrize("name", FAMILY["measures_over"])
def test_when_measures_end(name: str, told: dict[str, list[Row]]) -> None:
    for path, last in FAMILY["measures_over"][name].items():
        rows = [row for row in told[name] if row["type"] == "quantity" and row["path"].startswith(path)]
        dates = [row for row in rows if row["kind"] == "date"]
        years = next((row["low"] for row in rows if row["text"] == "连续三年"), None)
        ends = {row["high"] for row in dates} | {
            str(int(row["low"]) + years - 1)
            for row in dates
            if years and len(row["low"] or "") == len("2012")
        }
        assert last in ends, path


def test_bodies_of_the_old_opinion_have_successors(graph: LawGraph) -> None:
    wrong = []
    for body, successors in FAMILY["renamed"].items():
        rows = graph.query("body-succession", body=body, division="示例市", year=2023)
        found = sorted(rows["successor_name"].dropna())
        if found != sorted(successors):
            wrong.append(("", body, "successor", found))
    assert sorted(wrong, key=str) == known("province-plan-2012", "successor")


@pytest.mark.parametrize("day", FAMILY["in_force_on"])
def test_what_was_in_force(day: str, graph: LawGraph, name_of: dict[str, str]) -> None:
    found = {name_of[str(iri).rsplit("/", 1)[1]] for iri in graph.query("in-force-on", on=day)["document"]}
    due = set(FAMILY["in_force_on"][day])
    wrong = [("", day, "more", name) for name in found - due] + [
        ("", day, "all", name) for name in due - found
    ]
    assert sorted(wrong, key=str) == [row for row in known("", "in-force") if row[1] == day]


def test_the_two_texts_of_the_regulation_are_one_work(graph: LawGraph, told: dict[str, list[Row]]) -> None:
    works = {
        next(row["id"] for row in told[name] if row["type"] == "document") for name in FAMILY["one_work"]
    }
    assert len(works) == 1
    before, after = (
        {
            row["path"]: row["text"]
            for row in told[name]
            if row["type"] == "provision" and row["kind"] == "article"
        }
        for name in FAMILY["one_work"]
    )
    moved, changed = FAMILY["versions"]["moved"], FAMILY["versions"]["changed"]
    for path, text in before.items():
        if path in FAMILY["versions"]["deleted"]:
            assert text not in after.values()
        elif path in changed:
            assert after[changed[path]] != text
        else:
            assert after[moved.get(path, path)] == text, path
    left = set(after) - {changed.get(path, moved.get(path, path)) for path in before}
    assert left == set(FAMILY["versions"]["inserted"])


def test_a_pointer_to_the_first_text_finds_the_words_in_the_second(
    graph: LawGraph, name_of: dict[str, str]
) -> None:
    part_of = {name: part for part, name in name_of.items()}
    old, new = (f"eli/cn/text/{part_of[name]}" for name in FAMILY["one_work"])
    pointer = pointers.point(graph.engine, f"{old}/art-12")
    assert (
        pointers.point(graph.engine, f"{new}/{FAMILY['versions']['moved']['art-12']}").digest
        == pointer.digest
    )
    assert pointers.find(graph.engine, pointer).how is pointers.How.HERE


def test_a_graph_says_that_the_places_are_invented_and_has_no_other(graph: LawGraph) -> None:
    notes = graph.query(
        "SELECT ?code ?note { ?d a lg:Division ; skos:notation ?code ; skos:note ?note FILTER(LANG(?note) = 'zh') }"
    )
    assert set(notes["code"]) == {"990000", "990100", "990121", "990200"}
    assert set(notes["note"]) == {"示例中虚构的地名。"}
    assert not any("division/99" in line for line in authority_quads(codes=["632800"]))
    assert any("division/99" in line for line in authority_quads(codes=["990121"]))


def test_the_folder_is_built_without_a_word_but_what_is_meant(tmp_path: Path) -> None:
    found = find_sources([EXAMPLES])
    assert [path.stem for path in found.paths] == TEXTS
    assert not found.notes
    assert not found.failures
    run = CliRunner().invoke(app, ["build", str(EXAMPLES), "--out", str(tmp_path / "graph"), "--jobs", "1"])
    assert run.exit_code == 0
    assert not run.stderr


def test_known_faults_are_of_this_family(family: BuildReport) -> None:
    assert {row["document"] for row in FAULTS} <= {*TEXTS, ""}
    assert len(family.documents) == len(TEXTS)
    assert not family.failures
