"""Citations: titles, numbers, short titles, internal references, and the gold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.citations import find_citations
from ingest.annotate.references import target_path
from ingest.model import Citation, CitationStatus
from ingest.text import CleanText, SourceText, squeeze

DATA = Path(__file__).parent.parent / "data"
PATHS = ("art-3", "art-7", "art-8/para-1", "art-8/para-2", "art-20/para-1/item-3", "annex-2")


def find(text: str, path: str = "art-8/para-2") -> list[Citation]:
    return list(find_citations(CleanText.of(SourceText("a.txt", text, "0" * 64)), path, None, PATHS))


NAMED = [
    (
        "根据《中华人民共和国中小企业促进法》",
        "《中华人民共和国中小企业促进法》",
        "中华人民共和国中小企业促进法",
        None,
        None,
        "a law",
    ),
    ("依照《行政处罚法》第三十二条", "《行政处罚法》第三十二条", "行政处罚法", None, "art-32", "its article"),
    (
        "《X办法》（青政[2012]16号，以下",
        "《X办法》（青政[2012]16号",
        "X办法",
        "青政〔2012〕16号",
        None,
        "number",
    ),
    (
        "《X通知》（青政办2011〕305号）规定",
        "《X通知》（青政办2011〕305号）",
        "X通知",
        "青政办〔2011〕305号",
        None,
        "a lost bracket",
    ),
    (
        "《关于印发〈X规划〉的通知》",
        "《关于印发〈X规划〉的通知》",
        "关于印发〈X规划〉的通知",
        None,
        None,
        "nested",
    ),
    ("按照《节能管理办法执行。", "《节能管理办法", "节能管理办法", None, None, "no closing bracket"),
    ("按照<节能管理办法>执行", "<节能管理办法>", "节能管理办法", None, None, "angles"),
    ("适用刑法第二百六十四条的规定", "刑法第二百六十四条", "刑法", None, "art-264", "no brackets at all"),
    (
        "依照中华人民共和国刑法第十条",
        "中华人民共和国刑法第十条",
        "中华人民共和国刑法",
        None,
        "art-10",
        "和 in a name",
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "title", "number", "article", "why"), NAMED, ids=[n[5] for n in NAMED]
)
def test_a_named_rule(
    text: str, words: str, title: str, number: str | None, article: str | None, why: str
) -> None:
    (citation,) = find(text)
    assert (citation.text, citation.title, citation.number, citation.article) == (
        words,
        title,
        number,
        article,
    )
    assert not citation.internal


INTERNAL = [
    ("违反本条例第三条规定", [("本条例第三条", "art-3", "resolved")], "self with an article"),
    (
        "本法第二十条第一款第（三）项",
        [("本法第二十条第一款第（三）项", "art-20/para-1/item-3", "resolved")],
        "item",
    ),
    ("依照前款规定", [("前款", "art-8/para-1", "resolved")], "the paragraph before"),
    ("依照前条规定", [("前条", "art-7", "resolved")], "the article before"),
    (
        "本条第一款、第二款",
        [("本条第一款", "art-8/para-1", "resolved"), ("第二款", "art-8/para-2", "resolved")],
        "a list",
    ),
    ("职责分工（见附件2）", [("附件2", "annex-2", "resolved")], "an annex"),
    ("职责分工（见附件二）", [("附件二", "annex-2", "resolved")], "an annex in Chinese"),
    ("违反本法第九十九条", [("本法第九十九条", "art-99", "ambiguous")], "no such article"),
    ("本条例自公布之日起施行", [], "a self reference alone says nothing"),
    ("具备前提条件", [], "前 in a word"),
    ("依照第二十3条规定", [], "a number half in Chinese, half in digits is none"),
    ("第一款、第0四款", [("第一款", "art-8/para-1", "resolved")], "nor is one in a list"),
    ("见附件1一", [], "nor one of an annex"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), INTERNAL, ids=[i[2] for i in INTERNAL])
def test_an_internal_reference(text: str, wanted: list[tuple[str, str, str]], why: str) -> None:
    found = find(text)
    assert [(c.text, c.article, c.status.value) for c in found] == wanted, why
    assert all(c.internal for c in found)


def test_a_short_title_means_the_full_one() -> None:
    full, *short = find("《某省促进办法》（某政〔2020〕1号，以下简称《办法》）。各地要落实《办法》。")
    assert {(c.title, c.number) for c in short} == {("某省促进办法", "某政〔2020〕1号")}
    assert full.title == "某省促进办法"


@pytest.mark.parametrize(
    ("printed", "other", "meant", "why"),
    [
        ("某省支持小型和微型业发展的若干政策", "某省支持小型和微型企业发展的若干政策", 1, "a lost character"),
        (
            "某省促进小企业平稳健康发展的措施",
            "某省促进中小企业平稳健康发展的措施",
            0,
            "another rule: 中小 is not 小",
        ),
        ("中小企业促进法", "中小企业促进办法", 0, "another kind of rule"),
    ],
)
def test_a_lost_character_is_found_only_where_the_full_title_is_printed(
    printed: str, other: str, meant: int, why: str
) -> None:
    first, second = find(f"落实《{printed}》。附：《{other}》")
    assert first.text == f"《{printed}》"
    assert first.title == (printed, other)[meant], why
    assert second.title == other


def test_a_licence_is_descriptive() -> None:
    (citation,) = find("吊销《营业执照》")
    assert citation.status is CitationStatus.DESCRIPTIVE


def test_the_only_paragraph_is_the_article() -> None:
    assert target_path("art-3/para-1", frozenset({"art-3"})) == "art-3"
    assert target_path("art-3/para-2", frozenset({"art-3"})) is None


_PIECES = [
    "《",
    "》",
    "〈",
    "〉",
    "（",
    "）",
    "第三条",
    "第一款",
    "前款",
    "附件2",
    "本法",
    "办法",
    "以下简称",
    "青政",
    "[2012]",
    "16号",
    "。",
    "\n",
    "<",
    ">",
    "、",
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
    st.sampled_from(["art-1", "sec-1/item-2", "x"]),
)
def test_nothing_is_refused_and_nothing_invented(text: str, path: str) -> None:
    source = SourceText("a.txt", text, "0" * 64)
    last = 0
    for citation in find_citations(CleanText.of(source), path):
        assert squeeze(source.slice(citation.spans)) == squeeze(citation.text)
        assert citation.spans[0].start >= last
        last = citation.spans[-1].end


def _plain(title: str | None) -> str:
    return re.sub(r"[《》〈〉<>“”\"]", "", squeeze(title or ""))


@pytest.mark.parametrize(
    ("name", "file"),
    [("qinghai-2012", "000_c3db164d4775734e.txt"), ("haixi-2020", "003_6370baa5acdf388e.txt")],
)
def test_gold_citations_have_their_titles(name: str, file: str) -> None:
    text = (DATA / "sources" / file).read_text("utf-8")
    found = find_citations(CleanText.of(SourceText(file, text, "0" * 64)), "doc")
    rows = [
        json.loads(line)
        for line in (DATA / "gold" / name / "citations.jsonl").read_text("utf-8").splitlines()
    ]
    wanted = [row for row in rows if not row["optional"]]
    assert wanted
    for row in wanted:
        same = [c for c in found if (c.spans[0].start, c.spans[-1].end) == (row["start"], row["end"])]
        assert [(_plain(c.title), c.number) for c in same] == [(_plain(row["title"]), row["number"])], row
