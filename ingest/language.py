"""Words: jieba behind one call, and the spaCy pipeline that hands texts over.

jieba says what the words, parts of speech and topic terms are; it never says where a number or a department
is (its tokens cut ``7/个/工作日内``). The tokenizer is private to this module, so that a notebook's own
``jieba.add_word`` changes no graph, and it is made once in a process, as it cannot be pickled.
"""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    import jieba
    import jieba.posseg

_UNMATCHABLE = re.compile(r"[\s、（）()《》〔〕％%，。；：]")


class Word(NamedTuple):
    """A word with its jieba part of speech (``v``, ``n``, …) and its range in the text, in code points."""

    text: str
    tag: str
    start: int
    end: int


@cache
def _tokenizer() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer.initialize()
    return tokenizer


@cache
def _tagger() -> jieba.posseg.POSTokenizer:
    return jieba.posseg.POSTokenizer(_tokenizer())


def add_terms(terms: Iterable[str]) -> None:
    """Teach the tokenizer terms that must stay whole.

    A term with punctuation or white space can never match and is passed over.
    """
    tokenizer = _tokenizer()
    for term in sorted(set(terms)):
        if len(term) > 1 and not _UNMATCHABLE.search(term):
            tokenizer.add_word(term)


def words(text: str) -> tuple[Word, ...]:
    """Cut ``text`` into words with their parts of speech; the words put together are the text.

    >>> [word.text for word in words("应当建立信贷激励机制")]
    ['应当', '建立', '信贷', '激励机制']
    """
    found: list[Word] = []
    at = 0
    for pair in _tagger().cut(text):
        found.append(Word(pair.word, pair.flag, at, at + len(pair.word)))
        at += len(pair.word)
    return tuple(found)


def cut(text: str) -> tuple[str, ...]:
    """Cut ``text`` into words without tags (about ten times faster than :func:`words`)."""
    return tuple(_tokenizer().cut(text))


def log_probability(text: str) -> float:
    """Return the natural logarithm of the probability of the likeliest cut of ``text`` into known words.

    The unigram model of jieba's own cut, so two readings of one place can be compared: the higher value reads
    better. An unknown character counts as a word seen once.

    >>> log_probability("企业") > log_probability("企障厅业")
    True
    """
    tokenizer = _tokenizer()
    total = math.log(tokenizer.total)
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        best[start] = best[start + 1] - total + math.log(tokenizer.FREQ.get(text[start], 0) or 1)
        for end in range(start + 2, len(text) + 1):
            frequency = tokenizer.FREQ.get(text[start:end])
            if frequency is None:
                break
            if frequency:
                best[start] = max(best[start], best[end] - total + math.log(frequency))
    return best[0]


class _JiebaTokenizer:
    """spaCy's tokenizer protocol over :func:`words`; white space is kept as tokens, so that offsets hold."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = words(text)
        doc = Doc(self.vocab, words=[word.text for word in found], spaces=[False] * len(found))
        for token, word in zip(doc, found, strict=True):
            token.tag_ = word.tag
        return doc


@cache
def pipeline() -> Language:
    """Return the blank Chinese spaCy pipeline with our tokenizer.

    ``pipeline()(text).text`` is ``text``, character for character.
    """
    nlp = spacy.blank("zh")
    nlp.tokenizer = _JiebaTokenizer(nlp.vocab)
    return nlp
