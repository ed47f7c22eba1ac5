"""The words in which an opinion on a row is given, and what they mean.

``确认`` and ``否决`` are said of the row as it stands; ``改判`` names what holds instead, in the words of the schemes
of strengths and differences, several parted by 、. Of a gap ``确认`` means that there is no counterpart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ingest.model import Difference, Strength
from lawgraph.reviews.decisions import NO_DIFFERENCE

CONFIRM, REJECT, RETYPE = "确认", "否决", "改判"
NO_DIFFERENCE_ZH = "无差异"
NEAREST = "对应最接近的条款"
_SEPARATORS = re.compile(r"[、,;+/\s]+")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an opinion means: ``wanted``, that the row holds, or does with what it says anew.

    ``nearest`` says of a gap that the provision named as the nearest is the counterpart.
    """

    wanted: bool
    strength: str = ""
    difference: str = ""
    nearest: bool = False


@cache
def _facets() -> dict[str, tuple[str, str]]:
    from ontology.concepts import scheme

    known = {"strength": {each.value for each in Strength}, "difference": {each.value for each in Difference}}
    found = {
        concept.zh: (facet, concept.identifier)
        for facet, name in (("strength", "strengths"), ("difference", "differences"))
        for concept in scheme(name)
        if concept.identifier in known[facet]
    }
    return found | {NO_DIFFERENCE_ZH: ("difference", NO_DIFFERENCE)}


def link_opinions() -> tuple[str, ...]:
    """Return what can be chosen for a row of a link."""
    return (CONFIRM, REJECT, *(f"{RETYPE}：{word}" for word in _facets()))


def gap_opinions() -> tuple[str, ...]:
    """Return what can be chosen for a row of a gap."""
    return (CONFIRM, f"{RETYPE}：{NEAREST}")


def read_opinion(text: str, *, gap: bool) -> Opinion:
    """Return what an opinion means; raise ``ValueError`` with the words that are not understood.

    >>> read_opinion("改判：举措相同、从严", gap=False)
    Opinion(wanted=True, strength='same-act', difference='stricter', nearest=False)
    """
    said = unicodedata.normalize("NFKC", text).strip()
    head, _, rest = said.partition(":")
    head, rest = head.strip(), rest.strip()
    if head == CONFIRM and not rest:
        return Opinion(True)
    if head == REJECT and not rest and not gap:
        return Opinion(False)
    if head != RETYPE or not rest:
        raise ValueError(text)
    if gap:
        if rest != NEAREST:
            raise ValueError(text)
        return Opinion(True, nearest=True)
    facets: dict[str, str] = {}
    for word in filter(None, _SEPARATORS.split(rest)):
        if word not in _facets() or _facets()[word][0] in facets:
            raise ValueError(text)
        facet, code = _facets()[word]
        facets[facet] = code
    if not facets:
        raise ValueError(text)
    return Opinion(True, facets.get("strength", ""), facets.get("difference", ""))
