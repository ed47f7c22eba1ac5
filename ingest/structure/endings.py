"""Where a provision ends on a line that goes on: after a list, after the last measure, before a second text.

What is parted here has no label that would tell its start. It is parted only where lines of the text are known to be
lost, and where the provisions beside it show how such a provision ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.repair.wrap import closes_note
from ingest.structure.labels import Label, Level
from ingest.structure.notes import is_note
from ingest.structure.sequence import ends_in_bare_heading, labels
from ingest.text import CleanText
from ontology import lexicon
from ontology.numerals import plain_form

# Patterns of this module are for texts in plain_form.
_LISTED = re.compile(r"[;:]\s*+(?:(?:或者?|以及|和|并且?)\s*+)?$")
_MARKS = re.compile(r"[“”()《》〈〉。]")
_OPENS = "“(《〈"
_OF_THE_WHOLE = re.compile(
    rf"(?<=[。)”])\s*(?=本{lexicon.pattern('stated-genre')}自[^。;]{{1,40}}?(?:施行|实施|执行|生效)"
    rf"|《[^。;]{{2,80}}》\s*根据本决定|[^。;”]{{2,60}}参照本{lexicon.pattern('stated-genre')})"
)
_OF_ITSELF = re.compile(rf"(?<=。)\s*本{lexicon.pattern('stated-genre')}")
_SHORT = 12  # characters of a heading
_BRACKET = re.compile(r"\([^()]{2,400}\)")
_SECOND = re.compile(
    rf"(?:^|(?<=。))\s*([\w、·—]{{2,60}}{lexicon.pattern('enacted-genre')}(?:\(\w{{1,8}}\))?)"
    r"\s*(\((?:根据)?\s*[\d一]{4}\s*年)"
)
_LONGEST_NOTE = 600  # with the title
_NOTE_LINES = 3
_SENTENCE = 6  # characters


def parted(lines: Sequence[CleanText]) -> list[CleanText]:
    """Part lines, each with its label at its start, where the provision that the label opens ends before the line.

    Post-condition: the characters are those of ``lines``, each once, in order.
    """
    found = _headings(list(lines))
    read = labels([line.text for line in found])
    glued = [False, *(_same_line(one, other) for one, other in pairwise(found))]
    points: dict[int, list[int]] = {}
    for at, point in (*_after_lists(found, read, glued), *_closings(found, read, glued)):
        points.setdefault(at, []).append(point)
    joined: dict[int, int] = {}
    for at, title, note, end in _second_texts(found, read):
        points.setdefault(at, []).extend((title, note))
        joined[at] = end
    return _at(found, points, joined)


def _at(
    lines: Sequence[CleanText], points: dict[int, list[int]], joined: dict[int, int] | None = None
) -> list[CleanText]:
    """Part lines at ``points``; those of ``joined`` go on to the line that it names."""
    pieces: list[CleanText] = []
    at = 0
    while at < len(lines):
        last = (joined or {}).get(at, at)
        line = lines[at] if last == at else CleanText.join(lines[at : last + 1], lines[at].source)
        ends = [0, *sorted({*points.get(at, ())} - {0, len(line)}), len(line)]
        pieces.extend(line[start:end] for start, end in pairwise(ends))
        at = last + 1
    return pieces


def _same_line(one: CleanText, other: CleanText) -> bool:
    if not len(one) or not len(other):
        return False
    return "\n" not in one.source.text[one.offsets[-1] : other.offsets[0]]


def _headings(lines: list[CleanText]) -> list[CleanText]:
    """Part the heading of a chapter without a number from the article before it, where the chapters leave room."""
    points: dict[int, int] = {}
    for at, (line, following) in enumerate(pairwise(lines)):
        start = ends_in_bare_heading(line.text, following.text)
        if start is not None:
            points[at] = start
    if not points:
        return lines
    tried = _at(lines, {at: [point] for at, point in points.items()})
    read = labels([line.text for line in tried])
    kept: dict[int, list[int]] = {}
    for shift, (at, point) in enumerate(points.items(), 1):
        label = read[at + shift]
        if label is not None and not label.printed and label.level is Level.CHAPTER:
            kept[at] = [point]
    return _at(lines, kept)


def _after_lists(
    lines: Sequence[CleanText], read: Sequence[Label | None], glued: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield where an article goes on after its list: behind the first full stop, when that ends the last item.

    Items that hold sentences themselves do not show where the last one ends.
    """
    run: list[int] = []
    in_article = False
    for at, label in enumerate([*read, None]):
        below = in_article and label is not None and label.level > Level.ARTICLE
        anew = below and run and label and label.number == "1" and label.level is _level(read, run[0])
        if run and (not below or anew):
            if glued[run[-1]] and (point := _end_of_list([lines[n].text for n in run])) is not None:
                yield run[-1], point
            run = []
        if below:
            run.append(at)
        elif label is not None:
            in_article = label.level is Level.ARTICLE


def _level(read: Sequence[Label | None], at: int) -> Level | None:
    label = read[at]
    return label.level if label else None


def _end_of_list(items: Sequence[str]) -> int | None:
    plains = [plain_form(item) for item in items]
    if len(items) < 2 or not all(_LISTED.search(item) and _full_stop(item) is None for item in plains[:-1]):
        return None
    stop = _full_stop(plains[-1])
    return stop if stop is not None and len(plains[-1][stop:].strip()) >= _SENTENCE else None


def _full_stop(plain: str) -> int | None:
    """Return the end of the first sentence outside quotations, brackets and titles."""
    depth = 0
    for mark in _MARKS.finditer(plain):
        if mark.group() == "。":
            if depth == 0:
                return mark.end()
        else:
            depth = max(depth + (1 if mark.group() in _OPENS else -1), 0)
    return None


def _closings(
    lines: Sequence[CleanText], read: Sequence[Label | None], glued: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield where the last section or item of a text without articles ends, and words on the whole text follow."""
    labelled = [at for at, label in enumerate(read) if label is not None]
    in_article = False
    before: dict[Level, int] = {}
    for at, following in zip(labelled, [*labelled[1:], None], strict=False):
        label, after = read[at], None if following is None else read[following]
        if label is None or label.level <= Level.ARTICLE:
            in_article = label is not None and label.level is Level.ARTICLE
            before.clear()
            continue
        last = after is None or after.level <= Level.ARTICLE
        if last and glued[at] and not in_article:
            above = before.get(label.level)
            noted = above is not None and _note_end(lines[above]) == len(lines[above].text.rstrip())
            point = _closing(lines[at], label, noted)
            if point is not None:
                yield at, point
        before[label.level] = at


def _closing(line: CleanText, label: Label, noted: bool) -> int | None:
    plain = plain_form(line.text)
    depth, at = 0, label.end
    for found in _OF_THE_WHOLE.finditer(plain, label.end):
        depth += plain.count("“", at, found.start()) - plain.count("”", at, found.start())
        at = found.start()
        if depth <= 0:
            return None if _is_about_the_text(plain[label.end : at]) else found.end()
    end = _note_end(line) if noted else None
    goes_on = end is not None and len(plain[end:].strip()) >= _SENTENCE and plain.rstrip().endswith("。")
    return end if goes_on else None


def _is_about_the_text(before: str) -> bool:
    """Say whether a provision is about the whole text itself (五、附则。本办法由县财政局解释。): it goes on."""
    heading = len(before.strip()) <= _SHORT and before.count("。") == 1
    return heading or _OF_ITSELF.search(before) is not None


def _note_end(line: CleanText) -> int | None:
    """Return the end of the last note of who answers in a line."""
    brackets = [found.span() for found in _BRACKET.finditer(plain_form(line.text))]
    return next((end for start, end in reversed(brackets) if is_note(line[start:end])), None)


def _second_texts(
    lines: Sequence[CleanText], read: Sequence[Label | None]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the titles of texts that stand with their notes of adoption on one line above the first label.

    Each is the line, the places of the title and of the note in it, and the line on which the note ends.
    """
    for at, label in enumerate(read):
        if label is None or label.level > Level.ARTICLE or label.number != "1":
            continue
        for above in range(at - 1, max(at - 1 - _NOTE_LINES, -1), -1):
            plain = plain_form(lines[above].text)
            found = _SECOND.search(plain, max(len(plain) - _LONGEST_NOTE, 0))
            if found is not None and closes_note(lines[at - 1].text):
                yield above, found.start(1), found.start(2), at - 1
            if found is not None or read[above] is not None:
                break
