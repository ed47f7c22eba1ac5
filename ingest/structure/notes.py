"""Notes at measures: where a text says who answers for what stands before.

Since about 2015 most policy documents print no table but a note after each measure, in brackets or on a line of
its own: （省科技厅、省财政厅按职责分工负责）, （牵头单位：省财政厅；配合单位：各市人民政府）, 责任单位：省科技厅.
The words of a note stay in the provision. A bracket that only looks like a note is left alone, and a diagnostic says
so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Answering, Diagnostic, Provision, ProvisionKind, Residue, Responsibility
from ingest.structure.responsibility import (
    Answer,
    answer,
    has_label,
    is_legend,
    is_like_body,
    labels,
    may_be_name,
    ranked,
    says_who_hosts,
    verbs,
)
from ingest.text import CleanText, Span

_MEASURES = frozenset(
    {
        ProvisionKind.SECTION,
        ProvisionKind.ITEM,
        ProvisionKind.SUBITEM,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.TASK,
    }
)
_CLOSING = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_HALF_WIDTH = {"（": "(", "）": ")", "［": "[", "］": "]"}
_BRACKET = re.compile(r"[()\[\]【】〔〕（）［］]")
_MAY_HOLD = re.compile(rf"{_BRACKET.pattern}|[：:]")
"""What every note has: brackets, or the colon of a label."""
_NO_NOTE = re.compile(r"\s*(?:以下|下称|[统简]称|含|包括|即|见|指(?![导挥])|不含|限|如|其中|注)")
_AFTER = re.compile(r"\s*(?:[。；;\n（(]|$)")
_STATED = re.compile(r"[^。；\n]*")
_LONGEST = 400  # characters of a note
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in the words of a provision: the note with its brackets, and what it says."""

    start: int
    end: int
    read: Answer | None


@dataclass(slots=True)
class Notes:
    """Reads the notes of one document, provision by provision in its order; a legend holds from where it stands."""

    first_leads: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def of(self, provision: Provision) -> Provision:
        """Return ``provision`` with who answers for it, as its notes or its row say."""
        if provision.kind not in _MEASURES:
            return provision
        if provision.responsibilities:  # the cells of a row
            return replace(provision, responsibilities=self._ranked(provision.responsibilities))
        if _MAY_HOLD.search(provision.own.text) is None:
            return provision
        bodies: list[Responsibility] = []
        places: list[Span] = []
        for found in notes_in(provision.own):
            spans = provision.own.spans(found.start, found.end)
            if found.read is None:
                self.diagnostics.append(_not_understood(spans))
                continue
            if found.read.unread:
                self.diagnostics.append(_not_understood(found.read.unread))
            self.first_leads = self.first_leads or (found.read.first_leads and found.read.onward)
            bodies += self._ranked(found.read.bodies, here=found.read.first_leads)
            places.append(Span(spans[0].start, spans[-1].end))
        if not places:
            return provision
        return replace(provision, responsibilities=tuple(bodies), notes=tuple(places))

    def _ranked(self, bodies: Sequence[Responsibility], *, here: bool = False) -> tuple[Responsibility, ...]:
        return ranked(bodies, first_leads=self.first_leads or here)


def _not_understood(spans: tuple[Span, ...]) -> Diagnostic:
    message = "words that look like a note of who answers, and were not understood as one"
    return Diagnostic("note-not-understood", message, spans)


def with_notes(
    provisions: Sequence[Provision], residues: Sequence[Residue]
) -> tuple[tuple[Provision, ...], list[Diagnostic]]:
    """Add to the measures of a document who answers for them, as their notes say.

    A legend in the head of a table, or in a sentence outside any note (各项任务排在第一位的为牵头单位), holds for the
    whole document; one in a note for that note, and with 下同 for all after it.
    """
    stated = any(is_legend(residue.text) for residue in residues if residue.reason == "table-header")
    if not stated and is_legend("\n".join(provision.own.text for provision in provisions)):
        stated = any(_states_legend(provision.own.text) for provision in provisions)
    reader = Notes(stated)
    return tuple(reader.of(provision) for provision in provisions), reader.diagnostics


def _states_legend(text: str) -> bool:
    """Say whether a sentence outside brackets is a legend."""
    if not is_legend(text):
        return False
    inside = _bracketed(text)
    outside = "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in inside))
    return is_legend(outside)


def notes_in(own: CleanText) -> Iterator[_Found]:
    """Yield the notes in the words of a provision, and what only looks like one (``read`` is ``None``), in order.

    >>> from ingest.text import SourceText
    >>> own = CleanText.of(SourceText("a.txt", "加大投入。（省科技厅、省财政厅按职责分工负责）", "0" * 64))
    >>> [(each.name, each.role.value) for found in notes_in(own) for each in found.read.bodies]
    [('省科技厅', 'responsible'), ('省财政厅', 'responsible')]
    """
    text = own.text
    brackets = _bracketed(text)
    found = [each for start, end in brackets if (each := _in_brackets(own, start, end)) is not None]
    taken = [(start - 1, end + 1) for start, end in brackets]
    found += _stated(own, taken)
    yield from _joined(own, sorted(found, key=lambda each: each.start))


def _joined(own: CleanText, found: Sequence[_Found]) -> Iterator[_Found]:
    """Join notes that nothing parts: 牵头单位：…, and 责任单位：… on the line below."""
    last: _Found | None = None
    for each in found:
        if (
            last is None
            or last.read is None
            or each.read is None
            or own.text[last.end : each.start].strip("；; 　\n")
        ):
            if last is not None:
                yield last
            last = each
            continue
        read = Answer(
            (*last.read.bodies, *each.read.bodies),
            last.read.first_leads or each.read.first_leads,
            last.read.onward or each.read.onward,
            (*last.read.unread, *each.read.unread),
        )
        last = _Found(last.start, each.end, read)
    if last is not None:
        yield last


def is_note(own: CleanText) -> bool:
    """Say whether a whole line is a note and nothing else."""
    if not (own.text[:1] in "（([【［〔" or has_label(own.text)):
        return False
    found = [each for each in notes_in(own) if each.read is not None and each.read.bodies]
    covered = {at for each in found for at in range(each.start, each.end)}
    return bool(found) and all(
        at in covered or char.isspace() or char in "。；" for at, char in enumerate(own.text)
    )


def _in_brackets(own: CleanText, start: int, end: int) -> _Found | None:
    """Read a bracket; ``None`` where nothing in it looks like a note."""
    inner = own[start:end]
    text = inner.text
    if not text.strip() or len(text) > _LONGEST or _NO_NOTE.match(text):
        return None
    if has_label(own.text, start - 1, end + 1):  # 【责任单位】省科技厅
        return None
    labelled = next(labels(text), None) is not None
    said = verbs(text)
    closes = _AFTER.match(own.text, end + 1) is not None
    apart = closes and _begins(own.text, start - 1)
    read = answer(inner, Answering.RESPONSIBLE)
    if labelled:
        return _Found(start - 1, end + 1, _checked(read))
    bodies = [each for each in read.bodies if may_be_name(each.name)]
    known = [each for each in bodies if is_like_body(each.name)]
    if not said:
        bare = apart and read.bodies and len(known) == len(read.bodies)
        return _Found(start - 1, end + 1, read) if bare else None
    leads = Answering.LEAD in said
    if bodies and len(bodies) * 2 > len(read.bodies) and (known or (closes and (leads or apart))):
        return _Found(start - 1, end + 1, replace(read, bodies=tuple(bodies)))
    looks = bool(known or read.unread) or (apart and bool(read.bodies))
    return _Found(start - 1, end + 1, None) if looks else None


def _checked(read: Answer) -> Answer | None:
    """Return what words under a label say, without what is no name; ``None`` where no name is left."""
    bodies = tuple(each for each in read.bodies if 2 <= len(each.name) <= _LONGEST_NAME)
    return replace(read, bodies=bodies) if bodies else None


def _stated(own: CleanText, taken: Sequence[tuple[int, int]]) -> Iterator[_Found]:
    """Yield the notes without brackets: from a label that opens a line or a sentence to the end of what it says."""
    text = own.text
    at = 0
    for start in labels(text):
        around = bisect_right(taken, (start, 0)) - 1
        if start < at or (around >= 0 and start < taken[around][1]) or not _begins(text, start):
            continue
        end = _end_of_stated(text, start)
        if says_who_hosts(
            text, start
        ):  # who made the page answers for no measure, and a line of it is no norm
            yield _Found(start, end, Answer())
            at = end
            continue
        inner = own[start:end]
        read = _checked(answer(inner, Answering.RESPONSIBLE))
        at = end
        yield _Found(start, end, read)


def _begins(text: str, at: int) -> bool:
    """Say whether a sentence or line ends before ``at``, or the text begins there."""
    before = text[max(0, at - 4) : at]
    if before.endswith(("  ", "　", "\n")):
        return True
    before = before.rstrip()
    return before.endswith(("。", "；", ";", "！", "？")) or (not before and at <= 4)


def _end_of_stated(text: str, start: int) -> int:
    """Return where a note without brackets ends: with its line, or before a sentence that has no label."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    end = start
    while end < line:
        stop = _STATED.match(text, end)
        assert stop is not None
        end = min(line, stop.end() + 1)
        rest = text[end:line].lstrip()
        if not re.match(r"[\u4e00-\u9fff（）()]{2,20}\s*[：:]|[【\[]", rest) and not is_legend(
            rest.partition("。")[0]
        ):
            break
    return len(text[:end].rstrip())


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the ranges inside the outermost of the brackets that are closed, in order."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(text):
        char = _HALF_WIDTH.get(mark.group(), mark.group())
        if char in _CLOSING:
            opened.append((_CLOSING[char], mark.end()))
        elif opened and char == opened[-1][0]:
            _, start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, mark.start()))
    return found
