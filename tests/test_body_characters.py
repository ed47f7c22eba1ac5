"""Characters and words that names of bodies are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.bodies import institutions
from ingest.bodies.find import _LABEL, find_bodies, named, words
from ingest.bodies.find.candidate import BodyKind, Candidate
from ingest.bodies.find.expansion import MentionContext, body_name
from ingest.bodies.find.organs import _GENERIC
from ingest.bodies.grammar import SESSION
from ontology import lexicon

OFFICES = ("专员办事处", "专员办", "特派员办事处", "特派办", "监管局", "督察局")
BANKS = ("人行", "农发行", "国开行", "中国银行", "人民银行", "中国人民银行")
OF_BANKS = ("工商", "农业", "建设", "交通", "邮储", "发展", "储蓄")
NUMBERS = "一二三四五六七八九十"


def bodies(text: str) -> list[str]:
    """Return the names of bodies in a text."""
    return [text[one.start : one.end] for one in find_bodies(text, MentionContext())]


EACH: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("由宜兴市丁蜀{}负责。", ("镇人民政府", "乡人民政府"), "宜兴市丁蜀{}", "a township by name"),
    (
        "由宜兴市{}蜀镇人民政府负责。",
        "各本该有关在的与和及乡镇村县区市省州街级管辖所属事发涉全原立内",
        "镇人民政府",
        "no name of a township",
    ),
    ("由襄阳市{}体验中心组织。", ("区域青少年", "甲省青少年"), "", "no name of an institution"),
    (
        "{}负责。",
        ("各部委", "各委办局", "各委办厅局", "各委厅局", "各厅局", "各局委"),
        "{}",
        "all of a government",
    ),
    ("区{}农机维修中心。", "域内间外", "", "no place but another word"),
    ("{}西宁分行负责。", BANKS, "{}西宁分行", "a branch of a bank"),
    ("{}银行西宁分行负责。", OF_BANKS, "{}银行西宁分行", "of a bank by its kind"),
    ("由人民银行{}西宁分行负责。", "的在由以于将对等应和", "人民银行", "no name of a branch goes over these"),
    ("由人民银行和改西宁分行负责。{}", ("",), "人民银行和改西宁分行", "和 of another word"),
    ("财政部驻青海{}负责。", OFFICES, "财政部驻青海{}*", "an office of a ministry in a province"),
    (
        "甲{}移民、财政部门同意。",
        ("。", "；", "，", "、", "由", "经", "及其", "政府", "会同"),
        "移民|财政部门",
        "a first item",
    ),
    (
        "由经济开发区{}负责。",
        ("管理委员会", "管委会", "管理机构", "管理局", "管理处"),
        "经济开发区{}",
        "the board of a park",
    ),
    ("国家{}林业局负责。", "·1_", "林业局", "no name goes over a mark"),
    (
        "中国甲乙{}负责。",
        ("协会", "联合会", "促进委员会", "总商会", "学会"),
        "中国甲乙{}",
        "of the whole country",
    ),
    (
        "{}法院负责。",
        ("知识产权", "互联网", "金融", "海事", "军事", "铁路运输"),
        "{}法院",
        "a court of one matter",
    ),
    ("{}届人民代表大会负责。", (*NUMBERS, "第十三", "十三"), "{}届人民代表大会", "the session of a congress"),
    (
        "{}届人民代表大会负责。",
        ("新", "新一", "上一", "下一", "每一"),
        "人民代表大会",
        "none that is numbered",
    ),
    ("责任单位{}市财政局。", "：:", "市财政局", "a label"),
    ("各级机关{}负责。", ("事务", "干部", "工作"), "", "another word"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in EACH for one in each],
)
def test_each_is_read_in_a_name(text: str, wanted: str) -> None:
    found = "|".join(bodies(text))
    assert found.startswith(wanted[:-1]) if wanted.endswith("*") else found == wanted


@pytest.mark.parametrize("word", ["主任会议", "法制工作委员会", "办公厅", "办公室", "办事机构", "工作机构"])
@pytest.mark.parametrize("congress", ["市人大常委会", "人民代表大会常务委员会", "常委会", "常务委员会"])
def test_an_organ_of_a_congress_belongs_to_its_name(congress: str, word: str) -> None:
    assert bodies(f"{congress}{word}负责。") == [f"{congress}{word}"]


@pytest.mark.parametrize("name", ["青少年中心", "燃气协会", "水政监察支队"])
def test_a_name_by_its_shape_ends_before_what_it_does(name: str) -> None:
    form = {"心": named._INSTITUTION, "会": named._ASSOCIATION, "队": named._UNIT}[name[-1]]
    for word in ("", "，", "1", *lexicon.words("after-body-name", "bearer-act", "after-institution")):
        found = form.search(f"{name}{word}")
        assert found is not None, word
        assert found.end() == len(name), word
    found = form.search(f"{name}龘")
    assert found is None


@pytest.mark.parametrize("word", lexicon.words("class-qualifier"))
def test_what_stands_before_a_class_belongs_to_it(word: str) -> None:
    found = named._CLASS.match(f"{word}社会团体")
    assert found is not None
    assert found[0] == f"{word}社会团体"


@pytest.mark.parametrize("word", lexicon.words("goes-on-after-class"))
def test_a_class_is_no_beginning_of_another_word(word: str) -> None:
    assert named._CLASS.search("社会团体应当") is not None
    assert named._CLASS.search(f"社会团体{word}") is None


@pytest.mark.parametrize("word", lexicon.words("part-act"))
def test_a_party_to_an_act_by_what_it_does(word: str) -> None:
    assert bodies(f"，数据{word}单位应当落实。") == [f"数据{word}单位"]


@pytest.mark.parametrize("word", ["责任", "牵头", "配合", "负责", "协办", "承办"])
@pytest.mark.parametrize("who", ["部门", "单位"])
def test_a_label_is_no_body(word: str, who: str) -> None:
    for colon in "：:":
        assert _LABEL.fullmatch(f"{word}{who}{colon}")
    assert not _LABEL.fullmatch(f"{word}{who}")


@pytest.mark.parametrize("joint", ["、", "和", "或者", "或", "及", "以及", "与", "的"])
def test_what_joins_levels(joint: str) -> None:
    assert words._JOINING.fullmatch(joint)


@pytest.mark.parametrize("word", lexicon.words("inner-unit"))
def test_a_unit_belongs_to_the_body_before_it(word: str) -> None:
    assert bodies(f"，市水务局水政{word}应当落实。") == [f"市水务局水政{word}"]


@pytest.mark.parametrize("word", lexicon.words("park"))
def test_a_park_has_a_board(word: str) -> None:
    assert bodies(f"，甲乙{word}管委会应当落实。") == [f"甲乙{word}管委会"]
    assert bodies(f"，甲乙{word}、丙丁{word}管委会应当落实。") == [f"甲乙{word}", f"丙丁{word}管委会"]


@pytest.mark.parametrize("form", [SESSION, institutions._BEFORE])
def test_a_session_is_numbered(form: re.Pattern[str]) -> None:
    for number in (*NUMBERS, "第一", "第十三", "十三"):
        found = form.match(f"{number}届")
        assert found is not None
        assert found[0] == f"{number}届"
    assert [form.search(f"{word}一届") for word in "新上下每"] == [None] * 4


@pytest.mark.parametrize("ending", "社局厅委署院")
def test_a_name_with_its_ending_has_no_other(ending: str) -> None:
    def name(surface: str) -> str:
        one = Candidate(0, 4, BodyKind.DEPARTMENT, stem="教育", elided=True, rule="body-in-list")
        return str(body_name(one, surface, None))

    assert name(f"省教育{ending}") == f"省教育{ending}"
    assert name("省教育") == "省教育部门"


@pytest.mark.parametrize("word", ["部委", "厅委", "委办局", "委办厅局", "委厅局", "厅局", "局委"])
def test_all_of_a_government_are_generic(word: str) -> None:
    found = _GENERIC.search(f"国务院各{word}")
    assert found is not None
    assert found[0] == f"国务院各{word}"
    assert _GENERIC.search(f"国务院各{word}员") is None
