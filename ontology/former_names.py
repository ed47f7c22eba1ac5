"""Names of bodies that no longer exist: from which day, by which reform, who has their duties now.

Names of departments with their years are in ``authority/department_names.tsv``, reforms in ``authority/reforms.tsv``.
``checks/former_names.tsv`` has what these do not tell: the words for a function of which no department has the name
any more (工商行政管理部门), and names with a last year in those tables that are still met (``kept``). A local reform is
taken to be done by the end of the year after the one in which it began: dates of each place are not known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ontology.checks import DATA
from ontology.departments import department_kind, department_names
from ontology.reforms import Reform, reforms
from ontology.tables import read_table

_COLUMNS = (
    "name",
    "sort",
    "kind",
    "reform",
    "successor-zh",
    "successor-en",
    "endings",
    "example",
    "counter-example",
)
_BODY = ("部", "局", "委员会", "厅", "署", "办公室", "机关", "机构", "关", "院", "队", "处")
_ACT = "(?:综合)?(?:行政)?(?:主管|管理|执法|监督|主管监督)?(?:行政)?"


@dataclass(frozen=True, slots=True)
class FormerFunction:
    """Words for what a kind of department answered for, until a reform; ``name`` is the stem (工商行政管理)."""

    name: str
    kind: str
    reform: Reform
    successor: tuple[str, str]
    pattern: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a kind of department ended: the reform, the day by which it was done, the kinds that came after it."""

    reform: Reform
    day: str
    after: tuple[str, ...]


@cache
def _reforms() -> Mapping[str, Reform]:
    return {reform.identifier: reform for reform in reforms()}


@cache
def _rows() -> tuple[tuple[FormerFunction, ...], frozenset[str]]:
    functions, kept = [], set()
    for row in read_table(DATA / "former_names.tsv", _COLUMNS):
        name = row.require("name")
        if row.require("sort") == "kept":
            kept.add(name)
            continue
        if row.require("reform") not in _reforms():
            raise row.error(f"reform {row.require('reform')!r} does not exist; add it or correct the name")
        functions.append(
            FormerFunction(
                name,
                row.require("kind"),
                _reforms()[row.require("reform")],
                (row.require("successor-zh"), row.require("successor-en")),
                f"{re.escape(name)}{_ACT}(?:{row.require('endings')})",
            )
        )
    return tuple(functions), frozenset(kept)


def kept() -> frozenset[str]:
    """Return the names with a last year that are still met, so that nothing is asked of them."""
    return _rows()[1]


@cache
def _functions() -> tuple[re.Pattern[str], Mapping[str, FormerFunction]]:
    longest = sorted(_rows()[0], key=lambda each: -len(each.name))
    made = re.compile("|".join(f"(?P<_{at}>{each.pattern})" for at, each in enumerate(longest)))
    return made, {f"_{at}": each for at, each in enumerate(longest)}


def former_function(name: str) -> tuple[FormerFunction, int] | None:
    """Return the former function that a name of a department ends with, and where it begins; None where there is none.

    >>> found = former_function("市、县工商行政管理部门")
    >>> found[0].name, found[1], found[0].reform.identifier
    ('工商行政管理', 3, 'market-2018')
    >>> former_function("市场监督管理部门") is None
    True
    """
    pattern, by_group = _functions()
    for found in pattern.finditer(name):
        if found.end() == len(name):
            return by_group[found.lastgroup or ""], found.start()
    return None


def last_day(date: str) -> str:
    """Return the last day of a date in the precision known.

    >>> last_day("2018"), last_day("2018-04"), last_day("2018-03-17")
    ('2018-12-31', '2018-04-30', '2018-03-17')
    """
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return f"{date}-12-31" if len(date) == 4 else date


def done(reform: Reform, national: bool) -> str | None:
    """Return the day by which a reform was done in the country, or below it; None where it did not take place there.

    >>> done(_reforms()["market-2018"], national=False)
    '2019-12-31'
    """
    if national:
        return last_day(reform.date_national) if reform.date_national else None
    return f"{int(reform.date_local[:4]) + 1}-12-31" if reform.date_local else None


def _of(kind: str, national: bool, since: str = "") -> list[tuple[str, Reform]]:
    """The reforms of a kind on a side, by the day by which they are done, from a day on."""
    found = [
        (day, reform)
        for reform in reforms()
        if kind in reform.original and (day := done(reform, national)) is not None and day >= since
    ]
    return sorted(
        found, key=lambda each: (each[0], each[1].kind in ("split", "transfer"), each[1].identifier)
    )


def after(kind: str, national: bool, since: str = "") -> tuple[str, ...]:
    """Return the kinds that a kind of department has become, by reforms from a day on; itself while it has a name.

    >>> after("banking-regulator", national=True), after("state-tax", national=False)
    (('financial-regulatory-administration',), ('tax',))
    """
    steps = [each for each in _of(kind, national, since) if kind not in each[1].resulting]
    if not steps or _named_still(kind, national):
        return (kind,)
    merged = [each for each in steps if each[1].kind in ("merge", "rename")]
    day, reform = (merged or steps)[0]
    return tuple(dict.fromkeys(later for each in reform.resulting for later in after(each, national, day)))


def ended(kind: str, last_year: int, national: bool) -> Ended | None:
    """Return how a kind of department lost the name that it had until a year; None where no reform tells it."""
    steps = [(day, reform) for day, reform in _of(kind, national) if int(day[:4]) <= last_year + 1]
    if not steps:
        return None
    nearest = max(day[:4] for day, _ in steps)
    day, reform = next(each for each in steps if each[0][:4] == nearest)
    if abs(int(nearest) - last_year) > 1:
        day = f"{last_year}-12-31"
    return Ended(reform, day, _came_of(reform, kind, national, day))


def _came_of(reform: Reform, kind: str, national: bool, day: str) -> tuple[str, ...]:
    """The kinds that came of a kind by a reform; names of departments below the country lived on here and there."""
    if national or kind in reform.resulting:
        return after(kind, national)
    return tuple(dict.fromkeys(later for each in reform.resulting for later in after(each, national, day)))


@cache
def _named_still(kind: str, national: bool) -> str | None:
    """The first full name of a kind without a last year, on a side."""
    names = (
        name.full_name
        for name in department_names()
        if name.identifier == kind
        and name.valid_until is None
        and ("national" in name.levels) == national
        and name.name == name.full_name
        and not name.name.endswith(("机构", "部门", "机关"))
    )
    return next(names, None)


def current_name(kind: str, national: bool) -> str:
    """Return the name that a kind of department has now in the country, the label of the kind below it.

    Below the country names differ from place to place.

    >>> current_name("market-supervision", national=True)
    '国家市场监督管理总局'
    """
    named = _named_still(kind, national) if national else None
    label = department_kind(kind).label_zh
    return named or (label if label.endswith(_BODY) else f"{label}部门")
