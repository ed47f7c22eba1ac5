"""The end of a notice: whom to ask, who signs, and the words of one that only sends its annexes."""

from __future__ import annotations

import pytest

from ingest.model import Document
from ingest.structure import structure
from ingest.text import SourceText


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def notice(ending: str, title: str = "关于做好渡口冬检的通知", words: str = "请于年底前查完。") -> Document:
    return of(f"{title}\n各渡口管理所：\n{words}\n{ending}\n2020年11月1日\n")


@pytest.mark.parametrize(
    ("ending", "contact", "issuers", "why"),
    [
        (
            "联系人：张三，联系电话：1234567\n某市交通局",
            "联系人：张三",
            ("某市交通局",),
            "one line of contact",
        ),
        (
            "（联系人：张三；电话：1234567）\n某市交通局",
            "（联系人：张三；电话：1234567）",
            ("某市交通局",),
            "in brackets",
        ),
        (
            "市交通局联系人：李四\n联系电话：1234567\n某市交通局",
            "联系电话：1234567",
            ("某市交通局",),
            "two lines of it",
        ),
        (
            "联 系 人：李四\n传真：1234567\n某市交通局\n某市海事局",
            "传真：1234567",
            ("某市交通局", "某市海事局"),
            "blanks",
        ),
        (
            "邮箱：a@b.cn\n地址：某市河西路1号\n某市交通局",
            "地址：某市河西路1号",
            ("某市交通局",),
            "where to write",
        ),
        ("某市交通局", "", ("某市交通局",), "none"),
        ("市长：王五", "", (), "a person who signs is no contact"),
        ("某市交通局　　某市海事局", "", ("某市交通局", "某市海事局"), "two bodies on a line"),
        ("某市交通局\t某市海事局", "", ("某市交通局", "某市海事局"), "parted by a tab"),
        (
            "某市交通局　　某市海事局\n某市应急管理局　　某市公安局",
            "",
            ("某市交通局", "某市海事局", "某市应急管理局", "某市公安局"),
            "two lines of two",
        ),
        (
            "某市交通局\n某市海事局\n某市应急管理局\n某市公安局\n某市文化和旅游局\n某市水利局",
            "",
            ("某市交通局", "某市海事局", "某市应急管理局", "某市公安局", "某市文化和旅游局", "某市水利局"),
            "a body a line, however many",
        ),
        ("某市文化和旅游\n体育局", "", ("某市文化和旅游体育局",), "a name over two lines is one"),
        (
            "教育部\n科学技术部\n中国科学院\n中国铁路集团有限公司",
            "",
            ("教育部", "科学技术部", "中国科学院", "中国铁路集团有限公司"),
            "an academy and a company sign with two ministries",
        ),
        ("教育部\n中国科学院", "", ("教育部中国科学院",), "with one only it may be a name over two lines"),
    ],
)
def test_who_signs_and_whom_to_ask(ending: str, contact: str, issuers: tuple[str, ...], why: str) -> None:
    document = notice(ending)
    assert document.metadata.issuers == issuers, why
    signature = next(p.text for p in document.provisions if p.path == "signature")
    assert "".join(signature.split()) == "".join(
        "".join(line.split())
        for line in ending.split("\n")
        if not contact or ending.index(line) > ending.index(contact)
    ), why
    body = "".join(p.text for p in document.provisions if p.path not in ("signature", "date", "title"))
    assert contact in body, why


@pytest.mark.parametrize(
    ("title", "ending", "issuers", "why"),
    [
        (
            "某市交通局关于冬检的通知",
            "某市交通局\n某市海事局",
            ("某市交通局", "某市海事局"),
            "the title names the first of two",
        ),
        ("某市交通局关于冬检的通知", "某市海事局", ("某市交通局",), "another signs: the title goes first"),
        (
            "某市交通局 某市海事局关于冬检的通知",
            "某市交通局",
            ("某市交通局", "某市海事局"),
            "the title names more",
        ),
    ],
)
def test_title_and_signature(title: str, ending: str, issuers: tuple[str, ...], why: str) -> None:
    assert notice(ending, title).metadata.issuers == issuers, why


SENT = "附件1\n渡口冬检办法\n第一条 逐船查验。\n第二条 本办法自印发之日起施行。\n"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            f"关于冬检的通知\n各渡口管理所：\n现印发给你们，请执行。\n某市交通局\n2020年11月1日\n{SENT}",
            {"preamble": "现印发给你们，请执行。"},
            "one paragraph",
        ),
        (
            f"关于冬检的通知\n各渡口管理所：\n现印发给你们。\n请认真执行。\n附件：1.渡口冬检办法\n2.船检表\n"
            f"某市交通局\n2020年11月1日\n{SENT}",
            {"preamble": "现印发给你们。\n请认真执行。"},
            "several are one preamble; the list of annexes is of no provision",
        ),
        (
            f"关于冬检的通知\n现印发给你们，请执行。\n某市交通局\n2020年11月1日\n{SENT}",
            {"preamble": "现印发给你们，请执行。"},
            "to nobody by name",
        ),
        (
            f"关于冬检的通知\n各渡口管理所：\n现通知如下：\n一、逐船查验。\n二、年底报告。\n某市交通局\n2020年11月1日\n{SENT}",
            {"preamble": "现通知如下：", "sec-1": "逐船查验。", "sec-2": "年底报告。"},
            "a notice with sections of its own",
        ),
        (
            "关于冬检的通知\n各渡口管理所：\n请逐船查验。\n某市交通局\n2020年11月1日\n",
            {"para-1": "请逐船查验。"},
            "nothing is sent: the words are the rule",
        ),
        (
            f"关于适用某办法的补充规定\n各渡口适用某办法，应当分别以下列两款为准：\n渡口逐年冬检。\n{SENT}",
            {"para-1": "各渡口适用某办法，应当分别以下列两款为准：", "para-2": "渡口逐年冬检。"},
            "a rule with an annex is no notice",
        ),
        (
            f"各渡口管理所：\n现印发给你们，请执行。\n某市交通局\n2020年11月1日\n{SENT}",
            {"preamble": "现印发给你们，请执行。"},
            "the title is lost, whom it is for is not",
        ),
    ],
)
def test_words_of_a_notice_that_sends_annexes(text: str, wanted: dict[str, str], why: str) -> None:
    inside: set[str] = set()
    found = {}
    for each in of(text).provisions:  # parents stand before their children
        if each.path.startswith("annex") or each.parent in inside:
            inside.add(each.path)
        else:
            found[each.path] = each.text
    around = ("title", "salutation", "signature", "date")
    leaves = {path: words for path, words in found.items() if path not in around}
    if len(wanted) > 1:
        leaves.pop("preamble", None) if "preamble" not in wanted else None
    assert leaves == wanted, why


@pytest.mark.parametrize(
    ("names", "issuers", "why"),
    [
        ("青海省财政厅青海省林业和草原局", ("青海省财政厅", "青海省林业和草原局"), "two of one place"),
        ("财政部税务总局", ("财政部", "税务总局"), "two of the state"),
        ("中共中央国务院", ("中共中央", "国务院"), "a name without the end of a body is known"),
        ("中共青海省委青海省人民政府", ("中共青海省委", "青海省人民政府"), "party and government"),
        ("最高人民法院最高人民检察院", ("最高人民法院", "最高人民检察院"), "courts"),
        ("教育部办公厅", ("教育部办公厅",), "the office of one"),
        ("国家发展和改革委员会", ("国家发展和改革委员会",), "和 and 委 inside a name"),
        ("国家税务总局青海省税务局", ("国家税务总局青海省税务局",), "one body in a place"),
        ("国家税务总局国家发展和改革委员会", ("国家税务总局", "国家发展和改革委员会"), "the body beside it"),
        ("红石镇茶厂财政部", ("红石镇茶厂财政部",), "one of them is not known: left as it is"),
    ],
)
def test_names_of_issuers_that_nothing_parts(names: str, issuers: tuple[str, ...], why: str) -> None:
    assert (
        structure(
            SourceText("a.txt", f"{names}关于冬检的通知\n各局：\n请检查。\n", "0" * 64)
        ).metadata.issuers
        == issuers
    ), why


@pytest.mark.parametrize(
    "name",
    ["中国科学院", "新华社", "中国铁路集团有限公司", "国家能源集团", "某省农业大学", "新疆生产建设兵团"],
)
def test_who_signs_with_two_ministries(name: str) -> None:
    names = ("教育部", "科学技术部", name)
    text = "关于冬检的通知\n各局：\n请检查。\n" + "\n".join(names) + "\n2020年1月2日\n"
    assert structure(SourceText("a.txt", text, "0" * 64)).metadata.issuers == names
