"""Which documents were compared with which, with how many links and gaps: counted once a store.

Counting asks for every link of a graph. So it is done once and kept, by the folder of the store (a store never
changes, a new graph has a new folder).
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.stored_links import Reader, last
from ontology.iri import BASE
from queries.engine import Engine

_KEPT = 4  # stores
RANKS = ("national", "province", "prefecture", "county", "township")
"""The levels by their codes, highest first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A document: its IRI, its title, its level, territory and days (``""`` where the graph does not say), its work.

    ``date`` is its day, ``amended`` that of its last amendment: they tell it from other texts of the same title.
    """

    iri: str
    title: str
    level: str
    place: str
    work: str
    date: str = ""
    amended: str = ""

    @property
    def path(self) -> str:
        """The part of its IRI below the base, as addresses have it."""
        return self.iri.removeprefix(f"{BASE}/")

    @property
    def rank(self) -> tuple[int, str, str]:
        """By what documents are sorted: highest level first, then by title."""
        return (
            RANKS.index(self.level) if self.level in RANKS else len(RANKS),
            self.title,
            self.date + self.iri,
        )


@dataclass(frozen=True, slots=True)
class GapCount:
    """Gaps of a pair that are alike: the side that has the provision, the state, the severity, and how many."""

    side: str
    state: str
    severity: str
    many: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that were compared: links by sureness and by difference, what people decided, gaps."""

    lower: Name
    upper: Name
    links: int = 0
    certain: int = 0
    likely: int = 0
    unsure: int = 0
    reviewed: int = 0
    stricter: int = 0
    looser: int = 0
    conflicting: int = 0
    gaps: tuple[GapCount, ...] = ()

    def lacking(self, side: str = "", state: str = "", severity: str = "") -> int:
        """Return how many gaps are of a side, a state and a severity; all where one is not said."""
        return sum(
            each.many
            for each in self.gaps
            if side in ("", each.side) and state in ("", each.state) and severity in ("", each.severity)
        )


@dataclass(frozen=True)
class Compared:
    """All pairs of a graph, by the upper document, then by the lower one."""

    pairs: tuple[Pair, ...]

    @cached_property
    def by_documents(self) -> Mapping[tuple[str, str], Pair]:
        """The pairs by the IRIs of the lower and the upper document."""
        return {(pair.lower.iri, pair.upper.iri): pair for pair in self.pairs}

    def of(self, lower: str, upper: str) -> Pair | None:
        """Return the pair of a lower and an upper document, nothing where they were not compared so."""
        return self.by_documents.get((lower, upper))


_kept: dict[Path, Compared] = {}
_counting: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
_lock = threading.Lock()


def compared(engine: Engine, store: Path) -> Compared:
    """Return the pairs of the graph in the folder ``store``, which ``engine`` asks; counted at the first call."""
    with _lock:
        counting = _counting[store]
    with counting:
        if store not in _kept:
            found = count(engine)
            with _lock:
                while len(_kept) >= _KEPT:
                    old = next(iter(_kept))
                    del _kept[old]
                    _counting.pop(old, None)
                _kept[store] = found
        return _kept[store]


def count(engine: Engine) -> Compared:
    """Count the links and gaps of all pairs; raise what the engine raises."""
    reader = Reader(engine)
    numbers: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lower, upper, links, certain, likely in reader.ask(_LINKS):
        sure, probable = int(certain or 0), int(likely or 0)
        said = {"links": int(links or 0), "certain": sure, "likely": probable - sure}
        numbers[lower or "", upper or ""].update(said | {"unsure": said["links"] - probable})
    for lower, upper, difference, many in reader.ask(_DIFFERENCES):
        code = {"possible-conflict": "conflicting"}.get(last(difference), last(difference))
        numbers[lower or "", upper or ""][code] += int(many or 0)
    for lower, upper, many in reader.ask(_REVIEWED):
        numbers[lower or "", upper or ""]["reviewed"] += int(many or 0)
    gaps: defaultdict[tuple[str, str], list[GapCount]] = defaultdict(list)
    for side, own, other, state, severity, many in reader.ask(_GAPS):
        pair = (own or "", other or "") if side == "lower" else (other or "", own or "")
        gaps[pair].append(GapCount(side or "", last(state) or "doubtful", last(severity), int(many or 0)))
    names = name(reader)
    pairs = [
        _pair(names[lower], names[upper], numbers[lower, upper], gaps[lower, upper])
        for lower, upper in {*numbers, *gaps}
        if lower in names and upper in names
    ]
    return Compared(tuple(sorted(pairs, key=lambda pair: (pair.upper.rank, pair.lower.rank))))


def _pair(lower: Name, upper: Name, numbers: Counter[str], gaps: list[GapCount]) -> Pair:
    return Pair(
        lower,
        upper,
        links=numbers["links"],
        certain=numbers["certain"],
        likely=numbers["likely"],
        unsure=numbers["unsure"],
        reviewed=numbers["reviewed"],
        stricter=numbers["stricter"],
        looser=numbers["looser"],
        conflicting=numbers["conflicting"],
        gaps=tuple(sorted(gaps, key=lambda each: (each.side != "upper", each.state, each.severity))),
    )


def name(reader: Reader, documents: tuple[str, ...] | None = None) -> dict[str, Name]:
    """Return the names of documents by their IRIs; of all where none are given."""
    wanted = "" if documents is None else f"VALUES ?d {{ {' '.join(f'<{each}>' for each in documents)} }}"
    found = {
        str(iri): Name(
            str(iri), title or "", level or "", place or "", work or "", date or "", last_day or ""
        )
        for iri, title, level, place, work, date, last_day in reader.ask(_NAMES % wanted)
    }
    return found if documents is None else {iri: found[iri] for iri in documents if iri in found}


_ENDS = "?k lg:lowerUnit/lg:inDocument ?lower ; lg:upperUnit/lg:inDocument ?upper"
_LINKS = f"""SELECT ?lower ?upper (COUNT(*) AS ?links)
  (SUM(IF(?s >= {CERTAIN}, 1, 0)) AS ?certain) (SUM(IF(?s >= {LIKELY}, 1, 0)) AS ?likely)
{{ {_ENDS} ; lg:score ?s }} GROUP BY ?lower ?upper"""
_DIFFERENCES = f"""SELECT ?lower ?upper ?difference (COUNT(*) AS ?many)
{{ ?k lg:difference ?difference . {_ENDS} }} GROUP BY ?lower ?upper ?difference"""
_REVIEWED = f"""SELECT ?lower ?upper (COUNT(*) AS ?many)
{{ ?k lg:review ?by . {_ENDS} }} GROUP BY ?lower ?upper"""
_GAPS = """SELECT ?side ?own ?other ?state ?severity (COUNT(*) AS ?many) {
  ?k lg:side ?side ; lg:against ?other ; lg:gapProvision/lg:inDocument ?own
  OPTIONAL { ?k lg:gapState ?state } OPTIONAL { ?k lg:severity ?severity }
} GROUP BY ?side ?own ?other ?state ?severity"""
_NAMES = """SELECT ?d ?title ?level (MIN(STR(?name)) AS ?place) ?work (MIN(STR(?day)) AS ?date)
  (MAX(STR(?last)) AS ?amended)
{
  %s ?d a lg:Document ; eli:title ?title
  OPTIONAL { ?d lg:level ?level } OPTIONAL { ?d eli:is_member_of ?work }
  OPTIONAL { ?d eli:date_document ?day } OPTIONAL { ?d lg:dateAmended ?last }
  OPTIONAL { ?d eli:jurisdiction/skos:prefLabel ?name FILTER(LANG(?name) = "zh") }
} GROUP BY ?d ?title ?level ?work"""
