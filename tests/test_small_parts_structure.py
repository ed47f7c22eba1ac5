"""Small words and signs of structure, tried one by one: labels, ends of provisions, parts of a text."""

from __future__ import annotations

import pytest

from ingest.structure import structure
from ingest.structure.columns import blank_cells, column_of
from ingest.structure.cutting import cut
from ingest.structure.dates import expires
from ingest.structure.endings import _closing, _end_of_list, _full_stop, _is_about_the_text, _second_texts
from ingest.structure.history import amended, repeals
from ingest.structure.labels import label_of
from ingest.structure.notes import notes_in
from ingest.structure.parting import head_points, tail_points
from ingest.structure.sites import Site, first_sites, sites
from ingest.text import CleanText, SourceText
from ontology import lexicon

GENRES = lexicon.words("rule-genre", "genre")
STATED = lexicon.words("stated-genre")


def clean(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


def parts(text: str, points: list[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *points], [*points, None], strict=True)]


# ── what stands around the provisions on one line ───────────────────────────────────────────────────

ACTS = ["通过", "批准", "公布", "发布", "修订", "修正", "施行"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("year", ["2020", "二〇二〇", "根据2020"])
def test_a_note_of_an_act_parts_from_the_title(act: str, year: str) -> None:
    note = f"（{year}年某市人民政府（第3次会议）{act}）"
    text = f"某市养犬规约{note}甲乙"
    assert parts(text, head_points(text)) == ["某市养犬规约", note, "甲乙"]


@pytest.mark.parametrize(
    "note", ["（2020年某市（甲）通知）", "（2020年某市（甲（乙）丙）公布）", "（某市人民政府公布）"]
)
def test_another_note_does_not(note: str) -> None:
    assert head_points(f"某市养犬规约{note}甲乙") == []


@pytest.mark.parametrize("act", [*ACTS, "颁布"])
@pytest.mark.parametrize("after", ["第一章", "目录", "目 次", "二〇二一年", "2021年", ""])
def test_a_day_and_an_act_without_brackets_part(act: str, after: str) -> None:
    dated = f"2020年1月2日某市人民政府{act}"
    points = head_points(f"某市养犬规约{dated}{after}")
    assert points[0] == len("某市养犬规约")
    assert (len("某市养犬规约" + dated) in points) is bool(after)


@pytest.mark.parametrize("mark", "。；：，（）")
def test_an_act_after_a_mark_is_none_of_the_day(mark: str) -> None:
    assert len("某市养犬规约") not in head_points(f"某市养犬规约2020年1月2日甲{mark}乙公布第一章")


@pytest.mark.parametrize("mark", "。；")
def test_a_salutation_holds_no_mark(mark: str) -> None:
    title = "某市关于养犬的规定"
    assert len(title) not in head_points(f"{title}各县甲{mark}乙：丙")
    assert head_points(f"{title}各县甲：乙：丙") == [len(title), len(f"{title}各县甲：")]
    assert head_points(f"各县甲{mark}乙：丙") == []
    assert head_points("各县甲：乙：丙") == [4]


@pytest.mark.parametrize("genre_", GENRES)
def test_a_number_parts_from_a_title_that_ends_with_it(genre_: str) -> None:
    title = f"某市关于养犬的{genre_}"
    assert len(title) in head_points(f"{title}某政发〔2020〕3号现通知如下")


@pytest.mark.parametrize("closed", "。）")
@pytest.mark.parametrize("day", ["2020年1月2日", "二〇二〇年一月二日"])
@pytest.mark.parametrize("after", ["", "（此件公开发布）", "某市养犬办法"])
def test_a_signature_parts_from_the_last_sentence(closed: str, day: str, after: str) -> None:
    text = f"甲应当报告{closed}某市人民政府{day}{after}"
    wanted = [f"甲应当报告{closed}", "某市人民政府", day, after]
    assert parts(text, tail_points(text)) == [part for part in wanted if part]


@pytest.mark.parametrize("mark", "。；：，、（）《》")
def test_a_signature_holds_no_mark(mark: str) -> None:
    text = f"甲应当报告。某市人民{mark}政府2020年1月2日"
    assert 6 not in tail_points(text)


@pytest.mark.parametrize("mark", "。；：，")
def test_no_sentence_follows_a_signature(mark: str) -> None:
    assert tail_points(f"甲应当报告。某市人民政府2020年1月2日公布{mark}乙") == []


# ── labels in mid-line ──────────────────────────────────────────────────────────────────────────────


def second(text: str) -> Site:
    found = sites([text])
    return found[1]


CITING = [*"第、，到至", "，", *lexicon.words("citing"), *(f"{a}{g}" for a in "本该其" for g in GENRES)]


@pytest.mark.parametrize("word", CITING)
def test_words_before_an_article_make_a_reference_of_it(word: str) -> None:
    assert second(f"第一条 养犬{word}第二条办理").cites
    assert not second(f"第一条 养犬{word}甲第二条办理").cites


@pytest.mark.parametrize("after", ["、", "，", "和第五条", "或者第五条", "以及第五条"])
def test_what_follows_an_article_makes_a_reference_of_it(after: str) -> None:
    assert second(f"第一条 养犬甲。第二条{after}办理").cites
    assert not second(f"第一条 养犬甲。第二条甲{after}办理").cites


@pytest.mark.parametrize("part", ["", "第一款", "第 2 款", "第一项", "第3项"])
def test_an_article_that_is_changed_is_a_reference(part: str) -> None:
    assert second(f"第一条 养犬甲。第二条{part}修改为").cites
    assert not second(f"第一条 养犬甲。第二条{part}应修改为").cites


@pytest.mark.parametrize("mark", "。；：！？，、;:!?,…")
def test_a_mark_ends_the_words_before_a_label(mark: str) -> None:
    assert second(f"第一条 甲。养犬人{mark}登记第二条 甲").words == "登记"


@pytest.mark.parametrize("lead", ["", "- ", "* ", "+ ", "**", "__", "- **", " + __ "])
def test_signs_of_a_list_stand_before_a_label(lead: str) -> None:
    assert [site.label.printed for site in first_sites([f"{lead}第一条 甲"])] == ["第一条"]


# ── where a provision ends ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["", "或", "或者", "以及", "和", "并", "并且"])
@pytest.mark.parametrize("mark", "；;：")
def test_a_list_ends_with_its_last_item(word: str, mark: str) -> None:
    assert _end_of_list([f"（一）甲{mark}{word}", "（二）乙。丙应当办理登记。"]) == 5
    assert _end_of_list([f"（一）甲{word}的", "（二）乙。丙应当办理登记。"]) is None


@pytest.mark.parametrize("both", ["“”", "()", "《》", "〈〉"])
def test_a_full_stop_in_brackets_ends_no_sentence(both: str) -> None:
    assert _full_stop(f"甲{both[0]}乙。{both[1]}丙。丁") == 7


def closing(text: str, words: str) -> int | None:
    label = label_of(text)
    assert label is not None
    return _closing(clean(text + words), label, False)


@pytest.mark.parametrize("genre_", STATED)
def test_words_on_the_whole_text_close_it(genre_: str) -> None:
    for words in (f"本{genre_}自公布之日起施行。", f"各县参照本{genre_}办理。"):
        for closed in ("。", "）", "。”"):
            text = f"二、县人民政府和有关部门应当加强公园{closed}"
            assert closing(text, words) == len(text)
    assert closing("二、县人民政府和有关部门应当加强公园。", f"本{genre_}很好。") is None


@pytest.mark.parametrize(
    "words",
    [
        *("本办法自公布之日起施行", "本办法自公布之日起实施", "本办法自2020年起执行", "本办法自公布之日生效"),
        *("《某市公园办法》根据本决定作相应修改", "《某市公园办法》 根据本决定修改"),
    ],
)
def test_words_close_a_text_in_one_sentence(words: str) -> None:
    text = "二、县人民政府和有关部门应当加强公园。"
    assert closing(text, f"{words}。") == len(text)
    assert closing(text, f"{words[:3]}甲{words[3:]}。") == (len(text) if words[0] == "《" else None)


@pytest.mark.parametrize("mark", "。；")
@pytest.mark.parametrize(
    "words", ["本办法自公布{}甲施行", "《某市公园{}办法》根据本决定修改", "各县{}参照本办法"]
)
def test_words_in_two_sentences_do_not(words: str, mark: str) -> None:
    text = "二、县人民政府和有关部门应当加强公园。"
    found = closing(text, words.format(mark))
    assert found != len(text)


@pytest.mark.parametrize("genre_", STATED)
def test_a_provision_may_be_about_the_text_itself(genre_: str) -> None:
    assert _is_about_the_text(f"甲应当办理登记的各项手续，乙应当办理。本{genre_}由县人民政府解释。")
    assert not _is_about_the_text(f"甲应当办理登记的各项手续，乙应当办理，本{genre_}由县人民政府解释。")


def second_text(title: str, note: str = "（2020年1月2日某市人民政府通过）", before: str = "") -> bool:
    lines = [clean(f"{before}{title}{note}"), clean("第一条 甲。")]
    found = list(_second_texts(lines, [None, label_of("第一条 甲。")]))
    return found == [(0, len(before), len(before + title), 0)]


@pytest.mark.parametrize("genre_", lexicon.words("enacted-genre"))
def test_a_second_text_opens_with_its_title_and_note(genre_: str) -> None:
    assert second_text(f"某市公园{genre_}")
    assert second_text(f"某市公园{genre_}（试行）", before="甲应当办理。")
    assert not second_text(f"某市公园{genre_}甲")


@pytest.mark.parametrize("year", ["2020", "二〇二〇", "根据2020", "根据 二〇二〇 "])
def test_the_note_of_a_second_text_has_a_year(year: str) -> None:
    assert not second_text("某市公园、广场·路—桥条例", f"（{year}月1月2日某市人民政府通过）")
    assert second_text("某市公园、广场·路—桥条例", f"（{year}年1月2日某市人民政府通过）")


@pytest.mark.parametrize("mark", "。；：，《》（）“” ")
def test_the_title_of_a_second_text_holds_no_mark(mark: str) -> None:
    assert not second_text(f"某市公园{mark}广场条例")


# ── parts of a text ─────────────────────────────────────────────────────────────────────────────────


def paths(text: str) -> list[str]:
    return [each.path for each in structure(SourceText("a.txt", text, "0" * 64)).provisions]


@pytest.mark.parametrize("genre_", STATED)
def test_words_on_the_whole_text_are_of_no_measure(genre_: str) -> None:
    measures = f"某市关于公园的{genre_}\n一、甲乙丙丁。\n二、丙丁甲乙。\n"
    assert "para-1" in paths(f"{measures}本{genre_}自公布之日起施行。")
    assert "para-1" not in paths(f"{measures}本{genre_}很好。")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("本意见自公布之日起实施", True),
        ("本意见自公布之日起执行", True),
        ("本意见自公布之日起生效", True),
        ("《某市公园意见》根据本决定修改", True),
        ("本意见自公布。之日起实施", False),
        ("本意见自公布；之日起实施", False),
        ("《某市；公园意见》根据本决定修改", False),
        ("《某市。公园意见》根据本决定修改", False),
    ],
)
def test_forms_of_words_on_the_whole_text(words: str, wanted: bool) -> None:
    found = paths(f"某市关于公园的意见\n一、甲乙丙丁。\n二、丙丁甲乙。\n{words}。")
    assert ("para-1" in found) is wanted


def lines(text: str) -> list[str]:
    return [line.text for line in cut([clean(text)]).lines]


@pytest.mark.parametrize("mark", ["。", "；", "：", "！", "？", " ", ""])
def test_a_heading_parted_by_blanks_holds_no_mark(mark: str) -> None:
    found = lines(f"一、总体{mark}要求\u3000\u3000推进公园建设。二、重点任务\u3000\u3000建设公园。")
    assert ("推进公园建设。" in found) is (mark == "")


@pytest.mark.parametrize("mark", "。；！？”）)")
def test_a_paragraph_may_be_parted_by_its_indentation(mark: str) -> None:
    assert lines(f"甲乙{mark}\u3000\u3000丙丁。") == [f"甲乙{mark}\u3000\u3000", "丙丁。"]
    assert len(lines(f"甲乙，\u3000\u3000丙丁{mark}\u3000\u3000")) == 1


@pytest.mark.parametrize("before", ["。", "）", "2020年1月2日"])
@pytest.mark.parametrize("label", ["附件：", "附录：", "附 件 1：", "附件12：", "附录一：", "附件一 :"])
def test_the_title_of_an_annex_parts_from_the_last_words(before: str, label: str) -> None:
    found = lines(f"第一条 甲乙。第二条 丙丁{before}{label}公园名录一、甲公园。二、乙公园。")
    assert f"{label}公园名录" in found
    for mark in "。；：":
        found = lines(f"第一条 甲乙。第二条 丙丁{before}{label}公园{mark}名录一、甲公园。二、乙公园。")
        assert f"{label}公园{mark}名录" not in found


@pytest.mark.parametrize("sign", "-*+")
@pytest.mark.parametrize("bold", ["", "**", "__"])
def test_signs_of_a_list_are_taken_from_a_label(sign: str, bold: str) -> None:
    found = lines(f"{sign} {bold}第一条{bold} 甲。第二条 乙。")
    assert [line.strip() for line in found] == ["第一条 甲。", "第二条 乙。"]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        *(
            ("责任单位（部门）", "responsible"),
            ("责任单位(部门)", "responsible"),
            ("责任单位及时限", "responsible"),
        ),
        *(("序", "number"), ("序号", "number"), ("号", "number"), ("编号", "number"), ("项次", "number")),
        *(("No", "number"), ("No.", "number"), ("类别", "other"), ("任务类别", "other")),
    ],
)
def test_a_head_names_its_column(head: str, wanted: str) -> None:
    found = column_of(head)
    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize("blank", ["  ", "   ", "　", "　　 "])
def test_blanks_part_cells(blank: str) -> None:
    assert blank_cells(f"甲 乙{blank}丙") == [(0, 3), (3 + len(blank), 4 + len(blank))]


@pytest.mark.parametrize("mark", ["。", "、", "1", ""])
def test_a_head_that_nobody_knows_holds_no_mark(mark: str) -> None:
    table = f"主要任务\t责任单位\t落实{mark}情况\n建设公园\t省财政厅\t甲乙\n建设广场\t省审计厅\t丙丁"
    found = structure(SourceText("a.txt", table, "0" * 64))
    tasks = [each for each in found.provisions if each.responsibilities]
    assert bool(tasks) is (mark == "")


@pytest.mark.parametrize(
    "term", ["有效期", "有效期限", "试行期", "暂行期限", "有效期为", "试行期是", "有效期暂定"]
)
def test_a_text_says_how_long_it_holds(term: str) -> None:
    assert expires(f"本办法{term}2年。", "2020-01-02") == "2022-01-01"


@pytest.mark.parametrize("term", ["试行", "暂行", "试行期", "暂行期", "暂定试行", "暂定暂行期"])
@pytest.mark.parametrize("mark", "，。")
def test_a_trial_has_a_length(term: str, mark: str) -> None:
    assert expires(f"本办法自公布之日起施行{mark}{term}六个月。", "2020-01-02") == "2020-07-01"
    assert expires(f"本办法自公布之日起{term}的六个月。", "2020-01-02") is None


def following(note: str, after: str) -> bool:
    """Say whether a bracket without a verb is a note where ``after`` stands behind it."""
    return any(found.read is not None for found in notes_in(clean(f"加大投入。（{note}）{after}")))


@pytest.mark.parametrize("after", ["", "。", "；", ";", "\n甲", "（乙）", "(乙)", " 。"])
def test_a_note_ends_what_it_is_at(after: str) -> None:
    assert following("省财政厅、省审计厅", after)
    assert not following("省财政厅、省审计厅", f"应当{after}")


@pytest.mark.parametrize(
    "word", ["以下", "下称", "统称", "简称", "含", "包括", "即", "见", "指", "不含", "限", "如", "其中", "注"]
)
def test_other_brackets_are_no_notes(word: str) -> None:
    assert not following(f"{word}省财政厅负责", "。")
    assert following("省财政厅负责", "。")


@pytest.mark.parametrize("word", ["指导委", "指挥部"])
def test_bodies_that_direct_are_named_in_notes(word: str) -> None:
    assert following(f"{word}办公室负责", "。")


@pytest.mark.parametrize("made", ["制定", "制订", "印发", "起草"])
@pytest.mark.parametrize("mark", ["", "了", "的"])
def test_the_rule_that_is_made_is_no_basis_of_it(made: str, mark: str) -> None:
    text = f"某市公园办法\n第一条 根据《某法》，{made}{mark}《某细则》，制定本办法。\n第二条 甲乙。"
    assert structure(SourceText("a.txt", text, "0" * 64)).metadata.based_on == ("某法",)


@pytest.mark.parametrize("act", ["修正", "修订", "修改"])
@pytest.mark.parametrize(
    "by", ["决定", "决议", "公告", "法", "令", "规定", "通知", "决定（草案）", "决定(草案)"]
)
def test_a_note_names_what_amended_a_rule(act: str, by: str) -> None:
    note = f"2011年4月1日通过 根据2018年6月1日《某会关于《某条例》的{by}》{act}"
    assert [found.by for found in amended([note])] == [f"某会关于《某条例》的{by}"]


@pytest.mark.parametrize("end", ["。", "；", "\n"])
def test_a_sentence_names_what_it_repeals(end: str) -> None:
    assert repeals(f"《甲办法》施行{end}《乙办法》、《丙《丁》办法》同时废止{end}") == (
        "乙办法",
        "丙《丁》办法",
    )
    assert repeals(f"自公布之日起废止《乙办法》、《丙办法》和《丁办法》{end}《甲办法》") == (
        "乙办法",
        "丙办法",
        "丁办法",
    )


def codes(text: str) -> set[str]:
    return {each.code for each in structure(SourceText("a.txt", text, "0" * 64)).diagnostics}


@pytest.mark.parametrize("step", [">", "》", "|", "｜", " >"])
def test_words_of_a_page_inside_a_provision_are_told(step: str) -> None:
    assert "chrome-inside" in codes(f"某市公园办法\n第一条 甲乙丙丁首页{step}公园管理。\n第二条 甲乙。")
    assert "chrome-inside" not in codes("某市公园办法\n第一条 甲乙丙丁首页公园管理。\n第二条 甲乙。")


@pytest.mark.parametrize(
    "sign", ["一、", "一．", "一﹒", "一.", "1、", "1．", "1﹒", "1.", "（一）", "(1)", "①"]
)
def test_a_label_may_stand_in_mid_line(sign: str) -> None:
    found = [site.label.printed for site in sites([f"第一条 甲乙：{sign}丙丁"])]
    assert found == ["第一条", sign]


@pytest.mark.parametrize("before", ["1", "1.", "1．", "1﹒", "第"])
def test_what_stands_before_makes_another_number_of_it(before: str) -> None:
    for sign in ("2．", "2﹒", "2."):
        found = [site.label.printed for site in sites([f"第一条 甲乙{before}{sign}丙丁"])]
        assert sign not in found, sign
