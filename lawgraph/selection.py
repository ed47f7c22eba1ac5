"""A part of a graph, as a graph: what of it an export writes, by document, level, topic, department, state or query.

1. Documents and levels choose documents. Of one document that is named its links with any other are chosen, and of the
   other the provisions that these join; of several that are named only the links between them.
2. Topics, departments and a query choose provisions, with all their parts and with all that they are part of. A link is
   chosen with either of its provisions (the smallest that carry it, or the units that these lie in), and brings both
   units with it.
3. States choose among links and gaps; without a state all are chosen.
4. What is not chosen is not there: nothing of what is chosen points to it. What every graph has (bodies, divisions,
   schemes, the data set) stays.
5. Nothing named means the whole graph. What names nothing in the graph is refused, with what there is.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

import pyoxigraph as ox

from lawgraph.levels import sureness
from lawgraph.stored_links import DocumentNotFound, Reader, last
from ontology.terms import LG
from queries.engine import EmbeddedEngine, Engine
from queries.quads import quads
from queries.result import ResultTable

__all__ = ["EVERYTHING", "NothingSelected", "Selection", "selected"]

_LEVELS = {
    "national": ("国家", "国家级"),
    "province": ("省", "省级"),
    "prefecture": ("市", "市级", "州", "地级"),
    "county": ("县", "县级", "区"),
}
_OF_LINKS = {"certain": "确定", "likely": "很可能", "unsure": "待核", "reviewed": "已审核"}
_OF_GAPS = {"absent": "无对应", "doubtful": "待核", "formal": "无需对应"}


class NothingSelected(Exception):
    """A selection names what the graph does not have, or chooses nothing."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a graph.

    ``documents`` are titles, parts of titles or IRIs; ``levels`` national, province, prefecture, county or 国家, 省,
    市, 县; ``topics`` and ``departments`` names or parts of names (a department also by its function: 财政);
    ``states`` of links (certain, likely, unsure, reviewed, or 确定, 很可能, 待核, 已审核) and of gaps (absent,
    doubtful, formal, or 无对应, 待核, 无需对应); ``query`` a SELECT whose first column holds IRIs of provisions,
    documents, facts or links.
    """

    documents: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    query: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


EVERYTHING = Selection()


def selected(engine: Engine, selection: Selection) -> Engine:
    """Return the engine of the selected part of ``engine``'s graph, in memory; ``engine`` itself for everything.

    Raises :class:`NothingSelected` where a name fits nothing or nothing fits all of them, and what the engine raises.
    """
    if not selection:
        return engine
    reader = Reader(engine)
    tree = _Tree(reader)
    return EmbeddedEngine(_store(engine, _Sieve(reader, tree, _kept(reader, tree, selection))))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept, by IRI."""

    documents: frozenset[str]
    provisions: frozenset[str]
    links: frozenset[str]  # correspondences and gaps


def _kept(reader: Reader, tree: _Tree, selection: Selection) -> _Kept:
    named = _documents(reader, selection.documents)
    known = {str(iri): level for iri, level in reader.ask(_KNOWN)}
    levels = _of_levels(selection.levels)
    chosen = {
        iri for iri in known if (not named or iri in named) and (levels is None or known[iri] in levels)
    }
    hits = _provisions(reader, tree, selection)
    provisions = {each for each, document in tree.document.items() if document in chosen}
    if hits is not None:
        provisions &= hits
    if not provisions:
        raise NothingSelected(
            "没有同时符合所选各项的条款，请去掉一项再试。"
            "No provision fits all that was selected; leave out one and try again."
        )
    links, joined = _links(reader, tree, chosen, provisions, _states(selection.states), alone=len(named) == 1)
    provisions = tree.whole(provisions | joined)
    if hits is not None:
        chosen = {
            document for document in chosen if any(tree.document[each] == document for each in provisions)
        }
    return _Kept(
        frozenset(chosen | {tree.document[each] for each in provisions}),
        frozenset(provisions),
        frozenset(links),
    )


class _Tree:
    """The provisions of a graph: the document of each, and what each is part of."""

    def __init__(self, reader: Reader) -> None:
        self.document: dict[str, str] = {}
        self.parent: dict[str, str] = {}
        for provision, document, parent in reader.ask(_TREE):
            self.document[str(provision)] = str(document)
            if parent is not None and parent != document:
                self.parent[str(provision)] = parent

    def above(self, provision: str) -> Iterator[str]:
        """Yield a provision and all that it is part of, from the inside."""
        at: str | None = provision
        while at is not None:
            yield at
            at = self.parent.get(at)

    def within(self, hits: set[str]) -> set[str]:
        """Return the provisions in ``hits`` with all their parts."""
        return {each for each in self.document if not hits.isdisjoint(self.above(each))}

    def whole(self, hits: set[str]) -> set[str]:
        """Return the provisions in ``hits`` with all that they are part of."""
        return {above for each in hits for above in self.above(each)}


def _links(
    reader: Reader,
    tree: _Tree,
    chosen: set[str],
    provisions: set[str],
    states: tuple[frozenset[str], frozenset[str]] | None,
    *,
    alone: bool,
) -> tuple[set[str], set[str]]:
    """Return the links and gaps that are chosen, and the provisions that the links join."""
    kept: set[str] = set()
    joined: set[str] = set()
    for link in _correspondences(reader):
        documents = {tree.document.get(each) for each in link.units}
        if not (documents & chosen if alone else documents <= chosen) or provisions.isdisjoint(
            (*link.ends, *link.units)
        ):
            continue
        words = {sureness(link.score)} | ({_OF_LINKS["reviewed"]} if link.reviewed else set())
        if states is None or words & states[0]:
            kept.add(link.iri)
            joined.update(link.units)
    for gap, provision, against, state, _ in map(_all_said, reader.ask(_GAPS)):
        between = alone or {tree.document.get(provision), against} <= chosen
        if provision in provisions and between and (states is None or last(state) in states[1]):
            kept.add(gap)
    return kept, tree.within(joined)


class _Correspondence(NamedTuple):
    """A link: the smallest provisions that carry it and their units, each the lower and the upper one."""

    iri: str
    ends: tuple[str, str]
    units: tuple[str, str]
    score: float
    reviewed: bool


def _correspondences(reader: Reader) -> Iterator[_Correspondence]:
    for row in reader.ask(_CORRESPONDENCES):
        iri, lower, upper, lower_unit, upper_unit, score, review = (value or "" for value in row)
        yield _Correspondence(iri, (lower, upper), (lower_unit, upper_unit), float(score), bool(review))


def _all_said(row: tuple[str | None, ...]) -> tuple[str, str, str, str, str]:
    one, two, three, four, five = (value or "" for value in row)
    return one, two, three, four, five


class _Sieve:
    """Tells which quads belong to what is kept."""

    def __init__(self, reader: Reader, tree: _Tree, kept: _Kept) -> None:
        known = set(tree.document) | {str(iri) for iri, _ in reader.ask(_KNOWN)}
        known |= {str(row[0]) for row in reader.ask(_LINKS)}
        stays = kept.documents | kept.provisions | kept.links
        self._known, self._gone = known, known - stays
        links = [link for link in _correspondences(reader) if link.iri in kept.links]
        self._shortcuts = {pair for link in links for pair in (link.ends, link.units)}
        self._places: set[str] = set()

    def keeps(self, quad: ox.Quad) -> bool:
        """Tell whether a quad stays; of places nothing is told before all else has been asked."""
        subject, ends = quad.subject, [quad.subject, quad.object]
        if isinstance(quad.graph_name, ox.NamedNode) and self._is_gone(quad.graph_name.value):
            return False
        if any(isinstance(end, ox.NamedNode) and self._is_gone(end.value) for end in ends):
            return False
        if quad.predicate.value == LG.correspondsTo:
            return tuple(end.value for end in ends if isinstance(end, ox.NamedNode)) in self._shortcuts
        if isinstance(subject, ox.NamedNode) and _place(subject.value):
            return False
        if isinstance(quad.object, ox.NamedNode) and _place(quad.object.value):
            self._places.add(quad.object.value)
        return True

    def keeps_place(self, quad: ox.Quad) -> bool:
        """Tell whether a quad is of a place that something kept stands at."""
        return isinstance(quad.subject, ox.NamedNode) and _place(quad.subject.value) in self._places

    def _is_gone(self, iri: str) -> bool:
        """Tell whether an IRI is of what is left out: the innermost known thing that its path continues."""
        while iri not in self._known:
            iri, slash, _ = iri.rpartition("/")
            if not slash:
                return False
        return iri in self._gone


def _place(iri: str) -> str:
    """Return the place that an IRI names, or whose selector it names; of any other nothing.

    >>> _place("https://w3id.org/lawgraph/source/ab#selector=3,9")
    'https://w3id.org/lawgraph/source/ab#char=3,9'
    """
    source, mark, there = iri.partition("#")
    kind, equals, offsets = there.partition("=")
    return f"{source}#char={offsets}" if mark and equals and kind in ("char", "selector") else ""


def _store(engine: Engine, sieve: _Sieve) -> ox.Store:
    """Return the quads that are kept, in memory."""
    store = ox.Store()
    found = list(quads(engine))
    store.extend(filter(sieve.keeps, found))
    store.extend(filter(sieve.keeps_place, found))
    return store


def _documents(reader: Reader, names: Iterable[str]) -> list[str]:
    try:
        return list(dict.fromkeys(reader.document(name) for name in names))
    except DocumentNotFound as error:
        raise NothingSelected(str(error)) from error


def _of_levels(names: tuple[str, ...]) -> set[str] | None:
    """Return the levels that the names mean, nothing for no names."""
    wanted: set[str] = set()
    for name in names:
        found = [level for level, others in _LEVELS.items() if name == level or name in others]
        if not found:
            raise _unknown("level", name, [f"{level} ({others[0]})" for level, others in _LEVELS.items()])
        wanted.update(found)
    return wanted or None


def _states(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the states of links and those of gaps that the names mean, nothing for no names."""
    if not names:
        return None
    links: set[str] = set()
    gaps: set[str] = set()
    for name in names:
        links.update(chinese for code, chinese in _OF_LINKS.items() if name in (code, chinese))
        gaps.update(code for code, chinese in _OF_GAPS.items() if name in (code, chinese))
        if name not in {*_OF_LINKS, *_OF_LINKS.values(), *_OF_GAPS, *_OF_GAPS.values()}:
            known = [f"{code} ({chinese})" for code, chinese in (_OF_LINKS | _OF_GAPS).items()]
            raise _unknown("state", name, known)
    return frozenset(links), frozenset(gaps)


_KNOWN = "SELECT ?d ?level { ?d a lg:Document OPTIONAL { ?d lg:level ?level } }"
_TREE = "SELECT ?p ?d ?w { ?p lg:path ?path ; lg:inDocument ?d OPTIONAL { ?p eli:is_part_of ?w } }"
_LINKS = "SELECT DISTINCT ?l { ?l a ?c VALUES ?c { lg:Correspondence lg:Gap } }"
_CORRESPONDENCES = """SELECT ?l ?lower ?upper ?lower_unit ?upper_unit ?score ?review {
  ?l a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:lowerUnit ?lower_unit ; lg:upperUnit ?upper_unit .
  ?l lg:score ?score OPTIONAL { ?l lg:review ?review }
}"""
_GAPS = """SELECT ?g ?p ?against ?state ?review {
  ?g a lg:Gap ; lg:gapProvision ?p ; lg:against ?against
  OPTIONAL { ?g lg:gapState ?state } OPTIONAL { ?g lg:review ?review }
}"""
_OF_TOPIC = "SELECT ?hit { ?hit lg:hasTopic ?topic . VALUES ?topic { %s } }"
_OF_BODY = """SELECT DISTINCT ?hit {
  VALUES ?body { %s } { ?fact lg:body ?body } UNION { ?fact lg:bearer ?body } UNION { ?fact lg:mentions ?body }
  ?fact lg:inProvision ?hit
}"""
_OF_ANYTHING = """SELECT DISTINCT ?hit {
  VALUES ?one { %s }
  { ?one lg:path ?path BIND(?one AS ?hit) } UNION { ?hit lg:inDocument ?one ; lg:path ?path }
  UNION { ?one lg:inProvision|lg:lowerUnit|lg:upperUnit|lg:gapProvision ?hit }
}"""
_TOPICS = 'SELECT DISTINCT ?t ?n { ?p lg:hasTopic ?t . ?t skos:prefLabel ?n FILTER(LANG(?n) = "zh") }'
_BODIES = """SELECT DISTINCT ?b ?n {
  { SELECT DISTINCT ?b { { ?f lg:body ?b } UNION { ?f lg:bearer ?b } UNION { ?f lg:mentions ?b } } }
  { ?b skos:prefLabel|skos:altLabel ?n } UNION { ?b lg:function/skos:prefLabel ?n FILTER(LANG(?n) = "zh") }
}"""


def _provisions(reader: Reader, tree: _Tree, selection: Selection) -> set[str] | None:
    """Return the provisions that topics, departments and query choose, nothing where none of them is named."""
    asked: list[Iterator[tuple[str | None, ...]]] = []
    if selection.topics:
        asked.append(reader.ask(_OF_TOPIC % _meant(reader, "topic", _TOPICS, selection.topics)))
    if selection.departments:
        asked.append(reader.ask(_OF_BODY % _meant(reader, "department", _BODIES, selection.departments)))
    if selection.query:
        asked.append(reader.ask(_OF_ANYTHING % _values(_of_query(reader.engine, selection.query))))
    found = [tree.within({str(row[0]) for row in rows}) for rows in asked]
    return set.intersection(*found) if found else None


def _meant(reader: Reader, what: str, query: str, names: tuple[str, ...]) -> str:
    """Return the IRIs of what the names mean, as the values of a query."""
    known = [(str(iri), str(name)) for iri, name in reader.ask(query)]
    meant: dict[str, None] = {}
    for name in names:
        exact = [iri for iri, each in known if name in (each, iri, iri.rsplit("/", 1)[-1])]
        found = exact or [iri for iri, each in known if name in each]
        if not found:
            raise _unknown(what, name, [each for _, each in known])
        meant.update(dict.fromkeys(found))
    return _values(meant)


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _of_query(engine: Engine, query: str) -> list[str]:
    result = engine.query(query)
    if not isinstance(result, ResultTable):
        raise NothingSelected(
            "query: 选择用的查询须为 SELECT，第一列为 IRI。"
            "A query that selects is a SELECT with IRIs in its first column."
        )
    first = (row[0] for row in result.rows if row)
    return list(dict.fromkeys(term.value for term in first if isinstance(term, ox.NamedNode)))


def _unknown(what: str, name: str, known: Iterable[str]) -> NothingSelected:
    listed = sorted(set(known))
    near = (
        [each for each in listed if name in each]
        or difflib.get_close_matches(name, listed, n=5, cutoff=0.3)
        or listed[:8]
    )
    return NothingSelected(
        f"{what} {name}: 图谱中没有，相近的有：{'、'.join(near[:8]) or '无'}。"
        f"The graph has none of this name; near are: {', '.join(near[:8]) or 'none'}."
    )
