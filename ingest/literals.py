"""What a pattern needs, read from the pattern itself: so no word that is new in the lexicon can be forgotten.

A match must contain one of a few literals (:func:`required`), and begin and end with one of a few characters
(:func:`firsts`, :func:`lasts`). A pattern that has no such choice, because what it looks for may be anything or
nothing, has ``None``. Gates are made of these (:mod:`ingest.gates`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from operator import add
from re import _constants as sre  # type: ignore[attr-defined]  # the names of what a parsed pattern is made of
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ontology.lexicon import entries

_MOST = 2000  # literals that are read from a pattern
_SPAN = 600  # characters of a range in a set that are still worth asking for

Literals = frozenset[str]


def required(pattern: re.Pattern[str]) -> Literals | None:
    """Return literals of which one stands in each text in which ``pattern`` matches; None where there are none.

    >>> sorted(required(re.compile("人民(?:法院|检察院)(?!令)")))
    ['人民检察院', '人民法院']
    >>> required(re.compile(r"第?.+条*")) is None
    True
    """
    if pattern.flags & ~re.UNICODE:
        return None  # what does not count upper and lower case has other literals
    return _required(parser.parse(pattern.pattern))


def _required(parts: Iterable[Any]) -> Literals | None:
    """Return the cheapest choice of literals that one of the parts, or some that follow one another, ask for."""
    choices: list[Literals] = []
    run: Literals = frozenset({""})
    for part in parts:
        words = _words(part)
        if words is not None and len(words) * len(run) <= _MOST:
            run = frozenset(map("".join, _product(run, words)))
            continue
        choices.append(run)
        run = words if words is not None and len(words) <= _MOST else frozenset({""})
        if words is None and (inner := _inner(part)):
            choices.append(inner)
    choices = [choice for choice in (*choices, run) if "" not in choice]
    return min(choices, key=_cost, default=None)


def _product(left: Literals, right: Literals) -> Iterator[tuple[str, str]]:
    return ((one, other) for one in left for other in right)


def keys(choice: Literals) -> Literals:
    """Return of each literal the two characters that are together least often, or the one that it is."""
    often = _often()
    return frozenset(
        min((one[at : at + 2] for at in range(len(one) - 1)), key=lambda two: (often[two], two))
        if len(one) > 1
        else one
        for one in choice
    )


def _cost(choice: Literals) -> int:
    """Return how many sentences are let through by a choice, roughly."""
    often = _often()
    return sum(1 + often[key] for key in keys(choice))


@cache
def _often() -> Counter[str]:
    """Return how often characters, and pairs of them, stand in the sentences of the lexicon."""
    sentences = [sentence for entry in entries() for sentence in entry.examples]
    return Counter(chain.from_iterable(chain(one, map(add, one, one[1:])) for one in sentences))


def _inner(part: Any) -> Literals | None:
    """Return the literals that one part asks for that is no choice of words."""
    kind, value = part
    if kind is sre.SUBPATTERN:
        return _required(value[-1]) if not (value[1] or value[2]) else None
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _required(value[2]) if value[0] else None
    if kind is sre.ATOMIC_GROUP:
        return _required(value)
    if kind is sre.ASSERT:
        return _required(value[1])
    if kind is sre.BRANCH:
        every = [_required(branch) for branch in value[1]]
        whole = frozenset().union(*(one for one in every if one is not None))
        return whole if None not in every and len(whole) <= _MOST else None
    return None


def _words(part: Any) -> Literals | None:
    """Return all that a part of a pattern may match, where these are few words; ``""`` where it looks on only."""
    kind, value = part
    if kind is sre.LITERAL:
        return frozenset({chr(value)})
    if kind is sre.IN:
        return _chars(kind, value)
    if kind in (sre.ASSERT_NOT, sre.AT):
        return frozenset({""})
    if kind is sre.SUBPATTERN and not (value[1] or value[2]):
        return _all(value[-1])
    if kind is sre.BRANCH:
        every = [_all(branch) for branch in value[1]]
        if None in every:
            return None
        whole = frozenset().union(*(one for one in every if one is not None))
        return whole if len(whole) <= _MOST else None
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT) and (value[0], value[1]) == (0, 1):
        inner = _all(value[2])
        return inner | {""} if inner is not None else None
    return None


def _all(parts: Iterable[Any]) -> Literals | None:
    """Return all that parts may match one after the other, where these are few words."""
    found: Literals = frozenset({""})
    for part in parts:
        words = _words(part)
        if words is None or len(words) * len(found) > _MOST:
            return None
        found = frozenset(map("".join, _product(found, words)))
    return found


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters that a match of ``pattern`` can begin with, or ``None`` where it may with any or none.

    >>> sorted(firsts(re.compile("^并?(?:公布|告知)|[对向].")))
    ['公', '向', '告', '对', '并']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    chars, empty = _ends(parser.parse(pattern.pattern, pattern.flags), first=True)
    return None if empty else chars


def sees_beginning(pattern: re.Pattern[str]) -> bool:
    """Tell whether the engine of ``re`` sees by itself which characters a match of ``pattern`` can begin with.

    >>> [sees_beginning(re.compile(each)) for each in ("[对向].", "应当|必须", "(?:应当|[可得]以)", "(?!对于)对")]
    [True, True, False, False]
    """
    parts: Any = parser.parse(pattern.pattern, pattern.flags)
    while parts and parts[0][0] is sre.SUBPATTERN:
        parts = parts[0][1][3]
    if not parts:
        return False
    op, of = parts[0]
    if op is sre.BRANCH:
        return all(way and way[0][0] is sre.LITERAL for way in of[1])
    return op in (sre.LITERAL, sre.IN)


def lasts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters that a match of ``pattern`` at the end of a text can end with, or ``None``.

    >>> sorted(lasts(re.compile("(?:部门|机关(?:（.）)?)等?$")))
    ['关', '等', '门', '）']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    chars, empty = _ends(parser.parse(pattern.pattern, pattern.flags), first=False)
    return None if empty else chars


def _ends(parts: Any, *, first: bool) -> tuple[frozenset[str] | None, bool]:
    """Return with what characters a sequence of parts can begin (``first``) or end, and whether it may be empty.

    ``None`` stands for any character. What looks forwards or backwards takes none: that it may forbid one only
    makes the set too large.
    """
    found: frozenset[str] = frozenset()
    for op, of in parts if first else reversed(list(parts)):
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            continue
        chars, empty = _ends_of(op, of, first=first)
        if chars is None:
            return None, empty
        found |= chars
        if not empty:
            return found, False
    return found, True


def _ends_of(op: Any, of: Any, *, first: bool) -> tuple[frozenset[str] | None, bool]:
    if op in (sre.LITERAL, sre.IN):
        return _chars(op, of), False
    if op is sre.BRANCH:
        ways = [_ends(way, first=first) for way in of[1]]
        return union(chars for chars, _ in ways), any(empty for _, empty in ways)
    if op is sre.SUBPATTERN:
        return _ends(of[3], first=first)
    if op is sre.ATOMIC_GROUP:
        return _ends(of, first=first)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        chars, empty = _ends(of[2], first=first)
        return chars, empty or of[0] == 0
    return None, True


def _chars(op: Any, of: Any) -> frozenset[str] | None:
    """Return the characters that a literal or a set of them stands for; ``None`` where they are too many to list."""
    if op is sre.LITERAL:
        return frozenset(chr(of))
    found: set[str] = set()
    for kind, value in of:
        if kind is sre.LITERAL:
            found.add(chr(value))
        elif kind is sre.RANGE and value[1] - value[0] < _SPAN:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


def union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return what stands in one of the sets, or ``None`` where one of them is that."""
    found: frozenset[str] = frozenset()
    for chars in sets:
        if chars is None:
            return None
        found |= chars
    return found
