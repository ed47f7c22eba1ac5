"""The links between documents as data for a picture: provisions on two sides, links with their evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from queries.engine import Engine
from queries.errors import EngineError
from queries.result import ResultTable, Value, value_of
from queries.words import readings, words_at

_PREFIXES = """
PREFIX lg: <https://w3id.org/lawgraph/ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX body-role: <https://w3id.org/lawgraph/scheme/body-role/>
"""
_LINKS = """
SELECT ?link ?lower ?upper ?relation ?zh ?en ?score ?dimension ?verdict {
  ?link a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:relation ?relation ; lg:score ?score .
  OPTIONAL { ?relation skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?relation skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?link lg:comparisonDimension ?dimension ; lg:verdict ?verdict }
} ORDER BY ?lower DESC(?score) ?upper ?link
"""
_EVIDENCE = """
SELECT ?link ?e ?signal ?weight ?lower ?upper
  (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?lower_places)
  (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?upper_places)
{
  ?link lg:evidence ?e ; lg:lower ?lower ; lg:upper ?upper .
  ?e lg:signal ?signal ; lg:weight ?weight ; lg:lowerPlace ?l ; lg:upperPlace ?u .
} GROUP BY ?link ?e ?signal ?weight ?lower ?upper ORDER BY ?link DESC(?weight) ?signal ?e
"""
_READINGS = """
SELECT DISTINCT ?id ?text ?place {
  { ?link lg:lower ?id } UNION { ?link lg:upper ?id }
  ?id lg:text ?text ; lg:place ?place .
}
"""
_SOURCES = """
SELECT ?id ?characters { ?id lg:sourceCharacters ?characters }
"""
_PROVISIONS = """
SELECT DISTINCT ?id ?zh ?en ?path ?text ?order ?document ?title {
  { ?link lg:lower ?id } UNION { ?link lg:upper ?id } UNION { ?gap lg:gapProvision ?id }
  ?id lg:path ?path ; lg:text ?text ; lg:order ?order ; lg:inDocument ?document .
  ?document eli:title ?title .
  OPTIONAL { ?id rdfs:label ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?id rdfs:label ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?document ?order ?id
"""
_DEPARTMENTS = """
SELECT DISTINCT ?id ?role ?name {
  { ?link lg:lower ?id } UNION { ?link lg:upper ?id } UNION { ?gap lg:gapProvision ?id }
  ?part eli:is_part_of* ?id .
  { ?fact lg:inProvision ?part ; a lg:Responsibility ; lg:responsibilityRole ?role ; lg:fullName ?name }
  UNION {
    VALUES ?role { body-role:lead body-role:cooperating body-role:bearer }
    ?fact lg:inProvision ?part ; a lg:Mention ; lg:mentionRole ?role ; lg:generic false ; lg:text ?name .
  }
} ORDER BY ?id ?role ?name
"""
_GAPS = """
SELECT ?side ?id ?against ?reason {
  ?gap a lg:Gap ; lg:side ?side ; lg:gapProvision ?id ; lg:against ?against .
  OPTIONAL { ?gap lg:reason ?reason }
} ORDER BY ?side ?id ?against
"""
_ROLES = ("lead", "cooperating", "bearer")


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a provision with its role: lead, cooperating or bearer."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision in the picture, with the reference to it in Chinese and in English."""

    id: str
    label: str
    label_en: str
    text: str
    document: str
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence: a signal with its weight and the words on both sides."""

    signal: str
    weight: float
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Link:
    """A correspondence: ids of the two provisions, relation with labels, score from 0 to 1, evidence."""

    lower: str
    upper: str
    relation: str
    relation_zh: str
    relation_en: str
    score: float
    comparison: str
    evidence: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A provision without counterpart in the document ``against``, with the reason in Chinese and English."""

    side: str
    id: str
    against: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All links and gaps; ``documents`` are (id, title), provisions stand in document order."""

    documents: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    gaps: tuple[Absence, ...]


def _rows(engine: Engine, text: str) -> list[dict[str, Value]]:
    result = engine.query(_PREFIXES + text)
    if not isinstance(result, ResultTable):
        raise EngineError(
            "the engine answered a SELECT with a graph; see that its address is a SPARQL endpoint"
        )
    return [dict(zip(result.variables, map(value_of, row), strict=True)) for row in result.rows]


def _words(value: Value) -> str:
    return "" if value is None else str(value)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _last(value: Value) -> str:
    return _words(value).rsplit("/", 1)[-1]


def picture(engine: Engine) -> Picture:
    """Return what the picture of ``engine``'s graph shows; raise what the engine raises."""
    departments: dict[str, list[Department]] = defaultdict(list)
    for row in _rows(engine, _DEPARTMENTS):
        departments[_words(row["id"])].append(Department(_words(row["name"]), _last(row["role"])))
    entries: dict[str, Entry] = {}
    titles: dict[str, str] = {}
    for row in _rows(engine, _PROVISIONS):
        key, document = _words(row["id"]), _words(row["document"])
        titles[document] = _words(row["title"])
        entries.setdefault(
            key,
            Entry(
                id=key,
                label=_words(row["zh"]) or _words(row["path"]),
                label_en=_words(row["en"]) or _words(row["path"]),
                text=_words(row["text"]),
                document=document,
                departments=_unique(departments[key]),
            ),
        )
    return Picture(
        documents=tuple(sorted(titles.items())),
        entries=tuple(entries.values()),
        links=tuple(link for link in _links(engine) if link.lower in entries and link.upper in entries),
        gaps=tuple(
            Absence(
                _words(row["side"]),
                _words(row["id"]),
                _words(row["against"]),
                *_reasons(_words(row["reason"])),
            )
            for row in _rows(engine, _GAPS)
            if _words(row["id"]) in entries
        ),
    )


def _reasons(reason: str) -> tuple[str, str]:
    """Split ``code: 中文 / English`` into Chinese and English; other words serve for both."""
    found = re.fullmatch(r"[a-z-]+: (.*) / (.*)", reason)
    return (found[1], found[2]) if found else (reason, reason)


def _unique(found: list[Department]) -> tuple[Department, ...]:
    """Keep a name once, in its strongest role, leads first."""
    ranked = sorted(found, key=lambda d: _ROLES.index(d.role) if d.role in _ROLES else len(_ROLES))
    return tuple({department.name: department for department in reversed(ranked)}.values())[::-1]


def _links(engine: Engine) -> list[Link]:
    evidence: dict[str, list[Signal]] = defaultdict(list)
    sources = {_words(row["id"]): _words(row["characters"]) for row in _rows(engine, _SOURCES)}
    places = [
        (_words(row["id"]), _words(row["text"]), _words(row["place"])) for row in _rows(engine, _READINGS)
    ]
    read = readings(places, sources)
    for row in _rows(engine, _EVIDENCE):
        evidence[_words(row["link"])].append(
            Signal(
                signal=_words(row["signal"]),
                weight=_number(row["weight"]),
                lower=words_at(read.get(_words(row["lower"])), _words(row["lower_places"]))[0],
                upper=words_at(read.get(_words(row["upper"])), _words(row["upper_places"]))[0],
            )
        )
    return [
        Link(
            lower=_words(row["lower"]),
            upper=_words(row["upper"]),
            relation=_last(row["relation"]),
            relation_zh=_words(row["zh"]) or _last(row["relation"]),
            relation_en=_words(row["en"]) or _last(row["relation"]).replace("-", " "),
            score=_number(row["score"]),
            comparison=": ".join(filter(None, (_words(row["dimension"]), _words(row["verdict"])))),
            evidence=tuple(evidence[_words(row["link"])]),
        )
        for row in _rows(engine, _LINKS)
    ]
