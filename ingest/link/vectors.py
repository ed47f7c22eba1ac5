"""What words mean, as vectors: words that stand in like places of Chinese rules have like ones (融资, 信贷).

Made by ``benchmarks/word_vectors.py`` from a collection of laws, without those of annotated pairs. How rare a word is
in that collection (:func:`rarity`) stands beside its vector. :func:`senses` are other vectors of the same words, whose
sums tell the provisions of one rule apart as a model of sentences does (``benchmarks/sense_vectors.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.link.terms import Matrix

_FILE = Path(__file__).with_name("word_vectors.npz")
_SENSES = Path(__file__).with_name("sense_vectors.npz")
_RAREST = 1.0


class _Vectors(NamedTuple):
    numbers: dict[str, int]
    vectors: NDArray[np.float32]  # the last one, all zeros, is that of words that are not known
    rarity: NDArray[np.float64]


@cache
def _vectors() -> _Vectors:
    with np.load(_FILE) as kept:
        words = kept["words"].tobytes().decode("utf-8").split("\n")
        vectors = kept["vectors"].astype(np.float32)
        rarity = kept["rarity"] / 1000.0
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    vectors = np.concatenate([vectors, np.zeros((1, vectors.shape[1]), dtype=np.float32)])
    return _Vectors({word: at for at, word in enumerate(words)}, vectors, np.append(rarity, _RAREST))


def known(words: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of each word; the number after the last one for a word that is not known."""
    numbers = _vectors().numbers
    none = len(numbers)
    return np.array([numbers.get(word, none) for word in words], dtype=np.int64)


@cache
def _senses() -> NDArray[np.float32]:
    """Return the other vectors, in the order of the words; the last one is that of words that are not known."""
    with np.load(_SENSES) as kept:
        directions = kept["vectors"].astype(np.float32)
        lengths = kept["lengths"].astype(np.float32) / 1000
    directions *= (lengths / np.maximum(np.linalg.norm(directions, axis=1), 1e-9))[:, None]
    return np.concatenate([directions, np.zeros((1, directions.shape[1]), dtype=np.float32)])


def vectors(words: Sequence[str]) -> Matrix:
    """Return the vectors of words, one a row, each of length one; zeros for words that are not known."""
    return _vectors().vectors[known(words)].astype(np.float64)


def senses(words: Sequence[str]) -> Matrix:
    """Return what words add to the sense of a text, one a row; the longer the more they tell, zeros for unknown ones.

    >>> np.linalg.norm(senses(["有关", "基金"]), axis=1).round(1).tolist()
    [0.6, 1.3]
    """
    return _senses()[known(words)].astype(np.float64)


def rarity(words: Sequence[str]) -> Matrix:
    """Return how rare words are in Chinese rules: 0 for one of every paragraph, 1 for one of a single paragraph.

    >>> rarity(["应当", "孵化器"]).round(1).tolist()
    [0.1, 0.7]
    """
    return _vectors().rarity[known(words)]


def likeness(one: str, other: str) -> float:
    """Return how alike two words are: the cosine of their vectors, 0 for one that is not known."""
    first, second = vectors([one, other])
    return float(first @ second)
