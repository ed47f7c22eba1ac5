"""What stands in the margin: provisions of other documents that are linked with a row, and those that cite it.

The pairs of a document come in one query; of those that are shown, at most :data:`SHOWN` of a row and direction,
a second one tells the names. How many there are is said always.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.explorer.page import Said
from lawgraph.explorer.reading.stored import Stored
from lawgraph.explorer.words import concept
from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.stored_links import Reader, last
from ontology.iri import DocumentIri
from queries.engine import Engine

SHOWN = 3
"""Links of a row in one direction, and places that cite it, that are named."""
SHOWN_WHOLE = 50
"""Places that cite the document as such that are named."""
MOST = 20_000
"""Pairs of a document that are looked at."""
_PAIRS = f"""SELECT ?k ?mine ?score {{ GRAPH <%s> {{ ?mine lg:path ?path }} ?k lg:%s ?mine ; lg:score ?score }}
LIMIT {MOST}"""
_NAMES = """SELECT ?k ?other ?label ?document ?title ?level ?strength ?difference ?party ?review { VALUES ?k { %s }
  ?k lg:%s ?other . ?other lg:preferredLabel ?label ; lg:inDocument ?document . ?document lg:preferredLabel ?title
  OPTIONAL { ?document lg:level ?level } OPTIONAL { ?k lg:strength ?strength }
  OPTIONAL { ?k lg:difference ?difference } OPTIONAL { ?k lg:differenceFor ?party } OPTIONAL { ?k lg:review ?review }
}"""
_CITED = (
    f"""SELECT ?fact ?mine {{ GRAPH <%s> {{ ?mine lg:path ?path }} ?fact lg:cites ?mine }} LIMIT {MOST}"""
)
_CITED_WHOLE = f"SELECT ?fact {{ ?fact lg:cites <%s> }} LIMIT {MOST}"
_FROM = """SELECT ?from ?label ?document ?title { VALUES ?from { %s }
  ?from lg:preferredLabel ?label ; lg:inDocument ?document . ?document lg:preferredLabel ?title }"""
_GAPS = f"""SELECT ?mine ?side ?state (COUNT(?gap) AS ?n) {{
  {{ SELECT ?gap ?mine ?side ?state {{ GRAPH <%s> {{ ?mine lg:path ?path }} ?gap lg:gapProvision ?mine ; lg:side ?side
    OPTIONAL {{ ?gap lg:gapState ?state }} }} LIMIT {MOST} }}
}} GROUP BY ?mine ?side ?state"""
_SIDES = {"up": ("lower", "upper"), "down": ("upper", "lower")}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a provision ``mine`` with ``other``, which is cited as ``label`` in the document with a title.

    ``sure`` is certain, likely, unsure or reviewed; strength and difference are in words, where the graph has
    them.
    """

    iri: str
    mine: str
    mine_label: str
    other: str
    label: str
    document: str
    title: str
    level: str
    score: float
    sure: str
    strength: Said | None
    difference: Said | None
    party: str
    review: str


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that cites a provision or the document: the fact, and the provision in which it stands.

    ``inside`` tells that it is one of the same document.
    """

    fact: str
    mine: str
    provision: str
    label: str
    document: str
    title: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Lacks:
    """In how many documents a row has no counterpart: below it (``side`` is upper) or above it (lower).

    ``doubtful`` is in how many of them that is to be checked.
    """

    side: str
    absent: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside a row, with the numbers of all that there are."""

    up: tuple[Link, ...] = ()
    up_total: int = 0
    down: tuple[Link, ...] = ()
    down_total: int = 0
    cited: tuple[Citing, ...] = ()
    cited_total: int = 0
    lacks: tuple[Lacks, ...] = ()


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of rows by their number; ``whole`` are places that cite the document as such, of ``whole_total``.

    ``more`` tells that it has more pairs than were looked at.
    """

    rows: Mapping[int, Margin]
    whole: tuple[Citing, ...]
    whole_total: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    link: str
    mine: str
    score: float


def margins(engine: Engine, stored: Stored, row_of: Mapping[str, int]) -> Margins:
    """Return what is linked with a document, by rows."""
    reader = Reader(engine)
    labels = {each.iri: each.cited for each in stored.provisions}
    named: dict[str, dict[int, tuple[Link, ...]]] = {}
    totals: dict[str, dict[int, int]] = {}
    more = False
    for direction, (mine, other) in _SIDES.items():
        pairs = _pairs(reader, stored, mine)
        more = more or len(pairs) == MOST
        by_row: defaultdict[int, list[_Pair]] = defaultdict(list)
        for pair in pairs:
            by_row[row_of.get(pair.mine, 0)].append(pair)
        best = {
            row: sorted(found, key=lambda pair: (-pair.score, pair.link))[:SHOWN]
            for row, found in by_row.items()
        }
        links = _links(reader, (pair for found in best.values() for pair in found), other, labels)
        named[direction] = {
            row: tuple(links[pair.link] for pair in found if pair.link in links)
            for row, found in best.items()
        }
        totals[direction] = {row: len(found) for row, found in by_row.items()}
    graph, inside = DocumentIri.parse(stored.iri).graph, f"{stored.iri}/"

    def asked(query: str) -> list[_Place]:
        rows = reader.ask(query)
        found = {_Place(row[0] or "", row[1] or "" if len(row) > 1 else stored.iri) for row in rows}
        return sorted(found, key=lambda place: (place.fact.startswith(inside), place.fact, place.mine))

    whole, places = asked(_CITED_WHOLE % stored.iri), _by_row(asked(_CITED % graph), row_of)
    shown = [place for found in places.values() for place in found[:SHOWN]]
    citing = _citing(reader, stored.iri, [*shown, *whole[:SHOWN_WHOLE]])
    lacks = _lacks(reader, graph, row_of)
    rows = {*totals["up"], *totals["down"], *places, *lacks}
    return Margins(
        {
            row: Margin(
                named["up"].get(row, ()),
                totals["up"].get(row, 0),
                named["down"].get(row, ()),
                totals["down"].get(row, 0),
                tuple(citing[each.fact] for each in places.get(row, [])[:SHOWN] if each.fact in citing),
                len(places.get(row, ())),
                lacks.get(row, ()),
            )
            for row in sorted(rows)
        },
        tuple(citing[each.fact] for each in whole[:SHOWN_WHOLE] if each.fact in citing),
        len(whole),
        more,
    )


def _pairs(reader: Reader, stored: Stored, side: str) -> list[_Pair]:
    rows = reader.ask(_PAIRS % (DocumentIri.parse(stored.iri).graph, side))
    return [_Pair(link or "", mine or "", float(score or 0)) for link, mine, score in rows]


def _links(
    reader: Reader, pairs: Iterable[_Pair], side: str, labels: Mapping[str, str]
) -> Mapping[str, Link]:
    """Return links with their names, by their IRIs."""
    wanted = {pair.link: pair for pair in pairs}
    if not wanted:
        return {}
    found: dict[str, Link] = {}
    for row in reader.ask(_NAMES % (" ".join(f"<{link}>" for link in wanted), side)):
        link, other, label, document, title, level, strength, difference, party, review = (
            value or "" for value in row
        )
        pair = wanted[link]
        found[link] = Link(
            link,
            pair.mine,
            labels.get(pair.mine, ""),
            other,
            label,
            document,
            title,
            level,
            pair.score,
            "reviewed" if review else sureness(pair.score),
            concept("strengths", last(strength)) if strength else None,
            concept("differences", last(difference)) if difference else None,
            party,
            review,
        )
    return found


def sureness(score: float) -> str:
    """Return how sure a link of this probability is, as a code of the badges.

    >>> sureness(0.93), sureness(0.5), sureness(0.1)
    ('certain', 'likely', 'unsure')
    """
    return "certain" if score >= CERTAIN else "likely" if score >= LIKELY else "unsure"


def _lacks(reader: Reader, graph: str, row_of: Mapping[str, int]) -> dict[int, tuple[Lacks, ...]]:
    """Return the gaps of each row; provisions that need no counterpart have none."""
    counts: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for mine, side, state, number in reader.ask(_GAPS % graph):
        what = last(state) or "doubtful"  # a graph of an older program does not say
        if mine in row_of and what in ("absent", "doubtful"):
            counts[row_of[mine or ""]][side or "", what] += int(number or 0)
    return {
        row: tuple(
            Lacks(side, found[side, "absent"], found[side, "doubtful"])
            for side in ("upper", "lower")
            if found[side, "absent"] or found[side, "doubtful"]
        )
        for row, found in counts.items()
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """A fact that cites something, with what it cites; the provision in which it stands is at the path before it."""

    fact: str
    mine: str

    @property
    def provision(self) -> str:
        return self.fact.rpartition("/")[0]


def _by_row(places: Iterable[_Place], row_of: Mapping[str, int]) -> dict[int, list[_Place]]:
    found: defaultdict[int, list[_Place]] = defaultdict(list)
    for place in places:
        if place.mine in row_of:
            found[row_of[place.mine]].append(place)
    return dict(found)


def _citing(reader: Reader, document: str, places: Iterable[_Place]) -> Mapping[str, Citing]:
    """Return places that cite something with the names of the provisions in which they stand, by their facts."""
    wanted = {place.fact: place for place in places}
    if not wanted:
        return {}
    provisions = dict.fromkeys(place.provision for place in wanted.values())
    names = {
        row[0]: row[1:]
        for row in (
            tuple(value or "" for value in row)
            for row in reader.ask(_FROM % " ".join(f"<{iri}>" for iri in provisions))
        )
    }
    found: dict[str, Citing] = {}
    for fact, place in wanted.items():
        if place.provision in names:
            label, within, title = names[place.provision]
            found[fact] = Citing(fact, place.mine, place.provision, label, within, title, within == document)
    return found
