"""The figures that a release states of itself, and what of them a graph says.

``figures.json`` is written by ``python benchmarks/accuracy.py --write-figures`` when all gold was scored, with the
time of that run, and travels with the program: every graph says how right the program that made it was found
to be, and the same sources give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.write.quality import EVALUATION, LAYERS, Measurement, Sample
from lawgraph.evaluation.genres import GENRES
from lawgraph.evaluation.measure import RATIOS, Scored, by_genre, macro, pool

FIGURES = Path(__file__).with_name("figures.json")
_ALL = "all"

Published = Mapping[str, Any]


def published(path: Path = FIGURES) -> Published:
    """Return the figures stated."""
    read: Published = json.loads(path.read_text("utf-8"))
    return read


def now() -> str:
    """Return the time as figures state it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def publish(
    scored: Mapping[str, Scored], texts: Mapping[str, Sequence[str]], at: str, path: Path = FIGURES
) -> None:
    """Write the figures of a run; ``texts`` gives the SHA-256 of the texts of each document or pair."""
    documents = {
        name: {"genre": each.genre, "texts": list(texts[name]), "figures": each.figures}
        for name, each in scored.items()
    }
    genres = {
        code: {"documents": len(those), "figures": pool(those)}
        for code, those in by_genre(scored.values()).items()
    }
    blocks = {"macro": macro(scored.values()), "pool": pool(scored.values())}
    parts = [f' "at": {_line(at)}', _block("documents", documents)]
    parts += [_block(name, figures) for name, figures in blocks.items()]
    parts += [_block("genres", genres)]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8", newline="\n")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(name: str, values: Mapping[str, object]) -> str:
    lines = ",\n".join(f"  {_line(key)}: {_line(value)}" for key, value in values.items())
    return f" {_line(name)}: {{\n{lines}\n }}"


def samples(figures: Published) -> Iterator[Sample]:
    """Yield what the figures of each layer are of: the gold that has the layer, all together and by genre."""
    for (code, layer), documents in _documents(figures).items():
        zh, en = GENRES[code] if code != _ALL else ("全部标注文件", "all that is annotated")
        yield Sample(_sample(code, layer), zh, en, documents)


def _documents(figures: Published) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for document in figures["documents"].values():
        for layer, values in document["figures"].items():
            if layer in LAYERS and _there(values):
                counted[_ALL, layer] += 1
                counted[document["genre"], layer] += 1
    return counted


def _sample(code: str, layer: str) -> str:
    return f"{EVALUATION}/{code}/{layer}"


def _there(values: Mapping[str, float]) -> bool:
    """Tell whether anything was wanted or found."""
    return values.get("gold") != 0 or values.get("predicted") != 0


def measurements(figures: Published, here: Mapping[str, str]) -> Iterator[Measurement]:
    """Yield what a graph of documents says: figures of those of them that were scored, then of all gold.

    ``here`` gives the IRI of each document by the SHA-256 of its source. Of all gold the mean of documents as well;
    of a genre only the main figure of a layer.
    """
    at = figures["at"]
    for document in figures["documents"].values():
        on = tuple(here[sha256] for sha256 in document["texts"] if sha256 in here)
        if len(on) == len(document["texts"]):
            yield from (replace(each, on=on) for each in _of(_ALL, document["figures"], at))
    yield from _of(_ALL, figures["pool"], at)
    yield from (replace(each, mean=True) for each in _of(_ALL, figures["macro"], at))
    for code, of in figures["genres"].items():
        yield from _of(code, _main(of["figures"]), at)


def _main(figures: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {
        layer: {name: values[name] for name in ("f1", "share", "gold", "predicted") if name in values}
        for layer, values in figures.items()
    }


def _of(code: str, figures: Mapping[str, Mapping[str, float]], at: str) -> Iterator[Measurement]:
    for layer, values in figures.items():
        if layer in LAYERS and _there(values):
            for name in RATIOS:
                if name in values:
                    yield Measurement((_sample(code, layer),), layer, name, values[name], at)
