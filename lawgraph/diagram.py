"""What a still picture of the links shows, and where: documents by level, their linked provisions, lines between them.

Levels lie from left to right, the documents of a level one under another, their provisions in their order. So that it
stays legible a document has only so many provisions and a provision only so many lines, the most probable ones, and
fewer the more documents there are (:func:`limits`); what is left out is counted, at the provision and at the foot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lawgraph.levels import sureness
from ontology.concepts import scheme
from queries.engine import Engine
from queries.picture import picture
from queries.pictured import Link, Picture

__all__ = ["Box", "Diagram", "Heading", "Line", "diagram", "limits"]

WIDTH, ROW, GAP, MARGIN = 3.4, 0.26, 2.4, 0.4  # inches: of a column, a row, between columns, around
_HEAD, _FOOT, _TITLE = 0.62, 0.3, 0.7  # inches: of a document's heading, a line at the foot, the title
_LEVELS = ("national", "province", "prefecture", "county", "")
_NAMES = {"national": "国家", "province": "省级", "prefecture": "市级", "county": "县级", "": "层级不明"}
_STATES = ("待核", "无对应", "无需对应")  # what one document leaves open is not decided by another


@dataclass(frozen=True, slots=True)
class Heading:
    """A document: its place (inches, x to the right, y downwards), its title, and what is counted of it."""

    x: float
    y: float
    title: str
    counts: str


@dataclass(frozen=True, slots=True)
class Box:
    """A provision: its place, its label, how its text begins, and how many lines of it are left out."""

    x: float
    y: float
    label: str
    text: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Line:
    """A correspondence between two provisions with its facets, in Chinese; ``difference`` is empty for none."""

    upper: Box
    lower: Box
    strength: str
    difference: str
    sureness: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture of ``width`` by ``height`` inches; ``notes`` are lines at its foot."""

    width: float
    height: float
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def limits(documents: int) -> tuple[int, int]:
    """Return how many provisions of a document are drawn at most, and how many lines of one of them.

    >>> limits(2), limits(10)
    ((60, 6), (12, 2))
    """
    return min(60, max(12, 120 // max(documents, 1))), 6 if documents <= 3 else 2


def diagram(engine: Engine) -> Diagram:
    """Return the picture of the links of ``engine``'s graph; raise what the engine raises."""
    found = picture(engine)
    drawn, shown, left_out = _chosen(found)
    titles = {document.id: document.title for document in found.documents}
    levels = {document.id: document.level for document in found.documents}
    days = {document.id: document.date for document in found.documents}
    of_column: defaultdict[str, list[str]] = defaultdict(list)
    linked = {unit.document for unit in found.units if unit.id in shown}
    for document in sorted(linked, key=lambda each: (titles[each], each)):
        level = levels[document]
        of_column[level if level in _LEVELS else ""].append(document)
    columns = [(level, of_column[level]) for level in _LEVELS if of_column[level]]
    headings: list[Heading] = []
    boxes: dict[str, Box] = {}
    deepest = MARGIN + _TITLE
    for number, (level, documents) in enumerate(columns):
        x, y = MARGIN + number * (WIDTH + GAP), MARGIN + _TITLE
        for document in documents:
            told = (_NAMES[level], days[document], _counts(found, document))
            headings.append(Heading(x, y, titles[document], "　".join(filter(None, told))))
            y += _HEAD
            for unit in found.units:
                if unit.document == document and unit.id in shown:
                    boxes[unit.id] = Box(x, y, unit.label.zh, unit.text, left_out[unit.id])
                    y += ROW
            y += ROW
        deepest = max(deepest, y)
    notes = tuple(_notes(found, drawn, len(found.documents) - len(linked)))
    return Diagram(
        width=2 * MARGIN + max(2, len(columns)) * (WIDTH + GAP) - GAP,
        height=deepest + (len(notes) + 4) * _FOOT + MARGIN,
        headings=tuple(headings),
        boxes=tuple(boxes.values()),
        lines=tuple(_line(link, boxes) for link in drawn),
        notes=notes,
    )


def _limits(found: Picture) -> tuple[int, int]:
    ends = {end for link in found.links for end in (link.lower, link.upper)}
    return limits(len({unit.document for unit in found.units if unit.id in ends}))


def _chosen(found: Picture) -> tuple[list[Link], set[str], Counter[str]]:
    """Return the links that are drawn, the provisions shown, and how many lines of each are left out."""
    document = {unit.id: unit.document for unit in found.units}
    most_rows, most_lines = _limits(found)
    drawn, left_out = [], Counter[str]()
    lines, rows = Counter[str](), Counter[str]()
    shown: set[str] = set()
    for link in sorted(found.links, key=lambda each: (-each.score, each.lower, each.upper)):
        ends = (link.lower, link.upper)
        fresh = [end for end in ends if end not in shown]
        full = any(rows[document[end]] >= most_rows for end in fresh)
        if full or any(lines[end] >= most_lines for end in ends):
            left_out.update(ends)
            continue
        rows.update(document[end] for end in fresh)
        lines.update(ends)
        shown.update(ends)
        drawn.append(link)
    return drawn, shown, left_out


def _counts(found: Picture, document: str) -> str:
    """Return what is said of a document under its title: each provision is linked, or is a gap of one state."""
    inside = {unit.id for unit in found.units if unit.document == document}
    linked = {end for link in found.links for end in (link.lower, link.upper)} & inside
    states: defaultdict[str, set[str]] = defaultdict(set)
    names = _words("gap-states")
    for gap in found.gaps:
        if gap.unit in inside - linked:
            states[gap.unit].add(names.get(gap.state, gap.state))
    gaps = Counter(next((state for state in _STATES if state in said), "缺口") for said in states.values())
    said = [f"有对应 {len(linked)} 处", *(f"{state} {many} 处" for state, many in sorted(gaps.items()))]
    return "，".join(said)


def _notes(found: Picture, drawn: Iterable[Link], without: int) -> list[str]:
    many = len(list(drawn))
    if not found.links:
        notes = ["图谱中没有对应。There are no links in this graph."]
    else:
        notes = [f"对应 {len(found.links)} 条，画出 {many} 条。{len(found.links)} links, {many} drawn."]
    if many < len(found.links):
        rows, lines = _limits(found)
        notes.append(
            f"每份文件至多画 {rows} 处，每处至多 {lines} 条，取最可能的；“+n”为该处未画出的条数；"
            "选取两三份文件可画得更全。"
        )
        notes.append(
            f"At most {rows} provisions a document and {lines} lines a provision, the most probable; +n is left out; "
            "select two or three documents to see more."
        )
    if without > 0:
        notes.append(f"另有 {without} 份文件没有对应。{without} more documents have no link.")
    notes.append("对应由程序得出，须经核对。Links were found by a program and are to be checked.")
    return notes


def _line(link: Link, boxes: dict[str, Box]) -> Line:
    strength = _words("strengths").get(link.strength, link.strength)
    difference = _words("differences").get(link.difference, link.difference)
    return Line(boxes[link.upper], boxes[link.lower], strength, difference, sureness(link.score))


def _words(name: str) -> dict[str, str]:
    """Return the Chinese names of a scheme's codes."""
    return {concept.identifier: concept.zh for concept in scheme(name)}
