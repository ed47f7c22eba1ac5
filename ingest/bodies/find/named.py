"""Bodies by place and shape alone: no table has their function, and their ending is that of institutions at large.

* *learned*: names that the document itself uses as subjects or defines;
* *placed*: a division or level, words that nobody has listed, and the ending of an institution (襄阳市青少年体验中心);
* *units*: what is less than the body named before it (市水务局水政监察支队);
* *seats*: townships and sub-districts by name (丁蜀镇人民政府, 粮道街街道办事处);
* *classes*: institutions told by their class (社会团体, 科研院所).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from ingest.bodies.find.candidate import GATES, BodyKind, Candidate
from ingest.bodies.find.words import BOUNDARY, NOT_HAN, begins, division_before, is_placed, level_before
from ingest.bodies.grammar import SORT
from ingest.gates import AnyOf, Gate
from ontology.lexicon import pattern

_ENDS: Final = rf"(?=$|[^\u4e00-\u9fff]|{pattern('after-body-name', 'bearer-act', 'after-institution')})"
_INSTITUTION: Final = re.compile(pattern("institution-ending") + _ENDS)
_SEEN_INSTITUTION: Final = Gate(GATES, _INSTITUTION)
_CLASS: Final = re.compile(
    rf"(?:{pattern('class-qualifier')})?{pattern('body-class')}(?!{pattern('goes-on-after-class')})"
)
_SEEN_CLASS: Final = Gate(GATES, _CLASS)
_ASSOCIATION: Final = re.compile(pattern("association-ending") + _ENDS)
_SEEN_ASSOCIATION: Final = Gate(GATES, _ASSOCIATION)
_COUNTRY: Final = ("全国", "国家", "中国", "中央")
_PART: Final = re.compile(rf"{pattern('part-act')}(?:单位|部门{_ENDS})")
_SEEN_PART: Final = Gate(GATES, _PART)
_IN_CHARGE: Final = re.compile(f"(?P<sort>{SORT})?主管单位")
_SEEN_IN_CHARGE: Final = Gate(GATES, _IN_CHARGE)
_UNIT: Final = re.compile(rf"(?P<matter>[\u4e00-\u9fff]{{0,8}}?){pattern('inner-unit')}" + _ENDS)
_OF_SCHOOL: Final = re.compile(rf"[校院](?P<unit>{pattern('school-organ')}|[\u4e00-\u9fff]{{2,4}}处)" + _ENDS)
_SEEN_OF_SCHOOL: Final = Gate(GATES, _OF_SCHOOL)
_SEAT: Final = re.compile(r"(?P<type>民族乡|镇|乡|街道)(?:人民政府|办事处)|街道办事处")
_SEEN_SEAT: Final = Gate(GATES, _SEAT)
_LIST: Final = re.compile("[、和及]")
_SEAT_NAME: Final = re.compile(r"[\u4e00-\u9fff]{1,4}$")
_NO_SEAT: Final = re.compile(f"[{'本该关乡镇村县区市省州街级管辖所属事发涉全原立内'}]")
_NO_NAME: Final = re.compile(f"^[域内间外]|区域|.省|{pattern('no-function')}")
_NO_PLACE: Final = ("城市", "城区")  # what lies in one, and is none of its bodies: 城市轨道交通车站
_LONGEST: Final = 16
ANY_SHAPE: Final = AnyOf(
    _SEEN_INSTITUTION,
    _SEEN_ASSOCIATION,
    _SEEN_SEAT,
    _SEEN_PART,
    _SEEN_IN_CHARGE,
    _SEEN_OF_SCHOOL,
    _SEEN_CLASS,
)


def find_by_shape(text: str) -> Iterator[Candidate]:
    """Find bodies by place and shape in ``text``."""
    if not ANY_SHAPE.opens(text):
        return
    yield from _placed(text)
    yield from _associations(text)
    yield from _seats(text)
    yield from _parts(text)
    yield from _in_charge(text)
    for found in _SEEN_OF_SCHOOL.finditer(text):
        if begins(text, found.start()) and not BOUNDARY.search(found["unit"]):
            yield Candidate(found.start(), found.end(), BodyKind.DEPARTMENT, rule="body-of-school")
    for found in _SEEN_CLASS.finditer(text):
        yield Candidate(found.start(), found.end(), BodyKind.ASSOCIATION, rule="body-class")


def find_learned(text: str, learned: tuple[str, ...]) -> Iterator[Candidate]:
    """Find the names in ``text`` that its document teaches, which are ``learned``."""
    lengths, names, beginning = _by_beginning(learned)
    found = beginning.search(text) if lengths else None
    while found is not None:
        at = found.start()
        for length in lengths[found.group()]:
            if at + length <= len(text) and text[at : at + length] in names:
                first = level_before(text, at)
                first += text.startswith("该", first)
                first = at if text[first:at] == "本" or not begins(text, first) else first
                yield Candidate(first, at + length, BodyKind.DEPARTMENT, rule="body-learned")
                break
        found = beginning.search(text, at + 1)


@lru_cache(maxsize=4)
def _by_beginning(
    names: tuple[str, ...],
) -> tuple[Mapping[str, Sequence[int]], frozenset[str], re.Pattern[str]]:
    """Return how long names with the same first two characters are, the longest first, all names, and their beginnings.

    Names may be as many as the text has clauses, their lengths are few.
    """
    found: dict[str, set[int]] = {}
    for name in names:
        if len(name) > 1:
            found.setdefault(name[:2], set()).add(len(name))
    lengths = {beginning: sorted(several, reverse=True) for beginning, several in found.items()}
    return lengths, frozenset(names), re.compile("|".join(map(re.escape, sorted(lengths))))


def with_classes(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, and each without its place too: who speaks of 市老龄工作机构 may go on with 老龄工作机构.

    >>> with_classes(["市老龄工作机构"])
    ('市老龄工作机构', '老龄工作机构')
    """
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        ends = (
            end
            for end in range(1, min(9, len(name) - 4))
            if is_placed(name, end) and level_before(name, end) == 0
        )
        rest = name[max(ends, default=len(name)) :]
        if len(rest) > 4 and not rest.startswith(("人民", "政府", "以上", "级", "直", "有关")):
            found[rest] = None
    return tuple(found)


def _placed(text: str) -> Iterator[Candidate]:
    for found in _SEEN_INSTITUTION.finditer(text):
        low = max(0, found.start() - _LONGEST)
        for mark in NOT_HAN.finditer(text, low, found.start()):
            low = mark.end()
        for middle in range(low + 1, found.start() - 1):
            start = _place_before(text, middle)
            if start == middle or start < low or not _opens(text, start, middle):
                continue
            if (
                not _NO_NAME.search(text[middle : found.start()])
                and not BOUNDARY.search(text, middle, found.start())
                and not text.endswith(_NO_PLACE, start, middle)
            ):
                yield Candidate(start, found.end(), BodyKind.DEPARTMENT, rule="body-placed")
            break


def _opens(text: str, start: int, middle: int) -> bool:
    """Tell whether a name may begin at ``start``; with the full name of a division, as 深圳市, anywhere."""
    full = text[middle - 1] in "省市州盟" and middle - start > 2 and division_before(text, middle) == start
    return full or begins(text, start)


def _place_before(text: str, end: int) -> int:
    """Return where the division or the word for the country that ends at ``end`` begins, or ``end``."""
    if text.endswith(_COUNTRY, 0, end):
        return end if text.startswith("级", end) else end - 2
    return level_before(text, end) if is_placed(text, end) else end


def _associations(text: str) -> Iterator[Candidate]:
    """Find associations by the matter that they are for: 燃气协会, 物业服务行业协会."""
    for found in _SEEN_ASSOCIATION.finditer(text):
        low = max(0, found.start() - 9)
        for mark in (
            *NOT_HAN.finditer(text, low, found.start()),
            *BOUNDARY.finditer(text, low, found.start()),
        ):
            low = max(low, mark.end())
        low -= text.endswith("各", 0, low) and text.startswith("级", low)
        if found.start() - low > 1 and begins(text, low):
            yield Candidate(low, found.end(), BodyKind.ASSOCIATION, rule="body-association")


def _parts(text: str) -> Iterator[Candidate]:
    """Find those who have a part in a rule, by what they do: 数据提供单位."""
    for found in _SEEN_PART.finditer(text):
        low = max(0, found.start() - 6)
        marks = chain(NOT_HAN.finditer(text, low, found.start()), BOUNDARY.finditer(text, low, found.start()))
        low = max((mark.end() for mark in marks), default=low)
        if found.start() - low > 1 and begins(text, low):
            yield Candidate(low, found.end(), BodyKind.ASSOCIATION, rule="body-class")


def _in_charge(text: str) -> Iterator[Candidate]:
    """Find the part of a 主管单位: 业务主管单位, 报刊主管单位, 主管单位 alone where a name may begin."""
    for found in _SEEN_IN_CHARGE.finditer(text):
        start = found.start()
        if found["sort"] is None:
            low = max(0, start - 7)
            marks = chain(NOT_HAN.finditer(text, low, start), BOUNDARY.finditer(text, low, start))
            low = max((mark.end() for mark in marks), default=low)
            if start - low == 1:
                continue  # half a word: 刊 of 报刊
            start = low if begins(text, low) else start
        if found["sort"] or begins(text, start):
            yield Candidate(start, found.end(), BodyKind.ASSOCIATION, rule="body-in-charge")


def _seats(text: str) -> Iterator[Candidate]:
    """Find townships and sub-districts by name, after a division or where a name may begin."""
    for found in _SEEN_SEAT.finditer(text):
        low = max(0, found.start() - 4)
        for mark in (
            *NOT_HAN.finditer(text, low, found.start()),
            *BOUNDARY.finditer(text, low, found.start()),
        ):
            low = max(low, mark.end())
        for middle in range(low, found.start()):
            start = division_before(text, middle)
            if _NO_SEAT.search(text[middle : found.start()].removesuffix("街")) or found.start() - middle < 2:
                continue
            if start < middle or begins(text, middle):
                kind = BodyKind.GOVERNMENT if found[0].endswith("政府") else BodyKind.COMMITTEE
                yield Candidate(start, found.end(), kind, rule="body-seat")
                head = (found.end() - (4 if found[0].endswith("政府") else 3), found.end())
                yield from _sharing_seat(text, start, found["type"], head)
                break


def _sharing_seat(text: str, start: int, sort: str | None, head: tuple[int, int]) -> Iterator[Candidate]:
    """Find townships and sub-districts of the same sort that share the ending: 娄东街道、陆渡街道办事处."""
    while (
        sort and (gap := _LIST.search(text, max(0, start - 1), start)) and text.endswith(sort, 0, gap.start())
    ):
        end = gap.start()
        low = max(0, end - len(sort) - 4)
        marks = chain(NOT_HAN.finditer(text, low, end), BOUNDARY.finditer(text, low, end))
        start = max((mark.end() for mark in marks), default=low)
        if (
            end - len(sort) - start < 1
            or not begins(text, start)
            or _NO_SEAT.search(text, start, end - len(sort))
        ):
            return
        kind = BodyKind.GOVERNMENT if head[1] - head[0] == 4 else BodyKind.COMMITTEE
        yield Candidate(start, end, kind, elided=True, head=head, rule="body-seat")


def with_units(text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield ``candidates``, and for each that has a unit of its own right behind it the whole name too."""
    for candidate in candidates:
        yield candidate
        if candidate.kind is not BodyKind.DEPARTMENT or candidate.elided or candidate.generic:
            continue
        unit = _UNIT.match(text, candidate.end)
        bare = unit and not unit["matter"] and text[unit.end() - 1] in "所站"  # 登记机关所 before a verb
        if unit and not bare and not BOUNDARY.search(unit["matter"]):
            yield Candidate(candidate.start, unit.end(), BodyKind.DEPARTMENT, rule="body-unit")


def without_doubled(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Leave out what was learned where the grammar of names knows better: the same, a government with its department.

    A name that the grammar has cut (工作领导小组 of 市民宿发展工作领导小组) goes on to the left only over a place.
    """
    known = [c for c in candidates if c.rule != "body-learned"]
    if len(known) == len(candidates):
        yield from candidates
        return
    spans = {(c.start, c.end) for c in known}
    named_at = {c.end for c in known if not (c.generic or c.rule == "body-of-matter")}
    governments = sorted({c.end for c in known if c.kind is BodyKind.GOVERNMENT})
    for candidate in candidates:
        if candidate.rule != "body-learned":
            yield candidate
            continue
        start, end = candidate.start, candidate.end
        at = bisect_right(governments, start)
        owned = at < len(governments) and governments[at] <= end
        placed = any(level_before(text, middle) <= start for middle in range(start + 1, min(start + 8, end)))
        if (start, end) not in spans and not owned and (placed or end not in named_at):
            yield candidate
