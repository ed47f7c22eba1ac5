"""The body of a decision as paragraphs, each parted into quotations and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from ingest.amend.instruction import Quotation
from ingest.model import Document, ProvisionKind
from ingest.repair import repair
from ingest.text import CleanText
from ontology.numerals import whole_number

OPEN, CLOSE = "“", "”"
_STRAIGHT = '"＂'
_FRONT = (ProvisionKind.TITLE, ProvisionKind.DATE, ProvisionKind.SALUTATION)
_LABEL = re.compile(
    r"\s*(?:(?P<point>[一二三四五六七八九十百零〇]{1,5}、|[（(][一二三四五六七八九十]{1,4}[)）]、?|\d{1,3}[.．、](?!\d))\s*"
    r"|(?P<article>第[一二三四五六七八九十百零〇]{1,6}条)[ 　\t]+)"
)
_ENDS = re.compile(r"\s*(?:本(?:决定|修正案)自|此外，对)")
_SPEAKS = re.compile(
    r"\s*[将对在]?(?:[^，。：“]{0,20}?第[一二三四五六七八九十百零〇]{1,6}[条章节]|增加|删|新增|修改|条文|引言|名称|本(?:决定|修正案)自)"
)


@dataclass(slots=True)
class Sentence:
    """Words of a decision up to a full stop: parts are words and quotations in their order."""

    label: str | None
    parts: list[CleanText | Quotation] = field(default_factory=list)
    opens_point: bool = False

    def clean(self) -> CleanText:
        """Return all its words, without the marks around quotations."""
        texts = [part.paragraphs if isinstance(part, Quotation) else (part,) for part in self.parts]
        flat = list(chain.from_iterable(texts))
        return CleanText.join(flat, flat[0].source)


def body_lines(document: Document) -> list[CleanText]:
    """Return the paragraphs of a text without its title, dates and what is no part of it.

    >>> from ingest.structure import structure
    >>> from ingest.text import SourceText
    >>> text = "关于修改《甲条例》的决定\\n（2020年1月2日通过）\\n一、删去第三条。"
    >>> [line.text for line in body_lines(structure(SourceText("a", text, "0" * 64)))]
    ['一、删去第三条。']
    """
    out: set[int] = set()
    inner = False
    for provision in document.provisions:
        inner = inner or provision.kind not in _FRONT
        front = provision.kind in _FRONT and not inner
        if front or provision.kind in (ProvisionKind.SIGNATURE, ProvisionKind.TITLE):
            out.update(chain.from_iterable(range(*span) for span in provision.spans))
    for residue in document.residues:
        out.update(chain.from_iterable(range(*span) for span in residue.spans))
    found = []
    for line in repair(document.source).lines:
        kept = [at for at, offset in enumerate(line.offsets) if offset not in out]
        clean = CleanText(
            "".join(line.text[at] for at in kept), tuple(line.offsets[at] for at in kept), line.source
        )
        start, end = clean.trimmed()
        if end > start:
            found.append(clean[start:end])
    return found


def sentences(lines: list[CleanText]) -> Iterator[Sentence]:
    """Part paragraphs into sentences; a quotation over several paragraphs is one part of its sentence.

    A quotation ends with its closing mark. In it a paragraph may open again with “; where the next point of the
    decision begins without it, the closing mark is missing.
    """
    current = Sentence(None)
    label: str | None = None
    at = 0
    while at < len(lines):
        text = lines[at].text
        found = _LABEL.match(text)
        here = 0
        if current.parts and not _goes_on(current, text):
            yield current
            current = Sentence(label)
        if found is not None and not current.parts:
            label, here = (found["point"] or found["article"]).strip(), found.end()
            current = Sentence(label, opens_point=True)
        while here < len(lines[at].text):
            at, here, ended = _take(lines, at, here, current)
            if ended:
                yield current
                current = Sentence(label)
        at += 1
    if current.parts:
        yield current


_STOPS = re.compile(f"[。；;{OPEN}{_STRAIGHT}]")


def _take(lines: list[CleanText], at: int, start: int, current: Sentence) -> tuple[int, int, bool]:
    """Take what comes next of a sentence, words or a quotation; return where it ends, and whether the sentence does."""
    line = lines[at]
    stop = _STOPS.search(line.text, start)
    end = stop.start() if stop is not None else len(line.text)
    if stop is None or stop.group() in "。；;":
        end += stop is not None
        current.parts.append(line[start:end])
        return at, end, stop is not None
    if end > start:
        current.parts.append(line[start:end])
    quotation, at, end = _quotation(lines, at, end + 1, current.label)
    current.parts.append(quotation)
    return at, end, False


def _goes_on(current: Sentence, text: str) -> bool:
    """Say whether a paragraph goes on the sentence of the one before: a quotation behind a colon, or one more of it."""
    if not text.lstrip().startswith((OPEN, *_STRAIGHT)):
        return False
    last = current.parts[-1]
    return isinstance(last, Quotation) or last.text.rstrip().endswith(("：", ":"))


def _quotation(lines: list[CleanText], at: int, here: int, label: str | None) -> tuple[Quotation, int, int]:
    """Read a quotation whose first character is at ``here`` of a line; return it, and the line and place behind it."""
    paragraphs: list[CleanText] = []
    depth, first = 1, at
    while at < len(lines):
        text = lines[at].text
        if at > first:
            if _next_point(text, label, sure=_ended(paragraphs)):
                return Quotation(tuple(paragraphs), closed=False), at - 1, len(lines[at - 1].text)
            here = len(text) - len(text.lstrip())
            if text[here] == OPEN:
                here += 1
        start = here
        while here < len(text):
            char = text[here]
            if char == OPEN:
                depth += 1
            elif char == CLOSE or (char in _STRAIGHT and depth == 1):
                depth -= 1
                if depth == 0:
                    paragraphs.append(lines[at][start:here])
                    return _further(lines, at, here + 1, paragraphs)
            here += 1
        paragraphs.append(lines[at][start:])
        at += 1
    return Quotation(tuple(paragraphs), closed=False), len(lines) - 1, len(lines[-1].text)


def _next_point(text: str, label: str | None, *, sure: bool) -> bool:
    """Say whether a paragraph is the next point of a decision: its number follows that of the last, and it amends.

    ``sure``: the words before it end with a mark; where they do not, its own words have to say that it amends.
    """
    if _ENDS.match(text):
        return sure
    found = _LABEL.match(text)
    if found is None or label is None:
        return False
    new = (found["point"] or found["article"]).strip()
    one, other = (whole_number(each.strip("（）()、.．第条")) for each in (label, new))
    style = new.strip("一二三四五六七八九十百零〇0123456789") == label.strip(
        "一二三四五六七八九十百零〇0123456789"
    )
    follows = one is not None and other == one + 1 and style
    speaks = _SPEAKS.match(text, found.end()) is not None
    return follows and (speaks or (sure and found["article"] is not None))


def _ended(paragraphs: list[CleanText]) -> bool:
    return bool(paragraphs) and paragraphs[-1].text.rstrip().endswith(("。", "；", "：", "”", "’"))


def _further(
    lines: list[CleanText], at: int, here: int, paragraphs: list[CleanText]
) -> tuple[Quotation, int, int]:
    """Take further paragraphs that are quoted one by one (each closed) into the quotation."""
    while (
        not lines[at].text[here:].strip()
        and at + 1 < len(lines)
        and paragraphs[-1].text.endswith(("。", "；", "："))
    ):
        text = lines[at + 1].text
        start = len(text) - len(text.lstrip())
        if text[start] != OPEN or CLOSE not in text:
            break
        end, depth = start + 1, 1
        while end < len(text) and depth:
            depth += {OPEN: 1, CLOSE: -1}.get(text[end], 0)
            end += 1
        if depth or text[end:].strip():
            break
        paragraphs.append(lines[at + 1][start + 1 : end - 1])
        at, here = at + 1, len(text)
    return Quotation(tuple(paragraph for paragraph in paragraphs)), at, here
