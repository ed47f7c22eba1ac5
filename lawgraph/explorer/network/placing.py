"""Where the nodes of a network lie: levels as layers, highest on top, bodies beside, provisions within their document.

Told by what the nodes are and in which order they were found, not by forces: the same network lies the same each time
and no two labels lie on each other. Lengths are pixels; x goes to the right, y downwards; a place is the middle.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lawgraph.explorer.network.model import LEVELS, Grown, Sort, Thing

BETWEEN, BELOW = 26.0, 46.0  # two nodes of a row, two rows
_DOCUMENT, _PROVISION, _BODY, _MORE = (176.0, 58.0), (172.0, 42.0), (168.0, 42.0), (116.0, 30.0)
_TITLE = 44.0  # of a document that is drawn around its provisions
_WITHIN, _EDGE = 12.0, 14.0  # between provisions, around them
_LANE, _AROUND = 92.0, 26.0  # the name of a layer, the room in it
_APART = 10.0  # two layers
_ASIDE = 80.0  # between documents and bodies
_WIDEST, _NARROW = 9, 4  # documents of a row; around a body, whose edges run along the rows
_HIGH = 7  # bodies one under another in a layer of any height


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a node, and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The layer of a level: its left upper corner and its size."""

    level: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where all is: nodes by IRI, what is left out at a node by the IRI of that node, the layers."""

    nodes: dict[str, Box]
    more: dict[str, Box]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """What lies together: a node or a document with its provisions; places are from its left upper corner."""

    width: float
    height: float
    nodes: tuple[tuple[str, Box], ...]
    more: tuple[tuple[str, Box], ...] = ()


def placed(grown: Grown) -> Placed:
    """Return the places of a network."""
    provisions: dict[str, list[Thing]] = defaultdict(list)
    for thing in grown.things.values():
        if thing.sort is Sort.PROVISION:
            provisions[thing.document].append(thing)
    documents: dict[str, list[_Block]] = defaultdict(list)
    bodies: dict[str, list[_Block]] = defaultdict(list)
    middle = grown.things.get(grown.centre)
    home = (middle.document or middle.iri) if middle else ""
    for thing in grown.things.values():
        if thing.sort is Sort.BODY:
            bodies[thing.level].append(_alone(thing.iri, _BODY, grown))
        elif thing.sort is Sort.DOCUMENT or thing.document not in grown.things:
            inside = sorted(provisions[thing.iri], key=lambda each: (each.order, each.iri))
            block = _group(thing.iri, inside, grown) if inside else _alone(thing.iri, _DOCUMENT, grown)
            documents[thing.level].append(block)
    for level in grown.left.keys() & LEVELS.keys():
        documents[level].append(_Block(*_MORE, (), ((level, Box(_MORE[0] / 2, _MORE[1] / 2, *_MORE)),)))
    beside = middle is not None and middle.sort is Sort.BODY
    return _layers(_centred(documents, home), bodies, _NARROW if beside else _WIDEST)


def _centred(documents: dict[str, list[_Block]], home: str) -> dict[str, list[_Block]]:
    """Put the document in the middle, which is found first, in the middle of its layer."""
    for blocks in documents.values():
        at = next((n for n, block in enumerate(blocks) if any(iri == home for iri, _ in block.nodes)), None)
        if at is not None:
            own = blocks.pop(at)
            blocks.insert(len(blocks) // 2, own)
    return documents


def _layers(documents: dict[str, list[_Block]], bodies: dict[str, list[_Block]], broadest: int) -> Placed:
    most = sum(map(len, documents.values()))
    columns = min(broadest, max(4, math.ceil(math.sqrt(1.3 * most))))
    rows = {level: list(_rows(documents[level], columns * (_DOCUMENT[0] + BETWEEN))) for level in LEVELS}
    widest = max((_wide(row) for each in rows.values() for row in each), default=0.0)
    drawing = _Drawing(widest, widest + _shift(rows.values()))
    for level in LEVELS:
        if rows[level] or bodies[level]:
            drawing.layer(level, rows[level], bodies[level])
    lanes = (
        Lane(level, -_LANE, y, drawing.right + _LANE + _AROUND, height) for level, y, height in drawing.lanes
    )
    return Placed(drawing.nodes, drawing.more, tuple(lanes))


def _staggered(rows: Sequence[Sequence[_Block]], at: int) -> bool:
    """Tell whether a row stands half a node to the right, so that edges pass between its nodes."""
    return at % 2 == 1 and len(rows[at]) == len(rows[0])


def _shift(layers: Iterable[Sequence[Sequence[_Block]]]) -> float:
    shifted = any(_staggered(rows, at) for rows in layers for at in range(len(rows)))
    return (_DOCUMENT[0] + BETWEEN) / 2 if shifted else 0.0


@dataclass
class _Drawing:
    """Places layer under layer; ``widest`` is the room of documents, ``right`` how far all reaches."""

    widest: float
    right: float
    top: float = 0.0
    nodes: dict[str, Box] = field(default_factory=dict)
    more: dict[str, Box] = field(default_factory=dict)
    lanes: list[tuple[str, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.aside = self.right + _ASIDE if self.right else 0.0

    def layer(self, level: str, rows: Sequence[Sequence[_Block]], bodies: Sequence[_Block]) -> None:
        """Place the documents of a level in rows, and its bodies in columns beside them."""
        height = sum(max(block.height for block in row) for row in rows) + BELOW * max(0, len(rows) - 1)
        step = _BODY[1] + BETWEEN
        high = max(_HIGH, int((height + BETWEEN) // step), math.isqrt(2 * len(bodies)))
        beside = min(high, len(bodies)) * step - BETWEEN + (step / 2 if len(bodies) > high else 0.0)
        tall = max(height, beside if bodies else 0.0)
        y = self.top + _AROUND + (tall - height) / 2
        for at, row in enumerate(rows):
            x = (self.widest - _wide(row)) / 2
            x += (_DOCUMENT[0] + BETWEEN) / 2 if _staggered(rows, at) else 0.0
            for block in row:
                self._put(block, x, y)
                x += block.width + BETWEEN
            y += max(block.height for block in row) + BELOW
        column = max((block.width for block in bodies), default=0.0) + BETWEEN
        for at, block in enumerate(bodies):
            y = self.top + _AROUND + (tall - beside) / 2 + at % high * step
            self._put(block, self.aside + at // high * column, y + (step / 2 if at // high % 2 else 0.0))
        self.lanes.append((level, self.top, tall + 2 * _AROUND))
        self.top += tall + 2 * _AROUND + _APART

    def _put(self, block: _Block, x: float, y: float) -> None:
        self.right = max(self.right, x + block.width)
        for found, boxes in ((self.nodes, block.nodes), (self.more, block.more)):
            for iri, box in boxes:
                found[iri] = Box(round(x + box.x, 1), round(y + box.y, 1), box.width, box.height)


def _alone(iri: str, size: tuple[float, float], grown: Grown) -> _Block:
    wide, high = size
    node = (iri, Box(wide / 2, high / 2, wide, high))
    if iri not in grown.left:
        return _Block(wide, high, (node,))
    rest = Box(wide + _WITHIN + _MORE[0] / 2, high / 2, *_MORE)
    return _Block(wide + _WITHIN + _MORE[0], high, (node,), ((iri, rest),))


def _group(document: str, inside: Sequence[Thing], grown: Grown) -> _Block:
    """Return a document around its provisions, which lie in their order, row by row."""
    rest = [iri for iri in (document, *(each.iri for each in inside)) if iri in grown.left]
    many = len(inside) + len(rest)
    columns = many if many <= 3 else math.ceil(math.sqrt(1.6 * many))
    rows = math.ceil(many / columns)
    wide, high = _PROVISION
    step = wide + _WITHIN
    width = columns * step - _WITHIN + 2 * _EDGE + (step / 2 if rows > 1 else 0.0)
    height = _TITLE + rows * (high + _WITHIN * 2) - _WITHIN * 2 + _EDGE

    def cell(at: int, size: tuple[float, float]) -> Box:
        shift = step / 2 if at // columns % 2 else 0.0  # so that edges pass between those of the next row
        x = _EDGE + at % columns * step + wide / 2 + shift
        return Box(x, _TITLE + at // columns * (high + _WITHIN * 2) + high / 2, *size)

    nodes = [(document, Box(width / 2, height / 2, width, height))]
    nodes += [(each.iri, cell(at, _PROVISION)) for at, each in enumerate(inside)]
    more = [(iri, cell(at, _MORE)) for at, iri in enumerate(rest, len(inside))]
    return _Block(width, height, tuple(nodes), tuple(more))


def _rows(blocks: Iterable[_Block], room: float) -> Iterator[list[_Block]]:
    row: list[_Block] = []
    for block in blocks:
        if row and _wide(row) + BETWEEN + block.width > room:
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _wide(row: Sequence[_Block]) -> float:
    return sum(block.width for block in row) + BETWEEN * (len(row) - 1)
