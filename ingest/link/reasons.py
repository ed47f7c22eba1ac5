"""Why a provision has no counterpart, in words of the case: what it lays down, what is nearest, what differs.

A reason is written ``code: 中文 / English``; the Chinese half quotes both texts, the English one the words that
differ. The code is the first difference that is found, in this order:

==========  ==========================================================================================
formal      the provision speaks of its own text alone
unlike      nothing in the other rule shares a word with it
sanction    one of the two punishes, the other does not
matter      little of what the provision is about stands in the nearest one: the words that do not
bearer      the same matter, laid on somebody else
amount      the same matter, without the amount, rate or time limit
modality    the same matter, by another kind of norm: 应当 here, 鼓励 there
act         the same matter, but another act: the words of the act that the nearest has not
taken       nothing of these: the nearest provision corresponds to another one better
==========  ==========================================================================================

Of the norms of a provision one is quoted that binds, names who is bound and stands least in the nearest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
from ontology import lexicon
from ontology.concepts import scheme

Side = Literal["upper", "lower"]

_CHINESE: dict[str, str] = {"upper": "上位", "lower": "下位"}
_LONGEST = 44  # characters of a provision that are quoted
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
_NUMBERED = re.compile(r"第.+[条项款章节]|[（(].+[)）]")
# Jieba's tags of words that name a thing or an act; numerals are left to the amounts
_TELLING = re.compile(r"[nvlij]")
_NUMERAL = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两]")
_ITSELF = re.compile(rf"本{lexicon.pattern('genre')}")  # 本法, in 违反本法规定
_COLONS = ("：", ":")
_MARKS = re.compile(r"[\s。；，：、,;:]+$")


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
    """What differs: its code, and the words that say it."""

    code: str
    zh: str
    en: str


class Reasons:
    """The reasons why provisions of ``own`` have no counterpart in ``other``.

    ``chosen`` tells which pairs correspond: a matrix of ``own`` by ``other``.
    """

    def __init__(
        self, side: Side, own: Sequence[Unit], other: Sequence[Unit], chosen: NDArray[np.bool_]
    ) -> None:
        self._own, self._other, self._chosen = own, other, chosen
        self._side: Side = side
        self._there: Side = "lower" if side == "upper" else "upper"

    def of(self, row: int, near: int | None, state: GapState) -> str:
        """Return why ``own[row]``, to which ``other[near]`` is nearest, has no counterpart."""
        unit = self._own[row]
        nearest = self._other[near] if near is not None else None
        passage = _principal(unit, nearest)
        here = f"{_CHINESE[self._side]}{_label(unit)}规定“{_clipped(passage.text)}”"
        name = f"{self._side} {unit.path}"
        if state is GapState.FORMAL:
            return f"formal: {here}，只关乎本文件自身 / {name} speaks of its own text alone"
        if nearest is None or near is None:
            found = self._unlike(passage)
            return f"{found.code}: {here}，{found.zh} / {name} {found.en}"
        there = _most_alike(passage, nearest)
        found = self._difference(passage, there, near)
        look = (
            ("；或可对应，请人工核对", "; it may be a counterpart: look")
            if state is GapState.DOUBTFUL
            else ("", "")
        )
        return (
            f"{found.code}: {here}；{_CHINESE[self._there]}最近的{_label(nearest)}只说“{_clipped(there.text)}”，"
            f"{found.zh}{look[0]} / {name}: nearest is {self._there} {nearest.path}; {found.en}{look[1]}"
        )

    def _difference(self, here: Passage, there: Passage, near: int) -> Difference:
        """Return the first difference of two passages that is found."""
        sanction = _sanction(here, there)
        if sanction is not None:
            return sanction
        words = _Words(here, there.unit, self._subject)
        if words.share < _SAME_MATTER and words.missing:
            return self._matter(words)
        for found in (
            _bearer(here, there),
            _amount(here, there),
            _modality(here, there),
            _act(here, there, words),
        ):
            if found is not None:
                return found
        return self._taken(here, near)

    def _unlike(self, here: Passage) -> Difference:
        words = _Words(here, None, self._subject)
        zh = f"{_CHINESE[self._there]}没有一条与之有共同的词"
        en = f"shares no word with any provision of the {self._there} rule"
        if words.missing:
            zh, en = f"{zh}：{_quoted(words.missing)}全文未见", f"{en}: {_quoted(words.missing)} not there"
        return Difference("unlike", zh, en)

    def _matter(self, words: _Words) -> Difference:
        absent = [word for word in words.missing if word not in self._text]
        shown = absent or words.missing
        where = "全文" if absent else "该条"
        place = f"the {self._there} rule" if absent else "it"
        return Difference(
            "matter",
            f"事项不同：{_CHINESE[self._there]}{where}未提{_quoted(shown)}",
            f"another matter: {_quoted(shown)} not in {place}",
        )

    def _taken(self, here: Passage, near: int) -> Difference:
        others = [self._own[row] for row in np.flatnonzero(self._chosen[:, near]).tolist()]
        if others:
            return Difference(
                "taken",
                f"该条所对应的是{_CHINESE[self._side]}{_label(others[0])}",
                f"that corresponds to {self._side} {others[0].path} instead",
            )
        act = _clipped(here.norm.action if here.norm else here.text, _LONGEST_ACT)
        return Difference("act", f"其中不见“{act}”的规定", f"it does not lay down “{act}”")

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


def _sanction(here: Passage, there: Passage) -> Difference | None:
    ours, theirs = (
        each.norm is not None and each.norm.modality is Modality.SANCTION for each in (here, there)
    )
    if here.norm is not None and ours and not _punishes(there.unit):
        act = _clipped(here.norm.action or here.text, _LONGEST_ACT)
        return Difference("sanction", f"不设“{act}”这样的罚则", f"it punishes nothing, as “{act}” does here")
    if theirs and not _punishes(here.unit):
        return Difference(
            "sanction", "那是罚则，此项规定本身未见", "that is a sanction, and this rule itself is not there"
        )
    return None


def _bearer(here: Passage, there: Passage) -> Difference | None:
    ours, theirs = (each.norm.bearers if each.norm and not each.norm.doubt else () for each in (here, there))
    if not ours or not theirs or any(map(PLACE.fullmatch, (*ours, *theirs))):
        return None
    if max(_dice(one, other) for one in ours for other in theirs) >= _SAME_BEARER:
        return None
    one, other = _quoted(ours[:_MOST_WORDS]), _quoted(theirs[:_MOST_WORDS])
    return Difference(
        "bearer", f"主体不同：此处是{one}，彼处是{other}", f"another bearer: {one} here, {other} there"
    )


def _amount(here: Passage, there: Passage) -> Difference | None:
    """Return the first amount of the passage for which the other provision has none of its kind."""
    kinds = {(quantity.kind, quantity.unit) for quantity in there.unit.quantities}
    for quantity in here.norm.quantities if here.norm else ():
        if quantity.kind in _MEASURED and (quantity.kind, quantity.unit) not in kinds:
            said = _clipped(quantity.text, _LONGEST_ACT)
            return Difference("amount", f"没有“{said}”这样的数额或期限", f"without “{said}”")
    return None


def _modality(here: Passage, there: Passage) -> Difference | None:
    if here.norm is None or there.norm is None:
        return None
    one, other = here.norm.modality, there.norm.modality
    if one is other:
        return None
    zh, en = zip(*(_named(each.norm) for each in (here, there) if each.norm), strict=True)
    return Difference(
        "modality",
        f"要求不同：此处是{zh[0]}，彼处是{zh[1]}",
        f"another kind of norm: {en[0]} here, {en[1]} there",
    )


def _act(here: Passage, there: Passage, words: _Words) -> Difference | None:
    if not words.missing:
        return None
    shared, missing = _quoted(words.shared), _quoted(words.missing)
    return Difference(
        "act",
        f"虽都涉及{shared}，行为不同：该条未提{missing}",
        f"both on {shared}, another act: {missing} not in it",
    )


def _named(norm: Norm) -> tuple[str, str]:
    """Return what kind of norm it is, with the word that tells."""
    labels = next(
        (each.zh, each.en) for each in scheme("modalities") if each.identifier == norm.modality.value
    )
    said = f"（{norm.trigger}）" if norm.trigger else ""
    return f"{labels[0]}{said}", labels[1]


def _label(unit: Unit) -> str:
    """Return what a reader calls the unit: its number where that says what it is, else its path."""
    label = "".join((unit.label or "").split())
    if "task-" in unit.path and label:
        return f"第{label.rstrip('、.．')}项"
    return label if _NUMBERED.fullmatch(label) else unit.path


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"“{_clipped(word, _LONGEST_ACT)}”" for word in words)


def _clipped(text: str, most: int = _LONGEST) -> str:
    """Return a text in one line, without marks at its end, cut at ``most`` characters."""
    line = _MARKS.sub("", "".join(text.split()))
    return line if len(line) <= most else _MARKS.sub("", line[: most - 1]) + "…"


def _dice(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common, 0 to 1."""
    first, second = Counter(pair_terms(one)), Counter(pair_terms(other))
    both = (first & second).total()
    return 2 * both / (first.total() + second.total()) if both else 0.0
