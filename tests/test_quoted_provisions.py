"""Provisions quoted over several lines in a rule that amends another: words of the provision that quotes them."""

from __future__ import annotations

import pytest

from ingest.model import ProvisionKind
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

QUOTES = [
    (
        "某省人民政府关于修改《某省渡口办法》的决定\n"
        "一、将第五条修改为：“渡口应当设置标志。\n“渡工必须持证。”\n"
        "二、增加一条，作为第六条：“渡船有下列情形之一的，不得开航：\n“（一）超载；\n“（二）大雾。\n"
        "“船主应当告知乘客。”\n三、删去第七条。",
        ["sec-1", "sec-2", "sec-3"],
        "each paragraph opens with a mark, the last one closes",
    ),
    (
        "某院关于修改《关于审理渡船案件的规定》等两件规定的决定\n一、修改《关于审理渡船案件的规定》\n"
        "1.将引言修改为：\n“为正确审理渡船案件，制定本规定。”\n2.将第二条修改为：\n"
        "“船主有下列情形的，应当赔偿：\n（一）超载；\n（二）无证。\n船东另有约定的除外。”\n"
        "二、修改《关于审理桥梁案件的规定》\n1.删去第四条。",
        ["sec-1", "sec-1/subitem-1", "sec-1/subitem-2", "sec-2", "sec-2/subitem-1"],
        "the quotation stands below its colon, its items and paragraphs have no marks of their own",
    ),
    (
        "某市桥梁条例修正案\n第一条 第三条修改为：“桥梁由市交通局管理。\n“桥头应当设置限重标志。”\n"
        "第二条 增加一条，作为第八条：“违反本条例的，处二百元罚款。”\n第三条 本修正案自公布之日起施行。",
        ["art-1", "art-2", "art-3"],
        "articles that amend",
    ),
    (
        "某市渡口办法\n第一条 本办法下列用语的含义是：\n“渡工”，是指“渡口”的船员。\n“渡口”，是指两岸停船的场所。",
        ["art-1", "art-1/para-2", "art-1/para-3"],
        "terms that open paragraphs are defined, and quote no provision",
    ),
    (
        "某县关于渡口的意见\n一、口号为：“安全第一。\n二、各乡镇应当落实。\n各村应当配合。\n三、渡工应当做到“持证”。",
        ["sec-1", "sec-2", "sec-2/para-1", "sec-3"],
        "a mark that nothing closes before the text goes on holds no lines",
    ),
    (
        "某县关于渡口的意见\n一、工作重点是：落实责任。\n各乡镇应当巡查，宣传“安全第一。”\n二、保障经费。",
        ["sec-1", "sec-1/para-1", "sec-2"],
        "words quoted inside a sentence leave its line a paragraph",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), QUOTES)
def test_quoted_provisions_are_words_of_what_quotes_them(text: str, wanted: list[str], why: str) -> None:
    document = structure(SourceText("a.txt", text, "0" * 64))
    single = {"art-1/para-1", "art-2/para-1", "art-3/para-1"}
    found = [
        each.path
        for each in document.provisions
        if each.kind not in (ProvisionKind.TITLE, ProvisionKind.PREAMBLE) and each.path not in single
    ]
    assert found == wanted, why


def test_norms_of_quoted_paragraphs_begin_anew() -> None:
    text = QUOTES[0][0]
    found = [
        (norm.path, norm.text) for norm in annotate(structure(SourceText("a.txt", text, "0" * 64))).norms
    ]
    assert ("sec-1", "渡工必须持证") in found, "a paragraph has norms of its own"
    assert ("sec-2", "船主应当告知乘客") in found, "the words after a list are none of it"
