"""The page of rules side by side, and the data that it is made of; ``test_browser.py`` opens it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from fontTools.ttLib import TTFont

from lawgraph.exports import export_to
from lawgraph.exports.html import page
from queries import EmbeddedEngine, open_engine
from queries.picture import picture
from queries.pictured import Label, Picture, Quote

from .pictures import LONG, WICKED, many, three_levels

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
EMPTY = Picture((), (), (), ())


@pytest.fixture(scope="module")
def html() -> str:
    return page(picture(open_engine(INPUT)))


def data(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found, name
    return json.loads(found[1])


def test_page_names_no_address_that_a_browser_would_fetch(html: str) -> None:
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href|action)\s*=\s*["'](?!data:|#)[^"'>\s]""", html)
    assert not re.search(r"url\((?!data:)|@import|fetch\(|XMLHttpRequest|WebSocket", html)
    assert "@@" not in html


def test_the_policy_allows_the_page_its_own_script_and_style_by_their_digest_and_no_other(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "unsafe" not in policy[1]
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]


def test_page_holds_what_the_graph_says(html: str) -> None:
    index = data(html, "index")
    assert [each["title"] for each in index["documents"]] == [
        "支持小微企业的实施意见",
        "促进中小微企业发展条例",
    ]
    assert index["pairs"] == [
        [
            1,
            0,
            {
                "": 0,
                "absent-upper": 1,
                "doubtful-lower": 1,
                "grave": 1,
                "likely": 1,
                "reviewed": 1,
                "stricter": 1,
            },
        ]
    ]
    upper, pair = data(html, "document-0"), data(html, "pair-1-0")
    assert upper[0]["departments"] == [["省财政厅", "lead"], ["省经委", "cooperating"]]
    plain, strict = pair["links"]
    assert (plain["sure"], plain["review"]) == ("reviewed", "orcid:0000-0002-1825-0097 2026-03-01")
    assert plain["evidence"][0] == ["instrument", 0.5, [[20, 26]], [[27, 33]]]
    assert upper[plain["up"]]["text"][27:33] == "发展专项资金"
    assert (strict["difference"], strict["whom"]) == ("stricter", "小额贷款公司")
    assert strict["compared"] == ["interest-rate", "stricter", "不超过基准利率的10%", "不超过基准利率的15%"]
    assert [(gap["side"], gap["state"], gap["severity"]) for gap in pair["gaps"]] == [
        ("lower", "doubtful", "low"),
        ("upper", "absent", "high"),
    ]


def test_codes_have_names_in_both_languages(html: str) -> None:
    names = data(html, "index")["names"]
    assert names["difference"]["stricter"] == ["从严", "stricter"]
    assert names["severity"]["high"] == ["重要", "high"]
    assert all(zh and en for kind in names.values() for zh, en in kind.values())


def test_no_text_breaks_out_of_the_page() -> None:
    plain, wicked = page(EMPTY), page(three_levels())
    documents, pairs = 4, 4
    assert wicked.count("<script") - plain.count("<script") == documents + pairs
    assert data(wicked, "document-1")[1]["text"] == WICKED
    assert data(wicked, "index")["documents"][2]["title"] == LONG


def test_same_picture_same_page() -> None:
    assert page(three_levels()) == page(three_levels())


def test_a_large_page_is_little_more_than_its_texts() -> None:
    found = many()
    texts = sum(len(unit.text.encode()) for unit in found.units)
    assert len(page(found).encode()) - len(page(EMPTY).encode()) < texts + 250 * len(found.links)


@pytest.mark.parametrize("found", [EMPTY, three_levels()], ids=["empty", "three levels"])
def test_font_has_every_chinese_character_of_the_page(found: Picture) -> None:
    html = page(found)
    font_data = re.search(r"data:font/woff;base64,([A-Za-z0-9+/=]+)", html)
    assert font_data
    font = TTFont(io.BytesIO(base64.b64decode(font_data[1])))
    shown = {ord(char) for char in html.replace(font_data[0], "") if "\u4e00" <= char <= "\u9fff"}
    assert shown <= set(font.getBestCmap())
    assert "Open Font License" in html
    assert "Open Font License" in str(font["name"].getDebugName(13))


def test_an_empty_graph_is_exported(tmp_path: Path) -> None:
    (tmp_path / "empty.nq").write_text("", "utf-8")
    out = export_to(tmp_path / "empty.nq", "html", tmp_path / "empty.html")
    assert data(out.read_text("utf-8"), "index")["documents"] == []


REASONS = [
    ("unlike: 甲 / A", ("甲", "A"), "a code before both"),
    ("“应当公示”没有对应 / nothing like it", ("“应当公示”没有对应", "nothing like it"), "no code"),
    ("甲\n乙 / A", ("甲\n乙", "A"), "what is quoted stands in two lines"),
    ("无对应。", ("无对应。", "无对应。"), "Chinese alone serves for both"),
]


def changed(*changes: tuple[str, str]) -> Picture:
    """Return the picture of the small graph with words of its Turtle changed."""
    text = INPUT.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TRIG)
    return picture(EmbeddedEngine(store))


@pytest.mark.parametrize(("reason", "said", "why"), REASONS)
def test_a_reason_in_both_languages(reason: str, said: tuple[str, str], why: str) -> None:
    before = "unlike: 与对方任何条文都没有共同的专门用语 / shares no rare words with any provision of the other rule"
    (gap,) = (each for each in changed((before, reason.replace("\n", "\\n"))).gaps if each.side == "lower")
    assert (gap.reason.zh, gap.reason.en) == said, why


def test_the_picture_says_what_the_graph_says_of_links_and_gaps() -> None:
    shown = picture(EmbeddedEngine.open(INPUT))
    plain, strict = shown.links
    assert (strict.strength, strict.difference, strict.difference_for) == (
        "same-matter",
        "stricter",
        "小额贷款公司",
    )
    assert [(each.side, each.quote.ranges) for each in strict.only_in] == [
        ("upper", ((4, 6),)),
        ("lower", ((16, 19),)),
    ]
    assert all(each.ranges for each in strict.sentences)
    assert (plain.strength, plain.difference, plain.sentences, plain.only_in) == (
        "same-act",
        "",
        (Quote(), Quote()),
        (),
    )
    assert [(gap.state, gap.severity, gap.probability) for gap in shown.gaps] == [
        ("doubtful", "low", 0.6),
        ("absent", "high", 0.93),
    ]
    assert shown.gaps[1].nearest == Label("第二十条", "Article 20")
    assert [unit.topics for unit in shown.units if unit.path == "annex-2/task-1"] == [("funds",)]


LOWER = "lg:lower <https://w3id.org/lawgraph/eli/cn/632800/2020/regulation-6f1d2c3b/art-16>"


@pytest.mark.parametrize("stated", [True, False], ids=["unit stated", "unit of the path"])
def test_a_link_of_a_paragraph_is_shown_with_its_article(stated: bool) -> None:
    unit = LOWER.replace("lg:lower", "lg:lowerUnit") + " ;"
    named = LOWER.replace("/art-16>", "/art-16/para-1>")
    said = (
        " a lg:Paragraph ; lg:path 'art-16/para-1' ; lg:order 9 ; lg:text '贷款利率' ; rdfs:label '第十六条第一款'@zh ;"
        f" lg:inDocument {LOWER[9:].replace('/art-16>', '>')} ; eli:is_part_of {LOWER[9:]} . "
    )
    paragraph = named[9:] + said
    shown = changed(
        (LOWER, named),
        (unit, unit if stated else ""),
        (
            "<https://w3id.org/lawgraph/graph/links> {",
            f"<https://w3id.org/lawgraph/graph/links> {{ {paragraph}",
        ),
    )
    (strict,) = (link for link in shown.links if link.difference)
    assert strict.lower.endswith("/art-16")
    assert strict.lower_part == Label("第十六条第一款", "art-16/para-1")
    assert strict.upper_part is None
    assert strict.sentences[0].ranges == ((0, 19),), "its words are those of the article"
    assert [each.path for each in shown.units if "art-16" in each.path] == ["art-16"]


def test_documents_without_links_are_told(tmp_path: Path) -> None:
    found = replace(three_levels(), units=(), links=(), gaps=())
    index = data(page(found), "index")
    assert (len(index["documents"]), index["pairs"]) == (4, [])
