"""Small words and signs around a text, tried one by one: its page, titles, what it says of itself, who answers."""

from __future__ import annotations

import pytest

from ingest.model import Answering, Residue
from ingest.structure import structure
from ingest.structure.chrome import Form, _glued, _is_record, _title_words, around, compact, form
from ingest.structure.front import ends_name, is_date, is_title, names_bodies, survey, title_groups
from ingest.structure.heading import genre
from ingest.structure.members import _member
from ingest.structure.page_block import block_of
from ingest.structure.responsibility import answer, has_label, is_legend, is_like_body, names
from ingest.text import CleanText, SourceText
from ontology import lexicon


def clean(text: str) -> CleanText:
    return CleanText.of(SourceText("a.txt", text, "0" * 64))


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
