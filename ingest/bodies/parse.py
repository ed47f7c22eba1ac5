"""Reading the words after a scope: which function they name, or which sort of body they are made as.

Nothing here knows whose body it is, or which bodies there are: a :class:`Reading` is what the words alone say.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from ingest.bodies.grammar import FORMS, GROUPS, SORT, one_of
from ontology.functions import functions_named, stems
from ontology.lexicon import pattern

_ENDING = re.compile(rf"(?:{SORT}|{pattern('inspecting-sort')}){{0,40}}(?:部门|机关|机构|当局)$")
_IN_CHARGE = re.compile(
    r"^(?:负责|承担|行使|履行|负有)(?P<stem>.{1,400}?)"
    rf"{pattern('charge-end')}{{0,40}}机构$"
)
_DEPARTMENT = re.compile(rf"(?P<stem>.{{2,12}}?)(?:工作)?(?:领导小组|联席会议|{one_of(FORMS)})$")
_COMMITTEE = re.compile(
    r"(?:工作)?(?:协调|指导|领导|管理|审议|议事协调)?"
    rf"(?:委员会|指挥部|{one_of(GROUPS)}|[领导协调指挥]{{2}}机构|(?<=管理)办公室)(?:办公室)?$"
)
_ASSOCIATION = re.compile(r"(?P<stem>.{2,10}?)(?:协会|联合会|学会|商会)$")
# Committees that are not the government's: of owners, experts, arbitrators, and the reviewers of one case.
_NOT_OF_GOVERNMENT = re.compile(pattern("not-of-government"))
_NAMED_IN_BRACKETS = re.compile(r"（(?P<inner>.{2,8}?)）")
# What stands in the clause around a name, and in no name.
_CLAUSE = re.compile(pattern("clause-word"))
# 金融机构, 社区卫生服务机构 are served or supervised by a department; they are none.
_SERVICE = re.compile(f"{pattern('service')}$")
_ZONE = re.compile(r"(?:区|区域|园|城|岛|港|山|湖)(?:建设)?等?(?:管委会|管理委员会|执行委员会)$")
# Words that say of what sort a body is, or what it does with each case, and not what it answers for.
_GENERIC = re.compile(f"(?:{SORT}|{pattern('no-matter')})*")
# 编制 of 规划编制机关 is what it does.
_VERBS = frozenset({"编制", "登记机关", "流通", "招商"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words after a scope say: a sort of body, and what it answers for.

    ``slug`` tells it from others of its division, ``kind`` and ``unknown`` are those of
    :class:`~ingest.bodies.body.Body`.
    """

    slug: str
    kind: str
    functions: tuple[str, ...] = ()
    unknown: bool = False


def _slug(kind: str, words: str) -> str:
    return f"{kind}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def functions_in_charge(rest: str) -> tuple[str, ...]:
    """The functions of 工信部门, 水行政主管部门, 负责审计的部门, 发展改革（能源）主管部门; empty when none."""
    in_charge = _IN_CHARGE.match(rest)
    if in_charge and functions_named(in_charge["stem"]):
        return functions_named(in_charge["stem"])
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


def by_pattern(rest: str, *, placed: bool) -> Reading | None:
    """A department that no table names: a known stem with 厅, 局, 委员会 …; the committee of a zone, an association.

    ``placed``: a division's name or level stands before. Two such names are two bodies: that one function is in both
    does not make them one. A department is unknown, as departments have forms that tables know; a committee or
    headquarters has no name but its own.
    """
    zone = _ZONE.search(rest)
    if zone and (len(rest) >= 5 or placed) and not _NOT_OF_GOVERNMENT.search(rest):
        return Reading(_slug("zone", rest), "zone-committee")
    if "、" in rest:
        return None
    found = _DEPARTMENT.match(rest)
    named = _of_stem(found["stem"]) if found else ()
    if named and not _NOT_OF_GOVERNMENT.search(rest):
        kind = "office" if _COMMITTEE.search(rest) else "department"
        return Reading(_slug(kind, rest), kind, named, unknown=kind == "department")
    association = _ASSOCIATION.match(rest)
    if association:
        stem = association["stem"]
        if _GENERIC.fullmatch(stem) or _CLAUSE.search(stem) or _NOT_OF_GOVERNMENT.search(stem):
            return None
        return Reading(_slug("association", rest), "association", functions_named(_stem_in(stem)))
    return None


def committee(rest: str, *, placed: bool) -> Reading | None:
    """A committee, headquarters or leading group of the government for a matter: 省品种审定委员会.

    One of an unknown matter only where it is ``placed``, after a division's name or level; it has no function.
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
    return Reading(_slug("committee", matter), "office", named) if named or placed else None


def functions_inside(rest: str) -> tuple[str, ...]:
    """The functions of the stem that a department's name contains: 高等教育行政部门 is 教育; empty when none."""
    ending = _ENDING.search(rest)
    if ending is None or "、" in rest or _GENERIC.fullmatch(rest[: ending.start()]) or len(rest) > 24:
        return ()
    if _CLAUSE.search(rest) or _SERVICE.search(rest):
        return ()
    # 民政 is not in 人民政府.
    before = rest[: rest.rfind(rest[-2:])].replace("人民政府", "　")
    return functions_named(_stem_in(before))


def _of_stem(stem: str) -> tuple[str, ...]:
    return functions_named(stem) or functions_named(stem + "工作")


def _stem_in(text: str) -> str:
    """The longest stem of two characters or more in ``text``; empty when there is none."""
    return next((stem for stem in stems() if len(stem) > 1 and stem in text and stem not in _VERBS), "")
