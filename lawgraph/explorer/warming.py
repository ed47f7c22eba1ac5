"""Pages made before anybody asks for them: what they keep of a graph is then read, their templates are translated.

One page after the other, with pauses, so that whoever asks meanwhile goes first; anew for each graph that is served.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request
from starlette.types import Message

from lawgraph.explorer.application import Explorer
from lawgraph.explorer.rendering import translate_templates

_BEGINS_AFTER = 1.0  # seconds
_PAUSE = 0.1  # seconds between pages
_LOOKS_EVERY = 2.0  # seconds, for whether another graph is served


async def keep_warm(made: Explorer) -> None:
    """Make the pages of the menu of each graph that comes to be served, until this is cancelled."""
    warm: Path | None = None
    await asyncio.sleep(_BEGINS_AFTER)
    await asyncio.to_thread(translate_templates)
    while True:
        if (store := made.front.pool.store) != warm:
            await warmed(made)
            warm = store
        await asyncio.sleep(_LOOKS_EVERY)


async def warmed(made: Explorer) -> None:
    """Make each page of the menu once; one that cannot be made is told to whoever asks for it."""
    for page in made.pages:
        if page.menu:
            with suppress(Exception):
                await made.answer(_asking_for(page.path), page, None)
            await asyncio.sleep(_PAUSE)


def _asking_for(path: str) -> Request:
    return Request(
        {
            "type": "http", "method": "GET", "scheme": "http", "path": path, "root_path": "", "query_string": b"",
            "headers": [(b"accept", b"text/html")], "client": None, "server": None,
        },
        _stays,
    )  # fmt: skip


async def _stays() -> Message:
    """Wait for ever, as a reader does who does not leave."""
    await asyncio.Event().wait()
    raise AssertionError
