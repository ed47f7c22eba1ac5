"""Notes at measures: whom they name, in which role, for which measure; what is no note."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.annotate.departments import annotate_mentions
from ingest.annotate.norms import annotate_norms
from ingest.model import Answering, Document, Provision
from ingest.structure import structure
from ingest.structure.notes import notes_in
from ingest.structure.responsibility import answer
from ingest.text import CleanText, SourceText

LEAD, COOPERATING, RESPONSIBLE = Answering.LEAD, Answering.COOPERATING, Answering.RESPONSIBLE


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def told(provision: Provision) -> dict[str, tuple[str, ...]]:
    return {role.value: names for role in Answering if (names := provision.named(role))}


def bodies(text: str) -> Iterator[tuple[str, Answering]]:
    own = CleanText.of(SourceText("a.txt", text, "0" * 64))
    for found in notes_in(own):
        if found.read is not None:
            yield from ((each.name, each.role) for each in found.read.told)


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "加大投入。（省科技厅、省财政厅按职责分工负责）",
            [("省科技厅", RESPONSIBLE), ("省财政厅", RESPONSIBLE)],
            "each for its part: nobody is told from the others",
        ),
        (
            "推进改革（牵头单位：省财政厅；责任单位：省科技厅、各市、县人民政府）",
            [("省财政厅", LEAD), ("省科技厅", RESPONSIBLE), ("各市、县人民政府", RESPONSIBLE)],
            "labels in a bracket; a coordination is one name",
        ),
        (
            "开展轮训。（牵头单位：市商务局，配合单位：市工商联、市妇联，各区、县级市）",
            [("市商务局", LEAD), *((name, COOPERATING) for name in ("市工商联", "市妇联", "各区、县级市"))],
            "labels parted by a comma, an open end after one",
        ),
        (
            "甲。（人力资源社会保障部、教育部等按职责分工负责，2020年底前完成）",
            [("人力资源社会保障部", RESPONSIBLE), ("教育部", RESPONSIBLE)],
            "a deadline after the bodies",
        ),
        ("【责任部门：区发改局；完成时限：2020年6月】", [("区发改局", RESPONSIBLE)], "a labelled deadline"),
        ("甲。（责任单位：省体育局；适用区域：某市）", [("省体育局", RESPONSIBLE)], "a labelled scope"),
        ("甲。【责任单位】市教育局", [("市教育局", RESPONSIBLE)], "a label in brackets"),
        (
            "甲（商务部会同有关部门负责）",
            [("商务部", RESPONSIBLE), ("有关部门", RESPONSIBLE)],
            "with 会同 both answer as the word after them says",
        ),
        (
            "甲（商务部牵头会同有关部门负责）",
            [("商务部", LEAD), ("有关部门", RESPONSIBLE)],
            "the first of 牵头会同 leads",
        ),
        (
            "甲。（省教育厅牵头，会同省科技厅落实）",
            [("省教育厅", LEAD), ("省科技厅", RESPONSIBLE)],
            "会同 opens a clause",
        ),
        (
            "牵头单位：市发改委\n配合单位：市财政局",
            [("市发改委", LEAD), ("市财政局", COOPERATING)],
            "lines of their own",
        ),
        (
            "牵头单位：市发改委\n责任单位：市财政局",
            [("市发改委", LEAD), ("市财政局", RESPONSIBLE)],
            "lines that follow each other are one note",
        ),
        (
            "甲。责任单位：市教育局　完成时限：2024年12月",
            [("市教育局", RESPONSIBLE)],
            "without brackets, after a sentence",
        ),
        (
            "甲。（省妇联、省人社厅等有关部门和单位负责）",
            [("省妇联", RESPONSIBLE), ("省人社厅", RESPONSIBLE), ("有关部门和单位", RESPONSIBLE)],
            "an open end is a name of its own",
        ),
        (
            "甲。（农业农村部牵头，财政部等国务院相关部门及各地区按职责分工负责）",
            [("农业农村部", LEAD), *((n, RESPONSIBLE) for n in ("财政部", "国务院相关部门", "各地区"))],
            "who answers (负责) beside one that leads is responsible: nothing says that it only helps; two open ends",
        ),
        (
            "甲。（商务部、文化和旅游部等和各有关省级人民政府负责）",
            [(name, RESPONSIBLE) for name in ("商务部", "文化和旅游部", "各有关省级人民政府")],
            "和 stands inside a name, and parts the open end",
        ),
        (
            "甲。（市发展和改革委员会、市住房和城乡建设局和市水务局负责）",
            [(name, RESPONSIBLE) for name in ("市发展和改革委员会", "市住房和城乡建设局", "市水务局")],
            "和 between whole names",
        ),
        (
            "甲。（省能源专班牵头，国网某省电力配合）",
            [("省能源专班", LEAD), ("国网某省电力", COOPERATING)],
            "names that are not known are kept as printed",
        ),
        (
            "甲。（省残疾人联合会、省妇女联合会负责）",
            [("省残疾人联合会", RESPONSIBLE), ("省妇女联合会", RESPONSIBLE)],
            "联合 inside a name joins nothing",
        ),
        (
            "甲。（某海关负责）乙。（省教育厅牵头，省侨联配合）",
            [("某海关", RESPONSIBLE), ("省教育厅", LEAD), ("省侨联", COOPERATING)],
            "two notes",
        ),
        (
            "甲。（省科技厅（省外国专家局）、省财政厅负责）",
            [("省科技厅（省外国专家局）", RESPONSIBLE), ("省财政厅", RESPONSIBLE)],
            "brackets in a name",
        ),
        (
            "甲。（牵头领导：张某；牵头单位：市住建局；责任人：李某）",
            [("市住建局", LEAD)],
            "persons are no bodies",
        ),
        (
            "甲。（市财政局、市审计局负责，排在第一位的为牵头单位）",
            [("市财政局", LEAD), ("市审计局", COOPERATING)],
            "a legend in the note",
        ),
        (
            "甲。责任单位（列首位的为牵头单位）：市财政局、市审计局",
            [("市财政局", LEAD), ("市审计局", COOPERATING)],
            "a legend in the label",
        ),
        (
            "甲。（县公安局、各乡镇人民政府）",
            [("县公安局", RESPONSIBLE), ("各乡镇人民政府", RESPONSIBLE)],
            "bare",
        ),
        ("甲。〔省教育厅牵头〕", [("省教育厅", LEAD)], "other brackets"),
        ("甲。（2025年底前，省交通运输厅负责）", [("省交通运输厅", RESPONSIBLE)], "the time comes first"),
        (
            "甲。（责任单位：市民政局 市财政局　市卫健委）",
            [(name, RESPONSIBLE) for name in ("市民政局", "市财政局", "市卫健委")],
            "blanks part names that are whole",
        ),
        (
            "甲。（省科技厅等按职责推动，市州政府支持）",
            [("省科技厅", RESPONSIBLE), ("市州政府", COOPERATING)],
            "other words for it",
        ),
        (
            "甲。（市教育局负责，市城管局按职责做好相关工作）",
            [("市教育局", RESPONSIBLE), ("市城管局", RESPONSIBLE)],
            "a word with its object",
        ),
        ("甲。（以上任务由省发展改革委负责）", [], "another matter than this measure"),
        ("某市门户\n主办单位：某市人民政府办公室", [], "the footer of a web page"),
        ("通知申请人（企业负责人）到场。", [], "a person"),
        ("（以下简称主要负责人）", [], "a definition"),
        ("（以下简称处置非法集资牵头部门）", [], "a definition with 牵头"),
        ("（以下统称负责航道管理的部门）", [], "a definition with 负责"),
        ("（含实习指导教师）", [], "what is included"),
        ("（地址、法定代表人、企业负责人等）", [], "a list of particulars"),
        ("申请（限于主办或者扶持单位的自有资金）的，", [], "a limit"),
        ("费用（所需经费由市财政负责）", [], "a clause, not a name"),
        ("向财政部门（税务部门）申报。", [], "another name for a body, inside the sentence"),
    ],
)
def test_notes(text: str, wanted: list[tuple[str, Answering]], why: str) -> None:
    assert list(bodies(text)) == wanted, why


@pytest.mark.parametrize(
    "body",
    ["法制办", "商务部", "发展改革委", "市水利局", "省财政厅", "审计署", "办公室", "检察院", "市总工会"],
)
@pytest.mark.parametrize("others", ["有关部门", "相关单位", "各区县"])
def test_who_sets_others_to_work_leads(body: str, others: str) -> None:
    found = answer(CleanText.of(SourceText("a.txt", f"{body}组织{others}", "")), RESPONSIBLE).bodies
    assert [(each.name, each.role) for each in found] == [(body, LEAD), (others, RESPONSIBLE)]


def test_an_organization_is_no_verb() -> None:
    found = answer(CleanText.of(SourceText("a.txt", "基层组织有关人员", "")), RESPONSIBLE).bodies
    assert [each.name for each in found] == ["基层组织有关人员"]


HEAD = "某市关于促进就业的意见\n一、加大支持\n"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "（一）安排资金。（市财政局、市人社局负责，排在第一位的部门为牵头部门，下同）\n"
            "（二）简化流程。（市人社局、市科技局、市教育局等有关部门负责）\n（三）统计。（市统计局负责）\n"
            "（四）落实责任。（各区县政府负责）",
            {
                "sec-1/item-1": {"lead": ("市财政局",), "cooperating": ("市人社局",)},
                "sec-1/item-2": {"lead": ("市人社局",), "cooperating": ("市科技局", "市教育局", "有关部门")},
                "sec-1/item-3": {"lead": ("市统计局",)},
                "sec-1/item-4": {"responsible": ("各区县政府",)},
            },
            "a legend holds for the notes after it, but a class alone does not lead",
        ),
        (
            "（一）安排资金。（市财政局、市人社局负责，排首位的牵头）\n（二）统计。（市统计局、市科技局负责）",
            {
                "sec-1/item-1": {"lead": ("市财政局",), "cooperating": ("市人社局",)},
                "sec-1/item-2": {"responsible": ("市统计局", "市科技局")},
            },
            "without 下同 it holds for its own note",
        ),
        (
            "各项任务列第一位的为牵头单位。\n（一）统计。（市统计局、市科技局负责）",
            {"sec-1/item-1": {"lead": ("市统计局",), "cooperating": ("市科技局",)}},
            "a legend that is a sentence of the text",
        ),
        (
            "（一）开展培训。组织轮训。\n责任单位：市教育局、市人社局\n完成时限：2024年12月\n（二）统计。\n"
            "（责任单位：市统计局）",
            {
                "sec-1/item-1": {"responsible": ("市教育局", "市人社局")},
                "sec-1/item-2": {"responsible": ("市统计局",)},
            },
            "a note on a line of its own belongs to the measure before it",
        ),
        (
            "1.设立基地。\n2.评选工匠。\n牵头单位：市总工会",
            {"sec-1": {"lead": ("市总工会",)}},
            "below several parts without notes it is for the whole",
        ),
        (
            "1.设立基地。\n牵头单位：市人社局\n2.评选工匠。\n牵头单位：市总工会",
            {"sec-1/subitem-1": {"lead": ("市人社局",)}, "sec-1/subitem-2": {"lead": ("市总工会",)}},
            "below each part it is for that part",
        ),
        (
            "（一）强化引领，做好统计。建立体系。（市统计局指导，市工商联参与）\n优化体制。（市财政局指导）",
            {
                "sec-1/item-1/para-1": {"cooperating": ("市工商联",), "responsible": ("市统计局",)},
                "sec-1/item-1/para-2": {"responsible": ("市财政局",)},
            },
            "the words on the line of a heading are the first of the paragraphs",
        ),
    ],
)
def test_measures(text: str, wanted: dict[str, dict[str, tuple[str, ...]]], why: str) -> None:
    found = {each.path: told(each) for each in of(HEAD + text + "\n").provisions if each.responsibilities}
    assert found == wanted, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("（一）安排资金。（安排资金所需经费由市财政局负责）", "a clause with a body in it"),
        ("（一）安排资金。（市财政局负责。以下均需市财政局落实，不再列出）", "a legend of another kind"),
        ("（一）安排资金。（责任单位：无）", "a label without a name"),
    ],
)
def test_what_only_looks_like_a_note_is_said(text: str, why: str) -> None:
    assert [each.code for each in of(HEAD + text).diagnostics if each.code.startswith("note")] == [
        "note-not-understood"
    ], why


def norms(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    document = of(HEAD + text + "\n")
    found = annotate_norms(document, annotate_mentions(document), ())
    return [(norm.text, norm.bearers, norm.bearer_source.value) for norm in found]


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "（一）减负。对符合条件的个体工商户，减免三个月租金。（市国资委、市财政局按职责分工负责）",
            [("对符合条件的个体工商户，减免三个月租金", ("市国资委", "市财政局"), "table")],
            "all who are responsible",
        ),
        (
            "（一）减负。对符合条件的个体工商户，减免三个月租金。（市国资委牵头，市财政局配合）",
            [("对符合条件的个体工商户，减免三个月租金", ("市国资委",), "table")],
            "who leads, never who only cooperates",
        ),
        (
            "（一）外贸。培育出口企业。（某海关负责）推广竹编课程（市教育局牵头，市侨联配合）。",
            [("培育出口企业", ("某海关",), "table"), ("推广竹编课程", ("市教育局",), "table")],
            "each note is for the words before it, and no norm of its own",
        ),
        (
            "（一）支持办学（责任单位：市教育局）\n1.建立奖励制度。\n2.市财政局应当安排经费。",
            [("建立奖励制度", ("市教育局",), "table"), ("市财政局应当安排经费", ("市财政局",), "explicit")],
            "a note in a heading is for what stands under it, where no subject stands",
        ),
    ],
)
def test_norms_without_a_subject(text: str, wanted: list[tuple[str, tuple[str, ...], str]], why: str) -> None:
    assert norms(text) == wanted, why


def test_bodies_of_a_note_are_mentioned_in_their_role() -> None:
    document = of(HEAD + "（一）安排资金。（市财政局牵头，市人社局配合）\n（二）统计。（市统计局负责）\n")
    mentions = [(each.path[-6:], each.text, each.role.value) for each in annotate_mentions(document)]
    assert [mention for mention in mentions if mention[0].startswith("item")] == [
        ("item-1", "市财政局", "lead"),
        ("item-1", "市人社局", "cooperating"),
        ("item-2", "市统计局", "bearer"),
    ]
