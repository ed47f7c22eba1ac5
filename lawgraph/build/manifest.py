"""What a build went by: its sources, what became of them, and from what the graph was merged.

``OUT/parts/manifest.json`` is written when the graph is in place. It only tells what changed since and spares merging
the same parts again: which parts there are their names say, and a manifest that is lost or changed by anybody makes
a build longer, never wrong.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from lawgraph.build.documents import Source
from lawgraph.graph_files import NotAsWritten, read_json
from lawgraph.store import PARTS

_NAME = "manifest.json"


class Kept(msgspec.Struct, frozen=True):
    """A source of the last build."""

    size: int
    mtime_ns: int
    digest: str
    key: str


class Manifest(msgspec.Struct, frozen=True):
    """The sources of the last build by their paths, and what its graph was merged from.

    ``recipe`` is the digest of all of that, ``graph`` that of the graph; ``documents`` are the keys of the text and
    the quads of each, ``links`` the keys and kinds of the parts with links and with what became of rules.
    """

    sources: dict[str, Kept] = {}
    recipe: str = ""
    graph: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def kept(source: Source) -> Kept:
    """Return a source as the manifest keeps it."""
    return Kept(source.size, source.mtime_ns, source.digest, source.key)


def read_manifest(directory: Path) -> Manifest:
    """Return the manifest of a graph directory; an empty one if there is none or it is not as it was written."""
    try:
        return read_json(directory / PARTS / _NAME, Manifest)
    except (OSError, NotAsWritten):
        return Manifest()


def is_manifest(directory: Path) -> bool:
    """Tell whether the manifest of a graph directory is as a build writes it."""
    return bool(read_manifest(directory).graph)


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step."""
    place = directory / PARTS / _NAME
    scratch = place.with_name(f".{_NAME}-{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        scratch.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        scratch.replace(place)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise
