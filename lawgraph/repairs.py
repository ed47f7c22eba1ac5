"""What ``lawgraph text`` prints: the source text, its repaired lines, or what the repair changed.

A difference is shown as ``[-printed-]{+read+}`` in the words around it, each paragraph after the number of its lines
in the source; ``⏎`` is a line end. White space at the ends of lines, and blank lines, are no difference.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Document, Residue
from ingest.repair import Repaired, kind_of_reading, repair
from ingest.text import CleanText, SourceText

_LINE_END = "⏎"


@dataclass(frozen=True, slots=True)
class Change:
    """A repair: ``kind`` as in the diagnostics, ``[start, end)`` in the source, what is ``printed`` and ``read`` there.

    ``line`` is the number of the source line that it begins in, from 1; ``read`` is empty for what is left out.
    """

    line: int
    kind: str
    start: int
    end: int
    printed: str
    read: str


class Lines:
    """The numbers of the lines of a text."""

    def __init__(self, text: str) -> None:
        ends = [found.end() for found in re.finditer("\n", text)]
        self._starts = [0, *ends]

    def number(self, at: int) -> int:
        """Return the number of the line that holds the character at ``at``, from 1."""
        return bisect_right(self._starts, at)


def changes(repaired: Repaired) -> list[Change]:
    """Return all repairs of a text, in the order of their places."""
    source = repaired.source
    lines = Lines(source.text)
    found = [_taken_out(lines, residue) for residue in repaired.residues]
    inside = {at for residue in repaired.residues for span in residue.spans for at in range(*span)}
    for line in repaired.lines:
        found += _in_line(line, lines, inside)
    return sorted(found, key=lambda change: (change.start, change.end))


def kinds(document: Document) -> tuple[tuple[str, int], ...]:
    """Return how many repairs of each kind a text needed, and what else its structure took out, the most first.

    The kinds are those of :class:`Change` and the reasons of residues.
    """
    repaired = repair(document.source)
    known = {residue.spans for residue in repaired.residues}
    found = Counter(change.kind for change in changes(repaired))
    found.update(residue.reason for residue in document.residues if residue.spans not in known)
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _taken_out(lines: Lines, residue: Residue) -> Change:
    start, end = residue.spans[0].start, residue.spans[-1].end
    return Change(lines.number(start), residue.reason, start, end, residue.text, "")


def _in_line(line: CleanText, lines: Lines, inside: set[int]) -> Iterator[Change]:
    text = line.source.text
    whole = bool(line) and line.offsets[-1] - line.offsets[0] == len(line) - 1
    if whole and text.startswith(line.text, line.offsets[0]):
        return  # as it stands in the source
    run: list[int] = []  # places in the line of neighbouring characters that are read otherwise in one way

    def told() -> Change:
        start, end = line.offsets[run[0]], line.offsets[run[-1]] + 1
        kind = kind_of_reading(text[start])
        return Change(lines.number(start), kind, start, end, text[start:end], line.text[run[0] : run[-1] + 1])

    for at, (char, place) in enumerate(zip(line.text, line.offsets, strict=True)):
        if text[place] == char:
            continue
        if run and (
            line.offsets[run[-1]] + 1 != place
            or kind_of_reading(text[place]) != kind_of_reading(text[place - 1])
        ):
            yield told()
            run = []
        run.append(at)
    if run:
        yield told()
    for before, after in pairwise(line.offsets):
        if after > before + 1:
            left = [at for at in range(before + 1, after) if at not in inside]
            gap = "".join(text[at] for at in left)
            if gap:
                kind = "wrapped" if "\n" in gap or "\r" in gap else "blanks"
                yield Change(lines.number(left[0]), kind, left[0], left[-1] + 1, gap, "")


def diff_lines(source: SourceText) -> Iterator[str]:
    """Yield what the repair of a text changed: a line a paragraph or residue, after its numbers in the source."""
    repaired = repair(source)
    lines = Lines(source.text)
    found: list[tuple[int, str]] = []
    within = [range(line.offsets[0], line.offsets[-1] + 1) for line in repaired.lines if len(line)]
    starts = [each.start for each in within]
    marks: dict[int, list[Change]] = {}
    for change in changes(repaired):
        at = bisect_right(starts, change.start) - 1
        if at >= 0 and change.end <= within[at].stop:
            marks.setdefault(at, []).append(change)
        else:
            found.append((change.start, f"{change.line}: [-{_shown(change.printed)}-] {change.kind}"))
    for at, inside in marks.items():
        first, last = lines.number(within[at].start), lines.number(within[at].stop - 1)
        where = str(first) if first == last else f"{first}–{last}"
        kinds = ", ".join(dict.fromkeys(change.kind for change in inside))
        found.append((within[at].start, f"{where}: {_marked(source.text, within[at], inside)} {kinds}"))
    yield from (line for _, line in sorted(found))


def _marked(text: str, within: range, inside: list[Change]) -> str:
    parts: list[str] = []
    at = within.start
    for change in inside:
        if change.start < at:  # what is left out around a residue is told with it
            continue
        parts.append(_shown(text[at : change.start]))
        parts.append(f"[-{_shown(change.printed)}-]" + (f"{{+{change.read}+}}" if change.read else ""))
        at = change.end
    return "".join([*parts, _shown(text[at : within.stop])])


def _shown(text: str) -> str:
    """Return a text with a sign for each run of line ends, and a question mark for what nobody sees."""
    pieces = [piece.strip("\r") for piece in text.split("\n")]
    joined = pieces[0]
    for piece in pieces[1:]:
        joined = (
            f"{joined}{piece}"
            if joined.endswith(_LINE_END) and not piece.strip()
            else f"{joined}{_LINE_END}{piece}"
        )
    return "".join(
        char if char.isprintable() or char in "\t\u3000\u00a0" else f"\\u{ord(char):04x}" for char in joined
    )


def json_lines(source: SourceText, how: str) -> Iterator[str]:
    """Yield JSON Lines: the text, its ``repaired`` lines with their places, or the changes of the ``diff``."""
    if how == "diff":
        for change in changes(repair(source)):
            yield _json(
                file=source.name,
                line=change.line,
                kind=change.kind,
                spans=[[change.start, change.end]],
                printed=change.printed,
                read=change.read,
            )
    elif how == "repaired":
        lines = Lines(source.text)
        for line in repair(source).lines:
            yield _json(
                file=source.name,
                line=lines.number(line.offsets[0]),
                text=line.text,
                spans=[list(span) for span in line.spans()],
            )
    else:
        yield _json(file=source.name, text=source.text)


def _json(**row: object) -> str:
    return json.dumps(row, ensure_ascii=False)


def printed(source: SourceText, how: str, as_json: bool) -> Iterator[str]:
    """Yield pieces of what ``lawgraph text`` prints of one file; put together they are its output."""
    if as_json:
        yield from (line + "\n" for line in json_lines(source, how))
    elif how == "diff":
        yield from (line + "\n" for line in diff_lines(source))
    elif how == "repaired":
        yield from (line.text + "\n" for line in repair(source).lines)
    else:
        yield source.text
