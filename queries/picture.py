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
SELECT ?link ?lower ?upper ?relation ?zh ?en ?score ?dimension ?verdict ?strength_zh ?strength_en ?difference_zh
  ?difference_en ?for ?lower_zh ?lower_en ?upper_zh ?upper_en {
  ?link a lg:Correspondence ; lg:lowerUnit ?lower ; lg:upperUnit ?upper ; lg:relation ?relation ; lg:score ?score .
  ?link lg:lower ?below ; lg:upper ?above .
  OPTIONAL { ?below rdfs:label ?lower_zh FILTER(LANG(?lower_zh) = "zh") }
  OPTIONAL { ?below rdfs:label ?lower_en FILTER(LANG(?lower_en) = "en") }
  OPTIONAL { ?above rdfs:label ?upper_zh FILTER(LANG(?upper_zh) = "zh") }
  OPTIONAL { ?above rdfs:label ?upper_en FILTER(LANG(?upper_en) = "en") }
  OPTIONAL { ?relation skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?relation skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?link lg:comparisonDimension ?dimension ; lg:verdict ?verdict }
  OPTIONAL {
    ?link lg:strength ?strength . ?strength skos:prefLabel ?strength_zh , ?strength_en
    FILTER(LANG(?strength_zh) = "zh" && LANG(?strength_en) = "en")
  }
  OPTIONAL {
    ?link lg:difference ?difference . ?difference skos:prefLabel ?difference_zh , ?difference_en
    FILTER(LANG(?difference_zh) = "zh" && LANG(?difference_en) = "en")
  }
  OPTIONAL { ?link lg:differenceFor ?for }
} ORDER BY ?lower DESC(?score) ?upper ?link
"""
_EVIDENCE = """
SELECT ?link ?e ?signal ?weight ?lower ?upper
  (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?lower_places)
  (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?upper_places)
{
  ?link lg:evidence ?e ; lg:lowerUnit ?lower ; lg:upperUnit ?upper .
  ?e lg:signal ?signal ; lg:weight ?weight ; lg:lowerPlace ?l ; lg:upperPlace ?u .
} GROUP BY ?link ?e ?signal ?weight ?lower ?upper ORDER BY ?link DESC(?weight) ?signal ?e
"""
_SENTENCES = """
SELECT ?link ?side ?provision (GROUP_CONCAT(DISTINCT STR(?place); SEPARATOR=" ") AS ?places) {
  ?link a lg:Correspondence .
  { ?link lg:lowerUnit ?provision ; lg:lowerPlace ?place BIND("lower" AS ?side) }
  UNION { ?link lg:upperUnit ?provision ; lg:upperPlace ?place BIND("upper" AS ?side) }
} GROUP BY ?link ?side ?provision
"""
_ONLY_IN = """
SELECT ?link ?only ?side ?provision (GROUP_CONCAT(DISTINCT STR(?place); SEPARATOR=" ") AS ?places) {
  ?link lg:onlyIn ?only .
  { ?link lg:lowerUnit ?provision . ?only lg:lowerPlace ?place BIND("lower" AS ?side) }
  UNION { ?link lg:upperUnit ?provision . ?only lg:upperPlace ?place BIND("upper" AS ?side) }
} GROUP BY ?link ?only ?side ?provision ORDER BY ?link ?only
"""
_READINGS = """
SELECT DISTINCT ?id ?text ?place {
  { ?link lg:lowerUnit ?id } UNION { ?link lg:upperUnit ?id }
  ?id lg:text ?text ; lg:place ?place .
}
"""
_SOURCES = """
SELECT ?id ?characters { ?id lg:sourceCharacters ?characters }
"""
_PROVISIONS = """
SELECT DISTINCT ?id ?zh ?en ?path ?text ?order ?document ?title {
  { ?link lg:lowerUnit ?id } UNION { ?link lg:upperUnit ?id } UNION { ?gap lg:gapProvision ?id }
  ?id lg:path ?path ; lg:text ?text ; lg:order ?order ; lg:inDocument ?document .
  ?document eli:title ?title .
  OPTIONAL { ?id rdfs:label ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?id rdfs:label ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?document ?order ?id
"""
_DEPARTMENTS = """
SELECT DISTINCT ?id ?role ?name {
  { ?link lg:lowerUnit ?id } UNION { ?link lg:upperUnit ?id } UNION { ?gap lg:gapProvision ?id }
  ?part eli:is_part_of* ?id .
  { ?fact lg:inProvision ?part ; a lg:Responsibility ; lg:responsibilityRole ?role ; lg:fullName ?name }
  UNION {
    VALUES ?role { body-role:lead body-role:cooperating body-role:bearer }
    ?fact lg:inProvision ?part ; a lg:Mention ; lg:mentionRole ?role ; lg:generic false ; lg:text ?name .
  }
} ORDER BY ?id ?role ?name
"""
_GAPS = """
SELECT ?side ?id ?against ?reason ?state_zh ?state_en ?severity_zh ?severity_en ?probability {
  ?gap a lg:Gap ; lg:side ?side ; lg:gapProvision ?id ; lg:against ?against .
  OPTIONAL { ?gap lg:reason ?reason }
  OPTIONAL {
    ?gap lg:gapState ?state . ?state skos:prefLabel ?state_zh , ?state_en
    FILTER(LANG(?state_zh) = "zh" && LANG(?state_en) = "en")
  }
  OPTIONAL {
    ?gap lg:severity ?severity . ?severity skos:prefLabel ?severity_zh , ?severity_en
    FILTER(LANG(?severity_zh) = "zh" && LANG(?severity_en) = "en")
  }
  OPTIONAL { ?gap lg:probability ?probability }
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
class OnlyIn:
    """Words that only one side of a link has; ``side`` is ``lower`` or ``upper``."""

    side: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """A correspondence: ids of the two units, relation with labels, score from 0 to 1, evidence.

    ``lower_zh`` to ``upper_en`` are the references to the smallest provisions in them that carry it. Strength and
    difference are labels, empty where the graph does not say them; ``sentences`` are those that carry it, of the lower
    and of the upper provision.
    """

    lower: str
    upper: str
    relation: str
    relation_zh: str
    relation_en: str
    score: float
    comparison: str
    evidence: tuple[Signal, ...]
    strength_zh: str
    strength_en: str
    difference_zh: str
    difference_en: str
    difference_for: str
    sentences: tuple[str, str]
    only_in: tuple[OnlyIn, ...]
    lower_zh: str
    lower_en: str
    upper_zh: str
    upper_en: str


@dataclass(frozen=True, slots=True)
class Absence:
    """A provision without counterpart in the document ``against``, with the reason in Chinese and English.

    State and severity are labels, empty where the graph does not say them; ``probability`` is that there is none.
    """

    side: str
    id: str
    against: str
    reason_zh: str
    reason_en: str
    state_zh: str
    state_en: str
    severity_zh: str
    severity_en: str
    probability: float | None


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
        gaps=tuple(_absence(row) for row in _rows(engine, _GAPS) if _words(row["id"]) in entries),
    )


def _absence(row: dict[str, Value]) -> Absence:
    chinese, english = _reasons(_words(row["reason"]))
    return Absence(
        side=_words(row["side"]),
        id=_words(row["id"]),
        against=_words(row["against"]),
        reason_zh=chinese,
        reason_en=english,
        state_zh=_words(row["state_zh"]),
        state_en=_words(row["state_en"]),
        severity_zh=_words(row["severity_zh"]),
        severity_en=_words(row["severity_en"]),
        probability=None if row["probability"] is None else _number(row["probability"]),
    )


def _reasons(reason: str) -> tuple[str, str]:
    """Split ``code: 中文 / English``, with or without its code, into both; other words serve for both."""
    found = re.fullmatch(r"(?:[a-z-]+: )?(.*?) / (.*)", reason, re.DOTALL)
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

    def words(row: dict[str, Value], provision: str, at: str) -> str:
        return words_at(read.get(_words(row[provision])), _words(row[at]))[0]

    sentences = {
        (_words(row["link"]), _words(row["side"])): words(row, "provision", "places")
        for row in _rows(engine, _SENTENCES)
    }
    only_in: dict[str, list[OnlyIn]] = defaultdict(list)
    for row in _rows(engine, _ONLY_IN):
        only_in[_words(row["link"])].append(OnlyIn(_words(row["side"]), words(row, "provision", "places")))
    for row in _rows(engine, _EVIDENCE):
        evidence[_words(row["link"])].append(
            Signal(
                signal=_words(row["signal"]),
                weight=_number(row["weight"]),
                lower=words(row, "lower", "lower_places"),
                upper=words(row, "upper", "upper_places"),
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
            strength_zh=_words(row["strength_zh"]),
            strength_en=_words(row["strength_en"]),
            difference_zh=_words(row["difference_zh"]),
            difference_en=_words(row["difference_en"]),
            difference_for=_words(row["for"]),
            sentences=(
                sentences.get((_words(row["link"]), "lower"), ""),
                sentences.get((_words(row["link"]), "upper"), ""),
            ),
            only_in=tuple(only_in[_words(row["link"])]),
            lower_zh=_words(row["lower_zh"]),
            lower_en=_words(row["lower_en"]),
            upper_zh=_words(row["upper_zh"]),
            upper_en=_words(row["upper_en"]),
        )
        for row in _rows(engine, _LINKS)
    ]
