"""From the printed words of a name to the full names that it means.

``names`` has, most specific first: the label of the authority entry, the name with its division written out
(省财政厅 → 青海省财政厅), the name with the government that owns the department
(自治州县级以上人民政府科技部门), the name with the ending that a list shares (科技部门), and the words as
printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ingest.bodies.find.candidate import BodyKind, Candidate
from ingest.bodies.find.coordination import group_names
from ingest.bodies.grammar import FORMS, LEVEL_OF, SESSION, one_of
from ingest.bodies.name import BodyName
from ontology.departments import department_names
from ontology.functions import functions_named

_WHITE: Final = re.compile(r"\s+")
_SHORT_GOVERNMENT: Final = re.compile(r"(?<!人民)政府")
_WHOLE: Final = re.compile("[社局厅委署院]$")
_BOARDS: Final = (("管委会", "管理委员会"), ("管理委员会", "管委会"))
_WITH_STANDING: Final = re.compile("(.*(?:人民代表大会|人大))及其(常务委员会|常委会)")
_EITHER: Final = re.compile(rf"(?P<name>.+?(?P<ending>{one_of(FORMS)}))[（(](?P<others>[^（）()]+)[）)]")
_LEVELS: Final = re.compile(r"(.*?)[两三四]级$")
_OWN: Final = ("省", "自治区", "市", "州", "自治州", "盟", "县", "区", "旗")


@dataclass(frozen=True, slots=True)
class MentionContext:
    """What is known of the document around a text.

    ``jurisdiction`` is the GB/T 2260 code of the division that the document is for, ``division`` its name,
    ``province`` the name of its province, ``year`` the year of the text, ``groups`` the coordination groups
    that it founds, ``learned`` the names of bodies that it teaches.
    """

    jurisdiction: str | None = None
    division: str | None = None
    province: str | None = None
    year: int | None = None
    groups: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()


def body_name(candidate: Candidate, surface: str, owner: str | None) -> BodyName:
    """Return the parts of the name ``surface``: those of a department whose function is known, else one part.

    >>> one = Candidate(0, 3, BodyKind.DEPARTMENT, stem="财政", elided=True, rule="body-in-list")
    >>> body_name(one, "省财政", None)
    BodyName(scope='省', function='财政', ending='部门', owner='')
    """
    if candidate.kind is not BodyKind.DEPARTMENT:
        return BodyName("", "", surface)
    shared = "部门" if candidate.elided and not _WHOLE.search(surface) else ""
    scope, function, ending = surface.rpartition(candidate.stem) if candidate.stem else ("", "", surface)
    return BodyName(scope, function, ending + shared, owner or "")


def full_names(
    candidate: Candidate, surface: str, owner: str | None, context: MentionContext
) -> tuple[str, ...]:
    """Return the full names meant by ``surface``, most specific first, each once."""
    surface = _WHITE.sub("", surface)
    name = body_name(candidate, surface, owner)
    if candidate.elided and name.scope == "省":
        form = province_form(name.function, context.year)
        name = name if form is None else replace(name, function="", ending=form)
    whole = str(name)
    names = list(group_names(surface, context.groups)) if candidate.kind is BodyKind.GROUP else []
    if candidate.kind in (BodyKind.CONGRESS, BodyKind.COURT):
        names.append(SESSION.sub("", whole))
    place = surface.removesuffix("委")
    if candidate.kind is BodyKind.PARTY and place != surface and place.endswith(_OWN):
        division = _written_out(place, context)
        names += [f"中国共产党{division}委员会"] if len(division) > 1 else []
    if candidate.kind is BodyKind.GOVERNMENT:
        names.append(_SHORT_GOVERNMENT.sub("人民政府", _written_out(whole, context)))
    if name.owner:
        names.append(name.owner + whole)
    if name.function and name.ending.startswith("等"):  # 国务院财政等部门
        names.append(name.scope + name.function + "部门")
    if candidate.kind is BodyKind.CONGRESS and (both := _WITH_STANDING.fullmatch(whole)):
        names += [both[1], both[1] + both[2]]
    names += _either_ending(whole)
    names += _of_each_level(name)
    names += [_written_out(whole, context), whole]
    if candidate.rule in ("body-board", "body-board-sharing"):
        names += [whole.removesuffix(form) + other for form, other in _BOARDS if whole.endswith(form)]
    if candidate.elided and candidate.shared != "部门" and name.ending == "部门":
        names.append(name.scope + name.function + candidate.shared)
    return tuple(dict.fromkeys(names))


def _either_ending(name: str) -> list[str]:
    """Return the names that a bracket behind the ending gives: 财政厅, 财政局 of 财政厅（局）."""
    found = _EITHER.fullmatch(name)
    if found is None:
        return []
    stem = found["name"].removesuffix(found["ending"])
    return [found["name"], *(stem + other for other in found["others"].split("、"))]


def _of_each_level(name: BodyName) -> list[str]:
    """Return the name at each level that the scope counts: 市级水利部门, 县级水利部门 of 市、县两级水利部门."""
    counted = _LEVELS.match(name.scope)
    if counted is None:
        return []
    return [
        f"{level}级{name.function}{name.ending}" for level in re.findall("[省市州盟县区旗乡镇]", counted[1])
    ]


@lru_cache(maxsize=1024)
def province_form(function: str, year: int | None) -> str | None:
    """The full name, without its province, of the one department that a province has for ``function`` in the year.

    A 厅 goes before a commission or a bureau of the same function. None when the tables have no such name of that
    year, or names of several kinds: then nobody knows what the department is called.

    >>> province_form("财政", 2020), province_form("发展改革", 2020), province_form("工信", 2001)
    ('财政厅', '发展和改革委员会', None)
    """
    named = [
        entry
        for entry in department_names()
        if "province" in entry.levels
        and entry.distance(year) == 0
        and entry.name.startswith(function)
        and entry.name[len(function) :] in ("厅", "局", "委")
    ]
    named = [entry for entry in named if entry.name.endswith("厅")] or named
    kinds = {entry.identifier for entry in named}
    return named[0].full_name if len(kinds) == 1 else None


def _written_out(name: str, context: MentionContext) -> str:
    """Put the division's name for its level word: 省财政厅 in a text of Qinghai is 青海省财政厅."""
    for word in _OWN:
        rest = name.removeprefix(word)
        if rest == name or rest.startswith(("级", "、", "（", "(", "以", "和", "县", "区")):
            continue
        of_province = LEVEL_OF.get(word) == "province"
        if of_province and context.province:
            return context.province + rest
        if context.division and context.division.endswith(word) and not of_province:
            return context.division + rest
    return name


def function_of(stem: str) -> str | None:
    """Return the identifier of the one function that ``stem`` names, if it is one."""
    found = functions_named(stem)
    return found[0] if found else None
