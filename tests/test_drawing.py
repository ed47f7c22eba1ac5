"""The still picture of the links: what it shows and counts, and that no character of it is missing."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

import pytest
from matplotlib import font_manager
from PIL import Image

from lawgraph.build import BuildReport
from lawgraph.diagram import Diagram, diagram, limits
from lawgraph.drawing import draw, fitting
from lawgraph.exports import exports
from lawgraph.font import font_path
from queries import EmbeddedEngine
from queries.picture import picture

from .test_export import INPUT, _engine


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


def _linked(upper: int, lower: int, links: list[tuple[int, int, float]]) -> EmbeddedEngine:
    """A graph of two documents with so many provisions, and links between their numbers."""
    quads = []
    for name, level, many in (("u", "province", upper), ("l", "prefecture", lower)):
        quads.append(f"{name} a lg:Document ; lg:level '{level}' ; eli:title '{name}' .")
        quads += [
            f"{name}{n} lg:inDocument g:{name} ; lg:path 'art-{n}' ; lg:order {n} ; lg:text '第{n}' ."
            for n in range(many)
        ]
    quads += [
        f"k{number} a lg:Correspondence ; lg:lower g:l{low} ; lg:upper g:u{up} ; "
        f"lg:lowerUnit g:l{low} ; lg:upperUnit g:u{up} ; lg:relation g:r ; lg:score {score} ."
        for number, (up, low, score) in enumerate(links)
    ]
    return _engine(*quads)


def test_the_picture_shows_the_links_of_the_graph(real: EmbeddedEngine) -> None:
    found, wanted = diagram(real), picture(real)
    rows, lines = limits(2)
    degrees = Counter(end for link in wanted.links for end in (link.lower, link.upper))
    assert len(wanted.units) > len(found.boxes) > 50
    assert sum(box.left_out for box in found.boxes) <= 2 * (len(wanted.links) - len(found.lines))
    assert len(found.lines) >= 0.9 * len(wanted.links)
    assert all(many <= rows for many in Counter(box.x for box in found.boxes).values())
    drawn = Counter(box for line in found.lines for box in (line.upper, line.lower))
    assert max(drawn.values()) <= lines < max(degrees.values())
    assert found.notes[0].startswith(f"对应 {len(wanted.links)} 条，画出 {len(found.lines)} 条")
    upper, lower = found.headings
    assert (upper.title[:3], lower.title[:2]) == ("青海省", "海西")
    assert upper.x < lower.x


def test_a_hub_says_how_many_lines_it_lacks() -> None:
    found = diagram(_linked(1, 9, [(0, number, 0.5 + number / 100) for number in range(9)]))
    hub = next(
        box for box in found.boxes if box.text == "第0" and box.x == min(each.x for each in found.boxes)
    )
    assert (len(found.lines), hub.left_out) == (6, 3)
    assert {line.lower.text for line in found.lines} == {
        f"第{number}" for number in range(3, 9)
    }  # the most probable
    assert "9 links, 6 drawn" in found.notes[0]
    assert "At most 60 provisions a document and 6 lines a provision" in found.notes[2]


def test_a_document_shows_its_most_probable() -> None:
    found = diagram(_linked(100, 100, [(number, number, (number + 1) / 101) for number in range(100)]))
    assert len(found.lines) == 60
    assert {line.sureness for line in found.lines} == {"确定", "很可能", "待核"}
    assert min(int(line.upper.text[1:]) for line in found.lines) == 40


def test_a_provision_is_counted_once() -> None:
    """Linked with one document and without counterpart in another, it is linked."""
    found = diagram(EmbeddedEngine.open(INPUT))
    assert [heading.counts for heading in found.headings] == [
        "省级　2012-07-01　有对应 2 处，无对应 1 处",
        "市级　2020-03-27　有对应 2 处，待核 1 处",
    ]


def test_differences_are_told_in_colours(tmp_path: Path) -> None:
    draw(diagram(EmbeddedEngine.open(INPUT)), tmp_path / "d.svg", "svg")
    svg = (tmp_path / "d.svg").read_text("utf-8")
    assert svg.count("stroke: #b3261e") == 2  # the stricter link, and its sample in the legend
    for said in ("从严 1", "未见差异 1", "确定 1", "很可能 1", "第七条", "对应 2 条，画出 2 条"):
        assert f"<!-- {said}" in svg, said


def _told(text: str) -> Diagram:
    return diagram(
        _engine(
            "u a lg:Document ; eli:title '上' .",
            "l a lg:Document ; eli:title '下' .",
            f"p lg:inDocument g:u ; lg:path 'art-1' ; lg:order 1 ; lg:text '{text}' .",
            "q lg:inDocument g:l ; lg:path 'art-1' ; lg:order 1 ; lg:text '乙' .",
            "k a lg:Correspondence ; lg:upper g:p ; lg:lower g:q ; lg:upperUnit g:p ; "
            "lg:lowerUnit g:q ; lg:relation g:r ; lg:score 0.9 .",
        )
    )


TEXTS = [
    ("𠮷字", "[U+20BB7]字", "a character that the font lacks is written by its number"),
    ("$x^2$ 元", "$x^2$ 元", "a dollar begins no formula"),
    ("甲\\n乙\\t丙", "甲 乙 丙", "one line"),
    ("<b>&amp;", "&lt;b&gt;&amp;amp;", "markup is text"),
]


@pytest.mark.parametrize(("text", "shown", "why"), TEXTS)
def test_every_character_is_shown(tmp_path: Path, text: str, shown: str, why: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(_told(text), tmp_path / "t.svg", "svg")
    assert shown in (tmp_path / "t.svg").read_text("utf-8"), why


@pytest.mark.parametrize("format", ["svg", "png"])
def test_no_font_of_the_machine_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real: EmbeddedEngine, format: str
) -> None:
    used = set()
    whole = font_manager.FontManager.findfont

    def told(manager: font_manager.FontManager, *found: object, **more: object) -> str:
        used.add(Path(path := whole(manager, *found, **more)))
        return path

    monkeypatch.setattr(font_manager.FontManager, "findfont", told)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exports()[format].write(real, tmp_path / "g")
    assert used == {font_path()}
    assert (tmp_path / "g").stat().st_size > 100_000


def test_a_glyph_that_is_missing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fontTools.ttLib.TTFont.getBestCmap", lambda _: dict.fromkeys(range(0x30000), ""))
    with pytest.raises(UserWarning, match="Glyph"):
        draw(_told("𠮷字"), tmp_path / "t.png", "png")


def test_a_png_is_a_picture(tmp_path: Path, real: EmbeddedEngine) -> None:
    exports()["png"].write(real, tmp_path / "g.png")
    with Image.open(tmp_path / "g.png") as shown:
        found = diagram(real)
        assert shown.size == pytest.approx((found.width * 110, found.height * 110), abs=1)
        assert len(shown.convert("RGB").getcolors(1 << 24) or ()) > 50


WIDTHS = [
    ("中小微企业", 5, "中小微企业"),
    ("中小微企业", 4, "中小微…"),
    ("SME", 2, "SME"),
    ("a\n b", 9, "a b"),
]


@pytest.mark.parametrize(("text", "width", "shown"), WIDTHS)
def test_a_line_fits(text: str, width: float, shown: str) -> None:
    assert fitting(text, width) == shown
