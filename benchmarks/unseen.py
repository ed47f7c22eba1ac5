"""Score the texts of ``data/gold/unseen``, which were annotated before the program was run on them.

``python -m benchmarks.unseen FOLDER`` reads ``NAME.txt`` or ``NAME.md`` in the folder for each document annotated
there, and prints its figures of structure, who answers and metadata, and all together. The project holds no text
of these documents: ``data/gold/unseen/README.md`` says where each is published. A text whose SHA-256 is another is
not scored. Exit code 1 when one is missing or another text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import Scored, pool  # noqa: E402
from benchmarks.gold import GOLD, sha256  # noqa: E402
from benchmarks.items import document_items  # noqa: E402
from benchmarks.score import score_document, squeeze  # noqa: E402
from ingest.contract import dump  # noqa: E402
from ingest.resolve import resolve  # noqa: E402
from ingest.write.jsonl import rows  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402

UNSEEN = GOLD / "unseen"
LAYERS = {"structure"}
SUFFIXES = (".txt", ".md")


class OtherText(Exception):
    """A text, or the words of a unit in it, are not those that were annotated."""


def text_of(gold: Path, folder: Path) -> Path:
    """Return the file in ``folder`` that was annotated in ``gold``; raises :class:`OtherText`."""
    want = json.loads((gold / "source.json").read_text("utf-8"))["sha256"]
    for path in (folder / f"{gold.name}{suffix}" for suffix in SUFFIXES):
        if path.is_file():
            if sha256(path) != want:
                raise OtherText(
                    f"{path}: 不是标注时的文本，请按 README 重新取得。not the text annotated; get it anew"
                )
            return path
    raise OtherText(
        f"{folder}: 没有 {gold.name} 的文本，请按 README 取得。no text of {gold.name}; get it as README says"
    )


def units(gold: Path, text: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``units.jsonl`` with the words that their spans hold; raises :class:`OtherText`."""
    for line in (gold / "units.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        row["text"] = "\n".join(text[start:end] for start, end in row["text_spans"])
        row["heading"] = "".join(text[start:end] for start, end in row.get("heading_spans") or ()) or None
        if hashlib.sha256(squeeze(row["text"]).encode()).hexdigest() != row["text_sha256"]:
            raise OtherText(f"{gold / 'units.jsonl'}: {row['path']} 的文字与标注不符。has other words")
        yield row


def score(gold: Path, path: Path) -> Scored:
    """Annotate ``path`` and score it by the annotations in ``gold``."""
    text = path.read_text("utf-8")
    predicted = [json.loads(line) for line in dump(rows(resolve(annotate_file(path))))]
    with tempfile.TemporaryDirectory() as made:
        whole = Path(made)
        lines = [json.dumps(row, ensure_ascii=False) for row in units(gold, text)]
        (whole / "units.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        (whole / "metadata.json").write_bytes((gold / "metadata.json").read_bytes())
        return Scored(score_document(text, whole, predicted, LAYERS), document_items(text, whole, predicted))


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of every text that is there."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path, help="where the texts are, NAME.txt or NAME.md")
    asked = ask.parse_args(arguments)
    scored, missing = [], 0
    for gold in sorted(path.parent for path in UNSEEN.glob("*/source.json")):
        try:
            each = score(gold, text_of(gold, asked.folder))
        except OtherText as error:
            print(f"NOT SCORED: {error}", file=sys.stderr)
            missing += 1
            continue
        print(gold.name, *_lines(each.figures), sep="\n")
        scored.append(each)
    if scored:
        print(f"all {len(scored)} together", *_lines(pool(scored)), sep="\n")
    return 1 if missing else 0


def _lines(figures: dict[str, dict[str, float]]) -> list[str]:
    return [
        f"  {layer:22} " + "  ".join(f"{name} {value}" for name, value in values.items())
        for layer, values in figures.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
