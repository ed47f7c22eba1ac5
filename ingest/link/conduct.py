"""What a norm asks of whom: the party that acts, the words of its act, and whether it must or only may.

Two provisions can be told to be stricter or looser only where they speak of the same conduct of the same party: who
is encouraged to do a thing above and must do it below, not who encourages (:mod:`ingest.link.difference`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from ingest.link.alike import pair_set
from ingest.link.units import Unit
from ingest.model import Modality, Norm
from ontology import lexicon

# Shares of pairs of characters: names of one party; a clause that stands nearly whole in another counts for less
_SAME_PARTY = 0.75
_WITHIN = 0.8
# Pairs of characters below which a clause says too little to be likened, and to be looked for in another
_LEAST, _LEAST_WITHIN = 3, 5
_LEAST_CLAUSE = 4
# Characters that tell the kind of a party, at the end of its name
_HEAD = 2
_LIST = re.compile(r"[、和与等]|或者|以及")
_CLAUSE_END = re.compile(r"[，,；;：:。\n]")
# A duty to further what others do, or to try, asks for no act of its own: 应当鼓励, 应当积极创造条件
_FURTHERS = re.compile(rf"(?:{lexicon.pattern('adverb')})*(?:{lexicon.pattern('encouragement', 'furthers')})")
_GOVERNMENT = re.compile(rf"(?:政府|办事处|地区|{lexicon.pattern('division-type')})$")
_PUBLIC = re.compile(rf"{lexicon.endings('department-ending', 'open-ending')}$")
# The country and its central bodies: what they may or must do says nothing of what is asked of local ones
_CENTRAL = re.compile(lexicon.pattern("central-party"))
_ANY = "任何单位"
_PERSONS = lexicon.words("any-person")
_PERSON = re.compile(rf"{lexicon.endings('person')}$")
_ANYBODY = frozenset(lexicon.words("any-party"))
# What a party may ask for or put forward is a way that is open to it, not a softer form of what it must do
_DUTY = re.compile(lexicon.pattern("duty", "must"))
_ASKS = re.compile(lexicon.pattern("asked-for"))


@dataclass(frozen=True, slots=True)
class Conduct:
    """What a norm asks of its ``parties``: the ``words`` of the act, and whether they must (or only may)."""

    norm: Norm
    must: bool
    parties: tuple[str, ...]
    words: str


def conducts(unit: Unit) -> Iterator[Conduct]:
    """Yield what the duties, permissions and encouragements of a unit ask of a party that they name."""
    for norm in unit.norms:
        found = _conduct(norm)
        if found is not None and found.parties:
            yield found


def central(parties: Iterable[str]) -> bool:
    """Whether one of the parties is the country or a central body."""
    return any(_CENTRAL.match(party) for party in parties)


def same_act(one: str, other: str) -> float:
    """Return how far two acts are one, 0 to 1: by their most alike clauses, or by one that stands in the other.

    >>> same_act("按照规定，设立发展资金", "设立发展资金")
    1.0
    """
    found = 0.0
    for first, second in product(_clauses(one), _clauses(other)):
        shorter, longer = sorted((pair_set(first), pair_set(second)), key=len)
        if len(shorter) < _LEAST:
            continue
        both = len(shorter & longer)
        found = max(found, 2 * both / (len(shorter) + len(longer)))
        if len(shorter) >= _LEAST_WITHIN:
            found = max(found, _WITHIN * both / len(shorter))
    return found


def same_party(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a party on one side is of the kind of one on the other: two governments, 单位 and any organization.

    >>> same_party(["本市"], ["县级以上地方各级人民政府"]), same_party(["民政部门"], ["慈善组织"])
    (True, False)
    """
    return any(_same(first, second) for first, second in product(_each(one), tuple(_each(other))))


def anybody(parties: Iterable[str]) -> bool:
    """Whether whoever wants to is meant: 单位和个人."""
    return any(party in _ANYBODY for party in parties)


def _each(parties: Iterable[str]) -> Iterator[str]:
    """Yield the parties, and of a list in one name (行业协会、商会等组织) each by itself; 单位和个人 is anybody."""
    several = tuple(parties)
    for party in several:
        yield _ANY if len(several) > 1 and party in _ANYBODY else party
        listed = _LIST.split(party)
        if len(listed) > 1:
            yield from (each for each in listed if len(each) > 1)


def strangers(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether each side names a party and the two have no word in common (用人单位, 劳动者) and are not public."""
    pairs = list(product(one, tuple(other)))
    return bool(pairs) and not any(
        pair_set(first) & pair_set(second) or (_kind(first) and _kind(second)) for first, second in pairs
    )


def _same(one: str, other: str) -> bool:
    kinds = _kind(one), _kind(other)
    if any(kinds):
        return kinds[0] == kinds[1]
    if one.startswith("其他") or other.startswith("其他"):
        return False
    if one in _ANYBODY or other in _ANYBODY:
        return _anybody(one, other) or _anybody(other, one)
    if one[-_HEAD:] != other[-_HEAD:]:  # 中小企业 is in the name of 中小企业协会 and not the same
        return False
    first, second = pair_set(one), pair_set(other)
    return len(first & second) >= _SAME_PARTY * max(min(len(first), len(second)), 1)


def _anybody(one: str, other: str) -> bool:
    """Whether one means anybody of whom the other is one: 单位 any, 个人 a human being."""
    return one in _ANYBODY and (
        other in _ANYBODY or not one.endswith(_PERSONS) or bool(_PERSON.search(other))
    )


def _kind(party: str) -> str | None:
    """Return whether a party is a government or another public body; None for all others."""
    if _GOVERNMENT.search(party):
        return "government"
    return "public" if _PUBLIC.search(party) else None


def _conduct(norm: Norm) -> Conduct | None:
    """Return what a norm asks of whom, or None where it is no such norm or the act is not its party's own."""
    if norm.modality is Modality.ENCOURAGEMENT:
        ends = [norm.text.rfind(each) + len(each) for each in norm.beneficiaries if each in norm.text]
        words = norm.text[max(ends) :] if ends else ""
        return Conduct(norm, False, norm.beneficiaries, words) if words else None
    if norm.modality is Modality.PERMISSION:
        before, word, words = norm.text.partition(norm.trigger or "\0")
        # without its word an act that follows another (可以…，接受监督); behind a duty what is told (应当告知…可以起诉)
        if not word or _ASKS.search(words) or _DUTY.search(before):
            return None
        return Conduct(norm, False, _subject(norm), words)
    if norm.modality is not Modality.OBLIGATION:
        return None
    words = behind(norm)
    if _FURTHERS.match(words) or _FURTHERS.match(norm.action):
        return None
    if norm.trigger is None and not any(_kind(party) for party in norm.bearers):
        return None
    return Conduct(norm, True, _subject(norm), words)


def behind(norm: Norm) -> str:
    """Return the words behind the modal word, or the action where there is none."""
    _, word, behind = norm.text.partition(norm.trigger or "\0")
    return behind if word else norm.action


def _subject(norm: Norm) -> tuple[str, ...]:
    """Return the bearers, or, where none was understood, the words before the modal word in its clause."""
    before, word, _ = norm.text.partition(norm.trigger or "\0")
    if norm.bearers or not word:
        return norm.bearers
    said = [clause for clause in _CLAUSE_END.split(before) if clause]
    return (said[-1],) if said and len(said[-1]) > 1 else ()


def _clauses(words: str) -> list[str]:
    return [*(each for each in _CLAUSE_END.split(words) if len(each) >= _LEAST_CLAUSE), words]
