"""What was found, for eyes and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lawgraph.search.finding import Found, Hit, Span

_BEFORE, _SHOWN = 16, 80  # characters of a text that are shown before the first word, and in all
_ON, _OFF = "\x1b[1;31m", "\x1b[0m"


def as_data(found: Found) -> dict[str, Any]:
    """Return what was found as plain values, for JSON; offsets are in code points."""
    return {"total": found.total, "near": list(found.near), "hits": [_hit(hit) for hit in found.hits]}


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
