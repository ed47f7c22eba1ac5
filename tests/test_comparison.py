"""Figures of two corresponding provisions: which are compared, and with what verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.link.comparison import EQUAL, INCOMPARABLE, LOOSER, STRICTER, compare, comparisons, verdict
from ingest.link.units import Unit, sentences, units
from ingest.model import Annotation, Quantity, QuantityKind
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import CleanText, SourceText
from lawgraph.build import annotate_file
from ontology.numerals import Number

from .conftest import GOLD

MONEY, PERCENT, DURATION = QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.DURATION


RULED = {"rule": "quantity-money", "bounds_rule": "bounds-exact"}


def quantity(
    kind: QuantityKind,
    low: Number | None,
    high: Number | None,
    unit: str = "CNY",
    role: str | None = None,
    inclusive: bool = True,
) -> Quantity:
    return Quantity("art-1", "", (), kind, low, high, inclusive, inclusive, unit, role=role, **RULED)


VERDICTS = [
    (quantity(PERCENT, 40, None), quantity(PERCENT, 30, None), STRICTER, "a floor is raised"),
    (quantity(PERCENT, 20, None), quantity(PERCENT, 30, None), LOOSER, "a floor is lowered"),
    (quantity(DURATION, None, 3), quantity(DURATION, None, 7), STRICTER, "a time limit is shortened"),
    (quantity(DURATION, None, 9), quantity(DURATION, None, 7), LOOSER, "a time limit is lengthened"),
    (quantity(DURATION, 3, 3), quantity(DURATION, 5, 5), STRICTER, "an exact time is shortened"),
    (quantity(MONEY, 2, 20), quantity(MONEY, 2, 20), EQUAL, "the same range"),
    (quantity(MONEY, 3, 20), quantity(MONEY, 2, 20), STRICTER, "the least fine is raised"),
    (quantity(MONEY, 2, 10), quantity(MONEY, 2, 20), LOOSER, "the greatest fine is lowered"),
    (quantity(MONEY, 1, 30), quantity(MONEY, 2, 20), INCOMPARABLE, "neither range is over the other"),
    (quantity(MONEY, 500, 500), quantity(MONEY, 300, 300), STRICTER, "an exact fine is raised"),
    (quantity(MONEY, None, 5), quantity(MONEY, 5, None), INCOMPARABLE, "a ceiling against a floor"),
    (
        quantity(PERCENT, 30, None, inclusive=False),
        quantity(PERCENT, 30, None),
        INCOMPARABLE,
        "超过30% against 30%以上: the same figure, another bound",
    ),
]


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), VERDICTS)
def test_verdict(lower: Quantity, upper: Quantity, wanted: str, why: str) -> None:
    assert verdict(lower, upper) == wanted, why


def unit(text: str, words: str, kind: QuantityKind, low: Number, high: Number | None, role: str) -> Unit:
    """Return a unit with one quantity, whose words are ``words``."""
    clean = CleanText.of(SourceText("a.txt", text, "0" * 64))
    spans = clean.spans(text.index(words), text.index(words) + len(words))
    found = Quantity("art-1", words, spans, kind, low, high, True, True, "u", role=role, **RULED)
    return Unit("art-1", clean, sentences(text), quantities=(found,))


def test_same_dimension_in_alike_words_is_compared() -> None:
    lower = unit("预留的采购份额应当占预算总额的40%以上。", "40%以上", PERCENT, 40, None, "quota")
    upper = unit("预留采购份额占采购项目预算总额的30%以上；", "30%以上", PERCENT, 30, None, "quota")
    assert [c.verdict for c in comparisons(lower, upper)] == [STRICTER]


BASES = [
    ("采购项目预算总额", "本单位采购项目预算总额", True, "one whole, named at another length"),
    (None, None, True, "of neither it is said of what"),
    ("采购项目预算总额", None, False, "a share of the budget, and one of what is not said"),
    ("采购项目预算总额", "预留份额", False, "a share of the budget, and one of what is set aside"),
]


@pytest.mark.parametrize(("below", "above", "compared", "why"), BASES, ids=[case[3] for case in BASES])
def test_shares_are_compared_where_they_are_of_one_whole(
    below: str | None, above: str | None, compared: bool, why: str
) -> None:
    words = "预留采购份额占总额的40%以上。"
    sides = []
    for base in (below, above):
        made = unit(words, "40%以上", PERCENT, 40, None, "quota")
        sides.append(replace(made, quantities=(replace(made.quantities[0], base=base),)))
    assert bool(comparisons(*sides)) == compared, why


def test_equal_fines_for_different_acts_are_not_compared() -> None:
    lower = unit("露天焚烧秸秆的，由农业部门责令改正，处五百元罚款。", "五百元", MONEY, 500, 500, "fine")
    upper = unit(
        "未按规定安装油气回收装置的，由环保部门责令改正，处五百元罚款。", "五百元", MONEY, 500, 500, "fine"
    )
    assert comparisons(lower, upper) == ()


def test_a_fine_for_a_listed_act_is_compared_with_the_fine_for_that_act() -> None:
    lower = unit(
        "露天焚烧秸秆、落叶的，由农业部门责令改正，处八百元罚款。", "八百元", MONEY, 800, 800, "fine"
    )
    upper = unit(
        "有下列行为之一的，由县级人民政府责令改正，处五百元罚款：（一）抛撒施工垃圾的；（二）露天焚烧秸秆的。",
        "五百元",
        MONEY,
        500,
        500,
        "fine",
    )
    assert [c.verdict for c in comparisons(lower, upper)] == [STRICTER]


def test_a_fine_is_compared_with_the_fine_for_the_most_alike_act_only() -> None:
    lower = unit(
        "露天焚烧秸秆、落叶的，由农业部门责令改正，处八百元罚款。", "八百元", MONEY, 800, 800, "fine"
    )
    near = unit("露天焚烧秸秆的，由农业部门责令改正，处五百元罚款。", "五百元", MONEY, 500, 500, "fine")
    far = unit("露天焚烧油毡、橡胶的，由公安机关责令改正，处九百元罚款。", "九百元", MONEY, 900, 900, "fine")
    assert comparisons(lower, far), "alike enough, were it alone"
    found = compare(lower, [far, near])
    assert [comparison and comparison.verdict for comparison in found] == [None, STRICTER]


def test_what_tells_a_difference_is_shown_before_what_is_kept() -> None:
    """Both figures of the two provisions are compared; the one that is changed is the one to show."""
    texts = [
        f"预留份额不得低于本单位年度采购预算总额的{share}，其中预留给小型企业和微型企业的比例不得低于百分之六十。"
        for share in ("百分之三十五", "百分之三十")
    ]
    lower, upper = (
        units(annotate(structure(SourceText("a.txt", f"第一条 {text}\n第二条 略。\n", "0" * 64))))[0]
        for text in texts
    )
    assert {c.verdict for c in comparisons(lower, upper)} == {EQUAL, STRICTER}
    (shown,) = compare(lower, [upper])
    assert shown is not None
    assert shown.verdict == STRICTER


def test_another_unit_or_role_is_another_dimension() -> None:
    lower = unit("补贴期限不超过3年。", "3年", DURATION, 3, 3, "period")
    upper = unit("补贴期限不超过3年。", "3年", DURATION, 3, 3, "deadline")
    assert comparisons(lower, upper) == ()


PAIRS = [
    ("links-shandong-linyi", "F5_P_山东省大气污染防治条例2018.txt", "F5_C_临沂市大气污染防治条例2020.txt"),
    ("links-national-beijing", "F1_N_中小企业促进法2017.txt", "F1_P_北京市促进中小企业发展条例2020.txt"),
]
_VERDICT = {"lower-more-generous": STRICTER, "equal": EQUAL}


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "upper", "lower"), PAIRS)
def test_thresholds_of_real_pairs(corpus: Path, folder: str, upper: str, lower: str) -> None:
    above, below = (_units(annotate_file(corpus / "families" / name)) for name in (upper, lower))
    rows = (GOLD / folder / "thresholds.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, rows):
        said = {
            (c.lower.text, c.upper.text): c.verdict
            for c in comparisons(below[row["lower"]], above[row["upper"]])
        }
        found = said.get((row["quantity_lower"], row["quantity_upper"]))
        assert found == _VERDICT.get(row["comparison"]), row["why"]


def _units(annotation: Annotation) -> dict[str, Unit]:
    return {unit.path: unit for unit in units(annotation)}
