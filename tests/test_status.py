"""What a text is on a day, by the words of the documents that are read together."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Citation, CitationStatus, Document
from ingest.resolve import Collection
from ingest.resolve.citations import cited_day
from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.status.timeline import Period
from ingest.status.words import words
from ingest.structure import structure
from ingest.text import SourceText, Span, squeeze
from ontology.states import ChangeKind, GroundKind, State
from ontology.tables import Row

OLD = """海西州公园管理办法
2010年2月3日海西州人民政府令第12号公布

第一条 为了管理公园，制定本办法。
第二条 公园不得收费。
第三条 本办法自2010年3月1日起施行。
"""
AMENDED = "令第12号公布 根据2018年3月4日《关于修改〈海西州公园管理办法〉的决定》修正"
NEW = """海西州公园条例
2020年5月17日海西州人民代表大会常务委员会通过

第一条 为了管理公园，制定本条例。
第二条 {}
"""


def document(text: str) -> Document:
    """Return the structure of a text."""
    return structure(SourceText("a.txt", text, "0" * 64))


def header(text: str) -> Header:
    """Return the header of a text."""
    return Header.of(document(text))


def rule(last: str, title: str = "海西州公园条例") -> str:
    """Return a rule that ends with an article."""
    return NEW.format(last).replace("海西州公园条例", title, 1)


def period(texts: list[str], day: str, path: str | None = None) -> Period:
    """Return what the first of some texts is on a day."""
    headers = [header(text) for text in texts]
    return Holdings(headers).timeline(headers[0].document, path).on(day)


REPEALS: tuple[tuple[str, list[tuple[str, str | None, tuple[str, ...], bool]]], ...] = (
    # the last article of a rule
    ("本条例自2020年7月1日起施行，《甲市公园办法》同时废止。", [("甲市公园办法", None, (), False)]),
    ("《甲市公园办法》（甲政〔2001〕3号）即行废止。", [("甲市公园办法", "甲政〔2001〕3号", (), False)]),
    ("2001年2月3日市政府令第5号发布的《甲办法》和《乙办法》同时停止执行。", [("甲办法", "市政府令第5号", (), False), ("乙办法", None, (), False)]),  # noqa: E501
    ("《甲条例》《乙条例》《丙条例》同时废止。", [("甲条例", None, (), False), ("乙条例", None, (), False), ("丙条例", None, (), False)]),  # noqa: E501
    # a day of its own
    ("《甲办法》自2020年12月31日起废止。", [("甲办法", None, (), False)]),
    # amended before: the decisions that amended it are not what is repealed
    ("1990年1月2日通过，根据1997年4月15日《关于修改〈甲办法〉的决定》修正的《甲办法》同时废止。", [("甲办法", None, (), False)]),  # noqa: E501
    # parts only
    ("《甲办法》第十条、第十二条第二款同时废止。", [("甲办法", None, ("art-10", "art-12/para-2"), True)]),
    ("1997年3月25日国务院发布的《反倾销和反补贴条例》中关于反补贴的规定同时废止。", [("反倾销和反补贴条例", None, (), True)]),  # noqa: E501
    ("《甲解释》（法释〔2015〕11号）第一条第一款第（一）项的规定不再适用。", [("甲解释", "法释〔2015〕11号", ("art-1/para-1/item-1",), True)]),  # noqa: E501
    # none: what has to be, may be or is asked for; what goes before; what the words put into another rule
    ("制定机关应当及时修改或者废止《甲办法》。", []),
    ("《甲办法》与本条例不一致的，以本条例为准。", []),
    ("根据《立法法》，《甲办法》同时废止。", [("甲办法", None, (), False)]),
    ("将第三条修改为：“本办法自2020年起施行，《甲办法》同时废止。”", []),
    ("《采矿许可证》应当作废。", []),
    ("提出关于废止《甲办法》的议案。", []),
    ("本市过去的规定与本条例抵触的，同时废止。", []),
)  # fmt: skip


@pytest.mark.parametrize(("last", "expected"), REPEALS)
def test_repeals_are_read_with_number_and_parts(
    last: str, expected: list[tuple[str, str | None, tuple[str, ...], bool]]
) -> None:
    found = header(rule(last)).repeals
    assert [(r.title, r.number, r.articles, r.partial) for r in found] == expected


def test_the_day_of_a_repeal_and_of_the_text_meant_are_read() -> None:
    first, second = header(
        rule("《甲办法》自2020年12月31日起废止。二〇〇一年二月三日发布的《乙办法》同时废止。")
    ).repeals
    assert (first.since, second.since, second.days) == ("2020-12-31", None, ("2001-02-03",))


PACKAGES = (
    # a numbered list below the words
    "海西州人民政府关于废止部分规章的决定\n\n决定：\n一、废止下列规章：\n（一）《甲州公园管理办法》（州政府令第3号）\n"
    "（二）《甲州湖泊管理办法》（州政府令第4号）\n二、对《丙办法》作如下修改：\n将第三条中的“甲”修改为“乙”。\n",
    # each rule a sentence
    "海西州人民代表大会常务委员会关于废止部分地方性法规的决定\n\n会议决定：\n一、废止《甲州公园管理办法》（州政府令第3号）\n"
    "二、废止《甲州湖泊管理办法》（州政府令第4号）\n",
    # a list without title marks in an annex
    "海西州人民政府关于废止部分规章的决定\n\n决定对2件规章予以废止（目录附后）。\n\n附件：\n废止的规章目录\n"
    "1.甲州公园管理办法（州政府令第3号）\n2.甲州湖泊管理办法（州政府令第4号）\n",
    # columns; what goes on stands in a list of its own
    "海西州人民政府关于公布继续有效、废止规范性文件目录的通知\n\n公布如下。\n附件1\n继续有效的规范性文件目录\n1 甲州山地管理办法 州政府令第9号\n"  # noqa: E501
    "附件2\n废止的规范性文件目录\n1 甲州公园管理办法 州政府令第3号\n2 甲州湖泊管理办法 州政府令第4号\n",
)  # fmt: skip


@pytest.mark.parametrize("text", PACKAGES)
def test_decisions_over_several_rules_are_read(text: str) -> None:
    assert [(r.title.partition("（")[0], r.number) for r in header(text).repeals] == [
        ("甲州公园管理办法", "州政府令第3号"),
        ("甲州湖泊管理办法", "州政府令第4号"),
    ]


ENDS = (
    # days, state, the kind of the first ground; each with the reason
    ([OLD], "2010-02-10", State.NOT_YET, GroundKind.ENTRY),  # made and not in force
    ([OLD], "2010-03-01", State.IN_FORCE, GroundKind.ENTRY),  # the first day
    ([OLD], "2030-01-01", State.IN_FORCE, GroundKind.ENTRY),  # after the newest document: as it was, with a doubt
    ([OLD, rule("自2020年7月1日起施行。《海西州公园管理办法》同时废止。")], "2020-06-30", State.IN_FORCE, GroundKind.ENTRY),  # noqa: E501
    ([OLD, rule("自2020年7月1日起施行。《海西州公园管理办法》同时废止。")], "2020-07-01", State.REPEALED, GroundKind.REPEAL),  # noqa: E501
    ([OLD, rule("2010年2月3日发布的《海西州公园管理办法》同时废止。")], "2022-01-01", State.REPEALED, GroundKind.REPEAL),  # noqa: E501
    # the words name another text of that title
    ([OLD, rule("1999年1月3日发布的《海西州公园管理办法》同时废止。")], "2022-01-01", State.UNKNOWN, GroundKind.REPEAL),
    # a rule of the same title that is made later than the repeal
    ([OLD.replace("2010年", "2023年"), rule("《海西州公园管理办法》同时废止。")], "2024-01-01", State.IN_FORCE, GroundKind.ENTRY),  # noqa: E501
    # other number
    ([OLD, rule("《海西州公园管理办法》（州政府令第7号）同时废止。")], "2022-01-01", State.IN_FORCE, GroundKind.ENTRY),
    # its own term
    ([OLD.replace("起施行。", "起施行，有效期五年。")], "2015-02-28", State.IN_FORCE, GroundKind.ENTRY),
    ([OLD.replace("起施行。", "起施行，有效期五年。")], "2015-03-01", State.EXPIRED, GroundKind.EXPIRY),
    ([OLD.replace("起施行。", "起施行，试行两年。")], "2012-03-01", State.EXPIRED, GroundKind.EXPIRY),
    ([OLD.replace("起施行。", "起施行，有效期至2012年12月31日。")], "2013-01-01", State.EXPIRED, GroundKind.EXPIRY),
    ([OLD.replace("公园不得收费", "许可证有效期至2012年12月31日")], "2013-01-01", State.IN_FORCE, GroundKind.ENTRY),
    ([OLD.replace("起施行。", "起施行，有效期至2012年底。")], "2012-12-31", State.IN_FORCE, GroundKind.ENTRY),
    ([OLD.replace("起施行。", "起施行，有效期至2012年底。")], "2013-01-01", State.EXPIRED, GroundKind.EXPIRY),
    ([OLD.replace("起施行。", "起施行，执行期至2012年12月31日。")], "2013-01-01", State.EXPIRED, GroundKind.EXPIRY),
    ([OLD.replace("起施行。", "起施行，试行期限至2012年底。")], "2013-01-01", State.EXPIRED, GroundKind.EXPIRY),
    (
        [OLD.replace("公园不得收费", "对小微企业的贴息，执行期限至2012年12月31日")],
        "2013-01-01", State.IN_FORCE, GroundKind.ENTRY,
    ),
    # repealed after it had expired
    ([OLD.replace("起施行。", "起施行，有效期五年。"), rule("自2020年7月1日起施行。《海西州公园管理办法》同时废止。")], "2021-01-01", State.REPEALED, GroundKind.REPEAL),  # noqa: E501
    # a term that is over before the rule is in force: one of the two is wrong
    ([OLD.replace("起施行。", "起施行，有效期至2009年12月31日。")], "2010-02-28", State.NOT_YET, GroundKind.ENTRY),
    ([OLD.replace("起施行。", "起施行，有效期至2009年12月31日。")], "2012-01-01", State.UNKNOWN, GroundKind.EXPIRY),
    # a month, a year, and a day that is none: not told to the day, which is not the day of the document
    ([OLD.replace("2010年3月1日", "2010年3月")], "2010-04-01", State.UNKNOWN, GroundKind.ENTRY),
    ([OLD.replace("2010年3月1日", "2010年")], "2010-04-01", State.UNKNOWN, GroundKind.ENTRY),
    ([OLD.replace("2010年3月1日", "2010年2月30日")], "2010-04-01", State.UNKNOWN, GroundKind.ENTRY),
    ([OLD.replace("2010年3月1日", "2010年2月30日")], "2012-04-01", State.IN_FORCE, GroundKind.ENTRY),
    # the day is left to another act
    ([OLD.replace("自2010年3月1日起施行", "的施行日期由州人民政府另行规定")], "2012-01-01", State.UNKNOWN, GroundKind.ENTRY),  # noqa: E501
)  # fmt: skip


@pytest.mark.parametrize(("texts", "day", "state", "kind"), ENDS)
def test_what_a_text_is_on_a_day(texts: list[str], day: str, state: State, kind: GroundKind) -> None:
    found = period(texts, day)
    assert (found.state, found.grounds[0].kind) == (state, kind)


def test_a_rule_made_anew_repeals_the_one_of_its_title_and_not_itself() -> None:
    anew = SUCCESSOR.replace("起施行。", "起施行。2010年2月3日发布的《海西州公园管理办法》同时废止。")
    assert period([OLD, anew], "2017-01-01").state is State.REPEALED
    assert period([anew, OLD], "2017-01-01").state is State.IN_FORCE


def test_what_is_amended_between_the_making_and_the_entry_of_what_repeals_it_is_repealed() -> None:
    by = rule("自2020年7月1日起施行。《海西州公园管理办法》同时废止。")
    amended = OLD.replace("令第12号公布", AMENDED.replace("2018年3月4日", "2020年6月4日"))
    assert period([amended, by], "2020-06-30").state is State.IN_FORCE
    assert period([amended, by], "2020-07-01").state is State.REPEALED


def test_the_words_of_a_term_are_its_own_sentence() -> None:
    text = OLD.replace("起施行。", "起施行，有效期五年。有效期届满，依法评估修订。")
    (ground,) = period([text], "2016-01-01").grounds
    assert ground.text == "本办法自2010年3月1日起施行，有效期五年。"


def test_a_repeal_says_by_which_words_of_which_document() -> None:
    by = rule("自2020年7月1日起施行。《海西州公园管理办法》同时废止。")
    ground = period([OLD, by], "2021-01-01").grounds[0]
    assert ground.document == header(by).document
    assert ground.text == "《海西州公园管理办法》同时废止"
    assert "".join(by[start:end] for start, end in ground.spans) == ground.text


@pytest.mark.parametrize(
    ("words_", "first"),
    [
        ("自公布之日起施行", "2010-02-03"),
        ("自公布之日起30日后施行", "2010-03-06"),
        ("自发布之日起三个月后施行", "2010-05-03"),
        ("自公布之日起满十日施行", "2010-02-13"),
    ],
)
def test_entry_counted_from_publication(words_: str, first: str) -> None:
    found = period([OLD.replace("自2010年3月1日起施行", words_)], first)
    assert (found.state, found.since) == (State.IN_FORCE, first)
    assert found.grounds[0].kind is GroundKind.PUBLICATION


def test_an_unknown_day_of_publication_is_said_and_is_in_force_after_a_year() -> None:
    text = NEW.format("本条例自公布之日起施行。")
    assert period([text], "2020-06-01").state is State.UNKNOWN
    later = period([text], "2021-05-17")
    assert (later.state, later.doubt is not None) == (State.IN_FORCE, True)


PARTS = OLD.replace(
    "第三条 本办法自2010年3月1日起施行。", "第三条 第二条自2011年1月1日起施行，其余条款自2010年3月1日起施行。"
)


@pytest.mark.parametrize(
    ("path", "day", "state"),
    [("art-2", "2010-06-01", State.NOT_YET), ("art-1", "2010-06-01", State.IN_FORCE), ("art-2/para-1", "2011-01-01", State.IN_FORCE)],  # noqa: E501
)  # fmt: skip
def test_articles_may_enter_into_force_on_days_of_their_own(path: str, day: str, state: State) -> None:
    assert period([PARTS], day, path).state is state


OPINION = """海西州人民政府关于扶持企业的意见
西政〔2012〕16号

各县人民政府：
为了发展，提出以下意见：
一、自2012年3月起连续三年，对企业给予补助。
二、减免税费，执行期限至2015年12月31日。
三、加强服务。

海西州人民政府
2012年3月17日
"""


@pytest.mark.parametrize(
    ("path", "day", "state"),
    [
        ("sec-1", "2015-02-28", State.IN_FORCE),
        ("sec-1", "2015-03-01", State.EXPIRED),
        ("sec-2", "2016-01-01", State.EXPIRED),
        ("sec-3", "2016-01-01", State.IN_FORCE),
        (None, "2016-01-01", State.IN_FORCE),  # what a provision says of itself is not said of the whole
    ],
)
def test_a_provision_has_a_time_of_its_own(path: str | None, day: str, state: State) -> None:
    assert period([OPINION], day, path).state is state


def test_repeal_of_a_part_leaves_the_rest() -> None:
    by = rule("自2020年7月1日起施行。《海西州公园管理办法》第二条同时废止。")
    assert period([OLD, by], "2021-01-01", "art-2/para-1").state is State.REPEALED
    assert period([OLD, by], "2021-01-01", "art-1").state is State.IN_FORCE
    whole = period([OLD, by], "2021-01-01")
    assert (whole.state, [g.kind for g in whole.grounds][1:]) == (
        State.IN_FORCE,
        [GroundKind.REPEAL, GroundKind.NOTHING],
    )


LONGER = "海西州人民政府关于延长《海西州公园管理办法》有效期的通知\n\n《海西州公园管理办法》（海西州人民政府令第12号）{}。\n\n海西州人民政府\n2015年1月3日\n"  # noqa: E501


@pytest.mark.parametrize(
    ("said", "day", "state"),
    [
        ("有效期延长至2018年12月31日", "2018-12-31", State.IN_FORCE),
        ("有效期延长至2018年12月31日", "2019-01-01", State.EXPIRED),
        ("继续有效", "2019-01-01", State.IN_FORCE),
    ],
)
def test_a_term_may_be_made_longer(said: str, day: str, state: State) -> None:
    assert period([OLD.replace("起施行。", "起施行，有效期五年。"), LONGER.format(said)], day).state is state


SUCCESSOR = OLD.replace("2010年2月3日", "2016年1月3日").replace("2010年3月1日", "2016年2月1日")


def test_a_later_rule_without_words_of_repeal_makes_it_unknown() -> None:
    first = OLD.replace("公园管理办法", "公园管理暂行规定")
    found = period([first, SUCCESSOR], "2017-01-01")
    assert (found.state, found.grounds[0].kind) == (State.UNKNOWN, GroundKind.SUCCESSOR)
    assert "没有废止的明文" in (found.doubt or "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("海西州公园若干规定（一）", "海西州公园若干规定（二）"),  # one of a series stands beside the others
        ("海西州公园管理办法", "海西州公园管理补充规定"),
        ("海西州公园管理办法", "海西州湖泊管理办法"),  # another subject
        ("海西州2010年公园工作计划", "海西州2016年公园工作计划"),
    ],
)
def test_what_is_no_successor(first: str, second: str) -> None:
    texts = [OLD.replace("海西州公园管理办法", first), SUCCESSOR.replace("海西州公园管理办法", second)]
    assert period(texts, "2017-01-01").state is State.IN_FORCE


def test_what_an_instruction_quotes_is_not_what_it_amends() -> None:
    text = "海西州人民政府关于修改《海西州园林办法》的决定\n2018年3月4日海西州人民政府令第20号公布\n\n一、将第二条修改为：\n“《海西州公园管理办法》第三条规定的期限届满的。”\n"  # noqa: E501
    assert [each.title for each in header(text).amends] == ["海西州园林办法"]
    assert period([OLD, text], "2020-01-01").state is State.IN_FORCE


def test_a_later_text_of_the_rule_stands_in_its_place() -> None:
    later = OLD.replace("令第12号公布", AMENDED)
    assert period([OLD, later], "2018-03-03").state is State.IN_FORCE
    found = period([OLD, later], "2018-03-04")
    assert (found.state, found.grounds[0].kind) == (State.SUPERSEDED, GroundKind.AMENDMENT)
    assert "2018年3月4日" in found.grounds[0].text
    before = period([later, OLD], "2015-01-01")
    assert (before.state, "较早的文本" in (before.doubt or "")) == (State.NOT_YET, True)


def test_words_that_stand_in_the_later_text_are_in_force() -> None:
    later = OLD.replace("令第12号公布", AMENDED)
    old, new = header(OLD), header(later)
    same = Holdings([old, new], lambda _old, _new, path: (ChangeKind.SAME, (path,)))
    changed = Holdings([old, new], lambda _old, _new, path: (ChangeKind.CHANGED, (path,)))
    assert same.timeline(old.document, "art-2").on("2019-01-01").state is State.IN_FORCE
    assert changed.timeline(old.document, "art-2").on("2019-01-01").state is State.SUPERSEDED


def test_a_decision_that_amends_and_one_that_renames() -> None:
    amends = "海西州人民政府关于修改《海西州公园管理办法》的决定\n2018年3月4日海西州人民政府令第20号公布\n\n一、第二条修改为：“公园可以收费。”\n本决定自2018年5月1日起施行。\n"  # noqa: E501
    found = period([OLD, amends], "2018-05-01")
    assert (found.state, found.grounds[0].kind) == (State.SUPERSEDED, GroundKind.AMENDMENT)
    renames = "海西州人民政府关于规章改名的决定\n2018年3月4日海西州人民政府令第20号公布\n\n一、将《海西州公园管理办法》的名称修改为《海西州公园规定》。\n本决定自2018年5月1日起施行。\n"  # noqa: E501
    found = period([OLD, renames], "2018-05-01")
    assert (found.state, found.grounds[0].kind) == (State.SUPERSEDED, GroundKind.RENAMED)


def test_trial_without_a_term_is_said() -> None:
    found = period([OLD.replace("办法\n", "办法（试行）\n", 1)], "2019-01-01")
    assert (found.state, "未定期限" in (found.doubt or "")) == (State.IN_FORCE, True)


def test_what_is_open_says_how_far_the_documents_reach() -> None:
    found = period([OLD, OPINION], "2026-01-01")
    assert "2012-03-17" in (found.doubt or "")
    assert found.grounds[-1].kind is GroundKind.NOTHING


def test_a_header_can_be_packed() -> None:
    made = header(PARTS)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Header) == made


TEXTS = (
    OLD,
    SUCCESSOR,
    OPINION,
    PARTS,
    LONGER.format("继续有效"),
    *PACKAGES,
    *(rule(last) for last, _ in REPEALS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6, unique=True))
def test_periods_have_no_gap_and_grounds_are_the_words_of_their_document(texts: list[str]) -> None:
    headers = {header(text).document: text for text in texts}
    holdings = Holdings([header(text) for text in texts])
    for document_ in headers:
        for timeline in holdings.timelines(document_):
            ends = [(each.since, each.until) for each in timeline.periods]
            assert ends[0][0] is None
            assert ends[-1][1] is None
            assert all(one[1] == other[0] for one, other in pairwise(ends))
            assert all(since is None or until is None or since < until for since, until in ends)
            for ground in (ground for each in timeline.periods for ground in each.grounds):
                source = headers[ground.document]
                assert squeeze(ground.text) == squeeze("".join(source[a:b] for a, b in ground.spans))


def test_the_order_of_the_documents_does_not_matter() -> None:
    headers = [header(text) for text in TEXTS]
    one, other = Holdings(headers), Holdings(reversed(headers))
    assert all(one.timeline(h.document) == other.timeline(h.document) for h in headers)


LATER = OLD.replace("令第12号公布", AMENDED)


@pytest.mark.parametrize(("day", "text"), [("2015-01-01", OLD), ("2018-03-04", LATER), ("2026-01-01", LATER)])
def test_a_citation_means_the_text_of_its_day(day: str, text: str) -> None:
    found = Collection([document(OLD), document(LATER)]).find("海西州公园管理办法", None, day)
    assert [entry.iri for entry in found] == [header(text).document]


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("按照2018年修正的", "2018-12-31"),
        ("2018年10月26日公布的", "2018-10-26"),
        ("二〇一八年修订的", "2018-12-31"),
        ("2018年以来，按照", "2020-05-17"),  # no text is named
        ("按照", "2020-05-17"),
    ],
)
def test_a_citation_may_name_the_text_that_it_means(before: str, day: str) -> None:
    text = rule(f"{before}《甲法》第三条执行。")
    at = text.index("《甲法》")
    citation = Citation(
        "art-2",
        "《甲法》",
        (Span(at, at + 4),),
        "甲法",
        None,
        None,
        False,
        CitationStatus.OUTSIDE,
        rule="r",
        status_rule="r",
    )
    assert cited_day(citation, SimpleNamespace(document=document(text))) == day  # type: ignore[arg-type]


def test_repeal_of_a_part_is_no_repeal_for_those_who_cite() -> None:
    for last, repealed in (
        ("《海西州公园管理办法》同时废止。", True),
        ("《海西州公园管理办法》第二条同时废止。", False),
    ):
        collection = Collection([document(OLD), document(rule(last))])
        entry = collection.find("海西州公园管理办法", None, "2022-01-01")[0]
        assert collection.repealed(entry, "2022-01-01") is repealed


ENDING = [
    row for row in words() if row.get("class") in {"ends", "ends-adverb", "no-end", "no-rule", "not-meant"}
]


@pytest.mark.parametrize("row", words(), ids=lambda row: f"{row.get('class')}-{row.get('word')}")
def test_each_word_has_an_example_and_a_source(row: Row) -> None:
    assert row.require("word") in row.require("example")
    assert row.require("counter-example")
    assert row.require("source")


@pytest.mark.parametrize("row", ENDING, ids=lambda row: f"{row.get('class')}-{row.get('word')}")
def test_words_of_repeal_are_read_as_their_examples_say(row: Row) -> None:
    read = {
        name: [r.title for r in header(rule(row.get(name))).repeals]
        for name in ("example", "counter-example")
    }
    if row.get("class") == "no-end":
        assert read == {"example": [], "counter-example": ["某市公园管理规定"]}
    elif row.get("class") == "no-rule":
        assert read == {"example": [], "counter-example": ["某市采矿办法"]}
    elif row.get("class") == "not-meant":
        assert read == {"example": ["某市公园管理规定"], "counter-example": ["某市公园条例"]}
    else:
        assert read == {"example": ["某市公园管理规定"], "counter-example": []}


def test_two_rules_that_repeal_each_other_are_not_known_to_be_repealed() -> None:
    other = rule("自2010年3月1日起施行。《海西州公园管理办法》同时废止。").replace(
        "2020年5月17日", "2010年2月4日"
    )
    one = OLD.replace("起施行。", "起施行。《海西州公园条例》同时废止。")
    found = period([one, other], "2012-01-01")
    assert found.state is State.UNKNOWN
    assert "互相废止" in str(found.doubt)
