"""How alike two sets of texts are in their wording: terms, their rarity, cosines.

The vector space model (Salton, Wong, Yang, *A vector space model for automatic indexing*, CACM 18(11),
1975) with the rarity of terms as weight (Spärck Jones, *A statistical interpretation of term specificity*,
J. Documentation 28(1), 1972). Two kinds of terms are used side by side: jieba's words, which carry meaning,
and pairs of Chinese characters, which see through different cuts of the same compound (风险补偿基金,
风险补偿专项资金).

Nothing is learned from outside: the rarity of a term is taken from the two texts that are compared, so
that the name of their common subject (大气污染, 中小企业) weighs little without anybody listing it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.language import cut
from ontology import lexicon

Matrix = NDArray[np.float64]

_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_RUN = re.compile(rf"(?:(?![{''.join(lexicon.words('structure-character'))}])[\u3400-\u9fff]){{2,}}")


class Term(NamedTuple):
    """A term and its range in the text, in code points."""

    text: str
    start: int
    end: int


def word_terms(text: str) -> tuple[Term, ...]:
    """Return jieba's words of two and more letters.

    >>> [term.text for term in word_terms("应当设立专项资金")]
    ['应当', '设立', '专项资金']
    """
    return terms_among(cut(text))


def terms_among(words: Iterable[str]) -> tuple[Term, ...]:
    """Return those of two and more letters among the words that a text was cut into."""
    found: list[Term] = []
    at = 0
    for word in words:
        if len(word) > 1 and _WORD.fullmatch(word):
            found.append(Term(word, at, at + len(word)))
        at += len(word)
    return tuple(found)


def pair_terms(text: str) -> list[str]:
    """Return the pairs of neighbouring Chinese characters without structure words.

    >>> pair_terms("应当设立基金")
    ['设立', '立基', '基金']
    """
    runs = (run.group() for run in _RUN.finditer(text))
    return [run[at : at + 2] for run in runs for at in range(len(run) - 1)]


def rarity(one: Sequence[Mapping[str, int]], other: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Return the weight of each term: ``log(1 + 1 / share)``.

    ``share`` is the greater of the shares of texts that hold the term on either side: a term that is common
    in one of the two rules tells nothing about which of its provisions is meant.
    """
    shares: dict[str, float] = {}
    for side in (one, other):
        held = Counter(term for counts in side for term in counts)
        for term, times in held.items():
            shares[term] = max(shares.get(term, 0.0), times / len(side))
    return {term: math.log1p(1 / share) for term, share in shares.items()}


def weigh(counts: Mapping[str, int], weights: Mapping[str, float], damping: float = 0.0) -> dict[str, float]:
    """Return the terms of one text as a vector of length at most 1.

    A term that stands ``n`` times counts ``log(1 + n)`` times its weight. ``damping`` is added to the squared
    length before it is divided out: it keeps a very short text from being like any other that holds its
    one or two terms.
    """
    vector = {term: math.log1p(n) * weights[term] for term, n in counts.items()}
    length = math.sqrt(sum(w * w for w in vector.values()) + damping)
    return {term: w / length for term, w in vector.items()} if length else {}


def cosines(one: Sequence[Mapping[str, float]], other: Sequence[Mapping[str, float]]) -> Matrix:
    """Return the matrix (``one`` by ``other``) of the inner products of two lists of vectors."""
    out = np.zeros((len(one), len(other)))
    shared = set().union(*one) & set().union(*other)
    left, right = _postings(one, shared), _postings(other, shared)
    for term in sorted(shared):
        rows, row_weights = left[term]
        columns, column_weights = right[term]
        out[rows[:, None], columns] += row_weights[:, None] * column_weights
    return out


def _postings(
    vectors: Sequence[Mapping[str, float]], terms: Set[str]
) -> dict[str, tuple[NDArray[np.intp], Matrix]]:
    """Return for each of ``terms`` the vectors that hold it, and its weight there."""
    found: dict[str, tuple[list[int], list[float]]] = {term: ([], []) for term in terms}
    for at, vector in enumerate(vectors):
        for term in vector.keys() & terms:
            rows, weights = found[term]
            rows.append(at)
            weights.append(vector[term])
    return {
        term: (np.array(rows, dtype=np.intp), np.array(weights)) for term, (rows, weights) in found.items()
    }


def common_substrings(one: str, other: str, least: int = 2) -> list[tuple[int, int, int]]:
    """Return maximal common substrings of Chinese characters as ``(start, start in other, length)``.

    Longest first, then by place; none overlaps another in ``one``. ``least`` is 2 or more.

    >>> common_substrings("设立风险补偿基金", "建立贷款风险补偿专项资金")
    [(2, 4, 4)]
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j in range(len(other) - 1):
        places[other[j : j + 2]].append(j)
    runs: list[tuple[int, int, int]] = []
    for i in range(len(one) - 1):
        for j in places.get(one[i : i + 2], ()):
            if i and j and one[i - 1] == other[j - 1] and _HAN.match(one[i - 1]):
                continue  # a run that began further left
            n = 0
            while i + n < len(one) and j + n < len(other) and one[i + n] == other[j + n]:
                if not _HAN.match(one[i + n]):
                    break
                n += 1
            if n >= least:
                runs.append((i, j, n))
    runs.sort(key=lambda run: (-run[2], run[0], run[1]))
    kept: list[tuple[int, int, int]] = []
    taken = [False] * len(one)
    for start, second_start, n in runs:
        if not any(taken[start : start + n]):
            taken[start : start + n] = [True] * n
            kept.append((start, second_start, n))
    return kept
