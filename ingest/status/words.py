"""The words that say what becomes of a rule: data with examples (``words.tsv``), of which patterns name classes.

Each line has a ``word``, its ``class``, an ``example`` that is read by it, a ``counter-example`` that is not, and the
``source`` of the example.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ontology.tables import Row, read_table

TABLE = Path(__file__).parent / "words.tsv"
"""The table of the words."""
COLUMNS = ("word", "class", "example", "counter-example", "source")
"""Its header."""


@cache
def words() -> tuple[Row, ...]:
    """Return the lines of the table."""
    return read_table(TABLE, COLUMNS)


@cache
def pattern(name: str) -> str:
    """Return a regular expression of the words of a class, the longest first; raise ``KeyError`` for none."""
    found = sorted({row.require("word") for row in words() if row.get("class") == name}, key=_longest)
    if not found:
        raise KeyError(name)
    return f"(?:{'|'.join(map(re.escape, found))})"


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word
