"""The findings of a graph in short, as a file that a build writes beside the store, so that lists of them are quick.

What a page shows of a finding in full is asked of the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.explorer.kept import Kept, same
from lawgraph.stored_links import Reader, last
from ontology.checks import kinds
from queries.engine import Engine

if TYPE_CHECKING:
    from lawgraph.explorer.page import Asked

_DISMISSED = "已排除"
"""How the review of a finding begins that somebody dismissed before the build."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in short: IRIs of itself, its document and provision, codes of its kind and gravity.

    ``since`` is the day from which on it stands (ISO, or nothing), ``other`` the document that it is set against,
    ``answering`` who answers for the provision, ``review`` who decided on it before the build, ``sure`` 0 to 1.
    """

    iri: str
    kind: str
    gravity: str
    document: str
    provision: str
    sure: float
    since: str = ""
    other: str = ""
    answering: tuple[str, ...] = ()
    review: str = ""

    @property
    def decided(self) -> str:
        """What was decided before the build: ``confirmed``, ``dismissed`` or nothing."""
        return "" if not self.review else "dismissed" if self.review.startswith(_DISMISSED) else "confirmed"


@dataclass(frozen=True)
class Checked:
    """The findings of a graph, by document, in each by provision and kind."""

    lines: tuple[Line, ...]

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Line, ...]]:
        """The findings of each document, by its IRI."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.document, []).append(line)
        return {document: tuple(those) for document, those in found.items()}


_FINDINGS = """SELECT ?f ?kind ?gravity ?d ?p ?sure ?since ?other ?review ?start {
    ?f a lg:Finding ; lg:checkKind ?kind ; lg:gravity ?gravity ; lg:inDocument ?d ; lg:foundIn ?p ; lg:confidence ?sure
    OPTIONAL { ?f lg:since ?since } OPTIONAL { ?f lg:otherDocument ?other } OPTIONAL { ?f lg:review ?review }
    OPTIONAL { ?p lg:order ?start }
}"""


def _read(engine: Engine) -> Checked:
    reader = Reader(engine)
    answering: dict[str, list[str]] = {}
    for finding, name in reader.ask("SELECT ?f ?n { ?f a lg:Finding ; lg:answeringName ?n }"):
        answering.setdefault(finding or "", []).append(name or "")
    found = sorted(
        reader.ask(_FINDINGS), key=lambda row: (row[3] or "", int(row[9] or 0), row[1] or "", row[0] or "")
    )
    return Checked(tuple(dict.fromkeys(_lines(found, answering))))


def _lines(rows: list[tuple[str | None, ...]], answering: dict[str, list[str]]) -> Iterator[Line]:
    for row in rows:
        iri, kind, gravity, document, provision, sure, since, other, review = (each or "" for each in row[:9])
        yield Line(
            iri,
            last(kind),
            last(gravity),
            document,
            provision,
            float(sure or 0),
            since,
            other,
            tuple(sorted(answering.get(iri, ()))),
            review,
        )


CHECKED = Kept("checked", Checked, _read, same)
"""The file, and what is in it."""


def checked(engine: Engine, store: Path) -> Checked:
    """Return the findings of the graph whose store is at ``store``; ``engine`` asks it where it has no file."""
    return CHECKED.of(engine, store)


def told(asked: Asked, document: str, day: str) -> tuple[Line, ...]:
    """Return the findings on a document that stand on a day (ISO) and that nobody dismissed, in a build or since."""
    lines = checked(asked.engine, asked.store).by_document.get(document, ())
    silent = asked.desk.findings.silent(asked.engine, asked.store) if asked.desk and lines else frozenset()
    return tuple(
        line
        for line in lines
        if line.kind in kinds()
        and line.since <= day
        and line.iri not in silent
        and line.decided != "dismissed"
    )
