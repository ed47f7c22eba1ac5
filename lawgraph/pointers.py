"""Pointers to provisions from outside a graph: bookmarks, reviews, notes, and how they are found again.

A pointer carries more than an IRI: the words it was set on and their digest. When the graph has been built anew
by a better reader, or another text of the rule has come, the same words may stand at another path or in another
document; then :func:`find` says so. Words that are found nowhere are said to be lost: a pointer never comes to
rest on other words without that being told.

The design is that of a quotation selector with a position beside it (W3C Web Annotation Data Model, section
4.2.4), and of ``dcterms:replaces`` for the IRIs of version 0.1.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

import msgspec
import pyoxigraph as ox

from ontology.iri import BASE, squeeze, text_digest
from ontology.terms import DCTERMS, ELI, LG
from queries.engine import Engine
from queries.result import ResultTable

_PROLOGUE = (
    f"PREFIX lg: <{LG.NAMESPACE}> PREFIX eli: <{ELI.NAMESPACE}> PREFIX dcterms: <{DCTERMS.NAMESPACE}>\n"
)
_LIKE = 0.8  # share of characters that two readings have in common before one is called a change of the other


class PointerError(Exception):
    """A pointer that cannot be made or read."""


class How(StrEnum):
    """How a pointer was found.

    ``here``: the same words at the same place; ``moved``: the same words at another path of the same document;
    ``other-text``: the same words in another text of the rule; ``changed``: like words in the same document or
    another text of the rule; ``lost``: nowhere.
    """

    HERE = "here"
    MOVED = "moved"
    OTHER_TEXT = "other-text"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place outside people's notes can hold on to: where the words stand, which they are, and their digest.

    ``document`` and ``work`` are IRIs, ``path`` and ``kind`` the contract's, ``quotation`` the provision's words
    as read, ``digest`` :func:`ontology.iri.text_digest` of them.
    """

    document: str
    work: str
    path: str
    kind: str
    quotation: str
    digest: str

    @property
    def provision(self) -> str:
        """The IRI of the provision that the pointer was set on."""
        return f"{self.document}/{self.path}"

    def json(self) -> str:
        """The pointer as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def parse(cls, line: str) -> Pointer:
        """Read what :meth:`json` wrote.

        Raises :class:`PointerError` if a field is missing, or if the digest is not that of the quotation.
        """
        try:
            pointer = msgspec.json.decode(line, type=cls)
        except (ValueError, RecursionError) as error:
            names = ", ".join(field.name for field in fields(cls))
            raise PointerError(
                f"{line[:60]!r}: 不是一行指针，请用 lawgraph pointer 生成。No pointer, it wants the fields "
                f"{names}; make one with 'lawgraph pointer IRI'."
            ) from error
        if pointer.digest != text_digest(pointer.quotation):
            raise PointerError(
                f"{pointer.provision}: 引文与摘要不符，指针被改动过，请重新生成。The digest is not that of the "
                "quotation: the pointer was changed; make it anew with 'lawgraph pointer IRI'."
            )
        return pointer


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pointer leads now: ``provisions`` are IRIs, several when the words stand more than once."""

    how: How
    provisions: tuple[str, ...] = ()


def point(engine: Engine, provision: str) -> Pointer:
    """Return the pointer to the provision with this IRI, whole or as tables print it, or with that of version 0.1.

    Raises :class:`PointerError` if the graph has no such provision.
    """
    whole = provision if ":" in provision else f"{BASE}/{provision.lstrip('/')}"
    for iri in (whole, *_former(engine, whole)):
        for row in _provisions(engine, f"FILTER(STR(?p) = {_quoted(iri)})"):
            return Pointer(row.document, row.work, row.path, row.kind, row.text, text_digest(row.text))
    raise PointerError(
        f"{provision}: 图谱中没有这一条文；条文的 IRI 见 lawgraph query source-words --format csv 的 IRI 列。"
        "The graph has no such provision; its IRI is in the last column of "
        "'lawgraph query source-words --param subject=… --format csv'."
    )


def find(engine: Engine, pointer: Pointer) -> Found:
    """Say where the words of a pointer stand now (see :class:`How`)."""
    same = list(_provisions(engine, f"?p lg:textDigest {_quoted(pointer.digest)} ."))
    here = [row for row in same if row.document == pointer.document]
    if any(row.path == pointer.path for row in here):
        return Found(How.HERE, (pointer.provision,))
    if here:
        return Found(How.MOVED, _best(here, pointer.kind))
    other = [row for row in same if row.work == pointer.work]
    if other:
        return Found(How.OTHER_TEXT, _best(other, pointer.kind))
    like = _like(engine, pointer)
    return Found(How.CHANGED, like) if like else Found(How.LOST)


@dataclass(frozen=True, slots=True)
class _Row:
    iri: str
    document: str
    work: str
    path: str
    kind: str
    text: str


def _provisions(engine: Engine, condition: str) -> Iterator[_Row]:
    table = engine.query(
        f"""{_PROLOGUE}SELECT ?p ?d ?w ?path ?kind ?text {{
            ?p lg:inDocument ?d ; lg:path ?path ; eli:type_subdivision ?kind ; lg:text ?text ; lg:order ?order .
            ?d eli:is_member_of ?w .
            {condition}
        }} ORDER BY ?d ?order ?p"""
    )
    assert isinstance(table, ResultTable)
    for row in table.rows:
        iri, document, work, path, kind, text = (term.value if term else "" for term in row)  # type: ignore[union-attr]
        yield _Row(iri, document, work, path, kind.rsplit("/", 1)[-1], text)


def _best(rows: list[_Row], kind: str) -> tuple[str, ...]:
    """Those of the kind that the pointer was set on (an article has the words of its only paragraph), else all."""
    return tuple(row.iri for row in rows if row.kind == kind) or tuple(row.iri for row in rows)


def _like(engine: Engine, pointer: Pointer) -> tuple[str, ...]:
    """The provisions of the kind, in texts of the rule, whose words are most like the quotation's."""
    wanted = squeeze(pointer.quotation)
    rows = _provisions(
        engine,
        f"FILTER(STR(?w) = {_quoted(pointer.work)} || STR(?d) = {_quoted(pointer.document)}) "
        f"FILTER(STRENDS(STR(?kind), {_quoted('/' + pointer.kind)}))",
    )
    likeness = difflib.SequenceMatcher(b=wanted, autojunk=False)
    best: tuple[float, list[str]] = (_LIKE, [])
    for row in rows:
        likeness.set_seq1(squeeze(row.text))
        if likeness.real_quick_ratio() < best[0] or likeness.quick_ratio() < best[0]:
            continue
        share = likeness.ratio()
        if share > best[0] or (share == best[0] and not best[1]):
            best = (share, [row.iri])
        elif share == best[0]:
            best[1].append(row.iri)
    return tuple(best[1])


def _former(engine: Engine, iri: str) -> list[str]:
    """The IRIs that one of version 0.1 has now."""
    head, _, tail = iri.removeprefix(f"{BASE}/eli/cn/").partition("/")
    year, _, rest = tail.partition("/")
    name, _, path = rest.partition("/")
    old = f"{BASE}/eli/cn/{head}/{year}/{name}"
    table = engine.query(
        f"{_PROLOGUE}SELECT ?d {{ ?d dcterms:replaces ?old FILTER(STR(?old) = {_quoted(old)}) }} ORDER BY ?d"
    )
    assert isinstance(table, ResultTable)
    return [f"{term.value}/{path}" for (term,) in table.rows if term is not None and hasattr(term, "value")]


def _quoted(text: str) -> str:
    """Return a string of SPARQL, whatever is in it."""
    return str(ox.Literal(text.encode("utf-8", "replace").decode("utf-8")))
