"""How alike two sets of texts are in their wording: terms, their rarity, cosines.

The vector space model (Salton, Wong, Yang, *A vector space model for automatic indexing*, CACM 18(11),
1975) with the rarity of terms as weight (Spärck Jones, *A statistical interpretation of term specificity*,
J. Documentation 28(1), 1972).

Nothing is learned from outside: the rarity of a term is taken from the two texts that are compared, so
that the name of their common subject (大气污染, 中小企业) weighs little without anybody listing it.

Terms are kept as arrays (:class:`Bag`): a long rule has a hundred thousand of them and is compared with a dozen
others. So they take a tenth of the memory of counters, and are weighed without a step of the interpreter's for each.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ontology import lexicon

Matrix = NDArray[np.float64]
Background = Callable[[Sequence[str]], Matrix]
"""How rare terms are elsewhere, 0 to 1."""

_STRUCTURE = np.array([ord(each) for each in lexicon.words("structure-character")], dtype=np.uint32)
_AT_ONCE = 1 << 16  # products that are added up at once
_STRIP = 1 << 19  # pairs of sentences that are held at once


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of texts: entry ``n`` says that text ``rows[n]`` has ``terms[columns[n]]``, ``counts[n]`` times.

    ``terms`` are sorted: strings, or numbers of pairs (:func:`bag_of_pairs`). Entries stand text by text, in each in
    the order in which the terms are met. ``held`` says how many texts have each term.
    """

    texts: int
    terms: NDArray[Any]
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    counts: NDArray[np.int32]
    held: NDArray[np.int64]

    def of(self, row: int) -> slice:
        """Return which entries are those of a text."""
        start, end = np.searchsorted(self.rows, [row, row + 1])
        return slice(int(start), int(end))


def bag_of_terms(texts: Iterable[Iterable[str]]) -> Bag:
    """Return the terms of each text as a bag.

    >>> bag = bag_of_terms([["企业", "基金", "企业"], []])
    >>> bag.texts, bag.terms.tolist(), bag.counts.tolist()
    (2, ['企业', '基金'], [2, 1])
    """
    numbers: dict[str, int] = {}
    rows: list[int] = []
    found: list[int] = []
    count = 0
    for row, text in enumerate(texts):
        count += 1
        before = len(found)
        found += [numbers.setdefault(term, len(numbers)) for term in text]
        rows += [row] * (len(found) - before)
    terms = sorted(numbers)
    place = np.empty(len(terms), dtype=np.int64)
    for at, term in enumerate(terms):
        place[numbers[term]] = at
    kept = np.array(terms, dtype=object)
    return _bag(count, kept, np.array(rows, dtype=np.int64), place[np.array(found, dtype=np.int64)])


def bag_of_pairs(texts: Sequence[str]) -> Bag:
    """Return the pairs of Chinese characters of each text (:func:`ingest.similarity.pair_terms`) as a bag.

    A pair is a number: ``2 ** 16`` times its first character, and its second.

    >>> sorted(bag_of_pairs(["应当设立基金", "基金"]).held.tolist())
    [1, 1, 2]
    """
    letters = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "replace"), dtype=np.uint32)
    inside = (letters >= 0x3400) & (letters <= 0x9FFF) & ~np.isin(letters, _STRUCTURE)
    begins = np.flatnonzero(inside[:-1] & inside[1:])
    ends = np.cumsum([len(text) + 1 for text in texts])
    numbers = (letters[begins].astype(np.int64) << 16) | letters[begins + 1]
    terms, columns = np.unique(numbers, return_inverse=True)
    return _bag(len(texts), terms, np.searchsorted(ends, begins, side="right"), columns)


def _bag(texts: int, terms: NDArray[Any], rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Bag:
    """Count the terms as they are met: each with its text and its number."""
    _, first, counts = np.unique(rows * max(1, len(terms)) + columns, return_index=True, return_counts=True)
    order = np.argsort(first)
    first = first[order]
    return Bag(
        texts,
        terms,
        rows[first].astype(np.int32),
        columns[first].astype(np.int32),
        counts[order].astype(np.int32),
        np.bincount(columns[first], minlength=len(terms)),
    )


def weighed(
    one: Bag, other: Bag, damping: float = 0.0, background: Background | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weight of each entry of two bags; the squares of those of a text add up to 1 at most.

    A term that stands ``n`` times in a text counts ``log(1 + n)`` times how rare it is, ``log(1 + 1 / share)``:
    ``share`` is the greater of the shares of texts that hold the term on either side, as a term that is common in
    one of the two rules tells nothing about which of its provisions is meant. ``damping`` is added to the squared
    length before it is divided out: it keeps a very short text from being like any other that holds its one or two
    terms. ``background`` is how rare each term is elsewhere, which it counts as well then.
    """
    here, there = _shared(one, other)
    shares = [bag.held / max(1, bag.texts) for bag in (one, other)]
    common = np.maximum(shares[0][here], shares[1][there])
    shares[0][here] = common
    shares[1][there] = common
    elsewhere = [background(bag.terms.tolist()) if background else None for bag in (one, other)]
    return _weights(one, shares[0], damping, elsewhere[0]), _weights(other, shares[1], damping, elsewhere[1])


def _weights(bag: Bag, shares: Matrix, damping: float, elsewhere: Matrix | None) -> Matrix:
    # Logarithms of Python's: those of numpy differ in the last digit from one processor to the other.
    rare, which = np.unique(shares, return_inverse=True)
    rarity = np.array([math.log1p(1 / share) for share in rare.tolist()])[which]
    if elsewhere is not None:
        rarity = rarity * elsewhere
    often, which = np.unique(bag.counts, return_inverse=True)
    weights: Matrix = np.array([math.log1p(n) for n in often.tolist()])[which] * rarity[bag.columns]
    lengths = np.sqrt(np.bincount(bag.rows, weights * weights, minlength=bag.texts) + damping)
    weights /= lengths[bag.rows]
    return weights


def _shared(one: Bag, other: Bag) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers in each bag of the terms that both have, in the order of the terms."""
    if one.terms.dtype != object:
        _, here, there = np.intersect1d(one.terms, other.terms, assume_unique=True, return_indices=True)
        return here, there
    numbers = {term: at for at, term in enumerate(other.terms.tolist())}
    both = [(at, numbers[term]) for at, term in enumerate(one.terms.tolist()) if term in numbers]
    pairs = np.array(both, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


class Likeness:
    """How alike the texts of two bags are: the inner products of their weights, added up in the order of the terms.

    ``weights`` are those of the entries of both sides. ``damping`` and ``background`` are those of :func:`weighed`.
    """

    def __init__(
        self, one: Bag, other: Bag, damping: float = 0.0, background: Background | None = None
    ) -> None:
        here, there = _shared(one, other)
        self.weights = weighed(one, other, damping, background)
        self._shape = one.texts, other.texts
        self._terms = len(here)
        self._left = _entries(one, self.weights[0], here)
        self._right = _postings(_entries(other, self.weights[1], there), self._terms)

    def of(self, start: int, end: int) -> Matrix:
        """Return the matrix of texts ``start`` to ``end`` of one bag by all of the other."""
        out = np.zeros((end - start, self._shape[1]))
        flat = out.reshape(-1)
        which, rows, weights = self._left
        taken = np.flatnonzero((rows >= start) & (rows < end))
        left = _postings((which[taken], rows[taken] - start, weights[taken]), self._terms)
        right = self._right
        ends = np.cumsum(left.many * right.many)
        first = 0
        while first < self._terms:
            # As many terms at once as take little memory, and at least one
            done = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, done + _AT_ONCE, side="right")))
            lower, lower_weights = left.each(first, last, right.many)
            upper, upper_weights = right.each_over(first, last, left.many)
            np.add.at(flat, lower * self._shape[1] + upper, lower_weights * upper_weights)
            first = last
        return out

    def matrix(self) -> Matrix:
        """Return the matrix of all texts of one bag by all of the other."""
        return self.of(0, self._shape[0])


_Entries = tuple[NDArray[np.int64], NDArray[np.int64], Matrix]  # shared terms in their order, texts, weights


def _entries(bag: Bag, weights: Matrix, terms: NDArray[np.int64]) -> _Entries:
    number = np.full(len(bag.terms), -1, dtype=np.int64)
    number[terms] = np.arange(len(terms))
    which = number[bag.columns]
    taken = np.flatnonzero(which >= 0)
    taken = taken[np.argsort(which[taken], kind="stable")]
    return which[taken], bag.rows[taken].astype(np.int64), weights[taken]


@dataclass(frozen=True, slots=True)
class _Postings:
    """The texts that hold each of some terms, with its weight there, term by term; ``many`` says how many they are."""

    rows: NDArray[np.int64]
    weights: Matrix
    many: NDArray[np.int64]
    starts: NDArray[np.int64]

    def each(self, first: int, last: int, times: NDArray[np.int64]) -> tuple[NDArray[np.int64], Matrix]:
        """Return texts and weights of terms, each so many times as its term is in ``times``."""
        taken = slice(self.starts[first], self.starts[last])
        often = np.repeat(times[first:last], self.many[first:last])
        return np.repeat(self.rows[taken], often), np.repeat(self.weights[taken], often)

    def each_over(self, first: int, last: int, times: NDArray[np.int64]) -> tuple[NDArray[np.int64], Matrix]:
        """Return texts and weights of terms, those of each term over again so many times as in ``times``."""
        length = np.repeat(self.many[first:last], times[first:last])
        begins = np.repeat(self.starts[first:last], times[first:last])
        ends = np.cumsum(length)
        places = np.arange(length.sum()) + np.repeat(begins - ends + length, length)
        return self.rows[places], self.weights[places]


def _postings(entries: _Entries, terms: int) -> _Postings:
    which, rows, weights = entries
    many = np.bincount(which, minlength=terms)
    return _Postings(rows, weights, many, np.concatenate(([0], np.cumsum(many))))


class Strips:
    """The likeness of the sentences of two rules, by strips of whole units of the lower one, each found when needed.

    Two rules of a hundred thousand characters have five million pairs of sentences; those of most are one strip.
    ``starts`` say where the sentences of each unit begin, and their number.
    """

    def __init__(self, likeness: Likeness, starts: Sequence[int], width: int) -> None:
        self._likeness = likeness
        self._starts = starts
        self._most = max(1, _STRIP // max(1, width))
        self._kept: tuple[int, int, Matrix] | None = None

    def at(self, unit: int) -> tuple[int, int, Matrix]:
        """Return the strip that a unit lies in: its first unit, the one after its last, and the matrix."""
        if self._kept is None or not self._kept[0] <= unit < self._kept[1]:
            first, last = self._around(unit)
            self._kept = None  # one at a time
            self._kept = first, last, self._likeness.of(self._starts[first], self._starts[last])
        return self._kept

    def _around(self, unit: int) -> tuple[int, int]:
        first = last = 0
        while last <= unit:
            first = last
            full = bisect_right(self._starts, self._starts[first] + self._most) - 1
            last = min(len(self._starts) - 1, max(first + 1, full))
        return first, last

    def best(self, columns: Sequence[int]) -> Matrix:
        """Return the likeness of the two most alike sentences of each pair of units."""
        units = len(self._starts) - 1
        out = np.zeros((units, len(columns) - 1))
        unit = 0
        while unit < units and out.size:
            first, unit, matrix = self.at(unit)
            rows = [start - self._starts[first] for start in self._starts[first:unit]]
            of_lower = np.maximum.reduceat(matrix, rows, axis=0)
            out[first:unit] = np.maximum.reduceat(of_lower, columns[:-1], axis=1)
        return out
