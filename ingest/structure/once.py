"""What is asked of the same words by several finders, found once a text.

The label of a line, its plain form and whether it is a date are asked for a dozen times while a text is told apart:
a function marked :func:`once` answers again from what it has found. :func:`forget` ends a text, so that no more is
held than one text needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


_PLAIN: dict[str, str] = {}
_FORGET.append(_PLAIN.clear)


def remember_plain(texts: Sequence[str]) -> None:
    """Read many texts in plain form at once, which costs far less than one after the other."""
    new = [text for text in dict.fromkeys(texts) if text not in _PLAIN]
    plain = _plain_form("".join(new))
    at = 0
    for text in new:
        _PLAIN[text] = plain[at : at + len(text)]
        at += len(text)


def plain_form(text: str) -> str:
    """Return the form in which the finders of this stage read words (:func:`ontology.numerals.plain_form`)."""
    found = _PLAIN.get(text)
    return _plain_form(text) if found is None else found
