"""What somebody looks for: words that must all be there, one of them perhaps as a synonym, and words that must not.

``融资 担保`` are two words, both wanted; ``"融资担保"`` (or “融资担保”) is wanted exactly so; ``-贴息`` is not wanted.
Numbers are wanted in every spelling, and whole (:mod:`lawgraph.search.numbers`).
Everything else is a character to look for: there are no operators and no wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawgraph.search.folding import Folded, fold
from lawgraph.search.numbers import has_number_at_end, spellings
from ontology.synonyms import Synonym, synonyms

LONGEST = 500
"""Characters that a search may have."""
MOST_WORDS = 20
"""Words that a search may have."""

_WORD = re.compile(r'(?P<minus>[-－]?)(?:["“”](?P<exact>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')


class SearchError(ValueError):
    """A search that cannot be made; the message says what to write instead."""


class NotAValue(SearchError):
    """What narrows a search has no such value; ``values`` are the codes that there are, if they are few."""

    def __init__(self, parameter: str, message: str, values: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.values = tuple(values)


@dataclass(frozen=True, slots=True)
class Form:
    """A folded word to look for, how it is written, and what must not stand directly before it.

    A number at its beginning or end is a ``whole`` one: 5个工作日 is none of 15个工作日.
    """

    folded: str
    written: str
    not_after: tuple[str, ...] = ()
    whole: bool = False

    def spans(self, text: Folded) -> list[tuple[int, int]]:
        """Return where a text as it was has the word, from left to right."""
        return text.spans(self.folded, self.not_after, whole=self.whole)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is wanted, as it was given, and the forms that count as it besides."""

    form: Form
    others: tuple[Form, ...] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, the one that was given first."""
        return (self.form, *self.others)

    def literal(self) -> Word:
        """Return the word without its other forms."""
        return Word(self.form)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that are wanted and those that are not."""

    words: tuple[Word, ...]
    without: tuple[Form, ...] = ()

    @property
    def literal(self) -> Wanted:
        """What is wanted without synonyms."""
        return Wanted(tuple(word.literal() for word in self.words), self.without)

    @property
    def cuts_numbers(self) -> bool:
        """Whether a text with the characters of the words has to be looked at, as they may be part of a number."""
        return any(form.whole for word in self.words for form in word.forms)

    def is_in(self, text: Folded) -> bool:
        """Tell whether a text has a form of each word."""
        return all(any(form.spans(text) for form in word.forms) for word in self.words)


def wanted(text: str, *, exact: bool = False) -> Wanted:
    """Return what a text asks for; ``exact`` leaves synonyms out.

    Raises :class:`SearchError` for a text that asks for nothing, or for too much.

    >>> [form.written for form in wanted('补贴 "中小企业" -贴息').words[0].forms]
    ['补贴', '补助']
    """
    if len(text) > LONGEST:
        raise SearchError(
            f"search: 检索词超过 {LONGEST} 个字，请缩短。"
            f"The search has more than {LONGEST} characters; shorten it."
        )
    words: dict[str, Word] = {}
    without: dict[str, Form] = {}
    for found in _WORD.finditer(text):
        written = found["word"] if found["exact"] is None else found["exact"]
        form = Form(fold(written), written.strip())
        if not form.folded:
            continue
        if found["minus"]:
            without.setdefault(form.folded, form)
        else:
            literal = exact or found["exact"] is not None
            word = Word(form) if literal else Word(_whole(form), _others(form))
            words.setdefault(form.folded, word)
    if not words:
        raise SearchError(
            "search: 没有要找的词，请至少给出一个（“-词”是要排除的词）。"
            "There is no word to look for; give one at least (-word leaves a word out)."
        )
    if len(words) + len(without) > MOST_WORDS:
        raise SearchError(
            f"search: 检索词超过 {MOST_WORDS} 个，请减少。There are more than {MOST_WORDS} words; give fewer."
        )
    return Wanted(tuple(words.values()), tuple(without.values()))


def _others(form: Form) -> tuple[Form, ...]:
    """Return the forms with another word of a family in place of one, or numbers in another spelling.

    Each is made of what was given by one exchange.
    """
    found: dict[str, Form] = {}
    for word, family in synonyms().items():
        if word not in form.folded or _is_within(word, form.folded):
            continue
        for other in family:
            folded = form.folded.replace(word, other.word)
            if other.word != word and folded != form.folded:
                found.setdefault(folded, _whole(Form(folded, folded, _before(folded, other))))
    for folded in spellings(form.folded):
        found.setdefault(folded, _whole(Form(folded, folded)))
    return tuple(found.values())


def _whole(form: Form) -> Form:
    return replace(form, whole=has_number_at_end(form.folded))


def _before(folded: str, other: Synonym) -> tuple[str, ...]:
    return other.not_after if folded.startswith(other.word) else ()


def _is_within(word: str, text: str) -> bool:
    """Tell whether a word stands in a text only as part of what is another word, or of a longer one with synonyms."""
    family = next(each for each in synonyms()[word] if each.word == word)
    longer = [other for other in synonyms() if word in other and other != word and other in text]
    return bool(longer) or all(
        text[:at].endswith(family.not_after) if family.not_after else False
        for at in range(len(text))
        if text.startswith(word, at)
    )
