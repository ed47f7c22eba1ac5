"""How edges run between nodes: out of the side that faces the other node, each at its own place of that side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from lawgraph.explorer.network.placing import Box

_NEAR = 8.0  # between two nodes, below which they lie side by side
_FAR = 200.0  # between two such nodes, above which an edge goes round what lies between
_ARC = 34.0
_STEP, _CORNER = 14.0, 12.0  # between two edges at a side, from the corner to the first
Curve = tuple[float, float, float, float, float, float, float, float]
"""Where an edge begins, two points that bend it, where it ends: x and y of each; it passes the middle of its bends."""


class Side(Enum):
    """A side of a node: where from its middle, in halves of width and height."""

    TOP = (0.0, -1.0)
    BOTTOM = (0.0, 1.0)
    LEFT = (-1.0, 0.0)
    RIGHT = (1.0, 0.0)


def curves(
    boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]], aside: Collection[str] = ()
) -> list[Curve]:
    """Return how edges run, each given by its two nodes; nodes ``aside`` (bodies) are joined at their left and right.

    >>> curves({"a": Box(0, 0, 100, 40), "b": Box(200, 200, 100, 40)}, [("a", "b")])
    [(0.0, 20.0, 0.0, 100.0, 200.0, 100.0, 200.0, 180.0)]
    """
    sides = [_sides(boxes[a], boxes[b], (a in aside) != (b in aside)) for a, b in edges]
    ends: dict[tuple[str, Side], list[tuple[float, int, int]]] = defaultdict(list)
    for at, (names, pair) in enumerate(zip(edges, sides, strict=True)):
        for end in (0, 1):
            side, other = pair[end], boxes[names[1 - end]]
            ends[names[end], side].append((other.x if side.value[0] == 0 else other.y, at, end))
    places: dict[tuple[int, int], tuple[float, float]] = {}
    for (name, side), here in ends.items():
        box = boxes[name]
        right, down = side.value
        room = (box.height if right else box.width) - 2 * _CORNER
        step = min(_STEP, room / max(1, len(here) - 1))
        for number, (_, at, end) in enumerate(sorted(here)):
            off = (number - (len(here) - 1) / 2) * step
            x = box.x + right * box.width / 2 + (0.0 if right else off)
            places[at, end] = round(x, 1), round(box.y + down * box.height / 2 + (off if right else 0.0), 1)
    return [_curve(places[at, 0], places[at, 1], *pair) for at, pair in enumerate(sides)]


def _sides(one: Box, other: Box, beside: bool) -> tuple[Side, Side]:
    apart = abs(other.y - one.y) - (one.height + other.height) / 2
    between = abs(other.x - one.x) - (one.width + other.width) / 2
    if beside or (apart <= _NEAR and between <= _FAR):
        return (Side.RIGHT, Side.LEFT) if other.x > one.x else (Side.LEFT, Side.RIGHT)
    if apart > _NEAR:
        return (Side.BOTTOM, Side.TOP) if other.y > one.y else (Side.TOP, Side.BOTTOM)
    return Side.TOP, Side.TOP


def _curve(start: tuple[float, float], end: tuple[float, float], one: Side, other: Side) -> Curve:
    if one is other:
        turn = round(min(start[1], end[1]) - _ARC, 1)
        return *start, start[0], turn, end[0], turn, *end
    if one.value[0]:
        turn = round((start[0] + end[0]) / 2, 1)
        return *start, turn, start[1], turn, end[1], *end
    turn = round((start[1] + end[1]) / 2, 1)
    return *start, start[0], turn, end[0], turn, *end
