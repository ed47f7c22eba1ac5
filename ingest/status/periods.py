"""The periods of a text and of a provision, from what all documents that are read together say.

What each state means, and when the answer is that it is not known: ``docs/status.en.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from ingest.status.beginning import Beginning, beginning, plus_years
from ingest.status.header import Header
from ingest.status.holdings import Act, Register, ground
from ingest.status.terms import plus
from ingest.status.timeline import Ground, Period, Timeline
from ingest.status.words import pattern
from ontology.states import ChangeKind, GroundKind, State

Became = Callable[[str, str, str], tuple[ChangeKind, tuple[str, ...]] | None]
"""What became of the provision at a path of an old text in a new one (IRIs), and its paths there; None: not known."""

_RANK = {State.REPEALED: 0, State.SUPERSEDED: 1, State.EXPIRED: 2, State.UNKNOWN: 3}
_DAY_OPEN = (
    "施行日期文中未载，起日按作出的日期 / "
    "the day of entry into force is not told: that on which it was made is taken"
)
_PARTLY = "有文件废止了其中部分规定，未写明条款 / parts of it are repealed, and the words do not say which"
_SUCCESSOR = (
    "有同一机关、同一事项的较晚文件，但没有废止的明文 / "
    "a later rule of the same office and subject, without words of repeal"
)
_TRIAL = (
    "试行或者暂行而未定期限，是否仍在试行不明 / on trial without a term: whether it still is, is not told"
)
_GOES_ON = "写明继续有效，未写明到哪一天 / it goes on by the words, which name no day"
_UNDATED = "写明废止的文件没有日期 / the document that repeals it has no day"
_TERM = "写明期限，但起算日不明 / its term is told, and the day from which it counts is not"
_OVER_BEFORE = (
    "写明的期限在施行之前届满，文字有误 / the term told is over before the day of entry: the words are wrong"
)
_KEPT = "文字与其后文本的相应条款相同 / its words stand in the later text"


class Holdings:
    """The documents that are read together, and the timelines of their texts.

    ``reach``: whether a state that is open says how many documents were read, and of which day the newest is.

    >>> Holdings([]).reaches is None
    True
    """

    def __init__(
        self, headers: Iterable[Header], became: Became | None = None, *, reach: bool = True
    ) -> None:
        self._register = Register(headers)
        self._became = became
        self._says_reach = reach

    @cached_property
    def reaches(self) -> str | None:
        """The day of the newest document (ISO): of what was made later nothing is known."""
        return self._register.reaches

    def timeline(self, document: str, path: str | None = None) -> Timeline:
        """Return the periods of a text (IRI), or of its provision at a path; raise ``KeyError`` for no such text."""
        header = self._register.header(document)
        if header is None:
            raise KeyError(document)
        return Timeline(document, path, tuple(self._periods(header, path)))

    def timelines(self, document: str) -> Iterator[Timeline]:
        """Yield the periods of a text, then those of its provisions that have some of their own, by their paths."""
        whole = self.timeline(document)
        yield whole
        header = self._register.header(document)
        paths = {path for entry in header.entries for path in entry.paths} if header else set()
        paths |= {time.path for time in header.times if time.path} if header else set()
        paths |= {path for act in self._register.acts.get(document, ()) for path in act.paths}
        for path in sorted(paths):
            own = self.timeline(document, path)
            if own.periods != whole.periods:
                yield own

    def _periods(self, header: Header, path: str | None) -> list[Period]:
        line = _Line(self._begin(header, path))
        first = next((p.since for p in line.periods if p.state is State.IN_FORCE), None)
        acts = (_in_time(act, first) for act in self._acts(header, path))
        for act in sorted(acts, key=lambda each: (each.day, _RANK[each.state])):
            line.set(act)
            if act.state is State.SUPERSEDED and path is not None:
                spliced = self._spliced(header, path, act)
                line.periods[-1:] = spliced or line.periods[-1:]
        periods = line.periods
        last = periods[-1]
        if last.state is State.IN_FORCE:
            periods[-1] = self._as_far_as_known(header, path, last)
        return [period for period in periods if period.since is None or period.since != period.until]

    def _begin(self, header: Header, path: str | None) -> list[Period]:
        begun = beginning(header, self._register.decision(header))
        own = [e for e in header.entries if path and any(_covers(each, path) for each in e.paths)]
        for entry in own:
            if entry.day is not None:
                begun = Beginning(entry.day, (ground(GroundKind.ENTRY, header, entry.said),))
        times = [t for t in header.times if path and t.since and t.path and _covers(t.path, path)]
        for time in times:
            if begun.day is not None and time.since is not None and time.since > begun.day:
                begun = Beginning(time.since, (ground(GroundKind.PROVISION, header, time.said),))
        return begun.periods()

    def _acts(self, header: Header, path: str | None) -> Iterator[Act]:
        """Yield what ends the time of a text or provision, of its own words and by others."""
        yield from self._own_end(header)
        for act in self._register.acts.get(header.document, ()):
            if not act.partial:
                yield act
            elif path is not None and any(_covers(each, path) for each in act.paths):
                yield replace(act, partial=False)
        later = [t for t in self._register.texts(header.work) if (t.dated or "") > (header.dated or "~")]
        if later:
            begun = beginning(later[0], self._register.decision(later[0]))
            day = max(begun.day or later[0].dated or "", later[0].dated or "")
            said = Ground(GroundKind.AMENDMENT, later[0].document, None, "", ())
            own = next((g for g in begun.grounds if g.document == later[0].document and g.text), said)
            yield Act(day, State.SUPERSEDED, replace(own, kind=GroundKind.AMENDMENT), begun.day is not None)
        for time in header.times:
            if path and time.path and time.until and _covers(time.path, path):
                words = ground(GroundKind.PROVISION, header, time.said)
                yield Act(plus(time.until, 1, "日") or time.until, State.EXPIRED, words)
        for each in self._register.successors(header)[:1]:
            start = beginning(each, None).day or each.dated
            if start is not None:
                said = Ground(GroundKind.SUCCESSOR, each.document, None, "", ())
                yield Act(start, State.UNKNOWN, said, True, _SUCCESSOR)

    def _own_end(self, header: Header) -> Iterator[Act]:
        longer = sorted(self._register.longer.get(header.document, ()), key=lambda each: each.day)
        if header.expires is None:
            return
        last, words = header.expires, ground(GroundKind.EXPIRY, header, header.expires_said)
        for each in longer:
            if each.until is None:
                return
            if each.until > last:
                last, words = each.until, each.ground
        end = plus(last, 1, "日")
        if end is not None:
            yield Act(end, State.EXPIRED, words)

    def _spliced(self, header: Header, path: str, act: Act) -> list[Period]:
        """Return the periods of the same words in the later text, which go on from the day of that text."""
        later = self._register.header(act.ground.document)
        if self._became is None or later is None or later.work != header.work:
            return []
        became = self._became(header.document, later.document, path)
        if became is None or became[0] is not ChangeKind.SAME or len(became[1]) != 1:
            return []
        after: list[Period] = []
        for period in self._periods(later, became[1][0]):
            if period.until is None or period.until > act.day:
                since = max(period.since or act.day, act.day)
                after.append(replace(period, since=since, grounds=(act.ground, *period.grounds)))
        if after:
            after[0] = replace(after[0], doubt=_also(after[0].doubt, _KEPT))
        return after

    def _as_far_as_known(self, header: Header, path: str | None, last: Period) -> Period:
        """Return the last period with what speaks against it, and with how far the documents reach."""
        doubt, grounds = last.doubt, list(last.grounds)
        for act in self._register.acts.get(header.document, ()):
            if act.partial and path is None:
                doubt = _also(doubt, None if act.paths else _PARTLY)
                grounds.append(act.ground)
            elif act.partial and not act.paths:
                doubt = _also(doubt, _PARTLY)
        longer = self._register.longer.get(header.document, ())
        if header.expires and any(each.until is None for each in longer):
            doubt = _also(doubt, _GOES_ON)
            grounds += [each.ground for each in longer if each.until is None]
        if header.term is not None:
            doubt = _also(doubt, _TERM)
            grounds.append(ground(GroundKind.EXPIRY, header, header.expires_said))
        elif header.expires is None and trial(header.title):
            doubt = _also(doubt, _TRIAL)
        grounds.append(Ground(GroundKind.NOTHING, header.document, path, "", ()))
        return replace(
            last, grounds=tuple(grounds), doubt=_also(doubt, self._reach() if self._says_reach else None)
        )

    def _reach(self) -> str:
        number, day = len(self._register), self.reaches
        zh = f"据一起读的{number}份文件" + (f"（最新的为{day}）" if day else "") + "，未见废止、失效或者修改"
        en = f"as far as the {number} documents read together know" + (
            f" (the newest is of {day})" if day else ""
        )
        return f"{zh} / {en}"


class _Line:
    """Periods in the making: a state is set from a day on, and what stood there before ends with that day."""

    def __init__(self, periods: list[Period]) -> None:
        self.periods = periods

    def set(self, act: Act) -> None:
        last = self.periods[-1]
        ended = last.state in (State.REPEALED, State.SUPERSEDED, State.EXPIRED)
        if last.state is State.REPEALED or (ended and act.state is not State.REPEALED):
            return
        before = [p for p in self.periods if p.since is None or p.since < act.day]
        before[-1] = replace(before[-1], until=act.day)
        state = State.UNKNOWN if act.doubt else act.state
        surely = None if act.sure or act.doubt else plus_years(act.day, 1)
        first_doubt = act.doubt or (None if act.sure else _DAY_OPEN)
        self.periods = [*before, Period(state, act.day, surely, (act.ground,), first_doubt)]
        if surely is not None:
            self.periods.append(Period(state, surely, None, (act.ground,), None))


def _in_time(act: Act, first: str | None) -> Act:
    """Return an act; an end of its own before the first day in force is one that is not known from that day on."""
    if act.state is not State.EXPIRED or first is None or act.day > first:
        return act
    return replace(act, day=first, doubt=_OVER_BEFORE)


def _covers(outer: str, path: str) -> bool:
    return path == outer or path.startswith(f"{outer}/")


def _also(doubt: str | None, more: str | None) -> str | None:
    """Return two doubts as one, in both languages."""
    if doubt is None or more is None or more in doubt:
        return doubt or more
    (zh, _, en), (zh_more, _, en_more) = doubt.partition(" / "), more.partition(" / ")
    return f"{zh}；{zh_more} / {en}; {en_more}"


def trial(title: str) -> bool:
    """Whether a title says that the rule is on trial: 试行, 暂行.

    >>> trial("某市公园管理办法（试行）"), trial("某市公园暂行办法"), trial("某市公园办法")
    (True, True, False)
    """
    return re.search(pattern("trial"), title) is not None
