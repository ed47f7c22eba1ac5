"""The network in the browser: walked through with mouse and keys, taken home as PNG and SVG; without script too."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page

from .browsing import HAND, PATIENCE, Browse, accessible, follow, narrow
from .test_serve import send

pytestmark = pytest.mark.browser

COUNT = "lawgraph.network.graph.nodes('[sort]').length"


def drawn(page: Page) -> int:
    page.wait_for_selector("#net-canvas.drawn:not([aria-busy])")
    return int(page.evaluate(COUNT))


def until(page: Page, said: str) -> None:
    """Wait until something holds; the policy of the page keeps Playwright's own way of waiting out."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(said):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {said}")


def shows(page: Page, many: int) -> None:
    until(page, f"lawgraph.network.graph !== null && {COUNT} === {many}")


def node(site: str, words: str) -> str:
    data = json.loads(send(f"{site}/network.json").text)["content"]["nodes"]
    return str(next(each["iri"] for each in data if words in each["name"]))


def tap(page: Page, words: str, times: int = 1) -> None:
    """Click where a node is drawn."""
    x, y = page.evaluate(
        """(words) => {
            const { x, y } = lawgraph.network.graph.nodes("[sort]").filter(each => each.data("name") === words)
                .renderedPosition();
            const place = document.getElementById("net-canvas").getBoundingClientRect();
            return [place.left + x, place.top + y];
        }""",
        words,
    )
    page.mouse.click(x, y, click_count=times)


def chosen(page: Page) -> str:
    return page.locator("#net-chosen h2").inner_text()


def test_nodes_are_expanded_and_collapsed(browse: Browse, explored_examples: str) -> None:
    site = explored_examples
    page = browse(site, f"/network?node={node(site, '示例县')}")
    first = drawn(page)
    assert first == page.locator("[data-node]").count()
    accessible(page)

    tap(page, "示例市促进中小企业发展条例")
    assert chosen(page) == "示例市促进中小企业发展条例"
    page.locator("#net-chosen [data-way=open]").click()
    page.wait_for_url("**open=*")
    wider = drawn(page)
    assert wider > first, "expanded"
    assert chosen(page) == "示例市促进中小企业发展条例", "it stays chosen"
    accessible(page)
    page.locator("#net-chosen [data-way=close]").click()
    shows(page, first)
    page.go_back()
    shows(page, wider)
    page.go_forward()
    shows(page, first)


def test_keys_walk_from_node_to_node_and_expand(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, f"/network?node={node(explored_examples, '示例县')}")
    first = drawn(page)
    page.locator("#net-canvas").focus()
    page.keyboard.press("ArrowUp")
    assert "示例县" in chosen(page), "the node in the middle is the first"
    page.keyboard.press("ArrowUp")
    assert "市促进中小企业发展条例" in chosen(page)
    page.keyboard.press("Enter")
    until(page, f"lawgraph.network.graph !== null && {COUNT} > {first}")
    assert page.evaluate("document.activeElement.id") == "net-canvas", "the keys go on from there"
    shown = chosen(page)
    page.keyboard.press("ArrowUp")
    assert chosen(page) != shown
    page.keyboard.press("Escape")
    assert page.evaluate("lawgraph.network.graph.elements('.faded').length") == 0


def test_a_node_is_found_and_the_picture_taken_home(
    browse: Browse, explored_examples: str, tmp_path: Path
) -> None:
    page = browse(explored_examples, "/network")
    drawn(page)
    page.fill(".net-search input", "条例")
    assert page.evaluate("lawgraph.network.graph.nodes('.found').length") > 0
    page.fill(".net-search input", "财政")
    page.keyboard.press("Enter")
    page.wait_for_selector(".net-hits a")
    page.click(".net-hits a >> text=省财政厅")
    page.wait_for_url("**node=body*")
    drawn(page)
    assert "省财政厅" in page.locator("h1").inner_text()

    with page.expect_download() as coming:
        page.click("[data-net=png]")
    picture = tmp_path / "network.png"
    coming.value.save_as(picture)
    with Image.open(picture) as opened:
        assert opened.format == "PNG"
        assert min(opened.size) > 150
        assert len(opened.convert("RGB").getcolors(1 << 20) or []) > 20, "it is not empty"
    with page.expect_download() as coming:
        page.click(".net-tools a[download]")
    drawing = tmp_path / "network.svg"
    coming.value.save_as(drawing)
    assert ElementTree.parse(drawing).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_kinds_are_switched_and_provisions_opened(browse: Browse, explored_examples: str) -> None:
    site = explored_examples
    page = browse(site, f"/network?node={node(site, '示例省促进')}")
    drawn(page)
    page.click(".net-kind:has-text('责任')")
    until(page, "!document.querySelector('[data-edge=duty]')")
    drawn(page)
    assert not page.evaluate("lawgraph.network.graph.edges().some(edge => edge.data('kind') === 'duty')")
    tap(page, "示例省促进中小企业发展条例")
    page.locator("#net-chosen [data-way=inside]").click()
    page.wait_for_selector("[data-around]")
    drawn(page)
    assert page.evaluate("lawgraph.network.graph.nodes('.provision').length") > 5
    page.locator(".net-edges th a").first.click()
    assert chosen(page), "the table leads to the picture"
    page.evaluate("void lawgraph.network.graph.edges()[0].emit('tap')")
    assert chosen(page) in ("对应", "依据", "引用")
    lanes = page.evaluate("lawgraph.network.graph.nodes('.lane-name').map(each => each.data('label'))")
    assert lanes[:2] == ["国家", "省级"]


def test_without_script_and_on_a_phone_the_same_is_there(browse: Browse, explored_examples: str) -> None:
    site = explored_examples
    plain = browse(site, "/network", script=False)
    assert plain.locator(".net-still").evaluate(
        "image => image.decode().then(() => image.naturalWidth > 300)"
    )
    follow(plain, "[data-way=centre]")
    follow(plain, "[data-way=open]")
    assert "open=" in plain.url
    phone = browse(site, "/network", size=HAND)
    drawn(phone)
    narrow(phone)
    accessible(phone)
    english = browse(site, "/network?lang=en")
    drawn(english)
    accessible(english)
