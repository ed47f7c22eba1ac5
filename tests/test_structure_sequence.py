"""Labels by sequence: lines cut where labels stand in mid-line, and nothing cut that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Diagnostic, Document, ProvisionKind
from ingest.read import read
from ingest.repair import repair
from ingest.structure import structure
from ingest.structure.cutting import Cut, cut
from ingest.structure.sequence import labels
from ingest.text import SourceText, squeeze
from ontology.numerals import chinese_numeral
from tests.test_structure import faults, of, paths

SOURCES = Path(__file__).parent.parent / "data" / "sources"


def source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


def parted(text: str) -> Cut:
    return cut(repair(source(text)).lines)


def pieces(text: str) -> list[str]:
    return [line.text.strip() for line in parted(text).lines]


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in parted(text).diagnostics]


def units(document: Document) -> dict[str, str]:
    """Return the words of articles, or of sections and items in a text without articles, by path."""
    kinds = {ProvisionKind.ARTICLE}
    if not any(provision.kind is ProvisionKind.ARTICLE for provision in document.provisions):
        kinds = {ProvisionKind.SECTION, ProvisionKind.ITEM, ProvisionKind.SUBITEM}
    return {p.path: squeeze(p.text) for p in document.provisions if p.kind in kinds}


CUT = [
    (
        "某市养犬办法\n第一章  总则第一条  为了养犬，制定本办法。第二条  养犬适用本办法。第二章  附则第三条  本办法自公布之日起施行。",  # noqa: E501
        ["某市养犬办法", "第一章  总则", "第一条  为了养犬，制定本办法。", "第二条  养犬适用本办法。", "第二章  附则",
         "第三条  本办法自公布之日起施行。"],
        "chapters and articles that run together",
    ),
    (
        "第一章 总 则 第一条 甲。\n第二条 乙。\n第二章 停泊 第三条 丙。",
        ["第一章 总 则", "第一条 甲。", "第二条 乙。", "第二章 停泊", "第三条 丙。"],
        "a chapter and its first article on one line",
    ),
    (
        "某市养犬办法第一条为了养犬，制定本办法。第二条养犬适用本办法。第三条自公布之日起施行。",
        ["某市养犬办法", "第一条为了养犬，制定本办法。", "第二条养犬适用本办法。", "第三条自公布之日起施行。"],
        "labels glued on both sides: the numbers tell",
    ),
    (
        "第 9 条 甲。第 1 0 条 乙。第 1 1 条 丙。",
        ["第 9 条 甲。", "第 10 条 乙。", "第 11 条 丙。"],
        "blanks inside the number; a text that begins at 9",
    ),
    (
        "第一条 甲。第一条之一 乙。第一条之二 丙。第二条 丁。",
        ["第一条 甲。", "第一条之一 乙。", "第一条之二 丙。", "第二条 丁。"],
        "numbers put in by an amendment go on",
    ),
    (
        "第一条 甲。第二条 乙。第四条 丙。第五条 丁。",
        ["第一条 甲。", "第二条 乙。", "第四条 丙。", "第五条 丁。"],
        "an article is missing",
    ),
    (
        "第一条 甲。第二条 乙。附件：某细则第一条 丙。第二条 丁。",
        ["第一条 甲。", "第二条 乙。", "附件：某细则", "第一条 丙。", "第二条 丁。"],
        "numbers begin anew in an annex",
    ),
    (
        "第三条 第一条所称甲，是指乙。第四条 第二条所称丙，是指丁。第五条 戊。",
        ["第三条 第一条所称甲，是指乙。", "第四条 第二条所称丙，是指丁。", "第五条 戊。"],
        "an article that opens with a reference",
    ),
    (
        "一、总体目标到2027年建成20处。二、重点任务（一）建设塘口。给予补助。（责任单位：县水产局）（二）培育带头人。每年培训。",
        ["一、总体目标到2027年建成20处。", "二、重点任务", "（一）建设塘口。给予补助。（责任单位：县水产局）",
         "（二）培育带头人。每年培训。"],
        "a heading glued to the first item, an item after a note in brackets",
    ),
    (
        "一、甲方面（一）乙。1.丙。2.丁。（二）戊。二、己方面（三）庚。3.辛。",
        ["一、甲方面", "（一）乙。", "1.丙。", "2.丁。", "（二）戊。", "二、己方面", "（三）庚。", "3.辛。"],
        "numbers of items that run on through the sections",
    ),
    (
        "第一条 下列：（一）甲；（二）乙；（三）丙。第二条 丁。",
        ["第一条 下列：", "（一）甲；", "（二）乙；", "（三）丙。", "第二条 丁。"],
        "items in the sentence that announces them",
    ),
    (
        "第一条 下列：\n（一）甲；（二）乙；\n（三）丙。",
        ["第一条 下列：", "（一）甲；", "（二）乙；", "（三）丙。"],
        "a line break is lost between two items",
    ),
    (
        "第一条 包括：1﹒甲；2﹒乙。第二条 分为：①丙；②丁。第三条 应当：（1）戊；（2）己。",
        ["第一条 包括：", "1﹒甲；", "2﹒乙。", "第二条 分为：", "①丙；", "②丁。", "第三条 应当：", "（1）戊；", "（2）己。"],  # noqa: E501
        "other labels of items, another full stop",
    ),
    (
        "第三条　本县设立梨花节。　　梨花节在四月举行。　　会期五天。",
        ["第三条　本县设立梨花节。", "梨花节在四月举行。", "会期五天。"],
        "paragraphs parted by their indentation",
    ),
    (
        "一、甲\n（一）总体定位　　专区是指乙。　　专区分三类。",
        ["一、甲", "（一）总体定位", "专区是指乙。", "专区分三类。"],
        "a heading parted from its paragraphs by their indentation",
    ),
    (
        "某市法规条例（2020年1月2日某市人民代表大会常务委员会第三次会议通过）目录第一章 总则第二章 附则第一章 总则"
        "第一条 甲。第二章 附则第二条 乙。",
        ["某市法规条例", "（2020年1月2日某市人民代表大会常务委员会第三次会议通过）", "第一章 总则", "第一条 甲。",
         "第二章 附则", "第二条 乙。"],
        "title, note of adoption and contents before the first label",
    ),
    (
        "某市水源条例2019年10月31日 某市人民代表大会常务委员会第十次会议通过2019年11月29日 某省人民代表大会常务委员会第三次会议批准"  # noqa: E501
        "第一条 甲。第二条 乙。",
        ["某市水源条例", "2019年10月31日 某市人民代表大会常务委员会第十次会议通过",
         "2019年11月29日 某省人民代表大会常务委员会第三次会议批准", "第一条 甲。", "第二条 乙。"],
        "notes without brackets",
    ),
    (
        "某县人民政府关于印发某县枣林办法的通知某政发〔2022〕8号各乡镇人民政府：现将办法印发给你们。某县人民政府2022年4月8日"
        "某县枣林办法第一条  甲。第二条  乙。某县人民政府2022年4月8日",
        ["某县人民政府关于印发某县枣林办法的通知", "某政发〔2022〕8号", "各乡镇人民政府：", "现将办法印发给你们。",
         "某县人民政府", "2022年4月8日", "某县枣林办法", "第一条  甲。", "第二条  乙。", "某县人民政府", "2022年4月8日"],  # noqa: E501
        "number, salutation, signature and date, then the rule",
    ),
    (
        "第一章 总则第一条 甲。煤炭使用第二条 乙。第三章 附则第三条 丙。",
        ["第一章 总则", "第一条 甲。", "煤炭使用", "第二条 乙。", "第三章 附则", "第三条 丙。"],
        "a heading that has lost its number",
    ),
    (
        "一、管辖第一条 甲。二、回避第二条 乙。三、期间第三条 丙。",
        ["一、管辖", "第一条 甲。", "二、回避", "第二条 乙。", "三、期间", "第三条 丙。"],
        "headings above the articles",
    ),
    (
        "某法修正案某会议通过一、第三条修改为：“甲。“乙。”二、修改《丙条例》1.将第二条修改为：“丁。”2.删去第九条。",
        ["某法修正案某会议通过", "一、第三条修改为：“甲。“乙。”", "二、修改《丙条例》", "1.将第二条修改为：“丁。”", "2.删去第九条。"],  # noqa: E501
        "a decision that amends: its own labels, none of the quotations",
    ),
    ("**第一条** 甲。**第二条** 乙。", ["第一条 甲。", "第二条 乙。"], "labels in bold type"),
    ("第一条 禁止：\n- （一）甲；\n- （二）乙。", ["第一条 禁止：", "（一）甲；", "（二）乙。"], "items of a Markdown list"),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), CUT)
def test_lines_are_parted_before_labels(text: str, wanted: list[str], why: str) -> None:
    assert pieces(text) == wanted, why
    assert faults(of(text)) == [], why


WHOLE = [
    ("第一条 违反本法第三条、第四条规定的，依照第五条处罚。", "citations in a sentence"),
    (
        "第一条 甲。\n第二条 依照本条例处理。第三条规定的事项除外。\n第三条 乙。",
        "a sentence that opens with a citation",
    ),
    ("第一条 甲。第二十二条关于乙的规定不适用。", "a number that does not go on"),
    ("第一条 第八条第（一）项、第（二）项规定的甲。", "references to items"),
    ("第一条 甲等级为：一、二级文物，三、四级文物。", "numbers in a row"),
    ("第一条 甲按公式（1）计算；乙按公式（2）计算。", "numbers of formulas"),
    ("第一条 甲。（一）乙。", "one item makes no list"),
    ("第一条 费率为1.5倍；2.5倍封顶。", "decimals"),
    ("一、将第八条修改为：“第八条 应当：（一）甲；（二）乙。”", "an article quoted on one line"),
    ('一、将第八条修改为："第八条 应当：（一）甲；（二）乙。"', "straight quotation marks"),
    ("一、将第八条修改为：“应当：（一）甲；（二）乙。\n“丙。”\n二、丁。", "a quotation of two paragraphs"),
    ("一、增加一条：“第九条 所称“甲”。“第十条 乙。”", "a term quoted in a quotation"),
    ("一、修改甲条例。第三条修改为：“乙。”第四条修改为：“丙。”第五条删去。", "a list of changes"),
    ("《甲条例》第一条 适用于乙。本条例第二条 适用于丙。", "articles of a named rule"),
    ("第一条 任务\t市水利局：（一）甲；（二）乙。", "a row of a table"),
    ("附件：1.办法\n2.表", "a list of annexes"),
    ("第一条 《甲标准》 1.乙", "a number after a title makes no list alone"),
    ("第一条 自2020年1月2日起，由某局负责。期限至2021年1月2日", "a day that ends a sentence is no date line"),
    ("第一章 总　　则\n第一条 甲。", "blanks in a heading part no paragraph"),
    ("第一条 甲“乙。　　丙”。", "blanks in a quotation part no paragraph"),
]


@pytest.mark.parametrize(("text", "why"), WHOLE)
def test_what_is_no_label_is_not_cut(text: str, why: str) -> None:
    whole = repair(source(text)).lines
    assert [line.text for line in cut(whole).lines] == [line.text for line in whole], why


PATHS = [
    (
        "一、扶持内容\n第1条 甲。\n（一）运营补助\n第2条 乙。\n（二）设备补助\n第3条 丙。",
        ["sec-1", "art-1", "art-1/para-1", "sec-1/item-1", "art-2", "art-2/para-1", "sec-1/item-2", "art-3",
         "art-3/para-1"],
        "（一） above articles heads them and is no item of the article before",
    ),
    (
        "一、总体安排\n第一条 甲。\n二 、经费\n第二条 乙。",
        ["sec-1", "art-1", "art-1/para-1", "sec-2", "art-2", "art-2/para-1"],
        "a blank inside the label of a heading above articles",
    ),
    (
        "第一条 下列：\n（一）甲；\n（二）其他\n第二条 乙。",
        ["art-1", "art-1/para-1", "art-1/item-1", "art-1/item-2", "art-2", "art-2/para-1"],
        "the last item without a mark is an item: its number goes on",
    ),
    (
        "二、主要任务\n（一）完善设施。\n新建站点。\n更换车桩。\n（二）强化调度。\n建立机制。",
        ["sec-2", "sec-2/item-1", "sec-2/item-1/para-1", "sec-2/item-1/para-2", "sec-2/item-2", "sec-2/item-2/para-1"],
        "a heading that ends in 。 alone on its line",
    ),
    (
        "一、主要任务\n（一）完善设施。\n（二）强化调度。\n以上任务由某局负责。",
        ["sec-1", "sec-1/item-1", "sec-1/item-2", "sec-1/para-1"],
        "a list of sentences has no headings: the line below it is the section's",
    ),
    (
        "第一条 甲。\n煤炭使用\n第二条 乙。\n监督管理\n第三条 丙。\n第四章 附则\n第四条 丁。",
        ["art-1", "art-1/para-1", "ch-2", "art-2", "art-2/para-1", "ch-3", "art-3", "art-3/para-1", "ch-4", "art-4",
         "art-4/para-1"],
        "chapters without a number are numbered back from the next one",
    ),
    (
        "第一章 总则\n第一条 甲。\n特此说明\n第二条 乙。\n第二章 附则\n第三条 丁。",
        ["ch-1", "art-1", "art-1/para-1", "art-1/para-2", "art-2", "art-2/para-1", "ch-2", "art-3", "art-3/para-1"],
        "the numbers of the chapters leave no room for another heading",
    ),
    (
        "第一条 甲。\n特此说明\n第二条 乙。",
        ["art-1", "art-1/para-1", "art-1/para-2", "art-2", "art-2/para-1"],
        "no chapter has a number",
    ),
    (
        "一、重点项目\n10.领军项目。甲。\n11.318人才项目。乙。\n12.工匠项目。丙。",
        ["sec-1", "sec-1/subitem-10", "sec-1/subitem-11", "sec-1/subitem-12"],
        "a number that reads as a decimal between 10 and 12",
    ),
    (
        "二、甲\n1.乙；\n10.5万元以上的，给予丙。",
        ["sec-2", "sec-2/subitem-1", "sec-2/para-1"],
        "a decimal at the start of a line whose number does not go on",
    ),
    (
        "某州马帮办法\n第一章 总则\n第二章 运输\n第一章 总则\n第一条 甲。\n第二章 运输\n第二条 乙。",
        ["title", "ch-1", "art-1", "art-1/para-1", "ch-2", "art-2", "art-2/para-1"],
        "contents without a title",
    ),
    (
        "第一章 总则\n第一条 甲。\n第二章“甲”品牌建设\n第二条 乙。",
        ["ch-1", "art-1", "art-1/para-1", "ch-2", "art-2", "art-2/para-1"],
        "a heading that opens with a quotation",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), PATHS)
def test_paths_by_sequence(text: str, wanted: list[str], why: str) -> None:
    assert paths(text) == wanted, why
    assert faults(of(text)) == [], why


ENDS = [
    (
        "某市养犬办法第一条 甲。第二条 禁止：（一）遗弃犬只；（二）虐待犬只；（三）放任伤人。违反前款规定的，处五百元罚款。第三条 乙。",  # noqa: E501
        {"art-2/para-1/item-3": "放任伤人。", "art-2/para-2": "违反前款规定的，处五百元罚款。"},
        "the items end with ；, so that the first full stop ends the list",
    ),
    (
        "第一条 包括：1.鱼；2.虾；3.蟹（含“河蟹。”）。具体目录由主管部门公布。第二条 甲。",
        {"art-1/para-1/subitem-3": "蟹（含“河蟹。”）。", "art-1/para-2": "具体目录由主管部门公布。"},
        "a full stop in brackets ends no item",
    ),
    (
        "第一条 应当：（一）登记；（二）检查下列事项：1.船；2.网。检查人员应当出示证件。第二条 乙。",
        {"art-1/para-1/item-2/subitem-2": "网。", "art-1/para-2": "检查人员应当出示证件。"},
        "a list in the last item",
    ),
    (
        "第一条 下列：（一）甲；（二）乙。有下列情形之一的：（一）丙；（二）丁。第二条 戊。",
        {"art-1/para-1/item-2": "乙。", "art-1/para-2/item-2": "丁。"},
        "a second list of the article",
    ),
    (
        "第一条 养犬人应当：（一）登记犬只。办理证件。（二）牵引犬只。佩戴嘴套。（三）清理粪便。随时处理。第二条 甲。",
        {"art-1/item-3": "清理粪便。随时处理。"},
        "counter-case: items that hold sentences",
    ),
    (
        "第一条 下列：\n（一）甲；\n（二）乙。其他丙的，不在此限。\n第二条 丁。",
        {"art-1/item-2": "乙。其他丙的，不在此限。"},
        "counter-case: the lines are there",
    ),
    (
        "关于修改《某市养犬办法》的决定一、将第三条修改为：“养犬应当登记。”二、删去第九条。三、将第十条中的“犬证”修改为“证件”。"
        "本决定自公布之日起施行。《某市养犬办法》根据本决定作相应修改，重新公布。某市养犬办法（1998年3月2日某市人民政府发布 "  # noqa: E501
        "根据2014年5月1日某市人民政府关于修改养犬办法的决定修订）第一章 总则第一条 甲。第二章 附则第二条 乙。",
        {
            "sec-3": "将第十条中的“犬证”修改为“证件”。",
            "para-1": "本决定自公布之日起施行。《某市养犬办法》根据本决定作相应修改，重新公布。",
            "date": "（1998年3月2日某市人民政府发布根据2014年5月1日某市人民政府关于修改养犬办法的决定修订）",
        },
        "the end of a decision, then the rule as it changes it",
    ),
    (
        "某县渔业措施\n一、加大投入。安排资金。（责任单位：县财政局）二、培养人才。开展培训。（责任单位：县人社局）本措施自2024年1月1日起施行。",
        {"sec-2": "培养人才。开展培训。（责任单位：县人社局）", "para-1": "本措施自2024年1月1日起施行。"},
        "the end of measures",
    ),
    (
        "某县渔业意见一、总体要求（一）甲方面。做好甲。（二）乙方面。做好乙。二、保障措施（三）加强领导。落实责任。本意见自印发之日起施行。",
        {"sec-2/item-3": "加强领导。落实责任。", "sec-2/para-1": "本意见自印发之日起施行。"},
        "the end of an opinion is none of its last item",
    ),
    (
        "某县渔业意见\n一、重点任务（一）甲方面。做好甲。（县水产局负责）（二）乙方面。做好乙。（各地区、各部门负责）各地区要认真落实本意见，及时报告。",
        {"sec-1/item-2": "乙方面。做好乙。（各地区、各部门负责）", "sec-1/para-1": "各地区要认真落实本意见，及时报告。"},  # noqa: E501
        "a note ends each measure, and the last one",
    ),
    (
        "某县渔业意见\n一、重点任务（一）甲方面。做好甲。（县水产局负责）（二）乙方面。做好乙。（县财政局负责）并做好丙。（县水产局负责）",
        {"sec-1/item-2": "乙方面。做好乙。（县财政局负责）并做好丙。（县水产局负责）"},
        "counter-case: several notes in one measure",
    ),
    (
        "某县渔业措施一、加大投入。安排资金。二、附则。本措施由县财政局负责解释。本措施自2024年1月1日起施行。",
        {"sec-2": "附则。本措施由县财政局负责解释。本措施自2024年1月1日起施行。"},
        "counter-case: a section about the text itself",
    ),
    (
        "某县渔业措施\n一、加大投入\n安排资金。\n二、附则\n本措施由县财政局负责解释。\n本措施自2024年1月1日起施行。",
        {"sec-2/para-2": "本措施自2024年1月1日起施行。"},
        "counter-case: the heading stands alone, and holds what is below it",
    ),
    (
        "第一章 总则\n第一条 甲。\n第二条 企业应当备案。监督管理\n第三条 丙。\n第三章 附则\n第四条 丁。",
        {"art-2/para-1": "企业应当备案。", "ch-2": "监督管理第三条丙。", "art-3/para-1": "丙。"},
        "a heading of a chapter glued to the article above it",
    ),
    (
        "第一章 总则\n第一条 甲。\n第二条 企业应当备案。特此说明\n第三条 丙。\n第二章 附则\n第四条 丁。",
        {"art-2/para-1": "企业应当备案。特此说明"},
        "counter-case: the numbers of the chapters leave no room",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "why"), ENDS)
def test_where_a_provision_ends_on_a_line_that_goes_on(text: str, wanted: dict[str, str], why: str) -> None:
    found = {provision.path: squeeze(provision.text) for provision in of(text).provisions}
    assert {path: found.get(path) for path in wanted} == {
        path: squeeze(words) for path, words in wanted.items()
    }, why
    assert faults(of(text)) == [], why
    lines = parted(text).lines
    assert cut(lines).lines == lines, why


@pytest.mark.parametrize(
    ("text", "heading", "why"),
    [
        ("某市规划一、到2027年建成20处。带动就业。二、重点任务（一）甲。（二）乙。", None, "a figure and a date"),
        ("某市规划一、坚持绿色发展，全面提升渔业的质量和水平。做好甲。二、任务（一）乙。（二）丙。", None, "clauses"),
        ("某市规划一、建成国内一流、覆盖全部乡镇的服务网，基本满足需求。做好甲。二、任务（一）乙。（二）丙。", None, "an aim"),  # noqa: E501
        ("某市规划一、统筹规划，协调推进。做好甲。二、任务（一）乙。（二）丙。", "统筹规划，协调推进", "parallel words"),  # noqa: E501
        ("某市规划\n一、到2027年建成20处。带动就业。\n二、重点任务\n（一）甲。\n（二）乙。", "到2027年建成20处", "the lines are there"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_clause_that_goes_on_is_no_heading(text: str, heading: str | None, why: str) -> None:
    (section,) = [provision for provision in of(text).provisions if provision.path == "sec-1"]
    assert section.heading == heading, why


@pytest.mark.parametrize(
    ("lines", "wanted", "why"),
    [
        (
            ["第八条 甲。", "第九条乙。", "第四条的规定丙。"],
            ["8", "9", None],
            "glued labels count where they go on",
        ),
        (["第十一条修改为：“甲。”"], [None], "a glued label alone"),
        (["三、将第八条修改为：“第八条 甲：", "（一）乙。”"], ["3", None], "a label in a quotation"),
        (["第一条 甲。", "附则", "第二条 乙。"], ["1", "1", "2"], "附则 without a number"),
    ],
)
def test_labels_of_lines(lines: list[str], wanted: list[str | None], why: str) -> None:
    assert [label.number if label else None for label in labels(lines)] == wanted, why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("第一条 甲。第二条 乙。", ["lines-restored"], "two articles on one line"),
        ("第一条 甲。\n第二条 乙。", [], "a text with its lines"),
        (
            "关于某事。第九条 甲。第三条 乙。第七条 丙。第五条 丁。",
            ["lines-lost"],
            "labels whose numbers do not go on",
        ),
        (
            "一、总体目标到2027年建成20处。二、重点任务（一）甲。（二）乙。",
            ["lines-restored", "heading-unparted"],
            "a heading that nothing parts from its text",
        ),
    ],
)
def test_what_was_decided_is_said(text: str, wanted: list[str], why: str) -> None:
    assert codes(text) == wanted, why


def test_restored_lines_are_named_and_placed() -> None:
    text = "第一条 甲。第二条 乙。"
    (diagnostic,) = parted(text).diagnostics
    assert diagnostic.message == (
        "行中有 1 个编号（第二条），已据其次序分行，其中 0 个之前没有标点。1 labels stood in mid-line, 第二条; the lines"  # noqa: E501
        " are parted before them by their order, 0 of them with no mark before."
    )
    assert [text[start:end] for start, end in diagnostic.spans] == ["第二条"]


def test_a_long_text_without_a_label_is_named() -> None:
    def said(text: str) -> list[Diagnostic]:
        return [diagnostic for diagnostic in of(text).diagnostics if diagnostic.code == "no-structure"]

    assert len(said("某市养犬条例\n" + "养犬人应当遵守规定。" * 300)) == 1
    assert said("某市养犬条例\n" + "养犬人应当遵守规定。" * 30) == []
    assert said("某市养犬条例\n第一条 " + "养犬人应当遵守规定。" * 300) == []


def _rule(chapters: list[list[int]]) -> list[str]:
    """Return the lines of a rule: for each chapter the numbers of items of its articles."""
    lines = ["某市养犬管理办法", "（2020年1月2日某市人民政府第3次常务会议通过）"]
    article = 0
    for chapter, items in enumerate(chapters, 1):
        lines.append(f"第{chinese_numeral(chapter)}章　养犬登记")
        for count in items:
            article += 1
            number = chinese_numeral(article)
            if not count:
                lines.append(f"第{number}条　养犬人应当登记；违反本办法第二条、第三条规定的，依法处罚。")
                continue
            lines.append(f"第{number}条　养犬人应当：")
            ends = ["；"] * (count - 1) + ["。"]
            lines += [f"（{chinese_numeral(n + 1)}）遵守规定{end}" for n, end in enumerate(ends)]
    return lines


RULES = st.lists(st.lists(st.sampled_from([0, 0, 2, 3]), min_size=1, max_size=6), min_size=1, max_size=4).map(
    _rule
)
PLAN = [
    "关于加快智慧渔业发展的若干措施", "一、重点任务", "（一）建设塘口。给予补助。（责任单位：县水产局）", "（二）培育带头人。", "1.培训养殖户。",  # noqa: E501
    "2.评选带头人。", "二、保障措施", "（一）加强领导。落实责任。", "（二）加强宣传。",
]  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(RULES, st.sampled_from(["", " ", "　"]))
def test_a_rule_reads_alike_with_its_line_breaks_and_without(lines: list[str], between: str) -> None:
    assert units(of(between.join(lines))) == units(of("\n".join(lines)))


@settings(deadline=None, max_examples=50)
@given(RULES, st.data())
def test_a_rule_reads_alike_whatever_breaks_are_lost(lines: list[str], data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.sampled_from(["", "\n"]), min_size=len(lines), max_size=len(lines)))
    text = "".join(line + end for line, end in zip(lines, breaks, strict=True))
    assert units(of(text)) == units(of("\n".join(lines)))


def test_a_plan_reads_alike_with_its_line_breaks_and_without() -> None:
    assert units(of("".join(PLAN))) == units(of("\n".join(PLAN)))


@settings(deadline=None, max_examples=50)
@given(RULES)
def test_a_text_with_its_lines_is_not_cut(lines: list[str]) -> None:
    whole = repair(source("\n".join(lines))).lines
    assert cut(whole) == Cut(whole, (), ())


PARTS = st.sampled_from(
    ["第一章 总则", "第一条 甲", "第二条", "第三条的规定", "（一）", "（二）乙", "1.", "2、", "①", "（1）", "一、", "二、重点", "一是", "附则", "目录",  # noqa: E501
     "“", "”", "。", "；", "：", "，", "\n", "　　", "\t", "**", "- ", "某市人民政府", "2020年1月2日", "（2020年1月2日通过）", "各市：", "|"]  # noqa: E501
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_no_character_is_lost_and_a_cut_text_is_not_cut_again(text: str) -> None:
    assert faults(of(text)) == []
    first = parted(text)
    places = [at for line in first.lines for at in line.offsets]
    assert places == sorted(set(places)), "characters in order, each once"
    assert cut(first.lines).lines == first.lines


def test_the_sources_are_not_cut() -> None:
    for path in sorted(SOURCES.glob("*.txt")):
        whole = repair(read(path)).lines
        assert cut(whole).lines == whole, path.name


def _without_breaks(text: str, between: str) -> str:
    lines = [re.sub(r"^#+\s*", "", line) for line in text.splitlines() if line.strip()]
    return between.join(line for line in lines if not line.startswith("<!--"))


@pytest.mark.corpus
@pytest.mark.parametrize("between", ["", " "])
def test_real_rules_read_alike_with_their_line_breaks_and_without(corpus: Path, between: str) -> None:
    wanted = found = 0
    for path in sorted((corpus / "families").iterdir()):
        text = read(path).text
        clean = units(structure(source(_without_breaks(text, "\n"))))
        lost = units(structure(source(_without_breaks(text, between))))
        wanted += len(clean)
        found += sum(lost.get(at) == words for at, words in clean.items())
    assert found >= 0.98 * wanted > 0


_LOST = "某市关于渔业的意见一、总体要求各地要抓好落实。二、重点任务{}三、保障措施（一）加强领导。落实责任。（二）加强宣传。营造氛围。"  # noqa: E501


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            _LOST.format("各地要突出重点。一是建设塘口。县财政给予补助。二是培育带头人。各乡镇评选。三是强化服务。建立专家库。"),
            ["sec-2/item-1", "sec-2/item-2", "sec-2/item-3"],
            "a heading and more in each, on a line that was run together",
        ),
        (
            _LOST.format("主要任务：一要修订目录。公布许可事项。二要压减材料。能共享的不再提交。三要缩短时限。实行限时办结。四要评估。听取企业意见。"),
            ["sec-2/item-1", "sec-2/item-2", "sec-2/item-3", "sec-2/item-4"],
            "一要, after a colon",
        ),
        (
            "某县养老工作通知\n一、要求\n各乡镇要落实以下任务。一是登记老人。按月更新。\n二是改造住房。安装扶手。三是组织义诊。每季度一次。\n四是开办食堂。\n二、时间\n年底完成。",
            ["sec-1/item-1", "sec-1/item-2", "sec-1/item-3", "sec-1/item-4"],
            "some lines are lost: between 一是 and 四是 none is missing",
        ),
        (
            _LOST.format("各地要做到：一是建设塘口；二是培育带头人；三是强化技术服务。"),
            [],
            "clauses of one sentence, on a line that was run together",
        ),
        (
            _LOST.format("各地要做到以下几点。一是建设塘口。二是培育带头人。三是强化技术服务。"),
            [],
            "sentences without a heading: a paragraph may hold them",
        ),
        (_LOST.format("要突出重点。一是建设塘口。给予补助。二是培育带头人。各乡镇评选。"), [], "two only"),
        (
            "某市关于渔业的意见\n一、要求\n一是建设塘口。给予补助。二是培育带头人。各乡镇评选。三是强化服务。建立专家库。\n二、任务\n（一）甲。\n（二）乙。",
            ["sec-1/item-1"],
            "lines are there: the paragraph that opens with 一是 is one",
        ),
        (
            "某市关于渔业的意见\n一、要求\n要抓好落实。一是建设塘口。给予补助。二是培育带头人。各乡镇评选。三是强化服务。建立专家库。\n二、任务\n（一）甲。\n（二）乙。",
            [],
            "lines are there: the paragraph is one",
        ),
        (
            _LOST.format("原因之一是塘口少。水源不足。之二是人才少。待遇不高。之三是资金少。贷款难。"),
            [],
            "之一是 is no ordinal",
        ),
    ],
)  # fmt: skip
def test_ordinals_are_parted_where_they_are_paragraphs(text: str, wanted: list[str], why: str) -> None:
    found = [each for each in of(text).provisions if (each.label or "")[-1:] in ("是", "要")]
    assert [each.path for each in found] == wanted, why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "某市通知一、甲。二、抓好落实。某市人民政府2020年1月2日附件：1.任务表",
            ["某市通知", "一、甲。", "二、抓好落实。", "某市人民政府", "2020年1月2日", "附件：1.任务表"],
            "signature, date, annexes",
        ),
        (
            "某市意见一、甲。二、追究责任。二〇二〇年三月十日附件1：领导小组名单组　长：甲某　副市长成　员：乙某　局长，以及其他各县分管负责人。",  # noqa: E501
            [
                "某市意见", "一、甲。", "二、追究责任。", "二〇二〇年三月十日",
                "附件1：领导小组名单组　长：甲某　副市长成　员：乙某　局长，以及其他各县分管负责人。",
            ],
            "no signature; an annex that goes on",
        ),
        (
            "某县方案一、甲。二、乙。（牵头单位：县教育局）某县人民政府2021年5月6日附件2．分工表",
            ["某县方案", "一、甲。", "二、乙。（牵头单位：县教育局）", "某县人民政府", "2021年5月6日", "附件2．分工表"],
            "after a bracket",
        ),
        (
            "某县方案一、甲。二、按照2021年5月6日附件：1.分工表办理。",
            ["某县方案", "一、甲。", "二、按照2021年5月6日附件：1.分工表办理。"],
            "a day within a sentence",
        ),
    ],
)  # fmt: skip
def test_the_day_is_parted_from_the_annexes(text: str, wanted: list[str], why: str) -> None:
    assert pieces(text) == wanted, why


@pytest.mark.parametrize(
    ("text", "signature", "why"),
    [
        ("某市通知\n一、甲。\n二、抓好落实。某市人民政府\n2020年1月2日", "某市人民政府", "after a sentence"),
        (
            "某县方案\n一、甲。\n二、乙。（县教育局负责）某县教育局\n二〇二一年五月六日",
            "某县教育局",
            "after a note",
        ),
        (
            "某省意见\n一、甲。\n二、乙。（县教育局负责）国务院办公厅\n2020年1月2日（此件公开发布）",
            "国务院办公厅",
            "a note follows",
        ),
        ("某市通知\n一、甲。\n二、抓好落实。有效期自\n2020年1月2日", None, "the day goes on with the words"),
        (
            "某市通知\n一、甲。\n二、抓好落实。某市人民政府\n三、2020年1月2日办理。",
            None,
            "no day follows alone",
        ),
    ],
)
def test_a_signature_is_parted_where_its_day_follows(text: str, signature: str | None, why: str) -> None:
    found = [provision.text for provision in of(text).provisions if provision.path == "signature"]
    assert found == ([signature] if signature else []), why


OUTLINE = (
    "某市应急预案\n1 总则\n1.1 目的\n为了安全。\n1.2 依据\n依法制定。\n2 组织\n2.1 领导\n市应急委领导。\n2.1.1 办公室\n"
    "办公室设在市应急局。\n（1）值守；\n（2）协调。\n2.1.2 专家组\n专家组提供咨询。\n3 附则\n"
    "3.1 本预案由市应急局解释。\n"
)
OUTLINE_PATHS = {
    "sec-1": "总则\n1.1 目的\n为了安全。\n1.2 依据\n依法制定。",
    "sec-1/item-1/para-1": "为了安全。",
    "sec-2/item-1/subitem-1/subitem-2": "协调。",
    "sec-2/item-1/subitem-2/para-1": "专家组提供咨询。",
    "sec-3/item-1": "本预案由市应急局解释。",
}


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (OUTLINE, OUTLINE_PATHS, "a line each"),
        (
            OUTLINE.replace("1 总则", "1. 总则").replace("2 组织", "2. 组织").replace("3 附则", "3. 附则"),
            {},
            "points",
        ),
        (OUTLINE.replace("1.1", "１．１").replace(" 总则", "\u3000总则"), {}, "full width"),
        (OUTLINE.replace("\n", "\u3000\u3000"), {}, "all on one line"),
        (
            OUTLINE.replace("2.1.2 专家组\n", "2.1.3 专家组\n"),
            {"sec-2/item-1/subitem-3/para-1": "专家组提供咨询。"},
            "a hole",
        ),
        (
            OUTLINE.replace(
                "某市应急预案\n", "某市应急预案\n目录\n1 总则\n1.1 目的\n1.2 依据\n2 组织\n2.1 领导\n3 附则\n"
            ),
            OUTLINE_PATHS,
            "a table of contents before it",
        ),
        (
            OUTLINE.replace(
                "某市应急预案\n", "某市应急预案\n1 总则\n1.1 目的\n1.2 依据\n2 组织\n2.1 领导\n3 附则\n"
            ),
            OUTLINE_PATHS,
            "one without a title",
        ),
        (
            "关于印发某市应急预案的通知\n各县：\n现印发给你们。\n某市人民政府\n2020年1月2日\n" + OUTLINE,
            {**OUTLINE_PATHS, "title-2": "某市应急预案", "signature": "某市人民政府"},
            "after the notice that sends it",
        ),
        (
            OUTLINE.replace("市应急委领导。", "市应急委领导。\n7.5 公里以外不设点。\n9.1 另议。"),
            {"sec-2/item-1/para-2": "7.5 公里以外不设点。", "sec-2/item-1/para-3": "9.1 另议。"},
            "a length, and a number that does not go on",
        ),
        (
            "某市方案\n一、任务\n1.1 修堤。\n1.2 清淤。\n二、保障\n2.1 拨款。\n",
            {"sec-1/item-2": "清淤。", "sec-2/item-1": "拨款。"},
            "below 一、",
        ),
    ],
)
def test_outlines_in_decimals(text: str, wanted: dict[str, str], why: str) -> None:
    found = {p.path: p.text for p in structure(SourceText("a.txt", text, "0" * 64)).provisions}
    for path, words in (wanted or OUTLINE_PATHS).items():
        same = "".join(found.get(path, "").split()) == "".join(words.split())
        assert same if wanted else path in found, (why, path, sorted(found))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("某市方案\n一、投入\n投入增长\n1.5 倍以上。\n2.5 万元封顶。\n", "units after the number"),
        ("某市方案\n一、投入\n3 人以上的企业\n应当备案。\n", "a number of persons at the start of a line"),
        ("编号 1.1 的图 2.1 的表 1.2 的栏 3.3 甲。", "numbers in a sentence"),
    ],
)
def test_decimals_that_number_no_part(text: str, why: str) -> None:
    found = structure(SourceText("a.txt", text, "0" * 64)).provisions
    assert not [p.path for p in found if p.kind.value in ("item", "subitem")], why


def test_the_title_of_a_notice_on_one_line_may_quote_a_name_before_its_number() -> None:
    text = "某会关于印发《某办法》的通知某发〔2023〕23号各县局：《某办法》已经通过。某会2023年1月2日"
    text += "某办法第一条 甲。第二条 乙。第三条 丙。"
    found = {p.path: p.text for p in structure(SourceText("a.txt", text, "0" * 64)).provisions}
    assert found["title"].startswith("某会关于印发《某办法》的通知"), found
    assert found["art-3"] == "丙。"


@pytest.mark.parametrize(
    "unit",
    [
        "万元",
        "亿元",
        "元",
        "倍",
        "米",
        "公里",
        "吨",
        "平方米",
        "立方米",
        "亩",
        "公顷",
        "公斤",
        "升",
        "折",
    ],
)
def test_a_decimal_before_a_unit_is_no_label(unit: str) -> None:
    text = f"某方案\n一、工程\n1.1 修堤。\n1.2 {unit}以上的，另议。\n1.2 清淤。\n"
    found = {p.path: p.text for p in structure(SourceText("a.txt", text, "0" * 64)).provisions}
    assert found["sec-1/item-2"] == "清淤。"


@pytest.mark.parametrize("opens", ["“三重”", "《条例》", "（市级）", "目的"])
def test_what_the_words_after_a_decimal_may_begin_with(opens: str) -> None:
    text = f"某方案\n一、工程\n1.1 修堤。\n1.2 {opens}的落实。\n"
    found = {p.path for p in structure(SourceText("a.txt", text, "0" * 64)).provisions}
    assert "sec-1/item-2" in found


@pytest.mark.parametrize("mark", [" ", ".", "．", "、", "　"])
def test_the_number_of_a_chapter_of_an_outline(mark: str) -> None:
    text = f"某预案\n1{mark}总则\n1.1 目的\n为了安全。\n1.2 依据\n依法制定。\n"
    found = {p.path: p.heading for p in structure(SourceText("a.txt", text, "0" * 64)).provisions}
    assert (found.get("sec-1"), found.get("sec-1/item-1")) == ("总则", "目的")
