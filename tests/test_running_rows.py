"""Tables one cell a line whose head words are broken over lines and whose rows are numbered on."""

from __future__ import annotations

import pytest

from ingest.model import Document, ProvisionKind
from ingest.structure import structure
from ingest.structure.columns import Column
from ingest.structure.running_rows import _under, broken_head
from ingest.text import CleanText, SourceText

HEAD = "任务\n分类\n重点任务（2024-2026）\n2025年计划\n牵头\n部门\n配合\n部门\n"
ROWS = (
    "（一）\n改善环境\n1、修路\n（1）修路300条。\n修100条。\n养护处\n各相关单位\n"
    "（2）修桥3座。\n修1座。\n2、建站\n（3）建站10处。\n修订：\n《办法》。\n运行处\n市道运中心\n"
    "（二）提升服务\n3、通航\n（4）开通航线。\n持续推进。\n{}"
)
TITLE = "某市任务清单\n"


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def tasks(document: Document) -> dict[str, list[tuple[str, str]]]:
    return {
        each.path: [(one.name, one.role.value) for one in each.responsibilities]
        for each in document.provisions
        if each.kind is ProvisionKind.TASK
    }


@pytest.mark.parametrize(
    ("last", "told", "open_too", "why"),
    [
        (
            "航运处\n市港航中心\n",
            [("航运处", "lead"), ("市港航中心", "cooperating")],
            False,
            "a cell a column",
        ),
        (
            "运行处\n养护处\n各相关单位\n",
            [("运行处", "lead"), ("养护处", "lead"), ("各相关单位", "cooperating")],
            False,
            "one more than columns, all known from other rows",
        ),
        (
            "航运处\n港口处\n各相关单位\n",
            [("航运处", "responsible"), ("港口处", "responsible"), ("各相关单位", "responsible")],
            True,
            "one more than columns, and the second may be under either",
        ),
        (
            "航运处\n养护处\n市港航中心\n",
            [("航运处", "lead"), ("养护处", "lead"), ("市港航中心", "cooperating")],
            False,
            "the second is known to lead",
        ),
        ("航运处\n", [("航运处", "responsible")], True, "fewer than columns"),
        ("", [], True, "no cell of its own: merged with those above"),
        (
            "推动全市各区。\n航运处\n市港航中心\n",
            [("航运处", "lead"), ("市港航中心", "cooperating")],
            False,
            "a sentence that ends with a name is none",
        ),
        ("航运处\n/\n", [("航运处", "lead")], False, "a cell is crossed out"),
        ("航运处、\n", [("航运处", "responsible")], True, "a list that breaks off"),
    ],
)
def test_bodies_at_the_end_of_a_row(last: str, told: list[tuple[str, str]], open_too: bool, why: str) -> None:
    document = of(TITLE + HEAD + ROWS.format(last))
    found = tasks(document)
    assert found["task-1"] == [("养护处", "lead"), ("各相关单位", "cooperating")]
    assert found["task-2"] == [], "merged cells stand in the first row"
    assert found["task-4"] == told, why
    (assumed,) = (each for each in document.diagnostics if each.code == "table-assumed")
    words = "".join(document.source.text[slice(*span)] for span in assumed.spans)
    assert ("开通航线" in words) is open_too, why


def test_words_groups_and_the_head() -> None:
    document = of(TITLE + HEAD + ROWS.format("航运处\n市港航中心\n"))
    texts = {each.path: each.clean.text for each in document.provisions}
    assert texts["title"] == "某市任务清单"
    assert texts["task-1"] == "修路300条。\n修100条。"
    assert texts["task-3"] == "建站10处。\n修订：\n《办法》。", "a cell of several lines"
    headed = [
        (each.label, each.heading) for each in document.provisions if each.kind is ProvisionKind.SECTION
    ]
    assert headed == [("（一）", "改善环境"), ("（二）", "提升服务")], "a number and its name on two lines"
    heads = [each.text for each in document.residues if each.reason == "table-header"]
    assert heads == HEAD.split()
    assert not any(each.code == "unplaced" for each in document.diagnostics)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            HEAD.replace("牵头\n部门", "牵头部门").replace("配合\n部门", "要求") + ROWS.format(""),
            "one column of bodies",
        ),
        (
            HEAD.replace("重点任务（2024-2026）\n", "").replace("任务\n", "种类\n") + ROWS.format(""),
            "no column of tasks",
        ),
        ("序号\n" + HEAD + ROWS.format(""), "a column of numbers"),
        (HEAD + "时限\n" + ROWS.format(""), "bodies do not stand last"),
        (HEAD + "（1）修路。\n养护处\n各相关单位\n（2）修桥。\n", "two rows are too few"),
        (HEAD + "（1）修路。\n（2）修桥。\n（4）建站。\n", "the numbers do not run on"),
        (HEAD + "说明文字。\n" + ROWS.format(""), "words that are of no row"),
        (
            HEAD + ROWS.format("").replace("2、建站\n", "2、建站\n说明文字。\n"),
            "words below the cell of a group",
        ),
        (HEAD + "".join(f"{n}、修路。\n养护处\n各相关单位\n" for n in "一二三"), "sections, not rows"),
    ],
)
def test_what_is_no_such_table(text: str, why: str) -> None:
    assert not tasks(of(TITLE + text)), why


def test_what_stands_below_the_table_is_none_of_it() -> None:
    document = of(TITLE + HEAD + ROWS.format("航运处\n市港航中心\n") + "三、保障\n加强领导。\n")
    assert [each.heading for each in document.provisions if each.path == "sec-3"] == ["保障"]
    assert tasks(document)["task-4"] == [("航运处", "lead"), ("市港航中心", "cooperating")]


def test_an_article_ends_the_table() -> None:
    text = TITLE + HEAD + ROWS.format("航运处\n市港航中心\n") + "第一条 要求：\n（1）甲；\n（2）乙。\n"
    assert len(tasks(of(text))) == 4


def test_the_first_cell_of_a_row_is_words() -> None:
    rows = "".join(f"（{n}）组建市水务局\n养护处\n各相关单位\n" for n in (1, 2, 3))
    told = [("养护处", "lead"), ("各相关单位", "cooperating")]
    assert tasks(of(TITLE + HEAD + rows)) == {f"task-{n}": told for n in (1, 2, 3)}


@pytest.mark.parametrize(("count", "told"), [(12, True), (13, False)])
def test_more_cells_than_any_row_has_are_left_open(count: int, told: bool) -> None:
    cells = [CleanText.of(SourceText("a.txt", "甲处", "0" * 64))] * (count - 1)
    cells.append(CleanText.of(SourceText("a.txt", "乙处", "0" * 64)))
    found = _under(cells, [Column.LEAD, Column.COOPERATING], {"甲处": {Column.LEAD}})
    assert (found is not None) is told


@pytest.mark.parametrize(
    ("words", "heads", "why"),
    [
        ("某县任务分工表 任务 责任 单位 配合 单位", 5, "the first line names the table"),
        ("甲。 某县任务清单 任务 责任 单位 配合 单位", 5, "so does a title below other words"),
        ("任务 2025年计划 牵头 部门 配合 部门", 6, "a plan of a year is no title"),
        ("任务 2025年度目标 责任单位 配合 单位", 5, "one of the heads is whole"),
        ("任务（2024-2026年，全部） 任务 牵头 部门 配合 部门", 5, "a mark"),
        ("二、分工 任务 牵头 部门 配合 部门", 5, "a label"),
        ("甲。 附件1 任务 牵头 部门 配合 部门", 5, "the mark of an annex"),
        ("甲。 重点任务（2024-2026） 牵头 部门 配合 部门", 5, "a remark behind a head"),
        ("任务 牵头 部门 配合 部门 （1）甲", 5, "a row"),
        ("任务 责任 单位", None, "one column"),
        ("责任 单位 配合 单位 任务", None, "tasks stand behind the bodies"),
    ],
)
def test_a_head_broken_over_lines(words: str, heads: int | None, why: str) -> None:
    lines = [CleanText.of(SourceText("a.txt", text, "0" * 64)) for text in words.split()]
    head = broken_head(lines)
    assert (head.end - head.start if head is not None else None) == heads, why
