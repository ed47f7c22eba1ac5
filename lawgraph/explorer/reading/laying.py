"""A document laid out as it reads: rows, the blocks in them, and words cut where a fact begins or ends.

1. The words of an outermost provision, its inner provisions with their labels among them, are all in its rows, once
   and in their order: ``words_of(rows)`` is its text.
2. A segment is a longest stretch of words in which the same facts stand. Facts that overlap are cut at each other's
   edges, so that any of them can be marked alone.
3. What is no word of a provision is shown with the row after which it was printed: residue, and what stood in other
   columns of a table. So no character of the source is lost. A fact whose characters are found nowhere is named with
   its row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.explorer.reading.beside import beside
from lawgraph.explorer.reading.cutting import Cut, Segment, Standing
from lawgraph.explorer.reading.stored import Note, Provision, Stored
from queries.words import Reading, Span

_HOLDERS = frozenset({"part", "book", "chapter", "section", "annex"})
"""Types of provisions whose inner provisions are rows of their own."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a provision that none of its parts has, with the white space around them."""

    before: str
    segments: tuple[Segment, ...]
    after: str

    @property
    def text(self) -> str:
        """The words with the white space around them."""
        return self.before + "".join(segment.text for segment in self.segments) + self.after


@dataclass(frozen=True, slots=True)
class Block:
    """A provision with its words and its parts in their order.

    ``label`` is what is printed before it in the words of the provision around it, with the ``gap`` behind; an
    outermost provision has none there.
    """

    provision: Provision
    label: str
    gap: str
    pieces: tuple[Words | Block, ...]

    @property
    def text(self) -> str:
        """Label and words, with those of the parts."""
        return self.label + self.gap + "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the page: a provision, or the words of one whose parts are rows of their own.

    ``depth`` is the number of provisions around it; ``holder`` that its parts follow as rows, ``rest`` that these are
    words between or behind such parts. ``unplaced`` are numbers of facts that are not among these words; ``beside``
    is what was printed after them in other columns, ``residues`` what belongs to no provision.
    """

    block: Block
    depth: int
    holder: bool = False
    rest: bool = False
    unplaced: tuple[int, ...] = ()
    beside: tuple[tuple[Segment, ...], ...] = ()
    residues: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: ``before`` and ``beside`` are what was printed before all rows, as after a row.

    ``row_of`` is the number of the row in which a provision stands, by its IRI; ``standing`` are the facts that stand
    together, by the numbers that segments have.
    """

    rows: tuple[Row, ...]
    before: tuple[Note, ...]
    beside: tuple[tuple[Segment, ...], ...]
    row_of: dict[str, int]
    standing: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Node:
    """A provision found at ``begin`` to ``end`` of a text; its label begins at ``label``."""

    provision: Provision
    label: int
    begin: int
    end: int
    parts: list[_Node]


def words_of(rows: Iterable[Row]) -> str:
    """Return the words of rows, one after the other."""
    return "".join(row.block.text for row in rows)


def laid(stored: Stored) -> Laid:
    """Lay a document out."""
    rows: list[Row] = []
    parts: defaultdict[str, list[Provision]] = defaultdict(list)
    known = {each.iri for each in stored.provisions}
    for each in stored.provisions:
        inner = each.parent in known and each.parent != each.iri
        parts[each.parent if inner else ""].append(each)
    facts: defaultdict[str, list[int]] = defaultdict(list)
    for number, fact in enumerate(stored.facts):
        facts[fact.provision].append(number)
    standing = Standing()
    waiting = list(reversed(parts[""]))
    while (
        waiting
    ):  # what is not found among the words of the provision around it follows that as one of its own
        outermost = waiting.pop()
        tree, apart = _tree(outermost, parts)
        rows += _Text(stored, tree, facts, standing).rows(tree, 0)
        waiting += reversed(apart)
    row_of: dict[str, int] = {}
    for at, row in enumerate(rows):
        for block in _blocks(row.block):
            row_of.setdefault(block.provision.iri, at)
    return _completed(stored, rows, row_of, standing)


def _tree(outermost: Provision, parts: dict[str, list[Provision]]) -> tuple[_Node, list[Provision]]:
    """Return where the parts of a provision stand in its text, and those that are not found there."""
    text = outermost.text
    apart: list[Provision] = []

    def node(provision: Provision, label: int, begin: int, end: int) -> _Node:
        found: list[_Node] = []
        at = begin
        for part in parts.pop(provision.iri, []):
            start = text.find(part.text, at, end) if part.text else at
            if start < 0:
                apart.append(part)
                continue
            found.append(node(part, _label_at(text, at, start, part), start, start + len(part.text)))
            at = start + len(part.text)
        return _Node(provision, label, begin, end, found)

    return node(outermost, 0, 0, len(text)), apart


def _label_at(text: str, least: int, begin: int, part: Provision) -> int:
    """Return where the label of a part begins that stands before it; its own beginning where there is none."""
    end = least + len(text[least:begin].rstrip())
    return end - len(part.printed) if part.printed and text.endswith(part.printed, least, end) else begin


class _Text:
    """The words of an outermost provision, cut where facts begin and end."""

    def __init__(
        self, stored: Stored, tree: _Node, facts: Mapping[str, Sequence[int]], standing: Standing
    ) -> None:
        self._text = tree.provision.text
        self._unplaced: defaultdict[str, list[int]] = defaultdict(list)
        ranges: list[tuple[int, int, int]] = []
        for node in _nodes(tree):
            ranges += self._ranges(stored, node, facts.get(node.provision.iri, ()))
        self._cut = Cut(ranges, standing)

    def _ranges(self, stored: Stored, node: _Node, facts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        if not facts:
            return
        provision = node.provision
        places = stored.places.get(provision.iri, ())
        source = stored.sources.get(places[0][0]) if places else None
        reading = Reading(provision.text, [span for _, span in places], source.characters) if source else None
        for number in facts:
            found = reading.ranges(stored.spans(stored.facts[number].iri)) if reading else ()
            if not found:
                self._unplaced[provision.iri].append(number)
            for start, end in found:
                yield node.begin + start, node.begin + end, number

    def rows(self, node: _Node, depth: int) -> Iterator[Row]:
        """Yield the rows of a provision."""
        if not (node.parts and node.provision.kind in _HOLDERS):
            yield Row(self._block(node), depth, unplaced=self._left(_nodes(node)))
            return
        first = node.parts[0].label
        head = Block(node.provision, *self._label(node), self._words(node.begin, first))
        yield Row(head, depth, holder=True, unplaced=self._left((node,)))
        at = first
        for part in node.parts:
            yield from self._rest(node, at, part.label, depth)
            yield from self.rows(part, depth + 1)
            at = part.end
        yield from self._rest(node, at, node.end, depth)

    def _rest(self, node: _Node, start: int, end: int, depth: int) -> Iterator[Row]:
        if words := self._words(start, end):
            yield Row(Block(node.provision, "", "", words), depth + 1, rest=True)

    def _left(self, nodes: Iterable[_Node]) -> tuple[int, ...]:
        return tuple(number for node in nodes for number in self._unplaced.pop(node.provision.iri, ()))

    def _label(self, node: _Node) -> tuple[str, str]:
        before = self._text[node.label : node.begin]
        label = before[: len(node.provision.printed)] if before else ""
        return label, before[len(label) :]

    def _block(self, node: _Node) -> Block:
        pieces: list[Words | Block] = []
        at = node.begin
        for part in node.parts:
            pieces += self._words(at, part.label)
            pieces.append(self._block(part))
            at = part.end
        return Block(node.provision, *self._label(node), (*pieces, *self._words(at, node.end)))

    def _words(self, start: int, end: int) -> tuple[Words, ...]:
        """Return the words from ``start`` to ``end``, if there is any character."""
        if start >= end:
            return ()
        text = self._text[start:end]
        bare = text.strip()
        if not bare:
            return (Words(text, (), ""),)
        first = start + text.index(bare)
        last = first + len(bare)
        segments = tuple(self._cut.segments(self._text, first, last))
        return (Words(self._text[start:first], segments, self._text[last:end]),)


def _nodes(node: _Node) -> Iterator[_Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


def _blocks(block: Block) -> Iterator[Block]:
    yield block
    for piece in block.pieces:
        if isinstance(piece, Block):
            yield from _blocks(piece)


class _Order:
    """In which order rows were printed, by the first place of each in a source text."""

    def __init__(self, stored: Stored, rows: Sequence[Row]) -> None:
        starts = [
            (places[0], at)
            for at, row in enumerate(rows)
            if not row.rest and (places := sorted(stored.places.get(row.block.provision.iri, ())))
        ]
        self._starts = sorted(starts)

    def before(self, place: tuple[str, Span]) -> int:
        """Return the number of the last row that begins before a place of its source text; -1 where none does."""
        at = bisect_right(self._starts, (place, 1 << 60)) - 1
        return self._starts[at][1] if at >= 0 and self._starts[at][0][0] == place[0] else -1


def _completed(stored: Stored, rows: Sequence[Row], row_of: dict[str, int], standing: Standing) -> Laid:
    """Return rows with what was printed after each and is no word of a provision."""
    order = _Order(stored, rows)
    residues: defaultdict[int, list[Note]] = defaultdict(list)
    for note in stored.residues:
        places = sorted(stored.places.get(note.iri, ()))
        residues[order.before(places[0]) if places else len(rows) - 1].append(note)
    unplaced = [number for row in rows for number in row.unplaced]
    cuts = {source: Cut(_in_source(stored, source, unplaced), standing) for source in stored.sources}
    cells: defaultdict[int, list[tuple[Segment, ...]]] = defaultdict(list)
    for source, (start, end) in beside(stored):
        segments = cuts[source].segments(stored.sources[source].characters, start, end)
        cells[order.before((source, (start, end)))].append(tuple(segments))
    stand = {each.stands for row in cells.values() for cell in row for each in cell} - {-1}
    sets = standing.sets
    found = {fact for number in stand for fact in sets[number]}
    completed = (
        replace(
            row,
            unplaced=tuple(number for number in row.unplaced if number not in found),
            beside=tuple(cells[at]),
            residues=tuple(residues[at]),
        )
        for at, row in enumerate(rows)
    )
    return Laid(tuple(completed), tuple(residues[-1]), tuple(cells[-1]), row_of, sets)


def _in_source(stored: Stored, source: str, facts: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    for number in facts:
        for where, (start, end) in stored.places.get(stored.facts[number].iri, ()):
            if where == source:
                yield start, end, number
