"""Measure search on a built graph: the index beside other ways to index Chinese, recall beside a plain scan, and time.

Words of one, two, three, four and six characters are drawn from the texts by a fixed seed; each way says how many units
have each word, and a plain scan how many do. Sizes are of the table of words alone, after VACUUM; ``ratio`` is by the
bytes of the texts in UTF-8. Time is CPU for writing, and milliseconds a search for asking; all of one run.

``python -m benchmarks.search [GRAPH] [--searches 60] [--json]``, where GRAPH is a folder made by ``lawgraph build``.
Exits with 1 if the index of the program misses something, or is more than three times as large as texts of some size.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import jieba  # noqa: E402

from lawgraph import store as generations  # noqa: E402
from lawgraph.search import Index  # noqa: E402
from lawgraph.search.folding import fold  # noqa: E402
from lawgraph.search.index import pairs, write_index  # noqa: E402
from lawgraph.search.units import units  # noqa: E402
from queries import EmbeddedEngine  # noqa: E402

LENGTHS = (1, 2, 3, 4, 6)
LARGEST = 3.0
_SMALL = 500_000  # bytes of text, below which names of bodies are most of an index
_COUNT = "SELECT count(*) FROM t WHERE t MATCH ?"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one way: megabytes and their ratio to the texts, CPU seconds to write, ms a search, recall by length."""

    way: str
    megabytes: float
    ratio: float
    writing: float
    median: float
    slowest_5_percent: float
    recall: dict[int, float]


def quoted(tokens: Iterable[str]) -> str:
    return '"' + " ".join(tokens).replace('"', '""') + '"'


def signs(text: str) -> str:
    """Return a text whose signs are letters to FTS5, as in the index of the program."""
    return "".join(pair[0] for pair in pairs(text))


def phrase(word: str) -> str:
    found = pairs(word)
    return f'"{found[0]}"*' if len(found) == 1 else quoted(found[:-1])


def timed(ask: Callable[[str], int], words: dict[str, int]) -> tuple[float, float, dict[int, float]]:
    """Return median and 95th percentile in ms, and the recall by the length of words."""
    took: list[float] = []
    found: defaultdict[int, int] = defaultdict(int)
    there: defaultdict[int, int] = defaultdict(int)
    for word, count in words.items():
        start = time.perf_counter()
        said = ask(word)
        took.append(1000 * (time.perf_counter() - start))
        found[len(word)] += min(said, count)
        there[len(word)] += count
    recall = {length: round(found[length] / there[length], 3) for length in sorted(there)}
    return statistics.median(took), sorted(took)[int(0.95 * len(took))], recall


def table(
    way: str,
    options: str,
    texts: list[str],
    tokens: Callable[[str], str],
    ask: Callable[[sqlite3.Connection, str], int],
    words: dict[str, int],
    size: int,
) -> Figures:
    """Return the figures of a table of FTS5."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.db"
        start = time.process_time()
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, {options})")
            database.execute("BEGIN")
            rows = ((at, tokens(text)) for at, text in enumerate(texts, start=1))
            database.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", rows)
            database.execute("INSERT INTO t(t) VALUES ('optimize')")
            database.execute("COMMIT")
            database.execute("VACUUM")
        writing = time.process_time() - start
        with closing(sqlite3.connect(file)) as database:
            median, slow, recall = timed(lambda word: ask(database, word), words)
        held = file.stat().st_size
    return Figures(way, held / 1e6, held / size, writing, median, slow, recall)


def ways(texts: list[str], words: dict[str, int], size: int) -> list[Figures]:
    """Return the figures of each way to index."""

    def one(make: Callable[[str], str]) -> Callable[[sqlite3.Connection, str], int]:
        return lambda database, word: int(database.execute(_COUNT, (make(word),)).fetchone()[0])

    def trigrams_or_scan(database: sqlite3.Connection, word: str) -> int:
        if len(word) > 2:
            return one(lambda text: quoted([text]))(database, word)
        return int(database.execute("SELECT count(*) FROM t WHERE instr(x, ?)", (word,)).fetchone()[0])

    def checked(database: sqlite3.Connection, word: str) -> int:
        found = pairs(word)
        asked = phrase(word) if len(found) == 1 else " AND ".join(quoted([pair]) for pair in found[:-1])
        numbers = database.execute("SELECT rowid FROM t WHERE t MATCH ?", (asked,)).fetchall()
        return sum(word in texts[at - 1] for (at,) in numbers)

    def cut(text: str) -> list[str]:
        return list(jieba.cut(signs(text)))

    ascii_words = "content='', tokenize='ascii'"
    trigram = "tokenize='trigram case_sensitive 1'"
    return [
        table("trigrams", f"content='', {trigram}", texts, str, one(lambda w: quoted([w])), words, size),
        table("trigrams, texts scanned below 3", trigram, texts, str, trigrams_or_scan, words, size),
        table("pairs", ascii_words, texts, lambda t: " ".join(pairs(t)), one(phrase), words, size),
        table(
            "pairs without positions, checked", f"{ascii_words}, detail=none", texts,
            lambda t: " ".join(pairs(t)), checked, words, size,
        ),
        table(
            "characters", ascii_words, texts, lambda t: " ".join(signs(t)), one(lambda w: quoted(signs(w))),
            words, size,
        ),
        table(
            "words of jieba", ascii_words, texts, lambda t: " ".join(cut(t)), one(lambda w: quoted(cut(w))),
            words, size,
        ),
    ]  # fmt: skip


def drawn(texts: list[str], searches: int) -> dict[str, int]:
    """Return words drawn from the texts, each with the number of texts that have it."""
    draw = random.Random(13)
    words = []
    for length in LENGTHS:
        long_enough = [text for text in texts if len(text) >= length]
        for _ in range(searches):
            text = draw.choice(long_enough)
            start = draw.randrange(len(text) - length + 1)
            words.append(text[start : start + length])
    return {word: sum(word in text for text in texts) for word in words if '"' not in word and word[0] != "-"}


def of_program(graph: Path, texts: list[str], words: dict[str, int], size: int) -> Figures:
    """Return the figures of the whole index: rows with labels, texts and offsets; a search gives 20 hits."""
    generation = generations.current(graph)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        file = write_index(generation.store, Path(folder))
        writing = time.process_time() - start
        assert file is not None
        index = Index(file)
        median, slow, recall = timed(lambda word: len(index.iris(f'"{word}"', len(texts))), words)
        median, slow, _ = timed(lambda word: index.find(f'"{word}"').total, words)
        held = file.stat().st_size
    return Figures("the index, whole", held / 1e6, held / size, writing, median, slow, recall)


def main() -> int:
    """Measure, print, and tell by the exit code whether it is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("graph", nargs="?", type=Path, default=generations.DEFAULT_GRAPH)
    parser.add_argument("--searches", type=int, default=60, help="words of each length")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    jieba.initialize()
    generation = generations.current(given.graph)
    start = time.process_time()
    found = [unit for _, of_document in units(EmbeddedEngine.open(generation.store)) for unit in of_document]
    reading = time.process_time() - start
    texts = [fold(unit.text) for unit in found]
    size = sum(len(unit.text.encode()) for unit in found)
    words = drawn(texts, given.searches)
    scan = timed(lambda word: sum(word in text for text in texts), words)
    figures = [*ways(texts, words, size), of_program(given.graph, texts, words, size)]
    if given.json:
        print(json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=1))
    else:
        documents = len(generation.documents)
        print(
            f"{documents} documents, {len(texts)} units, {size / 1e6:.1f} MB of text, read in {reading:.1f} s of CPU"
        )
        print(
            f"a plain scan in memory: {scan[0]:.1f} ms at the median, {scan[1]:.1f} ms at the 95th percentile"
        )
        for each in figures:
            print(
                f"{each.way}: {each.megabytes:.1f} MB, ratio {each.ratio:.2f}, written in {each.writing:.2f} s, "
                f"{each.median:.2f} ms, 95 %: {each.slowest_5_percent:.2f} ms, recall {each.recall}"
            )
    own = figures[-1]
    return int((size > _SMALL and own.ratio > LARGEST) or any(recall < 1 for recall in own.recall.values()))


if __name__ == "__main__":
    sys.exit(main())
