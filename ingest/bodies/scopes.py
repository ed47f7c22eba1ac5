"""Scopes: the words before a body's name that say whose body it is.

省, 本省, 全省, 青海省海西州 before 财政局 name one division; 县级以上地方人民政府, 各州（地、市）, 所在地 name a
class of divisions. What 省, 市, 县 mean depends on the rule in which they stand: at or above its jurisdiction's
level they are one division, below it they are every division of that level there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.bodies.grammar import LEVEL_OF
from ontology import divisions
from ontology.divisions import COUNTRY, Division
from ontology.functions import functions_named
from ontology.lexicon import pattern

GOVERNMENT = re.compile("人民政府|政府")
_GROUPS = (
    (
        "county-and-above",
        r"(?:县级|县|旗县级)以上(?:的)?",
    ),
    (
        "prefecture-and-above",
        r"(?:设区的市级?|市州级|市级|市|地级|自治州|设区的市、自治州|地市级)以上",
    ),
    ("province-and-above", r"(?:省级|省|省、自治区、直辖市|自治区)以上"),
    ("township-and-above", r"(?:乡级|乡镇|乡（镇）|乡、民族乡、镇)以上"),
    ("all-levels", r"(?:地方)?各级"),
    ("superior", r"(?:上级|上一级)"),
    ("lower", r"(?:下级|下一级)"),
    ("same-level", r"(?:本级|同级|所属|相应|该级)"),
    (
        "local",
        rf"(?:.{{0,12}}?{pattern('place-act')}地的?|当地|各地(?![区（、])|.{{0,8}}?所在(?=[市县区省])|地方)",
    ),
    ("cities", r"城市(?=(?:人民)?政府|公安)"),
    (
        "township",
        r"(?:(?:县区|区县|县|区|市)、?)?(?:乡、民族乡、镇|乡、?镇|乡（镇）|镇（乡）|乡级|镇|乡、民族乡和镇)",
    ),
)
_GROUP = tuple((slug, re.compile(pattern)) for slug, pattern in _GROUPS)
# Another body that shares the head: 省、县级以上人民政府 are read as those of the counties.
_OUTER = re.compile(r"(?:(?:自治|[全本])?[省市州县区][、和]?及?)?")
_AFTER = re.compile(r"(?:地方)?(?:各级)?")
_WHICH = re.compile(r"(?:本|全|各|有关|相关)?")
_LEVEL = re.compile(pattern("province-type", "prefecture-type", "county-type"))
_BETWEEN = re.compile("(?:或者|以及|[、和或及与（])?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose body is meant.

    ``division`` is a code, or None when no jurisdiction is known. ``group`` is None for one division, else
    the slug of a class of divisions in ``division`` (``county-and-above``, ``county``). ``level`` is the
    level of the one division. ``government``: 人民政府 or 政府 stood after it. ``printed`` is what was read.
    """

    division: str | None
    level: str | None
    group: str | None = None
    government: bool = False
    printed: str = ""


def scopes(name: str, jurisdiction: str | None, year: int | None) -> Iterator[tuple[Scope, str]]:
    """The readings of the beginning of a name as a scope, each with the rest; no scope at all first.

    A rule's own jurisdiction is the scope where none is stated.
    """
    level = divisions.division(jurisdiction, year).level if jurisdiction else None
    yield from _with_government(name, Scope(jurisdiction, level), "")
    for code, printed in _divisions_at(name, jurisdiction, year):
        inner = divisions.division(code, year)
        rest = name[len(printed) :]
        yield from _with_government(name, Scope(code, inner.level, printed=printed), printed)
        yield from _relative(rest, Scope(code, inner.level, printed=printed), year)
    yield from _relative(name, Scope(jurisdiction, level), year)
    if name.startswith("国务院"):
        yield Scope(COUNTRY, "national", government=True, printed="国务院"), name[3:]
    if name.startswith(("国家", "全国", "中央")):
        yield Scope(COUNTRY, "national", printed=name[:2]), name[2:]


def _with_government(name: str, scope: Scope, printed: str) -> Iterator[tuple[Scope, str]]:
    """The scope without and with 人民政府 after it."""
    rest = name[len(printed) :]
    yield scope, rest
    found = GOVERNMENT.match(rest)
    if found and (scope.printed or printed):
        read = printed + found[0]
        tail = rest[found.end() :]
        for glue in ("所属的", "所属", "及其", "的", "各", "有关", "负责", ""):
            if glue == "" or tail.startswith(glue):
                after = tail[len(glue) :]
                yield Scope(scope.division, scope.level, scope.group, True, read), after


def _divisions_at(name: str, jurisdiction: str | None, year: int | None) -> Iterator[tuple[str, str]]:
    """Codes of divisions named at the beginning of a name, with the words, the longest reading first."""
    for printed in _names_at(name):
        found = divisions.find(printed, year) or divisions.find(printed)
        found = tuple(item for item in found if not _is_chance(printed, item, jurisdiction))
        for item in sorted(found, key=lambda item: _nearness(item, jurisdiction))[:3]:
            for inner, more in _divisions_within(name[len(printed) :], item.code, year):
                yield inner, printed + more
            yield item.code, printed


def _divisions_within(name: str, code: str, year: int | None) -> Iterator[tuple[str, str]]:
    for printed in _names_at(name):
        for item in (divisions.find(printed, year, code) or divisions.find(printed, within=code))[:2]:
            if item.code != code:
                for inner, more in _divisions_within(name[len(printed) :], item.code, year):
                    yield inner, printed + more
                yield item.code, printed


def _is_chance(printed: str, item: Division, jurisdiction: str | None) -> bool:
    """合作 of 合作区管委会 is the city in Gansu only in rules of its own upper divisions or of itself."""
    short = (
        item.level == "county"
        and printed not in {item.name}
        and len(printed) == 2
        and printed[-1] not in "市县区旗"
    )
    return short and (jurisdiction in {None, COUNTRY} or _nearness(item, jurisdiction)[0] == 2)


def _nearness(item: Division, jurisdiction: str | None) -> tuple[int, int]:
    if jurisdiction is None or jurisdiction == COUNTRY:
        near = 1
    elif divisions.contains(jurisdiction, item.code):
        near = 0
    else:
        near = 1 if divisions.contains(item.code, jurisdiction) else 2
    return near, divisions.LEVELS.index(item.level)


@cache
def _first_characters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in divisions.names():
        if name not in {"全国", "中国"}:
            found.setdefault(name[:2], []).append(name)
    return {key: tuple(names) for key, names in found.items()}


def _names_at(name: str) -> Iterator[str]:
    """Names of divisions at the beginning; 公安 is the function of 公安机关 and not the county of Hubei."""
    found = (printed for printed in _first_characters().get(name[:2], ()) if name.startswith(printed))
    return (printed for printed in found if not functions_named(printed))


def _relative(name: str, base: Scope, year: int | None) -> Iterator[tuple[Scope, str]]:
    """Readings of 省, 本市, 县（市、区）, 县级以上, 所在地 … against a base."""
    outer = _end(_OUTER, name, 0)
    for slug, group in _GROUP:
        found = group.match(name, outer) or group.match(name)
        if found:
            end = _end(_AFTER, name, found.end())
            scope = Scope(base.division, None, slug, printed=base.printed + name[:end])
            yield from _after(name, end, scope, year)
    for end in _level_ends(name):
        meant = _level_scope(name[:end], base)
        if meant is not None:
            yield from _after(name, end, meant, year)


def _level_ends(name: str) -> list[int]:
    """Where the level words at the beginning may end, the longest first; 县级 of 县级市场监督管理部门 before 市."""
    start = at = _end(_WHICH, name, 0)
    ends: set[int] = set()
    last = at
    while word := _LEVEL.match(name, at):
        ends.add(word.end())
        last = word.end()
        while name.startswith(("级", "）"), last):
            last += 1
        at = _end(_BETWEEN, name, last)
    if ends:
        last += 2 * name.startswith(("两级", "三级", "四级"), last)
        ends.add(last)
        ends.update(at + 1 for at in range(start, last) if name[at] in "级）")
        ends.add(_end(_AFTER, name, last + name.startswith("的", last)))
    return sorted(ends, reverse=True)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _after(name: str, end: int, scope: Scope, year: int | None) -> Iterator[tuple[Scope, str]]:
    start = end + 1 if name.startswith("的人民政府", end) else end  # 乡、民族乡、镇的人民政府
    for item, rest in _with_government(name[start:], scope, ""):
        yield (
            (Scope(item.division, item.level, item.group, True, name[:end]) if item.government else item),
            rest,
        )
    if scope.group == "local" and end < len(name):
        for inner, rest in _relative(name[end:], scope, year):
            levels = f"local-{inner.group}" if inner.group else "local"
            yield Scope(scope.division, None, levels, inner.government, name[:end]), rest


def _level_scope(printed: str, base: Scope) -> Scope | None:
    """The scope that level words mean in a base: one division at or above it, a class below it."""
    single = [hit[0] for hit in _LEVEL.finditer(printed)]
    # In 县（市、区） and 州（地、市） the brackets hold other types of the level before them.
    outer = re.sub("（[^）]{0,400}）", "", printed)
    named = {LEVEL_OF[hit[0]] for hit in _LEVEL.finditer(outer)}
    levels = [level for level in divisions.LEVELS if level in named]
    if base.division is None or base.level is None:
        return Scope(None, None, "-and-".join(levels), printed=printed) if levels else None
    own = divisions.division(base.division)
    plain = not printed.startswith(("各", "有关", "相关"))
    if plain and len(single) == 1:
        if single[0] == "市" and own.kind in {"直辖市", "县级市"}:
            return Scope(own.code, own.level, printed=printed)
        if single[0] == "区" and own.kind == "自治区":
            return Scope(own.code, own.level, printed=printed)
        one = divisions.at_level(own.code, levels[0])
        if one is not None and own.kind != "直辖市":
            return Scope(one.code, one.level, printed=printed)
    if own.kind == "直辖市" and "市" in single:
        levels = ["province", *[level for level in levels if level != "prefecture"]]
    if len(levels) > 1:
        return Scope(own.code, None, "-and-".join(levels), printed=printed)
    return Scope(own.code, None, levels[0], printed=printed) if levels else None
