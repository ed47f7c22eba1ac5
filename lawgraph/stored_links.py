"""Links between two documents of a built graph, as the rows of ``docs/contract.md``.

The rows are the same as those that ``ingest.write.jsonl.link_rows`` gives for two files: they are read back
from the graph, so that a program needs neither the sources nor a second reading of them.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
from msgspec import UNSET

from ingest.contract import ComparisonRow, CorrespondenceRow, EvidenceRow, GapRow, Row
from ingest.model import Relation
from lawgraph.store import leased
from ontology.iri import BASE
from ontology.terms import ELI, LG
from queries.engine import EmbeddedEngine
from queries.result import ResultTable, Term
from queries.words import Reading, readings, words_at

_PROLOGUE = f"PREFIX lg: <{LG.NAMESPACE}> PREFIX eli: <{ELI.NAMESPACE}>\n"


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


class _Reader:
    def __init__(self, store: Path) -> None:
        self.engine = EmbeddedEngine.open(store)

    def ask(self, text: str) -> Iterator[tuple[str | None, ...]]:
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

    def readings(self, document: str) -> dict[str, Reading]:
        """Return what stands in the provisions of a document, by their IRIs."""
        sources = self.ask(
            f"SELECT ?s ?c {{ <{document}> eli:is_realized_by/lg:source ?s . ?s lg:sourceCharacters ?c }}"
        )
        rows = self.ask(
            f"SELECT ?p ?t ?place {{ ?p lg:inDocument <{document}> ; lg:path ?path ; lg:text ?t ; lg:place ?place }}"
        )
        return readings(
            ((p or "", t or "", place or "") for p, t, place in rows), {s or "": c or "" for s, c in sources}
        )

    def evidence(self, above: str, below: str) -> dict[str, list[EvidenceRow]]:
        """Return the evidence of each correspondence of two documents, in its order."""
        lower, upper = self.readings(below), self.readings(above)
        rows = self.ask(
            f"""SELECT ?k ?e ?signal ?w ?lp ?up
              (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?ls)
              (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?us)
            {{
                ?k lg:lower ?lp ; lg:upper ?up ; lg:evidence ?e .
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


def _by_number(row: tuple[str | None, ...]) -> int:
    return int((row[1] or "-0").rsplit("-", 1)[-1])


def stored_link_rows(directory: Path, upper: str, lower: str) -> Iterator[Row]:
    """Return the correspondences and gaps between two documents of the graph in ``directory``.

    Raises :class:`DocumentNotFound` and :class:`queries.errors.GraphNotFound`.
    """
    with leased(directory) as generation:
        reader = _Reader(generation.store)
        above, below = reader.document(upper), reader.document(lower)
        return iter([*_correspondences(reader, above, below), *_gaps(reader, above, below)])


def _last(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


def _correspondences(reader: _Reader, above: str, below: str) -> Iterator[Row]:
    evidence = reader.evidence(above, below)
    rows = reader.ask(
        f"""SELECT ?k ?l ?u ?r ?s ?dim ?lq ?uq ?v ?who {{
            ?k a lg:Correspondence ; lg:lower ?lp ; lg:upper ?up ; lg:relation ?r ; lg:score ?s .
            ?lp lg:inDocument <{below}> ; lg:path ?l ; lg:order ?lo .
            ?up lg:inDocument <{above}> ; lg:path ?u ; lg:order ?uo .
            OPTIONAL {{ ?k lg:review ?who }}
            OPTIONAL {{
                ?k lg:comparisonDimension ?dim ; lg:verdict ?v ;
                    lg:lowerQuantity/lg:text ?lq ; lg:upperQuantity/lg:text ?uq .
            }}
        }} ORDER BY ?lo DESC(?s) ?uo"""
    )
    for iri, low, up, relation, score, dimension, low_quantity, up_quantity, verdict, who in rows:
        yield CorrespondenceRow(
            id=iri or "",
            lower=low or "",
            upper=up or "",
            relation=Relation(_last(relation)),
            score=float(score or 0),
            evidence=tuple(evidence[iri or ""]),
            comparison=None
            if dimension is None
            else ComparisonRow(
                dimension=dimension, lower=low_quantity or "", upper=up_quantity or "", verdict=verdict or ""
            ),
            review=who or UNSET,
        )


def _gaps(reader: _Reader, above: str, below: str) -> Iterator[Row]:
    sides: tuple[tuple[Literal["lower", "upper"], str, str], ...]
    sides = (("lower", below, above), ("upper", above, below))
    for side, own, other in sides:
        rows = reader.ask(
            f"""SELECT ?g ?path ?nearest ?score ?reason ?who {{
                ?g a lg:Gap ; lg:side "{side}" ; lg:against <{other}> ; lg:gapProvision ?p ; lg:reason ?reason .
                ?p lg:inDocument <{own}> ; lg:path ?path ; lg:order ?order .
                OPTIONAL {{ ?g lg:nearest/lg:path ?nearest }} OPTIONAL {{ ?g lg:nearestScore ?score }}
                OPTIONAL {{ ?g lg:review ?who }}
            }} ORDER BY ?order"""
        )
        for iri, path, nearest, score, reason, who in rows:
            yield GapRow(
                id=iri or "",
                side=side,
                path=path or "",
                nearest=nearest,
                nearest_score=float(score or 0),
                reason=reason or "",
                review=who or UNSET,
            )
