"""Whether a name is that of a body which no longer exists, and who has its duties now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bodies.resolve import resolve
from ontology import former_names
from ontology.departments import department_kind, names_like
from ontology.divisions import COUNTRY
from ontology.reforms import Reform

# What may stand before the words for a function: whose department it is, and nothing that is part of these words.
_SCOPE_END = re.compile("[省市区县旗州盟府院级地的方、和与及或同本该内上）央家各]$")


@dataclass(frozen=True, slots=True)
class Former:
    """A name that ended: its own words without those of the scope, by which reform, on which day (ISO).

    ``kind`` is that of the department; ``words`` are those of the name that have to be printed: of 工商、质监等部门 the
    first is 工商. ``successor`` are those who have the duties now, in Chinese and English; ``rule`` tells how it was
    found.
    """

    name: str
    kind: str
    words: str
    reform: Reform
    day: str
    successor: tuple[str, str]
    rule: str


def former(name: str, code: str | None, year: int | None) -> Former | None:
    """Return what became of the body that a name means in a rule of a territory; None where it may still exist.

    >>> found = former("县级以上工商行政管理部门", "370000", 2010)
    >>> found.reform.identifier, found.day, found.successor[0]
    ('market-2018', '2019-12-31', '市场监督管理部门')
    >>> former("国家旅游局", "000000", 2010).successor[0]
    '文化和旅游部'
    >>> former("市场监督管理部门", "370000", 2010) is None
    True
    """
    function = former_names.former_function(name)
    if function is not None:
        row, start = function
        if start and not _SCOPE_END.search(name[:start]):
            return None
        national = code == COUNTRY or name.startswith(("国务院", "国家"))
        day = former_names.done(row.reform, national) or former_names.done(row.reform, True)
        return (
            None
            if day is None
            else Former(name[start:], row.kind, row.name, row.reform, day, row.successor, "former-function")
        )
    return _named(name, code, year)


def _named(name: str, code: str | None, year: int | None) -> Former | None:
    body = resolve(name, jurisdiction=code, year=year)
    if body is None or body.department is None or body.valid_until is None:
        return None
    national = body.division == COUNTRY
    own = _own_words(name, body.department, national)
    if own is None or own in former_names.kept():
        return None
    end = former_names.ended(body.department, body.valid_until, national)
    if end is None:
        return None
    rule = "former-body-of-country" if national else "former-body"
    names = [former_names.current_name(kind, national) for kind in end.after]
    english = [department_kind(kind).label_en for kind in end.after]
    if own in names:
        return None
    return Former(
        own, body.department, own, end.reform, end.day, ("、".join(names), ", ".join(english)), rule
    )


def _own_words(name: str, department: str, national: bool) -> str | None:
    """The name that the tables have, which the name as printed ends with."""
    for start in range(len(name)):
        entries = names_like(name[start:], "national" if national else None, None)
        if any(entry.identifier == department for entry in entries):
            return name[start:]
    return None
