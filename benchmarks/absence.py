"""Fit how probable it is that a provision has no counterpart, and say how it does on pairs it was not fitted on.

``python -m benchmarks.absence --collect FOLDER …`` scores each annotated pair of ``benchmarks.links`` with
coefficients fitted on all the others, and writes for each provision what :func:`ingest.link.absence.measures` says
of its row, and whether a reader found no counterpart: ``data/gold/pairs/absence.tsv``.

``python -m benchmarks.absence --write`` fits on these numbers (``ingest/link/absence.tsv``). Without a flag it says
whether those stated are the ones that come out (exit code 1 if not).

``python -m benchmarks.absence --score FOLDER …`` prints the figures of gaps of each pair, with both fitted on the
others.

Pairs count alike in the fit, whatever their number of provisions: rules differ in density. What is linked only
weakly, frames its text or speaks of it alone is left out. The line is :data:`ABSENT`: below it about half
of what is called absent has a counterpart, and a false gap costs more than a weak link.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.links import FEATURES, PAIRS, Pair, pairs_in, print_means, read
from ingest.link.absence import FILE, Coefficients, absence, measures
from ingest.link.alignment import choose, measured
from ingest.link.fitting import Numbers, fit, read_features
from ingest.link.gaps import formal
from ingest.link.terms import Matrix
from ingest.link.units import Unit, units
from lawgraph.evaluation.link_items import unit_of
from lawgraph.evaluation.score import rows

NUMBERS = PAIRS / "absence.tsv"
SIDES = ("lower", "upper")
ABSENT = 0.55
RIDGE = 1.0
_STEPS = 30
_OTHER = {"lower": "upper", "upper": "lower"}


class Row(NamedTuple):
    """A provision: its pair, side and path, whether a reader found no counterpart, and the two measures."""

    pair: str
    side: str
    path: str
    missing: bool
    best: float
    rest: float


def probabilities(
    pair: Pair, numbers: Mapping[str, Numbers]
) -> tuple[tuple[Unit, ...], tuple[Unit, ...], Matrix]:
    """Return the lower and the upper units of a pair, and the probabilities fitted on all the others."""
    lower, upper = read(pair.lower), read(pair.upper)
    scorer = fit([each for name, each in numbers.items() if pair.name not in name.split("|")])
    return units(lower), units(upper), scorer(measured(upper, lower)).total


def told(pair: Pair) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return which units of a pair, by side and path, a reader found without and with a counterpart."""
    gaps = json.loads((pair.gold / "gaps.json").read_text("utf-8"))
    firm = [row for row in rows(pair.gold / "links.jsonl") if row["strength"] in ("strong", "partial")]
    missing = {(side, unit_of(path)) for side in SIDES for path in gaps[f"{side}_without_{_OTHER[side]}"]}
    return missing, {(side, unit_of(row[side])) for side in SIDES for row in firm}


def collect(pair: Pair, numbers: Mapping[str, Numbers]) -> Iterator[Row]:
    """Yield the provisions of a pair that a reader linked firmly, or to nothing."""
    missing, linked = told(pair)
    lower, upper, score = probabilities(pair, numbers)
    for side, own, matrix in (("lower", lower, score), ("upper", upper, score.T)):
        for unit, (best, rest) in zip(own, measures(matrix).tolist(), strict=True):
            place = side, unit_of(unit.path)
            if place in missing | linked and not unit.framing and not formal(unit):
                yield Row(pair.name, *place, place in missing, round(best, 3), round(rest, 3))


def fitted(several: Sequence[Row]) -> Coefficients:
    """Return the logistic regression of "no counterpart" on the two measures."""
    table = np.array([(1.0, row.best, row.rest) for row in several])
    missing = np.array([row.missing for row in several], dtype=np.float64)
    sizes = Counter(row.pair for row in several)
    weights = np.array([len(several) / len(sizes) / sizes[row.pair] for row in several])
    found = np.zeros(3)
    penalty = np.diag([0.0, RIDGE, RIDGE])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        steep = (table * (weights * likely * (1 - likely))[:, None]).T @ table + penalty
        found = found + np.linalg.solve(steep, table.T @ (weights * (missing - likely)) - penalty @ found)
    constant, best, rest = (round(float(each), 4) for each in found)
    return Coefficients(constant, best, rest, ABSENT)


def table_of(coefficients: Coefficients) -> str:
    """Return the coefficients as the table that is shipped."""
    note = "# How probable it is that a provision has no counterpart (ingest/link/absence.py): benchmarks/absence.py"
    return "\n".join([note, "name\tvalue", *(f"{k}\t{v}" for k, v in coefficients._asdict().items())]) + "\n"


def write_rows(found: Sequence[Row]) -> None:
    """Write the numbers as a table."""
    cells = (("\t".join(map(str, (*row[:3], int(row.missing), *row[4:])))) for row in found)
    NUMBERS.write_text("\n".join(["\t".join(Row._fields), *cells]) + "\n", "utf-8")


def read_rows() -> list[Row]:
    """Read the numbers of all pairs."""
    lines = [line.split("\t") for line in NUMBERS.read_text("utf-8").splitlines()[1:]]
    return [
        Row(pair, side, path, missing == "1", float(best), float(rest))
        for pair, side, path, missing, best, rest in lines
    ]


def score(pairs: Sequence[Pair], numbers: Mapping[str, Numbers], found: Sequence[Row]) -> None:
    """Print for each pair F1, precision and recall of gaps called absent, and how many are called doubtful."""
    figures: dict[str, list[float]] = {}
    print("pair\tf1\tprecision\trecall\tabsent\tdoubtful\tbrier")
    for pair in pairs:
        use = fitted([row for row in found if row.pair != pair.name])
        missing, linked = told(pair)
        lower, upper, matrix = probabilities(pair, numbers)
        chosen = choose(matrix)
        called: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
        errors = []
        for side, own, rated, links in (
            ("lower", lower, matrix, chosen),
            ("upper", upper, matrix.T, chosen.T),
        ):
            likely = absence(rated, use)
            for row, unit in enumerate(own):
                place = side, unit_of(unit.path)
                if unit.framing or formal(unit) or place not in missing | linked:
                    continue
                errors.append((likely[row] - (place in missing)) ** 2)
                if not links[row].any():
                    called[bool(likely[row] >= use.absent)].add(place)
        hit = len(called[True] & missing)
        figures[pair.name] = [
            2 * hit / max(1, len(called[True]) + len(missing)),
            hit / max(1, len(called[True])),
            hit / max(1, len(missing)),
            len(called[True]),
            len(called[False]),
            float(np.mean(errors)),
        ]
        print("\t".join((pair.name, *(f"{value:.3f}" for value in figures[pair.name]))), flush=True)
    print_means(pairs, figures)


def main() -> int:
    """Fit, write or score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collect", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--score", type=Path, nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    numbers = read_features(FEATURES)
    if args.collect:
        write_rows([row for pair in pairs_in(args.collect) for row in collect(pair, numbers)])
    found = read_rows()
    made = table_of(fitted(found))
    if args.write:
        FILE.write_text(made, "utf-8")
    if args.score:
        score(list(pairs_in(args.score)), numbers, found)
    same = FILE.read_text("utf-8") == made
    if not same:
        print(
            "absence.tsv: 与重新拟合的结果不符，请用 --write。It differs from the fit; use --write.",
            file=sys.stderr,
        )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
