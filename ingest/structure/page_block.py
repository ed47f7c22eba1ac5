"""What the block of facts above a text on a web page says of it (索引号, 发文机关, 成文日期, 发文字号).

The front matter of a Markdown file may be such a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.document_numbers import document_number
from ingest.model import Residue
from ingest.read.markup import FRONT_MATTER
from ingest.structure.dates import DATE, iso_date
from ingest.structure.imprint import printed_on
from ingest.structure.once import plain_form
from ontology import lexicon

_CLASSES: Mapping[str, tuple[str, ...]] = {
    "number": lexicon.words("page-number-label"),
    "issuer": lexicon.words("page-issuer-label"),
    "made": lexicon.words("page-made-label"),
    "posted": lexicon.words("page-posted-label"),
    "title": lexicon.words("page-title-label"),
    "other": lexicon.words("page-label"),  # last: 来源 before 来源单位 would hide it
}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(r"\s*".join(map(re.escape, word)) for word in words)


_LABEL = re.compile(
    "|".join(f"(?P<{name}>{_alternatives(words)})" for name, words in _CLASSES.items() if words)
)
_AFTER = re.compile(r"[】\])]?\s*[:：]|[】\])]|[ 　]*\t")
_ENDS = re.compile(r"[\n\t　]| {2,}")
_LONGEST = 100
_UNSAID = frozenset(lexicon.words("page-unsaid"))
_VAGUE = re.compile(r"[相有]关|若干|多个|各[级相部单]|不详|未知")  # no body by name
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8} ?[:：]")  # the value is missing, the next line has a label
_LONGEST_BLOCK = 20_000
_PAGE = ("site-chrome", FRONT_MATTER)
_DAY = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Block:
    """What a block says; ``printed`` is the day of printing that the imprint names."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    made: str | None = None
    posted: str | None = None
    printed: str | None = None


def _values(text: str) -> dict[str, str]:
    """Return the first value of each class of labels: up to the next label, a wide blank or the end of the line."""
    found: dict[str, str] = {}
    at = 0
    while (label := _LABEL.search(text, at)) is not None:
        at = label.end()
        after = _AFTER.match(text, at)
        if after is None:
            continue
        following = _LABEL.search(text, after.end())
        while following is not None and _AFTER.match(text, following.end()) is None:
            following = _LABEL.search(text, following.end())
        value = text[after.end() : following.start() if following else len(text)].lstrip()
        end = _ENDS.search(value)
        value = value[: end.start() if end else None].strip().strip("•·【[（(\"'").strip()
        if value in _UNSAID or not any(map(str.isalnum, value)) or _OTHER_LABEL.match(value):
            continue
        if label.lastgroup and 0 < len(value) <= _LONGEST:
            found.setdefault(label.lastgroup, value)
    return found


def _day(text: str | None) -> str | None:
    """Return the one day that a value names; a period (2021年1月1日至2023年12月31日) names none."""
    if text is None:
        return None
    plain = plain_form(_DAY.sub(r"\1年\2月\3日", text))
    days = {iso_date(day.group()) for day in DATE.finditer(plain)}
    return iso_date(_DAY.sub(r"\1年\2月\3日", text)) if len(days) == 1 else None


def block_of(residues: Iterable[Residue]) -> Block:
    """Read what the page and the imprint say, from the residues that they are."""
    residues = sorted(residues, key=lambda residue: residue.spans)
    values = _values(
        "\n".join(residue.text for residue in residues if residue.reason in _PAGE)[:_LONGEST_BLOCK]
    )
    printed = (printed_on(residue.text) for residue in residues if residue.reason == "imprint")
    return Block(
        title=values.get("title"),
        number=document_number(values["number"]) if "number" in values else None,
        issuer=values["issuer"] if "issuer" in values and not _VAGUE.search(values["issuer"]) else None,
        made=_day(values.get("made")),
        posted=_day(values.get("posted")),
        printed=next((day for day in printed if day), None),
    )
