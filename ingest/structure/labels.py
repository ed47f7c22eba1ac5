"""Labels: what stands before the words of a provision, and what it says of the provision's level.

Forms and order follow 立法技术规范（试行）（一） of the Legislative Affairs Commission (编, 章, 节, 条, 款, 项, 目) and
GB/T 9704-2012, 7.3.3 for official documents (一、, （一）, 1., （1）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ontology.numerals import HAN_CHARACTER, whole_number


class Level(IntEnum):
    """The level of a label inside a text, the highest first."""

    ANNEX = 0
    PART = 1  # 编
    CHAPTER = 2  # 章
    SECTION = 3  # 节
    ARTICLE = 4  # 条
    HEADED = 5  # 一、
    ITEM = 6  # （一）
    ORDINAL = 7  # 一是
    SUBITEM = 8  # 1.
    POINT = 9  # （1）
    CIRCLE = 10  # ①


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, its number (``16``, ``16.1`` for 第十六条之一) and its end in the line."""

    level: Level
    printed: str
    number: str
    start: int
    end: int


_N = rf"({HAN_CHARACTER}(?:\s?{HAN_CHARACTER})*|\d{{1,4}})"
_FORMS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.PART, re.compile(rf"第\s*{_N}\s*(?:编|篇|分编|部分)(?=\s|[\u4e00-\u9fff]|$)")),
    (Level.CHAPTER, re.compile(rf"第\s*{_N}\s*章(?=\s|[\u4e00-\u9fff]|$)")),
    (Level.SECTION, re.compile(rf"第\s*{_N}\s*节(?=\s|[\u4e00-\u9fff]|$)")),
    (Level.ARTICLE, re.compile(rf"第\s*{_N}\s*条(?:\s*之\s*({HAN_CHARACTER}+))?")),
    (Level.HEADED, re.compile(rf"({HAN_CHARACTER}+)(?:、|[．.](?=\s*[\u4e00-\u9fff]))")),
    (Level.ITEM, re.compile(rf"[（(]\s*({HAN_CHARACTER}+)\s*[)）]")),
    (Level.ORDINAL, re.compile(rf"({HAN_CHARACTER}{{1,3}})(?:是|要)(?=[\u4e00-\u9fff：:，])")),
    (Level.SUBITEM, re.compile(r"(\d{1,3})\s*(?:、|．|\.(?!\d))")),
    (Level.POINT, re.compile(r"[（(]?\s*(\d{1,3})\s*[)）]")),
    (Level.CIRCLE, re.compile(r"([①-⑳])")),
)
_ANNEX = re.compile(
    rf"附\s*(?:件|录|表)\s*(?:({HAN_CHARACTER}+|\d{{1,2}})\s*)?(?:[：:．.]\s*(?=\S)|[：:]\s*$|$)"
    rf"|[（(]\s*附\s*件\s*(?:({HAN_CHARACTER}+|\d{{1,2}})\s*)?[)）]\s*$"
)
_UNNUMBERED = re.compile(r"附\s*则\s*")
_FIRST_WORDS = re.compile(r"(首先|其次|再次|最后)[，,]")
_AND = r"(?:以及|或者|[、，,和与及或至到])"
_REFERS = re.compile(
    rf"{_AND}?\s*(?:第\s*(?:[（(]\s*)?{_N}\s*(?:[)）]\s*)?|[（(]\s*{_N}\s*[)）]\s*)(?:[编章节条款目]|项(?!目))"
    r"|(?:之?规定)?的|所[称列指述]"
)
_ITEM_REFERS = re.compile(rf"项(?!目)|{_AND}\s*(?:第\s*)?[（(]\s*{_N}\s*[)）]")


def annex_label(line: str) -> Label | None:
    """Read 附件1：, 附件二, 附件, 附录 at the start of a line.

    >>> label = annex_label("　　附件2：职责分工表")
    >>> label.printed, label.number
    ('附件2：', '2')
    """
    start = len(line) - len(line.lstrip())
    found = _ANNEX.match(line, start)
    if found is None:
        return None
    number = whole_number(found.group(1) or found.group(2) or "1")
    return Label(Level.ANNEX, found.group().strip(), str(number), start, start + len(found.group().rstrip()))


def is_closing_chapter(line: str) -> bool:
    """Say whether a line is the heading 附则 of a last chapter that has no number."""
    return _UNNUMBERED.fullmatch(line.strip()) is not None


def refers(label: Label, line: str) -> bool:
    """Say whether what follows the label makes a reference of it: 第四条的规定, 第四条、第五条, （一）、（二）项.

    No provision opens with these words; with 对于, 中介机构, 及时 or 到期 one may, so a next character is never enough.

    >>> refers(label_of("第四条 第二款规定的"), "第四条 第二款规定的"), refers(label_of("第四条中介"), "第四条中介")
    (True, False)
    """
    reads_on = _ITEM_REFERS if label.level is Level.ITEM else _REFERS
    return label.level <= Level.ITEM and reads_on.match(line[label.end :].lstrip()) is not None


def label_of(line: str) -> Label | None:
    """Read the label at the start of a line, or ``None``.

    Words may follow it directly, unless they make it a reference (:func:`refers`). Whether a label of an article that
    is not set apart from its words is one, its number says, which only the reader of the whole body can follow.

    >>> label_of("第十六条之一 自治州").number, label_of("（三）落实").level.name, label_of("第四条的规定")
    ('16.1', 'ITEM', None)
    """
    start = len(line) - len(line.lstrip())
    for level, form in _FORMS:
        found = form.match(line, start)
        if found is None:
            continue
        rest = line[found.end() :]
        if level in (Level.PART, Level.CHAPTER, Level.SECTION) and (
            len(rest.strip()) > 40 or rest.rstrip().endswith(("。", "；", "，"))
        ):
            return None
        if level is Level.CIRCLE:
            return Label(level, found.group(), str(ord(found.group()) - ord("①") + 1), start, found.end())
        number = whole_number("".join(found.group(1).split()))
        if number is None:
            return None
        text = str(number)
        if level is Level.ARTICLE and found.group(2):
            text += f".{whole_number(found.group(2))}"
        label = Label(level, re.sub(r"\s+", "", found.group()), text, start, found.end())
        return None if rest[:1].strip() and refers(label, line) else label
    word = _FIRST_WORDS.match(line, start)
    if word is not None:
        order = ("首先", "其次", "再次", "最后").index(word.group(1)) + 1
        return Label(Level.ORDINAL, word.group(1), str(order), start, word.end())
    return None
