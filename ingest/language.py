"""Tokens: jieba behind one call.

jieba says what the tokens, parts of speech and topic terms are; it never says where a number or a department
is (it cuts ``7/个/工作日内``). The tokenizer is private to this module, so that a notebook's own
``jieba.add_word`` changes no graph, and it is made once in a process, as it cannot be pickled.
"""

from __future__ import annotations

import logging
import math
import re
import sys
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.unknown_words import tagger, unknown_words
from ontology.lexicon import words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    import jieba

# What jieba takes for one stretch of words. One without an end costs it a table of all states for each character.
_LONG_STRETCH = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._]{1000}")
# The classes of the lexicon whose words stay whole though jieba's dictionary lacks them (送养, 依规), by part of
# speech. Nouns are not taught: they cost a figure of links (docs/decisions/0010-constants.md).
_TAUGHT = {"v": ("verb", "pivot", "party-act"), "d": ("adverb", "result-adverb")}


class Token(NamedTuple):
    """A token with its jieba part of speech (``v``, ``n``, …) and its range in the text, in code points."""

    text: str
    tag: str
    start: int
    end: int


@cache
def _dictionary() -> tuple[dict[str, int], int, dict[str, str]]:
    """Return jieba's dictionary: how often each word is seen (0 for a mere beginning of one), the total, tags.

    Read here and not by ``Tokenizer.initialize``, which takes ``jieba.cache`` from the shared folder for
    temporary files whoever wrote it, and fails where there is no such folder.
    """
    with jieba.Tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()  # word, how often, tag; no word has a blank
    counts = [*map(int, fields[1::3])]
    total = sum(counts)  # as jieba counts it: a word that stands in the file twice counts twice
    frequencies = dict(zip(fields[::3], counts, strict=True))
    tags = dict(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))
    add = frequencies.setdefault
    for word in tags:
        for end in range(1, len(word)):
            add(word[:end], 0)
    theirs = tagger().dt
    if (
        theirs.word_tag_tab == tags
    ):  # jieba read the same when it was imported: with these words it takes 30 MB less
        theirs.word_tag_tab = tags.copy()
    return frequencies, total, tags


@cache
def _taught() -> tuple[tuple[str, str], ...]:
    """Return the words of the lexicon that the dictionary lacks, each with its tag."""
    frequencies = _dictionary()[0]
    return tuple(
        (word, tag)
        for tag, classes in _TAUGHT.items()
        for word in sorted(set(words(*classes)))
        if len(word) > 1 and not frequencies.get(word)
    )


@cache
def _taught_words() -> frozenset[str]:
    return frozenset(word for word, _ in _taught())


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """jieba's tokenizer, which looks for the words of a stretch and for the likeliest of them in one go."""

    def get_DAG(self, stretch: str) -> None:  # noqa: N802  # jieba's name
        """Leave the words to :meth:`calc`."""

    def calc(self, stretch: str, _: None, route: dict[int, tuple[float, int]]) -> None:
        """Write into ``route`` for each place how likely the rest is, and where the word there ends at the latest.

        The sums are jieba's, in its order; of two words that are as likely the longer counts, as with jieba.
        """
        total = math.log(self.total)
        route[len(stretch)] = (0, 0)
        frequencies, log = self.FREQ, math.log
        for start in range(len(stretch) - 1, -1, -1):
            best, last = None, start
            for end in range(start + 1, len(stretch) + 1):
                frequency = frequencies.get(stretch[start:end])
                if frequency is None:
                    break
                if frequency:
                    likely = log(frequency) - total + route[end][0]
                    if best is None or likely >= best:
                        best, last = likely, end - 1
            if best is None:  # a character that is no word counts as one seen once
                best = log(1) - total + route[start + 1][0]
            route[start] = (best, last)


@cache
def _tokenizer() -> _Tokenizer:
    """Return jieba's tokenizer, which has the dictionary itself: a copy would take another 20 MB."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    taught = _taught()
    tokenizer = _Tokenizer()
    tokenizer.FREQ, tokenizer.total, _ = _dictionary()
    total = tokenizer.total
    tokenizer.initialized = True
    for word, tag in taught:
        tokenizer.add_word(word, tag=tag)
    tokenizer.total = total  # else each word taught would make all others a little rarer
    return tokenizer


@cache
def _tags() -> dict[str, str]:
    """Return the tag of each word of the dictionary and of those taught."""
    tags = _dictionary()[2]
    tags.update(_taught())
    return tags


@lru_cache(maxsize=4096)  # the provisions of a document, whose tokens are asked for twice
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut ``text`` into tokens with their parts of speech; the tokens put together are the text.

    After each 1,000 characters without a mark or a blank a token ends, whatever stands there.

    >>> [token.text for token in tokenize("应当建立信贷激励机制")]
    ['应当', '建立', '信贷', '激励机制']
    >>> [(token.text, token.tag) for token in tokenize("强制隔离")]  # the lexicon knows it
    [('强制隔离', 'v')]
    """
    found: list[Token] = []
    at = 0
    for piece in _pieces(text):
        for word, tag in _tagged(piece):
            end = at + len(word)
            found.append(Token(word, tag, at, end))
            at = end
    return tuple(found)


def _pieces(text: str) -> Iterator[str]:
    """Part a text after each long stretch: jieba copies the way through a stretch with each of its characters."""
    ends = [*(stretch.end() for stretch in _LONG_STRETCH.finditer(text)), len(text)]
    for start, end in pairwise([0, *ends]):
        yield text[start:end]


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a text with their tags, those of jieba's tagger, with less on the way to each."""
    for number, part in enumerate(tagger().re_han_internal.split(text)):
        if number % 2:
            yield from _of_stretch(part)
        else:  # between stretches each mark or blank is a token, a line break of two characters too
            for piece in tagger().re_skip_internal.split(part):
                yield from ((mark, "x") for mark in ((piece,) if piece == "\r\n" else piece))


def _of_stretch(stretch: str) -> Iterator[tuple[str, str]]:
    """Yield the words on the likeliest way through a stretch; characters left alone side by side are read anew."""
    tags, route = _tags(), dict[int, tuple[float, int]]()
    _tokenizer().calc(stretch, None, route)
    at = alone = 0  # characters stand alone from ``alone`` on
    while at < len(stretch):
        end = route[at][1] + 1
        if end - at > 1:
            yield from _alone(stretch[alone:at])
            word = stretch[at:end]
            yield word, tags.get(word, "x")
            alone = end
        at = end
    yield from _alone(stretch[alone:])


@lru_cache(maxsize=65_536)  # rules say the same over and over (的应当由, 第三条)
def _alone(run: str) -> tuple[tuple[str, str], ...]:
    """Return the words that single characters side by side make up: each its own, but where they may be unknown."""
    if len(run) > 1 and not _tokenizer().FREQ.get(run):
        return tuple(unknown_words(run))
    return tuple((char, _tags().get(char, "x")) for char in run)


def cut(text: str) -> tuple[str, ...]:
    """Cut ``text`` into words without tags, as :func:`tokenize` does and about ten times faster."""
    return tuple(word for piece in _pieces(text) for word in _tokenizer().cut(piece))


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


def unusualness(word: str) -> float:
    """Return how rare a word is in Chinese: minus the natural logarithm of its share of jieba's corpus.

    A word seen less than 20 times there, or never, counts as one seen so often: its rarity is not known better.

    >>> round(unusualness("管理"), 1), round(unusualness("物业"), 1)
    (7.7, 12.4)
    """
    frequencies, total, _ = _dictionary()
    seen = 0 if word in _taught_words() else frequencies.get(word, 0)
    return math.log(total / max(seen, 20))
