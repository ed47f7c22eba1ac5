"""Decisions applied: outcomes, numbers, origins, and what is refused with its reason."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.amend import Consolidated, Origin, apply
from ingest.model import Document, ProvisionKind
from ingest.structure import structure
from ingest.text import SourceText

BASE = """某市绿化条例

（2015年3月1日某市人民代表大会常务委员会通过）

## 第一章 总则

第一条 为了绿化，制定本条例。

第二条 市绿化局负责绿化，绿化局制定计划。

各区配合，经费由市绿化局安排。

社会参与。

## 第二章 管理

第三条 下列行为应当报告：

（一）砍伐；

（二）移植；

（三）其他。

前款规定由市规定。

第四条 违反本条例第三条的，处一百元以下罚款。

第五条 依照第二条执行。

第六条 本条例自公布之日起施行。
"""
HEAD = "关于修改《某市绿化条例》的决定\n\n（2020年5月6日某市人民代表大会常务委员会通过）\n\n"


@cache
def read(text: str, name: str = "a.md") -> Document:
    return structure(
        SourceText(name, text, "0" * 64, "text/markdown" if name.endswith("md") else "text/plain")
    )


def applied(*points: str, base: str = BASE, head: str = HEAD) -> Consolidated:
    numbers = "一二三四五六七八九"
    body = "\n\n".join(f"{numbers[at]}、{point}" for at, point in enumerate(points))
    return apply(read(base), read(head + body, "decision.txt"))


def articles(done: Consolidated) -> dict[str, str]:
    """The articles of a consolidated text, read again: words by label, blanks left out."""
    again = read(done.text)
    return {
        str(p.label): "".join(p.text.split()) for p in again.provisions if p.kind is ProvisionKind.ARTICLE
    }


def outcomes(done: Consolidated) -> list[bool | None]:
    return [outcome.applied for outcome in done.outcomes]


ONE, TWO, THREE = "市绿化局负责绿化，绿化局制定计划。", "各区配合，经费由市绿化局安排。", "社会参与。"
LIST, REST = "下列行为应当报告：", "前款规定由市规定。"
CASES = [
    # one line of reason, points, articles that are otherwise afterwards
    ("whole article", ["将第四条修改为：“处二百元罚款。”"], {"第四条": "处二百元罚款。"}),
    ("marks one level up", ["将第四条修改为：“所称‘绿化’包括‘树’。”"], {"第四条": "所称“绿化”包括“树”。"}),
    ("a paragraph", ["第二条第三款修改为：“单位参与。”"], {"第二条": ONE + TWO + "单位参与。"}),
    (
        "a paragraph with items takes these with it",
        ["第三条第一款修改为：“砍伐应当报告。”"],
        {"第三条": "砍伐应当报告。" + REST},
    ),
    (
        "an item; its mark at the end stays",
        ["第三条第二项修改为：“（二）迁移”。"],
        {"第三条": LIST + "（一）砍伐；（二）迁移；（三）其他。" + REST},
    ),
    ("words", ["将第四条中的“一百元”修改为“二百元”。"], {"第四条": "违反本条例第三条的，处二百元以下罚款。"}),
    (
        "words at two places",
        ["第四条中的“一百元”修改为“二百元”，“罚款”修改为“罚金”。"],
        {"第四条": "违反本条例第三条的，处二百元以下罚金。"},
    ),
    (
        "words each",
        ["将第四条中的“一百元”、“罚款”分别修改为“二百元”、“罚金”。"],
        {"第四条": "违反本条例第三条的，处二百元以下罚金。"},
    ),
    ("words behind others", ["在第五条中的“执行”后增加“到底”。"], {"第五条": "依照第二条执行到底。"}),
    ("words cut", ["删去第四条中的“以下”。"], {"第四条": "违反本条例第三条的，处一百元罚款。"}),
    (
        "words of an item quoted with its label",
        ["第三条第一款第二项“（二）移植”修改为“（二）迁移”。"],
        {"第三条": LIST + "（一）砍伐；（二）迁移；（三）其他。" + REST},
    ),
    (
        "an item told by words of its article",
        ["第三条“下列行为应当报告”中第二项“（二）移植”修改为“（二）迁移”。"],
        {"第三条": LIST + "（一）砍伐；（二）迁移；（三）其他。" + REST},
    ),
    (
        "everywhere",
        ["将第二条中的“绿化局”统一修改为“园林局”。"],
        {"第二条": "市园林局负责绿化，园林局制定计划。各区配合，经费由市园林局安排。" + THREE},
    ),
    (
        "in the whole text",
        ["将本条例中的“绿化局”修改为“园林局”。"],
        {"第二条": "市园林局负责绿化，园林局制定计划。各区配合，经费由市园林局安排。" + THREE},
    ),
    (
        "words before the items",
        ["第三条条首部分修改为：“有下列行为的，应当报告”。"],
        {"第三条": "有下列行为的，应当报告：（一）砍伐；（二）移植；（三）其他。" + REST},
    ),
    (
        "paragraph added in the middle",
        ["第二条增加一款，作为第二款：“镇配合。”"],
        {"第二条": ONE + "镇配合。" + TWO + THREE},
    ),
    (
        "paragraph added before all",
        ["第五条增加一款，作为第一款：“甲。”"],
        {"第五条": "甲。依照第二条执行。"},
    ),
    ("paragraph taken out", ["删去第二条第二款。"], {"第二条": ONE + THREE}),
    ("first paragraph taken out", ["删去第二条第一款。"], {"第二条": TWO + THREE}),
    (
        "item added, the others numbered anew",
        ["第三条第一款增加一项，作为第二项：“（二）修剪”。"],
        {"第三条": LIST + "（一）砍伐；（二）修剪；（三）移植；（四）其他。" + REST},
    ),
    ("item taken out", ["删去第三条第一项。"], {"第三条": LIST + "（一）移植；（二）其他。" + REST}),
    (
        "old numbers, though a paragraph comes before",
        ["第二条增加一款，作为第一款：“甲。”", "第二条第三款修改为：“乙。”"],
        {"第二条": "甲。" + ONE + TWO + "乙。"},
    ),
    (
        "第三款作为第四款 and its words",
        ["第二条增加一款，作为第三款：“甲。”\n\n原第三款作为第四款，修改为：“乙。”"],
        {"第二条": ONE + TWO + "甲。乙。"},
    ),
    ("words cut that are a paragraph", ["删去第二条第三款中的“社会参与”。"], {"第二条": ONE + TWO}),
    ("three 之一", ["在第四条后增加一条，作为第四条之一：“甲。”"], {"第四条之一": "甲。"}),
]


@pytest.mark.parametrize(("reason", "points", "changed"), CASES, ids=[each[0] for each in CASES])
def test_applied(reason: str, points: list[str], changed: dict[str, str]) -> None:
    done = applied(*points)
    assert False not in outcomes(done), [o.reason for o in done.outcomes]
    found, before = articles(done), articles(apply(read(BASE), read(HEAD + "一、删去第九条。", "d.txt")))
    assert found == {**before, **changed}


NUMBERS = [
    # reason, points, the numbers of the old articles afterwards (by a word in them)
    (
        "added, order said",
        ["增加一条，作为第三条：“新。”", "对条文顺序作相应调整。"],
        ["制定", "负责", "新。", "报告", "违反", "依照", "施行"],
    ),
    (
        "added, order not said: it follows",
        ["增加一条，作为第三条：“新。”"],
        ["制定", "负责", "新。", "报告", "违反", "依照", "施行"],
    ),
    (
        "taken out, order said",
        ["删去第三条、第五条。", "对条文顺序作相应调整。"],
        ["制定", "负责", "违反", "施行"],
    ),
    (
        "added at the end",
        ["增加一条，作为第七条：“新。”"],
        ["制定", "负责", "报告", "违反", "依照", "施行", "新。"],
    ),
    (
        "all said",
        ["增加一条作为第五条：“新。”", "原第五条作为第六条。", "原第六条作为第七条。"],
        ["制定", "负责", "报告", "违反", "新。", "依照", "施行"],
    ),
    (
        "moved",
        ["将第二条改为第四条。", "将第三条改为第二条。", "将第四条改为第三条。"],
        ["制定", "报告", "违反", "负责", "依照", "施行"],
    ),
    (
        "merged",
        ["将第四条、第五条合并，作为第四条，修改为：“合。”", "对条文顺序作相应调整。"],
        ["制定", "负责", "报告", "合。", "施行"],
    ),
    (
        "merged without a number",
        ["将第四条和第五条合并修改为：“合。”", "对条文顺序作相应调整。"],
        ["制定", "负责", "报告", "合。", "施行"],
    ),
    (
        "paragraph that becomes an article",
        ["将第二条第三款改为第三条，修改为：“合。”", "对条文顺序作相应调整。"],
        ["制定", "负责", "合。", "报告", "违反", "依照", "施行"],
    ),
    (
        "labels in quotation marks",
        [
            "删去第三条。",
            "条文顺序作相应调整：“第四条”调整为“第三条”，“第五条”调整为“第四条”，“第六条”调整为“第五条”。",
        ],
        ["制定", "负责", "违反", "依照", "施行"],
    ),
]


@pytest.mark.parametrize(("reason", "points", "words"), NUMBERS, ids=[each[0] for each in NUMBERS])
def test_numbers(reason: str, points: list[str], words: list[str]) -> None:
    done = applied(*points)
    assert False not in outcomes(done), [o.reason for o in done.outcomes]
    found = articles(done)
    assert list(found) == [f"第{'一二三四五六七八'[at]}条" for at in range(len(words))]
    assert all(word in text for word, text in zip(words, found.values(), strict=True)), found


def test_taken_out_without_order_keeps_the_other_numbers() -> None:
    assert list(articles(applied("删去第三条。"))) == ["第一条", "第二条", "第四条", "第五条", "第六条"]


def test_order_not_said_is_told() -> None:
    done = applied("将第三条改为第一条。")
    assert "没有说明调整条文顺序" in str(done.outcomes[0].note)
    assert done.text.endswith("施行。\n")
    assert applied("将第六条改为第一条。").text.endswith("执行。\n")


def test_headings_stay() -> None:
    """A new article stands behind the one before it, and chapters where they were."""
    text = applied("增加一条，作为第三条：“新。”").text
    assert (
        text.index("社会参与")
        < text.index("第三条 新。")
        < text.index("## 第二章")
        < text.index("第四条 下列")
    )


REFUSED = [
    ("no such article", "将第九条修改为：“甲。”", "第九条"),
    ("no such paragraph", "删去第四条第二款。", "第四条第二款"),
    ("no such item", "第三条第七项修改为：“甲；”", "第三条第七项"),
    ("words not there", "将第四条中的“千元”修改为“万元”。", "没有“千元”"),
    ("words several times", "将第二条中的“绿化局”修改为“园林局”。", "出现3次"),
    ("number does not follow", "增加一条，作为第三十条：“甲。”", "不相连"),
    ("not understood", "第四条适用时酌情修改为较轻的。", "没有读懂"),
    ("chapter", "删去第二章。", "人工处理"),
    ("added item without items", "第一条增加一项，作为第一项：“甲；”", "第一条第一项"),
    ("groups do not fit", "第二条增加两款，作为第四款、第五款：“甲。”", "不能按2"),
    ("no words for the merger", "将第四条、第五条合并，作为第四条。", "没有引出"),
    ("all paragraphs", "删去第二条第一款、第二款、第三款。", "全部款项"),
]


@pytest.mark.parametrize(("reason", "point", "said"), REFUSED, ids=[each[0] for each in REFUSED])
def test_refused(reason: str, point: str, said: str) -> None:
    """What does not fit changes nothing, says why in both languages, and the others go on."""
    done = applied(point, "将第五条中的“执行”修改为“办理”。")
    assert outcomes(done) == [False, True]
    why = str(done.outcomes[0].reason)
    assert said in why
    assert any(char.isascii() and char.isalpha() for char in why)
    assert done.text == BASE.replace("第二条执行", "第二条办理")


CLASHES = [
    (
        "words in an article that is replaced",
        ["将第四条修改为：“甲。”", "将第四条中的“一百元”修改为“二百元”。"],
        [True, False],
    ),
    (
        "replaced after words of it",
        ["将第四条中的“一百元”修改为“二百元”。", "将第四条修改为：“甲。”"],
        [True, False],
    ),
    (
        "in an article that is taken out",
        ["删去第四条。", "将第四条中的“一百元”修改为“二百元”。"],
        [True, False],
    ),
    ("taken out twice", ["删去第四条。", "删去第四条。"], [True, False]),
    (
        "the same number twice",
        ["增加一条，作为第三条：“甲。”", "增加一条，作为第三条：“乙。”"],
        [True, False],
    ),
    (
        "the same words twice",
        ["将第四条中的“一百元”修改为“二百元”。", "将第四条中的“一百元”修改为“三百元”。"],
        [True, False],
    ),
    (
        "words with a number that is refused",
        ["将第五条改为第九条，修改为：“甲。”"],
        [False, False],
    ),
    (
        "paragraph that becomes an article of a number that is refused",
        ["将第二条第三款改为第三十条，修改为：“甲。”"],
        [False, False],
    ),
    (
        "what counts on a refused one",
        ["增加一条，作为第九条：“甲。”", "增加一条，作为第十条：“乙。”"],
        [False, False],
    ),
]


@pytest.mark.parametrize(("reason", "points", "expected"), CLASHES, ids=[each[0] for each in CLASHES])
def test_clash(reason: str, points: list[str], expected: list[bool]) -> None:
    assert outcomes(applied(*points)) == expected


def test_whole_words_quoted_behind_the_words_changed() -> None:
    """宪法修正案: …修改为…。这一条相应修改为：“…” says twice the same; the latter stands."""
    done = applied(
        "第四条中的“一百元”修改为“二百元”。这一条相应修改为：“违反本条例第三条的，处二百元以下罚款。”"
    )
    assert outcomes(done) == [True, True]
    assert articles(done)["第四条"] == "违反本条例第三条的，处二百元以下罚款。"


def test_words_of_the_whole_text_are_those_left() -> None:
    """将本条例中的“甲”修改为“乙” is for what the other points do not change, in whatever order they stand."""
    done = applied("将本条例中的“绿化局”修改为“园林局”。", "第二条第二款修改为：“区绿化局配合。”")
    assert outcomes(done) == [True, True]
    assert articles(done)["第二条"] == "市园林局负责绿化，园林局制定计划。区绿化局配合。社会参与。"


WHOLE = [
    ("another rule", BASE.replace("某市绿化条例", "某市供水条例"), HEAD, "不是《某市供水条例》"),
    ("as old as the decision", BASE.replace("2015年3月1日", "2020年5月6日"), HEAD, "不早于"),
    (
        "amended by it already",
        BASE.replace("通过）", "通过　根据2020年5月6日《关于修改〈某市绿化条例〉的决定》修正）"),
        HEAD,
        "不早于",
    ),
    (
        "a list of amendments above the text has it",
        BASE.replace(
            "通过）", "通过）\n\n2020年5月6日某市人民代表大会常务委员会通过的《关于修改某市绿化条例的决定》"
        ),
        HEAD,
        "不早于",
    ),
    (
        "base without date",
        BASE.replace("（2015年3月1日某市人民代表大会常务委员会通过）\n\n", ""),
        HEAD,
        "原文没有日期",
    ),
    (
        "decision without date",
        BASE,
        HEAD.replace("（2020年5月6日某市人民代表大会常务委员会通过）\n\n", ""),
        "决定没有日期",
    ),
]


@pytest.mark.parametrize(("reason", "base", "head", "said"), WHOLE, ids=[each[0] for each in WHOLE])
def test_nothing_applied(reason: str, base: str, head: str, said: str) -> None:
    done = applied("删去第三条。", base=base, head=head)
    assert done.text == base
    assert said in str(done.refused)
    assert not done.all_applied


def test_what_the_base_says_already_is_told() -> None:
    done = applied("第五条修改为：“依照第二条执行。”")
    assert done.outcomes[0].applied
    assert "本来如此" in str(done.outcomes[0].note)


def test_only_what_is_for_the_rule() -> None:
    """Of a package decision the points for this rule are applied, the others are not told of it."""
    head = "关于修改《某市供水条例》等二件地方性法规的决定\n\n（2020年5月6日通过）\n\n"
    decision = (
        head + "一、修改《某市供水条例》\n\n1.删去第一条。\n\n二、修改《某市绿化条例》\n\n1.删去第四条。"
    )
    done = apply(read(BASE), read(decision, "d.txt"))
    assert outcomes(done) == [True]
    assert list(articles(done)) == ["第一条", "第二条", "第三条", "第五条", "第六条"]


def test_stale_references_are_told() -> None:
    """References in words of the base to articles that have another number; those that the decision brings are new."""
    done = applied("增加一条，作为第二条：“依照本条例第四条。”", "对条文顺序作相应调整。")
    assert [each.message.split("”")[0] for each in done.diagnostics] == ["引用“第三条", "引用“第二条"]
    assert "本条例第三条的，处" in done.text  # and not changed


def test_reference_to_an_article_taken_out_is_told() -> None:
    assert "删去" in applied("删去第三条。").diagnostics[0].message


def promises(done: Consolidated) -> None:
    """Pieces tile the text; base and decision pieces are these characters; all of the base is kept or removed once."""
    base, decision = done.base.source.text, done.decision.document.source.text
    assert "".join(piece.text for piece in done.pieces) == done.text
    kept: list[int] = []
    for piece in done.pieces:
        if piece.origin is Origin.EDITORIAL:
            assert piece.span is None
            continue
        assert piece.span is not None
        source = base if piece.origin is Origin.BASE else decision
        assert source[piece.span.start : piece.span.end] == piece.text
        if piece.origin is Origin.BASE:
            kept += range(*piece.span)
    gone = [at for removed in done.removed for at in range(*removed.span)]
    assert len(kept) == len(set(kept))
    assert not set(kept) & set(gone) or all(base[at] in "。；" for at in set(kept) & set(gone))
    lost = set(range(len(base))) - set(kept) - set(gone)
    assert all(base[at].isspace() for at in lost)
    refused = {outcome.instruction.order for outcome in done.outcomes if outcome.applied is False}
    assert not refused & {piece.by for piece in done.pieces}
    assert all(outcome.reason for outcome in done.outcomes if outcome.applied is False)


POINTS = [
    "将第四条修改为：“甲。\n\n“乙。”",
    "第二条第三款修改为：“丙。”",
    "增加一条，作为第三条：“丁‘戊’。”",
    "删去第五条。",
    "删去第三条第一项。",
    "第三条第一款增加一项，作为第二项：“（二）己”。",
    "将第二条中的“绿化局”统一修改为“园林局”。",
    "对条文顺序作相应调整。",
    "第二条增加一款，作为第二款：“庚。”",
    "将第一条改为第五条。",
    "将第四条、第五条合并修改为：“辛。”",
    "删去第二条第一款。",
    "将第四条中的“一百元”修改为“二百元”。",
    "在第五条中的“执行”后增加“壬”。",
    "删去第九条。",
    "不知所云。",
    "名称修改为：“某市园林条例”。",
    "第二章标题修改为：“监督管理”。",
    "将第二条第三款改为第三条，修改为：“癸。”",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(POINTS), min_size=1, max_size=7, unique=True))
def test_promises(points: list[str]) -> None:
    done = applied(*points)
    promises(done)
    assert applied(*points).text == done.text  # the same input, the same characters


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 30), st.integers(0, 10**6))
def test_read_again(count: int, seed: int) -> None:
    """Articles added, taken out and replaced at random are there when the text is read again, numbered without gap."""
    from ontology.numerals import chinese_numeral as han

    chance = random.Random(seed)
    base = "某市绿化条例\n\n（2015年3月1日通过）\n\n" + "\n\n".join(
        f"第{han(n)}条 原文之{han(n)}，应当遵守。" for n in range(1, count + 1)
    )
    expected, points = [], []
    for number in range(1, count + 1):
        choice = chance.random()
        if choice < 0.2 and count > 1 and number > 1:
            points.append(f"删去第{han(number)}条。")
            continue
        if choice < 0.4:
            expected.append(f"改写之{han(number)}。")
            points.append(f"将第{han(number)}条修改为：“改写之{han(number)}。”")
        else:
            expected.append(f"原文之{han(number)}，应当遵守。")
        if choice > 0.8:
            expected.append(f"新增之{han(number)}。")
            points.append(f"增加一条，作为第{han(len(expected))}条：“新增之{han(number)}。”")
    body = "\n\n".join(
        f"{han(at)}、{point}" for at, point in enumerate([*points, "对条文顺序作相应调整。"], 1)
    )
    done = apply(read(base), read(HEAD + body, "d.txt"))
    assert False not in outcomes(done), [o.reason for o in done.outcomes]
    assert list(articles(done).items()) == [(f"第{han(at)}条", text) for at, text in enumerate(expected, 1)]
    promises(done)


_PARTS = st.sampled_from(
    [
        *"一二三第条款项章之“”‘’：，。；、\n（）《》 ",
        "将",
        "删去",
        "修改为",
        "增加一条",
        "作为",
        "第三条",
        "第一款",
        "合并",
        "中的",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_PARTS, max_size=40).map("".join))
def test_any_words_are_read(body: str) -> None:
    """Whatever a decision says, it is read, and the promises hold."""
    promises(apply(read(BASE), read(HEAD + body, "d.txt")))


def test_time_is_linear_in_the_length() -> None:
    """A quotation of many paragraphs and an article of many are no trouble."""
    import time

    body = "\n\n".join(f"“第{at}段，“甲”和‘乙’。" for at in range(800))
    start = time.perf_counter()
    applied("将第四条修改为：" + body + "”")
    assert time.perf_counter() - start < 20


AGAIN = [
    # reason, points: the text amended has its old day, so that only its words tell that they are in it
    ("an article added", ["增加一条，作为第三条：“第三条　市民有绿化义务。”", "删去第五条。"]),
    ("a paragraph added", ["第四条增加一款，作为第二款：“情节轻微的，不予处罚。”", "删去第二条第二款。"]),
    ("a last paragraph added", ["第四条增加一款：“情节轻微的，不予处罚。”"]),
    ("an item added", ["第三条第一款增加一项，作为第四项：“（四）剪枝”"]),
    (
        "words that hold the old ones",
        ["第二条第二款中的“市绿化局”修改为“市园林局和市绿化局”。", "删去第三条。"],
    ),
    ("words behind others", ["在第四条的“罚款”后增加“或者警告”。"]),
    ("words before others", ["在第四条的“罚款”前增加“警告或者”。"]),
    (
        "an article said anew beside one taken out",
        ["第四条修改为：“第四条　予以处罚。”", "删去第二条第二款。"],
    ),
]


@pytest.mark.parametrize(("reason", "points"), AGAIN, ids=[each[0] for each in AGAIN])
def test_a_decision_is_not_applied_twice(reason: str, points: list[str]) -> None:
    once = applied(*points)
    assert outcomes(once) == [True] * len(points)
    twice = applied(*points, base=once.text)
    assert twice.text == once.text
    assert "可能已经按本决定修改" in str(twice.refused)


def test_words_that_are_amended_in_part_are_told() -> None:
    base = BASE.replace("经费由市绿化局", "经费由市园林和绿化局")
    done = applied("将本条例中的“绿化局”统一修改为“园林和绿化局”。", base=base)
    assert outcomes(done) == [False]
    assert "部分修改" in str(done.outcomes[0].reason)
    assert done.text == base


LOOSE = [
    # reason, points, outcomes, why the one that is refused is
    (
        "words without a closing mark",
        ["第四条中的“一百元”修改为“二百元。", "删去第五条。"],
        [False, True],
        "引号",
    ),
    (
        "words without end before the next",
        ["第四条修改为：“第四条　处罚", "删去第五条。"],
        [False, True],
        "引号",
    ),
    (
        "a provision that ends with a stop",
        ["第四条修改为：“第四条　处罚。", "删去第五条。"],
        [True, True],
        None,
    ),
    ("nothing in the place of words", ["第四条中的“一百元”修改为“”。"], [False], "没有引出"),
    ("a range that runs backwards", ["删去第四条至第二条。"], [False], "没有读懂"),
    ("a range over inserted articles", ["删去第二条至第四条之二。"], [False], "没有读懂"),
    ("a range from one article into another", ["删去第二条第二款至第三条第二款。"], [False], "没有读懂"),
    ("a range that is too long", ["删去第二条至第九百条。"], [False], "没有读懂"),
]


@pytest.mark.parametrize(("reason", "points", "said", "why"), LOOSE, ids=[each[0] for each in LOOSE])
def test_what_is_not_sure_is_not_applied(
    reason: str, points: list[str], said: list[bool], why: str | None
) -> None:
    done = applied(*points)
    assert outcomes(done) == said
    if why is None:
        return
    assert why in str(done.outcomes[0].reason)
    assert "一百元" in done.text
    assert "第二条 市绿化局" in done.text


@pytest.mark.parametrize(
    ("title", "fits"),
    [
        ("关于修改某市绿化条例的决定", True),  # named without brackets
        ("关于修改部分条例的决定", False),  # names none
        ("关于修改某市供水条例的决定", False),  # names another without brackets
    ],
)
def test_a_decision_that_names_no_rule_is_applied_to_none(title: str, fits: bool) -> None:
    head = HEAD.replace("关于修改《某市绿化条例》的决定", title)
    done = applied("删去第三条。", head=head)
    assert (done.refused is None) == fits
    assert (done.text == BASE) == (not fits)
