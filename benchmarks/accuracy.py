"""Score what lawgraph finds against the gold annotations, and hold it to the floors.

``python benchmarks/accuracy.py [NAME …]`` scores the gold documents and pairs named, or all that are there, and
prints the scorer's figures, the pool over all documents, the rows of the gold gained and lost since the last
run, and the figures below their floor (exit code 1). Every figure is computed in this run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import floors as ratchet  # noqa: E402
from benchmarks.gold import BY_NAME, CORPUS, SEEDS, CorpusMissing, GoldSet, sha256  # noqa: E402
from ingest.model import Annotation  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402
from lawgraph.evaluation.measure import Scored, pool, predicted_rows, score_pair, score_rows  # noqa: E402
from lawgraph.evaluation.published import FIGURES, now, publish  # noqa: E402
from lawgraph.evaluation.runs import changes_since, load_run, save_run  # noqa: E402

LAST = ROOT / "build" / "accuracy-last.json"


@cache
def _annotated(path: Path) -> Annotation:
    return annotate_file(path)


@cache
def score(gold: GoldSet) -> Scored:
    """Annotate the texts of a gold document or pair and score them.

    Raises :class:`benchmarks.gold.CorpusMissing` when they are not there.
    """
    texts = gold.texts()
    annotations = [_annotated(path) for path in texts]
    if gold.is_pair:
        return score_pair(gold.folder, *annotations)
    return score_rows(gold.folder, texts[0].read_text("utf-8"), predicted_rows(annotations[0]))


def figures() -> dict[str, dict[str, dict[str, float]]]:
    """Return ``{gold folder: {layer: {figure: value}}}`` for the project's two documents and their links."""
    return {gold.name: score(gold).figures for gold in SEEDS}


def _shown(layers: Mapping[str, Mapping[str, float]]) -> str:
    lines = []
    for layer, values in layers.items():
        lines.append(f"  {layer:20} " + "  ".join(f"{name} {value}" for name, value in values.items()))
    return "\n".join(lines)


def _score_all(names: Iterable[str]) -> dict[str, Scored]:
    """Score what is named, or all; what does not lie beside the project is named on standard error."""
    chosen = [BY_NAME[name] for name in names] or [*SEEDS, *CORPUS]
    found = {}
    for gold in chosen:
        try:
            found[gold.name] = score(gold)
        except CorpusMissing as missing:
            print(f"NOT SCORED: {gold.name}: {missing}", file=sys.stderr)
    return found


def _check_floors(path: Path, scored: Mapping[str, Scored], *, raise_them: bool) -> list[str]:
    """Return what fell below its floor, a line each; first raise the floors where that is asked."""
    kept, fallen = ratchet.load(path), []
    for name, each in scored.items():
        gold, known = BY_NAME[name], kept.get(name, {"texts": {}, "floors": {}})
        others = ratchet.other_texts(gold, known["texts"]) if known["texts"] else []
        if raise_them and not others:
            kept[name] = known = ratchet.entry(gold, known["floors"], each.figures)
        fallen += [f"{name}: {text} is not the text its floors were measured on" for text in others]
        fallen += map(str, ratchet.falls(name, known["floors"], each.figures))
        above = ratchet.gains(known["floors"], each.figures)
        if above:
            said = ", ".join(f"{layer} {figure}" for layer, figure in above)
            print(f"{name}: above the floor: {said}; --update-floors raises it")
    if raise_them:
        ratchet.save(kept, path)
    return fallen


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("names", nargs="*", metavar="NAME", help="a folder of gold, such as haixi-2020")
    ask.add_argument("--json", action="store_true", help="print the figures as JSON and nothing else")
    ask.add_argument("--against", type=Path, help="a run saved before (default: the last one)")
    ask.add_argument("--save", type=Path, default=LAST, help="where this run is saved (default: %(default)s)")
    ask.add_argument("--floors", type=Path, default=ratchet.FLOORS, help="the floors to hold to")
    ask.add_argument("--update-floors", action="store_true", help="raise floors to the figures; lowers none")
    ask.add_argument(
        "--write-figures",
        action="store_true",
        help=f"state this run's figures in {FIGURES.relative_to(ROOT)}",
    )
    asked = ask.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BY_NAME]
    if unknown:
        ask.error(f"no gold named {', '.join(unknown)}; there are {', '.join(BY_NAME)}")
    if asked.against is not None and not asked.against.is_file():
        ask.error(f"no saved run {asked.against}; make one with --save")
    return asked


def main(arguments: list[str] | None = None) -> int:
    """Print figures, gains and losses, and falls; return 1 when a figure fell below its floor."""
    asked = _arguments(arguments)
    scored = _score_all(asked.names)
    if asked.json:
        print(json.dumps({name: each.figures for name, each in scored.items()}, ensure_ascii=False, indent=1))
        return 0
    for name, each in scored.items():
        print(f"{name}\n{_shown(each.figures)}")
    if len(scored) > 1:
        print(f"all {len(scored)} together\n{_shown(pool(scored.values()))}")
    against = asked.against or (LAST if LAST.exists() else None)
    if against is not None:
        differ = list(changes_since(load_run(against), scored))
        print(f"\ngained and lost against {against}" + ("" if differ else ": nothing"))
        for change in differ:
            print("\n".join(change.lines()))
    save_run(asked.save, scored)
    if asked.write_figures:
        if len(scored) < len(BY_NAME):
            print("figures not written: all gold has to be scored", file=sys.stderr)
            return 1
        texts = {name: [sha256(path) for path in BY_NAME[name].texts()] for name in scored}
        publish(scored, texts, now())
    fallen = _check_floors(asked.floors, scored, raise_them=asked.update_floors)
    for line in fallen:
        print(f"FELL: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
