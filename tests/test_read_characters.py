"""Characters that files are read by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.read import docx, formats, html, html_tree, markdown, markup, printed, text

FORMS: list[tuple[re.Pattern[str], list[str], list[str], str]] = [
    (docx._WORDS, ["甲", "a"], ["1", "_", "，"], "a letter"),
    (formats._COMMENTS, ["", "<!-- 甲 -->", "<?甲?>\n"], ["<?甲<乙?>", "甲"], "what stands before a page"),
    (formats._TAG, ["<p>", "</p>", "<p a>", "<p a/>"], ["<p a<b>", "<p a>b>", "<1>"], "a tag"),
    (html._ANNEX, ["附件", "附 件", "附表", "附 表", "附录", "附 录"], ["附甲"], "an annex"),
    (html._ANY_TAG, ["<p>", "<>"], ["<p<b>", "<p>b>"], "a tag of any kind"),
    (html._FACT, ["索引号：", "索引号:"], ["索：引：", "索:引：", "索。引：", "索："], "a fact of a page"),
    (html._PROSE, ["。", "；"], ["，"], "prose"),
    (html._SPACE, [" ", "\t", "\n", "\r", "\f", " \t"], ["甲", "\u3000"], "blanks of a page"),
    (html._TITLE_NAMES, ["title", "biaoti", "BT", "tit"], ["甲"], "the name of a title"),
    (
        html_tree._HIDDEN,
        ["display:none", "display : none", "visibility:hidden", "VISIBILITY : HIDDEN"],
        ["a"],
        "hidden",
    ),
    (
        html_tree._TAG,
        ["<p>", "</p>", "<p a='>'>", '<p a=">">', "<p a='\"'>", '<p a="\'">'],
        ["<p a<b>", "<p 'a>", '<p "a>', "<p>b>"],
        "a tag with its attributes",
    ),
    (html_tree._WORDS, ["nav", "Bar", "N"], ["1", "navBar"], "words of a name"),
    (
        markdown._SETEXT,
        ["===", "---", "=== ", "---\t", "  ="],
        ["===甲", "-=", "    ="],
        "a line below a heading",
    ),
    (markdown._RULE, ["---", "***", "___", "- - -", "* * *", "_ _ _"], ["--", "-*-"], "a rule"),
    (
        markdown._WRITTEN,
        ["# 甲", "#\t甲", "###### 甲", "**甲**", "**甲乙**"],
        ["# 1", "# #", "#  ", "** 甲**", "****", "***甲**", "**甲\r**", "**甲\n**"],
        "what only Markdown has",
    ),
    (
        markup._FRONT,
        ["---\na: b\n---", "\ufeff---\na: b\n---", "--- \na: b\n---\t", "---\t\r\na: b\r\n--- "],
        ["--\na: b\n---", "---\na\rb\n---"],
        "what stands before a text",
    ),
    (markup._LINE, ["甲"], ["甲\n", "甲\r"], "a line"),
    (markup._LINK, ["[甲](a)", '[甲](a "b")'], ["[甲](a b)", "[甲](a(b)", "[甲](a)b)"], "a link"),
    (
        markup._TOC,
        ["@tab", "@tab:active", "@tab 甲", "[[toc]]", "[[_toc_]]", "[[TOC]]", "[toc]", "{:toc}", "{: toc }"],
        ["@tabs", "toc"],
        "the mark of contents",
    ),
    (
        printed._LOST,
        ["\ufffd", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"],
        ["甲", "\uf900"],
        "no character",
    ),
    (
        text.HAN,
        ["⺀", "⿕", "㐀", "一", "鿿", "豈", "\ufaff", "\U00020000", "\U000323af"],
        ["a", "〇", "！"],
        "an ideograph",
    ),
    (text._KANA_HANGUL, ["ぁ", "ゖ", "ァ", "ヺ", "가", "힣"], ["一", "・"], "writing of Japan and Korea"),
    (text._CONTROL, ["\x00", "\x08", "\x0e", "\x1b", "\x7f"], ["\t", "\n", "\r", " "], "a control character"),
]


@pytest.mark.parametrize(("form", "yes", "no", "why"), FORMS)
def test_forms(form: re.Pattern[str], yes: list[str], no: list[str], why: str) -> None:
    for one in yes:
        assert form.fullmatch(one), one
    for one in no:
        assert not form.fullmatch(one), one


@pytest.mark.parametrize("blank", [" ", "\t", ""])
@pytest.mark.parametrize("key", ["title", "author"])
def test_front_matter_states(key: str, blank: str) -> None:
    for value, wanted in [
        ('"甲乙"', '"甲乙"'),
        ("'甲乙'", "'甲乙'"),
        ("甲乙", "甲乙"),
        ("甲'\"乙", "甲'\"乙"),
        ("甲 # 乙", "甲 "),
        ("甲\n乙", "甲"),
        ("甲\r乙", "甲"),
        ('"甲"乙"', '"甲"'),
        ("'甲'乙'", "'甲'"),
    ]:
        found = markup._STATED[key].search(f"{key}{blank}:{blank}{value}")
        assert found is not None, value
        assert found[1] == wanted, value
    for value in ("", "'甲", '"甲', "#甲", '"甲\n"', "'甲\n'", '"甲\r"', "'甲\r'"):
        assert markup._STATED[key].search(f"{key}{blank}:{blank}{value}") is None, value


@pytest.mark.parametrize("lead", ["", " ", "\t", "  \t"])
@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "12)"])
@pytest.mark.parametrize("blank", [" ", "\t", "", " \t"])
def test_an_item_of_markdown(lead: str, mark: str, blank: str) -> None:
    assert markdown._ITEM.fullmatch(f"{lead}{mark}{blank}")
    assert (markdown._ITEM.match(f"{lead}{mark}{blank}甲") is not None) == bool(blank)


@pytest.mark.parametrize("blank", [" ", "\t", ""])
def test_a_heading_of_markdown(blank: str) -> None:
    assert markdown._ATX.fullmatch("  ##")
    assert (markdown._ATX.match(f"##{blank}甲") is not None) == bool(blank)
