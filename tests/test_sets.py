"""Words that functions look up in a set: each in a text that is read otherwise when the word is not in the set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.readings import reading
from ingest.annotate import learned, norms, roles
from ingest.annotate.norm import acting, clause, clauses, grouping, leading, modality, sentences
from ingest.annotate.quantities import find_quantities
from ingest.annotate.quantity import subject
from ingest.bodies import parse
from ingest.bodies.find import expansion, named
from ingest.bodies.find import words as level_words
from ingest.language import tokenize
from ingest.model import Quantity
from ingest.read import html_tree
from ingest.structure import heading, letters, page_block, parting
from ingest.text import CleanText, SourceText
from ontology.lexicon import words
from ontology.numerals import parse_numeral, plain_form


def _has_predicate(text: str) -> bool:
    (one,) = clauses.clauses(text, 0, len(text), clause.Words(text))
    return acting.has_predicate(one)


def _part(text: str) -> Any:
    """Return what stands for a clause, and for the norm that it is the main clause of."""
    part = SimpleNamespace(
        text=text, core=text, modal=re.search("应当", text), tokens=tokenize(text), start=0
    )
    part.main = part
    return part


READ: list[tuple[str, Iterable[str], str, str]] = [
    # a text with a place, what stands there in turn, how something that is read of it begins, the reason
    (
        "{}享有选举权。",
        (
            *("股东", "董事", "主任", "公司", "被告", "幼儿园", "办事处", "中央", "中小学", "主席", "商店"),
            *("财政", "父母", "监狱", "侨眷", "加油站", "各级", "民警", "图书馆"),
        ),
        "norm {}享有选举权 right 享有 {} explicit",
        "whose right it is, up to its verb",
    ),
    (
        "某{}享受待遇。",
        ("配偶", "商", "共青团", "师", "户", "妇联", "部"),
        "norm 某{}享受待遇 right 享受 某{} explicit",
        "names that only stand behind a word",
    ),
    (
        "企业停产，市局{}减免。",
        ("不得", "严禁", "可", "可以", "应当", "必须", "禁止"),
        "norm 市局{}减免 ",
        "a short clause with a strong word is a norm of its own",
    ),
    (
        "国家将{}市场情况，适时启动。",
        ("依据", "依照", "按", "按照", "本着", "根据", "结合", "针对"),
        "norm 国家将{}市场情况，适时启动 obligation none 启动 ",
        "only a ground before the act",
    ),
    (
        "国家将{}企业需要，适时启动。",
        ("面向",),
        "norm 国家将{}企业需要，适时启动 obligation none 启动 ",
        "only whom it is for",
    ),
    (
        "国家将{}市场调查中，适时启动。",
        ("从",),
        "norm 国家将{}市场调查中，适时启动 obligation none 启动 ",
        "only where from",
    ),
    (
        "满六个月{}一年。",
        ("以下",),
        "quantity 一年 duration 1 1 true true year",
        "一 behind a bound is no ordinal",
    ),
    (
        "运营单位应{}监管方的指导下，建立制度。",
        ("在", "自"),
        "norm 运营单位应{}监管方的指导下，建立制度 obligation 应 运营单位 explicit 建立制度 ",
        "only the circumstances",
    ),
    (
        "运营单位应在监管方指导{}，建立制度。",
        ("下", "中", "内", "方面"),
        "norm 运营单位应在监管方指导{}，建立制度 obligation 应 运营单位 explicit 建立制度 ",
        "how circumstances end",
    ),
    (
        "企业{}可在网上申请。",
        ("也", "仅", "仍", "则", "均", "并", "还", "都"),
        "norm 企业{}可在网上申请 permission 可 企业 explicit",
        "a particle between subject and 可",
    ),
    (
        "企业{}均可在网上申请。",
        ("亦", "即", "尚"),
        "norm 企业{}均可在网上申请 permission 可 企业 explicit",
        "two of them",
    ),
    (
        "企业应当收集{}保存资料。",
        ("和", "、", "并", "或者", "以及"),
        "norm 企业应当收集{}保存资料 obligation 应当 企业 explicit 收集{}保存资料 资料",
        "two verbs with one object",
    ),
    (
        "本办法自2020年1月1日起{}。",
        ("施行", "实施", "生效", "废止"),
        "norm 本办法自2020年1月1日起{} entry-into-force {} none {}",
        "what tells when a rule is in force",
    ),
    ("本办法由市局负责{}。", ("解释",), "norm 本办法由市局负责{} interpretation {} ", "who explains it"),
    ("本办法{}企业，是公司。", ("所称",), "norm 本办法{}企业，是公司 definition {} ", "a definition"),
    ("本办法{}于企业。", ("适用",), "norm 本办法{}于企业 scope {} ", "its scope"),
    ("为{}提供服务。", ("社会",), "norm 为{}提供服务 obligation none 为{}提供服务 服务 for: {}", "for all"),
    (
        "领导小组应当负责协调，组长由市长{}。",
        ("兼任",),
        "norm 组长由市长{} obligation 应当 none ",
        "nor of who was spoken of before",
    ),
    (
        "企业{}加强对安全工作的统筹协调，制订好方案。",
        ("应当", "必须", "应"),
        "norm 制订好方案 obligation {} 企业 inherited ",
        "an order goes on in a short clause",
    ),
    (
        "组长由市长{}。",
        ("担任",),
        "norm 组长由市长{} obligation none ",
        "an office is no duty of who holds it",
    ),
    (
        "由公积金{}负责。",
        (
            *("主管机构", "控制机构", "救援机构", "登记机构", "监管机构"),
            *("督导机构", "经办机构", "检查机构", "检疫机构", "监察机构"),
        ),
        "department 公积金{} ",
        "an ending with a matter before it that nobody has listed",
    ),
    (
        "由{}、襄阳市财政局负责。",
        words("division-type"),
        "department {}、襄阳市财政局 ",
        "a level before a name",
    ),
    (
        "报县山歌{}备案。",
        ("分局", "办", "办公室", "厅", "委", "委员会", "局", "总队", "支队", "海关", "调查队"),
        "department 县山歌{} ",
        "a department of a county, of a matter that nobody has listed",
    ),
    (
        "县人民政府渔业、环保、水利{}主管部门报告。",
        ("等",),
        "department 主管部门 县人民政府主管部门、主管部门 true",
        "the government before a list is that of all in it",
    ),
    ("依照本办法第三{}的规定。", "章节条款项", "citation 本办法第三{} ", "a part of the rule"),
    ("依照第三条、第五{}规定。", "目", "citation 第五{} text art-3/subitem-5", "the smallest part"),
]
AMOUNTS: list[tuple[str, Iterable[str], str, str]] = [
    # a text with a place, what stands there, what is found: low, high, unit; the reason
    ("期限为半{}。", ("年",), "6 6 month", "half a year"),
    ("期限为半{}。", ("个月",), "15 15 day", "half a month"),
    ("期限为半{}。", ("小时", "个小时", "个钟头"), "30 30 minute", "half an hour"),
    ("期限为半{}。", "天日", "0.5 0.5 day", "half a day"),
    ("期限为3{}5个工作日。", "-—–~至到", "3 5 working-day", "a range with its unit at the end"),
    ("处六个月{}一年以下拘役。", ("以上",), "6 12 month", "一 behind a bound is no ordinal"),
    ("补偿5个以上12个以下{}。", ("工作日",), "5 12 working-day", "a unit behind the bound"),
    ("补偿5个以上12个以下{}。", ("交易日",), "5 12 trading-day", "a unit behind the bound"),
    ("补偿5个以上12个以下{}。", ("自然日",), "5 12 day", "a unit behind the bound"),
    ("补偿5个以上12个以下{}。", ("小时", "钟头"), "5 12 hour", "a unit behind the bound"),
    ("补偿5个以上12个以下{}。", ("星期", "礼拜"), "5 12 week", "a unit behind the bound"),
    ("补偿5个以上12个以下{}。", ("季度",), "5 12 quarter", "a unit behind the bound"),
    ("不少于5{}。", ("元", "人民币", "圆", "块钱"), "5 None CNY", "yuan"),
    ("不少于5{}。", ("港元", "港币"), "5 None HKD", "dollars of Hong Kong"),
    ("不少于5{}。", ("日元", "日币"), "5 None JPY", "yen"),
    ("不少于5{}。", ("新台币", "台币"), "5 None TWD", "dollars of Taiwan"),
    ("不少于5{}。", ("美元",), "5 None USD", "dollars"),
    ("不少于5{}。", ("欧元",), "5 None EUR", "euros"),
    ("不少于5{}。", ("英镑",), "5 None GBP", "pounds"),
    ("不少于5{}。", ("瑞士法郎",), "5 None CHF", "francs"),
    ("不少于5{}。", ("澳门元",), "5 None MOP", "pataca"),
    ("不少于5{}。", ("新加坡元",), "5 None SGD", "dollars of Singapore"),
    ("不少于5{}。", ("韩元",), "5 None KRW", "won"),
    ("不少于5{}。", ("卢布",), "5 None RUB", "roubles"),
    ("不少于5{}。", ("澳元",), "5 None AUD", "dollars of Australia"),
    ("不少于5{}。", ("加元",), "5 None CAD", "dollars of Canada"),
    ("不少于5{}。", ("泰铢",), "5 None THB", "baht"),
    ("不少于5{}。", ("奈拉",), "5 None NGN", "naira"),
    ("不少于5{}。", ("%",), "5 None %", "a share"),
    ("不少于5{}。", ("‰",), "0.5 None %", "a share of a thousand"),
    ("不少于5{}。", ("倍",), "500 None %", "times"),
    ("不少于5{}。", "成折", "50 None %", "tenths"),
    ("不少于5{}。", ("个百分点",), "5 None percentage-point", "points"),
    ("不少于5{}。", ("个基点",), "0.05 None percentage-point", "a hundredth of a point"),
    ("不少于5{}。", ("秒",), "5 None second", "time"),
    ("不少于5{}。", ("分钟",), "5 None minute", "time"),
    ("不少于5{}。", ("刻钟",), "75 None minute", "a quarter of an hour"),
    ("不少于5{}。", ("小时", "钟头"), "5 None hour", "time"),
    ("不少于5{}。", ("日", "天", "自然日"), "5 None day", "time"),
    ("不少于5{}。", ("工作日",), "5 None working-day", "time"),
    ("不少于5{}。", ("交易日",), "5 None trading-day", "time"),
    ("不少于5{}。", ("周", "星期", "礼拜"), "5 None week", "time"),
    ("不少于5{}。", ("个月",), "5 None month", "time"),
    ("不少于5{}。", ("季度",), "5 None quarter", "time"),
    ("不少于5{}。", ("年", "周年", "年期"), "5 None year", "time"),
    ("不少于5{}。", "人名位", "5 None person", "people"),
    ("不少于5{}。", ("户",), "5 None household", "households"),
    ("不少于5{}。", ("次",), "5 None time", "how often"),
    ("不少于5{}。", ("张床位",), "5 None bed", "beds"),
    ("不少于5{}。", ("家",), "5 None enterprise", "enterprises"),
    ("不少于5{}。", ("例",), "5 None case", "cases"),
    ("不少于5{}。", ("人次",), "5 None person-time", "visits"),
]
VALUES: list[tuple[str, int | Decimal, str]] = [
    *((f"二百{char}", 200 + 10 * value, "a digit") for value, char in enumerate("一二三四五六七八九", 1)),
    *(
        (f"贰佰{char}拾", 200 + 10 * value, "a financial digit")
        for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)
    ),
    *((f"二{char}二{char}", 2020, "a digit by its place") for char in "零〇○"),
    *((f"一万{char}千五百", 10_500, "no thousands") for char in "零〇○"),
    *((f"{char}百", 200, "two") for char in "两俩"),
    *(
        (f"叁{char}", 3 * scale, "a financial place")
        for char, scale in (("拾", 10), ("佰", 100), ("仟", 1000))
    ),
    *((f"三{char}", 3 * scale, "a place") for char, scale in (("十", 10), ("百", 100), ("千", 1000))),
    *(
        (f"三{char}", 3 * scale, "over a place")
        for char, scale in (("万", 10**4), ("亿", 10**8), ("兆", 10**12))
    ),
    *((f"3{char}", 3 * scale, "behind a figure") for char, scale in (("十", 10), ("百", 100), ("千", 1000))),
    *((f"3{char}", 3 * scale, "behind a figure") for char, scale in (("万", 10**4), ("亿", 10**8))),
    *((f"3{char}", 3 * scale, "a letter behind a figure") for char, scale in (("k", 1000), ("w", 10**4))),
]
TOLD: list[tuple[Callable[[str], object], str, Iterable[str], object, str]] = [
    # what is asked, a text with a place, what stands there, the answer, the reason
    (
        plain_form,
        "第{}条",
        "零〇○二三四五六七八九两俩壹贰叁肆伍陆柒捌玖拾佰仟",
        "第一条",
        "characters of numbers",
    ),
    (
        lambda text: modality._embedded(next(re.finditer("禁止", text)), text),
        "企业{}禁止停车区",
        "在对于向从将把非为",
        True,
        "a ban in the name of a place",
    ),
    (sentences.announces, "提交{}材料", ("下列", "以下", "如下"), True, "a list follows"),
    (
        lambda text: list(learned._subjects(text)),
        "{}应当监督。",
        ("中心", "主管部门", "人民政府", "单位", "小组", "政府", "机关", "机构", "部门"),
        [],
        "a sort alone is no name to learn",
    ),
    (
        lambda text: level_words.level_before(text, len(text)),
        "各{}",
        "乡区县州市旗盟省镇",
        0,
        "levels of divisions",
    ),
    (
        lambda text: level_words.level_before(text, len(text)),
        "{}",
        ("街道", "县的"),
        0,
        "how level words end",
    ),
    (
        lambda text: level_words.level_before(text, len(text)),
        "各县（市{}、襄阳市",
        "）)",
        0,
        "a level with another in brackets goes on with a name",
    ),
    (
        lambda text: list(named._placed(text)),
        "{}轨道交通站负责。",
        ("城市", "城区"),
        [],
        "what lies in a city is none of its bodies",
    ),
    (
        lambda text: letters._after_list(text, 0, len(text)),
        "某实施方案{}某市民政局",
        "的等()》稿和与及",
        None,
        "no body begins there, the title goes on",
    ),
    (
        lambda text: letters._signs(text, 2, len(text), 0, False),
        "某。{}某市民政局",
        "自至到于从在经起以",
        False,
        "words in a sentence sign nothing",
    ),
    (
        parting.tail_points,
        "本办法施行。某市人民政府{}2020年1月2日",
        "自至到于从在经起以",
        [],
        "the day is a part of the sentence",
    ),
    (
        lambda text: leading._only_grounds(tokenize(text), text),
        "国家在启动调整{}",
        ("下", "中", "内", "前", "后", "时", "期间", "方面", "之前", "之后"),
        True,
        "the verb is one of the circumstances",
    ),
    (
        lambda text: leading._only_grounds(tokenize(text), text),
        "国家{}根据市场情况",
        ("可", "应", "应当", "引导", "支持", "由", "能", "要", "请", "需", "鼓励"),
        True,
        "a word of order before the ground is no act",
    ),
    (
        lambda text: expansion._written_out(text, expansion.MentionContext(division="某市")),
        "{}财政局",
        ("市",),
        "某市财政局",
        "the division's own level",
    ),
    (
        lambda text: expansion._written_out(text, expansion.MentionContext(division="某区")),
        "{}财政局",
        ("区",),
        "某区财政局",
        "the division's own level",
    ),
    (
        lambda text: [one.rule for one in _quantities(text)],
        "不少于{}分之三。",
        "百千万",
        ["quantity-share"],
        "what shares are parts of",
    ),
    (
        _has_predicate,
        "材料{}公证",
        ("依法", "及时", "如实", "定期", "按时", "按期", "逐一"),
        True,
        "what is done follows how it is done, though it looks like a noun",
    ),
    (
        lambda text: norms._has_subject(_part(text)),
        "企业停产{}应当报告",
        ("期间", "时", "后", "前", "的", "内", "中", "下", "外", "起"),
        False,
        "circumstances are no subject",
    ),
    (
        lambda text: grouping._pivots(_part(text)),
        "{}青年学习新的技术",
        ("鼓励", "支持", "引导", "提倡", "倡导"),
        True,
        "who is called on acts, though he is no known agent",
    ),
    (
        lambda text: grouping._is_allowed(_part("企业从境外进口试剂"), _part(text)),
        "{}在区内查验",
        ("允许", "准许"),
        True,
        "the clause before tells what is allowed",
    ),
    (lambda text: bool(roles._LEADS.match(text)), "{}牵头", ("部门", "机关", "单位"), True, "who leads"),
    (
        subject._names_nothing,
        "{}",
        ("处", "主席团、", "同时", "由", "但是", "或者"),
        True,
        "what is measured stands behind the amount",
    ),
    (
        lambda text: _group(learned._EXPLAINED, text, "term"),
        "所称{}某某，是指",
        ("", "的"),
        "某某",
        "what is explained",
    ),
    *(
        (lambda text: _group(html_tree._TAG, text, 2), "<{}>", (name,), name, "the name of a tag")
        for name in ("trA", "Td", "h1")
    ),
    (parse._stem_in, "{}", ("招商", "流通", "登记机关", "编制"), "", "an act is no matter of a department"),
    (lambda text: named._place_before(text, len(text)), "{}", ("国家", "中央"), 0, "the country is a place"),
    (lambda text: named._place_before(text, 2), "{}级", ("全国", "中国"), 2, "a level is not the country"),
    (
        page_block._values,
        "发布机构：{}",
        (
            *("无", "暂无", "没有", "空", "略", "不详", "未知", "不明", "待定", "未注明", "未标注"),
            *("N/A", "NA", "none", "null"),
        ),
        {},
        "nothing is said",
    ),
    (heading.genre, "某市公园{}办法", ("暂行",), "暂行办法", "for a time"),
    (heading.genre, "某市公园{}办法", ("试行",), "试行办法", "on trial"),
]


def _group(pattern: re.Pattern[str], text: str, group: str | int) -> str | None:
    found = pattern.match(text)
    return found and found[group]


def _quantities(text: str) -> tuple[Quantity, ...]:
    return find_quantities(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")


def _items(text: str) -> list[str]:
    """Return what is read of a text, without places."""
    return [re.sub(r"^(\w+) \d+-\d+ ", r"\1 ", item) for item in reading(text)]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (text.replace("{}", word), begins.replace("{}", word))
        for text, words, begins, _ in READ
        for word in words
    ],
)
def test_a_text_is_read_by_its_word(text: str, begins: str) -> None:
    assert [item for item in _items(text) if item.startswith(begins)], _items(text)


@pytest.mark.parametrize(
    ("text", "wanted"), [(text.format(word), wanted) for text, words, wanted, _ in AMOUNTS for word in words]
)
def test_an_amount_has_its_unit(text: str, wanted: str) -> None:
    assert [f"{one.low} {one.high} {one.unit}" for one in _quantities(text)] == [wanted]


@pytest.mark.parametrize(("text", "value", "why"), VALUES)
def test_a_numeral_is_read_by_its_characters(text: str, value: int | Decimal, why: str) -> None:
    assert parse_numeral(text) == value, why


@pytest.mark.parametrize(
    ("ask", "text", "answer"),
    [(ask, text.format(word), answer) for ask, text, words, answer, _ in TOLD for word in words],
)
def test_what_is_told_by_a_word(ask: Callable[[str], object], text: str, answer: object) -> None:
    assert ask(text) == answer
