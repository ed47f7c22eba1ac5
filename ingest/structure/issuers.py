"""Who issued a document: the names of bodies in its head, its title and its signature, and which bodies they mean.

A name is that of a body of the authority data, or of an office or a unit of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.bodies.body import Body
from ingest.bodies.resolve import resolve
from ingest.document_numbers import document_numbers
from ingest.structure.heading import number_beside
from ingest.structure.territory import find_division
from ontology import lexicon
from ontology.divisions import COUNTRY

_COUNTRY_NAME = "中华人民共和国"
_BODY_END = lexicon.pattern("issuer-end")
_ISSUER_IN_TITLE = re.compile(
    rf"^(国务院|[\u4e00-\u9fff、\s]{{2,80}}?{_BODY_END})\s*(?:关于|对|印发|转发|批转|(?:[公通]告|会议纪要)(?:[（(]|$))"
)
_NAME_ENDS = re.compile(rf"(?:{_BODY_END}|^中共中央)$")
_JOINS = re.compile(r"[\u4e00-\u9fff]{2,28}(?:院|社|公司|集团|大学|兵团)")
LONGEST_GLUED = 200
_OF_CENTRE = re.compile(r"国家税务总局(?!国家)[\u4e00-\u9fff]{2,12}税务局")  # one body, in a place
BODY_NAME = re.compile(rf"中共中央|国务院|政务院|[\u4e00-\u9fff]{{1,30}}{_BODY_END}")
_ANNOUNCED = re.compile(r"[公通]告$")  # 某县人民政府通告, above its number
_PUBLISHED = re.compile(
    r"日\s*(?:[由经]\s*)?((?:[\u4e00-\u9fff]{2,30}?、)+[\u4e00-\u9fff]{2,30}?)(?:发布|公布|颁布|印发|颁发)(?!的)"
)  # by several bodies
_OF_NATION = re.compile(rf"{_COUNTRY_NAME}全国")
_OFFICE = re.compile(rf"{lexicon.pattern('government-office')}$")
_DEPARTMENT_END = re.compile(r"[部局委署会行](?=[\u4e00-\u9fff]{3})")
_UNIT = re.compile(
    r"[^司局厅署]{2,14}[司局]"
)  # 司 and 局 of a department: 国务院行政机构设置和编制管理条例, art. 13
_HAS_UNITS = ("department", "vertical")
_PLACE = re.compile(r"(?:中共)?([\u4e00-\u9fff]{2,8}?[省市县区州盟旗])")


def bodies_named(names: str) -> tuple[str, ...]:
    """Part names of bodies at blanks and line ends, where every part is a name of its own."""
    parts = [part for part in re.split(r"[、\s]+", names) if part]
    if len(parts) > 1 and _each_signs(parts):
        return tuple(name for part in parts for name in _glued(part))
    lines = ["".join(line.split()) for line in names.split("\n")]
    whole = lines if _each_signs(lines) else ["".join(lines)]
    return tuple(name for line in whole for name in _glued(line))


def _each_signs(names: Sequence[str]) -> bool:
    """Say whether each of some words is the name of a body that issues rules, or beside two of them one that joins in.

    An academy, an agency or a company signs with ministries; a line that begins a name which the next line ends does
    not end as they do.
    """
    issuing = [len(name) > 2 and BODY_NAME.fullmatch(name) is not None for name in names]
    joins = sum(issuing) > 1
    return all(sure or (joins and _JOINS.fullmatch(name)) for name, sure in zip(names, issuing, strict=True))


def _glued(names: str) -> tuple[str, ...]:
    """Part names of known bodies that nothing parts (某省财政厅某省林业局); other words are one name.

    Each part ends as names do and is one of the authority data, not made out by its form alone; the first ones are
    the longest. One behind another says its place or is of the country: else it is a unit (某市公安局交警支队).
    """
    if len(names) > LONGEST_GLUED or _is_of_authority(names) or _OF_CENTRE.fullmatch(names):
        return (names,)
    ends = [at for at in range(3, len(names) - 1) if _NAME_ENDS.search(names, 0, at)]
    for end in reversed(ends):
        if _is_of_authority(names[:end]):
            rest = _glued(names[end:])
            if all(_is_of_authority(name) and _says_place(name) for name in rest):
                return (names[:end], *rest)
    return _at_place(names)


def _at_place(names: str) -> tuple[str, ...]:
    """Part names that begin with one place, where it stands again behind the end of a name.

    >>> _at_place("南京市文明办公室中共南京市委文明办南京市通信管理局"), _at_place("南京市公安局交警支队")
    (('南京市文明办公室', '中共南京市委文明办', '南京市通信管理局'), ('南京市公安局交警支队',))
    """
    place = _PLACE.match(names)
    if place is None or find_division(place.group(1)) is None:
        return (names,)
    starts = [found.start() for found in re.finditer(rf"(?:中共)?{place.group(1)}", names)]
    parts = tuple(names[start:end] for start, end in pairwise([*starts, len(names)]))
    return parts if len(parts) > 1 and all(map(BODY_NAME.fullmatch, parts)) else (names,)


def _is_of_authority(name: str) -> bool:
    body = body_of(name)
    return body is not None and (body.kind != "office" or body.certainty != "by-pattern")


def _says_place(name: str) -> bool:
    """Say whether a name begins with its place, or is that of a body of the country or of a unit of one."""
    body = body_of(name)
    return find_division(name) is not None or (body is not None and body.division == COUNTRY)


def known_bodies(names: str) -> tuple[str, ...]:
    """Return the bodies that words name and nothing else, ``()`` where one of them is of no known place.

    >>> known_bodies("生态环境部办公厅"), known_bodies("trimleng"), known_bodies("张三")
    (('生态环境部办公厅',), (), ())
    """
    found = bodies_named(names.strip())
    known = all(
        BODY_NAME.fullmatch(name) and (find_division(name) is not None or body_of(name) is not None)
        for name in found
    )
    return found if known else ()


def above_number(masthead: str) -> tuple[str, ...]:
    """Return the bodies whose names stand before the number of the document, where nothing else does."""
    number = next(document_numbers(masthead), None)
    words = masthead[: number.start].split() if number else []
    names = [name for word in words if (name := _ANNOUNCED.sub("", word))]
    return (
        tuple(each for name in names for each in _glued(name)) if all(map(BODY_NAME.fullmatch, names)) else ()
    )


def published_by(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the several bodies that published the rule, as a note says: 1986年9月15日 中共中央、国务院发布."""
    for found in (found for note in notes for found in _PUBLISHED.finditer(note)):
        names = tuple(found.group(1).split("、"))
        if all(map(BODY_NAME.fullmatch, names)):
            return tuple(map(without_country, names))
    return ()


def in_title(title: str) -> tuple[str, ...]:
    """Return the bodies that a title names as its issuers."""
    named = _ISSUER_IN_TITLE.match(number_beside(title)[0])
    return bodies_named(named.group(1)) if named else ()


def without_country(name: str) -> str:
    """Return the name of the State Council or of a body of the nation without that of the country before it."""
    return name.removeprefix(_COUNTRY_NAME) if name.endswith("国务院") or _OF_NATION.match(name) else name


def body_of(name: str) -> Body | None:
    """Return the body of a name, or that whose office or unit it names: 生态环境部办公厅, 财政部税政司.

    >>> [body_of(name).label for name in ("财政部", "生态环境部办公厅", "财政部税政司")]
    ['财政部', '生态环境部', '财政部']
    >>> [body_of(name) for name in ("国家粮食和物资储备局辽宁局", "财政部税务总局", "财政部税政司财政部金融司")]
    [None, None, None]
    """
    return resolve(name) or resolve(_OFFICE.sub("", name)) or _department_of(name)


def _department_of(name: str) -> Body | None:
    """Return the department of the country of which a name names a unit, but none of a place."""
    for end in (found.end() for found in _DEPARTMENT_END.finditer(name)):
        body = resolve(name[:end])
        if body is not None and body.division == COUNTRY and body.kind in _HAS_UNITS:
            unit = _UNIT.fullmatch(name, end)
            return body if unit and not _stands_alone(unit.group()) else None
    return None


def _stands_alone(name: str) -> bool:
    """Say whether a name is that of a body of a place or of the country, and no unit's."""
    body = resolve(name)
    return find_division(name) is not None or (body is not None and body.division == COUNTRY)
