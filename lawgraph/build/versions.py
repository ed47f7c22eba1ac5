"""Versions of what makes parts: digests of the code, the words of law, the authority data and the libraries.

A part that was made by another version has another key, so it is never taken for one of this version.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ingest
import lawgraph
import ontology
import queries

LIBRARIES = ("jieba", "msgspec", "numpy", "pyoxigraph", "pypdfium2", "selectolax", "spacy")
_LATER = (
    "link",
    "resolve",
    "write",
    "versions",
    "amend",
    "check",
)  # stages of ingest that no annotation depends on
_SKIPPED = ("__pycache__",)


@cache
def reading() -> bytes:
    """The version of what finds the facts of a document."""
    ours = Path(lawgraph.__file__).parent
    total = sha256(sys.version.encode())
    for name in LIBRARIES:
        try:
            total.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:  # it is there without its metadata
            total.update(f"{name}\n".encode())
    total.update(_digest(Path(ontology.__file__).parent))
    total.update(_digest(Path(ingest.__file__).parent, without=_LATER))
    total.update((ours / "build" / "packing.py").read_bytes())
    return total.digest()


@cache
def writing() -> bytes:
    """The version of what says facts as quads."""
    return sha256(
        reading() + _stage("resolve") + _stage("write") + _own("documents.py", "lines.py", "parts.py")
    ).digest()


@cache
def linking() -> bytes:
    """The version of what links two documents and says so as quads."""
    return sha256(reading() + _stage("link") + writing() + _own("linking.py", "aligned.py")).digest()


@cache
def comparing() -> bytes:
    """The version of what compares two texts of a rule, and tells the periods of texts, and says so as quads."""
    return sha256(writing() + _stage("versions") + _own("timing.py")).digest()


@cache
def checking() -> bytes:
    """The version of what finds questions on a document among the others, and says them as quads."""
    library = _digest(Path(lawgraph.__file__).parent / "check", without=("forms",))
    own = _own("asked.py", "checking.py", "aligned.py")
    return sha256(linking() + comparing() + reviewing() + _stage("check") + library + own).digest()


@cache
def reviewing() -> bytes:
    """The version of what applies the decisions of people to links."""
    return _digest(Path(lawgraph.__file__).parent / "reviews")


@cache
def program() -> bytes:
    """The version of the whole program."""
    return sha256(
        linking() + _digest(Path(lawgraph.__file__).parent) + _digest(Path(queries.__file__).parent)
    ).digest()


def _stage(name: str) -> bytes:
    return _digest(Path(ingest.__file__).parent / name)


def _own(*names: str) -> bytes:
    return b"".join(sha256(Path(__file__).with_name(name).read_bytes()).digest() for name in names)


def _digest(folder: Path, without: tuple[str, ...] = ()) -> bytes:
    total = sha256()
    for name, path in sorted(_files(folder, without)):
        total.update(f"{name}\n".encode() + sha256(path.read_bytes()).digest())
    return total.digest()


def _files(folder: Path, without: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if parts[0] not in without and not set(parts) & set(_SKIPPED) and path.is_file():
            yield "/".join(parts), path
