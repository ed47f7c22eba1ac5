"""The exported page in a real browser, from a file, without any network.

The browser is the one named by ``LAWGRAPH_BROWSER``, else ``chromium``, ``chromium-browser`` or
``google-chrome`` on the path. Without one the tests fail and say how to get it: a page that nobody opened is
not tested. Leave them out with ``pytest -m "not browser"``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lawgraph.exports import export_to
from lawgraph.exports.html import page as page_of
from queries.pictured import Picture

from .pictures import LONG, WICKED, cities, many, three_levels

pytestmark = pytest.mark.browser

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, HAND = (1280, 900), (390, 844)
Opened = Callable[..., Page]


def browser_path() -> str:
    found = os.environ.get("LAWGRAPH_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(
            "no browser: run 'sh tests/install_browser.sh', or set LAWGRAPH_BROWSER to Chromium's path"
        )
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser_path(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("page")
    made: dict[str, Picture] = {
        "levels": three_levels(),
        "many": many(),
        "cities": cities(),
        "empty": Picture((), (), (), ()),
        "unlinked": Picture(three_levels().documents, (), (), ()),
    }
    found = {"graph": export_to(INPUT, "html", folder / "graph.html")}
    for name, picture in made.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(page_of(picture), "utf-8", errors="replace")
    return found


@contextmanager
def quietly(browser: Browser, path: Path, size: tuple[int, int] = DESK) -> Iterator[Page]:
    """Open a page offline; any request, message or error of it fails at its end."""
    context = browser.new_context(offline=True, viewport={"width": size[0], "height": size[1]})
    context.set_default_timeout(60_000)  # a machine may have much else to do
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    address = path.resolve().as_uri()
    opened.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:")) else trouble.append(request.url),
    )
    opened.goto(address)
    opened.wait_for_selector("body[data-ready]")
    yield opened
    context.close()
    assert trouble == []


@pytest.fixture
def page(browser: Browser, pages: dict[str, Path]) -> Iterator[Page]:
    """The page of a graph of two rules."""
    with quietly(browser, pages["graph"]) as opened:
        yield opened


@pytest.fixture
def levels(browser: Browser, pages: dict[str, Path]) -> Iterator[Page]:
    """The page of a law, a province and two cities."""
    with quietly(browser, pages["levels"]) as opened:
        yield opened


def rows(page: Page) -> list[str]:
    return page.locator("tr.matter h3").all_inner_texts()


def chip(page: Page, group: str, code: str) -> None:
    page.locator(f"#chips input[name={group}][value={code}]").click()


def searched(page: Page, words: str) -> None:
    before = page.locator("#rows table").element_handle()
    page.fill("#search", words)
    assert before
    page.wait_for_function("before => !before.isConnected", arg=before)


def test_a_row_for_each_lower_provision_with_its_counterparts_beside_it(page: Page) -> None:
    assert page.locator("h1").inner_text() == "上下级规定对照"
    assert page.locator("#rows thead .title").all_inner_texts() == [
        "促进中小微企业发展条例",
        "支持小微企业的实施意见",
    ]
    assert rows(page) == ["第七条", "第十六条", "第二十条", "附件2第3项"]
    assert page.locator("tr.part").inner_text() == "以下条款只见于：支持小微企业的实施意见"
    assert page.locator("#count").inner_text() == "共 4 行：2 处对应，2 处缺口"
    assert page.evaluate("document.fonts.check('15px LawgraphSans', '第七条')")


def test_chinese_characters_are_drawn_and_differ(page: Page) -> None:
    """Boxes for missing glyphs would all look alike and have one width of ink."""
    ink = page.evaluate(
        """() => ['一', '国', '：', '中'].map(char => {
            const canvas = document.createElement('canvas'); canvas.width = canvas.height = 40;
            const pen = canvas.getContext('2d'); pen.font = '30px LawgraphSans'; pen.fillText(char, 2, 32);
            return pen.getImageData(0, 0, 40, 40).data.filter((value, at) => at % 4 === 3 && value > 99).length;
        })"""
    )
    assert 0 < ink[0] < ink[1]
    assert ink[3] != ink[1]


def test_both_texts_are_whole_and_the_linked_sentence_and_its_words_are_marked(page: Page) -> None:
    row = page.locator("tr.matter").nth(1)
    assert row.locator(".head .text").inner_text() == "贷款利率上浮幅度不超过基准利率的10%。"
    assert row.locator(".head mark").all_inner_texts() == ["贷款利率上浮幅度不超过基准利率的10%"]
    assert row.locator("td mark").all_inner_texts() == ["贷款利率", "最高上浮幅度不超过基准利率的15%"]
    assert row.locator("td mark.word").all_inner_texts() == ["贷款利率"]
    first = page.locator("tr.matter").first
    assert first.locator(".head mark").all_inner_texts() == ["应当设立", "发展专项资金"], (
        "no sentence is stated"
    )


def test_a_link_says_how_sure_and_strong_it_is_and_how_the_two_differ(page: Page) -> None:
    plain, strict = page.locator("tr.matter .card").all()[:2]
    assert plain.locator(".signs").inner_text().split() == ["已审核", "0.82", "举措相同", "落实"]
    assert "审核：orcid:0000-0002-1825-0097 2026-03-01" in plain.inner_text()
    assert plain.locator(".bodies > div").all_inner_texts() == ["牵头 省财政厅", "配合 省经委"]
    assert strict.locator(".signs").inner_text().split() == [
        "很可能",
        "0.64",
        "事项相同",
        "从严",
        "对",
        "小额贷款公司",
    ]
    notes = strict.locator(".note").all_inner_texts()
    assert [each.split("：")[0] for each in notes] == ["仅上级有", "仅下级有", "利率"]
    assert "下级更严" in notes[2]


def test_the_evidence_is_opened(page: Page) -> None:
    evidence = page.locator("tr.matter").first.locator(".evidence")
    assert evidence.locator("dl").count() == 0
    evidence.locator("summary").click()
    evidence.locator("dl").wait_for()
    assert [" ".join(each.split()) for each in evidence.locator("dl > div").all_inner_texts()] == [
        "instrument 0.50 发展专项资金",
        "action 0.32 应当设立 ↔ 设立",
    ]


def test_the_words_of_one_link_are_shown_while_it_is_pointed_at(levels: Page) -> None:
    row = levels.locator("tr.matter").first
    assert row.locator(".head mark.word").count() == 0
    row.locator(".card").first.hover()
    assert row.locator(".head mark.word").all_inner_texts() == ["财政部门"]
    assert row.locator(".head h3").inner_text() == "第一条"
    levels.locator("h1").hover()
    assert row.locator(".head mark.word").count() == 0


def test_three_levels_stand_side_by_side_and_parts_are_cited(levels: Page) -> None:
    assert levels.locator("#rows thead .title").all_inner_texts() == [LONG, "示例省条例", "示例法"]
    row = levels.locator("tr.matter").first
    assert row.locator("h4").all_inner_texts() == ["第一条第一款", "第二条"]
    assert "对应本条的 第一条第一项" in row.inner_text()
    assert row.locator(".text").first.inner_text() == "𠮷财政部门应当在七日内办结。"
    assert row.locator(".head mark").first.inner_text() == "财政部门应当在七日内办结。", (
        "offsets are code points"
    )
    assert row.locator(".gap").inner_text().split()[:2] == ["缺口待核", "0.53"]
    assert levels.locator("tr.part").all_inner_texts() == ["以下条款只见于：示例法"]


def test_gaps_of_each_kind_have_a_look_of_their_own_and_say_why(levels: Page) -> None:
    looks = levels.evaluate(
        """() => ['absent', 'doubtful', 'formal'].map(kind => {
            const s = getComputedStyle(document.querySelector(`.gap.${kind}`));
            return [s.borderTopStyle, s.borderTopColor, s.backgroundColor, s.backgroundImage].join(' ');
        })"""
    )
    assert len(set(looks)) == 3
    gap = levels.locator(".gap.absent").first
    words = gap.inner_text()
    assert gap.locator(".signs").inner_text().split() == ["无对应", "确定", "0.93", "重要"]
    assert "原因：下位第二条规定“应当公示”；上位没有这样的规定" in words
    assert "最接近：第一条第二款" in words
    told = levels.locator("#meanings dt").all_inner_texts()
    for word in (
        "确定",
        "很可能",
        "待核",
        "已审核",
        "无对应",
        "缺口待核",
        "无需对应",
        "未比较",
        "未判定",
        "从严",
        "从宽",
        "可能抵触",
        "举措相同",
        "事项相同",
    ):
        assert word in told
    assert levels.locator("#meanings").is_visible()


def test_a_reviewed_gap_says_who_and_when(levels: Page) -> None:
    levels.select_option("#base", label="示例省条例")
    gap = levels.locator("tr.matter", has_text="script").locator(".gap.absent")
    assert gap.locator(".signs").inner_text().split() == ["无对应", "已审核", "1.00", "重要"]
    assert "审核：orcid:0000-0002-1825-0097 2026-03-02" in gap.inner_text()


def test_cities_stand_beside_their_province_and_beside_one_another(levels: Page) -> None:
    levels.select_option("#base", label="示例省条例")
    titles = levels.locator("#rows thead .title").all_inner_texts()
    assert titles == ["示例省条例", LONG, "另例市办法", "示例法"]
    assert levels.locator("tr.matter").first.locator("h4").all_inner_texts() == [
        "第一条第一项",
        "第一条",
        "第二条",
    ]
    levels.select_option("#base", label="另例市办法")
    assert levels.locator("#rows thead .title").all_inner_texts() == ["另例市办法", "示例省条例"]
    levels.locator("#others summary").click()
    levels.locator("#columns label", has_text="示例市关于").click()
    assert levels.locator("#rows thead .title").all_inner_texts() == ["另例市办法", "示例省条例", LONG]
    via = levels.locator("tr.matter").first.locator(".via")
    assert via.locator(".signs").inner_text().split() == ["很可能", "0.74"]
    assert "经 示例省条例 第一条" in via.inner_text()


def test_many_cities_are_scrolled_beside_their_province(browser: Browser, pages: dict[str, Path]) -> None:
    with quietly(browser, pages["cities"]) as opened:
        opened.select_option("#base", label="示例省条例")
        opened.locator("#others summary").click()
        for _ in range(3):
            opened.locator("#columns input:not(:checked)").first.click()
        titles = opened.locator("#rows thead .title").all_inner_texts()
        assert titles[:3] == ["示例省条例", "示例市办法1（2020-01-01）", "示例市办法1（2021-01-01）"]
        assert len(titles) == 7
        opened.locator("#rows").evaluate("box => { box.scrollLeft = 900; box.scrollTop = 1e6; }")
        opened.wait_for_function("() => document.querySelectorAll('tr.matter').length === 40")
        box, head = (
            opened.locator("#rows").bounding_box(),
            opened.locator("#rows thead th").first.bounding_box(),
        )
        assert box
        assert head
        assert (head["x"], head["y"]) == (box["x"], box["y"]), "the province and the titles stay in sight"
        assert opened.evaluate("document.documentElement.scrollWidth") <= DESK[0]


FILTERS: list[tuple[str, list[tuple[str, str]], list[str], str]] = [
    ("certain links", [("sure", "certain")], ["第一条"], "a group of links leaves out gaps"),
    ("doubtful links", [("sure", "unsure")], ["第二条"], "one of three levels"),
    ("gaps", [("gap", "absent")], ["第二条", "第二条"], "a group of gaps leaves out links"),
    ("either", [("sure", "unsure"), ("gap", "formal")], ["第二条", "第三条"], "one of each: both are shown"),
    ("stricter", [("difference", "stricter")], ["第一条"], "difference"),
    ("stricter and unsure", [("difference", "stricter"), ("sure", "unsure")], [], "both must hold"),
    ("grave", [("severity", "low")], ["第三条"], "severity"),
]


@pytest.mark.parametrize(
    ("chosen", "left", "why"), [each[1:] for each in FILTERS], ids=[each[0] for each in FILTERS]
)
def test_chips_filter(levels: Page, chosen: list[tuple[str, str]], left: list[str], why: str) -> None:
    everything = rows(levels)
    for group, code in chosen:
        chip(levels, group, code)
    assert rows(levels) == left, why
    if not left:
        assert levels.locator("#count").inner_text() == "没有符合筛选的行。"
    levels.click("#clear")
    assert rows(levels) == everything
    assert len(everything) > len(left)


def test_filters_by_document_department_topic_and_words(levels: Page) -> None:
    levels.select_option("#department", "市财政局")
    assert rows(levels) == ["第一条"]
    levels.select_option("#department", "省税务局")
    assert rows(levels) == ["第一条", "第二条"], "also where it is of a counterpart"
    levels.select_option("#department", "")
    levels.select_option("#topic", "financing")
    assert rows(levels) == ["第二条"]
    levels.select_option("#topic", "")
    searched(levels, "名单 公示")
    assert rows(levels) == ["第二条"]
    searched(levels, "第一款")
    assert rows(levels) == ["第一条"], "also by the label of a part"
    levels.click("#clear")
    levels.locator("#others summary").click()
    levels.locator("#columns label", has_text="示例省条例").click()
    assert levels.locator("#rows thead .title").all_inner_texts() == [LONG, "示例法"]
    assert "示例省条例" not in levels.locator("#rows").inner_text()


def test_what_filters_hide_in_a_row_is_told(levels: Page) -> None:
    chip(levels, "sure", "certain")
    assert levels.locator("tr.matter .left").all_inner_texts() == ["另有 1 项被筛去", "另有 1 项被筛去"]


def test_the_overview_counts_pairs_and_opens_one(levels: Page) -> None:
    levels.locator("#overview summary").click()
    levels.locator("#overview table").wait_for()
    cells = levels.locator("#overview tbody tr").all()
    assert len(cells) == 4
    (row,) = (
        each
        for each in cells
        if each.locator("td").first.inner_text() == "示例法" and "条例" in each.locator("th").inner_text()
    )
    assert row.locator("td.figure").all_inner_texts() == ["1", "0", "0", "0", "1", "0", "0", "1", "1", "1"]
    row.locator("button").click()
    assert levels.locator("#rows thead .title").all_inner_texts() == ["示例省条例", "示例法"]


def test_english_by_a_click_and_back(page: Page) -> None:
    page.click("#language")
    assert page.locator("h1").inner_text() == "Rules of several levels side by side"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert rows(page)[-1] == "Annex 2, item 3"
    assert "the nearest provision is no more alike" in page.locator(".gap.absent").inner_text()
    assert page.locator(".gap.absent .signs").inner_text().split("\n")[0].startswith("no counterpart")
    assert page.locator("tr.matter .text").first.get_attribute("lang") == "zh-Hans"
    page.click("#language")
    assert page.locator("h1").inner_text() == "上下级规定对照"
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_english_has_every_word_that_chinese_has(levels: Page) -> None:
    levels.click("#language")
    levels.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    left = levels.evaluate(
        """() => {
            const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const own = walk.currentNode.parentElement;
                if (own.closest('script, style, noscript, select, [lang="zh-Hans"]')) continue;
                if (/[\\u4e00-\\u9fff]/.test(walk.currentNode.data)) found.push(walk.currentNode.data);
            }
            return found;
        }"""
    )
    assert [each for each in left if each != "中文"] == []


def test_keyboard_alone_is_enough(levels: Page) -> None:
    levels.keyboard.press("Tab")
    assert levels.evaluate("document.activeElement.className") == "skip"
    levels.keyboard.press("Enter")
    assert levels.evaluate("document.activeElement.id") == "rows"
    levels.locator("#chips input[value=unsure]").focus()
    levels.keyboard.press("Space")
    assert rows(levels) == ["第二条"]
    assert levels.evaluate("document.activeElement.value") == "unsure", "the focus stays where it was"
    levels.locator(".evidence summary").first.focus()
    levels.keyboard.press("Enter")
    levels.locator(".evidence dl").wait_for()


def test_controls_and_cells_have_names_and_roles(levels: Page) -> None:
    names = levels.evaluate(
        """() => [...document.querySelectorAll('button, input, select, summary, [role=region]')]
            .filter(e => e.checkVisibility())
            .map(e => (e.getAttribute('aria-label') || e.closest('label')?.innerText || e.innerText || '').trim())"""
    )
    assert len(names) > 15
    assert all(names)
    tree = levels.locator("#rows").aria_snapshot()
    for role in ("table", "columnheader", "rowheader", "cell", "list", "listitem", "heading"):
        assert f"- {role}" in tree, role
    assert levels.locator("#count").get_attribute("role") == "status"


CONTRAST = """() => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = colour => {
        const [r, g, b] = numbers(colour).map(v => linear(v / 255));
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const grounds = e => { for (let at = e; at; at = at.parentElement) {
        const s = getComputedStyle(at), stripes = s.backgroundImage.match(/rgba?\\([^)]*\\)/g);
        if (stripes) return stripes;
        const own = numbers(s.backgroundColor); if (own.length < 4 || own[3] > 0) return [s.backgroundColor];
    } return ['rgb(255, 255, 255)']; };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const own = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || !own.checkVisibility()) continue;
        if (own.closest('script, style, .unseen, .skip')) continue;
        for (const ground of grounds(own)) {
            const [a, b] = [light(getComputedStyle(own).color), light(ground)].sort((x, y) => y - x);
            if ((a + .05) / (b + .05) < 4.5) found.push([walk.currentNode.data, (a + .05) / (b + .05), own.className]);
        }
    }
    return found;
}"""


def test_all_text_can_be_read(levels: Page) -> None:
    """A contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), also on chips that are chosen."""
    levels.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert levels.evaluate(CONTRAST) == []
    chip(levels, "sure", "certain")
    assert levels.evaluate(CONTRAST) == []


def test_text_of_documents_is_text_everywhere(levels: Page) -> None:
    levels.select_option("#base", label="示例省条例")
    row = levels.locator("tr.matter", has_text="onerror")
    assert row.locator(".head .text").evaluate("e => e.textContent") == WICKED
    assert levels.evaluate("document.title") == "上下级规定对照 · lawgraph"
    assert levels.locator("main img, main script").count() == 0
    assert levels.locator(".head .text").first.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


@pytest.mark.parametrize("name", ["graph", "levels", "empty", "unlinked"])
def test_nothing_is_wider_than_the_screen(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """Neither as it is opened nor when it is made narrower, as a tablet is that is turned."""
    with quietly(browser, pages[name], DESK) as opened:
        for width, height in (DESK, (1024, 768), HAND):
            opened.set_viewport_size({"width": width, "height": height})
            assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_counterparts_stand_below_their_provision(
    browser: Browser, pages: dict[str, Path]
) -> None:
    with quietly(browser, pages["levels"], HAND) as opened:
        for row in opened.locator("tr.matter").all():
            head, *cells = [box.bounding_box() for box in [row.locator("th"), *row.locator("td").all()]]
            assert head
            assert head["width"] > 340
            for cell in cells:
                assert cell
                assert cell["y"] >= head["y"] + head["height"] - 1, (
                    "below it, also where it heads a later column"
                )
                assert abs(cell["x"] - head["x"]) < 1
        assert opened.locator("tr.matter").first.locator(".of").all_inner_texts() == [
            LONG,
            "示例省条例",
            "示例法",
        ]
        tree = opened.locator("#rows").aria_snapshot()
        for role in ("table", "columnheader", "rowheader", "cell"):
            assert f"- {role}" in tree, "a table for screen readers all the same"


def test_on_paper_there_are_no_controls_and_all_is_open(levels: Page) -> None:
    chip(levels, "sure", "certain")
    levels.emulate_media(media="print")
    levels.wait_for_function("() => document.querySelectorAll('.evidence:not([open])').length === 0")
    for id in ("base", "search", "language", "print", "clear", "others", "overview"):
        assert not levels.locator(f"#{id}").is_visible(), id
    assert levels.locator("#chosen").inner_text() == "筛选：对应 确定"
    assert levels.locator(".evidence dl").first.is_visible()
    assert levels.locator("#meanings").is_visible()
    assert levels.locator("#sources td").first.is_visible()
    breaks = levels.evaluate(
        "[...document.querySelectorAll('tr.matter')].map(row => [row.className, getComputedStyle(row).breakInside])"
    )
    assert set(map(tuple, breaks)) <= {("matter", "avoid"), ("matter high", "auto")}
    levels.emulate_media(media="screen")
    levels.wait_for_function("() => document.querySelectorAll('.evidence[open]').length === 0")
    assert levels.locator("#search").is_visible()


def test_a_large_page_is_drawn_as_far_as_it_is_read_and_printed_whole(
    browser: Browser, pages: dict[str, Path]
) -> None:
    with quietly(browser, pages["many"]) as opened:
        drawn = opened.locator("tr.matter").count()
        assert drawn < 200
        assert opened.locator("#count").inner_text() == "共 1500 行：3000 处对应，0 处缺口"
        opened.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        opened.wait_for_function(
            "before => document.querySelectorAll('tr.matter').length > before", arg=drawn
        )
        drawn = opened.locator("tr.matter").count()
        opened.locator("#more").press("Enter")
        assert opened.locator("tr.matter").count() > drawn
        assert opened.evaluate("document.activeElement.className") == "matter", "the first of the new rows"
        searched(opened, "第1499条")
        assert opened.locator("tr.matter").count() == 2
        opened.click("#clear")
        opened.emulate_media(media="print")
        opened.wait_for_function("() => document.querySelectorAll('tr.matter').length === 1500")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "图谱里没有文件：请先用 lawgraph build 生成图谱。"),
        ("unlinked", "图谱有 4 份文件，其中没有上下级对应关系可看"),
    ],
)
def test_nothing_to_show_is_told(browser: Browser, pages: dict[str, Path], name: str, said: str) -> None:
    with quietly(browser, pages[name]) as opened:
        assert opened.locator("#nothing").inner_text().startswith(said)
        assert not opened.locator("#search").is_visible()
        assert opened.locator("#sources tbody tr").count() == (4 if name == "unlinked" else 0)
        opened.click("#language")
        assert opened.locator("#nothing").inner_text().startswith("The graph has")


def test_pictures_of_the_page_are_not_blank(levels: Page, tmp_path: Path) -> None:
    assert len(levels.screenshot(path=tmp_path / "page.png")) > 30_000
    assert len(levels.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)) > 30_000
