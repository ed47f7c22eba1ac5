"""The desk at which people decide on links and gaps: what was decided, and how a decision comes into the file.

The file is one of reviews (``docs/reviews.en.md``), which a build takes up. It is read again whenever it was changed
by somebody else, and changed under a lock that all processes share, by one that is written beside it and put in its
place in one step: a decision is in it whole or not at all, and none that was in it is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lawgraph.check.verdicts import DEFAULT_NAME as FINDINGS_NAME
from lawgraph.explorer.decided import (
    Ask,
    End,
    Entry,
    Index,
    Person,
    State,
    entries_of,
    state_of,
    touching,
)
from lawgraph.explorer.finding_desk import FindingDesk
from lawgraph.explorer.review_file import (
    Changed,
    NotKept,
    NotYours,
    ReviewFile,
    Stamp,
    refuse_others,
    stamp_of,
)
from lawgraph.explorer.reviewers import kept
from lawgraph.explorer.stepping import changed, decision_of, settled
from lawgraph.reviews.decisions import Reviewed
from lawgraph.reviews.editing import Sheet
from lawgraph.reviews.history import Did
from lawgraph.reviews.reading import read_file, review_files

__all__ = ["Ask", "Changed", "Desk", "Did", "End", "NotKept", "NotYours", "Person", "State"]

DEFAULT_NAME = "explorer.sssom.tsv"
"""What the file is called where a folder is given."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it was when it was read, and its rows by the two documents that they are on."""

    sheet: Sheet
    index: Index


class Desk:
    """Takes decisions of people, and tells which there are.

    Where a folder is given, the file is :data:`DEFAULT_NAME` in it.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path / DEFAULT_NAME if path.is_dir() else path
        self._file = ReviewFile(self.path, now)
        self.findings = FindingDesk(ReviewFile(path / FINDINGS_NAME, now) if path.is_dir() else self._file)
        self._read: _Read | None = None
        self._all: tuple[_Read, tuple[State, ...]] | None = None
        self._others: dict[Path, tuple[Stamp | None, tuple[Reviewed, ...]]] = {}

    def of_link(self, lower: str, upper: str) -> State:
        """Return what was decided on a link, given the IRIs of its two provisions."""
        return self._told_of(lower, upper, gap=False)

    def of_gap(self, provision: str, against: str) -> State:
        """Return what was decided on a gap, given the IRIs of the provision and of the document that has none."""
        return self._told_of(provision, against, gap=True)

    def _told_of(self, one: str, other: str, *, gap: bool) -> State:
        try:
            index = self._current().index
        except NotKept as error:
            return State(one, other, gap, "", trouble=str(error))
        return state_of(one, other, touching(index, one, other, gap=gap), gap=gap)

    def all(self) -> tuple[State, ...]:
        """Return all links and gaps that somebody took a step on, the last first. Raises :class:`NotKept`."""
        read = self._current()
        if self._all is None or self._all[0] is not read:
            self._all = read, tuple(sorted(_states(read.index), key=lambda state: state.at, reverse=True))
        return self._all[1]

    def by(self, reviewer: str) -> Person | None:
        """Return who decides, by the cookie that says so."""
        return kept(reviewer) if reviewer else None

    def moment(self, at: str) -> str:
        """Return a moment in the time of this machine, as far as the minute; a day as it is."""
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if "T" in at else at

    def mine(self, state: State, reviewer: str) -> bool:
        """Tell whether a step of this person holds, so that it can be undone."""
        who = self.by(reviewer)
        return who is not None and any(step.by == who.id for step in state.standing)

    def text(self) -> str:
        """Return the file as it is. Raises :class:`NotKept`."""
        return self._current().sheet.text()

    def decide(self, ask: Ask) -> State:
        """Take a decision, or undo the last one of the same person, and return what holds then.

        Raises :class:`Changed` where the state is not the one that the person saw, :class:`NotYours` where there is
        nothing to undo, and :class:`NotKept`.
        """
        with self._file.held():
            read = self._current()
            rows = touching(read.index, *ask.about, gap=ask.gap, works=ask.works)
            before = self._seen(read, rows, ask)
            if ask.did is Did.UNDO:
                refuse_others(before, ask.by)
            else:
                self._refuse_elsewhere(ask)
            moment = self._file.moment(max((step.at for row in rows for step in row.steps), default=""))
            self._file.write(changed(read.sheet.ready(), rows, ask, moment))
            return self._state(self._current().index, ask)

    def _seen(self, read: _Read, rows: tuple[Entry, ...], ask: Ask) -> State:
        """Return the state before a decision; raise :class:`Changed` where it is another than the person saw.

        Pages do not know of rows that name a rule only; these are news where they are on the same or against it.
        """
        now = state_of(*ask.about, rows, gap=ask.gap)
        shown = self._state(read.index, ask)
        news = now.decided != shown.decided or now.without != shown.without
        if ask.seen != now.seen and (ask.seen != shown.seen or news):
            raise Changed(now)
        return now

    def _state(self, index: Index, ask: Ask) -> State:
        return state_of(*ask.about, touching(index, *ask.about, gap=ask.gap), gap=ask.gap)

    def _current(self) -> _Read:
        """Return the file as it is now, and its rows by what they are on."""
        read, sheet = self._read, self._file.sheet()
        if read is None or read.sheet is not sheet:
            self._read = read = _Read(sheet, entries_of(sheet))
        return read

    def _refuse_elsewhere(self, ask: Ask) -> None:
        """Raise where another file of the folder says the opposite: a build would use neither."""
        if ask.did is Did.REMARK:
            return
        mine = decision_of(ask)
        for path in review_files(self.path.parent):
            if path.resolve() == self.path.resolve():
                continue
            for row in self._of_other(path):
                if mine.against(settled(row.decision, ask)):
                    who = row.decision.who
                    raise NotKept(
                        path,
                        f"第 {row.line} 行（{who}）的决定与此相反，两者都不会被采用；本次没有记下，请先改那一行",
                        f"Line {row.line} ({who}) says the opposite, and neither would be used; "
                        "nothing was taken down: change that line first",
                    )

    def _of_other(self, path: Path) -> tuple[Reviewed, ...]:
        stamp = stamp_of(path)
        known = self._others.get(path)
        if known is None or known[0] != stamp:
            self._others[path] = known = stamp, read_file(path).rows
        return known[1]


def _states(index: Index) -> Iterator[State]:
    """Yield what holds of all links and gaps on which there are steps, each once."""
    for pair in index.values():
        gaps = dict.fromkeys(entry.ends for entry in pair.nothing if entry.steps)
        links = (ends for ends, those in pair.links.items() if any(entry.steps for entry in those))
        for gap, ends in [*((True, each) for each in gaps), *((False, each) for each in links)]:
            yield state_of(*ends, touching(index, *ends, gap=gap), gap=gap)
