"""An evidence of a correspondence as one value: its number, signal, weight, and the places of its words on both sides.

``1 words 0.0612 10,14;20,22 33,37``: the heaviest evidence, of the signal ``words``, weighs 0.0612; its words are the
characters 10 to 14 and 20 to 22 of the source text of the lower provision, and 33 to 37 of that of the upper one
(offsets as in RFC 5147). Nobody asks for one of these without the others, and as things of their own they are five
sixths of what is said of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

Range = tuple[int, int]
PATTERN = (
    r"^[1-9][0-9]* [a-z]+ [01](\.[0-9]+)? [0-9]+,[0-9]+(;[0-9]+,[0-9]+)* [0-9]+,[0-9]+(;[0-9]+,[0-9]+)*$"
)
"""How the value is written, as a regular expression."""

_VALUE = re.compile(PATTERN, re.ASCII)


class Said(NamedTuple):
    """What the value of an evidence says; ``number`` counts from 1, the heaviest first."""

    number: int
    signal: str
    weight: float
    lower: tuple[Range, ...]
    upper: tuple[Range, ...]


def write(number: int, signal: str, weight: float, lower: Iterable[Range], upper: Iterable[Range]) -> str:
    """Return the value of an evidence.

    >>> write(1, "words", 0.0612, [(10, 14), (20, 22)], [(33, 37)])
    '1 words 0.0612 10,14;20,22 33,37'
    """
    figure = f"{weight:.4f}".rstrip("0").rstrip(".")
    return f"{number} {signal} {figure} {_ranges(lower)} {_ranges(upper)}"


def read(value: str) -> Said:
    """Return what the value of an evidence says; raises ``ValueError`` for another value.

    >>> read("1 words 0.0612 10,14;20,22 33,37")
    Said(number=1, signal='words', weight=0.0612, lower=((10, 14), (20, 22)), upper=((33, 37),))
    """
    if not _VALUE.match(value):
        raise ValueError(
            f"{value}: 不是一项证据的写法，请重新生成图谱。It is not how an evidence is written; build the graph anew."
        )
    number, signal, weight, lower, upper = value.split(" ")
    return Said(int(number), signal, float(weight), _read(lower), _read(upper))


def _ranges(ranges: Iterable[Range]) -> str:
    return ";".join(f"{start},{end}" for start, end in ranges)


def _read(ranges: str) -> tuple[Range, ...]:
    return tuple((int(start), int(end)) for start, end in (each.split(",") for each in ranges.split(";")))
