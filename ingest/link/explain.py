"""Why two provisions are linked or not, as data: what each feature adds, near words, and the nearest rival."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.language import tokenize
from ingest.link.alignment import choose, line, measured
from ingest.link.citing import around
from ingest.link.evidence import evidence, near_words
from ingest.link.features import OF_THE_RULES
from ingest.link.scorer import Logistic, shipped
from ingest.link.signals import Signals, cited
from ingest.link.subject import NOT_COMPARED, doubts
from ingest.link.terms import Matrix
from ingest.link.units import Unit
from ingest.model import Annotation, Evidence
from ingest.text import Diagnostic, Span

_MOST_WORDS = 5  # pairs of near words that are told
_NEAR = 0.6  # cosine of near words of the two most alike sentences: below, most are only of one field
_NEARER = 0.7  # cosine of near words that stand elsewhere than in the two most alike sentences
_MOST_DIFFERENCES = 5  # features that tell two counterparts apart
# Jieba's tags of words that name a thing, an act or a quality: numbers and function words are near all beside them
_CONTENT = re.compile(r"[nvlija]")


class NotCompared(Exception):
    """What stands at a path is not compared as one; ``inner`` are the provisions in it that are."""

    def __init__(self, path: str, inner: Sequence[str]) -> None:
        super().__init__(path)
        self.path, self.inner = path, tuple(inner)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a provision and where they stand, in code points of the source."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What a feature adds to the logarithm of the odds, and what it adds for the rival where there is one."""

    feature: str
    added: float
    rival: float = 0.0


@dataclass(frozen=True, slots=True)
class NearWords:
    """Two words that mean nearly the same (cosine), and the sentences in which they stand."""

    lower: Quote
    upper: Quote
    likeness: float
    lower_sentence: Quote
    upper_sentence: Quote


@dataclass(frozen=True, slots=True)
class Rival:
    """Another counterpart of the lower provision: the best one, or the next best where the pair itself is that.

    ``differs`` are the features that tell the two counterparts apart, the one that does most first.
    """

    path: str
    score: float
    sentence: Quote
    differs: tuple[Addition, ...]


@dataclass(frozen=True, slots=True)
class LinkExplanation:
    """Why two provisions are linked or not.

    ``lower`` and ``upper`` are the provisions that were compared: those asked for or the ones around them. ``base`` is
    the logarithm of the odds of any pair of the two rules, before anything is known of the provisions;
    ``additions`` are what the features of this pair add to it, in their order. Where one provision cites the other
    (``cites``: the citation), or one does nothing but enter into force (``formal``), that decides instead. ``line``
    is the probability from which on pairs of these rules are linked, ``ranks`` the place of the pair among all of
    its lower and of its upper provision, from 1, ``sizes`` how many there are. ``sentences`` are the two most alike;
    ``doubts`` what keeps the two rules from being compared, or is to be known of them.
    """

    lower: str
    upper: str
    score: float
    linked: bool
    line: float
    base: float
    additions: tuple[Addition, ...]
    cites: Quote | None
    formal: bool
    ranks: tuple[int, int]
    sizes: tuple[int, int]
    evidence: tuple[Evidence, ...]
    sentences: tuple[Quote, Quote]
    near: tuple[NearWords, ...]
    rival: Rival | None
    doubts: tuple[Diagnostic, ...] = ()

    @property
    def compared(self) -> bool:
        """Whether the two rules are compared at all; where not, the figures tell nothing of a link."""
        return not any(each.code in NOT_COMPARED for each in self.doubts)


def explain_link(
    upper: Annotation, lower: Annotation, above: str, below: str, scorer: Logistic | None = None
) -> LinkExplanation:
    """Return why the provision ``below`` of the lower rule is linked to ``above`` of the upper one, or is not.

    Paths inside a unit mean the unit. Raises :class:`NotCompared`.
    """
    scorer = scorer or shipped()
    signals = measured(upper, lower)
    row, column = _at(signals.lower, lower, below), _at(signals.upper, upper, above)
    said = tuple(doubts(upper, lower))
    scores, added = scorer(signals), scorer.added(signals)
    total = scores.total
    low, high = signals.lower[row], signals.upper[column]
    citation = cited(low, high.path, signals.citing)
    return LinkExplanation(
        lower=low.path,
        upper=high.path,
        score=round(float(total[row, column]), 4),
        linked=not any(each.code in NOT_COMPARED for each in said) and bool(choose(total)[row, column]),
        line=round(line(total), 4),
        base=scorer.intercept + sum(float(added[name][row, column]) for name in OF_THE_RULES),
        additions=tuple(
            Addition(name, float(each[row, column]))
            for name, each in added.items()
            if name not in OF_THE_RULES
        ),
        cites=None if citation is None else Quote(citation.text, citation.spans),
        formal=low.formal or high.formal,
        ranks=(_place(total[row], column), _place(total[:, column], row)),
        sizes=(len(signals.upper), len(signals.lower)),
        evidence=evidence(signals, scores, row, column),
        sentences=_sentences(signals, row, column),
        near=tuple(_near(signals, row, column))[:_MOST_WORDS],
        rival=_rival(signals, total, added, row, column),
        doubts=said,
    )


def _at(units: Sequence[Unit], annotation: Annotation, path: str) -> int:
    """Return the number of the unit at a path or around it."""
    numbers = {unit.path: number for number, unit in enumerate(units)}
    parents = {provision.path: provision.parent for provision in annotation.document.provisions}
    for each in around(path):
        if each in numbers:
            return numbers[each]

    def inside(unit: str | None) -> bool:
        while unit is not None and unit != path:
            unit = parents.get(unit)
        return unit is not None

    raise NotCompared(path, [unit for unit in numbers if inside(unit)])


def _place(scores: NDArray[np.float64], at: int) -> int:
    """Return the place of one of some scores, the highest first from 1; of equal ones the first."""
    order = np.argsort(-scores, kind="stable")
    return int(np.flatnonzero(order == at)[0]) + 1


def _sentences(signals: Signals, row: int, column: int) -> tuple[Quote, Quote]:
    """Return the two most alike sentences of a pair."""
    first, second = signals.best(row, column)
    lower, upper = signals.lower[row], signals.upper[column]
    return Quote(*lower.quote(*lower.sentences[first])), Quote(*upper.quote(*upper.sentences[second]))


def _near(signals: Signals, row: int, column: int) -> Iterator[NearWords]:
    """Yield the near words of a pair, those of the two most alike sentences first."""
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    told: set[str] = set()
    for ranges, least in (
        ((lower.sentences[first], upper.sentences[second]), _NEAR),
        (((0, len(lower.text)), (0, len(upper.text))), _NEARER),
    ):
        ours, theirs = (_content(unit, span) for unit, span in zip((lower, upper), ranges, strict=True))
        for one, other, likeness in near_words(list(ours), list(theirs)):
            # a word that stands anywhere on the other side is no near word, but the same
            if likeness < least or {one, other} & told or one in upper.words or other in lower.words:
                continue
            told |= {one, other}
            yield NearWords(
                Quote(*lower.quote(ours[one], ours[one] + len(one))),
                Quote(*upper.quote(theirs[other], theirs[other] + len(other))),
                round(likeness, 4),
                _sentence(lower, ours[one]),
                _sentence(upper, theirs[other]),
            )


def _content(unit: Unit, span: tuple[int, int]) -> dict[str, int]:
    """Return the content words of a range of a unit, each with the place where it stands first."""
    places = zip(unit.places[::2], unit.places[1::2], strict=True)
    found: dict[str, int] = {}
    for start, end in places:
        if span[0] <= start and end <= span[1]:
            found.setdefault(unit.text[start:end], start)
    return {word: at for word, at in found.items() if _CONTENT.match(next(iter(tokenize(word))).tag)}


def _sentence(unit: Unit, at: int) -> Quote:
    """Return the sentence that a place of a unit lies in."""
    around_it = [(start, end) for start, end in unit.sentences if start <= at < end]
    return Quote(*unit.quote(*(around_it or [(0, len(unit.text))])[0]))


def _rival(signals: Signals, total: Matrix, added: dict[str, Matrix], row: int, column: int) -> Rival | None:
    """Return the best counterpart of the lower unit that is not the pair itself; None where all others are none."""
    order = [int(each) for each in np.argsort(-total[row], kind="stable") if each != column]
    if not order or not total[row, order[0]]:
        return None
    other = order[0]
    differs = [
        Addition(name, float(each[row, column]), float(each[row, other]))
        for name, each in added.items()
        if name not in OF_THE_RULES
    ]
    differs.sort(key=lambda each: -abs(each.added - each.rival))
    return Rival(
        signals.upper[other].path,
        round(float(total[row, other]), 4),
        _sentences(signals, row, other)[1],
        tuple(differs[:_MOST_DIFFERENCES]),
    )
