"""Exports: GraphML that is read back, and a page that needs nobody."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from fontTools.ttLib import TTFont

from lawgraph.export import FORMATS, export_to
from lawgraph.font import font_path
from lawgraph.picture import page
from queries import EmbeddedEngine, open_engine
from queries.export_network import network, write_graphml
from queries.export_picture import Entry, Picture, picture

INPUT = Path(__file__).parent / "data" / "two-levels.trig"


@pytest.fixture(scope="module")
def html() -> str:
    return page(picture(open_engine(INPUT)))


def test_graphml_is_read_back(tmp_path: Path) -> None:
    written = network(open_engine(INPUT))
    read = nx.read_graphml(export_to(INPUT, "graphml", tmp_path / "out" / "g.graphml"), force_multigraph=True)
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    by_ends = lambda graph: sorted((a, b, sorted(d.items())) for a, b, d in graph.edges(data=True))  # noqa: E731
    assert by_ends(read) == by_ends(written)


def test_graphml_survives_control_characters(tmp_path: Path) -> None:
    store = ox.Store()
    document, title = ox.NamedNode("http://x/d"), ox.NamedNode("http://data.europa.eu/eli/ontology#title")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(ox.Quad(document, kind, ox.NamedNode("https://w3id.org/lawgraph/ontology#Document")))
    store.add(ox.Quad(document, title, ox.Literal("甲\x0b\x0c\x01乙 <&>")))
    read = nx.read_graphml(write_graphml(EmbeddedEngine(store), tmp_path / "g.graphml"))
    assert read.nodes["http://x/d"]["label"] == "甲乙 <&>"


@pytest.mark.parametrize("format", FORMATS)
def test_same_graph_same_bytes(tmp_path: Path, format: str) -> None:
    first = export_to(INPUT, format, tmp_path / "a").read_bytes()
    assert export_to(INPUT, format, tmp_path / "b").read_bytes() == first


def test_page_names_no_address_that_a_browser_would_fetch(html: str) -> None:
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href|action)\s*=\s*["']?(?!data:)[^"'>\s]""", html)
    assert not re.search(r"url\((?!data:)|@import|fetch\(|XMLHttpRequest|WebSocket", html)
    assert "@@" not in html


def test_page_holds_what_the_graph_says(html: str) -> None:
    found = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert [link["relation_zh"] for link in data["links"]] == ["从严", "落实"]
    evidence = data["links"][1]["evidence"][0]
    assert evidence == {
        "signal": "instrument",
        "weight": 0.5,
        "lower": "发展专项资金",
        "upper": "发展专项资金",
    }
    task = next(entry for entry in data["entries"] if entry["id"].endswith("task-1"))
    assert task["departments"] == [
        {"name": "省财政厅", "role": "lead"},
        {"name": "省经委", "role": "cooperating"},
    ]
    assert [gap["side"] for gap in data["gaps"]] == ["lower", "upper"]


def test_no_text_breaks_out_of_the_page() -> None:
    wicked = "</script><script>alert(1)</script>@@style@@\u2028"
    shown = page(Picture((("d", wicked),), (Entry("p", "第一条", "Article 1", wicked, "d", ()),), (), ()))
    assert shown.count("<script") == 2
    data = json.loads(re.search(r'id="data">(.*?)</script>', shown, re.DOTALL)[1])  # type: ignore[index]
    assert data["entries"][0]["text"] == wicked


def test_font_has_every_chinese_character_of_the_page(html: str) -> None:
    found = re.search(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", html)
    assert found
    font = TTFont(io.BytesIO(base64.b64decode(found[1])))
    shown = {ord(char) for char in html.replace(found[0], "") if "\u4e00" <= char <= "\u9fff"}
    assert shown <= set(font.getBestCmap())
    assert "Open Font License" in html
    assert "Open Font License" in str(font["name"].getDebugName(13))


def test_font_is_located_without_importing_its_package() -> None:
    assert font_path().name == "NotoSansSC-Regular.otf"
