"""The words that names of Chinese public bodies are made of.

A name is division or level (省, 西宁市, 县级以上) × function (财政) × ending (厅, 部门). Divisions and functions are
the ontology's authority data, types of divisions and the function words (由, 会同, 的 …) at which a name cannot go
on are words of the lexicon; here it is told where level, division and function stand in a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from ontology.divisions import divisions as known_divisions
from ontology.divisions import names_place
from ontology.functions import stems as function_stems
from ontology.lexicon import pattern, words

SEPARATOR: Final = r"(?:、|和|或者|或|及|以及|与|，)"

_QUALIFIER: Final = pattern("level-qualifier")
_JOINS: Final = "(?:、|和|或者|或|及|以及|与)"
_JOINING: Final = re.compile(f"{_JOINS}|的")
# 地 is a type of divisions only in a list of them, 区 only where it does not end another word.
_PREFECTURES: Final = r"(?:(?<=各)|(?<![\u4e00-\u9fff]))地(?=[、）])"
_DISTRICT: Final = rf"(?:(?<![\u4e00-\u9fff])|(?<={pattern('district-before')})|(?<=所在地))区"
_UNIT: Final = f"{pattern('division-type')}|{_PREFECTURES}|{_DISTRICT}"
# The first unit has nothing before it but qualifiers; 县级市 is read as two units, so that there is one way.
_LEVEL_BEFORE: Final = re.compile(
    rf"{_QUALIFIER}{{0,40}}(?:(?:(?(1)(?:{_JOINS}(?:相关|有关|涉农)?|[（(])?)({_UNIT})级?[）)]?){{1,40}}"
    r"(?:以上|以下|[两三四]级)?的?)?$"
)

# All characters of such words.
_LEVEL_CHARACTERS: Final = "".join(
    sorted(
        {
            *"".join(words("level-qualifier", "division-type")),
            *"、和或者及以与相关有涉农（(级）)上下两三四的地区",
        }
    )
)

# The characters that such words end with.
_LEVEL_LAST: Final = frozenset(word[-1] for word in words("level-qualifier", "division-type")) | frozenset(
    "地区级）)上下的"
)

# The characters that a type of divisions ends with.
_TYPE_LAST: Final = frozenset(word[-1] for word in words("division-type")) | frozenset("区）)")

# A name never runs over these; 和 and 与 do occur in names, but only inside a known function.
BOUNDARY: Final = re.compile(pattern("name-boundary"))
NOT_HAN: Final = re.compile(r"[^\u4e00-\u9fff]")
# The end of a date, behind which who issued something may stand: 1987年10月5日林业部发布.
_DATE: Final = re.compile(r"[\d〇○零一二三四五六七八九十][年月日]$")
_LOOKS_ON: Final = 2  # characters that a boundary looks at behind itself
_DIVISION_LIKE: Final = frozenset(words("division-like"))
_BEFORE_NAMED: Final = re.compile(f"{_JOINS}$")


def plain(text: str) -> str:
    """Return a text in which brackets are of full width: names are looked for in it."""
    return text.replace("(", "（").replace(")", "）")


@cache
def stems() -> frozenset[str]:
    """Return the words that stand for a government function in the name of a department (财政, 工信 …)."""
    return frozenset(stem for stem in function_stems() if len(stem) > 1 and not BOUNDARY.fullmatch(stem))


@cache
def divisions() -> frozenset[str]:
    """Return full and short names of administrative divisions (青海省, 青海, 海西州 …).

    Counties only by names that say so: 会同 is a county and the verb of every second article.
    """
    return _DIVISION_LIKE | frozenset(
        name
        for item in known_divisions()
        for name in item.names
        if len(name) > 1 and (item.level != "county" or name[-1] in "市县区旗")
    )


@cache
def _lengths(words: frozenset[str]) -> Mapping[str, Sequence[int]]:
    """Return how long the words with the same last two characters, or of one, are, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[-2:], set()).add(len(word))
    return {ending: sorted(lengths, reverse=True) for ending, lengths in found.items()}


def ending_in(words: frozenset[str], text: str, end: int, start: int = 0) -> int:
    """Return the start of the longest of ``words`` that ends at ``end``, or ``end`` if none does.

    >>> ending_in(frozenset({"财政", "政"}), "由财政部门", 3)
    1
    """
    if start >= end:
        return end
    lengths = _lengths(words)
    for length in lengths.get(text[end - 2 if end > 1 else 0 : end], ()):
        if length <= end - start and text[end - length : end] in words:
            return end - length
    return end - 1 if text[end - 1] in lengths else end


def division_before(text: str, end: int) -> int:
    """Return the start of the division name that ends at ``end``, or ``end``.

    The name of a district takes its city with it (北京市朝阳区); other divisions are named without
    the one they lie in, as their governments sign.
    """
    start = ending_in(divisions(), text, end)
    if start < end and not names_place(text, start, end):  # 城管局和县医保局, 民政局会同县医保局
        return end
    if start < end and text[start:end].endswith("区") and not text[start:end].endswith(("自治区", "地区")):
        upper = ending_in(divisions(), text, start)
        return upper if text[upper:start].endswith("市") else start
    return start


def level_before(text: str, end: int) -> int:
    """Return the start of the level or division words that end at ``end``, or ``end``.

    >>> text = "报设区的市、县（市、区）人民政府"
    >>> text[level_before(text, 12):12]
    '设区的市、县（市、区）'
    """
    return _level_before(text, end)[0]


def is_placed(text: str, end: int) -> bool:
    """Tell whether the words before ``end`` name a division or a type of divisions: 本省, not 当地 alone."""
    return _level_before(text, end)[1]


def _level_before(text: str, end: int) -> tuple[int, bool]:
    low = max(0, end - 40)
    start, placed = end, False
    while True:
        named = division_before(text, start)
        if named < start:
            return _types_before(text, low, named), True
        if not start or text[start - 1] not in _LEVEL_LAST:
            return start, placed
        found = _level_words(text, low, start)
        first = start if found is None else _balanced(text, found.start(), start)
        if found is None or first == start:
            return start, placed
        whole = _regional(text, first, start)
        start, placed = whole, placed or found[1] is not None
        if whole != first:
            return start, placed


def _level_words(text: str, low: int, end: int) -> re.Match[str] | None:
    """Return the longest words of levels that end at ``end``; they are looked for from where their characters begin."""
    return _LEVEL_BEFORE.search(text, low + len(text[low:end].rstrip(_LEVEL_CHARACTERS)), end)


def _regional(text: str, start: int, end: int) -> int:
    """Return where the words of a level begin that would begin inside a word for a region.

    统筹地区 is one word, and no part of the level after it: 县级以上 of 边境地区县级以上.
    """
    if not text.startswith("地区", start) or begins(text, start):
        return start
    if start + 2 < end:
        return start + 2 + text.startswith("的", start + 2)
    before = (at for at in range(start - 1, max(-1, start - 5), -1) if begins(text, at))
    whole = next(before, start)
    return start if BOUNDARY.search(text, whole, start) else whole


def _types_before(text: str, low: int, named: int) -> int:
    """Return where the types of divisions begin that a division by name goes on with: 市、县（市）、 of 上街区."""
    joint = _BEFORE_NAMED.search(text, max(low, named - 2), named)
    if joint is None or text[joint.start() - 1 : joint.start()] not in _TYPE_LAST:
        return named
    found = _level_words(text, low, joint.start())
    if found is None or found[1] is None:
        return named
    first = _balanced(text, found.start(), joint.start())
    return first if first < joint.start() and begins(text, first) else named


def _balanced(text: str, start: int, end: int) -> int:
    """Return where the words begin that stand after a bracket without its other half: 省 of ）和省."""
    closed: list[int] = []
    for at in range(end - 1, start - 1, -1):
        if text[at] in "）)":
            closed.append(at)
        elif text[at] in "（(":
            if not closed:
                return at + 1
            closed.pop()
    if not closed:
        return start
    joined = _JOINING.match(text, closed[0] + 1, end)
    return joined.end() if joined else closed[0] + 1


def begins(text: str, start: int) -> bool:
    """Tell whether a name may begin at ``start``: after a mark, or a word that no name goes over."""
    if start == 0 or NOT_HAN.match(text[start - 1]) or text[start - 1] == "商":
        return True
    if text[start - 1] in "年月日" and _DATE.search(text, max(0, start - 2), start):
        return True
    return any(cut.end() == start for cut in BOUNDARY.finditer(text, max(0, start - 4), start + _LOOKS_ON))
