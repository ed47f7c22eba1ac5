"""Line ends inside a word: the evidence that a text is wrapped, and where a text of whole lines is broken by chance.

The edge of a column falls into the middle of a word every second time; the end of a paragraph or a heading never
does. Measured over 3,410 texts whose lines are paragraphs: 162 line ends part a word of the dictionary, and every
one is a break inside a sentence (90 drawn and read).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.language import log_probability
from ingest.repair.ranges import amount_across
from ingest.repair.wrap import Wrapping, columns, continues, ends_sentence, opens_provision, refers_on

_REACH = 6  # characters on each side of a line end
_MARGIN = (
    6.0  # natural logarithm: put together, the likeliest words are likelier than apart by more than that
)
_SHARE = 0.1  # of the line ends that a wrapping joins; in wrapped texts 0.3 to 0.6 part a word
_ENOUGH = 200  # line ends that are looked at
_NARROWEST = 20  # half-width columns
_MARKED = re.compile(r"[，；、：。]")
_GOING_ON = ("，", "（", "(")  # marks that no line of words ends with
_SHORTER, _LONGER = (
    5,
    2,
)  # columns that a broken line may differ from those that part a word; an indentation is 4


def word_across(before: str, after: str) -> bool:
    """Say whether the line end between two texts parts a word: put together they read better by one.

    >>> word_across("不得低于百分", "之二十"), word_across("维护中小微企", "业合法权益"), word_across("总则", "第一条")
    (True, True, False)
    """
    left, right = before.rstrip()[-_REACH:], after.lstrip()[:_REACH]
    if not left or not right:
        return False
    return log_probability(left + right) > log_probability(left) + log_probability(right) + _MARGIN


def reads_better(lines: Sequence[str], how: Wrapping) -> bool:
    """Say whether a text reads better without the line ends of ``how``: enough of them part words."""
    ends = [
        (line, following)
        for line, following in pairwise(lines)
        if not ends_sentence(line) and continues(line, following, how)
    ]
    parted = sum(word_across(*end) for end in ends[:_ENOUGH])
    return parted >= max(_SHARE * len(ends[:_ENOUGH]), 1)


def _may_break(line: str, following: str) -> bool:
    if "\t" in line or "\t" in following or ends_sentence(line) or columns(line) < _NARROWEST:
        return False
    if opens_provision(following):
        return refers_on(line, following)
    return _MARKED.search(line) is not None or ends_sentence(following)


def broken(lines: Sequence[str], over_page: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return which lines of a text of whole lines go on in the next one.

    Those whose end parts a word or an amount do, or that end with a comma or an opening bracket; those that break off
    at the foot of a page (``over_page``); and in a text with three of them or more, those of the same width that break
    off before words that lead to the end of a sentence.
    """
    able = [at for at, (line, following) in enumerate(pairwise(lines)) if _may_break(line, following)]
    certain = {
        at
        for at in able
        if at in over_page
        or lines[at].rstrip().endswith(_GOING_ON)
        or amount_across(lines[at], lines[at + 1])
        or word_across(lines[at], lines[at + 1])
    }
    if len(certain) < 3:
        return frozenset(certain)
    widths = sorted(columns(lines[at]) for at in certain)
    near = range(widths[0] - _SHORTER, widths[-1] + _LONGER + 1)
    found = set(certain)
    for at in reversed(able):
        if columns(lines[at]) in near and (ends_sentence(lines[at + 1]) or at + 1 in found):
            found.add(at)
    return frozenset(found)
