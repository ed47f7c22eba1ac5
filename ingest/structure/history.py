"""What a rule says of its own history: by which decisions it was amended, and which rules it repeals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.model import Amendment
from ingest.structure.dates import DATE, iso_date
from ontology import lexicon
from ontology.numerals import plain_form

_ACT = re.compile(r"(?:修\s*正|修\s*订|修\s*改)(?!的?\s*决\s*定|〈|《)")
_DECISION = re.compile(
    r"《((?:[^《》]|《[^》]{0,400}》){0,400}(?:决定|决议|公告|法|令|规定|通知)(?:[（(][^）)]*[）)])?)》"
)
_MEETING = re.compile(
    r"[\u4e00-\u9fff\d]{4,60}?(?:会议|令(?:\d{4}年)?(?:第[\d零一二三四五六七八九十百]+号)?)"
)
_TITLE = re.compile(r"《((?:[^《》]|《[^》]{0,400}》){0,400})》")
_REPEALED = re.compile(lexicon.pattern("repealed"))
_LISTED = re.compile(
    r"(?:[、和及与\s]*《(?:[^《》]|《[^》]*》)*》(?:[（(][^（()）]{1,60}[）)])?)*"
)  # directly after the word: 废止《…》（…令第40号）、《…》
_CHANGED_IT = re.compile(r"(?:第[\u4e00-\u9fff]{1,3}次)?修[正改订]")  # 《…的决定》修正的《…》
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
_APPROVED = re.compile(
    r"\s*[\u4e00-\u9fff\d]{4,60}?批\s*准的"
)  # the decision that an upper congress approved
_APPROVES = re.compile(r"批\s*准[\s。）)]*$")
_PASSED = re.compile(r"通\s*过(?:并?经)?[\s。]*$")
_BODY = re.compile(
    r"\s*+(?:由\s*+)?([\u4e00-\u9fff]+?)(?:第|人民代表大会|会议|\d)"
)  # who passed it, without the session


def amended(notes: Sequence[str]) -> tuple[Amendment, ...]:
    """Return the amendments that adoption notes name, with the decision that made each.

    The day of a decision that was approved by an upper congress is that on which it was adopted, where that is told;
    that of the approval stands beside it.
    That the body which passed the rule passed it once more, later, is an amendment too, though no word says so.

    >>> amended(["2011年4月1日通过 根据2018年6月1日《某省人大常委会关于修改〈某条例〉的决定》修正"])
    (Amendment(date='2018-06-01', by='某省人大常委会关于修改〈某条例〉的决定', approved=None),)
    >>> amended(["2018年3月30日甲市人大常委会第三次会议通过 2024年3月29日甲市人大常委会第九次会议通过"])
    (Amendment(date='2024-03-29', by='甲市人大常委会第九次会议', approved=None),)
    """
    found: list[Amendment] = []
    passed: str | None = None  # the day told last on which something was adopted, but for the rule itself
    again: Amendment | None = None  # what was passed then, while nothing else tells of it
    first: tuple[str | None, str | None] | None = None  # who passed the rule, and when
    waiting: list[str] = []  # days of orders, the last of which tells what all did: …令第2号、…令第1号修订
    for note in notes:
        days = list(DATE.finditer(plain_form(note)))
        for at, day in enumerate(days):
            end = days[at + 1].start() if at + 1 < len(days) else len(note)
            told = note[day.end() : end]
            decision, meeting = _DECISION.search(told), _MEETING.search(told)
            iso = iso_date(note[slice(*day.span())])
            passing = _PASSED.search(told) is not None
            adopted, passed = passed, iso if passing and first is not None else None
            before, again = again, None
            if first is None:
                first = _passed_by(told) if passing else None, iso
            elif passing and iso and iso > (first[1] or iso) and _passed_by(told) == first[0] is not None:
                again = Amendment(iso, meeting.group() if meeting else None)
            if not _ACT.search(_TITLE.sub("", told)):
                found.extend([before] if before else [])
                waiting = [*waiting, iso] if iso and told.rstrip().endswith("、") else []
                continue
            approved = _APPROVED.match(told) is not None
            found.extend([before] if before and not (approved and adopted) else [])
            found.extend(Amendment(each, None) for each in waiting)
            waiting, again = [], None
            by = decision.group(1) if decision else meeting.group() if meeting else None
            made = (adopted if approved else None) or iso
            found.append(Amendment(made, by, iso if approved else None))
    approvals = _approvals(notes)
    return tuple(
        replace(each, approved=each.approved or approvals.get(each.date))
        for each in (*found, *([again] if again else []))
    )


def _approvals(notes: Sequence[str]) -> dict[str | None, str]:
    """Return the days on which something was approved by the day told before: …修订 2019年7月25日某省人大常委会批准."""
    days = [
        (iso_date(note[slice(*one.span())]), note[one.end() : end])
        for note in notes
        if (found := list(DATE.finditer(plain_form(note))))
        for one, end in zip(found, [*(each.start() for each in found[1:]), len(note)], strict=True)
    ]
    told = pairwise(days)
    return {above: day for (above, _), (day, words) in told if day and _APPROVES.search(words)}


def _passed_by(told: str) -> str | None:
    """Return the body that passed something, by what stands before its session: 北京市, 最高人民法院审判委员会."""
    body = _BODY.match(told)
    return body.group(1) if body else None


def repeals(closing: str, own: str = "") -> tuple[str, ...]:
    """Return the titles of rules that the last words of a rule repeal.

    A rule of its ``own`` title is another one where the words before it say when it was made.

    >>> repeals("本办法自2020年1月1日起施行。2010年2月3日发布的《某市公园管理办法》同时废止。")
    ('某市公园管理办法',)
    """
    found: dict[str, None] = {}
    for sentence in _SENTENCE.findall(closing):
        act = _REPEALED.search(sentence)
        if act is None:
            continue
        named = [
            title
            for title in _TITLE.finditer(sentence)
            if title.start() < act.start() and not _CHANGED_IT.match(sentence, title.end())
        ]
        named += (
            _TITLE.finditer(listed.group())
            if not named and (listed := _LISTED.match(sentence, act.end()))
            else []
        )
        earlier = DATE.search(plain_form(sentence[: act.start()])) is not None
        found.update(dict.fromkeys(title.group(1) for title in named if title.group(1) != own or earlier))
    return tuple(found)
