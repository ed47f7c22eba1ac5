"""The days of tasks as a calendar (iCalendar, RFC 5545): events of whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from lawgraph.tables.characters import written
from lawgraph.tables.tasks import Day, span

_MOST = 75  # octets of a line, section 3.1
_BOUNDS = {"earliest": "起", "latest": "止", "both": "当日"}
_LONGEST = 60


def calendar(days: Iterable[Day]) -> bytes:
    """Return the bytes of the calendar; an event's identity depends on the fact that it is of, and on nothing else."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//lawgraph//tasks//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text('督查台账')}",
    ]
    for day in days:
        lines += _event(day)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(day: Day) -> Iterator[str]:
    """Yield the lines of an event; of a month or a year it lasts all its days."""
    days = span(day.said)
    if days is None:
        return
    first, after = (each.strftime("%Y%m%d").zfill(8) for each in days)
    task = " ".join(day.task.split())
    brief = task if len(task) <= _LONGEST else f"{task[: _LONGEST - 1]}…"
    departments = "、".join(day.departments)
    source = "".join(filter(None, (f"《{day.document}》" if day.document else "", day.label)))
    who = f"{departments}：" if departments else ""
    told = [task, f"时限：{day.words}"]
    told += [f"责任部门：{departments}"] if departments else []
    told += [f"出处：{source}"] if source else []
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(f'{day.fact} {day.bound}'.encode()).hexdigest()[:32]}@lawgraph"
    yield f"DTSTAMP:{first}T000000Z"  # no time at which it was made: the same graph gives the same calendar
    yield f"DTSTART;VALUE=DATE:{first}"
    yield f"DTEND;VALUE=DATE:{after}"
    yield f"SUMMARY:{_text(f'{_BOUNDS[day.bound]}：{who}{brief}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    r"""Return a text as a value (section 3.3.11).

    >>> _text("a,b;c\nd\\e")
    'a\\,b\\;c\\nd\\\\e'
    """
    escaped = written(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, none of which breaks a character."""
    piece, room = "", _MOST
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", _MOST - 1
        piece, room = piece + char, room - size
    yield piece
