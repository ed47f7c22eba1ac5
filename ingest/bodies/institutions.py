"""Institutions beside the departments: congresses, courts, procuratorates; branches of central bodies.

Their names are data of the ontology; here are the ways in which committees of a congress are called, which each
congress sets up under names of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.bodies.grammar import SESSION
from ingest.bodies.scopes import Scope
from ontology import divisions
from ontology.divisions import COUNTRY
from ontology.institutions import branches, institution_named


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution: slug, kind, functions, its label after the division, whether only the country has it."""

    identifier: str
    kind: str
    functions: tuple[str, ...] = ()
    label: str = ""
    national: bool = False


_BEFORE = re.compile(rf"{SESSION.pattern}|(?:有关|相关|各)(?=专门|行业|商会)")
_COMMITTEE_OF_CONGRESS = re.compile(
    r"(?:人民代表大会|人大)?(?:常务委员会|常委会)(?:工作机构|办事机构|办公厅|办公室)"
    r"|(?:人民代表大会|人大|常务委员会|常委会).{2,14}(?:委员会|工作机构)"
)
# A unit inside a branch: 国家统计局青海调查总队工业调查处.
_UNIT_OF_BRANCH = re.compile("(?<=队)[\u4e00-\u9fff]{2,4}处$")


def local_class(name: str) -> tuple[str, str] | None:
    """The slug and label of a class of local organizations: 村民委员会, 村（居）民委员会, 行业协会; else None.

    >>> local_class("村（居）民委员会")
    ('self-government-committees', '村民委员会、居民委员会')
    """
    found = institution_named(_plain(name))
    return (found.identifier, found.label) if found and found.place == "class" else None


def institution(name: str, scope: Scope) -> Institution | None:
    """The institution that has this name after its scope; None when it is none.

    >>> institution("第十三届人民代表大会常务委员会", Scope("630000", "province")).identifier
    'standing-committee'
    """
    found = institution_named(_plain(name))
    if found and found.place == "country":
        return Institution(found.identifier, found.kind, label=found.label, national=True)
    if scope.government and not name.startswith(("乡", "街道")):
        return None
    if found and found.place == "division":
        return Institution(found.identifier, found.kind, label=found.label)
    if _COMMITTEE_OF_CONGRESS.fullmatch(name):
        return Institution("congress-committee", "congress")
    return None


def _plain(name: str) -> str:
    """The name without the session of a congress and without 有关: 第十三届人大, 有关专门委员会."""
    before = _BEFORE.match(name)
    return name[before.end() :] if before else name


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a central body in a division: the kind of department, the scope and its name."""

    kind: str
    scope: Scope
    name: str


@cache
def _of_branches() -> re.Pattern[str]:
    """Return a pattern of the endings of which a branch has one."""
    return re.compile(
        "|".join(sorted({re.escape(end) for each in branches() for end in (*each.endings, *each.alone)}))
    )


def vertical(name: str, jurisdiction: str | None, year: int | None) -> Branch | None:
    """The branch of a central body that a name means; None when it is none.

    >>> vertical("人行西宁中心支行", "630000", 2012).kind, vertical("青海银监局", None, 2012).scope.division
    ('central-bank', '630000')
    """
    for branch in branches() if _of_branches().search(name) else ():
        head = next((head for head in branch.heads if name.startswith(head)), "")
        endings = branch.endings if head else branch.alone
        stands = any(ending in name for ending in endings)
        for place in _places(name[len(head) :], jurisdiction, year) if stands else ():
            tail = name[len(head) + len(place.printed) :]
            unit = _UNIT_OF_BRANCH.search(tail)
            ending = tail[: unit.start()] if unit else tail
            if ending in endings:
                words = place.printed + endings[ending]  # of its unit (工业调查处) the branch it belongs to
                return Branch(branch.identifier, place, branch.full_name.format(words))
    return None


def _places(text: str, jurisdiction: str | None, year: int | None) -> list[Scope]:
    """The readings of a division's name at the beginning, longest name first."""
    readings = []
    for end in range(min(len(text), 14), 1, -1):
        found = divisions.find(text[:end], year) or divisions.find(text[:end])
        for item in found:
            readings.append((_near(item.code, jurisdiction), -end, item))
    readings.sort(key=lambda reading: (reading[1], reading[0]))
    return [Scope(item.code, item.level, printed=text[:-end]) for _, end, item in readings]


def _near(code: str, jurisdiction: str | None) -> int:
    if jurisdiction is None or jurisdiction == COUNTRY:
        return 0
    return 0 if divisions.contains(jurisdiction, code) or divisions.contains(code, jurisdiction) else 1
