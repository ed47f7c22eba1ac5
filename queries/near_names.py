"""Near names: which bodies of the graph come nearest to a name that finds nothing.

A line ``# bodies NAME`` in the header of a query says that its parameter NAME names a body, in whole or in
part. What is near is told by the names themselves (经委: 省经委), by the kind of department that a name stands for in
the authority data (西宁市旅游局: 省旅游局), by the function that it speaks of (旅游厅: 旅游部门), and by likeness. Each
name that is told was tried: the query finds something with it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ontology.terms import LG, ORG, SKOS
from queries.engine import Engine
from queries.named_queries import NamedQuery
from queries.result import ResultTable

_TOLD, _TRIED = 4, 6
_ALIKE = 0.5  # ratio of common characters, from 0 to 1
_DECLARED = re.compile(r"^#\s*bodies\s+(\S+)\s*$", re.MULTILINE)
_PREFIXES = f"PREFIX lg: <{LG.NAMESPACE}> PREFIX org: <{ORG.NAMESPACE}> PREFIX skos: <{SKOS.NAMESPACE}> "
_BODIES = """SELECT DISTINCT ?body ?name ?kind ?function {
  VALUES ?class { org:FormalOrganization lg:BodyGroup }
  ?body a ?class ; skos:prefLabel|skos:altLabel ?name .
  OPTIONAL { ?body lg:departmentKind ?kind }
  OPTIONAL { ?body lg:function ?function }
}"""
_PRINTED = "SELECT DISTINCT ?name { ?fact lg:bearerName|lg:fullName ?name }"
_KINDS = """SELECT DISTINCT ?kind ?name ?function {
  ?kind lg:departmentName/skos:prefLabel ?name . OPTIONAL { ?kind lg:function ?function }
}"""
_FUNCTIONS = """SELECT DISTINCT ?function ?name {
  ?function a lg:GovernmentFunction ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = "zh")
}"""


_TIERS = ("part of the name", "kind of department", "function", "likeness")


@dataclass
class _Body:
    """A body under all its names, with its kinds of department and its functions (IRIs)."""

    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)


def near_names(engine: Engine, query: NamedQuery, values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return, for each parameter of ``query`` that names a body and has a value, the nearest names, best first.

    At most four names of as many bodies; none when no body comes near. Raises what the engine raises.
    """
    given = {name.replace("_", "-"): value for name, value in values.items()}
    defaults = {parameter.name: parameter.default for parameter in query.parameters}
    near = {}
    for name in _DECLARED.findall(query.text):
        word = given.get(name, defaults.get(name))
        if word and word != "UNDEF":
            tried = _nearest(engine, str(word))
            found = (one for one in tried if len(engine.query(query.bind({**given, name: one}))))
            near[name] = tuple(one for one, _ in zip(found, range(_TOLD), strict=False))
    return near


def _nearest(engine: Engine, word: str) -> list[str]:
    """Return one name of each near body, the nearest first; those that are merely alike if there are no others."""
    kinds, functions = _meant(engine, word)
    ranked = []
    for body in _bodies(engine).values():
        rank = min(_rank(name, word, body, kinds, functions) for name in body.names - {word} or {""})
        if rank[0] < len(_TIERS):
            ranked.append(rank)
    better = [rank for rank in ranked if _TIERS[rank[0]] != "likeness"]
    return list(dict.fromkeys(name for _, _, name in sorted(better or ranked)))[:_TRIED]


def _rank(name: str, word: str, body: _Body, kinds: set[str], functions: set[str]) -> tuple[int, float, str]:
    """Return what makes a name near (an index of the tiers; past the end: nothing), its unlikeness, itself."""
    likeness = difflib.SequenceMatcher(None, word, name, autojunk=False).ratio()
    near = (word in name or (len(name) > 1 and name in word), body.kinds & kinds, body.functions & functions)
    tier = next((tier for tier, holds in enumerate((*near, likeness >= _ALIKE)) if holds), len(_TIERS))
    return tier if name else len(_TIERS), -likeness, name


def _bodies(engine: Engine) -> dict[str, _Body]:
    bodies: dict[str, _Body] = {}
    for row in _rows(engine, _BODIES):
        body = bodies.setdefault(row["body"], _Body())
        body.names.add(row["name"])
        body.kinds |= {row["kind"]} if "kind" in row else set()
        body.functions |= {row["function"]} if "function" in row else set()
    known = {name for body in bodies.values() for name in body.names}
    for row in _rows(engine, _PRINTED):
        if row["name"] not in known:  # it stands for no body
            bodies[row["name"]] = _Body({row["name"]})
    return bodies


def _meant(engine: Engine, word: str) -> tuple[set[str], set[str]]:
    """Return the kinds of department that the end of a word names, and the functions of these or in the word."""
    rows = [row for row in _rows(engine, _KINDS) if word.endswith(row["name"])]
    longest = max((len(row["name"]) for row in rows), default=0)
    rows = [row for row in rows if len(row["name"]) == longest > 1]
    functions = {row["function"] for row in rows if "function" in row}
    if not rows:
        stems = [row for row in _rows(engine, _FUNCTIONS) if len(row["name"]) > 1 and row["name"] in word]
        longest = max((len(row["name"]) for row in stems), default=0)
        functions = {row["function"] for row in stems if len(row["name"]) == longest}
    return {row["kind"] for row in rows}, functions


def _rows(engine: Engine, text: str) -> Iterator[dict[str, str]]:
    answer = engine.query(_PREFIXES + text)
    if isinstance(answer, ResultTable):
        for row in answer.values():
            yield {
                name: str(value)
                for name, value in zip(answer.variables, row, strict=True)
                if value is not None
            }
