"""One act or one matter: what two linked provisions do."""

from __future__ import annotations

import pytest

from benchmarks import strength as weighed
from ingest.link.signals import measure
from ingest.link.strength import CONSTANT, Figures, coefficients, figures, probability, strength
from ingest.link.units import units
from ingest.model import Annotation, Strength
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

ACT, MATTER = Strength.SAME_ACT, Strength.SAME_MATTER
CASES = [
    (
        "县级以上人民政府应当建立小微企业融资担保体系。",
        "省人民政府应当建立中小企业融资担保体系，提供增信服务。",
        ACT,
        "the same duty in nearly the same words",
    ),
    (
        "违反本条例规定，在城市公园内露天烧烤的，处五百元以上二千元以下罚款。",
        "禁止在城市公园内露天烧烤。",
        MATTER,
        "a fine and the ban behind it",
    ),
    (
        "任何单位和个人不得在城市公园内露天烧烤。",
        "禁止在城市公园内露天烧烤。",
        ACT,
        "the same ban",
    ),
    (
        "本市发展公共充电服务，建设智能充电网络。",
        "电动自行车所有人应当使用合格的蓄电池，不得改装蓄电池。",
        MATTER,
        "one thing, two acts",
    ),
]


def document(text: str) -> Annotation:
    source = SourceText("a.txt", f"第一条 {text}\n第二条 本条例自2020年1月1日起施行。\n", "0" * 64)
    return annotate(structure(source))


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), CASES)
def test_strength(lower: str, upper: str, wanted: Strength, why: str) -> None:
    signals = measure(units(document(lower)), units(document(upper)))
    assert strength(signals, 0, 0) is wanted, why


def test_a_sanction_differs_from_a_duty_by_all_its_words() -> None:
    lower, upper, *_ = CASES[1]
    signals = measure(units(document(lower)), units(document(upper)))
    assert figures(signals, 0, 0).sanction == 1.0


@pytest.mark.parametrize("name", [CONSTANT, *Figures._fields])
def test_each_figure_counts(name: str) -> None:
    assert coefficients()[name]


def test_more_likeness_is_more_probable_and_a_sanction_on_one_side_less() -> None:
    middle = Figures(0.4, 0.0, 0.4, 0.5)
    for name in ("action", "sentence", "place"):
        assert probability(middle._replace(**{name: 0.9})) > probability(middle)
    assert probability(middle._replace(sanction=1.0)) < probability(middle)


def test_the_coefficients_are_those_computed_from_the_annotated_pairs() -> None:
    assert weighed.computed(weighed.links()) == dict(coefficients())


def test_pairs_told_by_coefficients_of_the_others_are_told_better_than_by_a_constant() -> None:
    *_, every, mean = weighed.report(weighed.links())
    assert float(every.split("macro F1")[1].split()[0]) >= 0.70
    assert float(mean.split()[-1]) >= 0.70
