"""Which rules are compared with which: the pairs of a build, from an index instead of from all pairs.

A lower rule can carry on those of a higher level in whose territory it lies. Of these it is compared with

* those it was made under (根据…制定),
* those of which it cites an article or another part,
* those it names otherwise, if they are about something in common at all,
* those about the same subject: the words that tell them from others are alike (:mod:`ingest.link.profile`),

in this order of weight, to which their likeness is added: with three, and with all that it names while there are no
more than twelve. Others of these stay unlinked and are named with the reason; those with nothing in common are
counted. Whether a pair is worth comparing is told by the two rules alone. A pair drops out because of other rules
only where so many go before it, or where a word is what over 256 rules of one territory are about: then the index
leads to the 256 in which it weighs most. So a rule soon has the same number of pairs, however many rules there are.

The rules of each territory are found by their names and by their words, so the cost grows with the number of rules,
not with that of pairs. Weights are whole numbers: the order in which rules are given changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from ingest.link.profile import Features
from ingest.model import Level
from ontology.divisions import ancestors

LIMIT = 12
"""With how many upper rules a rule is compared at most."""

ALIKE = 3
"""With how many, where it names no more of them."""

# The least likeness, in thousandths, of two rules on one subject …
_ALIKE = 100
# … and of two of which the lower names the upper without an article
_ALIKE_NAMED = 50
# To how many rules of a territory a word leads
_MOST_OF_A_WORD = 256
_RANK = {level: rank for rank, level in enumerate(Level)}


class Why(StrEnum):
    """Why two rules are compared, or why not though they have something in common."""

    BASIS = "legal-basis"  # the lower rule was made under the upper one
    PART = "cited-article"  # it cites an article or another part of it
    NAMED = "named"  # it names it, and both are about something in common
    SUBJECT = "subject"  # both are about the same subject
    IN_PASSING = "named-in-passing"  # left out: it names it, and nothing else is in common


# What goes before what, in thousandths of likeness
_BONUS = {Why.BASIS: 2000, Why.PART: 1000, Why.NAMED: 500, Why.SUBJECT: 0, Why.IN_PASSING: -1000}


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """An upper and a lower rule, by the keys they were given under; ``likeness`` in thousandths."""

    lower: str
    upper: str
    why: Why
    likeness: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs to compare, and those left out though they have something in common, by lower and upper rule.

    ``left_out`` are those that others went before, with why they would have been compared, and those named in
    passing; ``unlike`` counts all other pairs of an upper and a lower rule.
    """

    chosen: tuple[Pair, ...]
    left_out: tuple[Pair, ...]
    unlike: int


def is_upper(upper: Features, lower: Features) -> bool:
    """Tell whether ``lower`` can carry on ``upper``: a higher level whose territory contains the lower one's."""
    return any(where == (upper.code, upper.level) for where in _territories(lower))


def choose_pairs(
    features: Mapping[str, Features], limit: int = LIMIT, lower: Collection[str] | None = None
) -> Pairs:
    """Return the pairs worth comparing among the rules given by their keys, at most ``limit`` upper rules for one.

    ``lower`` are the keys of the lower rules whose pairs are wanted; all where none are given. Raises ``ValueError``
    for a limit below 0.
    """
    if limit < 0:
        raise ValueError(
            f"limit {limit}: 对数上限不能为负，请改正。A limit of pairs is 0 or more; correct it."
        )
    index = _index(features)
    chosen: list[Pair] = []
    left_out: list[Pair] = []
    unlike = 0
    for key in sorted(features if lower is None else lower):
        found = sorted(index.pairs(key, features[key]), key=_order)
        taken = set(islice(_worth(found), limit))
        chosen += taken
        left_out += [pair for pair in found if pair not in taken]
        unlike += index.above(features[key]) - len(found)
    return Pairs(tuple(sorted(chosen)), tuple(sorted(left_out)), unlike)


def _worth(found: Sequence[Pair]) -> Iterator[Pair]:
    """Yield which of the pairs of a rule, the first ones first, are worth comparing."""
    worth = [pair for pair in found if pair.why is not Why.IN_PASSING]
    return (pair for at, pair in enumerate(worth) if at < ALIKE or pair.why is not Why.SUBJECT)


def _order(pair: Pair) -> tuple[int, str]:
    return -(pair.likeness + _BONUS[pair.why]), pair.upper


def _territories(rule: Features) -> Iterator[tuple[str, Level]]:
    """Yield where upper rules of a rule come from: territories around its own, each with each higher level."""
    if rule.code is not None and rule.level is not None:
        codes = dict.fromkeys((rule.code, *(division.code for division in ancestors(rule.code))))
        yield from ((code, level) for code in codes for level in Level if _RANK[level] < _RANK[rule.level])


@dataclass(slots=True)
class _Territory:
    """The rules of a territory and level, by what they are called and by what they are about."""

    size: int = 0
    names: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: defaultdict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Index:
    territories: Mapping[tuple[str, Level], _Territory]

    def _around(self, rule: Features) -> list[_Territory]:
        return [self.territories[where] for where in _territories(rule) if where in self.territories]

    def above(self, rule: Features) -> int:
        """Return how many rules it could carry on."""
        return sum(territory.size for territory in self._around(rule))

    def pairs(self, key: str, rule: Features) -> Iterator[Pair]:
        """Yield the pairs of a rule with those that have anything in common with it."""
        around = self._around(rule)
        products: Counter[str] = Counter()
        for territory in around:
            for word, weight in rule.words:
                for other, upper in territory.words.get(word, ()):
                    products[upper] += weight * other
        why = dict.fromkeys(products, Why.SUBJECT)
        for reason, names in ((Why.NAMED, rule.cited), (Why.PART, rule.parts), (Why.BASIS, rule.based_on)):
            for territory in around:
                for name in names:
                    why |= dict.fromkeys(territory.names.get(name, ()), reason)
        for upper, reason in why.items():
            likeness = products[upper] // 1000
            if reason is Why.NAMED and likeness < _ALIKE_NAMED:
                reason = Why.IN_PASSING
            if reason is not Why.SUBJECT or likeness >= _ALIKE:
                yield Pair(key, upper, reason, likeness)


def _index(features: Mapping[str, Features]) -> _Index:
    found: defaultdict[tuple[str, Level], _Territory] = defaultdict(_Territory)
    for key, rule in features.items():
        if rule.code is None or rule.level is None:
            continue
        territory = found[rule.code, rule.level]
        territory.size += 1
        for name in rule.names:
            territory.names[name].append(key)
        for word, weight in rule.words:
            territory.words[word].append((weight, key))
    for territory in found.values():
        for postings in territory.words.values():
            postings.sort(key=_heaviest_first)
            del postings[_MOST_OF_A_WORD:]
    return _Index(dict(found))


def _heaviest_first(posting: tuple[int, str]) -> tuple[int, str]:
    return -posting[0], posting[1]
