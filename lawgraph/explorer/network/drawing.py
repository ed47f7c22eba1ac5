"""The network as a picture in SVG: the same as the page draws, with its legend; fonts are named, or carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType

from lawgraph.explorer.network.model import KINDS, LEVELS, Kind, Sort
from lawgraph.explorer.network.placing import Lane
from lawgraph.explorer.network.telling import Edge, Network, Node
from lawgraph.font import subset_data_uri
from queries.network import xml_text

FONTS = (
    "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
)
_INK, _QUIET, _LINE = "#1b2430", "#545e6d", "#7b8696"
_LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "national": "#8c1d18",
        "province": "#7a4a00",
        "prefecture": "#0b5c6b",
        "county": "#3c5a14",
        "township": "#5b3a9c",
    }
)
_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        Kind.LINK: "#1f5f99",
        Kind.BASIS: "#8c1d18",
        Kind.CITATION: "#6b7481",
        Kind.DUTY: "#0b6b3f",
        Kind.REFORM: "#5b3a9c",
    }
)
_DASHES = {"likely": "7 4", "unsure": "2 4"}
_STRICTER = "#b3261e"
_LINE_HEIGHT, _MARGIN, _TITLE, _LEGEND = 16.0, 30.0, 54.0, 64.0


def svg(found: Network, title: str, carried: bool = False) -> str:
    """Return the picture; all texts in it are text. Where the font is ``carried`` it looks the same everywhere."""
    lanes = found.lanes
    left = min((lane.x for lane in lanes), default=0.0) - _MARGIN
    top = min((lane.y for lane in lanes), default=0.0) - _MARGIN - _TITLE
    right = max((lane.x + lane.width for lane in lanes), default=600.0) + _MARGIN
    right = max(right, left + 860.0)
    low = max((lane.y + lane.height for lane in lanes), default=80.0)
    bottom = low + _LEGEND + _MARGIN
    width, height = right - left, bottom - top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="{FONTS}" font-size="12" fill="{_INK}">',
        f"<title>{_safe(title)}</title>",
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="#fff"/>',
        f"<defs>{''.join(_arrows())}</defs>",
        _text(left + _MARGIN, top + _MARGIN + 14, title, 18),
        *map(_lane, lanes),
        *(_node(node) for node in found.nodes if node.around),
        *map(_edge, found.edges),
        *(_title(node) for node in found.nodes if node.around),
        *(_node(node) for node in found.nodes if not node.around),
        *_legend(left + _MARGIN, low + 34),
        "</svg>",
    ]
    drawn = "\n".join(parts) + "\n"
    return drawn.replace("<defs>", f"<defs>{_font(drawn)}", 1) if carried else drawn


def _font(drawn: str) -> str:
    return f'<style>@font-face{{font-family:"Noto Sans SC";src:url("{subset_data_uri(drawn)}")}}</style>'


def _safe(text: str) -> str:
    return escape(xml_text(text))


def _text(x: float, y: float, text: str, size: int = 12, colour: str = _INK, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{_safe(text)}</text>'


def _arrows() -> Iterator[str]:
    shapes = {
        Kind.LINK: "M0 0L10 5L0 10Z", Kind.BASIS: "M0 0L10 5L0 10L4 5Z", Kind.CITATION: "M1 1L9 5L1 9",
        Kind.DUTY: "M5 1A4 4 0 1 1 4.9 1Z", Kind.REFORM: "M0 5L5 1L10 5L5 9Z",
    }  # fmt: skip
    for kind, path in shapes.items():
        colour = _COLOURS[kind]
        fill = "none" if kind is Kind.CITATION else colour
        yield (
            f'<marker id="to-{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="{path}" fill="{fill}" stroke="{colour}"/></marker>'
        )


def _lane(lane: Lane) -> str:
    return (
        f'<rect x="{lane.x:g}" y="{lane.y:g}" width="{lane.width:g}" height="{lane.height:g}" rx="8" fill="#f5f7fa"/>'
        + _text(lane.x + 16, lane.y + 30, LEVELS[lane.level].zh, 15, _LEVELS.get(lane.level, _QUIET))
    )


def _edge(edge: Edge) -> str:
    x1, y1, a, b, c, d, x2, y2 = edge.curve
    middle = f"{(a + c) / 2:g} {(b + d) / 2:g}"
    dash = f' stroke-dasharray="{_DASHES[edge.sure]}"' if edge.sure in _DASHES else ""
    wide = 1.4 if edge.count < 5 else 2.2 if edge.count < 30 else 3.2
    return (
        f'<path d="M{x1:g} {y1:g}Q{a:g} {b:g} {middle}Q{c:g} {d:g} {x2:g} {y2:g}" fill="none" '
        f'stroke="{_COLOURS[edge.kind]}" stroke-width="{wide}" stroke-opacity="0.75"{dash} '
        f'marker-end="url(#to-{edge.kind})"/>'
    )


def _node(node: Node) -> str:
    x, y = node.x - node.width / 2, node.y - node.height / 2
    colour = _LEVELS.get(node.level, _QUIET)
    radius = node.height / 2 if node.sort in (Sort.BODY, Sort.MORE) else 5
    dash = ' stroke-dasharray="4 3"' if node.sort == Sort.MORE else ""
    fill = "#fff8e1" if node.centre and not node.around else "#fff"
    wide = 2.4 if node.centre else 1.2
    lines = "" if node.around else _lines(node, node.y - (len(node.lines) - 1) * _LINE_HEIGHT / 2 + 4.5)
    return (
        f"<g><title>{_safe(node.name)}</title>"
        f'<rect x="{x:g}" y="{y:g}" width="{node.width:g}" height="{node.height:g}" rx="{radius:g}" '
        f'fill="{fill}" stroke="{colour}" stroke-width="{wide}"{dash}/>{lines}</g>'
    )


def _title(node: Node) -> str:
    """Return the name of a document over its provisions, with no edge behind it."""
    y, wide = node.y - node.height / 2, min(node.width - 8, 184.0)
    back = f'<rect x="{node.x - wide / 2:g}" y="{y + 3:g}" width="{wide:g}" height="36" rx="4" fill="#fff"/>'
    return back + _lines(replace(node, lines=node.lines[:2]), y + (18 if len(node.lines) > 1 else 26))


def _lines(node: Node, y: float) -> str:
    return "".join(
        _text(node.x, y + at * _LINE_HEIGHT, line, anchor="middle", colour=_ink(node, at))
        for at, line in enumerate(node.lines)
    )


def _ink(node: Node, at: int) -> str:
    return _INK if at == 0 or node.sort != Sort.PROVISION else _QUIET


def _legend(x: float, y: float) -> Iterator[str]:
    for kind, said in KINDS.items():
        yield (
            f'<path d="M{x:g} {y - 4:g}h34" stroke="{_COLOURS[kind]}" stroke-width="2" '
            f'marker-end="url(#to-{kind})"/>' + _text(x + 42, y, said.zh)
        )
        x += 96
    for words, dash in (("确定", ""), ("很可能", _DASHES["likely"]), ("待核", _DASHES["unsure"])):
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<path d="M{x:g} {y - 4:g}h34" stroke="{_COLOURS[Kind.LINK]}" stroke-width="2"{dashed}/>'
        yield _text(x + 42, y, words)
        x += 104
