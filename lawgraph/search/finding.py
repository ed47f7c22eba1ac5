"""Finding words in the index of a graph.

Units in which all words stand as they were given come before those that have a synonym; within each the order is that
of BM25, titles and headings weighted (:data:`WEIGHTS`); what is equal comes in the order of the documents and their
texts. The portable twin in SPARQL is ``FILTER(CONTAINS(?text, "…"))``.
"""

from __future__ import annotations

import difflib
import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from lawgraph.search.folding import Folded, fold
from lawgraph.search.index import NAME, NoFullText, has_full_text, pairs
from lawgraph.search.units import BODY, DEFINITION, DOCUMENT, Run
from lawgraph.search.wanted import Form, SearchError, Wanted, wanted
from queries.errors import EngineError

Span = tuple[int, int]
SECONDS = 10.0
"""How long a search may take."""
WEIGHTS = {DOCUMENT: 3.0, "title": 3.0, "chapter": 2.0, "section": 2.0, "annex": 2.0}
"""By how much BM25 counts in units that name what stands in others; elsewhere it counts once."""

_STEPS = 10_000  # of SQLite's machine, between two looks at the clock
_NEAR = 3
_SHORTENED = 40  # characters of a word of which shorter ones are tried
_ORDER = "ORDER BY found.exact DESC, found.score DESC, found.id"
_PAGE = f"""SELECT s.iri, u.kind, s.label, s.text, s.runs, d.iri, d.title, d.level, d.file, found.score, found.exact
FROM (SELECT * FROM found {_ORDER} LIMIT ? OFFSET ?) AS found
JOIN unit u ON u.id = found.id JOIN shown s ON s.id = found.id LEFT JOIN document d ON d.id = u.document {_ORDER}"""
_IRIS = """SELECT d.iri, s.iri FROM found JOIN unit u ON u.id = found.id JOIN shown s ON s.id = found.id
LEFT JOIN document d ON d.id = u.document"""


class NoIndex(EngineError):
    """A graph has no index, or one of another version; the message says how to make it."""

    def __init__(self, graph: Path) -> None:
        super().__init__(
            f"{graph}: 图谱没有本版本的检索索引，请重新生成：lawgraph build SOURCES --out {graph}。"
            f"The graph has no search index of this version; build it anew: lawgraph build SOURCES --out {graph}."
        )


class TooManyFound(SearchError):
    """More was found than may be returned at once."""

    def __init__(self, text: str, total: int, most: int) -> None:
        self.total = total
        super().__init__(
            f"{text}: 共 {total} 处，超过上限 {most}，请增加检索词。"
            f"There are {total} hits, more than the limit of {most}; give more words."
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit with the words, their places in its ``text`` and in the source ``file``, in code points.

    ``places`` may be fewer than ``spans`` where the graph does not say what was read where. ``matched`` are the words
    found, as they are written there: synonyms too. ``score`` is greater for better hits, of one search.
    """

    iri: str
    kind: str
    label: str
    document: str | None
    title: str
    level: str
    file: str
    score: float
    exact: bool
    text: str
    spans: tuple[Span, ...]
    places: tuple[Span, ...]
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How many units there are in all, and those of one page; ``near`` are words that would find something."""

    total: int
    hits: tuple[Hit, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The index in ``file``; each search opens it for itself, so that threads may share this."""

    file: Path

    def find(
        self,
        text: str,
        *,
        kind: str | None = None,
        document: str | None = None,
        level: str | None = None,
        exact: bool = False,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Return the units that have all words of ``text`` (:func:`lawgraph.search.wanted.wanted`).

        ``kind`` is ``document``, ``body``, ``definition`` or the type of provisions (``article``, ``paragraph``,
        ``task`` …); without it definitions are left out, as their words are found in their provisions. ``document``
        is an IRI, its end, a title or a part of it. ``exact`` leaves synonyms out. Raises
        :class:`lawgraph.search.wanted.SearchError` for what cannot be searched and
        :class:`queries.errors.EngineError` for a search that takes longer than :data:`SECONDS`.
        """
        if limit < 0 or offset < 0:
            raise SearchError("search: limit 和 offset 不能为负。limit and offset are not negative numbers.")
        asked = wanted(text, exact=exact)
        with self._opened() as database:
            where, values = _narrowed(database, kind, document, level)
            _match(database, asked, where, values)
            total = int(database.execute("SELECT count(*) FROM found").fetchone()[0])
            rows = database.execute(_PAGE, (min(limit, 1 << 40), min(offset, 1 << 40)))
            hits = tuple(_hit(asked, row) for row in rows)
            return Found(total, hits, () if total else tuple(_near(database, asked, where, values)))

    def iris(self, text: str, most: int) -> tuple[str, ...]:
        """Return the IRIs of all units of any kind that have the words of ``text``, in no order.

        Raises :class:`TooManyFound` if there are more than ``most``, and what :meth:`find` raises.
        """
        asked = wanted(text)
        with self._opened() as database:
            _match(database, asked, "1", [])
            total = int(database.execute("SELECT count(*) FROM found").fetchone()[0])
            if total > most:
                raise TooManyFound(text, total, most)
            return tuple((document or "") + iri for document, iri in database.execute(_IRIS))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file, for as long as a search may take."""
        end = time.monotonic() + SECONDS
        try:
            with closing(
                sqlite3.connect(f"{self.file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            ) as it:
                it.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
                it.execute("PRAGMA temp_store = MEMORY")
                yield it
        except sqlite3.Error as error:
            if "interrupted" in str(error):
                raise EngineError(
                    f"search: 检索超过 {SECONDS:g} 秒，已停止，请增加检索词。"
                    f"The search was stopped after {SECONDS:g} s; give more words."
                ) from error
            raise EngineError(
                f"{self.file}: 检索索引读不了（{error}），请重新生成图谱。"
                f"The search index cannot be read ({error}); build the graph anew."
            ) from error


def index_of(generation: Path, graph: Path | None = None) -> Index:
    """Return the index in the folder of a generation, which somebody must hold; ``graph`` is what errors name.

    Raises :class:`NoIndex`, or its base for a SQLite without FTS5.
    """
    if not has_full_text():
        raise EngineError(str(NoFullText()))
    if not (generation / NAME).is_file():
        raise NoIndex(graph or generation.parent)
    return Index(generation / NAME)


def _narrowed(
    database: sqlite3.Connection, kind: str | None, document: str | None, level: str | None
) -> tuple[str, list[object]]:
    """Return the condition on units ``u`` of a search."""
    conditions: list[str] = []
    values: list[object] = []
    if kind is None:
        conditions.append("u.kind <> ?")
        values.append(DEFINITION)
    else:
        known = {str(row[0]) for row in database.execute("SELECT DISTINCT kind FROM unit")}
        _check("kind", kind, known | {BODY, DEFINITION, DOCUMENT})
        conditions.append("u.kind = ?")
        values.append(kind)
    if level is not None:
        _check(
            "level", level, {str(row[0]) for row in database.execute("SELECT DISTINCT level FROM document")}
        )
        conditions.append("u.document IN (SELECT id FROM document WHERE level = ?)")
        values.append(level)
    if document is not None:
        numbers = _documents(database, document)
        conditions.append(f"u.document IN ({','.join('?' * len(numbers))})")
        values += numbers
    return " AND ".join(conditions), values


def _check(name: str, value: str, known: set[str]) -> None:
    if value not in known:
        listed = ", ".join(sorted(known - {""}))
        raise SearchError(
            f"{name} {value}: 没有这个值，可用 {listed}。There is no such {name}; there are {listed}."
        )


def _documents(database: sqlite3.Connection, name: str) -> list[int]:
    """Return the documents that a name means; raise :class:`SearchError` if it means none."""
    rows = database.execute("SELECT id, iri, title, folded FROM document").fetchall()
    folded = fold(name)
    found = [id for id, iri, _, _ in rows if name and (iri == name or iri.endswith(f"/{name}"))]
    found = found or [id for id, _, _, title in rows if folded and folded in title]
    if found:
        return found[:30_000]  # what a statement of SQLite takes
    titles = [title for _, _, title, _ in rows]
    near = "; ".join(difflib.get_close_matches(name, titles, n=_NEAR, cutoff=0.3) or titles[:_NEAR])
    raise SearchError(
        f"document {name}: 图谱中没有这份文件，现有：{near}。The graph has no such document; there are: {near}."
    )


def _match(database: sqlite3.Connection, asked: Wanted, where: str, values: Sequence[object]) -> None:
    """Make the table ``found`` of the units with what is asked."""
    weights = " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in WEIGHTS.items())
    literal = _expression(Wanted(tuple(type(word)(word.form) for word in asked.words), asked.without))
    whole = _expression(asked)
    exact = "1" if literal == whole else "pair.rowid IN (SELECT rowid FROM pair WHERE pair MATCH ?)"
    database.execute("DROP TABLE IF EXISTS temp.found")
    database.execute(
        f"""CREATE TEMP TABLE found AS SELECT u.id AS id, {exact} AS exact,
          round(-bm25(pair) * CASE u.kind {weights} ELSE 1 END, 6) AS score
        FROM pair JOIN unit u ON u.id = pair.rowid WHERE pair MATCH ? AND {where}""",
        [*([] if literal == whole else [literal]), whole, *values],
    )


def _expression(asked: Wanted) -> str:
    """Return what FTS5 is asked for; all that was given stands in it between quotation marks, as pairs."""
    words = " AND ".join("(" + " OR ".join(map(_form, word.forms)) + ")" for word in asked.words)
    return words + "".join(f" NOT {_phrase(form.folded)}" for form in asked.without)


def _form(form: Form) -> str:
    without = "".join(f" NOT {_phrase(before + form.folded)}" for before in form.not_after)
    return f"({_phrase(form.folded)}{without})" if without else _phrase(form.folded)


def _phrase(folded: str) -> str:
    found = pairs(folded)
    return f'"{found[0]}"*' if len(found) == 1 else '"' + " ".join(found[:-1]) + '"'


def _hit(asked: Wanted, row: Sequence[object]) -> Hit:
    iri, kind, label, text, runs, document, title, level, file, score, exact = row
    words = Folded.of(str(text))
    spans: set[Span] = set()
    matched: list[str] = []
    for form in (form for word in asked.words for form in word.forms):
        found = words.spans(form.folded, form.not_after)
        spans.update(found)
        matched += [form.written] if found else []
    ordered = _merged(spans)
    places = _merged(place for span in ordered for place in _places(_runs(str(runs)), span))
    whole = f"{document or ''}{iri}"
    named = (
        f"《{title}》{label}" if document and kind != DOCUMENT and not str(label).startswith("《") else label
    )
    return Hit(
        whole, str(kind), str(named), str(document) if document else None, str(title or ""), str(level or ""),
        str(file or ""), float(str(score)), bool(exact), str(text), ordered, places, tuple(matched),
    )  # fmt: skip


def _merged(spans: Iterator[Span] | set[Span]) -> tuple[Span, ...]:
    """Return ranges in their order, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _runs(written: str) -> list[Run]:
    runs = (run.split(",") for run in written.split())
    return [(int(at), int(source), int(length)) for at, source, length in runs]


def _places(runs: Sequence[Run], span: Span) -> Iterator[Span]:
    """Yield where in the source a range of the text stands."""
    at, end = span
    number = max(bisect_right([run[0] for run in runs], at) - 1, 0)
    for start, source, length in runs[number:]:
        if start >= end:
            return
        low, high = max(at, start), min(end, start + length)
        if low < high:
            yield source + low - start, source + high - start


def _near(database: sqlite3.Connection, asked: Wanted, where: str, values: Sequence[object]) -> Iterator[str]:
    """Yield words that would find something: those that do, alone, or else the longest parts of them."""

    def finds(form: Form) -> bool:
        _match(database, wanted(f'"{form.folded}"', exact=True), where, values)
        return database.execute("SELECT 1 FROM found LIMIT 1").fetchone() is not None

    found: list[str] = []
    for word in asked.words:
        text = word.form.folded[:_SHORTENED].replace('"', "")
        parts = (
            text[start : start + length]
            for length in range(len(text), 1, -1)
            for start in range(len(text) - length + 1)
        )
        found += [part for part in parts if finds(Form(part, part))][:1]
    yield from dict.fromkeys(found[:_NEAR])
