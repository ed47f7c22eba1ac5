"""The territory that a title or an issuer names: the leading names of divisions (GB/T 2260)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ingest.model import Jurisdiction, Level
from ontology.divisions import Division, find, names
from ontology.lexicon import words


@cache
def _names() -> tuple[frozenset[str], int]:
    known = names()
    return frozenset(known), max((len(name) for name in known), default=0)


def _leading(text: str) -> str | None:
    known, longest = _names()
    for length in range(min(longest, len(text)), 1, -1):
        if text[:length] in known:
            return text[:length]
    return None


KINDS_OF_DIVISION = ("市", "州", "县", "区", "旗", "盟")
"""What names of divisions below the provinces end with; a province is known by its name."""
_GOES_ON = words("division-goes-on")
_FORMER = words("division-former")


def _stands(name: str, rest: str) -> bool:
    """Say whether a name at the start can be meant as a division: 公安 is a county and, mostly, a word."""
    if name.endswith(KINDS_OF_DIVISION) or rest.startswith(_GOES_ON):
        return True
    return any(item.level == "province" for item in find(name))


def _without_former(text: str) -> str:
    """Leave out a prefecture that is no more, where a division stands behind it (柳州地区象州县).

    Its name is that of today's city and means another territory. Nothing stays where no division stands behind it.
    """
    name = _leading(text)
    if name is None or not text.startswith(_FORMER, len(name)) or find(name)[0].level == "province":
        return text
    rest = text[len(name) :]
    rest = rest[len(next(each for each in _FORMER if rest.startswith(each))) :]
    below = _leading(rest)
    provinces = {item.code[:2] for item in find(name)}
    inside = {item.code[:2] for item in find(below)} if below is not None else set()
    return rest if inside and inside <= provinces else ""


def _one(items: Sequence[Division], year: int | None) -> Division | None:
    """Return the division that a name means: the only uppermost one, or the one of several codes that it has had.

    A division that is moved to another prefecture gets another code and keeps its name (互助土族自治县: 632126, since
    2013 630223). Two that are known under one name are two divisions.
    """
    upper = [item for item in items if item.level == items[0].level]
    if len({item.code for item in upper}) <= 1:
        return upper[0] if upper else None
    if len({(item.name, item.code[:2]) for item in upper}) > 1:
        return None
    then = [item for item in upper if year is not None and item.valid_in(year)]
    now = [item for item in upper if item.valid_until is None]
    return next((found[0] for found in (then, now) if len({item.code for item in found}) == 1), None)


def find_division(text: str, year: int | None = None) -> Jurisdiction | None:
    """Return the division that ``text`` starts with, the lowest of nested ones; ``None`` without any.

    >>> find_division("青海省海西蒙古族藏族自治州人民代表大会").code, find_division("优化营商环境条例")
    ('632800', None)
    >>> find_division("互助县人民政府").code, find_division("互助县人民政府", 2009).code
    ('630223', '632126')
    """
    text = "".join(text.split()).lstrip("《").removeprefix("中共")
    found: Division | None = None
    text = _without_former(text)
    while (name := _leading(text)) and (found is not None or _stands(name, text[len(name) :])):
        within = found.code if found else None
        nested = find(name, year, within) or (() if found else find(name))
        nested = tuple(item for item in nested if found is None or item.code != found.code)
        one = _one(nested, year) if found is None else next(iter(nested), None)
        if one is None:
            break
        found = one
        text = _without_former(text[len(name) :])
    if found is None:
        return None
    return Jurisdiction(found.code, found.name, Level(found.level))


def without_upper(name: str) -> str:
    """Leave out the upper divisions that a body's name starts with.

    >>> without_upper("青海省海西蒙古族藏族自治州人民代表大会"), without_upper("青海省人民政府")
    ('海西蒙古族藏族自治州人民代表大会', '青海省人民政府')
    """
    upper = _leading(name)
    if upper is None:
        return name
    codes = {item.code for item in find(upper)}
    lower = _leading(name[len(upper) :])
    if lower is not None and any(find(lower, None, code) for code in sorted(codes)):
        return without_upper(name[len(upper) :])
    return name
