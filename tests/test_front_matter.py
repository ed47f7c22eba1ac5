"""What stands around a text: the lines of a web page, the imprint, the notice that sends another text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Document
from ingest.pipeline import annotate
from ingest.structure import read_document, structure
from ingest.text import SourceText

RULE = "某山县公园管理办法\n第一条 公园由县人民政府管理。\n第二条 本办法自2020年1月1日起施行。\n"
ARTICLES = ("公园由县人民政府管理。", "本办法自2020年1月1日起施行。")


def of(text: str) -> Document:
    return structure(SourceText("文件.txt", text, "0" * 64))


def residues(document: Document, reason: str) -> list[str]:
    return ["".join(residue.text.split()) for residue in document.residues if residue.reason == reason]


def articles(document: Document) -> tuple[str, ...]:
    return tuple(p.text for p in document.provisions if p.path.startswith("art-") and "/" not in p.path)


BEFORE = [
    ("当前位置：首页 > 政务公开 > 政策文件\n", 1, "a path through the site"),
    (
        "索 引 号：1-2\n发文机关：县政府\n成文日期：2020-01-02\n发文字号：某政〔2020〕1号\n",
        4,
        "a block of facts, a line each",
    ),
    ("索引号：1-2　主题分类：农业\n", 1, "facts on one line"),
    ("索引号\t1-2\t发文机关\t县政府\n", 1, "facts in cells"),
    ("【收藏编号】 A-7\n来源网址：https://example.org/7\n", 2, "a label in brackets; an address"),
    ("首页| 收藏本站| 设为首页\n", 1, "words to press"),
    (
        "某山县公园管理办法 - 某山县人民政府门户网站\n登录\n某山县\n首页\n",
        4,
        "the name of the page, and what is on it",
    ),
    (
        "某山县公园管理办法\n发布时间：2020-01-03 来源：县政府 浏览次数：12 字体：大 中 小\n",
        2,
        "the title of the page",
    ),
    ("政府信息公开指南\n政府信息公开制度\n依申请公开\n", 3, "names of pages that end as titles do"),
    ("某山县公园管理办法\n", 1, "a title said twice"),
    (
        "某山县公园管理办法 发布日期：2020-01-02 来源：县政府\n",
        2,
        "a title with facts in its line, and again",
    ),
    ("（转载）某山县公园管理办法\n字体大小：大\n中\n小\n", 4, "a remark before the title; sizes a line each"),
    (
        "某山县人民政府网站-某山县公园管理办法\n搜索热词：\n社保\n登录\n",
        4,
        "the site before the title; a colon",
    ),
    ("来源：\n某山县人民政府办公室\n分享到\n", 3, "a label with its value on the next line"),
    ("分类：\n财政、审计、其他 通知\n来源：县政府\n", 3, "a value that ends as titles do, between labels"),
]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("来源：\n某山县养犬管理办法\n发布时间：2020-01-03\n", "no other title: the label has no value"),
        (
            "名称：\n某山县养犬管理办法\n来源：县政府\n某山县河道通知\n",
            "a label of titles has one as its value",
        ),
        ("来源：\n关于养犬管理的办法\n来源：县政府\n某山县河道通知\n", "关于 opens a title"),
        (
            "分类：养犬\n某山县养犬管理办法\n来源：县政府\n某山县河道通知\n",
            "the label has its value beside it",
        ),
        ("来源：\n某山县养犬管理办法\n甲\n来源：县政府\n某山县河道通知\n", "no label below it"),
    ],
)
def test_a_title_between_labels_is_no_value(page: str, why: str) -> None:
    document = of(page + "第一条 遛犬牵绳。\n")
    assert not any("养犬" in words and "办法" in words for words in residues(document, "site-chrome")), why


@pytest.mark.parametrize(("chrome", "lines", "why"), BEFORE)
def test_lines_before_the_title(chrome: str, lines: int, why: str) -> None:
    document = of(chrome + RULE)
    assert len(residues(document, "site-chrome")) == lines, why
    assert document.metadata.title == "某山县公园管理办法", why
    assert articles(document) == ARTICLES, why


AFTER = [
    ("扫一扫在手机打开当前页\n打印本页 关闭窗口\n", ("site-chrome", 2), "words to press"),
    ("返回政策原文列表\n← 上一篇\n下一篇 →\n", ("site-chrome", 3), "the way back, and arrows to neighbours"),
    ("‹上一篇\n", ("site-chrome", 1), "another arrow"),
    ("<上一篇\n", ("site-chrome", 1), "a sign for an arrow"),
    ("«上一篇\n返回首页\n", ("site-chrome", 2), "another"),
    ("返回新闻主页\n返回目录\n返回上页\n←返回上一页\n", ("site-chrome", 4), "ways back"),
    ("«返回主页\n‹返回列表\n<返回首页\n", ("site-chrome", 3), "with arrows"),
    ("上一篇：某通知\n下一篇：某意见\n", ("site-chrome", 2), "neighbours"),
    (
        "版权所有：某山县人民政府\n主办单位：某山县人民政府\n网站标识码：1\n某ICP备1号\n",
        ("site-chrome", 4),
        "the foot",
    ),
    ("标签：\n分享\n-\n地址：某路，电话：\n", ("site-chrome", 4), "the foot ends with a colon"),
    ("相关链接\n某某新闻\n某某图片\n", ("site-chrome", 3), "what follows the first of them"),
    ("（此件公开发布）\n", ("imprint", 1), "the note of publication"),
    ("（本文有删减）\n", ("imprint", 1), "what the page says of the text"),
    ("（本文有删节）\n", ("imprint", 1), "in other words"),
    (
        "公开方式：主动公开\n抄送：县委各部门，\n县法院。\n某山县人民政府办公室 2020年1月3日印发\n",
        ("imprint", 4),
        "an imprint",
    ),
    (
        "公开属性：主动公开\n某山县人民政府办公室\n2020年1月3日印发\n",
        ("imprint", 3),
        "who printed it, above the day",
    ),
]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (
            "公开方式：主动公开某山县人民政府办公室2020年1月3日印发网站地图"
            + " ·某山县水务局" * 200
            + " × + -",
            "an imprint, and a page",
        ),
        ("抄送：某山县委各部门" + "，某山县第一中学" * 150, "a long list of those it is sent to"),
        ("公开属性：主动公开" + "　某山县水务局" * 150 + "　关闭", "how far it is public, and a page"),
    ],
)
def test_a_page_that_lost_its_lines_is_none_of_the_last_article(page: str, why: str) -> None:
    for text in (RULE.rstrip() + page, RULE + page):
        document = of(text)
        assert articles(document) == ARTICLES, why
        assert residues(document, "imprint") + residues(document, "site-chrome"), why


def test_a_sentence_after_the_imprint_word_is_of_the_text() -> None:
    document = of(
        RULE.rstrip() + "公开方式：主动公开的，" + "由县人民政府在其网站上公布，" * 90 + "接受监督。"
    )
    assert not residues(document, "imprint")


@pytest.mark.parametrize(("chrome", "wanted", "why"), AFTER)
def test_lines_after_the_end(chrome: str, wanted: tuple[str, int], why: str) -> None:
    reason, lines = wanted
    for text in (RULE + chrome, RULE.rstrip() + "　" + chrome):  # below the last article, and glued to it
        document = of(text)
        assert articles(document) == ARTICLES, why
        assert len(residues(document, reason)) == lines, why


BODY = [
    (
        "第一条 公园应当公开下列内容：\n（一）打印\n（二）关闭时间。\n",
        "words of a page among the items of a list",
    ),
    ("第一条 分类如下：\n（一）首页\n首页\n（二）来源：某地。\n", "a bare word between items"),
    ("第一条 主办单位：某局负责公园活动。\n第二条 甲。\n", "a label at the start of an article"),
    ("第一条 甲。\n抄送县人民政府。\n", "a word of the imprint in a sentence"),
    ("附件：公园一览表\n名称\t地点\n来源\t数量\n", "the heads of a table"),
]


@pytest.mark.parametrize(("body", "why"), BODY)
def test_words_inside_the_body_are_no_chrome(body: str, why: str) -> None:
    document = of("某山县公园管理办法\n" + body)
    assert not {residue.reason for residue in document.residues} & {"site-chrome", "imprint"}, why


def test_what_the_page_says_is_read() -> None:
    block = "标题：某通知\n发文机关：某山县人民政府\n发文字号：某政〔2020〕7号\n成文日期：2020年1月2日\n"
    metadata = of(f"{block}各乡镇人民政府：\n请做好公园管理。\n").metadata
    assert (metadata.title, metadata.number, metadata.issuers, metadata.issued) == (
        "某通知", "某政〔2020〕7号", ("某山县人民政府",), "2020-01-02",
    )  # fmt: skip
    assert "title" in metadata.inferred
    printed = of(RULE + "某山县人民政府办公室 2020年1月3日印发\n").metadata
    assert printed.issued == "2020-01-03"
    assert "issued" in printed.inferred, "the day of printing is not that of issue"


SENT = [
    (
        "某省人民政府办公厅关于印发某计划工作方案的通知\n某政办〔2020〕1号\n各市人民政府：\n《某计划工作"
        "方案》已经同意，现印发给你们。\n"
        "某省人民政府办公厅\n2020年1月2日\n（此件公开发布）\n某计划工作方案\n为落实某计划，制定本方案。\n"
        "一、要求\n加强管理。\n",
        ["title", "salutation", "preamble", "signature", "date", "title-2", "preamble-2", "sec-1", "sec-1/para-1"],
        "某省人民政府办公厅关于印发某计划工作方案的通知",
        "a plan is part of the notice that sends it",
    ),
    (
        "某省人民政府关于印发某办法的通知\n各市人民政府：\n现印发《某办法》。\n某省人民政府\n2020年1月2日\n"
        "某某办法\n第一条 甲。\n",
        ["title", "salutation", "preamble", "signature", "date", "title-2", "art-1", "art-1/para-1"],
        "某某办法",
        "a rule with articles is the text",
    ),
    (
        "某市人民政府令\n第9号\n《某市公园管理办法》已经通过，现予公布。\n市长：张某\n2020年1月2日\n"
        "某市公园管理办法\n第一条 甲。\n",
        ["preamble", "signature", "date", "title", "art-1", "art-1/para-1"],
        "某市公园管理办法",
        "an order before the rule that it makes known",
    ),
]  # fmt: skip


@pytest.mark.parametrize("number", ["", "（林公告〔2024〕第7号）\n", "林政〔2024〕7号\n"])
@pytest.mark.parametrize(
    "names", ["某山市林业局　某山市财政局", "某山市林业局、某山市财政局", "某山市林业局"]
)
def test_who_issues_may_stand_below_title_and_number(number: str, names: str) -> None:
    document = of(
        f"某山市林木管护公告\n{number}{names}\n现就有关事项公告如下：\n一、管护。按期管护。\n二、巡查。按月巡查。\n"
    )
    assert [p.path for p in document.provisions][:3] == ["title", "signature", "preamble"]
    assert document.metadata.title == "某山市林木管护公告"
    assert "、".join(document.metadata.issuers) == names.replace("　", "、")


@pytest.mark.parametrize(("text", "paths", "title", "why"), SENT)
def test_several_texts_in_one_file(text: str, paths: list[str], title: str, why: str) -> None:
    document = of(text)
    assert [p.path for p in document.provisions] == paths, why
    assert document.metadata.title == title, why


PLACES = [
    (
        "一、目标\n（一）发展目标。\n到明年建成十处。\n到后年建成三十处。\n（二）加强管理。\n落实责任。\n",
        {"sec-1/item-1/para-2": "到后年建成三十处。", "sec-1/item-2/para-1": "落实责任。"},
        "a heading that ends with a full stop",
    ),
    (
        "一、范围\n下列事项适用：\n（一）修路；\n（二）其他事项。\n以上由县人民政府办理。\n",
        {"sec-1/item-2": "其他事项。", "sec-1/para-2": "以上由县人民政府办理。"},
        "the last item of a list heads nothing",
    ),
    (
        "一、任务\n（一）修路。修建道路。\n养护道路。\n（二）治水。治理河道。\n",
        {
            "sec-1/item-1/para-1": "修建道路。",
            "sec-1/item-1/para-2": "养护道路。",
            "sec-1/item-2": "治水。治理河道。",
        },
        "the words after a heading are the first of several paragraphs",
    ),
    (
        "一、保障\n（一）组织。加强领导。\n（二）考核。加强考核。\n其他县可参照本方案执行。\n",
        {"sec-1/item-2": "考核。加强考核。", "sec-1/para-1": "其他县可参照本方案执行。"},
        "the last paragraph speaks of the whole text",
    ),
    (
        "第一条 不得有下列行为：\n（一）堆放；\n（二）占用。\n第二条 有下列情形的：\n（一）堆放；\n责令改"
        "正。\n",
        {"art-1/para-1": "不得有下列行为：", "art-1/item-2": "占用。", "art-2/para-1/item-1": "堆放；"},
        "items stand under the article where it has one paragraph",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), PLACES)
def test_where_paragraphs_and_items_belong(text: str, wanted: dict[str, str], why: str) -> None:
    texts = {p.path: p.text.replace("\n", "") for p in of(text).provisions}
    assert {path: texts.get(path) for path in wanted} == wanted, why


EXPLAINING = [
    ("《某山县公园管理办法》政策解读\n一、主要内容\n经营者应当登记。\n", "by its title"),
    ("某局负责人就公园管理答记者问\n问：为何制定？\n答：经营者应当登记。\n", "questions and answers"),
    (
        "2020年1月2日，某山县人民政府印发了《公园管理办法》，现解读如下：\n一、背景\n经营者应当登记。\n",
        "by its first words",
    ),
]


@pytest.mark.parametrize(("text", "why"), EXPLAINING)
def test_an_explanation_makes_no_norms(text: str, why: str) -> None:
    annotation = annotate(of(text))
    assert annotation.document.metadata.document_type == "explanation", why
    assert not annotation.norms, why


LINES = st.sampled_from(
    [
        *(
            "首页 > 政务公开",
            "索引号：1-2",
            "打印 关闭",
            "来源：",
            "某山县公园管理办法",
            "2020年1月2日",
            "一、总则",
        ),
        *(
            "第一条 公园由县人民政府管理。",
            "抄送：县委。",
            "某局 2020年1月3日印发",
            "（此件公开发布）",
            "附件1",
            "",
        ),
        *(
            "某山县人民政府",
            "版权所有",
            "各乡镇人民政府：",
            "某山县人民政府令",
            "第9号",
            "某政〔2020〕1号",
            "应当登记。 扫一扫",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_every_character_is_in_one_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = of(text)
    places = [at for r in document.residues for span in r.spans for at in range(*span)]
    leaves = [at for p in document.leaves() for span in p.spans for at in range(*span)]
    solid = {at for at, char in enumerate(text) if not char.isspace()}
    held = {at for p in document.provisions for span in p.spans for at in range(*span)} | set(places)
    assert solid <= held
    assert not set(places) & {at for at in leaves if at in solid}


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        (
            "发布日期：2020-01-02\n--\n政策全文\n某山县公园管理办法\n第一条 甲。\n",
            "--",
            "a rule between the page and the title",
        ),
        (
            "某山县公园管理办法\n第一条 甲。\n更新时间：2020-01-02\n",
            "更新时间：2020-01-02",
            "a fact of the page at the end",
        ),
    ],
)
def test_more_that_a_page_sets_around_a_text(text: str, said: str, why: str) -> None:
    document = of(text)
    assert said in residues(document, "site-chrome"), why
    assert document.metadata.title == "某山县公园管理办法", why
    assert articles(document) == ("甲。",), why


@pytest.mark.parametrize(
    ("above", "below", "chrome", "why"),
    [
        (
            "关于公园的意见",
            "中共某山县委 某山县人民政府关于公园的意见",
            ["关于公园的意见"],
            "the issuers before it",
        ),
        ("关于公园的意见", "某山县公园管理办法", [], "another title"),
        ("公园的意见", "落实公园的意见", [], "what stands before it names nobody"),
        (
            "关于公园的意见\n某山县林业局",
            "关于公园的意见",
            ["关于公园的意见", "某山县林业局"],
            "the page names who issues it between",
        ),
    ],
)
def test_a_title_that_is_said_again(above: str, below: str, chrome: list[str], why: str) -> None:
    document = of(
        f"{above}\n{below}\n（2020年1月2日）\n为了公园，现提出以下意见。\n一、加强管理。\n二、增加投入。\n"
    )
    assert residues(document, "site-chrome") == chrome, why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("信息分类: 通知   发布机构: 某山县人民政府", "a label that nobody knows before one that is known"),
        ("废止时间: 2020-01-23 名称: 关于印发《某山县公园规则》的通知", "the title of the text at the end"),
    ],
)
def test_facts_of_a_page_that_share_a_line(line: str, why: str) -> None:
    document = of(f"索引号: 1-2\n{line}\n某山县公园管理办法\n第一条 甲。\n")
    assert "".join(line.split()) in residues(document, "site-chrome"), why
    assert document.metadata.title == "某山县公园管理办法", why


@pytest.mark.parametrize("field", ["effective_date", "last_verified", "date", "published"])
def test_the_days_that_a_knowledge_base_keeps_are_its_own(tmp_path: Path, field: str) -> None:
    path = tmp_path / "办法.md"
    path.write_text(
        f"---\nid: bridge-1\n{field}: '2025-04-20'\n---\n\n# 某山县公园管理办法\n\n第一条 甲。\n", "utf-8"
    )
    metadata = read_document(path).metadata
    assert (metadata.title, metadata.issued, metadata.in_force) == ("某山县公园管理办法", None, None)
