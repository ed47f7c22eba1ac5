"""The words that rules are read by: data with examples, of which the annotators' patterns name classes.

Each file ``ontology/lexicon/*.tsv`` has the columns of :data:`COLUMNS`; ``|`` separates the values of a cell:

* ``word``: as it is printed.
* ``classes``: what the word is a sign of. ``classes.tsv`` says what each class is, and which classes exclude
  each other: a word of both is refused.
* ``not-before``: the word does not count where one of these stands directly before it (主要 is no 要).
* ``not-after``: the word does not count where one of these stands directly after it (要求 is no 要).
* ``example``: sentences whose annotation changes when the word is taken out of its classes, one of them for each
  class; ``¶`` begins a new paragraph.
* ``counter-example``: sentences with the word whose annotation does not change.
* ``source``: where the word is taken from.

A pattern is made when its module is imported. :func:`replaced` gives it another lexicon, for the test that takes
each word out and for users with words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import AuthorityError, Row, read_table, refuse_repeated

FOLDER = Path(__file__).parent / "lexicon"
"""The folder of the tables."""
COLUMNS = ("word", "classes", "not-before", "not-after", "example", "counter-example", "source")
"""The header of each table of words."""
CLASS_COLUMNS = ("class", "definition", "excludes")
"""The header of ``classes.tsv``."""


@dataclass(frozen=True, slots=True)
class Word:
    """A line of the lexicon: a word with the classes in which it has the same neighbours and the same examples."""

    word: str
    classes: tuple[str, ...]
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    source: str = ""

    @property
    def pattern(self) -> str:
        """A regular expression of the word where it counts.

        What stands before it is looked at behind it, so that the expression begins with a character: ``re`` then
        tries it only where this stands.

        >>> Word("应", ("duty",), ("供", "响"), ("急", "有的")).pattern
        '应(?<![供响]应)(?!急|有的)'
        """
        word = re.escape(self.word)
        before = "".join(f"(?<!{texts}{word})" for texts in map(_any_of, _by_length(self.not_before)))
        after = "|".join(map(re.escape, self.not_after))
        return word + before + (f"(?!{after})" if after else "")


def _by_length(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Part texts by their length: a look backwards must have one."""
    for length in sorted({len(text) for text in texts}):
        yield tuple(text for text in texts if len(text) == length)


def _any_of(texts: tuple[str, ...]) -> str:
    one = len(texts[0]) == 1
    return f"[{''.join(texts)}]" if one else f"(?:{'|'.join(map(re.escape, texts))})"


@cache
def classes() -> Mapping[str, Row]:
    """Return the classes by name.

    Raises :class:`AuthorityError` for a class that stands there twice, or that excludes one that is not there.
    """
    rows = read_table(FOLDER / "classes.tsv", CLASS_COLUMNS)
    refuse_repeated(rows, "class")
    found = {row.require("class"): row for row in rows}
    for row in rows:
        row.require("definition")
        for other in row.several("excludes"):
            if other not in found:
                raise row.error(f"excludes the unknown class {other!r}; add the class or correct the name")
    return found


@cache
def entries() -> tuple[Word, ...]:
    """Return all words, checked, in the order of the files' names and lines.

    Raises :class:`AuthorityError` for what :func:`read_words` refuses.
    """
    paths = sorted(path for path in FOLDER.glob("*.tsv") if path.name != "classes.tsv")
    return read_words(paths, classes())


def read_words(paths: Sequence[Path], known: Mapping[str, Row]) -> tuple[Word, ...]:
    """Read tables of words.

    Raises :class:`AuthorityError` for a class that is not ``known``, a word that stands in a class twice (with
    the same neighbours a duplicate, with others a contradiction) or in two classes that exclude each other, a
    word without an example or a source or with neighbours but no counter-example, an example or counter-example
    without the word, and a sentence that is both.
    """
    held: dict[str, dict[str, Row]] = {}
    found: list[Word] = []
    for path in paths:
        for row in read_table(path, COLUMNS):
            one = _word(row)
            of_word = held.setdefault(one.word, {})
            for name in one.classes:
                if name not in known:
                    raise row.error(f"unknown class {name!r}; write one of classes.tsv or add it there")
                if name in of_word:
                    raise row.error(_twice(row, of_word[name], name))
                of_word[name] = row
            for name in of_word:
                both = [other for other in known[name].several("excludes") if other in of_word]
                if both:
                    raise row.error(
                        f"{one.word} is in {name} and in {both[0]}, which exclude each other; keep one"
                    )
            found.append(one)
    return tuple(found)


def _word(row: Row) -> Word:
    one = Word(
        row.require("word"),
        row.several("classes"),
        row.several("not-before"),
        row.several("not-after"),
        row.several("example"),
        row.several("counter-example"),
        row.require("source"),
    )
    row.require("classes")
    row.require("example")
    if one.not_before or one.not_after:
        row.require("counter-example")
    for sentence in (*one.examples, *one.counter_examples):
        if one.word not in sentence:
            raise row.error(f"{sentence} does not hold the word {one.word}; write one that does")
    both = set(one.examples) & set(one.counter_examples)
    if both:
        raise row.error(f"{min(both)} is example and counter-example; delete one")
    for values in (one.classes, one.not_before, one.not_after, one.examples, one.counter_examples):
        if len(set(values)) < len(values):
            raise row.error("a cell names the same twice; delete one of the two")
    return one


def _twice(row: Row, other: Row, name: str) -> str:
    same = all(row.get(column) == other.get(column) for column in ("not-before", "not-after"))
    kind = "stands already" if same else "stands with other neighbours"
    return f"{row.get('word')} {kind} in class {name}, {other.path.name} line {other.line}; delete one of the two"


_used: Sequence[Word] | None = None


@contextmanager
def replaced(lexicon: Sequence[Word]) -> Iterator[None]:
    """Let modules that are imported inside the block make their patterns from ``lexicon``."""
    global _used
    before, _used = _used, lexicon
    try:
        yield
    finally:
        _used = before


def words(*names: str) -> tuple[str, ...]:
    """Return the words of classes, the longest first, those of one length as they stand in the tables.

    Raises :class:`KeyError` for an unknown class.
    """
    return tuple(one.word for one in _of(names))


def pattern(*names: str, bare: bool = False, after: str = "") -> str:
    """Return a group of the alternatives of classes, the longest first, each where its neighbours allow it.

    ``bare``: without the group, for one with other alternatives: ``re`` looks for the first characters of all of
    them at once, but not where a group stands in another. ``after``: only at the beginning of a text or after one
    of these characters. Raises :class:`KeyError` for an unknown class.

    >>> import re
    >>> re.findall(pattern("must"), "主要领导要按要求办理")
    ['要']
    """
    before = f"(?<![^{after}]{{}})" if after else ""
    alternatives = dict.fromkeys(one.pattern + before.format(re.escape(one.word)) for one in _of(names))
    found = "|".join(alternatives) or "(?!)"
    return found if bare or not alternatives else f"(?:{found})"


def endings(*names: str) -> str:
    """Return a group of the words of classes that a text may end with, for a pattern that is searched up to its end.

    A word that ends with another one (实施细则, 细则) is left out, as the other is found wherever it stands; where
    the other must not stand after something, both are there. Raises :class:`KeyError` for an unknown class.
    """
    every = _of(names)
    free = {one.word for one in every if not one.not_before}
    kept = [one for one in every if not any(one.word != end and one.word.endswith(end) for end in free)]
    alternatives = dict.fromkeys(
        Word(one.word, one.classes, not_before=one.not_before).pattern for one in kept
    )
    return f"(?:{'|'.join(alternatives)})" if alternatives else "(?!)"


def _of(names: Sequence[str]) -> list[Word]:
    for name in names:
        classes()[name]
    by_class = _numbered() if _used is None else _by_class(_used)
    # in the order of the tables, then the longest first
    found = sorted({number: one for name in names for number, one in by_class.get(name, ())}.items())
    return sorted((one for _, one in found), key=lambda one: -len(one.word))


def _by_class(lexicon: Sequence[Word]) -> Mapping[str, Sequence[tuple[int, Word]]]:
    """Return the words of each class, each with its place in the lexicon."""
    found: dict[str, list[tuple[int, Word]]] = {}
    for number, one in enumerate(lexicon):
        for name in one.classes:
            found.setdefault(name, []).append((number, one))
    return found


@cache
def _numbered() -> Mapping[str, Sequence[tuple[int, Word]]]:
    return _by_class(entries())


__all__ = [
    "COLUMNS",
    "FOLDER",
    "AuthorityError",
    "Word",
    "classes",
    "endings",
    "entries",
    "pattern",
    "read_words",
    "replaced",
    "words",
]
