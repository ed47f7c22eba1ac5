"""What somebody looks for: words that must all be there, one of them perhaps as a synonym, and words that must not.

``融资 担保`` are two words, both wanted; ``"融资担保"`` (or “融资担保”) is wanted exactly so; ``-贴息`` is not wanted.
Everything else is a character to look for: there are no operators and no wildcards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawgraph.search.folding import fold
from ontology.synonyms import Synonym, synonyms

LONGEST = 500
"""Characters that a search may have."""
MOST_WORDS = 20
"""Words that a search may have."""

_WORD = re.compile(r'(?P<minus>[-－]?)(?:["“”](?P<exact>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')


class SearchError(ValueError):
    """A search that cannot be made; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Form:
    """A folded word to look for, how it is written, and what must not stand directly before it."""

    folded: str
    written: str
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is wanted, as it was given, and the forms that count as it besides."""

    form: Form
    others: tuple[Form, ...] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms, the one that was given first."""
        return (self.form, *self.others)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that are wanted and those that are not."""

    words: tuple[Word, ...]
    without: tuple[Form, ...] = ()


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
            words.setdefault(form.folded, Word(form, () if literal else _others(form)))
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
    """Return the forms with another word of a family in place of one, each made of what was given by one exchange."""
    found: dict[str, Form] = {}
    for word, family in synonyms().items():
        if word not in form.folded or _is_within(word, form.folded):
            continue
        for other in family:
            folded = form.folded.replace(word, other.word)
            if other.word != word and folded != form.folded:
                found.setdefault(folded, Form(folded, folded, _before(folded, other)))
    return tuple(found.values())


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
