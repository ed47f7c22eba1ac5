"""Lines parted before every label in mid-line: what a text that has lost its line breaks is read by.

Nothing is invented: a line is sliced, signs of Markdown around a label and the entries of a table of contents become
residue, and diagnostics say what was parted (``lines-restored``), what was seen and could not be (``lines-lost``), and
which headings run into their text (``heading-unparted``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Diagnostic, Residue
from ingest.repair.furniture import contents
from ingest.structure.endings import parted
from ingest.structure.labels import Level, label_of
from ingest.structure.letters import Letter, letter
from ingest.structure.once import plain_form
from ingest.structure.outline import outline_points
from ingest.structure.parting import (
    day_after_number,
    head_points,
    signature_points,
    tail_points,
    title_after_day,
)
from ingest.structure.quotations import quotations, quoted_lines
from ingest.structure.sequence import Chosen, choose
from ingest.structure.sites import Left, Site, prose
from ingest.text import CleanText, Span

_PARAGRAPH = re.compile(r"[。；！？”）)]\u3000{2,}(?=\S)")
_HEADING = re.compile(r"[^。；：！？\s]{2,40}\u3000{2,}(?=[^。]*。)")
_ANNEX = re.compile(r"[。)日]\s*(附\s*[件录]\s*(?:[\d一]{1,2}\s*)?:?[^。;:]{2,60})$")  # in plain_form
_REACH = 80
_SIGNS = re.compile(r"\s*([-*+](?=\s))?\s*(\*\*|__)?\s*")
_SIGNED = frozenset("-*+_")
_SEEN = 3  # labels of one level in mid-line that make no chain
_NAMED = 5
_PLACES = 20


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines parted so that each label opens one; what was taken out, and what is to be said of it."""

    lines: tuple[CleanText, ...]
    residues: tuple[Residue, ...]
    diagnostics: tuple[Diagnostic, ...]


_MOST_PASSES = 8


def cut(lines: Sequence[CleanText]) -> Cut:
    """Part the lines before every label in mid-line, and what runs together with the first and the last one.

    Post-conditions: (1) the lines and residues have the characters of ``lines``, each once, in order; (2) lines that
    were cut are not cut again.
    """
    found, is_cut = _cut(lines)
    for _ in range(_MOST_PASSES):
        if not is_cut:
            break
        again, is_cut = _cut(found.lines)  # a label that is at the start of its line now may open a chain
        found = Cut(again.lines, (*found.residues, *again.residues), found.diagnostics)
    return Cut(tuple(parted(found.lines)), found.residues, found.diagnostics)


def _cut(lines: Sequence[CleanText]) -> tuple[Cut, bool]:
    """Part the lines by the chains that show in them; say whether one was parted."""
    texts = [line.text for line in lines]
    quoted = quoted_lines(texts)
    chosen = choose(texts, quoted)
    letters = _letters(chosen, texts, quoted)
    points = _points(chosen, texts, quoted, letters)
    pieces: list[CleanText] = []
    residues: list[Residue] = []
    for at, line in enumerate(lines):
        if at not in points:
            pieces.append(_without_signs(line, residues))
            continue
        ends = sorted(points[at])
        for start, end in pairwise([0, *ends, len(line)]):
            piece = line[start:end]
            if at in letters and end == letters[at].start:
                residues.extend(_head_of_page(piece))
                continue
            if piece.text.strip() or "\t" in piece.text:
                pieces.append(_without_signs(piece, residues))
    diagnostics = (
        *_restored(chosen, lines),
        *_lost(chosen, lines),
        *_unparted(chosen, lines),
        *(_parted_letter(lines[at], one) for at, one in letters.items()),
    )
    if points:
        pieces = _without_contents(pieces, residues)
    return Cut(tuple(pieces), tuple(residues), diagnostics), bool(points)


def _points(
    chosen: Chosen, texts: Sequence[str], quoted: frozenset[int], letters: Mapping[int, Letter]
) -> dict[int, set[int]]:
    """Return the places where each line parts."""
    points = _label_points(chosen, texts)
    for at, one in letters.items():
        points.setdefault(at, set()).update(one.points)
    for at, starts in points.items():
        if at in letters:
            points[at] = {*letters[at].points, *(point for point in starts if point > letters[at].points[-1])}
        elif label_of(texts[at]) is None or label_of(texts[at][: min(starts)]) is None:
            starts.update(head_points(texts[at][: min(starts)]))
    for at, text in enumerate(texts):
        if at in quoted or not prose(text):
            continue
        last = max(points.get(at, ()), default=0)
        found = _paragraph_points(text)
        found.update(outline_points(text))
        if "日" in text:
            found.update(last + point for point in tail_points(text[last:]))
            found.update(at for at in (title_after_day(text), day_after_number(text)) if at is not None)
        signed = signature_points(text, texts[at + 1]) if at + 1 < len(texts) else None
        if signed is not None:
            found.add(signed[0])
            if signed[1] < len(texts[at + 1].rstrip()):
                points.setdefault(at + 1, set()).add(signed[1])
        if found:
            points.setdefault(at, set()).update(found)
    return points


def _letters(chosen: Chosen, texts: Sequence[str], quoted: frozenset[int]) -> dict[int, Letter]:
    """Return the letters that stand on one line before the first label, by line."""
    first: dict[int, int] = {}
    for at in chosen.labels:
        site = chosen.found[at]
        first[site.line] = min(first.get(site.line, site.label.start), site.label.start)
    found: dict[int, Letter] = {}
    for at, text in enumerate(texts):
        if at not in quoted and prose(text) and (one := letter(text[: first.get(at)])) is not None:
            found[at] = one
    return found


def _head_of_page(piece: CleanText) -> Iterator[Residue]:
    """Yield what stands before the title of a letter on its line as residue."""
    start, end = piece.trimmed()
    if start < end:
        yield Residue(piece.text[start:end], piece.spans(start, end), "masthead")


def _parted_letter(line: CleanText, found: Letter) -> Diagnostic:
    """Say that the parts of a letter were told by their order alone."""
    message = (
        "标题、主送机关、正文、落款和日期同在一行，已据其次序分开，请核对。"
        "Title, salutation, words, signature and date of a letter stand on one line; they are parted by their order."
    )
    return Diagnostic("letter-on-one-line", message, line.spans(found.start, found.points[-1])[:_PLACES])


def _label_points(chosen: Chosen, texts: Sequence[str]) -> dict[int, set[int]]:
    """Return where labels begin in mid-line, headings without a number before them, and words after a heading."""
    points: dict[int, set[int]] = {}
    for at in chosen.labels:
        site, text = chosen.found[at], texts[chosen.found[at].line]
        starts: set[int] = set()
        if site.left is not Left.START:
            starts.add(_opening(text, site.label.start))
        before = text[max(site.label.start - _REACH, 0) : site.label.start]
        if at in chosen.bare:
            starts.add(site.label.start - len(before) + len(before.rstrip()) - chosen.bare[at])
        if starts and site.number == (1, 0) and (annex := _ANNEX.search(plain_form(before))):
            starts.add(site.label.start - len(annex.group(1)))
        if site.label.level > Level.ARTICLE and (heading := _HEADING.match(text, site.label.end)):
            starts.add(heading.end())
        if starts:
            points.setdefault(site.line, set()).update(starts)
    return points


def _paragraph_points(text: str) -> set[int]:
    """Return where paragraphs begin on a line that only their indentation parts."""
    if "\u3000\u3000" not in text:
        return set()
    found = {match.end() for match in _PARAGRAPH.finditer(text)}
    inside = quotations([plain_form(text)])[0] if found else []
    return {point for point in found if not any(start < point <= end for start, end in inside)}


def _opening(text: str, start: int) -> int:
    """Return where a label begins with the signs of bold type before it."""
    while start and text[start - 1] in "*_":
        start -= 1
    return start


def _without_signs(line: CleanText, residues: list[Residue]) -> CleanText:
    """Take the signs of a list and of bold type from around a label."""
    text = line.text
    if text.lstrip()[:1] not in _SIGNED:
        return line
    signs = _SIGNS.match(text)
    if signs is None or (signs.group(1) is None and signs.group(2) is None):
        return line
    label = label_of(text[signs.end() :])
    if label is None:
        return line
    spans = [signs.span(group) for group in (1, 2) if signs.group(group)]
    if bold := signs.group(2):
        close = text.find(bold, signs.end())
        if close >= 0:
            spans.append((close, close + len(bold)))
    kept: list[CleanText] = []
    at = 0
    for start, end in spans:
        kept.append(line[at:start])
        residues.append(Residue(text[start:end], line.spans(start, end), "markup"))
        at = end
    return CleanText.join([*kept, line[at:]], line.source)


def _without_contents(lines: Sequence[CleanText], residues: list[Residue]) -> list[CleanText]:
    found = contents([line.text for line in lines])
    for at, reason in found.items():
        start, end = lines[at].trimmed()
        residues.append(Residue(lines[at].text[start:end], lines[at].spans(start, end), reason))
    return [line for at, line in enumerate(lines) if at not in found]


def _spans(chosen: Iterable[Site], lines: Sequence[CleanText]) -> tuple[Span, ...]:
    return tuple(
        span for site in chosen for span in lines[site.line].spans(site.label.start, site.label.end)
    )[:_PLACES]


def _restored(chosen: Chosen, lines: Sequence[CleanText]) -> list[Diagnostic]:
    restored = [chosen.found[at] for at in sorted(chosen.labels) if chosen.found[at].left is not Left.START]
    if not restored:
        return []
    weak = sum(site.left < Left.CLOSED for site in restored)
    message = (
        f"行中有 {len(restored)} 个编号（{_named(restored, '、')}），已据其次序分行，其中 {weak} 个之前没有标点。"
        f"{len(restored)} labels stood in mid-line, {_named(restored)}; the lines are parted before them by their"
        f" order, {weak} of them with no mark before."
    )
    return [Diagnostic("lines-restored", message, _spans(restored, lines))]


def _named(found: Sequence[Site], comma: str = ", ") -> str:
    names = [site.label.printed for site in found[:_NAMED]]
    return comma.join([*names, *(["…"] if len(found) > _NAMED else [])])


def _lost(chosen: Chosen, lines: Sequence[CleanText]) -> list[Diagnostic]:
    """Name the labels seen in mid-line after a full stop that make no chain, where a line has several of a level."""
    seen: dict[tuple[int, Level], list[Site]] = {}
    for at, site in enumerate(chosen.found):
        level = site.label.level
        if (
            at not in chosen.labels
            and site.left is Left.STOP
            and not (site.cites or site.refers)
            and level <= Level.ITEM
        ):
            seen.setdefault((site.line, level), []).append(site)
    lost = [site for found in seen.values() if len(found) >= _SEEN for site in found]
    if not lost:
        return []
    message = (
        f"行中有 {len(lost)} 个编号不成序列，没有据此分行，请核对。"
        f"{len(lost)} labels seen in mid-line make no sequence, {_named(lost)}; no line is parted before them"
    )
    return [Diagnostic("lines-lost", message, _spans(lost, lines))]


def _unparted(chosen: Chosen, lines: Sequence[CleanText]) -> list[Diagnostic]:
    """Name the sections whose heading runs into their text, in a text where others have a heading without a mark.

    一、总体目标到2027年建成20处。二、重点任务（一）… : the second heading ends at the label, the first cannot be told.
    """
    labels = sorted(chosen.labels)
    bare = False
    unparted: list[Site] = []
    for at, following in zip(labels, [*labels[1:], None], strict=False):
        site = chosen.found[at]
        if site.label.level is not Level.HEADED:
            continue
        other = None if following is None else chosen.found[following]
        end = other.label.start if other is not None and other.line == site.line else len(lines[site.line])
        if other is not None and other.line == site.line and other.under and other.left is not Left.START:
            bare = True
        elif "。" in lines[site.line].text[site.label.end : end]:
            unparted.append(site)
    if not bare or not unparted:
        return []
    message = (
        f"{_named(unparted, '、')} 的标题与正文相连，无从分开，全部作为该节的文字，请核对。"
        f"Headings run into their text at {_named(unparted)}; all their words are read as the section's."
    )
    return [Diagnostic("heading-unparted", message, _spans(unparted, lines))]
