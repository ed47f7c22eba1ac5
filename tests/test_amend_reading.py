"""Amending decisions read as instructions: formulas of real decisions, quotations, what is not understood."""

from __future__ import annotations

import pytest

from ingest.amend import Decision, Instruction, Operation, is_decision, read
from ingest.amend.formulas import FORMULA_COLUMNS, FORMULAS, WORD_COLUMNS, WORDS, formulas, words
from ingest.structure import structure
from ingest.text import SourceText
from ontology.tables import read_table

HEAD = (
    "关于修改《某市绿化条例》的决定\n\n（2020年5月6日某市人民代表大会常务委员会通过）\n\n"
    "决定对《某市绿化条例》作如下修改：\n\n"
)


def decided(body: str, head: str = HEAD) -> Decision:
    return read(structure(SourceText("decision.txt", head + body, "0" * 64)))


def told(one: Instruction) -> str:
    """An instruction in short: what, on what, with which words."""
    parts = [one.operation.value, "、".join(map(str, one.places))]
    if one.to:
        parts.append("→" + "、".join(map(str, one.to)))
    if one.old:
        parts.append("“" + "|".join(quotation.text for quotation in one.old) + "”")
    if one.new:
        parts.append("=" + "|".join(quotation.text.replace("\n", "¶") for quotation in one.new))
    if one.whither.value != "instead":
        parts.append(one.whither.value)
    return " ".join(part for part in parts if part)


FORMS = [
    # source, words, instructions
    (
        "消法决定2013 一",
        "第五条增加一款，作为第三款：“国家倡导节约。”",
        ["insert 第五条 →第五条第三款 =国家倡导节约。"],
    ),
    ("消法决定2013 二", "将第十四条修改为：“享有权利。”", ["replace 第十四条 =享有权利。"]),
    (
        "消法决定2013 三：下一段落不再写条",
        "将第十六条第一款修改为：“甲。”\n\n增加一款，作为第三款：“乙。”",
        ["replace 第十六条第一款 =甲。", "insert 第十六条第一款 →第十六条第三款 =乙。"],
    ),
    (
        "消法决定2013 四：款改为条",
        "将第十八条第二款改为第十九条，修改为：“甲。”",
        ["renumber 第十八条第二款 →第十九条", "replace 第十八条第二款 =甲。"],
    ),
    (
        "消法决定2013 五：改条之后说款",
        "将第十九条改为第二十条，第一款修改为：“甲。”",
        ["renumber 第十九条 →第二十条", "replace 第十九条第一款 =甲。"],
    ),
    (
        "消法决定2013 六：其中的",
        "将第二十一条改为第二十二条，其中的“凭证”修改为“发票”。",
        ["renumber 第二十一条 →第二十二条", "words 第二十一条 “凭证” =发票"],
    ),
    (
        "消法决定2013 八：合并",
        "将第二十三条、第四十五条合并，作为第二十四条，修改为：“甲。\n\n“乙。”",
        ["merge 第二十三条、第四十五条 →第二十四条 =甲。¶乙。"],
    ),
    (
        "消法决定2013 十：两款一并",
        "将第二十四条改为第二十六条，增加一款，作为第一款：“甲。”\n\n第一款、第二款改为第二款、第三款，修改为：“乙。\n\n“丙。”",
        [
            "renumber 第二十四条 →第二十六条",
            "insert 第二十四条 →第二十四条第一款 =甲。",
            "renumber 第二十四条第一款、第二十四条第二款 →第二十四条第二款、第二十四条第三款",
            "replace 第二十四条第一款、第二十四条第二款 =乙。¶丙。",
        ],
    ),
    (
        "消法决定2013 十三：相应地",
        "相应地将第二十八条第二款中的“团体”修改为“组织”。",
        ["words 第二十八条第二款 “团体” =组织"],
    ),
    (
        "消法决定2013 十五：项",
        "将第三十二条改为第三十七条，第一款第一项修改为：“（一）甲”。\n\n第一款增加一项，作为第二项：“（二）乙”。\n\n"
        "第一款第三项改为第四项，修改为：“（四）丙”。",
        [
            "renumber 第三十二条 →第三十七条",
            "replace 第三十二条第一款第一项 =（一）甲",
            "insert 第三十二条第一款 →第三十二条第一款第二项 =（二）乙",
            "renumber 第三十二条第一款第三项 →第三十二条第一款第四项",
            "replace 第三十二条第一款第三项 =（四）丙",
        ],
    ),
    (
        "消法决定2013 十八：几处文字",
        "将第三十九条改为第四十五条第一款，其中的“甲”修改为“乙”，“丙”修改为“丁”。",
        ["renumber 第三十九条 →第四十五条第一款", "words 第三十九条 “甲” =乙", "words 第三十九条 “丙” =丁"],
    ),
    ("消法决定2013 二十六", "删去第四十六条。", ["delete 第四十六条"]),
    ("消法决定2013 末", "此外，对条文顺序作相应调整。", ["order"]),
    (
        "刑法修正案（十一）二",
        "在第一百三十三条之一后增加一条，作为第一百三十三条之二：“甲。”",
        ["insert 第一百三十三条之一 →第一百三十三条之二 =甲。 after"],
    ),
    (
        "刑法修正案（七）九",
        "在第二百八十五条中增加两款作为第二款、第三款：“甲。\n\n“乙。”",
        ["insert 第二百八十五条 →第二百八十五条第二款、第二百八十五条第三款 =甲。¶乙。"],
    ),
    (
        "刑法修正案（七）十二",
        "原第三款作为第四款，修改为：“甲。”",
        ["unknown"],  # which article is not said here
    ),
    (
        "刑法修正案（十二）一",
        "在第一百六十五条中增加一款作为第二款，将该条修改为：“甲。\n\n“乙。”",
        ["replace 第一百六十五条 =甲。¶乙。"],
    ),
    (
        "刑法修正案（二）：为了",
        "为了惩治毁林的犯罪，切实保护森林，将第三百四十二条修改为：“甲。”",
        ["replace 第三百四十二条 =甲。"],
    ),
    ("铁路解释决定2021 一", "第一条第二款开始部分增加规定：“甲”。", ["words 第一条第二款 =甲 start"]),
    ("铁路解释决定2021 二", "删去第二条中的“甲”。", ["words 第二条 “甲”"]),
    (
        "铁路解释决定2021 四",
        "第五条条首部分修改为：“甲”;并增加一项作为第三项规定：“乙。”",
        ["replace 第五条条首 =甲", "insert 第五条条首 →第五条第三项 =乙。"],
    ),
    (
        "铁路解释决定2021 六",
        "删去第八条第一款末尾的“甲”和第二款末尾的“乙”，并将第二款中的“及”修改为“或者”。",
        ["words 第八条第一款 “甲”", "words 第八条第二款 “乙”", "words 第八条第二款 “及” =或者"],
    ),
    (
        "铁路解释决定2021 七",
        "将第九条第一款中的“甲；乙”，修改为“丙；丁”。同时，将第二款中的“第七条”修改为“第六条”。",
        ["words 第九条第一款 “甲；乙” =丙；丁", "words 第九条第二款 “第七条” =第六条"],
    ),
    ("铁路解释决定2021 八", "删去第十二条和第十三条。", ["delete 第十二条、第十三条"]),
    (
        "铁路解释决定2021 十",
        "将条例的条文顺序作相应调整：“第八条”调整为“第七条”，“第九条”调整为“第八条”。",
        ["order", "renumber 第八条 →第七条", "renumber 第九条 →第八条"],
    ),
    ("分别改为", "将第二条、第三条分别改为第三条、第四条。", ["renumber 第二条、第三条 →第三条、第四条"]),
    ("仲裁报核决定2021 三", "原第四条作为第五条。", ["renumber 第四条 →第五条"]),
    (
        "上海金融法院决定2021 二",
        "将第二条修改为第六条：\n\n“甲。”",
        ["renumber 第二条 →第六条", "replace 第二条 =甲。"],
    ),
    ("法释〔2020〕17号", "删除第四条、第六条、第八条。", ["delete 第四条、第六条、第八条"]),
    (
        "法释〔2020〕19号 名称",
        "将名称、第一条、第三条中的“侵犯”修改为“侵害”。",
        ["words 名称、第一条、第三条 “侵犯” =侵害"],
    ),
    (
        "法释〔2020〕18号 引言",
        "将引言修改为：\n\n“为正确审理，制定本规定。”",
        ["replace 引言 =为正确审理，制定本规定。"],
    ),
    (
        "宪法修正案2018 自然段",
        "序言第七自然段中“甲”修改为“乙”；在“丙”前增写“丁”。",
        ["words 引言第七段 “甲” =乙", "words 引言第七段 “丙” =丁 before"],
    ),
    (
        "宪法修正案2018 项的编号",
        "第六十三条增加一项，作为第四项“（四）甲”，第四项、第五项相应改为第五项、第六项。",
        [
            "insert 第六十三条 →第六十三条第四项 =（四）甲",
            "renumber 第六十三条第四项、第六十三条第五项 →第六十三条第五项、第六十三条第六项",
        ],
    ),
    (
        "宪法修正案2018 至",
        "第六十二条第七项至第九项相应改为第八项至第十项。",
        [
            "renumber 第六十二条第七项、第六十二条第八项、第六十二条第九项 →"
            "第六十二条第八项、第六十二条第九项、第六十二条第十项"
        ],
    ),
    ("宪法修正案2004 章名", "第四章章名“甲”修改为“乙”。", ["words 第四章标题 “甲” =乙"]),
    ("甘肃2010", "第十三条增加一款作为该条第二款，即：“甲。”", ["insert 第十三条 →第十三条第二款 =甲。"]),
    ("广州2010", "第十一条增加一款作为第四款，内容为：“甲。”", ["insert 第十一条 →第十一条第四款 =甲。"]),
    ("盘锦2022：没有冒号", "将第二十条修改为“甲。\n乙。”", ["replace 第二十条 =甲。¶乙。"]),
    (
        "分别修改",
        "将第二条中的“甲”、“乙”分别修改为“丙”、“丁”。",
        ["words 第二条 “甲|乙” =丙|丁"],
    ),
    ("统一修改", "将本条例中的“甲”统一修改为“乙”。", ["words 全文 “甲” =乙"]),
    ("中的删去", "将第三条中的“甲”删去。", ["words 第三条 “甲”"]),
    ("后增加文字", "在第三条第二款中的“甲”后增加“乙”。", ["words 第三条第二款 “甲” =乙 after"]),
    ("第三条删去", "第三条第二款第一项、第二项删去。", ["delete 第三条第二款第一项、第三条第二款第二项"]),
    ("施行", "本决定自公布之日起施行。", ["commence"]),
    (
        "重新公布并调整顺序",
        "《某市绿化条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。",
        ["order", "republish"],
    ),
    ("废止", "废止《某市园林办法》。", ["repeal"]),
    # what is not understood is told and not guessed
    ("停止适用", "自本决定实施之日起，第一条第一款规定的标准不再适用。", ["unknown"]),
    ("句中有不懂的限制", "第五条中的“甲”修改为“乙”，但是城镇规划区除外。", ["unknown"]),
    ("没有说增加几款", "第五条增加：“甲。”", ["unknown"]),
    ("个数与编号不合", "第五条增加两款，作为第二款：“甲。”", ["unknown"]),
]


@pytest.mark.parametrize(("source", "body", "expected"), FORMS, ids=[each[0] for each in FORMS])
def test_form(source: str, body: str, expected: list[str]) -> None:
    assert [told(each) for each in decided(f"一、{body}").instructions] == expected


def test_labels_and_words() -> None:
    """Each instruction has the label of its point and its very words, with the place of each character."""
    found = decided("一、删去第三条。\n\n二、将第四条修改为：“甲。”")
    assert [(each.label, each.text) for each in found.instructions] == [
        ("一、", "删去第三条。"),
        ("二、", "将第四条修改为：“甲。”"),
    ]
    text = found.document.source.text
    first = found.instructions[0]
    assert found.document.source.slice(first.spans) == "删去第三条。"
    quoted = found.instructions[1].new[0].paragraphs[0]
    assert "".join(text[at] for at in quoted.offsets) == quoted.text == "甲。"


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("一、将第三条修改为：“甲：\n\n“（一）乙；\n\n“（二）丙。”\n\n二、删去第四条。", 3),  # opened again
        ("一、将第三条修改为：“甲：\n\n（一）乙；\n\n（二）丙。”\n\n二、删去第四条。", 3),  # opened once
        (
            "一、将第三条修改为：\n\n“甲：”\n\n“（一）乙；”\n\n“（二）丙。”\n\n二、删去第四条。",
            3,
        ),  # each closed
        ("一、将第三条修改为：“甲：\n\n（一）乙；\n\n（二）丙。\n\n二、删去第四条。", 3),  # never closed
        ("一、将第三条修改为：“所称‘甲’：\n\n1.乙；\n\n2.丙。”\n\n二、删去第四条。", 3),  # its own 1. 2.
    ],
)
def test_quotation_of_several_paragraphs(body: str, paragraphs: int) -> None:
    first, second = decided(body).instructions
    assert len(first.new[0].paragraphs) == paragraphs
    assert told(second) == "delete 第四条"


def test_quotation_that_is_not_closed_is_told() -> None:
    found = decided("一、将第三条修改为：“甲。\n\n二、删去第四条。")
    assert [each.code for each in found.diagnostics] == ["quotation-open"]


def test_package() -> None:
    """Points of a package decision are for the rule named above them, or in them."""
    head = "关于修改《甲条例》等三件地方性法规的决定\n\n（2020年5月6日通过）\n\n"
    found = decided(
        "一、修改《甲条例》\n\n1.删去第三条。\n\n2.将第四条修改为：“甲。”\n\n二、对《乙条例》作出修改\n\n（一）删去第五条。\n\n"
        "三、删去《丙条例》第六条中的“丁”。\n\n第七条修改为：“戊。”\n\n本决定自公布之日起施行。",
        head,
    )
    assert [(each.target, told(each)) for each in found.instructions][:3] == [
        ("甲条例", "delete 第三条"),
        ("甲条例", "replace 第四条 =甲。"),
        ("乙条例", "delete 第五条"),
    ]
    assert found.targets[:2] == ("甲条例", "乙条例")


def test_package_without_titles_above() -> None:
    """国务院关于修改部分行政法规的决定: the rule is named in the first words of each point."""
    found = decided(
        "一、删去《丙条例》第六条中的“丁”。\n\n第七条修改为：“戊。”\n\n二、将《丁条例》第一条修改为：“己。”",
        "国务院关于修改部分行政法规的决定\n\n（2016年2月6日）\n\n决定对下列行政法规的部分条款予以修改。\n\n",
    )
    assert [each.target for each in found.instructions] == ["丙条例", "丙条例", "丁条例"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于修改《甲条例》的决定", True),
        ("中华人民共和国刑法修正案（七）", True),
        ("关于废止《甲条例》的决定", True),
        ("最高人民法院关于商标法修改决定施行后案件管辖的解释", False),  # about one, is none
        ("甲条例", False),
    ],
)
def test_is_decision(title: str, expected: bool) -> None:
    text = f"{title}\n\n（2020年5月6日通过）\n\n一、甲。"
    assert is_decision(structure(SourceText("a.txt", text, "0" * 64))) is expected


def test_text_that_is_no_decision_is_told() -> None:
    found = decided("第一条 甲。", "甲条例\n\n")
    assert "no-decision" in [each.code for each in found.diagnostics]


def test_words_have_examples() -> None:
    """Each word of the tables stands in its example; each formula reads its example."""
    for row in read_table(WORDS, WORD_COLUMNS):
        assert row.require("word") in row.require("example"), row.line
        assert row.require("counter-example"), row.line
    for row in read_table(FORMULAS, FORMULA_COLUMNS):
        body = row.require("example").replace("“…”", "“甲。”").removeprefix("宪法")
        context = (
            ""
            if body.startswith(("第", "将", "增加一条", "对", "删", "原第", "在第", "序言", "宪法", "“"))
            else "第八条"
        )
        found = decided(f"一、{context}{body}").instructions
        assert any(each.formula == row.require("formula") for each in found), (row.line, found)


def test_no_class_is_unused() -> None:
    assert len(set(words().values())) > 20
    assert len(formulas()) > 10
    assert {formula.operation for formula in formulas()} < set(Operation)
