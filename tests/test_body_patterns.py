"""Patterns that names of bodies are found by: each word in its place, and what is near it and is not found."""

from __future__ import annotations

import re

import pytest

from ingest import bodies
from ingest.bodies import grammar
from ingest.bodies.find import coordination, expansion, governments, issuers, named, organs
from ingest.bodies.find import words as name_words
from ontology.departments import names_of_the_country
from ontology.lexicon import words

Words = str | tuple[str, ...]

FIGURES = "0〇○零一二三四五六七八九十"
NUMBERS = "一二三四五六七八九十"
JOINS = ("、", "和", "或者", "或", "及", "以及", "与")
FORMS = (
    *("委员会", "办公室", "厅", "局", "委", "办"),
    *("指挥部", "分局", "总队", "支队", "大队", "署"),
)
AFTER_NAMES = words("after-body-name", "bearer-act", "after-institution")
MATTERS = words("congress-committee")
OF_CONGRESS = ("主任会议", "办事机构", "工作机构", "办公厅", "办公室", "法制工作委员会", "预算工作委员会")
BEFORE_BODIES = ("所在地", "农", "各", "、")
GOVERNED = words("verb", "pivot", "governs-agent")
BROKEN_BY = words("no-function")
LISTED = words("association", "committee-name", "body-class")
KNOWN = tuple(one for one in LISTED if not any(one != other and one.endswith(other) for other in LISTED))

FOUND: list[tuple[re.Pattern[str], str, Words, str, str]] = [
    # the pattern, a text with a place, what stands there in turn, what is found (* for the whole text), the reason
    (name_words._DATE, "1月{}日", FIGURES, "{}日", "the figure of a day"),
    (name_words._DATE, "10{}", "年月日", "0{}", "its unit"),
    (name_words._BEFORE_NAMED, "某局{}", JOINS, "{}", "what stands between two names"),
    (name_words._LEVEL_BEFORE, "市{}区", JOINS, "*", "what stands between two levels"),
    (name_words._LEVEL_BEFORE, "、{}", words("division-type"), "{}", "each level"),
    (name_words.BOUNDARY, "某{}某", words("name-boundary"), "{}", "a word that no name goes over"),
    (name_words._LEVEL_BEFORE, "某地{}", ("地区",), "{}", "of an area, not of a seat"),
    (coordination._SHORT, "{}联席会议", ("部际", ""), "*", "a conference between ministries"),
    (coordination._SHORT, "{}指挥部", ("部际",), "指挥部", "of no other group"),
    (coordination._ABBREVIATED, "（{}简称某）", ("以下", ""), "（{}简称", "a short name is given"),
    (coordination._BROKEN, "某{}某", ("会同",), "{}", "an act between two bodies"),
    (coordination._ACT, "{}", words("verb", "pivot"), "*", "an act, no matter of a group"),
    (coordination._NO_MATTER, "某{}某", BROKEN_BY, "{}", "a word that no matter has"),
    (organs._ACT, "{}", GOVERNED, "*", "an act, whose object is a body"),
    (organs._BAD_MIDDLE, "某{}某", BROKEN_BY, "{}", "a word that no name has before its ending"),
    (named._NO_NAME, "某{}某", BROKEN_BY, "{}", "nor that of an institution"),
    (expansion._WITH_STANDING, "某市{}及其常委会", ("人民代表大会", "人大"), "*", "a congress"),
    (expansion._WITH_STANDING, "人大及其{}", ("常务委员会", "常委会"), "*", "and who stands for it"),
    (expansion._EITHER, "某{}（某）", FORMS, "*", "a name with two endings"),
    (expansion._EITHER, "某局(某{}", ")）", "*", "whatever brackets"),
    (expansion._EITHER, "某局{}某)", "(（", "*", "whatever brackets"),
    (organs._OTHER_ENDING, "某（{}）", FORMS, "（{}）", "another ending"),
    (organs._OTHER_ENDING, "某（局、{}）", FORMS, "（局、{}）", "several others"),
    (organs._OTHER_ENDING, "某{}局）", "(（", "{}局）", "whatever brackets"),
    (organs._OTHER_ENDING, "某（局{}", ")）", "（局{}", "whatever brackets"),
    (
        governments._GOVERNMENT,
        "某政府{}",
        ("（室）", "办公厅（室）", ""),
        "政府{}",
        "its office, by either name",
    ),
    (governments._WITH_PARTY, "各级{}委和", "党省市州县区", "{}委和", "the party before a government"),
    (governments._WITH_PARTY, "各级党委{}", "、和及", "党委{}", "and what joins them"),
    (governments._NUMBERED, "某第{}届", NUMBERS, "第{}届", "the session of a congress"),
    (governments._NUMBERED, "某{}届", NUMBERS, "{}届", "without 第, too"),
    (governments._CONGRESS, "某{}", ("人民代表大会", "人大"), "{}", "a congress"),
    (governments._CONGRESS, "某人大{}", ("常委会", "常务委员会"), "人大{}", "who stands for it"),
    (
        governments._CONGRESS,
        "某人大常委会{}",
        OF_CONGRESS,
        "人大常委会{}",
        "an organ of a standing committee",
    ),
    (governments._CONGRESS, "某{}办公厅", ("常委会", "常务委员会"), "{}办公厅", "named alone"),
    (governments._CONGRESS, "某常委会{}", OF_CONGRESS, "常委会{}", "with an organ"),
    (governments._CONGRESS, "{}及其常委会", ("人民代表大会", "人大"), "*", "both are one name"),
    (governments._CONGRESS, "人大及其{}", ("常务委员会", "常委会"), "*", "both are one name"),
    (governments._CONGRESS, "人大及其常委会{}", OF_CONGRESS, "人大", "not where an organ follows"),
    (governments._CONGRESS, "人大及其常委会{}", ("组成人员",), "人大", "nor where its members do"),
    (governments._CONGRESS, "某{}委员会", MATTERS, "{}委员会", "a committee"),
    (governments._CONGRESS, "某{}法制委员会", ("有关的", "有关", ""), "{}法制委员会", "whichever"),
    (governments._CONGRESS, "人大{}委员会", (*MATTERS, "有关法制", "社会建设"), "*", "of a congress"),
    (governments._CONGRESS, "某{}", ("大会秘书处", "预算工作委员会"), "{}", "an organ by its name alone"),
    (governments._CONGRESS, "第{}届人大", NUMBERS, "*", "a session"),
    (governments._COMMITTEE, "某{}办公室", words("committee-name"), "{}办公室", "the office of a committee"),
    (governments._COMMITTEE, "{}总政治部", ("中国人民解放军", "解放军", ""), "*", "of the army"),
    (governments._COMMITTEE, "某{}", words("general-department"), "{}", "a general department"),
    (governments._ASSOCIATION, "某{}", words("association"), "{}", "an association"),
    (governments._ASSOCIATION, "某{}", ("商会",), "{}", "a chamber of commerce"),
    (issuers._LAST, "{}", "部局委厅署院会办行社", "*", "how names of issuers end"),
    (issuers._LAST, "{}", ("公司",), "*", "how names of issuers end"),
    (issuers._GENRE, "某{}", words("rule-genre"), "{}", "how the title before them ends"),
    (named._INSTITUTION, "某{}", words("institution-ending"), "{}", "an institution"),
    (named._CLASS, "某{}", words("body-class"), "{}", "a class of bodies"),
    (named._CLASS, "{}院校", words("class-qualifier"), "*", "some of a class"),
    (named._ASSOCIATION, "某{}", words("association-ending"), "{}", "an association"),
    (named._PART, "{}单位", words("part-act"), "*", "who takes a part"),
    (named._PART, "提供部门{}", AFTER_NAMES, "提供部门", "what stands behind a name"),
    (named._PART, "提供部门{}", ("。", ""), "提供部门", "a mark or nothing"),
    (named._UNIT, "{}", words("inner-unit"), "*", "a unit"),
    (named._OF_SCHOOL, "某{}办公室", "校院", "{}办公室", "an organ of a school"),
    (
        named._OF_SCHOOL,
        "某校{}",
        (*words("school-organ"), "教务处", "科学技术处"),
        "校{}",
        "an organ of a school",
    ),
    (named._OF_SCHOOL, "某校办公室{}", AFTER_NAMES, "校办公室", "what stands behind a name"),
    (named._OF_SCHOOL, "某校办公室{}", ("。", ""), "校办公室", "nothing or a mark"),
    (named._LIST, "某{}某", "、和及", "{}", "a list of places"),
    (organs._ADJECTIVE, "{}", words("which-body"), "*", "some body"),
    (organs._ENDING, "某{}", words("open-ending"), "{}", "an open ending"),
    (organs._ENDING, "某{}", words("department-ending"), "{}", "that of a department"),
    (organs._GENERIC, "某{}", ("登记机构",), "{}", "whoever registers"),
    (
        organs._BANK,
        "{}银行西宁分行",
        (
            *("中国工商", "工商", "农业发展", "发展", "农业", "人民建设", "建设", "交通", "邮储"),
            *("邮政储蓄", "储蓄", "进出口", "国家开发"),
        ),
        "*",
        "a branch of a bank",
    ),
    (
        organs._BANK,
        "{}银行",
        ("中国农业发展", "中国人民建设", "中国进出口", "国家开发"),
        "*",
        "a bank of the country",
    ),
    (organs._BANK_OF_PLACE, "市{}", ("农发行", "农信社", "农商行"), "{}", "a bank of a place"),
    (organs._CENTRAL, "{}甲乙局", ("国家", "中央"), "*", "an agency of the country"),
    (organs._BY_NAME, "{}。", tuple(names_of_the_country()), "{}", "a body of the country"),
    (organs._BY_NAME, "国家税务局{}", "门分队级件位长", "国家税务局", "no 部 stands before it"),
    (organs._BOARD, "某区{}管委会", ("等", "开发建设", ""), "*", "what develops an area"),
    (organs._BOARD, "{}", ("管理委员会", "管委会"), "*", "a board without its area"),
    (organs._NO_ITEM, "某{}", ("法规", "法律", "规章", "书", "员", "人"), "{}", "no body of a list"),
    (organs._KNOWN_ITEM, "{}", KNOWN, "*", "a body of a list under its own name"),
    (organs._PLACE_ACT, "某{}", words("place-act"), "{}", "the place of an act"),
    (
        organs._ITEM_BEFORE,
        "某{}、教育",
        words("department-ending"),
        "{}、教育",
        "an item behind a department",
    ),
    (organs._ITEM_BEFORE, "某（局）、{}", ("教育",), "）、{}", "or behind a bracket"),
    (organs._ITEM_ENDS, "教育{}", words("after-body-name", "bearer-act"), "{}", "what stands behind an item"),
    (organs._ITEM_ENDS, "教育{}某", ("。",), "{}", "or a mark"),
    (organs._OF_COUNTRY, "某{}局", ("国家", "中央"), "{}", "a body of the country"),
    (organs._OF_ASSEMBLY, "{}委员会", MATTERS, "{}", "a committee of a congress"),
    (
        organs._OF_ASSEMBLY,
        "某{}委员会",
        ("董事会", "监事会", "理事会", "股东会", "任"),
        "*",
        "of an assembly",
    ),
    (organs._OF_ASSEMBLY, "某{}", ("审判", "检察", "赔偿"), "*", "a committee of a court"),
    (organs._OF_ASSEMBLY, "某{}某", ("常务", "人民代表", "人大", "局", "厅"), "*", "another body of its own"),
    (
        bodies.find._OPEN_END,
        "教育等{}部门",
        ("有关", "相关", "行政", "主管", "有关行政主管", ""),
        "等{}部门",
        "and others",
    ),
    (bodies.find._OPEN_END, "教育等{}", ("部门", "机关"), "等{}", "and others"),
]

NONE: list[tuple[re.Pattern[str], str, Words, str]] = [
    # the pattern, a text with a place, what stands there in turn, the reason
    (name_words._DATE, "某{}日", "今生假", "no figure before it"),
    (name_words.BOUNDARY, "自{}", "治然由贸动学主考行", "part of a name"),
    (name_words.BOUNDARY, "经{}", ("费",), "money"),
    (governments._NUMBERED, "某{}一届", "新上下每", "not numbered"),
    (governments._CONGRESS, "某{}事会法制委员会", "董理监", "the committee of a company"),
    (governments._CONGRESS, "大会常委会{}", ("组成人员",), "its members"),
    (governments._ASSOCIATION, "商会{}", ("议", "章程"), "no chamber"),
    (
        governments._ASSOCIATION,
        "政协{}",
        ("委员", "商", "会员", "经费", "主席", "章程"),
        "a member, a word, what it has",
    ),
    (governments._ASSOCIATION, "行{}", ("政协商", "政协"), "no conference"),
    (expansion._EITHER, "某局（{}某）", "（(）)", "a bracket within another"),
    (named._CLASS, "{}事业单位", ("企", "行政"), "a part of another class"),
    (named._CLASS, "院校{}", words("goes-on-after-class"), "a thing of a class"),
    (named._INSTITUTION, "{}署", "签部", "an act"),
    (named._INSTITUTION, "{}所", "场住", "a place"),
    (named._INSTITUTION, "{}院", "剧影", "a place"),
    (named._UNIT, "{}所", "场务住", "a place"),
    (named._UNIT, "{}站", "网", "a page"),
    (organs._ITEM_BEFORE, "{}厅、教育", "大餐客舞事", "no department"),
    (organs._ITEM_BEFORE, "{}局、教育", "布格大全结当棋战开定时", "no department"),
    (organs._ITEM_BEFORE, "{}办、教育", "举创承主协开督经兴申代查交领合筹停试自民公", "no department"),
    (organs._KNOWN_ITEM, "{}事业单位", ("企", "行政"), "a part of another class"),
    (organs._KNOWN_ITEM, "行{}", ("政协",), "no conference"),
    (organs._BY_NAME, "轻工业部{}", "门分队级件位长", "another word"),
    (organs._CENTRAL, "国家{}立甲乙局", "设成建", "an act"),
    (organs._ENDING, "国家{}", ("机关",), "all of the country's"),
    (organs._ENDING, "机关{}", ("工作人员", "事务", "法人", "团体", "报", "刊"), "a thing of theirs"),
    (organs._OF_ASSEMBLY, "某{}某", ("责任",), "a duty, no post"),
]


def _put_in() -> list[tuple[re.Pattern[str], str, str]]:
    """Return each text in which something is found, with that."""
    return [
        (pattern, text.format(word), (text if found == "*" else found).format(word))
        for pattern, text, given, found, _ in FOUND
        for word in given
    ]


def _name(value: object) -> str:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("pattern", "text", "wanted"), _put_in(), ids=_name)
def test_what_is_found(pattern: re.Pattern[str], text: str, wanted: str) -> None:
    found = pattern.search(text)
    assert (found[0] if found else "") == wanted


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(pattern, text.format(word)) for pattern, text, given, _ in NONE for word in given],
    ids=_name,
)
def test_where_nothing_is_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text) is None


@pytest.mark.parametrize("ending", FORMS)
def test_the_ending_for_which_another_stands_is_the_whole(ending: str) -> None:
    found = expansion._EITHER.fullmatch(f"市某{ending}（某）")
    assert found is not None
    assert found["ending"] == ending


def test_an_item_may_be_the_last_word() -> None:
    assert organs._ITEM_ENDS.match("教育", 2)
    assert not organs._ITEM_ENDS.match("教育某", 2)


def test_endings_of_departments_are_those_of_the_lexicon() -> None:
    assert set(grammar.FORMS) == set(FORMS)
