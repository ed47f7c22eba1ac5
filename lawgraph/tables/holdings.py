"""What a graph holds, read once for all tables: documents, provisions, the words at places, who is responsible.

All is asked in SPARQL, so that an endpoint will do. Nothing is filled in: what the graph does not say is not there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Marked
from ontology.concepts import scheme
from queries.engine import Engine
from queries.words import Reading, place_of, spans_at

LEVELS = {
    "national": "国家",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡级",
}
"""The levels in words, highest first."""
_RANKS = tuple(LEVELS)
ROLES = ("lead", "cooperating", "responsible", "bearer")
"""The roles of those who answer for a provision, the strongest first."""
_BOTH = re.compile(
    r"([\u3000-\uffef].*?[。！])\s*[A-Z0-9].*", re.DOTALL
)  # a Chinese sentence, then an English one
OF_MENTIONS = ("lead", "cooperating", "bearer")
"""Those of them that a mere mention in running text can have."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its IRI, title, level (a code, or nothing), the IRI of its work and its dates (or nothing).

    ``name`` is what it is called in tables: its title, with what tells it from others of the same title.
    """

    iri: str
    title: str
    level: str | None
    work: str
    date: str
    in_force: str
    amended: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: where it is, how it is cited, its text and the digest of its words."""

    iri: str
    document: str
    path: str
    order: int
    label: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something found in a provision: its words and where they begin (code points of the source)."""

    iri: str
    provision: str
    text: str
    start: int


class Holdings:
    """The graph of an engine, as tables read it; raises what the engine raises."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.reader = Reader(engine)
        self._readings: dict[str, dict[str, Reading]] = {}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents by IRI, highest level first, then by title."""
        rows = self.reader.ask(
            """SELECT ?d ?title ?level ?work (MIN(?day) AS ?date) (MIN(?from) AS ?in_force)
                (MAX(?last) AS ?amended) {
                ?d a lg:Document ; eli:title ?title
                OPTIONAL { ?d lg:level ?level } OPTIONAL { ?d eli:is_member_of ?work }
                OPTIONAL { ?d eli:date_document ?day } OPTIONAL { ?d eli:first_date_entry_in_force ?from }
                OPTIONAL { ?d lg:dateAmended ?last }
            } GROUP BY ?d ?title ?level ?work"""
        )
        found = [
            Document(iri, title or "", level, work or "", day or "", in_force or "", amended or "")
            for iri, title, level, work, day, in_force, amended in rows
            if iri is not None
        ]
        return {each.iri: each for each in _named(sorted(found, key=_by_level))}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {iri: at for at, iri in enumerate(self.documents)}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """The provisions by IRI."""
        rows = self.reader.ask(
            """SELECT ?p ?d ?path ?order ?label ?text ?digest {
                ?p lg:inDocument ?d ; lg:path ?path ; lg:order ?order ; lg:text ?text
                OPTIONAL { ?p rdfs:label ?label FILTER(LANG(?label) = "zh") }
                OPTIONAL { ?p lg:textDigest ?digest }
            }"""
        )
        return {
            str(iri): Provision(
                str(iri),
                document or "",
                path or "",
                int(order or 0),
                label or path or "",
                text or "",
                digest or "",
            )
            for iri, document, path, order, label, text, digest in rows
        }

    def order(self, provision: str) -> tuple[int, int, str]:
        """Return by what provisions are sorted: their documents, then their order in them."""
        found = self.provisions.get(provision)
        if found is None:
            return len(self.documents), 0, provision
        return self._places.get(found.document, len(self._places)), found.order, provision

    def title(self, document: str) -> str | None:
        """Return what a document is called, or nothing."""
        found = self.documents.get(document)
        return found.name if found else None

    def values(self, pattern: str) -> dict[str, tuple[str, ...]]:
        """Return what a pattern says of each ``?x`` as ``?v``, sorted, each once."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for iri, value in self.reader.ask(f"SELECT DISTINCT ?x ?v {{ {pattern} }}"):
            if iri is not None and value is not None:
                found[iri].add(value)
        return {iri: tuple(sorted(values)) for iri, values in found.items()}

    def facts(self, kind: str) -> dict[str, Fact]:
        """Return the facts of a class (``lg:Norm``) in the order of documents, provisions and places."""
        starts: dict[str, int] = {}
        for iri, place in self.reader.ask(f"SELECT ?x ?v {{ ?x a {kind} ; lg:place ?v }}"):
            _, (start, _) = place_of(place or "")
            starts[iri or ""] = min(start, starts.get(iri or "", start))
        rows = self.reader.ask(f"SELECT ?x ?p ?t {{ ?x a {kind} ; lg:inProvision ?p ; lg:text ?t }}")
        found = [
            Fact(iri or "", provision or "", text or "", starts.get(iri or "", 0))
            for iri, provision, text in rows
        ]
        found.sort(key=lambda fact: (self.order(fact.provision), fact.start, fact.iri))
        return {fact.iri: fact for fact in found}

    def place(self, provision: str) -> tuple[str | None, str | None]:
        """Return the title of a provision's document and how the provision is cited, or nothing."""
        found = self.provisions.get(provision)
        return (self.title(found.document), found.label) if found else (None, None)

    def marked(self, provision: str, places: Iterable[str]) -> Marked | None:
        """Return the text of a provision with what stands at places (IRIs) marked, or nothing if it is not there."""
        found = self.provisions.get(provision)
        if found is None:
            return None
        reading = self.reading(provision)
        spans = spans_at(" ".join(places))
        return Marked.at(found.text, reading.ranges(spans) if reading is not None else ())

    def reading(self, provision: str) -> Reading | None:
        """Return what stands in a provision at the places of its source."""
        found = self.provisions.get(provision)
        if found is None:
            return None
        if found.document not in self._readings:
            self._readings[found.document] = self.reader.readings(found.document)
        return self._readings[found.document].get(provision)

    def around(self, provision: str) -> Iterator[str]:
        """Yield a provision and those that it is part of."""
        found = self.provisions.get(provision)
        if found is None:
            return
        parts = found.path.split("/")
        for depth in range(len(parts), 0, -1):
            yield f"{found.document}/{'/'.join(parts[:depth])}"

    @cached_property
    def _bodies(self) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        """The bodies of each provision and its parts: their names, with the rank of the role and the first place."""
        named: list[tuple[str, str, str, int]] = []
        for kind, role, name, where in (
            ("lg:Responsibility", "lg:responsibilityRole", "lg:fullName", ""),
            ("lg:Mention", "lg:mentionRole", "lg:text", "; lg:generic false"),
        ):
            rows = self.reader.ask(
                f"SELECT ?p ?role ?name ?place {{ ?x a {kind} ; lg:inProvision ?p ; {role} ?role ; "
                f"{name} ?name ; lg:place ?place {where} }}"
            )
            allowed = ROLES if kind == "lg:Responsibility" else OF_MENTIONS
            named += [
                (provision or "", last(role), name or "", place_of(place or "")[1][0])
                for provision, role, name, place in rows
                if last(role) in allowed
            ]
        found: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for provision, role, name, start in named:
            here = ROLES.index(role), start
            for outer in self.around(provision):
                found[outer][name] = min(here, found[outer].get(name, here))
        return found

    def bodies(self, provision: str) -> str | None:
        """Return who is responsible for a provision or its parts, by role; nothing where nobody is named."""
        names = words("body-roles")
        found = responsible((name, *where) for name, where in self._bodies.get(provision, {}).items())
        return "；".join(f"{names[role]}：{'、'.join(those)}" for role, those in found) or None


def responsible(named: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who is responsible by role, the strongest first, given names, ranks of roles (:data:`ROLES`), places.

    A name stands once, in its strongest role; in a role names stand in the order of the text.
    """
    best: dict[str, tuple[int, int]] = {}
    for name, rank, start in named:
        best[name] = min((rank, start), best.get(name, (rank, start)))
    by_role: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for name, (rank, start) in best.items():
        by_role[rank].append((start, name))
    return tuple(
        (ROLES[rank], tuple(name for _, name in sorted(those))) for rank, those in sorted(by_role.items())
    )


def _named(documents: Sequence[Document]) -> Iterator[Document]:
    """Yield documents with their names: titles, where several have one with the dates that tell them apart."""
    titles = Counter(each.title for each in documents)
    told = {each.iri: tuple(_told(each)) for each in documents}
    many = Counter((each.title, at, text) for each in documents for at, text in enumerate(told[each.iri]))
    for each in documents:
        apart = (text for at, text in enumerate(told[each.iri]) if text and many[each.title, at, text] == 1)
        ending = next(apart, last(each.iri)) if titles[each.title] > 1 else ""
        yield replace(each, name=f"{each.title}（{ending}）" if ending else each.title)


def _told(document: Document) -> Iterator[str]:
    """Yield what can tell a text from others of its title, the plainest first; nothing for what is not said."""
    yield document.date
    yield f"{document.in_force} 施行" if document.in_force else ""
    amended = f"，{document.amended} 修正" if document.amended else ""
    yield f"{document.date}{amended}" if document.date else ""


def _by_level(document: Document) -> tuple[int, str, str, str, str]:
    rank = _RANKS.index(document.level) if document.level in _RANKS else len(_RANKS)
    return rank, document.title, document.date, document.in_force, document.iri


def words(name: str) -> dict[str, str]:
    """Return the Chinese words of a scheme of the vocabulary by identifier."""
    return {concept.identifier: concept.zh for concept in scheme(name)}


def said(identifier: str | None, names: Mapping[str, str]) -> str | None:
    """Return the word for the last part of an IRI, that part itself where there is none, nothing for nothing."""
    return names.get(last(identifier), last(identifier)) if identifier else None


def chinese(text: str | None) -> str | None:
    """Return the Chinese half of ``code: 中文 / English`` or ``中文。English.``, the whole where there is none.

    >>> chinese("matter: 上位未提。 / not in it"), chinese("主语未能识别。The subject was not understood.")
    ('上位未提。', '主语未能识别。')
    """
    if text is None:
        return None
    before, slash, _ = text.partition(" / ")
    if slash:
        code, colon, rest = before.partition(": ")
        return rest if colon and code.replace("-", "").isascii() else before
    found = _BOTH.fullmatch(text)
    return found[1] if found else text
