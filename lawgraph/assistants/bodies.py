"""Which bodies a fact binds, each by itself: its name in the graph, the words of the text, and why it is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawgraph.assistants.asking import Asking, Row

NAME, FUNCTION, WORDS = "name", "function", "words"
_AT_ONCE = 200  # things in one query
_BOUND = """SELECT DISTINCT ?fact ?body ?name {
  VALUES ?fact { %s } ?fact lg:body|lg:bearer|lg:mentions ?body . ?body lg:preferredLabel ?name
} ORDER BY ?fact ?name ?body"""
_WRITTEN = """SELECT DISTINCT ?fact ?written {
  VALUES ?fact { %s } ?fact lg:fullName|lg:bearerName ?written
} ORDER BY ?fact ?written"""
_CALLED = """SELECT DISTINCT ?body ?label ?function {
  VALUES ?body { %s }
  { ?body skos:prefLabel|skos:altLabel ?label }
  UNION { ?body lg:function ?of . ?of lg:preferredLabel ?function ; skos:prefLabel|skos:altLabel ?label }
} ORDER BY ?body ?label"""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a fact binds.

    ``written`` are the words of the text that stand for it; ``by`` is why it is meant: its name, its ``function``
    (by one of the names of that), or the words of the text alone. ``iri`` is empty for a name of no known body.
    """

    name: str
    iri: str = ""
    written: tuple[str, ...] = ()
    by: str = NAME
    function: str = ""

    def data(self) -> dict[str, object]:
        """Return the body as data."""
        said: dict[str, object] = {"name": self.name, "written": list(self.written), "matched": self.by}
        return said | {key: value for key, value in (("function", self.function), ("iri", self.iri)) if value}

    @property
    def told(self) -> str:
        """The name, and the words of the text where they are others."""
        others = "、".join(word for word in self.written if word != self.name)
        return f"{self.name}（原文：{others}）" if others else self.name


@dataclass(frozen=True, slots=True)
class _Known:
    names: set[str]
    functions: dict[str, str]  # the name of each function by every name of it


def bodies_of(asking: Asking, facts: Iterable[str], asked: str) -> Mapping[str, tuple[Body, ...]]:
    """Return the bodies of each fact that ``asked`` means: a part of a name, or the whole name of a function."""
    wanted = list(dict.fromkeys(facts))
    bound, written = defaultdict[str, dict[str, str]](dict), defaultdict[str, list[str]](list)
    for row in _rows(asking, _BOUND, wanted):
        bound[row["fact"]][row["body"]] = row["name"]
    for row in _rows(asking, _WRITTEN, wanted):
        written[row["fact"]].append(row["written"])
    known = _known(asking, {body for of in bound.values() for body in of})
    return {fact: tuple(_meant(bound[fact], written[fact], known, asked)) for fact in wanted}


def _rows(asking: Asking, query: str, iris: list[str]) -> Iterator[Row]:
    for first in range(0, len(iris), _AT_ONCE):
        yield from asking.rows(query % " ".join(f"<{iri}>" for iri in iris[first : first + _AT_ONCE]))


def _known(asking: Asking, bodies: Iterable[str]) -> Mapping[str, _Known]:
    found = {body: _Known(set(), {}) for body in sorted(bodies)}
    for row in _rows(asking, _CALLED, list(found)):
        if "function" in row:
            found[row["body"]].functions[row["label"]] = row["function"]
        else:
            found[row["body"]].names.add(row["label"])
    return found


def _meant(
    bound: Mapping[str, str], written: list[str], known: Mapping[str, _Known], asked: str
) -> Iterator[Body]:
    sole = len(bound) == len(written) == 1  # then the one stands for the other, whatever it is called
    claimed: set[str] = set()
    for iri, name in bound.items():
        names, functions = known[iri].names, known[iri].functions
        own = tuple(word for word in written if sole or word in names)
        claimed.update(own)
        if any(asked in each for each in (name, *names)):
            yield Body(name, iri, own)
        elif asked in functions:
            yield Body(name, iri, own, FUNCTION, functions[asked])
        elif any(asked in word for word in own):
            yield Body(name, iri, own, WORDS)
    for word in written:
        if asked in word and word not in claimed:
            yield Body(word, "", (word,))
