"""Citations: titles, numbers, short titles, internal references, and the gold."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.citations import annotate_citations, find_citations
from ingest.annotate.references import target_path
from ingest.model import Citation, CitationStatus
from ingest.structure import structure
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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("吊销《营业执照》", "a licence"),
        ("整理民间长诗《阿诗玛》的唱本", "a poem"),
        ("诵读《论语》", "a book"),
        ("填写《申请登记表》", "a form"),
        ("公司法人应当建立劳动合同法律关系", "names of laws inside other words"),
        ("享受此项目补助，符合该条件", "此项 and 该条 inside other words"),
    ],
)
def test_what_names_no_rule_is_no_citation(text: str, why: str) -> None:
    assert find(text) == [], why


def test_a_request_only_describes() -> None:
    (citation,) = find("你厅《关于补助标准的请示》收悉")
    assert citation.status is CitationStatus.DESCRIPTIVE


Wanted = list[tuple[str, str | None, list[str]]]
SPOKEN: list[tuple[str, Wanted, str]] = [
    (
        "依照公司法的规定，违反了森林法第十条、第六十五条",
        [
            ("公司法", "公司法", []),
            ("森林法第十条", "森林法", ["art-10"]),
            ("第六十五条", "森林法", ["art-65"]),
        ],
        "bare names of the country's laws, with an article and without",
    ),
    (
        "根据宪法，参照中华人民共和国惩治某罪暂行条例",
        [("宪法", "宪法", []), ("中华人民共和国惩治某罪暂行条例", "中华人民共和国惩治某罪暂行条例", [])],
        "a whole official name that no table has",
    ),
    (
        "《甲条例》第八条至第十一条、第六、九条",
        [
            ("《甲条例》第八条至第十一条", "甲条例", ["art-8", "art-9", "art-10", "art-11"]),
            ("第六、九条", "甲条例", ["art-6", "art-9"]),
        ],
        "a range and a list with one unit, every member",
    ),
    (
        "《甲条例》第五条第（二）至（四）项",
        [("《甲条例》第五条第（二）至（四）项", "甲条例", ["art-5/item-2", "art-5/item-3", "art-5/item-4"])],
        "a range of items",
    ),
    (
        "《甲条例》（2019年修订）第十三条",
        [("《甲条例》（2019年修订）第十三条", "甲条例", ["art-13"])],
        "a remark between",
    ),
    (
        "《甲条例》第十四条第（六）项“主要责任”、第十六条第（二）项“醉酒”",
        [
            ("《甲条例》第十四条第（六）项", "甲条例", ["art-14/item-6"]),
            ("第十六条第（二）项", "甲条例", ["art-16/item-2"]),
        ],
        "words quoted between",
    ),
    (
        "《甲条例》第二章第一节",
        [("《甲条例》第二章第一节", "甲条例", ["ch-2/sec-1"])],
        "a chapter and its section",
    ),
    (
        "依照《甲法》第六条处理。该法第三十条、同法第七条另有规定的",
        [
            ("《甲法》第六条", "甲法", ["art-6"]),
            ("该法第三十条", "甲法", ["art-30"]),
            ("同法第七条", "甲法", ["art-7"]),
        ],
        "该法 and 同法 are the law named last",
    ),
    (
        "根据《甲法》《乙法》（以下简称《子法》《丑法》）",
        [
            ("《甲法》", "甲法", []),
            ("《乙法》", "乙法", []),
            ("《子法》", "甲法", []),
            ("《丑法》", "乙法", []),
        ],
        "several short titles, each in its turn",
    ),
    (
        "甲法第二十三条规定：“违反本法第五条的，处罚。”第四十一条规定：“从重。”",
        [
            ("甲法第二十三条", "甲法", ["art-23"]),
            ("本法第五条", "甲法", ["art-5"]),
            ("第四十一条", "甲法", ["art-41"]),
        ],
        "本法 in a quotation is the law quoted, a number after it its article",
    ),
    (
        "根据《甲法》第五条（参见《乙办法》第二条），适用第九条",
        [
            ("《甲法》第五条", "甲法", ["art-5"]),
            ("《乙办法》第二条", "乙办法", ["art-2"]),
            ("第九条", "乙办法", ["art-9"]),
        ],
        "in one sentence the part named last",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), SPOKEN, ids=[row[2] for row in SPOKEN])
def test_a_part_of_another_rule(text: str, wanted: Wanted, why: str) -> None:
    found = find_citations(CleanText.of(SourceText("a.txt", text, "0" * 64)), "para-1")
    assert [(c.text, c.title, list(c.articles or filter(None, [c.article]))) for c in found] == wanted, why
    assert not any(c.internal for c in found)


DOCUMENTS: list[tuple[str, list[tuple[str, str, str | None, bool]], str]] = [
    (
        "某省人民代表大会常务委员会关于修改《某省渡口条例》的决定\n\n对《某省渡口条例》作如下修改：\n"
        "一、将第五条修改为：“第五条　违反本条例第四条的，处罚。”\n二、删去第九条第二款。\n",
        [
            ("第五条", "某省渡口条例", "art-5", False),
            ("本条例第四条", "某省渡口条例", "art-4", False),
            ("第九条第二款", "某省渡口条例", "art-9/para-2", False),
        ],
        "a decision that amends: articles of the rule amended, labels in quotations none",
    ),
    (
        "某省人民代表大会常务委员会关于修改部分地方性法规的决定\n\n决定修改下列法规：\n"
        "一、《某省花卉条例》\n第十一条修改为：“公示价格。”\n二、《某省茶叶条例》\n删去第三条。\n",
        [("第十一条", "某省花卉条例", "art-11", False), ("第三条", "某省茶叶条例", "art-3", False)],
        "of several rules amended the one named last",
    ),
    (
        "中华人民共和国刑法修正案（二十）\n\n一、将刑法第二十条修改为：“甲。”\n二、在第三十条后增加一条。\n",
        [("刑法第二十条", "刑法", "art-20", False), ("第三十条", "刑法", "art-30", False)],
        "an amendment, by the name that it uses",
    ),
    (
        "关于适用罪名的意见\n\n根据《中华人民共和国刑法》，提出意见：\n放火罪（第114条、第115条第1款）\n",
        [
            ("第114条", "中华人民共和国刑法", "art-114", False),
            ("第115条第1款", "中华人民共和国刑法", "art-115/para-1", False),
        ],
        "a list of crimes",
    ),
    (
        "某市办法\n第一条 有下列情形之一的，处罚：\n（一）甲的；\n（二）乙的。\n第二条 有第一条第二项情形的，从重。\n",
        [("第一条第二项", "某市办法", "art-1/item-2", True)],
        "an item by its number alone",
    ),
    (
        "某市办法\n第一条 甲。\n乙。\n前两款的费用由本人承担。\n",
        [("前两款", "某市办法", "art-1/para-1", True)],
        "前两款 are both paragraphs before",
    ),
    (
        "某市办法\n第一条 依照《甲法》处理。\n第二条 按第一条办理，依照本办法第一条办理。\n",
        [("第一条", "某市办法", "art-1", True), ("本办法第一条", "某市办法", "art-1", True)],
        "numbers in a rule with articles are its own",
    ),
    (
        "某市实施办法\n第一条 根据《某省公园条例》（以下简称本条例），制定本办法。\n"
        "第二条 违反本条例第九条的，处罚。\n",
        [("本条例第九条", "某省公园条例", "art-9", False)],
        "本条例 as the short title of another rule",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), DOCUMENTS, ids=[row[2] for row in DOCUMENTS])
def test_whose_article_a_number_is(
    text: str, wanted: list[tuple[str, str, str | None, bool]], why: str
) -> None:
    document = structure(SourceText("a.txt", text, "0" * 64))
    found = [c for c in annotate_citations(document) if c.article]
    paths = frozenset(provision.path for provision in document.provisions)
    said = [
        (
            c.text,
            c.title,
            target_path(c.article or "", paths) or c.article if c.internal else c.article,
            c.internal,
        )
        for c in found
    ]
    assert said == wanted, why


def test_both_paragraphs_before_are_named() -> None:
    text = "某市办法\n第一条 甲。\n乙。\n前两款的费用由本人承担。\n"
    (citation,) = annotate_citations(structure(SourceText("a.txt", text, "0" * 64)))
    assert citation.articles == ("art-1/para-1", "art-1/para-2")
    assert citation.status is CitationStatus.RESOLVED


@pytest.mark.parametrize(
    "unit", ["依照《甲办法》第三条、", "第三条至第九条、", "《甲（", "违反本法第三条，“前款", "《办法》"]
)
def test_ten_thousand_citations_take_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        clean = CleanText.of(SourceText("a.txt", unit * count, "0" * 64))
        start = time.process_time()
        find_citations(clean, "art-1")
        return time.process_time() - start

    seconds(100)
    # What another process takes away once is no proof; what takes time out of proportion does so each time.
    taken = ((seconds(5_000), seconds(10_000)) for _ in range(3))
    assert any(whole < 3 * half + 0.2 for half, whole in taken)


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
