"""What a graph says between documents that are named: links and gaps, and the provisions that these are about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lawgraph.stored_links import Reader, last

_AT_ONCE = 1000  # provisions that one query names


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: where it stands, how it is cited, its heading or else its words."""

    iri: str
    document: str
    path: str
    order: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link seen from one of its ends: the provision at the other, and the unit that it lies in."""

    other: str
    unit: str
    probability: float
    difference: str | None
    review: str | None


def provisions(reader: Reader, documents: Sequence[str], named: Iterable[str]) -> dict[str, Provision]:
    """Return the provisions that are named and those that they are part of, by their IRIs."""
    wanted: dict[str, None] = {}
    for iri in sorted(named):
        document = next((each for each in documents if iri.startswith(f"{each}/")), "")
        parts = iri.removeprefix(f"{document}/").split("/")
        wanted |= {f"{document}/{'/'.join(parts[:depth])}": None for depth in range(1, len(parts) + 1)}
    found: dict[str, Provision] = {}
    for some in _by_many(list(wanted)):
        rows = reader.ask(
            f"""SELECT ?p ?d ?path ?order ?label ?text {{ VALUES ?p {{ {" ".join(f"<{each}>" for each in some)} }}
                ?p lg:inDocument ?d ; lg:path ?path ; lg:order ?order ; rdfs:label ?label
                FILTER(LANG(?label) = "zh")
                OPTIONAL {{ ?p lg:heading ?heading }} OPTIONAL {{ ?p lg:text ?words }}
                BIND(COALESCE(?heading, ?words, "") AS ?text)
            }}"""
        )
        found |= {
            iri: Provision(iri, document or "", path or "", int(order or 0), label or "", text or "")
            for iri, document, path, order, label, text in rows
            if iri is not None
        }
    return found


def _by_many(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    return (iris[first : first + _AT_ONCE] for first in range(0, len(iris), _AT_ONCE))


def links(reader: Reader, document: str, known: Container[str]) -> Iterator[tuple[Link, Link]]:
    """Yield the links of a lower document to others that are known: each seen from the upper end, then from the lower.

    The document is where the query begins, and others are passed over here: engines that begin at the others, or with
    all gaps, take many times as long.
    """
    rows = reader.ask(
        f"""SELECT ?lower ?upper ?lower_unit ?upper_unit ?score ?difference ?review ?other {{
            ?lower lg:inDocument <{document}> . ?link lg:lower ?lower ; lg:upper ?upper .
            ?upper lg:inDocument ?other .
            ?link lg:score ?score ; lg:lowerUnit ?lower_unit ; lg:upperUnit ?upper_unit
            OPTIONAL {{ ?link lg:difference ?difference }} OPTIONAL {{ ?link lg:review ?review }}
        }}"""
    )
    for lower, upper, lower_unit, upper_unit, score, difference, review, other in rows:
        if other not in known:
            continue
        said = float(score or 0), last(difference) or None, review
        yield Link(lower or "", lower_unit or "", *said), Link(upper or "", upper_unit or "", *said)


def gaps(
    reader: Reader, document: str, known: Container[str]
) -> Iterator[tuple[str, str, str, float | None]]:
    """Yield the gaps of a document against others that are known: provision, other, state, probability."""
    rows = reader.ask(
        f"""SELECT ?p ?other ?state ?probability {{
            ?p lg:inDocument <{document}> . ?gap lg:gapProvision ?p ; lg:against ?other .
            OPTIONAL {{ ?gap lg:gapState ?state }} OPTIONAL {{ ?gap lg:probability ?probability }}
        }}"""
    )
    for provision, against, state, probability in rows:
        if against not in known:
            continue
        sure = float(probability) if probability else None
        yield provision or "", against or "", last(state) or "doubtful", sure  # older graphs do not say
