"""Damaged and contradictory quantities: a doubt with its reason, and a diagnostic with its place."""

from __future__ import annotations

import pytest

from ingest.annotate.quantities import find_quantities
from ingest.annotate.quantity.bounds import CONTRADICTION
from ingest.annotate.quantity.dates import NO_SUCH_DAY
from ingest.annotate.quantity.measures import BACKWARDS
from ingest.pipeline import annotate
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import CleanText, SourceText

DOUBTS = [
    ("补助不低于30万元以下。", [CONTRADICTION], "floor before, ceiling after"),
    ("补助不超过30万元以上。", [CONTRADICTION], "ceiling before, floor after"),
    ("补助不低于30万元以上。", [None], "twice the same side"),
    ("补助最高不超过30万元以内。", [None], "twice the same side"),
    ("补助50万元至10万元。", [BACKWARDS, BACKWARDS], "a range that runs backwards"),
    ("补助10万元至50万元。", [None], "a range"),
    ("2012年2月30日印发。", [NO_SUCH_DAY], "no such day"),
    ("2012年2月29日印发。", [None], "a leap year"),
    ("2013年2月29日印发。", [NO_SUCH_DAY], "no leap year"),
    ("2012年13月30日印发。", [], "no such month"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), DOUBTS, ids=[d[0] for d in DOUBTS])
def test_doubts(text: str, wanted: list[str | None], why: str) -> None:
    found = find_quantities(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")
    assert [quantity.doubt for quantity in found] == wanted, why


def test_a_doubtful_quantity_is_a_diagnostic_with_its_place() -> None:
    text = "某市办法\n第一条 补助50万元至10万元。\n第二条 2013年2月29日印发。\n"
    made = resolve(annotate(structure(SourceText("a.txt", text, "0" * 64)))).annotation
    said = [d for d in made.document.diagnostics if d.code == "doubtful-quantity"]
    assert [made.document.source.slice(d.spans) for d in said] == ["50万元", "10万元", "2013年2月29日"]
    assert BACKWARDS in said[0].message
