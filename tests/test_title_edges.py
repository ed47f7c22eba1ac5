"""What stands before a title or after the last words of a text, and notes of several acts below a title."""

from __future__ import annotations

import pytest

from ingest.model import Document
from ingest.structure import structure
from ingest.text import SourceText


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


BODY = "为保护湿地，提出以下意见。\n一、退塘还湿\n逐年退出鱼塘。\n二、划定界桩\n两年内立桩。"


@pytest.mark.parametrize(
    ("head", "number", "title", "issuers", "why"),
    [
        (
            "22 中共某市委、某市人民政府关于保护湿地的意见",
            "22",
            "中共某市委、某市人民政府关于保护湿地的意见",
            ("中共某市委", "某市人民政府"),
            "a page number, and two issuers",
        ),
        (
            "- 7 - 某县人民政府关于保护湿地的意见",
            "- 7 -",
            "某县人民政府关于保护湿地的意见",
            ("某县人民政府",),
            "in dashes",
        ),
        (
            "第 9 页 某县水利局关于保护湿地的意见",
            "第 9 页",
            "某县水利局关于保护湿地的意见",
            ("某县水利局",),
            "in words",
        ),
        (
            "15\n某县水利局关于保护湿地的意见",
            "15",
            "某县水利局关于保护湿地的意见",
            ("某县水利局",),
            "on a line of its own",
        ),
        (
            "108 某省人民政府\n关于保护湿地的意见",
            "108",
            "某省人民政府关于保护湿地的意见",
            ("某省人民政府",),
            "the title goes on below",
        ),
        (
            "２２　某县水利局关于保护湿地的意见",
            "２２",
            "某县水利局关于保护湿地的意见",
            ("某县水利局",),
            "full width",
        ),
        ("2023 某县湿地保护工作意见", None, "2023 某县湿地保护工作意见", (), "a year is of the title"),
        (
            "12 条湿地保护措施实施意见",
            None,
            "12 条湿地保护措施实施意见",
            (),
            "what is counted is of the title",
        ),
        ("某县水利局关于保护湿地的意见", None, "某县水利局关于保护湿地的意见", ("某县水利局",), "no number"),
        (
            "某省水利厅、某省财政厅、某省林业局关于保护湿地的意见",
            None,
            "某省水利厅、某省财政厅、某省林业局关于保护湿地的意见",
            ("某省水利厅", "某省财政厅", "某省林业局"),
            "three issuers in the title",
        ),
    ],
)
def test_before_the_title(
    head: str, number: str | None, title: str, issuers: tuple[str, ...], why: str
) -> None:
    document = of(f"{head}\n{BODY}\n")
    assert document.metadata.title.replace(" ", "") == title.replace(" ", ""), why
    assert document.metadata.issuers == issuers, why
    assert next((r.text for r in document.residues if r.reason == "page-number"), None) == number, why
    own = document.provision("title").text
    assert "".join(own.split()) == title.replace(" ", ""), why


@pytest.mark.parametrize(
    ("ending", "taken", "last", "why"),
    [
        ("附件", "附件", "两年内立桩。", "glued to the last sentence"),
        (" 附件 ", "附件", "两年内立桩。", "with blanks"),
        ("\n附件", "附件", "两年内立桩。", "on a line of its own"),
        ("\n附件1：\n", "附件1：", "两年内立桩。", "with a number"),
        ("附录", "附录", "两年内立桩。", "another word for it"),
        ("", None, "两年内立桩。", "nothing there"),
        ("界桩式样见附件。", None, "两年内立桩。界桩式样见附件。", "a sentence that names it"),
        ("\n式样见附件", None, "式样见附件", "words that end so"),
    ],
)
def test_a_bare_word_at_the_very_end(ending: str, taken: str | None, last: str, why: str) -> None:
    document = of(f"某县关于保护湿地的意见\n{BODY}{ending}")
    assert next((r.text for r in document.residues if r.reason == "annex-mark"), None) == taken, why
    assert document.provisions[-1].text == last, why
    assert not any(p.path.startswith("annex") for p in document.provisions), why


def test_an_annex_with_words_is_one() -> None:
    document = of(f"某县关于保护湿地的意见\n{BODY}\n附件\n界桩式样\n高一米。\n")
    assert document.provision("annex-1").heading == "界桩式样"


RULE = "\n第一条 为了正确办理案件，制定本解释。\n第二条 下列情形从轻。\n"
COURT, OFFICE = "最高人民法院审判委员会第1700次会议", "最高人民检察院第十三届检察委员会第五次会议"


@pytest.mark.parametrize(
    ("note", "dates", "why"),
    [
        (
            f"（2018年3月1日{COURT}、2018年4月2日{OFFICE}通过，自2018年6月1日起施行）",
            ("2018-03-01", None, "2018-06-01"),
            "one note: the first organ's day",
        ),
        (
            f"2018年3月1日 {COURT}\n2018年4月2日 {OFFICE}通过\n2018年6月1日 施行",
            ("2018-03-01", None, "2018-06-01"),
            "a line each",
        ),
        (
            f"（2018年3月1日{COURT}通过、2018年4月2日{OFFICE}通过，自2018年6月1日起施行）",
            ("2018-03-01", None, "2018-06-01"),
            "each with its word",
        ),
        (
            f"（2018年3月1日{COURT}和2018年4月2日{OFFICE}通过 2018年5月3日公布 自2018年6月1日起施行）",
            ("2018-03-01", "2018-05-03", "2018-06-01"),
            "and a day of promulgation",
        ),
        (
            f"（2018年3月1日{COURT}通过，自2018年6月1日起施行）",
            ("2018-03-01", None, "2018-06-01"),
            "one organ",
        ),
        (
            f"（2018年3月1日{COURT}通过 2018年3月9日公布）",
            ("2018-03-01", "2018-03-09", None),
            "a day that is told as one of promulgation",
        ),
    ],
)
def test_two_organs_adopt(note: str, dates: tuple[str | None, ...], why: str) -> None:
    told = of(f"最高人民法院、最高人民检察院关于办理某类案件的解释\n{note}{RULE}").metadata
    assert (told.adopted, told.issued, told.in_force) == dates, why
    assert told.issuers == ("最高人民法院", "最高人民检察院"), why
