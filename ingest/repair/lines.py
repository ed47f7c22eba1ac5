"""From physical lines to logical lines: furniture out, wrapped lines joined, interruptions set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Diagnostic, Residue
from ingest.repair.blanks import without_blanks
from ingest.repair.characters import plain_characters, told
from ingest.repair.furniture import contents, markup, page_numbers, running_heads
from ingest.repair.wrap import (
    Wrapping,
    closes_note,
    columns,
    continues,
    ends_sentence,
    opens_note,
    opens_provision,
    wrapping,
)
from ingest.text import CleanText, SourceText, Span

_LONGEST_NOTE = 12


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as logical lines: one paragraph, heading or row each, blank lines dropped.

    A line keeps its leading white space and its tabs (they part the cells of tables); its offsets say where it
    stood. ``residues`` is what was taken out, ``wrapping`` how the text was hard-wrapped, if it was.
    """

    source: SourceText
    lines: tuple[CleanText, ...]
    residues: tuple[Residue, ...]
    diagnostics: tuple[Diagnostic, ...]
    wrapping: Wrapping | None


def physical_lines(text: CleanText) -> list[CleanText]:
    """Split at every kind of line end; the line ends belong to no line."""
    found: list[CleanText] = []
    at = 0
    for line in text.text.splitlines(keepends=True):
        found.append(text[at : at + len(line.splitlines()[0])])
        at += len(line)
    return found


def _closed_up(physical: Sequence[CleanText], diagnostics: list[Diagnostic]) -> list[CleanText]:
    """Leave out blanks inside numbers and between all characters of a line, and say so."""
    found: list[CleanText] = []
    numbers: list[Span] = []
    apart: list[Span] = []
    for line in physical:
        closed, in_numbers, all_apart = without_blanks(line)
        found.append(closed)
        numbers += line.spans() * in_numbers
        apart += line.spans()[:all_apart]
    if numbers:
        english = "Blanks inside {n} numbers (2 0 2 0 年) are left out"
        diagnostics.append(
            told("blanks-in-numbers", numbers, "略去 {n} 个数字中的空格（2 0 2 0 年）", english)
        )
    if apart:
        english = "In {n} lines a blank stands between all characters; these blanks are left out"
        diagnostics.append(told("set-apart", apart, "{n} 行逐字夹有空格，已略去", english))
    return found


def _residue(part: CleanText, reason: str) -> Residue | None:
    start, end = part.trimmed()
    return Residue(part.text[start:end], part.spans(start, end), reason) if end > start else None


def _without_markup(line: CleanText, residues: list[Residue]) -> CleanText:
    marks = markup(line.text) if "#" in line.text or "<!--" in line.text else []
    if not marks:
        return line
    kept: list[CleanText] = []
    at = 0
    for start, end in marks:
        kept.append(line[at:start])
        residue = _residue(line[start:end], "markup")
        if residue:
            residues.append(residue)
        at = end
    return CleanText.join([*kept, line[at:]], line.source)


def _note_end(lines: Sequence[CleanText], start: int) -> int | None:
    """Return the index after the adoption note that opens at ``start``, or ``None``."""
    if not opens_note(lines[start].text):
        return None
    for at in range(start, min(start + _LONGEST_NOTE, len(lines))):
        if closes_note(lines[at].text):
            return at + 1
        if at > start and opens_provision(lines[at].text):
            return None
    return None


def _block_end(lines: Sequence[CleanText], start: int, how: Wrapping) -> int | None:
    """Return the index after a title block (short lines, then an adoption note) that opens at ``start``."""
    for at in range(start, min(start + 5, len(lines))):
        end = _note_end(lines, at)
        if end is not None:
            return end
        line = lines[at].text
        if columns(line) >= 0.85 * how.width or ends_sentence(line) or opens_provision(line):
            return None
    return None


def _joined(lines: Sequence[CleanText], how: Wrapping | None) -> list[list[CleanText]]:
    groups: list[list[CleanText]] = []
    at = 0
    while at < len(lines):
        note = _note_end(lines, at)
        if note is not None:
            groups.append(list(lines[at:note]))
            at = note
            continue
        group = [lines[at]]
        groups.append(group)
        at += 1
        while how is not None and at < len(lines):
            last = group[-1].text
            block = _block_end(lines, at, how)
            if block is not None:
                # a title block between the two halves of a sentence: column order, not reading order
                if not (
                    block < len(lines)
                    and not ends_sentence(last)
                    and columns(last) >= 0.85 * how.width
                    and not opens_provision(lines[block].text)
                ):
                    break
                groups[-1:-1] = _joined(lines[at:block], how)
                group.append(lines[block])
                at = block + 1
            elif continues(last, lines[at].text, how):
                group.append(lines[at])
                at += 1
            else:
                break
    return groups


def _one_line(group: Sequence[CleanText], source: SourceText) -> CleanText:
    """Put the physical lines of one paragraph together; the first keeps its indentation."""
    parts = [group[0]]
    for line in group[1:]:
        start, _ = line.trimmed()
        previous = parts[-1]
        _, end = previous.trimmed()
        parts[-1] = previous[:end] if end else previous
        parts.append(line[start:])
    return CleanText.join(parts, source)


def repair(source: SourceText) -> Repaired:
    """Read a source as logical lines.

    Post-conditions: (1) the offsets of every line ascend and no source character is in two lines; (2) every
    non-blank source character is in a line or in a residue; (3) no line is blank unless it holds a tab.

    >>> source = SourceText("a.txt", "第一条 为了发展，\\n制定本法。\\n— 1 —\\n", "0" * 64)
    >>> [line.text for line in repair(source).lines], [r.reason for r in repair(source).residues]
    (['第一条 为了发展，', '制定本法。'], ['page-number'])
    """
    clean, unseen, reread = plain_characters(source)
    residues, diagnostics = list(unseen), list(reread)
    physical = _closed_up(physical_lines(clean), diagnostics)
    texts = [line.text.replace("\ufeff", " ") for line in physical]
    how = wrapping(texts)
    pages = page_numbers(texts, how is not None)
    out = running_heads(texts, pages) | contents(texts) | pages
    kept: list[CleanText] = []
    for at, line in enumerate(physical):
        if at in out:
            residue = _residue(line, out[at])
            if residue:
                residues.append(residue)
            continue
        if at == 0 and line.text.startswith("\ufeff"):
            residues.append(Residue("\ufeff", line.spans(0, 1), "byte-order-mark"))
            line = line[1:]
        line = _without_markup(line, residues)
        if line.text.strip() or "\t" in line.text:
            kept.append(line)
    lines = tuple(_one_line(group, source) for group in _joined(kept, how))
    residues.sort(key=lambda residue: residue.spans)
    return Repaired(source, lines, tuple(residues), tuple(diagnostics), how)
