"""Two bans on one thing, of which one reaches further: to more acts, more parties, more places.

A list in a ban counts, as it does nowhere else (``docs/contract.md``): what is put on it below, and who, is
forbidden there and not above. So does a place (在城市建成区内) that falls away below, of a ban or of an act that both
fine, and a way (擅自) that one of the two bans alone is bound to. An upper list that is open (其他, 等) has what is
put on it. Bans in two places are not compared, and a lower ban that lists less or is for one place is no looser: the
upper one still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from ingest.link.alike import likeness, pair_set
from ingest.link.surroundings import surroundings
from ingest.link.units import Unit
from ingest.model import BearerSource, Modality, Norm
from ingest.text import Span
from ontology import lexicon

# How alike the acts of two bans must be, and how alike where all that differs is a way
_SAME = 0.6
_SAME_BUT_A_WAY = 0.85
_SAME_PARTY = 0.6
_SAME_PLACE = 0.75
# What of the words of a place or an act, by pairs, stands in a text that has it too
_KNOWN = 0.6
# What may be worded otherwise, as a share of the upper act, where the rest is word for word the same
_REWORDED = 0.2
_LEAST = 2
_LEAST_PARTY = 3
_LEAST_ACT = 6
_HEAD = 2
_LONG_LIST = 3
_LIST = re.compile(r"、|或者|以及|及其|[和与及或]")
_CLAUSE = re.compile(r"[，,]")
_PARTS = re.compile(r"[，,](?:或者|以及)")
_PLACE = re.compile(rf"[在于]([^，,；;。：:]{{2,60}}?(?:{lexicon.pattern('place-end')}))")
_OWN = re.compile(lexicon.pattern("own-area"))
_LEAVE = re.compile(lexicon.pattern("without-leave"))
_AGAINST = re.compile(lexicon.pattern("against-rules"))
_OPEN = re.compile(lexicon.pattern("open-list"))
_PLACED = re.compile(lexicon.pattern("told-place"))
_ANYBODY = frozenset(lexicon.words("any-party"))
_PERSONS = lexicon.words("any-person")
_FINE = "罚款"
_FINES = frozenset({Modality.SANCTION, Modality.PERMISSION})


@dataclass(frozen=True, slots=True)
class Ban:
    """What is forbidden, or fined: the ``act`` without its places and ways, the places, and for whom.

    ``only_way`` tells that it is forbidden without leave only (不得擅自…), ``against_rules`` that it is forbidden as
    far as another rule forbids it (禁止违反规定使用…).
    """

    spans: tuple[Span, ...]
    act: str
    places: tuple[str, ...]
    only_way: bool
    against_rules: bool
    fined: bool = False
    parties: tuple[str, ...] = ()
    bearers: tuple[str, ...] = ()
    said: bool = False  # whether the bearers stand in the ban itself


@dataclass(frozen=True, slots=True)
class Reach:
    """A ban below and the same above: whether the lower one reaches further, or less far, and for whom."""

    lower: Ban
    upper: Ban
    further: bool
    parties: tuple[str, ...]


def reach(lower: Unit, upper: Unit) -> Reach | None:
    """Return the first two bans on one thing of which one reaches further; None if others reach less far."""
    found = list(_reaches(lower, upper))
    return found[0] if len({each.further for each in found}) == 1 else None


def _reaches(lower: Unit, upper: Unit) -> Iterator[Reach]:
    above = list(bans(upper))
    below = list(bans(lower)) if above else []
    for high in above:
        alike, low = max(
            ((_alike(each, high), each) for each in below), key=lambda pair: pair[0], default=(0.0, high)
        )
        if alike < _SAME or any(_alike(low, other) > alike for other in above):
            continue
        place = _unplaced(lower, low, high)
        if place is None or low.against_rules != high.against_rules:
            continue
        if low.fined:
            if place:
                yield Reach(low, high, True, ())
            continue
        new = _new_parties(low, high)
        same = alike >= _SAME_BUT_A_WAY
        anyway = same and high.only_way and not _LEAVE.search(_before(lower, low))
        no_more = same and low.only_way and not _LEAVE.search(_before(upper, high))
        further = place or anyway or bool(new) or _lists_more(upper, low, high)
        if further != no_more:
            yield Reach(low, high, further, new or (low.bearers if low.said else ()))


def bans(unit: Unit) -> Iterator[Ban]:
    """Yield what the norms of a unit forbid, and the acts that they fine."""
    for norm in unit.norms:
        if norm.modality is Modality.PROHIBITION and norm.trigger and not norm.quantities:
            said = norm.text.partition(norm.trigger)[2] or norm.text  # without the word: a thing on a list
            if len(said) >= _LEAST:
                yield _ban(norm, norm.spans, said, norm.text)
        elif norm.modality in _FINES and _FINE in norm.text:
            yield from _fined(unit, norm)


def _ban(norm: Norm, spans: tuple[Span, ...], said: str, whole: str, fined: bool = False) -> Ban:
    return Ban(
        spans=spans,
        act=_LEAVE.sub("", _PLACE.sub("", said)),
        places=tuple(each for each in _PLACE.findall(whole) if not _OWN.search(each)),
        only_way=bool(_LEAVE.search(said)),
        against_rules=bool(_AGAINST.search(said)),
        fined=fined,
        parties=() if fined else tuple(_parties(norm)),
        bearers=() if fined else norm.bearers,
        said=norm.bearer_source is BearerSource.EXPLICIT,
    )


def _fined(unit: Unit, norm: Norm) -> Iterator[Ban]:
    place = unit.position(norm.spans)
    at = unit.text.find(_FINE, place[0]) if place else -1
    if at >= 0:
        for act in surroundings(unit.text, at, at + len(_FINE), sanction=True):
            spans = unit.quote(*max(unit.sentences, key=lambda each: likeness(act, unit.text[slice(*each)])))[
                1
            ]
            yield from (
                _ban(norm, spans, each, each, True) for each in _PARTS.split(act) if len(each) >= _LEAST_ACT
            )


def _parties(norm: Norm) -> Iterator[str]:
    """Yield each party that a ban binds, but none where another subject stands behind it (其隶属关系不得改变)."""
    before, word, _ = norm.text.partition(norm.trigger or "\0")
    subject = next((each for each in reversed(_CLAUSE.split(before)) if each), "") if word else ""
    for bearer in norm.bearers:
        if norm.bearer_source is BearerSource.INHERITED or bearer in subject:
            yield from (each for each in _LIST.split(bearer) if len(each) >= _LEAST)


def _alike(low: Ban, high: Ban) -> float:
    return likeness(low.act, high.act) if low.fined is high.fined else 0.0


def _unplaced(lower: Unit, low: Ban, high: Ban) -> bool | None:
    """Whether a place falls away below; None where places differ otherwise, so that two bans are not one."""
    if not high.places:
        return None if low.places else False
    if low.places:
        return False if any(_within(one, other) for one, other in product(low.places, high.places)) else None
    told = _PLACED.search(_before(lower, low))
    return None if told or any(_known(each, lower.text) for each in high.places) else True


def _before(unit: Unit, ban: Ban) -> str:
    """Return what its sentence says before and in a ban: the place may be told there in other words."""
    place = unit.position(ban.spans)
    return unit.text[unit.text.rfind("。", 0, place[0]) + 1 : place[1]] if place else unit.text


def _lists_more(upper: Unit, low: Ban, high: Ban) -> bool:
    """Whether the lower ban is the upper one word for word but for what it lists besides."""
    if open_list(high.act):
        return False
    one, other = (_LIST.sub("、", each.act) for each in (high, low))
    more, reworded = False, 0
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, new = one[start:end], other[begin:stop]
        if tag == "insert" and _listed(new):
            more |= any(len(each) >= _LEAST and not _known(each, upper.text) for each in new.split("、"))
        elif tag == "delete" and _listed(gone):
            if not _known(gone, other):
                return False
        elif tag != "equal":
            reworded += max(len(gone), len(new))
    return more and reworded <= _REWORDED * len(one)


def open_list(words: str) -> bool:
    """Whether a list goes on (以及其他…, 等), so that it may have what it does not name."""
    return bool(_OPEN.search(words))


def _listed(piece: str) -> bool:
    """Whether a piece of a text is a thing on its list: parted by 、 from the rest, on one side at least."""
    return piece.startswith("、") or piece.endswith("、")


def _new_parties(low: Ban, high: Ban) -> tuple[str, ...]:
    """Return whom the lower ban binds besides those whom the upper one names, of whom one may bear another name."""
    if not high.said or any(open_list(each) for each in high.bearers) or _lists_other(low, high):
        return ()
    lost = [party for party in high.parties if not _among(party, low.parties)]
    new = [
        party for party in low.parties if not _among(party, high.parties) and not binds_all_like(party, high)
    ]
    renamed = {party[-_HEAD:] for party in lost}
    if len(lost) == len(high.parties) or len(lost) > 1 or not renamed <= {party[-_HEAD:] for party in new}:
        return ()
    return tuple(p for p in new if p[-_HEAD:] not in renamed and (len(p) >= _LEAST_PARTY or p in _ANYBODY))


def _lists_other(low: Ban, high: Ban) -> bool:
    """Whether a long list of the upper ban has what the lower one leaves out, so that it is another ban."""
    listed = high.act.split("、")
    return len(listed) > _LONG_LIST and not all(_known(each, low.act) for each in listed)


def binds_all_like(party: str, ban: Ban) -> bool:
    """Whether a ban binds all of a party's sort: 任何组织 is each 单位, but no 个人."""
    person = party.endswith(_PERSONS)
    return any(
        each.removeprefix("任何") in _ANYBODY and each.endswith(_PERSONS) is person for each in ban.parties
    )


def _among(party: str, others: Sequence[str]) -> bool:
    return any(party == other or likeness(party, other) >= _SAME_PARTY for other in others)


def _within(one: str, other: str) -> bool:
    shorter, longer = sorted((pair_set(one), pair_set(other)), key=len)
    return bool(shorter) and len(shorter & longer) >= _SAME_PLACE * len(shorter)


def _known(words: str, text: str) -> bool:
    pairs = pair_set(words)
    return len(pairs & pair_set(text)) >= _KNOWN * len(pairs)
