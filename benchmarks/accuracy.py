"""Score what lawgraph finds against the gold annotations, and hold it to the floors.

``python benchmarks/accuracy.py [NAME …]`` scores the gold documents and pairs named, or all that are there, and
prints the scorer's figures, the pool over all documents, the rows of the gold gained and lost since the last
run, and the figures below their floor (exit code 1). Every figure is computed in this run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import floors as ratchet  # noqa: E402
from benchmarks.gold import BY_NAME, CORPUS, SEEDS, CorpusMissing, GoldSet  # noqa: E402
from benchmarks.items import Items, Layers, changes, document_items, link_items  # noqa: E402
from benchmarks.score import score_document, score_links  # noqa: E402
from ingest.contract import dump  # noqa: E402
from ingest.link import align  # noqa: E402
from ingest.model import Annotation  # noqa: E402
from ingest.resolve import resolve  # noqa: E402
from ingest.write.jsonl import link_rows, rows  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402

LAYERS = {"structure", "quantity", "department", "citation", "norm"}
LAST = ROOT / "build" / "accuracy-last.json"

#: the number of rows that a layer's shares are of, where it is not ``gold``
_WEIGHTS = ("rows", "fields", "matched", "units", "links", "pairs", "gold")


@dataclass(frozen=True, slots=True)
class Scored:
    """What was measured on one gold document or pair: the scorer's figures, and the rows behind them."""

    figures: dict[str, dict[str, float]]
    items: Layers


@cache
def _annotated(path: Path) -> Annotation:
    return annotate_file(path)


def _plain(found: Iterable[Any]) -> list[dict[str, Any]]:
    """The rows as a reader of the printed JSON gets them."""
    return [json.loads(line) for line in dump(found)]


def _untied(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Set equal scores apart by less than any figure shows, in the order of the paths.

    The scorer leaves the order of equal scores to the order of a set of strings, another one in each process.
    """
    scored = sorted((row for row in found if "score" in row), key=lambda row: (row["lower"], row["upper"]))
    for place, row in enumerate(scored):
        row["score"] -= place * 1e-9
    return found


@cache
def score(gold: GoldSet) -> Scored:
    """Annotate the texts of a gold document or pair and score them.

    Raises :class:`benchmarks.gold.CorpusMissing` when they are not there.
    """
    texts = gold.texts()
    annotations = [_annotated(path) for path in texts]
    if gold.is_pair:
        predicted = _untied(_plain(link_rows(align(*annotations))))
        return Scored(score_links(gold.folder, predicted), link_items(gold.folder, predicted))
    source = texts[0].read_text("utf-8")
    predicted = _plain(rows(resolve(annotations[0])))
    return Scored(
        score_document(source, gold.folder, predicted, LAYERS), document_items(source, gold.folder, predicted)
    )


def figures() -> dict[str, dict[str, dict[str, float]]]:
    """Return ``{gold folder: {layer: {figure: value}}}`` for the project's two documents and their links."""
    return {gold.name: score(gold).figures for gold in SEEDS}


def pool(scored: Iterable[Scored]) -> dict[str, dict[str, float]]:
    """Return the figures of each layer over all documents together.

    Counts are added and precision, recall and F1 computed anew; other shares are weighted by the number of
    rows that they are of; where the scorer states none (coverage, evidence), the lowest share is given.
    """
    layers: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    items: dict[str, list[Items]] = defaultdict(list)
    for each in scored:
        for layer, values in each.figures.items():
            layers[layer].append(values)
        for layer, found in each.items.items():
            items[layer].append(found)
    out = {layer: _pooled(values) for layer, values in layers.items()}
    for layer, values in out.items():
        if "of_gold" in values:  # of all gold rows, not of the matched ones that its share is weighted by
            right = sum(len(found.hit) for found in items[layer])
            asked = right + sum(len(found.missed) for found in items[layer])
            values["of_gold"] = round(right / max(asked, 1), 4)
    return out


def _pooled(values: list[Mapping[str, float]]) -> dict[str, float]:
    total = {
        name: sum(each[name] for each in values)
        for name in ("hit", "gold", "predicted", "lost", "double")
        if name in values[0]
    }
    if "hit" in total:
        precision = total["hit"] / total["predicted"] if total["predicted"] else float(not total["gold"])
        recall = total["hit"] / total["gold"] if total["gold"] else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
            **total,
        }
    weight = next((name for name in _WEIGHTS if name in values[0]), None)
    if weight is None:
        return {"lowest share": min(each["share"] for each in values), **total}
    rows_of = sum(each[weight] for each in values)
    return {
        name: round(sum(each[name] * each[weight] for each in values) / max(rows_of, 1), 4)
        for name in values[0]
        if name != weight
    } | {weight: rows_of}


def _shown(layers: Mapping[str, Mapping[str, float]]) -> str:
    lines = []
    for layer, values in layers.items():
        lines.append(f"  {layer:20} " + "  ".join(f"{name} {value}" for name, value in values.items()))
    return "\n".join(lines)


def _load_run(path: Path) -> dict[str, Layers]:
    """Return the items of a run that :func:`_save_run` wrote."""
    kept = json.loads(path.read_text("utf-8"))
    return {
        name: {layer: Items(**items) for layer, items in document["items"].items()}
        for name, document in kept.items()
    }


def _save_run(path: Path, scored: Mapping[str, Scored]) -> None:
    """Write the figures and items of this run over those of the same documents in the file."""
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    kept |= {name: asdict(each) for name, each in scored.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0), "utf-8")


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
        then = _load_run(against)
        differ = [
            change
            for name, each in scored.items()
            if name in then
            for change in changes(name, then[name], each.items)
        ]
        print(f"\ngained and lost against {against}" + ("" if differ else ": nothing"))
        for change in differ:
            print("\n".join(change.lines()))
    _save_run(asked.save, scored)
    fallen = _check_floors(asked.floors, scored, raise_them=asked.update_floors)
    for line in fallen:
        print(f"FELL: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
