"""Bodies by kind: areas and their boards, units in charge, counted levels, shared endings, and what is no body."""

from __future__ import annotations

import pytest

from ingest.annotate.departments import find_mentions
from ingest.bodies.resolve import resolve
from ingest.text import CleanText, SourceText

BODIES = [
    # the area before 管委会, whatever its sort
    ("专项资金由青石地区管委会统筹使用。", ["青石地区管委会"], "地区 is an area, not a level"),
    ("第八条 白沙工区管理委员会应当公布目录。", ["白沙工区管理委员会"], "a working area"),
    ("现答复如下：可以委托云门新城管委会实施。", ["云门新城管委会"], "a new town after 委托"),
    ("（三）向红岩岛管委会备案。", ["红岩岛管委会"], "an island"),
    ("受理材料后，青石港管理局应当核验。", ["青石港管理局"], "a port with a bureau of its own"),
    (
        "由东平区、西丰县和青石地区管委会制定。",
        ["青石地区管委会"],
        "what 和 joins to it is no part of its name",
    ),
    (
        "中国（云门）自由贸易试验区管理委员会应当公布。",
        ["中国（云门）自由贸易试验区管理委员会"],
        "a bracket and 自由",
    ),
    ("（一）向白沙自由贸易港管理局备案。", ["白沙自由贸易港管理局"], "由 of 自由 is no word before a name"),
    ("现由贸易主管部门答复。", ["贸易主管部门"], "but 由 before 贸易 is"),
    ("（云门）青石工区管委会应当公布。", ["青石工区管委会"], "a bracket that is no part of a name"),
    ("管委会应当公布目录。", ["管委会"], "without an area it is the bare word"),
    ("住宅小区应当设置管理用房。", [], "an area without a board is nobody"),
    # a list of areas that shares it
    (
        "青石示范区、白沙工区和云门综合保税区等管委会根据授权管理。",
        ["青石示范区管委会", "白沙工区管委会", "云门综合保税区管委会"],
        "等 before the shared word",
    ),
    (
        "由红岩新城、青石港管理委员会负责。",
        ["红岩新城管理委员会", "青石港管理委员会"],
        "two areas after 由",
    ),
    (
        "第五条 青石园区与白沙片区管委会应当会商。",
        ["青石园区管委会", "白沙片区管委会"],
        "与 joins areas",
    ),
    (
        "上海市奉贤区和临港地区管委会会商。",
        ["临港地区管委会"],
        "a district by name has a government and no board",
    ),
    # units in charge
    ("经业务主管单位审查同意。", ["业务主管单位"], "after 经"),
    ("应当自业务主管单位批准之日起三十日内备案。", ["业务主管单位"], "after 自, which opens no name"),
    ("第六条 期刊主管单位应当审核刊号。", ["期刊主管单位"], "the matter that it is in charge of"),
    ("（一）报主管单位备案；", ["主管单位"], "alone where a name may begin"),
    ("报刊主管单位应当审核。", [], "报 of 报刊 is no word before a name, and 刊 no matter"),
    ("主管单位：青石书社", [], "a label is nobody"),
    ("用人单位应当签订合同。", [], "a class of employers"),
    # counted levels
    ("市、县两级水利部门承担日常巡查。", ["市、县两级水利部门"], "the level before 、 belongs to it"),
    ("第四条 省、市、县三级财政部门安排资金。", ["省、市、县三级财政部门"], "three levels"),
    ("（二）市县两级人民政府应当公布。", ["市县两级人民政府"], "a government of levels without 、"),
    ("分为两级，财政部门负责。", ["财政部门"], "levels of something else"),
    # classes of places
    ("指导各地医保部门做好支付。", ["各地医保部门"], "各地 before a department"),
    ("各地财政、水利部门要落实。", ["各地财政", "水利部门"], "各地 before a list"),
    ("第三条 各地公安机关应当立案。", ["各地公安机关"], "各地 at the beginning"),
    ("授权副省级城市和计划单列市科技部门受理。", ["副省级城市和计划单列市科技部门"], "two sorts of cities"),
    ("各地应当公布目录。", [], "各地 alone is nobody"),
    # a list that shares 主管部门 where a table has one of its matters only
    ("医保、医疗、医药主管部门要会商。", ["医保", "医疗", "医药主管部门"], "one known matter in three"),
    ("第四条 财政、航模主管部门应当公布。", ["财政", "航模主管部门"], "one known matter in two"),
    ("由水利、渡船和航模主管部门负责。", ["水利", "渡船", "航模主管部门"], "after 由"),
    ("气球、航模主管部门应当公布。", ["航模主管部门"], "no known matter makes no list"),
    # the presidium by its bare name, and who is a level above or below
    ("会议讨论的情况应当向主席团报告。", ["主席团"], "after 向"),
    ("第五条 主席团由五人组成。", ["主席团"], "at the beginning"),
    ("（二）大会主席团决定表决；", ["大会主席团"], "that of a meeting"),
    ("乡人民代表大会主席团召集会议。", ["乡人民代表大会主席团"], "with its congress it is one"),
    ("主席团成员应当到会。", [], "its members are persons"),
    ("可以向主任会议提出建议。", ["主任会议"], "the council of chairpersons after 向"),
    ("第五条 主任会议决定交付审议。", ["主任会议"], "at the beginning"),
    ("（一）经主任会议同意；", ["主任会议"], "after 经"),
    ("主任会议成员应当到会。", [], "those who sit in it"),
    ("报上一级机关备案。", ["上一级机关"], "an organ one level up"),
    ("（一）责成下一级部门承办；", ["下一级部门"], "a department one level down"),
    ("第三条 上一级执法机关可以督办。", ["上一级执法机关"], "of a sort"),
    ("成绩上一级台阶，部门之间会商。", [], "a step of something else"),
    # what is no body
    ("明确流程、标准和各环节责任部门。", [], "an item of what is laid down"),
    ("（一）列出事项、时限及各步骤责任部门；", [], "an item of a list of an annex"),
    ("梳理清单、各事项责任部门，并公布。", [], "an item after 、"),
    ("各环节责任部门应当落实。", ["各环节责任部门"], "a subject is somebody"),
    ("市教育局、各项目责任部门应当落实。", ["市教育局", "各项目责任部门"], "beside a body"),
    ("突破事业单位工资水平的，不予安排。", [], "pay of a class"),
    ("核定事业单位编制。", [], "posts of a class"),
    ("推进事业单位改革。", [], "the reform of a class"),
    ("事业单位应当公布目录。", ["事业单位"], "the class itself"),
    ("要建立联动执法联席会议、联络员制度。", [], "a meeting that is set up"),
    ("第三条 定期召开联席会议。", [], "a meeting that is held"),
    ("（四）健全渡口安全联席会议，完善信息通报。", [], "a meeting that is made sound"),
    ("联席会议应当公布目录。", ["联席会议"], "a meeting that acts"),
    (
        "省、省辖市人民政府应当公布。",
        ["省、省辖市人民政府"],
        "cities under a province are a type of division",
    ),
    ("各省辖市人民政府应当公布。", ["各省辖市人民政府"], "all of them"),
    ("省辖市有关部门应当公布。", ["省辖市有关部门"], "and whose department it is"),
]


@pytest.mark.parametrize(("text", "found", "why"), BODIES)
def test_body_of_a_kind(text: str, found: list[str], why: str) -> None:
    mentions = find_mentions(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")
    assert [mention.text for mention in mentions] == found, why


NAMES = [
    ("青石地区管委会应当公布。", ("青石地区管委会", "青石地区管理委员会"), "a board by both its words"),
    ("青石地区管理委员会应当公布。", ("青石地区管理委员会", "青石地区管委会"), "and the other way round"),
    ("管委会应当公布。", ("管委会",), "the bare word has one"),
    (
        "市、县两级水利部门应当公布。",
        ("市级水利部门", "县级水利部门", "市、县两级水利部门"),
        "a name a level",
    ),
    ("县级水利部门应当公布。", ("县级水利部门",), "one level has one name"),
]


@pytest.mark.parametrize(("text", "names", "why"), NAMES)
def test_names_of_a_kind(text: str, names: tuple[str, ...], why: str) -> None:
    (mention,) = find_mentions(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")
    assert mention.names == names, why


@pytest.mark.parametrize(
    ("name", "label", "why"),
    [
        ("最高人民法院审判委员会", "最高人民法院", "what sits in a court is not what the court is called"),
        ("全国人民代表大会及其常务委员会", "全国人民代表大会", "two named in one are told by the first"),
        ("全国人大常委会", "全国人民代表大会常务委员会", "a short name"),
        ("中华人民共和国国务院", "国务院", "a long one"),
        ("最高人民检察院", "最高人民检察院", "called as printed"),
    ],
)
def test_a_central_institution_has_one_label_whatever_it_is_called(name: str, label: str, why: str) -> None:
    body = resolve(name, year=2021)
    assert body is not None
    assert body.label == label, why
