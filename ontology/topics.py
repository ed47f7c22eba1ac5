"""Topics: what a provision is about, told by the labels that stand in its words.

The scheme is ``schemes/topics.ttl``; a topic or a word is added there, or in a file of the same form given to
:meth:`Topics.read`, without a change of code. Labels are looked for over characters, the longest at each
place, so that 融资担保 is not read as 融资 and 担保.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ontology.concepts import SCHEMES, Concept, read_scheme

# Chosen on the topics of one provincial opinion and one prefectural regulation.
_REPEAT = 0.6  # what a label found again adds, of its first weight
_RELATIVE = 0.4  # a topic counts if it has this share of the main topic's weight


@dataclass(frozen=True, slots=True)
class Found:
    """A label of a topic at ``[start, end)`` of a text."""

    topic: str
    label: str
    start: int
    end: int


def _beginning(labels: Collection[str], width: int) -> re.Pattern[str]:
    """Return a pattern of a first character of labels before a second of labels, and so on for ``width``."""
    columns = [re.escape("".join(sorted({label[at] for label in labels}))) for at in range(width)]
    first, *others = (f"[{column}]" if column else "(?!)" for column in columns)
    return re.compile(f"{first}(?={''.join(others)})")


@dataclass(frozen=True, slots=True)
class Topics:
    """A topic scheme, ready to be looked for in texts."""

    concepts: tuple[Concept, ...]
    _owner: dict[str, str] = field(init=False, repr=False, compare=False)
    _width: int = field(init=False, repr=False, compare=False)
    """Characters of the shortest label."""
    _starting: dict[str, list[str]] = field(init=False, repr=False, compare=False)
    """The labels by their first ``_width`` characters, the longest first."""
    _beginning: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Where a label may begin."""

    def __post_init__(self) -> None:
        owner = {label: c.identifier for c in self.concepts for label in (c.zh, *c.alt_labels) if label}
        width = min(map(len, owner), default=1)
        starting: defaultdict[str, list[str]] = defaultdict(list)
        for label in sorted(owner, key=len, reverse=True):
            starting[label[:width]].append(label)
        object.__setattr__(self, "_owner", owner)
        object.__setattr__(self, "_width", width)
        object.__setattr__(self, "_starting", dict(starting))
        object.__setattr__(self, "_beginning", _beginning(owner, width))

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Topics:
        """Read scheme files; raises :class:`ontology.concepts.SchemeError` for a wrong one."""
        return cls(tuple(concept for path in paths for concept in read_scheme(path)))

    def find(self, text: str) -> Iterator[Found]:
        """Yield the labels in ``text``, in its order, none overlapping another."""
        for label, at in self._labels(text):
            yield Found(self._owner[label], label, at, at + len(label))

    def _labels(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the labels in ``text`` and where each begins."""
        end, starting, width = 0, self._starting, self._width
        for place in self._beginning.finditer(text):
            at = place.start()
            labels = starting.get(text[at : at + width])
            if labels is None or at < end:
                continue
            for label in labels:
                if text.startswith(label, at):
                    end = at + len(label)
                    yield label, at
                    break

    def weights(self, text: str) -> dict[str, float]:
        """Return the weight of each topic found: longer and more labels weigh more."""
        seen: set[str] = set()
        weights: defaultdict[str, float] = defaultdict(float)
        for label, _ in self._labels(text):
            weight = len(label) / 2
            if label in seen:
                weight *= _REPEAT
            seen.add(label)
            weights[self._owner[label]] += weight
        return dict(weights)

    def match(self, text: str) -> tuple[str, ...]:
        """Return the topics of ``text``, the main topic first, then by weight and identifier."""
        weights = self.weights(text)
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
