"""A document laid out as it reads: rows, the blocks in them, and words cut where a fact begins or ends.

1. The words of an outermost provision, its inner provisions with their labels among them, are all in its rows, once
   and in their order: ``words_of(rows)`` is its text.
2. A segment is a longest stretch of words in which the same facts stand. Facts that overlap are cut at each other's
   edges, so that any of them can be marked alone.
3. What has no place in the text is shown at the end of its row: residue behind the row before it, a fact whose
   characters are not found among the words of its provision with that provision.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lawgraph.explorer.reading.stored import Note, Provision, Stored
from queries.words import Reading, Span

_HOLDERS = frozenset({"part", "book", "chapter", "section", "annex"})
"""Types of provisions whose inner provisions are rows of their own."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in which the same facts stand: ``facts`` are their numbers, the widest first.

    ``first`` tells that these facts stand together here for the first time.
    """

    text: str
    facts: tuple[int, ...] = ()
    first: bool = False


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
    words between or behind such parts. ``unplaced`` are numbers of facts, ``residues`` what was printed after it.
    """

    block: Block
    depth: int
    holder: bool = False
    rest: bool = False
    unplaced: tuple[int, ...] = ()
    residues: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: ``before`` is residue that was printed before all rows, ``row_of`` the number of the row
    in which a provision stands, by its IRI.
    """

    rows: tuple[Row, ...]
    before: tuple[Note, ...]
    row_of: dict[str, int]


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
    waiting = list(reversed(parts[""]))
    while waiting:  # what is not found among the words of the provision around it follows that as one of its own
        outermost = waiting.pop()
        tree, apart = _tree(outermost, parts)
        rows += _Text(stored, tree, facts).rows(tree, 0)
        waiting += reversed(apart)
    row_of: dict[str, int] = {}
    for at, row in enumerate(rows):
        for block in _blocks(row.block):
            row_of.setdefault(block.provision.iri, at)
    placed, before = _with_residues(stored, rows)
    return Laid(tuple(placed), tuple(before), row_of)


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

    def __init__(self, stored: Stored, tree: _Node, facts: dict[str, list[int]]) -> None:
        self._text = tree.provision.text
        self._unplaced: defaultdict[str, list[int]] = defaultdict(list)
        ranges: list[tuple[int, int, int]] = []
        for node in _nodes(tree):
            ranges += self._ranges(stored, node, facts.get(node.provision.iri, ()))
        self._edges, self._facts = _cut(ranges)
        self._seen: set[tuple[int, ...]] = set()

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
        segments = tuple(self._segments(first, last))
        return (Words(self._text[start:first], segments, self._text[last:end]),)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        at = start
        number = bisect_right(self._edges, start)
        while at < end:
            stop = min(end, self._edges[number]) if number < len(self._edges) else end
            facts = self._facts[number - 1] if number else ()
            yield Segment(self._text[at:stop], facts, bool(facts) and facts not in self._seen)
            self._seen.add(facts)
            at, number = stop, number + 1


def _cut(ranges: Iterable[tuple[int, int, int]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Return where facts begin or end, and which stand between each of these places and the next, the widest first.

    >>> _cut([(0, 4, 7), (2, 6, 8)])
    ([0, 2, 4, 6], [(7,), (7, 8), (8,), ()])
    """
    begins: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    width: defaultdict[int, int] = defaultdict(int)
    for start, end, fact in ranges:
        if start < end:
            begins[start].append(fact)
            ends[end].append(fact)
            width[fact] += end - start
    edges = sorted({*begins, *ends})
    open_now: list[int] = []
    standing = []
    for edge in edges:
        for fact in ends[edge]:
            open_now.remove(fact)
        open_now += begins[edge]
        standing.append(tuple(sorted(set(open_now), key=lambda fact: (-width[fact], fact))))
    return edges, standing


def _nodes(node: _Node) -> Iterator[_Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


def _blocks(block: Block) -> Iterator[Block]:
    yield block
    for piece in block.pieces:
        if isinstance(piece, Block):
            yield from _blocks(piece)


def _with_residues(stored: Stored, rows: list[Row]) -> tuple[list[Row], list[Note]]:
    """Return rows with the residue that was printed after each, and that before all."""
    starts: list[tuple[Span, int]] = []
    for at, row in enumerate(rows):
        if not row.rest and (spans := stored.spans(row.block.provision.iri)):
            starts.append((spans[0], at))
    starts.sort()
    notes: defaultdict[int, list[Note]] = defaultdict(list)
    for note in sorted(stored.residues, key=lambda each: stored.spans(each.iri)):
        spans = stored.spans(note.iri)
        before = bisect_right(starts, (spans[0], len(rows))) if spans else len(starts)
        notes[starts[before - 1][1] if before else -1].append(note)
    placed = [
        replace(row, residues=tuple(notes[at])) if notes.get(at) else row for at, row in enumerate(rows)
    ]
    return placed, notes[-1]
