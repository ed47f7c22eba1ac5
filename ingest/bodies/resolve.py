"""Bodies: whose department a name means, by division × function × years.

:func:`resolve` reads a name as printed in any Chinese rule (省经委, 州工信局, 自治州县级以上人民政府工信部门, 人行西宁
中心支行, 各级税务机关) by pattern; no body is entered by hand. A named department (``economic-commission``) and a
mention of a function alone (``function-industry``) are different bodies, joined by the function.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache

from ingest.bodies.body import Body
from ingest.bodies.institutions import institution, local_class, vertical
from ingest.bodies.labels import body_label
from ingest.bodies.scopes import Scope, scopes
from ontology import divisions
from ontology.departments import DepartmentName, department_kind, department_names, names_like
from ontology.divisions import COUNTRY
from ontology.functions import function, functions_named, stems
from ontology.iri import body_iri

_ENDING = re.compile(
    r"(?:等)?(?:有关|相关|各有关)?(?:行政|综合|监督|管理|主管|执法|监管|业务|行业|工作|协调|监察|检查|检验|负责)*"
    r"(?:部门|机关|机构|当局|主管单位)(?:工作)?$"
)
_IN_CHARGE = re.compile(
    r"^(?:依法)?(?:负责|承担|主管|行使|履行|负有|分管)(?:本行政区域(?:内)?的?)?(?P<stem>.+?)"
    r"(?:工作|管理|监督|监管|行政管理|行政执法|行政审批|综合协调|职责|的)*的?(?:主管|行政|行政主管)?(?:部门|机关|机构)$"
)
_DEPARTMENT = re.compile(
    r"(?P<stem>.{2,12}?)(?:工作)?(?:厅|(?:管理|监督管理|行政)?局|分局|委员会|委|办公室|办|署|总队|支队|大队|中队|管理处"
    r"|指挥部|领导小组|联席会议)$"
)
_FORM = re.compile("厅|局|委|委员会|办|办公室")
_COMMITTEE = re.compile(
    r"(?:工作)?(?:协调|指导|领导|管理|审议|议事协调)?(?:委员会|指挥部|领导小组|协调小组|联席会议|[领导协调指挥]{2}机构|(?<=管理)办公室)(?:办公室)?$"
)
_ASSOCIATION = re.compile(r"(?P<stem>.{2,10}?)(?:行业|工作)?(?:协会|联合会|学会|商会)$")
# Committees that are not the government's: of owners, experts, arbitrators, and the reviewers of one case.
_NOT_OF_GOVERNMENT = re.compile(
    "业主|村民|居民|村务|物业|治安保卫|仲裁|调解|评标|专家|学术|伦理审查|职工|工会|家长|理事|董事|股东|选举|考试委|监事|陪审|债权"
    "|业委|学生|合作社|资格审查|联合管理"
)
_GOVERNMENTS = re.compile("(?P<which>有关|相关|各有关|各相关)?(?:地方)?(?:人民政府|政府)")
_BASIN = re.compile("(?P<basin>[\u4e00-\u9fff]{1,6})流域(?:水资源保护|综合)?管理(?:机构|局|委员会)")
_GREAT_BASINS = frozenset(
    {"长江", "黄河", "淮河", "海河", "珠江", "松花江", "辽河", "松辽", "太湖", "国家重点", "重要江河"}
)
_UNIT_OF_ORGAN = re.compile(
    "(?P<organ>公安|税务|监察|检察|审计|司法行政|海关|海事|铁路公安|国家安全)机关(?:的|内部)?[^、，]{2,8}(?:部门|机构)"
)
# 司法机关 are the courts, the procuratorates and more.
_NO_BODY = frozenset({"司法机关", "行政机关", "行政部门", "权力机关", "立法机关", "执法机关", "政法机关"})
_NAMED_IN_BRACKETS = re.compile(r"（(?P<inner>[^（）]{2,8})）")
_CLAUSE = re.compile(
    "应当|不得|可以|按照|编制机关|审批机关|批准机关|经(?![济贸营信])|[由向对未并]|协助|符合|认为|组织|是"
)
# 金融机构, 社区卫生服务机构 are served or supervised by a department; they are none.
_SERVICE = re.compile(
    "(?<!管理)(?<!监督)(?<!监管)(?<!主管)(?<!执法)(?<!工作)(?<!监察)(?<!检疫)(?<!登记)(?<!防疫)(?<!海警)(?<!征收)(?<!检查)(?<!稽查)(?<!公共信用)(?<!矫正)(?<!救援)机构$"
)
_ALSO = re.compile("等(?:有关|相关|主管)?(?:部门|单位|机构|组织)$")
_ZONE = re.compile(
    r"(?:区|区域|园|城|岛|港|基地|中心|山|湖|江|海)(?:建设|开发|发展|开发建设)?等?(?:管委会|管理委员会|执行委员会|工作委员会)$"
)
_GENERIC = re.compile(
    "(?:有关|相关|各|其他|职能|行政|主管|监督|管理|行业|业务|综合|政府|责任|监管|专门|项目|上级|审批|执法|登记|许可|发证|征收|受理"
    "|检验|检测|服务|评估|组织|派出|鉴定|经办|代理|中介|事业|培训|认证|考试|的)*"
)
_OTHER_FORM = re.compile("(?<=[厅局委办])（[厅局委办、]{1,5}）$")  # 厅（局）
# 编制 of 规划编制机关 is what it does.
_VERBS = frozenset({"编制", "登记机关", "流通", "招商"})
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
    printed = _OTHER_FORM.sub("", name.translate(_HALF_WIDTH))
    body = _resolve(printed, jurisdiction, year)
    if body is None or body.department is None:
        return body
    return replace(body, attested=year, year_fits=_year_fits(body, year))


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
    readings = list(scopes(name, jurisdiction, year))
    for scope, rest in readings:
        body = _strict(rest, scope, name, year)
        if body is not None:
            return body
    for scope, rest in readings:
        body = _by_pattern(rest, scope, name)
        if body is not None:
            return body
    scope, rest = min(readings, key=lambda reading: len(reading[1]))
    return _committee(rest, scope, name) or _loose(rest, scope, name)


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
        return _body(found.identifier, name, scope, found.kind, label=name)
    plain = name.removeprefix("中华人民共和国")
    entries = names_like(name, "national", year) or names_like(plain, "national", year)
    if not entries and plain != name:
        entries = names_like("国家" + plain, "national", year)
    entry = next((entry for entry in entries if entry.levels == ("national",)), None)
    return None if entry is None else _named(entry, scope, name)


def _strict(rest: str, scope: Scope, name: str, year: int | None) -> Body | None:
    """The rest is the name of an institution, of a department, or of a function."""
    rest = _ALSO.sub("", rest) if not functions_named(_ALSO.sub("", rest)) else rest
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
    named = ("customs",) if rest == "海关" else _functions_in_charge(rest)
    return _of_functions(named, scope, name) if named else None


def _fits(entry: DepartmentName, scope: Scope, rest: str) -> bool:
    """委 and 委员会 are a Party committee only after a division's name or level."""
    if entry.identifier == "party-committee":
        return bool(scope.printed) and not scope.government and scope.group in {None, "all-levels"}
    if entry.identifier == "customs":
        return bool(scope.printed) and scope.group is None
    return True


def _functions_in_charge(rest: str) -> tuple[str, ...]:
    """The functions of 工信部门, 水行政主管部门, 负责审计的部门, 发展改革（能源）主管部门; empty when none."""
    in_charge = _IN_CHARGE.match(rest)
    if in_charge and functions_named(in_charge["stem"]):
        return functions_named(in_charge["stem"])
    unit = _UNIT_OF_ORGAN.fullmatch(rest)
    if unit and not functions_named(rest[:-2]):
        return functions_named(unit["organ"]) or functions_named(unit["organ"] + "行政")
    ending = _ENDING.search(rest)
    if not ending or _SERVICE.search(rest):
        return ()
    # The ending takes as much as it can; words such as 监督管理 may belong to the stem.
    stop = rest.rfind(ending[0][-2:])
    for end in range(stop, max(ending.start(), 1) - 1, -1):
        named = _functions_of(rest[:end])
        if named:
            return named
    return ()


def _functions_of(stem: str) -> tuple[str, ...]:
    inner = _NAMED_IN_BRACKETS.search(stem)
    if inner:
        outer = functions_named(stem[: inner.start()] + stem[inner.end() :])
        return tuple(dict.fromkeys((*outer, *functions_named(inner["inner"])))) if outer else ()
    return functions_named(stem)


def _by_pattern(rest: str, scope: Scope, name: str) -> Body | None:
    """A department that no table names: a known stem with 厅, 局, 委员会 …; or the committee of a zone.

    Two such names are two bodies: that one function is in both does not make them one. A department is unknown, as
    departments have forms that tables know; a committee or headquarters has no name but its own.
    """
    zone = _ZONE.search(rest)
    if zone and (len(rest) >= 5 or scope.printed) and not _NOT_OF_GOVERNMENT.search(rest):
        slug = "zone-" + hashlib.sha256(rest.encode()).hexdigest()[:8]
        return _body(slug, name, scope, "zone-committee", label=rest)
    if "、" in rest:
        return None
    found = _DEPARTMENT.match(rest)
    named = _of_stem(found["stem"]) if found else ()
    if named and not _NOT_OF_GOVERNMENT.search(rest):
        kind = "office" if _COMMITTEE.search(rest) else "department"
        slug = f"{kind}-{hashlib.sha256(rest.encode()).hexdigest()[:8]}"
        return replace(_body(slug, name, scope, kind, named, label=rest), unknown=kind == "department")
    association = _ASSOCIATION.match(rest)
    if association:
        stem = association["stem"]
        if _GENERIC.fullmatch(stem) or _CLAUSE.search(stem) or _NOT_OF_GOVERNMENT.search(stem):
            return None
        slug = "association-" + hashlib.sha256(rest.encode()).hexdigest()[:8]
        return _body(slug, name, scope, "association", functions_named(_stem_in(stem)), label=rest)
    return None


def _of_stem(stem: str) -> tuple[str, ...]:
    return functions_named(stem) or functions_named(stem + "工作")


def _committee(rest: str, scope: Scope, name: str) -> Body | None:
    """A committee, headquarters or leading group of the government for a matter: 省品种审定委员会.

    One of an unknown matter only after a division's name or level; it has no function.
    """
    if (
        "、" in rest
        or _COMMITTEE.search(rest) is None
        or _NOT_OF_GOVERNMENT.search(rest)
        or _CLAUSE.search(rest)
    ):
        return None
    matter = _COMMITTEE.sub("", rest)
    if not 2 <= len(matter) <= 16 or _GENERIC.fullmatch(matter):
        return None
    named = functions_named(_stem_in(matter))
    if not named and not scope.printed:
        return None
    slug = "committee-" + hashlib.sha256(matter.encode()).hexdigest()[:8]
    return _body(slug, name, scope, "office", named, label=rest)


def _stem_in(text: str) -> str:
    """The longest stem of two characters or more in ``text``; empty when there is none."""
    return next((stem for stem in stems() if len(stem) > 1 and stem in text and stem not in _VERBS), "")


def _loose(rest: str, scope: Scope, name: str) -> Body | None:
    """A department whose name contains a stem: 高等教育行政部门 is 教育, of the longest scope read."""
    if rest in _NO_BODY:
        return None
    ending = _ENDING.search(rest)
    if ending is None or "、" in rest or _GENERIC.fullmatch(rest[: ending.start()]) or len(rest) > 24:
        return None
    if _CLAUSE.search(rest) or _SERVICE.search(rest):
        return None
    # 民政 is not in 人民政府.
    before = rest[: rest.rfind(rest[-2:])].replace("人民政府", "　")
    inside = _stem_in(before)
    return _of_functions(functions_named(inside), scope, name) if inside else None


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
        and _FORM.fullmatch(entry.name, len(function))
    ]
    named = [entry for entry in named if entry.name.endswith("厅")] or named
    kinds = {entry.identifier for entry in named}
    return named[0].full_name if len(kinds) == 1 else None


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
