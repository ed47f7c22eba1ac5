"""The desk at which people decide on links and gaps: what was decided, and how a decision comes into the file.

The file is one of reviews (``docs/reviews.en.md``), which a build takes up. It is read again whenever it was changed
by somebody else, and changed under a lock that all processes share, by one that is written beside it and put in its
place in one step: a decision is in it whole or not at all, and none that was in it is lost.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.read import ReadError
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
from lawgraph.explorer.reviewers import kept
from lawgraph.explorer.stepping import changed, decision_of, settled
from lawgraph.locks import lock
from lawgraph.reviews.decisions import Reviewed
from lawgraph.reviews.editing import Sheet, read_sheet
from lawgraph.reviews.history import Did
from lawgraph.reviews.reading import read_file, review_files
from lawgraph.writing import beside

__all__ = ["Ask", "Changed", "Desk", "Did", "End", "NotKept", "NotYours", "Person", "State"]

DEFAULT_NAME = "explorer.sssom.tsv"
"""What the file is called where a folder is given."""
_Stamp = tuple[int, int, int]
_WHY = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘只读",
}


class NotKept(Exception):
    """A decision that was not taken, because the file cannot be read or written; the file is as it was."""

    status = 503

    def __init__(self, path: Path, zh: str, en: str) -> None:
        super().__init__(f"{path}: {zh}。{en}.")
        self.zh, self.en = zh, en


class Changed(Exception):
    """Somebody has decided since the page was shown; ``state`` is what holds now."""

    status = 409

    def __init__(self, state: State) -> None:
        super().__init__("已有人在此期间作出决定。Somebody has decided meanwhile.")
        self.state = state


class NotYours(Exception):
    """There is no decision of this person to undo."""

    status = 409


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it was when it was read, and its rows by the two documents that they are on."""

    stamp: _Stamp | None
    sheet: Sheet
    index: Index


class Desk:
    """Takes decisions of people, and tells which there are.

    Where a folder is given, the file is :data:`DEFAULT_NAME` in it.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path / DEFAULT_NAME if path.is_dir() else path
        self._now = now
        self._read: _Read | None = None
        self._all: tuple[_Read, tuple[State, ...]] | None = None
        self._others: dict[Path, tuple[_Stamp | None, tuple[Reviewed, ...]]] = {}

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
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with lock(self.path.parent):
                read = self._current()
                rows = touching(read.index, *ask.about, gap=ask.gap, works=ask.works)
                before = self._seen(read, rows, ask)
                if ask.did is Did.UNDO:
                    if not any(step.by == ask.by.id for step in before.standing):
                        raise NotYours("没有您的决定可以撤销。You have no decision here to undo.")
                else:
                    self._refuse_elsewhere(ask)
                moment = self._moment(max((step.at for row in rows for step in row.steps), default=""))
                self._write(changed(read.sheet.ready(), rows, ask, moment))
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

    def _moment(self, last: str) -> str:
        """Return now, or just after the last step where a clock is behind: steps are in their order."""
        now = self._now()
        if "T" in last:
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _current(self) -> _Read:
        """Return the file as it is now; it is read where it is another than the last time."""
        read = self._read
        with self._told():
            stamp = _stamp(self.path)
            if read is None or read.stamp != stamp:
                sheet = read_sheet(self.path)
                self._read = read = _Read(stamp, sheet, entries_of(sheet))
        return read

    def _write(self, sheet: Sheet) -> None:
        mode = self.path.stat().st_mode & 0o7777 if self.path.exists() else None
        with beside(self.path) as scratch:
            with scratch.open("w", encoding="utf-8", newline="") as file:
                file.write(sheet.text())
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                scratch.chmod(mode)
        _sync(self.path.parent)

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
        stamp = _stamp(path)
        known = self._others.get(path)
        if known is None or known[0] != stamp:
            self._others[path] = known = stamp, read_file(path).rows
        return known[1]

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what went wrong with the file in one sentence."""
        try:
            yield
        except ReadError as error:
            raise NotKept(
                error.path,
                f"审核文件读不懂：{error.chinese}；改好之前不记新的决定，文件原样未动",
                f"The file of reviews is not understood: {error.problem}; {error.remedy}. "
                "Until then nothing is taken down, and the file is left as it is",
            ) from error
        except OSError as error:
            why = _WHY.get(error.errno or 0, f"系统报告“{error.strerror or error}”")
            raise NotKept(
                self.path,
                f"审核文件写不进去：{why}；本次决定没有记下，已有的决定都在，请处理后再试",
                f"The file of reviews cannot be written: {error.strerror or error}. The decision was not taken down, "
                "all before it are there; try again when this is mended",
            ) from error


def _states(index: Index) -> Iterator[State]:
    """Yield what holds of all links and gaps on which there are steps, each once."""
    for pair in index.values():
        gaps = dict.fromkeys(entry.ends for entry in pair.nothing if entry.steps)
        links = (ends for ends, those in pair.links.items() if any(entry.steps for entry in those))
        for gap, ends in [*((True, each) for each in gaps), *((False, each) for each in links)]:
            yield state_of(*ends, touching(index, *ends, gap=gap), gap=gap)


def _stamp(path: Path) -> _Stamp | None:
    """Return what tells that a file was changed; nothing where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _sync(folder: Path) -> None:
    """Have the system write down that a file of the folder was put in its place."""
    if os.name == "nt":  # pragma: no cover
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
