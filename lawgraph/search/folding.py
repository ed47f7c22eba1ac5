"""Texts as they are compared: full and half width, capitals, white space and accents make no difference.

Each character is folded by itself, so that every character of what comes out was one of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lawgraph.search.numbers import cuts_number

_LEFT_OUT = ("Mn", "Me", "Cf", "Cc", "Zs", "Zl", "Zp")  # marks, invisible characters, white space
_BROKEN = "\ufffd"  # in place of half a surrogate pair


class _Folds(dict[int, str]):
    """What becomes of a character, by its code point."""

    def __missing__(self, code: int) -> str:
        char = _BROKEN if 0xD800 <= code <= 0xDFFF else chr(code)
        shape = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
        self[code] = folded = "".join(
            part for part in shape if unicodedata.category(part) not in _LEFT_OUT and not part.isspace()
        )
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return a text as it is compared (Unicode NFKD and case folding, without white space and marks).

    >>> fold("Ｅ－１０ 融资\\n担保（一）")
    'e-10融资担保(一)'
    """
    return text.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and for each of its characters where it stands in the text as it was."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text."""
        folds = [(at, part) for at, char in enumerate(text) for part in _FOLDS[ord(char)]]
        return cls("".join(part for _, part in folds), tuple(at for at, _ in folds))

    def spans(
        self, word: str, not_after: Sequence[str] = (), *, whole: bool = False
    ) -> list[tuple[int, int]]:
        """Return where the text as it was has a folded word, from left to right.

        The word does not count where one of ``not_after`` stands directly before it, and with ``whole`` where it
        cuts a number in two.

        >>> Folded.of("融 资。融资").spans("融资")
        [(0, 3), (4, 6)]
        >>> Folded.of("补贴与反补贴").spans("补贴", ["反"])
        [(0, 2)]
        """
        found, at = [], self.text.find(word) if word else -1
        while at >= 0:
            end = at + len(word)
            after = any(self.text.startswith(before, at - len(before)) for before in not_after if at)
            if not after and not (whole and cuts_number(self.text, at, end)):
                found.append((self.places[at], self.places[end - 1] + 1))
            at = self.text.find(word, end)
        return found
