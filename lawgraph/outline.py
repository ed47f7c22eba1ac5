"""The documents of a graph as trees of their provisions, with words, for exports that write texts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lawgraph.stored_links import Reader, last
from ontology.terms import LG

__all__ = ["Provision", "outlines"]

_PROVISIONS = """SELECT ?p ?d ?path ?kind ?parent ?text ?label ?printed ?heading {
  ?p lg:inDocument ?d ; lg:path ?path ; lg:order ?order .
  OPTIONAL { ?p eli:type_subdivision ?kind } OPTIONAL { ?p eli:is_part_of ?parent } OPTIONAL { ?p lg:text ?text }
  OPTIONAL { ?p rdfs:label ?label FILTER(LANG(?label) = "zh") }
  OPTIONAL { ?p lg:label ?printed } OPTIONAL { ?p lg:heading ?heading }
} ORDER BY ?d ?order ?p"""

_CLASSES = "SELECT ?p ?class { ?p lg:path ?path ; a ?class } ORDER BY ?p ?class"
_KINDS = {  # of graphs that do not say eli:type_subdivision
    LG.Annex: "annex",
    LG.Article: "article",
    LG.Chapter: "chapter",
    LG.DateLine: "date",
    LG.Item: "item",
    LG.Member: "member",
    LG.Paragraph: "paragraph",
    LG.Preamble: "preamble",
    LG.ResponsibilityTask: "task",
    LG.Salutation: "salutation",
    LG.Section: "section",
    LG.Signature: "signature",
    LG.Subitem: "subitem",
    LG.Title: "title",
}


@dataclass(slots=True)
class Provision:
    """A provision with its parts in their order.

    ``kind`` is the identifier of its type, ``cited`` how it is cited, ``label`` what is printed before it, ``text``
    its words with those of its parts.
    """

    iri: str
    document: str
    path: str
    kind: str
    parent: str
    text: str
    cited: str
    label: str
    heading: str
    parts: list[Provision] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Label and heading as printed."""
        return " ".join(filter(None, (self.label or self.cited, self.heading)))

    def whole(self) -> Iterator[Provision]:
        """Yield the provision and all its parts, in their order."""
        yield self
        for part in self.parts:
            yield from part.whole()


def outlines(reader: Reader) -> dict[str, list[Provision]]:
    """Return the outermost provisions of each document that has any, in the order of the text."""
    kinds = {iri: _KINDS[kind or ""] for iri, kind in reader.ask(_CLASSES) if kind in _KINDS}
    known: dict[str, Provision] = {}
    for iri, document, path, kind, parent, text, cited, label, heading in reader.ask(_PROVISIONS):
        known.setdefault(
            iri or "",
            Provision(
                iri or "",
                document or "",
                path or "",
                last(kind) or kinds.get(iri, ""),
                parent or "",
                text or "",
                cited or label or path or "",
                label or "",
                heading or "",
            ),
        )
    found: dict[str, list[Provision]] = {}
    for each in known.values():
        above = known.get(each.parent)
        if above is None or above is each:
            found.setdefault(each.document, []).append(each)
        else:
            above.parts.append(each)
    return found
