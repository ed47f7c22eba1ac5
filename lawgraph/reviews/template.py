"""The links of the program as a file of reviews, ready to be filled in.

Each row says what the program found, justified as such (``semapv:CompositeMatching``): it waits for a person. Who
agrees writes ``semapv:ManualMappingCuration``, an author and a date; who does not, Not in ``predicate_modifier`` too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from ingest.model import Alignment, Annotation, Correspondence
from ingest.resolve.identity import identify
from ingest.structure.pinpoints import pinpoints
from lawgraph.reviews.decisions import NO_DIFFERENCE
from lawgraph.reviews.places import Words
from lawgraph.reviews.reading import OWN
from lawgraph.reviews.sssom import PREFIXES
from ontology.iri import BASE

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "author_label",
    "mapping_date",
    "confidence",
    "comment",
    *OWN,
)
"""The columns of a file of reviews that is written here."""


def template(alignment: Alignment) -> str:
    """Return the correspondences of an alignment, then its gaps, as SSSOM/TSV, without those that were decided."""
    text = io.StringIO()
    for line in _metadata(alignment):
        text.write(f"#{line}\n")
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(alignment))
    return text.getvalue()


def _metadata(alignment: Alignment) -> Iterator[str]:
    lower, upper = (identify(each.document) for each in (alignment.lower, alignment.upper))
    titles = (each.document.metadata.title for each in (alignment.lower, alignment.upper))
    name = f"{lower.document.digest}-{upper.document.digest}"
    sources = {"subject_source": curie(lower.work), "object_source": curie(upper.work)}
    yield from metadata(name, " → ".join(titles), sources, "lawgraph")


def metadata(name: str, title: str, slots: Mapping[str, str], tool: str) -> Iterator[str]:
    """Yield the metadata of a file of reviews: ``name`` tells it from others, ``slots`` hold for all its rows."""
    yield "curie_map:"
    yield from (f"  {prefix}: {iri}" for prefix, iri in sorted(PREFIXES.items()))
    yield f"mapping_set_id: {BASE}/reviews/{name}"
    yield f"mapping_set_title: {_plain(title)}"
    yield f"license: {LICENSE}"
    yield from (f"{slot}: {value}" for slot, value in slots.items())
    yield f"mapping_tool: {tool}"
    yield "extension_definitions:"
    for own in OWN:
        yield f"  - slot_name: {own}"
        yield f"    property: review:{own}"
        yield "    type_hint: xsd:string"


def _rows(alignment: Alignment) -> Iterator[dict[str, str]]:
    lower, upper = _Side(alignment.lower, "subject"), _Side(alignment.upper, "object")
    for link in alignment.correspondences:
        if link.review is not None:
            continue
        yield {
            **_machine(link.score),
            **lower.cells(link.lower),
            **upper.cells(link.upper),
            **_facets(link),
        }
    for gap in alignment.gaps:
        if gap.review is not None:
            continue
        here, there = (lower, upper) if gap.side == "lower" else (upper, lower)
        yield {
            **_machine(gap.probability),
            **here.cells(gap.path),
            f"{there.name}_id": "sssom:NoTermFound",
        }


def _machine(score: float) -> dict[str, str]:
    return {
        "predicate_id": "lg:correspondsTo",
        "mapping_justification": "semapv:CompositeMatching",
        "confidence": f"{score:.4g}",
    }


def _facets(link: Correspondence) -> dict[str, str]:
    return {
        "strength": link.strength.value,
        "difference": link.difference.value if link.difference else NO_DIFFERENCE,
        "difference_for": link.difference_for or "",
    }


class _Side:
    """What rows say of the provisions of a document."""

    def __init__(self, annotation: Annotation, name: str) -> None:
        self.name = name
        self.document = annotation.document
        self.words = Words(annotation)
        self.references = pinpoints(annotation.document.provisions)

    def cells(self, path: str) -> dict[str, str]:
        """Return the cells of a provision."""
        provision = self.document.provision(path)
        quote = " ".join(provision.clean.printed().text.split())
        return {
            f"{self.name}_id": curie(f"{self.words.iri}/{path}"),
            f"{self.name}_label": self.references[path].zh,
            f"{self.name}_quote": quote,
            f"{self.name}_sha256": self.words.digest(path),
        }


def curie(iri: str) -> str:
    """Return the IRI of a text, a provision or a work, shortened by its prefix."""
    prefix = "text" if iri.startswith(PREFIXES["text"]) else "work"
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


def _plain(text: str) -> str:
    """Return a text as a scalar of YAML."""
    return '"' + text.replace("\\", "").replace('"', "") + '"'
