"""The compact reading of a text in which quantities and citations are looked for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.text import CleanText


@dataclass(frozen=True, slots=True)
class Reading:
    """A text without white space and in half-width forms, each character with its place in ``clean``.

    Patterns are written once for it: ``％`` is ``%``, ``（`` is ``(``, ``，`` is ``,``, and a line wrap
    inside ``2020 年 7 月`` is gone. One space stays between two digits, so that neighbouring cells
    do not become one number.

    >>> from ingest.text import SourceText
    >>> Reading.of(CleanText.of(SourceText("a.txt", "３０ ％（含） 以上", "0" * 64))).text
    '30%(含)以上'
    """

    text: str
    places: tuple[int, ...]
    clean: CleanText

    @classmethod
    def of(cls, clean: CleanText) -> Reading:
        """Read ``clean``; a character whose NFKC form is longer than one stays as it is."""
        return cls(*_read(clean.text), clean)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range in ``clean.text`` of ``text[start:end]`` (not empty)."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=4096)  # quantities and citations are looked for in the same provisions
def _read(text: str) -> tuple[str, tuple[int, ...]]:
    chars: list[str] = []
    places: list[int] = []
    gap = False
    for at, raw in enumerate(text):
        if raw.isspace():
            gap = True
            continue
        char = _half_width(raw)
        if gap and chars and chars[-1].isdecimal() and char.isdecimal():
            chars.append(" ")
            places.append(at - 1)
        chars.append(char)
        places.append(at)
        gap = False
    return "".join(chars), tuple(places)


@lru_cache(maxsize=1 << 16)
def _half_width(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 else char
