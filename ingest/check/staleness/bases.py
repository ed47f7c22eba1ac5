"""Legal bases of a rule that were amended or repealed after it was made."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.check.finding import Finding, Open, Quoted
from ingest.check.live import AMENDING, live_kind
from ingest.check.making import finding, in_two, quoted
from ingest.check.others import Library
from ingest.check.staleness.gone import gone
from ingest.check.staleness.texts import Rule, end_of, later, own_header, quoted_ground, rule_of
from ingest.model import Annotation, Resolved
from ingest.status.header import Header
from ingest.text import Span

_NOTE = (
    "修改的条款可能与本文件无关，请对照修改的内容核对",
    "what was amended may not touch this rule: compare it with the changes",
)
_NO_DAY = (
    "本文件没有日期，制定依据在其后是否修改不明",
    "this text has no date: whether the basis was amended after it is open",
)


def bases(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each legal basis that was repealed, or amended after the last day of the rule's own text."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    own = own_header(annotation, library)
    for title in dict.fromkeys(own.based_on):
        rule = rule_of(title, None, own, library)
        if rule is None:
            yield from _lost(title, annotation, own, library)
            continue
        period = end_of(rule, library)
        if period is not None:
            if period.doubt is not None:
                yield Open("basis-repealed", None, in_two(period.doubt))
                continue
            there = next((quoted_ground(each, library) for each in period.grounds if each.text), None)
            day = f"自{period.since}起" if period.since else ""
            why = (
                f"制定依据《{rule.last.title}》{day}已废止或者被取代。",
                f"the legal basis {rule.last.title} is repealed or replaced{f' since {period.since}' if day else ''}.",
            )
            since = later(period.since, own.dated)
            yield finding(
                "basis-repealed",
                annotation,
                _here(title, annotation),
                there,
                why,
                rule="basis-repealed",
                since=since,
            )
        elif own.dated is None:
            yield Open("basis-amended", None, _NO_DAY)
        elif days := _amended(rule, own.dated):
            yield _finding(title, rule, days, annotation, own, library)


def _lost(title: str, annotation: Annotation, own: Header, library: Library) -> Iterator[Finding]:
    """A basis of which no text is known, and which another document repeals."""
    found = None if library.find(title, None, own.dated, own.code) else gone(title, own, library)
    if found is None:
        return
    day = f"自{found.since}起" if found.since else ""
    why = (
        f"制定依据《{found.title}》{day}已废止（见《{found.there.title}》）。",
        f"the legal basis {found.title} is repealed{f' since {found.since}' if day else ''} (see {found.there.title}).",
    )
    here, since = _here(title, annotation), later(found.since, own.dated)
    yield finding(
        "basis-repealed", annotation, here, found.there, why, rule="basis-repealed-unseen", since=since
    )


def _amended(rule: Rule, day: str) -> list[str]:
    """The days after a day on which a rule was amended: those that its texts say, and those of its later texts."""
    said = {each.date for text in rule.texts for each in text.amended if each.date}
    said |= {text.dated for text in rule.texts if text.dated}
    return sorted(each for each in said if each > day)


def _finding(
    title: str, rule: Rule, days: list[str], annotation: Annotation, own: Header, library: Library
) -> Finding:
    many = "、".join(days)
    why = (
        f"制定依据《{rule.last.title}》在本文件（{own.dated}）之后于{many}修改。",
        f"the legal basis {rule.last.title} was amended on {', '.join(days)}, after this rule ({own.dated}).",
    )
    there = _there(rule.last, days[-1], library)
    return finding(
        "basis-amended",
        annotation,
        _here(title, annotation),
        there,
        why,
        rule="basis-amended",
        since=days[0],
        note=_NOTE,
    )


def _here(title: str, annotation: Annotation) -> Quoted:
    """The words that name the basis, best in a provision; the document as a whole where none are read as a citation."""
    document = annotation.document
    naming = [
        each for each in annotation.citations if not each.internal and each.title == title and each.spans
    ]
    if not naming:
        return quoted(document, None, ())
    best = next((each for each in naming if live_kind(document, each.path)), naming[0])
    return quoted(document, best.path, best.spans)


def _there(text: Header, day: str, library: Library) -> Quoted:
    """The line at the head of a text that says that it was amended on a day; the text as a whole where none does."""
    try:
        document = library.annotation(text.document).document
    except KeyError:
        return Quoted(text.document, text.title, None, "", ())
    if len(day) == 10:
        year, month, of_month = (int(part) for part in day.split("-"))
        source = document.source.text
        at = source.find(f"{year}年{month}月{of_month}日")
        if at >= 0:
            end = source.find("\n", at)
            end = end if end >= 0 else len(source)
            return quoted(document, None, (Span(at, end),))
    return quoted(document, None, ())
