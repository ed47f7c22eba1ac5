"""What a build tells while it goes on, for a progress bar and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

What = Literal["waiting", "started", "document", "failed", "linked", "checked", "merged", "done"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``done`` of ``of`` are documents, or pairs for ``linked``, or quads for ``merged``.

    ``name`` is that of a file or of two documents, ``how`` says what became of it (``annotated``, ``unchanged``,
    ``linked``; for ``failed`` why).
    """

    what: What
    name: str = ""
    how: str = ""
    done: int = 0
    of: int = 0


Tell = Callable[[Event], None]


def silent(_: Event) -> None:
    """Tell nobody."""
