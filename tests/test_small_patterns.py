"""Patterns whose alternatives are characters or forms of one kind: each is tried, and what is near it is not."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from ingest.annotate.quantities import find_quantities
from ingest.bodies.find.governments import find_party_organs
from ingest.document_numbers import document_numbers
from ingest.language import _pieces
from ingest.link.units import sentences
from ingest.read.docx import _HEADING
from ingest.read.errors import one_line
from ingest.read.formats import fragment, markup
from ingest.read.html import _FACT, _SIGNED, content
from ingest.read.markup import front_matter, signs, stated_at
from ingest.read.printed import _DIGITS, _NUMBER_ONLY
from ingest.resolve.identity import identify
from ingest.structure import structure
from ingest.text import CleanText, SourceText
from ontology import lexicon
from ontology.numerals import plain_form


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x1b", "\x1f", "\x7f", "\x9f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069"],
)
def test_what_breaks_or_turns_a_line_is_not_printed(char: str) -> None:
    assert one_line(f"甲{char}乙") == "甲?乙"
    assert one_line("甲 乙\u2027\u202f\u2065\u206a") == "甲 乙\u2027\u202f\u2065\u206a"


@pytest.mark.parametrize("word", [word for word in lexicon.entries() if "party-committee" in word.classes])
def test_a_committee_of_the_party_is_no_beginning_of_another_word(word: lexicon.Word) -> None:
    assert [found.end for found in find_party_organs(f"{word.word}负责")] == [len(word.word)]
    for char in word.not_after:
        assert [found.end for found in find_party_organs(f"{word.word}{char}训")] == [], char


@pytest.mark.parametrize(
    "word", ["组织部", "宣传部", "统战部", "政法委", "办公厅", "办公室", "编办", "网信办"]
)
def test_an_organ_of_a_committee_belongs_to_its_name(word: str) -> None:
    assert [found.end for found in find_party_organs(f"省委{word}负责")] == [len(f"省委{word}")]


@pytest.mark.parametrize("word", lexicon.words("issuer-end"))
def test_an_order_has_an_issuer(word: str) -> None:
    assert [str(found) for found in document_numbers(f"某某{word}令第3号")] == [f"某某{word}令第3号"]


def test_an_order_of_nobody_is_none() -> None:
    assert list(document_numbers("某某公司令第3号")) == []
    assert [str(found) for found in document_numbers("国家主席令第3号")] == ["国家主席令第3号"]
    assert [str(found) for found in document_numbers("某县政府令第3号")] == ["某县政府令第3号"]


@pytest.mark.parametrize("word", lexicon.words("same-day-act"))
def test_what_is_done_on_the_same_day_has_one_day(word: str) -> None:
    def days(text: str) -> list[tuple[str, object]]:
        clean = CleanText.of(SourceText("a.txt", text, "0" * 64))
        return [(one.text, one.high) for one in find_quantities(clean, "art-1")]

    assert days(f"收到材料的，当日{word}申请人。") == [("当日", 1)]
    assert days(f"收到材料的，当日气温较高，{word}申请人。") == [], "it is done in another clause"


@pytest.mark.parametrize("mark", "。；！？\n")
def test_a_mark_ends_a_sentence(mark: str) -> None:
    assert len(sentences(f"企业应当遵守{mark}企业应当报告")) == 2
    assert len(sentences("企业应当遵守，企业应当报告")) == 1


@pytest.mark.parametrize("char", ["一", "龥", "a", "z", "A", "Z", "0", "9", "+", "#", "&", ".", "_"])
def test_a_long_stretch_of_characters_is_parted(char: str) -> None:
    assert [len(piece) for piece in _pieces(char * 1500)] == [1000, 500]
    assert [len(piece) for piece in _pieces("，" * 1500)] == [1500]


@pytest.mark.parametrize("name", ["a", "Z", "h1", "o:p", "x-y", "font-Face", *string.ascii_lowercase[:3]])
@pytest.mark.parametrize("within", ["", " class='a'", "\n id=1"])
def test_a_tag_has_a_name(name: str, within: str) -> None:
    assert fragment(f"<{name}{within}>第一条 甲。</{name}>")
    assert fragment(f"<br/><{name}{within}/>第一条 甲。<br/>")
    assert not fragment(f"<1{name}>第一条 甲。</1{name}>"), "no name begins with a digit"
    assert not fragment("<甲>第一条 甲。</甲>")


@pytest.mark.parametrize("name", ["html", "head", "body", "meta", "title", "script", "style"])
def test_a_page_begins_with_a_tag_of_pages(name: str) -> None:
    for before in ("", " \n", "<!-- 甲 -->", "<?xml version='1.0'?>\n"):
        assert markup(f"{before}<{name}>") == ".html", before
    assert markup(f"<{name}s>") is None
    assert markup("<!DOCTYPE html>") == ".html"
    assert markup("<?xml version='1.0'?><甲>") == markup("<!doctype 甲>") == ".xml"


def taken(text: str) -> list[str]:
    return [text[sign.start : sign.end] for sign in signs(text)]


@pytest.mark.parametrize(
    "tag",
    [
        *(
            "p",
            "b",
            "i",
            "u",
            "s",
            "a",
            "br",
            "hr",
            "em",
            "div",
            "span",
            "font",
            "strong",
            "center",
            "sub",
            "sup",
        ),
        *(
            "small",
            "big",
            "del",
            "ins",
            "h1",
            "h6",
            "ul",
            "ol",
            "li",
            "img",
            "table",
            "thead",
            "tbody",
            "tr",
            "td",
        ),
        *("th", "section", "details", "summary", "blockquote"),
    ],
)
def test_tags_in_a_text_are_markup(tag: str) -> None:
    for sign in (f"<{tag}>", f"</{tag}>", f"<{tag} x='甲'>", f"<{tag}\tx>", f"<{tag}/>", f"<{tag.upper()}>"):
        assert taken(f"甲{sign}乙") == [sign]
    assert taken(f"甲<{tag}x>乙<{tag} <乙>") == []


@pytest.mark.parametrize(
    "blank",
    [
        *("&emsp;", "&ensp;", "&nbsp;", "&thinsp;", "&#160;", "&#8194;", "&#8195;", "&#12288;"),
        *("&#xa0;", "&#XA0;", "&#x2002;", "&#x2003;", "&#x3000;"),
    ],
)
def test_blanks_that_are_named_are_markup(blank: str) -> None:
    assert taken(f"甲{blank}乙") == [blank]


@pytest.mark.parametrize("sign", ["!", "/", ":", "@", "[", "`", "{", "~", "*", "_", "#"])
def test_a_mark_may_be_escaped(sign: str) -> None:
    assert taken(f"甲\\{sign}乙") == ["\\"]
    assert taken("甲\\乙") == taken("甲\\1") == []


@pytest.mark.parametrize(
    "sign",
    [
        *("{.a}", "{#a}", "{a=b}", '{a="甲 乙"}', "{a='甲 乙'}", "{: .a}", "{ .a\t#b }", "{.a-b #c a-b=c}"),
        *("![](a.png)", "![甲](b)"),
    ],
)
def test_attributes_and_pictures_are_markup(sign: str) -> None:
    assert taken(f"甲{sign}乙") == [sign]


@pytest.mark.parametrize(
    "other", ["{甲}", "{.}", "{a=}", "{a b}", "![甲]乙", "![甲]\n(b)", "![[甲]](b)", "![甲](b(c)"]
)
def test_what_only_looks_like_it_is_none(other: str) -> None:
    assert taken(f"甲{other}乙") == []


@pytest.mark.parametrize("link", ["(a)", "(http://a.cn/b_c)", '(a "甲")', '(a\t"甲 乙")', "()"])
def test_the_words_of_a_link_stay(link: str) -> None:
    assert taken(f"见[甲]{link}乙") == ["[", f"]{link}"]
    assert taken(f"见[]{link}乙") == taken(f"见[甲{link}乙") == []


@pytest.mark.parametrize(
    "between", [*" \t　|｜·•、，,/", "&nbsp;", "&EMSP;", "&#160;", "&#xA0;", "<br>", "<br />"]
)
def test_links_to_places_of_the_page_stand_in_a_row(between: str) -> None:
    def reasons(line: str) -> list[str]:
        return [aside.reason for aside in signs(f"甲\n{line}\n乙")]

    assert reasons(f"[1](#a){between}[2](#b)") == ["contents"]
    assert reasons(f'{between}[1](#a "甲"){between}') == ["contents"]
    assert "contents" not in reasons(f"[1](#a){between}甲[2](#b)")
    assert "contents" not in reasons(f"甲{between}")


@pytest.mark.parametrize("lead", ["", "- ", "* ", "+ ", "  - ", "\t*\t"])
def test_links_to_places_of_the_page_may_be_a_list(lead: str) -> None:
    assert [aside.reason for aside in signs(f"{lead}[1](#a)")] == ["contents"]


@pytest.mark.parametrize("other", ["[1[2](#a)", "[1]2](#a)", "[1](#a(b)", "[1](#a)b)", "[1](a)", "- 甲"])
def test_other_links_are_none_to_the_page(other: str) -> None:
    assert "contents" not in [aside.reason for aside in signs(f"[0](#a){other}")]


NAMED = ["emsp", "ensp", "nbsp", "thinsp", "shy", "zwj", "zwnj", "NBSP"]
CODES = ["160", "173", "8194", "8195", *map(str, range(8201, 8206)), "12288"]
HEXADECIMAL = ["a0", "A0", "aD", "Ad", "2002", "2003", "2009", "200a", "200B", "200c", "200D", "3000"]


@pytest.mark.parametrize(
    "name", [*NAMED, *(f"#{code}" for code in CODES), *(f"#x{code}" for code in HEXADECIMAL)]
)
def test_a_blank_may_be_written_as_an_entity(name: str) -> None:
    assert taken(f"甲&{name};乙") == [f"&{name};"]
    assert taken(f"甲&{name}乙") == []


@pytest.mark.parametrize("name", ["amp", "#161", "#8200", "#8206", "#xa1", "#x2001", "#x200e", "zwx", "#XB0"])
def test_other_entities_stay(name: str) -> None:
    assert taken(f"甲&{name};乙") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{a=b c}", []),
        ("{a=b{c}", []),
        ('{a=b"c}', []),
        ("{a=b'c}", []),
        ("{a=b}c}", ["{a=b}"]),
        ("{.a.b}", []),
        ('{a="b" c="d"}', ['{a="b" c="d"}']),
        ("{a='b'\t.c}", ["{a='b'\t.c}"]),
        ("{a-b=c #d-e}", ["{a-b=c #d-e}"]),
        ('{a="b\'c"}', ['{a="b\'c"}']),
        ('{a="b"c"}', []),
        ("{a='b'c'}", []),
        ("<p a<b>", ["<b>"]),
        ("<p a>b>", ["<p a>"]),
        ("<p\ta='b'/>", ["<p\ta='b'/>"]),
        ("![a]b](c)", []),
        ("![a](b)c)", ["![a](b)"]),
    ],
)
def test_where_a_sign_ends(text: str, wanted: list[str]) -> None:
    assert taken(f"甲{text}乙") == wanted


@pytest.mark.parametrize(
    "rule", ["---", "***", "___", "- - -", "*\t* *", "_ _ _", "===", "=", "= ", "   ---"]
)
def test_rules_are_markup(rule: str) -> None:
    assert taken(f"甲\n{rule}\n乙") == [rule]


@pytest.mark.parametrize("lead", ["> ", ">", "\t>", " > >", "-", "*", "+", " -", "\t*"])
def test_signs_before_a_line_are_markup(lead: str) -> None:
    text = f"{lead} 甲"
    assert taken(text) == [lead.rstrip() if ">" in lead else lead]


@pytest.mark.parametrize(
    "date",
    [
        "2020年1月2日",
        "2020年12月31日",
        "二〇二〇年十二月三十一日",
        "二零二零年一月二日",
        "一九九九年三月八日",
    ],
)
def test_a_signature_of_a_page_ends_with_a_date(date: str) -> None:
    assert _SIGNED.search(plain_form(f"某县人民政府{date}"))
    assert not _SIGNED.search(plain_form(f"某县人民政府{date}印发"))


@pytest.mark.parametrize("char", "—–-－─―·•~～/第页共,，.")
def test_what_stands_about_the_number_of_a_page(char: str) -> None:
    assert _NUMBER_ONLY.fullmatch(f"{char}#{char}")
    assert not _NUMBER_ONLY.fullmatch(f"{char}甲")


@pytest.mark.parametrize("digits", ["0", "9", "12", "０", "９", *"一二三四五六七八九十百"])
def test_numbers_of_pages_differ_by_digits_alone(digits: str) -> None:
    assert _DIGITS.sub("#", f"第{digits}页") == "第#页"
    assert _DIGITS.sub("#", f"第{digits} 页") == "第# 页"
    assert _DIGITS.sub("#", "第一章") == "第一章"


@pytest.mark.parametrize(
    "tag", ["script", "style", "template", "noscript", "iframe", "head", "svg", "object", "SCRIPT"]
)
def test_what_a_page_does_not_show_is_not_lost(tag: str) -> None:
    def codes(hidden: str) -> list[str]:
        page = f"<html><body>{hidden}<p>第一条 公园由县人民政府管理。</p></body></html>"
        return [each.code for each in content(Path("a.html"), page.encode()).diagnostics]

    words = "公园" * 100
    assert "characters-lost" not in codes(f"<{tag} a='b'>{words}</{tag} >")
    assert "characters-lost" not in codes(f"<!-- {words} -->")


def work(title: str, digest: str) -> str:
    return identify(structure(SourceText("a.txt", f"{title}\n第一条 甲乙{digest}。\n第二条 丙丁。", ""))).work


@pytest.mark.parametrize(
    "title", ["某某省人民代表大会常务委员会关于修改《某条例》的决定", "某某省人大关于公园的决议"]
)
@pytest.mark.parametrize("note", ["", "（草案）"])
def test_a_decision_is_made_once(title: str, note: str) -> None:
    assert work(f"{title}{note}", "0") != work(f"{title}{note}", "1")
    assert work(f"某某省公园条例{note}", "0") == work(f"某某省公园条例{note}", "1")


@pytest.mark.parametrize(
    "line",
    ["a: b", "a.b-c_d:", "a : b", "- a", "-", "  a", "\ta", "# a", "", "  ", "a:\tb", "甲: 乙"],
)
def test_front_matter_is_of_such_lines(line: str) -> None:
    assert front_matter(f"---\na: b\n{line}\n---\n甲") is not None


@pytest.mark.parametrize("line", ["a", "a:b", "-a", "a b: c", "第一条 甲"])
def test_other_lines_are_no_front_matter(line: str) -> None:
    assert front_matter(f"---\na: b\n{line}\n---\n甲") is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ('"某条例"', "某条例"),
        ("'某条例'", "某条例"),
        ("某条例", "某条例"),
        ("某条例 # 甲", "某条例"),
        ('"某条例" "乙"', "某条例"),
        ("'某条例' '乙'", "某条例"),
        ("#甲", None),
        ('"某', None),
    ],
)
def test_front_matter_states_a_title(value: str, wanted: str | None) -> None:
    for between in (":", ": ", " :\t"):
        text = f"---\na: b\ntitle{between}{value}\n---\n甲"
        place = stated_at(text, "title")
        assert (text[slice(*place)] if place else None) == (wanted if between != ":" else None)


@pytest.mark.parametrize("sign", ["-", "*", "+"])
@pytest.mark.parametrize("colon", [":", "：", "： "])
def test_a_head_stands_above_links_to_places_of_the_page(sign: str, colon: str) -> None:
    reasons = [aside.reason for aside in signs(f"{sign} 目录{colon}\n  - [1](#a)")]
    assert reasons == ["contents", "contents"]


@pytest.mark.parametrize("style", ["heading 1", "Heading2", "标题 3", "标题4"])
def test_a_style_of_word_is_a_heading(style: str) -> None:
    assert _HEADING.fullmatch(style)
    assert not _HEADING.fullmatch(f"{style}甲")


@pytest.mark.parametrize("line", ["索引号:1", "索引号：1"])
def test_a_line_of_a_page_is_a_fact(line: str) -> None:
    assert _FACT.match(line)
    assert not _FACT.match(f"甲。{line}")
