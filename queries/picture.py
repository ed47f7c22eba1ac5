"""What a graph says between documents, as data for a page: documents, units of comparison, links and gaps.

Types: :mod:`queries.pictured`. A graph that does not state the unit of a provision (``lg:lowerUnit``, ``lg:upperUnit``)
is read by paths: the article or row of responsibilities that it lies in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from queries.asking import asked, last
from queries.engine import Engine
from queries.pictured import (
    Absence,
    Comparison,
    Department,
    Document,
    Label,
    Link,
    OnlyIn,
    Picture,
    Quote,
    Signal,
    Unit,
)
from queries.words import Reading, readings, spans_at

__all__ = [
    "Absence",
    "Comparison",
    "Department",
    "Document",
    "Label",
    "Link",
    "OnlyIn",
    "Picture",
    "Quote",
    "Signal",
    "Unit",
    "picture",
]

_RANKS = ("national", "province", "prefecture", "county")
_ROLES = ("lead", "cooperating", "bearer")
_SIDES = ("lower", "upper")
_REASON = re.compile(r"(?:[a-z-]+: )?(.*?) / (.*)", re.DOTALL)


def picture(engine: Engine) -> Picture:
    """Return what ``engine``'s graph says between documents; raise what the engine raises."""
    documents = _documents(engine)
    tree = _Tree(engine)
    links = _links(engine, tree)
    gaps = sorted(
        _gaps(engine, tree), key=lambda gap: (gap.side, tree.place(gap.unit), gap.against, gap.state)
    )
    used = {end for link in links for end in (link.lower, link.upper)} | {gap.unit for gap in gaps}
    departments, topics = _departments(engine, tree), _topics(engine, tree)
    units = [
        replace(unit, departments=_unique(departments[unit.id]), topics=tuple(sorted(topics[unit.id])))
        for unit in sorted(map(tree.unit, used), key=lambda unit: tree.place(unit.id))
    ]
    return Picture(documents, tuple(units), tuple(links), tuple(gaps))


def _documents(engine: Engine) -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    for row in asked(engine, _DOCUMENTS):
        known = Document(*row)
        at = found.get(known.id, known)
        found[known.id] = min(at, known, key=lambda each: (each.place, each.file, each.sha256))
    return tuple(sorted(found.values(), key=lambda each: (_rank(each.level), each.title, each.id)))


def _rank(level: str) -> int:
    return _RANKS.index(level) if level in _RANKS else len(_RANKS)


def _unit_path(path: str) -> str:
    """Return the path of the article or row of responsibilities that a path is in, else the path.

    >>> _unit_path("art-4/para-2"), _unit_path("annex-2/task-3/item-1"), _unit_path("sec-3/item-1")
    ('art-4', 'annex-2/task-3', 'sec-3/item-1')
    """
    parts = path.split("/")
    at = next((at for at, part in enumerate(parts) if part.startswith(("art-", "task-"))), len(parts))
    return "/".join(parts[: at + 1])


class _Tree:
    """The provisions that links and gaps name, and all that these are part of."""

    def __init__(self, engine: Engine) -> None:
        self._rows = {row[0]: row for row in asked(engine, _PROVISIONS)}
        self._labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for provision, label, language in asked(engine, _LABELS):
            self._labels[provision][language] = label
        self._paths = {(row[1], row[2]): row[0] for row in self._rows.values()}
        self._stated: dict[str, str] = {}
        for small, unit in asked(engine, _STATED):
            self._stated[small] = unit
        sources = {source: characters for source, characters in asked(engine, _SOURCES)}  # noqa: C416
        units = {self.of(provision) for provision in self._rows}
        placed = [
            (provision, self._rows[provision][5], place)
            for provision, place in asked(engine, _PLACES)
            if provision in units
        ]
        self.readings: dict[str, Reading] = readings(placed, sources)

    def __contains__(self, provision: str) -> bool:
        return provision in self._rows

    def of(self, provision: str) -> str:
        """Return the unit of a provision: the one that the graph states, else the article or row that it is in."""
        if provision in self._stated:
            return self._stated[provision]
        _, document, path, *_ = self._rows[provision]
        return self._paths.get((document, _unit_path(path)), provision)

    def within(self, provision: str, parents: Mapping[str, str]) -> str:
        """Return the innermost provision of this tree that a provision is or is part of; ``""`` for none."""
        while provision and provision not in self._rows:
            provision = parents.get(provision, "")
        return self.of(provision) if provision else ""

    def place(self, provision: str) -> tuple[str, int, str]:
        """Return what provisions are ordered by: document, order in it, IRI."""
        _, document, _, order, *_ = self._rows[provision]
        return document, int(order or 0), provision

    def label(self, provision: str) -> Label:
        said, path = self._labels[provision], self._rows[provision][2]
        return Label(said.get("zh") or path, said.get("en") or path)

    def part(self, provision: str) -> Label | None:
        """Return how a provision is cited, nothing where it is a whole unit."""
        return None if self.of(provision) == provision else self.label(provision)

    def unit(self, provision: str) -> Unit:
        _, document, path, _, heading, text = self._rows[provision]
        return Unit(provision, document, path, self.label(provision), heading, text, (), ())

    def quote(self, unit: str, places: Iterable[str]) -> Quote:
        reading, spans = self.readings.get(unit), spans_at(" ".join(places))
        if reading is None or not spans:
            return Quote()
        ranges = reading.ranges(spans)
        return Quote(ranges) if ranges else Quote((), reading.at(spans))


def _links(engine: Engine, tree: _Tree) -> list[Link]:
    sentences, figures = _sides(engine, _SENTENCES), _figures(engine)
    only, evidence = _only_in(engine), _evidence(engine)
    found: list[tuple[str, Link]] = []
    for iri, lower, upper, relation, score, strength, difference, party, review in asked(engine, _LINKS):
        if lower not in tree or upper not in tree:
            continue
        low, up = tree.of(lower), tree.of(upper)

        def quote(side: str, places: Mapping[str, list[str]], low: str = low, up: str = up) -> Quote:
            return tree.quote(low if side == "lower" else up, places.get(side, ()))

        link = Link(
            lower=low,
            upper=up,
            lower_part=tree.part(lower),
            upper_part=tree.part(upper),
            relation=last(relation),
            score=float(score),
            strength=last(strength),
            difference=last(difference),
            difference_for=party,
            review=review,
            sentences=(quote("lower", sentences[iri]), quote("upper", sentences[iri])),
            only_in=tuple(
                OnlyIn(side, quote(side, places))
                for _, places in sorted(only[iri].items())
                for side in _SIDES
                if side in places
            ),
            comparison=figures.get(iri),
            evidence=tuple(
                Signal(signal, weight, quote("lower", places), quote("upper", places))
                for weight, signal, _, places in evidence[iri]
            ),
        )
        found.append((iri, link))
    found.sort(key=lambda each: (tree.place(each[1].lower), -each[1].score, each[1].upper, each[0]))
    return [link for _, link in found]


_Places = dict[str, list[str]]


def _sides(engine: Engine, query: str) -> defaultdict[str, _Places]:
    """Return by their subject the places on each side that a query of subject, side and place gives."""
    found: defaultdict[str, _Places] = defaultdict(lambda: defaultdict(list))
    for subject, side, place in asked(engine, query):
        found[subject][side].append(place)
    return found


def _only_in(engine: Engine) -> defaultdict[str, dict[str, _Places]]:
    places = _sides(engine, _ONLY_PLACES)
    found: defaultdict[str, dict[str, _Places]] = defaultdict(dict)
    for link, only in asked(engine, _ONLY_IN):
        found[link][only] = places[only]
    return found


def _evidence(engine: Engine) -> defaultdict[str, list[tuple[float, str, str, _Places]]]:
    """Return for each link its evidence, heaviest first: weight, signal, IRI, places on both sides."""
    places = _sides(engine, _EVIDENCE_PLACES)
    found: defaultdict[str, list[tuple[float, str, str, _Places]]] = defaultdict(list)
    for link, evidence, signal, weight in asked(engine, _EVIDENCE):
        found[link].append((float(weight), signal, evidence, places[evidence]))
    for each in found.values():
        each.sort(key=lambda one: (-one[0], one[1], one[2]))
    return found


def _figures(engine: Engine) -> dict[str, Comparison]:
    found: dict[str, Comparison] = {}
    for link, dimension, verdict, lower, upper in sorted(asked(engine, _COMPARISONS), reverse=True):
        kind, _, role = dimension.partition(": ")
        found[link] = Comparison(role or kind.partition(" ")[0], verdict, lower, upper)
    return found


def _gaps(engine: Engine, tree: _Tree) -> Iterable[Absence]:
    for side, provision, against, state, severity, probability, nearest, reason, review in asked(
        engine, _GAPS
    ):
        if provision in tree:
            yield Absence(
                unit=tree.of(provision),
                against=against,
                part=tree.part(provision),
                side=side,
                state=last(state),
                severity=last(severity),
                probability=float(probability) if probability else None,
                nearest=tree.label(nearest) if nearest in tree else None,
                reason=_reasons(reason),
                review=review,
            )


def _reasons(reason: str) -> Label:
    """Split ``code: 中文 / English``, with or without its code, into both; other words serve for both."""
    found = _REASON.fullmatch(reason)
    return Label(found[1], found[2]) if found else Label(reason, reason)


def _departments(engine: Engine, tree: _Tree) -> defaultdict[str, list[Department]]:
    parents = dict[str, str](asked(engine, _PARENTS))  # type: ignore[arg-type]
    found: defaultdict[str, list[Department]] = defaultdict(list)
    for provision, role, name in sorted(asked(engine, _RESPONSIBLE)):
        unit = tree.within(provision, parents)
        if unit:
            found[unit].append(Department(name, last(role)))
    return found


def _unique(found: list[Department]) -> tuple[Department, ...]:
    """Keep a name once, in its strongest role, leads first."""
    ranked = sorted(found, key=lambda d: _ROLES.index(d.role) if d.role in _ROLES else len(_ROLES))
    return tuple({department.name: department for department in reversed(ranked)}.values())[::-1]


def _topics(engine: Engine, tree: _Tree) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for provision, topic in asked(engine, _TOPICS):
        if provision in tree:
            found[tree.of(provision)].add(last(topic))
    return found


_NAMED = """{ SELECT DISTINCT ?p {
  { SELECT DISTINCT ?named {
    ?link lg:lower|lg:upper|lg:lowerUnit|lg:upperUnit|lg:gapProvision|lg:nearest ?named
  } }
  ?named eli:is_part_of* ?p . ?p lg:path ?any
} }"""
_DOCUMENTS = """SELECT ?d ?title ?level (MIN(STR(?name)) AS ?place) ?number (MIN(STR(?day)) AS ?date) ?file ?sha {
  ?d a lg:Document
  OPTIONAL { ?d eli:title ?title } OPTIONAL { ?d lg:level ?level }
  OPTIONAL { ?d eli:number ?number } OPTIONAL { ?d eli:date_document ?day }
  OPTIONAL { ?d eli:jurisdiction/skos:prefLabel ?name FILTER(LANG(?name) = "zh") }
  OPTIONAL { ?d eli:is_realized_by/lg:source ?source . ?source lg:fileName ?file ; lg:sha256 ?sha }
} GROUP BY ?d ?title ?level ?number ?file ?sha"""
_PROVISIONS = f"""SELECT ?p ?d ?path ?order ?heading ?text {{
  {_NAMED} ?p lg:inDocument ?d ; lg:path ?path ; lg:order ?order . ?d a lg:Document
  OPTIONAL {{ ?p lg:heading ?heading }} OPTIONAL {{ ?p lg:text ?text }}
}}"""
_LABELS = f"SELECT ?p ?label (LANG(?label) AS ?language) {{ {_NAMED} ?p rdfs:label ?label }}"
_PLACES = f"SELECT ?p ?place {{ {_NAMED} ?p lg:place ?place ; lg:text ?text }}"
_STATED = """SELECT DISTINCT ?small ?unit {
  { ?k lg:lower ?small ; lg:lowerUnit ?unit } UNION { ?k lg:upper ?small ; lg:upperUnit ?unit }
}"""
_SOURCES = "SELECT ?s ?characters { ?s lg:sourceCharacters ?characters }"
_PARENTS = "SELECT ?p ?whole { ?p lg:path ?path ; eli:is_part_of ?whole . ?whole lg:path ?outer }"
_TOPICS = "SELECT DISTINCT ?p ?topic { ?p lg:hasTopic ?topic ; lg:path ?path }"
_RESPONSIBLE = """SELECT DISTINCT ?p ?role ?name {
  { ?fact lg:inProvision ?p ; a lg:Responsibility ; lg:responsibilityRole ?role ; lg:fullName ?name }
  UNION {
    VALUES ?role { body-role:lead body-role:cooperating body-role:bearer }
    ?fact lg:inProvision ?p ; a lg:Mention ; lg:mentionRole ?role ; lg:generic false ; lg:text ?name
  }
}"""
_LINKS = """SELECT ?k ?lower ?upper ?relation ?score ?strength ?difference (MIN(?for) AS ?whom) (MIN(?by) AS ?review) {
  ?k a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:relation ?relation ; lg:score ?score
  OPTIONAL { ?k lg:strength ?strength } OPTIONAL { ?k lg:difference ?difference }
  OPTIONAL { ?k lg:differenceFor ?for } OPTIONAL { ?k lg:review ?by }
} GROUP BY ?k ?lower ?upper ?relation ?score ?strength ?difference"""
_SENTENCES = """SELECT ?k ?side ?place { ?k a lg:Correspondence
  { ?k lg:lowerPlace ?place BIND("lower" AS ?side) } UNION { ?k lg:upperPlace ?place BIND("upper" AS ?side) }
}"""
_ONLY_IN = "SELECT ?k ?only { ?k lg:onlyIn ?only }"
_ONLY_PLACES = """SELECT ?only ?side ?place { ?only a lg:OnlyIn
  { ?only lg:lowerPlace ?place BIND("lower" AS ?side) } UNION { ?only lg:upperPlace ?place BIND("upper" AS ?side) }
}"""
_EVIDENCE = "SELECT ?k ?e ?signal ?weight { ?k lg:evidence ?e . ?e lg:signal ?signal ; lg:weight ?weight }"
_EVIDENCE_PLACES = """SELECT ?e ?side ?place { ?e a lg:Evidence
  { ?e lg:lowerPlace ?place BIND("lower" AS ?side) } UNION { ?e lg:upperPlace ?place BIND("upper" AS ?side) }
}"""
_COMPARISONS = """SELECT ?k ?dimension ?verdict ?low ?up {
  ?k lg:comparisonDimension ?dimension ; lg:verdict ?verdict
  OPTIONAL { ?k lg:lowerQuantity/lg:text ?low } OPTIONAL { ?k lg:upperQuantity/lg:text ?up }
}"""
_GAPS = """SELECT ?side ?p ?against ?state ?severity ?probability ?nearest ?reason (MIN(?by) AS ?review) {
  ?gap a lg:Gap ; lg:side ?side ; lg:gapProvision ?p ; lg:against ?against
  OPTIONAL { ?gap lg:gapState ?state } OPTIONAL { ?gap lg:severity ?severity }
  OPTIONAL { ?gap lg:probability ?probability } OPTIONAL { ?gap lg:nearest ?nearest }
  OPTIONAL { ?gap lg:reason ?reason } OPTIONAL { ?gap lg:review ?by }
} GROUP BY ?gap ?side ?p ?against ?state ?severity ?probability ?nearest ?reason"""
