"""The pages on which one asks, in the browser: the editor with its completion, errors, downloads, forms, vocabulary."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser

EDITOR = ".CodeMirror"


def write(page: Page, text: str) -> None:
    page.click(f"{EDITOR}-scroll")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_completion_offers_first_what_fits_the_place(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql")
    page.wait_for_selector(EDITOR)
    hint = page.locator(".CodeMirror-hint").first
    write(page, "SELECT ?x { ?x a 条")
    hint.wait_for()
    assert "类：" in hint.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.type(" ; 条")
    page.locator(".CodeMirror-hint", has_text="lg:gapProvision").wait_for()
    assert "类：" not in hint.inner_text(), "a property belongs here"


def test_a_query_is_written_with_completion_run_and_shared(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql")
    page.wait_for_selector(EDITOR)
    assert page.locator("#sparql-text").is_hidden()
    write(page, "SELECT ?x { ?x a 缺")
    hint = page.locator(".CodeMirror-hint").first
    hint.wait_for()
    assert "缺口" in hint.inner_text()
    assert "lg:Gap" in hint.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.type(" ; lg:gapSt")
    page.locator(".CodeMirror-hint", has_text="lg:gapState").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" foaf:na")  # a name for which the bundle by itself would ask other hosts
    page.wait_for_timeout(400)
    for _ in range(len(" foaf:na")):
        page.keyboard.press("Backspace")
    page.keyboard.type(" ?state } LIMIT 5")
    page.keyboard.press("Escape")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text.startswith("PREFIX lg: <https://w3id.org/lawgraph/ontology#>\n"), "the prefix is filled in"
    page.click("#sparql-run")
    page.locator("table.answer").wait_for()
    assert page.locator(".sparql-summary strong").inner_text() == "共 5 行"
    assert "毫秒" in page.locator(".sparql-summary").inner_text()
    assert page.locator("table.answer tbody td a").first.inner_text().startswith("缺口：《")
    assert parse_qs(urlsplit(page.url).query)["text"] == [text], "the address has the query"
    page.reload()
    page.locator("table.answer").wait_for()
    accessible(page)  # the bundled part too


def test_an_error_is_told_in_chinese_and_marked_in_the_editor(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql?example=links", said=("Failed to load resource",))
    page.wait_for_selector(EDITOR)
    write(page, "SELECT ?x {\n?x 中文 ?y\n")  # the editor indents by two
    page.keyboard.press("Escape")
    page.click("#sparql-run")
    trouble = page.locator("#sparql-answer .trouble")
    trouble.wait_for()
    assert trouble.inner_text().startswith("第 2 行第 6 列：查询在“中”处有 SPARQL 语法错误")
    assert page.locator(".sparql-line mark").inner_text() == "中"
    assert page.locator(".CodeMirror .sparql-wrong").first.inner_text() == "中"
    page.locator(".parseErrorIcon").first.hover()
    assert page.locator(".yasqe_tooltip").count() == 0, "no words of the bundle"
    accessible(page)
    follow(page, "a.language")
    assert page.locator("#sparql-answer h2").inner_text() == "Answer", (
        "the other language has the page as it was"
    )


def test_prefixes_that_are_used_are_declared_as_one_types(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql")
    page.wait_for_selector(EDITOR)
    write(page, "ASK { ?x eli:title 'lg: skos:x' ; a <http://example.org/org:x> }  # oa:exact")
    page.keyboard.press("Escape")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text.startswith("PREFIX eli: <http://data.europa.eu/eli/ontology#>\nASK {")
    assert text.count("PREFIX") == 1, "words in strings, addresses and remarks are no names"
    assert page.locator(".parseErrorIcon").count() == 0


def test_downloads_of_an_answer(browse: Browse, explored: str, tmp_path: Path) -> None:
    page = browse(explored, "/sparql?example=cited")
    with page.expect_download() as waiting:
        page.click(".sparql-downloads >> text=CSV")
    waiting.value.save_as(tmp_path / "answer.csv")
    assert (tmp_path / "answer.csv").read_bytes().startswith("\ufeff被引用的文件,次数\r\n".encode())
    with page.expect_download() as waiting:
        page.click(".sparql-downloads >> text=Excel >> nth=1")
    waiting.value.save_as(tmp_path / "answer.xlsx")
    assert (tmp_path / "answer.xlsx").read_bytes().startswith(b"PK")


def test_the_keyboard_alone_and_a_phone(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql?example=leads", size=HAND)
    page.wait_for_selector(EDITOR)
    narrow(page)
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.focus()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "sparql-run", "the editor is no trap"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?text=*")  # the answer of the example stood there before
    page.locator("table.answer").wait_for()
    accessible(page)


def test_what_stands_there_can_be_read_while_an_answer_is_waited_for(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql?example=leads")
    page.wait_for_selector(EDITOR)
    busy = page.locator("#sparql-answer[aria-busy=true]")
    page.route("**/sparql?text=*", lambda route: None)  # it never comes
    page.click("#sparql-run")
    busy.wait_for()
    assert page.locator("table.answer").is_visible()
    accessible(page)
    page.click("#sparql-run")
    expect(busy).to_have_count(0)
    expect(page.locator("#sparql-run")).to_have_text("运行")


def test_the_page_without_script(browse: Browse, explored: str) -> None:
    page = browse(explored, "/sparql", script=False)
    page.fill("#sparql-text", "SELECT ?条款 { ?条款 lg:matches '企业' } LIMIT 3")
    follow(page, "#sparql-run")
    assert page.locator("table.answer th").all_inner_texts() == ["条款"]
    assert page.locator("table.answer tbody tr").count() == 3
    follow(page, "text=财政部门应当做什么")
    assert "lg:Obligation" in page.input_value("#sparql-text")


def test_a_named_query_is_filled_in_and_opened_as_sparql(browse: Browse, explored: str) -> None:
    page = browse(explored, "/queries")
    accessible(page)
    follow(page, "text=部门职责")
    page.focus("#query-department")
    page.keyboard.type("教育")
    page.locator("#query-department-list option[value*=教育]").first.wait_for(state="attached")
    accessible(page)
    page.fill("#query-department", "财政")
    page.select_option("#query-role", label="牵头")
    follow(page, ".query-form button")
    assert parse_qs(urlsplit(page.url).query) == {"run": ["1"], "department": ["财政"], "role": ["lead"]}
    assert page.locator("table.answer thead th").first.inner_text() == "部门"
    assert "青海省财政厅" in page.locator("table.answer tbody").inner_text()
    accessible(page)
    page.click("text=看 SPARQL")
    follow(page, "text=在 SPARQL 页打开")
    page.locator("table.answer").wait_for()
    page.wait_for_selector(EDITOR)
    assert "# 部门职责" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")


def test_nothing_found_and_wrong_values_lead_on(browse: Browse, explored: str) -> None:
    page = browse(explored, f"/queries/department-duties?{urlencode({'department': '旅游厅'})}", size=HAND)
    follow(page, "text=省旅游局")
    assert page.locator("table.answer tbody tr").count() > 0
    narrow(page)
    wrong = browse(explored, f"/queries/thresholds?{urlencode({'role': '补助吗'})}", status=400)
    assert wrong.locator("#query-role").get_attribute("aria-invalid") == "true"
    accessible(wrong)
    follow(wrong, ".query-fault a")
    assert wrong.locator(".query-fault").count() == 0


def test_the_vocabulary_is_searched_and_leads_to_queries(browse: Browse, explored: str) -> None:
    page = browse(explored, "/vocabulary")
    accessible(page)
    page.fill("#vocabulary-find", "缺口")
    shown = page.locator(".term:visible")
    assert shown.count() < 20
    assert shown.first.locator("h3").inner_text().startswith("缺口")
    page.fill("#vocabulary-find", "")
    follow(page, "#queries a")
    page.locator("table.answer").wait_for()
    page.goto(f"{explored}/vocabulary#Gap")
    assert page.evaluate("document.querySelector(':target').id") == "Gap"
    hand = browse(explored, "/vocabulary?lang=en", size=HAND)
    narrow(hand)
    accessible(hand)
