"""What was changed in the words of a provision: as few and as whole edits as a reader would make of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from ingest.text import CleanText, Span
from ingest.versions.change import Edit
from ingest.versions.units import fold

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[%‰]?[十百千万亿]*|[〇零一二三四五六七八九十百千万亿两]+|[A-Za-z]+|.", re.DOTALL
)
"""A number stays whole, also one of several characters; so does a word in Latin letters."""
_STOPS = frozenset("，。;:、,！？!?")
_LONG = 1500
"""Tokens from which on sentences are compared before characters: comparing is quadratic at worst."""
_BETWEEN = 3
"""Tokens between two edits that are read as one, where both change more than stands between them."""

Range = tuple[int, int, int, int]
"""A range of tokens, or of characters, of the old text and of the new one."""


def edits(old: CleanText, new: CleanText) -> tuple[Edit, ...]:
    """Return what has to be changed in ``old`` so that it reads as ``new``; both without white space.

    Characters that are equal but for their width are no change. The edits stand in the order of the texts, do not
    touch each other, and put into the old words give the new ones (:func:`applied`).
    """
    return tuple(
        Edit(
            old.text[start:end],
            _spans(old, start, end),
            new.text[begin:stop],
            _spans(new, begin, stop),
        )
        for start, end, begin, stop in ranges(fold(old.text), fold(new.text))
    )


def likeness(old: str, new: str, found: Iterable[Range]) -> float:
    """Return the share of the characters of two texts that no edit touches, 0 to 1.

    >>> likeness("处五万元罚款", "处十万元罚款", [(1, 3, 1, 3)])
    0.6667
    """
    whole = len(old) + len(new)
    changed = sum(end - start + stop - begin for start, end, begin, stop in found)
    return round(1 - changed / whole, 4) if whole else 1.0


def applied(old: CleanText, found: Sequence[Edit]) -> str:
    """Return the words of ``old`` with the edits made in them, each at its place in the source."""
    return "".join(kept + put for kept, _, put in pieces(old, found))


def pieces(old: CleanText, found: Sequence[Edit]) -> Iterator[tuple[str, str, str]]:
    """Yield what is kept of ``old``, with what is left out behind it and what is put in there; what is behind, last."""
    at = 0
    for edit in found:
        start = bisect_left(old.offsets, edit.old_spans[0].start) if edit.old_spans else at
        yield old.text[at:start], edit.old_text, edit.new_text
        at = start + len(edit.old_text)
    yield old.text[at:], "", ""


def ranges(old: str, new: str) -> list[Range]:
    """Return where two texts differ: ranges of characters of both, in order, none of them touching another.

    >>> [("十年"[a:b], "十五年"[c:d]) for a, b, c, d in ranges("十年", "十五年")]
    [('十', '十五')]
    """
    if old == new:
        return []
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    found = list(_readable(_raw(one, other), one, other))
    here, there = _starts(one), _starts(other)
    return [(here[a], here[b], there[c], there[d]) for a, b, c, d in found]


def _starts(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def _raw(one: Sequence[str], other: Sequence[str]) -> list[Range]:
    """Return the ranges of tokens that differ, as they are found."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    inner = (_by_sentences if len(left) + len(right) > _LONG else _differing)(left, right)
    return [(a + start, b + start, c + start, d + start) for a, b, c, d in inner]


def _differing(one: Sequence[str], other: Sequence[str]) -> list[Range]:
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]


def _by_sentences(one: Sequence[str], other: Sequence[str]) -> list[Range]:
    """Compare sentences first, and characters where these differ."""
    left, right = _sentences(one), _sentences(other)
    here, there = _sums(left), _sums(right)
    found: list[Range] = []
    for a, b, c, d in _differing(["".join(each) for each in left], ["".join(each) for each in right]):
        old, new = one[here[a] : here[b]], other[there[c] : there[d]]
        few = len(old) * len(new) <= _LONG * _LONG
        inner = _differing(old, new) if few else [(0, len(old), 0, len(new))]
        found += [(e + here[a], f + here[a], g + there[c], h + there[c]) for e, f, g, h in inner]
    return _joined(found)


def _sentences(tokens: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token in "。;":
            found.append([])
    return [each for each in found if each]


def _sums(parts: Sequence[Sequence[str]]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def _joined(found: Iterable[Range]) -> list[Range]:
    """Join ranges that touch on both sides."""
    joined: list[Range] = []
    for a, b, c, d in found:
        if joined and joined[-1][1] == a and joined[-1][3] == c:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    return joined


def _readable(found: Sequence[Range], one: Sequence[str], other: Sequence[str]) -> Iterator[Range]:
    """Join edits that little stands between, and let words that were put in or left out begin where a clause does."""
    joined: list[Range] = []
    for a, b, c, d in found:
        while joined and _as_one(joined[-1], (a, b, c, d), one):
            before = joined.pop()
            a, c = before[0], before[2]
        joined.append((a, b, c, d))
    floor = 0  # tokens of the old text before which nothing may slide
    for a, b, c, d in joined:
        if a == b:
            back = _slide(other, c, d, a - floor)
        elif c == d:
            back = _slide(one, a, b, a - floor)
        else:
            back = 0
        yield a - back, b - back, c - back, d - back
        floor = b - back + 1


def _as_one(before: Range, after: Range, one: Sequence[str]) -> bool:
    """Whether what stands between two edits is so little that both are read as one."""
    between = one[before[1] : after[0]]
    if len(between) > _BETWEEN or any(token in _STOPS for token in between):
        return False
    return all(max(b - a, d - c) >= len(between) + 1 for a, b, c, d in (before, after))


def _slide(tokens: Sequence[str], start: int, end: int, room: int) -> int:
    """Return by how many tokens words that were put in or left out may begin earlier, and read best there.

    ``房屋、车辆、`` put in before ``船舶`` may as well be ``、房屋、车辆``: that which ends with a stop reads best.
    """
    best, back = (_score(tokens, start, end), 0), 0
    while back < min(room, start) and tokens[start - back - 1] == tokens[end - back - 1]:
        back += 1
        best = max(best, (_score(tokens, start - back, end - back), back), key=lambda each: each[0])
    return best[1]


def _score(tokens: Sequence[str], start: int, end: int) -> int:
    before = start == 0 or tokens[start - 1] in _STOPS
    return 2 * (before and tokens[end - 1] in _STOPS) + (tokens[start] in _STOPS) + before


def _spans(words: CleanText, start: int, end: int) -> tuple[Span, ...]:
    """Return the source spans of a range; of an empty one the place where words would stand."""
    if start < end:
        return words.spans(start, end)
    if not words.offsets:
        return ()
    at = words.offsets[start] if start < len(words.offsets) else words.offsets[-1] + 1
    return (Span(at, at),)
