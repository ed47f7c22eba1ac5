"""From physical lines to logical lines: furniture out, wrapped lines joined, interruptions set apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Diagnostic, Residue
from ingest.repair.blanks import without_blanks
from ingest.repair.characters import plain_characters, told
from ingest.repair.elements import elements
from ingest.repair.furniture import contents, markup, page_numbers, pages_inside, running_heads, signs
from ingest.repair.joints import broken, reads_better
from ingest.repair.wrap import (
    Wrapping,
    closes_note,
    columns,
    continues,
    doubtful,
    ends_sentence,
    opens_note,
    opens_provision,
    wrapping,
)
from ingest.text import Aside, Block, CleanText, SourceText, Span

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
    for line, ended in zip(text.text.splitlines(), text.text.splitlines(keepends=True), strict=True):
        found.append(text[at : at + len(line)])
        at += len(ended)
    return found


def _closed_up(physical: Sequence[CleanText], diagnostics: list[Diagnostic]) -> list[CleanText]:
    """Leave out blanks inside numbers and between all characters of a line, and say so."""
    found: list[CleanText] = []
    numbers: list[Span] = []
    apart: list[Span] = []
    for line in physical:
        closed, in_numbers, all_apart = without_blanks(line)
        found.append(closed)
        if in_numbers or all_apart:
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


def _without_asides(clean: CleanText, residues: list[Residue]) -> CleanText:
    """Take out what the file itself sets aside; line ends inside it stay, so that no two lines become one."""
    kept: list[CleanText] = []
    at = 0
    for mark in clean.source.marks:
        if not isinstance(mark, Aside):
            continue
        start, end = bisect_left(clean.offsets, mark.start), bisect_left(clean.offsets, mark.end)
        if end <= max(start, at):
            continue
        start = max(start, at)
        kept.append(clean[at:start])
        if residue := _residue(clean[start:end], mark.reason):
            residues.append(residue)
        kept += [clean[n : n + 1] for n in range(start, end) if clean.text[n] in "\r\n"]
        at = end
    return CleanText.join([*kept, clean[at:]], clean.source) if kept else clean


def _without(
    line: CleanText, ranges: Sequence[tuple[int, int]], reason: str, residues: list[Residue]
) -> CleanText:
    """Take ranges of a line out, and put them on record."""
    if not ranges:
        return line
    kept: list[CleanText] = []
    at = 0
    for start, end in ranges:
        kept.append(line[at:start])
        residue = _residue(line[start:end], reason)
        if residue:
            residues.append(residue)
        at = end
    return CleanText.join([*kept, line[at:]], line.source)


def _note_end(lines: Sequence[CleanText], start: int) -> int | None:
    """Return the index after the adoption note that opens at ``start``, or ``None``."""
    if not opens_note(lines[start].text):
        return None
    depth = 0
    for at in range(start, min(start + _LONGEST_NOTE, len(lines))):
        text = lines[at].text
        if closes_note(text):
            return at + 1
        depth += sum(char in "（(" for char in text) - sum(char in "）)" for char in text)
        if depth <= 0 or (at > start and opens_provision(text)):
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


def _joined(
    lines: Sequence[CleanText], how: Wrapping | None, going_on: frozenset[int] = frozenset()
) -> list[list[CleanText]]:
    """Group the lines of each paragraph: by how the text is wrapped, and those ``going_on`` with the next."""
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
        while at - 1 in going_on:
            group.append(lines[at])
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


def _joints(groups: Sequence[Sequence[CleanText]]) -> list[Diagnostic]:
    """Say where lines were joined."""
    joints = [
        Span(line.offsets[-1], following.offsets[0] + 1)
        for group in groups
        for line, following in pairwise(group)
        if line.offsets[-1] < following.offsets[0]
    ]
    if not joints:
        return []
    english = "{n} line ends inside a paragraph are taken out"
    return [told("wrapped", joints, "接合 {n} 处段落中的断行", english)]


def _doubts(kept: Sequence[CleanText], how: Wrapping | None) -> list[Diagnostic]:
    """Say where a paragraph may end or go on."""
    if how is None:
        return []
    places = [
        Span(line.offsets[-1], line.offsets[-1] + 1)
        for line, following in pairwise(kept)
        if doubtful(line.text, following.text, how)
    ]
    if not places:
        return []
    english = (
        "After {n} full lines that end a sentence the paragraph may end or go on; check paragraphs there"
    )
    return [
        told("wrap-doubtful", places, "{n} 处满行恰以句号结尾，段落可能在此结束，也可能接续，请核对", english)
    ]


def _of_elements(physical: Sequence[CleanText], diagnostics: list[Diagnostic]) -> list[list[CleanText]]:
    """Group the lines of each paragraph of a page whose elements became lines, and say which joints are doubtful."""
    found = elements([line.text.replace("\ufeff", " ") for line in physical])
    if found is None:
        return []
    places = [Span(physical[at].offsets[0], physical[at].offsets[0] + 1) for at in found.doubtful]
    if places:
        chinese = "{n} 处断行没有标点可据，按句子接续读取，请核对"
        english = (
            "{n} line ends have no mark to tell by and are read as inside a sentence; check paragraphs there"
        )
        diagnostics.append(told("wrap-doubtful", places, chinese, english))
    return [[physical[at] for at in group] for group in found.groups]


def _in_blocks(lines: Sequence[CleanText], blocks: Sequence[Block]) -> list[list[CleanText]]:
    """Group the lines by the paragraphs that the file says they are in; others stand alone."""
    groups: list[list[CleanText]] = []
    last = -1
    starts = [block.start for block in blocks]
    for line in lines:
        place = line.offsets[line.trimmed()[0] if line.text.strip() else 0]
        at = bisect_right(starts, place) - 1
        inside = at >= 0 and place < blocks[at].end
        if inside and at == last:
            groups[-1].append(line)
        else:
            groups.append([line])
        last = at if inside else -1
    return groups


def _one_line(group: Sequence[CleanText], source: SourceText) -> CleanText:
    """Put the physical lines of one paragraph together; the first keeps its indentation."""
    if len(group) == 1:
        return group[0]
    parts = [group[0]]
    for line in group[1:]:
        start, _ = line.trimmed()
        previous = parts[-1]
        _, end = previous.trimmed()
        parts[-1] = previous[:end] if end else previous
        parts.append(line[start:])
    return CleanText.join(parts, source)


_last: list[Repaired] = []


def repair(source: SourceText) -> Repaired:
    """Read a source as logical lines.

    Post-conditions: (1) the offsets of every line ascend and no source character is in two lines; (2) every
    non-blank source character is in a line or in a residue; (3) no line is blank unless it holds a tab.

    >>> source = SourceText("a.txt", "第一条 为了发展，\\n制定本法。\\n— 1 —\\n", "0" * 64)
    >>> [line.text for line in repair(source).lines], [r.reason for r in repair(source).residues]
    (['第一条 为了发展，', '制定本法。'], ['page-number'])

    What was read last is kept: a build counts the repairs of a text that it has just read.
    """
    for last in _last[:]:
        if last.source is source:
            return last
    clean, unseen, reread = plain_characters(source)
    residues, diagnostics = list(unseen), list(reread)
    clean = _without_asides(clean, residues)
    physical = _closed_up(physical_lines(clean), diagnostics)
    texts = [line.text.replace("\ufeff", " ") for line in physical]
    how = wrapping(texts)
    if how is not None and not reads_better([text for text in texts if text.strip()], how):
        how = None
    joined: list[list[CleanText]] = []
    if how is None and not any(isinstance(mark, Block) for mark in source.marks):
        joined = _of_elements(physical, diagnostics)
    if joined:
        physical = [_one_line(group, source) for group in joined]
        texts = [line.text for line in physical]
    kept, over_page = _without_furniture(physical, texts, how is not None, residues)
    blocks = [mark for mark in source.marks if isinstance(mark, Block) and mark.wrapped]
    if blocks:
        groups = _in_blocks(kept, blocks)
    else:
        going_on = frozenset() if how or joined else broken([line.text for line in kept], over_page)
        groups = _joined(kept, how, going_on)
    diagnostics += [*_joints([*joined, *groups]), *_doubts(kept, how)]
    lines = tuple(_one_line(group, source) for group in groups)
    residues.sort(key=lambda residue: residue.spans)
    found = Repaired(source, lines, tuple(residues), tuple(diagnostics), how)
    _last[:] = [found]
    return found


def _without_furniture(
    physical: Sequence[CleanText], texts: Sequence[str], wrapped: bool, residues: list[Residue]
) -> tuple[list[CleanText], frozenset[int]]:
    """Put what a page adds on record; return the lines kept, and those of them that stand above what was taken out."""
    pages = page_numbers(texts, wrapped)
    inside = pages_inside(texts)
    out = running_heads(texts, pages) | contents(texts) | pages
    kept: list[CleanText] = []
    over_page: set[int] = set()
    for at, line in enumerate(physical):
        if at in out:
            residue = _residue(line, out[at])
            if residue:
                residues.append(residue)
            if out[at] != "contents":
                over_page.add(len(kept) - 1)
            continue
        if at == 0 and line.text.startswith("\ufeff"):
            residues.append(Residue("\ufeff", line.spans(0, 1), "byte-order-mark"))
            line = line[1:]
        if at in inside:
            line = _without(line, inside[at], "page-number", residues)
        if "#" in line.text or "<" in line.text:
            line = _without(line, markup(line.text), "markup", residues)
        if "\ue000" <= line.text.lstrip()[:1] <= "\uf8ff":
            line = _without(line, signs(line.text), "list-sign", residues)
        if line.text.strip() or "\t" in line.text:
            kept.append(line)
    return kept, frozenset(over_page)
