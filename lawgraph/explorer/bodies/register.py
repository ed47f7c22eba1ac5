"""The bodies of a graph with the number of their duties, and those of them that are asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lawgraph.explorer.bodies.narrowed import Flags, Places, Values, all_of, ranked
from lawgraph.explorer.kept import Kept
from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import LEVELS
from ontology.iri import BASE
from queries.engine import Engine

ROLES: Mapping[str, Said] = {
    "lead": Said("牵头", "leads"),
    "responsible": Said("负责", "answers for"),
    "cooperating": Said("配合", "supports"),
    "bearer": Said("责任主体", "is bound to"),
}
"""The roles in which a body has duties, in Chinese and English."""
KINDS: Mapping[str, Said] = {
    "department": Said("部门", "department"),
    "vertical": Said("垂直管理机构", "vertical office"),
    "government": Said("人民政府", "government"),
    "congress": Said("人民代表大会", "congress"),
    "standing-committee": Said("人大常委会", "standing committee"),
    "court": Said("人民法院", "court"),
    "procuratorate": Said("人民检察院", "procuratorate"),
    "supervisory": Said("监察机关", "supervisory organ"),
    "party": Said("党的机构", "body of the Party"),
    "military": Said("军事机关", "military organ"),
    "president": Said("国家主席", "President"),
    "zone-committee": Said("园区管理机构", "committee of a zone"),
    "office": Said("内设、派出机构", "office within or sent out"),
    "institution": Said("事业单位", "public institution"),
    "association": Said("团体、协会", "association"),
    "group": Said("一类机关的统称", "a class of bodies"),
}
"""The kinds of bodies, in Chinese and English."""
SORTS = ("total", *ROLES, "name")
"""By what the list can be sorted."""
_ROLE = f"{BASE}/scheme/body-role/"
NAMED = " ".join(f"<{_ROLE}{role}>" for role in ROLES if role != "bearer")
"""The roles in which a text names a body, as SPARQL lists them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many duties a body has, by role."""

    lead: int = 0
    responsible: int = 0
    cooperating: int = 0
    bearer: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.lead + self.responsible + self.cooperating + self.bearer

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in which it has any."""
        return tuple(role for role in ROLES if getattr(self, role))


@dataclass(frozen=True, slots=True)
class Listed:
    """A body: codes of its kind and level, the IRIs of its division and functions, each with its name.

    ``level``, ``division`` and ``functions`` are empty where the graph does not tell them; ``others`` are its other
    names, one a line.
    """

    iri: str
    name: str
    kind: str
    level: str
    division: str
    division_name: str
    functions: tuple[str, ...]
    function_names: tuple[str, ...]
    unknown: bool
    others: str
    duties: Counted

    @property
    def path(self) -> str:
        """What tells the body from others in its IRI."""
        return path_of(self.iri)

    @property
    def kind_said(self) -> Said:
        """What the kind is called."""
        return KINDS.get(self.kind, Said(self.kind, self.kind))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which bodies are asked for; what is empty does not narrow. ``place`` and ``function`` are last parts of IRIs."""

    words: str = ""
    level: str = ""
    place: str = ""
    function: str = ""
    kind: str = ""
    role: str = ""
    sort: str = "total"
    all: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a list can be narrowed by, and how many bodies it would leave."""

    value: str
    said: Said
    count: int


@dataclass(frozen=True)
class Register:
    """All bodies of a graph, ready to be narrowed."""

    bodies: tuple[Listed, ...]
    by_iri: Mapping[str, Listed]

    @classmethod
    def of(cls, bodies: tuple[Listed, ...]) -> Register:
        """Make one of bodies."""
        return cls(bodies, {each.iri: each for each in bodies})

    @classmethod
    def read(cls, engine: Engine) -> Register:
        """Read the bodies of a graph; raises what the engine raises."""
        return cls.of(bodies_of(engine))

    def wanted(self, asked: Wanted) -> list[Listed]:
        """Return the bodies that are asked for, in the order asked for."""
        kept = all_of(self._kept(asked), len(self.bodies))
        order = self._in_order(asked.sort)
        return [self.bodies[at] for at in order[kept[order]]]

    def alike(self, body: Listed) -> list[Listed]:
        """Return the other bodies with a function of this one, highest level first, then those with most duties."""
        ranks = {level: rank for rank, level in enumerate(LEVELS)}
        found = {each.iri: each for function in body.functions for each in self._by_function[function]}
        found.pop(body.iri, None)
        return sorted(
            found.values(),
            key=lambda each: (ranks.get(each.level, len(ranks)), -each.duties.total, each.name, each.iri),
        )

    def choices(self, asked: Wanted) -> Mapping[str, tuple[Choice, ...]]:
        """Return by what else the list can be narrowed: levels, places, functions, kinds, those with most first."""
        kept = self._kept(asked)
        counted = {
            name: values.counted(all_of(kept, len(self.bodies), but=name))
            for name, values in self._values.items()
        }
        roles, places, called = counted["role"], self._place_names, self._function_names
        return {
            "level": level_choices(counted["level"]),
            "role": tuple(Choice(code, said, roles[code]) for code, said in ROLES.items() if code in roles),
            "place": _most(counted["place"], lambda code: Said(places[code], places[code])),
            "function": _most(counted["function"], lambda code: Said(called[code], called[code])),
            "kind": _most(counted["kind"], lambda code: KINDS.get(code, Said(code, code))),
        }

    def _kept(self, asked: Wanted) -> dict[str, Flags]:
        """Return for each condition which bodies fulfil it."""
        kept = {
            name: values.holds(getattr(asked, name))
            for name, values in self._values.items()
            if getattr(asked, name)
        }
        if not asked.all:
            kept["all"] = self._busy
        if words := asked.words.split():
            kept["words"] = np.array(
                [all(word in each.name or word in each.others for word in words) for each in self.bodies],
                dtype=np.bool_,
            )
        return kept

    @cached_property
    def _values(self) -> Mapping[str, Values]:
        return {
            "level": Values([(each.level,) for each in self.bodies]),
            "place": Values([(last(each.division),) for each in self.bodies]),
            "function": Values([map(last, each.functions) for each in self.bodies]),
            "kind": Values([(each.kind,) for each in self.bodies]),
            "role": Values([each.duties.roles for each in self.bodies]),
        }

    @cached_property
    def _busy(self) -> Flags:
        return np.array([each.duties.total > 0 for each in self.bodies], dtype=np.bool_)

    def _in_order(self, sort: str) -> Places:
        if sort not in self._orders:
            self._orders[sort] = ranked(list(map(_order(sort), self.bodies)))
        return self._orders[sort]

    @cached_property
    def _orders(self) -> dict[str, Places]:
        return {}

    @cached_property
    def _by_function(self) -> Mapping[str, list[Listed]]:
        found: defaultdict[str, list[Listed]] = defaultdict(list)
        for each in self.bodies:
            for function in each.functions:
                found[function].append(each)
        return found

    @cached_property
    def _place_names(self) -> Mapping[str, str]:
        return {last(each.division): each.division_name for each in self.bodies}

    @cached_property
    def _function_names(self) -> Mapping[str, str]:
        return {
            last(iri): name
            for each in self.bodies
            for iri, name in zip(each.functions, each.function_names, strict=True)
        }


def path_of(iri: str) -> str:
    """Return the path of a body's IRI, which stands in the address of its page."""
    return iri.removeprefix(f"{BASE}/")


def level_choices(counted: Mapping[str, int]) -> tuple[Choice, ...]:
    """Return the levels that there are, highest first."""
    return tuple(
        Choice(code, Said(zh, code), counted[code]) for code, zh in LEVELS.items() if counted.get(code)
    )


def _most(counted: Mapping[str, int], called: Callable[[str], Said]) -> tuple[Choice, ...]:
    ordered = sorted(counted.items(), key=lambda each: (-each[1], called(each[0]).zh, each[0]))
    return tuple(Choice(code, called(code), count) for code, count in ordered)


def _order(sort: str) -> Callable[[Listed], tuple[object, ...]]:
    if sort == "name":
        return lambda body: (body.name, body.iri)
    return lambda body: (-getattr(body.duties, sort), -body.duties.total, body.name, body.iri)


_COUNTED = (
    f"SELECT ?b ?role (COUNT(?f) AS ?n) {{ VALUES ?role {{ {NAMED} }} "
    "?f lg:responsibilityRole ?role ; lg:body ?b } GROUP BY ?b ?role",
    # A lead named in running text; a row of a table has its own responsibilities.
    f"SELECT ?b ?role (COUNT(?f) AS ?n) {{ VALUES ?role {{ {NAMED} }} "
    "?f lg:mentionRole ?role ; lg:mentions ?b ; lg:inProvision ?p "
    "FILTER NOT EXISTS { ?p a lg:ResponsibilityTask } } GROUP BY ?b ?role",
    f"SELECT ?b ?role (COUNT(?f) AS ?n) {{ {{ SELECT ?b ?f {{ ?f lg:bearer ?b }} }} "
    f"BIND(<{_ROLE}bearer> AS ?role) }} GROUP BY ?b ?role",
)
_BODIES = """SELECT ?b ?kind ?name ?function ?division ?unknown {
    ?b lg:bodyKind ?kind ; lg:preferredLabel ?name
    OPTIONAL { ?b lg:function ?function } OPTIONAL { ?b lg:division ?division } OPTIONAL { ?b lg:unknown ?unknown }
}"""
_NAMES = """SELECT ?b (GROUP_CONCAT(STR(?each); SEPARATOR="\\n") AS ?names) {
    ?b lg:bodyKind ?kind ; skos:altLabel ?each
} GROUP BY ?b"""
_PLACES = """SELECT ?x ?name ?level {
    { ?x a lg:Division } UNION { ?x a lg:GovernmentFunction } ?x lg:preferredLabel ?name OPTIONAL { ?x lg:level ?level }
}"""


def bodies_of(engine: Engine) -> tuple[Listed, ...]:
    """Return the bodies of a graph by their IRIs; raises what the engine raises."""
    return tuple(_read(Reader(engine)))


REGISTER: Kept[tuple[Listed, ...], Register] = Kept("bodies", tuple[Listed, ...], bodies_of, Register.of)
"""The bodies of the graph that is served."""


def _read(reader: Reader) -> Iterator[Listed]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for query in _COUNTED:
        for body, role, number in reader.ask(query):
            counts[body or ""][last(role)] += int(number or 0)
    others = {body or "": "\n".join(sorted((names or "").split("\n"))) for body, names in reader.ask(_NAMES)}
    named = {iri or "": (name or "", level or "") for iri, name, level in reader.ask(_PLACES)}
    rows: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for body, *told in reader.ask(_BODIES):
        rows[body or ""].append(tuple(value or "" for value in told))
    for iri in sorted(rows):
        functions = tuple(sorted({each[2] for each in rows[iri]} - {""}))
        kind, name, _, division, unknown = min(rows[iri])
        place, level = named.get(division, ("", ""))
        called = tuple(named.get(function, (last(function), ""))[0] for function in functions)
        duties = Counted(**{role: counts[iri][role] for role in ROLES})
        yield Listed(
            iri,
            name,
            kind,
            level,
            division,
            place,
            functions,
            called,
            unknown == "true",
            others.get(iri, ""),
            duties,
        )
