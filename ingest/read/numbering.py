"""Numbers that a word processor generates: what is printed before a numbered paragraph of a DOCX file.

By ISO/IEC 29500-1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat). Formats that Chinese texts do not use are
printed as digits, as 17.18.59 has it for those that a program does not support.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.read.package import attribute, child, local
from ontology.numerals import chinese_numeral

LEVELS = 9
_CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_CHINESE_UP_TO = 999
_LETTERS_UP_TO = 26 * 30
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_COUNTING = (
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital",
)  # fmt: skip
_LEGAL = ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal")
_ROMAN_FORMS, _LETTER_FORMS = ("upperRoman", "lowerRoman"), ("upperLetter", "lowerLetter")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLES = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")


def printed(number: int, form: str) -> str:
    """Return a number as a number format of OOXML prints it.

    >>> printed(16, "chineseCountingThousand"), printed(110, "chineseCounting"), printed(3, "upperRoman")
    ('十六', '一百一十', 'III')
    """
    if form in _FORMS:
        return _FORMS[form](number)
    if form in _COUNTING and 0 < number <= _CHINESE_UP_TO:
        return chinese_numeral(number)
    if form in _LEGAL and 0 < number <= _CHINESE_UP_TO:
        return _legal(number)
    if form in _CIRCLES and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in _ROMAN_FORMS and 0 < number < 4000:
        return _cased(_roman(number), form)
    if form in _LETTER_FORMS and 0 < number <= _LETTERS_UP_TO:
        return _cased(chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1), form)
    return str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
}


def _cased(letters: str, form: str) -> str:
    return letters if form.startswith("upper") else letters.lower()


def _legal(number: int) -> str:
    """Return a number in the characters that cannot be altered.

    >>> _legal(12)
    '壹拾贰'
    """
    words = chinese_numeral(number).translate(_CAPITALS)
    return "壹" + words if words.startswith("拾") else words


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        words += sign * (number // value)
        number %= value
    return words


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = " "
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list by its levels; lists of one abstract definition count together (17.9.15)."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counting as their paragraphs come."""

    def __init__(self, part: Element | None = None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        abstract: dict[str, dict[int, _Level]] = {}
        for each in part if part is not None else ():
            if local(each.tag) == "abstractNum":
                abstract[attribute(each, "abstractNumId") or ""] = _levels(each)
        for each in part if part is not None else ():
            if local(each.tag) == "num":
                self._add(each, abstract)

    def _add(self, num: Element, abstract: dict[str, dict[int, _Level]]) -> None:
        named = _value(child(num, "abstractNumId")) or ""
        found = _List(named, dict(abstract.get(named, {})))
        for each in num:
            if local(each.tag) == "lvlOverride":
                at = _whole(attribute(each, "ilvl"), 0)
                if (start := child(each, "startOverride")) is not None:
                    found.starts[at] = _whole(_value(start), 1)
                found.levels |= _levels(each)
        self._lists[attribute(num, "numId") or ""] = found

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that is tied to a paragraph style, 0 if none is."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, number: str, at: int) -> str:
        """Count on in a list at a level; return what is printed before the paragraph, its blank included."""
        found = self._lists.get(number)
        if found is None or at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if at in found.starts and (number, at) not in self._started:
            counts.pop(at, None)
        self._started.add((number, at))
        for above in range(at):
            if above not in counts and above in found.levels:
                counts[above] = found.starts.get(above, found.levels[above].start)
        start = found.starts.get(at, found.levels[at].start)
        counts[at] = counts[at] + 1 if at in counts else start
        for below in [each for each in counts if each > at]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart > 0 and at < restart):
                del counts[below]
        label = _label(found.levels, counts, at)
        return label + found.levels[at].suffix if label else ""


def _label(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.form == "bullet":
        return ""
    label = level.text
    for each in range(LEVELS):
        sign = f"%{each + 1}"
        if sign in label:
            form = levels[each].form if each in levels else "decimal"
            label = label.replace(sign, printed(counts.get(each, 1), "decimal" if level.legal else form))
    return label


def _levels(part: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in part:
        if local(each.tag) != "lvl":
            continue
        suffix = _value(child(each, "suff"))
        restart = _value(child(each, "lvlRestart"))
        found[_whole(attribute(each, "ilvl"), 0)] = _Level(
            form=_form(each),
            text=_value(child(each, "lvlText")) or "",
            start=_whole(_value(child(each, "start")), 1),
            suffix="" if suffix == "nothing" else " ",
            legal=is_on(child(each, "isLgl")),
            restart=None if restart is None else _whole(restart, 0),
            style=_value(child(each, "pStyle")),
        )
    return found


def _form(level: Element) -> str:
    """Return the number format; in ``mc:AlternateContent`` that of the fallback."""
    plain = child(level, "numFmt")
    if plain is None:
        plain = child(level, "AlternateContent", "Fallback", "numFmt")
    return _value(plain) or "decimal"


def _value(element: Element | None) -> str | None:
    return None if element is None else attribute(element, "val")


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return otherwise


def is_on(element: Element | None) -> bool:
    """Tell whether a property that is on or off is on (17.17.4)."""
    return element is not None and (attribute(element, "val") or "true") in ("true", "1", "on")
