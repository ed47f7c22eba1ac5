"""What the page tells of a network: each node and edge in plain words, with its place and the ways on from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from lawgraph.drawing import fitting
from lawgraph.explorer.given import Given
from lawgraph.explorer.network.model import KINDS, LEVELS, Grown, Kind, Left, Sort, Thing, Tie
from lawgraph.explorer.network.placing import Lane, placed
from lawgraph.explorer.network.routing import Curve, curves
from lawgraph.levels import sureness
from lawgraph.tables.cells import Column, Number, Stack, Table, percentage
from ontology.iri import BASE

_SURE = {"确定": "certain", "很可能": "likely", "待核": "unsure"}
_CHARACTERS = {Sort.DOCUMENT: 13, Sort.PROVISION: 13, Sort.BODY: 12}  # of a line of a label


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a node: what it does and the rest of the address."""

    does: str
    link: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node that is drawn: ``lines`` of its label, its whole name, its place (the middle; pixels) and its size.

    ``around`` tells that it is drawn around provisions. ``joined`` counts its edges, ``left`` what is left out at it.
    ``of`` is the node at which a node of the sort ``more`` stands.
    """

    id: str
    iri: str
    sort: str
    lines: tuple[str, ...]
    name: str
    level: str
    document: str
    title: str
    year: str
    place: str
    words: str
    x: float
    y: float
    width: float
    height: float
    centre: bool = False
    around: bool = False
    open: bool = False
    joined: int = 0
    left: int = 0
    at_least: bool = False
    of: str = ""
    ways: tuple[Way, ...] = ()
    amended: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge that is drawn; ``source`` and ``target`` are ids of nodes (what each end is: see ``Tie``).

    ``sure`` is certain, likely, unsure, or empty for what is not a link. ``upper`` and ``lower`` are the documents
    to set side by side, ``curve`` is the way that it runs.
    """

    id: str
    source: str
    target: str
    source_name: str
    target_name: str
    kind: str
    count: int
    sure: str = ""
    probability: float | None = None
    doubtful: int = 0
    differences: tuple[str, ...] = ()
    role: str = ""
    certain: bool = True
    upper: str = ""
    lower: str = ""
    curve: Curve = (0.0,) * 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of edges that can be switched: its names, how many are shown, whether it is on, and the way to switch."""

    kind: str
    zh: str
    en: str
    count: int
    on: bool
    link: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found by its name."""

    iri: str
    name: str
    level: str
    kind: str
    link: str


@dataclass(frozen=True, slots=True)
class Network:
    """What the page shows: a network around ``centre``, or of the documents where there is none."""

    centre: Node | None
    depth: int
    choices: tuple[Choice, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lanes: tuple[Lane, ...]
    left: int
    full: bool
    wanted: str
    hits: tuple[Hit, ...]
    searchable: bool
    total: int = 0


def told(grown: Grown, given: Given, depth: int, kinds: tuple[Kind, ...]) -> Network:
    """Return a network as it is told and drawn."""
    where = placed(grown)
    ids = {iri: f"n{at}" for at, iri in enumerate(where.nodes)}
    ties = [tie for tie in grown.ties if tie.source in ids and tie.target in ids]
    joined = Counter(end for tie in ties for end in (tie.source, tie.target))
    nodes: list[Node] = []
    for iri, box in where.nodes.items():
        thing = grown.things[iri]
        left = grown.left.get(iri, Left(iri, 0))
        nodes.append(
            Node(
                ids[iri], iri, thing.sort, label(thing), thing.whole, thing.level, thing.document, thing.title,
                thing.year, thing.place, thing.words, box.x, box.y, box.width, box.height,
                centre=iri == grown.centre, around=iri in grown.inside, open=iri in grown.open,
                joined=joined[iri], left=left.count, at_least=left.at_least, ways=tuple(_ways(thing, grown, given)),
                amended=thing.amended,
            )
        )  # fmt: skip
    for at, (iri, box) in enumerate(where.more.items()):
        left = grown.left[iri]
        level = grown.things[iri].level if iri in grown.things else iri
        name = grown.things[iri].whole if iri in grown.things else LEVELS[iri].zh
        rest = Way("rest", given.link(more=_with(given, "more", _short(iri))))
        nodes.append(
            Node(
                f"m{at}", iri, Sort.MORE, (_more(left),), name, level, "", "", "", "", "", box.x, box.y, box.width,
                box.height, left=left.count, at_least=left.at_least, of=ids.get(iri, ""), ways=(rest,),
            )
        )  # fmt: skip
    aside = {iri for iri, thing in grown.things.items() if thing.sort is Sort.BODY}
    ways = curves(where.nodes, [(tie.source, tie.target) for tie in ties], aside)
    edges = tuple(
        _edge(f"e{at}", tie, grown, ids, way) for at, (tie, way) in enumerate(zip(ties, ways, strict=True))
    )
    return Network(
        next((node for node in nodes if node.centre), None), depth, _choices(ties, given, kinds), tuple(nodes), edges,
        where.lanes, sum(left.count for left in grown.left.values()), grown.full, "", (), True,
    )  # fmt: skip


def label(thing: Thing) -> tuple[str, ...]:
    """Return the lines of a node's label: of a name that is too long its beginning and its end.

    >>> label(Thing("d", Sort.DOCUMENT, "最高人民法院关于审理建设工程施工合同纠纷案件的解释", year="2020"))
    ('最高人民法院关于审理建设工', '程施工合同纠纷案件的解释', '2020年')
    """
    room = _CHARACTERS[thing.sort]
    if thing.sort is Sort.PROVISION:
        lines = [fitting(thing.name, room), *((fitting(thing.words, room),) if thing.words else ())]
    else:
        lines = _folded(" ".join(thing.name.split()), room)
    if thing.sort is Sort.DOCUMENT and thing.year:
        lines.append(f"{thing.year}年" + (f"（{thing.amended} 修正）" if thing.amended else ""))
    return tuple(lines)


def _folded(name: str, room: int) -> list[str]:
    if len(name) <= room:
        return [name]
    if len(name) <= 2 * room:
        half = room if len(name) > 2 * room - 3 else _half(name)
        return [name[:half], name[half:]]
    return [name[:room], "…" + name[1 - room :]]


def _half(name: str) -> int:
    return (len(name) + 1) // 2


def _more(left: Left) -> str:
    return f"还有 {left.count:,} 个" + ("以上" if left.at_least else "")


def _ways(thing: Thing, grown: Grown, given: Given) -> list[Way]:
    """Return what can be done with a node."""
    iri = _short(thing.iri)
    found: list[Way] = []
    if thing.iri != grown.centre:
        found.append(
            Way("centre", given.link(node=iri, q=None, open=None, shut=None, more=None, inside=None))
        )
    if thing.iri in grown.open:
        if thing.iri != grown.centre:
            shut = None if iri in given.several("open") else _with(given, "shut", iri)
            kept = given.several("shut") if shut is None else shut
            found.append(Way("close", given.link(open=_without(given, "open", iri), shut=kept)))
    elif grown.centre:
        link = given.link(open=_with(given, "open", iri), shut=_without(given, "shut", iri))
        found.append(Way("open", link))
    if thing.iri in grown.left:
        found.append(Way("rest", given.link(more=_with(given, "more", iri))))
    if thing.sort is Sort.DOCUMENT and grown.centre:
        if iri in given.several("inside"):
            found.append(Way("outside", given.link(inside=_without(given, "inside", iri))))
        elif thing.iri not in grown.inside:
            found.append(Way("inside", given.link(inside=_with(given, "inside", iri))))
    return found


def _short(iri: str) -> str:
    return iri.removeprefix(f"{BASE}/")


def _with(given: Given, name: str, value: str) -> list[str]:
    return list(dict.fromkeys([*given.several(name), value]))


def _without(given: Given, name: str, value: str) -> list[str]:
    return [each for each in given.several(name) if each != value]


def _edge(name: str, tie: Tie, grown: Grown, ids: dict[str, str], way: Curve) -> Edge:
    source, target = grown.things[tie.source], grown.things[tie.target]
    link = tie.kind is Kind.LINK
    return Edge(
        name, ids[tie.source], ids[tie.target], source.whole, target.whole, tie.kind, tie.count,
        _SURE[sureness(tie.score or 0.0)] if link else "", tie.score if link else None, tie.doubtful,
        tie.differences, tie.role, tie.certain,
        (target.document or target.iri) if link else "", (source.document or source.iri) if link else "",
        way,
    )  # fmt: skip


def _choices(ties: list[Tie], given: Given, kinds: tuple[Kind, ...]) -> tuple[Choice, ...]:
    counted = Counter(tie.kind for tie in ties)
    found = []
    for kind, said in KINDS.items():
        on = kind in kinds
        after = [each for each in Kind if (each in kinds) != (each is kind)]
        link = given.link(
            kind=None if len(after) == len(Kind) or not after else [each.value for each in after]
        )
        found.append(Choice(kind, said.zh, said.en, counted[kind], on, link))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    kind: str
    target: str
    count: Number
    sure: str
    probability: Number | None
    differences: str
    role: str


def table(found: Network) -> Table:
    """Return the edges as a table."""
    sure = {code: words for words, code in _SURE.items()}
    rows = [
        _Row(
            each.source_name, KINDS[Kind(each.kind)].zh, each.target_name, Number(Decimal(each.count)),
            sure.get(each.sure, ""), percentage(each.probability), "、".join(each.differences), each.role,
        )
        for each in found.edges
    ]  # fmt: skip
    columns = (
        Column("source", "从", "from", 30),
        Column("kind", "关系", "kind", 8),
        Column("target", "到", "to", 30),
        Column("count", "处数", "count", 6),
        Column("sure", "把握", "how sure", 8),
        Column("probability", "概率", "probability", 8),
        Column("differences", "差异", "difference", 14),
        Column("role", "角色或改革", "role or reform", 20),
    )
    stacks = (
        Stack("从", "from", 3, (("source", ""),)),
        Stack("关系", "kind", 1, (("kind", ""), ("count", ""), ("sure", ""))),
        Stack("到", "to", 3, (("target", ""),)),
        Stack("说明", "notes", 2, (("differences", ""), ("role", ""))),
    )
    note = "每行是图中的一条连线；文件之间的连线按条款汇总，处数是所汇总的条数。"
    return Table("network", "图", "Network", note, columns, stacks, rows)
