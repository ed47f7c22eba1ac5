"""Forms of quantities: dates and periods, numerals, currencies, bounds by sign and word, notes, tiers."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.quantities import annotate_quantities, find_quantities
from ingest.structure import structure
from ingest.text import CleanText, SourceText
from ontology.numerals import chinese_numeral, numerals, parse_numeral

Row = tuple[str, object, object, bool, bool, str]


def source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


def read(text: str) -> list[Row]:
    return [
        (q.kind.value, q.low, q.high, q.low_inclusive, q.high_inclusive, q.unit)
        for q in find_quantities(CleanText.of(source(text)), "art-1")
    ]


def day(low: str, high: str) -> Row:
    return ("date", low, high, True, True, {4: "year", 7: "month"}.get(len(low), "day"))


def money(low: object, high: object, low_in: bool = True, high_in: bool = True, unit: str = "CNY") -> Row:
    return ("money", low, high, low_in and low is not None, high_in and high is not None, unit)


def percent(low: object, high: object, low_in: bool = True, unit: str = "%") -> Row:
    return ("percent", low, high, low_in and low is not None, high is not None, unit)


def lasts(low: object, high: object, unit: str) -> Row:
    return ("duration", low, high, low is not None, high is not None, unit)


def count(low: object, high: object, unit: str, low_in: bool = True) -> Row:
    return ("count", low, high, low_in and low is not None, high is not None, unit)


FORMS: list[tuple[str, list[Row], str]] = [
    ("确需延长的，最多可延长2个月。", [lasts(None, 2, "month")], "an extension has a ceiling"),
    ("最长可以延长三十日。", [lasts(None, 30, "day")], "and with 可以"),
    ("储备不少于本县居民15天用量的食盐。", [lasts(15, None, "day")], "a stock of so many days at least"),
    ("按财政部公告2019年第87号执行。", [], "a year inside the number of a document is no date"),
    (
        "国家税务总局公告2021年第5号自2021年3月1日起施行。",
        [("date", "2021-03-01", None, True, False, "day")],
        "its day is",
    ),
    ("教学成果奖每4年评审一次。", [lasts(4, 4, "year"), count(1, 1, "time")], "every so many years"),
    ("报名时间为2022年4月6日至18日。", [day("2022-04-06", "2022-04-18")], "the end is a day only"),
    ("自二〇二三年九月八日起至二十六日止。", [day("2023-09-08", "2023-09-26")], "起至 … 止"),
    ("统计2022年2-7月的人数。", [day("2022-02", "2022-07")], "months with one unit"),
    ("统计2022年三至九月的人数。", [day("2022-03", "2022-09")], "in characters"),
    ("2022年7-2月的人数。", [day("2022", "2022")], "months that run backwards are no period"),
    ("2022年2月14-22日公示。", [day("2022-02-14", "2022-02-22")], "days with one unit"),
    ("2021年前10个月缴纳的税款。", [day("2021-01", "2021-10")], "the first months of a year"),
    ("2021年前15个月缴纳的税款。", [day("2021", "2021"), lasts(15, 15, "month")], "no year has fifteen"),
    ("于2025年上半年完工。", [day("2025-01", "2025-06")], "first half"),
    ("于2025年下半年完工。", [day("2025-07", "2025-12")], "second half"),
    ("2023年第三季度统计。", [day("2023-07", "2023-09")], "a quarter"),
    ("自2023年一季度起执行。", [("date", "2023-01", None, True, False, "month")], "from a quarter on"),
    ("2025年上半年前完工。", [("date", None, "2025-06", False, True, "month")], "before the end of a half"),
    ("到2025年上半年完工。", [("date", None, "2025-06", False, True, "month")], "until the end of a half"),
    ("自2022-08-03至2022-08-19止。", [day("2022-08-03", "2022-08-19")], "figures on both sides"),
    ("2022/8/3至2022/8/19。", [day("2022-08-03", "2022-08-19")], "with slashes"),
    ("2018年与2022年之间。", [day("2018", "2022")], "between"),
    ("2018年与2022年。", [day("2018", "2018"), day("2022", "2022")], "two years, none between"),
    ("自2022年6月7日9时至2022年6月9日18时。", [day("2022-06-07", "2022-06-09")], "with the hour"),
    ("2022年6月7日上午9:30至6月9日。", [day("2022-06-07", "2022-06-09")], "with hour and minutes"),
    ("2024年12月31日24时前报送。", [("date", None, "2024-12-31", False, True, "day")], "before an hour"),
    ("2014-15年度的亏损。", [day("2014", "2015")], "the second year is short"),
    ("2014至2016年度的亏损。", [day("2014", "2016")], "years of account"),
    (
        "2022年2月、5月和11月各查一次。",
        [day("2022-02", "2022-02"), day("2022-05", "2022-05"), day("2022-11", "2022-11")],
        "a list of months",
    ),
    ("2022年4月6日、18日。", [day("2022-04-06", "2022-04-06"), day("2022-04-18", "2022-04-18")], "of days"),
    ("处二年零九个月有期徒刑。", [lasts(33, 33, "month")], "years and months"),
    ("学习一小时三十分钟。", [lasts(90, 90, "minute")], "hours and minutes"),
    ("合同期为三年半。", [lasts(42, 42, "month")], "and a half"),
    ("两个半月内完成。", [lasts(None, Decimal("2.5"), "month")], "months and a half"),
    ("半小时内到达。", [lasts(None, 30, "minute")], "half an hour"),
    ("半天内到达。", [lasts(None, Decimal("0.5"), "day")], "half a day"),
    ("半日制幼儿园。", [], "a word"),
    ("上半年完工。", [], "no year is named"),
    ("3年期专项债券。", [lasts(3, 3, "year")], "a term"),
    ("7年期以上的租约。", [lasts(7, None, "year")], "a term with a bound"),
    ("有效期届满前一个月内。", [lasts(None, 1, "month")], "no ordinal"),
    ("提供前一年的报告。", [], "an ordinal"),
    ("申请前1年年末的资产。", [], "the year before"),
    ("起运前1天办完。", [lasts(1, 1, "day")], "a day before"),
    ("在7个工作日（不含专家评审时间）内办结。", [lasts(None, 7, "working-day")], "a remark is no note"),
    ("在二十日（节假日顺延）以内答复。", [lasts(None, 20, "day")], "a remark before the bound"),
    ("在5个以上12个以下工作日内办结。", [lasts(5, 12, "working-day")], "the unit last"),
    ("满3个以上工作日的。", [lasts(3, None, "working-day")], "the unit last, one bound"),
    ("票价为叁拾陆元伍角。", [money(Decimal("36.5"), Decimal("36.5"))], "yuan and jiao"),
    ("票价三元五角二分。", [money(Decimal("3.52"), Decimal("3.52"))], "yuan, jiao and fen"),
    ("票价三十元零五分。", [money(Decimal("30.05"), Decimal("30.05"))], "zero between yuan and fen"),
    ("每度加收三角二分。", [money(Decimal("0.32"), Decimal("0.32"))], "jiao and fen"),
    ("设置三角形标志。", [], "jiao alone is no money"),
    ("电价每千瓦时提高2分钱。", [money(Decimal("0.02"), Decimal("0.02"))], "fen alone, with 钱"),
    ("每度补贴五角钱。", [money(Decimal("0.5"), Decimal("0.5"))], "jiao alone, with 钱"),
    ("每件一块五毛钱。", [money(Decimal("1.5"), Decimal("1.5"))], "and behind yuan it is one amount"),
    ("资本为港币八百万元。", [money(8_000_000, 8_000_000, unit="HKD")], "the currency before"),
    ("保证金为新台币六万元。", [money(60_000, 60_000, unit="TWD")], "the currency before"),
    ("保证金越南盾六万元。", [], "an unknown currency is never yuan"),
    ("保证金人民币六万元。", [money(60_000, 60_000)], "renminbi before"),
    ("不低于700万瑞士法郎。", [money(7_000_000, None, unit="CHF")], "a name of three characters"),
    ("不低于600万人民币。", [money(6_000_000, None)], "renminbi as unit"),
    ("奖励3万500元。", [money(30_500, 30_500)], "characters and figures"),
    ("投资十亿3000万元。", [money(1_030_000_000, 1_030_000_000)], "characters, then figures"),
    ("奖励2万3千元。", [money(23_000, 23_000)], "two scales"),
    ("补助两千零十六元。", [money(2016, 2016)], "zero before ten"),
    ("补助三千五元。", [money(3500, 3500)], "the last place left out"),
    ("补助七点五万元。", [money(75_000, 75_000)], "a decimal in characters"),
    ("安排六七万元。", [], "vague"),
    ("三四十人以上。", [], "vague tens"),
    ("百分之二三的企业。", [], "a vague share"),
    ("一千多万元。", [], "vague: more than a thousand"),
    ("引进亿元以上的项目。", [money(100_000_000, None)], "no digit"),
    ("千万元以下的工程。", [money(None, 10_000_000)], "no digit"),
    ("几千万元以上的工程。", [], "vague"),
    ("每万元产值能耗。", [], "a unit of output"),
    ("年收入≥80万元的。", [money(800_000, None)], "a sign before"),
    ("80万元≤年收入<100万元。", [money(800_000, None), money(None, 1_000_000, high_in=False)], "after"),
    ("80万元<年收入≤100万元。", [money(800_000, None, low_in=False), money(None, 1_000_000)], "other signs"),
    ("80万元≥年收入＞10万元。", [money(None, 800_000), money(100_000, None, low_in=False)], "falling"),
    ("大于等于60万元的。", [money(600_000, None)], "words of a sign"),
    ("小于或者等于60万元的。", [money(None, 600_000)], "words of a sign"),
    ("不小于60万元的。", [money(600_000, None)], "not less"),
    ("超过了90万元的。", [money(900_000, None, low_in=False)], "with 了"),
    ("至少是90万元。", [money(900_000, None)], "with 是"),
    ("最高可达90万元。", [money(None, 900_000)], "最高可达"),
    ("最低奖励3000元。", [money(3000, None, high_in=False)], "a floor of what is given"),
    ("最低补助3000元。", [money(3000, None, high_in=False)], "of another gift"),
    ("最低补贴3000元。", [money(3000, None, high_in=False)], "of a subsidy"),
    ("最低资助3000元。", [money(3000, None, high_in=False)], "of support"),
    ("最低可给予3000元。", [money(3000, None, high_in=False)], "that may be given"),
    (
        "补助不得少于或者等于600元。",
        [money(600, None, low_in=False, high_in=False)],
        "both banned: more than",
    ),
    ("补助不得低于或等于600元。", [money(600, None, low_in=False, high_in=False)], "in other words"),
    ("补助不得小于或等于600元。", [money(600, None, low_in=False, high_in=False)], "in other words"),
    ("费用不得大于或者等于600元。", [money(None, 600, low_in=False, high_in=False)], "less than"),
    ("费用不得多于或等于600元。", [money(None, 600, low_in=False, high_in=False)], "in other words"),
    ("费用不得高于或等于600元。", [money(None, 600, low_in=False, high_in=False)], "in other words"),
    ("费用少于或等于3000元。", [money(None, 3000, low_in=False)], "less or equal, in words"),
    ("费用低于等于3000元。", [money(None, 3000, low_in=False)], "in other words"),
    ("费用多于或者等于3000元。", [money(3000, None, high_in=False)], "more or equal"),
    ("费用高于等于3000元。", [money(3000, None, high_in=False)], "in other words"),
    ("最高不得超过每亩每年500元。", [money(None, 500)], "what it is counted by between"),
    ("在6万元与9万元之间。", [money(60_000, 90_000)], "between"),
    ("6万元与9万元。", [money(60_000, 60_000), money(90_000, 90_000)], "two amounts"),
    ("60万元（不含）—90万元（含）的。", [money(600_000, 900_000, low_in=False)], "notes at both ends"),
    (
        "六十万元（含六十万元）至九十万元（不含九十万元）的。",
        [money(600_000, 900_000, high_in=False)],
        "the note repeats the figure",
    ),
    ("50亿元以上（包含本数）的。", [money(5_000_000_000, None)], "包含本数"),
    ("50亿元以上（不包括本数）的。", [money(5_000_000_000, None, low_in=False)], "不包括本数"),
    ("80000元限额内据实扣除。", [money(None, 80_000)], "a ceiling noun without 的"),
    ("达到50%左右。", [percent(50, 50)], "about: neither floor nor ceiling"),
    ("不低于50%左右。", [percent(50, None)], "a stated floor stays"),
    ("分别达到55%、65%。", [percent(55, None), percent(65, None)], "one word for both"),
    (
        "达到2000万元、5000万元的企业，分别给予20万元、50万元。",
        [money(20_000_000, None), money(50_000_000, None), money(200_000, 200_000), money(500_000, 500_000)],
        "one word for both where each has its own later",
    ),
    (
        "达到2000万元、5000万元的企业。",
        [money(20_000_000, None), money(50_000_000, 50_000_000)],
        "nothing says that both have it",
    ),
    ("超过一年期贷款市场报价利率四倍的。", [percent(400, None, low_in=False)], "a multiple over a term"),
    ("超过1年期贷款市场报价利率四倍的。", [percent(400, None, low_in=False)], "a term in figures"),
    (
        "超过一年，利率四倍的。",
        [("duration", 1, None, False, False, "year"), percent(400, 400)],
        "a comma between",
    ),
    ("达到55%，下降5%。", [percent(55, None), percent(5, 5)], "one word for one"),
    ("按百分之四十至六十补助。", [percent(40, 60)], "百分之 once"),
    ("按百分之十以上二十五以下处罚。", [percent(10, 25)], "百分之 once, with bounds"),
    ("按百分之十至百分之二十补助。", [percent(10, 20)], "百分之 twice"),
    ("百分之六十至五十。", [percent(60, 60)], "backwards: left alone"),
    ("持股超过2/5的。", [percent(40, None, low_in=False)], "a fraction in figures"),
    ("2/3以上同意。", [percent(Decimal("66.666667"), None)], "bound after"),
    ("比例尺为2/5。", [], "no bound"),
    ("超过5/2的。", [], "no proper fraction"),
    ("利率加点不得超过30个基点。", [percent(None, Decimal("0.3"), unit="percentage-point")], "basis points"),
    ("按超出部分的15%缴纳。", [percent(15, 15)], "what exceeds is the base"),
    ("超出定额部分的25%加价。", [percent(25, 25)], "what exceeds is the base"),
    ("不超过该项目经审计确认的实际建设成本40%。", [percent(None, 40)], "a long base"),
    ("市区人口超过100万的城市。", [count(1_000_000, None, "person", low_in=False)], "no unit"),
    ("市区人口100万的城市。", [], "a bare count"),
    ("每年至少检查一次。", [count(1, None, "time")], "an act between"),
    ("每年检查一次。", [count(1, 1, "time")], "how often"),
    ("每半年至少检查两次。", [lasts(6, 6, "month"), count(2, None, "time")], "at least so often"),
    ("每年检查，发现一次通报。", [], "another clause"),
    ("第一次检查。", [], "an ordinal"),
    ("不少于1000例。", [count(1000, None, "case")], "cases"),
    ("连续两次较差的。", [count(2, 2, "time")], "in a row"),
    ("培育30家以上企业。", [count(30, None, "enterprise")], "enterprises"),
    ("设有10张床位以上。", [count(10, None, "bed")], "beds"),
    ("一位及以上老人。", [count(1, None, "person")], "one or more"),
    ("年满十八周岁的。", [], "an age is no quantity"),
    (
        "20万元及以下的补助3万元；20万元以上的补助5万元。",
        [
            money(None, 200_000),
            money(30_000, 30_000),
            money(200_000, None, low_in=False),
            money(50_000, 50_000),
        ],
        "the next tier",
    ),
    (
        "10万元以上至50万元的；50万元以上至200万元的。",
        [money(100_000, 500_000), money(500_000, 2_000_000, low_in=False)],
        "the next tier by 至",
    ),
    (
        "一万元以上五万元以下；五万元以上十万元以下。",
        [money(10_000, 50_000), money(50_000, 100_000)],
        "fines include both ends",
    ),
    ("责令暂停六个月以上一年以下执业活动。", [lasts(6, 12, "month")], "以上一年 is no 上一年"),
    ("上一年以下的部分。", [], "the year before"),
    ("暂扣六个月至二年。", [lasts(6, 24, "month")], "two units of time, the smaller counts"),
    ("满六个月不满一年的。", [("duration", 6, 12, True, False, "month")], "bounds in two units"),
    (
        "休息不得少于二十分钟，二十四小时以内不得再开。",
        [lasts(20, None, "minute"), lasts(None, 24, "hour")],
        "a comma",
    ),
    ("保存十日至八周。", [lasts(10, 56, "day")], "days and weeks"),
    ("三年至五人。", [lasts(3, 3, "year")], "no common unit"),
    ("运行三十天五小时二十分。", [lasts(43_520, 43_520, "minute")], "days, hours and minutes"),
    ("每周七日24小时服务。", [lasts(7, 7, "day"), lasts(24, 24, "hour")], "twenty-four hours are a day"),
    ("二分钟三十秒内到达。", [lasts(None, 150, "second")], "minutes and seconds"),
    ("东经一百二十分三十秒。", [lasts(30, 30, "second")], "an arc is no time: its seconds alone are left"),
    ("两个半小时内到达。", [lasts(None, Decimal("2.5"), "hour")], "hours and a half"),
    ("半个钟头内到达。", [lasts(None, 30, "minute")], "half an hour, said otherwise"),
    ("大半天内到达。", [], "vague: most of a day"),
    ("一刻钟内到达。", [lasts(None, 15, "minute")], "a quarter of an hour"),
    ("两个礼拜内答复。", [lasts(None, 2, "week")], "weeks, said otherwise"),
    ("任职满四周年。", [lasts(4, None, "year")], "full years"),
    ("成立七十周年庆典。", [], "an anniversary"),
    ("2019年8月6日或之后发布的。", [("date", "2019-08-06", None, True, False, "day")], "on or after"),
    ("2013年及以前的欠费。", [("date", None, "2013", False, True, "year")], "until and with"),
    ("2012-01-01及以前的。", [("date", None, "2012-01-01", False, True, "day")], "figures, until and with"),
    ("2010年之后2018年之前建成的。", [day("2010", "2018")], "a floor and the ceiling right behind it"),
    (
        "2018年之后2010年之前建成的。",
        [("date", "2018", None, True, False, "year"), ("date", None, "2010", False, True, "year")],
        "none",
    ),
    (
        "2010年之后、2018年之前建成的。",
        [("date", "2010", None, True, False, "year"), ("date", None, "2018", False, True, "year")],
        "two",
    ),
    ("2018年前半年完工。", [day("2018-01", "2018-06")], "first half, said otherwise"),
    ("2018年后半年完工。", [day("2018-07", "2018-12")], "second half, said otherwise"),
    ("2021年前两个季度的税款。", [day("2021-01", "2021-06")], "the first quarters"),
    ("2021年前三季度的税款。", [day("2021-01", "2021-09")], "without 个"),
    (
        "2021年前五季度的税款。",
        [("date", None, "2021", False, True, "year"), lasts(5, 5, "quarter")],
        "no year has five",
    ),
    ("2022年首季度的税款。", [day("2022-01", "2022-03")], "the first quarter"),
    ("2022年首月的税款。", [day("2022-01", "2022-01")], "the first month"),
    ("2021年的第三个月完工。", [day("2021-03", "2021-03")], "a month by its number"),
    ("2021年第十三个月完工。", [day("2021", "2021")], "there is none"),
    ("2021年最后4个月完工。", [day("2021-09", "2021-12")], "the last months"),
    ("1967年前两月完工。", [day("1967-01", "1967-02")], "the first months without 个"),
    ("2021年前3月底完工。", [("date", None, "2021", False, True, "year")], "the end of a month is no length"),
    ("实施期限：2021.03-2023.12。", [day("2021-03", "2023-12")], "months in figures"),
    ("实施期限：2023.12-2021.03。", [], "backwards"),
    ("2018/1/10-2018/7/10。", [day("2018-01-10", "2018-07-10")], "slashes on both sides of a dash"),
    ("从2016到2018的数据。", [day("2016", "2018")], "years without 年 after 从"),
    ("从2016到2018元的收入。", [money(2016, 2018)], "a range of money"),
    ("2014至15年的亏损。", [day("2014", "2015")], "the second year is short"),
    ("1985至89年9月的档案。", [day("1985", "1989-09")], "and has a month"),
    ("98年4月印发。", [day("1998-04", "1998-04")], "no century: 30 to 99 are of the 1900s"),
    ("15年3月2日印发。", [day("2015-03-02", "2015-03-02")], "no century: 00 to 29 are of the 2000s"),
    ("08年以后的档案。", [("date", "2008", None, True, False, "year")], "a term has no zero before it"),
    ("第1.05年版。", [], "a decimal"),
    ("九七年一季度印发。", [day("1997-01", "1997-03")], "positional characters"),
    ("零七年八月二十九号印发。", [day("2007-08-29", "2007-08-29")], "positional characters"),
    ("未来一二年内。", [], "neighbours are vague"),
    ("八九年内。", [], "neighbours are vague"),
    ("判处有期徒刑10年6月。", [lasts(10, 10, "year")], "a term of prison is no date"),
    ("二十二年。", [lasts(22, 22, "year")], "places: a length of time"),
    ("1789年6月10日的碑刻。", [day("1789-06-10", "1789-06-10")], "before 1900, in figures"),
    ("树龄1000年的古树。", [lasts(1000, 1000, "year")], "no date"),
    ("票价为叁拾圆整。", [money(30, 30)], "圆"),
    ("票价十块三毛。", [money(Decimal("10.3"), Decimal("10.3"))], "as it is spoken"),
    ("至少九百块钱以上。", [money(900, None)], "as it is spoken"),
    ("设置三块标志牌。", [], "a classifier"),
    ("两美元又三美分。", [money(Decimal("2.03"), Decimal("2.03"), unit="USD")], "cents"),
    ("保证金三万元欧元。", [money(30_000, 30_000, unit="EUR")], "the currency behind 元"),
    ("保证金9000元日币。", [money(9000, 9000, unit="JPY")], "the currency behind 元"),
    ("投资两个亿元。", [money(200_000_000, 200_000_000)], "个亿"),
    ("月薪10~15k元。", [money(10_000, 15_000)], "k is a thousand"),
    ("月薪3w元。", [money(30_000, 30_000)], "w is ten thousand"),
    ("桩号5kV元。", [], "another unit"),
    ("奖励1千零20元。", [money(1020, 1020)], "figures around 零"),
    ("投资10万万元。", [money(1_000_000_000, 1_000_000_000)], "万万"),
    ("补助伍佰零拾零元。", [money(500, 500)], "a place that is empty, as on a cheque"),
    ("补助零十二元。", [money(12, 12)], "zero before ten"),
    ("补助一到两千元。", [money(1000, 2000)], "the first takes over 千"),
    ("补助一千到两千万元。", [money(10_000_000, 20_000_000)], "the first takes over 万"),
    ("补助八到九百亿元。", [money(800_000_000, 90_000_000_000)], "and not both"),
    ("1万(含)-5万元。", [money(10_000, 50_000)], "a note before the dash"),
    ("1万（不含）-5万元。", [money(10_000, 50_000, low_in=False)], "a note before the dash"),
    ("门票按五折收取。", [percent(50, 50)], "a discount"),
    ("门票打七五折。", [percent(75, 75)], "a discount of two digits"),
    ("门票打对折。", [percent(50, 50)], "half the price"),
    ("门票半折。", [percent(50, 50)], "half the price"),
    ("门票按十折收取。", [], "no discount"),
    ("打七八折。", [], "vague"),
    ("按1折合100计算。", [], "another word"),
    ("减收三成半。", [percent(35, 35)], "tenths and a half"),
    ("减收七成六。", [percent(76, 76)], "tenths and hundredths"),
    ("百万分之五。", [percent(Decimal("0.0005"), Decimal("0.0005"))], "parts of a million"),
    ("占总人数百分之二十以上。", [percent(20, None)], "数 before 百分之 is no vague number"),
    ("增速为-2%。", [percent(-2, -2)], "below zero"),
    ("增速为负2%。", [percent(-2, -2)], "below zero"),
    ("误差正负2%。", [percent(2, 2)], "both"),
    ("10%-2%。", [percent(10, 10), percent(2, 2)], "a dash"),
    ("见https://a.example/b?q=30%25，达到5%。", [percent(5, None)], "an address"),
    (
        "按财政部公告2015年第12号和《办法》（财政部令二〇一五年第三号）办理。",
        [],
        "the year of a document number",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), FORMS, ids=[f[0] for f in FORMS])
def test_forms(text: str, wanted: list[Row], why: str) -> None:
    assert read(text) == wanted, why


DEFINED = [
    ("本办法所称“以上”不含本数。", False, True, "one word, excluded"),
    ("本办法所称以上、以下均不包括本数。", False, False, "both, excluded"),
    ("本办法所称以上，包括本数；所称以下，不含本数。", True, False, "each its own"),
    ("本办法自公布之日起施行。", True, True, "nothing said: the Civil Code"),
]


@pytest.mark.parametrize(("said", "low", "high", "why"), DEFINED, ids=[d[0] for d in DEFINED])
def test_a_rule_may_say_what_its_bounds_include(said: str, low: bool, high: bool, why: str) -> None:
    fines = "第一条 处一万元以上五万元以下罚款。\n第二条 处一万元（含）以上五万元（含）以下罚款。\n"
    text = f"某市罚款办法\n{fines}第三条 {said}\n"
    first, second = annotate_quantities(structure(source(text)))
    assert (first.low_inclusive, first.high_inclusive) == (low, high), why
    assert (second.low_inclusive, second.high_inclusive) == (True, True), (
        "a note at the figure stands before it"
    )


# ── numbers enumerated ──────────────────────────────────────────────────────────────────────────────

_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def _han(number: int) -> str:
    """Write a number below 100,000 in characters, as GB/T 15835 has it."""
    if number < 1000:
        return chinese_numeral(number)
    for scale, sign in ((10_000, "万"), (1000, "千")):
        head, rest = divmod(number, scale)
        if head:
            low = "" if not rest else ("零" if rest < scale // 10 else "") + _inner(rest)
            return _han(head) + sign + low
    raise AssertionError(number)


def _inner(number: int) -> str:
    text = _han(number)
    return "一" + text if text.startswith("十") else text


def test_every_number_below_a_hundred_thousand_is_read_in_every_form() -> None:
    for number in range(100_000):
        han = _han(number)
        forms = [han, han.translate(_FORMAL), str(number), f"{number:,}"]
        if number >= 10_000 and (rest := number % 10_000) and rest >= 10:
            forms.append(f"{number // 10_000}万{rest}")
        if number % 1000 == 0 and number >= 10_000:
            forms.append(f"{number / 10_000:g}万")
        for form in forms:
            assert parse_numeral(form) == number, form
            assert form == "零" or [form[a:b] for a, b in numerals(form + "元")] == [form], form


_BOUNDS = {
    "不低于{}": (True, True, False),
    "超过{}": (True, False, False),
    "不超过{}": (False, False, True),
    "不足{}": (False, False, False),
    "{}以上": (True, True, False),
    "{}以下": (False, False, True),
}


@given(
    st.integers(1, 99_999),
    st.sampled_from(sorted(_BOUNDS)),
    st.sampled_from([("元", "CNY"), ("美元", "USD"), ("港币", "HKD"), ("万元", "CNY")]),
    st.booleans(),
)
def test_a_bound_holds_for_each_number_and_currency(
    number: int, bound: str, unit: tuple[str, str], han: bool
) -> None:
    word, code = unit
    value = number * (10_000 if word == "万元" else 1)
    figure = (_han(number) if han else str(number)) + word
    floor, low_in, high_in = _BOUNDS[bound]
    assert read(f"收入{bound.format(figure)}的。") == [
        money(value if floor else None, None if floor else value, low_in, high_in, code)
    ]


@given(st.dates(), st.dates(), st.sampled_from(["至", "到", "-", "—"]))
def test_a_period_has_both_its_days(first: object, last: object, joint: str) -> None:
    low, high = sorted((first, last))  # type: ignore[type-var]
    if not 1900 <= low.year <= high.year <= 2099:  # type: ignore[attr-defined]
        return
    printed = [f"{d.year}年{d.month}月{d.day}日" for d in (low, high)]  # type: ignore[attr-defined]
    assert read(f"自{joint.join(printed)}止。") == [day(low.isoformat(), high.isoformat())]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("unit", "word"), list(product(["元", "%", "日", "人"], ["以上", "以下"])))
def test_a_sentence_without_end_takes_linear_time(unit: str, word: str) -> None:
    assert len(read(f"三十{unit}{word}，" * 2000)) == 2000
