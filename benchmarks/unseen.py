"""Score the texts of ``data/gold/unseen``, annotated before the program was run for them.

``python -m benchmarks.unseen FOLDER … [--only NAME …] [--batch N]`` reads ``NAME.txt`` or ``NAME.md`` in the
folders for each document annotated there, and prints the figures of every layer that was annotated, of each
and of all together; of facts also what is said of the quantities that were found, and how often rows are
wrong that are told to be certain or doubtful (:mod:`lawgraph.evaluation.agreement`). A spare document is scored when
``--only`` names it.

The project holds no text of these documents: ``data/gold/unseen/README.md`` says where each is published, and
rows hold places in it instead of words. A text, or words at a place, whose SHA-256 is another is not scored.
Exit code 1 when one is missing or another text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import GOLD  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402
from lawgraph.evaluation import agreement  # noqa: E402
from lawgraph.evaluation.gold import OtherText, text_of  # noqa: E402
from lawgraph.evaluation.measure import Scored, pool, predicted_rows, score_rows  # noqa: E402

UNSEEN = GOLD / "unseen"

Row = dict[str, Any]


def score(gold: Path, path: Path) -> Scored:
    """Annotate ``path`` and score it by the annotations in ``gold``; raises :class:`OtherText`."""
    return score_rows(gold, path.read_text("utf-8"), predicted_rows(annotate_file(path)))


def annotated() -> dict[str, Row]:
    """Return ``source.json`` of every document annotated, by its name."""
    return {
        path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(UNSEEN.glob("*/source.json"))
    }


def _arguments(arguments: list[str] | None) -> tuple[list[Path], list[str]]:
    """Return the folders of texts and the documents that are to be scored."""
    sources = annotated()
    batches = sorted({source["batch"] for source in sources.values()})
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument(
        "folders", type=Path, nargs="+", metavar="FOLDER", help="where texts are, NAME.txt or NAME.md"
    )
    ask.add_argument(
        "--only", nargs="+", default=[], choices=sources, metavar="NAME", help="documents (default: all)"
    )
    ask.add_argument("--batch", type=int, choices=batches, help="the documents of one first run")
    asked = ask.parse_args(arguments)
    return asked.folders, [
        name
        for name, source in sources.items()
        if (name in asked.only if asked.only else not source.get("spare"))
        and asked.batch in (None, source["batch"])
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of every text that is there."""
    folders, names = _arguments(arguments)
    runs: list[Scored] = []
    for name in names:
        try:
            run = score(UNSEEN / name, text_of(UNSEEN / name, folders))
        except OtherText as error:
            print(f"NOT SCORED: {error}", file=sys.stderr)
            continue
        print(name, *_lines(run.figures), *_lines(agreement.shares(run.counts)), sep="\n")
        runs.append(run)
    if runs:
        figures = pool(runs)
        counts = agreement.added(run.counts for run in runs)
        print(f"all {len(runs)} together", *_lines(figures), *_lines(agreement.shares(counts)), sep="\n")
    return 0 if runs and len(runs) == len(names) else 1


def _lines(figures: Mapping[str, Mapping[str, object]]) -> list[str]:
    return [
        f"  {layer:22} " + "  ".join(f"{name} {value}" for name, value in values.items())
        for layer, values in figures.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
