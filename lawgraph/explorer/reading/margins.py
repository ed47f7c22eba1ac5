"""What stands in the margin: provisions of other documents that are linked with a row, and those that cite it.

The pairs of a document come in one query; of those that are shown, at most :data:`SHOWN` of a row and direction,
a second one tells the names. How many there are is said always.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.explorer.reading.stored import Stored
from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import words
from ontology.iri import DocumentIri
from queries.engine import Engine

SHOWN = 3
"""Links of a row in one direction, and places that cite it, that are named."""
MOST = 20_000
"""Pairs of a document that are looked at."""
_PAIRS = f"""SELECT ?k ?mine ?score {{ GRAPH <%s> {{ ?mine lg:path ?path }} ?k lg:%s ?mine ; lg:score ?score }}
LIMIT {MOST}"""
_NAMES = """SELECT ?k ?other ?label ?document ?title ?level ?strength ?difference ?party ?review { VALUES ?k { %s }
  ?k lg:%s ?other . ?other lg:preferredLabel ?label ; lg:inDocument ?document . ?document lg:preferredLabel ?title
  OPTIONAL { ?document lg:level ?level } OPTIONAL { ?k lg:strength ?strength }
  OPTIONAL { ?k lg:difference ?difference } OPTIONAL { ?k lg:differenceFor ?party } OPTIONAL { ?k lg:review ?review }
}"""
_CITED = f"""SELECT ?fact ?mine ?from ?label ?document ?title {{
  {{ GRAPH <%(g)s> {{ ?mine lg:path ?path }} ?fact lg:cites ?mine }} UNION
  {{ VALUES ?mine {{ <%(d)s> }} ?fact lg:cites ?mine }}
  ?fact lg:inProvision ?from . ?from lg:preferredLabel ?label ; lg:inDocument ?document .
  ?document lg:preferredLabel ?title
}} LIMIT {MOST}"""
_SIDES = {"up": ("lower", "upper"), "down": ("upper", "lower")}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a provision ``mine`` with ``other``, which is cited as ``label`` in the document with a title.

    ``sure`` is certain, likely, unsure or reviewed; strength and difference are words in Chinese, or empty.
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
    strength: str
    difference: str
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
class Margin:
    """What stands beside a row, with the numbers of all that there are."""

    up: tuple[Link, ...] = ()
    up_total: int = 0
    down: tuple[Link, ...] = ()
    down_total: int = 0
    cited: tuple[Citing, ...] = ()
    cited_total: int = 0


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of rows by their number; ``whole`` are places that cite the document as such.

    ``more`` tells that it has more pairs than were looked at.
    """

    rows: Mapping[int, Margin]
    whole: tuple[Citing, ...]
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
    cited = _citing(reader, stored)
    whole = tuple(each for each in cited if each.mine == stored.iri)
    places: defaultdict[int, list[Citing]] = defaultdict(list)
    for each in cited:
        if each.mine in row_of:
            places[row_of[each.mine]].append(each)
    rows = {*totals["up"], *totals["down"], *places}
    return Margins(
        {
            row: Margin(
                named["up"].get(row, ()),
                totals["up"].get(row, 0),
                named["down"].get(row, ()),
                totals["down"].get(row, 0),
                tuple(places[row][:SHOWN]),
                len(places[row]),
            )
            for row in sorted(rows)
        },
        whole,
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
    strengths, differences = words("strengths"), words("differences")
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
            strengths.get(last(strength), ""),
            differences.get(last(difference), ""),
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


def _citing(reader: Reader, stored: Stored) -> list[Citing]:
    names = {"g": DocumentIri.parse(stored.iri).graph, "d": stored.iri}
    found = {
        (fact, mine): Citing(fact, mine, provision, label, document, title, document == stored.iri)
        for fact, mine, provision, label, document, title in (
            tuple(value or "" for value in row) for row in reader.ask(_CITED % names)
        )
    }
    return sorted(found.values(), key=lambda each: (each.inside, each.title, each.document, each.fact))
