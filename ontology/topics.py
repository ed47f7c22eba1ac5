"""Topics: what a provision is about, told by the labels that stand in its words.

The scheme is ``schemes/topics.ttl``; a topic or a word is added there, or in a file of the same form given to
:meth:`Topics.read`, without a change of code. Labels are looked for over characters, the longest at each
place, so that 融资担保 is not read as 融资 and 担保.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ontology.concepts import SCHEMES, Concept, read_scheme

# Chosen on the topics of one provincial opinion and one prefectural regulation.
_REPEAT = 0.6  # what a label found again adds, of its first weight
_BETWEEN = "\0"  # between texts that are looked through together; it stands in no label
_NO_LABEL = "", sys.maxsize
_NUMBERS = np.uint32(1 << 16)  # of the characters that a label begins with
_SPREADS = np.uint32(40503)  # 2**16 over the golden ratio
_RELATIVE = 0.4  # a topic counts if it has this share of the main topic's weight


@dataclass(frozen=True, slots=True)
class Found:
    """A label of a topic at ``[start, end)`` of a text."""

    topic: str
    label: str
    start: int
    end: int


class _Beginnings:
    """Where labels may begin in a text, by their first two characters (or one), told for all places at once."""

    def __init__(self, labels: Iterable[str], width: int) -> None:
        """``width``: characters of the shortest of ``labels``."""
        self._two = width > 1
        self._may = np.zeros(_NUMBERS, bool)
        self._may[[self._numbers(label[: 1 + self._two])[0] for label in labels]] = True

    def _numbers(self, text: str) -> NDArray[np.uint32]:
        """Return a number for the characters at each place; where two share one, a place too many is looked at."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return ((codes[:-1] * _SPREADS + codes[1:]) if self._two else codes) % _NUMBERS

    def places(self, text: str) -> list[int]:
        """Return the places in ``text`` where a label may begin."""
        found: list[int] = np.flatnonzero(self._may[self._numbers(text)]).tolist() if text else []
        return found


@dataclass(frozen=True, slots=True)
class Topics:
    """A topic scheme, ready to be looked for in texts."""

    concepts: tuple[Concept, ...]
    _owner: dict[str, str] = field(init=False, repr=False, compare=False)
    _width: int = field(init=False, repr=False, compare=False)
    """Characters of the shortest label."""
    _starting: dict[str, list[str]] = field(init=False, repr=False, compare=False)
    """The labels by their first ``_width`` characters, the longest first."""
    _beginnings: _Beginnings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owner = {label: c.identifier for c in self.concepts for label in (c.zh, *c.alt_labels) if label}
        width = min(map(len, owner), default=1)
        starting: defaultdict[str, list[str]] = defaultdict(list)
        for label in sorted(owner, key=len, reverse=True):
            starting[label[:width]].append(label)
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_width", width)
        object.__setattr__(self, "_starting", dict(starting))
        object.__setattr__(self, "_beginnings", _Beginnings(owner, width))

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Topics:
        """Read scheme files; raises :class:`ontology.concepts.SchemeError` for a wrong one."""
        return cls(tuple(concept for path in paths for concept in read_scheme(path)))

    def find(self, text: str) -> Iterator[Found]:
        """Yield the labels in ``text``, in its order, none overlapping another."""
        for label, at in self._labels(text):
            yield Found(self._owner[label], label, at, at + len(label))

    def _labels(self, text: str) -> list[tuple[str, int]]:
        """Return the labels in ``text`` and where each begins."""
        end, starting, width = 0, self._starting, self._width
        found = []
        for at in self._beginnings.places(text):
            if at < end:
                continue
            labels = starting.get(text[at : at + width])
            for label in labels or ():
                if text.startswith(label, at):
                    end = at + len(label)
                    found.append((label, at))
                    break
        return found

    def weights(self, text: str) -> dict[str, float]:
        """Return the weight of each topic found: longer and more labels weigh more."""
        return self._weighed([label for label, _ in self._labels(text)])

    def _weighed(self, labels: Iterable[str]) -> dict[str, float]:
        seen: set[str] = set()
        weights: dict[str, float] = {}
        for label in labels:
            weight = len(label) / 2
            if label in seen:
                weight *= _REPEAT
            seen.add(label)
            topic = self._owner[label]
            weights[topic] = weights.get(topic, 0.0) + weight
        return weights

    def match(self, text: str) -> tuple[str, ...]:
        """Return the topics of ``text``, the main topic first, then by weight and identifier."""
        return self._ordered(self.weights(text))

    def match_all(self, texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield for each text what :meth:`match` returns; they are looked through at once."""
        labels = iter(self._labels(_BETWEEN.join(texts)))
        label, at = next(labels, _NO_LABEL)
        end = 0
        for text in texts:
            end += len(text) + len(_BETWEEN)
            found = []
            while at < end:
                found.append(label)
                label, at = next(labels, _NO_LABEL)
            yield self._ordered(self._weighed(found)) if found else ()

    @staticmethod
    def _ordered(weights: Mapping[str, float]) -> tuple[str, ...]:
        if not weights:
            return ()
        least = _RELATIVE * max(weights.values())
        ordered = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(topic for topic, weight in ordered if weight >= least)


@cache
def _scheme() -> Topics:
    return Topics.read([SCHEMES / "topics.ttl"])


def topics() -> tuple[Concept, ...]:
    """Return our topics, sorted by identifier.

    >>> [topic.en for topic in topics() if topic.identifier == "procurement"]
    ['government procurement']
    """
    return _scheme().concepts


def match(text: str) -> tuple[str, ...]:
    """Return the identifiers of the topics of ``text`` by our scheme, the main topic first.

    >>> match("政府采购应当预留一定比例面向中小企业")
    ('procurement',)
    """
    return _scheme().match(text)


def match_all(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield for each text what :func:`match` returns, such as those of a document; they are looked through at once."""
    return _scheme().match_all(texts)
