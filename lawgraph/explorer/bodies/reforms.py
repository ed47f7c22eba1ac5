"""Through which reforms a body went, and what came before and after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lawgraph.explorer.kept import Kept, same
from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader
from ontology.iri import BASE
from queries.engine import Engine

CERTAINTIES: Mapping[str, Said] = {
    "checked": Said("已核对", "checked"),
    "from-memory": Said("凭记忆，待核", "from memory, to be checked"),
    "by-pattern": Said("按命名规律，待核", "by the pattern of names, to be checked"),
}
"""How sure the authority data are, in Chinese and English."""
CHANGES: Mapping[str, Said] = {
    "rename": Said("更名", "renamed"),
    "merge": Said("合并", "merged"),
    "split": Said("分立", "split"),
    "transfer": Said("划转", "transferred"),
}
"""The kinds of reforms, in Chinese and English."""


def certainty_said(code: str) -> Said:
    """Return the words for how sure something is."""
    return CERTAINTIES.get(code, Said(code, code))


_COUNTRY = f"{BASE}/division/000000"


@dataclass(frozen=True, slots=True)
class Named:
    """A body by its IRI and its name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform: its IRI, name, kind (a code) and date as the data give it, with what they rest on.

    ``country`` is the date of the reform in the whole country that this one is part of (``whole``), with its certainty.
    Where nothing is recorded of what was done in the division of the body, ``date`` is empty.
    """

    iri: str
    name: str
    kind: str
    date: str
    certainty: str
    source: str
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    whole: str = ""
    country: str = ""
    country_certainty: str = ""

    @property
    def kind_said(self) -> Said:
        """What was done."""
        return CHANGES.get(self.kind, Said(self.kind, self.kind))

    @property
    def certainty_said(self) -> Said:
        """How sure that is."""
        return certainty_said(self.certainty)

    @property
    def country_certainty_said(self) -> Said:
        """How sure the date of the country is."""
        return certainty_said(self.country_certainty)


@dataclass(frozen=True, slots=True)
class Member:
    """A body that a reform touches: its division, the kinds of departments that it is one of, its functions."""

    division: str
    kinds: frozenset[str]
    functions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reforms:
    """All reforms of a graph, with the bodies that they touch."""

    events: tuple[Reform, ...]
    members: Mapping[str, Member]

    @classmethod
    def read(cls, engine: Engine) -> Reforms:
        """Read the reforms of a graph; raises what the engine raises."""
        reader = Reader(engine)
        return cls(tuple(_events(reader.ask(_EVENTS))), dict(_members(reader.ask(_MEMBERS))))

    def of(self, body: str, division: str, functions: Iterable[str]) -> tuple[Reform, ...]:
        """Return the reforms on the way of a body, the earliest first.

        They are those of the body itself, those that came before or after along bodies of its functions, and those
        of the same departments of the country of which nothing is recorded in its division.
        """
        found = self._along(body, frozenset(functions))
        if division != _COUNTRY:
            found |= self._in_the_country({body, *self._touched(found.values())}, division)
        return tuple(
            sorted(found.values(), key=lambda each: (each.date or each.country, each.name, each.iri))
        )

    def _along(self, body: str, functions: frozenset[str]) -> dict[str, Reform]:
        found: dict[str, Reform] = {}
        for forward in (True, False):
            seen, waiting = {body}, [body]
            while waiting:
                at = waiting.pop()
                for event in self.events:
                    ends, others = (event.before, event.after) if forward else (event.after, event.before)
                    if at not in {each.iri for each in ends}:
                        continue
                    further = [each.iri for each in others if functions & self._functions(each.iri)]
                    if at == body or further:
                        found[event.iri] = event
                    waiting.extend(iri for iri in further if iri not in seen)
                    seen.update(further)
        return found

    def _functions(self, body: str) -> frozenset[str]:
        member = self.members.get(body)
        return member.functions if member else frozenset()

    @staticmethod
    def _touched(events: Iterable[Reform]) -> Iterator[str]:
        for event in events:
            yield from (each.iri for each in (*event.before, *event.after))

    def _in_the_country(self, bodies: set[str], division: str) -> dict[str, Reform]:
        members = self.members
        kinds = {
            kind
            for body in bodies
            if body in members and members[body].division == division
            for kind in members[body].kinds
        }
        recorded = {
            event.whole
            for event in self.events
            if any(members[each.iri].division == division for each in event.before if each.iri in members)
        }
        return {
            event.iri: replace(event, date="", country=event.date, country_certainty=event.certainty)
            for event in self.events
            if event.iri not in recorded
            for each in event.before
            if each.iri in members
            and members[each.iri].division == _COUNTRY
            and members[each.iri].kinds & kinds
        }


REFORMS: Kept[Reforms, Reforms] = Kept("reforms", Reforms, Reforms.read, same)
"""The reforms of the graph that is served."""
_ORG = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX dcterms: <http://purl.org/dc/terms/> "
_EVENTS = f"""{_ORG} SELECT ?e ?name ?kind ?date ?sure ?source ?whole ?country ?country_sure ?side ?b ?called {{
    ?e a org:ChangeEvent ; lg:preferredLabel ?name ; lg:certainty ?sure .
    {{ ?e org:originalOrganization ?b BIND("before" AS ?side) }}
    UNION {{ ?e org:resultingOrganization ?b BIND("after" AS ?side) }}
    ?b lg:preferredLabel ?called .
    OPTIONAL {{ ?e lg:changeKind ?kind }} OPTIONAL {{ ?e dcterms:date ?date }}
    OPTIONAL {{ ?e dcterms:source ?source }}
    OPTIONAL {{ ?e dcterms:isPartOf ?whole . ?whole dcterms:date ?country ; lg:certainty ?country_sure }}
}} ORDER BY ?e ?side ?called"""
_MEMBERS = f"""{_ORG} SELECT DISTINCT ?b ?division ?kind ?function {{
    ?e a org:ChangeEvent ; org:originalOrganization|org:resultingOrganization ?b .
    OPTIONAL {{ ?b lg:division ?division }} OPTIONAL {{ ?b lg:departmentKind ?kind }}
    OPTIONAL {{ ?b lg:function ?function }}
}}"""


def _events(rows: Iterator[tuple[str | None, ...]]) -> Iterator[Reform]:
    told: dict[str, tuple[str, ...]] = {}
    sides: defaultdict[tuple[str, str], dict[str, Named]] = defaultdict(dict)
    for row in rows:
        iri, *said, side, body, called = (each or "" for each in row)
        told.setdefault(iri, tuple(said))
        sides[iri, side][body] = Named(body, called)
    for iri, (name, kind, date, sure, source, whole, country, country_sure) in told.items():
        before, after = (tuple(sides[iri, side].values()) for side in ("before", "after"))
        yield Reform(iri, name, kind, date, sure, source, before, after, whole, country, country_sure)


def _members(rows: Iterator[tuple[str | None, ...]]) -> Iterator[tuple[str, Member]]:
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for body, division, kind, function in rows:
        found[body or ""].append((division or "", kind or "", function or ""))
    for body, told in found.items():
        divisions, kinds, functions = (frozenset(each) - {""} for each in zip(*told, strict=True))
        yield body, Member(min(divisions, default=""), kinds, functions)
