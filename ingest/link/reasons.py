"""Why a provision has no counterpart, in words of the case: what it lays down, what is nearest, what differs.

A reason is a Chinese sentence and an English one, ``中文 / English``; both name the provisions as a reader cites them
(第十六条第二款) and quote both texts, and say the first difference that is found, in this order:

==========  ==========================================================================================
formal      the provision speaks of its own text alone
unlike      nothing in the other rule shares a word with it
sanction    it punishes, and the nearest does not
matter      little of what the provision is about stands in the nearest one: the words that do not
punished    the same matter, which is punished there and not asked for
bearer      the same matter, laid on somebody else
amount      the same matter, without the amount, rate or time limit
act         the same matter, but another act: the words of the act that the nearest has not
modality    the same matter, by another kind of norm: 应当 here, 鼓励 there
taken       nothing of these: the nearest provision corresponds to another one better
==========  ==========================================================================================

Of the norms of a provision one is quoted that binds, names who is bound and stands least in the nearest. Words that
differ are those of things, acts and amounts: what only furthers (推进, 探索) or says how (积极) tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.language import tokenize, unusualness
from ingest.link.gravity import PLACE
from ingest.link.profile import common_words
from ingest.link.units import Unit
from ingest.model import BearerSource, GapState, Modality, Norm, QuantityKind
from ingest.similarity import pair_terms
from ingest.structure.pinpoints import Pinpoint
from ontology import lexicon
from ontology.concepts import scheme

Side = Literal["upper", "lower"]

_CHINESE: dict[str, str] = {"upper": "上位", "lower": "下位"}
_LONGEST = 44  # characters of a provision that are quoted
_LONGEST_IN_ENGLISH = 24  # … in the English sentence
_LONGEST_ACT = 18  # … and of an act
_LONGEST_WORD = 10  # … of words that stand side by side
_MOST_WORDS = 2
# How much of the words of a norm, by weight, the nearest provision has at least on the same matter
_SAME_MATTER = 0.4
# Dice coefficients: below, two bearers are not the same, two acts are not
_SAME_BEARER = 0.2
_SAME_ACT = 0.5
# What stands in more of the provisions of a rule than this is its subject and tells none of them from another
_EVERYWHERE = 0.25
# How much of its wording the nearest provision has, where a norm is no part of the gap …
_KNOWN = 0.75
# … and into how many steps that share is rounded: of about equals the first counts
_STEPS = 3
_BINDING = frozenset({Modality.SANCTION, Modality.PROHIBITION, Modality.OBLIGATION, Modality.EXEMPTION})
_MEASURED = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.DURATION, QuantityKind.COUNT})
# Jieba's tags of words that name a thing or an act; numerals are left to the amounts
_TELLING = re.compile(r"[nvlij]")
_NUMERAL = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两]")
_EMPTY = re.compile(rf"(?:{lexicon.pattern('adverb', 'encouragement', 'furthers', 'general-act')})+")
_ITSELF = re.compile(rf"本{lexicon.pattern('genre')}")  # 本法, in 违反本法规定
_COLONS = ("：", ":")
_MARKS = re.compile(r"(?<![\s。；，：、,;:])[\s。；，：、,;:]+$")


class Passage(NamedTuple):
    """Words of a unit, and the norm that they are, if they are one."""

    unit: Unit
    start: int
    end: int
    norm: Norm | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.unit.text[self.start : self.end]


class Difference(NamedTuple):
    """What differs: the end of the Chinese sentence and of the English one."""

    zh: str
    en: str


Names = Mapping[Side, Mapping[str, Pinpoint]]
"""The references to the provisions of both rules, by path."""


class Reasons:
    """The reasons why provisions of ``own`` have no counterpart in ``other``.

    ``chosen`` tells which pairs correspond: a matrix of ``own`` by ``other``; ``names`` how provisions are cited.
    """

    def __init__(
        self, side: Side, own: Sequence[Unit], other: Sequence[Unit], chosen: NDArray[np.bool_], names: Names
    ) -> None:
        self._own, self._other, self._chosen, self._names = own, other, chosen, names
        self._side: Side = side
        self._there: Side = "lower" if side == "upper" else "upper"

    def of(self, row: int, near: int | None, state: GapState) -> str:
        """Return why ``own[row]``, to which ``other[near]`` is nearest, has no counterpart."""
        nearest = self._other[near] if near is not None else None
        passage = _principal(self._own[row], nearest)
        name, said = self._name(self._side, passage), _clipped(passage.text)
        zh = f"{_CHINESE[self._side]}{name.zh}规定“{said}”"
        en = f"{name.en} of the {self._side} rule lays down “{_clipped(said, _LONGEST_IN_ENGLISH)}”"
        if state is GapState.FORMAL:
            alone = "it speaks of its own text alone and needs no counterpart"
            return f"{zh}，只关乎本文件自身，不需要对应。 / {en}: {alone}."
        if nearest is None or near is None:
            found = self._unlike(passage)
            return f"{zh}，{found.zh}。 / {en}: {found.en}."
        there = _most_alike(passage, nearest)
        found = self._difference(passage, there, near)
        name, said = self._name(self._there, there), _clipped(there.text)
        nearest_zh = f"最相近的{name.zh}只说“{said}”，{found.zh}"
        nearest_en = f"{name.en} (“{_clipped(said, _LONGEST_IN_ENGLISH)}”), which {found.en}"
        if state is GapState.DOUBTFUL:
            return (
                f"{zh}；{_CHINESE[self._there]}{nearest_zh}，或可对应，请人工核对。"
                f" / {en}; nearest in the {self._there} rule is {nearest_en}; it may be a counterpart: look."
            )
        return (
            f"{zh}，{_CHINESE[self._there]}文件没有对应的规定；{nearest_zh}。"
            f" / {en}, and the {self._there} rule has no counterpart; nearest is {nearest_en}."
        )

    def _name(self, side: Side, passage: Passage) -> Pinpoint:
        """Return how the smallest provision that holds a passage is cited."""
        known = self._names[side]
        norm = passage.norm
        return known[norm.path if norm is not None and norm.path in known else passage.unit.path]

    def _difference(self, here: Passage, there: Passage, near: int) -> Difference:
        """Return the first difference of two passages that is found."""
        sanction = _unpunished(here, there)
        if sanction is not None:
            return sanction
        words = _Words(here, there.unit, self._subject)
        if words.share < _SAME_MATTER and words.missing:
            return self._matter(words)
        for found in (
            _punished(here, there),
            _bearer(here, there),
            _amount(here, there),
            _act(words),
            _modality(here, there),
        ):
            if found is not None:
                return found
        return self._taken(here, near)

    def _unlike(self, here: Passage) -> Difference:
        words = _Words(here, None, self._subject)
        zh = f"{_CHINESE[self._there]}文件没有一条与之有共同的词"
        en = f"it shares no word with any provision of the {self._there} rule"
        if words.missing:
            zh, en = f"{zh}，{_quoted(words.missing)}全文未见", f"{en}, nor {_either(words.missing)}"
        return Difference(zh, en)

    def _matter(self, words: _Words) -> Difference:
        absent = [word for word in words.missing if word not in self._text]
        if absent:
            return Difference(
                f"另讲一事：{_CHINESE[self._there]}全文未提{_quoted(absent)}",
                f"is about another matter: the {self._there} rule nowhere speaks of {_either(absent)}",
            )
        return Difference(
            f"另讲一事：其中未提{_quoted(words.missing)}",
            f"is about another matter and does not speak of {_either(words.missing)}",
        )

    def _taken(self, here: Passage, near: int) -> Difference:
        others = [self._own[row] for row in np.flatnonzero(self._chosen[:, near]).tolist()]
        if others:
            name = self._names[self._side][others[0].path]
            return Difference(
                f"它对应的是{_CHINESE[self._side]}{name.zh}",
                f"corresponds to {name.en} of the {self._side} rule instead",
            )
        act = _clipped(here.norm.action if here.norm else here.text, _LONGEST_ACT)
        return Difference(f"其中不见“{act}”的规定", f"does not lay down “{act}”")

    @cached_property
    def _text(self) -> str:
        """All words of the other rule."""
        return "\n".join(unit.text for unit in self._other)

    @cached_property
    def _subject(self) -> frozenset[str]:
        """The words that stand in so many provisions that they tell none from another."""
        held = Counter(word for unit in self._own for word in set(unit.terms))
        most = max(2.0, _EVERYWHERE * len(self._own))
        return frozenset(word for word, count in held.items() if count > most)


class _Words:
    """Which of the words that a passage is about stand in another provision, and which do not."""

    def __init__(self, here: Passage, other: Unit | None, subject: frozenset[str]) -> None:
        text = other.text if other is not None else ""
        known = subject | common_words()
        telling = [
            (token.text, here.start + token.start, here.start + token.end)
            for token in tokenize(here.text)
            if len(token.text) > 1
            and token.text not in known
            and _TELLING.match(token.tag)
            and not _NUMERAL.search(token.text)
            and not _EMPTY.fullmatch(token.text)
            and not _ITSELF.fullmatch(token.text)
        ]
        weights = {word: unusualness(word) for word, _, _ in telling}
        whole = sum(weights.values())
        self.share = sum(weight for word, weight in weights.items() if word in text) / whole if whole else 0.0
        self.shared = sorted((w for w in weights if w in text), key=lambda w: -weights[w])[:_MOST_WORDS]
        runs: dict[str, float] = {}
        for run in _runs([term for term in telling if term[0] not in text]):
            runs[here.unit.text[run[0][1] : run[-1][2]]] = round(sum(weights[word] for word, _, _ in run), 3)
        self.missing: list[str] = []
        for words in sorted(runs, key=lambda run: -runs[run]):
            if len(self.missing) < _MOST_WORDS and not any(words in shown for shown in self.missing):
                self.missing.append(words)


def _runs(terms: Sequence[tuple[str, int, int]]) -> Iterator[list[tuple[str, int, int]]]:
    """Yield the words that stand side by side (特别, 表决权) together, while they are not too long."""
    run = list(terms[:1])
    for before, term in pairwise(terms):
        if before[2] == term[1] and term[2] - run[0][1] <= _LONGEST_WORD:
            run.append(term)
        else:
            yield run
            run = [term]
    if run:
        yield run


def _principal(unit: Unit, nearest: Unit | None) -> Passage:
    """Return a norm that binds, names who is bound and stands least in the nearest provision.

    Of such equals it is the first; without norms it is a sentence.
    """
    found = _passages(unit)
    there = Counter(pair_terms(nearest.text)) if nearest is not None else Counter[str]()

    def order(passage: Passage) -> tuple[bool, bool, bool, int, int]:
        free = passage.norm is None or passage.norm.modality not in _BINDING
        here = pair_terms(passage.text)
        known = sum(pair in there for pair in here) / len(here) if here else 1.0
        carried = passage.norm is not None and passage.norm.bearer_source is BearerSource.INHERITED
        return free, known >= _KNOWN, carried, int(_STEPS * known), passage.start

    return min(found, key=order)


def _most_alike(passage: Passage, nearest: Unit) -> Passage:
    """Return the norm of the nearest provision that is most like a passage; without norms, the sentence."""
    here = passage.text
    return max(_passages(nearest), key=lambda each: (round(_dice(here, each.text), 3), -each.start))


def _passages(unit: Unit) -> list[Passage]:
    """Return the norms of a unit, or else its sentences; what opens a list goes on to the end of the unit."""
    found = []
    for norm in unit.norms:
        place = unit.position(norm.spans)
        if place is not None:
            start, end = place
            opens = unit.text[end:].lstrip().startswith(_COLONS)
            found.append(Passage(unit, start, len(unit.text) if opens else end, norm))
    return found or [Passage(unit, *place) for place in unit.sentences]


def _punishes(unit: Unit) -> bool:
    return any(norm.modality is Modality.SANCTION for norm in unit.norms)


def _unpunished(here: Passage, there: Passage) -> Difference | None:
    if here.norm is None or here.norm.modality is not Modality.SANCTION or _punishes(there.unit):
        return None
    act = _clipped(here.norm.action or here.text, _LONGEST_ACT)
    return Difference(f"不设“{act}”这样的罚则", f"sets no sanction such as “{act}”")


def _punished(here: Passage, there: Passage) -> Difference | None:
    if there.norm is None or there.norm.modality is not Modality.SANCTION or _punishes(here.unit):
        return None
    act = _clipped(here.norm.action if here.norm else here.text, _LONGEST_ACT)
    return Difference(f"那是罚则，“{act}”本身未作要求", f"punishes and does not itself ask for “{act}”")


def _bearer(here: Passage, there: Passage) -> Difference | None:
    ours, theirs = (each.norm.bearers if each.norm and not each.norm.doubt else () for each in (here, there))
    if not ours or not theirs or any(map(PLACE.fullmatch, (*ours, *theirs))):
        return None
    if max(_dice(one, other) for one in ours for other in theirs) >= _SAME_BEARER:
        return None
    one, other = ours[:_MOST_WORDS], theirs[:_MOST_WORDS]
    return Difference(
        f"主体不同：此处是{_quoted(one)}，彼处是{_quoted(other)}",
        f"binds {_either(other)} instead of {_either(one)}",
    )


def _amount(here: Passage, there: Passage) -> Difference | None:
    """Return the first amount of the passage for which the other provision has none of its kind."""
    kinds = {(quantity.kind, quantity.unit) for quantity in there.unit.quantities}
    for quantity in here.norm.quantities if here.norm else ():
        if quantity.kind in _MEASURED and (quantity.kind, quantity.unit) not in kinds:
            said = _clipped(quantity.text, _LONGEST_ACT)
            return Difference(f"没有“{said}”这样的数额或期限", f"sets no amount or time such as “{said}”")
    return None


def _modality(here: Passage, there: Passage) -> Difference | None:
    if here.norm is None or there.norm is None:
        return None
    one, other = here.norm.modality, there.norm.modality
    if one is other:
        return None
    zh, en = zip(*(_named(each.norm) for each in (here, there) if each.norm), strict=True)
    return Difference(
        f"要求不同：此处是{zh[0]}，彼处是{zh[1]}", f"is another kind of norm: {en[1]}, not {en[0]}"
    )


def _act(words: _Words) -> Difference | None:
    if not words.missing:
        return None
    zh, en = f"其中未提{_quoted(words.missing)}", f"does not speak of {_either(words.missing)}"
    if not words.shared:
        return Difference(zh, en)
    return Difference(
        f"虽都涉及{_quoted(words.shared)}，{zh}", f"is on {_either(words.shared)} as well, but {en}"
    )


def _named(norm: Norm) -> tuple[str, str]:
    """Return what kind of norm it is, with the word that tells."""
    labels = next(
        (each.zh, each.en) for each in scheme("modalities") if each.identifier == norm.modality.value
    )
    said = f"（{norm.trigger}）" if norm.trigger else ""
    return f"{labels[0]}{said}", labels[1]


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"“{_clipped(word, _LONGEST_ACT)}”" for word in words)


def _either(words: Sequence[str]) -> str:
    return " or ".join(_quoted([word]) for word in words)


def _clipped(text: str, most: int = _LONGEST) -> str:
    """Return a text in one line, without marks at its end, cut at ``most`` characters."""
    line = _MARKS.sub("", "".join(text.split()))
    return line if len(line) <= most else _MARKS.sub("", line[: most - 1]) + "…"


def _dice(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common, 0 to 1."""
    first, second = Counter(pair_terms(one)), Counter(pair_terms(other))
    both = (first & second).total()
    return 2 * both / (first.total() + second.total()) if both else 0.0
