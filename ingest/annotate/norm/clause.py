"""A comma clause of a provision, with the words that it is made of.

A clause *leads* (a condition, circumstances, or a subject that waits for its predicate), is *main* (a predicate
of its own), or *follows* (purpose, result, manner, a short parallel phrase): the three are what the contract
counts norms by. Ranges are half-open and count in the characters of the provision's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.signs import GATES
from ingest.gates import Stretches
from ingest.language import Token, tokenize

SHORT = 7
"""A clause of at most so many characters is a parallel phrase (突出重点，狠抓落实), not a norm of its own."""
_COUNTED = re.compile(r"[一二三四五六七八九十]是(?=\S)")
_CONTRARY = re.compile(r"但是?(?![书未不除])|但(?=不得)")
_START = attrgetter("start")
_BEGINS_ADVERB = GATES.opening(_COUNTED, _CONTRARY, signs.ADVERB)


class Part(Enum):
    """What a clause does in a norm."""

    LEADS = auto()
    MAIN = auto()
    FOLLOWS = auto()


LEADS, MAIN, FOLLOWS = Part
# The members by themselves: the way through their class takes longer than most patterns.


class Clause(NamedTuple):
    """A comma clause: ``text`` is the provision's own words in ``[start, end)``."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    part: Part
    modal: re.Match[str] | None
    """The first word of prohibition, permission or duty, if the clause has one."""
    core: str
    """The text without the adverbs and connectives before its verb."""
    opens_with_modal: bool
    """Whether nothing but adverbs stands before the modal word."""
    marks: int
    """Which patterns can match in the text (:data:`signs.GATES`)."""
    begins: int
    """Which patterns can match at the beginning of the text."""
    core_begins: int
    """Which patterns can match at the beginning of the core."""

    def as_part(self, part: Part) -> Clause:
        """Return the same clause with another part."""
        start, end, text, tokens, _, modal, core, opens, marks, begins, core_begins = self
        return Clause(start, end, text, tokens, part, modal, core, opens, marks, begins, core_begins)


_NO_STRETCHES = Stretches((0,), (0,))


class Words:
    """The tokens of a provision, with where they end, and which patterns can match in which of its stretches."""

    __slots__ = ("ends", "marks", "tokens")

    def __init__(self, text: str) -> None:
        """Cut ``text``, the own words of a provision."""
        self.tokens = tokens = tokenize(text) if text else ()
        self.marks = GATES.stretches(text) if text else _NO_STRETCHES
        self.ends = [0]
        self.ends += [token.end for token in tokens]

    def inside(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that lie whole in ``[start, end)``: each begins where the one before it ends."""
        return self.tokens[bisect_left(self.ends, start) : bisect_right(self.ends, end) - 1]


@lru_cache(maxsize=1024)
def strip_adverbs(text: str) -> str:
    """Return ``text`` without leading adverbs and connectives.

    >>> strip_adverbs("并积极组织申报")
    '申报'
    """
    if not text or not GATES.opens(text) & _BEGINS_ADVERB:
        return text
    at = counted.end() if (counted := _COUNTED.match(text)) else 0
    at = but.end() if (but := _CONTRARY.match(text, at)) else at
    while (match := signs.ADVERB.match(text, at)) is not None:
        at = match.end()
    return text[at:]


def tokens_from(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the first token that starts at ``at`` or later."""
    return bisect_left(tokens, at, key=_START)
