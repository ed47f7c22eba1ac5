"""Checks of staleness: what is found of defects planted into a clean rule, what is not, what is left open."""

from __future__ import annotations

import pytest

from ingest.check import run
from ingest.check.finding import Finding, Open
from ingest.check.staleness.former import former
from ontology import checks, former_names
from ontology.tables import read_table
from tests.shelf import Shelf

LAW_2010 = """# 中华人民共和国湿地管护法

2010年5月1日 第十一届全国人民代表大会常务委员会第十四次会议通过

第一条 为了管护湿地，保护生物多样性，制定本法。

第二条 任何单位和个人不得擅自占用重要湿地，不得向湿地排放有毒有害物质。

第三条 湿地管护规划由省级人民政府组织编制，报国务院备案，并向社会公布。

第四条 违反本法规定，擅自采砂取土的，责令停止违法行为，处一万元以上五万元以下罚款。

第五条 本法自2010年10月1日起施行。
"""
LAW_2020 = """# 中华人民共和国湿地管护法

2010年5月1日 第十一届全国人民代表大会常务委员会第十四次会议通过

2020年6月1日 第十三届全国人民代表大会常务委员会第十九次会议修订

第一条 为了管护湿地，保护生物多样性，制定本法。

第二条 湿地管护坚持保护优先、系统治理、科学修复、合理利用的原则。

第三条 任何单位和个人不得擅自占用重要湿地，不得向湿地排放有毒有害物质。

第四条 湿地管护规划由省级人民政府组织编制，报国务院备案，并向社会公布。

第五条 违反本法规定，擅自采砂取土的，责令停止违法行为，处五万元以上五十万元以下罚款。

第六条 本法自2020年10月1日起施行。
"""
CODE = """# 中华人民共和国民事总法典

2020年5月28日 第十三届全国人民代表大会第三次会议通过

第一条 为了保护民事主体的合法权益，制定本法。

第二条 本法自2021年1月1日起施行。《中华人民共和国合约法》同时废止。
"""
RULE = """# 海平市湿地管护办法

2015年3月1日 海平市第十五届人民代表大会常务委员会第三次会议通过

第一条 为了管护湿地，根据{basis}，结合本市实际，制定本办法。

第二条 市林业主管部门负责湿地管护工作。{extra}

第三条 违反本办法规定的，由市林业主管部门责令改正。

第四条 本办法自2015年5月1日起施行。{end}
"""


def checked(*texts: str) -> list[Finding | Open]:
    shelf = Shelf(*texts)
    return list(run.findings(shelf.last, shelf))


def rule(extra: str = "", basis: str = "有关法律", end: str = "") -> str:
    return RULE.format(basis=basis, extra=extra, end=end)


def kinds_of(found: list[Finding | Open], group: str = "staleness") -> list[str]:
    return [
        each.kind for each in found if isinstance(each, Finding) and checks.kinds()[each.kind].group == group
    ]


# What is put into article 2, the kind that is found, the day from which it stands.
PLANTED = [
    ("擅自采砂的，依照《中华人民共和国湿地管护法》第二条处理。", "cites-renumbered", "2020-10-01"),
    ("签订管护协议，适用《中华人民共和国合约法》。", "cites-repealed", "2021-01-01"),
    ("有关登记由市工商行政管理局办理。", "abolished-body", "2019-12-31"),
    ("有关排污由环境保护主管部门监督。", "abolished-body", "2019-12-31"),
    ("工商、质监等部门应当配合。", "abolished-body", "2019-12-31"),
    ("重大事项报国家林业局批准。", "abolished-body", "2018-03-31"),
    ("市人民政府应当于2018年12月31日前完成湿地普查。", "deadline-over", "2019-01-01"),
    ("到2018年，湿地保护率应当达到百分之五十。", "deadline-over", "2019-01-01"),
]


@pytest.mark.parametrize(("extra", "kind", "since"), PLANTED)
def test_a_planted_defect_is_found(extra: str, kind: str, since: str) -> None:
    found = checked(LAW_2010, LAW_2020, CODE, rule(extra))
    (hit, *_) = [each for each in found if isinstance(each, Finding) and each.kind == kind]
    assert hit.since == since
    assert (hit.here.path or "").startswith("art-2")
    text = Shelf(rule(extra)).last.annotation.document.source.text
    assert hit.here.text == "".join(text[a:b] for a, b in hit.here.spans) != "", "the very characters"
    assert all(hit.why)
    assert 0 < hit.confidence <= 1


POOLS_2010 = """# 中华人民共和国水塘法

2010年5月1日 第十一届全国人民代表大会常务委员会第十四次会议通过

第一条 为了管护水塘，制定本法。

第二条 水塘由所在地的村民委员会管护，任何单位和个人不得填埋。

水塘的名录由县级人民政府公布。

第三条 在水塘养殖的，应当办理登记，登记有效期为三年。

违反前款规定养殖的，由县级人民政府水行政主管部门责令限期补办登记，逾期不补办的，处五百元罚款。

第四条 本法自2010年10月1日起施行。
"""
POOLS_2020 = """# 中华人民共和国水塘法

2010年5月1日 第十一届全国人民代表大会常务委员会第十四次会议通过

2020年6月1日 第十三届全国人民代表大会常务委员会第十九次会议修订

第一条 为了管护水塘，制定本法。

第二条 水塘由所在地的村民委员会管护，任何单位和个人不得填埋。

水塘的名录由设区的市人民政府每两年公布一次。

第三条 国家鼓励社会资金参与水塘管护。

第四条 在水塘养殖的，应当办理登记，登记有效期为三年。

第五条 违反规定养殖的，由县级人民政府水行政主管部门责令限期补办登记，逾期不补办的，处一千元罚款。

第六条 本法自2020年10月1日起施行。
"""
# The part of the law that is cited, what is asked of it, and words of why.
PARTS = [
    ("第二条第一款", [], "", "these words are the same, though others of the article changed"),
    ("第二条第二款", ["cites-changed"], "第二条", "these were changed"),
    ("第二条", ["cites-changed"], "第二条", "the article as a whole was changed"),
    ("第三条第一款", ["cites-renumbered"], "第四条", "the first half of an article that was split"),
    ("第三条第二款", ["cites-renumbered"], "第五条", "its second half went elsewhere"),
]


@pytest.mark.parametrize(("cited", "asked", "words", "reason"), PARTS)
def test_the_part_that_is_cited_is_looked_at(cited: str, asked: list[str], words: str, reason: str) -> None:
    found = checked(POOLS_2010, POOLS_2020, rule(f"水塘依照《中华人民共和国水塘法》{cited}处理。"))
    assert kinds_of(found) == asked, reason
    for each in found:
        if isinstance(each, Finding) and each.kind in asked:
            assert words in each.why[0].rpartition("的文本中")[0 if asked == ["cites-changed"] else 2], reason


# What is put into article 2, and why nothing is asked of it.
LAWFUL = [
    ("", "the clean rule"),
    ("由市场监督管理部门依法处理。", "a body of today"),
    ("由原市工商行政管理局核发的证照继续有效。", "said to be a former body"),
    ("按照《国家林业局关于湿地的规定》办理。", "a name in a title"),
    ("按照国家林业局《关于湿地的规定》办理。", "the issuer of another document, before its title"),
    ("负有安全生产监督管理职责的部门应当配合。", "a function, and no body of that name"),
    ("依照《中华人民共和国湿地管护法》处理。", "a law that was amended is cited as it is"),
    ("依照《中华人民共和国湿地管护法》第一条处理。", "an article that is the same"),
    ("2018年12月31日以前取得的证照继续有效。", "a day that parts cases is no deadline"),
    ("2014年12月31日前完成普查。", "a day that was over when the rule was made"),
    ("村民委员会下设计划生育委员会。", "a committee of the village"),
]


@pytest.mark.parametrize(("extra", "why"), LAWFUL)
def test_nothing_is_asked_of_what_is_in_order(extra: str, why: str) -> None:
    assert kinds_of(checked(LAW_2010, LAW_2020, CODE, rule(extra))) == [], why


def test_a_basis_that_was_amended_later_is_found_with_its_day() -> None:
    found = checked(LAW_2010, LAW_2020, rule(basis="《中华人民共和国湿地管护法》"))
    (hit,) = [each for each in found if isinstance(each, Finding) and each.kind == "basis-amended"]
    assert hit.since == "2020-06-01"
    assert "2020-06-01" in hit.why[0]
    assert hit.there is not None
    assert hit.there.text.startswith("2020年6月1日"), "the words that say so"
    assert hit.note is not None, "what was amended may not touch the rule"


def test_a_basis_that_is_repealed_is_found_once() -> None:
    found = checked(CODE, rule(basis="《中华人民共和国合约法》"))
    assert kinds_of(found) == ["basis-repealed"]
    (hit,) = [each for each in found if isinstance(each, Finding) and each.kind == "basis-repealed"]
    assert hit.there is not None
    assert "同时废止" in hit.there.text


def test_a_rule_past_its_own_term_is_found() -> None:
    found = checked(rule(end="有效期二年。"))
    (hit,) = [each for each in found if isinstance(each, Finding) and each.kind == "expired"]
    assert hit.since == "2017-05-01"
    assert "有效期" in hit.here.text


def test_an_article_is_never_judged_by_a_later_text_alone() -> None:
    found = checked(LAW_2020, rule("依照《中华人民共和国湿地管护法》第二条处理。"))
    assert kinds_of(found) == []
    assert [each.kind for each in found if isinstance(each, Open)] == ["cites-changed"], "left open, and said"


def test_an_article_that_is_gone_is_found_with_its_old_words() -> None:
    fine = "第五条 违反本法规定，擅自采砂取土的，责令停止违法行为，处五万元以上五十万元以下罚款。\n\n第六条"
    without = LAW_2020.replace(fine, "第五条")
    assert without != LAW_2020
    found = checked(LAW_2010, without, rule("依照《中华人民共和国湿地管护法》第四条处罚。"))
    (hit,) = [each for each in found if isinstance(each, Finding) and each.kind == "cites-gone"]
    assert hit.there is not None
    assert hit.there.text.startswith("违反本法规定，擅自采砂取土的")
    assert hit.note is not None, "its words may stand elsewhere"


def test_nothing_stands_from_a_day_on_which_the_rule_is_no_longer_in_force() -> None:
    extra = "有关登记由市工商行政管理局办理。"
    assert "abolished-body" in kinds_of(checked(rule(extra)))
    assert kinds_of(checked(rule(extra, end="有效期二年。"))) == ["expired"], "over before the reform"


def test_the_same_input_gives_the_same_findings() -> None:
    texts = LAW_2010, LAW_2020, CODE, rule("有关登记由市工商行政管理局办理。", "《中华人民共和国湿地管护法》")
    assert checked(*texts) == checked(*texts)


# A name in a rule of Shandong, whether it is a former one, and what it is now.
NAMES = [
    ("县级以上人民政府工商行政管理部门", "市场监督管理部门"),
    ("国家旅游局", "文化和旅游部"),
    ("中国保险监督管理委员会", "国家金融监督管理总局"),
    ("省测绘局", "自然资源部门"),
    ("省经济委员会", "经济和信息化委员会、工业和信息化部门"),
    ("水环境保护主管部门", None),
    ("市规划委员会", None),
    ("市场监督管理部门", None),
    ("财政部", None),
]


@pytest.mark.parametrize(("name", "successor"), NAMES)
def test_a_former_name_is_told_with_who_has_its_duties_now(name: str, successor: str | None) -> None:
    found = former(name, "370000", 2012)
    assert (found.successor[0] if found else None) == successor


def test_each_row_of_former_names_is_what_its_examples_say() -> None:
    columns = ("name", "sort", "kind", "reform", "successor-zh", "successor-en", "endings", "example")
    rows = read_table(checks.DATA / "former_names.tsv", (*columns, "counter-example"))
    for row in rows:
        if row.require("sort") == "kept":
            assert former_names.former_function(row.require("name")) is None or row.require("name") in (
                former_names.kept()
            )
            continue
        ending = row.require("endings").split("|")[0]
        found = former_names.former_function(row.require("name") + ending)
        assert found is not None
        assert found[0].reform.identifier == row.require("reform")
        for other in filter(None, row.get("counter-example").split("、")):
            assert former_names.former_function(other) is None, other


def test_the_confidence_of_a_rule_is_what_was_right_when_read() -> None:
    read, right = checks.measured()["former-function"]
    assert checks.confidence("former-function") == round((right + 1) / (read + 2), 2)
    assert all(0 <= right <= read for read, right in checks.measured().values())
    with pytest.raises(KeyError):
        checks.confidence("no-such-rule")
