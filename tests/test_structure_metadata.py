"""Metadata: what a document says of itself, and what is concluded where it does not."""

from __future__ import annotations

import re

import pytest

from ingest.model import Document
from ingest.structure import structure
from ingest.structure.territory import find_division
from ingest.text import SourceText


def of(text: str, name: str = "a.txt") -> Document:
    return structure(SourceText(name, text, "0" * 64))


GUOBANFA = """\
国务院办公厅关于促进平台经济规范健康发展的指导意见
国办发〔2019〕38号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
互联网平台经济是生产力新的组织方式。经国务院同意，现提出以下意见：
一、优化完善市场准入条件，降低企业合规成本
（一）推进平台经济相关市场主体登记注册便利化。放宽住所（经营场所）登记条件。（市场监管总局负责）
国务院办公厅
2019年8月1日
"""

PROV_OFFICE = """\
四川省人民政府办公厅文件
川办发〔2021〕12号
四川省人民政府办公厅
关于印发四川省促进中小企业发展工作方案的通知
各市（州）、县（市、区）人民政府，省政府各部门、各直属机构：
《四川省促进中小企业发展工作方案》已经省政府同意，现印发给你们，请结合实际认真贯彻执行。
四川省人民政府办公厅
2021年3月5日
四川省促进中小企业发展工作方案
为促进中小企业发展，制定本方案。
一、总体要求
（一）指导思想。坚持发展。
二、主要任务
（一）加大支持。安排资金。（责任单位：财政厅、经济和信息化厅）
"""

PREFECTURE_NO_PLACE_TITLE = """\
关于进一步加强招商引资工作的实施意见
西政〔2015〕30号
各县、市、行委人民政府，州政府各部门：
为进一步加强我州招商引资工作，根据《青海省招商引资奖励办法》，结合海西蒙古族藏族自治州实际，提出如下实施意见。
一、总体要求
全州各级各部门要高度重视。格尔木市、德令哈市要带头。
海西蒙古族藏族自治州人民政府
2015年5月6日
"""

COUNTY_PLAN = """\
2020年农村人居环境整治实施方案
各乡镇人民政府，县政府各部门：
为扎实推进我县农村人居环境整治工作，结合我县实际，制定本方案。
一、工作目标
到2020年底，全县行政村垃圾治理率达到90%。都兰县香日德镇、察汗乌苏镇先行。
二、职责分工
县农业农村局牵头，县财政局配合。
"""

JOINT = """\
财政部 税务总局 人力资源社会保障部关于进一步支持和促进重点群体创业就业有关税收政策的通知
财税〔2019〕22号
各省、自治区、直辖市、计划单列市财政厅（局）、人力资源社会保障厅（局）：
现就有关税收政策通知如下：
一、建档立卡贫困人口从事个体经营的，限额扣减税款。
二、执行期限为2019年1月1日至2021年12月31日。
财政部 税务总局 人力资源社会保障部
2019年2月2日
"""

ORDER = """\
中华人民共和国国务院令
第722号
《优化营商环境条例》已经2019年10月8日国务院第66次常务会议通过，现予公布，自2020年1月1日起施行。
总理 李克强
2019年10月22日
优化营商环境条例
第一章 总则
第一条 为了持续优化营商环境，制定本条例。
第二条 本条例自2020年1月1日起施行。
"""

PROV_ORDER = """\
青海省人民政府令
第100号
《青海省行政执法监督办法》已经2014年3月1日省人民政府第20次常务会议审议通过，现予公布，自2014年6月1日起施行。
省长 郝鹏
2014年4月2日
青海省行政执法监督办法
第一条 为了加强监督，制定本办法。
第二条 本办法自公布之日起施行。
"""

SEND_ANNEX = """\
驻马店市人民政府关于印发驻马店市公共租赁住房管理办法的通知
驻政〔2018〕15号
各县区人民政府，市人民政府各部门：
现将《驻马店市公共租赁住房管理办法》印发给你们，请认真贯彻执行。
2018年3月5日
驻马店市公共租赁住房管理办法
第一章 总则
第一条 为了规范管理，根据《公共租赁住房管理办法》，结合本市实际，制定本办法。
第二章 附则
第二条 本办法自2018年4月1日起施行，有效期五年。
"""

LOSTBRACKETS = """\
浙江省财政厅关于加强资金管理的通知
浙财企2012〕55号
各市、县财政局：
现就加强资金管理有关事项通知如下：
一、加强管理。
本通知自发布之日起施行，有效期至2017年12月31日。
浙江省财政厅
二〇一二年五月三日
"""

NO_TITLE_CITY = """\
各县、自治县，各区人民政府，市直各部门：
为切实做好防汛工作，确保我市安全度汛，现就进一步加强防汛抗旱工作通知如下：
一、提高认识
全市上下要绷紧弦。临沂市沂河沿线蒙阴县、沂南县要落实责任。
"""

MUNICIPALITY = """\
关于推进本市乡村振兴的若干意见
沪府发〔2019〕20号
各区人民政府，市政府各委、办、局：
为推进本市乡村振兴，提出如下意见。
一、完善政策
上海市各区要落实，浦东新区、崇明区先行先试。
"""

COUNTY_CITY = """\
各镇人民政府、各街道办事处，市政府各部门：
为加快我市电商发展，制定本办法。
第一条 义乌市行政区域内的电商企业适用本办法。义乌市商务局负责。
第二条 本办法自印发之日起施行，试行期一年。
2020年5月1日
"""

ZIZHIQU = """\
各盟行政公署、市人民政府，自治区各委、办、厅、局：
为了贯彻落实《国务院关于进一步促进中小企业发展的若干意见》，促进我区中小企业发展，现提出以下实施意见：
一、财政支持
自治区财政设立专项资金。内蒙古自治区中小企业局负责。呼和浩特市、包头市先行。
"""


@pytest.mark.parametrize(
    ("text", "code", "kind", "number", "issuers", "dates", "why"),
    [
        (
            GUOBANFA,
            "000000",
            "opinion",
            "国办发〔2019〕38号",
            ("国务院办公厅",),
            (None, "2019-08-01", None, None),
            "a document of the State Council addresses the provinces",
        ),
        (
            PROV_OFFICE,
            "510000",
            "notice",
            "川办发〔2021〕12号",
            ("四川省人民政府办公厅",),
            (None, "2021-03-05", None, None),
            "a red head is the masthead; the title runs over two lines",
        ),
        (
            PREFECTURE_NO_PLACE_TITLE,
            "632800",
            "opinion",
            "西政〔2015〕30号",
            ("海西蒙古族藏族自治州人民政府",),
            (None, "2015-05-06", None, None),
            "the signature names the prefecture",
        ),
        (
            COUNTY_PLAN,
            "632822",
            "work-plan",
            None,
            (),
            (None, None, None, None),
            "a title that starts with a year is no adoption note; county from addressees, 我县 and places",
        ),
        (
            JOINT,
            "000000",
            "notice",
            "财税〔2019〕22号",
            ("财政部", "税务总局", "人力资源社会保障部"),
            (None, "2019-02-02", None, None),
            "several issuers, parted by blanks",
        ),
        (
            ORDER,
            "000000",
            "administrative-regulation",
            "国务院令第722号",
            ("国务院",),
            ("2019-10-08", "2019-10-22", "2020-01-01", None),
            "an order promulgates: adopted, issued and in force",
        ),
        (
            PROV_ORDER,
            "630000",
            "local-government-rule",
            "青海省人民政府令第100号",
            ("青海省人民政府",),
            ("2014-03-01", "2014-04-02", "2014-06-01", None),
            "the day that the order names goes before 自公布之日起施行",
        ),
        (
            SEND_ANNEX,
            "411700",
            "measures",
            "驻政〔2018〕15号",
            ("驻马店市人民政府",),
            (None, "2018-03-05", "2018-04-01", "2023-03-31"),
            "a notice sends a measure: the measure is the text, its number makes it no rule (规章); 有效期五年",
        ),
        (
            LOSTBRACKETS,
            "330000",
            "notice",
            "浙财企〔2012〕55号",
            ("浙江省财政厅",),
            (None, "2012-05-03", "2012-05-03", "2017-12-31"),
            "a number without its opening bracket; 自发布之日起",
        ),
        (
            NO_TITLE_CITY,
            "371300",
            "notice",
            None,
            (),
            (None, None, None, None),
            "no title: 我市 and the counties named",
        ),
        (
            MUNICIPALITY,
            "310000",
            "opinion",
            "沪府发〔2019〕20号",
            (),
            (None, None, None, None),
            "a municipality speaks of itself as 本市 and has the level of a province",
        ),
        (
            COUNTY_CITY,
            "330782",
            "measures",
            None,
            (),
            (None, "2020-05-01", "2020-05-01", "2021-04-30"),
            "a city of county level addresses towns; 试行期一年",
        ),
        (
            ZIZHIQU,
            "150000",
            "opinion",
            None,
            (),
            (None, None, None, None),
            "an autonomous region addresses leagues",
        ),
    ],
)
def test_documents_of_every_level(
    text: str,
    code: str,
    kind: str,
    number: str | None,
    issuers: tuple[str, ...],
    dates: tuple[str | None, ...],
    why: str,
) -> None:
    about = of(text).metadata
    assert about.jurisdiction is not None, why
    assert about.jurisdiction.code == code, why
    assert (about.document_type, about.number, about.issuers) == (kind, number, issuers), why
    assert (about.adopted, about.issued, about.in_force, about.expires) == dates, why


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        (NO_TITLE_CITY, "关于进一步加强防汛抗旱工作的通知", "现就…工作通知如下"),
        (COUNTY_CITY, "关于加快电商发展的办法", "为加快…，制定本办法"),
        (
            ZIZHIQU,
            "关于实施《国务院关于进一步促进中小企业发展的若干意见》的意见",
            "提出以下实施意见, of the rule cited",
        ),
        ("第一条 甲。\n第二条 乙。\n", "某规则", "nothing said: the name of the file"),
    ],
)
def test_titles_concluded(text: str, title: str, why: str) -> None:
    document = of(text, "某规则.txt")
    assert document.metadata.title == title, why
    assert "title" in document.metadata.inferred, why
    assert "title-inferred" in {note.code for note in document.diagnostics}, why


def test_a_conclusion_names_its_words_and_places() -> None:
    document = of(NO_TITLE_CITY)
    note = next(note for note in document.diagnostics if note.code == "jurisdiction-inferred")
    assert "临沂市" in note.message
    words = [document.source.slice([span]) for span in note.spans]
    assert {"临沂市", "蒙阴县", "我市"} <= set(words)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("第一条 公安机关依法执行职务。\n第二条 国家保护合法权益。\n", "a law without a place"),
        ("我市要加强管理。\n一、甲\n要求一。\n", "a level without a place"),
        ("一、甲\n青岛市和济南市、南京市交流经验。\n", "places without a level"),
        ("我市学习经验。\n一、甲\n青岛市，南京市，西安市。\n", "no place stands out"),
    ],
)
def test_no_jurisdiction_is_made_up(text: str, why: str) -> None:
    document = of(text)
    assert document.metadata.jurisdiction is None, why
    assert "jurisdiction-unknown" in {note.code for note in document.diagnostics}, why


@pytest.mark.parametrize(
    ("bodies", "why"),
    [
        ("（市发展改革委、市财政局负责）", "after the bracket and the comma"),
        ("（责任单位：市教育局；市民政局）", "after a colon and a semicolon"),
        ("（市水务局牵头，市交通局配合）", "who leads and who cooperates"),
    ],
)
def test_words_of_level_are_named_without_the_marks_before_them(bodies: str, why: str) -> None:
    document = of(f"关于渡口的意见\n一、加强管理。{bodies}\n二、加大投入。")
    note = next(note for note in document.diagnostics if note.code == "jurisdiction-unknown")
    told = note.message.split("words of level: ")[1].split("); state")[0]
    assert not re.search(r"[（：；，]|、、", told), why
    assert told.startswith("市"), why


def test_a_word_that_is_also_a_county_is_no_division() -> None:
    assert find_division("公安机关适用继续盘问规定") is None
    assert find_division("公安县城市管理办法") is not None


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("柳州地区象州县公园办法", "象州县", "the county lies in another prefecture today"),
        ("广西柳州地区象州县公园办法", "象州县", "behind its region"),
        ("延安地区志丹县公园办法", "志丹县", "a name that no ending tells"),
        ("柳州地区公园办法", None, "today's city is another territory"),
        ("毕节地区公园办法", "毕节地区", "one that the tables have"),
        ("柳州地区岳阳县公园办法", None, "a county of another province"),
        ("上海地区公园办法", "上海市", "what a province is called"),
    ],
)
def test_a_former_prefecture_is_not_the_city_of_its_name(text: str, name: str | None, why: str) -> None:
    found = find_division(text)
    assert (found.name if found else None) == name, why


def test_a_note_cut_short_is_no_title() -> None:
    text = "某省某条例\n2018年1月25日某省第一届人民代表大会常务委员会第二次会议\n第一条 甲。\n"
    assert of(text).metadata.title == "某省某条例"


def test_the_issuer_of_an_order_does_not_begin_with_the_date_before_it() -> None:
    note = "（2021年3月20日省人民政府令第333号公布）"
    text = f"某省促进中小企业发展办法\n\n{note}\n\n第一条　为了促进发展，制定本办法。\n"
    metadata = structure(SourceText("a.txt", text, "0" * 64)).metadata
    assert metadata.number == "省人民政府令第333号"
    assert metadata.issuers == ("省人民政府",)


def test_the_number_before_the_title_is_none_of_it() -> None:
    metadata = structure(
        SourceText(
            "a.txt",
            "法释〔2020〕27号关于借贷问题的批复\n某高级人民法院：\n批复如下：\n一、适用。\n",
            "0" * 64,
        )
    ).metadata
    assert (metadata.title, metadata.number) == ("关于借贷问题的批复", "法释〔2020〕27号")


@pytest.mark.parametrize(
    ("note", "adopted", "in_force", "why"),
    [
        (
            "2020年11月9日 最高人民法院审判委员会\n第1815次会议通过，自2021年1月1日起施行）",
            "2020-11-09",
            "2021-01-01",
            "broken inside",
        ),
        ("2020年11月9日 最高人民法院审判委员会第1815次会议通过", "2020-11-09", None, "on one line"),
    ],
)
def test_a_note_of_adoption_over_two_lines(note: str, adopted: str, in_force: str | None, why: str) -> None:
    document = structure(
        SourceText(
            "a.txt", f"关于借贷问题的批复\n{note}\n某高级人民法院：\n批复如下：\n一、适用。\n", "0" * 64
        )
    )
    found = document.metadata
    assert (found.adopted, found.in_force) == (adopted, in_force), why
    assert [p.path for p in document.provisions if p.kind.value == "title"] == ["title"], why


ANNOUNCED = (
    "某市人民代表大会常务委员会公告\n某决定已经通过，现予公布。\n某市人民代表大会常务委员会\n2020年1月2日"
)


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        (
            f"{ANNOUNCED}\n某市人民代表大会常务委员会关于公园的决定\n一、保护公园。\n二、即日施行。\n",
            "某市人民代表大会常务委员会关于公园的决定",
            "an announcement has no matter of its own",
        ),
        (
            f"{ANNOUNCED}某市人民代表大会常务委员会关于公园的决定\n一、保护公园。\n二、即日施行。\n",
            "某市人民代表大会常务委员会关于公园的决定",
            "its title behind the day",
        ),
        (
            "某市人民政府令\n某决定已经通过，现予公布。\n某市人民政府\n2020年1月2日\n某市人民政府关于公园的决定\n一、保护公园。\n",
            "某市人民政府关于公园的决定",
            "nor has an order",
        ),
        (
            f"{ANNOUNCED}\n某市公园管理条例\n第一条 保护公园。\n第二条 即日施行。\n",
            "某市公园管理条例",
            "a regulation, as before",
        ),
        (
            "某市水利局关于汛期的公告\n请注意。\n某市水利局\n2020年1月2日\n某市水利局关于泄洪的决定\n一、泄洪。\n二、略。\n",
            "某市水利局关于汛期的公告",
            "one that says what it is about",
        ),
    ],
)
def test_a_title_below_an_announcement(text: str, title: str, why: str) -> None:
    assert structure(SourceText("a.txt", text, "0" * 64)).metadata.title == title, why


@pytest.mark.parametrize(
    ("line", "title", "number", "why"),
    [
        (
            "2021年重点任务（某政发〔2021〕2号）",
            "2021年重点任务",
            "某政发〔2021〕2号",
            "in brackets behind any title",
        ),
        ("2021年重点任务（第二批）", "2021年重点任务（第二批）", None, "a bracket without a number"),
        (
            "2021年重点任务(某政发[2021]2号)",
            "2021年重点任务",
            "某政发〔2021〕2号",
            "in brackets of half width",
        ),
        (
            "某市局关于印发《某办法》的通知某发〔2023〕23号",
            "某市局关于印发《某办法》的通知",
            "某发〔2023〕23号",
            "behind a name in it",
        ),
    ],
)
def test_numbers_behind_a_title(line: str, title: str, number: str | None, why: str) -> None:
    found = structure(
        SourceText("a.txt", f"{line}\n各县：\n现印发给你们。\n一、查验。\n二、报告。\n", "0" * 64)
    ).metadata
    assert (found.title, found.number) == (title, number), why


@pytest.mark.parametrize(
    ("below", "title", "why"),
    [
        ("某市应急规划责任分解", "某市应急规划责任分解", "the notice names it"),
        ("2020年1月2日\n某市应急规划责任分解", "某市应急规划责任分解", "below the day that is said again"),
        ("某市堤防责任分解", None, "nobody names it, and it does not end as a title does"),
    ],
)
def test_the_title_of_what_a_notice_sends(below: str, title: str | None, why: str) -> None:
    text = "关于印发某市应急规划责任分解的通知\n各县：\n现印发给你们。\n某市水利局\n2020年1月2日\n"
    document = structure(
        SourceText("a.txt", f"{text}{below}\n为了应急，进行分解。\n（一）预案\n1.修订。\n", "0" * 64)
    )
    assert next((p.text for p in document.provisions if p.path == "title-2"), None) == title, why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "某国家办法\n（2012年12月3日财政部令第29号公布。根据2016年1月18日财政部、教育部《关于修改〈某国家办法〉的决定》"
            "修订）\n第一条 甲。\n",
            {"issued": "2012-12-03", "issuers": ("财政部",), "number": "财政部令第29号"},
            "a full stop inside the brackets of a note, and a day after it, are no signature",
        ),
        (
            "国务院办公厅关于裁量的意见\n国办发〔2022〕27号  2022年7月29日\n各省政府：\n提出意见。\n一、甲。\n",
            {"title": "国务院办公厅关于裁量的意见", "number": "国办发〔2022〕27号", "issued": "2022-07-29"},
            "the day beside the number",
        ),
        (
            "国发〔2019〕18号国务院关于监管的意见\n各省人民政府：\n提出意见。\n一、甲。\n二、乙。\n",
            {"title": "国务院关于监管的意见", "number": "国发〔2019〕18号", "issuers": ("国务院",)},
            "the number before a title that names the issuer",
        ),
        (
            "关于采矿的解释\n《关于采矿的解释》已通过，现予公布。\n最高人民法院\n2016年11月28日\n法释〔2016〕25号\n最高人民法院\n"
            "关于采矿的解释\n（2016年9月26日最高人民法院审判委员会通过）\n第一条 甲。\n",
            {"number": "法释〔2016〕25号", "issuers": ("最高人民法院",)},
            "the number above the title below the announcement",
        ),
        (
            "法治纲要\n新华社北京8月11日电 近日，中共中央、国务院印发了《法治纲要》。\n一、甲。\n",
            {"issuers": ("中共中央", "国务院")},
            "the news that brings a text says who issued it",
        ),
        (
            "法治纲要\n新华社北京8月11日电 近日，中共中央、国务院印发了《另一纲要》。\n一、甲。\n",
            {"issuers": ()},
            "of another text",
        ),
    ],
)
def test_more_that_stands_around_a_text(text: str, wanted: dict[str, object], why: str) -> None:
    found = structure(SourceText("a.txt", text, "0" * 64)).metadata
    assert {name: getattr(found, name) for name in wanted} == wanted, why
