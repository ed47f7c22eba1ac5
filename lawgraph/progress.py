"""How far a build is: a bar on a terminal, and lines of JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from lawgraph.build.events import Event, Tell, silent

_WORDS = {
    "document": "读取 reading",
    "linked": "对应 linking",
    "checked": "审查 checking",
    "merged": "合并 merging",
}
_NAME = 24  # characters of a name that are shown


class _Rate(TextColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.finished_speed or task.speed or 0:,.1f}/s")


@contextmanager
def bar(console: Console) -> Iterator[Tell]:
    """Show the events that are told as a bar with count, rate and time left, if ``console`` is a terminal."""
    if not console.is_terminal:
        yield silent
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(""),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        shown = progress.add_task("…", total=None)
        stage = ""

        def tell(event: Event) -> None:
            nonlocal stage, shown
            kind = "document" if event.what in ("started", "failed") else event.what
            if kind not in _WORDS:
                return
            if kind != stage:
                progress.remove_task(shown)
                shown, stage = progress.add_task(_WORDS[kind], total=None), kind
            name = event.name if len(event.name) <= _NAME else f"{event.name[:_NAME]}…"
            progress.update(
                shown, description=f"{_WORDS[kind]} {name}", total=event.of or None, completed=event.done
            )

        yield tell


def event_json(event: Event) -> str:
    """Return an event as a line of JSON, without what it does not say."""
    said: dict[str, object] = {"event": event.what}
    said |= {name: value for name in ("name", "how") if (value := getattr(event, name))}
    said |= {name: value for name in ("done", "of") if (value := getattr(event, name))}
    return json.dumps(said, ensure_ascii=False)
