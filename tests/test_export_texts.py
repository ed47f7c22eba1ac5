"""Exports that write texts again: pieces for retrieval, annotations, Akoma Ntoso."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from lxml import etree

from lawgraph.build import BuildReport
from lawgraph.exports import CannotExport
from queries import EmbeddedEngine

from .test_export import INPUT, _engine
from .test_export_formats import WICKED, asked, counted, written

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(scope="module", params=["small", "real"])
def engine(request: pytest.FixtureRequest, built: BuildReport) -> EmbeddedEngine:
    """The small graph, and that of the two documents of the project."""
    return EmbeddedEngine.open(INPUT if request.param == "small" else built.generation.store)


def _words(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_leaf_is_in_one_chunk(engine: EmbeddedEngine, tmp_path: Path) -> None:
    lines = written(engine, "chunks", tmp_path / "c.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    ids = [chunk["id"] for chunk in found]
    leaves = asked(
        engine, "?p", "?p lg:path ?path FILTER NOT EXISTS { ?q eli:is_part_of ?p . ?q lg:path ?x }"
    )
    for (leaf,) in leaves:
        assert sum(f"{leaf}/".startswith(f"{each}/") for each in ids) == 1, leaf
    for kind in ("Article", "ResponsibilityTask"):
        assert {iri for (iri,) in asked(engine, "?p", f"?p a lg:{kind}")} <= set(ids)
    links = Counter(link["side"] for chunk in found for link in chunk["links"])
    assert links["upper"] == links["lower"] == counted(engine, "?x a lg:Correspondence")
    assert sum(len(chunk["gaps"]) for chunk in found) == counted(engine, "?x a lg:Gap")


def test_a_chunk_tells_where_its_words_stand(engine: EmbeddedEngine, tmp_path: Path) -> None:
    lines = written(engine, "chunks", tmp_path / "c.jsonl").read_text("utf-8").splitlines()
    sources = dict(asked(engine, "?s ?c", "?s lg:sourceCharacters ?c"))
    texts = dict(asked(engine, "?p ?t", "?p lg:path ?x ; lg:text ?t"))
    same = 0
    for chunk in map(json.loads, lines):
        assert chunk["text"] == texts[chunk["id"]]
        assert hashlib.sha256(chunk["text"].encode()).hexdigest() == chunk["sha256"]
        there = "".join(sources[chunk["source"]][start:end] for start, end in chunk["offsets"])
        same += _words(there) == _words(chunk["text"])
        assert chunk["label_path"][-1]
    assert same >= 0.9 * len(lines)  # the rest was repaired, or has labels of parts between its words


def test_chunks_name_topics_and_bodies_of_their_parts(tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(INPUT)
    lines = written(engine, "chunks", tmp_path / "c.jsonl").read_text("utf-8").splitlines()
    task = next(each for each in map(json.loads, lines) if each["id"].endswith("annex-2/task-1"))
    assert (task["label"], task["level"], task["topics"]) == ("附件2第1项", "province", ["财政资金"])
    assert task["bodies"] == ["青海省财政厅"]
    (link,) = task["links"]
    assert (link["side"], link["label"], link["strength"], link["sureness"]) == (
        "lower", "第七条", "same-act", "确定",
    )  # fmt: skip


def test_annotations_quote_the_source(engine: EmbeddedEngine, tmp_path: Path) -> None:
    data = json.loads(written(engine, "annotations", tmp_path / "a.jsonld").read_text("utf-8"))
    items = data["first"]["items"]
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert data["total"] == len(items) == len({item["id"] for item in items})
    sources = dict(asked(engine, "?s ?c", "?s lg:sourceCharacters ?c"))
    for item in items:
        for target in item["target"]:
            position, quotation = target["selector"]
            there = sources[target["source"]][position["start"] : position["end"]]
            assert there == quotation["exact"]
    places = asked(engine, "?f ?at", "?f lg:inProvision ?p ; lg:place ?at . ?at oa:hasSelector ?s")
    assert sum(len(item["target"]) for item in items) == len(places)
    kinds = Counter(item["body"][1]["value"] for item in items)
    named = {
        "规范": "Norm",
        "数量": "Quantity",
        "机构": "Mention",
        "职责": "Responsibility",
        "引用": "Citation",
    }
    at = "lg:inProvision ?p ; lg:place ?at"
    assert kinds == Counter({tag: counted(engine, f"?x a lg:{kind} ; {at}") for tag, kind in named.items()})
    doubts = sum(body.get("purpose") == "questioning" for item in items for body in item["body"])
    assert doubts == len(asked(engine, "?f ?d", f"?f lg:doubt ?d ; {at}"))


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of OASIS, which the package ``cobalt`` carries; the package is located, not imported."""
    try:
        files = distribution("cobalt").files or ()
    except PackageNotFoundError:
        pytest.skip("SKIPPED: the schema of Akoma Ntoso (package cobalt) is not installed")
    (path,) = (file.locate() for file in files if file.name == "akomantoso30.xsd")
    return etree.XMLSchema(etree.parse(str(path)))


def _papers(engine: EmbeddedEngine, folder: Path) -> list[etree._ElementTree]:
    written(engine, "akoma-ntoso", folder)
    return [etree.parse(str(path)) for path in sorted(folder.iterdir())]


def test_akoma_ntoso_is_valid(engine: EmbeddedEngine, tmp_path: Path, schema: etree.XMLSchema) -> None:
    for paper in _papers(engine, tmp_path / "akn"):
        schema.assertValid(paper)


def test_akoma_ntoso_has_every_provision_with_its_words(engine: EmbeddedEngine, tmp_path: Path) -> None:
    papers = _papers(engine, tmp_path / "akn")
    assert len(papers) == counted(engine, "?x a lg:Document")
    elements = {each.get("wId"): each for paper in papers for each in paper.iter() if each.get("wId")}
    assert set(elements) == {iri for (iri,) in asked(engine, "?p", "?p lg:path ?path")}
    for iri, text in asked(engine, "?p ?t", "?p lg:path ?path ; lg:text ?t"):
        assert _words(text) in _words("".join(elements[iri].itertext())), iri
    for kind in ("article", "paragraph", "chapter", "section"):
        wanted = {iri for (iri,) in asked(engine, "?p", f"?p a lg:{kind.title()}")}
        found = {each.get("wId") for paper in papers for each in paper.iter(AKN + kind)}
        assert found == wanted, kind


def test_akoma_ntoso_names_bodies_and_citations(engine: EmbeddedEngine, tmp_path: Path) -> None:
    marked: Counter[str] = Counter()
    for paper in _papers(engine, tmp_path / "akn"):
        known = {f"#{each.get('eId')}" for each in paper.iter() if each.get("eId")}
        for each in paper.iter(AKN + "organization", AKN + "ref", AKN + "inline"):
            marked[each.tag.removeprefix(AKN)] += 1
        assert {each.get("refersTo") for each in paper.iter(AKN + "organization")} <= known
        for each in paper.iter(AKN + "ref"):
            href = each.get("href")
            assert href in known or href.startswith("https://w3id.org/lawgraph/")
    citations = counted(engine, "?x a lg:Citation ; lg:inProvision ?p . ?p lg:text ?t")
    resolved = counted(engine, "?x a lg:Citation ; lg:cites ?t ; lg:inProvision ?p . ?p lg:text ?w")
    assert marked["ref"] == resolved
    assert 0.8 * citations <= marked["ref"] + marked["inline"] <= citations
    assert marked["organization"] >= 0.5 * counted(engine, "?x a lg:Mention ; lg:mentions ?b")


TREE = [
    ("追究责任：\n(一)违法；\n(二)滥用。", ["追究责任：", "违法；", "滥用。"], "intro", "words before the parts"),
    ("(一)违法；\n(二)滥用。\n由上级处分。", ["违法；", "滥用。", "由上级处分。"], "wrapUp", "words behind them"),
    ("(一)违法；\n此外\n(二)滥用。", ["违法；", "此外", "滥用。"], "hcontainer", "words between them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "element", "why"), TREE)
def test_words_of_a_whole_stand_where_they_stood(
    tmp_path: Path, schema: etree.XMLSchema, text: str, lines: list[str], element: str, why: str
) -> None:
    part = "lg:inDocument g:d ; eli:is_part_of <http://x/d/art-1> ; eli:type_subdivision <http://x/item>"
    engine = _engine(
        'd a lg:Document ; eli:title "某条例" .',
        "x a g:Y . <http://x/d/art-1> lg:inDocument g:d ; lg:path 'art-1' ; lg:order 1 ; eli:is_part_of g:d ; "
        f"eli:type_subdivision <http://x/article> ; lg:text {json.dumps(text, ensure_ascii=False)} .",
        f"x a g:Y . <http://x/d/art-1/item-1> {part} ; lg:path 'art-1/item-1' ; lg:order 2 ; lg:label '(一)' ; "
        "lg:text '违法；' .",
        f"x a g:Y . <http://x/d/art-1/item-2> {part} ; lg:path 'art-1/item-2' ; lg:order 3 ; lg:label '(二)' ; "
        "lg:text '滥用。' .",
    )
    (paper,) = _papers(engine, tmp_path / "akn")
    schema.assertValid(paper)
    assert ["".join(each.itertext()) for each in paper.iter(AKN + "p")] == lines, why
    assert [each.text for each in paper.iter(AKN + "num")] == ["(一)", "(二)"]
    assert paper.find(f".//{AKN}{element}") is not None, why
    assert paper.find(f".//{AKN}point[@eId='art_1__item_2']") is not None


def test_one_document_is_one_file_and_two_are_none(tmp_path: Path, schema: etree.XMLSchema) -> None:
    engine = _engine(f"d a lg:Document ; eli:title {json.dumps(WICKED, ensure_ascii=False)} .")
    schema.assertValid(etree.parse(str(written(engine, "akoma-ntoso", tmp_path / "d.xml"))))
    with pytest.raises(CannotExport, match="有 2 份文件"):
        written(EmbeddedEngine.open(INPUT), "akoma-ntoso", tmp_path / "two.xml")
