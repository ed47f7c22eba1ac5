"""A consolidated text as paragraphs of runs: what stayed, was added, taken out, numbered anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.amend import Consolidated, Origin, Piece


class Mark(StrEnum):
    """What became of the words of a run."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one mark; ``by`` is the number of the instruction, ``source`` where they stand in base or decision."""

    text: str
    mark: Mark
    by: int | None = None
    source: tuple[int, int] | None = None


def runs(done: Consolidated) -> Iterator[Run]:
    """Yield the runs of a text, words taken out before what stands in their place."""
    base = done.base.source.text
    gone = sorted(done.removed, key=lambda each: (each.at, each.span.start))
    at = 0
    for start, piece in done.places():
        taken = start
        while at < len(gone) and gone[at].at < start + len(piece.text):
            here = max(gone[at].at, taken)
            if here > taken:
                yield _run(done, piece, taken - start, here - start)
                taken = here
            span = gone[at].span
            yield Run(base[span.start : span.end], Mark.GONE, gone[at].by, (span.start, span.end))
            at += 1
        yield _run(done, piece, taken - start, len(piece.text))
    for each in gone[at:]:
        yield Run(base[each.span.start : each.span.end], Mark.GONE, each.by, (each.span.start, each.span.end))


_MARKS = {Origin.BASE: Mark.SAME, Origin.DECISION: Mark.ADDED, Origin.EDITORIAL: Mark.EDITORIAL}


def _run(done: Consolidated, piece: Piece, start: int, end: int) -> Run:
    source = None
    if piece.span is not None:
        source = (piece.span.start + start, piece.span.start + end)
    return Run(piece.text[start:end], _MARKS[piece.origin], piece.by, source)


def paragraphs(done: Consolidated) -> list[list[Run]]:
    """Return the runs of each paragraph, without the signs of markup and blank lines; for pages and papers."""
    signs = {
        at
        for residue in done.base.residues
        if residue.reason in ("markup", "front-matter")
        for span in residue.spans
        for at in range(*span)
    }
    made: list[list[Run]] = [[]]
    for run in runs(done):
        base = run.mark in (Mark.SAME, Mark.GONE) and run.source is not None
        kept = "".join(
            char
            for at, char in enumerate(run.text)
            if not (base and run.source is not None and run.source[0] + at in signs)
        )
        for count, line in enumerate(kept.split("\n")):
            if count:
                made.append([])
            if line:
                made[-1].append(Run(line, run.mark, run.by, run.source))
    return [line for line in made if any(run.text.strip() for run in line)]
