"""The words that the checks of overstep look for: ``ontology/checks/words.tsv`` and its ``word-classes.tsv``.

The tables have the form of the lexicon (:mod:`ontology.lexicon`): each word with its class, an example that a check
has to notice, a counter-example that it must pass over, and its source.
"""

from __future__ import annotations

from functools import cache

from ontology.checks import DATA
from ontology.lexicon import CLASS_COLUMNS, Word, read_words
from ontology.tables import read_table


@cache
def words() -> tuple[Word, ...]:
    """Return all words in the order of the table.

    Raises :class:`ontology.tables.AuthorityError` for what :func:`ontology.lexicon.read_words` refuses.
    """
    classes = read_table(DATA / "word-classes.tsv", CLASS_COLUMNS)
    return read_words([DATA / "words.tsv"], {row.require("class"): row for row in classes})


@cache
def pattern(*names: str) -> str:
    """Return a group of the alternatives of classes, the longest first, each where its neighbours allow it.

    Raises :class:`KeyError` for a class without a word.

    >>> import re
    >>> bool(re.search(pattern("basis"), "依照《中华人民共和国森林法》的规定处罚"))
    True
    """
    found = sorted((each for each in words() if set(each.classes) & set(names)), key=lambda w: -len(w.word))
    missing = set(names) - {name for each in found for name in each.classes}
    if missing:
        raise KeyError(f"words.tsv has no word of class {min(missing)}")
    return f"(?:{'|'.join(dict.fromkeys(each.pattern for each in found))})"
