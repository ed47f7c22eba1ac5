"""The compact reading of a text in which quantities and citations are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.text import CleanText


class Reading(NamedTuple):
    """A text without white space and in half-width forms, each character with its place in ``clean``.

    Patterns are written once for it: ``％`` is ``%``, ``（`` is ``(``, ``，`` is ``,``, and a line wrap
    inside ``2020 年 7 月`` is gone. One space stays between two digits, so that neighbouring cells
    do not become one number.

    >>> from ingest.text import SourceText
    >>> Reading.of(CleanText.of(SourceText("a.txt", "３０ ％（含） 以上", "0" * 64))).text
    '30%(含)以上'
    """

    text: str
    places: Sequence[int]
    clean: CleanText

    @classmethod
    def of(cls, clean: CleanText) -> Reading:
        """Read ``clean``; a character whose NFKC form is longer than one stays as it is."""
        return cls(*_read(clean.text), clean)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range in ``clean.text`` of ``text[start:end]`` (not empty)."""
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=4096)  # quantities and citations are looked for in the same provisions
def _read(text: str) -> tuple[str, Sequence[int]]:
    if _SPACE.search(text) is None:
        return text.translate(_HALF_WIDTH), range(len(text))
    words: list[str] = []
    places: list[int] = []
    for run in _RUN.finditer(text):
        word = run.group().translate(_HALF_WIDTH)
        if words and words[-1][-1].isdecimal() and word[0].isdecimal():
            words.append(" ")
            places.append(run.start() - 1)
        words.append(word)
        places.extend(range(*run.span()))
    return "".join(words), tuple(places)


class _HalfWidth(dict[int, str]):
    """The NFKC form of each character met, by its code, or the character itself where its form is longer than one."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code))
        one = wide if len(wide) == 1 else chr(code)
        if len(self) < _MET:
            self[code] = one
        return one


_MET = 1 << 16  # characters that are kept
_RUN = re.compile(r"\S+")
_SPACE = re.compile(r"\s")
_HALF_WIDTH = _HalfWidth()
