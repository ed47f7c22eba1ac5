"""Names of divisions in a text: 会同县 and 和县 are counties, and words that stand before 县."""

from __future__ import annotations

import pytest

from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText


@pytest.mark.parametrize(
    ("text", "bodies", "why"),
    [
        ("县民政局要会同县审计局开展检查。", [("县民政局", None), ("县审计局", None)], "the verb, behind 要"),
        ("由县民政局会同县财政局负责。", [("县民政局", None), ("县财政局", None)], "the verb, behind a body"),
        ("会同县水利局制定办法。", [("县水利局", None)], "at the head of a sentence it may be either"),
        ("湖南省会同县审计局应当检查。", [("会同县审计局", "431225")], "the county, behind its province"),
        ("怀化市会同县审计局应当检查。", [("会同县审计局", "431225")], "the county, behind its city"),
        ("市医保局和县审计局应当检查。", [("市医保局", None), ("县审计局", None)], "和 between two bodies"),
        ("和县审计局应当检查。", [("和县审计局", "340523")], "the county at the head of a sentence"),
        ("由和县审计局检查。", [("和县审计局", "340523")], "the county behind 由"),
        ("安徽省和县审计局应当检查。", [("和县审计局", "340523")], "the county behind its province"),
    ],
)
def test_words_before_a_county_are_none_of_its_name(
    text: str, bodies: list[tuple[str, str | None]], why: str
) -> None:
    found = annotate(structure(SourceText("a.txt", text, "0" * 64)))
    assert [(mention.text, mention.division) for mention in found.mentions] == bodies, why


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        (
            "某县养老服务方案\n各乡镇人民政府，县直各部门：\n一、县民政局要会同县审计局开展检查。\n",
            None,
            "the verb names no county",
        ),
        (
            "某县养老服务方案\n各乡镇人民政府，县直各部门：\n一、农民和县直各部门应当配合，财政和县审计局检查。\n",
            None,
            "民和县 and 政和县 stand inside other words",
        ),
        ("会同县公园管理办法\n第一条 县水利局负责管理。\n", "会同县", "the county in a title"),
    ],
)
def test_a_text_is_of_no_county_that_only_looks_so(text: str, place: str | None, why: str) -> None:
    found = structure(SourceText("a.txt", text, "0" * 64)).metadata.jurisdiction
    assert (found.name if found else None) == place, why
