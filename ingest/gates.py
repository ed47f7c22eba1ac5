"""Gates: which patterns can match in a text at all, told from its characters in one pass.

Most patterns of rules match in few clauses, and to find that out costs the more the more of them there are. A
pattern that has words in it cannot match where none of their characters stands: so each pattern gets a bit, each
character the bits of the patterns that it lets through, and the characters of a text together say at once which of a
hundred patterns are worth a look. What a pattern needs is taken from the pattern itself, so that a word that is new
in the lexicon opens its gate, too; a gate never hides a match, it only lets through what then does not match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from operator import or_
from re import _constants as code  # type: ignore[attr-defined]  # the parser of re has no types
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ontology.lexicon import entries

_MOST = 600  # characters of a set that is still worth asking for


class _Bits(dict[str, int]):
    """The bits of each character; one that no pattern names has ``other``, and is kept if it is of the first plane."""

    def __init__(self, bits: Mapping[str, int], other: int) -> None:
        super().__init__(bits)
        self.other = other

    def __missing__(self, char: str) -> int:
        if char <= "\uffff":
            self[char] = self.other
        return self.other


class Gates:
    """The gates of some patterns.

    >>> gates = Gates()
    >>> fined, banned = gates.within(re.compile("处.*罚款|没收")), gates.within(re.compile("不得|禁止"))
    >>> marks = gates.marks("由公安机关处五百元罚款")
    >>> bool(marks & fined), bool(marks & banned)
    (True, False)
    """

    def __init__(self) -> None:
        self._within: list[frozenset[str] | None] = []
        self._opening: list[frozenset[str] | None] = []
        self._closing: list[frozenset[str] | None] = []
        self._tables: tuple[_Bits, _Bits, _Bits] | None = None

    def within(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`marks` has for each text in which one of ``patterns`` can match."""
        return self._bit(self._within, needed, patterns)

    def opening(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`opens` has for each text at whose beginning one of ``patterns`` can match."""
        return self._bit(self._opening, firsts, patterns)

    def closing(self, *patterns: re.Pattern[str]) -> int:
        """Return the bit that :meth:`closes` has for each text at whose end one of ``patterns``, up to $, can match."""
        return self._bit(self._closing, lasts, patterns)

    def _bit(
        self,
        kept: list[frozenset[str] | None],
        wanted: Callable[[re.Pattern[str]], frozenset[str] | None],
        patterns: Iterable[re.Pattern[str]],
    ) -> int:
        kept.append(_union(map(wanted, patterns)))
        self._tables = None
        return 1 << (len(kept) - 1)

    def _made(self) -> tuple[_Bits, _Bits, _Bits]:
        """Make the tables of what the characters let through, when they are first asked."""
        self._tables = _table(self._within), _table(self._opening), _table(self._closing)
        return self._tables

    def marks(self, text: str) -> int:
        """Return the bits of the patterns that can match somewhere in ``text``."""
        bits = (self._tables or self._made())[0]
        return reduce(or_, map(bits.__getitem__, text), bits.other)

    def opens(self, text: str) -> int:
        """Return the bits of the patterns that can match at the beginning of ``text``."""
        return (self._tables or self._made())[1][text[0]] if text else -1

    def closes(self, text: str) -> int:
        """Return the bits of the patterns that can match at the end of ``text``."""
        return (self._tables or self._made())[2][text[-1]] if text and text[-1] != "\n" else -1


def _table(wanted: Iterable[frozenset[str] | None]) -> _Bits:
    bits: Counter[str] = Counter()
    other = 0
    for number, chars in enumerate(wanted):
        if chars is None:
            other |= 1 << number
        for char in chars or ():
            bits[char] |= 1 << number
    one: dict[int, int] = {}  # characters that let through the same share one number
    return _Bits({char: one.setdefault(own | other, own | other) for char, own in bits.items()}, other)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for chars in sets:
        if chars is None:
            return None
        found |= chars
    return found


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return characters of which each text with a match of ``pattern`` has one, or ``None`` where none are known.

    >>> sorted(needed(re.compile("(?<!许)可(?=以|[为作]).{2,}|不?得")))
    ['可', '得']
    """
    return None if pattern.flags & re.IGNORECASE else _needed(parser.parse(pattern.pattern, pattern.flags))


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters that a match of ``pattern`` can begin with, or ``None`` where it may with any or none.

    >>> sorted(firsts(re.compile("^并?(?:公布|告知)|[对向].")))
    ['公', '向', '告', '对', '并']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    chars, empty = _ends(parser.parse(pattern.pattern, pattern.flags), first=True)
    return None if empty else chars


def lasts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters that a match of ``pattern`` at the end of a text can end with, or ``None``.

    >>> sorted(lasts(re.compile("(?:部门|机关(?:（.）)?)等?$")))
    ['关', '等', '门', '）']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    chars, empty = _ends(parser.parse(pattern.pattern, pattern.flags), first=False)
    return None if empty else chars


@cache
def _often() -> Counter[str]:
    """Return how often each character stands in the sentences of the lexicon: how little it says."""
    return Counter(char for one in entries() for sentence in one.examples for char in sentence)


def _weight(chars: frozenset[str]) -> int:
    often = _often()
    return sum([often[char] + 1 for char in chars])


def _needed(parts: Any) -> frozenset[str] | None:
    """Return the set of characters that says most of those that a sequence of parts must have one of each."""
    sets = [chars for op, of in parts if (chars := _needed_of(op, of)) is not None]
    return min(sets, key=_weight, default=None)


def _needed_of(op: Any, of: Any) -> frozenset[str] | None:
    if op in (code.LITERAL, code.IN):
        return _chars(op, of)
    if op is code.BRANCH:
        return _union(map(_needed, of[1]))
    if op is code.SUBPATTERN:
        return _needed(of[3])
    if op is code.ATOMIC_GROUP:
        return _needed(of)
    if op is code.ASSERT:
        return _needed(of[1])
    if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT) and of[0] > 0:
        return _needed(of[2])
    return None


def _ends(parts: Any, *, first: bool) -> tuple[frozenset[str] | None, bool]:
    """Return with what characters a sequence of parts can begin (``first``) or end, and whether it may be empty.

    ``None`` stands for any character. What looks forwards or backwards takes none: that it may forbid one only
    makes the set too large.
    """
    found: frozenset[str] = frozenset()
    for op, of in parts if first else reversed(list(parts)):
        if op in (code.ASSERT, code.ASSERT_NOT, code.AT):
            continue
        chars, empty = _ends_of(op, of, first=first)
        if chars is None:
            return None, empty
        found |= chars
        if not empty:
            return found, False
    return found, True


def _ends_of(op: Any, of: Any, *, first: bool) -> tuple[frozenset[str] | None, bool]:
    if op in (code.LITERAL, code.IN):
        return _chars(op, of), False
    if op is code.BRANCH:
        ways = [_ends(way, first=first) for way in of[1]]
        return _union(chars for chars, _ in ways), any(empty for _, empty in ways)
    if op is code.SUBPATTERN:
        return _ends(of[3], first=first)
    if op is code.ATOMIC_GROUP:
        return _ends(of, first=first)
    if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        chars, empty = _ends(of[2], first=first)
        return chars, empty or of[0] == 0
    return None, True


def _chars(op: Any, of: Any) -> frozenset[str] | None:
    """Return the characters that a literal or a set of them stands for; ``None`` where they are too many to list."""
    if op is code.LITERAL:
        return frozenset(chr(of))
    found: set[str] = set()
    for kind, value in of:
        if kind is code.LITERAL:
            found.add(chr(value))
        elif kind is code.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)
