"""What is measured on annotated documents: of each, their mean (macro), all together (pool), by genre."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.contract import dump
from ingest.link import align
from ingest.link.scorer import Scorer
from ingest.model import Alignment, Annotation
from ingest.resolve import resolve
from ingest.write.jsonl import link_rows, rows
from lawgraph.evaluation import agreement
from lawgraph.evaluation.genres import genre
from lawgraph.evaluation.gold import Row, restored, said
from lawgraph.evaluation.items import Items, Layers, document_items
from lawgraph.evaluation.link_items import link_items
from lawgraph.evaluation.score import score_document, score_links

LAYERS = {"structure", "quantity", "department", "citation", "norm"}

Figures = Mapping[str, Mapping[str, float]]
"""``{layer: {figure: value}}``."""

RATIOS = ("precision", "recall", "f1", "share", "of_gold", "first", "of_three", "mrr", "macro")
"""The figures that are shares, of one layer or another."""
SHARES = frozenset({*RATIOS, "value", "wrong_per_1000"})
"""The figures that have a mean over documents."""
#: the number of rows that a layer's shares are of, where it is not ``gold``
_WEIGHTS = ("rows", "fields", "matched", "units", "links", "pairs", "gold")


@dataclass(frozen=True, slots=True)
class Scored:
    """What was measured on one document or pair: the figures, the rows behind them, counts beside them.

    ``counts`` are those of :mod:`lawgraph.evaluation.agreement`: what is said of quantities, and errors by state.
    """

    figures: dict[str, dict[str, float]]
    items: Layers
    counts: agreement.Counts = field(default_factory=dict)
    genre: str = "other"


def _plain(found: Iterable[Any]) -> list[Row]:
    """The rows as a reader of the printed JSON gets them."""
    return [json.loads(line) for line in dump(found)]


def predicted_rows(annotation: Annotation) -> list[Row]:
    """Return the rows that ``lawgraph annotate`` prints of a document."""
    return _plain(rows(resolve(annotation)))


def link_rows_of(alignment: Alignment) -> list[Row]:
    """Return the rows that ``lawgraph links`` prints of two documents."""
    return _plain(link_rows(alignment))


def score_rows(gold: Path, source: str, predicted: list[Row]) -> Scored:
    """Score the rows predicted of a text by the annotations in ``gold``.

    Rows of gold that hold places instead of words get their words first; raises
    :class:`lawgraph.evaluation.gold.OtherText` where the text has others.
    """
    whole = restored(gold, source)
    about = said(gold)
    document = next((row for row in predicted if row["type"] == "document"), {})
    kind = genre(about, whole["units"] + whole.get("measures", []), document)
    counts = agreement.measured(whole, predicted)
    if not any("text_sha256" in row for each in whole.values() for row in each):
        figures = score_document(source, gold, predicted, LAYERS)
        return Scored(figures, document_items(source, gold, predicted), counts, kind)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for file, annotated in whole.items():
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in annotated]
            (folder / f"{file}.jsonl").write_text("".join(lines), "utf-8", newline="\n")
        if (gold / "metadata.json").is_file():
            (folder / "metadata.json").write_bytes((gold / "metadata.json").read_bytes())
        figures = score_document(source, folder, predicted, LAYERS)
        return Scored(figures, document_items(source, folder, predicted), counts, kind)


def score_pair(gold: Path, upper: Annotation, lower: Annotation, scorer: Scorer | None = None) -> Scored:
    """Link two documents and score the links, with candidates, by the annotations in ``gold``."""
    predicted = _untied(link_rows_of(align(upper, lower, scorer, candidates=True)))
    return Scored(score_links(gold, predicted), link_items(gold, predicted), genre="pair")


def _untied(found: list[Row]) -> list[Row]:
    """Set equal scores apart by less than any figure shows, in the order of the paths.

    The scorer leaves the order of equal scores to the order of a set of strings, another one in each process.
    """
    scored = sorted((row for row in found if "score" in row), key=_units)
    for place, row in enumerate(scored):
        row["score"] -= place * 1e-9
    return found


def _units(row: Row) -> tuple[str, str]:
    """Return the units that a row links; rows of other programs may not name them."""
    return str(row.get("lower_unit", row["lower"])), str(row.get("upper_unit", row["upper"]))


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


def macro(scored: Iterable[Scored]) -> dict[str, dict[str, float]]:
    """Return the mean over documents of each share of each layer, and of how many documents it is the mean.

    A document in which a layer has nothing, neither annotated nor found, does not count for it.
    """
    layers: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for each in scored:
        for layer, values in each.figures.items():
            if values.get("gold") != 0 or values.get("predicted") != 0:
                layers[layer].append(values)
    return {
        layer: {
            name: round(sum(each[name] for each in values) / len(values), 4)
            for name in values[0]
            if name in SHARES
        }
        | {"documents": len(values)}
        for layer, values in layers.items()
    }


def by_genre(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    """Return what was scored by genre, in the order of the genres' names."""
    out: dict[str, list[Scored]] = defaultdict(list)
    for each in scored:
        out[each.genre].append(each)
    return dict(sorted(out.items()))
