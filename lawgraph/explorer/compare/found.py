"""What the graph has between two documents, in short: each link and each gap, enough to choose and order among them.

All of it is read, however long the documents are, so that filters are over all; texts and evidence are read for the
rows that are shown (:mod:`lawgraph.explorer.compare.rows`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.stored_links import Reader, last

LOWER, UPPER = "lower", "upper"
_NAME = re.compile("(?:（[^）]{0,400}）|[^、])+")


@dataclass(frozen=True, slots=True)
class Line:
    """A link, or a gap of one side; ``iri`` is that of the link or the gap.

    ``lower`` and ``upper`` are the smallest provisions that carry it, ``lower_unit`` and ``upper_unit`` the articles,
    tasks or measures that these lie in; of a gap those of the other side are ``""``. ``probability`` is that of the
    link, of a gap that there is no counterpart. ``state``, ``severity`` and ``against``, the document without a
    counterpart, are of gaps, ``difference`` of links.
    """

    iri: str
    lower: str = ""
    upper: str = ""
    lower_unit: str = ""
    upper_unit: str = ""
    probability: float | None = None
    strength: str = ""
    difference: str = ""
    state: str = ""
    severity: str = ""
    against: str = ""
    reviews: tuple[str, ...] = ()

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return bool(self.lower_unit and self.upper_unit)

    @property
    def side(self) -> str:
        """The side of a gap."""
        return LOWER if self.lower_unit else UPPER

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it is about."""
        return tuple(each for each in (self.lower_unit, self.upper_unit) if each)

    @property
    def sureness(self) -> str:
        """How sure a link is: certain, likely or unsure; nothing of a gap."""
        return sureness(self.probability or 0) if self.is_link else ""

    @property
    def standing(self) -> tuple[str, ...]:
        """What it is: linked or the state of the gap, and whether it was reviewed."""
        what = "linked" if self.is_link else self.state
        return (what, "reviewed") if self.reviews else (what,)


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, task or measure: its place in its document, how it is cited, who answers for it, its topics."""

    iri: str
    order: int
    label: str
    departments: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """The links and gaps of two documents, and their units by IRI."""

    lower: str
    upper: str
    lines: tuple[Line, ...]
    units: Mapping[str, Unit] = field(default_factory=dict)


def sureness(probability: float) -> str:
    """Return the code of how sure a link is.

    >>> sureness(0.93), sureness(0.5), sureness(0.1)
    ('certain', 'likely', 'unsure')
    """
    return "certain" if probability >= CERTAIN else "likely" if probability >= LIKELY else "unsure"


def between(reader: Reader, lower: str, upper: str, *, texts: bool = False) -> Between:
    """Return what there is between two documents (IRIs), with the texts of the units where they are wanted."""
    lines = (*_links(reader, lower, upper), *gaps(reader, lower, upper))
    return Between(lower, upper, lines, units(reader, (each for line in lines for each in line.units), texts))


def _links(reader: Reader, lower: str, upper: str) -> Iterator[Line]:
    rows = reader.ask(
        f"""SELECT ?k ?low ?up ?lower ?upper ?score ?strength ?difference ?review {{
            ?lower lg:inDocument <{lower}> . ?k lg:lowerUnit ?lower ; lg:upperUnit ?upper .
            ?upper lg:inDocument <{upper}> . ?k lg:lower ?low ; lg:upper ?up ; lg:score ?score
            OPTIONAL {{ ?k lg:strength ?strength }} OPTIONAL {{ ?k lg:difference ?difference }}
            OPTIONAL {{ ?k lg:review ?review }}
        }}"""
    )
    found: dict[str, Line] = {}
    reviews: defaultdict[str, set[str]] = defaultdict(set)
    for iri, low, up, below, above, score, strength, difference, review in rows:
        name = iri or ""
        reviews[name] |= {review} if review else set()
        found[name] = Line(
            name,
            low or "",
            up or "",
            below or "",
            above or "",
            float(score or 0),
            last(strength),
            last(difference),
            reviews=tuple(sorted(reviews[name])),
        )
    yield from found.values()


def gaps(reader: Reader, lower: str, upper: str) -> Iterator[Line]:
    """Yield the gaps between two documents, on both sides."""
    # from the lower document on: an upper one is compared with many
    yield from _gaps(
        reader, f"?p lg:inDocument <{lower}>", f'FILTER(?side = "{LOWER}" && ?against = <{upper}>)'
    )
    yield from _gaps(reader, f'?g lg:against <{lower}> ; lg:side "{UPPER}" . ?p lg:inDocument <{upper}>')


def gaps_of(reader: Reader, document: str) -> Iterator[Line]:
    """Yield the gaps of a document's provisions, against whatever it was compared with."""
    yield from _gaps(reader, f"?p lg:inDocument <{document}>")


def _gaps(reader: Reader, where: str, only: str = "") -> Iterator[Line]:
    rows = reader.ask(
        f"""SELECT ?g ?p ?side ?against ?state ?severity ?probability ?review {{
            {where} . ?g lg:gapProvision ?p ; lg:side ?side ; lg:against ?against {only}
            OPTIONAL {{ ?g lg:gapState ?state }} OPTIONAL {{ ?g lg:severity ?severity }}
            OPTIONAL {{ ?g lg:probability ?probability }} OPTIONAL {{ ?g lg:review ?review }}
        }}"""
    )
    for iri, provision, side, against, state, severity, probability, review in rows:
        here = provision or ""
        yield Line(
            iri or "",
            *((here, "", here, "") if side == LOWER else ("", here, "", here)),
            probability=float(probability) if probability else None,
            state=last(state) or "doubtful",  # a graph of an older program does not say
            severity=last(severity),
            against=against or "",
            reviews=(review,) if review else (),
        )


def listed(names: str) -> tuple[str, ...]:
    """Return the names of a list, none of them cut within its brackets.

    >>> listed("各州地市政府、县（市、区）政府")
    ('各州地市政府', '县（市、区）政府')
    """
    return tuple(_NAME.findall(names))


def units(reader: Reader, wanted: Iterable[str], texts: bool = False) -> dict[str, Unit]:
    """Return the units of these IRIs, with their texts where they are wanted."""
    values = " ".join(f"<{each}>" for each in dict.fromkeys(wanted))
    text = "OPTIONAL { ?u lg:text ?text }" if texts else ""
    rows = reader.ask(
        f"""SELECT ?u ?order ?label ?names ?text {{ VALUES ?u {{ {values} }}
            ?u lg:order ?order ; rdfs:label ?label FILTER(LANG(?label) = "zh")
            OPTIONAL {{ ?u lg:responsibleNames ?names }} {text}
        }}"""
    )
    topics: defaultdict[str, set[str]] = defaultdict(set)
    for unit, topic in reader.ask(f"SELECT ?u ?t {{ VALUES ?u {{ {values} }} ?u lg:hasTopic ?t }}"):
        topics[unit or ""].add(last(topic))
    return {
        str(iri): Unit(
            str(iri),
            int(order or 0),
            label or "",
            listed(names or ""),
            frozenset(topics[str(iri)]),
            words or "",
        )
        for iri, order, label, names, words in rows
    }


def in_place(found: Between, lines: Sequence[Line], by: str = LOWER) -> list[Line]:
    """Return the lines in the order of the provisions of one side, the counterparts of one most probable first.

    What only the other side has stands in its place too: behind the rows of the provision that is the counterpart of
    the one before it there.
    """
    other = UPPER if by == LOWER else LOWER

    def order(line: Line, side: str) -> int:
        unit = line.lower_unit if side == LOWER else line.upper_unit
        return found.units[unit].order if unit in found.units else 0

    own = sorted(
        (line for line in lines if line.is_link or line.side == by),
        key=lambda line: (order(line, by), -(line.probability or 0), order(line, other), line.iri),
    )
    rest = sorted(
        (line for line in lines if not line.is_link and line.side == other),
        key=lambda line: (order(line, other), line.iri),
    )
    anchors = sorted(
        (order(line, other), line.probability or 0, at) for at, line in enumerate(own) if line.is_link
    )
    last_of: dict[int, int] = {}
    for at in reversed(range(len(own))):
        again = at + 1 < len(own) and order(own[at], by) == order(own[at + 1], by)
        last_of[at] = last_of[at + 1] if again else at
    behind: defaultdict[int, list[Line]] = defaultdict(list)
    for line in rest:
        before = bisect_left(anchors, (order(line, other), 0.0, -1))
        behind[last_of[anchors[before - 1][2]] if before else -1].append(line)
    return [*behind[-1], *(each for at, line in enumerate(own) for each in (line, *behind[at]))]
