"""Responsibility tables in the forms in which they are pasted, and notes of who is responsible in the text."""

from __future__ import annotations

import pytest

from ingest.annotate.departments import annotate_mentions
from ingest.model import Document, MentionRole, ProvisionKind
from ingest.structure import structure
from ingest.structure.columns import column_of
from ingest.structure.responsibility import noted
from ingest.text import CleanText, SourceText


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
序号	工作任务	牵头部门	责任单位
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

NOTES = """\
某市关于促进就业的意见
一、加大支持
（一）安排资金。设立专项资金。（市财政局牵头，市人社局配合）
（二）简化流程。压缩时限。（责任单位：市人社局、市市场监管局）
责任单位：市政府办公室
"""


Row = tuple[str, str, tuple[str, ...], tuple[str, ...]]


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
            "numbers start again under a heading; 责任单位 beside 牵头部门 cooperate",
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
        (p.path, p.text.replace("\n", ""), p.named(MentionRole.LEAD), p.named(MentionRole.COOPERATING))
        for p in of(text).provisions
        if p.kind is ProvisionKind.TASK
    ]
    assert found == wanted, why


def test_headings_and_words_around_a_table() -> None:
    document = of(PIPE)
    assert [p.heading for p in document.provisions if p.kind is ProvisionKind.SECTION] == [
        "一、财政支持",
        "二、融资",
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
        ("责任单位", "lead"),
        ("主管部门", "lead"),
        ("负责单位", "lead"),
        ("实施单位", "lead"),
        ("参与单位", "cooperating"),
        ("协同部门", "cooperating"),
        ("协力部门", "cooperating"),
        ("配合单位", "cooperating"),
        ("完成时限", "other"),
        ("时间要求", "other"),
        ("备注", "other"),
        ("序 号", "number"),
        ("省财政厅", None),
    ],
)
def test_heads(head: str, column: str | None) -> None:
    found = column_of(head)
    assert (found.value if found else None) == column


LEAD, COOPERATING = MentionRole.LEAD, MentionRole.COOPERATING


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "加大投入。（省科技厅、省财政厅按职责分工负责）",
            [("省科技厅", LEAD), ("省财政厅", LEAD)],
            "each for its part",
        ),
        (
            "推进改革（牵头单位：省财政厅；责任单位：省科技厅、各市、县人民政府）",
            [("省财政厅", LEAD), ("省科技厅", COOPERATING), ("各市、县人民政府", COOPERATING)],
            "labels in a bracket; a coordination is one name",
        ),
        (
            "甲。（人力资源社会保障部、教育部等按职责分工负责，2020年底前完成）",
            [("人力资源社会保障部", LEAD), ("教育部", LEAD)],
            "a deadline after the bodies",
        ),
        ("【责任部门：区发改局；完成时限：2020年6月】", [("区发改局", LEAD)], "a labelled deadline"),
        ("甲（商务部会同有关部门负责）", [("商务部", LEAD), ("有关部门", COOPERATING)], "会同"),
        (
            "牵头单位：市发改委\n配合单位：市财政局",
            [("市发改委", LEAD), ("市财政局", COOPERATING)],
            "lines of their own",
        ),
        ("通知申请人（企业负责人）到场。", [], "a person"),
        ("（以下简称主要负责人）", [], "a definition"),
        ("（以下简称处置非法集资牵头部门）", [], "a definition with 牵头"),
        ("（地址、法定代表人、企业负责人等）", [], "a list of particulars"),
    ],
)
def test_notes(text: str, wanted: list[tuple[str, MentionRole]], why: str) -> None:
    found = noted(CleanText.of(SourceText("a.txt", text, "0" * 64)))
    assert [(each.name, each.role) for each in found] == wanted, why


def test_a_note_gives_responsibilities_to_its_measure_and_roles_to_its_mentions() -> None:
    document = of(NOTES)
    item = document.provision("sec-1/item-1")
    assert (item.named(LEAD), item.named(COOPERATING)) == (("市财政局",), ("市人社局",))
    mentions = [mention for mention in annotate_mentions(document) if mention.path == "sec-1/item-1"]
    assert [(mention.text, mention.role) for mention in mentions] == [
        ("市财政局", LEAD),
        ("市人社局", COOPERATING),
    ]
