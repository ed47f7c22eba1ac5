"""The dates of 督查台账 as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the days of the tasks of ``engine``'s graph (:func:`lawgraph.tables.tasks.days`) as iCalendar."""
    from lawgraph.office.calendar import calendar
    from lawgraph.tables.holdings import Holdings
    from lawgraph.tables.tasks import days

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(calendar(days(Holdings(engine))))


EXPORT = Export(
    "ics",
    "日历：督查台账中写明的起止日期，全天日程",
    "a calendar: the days that tasks begin and end on, as events of whole days",
    write,
)
