"""Candidates among a million provisions by a join: ``python -m benchmarks.join FOLDER [--provisions N] [--small N]``.

How links would be looked for where a collection is too large for :func:`ingest.link.choose_pairs` in one process: not
rule by rule, but by a join of provisions in DuckDB (a package of this benchmark alone). FOLDER is one of sources. Its
lines of text are the provisions (articles, paragraphs and items), cut into words once; more are made of perturbed
copies: rules of another province, a line of twenty left out, a word of ten replaced by one of another line.

A candidate is a provision of a lower rule with one of an upper rule in whose territory it lies, where
  words      they share two of their rare words (six a provision, none that stands in more than MOST upper provisions)
  citations  or the lower provision names the title of the rule of the upper one, and they share one
Rules that name a title are candidates as rules without sharing a word. Printed are JSON lines: what was loaded, what
the join took (seconds of processors and by the clock, memory, disk), how many candidates there are; and on a small set,
which of the pairs that ``choose_pairs`` chooses are among them. Nothing is in the join but what SQL says: the same
statements run on an engine of several machines.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.language import cut, unusualness  # noqa: E402
from ingest.link import choose_pairs, features  # noqa: E402
from ingest.link.profile import common_words  # noqa: E402
from ingest.model import Level  # noqa: E402
from ingest.pipeline import annotate  # noqa: E402
from ingest.read import ReadError, find_sources, read  # noqa: E402
from ingest.structure import read_document  # noqa: E402
from ingest.text import squeeze  # noqa: E402
from ontology.divisions import ancestors  # noqa: E402

RARE = 6  # words of a provision
MOST = 400  # upper provisions to which a word leads
HEAD = 1500  # characters of a source in which its title and issuer stand
_TITLE = re.compile(r"《(?:中华人民共和国)?([^《》]{2,60})》")
_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, territory (code) and level, its lines as rare words and titles that they name."""

    name: str
    code: str
    level: int
    lines: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def rule(path: Path) -> Rule | None:
    """Return a source as rules are joined; None where it cannot be read or says no territory."""
    try:
        source = read(path)
    except ReadError:
        return None
    with TemporaryDirectory() as folder:
        head = Path(folder, path.name)
        head.write_text(source.text[:HEAD], "utf-8")
        metadata = read_document(head).metadata
    where = metadata.jurisdiction
    if where is None or where.level is None:
        return None
    lines = tuple(
        (rare(line), tuple(squeeze(title) for title in _TITLE.findall(line)))
        for line in source.text.splitlines()
        if len(line.strip()) > 8
    )
    name = squeeze(metadata.title or "").removeprefix("中华人民共和国")
    return Rule(name, where.code, _RANK[where.level], lines)


def rare(line: str) -> tuple[str, ...]:
    """Return the rarest words of a line, the rarest first."""
    words = {word for word in cut(line) if len(word) > 1 and word not in common_words()}
    return tuple(sorted(words, key=lambda word: (-unusualness(word), word))[:RARE])


def perturbed(rules: Sequence[Rule], turn: int) -> Iterator[Rule]:
    """Yield copies of rules as another province could have them."""
    chance = random.Random(turn)
    codes = sorted({each.code for each in rules if each.level > 0})
    words = [word for each in rules for line, _ in each.lines[:20] for word in line]
    for each in rules:
        lines = tuple(
            (tuple(chance.choice(words) if chance.random() < 0.1 else word for word in line), titles)
            for line, titles in each.lines
            if chance.random() > 0.05
        )
        code = each.code if each.code not in codes else chance.choice(codes)
        yield Rule(f"{each.name}{turn}", code, each.level, lines)


def enough(rules: Sequence[Rule], provisions: int) -> Iterator[Rule]:
    """Yield rules, and copies of them, until they have so many provisions."""
    for each in chain(rules, *(perturbed(rules, turn) for turn in range(1, 100))):
        if provisions <= 0:
            return
        yield each
        provisions -= len(each.lines)


TABLES = """
CREATE TABLE rule(id INTEGER, name VARCHAR, code VARCHAR, level TINYINT);
CREATE TABLE above(code VARCHAR, upper VARCHAR);
CREATE TABLE word(line INTEGER, rule INTEGER, word INTEGER);
CREATE TABLE cites(line INTEGER, rule INTEGER, title VARCHAR);
"""

JOIN = """
CREATE TABLE reach AS
    SELECT l.id AS lower, u.id AS upper FROM rule l JOIN above a ON a.code = l.code
    JOIN rule u ON u.code = a.upper AND u.level < l.level;
CREATE TABLE uppers AS SELECT DISTINCT upper FROM reach;
CREATE TABLE counted AS
    SELECT word, count(*) AS many FROM word WHERE rule IN (SELECT upper FROM uppers) GROUP BY word;
CREATE TABLE high AS
    SELECT w.line, w.rule, w.word, 1.0 / c.many AS weight FROM word w JOIN counted c USING (word)
    WHERE c.many <= {most} AND w.rule IN (SELECT upper FROM uppers);
CREATE TABLE named AS
    SELECT DISTINCT c.line, c.rule AS lower, u.id AS upper FROM cites c JOIN rule u ON u.name = c.title
    JOIN reach r ON r.lower = c.rule AND r.upper = u.id;
CREATE TABLE shared AS
    SELECT l.line AS low, h.line AS up, any_value(l.rule) AS lower, any_value(h.rule) AS upper,
           count(*) AS words, sum(h.weight) AS weight
    FROM word l JOIN high h ON h.word = l.word JOIN reach r ON r.lower = l.rule AND r.upper = h.rule
    GROUP BY l.line, h.line;
CREATE TABLE candidate AS
    SELECT s.* FROM shared s LEFT JOIN named n ON n.line = s.low AND n.upper = s.upper
    WHERE s.words >= 2 OR n.line IS NOT NULL;
CREATE TABLE pair AS
    SELECT lower, upper, max(named) AS named, sum(lines) AS lines, sum(weight) AS weight FROM (
        SELECT lower, upper, 0 AS named, count(DISTINCT low) AS lines, sum(weight) AS weight
        FROM candidate GROUP BY lower, upper
        UNION ALL SELECT DISTINCT lower, upper, 1, 0, 0 FROM named
    ) GROUP BY lower, upper;
CREATE TABLE kept AS
    SELECT * FROM (SELECT *, row_number() OVER (
        PARTITION BY lower ORDER BY named DESC, weight DESC, upper) AS place FROM pair) WHERE place <= 12;
"""


def load(base: Any, rules: Sequence[Rule]) -> int:
    """Put rules into the tables; return how many provisions they have."""
    import numpy as np  # a table is read from columns, not row by row

    base.execute(TABLES)
    numbers: dict[str, int] = {}
    words: list[tuple[int, int, int]] = []
    cites: list[tuple[int, int, str]] = []
    line = 0
    for at, each in enumerate(rules):
        for rare_words, titles in each.lines:
            words += [(line, at, numbers.setdefault(word, len(numbers))) for word in rare_words]
            cites += [(line, at, title) for title in titles]
            line += 1
    columns = np.array(words, dtype=np.int32)
    table = {"line": columns[:, 0].copy(), "rule": columns[:, 1].copy(), "word": columns[:, 2].copy()}
    base.register("table_of_words", table)
    base.execute("INSERT INTO word SELECT DISTINCT line, rule, word FROM table_of_words")
    base.executemany(
        "INSERT INTO rule VALUES (?, ?, ?, ?)",
        [(at, each.name, each.code, each.level) for at, each in enumerate(rules)],
    )
    if cites:
        kept = {each.name for each in rules}
        base.register(
            "table_of_cites",
            {
                "line": np.array([each[0] for each in cites], dtype=np.int32),
                "rule": np.array([each[1] for each in cites], dtype=np.int32),
                "title": np.array([each[2] if each[2] in kept else "" for each in cites], dtype=object),
            },
        )
        base.execute("INSERT INTO cites SELECT * FROM table_of_cites WHERE title <> ''")
    codes = sorted({each.code for each in rules})
    base.executemany(
        "INSERT INTO above VALUES (?, ?)",
        [(code, upper) for code in codes for upper in (code, *(each.code for each in ancestors(code)))],
    )
    return line


def joined(base: Any, most: int) -> dict[str, float]:
    """Run the join; return the seconds by the clock of each statement."""
    took = {}
    for statement in filter(None, map(str.strip, JOIN.format(most=most).split(";"))):
        began = time.monotonic()
        base.execute(statement)
        took[statement.split()[2]] = round(time.monotonic() - began, 2)
    return took


def counts(base: Any) -> dict[str, int]:
    """Return how many rows tables have."""
    names = ("rule", "word", "cites", "reach", "high", "named", "shared", "candidate", "pair", "kept")
    return {name: int(base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}


def open_base(folder: str, threads: int) -> Any:
    """Open a data base in a folder."""
    import duckdb

    base = duckdb.connect(str(Path(folder, "join.duckdb")))
    base.execute(f"SET threads = {threads}; SET memory_limit = '4GB'; SET temp_directory = '{folder}/spill'")
    base.execute("SET preserve_insertion_order = false")
    return base


def small(paths: Sequence[Path], threads: int) -> dict[str, object]:
    """Return which of the pairs that are chosen rule by rule are found by the join too."""
    rules, found = [], {}
    for path in paths:
        each = rule(path)
        if each is not None:
            found[str(len(rules))] = features(annotate(read_document(path)))
            rules.append(each)
    chosen = {(int(pair.lower), int(pair.upper)) for pair in choose_pairs(found).chosen}
    told: dict[str, object] = {"rules": len(rules), "chosen rule by rule": len(chosen)}
    with TemporaryDirectory() as folder:
        base = open_base(folder, threads)
        told["provisions"] = load(base, rules)
        joined(base, MOST)
        for name in ("pair", "kept"):
            rows = set(base.execute(f"SELECT lower, upper FROM {name}").fetchall())
            told[f"recall of {name}"] = round(len(rows & chosen) / max(1, len(chosen)), 3)
            told[f"rows of {name}"] = len(rows)
        named = set(base.execute("SELECT lower, upper FROM named").fetchall())
        told["chosen that are named"] = len(chosen & named)
        reach = set(base.execute("SELECT lower, upper FROM reach").fetchall())
        told["chosen that are in reach"] = len(chosen & reach)
    return told


def size(folder: str) -> int:
    """Return the megabytes of a folder."""
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) >> 20


def main() -> None:
    """Run it and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--provisions", type=int, default=1_000_000)
    ask.add_argument("--small", type=int, default=200, help="rules of the small set; 0 for none")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--most", type=int, default=MOST, help="upper provisions to which a word leads")
    args = ask.parse_args()
    paths = list(find_sources([args.folder]).paths)
    if args.small:
        chosen = random.Random(0).sample(paths, min(args.small, len(paths)))
        print(json.dumps({"small": small(sorted(chosen), args.threads)}, ensure_ascii=False), flush=True)
    began, clock = time.process_time(), time.monotonic()
    own = [each for each in map(rule, paths) if each is not None]
    rules = list(enough(own, args.provisions))
    cut_in = round(time.process_time() - began, 1), round(time.monotonic() - clock, 1)
    with TemporaryDirectory() as folder:
        base = open_base(folder, args.threads)
        began, clock = time.process_time(), time.monotonic()
        provisions, of = load(base, rules), (len(own), len(rules))
        del own, rules
        loaded = round(time.process_time() - began, 1), round(time.monotonic() - clock, 1)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        began, clock, load_before = time.process_time(), time.monotonic(), os.getloadavg()[0]
        by_statement = joined(base, args.most)
        took = round(time.process_time() - began, 1), round(time.monotonic() - clock, 1)
        figures = {
            "provisions": provisions,
            "sources and rules": of,
            "reading and cutting, seconds of processors and by the clock": cut_in,
            "loading": loaded,
            "join": took,
            "by the clock": by_statement,
            "load of the machine": [round(load_before, 1), round(os.getloadavg()[0], 1)],
            "memory in MB before and at most": [
                before,
                resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            ],
            "disk in MB": size(folder),
            "rows": counts(base),
        }
        print(json.dumps({"join": figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
