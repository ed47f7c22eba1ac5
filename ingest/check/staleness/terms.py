"""Time that is over: of the rule itself, of a provision, of an upper measure that is carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.check.finding import Finding, Open
from ingest.check.live import AMENDING, inside_marks, live_kind, sentence_at
from ingest.check.making import finding, in_two, iri_of, quoted
from ingest.check.others import Library
from ingest.check.staleness.texts import own_header, quoted_ground
from ingest.model import Annotation, Quantity, QuantityKind, Resolved
from ingest.status.timeline import Period, Timeline
from ontology.former_names import last_day
from ontology.states import GroundKind, State

_PROLONGED = (
    "有效期可能已经公布延长，请核对制定机关的公告",
    "the term may have been prolonged: see the notices of the maker of the rule",
)
_DONE = (
    "期限已过的工作可能已经完成，条款仍可能有后续的意义",
    "the work may be done, and the provision may still have a meaning",
)
_TO_DO = re.compile("应当|必须|须|要|完成|实现|达到|建成|力争|确保|落实")
# A day before which something is done is a deadline; one before which a case arose (2015年5月1日之前作出的) is none.
_DONE_BEFORE = re.compile(
    "^[^，。；、的]{0,24}(?:完成|建成|实现|达到|报送|上报|报告|整改|淘汰|关闭|停止|退出|落实|制定|出台|启动|搬迁|拆除|治理|投入|整治|编制|建立|全部)"
)
_UNTIL = re.compile("^(?:到|至|截至|截止)")
_LASTING = re.compile("有效期|试行|连续|为期|期限")


def expired(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give the end of a rule's own term, by the words that set it."""
    annotation = resolved.annotation
    timeline = library.timeline(iri_of(annotation.document))
    for period in timeline.periods:
        if period.state is not State.EXPIRED:
            continue
        ground = next((each for each in period.grounds if each.kind is GroundKind.EXPIRY), None)
        if period.doubt is not None:
            yield Open("expired", None, in_two(period.doubt))
            return
        document = annotation.document
        spans = ground.spans if ground and ground.document == timeline.document else ()
        here = quoted(document, ground.path if ground else None, spans)
        why = (
            f"文件的有效期已满，自 {period.since} 起失效。",
            f"the term of this rule is over: it has expired since {period.since}.",
        )
        yield finding(
            "expired", annotation, here, None, why, rule="own-term", since=period.since, note=_PROLONGED
        )
        return


def over(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each provision whose own time or deadline is over, once each."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    own = own_header(annotation, library)
    said: set[str] = set()
    for path in dict.fromkeys(each.path for each in annotation.quantities if _may_last(each, annotation)):
        period = _over(library.timeline(own.document, path))
        if period is not None and path not in said:
            said.add(path)
            yield from _provision_over(path, period, annotation)
    for quantity in annotation.quantities:
        if quantity.path not in said and _deadline(quantity, own.dated, annotation):
            said.add(quantity.path)
            yield _deadline_over(quantity, annotation)


def _may_last(quantity: Quantity, annotation: Annotation) -> bool:
    """Whether a provision may have a time of its own: a length of time, or a date, beside words that say so."""
    if quantity.kind not in (QuantityKind.DURATION, QuantityKind.DATE) or not quantity.spans:
        return False
    if not live_kind(annotation.document, quantity.path):
        return False
    start, end = quantity.spans[0].start, quantity.spans[-1].end
    return _LASTING.search(sentence_at(annotation.document, start, end)) is not None


def _over(timeline: Timeline) -> Period | None:
    """The period in which a provision is over by its own words."""
    for period in timeline.periods:
        own = any(ground.kind is GroundKind.PROVISION for ground in period.grounds)
        if period.state is State.EXPIRED and own:
            return period
    return None


def _provision_over(path: str, period: Period, annotation: Annotation) -> Iterator[Finding | Open]:
    if period.doubt is not None:
        yield Open("deadline-over", path, in_two(period.doubt))
        return
    ground = next(each for each in period.grounds if each.kind is GroundKind.PROVISION)
    here = quoted(annotation.document, ground.path or path, ground.spans)
    why = (
        f"本条所定的期限已满，自 {period.since} 起不再执行。",
        f"the time set here is over since {period.since}.",
    )
    yield finding(
        "deadline-over", annotation, here, None, why, rule="provision-term", since=period.since, note=_DONE
    )


def _deadline(quantity: Quantity, made: str | None, annotation: Annotation) -> bool:
    """Whether a date is one until which something has to be done, and lay ahead when the rule was made."""
    document = annotation.document
    if quantity.kind is not QuantityKind.DATE or quantity.role != "end" or quantity.doubt is not None:
        return False
    if not isinstance(quantity.high, str) or made is None or last_day(quantity.high) <= made:
        return False
    if not quantity.spans or not live_kind(document, quantity.path):
        return False
    start, end = quantity.spans[0].start, quantity.spans[-1].end
    until = _UNTIL.search(quantity.text) and not quantity.text.endswith("前")
    if inside_marks(document, start) or not (
        until or _DONE_BEFORE.search(document.source.text[end : end + 40])
    ):
        return False
    return _TO_DO.search(sentence_at(document, start, end)) is not None


def _deadline_over(quantity: Quantity, annotation: Annotation) -> Finding:
    day = last_day(str(quantity.high))
    since = str(date.fromisoformat(day) + timedelta(days=1))
    why = (f"本条所定的期限（{quantity.text}）已过。", f"the date set here ({quantity.text}) has passed.")
    here = quoted(annotation.document, quantity.path, quantity.spans)
    return finding("deadline-over", annotation, here, None, why, rule="deadline", since=since, note=_DONE)


def upper_over(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each provision that carries on an upper measure which was in force when it was made, and has expired."""
    annotation = resolved.annotation
    own = own_header(annotation, library)
    for alignment in library.alignments(own.document):
        upper = iri_of(alignment.upper.document)
        whole = _ended(library.timeline(upper), own.dated)
        said: set[str] = set()
        for link in alignment.correspondences:
            period = whole or _ended(library.timeline(upper, link.upper), own.dated)
            if period is None or link.lower in said:
                continue
            said.add(link.lower)
            if period.doubt is not None:
                yield Open("upper-expired", link.lower, in_two(period.doubt))
                continue
            ground = next((each for each in period.grounds if each.text), None)
            there = (
                quoted_ground(ground, library) if ground else quoted(alignment.upper.document, link.upper, ())
            )
            title = alignment.upper.document.metadata.title
            why = (
                f"本条所对应的《{title}》的规定已经到期，自 {period.since} 起失效。",
                f"the provision of {title} that this one carries on has expired since {period.since}.",
            )
            here = quoted(annotation.document, link.lower, link.lower_spans)
            yield finding(
                "upper-expired", annotation, here, there, why, rule="upper-term", since=period.since
            )


def _ended(timeline: Timeline, made: str | None) -> Period | None:
    """The period in which an upper text or provision has expired, if it began after the lower rule was made."""
    for period in timeline.periods:
        if period.state is State.EXPIRED and period.since and made and period.since > made:
            return period
    return None
