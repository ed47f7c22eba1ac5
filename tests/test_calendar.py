"""The calendar: valid iCalendar, an event of whole days for each day that a task says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lawgraph.build import BuildReport
from lawgraph.exports import exports
from lawgraph.office.calendar import calendar
from lawgraph.tables.holdings import Holdings
from lawgraph.tables.tasks import Day, days, span
from queries import EmbeddedEngine, open_engine

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
REQUIRED = {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"}


def events(data: bytes) -> list[dict[str, str]]:
    """Read a calendar back as RFC 5545, 3.1 says: unfolded lines, each a name and a value."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//lawgraph//tasks//ZH"]
    assert lines[-1] == "END:VCALENDAR"
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VCALENDAR":
            assert name not in found[-1] or name == "END"
            found[-1][name] = value
    return found


def day(**said: str) -> Day:
    told = {"fact": "f", "bound": "latest", "said": "2012-12-31", "words": "年底前", "task": "办结"} | said
    return Day(**told, departments=("县财政局",), document="某办法", label="第一条")  # type: ignore[arg-type]


def test_each_day_of_a_task_is_an_event(built: BuildReport, tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(built.generation.store)
    path = tmp_path / "out" / "g.ics"
    exports()["ics"].write(engine, path)
    found = events(path.read_bytes())
    assert len(found) == len(days(Holdings(engine))) > 2
    assert len({each["UID"] for each in found}) == len(found)
    assert all(each.keys() >= REQUIRED for each in found)
    last = next(each for each in found if each["DTSTART;VALUE=DATE"] == "20121231")
    assert last["DTEND;VALUE=DATE"] == "20130101"
    assert last["SUMMARY"].startswith("止：")
    exports()["ics"].write(engine, tmp_path / "again.ics")
    assert (tmp_path / "again.ics").read_bytes() == path.read_bytes()


def test_an_event_is_known_again_when_another_comes_before_it() -> None:
    one, two = day(fact="a"), day(fact="b")
    (alone,) = events(calendar([two]))
    assert events(calendar([one, two]))[1]["UID"] == alone["UID"]


def test_text_is_escaped_and_folded_between_characters() -> None:
    (found,) = events(calendar([day(task="办结，a,b;c\\d\n" + "很长的任务" * 40 + "\x07")]))
    assert (
        found["DESCRIPTION"].startswith("办结，a\\,b\\;c\\\\d\\n") or "a\\,b\\;c\\\\d" in found["DESCRIPTION"]
    )
    assert "\x07" not in found["DESCRIPTION"]
    assert found["DESCRIPTION"].count("很长的任务") == 40
    assert found["SUMMARY"].endswith("…")


@pytest.mark.parametrize("said", ["", "2012-13", "0000", "9999-12-31", "某日"])
def test_what_is_no_day_is_no_event(said: str) -> None:
    assert events(calendar([day(said=said)])) == []


SPANS = [
    ("2012-02-29", date(2012, 2, 29), date(2012, 3, 1), "a day"),
    ("2012-12", date(2012, 12, 1), date(2013, 1, 1), "the last month of a year"),
    ("2012", date(2012, 1, 1), date(2013, 1, 1), "a year"),
]


@pytest.mark.parametrize(("said", "first", "after", "why"), SPANS)
def test_a_month_and_a_year_last_all_their_days(said: str, first: date, after: date, why: str) -> None:
    assert span(said) == (first, after), why


def test_a_graph_without_days_is_an_empty_calendar(tmp_path: Path) -> None:
    import pyoxigraph as ox

    exports()["ics"].write(EmbeddedEngine(ox.Store()), tmp_path / "g.ics")
    assert events((tmp_path / "g.ics").read_bytes()) == []
    exports()["ics"].write(open_engine(INPUT), tmp_path / "small.ics")
    assert [each["DTSTART;VALUE=DATE"] for each in events((tmp_path / "small.ics").read_bytes())] == [
        "20120101"
    ]
