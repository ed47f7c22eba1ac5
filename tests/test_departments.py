"""Mentions of bodies: what is found, where it begins and ends, what it means, what it does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.annotate.departments import MentionContext, annotate_mentions, find_mentions
from ingest.annotate.learned import TermKind, learn_from
from ingest.bodies.find import organs
from ingest.bodies.find.named import with_classes
from ingest.model import Mention, MentionRole
from ingest.structure import read_document
from ingest.text import CleanText, SourceText, squeeze
from ontology.departments import names_of_the_country

DATA = Path(__file__).parent.parent / "data"
QINGHAI = MentionContext(
    jurisdiction="630000",
    division="青海省",
    province="青海省",
    year=2012,
    groups=("青海省促进小微企业发展协调工作小组",),
)


def mentions(text: str, context: MentionContext | None = None) -> tuple[Mention, ...]:
    return find_mentions(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1", context)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a government and the department that it owns are two bodies
        ("县级以上人民政府生态环境主管部门负责", ["县级以上人民政府", "生态环境主管部门"]),
        # all departments of a government are one with it, those of its own ones are not
        ("县政府各部门、各乡镇", ["县政府各部门"]),
        ("州人民政府各部门应当", ["州人民政府各部门"]),
        ("县人民政府及其各部门", ["县人民政府", "各部门"]),
        # told by what it is in charge of, up to the first 部门
        ("县级以上人民政府主管体育工作的部门负责", ["县级以上人民政府", "主管体育工作的部门"]),
        ("国务院负责综合管理的部门对机关、企业检查", ["国务院负责综合管理的部门"]),
        ("地方人民政府负责水运管理的部门或者机构承担", ["地方人民政府", "负责水运管理的部门或者机构"]),
        # a label in a note is nobody
        ("（责任单位：市水务局）", ["市水务局"]),
        ("牵头部门：州林业局", ["州林业局"]),
        # at whose place a court is
        ("由被告所在地人民法院管辖", ["被告所在地人民法院"]),
        ("向工程所在地中级人民法院起诉", ["工程所在地中级人民法院"]),
        ("向其所在地人民法院起诉", ["所在地人民法院"]),
        # the committee of a session of a procuratorate
        ("甘肃省人民检察院第五届检察委员会通过", ["甘肃省人民检察院第五届检察委员会"]),
        # who registers
        ("由船舶登记机构办理", ["船舶登记机构"]),
        ("由不动产登记机构办理", ["不动产登记机构"]),
        # a group of 国务院 is one with it, before its system and behind any word
        ("并入国务院旅游工作部际联席会议", ["国务院旅游工作部际联席会议"]),
        ("建立国务院食品安全领导小组制度", ["国务院食品安全领导小组"]),
        # a group that gets a short form is named from the last word that no name goes over
        ("由全省稳投资工作联席会议（以下简称联席会议）负责", ["全省稳投资工作联席会议", "联席会议"]),
        ("河湖治理部际联席会议（简称部际联席会议）统筹", ["河湖治理部际联席会议", "部际联席会议"]),
        ("省林业局会同造林领导小组（以下简称领导小组）研究", ["省林业局", "造林领导小组", "领导小组"]),
        ("在茶园改造领导小组（以下简称领导小组）指导下", ["茶园改造领导小组", "领导小组"]),
        ("推进工作领导小组（以下简称领导小组）开会", ["工作领导小组", "领导小组"]),
        # committees of a congress named alone, none of a company
        ("草案送财政经济委员会审查", ["财政经济委员会"]),
        ("市人大社会建设委员会审议", ["市人大社会建设委员会"]),
        ("董事会专门委员会审议", []),
        # the session of a congress stands before the country too
        ("经第九届全国人民代表大会通过", ["第九届全国人民代表大会"]),
        # the board of an area that it opens up, and none of a plan
        ("由某市临港地区开发建设管理委员会负责", ["某市临港地区开发建设管理委员会"]),
        ("加快园区建设管委会改革", ["管委会"]),
        # a body of no known ending
        ("各省和新疆生产建设兵团", ["新疆生产建设兵团"]),
        # but 国务院 and its department are one
        ("国务院工业和信息化主管部门会同财政部", ["国务院工业和信息化主管部门", "财政部"]),
        # an office of a government is one body with it
        ("由省政府督查室督办", ["省政府督查室"]),
        # an author inside a title is no mention
        ("《青海省人民政府办公厅关于印发规划的通知》", []),
        # what is in charge of others is no name of theirs
        ("委托执法的卫生主管部门，负责检查受委托的卫生监督机构", ["卫生主管部门", "受委托的卫生监督机构"]),
        ("受委托的种子检验机构应当取样", ["受委托的种子检验机构"]),
        # branches of policy banks by their short names
        ("农发行毕节分行应当发放贷款", ["农发行毕节分行"]),
        ("应急部要加强会商", ["应急部"]),
        # items of a list with a scope each
        ("由省发展改革、省财政、省教育等部门负责", ["省发展改革", "省财政", "省教育"]),
        ("由省发展改革、省财政和省教育部门负责", ["省发展改革", "省财政", "省教育部门"]),
        ("市发展改革、省财政、教育、州水利等部门", ["市发展改革", "省财政", "教育", "州水利"]),
        # what stands before them is not the list's
        ("支持农业、省财政等部门应当", ["省财政"]),
        ("由省财政厅、省发展改革、省教育等部门负责", ["省财政厅", "省发展改革", "省教育"]),
        ("由特种设备、省财政等部门负责", ["省财政"]),
        # a list that shares its ending: an item each, and the open class at its end
        ("发展改革、科技、财政等有关部门", ["发展改革", "科技", "财政", "有关部门"]),
        ("接受财政、审计部门的监督", ["财政", "审计部门"]),
        ("应当会同工信等部门，建立机制", ["工信"]),
        # 和 inside a function is no separator
        ("由人力资源和社会保障、教育等部门制定", ["人力资源和社会保障", "教育"]),
        # a bare 政府 counts before its departments, not as an adjective
        ("应当向政府统计、工信等部门提供", ["政府", "统计", "工信"]),
        ("参与政府采购，加强诚信政府建设，政府换届", []),
        # levels in a row are one mention, divisions by name are one each
        ("市、县（区）人民政府应当", ["市、县（区）人民政府"]),
        ("玉树州、果洛州人民政府", ["玉树州人民政府", "果洛州人民政府"]),
        ("省、自治区、直辖市人民政府", ["省、自治区、直辖市人民政府"]),
        ("各州（地、市）政府（行署）", ["各州（地、市）政府（行署）"]),
        # the verb before a name does not belong to it, though 会同 is a county
        ("省财政厅会同省商务厅制定", ["省财政厅", "省商务厅"]),
        # 委 before 会同 and 会商 is the end of a name, not the beginning of 委会
        ("省发改委会同省工信厅开展评估", ["省发改委", "省工信厅"]),
        ("省卫健委会商财政厅", ["省卫健委", "财政厅"]),
        ("由省财政厅商省经委等部门制定", ["省财政厅", "省经委"]),
        # a department that no function list has, known by its division and ending
        ("省扶贫开发局要做好工作", ["省扶贫开发局"]),
        # branches of central bodies
        ("人行西宁中心支行、青海银监局要", ["人行西宁中心支行", "青海银监局"]),
        ("国家统计局青海调查总队负责", ["国家统计局青海调查总队"]),
        # congresses, party organs, courts
        (
            "青海省第十三届人民代表大会常务委员会第十七次会议",
            ["青海省第十三届人民代表大会常务委员会"],
        ),
        ("成立省委常委为组长的小组", ["省委"]),
        ("报省高级人民法院、省人民检察院", ["省高级人民法院", "省人民检察院"]),
        # a body named by two others
        ("省纪委驻省旅游局纪检组", ["省纪委驻省旅游局纪检组", "省纪委", "省旅游局"]),
        # the duty that describes a body
        ("其他负有大气环境保护监督管理职责的部门", ["负有大气环境保护监督管理职责的部门"]),
        # words that end like a body and are none
        ("合理布局，歌舞厅，办理手续，委托评估，部分内容", []),
        # the law on a body is not the body
        ("根据《中华人民共和国村民委员会组织法》", []),
        # an association and a management committee
        ("工商联应当协调行业协会（商会）", ["工商联", "行业协会（商会）"]),
        ("南太湖新区管理委员会根据授权", ["南太湖新区管理委员会"]),
    ],
)
def test_finds(text: str, found: list[str]) -> None:
    assert [m.text for m in mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "at", "names"),
    [
        # the government before a list owns every item
        ("自治州县级以上人民政府科技、财政等部门", 2, {"自治州县级以上人民政府财政部门", "财政部门"}),
        # another sentence, another owner: none is guessed
        ("自治州人民政府应当建立机制。工信部门负责", 1, {"工信部门"}),
        # the level word stands for the division of the document
        ("省财政厅负责", 0, {"青海省财政厅", "省财政厅"}),
        ("省政府每年", 0, {"青海省人民政府", "省政府"}),
        ("省委的部署", 0, {"中国共产党青海省委员会", "省委"}),
        # the short name of a group that the text founds
        ("协调工作小组办公室设在", 0, {"青海省促进小微企业发展协调工作小组办公室", "协调工作小组办公室"}),
        # a congress is the same body whatever its session
        (
            "青海省第十三届人民代表大会",
            0,
            {"青海省人民代表大会", "青海省第十三届人民代表大会"},
        ),
    ],
)
def test_names(text: str, at: int, names: set[str]) -> None:
    assert names <= set(mentions(text, QINGHAI)[at].names)


@pytest.mark.parametrize(
    ("text", "year", "names"),
    [
        (
            "由省财政等部门负责",
            2012,
            ("青海省财政厅", "省财政厅"),
        ),  # a province's department is a 厅
        (
            "由省发展改革等部门负责",
            2012,
            ("青海省发展和改革委员会", "省发展和改革委员会"),
        ),  # not always
        (
            "由省工信等部门负责",
            2012,
            ("青海省工业和信息化厅", "省工业和信息化厅"),
        ),  # 厅 before commission
        (
            "由省工信等部门负责",
            2001,
            ("青海省工信部门", "省工信部门"),
        ),  # no such department in that year
        (
            "由省水土保持等部门负责",
            2012,
            ("青海省水土保持部门", "省水土保持部门"),
        ),  # no name known
        ("由省级财政等部门负责", 2012, ("省级财政部门",)),  # a level is no one province
    ],
)
def test_an_item_of_a_list_has_the_form_known_of_its_year(
    text: str, year: int, names: tuple[str, ...]
) -> None:
    assert mentions(text, replace(QINGHAI, year=year))[0].names == names


@pytest.mark.parametrize(
    ("text", "names", "bodies"),
    [
        ("由青海省发展改革厅负责", ("青海省发展改革厅",), 0),  # no form known: as printed, and no body
        ("由省发展改革委负责", ("青海省发展和改革委员会", "青海省发展改革委", "省发展改革委"), 1),
    ],
)
def test_no_body_is_invented(text: str, names: tuple[str, ...], bodies: int) -> None:
    mention = mentions(text, QINGHAI)[0]
    assert (mention.names, len(mention.body)) == (names, bodies)
    assert (mention.division, mention.function) == ("630000", "development-reform")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("财政部门应当会同税务部门制定办法", ["bearer", "cooperating"]),  # 会同 opens the cooperating side
        (
            "市财政局牵头，市税务局、市统计局配合",
            ["lead", "cooperating", "cooperating"],
        ),  # 配合 closes a list
        ("为行业协会提供帮助", ["beneficiary"]),  # 为 before it
        ("协调工作小组办公室设在省经委", ["other", "other"]),  # no norm, no role
        ("省人民政府有关部门应当加强检查", ["other", "bearer"]),  # who only owns it bears nothing
        ("省人民政府及其有关部门应当加强检查", ["bearer", "bearer"]),  # beside it, he does
        ("教育、民政、体育等部门应当予以配合", ["cooperating"] * 3),  # one role in a list
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [m.role for m in mentions(text)] == [MentionRole(role) for role in roles]


@pytest.mark.parametrize("text", ["及其有关部门", "主管部门应当", "各部门要", "国家机关"])
def test_open_classes_are_generic(text: str) -> None:
    assert [m.generic for m in mentions(text)] == [True]


def test_resolves_to_body_division_and_function() -> None:
    (mention,) = mentions("省经委要做好工作", QINGHAI)
    assert mention.body[0].endswith("/body/630000/economic-commission")
    assert (mention.division, mention.function) == ("630000", "industry")
    assert mention.names[0] == "青海省经济委员会"


def test_table_cells_have_the_role_of_their_column_and_share_an_ending() -> None:
    document = read_document(DATA / "sources" / "000_c3db164d4775734e.txt")
    task = [m for m in annotate_mentions(document) if m.path.endswith("task-15")]
    cells = [(m.text, m.role) for m in task if m.role in (MentionRole.LEAD, MentionRole.COOPERATING)]
    assert cells == [
        ("省国土资源厅", MentionRole.LEAD),
        ("省发展改革委", MentionRole.COOPERATING),
        ("西宁经济开发区管委会", MentionRole.COOPERATING),
        ("柴达木循环经济试验区管委会", MentionRole.COOPERATING),
        ("海东工业园区管委会", MentionRole.COOPERATING),
    ]


def test_shared_ending_has_spans_of_both_parts() -> None:
    (first, second) = mentions("西宁市、海东市人民政府")
    assert [tuple(span) for span in first.spans] == [(0, 3), (7, 11)]
    assert [tuple(span) for span in second.spans] == [(4, 11)]


def test_name_over_a_line_wrap_is_one_and_an_indent_parts() -> None:
    assert [m.text for m in mentions("建立机制。工信\n\n部门负责")] == ["工信部门"]
    assert [m.text for m in mentions("成员：吴海昆\u3000省经委主任\n\n\u3000\u3000省财政厅")] == [
        "省经委",
        "省财政厅",
    ]


WORDS = st.sampled_from([
    *"省市县（）区、和由的《》局厅委党各地级驻等\n\u3000",
    *("及其", "青海省", "人民政府", "政府", "财政", "科技", "部门", "有关", "办公室", "委员会", "会同", "常务"),
    *("机关", "协调工作小组", "管委会", "开发区", "纪委", "国家", "调查总队", "海关", "第十届", "人大", "以上"),
])  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=24).map("".join) | st.text(max_size=60))
def test_nothing_is_invented_and_nothing_raises(text: str) -> None:
    source = SourceText("a.txt", text, "0" * 64)
    for context in (None, QINGHAI):
        found = find_mentions(CleanText.of(source), "art-1", context)
        assert all(squeeze(source.slice(m.spans)) == squeeze(m.text) for m in found)
        assert all(m.names for m in found)
        assert [m.spans[0].start for m in found] == sorted(m.spans[0].start for m in found)


@pytest.mark.parametrize(
    ("folder", "source", "least"),
    [("haixi-2020", "003_6370baa5acdf388e.txt", 0.95), ("qinghai-2012", "000_c3db164d4775734e.txt", 0.95)],
)
def test_gold(folder: str, source: str, least: float) -> None:
    """Same first and last character as the gold rows that are wanted, and one of their names, by F1."""
    gold = [
        json.loads(row) for row in (DATA / "gold" / folder / "bodies.jsonl").read_text("utf-8").splitlines()
    ]
    wanted = {(row["start"], row["end"]): set(row["names"]) for row in gold if not row["optional"]}
    spare = [(row["start"], row["end"]) for row in gold if row["optional"]]
    found = {
        (m.spans[0].start, m.spans[-1].end): set(m.names)
        for m in annotate_mentions(read_document(DATA / "sources" / source))
    }
    hits = sum(bool(names & found.get(place, set())) for place, names in wanted.items())
    other = [place for place in found if place not in wanted]
    counted = [p for p in other if not any(a < p[1] and p[0] < b for a, b in spare)]
    f1 = 2 * hits / (len(wanted) + hits + len(counted) + sum(p in found for p in wanted) - hits)
    assert f1 >= least


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("区负责出版的部门应当备案。", "区负责出版的部门", "a level before a department told by its duty"),
        ("涉农区人民政府应当规划。", "涉农区人民政府", "a qualified district"),
        ("市、相关区人民政府应当规划。", "市、相关区人民政府", "a qualifier inside the levels"),
        ("地质灾害易发区的县级人民政府应当预警。", "县级人民政府", "易发区 is an area, no district"),
        ("报所在地区县（自治县）人民政府。", "所在地区县（自治县）人民政府", "所在地 and 区县, not 地区"),
        ("香港特别行政区法院委托取证。", "香港特别行政区法院", "a court of a special administrative region"),
        ("由审核发放采伐许可证的部门核发。", "审核发放采伐许可证的部门", "told by the permit that it issues"),
    ],
)
def test_levels_and_duties_before_a_body(text: str, found: str, reason: str) -> None:
    clean = CleanText.of(SourceText("a.txt", text, "0" * 64))
    assert found in [mention.text for mention in find_mentions(clean)], reason


@pytest.mark.parametrize("wrap", ["\n", " \n", "\r\n", "\n\r\n", "\r\n\n"])
def test_a_name_over_a_wrap_is_one(wrap: str) -> None:
    found = find_mentions(CleanText.of(SourceText("a.txt", f"由省财政{wrap}厅负责。", "0" * 64)))
    assert [mention.text for mention in found] == ["省财政厅"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a name that the text lets act, wherever it stands
        ("库区巡护联队应当报告。发现险情，可以告知库区巡护联队。", ["库区巡护联队", "库区巡护联队"]),
        # without its place it is the same class of bodies
        ("市老龄互助联队负责登记。向老龄互助联队申请。", ["市老龄互助联队", "老龄互助联队"]),
        # a government with its department stays two names
        ("市人民政府财政部门应当拨付。", ["市人民政府", "财政部门"]),
        # a division, words that nobody listed, an ending of institutions
        ("由襄阳市青少年科技体验中心组织。", ["襄阳市青少年科技体验中心"]),
        ("本市建设交通中心城区。", []),
        # a unit of the body before it
        ("由市水务局水政监察支队责令改正。", ["市水务局水政监察支队"]),
        ("县公安局设立机动大队。", ["县公安局"]),
        # townships and sub-districts by name, and by their type alone
        ("由宜兴市丁蜀镇人民政府、平安街道办事处负责。", ["宜兴市丁蜀镇人民政府", "平安街道办事处"]),
        ("由所在地乡镇人民政府负责。", ["所在地乡镇人民政府"]),
        # classes of institutions
        ("引导各类社会组织和科研院所参加。", ["各类社会组织", "科研院所"]),
        ("公用企事业单位应当公示。", []),
        # the first item of a list, and one in the middle, have functions that no table lists
        ("经乡镇政府及其移民、台侨事务、畜牧部门同意", ["乡镇政府", "移民", "台侨事务", "畜牧部门"]),
        # a bracket inside a function
        ("质量技术监督（市场监督管理）等部门", ["质量技术监督（市场监督管理）"]),
        # after the verb of founding, the body alone
        ("按照人数设置安全生产管理机构。", ["安全生产管理机构"]),
        # organs of congresses and courts are one name each
        ("报市人大常委会主任会议、人民法院赔偿委员会", ["市人大常委会主任会议", "人民法院赔偿委员会"]),
        # a commercial bank's branch
        ("建设银行西宁支行应当落实。", ["建设银行西宁支行"]),
        # an association by its matter; what one does to it is no part of it
        ("燃气行业协会应当加强自律。企业可以退出茶业商会。", ["燃气行业协会", "茶业商会"]),
        # a name with 经 or 对 inside
        ("遵义经开区管委会、对口协作部门负责。", ["遵义经开区管委会", "对口协作部门"]),
        ("由市民宿发展工作领导小组负责统筹。", ["市民宿发展工作领导小组"]),
    ],
)
def test_finds_bodies_by_place_shape_and_use(text: str, found: list[str]) -> None:
    source = SourceText("", text, "")
    clean = CleanText.of(source)
    learned = with_classes(term.text for term in learn_from(clean).of(TermKind.BODY))
    assert [m.text for m in find_mentions(clean, "", MentionContext(learned=learned))] == found


def test_a_whole_name_after_a_whole_name_has_no_owner_of_its_neighbour() -> None:
    found = mentions("旗县级以上人民政府林业和草原主管部门、应急管理部门负责")
    assert found[-1].names == ("应急管理部门",)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        # the gap between a name and a post is no part of either
        ("李平　　水利部副部长", ["水利部"]),
        ("王　芳　　国家税务总局副局长", ["国家税务总局"]),
        # a gap of one space stands inside a name too
        ("王芳　水利部副部长", []),
    ],
)
def test_a_body_begins_behind_the_wide_gap_after_a_name(line: str, found: list[str]) -> None:
    source = SourceText("a.txt", line, "0" * 64)
    kept = tuple(at for at, char in enumerate(line) if char != "　")
    clean = CleanText("".join(line[at] for at in kept), kept, source)
    assert [mention.text for mention in find_mentions(clean)] == found


@pytest.mark.parametrize("name", names_of_the_country())
def test_a_name_that_only_a_body_of_the_country_has_is_found_whole(name: str) -> None:
    found = organs._BY_NAME.search(f"向{name}报告")
    assert found is not None
    assert found[0] == name
    text = f"企业应当向{name}报告。"
    assert any(
        name in each.names
        for each in find_mentions(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")
    )
