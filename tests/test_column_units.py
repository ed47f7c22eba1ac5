"""Amounts in tables whose unit stands in the head of their column, in every form that a row comes in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ingest.annotate.quantities import annotate_quantities
from ingest.model import Quantity, QuantityKind
from ingest.structure import read_document, structure
from ingest.text import SourceText

HEAD = "某县渡口补助办法\n第一条 补助标准见附件。\n第二条 本办法自印发之日起施行。\n附件1\n渡口补助标准表\n"


def money(quantities: tuple[Quantity, ...]) -> list[tuple[str, Decimal | int | str | None, str | None]]:
    return [(one.text, one.low, one.applies_to) for one in quantities if one.kind is QuantityKind.MONEY]


@pytest.mark.parametrize(
    ("table", "wanted", "why"),
    [
        (
            "序号\t项目\t补助标准（万元）\n1\t渡船更新\t5\n2\t码头维修\t12.5",
            [("5", 50_000, "渡船更新"), ("12.5", 125_000, "码头维修")],
            "tabs, a column of numbers before",
        ),
        (
            "项目\t面积（亩）\t单价（元）\t合计（单位：万元）\n码头\t3\t1,200\t40",
            [("1,200", 1_200, "码头"), ("40", 400_000, "码头")],
            "each column has its unit, and what is no money has none",
        ),
        (
            "| 项目 | 奖励（亿元） |\n| 渡船 | 1-2 |",
            [("1-2", 100_000_000, "渡船")],
            "strokes, a range",
        ),
        ("项目\t补助标准\n渡船更新\t5", [], "no unit is stated"),
        ("项目\t补助（万元）\n渡船更新\t按5计算\n码头\t待定", [], "a cell that is no figure"),
        ("补助（万元）\n5", [], "one column is no table"),
        ("项目\t补助（万元）\n渡船\t大型\t5", [], "a row of other columns"),
    ],
)
def test_the_unit_of_a_column_is_that_of_its_cells(
    table: str, wanted: list[tuple[str, int, str]], why: str
) -> None:
    document = structure(SourceText("a.txt", HEAD + table + "\n", "0" * 64))
    assert money(annotate_quantities(document)) == wanted, why


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.html",
            "<h1>某县渡口补助办法</h1><p>第一条 标准见下表：</p><table><tr><th>项目</th><th>金额（万元）</th></tr>"
            "<tr><td>渡船更新</td><td>5</td></tr></table><p>第二条 本办法自印发之日起施行。</p>",
        ),
        (
            "a.md",
            "# 某县渡口补助办法\n\n第一条 标准见下表：\n\n| 项目 | 金额（万元） |\n| --- | --- |\n| 渡船更新 | 5 |\n\n"
            "第二条 本办法自印发之日起施行。\n",
        ),
    ],
)
def test_readers_hand_on_what_the_head_states(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    document = read_document(tmp_path / name)
    assert money(annotate_quantities(document)) == [("5", 50_000, "渡船更新")]
