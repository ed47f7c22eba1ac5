"""Money, shares, time limits, dates and counts with their bounds.

Every quantity is found by compiled regular expressions over the characters of a provision's own words; the
printed form is kept as it stands. The parts: ``quantity.measures`` (figures with a unit), ``quantity.bounds``
(以上, 不超过, （含）), ``quantity.dates`` and ``quantity.context`` (role, per, base).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ingest.annotate.quantity.bounds import Bounds
from ingest.annotate.quantity.columns import Amount, amounts_of_columns
from ingest.annotate.quantity.context import per, role
from ingest.annotate.quantity.dates import dates
from ingest.annotate.quantity.measures import Figure, figures
from ingest.annotate.quantity.stated import with_stated_unit
from ingest.annotate.reading import Reading
from ingest.model import Document, Provision, Quantity, QuantityKind
from ingest.text import CleanText
from ontology import lexicon

_SAME_DAY = re.compile(
    r"当[日天](?<![公发颁]..)(?<!公布..)(?<!发布..)(?<!发生..)(?!起|的|值|计算)(?:[一-鿿]{2}、?当[日天场](?:[一-鿿]{2})?)*+"
)
_SAME_DAY_ACT = re.compile(lexicon.pattern("same-day-act"))
_AFTER_WORD = re.compile(r"以上|以下|以内")
_ITSELF = re.compile(
    r"[“\"]?(?P<words>(?:以上|以下|以内)(?:[”“\"、,和及与]{1,4}(?:以上|以下|以内)){0,40})[”\"]?(?:的数字)?[,、]?[均都]?(?P<no>不)?(?:包括|包含|含)本数"
)
"""What a rule says of its own words of bound; a word that it does not name keeps its common meaning."""
_ADDRESS = re.compile(r"\w{1,400}://[!-~]+")
_TITLE = re.compile(r"《[^》]{1,80}》")
_NUMBERED = re.compile(r"(?:公告|通告|公报|[令局部委会院府])\(?\d{4}年第?\d{1,4}号")
"""The number of a document by the year it counts in, which is no date: 财政部公告2019年第87号."""


def _same_day(text: str) -> Iterator[Figure]:
    """Yield 当日 and 当天 where something is to be done on it: a time limit of one day."""
    for match in _SAME_DAY.finditer(text) if "当日" in text or "当天" in text else ():
        ahead = re.split(r"[,。;]", text[match.end() : match.end() + 12])[0]
        if "当" in match[0][1:] or _SAME_DAY_ACT.search(ahead):
            bounds = Bounds(None, 1, False, True, rule="bounds-same-day")
            yield Figure(*match.span(), QuantityKind.DURATION, "day", bounds, rule="quantity-same-day")


def _quantity(reading: Reading, path: str, figure: Figure) -> Quantity:
    start, end = reading.range(figure.start, figure.end)
    made = figure.bounds
    return Quantity(
        path=path,
        text=reading.clean.text[start:end],
        spans=reading.clean.spans(start, end),
        kind=figure.kind,
        low=made.low,
        high=made.high,
        low_inclusive=made.low_inclusive,
        high_inclusive=made.high_inclusive,
        unit=figure.unit,
        per=per(reading.text, figure.start, figure.end, figure.kind),
        role=role(reading.text, figure.start, figure.end, figure.kind, made),
        base=figure.base,
        rule=figure.rule,
        bounds_rule=made.rule,
        doubt=made.doubt,
    )


def find_quantities(clean: CleanText, path: str) -> tuple[Quantity, ...]:
    """Return the quantities of one text in order, none overlapping another.

    Figures inside the title of a rule (《…》) or its document number are part of a name and left out.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "单户奖励最高不超过50万元，7个工作日内办结。", "0" * 64)
    >>> [(q.text, q.low, q.high, q.unit) for q in find_quantities(CleanText.of(source), "art-1")]
    [('最高不超过50万元', None, 500000, 'CNY'), ('7个工作日内', None, 7, 'working-day')]
    """
    if not clean.text:
        return ()
    reading = Reading.of(clean)
    text = reading.text
    taken = bytearray(len(text))

    def take(start: int, end: int) -> None:
        taken[start:end] = b"\1" * (end - start)

    for title in _TITLE.finditer(text):
        take(*title.span())
    for numbered in _NUMBERED.finditer(text) if "号" in text else ():
        take(*numbered.span())
    for address in _ADDRESS.finditer(clean.text) if "://" in text else ():
        take(bisect_left(reading.places, address.start()), bisect_left(reading.places, address.end()))
    found: list[tuple[int, Quantity]] = []
    for dated in dates(text):
        if taken[dated.start]:
            continue
        take(dated.start, dated.end)
        start, end = reading.range(dated.start, dated.end)
        quantity = Quantity(
            path=path,
            text=clean.text[start:end],
            spans=clean.spans(start, end),
            kind=QuantityKind.DATE,
            low=dated.low,
            high=dated.high,
            low_inclusive=dated.low is not None,
            high_inclusive=dated.high is not None,
            unit=dated.unit,
            role="period" if dated.closed else role(text, dated.start, dated.end, QuantityKind.DATE, None),
            rule=dated.rule,
            bounds_rule=dated.bounds_rule,
            doubt=dated.doubt,
        )
        found.append((dated.start, quantity))
    for figure in sorted(
        (*figures(text), *_same_day(text), *with_stated_unit(text)), key=lambda f: (f.start, f.end)
    ):
        if not (taken[figure.end - 1] or taken[_core(figure)]):
            take(figure.start, figure.end)
            found.append((figure.start, _quantity(reading, path, figure)))
    return tuple(quantity for _, quantity in sorted(found, key=lambda pair: pair[0]))


def _core(figure: Figure) -> int:
    """Return the place that tells whether a figure lies in a title: a base may hold one before the figure."""
    return figure.end - 1 if figure.base else figure.start


def _own_bounds(document: Document) -> dict[str, bool]:
    """Return what the document itself says of its words of bound: 本办法所称“以上”不含本数."""
    said: dict[str, bool] = {}
    for provision in document.provisions:
        if "本数" in provision.own.text:
            for match in _ITSELF.finditer(Reading.of(provision.own).text):
                said.update(dict.fromkeys(_AFTER_WORD.findall(match["words"]), not match["no"]))
    return said


def _by_definition(quantity: Quantity, said: Mapping[str, bool]) -> Quantity:
    """Return ``quantity`` with its ends included or not as the document says of the words printed."""
    if "含" in quantity.text or quantity.kind is QuantityKind.DATE:
        return quantity
    low = next((said[w] for w in ("以上",) if w in said and w in quantity.text), quantity.low_inclusive)
    high = next(
        (said[w] for w in ("以下", "以内") if w in said and w in quantity.text), quantity.high_inclusive
    )
    low, high = low and quantity.low is not None, high and quantity.high is not None
    if (low, high) == (quantity.low_inclusive, quantity.high_inclusive):
        return quantity
    return replace(quantity, low_inclusive=low, high_inclusive=high, bounds_rule="bounds-by-definition")


def _of_column(provision: Provision, amount: Amount) -> Quantity:
    """Return an amount whose unit the head of its column states; what it is for is said in the row's first words."""
    start, end, low, high, named = amount
    return Quantity(
        path=provision.path,
        text=provision.own.text[start:end],
        spans=provision.own.spans(start, end),
        kind=QuantityKind.MONEY,
        low=low,
        high=high,
        low_inclusive=True,
        high_inclusive=True,
        unit="CNY",
        applies_to=provision.own.text[slice(*named)] or None,
        rule="quantity-unit-stated",
        bounds_rule=Bounds(low, high, True, True).rule,
    )


def annotate_quantities(document: Document) -> tuple[Quantity, ...]:
    """Return the quantities of a document, in the order of its provisions and of their own words."""
    said = _own_bounds(document)
    columns = amounts_of_columns(document.provisions)
    found = (
        quantity
        for provision in document.provisions
        for quantity in (
            *find_quantities(provision.own, provision.path),
            *(_of_column(provision, amount) for amount in columns.get(provision.path, ())),
        )
    )
    return tuple(_by_definition(quantity, said) if said else quantity for quantity in found)
