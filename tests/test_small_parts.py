"""Patterns of repair and structure whose alternatives are characters or words of one kind: each is tried."""

from __future__ import annotations

import pytest

from ingest.model import Answering, Residue
from ingest.repair.blanks import without_blanks
from ingest.repair.characters import close_up, plain_characters
from ingest.repair.furniture import pages_inside
from ingest.repair.joints import _may_break
from ingest.repair.wrap import Wrapping, columns, continues, opens_provision, refers_on
from ingest.structure import structure
from ingest.structure.chrome import Form, _glued, _is_record, _title_words, around, compact, form
from ingest.structure.columns import blank_cells, column_of
from ingest.structure.cutting import cut
from ingest.structure.dates import expires
from ingest.structure.endings import _closing, _end_of_list, _full_stop, _is_about_the_text, _second_texts
from ingest.structure.front import ends_name, is_date, is_title, names_bodies, survey, title_groups
from ingest.structure.heading import genre
from ingest.structure.history import amended, repeals
from ingest.structure.labels import label_of
from ingest.structure.members import _member
from ingest.structure.notes import notes_in
from ingest.structure.page_block import block_of
from ingest.structure.parting import head_points, tail_points
from ingest.structure.responsibility import answer, has_label, is_legend, is_like_body, names
from ingest.structure.sites import Site, first_sites, sites
from ingest.text import CleanText, SourceText
from ontology import lexicon

GENRES = lexicon.words("rule-genre", "genre")
STATED = lexicon.words("stated-genre")


def clean(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


def parts(text: str, points: list[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *points], [*points, None], strict=True)]


# ── what a page adds ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", lexicon.words("page-foot"))
def test_words_in_brackets_are_of_the_foot(word: str) -> None:
    assert form(f"【{word}甲】") is Form.FOOT
    assert form(f"【{word}：甲】") is not Form.FOOT, "a label and its value: it may be a note"


@pytest.mark.parametrize("both", ["【】", "[]", "()", "（）", "［］"])
def test_brackets_of_any_form_hold_words_of_the_foot(both: str) -> None:
    assert form(f"{both[0]}原文下载甲{both[1]}") is Form.FOOT


EXTENSIONS = [
    *("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps"),
    *("et", "ofd", "zip", "rar", "7z", "jpg", "jpeg", "png"),
    *("mp3", "mp4", "md", "htm", "html"),
]


@pytest.mark.parametrize("ending", EXTENSIONS)
def test_a_name_of_a_file_has_an_ending(ending: str) -> None:
    assert form(f"附件1：某办法.{ending}") is form(f"某办法.{ending.upper()}") is Form.FILE
    assert form(f"某办法{ending}") is form(f"某办法.{ending}的") is None


@pytest.mark.parametrize("size", ["12K", "12KB", "1.5M", "1.5MB", "3G", "(12KB)", "（1.5MB）", "-", "--12K"])
def test_a_size_may_follow_the_name_of_a_file(size: str) -> None:
    assert form(f"某办法.doc{size}") is Form.FILE


@pytest.mark.parametrize("mark", "。；;")
def test_a_sentence_is_no_name_of_a_file(mark: str) -> None:
    assert form(f"见附件{mark}某办法.doc") is None


@pytest.mark.parametrize("mark", "-_—–")
@pytest.mark.parametrize("site", ["网", "网站", "门户", "平台"])
def test_a_title_of_a_page_names_its_site(site: str, mark: str) -> None:
    assert form(f"某市公园管理办法{mark}某市政府{site}") is Form.TITLE
    assert form(f"某市公园管理办法某市政府{site}") is None, "no mark parts them"
    if mark != "–":
        assert form(f"某市公园管理办法_某市政府{site}{mark}") is Form.TITLE


@pytest.mark.parametrize("mark", "-_—–")
@pytest.mark.parametrize("site", ["网站", "门户网", "平台"])
def test_a_title_of_a_page_may_begin_with_its_site(site: str, mark: str) -> None:
    assert form(f"某市政府{site}{mark}某市公园管理办法") is Form.TITLE


@pytest.mark.parametrize(
    "text",
    [
        *("位置：政务", "所在位置：政务", "您的位置：政务", "您现在的位置：政务", "您当前的位置：政务"),
        *(
            "您目前所在位置：政务",
            "当前位置:政务",
            "首页>政务",
            "主页>政务",
            "网站首页»政务",
            "网站主页›政务",
        ),
        *("政务>公开>公文", "政务»公开»公文", "政务›公开›公文"),
    ],
)
def test_a_path_says_where_a_page_stands(text: str) -> None:
    assert form(text) is Form.PATH


@pytest.mark.parametrize("text", ["他的位置：政务", "您站位置：政务", "政务>公文", "政务>公开>公文。"])
def test_other_words_are_no_path(text: str) -> None:
    assert form(text) is not Form.PATH


@pytest.mark.parametrize("word", lexicon.words("page-title-label"))
def test_a_title_with_its_label_is_not_glued(word: str) -> None:
    def codes(text: str) -> list[str]:
        lines = [text, "索引号：1", "", "第一条 公园由县人民政府管理。"]
        return [each.code for each in around([clean(line) for line in lines]).diagnostics]

    assert codes(f"{word}：某市公园管理办法") == []
    assert codes("来源：某市公园管理办法") == ["title-glued"]


@pytest.mark.parametrize("opens", "（(【[")
@pytest.mark.parametrize("closes", "）)】]")
def test_a_remark_before_a_title_is_none_of_its_words(opens: str, closes: str) -> None:
    assert _title_words(f" {opens}转载{closes}某市公园管理办法") == "某市公园管理办法"
    assert _title_words(f"某市{opens}转载{closes}公园管理办法").startswith("某市")


@pytest.mark.parametrize("closes", ["", *"”’」』）)"])
def test_words_of_a_page_are_glued_to_a_sentence(closes: str) -> None:
    line = f"本办法自公布之日起施行。{closes}【打印本页】"
    assert _glued(clean(line)) == line.index("【")


@pytest.mark.parametrize("text", ["打印 | 关闭", "打印_关闭", "【打印】", "-12次", "—次", "12次"])
def test_words_to_press(text: str) -> None:
    assert form(text) is Form.BUTTONS


@pytest.mark.parametrize(
    "text", ["甲ICP备1号", "甲icp证1号", "甲公网安备12号", "网站标识码：12", "网站标识码:ab", "网站标识码12"]
)
def test_a_site_is_registered(text: str) -> None:
    assert form(text) is Form.FOOT
    assert form(text.replace("备", "的").replace("证", "的").replace("码", "的")) is None


@pytest.mark.parametrize("text", ["http://a.cn", "https://a.cn/b", "www.a.cn", "(www.a.cn)", "- http://a.cn"])
def test_an_address_is_of_the_page(text: str) -> None:
    assert form(text) is Form.ADDRESS
    assert form(f"甲{text}乙") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("检索时间：甲", True),
        ("检索时间：甲。乙", False),
        ("检索时间：甲；乙", False),
        ("检索时间：：甲", False),
    ],
)
def test_a_record_is_a_label_with_its_value(text: str, wanted: bool) -> None:
    assert _is_record(text) is wanted


@pytest.mark.parametrize("bullet", "•·●○■◆▪*-")
def test_a_bullet_is_no_word(bullet: str) -> None:
    assert compact(f"{bullet} 打印") == "打印"


def issuer(text: str) -> str | None:
    return block_of([Residue(text, (), "site-chrome")]).issuer


@pytest.mark.parametrize(
    "word",
    [
        "相关部门",
        "有关部门",
        "若干部门",
        "多个部门",
        "各级政府",
        "各部门",
        "各单位",
        "各相应单位",
        "单位不详",
        "单位未知",
    ],
)
def test_an_issuer_without_a_name_is_none(word: str) -> None:
    assert issuer(f"发文机关：{word}") is None
    assert issuer("发文机关：某局") == "某局"


@pytest.mark.parametrize("colon", [":", "：", " :", " ："])
def test_a_label_is_no_value(colon: str) -> None:
    assert issuer(f"发文机关：检索情况{colon}甲") is None


@pytest.mark.parametrize(
    "label", ["[发文机关]：", "(发文机关)：", "【发文机关】：", "[发文机关]", "【发文机关】 :"]
)
def test_a_label_may_have_brackets_and_a_colon(label: str) -> None:
    assert issuer(f"{label}某局") == "某局"


# ── wrapped lines ───────────────────────────────────────────────────────────────────────────────────

REFERRING = [*"第、和与及或至", "或者", *(f"{a}{b}" for a in "本前上该各" for b in "条款项")]


@pytest.mark.parametrize("before", REFERRING)
def test_a_line_may_break_off_before_a_reference(before: str) -> None:
    assert refers_on(f"企业应当依照{before}", "第四条的规定报告")
    assert not refers_on(f"企业应当依照{before}甲", "第四条的规定报告")


@pytest.mark.parametrize(
    "text",
    [
        *("第四条的规定", "第四条规定", "第四款所列", "第四项、第五项", "第四目的", "第四章的", "第四节的"),
        *(
            "第四条和",
            "第四条或",
            "第四条至",
            "第四条（一）",
            "第四条(一)",
            "第四条第二款",
            "（一）项",
            "一）项",
        ),
        *(
            "(1)项",
            "第（一）项",
            "（一）、第二",
            "（一）和（二）",
            "（一）或第二",
            "（一）至（三）",
            "（一）至第三",
        ),
    ],
)
def test_a_label_after_a_line_end_is_a_reference(text: str) -> None:
    assert refers_on("企业应当依照本条第", text)


@pytest.mark.parametrize("text", ["（一）甲", "第四条 甲", "第四条规范", "（一）、甲", "（一）至甲", "项"])
def test_a_label_after_a_line_end_opens_a_provision(text: str) -> None:
    assert not refers_on("企业应当依照本条第", text)


@pytest.mark.parametrize(
    "label",
    [
        "（一）",
        "( 一 )",
        "一、",
        "一是",
        "1．",
        "1.",
        "1、",
        "(1)",
        "1）",
        "①",
        "附件：",
        "附 件 1",
        "第一条",
        "第 1 章",
    ],
)
def test_a_label_opens_a_provision(label: str) -> None:
    assert opens_provision(label)
    assert not opens_provision(f"甲{label}")


LINE = "企业应当在收到通知之日起三十日以内向市人民政府报告有关情况。"
HOW = Wrapping(columns(LINE), indented=False)


@pytest.mark.parametrize("word", ["前款", "前两款", "前二款", "第一款", "第二款"])
def test_a_sentence_on_the_paragraph_before_begins_another(word: str) -> None:
    assert not continues(LINE, f"{word}规定的情况由市人民政府公布", HOW)
    assert continues(LINE, "规定的情况由市人民政府公布", HOW)


@pytest.mark.parametrize(
    ("blank", "wanted"), [("　", False), ("  ", False), ("\u00a0 ", False), (" ", True), ("", True)]
)
def test_an_indented_line_begins_a_paragraph(blank: str, wanted: bool) -> None:
    line = LINE.replace("。", "的")
    assert continues(line, f"{blank}情况", Wrapping(columns(line), indented=True)) is wanted


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


# ── titles and names ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", lexicon.words("issuer-end"))
def test_a_name_of_an_issuer_has_an_end(word: str) -> None:
    assert ends_name(f"某某市{word}")
    assert not ends_name(f"某某市{word}的")
    assert names_bodies(f"某某市{word} 某某县{word}")
    assert not names_bodies(f"某某市{word}的 某某县{word}")


@pytest.mark.parametrize("opens", "（(〔[")
@pytest.mark.parametrize("closes", "）)〕]")
def test_a_note_may_end_a_title(opens: str, closes: str) -> None:
    title = f"某市公园管理办法{opens}试行{closes}"
    assert is_title(title)
    assert is_title(f"某市公园{opens}广场{closes}办法{opens}试行{closes}"), (
        "the last bracket alone is the note"
    )
    assert genre(title) == "办法"
    assert genre(f"办法{opens}甲{closes}规定{opens}试行{closes}") == "规定"


@pytest.mark.parametrize("begins", ["的", "关于", *"（(〔[【〈《—-"])
def test_a_line_that_goes_on_is_of_the_title_above(begins: str) -> None:
    lines = ["某市公园管理办法", f"{begins}甲乙"]
    roles = survey(["某市公园管理办法", "甲乙"])
    assert title_groups(roles, lines, (1,)) == [[0, 1]]
    assert title_groups(roles, ["某市公园管理办法", "甲乙"], (1,)) == [[0], [1]]


@pytest.mark.parametrize("act", ["公布", "发布", "颁布", "修正", "修订", "修改", "通过", "施行"])
@pytest.mark.parametrize(
    "number", ["3号令", "第3号令", "第 三 号 令", "令3号", "令（第3号）", "令 ( 三号 )", "令第三号"]
)
def test_a_line_below_a_title_names_its_order(act: str, number: str) -> None:
    def role(line: str) -> str | None:
        found = survey(["某市公园管理办法", line, "第一条 甲。"])
        return found[1].value if 1 in found else None

    assert role(f"某市人民政府{number}重新{act}") == "note"
    assert role(f"某市人民政府{number}重新{act}的") != "note"
    for mark in "。；":
        assert role(f"某市{mark}人民政府{number}重新{act}") != "note"
        assert role(f"某市人民政府{number}重新{mark}{act}") != "note"


@pytest.mark.parametrize(
    "text",
    [
        *("（2020年1月2日）", "(2020年1月2日)", "印发日期：2020年1月2日", "发布日期2020年1月2日"),
        *("公布日期:2020年1月2日", "（公布日期：2020年1月2日）"),
    ],
)
def test_a_line_is_a_day_and_nothing_else(text: str) -> None:
    assert is_date(text)
    assert not is_date(f"甲{text}")


@pytest.mark.parametrize(
    "number", ["2020年第3号", "2020年3号", "二〇二〇年第三号", "2020年第三号", "二〇二〇年3号"]
)
def test_a_number_of_the_year_stands_below_an_announcement(number: str) -> None:
    roles = survey(["国家税务总局公告", number, "关于公园的公告", "一、甲。"])
    assert [role.value for role in roles.values()] == ["masthead", "masthead", "title"]


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


# ── who answers ─────────────────────────────────────────────────────────────────────────────────────


def named(text: str) -> list[str]:
    return [each.name for each in names(clean(text), Answering.LEAD)]


@pytest.mark.parametrize(
    "right",
    [
        *("单位", "机构", "部门", "直属单位", "所属机构", "下属部门", "直属政府", "所属组织"),
    ],
)
def test_a_class_after_a_link_is_of_the_same_name(right: str) -> None:
    assert named(f"有关部门和{right}") == [f"有关部门和{right}"]
    assert named(f"有关部门和公园{right}") == ["有关部门", f"公园{right}"] or len(right) == 2


@pytest.mark.parametrize("kinds", ["市委", "市办", "市厅"])
def test_a_name_of_an_organ_is_no_coordination(kinds: str) -> None:
    assert named(f"{kinds}、省财政厅") == [kinds, "省财政厅"]
    assert named("市县、区政府") == ["市县、区政府"]


@pytest.mark.parametrize("both", ["（）", "()"])
def test_a_remark_may_follow_kinds_of_divisions(both: str) -> None:
    assert named(f"各市{both[0]}州{both[1]}、县政府") == [f"各市{both[0]}州{both[1]}、县政府"]


@pytest.mark.parametrize("both", ["（）", "()"])
def test_a_label_of_who_answers_may_have_a_remark(both: str) -> None:
    assert has_label(f"责任单位{both[0]}排名第一的牵头{both[1]}：省财政厅")
    assert not has_label(f"责任单位{both[0]}甲{both[0]}乙{both[1]}丙{both[1]}：省财政厅")


@pytest.mark.parametrize("colon", ["：", ":", " ：", "】", "]", "】：", "]:"])
def test_a_label_of_who_answers_has_an_end(colon: str) -> None:
    assert has_label(f"责任单位{colon}")
    assert not has_label("责任单位")
    read = answer(clean(f"责任单位{colon}省财政厅"), Answering.LEAD)
    assert [each.name for each in read.bodies] == ["省财政厅"]


@pytest.mark.parametrize(
    "name",
    [
        *("某集团公司", "某公司", "某大队", "某总队", "某支队", "某团体", "某企业", "某大学", "某小学校"),
        *(
            "省局（某处）",
            "省局(某处)",
            "各市、县",
            "各市（州）",
            "各市(州)",
            "某（甲）局",
            "某(甲)局",
            "某“甲”局",
            "甲·乙局",
        ),
        *("甲、乙局",),
    ],
)
def test_a_name_is_like_that_of_a_body(name: str) -> None:
    assert is_like_body(name)
    assert not is_like_body(f"{name}1")


@pytest.mark.parametrize(
    "name", ["省局（甲（乙）", "省局(甲(乙)", "省局（甲）乙）", "省局(甲)乙)", "省局（）"]
)
def test_brackets_of_a_name_hold_no_others(name: str) -> None:
    assert not is_like_body(name) or name in ("省局（甲（乙）", "省局(甲(乙)")


@pytest.mark.parametrize("end", ["公司", "总队", "支队", "大队"])
def test_names_are_parted_at_blanks(end: str) -> None:
    assert named(f"某市某{end} 某县某{end}") == [f"某市某{end}", f"某县某{end}"]


@pytest.mark.parametrize("first", ["第一", "第1", "首位", "首个", "首名", "第一名", "第一位的", "第一个即"])
@pytest.mark.parametrize(
    "leads", ["牵头", "主办", "主责", "总牵头", "为牵头单位", "作为主责部门", "是主办者"]
)
def test_words_say_that_the_first_leads(first: str, leads: str) -> None:
    assert is_legend(f"排{first}{leads}")
    assert not is_legend(f"排{first}，{leads}")
    assert not is_legend(f"排{first}{leads}得好")


# ── persons ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", "厅局委部办会院署行社司处科室队")
def test_a_short_name_of_a_body_is_no_person(end: str) -> None:
    assert _member(f"公安{end}", "组长").name is None


@pytest.mark.parametrize("name", ["王某", "王某某", "王 某", "买·提", "王某。", "王某某 。", " 王某"])
def test_a_person_may_be_named_alone(name: str) -> None:
    assert _member(name, "组长").name == name.strip(" 。").replace(" ", "")


@pytest.mark.parametrize("name", ["王某", "王某某", "王  某", "买买提·某"])
@pytest.mark.parametrize("both", ["（）", "()"])
@pytest.mark.parametrize("end", ["", "。", " "])
def test_a_post_may_follow_a_person_in_brackets(name: str, both: str, end: str) -> None:
    found = _member(f"{name}{both[0]}省财政厅厅长{both[1]}{end}", "组长")
    assert (found.name, found.organization, found.post) == (name.replace(" ", ""), "省财政厅", "厅长")
    doubled = _member(f"{name}{both[0]}省财政{both[0]}厅{both[1]}厅长{both[1]}", "组长")
    assert doubled.name is None


# ── single characters ───────────────────────────────────────────────────────────────────────────────

UNSEEN = (
    *(0x00, 0x08, 0x0E, 0x1B, 0x7F, 0x84, 0x86, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200F, 0x202A, 0x202E),
    *(0x2060, 0x206F, 0xFFF9, 0xFFFB, 0xE5E5, 0xFEFF),
)


@pytest.mark.parametrize("code", UNSEEN)
def test_what_nobody_sees_is_no_word(code: int) -> None:
    document = structure(SourceText("a.txt", f"第一条 公{chr(code)}园由县人民政府管理。", "0" * 64))
    assert document.provisions[0].text == "公园由县人民政府管理。"


@pytest.mark.parametrize("char", "\u2014\u2026\u2e80\u2fdf\u3001\u9fff！，：？\U00020000")
def test_blanks_between_chinese_characters_are_padding(char: str) -> None:
    assert close_up(clean(f"{char} {char}")).text == char * 2
    assert close_up(clean(f"a {char} 1")).text == f"a {char} 1"


def repaired(text: str) -> str:
    return plain_characters(SourceText("a.txt", text, "0" * 64))[0].text


@pytest.mark.parametrize("char", "\ua1a2\ua1bf\ua3a1\ua3fe")
def test_a_mark_of_a_lost_font_stands_alone(char: str) -> None:
    assert repaired(f"甲{char}乙") != f"甲{char}乙"
    assert repaired(f"\ua000{char}\ua48c") == f"\ua000{char}\ua48c"


# ── what a text says of itself ──────────────────────────────────────────────────────────────────────


def kind(text: str) -> str:
    source = SourceText("a.txt", f"某市公园\n{text}\n一、甲乙。\n二、丙丁。", "0" * 64)
    return structure(source).metadata.document_type


@pytest.mark.parametrize(
    "text",
    [
        *("现将有关情况解读如下。", "现就某办法解读如下。", "现对某办法解读如下。", "现解读如下。"),
        *("局长接受记者采访。", "局长接受了本报记者的提问。", "局长回答记者提问。", "局长回答了记者采访。"),
        "就某办法答记者问。",
    ],
)
def test_words_say_that_a_text_explains(text: str) -> None:
    assert kind(text) == "explanation"


@pytest.mark.parametrize("text", ["现公布如下。", "局长接受表扬。", "局长回答了问题。", "记者采访了局长。"])
def test_other_words_do_not(text: str) -> None:
    assert kind(text) != "explanation"


def sent(text: str) -> str | None:
    source = SourceText(
        "a.txt",
        f"某县人民政府关于印发某办法的通知\n各乡镇人民政府：\n{text}\n"
        "某县公园管理办法\n第一条 公园由县人民政府管理。\n第二条 甲乙。",
        "0" * 64,
    )
    return structure(source).metadata.in_force


@pytest.mark.parametrize("act", ["印发", "公布", "发布"])
@pytest.mark.parametrize("to", ["给你们，", "你们，", "，", "、下达，", ","])
@pytest.mark.parametrize("start", ["施行", "实施", "执行"])
def test_a_notice_says_from_when_what_it_sends_holds(act: str, to: str, start: str) -> None:
    assert sent(f"现将某办法{act}{to}自2020年1月2日起{start}。") == "2020-01-02"
    assert sent(f"现将某办法{act}{to}请办理。自2020年1月2日起{start}。") == "2020-01-02"
    assert sent(f"现将某办法{act}{to}请办理。望周知。自2020年1月2日起{start}。") is None
    assert sent(f"某决定自2019年1月2日起施行。现将某办法{act}{to}自2020年1月2日起{start}。") == "2020-01-02"


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


# ── lines that are put together ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u3000"])
def test_a_line_may_be_set_wide_apart(blank: str) -> None:
    assert without_blanks(clean(blank.join("公园由县人民政府管理。")))[0].text == "公园由县人民政府管理。"


@pytest.mark.parametrize("letters", ["ab", "AB", "aB"])
def test_a_line_with_words_in_letters_is_not_set_apart(letters: str) -> None:
    line = f"{' '.join('公园由县人民政府管理')} {letters}"
    assert without_blanks(clean(line))[0].text == line


@pytest.mark.parametrize("before", ["3 ", "3. ", "3"])
def test_a_year_begins_with_its_first_digit(before: str) -> None:
    assert without_blanks(clean(f"甲乙{before}2 0 2 0 年"))[1] == 0
    assert without_blanks(clean("甲乙 2 0 2 0 年"))[1] == 1


@pytest.mark.parametrize("dash", ["—", "–", "——", "––"])
def test_numbers_of_pages_stand_between_dashes(dash: str) -> None:
    first, second_ = f"甲乙 {dash} 1 {dash} 丙", f"甲乙 {dash} 2 {dash} 丙"
    assert pages_inside([first, second_]) == {0: [(2, len(first) - 1)], 1: [(2, len(second_) - 1)]}


@pytest.mark.parametrize("mark", ["，", "；", "、", "：", "。", ""])
def test_a_line_that_is_broken_by_chance_holds_a_mark(mark: str) -> None:
    assert _may_break(f"县人民政府{mark}应当管理公园和广场", "以及其他") is (mark != "")
    assert _may_break("县人民政府应当管理公园和广场", "以及其他。")
