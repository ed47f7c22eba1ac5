"""Which links and gaps of the gold were found and which were not, by the scorer's matching."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from lawgraph.evaluation.items import Items, Layers, Row
from lawgraph.evaluation.score import rows


def unit_of(path: str) -> str:
    """Return the path of the unit that the scorer counts a provision under."""
    parts = (path if path.startswith("sec") else re.sub(r"^annex-\d+/", "", path)).split("/")
    return "/".join(parts[:2]) if parts[0].startswith("sec") else parts[0]


Pair = tuple[str, str]


def _pair(row: Row) -> Pair:
    return unit_of(row["lower"]), unit_of(row["upper"])


def link_items(gold: Path, predicted: list[Row]) -> Layers:
    """Return the items of each layer of links that the scorer counts pair by pair."""
    links = rows(gold / "links.jsonl")
    firm = [row for row in links if row["strength"] in ("strong", "partial")]
    wanted = {_pair(row) for row in firm}
    spare = {_pair(row) for row in links} - wanted
    ordered = sorted((row for row in predicted if row["type"] == "correspondence"), key=lambda r: -r["score"])
    top: dict[Pair, Row] = {}
    for row in ordered:
        top.setdefault(_pair(row), row)
    out = {"links": Items(spurious=[_arrow(pair) for pair in sorted(set(top) - wanted - spare)])}
    for pair in sorted(wanted):
        out["links"].add(_arrow(pair), pair in top)
    out |= _said(firm, top)
    gaps = gold / "gaps.json"
    if gaps.exists():
        out["gaps"] = _gaps(json.loads(gaps.read_text("utf-8")), wanted, predicted)
    return out


def _arrow(pair: Pair, said: object = "") -> str:
    return f"{pair[0]} → {pair[1]} {said}".strip()


def _said(firm: list[Row], top: Mapping[Pair, Row]) -> Layers:
    """What is said of right links: relation, strength, difference."""
    relations: dict[Pair, set[str]] = defaultdict(set)
    for row in firm:
        relations[_pair(row)] |= {row["relation"], *row.get("also", [])}
    last = {_pair(row): row for row in firm}
    right = sorted(set(top) & set(last))
    out = {"relation": Items()}
    for pair in right:
        out["relation"].add(
            _arrow(pair, "/".join(sorted(relations[pair]))), top[pair]["relation"] in relations[pair]
        )
    if any("act" in row for row in firm):
        out |= {"strength": Items(), "difference": Items()}
        for pair in right:
            if last[pair].get("act"):
                act = last[pair]["act"]
                out["strength"].add(_arrow(pair, act), act == top[pair].get("strength"))
        for pair, row in sorted(last.items()):
            due, told = row.get("difference"), top.get(pair, {}).get("difference")
            if due:
                out["difference"].add(_arrow(pair, due), due == told)
            if told and told != due:
                out["difference"].spurious.append(_arrow(pair, told))
    return out


def _gaps(gaps: Mapping[str, list[str]], wanted: set[Pair], predicted: list[Row]) -> Items:
    true = {("lower", unit_of(path)) for path in gaps.get("lower_without_upper", [])}
    true |= {("upper", unit_of(path)) for path in gaps.get("upper_without_lower", [])}
    linked = {("lower", low) for low, _ in wanted} | {("upper", up) for _, up in wanted}
    told = {
        (row["side"], unit_of(row["path"]))
        for row in predicted
        if row["type"] == "gap" and row.get("state", "absent") == "absent"
    }
    items = Items(spurious=[" ".join(each) for each in sorted(told & linked - true)])
    for each in sorted(true):
        items.add(" ".join(each), each in told)
    return items
