"""Labels: what stands before the words of a provision, and what it says of the provision's level.

Forms and order follow 立法技术规范（试行）（一） of the Legislative Affairs Commission (编, 章, 节, 条, 款, 项, 目) and
GB/T 9704-2012, 7.3.3 for official documents (一、, （一）, 1., （1）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ingest.numerals import HAN_CHARACTER, whole_number


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
    rf"附\s*(?:件|录|表)\s*(?:({HAN_CHARACTER}+|\d{{1,2}}))?\s*(?:[：:．.]\s*(?=\S)|[：:]?\s*$)"
    rf"|[（(]\s*附\s*件\s*({HAN_CHARACTER}+|\d{{1,2}})?\s*[)）]\s*$"
)
_UNNUMBERED = re.compile(r"附\s*则\s*")
_FIRST_WORDS = re.compile(r"(首先|其次|再次|最后)[，,]")
_REFERENCE = re.compile(r"[、，,和及或至到第所的款项中规之对（(]")


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


def label_of(line: str) -> Label | None:
    """Read the label at the start of a line, or ``None``.

    An article label is followed by white space, a heading in brackets or the end of the line; directly by words
    only where these cannot go on with a reference (第四十条的规定 is no label).

    >>> label_of("第十六条之一 自治州").number, label_of("（三）落实").level.name, label_of("第四条的规定")
    ('16.1', 'ITEM', None)
    """
    start = len(line) - len(line.lstrip())
    for level, form in _FORMS:
        found = form.match(line, start)
        if found is None:
            continue
        rest = line[found.end() :]
        if level is Level.ARTICLE and rest[:1] and not rest[0].isspace() and _REFERENCE.match(rest):
            return None
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
        return Label(level, re.sub(r"\s+", "", found.group()), text, start, found.end())
    word = _FIRST_WORDS.match(line, start)
    if word is not None:
        order = ("首先", "其次", "再次", "最后").index(word.group(1)) + 1
        return Label(Level.ORDINAL, word.group(1), str(order), start, word.end())
    return None
