"""What the page of the network shows: nodes, what joins them, where they lie, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lawgraph.explorer.page import Said

MOST = 300
"""How many nodes a network has at most."""


class Kind(StrEnum):
    """What joins two nodes."""

    LINK = "link"
    BASIS = "basis"
    CITATION = "citation"
    DUTY = "duty"
    REFORM = "reform"


KINDS: Mapping[Kind, Said] = {
    Kind.LINK: Said("对应", "Links"),
    Kind.BASIS: Said("依据", "Legal bases"),
    Kind.CITATION: Said("引用", "Citations"),
    Kind.DUTY: Said("责任", "Responsibilities"),
    Kind.REFORM: Said("沿革", "Reforms"),
}
"""The kinds with their names, in the order of the legend."""
LEVELS: Mapping[str, Said] = {
    "national": Said("国家", "National"),
    "province": Said("省级", "Province"),
    "prefecture": Said("市级", "Prefecture"),
    "county": Said("县级", "County"),
    "township": Said("乡级", "Township"),
    "": Said("层级未知", "Level unknown"),
}
"""The levels, highest first, with their names."""


class Sort(StrEnum):
    """What a node is."""

    DOCUMENT = "document"
    PROVISION = "provision"
    BODY = "body"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph says of a node.

    ``document`` is that of a provision, with its ``title``. ``level`` is one of :data:`LEVELS`, ``year`` that of a
    document and ``amended`` that in which its words were last changed (``""``: unknown), ``place`` the name of its
    territory, ``words`` how a provision begins.
    """

    iri: str
    sort: Sort
    name: str
    level: str = ""
    document: str = ""
    title: str = ""
    year: str = ""
    place: str = ""
    words: str = ""
    order: int = 0
    amended: str = ""

    @property
    def whole(self) -> str:
        """The name by which it is known without its surroundings."""
        return f"《{self.title}》{self.name}" if self.sort is Sort.PROVISION and self.title else self.name


@dataclass(frozen=True, slots=True)
class Tie:
    """That two nodes are joined, and by how much.

    ``source`` is the lower end of a link, what cites or is based on, the body that answers, the body before a
    reform. ``count`` is how many facts say so. Of links ``score`` is the greatest probability, ``doubtful`` how many
    are doubtful, ``differing`` how many show a difference, ``differences`` their names. ``role`` names the part of a
    body, the reform, or the printed title of a basis.
    """

    kind: Kind
    source: str
    target: str
    count: int = 1
    score: float | None = None
    doubtful: int = 0
    differences: tuple[str, ...] = ()
    role: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """What is left out at a node; ``at_least`` where not all were counted."""

    iri: str
    count: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Grown:
    """A network before it is placed: things by IRI in the order in which they were found, ties, what was left out.

    ``open`` are those whose neighbours are shown, ``inside`` documents whose provisions are. ``full`` tells that there
    was no room for more.
    """

    centre: str
    things: Mapping[str, Thing]
    ties: tuple[Tie, ...]
    left: Mapping[str, Left]
    open: frozenset[str]
    inside: frozenset[str]
    full: bool = False
