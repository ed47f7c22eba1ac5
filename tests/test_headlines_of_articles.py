"""Headlines of articles on lines of their own, and what stands close to them in such texts."""

from __future__ import annotations

import pytest

from ingest.model import Document
from ingest.repair import repair
from ingest.structure import structure
from ingest.text import SourceText

RULE = (
    "某市贷款办法\n第一条 贷款对象\n贷款对象为职工。\n{}第三条\n贷款期限\n期限为十年。\n期满归还。\n"
    "第四条 贷款利率\n按挂牌利率执行。\n"
)


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def seen(text: str) -> list[tuple[str, str | None]]:
    """Return the articles and what is in them, with their headlines."""
    found = [each for each in of(text).provisions if each.path.startswith("art-")]
    return [(each.path, each.heading) for each in found]


@pytest.mark.parametrize(
    ("article", "wanted", "why"),
    [
        (
            "第二条 受理、审核（含复核）\n（一）受理申请。\n（二）审核资料。\n申请时提供：\n1.证明；\n2.合同。\n",
            [
                ("art-2", "受理、审核（含复核）"),
                ("art-2/item-1", None),
                ("art-2/item-2", None),
                ("art-2/para-1", None),
                ("art-2/para-1/subitem-1", None),
                ("art-2/para-1/subitem-2", None),
            ],
            "items right below a headline are the article's",
        ),
        (
            "第二条 “两证”《合同》\n借款人应当：\n（一）甲；\n（二）乙。\n",
            [
                ("art-2", "“两证”《合同》"),
                ("art-2/para-1", None),
                ("art-2/item-1", None),
                ("art-2/item-2", None),
            ],
            "the lead-in below a headline is the only paragraph",
        ),
        (
            "第二条 贷款按本办法。\n另有规定的从其规定。\n",
            [("art-2", None), ("art-2/para-1", None), ("art-2/para-2", None)],
            "a sentence",
        ),
        ("第二条 贷款对象\n", [("art-2", None), ("art-2/para-1", None)], "nothing stands below it"),
        (
            "第二条 贷款发放\n（一）抵押核实。\n（二）发放。\n",
            [("art-2", "贷款发放"), ("art-2/item-1", None), ("art-2/item-2", None)],
            "items alone",
        ),
        (
            "第二条\n（一）受理申请\n（二）审核资料\n",
            [("art-2", None), ("art-2/item-1", None), ("art-2/item-2", None)],
            "an item right below the label",
        ),
        (
            "第二条 有下列情形的\n（一）甲；\n（二）乙。\n",
            [("art-2", None), ("art-2/para-1", None), ("art-2/item-1", None), ("art-2/item-2", None)],
            "a lead-in that lost its colon",
        ),
        (
            "第二条 期限20年\n满后归还。\n",
            [("art-2", None), ("art-2/para-1", None), ("art-2/para-2", None)],
            "a figure",
        ),
        (
            "第二条 【对象】\n贷款种类\n贷款分两种。\n",
            [("art-2", "【对象】"), ("art-2/para-1", None), ("art-2/para-2", None)],
            "it has another headline",
        ),
    ],
)
def test_words_alone_below_a_label_head_an_article(
    article: str, wanted: list[tuple[str, str | None]], why: str
) -> None:
    found = seen(RULE.format(article))
    assert [each for each in found if each[0].startswith("art-2")] == wanted, why
    assert [heading for path, heading in found if path == "art-3"] == ["贷款期限"], why
    assert [path for path, _ in found if path.startswith("art-3/")] == ["art-3/para-1", "art-3/para-2"], why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("第一条 贷款对象\n为职工。\n第二条 贷款期限\n为十年。\n第三条 按规定执行。\n", "two are too few"),
        (
            "第一条 贷款对象\n为职工。\n第二条 贷款期限\n为十年。\n第三条 利率\n从其规定。\n"
            + "".join(f"第{n}条 甲，为\n乙。\n" for n in "四五六"),
            "as many lines are broken off",
        ),
        (
            "第一条 贷款对象\n为职工。\n第二条 贷款期限\n为十年。\n第三条 不得贷款\n（一）甲；\n（二）乙。\n",
            "items below it do not show that it is a headline",
        ),
        (
            "第一条 贷款对象\n为职工。\n第二条 贷款期限\n为十年。\n第三条 甲\n乙\n",
            "no sentence stands below it",
        ),
    ],
)
def test_lines_that_may_be_broken_off_head_nothing(text: str, why: str) -> None:
    assert not any(heading for _, heading in seen("某市贷款办法\n" + text)), why


@pytest.mark.parametrize("bracket", "（(")
def test_a_line_that_ends_with_an_opening_bracket_goes_on(bracket: str) -> None:
    text = f"某市办法\n第一条 条件：\n（一）有真实的房屋买卖合同和资金{bracket}\n均为本人)证明；\n（二）其他条件。\n"
    found = [line.text for line in repair(SourceText("a.txt", text, "0" * 64)).lines]
    assert found[2] == f"（一）有真实的房屋买卖合同和资金{bracket}均为本人)证明；"


NOTICE = (
    "关于印发办法的通知\n各区：\n现印发办法。\n某市水务局\n2020年1月2日\n某市用水办法\n第一条 用水有度。\n{}"
)


@pytest.mark.parametrize(
    ("text", "imprint", "why"),
    [
        (NOTICE.format("某市水务局\n2020年1月2日印发\n"), True, "the name above the day of printing"),
        (NOTICE.format("某市水务局\n20200102.xlsx\n2020年1月2日印发\n"), True, "a file to load between them"),
        (NOTICE.format("某市水务局\n甲.xlsx\n乙.xlsx\n2020年1月2日印发\n"), False, "farther off"),
        (NOTICE.format("某市水务局\n某市林业局 2020年1月2日印发\n"), False, "the line names who printed it"),
        (
            NOTICE.format("节水标语\n某市水务局\n2020年1月2日印发\n"),
            False,
            "below words that end no sentence",
        ),
        (NOTICE.format("节水标语\n2020年1月2日印发\n"), False, "no name of a body"),
        (
            "某市用水办法\n第一条 用水有度。\n某市水务局\n2020年1月2日印发\n",
            False,
            "it may sign: none did before",
        ),
    ],
)
def test_who_printed_a_signed_text_stands_above_the_day(text: str, imprint: bool, why: str) -> None:
    printed = [each.text for each in of(text).residues if each.reason == "imprint"]
    assert ("某市水务局" in printed) is imprint, why
