"""The likeliest way through texts in words of a dictionary: the cut of jieba, found in a small part of its time.

jieba asks for each character which words begin there, one longer beginning after the other, and most of its time goes
into waiting for memory. Here the words of a whole document are looked up at once, in tables of the words of two, three
and four characters, packed into one number each; what is longer is asked for where four characters say so. The sums
are jieba's, in its order, so that the way is jieba's to the last bit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_STRETCH: Final = "\u4e00-\u9fd5a-zA-Z0-9+#&._"
_CODES: Final = 1 << 16  # those of the characters of all words; what has a greater one is a mark
_BITS: Final = np.uint64(16)  # of a code in a packed number
_MULTIPLIER: Final = np.uint64(
    0x9E3779B97F4A7C15
)  # 2**64 over the golden ratio: it spreads what lies close together
_FEW: Final = 64  # characters of a text whose words are looked up one by one
_USUAL: Final = (2, 3, 4)  # how many characters words have, beside one
_MARK, _TWO, _THREE, _FOUR, _LONGER, _NO_WORD = 1, 2, 4, 8, 16, 32
"""What may begin at a place: a mark, words of so many characters; and whether the character is no word by itself."""
_GOES_ON: Final = 1 << 16
"""Added to the place of a frequency where words go on behind four characters."""

Numbers = NDArray[Any]


class Alone(NamedTuple):
    """What each character, by its code, counts alone on a way, and what may begin with it: a mark, no word."""

    counts: Numbers
    flags: Numbers


class _Table:
    """The beginnings of words with the same number of characters: which are words, and how often each is seen."""

    def __init__(self, keys: Numbers, values: Numbers) -> None:
        """``keys`` are the beginnings, packed; ``values`` the place of the frequency of each, 0 for what is no word."""
        self._shift = np.uint64(64 - max(4, (2 * len(keys)).bit_length()))
        self._last = (1 << (64 - int(self._shift))) - 1
        self._keys = np.zeros(self._last + 1, np.uint64)
        self._values = np.zeros(self._last + 1, np.int32)
        slots = self._slots(keys)
        while len(keys):
            free = np.flatnonzero(self._keys[slots] == 0)
            taken, first = np.unique(slots[free], return_index=True)
            placed = free[first]
            self._keys[taken], self._values[taken] = keys[placed], values[placed]
            left = np.ones(len(keys), bool)
            left[placed] = False
            keys, values, slots = keys[left], values[left], (slots[left] + 1) & self._last

    def _slots(self, keys: Numbers) -> Numbers:
        return ((keys * _MULTIPLIER) >> self._shift).astype(np.int64)

    def look_up(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each key whether it is there, and its value or 0."""
        slots = self._slots(keys)
        found = self._keys[slots]
        there = found == keys
        values = np.where(there, self._values[slots], 0)
        asked = np.flatnonzero(~there & (found != 0))
        slots = slots[asked]
        while len(asked):
            slots = (slots + 1) & self._last
            found = self._keys[slots]
            same = found == keys[asked]
            there[asked[same]] = True
            values[asked[same]] = self._values[slots[same]]
            going = ~same & (found != 0)
            asked, slots = asked[going], slots[going]
        return there, values


def _codes(text: str) -> Numbers:
    """Return the code of each character; one beyond those of words stands for all such."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(codes, _CODES - 1).astype(np.uint64)


def _packed(codes: Numbers, length: int) -> Numbers:
    """Return for each place where ``length`` characters begin these as one number."""
    size = len(codes) - length + 1
    packed = codes[:size] if size > 0 else codes[:0]
    for at in range(1, length):
        packed = (packed << _BITS) | codes[at : at + size]
    return packed


class _Words:
    """The words of a dictionary: their characters in a row, by their codes, and how often each word is seen."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        every = [*frequencies]
        self.lengths: Numbers = np.fromiter(map(len, every), np.int64, len(every))
        self.seen: Numbers = np.fromiter(frequencies.values(), np.int64, len(every))
        self.longer = [every[at] for at in np.flatnonzero(self.lengths > max(_USUAL))]
        self._codes = _codes("".join(every))
        self._starts = np.cumsum(self.lengths) - self.lengths

    def beginnings(self, which: Numbers, length: int) -> Numbers:
        """Return the first ``length`` characters of those of the words that are told to be meant, packed."""
        starts = self._starts[which]
        packed: Numbers = self._codes[starts]
        for at in range(1, length):
            packed = (packed << _BITS) | self._codes[starts + at]
        return packed


class Ways:
    """The words of a dictionary, ready for texts to be cut into them."""

    def __init__(self, frequencies: dict[str, int], total: int, taught: Iterable[str] = ()) -> None:
        """``frequencies`` says how often each word is seen among ``total``; the words ``taught`` are added to it."""
        self.frequencies = frequencies
        self._logarithm = math.log(total)
        grown = total
        for word in taught:
            seen = self._suggested(word, grown)
            grown += seen
            frequencies[word] = seen
        often = sorted(set(frequencies.values()))
        self._shares = {seen: math.log(seen) - self._logarithm for seen in often}
        self._by_number = np.array([-math.inf, *self._shares.values()])
        self._tables = self._of_lengths(words := _Words(frequencies), often)
        self._longer: dict[str, list[int]] = {}  # how many characters words have, by their first four
        for word in sorted(words.longer, key=len):
            lengths = self._longer.setdefault(word[:4], [*_USUAL])
            if len(word) not in lengths:
                lengths.append(len(word))
        self._most = max(map(max, self._longer.values()), default=max(_USUAL))

    def _of_lengths(self, words: _Words, often: Sequence[int]) -> dict[int, _Table]:
        """Return the tables of the words of two, three and four characters, and of what longer ones begin with."""
        numbers = np.searchsorted(often, words.seen).astype(np.int32) + 1
        keys = {length: words.beginnings(words.lengths == length, length) for length in (2, 3, 4)}
        values = {length: numbers[words.lengths == length] for length in (2, 3, 4)}
        going_on = np.unique(words.beginnings(words.lengths > 4, 4))
        values[4][np.isin(keys[4], going_on)] |= _GOES_ON
        going_on = np.setdiff1d(going_on, keys[4])
        keys[4] = np.concatenate((going_on, keys[4]))
        values[4] = np.concatenate((np.full(len(going_on), _GOES_ON, np.int32), values[4]))
        pairs = np.concatenate((keys[3] >> _BITS, keys[4] >> (2 * _BITS)))
        pairs = np.setdiff1d(pairs, keys[2])
        keys[2] = np.concatenate((pairs, keys[2]))
        values[2] = np.concatenate((np.zeros(len(pairs), np.int32), values[2]))
        self._first = set(map(chr, np.unique(keys[2] >> _BITS).tolist()))
        return {length: _Table(keys[length], values[length]) for length in keys}

    def alone(self, more: str = "") -> Alone:
        """Return what characters alone count; words go over ``more`` too, beside letters, digits and characters."""
        counts, flags = np.zeros(_CODES), np.full(_CODES, _MARK, np.uint8)
        least = math.log(1) - self._logarithm
        for char in re.findall(f"[{_STRETCH}{re.escape(more)}]", "".join(map(chr, range(0xD800)))):
            seen = self.frequencies.get(char)
            counts[ord(char)] = self._shares[seen] if seen else least
            flags[ord(char)] = _NO_WORD if not seen and char in self._first else 0
        return Alone(counts, flags)

    def _suggested(self, word: str, total: int) -> int:
        """Return how often a word must have been seen to be as likely as its parts, as jieba reckons it."""
        freq = 1.0
        for part in self._parts_of_new(word):
            freq *= self.frequencies.get(part, 1) / float(total)
        return max(int(freq * total) + 1, self.frequencies.get(word, 1))

    def _parts_of_new(self, word: str) -> Sequence[str]:
        """Return the likeliest parts of a word that is not in the tables yet."""
        best: list[tuple[float, list[str]]] = [(0.0, [])]  # of each rest of the word, the shortest first
        for at in range(len(word) - 1, -1, -1):
            ways = []
            for end in range(at + 1, len(word) + 1):
                rest, parts = best[len(word) - end]
                seen = self.frequencies.get(word[at:end])
                if seen or end == at + 1:
                    ways.append((math.log(seen or 1) - self._logarithm + rest, end, [word[at:end], *parts]))
            likely, _, parts = max(ways)
            best.append((likely, parts))
        return best[-1][1]

    def steps(self, text: str, alone: Alone) -> list[int]:
        """Return for each place of ``text`` how long the word is that begins there on the likeliest way, 0 at a mark.

        Of two words that are as likely the longer counts, as with jieba. What stands behind a mark counts for nothing
        before it.
        """
        size = len(text)
        codes = _codes(text)
        places = codes.astype(np.int64)
        singles = alone.counts[places].tolist()
        begins = alone.flags[places]
        flags, two, three, four = (
            self._beginning_one_by_one(text, begins.tolist())
            if size < _FEW
            else self._beginning(codes, begins)
        )
        steps, rest = [1] * size, [0.0] * (size + 1)
        behind = 0.0
        for at in range(size - 1, -1, -1):
            flag = flags[at]
            if flag == _MARK:
                behind, steps[at] = 0.0, 0
                continue
            behind += singles[at]
            if flag:
                best = -math.inf if flag & _NO_WORD else behind
                if flag & _TWO and (likely := two[at] + rest[at + 2]) >= best:
                    best, steps[at] = likely, 2
                if flag & _THREE and (likely := three[at] + rest[at + 3]) >= best:
                    best, steps[at] = likely, 3
                if flag & _FOUR and (likely := four[at] + rest[at + 4]) >= best:
                    best, steps[at] = likely, 4
                if flag & _LONGER:
                    best, steps[at] = self._with_longer(text, at, rest, (best, steps[at]))
                if best > -math.inf:
                    behind = best
            rest[at] = behind
        return steps

    def _beginning(
        self, codes: Numbers, flags: Numbers
    ) -> tuple[list[int], list[float], dict[int, float], dict[int, float]]:
        """Return what begins at each place, and the shares of the words of two, three and four characters there."""
        there, numbers = self._tables[2].look_up(_packed(codes, 2))
        flags[: len(numbers)] |= np.where(numbers > 0, _TWO, 0).astype(np.uint8)
        two = self._by_number[numbers].tolist()
        longer: dict[int, dict[int, float]] = {}
        begins = np.flatnonzero(there)
        for length, flag in ((3, _THREE), (4, _FOUR)):
            keys = _packed(codes, length)
            at = begins[begins < len(keys)]
            _, numbers = self._tables[length].look_up(keys[at])
            flags[at[numbers >= _GOES_ON]] |= _LONGER
            numbers &= _GOES_ON - 1
            at, numbers = at[numbers > 0], numbers[numbers > 0]
            flags[at] |= flag
            longer[length] = dict(zip(at.tolist(), self._by_number[numbers].tolist(), strict=True))
        return flags.tolist(), two, longer[3], longer[4]

    def _beginning_one_by_one(
        self, text: str, flags: list[int]
    ) -> tuple[list[int], list[float], dict[int, float], dict[int, float]]:
        """Return what :meth:`_beginning` does, of a short text, for which to ask the tables at once costs more."""
        two = [-math.inf] * len(text)
        three: dict[int, float] = {}
        four: dict[int, float] = {}
        for at in range(len(text) - 1):
            if seen := self.frequencies.get(text[at : at + 2]):
                two[at] = self._shares[seen]
                flags[at] |= _TWO
            if at + 2 < len(text) and (seen := self.frequencies.get(text[at : at + 3])):
                three[at] = self._shares[seen]
                flags[at] |= _THREE
            if at + 3 < len(text):
                beginning = text[at : at + 4]
                if seen := self.frequencies.get(beginning):
                    four[at] = self._shares[seen]
                    flags[at] |= _FOUR
                if beginning in self._longer:
                    flags[at] |= _LONGER
        return flags, two, three, four

    def _with_longer(
        self, text: str, at: int, rest: list[float], best: tuple[float, int]
    ) -> tuple[float, int]:
        """Return how likely the rest of a text from ``at`` on is with the likeliest word there, and how long it is.

        ``best`` is that without words of five characters and more.
        """
        for length in self._longer[text[at : at + 4]][len(_USUAL) :]:
            end = at + length
            seen = self.frequencies.get(text[at:end]) if end < len(rest) else None
            if seen and (likely := self._shares[seen] + rest[end]) >= best[0]:
                best = likely, length
        return best

    def log_probability(self, text: str) -> float:
        """Return the natural logarithm of the probability of the likeliest way through ``text``.

        Any character may stand alone, one that is no word as a word seen once.
        """
        total, frequencies, log = self._logarithm, self.frequencies, math.log
        size = len(text)
        best = [0.0] * (
            size + self._most
        )  # a word that would end behind the text is the rest of it, and 0 follows
        for at in range(size - 1, -1, -1):
            likely = best[at + 1] - total + log(frequencies.get(text[at], 1))
            for length in self._longer.get(text[at : at + 4], _USUAL):
                seen = frequencies.get(text[at : at + length])
                if seen and (way := best[at + length] - total + log(seen)) > likely:
                    likely = way
            best[at] = likely
        return best[0]


def parts(text: str, steps: Sequence[int]) -> tuple[list[str], list[int]]:
    """Return the words of a text on the way of ``steps``, characters alone side by side together as one.

    The numbers say which of them are such runs. A mark or a blank is a word; a line break of two characters is one.
    """
    starts: list[int] = []
    runs: list[int] = []
    at, size = 0, len(steps)
    breaks = "\r\n" in text
    while at < size:
        starts.append(at)
        step = steps[at]
        if step > 1:
            at += step
        elif step:
            first = at
            at += 1
            while at < size and steps[at] == 1:
                at += 1
            if at - first > 1:
                runs.append(len(starts) - 1)
        else:
            at += 2 if breaks and text.startswith("\r\n", at) else 1
    return [text[start:end] for start, end in pairwise([*starts, size])], runs
