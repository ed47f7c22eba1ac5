"""The words that stand at places of a source text, as they are read there.

A graph holds the text of each source and, of each provision, its reading: what was printed in two lines is one word
there. Evidence has places only. Its words are those of the provision's reading whose characters were read at these
places; so nothing needs to be kept twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]
_PLACE = re.compile(r"(.*)#char=(\d+),(\d+)")
_WHITE = re.compile(r"\s+")


def place_of(place: str) -> tuple[str, Span]:
    """Return the source text and the range that the IRI of a place names (RFC 5147).

    Raises ``ValueError`` for another IRI.

    >>> place_of("https://w3id.org/lawgraph/source/ab#char=10,14")
    ('https://w3id.org/lawgraph/source/ab', (10, 14))
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(
            f"{place}: 不是源文本的位置，请重新生成图谱。It is no place in a source text; build the graph anew."
        )
    return found[1], (int(found[2]), int(found[3]))


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a provision, read at ``places`` of the source with the ``characters``.

    >>> reading = Reading("设立专项资金。", [(3, 12)], "第一条设立专项\\n 资金。")
    >>> reading.at([(5, 11)])
    '专项资金'
    """

    text: str
    places: Sequence[Span]
    characters: str
    _read: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        solid = [
            at
            for start, end in sorted(self.places)
            for at in range(start, end)
            if not self.characters[at : at + 1].isspace()
        ]
        read = [at for at, char in enumerate(self.text) if not char.isspace()]
        # Of another length: something was read as a blank, or the place is that of the label
        object.__setattr__(
            self, "_read", dict(zip(solid, read, strict=True)) if len(solid) == len(read) else {}
        )

    def at(self, spans: Iterable[Span]) -> str:
        """Return the words read at ``spans``; those of the source without white space where that cannot be told."""
        spans = sorted(spans)
        found = [at for start, end in spans for at in range(start, end) if at in self._read]
        if not found:
            return "".join(_WHITE.sub("", self.characters[start:end]) for start, end in spans)
        places = [self._read[at] for at in found]
        whole = self.text[places[0] : places[-1] + 1]
        if len(_WHITE.sub("", whole)) == len(places):
            return whole
        return "".join(self.text[at] for at in places)

    def ranges(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return where the text has what was read at ``spans``; nothing where that cannot be told.

        White space between two characters that were read belongs to the range that both are in.

        >>> Reading("设立专项资金。", [(3, 12)], "第一条设立专项\\n 资金。").ranges([(5, 11)])
        ((2, 6),)
        """
        found: list[Span] = []
        for start, end in sorted(spans):
            places = [self._read[at] for at in range(start, end) if at in self._read]
            if not places:
                continue
            first, last = places[0], places[-1] + 1
            if found and first <= found[-1][1]:
                found[-1] = found[-1][0], max(last, found[-1][1])
            else:
                found.append((first, last))
        return tuple(found)


def readings(rows: Iterable[tuple[str, str, str]], sources: Mapping[str, str]) -> dict[str, Reading]:
    """Return the readings of provisions, given rows of provision, text and one of its places, and source texts."""
    found: dict[str, tuple[str, str, list[Span]]] = {}
    for provision, text, place in rows:
        source, span = place_of(place)
        found.setdefault(provision, (text, source, []))[2].append(span)
    return {key: Reading(text, spans, sources[source]) for key, (text, source, spans) in found.items()}


def spans_at(places: str) -> tuple[Span, ...]:
    """Return the ranges of places, given as IRIs parted by blanks, in their order in the text."""
    return tuple(sorted(place_of(place)[1] for place in places.split()))


def words_at(reading: Reading | None, places: str) -> tuple[str, tuple[Span, ...]]:
    """Return the words of a provision at places, given as IRIs parted by blanks, and their ranges."""
    spans = spans_at(places)
    return reading.at(spans) if reading is not None else "", spans
