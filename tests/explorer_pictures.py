"""The pictures of the explorer in the READMEs, taken of the graphs of ``data/examples`` and of ``data/sources``.

``python -m tests.explorer_pictures`` writes them anew into ``docs/pictures``.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from lawgraph.build import build
from lawgraph.serve import running

from .browsing import drawn
from .test_browser import QUIET, browser_path

_ROOT = Path(__file__).parent.parent
PICTURES = _ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 720}
_PAIR = "lower=eli/cn/text/8f0f88cc743c025b&upper=eli/cn/text/e7ff7d98725df60e"
_ARTICLE = "/page/eli/cn/text/8fb97fd50b203320"
_REGULATION = "https%3A//w3id.org/lawgraph/eli/cn/text/8f0f88cc743c025b"
TAKEN: dict[str, tuple[str, str, str]] = {
    "explorer-overview": ("examples", "/", ""),
    "explorer-network": ("examples", f"/network?node={_REGULATION}", ""),
    "explorer-compare": ("examples", f"/compare?{_PAIR}&difference=stricter&difference=looser", ""),
    "explorer-reading": ("sources", _ARTICLE, "第七条"),
}
"""The pictures: of which data, at which address, and the label of the provision that is scrolled to."""


def take(browser: Browser, site: str, name: str) -> bytes:
    """Return one picture as PNG."""
    _, address, label = TAKEN[name]
    page = browser.new_page(viewport=SIZE, locale="zh-CN")
    answer = page.goto(site + address)
    assert answer is not None
    assert answer.status == 200, address
    drawn(page)
    if label:
        place = page.locator("main").get_by_text(label, exact=True).last
        place.evaluate("each => scrollTo(0, each.getBoundingClientRect().top + scrollY - 60)")
    whole = page.locator("[data-net=fit]")
    if whole.count():
        whole.click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(600)  # until it is drawn
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Write all pictures anew."""
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=QUIET)
        for data in sorted({data for data, _, _ in TAKEN.values()}):
            built = build([_ROOT / "data" / data], Path(folder) / data)
            with running(built.generation.directory, port=0) as service:
                for name in (each for each, (of, _, _) in TAKEN.items() if of == data):
                    picture = take(browser, service.endpoint.removesuffix("/sparql"), name)
                    (PICTURES / f"{name}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
