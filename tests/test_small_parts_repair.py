"""Small words and signs of repair, tried one by one: wrapped lines, characters, lines put together."""

from __future__ import annotations

import pytest

from ingest.repair.blanks import without_blanks
from ingest.repair.characters import close_up, plain_characters
from ingest.repair.furniture import pages_inside
from ingest.repair.joints import _may_break
from ingest.repair.wrap import Wrapping, columns, continues, opens_provision, refers_on
from ingest.structure import structure
from ingest.text import CleanText, SourceText


def clean(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


# ── wrapped lines ───────────────────────────────────────────────────────────────────────────────────

REFERRING = [*"第、和与及或至", "或者", *(f"{a}{b}" for a in "本前上该各" for b in "条款项")]


@pytest.mark.parametrize("before", REFERRING)
def test_a_line_may_break_off_before_a_reference(before: str) -> None:
    assert refers_on(f"企业应当依照{before}", "第四条的规定报告")
    assert not refers_on(f"企业应当依照{before}甲", "第四条的规定报告")


@pytest.mark.parametrize(
    "text",
    [
        *("第四条的规定", "第四条规定", "第四款所列", "第四项、第五项", "第四目的", "第四章的", "第四节的"),
        *(
            "第四条和",
            "第四条或",
            "第四条至",
            "第四条（一）",
            "第四条(一)",
            "第四条第二款",
            "（一）项",
            "一）项",
        ),
        *(
            "(1)项",
            "第（一）项",
            "（一）、第二",
            "（一）和（二）",
            "（一）或第二",
            "（一）至（三）",
            "（一）至第三",
        ),
    ],
)
def test_a_label_after_a_line_end_is_a_reference(text: str) -> None:
    assert refers_on("企业应当依照本条第", text)


@pytest.mark.parametrize("text", ["（一）甲", "第四条 甲", "第四条规范", "（一）、甲", "（一）至甲", "项"])
def test_a_label_after_a_line_end_opens_a_provision(text: str) -> None:
    assert not refers_on("企业应当依照本条第", text)


@pytest.mark.parametrize(
    "label",
    [
        "（一）",
        "( 一 )",
        "一、",
        "一是",
        "1．",
        "1.",
        "1、",
        "(1)",
        "1）",
        "①",
        "附件：",
        "附 件 1",
        "第一条",
        "第 1 章",
    ],
)
def test_a_label_opens_a_provision(label: str) -> None:
    assert opens_provision(label)
    assert not opens_provision(f"甲{label}")


LINE = "企业应当在收到通知之日起三十日以内向市人民政府报告有关情况。"
HOW = Wrapping(columns(LINE), indented=False)


@pytest.mark.parametrize("word", ["前款", "前两款", "前二款", "第一款", "第二款"])
def test_a_sentence_on_the_paragraph_before_begins_another(word: str) -> None:
    assert not continues(LINE, f"{word}规定的情况由市人民政府公布", HOW)
    assert continues(LINE, "规定的情况由市人民政府公布", HOW)


@pytest.mark.parametrize(
    ("blank", "wanted"), [("　", False), ("  ", False), ("\u00a0 ", False), (" ", True), ("", True)]
)
def test_an_indented_line_begins_a_paragraph(blank: str, wanted: bool) -> None:
    line = LINE.replace("。", "的")
    assert continues(line, f"{blank}情况", Wrapping(columns(line), indented=True)) is wanted


# ── single characters ───────────────────────────────────────────────────────────────────────────────

UNSEEN = (
    *(0x00, 0x08, 0x0E, 0x1B, 0x7F, 0x84, 0x86, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200F, 0x202A, 0x202E),
    *(0x2060, 0x206F, 0xFFF9, 0xFFFB, 0xE5E5, 0xFEFF),
)


@pytest.mark.parametrize("code", UNSEEN)
def test_what_nobody_sees_is_no_word(code: int) -> None:
    document = structure(SourceText("a.txt", f"第一条 公{chr(code)}园由县人民政府管理。", "0" * 64))
    assert document.provisions[0].text == "公园由县人民政府管理。"


@pytest.mark.parametrize("char", "\u2014\u2026\u2e80\u2fdf\u3001\u9fff！，：？\U00020000")
def test_blanks_between_chinese_characters_are_padding(char: str) -> None:
    assert close_up(clean(f"{char} {char}")).text == char * 2
    assert close_up(clean(f"a {char} 1")).text == f"a {char} 1"


def repaired(text: str) -> str:
    return plain_characters(SourceText("a.txt", text, "0" * 64))[0].text


@pytest.mark.parametrize("char", "\ua1a2\ua1bf\ua3a1\ua3fe")
def test_a_mark_of_a_lost_font_stands_alone(char: str) -> None:
    assert repaired(f"甲{char}乙") != f"甲{char}乙"
    assert repaired(f"\ua000{char}\ua48c") == f"\ua000{char}\ua48c"


# ── lines that are put together ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u3000"])
def test_a_line_may_be_set_wide_apart(blank: str) -> None:
    assert without_blanks(clean(blank.join("公园由县人民政府管理。")))[0].text == "公园由县人民政府管理。"


@pytest.mark.parametrize("letters", ["ab", "AB", "aB"])
def test_a_line_with_words_in_letters_is_not_set_apart(letters: str) -> None:
    line = f"{' '.join('公园由县人民政府管理')} {letters}"
    assert without_blanks(clean(line))[0].text == line


@pytest.mark.parametrize("before", ["3 ", "3. ", "3"])
def test_a_year_begins_with_its_first_digit(before: str) -> None:
    assert without_blanks(clean(f"甲乙{before}2 0 2 0 年"))[1] == 0
    assert without_blanks(clean("甲乙 2 0 2 0 年"))[1] == 1


@pytest.mark.parametrize("dash", ["—", "–", "——", "––"])
def test_numbers_of_pages_stand_between_dashes(dash: str) -> None:
    first, second_ = f"甲乙 {dash} 1 {dash} 丙", f"甲乙 {dash} 2 {dash} 丙"
    assert pages_inside([first, second_]) == {0: [(2, len(first) - 1)], 1: [(2, len(second_) - 1)]}


@pytest.mark.parametrize("mark", ["，", "；", "、", "：", "。", ""])
def test_a_line_that_is_broken_by_chance_holds_a_mark(mark: str) -> None:
    assert _may_break(f"县人民政府{mark}应当管理公园和广场", "以及其他") is (mark != "")
    assert _may_break("县人民政府应当管理公园和广场", "以及其他。")
