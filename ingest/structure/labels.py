"""Labels: what stands before the words of a provision, and what it says of the provision's level.

Forms and order follow 立法技术规范（试行）（一） of the Legislative Affairs Commission (编, 章, 节, 条, 款, 项, 目) and
GB/T 9704-2012, 7.3.3 for official documents (一、, （一）, 1., （1）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ingest.structure.once import once, plain_form
from ontology.numerals import whole_number


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


_DIVISIONS = {
    "编": Level.PART,
    "篇": Level.PART,
    "分编": Level.PART,
    "部分": Level.PART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
}
# Patterns of this module are for texts in plain_form: marks of half width, 一 for each character of a number.
_N = r"(一(?:\s?一)*|\d(?:\s?\d){0,3})"
_DIVISION = re.compile(rf"第\s*{_N}\s*({'|'.join(_DIVISIONS)})(?=[\s“《\u4e00-\u9fff]|$)")
_FORMS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.ARTICLE, re.compile(rf"第\s*{_N}\s*条(?:\s*之\s*(一+))?")),
    (Level.HEADED, re.compile(r"(一+)\s*(?:、|[．﹒.](?=\s*[\u4e00-\u9fff]))")),
    (Level.ITEM, re.compile(r"\(\s*(一+)\s*\)")),
    (Level.ORDINAL, re.compile(r"(一{1,3})(?:是|要)(?=[\u4e00-\u9fff:,])")),
    (Level.SUBITEM, re.compile(r"(\d{1,3})\s*(?:[、．﹒]|\.(?!\d))")),
    (Level.POINT, re.compile(r"\(?\s*(\d{1,3})\s*\)")),
    (Level.CIRCLE, re.compile(r"([①-⑳])")),
)
_UNITS = r"万|亿|元|倍|米|公里|吨|平方|立方|亩|公顷|公斤|升|折"
_DECIMAL = re.compile(rf"\d{{1,2}}((?:[.．]\d{{1,2}}){{1,3}})(?=\s+(?!{_UNITS})[\u4e00-\u9fff“《(])")
_DEPTHS = {2: Level.ITEM, 3: Level.ORDINAL, 4: Level.SUBITEM}
_PARTS = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,3}")
_ANNEX = re.compile(
    r"附\s*[件录表]\s*+(?:(一+|\d{1,2})\s*+)?(?:[:．.](?=\s*\S)|:?\s*$)"
    r"|\(\s*附\s*件\s*+(?:(一+|\d{1,2})\s*)?\)\s*$"
    r"|[\u4e00-\u9fff]{2,14}\s*[〔\[(]\s*\d{4}\s*[〕\])]\s*\d{1,5}\s*号\s*附\s*件\s*+(?:(一+|\d{1,2})\s*)?$"
)
_OPENERS = frozenset("第一(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""The first characters of all forms of labels, in plain form, but for digits."""
_UNNUMBERED = re.compile(r"附\s*则\s*")
_FIRST_WORDS = {f"{word},": order for order, word in enumerate(("首先", "其次", "再次", "最后"), 1)}
LONGEST_DIVISION_HEADING = 40
_AND = r"(?:以及|或者|[、,和与及或至到])"
_REFERS = re.compile(
    rf"{_AND}?\s*(?:第\s*\(?|\()\s*{_N}\s*\)?\s*(?:[编章节条款目]|项(?!目))|(?:之?规定)?的|所[称列指述]"
)
_ITEM_REFERS = re.compile(rf"项(?!目)|{_AND}\s*(?:第\s*)?\(\s*{_N}\s*\)")


@once
def annex_label(line: str) -> Label | None:
    """Read 附件1：, 附件二, 附件, 附录 at the start of a line, or 附件 behind the number of a document alone on it.

    >>> label = annex_label("　　附件2：职责分工表")
    >>> label.printed, label.number
    ('附件2：', '2')
    >>> annex_label("某政发〔2020〕3号附件").printed, annex_label("见某政发〔2020〕3号附件所列")
    ('某政发〔2020〕3号附件', None)
    """
    if "附" not in line:
        return None
    start = len(line) - len(line.lstrip())
    found = _ANNEX.match(plain_form(line), start)
    if found is None:
        return None
    number = whole_number("".join(line[slice(*found.span(n))] for n in (1, 2, 3)) or "1")
    printed = line[start : found.end()].rstrip()
    return Label(Level.ANNEX, printed, str(number), start, start + len(printed))


def is_closing_chapter(line: str) -> bool:
    """Say whether a line is the heading 附则 of a last chapter that has no number."""
    return _UNNUMBERED.fullmatch(line.strip()) is not None


def refers(label: Label, line: str) -> bool:
    """Say whether what follows the label makes a reference of it: 第四条的规定, 第四条、第五条, （一）、（二）项.

    No provision opens with these words; with 对于, 中介机构, 及时 or 到期 one may, so a next character is never enough.

    >>> refers(label_of("第四条 第二款规定的"), "第四条 第二款规定的"), refers(label_of("第四条中介"), "第四条中介")
    (True, False)
    """
    return reads_on(label, plain_form(line))


_BLANKS = re.compile(r"\s*")


def reads_on(label: Label, plain: str) -> bool:
    """Say as :func:`refers` does what follows a label in a line in :func:`plain_form`."""
    if label.level > Level.ITEM or label.level is Level.HEADED:  # 一、第三条修改为 is no reference
        return False
    reference = _ITEM_REFERS if label.level is Level.ITEM else _REFERS
    after = _BLANKS.match(plain, label.end)
    return reference.match(plain, after.end() if after else label.end) is not None


@once
def label_of(line: str) -> Label | None:
    """Read the label at the start of a line, or ``None``.

    Words may follow it directly, unless they make it a reference (:func:`refers`). Whether a label of an article that
    is not set apart from its words is one, its number says, which only the reader of the whole body can follow.

    >>> label_of("第十六条之一 自治州").number, label_of("（三）落实").level.name, label_of("第四条的规定")
    ('16.1', 'ITEM', None)
    """
    start = len(line) - len(line.lstrip())
    plain = plain_form(line)
    label = first_label(line)
    if label is None:
        order = _FIRST_WORDS.get(plain[start : start + 3])
        if order is None:
            return None
        return Label(Level.ORDINAL, plain[start : start + 2], str(order), start, start + 3)
    if label.level <= Level.SECTION:
        rest = line[label.end :].strip()
        heads = len(rest) <= LONGEST_DIVISION_HEADING and not rest.endswith(("。", "；", "，"))
        if not heads:
            return None
    return None if line[label.end : label.end + 1].strip() and reads_on(label, plain) else label


@once
def first_label(line: str) -> Label | None:
    """Read the label that stands at the first character of a line, whatever follows it."""
    return label_at(line, plain_form(line), len(line) - len(line.lstrip()))


def label_at(line: str, plain: str, start: int) -> Label | None:
    """Read the label that stands at ``start`` of a line, ``plain`` its :func:`plain_form`, whatever follows it."""
    opener = plain[start : start + 1]
    if opener not in _OPENERS and not opener.isdecimal():
        return None
    division = _DIVISION.match(plain, start) if opener == "第" else None
    if division is not None:
        return _label(_DIVISIONS[division.group(2)], division, line)
    decimal = _DECIMAL.match(plain, start) if opener.isdecimal() else None
    if decimal is not None:
        parts = re.split("[.．]", decimal.group())
        printed = line[start : decimal.end()]
        return Label(_DEPTHS[len(parts)], printed, str(int(parts[-1])), start, decimal.end())
    for level, form in _FORMS:
        found = form.match(plain, start)
        if found is not None:
            return _label(level, found, line)
    return None


def decimals(label: Label) -> tuple[int, ...]:
    """Return the numbers of a label in an outline, that of its own part last; ``()`` for any other label.

    >>> decimals(label_of("2.1.3 专家组")), decimals(label_of("（三）专家组"))
    ((2, 1, 3), ())
    """
    if "." not in label.printed and "．" not in label.printed:
        return ()
    printed = plain_form(label.printed)
    return tuple(map(int, re.split("[.．]", printed))) if _PARTS.fullmatch(printed) else ()


_number = lru_cache(maxsize=4096)(whole_number)  # the same few in every text


def _label(level: Level, found: re.Match[str], line: str) -> Label | None:
    """Read the number of a label found in the plain form of a line; ``None`` where it has none."""
    printed = "".join(line[found.start() : found.end()].split())
    if level is Level.CIRCLE:
        return Label(level, printed, str(ord(printed) - ord("①") + 1), found.start(), found.end())
    number = _number("".join(line[slice(*found.span(1))].split()))
    if number is None:
        return None
    text = str(number)
    if level is Level.ARTICLE and found.group(2):
        text += f".{whole_number(line[slice(*found.span(2))])}"
    return Label(level, printed, text, found.start(), found.end())
