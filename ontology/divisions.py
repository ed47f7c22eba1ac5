"""Administrative divisions of China (行政区划) by GB/T 2260 code.

A code is valid for a span of years: 632100 海东地区 until 2012, 630200 海东市 since 2013. Source, version and
licence of the table stand in ``ontology/AUTHORITIES.md``; ``ontology.build_divisions`` renews it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import DATA, Row, read_table, refuse_overlaps, refuse_repeated

DIVISION_COLUMNS = ("code", "name", "short_names", "kind", "level", "parent", "valid_from", "valid_until")
ABBREVIATION_COLUMNS = ("abbreviation", "code")
COUNTRY = "000000"
"""The code of the country in this project (中华人民共和国)."""
_INVENTED = "99"  # GB/T 2260 gives no code of this first pair
LEVELS = ("national", "province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Division:
    """A division under one name and parent.

    ``kind`` is the type in Chinese (省, 自治区, 直辖市, 地级市, 自治州, 地区, 盟, 区, 县级市, 县, …),
    ``level`` one of :data:`LEVELS`, ``parent`` the code of the next upper division (None for the country).
    ``valid_from`` and ``valid_until`` are the first and the last year; None means that the table knows no
    limit (it begins in 2002).
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    kind: str
    level: str
    parent: str | None
    valid_from: int | None
    valid_until: int | None

    def valid_in(self, year: int | None) -> bool:
        """Whether the division existed in the year; always true for None."""
        if year is None:
            return True
        if self.valid_from is not None and year < self.valid_from:
            return False
        return self.valid_until is None or year <= self.valid_until

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and the short ones."""
        return (self.name, *self.short_names)


def read_divisions(*paths: Path) -> tuple[Division, ...]:
    """The divisions of the tables, in their order.

    Raises :class:`ontology.tables.AuthorityError` for a code twice in the same years, a code that is not six
    digits, an unknown level, and a parent that does not exist or is not on an upper level.
    """
    rows = tuple(row for path in paths for row in read_table(path, DIVISION_COLUMNS))
    refuse_overlaps(rows, ("code",))
    level_of = {row.get("code"): row.get("level") for row in rows}
    return tuple(_division(row, level_of) for row in rows)


def _division(row: Row, level_of: dict[str, str]) -> Division:
    code, level = row.require("code"), row.require("level")
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise row.error(f"code is {code!r}; write the six digits of GB/T 2260")
    if level not in LEVELS:
        raise row.error(f"level is {level!r}; write one of {', '.join(LEVELS)}")
    parent = row.get("parent") or None
    if (parent is None) != (code == COUNTRY):
        raise row.error("only the country has no parent; fill in the parent's code")
    if parent is not None:
        if parent not in level_of:
            raise row.error(f"parent {parent} does not exist; add it or correct the code")
        if LEVELS.index(level_of[parent]) >= LEVELS.index(level):
            raise row.error(f"parent {parent} is not on an upper level; correct the parent or the level")
    start, end = row.years()
    return Division(
        code=code,
        name=row.require("name"),
        short_names=row.several("short_names"),
        kind=row.require("kind"),
        level=level,
        parent=parent,
        valid_from=start,
        valid_until=end,
    )


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions in all their years, by code and then by year."""
    return read_divisions(DATA / "divisions.tsv", DATA / "divisions_invented.tsv")


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for item in divisions():
        found.setdefault(item.code, []).append(item)
    return {code: tuple(items) for code, items in found.items()}


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for item in divisions():
        for name in item.names:
            found.setdefault(name, []).append(item)
    order = {level: number for number, level in enumerate(LEVELS)}
    return {name: tuple(sorted(items, key=lambda d: order[d.level])) for name, items in found.items()}


@cache
def names() -> tuple[str, ...]:
    """All full and short names, longest first and then in the order of the characters."""
    return tuple(sorted(_by_name(), key=lambda name: (-len(name), name)))


def is_invented(code: str) -> bool:
    """Whether the code is that of a place which there is not, such as those of ``data/examples``.

    >>> is_invented("990000"), is_invented("630000")
    (True, False)
    """
    return code.startswith(_INVENTED)


def is_known(code: str) -> bool:
    """Whether the table has the code, in any year."""
    return code in _by_code()


def division(code: str, year: int | None = None) -> Division:
    """The division with this code: as it was in the year, else as it was last.

    Raises ``KeyError`` for a code that the table does not have.

    >>> division("632800").name, division("632100").valid_until
    ('海西蒙古族藏族自治州', 2012)
    """
    items = _by_code()[code]
    return next((item for item in reversed(items) if item.valid_in(year)), items[-1])


def find(name: str, year: int | None = None, within: str | None = None) -> tuple[Division, ...]:
    """The divisions with this full or short name, uppermost level first, then by code.

    Only those valid in ``year`` and those that lie in ``within`` (a code, itself included), where given.

    >>> [d.code for d in find("海西州")]
    ['632800']
    >>> [d.code for d in find("海东", 2012)], [d.code for d in find("海东", 2013)]
    (['632100'], ['630200'])
    """
    return tuple(
        item
        for item in _by_name().get(name, ())
        if item.valid_in(year) and (within is None or contains(within, item.code))
    )


@cache
def _by_abbreviation() -> dict[str, str]:
    rows = read_table(DATA / "division_abbreviations.tsv", ABBREVIATION_COLUMNS)
    for column in ABBREVIATION_COLUMNS:
        refuse_repeated(rows, column)
    for row in rows:
        if not is_known(row.get("code")):
            raise row.error(f"{row.get('code')} is no code of divisions.tsv; correct it")
    return {row.get("abbreviation"): row.get("code") for row in rows}


def abbreviated(character: str) -> Division | None:
    """The province with this abbreviation (简称), by which its document numbers begin; None where there is none.

    >>> abbreviated("青").name, abbreviated("国")
    ('青海省', None)
    """
    code = _by_abbreviation().get(character)
    return division(code) if code else None


def ancestors(code: str) -> Iterator[Division]:
    """The divisions above this one, nearest first, the country last.

    >>> [d.name for d in ancestors("632801")]
    ['海西蒙古族藏族自治州', '青海省', '中华人民共和国']
    """
    parent = division(code).parent
    while parent is not None:
        upper = division(parent)
        yield upper
        parent = upper.parent


def at_level(code: str, level: str) -> Division | None:
    """The division itself or its ancestor at the level; None when it has none there.

    >>> at_level("632801", "province").name
    '青海省'
    """
    for item in (division(code), *ancestors(code)):
        if item.level == level:
            return item
    return None


def contains(upper: str, lower: str) -> bool:
    """Whether the division ``lower`` lies in ``upper`` or is the same.

    >>> contains("630000", "632801"), contains("632800", "630000")
    (True, False)
    """
    return upper == lower or any(item.code == upper for item in ancestors(lower))


def names_place(text: str, start: int, end: int) -> bool:
    """Tell whether the name of a division at a place of a text is one, or words beside 县 that only look so.

    会同县 is a county, and 会同 the verb of every second article: it is the county behind a province, a city or 《.
    和县 and those that end so (政和县, 民和县) begin no name inside a word: 财政和县级, 农民和县.

    >>> [names_place(text, 3, 6) for text in ("湖南省会同县", "财政局会同县")]
    [True, False]
    >>> names_place("财政和县", 1, 4)
    False
    """
    before = text[start - 1 : start]
    if text[start:end] in ("会同", "会同县"):
        return before in ("省", "市", "《")
    inside = "\u4e00" <= before <= "\u9fff" and before not in "省市州区由经向在对报"
    return not (inside and text.endswith("和县", start, end))
