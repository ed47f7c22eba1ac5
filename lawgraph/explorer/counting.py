"""What is said of all documents of a graph, and counted of each, in a handful of queries.

Each query groups by document over the provisions, facts, links or gaps of the whole graph: it takes as long as there
are of these, and never a time for each pair of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from lawgraph.explorer.catalogue import UNKNOWN, Counts, Document, Named, Period, Sure
from lawgraph.levels import CERTAIN, LIKELY
from ontology.iri import BASE
from ontology.states import State
from ontology.terms import PREFIXES
from queries.engine import Engine
from queries.result import ResultTable

TOPICS = 5
"""Topics that a document is listed under, at most."""
_PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("lg", "eli", "skos"))
_DOCUMENTS = """SELECT ?d ?title ?work ?level ?place ?kind ?number ?dated ?since ?until {
  ?d a lg:Document ; eli:title ?title .
  OPTIONAL { ?d eli:is_member_of ?work } OPTIONAL { ?d lg:level ?level } OPTIONAL { ?d eli:jurisdiction ?place }
  OPTIONAL { ?d eli:type_document ?kind } OPTIONAL { ?d eli:number ?number }
  OPTIONAL { ?d eli:date_document ?dated } OPTIONAL { ?d eli:first_date_entry_in_force ?since }
  OPTIONAL { ?d eli:date_no_longer_in_force ?until } }"""
_NAMES = """SELECT ?c ?label { %s ?c skos:prefLabel ?label FILTER(LANG(?label) IN ("zh", "en")) }"""
_PLACES = "{ SELECT DISTINCT ?c { ?d a lg:Document ; eli:jurisdiction ?c } }"
_KINDS = "{ SELECT DISTINCT ?c { ?d a lg:Document ; eli:type_document ?c } }"
_IN_SCHEME = f"?c skos:inScheme <{BASE}/scheme/topic> ."
_CODES = "SELECT ?c ?code { %s ?c skos:notation ?code }"
_ISSUERS = "SELECT ?d ?name { ?d a lg:Document ; lg:issuerName ?name }"
_AMENDED = "SELECT ?d ?day { ?d a lg:Document ; lg:dateAmended ?day }"
_REPEALS = "SELECT ?d ?title { ?d a lg:Document ; lg:repealsTitle ?title }"
_PERIODS = """SELECT ?d ?state ?since ?until ?doubt {
  ?p a lg:Period ; lg:periodOf ?d ; lg:state ?state . ?d a lg:Document .
  OPTIONAL { ?p lg:since ?since } OPTIONAL { ?p lg:until ?until } OPTIONAL { ?p lg:reservation ?doubt } }"""
_TOPICS = "SELECT ?d ?t (COUNT(*) AS ?n) { ?p lg:mainTopic ?t ; lg:inDocument ?d } GROUP BY ?d ?t"
_PROVISIONS = "SELECT ?d (COUNT(*) AS ?n) { ?p lg:order ?o ; lg:inDocument ?d } GROUP BY ?d"
_DOUBTFUL = """SELECT ?d (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?f { ?f lg:doubt ?why } } ?f lg:inDocument ?d } GROUP BY ?d"""
_LINKS = """SELECT ?d ?sure (COUNT(*) AS ?n) { ?k lg:%s ?p ; lg:score ?s . ?p lg:inDocument ?d
  BIND(IF(?s >= %s, "certain", IF(?s >= %s, "likely", "unsure")) AS ?sure) } GROUP BY ?d ?sure"""
_DIFFERENCES = """SELECT ?d ?difference (COUNT(*) AS ?n) {
  ?k lg:difference ?difference ; lg:lower ?p . ?p lg:inDocument ?d } GROUP BY ?d ?difference"""
_GAPS = """SELECT ?d ?state ?severity (COUNT(*) AS ?n) {
  ?g lg:gapState ?state ; lg:gapProvision ?p . ?p lg:inDocument ?d OPTIONAL { ?g lg:severity ?severity }
} GROUP BY ?d ?state ?severity"""

Row = list[str]


def documents(engine: Engine) -> tuple[Document, ...]:
    """Return all documents, in the order of their IRIs."""
    counts = _counts(engine)
    texts = _texts(engine)
    return tuple(replace(text, counts=counts.get(iri, Counts())) for iri, text in sorted(texts.items()))


def _ask(engine: Engine, text: str) -> Iterator[Row]:
    result = engine.query(_PROLOGUE + text)
    assert isinstance(result, ResultTable)
    for row in result.rows:
        yield [term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row]


def _texts(engine: Engine) -> dict[str, Document]:
    places = _named(engine, _PLACES, dict(map(_pair, _ask(engine, _CODES % _PLACES))))
    kinds = _named(engine, _KINDS)
    issuers = _grouped(_ask(engine, _ISSUERS))
    amended = _grouped(_ask(engine, _AMENDED))
    topics = _topics(engine)
    found: dict[str, Document] = {}
    for row in sorted(_ask(engine, _DOCUMENTS)):
        iri, title, work, level, place, kind, number, *days = row
        dated, since, until = map(day_of, days)
        last = max(filter(None, map(day_of, amended.get(iri, ()))), default=None)
        document = Document(
            iri,
            title,
            work,
            level or UNKNOWN,
            places.get(place),
            kinds.get(kind),
            number,
            dated,
            last,
            since,
            until,
            tuple(sorted(set(issuers.get(iri, ())))),
            topics.get(iri, ()),
        )
        found.setdefault(iri, document)  # a graph of others may say a thing twice
    periods = _periods(engine)
    standing = {iri: replace(each, periods=periods.get(iri, ())) for iri, each in found.items()}
    return _ended(standing, _ask(engine, _REPEALS))


def _periods(engine: Engine) -> dict[str, tuple[Period, ...]]:
    """Return the periods of documents, in order of time."""
    found: defaultdict[str, list[Period]] = defaultdict(list)
    for iri, state, since, until, doubt in sorted(_ask(engine, _PERIODS)):
        code = state.rsplit("/", 1)[-1]
        if code in frozenset(State):
            found[iri].append(Period(State(code), day_of(since), day_of(until), doubt))
    return {
        iri: tuple(sorted(those, key=lambda each: each.since or date.min)) for iri, those in found.items()
    }


def _ended(texts: dict[str, Document], repeals: Iterable[Row]) -> dict[str, Document]:
    """Say of each text which others take its place: later texts of its rule, and those that repeal it."""
    by_work: defaultdict[str, list[Document]] = defaultdict(list)
    by_title: defaultdict[str, list[Document]] = defaultdict(list)
    for text in texts.values():
        if text.work:
            by_work[text.work].append(text)
    for iri, title in sorted(repeals):
        if iri in texts:
            by_title[title].append(texts[iri])
    return {
        iri: replace(
            text,
            replaced_by=_days(each for each in by_work[text.work] if _is_later(each, text)),
            repealed_by=_days(each for each in by_title[text.title] if _repeals(each, text)),
        )
        for iri, text in texts.items()
    }


def _is_later(other: Document, text: Document) -> bool:
    first, second = (max(filter(None, (each.dated, each.amended)), default=None) for each in (text, other))
    return first is not None and second is not None and first < second


def _repeals(other: Document, text: Document) -> bool:
    """Tell whether a text is the one that another means; of one rule the earlier text is, where both have a date."""
    if other.iri == text.iri:
        return False
    if text.dated is not None and other.dated is not None:
        return text.dated < other.dated
    return other.work != text.work


def _days(texts: Iterable[Document]) -> tuple[tuple[str, date | None], ...]:
    return tuple(sorted(((each.iri, each.since or each.dated) for each in texts), key=lambda pair: pair[0]))


def _counts(engine: Engine) -> dict[str, Counts]:
    provisions = _numbers(engine, _PROVISIONS)
    doubtful = _numbers(engine, _DOUBTFUL)
    upward, downward = (_numbers(engine, _LINKS % (side, CERTAIN, LIKELY)) for side in ("lower", "upper"))
    differences = _numbers(engine, _DIFFERENCES)
    gaps = _numbers(engine, _GAPS)
    every = {key[0] for found in (provisions, doubtful, upward, downward, differences, gaps) for key in found}
    return {
        iri: Counts(
            provisions[(iri,)],
            _sure(upward, iri),
            _sure(downward, iri),
            doubtful[(iri,)],
            _of_state(gaps, iri, "absent"),
            _of_state(gaps, iri, "doubtful"),
            gaps[(iri, "absent", "high")],
            differences[(iri, "stricter")],
            differences[(iri, "looser")],
            differences[(iri, "possible-conflict")],
        )
        for iri in every
    }


def _sure(links: Mapping[tuple[str, ...], int], iri: str) -> Sure:
    return Sure(links[iri, "certain"], links[iri, "likely"], links[iri, "unsure"])


def _of_state(gaps: Mapping[tuple[str, ...], int], iri: str, state: str) -> int:
    return sum(gaps[iri, state, severity] for severity in ("high", "low", ""))


def _numbers(engine: Engine, text: str) -> Counter[tuple[str, ...]]:
    """Return the number of each group; members of a scheme go by their identifiers."""
    found: Counter[tuple[str, ...]] = Counter()
    for iri, *keys, number in _ask(engine, text):
        found[iri, *(key.rsplit("/", 1)[-1] for key in keys)] += int(number)
    return found


def _topics(engine: Engine) -> dict[str, tuple[Named, ...]]:
    names = _named(engine, _IN_SCHEME)
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for document, topic, number in _ask(engine, _TOPICS):
        found[document].append((-int(number), topic))
    return {
        document: tuple(names.get(topic, _unnamed(topic)) for _, topic in sorted(those)[:TOPICS])
        for document, those in found.items()
    }


def _named(engine: Engine, which: str, codes: Mapping[str, str] | None = None) -> dict[str, Named]:
    """Return the names of things by their IRIs, with the code that each has, or the end of its IRI."""
    result = engine.query(_PROLOGUE + _NAMES % which)
    assert isinstance(result, ResultTable)
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for thing, label in result.rows:
        if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
            of_thing = labels[thing.value]
            language = label.language or ""
            of_thing[language] = min(label.value, of_thing.get(language, label.value))
    return {
        iri: Named((codes or {}).get(iri) or _unnamed(iri).code, zh, said.get("en") or zh)
        for iri, said in labels.items()
        if (zh := said.get("zh") or said["en"])
    }


def _unnamed(iri: str) -> Named:
    code = iri.rsplit("/", 1)[-1]
    return Named(code, code, code)


def _pair(row: Row) -> tuple[str, str]:
    first, second = row
    return first, second


def _grouped(rows: Iterable[Row]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in map(_pair, sorted(rows)):
        found[first].append(second)
    return found


def day_of(written: str) -> date | None:
    """Return a day as a graph writes it; nothing for a month, a year or what is none.

    >>> day_of("2020-08-01"), day_of("2020-08")
    (datetime.date(2020, 8, 1), None)
    """
    try:
        return date.fromisoformat(written[:10]) if len(written) >= 10 else None
    except ValueError:
        return None
