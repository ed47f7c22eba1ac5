"""What is in doubt, noted or left over at its places: of one document, or of one kind of diagnostic."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lawgraph.explorer.facts import place_in
from lawgraph.explorer.page import Said
from lawgraph.explorer.quality.troubles import KINDS
from lawgraph.explorer.quality.words import SORTS, Sort, meaning, residue_said
from lawgraph.stored_links import Reader
from lawgraph.tables.holdings import chinese
from queries.words import Span, place_of

_SHOWN = 80  # characters of what stands at a place
_MOST = 20_000  # diagnostics that are read
_MARKS = 2  # characters between the names of a list
_AT_ONCE = 200  # things that one query asks for


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A doubtful fact: its kind, its words, why it is doubtful, and where it is."""

    fact: str
    kind: Said
    words: str
    why: str
    provision: str
    label: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A diagnostic: what it means, what it says besides in Chinese and English, and what stands at its first place.

    ``provision`` is empty where its place is in none, or is not known.
    """

    iri: str
    code: str
    sort: Sort
    said: Said
    message: Said
    words: str
    places: int
    provision: str
    label: str
    document: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What is in no provision: why, its words, and at which character of the source it begins."""

    iri: str
    reason: Said
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where the characters of a source are, blanks aside.

    They are in the words of provisions, in their ``labels`` (第一条), in the names of who answers beside a measure, in
    residues by reason, or ``nowhere``.
    """

    characters: int
    blanks: int
    provisions: int
    labels: int
    answering: int
    residues: tuple[tuple[Said, int], ...]
    nowhere: int

    @property
    def share(self) -> float:
        """The share of characters, blanks aside, that are in provisions or belong to them."""
        whole = self.characters - self.blanks
        return (self.provisions + self.labels + self.answering) / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """What a document is read from: its source, the spans and labels of its provisions and its residues.

    ``labels`` are as they are printed, without blanks; ``answering`` is where the names of who answers stand.
    """

    source: str
    provisions: Mapping[str, tuple[str, tuple[Span, ...]]]
    labels: tuple[str, ...]
    answering: tuple[Span, ...]
    residues: tuple[tuple[str, str, str, tuple[Span, ...]], ...]

    @classmethod
    def of(cls, reader: Reader, document: str) -> Read:
        """Read a document."""
        rows = reader.ask(
            f"SELECT ?c {{ <{document}> eli:is_realized_by/lg:source ?s . ?s lg:sourceCharacters ?c }} ORDER BY ?s"
        )
        source = next((row[0] or "" for row in rows), "")
        provisions: dict[str, tuple[str, list[Span]]] = {}
        for at, label, place in reader.ask(
            f"""SELECT ?p ?label ?place {{ ?p lg:inDocument <{document}> ; lg:order ?order ; lg:place ?place
            OPTIONAL {{ ?p lg:preferredLabel ?label }} }}"""
        ):
            provisions.setdefault(at or "", (label or "", []))[1].append(place_of(place or "")[1])
        left: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
        for iri, reason, words, place in reader.ask(
            f"""SELECT ?r ?reason ?words ?place {{ ?r lg:inDocument <{document}> ; a lg:Residue ; lg:reason ?reason ;
            lg:text ?words ; lg:place ?place }}"""
        ):
            left[iri or "", reason or "", words or ""].append(place_of(place or "")[1])
        labels = {
            "".join((row[0] or "").split())
            for row in reader.ask(f"SELECT ?label {{ ?p lg:inDocument <{document}> ; lg:label ?label }}")
        }
        answering = reader.ask(
            f"SELECT ?place {{ ?r lg:inDocument <{document}> ; lg:responsibilityRole ?role ; lg:place ?place }}"
        )
        return cls(
            source,
            {at: (label, tuple(sorted(spans))) for at, (label, spans) in provisions.items()},
            tuple(sorted(labels - {""}, key=lambda label: (-len(label), label))),
            tuple(sorted({place_of(row[0] or "")[1] for row in answering})),
            tuple((*told, tuple(sorted(spans))) for told, spans in left.items()),
        )

    def coverage(self) -> Coverage:
        """Return where the characters are; a character in a provision is not counted as residue as well."""
        read = bytearray(char.isspace() for char in self.source)
        blanks = sum(read)
        provisions = sum(_mark(read, spans) for _, spans in self.provisions.values())
        answering = _mark(read, _joined(self.answering, self.source))
        counted: Counter[str] = Counter()
        for _, reason, _, spans in self.residues:
            counted[reason] += _mark(read, spans)
        residues = tuple((residue_said(reason), number) for reason, number in counted.most_common() if number)
        rest = len(read) - sum(read)
        nowhere = len(self._unlabelled(read))
        return Coverage(len(self.source), blanks, provisions, rest - nowhere, answering, residues, nowhere)

    def _unlabelled(self, read: bytearray) -> str:
        """Return what is not read and is no label, nor the colon after one."""
        left = "".join("\n" if done else char for char, done in zip(self.source, read, strict=True))
        if not self.labels:
            return "".join(left.split())
        labels = "|".join(map(re.escape, self.labels))
        return "".join(re.sub(rf"(?:{labels})[：:]?", "", "".join(left.split())).split())

    def pieces(self) -> tuple[Piece, ...]:
        """Return the residues in the order of the source."""
        found = [
            Piece(iri, residue_said(reason), words, spans[0][0])
            for iri, reason, words, spans in self.residues
        ]
        return tuple(sorted(found, key=lambda each: (each.start, each.iri)))

    def provision_at(self, start: int) -> tuple[str, str]:
        """Return the smallest provision with a character, and its label; nothing where it is in none.

        What stands between the pieces of a provision, as words of another column do, counts as in it.
        """
        found = [
            (not any(begin <= start < end for begin, end in spans), spans[-1][1] - spans[0][0], at, label)
            for at, (label, spans) in self.provisions.items()
            if spans[0][0] <= start < spans[-1][1]
        ]
        _, _, at, label = min(found, default=(False, 0, "", ""))
        return at, label


def _joined(spans: Sequence[Span], source: str) -> list[Span]:
    """Return spans with what belongs to a list of names: the marks between them, and 等 after one."""
    between = [(end, start) for (_, end), (start, _) in pairwise(spans) if 0 < start - end <= _MARKS]
    after = [(end, end + 1) for _, end in spans if source[end : end + 1] == "等"]
    return [*spans, *between, *after]


def _mark(read: bytearray, spans: Sequence[Span]) -> int:
    """Mark characters as read, and return how many were not before."""
    new = 0
    for start, end in spans:
        new += (end - start) - sum(read[start:end])
        read[start:end] = b"\x01" * len(read[start:end])
    return new


def doubtful_of(reader: Reader, document: str, labels: Mapping[str, str]) -> list[Doubtful]:
    """Return the doubtful facts of a document in the order of the text; ``labels`` are those of its provisions."""
    told: dict[str, tuple[str, list[str]]] = {}
    for fact, doubt, words in reader.ask(
        f"""SELECT ?f ?doubt ?words {{ {{ SELECT ?f ?doubt {{ ?f lg:inDocument <{document}> ; lg:doubt ?doubt }} }}
        ?f lg:text ?words }} ORDER BY ?doubt"""
    ):
        told.setdefault(fact or "", (words or "", []))[1].append(chinese(doubt) or "")
    found = [
        (place.start, Doubtful(fact, KINDS[place.kind], words, "；".join(why), place.provision, label))
        for fact, (words, why) in told.items()
        if (place := place_in(fact)).kind in KINDS
        for label in (labels.get(place.provision, ""),)
    ]
    return [each for _, each in sorted(found, key=lambda each: (each[0], each[1].fact))]


@dataclass(frozen=True, slots=True)
class Note:
    """A diagnostic as the graph has it."""

    iri: str
    code: str
    message: str
    document: str
    title: str

    @property
    def order(self) -> tuple[str, str, int]:
        """By what diagnostics are sorted: documents by title, in each as they were made."""
        number = self.iri.rsplit("-", 1)[-1]
        return self.title, self.document, int(number) if number.isdigit() else 0


def notes_of(reader: Reader, document: str = "", code: str = "") -> list[Note]:
    """Return the diagnostics of a document or of a code, in the order of documents."""
    narrowed = f"?n lg:inDocument <{document}> . " if document else ""
    if code:
        narrowed += f'?n lg:code "{code}" . '
    rows = reader.ask(
        f"""SELECT DISTINCT ?n ?code ?message ?d ?title {{ {narrowed}
        ?n a lg:Diagnostic ; lg:code ?code ; lg:message ?message ; lg:inDocument ?d . ?d lg:preferredLabel ?title
        }} LIMIT {_MOST}"""
    )
    found = [Note(*(each or "" for each in row)) for row in rows]
    return sorted(found, key=lambda each: each.order)


def noted(reader: Reader, notes: Sequence[Note], read: Read | None = None) -> list[Noted]:
    """Return diagnostics with what stands at their places.

    ``read`` is what their document is read from, if they are of one: then each has the provision that it is in.
    """
    places: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for first in range(0, len(notes), _AT_ONCE):
        named = " ".join(f"<{each.iri}>" for each in notes[first : first + _AT_ONCE])
        for iri, place in reader.ask(f"SELECT ?n ?place {{ VALUES ?n {{ {named} }} ?n lg:place ?place }}"):
            places[iri or ""].append((place_of(place or "")[1][0], place or ""))
    first_places = {iri: min(those) for iri, those in places.items()}
    words = dict(_words(reader, [place for _, place in first_places.values()]))
    found = []
    for note in notes:
        start, place = first_places.get(note.iri, (-1, ""))
        provision, label = read.provision_at(start) if read and place else ("", "")
        means = meaning(note.code)
        found.append(
            Noted(
                note.iri,
                note.code,
                means.sort,
                means.said,
                _message(note.message),
                _short(words.get(place, "")),
                len(places.get(note.iri, ())),
                provision,
                label,
                note.document,
                note.title,
            )
        )
    return found


def _words(reader: Reader, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield places with what stands there."""
    for first in range(0, len(places), _AT_ONCE):
        named = " ".join(f"<{each}>" for each in places[first : first + _AT_ONCE])
        rows = reader.ask(
            f"""PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?place ?words {{ VALUES ?place {{ {named} }}
            ?place oa:hasSelector ?selector . ?selector oa:exact ?words }}"""
        )
        yield from ((place or "", words or "") for place, words in rows)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _message(message: str) -> Said:
    """Return both halves of a message; no Chinese one where it is only in English."""
    zh = chinese(message) or ""
    if zh == message:
        return Said("", message)
    return Said(zh, message.removeprefix(zh).strip())


def sorts(found: Sequence[Noted]) -> Iterator[tuple[Sort, list[Noted]]]:
    """Yield diagnostics by their sorts, the gravest first."""
    for sort in SORTS:
        those = [each for each in found if each.sort is sort]
        if those:
            yield sort, those
