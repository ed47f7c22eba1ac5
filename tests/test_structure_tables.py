"""Responsibility tables in the forms in which they are pasted."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.model import Answering, Document, ProvisionKind
from ingest.structure import structure
from ingest.structure.columns import column_of
from ingest.text import Cell, SourceText


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


PIPE = """\
附件1：任务分工表
| 序号 | 工作任务 | 牵头单位 | 配合单位 |
| --- | --- | --- | --- |
| 一、财政支持 | | | |
| 1 | 设立专项资金。 | 省财政厅 | 省科技厅、省经信委 |
| | 完善管理办法。 | 省审计厅 | |
| 二、融资 | | | |
| 2 | 降低融资成本。 | 省金融办 | 人行西宁中心支行 |
注：每年报告一次。
"""

NONUMBER_PIPE = """\
重点任务|责任部门|完成时限
建设平台|市发改委、市财政局|2020年6月底
修订目录|市司法局|2020年12月
"""

TABS_NONUMBER = """\
附件：分工表
主要任务	牵头部门	参与单位
建设平台	市发改委	市财政局
修订目录	市司法局	各区县政府
"""

LINES = """\
附件：分工表
序号
重点任务
责任单位
配合单位
1
建设平台。
市发改委
市财政局、市科技局
2
修订目录。
市司法局
各区县政府
"""

LINES_NONUMBER = """\
附件：分工表
重点任务
责任单位
建设平台。
市发改委
修订目录。
市司法局
"""

BLANKS = """\
附件：分工表
序号    工作内容            牵头单位      配合单位
1       建设平台，完善      市发改委      市财政局、
        服务体系                          市科技局
2       修订目录            市司法局      各区县政府
"""

ONECELL = """\
附件：分工表
序号	工作任务	责任分工
1	建设平台。	牵头单位：省发展改革委；配合单位：省财政厅、省科技厅
2	修订目录。	省发展改革委牵头，省财政厅等配合
"""

RESTART = """\
附件：分工表
序号	工作任务	牵头部门	配合单位
一、甲类
1	建设平台。	省发展改革委	省财政厅
2	修订目录。	省司法厅	各市州政府
二、乙类
1	培训人员。	省人社厅	省财政厅
"""

CHINESE_NUMBER = """\
附件：分工表
| 序号 | 具体举措 | 主管部门 | 协同部门 | 时间要求 |
|:--|:--|:--|:--|:--|
| 一 | 建设平台。 | 省发展改革委 | 省财政厅 | 长期 |
| 二 | 修订目录。 | 省司法厅 | 各市州政府 | 2021年底 |
"""


Row = tuple[
    str, str, tuple[str, ...], tuple[str, ...]
]  # path, words, who leads or is responsible, who cooperates


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            PIPE,
            [
                (
                    "annex-1/task-1",
                    "设立专项资金。完善管理办法。",
                    ("省财政厅", "省审计厅"),
                    ("省科技厅", "省经信委"),
                ),
                ("annex-1/task-2", "降低融资成本。", ("省金融办",), ("人行西宁中心支行",)),
            ],
            "a Markdown table; a row without a number goes on with the one above; headings span the row",
        ),
        (
            NONUMBER_PIPE,
            [
                ("task-1", "建设平台2020年6月底", ("市发改委", "市财政局"), ()),
                ("task-2", "修订目录2020年12月", ("市司法局",), ()),
            ],
            "no numbers and no outer bars; a deadline is part of the words",
        ),
        (
            TABS_NONUMBER,
            [
                ("annex-1/task-1", "建设平台", ("市发改委",), ("市财政局",)),
                ("annex-1/task-2", "修订目录", ("市司法局",), ("各区县政府",)),
            ],
            "tabs, no numbers",
        ),
        (
            LINES,
            [
                ("annex-1/task-1", "建设平台。", ("市发改委",), ("市财政局", "市科技局")),
                ("annex-1/task-2", "修订目录。", ("市司法局",), ("各区县政府",)),
            ],
            "one cell a line",
        ),
        (
            LINES_NONUMBER,
            [
                ("annex-1/task-1", "建设平台。", ("市发改委",), ()),
                ("annex-1/task-2", "修订目录。", ("市司法局",), ()),
            ],
            "one cell a line, no numbers",
        ),
        (
            BLANKS,
            [
                ("annex-1/task-1", "建设平台，完善服务体系", ("市发改委",), ("市财政局", "市科技局")),
                ("annex-1/task-2", "修订目录", ("市司法局",), ("各区县政府",)),
            ],
            "columns aligned with blanks, cells over two lines",
        ),
        (
            ONECELL,
            [
                ("annex-1/task-1", "建设平台。", ("省发展改革委",), ("省财政厅", "省科技厅")),
                ("annex-1/task-2", "修订目录。", ("省发展改革委",), ("省财政厅",)),
            ],
            "lead and cooperating in one cell, with labels or with verbs",
        ),
        (
            RESTART,
            [
                ("annex-1/task-1", "建设平台。", ("省发展改革委",), ("省财政厅",)),
                ("annex-1/task-2", "修订目录。", ("省司法厅",), ("各市州政府",)),
                ("annex-1/task-1-2", "培训人员。", ("省人社厅",), ("省财政厅",)),
            ],
            "numbers start again under a heading",
        ),
        (
            CHINESE_NUMBER,
            [
                ("annex-1/task-1", "建设平台。长期", ("省发展改革委",), ("省财政厅",)),
                ("annex-1/task-2", "修订目录。2021年底", ("省司法厅",), ("各市州政府",)),
            ],
            "Chinese numerals, a column of deadlines",
        ),
    ],
)
def test_tables(text: str, wanted: list[Row], why: str) -> None:
    found = [
        (
            p.path,
            p.text.replace("\n", ""),
            p.named(Answering.LEAD) or p.named(Answering.RESPONSIBLE),
            p.named(Answering.COOPERATING),
        )
        for p in of(text).provisions
        if p.kind is ProvisionKind.TASK
    ]
    assert found == wanted, why


def test_headings_and_words_around_a_table() -> None:
    document = of(PIPE)
    assert [p.heading for p in document.provisions if p.kind is ProvisionKind.SECTION] == [
        "财政支持",
        "融资",
    ]
    assert document.provision("annex-1/para-1").text == "注：每年报告一次。"
    assert {residue.reason for residue in document.residues} == {"table-header", "table-rule"}


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("重点任务", "task"),
        ("主要任务", "task"),
        ("工作内容", "task"),
        ("具体举措", "task"),
        ("整改措施", "task"),
        ("牵头部门", "lead"),
        ("责任单位", "responsible"),
        ("主管部门", "responsible"),
        ("负责单位", "responsible"),
        ("实施单位", "responsible"),
        ("参与单位", "cooperating"),
        ("协同部门", "cooperating"),
        ("协力部门", "cooperating"),
        ("配合单位", "cooperating"),
        ("完成时限", "other"),
        ("时间要求", "other"),
        ("备注", "aside"),
        ("联系电话", "aside"),
        ("市水利局内牵头处室", "aside"),
        ("责任处室", "responsible"),
        ("序 号", "number"),
        ("省财政厅", None),
    ],
)
def test_heads(head: str, column: str | None) -> None:
    found = column_of(head)
    assert (found.value if found else None) == column


@pytest.mark.parametrize(
    ("columns", "wanted", "why"),
    [
        (("责任单位",), ("responsible",), "nobody is told from the others"),
        (("牵头单位",), ("lead",), "the word says it"),
        (("责任单位", "配合单位"), ("lead", "cooperating"), "the column beside it tells them apart"),
        (("牵头单位", "责任单位"), ("lead", "responsible"), "what the word says, beside those who lead"),
        (("责任单位", "牵头单位"), ("responsible", "lead"), "in either order"),
        (("主管部门", "实施单位"), ("lead", "cooperating"), "of two of a kind the first leads"),
    ],
)
def test_columns_tell_who_leads(columns: tuple[str, ...], wanted: tuple[str, ...], why: str) -> None:
    cells = ("市发改委", "市财政局")[: len(columns)]
    text = f"附件：分工表\n|序号|任务|{'|'.join(columns)}|\n|1|建设平台。|{'|'.join(cells)}|\n"
    task = of(text).provision("annex-1/task-1")
    assert {body.name: body.role.value for body in task.responsibilities} == dict(
        zip(cells, wanted, strict=True)
    ), why


def in_cells(
    rows: list[list[str]],
    before: str = "附件：任务分工表\n",
    after: str = "注：每年报告。\n",
    merged: dict[tuple[int, int], int] | None = None,
) -> Document:
    """Structure a text whose cells are marked, as readers of DOCX, HTML and PDF give them: tabs part them.

    ``merged`` says of a cell, by row and column, how many rows it covers.
    """
    text, marks = before, []
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            down = (merged or {}).get((number, column), 1)
            marks.append(Cell(len(text), len(text) + len(cell), 1, number, column, down))
            text += cell + ("\n" if column == len(row) else "\t")
    return structure(SourceText("a.docx", text + after, "0" * 64, marks=tuple(marks)))


@pytest.mark.parametrize(
    ("cell", "names", "why"),
    [
        ("市发改委\n市财政局", ("市发改委", "市财政局"), "a body a paragraph"),
        ("市水务局\n\n各区政府\n市城管局", ("市水务局", "各区政府", "市城管局"), "three, and a blank line"),
        ("市教育局、市民政局\n市妇联", ("市教育局", "市民政局", "市妇联"), "two on a line"),
        ("市住房和城乡\n建设局", ("市住房和城乡建设局",), "a name over two lines is one"),
        (
            "市经济和信息\n化局、市财政\n局",
            ("市经济和信息化局", "市财政局"),
            "so are two names over three lines",
        ),
    ],
)
def test_paragraphs_of_a_cell_that_name_bodies_are_apart(cell: str, names: tuple[str, ...], why: str) -> None:
    document = in_cells([["序号", "任务", "责任单位"], ["1", "建设平台。", cell]])
    assert tuple(body.name for body in document.provision("annex-1/task-1").responsibilities) == names, why


@pytest.mark.parametrize(
    ("rows", "wanted", "why"),
    [
        (2, [("市水务局",), ("市水务局",), ()], "a merged cell answers for both rows, not for the third"),
        (3, [("市水务局",), ("市水务局",), ("市水务局",)], "for all three"),
        (1, [("市水务局",), (), ()], "an empty cell below says nothing"),
    ],
)
def test_a_merged_cell_of_bodies_answers_for_all_its_rows(
    rows: int, wanted: list[tuple[str, ...]], why: str
) -> None:
    table = [
        ["序号", "任务", "牵头单位"],
        ["1", "甲项建设。", "市水务局"],
        ["2", "乙项建设。"],
        ["3", "丙项建设。"],
    ]
    document = in_cells(table, merged={(2, 3): rows})
    tasks = [p for p in document.provisions if p.kind is ProvisionKind.TASK]
    assert [task.named(Answering.LEAD) for task in tasks] == wanted, why
    assert [document.source.text[slice(*task.responsibilities[0].spans[0])] for task in tasks[:1]] == [
        "市水务局"
    ]
    leaves = sorted(span for each in document.leaves() for span in each.spans)
    assert all(one.end <= other.start for one, other in pairwise(leaves)), "no character is in two rows"


def test_cells_that_the_file_marks_are_read_whole() -> None:
    document = in_cells(
        [
            ["某市任务分工表", "", "", ""],
            ["序号", "工作任务", "责任单位\n（排第一位的为牵头单位）", "完成时限"],
            ["一、项目", "", "", ""],
            ["1", "建设平台。\n发布目录。", "市发改委、市财政局，\n各区", "2020年6月"],
            ["", "开展评估。", "市审计局", ""],
            ["2", "修订目录。", "市司法局等部门", "长期"],
        ]
    )
    tasks = [p for p in document.provisions if p.kind is ProvisionKind.TASK]
    assert [(p.path, p.text, p.named(Answering.LEAD), p.named(Answering.COOPERATING)) for p in tasks] == [
        (
            "annex-1/task-1",
            "建设平台。发布目录。\n2020年6月\n开展评估。",
            ("市发改委",),
            ("市财政局", "各区", "市审计局"),
        ),
        ("annex-1/task-2", "修订目录。\t长期", ("市司法局",), ("部门",)),
    ]
    section = document.provision("annex-1/sec-1")
    assert (section.label, section.number, section.heading) == ("一、", "1", "项目")
    assert document.provision("annex-1/para-1").text == "注：每年报告。"
    assert {residue.reason for residue in document.residues} == {"table-header"}


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "某县春耕任务分解表\n序号\n工作任务\n牵头单位\n责任单位\n完成时限\n1\n疏浚沟渠30公里\n县水利局\n各镇\n3月底前\n"
            "2\n储备化肥500吨\n县供销社\n县财政局\n2月底前\n",
            [("task-1", ("县水利局",), ("各镇",)), ("task-2", ("县供销社",), ("县财政局",))],
            "right below the title the head is no title",
        ),
        (
            "附件\n| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n"
            "| 1 | 贯通绿道。 | 省水利厅 | 省体育局 |\n",
            [("annex-1/task-1", ("省水利厅",), ("省体育局",))],
            "right below the annex's label the head is no heading",
        ),
    ],
)
def test_a_head_is_no_title(
    text: str, wanted: list[tuple[str, tuple[str, ...], tuple[str, ...]]], why: str
) -> None:
    tasks = [p for p in of(text).provisions if p.kind is ProvisionKind.TASK]
    beside = (Answering.RESPONSIBLE, Answering.COOPERATING)
    found = [(p.path, p.named(Answering.LEAD), sum(map(p.named, beside), ())) for p in tasks]
    assert found == wanted, why


_TASKS = "序号\t工作任务\t牵头单位\n1\t加强管理\t县水利局\n2\t加大投入\t县财政局\n"
_LIST = "附件1\n领导小组名单\n组长：张三　县长\n"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            f"某县渡口方案\n一、要求\n抓好落实。\n二、分工\n{_TASKS}{_LIST}",
            ["sec-1", "sec-2", "task-1", "task-2", "annex-1"],
            "an annex below",
        ),
        (
            f"某县渡口方案\n一、分工\n{_TASKS}二、时间\n年底完成。\n{_LIST}",
            ["sec-1", "task-1", "task-2", "sec-2", "annex-1"],
            "a section and an annex below",
        ),
        (
            f"某县渡口方案\n一、分工\n{_TASKS}二、时间\n年底完成。\n",
            ["sec-1", "task-1", "task-2", "sec-2"],
            "a section below",
        ),
        (
            f"某县渡口方案\n一、要求\n抓好落实。\n二、时间\n年底完成。\n附件1\n分工表\n{_TASKS}",
            ["sec-1", "sec-2", "annex-1", "annex-1/task-1", "annex-1/task-2"],
            "the table is the annex",
        ),
    ],
)
def test_a_table_of_the_body_beside_annexes(text: str, wanted: list[str], why: str) -> None:
    kinds = (ProvisionKind.SECTION, ProvisionKind.TASK, ProvisionKind.ANNEX)
    assert [each.path for each in of(text).provisions if each.kind in kinds] == wanted, why


@pytest.mark.parametrize(
    ("head", "row", "told", "why"),
    [
        ("牵头单位\t配合单位", "省司法厅", True, "one cell under two columns may be of either"),
        ("牵头单位\t责任单位", "省司法厅", True, "also where the second is responsible"),
        ("牵头单位\t责任单位", "省司法厅\t省财政厅", False, "both cells are there"),
        ("牵头单位\t完成时限", "省司法厅", False, "one column of bodies"),
    ],
)
def test_a_missing_cell_of_bodies_is_told(head: str, row: str, told: bool, why: str) -> None:
    document = of(
        f"附件：分工表\n序号\t工作任务\t{head}\n1\t建设平台。\t{row}\n2\t修订目录。\t省教育厅\t省科技厅\n"
    )
    assert any(d.code == "column-missing" for d in document.diagnostics) is told, why
