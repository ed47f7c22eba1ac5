"""Gates: which patterns can match in a text at all, told from its characters in one pass.

Most patterns of rules match in few texts, and to find that out costs the more the more of them there are. What a
match must contain is read from the pattern itself (:mod:`ingest.literals`): one of a few literals, each told by two
characters of it that are seldom together. So each pattern gets a bit, each pair of characters the bits of the patterns
that it lets through, and the pairs of a text together say at once which of a hundred patterns are worth a search. A
gate never hides a match, it only lets through what then does not match; a pattern that asks for no literal is let
through always.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import accumulate, chain
from operator import add, or_
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.literals import Literals, firsts, keys, lasts, required, union
from ingest.scanning import Scan

_PAIRS: Final = 1 << 16  # pairs of characters whose bits are kept
_KEPT: Final = 4096  # texts whose marks are kept, as many rules look at them
_LAST: Final = 0xFFFF
_WIDTH: Final = 62  # gates in one table of numbers
_ENDS_STRETCH: Final = re.compile("[，,。；;：:！？\n]")
Numbers = NDArray[Any]


class _Bits(dict[str, int]):
    """The bits that characters and pairs of them open; one without bits of its own has those of its characters."""

    def __init__(self, wanted: Iterable[Literals | None]) -> None:
        self.always = 0
        self.own: dict[str, int] = {}
        for number, literals in enumerate(wanted):
            if literals is None:
                self.always |= 1 << number
            for key in literals or ():
                self.own[key] = self.own.get(key, 0) | 1 << number

    def __missing__(self, key: str) -> int:
        bits = reduce(or_, (self.own.get(char, 0) for char in key), self.own.get(key, 0) | self.always)
        if len(self) < _PAIRS:
            self[key] = bits
        return bits


class Stretches(NamedTuple):
    """The marks of a text by its stretches, each up to a comma or a stop."""

    starts: Sequence[int]
    each: Sequence[int]

    def marks(self, start: int, end: int) -> int:
        """Return the bits of all patterns that can match in ``[start, end)`` of the text, and of some more."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end, first)
        return self.each[first] if last - first == 1 else reduce(or_, self.each[first:last], 0)


class Gates:
    """The gates of some patterns.

    >>> gates = Gates()
    >>> fined, banned = gates.within(re.compile("处.*罚款|没收")), gates.within(re.compile("不得|禁止"))
    >>> marks = gates.marks("由公安机关处五百元罚款")
    >>> bool(marks & fined), bool(marks & banned)
    (True, False)
    """

    def __init__(self) -> None:
        self._within: list[Literals | None] = []
        self._opening: list[Literals | None] = []
        self._closing: list[Literals | None] = []
        self._tables: tuple[_Bits, _Bits, _Bits] | None = None
        self._numbers: list[tuple[Numbers, Numbers]] = []
        self._kept: dict[str, int] = {}
        self._stretches: dict[str, Stretches] = {}

    def within(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`marks` has for each text in which one of ``patterns`` can match."""
        return self._bit(self._within, _pairs, patterns)

    def opening(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`opens` has for each text at whose beginning one of ``patterns`` can match."""
        return self._bit(self._opening, firsts, patterns)

    def closing(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`closes` has for each text at whose end one of ``patterns``, up to $, can match."""
        return self._bit(self._closing, lasts, patterns)

    def _bit(
        self,
        kept: list[Literals | None],
        wanted: Callable[[re.Pattern[str]], Literals | None],
        patterns: Iterable[re.Pattern[str]],
    ) -> int:
        kept.append(union(map(wanted, patterns)))
        self._tables = None
        self._numbers.clear()
        self._kept.clear()
        self._stretches.clear()
        return 1 << (len(kept) - 1)

    def _made(self) -> tuple[_Bits, _Bits, _Bits]:
        """Make the tables of what the characters let through, when they are first asked."""
        self._tables = _Bits(self._within), _Bits(self._opening), _Bits(self._closing)
        return self._tables

    def marks(self, text: str) -> int:
        """Return the bits of the patterns that can match somewhere in ``text``."""
        bits = (self._tables or self._made())[0]
        return reduce(or_, map(bits.__getitem__, map(add, text, text[1:] or " ")), bits.always)

    def opens(self, text: str) -> int:
        """Return the bits of the patterns that can match at the beginning of ``text``."""
        return (self._tables or self._made())[1][text[0]] if text else -1

    def closes(self, text: str) -> int:
        """Return the bits of the patterns that can match at the end of ``text``."""
        return (self._tables or self._made())[2][text[-1]] if text and text[-1] != "\n" else -1

    def seen(self, text: str) -> int:
        """Return :meth:`marks` of a text that many rules look at, which are kept."""
        marks = self._kept.get(text)
        if marks is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            marks = self._kept[text] = self.marks(text)
        return marks

    def look_at(self, texts: Iterable[str]) -> None:
        """Look at many texts at once, such as those of a document, for :meth:`seen`: a third of the time."""
        wanted = [text for text in dict.fromkeys(texts) if text and text not in self._kept]
        if not wanted:
            return
        if len(self._kept) + len(wanted) > _KEPT:
            self._kept.clear()
        whole = "".join(chain.from_iterable((text, "\n") for text in wanted))
        starts = [*accumulate((len(text) + 1 for text in wanted[:-1]), initial=0)]
        self._kept.update(zip(wanted, self._from(whole, starts), strict=True))

    def look_into(self, texts: Iterable[str]) -> None:
        """Look at the stretches of many texts at once, for :meth:`stretches`."""
        wanted = [text for text in dict.fromkeys(texts) if text and text not in self._stretches]
        if not wanted:
            return
        if len(self._stretches) + len(wanted) > _KEPT:
            self._stretches.clear()
        whole = "".join(chain.from_iterable((text, "\n") for text in wanted))
        starts = [0, *(mark.end() for mark in _ENDS_STRETCH.finditer(whole, 0, len(whole) - 1))]
        marks = self._from(whole, starts)
        first = base = 0
        for text in wanted:
            last = bisect_left(starts, base + len(text) + 1, first)
            self._stretches[text] = Stretches(
                [start - base for start in starts[first:last]], marks[first:last]
            )
            first, base = last, base + len(text) + 1

    def stretches(self, text: str) -> Stretches:
        """Return the marks of the stretches of ``text``, which is not empty; those of many texts are made at once."""
        found = self._stretches.get(text)
        if found is None:
            self.look_into([text])
            found = self._stretches[text]
        return found

    def _from(self, whole: str, starts: Sequence[int]) -> list[int]:
        """Return the marks of ``whole`` from each start to the next, with the pair that goes over it."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
        places = _place(codes, np.append(codes[1:], np.uint32(0)))
        always = (self._tables or self._made())[0].always
        marks = [always] * len(starts)
        for number, (of_pairs, of_singles) in enumerate(self._numbered()):
            opened = np.bitwise_or.reduceat(of_pairs[places] | of_singles[codes & _LAST], starts)
            shift = number * _WIDTH
            marks = [before | bits << shift for before, bits in zip(marks, opened.tolist(), strict=True)]
        return marks

    def _numbered(self) -> list[tuple[Numbers, Numbers]]:
        """Return for each so many gates which of them pairs and characters open, at their places."""
        if not self._numbers:
            own = (self._tables or self._made())[0].own
            for shift in range(0, len(self._within), _WIDTH):
                of_pairs, of_singles = np.zeros(_LAST + 1, np.uint64), np.zeros(_LAST + 1, np.uint64)
                for key, bits in own.items():
                    codes = np.array([[ord(char)] for char in key], np.uint32)
                    table, place = (
                        (of_pairs, _place(*codes)) if len(key) > 1 else (of_singles, codes[0] & _LAST)
                    )
                    table[place] |= np.uint64(bits >> shift & ((1 << _WIDTH) - 1))
                self._numbers.append((of_pairs, of_singles))
        return self._numbers


class Gate:
    """A pattern that is searched only in texts that hold what each of its matches must."""

    def __init__(self, gates: Gates, pattern: re.Pattern[str]) -> None:
        """Give ``pattern`` its bit among ``gates``; that is done when modules are loaded."""
        self.pattern = pattern
        self.gates = gates
        self.bit = gates.within(pattern)
        scan = Scan(pattern)
        self._matches, self._first = scan.finditer, scan.search

    def opens(self, text: str) -> bool:
        """Tell whether the pattern may match in ``text``; False is certain."""
        return self.gates.seen(text) & self.bit != 0

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Return the matches in ``text``, as the pattern does."""
        return self._matches(text) if self.gates.seen(text) & self.bit else ()

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in ``text``, as the pattern does."""
        return self._first(text) if self.gates.seen(text) & self.bit else None


class AnyOf:
    """Several gates, asked at once."""

    def __init__(self, *gates: Gate | AnyOf) -> None:
        self.gates: Gates = gates[0].gates
        self.bit: int = reduce(or_, (gate.bit for gate in gates))

    def opens(self, text: str) -> bool:
        """Tell whether one of the patterns may match in ``text``; False is certain."""
        return self.gates.seen(text) & self.bit != 0


def _pairs(pattern: re.Pattern[str]) -> Literals | None:
    literals = required(pattern)
    return None if literals is None else keys(literals)


def _place(first: Numbers, second: Numbers) -> Numbers:
    """Return the place of a pair in the tables; where two pairs share one, a gate too many opens, and none is shut."""
    return (first * np.uint32(40503) + second) & np.uint32(_LAST)
