"""An article of the upper rule that a lower provision cites is linked to it, however it is cited."""

from __future__ import annotations

import hashlib

import pytest

from ingest.link import align
from ingest.link.citing import Citing
from ingest.model import Annotation
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

_NUMERALS = "一二三四五六七八九"
_UPPER = "\n".join(f"第{n}条 {n}类单位应当建立{n}号台账。" for n in _NUMERALS)
PROVINCE = f"山东省消防条例\n（2016年7月22日山东省人民代表大会常务委员会通过）\n{_UPPER}\n"
LAW = f"中华人民共和国消防法\n（2008年10月28日全国人民代表大会常务委员会通过）\n{_UPPER}\n"
NOTICE = (
    "山东省人民政府关于加强消防工作的意见\n鲁政发〔2012〕16号\n各市人民政府：\n为加强消防工作，提出以下意见。\n"
    "第一条 各市应当建立台账。\n第二条 各市应当公布名录。\n"
)
_LOWER = (
    "临沂市用火办法\n（2020年5月1日临沂市人民代表大会常务委员会通过）\n第一条 {}。\n第二条 禁止野外用火。\n"
)


def read(text: str) -> Annotation:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return annotate(structure(SourceText("a.txt", text, digest)))


CASES = [
    ("依照《山东省消防条例》第三条处罚", PROVINCE, "3", "an article by the full title"),
    ("依照《山东省消防条例》第三条第一款处罚", PROVINCE, "3", "a paragraph of it"),
    ("依照《山东省消防条例》第三条至第六条处罚", PROVINCE, "3456", "each article of a range"),
    ("依照《山东省消防条例》第三条、第五条处罚", PROVINCE, "35", "two articles"),
    ("依照《山东省消防条例》第三、五、七条处罚", PROVINCE, "357", "three articles with one unit"),
    ("依照《消防条例》第三条处罚", PROVINCE, "3", "without its place, of the province over the city"),
    ("依照《中华人民共和国消防法》第三条处罚", LAW, "3", "with the country"),
    ("依照《消防法》第三条处罚", LAW, "3", "without it"),
    ("依照消防法第三条处罚", LAW, "3", "without brackets"),
    ("根据《中华人民共和国消防法》（以下简称消防法），依照消防法第三条处罚", LAW, "3", "a short name"),
    ("根据《山东省消防条例》（以下简称《条例》），依照《条例》第三条处罚", PROVINCE, "3", "《条例》 defined"),
    ("根据《山东省消防条例》，依照《条例》第三条处罚", PROVINCE, "3", "《条例》 alone, of one rule named"),
    ("根据《消防意见》（鲁政发〔2012〕16号）第二条公布", NOTICE, "2", "by its number, the title is another"),
    ("依照《安徽省消防条例》第三条处罚", PROVINCE, "", "another province's"),
    ("依照《防条例》第三条处罚", PROVINCE, "", "the end of a title is no title"),
    ("依照《条例》第三条处罚", PROVINCE, "", "《条例》 of a rule that nothing names"),
    ("依照本办法第二条处罚", PROVINCE, "", "an article of its own"),
    ("依照《山东省消防条例》处罚", PROVINCE, "", "the rule, no article of it"),
    ("依照《山东省消防条例》第二十条处罚", PROVINCE, "", "an article that it has not"),
]


@pytest.mark.parametrize(("said", "upper", "numbers", "why"), CASES)
def test_which_articles_are_cited(said: str, upper: str, numbers: str, why: str) -> None:
    above, below = read(upper), read(_LOWER.format(said))
    citing = Citing(above, below)
    parts = {part for citation in below.citations for part in citing.parts(citation)}
    there = {provision.path for provision in above.document.provisions}
    assert {part.partition("/")[0] for part in parts if part.partition("/")[0] in there} == {
        f"art-{number}" for number in numbers
    }, why
    found = align(above, below).correspondences
    cited = {each.upper: each for each in found if any(e.signal == "citation" for e in each.evidence)}
    assert set(cited) == {f"art-{number}" for number in numbers}, why
    assert all(each.score >= 0.99 and each.lower == "art-1" for each in cited.values()), why


def test_a_title_without_a_place_is_first_that_of_the_rule_itself() -> None:
    """《消防条例》 in the city's own 消防条例 is not the province's."""
    below = read("临沂市消防条例\n（2020年5月1日通过）\n第一条 依照《消防条例》第三条处罚。\n")
    assert not any(Citing(read(PROVINCE), below).means(citation) for citation in below.citations)


def test_nothing_is_cited_where_the_rules_are_not_known() -> None:
    below = read(_LOWER.format("依照《山东省消防条例》第三条处罚"))
    assert [Citing().parts(citation) for citation in below.citations] == [()]
