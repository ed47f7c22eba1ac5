"""Which chapter of the new text is which of the old one: by its name, and by the articles that stand in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from ingest.versions.alike import terms
from ingest.versions.matching import Group
from ingest.versions.units import Unit

_MOST = 0.5
"""The share of the articles of one of two chapters of other names that must stand in the other."""
_FEW = 0.25
"""The share of both where each is the one with which the other has most in common."""


def heading_pairs(
    above: Sequence[Unit],
    below: Sequence[Unit],
    left: Sequence[Unit],
    right: Sequence[Unit],
    groups: Sequence[Group],
) -> list[tuple[Unit, Unit]]:
    """Return the chapters of the old text (``above``) that are in the new one (``below``), in their order.

    ``left`` and ``right`` are the articles of both texts, ``groups`` which of them are counterparts.
    """
    one, other = {unit.path: unit for unit in above}, {unit.path: unit for unit in below}
    holds = Counter(path for unit in left for path in _over(unit.parent, one))
    held = Counter(path for unit in right for path in _over(unit.parent, other))
    common: Counter[tuple[str, str]] = Counter()
    for group in groups:
        old, new = left[group.old[0]], right[group.new[0]]
        common.update(product(_over(old.parent, one), _over(new.parent, other)))
    votes = {
        pair: count
        for pair, count in common.items()
        if count >= _MOST * holds[pair[0]] or count >= _MOST * held[pair[1]]
    }
    named = defaultdict[str, list[str]](list)
    for unit in below:
        named[unit.folded].append(unit.path)
    for unit in above:
        for path in named[unit.folded] if unit.folded else ():
            # A name goes before the articles; of two of the same name these decide.
            votes[unit.path, path] = common[unit.path, path] + len(left)
    found: dict[str, str] = {}
    taken: set[str] = set()
    few = _renamed(above, below, common, lambda pair: _FEW * max(holds[pair[0]], held[pair[1]]))
    for options in (votes, few):
        for (old_path, new_path), _ in sorted(options.items(), key=lambda each: (-each[1], each[0])):
            if old_path in found or new_path in taken or one[old_path].kind is not other[new_path].kind:
                continue
            found[old_path] = new_path
            taken.add(new_path)
    return [(unit, other[found[unit.path]]) for unit in above if unit.path in found]


def _renamed(
    above: Sequence[Unit],
    below: Sequence[Unit],
    common: Counter[tuple[str, str]],
    least: Callable[[tuple[str, str]], float],
) -> dict[tuple[str, str], float]:
    """Return what may be the same chapter though few of its articles tell it, with how much speaks for it.

    Each of two is the one with which the other has most articles in common, and these are a share of both
    (``least``); or half of their names is the same, without the words that several headings have.
    """
    most_old, most_new = Counter[str](), Counter[str]()
    for (old, new), count in common.items():
        most_old[old], most_new[new] = max(most_old[old], count), max(most_new[new], count)
    found: dict[tuple[str, str], float] = {
        pair: count
        for pair, count in common.items()
        if count == most_old[pair[0]] == most_new[pair[1]] and count >= least(pair)
    }
    names, others = _names(above), _names(below)
    for old, name in names.items():
        for new, words in others.items():
            if 4 * len(name & words) >= len(name) + len(words) > 0:
                found[old, new] = found.get((old, new), 0) + 0.5
    return found


def _names(units: Sequence[Unit]) -> dict[str, frozenset[str]]:
    """Return the terms of each heading that no other one has."""
    found = {unit.path: terms(unit.folded) for unit in units}
    often = Counter(term for each in found.values() for term in each)
    return {path: frozenset(term for term in each if often[term] == 1) for path, each in found.items()}


def _over(path: str | None, headings: dict[str, Unit]) -> Iterator[str]:
    """Yield the headings over a provision, the nearest first."""
    while path is not None and path in headings:
        yield path
        path = headings[path].parent
