"""Fit the linker on annotated pairs of rules, and say how it does on those that it was not fitted on.

``python -m benchmarks.links --collect FOLDER …`` reads the texts of the pairs (``data/gold/pairs`` and the eight of the
gold beside the project; the folders are searched for those that ``doc.json`` names) and writes what each pair of
units is weighed by as numbers: ``data/gold/pairs/features.tsv.xz``. All pairs of units that a reader linked stand in
it, and all that look alike.

``python -m benchmarks.links --write`` fits the coefficients on all these numbers (``ingest/link/coefficients.tsv``);
no text is needed. Without a flag it says whether those stated are the ones that come out (exit code 1 if not).

``python -m benchmarks.links --score FOLDER …`` scores each pair with coefficients fitted on all the others, and with
those shipped.

How it is fitted: :mod:`ingest.link.fitting`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.link.alignment import measured  # noqa: E402
from ingest.link.fitting import Numbers, fit, numbers_of, read_features, table_of, write_features  # noqa: E402
from ingest.link.scorer import COEFFICIENTS, read_coefficients  # noqa: E402
from ingest.model import Annotation  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402
from lawgraph.evaluation.link_items import unit_of  # noqa: E402
from lawgraph.evaluation.measure import score_pair  # noqa: E402
from lawgraph.evaluation.score import rows  # noqa: E402

PAIRS = ROOT / "data" / "gold" / "pairs"
FEATURES = PAIRS / "features.tsv.xz"
SHARED = ROOT.parent / "shared"
FRESH = frozenset({"national-chongqing-coop", "national-guangzhou-emergency"})
"""Pairs kept for a first run, on which nothing is fitted."""
UNLIKE = (
    ("national-guangzhou-charity", "national-zhejiang-blood"),
    ("national-guangdong-fire", "national-guangzhou-charity"),
    ("national-qingdao-supply", "payment-beijing"),
    ("qinghai-haixi", "national-zhejiang-water"),
    ("national-beijing", "shandong-linyi"),
    ("national-zhejiang-fitness", "national-zaozhuang-lifts"),
    ("payment-beijing", "national-guangdong-fire"),
    ("national-qingdao-supply", "national-shandong-animals"),
    ("guangdong-shanwei-housing", "national-beijing"),
    ("payment-beijing", "national-zhejiang-fitness"),
    ("national-qingdao-archives", "national-zaozhuang-lifts"),
    ("guangdong-shanwei-housing", "henan-kaifeng"),
)
"""Rules about different things: the upper one of a pair with the lower one of another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated pair of rules, with its folder of gold and its two texts."""

    name: str
    gold: Path
    upper: Path
    lower: Path


def pairs_in(folders: Sequence[Path]) -> Iterator[Pair]:
    """Yield the annotated pairs whose texts are found, but those kept for a first run."""
    golds = [*(SHARED / "gold").glob("links-*"), *(path.parent for path in PAIRS.glob("*/doc.json"))]
    texts = {path.name: path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}
    for folder in (SHARED / "seeds", SHARED / "corpus" / "families", ROOT / "data" / "sources"):
        texts |= {path.name: path for path in folder.glob("*.txt")}
    for gold in sorted(golds, key=lambda path: path.name):
        name = gold.name.removeprefix("links-")
        about = gold if (gold / "doc.json").exists() else ROOT / "data" / "gold" / gold.name
        said = json.loads((about / "doc.json").read_text("utf-8"))
        upper, lower = (texts.get(Path(said[side]["file"]).name) for side in ("upper", "lower"))
        if name in FRESH:
            continue
        if upper is None or lower is None:
            print(f"{name}: 缺少原文，跳过。Its texts are not there; it is left out.", file=sys.stderr)
            continue
        yield Pair(name, gold, upper, lower)


@cache
def read(path: Path) -> Annotation:
    """Annotate a text, once."""
    return annotate_file(path)


def collect(pair: Pair) -> Numbers:
    """Measure all pairs of units of two rules; what a reader linked weakly is no link, as the contract has it."""
    signals = measured(read(pair.upper), read(pair.lower))
    wanted = {
        (unit_of(row["lower"]), unit_of(row["upper"]))
        for row in rows(pair.gold / "links.jsonl")
        if row["strength"] in ("strong", "partial")
    }
    names = [[unit_of(unit.path) for unit in side] for side in (signals.lower, signals.upper)]
    label = np.array([[int((low, up) in wanted) for up in names[1]] for low in names[0]])
    return numbers_of(signals, label)


def unlike(pairs: Sequence[Pair]) -> Iterator[tuple[str, Numbers]]:
    """Yield pairs of rules about different things, of which no two units are linked."""
    by_name = {pair.name: pair for pair in pairs}
    for above, below in UNLIKE:
        if above in by_name and below in by_name:
            signals = measured(read(by_name[above].upper), read(by_name[below].lower))
            none = np.zeros((len(signals.lower), len(signals.upper)), dtype=np.int_)
            yield f"{above}|{below}", numbers_of(signals, none)


_SHOWN = (
    ("links", "f1"),
    ("links", "precision"),
    ("links", "recall"),
    ("strong-recall", "share"),
    ("average-precision", "share"),
    ("ranking", "first"),
    ("ranking", "of_three"),
    ("gaps", "f1"),
    ("strength", "macro"),
    ("strength", "constant"),
    ("relation", "share"),
    ("difference", "hit"),
    ("difference", "gold"),
    ("difference", "predicted"),
    ("evidence", "share"),
)


def score(pairs: Sequence[Pair], numbers: Mapping[str, Numbers]) -> None:
    """Print the figures of each pair: fitted on the others, then as shipped."""
    for title, of in (("fitted on the others", None), ("as shipped", read_coefficients(COEFFICIENTS))):
        print(title)
        print("\t".join(("pair", *(f"{layer}-{field}" for layer, field in _SHOWN), "brier/base")))
        figures: dict[str, list[float]] = {}
        for pair in pairs:
            scorer = of or fit([each for name, each in numbers.items() if pair.name not in name.split("|")])
            found = score_pair(pair.gold, read(pair.upper), read(pair.lower), scorer).figures
            row = [float(found.get(layer, {}).get(field, 0)) for layer, field in _SHOWN]
            row.append(found["brier"]["value"] / max(found["brier"]["base"], 1e-9))
            figures[pair.name] = row
            print("\t".join((pair.name, *(f"{value:.3f}" for value in row))), flush=True)
        print_means(pairs, figures)


def print_means(pairs: Sequence[Pair], figures: Mapping[str, Sequence[float]]) -> None:
    """Print the mean figures of the pairs of the gold, of the others, and of all."""
    gold = [figures[pair.name] for pair in pairs if pair.gold.parent != PAIRS]
    others = [figures[pair.name] for pair in pairs if pair.gold.parent == PAIRS]
    for name, several in (("the gold", gold), ("the others", others), ("all", [*gold, *others])):
        if several:
            print("\t".join((f"mean of {name}", *(f"{value:.3f}" for value in np.mean(several, axis=0)))))


def main() -> int:
    """Fit, write or score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collect", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--score", type=Path, nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    if args.collect:
        pairs = list(pairs_in(args.collect))
        write_features(FEATURES, {pair.name: collect(pair) for pair in pairs} | dict(unlike(pairs)))
    numbers = read_features(FEATURES)
    made = table_of(fit(list(numbers.values())))
    if args.write:
        COEFFICIENTS.write_text(made, "utf-8")
    if args.score:
        score(list(pairs_in(args.score)), numbers)
    same = COEFFICIENTS.read_text("utf-8") == made
    if not same:
        print(
            "coefficients.tsv: 与重新拟合的结果不符，请用 --write。It differs from the fit; use --write.",
            file=sys.stderr,
        )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
