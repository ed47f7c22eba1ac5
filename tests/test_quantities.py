"""Quantities: the language of bounds enumerated whole, units, dates, what is none, and the gold."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.quantities import find_quantities
from ingest.annotate.quantity.context import ROLES
from ingest.model import Quantity
from ingest.text import CleanText, SourceText, Span, squeeze

DATA = Path(__file__).parent.parent / "data"


def clean(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


def find(text: str) -> list[Quantity]:
    return list(find_quantities(clean(text), "art-1"))


def one(text: str) -> Quantity:
    found = find(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


FLOOR = {
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "不应低于",
    "至少",
    "最低",
    "最低不少于",
    "达到",
    "达",
    "满",
}
ABOVE = {"超过", "高于", "大于", "多于", "超出", "逾"}
CEILING = {
    "不超过",
    "不得超过",
    "不得高于",
    "不高于",
    "未超过",
    "最高不超过",
    "最高不得超过",
    "最长不超过",
    "最多不超过",
    "最高",
    "最长",
    "最多",
    "至多",
}
BELOW = {"低于", "少于", "小于", "未满", "不满", "不足", "未达到"}
AFTER_FLOOR = {"以上", "及以上"}
AFTER_CEILING = {"以下", "以内", "及以下", "之内", "内"}
FIGURES = [("三十万元", 300_000), ("30％", 30), ("30日", 30), ("三个月", 3), ("5个工作日", 5)]


@pytest.mark.parametrize(("word", "figure"), [*product(sorted(FLOOR | ABOVE), FIGURES)])
def test_words_before_that_bound_below(word: str, figure: tuple[str, int]) -> None:
    quantity = one(f"应当{word}{figure[0]}。")
    assert (quantity.low, quantity.high) == (figure[1], None)
    assert quantity.low_inclusive is (word in FLOOR)
    assert quantity.text == word + figure[0]


@pytest.mark.parametrize(("word", "figure"), [*product(sorted(CEILING | BELOW), FIGURES)])
def test_words_before_that_bound_above(word: str, figure: tuple[str, int]) -> None:
    quantity = one(f"应当{word}{figure[0]}。")
    assert (quantity.low, quantity.high) == (None, figure[1])
    assert quantity.high_inclusive is (word in CEILING)
    assert quantity.text == word + figure[0]


@pytest.mark.parametrize(("word", "figure"), [*product(sorted(AFTER_FLOOR | AFTER_CEILING), FIGURES)])
def test_words_after(word: str, figure: tuple[str, int]) -> None:
    quantity = one(f"共{figure[0]}{word}。")
    floor = word in AFTER_FLOOR
    assert (quantity.low, quantity.high) == ((figure[1], None) if floor else (None, figure[1]))
    assert (quantity.low_inclusive, quantity.high_inclusive) == (floor, not floor)
    assert quantity.text == figure[0] + word


@pytest.mark.parametrize(
    ("text", "inclusive"),
    [
        ("低于6万元（含）", True),
        ("低于6万元", False),
        ("6万元以下（不含）", False),
        ("6万元（含）以下", True),
        ("6万元（不含）以下", False),
        ("不超过6万元（不含）", False),
        ("6万元以下（含本数）", True),
    ],
)
def test_a_printed_note_overrides_the_word(text: str, inclusive: bool) -> None:
    assert one(text).high_inclusive is inclusive
    assert one(text).text == text


RANGES = [
    ("二万元以上二十万元以下", 20_000, 200_000, True, True, "the usual fine"),
    ("二万元以上十万元以下", 20_000, 100_000, True, True, "十 after 以上"),
    ("6万元以上，30万元以下", 60_000, 300_000, True, True, "a comma between"),
    ("一千元以上不满五千元", 1000, 5000, True, False, "a floor and an open ceiling"),
    ("壹万元整以上贰拾万元整以下", 10_000, 200_000, True, True, "整 closes each sum in words"),
    ("壹万元整（含）以上叁万元整（不含）以下", 10_000, 30_000, True, False, "a note behind 整"),
    ("超过一万元不超过三万元", 10_000, 30_000, False, True, "an open floor and a ceiling"),
    ("6％-10％", 6, 10, True, True, "a dash"),
    ("10万至50万元", 100_000, 500_000, True, True, "each with its multiplier"),
    ("10-50万元", 100_000, 500_000, True, True, "one multiplier for both"),
    ("3至5个工作日", 3, 5, True, True, "one unit for both"),
    ("五日以上十五日以下", 5, 15, True, True, "days"),
    ("超过百分之七十不足百分之百", 70, 100, False, False, "百分之百"),
    ("一倍以上三倍以下", 100, 300, True, True, "times are shares of a hundred"),
    ("百分之十以上百分之三十以下", 10, 30, True, True, "Chinese shares"),
    ("十五万元至二十二点五万元", 150_000, 225_000, True, True, "a decimal in characters with its multiplier"),
]


@pytest.mark.parametrize(
    ("text", "low", "high", "low_in", "high_in", "why"), RANGES, ids=[r[0] for r in RANGES]
)
def test_a_floor_and_a_ceiling_are_one_range(
    text: str, low: int, high: int, low_in: bool, high_in: bool, why: str
) -> None:
    quantity = one(f"处{text}。")
    assert (quantity.low, quantity.high, quantity.low_inclusive, quantity.high_inclusive) == (
        low,
        high,
        low_in,
        high_in,
    ), why
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "low", "high", "why"),
    [
        ("审批时限缩短为5个工作日。", None, 5, "cut to a figure: no more"),
        ("审批时限压缩至5个工作日以内。", None, 5, "with a bound word after it too"),
        ("审批时限精简到不超过5个工作日。", None, 5, "with a bound word before it too"),
        ("审批时限压减至3至5个工作日。", 3, 5, "cut to a range"),
        ("审批时限延长至5个工作日。", 5, 5, "lengthened: 5 and not less"),
        ("审批时限为5个工作日。", 5, 5, "nothing is cut"),
    ],
)
def test_what_is_cut_to_a_figure_has_a_ceiling(text: str, low: int | None, high: int, why: str) -> None:
    assert (one(text).low, one(text).high) == (low, high), why


def test_the_next_tier_leaves_out_what_the_first_includes() -> None:
    first, second = find("低于6万元（含）的企业减半；6万元以上，30万元以下的企业")[0::2]
    assert (first.high, first.high_inclusive) == (60_000, True)
    assert (second.low, second.low_inclusive, second.high_inclusive) == (60_000, False, True)


UNITS = [
    ("8000万元", "money", 80_000_000, "CNY", "万元"),
    ("20亿元", "money", 2_000_000_000, "CNY", "亿元"),
    ("100万美元", "money", 1_000_000, "USD", "another currency"),
    ("百分之三十", "percent", 30, "%", "Chinese percent"),
    ("千分之五", "percent", Decimal("0.5"), "%", "per mille in percent"),
    ("万分之五", "percent", Decimal("0.05"), "%", "per ten thousand in percent"),
    ("1.5倍", "percent", 150, "%", "times"),
    ("三成", "percent", 30, "%", "tenths"),
    ("三分之二", "percent", Decimal("66.666667"), "%", "a fraction"),
    ("减半", "percent", 50, "%", "half"),
    ("连续三年", "duration", 3, "year", "years"),
    ("24小时", "duration", 24, "hour", "hours"),
    ("半年", "duration", 6, "month", "half a year"),
]


@pytest.mark.parametrize(("text", "kind", "value", "unit", "why"), UNITS, ids=[u[0] for u in UNITS])
def test_an_exact_figure_is_low_and_high(
    text: str, kind: str, value: int | Decimal, unit: str, why: str
) -> None:
    quantity = one(f"按{text}。")
    assert (quantity.kind, quantity.low, quantity.high, quantity.unit) == (kind, value, value, unit), why
    assert quantity.low_inclusive
    assert quantity.high_inclusive


DATES = [
    ("2012年3月17日", "2012-03-17", "2012-03-17", "a day"),
    ("二〇一二年三月十七日", "2012-03-17", "2012-03-17", "Chinese numerals"),
    ("2020 年 7 月 1 日", "2020-07-01", "2020-07-01", "white space inside"),
    ("自2012年3月起", "2012-03", None, "no end; the precision printed"),
    ("从2012年起", "2012", None, "从"),
    ("自2012年1月1日至12月31日", "2012-01-01", "2012-12-31", "the end takes the year of the beginning"),
    ("2018-2020年", "2018", "2020", "years"),
    ("2012年3月1日至15日", "2012-03-01", "2012-03-15", "the end takes year and month of the beginning"),
    ("2015年5月1日前", None, "2015-05-01", "no beginning"),
]


@pytest.mark.parametrize(("text", "low", "high", "why"), DATES, ids=[d[0] for d in DATES])
def test_dates(text: str, low: str | None, high: str | None, why: str) -> None:
    quantity = one(f"{text}，免征。")
    assert (quantity.kind, quantity.low, quantity.high) == ("date", low, high), why
    assert quantity.text == text


NONE = [
    ("第三条规定的", "an article"),
    ("第十二届人民代表大会第十七次会议", "a session"),
    ("二三类非药品类易制毒化学品", "classes"),
    ("国家“十二五”期间", "a plan period"),
    ("青政〔2012〕16号", "a document number"),
    ("开展ISO9001认证", "a standard"),
    ("电话0971-8457777", "a telephone"),
    ("两个一百年奋斗目标", "a slogan"),
    ("四两拨千斤", "a proverb"),
    ("只有一个意向者", "a count that limits nothing"),
    ("二元结构和多元化", "元 in a word"),
    ("第三年免征", "an ordinal year"),
    ("上一年的统计", "the year before"),
    ("《2012年工作要点》", "a year in a title"),
    ("每年10月31日公布", "a day without a year"),
    ("几十万元和上万元", "vague amounts"),
    ("万分之一地形图", "a scale of maps"),
    ("三年行动计划", "a plan's name"),
]


@pytest.mark.parametrize(("text", "why"), NONE, ids=[n[0] for n in NONE])
def test_what_is_no_quantity(text: str, why: str) -> None:
    assert [q.text for q in find(text)] == [], why


def test_base_per_and_role() -> None:
    quantity = one("贷款利率最高上浮幅度不超过基准利率的15%")
    assert (quantity.text, quantity.base, quantity.high) == ("不超过基准利率的15%", "基准利率", 15)
    assert one("补贴标准为每人每月200元").per == ("人", "月")
    assert one("每公顷补偿十五万元").per == ("公顷",)
    assert one("处二万元以上二十万元以下的罚款").role == "fine"
    assert one("按每户每年24万元的限额扣减").high == 240_000
    assert one("按当地基准地价的80％执行").base == "当地基准地价"
    assert one("符合条件的，在7个工作日内放款").role == "deadline"
    assert one("全流程审批时间不得超过十五个工作日").role == "deadline"
    assert one("按罚款金额的2%给予举报人奖励").role == "reward", "what it is a share of"
    assert one("违法所得三十万元以上的，没收违法所得").role == "eligibility", "what tells the case"
    assert one("校车每季度检验1次").per == ("季度",)
    assert one("驾驶人每年至少培训4次").per == ("年",)
    assert one("自2012年1月1日至12月31日免征").role == "period"
    assert one("企业缴纳罚款；支持5万元").role == "other", "another clause"
    assert one("企业缴纳罚款。支持5万元").role == "other", "another sentence"


REGULATIONS = [
    ("不低于百分之七十", 70, None, "a share reserved for small firms"),
    ("百分之四十以上", 40, None, "a share of procurement"),
    ("十二小时内", None, 12, "a report of a fault"),
    ("五个工作日内", None, 5, "a repair"),
    ("二千元以上一万元以下", 2000, 10_000, "a fine"),
    ("一万元以上十万元以下", 10_000, 100_000, "a fine up to a round ten"),
    ("二万元以上二十万元以下", 20_000, 200_000, "a larger fine"),
]


@pytest.mark.parametrize(("text", "low", "high", "why"), REGULATIONS, ids=[r[0] for r in REGULATIONS])
def test_thresholds_of_regulations(text: str, low: int | None, high: int | None, why: str) -> None:
    quantity = one(f"处{text}的")
    assert (quantity.text, quantity.low, quantity.high) == (text, low, high), why


READ_THROUGH = [
    ("违法所得超过2万元的", "超过2万元", "得 belongs to what is exceeded"),
    ("在公布后十日内设立公示牌", "十日内", "内 closes the time limit"),
    ("三十日期满后", "三十日", "a term that ends"),
    ("应当提前十五日报告", "提前十五日", "报 begins the next word"),
    (
        "合同价为叁仟陆佰肆拾贰亿伍仟零壹拾柒万捌仟玖佰陆拾叁元",
        "叁仟陆佰肆拾贰亿伍仟零壹拾柒万捌仟玖佰陆拾叁元",
        "a long numeral",
    ),
    ("实现五倍增长", "五倍", "增 begins the next word"),
]


@pytest.mark.parametrize(("text", "figure", "why"), READ_THROUGH, ids=[r[0] for r in READ_THROUGH])
def test_what_follows_a_figure_does_not_hide_it(text: str, figure: str, why: str) -> None:
    assert one(text).text == figure, why


def test_a_day_of_grace_is_one_day() -> None:
    quantity = one("实行备案登记制度，并当日办结")
    assert (quantity.text, quantity.high, quantity.unit) == ("当日", 1, "day")


_WORDS = [
    *sorted(FLOOR | CEILING | AFTER_FLOOR | AFTER_CEILING),
    *"0１2三十百千万亿元％%日年月个（）《》〔〕至-，。每第 \n",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=25).map("".join))
def test_nothing_is_refused_and_nothing_invented(text: str) -> None:
    """Whatever the text: facts in order, none overlapping, spans that slice to the text, sound bounds."""
    source = clean(text)
    last = 0
    for quantity in find_quantities(source, "art-1"):
        assert squeeze(source.source.slice(quantity.spans)) == squeeze(quantity.text)
        assert quantity.spans[0].start >= last
        last = quantity.spans[-1].end
        assert quantity.role in ROLES
        if isinstance(quantity.low, int | Decimal) and isinstance(quantity.high, int | Decimal):
            assert quantity.low <= quantity.high


@pytest.mark.parametrize(
    "text", ["万" * 5000 + "元", "一" + "万" * 5000 + "元", "9" * 5000 + "元", "第" + "1" * 5000 + "条"]
)
def test_a_number_without_end_is_no_figure(text: str) -> None:
    assert find(text) == []


SOURCES = {"qinghai-2012": "000_c3db164d4775734e.txt", "haixi-2020": "003_6370baa5acdf388e.txt"}


def key(kind: str, low: object, high: object, low_in: bool, high_in: bool, unit: str) -> tuple[object, ...]:
    if kind == "date":
        return ("date", low)
    if kind == "duration":
        return (kind, high if high is not None else low, unit)
    return (kind, low, high, low_in and low is not None, high_in and high is not None, unit)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_gold_quantities_are_read_with_their_bounds(name: str) -> None:
    """Each gold quantity, read where it stands (its clause before and after), has the gold's value and bounds."""
    text = (DATA / "sources" / SOURCES[name]).read_text("utf-8")
    source = SourceText(SOURCES[name], text, "0" * 64)
    rows = [
        json.loads(line)
        for line in (DATA / "gold" / name / "quantities.jsonl").read_text("utf-8").splitlines()
    ]
    found = find_quantities(CleanText.of(source, [Span(0, len(text))]), "doc")
    wanted = [row for row in rows if not row["optional"]]
    assert wanted
    for row in wanted:
        near = [q for q in found if q.spans[0].start < row["end"] and row["start"] < q.spans[-1].end]
        assert key(
            row["kind"], row["low"], row["high"], row["low_inclusive"], row["high_inclusive"], row["unit"]
        ) in [key(q.kind, q.low, q.high, q.low_inclusive, q.high_inclusive, q.unit) for q in near], row


# What is to be done by a day is no event of a text, though a word of one follows in the sentence.
DUE_DAYS = [
    ("各市应当于2012年6月30日前制定实施细则。", "end", "an act of another kind, of rules for carrying out"),
    ("各部门应于2021年3月31日前向社会公布年度报告。", "end", "to whom stands before what is done"),
    ("机关应当于2021年3月31日前将合同数量通过网站公示。", "end", "通过 is a preposition"),
    ("应当于2020年7月底前提请常务委员会批准。", "end", "another asks, another approves"),
    ("本办法自2012年6月30日起施行。", "in-force", "no day by which"),
    ("改造方案应当于2012年6月30日前公布。", "issued", "the act follows at once"),
    ("2020年1月1日前已经批准的项目，继续建设。", "approved", "what was done before"),
    ("2022年12月31日前由市人民政府批准的项目，继续建设。", "approved", "what was done, with who did it"),
]


@pytest.mark.parametrize(("text", "role", "why"), DUE_DAYS)
def test_what_is_due_by_a_day_is_no_event(text: str, role: str, why: str) -> None:
    assert one(text).role == role, why
