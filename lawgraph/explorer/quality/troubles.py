"""What of a graph is in doubt, left over, repaired or to be checked, counted by document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawgraph.explorer.kept import Kept, same
from lawgraph.explorer.page import Said
from lawgraph.explorer.quality.accuracy import Accuracy, accuracy_of
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import chinese
from queries.engine import Engine

FACTS: Mapping[str, tuple[str, Said]] = {
    "Norm": ("norm", Said("规范", "norms")),
    "Quantity": ("quantity", Said("数量", "quantities")),
    "Mention": ("mention", Said("机构", "mentions of bodies")),
    "Citation": ("citation", Said("引用", "citations")),
}
"""The kinds of facts by their classes: code and words."""
KINDS: Mapping[str, Said] = dict(FACTS.values())
"""The words for the kinds of facts by their codes."""
_MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Left:
    """Residue of one reason in one document: pieces, and characters."""

    reason: str
    pieces: int
    characters: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document with what is counted of it: characters of the source, doubtful facts by kind, and so on."""

    iri: str
    title: str
    level: str
    file: str
    characters: int
    doubts: Mapping[str, int]
    left: tuple[Left, ...]
    diagnostics: Mapping[str, int]

    @property
    def doubtful(self) -> int:
        """How many facts are in doubt."""
        return sum(self.doubts.values())

    @property
    def left_over(self) -> int:
        """How many characters are in no provision."""
        return sum(each.characters for each in self.left)

    @property
    def noted(self) -> int:
        """How many diagnostics there are."""
        return sum(self.diagnostics.values())

    @property
    def id(self) -> str:
        """What tells it from others in an address."""
        return last(self.iri)


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubtful facts of a kind: how many of all there are, and why, the commonest reasons first."""

    kind: str
    said: Said
    facts: int
    doubtful: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Troubles:
    """All of it."""

    documents: tuple[Document, ...]
    doubts: tuple[Doubts, ...]
    accuracy: Accuracy

    @classmethod
    def read(cls, engine: Engine) -> Troubles:
        """Read it from a graph; raises what the engine raises."""
        reader = Reader(engine)
        rows = [tuple(each or "" for each in row) for row in reader.ask(_DOUBTS)]
        return cls(tuple(_documents(reader, rows)), tuple(_doubts(reader, rows)), accuracy_of(reader))

    def document(self, name: str) -> Document | None:
        """Return the document of an IRI, or of the last part of one."""
        return next((each for each in self.documents if each.id == last(name)), None)


TROUBLES: Kept[Troubles, Troubles] = Kept("quality", Troubles, Troubles.read, same)
"""What is in doubt in the graph that is served."""
_CLASSES = ", ".join(f"lg:{name}" for name in FACTS)
_DOUBTS = f"""SELECT ?class ?doubt ?d (COUNT(?f) AS ?n) {{
    ?f lg:doubt ?doubt ; lg:inDocument ?d ; a ?class FILTER(?class IN ({_CLASSES}))
}} GROUP BY ?class ?doubt ?d"""
_LEFT = """PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?d ?reason (COUNT(DISTINCT ?r) AS ?pieces) (SUM(?end - ?start) AS ?characters) {
    ?r a lg:Residue ; lg:reason ?reason ; lg:inDocument ?d ; lg:place ?place .
    ?place oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end
} GROUP BY ?d ?reason"""
_NOTED = """SELECT ?d ?code (COUNT(?each) AS ?n) {
    ?each a lg:Diagnostic ; lg:code ?code ; lg:inDocument ?d
} GROUP BY ?d ?code"""
_SOURCES = """SELECT ?d ?title ?level ?file ?characters {
    ?d a lg:Document ; lg:preferredLabel ?title OPTIONAL { ?d lg:level ?level }
    OPTIONAL { ?d eli:is_realized_by/lg:source ?s . ?s lg:fileName ?file ; lg:characters ?characters }
}"""


def _documents(reader: Reader, doubts: list[tuple[str, ...]]) -> Iterator[Document]:
    doubtful: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, _, document, number in doubts:
        doubtful[document][_kind(kind)] += int(number)
    left: defaultdict[str, list[Left]] = defaultdict(list)
    for where, reason, pieces, characters in reader.ask(_LEFT):
        left[where or ""].append(Left(reason or "", int(pieces or 0), int(characters or 0)))
    noted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for where, code, many in reader.ask(_NOTED):
        noted[where or ""][code or ""] += int(many or 0)
    seen: set[str] = set()
    for row in reader.ask(f"{_SOURCES} ORDER BY ?title ?d ?file"):
        iri, title, level, file, length = (each or "" for each in row)
        if iri not in seen:  # a text that stands in two files is one document
            seen.add(iri)
            yield Document(
                iri,
                title,
                level,
                file,
                int(length or 0),
                dict(doubtful[iri]),
                tuple(sorted(left[iri], key=lambda each: (-each.characters, each.reason))),
                dict(noted[iri]),
            )


def _doubts(reader: Reader, rows: list[tuple[str, ...]]) -> Iterator[Doubts]:
    for name, (kind, said) in FACTS.items():
        reasons: Counter[str] = Counter()
        doubtful = 0
        for of, doubt, _, number in rows:
            if _kind(of) == kind:
                doubtful += int(number)
                reasons.update({each: int(number) for each in _parts(doubt)})
        (row,) = reader.ask(f"SELECT (COUNT(?f) AS ?n) {{ ?f a lg:{name} }}")
        yield Doubts(
            kind,
            said,
            int(row[0] or 0),
            doubtful,
            tuple(sorted(reasons.items(), key=lambda each: (-each[1], each[0]))[:_MOST_REASONS]),
        )


def _parts(doubt: str) -> tuple[str, ...]:
    """Return the reasons that a doubt names.

    >>> _parts("没有自己的情态词；句子短。No word of duty is its own; it is short.")
    ('没有自己的情态词', '句子短')
    """
    return tuple(part for part in (chinese(doubt) or "").rstrip("。").split("；") if part)


def _kind(iri: str) -> str:
    return FACTS[iri.rsplit("#", 1)[-1]][0]
