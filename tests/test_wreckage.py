"""A text on which the reader is lost never looks fine: each sign, and texts that are sound and show none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Provision, ProvisionKind, Residue
from ingest.structure import structure
from ingest.structure.wreckage import WRECKAGE, signs
from ingest.text import CleanText, SourceText, Span
from lawgraph.annotator import annotate_file
from lawgraph.build import build
from lawgraph.report import build_lines, wreckage
from lawgraph.validate import validate_directory

RULE = """某某县渡口管理办法
第一条 为了渡运安全，制定本办法。
第二条 任何人不得毁坏渡口。
第三条 本办法自公布之日起施行。
"""


def codes(text: str) -> set[str]:
    return {d.code for d in structure(SourceText("a.txt", text, "0" * 64)).diagnostics} & WRECKAGE


def among_words(words: str) -> str:
    return RULE.replace("第三条", f"{words}\n第三条")


LONG = "发展是大家的事情，各方面都十分关心，" * 150


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        (RULE.replace("第二条", "第五条"), "label-gap", "articles 2 to 4 are missing"),
        (RULE.replace("第一条", "第四条"), "label-gap", "the text begins in its middle"),
        ("某某县通知\n一、甲事。\n二、乙事。\n三、丙事。\n五、丁事。\n", "label-gap", "a section is missing"),
        ("某某县感想\n" + LONG + "。\n", "no-structure", "thousands of characters without a label"),
        ("某某县办法\n第一条 " + "县政府，\n" * 6 + "其他。\n", "lines-broken", "a clause a line"),
        ("某某县办法\n第一条 甲。\n一\n第二条 乙。\n", "provision-short", "a provision of one character"),
        (
            RULE.replace("渡口。", "渡口，有下列情形的除外："),
            "list-broken",
            "the list that an article announces is lost",
        ),
        (
            RULE.replace("渡口。", "渡口，但是：\n（一）维修的；\n渡口由县\n（二）搬迁的。"),
            "list-broken",
            "a line stands inside a list, whose numbers go on below another paragraph",
        ),
        (
            RULE.replace("渡口。", "渡口。\n船主应当在期满前提出：\n第三章 检查"),
            "list-broken",
            "a chapter follows where a list should",
        ),
        (
            "某某县办法\n第一章 总则\n第一条 甲。\n第一章 总则\n第二条 乙。\n",
            "path-doubled",
            "a chapter numbered twice",
        ),
        *(
            (among_words(words), "chrome-inside", "words of a page")
            for words in (
                "当前位置：政务公开",
                "您的位置：政务公开",
                "首页 > 政务公开",
                "设为首页",
                "加入收藏",
                "收藏本站",
                "打印本页",
                "关闭窗口",
                "扫一扫在手机打开",
                "浏览次数 120",
                "点击数：12",
                "字号：大 中 小",
                "分享到微信",
                "网站地图",
                "版权所有 某某县人民政府",
                "某ICP备1234号",
                "某公网安备1234号",
                "上一篇 无",
                "下一篇 无",
                "相关链接 某网",
                "返回顶部",
                "责任编辑：某人",
                "索 引 号：000014349",
                "发文机关：某某县人民政府",
                "成文日期：某日",
                "主题分类：交通",
                "网站标识码 1234",
                "点击此处下载",
                "主办单位：某某县人民政府 承办",
            )
        ),
        *(
            (among_words(words), "markup-inside", "signs of a format")
            for words in (
                "<p>渡口</p>",
                "渡口&emsp;渡船",
                "渡口&#160;渡船",
                "**渡口**管理",
                "::: tip",
                '渡口{align="center"}',
                "![图](渡口)",
                "见[网页](http 处",
                "---",
                "| 渡口 | 渡船 |",
                "渡口(cid:12)渡船",
            )
        ),
    ],
)
def test_a_sign_of_wreckage(text: str, code: str, why: str) -> None:
    assert code in codes(text), why


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "渡口，但是：\n（一）维修的；\n（二）搬迁的。\n下列人员除外：\n（一）船主；\n（二）渡工。",
            "two lists of one article",
        ),
        (
            "渡口，但是：\n（一）维修的。\n应当事先告知。\n（二）搬迁的。",
            "a second sentence of an item whose list goes on",
        ),
        ("渡口，包括：\n浮桥。\n码头。", "paragraphs without labels are what is announced"),
        ("渡口，但是：\n（一）维修的：\n1.大修；\n2.小修。\n（二）搬迁的。", "a list inside a list"),
    ],
)
def test_lists_below_their_paragraph_are_whole(words: str, why: str) -> None:
    assert "list-broken" not in codes(RULE.replace("渡口。", words)), why


def test_an_empty_text_has_no_list() -> None:
    assert "list-broken" not in codes("")


def test_a_text_that_is_mostly_residue() -> None:
    provisions = structure(SourceText("a.txt", RULE, "0" * 64)).provisions
    residue = Residue("甲" * 300, (Span(0, 300),), "site-chrome")
    assert [sign.code for sign in signs("某某县渡口管理办法", provisions, [residue])] == ["mostly-residue"]
    markup = Residue("#" * 300, (Span(0, 300),), "markup")
    assert signs("某某县渡口管理办法", provisions, [markup]) == []


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        ("政务公开 · 办事指南 · 互动交流\n" * 30, False, "a menu"),
        ("网站地图 | 联系我们 | 隐私声明" * 30, False, "a menu on one line"),
        ("【音频解读】渡口　2021-02-09\n" * 20, False, "links to other texts"),
        ("县政府加强渡口的管理。" * 30, True, "sentences"),
        (
            "关于渡口管理工作中的若干问题以及县政府各部门在渡口管理工作中分别承担的职责" * 8,
            True,
            "words without end",
        ),
    ],
)
def test_menus_of_a_page_are_no_lost_text(words: str, said: bool, why: str) -> None:
    provisions = structure(SourceText("a.txt", RULE, "0" * 64)).provisions
    residue = Residue(words, (Span(0, len(words)),), "site-chrome")
    assert bool(signs("某某县渡口管理办法", provisions, [residue])) is said, why


RUN_TOGETHER = "某某县渡口管理办法第一条 为了渡运，制定本办法。第二条 {}第三条 本办法自公布之日起施行。"


@pytest.mark.parametrize(
    ("text", "places", "why"),
    [
        (
            RUN_TOGETHER.format("渡口由县管理。有下列情形之一的，处罚款：（一）毁坏渡口的；（二）超载的。"),
            ["渡口由县管理。有下列情形之一的，处罚款："],
            "the list may be of a second 款",
        ),
        (
            RUN_TOGETHER.format("渡船应当：（一）具有证书；（二）定期检验。检验由乡镇组织。（三）按期维修。"),
            ["（二）定期检验。检验由乡镇组织。"],
            "a sentence may stand after an item",
        ),
        (
            "某某县渡口管理办法\n第一条 为了渡运，制定本办法。第二条 任何人不得毁坏渡口。渡运应当：\n（一）安全；\n（二）准时。\n第三条 施行。",  # noqa: E501
            ["任何人不得毁坏渡口。渡运应当："],
            "some of the lines are lost",
        ),
        (
            RUN_TOGETHER.format("有下列情形之一的，处罚款：（一）毁坏渡口的；（二）超载的。"),
            None,
            "one sentence",
        ),
        (RUN_TOGETHER.format("渡口由县管理。县应当制定规划。"), None, "no list"),
        (
            RUN_TOGETHER.format(
                "毁坏的，处理如下：超载的，按下列规定处理：（一）毁坏渡口的，修复；（二）超载的，卸载。"
            ),
            ["毁坏的，处理如下：超载的，按下列规定处理："],
            "a list is announced twice",
        ),
        (
            RUN_TOGETHER.format("渡口（简称：渡）有下列情形的，停航：（一）大雾的；（二）结冰的。"),
            None,
            "a colon in brackets announces nothing",
        ),
        (
            "某某县渡口管理办法\n第一条 渡口由县管理。有下列情形之一的，处罚款：\n（一）毁坏渡口的；\n（二）超载的。\n第二条 施行。",  # noqa: E501
            None,
            "the lines are there",
        ),
    ],
)
def test_a_restored_reading_says_where_it_is_doubtful(text: str, places: list[str] | None, why: str) -> None:
    found = [
        d for d in structure(SourceText("a.txt", text, "0" * 64)).diagnostics if d.code == "restored-doubtful"
    ]
    said = [[text[span.start : span.end] for span in diagnostic.spans] for diagnostic in found]
    assert said == ([places] if places else []), why


def unread(text: str, kind: ProvisionKind = ProvisionKind.PARAGRAPH, number: str | None = None) -> Provision:
    """A provision whose words were not taken apart."""
    clean = CleanText.of(SourceText("a.txt", text, "0" * 64))
    return Provision("para-1", kind, clean, clean.spans(), 0, number=number, own=clean)


@pytest.mark.parametrize(
    ("provision", "lost", "why"),
    [
        (
            unread("第一条 为了渡运，制定本办法。第二条 渡口由县管理。第三条 渡船由乡管理。"),
            True,
            "two articles that go on",
        ),
        (
            unread("为了渡运，制定本办法。第二条 渡口由县管理。", ProvisionKind.ARTICLE, "1"),
            True,
            "the next article",
        ),
        (unread("要求如下：一、渡口由县管理。二、渡船由乡管理。三、其他。"), True, "sections that go on"),
        (
            unread("总体目标。二、重点任务另行公布，由县管理。", ProvisionKind.SECTION, "1"),
            True,
            "the next section",
        ),
        (
            unread("渡口由县管理，包括：（一）甲；（二）渡船由乡管理。", ProvisionKind.ITEM, "1"),
            True,
            "the next item",
        ),
        (
            unread("渡口由县管理，依照上述规定。（三）渡船由乡管理。", ProvisionKind.ITEM, "1"),
            False,
            "another number",
        ),
        (unread("渡口由县管理。第三条、第四条的规定，渡船由乡管理。" * 2), False, "references"),
        (
            unread("依照本办法第三条处理。第五条第二款另有规定的，从其规定，渡船由乡管理。"),
            False,
            "a reference after 。",
        ),
        (unread("渡口由县管理，渡船由乡管理。"), False, "no label"),
        (
            unread("渡口由县管理，渡船由乡管理，" * 250 + "。第七条 其他。"),
            True,
            "any label in words of such length",
        ),
    ],
)
def test_labels_inside_words(provision: Provision, lost: bool, why: str) -> None:
    assert ("lines-lost" in {sign.code for sign in signs("某某县渡口管理办法", [provision])}) is lost, why


@pytest.mark.parametrize(
    ("title", "doubtful"),
    [
        ("某某县渡口管理办法", False),
        ("“十四五”渡口发展规划", False),
        ("某某县渡口管理办法（试行）", False),
        ("《渡口管理办法》修正案", False),
        ("2021年渡口工作要点", False),
        ("（此件公开发布）", True),
        ("2020年3月17日", True),
        ("二〇二〇年三月十七日", True),
        ("目 录", True),
        ("第一章 总则", True),
        ("<p>某某县渡口管理办法</p>", True),
        ("首页 > 某某县渡口管理办法", True),
        ("title: 某某县渡口管理办法", True),
        ("某某县渡口管理办法。", True),
        ("---某某县渡口管理办法", True),
        ("某某县" + "渡口渡船" * 40, True),
    ],
)
def test_a_title_that_is_none(title: str, doubtful: bool) -> None:
    whole = structure(SourceText("a.txt", RULE, "0" * 64)).provisions
    assert [sign.code for sign in signs(title, whole)] == (["title-doubtful"] if doubtful else [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (RULE, "a sound rule"),
        (RULE.replace("不得", "依照第一条、第三条的规定，不得"), "references are no labels inside words"),
        ("某某县通知\n一、甲事。二是乙事。\n二、丙事。\n", "words of order in a sentence"),
        ("某某县办法\n第一条 甲。\n第一条之一 乙。\n第二条 丙。\n", "an inserted article is no gap"),
        ("第七条 主管部门应当检查渡口。\n", "an excerpt may begin with any number"),
        ("某某县感想\n发展是大家的事情。\n", "a short text needs no labels"),
    ],
)
def test_a_sound_text_shows_no_sign(text: str, why: str) -> None:
    assert codes(text) == set(), why


def test_warnings_stand_in_the_report_of_a_build_and_in_the_validation(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text(RULE.replace("第二条", "第五条"), "utf-8")
    report = build([path], tmp_path / "graph")
    assert any("编号不连续" in line and "Numbers skip 2–4" in line for line in build_lines(report))
    checked = validate_directory(report.generation.directory)
    assert checked.conforms
    assert any("编号不连续" in warning.message and warning.file == "law.txt" for warning in checked.warnings)


NOTICE = "某县通知\n各局：\n请落实。\n附件：任务分工表\n"
NUMBERED = f"{NOTICE}序号\n工作任务\n牵头单位\n配合单位\n"
ONE_CELL_A_LINE = f"{NOTICE}工作任务\t责任单位\t完成时限\n"


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        (
            f"{NUMBERED}1\n建公园，\n完善设施\n县住建局\n县财政局\n2\n修湿地\n县林业局\n县水务局\n",
            ("与表头各栏对不上", "do not fit the columns"),
            "a row has more lines than the head has columns",
        ),
        (
            f"{ONE_CELL_A_LINE}建公园\n县住建局\n6月\n修湿地\n县林业局\n8月\n",
            ("每 3 行归为一行", "3 lines were taken for a row"),
            "rows without numbers, counted off",
        ),
        (
            f"{ONE_CELL_A_LINE}建公园\n县住建局\n6月\n修复\n湿地\n县林业局\n8月\n",
            ("不是单位", "no body stands"),
            "and one that does not fit",
        ),
        (
            f"{NOTICE}序号重点任务责任单位完成时限1建设平台市发改委2020年6月2修订目录市司法局长期\n",
            ("连成一行", "run together"),
            "head and rows on one line",
        ),
    ],
)
def test_a_table_whose_shape_was_assumed_is_a_warning(
    text: str, said: tuple[str, str], why: str, tmp_path: Path
) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(text, "utf-8")
    assert "table-assumed" in codes(text), why
    report = build([path], tmp_path / "graph")
    assert any(all(words in line for words in said) for line in build_lines(report))
    (warning,) = validate_directory(report.generation.directory).warnings
    assert all(words in warning.message for words in said)


def test_a_table_that_fits_its_head_is_no_warning() -> None:
    rows = "1\n建公园\n县住建局\n县财政局\n2\n修湿地\n县林业局\n县水务局\n"
    assert codes(NUMBERED + rows) == set()


def test_a_sound_text_has_no_warning_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text(RULE, "utf-8")
    assert wreckage(annotate_file(path)) == []


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("某县通知\n一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n（四）己。\n", [], "numbers of items run on"),
        ("某县通知\n一、甲\n1.乙。\n二、丁\n2.戊。\n三、庚\n3.辛。\n", [], "one item a section"),
        ("某县办法\n第一条 甲：\n（一）乙；\n（二）丙。\n丁：\n（三）戊；\n（四）己。\n", [], "through an article"),
        ("某县通知\n一、甲\n（一）乙。\n（二）丙。\n二、丁\n（五）戊。\n（六）己。\n", ["label-gap"], "two are missing"),  # noqa: E501
        ("某县通知\n一、甲\n（一）乙。\n（二）丙。\n（四）戊。\n二、丁\n", ["label-gap"], "one is missing"),
    ],
)  # fmt: skip
def test_numbers_that_run_on_through_the_text_are_no_gap(text: str, wanted: list[str], why: str) -> None:
    document = structure(SourceText("a.txt", text, "0" * 64))
    assert [d.code for d in document.diagnostics if d.code == "label-gap"] == wanted, why
