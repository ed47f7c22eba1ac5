"""Structure: labels, levels, the parts around the body, tables, and the promises over any text."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Answering, Document, ProvisionKind
from ingest.read import read
from ingest.structure import read_document, structure
from ingest.structure.labels import label_of
from ingest.text import SourceText, squeeze

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "data" / "gold"
OPINION = ROOT / "data" / "sources" / "000_c3db164d4775734e.txt"
REGULATION = ROOT / "data" / "sources" / "003_6370baa5acdf388e.txt"


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def paths(text: str) -> list[str]:
    return [provision.path for provision in of(text).provisions]


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def faults(document: Document) -> list[str]:
    """Return what breaks a promise: a character lost or in two places, a text that is not its source."""
    text = document.source.text
    found: list[str] = []
    places: Counter[int] = Counter()
    inner: dict[str, set[int]] = {}
    for provision in document.provisions:
        if provision.parent is not None:
            inner.setdefault(provision.parent, set()).update(at for s in provision.spans for at in range(*s))
    for provision in document.provisions:
        mine = {at for span in provision.spans for at in range(*span)} - inner.get(provision.path, set())
        places.update(mine)
        if squeeze(document.source.slice(provision.text_spans)) != squeeze(provision.clean.printed().text):
            found.append(f"{provision.path} is not its source")
        if provision.leaf is (provision.path in inner):
            found.append(f"{provision.path} leaf")
        if not provision.own.text.startswith(provision.heading or ""):
            found.append(f"{provision.path} heading")
    places.update(at for residue in document.residues for span in residue.spans for at in range(*span))
    found += [
        f"{at} {places[at]} times" for at, char in enumerate(text) if not char.isspace() and places[at] != 1
    ]
    names = [provision.path for provision in document.provisions]
    if len(names) != len(set(names)):
        found.append("a path twice")
    for at, provision in enumerate(document.provisions):
        if provision.parent is not None and provision.parent not in names[:at]:
            found.append(f"{provision.path} before its parent")
    return found


@pytest.mark.parametrize(
    ("line", "number", "why"),
    [
        ("第十六条 自治州", "16", "an article"),
        ("第十六条之一 自治州", "16.1", "an article put in by an amendment"),
        ("第二百三十一条　附则", "231", "an ideographic space"),
        ("（三）落实", "3", "an item"),
        ("一是加强领导。", "1", "an ordinal item"),
        ("首先，加强领导。", "1", "an ordinal word"),
        ("1.加强领导", "1", "an Arabic number"),
        ("1）加强领导", "1", "a number with half a bracket"),
        ("(1) 加强领导", "1", "half-width brackets"),
        ("① 加强领导", "1", "a circled number"),
        ("(一) 加强领导", "1", "half-width brackets round a Chinese numeral"),
        ("一．总体要求", "1", "a full-width point for 、"),
        ("第 十 六 条 自治州", "16", "blanks inside a label"),
        ("第16条 自治州", "16", "Arabic digits"),
        ("第四条的规定，不适用", None, "a reference at the start of a line"),
        ("第四条、第五条规定的", None, "references in a row"),
        ("第四条第一款规定的", None, "a reference to a part of an article"),
        ("第四条（二）项所列", None, "a reference to an item"),
        ("第四条对于企业", "4", "a preposition may open an article"),
        ("第四条中介机构", "4", "a noun that begins with 中"),
        ("第四条到期债权", "4", "到 is no range here"),
        ("第四条和解协议", "4", "和 joins nothing here"),
        ("第四条规定本市重大事项的法规", "4", "规定 as the verb of the article"),
        ("第四条第三方机构", "4", "an ordinal that counts no provision"),
        ("第四条（适用范围）本条例", "4", "a heading in brackets"),
        ("第二章的规定不适用", None, "a reference to a chapter"),
        ("第二章第三条规定的活动", None, "an article of a chapter"),
        ("第二章对外贸易", "2", "a chapter glued to its heading"),
        ("（一）项规定的", None, "a reference to an item"),
        ("（一）、（二）项所列", None, "references to items"),
        ("（一）项目建设", "1", "项目 is no 项"),
        ("2020年1月1日", None, "a date is no label"),
        ("1.5倍以下", None, "a decimal is no label"),
    ],
)
def test_labels(line: str, number: str | None, why: str) -> None:
    label = label_of(line)
    assert (label.number if label else None) == number, why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("第一条 甲。\n乙。\n", ["art-1", "art-1/para-1", "art-1/para-2"], "every article has paragraphs"),
        (
            "第四条 甲。\n下列情形：\n（一）甲；\n1.丙；\n（二）乙。\n丁。\n",
            [
                "art-4", "art-4/para-1", "art-4/para-2", "art-4/para-2/item-1", "art-4/para-2/item-1/subitem-1",
                "art-4/para-2/item-2", "art-4/para-3",
            ],
            "items stand under the paragraph that introduces them; the next line is a new paragraph",
        ),
        (
            "第一条 甲。\n第二条对于乙，应当丙。\n第三条中介机构丁。\n第四条到期的戊。\n第五条及时己。\n",
            [step for n in range(1, 6) for step in (f"art-{n}", f"art-{n}/para-1")],
            "a label glued to its words counts where its number goes on",
        ),
        (
            "第一条 甲。\n第二条 乙。\n第四条中介机构丙。\n第一条对丁的要求。\n第三条规定的戊。\n第三条 己。\n",
            [
                "art-1", "art-1/para-1", "art-2", "art-2/para-1", "art-2/para-2", "art-2/para-3", "art-2/para-4",
                "art-3", "art-3/para-1",
            ],
            "a line that starts with a reference: a number that does not go on, or words that no article opens with",
        ),
        (
            "第一条 甲。\n第二条 乙。\n第一条 第二款规定的丙。\n第三条 第一条所称丁，是戊。\n",
            ["art-1", "art-1/para-1", "art-2", "art-2/para-1", "art-2/para-2", "art-3", "art-3/para-1"],
            "words of a reference after a blank: the number decides",
        ),
        (
            "第一条 甲。\n第一条之一对于乙。\n第一条之二 丙。\n第二条中的丁。\n",
            ["art-1", "art-1/para-1", "art-1.1", "art-1.1/para-1", "art-1.2", "art-1.2/para-1", "art-2",
             "art-2/para-1"],
            "numbers put in by an amendment go on too",
        ),
        (
            "第一条 下列：\n（一）甲；\n（二）项目乙。\n（一）、（二）项所列丙。\n",
            ["art-1", "art-1/para-1", "art-1/para-1/item-1", "art-1/para-1/item-2", "art-1/para-2"],
            "items that a paragraph refers to open no item",
        ),
        (
            "第一章 总则\n第一节 通则\n第一条 甲。\n第二章 附则\n第二条 乙。\n",
            ["ch-1", "ch-1/sec-1", "art-1", "art-1/para-1", "ch-2", "art-2", "art-2/para-1"],
            "articles are numbered through the document, whatever chapter they stand in",
        ),
        (
            "总结经验。\n一、统一思想\n提高认识。\n二、明确重点\n一是加大扶持。整合资金。\n（一）甲。乙。\n",
            ["preamble", "sec-1", "sec-1/para-1", "sec-2", "sec-2/item-1", "sec-2/item-1-2"],
            "sections with paragraphs and items; two items numbered alike are told apart",
        ),
        (
            "一、将第三条修改为：“第三条　企业应当：\n（一）甲；\n（二）乙。”\n二、增加一条：\n“第五条　丙。\n“丁。”\n",
            ["sec-1", "sec-2"],
            "articles quoted in an amending decision are none of its own, nor their paragraphs",
        ),
        (
            "一、管辖\n第一条 下列：\n一、甲；\n二、回避\n第二条 乙。\n",
            ["sec-1", "art-1", "art-1/para-1", "art-1/item-1", "sec-2", "art-2", "art-2/para-1"],
            "sections above articles; a 一、 inside an article is its item",
        ),
        (
            "第一章 总则\n第一条 甲。\n附　则\n第二条 乙。\n",
            ["ch-1", "art-1", "art-1/para-1", "ch-2", "art-2", "art-2/para-1"],
            "a closing chapter without a number",
        ),
        (
            "一、甲\n（一）乙。\n1.丙。\n1）丁。\n二、戊\n（一）己。\n",
            [
                "sec-1", "sec-1/item-1", "sec-1/item-1/subitem-1", "sec-1/item-1/subitem-1/subitem-1", "sec-2",
                "sec-2/item-1",
            ],
            "four levels of an official document; numbers start again in the next section",
        ),
        (
            "关于某事的通知\n各市人民政府：\n一、甲\n乙。\n附件：1.办法\n2.表\n某省人民政府\n2020年1月1日\n"
            "附件1\n某办法\n第一条 丙。\n",
            [
                "title", "salutation", "sec-1", "sec-1/para-1", "signature", "date", "annex-1",
                "art-1", "art-1/para-1",
            ],
            "a list of annexes is of no provision; the signature, then the annex with the only articles there are",
        ),
        (
            "某办法\n第一条 甲。\n附件1\n某细则\n第一条 丙。\n",
            ["title", "art-1", "art-1/para-1", "annex-1", "annex-1/art-1", "annex-1/art-1/para-1"],
            "the rule has articles, and its annex has others",
        ),
        (
            "关于某事的通知\n各市人民政府：\n现印发给你们。\n附件1\n某办法\n第一章 总则\n第一条 丙。\n"
            "附件2\n某规则\n第一条 丁。\n",
            [
                "title", "salutation", "preamble", "annex-1", "annex-1/ch-1", "annex-1/art-1",
                "annex-1/art-1/para-1", "annex-2", "annex-2/art-1", "annex-2/art-1/para-1",
            ],
            "two annexes with articles: each has its own",
        ),
        (
            "关于某事的通知\n各市人民政府：\n现印发给你们。\n附件1\n某办法\n第一章 总则\n第一条 丙。\n"
            "附件2\n某表\n丁。\n",
            [
                "title", "salutation", "preamble", "annex-1", "ch-1", "art-1", "art-1/para-1", "annex-2",
                "annex-2/para-1",
            ],
            "one annex is the rule, with its chapters; the other one is a list",
        ),
    ],
)  # fmt: skip
def test_paths(text: str, wanted: list[str], why: str) -> None:
    assert paths(text) == wanted, why


def test_headings() -> None:
    document = of("一、统一思想，提高认识\n（一）明确职责。省经委要做好工作。\n")
    assert document.provision("sec-1").heading == "统一思想，提高认识"
    item = document.provision("sec-1/item-1")
    assert (item.heading, item.own.text[: item.heading_end]) == ("明确职责", "明确职责。")


def test_parts_around_the_body() -> None:
    document = of(
        "某省人民政府关于促进就业的意见\n某政发〔2020〕12号\n各市、县人民政府：\n现提出以下意见。\n一、加强领导\n要抓落实。\n"
        "附件：分工表\n某省人民政府\n2020年1月2日\n"
    )
    kinds = {provision.path: provision.kind for provision in document.provisions}
    assert {"title", "salutation", "preamble", "sec-1", "signature", "date"} <= kinds.keys()
    assert document.metadata.number == "某政发〔2020〕12号"
    assert document.metadata.issued == "2020-01-02"
    assert not any(kind is ProvisionKind.ANNEX for kind in kinds.values()), "a list of annexes is no annex"


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("序号\t工作任务\t牵头部门\t协力部门", "tabs on one line"),
        ("序\n号\t主要内容\t责任单位\t配合单位", "the number's head over two lines"),
    ],
)
def test_tables_in_common_wordings(head: str, why: str) -> None:
    document = of(
        f"附件1：分工表\n{head}\n1\t制定办法。\t省财政厅、省经委\t　\n各州、地、市政府，省工商局等\n2\t加强宣传。\t省经委\n"  # noqa: E501
    )
    first, second = (document.provision(f"annex-1/task-{number}") for number in (1, 2))
    assert first.text == "制定办法。", why
    assert first.named(Answering.LEAD) == ("省财政厅", "省经委")
    assert first.named(Answering.COOPERATING) == ("各州、地、市政府", "省工商局")
    assert (second.named(Answering.LEAD), second.named(Answering.COOPERATING)) == (("省经委",), ())


def test_opinion_tasks_and_members_as_in_gold() -> None:
    document = read_document(OPINION)
    for unit in rows("qinghai-2012/units.jsonl"):
        provision = document.provision(str(unit["path"]))
        if unit["kind"] == "task":
            assert squeeze(provision.text) == squeeze(str(unit["text"])), unit["path"]
            assert list(provision.named(Answering.LEAD)) == unit["lead"], unit["path"]
            assert list(provision.named(Answering.COOPERATING)) == unit["cooperating"], unit["path"]
        else:
            assert (provision.label, provision.heading) == (unit["label"], unit["heading"]), unit["path"]
    members = [provision.member for provision in document.provisions if provision.member]
    wanted = [row for row in rows("qinghai-2012/members.jsonl") if "member" in str(row["path"])]
    assert [member.name for member in members] == [row["name"] for row in wanted]
    assert [member.post for member in members] == [row["post"] for row in wanted]
    assert [member.role for member in members] == [row["role"] for row in wanted]
    assert document.metadata.issued == "2012-03-17"
    assert "title" in document.metadata.inferred
    assert faults(document) == []


def test_regulation_paragraphs_as_in_gold() -> None:
    document = read_document(REGULATION)
    found = [
        p for p in document.provisions if p.kind is ProvisionKind.PARAGRAPH and p.path.startswith("art-")
    ]
    units = rows("haixi-2020/units.jsonl")
    wanted = [words for unit in units for words in unit["paragraphs"]]  # type: ignore[attr-defined]
    assert [squeeze(p.text) for p in found] == [squeeze(words) for words in wanted]
    assert len(found) == 43
    about = document.metadata
    assert about.title == "海西蒙古族藏族自治州促进中小微企业发展条例"
    assert (about.adopted, about.approved, about.in_force) == ("2020-03-27", "2020-06-10", "2020-07-01")
    assert about.based_on == ("中华人民共和国中小企业促进法",)
    assert about.jurisdiction is not None
    assert about.jurisdiction.code == "632800"
    assert faults(document) == []


LINES = st.sampled_from(
    [
        "第一章 总则", "第一条 为了发展，制定本法。", "第二条 下列情形：", "（一）甲；", "1.乙。", "一、统一思想", "一是加强。推进工作。",  # noqa: E501
        "附件1：", "附件2：分工表", "序号\t工作任务\t牵头部门\t配合单位", "1\t申请办理企障厅业设立登记。\t省人力资源社会保障厅\t", "　\n省经委",  # noqa: E501
        "2\t加强宣传", "组　长：来 萍　省教育厅副厅长", "成员：各州政府分管副州长。", "二〇一二年三月十七日", "目录", "各市人民政府：",  # noqa: E501
        "（2020年3月27日某会议通过）", "某某条例", "# 某某法", "<!-- INFO END -->", "— 1 —", "第⼆条 ⼈⺠", "\t\n", "　　企业应当依法经营。",  # noqa: E501
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_promises_hold_for_any_order_of_parts(text: str) -> None:
    assert faults(of(text)) == []


@given(
    st.text(
        alphabet=st.sampled_from(list("第一二条章（）、。：附件序号任务牵头部门1 \t\n　年月日组长|")),
        max_size=80,
    )
)
def test_promises_hold_for_any_characters(text: str) -> None:
    assert faults(of(text)) == []


@pytest.mark.corpus
def test_articles_of_real_texts(corpus: Path) -> None:
    for path in sorted((corpus / "families").iterdir()):
        source = read(path)
        document = structure(source)
        wanted = len(
            re.findall(r"(?m)^第[零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?\s", source.text)
        )
        assert sum(p.kind is ProvisionKind.ARTICLE for p in document.provisions) == wanted, path.name
        assert faults(document) == [], path.name


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        (
            "某省关于同意设立渡口的批复\n一、同意。\n二、请加强管理。\n（一）落实责任。\n（二）保障安全。\n此复。",
            "para-1",
            "below items",
        ),
        (
            "某市关于渡口停航的通告\n一、停航。\n二、请绕行。\n　　特此通告！\n某市交通局\n2020年1月2日",
            "para-1",
            "above the signature",
        ),
        (
            "某县关于渡口的公告\n第一条 停航。\n第二条 请绕行。\n特此公告",
            "para-1",
            "below articles, without a mark",
        ),
        ("某市关于渡口停航的通知\n一、停航。\n二、请绕行。特此通知。", "sec-2", "in a line of the section"),
        (
            "某市关于渡口停航的通知\n一、停航。\n二、请绕行。\n特此通知各县停航。",
            "sec-2/para-1",
            "a sentence that goes on",
        ),
    ],
)
def test_closing_words_are_of_the_whole_text(text: str, path: str, why: str) -> None:
    (found,) = [
        each.path for each in of(text).provisions if each.leaf and re.search("此[复通公]", each.own.text)
    ]
    assert found == path, why


MEASURES = "某市关于养老的通知\n一、规划。建设。\n二、环境。改造。\n三、定位。转型。\n"


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        (MEASURES + "四、经费。各县要列入预算。\n市政府将定期调度。", "para-1", "below the fourth of four"),
        (MEASURES + "四、经费。列入预算。\n各县（区）要定期调度。", "para-1", "what all shall do"),
        (MEASURES + "四、经费。列入预算。\n省人民政府将定期调度。", "para-1", "who orders it"),
        (
            MEASURES + "四、经费。列入预算。\n资金定期调度。",
            "sec-4/para-2",
            "a second paragraph of the measure",
        ),
        (
            "某市关于养老的通知\n一、规划。建设。\n二、环境。改造。\n三、经费。列入。\n各县要定期调度。",
            "sec-3/para-2",
            "three do not show that none has a second paragraph",
        ),
        (
            MEASURES.replace("改造。\n", "改造。\n修缮。\n") + "四、经费。列入。\n各县要定期调度。",
            "sec-4/para-2",
            "another measure has a second paragraph",
        ),
        (
            "某市措施\n一、人才\n1.补贴。发放。\n2.活动。举办。\n施行说明：本措施施行，由市局定期调度。\n市局发布。",
            "sec-1/para-1",
            "words on the whole, and a line below them",
        ),
    ],
)
def test_words_for_all_are_none_of_the_last_measure(text: str, path: str, why: str) -> None:
    (found,) = [each.path for each in of(text).provisions if each.leaf and "定期调度" in each.own.text]
    assert found == path, why


@pytest.mark.parametrize(
    ("line", "paragraphs", "why"),
    [
        ("支持额＝利息×比例", 1, "a formula"),
        ("支持额=利息/2", 1, "a sign of half width"),
        ("支持额＝利息。", 2, "a sentence"),
        ("利息的比例", 2, "no formula"),
    ],
)
def test_a_formula_is_of_the_paragraph_that_announces_it(line: str, paragraphs: int, why: str) -> None:
    found = of(f"某市办法\n第一条 按下式计算：\n{line}\n第二条 甲。").provisions
    assert sum(each.parent == "art-1" for each in found) == paragraphs, why
    found = of(f"某市办法\n第一条 按下式计算\n{line}\n第二条 甲。").provisions
    assert sum(each.parent == "art-1" for each in found) == 2, "nothing announces it"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "一、管辖\n第一条 甲。\n第二条 乙。\n二、期间\n第三条 下列期间：\n（一）丙；\n（二）丁。",
            {
                "sec-1": "管辖第一条甲。第二条乙。",
                "sec-2": "期间第三条下列期间：（一）丙；（二）丁。",
                "art-3/item-2": "丁。",
            },
            "sections of an interpretation hold their articles as chapters do",
        ),
        (
            "一、支持\n（一）奖励\n第1条 甲。\n（二）补助\n第2条 乙。\n丙。\n二、附则\n第3条 丁。",
            {
                "sec-1": "支持（一）奖励第1条甲。（二）补助第2条乙。丙。",
                "sec-1/item-1": "奖励第1条甲。",
                "sec-1/item-2": "补助第2条乙。丙。",
                "art-2/para-2": "丙。",
                "sec-2": "附则第3条丁。",
            },
            "headings of two levels above the articles",
        ),
        (
            "第一章 总则\n一、目的\n第一条 甲。\n二、原则\n第二条 乙。\n第二章 附则\n第三条 丙。",
            {"ch-1/sec-1": "目的第一条甲。", "ch-1/sec-2": "原则第二条乙。", "ch-2": "附则第三条丙。"},
            "a chapter ends the headings in it",
        ),
        (
            "一、请各地落实。\n二、办法由某局解释。\n第一条 甲。\n第二条 乙。",
            {"sec-2": "办法由某局解释。", "art-1": "甲。"},
            "a section with words of its own heads no articles",
        ),
    ],
)
def test_headings_hold_the_articles_below_them(text: str, wanted: dict[str, str], why: str) -> None:
    document = of(text)
    assert {path: "".join(document.provision(path).text.split()) for path in wanted} == wanted, why
    assert faults(document) == [], why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "第一条 提交：\n（一）证明：\n1.合同：\n（1）甲；\n（2）乙。\n2.图纸。",
            {"art-1/item-1/subitem-1": "合同：（1）甲；（2）乙。", "art-1/item-1/subitem-2": "图纸。"},
            "what is listed in a 目 of a rule",
        ),
        (
            "第一条 分为：\n（一）一类：\n（1）甲：\n①丙；\n②丁。\n（2）乙。\n第二条 戊。",
            {"art-1/item-1/subitem-1": "甲：①丙；②丁。", "art-1/item-1/subitem-2": "乙。", "art-2": "戊。"},
            "（1） stands where a 目 does",
        ),
        (
            "第一条 分为：\n1.甲：\n（1）丙；\n（2）丁。\n2.乙。",
            {"art-1/subitem-1/subitem-2": "丁。", "art-1/subitem-2": "乙。"},
            "the first level below a 款 has a level below it",
        ),
        (
            "一、任务\n（一）巡查。\n1.甲。\n（1）丙。\n（2）丁。",
            {"sec-1/item-1/subitem-1/subitem-2": "丁。"},
            "a policy may list more deeply",
        ),
    ],
)
def test_a_rule_has_nothing_below_its_third_level(text: str, wanted: dict[str, str], why: str) -> None:
    document = of(text)
    assert {path: "".join(document.provision(path).text.split()) for path in wanted} == wanted, why
    assert faults(document) == [], why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "一、脑科学攻关\n1.电极。研制电极。\n2．芯片。研制芯片。\n二、应用\n1、康复。推广康复。",
            ["sec-1", "sec-1/subitem-1", "sec-1/subitem-2", "sec-2", "sec-2/subitem-1"],
            "in a plan, directly below 一、, with each form of the dot",
        ),
        (
            "现提出以下措施。\n1.加大投入。每年安排资金。\n2.培养人才。组织轮训。",
            ["preamble", "subitem-1", "subitem-2"],
            "in a letter that has no level above them",
        ),
        (
            "第一条 申请人提交：\n（1）申请书；\n（2）证明。\n第二条 甲。",
            ["art-1", "art-1/para-1", "art-1/subitem-1", "art-1/subitem-2", "art-2", "art-2/para-1"],
            "in a rule, directly below a 款, with the number in brackets",
        ),
        (
            "某市通知\n第一条 甲。\n附件1\n分工方案\n1.修堤。\n2.清淤。",
            ["title", "art-1", "art-1/para-1", "annex-1", "annex-1/subitem-1", "annex-1/subitem-2"],
            "in an annex",
        ),
        (
            "第一条 提交：\n（一）申请书；\n（二）证明。\n第二条 一是登记；二是检查。",
            ["art-1", "art-1/para-1", "art-1/item-1", "art-1/item-2", "art-2", "art-2/para-1"],
            "counter-case: （一） is a 项",
        ),
        (
            "一、重点\n一是登记。\n二是检查。",
            ["sec-1", "sec-1/item-1", "sec-1/item-2"],
            "counter-case: 一是 stands where a 项 does",
        ),
    ],
)
def test_a_label_of_the_third_level_is_a_subitem_wherever_it_stands(
    text: str, wanted: list[str], why: str
) -> None:
    assert paths(text) == wanted, why
    assert faults(of(text)) == [], why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "第一条 程序：\n（一）申请。\n（二）公告。\n期满无人申请的，签约。\n（三）登记。\n费用自理。\n第二条 甲。",
            {
                "art-1/para-1/item-2": "公告。期满无人申请的，签约。",
                "art-1/para-1/item-3": "登记。",
                "art-1/para-2": "费用自理。",
            },
            "（三） goes on with the list: the sentence above it is of （二）; below the last it is a 款",
        ),
        (
            "第一条 提交：\n（一）甲：\n1.乙。\n2.丙。\n丙应当加盖印章。\n（二）丁。\n第二条 戊。",
            {"art-1/item-1": "甲：1.乙。2.丙。丙应当加盖印章。", "art-1/item-2": "丁。"},
            "below the list in an item it is of the item",
        ),
        (
            "第一条 提交：\n1.申请书。\n申请书一式两份。\n2.证明。\n第二条 甲。",
            {"art-1/subitem-1": "申请书。申请书一式两份。", "art-1/subitem-2": "证明。"},
            "of a list numbered 1., 2.",
        ),
        (
            "第一条 包括：\n（一）甲。\n（二）乙。\n下列人员除外：\n（一）丙。\n（二）丁。",
            {"art-1/para-1/item-2": "乙。", "art-1/para-2/item-2": "丁。"},
            "counter-case: it announces another list, whose numbers begin anew",
        ),
    ],
)
def test_an_item_has_sentences_on_lines_of_their_own_where_its_list_goes_on(
    text: str, wanted: dict[str, str], why: str
) -> None:
    document = of(text)
    assert {path: "".join(document.provision(path).text.split()) for path in wanted} == wanted, why
    assert faults(document) == [], why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "（一）职工\n职工按下列费率缴费：\n1.单位百分之一。\n2.个人百分之二。\n职工补缴的，同步补缴。\n（二）居民\n居民按年缴费。",
            {"art-1/item-1/subitem-2": "个人百分之二。", "art-1/item-2": "居民\n居民按年缴费。"},
            "the list goes on below the sentence; the last is as the one before it",
        ),
        (
            "（一）甲类\n（二）乙类\n前款规定的情形，由县医保局认定。",
            {"art-1/para-1/item-2": "乙类", "art-1/para-2": "前款规定的情形，由县医保局认定。"},
            "the items are all their words: the sentence closes the list",
        ),
        (
            "（一）甲类的；\n另有规定的，从其规定。\n1.例如。",
            {"art-1/para-1/item-1": "甲类的；", "art-1/para-2": "另有规定的，从其规定。\n1.例如。"},
            "an item with a mark at its end is no heading",
        ),
        (
            "（一）甲类\n未能查明的情况\n1.乙。",
            {"art-1/para-1/item-1": "甲类", "art-1/para-2": "未能查明的情况\n1.乙。"},
            "what is below is no sentence",
        ),
    ],
)
def test_items_that_have_only_a_heading_on_their_line(text: str, wanted: dict[str, str], why: str) -> None:
    found = {p.path: p.text for p in of(f"某县办法\n第一条 规定如下：\n{text}\n第二条 略。\n").provisions}
    assert {path: found.get(path) for path in wanted} == wanted, why


@pytest.mark.parametrize(
    ("line", "path", "label", "why"),
    [
        ("第一条：县人民政府管理公园。", "art-1", "第一条：", "an article"),
        ("第一条 ：县人民政府管理公园。", "art-1", "第一条：", "after a blank"),
        ("第一条 县人民政府管理公园。", "art-1", "第一条", "none stands there"),
    ],
)
def test_the_colon_after_a_label_is_none_of_its_words(line: str, path: str, label: str, why: str) -> None:
    found = of(f"某县公园管理办法\n{line}\n第二条 略。\n").provision(path)
    assert ("".join((found.label or "").split()), found.text) == (label, "县人民政府管理公园。"), why


@pytest.mark.parametrize(
    ("text", "path", "words", "why"),
    [
        (
            "某市冬检规定\n为了安全，规定如下：\n一、查验。\n二、维修。\n",
            "preamble-2",
            "为了安全，规定如下：",
            "before its first label",
        ),
        ("某市冬检规定\n一、查验。\n二、维修。\n", "sec-1-2", "查验。", "its first label stands there"),
        ("某市冬检名单\n甲船。\n乙船。\n", "para-2", "甲船。", "it has no label"),
    ],
)
def test_words_that_open_a_text_below_the_notice_that_sends_it(
    text: str, path: str, words: str, why: str
) -> None:
    notice = (
        "某局关于印发冬检规定的通知\n各县：\n现通知如下。\n一、检查。\n二、报告。\n某市水利局\n2020年1月2日\n"
    )
    found = {p.path: p.text for p in of(notice + text).provisions}
    assert found.get(path) == words, (why, found)


@pytest.mark.parametrize(
    ("ending", "listed", "why"),
    [
        ("附件：任务表\n某局\n2020年1月2日\n", ["附件：任务表"], "one, before the signature"),
        ("附件：1.任务表\n2.名单\n某局\n2020年1月2日\n", ["附件：1.任务表", "2.名单"], "several"),
        ("附件：\n1.任务表\n2.名单\n某局\n2020年1月2日\n", ["附件：", "1.任务表", "2.名单"], "a line each"),
        ("附件：任务表\n", ["附件：任务表"], "at the end of the file, which does not hold it"),
        ("附件：任务表\n附件\n任务表\n一、检查。\n", ["附件：任务表"], "the file holds it"),
        ("附件1：任务表\n一、检查。\n", [], "the annex itself"),
        (
            "附件：1.任务表\n3.报告。\n某局\n2020年1月2日\n",
            ["附件：1.任务表"],
            "a number that does not go on is none of it",
        ),
        ("附件：任务表由县局另行公布。\n某局\n2020年1月2日\n", [], "a sentence"),
    ],
)
def test_lines_that_name_annexes_are_of_no_provision(ending: str, listed: list[str], why: str) -> None:
    document = of(f"关于冬检的通知\n各县：\n现通知如下：\n一、查验。\n二、报告。\n{ending}")
    found = ["".join(r.text.split()) for r in document.residues if r.reason == "annex-list"]
    assert (found, faults(document)) == (listed, []), why


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "一、改条例\n1.删去第九条；\n将第二款修改为“甲”。\n2.删去第十条。\n二、改办法\n3.删去第一条；\n删去第二款。\n三、改规定\n4.略。",
            {
                "sec-1/subitem-1/para-1": "删去第九条；",
                "sec-1/subitem-1/para-2": "将第二款修改为“甲”。",
                "sec-1/subitem-2": "删去第十条。",
                "sec-2/subitem-3/para-2": "删去第二款。",
            },
            "between two items, and below the last of a section as below those before",
        ),
        (
            "一、检查\n1.查船。\n2.查证。\n各县应当配合。\n二、报告\n3.略。",
            {"sec-1/subitem-2": "查证。", "sec-1/para-1": "各县应当配合。"},
            "below the last item, and none before had such",
        ),
        (
            "一、检查\n（一）船舶\n查船。\n（二）证书\n查证。",
            {"sec-1/item-1": "船舶\n查船。", "sec-1/item-2": "证书\n查证。"},
            "items with a heading have their paragraphs anyway",
        ),
        (
            "一、检查\n（一）查船；\n船舶一览\n（二）查证。",
            {"sec-1/item-1": "查船；", "sec-1/para-1": "船舶一览"},
            "no sentence stands between them",
        ),
        (
            "一、检查\n（一）查船。\n（责任单位：县交通局）\n（二）查证。",
            {"sec-1/item-1": "查船。\n（责任单位：县交通局）"},
            "a note is words of the item",
        ),
    ],
)
def test_paragraphs_between_the_items_of_a_section(text: str, wanted: dict[str, str], why: str) -> None:
    found = {p.path: p.text for p in of(f"某县冬检方案\n{text}\n").provisions}
    assert {path: found.get(path) for path in wanted} == wanted, why


@pytest.mark.parametrize(
    ("above", "below", "joined", "why"),
    [
        (
            "统筹协调，做好实施。引导各县合理布局",
            "项目，避免重复。",
            True,
            "a page ends inside the second sentence",
        ),
        (
            "统筹协调，做好实施。引导各县、",
            "各区合理布局。（责任单位：县水利局）",
            True,
            "after a mark inside it; a note ends it",
        ),
        (
            "充分运用卫星短报文通信功能，融合第五代移动通信和短波通信以及其他各种通信技术，持续优化",
            "海上安全管理。",
            True,
            "inside the first sentence, which is too long for a heading",
        ),
        ("加强领导，落实责任", "各县应当配合。", False, "a heading"),
        ("统筹协调，做好实施。", "项目应当公开。", False, "it ends with its sentence"),
        ("统筹协调。各县布局", "项目一览", False, "the line below ends no sentence"),
        ("统筹协调。包括下列（甲）", "项目应当公开。", False, "a bracket closes it"),
    ],
)
def test_a_paragraph_that_breaks_off_goes_on_below(above: str, below: str, joined: bool, why: str) -> None:
    found = of(f"某县方案\n一、任务\n{above}\n{below}\n二、保障\n（一）通则。{above}\n{below}\n").provisions
    assert (f"任务\n{above}{below}" in [p.text for p in found]) is joined, (why, found)
    assert (f"通则。{above}{below}" in [p.text for p in found]) is joined, (why, "in the line of a label")
