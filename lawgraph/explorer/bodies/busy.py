"""Where a body has duties, in which role: of bodies that are named often, as a file that a build writes.

To ask where a court is named takes a second in a large graph, to read it takes none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lawgraph.explorer.bodies.register import NAMED
from lawgraph.explorer.facts import place_in
from lawgraph.explorer.kept import Kept, same
from lawgraph.stored_links import Reader, last
from ontology.iri import BASE
from queries.engine import Engine

MOST = 20_000
"""How many duties of one body are read."""
OFTEN = 500
"""How often a body is named from which on a build writes its duties."""
_NAMED = NAMED.replace(" ", ", ")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that lays a duty on a body: its IRI, the role, and the code of the modality of a norm."""

    iri: str
    role: str
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Busy:
    """The facts of bodies that are named often, by the IRI of the body, one a line: role, modality, path."""

    bodies: Mapping[str, str] = field(default_factory=dict)

    def of(self, body: str) -> tuple[Fact, ...] | None:
        """Return the facts that lay duties on a body; nothing of one that is not named often."""
        lines = self.bodies.get(body)
        return None if lines is None else tuple(_read(lines))


def facts_of(engine: Engine, store: Path, body: str) -> tuple[Fact, ...]:
    """Return the facts that lay duties on a body."""
    known = BUSY.of(engine, store).of(body)
    return tuple(asked_for(Reader(engine), body)) if known is None else known


def asked_for(reader: Reader, body: str) -> Iterator[Fact]:
    """Yield the facts that lay duties on a body, as the graph has them."""
    for fact, role in reader.ask(
        f"SELECT ?f ?role {{ ?f lg:body <{body}> ; lg:responsibilityRole ?role }} LIMIT {MOST}"
    ):
        yield Fact(fact or "", last(role))
    for fact, modality in reader.ask(
        f"SELECT ?f ?modality {{ ?f lg:bearer <{body}> OPTIONAL {{ ?f lg:modality ?modality }} }} LIMIT {MOST}"
    ):
        yield Fact(fact or "", "bearer", last(modality))
    yield from _leads(reader, body)


def _leads(reader: Reader, body: str) -> Iterator[Fact]:
    """Yield where running text names a body to lead, support or answer; a row of a table has its own facts."""
    found = [
        Fact(fact or "", last(role))
        for fact, role in reader.ask(
            f"""SELECT ?f ?role {{ ?f lg:mentions <{body}> ; lg:mentionRole ?role FILTER(?role IN ({_NAMED})) }}
            LIMIT {MOST}"""
        )
    ]
    named = " ".join(f"<{each}>" for each in sorted({place_in(fact.iri).provision for fact in found}))
    tasks = reader.ask(f"SELECT ?p {{ VALUES ?p {{ {named} }} ?p a lg:ResponsibilityTask }}")
    of_tables = {row[0] for row in tasks}
    yield from (fact for fact in found if place_in(fact.iri).provision not in of_tables)


def _read(lines: str) -> Iterator[Fact]:
    for line in lines.splitlines():
        role, modality, path = line.split(" ")
        yield Fact(BASE + path, role, modality)


def _written(facts: Iterator[Fact]) -> str:
    lines = {f"{each.role} {each.modality} {each.iri.removeprefix(BASE)}" for each in facts}
    return "\n".join(sorted(lines))


def _all(engine: Engine) -> Busy:
    reader, often = Reader(engine), Counter[str]()
    for property_ in ("body", "bearer", "mentions"):
        for body, number in reader.ask(
            f"SELECT ?b (COUNT(?f) AS ?n) {{ ?f lg:{property_} ?b FILTER(isIRI(?b)) }} GROUP BY ?b"
        ):
            often[body or ""] += int(number or 0)
    return Busy({body: _written(asked_for(reader, body)) for body in sorted(often) if often[body] >= OFTEN})


BUSY: Kept[Busy, Busy] = Kept("busy", Busy, _all, same, otherwise=Busy())
"""Those of the graph that is served; without the file each body is asked for."""
