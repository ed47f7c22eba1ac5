"""Which links and gaps are worth a person's look first; found by what selects them, never by looking at all.

First what is disputed: people decided in opposite ways, or the figures say stricter or looser and the link shows no
difference. Then what has grave consequences: a difference is shown, or the provision of a gap is an important one.
Then what is near the line, at which the program can tell yes from no the least. In each, the nearest to the line goes
first. Probabilities have four decimals, so those about the line are asked for by their values, however large a graph
is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from lawgraph.explorer.decided import State, text_of
from lawgraph.explorer.desk import Desk
from lawgraph.stored_links import Reader, last
from ontology.iri import BASE
from queries.engine import Engine

MOST = 500
"""Links or gaps that are put in order at the most, those worth the most."""
_LINE = 0.5
_WIDTHS = (0.002, 0.02, 0.1)  # how far around the line is asked, one after the other until there are enough
_ENOUGH = 200
_AT_ONCE = 5000
_FEW = 60  # documents of a level, of which all links are asked for
_SCHEME = f"{BASE}/scheme"
_DOUBTFUL = f"?g lg:gapState <{_SCHEME}/gap-state/doubtful> ."
DIFFERENCES = ("stricter", "looser", "possible-conflict")
LEVELS = ("national", "province", "prefecture", "county", "township")


class Why(StrEnum):
    """Why something is to be looked at, the first before the others."""

    DISPUTED = "disputed"
    GRAVE = "grave"
    NEAR = "near"
    REST = "rest"


_RANK = {why: at for at, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is asked for: gaps or links, of a document, of a level of the lower document, of a difference."""

    gaps: bool = False
    document: str = ""
    level: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link or gap: its IRI, its two ends (of a gap the provision and the document), the probability, why it is here.

    ``review`` is what the graph says of who decided.
    """

    iri: str
    ends: tuple[str, str]
    probability: float
    why: Why
    review: str = ""

    @property
    def rank(self) -> tuple[int, float, str]:
        """By what candidates are put in order."""
        return _RANK[self.why], round(abs(self.probability - _LINE), 4), self.iri


def queue(engine: Engine, store: Path, desk: Desk | None, wanted: Wanted) -> tuple[Candidate, ...]:
    """Return the candidates in order, at most :data:`MOST`; what the graph says of them is kept for its ``store``."""
    disputed = _disputed(desk, gaps=wanted.gaps)
    found = {each.iri: each for each in _of_the_graph(engine, store, wanted)}
    if disputed and not wanted.gaps:
        found |= {each.iri: each for each in _links_of_people(Reader(engine), wanted, disputed)}
    told = (replace(each, why=Why.DISPUTED) if each.ends in disputed else each for each in found.values())
    return tuple(sorted(told, key=lambda each: each.rank)[:MOST])


_KEPT: dict[tuple[Path, Wanted], tuple[Candidate, ...]] = {}
_MOST_KEPT = 64


def _of_the_graph(engine: Engine, store: Path, wanted: Wanted) -> tuple[Candidate, ...]:
    key = store, wanted
    if key not in _KEPT:
        reader = Reader(engine)
        found: dict[str, Candidate] = {}
        level = _of_level(reader, wanted.level) if wanted.level else frozenset()
        ways = (_gaps if wanted.gaps else _links)(reader, wanted, level)
        for each in ways:
            if wanted.level and text_of(each.ends[0]) not in level:
                continue
            known = found.get(each.iri)
            if known is None or each.rank < known.rank:
                found[each.iri] = each
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = tuple(sorted(found.values(), key=lambda each: each.rank)[: 2 * MOST])
    return _KEPT[key]


def _disputed(desk: Desk | None, *, gaps: bool) -> frozenset[tuple[str, str]]:
    states: Iterable[State] = desk.all() if desk is not None else ()
    return frozenset((each.one, each.other) for each in states if each.disputed and each.gap == gaps)


def _links_of_people(
    reader: Reader, wanted: Wanted, disputed: frozenset[tuple[str, str]]
) -> Iterator[Candidate]:
    """Yield the links on which people disagree, wherever they stand."""
    pairs = " ".join(f"(<{lower}> <{upper}>)" for lower, upper in sorted(disputed)[:_ENOUGH])
    for each in _asked(reader, wanted, f"VALUES (?lower ?upper) {{ {pairs} }}", Why.DISPUTED):
        if not wanted.document or wanted.document in map(text_of, each.ends):
            yield each


def _links(reader: Reader, wanted: Wanted, level: Collection[str]) -> Iterator[Candidate]:
    if 0 < len(level) <= _FEW and not wanted.document:
        where = f"VALUES ?d {{ {_listed(level)} }} ?lower lg:inDocument ?d ."
        yield from _asked(reader, wanted, where, Why.REST)
        return
    if wanted.document:
        for side in ("lower", "upper"):
            where = f"?p lg:inDocument <{wanted.document}> . ?k lg:{side} ?p ."
            yield from _asked(reader, wanted, where, Why.REST)
        return
    shown = [wanted.difference] if wanted.difference else DIFFERENCES
    for code in shown:
        yield from _asked(reader, wanted, f"?k lg:difference <{_SCHEME}/difference/{code}> .", Why.GRAVE)
    if wanted.difference:
        return
    for verdict in ("stricter", "looser"):
        where = f'?k lg:verdict "{verdict}" FILTER NOT EXISTS {{ ?k lg:difference ?any }}'
        yield from _asked(reader, wanted, where, Why.DISPUTED)
    for around in (*_around("score"), "?k a lg:Correspondence ."):
        near = _asked(reader, wanted, around, Why.NEAR)
        if len(near) >= (_AT_ONCE if wanted.level else _ENOUGH):
            break
    yield from near


def _around(name: str) -> Iterator[str]:
    """Yield what has a variable be a probability around the line, in wider and wider ranges."""
    for width in _WIDTHS:
        steps = round(width * 10_000)
        values = " ".join(f"{_LINE + step / 10_000:.4f}" for step in range(-steps, steps + 1))
        yield f"VALUES ?{name} {{ {values} }}"


def _asked(reader: Reader, wanted: Wanted, where: str, why: Why) -> list[Candidate]:
    """Return the links that a pattern finds, of the difference that is wanted."""
    kind = f"?k lg:difference <{_SCHEME}/difference/{wanted.difference}> ." if wanted.difference else ""
    shows = "OPTIONAL { ?k lg:difference ?difference } OPTIONAL { ?k lg:verdict ?verdict }"
    rows = reader.ask(
        f"""SELECT ?k ?lower ?upper ?score ?difference ?verdict ?review {{ {where} {kind}
            ?k lg:lower ?lower ; lg:upper ?upper ; lg:score ?score .
            {shows if why is Why.REST else ""} OPTIONAL {{ ?k lg:review ?review }}
        }} LIMIT {_AT_ONCE}"""
    )
    return [
        Candidate(
            link or "",
            (lower or "", upper or ""),
            float(score or 0),
            _why(why, float(score or 0), last(difference), verdict or ""),
            review or "",
        )
        for link, lower, upper, score, difference, verdict, review in rows
    ]


def _listed(iris: Collection[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))


def _of_level(reader: Reader, level: str) -> frozenset[str]:
    """Return the documents of a level."""
    return frozenset(
        iri or "" for (iri,) in reader.ask(f'SELECT ?d {{ ?d lg:level "{level}" ; a lg:Document }}')
    )


def _why(why: Why, probability: float, difference: str, verdict: str) -> Why:
    if why is Why.NEAR and abs(probability - _LINE) > _WIDTHS[-1]:
        return Why.REST
    if why is not Why.REST:
        return why
    if verdict in ("stricter", "looser") and not difference:
        return Why.DISPUTED
    if difference:
        return Why.GRAVE
    return Why.NEAR if abs(probability - _LINE) <= _WIDTHS[-1] else Why.REST


def _gaps(reader: Reader, wanted: Wanted, level: Collection[str]) -> Iterator[Candidate]:
    """Yield gaps in doubt, important ones first; of a document also those that are certain."""
    ways: Sequence[str] = (*_around("probability"), _DOUBTFUL)
    if wanted.document:
        ways = (f"?p lg:inDocument <{wanted.document}> . ?g lg:gapProvision ?p .",)
    elif 0 < len(level) <= _FEW:
        ways = (f"VALUES ?d {{ {_listed(level)} }} ?p lg:inDocument ?d . ?g lg:gapProvision ?p .",)
    states = ("doubtful", "absent") if wanted.document else ("doubtful",)
    found: list[Candidate] = []
    for where in ways:
        rows = reader.ask(
            f"""SELECT ?g ?p ?against ?probability ?state ?severity ?review {{ {where}
                ?g lg:probability ?probability ; lg:gapProvision ?p ; lg:against ?against ; lg:gapState ?state .
                OPTIONAL {{ ?g lg:severity ?severity }} OPTIONAL {{ ?g lg:review ?review }}
            }} LIMIT {_AT_ONCE}"""
        )
        found = [_gap(*row) for row in rows if last(row[4]) in states]
        if len(found) >= (_AT_ONCE if wanted.level else _ENOUGH):
            break
    yield from found


def _gap(*row: str | None) -> Candidate:
    gap, provision, against, probability, _, severity, review = (value or "" for value in row)
    sure = float(probability or 0)
    near = abs(sure - _LINE) <= _WIDTHS[-1]
    why = Why.GRAVE if last(severity) == "high" and near else Why.NEAR if near else Why.REST
    return Candidate(gap, (provision, against), sure, why, review)
