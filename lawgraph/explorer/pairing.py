"""Which documents were compared with which, counted in a handful of queries over all links and gaps of a graph."""

from __future__ import annotations

from collections import Counter, defaultdict

from lawgraph.explorer.compared import GapCount, Name, Pair
from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.stored_links import Reader, last
from queries.engine import Engine


def pairs(engine: Engine) -> tuple[Pair, ...]:
    """Return all pairs, by the upper document, then by the lower one; raise what the engine raises."""
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
    found = [
        _pair(names[lower], names[upper], numbers[lower, upper], gaps[lower, upper])
        for lower, upper in {*numbers, *gaps}
        if lower in names and upper in names
    ]
    return tuple(sorted(found, key=lambda pair: (pair.upper.rank, pair.lower.rank)))


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
