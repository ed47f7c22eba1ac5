"""Characters and words that single places of the program look for: each is looked for, and what is near it is not."""

from __future__ import annotations

import pytest

from ingest.link import surroundings
from ingest.link.relation import _ADDRESSED, tools
from ingest.read.text import _familiar
from ingest.similarity import pair_terms


@pytest.mark.parametrize(
    "char", "的了和与及或在对为由等以将其之于从而并且被把向至到者所应当可要会能须不得有按照根据进行各该本"
)
def test_a_pair_with_a_structure_word_is_no_term(char: str) -> None:
    assert pair_terms(f"财{char}政") == [], "it says how a sentence is built"
    assert pair_terms("财政") == ["财政"]


@pytest.mark.parametrize(
    "char",
    "的之有不于於为為定规規条條应應当當者及或人国國一二三四五六七八九十第年月日以在和对對等"
    "法行政府机機关關管理企業业会會中大省市县縣区區，。、；：（）",
)
def test_the_commonest_characters_tell_a_chinese_text(char: str) -> None:
    assert _familiar(f"{char}鑫") == 0.5, (
        "simplified and traditional ones; most laws have hardly others so often"
    )


@pytest.mark.parametrize(
    "head",
    ["资金", "基金", "补贴", "补助", "补偿", "奖励", "机制", "制度", "体系", "平台", "目录", "清单", "名录", "名单",
     "通道", "预案", "计划", "规划", "方案", "标准", "档案", "数据库", "保险", "担保", "园区", "基地", "许可", "收费",
     "保证金", "联盟", "委员会", "小组"],
)  # fmt: skip
def test_the_head_of_a_compound_names_a_tool_of_government(head: str) -> None:
    assert any(head in run for run in tools(f"设立创业{head}。", f"安排创业{head}！"))
    assert not list(tools("支持创业者。", "支持创业者！"))


ADDRESSED = [
    *((f"各{level}应当落实。", level, "each unit of a level") for level in "省市州县区旗盟"),
    ("各级政府要落实。", "各级政府", "governments of all levels"),
    ("各级人民政府要落实。", "各级人民政府", "by their full name"),
    *(
        (f"各地{after}落实。", f"各地 before {after}", "places, as who must act")
        for after in "（要应须可、，和"
    ),
    ("各地区要落实。", "各地区", "areas"),
    ("各地方要落实。", "各地方", "localities"),
    ("地方政府落实。", "地方政府", "local governments"),
    ("地方人民政府落实。", "地方人民政府", "by their full name"),
    ("地方各级人民政府落实。", "地方各级人民政府", "of all levels"),
]


@pytest.mark.parametrize(("text", "what", "why"), ADDRESSED)
def test_an_upper_rule_addresses_those_below(text: str, what: str, why: str) -> None:
    assert _ADDRESSED.search(text), f"{what}: {why}"
    assert not _ADDRESSED.search("各地的经验。"), "who is only spoken of is not addressed"


PENALTIES = [
    *((f"拒不改正，由县级{end}处罚。", "拒不改正", f"by whom it is punished: …{end}")
      for end in ("财政部门", "公安机关", "管理机构", "政府", "管理委员会")),
    ("拒不改正，责令停业。", "拒不改正", "an order"),
    ("拒不改正，处以罚款。", "拒不改正", "a fine"),
    ("拒不改正，并处以罚款。", "拒不改正", "besides another"),
    ("拒不改正的处理。", "拒不改正的处理", "not every 处"),
    *((f"拒不改正，处{digit}元罚款。", "拒不改正", "a sum") for digit in "0123456789〇零一二三四五六七八九十百千万"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "why"), PENALTIES)
def test_the_act_ends_where_its_punishment_begins(text: str, act: str, why: str) -> None:
    assert surroundings._acts(text, text.index("。")) == (act,), why


@pytest.mark.parametrize("char", "0123456789〇零一二三四五六七八九十百千万亿.．%％")
def test_figures_are_not_compared_as_words(char: str) -> None:
    assert surroundings._acts(f"少缴甲{char}乙", 6) == ("少缴甲乙",)


@pytest.mark.parametrize("char", "〇零一二三四五六七八九十百点")
def test_shares_are_not_compared_as_words(char: str) -> None:
    assert surroundings._acts(f"少缴百分之{char}乙", 9) == ("少缴乙",)
