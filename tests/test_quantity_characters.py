"""Characters and words that figures and dates are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import pytest

from ingest.annotate.quantity.dates import dates
from ingest.annotate.quantity.measures import figures

HAN = "一二三四五六七八九"
PAIRS = ("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九")


def read(text: str) -> list[str]:
    """Return what is read as a figure in a compact text."""
    return [text[one.start : one.end] for one in figures(text)]


FIGURES: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("税率下降三成{},", HAN, "三成{}", "tenths of a tenth"),
    ("每斤三块{}毛,", f"1两{HAN}", "三块{}毛", "a coin after 块"),
    ("每斤三块{}角,", "05", "三块{}角", "in figures"),
    (
        "处{}元以上罚款",
        ("百", "千", "万", "亿", "百万", "千万", "百亿", "千亿", "万亿"),
        "{}元以上",
        "without 一",
    ),
    ("处{}百元以上罚款", "十百千万亿多余几数上近成来每", "", "no amount that anybody stated"),
    ("处{}百元以上罚款", PAIRS, "", "a vague one, whose 百 is not one hundred"),
    ("奖励{}万元,", (*PAIRS, "两三", "三五"), "", "two neighbours say no figure"),
    ("奖励{}三四万元,", f"两{HAN}〇零", "{}三四万元", "a third digit makes it one"),
    ("奖励三四{}万元,", f"两{HAN}〇零", "三四{}万元", "behind them, too"),
    ("奖励一点三四万元,{}", ("",), "一点三四万元", "so does a point"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in FIGURES for one in each],
)
def test_each_is_read_in_a_figure(text: str, wanted: str) -> None:
    assert read(text) == ([wanted] if wanted else [])


DATES: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("{}七年,", f"零〇○{HAN.replace('六', '').replace('八', '')}", "{}七年", "a year without its century"),
    ("九{}年,", f"零〇○{HAN}", "九{}年", "its second character"),
    ("{}九七年,", f"零〇○{HAN}十百千万几数第", "", "no year but part of another number"),
    ("{}年,", PAIRS, "", "a vague number"),
    ("九七年{},", "限级期", "", "another word"),
    ("{}8年4月,", "56789", "{}8年4月", "in figures, of the last century"),
    ("{}8年第三季度,", "56789", "{}8年第三季度", "with a quarter"),
    ("98年1{},", ("月", "季度"), "98年1{}", "what tells that it is a year"),
    ("15年3月2{},", "日号", "15年3月2{}", "of this century only with its day"),
    ("1{}50年3月,", "012345678", "1{}50年3月", "of older days only with its month"),
    ("2018年{}2020年,", ("-", "~", "—", "–", "--", "至", "到", "起至", "起到"), "2018年{}2020年", "to the end"),
    ("2018年{}2022年期间,", "与和", "2018年{}2022年期间", "between"),
    ("2022年6月7日至9日{},", ("止", "期间", "间", "之间"), "2022年6月7日至9日{}", "how a period is closed"),
    ("2022年6月7日{}前,", ("9时", "9点", "9:30", "9时整", "9时30分"), "2022年6月7日{}前", "before an hour"),
    ("2022年6月7日{}午9时前,", "上下", "2022年6月7日{}午9时前", "before an hour of half a day"),
    ("2021{0}3{0}4,", "-./", "2021{0}3{0}4", "signs of a date in figures"),
    ("2022年2-7{},", ("月", "月份"), "2022年2-7{}", "months whose unit stands once"),
    ("2022年2月14-22{},", "日号", "2022年2月14-22{}", "days whose unit stands once"),
    ("2022年{}半年,", "上下前后", "2022年{}半年", "halves"),
    ("2022年第{}季度,", "一二三四1234", "2022年第{}季度", "quarters"),
    ("2022年{},", ("首月", "首个月", "首季度", "首个季度", "四个季度"), "2022年{}", "the first"),
    ("2022年第{}个月,", "三3", "2022年第{}个月", "a month by its number"),
    ("2022年{}3个月,", ("前", "最后", "最後"), "2022年{}3个月", "the first and last months"),
    ("2022年前3{},", ("个月", "季度", "个季度", "月"), "2022年前3{}", "months and quarters"),
    ("2022年前3月{},", "份底末初中前内、至到5", "2022年前", "a month, before which is something else"),
    ("2021.{}-2023.12,", ("01", "09", "10", "11", "12"), "2021.{}-2023.12", "months in figures"),
    ("2021.03-2023.{},", ("01", "09", "10", "11", "12"), "2021.03-2023.{}", "the last month"),
    ("2021.{}-2023.12,", ("00", "13"), "", "no month"),
    ("自{}的,", ("2018-2020", "1998-2003"), "{}", "years after 自"),
    ("从{}的,", ("2018-2020", "1998-1999"), "{}", "years after 从"),
    ("自2018-2020{}", "元万亿个人户%,.3", "", "a range of amounts"),
    ("2022年3月{},", ("起", "之日起", "后", "以后", "之后", "以来", "开始"), "2022年3月{}", "since"),
    ("2022年3月{}后,", ("及以", "或以", "及之", "或之"), "2022年3月{}后", "since, the month itself included"),
    ("2022年3月{},", ("前", "以前", "之前", "及以前", "或之前", "底前", "末前", "止"), "2022年3月{}", "until"),
    ("2022年3月前{}个,", f"{HAN}十05", "2022年3月", "what is counted before it"),
    ("{}2022年3月,", ("截至", "截止到", "截止", "至", "到", "不晚于", "不迟于"), "{}2022年3月", "up to"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in DATES for one in each],
)
def test_each_is_read_in_a_date(text: str, wanted: str) -> None:
    found = [text[one.start : one.end] for one in dates(text)]
    assert found == ([wanted] if wanted else [])
