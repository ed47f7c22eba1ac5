"""The likeliest way through a text in words of a dictionary: the cut of jieba, found in a small part of its time.

jieba asks for each character which words begin there, one longer beginning after the other. Here the first two
characters say at once how long a word may be, and most say that there is none or one of two characters. The sums are
jieba's, in its order, so that the way is jieba's to the last bit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from operator import add

_CHARACTERS = "\u4e00-\u9fd5a-zA-Z0-9+#&._"
_KEPT = 1 << 16  # characters met that are kept

_Several = tuple[float | None, bool, tuple[int, ...]]
_Pair = float | _Several
"""The words that begin with two characters. Where there is but the word of both: the logarithm of its share. Else:
that or None, whether the first is a word too, and how long the longer words are, the shortest first."""


class Alone(dict[str, float | None]):
    """What a character alone counts on a way, and None for one that no word goes over: a mark, a blank."""

    def __init__(self, known: Mapping[str, float], least: float, more: str = "") -> None:
        """``known`` are the words of one character; others of a stretch, ``more`` among them, count ``least``."""
        super().__init__(known)
        self._least = least
        self._within = re.compile(f"[{_CHARACTERS}{re.escape(more)}]")

    def __missing__(self, char: str) -> float | None:
        counts = self._least if self._within.match(char) else None
        if len(self) < _KEPT:
            self[char] = counts
        return counts


class Ways:
    """The words of a dictionary, ready for texts to be cut into them."""

    def __init__(self, frequencies: dict[str, int], total: int, taught: Iterable[str] = ()) -> None:
        """``frequencies`` says how often each word is seen among ``total``; the words ``taught`` are added to it."""
        self.frequencies = frequencies
        self._logarithm = math.log(total)
        self._shares = {seen: math.log(seen) - self._logarithm for seen in set(frequencies.values())}
        self._pairs: dict[str, _Pair] = {}
        for word, seen in frequencies.items():
            if len(word) > 1:
                self._begin(word, self._shares[seen])
        grown = total
        for word in taught:
            seen = self._suggested(word, grown)
            grown += seen
            self.frequencies[word] = seen
            self._shares.setdefault(seen, math.log(seen) - self._logarithm)
            self._begin(word, self._shares[seen])

    def alone(self, more: str = "") -> Alone:
        """Return what characters alone count; words go over ``more`` too."""
        known = {word: self._shares[seen] for word, seen in self.frequencies.items() if len(word) == 1}
        return Alone(known, math.log(1) - self._logarithm, more)

    def _begin(self, word: str, share: float) -> None:
        """Note under its first two characters that there is ``word``."""
        pair = word[:2]
        before = self._pairs.get(pair)
        two, known, longer = (
            before if isinstance(before, tuple) else (before, pair[0] in self.frequencies, ())
        )
        if len(word) == 2:
            two = share
        elif len(word) not in longer:
            longer = _LENGTHS.setdefault(lengths := tuple(sorted((*longer, len(word)))), lengths)
        self._pairs[pair] = two if known and two is not None and not longer else (two, known, longer)

    def _suggested(self, word: str, total: int) -> int:
        """Return how often a word must have been seen to be as likely as its parts, as jieba reckons it."""
        freq, at, steps = 1.0, 0, self.steps(word, self.alone())
        while at < len(word):
            freq *= self.frequencies.get(word[at : at + steps[at]], 1) / float(total)
            at += steps[at]
        return max(int(freq * total) + 1, self.frequencies.get(word, 1))

    def steps(self, text: str, alone: Alone) -> list[int]:
        """Return for each place of ``text`` how long the word is that begins there on the likeliest way.

        Of two words that are as likely the longer counts, as with jieba. ``alone`` says over which characters no
        word goes: what stands behind them counts for nothing before them.
        """
        size = len(text)
        singles = [*map(alone.__getitem__, text)]
        pairs = [*map(self._pairs.get, map(add, text, text[1:])), None]
        steps, rest = [1] * size, [0.0] * (size + 1)
        behind = 0.0
        for at in range(size - 1, -1, -1):
            single = singles[at]
            if single is None:
                behind = 0.0
                continue
            behind += single
            pair = pairs[at]
            if isinstance(pair, float):
                likely = pair + rest[at + 2]
                if likely >= behind:
                    behind, steps[at] = likely, 2
            elif pair is not None:
                behind, steps[at] = self._likeliest(text, at, pair, rest, behind)
            rest[at] = behind
        return steps

    def _likeliest(
        self, text: str, at: int, pair: _Several, rest: list[float], single: float
    ) -> tuple[float, int]:
        """Return how likely the rest of a text from ``at`` on is by the likeliest word there, and how long that is.

        ``single`` is how likely it is by the character alone, which counts only where no word begins if it is no word.
        """
        two, known, longer = pair
        best, step = single if known else -math.inf, 1
        if two is not None and (likely := two + rest[at + 2]) >= best:
            best, step = likely, 2
        for length in longer:
            end = at + length
            if end >= len(rest):
                break
            seen = self.frequencies.get(text[at:end])
            if seen and (likely := self._shares[seen] + rest[end]) >= best:
                best, step = likely, length
        return (single, 1) if best == -math.inf else (best, step)

    def parts(self, text: str, alone: Alone) -> Iterator[tuple[str, bool]]:
        """Yield the words on the likeliest way through ``text``, and for characters alone side by side their run.

        With each goes whether it is such a run. A mark or a blank is a word; a line break of two characters is one.
        """
        steps = self.steps(text, alone)
        at, size = 0, len(text)
        while at < size:
            step = steps[at]
            if step > 1:
                yield text[at : at + step], False
                at += step
                continue
            char = text[at]
            end = at + 1
            if alone[char] is None:
                if char == "\r" and text.startswith("\n", end):
                    end += 1
                yield text[at:end], False
            else:
                while end < size and steps[end] == 1 and alone[text[end]] is not None:
                    end += 1
                yield text[at:end], end - at > 1
            at = end

    def log_probability(self, text: str) -> float:
        """Return the natural logarithm of the probability of the likeliest way through ``text``.

        Any character may stand alone, one that is no word as a word seen once.
        """
        total, frequencies, log = self._logarithm, self.frequencies, math.log
        size = len(text)
        best = [0.0] * (size + 1)
        pairs = [*map(self._pairs.get, map(add, text, text[1:])), None]
        for at in range(size - 1, -1, -1):
            likely = best[at + 1] - total + log(frequencies.get(text[at], 1))
            pair = pairs[at]
            if pair is not None:
                lengths = (2,) if isinstance(pair, float) else (2, *pair[2])
                for end in (at + length for length in lengths if at + length <= size):
                    if seen := frequencies.get(text[at:end]):
                        likely = max(likely, best[end] - total + log(seen))
            best[at] = likely
        return best[0]


_LENGTHS: dict[tuple[int, ...], tuple[int, ...]] = {}
"""Each tuple of lengths once."""
