"""What is asked of the same words by several finders, found once a text.

The label of a line, its plain form and whether it is a date are asked for a dozen times while a text is told apart:
a function marked :func:`once` answers again from what it has found. :func:`forget` ends a text, so that no more is
held than one text needs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from ontology.numerals import plain_form as _plain_form

Found = TypeVar("Found")

_MOST = 1 << 15  # lines that are remembered, where nobody says that a text has ended
_FORGET: list[Callable[[], None]] = []


def once(read: Callable[[str], Found]) -> Callable[[str], Found]:
    """Make a function of words remember what it found; it must depend on them alone and return what nobody changes."""
    remembering = lru_cache(maxsize=_MOST)(read)
    _FORGET.append(remembering.cache_clear)
    return remembering


def forget() -> None:
    """Forget what was found: the text has ended."""
    for clear in _FORGET:
        clear()


@once
def solid(text: str) -> str:
    """Return words without white space."""
    return "".join(text.split())


plain_form: Callable[[str], str] = once(_plain_form)
"""The form in which the finders of this stage read a line (:func:`ontology.numerals.plain_form`)."""
