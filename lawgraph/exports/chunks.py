"""The texts in pieces for retrieval, a line of JSON a piece: an article, a task, or what stands outside of them.

Each leaf of a document is in one piece. Chapters, sections and annexes are no pieces but the way to them
(``label_path``), save those that have nothing in them, or only the names of members.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.exports import Export

if TYPE_CHECKING:
    from lawgraph.outline import Provision
    from lawgraph.stored_links import Reader
    from queries.engine import Engine

_AROUND = frozenset({"chapter", "section", "annex"})
_DOCUMENTS = """SELECT ?d ?title ?number ?level ?date ?force {
  ?d a lg:Document ; eli:title ?title OPTIONAL { ?d eli:number ?number } OPTIONAL { ?d lg:level ?level }
  OPTIONAL { ?d eli:date_document ?date } OPTIONAL { ?d eli:first_date_entry_in_force ?force }
} ORDER BY ?d"""
_PLACES = "SELECT ?p ?place { ?p lg:path ?path ; lg:place ?place }"
_TOPICS = """SELECT DISTINCT ?p ?name {
  ?p lg:path ?path ; lg:hasTopic ?topic . ?topic skos:prefLabel ?name FILTER(LANG(?name) = "zh")
} ORDER BY ?p ?name"""
_BODIES = """SELECT DISTINCT ?p ?name {
  ?fact lg:inProvision ?p ; lg:body|lg:bearer|lg:mentions ?body . ?body skos:prefLabel ?name FILTER(LANG(?name) = "zh")
} ORDER BY ?p ?name"""
_LINKS = """SELECT ?k ?lower ?upper ?score ?strength ?difference ?review {
  ?k a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:score ?score .
  OPTIONAL { ?k lg:strength ?strength } OPTIONAL { ?k lg:difference ?difference } OPTIONAL { ?k lg:review ?review }
} ORDER BY DESC(?score) ?k"""
_GAPS = """SELECT ?p ?against ?state ?probability {
  ?g a lg:Gap ; lg:gapProvision ?p ; lg:against ?against .
  OPTIONAL { ?g lg:gapState ?state } OPTIONAL { ?g lg:probability ?probability }
} ORDER BY ?p ?against"""


def _pieces(top: Provision, way: tuple[str, ...] = ()) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """Yield the pieces of a provision, each with what it stands in."""
    if top.kind in _AROUND and any(part.kind != "member" for part in top.parts):
        for part in top.parts:
            yield from _pieces(part, (*way, top.name))
    else:
        yield top, way


def write(engine: Engine, path: Path) -> None:
    """Write the pieces of all documents as JSON Lines in UTF-8, in the order of the texts."""
    from lawgraph.stored_links import Reader

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for chunk in chunks(Reader(engine)):
            file.write(json.dumps(chunk, ensure_ascii=False) + "\n")


def chunks(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield the pieces: ``offsets`` are ranges in the source (code points), ``sha256`` is that of the text."""
    from lawgraph.outline import outlines

    documents = {str(iri): rest for iri, *rest in reader.ask(_DOCUMENTS)}
    pieces = [each for tops in outlines(reader).values() for top in tops for each in _pieces(top)]
    of = {part.iri: piece for piece, _ in pieces for part in piece.whole()}
    topics, bodies = _by_piece(reader, _TOPICS, of), _by_piece(reader, _BODIES, of)
    links = _links(reader, of, documents)
    gaps = _gaps(reader, of, documents)
    places = defaultdict(list)
    for provision, place in reader.ask(_PLACES):
        places[provision].append(str(place))
    for piece, way in pieces:
        title, number, level, date, force = documents.get(piece.document, [None] * 5)
        source, offsets = _offsets(places[piece.iri])
        yield {
            "id": piece.iri,
            "document": piece.document,
            "title": title or "",
            "number": number,
            "level": level,
            "date": date,
            "in_force": force,
            "kind": piece.kind,
            "path": piece.path,
            "label": piece.cited,
            "label_path": [*way, piece.name],
            "text": piece.text,
            "topics": list(dict.fromkeys(topics[piece.iri])),
            "bodies": list(dict.fromkeys(bodies[piece.iri])),
            "links": links[piece.iri],
            "gaps": gaps[piece.iri],
            "source": source,
            "offsets": offsets,
            "sha256": sha256(piece.text.encode("utf-8", "replace")).hexdigest(),
        }


def _by_piece(reader: Reader, query: str, of: dict[str, Provision]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for provision, name in reader.ask(query):
        if piece := of.get(provision or ""):
            found[piece.iri].append(name or "")
    return found


def _links(
    reader: Reader, of: dict[str, Provision], documents: dict[str, list[str | None]]
) -> defaultdict[str, list[dict[str, Any]]]:
    from lawgraph.levels import sureness
    from lawgraph.stored_links import last

    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, lower, upper, score, strength, difference, review in reader.ask(_LINKS):
        sides = {"upper": upper or "", "lower": lower or ""}
        for name, here in (("upper", sides["lower"]), ("lower", sides["upper"])):
            there = sides[name]
            if here not in of or there not in of:
                continue
            found[of[here].iri].append(
                {
                    "side": name,
                    "chunk": of[there].iri,
                    "provision": there,
                    "title": _title(documents, of[there].document),
                    "label": of[there].cited,
                    "strength": last(strength) or None,
                    "difference": last(difference) or None,
                    "probability": float(score or 0),
                    "sureness": sureness(float(score or 0)),
                    "review": review,
                }
            )
    return found


def _gaps(
    reader: Reader, of: dict[str, Provision], documents: dict[str, list[str | None]]
) -> defaultdict[str, list[dict[str, Any]]]:
    from lawgraph.stored_links import last

    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for provision, against, state, probability in reader.ask(_GAPS):
        if piece := of.get(provision or ""):
            found[piece.iri].append(
                {
                    "provision": provision,
                    "against": against,
                    "title": _title(documents, against or ""),
                    "state": last(state) or None,
                    "probability": float(probability) if probability else None,
                }
            )
    return found


def _title(documents: dict[str, list[str | None]], iri: str) -> str:
    return documents[iri][0] or "" if iri in documents else ""


def _offsets(places: Iterable[str]) -> tuple[str | None, list[list[int]]]:
    """Return the source and the ranges of places, in their order."""
    from queries.words import place_of

    read = sorted(map(place_of, places))
    return (read[0][0] if read else None), [list(span) for _, span in read]


EXPORT = Export(
    "chunks",
    "按条切分的文本（JSONL），带主题、机构、对应、偏移，供检索与问答系统使用",
    "the texts by article as JSON Lines with topics, bodies, links and offsets, for retrieval",
    write,
)
