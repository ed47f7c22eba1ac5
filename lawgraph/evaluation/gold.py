"""Annotated documents and pairs on disk: a folder each, in the form of ``data/gold``, and the text they are of.

A folder holds any of ``units``, ``measures``, ``quantities``, ``bodies``, ``citations``, ``norms`` (``.jsonl``) and
``metadata.json``, or, of a pair of rules, ``links.jsonl`` and ``gaps.json``. ``source.json`` may say the text's
``file``, its ``sha256`` and the ``genre``; ``doc.json`` says the two files of a pair. Rows may hold places in the
text instead of its words (``text_sha256``): the words then come back from the text, and from no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawgraph.evaluation.agreement import FACTS
from lawgraph.evaluation.score import squeeze

SUFFIXES = (".txt", ".md")
WORDS = ("action", "object", "condition", "exception", "applies_to", "base", "name", "post")
"""Fields of rows that may be words of the text: spans, and the reader's own words between them."""
_ANNOTATED = ("units", "measures", *FACTS, "links")

Row = dict[str, Any]


class OtherText(Exception):
    """A text, or the words of a row in it, are not those that were annotated."""


class NoText(OtherText):
    """The text of an annotated document is in none of the folders where it was looked for."""


class BrokenGold(Exception):
    """A file of annotations cannot be read."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document or pair; ``named`` is true where the user named the folder itself."""

    name: str
    folder: Path
    named: bool

    @property
    def is_pair(self) -> bool:
        """Tell whether it holds links between two rules."""
        return (self.folder / "links.jsonl").is_file()


def find_gold(folders: Sequence[Path]) -> list[Gold]:
    """Return what is annotated in ``folders``: each that holds annotations, else those right inside it.

    Where two have one name, the name of the folder around it is put before it.
    """
    found = []
    for folder in folders:
        inside = (
            [folder] if _annotated(folder) else sorted(path for path in folder.glob("*") if _annotated(path))
        )
        found += [(path, path == folder) for path in inside]
    names = [path.resolve().name for path, _ in found]
    return [
        Gold(name if names.count(name) == 1 else f"{path.resolve().parent.name}/{name}", path, named)
        for (path, named), name in zip(found, names, strict=True)
    ]


def _annotated(folder: Path) -> bool:
    return any((folder / f"{file}.jsonl").is_file() for file in _ANNOTATED)


def said(folder: Path) -> Row:
    """Return what ``metadata.json`` and ``source.json`` say, the latter first; raises :class:`BrokenGold`."""
    return {**_object(folder / "metadata.json"), **_object(folder / "source.json")}


def _object(path: Path) -> Row:
    if not path.is_file():
        return {}
    try:
        read = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BrokenGold(_broken(path, str(error))) from error
    if not isinstance(read, dict):
        raise BrokenGold(_broken(path, "no object"))
    return read


def _broken(path: Path, why: str) -> str:
    return f"{path}: 标注读不出（{why}），请照 data/gold 改正。Not in the form of data/gold ({why}); mend it."


def texts_of(gold: Gold, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the file of a document, or those of the upper and the lower rule; raises :class:`OtherText`."""
    if not gold.is_pair:
        return (text_of(gold.folder, folders),)
    pair = _object(gold.folder / "doc.json")
    try:
        names = [str(pair[side]["file"]) for side in ("upper", "lower")]
    except (KeyError, TypeError) as error:
        raise BrokenGold(_broken(gold.folder / "doc.json", "upper.file, lower.file")) from error
    return tuple(_there(gold.folder, [name], folders)[0] for name in names)


def text_of(folder: Path, folders: Sequence[Path]) -> Path:
    """Return the file that was annotated in ``folder``; raises :class:`OtherText`.

    Looked for in ``folders``, in ``folder`` and in the folder ``texts`` beside it: the ``file`` that is said,
    or NAME.txt, or NAME.md. Where the SHA-256 is said, only a file with this one will do.
    """
    about = said(folder)
    stated = about.get("file")
    names = [
        *([stated] if isinstance(stated, str) else []),
        *(f"{folder.resolve().name}{end}" for end in SUFFIXES),
    ]
    there = _there(folder, names, folders)
    want = about.get("sha256")
    for path in there:
        if want in (None, hashlib.sha256(path.read_bytes()).hexdigest()):
            return path
    raise OtherText(
        f"{there[0]}: 不是标注时的文本，请按 README 重新取得。not the text annotated; get it anew as its README says"
    )


def _there(folder: Path, names: Sequence[str], folders: Sequence[Path]) -> list[Path]:
    places = [*folders, folder, folder.resolve().parent / "texts"]
    there = [place / name for place in places for name in names if (place / name).is_file()]
    if not there:
        name = folder.resolve().name
        raise NoText(
            f"{'、'.join(map(str, places))}: 没有 {name} 的文本（{names[0]}），请用 --texts 指明它所在的文件夹。"
            f"no text of {name}; say with --texts where {names[0]} lies"
        )
    return there


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a JSON Lines file, none where there is no file; raises :class:`BrokenGold` with the line."""
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BrokenGold(_broken(path, f"line {number}: {error}")) from error
            if not isinstance(row, dict):
                raise BrokenGold(_broken(path, f"line {number}: no object"))
            found.append(row)
    return found


def restored(gold: Path, text: str) -> dict[str, list[Row]]:
    """Return the rows of every file annotated in ``gold``, with their words; raises :class:`OtherText`."""
    files = [file for file in _ANNOTATED[1:-1] if (gold / f"{file}.jsonl").is_file()]
    return {"units": list(_units(gold, text))} | {file: list(_facts(gold, file, text)) for file in files}


def _units(gold: Path, text: str) -> Iterator[Row]:
    for row in _with_words(gold / "units.jsonl", text):
        if "text_sha256" in row:
            row["text"] = "\n".join(text[start:end] for start, end in row["text_spans"])
            row["heading"] = "".join(text[start:end] for start, end in row.get("heading_spans") or ()) or None
        yield _checked(row, gold / "units.jsonl")


def _facts(gold: Path, file: str, text: str) -> Iterator[Row]:
    path = gold / f"{file}.jsonl"
    for row in _with_words(path, text):
        if "text_sha256" in row:
            row["surface"] = row["text"] = text[row["start"] : row["end"]]
        yield _checked(row, path)


def _with_words(path: Path, text: str) -> Iterator[Row]:
    for row in rows_of(path):
        for key in WORDS:
            if isinstance(row.get(key), list):
                row[key] = "".join(part if isinstance(part, str) else text[slice(*part)] for part in row[key])
        yield row


def _checked(row: Row, path: Path) -> Row:
    want = row.get("text_sha256")
    if want is not None and hashlib.sha256(squeeze(row["text"]).encode()).hexdigest() != want:
        place = f"{row['path']} [{row['start']}-{row['end']}]"
        raise OtherText(f"{path}: {place} 的文字与标注不符。has other words than those annotated")
    return row
