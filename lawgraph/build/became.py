"""What became of each file in the last build: read, with its repairs; one of several with the same text; left out; why.

``OUT/parts/became.json`` is written when the graph is in place, for people who look at it later. A graph whose build
was of another version has none, and nothing needs it to be built.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

from ingest.read import ReadError
from lawgraph.build.found import Quads, named
from lawgraph.graph_files import NotAsWritten, read_json
from lawgraph.store import PARTS, current
from queries.errors import QueryError

_NAME = "became.json"


class Fate(StrEnum):
    """What can become of a file."""

    READ = "read"
    SAME = "same"  # another file has the same text, and only that one is in the graph
    LEFT_OUT = "left-out"  # it holds no rule, as far as its format tells
    FAILED = "failed"


class Became(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file, by its path as the manifest has it (:func:`lawgraph.build.found.named`).

    ``document`` is the IRI of what was read from it, ``sha256`` that of its bytes, ``repairs`` how many there are of
    each kind (:func:`lawgraph.repairs.kinds`; ``None``: not counted), ``warnings`` what may not have been read right.
    For a file that is not in the graph ``chinese``, ``problem`` and ``remedy`` say why, as :class:`ReadError` does.
    """

    path: str
    fate: Fate
    document: str = ""
    sha256: str = ""
    characters: int = 0
    repairs: tuple[tuple[str, int], ...] | None = None
    warnings: tuple[str, ...] = ()
    chinese: str = ""
    problem: str = ""
    remedy: str = ""


class Files(msgspec.Struct, frozen=True):
    """All files of a build by their paths, and the digest of its graph (empty for a build that made none)."""

    graph: str = ""
    files: tuple[Became, ...] = ()


def became(
    quads: Mapping[str, Quads],
    same: Iterable[ReadError],
    left_out: Iterable[ReadError],
    failures: Iterable[ReadError],
    graph: str = "",
) -> Files:
    """Return what became of the files of a build: of its documents, of duplicates, and of the others."""
    found = [_read(iri, each) for iri, each in quads.items()]
    for fate, errors in ((Fate.SAME, same), (Fate.LEFT_OUT, left_out), (Fate.FAILED, failures)):
        found += [
            Became(named(error.path), fate, chinese=error.chinese, problem=error.problem, remedy=error.remedy)
            for error in errors
        ]
    return Files(graph, tuple(sorted(found, key=lambda each: (each.path, each.fate, each.problem))))


def _read(iri: str, quads: Quads) -> Became:
    notes = quads.text.notes
    return Became(
        named(quads.text.path), Fate.READ, iri, notes.sha256, notes.characters, notes.repairs,
        quads.notes.warnings,
    )  # fmt: skip


def read_files(directory: Path) -> Files | None:
    """Return what became of the files of the last build into a graph directory; ``None`` where that is not kept."""
    try:
        return read_json(directory / PARTS / _NAME, Files)
    except (OSError, NotAsWritten):
        return None


def keep(directory: Path, files: Files) -> None:
    """Keep what became of the files, in one step; of a build that made no graph only where there is one already."""
    place = directory / PARTS / _NAME
    if read_files(directory) == files or not (files.graph or has_graph(directory)):
        return
    scratch = place.with_name(f".{_NAME}-{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        scratch.write_bytes(msgspec.json.encode(files) + b"\n")
        scratch.replace(place)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


def has_graph(directory: Path) -> bool:
    """Tell whether a directory holds a graph that can be named."""
    try:
        current(directory)
    except (QueryError, OSError):
        return False
    return True
