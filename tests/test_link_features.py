"""What a pair of provisions is weighed by: signals of meaning, vectors of words, features beside other pairs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.link.evidence import near_words
from ingest.link.features import NAMES, OF_THE_RULES, SIGNALS, features_of, nearest, rank
from ingest.link.signals import Signal, Signals, measure
from ingest.link.units import units
from ingest.link.vectors import known, likeness, rarity, senses, vectors
from ingest.model import Annotation
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText
from ontology.numerals import chinese_numeral

from .conftest import ROOT

Floats = NDArray[np.float64]
TITLES = ("某市条例", "某省条例")


def read(*texts: str, title: str = "某市条例") -> Annotation:
    """Return a rule of the articles given."""
    lines = [f"第{chinese_numeral(n)}条　{text}" for n, text in enumerate(texts, 1)]
    return annotate(structure(SourceText("a.txt", "\n".join([title, *lines, ""]), "0" * 64)))


def measured(lower: Sequence[str], upper: Sequence[str], titles: tuple[str, str] = TITLES) -> Signals:
    return measure(units(read(*lower)), units(read(*upper)), titles)


def with_values(matrix: list[list[float]]) -> Signals:
    """Return signals that all have the values given, between articles of one word."""
    rows, columns = np.array(matrix).shape
    signals = measured(["设立基金。"] * rows, ["设立基金。"] * columns)
    return replace(signals, values=dict.fromkeys(Signal, np.array(matrix, dtype=np.float64)))


def feature(name: str, signals: Signals, titles: tuple[str, str] = TITLES) -> list[list[float]]:
    found: list[list[float]] = features_of(signals, titles)[name].tolist()
    return found


# -- signals -------------------------------------------------------------------------------------------------------


def test_words_that_mean_nearly_the_same_are_alike_in_meaning_alone() -> None:
    signals = measured(["拓宽融资渠道。", "清理河道。"], ["增加信用贷款。", "保护耕地。"])
    assert signals.values[Signal.WORDS].max() == 0
    meaning = signals.values[Signal.MEANING]
    assert meaning[0, 0] == meaning.max() > 0.1


def test_what_all_provisions_have_in_common_means_nothing() -> None:
    every = ["企业应当清理河道。", "企业应当保护耕地。"], ["企业应当清理河道。", "企业应当设立基金。"]
    meaning = measured(*every).values[Signal.MEANING]
    assert meaning[0, 0] == pytest.approx(1)
    assert meaning[1, 1] < 0, "企业应当 in all"


@pytest.mark.parametrize(
    ("signal", "whole"),
    [
        (Signal.SENTENCE, Signal.MEANING),
        (Signal.NORM, Signal.MEANING),
        (Signal.SAYING, Signal.SENSE),
    ],
)
def test_the_best_sentence_and_norm_of_a_long_unit_count(signal: Signal, whole: Signal) -> None:
    many = "设立孵化器。禁止燃放烟花爆竹。统计部门应当公布数据。学校应当开设课程。"
    signals = measured([many, "清理河道。"], ["禁止燃放烟花爆竹。", "保护耕地。"])
    alike = signals.values[signal]
    assert alike[0, 0] == alike.max()
    assert alike[0, 0] > signals.values[whole][0, 0], "the whole unit says much besides"


@pytest.mark.parametrize(
    ("lower", "near", "far", "reason"),
    [
        ("拓宽融资渠道。", "增加信用贷款。", "保护耕地。", "no word of the one stands in the other"),
        ("不得燃放烟花爆竹。", "禁止燃放鞭炮。", "应当种植花木。", "烟花爆竹 and 鞭炮"),
        (
            "对学生开展防溺水教育。",
            "学校应当进行安全教育。",
            "企业应当公开信息。",
            "who learns and who teaches",
        ),
    ],
)
def test_provisions_of_one_sense_are_alike_in_sense(lower: str, near: str, far: str, reason: str) -> None:
    signals = measured([lower, "清理河道。"], [near, far])
    for signal in (Signal.SENSE, Signal.SAYING):
        sense = signals.values[signal]
        assert sense[0, 0] > sense[0, 1] + 0.1, reason


def test_a_word_that_is_rare_elsewhere_is_specific() -> None:
    signals = measured(["应当建设孵化器。"], ["应当办理。", "孵化器。"])
    words, specific = signals.values[Signal.WORDS][0], signals.values[Signal.SPECIFIC][0]
    assert specific[1] / specific[0] > 2 * words[1] / words[0]


_TEXT = st.text(alphabet="设立专项资金补偿贷款应当支持企业处罚款，。；：（一）0A", min_size=1, max_size=40)


@given(st.lists(_TEXT, max_size=4), st.lists(_TEXT, max_size=4))
@settings(max_examples=25, deadline=None)
def test_signals_and_features_of_any_texts_are_numbers(lower: list[str], upper: list[str]) -> None:
    signals = measured(lower, upper)
    shape = len(signals.lower), len(signals.upper)
    for signal, values in signals.values.items():
        assert values.shape == shape, signal
        assert np.abs(values).max(initial=0) <= 1 + 1e-6, signal
    found = features_of(signals, TITLES)
    assert tuple(found) == NAMES
    for name, values in found.items():
        assert values.shape == shape, name
        assert np.isfinite(values).all(), name


# -- vectors -------------------------------------------------------------------------------------------------------


def test_words_have_vectors_of_length_one_and_unknown_ones_none() -> None:
    lengths = np.linalg.norm(vectors(["基金", "孵化器", "甲乙丙丁戊"]), axis=1)
    assert lengths == pytest.approx([1, 1, 0])
    assert vectors([]).shape == (0, vectors(["基金"]).shape[1])


def test_words_that_tell_nothing_add_little_to_the_sense_and_unknown_ones_nothing() -> None:
    lengths = np.linalg.norm(senses(["有关", "规定", "基金", "烟花爆竹", "甲乙丙丁戊"]), axis=1)
    assert 0 < lengths[0] < lengths[1] < lengths[2] * 0.7, "有关 and 规定 stand everywhere"
    assert lengths[1] < lengths[3] * 0.7
    assert lengths[4] == 0


def test_the_senses_are_of_the_words_that_have_vectors() -> None:
    folder = ROOT / "ingest" / "link"
    with np.load(folder / "word_vectors.npz") as words, np.load(folder / "sense_vectors.npz") as made:
        assert made["of"].tobytes() == hashlib.sha256(words["words"].tobytes()).digest()
        assert len(made["vectors"]) == len(made["lengths"]) == len(words["vectors"])


def test_unknown_words_have_the_number_after_the_last_and_are_the_rarest() -> None:
    numbers = known(["甲乙丙丁戊", "基金", "己庚辛壬"]).tolist()
    assert numbers[0] == numbers[2] > numbers[1] >= 0
    assert rarity(["甲乙丙丁戊"]).tolist() == [1.0]


def test_a_word_is_the_rarer_the_fewer_paragraphs_have_it() -> None:
    told = rarity(["应当", "资金", "孵化器"]).tolist()
    assert 0 < told[0] < told[1] < told[2] < 1


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("融资", "信贷", "河道"),
        ("罚款", "处罚", "图书馆"),
        ("企业", "公司", "疫苗"),
        ("审批", "许可", "燃煤"),
    ],
)
def test_words_of_like_meaning_have_like_vectors(word: str, near: str, far: str) -> None:
    assert likeness(word, near) > likeness(word, far) + 0.1
    assert likeness(word, near) == pytest.approx(likeness(near, word))
    assert likeness(word, word) == pytest.approx(1)
    assert likeness(word, "甲乙丙丁戊") == 0


def test_the_texts_of_annotated_pairs_taught_no_vectors() -> None:
    pairs = ROOT / "data" / "gold" / "pairs"
    left_out = set((pairs / "left_out.txt").read_text("utf-8").splitlines())
    told = [json.loads(path.read_text("utf-8")) for path in pairs.glob("*/doc.json")]
    assert len(told) == 17
    files = [each[side]["file"] for each in told for side in ("upper", "lower")]
    laws = {file for file in files if file.endswith(").md")}  # named as in the collection
    assert len(laws) > 20
    assert laws <= left_out


# -- words of like meaning as evidence -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lower", "upper", "wanted", "why"),
    [
        (["融资"], ["信用贷款"], [("融资", "信用贷款")], "nearly the same"),
        (["融资"], ["河道"], [], "unlike"),
        (["融资", "基金"], ["融资", "信用贷款"], [], "what both sides have needs no likeness"),
        (["甲乙丙丁"], ["信用贷款"], [], "a word that is not known"),
        (["应当"], ["必须"], [], "words of any rule"),
        (["强化"], ["加强"], [], "a word of any rule above"),
        (["加强"], ["强化"], [], "and below"),
        ([], ["信用贷款"], [], "nothing on one side"),
        (["采砂", "采矿"], ["采石"], [("采砂", "采石")], "each word once, above too"),
        (["融资"], ["信用贷款", "贷款"], [("融资", "信用贷款")], "each word once"),
    ],
)
def test_near_words(lower: list[str], upper: list[str], wanted: list[tuple[str, str]], why: str) -> None:
    assert [pair[:2] for pair in near_words(lower, upper)] == wanted, why


def test_the_nearest_words_come_first() -> None:
    found = [alike for _, _, alike in near_words(["饲养", "融资", "采砂"], ["信用贷款", "养殖", "采石"])]
    assert len(found) > 1
    assert found == sorted(found, reverse=True)
    assert all(0.5 <= alike < 1 for alike in found)


# -- features ------------------------------------------------------------------------------------------------------


def test_signals_are_weighed_in_deviations_over_the_mean_of_all_pairs() -> None:
    signals = with_values([[0.0, 0.0, 0.0], [0.0, 0.5, 0.1]])
    for signal in SIGNALS:
        found = np.array(feature(signal, signals))
        assert found.mean() == pytest.approx(0)
        assert found.std() == pytest.approx(1)
        assert found[1, 1] == found.max()
    alike = with_values([[0.3, 0.3], [0.3, 0.3]])
    assert feature("words", alike) == [[0, 0], [0, 0]], "nothing stands out"


def test_places_among_the_pairs_of_a_unit() -> None:
    signals = with_values([[0.1, 0.4, 0.2], [0.9, 0.0, 0.3]])
    assert feature("rank-lower", signals) == pytest.approx(np.log1p([[2, 0, 1], [0, 2, 1]]))
    assert feature("rank-upper", signals) == pytest.approx(np.log1p([[1, 0, 1], [0, 1, 0]]))
    # over the median, 0.25, as a share of the best of the row or of the column
    assert feature("share-lower", signals) == pytest.approx(np.array([[0, 1, 0], [1, 0, 0.05 / 0.65]]))
    assert feature("share-upper", signals) == pytest.approx(np.array([[0, 1, 0], [1, 0, 1]]))


def test_equal_scores_have_places_in_document_order() -> None:
    assert rank(np.array([[0.2, 0.5, 0.2, 0.5]]), 1).tolist() == [[2, 0, 3, 1]]
    assert rank(np.array([[0.2], [0.2]]), 0).tolist() == [[0], [1]]


def test_order_tells_a_pair_between_pairs_that_are_alike() -> None:
    diagonal = 0.9 * np.eye(5)
    order = np.array(feature("order", with_values(diagonal.tolist())))
    assert order[2, 2] == order.max() > order[0, 4]
    alone = np.zeros((5, 5))
    alone[2, 2] = 0.9
    found = np.array(feature("order", with_values(alone.tolist())))
    assert found[2, 2] == found.min(), "its own likeness is no neighbour's"
    assert found[1, 1] == found[1, 2] == found[3, 2] == found[3, 3] == found.max()
    assert found[2, 1] == found[2, 3] == found[1, 3] == found[3, 1] == found.min()


def test_what_else_the_upper_rule_is_about_changes_no_deviations() -> None:
    shared = np.random.default_rng(7).random((8, 8)).round(2)
    alone = with_values(shared.tolist())
    beside = with_values(np.concatenate([shared, np.zeros((8, 30))], axis=1).tolist())
    for name in ("words", "share-lower", "share-upper"):
        found = np.array(feature(name, beside))[:, :8]
        assert found == pytest.approx(np.array(feature(name, alone))), name
    every = np.concatenate([shared, np.zeros((8, 30))], axis=1)
    assert np.array(feature("words", beside)).max() < ((every - every.mean()) / every.std()).max() / 1.5


@pytest.mark.parametrize(
    ("near", "units", "wanted", "why"),
    [
        ([0.0] * 9 + [5.0] * 9, 7, range(11, 18), "so many as the lower rule has"),
        ([5.0] * 9 + [0.0] * 9, 7, range(7), "in their order"),
        ([0.0] * 9 + [5.0] * 9, 2, range(12, 18), "six at least"),
        ([1.0, 2.0, 3.0], 9, range(3), "all where there are no more"),
        (
            [9.0] + [0.0] * 20 + [3.0] * 9,
            6,
            range(24, 30),
            "one that is near among others that are not is no part",
        ),
        ([], 9, (), "no units"),
    ],
)
def test_nearest(near: list[float], units: int, wanted: Sequence[int], why: str) -> None:
    assert nearest(np.array(near), units).tolist() == list(wanted), why


def test_what_lies_around_the_upper_unit_counts_without_itself() -> None:
    values = np.zeros((3, 20))
    values[1, 5] = 0.9
    around = np.array(feature("around-upper", with_values(values.tolist())))
    assert (around[0] == around[2]).all(), "the same for every lower unit"
    assert around[0, 5] == around[0].min(), "itself does not count"
    near = np.delete(np.arange(14), 5)
    assert (around[0, near] > around[0, 14]).all(), "eight on each side"
    assert around[0, 13] > around[0, 14] == around[0, 19]
    one = np.array(feature("around-upper", with_values([[0.2], [0.4]])))
    assert np.isfinite(one).all(), "alone"


FINE = "违反本条例规定的，处一万元罚款。"
PURPOSE = "为了促进企业发展，制定本条例。"


def test_kinds_of_provisions() -> None:
    signals = measured([FINE, PURPOSE, "设立基金。"], [PURPOSE, FINE])
    assert feature("both-liability", signals) == [[0, 1], [0, 0], [0, 0]]
    assert feature("one-liability", signals) == [[1, 0], [0, 1], [0, 1]]
    assert feature("both-purpose", signals) == [[0, 0], [1, 0], [0, 0]]


def test_lengths_and_numbers_of_provisions() -> None:
    signals = measured(["设立基金。", "市人民政府设立基金。"], ["清河。"])
    sizes = [len(unit.text) for unit in signals.lower]
    assert feature("length-lower", signals) == pytest.approx(np.log([[sizes[0]], [sizes[1]]]))
    assert feature("length-upper", signals) == pytest.approx(np.log([[5], [5]])), "five characters at least"
    assert feature("units-lower", signals) == pytest.approx(np.log([[2], [2]]))
    assert feature("units-upper", signals) == [[0], [0]]


@pytest.mark.parametrize(
    ("titles", "wanted", "why"),
    [
        (("青岛市物业管理规定", "物业管理条例"), 1.0, "one subject: 条例 is a word of any title"),
        (("青岛市水污染防治条例", "水污染防治法"), 0.5, "of 水污染 and 防治法 the first"),
        (("青岛市物业管理条例", "大气污染防治法"), 0.0, "two subjects"),
        (("某市物业管理条例", ""), 0.0, "no title"),
    ],
)
def test_the_words_of_titles(titles: tuple[str, str], wanted: float, why: str) -> None:
    assert feature("titles", measured(["设立基金。"], ["设立基金。"]), titles)[0][0] == wanted, why


def test_a_policy_has_no_articles() -> None:
    text = "关于促进企业发展的意见\n\n各部门：\n\n一、主要措施\n\n（一）设立基金。\n\n（二）保护耕地。\n"
    policy = annotate(structure(SourceText("b.txt", text, "0" * 64)))
    assert len(units(policy)) > 1
    lower = units(read("设立基金。"))
    assert set(feature("no-articles", measure(lower, units(policy)))[0]) == {1.0}
    assert feature("no-articles", measure(lower, units(read("设立基金。")))) == [[0.0]]


def test_what_is_said_of_the_rules_is_the_same_for_all_pairs() -> None:
    found = features_of(measured(["设立基金。", "清河。"], [FINE, PURPOSE, "甲乙。"]), TITLES)
    for name in OF_THE_RULES:
        assert np.ptp(found[name]) == 0, name
