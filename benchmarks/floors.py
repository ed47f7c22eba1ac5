"""The ratchet: no figure of accuracy falls below the floor that ``data/gold/floors.json`` keeps for it.

Each figure of the scorer that can be better or worse is held, and the number of gold rows that it was
computed on; those that only describe a run (:data:`DESCRIBES`) are not. Floors are raised by
``python benchmarks/accuracy.py --update-floors``, which never lowers one. Who lowers a floor does it by hand,
and says in the commit what was gained for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import GOLD, GoldSet, sha256

FLOORS = GOLD / "floors.json"

Figures = Mapping[str, Mapping[str, float]]
"""``{layer: {figure: value}}`` of one gold document or pair."""

FALLS_WHEN_HIGHER = frozenset({"wrong_per_1000", "lost", "double", "value"})
"""Errors: characters wrong, lost, doubled; the Brier score."""
DESCRIBES = frozenset(
    {"predicted", "fields", "rows", "matched", "units", "links", "pairs", "base", "constant"}
)
"""How many rows a figure was computed on, and what a constant answer would score: neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its floor; ``stands`` is None if the scorer no longer gives it, ``was`` if it has no floor."""

    document: str
    layer: str
    figure: str
    was: float | None
    stands: float | None

    def __str__(self) -> str:
        where = f"{self.document}, {self.layer}, {self.figure}"
        if self.was is None:
            return f"{where}: is {self.stands}, has no floor; python benchmarks/accuracy.py --update-floors"
        return f"{where}: was {self.was}, is {'no longer given' if self.stands is None else self.stands}"


def held(figures: Figures) -> dict[str, dict[str, float]]:
    """Return the figures that a floor holds."""
    return {
        layer: {name: value for name, value in values.items() if name not in DESCRIBES}
        for layer, values in figures.items()
    }


def worse(figure: str, value: float, floor: float) -> bool:
    """Tell whether a value is on the wrong side of its floor."""
    return value > floor if figure in FALLS_WHEN_HIGHER else value < floor


def _both(floors: Figures, figures: Figures) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Each figure that has a floor or is given: layer, name, floor, value."""
    given = held(figures)
    for layer in {**floors, **given}:
        then, now = floors.get(layer, {}), given.get(layer, {})
        for name in {**then, **now}:
            yield layer, name, then.get(name), now.get(name)


def falls(document: str, floors: Figures, figures: Figures) -> list[Fall]:
    """Return the figures of a document that fell, are no longer given, or have no floor."""
    return [
        Fall(document, layer, name, was, stands)
        for layer, name, was, stands in _both(floors, figures)
        if was is None or stands is None or worse(name, stands, was)
    ]


def gains(floors: Figures, figures: Figures) -> list[tuple[str, str]]:
    """Return layer and name of the figures that stand above their floor."""
    return [
        (layer, name)
        for layer, name, was, stands in _both(floors, figures)
        if was is not None and stands is not None and worse(name, was, stands)
    ]


def raised(floors: Figures, figures: Figures) -> dict[str, dict[str, float]]:
    """Return floors at the better of floor and figure; one that is no longer given stays."""
    out: dict[str, dict[str, float]] = {}
    for layer, name, was, stands in _both(floors, figures):
        better = was if stands is None or (was is not None and worse(name, stands, was)) else stands
        assert better is not None
        out.setdefault(layer, {})[name] = better
    return out


def load(path: Path = FLOORS) -> dict[str, dict[str, Any]]:
    """Return ``{document: {"texts": {file name: SHA-256}, "floors": figures}}``."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def entry(gold: GoldSet, floors: Figures, figures: Figures) -> dict[str, Any]:
    """Return what the file keeps of one document: the hashes of its texts, and its floors, raised."""
    return {
        "texts": {path.name: sha256(path) for path in gold.texts()},
        "floors": raised(floors, figures),
    }


def other_texts(gold: GoldSet, kept: Mapping[str, str]) -> list[str]:
    """Return the names of a document's texts that are not, byte for byte, those its floors were measured on."""
    return [path.name for path in gold.texts() if kept.get(path.name) != sha256(path)]


def save(floors: Mapping[str, Mapping[str, Any]], path: Path = FLOORS) -> None:
    """Write the file, a layer a line, in the order of the names."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def block(values: Mapping[str, object]) -> str:
        return "{\n" + ",\n".join(f"   {line(key)}: {line(value)}" for key, value in values.items()) + "\n  }"

    documents = [
        f" {line(name)}: {{\n"
        + f'  "texts": {block(kept["texts"])},\n'
        + f'  "floors": {block(kept["floors"])}\n }}'
        for name, kept in sorted(floors.items())
    ]
    path.write_text("{\n" + ",\n".join(documents) + "\n}\n", "utf-8")
