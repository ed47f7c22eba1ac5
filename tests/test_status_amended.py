"""Texts and the decisions that amend them: which of them a decision made, and which it stands in the place of."""

from __future__ import annotations

import pytest

from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.status.timeline import Period
from ingest.structure import structure
from ingest.text import SourceText
from ontology.states import State


def header(text: str) -> Header:
    """Return the header of a text."""
    return Header.of(structure(SourceText("a.txt", text, "0" * 64)))


def period(texts: list[str], day: str) -> Period:
    """Return what the first of some texts is on a day."""
    headers = [header(text) for text in texts]
    return Holdings(headers).timeline(headers[0].document, None).on(day)


COURT = """最高人民法院关于审理公园纠纷案件若干问题的规定
{}

第一条 公园纠纷由公园所在地的人民法院管辖。
第二条 本规定自2018年8月10日起施行。
"""
CHANGES = """最高人民法院关于修改《关于审理公园纠纷案件若干问题的规定》的决定
2021年3月1日最高人民法院审判委员会第1833次会议通过

将第一条修改为：“公园纠纷由公园所在地的中级人民法院管辖。”
本决定自2021年4月22日起施行。
"""
FIRST = "2018年7月31日最高人民法院审判委员会第1746次会议通过"
PASSED_AGAIN = f"{FIRST}\n2021年3月1日最高人民法院审判委员会第1833次会议通过"
NAMED = (
    f"{FIRST}\n2021年3月1日最高人民法院审判委员会第1833次会议"
    "《关于修改〈关于审理公园纠纷案件若干问题的规定〉的决定》修正"
)


@pytest.mark.parametrize(
    ("notes", "day", "state"),
    [
        # the text that stood before is replaced on the day on which the decision enters into force
        (FIRST, "2021-04-21", State.IN_FORCE),
        (FIRST, "2021-04-22", State.SUPERSEDED),
        # the text whose notes tell the day of the decision has its changes, and its day of entry
        (PASSED_AGAIN, "2021-04-21", State.NOT_YET),
        (PASSED_AGAIN, "2021-04-22", State.IN_FORCE),
        (f"{PASSED_AGAIN}\n2021年4月22日施行", "2026-01-01", State.IN_FORCE),
        # so has one whose notes name the decision, or the entry of the amendment
        (NAMED, "2021-04-21", State.NOT_YET),
        (NAMED, "2026-01-01", State.IN_FORCE),
        (f"{NAMED}，该修正自2021年4月22日施行", "2026-01-01", State.IN_FORCE),
    ],
)
def test_a_text_is_not_replaced_by_the_decision_that_made_it(notes: str, day: str, state: State) -> None:
    """Its own notes tell that the changes are in it; the text before it has no such note."""
    found = period([COURT.format(notes), CHANGES], day)
    assert found.state is state
    assert state is not State.IN_FORCE or notes == FIRST or found.since == "2021-04-22"


def test_the_entry_of_an_amended_text_may_stand_in_its_notes() -> None:
    """2021年4月22日施行 below the day of the amendment is that of this text; 自2018年8月10日 is that of the rule."""
    noted = f"{PASSED_AGAIN}\n2021年4月22日施行"
    found = period([COURT.format(noted)], "2021-04-22")
    assert (found.state, found.since) == (State.IN_FORCE, "2021-04-22")
    assert found.grounds[0].text == "2021年4月22日施行"
    assert period([COURT.format(noted)], "2021-04-21").state is State.NOT_YET


SEVERAL = """{office}关于修改部分规定的决定
2020年12月23日{office}通过

{body}
本决定自2021年1月1日起施行。
"""


@pytest.mark.parametrize(
    ("office", "body", "titles"),
    [
        (
            "最高人民法院审判委员会第1823次会议",
            "一、修改《甲规定》\n1.将引言修改为：“为正确审理案件，制定本规定。”\n2.删除第二条。\n"
            "二、修改《乙规定（一）》\n1.将第三条修改为：“乙。”\n三、修改《丙规定（二）》\n将第四条修改为：“丙。”",
            ["甲规定", "乙规定（一）", "丙规定（二）"],
        ),
        (
            "海西州人民代表大会常务委员会",
            "一、《甲条例》\n（一）将第三条修改为：“甲。”\n（二）删去第四条。\n二、《乙条例》\n（一）将第五条修改为：“乙。”",
            ["甲条例", "乙条例"],
        ),
        (
            "海西州人民代表大会常务委员会",
            "一、对《甲条例》作出修改\n（一）将第三条修改为：“甲。”\n二、将《乙条例》第五条中的“丙”修改为“丁”。",
            ["甲条例", "乙条例"],
        ),
        # a list of what is repealed names rules alone, and no instruction stands below them
        (
            "海西州人民代表大会常务委员会",
            "一、修改《甲条例》\n（一）将第三条修改为：“甲。”\n二、废止下列条例：\n（一）《乙条例》\n（二）《丙条例》",
            ["甲条例"],
        ),
    ],
)  # fmt: skip
def test_a_decision_over_several_rules_amends_those_of_its_parts(
    office: str, body: str, titles: list[str]
) -> None:
    """六、修改《…》 is the heading of a part, with the instructions below it."""
    found = header(SEVERAL.format(office=office, body=body)).amends
    assert [each.title for each in found] == titles
    assert all(each.title in each.said.text for each in found)


CITY = """海城市农村绿化条例
（2001年5月29日海城市人民代表大会常务委员会第二次会议通过 2001年9月3日辽宁省人民代表大会常务委员会第五次会议批准 {}）

第一条 为了绿化农村，制定本条例。
第二条 本条例自2001年10月1日起施行。
"""
ON_APPROVAL = [
    # the decision is passed on one day, and approved on another that is told with it
    "2010年4月28日海城市人民代表大会常务委员会第三次会议通过 "
    "2010年7月30日辽宁省人民代表大会常务委员会第九次会议批准的《海城市人民代表大会常务委员会关于修改〈海城市农村绿化条例〉的决定》修正",
    # both in one note
    "根据2010年4月28日海城市人民代表大会常务委员会第三次会议通过并经2010年7月30日辽宁省人民代表大会常务委员会第九次会议"
    "批准的《海城市人民代表大会常务委员会关于修改部分地方性法规的决定》第一次修正",
    # the approval is told behind the amendment
    "2010年4月28日海城市人民代表大会常务委员会第三次会议修正 2010年7月30日辽宁省人民代表大会常务委员会第九次会议批准",
    # only the approval is told
    "2010年7月30日辽宁省人民代表大会常务委员会第九次会议批准的《关于修改〈海城市农村绿化条例〉的决定》修正",
]


@pytest.mark.parametrize("note", ON_APPROVAL)
def test_what_a_province_approves_does_not_hold_before(note: str) -> None:
    """Regulations of cities are in force when the province has approved them, their amendments too."""
    text = CITY.format(note)
    before, after = (period([text], day) for day in ("2010-07-29", "2010-07-30"))
    assert (before.state, before.until) == (State.NOT_YET, "2010-07-30")
    assert (after.state, after.since) == (State.IN_FORCE, "2010-07-30")
    assert "2010年7月30日" in after.grounds[0].text


LAW = """中华人民共和国公园法
（2016年3月16日第十二届全国人民代表大会第四次会议通过 {}）

第一条 为了建设公园，制定本法。
第二条 本法{}起施行。
"""
ALONE = "根据2023年12月29日第十四届全国人民代表大会常务委员会第七次会议《关于修改〈中华人民共和国公园法〉的决定》修正"
TOGETHER = (
    "根据2023年12月29日第十四届全国人民代表大会常务委员会第七次会议"
    "《关于修改〈中华人民共和国公园法〉、〈中华人民共和国森林法〉的决定》修正"
)
REVISED = "2023年12月29日第十四届全国人民代表大会常务委员会第七次会议修订"


@pytest.mark.parametrize(
    ("note", "entry", "day", "state"),
    [
        # a revision, or a decision about this law alone, has a day of its own, and the article has that of before
        (REVISED, "2016年9月1日", "2023-12-28", State.NOT_YET),
        (REVISED, "2016年9月1日", "2024-06-01", State.UNKNOWN),
        (ALONE, "2016年9月1日", "2024-06-01", State.UNKNOWN),
        (ALONE, "2016年9月1日", "2025-01-01", State.IN_FORCE),
        # 自公布之日起 is that of the law which was made in 2016; in a revision it is that of the revision
        (ALONE, "公布之日", "2024-01-01", State.UNKNOWN),
        (REVISED, "公布之日", "2024-01-01", State.IN_FORCE),
        (REVISED, "2016年9月1日零时", "2024-06-01", State.UNKNOWN),
        # the article of a revision has its day
        (REVISED, "2024年5月1日", "2024-04-30", State.NOT_YET),
        (REVISED, "2024年5月1日", "2024-05-01", State.IN_FORCE),
        # a decision over several laws follows its publication
        (TOGETHER, "2016年9月1日", "2024-01-01", State.IN_FORCE),
    ],
)
def test_the_entry_of_a_revision_that_no_text_tells_is_not_known(
    note: str, entry: str, day: str, state: State
) -> None:
    """A year after it was made it is taken to be in force, since that day at the latest."""
    found = period([LAW.format(note, f"自{entry}")], day)
    assert found.state is state
    assert state is not State.UNKNOWN or (found.doubt is not None and "施行日期未见" in found.doubt)
    assert day != "2025-01-01" or (found.doubt is not None and "最迟" in found.doubt)


def test_a_decision_that_is_read_with_a_revision_tells_its_entry() -> None:
    """The revision is in force from the day of the decision."""
    decision = (
        "全国人民代表大会常务委员会关于修改《中华人民共和国公园法》的决定\n"
        "（2023年12月29日第十四届全国人民代表大会常务委员会第七次会议通过）\n\n"
        "一、将第一条修改为：“为了建设公园，制定本法。”\n本决定自2024年9月5日起施行。\n"
    )
    found = period([LAW.format(ALONE, "自2016年9月1日"), decision], "2024-09-05")
    assert (found.state, found.since) == (State.IN_FORCE, "2024-09-05")


@pytest.mark.parametrize(
    ("last", "state"),
    [
        # no words of entry at all: nothing says since when
        ("第二条 公园由州人民政府管理。", State.UNKNOWN),
        ("第二条 公园所需经费列入预算。", State.UNKNOWN),
        # it enters into force when it is made known, and that is more than a year ago
        ("第二条 本条例自公布之日起施行。", State.IN_FORCE),
    ],
)
def test_a_rule_without_words_of_entry_stays_unknown(last: str, state: State) -> None:
    """No day is made up for it; what says that it is in force since its publication is, at the latest after a year."""
    text = f"海西州旅游条例\n（2019年11月29日海西州人民代表大会第三次会议通过）\n\n第一条 甲。\n{last}\n"
    found = period([text], "2026-01-01")
    assert (found.state, found.until) == (state, None)
    assert found.since == ("2019-11-29" if state is State.UNKNOWN else "2020-11-29")
    assert period([text], "2019-11-28").state is State.NOT_YET


SENT = """海西州人民政府关于公园补贴的通知
西政规〔2024〕3号

各县人民政府：
一、每个公园每月补贴一千元。
{}

海西州人民政府
2024年7月26日

海西州人民政府办公室　　　　2024年7月{}日印发
"""


@pytest.mark.parametrize(
    ("last", "printed", "since", "expired"),
    [
        # the imprint says when it was printed and sent
        ("二、本通知自印发之日起施行，有效期5年。", 29, "2024-07-29", "2029-07-29"),
        ("二、本通知自印发之日起执行。有效期1年。", 29, "2024-07-29", "2025-07-29"),
        # 发布 is not 印发, and a day before that of the document is none of it
        ("二、本通知自发布之日起施行，有效期5年。", 29, "2024-07-26", "2029-07-26"),
        ("二、本通知自印发之日起施行，有效期5年。", 25, "2024-07-26", "2029-07-26"),
        # the day of a part is not that of the whole
        ("二、本通知规定的补贴标准从2024年1月1日起执行。本通知有效期1年。", 29, "2024-07-26", "2025-07-26"),
        ("二、本通知第一条的补贴金额均自2024年1月1日起执行。本通知有效期1年。", 29, "2024-07-26", "2025-07-26"),
        ("二、本通知自2024年8月1日起执行，有效期1年。", 29, "2024-08-01", "2025-08-01"),
    ],
)  # fmt: skip
def test_the_day_of_the_imprint_and_that_of_a_part(last: str, printed: int, since: str, expired: str) -> None:
    """自印发之日起 counts from the imprint; what begins earlier or later in part does not move the whole."""
    text = SENT.format(last, printed)
    assert period([text], "2024-09-01").since == since
    over = period([text], "2030-01-01")
    assert (over.state, over.since) == (State.EXPIRED, expired)


def test_the_words_of_the_imprint_are_its_ground() -> None:
    """The day is shown in the very words that tell it."""
    found = period([SENT.format("二、本通知自印发之日起施行，有效期5年。", 29)], "2024-09-01")
    assert any("2024年7月29日印发" in each.text for each in found.grounds)


BUDGET = """海西州预算监督条例
（1996年12月5日海西州人民代表大会常务委员会第三次会议通过 2002年3月29日海西州人民代表大会常务委员会第九次会议修订）

第一条 为了监督预算，制定本条例。
第二条 本条例自2002年7月1日起施行。
"""
REPEALING = """海西州预算审查监督条例
（2016年12月29日海西州人民代表大会常务委员会第三次会议通过）

第一条 为了监督预算，制定本条例。
第二条 本条例自2017年3月1日起施行。{}海西州人民代表大会常务委员会第三次会议通过的《海西州预算监督条例》同时废止。
"""


@pytest.mark.parametrize(
    ("named", "state"),
    [
        # the first passing, the revision: its own notes tell of both
        ("1996年12月5日", State.REPEALED),
        ("2002年3月29日", State.REPEALED),
        # a day that its notes do not tell: another text may be meant
        ("1993年5月6日", State.UNKNOWN),
    ],
)
def test_a_repeal_may_name_any_day_of_the_notes(named: str, state: State) -> None:
    """Which text is meant is told by a day on which it was made, before a revision too."""
    found = period([BUDGET, REPEALING.format(named)], "2026-01-01")
    assert (found.state, found.since) == (state, "2017-03-01")
