"""Opinions from a workbook as a file of reviews: SSSOM as the template writes it, put in place whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.read import ReadError
from lawgraph.reviews.decisions import Place
from lawgraph.reviews.filled import Filled, FilledIn, read_filled
from lawgraph.reviews.keys import NOTHING
from lawgraph.reviews.sssom import BUILT_IN, PREFIXES, read_set
from lawgraph.reviews.template import COLUMNS, curie, metadata
from lawgraph.writing import beside
from ontology.iri import text_digest
from queries.values import read_date

TOOL = "lawgraph review import"
"""By this a file is known to be one that may be written anew."""


class BadAuthor(ValueError):
    """Who decided is not named by an identifier, or the day is none."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who gave the opinions, by an identifier with a known prefix, by name if one is said, and on which day."""

    identifier: str
    name: str
    day: str

    def __post_init__(self) -> None:
        prefix, colon, rest = self.identifier.partition(":")
        known = PREFIXES.keys() | BUILT_IN.keys()
        if not (colon and rest and (prefix in known or rest.startswith("//"))):
            raise BadAuthor(
                f"--author {self.identifier}: 不是标识，请写如 orcid:0000-0002-1825-0097 或网址；姓名用 --author-name。"
                "It is no identifier; write one like orcid:0000-0002-1825-0097, or an address, "
                "and the name with --author-name."
            )


def author_of(identifier: str, name: str, day: str | None) -> Author:
    """Return who gave the opinions, and when: today where no day is said. Raises :class:`BadAuthor`."""
    try:
        when = read_date(day) if day else datetime.now().astimezone().date()
    except ValueError as error:
        raise BadAuthor(
            f"--date {day}: 不是日期，请写如 2026-03-01。It is no date; write one like 2026-03-01."
        ) from error
    return Author(identifier, " ".join(name.split()), when.isoformat())


def import_filled(path: Path, out: Path, author: Author) -> FilledIn:
    """Write the opinions in the workbook at ``path`` to ``out`` and return them; without any nothing is written.

    Raises :class:`ReadError` where ``path`` cannot be read, or where ``out`` is there and was not written by this,
    and ``OSError``.
    """
    found = read_filled(path, author.identifier, author.day)
    if out.exists() and out.is_file() and read_set(out, COLUMNS, (), ()).text("mapping_tool") != TOOL:
        raise ReadError(
            out,
            "已有此文件，且不是由读回生成的，未改动；请用 --out 写到别处",
            "This file is there and was not written by an import; it was left as it is",
            "write elsewhere with --out",
        )
    if found.rows:
        with beside(out) as scratch:
            scratch.write_bytes(reviews_of(found.rows, author, path.stem).encode())
    return found


def reviews_of(rows: Sequence[Filled], author: Author, name: str) -> str:
    """Return opinions as SSSOM/TSV; the same opinions give the same text."""
    text = io.StringIO()
    plain = " ".join(name.split())
    for line in metadata(f"import-{text_digest(plain)}", plain, {"mapping_date": author.day}, TOOL):
        text.write(f"#{line}\n")
    writer = csv.DictWriter(text, COLUMNS_WRITTEN, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    told = {row.decision: row for row in reversed(rows)}  # of rows that stand twice, the first
    writer.writerows(_cells(told[each], author) for each in sorted(told))
    return text.getvalue()


COLUMNS_WRITTEN = (*COLUMNS, "subject_source", "object_source")


def _cells(row: Filled, author: Author) -> dict[str, str]:
    decision = row.decision
    cells = {
        "predicate_id": "lg:correspondsTo",
        "predicate_modifier": "" if decision.wanted else "Not",
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_id": decision.author,
        "author_label": author.name,
        "mapping_date": decision.date,
        "comment": row.remark,
        "strength": decision.strength,
        "difference": decision.difference,
    }
    sides = ("subject", decision.lower), ("object", decision.upper)
    for (side, place), source, label in zip(sides, row.sources, row.labels, strict=True):
        cells |= dict(_side(side, place, source, label))
    return cells


def _side(side: str, place: Place, source: str, label: str) -> Iterator[tuple[str, str]]:
    yield f"{side}_source", curie(source)
    if not place.path:
        yield f"{side}_id", NOTHING
        return
    yield f"{side}_id", curie(f"{place.document}/{place.path}")
    yield f"{side}_label", " ".join(label.split())
    yield f"{side}_quote", place.quote
    yield f"{side}_sha256", place.digest
