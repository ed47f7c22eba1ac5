"""A file of reviews that is changed row by row: what is not changed stays as it is, to the byte.

Lines of the metadata, columns that are not ours and rows that are wrong are kept as somebody wrote them. Two columns
of our own are added where decisions are written: ``history``, what was decided before, and ``searched``, the text in
which no counterpart was found (``…_source`` names the rule). Readers of reviews pass both over.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from lawgraph.reviews.decisions import Reviewed
from lawgraph.reviews.importing import COLUMNS_WRITTEN
from lawgraph.reviews.reading import OWN, REQUIRED, read_file
from lawgraph.reviews.sssom import BUILT_IN, PREFIXES, read_set, records
from lawgraph.reviews.template import metadata
from ontology.iri import text_digest

HISTORY, SEARCHED = "history", "searched"
TOOL = "lawgraph serve"
_ADDED = (SEARCHED, HISTORY)
_PREFIXES = {**PREFIXES, "mailto": "mailto:"}
_COLUMNS = (*COLUMNS_WRITTEN, *_ADDED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its cells by column, and how it is written."""

    cells: Mapping[str, str]
    written: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of reviews: its lines before the table, its columns, its rows, and the prefixes that it may use.

    ``decided`` are the decisions by the place of their row; rows that wait, or that are wrong, have none.
    """

    path: Path
    head: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    prefixes: Mapping[str, str]
    decided: Mapping[int, Reviewed] = field(default_factory=dict)
    marked: bool = False
    """Whether a byte order mark stands before it."""

    def text(self) -> str:
        """Return the file."""
        table = "\t".join(self.columns) + "\n"
        return "".join(
            ["\ufeff" if self.marked else "", *self.head, table, *(row.written for row in self.rows)]
        )

    def curie(self, iri: str) -> str:
        """Return an IRI as short as the prefixes of the file make it."""
        found = [(prefix, base) for prefix, base in self.prefixes.items() if base and iri.startswith(base)]
        if not found:
            return iri
        prefix, base = max(found, key=lambda each: len(each[1]))
        return f"{prefix}:{iri.removeprefix(base)}"

    def expand(self, curie: str) -> str:
        """Return the IRI of a CURIE, or what is given where its prefix is unknown."""
        prefix, colon, rest = curie.partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else curie

    def line(self, cells: Mapping[str, str]) -> Line:
        """Return a row with these cells, each in one line."""
        plain = {name: " ".join(text.split()) for name, text in cells.items() if text}
        text = io.StringIO()
        csv.writer(text, delimiter="\t", lineterminator="\n").writerow(
            [plain.get(column, "") for column in self.columns]
        )
        return Line(plain, text.getvalue())

    def ready(self, own: Sequence[str] = (), prefixes: Mapping[str, str] = MappingProxyType({})) -> Sheet:
        """Return the file with all columns and prefixes that decisions need, and ``own`` ones and others besides."""
        missing = [name for name in (*_COLUMNS, *own) if name not in self.columns]
        head = list(self.head)
        if head and not head[-1].endswith("\n"):
            head[-1] += "\n"
        _insert(
            head,
            "extension_definitions",
            [_declared(name) for name in missing if name in (*OWN, *_ADDED, *own)],
        )
        needed = {**_PREFIXES, **prefixes}
        wanted = {prefix: base for prefix, base in needed.items() if prefix not in self.prefixes}
        _insert(head, "curie_map", [(f'{prefix}: "{base}"',) for prefix, base in sorted(wanted.items())])
        rows = self.rows
        if rows and not rows[-1].written.endswith("\n"):
            rows = (*rows[:-1], replace(rows[-1], written=rows[-1].written + "\n"))
        columns = (*self.columns, *missing)
        return replace(
            self, head=tuple(head), columns=columns, rows=rows, prefixes={**self.prefixes, **wanted}
        )


def read_sheet(path: Path) -> Sheet:
    """Return the file at ``path``, a new one where there is none.

    Raises :class:`ReadError` for one that is not understood, and so cannot be changed: it is left as it is.
    """
    if not path.exists() or not path.stat().st_size:
        return _new(path)
    given = read_file(path)
    found = read_set(path, _COLUMNS, [each for each in REQUIRED if each != "mapping_date"], OWN)
    if found.problems and not found.rows:
        raise found.problems[0]
    data = path.read_bytes()
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    head = list(takewhile(lambda line: line.lstrip('"').startswith("#"), lines))
    table = list(records(lines[len(head) :]))
    columns = tuple(cell.strip() for cell in table[0][1])
    undeclared = any(name in columns and name not in found.extensions for name in OWN)
    wide = any(any(cell.strip() for cell in cells[len(columns) :]) for _, cells in table)
    if found.problems and (undeclared or (wide and not set(_COLUMNS) <= set(columns))):
        raise found.problems[0]
    rows = tuple(_rows(lines, len(head), columns, table))
    at = {len(head) + number: place for place, (number, _) in enumerate(table[1:])}
    decided = {at[row.line]: row for row in given.rows}
    return Sheet(path, tuple(head), columns, rows, found.prefixes, decided, data.startswith(codecs.BOM_UTF8))


def _rows(
    lines: Sequence[str], before: int, columns: Sequence[str], table: Sequence[tuple[int, list[str]]]
) -> Iterator[Line]:
    """Yield the rows of a table of which ``before`` lines of the file stand before."""
    ends = [number for number, _ in table[2:]] + [len(lines) - before + 1]
    for (number, cells), end in zip(table[1:], ends, strict=False):
        named = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
        yield Line(named, "".join(lines[before + number - 1 : before + end - 1]))


def _new(path: Path) -> Sheet:
    name = path.name.partition(".")[0]
    head = [f"#{line}\n" for line in metadata(f"desk-{text_digest(name)}", name, {}, TOOL)]
    _insert(head, "extension_definitions", [_declared(each) for each in _ADDED])
    return Sheet(path, tuple(head), _COLUMNS, (), {**BUILT_IN, **PREFIXES}).ready()


def _declared(name: str) -> tuple[str, ...]:
    return f"- slot_name: {name}", f"  property: review:{name}", "  type_hint: xsd:string"


def _insert(head: list[str], key: str, entries: Sequence[tuple[str, ...]]) -> None:
    """Add entries below a key of the metadata, as far in as those that are there; the key too where it is not."""
    if not entries:
        return
    bare = [line.strip().strip('"').rstrip()[1:] for line in head]
    margin = " " * min((len(each) - len(each.lstrip(" ")) for each in bare if each.strip()), default=0)
    at = next((at for at, line in enumerate(bare) if line.strip() == f"{key}:"), None)
    if at is None:
        head.append(f"#{margin}{key}:\n")
        at, inner = len(head) - 1, f"{margin}  "
    else:
        below = bare[at + 1] if at + 1 < len(bare) else ""
        depth = len(below) - len(below.lstrip(" "))
        listed = below.lstrip().startswith("- ")
        inner = " " * depth if depth > len(margin) or listed else f"{margin}  "
    head[at + 1 : at + 1] = [f"#{inner}{line}\n" for entry in entries for line in entry]
