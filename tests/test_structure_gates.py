"""What is looked at before a pattern of structure is tried: it hides no match, and answers as the pattern does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.read import markup
from ingest.structure import columns, imprint, labels, notes, once, run_together, sites, wreckage
from ingest.structure.responsibility import role_of
from ingest.text import CleanText, SourceText
from ontology import iri, numerals

SOURCES = Path(__file__).parents[1] / "data" / "sources"
MADE = (
    "（此件公开发布）",
    "　　抄 送：市委各部门。",
    "某市人民政府办公室　2020年1月2日印发",
    "共印２００份",
    "序号",
    "编　号\t主要任务\t责任单位",
    "责任单位及其他应当在每年一月底以前把本单位的工作情况报送给省人民政府办公厅和省财政厅的各有关单位的名单",
    "主要任务主要任务主要任务主要任务主要任务主要任务主要任务主要任务主要任务主要任务主要任务内容",
    "应当备案。（二）甲；3．乙：第四条丙",
    "（省财政厅牵头，省科技厅配合）",
    "责任单位：省财政厅",
    "打印本页 上一篇 **要闻** [见此](http://a.b) | 一 |",
    "<br> > 引文 &nbsp; \\* ![图](a.png) {.red} __粗__",
    "  十二、总则",
    "①甲。 二是乙；１２．丙",
    "收到之日起。 一是甲：二要乙、三、丙",
    "没有什么可找的一行字",
    "12.3 术语",
)
LINES = [
    *MADE,
    *(
        line
        for path in sorted(SOURCES.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ),
]


def _imprint(line: str) -> bool:
    plain = numerals.plain_form(re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)))
    forms = (imprint._PUBLIC, imprint._PRINTED, imprint._COPIES)
    return any(form.fullmatch(plain) for form in forms) or imprint._LABELLED.match(plain) is not None


def _column(line: str) -> columns.Column | None:
    plain = iri.squeeze(line)
    role = role_of(plain.partition("及")[0])
    if role is not None:
        return columns.Column(role.value)
    return next((column for column, form in columns._HEADS if form.fullmatch(plain)), None)


def _label(line: str) -> bool:
    plain, start = numerals.plain_form(line), len(line) - len(line.lstrip())
    forms = (labels._DIVISION, labels._DECIMAL, *(form for _, form in labels._FORMS))
    return any(form.match(plain, start) for form in forms)


def _opens_label(line: str) -> bool:
    opener = numerals.plain_form(line).lstrip()[:1]
    return opener in labels._OPENERS or opener.isdecimal()


def _note(line: str) -> bool:
    return bool(list(notes.notes_in(CleanText.of(SourceText("a.txt", line, "0" * 64)))))


def _markup(line: str) -> bool:
    whole = (markup._CONTAINER, markup._RULE, markup._TOC, markup._ANCHORS)
    inside = any(pattern.search(line) for pattern in (markup._SIGNS, markup._LINK))
    return (
        inside
        or any(pattern.fullmatch(line) for pattern in whole)
        or markup._LEAD.match(line) is not None
        or any(sign in line for sign in markup._STRONG)
    )


def _opened(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda line: any(opening in line for opening in wreckage._OPENINGS[pattern])


GATES: list[tuple[Callable[[str], object], Callable[[str], object], str]] = [
    (imprint._may_be_imprint, _imprint, "an imprint has its label, or a word of its forms"),
    (lambda line: run_together._may_number(line[:2]), lambda line: _column(line[:2]) is columns.Column.NUMBER,
     "the head of a column of numbers begins with one of its characters"),
    (lambda line: columns._may_be_row(line), lambda line: "\t" not in line and _column(line) is not None,
     "a line that heads a column is short, or begins as a long head does"),
    (wreckage._MAY_STAND_INSIDE.search, lambda line: wreckage._INSIDE.search(numerals.plain_form(line)),
     "a label inside words stands behind a mark"),
    (_opened(wreckage._CHROME), wreckage._CHROME.search, "words of a page begin as one of the branches does"),
    (_opened(wreckage._MARKUP), wreckage._MARKUP.search, "so do signs of markup"),
    (notes._MAY_HOLD.search, _note, "a note stands in brackets or behind a colon"),
    (markup._ANY_SIGN.search, _markup, "markup has one of its signs"),
    (_opens_label, _label, "a label begins with one of its first characters"),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "finds", "why"), GATES, ids=[why for *_, why in GATES])
def test_what_is_looked_at_first_hides_no_match(
    gate: Callable[[str], object], finds: Callable[[str], object], why: str
) -> None:
    found = [line for line in LINES if finds(line)]
    assert found, why
    assert [line for line in found if not gate(line)] == [], why


def test_a_head_is_read_as_its_patterns_say() -> None:
    assert [line for line in LINES if columns.column_of(line) is not _column(line)] == []


def test_labels_in_mid_line_are_those_of_the_plain_pattern() -> None:
    plain = re.compile(
        r"第(?=\s*[一\d])|(?<![\d第])一{1,6}(?=\s*[、．﹒.])|\((?=\s*[一\d])"
        r"|(?<![\d.．﹒第(])\d{1,3}(?=\s*[、．﹒.])|[①-⑳]|(?<=[。:])\s*一{1,3}(?=[是要])"
    )
    forms = [numerals.plain_form(line) for line in LINES]
    found = [[match.span() for match in sites._MAYBE.finditer(form)] for form in forms]
    assert found == [[match.span() for match in plain.finditer(form)] for form in forms]
    assert sum(map(len, found)) > len(MADE)


def test_plain_forms_made_at_once_are_those_made_one_by_one() -> None:
    once.remember_plain([*LINES, "", LINES[0]])
    assert [once.plain_form(line) for line in LINES] == [numerals.plain_form(line) for line in LINES]
    once.forget()
    assert [once.plain_form(line) for line in MADE] == [numerals.plain_form(line) for line in MADE]


def test_a_long_text_is_squeezed_as_a_short_one() -> None:
    words = "，（Ａ）ﬁ e\u0301 ⒈　３\n"
    times = iri._LONG // len(words) + 1
    assert iri.squeeze(words * times) == iri.squeeze(words) * times


@pytest.mark.parametrize(
    ("offsets", "kept", "why"),
    [
        ((3, 4), range(3, 5), "without a gap: a range, however it was said"),
        ([3, 5], (3, 5), "with a gap: a tuple"),
        ((), range(0), "nothing"),
    ],
)
def test_equal_readings_have_equal_offsets(offsets: list[int], kept: object, why: str) -> None:
    source = SourceText("a.txt", "第一条甲乙", "0" * 64)
    words = "".join(source.text[at] if at < 5 else "x" for at in offsets)
    reading = CleanText(words, offsets, source)
    assert reading.offsets == kept, why
    assert type(reading.offsets) is type(kept), why
