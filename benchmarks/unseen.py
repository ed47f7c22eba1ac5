"""Score the texts of ``data/gold/unseen``, annotated before the program was run for them.

``python -m benchmarks.unseen FOLDER … [--only NAME …] [--batch N]`` reads ``NAME.txt`` or ``NAME.md`` in the
folders for each document annotated there, and prints the figures of every layer that was annotated, of each
and of all together; of facts also what is said of the quantities that were found, and how often rows are
wrong that are told to be certain or doubtful (:mod:`benchmarks.agreement`). A spare document is scored when
``--only`` names it.

The project holds no text of these documents: ``data/gold/unseen/README.md`` says where each is published, and
rows hold places in it instead of words. A text, or words at a place, whose SHA-256 is another is not scored.
Exit code 1 when one is missing or another text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import agreement  # noqa: E402
from benchmarks.accuracy import LAYERS, Scored, pool  # noqa: E402
from benchmarks.gold import GOLD, sha256  # noqa: E402
from benchmarks.items import document_items  # noqa: E402
from benchmarks.score import score_document, squeeze  # noqa: E402
from ingest.contract import dump  # noqa: E402
from ingest.resolve import resolve  # noqa: E402
from ingest.write.jsonl import rows  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402

UNSEEN = GOLD / "unseen"
SUFFIXES = (".txt", ".md")
#: fields of rows that are words of the text: spans, and the reader's own words between them
WORDS = ("action", "object", "condition", "exception", "applies_to", "base", "name", "post")

Row = dict[str, Any]


class OtherText(Exception):
    """A text, or the words of a row in it, are not those that were annotated."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured on one document: the scorer's figures, and the counts beside them."""

    scored: Scored
    counts: agreement.Counts


def text_of(gold: Path, folders: Sequence[Path]) -> Path:
    """Return the file in ``folders`` that was annotated in ``gold``; raises :class:`OtherText`."""
    want = json.loads((gold / "source.json").read_text("utf-8"))["sha256"]
    named = [folder / f"{gold.name}{suffix}" for folder in folders for suffix in SUFFIXES]
    there = [path for path in named if path.is_file()]
    for path in there:
        if sha256(path) == want:
            return path
    if there:
        raise OtherText(
            f"{there[0]}: 不是标注时的文本，请按 README 重新取得。not the text annotated; get it anew"
        )
    raise OtherText(
        f"{'、'.join(map(str, folders))}: 没有 {gold.name} 的文本，请按 README 取得。"
        f"no text of {gold.name}; get it as README says"
    )


def units(gold: Path, text: str) -> Iterator[Row]:
    """Yield the rows of ``units.jsonl`` with the words that their spans hold; raises :class:`OtherText`."""
    for row in _rows(gold / "units.jsonl", text):
        row["text"] = "\n".join(text[start:end] for start, end in row["text_spans"])
        row["heading"] = "".join(text[start:end] for start, end in row.get("heading_spans") or ()) or None
        yield _checked(row, gold / "units.jsonl")


def facts(gold: Path, file: str, text: str) -> Iterator[Row]:
    """Yield the rows of a file of facts (quantities, …) with their words; raises :class:`OtherText`."""
    path = gold / f"{file}.jsonl"
    for row in _rows(path, text):
        row["surface"] = row["text"] = text[row["start"] : row["end"]]
        yield _checked(row, path)


def _rows(path: Path, text: str) -> Iterator[Row]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        for key in WORDS:
            if isinstance(row.get(key), list):
                row[key] = "".join(part if isinstance(part, str) else text[slice(*part)] for part in row[key])
        yield row


def _checked(row: Row, path: Path) -> Row:
    if hashlib.sha256(squeeze(row["text"]).encode()).hexdigest() != row["text_sha256"]:
        place = f"{row['path']} [{row['start']}-{row['end']}]"
        raise OtherText(f"{path}: {place} 的文字与标注不符。has other words than those annotated")
    return row


def restored(gold: Path, text: str) -> dict[str, list[Row]]:
    """Return the rows of every file annotated in ``gold``, with their words; raises :class:`OtherText`."""
    files = [file for file in agreement.FACTS if (gold / f"{file}.jsonl").is_file()]
    return {"units": list(units(gold, text))} | {file: list(facts(gold, file, text)) for file in files}


def score(gold: Path, path: Path) -> Run:
    """Annotate ``path`` and score it by the annotations in ``gold``; raises :class:`OtherText`."""
    text = path.read_text("utf-8")
    whole = restored(gold, text)
    predicted = [json.loads(line) for line in dump(rows(resolve(annotate_file(path))))]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for file, annotated in whole.items():
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in annotated]
            (folder / f"{file}.jsonl").write_text("".join(lines), "utf-8")
        (folder / "metadata.json").write_bytes((gold / "metadata.json").read_bytes())
        figures = score_document(text, folder, predicted, LAYERS)
        return Run(
            Scored(figures, document_items(text, folder, predicted)), agreement.measured(whole, predicted)
        )


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
    runs: list[Run] = []
    for name in names:
        try:
            run = score(UNSEEN / name, text_of(UNSEEN / name, folders))
        except OtherText as error:
            print(f"NOT SCORED: {error}", file=sys.stderr)
            continue
        print(name, *_lines(run.scored.figures), *_lines(agreement.shares(run.counts)), sep="\n")
        runs.append(run)
    if runs:
        figures = pool(run.scored for run in runs)
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
