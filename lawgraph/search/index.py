"""The index of a graph: a file of SQLite that lies in the generation beside the store, and is written with it.

Each unit (:mod:`lawgraph.search.units`) is a row, with what is shown of it apart; its words are in a table of FTS5 as
pairs of neighbouring characters (``融资 资担 担``, the last one alone), so that a word of any length is found wherever
it stands: one of two characters is a pair, a longer one a phrase of pairs, one of a single character the beginning of
pairs. Why not trigrams or words: ``docs/decisions/0014-search.md``. The rows depend on the graph alone; so do the
bytes, with one version of SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lawgraph.graph_files import INDEX
from lawgraph.search.folding import fold
from lawgraph.search.units import Document, Unit, units
from queries.engine import EmbeddedEngine

NAME = INDEX
"""The file's name in the folder of a generation."""

_SCHEMA = """
CREATE TABLE document (id INTEGER PRIMARY KEY, iri TEXT, title TEXT, folded TEXT, level TEXT, file TEXT);
CREATE TABLE unit (id INTEGER PRIMARY KEY, document INTEGER, kind TEXT, within TEXT);
CREATE TABLE shown (id INTEGER PRIMARY KEY, iri TEXT, label TEXT, text TEXT, runs TEXT);
CREATE VIRTUAL TABLE pair USING fts5(text, content='', tokenize='ascii');
"""
_SIGNS = {code: chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}  # as letters to FTS5


class NoFullText(RuntimeError):
    """The SQLite of this Python has no FTS5."""

    def __init__(self) -> None:
        super().__init__(
            "search: 此 Python 的 SQLite 没有 FTS5，不能检索全文，请改用带 FTS5 的 Python（如 python.org 的）。"
            "The SQLite of this Python has no FTS5, which search needs; use a Python that has it, such as python.org's."
        )


def has_full_text() -> bool:
    """Tell whether the SQLite of this Python has FTS5."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        except sqlite3.OperationalError:
            return False
    return True


def pairs(folded: str) -> list[str]:
    """Return the pairs of neighbouring characters of a folded text, and its last character alone.

    >>> pairs("融资担")
    ['融资', '资担', '担']
    """
    plain = folded.translate(_SIGNS)
    return [plain[at : at + 2] for at in range(len(plain))]


def write_index(store: Path, folder: Path) -> Path | None:
    """Write the index of a store into a folder; return the file, or ``None`` where SQLite has no FTS5.

    Raises ``OSError`` where it cannot be written.
    """
    if not has_full_text():
        return None
    path = folder / NAME
    engine = EmbeddedEngine.open(store)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            for statement in filter(str.strip, _SCHEMA.split(";")):
                database.execute(statement)
            _fill(database, engine)
            database.execute("INSERT INTO pair(pair) VALUES ('optimize')")
            database.execute("COMMIT")
            database.execute("VACUUM")
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error
    return path


def _fill(database: sqlite3.Connection, engine: EmbeddedEngine) -> None:
    number = 0
    for at, (document, found) in enumerate(units(engine), start=1):
        if document is not None:
            database.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)", (at, *_document(document)))
        rows = list(enumerate(found, start=number + 1))
        number += len(rows)
        database.executemany(
            "INSERT INTO unit VALUES (?, ?, ?, ?)",
            ((id, at if document else None, unit.kind, f" {' '.join(unit.within)} ") for id, unit in rows),
        )
        database.executemany(
            "INSERT INTO shown VALUES (?, ?, ?, ?, ?)", ((id, *_shown(unit, document)) for id, unit in rows)
        )
        database.executemany(
            "INSERT INTO pair(rowid, text) VALUES (?, ?)",
            ((id, " ".join(pairs(fold(unit.text)))) for id, unit in rows),
        )


def _document(document: Document) -> Iterator[str]:
    yield from (document.iri, document.title, fold(document.title), document.level, document.file)


def _shown(unit: Unit, document: Document | None) -> Iterator[str]:
    """Yield what is shown of a unit; what begins as its document's IRI and title do is kept without that."""
    yield unit.iri.removeprefix(document.iri) if document else unit.iri
    yield unit.label.removeprefix(f"《{document.title}》") if document else unit.label
    yield unit.text
    yield " ".join(f"{at},{source},{length}" for at, source, length in unit.runs)
