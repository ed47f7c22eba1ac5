"""How far a build is, on a terminal and for programs."""

from __future__ import annotations

import io
import json

from rich.console import Console

from lawgraph.build import Event
from lawgraph.progress import bar, event_json

EVENTS = [
    Event("started", of=4),
    Event("document", "某某县渡口渡运安全管理办法和其他很长很长很长的名字.txt", "annotated", 1, 4),
    Event("failed", "b.txt", "b.txt: 没有这个文件。There is no such file; check the name.", 2, 4),
    Event("linked", "下位 → 上位", done=1, of=3),
    Event("merged", done=8000),
    Event("done", done=3, of=4),
]


def test_a_terminal_shows_what_is_done_of_how_much_and_how_fast() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=160)
    with bar(console) as tell:
        for event in EVENTS:
            tell(event)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "合并 merging" in shown
    assert "8000/" in shown
    assert "/s" in shown


def test_what_is_no_terminal_shows_nothing() -> None:
    console = Console(file=io.StringIO())
    with bar(console) as tell:
        for event in EVENTS:
            tell(event)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""


def test_an_event_is_a_line_of_json_that_says_what_there_is_to_say() -> None:
    lines = [event_json(event) for event in EVENTS]
    assert all("\n" not in line for line in lines)
    assert json.loads(lines[0]) == {"event": "started", "of": 4}
    assert json.loads(lines[2])["how"].startswith("b.txt: ")
    assert json.loads(lines[3]) == {"event": "linked", "name": "下位 → 上位", "done": 1, "of": 3}
