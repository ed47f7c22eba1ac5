"""Texts of one rule compared: what became of their articles, how long it takes, and pairs to be judged by reading.

``python -m benchmarks.versions FOLDER`` takes all Markdown files of a folder whose names end in ``(YYYY-MM-DD).md`` and
whose titles stand there more than once, and prints

works    titles whose texts are found to be of one work, and of these the ones that are put in the right order by what
         the texts say of themselves; the days of the file names are not read for that
kinds    what became of the articles of each two following texts, with how many are in doubt
time     seconds of reading and of comparing, and the longest of each

``--show N --seed S`` prints N pairs drawn at random instead, article by article, to be judged by a reader: each row has
a mark to be filled in; ``--first K`` shows the first K rows of each alone.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.model import Document  # noqa: E402
from ingest.status.header import Header  # noqa: E402
from ingest.structure import read_document  # noqa: E402
from ingest.versions import Comparison, compare, versions_of  # noqa: E402
from lawgraph.versions.view import Row, counted, rows  # noqa: E402
from ontology.states import ChangeKind  # noqa: E402

_NAME = re.compile(r"(.+)\((\d{4}-\d\d-\d\d)\)")
_WORDS = 400
"""Characters of an article that is new, gone, split or merged that are printed."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title with the files of its texts, in the order of the days in their names."""

    name: str
    files: tuple[tuple[str, Path], ...]

    def pairs(self) -> Iterator[tuple[Path, Path]]:
        """Yield each two following texts of different days."""
        for (here, old), (there, new) in zip(self.files, self.files[1:], strict=False):
            if here < there:
                yield old, new


def titles(folder: Path) -> list[Title]:
    """Return the titles that stand in a folder more than once."""
    found: defaultdict[str, list[tuple[str, Path]]] = defaultdict(list)
    for path in sorted(folder.rglob("*.md")):
        if name := _NAME.fullmatch(path.stem):
            found[name[1]].append((name[2], path))
    return [Title(name, tuple(sorted(files))) for name, files in sorted(found.items()) if len(files) > 1]


def main() -> None:
    """Print the figures, or pairs to be judged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=10_000)
    asked = parser.parse_args()
    found = titles(asked.folder)
    if not found:
        sys.exit(
            f"{asked.folder}: no title stands there in several texts; name a folder of TITLE(YYYY-MM-DD).md"
        )
    if asked.show:
        pairs = [(title.name, pair) for title in found for pair in title.pairs()]
        for name, (old, new) in random.Random(asked.seed).sample(pairs, min(asked.show, len(pairs))):
            show(name, compare(read_document(old), read_document(new)), (old, new), asked.first)
    else:
        measure(found)


def measure(found: Sequence[Title]) -> None:
    """Print how many titles are one work in the right order, what became of the articles, and the time."""
    kinds: Counter[str] = Counter()
    told: Counter[str] = Counter()
    reading: list[tuple[float, str]] = []
    comparing: list[tuple[float, str]] = []
    works: Counter[str] = Counter()
    for title in found:
        documents: dict[Path, Document] = {}
        for _, path in title.files:
            start = time.perf_counter()
            documents[path] = read_document(path)
            reading.append((time.perf_counter() - start, path.stem))
        outcome = in_order(title, documents)
        works[outcome] += 1
        if outcome != "right order":
            print(f"{outcome}: {title.name}: " + ", ".join(_days(title, documents)))
        for old, new in title.pairs():
            start = time.perf_counter()
            comparison = compare(documents[old], documents[new])
            comparing.append((time.perf_counter() - start, new.stem))
            for _, en, count in counted(comparison):
                kinds[en] += count
            told.update(each.code for each in comparison.diagnostics)
    print(f"{len(found)} titles, {len(reading)} texts, {len(comparing)} pairs")
    for name, counts in (("works", works), ("articles", kinds), ("told of pairs", told)):
        print(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))
    for name, spent in (("reading", reading), ("comparing", comparing)):
        longest, where = max(spent)
        print(f"{name}: {sum(spent_in for spent_in, _ in spent):.1f} s, at most {longest:.2f} s ({where})")


def in_order(title: Title, documents: dict[Path, Document]) -> str:
    """Return whether the texts of a title are of one work and in the order of the days in their names."""
    headers = {path: Header.of(document) for path, document in documents.items()}
    if len({header.work for header in headers.values()}) > 1:
        return "several works"
    if len({header.document for header in headers.values()}) == 1:
        return "the same text"
    (family,) = versions_of(headers.values())
    if family.unplaced:
        return "order not known"
    wanted = [headers[path].document for _, path in title.files]
    return "right order" if [each.document for each in family.ordered] == wanted else "wrong order"


def _days(title: Title, documents: dict[Path, Document]) -> Iterator[str]:
    for day, path in title.files:
        yield f"{day} read as {Header.of(documents[path]).dated}"


def show(name: str, comparison: Comparison, files: tuple[Path, Path], first: int) -> None:
    """Print a pair row by row; what is the same in place and words is one line for many."""
    print(f"\n{'=' * 100}\n{name}\nold: {files[0].name}\nnew: {files[1].name}")
    print(", ".join(f"{zh} {count}" for zh, _, count in counted(comparison)))
    same: list[str] = []
    for row in rows(comparison, whole=True)[:first]:
        change = row.change
        if change.kind is ChangeKind.SAME:
            same.append(f"{row.old_label}→{row.new_label}" + (" (moved)" if change.place == "moved" else ""))
            continue
        if same:
            print(f"[ ] same: {', '.join(same)}")
            same = []
        print(
            f"[ ] {row.old_label or '—'} → {row.new_label or '—'}: {' / '.join(filter(None, row.said))}",
            end="",
        )
        print(f"  likeness {change.likeness:.2f}" + (f"  DOUBT {change.doubt}" if change.doubt else ""))
        for line in _words(row):
            print(f"      {line}")
    if same:
        print(f"[ ] same: {', '.join(same)}")


def _words(row: Row) -> Iterator[str]:
    if row.change.edits and not (len(row.change.old) > 1 or len(row.change.new) > 1):
        yield "".join(
            kept + (f"[-{out}-]" if out else "") + (f"{{+{put}+}}" if put else "")
            for kept, out, put in row.pieces
        )
        return
    for sign, words in (("-", row.old), ("+", row.new)):
        text = words.text.replace("\n", " ")
        if text:
            yield f"{sign} {text[:_WORDS]}{'…' if len(text) > _WORDS else ''}"


if __name__ == "__main__":
    main()
