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
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple

from ingest.likeliest import Alone, Ways, parts
from ingest.unknown_words import unknown_words
from ontology.lexicon import words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and imports pkg_resources
    import jieba
    from jieba import finalseg

# What jieba takes for one stretch of words. One without an end costs it a table of all states for each character.
_LONG = 1000
_BETWEEN = "\0"  # what stands between texts that are cut together: a mark, which makes no word with another
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


def _tagged(texts: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of each text and their tags, those of jieba's tagger, with less on the way to each."""
    pieces = [_pieces(text) for text in texts]
    parts_, runs = _cut(pieces, _alone_tagged())
    known = [*map(_tags().get, parts_, repeat("x"))]
    found: list[str] = []
    tags: list[str] = []
    done = 0
    for run in runs:
        found += parts_[done:run]
        tags += known[done:run]
        several, of_them = _alone(parts_[run])
        found += several
        tags += of_them
        done = run + 1
    found += parts_[done:]
    tags += known[done:]
    for each in _of_texts(found, pieces):
        first, *others = each
        words_, theirs = found[first], tags[first]
        for part in others:
            words_ += found[part]
            theirs += tags[part]
        yield words_, theirs


def _cut(pieces: Iterable[Sequence[str]], alone: Alone) -> tuple[list[str], list[int]]:
    """Return the parts of all pieces on their likeliest way, as :func:`ingest.likeliest.parts` does."""
    whole = _BETWEEN.join(chain.from_iterable(pieces))
    return parts(whole, _ways().steps(whole, alone))


def _of_texts(words_: Sequence[str], pieces: Iterable[Sequence[str]]) -> Iterator[list[slice]]:
    """Yield which of the words of all pieces are those of each text."""
    ends = [*accumulate(map(len, words_), initial=0)]
    number = start = 0
    for several in pieces:
        found = []
        for piece in several:
            start += len(piece)
            last = bisect_left(ends, start, number)
            found.append(slice(number, last))
            start += len(_BETWEEN)
            number = last + 1
        yield found


@lru_cache(maxsize=65_536)  # rules say the same over and over (的应当由, 第三条)
def _alone(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words, and their tags, that single characters side by side make up.

    Each is its own, but where they may be unknown.
    """
    if run not in _ways().frequencies:
        words_, tags = zip(*unknown_words(run), strict=True)
        return words_, tags
    return tuple(run), tuple(_tags().get(char, "x") for char in run)


@lru_cache(maxsize=65_536)
def _alone_untagged_words(run: str) -> tuple[str, ...]:
    """Return the words that single characters side by side make up, as jieba's cut without tags tells them."""
    return tuple(finalseg.cut(run)) if run not in _ways().frequencies else tuple(run)


def cut(text: str) -> tuple[str, ...]:
    """Cut ``text`` into words without tags, as jieba's ``cut`` does: it has another model of words that are unknown."""
    return next(cut_all([text]))


def cut_all(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Cut each text as :func:`cut` does; many at once take a third of the time."""
    pieces = [_pieces(text) for text in texts]
    parts_, runs = _cut(pieces, _alone_untagged())
    found: list[str] = []
    done = 0
    for run in runs:
        found += parts_[done:run]
        found += _alone_untagged_words(parts_[run])
        done = run + 1
    found += parts_[done:]
    for each in _of_texts(found, pieces):
        yield tuple(chain.from_iterable(found[part] for part in each))


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
