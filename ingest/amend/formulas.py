"""The words and formulas that decisions are read by: data (``words.tsv``, ``formulas.tsv``).

A word has a class, a class a letter (:data:`LETTERS`); a formula is a pattern over these letters. ``L`` stands for a
place or several (第五条第二款、第三款), ``Q`` for a quotation, ``U`` for how many of what (一条, 两款), ``T`` for a
place that points back (该条), ``,`` for a comma. No formula has a repetition within a repetition of the same letters:
matching is linear in the length of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.amend.instruction import Operation
from ontology.tables import AuthorityError, read_table

WORDS = Path(__file__).with_name("words.tsv")
FORMULAS = Path(__file__).with_name("formulas.tsv")
WORD_COLUMNS = ("word", "class", "example", "counter-example", "source")
FORMULA_COLUMNS = ("formula", "operation", "pattern", "example", "counter-example", "source")

LETTERS = {
    "change": "C",
    "add": "N",
    "delete": "D",
    "as": "Z",
    "merge": "M",
    "repeal": "R",
    "within": "W",
    "after": "A",
    "before": "B",
    "end": "S",
    "start": "X",
    "each": "e",
    "every": "E",
    "and": "a",
    "to": "t",
    "that": "T",
    "title": "L",
    "preamble": "L",
    "heading": "L",
    "intro": "L",
    "whole": "L",
    "order": "O",
    "wording": "w",
    "adjusted": "J",
    "publish": "P",
    "decision": "d",
    "commence": "Y",
    "purpose": "p",
    "filler": "",
}
"""The letter of each class of words; a filler has none."""
OPERATIVE = frozenset("CNDZMROJ")
"""Letters of words by which a sentence may change something."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A line of ``formulas.tsv``."""

    name: str
    operation: Operation
    pattern: re.Pattern[str]


@cache
def words() -> dict[str, str]:
    """Return the class of each word; raise :class:`AuthorityError` for one that is not known."""
    found: dict[str, str] = {}
    for row in read_table(WORDS, WORD_COLUMNS):
        word, kind = row.require("word"), row.require("class")
        if kind not in LETTERS:
            raise AuthorityError(row.path, row.line, f"{kind} is no class; use one of {', '.join(LETTERS)}")
        if word in found:
            raise AuthorityError(row.path, row.line, f"{word} stands there twice; delete one")
        found[word] = kind
    return found


@cache
def formulas() -> tuple[Formula, ...]:
    """Return the formulas."""
    return tuple(
        Formula(
            row.require("formula"), Operation(row.require("operation")), re.compile(row.require("pattern"))
        )
        for row in read_table(FORMULAS, FORMULA_COLUMNS)
    )


def read_at(letters: str, at: int) -> tuple[Formula, int] | None:
    """Return the formula that takes most of ``letters`` from ``at`` on, and where it ends."""
    best: tuple[Formula, int] | None = None
    for formula in formulas():
        found = formula.pattern.match(letters, at)
        if found is not None and (best is None or found.end() > best[1]):
            best = formula, found.end()
    return best
