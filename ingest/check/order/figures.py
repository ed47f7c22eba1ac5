"""Figures of one text that cannot both hold: bounds the wrong way round, a number of cases and a list of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.check.finding import Finding
from ingest.check.live import AMENDING, live_kind
from ingest.check.making import finding, quoted
from ingest.check.order.parts import Parts, without_gap
from ingest.check.others import Library
from ingest.model import Annotation, ProvisionKind, Quantity, Resolved
from ingest.text import merge
from ontology.numerals import parse_numeral

_NUMERAL = "[二三四五六七八九十两]|十[一二三四五六七八九]|[2-9]|1[0-9]"
_COUNT = re.compile(
    rf"(?:下列|以下|如下)(?P<number>{_NUMERAL})(?P<what>种情形|种情况|种行为|种方式|项条件|个条件|项内容|项职责|类|种|项)[^，。；：:或]{{0,8}}[：:]\s*$"
)
_LEAST = 2


def differing(resolved: Resolved, library: Library) -> Iterator[Finding]:
    """Give bounds of which the lower is above the upper, and numbers of cases that differ from the list after them."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    for lower, upper in pairwise(annotation.quantities):
        if _reversed(lower, upper) and live_kind(annotation.document, lower.path):
            yield _bounds(lower, upper, annotation)
    yield from _counts(annotation)


def _reversed(lower: Quantity, upper: Quantity) -> bool:
    """Whether 五万元以上 is followed at once by 三万元以下, a lower bound above its upper one."""
    if lower.kind is not upper.kind or lower.unit != upper.unit or lower.path != upper.path:
        return False
    if lower.doubt or upper.doubt or not lower.spans or not upper.spans:
        return False
    if lower.spans[-1].end != upper.spans[0].start or lower.high is not None or upper.low is not None:
        return False
    low, high = lower.low, upper.high
    if low is None or high is None or isinstance(low, str) or isinstance(high, str):
        return False
    return low > high


def _bounds(lower: Quantity, upper: Quantity, annotation: Annotation) -> Finding:
    text = lower.text + upper.text
    why = f"“{text}”的下限大于上限。", f"{text}: the lower bound is above the upper one."
    here = quoted(annotation.document, lower.path, merge((*lower.spans, *upper.spans)))
    return finding("figures-differ", annotation, here, None, why, rule="bounds-reversed")


def _counts(annotation: Annotation) -> Iterator[Finding]:
    """下列三种情形, and a list of four."""
    document = annotation.document
    parts = Parts.of(document)
    for part in document.provisions:
        if part.kind is not ProvisionKind.PARAGRAPH:
            continue
        found = _COUNT.search(part.own.text)
        items = parts.items(part)
        if not items and part.parent:
            own = document.provision(part.parent)
            items = parts.items(own) if len(parts.paragraphs(own)) == 1 else ()
        if found is None or len(items) < _LEAST or not without_gap(items):
            continue
        said = parse_numeral(found["number"].replace("两", "二"))
        if said == len(items):
            continue
        why = (
            f"“{found[0].strip()}”之后列有{len(items)}项。",
            f"{found[0].strip()} is followed by a list of {len(items)}.",
        )
        here = quoted(document, part.path, part.own.spans(found.start(), found.end()))
        there = quoted(document, items[-1].path, items[-1].spans[:1])
        yield finding("figures-differ", annotation, here, there, why, rule="count-and-list")
