"""Tokens: jieba behind one call.

jieba says what the tokens, parts of speech and topic terms are; it never says where a number or a department
is (it cuts ``7/个/工作日内``). The tokenizer is private to this module, so that a notebook's own
``jieba.add_word`` changes no graph, and it is made once in a process, as it cannot be pickled.
"""

from __future__ import annotations

import math
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from ingest.likeliest import Alone, Ways, parts
from ingest.unknown_words import tagger, unknown_words
from ontology.lexicon import words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    import jieba
    from jieba import finalseg

# What jieba takes for one stretch of words. One without an end costs it a table of all states for each character.
_LONG = 1000
_BETWEEN = "\n"  # what stands between texts that are cut together: a mark
_LONG_STRETCH = re.compile(rf"[\u4e00-\u9fd5a-zA-Z0-9+#&._]{{{_LONG}}}")
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
    """Return jieba's dictionary: how often each word is seen, the total, and the tags of the words.

    Read here and not by ``Tokenizer.initialize``, which takes ``jieba.cache`` from the shared folder for
    temporary files whoever wrote it, and fails where there is no such folder.
    """
    with jieba.Tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()  # word, how often, tag; no word has a blank
    counts = [*map(int, fields[1::3])]
    total = sum(counts)  # as jieba counts it: a word that stands in the file twice counts twice
    frequencies = dict(zip(fields[::3], counts, strict=True))
    tags = dict(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))
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


@cache
def _ways() -> Ways:
    """Return the dictionary as the ways through texts; it has the frequencies themselves, and adds those taught."""
    taught = [word for word, _ in _taught()]
    return Ways(*_dictionary()[:2], taught)


@cache
def _alone_tagged() -> Alone:
    """Return what characters alone count for jieba's tagger."""
    return _ways().alone()


@cache
def _alone_untagged() -> Alone:
    """Return what characters alone count for jieba's cut, for which % and - are no marks."""
    return _ways().alone("%-")


@cache
def _tags() -> dict[str, str]:
    """Return the tag of each word of the dictionary and of those taught."""
    tags = _dictionary()[2]
    tags.update(_taught())
    return tags


_KEPT = 4096  # texts whose tokens are kept
_kept: dict[str, tuple[Token, ...]] = {}


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut ``text`` into tokens with their parts of speech; the tokens put together are the text.

    After each 1,000 characters without a mark or a blank a token ends, whatever stands there.

    >>> [token.text for token in tokenize("应当建立信贷激励机制")]
    ['应当', '建立', '信贷', '激励机制']
    >>> [(token.text, token.tag) for token in tokenize("强制隔离")]  # the lexicon knows it
    [('强制隔离', 'v')]
    """
    tokens = _kept.get(text)
    return _tokenized([text])[0] if tokens is None else tokens


def tokenize_all(texts: Iterable[str]) -> None:
    """Cut texts that :func:`tokenize` will be asked for, such as the provisions of a document, all in one go."""
    wanted = [text for text in dict.fromkeys(texts) if text not in _kept]
    if wanted:
        _tokenized(wanted)


def _tokenized(texts: Sequence[str]) -> list[tuple[Token, ...]]:
    """Return the tokens of texts, and keep them."""
    found = []
    if len(_kept) + len(texts) > _KEPT:
        _kept.clear()
    for text, (words_, tags) in zip(texts, _tagged(texts), strict=True):
        ends = [*accumulate(map(len, words_), initial=0)]
        _kept[text] = tokens = tuple(map(_token, zip(words_, tags, ends, ends[1:], strict=False)))
        found.append(tokens)
    return found


_token = partial(tuple.__new__, Token)  # a third of the time of Token(…)


def _pieces(text: str) -> Sequence[str]:
    """Part a text after each long stretch, which jieba copies the way through with each of its characters."""
    ends = [stretch.end() for stretch in _LONG_STRETCH.finditer(text)] if len(text) >= _LONG else []
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]


def _parts(texts: Iterable[str], alone: Alone) -> Iterator[Iterator[tuple[str, bool]]]:
    """Yield the parts of each text on its likeliest way, as :func:`ingest.likeliest.parts` does."""
    pieces = [_pieces(text) for text in texts]
    whole = _BETWEEN.join(chain.from_iterable(pieces))
    steps = _ways().steps(whole, alone)
    start = 0
    for several in pieces:
        ends = [*accumulate((len(piece) + len(_BETWEEN) for piece in several), initial=start)]
        yield chain.from_iterable(
            parts(whole, steps, at, at + len(piece)) for at, piece in zip(ends, several, strict=False)
        )
        start = ends[-1]


def _tagged(texts: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of each text and their tags, those of jieba's tagger, with less on the way to each."""
    tag_of = _tags().get
    for each in _parts(texts, _alone_tagged()):
        found: list[str] = []
        tags: list[str] = []
        for part, run in each:
            if run:
                for word, tag in _alone(part):
                    found.append(word)
                    tags.append(tag)
            else:
                found.append(part)
                tags.append(tag_of(part, "x"))
        yield found, tags


@lru_cache(maxsize=65_536)  # rules say the same over and over (的应当由, 第三条)
def _alone(run: str) -> tuple[tuple[str, str], ...]:
    """Return the words that single characters side by side make up: each its own, but where they may be unknown."""
    if run not in _ways().frequencies:
        return tuple(unknown_words(run))
    return tuple((char, _tags().get(char, "x")) for char in run)


@lru_cache(maxsize=65_536)
def _alone_untagged_words(run: str) -> tuple[str, ...]:
    """Return the words that single characters side by side make up, as jieba's cut without tags tells them."""
    return tuple(finalseg.cut(run)) if run not in _ways().frequencies else tuple(run)


def cut(text: str) -> tuple[str, ...]:
    """Cut ``text`` into words without tags, as jieba's ``cut`` does: it has another model of words that are unknown."""
    return next(cut_all([text]))


def cut_all(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Cut each text as :func:`cut` does; many at once take a third of the time."""
    for each in _parts(texts, _alone_untagged()):
        found: list[str] = []
        for part, run in each:
            if run:
                found += _alone_untagged_words(part)
            else:
                found.append(part)
        yield tuple(found)


def log_probability(text: str) -> float:
    """Return the natural logarithm of the probability of the likeliest cut of ``text`` into known words.

    The unigram model of jieba's own cut, so two readings of one place can be compared: the higher value reads
    better. An unknown character counts as a word seen once.

    >>> log_probability("企业") > log_probability("企障厅业")
    True
    """
    return _ways().log_probability(text)


def unusualness(word: str) -> float:
    """Return how rare a word is in Chinese: minus the natural logarithm of its share of jieba's corpus.

    A word seen less than 20 times there, or never, counts as one seen so often: its rarity is not known better.

    >>> round(unusualness("管理"), 1), round(unusualness("物业"), 1)
    (7.7, 12.4)
    """
    frequencies, total, _ = _dictionary()
    seen = 0 if word in _taught_words() else frequencies.get(word, 0)
    return math.log(total / max(seen, 20))
