"""Characters and words that citations are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.annotate.citation import discourse, names, titles
from ingest.annotate.citation.titles import Titles
from ingest.annotate.citations import find_citations
from ingest.text import CleanText, SourceText
from ontology import lexicon

GENRES = lexicon.words("rule-genre")


def cited(text: str) -> list[str]:
    """Return what is cited in a paragraph."""
    return [one.text for one in find_citations(CleanText.of(SourceText("a.txt", text, "")), "art-8/para-2")]


EACH: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("依照本{}第五条办理。", GENRES, "本{}第五条", "this rule, by its kind"),
    ("依照本办法{}办理。", GENRES, "", "no part of it is named"),
    (
        "违反《甲条例》第二条。依照{}条例第五条办理。",
        ("该", "同", "上述", "前述"),
        "《甲条例》第二条|{}条例第五条",
        "the last rule",
    ),
    (
        "违反《甲条例》第二条。依照该条例{}办理。",
        ("规定", "的规定", "有关规定", "的相关规定"),
        "《甲条例》第二条|该条例",
        "its words",
    ),
    (
        "违反《甲条例》第二条。该条例{}行为。",
        ("所称", "所列", "所指", "所述", "所规", "中规", "中的"),
        "《甲条例》第二条|该条例",
        "said",
    ),
    (
        "违反《甲条例》第二条。依照该条例（试行）{}办理。",
        ("第五条", "的第5条"),
        "《甲条例》第二条|该条例（试行）{}",
        "with a remark",
    ),
    ("依照本{}第一项办理。", "条款", "本{}第一项", "a part of this article"),
    ("依照本{}第一条办理。", "项章节", "本{}第一条", "a part of this part"),
    ("依照此{}办理。", "条款", "此{}", "a part named before"),
    ("签订此条{}。", "例件目文约项信消", "", "another word"),
    ("签订此款{}。", "项", "", "money"),
    ("依照{}项规定办理。", "该此", "{}项", "an item"),
    ("依照{}第一项办理。", ("该条", "同条", "该款", "同款"), "{}第一项", "an item of a part named before"),
    (
        "依照{}规定办理。",
        ("该条", "同条", "该款", "同款", "同项", "上条", "上款", "上一条", "上一款"),
        "{}",
        "said",
    ),
    ("依照{}办理。", ("该条", "同款", "上条", "上一款"), "", "of nothing"),
    ("依照上{}第二项办理。", ("条", "款", "一条", "一款"), "上{}第二项", "the part above"),
    ("依照前{}办理。", ("条", "款", "项", "章", "两条", "三款"), "前{}", "parts before"),
    ("此{}前条办理。", "以之目从日月年", "", "before something else"),
    ("依照前条{}办理。", "件例目程", "", "another word"),
    ("依照第三条{}第五条办理。", "、，和或与及", "第三条|第五条", "two of them"),
    ("依照第三{}五条办理。", "、，和或与及", "第三{}五条", "two with one unit"),
    ("依照第三{}五条办理。", ("至", "到", "—", "–", "~", "～", "-", "——"), "第三{}五条", "a range"),
    ("依照第三、第{}条办理。", ("五", "5", "(五)", "（5）"), "第三、第{}条", "two numbers, each with 第"),
    ("拍摄第三条{}的经过。", "例约目款路线船鱼河街战信建道消措意经件", "", "what is counted"),
    ("依照第三章{}办理。", ("规定", "的规定", "所列", "第一节"), "第三章*", "a chapter whose words follow"),
    ("阅读第三章{}。", ("", "节选"), "", "a chapter of any book"),
    ("拨付第三款{}。", "项", "", "money"),
    (
        "有第三项{}的，",
        ("规定", "的规定", "所列", "所称", "所述", "所规"),
        "第三项*",
        "an item and its words",
    ),
    ("有第三项{}的，", ("情形", "行为", "以外", "除外", "之一"), "第三项*", "what it lists"),
    (
        "有第三项{}第五项情形的，",
        ("、", "，", "和", "或", "及", "与", "或者", "以及", "、或者"),
        "第三项|第五项",
        "and",
    ),
    ("有第三项{}第五项情形的，", "至", "第三项至第五项", "a range"),
    ("完成第三项{}。", ("工作", "任务"), "", "what is counted"),
    ("依照附件{}办理。", "12三", "附件{}", "an annex"),
    ("见《甲办法》{}附件2。", ("", "的", "之"), "《甲办法》{}附件2", "an annex of another rule"),
    (
        "依照《甲办法》{}第五条办理。",
        ("的", "中", "中的", "之", "规定的", "中规定的", "原", "的原"),
        "《甲办法》{}第五条",
        "between a rule and its part",
    ),
    (
        "依照《甲办法》{}第五条办理。",
        ("（试行）", "（2019年（修订）本）", "（甲）（乙）"),
        "《甲办法》{}第五条",
        "remarks",
    ),
    ("依照公司法{}办理。", "律人院庭官学务理典警令式案定治", "", "another word"),
    (
        "依照公司法{}办理。",
        ("规范", "制度", "医院", "医学", "医生", "宣誓", "日", "实施细则", "实施办法"),
        "",
        "longer",
    ),
    ("依照公司法{}办理。", ("规定", "制定"), "公司法", "no part of its name"),
    ("我国公司法{}。", ("规定", "的规定", "有关规定", "相关规定"), "公司法", "what a law says"),
    (
        "我厂刑法{}。",
        ("第二十三条", "第〇条", "第零条", "第一章", "第百条", "第千条", "第两条", "第23条"),
        "刑法*",
        "its part",
    ),
    (
        "依照甲乙条例{}第五条办理。",
        ("", "（试行）", "（2019）"),
        "甲乙条例{}第五条",
        "a name without brackets",
    ),
    (
        "贯彻《甲乙》{}。",
        ("规定", "的规定", "等要求", "中要求", "有关规定", "相关要求"),
        "《甲乙》",
        "what one acts by",
    ),
    ("看《甲乙》{}。", ("第一条", "第十二章", "第3条", "（试行）第百条"), "《甲乙》*", "a part of it"),
    ("按照甲{}看《乙》。", "，；。", "", "what one acts by is another thing"),
    ("按照{}看《乙》。", ("《丙》",), "《丙》", "so it is behind a title"),
    (
        "依照中华人民共和国甲乙法{}，办理。",
        ("", "的规定", "规定", "有关规定"),
        "中华人民共和国甲乙法",
        "an official name",
    ),
    (
        "中华人民共和国{}甲乙条例。",
        (
            "境内",
            "公民",
            "领域",
            "的",
            "国务院",
            "政府",
            "依照",
            "按照",
            "根据",
            "适用",
            "主席",
            "应当",
            "违反",
            "参加",
            "缔结",
            "与其",
            "和其",
        ),
        "",
        "no name goes over these",
    ),
    (
        "看《甲乙》{}。",
        ("规定", "的规定", "等要求", "中要求", "有关规定", "相关要求"),
        "《甲乙》",
        "what is said",
    ),
    ("看《甲乙》{}规定。", ("（甲（乙）", "（甲）乙）"), "", "a bracket that is not closed"),
    ("依照本办法{}第五条办理。", ("（甲（乙）", "（甲）乙）"), "第五条", "a bracket that is not closed"),
    ("依照甲乙条例{}第五条办理。", ("（甲（乙）", "（甲）乙）"), "第五条", "a bracket that is not closed"),
    ("有第三项的{}。", ("，", "除外", "情形", "行为"), "第三项", "what an item lists"),
    ("有第（三）项的{}。", ("，", "工作"), "第（三）项", "an item in brackets"),
    ("见《甲办法》{}。", ("附件2", "附件二", "的附件十"), "《甲办法》{}", "an annex"),
    ("依照公司法{}办理。", ("和法律", "、法律"), "", "laws in general"),
    ("我厅刑法{}。", ("规定", "的规定", "有关规定", "相关规定"), "刑法", "what a law says"),
    ("看《甲乙》{}。", ("", "第一场", "演出"), "", "a play"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in EACH for one in each],
)
def test_each_is_read_in_a_citation(text: str, wanted: str) -> None:
    found = "|".join(cited(text))
    assert found.startswith(wanted[:-1]) if wanted.endswith("*") else found == wanted


FORMS: list[tuple[re.Pattern[str], str, str, str]] = [
    (
        discourse._INSTRUCTS,
        "将|把|删去|删除|增加|在|第|原第|一、将|一一.把|12.在|(一)将|(一一)原第",
        "的|、将|(1)把|一将",
        "what a decision does to another rule, behind its label",
    ),
    (
        discourse._LABEL_GOES_ON,
        "”|、|,|和|或|及|至|到|的|中|所|之|第|规定|",
        "甲|规范|。",
        "no label but a citation",
    ),
    (
        discourse._WILL_AMEND,
        "作修改|做修改|作出修改|作如下修改|作以下修改|作相应修改|作下列修改|作出如下的修正|做修订",
        "修改|作修补",
        "a decision that amends",
    ),
    (
        discourse._HEADING,
        "“甲乙”|(甲乙)|【甲乙】|“甲、乙”|“甲和乙”|“甲与乙”|“甲及乙”",
        "甲乙|“甲1乙”|“甲”|“甲,乙”",
        "a heading",
    ),
    (
        discourse._AFTER,
        "第|的第|中第|中的第|之第|规定的第|中规定的第|原第|(甲)第|(甲(乙)丙)(丁)的原第",
        "的|(甲第|甲第|)第|(甲(乙)第|(甲)乙)第|((甲(乙)丙)第|((甲)乙)丙)第",
        "between a rule and its part",
    ),
    (
        names._VAGUE,
        "法|立法|依法|守法|执法|司法|本法|该法|办法|实施办法|暂行规定|具体办法|相关规定|有关规定|工作规则|管理办法",
        "刑法|甲办法",
        "no name",
    ),
    (titles._AMENDS, "修改|修正|修订|废止|停止施行|停止执行", "停止执法|制定", "a decision on another rule"),
    (
        titles._GENERIC,
        "办法|实施办法|暂行办法|试行办法|总体方案|若干规定|管理办法|工作规则|具体办法",
        "甲办法|暂行",
        "any rule",
    ),
]


@pytest.mark.parametrize(("form", "yes", "no", "why"), FORMS)
def test_forms(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    ask = form.fullmatch if form in (names._VAGUE, titles._GENERIC) else form.match
    for text in yes.split("|"):
        found = form.search(text) if form is discourse._WILL_AMEND else ask(text)
        assert found is not None
        assert found[0] == text.removesuffix("第" if form is discourse._AFTER else ""), text
    for text in no.split("|") if no else ():
        assert ask(text) is None, text


@pytest.mark.parametrize("genre", GENRES)
def test_a_kind_of_rule_is_no_name(genre: str) -> None:
    assert names._VAGUE.fullmatch(genre)
    assert names._VAGUE.fullmatch(f"实施{genre}")
    assert not names._VAGUE.fullmatch(f"甲{genre}")


@pytest.mark.parametrize("word", ["修改", "修正", "修订", "废止", "修改和废止", "废止和修改"])
@pytest.mark.parametrize("brackets", ["《》", "〈〉", "<>"])
@pytest.mark.parametrize("title", ["甲条例", "甲〈乙〉条例", "甲<乙>"])
def test_a_decision_names_the_rule_that_it_amends(word: str, brackets: str, title: str) -> None:
    first, last = brackets
    assert Titles(f"某市关于{word}{first}{title}{last}的决定").amended() == (title,)
    assert Titles(f"某市关于{word}{first}{title}{last}等法规的决定").amended() in ((), (title,))
    assert Titles(f"某市关于执行{first}{title}{last}的决定").amended() is None


@pytest.mark.parametrize(
    "said",
    [
        "(以下简称{})",
        "(以下简称“{}”)",
        '(以下简称"{}")',
        "(以下简称:{})",
        "(以下统称{})",
        "(以下分别称{})",
        "(以下称为{})",
        "》以下简称{}",
        ",以下简称{}",
        "(甲,以下简称《{}》)",
        ")(以下简称{})",
    ],
)
def test_a_short_title_is_defined(said: str) -> None:
    known = Titles("某办法")
    known.learn(f"《甲乙条例》{said.format('丙丁条例')}。")
    assert known.resolve("丙丁条例") == "甲乙条例"


@pytest.mark.parametrize("between", ["(甲(乙,", "(甲)乙,", "《丙》,", "(甲。乙,"])
def test_what_is_between_is_of_another_thing(between: str) -> None:
    known = Titles("某办法")
    known.learn(f"《甲乙条例》{between}以下简称丙丁条例)。")
    assert known.resolve("丙丁条例") == "丙丁条例" or known.resolve("丙丁条例") == "丙"


@pytest.mark.parametrize("joint", ["", "、", "和"])
def test_short_titles_each_in_its_turn(joint: str) -> None:
    known = Titles("某办法")
    known.learn(f"《甲条例》{joint}《乙办法》(以下简称《丙条例》{joint}《丁办法》)。")
    assert (known.resolve("丁办法")) == "乙办法"
