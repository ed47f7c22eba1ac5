"""Words of rules that mean the same: asked for one of them, a search finds the others.

``ontology/synonyms.tsv`` has a line a word: the ``family`` that it belongs to, the ``word``, ``not-after`` (the word
is another one where one of these stands directly before it: 反补贴 is no 补贴), an ``example`` with the word, and its
``source``. Words that only are near each other, or of which one means more than the other (中小企业, 小微企业), are in
no family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import Row, read_table, refuse_repeated

PATH = Path(__file__).parent / "synonyms.tsv"
"""The table."""
COLUMNS = ("family", "word", "not-after", "example", "source")
"""Its header."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word of a family, and what must not stand directly before it."""

    word: str
    not_after: tuple[str, ...] = ()


def read_synonyms(path: Path) -> Mapping[str, tuple[Synonym, ...]]:
    """Return the families of a table by each of their words.

    Raises :class:`ontology.tables.AuthorityError` for a word that stands there twice, a family of one word, or a line
    without an example that has the word, or without a source.
    """
    rows = read_table(path, COLUMNS)
    refuse_repeated(rows, "word")
    families: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        row.require("source")
        if row.require("word") not in row.require("example"):
            raise row.error("the example does not hold the word; write one that does")
        families[row.require("family")].append(row)
    for members in families.values():
        if len(members) == 1:
            raise members[0].error("the family has one word only; add another or delete the line")
    return {word.word: words for words in map(_words, families.values()) for word in words}


def _words(rows: Iterable[Row]) -> tuple[Synonym, ...]:
    return tuple(Synonym(row.require("word"), row.several("not-after")) for row in rows)


@cache
def synonyms() -> Mapping[str, tuple[Synonym, ...]]:
    """Return the families of :data:`PATH` by each of their words."""
    return read_synonyms(PATH)
