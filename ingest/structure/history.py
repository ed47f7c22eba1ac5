"""What a rule says of its own history: by which decisions it was amended, and which rules it repeals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Amendment
from ingest.structure.dates import DATE, iso_date
from ontology import lexicon
from ontology.numerals import plain_form

_ACT = re.compile(r"(?:修\s*正|修\s*订|修\s*改)(?!的?\s*决\s*定|〈|《)")
_DECISION = re.compile(
    r"《((?:[^《》]|《[^》]*》)*(?:决定|决议|公告|法|令|规定|通知)(?:[（(][^）)]*[）)])?)》"
)
_MEETING = re.compile(
    r"[\u4e00-\u9fff\d]{4,60}?(?:会议|令(?:\d{4}年)?(?:第[\d零一二三四五六七八九十百]+号)?)"
)
_TITLE = re.compile(r"《((?:[^《》]|《[^》]*》)*)》")
_REPEALED = re.compile(lexicon.pattern("repealed"))
_LISTED = re.compile(
    r"(?:[、和及与\s]*《(?:[^《》]|《[^》]*》)*》(?:[（(][^（()）]{1,60}[）)])?)*"
)  # directly after the word: 废止《…》（…令第40号）、《…》
_CHANGED_IT = re.compile(r"(?:第[\u4e00-\u9fff]{1,3}次)?修[正改订]")  # 《…的决定》修正的《…》
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
_APPROVED = re.compile(
    r"\s*[\u4e00-\u9fff\d]{4,60}?批\s*准的"
)  # the decision that an upper congress approved
_PASSED = re.compile(r"通\s*过(?:并?经)?[\s。]*$")


def amended(notes: Sequence[str]) -> tuple[Amendment, ...]:
    """Return the amendments that adoption notes name, with the decision that made each.

    The day of a decision that was approved by an upper congress is that on which it was adopted, where that is told.

    >>> amended(["2011年4月1日通过 根据2018年6月1日《某省人大常委会关于修改〈某条例〉的决定》修正"])
    (Amendment(date='2018-06-01', by='某省人大常委会关于修改〈某条例〉的决定'),)
    """
    found: list[Amendment] = []
    passed: str | None = None  # the day told last on which something was adopted, but for the rule itself
    first = True
    waiting: list[str] = []  # days of orders, the last of which tells what all did: …令第2号、…令第1号修订
    for note in notes:
        days = list(DATE.finditer(plain_form(note)))
        for at, day in enumerate(days):
            end = days[at + 1].start() if at + 1 < len(days) else len(note)
            told = note[day.end() : end]
            decision, meeting = _DECISION.search(told), _MEETING.search(told)
            iso = iso_date(note[slice(*day.span())])
            adopted, passed = passed, iso if _PASSED.search(told) and not first else None
            first = False
            if not _ACT.search(_TITLE.sub("", told)):
                waiting = [*waiting, iso] if iso and told.rstrip().endswith("、") else []
                continue
            found.extend(Amendment(each, None) for each in waiting)
            waiting = []
            by = decision.group(1) if decision else meeting.group() if meeting else None
            found.append(Amendment((adopted if _APPROVED.match(told) else None) or iso, by))
    return tuple(found)


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
