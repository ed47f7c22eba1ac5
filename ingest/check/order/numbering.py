"""Numbers of articles, chapters and items that are missing, doubled or out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.check.finding import Finding, Open
from ingest.check.live import AMENDING
from ingest.check.making import finding, quoted
from ingest.check.order.parts import Parts, whole
from ingest.check.others import Library
from ingest.model import LISTED, Annotation, Document, Provision, ProvisionKind, Resolved
from ingest.text import Span
from ontology.numerals import parse_numeral

_NUMBERED = (ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.ITEM, ProvisionKind.SUBITEM)
_NUMERAL = "[一二三四五六七八九十百千〇零两0-9０-９]{1,40}"
_ORDINAL = (
    r"(?:第|^[^\S\n]*+[^\s\d]?)"  # or another character printed for it where a line begins (笫五十四条)
)
_PRINTED = {
    "articles": re.compile(rf"{_ORDINAL}\s{{0,40}}({_NUMERAL})\s*条", re.MULTILINE),
    "divisions": re.compile(rf"{_ORDINAL}\s{{0,40}}({_NUMERAL})\s*[编章节]", re.MULTILINE),
    "items": re.compile(rf"[（(]\s*({_NUMERAL})\s*[）)]|({_NUMERAL})\s*[、.．]"),
}
_NOTE = (
    "也可能是文本收录时的遗漏，请核对公布的文本",
    "it may be the copy that lacks something: see the text as published",
)


def broken(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each place where numbers of one list skip, are doubled, or go back.

    Where the number that is missing stands in the text, or words without a number stand where it should be, the
    reading may be at fault: it is left open.
    """
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    parts = Parts.of(annotation.document)
    yield from _run(parts.order, parts, annotation, "articles")
    for path, children in parts.children.items():
        if path.startswith("annex"):
            continue
        for kind in _NUMBERED:
            same = [part for part in children if part.kind is kind and part.label]
            rule = "items" if kind in LISTED else "divisions"
            if rule == "divisions" and any(part.leaf for part in same):  # a table of contents
                continue
            if len(same) > 1 and _one_form(same) and not (path == "" and kind in LISTED):
                yield from _run(same, parts, annotation, rule)


def _one_form(parts: Sequence[Provision]) -> bool:
    """Whether labels are made in one way: （一） and 1. are of two lists."""
    return len({re.sub(_NUMERAL, "", part.label or "") for part in parts}) == 1


def _run(
    run: Sequence[Provision], parts: Parts, annotation: Annotation, rule: str
) -> Iterator[Finding | Open]:
    for before, after in pairwise(run):
        one, other = whole(before), whole(after)
        if one is None or other is None or other == one + 1:
            continue
        if other == one:
            yield _doubled(before, after, annotation, rule)
        elif other > one and rule == "divisions" and _runs_on(before, after, parts):
            zh = f"{before.label}之后为{after.label}，而条文连续，可能是标题在收录时遗漏"
            en = f"{after.label} follows {before.label} and the articles run on: the copy may lack a heading"
            yield _open(after, zh, en)
        elif other > one:
            yield _missing(before, after, one, other, annotation, rule)
        elif rule != "items" and other > 1:
            yield _back(before, after, annotation, rule)


def _doubled(before: Provision, after: Provision, annotation: Annotation, rule: str) -> Finding | Open:
    document = annotation.document
    if before.text == after.text:
        return _open(
            after, "同一内容出现两次，可能是文本重复", "the same words stand twice: the text may be doubled"
        )
    why = (f"序号{after.label}重复。", f"the number {after.label} is used twice.")
    here, there = (
        quoted(document, after.path, _label(after, document)),
        quoted(document, before.path, _label(before, document)),
    )
    kind = "articles-doubled" if rule == "articles" else "items-doubled" if rule == "items" else "divisions"
    return finding("numbering-broken", annotation, here, there, why, rule=kind, note=_NOTE)


def _missing(
    before: Provision, after: Provision, one: int, other: int, annotation: Annotation, rule: str
) -> Finding | Open:
    document = annotation.document
    count = other - one - 1
    if _printed_between(before, after, document, rule) or (rule == "items" and "\n" in before.text):
        zh = f"{before.label}之后为{after.label}，其间有没有识读出编号的文字"
        return _open(
            after, zh, f"{after.label} follows {before.label}, and between them stand words without a number"
        )
    why = (
        f"{before.label}之后为{after.label}，缺{count}个序号。",
        f"{after.label} follows {before.label}: {count} number{'s are' if count > 1 else ' is'} missing.",
    )
    here, there = (
        quoted(document, after.path, _label(after, document)),
        quoted(document, before.path, _label(before, document)),
    )
    kind = "articles-missing" if rule == "articles" else "items-missing" if rule == "items" else "divisions"
    return finding("numbering-broken", annotation, here, there, why, rule=kind, note=_NOTE)


def _back(before: Provision, after: Provision, annotation: Annotation, rule: str) -> Finding:
    document = annotation.document
    why = (
        f"{after.label}在{before.label}之后，次序颠倒。",
        f"{after.label} stands after {before.label}: the order is broken.",
    )
    here, there = (
        quoted(document, after.path, _label(after, document)),
        quoted(document, before.path, _label(before, document)),
    )
    kind = "articles-missing" if rule == "articles" else "divisions"
    return finding("numbering-broken", annotation, here, there, why, rule=kind, note=_NOTE)


def _open(after: Provision, zh: str, en: str) -> Open:
    return Open("numbering-broken", after.path, (f"{zh}，请核对原文", f"{en}: see the source"))


def _label(part: Provision, document: Document) -> tuple[Span, ...]:
    """Where the number of a part stands: its label, or the part where the label is printed otherwise."""
    start = part.spans[0].start
    end = start + len(part.label or "")
    return (Span(start, end),) if document.source.text[start:end] == part.label else part.spans[:1]


def _printed_between(before: Provision, after: Provision, document: Document, rule: str) -> bool:
    """Whether a number that is missing is printed between two parts, where it was not read as one."""
    one, other = whole(before) or 0, whole(after) or 0
    words = document.source.text[before.spans[0].start + len(before.label or "") : after.spans[0].start]
    for found in _PRINTED[rule].finditer(words):
        try:
            number = parse_numeral(next(filter(None, found.groups())), label=True)
        except ValueError:
            continue
        if one < number < other:
            return True
    return False


def _runs_on(before: Provision, after: Provision, parts: Parts) -> bool:
    """Whether the articles run on between two divisions, so that a heading, or its number, is all that is missing."""
    start, middle = before.spans[0].start, after.spans[0].start
    first = [whole(part) for part in parts.order if start <= part.spans[0].start < middle]
    second = [whole(part) for part in parts.order if part.spans[0].start >= middle]
    return bool(first) and bool(second) and second[0] == (first[-1] or 0) + 1
