"""Tables whose lines are gone, and lists of members on one line."""

from __future__ import annotations

import pytest

from ingest.annotate.quantities import annotate_quantities
from ingest.model import Answering, Document, Member, ProvisionKind
from ingest.structure import structure
from ingest.structure.alone import names_bodies, placed
from ingest.structure.columns import Column
from ingest.text import CleanText, SourceText


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


LIMITS = "一、限值如下：\n质量\n一类\n二类\nM≤700\n4.1\n4.6\n"


@pytest.mark.parametrize(
    ("text", "seen", "why"),
    [
        (LIMITS, 1, "cells one a line, figures among them"),
        (LIMITS + "二、其他\n质量\n4.1\n4.6\n", 1, "three lines are not enough"),
        ("一、成员单位\n" + "".join(f"第{n}小组\n" for n in "甲乙丙丁戊己庚"), 0, "no figures"),
        ("一、要求\n" + "每月1次；\n" * 8, 0, "sentences"),
    ],
)
def test_cells_without_their_table_are_said(text: str, seen: int, why: str) -> None:
    found = [each for each in of("某市补贴通知\n" + text).diagnostics if each.code == "table-flattened"]
    assert len(found) == seen, why


@pytest.mark.parametrize(
    ("above", "below", "whole", "why"),
    [
        ("处 1 万元以上", "3 万元以下罚款", True, "a fine"),
        ("并处1万元以上", "3万元以下的罚款", True, "a further fine"),
        ("处以1万元以上", "3万元以下罚款", True, "处以"),
        ("罚款1万元以上", "3万元以下", True, "罚款 before the amounts"),
        ("罚1万元以上", "3万元以下", True, "罚 before the amounts"),
        ("处1千元以上2千元以下", "罚款", True, "the word 罚款 alone"),
        ("处1千元以上2千元以内", "的罚款", True, "以内, and 的"),
        ("超限30%以上", "50%以下的", True, "a condition"),
        ("超限30吨以上", "不满50吨的", True, "不满"),
        ("超限30吨以上", "不足50吨", True, "不足"),
        ("超限3.5吨以上", "5.25吨以内", True, "decimals"),
        ("1,000元以上", "2,000元以下", True, "thousands"),
        ("处五万元以上", "十万元以下罚款", True, "figures in characters"),
        ("处一千五百元以上", "二千元以下", True, "with places"),
        ("超限百分之十以上", "百分之三十以下", True, "shares"),
        ("超限百分之十以上", "三十以下", False, "a share and a figure"),
        ("违法所得一倍以上", "三倍以下", True, "times"),
        ("超期十个工作日以上", "二十个工作日以下", True, "a longer unit"),
        ("乱倒垃圾处五万元以上", "十万元以下罚款", True, "what is fined before it"),
        ("乱倒垃圾处以5万元以上", "10万元以下罚款", True, "处以"),
        ("5000元以上", "1万元以下", True, "multipliers are of the figure"),
        ("处三万元以上", "一万元以下罚款", False, "it falls"),
        ("货值一万元以上", "三万元以下罚款", False, "a condition and a fine beside it, in characters"),
        ("处一千元以上二千元以下", "罚款", True, "the word 罚款 alone"),
        ("处一般", "罚款", False, "一 is no figure of every word"),
        ("超限30吨以上", "50吨", False, "no bound"),
        ("超限30%以上", "罚款", False, "no fine before 罚款"),
        ("货值1万元以上", "3万元以下罚款", False, "a condition and a fine beside it"),
        ("处3万元以上", "1万元以下罚款", False, "it falls"),
        ("处1元以上", "5%以下罚款", False, "two units"),
        ("处1万元以上罚款", "3万元以下", False, "the fine is whole"),
        ("甲，超限30%以上", "50%以下", False, "a clause before it"),
    ],
)
def test_a_cell_that_breaks_off_within_a_range(above: str, below: str, whole: bool, why: str) -> None:
    found = [each.text for each in of(f"某市裁量基准\n一、超限\n情节\n{above}\n{below}\n").provisions]
    assert (above + below in found, below in found) == (whole, not whole), why


def test_cells_with_figures_in_characters_are_said() -> None:
    cells = "情节\n幅度\n轻微\n处五百元以上一千元以下\n较重\n处百分之五以上百分之十以下\n严重\n"
    found = of("某市裁量基准\n一、超限\n" + cells)
    assert [each.code for each in found.diagnostics if each.code == "table-flattened"] == ["table-flattened"]


def test_ranges_put_together_are_said_to_be_cells() -> None:
    cells = "情节\n幅度\n超限30%以上\n50%以下\n处500元以上\n1000元以下罚款\n"
    cells += "超限50%以上\n100%以下\n处1000元以上2000元以下\n罚款\n"
    found = of("某市裁量基准\n一、超限\n" + cells)
    assert [each.code for each in found.diagnostics if each.code == "table-flattened"] == ["table-flattened"]


NUMBERED = "某县方案\n一、分工\n序号\n工作任务\n牵头单位\n配合单位\n{}二、保障\n加强领导。\n"
UNNUMBERED = "某县方案\n一、分工\n工作任务\n责任单位\n完成时限\n{}二、保障\n加强领导。\n"


@pytest.mark.parametrize(
    ("text", "tasks", "assumed", "why"),
    [
        (
            NUMBERED.format("1\n建公园\n县住建局\n县财政局\n2\n修湿地\n县林业局\n县水务局\n"),
            {"task-1": ("建公园", ["县住建局", "县财政局"]), "task-2": ("修湿地", ["县林业局", "县水务局"])},
            0,
            "as many lines as columns; the section below is none of the last row",
        ),
        (
            NUMBERED.format("1\n建公园，\n完善设施\n县住建局\n县财政局\n2\n修湿地\n县林业局\n/\n"),
            {"task-1": ("建公园，完善设施", ["县住建局", "县财政局"]), "task-2": ("修湿地", ["县林业局"])},
            1,
            "words broken over lines are put together, and that is said; a cell is crossed out",
        ),
        (
            NUMBERED.format("1\n建公园\n县住建局\n2\n修湿地\n县林业局\n县水务局\n"),
            {"task-1": ("建公园", ["县住建局"]), "task-2": ("修湿地", ["县林业局", "县水务局"])},
            1,
            "a cell is missing",
        ),
        (
            UNNUMBERED.format("建公园\n县住建局\n6月\n修\n湿地\n县林业局\n8月\n"),
            {"task-1": ("建公园\n6月", ["县住建局"])},
            1,
            "a row that does not fit ends what is read as rows",
        ),
        (
            UNNUMBERED.format("建公园\n县住建局\n6月\n修湿地\n/\n8月\n"),
            {"task-1": ("建公园\n6月", ["县住建局"]), "task-2": ("修湿地\n8月", [])},
            1,
            "nobody answers",
        ),
    ],
)
def test_a_responsibility_table_one_cell_a_line(
    text: str, tasks: dict[str, tuple[str, list[str]]], assumed: int, why: str
) -> None:
    document = of(text)
    read = {
        each.path: (each.own.text, [answering.name for answering in each.responsibilities])
        for each in document.provisions
        if each.kind is ProvisionKind.TASK
    }
    assert read == tasks, why
    assert sum(each.code == "table-assumed" for each in document.diagnostics) == assumed, why
    assert [each.text for each in document.provisions if each.parent == "sec-2"] == ["加强领导。"], why


ALONE = "某县方案\n一、分工\n序号\n工作任务\n{}\n{}二、保障\n加强领导。\n"
TWO, ONE = "牵头单位\n配合单位\n完成时限", "责任单位\n完成时限"
FIRST = "1\n建公园\n县住建局\n县财政局\n2023年底\n"
Told = dict[str, list[tuple[str, str]]]
BOTH = [("县住建局", "lead"), ("县财政局", "cooperating")]


@pytest.mark.parametrize(
    ("head", "rows", "told", "assumed", "why"),
    [
        (TWO, FIRST, {"1": BOTH}, 0, "as many lines as columns"),
        (
            TWO,
            FIRST + "2\n修湿地\n县水务局\n2023年底\n3\n种树\n县林业局\n县财政局\n长期坚持\n",
            {
                "1": BOTH,
                "2": [("县水务局", "responsible")],
                "3": [("县林业局", "lead"), ("县财政局", "cooperating")],
            },
            1,
            "the lead is merged with that above, or nobody helps: how the one that is there answers is not told",
        ),
        (
            TWO,
            FIRST + "2\n修湿地\n县水务局\n",
            {"1": BOTH, "2": [("县水务局", "responsible")]},
            1,
            "the deadline is merged, too; the section below is none of the row",
        ),
        (
            TWO,
            "".join(
                f"{at}\n修湿地\n县水务局\n{when}\n"
                for at, when in enumerate(
                    ("长期坚持", "持续推进", "每年12月底前", "按季度", "2025年", "2023年底", "近期", "全年"),
                    1,
                )
            ),
            {str(at): [("县水务局", "responsible")] for at in range(1, 9)},
            1,
            "a deadline is nobody",
        ),
        (
            TWO,
            "".join(
                f"{at}\n修湿地\n县水务局\n{what}\n"
                for at, what in enumerate(
                    (
                        "翠湖湿地示范区",
                        "数字农场",
                        "数据中心",
                        "产业研究院",
                        "旅游推介会",
                        "优化布局",
                        "文化站",
                    ),
                    1,
                )
            ),
            {str(at): [("县水务局", "responsible")] for at in range(1, 8)},
            1,
            "the name of a project is nobody, however it ends",
        ),
        (
            ONE,
            "1\n建公园\n县住建局\n2023年底\n2\n修湿地\n长期坚持\n3\n种树\n2024年\n",
            {"1": [("县住建局", "responsible")], "2": [], "3": []},
            1,
            "who answers is merged with the row above",
        ),
        (
            "完成时限\n责任单位",
            "1\n建公园\n2023年底\n县住建局\n2\n修湿地\n县林业局\n3\n种树\n长期坚持\n",
            {"1": [("县住建局", "responsible")], "2": [("县林业局", "responsible")], "3": []},
            1,
            "the deadline stands before who answers",
        ),
        (
            ONE,
            "1\n建公园\n县住建局\n县财政局\n2023年底\n2\n种树\n县住建局\n今年\n",
            {
                "1": [("县住建局", "responsible"), ("县财政局", "responsible")],
                "2": [("县住建局", "responsible")],
            },
            1,
            "two lines under one column",
        ),
        (
            TWO,
            "1\n建公园\n县住建局\n县财政局、\n县水务局\n年底\n2\n种树\n县林业局\n县财政局\n、县水务局\n年底\n",
            {
                "1": [*BOTH, ("县水务局", "cooperating")],
                "2": [("县林业局", "lead"), ("县财政局", "cooperating"), ("县水务局", "cooperating")],
            },
            0,
            "a list of bodies that a line end parts",
        ),
        (
            TWO,
            FIRST + "2\n组建县大数据局\n县委编办\n/\n年底\n3\n组建县水务局\n县委编办\n年底\n",
            {"1": BOTH, "2": [("县委编办", "lead")], "3": [("县委编办", "responsible")]},
            1,
            "the words of a task may look like a name; a cell that is crossed out is there",
        ),
        (
            "类别\n牵头单位\n配合单位",
            "1\n建公园\n生态\n县住建局\n县财政局\n2\n修湿地，\n完善\n生态\n县住建局\n县财政局\n3\n种树\n县住建局\n县财政局\n",
            {"1": BOTH, "2": BOTH, "3": BOTH},
            1,
            "a column before those of bodies is merged, or a task goes on on a second line",
        ),
        (
            TWO,
            FIRST.replace("县住建局", "财政部").replace("县财政局", "西宁市")
            + "2\n修湿地\n公安部、证监会\n各镇\n年底\n3\n种树\n有关部门\n今年\n",
            {
                "1": [("财政部", "lead"), ("西宁市", "cooperating")],
                "2": [("公安部", "lead"), ("证监会", "lead"), ("各镇", "cooperating")],
                "3": [("有关部门", "responsible")],
            },
            1,
            "ministries, divisions and classes are bodies",
        ),
        (
            TWO,
            "1\t建公园\t2023年底\n2\t修湿地\t县水务局\n3\t种树\t县林业局\t华润医药\t年底\n",
            {"1": [], "2": [("县水务局", "lead")], "3": [("县林业局", "lead"), ("华润医药", "cooperating")]},
            1,
            "tabs part the cells: what stands under a column of bodies is one, unless the row is short and it is none",
        ),
    ],
)
def test_a_word_that_names_no_body_does_not_answer(
    head: str, rows: str, told: Told, assumed: int, why: str
) -> None:
    document = of(ALONE.format(head, rows))
    tasks = [each for each in document.provisions if each.kind is ProvisionKind.TASK]
    assert {
        each.number: [(one.name, one.role.value) for one in each.responsibilities] for each in tasks
    } == told, why
    assert sum(each.code == "table-assumed" for each in document.diagnostics) == assumed, why
    assert [each.text for each in document.provisions if each.parent == "sec-2"] == ["加强领导。"], why


@pytest.mark.parametrize(
    ("cell", "bodies", "why"),
    [
        *(
            (f"{level}文化馆", True, "of a place")
            for level in ("省", "市", "州", "盟", "县", "区", "旗", "镇", "乡")
        ),
        *((f"自治{level}文化馆", True, "of an autonomous one") for level in "州县旗"),
        ("各馆", True, "each of a class"),
        ("文化馆", False, "of no place"),
        ("市场", False, "a word that begins as a level does"),
        ("有关单位", True, "a class"),
        ("翠湖管理委员会", True, "told by its ending"),
        ("翠湖大队", True, "told by its ending"),
        ("翠湖管理机构", True, "told by its ending"),
        ("优化布局", False, "another word"),
        ("公安部", True, "a department that the tables have"),
        ("西宁市", True, "a division"),
        ("翠湖市", False, "none that is known"),
        ("翠湖中心、文化馆", False, "none of them is told"),
        ("县财政局、翠湖中心", True, "one tells the other"),
        ("县财政局、提高收入", False, "words beside a name"),
        ("县财政局（牵头）", True, "a remark"),
        ("2025年底前，县财政局", True, "a time before a name"),
        ("2025年底前", False, "a time"),
    ],
)
def test_what_names_bodies_for_certain(cell: str, bodies: bool, why: str) -> None:
    assert names_bodies(CleanText.of(SourceText("a.txt", cell, "0" * 64))) is bodies, why


TASK, OTHER, ASIDE = Column.TASK, Column.OTHER, Column.ASIDE
LEAD, HELPS, OPEN = Column.LEAD, Column.COOPERATING, Column.RESPONSIBLE


@pytest.mark.parametrize(
    ("inner", "cells", "columns", "told", "why"),
    [
        ((TASK, LEAD, HELPS), "建园 县局 县委", (TASK, LEAD, HELPS), True, "as many as there are"),
        ((LEAD, TASK), "县局 建园", (LEAD, TASK), True, "bodies stand first"),
        ((LEAD, TASK), "县局 建园 种树", (LEAD, TASK, TASK), False, "and words behind them"),
        (
            (TASK, LEAD, ASIDE),
            "建园 县局 新增 延续",
            (TASK, LEAD, ASIDE, ASIDE),
            False,
            "what is behind is a remark",
        ),
        ((TASK, LEAD, OTHER, ASIDE), "建园 县局 新增", (TASK, LEAD, OTHER), False, "or not known"),
        ((OTHER, TASK, LEAD), "建园 县局", (TASK, LEAD), False, "words before bodies are those of the task"),
        ((OTHER, TASK, LEAD), "类 建园 种树 县局", (OTHER, TASK, LEAD), False, "of more the last are"),
        (
            (TASK, OTHER, LEAD),
            "建园 种树 类 县局",
            (TASK, OTHER, LEAD),
            False,
            "or the first, before another column",
        ),
        (
            (OTHER, TASK, LEAD, HELPS),
            "类 建园 县局 年底",
            (OTHER, TASK, OPEN, OTHER),
            False,
            "one body for two columns",
        ),
        ((TASK, LEAD, OTHER), "建园 年底", (TASK, OTHER), False, "no body"),
        ((TASK, LEAD, OTHER), "建园 种树 年底 明年", (TASK, TASK, TASK, TASK), False, "no body, more words"),
    ],
)
def test_cells_are_put_under_columns(
    inner: tuple[Column, ...], cells: str, columns: tuple[Column, ...], told: bool, why: str
) -> None:
    lines = [CleanText.of(SourceText("a.txt", cell, "0" * 64)) for cell in cells.split()]
    found, sure = placed(lines, inner)
    assert (tuple(column for column, _ in found), sure) == (columns, told), why
    assert "".join(cell.text for _, cell in found) == "".join(cells.split()), "every cell, in order"


def test_the_rows_of_which_it_is_open_how_bodies_answer_are_shown() -> None:
    rows = FIRST + "2\n修湿地\n县水务局\n年底\n3\n种树\n县林业局\n县财政局\n4\n架桥\n县交通局\n/\n年底\n"
    document = of(ALONE.format(TWO, rows))
    (said,) = (each for each in document.diagnostics if each.code == "table-assumed")
    shown = " ".join(document.source.text[span.start : span.end] for span in said.spans)
    assert shown == "序号 工作任务 牵头单位 配合单位 完成时限 修湿地 县水务局 年底"


def test_a_list_of_the_last_row_is_no_section_below_the_table() -> None:
    document = of(ALONE.format("责任单位", "1\n建公园：\n一、选址\n二、施工\n县住建局\n"))
    (task,) = (each for each in document.provisions if each.kind is ProvisionKind.TASK)
    assert "".join(task.own.text.split()) == "建公园：一、选址二、施工"
    assert task.named(Answering.RESPONSIBLE) == ("县住建局",)
    assert document.provision("sec-2").heading == "保障"


POINTS = "某市积分办法\n第一条 甲。\n附件\n积分指标表\n{}"
ROWS = "1\n住所\n1.产权住房（20分）。\n2.租赁，每年计5分。\n2\n就业\n1.参保。\n2.缴公积金。\n3\n年龄\n40岁以下。\n"


@pytest.mark.parametrize(
    ("table", "paths", "why"),
    [
        (
            "类别\n序号\n指标\n分值\n基\n础\n" + ROWS,
            ["annex-1"],
            "points, with the group beside the rows broken up",
        ),
        (
            "序号\n事项\n收费标准\n" + ROWS + "注：每年调整。\n",
            ["annex-1"],
            "fees, with a remark below the table",
        ),
        (
            "本表供参考。\n编号\n违法行为\n裁量阶次\n处罚标准\n1\n堆放\n轻微\n警告。\n2\n占用\n较重\n罚款。\n1\n损毁\n严重\n吊销。\n",
            ["annex-1", "annex-1/para-1"],
            "penalties, words above the head, the numbers anew under the second group",
        ),
        (
            "序号\n指标\n分值\n" + ROWS + "第二条 乙。\n",
            ["annex-1", "annex-1/art-2", "annex-1/art-2/para-1"],
            "an article ends the table",
        ),
        (
            "1.有住房的，计20分。\n2.租赁的，每年计5分。\n",
            ["annex-1", "annex-1/subitem-1", "annex-1/subitem-2"],
            "counter-case: a list without a head is a list",
        ),
        (
            "序号\n指标\n分值\n1.有住房的，计20分。\n2.租赁的，每年计5分。\n",
            [
                "annex-1",
                "annex-1/para-1",
                "annex-1/para-2",
                "annex-1/para-3",
                "annex-1/subitem-1",
                "annex-1/subitem-2",
            ],
            "counter-case: no number stands alone on its line, so that no row is seen",
        ),
    ],
)
def test_the_cells_of_an_annexed_table_are_its_words(table: str, paths: list[str], why: str) -> None:
    document = of(POINTS.format(table))
    found = [each.path for each in document.provisions if each.path.startswith("annex")]
    assert found == paths, why
    said = "table-flattened" in {each.code for each in document.diagnostics}
    assert said is ("counter-case" not in why), why
    annex = document.provision("annex-1")
    assert "".join(annex.text.split()).startswith("积分指标表"), why
    if paths == ["annex-1"]:
        assert "".join(annex.text.split()) == "积分指标表" + "".join(table.split()), "every cell, in order"


@pytest.mark.parametrize(
    ("cells", "wanted", "why"),
    [
        (
            "轻微\n\n4 万元以上\n\n6 万元以下\n\n较重\n\n6 万元以上\n\n9 万元以下",
            [(40000, 60000, ()), (60000, 90000, ())],
            "a range that its cell broke",
        ),
        ("育苗\n\n每亩\n\n300 元", [(300, 300, ("亩",))], "an amount below what it is for"),
        (
            "轻微\n五千元以上\n一万元以下\n较重\n一万元以上\n五万元以下",
            [(5000, 10000, ()), (10000, 50000, ())],
            "in characters",
        ),
        ("较轻\n六万元以下\n较重\n六万元以上", [(None, 60000, ()), (60000, None, ())], "and two cells"),
        ("较轻\n6 万元以下\n较重\n6 万元以上", [(None, 60000, ()), (60000, None, ())], "bounds of two cells"),
    ],
)
def test_a_cell_broken_over_lines_is_one(
    cells: str, wanted: list[tuple[int | None, int | None, tuple[str, ...]]], why: str
) -> None:
    found = annotate_quantities(of(f"某市罚款裁量表\n附件1\n裁量表\n{cells}\n"))
    assert [(each.low, each.high, each.per) for each in found] == wanted, why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "组长：张某某　副市长　　副组长：李某　市政府秘书长　　成员：王某某（市财政局局长）、赵某（市科技局局长）",
            [
                Member("张某某", "副市长", None, "组长"),
                Member("李某", "秘书长", "市政府", "副组长"),
                Member("王某某", "局长", "市财政局", "成员"),
                Member("赵某", "局长", "市科技局", "成员"),
            ],
            "roles and persons on one line",
        ),
        (
            "组长：张某\n成员：李某、王某某",
            [
                Member("张某", None, None, "组长"),
                Member("李某", None, None, "成员"),
                Member("王某某", None, None, "成员"),
            ],
            "names alone",
        ),
        (
            "组长：县长\n成员：省财政厅、省审计厅",
            [Member(None, "县长", None, "组长"), Member(None, "省财政厅、省审计厅", None, "成员")],
            "posts and bodies are no persons",
        ),
    ],
)
def test_members_on_one_line(text: str, wanted: list[Member], why: str) -> None:
    members = [each.member for each in of(f"附件：领导小组名单\n{text}\n").provisions if each.member]
    assert members == wanted, why


def test_a_unit_stated_once_holds_for_the_figures_after_it() -> None:
    document = of(
        "某市公园条例\n第一条 收费标准（单位：万元）：甲类园6.5，乙类园1,200；按第3款办理，2020年起。\n"
    )
    money = [each for each in annotate_quantities(document) if each.unit == "CNY"]
    assert [(each.low, each.high) for each in money] == [(65000, 65000), (12_000_000, 12_000_000)]


@pytest.mark.parametrize(
    ("line", "wanted", "why"),
    [
        (
            "序号重点任务责任单位完成时限1建设平台市发改委、市财政局2020年6月2修订目录市司法局，各区县政府长期"
            "3完善城市3项制度市城管局2021年底前",
            [
                ("建设平台2020年6月", (), ("市发改委", "市财政局")),
                ("修订目录长期", (), ("市司法局", "各区县政府")),
                ("完善城市3项制度2021年底前", (), ("市城管局",)),
            ],
            "rows by their numbers, bodies by the names at the end of each",
        ),
        (
            "序号工作内容牵头单位配合单位1疏浚沟渠30公里县水利局各镇2储备化肥500吨县供销社县财政局",
            [
                ("疏浚沟渠30公里", ("县水利局",), ("各镇",)),
                ("储备化肥500吨", ("县供销社",), ("县财政局",)),
            ],
            "two columns of bodies",
        ),
    ],
)
def test_a_table_run_together_on_one_line_is_read_and_what_was_assumed_is_said(
    line: str, wanted: list[tuple[str, tuple[str, ...], tuple[str, ...]]], why: str
) -> None:
    document = of(f"某市工作通知\n附件：任务分工表\n{line}\n注：每年报告。\n")
    tasks = [each for each in document.provisions if each.kind.value == "task"]
    named = [
        (
            each.text,
            each.named(Answering.LEAD),
            each.named(Answering.COOPERATING) or each.named(Answering.RESPONSIBLE),
        )
        for each in tasks
    ]
    assert named == wanted, why
    assert "table-assumed" in {each.code for each in document.diagnostics}
    assert document.provision("annex-1/para-1").text == "注：每年报告。"
