"""What a body leads, answers for, supports and is bound to do, and who answers for the same on other levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lawgraph.explorer.bodies.busy import Fact
from lawgraph.explorer.bodies.register import ROLES, Choice, level_choices
from lawgraph.explorer.facts import place_in
from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import LEVELS, chinese
from ontology.concepts import scheme

_MOST_LINKS = 3  # counterparts that are shown of one duty
_RANKS = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its IRI, title, level (a code, or nothing) and the day it is dated, as printed."""

    iri: str
    title: str
    level: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty: its fact, the role (a code of :data:`ROLES`), the provision and document, the code of its modality."""

    fact: str
    role: str
    provision: str
    document: Document
    start: int
    modality: str


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers in a provision: a name as the graph has it, its IRI if it is a known body, and the roles."""

    name: str
    body: str
    roles: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The linked provision on another level: whether it is ``above``, its words, and who answers there."""

    provision: str
    label: str
    text: str
    document: Document
    above: bool
    score: float
    strength: str
    difference: str
    answering: tuple[Answering, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in a provision: the words of its role, of the kind of norm, those of the norm itself, and any doubt."""

    duty: Duty
    role: Said
    modality: Said
    words: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Block:
    """A provision with the duties of a body in it, and its counterparts; ``more`` are those that are not shown."""

    provision: str
    label: str
    text: str
    document: Document
    lines: tuple[Line, ...]
    counterparts: tuple[Counterpart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """By what duties are narrowed: codes of role, level and modality, the last part of the IRI of a document."""

    role: str = ""
    level: str = ""
    document: str = ""
    modality: str = ""

    def lacks(self, duty: Duty) -> list[str]:
        """Return the conditions that a duty does not fulfil."""
        told = (
            ("role", self.role, duty.role),
            ("level", self.level, duty.document.level),
            ("document", self.document, last(duty.document.iri) if self.document else ""),
            ("modality", self.modality, duty.modality),
        )
        return [name for name, wanted, said in told if wanted and wanted != said]


def duties_of(reader: Reader, facts: Iterable[Fact]) -> list[Duty]:
    """Return the duties that facts lay on a body: documents by level and date, in each in the order of the text."""
    found = [(each, place_in(each.iri)) for each in facts if each.role in ROLES]
    documents = documents_of(reader, (place.document for _, place in found))
    duties = {
        Duty(each.iri, each.role, place.provision, documents[place.document], place.start, each.modality)
        for each, place in found
    }
    places = {document: _place(document) for document in documents.values()}
    ranks = {role: rank for rank, role in enumerate(ROLES)}
    return sorted(duties, key=lambda each: (*places[each.document], each.start, ranks[each.role], each.fact))


def documents_of(reader: Reader, iris: Iterable[str]) -> Mapping[str, Document]:
    """Return documents by their IRIs."""
    wanted = sorted(set(iris))
    rows = reader.ask(
        f"""SELECT ?d ?title ?level ?date {{ VALUES ?d {{ {_listed(wanted)} }} ?d lg:preferredLabel ?title
        OPTIONAL {{ ?d lg:level ?level }} OPTIONAL {{ ?d eli:date_document ?date }} }}"""
    )
    found = {
        iri or "": Document(iri or "", title or "", level or "", date or "")
        for iri, title, level, date in rows
    }
    return {iri: found.get(iri, Document(iri, last(iri))) for iri in wanted}


def choices(duties: Sequence[Duty], asked: Narrowed) -> Mapping[str, tuple[Choice, ...]]:
    """Return by what duties can be narrowed, and how many each choice would leave."""

    roles, levels, documents, modalities = (Counter[str]() for _ in range(4))
    for each in duties:
        lacking = asked.lacks(each)
        for name, counter, value in (
            ("role", roles, each.role),
            ("level", levels, each.document.level),
            ("document", documents, each.document.iri),
            ("modality", modalities, each.modality),
        ):
            if not lacking or lacking == [name]:
                counter[value] += 1
    titles = {each.document.iri: each.document.title for each in duties}
    return {
        "role": tuple(Choice(role, said, roles[role]) for role, said in ROLES.items() if roles[role]),
        "level": level_choices(levels),
        "document": tuple(
            Choice(last(iri), Said(titles[iri], titles[iri]), count) for iri, count in documents.items()
        ),
        "modality": tuple(
            Choice(code, _modality(code), count) for code, count in modalities.most_common() if code
        ),
    }


def in_provisions(duties: Iterable[Duty]) -> list[tuple[Duty, ...]]:
    """Return duties by the provisions that they stand in, in their order."""
    found: dict[str, list[Duty]] = {}
    for each in duties:
        found.setdefault(each.provision, []).append(each)
    return [tuple(each) for each in found.values()]


def told(reader: Reader, groups: Sequence[tuple[Duty, ...]]) -> tuple[Block, ...]:
    """Return provisions, each with its duties, its words, and its counterparts on other levels."""
    if not groups:
        return ()
    provisions = _provisions(reader, (group[0].provision for group in groups))
    norms = _words(reader, (each.fact for group in groups for each in group))
    linked = _linked(reader, {unit for unit, _, _ in provisions.values() if unit})

    def one(group: tuple[Duty, ...]) -> Block:
        at = group[0].provision
        unit, label, text = provisions.get(at, ("", last(at), ""))
        meant = [each for own, each in linked.get(unit, ()) if _touch(own, at)]
        lines = tuple(_line(each, *norms.get(each.fact, ("", ""))) for each in group)
        shown = tuple(meant[:_MOST_LINKS])
        return Block(at, label, text, group[0].document, lines, shown, len(meant) - len(shown))

    return tuple(one(each) for each in groups)


def _line(duty: Duty, words_: str, doubt: str) -> Line:
    own = words_ if duty.role == "bearer" else ""
    return Line(duty, ROLES[duty.role], _modality(duty.modality), own, chinese(doubt) or "")


def _modality(code: str) -> Said:
    return _modalities().get(code, Said(code, code))


@cache
def _modalities() -> Mapping[str, Said]:
    return {concept.identifier: Said(concept.zh, concept.en) for concept in scheme("modalities")}


def _provisions(reader: Reader, iris: Iterable[str]) -> Mapping[str, tuple[str, str, str]]:
    """Return of provisions the unit that each is or lies in, its label and its words."""
    rows = reader.ask(
        f"""SELECT ?p ?unit ?label ?text {{ VALUES ?p {{ {_listed(sorted(set(iris)))} }}
        ?p lg:text ?text ; lg:preferredLabel ?label OPTIONAL {{ ?p lg:inUnit ?unit }} }}"""
    )
    return {at or "": (unit or "", label or "", text or "") for at, unit, label, text in rows}


def _words(reader: Reader, facts: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return the words of facts, and why they are doubtful."""
    rows = reader.ask(
        f"""SELECT ?f ?words ?doubt {{ VALUES ?f {{ {_listed(sorted(set(facts)))} }}
        ?f lg:text ?words OPTIONAL {{ ?f lg:doubt ?doubt }} }}"""
    )
    return {fact or "": (said or "", doubt or "") for fact, said, doubt in rows}


def _linked(reader: Reader, units: set[str]) -> Mapping[str, list[tuple[str, Counterpart]]]:
    """Return the counterparts of units, each with the provision on this side that the link is of, surest first."""
    sides = [
        (link or "", unit or "", side or "")
        for link, unit, side in reader.ask(
            f"""SELECT ?k ?unit ?side {{ VALUES ?unit {{ {_listed(sorted(units))} }}
            {{ ?k lg:lowerUnit ?unit BIND("lower" AS ?side) }}
            UNION {{ ?k lg:upperUnit ?unit BIND("upper" AS ?side) }} }}"""
        )
    ]
    told_of = {
        link or "": tuple(each or "" for each in said)
        for link, *said in reader.ask(
            f"""SELECT ?k ?lower ?lower_unit ?upper ?upper_unit ?score ?strength ?difference {{
            VALUES ?k {{ {_listed(sorted({link for link, _, _ in sides}))} }}
            ?k lg:lower ?lower ; lg:upper ?upper ; lg:lowerUnit ?lower_unit ; lg:upperUnit ?upper_unit ; lg:score ?score
            OPTIONAL {{ ?k lg:strength/lg:preferredLabel ?strength }}
            OPTIONAL {{ ?k lg:difference/lg:preferredLabel ?difference }} }}"""
        )
    }
    rows = [_seen_from(unit, side, told_of[link]) for link, unit, side in sides if link in told_of]
    rows.sort(key=lambda row: (-row.score, row.other))
    others = _others(reader, (row.other for row in rows))
    documents = documents_of(reader, (where for where, _, _ in others.values()))
    answering = answering_in(reader, {row.other_unit for row in rows})
    found: defaultdict[str, list[tuple[str, Counterpart]]] = defaultdict(list)
    for row in rows:
        where, label, text = others.get(row.other, ("", last(row.other), ""))
        if where:
            who = answering.get(row.other_unit, ())
            document = documents[where]
            counterpart = Counterpart(
                row.other, label, text, document, row.above, row.score, row.strength, row.difference, who
            )
            found[row.unit].append((row.own, counterpart))
    return found


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as it is seen from one of its sides."""

    unit: str
    own: str
    other: str
    other_unit: str
    above: bool
    score: float
    strength: str
    difference: str


def _seen_from(unit: str, side: str, link: tuple[str, ...]) -> _Link:
    lower, lower_unit, upper, upper_unit, score, strength, difference = link
    own, other, other_unit = (lower, upper, upper_unit) if side == "lower" else (upper, lower, lower_unit)
    return _Link(unit, own, other, other_unit, side == "lower", float(score), strength, difference)


def _others(reader: Reader, provisions: Iterable[str]) -> Mapping[str, tuple[str, str, str]]:
    """Return of provisions the document, the label and the words."""
    rows = reader.ask(
        f"""SELECT ?p ?d ?label ?text {{ VALUES ?p {{ {_listed(sorted(set(provisions)))} }}
        ?p lg:inDocument ?d ; lg:preferredLabel ?label ; lg:text ?text }}"""
    )
    return {at or "": (where or "", label or "", text or "") for at, where, label, text in rows}


def answering_in(reader: Reader, units: Iterable[str]) -> Mapping[str, tuple[Answering, ...]]:
    """Return who answers in articles, tasks and measures, those in the weightiest roles first."""
    order = tuple(ROLES)
    ranks = {role: rank for rank, role in enumerate(order)}
    parts = {
        part or "": unit or ""
        for unit, part in reader.ask(
            f"SELECT ?unit ?p {{ VALUES ?unit {{ {_listed(sorted(set(units)))} }} ?p lg:inUnit ?unit }}"
        )
    }
    facts = {
        fact or "": (parts[part or ""], ranks[last(role)])
        for fact, part, role in reader.ask(
            f"""SELECT ?f ?p ?role {{ VALUES ?p {{ {_listed(sorted(parts))} }} ?f lg:inProvision ?p ; ?property ?role
            FILTER(?property IN (lg:responsibilityRole, lg:mentionRole)) }}"""
        )
        if last(role) in ranks
    }
    rows = reader.ask(
        f"""SELECT ?f ?start ?name ?body ?called {{ VALUES ?f {{ {_listed(sorted(facts))} }}
        ?f lg:text ?name ; lg:startsAt ?start
        OPTIONAL {{ ?f lg:body|lg:mentions ?body . ?body lg:preferredLabel ?called }}
        OPTIONAL {{ ?f lg:generic ?generic }} FILTER(!BOUND(?generic) || !?generic) }}"""
    )
    named: defaultdict[str, dict[tuple[str, str], list[tuple[int, int]]]] = defaultdict(dict)
    for fact, start, name, body, called in rows:
        unit, rank = facts[fact or ""]
        named[unit].setdefault((called or name or "", body or ""), []).append((rank, int(start or 0)))
    return {
        unit: tuple(
            Answering(name, body, tuple(ROLES[order[rank]] for rank in sorted({at[0] for at in places})))
            for (name, body), places in sorted(who.items(), key=lambda each: (min(each[1]), each[0]))
        )
        for unit, who in named.items()
    }


def _touch(one: str, other: str) -> bool:
    """Tell whether one of two provisions is the other or lies in it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _place(document: Document) -> tuple[int, str, str, str]:
    return _RANKS.get(document.level, len(_RANKS)), document.date, document.title, document.iri


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def spread(duties: Iterable[Duty]) -> Iterator[tuple[Document, Mapping[str, int]]]:
    """Yield the documents of duties, in their order, with how many duties each has by role."""
    counted: dict[Document, Counter[str]] = {}
    for each in duties:
        counted.setdefault(each.document, Counter())[each.role] += 1
    yield from counted.items()
