"""Probabilities of links: the regression in use, the line from which on pairs are links, and its fit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks.links import FEATURES, FRESH, PAIRS
from ingest.link.alignment import choose, line
from ingest.link.features import NAMES, features_of
from ingest.link.fitting import Numbers, fit, read_features, table_of
from ingest.link.scorer import COEFFICIENTS, Coefficient, Logistic, read_coefficients, shipped
from ingest.link.signals import Signal
from ontology.tables import read_table

from .test_link_features import TITLES, measured

Floats = NDArray[np.float64]


def with_one(name: str, coefficient: float, intercept: float = 0.0) -> Logistic:
    """Return a regression in which one feature counts."""
    nothing = dict.fromkeys(NAMES, Coefficient(0.0, 1.0, 0.0))
    return Logistic(intercept, nothing | {name: Coefficient(0.0, 1.0, coefficient)})


# -- the regression ------------------------------------------------------------------------------------------------

LOWER = ["设立中小企业发展专项资金。", "禁止燃放烟花爆竹。", "本条例自2020年7月1日起施行。"]
UPPER = ["省人民政府设立中小企业发展专项资金。", "统计部门公布数据。", "本法自2013年1月1日起施行。"]


def test_a_coefficient_counts_in_deviations_over_the_mean() -> None:
    assert Coefficient(2.0, 4.0, 3.0).of(np.array([[2.0, 6.0, 0.0]])).tolist() == [[0.0, 3.0, -1.5]]


def test_the_probability_is_the_logistic_curve_of_the_sum() -> None:
    signals = measured(LOWER[:2], UPPER[:2])
    wording = features_of(signals, TITLES)["wording"]
    found = with_one("wording", 2.0, -1.0)(signals)
    assert found.total == pytest.approx(1 / (1 + np.exp(1.0 - 2.0 * wording)))


def test_what_speaks_for_a_link_has_its_share_and_what_speaks_against_it_none() -> None:
    signals = measured(LOWER[:2], UPPER[:2])
    found = with_one("wording", 2.0)(signals)
    assert found.contributions[Signal.WORDING] == pytest.approx(found.total)
    against = with_one("clause", -2.0)(signals)
    assert against.contributions[Signal.CLAUSE].max() == 0
    assert against.contributions[Signal.WORDING] == pytest.approx(against.total), "what little there is"


@pytest.mark.parametrize(
    ("signal", "shown"),
    [
        (Signal.SPECIFIC, Signal.WORDS),
        (Signal.SENTENCE, Signal.MEANING),
        (Signal.NORM, Signal.MEANING),
        (Signal.SENSE, Signal.MEANING),
        (Signal.SAYING, Signal.MEANING),
    ],
)
def test_signals_that_say_the_same_are_shown_as_one(signal: Signal, shown: Signal) -> None:
    found = with_one(signal.value, 2.0)(measured(LOWER[:2], UPPER[:2]))
    assert signal not in found.contributions
    assert found.contributions[shown][0, 0] == pytest.approx(found.total[0, 0])
    assert found.total[0, 0] > 0.5


def test_no_unit_that_says_when_its_text_enters_into_force_is_probable() -> None:
    total = shipped()(measured(LOWER, UPPER)).total
    assert total[2].max() == total[:, 2].max() == 0
    assert (total[:2, :2] > 0).all()


def test_a_cited_article_is_certain_and_others_are_not_touched() -> None:
    signals = measured(LOWER[:2], UPPER[:2])
    before = shipped()(signals)
    citation = np.array([[0.0, 0.0], [0.0, 1.0]])
    after = shipped()(replace(signals, values=dict(signals.values) | {Signal.CITATION: citation}))
    assert before.total[1, 1] < 0.5
    assert after.total[1, 1] >= 0.99
    assert after.total[citation == 0] == pytest.approx(before.total[citation == 0])
    assert after.contributions[Signal.CITATION][1, 1] > after.total[1, 1] / 2
    assert after.contributions[Signal.CITATION][citation == 0].max() == 0


_TEXT = st.text(alphabet="设立专项资金补偿贷款应当支持企业处罚款，。；：（一）0A", min_size=1, max_size=40)


@given(st.lists(_TEXT, max_size=5), st.lists(_TEXT, max_size=5))
@settings(max_examples=25, deadline=None)
def test_scores_are_probabilities_and_contributions_add_up_to_them(
    lower: list[str], upper: list[str]
) -> None:
    scores = shipped()(measured(lower, upper))
    assert ((scores.total >= 0) & (scores.total <= 1)).all()
    assert all((part >= 0).all() for part in scores.contributions.values())
    assert np.allclose(sum(scores.contributions.values()), scores.total)


def test_odds_without_bound_are_no_error() -> None:
    total = with_one("wording", 1e6)(measured(LOWER[:2], UPPER[:2])).total
    assert total[0, 0] == pytest.approx(1)
    assert total.min() < 1e-6


def without(names: dict[str, Coefficient], name: str) -> dict[str, Coefficient]:
    return {each: of for each, of in names.items() if each != name}


def test_a_coefficient_too_few_or_too_many_is_refused(tmp_path: Path) -> None:
    whole = dict(shipped().coefficients)
    with pytest.raises(ValueError, match=r"系数与特征不符（clause）.*differ \(clause\); fit them anew"):
        Logistic(0.0, without(whole, "clause"))
    with pytest.raises(ValueError, match="another"):
        Logistic(0.0, whole | {"another": whole["clause"]})
    lines = COEFFICIENTS.read_text("utf-8").splitlines()
    short = tmp_path / "coefficients.tsv"
    short.write_text("\n".join(line for line in lines if not line.startswith("order\t")) + "\n", "utf-8")
    with pytest.raises(ValueError, match="order"):
        read_coefficients(short)


def test_a_scorer_is_written_as_it_is_read(tmp_path: Path) -> None:
    again = tmp_path / "coefficients.tsv"
    again.write_text(table_of(shipped()), "utf-8")
    assert read_coefficients(again) == shipped()


# -- the line ------------------------------------------------------------------------------------------------------


def expected(score: Floats, least: float) -> float:
    """Return the expected F1 of the pairs that reach ``least``, as far as sums tell it."""
    taken = score[score >= least - 1e-12]
    return float(2 * taken.sum() / (taken.size + score.sum()))


@given(st.lists(st.sampled_from([0.0, 0.02, 0.1, 0.25, 0.3, 0.5, 0.6, 0.9, 1.0]), min_size=1, max_size=20))
def test_no_other_line_makes_a_better_expected_f1(scores: list[float]) -> None:
    score = np.array([scores])
    if not score.any():
        return
    found = line(score)
    assert found in scores
    assert expected(score, found) == pytest.approx(max(expected(score, least) for least in scores))


@pytest.mark.parametrize(
    ("score", "wanted", "why"),
    [
        ([[0.9, 0.1], [0.05, 0.6]], [[0, 0], [1, 1]], "over half of the best F1"),
        ([[0.4, 0.0], [0.0, 0.0]], [[0, 0]], "nothing better is there"),
        ([[0.95, 0.95, 0.95, 0.95, 0.4]], [[0, 0], [0, 1], [0, 2], [0, 3]], "beside what is sure it is not"),
        ([[0.2, 0.2], [0.2, 0.2]], [], "never under a quarter"),
        ([[0.26, 0.0]], [[0, 0]], "over a quarter"),
        ([[0.9, 0.8, 0.7, 0.9, 0.8, 0.7]], [[0, n] for n in range(6)], "as many as there are of one unit"),
        ([[0.0, 0.0]], [], "nothing is alike"),
    ],
)
def test_choose(score: list[list[float]], wanted: list[list[int]], why: str) -> None:
    assert np.argwhere(choose(np.array(score))).tolist() == wanted, why


def test_of_no_pairs_none_is_chosen() -> None:
    assert choose(np.zeros((0, 4))).shape == (0, 4)
    assert choose(np.zeros((3, 0))).shape == (3, 0)


# -- the fit -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def collected() -> dict[str, Numbers]:
    return read_features(FEATURES)


def test_the_coefficients_are_those_of_the_fit(collected: dict[str, Numbers]) -> None:
    """To the last digit printed, which may be rounded otherwise on another processor."""
    made, told = fit(list(collected.values())), shipped()
    assert made.intercept == pytest.approx(told.intercept, abs=1.01e-4)
    for name in NAMES:
        one, other = made.coefficients[name], told.coefficients[name]
        for field in ("mean", "deviation", "coefficient"):
            assert getattr(one, field) == pytest.approx(getattr(other, field), abs=1.01e-4), (name, field)


def test_no_pair_kept_for_a_first_run_was_fitted_on(collected: dict[str, Numbers]) -> None:
    assert {path.parent.name for path in PAIRS.glob("*/doc.json")} >= FRESH
    assert not FRESH & collected.keys()
    assert {path.parent.name for path in PAIRS.glob("*/doc.json")} - FRESH <= collected.keys()


def test_the_table_of_pairs_says_what_is_there() -> None:
    table = {}
    for row in (PAIRS / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 8 and (PAIRS / cells[0] / "doc.json").exists():
            table[cells[0]] = (*map(int, cells[3:6]), cells[7])
    told = {}
    for path in PAIRS.glob("*/links.jsonl"):
        strengths = [json.loads(row)["strength"] for row in path.read_text("utf-8").splitlines()]
        name = path.parent.name
        counts = (strengths.count(each) for each in ("strong", "partial", "weak"))
        told[name] = (*counts, "**first run**" if name in FRESH else "fit")
    assert table == told


def test_every_pair_teaches_links_and_others(collected: dict[str, Numbers]) -> None:
    for name, each in collected.items():
        assert each.features.shape == (len(each.wanted), len(NAMES)), name
        assert each.wanted.sum() < len(each.wanted) / 2, name
        assert each.wanted.any() != ("|" in name), (
            "rules about different things, named by two pairs, have none"
        )
        assert (each.weights > 0).all(), name
        assert np.isfinite(each.features).all(), name


def test_without_a_pair_the_fit_is_another(collected: dict[str, Numbers]) -> None:
    some = [each for name, each in collected.items() if name != "shandong-linyi"]
    assert table_of(fit(some)) != table_of(shipped())


def synthetic() -> Numbers:
    chance = np.random.default_rng(1)
    features = chance.standard_normal((20000, len(NAMES)))
    features[:, 3] = 0.5  # the same for all
    odds = 2 * features[:, 0] - features[:, 1] - 1
    wanted = chance.random(20000) < 1 / (1 + np.exp(-odds))
    return Numbers(features, wanted, np.ones(20000))


def test_the_fit_finds_what_made_the_numbers() -> None:
    found = fit([synthetic()])
    of = [found.coefficients[name].coefficient for name in NAMES]
    assert of[0] == pytest.approx(2, abs=0.1)
    assert of[1] == pytest.approx(-1, abs=0.1)
    assert found.intercept == pytest.approx(-1, abs=0.1)
    assert of[3] == 0, "what is the same for all pairs tells nothing"
    assert max(map(abs, of[4:])) < 0.2


def test_what_counts_twice_is_worth_two_of_its_kind() -> None:
    once = synthetic()
    double = Numbers(once.features, once.wanted, once.weights * 2)
    assert table_of(fit([once, once])) == table_of(fit([double])) != table_of(fit([once]))


def test_the_table_of_coefficients_has_all_features_in_their_order() -> None:
    rows = list(read_table(COEFFICIENTS, ("feature", "mean", "deviation", "coefficient")))
    assert [row.require("feature") for row in rows] == ["intercept", *map(str, NAMES)]
    assert all(re.fullmatch(r"-?\d+(?:\.\d{1,4})?", row.require("coefficient")) for row in rows)
