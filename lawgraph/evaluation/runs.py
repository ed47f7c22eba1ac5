"""Runs kept, so that the next one can say which rows of the gold were gained and lost since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lawgraph.evaluation.items import Change, Items, Layers, changes
from lawgraph.evaluation.measure import Scored


class NotARun(Exception):
    """A file is no run that was saved."""


def load_run(path: Path) -> dict[str, Layers]:
    """Return the items of a run that :func:`save_run` wrote; raises :class:`NotARun`."""
    try:
        return {
            name: {layer: Items(**items) for layer, items in document["items"].items()}
            for name, document in _read(path).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotARun(
            f"{path}: 不是保存下来的评测结果，请换一个文件。Not a saved evaluation; name another file."
        ) from error


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def save_run(path: Path, scored: Mapping[str, Scored]) -> None:
    """Write the figures and items of this run over those of the same documents in the file."""
    kept = _read(path) if path.exists() else {}
    for name, each in scored.items():
        items = {layer: asdict(found) for layer, found in each.items.items()}
        kept[name] = {"genre": each.genre, "figures": each.figures, "items": items}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0), "utf-8", newline="\n")


def changes_since(then: Mapping[str, Layers], scored: Mapping[str, Scored]) -> Iterator[Change]:
    """Yield what was gained and lost in the documents that both runs scored."""
    for name, each in scored.items():
        if name in then:
            yield from changes(name, then[name], each.items)
