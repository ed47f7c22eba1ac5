"""Links between two documents of a built graph, as the rows of ``docs/contract.md``.

The rows are the same as those that ``ingest.write.jsonl.link_rows`` gives for two files: they are read back
from the graph, so that a program needs neither the sources nor a second reading of them.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
from msgspec import UNSET

from ingest.contract import ComparisonRow, CorrespondenceRow, EvidenceRow, GapRow, OnlyIn, Row, Spans
from ingest.model import Difference, GapState, Relation, Severity, Strength
from lawgraph.store import leased
from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.engine import EmbeddedEngine, Engine
from queries.result import ResultTable, Term
from queries.words import Reading, readings, spans_at, words_at

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("lg", "eli", "rdfs", "skos"))


class DocumentNotFound(Exception):
    """A graph has no document of this name."""

    def __init__(self, name: str, known: dict[str, str]) -> None:
        near = difflib.get_close_matches(name, [*known, *known.values()], n=3, cutoff=0.3) or list(
            known.values()
        )
        listed = "; ".join(near[:5])
        super().__init__(
            f"{name}: 图谱中没有这份文件，现有：{listed}。The graph has no such document; there are: {listed}."
        )


def _value(term: Term | None) -> str | None:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else None


class Reader:
    """Asks an engine; rows come as plain values."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def ask(self, text: str) -> Iterator[tuple[str | None, ...]]:
        """Yield the rows of a SELECT, IRIs and literals as strings."""
        result = self.engine.query(_PROLOGUE + text)
        assert isinstance(result, ResultTable)
        return (tuple(_value(term) for term in row) for row in result.rows)

    def document(self, name: str) -> str:
        """Return the IRI of the document that ``name`` means: its IRI, its last segment, its title or a part of it."""
        known = {
            str(iri): str(title)
            for iri, title in self.ask("SELECT ?d ?t { ?d a lg:Document ; eli:title ?t }")
        }
        for iri, title in known.items():
            if name in (iri, iri.removeprefix(BASE + "/"), iri.rsplit("/", 1)[-1], title):
                return iri
        parts = [iri for iri, title in known.items() if name in title]
        if len(parts) == 1:
            return parts[0]
        raise DocumentNotFound(name, known)

    def readings(self, document: str, provisions: Iterable[str] | None = None) -> dict[str, Reading]:
        """Return what stands in the provisions of a document, by their IRIs; in some of them where they are given."""
        some = "" if provisions is None else f"VALUES ?p {{ {' '.join(f'<{each}>' for each in provisions)} }}"
        sources = self.ask(
            f"SELECT ?s ?c {{ <{document}> eli:is_realized_by/lg:source ?s . ?s lg:sourceCharacters ?c }}"
        )
        rows = self.ask(
            f"SELECT ?p ?t ?place {{ {some} ?p lg:inDocument <{document}> ; lg:path ?path ; lg:text ?t ; "
            "lg:place ?place }"
        )
        return readings(
            ((p or "", t or "", place or "") for p, t, place in rows), {s or "": c or "" for s, c in sources}
        )

    def evidence(
        self, above: str, below: str, upper: dict[str, Reading], lower: dict[str, Reading]
    ) -> dict[str, list[EvidenceRow]]:
        """Return the evidence of each correspondence of two documents, in its order, given their readings."""
        rows = self.ask(
            f"""SELECT ?k ?e ?signal ?w ?lp ?up
              (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?ls)
              (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?us)
            {{
                ?k lg:lowerUnit ?lp ; lg:upperUnit ?up ; lg:evidence ?e .
                ?lp lg:inDocument <{below}> . ?up lg:inDocument <{above}> .
                ?e lg:signal ?signal ; lg:weight ?w ; lg:lowerPlace ?l ; lg:upperPlace ?u .
            }} GROUP BY ?k ?e ?signal ?w ?lp ?up"""
        )
        found: defaultdict[str, list[EvidenceRow]] = defaultdict(list)
        for link, _, signal, weight, low, up, low_places, up_places in sorted(rows, key=_by_number):
            low_words, low_spans = words_at(lower.get(low or ""), low_places or "")
            up_words, up_spans = words_at(upper.get(up or ""), up_places or "")
            found[link or ""].append(
                EvidenceRow(
                    signal=signal or "",
                    weight=float(weight or 0),
                    lower_text=low_words,
                    lower_spans=low_spans,
                    upper_text=up_words,
                    upper_spans=up_spans,
                )
            )
        return found

    def sentences(self, above: str, below: str) -> dict[tuple[str, str], Spans]:
        """Return where the sentences stand that carry a correspondence, by its IRI and the side."""
        rows = self.ask(
            f"""SELECT ?k ?side (GROUP_CONCAT(DISTINCT STR(?place); SEPARATOR=" ") AS ?places) {{
                ?k lg:lower/lg:inDocument <{below}> ; lg:upper/lg:inDocument <{above}> .
                {{ ?k lg:lowerPlace ?place BIND("lower" AS ?side) }}
                UNION {{ ?k lg:upperPlace ?place BIND("upper" AS ?side) }}
            }} GROUP BY ?k ?side"""
        )
        return {(link or "", side or ""): spans_at(places or "") for link, side, places in rows}

    def only_in(
        self, above: str, below: str, upper: dict[str, Reading], lower: dict[str, Reading]
    ) -> dict[str, list[OnlyIn]]:
        """Return what only one side of each correspondence has, in its order, given the readings of both."""
        rows = self.ask(
            f"""SELECT ?k ?o ?lp ?up
              (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?ls)
              (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?us)
            {{
                ?k lg:onlyIn ?o ; lg:lowerUnit ?lp ; lg:upperUnit ?up .
                ?lp lg:inDocument <{below}> . ?up lg:inDocument <{above}> .
                OPTIONAL {{ ?o lg:lowerPlace ?l }} OPTIONAL {{ ?o lg:upperPlace ?u }}
            }} GROUP BY ?k ?o ?lp ?up"""
        )
        found: defaultdict[str, list[OnlyIn]] = defaultdict(list)
        for link, _, low, up, low_places, up_places in sorted(rows, key=_by_number):
            if low_places:
                found[link or ""].append(OnlyIn("lower", *words_at(lower.get(low or ""), low_places)))
            else:
                found[link or ""].append(OnlyIn("upper", *words_at(upper.get(up or ""), up_places or "")))
        return found


def _by_number(row: tuple[str | None, ...]) -> int:
    return int((row[1] or "-0").rsplit("-", 1)[-1])


def stored_link_rows(directory: Path, upper: str, lower: str) -> Iterator[Row]:
    """Return the correspondences and gaps between two documents of the graph in ``directory``.

    Raises :class:`DocumentNotFound` and :class:`queries.errors.GraphNotFound`.
    """
    with leased(directory) as generation:
        return iter(tuple(rows_of(EmbeddedEngine.open(generation.store), upper, lower)))


def rows_of(engine: Engine, upper: str, lower: str) -> Iterator[Row]:
    """Yield the correspondences and gaps between two documents of ``engine``'s graph.

    Raises :class:`DocumentNotFound`.
    """
    reader = Reader(engine)
    above, below = reader.document(upper), reader.document(lower)
    yield from _correspondences(reader, above, below)
    yield from _gaps(reader, above, below)


def last(iri: str | None) -> str:
    """Return the last part of an IRI; nothing for none."""
    return (iri or "").rsplit("/", 1)[-1]


def _correspondences(reader: Reader, above: str, below: str) -> Iterator[Row]:
    readings = reader.readings(above), reader.readings(below)
    evidence = reader.evidence(above, below, *readings)
    sentences = reader.sentences(above, below)
    only_in = reader.only_in(above, below, *readings)
    rows = reader.ask(
        f"""SELECT ?k ?l ?u ?lower ?upper ?r ?s ?dim ?lq ?uq ?v ?strength ?difference ?for ?group ?who {{
            ?k a lg:Correspondence ; lg:lower ?lp ; lg:upper ?up ; lg:relation ?r ; lg:score ?s .
            ?k lg:lowerUnit ?below ; lg:upperUnit ?above .
            ?lp lg:inDocument <{below}> ; lg:path ?l ; lg:order ?lo .
            ?up lg:inDocument <{above}> ; lg:path ?u ; lg:order ?uo .
            ?below lg:path ?lower ; lg:order ?lower_order . ?above lg:path ?upper ; lg:order ?upper_order .
            OPTIONAL {{ ?k lg:review ?who }}
            OPTIONAL {{
                ?k lg:comparisonDimension ?dim ; lg:verdict ?v ;
                    lg:lowerQuantity/lg:text ?lq ; lg:upperQuantity/lg:text ?uq .
            }}
            OPTIONAL {{ ?k lg:strength ?strength }} OPTIONAL {{ ?k lg:difference ?difference }}
            OPTIONAL {{ ?k lg:differenceFor ?for }} OPTIONAL {{ ?k lg:group ?group }}
        }} ORDER BY ?lower_order DESC(?s) ?upper_order ?lo ?uo"""
    )
    for row in rows:
        iri, low, up, low_unit, up_unit, relation, score, dimension, *facets = row
        low_quantity, up_quantity, verdict, *facets = facets
        strength, difference, party, group, who = facets
        key = iri or ""
        yield CorrespondenceRow(
            id=key,
            lower=low or "",
            upper=up or "",
            relation=Relation(last(relation)),
            score=float(score or 0),
            evidence=tuple(evidence[key]),
            comparison=None
            if dimension is None
            else ComparisonRow(
                dimension=dimension, lower=low_quantity or "", upper=up_quantity or "", verdict=verdict or ""
            ),
            strength=Strength(last(strength)).value if strength else UNSET,
            difference=Difference(last(difference)).value if difference else None,
            difference_for=party,
            lower_spans=sentences.get((key, "lower"), ()),
            upper_spans=sentences.get((key, "upper"), ()),
            group=group,
            only_in=tuple(only_in.get(key, ())),
            review=who or UNSET,
            lower_unit=low_unit or UNSET,
            upper_unit=up_unit or UNSET,
        )


def _gaps(reader: Reader, above: str, below: str) -> Iterator[Row]:
    sides: tuple[tuple[Literal["lower", "upper"], str, str], ...]
    sides = (("upper", above, below), ("lower", below, above))
    for side, own, other in sides:
        rows = reader.ask(
            f"""SELECT ?g ?path ?nearest ?score ?reason ?state ?probability ?severity ?who {{
                ?g a lg:Gap ; lg:side "{side}" ; lg:against <{other}> ; lg:gapProvision ?p ; lg:reason ?reason .
                ?p lg:inDocument <{own}> ; lg:path ?path ; lg:order ?order .
                OPTIONAL {{ ?g lg:nearest/lg:path ?nearest }} OPTIONAL {{ ?g lg:nearestScore ?score }}
                OPTIONAL {{ ?g lg:gapState ?state ; lg:probability ?probability ; lg:severity ?severity }}
                OPTIONAL {{ ?g lg:review ?who }}
            }} ORDER BY ?order"""
        )
        for iri, path, nearest, score, reason, state, probability, severity, who in rows:
            yield GapRow(
                id=iri or "",
                side=side,
                path=path or "",
                nearest=nearest,
                nearest_score=float(score or 0),
                reason=reason or "",
                state=GapState(last(state)).value if state else UNSET,
                probability=float(probability) if probability else UNSET,
                severity=Severity(last(severity)).value if severity else UNSET,
                review=who or UNSET,
            )
