"""How alike two short texts are: sentences, the actions of norms, the acts that fines are for."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from ingest.similarity import pair_terms

# Sentences whose pairs are kept: those of the two longest rules that are compared
_KEPT = 4096


@lru_cache(_KEPT)
def pair_set(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters of a text, each once; those asked for last are kept."""
    return frozenset(pair_terms(text))


def likeness(one: str, other: str) -> float:
    """Return the Dice coefficient of the pairs of Chinese characters of two texts, 0 to 1.

    >>> likeness("设立基金", "设立专项基金")
    0.5
    """
    return alike(pair_set(one), pair_set(other))


def alike(one: Set[str], other: Set[str]) -> float:
    """Return the Dice coefficient of two sets of pairs, 0 to 1; nothing is like nothing."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
