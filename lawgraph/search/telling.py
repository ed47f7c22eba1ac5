"""What was found, for eyes and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lawgraph.search.finding import Found, Hit, Span
from queries.result import table_of

_BEFORE, _SHOWN = 16, 80  # characters of a text that are shown before the first word, and in all
_ON, _OFF = "\x1b[1;31m", "\x1b[0m"


def as_data(found: Found) -> dict[str, Any]:
    """Return what was found as plain values, for JSON; offsets are in code points."""
    return {
        "total": found.total,
        "near": list(found.near),
        "longer": list(found.longer),
        "hits": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "label": hit.label,
        "document": hit.document,
        "title": hit.title,
        "level": hit.level or None,
        "file": hit.file or None,
        "score": hit.score,
        "exact": hit.exact,
        "matched": list(hit.matched),
        "text": hit.text,
        "spans": [list(span) for span in hit.spans],
        "places": [list(span) for span in hit.places],
    }


_COLUMNS = {
    "title": "文件", "label": "条款", "kind": "种类", "level": "层级", "text": "原文", "matched": "所中词语",
    "exact": "原词", "score": "得分", "iri": "IRI", "document": "文件 IRI", "source": "来源文件", "places": "来源位置",
}  # fmt: skip


def as_table(found: Found) -> str:
    """Return the hits as CSV for spreadsheets, with a byte order mark and Chinese headings; offsets in code points."""
    rows = [
        (
            hit.title, hit.label, hit.kind, hit.level, hit.text, "、".join(hit.matched), hit.exact, hit.score,
            hit.iri, hit.document or "", hit.file, " ".join(f"{low}-{high}" for low, high in hit.places),
        )
        for hit in found.hits
    ]  # fmt: skip
    return table_of(list(_COLUMNS), rows).csv(bom=True, headings=_COLUMNS)


def lines(found: Found, first: int, *, colours: bool) -> Iterator[str]:
    """Yield two lines for each hit: its number from ``first`` on and its label, and its words around the first match.

    ``colours`` marks the words for a terminal.
    """
    for number, hit in enumerate(found.hits, start=first):
        where = ", ".join(filter(None, (hit.kind, hit.level)))
        yield f"{number}. {hit.label} [{where}]"
        yield f"   {_excerpt(hit, colours=colours)}"


def _excerpt(hit: Hit, *, colours: bool) -> str:
    start = max(hit.spans[0][0] - _BEFORE, 0) if hit.spans else 0
    end = min(start + _SHOWN, len(hit.text))
    on, off = (_ON, _OFF) if colours else ("", "")
    parts, at = ["…" if start else ""], start
    for low, high in _within(hit.spans, end):
        parts += [_plain(hit.text[at:low]), on, _plain(hit.text[low:high]), off]
        at = high
    return "".join([*parts, _plain(hit.text[at:end]), "…" if end < len(hit.text) else ""])


def _within(spans: tuple[Span, ...], end: int) -> Iterator[Span]:
    yield from ((low, min(high, end)) for low, high in spans if low < end)


def _plain(text: str) -> str:
    """Return a text without line breaks and what a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in text)
