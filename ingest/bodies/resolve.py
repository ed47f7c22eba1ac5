"""Bodies: whose department a name means, by division × function × years.

:func:`resolve` reads a name as printed in any Chinese rule (省经委, 州工信局, 自治州县级以上人民政府工信部门, 人行西宁
中心支行, 各级税务机关) by pattern; no body is entered by hand. A named department (``economic-commission``) and a
mention of a function alone (``function-industry``) are different bodies, joined by the function.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ingest.bodies.body import Body
from ingest.bodies.institutions import institution, local_class, vertical
from ingest.bodies.labels import body_label
from ingest.bodies.parse import Reading, by_pattern, committee, functions_in_charge, functions_inside
from ingest.bodies.scopes import Scope, scopes
from ontology import divisions
from ontology.departments import DepartmentName, department_kind, department_names, names_like
from ontology.divisions import COUNTRY
from ontology.functions import function, functions_named
from ontology.iri import body_iri

_GOVERNMENTS = re.compile("(?P<which>有关|相关|各有关|各相关)?(?:地方)?(?:人民政府|政府)")
_BASIN = re.compile("(?P<basin>[\u4e00-\u9fff]{1,6})流域管理机构")
_GREAT_BASINS = frozenset({"长江", "黄河", "淮河", "海河", "珠江", "松花江", "辽河", "太湖", "国家重点"})
# 司法机关 are the courts, the procuratorates and more.
_NO_BODY = frozenset({"司法机关", "政法机关"})
_HALF_WIDTH = str.maketrans({"(": "（", ")": "）", " ": "", "\u3000": "", "\n": ""})


def resolve(name: str, *, jurisdiction: str | None = None, year: int | None = None) -> Body | None:
    """The body that a name means in a rule of ``jurisdiction`` (a GB/T 2260 code) in ``year``.

    None for what names no body that can be told: 有关部门, 主管部门, enterprises, a list of several.

    >>> resolve("省经委", jurisdiction="630000", year=2012).iri
    'https://w3id.org/lawgraph/body/630000/economic-commission'
    >>> resolve("自治州县级以上人民政府工信部门", jurisdiction="632800", year=2020).functions
    ('industry',)
    >>> resolve("有关部门", jurisdiction="632800") is None
    True
    """
    if jurisdiction is not None and not divisions.is_known(jurisdiction):
        jurisdiction = None
    printed = name.translate(_HALF_WIDTH).removesuffix("（局）")  # 厅（局）
    body = _resolve(printed, jurisdiction, year)
    if body is None or body.department is None:
        return body
    return replace(body, attested=year, year_fits=_year_fits(body, year))


def resolve_first(
    names: Iterable[str], *, jurisdiction: str | None = None, year: int | None = None
) -> Body | None:
    """The body that the first of ``names`` means that means one, as :func:`resolve` tells it."""
    found = (resolve(name, jurisdiction=jurisdiction, year=year) for name in names)
    return next((body for body in found if body is not None), None)


def _year_fits(body: Body, year: int | None) -> bool | None:
    if year is None or (body.valid_from is None and body.valid_until is None):
        return None
    return (body.valid_from or year) <= year <= (body.valid_until or year)


@lru_cache(maxsize=20_000)
def _resolve(name: str, jurisdiction: str | None, year: int | None) -> Body | None:
    if not 2 <= len(name) <= 60:
        return None
    national = _national(name, year)
    if national is not None:
        return national
    party = re.match("中国共产党|中共", name)
    if party:
        inner = _resolve(name[party.end() :], jurisdiction, year)
        return None if inner is None or inner.kind not in {"party", "group"} else _renamed(inner, name)
    branch = vertical(name, jurisdiction, year)
    if branch is not None:
        return _of_kind(branch.name, branch.scope, name, branch.kind)
    if name in _NO_BODY:
        return None
    plain = _GOVERNMENTS.fullmatch(name)
    if plain:
        return _governments(plain["which"], jurisdiction, year, name)
    basin = _BASIN.fullmatch(name)
    if basin:
        return _basin_agency(basin["basin"], jurisdiction, year, name)
    return _scoped(name, jurisdiction, year)


def _scoped(name: str, jurisdiction: str | None, year: int | None) -> Body | None:
    """The body that a name of a scope and words after it means: what tables know, in any reading, goes first."""
    readings = list(scopes(name, jurisdiction, year))
    for scope, rest in readings:
        body = _strict(rest, scope, name, year)
        if body is not None:
            return body
    for scope, rest in readings:
        read = by_pattern(rest, placed=bool(scope.printed))
        if read is not None:
            return _read(read, rest, scope, name)
    scope, rest = min(readings, key=lambda reading: len(reading[1]))
    read = committee(rest, placed=bool(scope.printed))
    if read is not None:
        return _read(read, rest, scope, name)
    inside = () if rest in _NO_BODY else functions_inside(rest)
    return _of_functions(inside, scope, name) if inside else None


def _governments(which: str, jurisdiction: str | None, year: int | None, name: str) -> Body:
    """人民政府 alone: in a county's rule the county's, in another rule those of its territory."""
    level = divisions.division(jurisdiction, year).level if jurisdiction else None
    if level == "county" and not which:
        return _government(Scope(jurisdiction, level), name)
    return _government(Scope(jurisdiction, None, "concerned" if which else "all-levels", printed=which), name)


def _basin_agency(basin: str, jurisdiction: str | None, year: int | None, name: str) -> Body:
    """黄河流域管理机构 is one of the seven of the water ministry; that of another river belongs to the rule's place."""
    code = COUNTRY if basin in _GREAT_BASINS or jurisdiction is None else jurisdiction
    scope = Scope(code, divisions.division(code, year).level)
    slug = "river-basin-agency-" + hashlib.sha256(basin.encode()).hexdigest()[:8]
    kind = department_kind("river-basin-agency")
    return _body(slug, name, scope, kind.kind, kind.functions, label=name)


def _national(name: str, year: int | None) -> Body | None:
    """A name that only a national body carries: 财政部, 国家税务总局, 最高人民法院."""
    scope = Scope(COUNTRY, "national")
    found = institution(name, scope)
    if found is not None and found.national:
        return _body(found.identifier, name, scope, found.kind, label=found.label or name)
    plain = name.removeprefix("中华人民共和国")
    entries = names_like(name, "national", year) or names_like(plain, "national", year)
    if not entries and plain != name:
        entries = names_like("国家" + plain, "national", year)
    entry = next((entry for entry in entries if entry.levels == ("national",)), None)
    return None if entry is None else _named(entry, scope, name)


def _strict(rest: str, scope: Scope, name: str, year: int | None) -> Body | None:
    """The rest is the name of an institution, of a department, or of a function; 等部门 after it names nothing."""
    before = rest.removesuffix("等部门")
    rest = rest if functions_named(before) else before
    if rest in _NO_BODY:
        return None
    if not rest:
        if not scope.government:
            return None
        return _government(scope, name)
    many = local_class(rest)
    if many is not None:
        slug, label = many
        return _body(slug, name, replace(scope, group=None), "group", label=label)
    found = institution(rest, scope)
    if found is not None and not found.national:
        label = found.label or rest
        return _body(found.identifier, name, scope, found.kind, found.functions, label=label)
    entry = next(iter(names_like(rest, scope.level, year) or names_like(rest, None, year)), None)
    if entry is not None and _fits(entry, scope, rest):
        return _named(entry, scope, name)
    named = ("customs",) if rest == "海关" else functions_in_charge(rest)
    return _of_functions(named, scope, name) if named else None


def _fits(entry: DepartmentName, scope: Scope, rest: str) -> bool:
    """委 and 委员会 are a Party committee only after a division's name or level."""
    if entry.identifier == "party-committee":
        return bool(scope.printed) and not scope.government and scope.group in {None, "all-levels"}
    if entry.identifier == "customs":
        return bool(scope.printed) and scope.group is None
    return True


def _read(read: Reading, rest: str, scope: Scope, name: str) -> Body:
    """The body that words without an entry in any table stand for, under those words."""
    body = _body(read.slug, name, scope, read.kind, read.functions, label=rest)
    return replace(body, unknown=read.unknown)


def _government(scope: Scope, name: str) -> Body:
    if scope.printed == "国务院":
        return _body("state-council", name, scope, "government", label="国务院")
    if scope.group is not None:
        return _body("governments", name, scope, "group", label="人民政府")
    return _body("government", name, scope, "government", label="人民政府")


def _named(entry: DepartmentName, scope: Scope, name: str) -> Body:
    kind = department_kind(entry.identifier)
    return _body(
        kind.identifier,
        name,
        scope,
        kind.kind,
        kind.functions,
        label=entry.full_name,
        entry=entry,
    )


def _renamed(body: Body, name: str) -> Body:
    return replace(body, alt_labels=() if body.label == name else (name,))


def _of_kind(label: str, scope: Scope, name: str, identifier: str) -> Body:
    kind = department_kind(identifier)
    return _body(identifier, name, scope, kind.kind, kind.functions, label=label, department=identifier)


def _of_functions(named: tuple[str, ...], scope: Scope, name: str) -> Body:
    label = function(named[0]).label_zh + "主管部门"
    return _body(f"function-{named[0]}", name, scope, "department", named, label=label)


def _body(
    identifier: str,
    name: str,
    scope: Scope,
    kind: str,
    functions: tuple[str, ...] = (),
    *,
    label: str,
    entry: DepartmentName | None = None,
    department: str | None = None,
) -> Body:
    if scope.group is not None:
        identifier, kind = f"{identifier}-{scope.group}", "group"
    full = label if label == name and scope.division == COUNTRY else body_label(label, scope)
    place = scope.division or "unplaced"
    return Body(
        iri=body_iri(place, identifier),
        identifier=identifier,
        label=full,
        alt_labels=() if full == name else (name,),
        division=scope.division,
        kind=kind,
        functions=functions,
        valid_from=entry.valid_from if entry else None,
        valid_until=entry.valid_until if entry else None,
        certainty=entry.certainty if entry else "by-pattern",
        department=entry.identifier if entry else department,
    )


def of_department(department: str, code: str, year: int | None = None) -> Body | None:
    """The body of a kind of department in a division, under the name that it had in the year.

    None when the kind has no name at the division's level.

    >>> of_department("industry-informatization", "630000", 2020).label
    '青海省工业和信息化厅'
    """
    place = divisions.division(code, year)
    entries = [
        entry
        for entry in department_names()
        if entry.identifier == department and place.level in entry.levels and entry.name == entry.full_name
    ]
    if not entries:
        return None
    entry = min(entries, key=lambda entry: entry.distance(year))
    scope = Scope(code, place.level, printed=place.name)
    return replace(_named(entry, scope, entry.name), alt_labels=())
