"""Lists of members that stand among other words, and what is none; the words that announce paragraphs."""

from __future__ import annotations

import pytest

from ingest.model import ProvisionKind
from ingest.structure import structure
from ingest.text import SourceText

LISTS = [
    (
        "某省关于建立联席会议制度的通知\n现将制度印发给你们，请执行。\n附件\n\n某省渡口工作联席会议制度\n一、职能\n统筹渡口工作。\n二、要求\n各成员单位应当配合。\n"
        "某省渡口工作\n联席会议成员名单\n召　集　人：王大山　　省政府副省长\n成　　　员：李　水　　省交通厅副厅长\n"
        "　　　　　　赵小河　　省水利厅总工程师\n",
        [
            ("annex-1/member-1", "王大山", "召集人", "副省长"),
            ("annex-1/member-2", "李水", "成员", "副厅长"),
            ("annex-1/member-3", "赵小河", "成员", "总工程师"),
        ],
        "a list with a heading of its own below the last section of an annex",
    ),
    (
        "某县人民政府关于成立渡口整治领导小组的通知\n各乡镇人民政府：\n现将有关事项通知如下：\n一、组成人员\n"
        "组　长：王大山（副县长）\n副组长：李　水（县交通局局长）\n成　员：\n赵小河、钱江\n"
        "二、职责\n领导小组负责整治渡口。",
        [
            ("sec-1/member-1", "王大山", "组长", "副县长"),
            ("sec-1/member-2", "李水", "副组长", "局长"),
            ("sec-1/member-3", "赵小河", "成员", None),
            ("sec-1/member-4", "钱江", "成员", None),
        ],
        "the list of a section, posts in brackets, names alone under their role",
    ),
    (
        "某市渡口指挥部名单\n为加强领导，现将名单公布如下：\n指挥长：王大山 市政府副市长\n副指挥长：李水 市交通局局长\n"
        "成员：赵小河 市水利局局长\n某市人民政府\n2020年5月6日",
        [
            ("member-1", "王大山", "指挥长", "副市长"),
            ("member-2", "李水", "副指挥长", "局长"),
            ("member-3", "赵小河", "成员", "局长"),
        ],
        "a text without labels",
    ),
    (
        "某县渡口方案\n一、分工\n组长：负责统筹整治工作。\n成员：负责巡查渡口，报告情况。\n二、要求\n落实责任。",
        [],
        "what somebody does is no person",
    ),
    (
        "某县渡口方案\n一、领导\n组长：王大山 副县长\n各乡镇应当配合，落实责任。\n二、要求\n落实责任。",
        [],
        "one person makes no list",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), LISTS)
def test_members_among_other_words(
    text: str, wanted: list[tuple[str, str, str, str | None]], why: str
) -> None:
    document = structure(SourceText("a.txt", text, "0" * 64))
    found = [
        (each.path, each.member.name, each.member.role, each.member.post)
        for each in document.provisions
        if each.member is not None
    ]
    assert found == wanted, why
    assert not any(residue.reason == "unplaced" for residue in document.residues), why


def test_the_heading_of_a_list_is_a_title() -> None:
    document = structure(SourceText("a.txt", LISTS[0][0], "0" * 64))
    assert document.provision("annex-1/title-2").text == "某省渡口工作联席会议成员名单"
    assert document.provision("annex-1/sec-2").text.endswith("配合。")


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        (
            "关于同意设立渡口的批复\n某县：\n请示收悉。现批复如下：\n同意设立渡口。\n请加强管理。",
            2,
            "a reply",
        ),
        ("关于渡口停航的公告\n因大雾，现公告如下：\n渡口停航。\n行人绕行。", 2, "a notice to the public"),
        (
            "关于执行罪名的规定\n为统一罪名，现规定如下：\n偷渡的，定偷渡罪。\n运送的，定运送罪。",
            2,
            "an interpretation",
        ),
        (
            "关于渡口停航的公告\n渡口停航。\n绕行路线：\n走大桥。",
            3,
            "a paragraph that is not the first announces",
        ),
    ],
)
def test_what_announces_all_paragraphs_is_the_preamble(text: str, wanted: int, why: str) -> None:
    document = structure(SourceText("a.txt", text, "0" * 64))
    kinds = [each.kind for each in document.provisions]
    assert kinds.count(ProvisionKind.PARAGRAPH) == wanted, why
    assert kinds.count(ProvisionKind.PREAMBLE) == (wanted == 2), why
