"""Document types: told from title, issuers and level, and ranked."""

# ruff: noqa: E501 (a case a line)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.document_types import classify, document_types, rank

NPC, NPCSC = "全国人民代表大会", "全国人民代表大会常务委员会"
CASES = [
    ("中华人民共和国宪法", [NPC], "national", "constitution", "by name"),
    ("中华人民共和国宪法修正案（2018年）", [NPC], "national", "constitution", "amendment, year in brackets"),
    ("中华人民共和国中小企业促进法", [NPCSC], "national", "law", "法"),
    ("中华人民共和国民法典", [NPC], "national", "law", "法典"),
    ("中华人民共和国民法典侵权责任编", [NPC], "national", "law", "a book of a code"),
    ("某市民法典宣传资料汇编", [], None, "normative-document", "a book about one"),
    ("中华人民共和国刑法修正案（十一）", [NPCSC], "national", "law", "amendment of a law"),
    ("中华人民共和国学位条例", [NPCSC], "national", "law", "a 条例 of the congress is a law"),
    ("优化营商环境条例", ["国务院"], "national", "administrative-regulation", "条例 of the State Council"),
    ("保障中小企业款项支付条例", [], "national", "administrative-regulation", "no issuer: 条例 is the State Council's"),
    ("征信业管理条例", [], None, "administrative-regulation", "nothing local in the title"),
    ("城市道路管理条例", [], None, "administrative-regulation", "城市 is no city"),
    ("人力资源市场暂行条例", [], None, "administrative-regulation", "市场 is no city"),
    ("中华人民共和国反间谍法实施细则", ["国务院"], "national", "administrative-regulation", "细则 of the State Council"),
    ("国务院关于进一步支持小型微型企业健康发展的意见", ["国务院"], "national", "opinion", "意见 is no regulation"),
    ("中华人民共和国监察法实施条例", ["国家监察委员会"], "national", "supervisory-regulation", "by who made it"),
    ("全国年节及纪念日放假办法", ["政务院"], "national", "administrative-regulation", "the Council of former times"),
    ("机动车登记规定", ["公安部"], "national", "departmental-rule", "规定 of a ministry"),
    ("互联网信息服务算法推荐管理规定", ["国家互联网信息办公室", "公安部"], "national", "departmental-rule", "joint"),
    ("关于印发中小企业划型标准规定的通知", ["工业和信息化部"], "national", "notice", "a notice is no rule"),
    ("最高人民法院关于适用《中华人民共和国民法典》总则编若干问题的解释", [], None, "judicial-interpretation", "court"),
    ("人民检察院刑事诉讼规则（试行）", ["最高人民检察院"], "national", "judicial-interpretation", "procuratorate"),
    ("山东省大气污染防治条例", ["山东省人民代表大会常务委员会"], "province", "local-regulation", "province"),
    ("山东省大气污染防治条例", [], None, "local-regulation", "by its title"),
    ("临沂市大气污染防治条例", ["临沂市人民代表大会常务委员会"], "prefecture", "local-regulation", "city"),
    ("河南省实施《中华人民共和国中小企业促进法》办法", ["河南省人民代表大会常务委员会"], "province", "local-regulation", "办法"),
    ("广西壮族自治区优化营商环境条例", ["广西壮族自治区人民代表大会常务委员会"], "province", "local-regulation", "a region"),
    ("某某族自治州自治条例", ["某某族自治州人民代表大会"], "prefecture", "autonomous-regulation", "by name"),
    ("某某族自治州旅游条例", ["某某族自治州人民代表大会", "某省人民代表大会常务委员会"], "prefecture", "separate-regulation", "congress, approved"),
    ("某某族自治州旅游条例", ["某某族自治州人民代表大会常务委员会"], "prefecture", "local-regulation", "standing committee"),
    ("某某族自治县旅游条例", [], "county", "separate-regulation", "a county makes no other"),
    ("重庆市区县（自治县）人民代表大会街道工作条例", [], "province", "local-regulation", "自治县 alone names no area"),
    ("深圳经济特区绿色建筑条例", ["深圳市人民代表大会常务委员会"], "prefecture", "special-zone-regulation", "zone"),
    ("上海市浦东新区城市管理若干规定", ["上海市人民代表大会常务委员会"], "province", "pudong-regulation", "Pudong"),
    ("海南自由贸易港公平竞争条例", ["海南省人民代表大会常务委员会"], "province", "free-trade-port-regulation", "Hainan"),
    ("青海省政府采购管理办法", ["青海省人民政府"], "province", "local-government-rule", "办法 of a province"),
    ("某县财政资金管理办法", ["某县人民政府"], "county", "measures", "a county makes no rules"),
    ("某省预算管理办法", ["某省人民政府办公厅"], "province", "measures", "a general office makes no rules"),
    ("关于进一步支持小型微型企业健康发展的实施意见", ["青海省人民政府"], "province", "opinion", "意见"),
    ("关于批准《某某族自治州旅游条例》的决议", ["某省人民代表大会常务委员会"], "province", "resolution", "not what it approves"),
    ("关于印发《某市促进就业实施方案》的通知", ["某市人民政府"], "prefecture", "notice", "not what it issues"),
    ("某市“十四五”应急体系规划", ["某市人民政府"], "prefecture", "plan", "规划"),
    ("关于支持企业发展的若干政策措施（试行）", ["某市人民政府"], "prefecture", "policy-measures", "试行 in brackets"),
    ("中华人民共和国经济特区条例", [], None, "administrative-regulation", "the country's name is before the zone's"),
    ("实施《甲法》某省《乙法》条例", [], None, "local-regulation", "titles that it cites are each left out, not what is between them"),
    ("《甲《乙》某省条例", [], None, "administrative-regulation", "a mark that nothing closes cites nothing"),
    ("某工作简况", [], None, "normative-document", "nothing tells"),
    ("", [], None, "normative-document", "no title"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "issuers", "level", "expected", "reason"), CASES)
def test_types(title: str, issuers: list[str], level: str | None, expected: str, reason: str) -> None:
    assert classify(title, issuers, level) == expected, reason


@given(
    st.text(),
    st.lists(st.text()),
    st.sampled_from([None, "national", "province", "prefecture", "county", "?"]),
)
def test_any_text_has_a_type_of_the_scheme(title: str, issuers: list[str], level: str | None) -> None:
    assert classify(title, issuers, level) in document_types()


def test_hierarchy_of_norms() -> None:
    """Legislation Law (2023), arts. 98 to 100."""
    order = [
        "constitution",
        "law",
        "administrative-regulation",
        "local-regulation",
        "local-government-rule",
        "opinion",
    ]
    ranks = [rank(kind) for kind in order]
    assert ranks == sorted(ranks, key=lambda r: r or 0)
    assert len(set(ranks)) == len(order)


def test_rules_of_departments_and_governments_are_equal() -> None:
    """Legislation Law (2023), art. 102."""
    assert rank("departmental-rule") == rank("local-government-rule")


def test_no_rank_where_the_law_gives_none() -> None:
    assert rank("judicial-interpretation") is None


def test_unknown_type_is_named() -> None:
    with pytest.raises(KeyError, match="decree"):
        rank("decree")
