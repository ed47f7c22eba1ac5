"""Finding words in the index of a graph.

Units in which all words stand as they were given come before those that have a synonym or a number in another
spelling; within each, a heading, a title or a name that is no more than the words comes first, and names of bodies
come last. Then the order is that of BM25, titles and headings weighted (:data:`WEIGHTS`) and short texts for less
(:data:`SHORT`); what is equal comes in the order of the documents and their texts. The portable twin in SPARQL is
``FILTER(CONTAINS(?text, "…"))``.
"""

from __future__ import annotations

import os
import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from lawgraph.search.folding import Folded
from lawgraph.search.index import NAME, NoFullText, has_full_text, pairs
from lawgraph.search.narrowing import narrowed
from lawgraph.search.proposing import longer, near
from lawgraph.search.units import DEFINITION, DOCUMENT, Run
from lawgraph.search.wanted import Form, SearchError, Wanted, wanted
from queries.errors import EngineError

Span = tuple[int, int]
SECONDS = 10.0
"""How long a search may take."""
WEIGHTS = {DOCUMENT: 1.5, "title": 1.5, "chapter": 1.5}
"""By how much BM25 counts in units that name what stands in others; elsewhere it counts once."""
SHORT = 40
"""Characters below which BM25 counts less, down to half: it favours short texts, which say little."""

_STEPS = 10_000  # of SQLite's machine, between two looks at the clock
_ORDER = "ORDER BY found.exact DESC, found.tier, found.score DESC, found.id"
_TIERS = """(SELECT CASE WHEN text = ? THEN 0 WHEN u.kind <> 'body' THEN 1
  WHEN instr('；' || text || '；', '；' || ? || '；') THEN 0 ELSE 2 END FROM shown WHERE id = u.id)"""
_SCORE = f"""round(-bm25(pair) * (1 + min((SELECT length(text) FROM shown WHERE id = u.id), {SHORT}) / {SHORT}.0) / 2
  * CASE u.kind {" ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in WEIGHTS.items())} ELSE 1 END, 6)"""
_PAGE = f"""SELECT s.iri, u.kind, s.label, s.text, s.runs, d.iri, d.title, d.level, d.file, found.score, found.exact
FROM (SELECT * FROM found {_ORDER} LIMIT ? OFFSET ?) AS found
JOIN unit u ON u.id = found.id JOIN shown s ON s.id = found.id LEFT JOIN document d ON d.id = u.document {_ORDER}"""
_SHARES = """SELECT d.iri, u.kind, trim(u.within), count(*) FROM found JOIN unit u ON u.id = found.id
LEFT JOIN document d ON d.id = u.document GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
_KEPT = f"""SELECT found.id, d.iri, s.iri FROM found JOIN unit u ON u.id = found.id JOIN shown s ON s.id = found.id
LEFT JOIN document d ON d.id = u.document JOIN temp.kept k
ON k.document = ifnull(d.iri, '') AND k.kind = u.kind AND k.within = trim(u.within) {_ORDER} LIMIT ? OFFSET ?"""
_THOSE = """SELECT s.iri, u.kind, s.label, s.text, s.runs, d.iri, d.title, d.level, d.file, found.score, found.exact
FROM found JOIN unit u ON u.id = found.id JOIN shown s ON s.id = found.id LEFT JOIN document d ON d.id = u.document
WHERE found.id = ?"""
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
    """How many units there are in all, and those of one page.

    ``near`` are searches that find something, where this one does not; ``longer`` are words with synonyms that hold
    the one that was asked for, and find more.
    """

    total: int
    hits: tuple[Hit, ...]
    near: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How many units of a kind were found in a document, or in none (names of bodies).

    ``within`` are the kinds of the provisions that they are parts of, from the inside out.
    """

    document: str
    kind: str
    within: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Spread:
    """All that a search found, told by documents and kinds before some of it is looked at (:meth:`Index.spread`)."""

    asked: Wanted
    shares: tuple[Share, ...]
    database: sqlite3.Connection

    def first(self, shares: Iterable[Share], limit: int, offset: int = 0) -> tuple[tuple[int, str], ...]:
        """Return the units of some of the shares in the order of a search: the number of each in the index, its IRI."""
        self.database.execute("DROP TABLE IF EXISTS temp.kept")
        self.database.execute(
            "CREATE TEMP TABLE kept (document, kind, within, PRIMARY KEY (document, kind, within))"
        )
        self.database.executemany(
            "INSERT INTO kept VALUES (?, ?, ?)",
            ((each.document, each.kind, " ".join(each.within)) for each in shares),
        )
        rows = self.database.execute(_KEPT, (limit, offset))
        return tuple((int(number), f"{document or ''}{iri}") for number, document, iri in rows)

    def hits(self, numbers: Iterable[int]) -> tuple[Hit, ...]:
        """Return the units of these numbers in the index, in their order."""
        return tuple(
            _hit(self.asked, row) for number in numbers for row in self.database.execute(_THOSE, (number,))
        )

    def instead(self, *, exact: bool) -> Found:
        """Return what to search for instead, as :meth:`Index.find` does; after it nothing is found any more."""

        def count(text: str) -> int:
            return _match(self.database, wanted(text, exact=exact), f"u.kind <> '{DEFINITION}'", [])

        total = sum(share.number for share in self.shares)
        return Found(
            total,
            (),
            () if total else near(self.asked, count),
            () if exact else longer(self.asked, total, count),
        )


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
        ``task`` …), within which a hit may lie: the words of an article are in its paragraphs. Without it definitions
        are left out, as their words are found in their provisions. ``level`` is that of the document. Both have names
        in two languages (:mod:`lawgraph.search.narrowing`). ``document`` is an IRI, its end, a title or a part of it.
        ``exact`` leaves synonyms and other spellings of numbers out. Raises
        :class:`lawgraph.search.wanted.SearchError` for what cannot be searched and
        :class:`queries.errors.EngineError` for a search that takes longer than :data:`SECONDS`.
        """
        if limit < 0 or offset < 0:
            raise SearchError("search: limit 和 offset 不能为负。limit and offset are not negative numbers.")
        asked = wanted(text, exact=exact)
        with self._opened() as database:
            where, values = narrowed(database, kind, document, level)

            def count(text: str) -> int:
                return _match(database, wanted(text, exact=exact), where, values)

            total = _match(database, asked, where, values)
            rows = database.execute(_PAGE, (min(limit, 1 << 40), min(offset, 1 << 40)))
            hits = tuple(_hit(asked, row) for row in rows)
            return Found(
                total,
                hits,
                () if total else near(asked, count),
                () if exact else longer(asked, total, count),
            )

    @contextmanager
    def spread(self, text: str, *, exact: bool = False) -> Iterator[Spread]:
        """Find a text, to be narrowed by what was found; definitions are among it, which :meth:`find` leaves out.

        Raises what :meth:`find` raises, within the context too.
        """
        asked = wanted(text, exact=exact)
        with self._opened() as database:
            _match(database, asked, "1", [])
            rows = database.execute(_SHARES).fetchall()
            shares = (
                Share(document or "", kind, tuple((within or "").split()), n)
                for document, kind, within, n in rows
            )
            yield Spread(asked, tuple(shares), database)

    def iris(self, text: str, most: int) -> tuple[str, ...]:
        """Return the IRIs of all units of any kind that have the words of ``text``, in no order.

        Raises :class:`TooManyFound` if there are more than ``most``, and what :meth:`find` raises.
        """
        asked = wanted(text)
        with self._opened() as database:
            total = _match(database, asked, "1", [])
            if total > most:
                raise TooManyFound(text, total, most)
            return tuple((document or "") + iri for document, iri in database.execute(_IRIS))

    def held(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the codes of the kinds of units and of the levels of documents that the graph has any of."""
        with self._opened() as database:
            kinds: set[str] = set()
            for kind, within in database.execute("SELECT DISTINCT kind, within FROM unit"):
                kinds.update((str(kind), *str(within or "").split()))
            levels = {
                str(row[0]) for row in database.execute("SELECT DISTINCT level FROM document") if row[0]
            }
        return frozenset(kinds), frozenset(levels)

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

    Raises :class:`NoIndex`, or its base for a SQLite without FTS5 and for a file that may not be read.
    """
    if not has_full_text():
        raise EngineError(str(NoFullText()))
    file = generation / NAME
    if not file.is_file():
        raise NoIndex(graph or generation.parent)
    if not os.access(file, os.R_OK):
        raise EngineError(
            f"{file}: 没有读取检索索引的权限，请改正其权限；图谱的其他用途不受影响。"
            "There is no permission to read the search index; correct its permissions. The graph can be asked else."
        )
    return Index(file)


def _match(database: sqlite3.Connection, asked: Wanted, where: str, values: Sequence[object]) -> int:
    """Make the table ``found`` of the units with what is asked; return how many they are."""
    literal, whole = _expression(asked.literal), _expression(asked)
    exact, is_in, given = "1", "1", [] if literal == whole else [literal]
    if given:
        exact = "pair.rowid IN (SELECT rowid FROM pair WHERE pair MATCH ?)"
    if asked.cuts_numbers:
        _look_at_texts(database, asked)
        text = "(SELECT text FROM shown WHERE id = u.id)"
        exact, is_in = f"{exact} AND literal_in({text})", f"asked_in({text})"
    name = " ".join(word.form.written for word in asked.words).encode("utf-8", "replace").decode()
    database.execute("DROP TABLE IF EXISTS temp.found")
    database.execute(
        f"""CREATE TEMP TABLE found AS SELECT u.id AS id, {exact} AS exact, {_TIERS} AS tier, {_SCORE} AS score
        FROM pair JOIN unit u ON u.id = pair.rowid WHERE pair MATCH ? AND {where} AND {is_in}""",
        [*given, name, name, whole, *values],
    )
    return int(database.execute("SELECT count(*) FROM found").fetchone()[0])


def _look_at_texts(database: sqlite3.Connection, asked: Wanted) -> None:
    """Give the database what tells whether words stand in a text without cutting a number, which FTS5 cannot tell."""
    for name, each in (("asked_in", asked), ("literal_in", asked.literal)):
        database.create_function(name, 1, lambda text, each=each: each.is_in(Folded.of(text)))


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
        found = form.spans(words)
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
