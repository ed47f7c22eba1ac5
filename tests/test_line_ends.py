"""What the words of a line end say: each mark, figure, label, day and word that leads on, and what is near it."""

from __future__ import annotations

import pytest

from ingest.repair import line_ends
from ingest.repair.line_ends import Lines, bare_label, never_written, open_bracket


def of(*texts: str) -> Lines:
    """Return the lines of a text without a blank line."""
    return Lines(list(texts), [False] * len(texts))


NEVER_WRITTEN: list[tuple[str, str, str, bool, str]] = [
    ("某机关", "{}某", "，。；、：）》”’〕】』」？！,;:)%％℃", True, "a closing mark opens no line"),
    ("某机关", "{}某", "（《“第①·—", False, "other marks do"),
    ("某机关{}", "某", "（《“‘〔【『「(〈第", True, "what opens something ends no line"),
    ("某机关{}", "某", "）》”，。；某", False, "other characters do"),
    ("1{}2", "元", ".,-~—:/%～：", True, "a figure and its unit"),
    ("{}", "月", "1一二三十百", True, "figures and numerals"),
    ("约{}", "月", "1一二三十百", False, "with a word before them the line may be a cell"),
    ("3{}", "元", "、某", False, "no figure"),
    (
        "3",
        "{}",
        ("年", "月", "日", "条", "款", "项", "号", "元", "年前", "月底", "日内", "条的"),
        True,
        "units",
    ),
    (
        "3",
        "{}",
        ("年度", "年限", "年龄", "年报", "年检", "年审", "月度", "日常", "条件", "条例"),
        False,
        "words",
    ),
    ("3", "{}", ("项目", "号码", "号召", "元旦", "人", "户"), False, "words, and units that stand in cells"),
    ("a\t3", "{}", ("年",), False, "a tab parts cells"),
    ("3", "{}", ("年\tb",), False, "in the next line, too"),
]


def cases(
    rows: list[tuple[str, str, str, bool, str]] | list[tuple[str, str, str | tuple[str, ...], bool, str]],
) -> list[tuple[str, str, bool, str]]:
    """Put each word of a row into its two lines."""
    return [
        (line.format(word), following.format(word), wanted, f"{why}: {word}")
        for line, following, words, wanted, why in rows
        for word in words
    ]


@pytest.mark.parametrize(("line", "following", "wanted", "why"), cases(NEVER_WRITTEN))
def test_line_ends_that_nobody_writes(line: str, following: str, wanted: bool, why: str) -> None:
    assert never_written(line, following) is wanted, why


LABELS: list[tuple[tuple[str, ...], str, str]] = [
    *((("第三" + sort + "某",), f"第{sort}一", "a label in numerals") for sort in "编篇章节条"),
    (("第12条某",), "第条", "in figures"),
    (("第1234条某",), "第条", "of four digits"),
    (("第12345条某",), "", "five are none"),
    (("第 三 条 某",), "第条一", "with blanks"),
    (("第", "三", "条", "某"), "第条一", "over lines"),
    (("第三条之二某",), "第条之一", "an article put in between"),
    (("（三）某",), "()一", "in brackets"),
    (("（ 12 ）某",), "()", "with figures and blanks"),
    (("（123）某",), "", "three digits are none"),
    (("三、某",), "、一", "before a mark"),
    (("12、某",), "、", "figures before it"),
    (("123、某",), "", "three digits are none"),
    (("3.某",), ".", "before a point"),
    (("3．某",), "．", "before a wide point"),
    (("三 、某",), "、一", "with a blank"),
    (("3.5万元",), "", "a figure with a point"),
    (("3．5万元",), "", "and with a wide one"),
    (("①某",), "", "an encircled figure leaves no words of its sort"),
    *((("附" + sort + "某",), f"附{sort}", "an annex") for sort in "件录表"),
    (("附件 二：某",), "附件:一", "with a number and a colon"),
    (("附件12某",), "附件", "with figures"),
    (("附 件某",), "附件", "with a blank"),
    (("某第三条",), "", "inside words"),
    *((("第三" + part + "规定某",), "", "a reference") for part in "条款目章节"),
    *(
        (("第三条" + word + "某",), "", "goes on as a reference")
        for word in ("的", "规定", "所列", "、", "和")
    ),
    *((("第三条" + word + "某",), "", "goes on as a reference") for word in ("或", "至", ",", "（", "第")),
    *((("第三条" + word + "某",), "第条一", "words of an article") for word in ("与", "及", "中")),
    (("第三条之一的某",), "", "a reference with 之一"),
    (("第三项某",), "", "an item that is referred to"),
    (("（三）项某",), "", "in brackets"),
    (("（三）、（四）项某",), "", "a list of items"),
    (("（三）和第（四）项某",), "", "with 第"),
    (("（三）或（四）项某",), "", "with 或"),
    (("（三）至（四）项某",), "", "with 至"),
    (("（三）和某",), "()一", "no list"),
    (("第（三）项某",), "", "with 第 before the bracket"),
    (("第12条规定某",), "", "in figures"),
    (("第 12 条 规定某",), "第条", "a blank after it: the words of an article"),
    (("12项某",), "", "a count"),
    (("12条的某",), "", "a count of articles"),
]


@pytest.mark.parametrize(("texts", "sort", "why"), LABELS)
def test_labels(texts: tuple[str, ...], sort: str, why: str) -> None:
    assert of(*texts).label(0) == sort, why


BARE: list[tuple[str, bool]] = [
    *(
        (word, True)
        for word in ("第三条", "第3章", "（三）", "(12)", "三、", "3.", "①", "⑳", "附件", "附件 2", "附表：")
    ),
    *((word, False) for word in ("第三条某", "三", "3", "（某）", "附注", "㉑", "第三项")),
]


@pytest.mark.parametrize(("words", "wanted"), BARE)
def test_bare_labels(words: str, wanted: bool) -> None:
    assert bare_label(words) is wanted


LEADS_ON = (
    *"的，、第各本该其所和与或及为在由于以对按向从被把将至自经达照等是有并且不非未应须可每比",
    *("根据", "依照", "按照", "违反", "关于", "为了", "以及", "或者", "包括"),
)


@pytest.mark.parametrize("word", LEADS_ON)
def test_words_that_lead_on(word: str) -> None:
    assert of("某" + word, "天气").strong("某" + word, 1), "the line goes on"
    assert not of("某" + word, "（一）天气").opens(1), "a label after it is none"


@pytest.mark.parametrize("words", ["节目的", "某乡", "某会", "某河"])
def test_words_that_lead_nowhere(words: str) -> None:
    assert of(words, "（一）天气").opens(1)


@pytest.mark.parametrize("mark", "，。；：？！")
def test_a_mark_before_a_label(mark: str) -> None:
    assert not of(f"某{mark}某", "（一）天气").opens(1), "words of a sentence"


GOES_ON: list[tuple[str, str, str | tuple[str, ...], bool, str]] = [
    ("乡政府", "{}某", "的等及和与或之已而则由是至内者", True, "a word that follows others"),
    (
        "乡政府",
        "{}某",
        ("以上", "以下", "以内", "以前", "以后", "应当", "不得", "可以", "并", "起", "中的", "所"),
        True,
        "words",
    ),
    ("乡政府", "{}", ("的士", "等级", "及时", "和谐", "之江", "并购", "由于", "起草"), False, "other words"),
    ("乡政府", "{}某", "/~〔[《（", True, "a mark that no paragraph opens with"),
    ("乡政府{}", "某", "/~", True, "nor ends with"),
    ("乡政府3", "{}某", "某年", True, "words after a figure"),
    ("乡政府3", "{}某", "4", False, "two figures"),
    ("乡政府", "{}某", "3", True, "a figure after words"),
    ("乡政府{}", "3", "/-~", True, "after a sign"),
    ("abc{}", "3", "dé", False, "after letters"),
    ("乡政府", "{}某", "，）", True, "a closing mark"),
    ("乡政府{}", "某", "（《", True, "after an opening one"),
    ("乡政", "{}某", "府", True, "a word that is parted"),
    ("乡政府", "{}", ("某河",), False, "words that may open a line"),
]


@pytest.mark.parametrize(("line", "following", "wanted", "why"), cases(GOES_ON))
def test_lines_that_go_on(line: str, following: str, wanted: bool, why: str) -> None:
    assert of(line, following).strong(line, 1) is wanted, why


REACHES: list[tuple[tuple[str, ...], bool, str]] = [
    *((("乡政府", "的工作" + mark), True, "a mark ends the sentence") for mark in "，。；：？！"),
    (("乡政府", "的工作"), False, "no mark"),
    (("乡政府", "第一条 某。"), False, "a label comes first"),
    (("某河", "某山", "某湖", "某海", "某江", "某天。"), False, "cells"),
    (("某河", "某山", "某湖", "某天。"), True, "three that nothing joins"),
]


@pytest.mark.parametrize(("texts", "wanted", "why"), REACHES)
def test_lines_that_come_to_a_mark(texts: tuple[str, ...], wanted: bool, why: str) -> None:
    assert of(*texts).reaches(0) is wanted, why


def test_no_mark_is_reached_over_a_blank_line() -> None:
    assert not Lines(["乡政府", "的工作。"], [False, True]).reaches(0)


FIGURES: list[tuple[tuple[str, ...], bool, bool, str]] = [
    (("某3", "4"), False, True, "figures of two cells"),
    (("某3", "4", "元"), False, False, "one figure, parted, before its unit"),
    *((("某3", "4", unit), False, False, "every unit") for unit in "年月日条款项号元"),
    (("某3", "4", "人"), False, True, "no unit that is parted from its figure"),
    (("3", "4", "元"), False, True, "the first is a cell of its own"),
    (("某", "4"), True, True, "a value among cells"),
    *((("某", f"4{mark}5"), True, True, "with every sign") for mark in ".,-~—～:：/%"),
    (("某", "4、5"), True, False, "no value"),
    (("某", "4", "元"), True, False, "with its unit below"),
    (("某", "4", "，"), True, False, "or a mark"),
    (("（某）", "4户"), True, True, "after a bracket"),
    (("(某)", "4户"), True, True, "and a narrow one"),
    (("某", "4户"), True, False, "words that go on"),
    (("某", "4户"), False, False, "among no cells"),
    (("3", "某"), True, True, "a figure alone, and words"),
    (("3", "某。"), False, False, "of a sentence"),
    (("3", "元"), True, False, "its unit"),
    (("3", "某"), False, True, "no sentence"),
]


@pytest.mark.parametrize(("texts", "among", "wanted", "why"), FIGURES)
def test_figures_of_two_cells(texts: tuple[str, ...], among: bool, wanted: bool, why: str) -> None:
    assert of(*texts).parts_figures(texts[0], 1, among) is wanted, why


DATES: list[tuple[tuple[str, ...], int | None, str]] = [
    (("2022年2月8日",), 1, "a day"),
    (("2022", "年", "2", "月", "8", "日"), 6, "over lines"),
    (("二〇二二年二月八日",), 1, "in characters"),
    (("二〇二二年十二月二十八日",), 1, "longer ones"),
    (("2022 年 2 月 8 日",), 1, "with blanks"),
    (("2022年12月",), 1, "a month"),
    (("2022年",), None, "a year"),
    (("22年2月8日",), None, "two digits"),
    (("2022年2月8日某",), None, "words after it"),
]


@pytest.mark.parametrize(("texts", "end", "why"), DATES)
def test_days_over_lines(texts: tuple[str, ...], end: int | None, why: str) -> None:
    assert of(*texts).date_end(0) == end, why


DATED: list[tuple[tuple[str, ...], bool, str]] = [
    (("2022年2月8日", "某"), True, "a line of a day"),
    *((("2022年2月8日", word + "某"), False, "goes on") for word in "，。；、：）》起至以前后止内之"),
    (("2022年2月", "8", "日"), False, "its day below"),
    (("2022年2月", "8", "户"), True, "no day"),
    (("某县水利局", "2022年2月8日"), True, "who signs, and the day"),
    (("某县水利局", "2022年2月8日", "起施行。"), False, "of a sentence"),
    (("某县水利局自", "2022年2月8日"), False, "after a word that leads on"),
    (("某县，水利局", "2022年2月8日"), False, "after a mark"),
    (("某县。水利局", "2022年2月8日"), False, "after a full stop"),
    (("某县；水利局", "2022年2月8日"), False, "after a semicolon"),
    (("第三条", "2022年2月8日"), False, "after a label"),
    (("某" * 41, "2022年2月8日"), False, "words too many for a name"),
    (("某河", "2022年2月8日"), True, "nothing follows"),
    (("某河", "2022年2月8日", "（某）"), True, "a remark follows"),
    (("某河", "2022年2月8日", "某山。"), False, "a sentence follows"),
    (("某河", "某山"), False, "no day"),
]


@pytest.mark.parametrize(("texts", "wanted", "why"), DATED)
def test_lines_of_a_day(texts: tuple[str, ...], wanted: bool, why: str) -> None:
    assert of(*texts).dated(texts[0], 1) is wanted, why


YEARS: list[tuple[tuple[str, ...], bool, str]] = [
    (("2022年某。",), True, "a year in a sentence"),
    (("二二年某。",), False, "in other characters"),
    (("2022年2月8日", "起施行。"), True, "a day that goes on"),
    (("2022年2月8日", "（某）"), False, "a day that stands alone"),
    (("2022年2月8日",), False, "the last line"),
    (("2022年2月8日", "某河。"), True, "a sentence follows"),
]


@pytest.mark.parametrize(("texts", "wanted", "why"), YEARS)
def test_years_that_go_on(texts: tuple[str, ...], wanted: bool, why: str) -> None:
    assert of(*texts).year_goes_on(0) is wanted, why
    assert not Lines(list(texts), [True] * len(texts)).year_goes_on(0), "after a blank line it does not"


NOTES: list[tuple[str, bool]] = [
    *(
        (note, True)
        for note in ("（2022年2月8日某", "2022年2月8日某", "（根据2022年2月8日某", "根据 2022年2月8日某")
    ),
    *(
        (note, True)
        for note in ("二〇二二年二月八日某", "（二〇二二年十二月二十八日某", "( 根据 2022 年 2 月 8 日某")
    ),
    *((note, False) for note in ("《2022年2月8日某", "2022年2月某", "2022年某", "某2022年2月8日")),
]


@pytest.mark.parametrize(("text", "wanted"), NOTES)
def test_notes_of_adoption(text: str, wanted: bool) -> None:
    assert of("某条例", text).opens_note("某条例", 1) is wanted
    assert not of("某条例自", text).opens_note("某条例自", 1), "not after a word that leads on"


ANSWERS: list[tuple[tuple[str, ...], bool, str]] = [
    (("（某局牵头）",), True, "who leads"),
    (("（某局", "配合", "）"), True, "who helps, over lines"),
    (("（某局（某办）牵头）",), True, "a bracket inside"),
    (("（某局）",), False, "no word of it"),
    (("某局牵头）",), False, "no bracket"),
    (("（某局牵头",), False, "no end"),
]


@pytest.mark.parametrize(("texts", "wanted", "why"), ANSWERS)
def test_notes_of_who_answers(texts: tuple[str, ...], wanted: bool, why: str) -> None:
    assert of(*texts).answers(0) is wanted, why


@pytest.mark.parametrize(
    ("words", "wanted"), [("（某", True), ("《某》（", True), ("“某", True), ("〔某", True)]
)
def test_open_brackets(words: str, wanted: bool) -> None:
    assert open_bracket(words) is wanted
    assert not open_bracket(words + "）》”〕"), "closed"


PATTERNS: list[tuple[str, str, str | tuple[str, ...], str | tuple[str, ...], str]] = [
    (
        "ENDED",
        "某{}",
        ("。", "？", "！", "。”", "。’", "。）", "。)", "。』", "。」", "。（某）", "！（）"),
        ("，", "）", "某", "（某）", "。（某"),
        "ends",
    ),
    ("APART", "{}", ("|", "｜", ">", "·", "•", " ", "| |", "某\t", "\t某"), "某—", "cells, crumbs, bullets"),
    (
        "BEFORE_LABEL",
        "某{}",
        (*"、第和与或及至", "根据", "依照", "按照", "违反", "以及", "或者"),
        "，某的",
        "refers",
    ),
    (
        "LEADERS",
        "某{}",
        ("...", "…………", "···", "．．．", "。。。", ".…·"),
        ("..", "某", "、、、"),
        "dots of contents",
    ),
    ("SENTENCE", "某{}某", "，。；", "：、？", "marks of a sentence"),
    ("IN_BRACKETS", "{}", ("（某）", "（）", "（某（某）某）", "（（）（））"), ("(某)", "（某"), "a remark"),
    (
        "SPACED_FIELD",
        "{}",
        ("索 引 号 ：", "文 号:", "发 文 机 关 名 称："),
        ("索引号：", "a b："),
        "a field",
    ),
    (
        "FIELD_LINE",
        "{}",
        ("文号：", "文号 :", "发布日期信息："),
        ("号：", "发布的日期信息：", "ab："),
        "a field",
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (name, form.format(word), wanted)
        for name, form, told, others, _ in PATTERNS
        for words, wanted in ((told, True), (others, False))
        for word in words
    ],
)
def test_what_lines_are(name: str, text: str, wanted: bool) -> None:
    pattern = getattr(line_ends, name)
    whole = name in ("APART", "IN_BRACKETS", "SPACED_FIELD", "FIELD_LINE")
    assert ((pattern.fullmatch if whole else pattern.search)(text) is not None) is wanted
