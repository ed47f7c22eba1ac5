"""How short texts are read: ``tests/data/readings/*.tsv``, a text a line with all that is found in it.

``python -m benchmarks.readings`` reads all texts of the tables anew and prints what has changed, item by item;
``--write`` keeps it. ``python -m benchmarks.examples`` finds texts for rules that none of them needs.

The tables, one a stage, say how texts *are* read, not how they should be: that is said by the cases of ``tests/``
and by the gold. They are there so that no word, alternative or rule is lost without a word: each of its texts is read
otherwise without some alternative of a pattern. A change that is meant is looked at line by line and written.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from ingest.contract import Row
from ingest.pipeline import annotate
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import SourceText
from ingest.write.jsonl import rows

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "readings"
LINE_BREAK = "¶"
"""Stands in the table for the end of a line of the text."""
TAB = "⇥"
"""Stands in the table for a tab of the text."""
BETWEEN = "｜"
"""Stands in the table between two things found."""

_SAID: Mapping[str, tuple[str, ...]] = {
    "document": ("title", "document_type", "number", "issuers", "jurisdiction", "dates", "based_on"),
    "provision": (
        "path",
        "label",
        "heading",
        "lead",
        "cooperating",
        "responsible",
        "name",
        "post",
        "organization",
        "role",
    ),
    "residue": ("reason",),
    "quantity": (
        (
            "kind",
            "low",
            "high",
            "low_inclusive",
            "high_inclusive",
            "unit",
            "per",
            "role",
            "applies_to",
            "base",
            "doubt",
            "payer",
            "beneficiaries",
        )
    ),
    "department": ("names", "body", "generic", "role", "division", "function", "doubt"),
    "citation": ("title", "number", "article", "internal", "status", "target", "doubt"),
    "norm": (
        *("modality", "trigger", "bearers", "bearer_source", "action", "object", "condition", "quantities"),
        *("exception", "beneficiaries", "doubt"),
    ),
    "diagnostic": ("code",),
}
"""The fields of each row that are held, besides its places."""
_SHOWN_WITH_NAME = {"doubt": "doubt", "payer": "by", "beneficiaries": "for", "exception": "except"}
"""Fields that most rows leave empty, and the word before what they hold."""
_NAME = "text"  # of the file, which is the title of a text that says none
_OF_ALL = ("title-inferred", "jurisdiction-unknown", "cited-part-absent")
"""Diagnostics that any text without a head, or cut out of its rule, gives."""


def reading(text: str) -> tuple[str, ...]:
    """Return what is found in a text, a line for each row of the contract; offsets are code points.

    >>> reading("企业可以申请补助10万元。")[1:]
    ('quantity 8-12 10万元 money 100000 100000 true true CNY subsidy 企业可以申请补助', \
'norm 0-12 企业可以申请补助10万元 permission 可以 企业 explicit 申请补助10万元 补助10万元 quantity-8-12')
    """
    source = SourceText(f"{_NAME}.txt", text, "", "text/plain", "utf-8")
    found = rows(resolve(annotate(structure(source))))
    return tuple(line for row in found if (line := _line(row)))


def _line(row: Row) -> str:
    cells = msgspec.to_builtins(row)
    kind, spans = cells["type"], cells.get("spans") or ()
    if kind == "document":
        cells["title"] = None if cells["title"] == _NAME else cells["title"]
        cells["jurisdiction"] = cells["jurisdiction"] and cells["jurisdiction"]["code"]
        cells["dates"] = [f"{name}={date}" for name, date in cells["dates"].items() if date]
        if cells["document_type"] == "normative-document":
            cells["document_type"] = None
    elif kind == "diagnostic" and cells["code"] in _OF_ALL:
        return ""
    said = [
        f"{_SHOWN_WITH_NAME[name]}: {word.split('。')[0]}" if word and name in _SHOWN_WITH_NAME else word
        for name in _SAID[kind]
        for word in [_said(cells.get(name))]
    ]
    text = cells.get("text", "") if kind not in ("provision", "residue") else ""
    places = ",".join(f"{start}-{end}" for start, end in spans)
    line = " ".join(word for word in (kind, places, text, *said) if word)
    return "" if line == "document" else line.replace("\n", LINE_BREAK).replace("\t", " ")


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "、".join(map(_said, value))
    if isinstance(value, str) and value.startswith("http"):
        return value.rsplit("/", 1)[-1]
    return "" if value is None else str(value)


def tables() -> list[Path]:
    """Return the tables, in the order of their names."""
    return sorted(FOLDER.glob("*.tsv"))


def read_table(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts of a table with what is found in them; none where there is no table yet."""
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf-8").rstrip("\n").split("\n")[1:] if path.exists() else ():
        text, lines = line.split("\t")
        found[text.replace(LINE_BREAK, "\n").replace(TAB, "\t")] = (
            tuple(lines.split(BETWEEN)) if lines else ()
        )
    return found


def write_table(readings: Mapping[str, tuple[str, ...]], path: Path) -> None:
    """Write a table, its texts in order."""
    lines = ["text\treading"]
    for text, found in sorted(readings.items()):
        shown = text.replace("\n", LINE_BREAK).replace("\t", TAB)
        lines.append(f"{shown}\t{BETWEEN.join(found)}")
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def changes(kept: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each text that is read otherwise now than the table says, with what is found."""
    for text, before in kept.items():
        if (now := reading(text)) != before:
            yield text, now


def difference(text: str, before: tuple[str, ...], now: tuple[str, ...]) -> str:
    """Say for people what has changed in one text."""
    diff = difflib.ndiff(before, now)
    return "\n".join([text, *(f"  {line}" for line in diff if line[0] in "+-")])


def main(arguments: list[str] | None = None) -> int:
    """Compare, and write where asked. Return 1 when something has changed and was not written."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--write", action="store_true", help="keep what is found now")
    asked = ask.parse_args(arguments)
    otherwise = 0
    for path in tables():
        kept = read_table(path)
        changed = dict(changes(kept))
        for text, now in changed.items():
            print(difference(text, kept[text], now))
        otherwise += len(changed)
        print(f"{path.name}: {len(changed)} of {len(kept)} texts are read otherwise", file=sys.stderr)
        if asked.write and changed:
            write_table({**kept, **changed}, path)
    return 1 if otherwise and not asked.write else 0


if __name__ == "__main__":
    sys.exit(main())
