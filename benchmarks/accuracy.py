"""Score what lawgraph finds in the two documents, and the links between them, against ``data/gold``.

Every figure is computed in this run. ``python benchmarks/accuracy.py [--json]``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from score import score_document, score_links  # noqa: E402

from ingest.link import align  # noqa: E402
from ingest.model import Annotation  # noqa: E402
from ingest.write.jsonl import Row, link_rows, rows  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402

SOURCES = {"qinghai-2012": "000_c3db164d4775734e.txt", "haixi-2020": "003_6370baa5acdf388e.txt"}
LAYERS = {"structure", "quantity", "department", "citation", "norm"}


def _plain(found: Any) -> list[dict[str, Any]]:
    """The rows as a reader of the printed JSON gets them."""
    return [json.loads(json.dumps(row, ensure_ascii=False)) for row in found]


def figures() -> dict[str, dict[str, dict[str, float]]]:
    """Return ``{gold folder: {layer: {figure: value}}}`` for both documents and their links."""
    annotations: dict[str, Annotation] = {}
    out: dict[str, dict[str, dict[str, float]]] = {}
    for folder, name in SOURCES.items():
        path = ROOT / "data" / "sources" / name
        annotations[folder] = annotate_file(path)
        predicted: list[dict[str, Row]] = _plain(rows(annotations[folder]))
        out[folder] = score_document(
            path.read_text("utf-8"), ROOT / "data" / "gold" / folder, predicted, LAYERS
        )
    found = _plain(link_rows(align(annotations["qinghai-2012"], annotations["haixi-2020"])))
    out["links-qinghai-haixi"] = score_links(ROOT / "data" / "gold" / "links-qinghai-haixi", found)
    return out


def main() -> None:
    computed = figures()
    if "--json" in sys.argv[1:]:
        print(json.dumps(computed, ensure_ascii=False, indent=1))
        return
    for folder, layers in computed.items():
        print(folder)
        for layer, values in layers.items():
            print(f"  {layer:18} " + "  ".join(f"{name} {value}" for name, value in values.items()))


if __name__ == "__main__":
    main()
