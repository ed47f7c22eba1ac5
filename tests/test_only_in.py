"""What only one of two linked provisions has."""

from __future__ import annotations

import pytest

from ingest.link.only_in import only_in
from ingest.link.units import Unit, units
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

CASES: list[tuple[str, str, list[tuple[str, str]], str]] = [
    (
        "业主委员会应当自任期届满之日起十日内将档案资料、印章移交给新一届业主委员会。",
        "业主委员会应当及时将印章、档案资料移交给新一届业主委员会。",
        [("lower", "业主委员会应当自任期届满之日起十日内将档案资料、印章移交给新一届业主委员会")],
        "a time limit where the other says 及时",
    ),
    (
        "业主委员会应当及时将印章、档案资料移交给新一届业主委员会。",
        "业主委员会应当自任期届满之日起十日内将档案资料、印章移交给新一届业主委员会。",
        [("upper", "业主委员会应当自任期届满之日起十日内将档案资料、印章移交给新一届业主委员会")],
        "on the other side",
    ),
    (
        "业主委员会应当自任期届满之日起十日内将档案资料、印章移交给新一届业主委员会。",
        "业主委员会应当自任期届满之日起七日内将印章、档案资料移交给新一届业主委员会。",
        [],
        "each has its own",
    ),
    (
        "申请人对决定不服的，可以在六十日内申请行政复议。",
        "业主委员会应当及时将印章、档案资料移交给新一届业主委员会。",
        [],
        "a limit of something else in a sentence that the other has not",
    ),
    (
        "供水企业擅自停止供水的，由供水行政主管部门责令改正，处五千元以上三万元以下罚款。",
        "供水企业擅自停止供水的，由供水行政主管部门责令改正，依照有关规定处罚。",
        [("lower", "处五千元以上三万元以下罚款")],
        "a fine where the other gives no amount",
    ),
    (
        "供水企业擅自停止供水的，由供水行政主管部门责令改正，处五千元以上三万元以下罚款。",
        "供水企业擅自停止供水的，由供水行政主管部门责令改正。其他违反规定装泵取水的，处二千元罚款。",
        [],
        "where the other has a fine of its own a reader has to look",
    ),
    (
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责，并应当在文书上签字或者盖章。",
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责。",
        [("lower", "对检疫结论负责，并应当在文书上签字或者盖章")],
        "a duty of which nothing stands in the other",
    ),
    (
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责，并应当遵守下列规定：",
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责。",
        [],
        "words that lead into a list order nothing",
    ),
    (
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责，并可以在文书上签字或者盖章。",
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责。",
        [],
        "no duty",
    ),
    (
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责，并应当加强业务学习。",
        "官方兽医应当对动物、动物产品实施检疫，对检疫结论负责。",
        [],
        "a duty to nothing definite",
    ),
    (
        "公用企事业单位应当向市场主体公开服务标准。公用企事业单位接到市场主体报修后，到达现场抢修不得超过六十分钟。",
        "公用企事业单位应当向市场主体公开服务标准和资费标准。",
        [("lower", "到达现场抢修不得超过六十分钟")],
        "a limit to a matter to which the other sets none of any length",
    ),
    (
        "公用企事业单位应当向市场主体公开服务标准。公用企事业单位接到市场主体报修后，到达现场抢修不得超过六十分钟。",
        "公用企事业单位应当向市场主体公开服务标准和资费标准，并每三年修订。",
        [("upper", "并每三年修订")],
        "the other has a length of time too, of whatever, which is told by itself",
    ),
    (
        "公用企事业单位应当向市场主体公开服务标准。业主应当在三十日内办理过户登记。",
        "公用企事业单位应当向市场主体公开服务标准和资费标准。",
        [],
        "of the sentence with the limit nothing stands in the other",
    ),
    (
        "供水企业应当检测水质。擅自停止供水的，处五千元以上三万元以下罚款。",
        "供水企业应当检测水质，不得擅自停止供水，并公布供水水质。",
        [],
        "a fine needs a sentence that is like its own",
    ),
]


def unit(text: str) -> Unit:
    return units(annotate(structure(SourceText("a.txt", f"第一条 {text}\n第二条 略。\n", "0" * 64))))[0]


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), CASES)
def test_only_in(lower: str, upper: str, wanted: list[tuple[str, str]], why: str) -> None:
    found = only_in(unit(lower), unit(upper), 0.95)
    assert [(each.side, each.text) for each in found] == wanted, why


def test_the_spans_hold_the_words() -> None:
    lower = unit(CASES[0][0])
    (found,) = only_in(lower, unit(CASES[0][1]), 0.95)
    assert "".join(lower.clean.source.text[start:end] for start, end in found.spans) == found.text


def test_in_a_link_that_may_be_none_nothing_is_told() -> None:
    lower, upper = unit(CASES[0][0]), unit(CASES[0][1])
    assert only_in(lower, upper, 0.9)
    assert not only_in(lower, upper, 0.89)


def test_where_the_link_is_next_to_certain_fewer_words_are_enough() -> None:
    lower = unit(
        "公用企事业单位应当公开服务标准。自接到故障报修时起到达现场进行抢修处置的时间不超过六十分钟。"
    )
    upper = unit("公用企事业单位应当公开服务标准，及时处理报修，到达现场不得推诿。")
    assert [each.text for each in only_in(lower, upper, 0.98)] == [
        "自接到故障报修时起到达现场进行抢修处置的时间不超过六十分钟"
    ]
    assert not only_in(lower, upper, 0.9)
