"""What Jupyter shows: tables with labels, neighbourhoods as pictures, provisions with their facts marked."""

from __future__ import annotations

import copy
import pickle
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

import lawgraph
from ingest.model import Annotation
from lawgraph.build import BuildReport, build
from lawgraph.font import font_path
from lawgraph.frames import LabelledFrame
from lawgraph.naming import ProvisionNotFound
from lawgraph.neighbourhood import MOST, Neighbourhood
from lawgraph.versions import side_by_side

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def g(built: BuildReport) -> lawgraph.LawGraph:
    return lawgraph.open(built.generation.directory)


def headings(html: str | None) -> list[str]:
    head = re.search(r"<thead>.*?</thead>", html or "", re.DOTALL)
    return [cell for cell in re.findall(r"<th[^>]*>([^<]*)</th>", head[0] if head else "") if cell]


def test_a_table_is_by_code_for_programs_and_in_chinese_for_eyes(g: lawgraph.LawGraph) -> None:
    frame = g.query("cross-level-links", min_score=0.9)
    plain = g.query("cross-level-links", labels="code", min_score=0.9)
    assert type(plain) is pd.DataFrame
    pd.testing.assert_frame_equal(pd.DataFrame(frame), plain)
    shown = headings(frame._repr_html_())
    assert shown[:4] == ["下级条款", "下级规定", "上级条款", "上级措施"]
    assert "lower_unit" in headings(plain._repr_html_())  # type: ignore[operator]
    assert not set(shown) & set(plain.columns)


PARTS = [
    (lambda frame: frame.head(3), ["下级条款", "概率"], "rows"),
    (lambda frame: frame[frame["score"] > 0.5], ["下级条款", "概率"], "rows that a mask chooses"),
    (lambda frame: frame.sort_values("score"), ["下级条款", "概率"], "rows in another order"),
    (lambda frame: frame[["lower", "score"]], ["概率"], "columns, one of them code"),
    (
        lambda frame: frame[["lower"]],
        ["下级条款的 IRI"],
        "nothing but code: shown, for the table is not empty",
    ),
    (copy.deepcopy, ["下级条款", "概率"], "a copy"),
    (lambda frame: pickle.loads(pickle.dumps(frame)), ["下级条款", "概率"], "another process"),
]


@pytest.mark.parametrize(("part", "columns", "why"), PARTS, ids=[case[2] for case in PARTS])
def test_what_is_taken_from_it_is_shown_so_too(
    g: lawgraph.LawGraph, part, columns: list[str], why: str
) -> None:
    taken = part(g.query("cross-level-links"))
    assert isinstance(taken, LabelledFrame), why
    shown = headings(taken._repr_html_())
    assert [name for name in shown if name in columns] == columns, why
    assert ("下级条款的 IRI" in shown) == (columns == ["下级条款的 IRI"]), why


def test_iris_of_a_query_in_sparql_are_named(g: lawgraph.LawGraph) -> None:
    frame = g.query(
        "SELECT ?p ?b { ?f lg:body ?b ; lg:inProvision ?p ; lg:responsibilityRole ?r } ORDER BY ?p ?b"
    )
    assert frame["b"][0].startswith("body/")
    shown = frame.shown()
    assert not any(str(cell).startswith(("body/", "eli/")) for cell in [*shown["b"], *shown["p"]])


def test_other_labels_are_refused(g: lawgraph.LawGraph) -> None:
    with pytest.raises(ValueError, match="zh"):
        g.query("documents", labels="fr")  # type: ignore[arg-type]


def test_a_markup_in_a_text_is_text(tmp_path: Path) -> None:
    text = "某省试验规定\n第一条 为了<script>alert(1)</script>，制定本规定。\n"
    text += "第二条 省财政厅应当安排5000万元<b>资金</b>。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    g = lawgraph.open(build([tmp_path / "a.txt"], tmp_path / "graph").generation.directory)
    assert "alert" in g.query("SELECT ?t { ?p lg:text ?t }").to_string()
    iri = g.query("SELECT ?p { ?p a lg:Article } ORDER BY ?p")["p"][0]
    assert (
        g.marked("第二条").text == g.marked(g.query("SELECT ?p { ?p a lg:Article } ORDER BY ?p")["p"][1]).text
    )
    for html in (
        g.query("SELECT ?t { ?p lg:text ?t }")._repr_html_(),  # type: ignore[operator]
        g.marked(iri)._repr_html_(),
        g.show(iri)._repr_svg_(),
    ):
        assert "<script" not in html
        assert "<b>" not in html


def test_marks_are_the_words_of_facts(g: lawgraph.LawGraph, regulation: Annotation) -> None:
    found = g.marked("第七条")
    words = {(found.text[mark.start : mark.end], mark.kind) for mark in found.marks}
    mentioned = {mention.text for mention in regulation.mentions if mention.path.split("/")[0] == "art-7"}
    assert {text for text, kind in words if kind == "body"} == mentioned
    assert ("自治州县级以上人民政府", "body") in words
    assert dict(found.norms)["义务"] == 4
    html = found._repr_html_()
    assert "<mark" in html
    assert "承担者" in html


def test_amounts_are_marked_with_what_they_are_for(g: lawgraph.LawGraph) -> None:
    found = g.marked("附件2第20项", document="青海")
    said = {(found.text[mark.start : mark.end], mark.label) for mark in found.marks}
    assert {("最高不超过50万元", "奖励"), ("20亿元", "贷款"), ("10亿元", "资金规模")} <= said
    assert all(a.end <= b.start for a, b in zip(found.marks, found.marks[1:], strict=False))


NAMES = [
    ("第九十九条", None, "没有这一条款", "no such article"),
    ("第七条", "青海", "没有这一条款", "not in that document"),
    ("eli/cn/none/art-1", None, "没有这一条款", "no such IRI"),
]


@pytest.mark.parametrize(("name", "document", "said", "why"), NAMES, ids=[case[3] for case in NAMES])
def test_what_is_not_there_is_said(
    g: lawgraph.LawGraph, name: str, document: str | None, said: str, why: str
) -> None:
    with pytest.raises(ProvisionNotFound, match=said):
        g.marked(name, document)


def test_a_body_that_is_not_there_is_said(g: lawgraph.LawGraph) -> None:
    with pytest.raises(ProvisionNotFound, match="no such IRI"):
        g.show("body/none")


def test_a_name_of_several_asks_which(built_examples: BuildReport) -> None:
    g = lawgraph.open(built_examples.generation.directory)
    with pytest.raises(ProvisionNotFound, match=r"个条款如此.*name the document"):
        g.marked("第七条")
    assert g.marked("第七条", document="样例市").text


def test_the_neighbourhood_of_a_body_has_what_it_does(g: lawgraph.LawGraph) -> None:
    near = g.show("body/630000/finance")
    assert isinstance(near, Neighbourhood)
    groups = {group.heading: [each.label for each in group.neighbours] for group in near.groups}
    duties = g.show("department-duties", department="青海省财政厅")
    led = sorted(duties.loc[duties["角色"] == "牵头", "条款"])
    assert led
    assert sorted(groups["牵头的任务"]) == led


def test_the_neighbourhood_of_an_article_has_its_counterparts(g: lawgraph.LawGraph) -> None:
    links = g.query("cross-level-links")
    iri = links.sort_values("score")["lower"].iloc[-1]
    near = g.neighbourhood(iri)
    upper = next(group for group in near.groups if group.heading == "上级条款")
    expected = set(links.loc[links["lower"] == iri, "upper"])
    assert expected <= {each.iri.partition("lawgraph/")[2] for each in upper.neighbours}
    scores = [each.score for each in upper.neighbours]
    assert scores == sorted(scores, reverse=True)


def test_a_hub_is_capped_and_counted(g: lawgraph.LawGraph) -> None:
    document = g.query('SELECT ?d { ?d a lg:Document ; eli:title ?t FILTER(CONTAINS(?t, "青海")) }')["d"][0]
    near = g.neighbourhood(document)
    assert len(near) == MOST
    left_out = [group for group in near.groups if group.more]
    assert left_out
    assert all(f"另有 {group.more} 个" in near.svg() for group in left_out)
    lower = next(group for group in near.groups if group.heading == "下级条款")
    count = g.query(
        "SELECT (COUNT(DISTINCT ?l) AS ?n) { ?k a lg:Correspondence ; lg:lower ?l }", labels="code"
    )["n"].item()
    assert len(lower.neighbours) + lower.more == count


def test_a_picture_lacks_no_glyph_and_no_font(g: lawgraph.LawGraph) -> None:
    svg = g.show("body/630000/finance")._repr_svg_()
    root = ET.fromstring(svg)
    style = root.find(f"{SVG}style")
    assert style is not None
    assert "data:font/woff;base64," in (style.text or "")
    with TTFont(font_path()) as font:
        known = set(font.getBestCmap())
    shown = {char for text in root.iter(f"{SVG}text") for char in text.text or ""}
    assert {ord(char) for char in shown} <= known
    assert g.show("body/630000/finance")._repr_svg_() == svg


def test_time_and_findings_are_asked_by_name(g: lawgraph.LawGraph) -> None:
    states = g.status("海西", on="2020-06-30")
    assert list(states["state_code"]) == ["not-yet"], "the day before it enters into force"
    assert list(g.status("海西", on=date(2020, 7, 1))["state_code"]) == ["in-force"], "a date is a day too"
    parts = g.status("青海", on="2026-01-01", provisions=True)
    assert {"in-force", "expired"} <= set(parts["state_code"]), "tasks with a time of their own"
    early, late = (g.findings("青海", on=day) for day in ("2013-01-01", "2026-01-01"))
    assert len(early) < len(late), "what stands since later days is not told"
    assert g.changes().empty, "no rule has two texts here"


def test_two_texts_are_drawn_side_by_side(tmp_path: Path) -> None:
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text("某市公园条例\n第一条 罚款五百元。\n第二条 自公布之日起施行。\n", encoding="utf-8")
    new.write_text("某市公园条例\n第一条 罚款八百元。\n第二条 自公布之日起施行。\n", encoding="utf-8")
    html = side_by_side(old, new)._repr_html_()
    assert "罚款<del>五百</del>元" in html
    assert "罚款<ins>八百</ins>元" in html
    assert "第二条" not in html, "what did not change is left out"
    assert "第二条" in side_by_side(old, new, whole=True)._repr_html_()
