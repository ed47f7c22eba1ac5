"""The facts in provisions that were found: which kinds of them there are, and their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from lawgraph.explorer.page import Said
from ontology.terms import LG, PREFIXES
from queries.engine import Engine
from queries.result import ResultTable

_CLASSES: Mapping[str, tuple[str, Said]] = {
    "money": (LG.MonetaryThreshold, Said("金额", "amount")),
    "rate": (LG.RateThreshold, Said("比例", "rate")),
    "time-limit": (LG.TimeLimit, Said("期限", "time limit")),
    "date": (LG.DateLimit, Said("日期", "date")),
    "count": (LG.Count, Said("数目", "number")),
    "obligation": (LG.Obligation, Said("义务", "duty")),
    "prohibition": (LG.Prohibition, Said("禁止", "ban")),
    "permission": (LG.Permission, Said("许可", "permission")),
    "encouragement": (LG.Encouragement, Said("鼓励", "encouragement")),
    "right": (LG.Right, Said("权利", "right")),
    "exemption": (LG.Exemption, Said("减免", "exemption")),
    "sanction": (LG.Sanction, Said("罚则", "sanction")),
}
FACTS: Mapping[str, Said] = {code: words for code, (_, words) in _CLASSES.items()}
"""The kinds of facts that provisions are looked at for, with their names."""
_BY_CLASS = {iri: code for code, (iri, _) in _CLASSES.items()}
_WANTED = ", ".join(f"<{iri}>" for iri in _BY_CLASS)
_QUANTITIES = ("money", "rate", "time-limit", "date", "count")
_MOST = 6  # facts of a provision that are told


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: ``words`` are those of a quantity, and of a norm who is bound, where the text says so."""

    iri: str
    kind: str
    words: str
    doubtful: bool

    @property
    def name(self) -> Said:
        """What its kind is called."""
        return FACTS[self.kind]


def kinds_in(engine: Engine, provisions: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the kinds of facts that provisions have, by their IRIs."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for provision, kind in _rows(engine, "?p ?c", "a ?c", provisions):
        found[provision].add(_BY_CLASS[kind])
    return {provision: frozenset(kinds) for provision, kinds in found.items()}


def facts_in(engine: Engine, provisions: Sequence[str]) -> dict[str, tuple[Fact, ...]]:
    """Return the first facts of provisions, in the order of their text; what is said twice is told once."""
    found: defaultdict[str, list[tuple[int, Fact]]] = defaultdict(list)
    pattern = """a ?c ; lg:text ?text ; lg:startsAt ?at .
        OPTIONAL { ?f lg:bearerName ?who } OPTIONAL { ?f lg:doubt ?doubt }"""
    rows = set(_rows(engine, "?p ?f ?c ?text ?at ?who (BOUND(?doubt) AS ?doubtful)", pattern, provisions))
    for provision, iri, kind, text, at, who, doubtful in sorted(rows):
        code = _BY_CLASS[kind]
        words = text if code in _QUANTITIES else who
        found[provision].append((int(at), Fact(iri, code, words, doubtful == "true")))
    return {provision: tuple(_once(facts)) for provision, facts in found.items()}


def _once(facts: Sequence[tuple[int, Fact]]) -> list[Fact]:
    seen: dict[tuple[str, str], Fact] = {}
    for _, fact in sorted(facts, key=lambda each: (each[0], each[1].iri)):
        seen.setdefault((fact.kind, fact.words), fact)
    return list(seen.values())[:_MOST]


def _rows(
    engine: Engine, variables: str, pattern: str, provisions: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    if not provisions:
        return
    values = " ".join(f"<{iri}>" for iri in provisions)
    result = engine.query(
        f"PREFIX lg: <{PREFIXES['lg']}> SELECT DISTINCT {variables} {{ "
        f"VALUES ?p {{ {values} }} ?f lg:inProvision ?p ; {pattern} FILTER(?c IN ({_WANTED})) }}"
    )
    assert isinstance(result, ResultTable)
    for row in result.rows:
        yield tuple(term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row)
