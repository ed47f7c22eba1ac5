"""Words that stand beside each other and are none of one another: cells of a row, a title and a sentence, a heading."""

from __future__ import annotations

import pytest

from ingest.annotate.quantities import annotate_quantities
from ingest.model import Document
from ingest.structure import structure
from ingest.text import SourceText


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


HEAD = "某县任务清单\n序号\t重点任务\t牵头单位\t资金（万元）\t完成时限\n"


@pytest.mark.parametrize(
    ("row", "text", "amounts"),
    [
        ("1\t检测水质\t县水务局\t25.5\t2024年12月底前", "检测水质\t25.5\t2024年12月底前", ["2024年12月底前"]),
        ("1\t改造管网12公里\t县水务局\t300\t2024年6月", "改造管网12公里\t300\t2024年6月", ["2024年6月"]),
        ("1\t免费检测水质\t县水务局\t\t2024年", "免费检测水质\t2024年", ["2024年"]),
    ],
)
def test_cells_of_a_row_make_no_number(row: str, text: str, amounts: list[str]) -> None:
    document = of(f"{HEAD}{row}\n")
    (task,) = [each for each in document.provisions if each.path == "task-1"]
    assert task.text == text
    found = [each.text for each in annotate_quantities(document) if each.path == "task-1"]
    assert found == amounts


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            "现将草案予以公布，意见请反馈至市司法局。联系电话：0371-12345678",
            "a sentence and how to reach somebody",
        ),
        ("经市政府同意，现印发给你们。请认真贯彻执行", "the mark at the end is lost"),
        ("本通知已经会议通过。有关事项如下", "what opens the text"),
    ],
)
def test_a_line_with_a_sentence_is_no_title(line: str, why: str) -> None:
    document = of(f"某市关于征求意见的公告\n{line}\n第一条 养犬人应当登记。\n第二条 禁止遛犬。\n")
    assert document.metadata.title == "某市关于征求意见的公告", why
    (preamble,) = [each for each in document.provisions if each.path == "preamble"]
    assert preamble.text == line, why


@pytest.mark.parametrize(
    ("line", "title", "why"),
    [
        ("国家税务总局关于发票的公告", "国家税务总局关于发票的公告", "a title that ends with the word"),
        ("某市人民政府关于禁止燃放烟花爆竹的公告", "某市人民政府关于禁止燃放烟花爆竹的公告", "of a city"),
        ("关于征求养犬条例意见的公告", "关于征求养犬条例意见的公告", "of nobody"),
        (
            "国家税务总局公告\n2024年第3号\n发票管理办法",
            "发票管理办法",
            "the head of the body's notices is none",
        ),
    ],
)
def test_a_notice_to_the_public_has_a_title(line: str, title: str, why: str) -> None:
    assert of(f"{line}\n第一条 应当登记。\n第二条 禁止伪造。\n").metadata.title == title, why


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("各地要做到：一是加强领导。二是落实资金。", 0),
        ("有下列任务：建设站点。更换车桩。", 0),
        ("加强领导。各地要落实资金。", len("加强领导。")),
    ],
)
def test_a_sentence_that_a_colon_opens_is_no_heading(words: str, heading: int) -> None:
    document = of(f"某市工作要点\n一、{words}\n二、强化调度。建立机制。\n")
    (section,) = [each for each in document.provisions if each.path == "sec-1"]
    assert section.heading_end == heading
