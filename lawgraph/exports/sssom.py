"""Correspondences and gaps as SSSOM/TSV, as mapping tools and the reviews of this program read them.

Rows are those of ``lawgraph review template``, of all pairs of documents: what nobody decided is the program's
(``semapv:CompositeMatching``), what somebody did has the author and the day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from lawgraph.stored_links import Reader
    from queries.engine import Engine

_COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_source",
    "predicate_id",
    "object_id",
    "object_label",
    "object_source",
    "mapping_justification",
    "author_id",
    "mapping_date",
    "confidence",
    "comment",
)
_LINKS = """SELECT ?k ?lower ?upper ?score ?strength ?difference ?for ?review {
  ?k a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:score ?score .
  ?lower lg:order ?order ; lg:inDocument ?document .
  OPTIONAL { ?k lg:strength ?strength } OPTIONAL { ?k lg:difference ?difference }
  OPTIONAL { ?k lg:differenceFor ?for } OPTIONAL { ?k lg:review ?review }
} ORDER BY ?document ?order DESC(?score) ?upper ?k"""
_GAPS = """SELECT ?g ?side ?provision ?against ?probability ?review {
  ?g a lg:Gap ; lg:side ?side ; lg:gapProvision ?provision ; lg:against ?against .
  ?provision lg:order ?order ; lg:inDocument ?document .
  OPTIONAL { ?g lg:probability ?probability } OPTIONAL { ?g lg:review ?review }
} ORDER BY ?side ?document ?order ?against ?g"""
_PROVISIONS = """SELECT DISTINCT ?p ?label ?path ?work ?text ?place {
  { ?k lg:lower|lg:upper ?p } UNION { ?g lg:gapProvision ?p }
  ?p lg:path ?path ; lg:inDocument ?d .
  OPTIONAL { ?p rdfs:label ?label FILTER(LANG(?label) = "zh") }
  OPTIONAL { ?d eli:is_member_of ?work }
  OPTIONAL { ?p lg:text ?text } OPTIONAL { ?p lg:place ?place }
}"""
_SOURCES = "SELECT ?s ?c { ?s lg:sourceCharacters ?c }"


def write(engine: Engine, path: Path) -> None:
    """Write the links of ``engine``'s graph as SSSOM/TSV in UTF-8."""
    from lawgraph.reviews.reading import OWN
    from lawgraph.reviews.template import metadata
    from lawgraph.stored_links import Reader

    table = io.StringIO()
    writer = csv.DictWriter(table, (*_COLUMNS, *OWN), restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(Reader(engine)))
    rows = table.getvalue()
    named = metadata(sha256(rows.encode()).hexdigest()[:16], "条款对应与缺口", {}, "lawgraph")
    head = "".join(f"#{line}\n" for line in named)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + rows, "utf-8", newline="\n")


def _rows(reader: Reader) -> Iterator[dict[str, str]]:
    from lawgraph.reviews.decisions import NO_DIFFERENCE
    from lawgraph.reviews.template import curie
    from lawgraph.stored_links import last

    of = _provisions(reader)
    for _, lower, upper, score, strength, difference, party, review in reader.ask(_LINKS):
        yield {
            **_judged(score, review),
            **_side("subject", of[lower or ""]),
            **_side("object", of[upper or ""]),
            "strength": last(strength),
            "difference": last(difference) or NO_DIFFERENCE,
            "difference_for": party or "",
        }
    for _, side, provision, against, probability, review in reader.ask(_GAPS):
        here, there = ("subject", "object") if side == "lower" else ("object", "subject")
        yield {
            **_judged(probability, review),
            **_side(here, of[provision or ""]),
            f"{there}_id": "sssom:NoTermFound",
            f"{there}_source": curie(against or ""),
        }


def _judged(score: str | None, review: str | None) -> dict[str, str]:
    """Return what a row says of who found it: the program, or whoever decided and when."""
    from lawgraph.reviews.sssom import PREFIXES, MappingSet

    said = {"predicate_id": "lg:correspondsTo", "comment": review or ""}
    if score is not None:
        said["confidence"] = f"{float(score):.4g}"
    authors, _, day = (review or "").rpartition(" ")
    known = MappingSet(Path(), {"curie_map": PREFIXES})
    names = [name.strip() for name in authors.split(",")]
    if not authors or not all(map(known.expand, names)):
        return said | {"mapping_justification": "semapv:CompositeMatching"}
    return said | {
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_id": "|".join(names),
        "mapping_date": day,
    }


def _side(name: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{column}": value for column, value in cells.items()}


def _provisions(reader: Reader) -> dict[str, dict[str, str]]:
    """Return the cells of each provision that a link or a gap names: its words are those that are printed."""
    from lawgraph.reviews.template import curie
    from ontology.iri import text_digest
    from queries.words import place_of

    sources = {source or "": characters or "" for source, characters in reader.ask(_SOURCES)}
    found: dict[str, tuple[str, str, str, dict[int, str]]] = {}
    for iri, label, path, work, text, place in reader.ask(_PROVISIONS):
        printed = found.setdefault(iri or "", (label or path or "", work or "", text or "", {}))[3]
        if place is not None:
            source, (start, end) = place_of(place)
            printed[start] = sources.get(source, "")[start:end]
    cells = {}
    for iri, (label, work, text, printed) in found.items():
        words = "".join(printed[start] for start in sorted(printed)) or text
        same = text_digest(words) == text_digest(text)  # but for line breaks
        cells[iri] = {
            "id": curie(iri),
            "label": " ".join(label.split()),
            "source": curie(work) if work else "",
            "quote": " ".join((text if same else words).split()),
            "sha256": text_digest(words),
        }
    return cells


EXPORT = Export(
    "sssom",
    "对应与缺口（SSSOM/TSV），供映射工具使用，也可改写后作为人工审核读回",
    "links and gaps as SSSOM/TSV, for mapping tools; filled in, they are read back as reviews",
    write,
)
