"""Two texts of a rule compared: what became of each article, in which words, and what holds of any two texts."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.check.making import in_two
from ingest.model import Document
from ingest.status.header import Header
from ingest.structure import structure
from ingest.structure.history import amended
from ingest.text import CleanText, SourceText
from ingest.versions import applied, compare, versions_of
from ingest.versions.alike import Terms
from ingest.versions.assignment import assign
from ingest.versions.edits import edits, likeness, ranges
from ingest.versions.order import in_order
from ingest.versions.passages import Passages
from ingest.versions.units import STRUCK, articles, fold, headings
from ontology.states import ChangeKind, Moved
from ontology.tables import read_table

NUMERALS = "一二三四五六七八九十"
SUBJECTS = (
    "为了保护饮用水水源，防治水体污染，制定本条例。",
    "县级以上人民政府应当将水源保护纳入国民经济和社会发展规划。",
    "生态环境主管部门对饮用水水源保护实施统一监督管理。",
    "禁止在一级保护区内从事网箱养殖、旅游、游泳和垂钓。",
    "排放工业废水的企业应当安装自动监测设备，并保存原始记录五年。",
    "任何单位和个人都有权举报污染水源的行为，受理机关应当在十日内答复。",
    "违反本条例规定，在保护区内倾倒垃圾的，处一万元以上五万元以下罚款。",
    "公职人员玩忽职守、滥用职权的，依法给予处分。",
)


def numbered(texts: list[str], title: str = "某市饮用水水源保护条例") -> Document:
    """Return a rule with these articles."""
    lines = [f"第{label(at)}条 {text}" for at, text in enumerate(texts, 1)]
    return of("\n".join([title, "", *lines]))


def label(at: int) -> str:
    tens, ones = divmod(at, 10)
    return (
        ("" if tens < 2 else NUMERALS[tens - 1])
        + ("十" if tens else "")
        + (NUMERALS[ones - 1] if ones else "")
    )


def of(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def told(old: Document, new: Document) -> dict[str, str]:
    """Return what became of each provision, by its old path, or its new one: new path, kind and place."""
    return {
        "+".join(each.old) or f"+{each.new[0]}": " ".join(
            filter(None, ("+".join(each.new), each.kind.value, each.place.value if each.place else ""))
        )
        for each in compare(old, new).changes
    }


ENTRY = "本条例自2010年1月1日起施行。"
LATER = "本条例自2020年10月1日起施行。"


@pytest.mark.parametrize(
    ("old", "new", "found", "why"),
    [
        (SUBJECTS[:3], SUBJECTS[:3], {"art-3": "art-3 same kept"}, "nothing changed"),
        (
            SUBJECTS[:4],
            (SUBJECTS[0], SUBJECTS[7], *SUBJECTS[1:4]),
            {"+art-2": "art-2 new", "art-2": "art-3 same renumbered", "art-4": "art-5 same renumbered"},
            "an article put in gives all later ones another number, and moves none",
        ),
        (
            SUBJECTS[:4],
            (SUBJECTS[0], *SUBJECTS[2:4]),
            {"art-2": "gone", "art-3": "art-2 same renumbered"},
            "an article left out likewise",
        ),
        (
            SUBJECTS[:4],
            (SUBJECTS[0], SUBJECTS[2], SUBJECTS[1], SUBJECTS[3]),
            {"art-2": "art-3 same moved", "art-3": "art-2 same moved", "art-4": "art-4 same kept"},
            "of two that changed places each moved",
        ),
        (
            SUBJECTS[:5],
            (SUBJECTS[4], *SUBJECTS[:4]),
            {"art-5": "art-1 same moved", "art-1": "art-2 same renumbered"},
            "one that went before four others moved, and these did not",
        ),
        (
            (*SUBJECTS[:2], ENTRY),
            (*SUBJECTS[:2], SUBJECTS[4], LATER),
            {"art-3": "art-4 changed renumbered", "+art-3": "art-3 new"},
            "the article of entry into force is told by what it is, though it is short and its day another",
        ),
        (
            (SUBJECTS[0], SUBJECTS[1] + "\n" + SUBJECTS[5], SUBJECTS[3]),
            (SUBJECTS[0], SUBJECTS[1], SUBJECTS[5], SUBJECTS[3]),
            {"art-2": "art-2+art-3 split kept", "art-3": "art-4 same renumbered"},
            "two paragraphs become two articles",
        ),
        (
            (SUBJECTS[0], SUBJECTS[1], SUBJECTS[5], SUBJECTS[3]),
            (SUBJECTS[0], SUBJECTS[1] + "\n" + SUBJECTS[5], SUBJECTS[3]),
            {"art-2+art-3": "art-2 merged kept", "art-4": "art-3 same renumbered"},
            "two articles become two paragraphs",
        ),
        (
            SUBJECTS[:3],
            (SUBJECTS[0], "（删去）", SUBJECTS[2]),
            {"art-2": "gone", "art-3": "art-3 same kept"},
            "a number whose article was deleted is no provision",
        ),
        (
            (SUBJECTS[0], "旧的规定全文。", SUBJECTS[2]),
            (SUBJECTS[0], "取水应当申领许可。", SUBJECTS[2]),
            {"art-2": "gone", "+art-2": "art-2 new"},
            "two that stand in one place and have no words in common are no counterparts",
        ),
        (
            ("网箱养殖（20％）",),
            ("网箱养殖(20%)",),
            {"art-1": "art-1 same kept"},
            "the width of a character is print, and no change of words",
        ),
    ],
)
def test_what_became_of_articles(
    old: tuple[str, ...], new: tuple[str, ...], found: dict[str, str], why: str
) -> None:
    result = told(numbered([*old]), numbered([*new]))
    assert {key: result.get(key) for key in found} == found, why


def test_articles_with_numbers_between() -> None:
    """第三条之一 stands between its neighbours, which keep their numbers."""
    old = of("某市条例\n\n第一条 " + SUBJECTS[0] + "\n第二条 " + SUBJECTS[1] + "\n第三条 " + SUBJECTS[2])
    new = of(
        "某市条例\n\n第一条 " + SUBJECTS[0] + "\n第二条 " + SUBJECTS[1] + "\n第二条之一 " + SUBJECTS[5]
        + "\n第三条 " + SUBJECTS[2]
    )  # fmt: skip
    assert told(old, new) == {
        "art-1": "art-1 same kept",
        "art-2": "art-2 same kept",
        "+art-2.1": "art-2.1 new",
        "art-3": "art-3 same kept",
    }


CHAPTERS = """某市条例

第一章 总则
第一条 {0}
第二条 {1}
第二章 {6}
第三条 {2}
第四条 {3}
第三章 附则
第五条 {4}
第六条 {5}
"""


@pytest.mark.parametrize(
    ("order", "name", "found", "why"),
    [
        (
            (0, 1, 2, 3, 4, 5),
            "监督检查",
            {"ch-2": "ch-2 changed kept", "art-3": "art-3 same kept"},
            "renamed alone",
        ),
        (
            (0, 4, 1, 2, 3, 5),
            "保护",
            {"art-5": "art-2 same moved", "art-2": "art-3 same moved", "art-3": "art-4 same renumbered"},
            "into another chapter, also where the order is kept (第二条 → 第三条)",
        ),
        (
            (0, 1, 2, 3, 4, 5),
            "保护和修复",
            {"ch-2": "ch-2 changed kept", "art-3": "art-3 same kept"},
            "a longer name",
        ),
    ],
)
def test_chapters(order: tuple[int, ...], name: str, found: dict[str, str], why: str) -> None:
    old = of(CHAPTERS.format(*SUBJECTS[:6], "保护"))
    result = told(old, of(CHAPTERS.format(*(SUBJECTS[at] for at in order), name)))
    assert {key: result.get(key) for key in found} == found, why


def test_a_chapter_that_was_renamed_though_its_articles_are_others() -> None:
    """Its name tells it where few of its articles do, and an article that stayed in it has not moved."""
    text = "某市条例\n\n第一章 总则\n第一条 {}\n第二章 {}\n第二条 {}\n第三条 {}\n第四条 {}\n第三章 附则\n第五条 {}\n"
    old = of(text.format(SUBJECTS[0], "水源保护", SUBJECTS[1], SUBJECTS[2], SUBJECTS[3], ENTRY))
    new = of(text.format(SUBJECTS[0], "水源保护与修复", LEADING, REWARD, SUBJECTS[3], LATER))
    result = told(old, new)
    assert result["ch-2"] == "ch-2 changed kept"
    assert result["art-4"] == "art-4 same kept"


def test_rules_without_articles() -> None:
    """Where a rule has no 条 its numbered parts are compared, and the headings over them."""
    text = "某市关于支持企业的若干措施\n\n一、加强保障\n（一）{0}\n（二）{1}\n二、{3}\n（一）{2}\n"
    old = of(text.format(*SUBJECTS[1:4], "严格监督"))
    new = of(text.format(SUBJECTS[1], SUBJECTS[5], SUBJECTS[3], "从严监督"))
    assert told(old, new) == {
        "sec-1": "sec-1 same kept",
        "sec-1/item-1": "sec-1/item-1 same kept",
        "sec-1/item-2": "gone",
        "+sec-1/item-2": "sec-1/item-2 new",
        "sec-2": "sec-2 changed kept",
        "sec-2/item-1": "sec-2/item-1 same kept",
    }


def test_front_and_end_are_no_articles() -> None:
    note = "（2010年1月1日某市人民代表大会常务委员会通过　2020年5月1日修正）\n\n"
    old, new = of("某市条例\n\n第一条 " + SUBJECTS[0]), of("某市条例\n" + note + "第一条 " + SUBJECTS[0])
    assert told(old, new) == {"art-1": "art-1 same kept"}


@pytest.mark.parametrize(
    ("old", "new", "found", "why"),
    [
        ("处五万元以下罚款", "处十五万元以下罚款", [("五万", "十五万")], "a number in Chinese stays whole"),
        ("依照第三十二条处罚", "依照第三十三条处罚", [("三十二", "三十三")], "so does that of an article"),
        ("按20.5%计算", "按25.5%计算", [("20.5%", "25.5%")], "and a rate"),
        ("工业和信息化", "工业", [("和信息化", "")], "words left out"),
        (
            "房屋、船舶",
            "房屋、车辆、船舶",
            [("", "车辆、")],
            "a member of a list comes with the stop behind it",
        ),
        ("甲应当报告。", "甲应当报告。乙应当核实。", [("", "乙应当核实。")], "a sentence begins with itself"),
        (
            "工商行政管理部门",
            "市场监督管理部门",
            [("工商行政", "市场监督")],
            "scattered characters are one edit",
        ),
        ("同样的话", "同样的话", [], "no edit"),
        ("", "新", [("", "新")], "from nothing"),
    ],
)
def test_edits(old: str, new: str, found: list[tuple[str, str]], why: str) -> None:
    pairs = [(old[a:b], new[c:d]) for a, b, c, d in ranges(old, new)]
    assert pairs == found, why


def whole(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


WORDS = st.text("第一二三十万条款项的应当，。；、20.%（）", max_size=60)


@given(WORDS, WORDS)
def test_edits_make_the_new_words_of_the_old(old: str, new: str) -> None:
    """Whatever two texts are: the edits applied give the new one, each quotes its source, and none touches the next."""
    one, other = whole(old), whole(new)
    found = edits(one, other)
    assert fold(applied(one, found)) == fold(new)
    for edit in found:
        assert edit.old_text or edit.new_text
        for text, spans, source in (
            (edit.old_text, edit.old_spans, one.source),
            (edit.new_text, edit.new_spans, other.source),
        ):
            assert source.slice(spans) == text
    places = ranges(fold(old), fold(new))
    for before, after in itertools.pairwise(places):
        assert before[1] < after[0]
        assert before[3] < after[2]
    assert 0 <= likeness(old, new, places) <= 1


LISTS = st.lists(st.sampled_from([*SUBJECTS, ENTRY, LATER]), min_size=1, max_size=9)


@given(LISTS, LISTS)
def test_every_article_stands_in_one_change(old: list[str], new: list[str]) -> None:
    one, other = numbered(old), numbered(new)
    changes = compare(one, other).changes
    for side, document in ((0, one), (1, other)):
        paths = [path for each in changes for path in (each.old, each.new)[side]]
        assert sorted(paths) == sorted(unit.path for unit in (*articles(document), *headings(document)))
    for each in changes:
        several = (len(each.old) > 1, len(each.new) > 1)
        assert several == (each.kind is ChangeKind.MERGED, each.kind is ChangeKind.SPLIT)
        assert (each.place is None) == (each.kind in {ChangeKind.NEW, ChangeKind.GONE})
        assert bool(each.edits) == (each.likeness < 1 and bool(each.old and each.new))


@given(LISTS)
def test_a_text_beside_itself(texts: list[str]) -> None:
    document = numbered(texts)
    assert {(each.kind, each.place) for each in compare(document, document).changes} == {
        (ChangeKind.SAME, Moved.KEPT)
    }


@given(st.permutations(SUBJECTS), st.integers(0, 8), st.integers(0, 8))
def test_the_other_way_round(order: list[str], here: int, there: int) -> None:
    """What is new one way is gone the other way, and the pairs are the same."""
    one, other = numbered([*SUBJECTS[:here], ENTRY]), numbered([*order[:there], LATER])
    forth, back = compare(one, other).changes, compare(other, one).changes
    assert {(each.old, each.new) for each in forth} == {(each.new, each.old) for each in back}
    turned = {ChangeKind.NEW: ChangeKind.GONE, ChangeKind.GONE: ChangeKind.NEW}
    kinds = {(each.old, each.new): each.kind for each in back}
    assert all(kinds[each.new, each.old] is turned.get(each.kind, each.kind) for each in forth)


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 1)))
def test_no_assignment_is_better(gains: dict[tuple[int, int], float]) -> None:
    def best(left: int, taken: frozenset[int]) -> float:
        if left > 4:
            return 0.0
        options = [
            gain + best(left + 1, taken | {other})
            for (one, other), gain in gains.items()
            if one == left and other not in taken
        ]
        return max([best(left + 1, taken), *options])

    found = assign(gains)
    assert len(set(found.values())) == len(found)
    assert sum(gains[pair] for pair in found.items()) == pytest.approx(best(0, frozenset()))


@given(st.permutations(range(7)))
def test_what_kept_its_order(values: list[int]) -> None:
    kept = [value for value, ordered in zip(values, in_order(values), strict=True) if ordered]
    assert kept == sorted(kept)


@pytest.mark.parametrize(
    ("old", "new", "codes", "why"),
    [
        (
            "青海省甲条例\n（2010年1月1日青海省人民代表大会常务委员会通过）\n\n第一条 " + SUBJECTS[0],
            "青海省甲条例\n（2010年1月1日青海省人民代表大会常务委员会通过）\n\n第一条 "
            + SUBJECTS[0]
            + SUBJECTS[1],
            ["same-day"],
            "nothing says which of the two is older",
        ),
        (
            "青海省甲条例\n（2020年1月1日青海省人民代表大会常务委员会通过）\n\n第一条 " + SUBJECTS[0],
            "青海省甲条例\n（2010年1月1日青海省人民代表大会常务委员会通过）\n\n第一条 " + SUBJECTS[0],
            ["newer-first"],
            "given the wrong way round: said, and not turned",
        ),
        (
            "青海省甲条例\n\n第一条 " + SUBJECTS[0],
            "青海省甲条例\n\n第一条 " + SUBJECTS[0],
            ["no-day"],
            "no day",
        ),
        (
            "青海省甲条例\n（2010年1月1日青海省人民代表大会常务委员会通过）\n\n第一条 " + SUBJECTS[0],
            "西宁市乙条例\n（2011年1月1日西宁市人民代表大会常务委员会通过）\n\n第一条 " + SUBJECTS[5],
            ["other-rule"],
            "two rules",
        ),
        (
            "青海省甲条例\n",
            "青海省甲条例\n\n第一条 " + SUBJECTS[0],
            ["nothing-to-compare", "no-day"],
            "no articles",
        ),
    ],
)
def test_what_speaks_against_comparing(old: str, new: str, codes: list[str], why: str) -> None:
    comparison = compare(of(old), of(new))
    assert [each.code for each in comparison.diagnostics] == codes, why


def test_a_doubtful_counterpart_says_so() -> None:
    old = numbered([SUBJECTS[0], "文物古迹所在地的人民政府应当安排文物保护经费，并列入预算。", SUBJECTS[2]])
    new = numbered(
        [SUBJECTS[0], "文物保护经费可以通过捐赠、基金等多种方式筹集，任何组织不得挪用。", SUBJECTS[2]]
    )
    (change,) = [each for each in compare(old, new).changes if each.old == ("art-2",)]
    assert change.new == ("art-2",)
    assert change.doubt


LEADING = (
    "县级人民政府及其水务、农业农村等部门应当按照职责做好河道、水库、渠系的巡查、维修、养护和防汛物资储备，"
    "定期组织演练，并向社会公布值守电话和联系方式。"
)
REWARD = "对在节约用水、保护水源方面做出突出成绩的村庄和农户，按照规定给予表扬和奖励。"
REWARDED = "在节约用水、保护水源方面成绩突出的村庄和农户，由乡镇人民政府给予表扬和奖励。"
MORE = "奖励名单应当公示七日，受奖励者弄虚作假的，收回证书和奖金。"


@pytest.mark.parametrize(
    ("old", "new", "found", "why"),
    [
        (
            (SUBJECTS[0], LEADING + "\n" + REWARD, SUBJECTS[3], SUBJECTS[4]),
            (SUBJECTS[0], LEADING, SUBJECTS[3], SUBJECTS[4], REWARDED + "\n" + MORE),
            {"art-2": "art-2+art-5 split kept", "art-3": "art-3 same kept"},
            "a small paragraph that was reworded, and became an article of its own elsewhere",
        ),
        (
            (SUBJECTS[0], LEADING, SUBJECTS[3], REWARD),
            (SUBJECTS[0], LEADING + "\n" + REWARDED, SUBJECTS[3]),
            {"art-2+art-4": "art-2 merged kept", "art-3": "art-3 same kept"},
            "an article that was taken into a longer one as its paragraph",
        ),
        (
            (SUBJECTS[0], REWARD, SUBJECTS[3]),
            (SUBJECTS[0], LEADING + "\n" + REWARDED + "\n" + SUBJECTS[5] + "\n" + SUBJECTS[6], SUBJECTS[3]),
            {"art-2": "art-2 changed kept"},
            "one that is a paragraph of an article that is otherwise new",
        ),
        (
            (SUBJECTS[0], LEADING, SUBJECTS[3]),
            (SUBJECTS[0], LEADING, SUBJECTS[3], "村民委员会应当定期公布值守电话，并接受村民监督。"),
            {"+art-4": "art-4 new"},
            "what stands in the counterpart still was not split off",
        ),
    ],
)
def test_what_is_left_over(
    old: tuple[str, ...], new: tuple[str, ...], found: dict[str, str], why: str
) -> None:
    result = told(numbered([*old]), numbered([*new]))
    assert {key: result.get(key) for key in found} == found, why


def test_whose_words_a_new_article_shares_is_named() -> None:
    """Where it is not sure that it is a part of that, it stays new, or gone, and the passage is named."""
    shared = "村民委员会应当组织村民清理沟渠和蓄水池，公布用水账目，制止破坏沟渠的行为。"
    old = numbered([SUBJECTS[0], LEADING + "\n" + shared, SUBJECTS[3]])
    new = numbered(
        [
            SUBJECTS[0],
            LEADING,
            SUBJECTS[3],
            "农村用水实行计量收费，水费由供水单位按月收取，村民委员会应当公布用水账目。\n"
            + MORE
            + SUBJECTS[5],
        ]
    )
    (change,) = [each for each in compare(old, new).changes if each.kind is ChangeKind.NEW]
    assert change.doubt is not None
    chinese, english = in_two(change.doubt)
    assert "旧文本第二条第2款" in chinese
    assert "art-2/para-2" in english
    (change,) = [each for each in compare(new, old).changes if each.kind is ChangeKind.GONE]
    assert change.doubt is not None
    assert "新文本第二条第2款" in change.doubt


SEVERAL = st.lists(
    st.lists(st.sampled_from([*SUBJECTS, LEADING, REWARD, REWARDED, MORE]), min_size=1, max_size=3).map(
        "\n".join
    ),
    min_size=1,
    max_size=6,
)


@given(SEVERAL, SEVERAL)
def test_every_article_of_several_paragraphs_stands_in_one_change(old: list[str], new: list[str]) -> None:
    """What is joined by its paragraphs is joined once; a doubt of what stands alone names a passage that is there."""
    one, other = numbered(old), numbered(new)
    comparison = compare(one, other)
    for side, document in ((0, one), (1, other)):
        paths = [path for each in comparison.changes for path in (each.old, each.new)[side]]
        assert sorted(paths) == sorted(unit.path for unit in articles(document))
    for each in comparison.changes:
        assert min(len(each.old), len(each.new)) <= 1
        if not (each.old and each.new) and each.doubt:
            named = other if each.old else one
            assert any(f" {part.path} " in each.doubt for part in named.provisions)
    assert compare(one, other) == comparison


@given(SEVERAL, SEVERAL)
def test_passages_are_alike_both_ways(old: list[str], new: list[str]) -> None:
    here, there = articles(numbered(old)), articles(numbered(new))
    forth, back = Passages(here, there, Terms(here, there)), Passages(there, here, Terms(there, here))
    for one in range(len(here)):
        for other in range(len(there)):
            found, turned = forth.between(one, other), back.between(other, one)
            assert (found.score if found else 0) == pytest.approx(turned.score if turned else 0)
            assert 0 <= (found.score if found else 0) <= 1


def test_words_for_what_was_deleted() -> None:
    """Each word stands for a deleted article where it stands alone, and not within a sentence."""
    for row in read_table(STRUCK, ("word", "example", "counter-example", "source")):
        (unit,) = articles(of(f"某市条例\n\n{row.require('example')}"))
        assert unit.struck, row.require("example")
        (other,) = articles(of(f"某市条例\n\n第一条 {row.require('counter-example')}"))
        assert not other.struck, row.require("counter-example")


def test_long_texts_take_no_more_than_their_length() -> None:
    """1,260 articles, of which a third are reworded and some put in, take seconds."""
    rng = random.Random(29)
    letters = "".join(SUBJECTS)
    texts = ["".join(rng.choices(letters, k=80)) for _ in range(1260)]
    later = [text[:40] + "另行规定" + text[50:] if rng.random() < 1 / 3 else text for text in texts]
    later[100:100] = ["新增的一条规定全新的事项。"] * 3
    old, new = numbered_fast(texts), numbered_fast(later)
    start = time.perf_counter()
    changes = compare(old, new).changes
    assert time.perf_counter() - start < 20
    assert sum(each.kind is ChangeKind.NEW for each in changes) == 3


def numbered_fast(texts: list[str]) -> Document:
    return of("\n".join(["某法", "", *(f"第{at}条 {text}" for at, text in enumerate(texts, 1))]))


def header(day: str | None, work: str = "w", document: str = "d") -> Header:
    """Return a header of which only its work, its day and itself matter."""
    return Header(
        document, work, "某条例", None, "local-regulation", None, None, (), day, None, None, None, None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "ordered", "unplaced", "why"),
    [
        (("2020-05-01", "2010-01-01"), ["2010-01-01", "2020-05-01"], [], "by their days"),
        (("2020-05-01", None), ["2020-05-01"], [None], "a text without a day stands nowhere"),
        (
            ("2020-05-01", "2010", "2020-05-01"),
            ["2010"],
            ["2020-05-01", "2020-05-01"],
            "of two of the same day neither is the older one",
        ),
        (
            ("2020", "2020-05-01", "2010-01-01"),
            ["2010-01-01"],
            ["2020", "2020-05-01"],
            "2020 may be that day",
        ),
    ],
)
def test_the_order_of_texts(
    days: tuple[str | None, ...], ordered: list[str], unplaced: list[str | None], why: str
) -> None:
    headers = [header(day, document=str(at)) for at, day in enumerate(days)]
    (found,) = versions_of([*headers, headers[0], header("2020-05-01", "other")])
    assert [each.dated for each in found.ordered] == ordered, why
    assert [each.dated for each in found.unplaced] == unplaced, why


@pytest.mark.parametrize(
    ("notes", "found", "why"),
    [
        (
            "2018年3月30日北京市第十五届人民代表大会常务委员会第三次会议通过\n"
            "2024年3月29日北京市第十六届人民代表大会常务委员会第九次会议通过",
            [("2024-03-29", "北京市第十六届人民代表大会常务委员会第九次会议")],
            "passed once more by the same body",
        ),
        (
            "2018年3月30日北京市第十五届人民代表大会第三次会议通过\n"
            "2024年3月29日北京市第十六届人民代表大会常务委员会第九次会议通过",
            [("2024-03-29", "北京市第十六届人民代表大会常务委员会第九次会议")],
            "a congress and its standing committee are of one government",
        ),
        (
            "2013年4月28日最高人民法院审判委员会第1576次会议通过\n"
            "2013年5月2日最高人民检察院第十二届检察委员会第5次会议通过",
            [],
            "two courts that pass one interpretation have not amended it",
        ),
        (
            "2003年5月1日甲自治州第十届人民代表大会第一次会议通过 "
            "2003年7月1日某省第十届人民代表大会常务委员会第三次会议批准",
            [],
            "an approval is no second passing",
        ),
        (
            "2003年5月1日甲自治州第十届人民代表大会第一次会议通过 "
            "2018年5月1日甲自治州第十五届人民代表大会第三次会议通过 "
            "2018年7月1日某省第十三届人民代表大会常务委员会第四次会议批准的《关于修改〈甲条例〉的决定》修正",
            [("2018-05-01", "关于修改〈甲条例〉的决定")],
            "the decision that was passed and approved is one amendment",
        ),
    ],
)
def test_passed_once_more(notes: str, found: list[tuple[str, str]], why: str) -> None:
    assert [(each.date, each.by) for each in amended(notes.split("\n"))] == found, why
