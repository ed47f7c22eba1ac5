"""Repair: wrapped lines joined, furniture out and on record, nothing lost and nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.repair import close_up, repair
from ingest.text import CleanText, SourceText, squeeze

WRAPPED = """第一条 为了优化中小微企业经营环境，保
障中小微企业公平参与市场竞争，维护中小微企
业合法权益，根据有关法律法规，制定本条例。
第二条 自治州行政区域内促进中小微企
业发展的活动适用本条例。
本条例所称中小微企业，是指在本州行政区域内
依法设立，符合国家有关中小微企业划分标准的
各种所有制和各种组织形式的企业，包括中型企
业、小型企业和微型企业。
第三条 自治州县级以上人民政府应当将
中小微企业发展纳入国民经济和社会发展规划，
在政策、融资等方面提供指导、帮助和服务。
"""


def source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


def lines(text: str) -> list[str]:
    return [line.text for line in repair(source(text)).lines]


def test_hard_wrapped_lines_are_joined() -> None:
    joined = lines(WRAPPED)
    assert len(joined) == 4, "three articles, the second with two paragraphs"
    assert joined[0].endswith("制定本条例。")
    assert joined[2].startswith("本条例所称")


def test_lines_of_a_clean_text_stay() -> None:
    text = "第一条 为了发展，制定本法。\n第二条 本法所称企业，是指依法设立的企业。\n国家支持企业。\n" * 5
    assert len(lines(text)) == 15


def test_a_title_block_inside_a_sentence_is_set_apart() -> None:
    block = "某某自治州\n促进企业发展条例\n（2020年3月27日某某自治州第十四届人民代表大会\n第六次会议通过）\n"
    at = WRAPPED.index("业、小型企业")
    joined = lines(WRAPPED[:at] + block + WRAPPED[at:])
    assert any(
        line.startswith("本条例所称") and line.endswith("包括中型企业、小型企业和微型企业。")
        for line in joined
    )
    assert "促进企业发展条例" in joined


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("— 1 —", "page-number"),
        ("—12—", "page-number"),
        ("第 3 页 共 9 页", "page-number"),
        ("- 4 -", "page-number"),
    ],
)
def test_page_numbers(line: str, reason: str) -> None:
    repaired = repair(source(f"第一条 甲。\n{line}\n第二条 乙。\n"))
    assert [(residue.text, residue.reason) for residue in repaired.residues] == [(line, reason)]


def test_bare_digits_are_no_page_numbers_in_a_table() -> None:
    assert "1" in lines("序号\n工作任务\n牵头部门\n1\n制定规划\n省财政厅\n2\n加强宣传\n省经委\n")


def test_contents_end_where_the_first_heading_comes_again() -> None:
    text = "某法\n目 录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    repaired = repair(source(text))
    assert [r.text for r in repaired.residues] == ["目 录", "第一章 总则", "第二章 附则"]
    assert [line.text for line in repaired.lines][1:] == [
        "第一章 总则",
        "第一条 甲。",
        "第二章 附则",
        "第二条 乙。",
    ]


@pytest.mark.parametrize(
    ("text", "closed", "why"),
    [
        ("来 萍", "来萍", "padding in a name"),
        ("总　　则", "总则", "padding in a heading"),
        ("自 2020 年 7 月 1 日起", "自 2020 年 7 月 1 日起", "blanks beside digits stay as printed"),
    ],
)
def test_close_up(text: str, closed: str, why: str) -> None:
    assert close_up(CleanText.of(source(text))).text == closed, why


CHINESE = st.text(
    alphabet=st.sampled_from(
        list(
            "第一二三十条章节之（）()、。，；：“”政府应当办法企业附件序号工作任务牵头部门目录公报年月日20 1\t\n\n\r　⼈⺠—#|"  # noqa: E501
        )
    ),
    max_size=160,
)


@given(CHINESE)
def test_nothing_is_lost_or_doubled(text: str) -> None:
    whole = source(text)
    repaired = repair(whole)
    places = [at for line in repaired.lines for at in line.offsets]
    places += [at for residue in repaired.residues for span in residue.spans for at in range(*span)]
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    assert sorted(at for at in places if not text[at].isspace()) == solid


@given(CHINESE)
def test_nothing_is_invented(text: str) -> None:
    whole = source(text)
    for line in repair(whole).lines:
        assert list(line.offsets) == sorted(set(line.offsets))
        assert squeeze(whole.slice(line.spans())) == squeeze(line.printed().text)


PARAGRAPHS = [
    "某某市促进企业发展办法",
    "第一条 为了优化中小微企业经营环境，保障中小微企业公平参与市场竞争，维护中小微企业合法权益，制定本办法。",
    "第二条 本市行政区域内促进中小微企业发展的活动适用本办法。",
    "本办法所称中小微企业，是指依法设立，符合国家有关划分标准的各种所有制和各种组织形式的企业，包括中型、小型和微型企业。",
    "第三条 市、区人民政府应当将中小微企业发展纳入国民经济和社会发展规划，在政策、融资等方面提供指导、帮助和服务。",
    "第四条 有下列情形之一的，由工业和信息化主管部门责令限期改正，依照本办法第三条、第五条的规定处理：",
    "（一）提供虚假材料骗取财政资金的；",
    "（二）拒绝接受监督检查，或者在检查中隐瞒有关情况、不如实提供相关资料的。",
    "第五条 本办法自2020年7月1日起施行。",
]


def broken(width: int, indent: str = "") -> list[str]:
    return [
        line[at : at + width]
        for line in (indent + paragraph for paragraph in PARAGRAPHS)
        for at in range(0, len(line), width)
    ]


@pytest.mark.parametrize("width", [20, 25, 30, 35, 40, 45])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_lines_wrapped_at_any_width_are_joined(width: int, indent: str) -> None:
    assert [line.strip() for line in lines("\n".join(broken(width, indent)))] == PARAGRAPHS


def test_lost_indentation_shows_in_the_length_of_first_lines() -> None:
    wrapped = [line.strip() for line in broken(21, "　　")]
    assert lines("\n".join(wrapped)) == PARAGRAPHS


FIRST = (
    "第三条 单位应当巡查本条例所称的一切渡口。"  # 21 characters: a full first line without its indentation
)


@pytest.mark.parametrize(
    ("following", "wanted", "doubtful", "why"),
    [
        (
            "巡查每月不少于一次，并应当将发现的问题报告给县级人",
            "one",
            False,
            "a line too wide for a first one",
        ),
        (
            "巡查每月不少于一次，并应当将发现的问题报告给县。",
            "two",
            True,
            "a line that ends with its sentence may be either",
        ),
        (
            "巡查每月不少于一次，并应当将发现问题报告县",
            "two",
            False,
            "short by the indentation: a first line",
        ),
    ],
)
def test_after_a_full_first_line(following: str, wanted: str, doubtful: bool, why: str) -> None:
    texts = [line.strip() for line in broken(23, "　　")]
    found = repair(SourceText("a.txt", "\n".join([FIRST, following, *texts]), "0" * 64))
    joined = any(line.text.startswith(FIRST + following[:3]) for line in found.lines)
    assert joined is (wanted == "one"), why
    places = [span for d in found.diagnostics if d.code == "wrap-doubtful" for span in d.spans]
    assert (len(FIRST) - 1 in {span.start for span in places}) is doubtful, why


@pytest.mark.parametrize(
    ("number", "head"),
    [("— {} —", ""), ("{}", ""), ("- {} -", "某某市人民政府公报"), ("第 {} 页 共 9 页", "")],
)
def test_a_page_number_inside_a_sentence_is_taken_out(number: str, head: str) -> None:
    parts = broken(22, "　　")
    pages = [
        [*parts[at : at + 7], number.format(1 + at // 7), *([head] if head else [])]
        for at in range(0, len(parts), 7)
    ]
    found = lines("\n".join(line for page in pages for line in page))
    assert [line.strip() for line in found][: len(PARAGRAPHS)] == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "count", "why"),
    [
        (
            "第一条 由市人民政府工业和信息化主管部门，维护中小微企\n业合法权益。",
            1,
            "the line end parts a word",
        ),
        (
            "第一条 中小微企业由市人民政府支持，\n— 3 —\n由各区扶持。",
            1,
            "a page number between the halves of a sentence",
        ),
        ("第一条 违反本办法规定的，责令限期改正，\n依法给予处分。", 1, "a comma ends no paragraph"),
        ("第一条 委员会由下列人员组成：\n主任，\n副主任若干人。", 3, "short lines are a list"),
        ("第一条 依照本办法规定，处五千元以上二万元以下的罚\n款；", 1, "a word of two characters"),
        ("第一条 主管部门应当支持企业，\n第二条 主管部门应当保护企业。", 2, "a label opens the next line"),
        (
            "关于加强企业监督管理和公共服务工作的若干意见\n各区人民政府应当支持企业。",
            2,
            "a heading ends at a word",
        ),
        ("县财政局\n县水利局\n县农业农村局", 3, "short lines are cells or names"),
        ("甲\t乙丙丁戊己庚辛壬癸子丑寅卯，维护企\n业的权益。", 2, "a line with cells is a row of a table"),
    ],
)
def test_a_line_broken_in_a_text_of_whole_lines(text: str, count: int, why: str) -> None:
    assert len(lines(text)) == count, why


def test_page_numbers_between_dashes_inside_a_line_are_taken_out() -> None:
    repaired = repair(source("第一条 主管部门应当 — 1 — 支持企业。\n第二条 不得侵害 — 2 — 企业权益。"))
    assert [residue.reason for residue in repaired.residues] == ["page-number"] * 2
    assert [line.text for line in repaired.lines] == [
        "第一条 主管部门应当支持企业。",
        "第二条 不得侵害企业权益。",
    ]


def test_a_single_number_between_dashes_stays() -> None:
    assert lines("第一条 温度 — 2 — 度。") == ["第一条 温度 — 2 — 度。"]


def test_a_note_that_closes_its_bracket_takes_no_more_lines() -> None:
    text = (
        "（2010年8月28日某常务委员会第十六次会议予以备案）\n二〇一二年组成如下：\n甲 35人\n（2011年公布）\n"
    )
    assert len(lines(text)) == 4


def test_joined_lines_are_told() -> None:
    (told,) = repair(source("\n".join(broken(25)))).diagnostics
    assert told.code == "wrapped"
    assert told.message.startswith("接合 ")


@pytest.mark.parametrize(
    ("text", "wanted", "signs", "why"),
    [
        ("\ue004一、总则\n\ue004二、附则", ["一、总则", "二、附则"], ["\ue004"] * 2, "before a label"),
        (
            "\uf0b7 （一）登记。\n　\uf06e处罚。",
            [" （一）登记。", "　处罚。"],
            ["\uf0b7", "\uf06e"],
            "after a blank",
        ),
        ("一、总则\n\uf0fc\uf0fc养犬登记", ["一、总则", "养犬登记"], ["\uf0fc\uf0fc"], "two of them"),
        ("一、养\ue004登记", ["一、养\ue004登记"], [], "a word that nobody can read stays"),
        ("一、总则\n\ue004", ["一、总则", "\ue004"], [], "nothing after it: it may be the words"),
    ],
)
def test_signs_of_a_list_whose_font_was_lost(
    text: str, wanted: list[str], signs: list[str], why: str
) -> None:
    repaired = repair(source(text))
    assert [line.text for line in repaired.lines] == wanted, why
    assert [residue.text for residue in repaired.residues if residue.reason == "list-sign"] == signs, why
