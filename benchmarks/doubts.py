"""Weigh the signs that speak against norms, by norms of annotated documents, and show what holds on others.

``python -m benchmarks.doubts`` computes the points of the signs anew from ``benchmarks/doubts.tsv`` and prints, for
each batch of first runs and for all documents, how many norms are certain and how often certain and doubtful ones are
wrong: with the points stated (``ingest/annotate/doubts.tsv``), and with points computed without that batch, or that
document. Exit code 1 when the points stated are others than those computed; ``--write`` states them.

``python -m benchmarks.doubts --collect FOLDER … --batch 3`` counts, for that batch of ``data/gold/unseen``, the
norms with each set of signs, and those of them that are wrong, and keeps them in ``benchmarks/doubts.tsv``: of a first
run before anything is mended. ``--batch seen`` counts the documents of ``benchmarks/gold.py``, which rules were made
with. Of old first runs the counts are those of the program as it was then.

Points are the coefficients of a logistic regression of "wrong" on the signs (Newton's method, ridge penalty
:data:`RIDGE`), in units of :data:`UNIT`, rounded. What makes a norm doubtful is the smallest sum of points with which
:data:`CERTAIN` of the norms of first runs are certain.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import CORPUS, SEEDS  # noqa: E402
from benchmarks.unseen import UNSEEN, annotated  # noqa: E402
from ingest.annotate.norm.doubts import COLUMNS, DOUBTFUL, TABLE  # noqa: E402
from ingest.annotate.norms import read_norms  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402
from lawgraph.evaluation.gold import restored, text_of  # noqa: E402
from lawgraph.evaluation.items import meet  # noqa: E402
from lawgraph.evaluation.measure import predicted_rows  # noqa: E402
from ontology.tables import read_table  # noqa: E402

COUNTS = ROOT / "benchmarks" / "doubts.tsv"
HEAD = ("batch", "document", "signs", "norms", "wrong")
SEEN = "seen"
"""The batch of the documents that rules were made with: fewer errors are left in them than in others."""
SEEN_WEIGHT = 0.5
RIDGE = 2.0
UNIT = 0.35
CERTAIN = 0.8
_STEPS = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Count:
    """How many norms of a document have just these signs, and how many of them are wrong."""

    batch: str
    document: str
    signs: frozenset[str]
    norms: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The points of each sign, and how many make a norm doubtful."""

    points: dict[str, int]
    doubtful: int

    def doubts(self, count: Count) -> bool:
        """Tell whether norms with these signs are doubtful."""
        return sum(self.points[sign] for sign in count.signs) >= self.doubtful


def counts() -> list[Count]:
    """Return what is kept in ``benchmarks/doubts.tsv``."""
    return [
        Count(
            row.require("batch"),
            row.require("document"),
            frozenset(row.several("signs")),
            int(row.require("norms")),
            int(row.require("wrong")),
        )
        for row in read_table(COUNTS, HEAD)
    ]


def stated() -> tuple[list[str], Rule]:
    """Return the signs in the order of ``ingest/annotate/doubts.tsv``, and the points stated there."""
    rows = {row.require("sign"): int(row.require("points")) for row in read_table(TABLE, COLUMNS)}
    doubtful = rows.pop(DOUBTFUL)
    return list(rows), Rule(rows, doubtful)


def computed(signs: Sequence[str], found: Sequence[Count]) -> Rule:
    """Return the points that the counts give."""
    table = np.array([[float(sign in count.signs) for sign in signs] for count in found])
    weight = np.array([SEEN_WEIGHT if count.batch == SEEN else 1.0 for count in found])
    slopes = _slopes(
        table, weight * [count.norms for count in found], weight * [count.wrong for count in found]
    )
    points = {sign: max(round(float(slope) / UNIT), 0) for sign, slope in zip(signs, slopes, strict=True)}
    first = [count for count in found if count.batch != SEEN]
    total = sum(count.norms for count in first)
    doubtful = 1
    while total and sum(c.norms for c in first if not Rule(points, doubtful).doubts(c)) < CERTAIN * total:
        doubtful += 1
    return Rule(points, doubtful)


def _slopes(table: Floats, norms: Floats, wrong: Floats) -> Floats:
    """Return the coefficients of the columns of ``table``, without that of the constant."""
    given = np.c_[np.ones(len(table)), table]
    ridge = np.diag([0.0] + [RIDGE] * table.shape[1])
    slopes = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-given @ slopes))
        curve = (given * (norms * likely * (1 - likely))[:, None]).T @ given + ridge
        slopes += np.linalg.solve(curve, given.T @ (wrong - norms * likely) - ridge @ slopes)
    return slopes[1:]


def held_out(
    signs: Sequence[str], found: Sequence[Count], of: Callable[[Count], str]
) -> Iterator[tuple[Count, bool]]:
    """Yield the counts of first runs with whether their norms are doubtful by points computed without their kind."""
    for left in sorted({of(count) for count in found if count.batch != SEEN}):
        rule = computed(signs, [count for count in found if of(count) != left])
        yield from ((count, rule.doubts(count)) for count in found if of(count) == left)


def shown(name: str, told: Iterable[tuple[Count, bool]]) -> str:
    """Return a line of the table: how many are certain, and how often each kind is wrong."""
    norms, wrong = Counter[bool](), Counter[bool]()
    for count, doubtful in told:
        norms[doubtful] += count.norms
        wrong[doubtful] += count.wrong
    sure, unsure = (wrong[doubtful] / max(norms[doubtful], 1) for doubtful in (False, True))
    every = wrong.total() / max(norms.total(), 1)
    return (
        f"{name:28} certain {norms[False]:4} of {norms.total():4} ({norms[False] / max(norms.total(), 1):.2f})  "
        f"wrong: all {every:.3f}  certain {wrong[False]:3} ({sure:.3f})  "
        f"doubtful {wrong[True]:3} of {norms[True]:3} ({unsure:.3f})  ratio {unsure / max(sure, 1e-9):.1f}  "
        f"certain to all {sure / max(every, 1e-9):.2f}"
    )


def report(signs: Sequence[str], rule: Rule, found: Sequence[Count]) -> Iterator[str]:
    """Yield the tables: with the points stated, and with points that did not see what they are measured on."""
    batches = sorted({count.batch for count in found if count.batch != SEEN})
    first = [count for count in found if count.batch != SEEN]
    yield "with the points stated"
    for batch in (*batches, SEEN):
        yield shown(f"  batch {batch}", ((c, rule.doubts(c)) for c in found if c.batch == batch))
    yield shown("  first runs", ((c, rule.doubts(c)) for c in first))
    yield "with points computed without the batch"
    told = list(held_out(signs, found, lambda count: count.batch))
    for batch in batches:
        yield shown(f"  batch {batch}", (each for each in told if each[0].batch == batch))
    yield shown("  first runs", told)
    yield "with points computed without the document"
    told = [each for each in held_out(signs, found, lambda count: count.document) if each[0].batch != SEEN]
    for batch in batches:
        yield shown(f"  batch {batch}", (each for each in told if each[0].batch == batch))
    yield shown("  first runs", told)


def collected(batch: str, folders: Sequence[Path]) -> Iterator[Count]:
    """Yield the counts of the documents of a batch, as the program reads them now."""
    if batch == SEEN:
        golds = [(gold.name, gold.folder, gold.texts()[0]) for gold in (*SEEDS, *CORPUS) if not gold.is_pair]
    else:
        names = [name for name, source in annotated().items() if source["batch"] == int(batch)]
        golds = [(name, UNSEEN / name, text_of(UNSEEN / name, folders)) for name in names]
    for name, folder, path in golds:
        if (folder / "norms.jsonl").is_file():
            norms, wrong = _counted(folder, path)
            for signs in sorted(norms, key=sorted):
                yield Count(batch, name, signs, norms[signs], wrong[signs])


def _counted(folder: Path, path: Path) -> tuple[Counter[frozenset[str]], Counter[frozenset[str]]]:
    """Return of each set of signs how many norms of a document have it, and how many of them are wrong."""
    annotation = annotate_file(path)
    told = [row for row in predicted_rows(annotation) if row["type"] == "norm"]
    taken = read_norms(annotation.document, annotation.mentions, annotation.quantities)
    signs = [frozenset(each.signs) for each in taken if each.norm is not None]
    met = meet("norm", restored(folder, path.read_text("utf-8"))["norms"], told)
    counted, right = {id(row) for row in met.counted}, {id(row) for _, row in met.pairs}
    norms, wrong = Counter[frozenset[str]](), Counter[frozenset[str]]()
    for row, own in zip(told, signs, strict=True):
        if id(row) in counted:
            norms[own] += 1
            wrong[own] += id(row) not in right
    return norms, wrong


def keep(batch: str, new: Iterable[Count]) -> None:
    """Write the counts of a batch into ``benchmarks/doubts.tsv``, in place of those that stand there."""
    every = [count for count in counts() if count.batch != batch] + list(new)
    every.sort(key=lambda count: (count.batch, count.document, sorted(count.signs)))
    lines = [f"{c.batch}\t{c.document}\t{'|'.join(sorted(c.signs))}\t{c.norms}\t{c.wrong}\n" for c in every]
    COUNTS.write_text("\t".join(HEAD) + "\n" + "".join(lines), "utf-8")


def state(rule: Rule) -> None:
    """Write the points into ``ingest/annotate/doubts.tsv``, the heaviest signs first."""
    rows = {row.require("sign"): (row.get("zh"), row.get("en")) for row in read_table(TABLE, COLUMNS)}
    points = {DOUBTFUL: rule.doubtful} | dict(sorted(rule.points.items(), key=lambda one: (-one[1], one[0])))
    lines = ["\t".join((sign, str(number), *rows[sign])) + "\n" for sign, number in points.items()]
    TABLE.write_text("\t".join(COLUMNS) + "\n" + "".join(lines), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; return 1 when other points are stated than computed."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--write", action="store_true", help=f"state the points in {TABLE.relative_to(ROOT)}")
    ask.add_argument("--collect", type=Path, nargs="*", metavar="FOLDER", help="count anew; where texts are")
    ask.add_argument("--batch", default=SEEN, help=f"whose norms are counted: a number, or {SEEN}")
    asked = ask.parse_args(arguments)
    if asked.collect is not None:
        keep(asked.batch, collected(asked.batch, asked.collect))
    signs, rule = stated()
    found = counts()
    right = computed(signs, found)
    if asked.write:
        state(right)
        rule = right
    print(*report(signs, rule, found), sep="\n")
    print(f"doubtful from {right.doubtful}: " + ", ".join(f"{sign} {n}" for sign, n in right.points.items()))
    return 0 if rule == right else 1


if __name__ == "__main__":
    sys.exit(main())
