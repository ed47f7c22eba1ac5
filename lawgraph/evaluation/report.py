"""What an evaluation tells: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from lawgraph.evaluation import agreement
from lawgraph.evaluation.evaluate import Evaluation
from lawgraph.evaluation.genres import GENRES
from lawgraph.evaluation.measure import Scored, by_genre, macro, pool

Shown = Mapping[str, Mapping[str, Any]]


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield figures of each document, their mean, all together, by genre, and what changed since the last run."""
    scored = evaluation.scored
    for name, each in scored.items():
        zh, en = GENRES[each.genre]
        yield f"{name}  {zh} {en}"
        yield from figure_lines(each.figures)
        yield from figure_lines(agreement.shares(each.counts))
    if len(scored) > 1:
        yield f"平均 macro: mean of {len(scored)}"
        yield from figure_lines(macro(scored.values()))
        yield f"合计 weighted: all {len(scored)} together"
        yield from figure_lines(pool(scored.values()))
        yield from figure_lines(_beside(scored.values()))
        for code, those in by_genre(scored.values()).items():
            zh, en = GENRES[code]
            yield f"体裁 genre: {zh} {en}, {len(those)}"
            yield from figure_lines(pool(those))
    if evaluation.since is not None:
        none = "" if evaluation.changes else "：没有变化 nothing"
        yield f"与上次相比 gained and lost since {evaluation.since}{none}"
        for change in evaluation.changes:
            yield from change.lines()


def _beside(scored: Any) -> dict[str, dict[str, Any]]:
    return agreement.shares(agreement.added(each.counts for each in scored))


def figure_lines(figures: Shown) -> Iterator[str]:
    """Yield a line for each layer with its figures; one in which nothing was wanted, found or asked is left out."""
    for layer, values in figures.items():
        if values.get("asked") != 0 and not values.get("gold") == values.get("predicted") == 0:
            yield f"  {layer:22} " + "  ".join(f"{name} {value}" for name, value in values.items())


def evaluation_json(evaluation: Evaluation) -> str:
    """Return an evaluation as JSON."""
    scored = evaluation.scored

    def one(each: Scored) -> dict[str, Any]:
        return {"genre": each.genre, "figures": each.figures, "beside": agreement.shares(each.counts)}

    return json.dumps(
        {
            "documents": {name: one(each) for name, each in scored.items()},
            "macro": macro(scored.values()),
            "pool": pool(scored.values()),
            "beside": _beside(scored.values()),
            "genres": {
                code: {"documents": len(those), "figures": pool(those)}
                for code, those in by_genre(scored.values()).items()
            },
            "since": None if evaluation.since is None else str(evaluation.since),
            "changes": [asdict(change) for change in evaluation.changes],
            "failures": list(evaluation.failures),
            "not_scored": list(evaluation.notes),
        },
        ensure_ascii=False,
    )
