"""Pages are made before anybody asks for them: each once, one after the other, anew for each graph."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lawgraph.explorer import warming
from lawgraph.explorer.application import Explorer
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.rendering import _environment


def explorer(made: list[tuple[str, str]]) -> tuple[Explorer, Any]:
    """Return an explorer of three pages, and the pool whose store it shows; ``made`` tells what was made of which."""
    alone = threading.Lock()

    def page(name: str, menu: bool, error: type[Exception] | None = None) -> Page:
        def show(asked: Asked) -> Shown:
            assert alone.acquire(blocking=False), "one page at a time"
            try:
                made.append((name, asked.store.name))
                raise error or Missing("没有", "none")
            finally:
                alone.release()

        return Page(name, f"/{name}", Said(name, name), show, menu=menu)

    pool = SimpleNamespace(store=Path("one"))
    pages = (page("first", True, RuntimeError), page("hidden", False), page("last", True))
    front: Any = SimpleNamespace(pool=pool, prefix="")
    return Explorer(front, pages, asyncio.Semaphore(8), asyncio.Semaphore(2)), pool


def test_the_pages_of_the_menu_are_made_though_one_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_PAUSE", 0.0)
    made: list[tuple[str, str]] = []
    asyncio.run(warming.warmed(explorer(made)[0]))
    assert made == [("first", "one"), ("last", "one")]


def test_pages_are_made_anew_for_another_graph_and_not_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_PAUSE", "_BEGINS_AFTER"):
        monkeypatch.setattr(warming, name, 0.0)
    monkeypatch.setattr(warming, "_LOOKS_EVERY", 0.01)
    made: list[tuple[str, str]] = []

    async def until(count: int) -> None:
        async with asyncio.timeout(60):
            while len(made) < count:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert len(made) == count

    async def run() -> None:
        warmed, pool = explorer(made)
        keeping = asyncio.create_task(warming.keep_warm(warmed))
        await until(2)
        pool.store = Path("two")
        await until(4)
        keeping.cancel()

    asyncio.run(run())
    assert made == [("first", "one"), ("last", "one"), ("first", "two"), ("last", "two")]
    cache = _environment().cache
    assert cache is not None
    assert len(cache) == len(_environment().list_templates()), "templates are translated"
