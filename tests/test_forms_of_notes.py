"""Forms that a note, a title, a history may have: each alternative of a pattern is one; what is near is none."""

from __future__ import annotations

import pytest

from ingest.model import Amendment, Answering
from ingest.structure import structure
from ingest.structure.flattened import goes_on
from ingest.structure.heading import genre, without_enclosure
from ingest.structure.history import amended, repeals
from ingest.structure.quotations import quoted_lines
from ingest.structure.responsibility import (
    answer,
    is_class,
    is_legend,
    is_like_body,
    may_be_name,
    names,
    role_of,
    verbs,
)
from ingest.structure.run_together import run_together
from ingest.structure.wreckage import signs
from ingest.text import CleanText, SourceText

RULE = "某县渡口管理办法\n" + "".join(f"第{n}条 任何人不得毁坏渡口。\n" for n in "一二三四五")


def words(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


def told(text: str, role: Answering = Answering.RESPONSIBLE) -> list[str]:
    return [each.name for each in answer(words(text), role).bodies]


# ── history ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["决定", "决议", "公告", "法", "令", "规定", "通知"])
@pytest.mark.parametrize("note", ["", "（二）", "(二)"])
def test_an_amendment_is_made_by_a_decision(kind: str, note: str) -> None:
    by = f"某省人大常委会关于修改〈某条例〉的{kind}{note}"
    assert amended([f"根据2018年6月1日《{by}》修正"]) == (Amendment("2018-06-01", by),)
    inner = f"关于修改《某省公园条例》的{kind}{note}"
    assert amended([f"根据2018年6月1日《{inner}》修正"]) == (Amendment("2018-06-01", inner),)


@pytest.mark.parametrize("act", ["修正", "修订", "修改", "修 正", "修　订", "修 改"])
def test_each_word_for_an_amendment(act: str) -> None:
    assert amended([f"2018年6月1日某某代表会议{act}"]) == (Amendment("2018-06-01", "某某代表会议"),)


@pytest.mark.parametrize(
    "told",
    [
        "修改的决定",
        "修改决定",
        "修正 决 定",
        "修改的 决定",
        "修改〈某条例〉",
        "修改《某条例",
        "通过",
        "《修改》",
    ],
)
def test_what_only_speaks_of_an_amendment_is_none(told: str) -> None:
    assert amended([f"2018年6月1日{told}"]) == ()


@pytest.mark.parametrize(
    "meeting",
    [
        *(
            "某省人民代表大会会议",
            "某省人大第三十次会议",
            "某省政府令",
            "某省政府令第3号",
            "某省政府令第12号",
        ),
        *(f"某省政府令第{digit}号" for digit in "零一二三四五六七八九十百"),
        *("第3届第12次会议", "第十届人大会议"),
    ],
)
def test_an_amendment_is_made_by_a_meeting_or_an_order(meeting: str) -> None:
    assert amended([f"2018年6月1日{meeting}修正"]) == (Amendment("2018-06-01", meeting),)


@pytest.mark.parametrize("between", ["、", "和", "与", "及", " ", ""])
def test_titles_after_the_word_are_a_list(between: str) -> None:
    closing = f"自2020年1月1日起废止《甲办法》{between}《乙〈丙《丁》〉办法》{between}《戊办法》。"
    assert repeals(closing) == ("甲办法", "乙〈丙《丁》〉办法", "戊办法")
    assert repeals("废止《甲办法》，执行《乙办法》。") == ("甲办法",)


@pytest.mark.parametrize("word", ["废止", "失效", "停止执行"])
@pytest.mark.parametrize("mark", ["。", "；", "\n"])
def test_a_clause_repeals_the_titles_before_the_word(word: str, mark: str) -> None:
    closing = f"《甲办法》继续有效{mark}《乙《丙》办法》{word}{mark}《丁办法》继续有效"
    assert repeals(closing) == ("乙《丙》办法",)
    assert repeals(f"按照《甲办法》执行{mark}原规定{word}{mark}") == ()


# ── titles ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("note", ["（试行）", "(试行)", "〔试行〕", "[试行]", "（修订）（试行）", "(甲)[乙]"])
def test_notes_after_a_title_hide_no_kind(note: str) -> None:
    assert genre(f"某市公园管理办法{note}") == "办法"
    assert genre(f"某市公园管理暂行办法{note}") == "暂行办法"
    assert genre(f"某市公园管理试行办法{note}") == "试行办法"


@pytest.mark.parametrize(
    "title", ["某办法（甲", "某办法甲）", "某办法（甲）乙", "某办法（" + "甲" * 21 + "）"]
)
def test_what_is_no_note_hides_it(title: str) -> None:
    assert genre(title) is None


@pytest.mark.parametrize(
    "note", ["附：修正本", "附件：名单", "（附：名单）", "(附件:名单)", "附:名单", "附件 ：名单", "附 :甲"]
)
def test_what_a_title_encloses_is_left_out(note: str) -> None:
    assert without_enclosure(f"关于修改《附：条例》的决定 {note}") == "关于修改《附：条例》的决定"
    assert without_enclosure(f"{note}的决定附件：甲") == note + "的决定"


@pytest.mark.parametrize("title", ["附则：甲", "《附：某条例》的决定", "附件"])
def test_what_is_no_enclosure_stays(title: str) -> None:
    assert without_enclosure(title) == title


# ── cells one a line ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "amount",
    [
        *(
            "3 万平方米",
            "3亿立方米",
            "3百平方米",
            "3 千平方米",
            "4 万元",
            "4.5 亿元",
            "3,000 元",
            "10%",
            "5‰",
            "3 百元",
            "2 千元",
            "6亩",
            "4",
            "4 万",
            "10 %",
        ),
        *("4 元(含)", "4 元（含税）", "8平方米", " 4 万元"),
    ],
)
def test_a_bound_goes_on_with_the_other(amount: str) -> None:
    for above in ("以上", "及以上", "起", "以上（含）", "起(含)"):
        for below in ("以下", "及以下", "以内", "及以内", "止", "以下（不含）", "止(含)"):
            assert goes_on(words(f"{amount}{above}"), words(f"{amount}{below}")), (amount, above, below)
    assert not goes_on(words(f"{amount}以上"), words(f"{amount}以上"))


@pytest.mark.parametrize(
    "amount", ["四家公司", "4。元", "4 元，甲", "4；元", "4：元", "4平方公里", "4 元 甲", "4 5"]
)
def test_what_is_no_amount_does_not(amount: str) -> None:
    assert not goes_on(words(f"{amount}以上"), words("6元以下"))
    assert not goes_on(words("4元以上"), words(f"{amount}以下"))


def test_words_may_stand_before_a_range_and_not_inside() -> None:
    assert goes_on(words("处4元以上"), words("6元以下"))
    assert not goes_on(words("4元以上"), words("处6元以下"))


@pytest.mark.parametrize("money", ["200元", "2 百元", "3千元", "1.5 万元", "2亿元", "1,000 元", " 20 元 "])
def test_an_amount_stands_below_what_it_is_for(money: str) -> None:
    assert goes_on(words("每亩"), words(money))
    assert goes_on(words(" 每平方米 "), words(money))
    assert not goes_on(words("每亩林地上"), words(money))
    assert not goes_on(words("每亩"), words(f"{money}以上"))


# ── quotations ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "label", ["第一编", "第二章", "第 3 节", "第八条", "第12条", "（一）", "( 二 )", "三、", " 第八条"]
)
def test_a_quotation_with_a_label_holds_lines(label: str) -> None:
    assert quoted_lines([f"修改为：“{label} 甲：", "（一）乙；", "丙。”", "四、丁"]) == {1, 2}
    assert quoted_lines([f"修改为：“{label} 甲。”", "（一）乙；", "丙。”", "四、丁"]) == frozenset()
    assert quoted_lines(["修改为“甲：", "（一）乙；", "丙。”", "四、丁"]) == frozenset()


# ── who answers ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        *(
            "某厅",
            "某局",
            "某委",
            "某部",
            "某办",
            "某会",
            "某院",
            "某署",
            "某银行",
            "某社",
            "市公安司",
            "政府",
        ),
        *(
            "某处",
            "某库",
            "某站",
            "某联",
            "某海关",
            "有关部门",
            "某单位",
            "某机构",
            "某集团",
            "某公司",
            "某中心",
        ),
        *("某机关", "某总队", "某支队", "某大队", "某团体", "某企业", "某组织", "某大学", "某学校", "派出所"),
        *("图书馆", "农场", "某省", "某市", "某县", "某区", "某州", "某盟", "某旗", "某乡", "某镇"),
        *(
            "市住建局（城管局）",
            "市住建局(城管局)",
            "“甲”中心",
            "甲·乙局",
            "甲、乙局",
            "甲(乙)局",
            "甲（乙）局",
        ),
        *("各地", "各市、县", "各市（地）", "各市(地)"),
    ],
)
def test_names_end_as_those_of_bodies_do(name: str) -> None:
    assert is_like_body(name)
    assert not is_like_body(f"{name}1")
    assert not is_like_body(f"{name}，乙局")


@pytest.mark.parametrize(
    "name",
    [
        "甲",
        "华润医药",
        "甲A局",
        "甲局（乙",
        "甲局（）",
        "甲局（乙）（丙）",
        "甲局（(乙）",
        "各",
        "甲队",
        "大学生",
    ],
)
def test_other_words_do_not(name: str) -> None:
    assert not is_like_body(name)


@pytest.mark.parametrize("word", ["各", "有关", "相关", "其他", "所在", "所属", "当地", "属地"])
def test_an_open_word_opens_a_class(word: str) -> None:
    assert is_class(f"{word}甲")
    assert not is_class(f"甲{word}")


@pytest.mark.parametrize("word", ["部门", "单位", "机构", "地方", "企业", "高校"])
def test_a_kind_ends_a_class(word: str) -> None:
    assert is_class(f"甲{word}") or is_class(word)
    assert not is_class(f"{word}甲")


@pytest.mark.parametrize(
    "char", ["a", "z", "A", "Z", "0", "9", "（", "）", "(", ")", "“", "”", "·", "—", "-", "+", "、"]
)
def test_characters_of_names(char: str) -> None:
    assert may_be_name(f"甲{char}乙")
    assert not may_be_name("甲。乙")
    assert not may_be_name("甲")
    assert not may_be_name("甲" * 61)


@pytest.mark.parametrize(
    "words_",
    [
        *(
            "以下",
            "以上",
            "甲简称",
            "甲统称",
            "甲的",
            "应当甲",
            "应由甲",
            "甲不得",
            "甲可以",
            "甲必须",
            "甲需乙",
            "需要甲",
        ),
        *(
            "将甲",
            "如甲",
            "由甲",
            "包括甲",
            "含甲",
            "例甲",
            "若甲",
            "经费甲",
            "费用甲",
            "所需甲",
            "本人",
            "自行甲",
        ),
        *(f"第{digit}甲" for digit in "一二三四五六七八九十1"),
    ],
)
def test_words_of_a_clause_are_in_no_name(words_: str) -> None:
    assert not may_be_name(words_)
    assert may_be_name("甲需求办")
    assert may_be_name("甲以上级")
    assert may_be_name("第甲")


@pytest.mark.parametrize(
    "legend",
    [
        *("排第一的为牵头单位", "列第一位的为牵头部门", "居第1位者为主办单位", "排名第一的单位是牵头单位"),
        *("排序第一的即总牵头单位", "位列第一的作为牵头人", "位居第一的为牵头", "名列首位的为主责机关"),
        *(
            "排列第一个的牵头者",
            "名第一牵头",
            "在第1位的牵头负责",
            "名在第一名的为牵头",
            "首个主责",
            "首名主办",
        ),
        *(
            "排列在第一的为牵头",
            "首位部门牵头。",
        ),
        *(
            "首位牵头）",
            "首位牵头)",
        ),
    ],
)
def test_a_legend_says_that_the_first_leads(legend: str) -> None:
    assert is_legend(legend)
    found = answer(words(f"省财政厅、省教育厅，{legend.split('。')[0]}"), Answering.RESPONSIBLE)
    assert found.first_leads
    assert [each.name for each in found.bodies] == ["省财政厅", "省教育厅"]


@pytest.mark.parametrize("mark", "，,；;。）) ")
def test_a_legend_ends_with_its_clause(mark: str) -> None:
    assert is_legend(f"首位牵头{mark}乙")
    assert not is_legend("首位牵头乙")


@pytest.mark.parametrize(
    "other",
    [
        "第一责任人",
        "首位甲，牵头",
        "首位甲,牵头",
        "首位甲；牵头",
        "首位甲;牵头",
        "首位甲。牵头",
        "首位牵头人员",
        "首位" + "甲" * 9 + "牵头",
    ],
)
def test_other_words_are_no_legend(other: str) -> None:
    assert not is_legend(other)


@pytest.mark.parametrize(
    "onward",
    [
        *(
            "下同",
            "以下同",
            "以下各条同此",
            "以下各项同此",
            "以下均同此",
            "以下条同此",
            "下文同",
            "下列均同",
            "下列同此",
        ),
        *("下皆同", "下各条相同", "上下文同", "以下工作同此", "下各项同"),
    ],
)
def test_an_answer_may_hold_onward(onward: str) -> None:
    found = answer(words(f"省财政厅，{onward}"), Answering.RESPONSIBLE)
    assert found.onward
    assert [each.name for each in found.bodies] == ["省财政厅"]


@pytest.mark.parametrize("other", ["以下甲，同此", "以下甲,同此", "以下工作内容等同此", "同此"])
def test_other_words_hold_not(other: str) -> None:
    assert not answer(words(f"省财政厅，{other}"), Answering.RESPONSIBLE).onward


@pytest.mark.parametrize("link", ["等", "等和", "等及", "等与", "等以及", "和", "及", "与", "以及", "及其"])
def test_words_between_names(link: str) -> None:
    found = [each.name for each in names(words(f"省财政厅{link}有关部门"), Answering.LEAD)]
    assert found == ["省财政厅", "有关部门"]


@pytest.mark.parametrize("word", ["高等", "中等", "初等", "同等", "上等"])
def test_等_inside_a_word_parts_no_names(word: str) -> None:  # noqa: N802
    assert told(f"{word}教育局") == [f"{word}教育局"]


@pytest.mark.parametrize(
    "time",
    [
        *(
            "2025年底前",
            "1998年",
            "2025 年6月",
            "6月底前",
            "12 月",
            "长期",
            "持续",
            "常年",
            "全年",
            "力争6月底",
        ),
        *("今年", "明年", "即时", "立即"),
    ],
)
@pytest.mark.parametrize("mark", "，,")
def test_the_time_is_no_name(time: str, mark: str) -> None:
    assert told(f"{time}{mark}省财政厅、省教育厅负责") == ["省财政厅", "省教育厅"]
    assert told(f"省财政厅、省教育厅{mark}{time}") == ["省财政厅", "省教育厅"]
    assert told(f"省财政厅（办公室）{mark}{time}") == ["省财政厅（办公室）"]


@pytest.mark.parametrize("mark", ["，", ",", "；", ";", "。", "、", "：", ":", " ", "　", ""])
def test_a_verb_ends_with_its_clause(mark: str) -> None:
    assert verbs(f"省财政厅负责{mark}") == [Answering.RESPONSIBLE]
    assert verbs("省财政厅负责甲") == []


@pytest.mark.parametrize("remark", ["（排第一的为牵头单位）", "(排第一的为牵头单位)"])
@pytest.mark.parametrize("colon", ["：", ":", " ："])
def test_a_label_may_have_a_remark(remark: str, colon: str) -> None:
    found = answer(words(f"责任单位{remark}{colon}省财政厅、省教育厅"), Answering.COOPERATING)
    assert found.first_leads
    assert {each.role for each in found.bodies} == {Answering.RESPONSIBLE}


@pytest.mark.parametrize(
    "form",
    ["责任领导：", "责任领导:", "责任领导（甲）：", "责任领导(甲)：", "【责任人】", "[责任人]", "责任人 ："],
)
def test_persons_are_no_bodies(form: str) -> None:
    assert told(f"{form}张三、省财政厅") == ["省财政厅"]
    assert told("责任单位：张三、省财政厅") == ["张三", "省财政厅"]


@pytest.mark.parametrize("before", ["；", ";", "，", ",", "。", " ", "　"])
def test_another_label_ends_the_names(before: str) -> None:
    assert told(f"责任单位：省财政厅{before}完成时限：长期") == ["省财政厅"]


@pytest.mark.parametrize(
    "label", ["责任分工", "部门分工", "职责分工", "任务分工", "分工", "责任人", "主要责任单位"]
)
def test_labels_of_those_who_answer(label: str) -> None:
    assert role_of(label) is Answering.RESPONSIBLE


@pytest.mark.parametrize("note", ["（市）", "(市)", ""])
@pytest.mark.parametrize("kind", ["区县", "市县", "州市"])
def test_kinds_of_divisions_are_one_name(kind: str, note: str) -> None:
    assert told(f"各{kind[0]}{note}、{kind[1]}政府、省财政厅") == [
        f"各{kind[0]}{note}、{kind[1]}政府",
        "省财政厅",
    ]


# ── a table on one line ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "time",
    [
        *(
            "2020年",
            "1998年",
            "2020年6月",
            "2020年12月底",
            "2020年6月底前",
            "2020年6月前",
            "2020年底",
            "2020年底前",
        ),
        *("2020年前", "6月", "6月底", "6月底前", "12月前", "长期", "长期坚持", "持续推进"),
    ],
)
@pytest.mark.parametrize(
    "body", ["市财政局", "省财政厅", "县财政局", "区财政局", "州财政局", "国家财政局", "自治州局", "各县政府"]
)
def test_bodies_stand_before_the_time_of_a_row(time: str, body: str) -> None:
    line = f"序号重点任务责任单位完成时限1建设平台市司法局、{body}{time}2修订目录{body}{time}"
    table = run_together([words(line)])
    assert table is not None
    found = [[cell.text for cells in task.bodies.values() for cell in cells] for task in table.tasks]
    assert found == [[f"市司法局、{body}"], [body.lstrip("各")]], "the shortest name after words"


# ── titles that are none ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        *("（试行）", "(试行)", "【公告】", "[公告]", "-办法", "*关于", "·办法", "，办法"),
        *(f"某办法{mark}" for mark in "。；，：:;,"),
        *(
            "2020年1月2日",
            "二〇二〇年十月二日",
            "二○二○年三月四日",
            "零一二三年一月一日",
            "四五六七年八月九日",
        ),
        *(
            "八九十一年一月一日",
            "目录",
            "目次",
            "目 录",
            "第一章",
            "第三条 甲",
            "第十二章",
            "title: 某",
            "甲>乙",
        ),
        *("甲|乙", "甲｜乙", "某办法ICP备1号", "某**办法**", "某" * 121),
    ],
)
def test_a_title_that_is_none_is_doubtful(title: str) -> None:
    assert "title-doubtful" in {
        sign.code for sign in signs(title, structure(SourceText("a.txt", RULE, "")).provisions)
    }


@pytest.mark.parametrize(
    "title",
    [
        "某办法",
        "《某条例》释义",
        "“甲”办法",
        '"甲"办法',
        "〈甲〉办法",
        "「甲」办法",
        "（甲）办法",
        "(甲)办法",
        "〔甲〕办法",
        "【甲】办法",
        "目的",
        "第一批名单",
        "2020年规划",
    ],
)
def test_a_title_that_is_one_is_not(title: str) -> None:
    assert "title-doubtful" not in {
        sign.code for sign in signs(title, structure(SourceText("a.txt", RULE, "")).provisions)
    }
