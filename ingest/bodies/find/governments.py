"""Governments, congresses, courts, procuratorates, party organs, self-governing committees, associations.

These have closed endings, so they are found by patterns; what stands before the ending is a division by name
(西宁市), a level (市、县（区）, 县级以上地方各级) or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from ingest.bodies.find.candidate import GATES, BodyKind, Candidate
from ingest.bodies.find.words import (
    BOUNDARY,
    NOT_HAN,
    SEPARATOR,
    begins,
    division_before,
    level_before,
    stems,
)
from ingest.bodies.grammar import SESSION
from ingest.gates import AnyOf, Gate
from ontology.lexicon import pattern

_OFFICE: Final = rf"(?:{pattern('government-office')}|[\u4e00-\u9fff]{{2,6}}办公室)"
_GOVERNMENT: Final = re.compile(
    r"(?:人民政府|政府(?:（行署）)?|行政公署|行署|国务院)" + _OFFICE + "?(?:（室）)?"
)
_SEEN_GOVERNMENT: Final = Gate(GATES, _GOVERNMENT)
# Words that follow a bare 政府 and make it an adjective: 政府采购, 政府规章.
_NOT_A_BODY: Final = re.compile(pattern("of-government"))
_SUBJECT: Final = re.compile(r"(?:应当|要|不得|可以|负责|鼓励|及其|必须)")

_WITH_PARTY: Final = re.compile("[党省市州县区]委[、和及]$")  # 各级党委和政府

_OF_CONGRESS: Final = r"(?:主任会议|办事机构|工作机构|办公厅|办公室|(?:法制|预算)工作委员会)"
_STANDING: Final = rf"(?:常务委员会|常委会){_OF_CONGRESS}?"
_MATTERS: Final = rf"{pattern('congress-committee')}委员会"
_CONGRESS: Final = re.compile(
    rf"(?:人民代表大会|人大)及其(?:常务委员会|常委会)(?!{_OF_CONGRESS}|组成人员)|大会秘书处"
    rf"|(?:{SESSION.pattern})?(?:人民代表大会|人大(?!代表))(?:{_STANDING}|(?:有关的?)?{_MATTERS}|社会建设委员会|主席团)?"
    rf"|(?:大会)?主席团(?!成员)|主任会议(?!成员)|(?<![董理监]事会)(?:有关的?)?{_MATTERS}|(?:宪法和)?法律委员会|预算工作委员会"
    rf"|(?:审判|检察|赔偿)委员会|(?<!大会)(?<!人大){_STANDING}(?!组成人员)"
)
_SEEN_CONGRESS: Final = Gate(GATES, _CONGRESS)
_NUMBERED: Final = re.compile(rf"{SESSION.pattern}$")  # 第九届 before 全国人民代表大会
_COURT: Final = re.compile(
    r"(?:最高|高级|中级|专门|军事|海事){0,4}人民(?:法院|检察院)(?:(?:第\w{1,5}届)?(?:审判|检察|赔偿)委员会)?"
    r"|(?:香港|澳门)特别行政区(?:终审|高等|初级|中级)?法院|内地人民法院"
    r"|(?:知识产权|互联网|金融|海事|军事|铁路运输)?(?<!民)(?:法院|检察院)(?!组织|令)"
)
_SEEN_COURT: Final = Gate(GATES, _COURT)
_PARTY: Final = re.compile(
    r"(?:中共中央|党中央|中国共产党[\u4e00-\u9fff]{2,10}委员会)(?:办公厅)?"
    rf"|{pattern('party-committee')}(?:组织部|宣传部|统战部|政法委|办公厅|办公室|编办|网信办)?"
)
_SEEN_PARTY: Final = Gate(GATES, _PARTY)
_PARTY_PREFIX: Final = re.compile(f"{pattern('party-level')}$")
_STATIONED: Final = re.compile(
    r"(?:省|市|州|县|区|中央)纪委(?:监委)?驻[\u4e00-\u9fff]{2,12}?(?:纪检监察组|纪检组|纪律检查组)"
)
_SEEN_STATIONED: Final = Gate(GATES, _STATIONED)
_POSTED: Final = re.compile(
    r"[\u4e00-\u9fff]{2,6}部驻[\u4e00-\u9fff]{2,8}?(?:专员办事处|专员办|特派员办事处|特派办|监管局|督察局)"
)
_SEEN_POSTED: Final = Gate(GATES, _POSTED)
_COMMITTEE: Final = re.compile(
    f"{pattern('committee-name')}(?:办公室)?|(?:(?:中国人民)?解放军)?{pattern('general-department')}"
)
_SEEN_COMMITTEE: Final = Gate(GATES, _COMMITTEE)
_ASSOCIATION: Final = re.compile(
    r"(?:各类)?(?:行业)?协会（商会）|(?:各类)?行业协会(?:商会)?(?!章程)|商会(?!章程|议)"
    r"|中国(?:[\u4e00-\u9fff]{2,10}?(?:协会|联合会|促进委员会|总商会|学会))"
    rf"|{pattern('association')}"
    r"(?!会员|经费|主席|章程)"
)
_SEEN_ASSOCIATION: Final = Gate(GATES, _ASSOCIATION)

_OTHERS: Final = (
    (_SEEN_CONGRESS, BodyKind.CONGRESS, "body-congress"),
    (_SEEN_COURT, BodyKind.COURT, "body-court"),
    (_SEEN_COMMITTEE, BodyKind.COMMITTEE, "body-committee"),
    (_SEEN_ASSOCIATION, BodyKind.ASSOCIATION, "body-association"),
)

_ANY_OTHER: Final = AnyOf(*(gate for gate, _, _ in _OTHERS))
_ANY_PARTY: Final = AnyOf(_SEEN_POSTED, _SEEN_STATIONED, _SEEN_PARTY)
ANY_GOVERNMENT: Final = AnyOf(_SEEN_GOVERNMENT, _ANY_OTHER, _ANY_PARTY)


def find_governments(text: str) -> Iterator[Candidate]:
    """Find governments of any level with their offices; 政府 alone only where it acts or owns departments."""
    for found in _SEEN_GOVERNMENT.finditer(text):
        if found[0].startswith("国务院"):
            yield Candidate(found.start(), found.end(), BodyKind.GOVERNMENT, rule="body-state-council")
            continue
        start = level_before(text, found.start())
        bare = found[0].startswith("政府")
        follows = _NOT_A_BODY.match(text, found.end())
        if follows and (bare or follows[0] in ("规章", "令")):
            continue
        alone = bare and start == found.start()
        if alone and not (
            _owns_or_acts(text, found.end()) or _WITH_PARTY.search(text, max(0, start - 4), start)
        ):
            continue
        rule = "body-government-alone" if alone else "body-government"
        yield Candidate(start, found.end(), BodyKind.GOVERNMENT, rule=rule)
        yield from _sharing(text, start, (found.start(), found.end()))


def _owns_or_acts(text: str, at: int) -> bool:
    """Tell whether a bare 政府 is a body: subject of a duty, or before departments (政府统计、工信等部门)."""
    if _SUBJECT.match(text, at):
        return True
    return any(
        text[at:end] in stems() and text[end : end + 1] in "、和部主行监"
        for end in range(at + 2, min(at + 12, len(text)))
    )


def _sharing(text: str, start: int, head: tuple[int, int]) -> Iterator[Candidate]:
    """Find divisions by name before ``start`` that share the head: 西宁市、海东市人民政府."""
    while True:
        gap = re.compile(rf"{SEPARATOR}$").search(text, max(0, start - 2), start)
        if gap is None:
            return
        start = division_before(text, gap.start())
        if start == gap.start():
            return
        yield Candidate(
            start, gap.start(), BodyKind.GOVERNMENT, elided=True, head=head, rule="body-government-sharing"
        )


def _prefixed(text: str, pattern: re.Pattern[str], kind: BodyKind, rule: str) -> Iterator[Candidate]:
    for found in pattern.finditer(text):
        start = level_before(text, found.start())
        start += text.startswith(
            ("该上", "该人", "该最", "该高", "该中"), start
        )  # 该 of a court points, 该市 says whose
        if kind is BodyKind.COURT and text.startswith("所在地", start):
            start = _seat_of(text, start)
        if kind is BodyKind.CONGRESS and (numbered := _NUMBERED.search(text, max(0, start - 8), start)):
            start = numbered.start()
        yield Candidate(start, found.end(), kind, rule=rule)


def _seat_of(text: str, end: int) -> int:
    """Return where the words begin that say at whose place a court is: 被告 of 被告所在地人民法院, or ``end``."""
    low = max(0, end - 6)
    for cut in chain(NOT_HAN.finditer(text, low, end), BOUNDARY.finditer(text, low, end)):
        if not text.startswith("被告", cut.start()):
            low = max(low, cut.end())
    return low if 2 <= end - low <= 5 else end


def find_party_organs(text: str) -> Iterator[Candidate]:
    """Find organs of the Communist Party (省委, 市纪委, 中共中央)."""
    if not _ANY_PARTY.opens(text):
        return
    for found in _SEEN_POSTED.finditer(text):
        yield Candidate(found.start(), found.end(), BodyKind.DEPARTMENT, rule="body-branch")
    for found in _SEEN_STATIONED.finditer(text):
        yield Candidate(found.start(), found.end(), BodyKind.PARTY, rule="body-party-stationed")
    for found in _SEEN_PARTY.finditer(text):
        start = found.start()
        if found[0][:2] in ("党委", "纪委") or found[0].startswith("政法委"):
            before = _PARTY_PREFIX.search(text, max(0, start - 4), start)
            start = before.start() if before else start
        elif not (begins(text, start) or found[0].startswith(("中共中央", "党中央"))):
            named = division_before(text, start + 1)
            if named >= start:
                continue
            start = named
        start -= 2 * text.endswith("中共", 0, start)
        yield Candidate(start, found.end(), BodyKind.PARTY, rule="body-party")


def find_others(text: str) -> Iterator[Candidate]:
    """Find congresses, courts and procuratorates, self-governing committees and associations."""
    for gate, kind, rule in _OTHERS if _ANY_OTHER.opens(text) else ():
        if gate.opens(text):
            yield from _prefixed(text, gate.pattern, kind, rule)
