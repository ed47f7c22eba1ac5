"""Bodies that a text founds itself: coordination and leading groups, and the short names it uses after.

A rule that says 成立青海省促进小微企业发展协调工作小组 speaks of 协调工作小组, 协调小组成员单位 and 办公室
afterwards. The long name is remembered and given as a full name of the short ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from ingest.bodies.find.candidate import GATES, BodyKind, Candidate
from ingest.bodies.find.words import BOUNDARY, NOT_HAN, begins, division_before, level_before
from ingest.bodies.grammar import GROUPS, one_of
from ingest.gates import AnyOf, Gate
from ontology.lexicon import pattern

_ENDING: Final = one_of((*GROUPS, "协调工作小组", "协调领导小组", "工作领导小组", "工作小组", "指挥部"))
_SHORT: Final = re.compile(rf"(?:部际(?=联席))?{_ENDING}(?P<part>办公室|成员单位)?")
_SEEN_SHORT: Final = Gate(GATES, _SHORT)
_ABBREVIATED: Final = re.compile(r"（(?:以下)?简称")
_SYSTEM: Final = re.compile("制度|机制")
_ARRANGED: Final = re.compile(r"(?:建立|健全|完善|召开)[^，。；：]{0,400}$")
_BROKEN: Final = re.compile(r"的|设立|成立|组成|建立|应当|负责|会同")
_FOUNDED: Final = re.compile(
    r"(?:建立健全|建立|成立|设立|健全)[了的本]*(?P<name>\w{0,14}(?:领导|协调)\w{0,4}(?:机构|小组|委员会))"
)
_SEEN_FOUNDED: Final = Gate(GATES, _FOUNDED)
_LONGEST_MATTER: Final = 8
_ACT: Final = re.compile(pattern("verb", "pivot"))
_NO_MATTER: Final = re.compile(pattern("no-function"))
_OFFICE: Final = re.compile(
    r"(?<=下设)办公室|(?<=[。，；、])办公室(?=设在)|(?<=兼任)办公室(?=主任)|(?<=兼)办公室(?=主任)"
)
_SEEN_OFFICE: Final = Gate(GATES, _OFFICE)
ANY_GROUP: Final = AnyOf(_SEEN_SHORT, _SEEN_FOUNDED, _SEEN_OFFICE)


def long_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the full names of coordination groups in ``texts``, in order, each once."""
    names: dict[str, None] = {}
    for text in texts:
        for start, end in _long_places(text):
            names.setdefault(text[start:end].removesuffix("办公室").removesuffix("成员单位"))
    return tuple(names)


def _long_places(text: str) -> Iterator[tuple[int, int]]:
    """Find names that run from a division (or 国务院, 国家) over the task to the ending, or that get a short form."""
    for found in _SEEN_SHORT.finditer(text):
        low = max(0, found.start() - 34)
        for mark in NOT_HAN.finditer(text, low, found.start()):
            low = mark.end()
        for middle in range(low + 2, found.start() - 1):
            start = division_before(text, middle)
            if text.endswith(("国务院", "国家"), low, middle):
                start = middle - (3 if text[middle - 1] == "院" else 2)
            if (
                low <= start < middle
                and (begins(text, start) or text.startswith("国务院", start))
                and not _BROKEN.search(text[start : found.start()])
            ):
                yield start, found.end()
                break
        else:
            low = max((cut.end() for cut in BOUNDARY.finditer(text, low, found.start())), default=low)
            if (
                _ABBREVIATED.match(text, found.end())
                and low < found.start()
                and not _BROKEN.search(text, low, found.start())
            ):
                yield low, found.end()


def find_groups(text: str, known: tuple[str, ...]) -> Iterator[Candidate]:
    """Find coordination groups by full name, by short name, and where one is founded (建立…协调机构)."""
    for start, end in _long_places(text):
        yield Candidate(start, end, BodyKind.GROUP, rule="body-group")
    for found in _SEEN_SHORT.finditer(text):
        if _SYSTEM.match(text, found.end()) or (
            found[0] == "联席会议"
            and not known
            and _ARRANGED.search(text, max(0, found.start() - 24), found.start())
        ):
            continue
        start = _with_matter(text, found.start())
        members = found["part"] == "成员单位"
        rule = "body-group-members" if members else "body-group-short"
        yield Candidate(start, found.end(), BodyKind.GROUP, generic=members, rule=rule)
    for found in _SEEN_FOUNDED.finditer(text):
        yield Candidate(found.start("name"), found.end("name"), BodyKind.GROUP, rule="body-group-founded")
    if known:
        for found in _SEEN_OFFICE.finditer(text):
            yield Candidate(found.start(), found.end(), BodyKind.GROUP, rule="body-group-office")


def _with_matter(text: str, end: int) -> int:
    """Return where the matter of a group begins, after a level too: 市各灾种专项 of 市各灾种专项指挥部."""
    low = max(0, end - _LONGEST_MATTER)
    marks = chain(NOT_HAN.finditer(text, low, end), BOUNDARY.finditer(text, low, end))
    low = max((mark.end() for mark in marks), default=low)
    if "国务院" in text[low:end]:  # a group of the country, which its long name tells
        return end
    broken = _ACT.match(text, low) or _NO_MATTER.search(text, low, end)
    if end - low < 2 or not begins(text, low) or broken or text.endswith(("”", '"'), 0, low):
        return end
    first = level_before(text, low)
    return first if begins(text, first) else low


def group_names(surface: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the full names that a short name of a group stands for.

    >>> group_names("协调工作小组办公室", ("青海省促进小微企业发展协调工作小组",))
    ('青海省促进小微企业发展协调工作小组办公室',)
    """
    meant: list[tuple[int, str]] = []
    for part in ("办公室", "成员单位", ""):
        if not surface.endswith(part):
            continue
        short = surface.removesuffix(part)
        ends = (short, "协调工作小组") if short.replace("工作", "") == "协调小组" else (short,)
        first = _first_with_ending(known)
        meant += [(first[end], part) for end in ends if end in first]
    if not meant:
        return ()
    at, part = min(meant, key=lambda each: each[0])
    return (known[at] + part,) if known[at] + part != surface else ()


@lru_cache(maxsize=4)
def _first_with_ending(known: tuple[str, ...]) -> dict[str, int]:
    """Return for each ending of a name of ``known``, the empty one too, the first name that has it."""
    first: dict[str, int] = {}
    for at, name in enumerate(known):
        for start in range(len(name) + 1):
            first.setdefault(name[start:], at)
    return first
