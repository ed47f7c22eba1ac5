"""Dropping three files, correcting a date, in the browser; what is refused is told there; without a script too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .browsing import HAND, Browse, accessible, follow, narrow
from .test_explorer_importing import DROPPED, MEASURES, Open, _opened

pytestmark = pytest.mark.browser
_BUILT = 180_000  # ms
_DROP = """(files) => {
    const held = new DataTransfer();
    for (const [name, data] of files)
        held.items.add(new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], name));
    const zone = document.querySelector("main");
    for (const kind of ["dragover", "drop"])
        zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held }));
}"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A service on an empty folder."""
    yield from _opened(tmp_path_factory.mktemp("folder"))


def _drop(page: Page, files: dict[str, bytes]) -> None:
    from base64 import b64encode

    page.evaluate(_DROP, [[name, b64encode(data).decode()] for name, data in files.items()])


def test_three_files_are_dropped_and_a_date_is_corrected(browse: Browse, opened: Open) -> None:
    page = browse(opened.site, "/import")
    accessible(page)
    _drop(page, DROPPED)
    rows = page.locator(".import-rows tbody tr")
    expect(rows).to_have_count(3, timeout=_BUILT)  # the page comes anew when the graph is built
    expect(rows.filter(has_text="规定.html")).to_contain_text("青海省小微企业规定")
    accessible(page)
    measures = rows.filter(has_text="办法.txt")
    expect(measures).to_contain_text("未知：发文机关、地域、印发（公布）日期")
    follow(page, measures.get_by_role("link", name="更正"))
    expect(page.get_by_role("heading", name="更正：办法.txt")).to_be_in_viewport()
    accessible(page)
    page.get_by_label("印发（公布）日期").fill("2012-03-17")
    page.get_by_label("地域").fill("青海省西宁市城东区")
    follow(page, page.get_by_role("button", name="保存"))
    expect(page.locator("#saved")).to_contain_text("已写入 办法.toml")
    expect(page.locator(".import-unbuilt")).to_contain_text("新增 1：办法.toml")
    page.get_by_role("button", name="重新生成").click()
    expect(measures).to_contain_text("印发 2012-03-17", timeout=_BUILT)
    expect(measures).to_contain_text("县级")
    assert (opened.sources.folder / "办法.txt").read_text("utf-8") == MEASURES


def test_what_is_refused_is_told_and_can_be_decided(browse: Browse, opened: Open) -> None:
    page = browse(opened.site, "/import", said=("Failed to load resource",), size=HAND)
    narrow(page)
    other = MEASURES.replace("50万元", "60万元").encode()
    _drop(page, {"办法.txt": other, "扫描.jpg": b"\xff\xd8\xff\xe0"})
    received = page.locator(".import-received li")
    expect(received.filter(has_text="扫描.jpg")).to_contain_text("文字识别")
    kept = received.filter(has_text="没有覆盖")
    accessible(page)
    narrow(page)
    kept.get_by_role("button", name="另存为 办法-2.txt").click()
    expect(received.filter(has_text="办法-2.txt")).to_contain_text("已放入文件夹")
    assert (opened.sources.folder / "办法-2.txt").read_bytes() == other
    expect(page.get_by_role("link", name="已结束，查看各文件的结果")).to_be_visible(timeout=_BUILT)
    assert not (opened.sources.folder / "扫描.jpg").exists()


def test_without_a_script_files_are_copied_and_forms_work(browse: Browse, opened: Open) -> None:
    copied = opened.sources.folder / "复制来的.txt"
    copied.write_text(MEASURES.replace("某县", "某乡"), "utf-8")
    page = browse(opened.site, "/import", script=False)
    expect(page.locator(".import-files")).to_contain_text("请把文件复制到上面的文件夹")
    expect(page.locator(".import-files")).to_contain_text(str(Path(opened.sources.folder)))
    expect(page.locator(".import-unbuilt")).to_contain_text("复制来的.txt")
    follow(page, page.get_by_role("button", name="重新生成"))
    expect(page.get_by_role("link", name="刷新")).to_be_visible()
    opened.sources.rebuilding.wait(_BUILT / 1000)
    opened.shown()  # a page without a script comes from the new graph in a while
    page.goto(f"{opened.site}/import?q=%E5%A4%8D%E5%88%B6")
    expect(page.locator(".import-rows tbody tr")).to_contain_text("某乡企业扶持办法")
    follow(page, page.get_by_role("link", name="更正"))
    page.get_by_label("文号").fill("乡政〔2012〕1号")
    follow(page, page.get_by_role("button", name="保存"))
    expect(page.locator("#saved")).to_contain_text("已写入 复制来的.toml")
    assert copied.with_suffix(".toml").read_text("utf-8") == 'number = "乡政〔2012〕1号"\n'
