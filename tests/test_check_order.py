"""Checks of order in the text itself: what is found of planted defects, what is not, what is left open."""

from __future__ import annotations

import pytest

from ingest.check import order
from ingest.check.finding import Finding, Open
from ingest.check.order.parts import Parts, without_gap
from ontology.states import Gravity
from tests.shelf import Shelf

RULE = """# 海平市公园管护条例

2015年3月1日 海平市第十五届人民代表大会常务委员会第三次会议通过

## 第一章 总则

第一条 为了管护公园，制定本条例。

第二条 公园管护遵守下列规定：

（一）保持整洁；

（二）爱护花木；

（三）维护秩序。

第三条 公园免费开放。

夜间可以闭园。

第四条 市园林部门负责管护工作。

## 第二章 法律责任

第五条 违反本条例第二条第三项规定的，责令改正。

第六条 违反本条例第三条第二款规定的，责令改正。

第七条 本条例自2015年5月1日起施行。
"""


def found_in(text: str) -> list[Finding | Open]:
    shelf = Shelf(text)
    return [each for check in order.CHECKS for each in check(shelf.last, shelf)]


def put(old: str, new: str) -> str:
    assert RULE.count(old) == 1, f"{old} must stand once"
    return RULE.replace(old, new)


# What is put for what, and the kind, rule and words of the finding.
PLANTED = [
    ("本条例第二条第三项", "本条例第二条第六项", "reference-absent", "item-absent", "本条例第二条第六项"),
    ("本条例第二条第三项", "本条例第四条第一项", "reference-absent", "item-absent", "本条例第四条第一项"),
    ("本条例第三条第二款", "本条例第三条第三款", "reference-absent", "paragraph-absent", "第三条第三款"),
    ("本条例第三条第二款", "本条例第四十条", "reference-absent", "part-absent", "本条例第四十条"),
    ("第四条 市园林部门", "第四条 前款规定的公园由市园林部门", "reference-absent", "nothing-before", "前款"),
    ("（三）维护秩序。", "（四）维护秩序。", "numbering-broken", "items-missing", "（四）"),
    ("（三）维护秩序。", "（二）维护秩序。", "numbering-broken", "items-doubled", "（二）"),
    ("第四条 市园林", "第三条 市园林", "numbering-broken", "articles-doubled", "第三条"),
    ("第六条 违反", "第八条 违反", "numbering-broken", "articles-missing", "第八条"),
    ("## 第二章", "## 第一章", "numbering-broken", "divisions", "第一章"),
    ("遵守下列规定：", "遵守下列四项规定：", "figures-differ", "count-and-list", "下列四项规定："),
    (
        "责令改正。\n\n第六",
        "处五万元以上三万元以下罚款。\n\n第六",
        "figures-differ",
        "bounds-reversed",
        "五万元以上三万元",
    ),
    (
        "市园林部门负责",
        "市园林管理服务中心（以下简称市园林中心）负责",
        "term-unused",
        "short-name-unused",
        "市园林中心",
    ),
    ("负责管护工作", "按照《细则》负责管护工作", "term-undefined", "short-name-undefined", "《细则》"),
]


@pytest.mark.parametrize(("old", "new", "kind", "rule", "words"), PLANTED)
def test_a_planted_defect_is_found(old: str, new: str, kind: str, rule: str, words: str) -> None:
    text = put(old, new)
    hits = [each for each in found_in(text) if isinstance(each, Finding) and each.rule == rule]
    assert hits
    assert hits[0].kind == kind
    assert words in hits[0].here.text or hits[0].here.text in words
    for side in filter(None, (hits[0].here, hits[0].there)):
        assert side.text == "".join(text[a:b] for a, b in side.spans), "the very characters"
    assert hits[0].since is None, "it stands from the beginning"


def test_an_article_of_several_sentences_may_be_paragraphs_run_together() -> None:
    one = put("本条例第三条第二款", "本条例第四条第二款")
    several = one.replace("市园林部门负责管护工作。", "市园林部门负责管护工作。区园林部门协助。")
    (sure,), (doubtful,) = (
        [each for each in found_in(text) if isinstance(each, Finding)] for text in (one, several)
    )
    assert (sure.gravity, sure.note) == (Gravity.HIGH, None), "one sentence is one paragraph"
    assert doubtful.gravity is Gravity.MEDIUM
    assert doubtful.note is not None
    assert "连成了一段" in doubtful.note[0]


# What is put for what, and why nothing is found.
IN_ORDER = [
    ("公园免费开放。", "公园免费开放。", "the clean rule"),
    ("本条例第二条第三项", "《城市绿化条例》第二条第九项", "a reference to another rule"),
    ("遵守下列规定：", "遵守下列三项规定：", "as many as are listed"),
    ("遵守下列规定：", "遵守下列一项或者多项规定：", "one of them or more is no number of the list"),
    ("夜间可以闭园。", "前款规定的公园，夜间可以闭园。", "there is a paragraph before"),
    ("市园林部门负责管护工作。", "市园林中心（以下简称中心）负责管护工作。\n\n中心接受监督。", "used again"),
    ("负责管护工作。", "负责管护工作，本《条例》另有规定的除外。", "本《条例》 is this one"),
    ("责令改正。\n\n第六", "处三万元以上五万元以下罚款。\n\n第六", "a range"),
    (
        "负责管护工作。",
        "会同园（以下简称有关园区单位）负责。\n\n有关园（区）单位应当配合。",
        "used, with brackets",
    ),
    (
        "负责管护工作。",
        "管护一级公园（以下简称一级保护公园）。\n\n一、二级保护公园不得占用。",
        "used in a list",
    ),
    (
        "负责管护工作。",
        "负责。园艺主管部门（以下简称园艺部门）协助。\n\n园艺、水务等部门应当配合。",
        "one of others",
    ),
]


@pytest.mark.parametrize(("old", "new", "why"), IN_ORDER)
def test_nothing_is_found_in_what_is_in_order(old: str, new: str, why: str) -> None:
    assert [each for each in found_in(put(old, new)) if isinstance(each, Finding)] == [], why


# What the reading of the text may be at fault for: what is put for what, the kind that is left open.
DOUBTFUL = [
    ("（一）保持整洁；", "保持整洁；", "reference-absent", "the first label of the list is lost"),
    (
        "## 第二章 法律责任",
        "## 第三章 法律责任",
        "numbering-broken",
        "a heading may be lost: the articles run on",
    ),
    ("第六条 违反", "笫六条 违反", "numbering-broken", "the number is printed with another character"),
    ("第六条 违反", "六条 违反", "numbering-broken", "the number is printed without its first character"),
]


@pytest.mark.parametrize(("old", "new", "kind", "why"), DOUBTFUL)
def test_what_the_reading_may_be_at_fault_for_is_left_open(old: str, new: str, kind: str, why: str) -> None:
    found = found_in(put(old, new))
    assert [each.kind for each in found if isinstance(each, Finding) and each.kind == kind] == [], why
    assert kind in [each.kind for each in found if isinstance(each, Open)], why


def test_an_excerpt_and_a_text_without_end_are_left_open() -> None:
    excerpt = put("第一条 为了管护公园，制定本条例。\n\n", "").replace("本条例第三条第二款", "本条例第九十条")
    opened = [each for each in found_in(excerpt) if isinstance(each, Open)]
    assert "reference-absent" in [each.kind for each in opened]
    cut = put("第七条 本条例自2015年5月1日起施行。\n", "").replace("本条例第三条第二款", "本条例第九十条")
    assert [each.kind for each in found_in(cut) if isinstance(each, Open)] == ["reference-absent"]


def test_parts_are_told_by_their_places() -> None:
    parts = Parts.of(Shelf(RULE).last.annotation.document)
    assert sorted(parts.articles) == [1, 2, 3, 4, 5, 6, 7]
    assert len(parts.paragraphs(parts.articles[3])) == 2
    assert len(parts.items(parts.articles[2])) == 3
    assert without_gap(parts.items(parts.articles[2]))


def test_a_document_that_amends_others_is_not_asked() -> None:
    text = put("# 海平市公园管护条例", "# 海平市人民代表大会常务委员会关于修改《海平市公园管护条例》的决定")
    text = text.replace("本条例第二条第三项", "本条例第二条第六项")
    assert [each for each in found_in(text) if isinstance(each, Finding)] == []


def test_an_article_of_a_text_without_articles_is_left_open_for_that() -> None:
    notice = (
        "某市人民政府办公室关于公园管护的通知\n\n各县人民政府：\n\n一、管护公园。\n\n"
        "二、具体办法见本通知第十五条。\n"
    )
    told = [each.why[0] for each in found_in(notice) if isinstance(each, Open)]
    assert any("本文本不分条" in each for each in told), told
