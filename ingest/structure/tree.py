"""The tree that the parsers grow, and its provisions once it is grown.

A :class:`Node` is the one mutable type here: it takes its words line by line. :func:`provisions` freezes the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from ingest.model import Member, Provision, ProvisionKind, Responsibility
from ingest.repair import close_up
from ingest.text import CleanText, SourceText, Span, merge


@dataclass(eq=False, slots=True)
class Node:
    """A provision in the making: its own words in parts, its cells (extent without words) and inner nodes."""

    segment: str
    kind: ProvisionKind
    parent: Node | None = None
    label: CleanText | None = None
    number: str | None = None
    heading: CleanText | None = None
    own: list[CleanText] = field(default_factory=list)
    cells: list[CleanText] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    responsibilities: tuple[Responsibility, ...] = ()
    member: Member | None = None
    extent: tuple[Span, ...] | None = None  # known once the tree is grown, as what follows
    whole: CleanText | None = None
    interleaved: bool = False  # characters of a part stand between those of another
    counts: dict[ProvisionKind, int] = field(default_factory=dict)  # of the inner nodes, by kind
    absolute: bool = False  # its path starts anew inside its annex (articles)

    def add(self, child: Node) -> Node:
        """Hang ``child`` under this node and return it."""
        child.parent = self
        self.children.append(child)
        self.counts[child.kind] = self.counts.get(child.kind, 0) + 1
        return child

    def count(self, kind: ProvisionKind) -> int:
        """Return how many children of ``kind`` there are."""
        return self.counts.get(kind, 0)


def trim(part: CleanText) -> CleanText:
    """Trim a line and close its padding up."""
    words = part.text.strip()
    if len(words) < len(part.text):
        start = part.text.find(words)
        part = part[start : start + len(words)]
    return close_up(part)


def _first_offset(part: CleanText) -> int:
    return part.offsets[0]


def _in_order(parts: list[CleanText]) -> list[CleanText]:
    filled = [part for part in parts if part.text]
    if len(filled) > 1:
        filled.sort(key=_first_offset)
    return filled


def _interleave(parts: list[CleanText]) -> bool:
    """Say whether characters of a part stand between those of another; ``parts`` are in order."""
    last = -1
    for part in parts:
        if part.offsets[0] < last:
            return True
        last = part.offsets[-1]
    return False


def _joined(parts: list[CleanText], source: SourceText) -> CleanText:
    """Put parts in source order, with the source's own line end or tab between parts that one parts."""
    parts = _in_order(parts)
    if _interleave(parts):
        # parts of an interrupted line interleave: put the characters in order
        pairs = sorted((at, char) for part in parts for at, char in zip(part.offsets, part.text, strict=True))
        return CleanText("".join(char for _, char in pairs), tuple(at for at, _ in pairs), source)
    return _one_after_the_other(parts, source)


def _one_after_the_other(parts: list[CleanText], source: SourceText) -> CleanText:
    """Put parts together that are in order, with what parts them."""
    if len(parts) == 1:
        return parts[0]
    text: list[str] = []
    offsets: list[int] = []
    for part in parts:
        start, end = (offsets[-1] + 1, part.offsets[0]) if offsets else (0, 0)
        if start < end:
            mark = "\n"
            at = source.text.find(mark, start, end)
            if at < 0:
                mark = "\t"
                at = source.text.find(mark, start, end)
            if at >= 0:
                offsets.append(at)
                text.append(mark)
        text.append(part.text)
        offsets.extend(part.offsets)
    return CleanText("".join(text), offsets, source)


def _inside(node: Node) -> list[CleanText]:
    parts = [*([node.heading] if node.heading else []), *node.own]
    for child in node.children:
        parts.extend([child.label] if child.label else [])
        parts.extend(_inside(child))
    return parts


def _whole(node: Node, source: SourceText) -> CleanText:
    """Return all words of a node: its own and those of its inner nodes with their labels, in source order.

    They are put together from the whole of each inner node, unless their characters stand between each other.
    """
    if node.whole is None:
        parts = [*([node.heading] if node.heading else []), *node.own]
        for child in node.children:
            parts.extend([child.label] if child.label else [])
            parts.append(_whole(child, source))
            node.interleaved = node.interleaved or child.interleaved
        parts = _in_order(parts)
        node.interleaved = node.interleaved or _interleave(parts)
        if node.interleaved:
            node.whole = _joined(_inside(node), source)
        else:
            node.whole = _one_after_the_other(parts, source)
    return node.whole


def _extent(node: Node) -> tuple[Span, ...]:
    """Return the whole extent of a node: label, words, cells and inner nodes."""
    if node.extent is None:
        spans: list[Span] = []
        for part in (node.label, node.heading, *node.own, *node.cells):
            if part is not None:
                spans.extend(part.spans())
        for child in node.children:
            spans.extend(_extent(child))
        node.extent = merge(spans) if len(spans) > 1 else tuple(spans)
    return node.extent


def _bridged(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Join spans parted by nothing but white space."""
    if len(spans) < 2:
        return spans
    found: list[Span] = []
    for span in spans:
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _articles(node: Node) -> Iterator[Node]:
    """Yield the articles under a node."""
    for child in node.children:
        if child.kind is ProvisionKind.ARTICLE:
            yield child
        else:
            yield from _articles(child)


def _rule(root: Node) -> Node | None:
    """Return the annex that is the rule which the document issues: it alone has articles.

    Its chapters and articles are those of the document (``art-3``, not ``annex-1/art-3``).
    """
    having = [child for child in root.children if next(_articles(child), None) is not None]
    having += [child for child in root.children if child.kind is ProvisionKind.ARTICLE]
    return having[0] if len(having) == 1 and having[0].kind is ProvisionKind.ANNEX else None


def _path(node: Node, rule: Node | None) -> str:
    segments: list[str] = []
    at: Node | None = node
    while at is not None and at.segment:
        if at is rule and segments and at is not node and _of_rule(segments[-1]):
            break
        segments.append(at.segment)
        if at.absolute:
            annex = at.parent
            while annex is not None and annex.kind is not ProvisionKind.ANNEX:
                annex = annex.parent
            at = annex
        else:
            at = at.parent
    return "/".join(reversed(segments))


def _of_rule(segment: str) -> bool:
    return segment.startswith(("art-", "ch-"))


def _let_go(root: Node) -> None:
    """Part the nodes of a tree that has been read: so they end with it, and wait for no garbage collection."""
    stack = [root]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        node.parent = None


def provisions(root: Node, source: SourceText) -> tuple[tuple[Provision, ...], tuple[str, ...]]:
    """Freeze the tree under ``root`` (which is no provision itself), in document order.

    Returns the provisions and the paths that had to be told apart by a suffix (``art-1-2``), because a text
    numbers two provisions alike.
    """
    found: list[Provision] = []
    taken: set[str] = set()
    suffixes: dict[str, int] = {}  # the last one given to a path
    doubled: list[str] = []
    rule = _rule(root)
    order = count()

    def walk(node: Node, parent: str | None) -> None:
        below = parent is not None and not node.absolute and node.parent is not rule
        path = f"{parent}/{node.segment}" if below else _path(node, rule)
        if path in taken:
            doubled.append(path)
            n = suffixes.get(path, 1) + 1
            while f"{path}-{n}" in taken:
                n += 1
            suffixes[path] = n
            node.segment = f"{node.segment}-{n}"
            path = f"{path}-{n}"
        taken.add(path)
        own = _joined([*([node.heading] if node.heading else []), *node.own], source)
        heading = node.heading.text if node.heading else None
        found.append(
            Provision(
                path=path,
                kind=node.kind,
                clean=_whole(node, source) if node.children else own,
                spans=_bridged(_extent(node), source.text),
                order=next(order),
                label=node.label.text if node.label else None,
                number=node.number,
                heading=heading.rstrip("。：:；，、,.;　 ") or None if heading else None,
                parent=parent,
                leaf=not node.children,
                own=own,
                heading_end=len(heading) if heading and own.text.startswith(heading) else 0,
                responsibilities=node.responsibilities,
                member=node.member,
            )
        )
        for child in sorted(node.children, key=_first):
            walk(child, path)

    for top in sorted(root.children, key=_first):
        walk(top, None)
    _let_go(root)
    return tuple(found), tuple(doubled)


def _first(node: Node) -> int:
    spans = _extent(node)
    return spans[0].start if spans else -1
