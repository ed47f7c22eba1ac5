"""Which rules are compared with which: features of a rule, and the index that chooses pairs."""

from __future__ import annotations

import random
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.link import ALIKE, LIMIT, Features, Pair, Why, choose_pairs, features
from ingest.link.index import is_upper
from ingest.model import Annotation, Level
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

COUNTRY, PROVINCE, CITY = ("000000", Level.NATIONAL), ("370000", Level.PROVINCE), ("370200", Level.PREFECTURE)
OTHER_PROVINCE = ("410000", Level.PROVINCE)


def rule(
    words: str = "",
    where: tuple[str | None, Level | None] = COUNTRY,
    names: str = "",
    based_on: str = "",
    cited: str = "",
    parts: str = "",
) -> Features:
    """Return features: ``words`` weigh alike, names are parted by blanks."""
    told = sorted(set(words.split()))
    weight = round(1000 / len(told) ** 0.5) if told else 0
    weighed = tuple((word, weight) for word in told)
    return Features(
        tuple(names.split()),
        *where,
        tuple(based_on.split()),
        tuple(cited.split()),
        tuple(parts.split()),
        weighed,
    )


def read(title: str, text: str) -> Annotation:
    return annotate(structure(SourceText("a.txt", f"{title}\n\n{text}\n", "0" * 64)))


CITY_RULE = rule("物业 业主 车位", CITY)


@pytest.mark.parametrize(
    ("upper", "lower", "expected", "why"),
    [
        (rule("物业 业主"), CITY_RULE, Why.SUBJECT, "one subject"),
        (rule("河道 采砂"), CITY_RULE, None, "another subject: a rule of a river and one of houses"),
        (rule("物业 业主", PROVINCE), CITY_RULE, Why.SUBJECT, "the province that the city lies in"),
        (rule("物业 业主", OTHER_PROVINCE), CITY_RULE, None, "another province"),
        (rule("物业 业主", CITY), CITY_RULE, None, "the same level"),
        (rule("物业 业主", (None, None)), CITY_RULE, None, "no territory known"),
        (rule("物业"), rule("物业", (None, None)), None, "no territory known below"),
        (
            rule(names="水法"),
            rule("物业", CITY, based_on="水法"),
            Why.BASIS,
            "made under it, no word in common",
        ),
        (
            rule(names="水法"),
            rule("物业", CITY, cited="水法", parts="水法"),
            Why.PART,
            "cites an article of it",
        ),
        (
            rule("物业", names="民法典"),
            rule("物业", CITY, cited="民法典"),
            Why.NAMED,
            "names it, one subject",
        ),
        (
            rule("甲", names="民法典"),
            rule("物业", CITY, cited="民法典"),
            Why.IN_PASSING,
            "names it in passing",
        ),
        (rule("", names="某法"), rule("", CITY), None, "nothing to go by"),
    ],
)
def test_which_rules_are_compared(upper: Features, lower: Features, expected: Why | None, why: str) -> None:
    found = choose_pairs({"upper": upper, "lower": lower})
    told = [*found.chosen, *found.left_out]
    assert [pair.why for pair in told] == ([expected] if expected else []), why
    assert [(pair.upper, pair.lower) for pair in found.chosen] == (
        [("upper", "lower")] if expected not in (None, Why.IN_PASSING) else []
    ), why
    assert found.unlike == int(is_upper(upper, lower) and expected is None), why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            rule("山", names="甲法"),
            rule("水 河", names="乙法"),
            "what it was made under before what it cites an article of",
        ),
        (
            rule("山", names="乙法"),
            rule("水 树", names="丙法"),
            "what it cites an article of before what it names",
        ),
        (rule("水", names="丙法"), rule("水 河 湖"), "what it names before what is only alike"),
        (rule("水 河"), rule("水 树"), "what is more alike before what is less"),
    ],
)
def test_what_goes_before_what_at_the_limit(first: Features, second: Features, why: str) -> None:
    lower = rule("水 河 湖 海", CITY, based_on="甲法", parts="乙法", cited="甲法 乙法 丙法")
    found = choose_pairs({"b": first, "a": second, "lower": lower}, limit=1)
    assert [pair.upper for pair in found.chosen] == ["b"], why
    assert [pair.upper for pair in found.left_out] == ["a"], why


def test_what_is_left_out_for_the_limit_is_named_and_the_rest_counted() -> None:
    uppers = {f"upper-{n:02}": rule("物业 业主") for n in range(20)} | {"river": rule("河道")}
    found = choose_pairs(uppers | {"lower": CITY_RULE})
    assert [pair.upper for pair in found.chosen] == [f"upper-{n:02}" for n in range(ALIKE)]
    assert [pair.upper for pair in found.left_out] == [f"upper-{n:02}" for n in range(ALIKE, 20)]
    assert found.unlike == 1, "the river"


@pytest.mark.parametrize(
    ("named", "alike", "compared", "why"),
    [
        (2, 9, ALIKE, "what it names leaves places for what is most alike"),
        (7, 9, 7, "all that it names, and nothing else"),
        (20, 9, LIMIT, "of what it names not more than are stated"),
        (0, 2, 2, "no more than there are"),
    ],
)
def test_how_many_rules_one_is_compared_with(named: int, alike: int, compared: int, why: str) -> None:
    uppers = {f"named-{n:02}": rule("河", names=f"法{n}") for n in range(named)}
    uppers |= {f"alike-{n:02}": rule("山 水") for n in range(alike)}
    lower = rule("山", CITY, parts=" ".join(f"法{n}" for n in range(named)))
    found = choose_pairs(uppers | {"lower": lower})
    assert len(found.chosen) == compared, why
    assert sum(pair.why is Why.PART for pair in found.chosen) == min(named, LIMIT), why
    assert len(found.chosen) + len(found.left_out) == named + alike


def test_what_it_names_is_compared_though_three_rules_are_more_alike() -> None:
    alike = {f"alike-{n}": rule("物业 业主 车位 绿化 电梯") for n in range(5)}
    lower = {"lower": rule("物业 业主 车位 绿化 电梯", CITY, cited="甲法")}
    found = choose_pairs(alike | {"named": rule("车位 甲 乙 丙 丁 戊 己 庚 辛", names="甲法")} | lower)
    assert [pair.upper for pair in found.chosen] == ["alike-0", "alike-1", "alike-2", "named"]
    assert [pair.upper for pair in found.left_out] == ["alike-3", "alike-4"]


def test_a_limit_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match=r"对数上限不能为负.*0 or more"):
        choose_pairs({}, limit=-1)


def test_a_word_that_hundreds_of_rules_are_about_leads_to_those_it_weighs_most_in() -> None:
    uppers = {f"upper-{n:03}": rule("物业 业主") for n in range(300)} | {"zz": rule("物业")}
    found = choose_pairs(uppers | {"lower": rule("物业", CITY)}, limit=1)
    assert [(pair.upper, pair.likeness) for pair in found.chosen] == [("zz", 1000)]
    assert len(found.left_out) == 255


WORDS = st.lists(st.sampled_from(["物业", "业主", "河道", "采砂", "处罚", "森林"]), max_size=3).map(" ".join)
NAMES = st.sampled_from(["", "甲法", "乙法", "甲法 乙法"])
RULES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.builds(
        rule, WORDS, st.sampled_from([COUNTRY, PROVINCE, CITY, OTHER_PROVINCE]), NAMES, NAMES, NAMES, NAMES
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(RULES, st.integers(0, 3), st.randoms(use_true_random=False))
def test_promises_of_pairs(rules: dict[str, Features], limit: int, chance: random.Random) -> None:
    found = choose_pairs(rules, limit)
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert choose_pairs({key: rules[key] for key in shuffled}, limit) == found, "any order, the same pairs"

    def partners(pairs: tuple[Pair, ...]) -> list[tuple[str, str]]:
        return [(pair.upper, pair.lower) for pair in pairs]

    told = [*partners(found.chosen), *partners(found.left_out)]
    possible = {(u, v) for u in rules for v in rules if is_upper(rules[u], rules[v])}
    assert set(told) <= possible, "only upper with lower rules"
    assert len(told) == len(set(told)), "no pair twice"
    assert len(told) + found.unlike == len(possible), "each pair is chosen, named or counted"
    for key in rules:
        assert sum(pair.lower == key for pair in found.chosen) <= limit
    for pair in found.chosen:
        alone = {pair.upper: rules[pair.upper], pair.lower: rules[pair.lower]}
        assert pair in choose_pairs(alone).chosen, "whether a pair is worth comparing, the two tell alone"


def test_the_features_of_a_rule() -> None:
    text = (
        "第一条 为了规范物业管理，根据《中华人民共和国民法典》，制定本条例。\n\n"
        "第二条 业主委员会应当在物业服务区域内公示物业收费。\n\n"
        "第三条 违反本条例的，依照《价格法》第四十条处罚，并遵守《会计法》。"
    )
    found = features(read("青岛市物业管理条例", text))
    assert (found.code, found.level) == CITY
    assert found.names == ("青岛市物业管理条例",)
    assert found.based_on == ("民法典",), "without 中华人民共和国"
    assert found.cited == ("价格法", "会计法", "民法典")
    assert found.parts == ("价格法",), "it names an article of this one"
    words = dict(found.words)
    assert {"物业", "业主"} <= words.keys()
    assert not {"应当", "违反", "青岛", "青岛市"} & words.keys(), (
        "what all rules say, and the name of the place"
    )
    assert max(words, key=words.__getitem__) == "物业", "what stands there most often and is rare"
    assert abs(sum(weight**2 for weight in words.values()) - 1e6) < 2e4


def test_features_are_small_hold_no_text_and_can_be_written(regulation: Annotation) -> None:
    found = features(regulation)
    data = msgspec.json.encode(found)
    assert msgspec.json.decode(data, type=Features) == found
    assert len(data) < 4000
    assert max(len(word) for word, _ in found.words) < 10, "words and no sentences"
    assert len(found.words) == 60


def test_the_two_documents_are_compared(opinion: Annotation, regulation: Annotation) -> None:
    found = choose_pairs({"opinion": features(opinion), "regulation": features(regulation)})
    assert [(pair.upper, pair.lower) for pair in found.chosen] == [("opinion", "regulation")]


@pytest.mark.parametrize(
    ("upper", "lower", "expected", "why"),
    [
        (
            ("中华人民共和国大气污染防治法", "第一条 国家对大气污染物排放实行总量控制，防治燃煤、扬尘污染。"),
            ("青岛市大气污染防治条例", "第一条 防治大气污染，控制扬尘。"),
            True,
            "one subject",
        ),
        (
            ("中华人民共和国大气污染防治法", "第一条 国家对大气污染物排放实行总量控制，防治燃煤、扬尘污染。"),
            ("青岛市融资担保条例", "第一条 银行对小微企业发放信贷。"),
            False,
            "two subjects",
        ),
        (
            ("中华人民共和国大气污染防治法", "第一条 国家对大气污染物排放实行总量控制，防治燃煤、扬尘污染。"),
            ("青岛市融资担保条例", "第一条 依照《大气污染防治法》第一条，银行发放信贷。"),
            True,
            "an article of it is cited",
        ),
        (
            ("中华人民共和国治安管理处罚法", "第一条 殴打他人的，处五日以上拘留。"),
            ("青岛市河道管理条例", "第一条 禁止在河道采砂。阻碍执行职务的，依照《治安管理处罚法》处罚。"),
            False,
            "a rule of a river and one on penalties, which it names in passing",
        ),
    ],
)
def test_rules_on_unlike_subjects_are_not_compared(
    upper: tuple[str, str], lower: tuple[str, str], expected: bool, why: str
) -> None:
    told = {"upper": features(read(*upper)), "lower": features(read(*lower))}
    assert bool(choose_pairs(told).chosen) is expected, why


def test_the_cost_grows_with_the_rules_and_not_with_their_pairs() -> None:
    def seconds(count: int) -> float:
        rules = {
            f"{n:05}": rule(f"主题{n // 8} 对象{n // 8}", COUNTRY if n % 2 else CITY, f"法{n}", f"法{n - 1}")
            for n in range(count)
        }
        best = []
        for _ in range(3):
            start = process_time()
            choose_pairs(rules)
            best.append(process_time() - start)
        return min(best)

    assert seconds(8000) < 3 * seconds(4000)
