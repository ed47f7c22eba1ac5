"""A file of reviews that several people change at once: read again when it was changed, written whole or not at all.

It is changed under a lock that all processes share, by one that is written beside it and put in its place in one step.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.read import ReadError
from lawgraph.explorer.decided import Person, State
from lawgraph.locks import lock
from lawgraph.reviews.editing import Sheet, read_sheet
from lawgraph.writing import beside

Stamp = tuple[int, int, int]
"""What tells that a file was changed."""
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


class ReviewFile:
    """The file at ``path``; ``now`` tells the moment of a step."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._read: tuple[Stamp | None, Sheet] | None = None

    def sheet(self) -> Sheet:
        """Return the file as it is now; it is read where it is another than the last time. Raises :class:`NotKept`."""
        read = self._read
        with self.told():
            stamp = stamp_of(self.path)
            if read is None or read[0] != stamp:
                self._read = read = stamp, read_sheet(self.path)
        return read[1]

    def moment(self, last: str) -> str:
        """Return now, or just after the last step where a clock is behind: steps are in their order."""
        now = self._now()
        if "T" in last:
            now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
        return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the file for this process alone, and tell what goes wrong with it. Raises :class:`NotKept`."""
        with self.told():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with lock(self.path.parent):
                yield

    def write(self, sheet: Sheet) -> None:
        """Put a changed file in the place of this one."""
        mode = self.path.stat().st_mode & 0o7777 if self.path.exists() else None
        with beside(self.path) as scratch:
            with scratch.open("w", encoding="utf-8", newline="") as file:
                file.write(sheet.text())
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                scratch.chmod(mode)
        _sync(self.path.parent)

    @contextmanager
    def told(self) -> Iterator[None]:
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


def refuse_others(state: State, by: Person) -> None:
    """Raise :class:`NotYours` where no step of this person holds, which could be undone."""
    if not any(step.by == by.id for step in state.standing):
        raise NotYours("没有您的决定可以撤销。You have no decision here to undo.")


def stamp_of(path: Path) -> Stamp | None:
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
