"""Quotations: the words of provisions and facts, with their places in the source and its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lawgraph.assistants.asking import Asking, Row

SHORT, LONG = 300, 8_000  # code points that are quoted of one thing
_AT_ONCE = 200  # things in one query
_QUERY = """SELECT ?thing ?label ?text ?start ?end ?exact ?file ?sha256 ?doubt {
  VALUES ?thing { %s }
  ?thing lg:inDocument ?document ; lg:place ?place .
  ?place oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  ?source lg:fileName ?file ; lg:sha256 ?sha256 .
  OPTIONAL { ?thing lg:inProvision ?around }
  BIND(COALESCE(?around, ?thing) AS ?provision)
  OPTIONAL { ?provision lg:fullLabel ?label }
  OPTIONAL { ?thing lg:text ?text }
  OPTIONAL { ?thing lg:doubt ?doubt }
} ORDER BY ?thing ?start ?end"""


@dataclass(frozen=True, slots=True)
class Place:
    """A range of code points of the source, half open, and the very characters there."""

    start: int
    end: int
    exact: str

    def data(self) -> dict[str, object]:
        """Return the place as data."""
        return {"start": self.start, "end": self.end, "exact": self.exact}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a source says: ``words`` are its repaired reading, ``places`` have its very characters.

    ``left`` counts the code points that are not quoted; ``doubt`` is why a fact may be wrong.
    """

    iri: str
    label: str
    words: str
    places: tuple[Place, ...]
    file: str
    sha256: str
    doubt: str = ""
    left: int = 0

    @property
    def is_provision(self) -> bool:
        """Whether this is the text itself and no fact that was read in it."""
        return self.iri.rsplit("/", 1)[-1].partition("-")[0] not in _FACTS

    def data(self) -> dict[str, object]:
        """Return the quotation as data."""
        state = "verbatim" if self.is_provision else "doubtful" if self.doubt else "certain"
        said: dict[str, object] = {
            "iri": self.iri,
            "label": self.label,
            "quote": self.words,
            "places": [place.data() for place in self.places],
            "source": {"file": self.file, "sha256": self.sha256},
            "state": state,
        }
        if self.doubt:
            said["doubt"] = self.doubt
        if self.left:
            said["left_out"] = self.left
        return said

    def from_to(self, start: int, length: int) -> Quote:
        """Return the quotation of ``length`` of its characters from ``start`` on; all of it when it is no longer."""
        total = sum(len(place.exact) for place in self.places)
        if start == 0 and total <= length:
            return self
        kept, at = [], 0
        for place in self.places:
            first = max(0, start - at)
            exact = place.exact[first : max(first, start + length - at)]
            at += len(place.exact)
            if exact:
                kept.append(Place(place.start + first, place.start + first + len(exact), exact))
        words = "".join(place.exact for place in kept)
        return replace(self, words=words, places=tuple(kept), left=max(0, total - start - len(words)))

    def around(self, words: Iterable[str], length: int) -> Quote:
        """Return the quotation of ``length`` characters with the words in it, of those that stand in it the first."""
        exact = "".join(place.exact for place in self.places)
        at = next((exact.find(word) for word in words if word in exact), 0)
        start = 0 if at + length // 3 <= length else max(0, min(at - length // 2, len(exact) - length))
        quote = self.from_to(start, length)
        return replace(quote, left=len(exact) - len(quote.words)) if start else quote


_FACTS = frozenset(("quantity", "mention", "citation", "norm", "responsibility"))


def quotes(
    asking: Asking,
    things: Iterable[str],
    length: int = SHORT,
    words: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Quote]:
    """Return the quotations of provisions and facts, by their IRIs; what has no place in a source is left out.

    A quotation that is cut begins where the text does, unless ``words`` of the thing stand farther down.
    """
    wanted = list(dict.fromkeys(things))
    found: dict[str, Quote] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        part = " ".join(f"<{iri}>" for iri in wanted[first : first + _AT_ONCE])
        for row in asking.rows(_QUERY % part):
            quote = found.get(row["thing"]) or _new(row)
            place = Place(int(row["start"]), int(row["end"]), row["exact"])
            if place not in quote.places:
                quote = replace(quote, places=(*quote.places, place))
            found[row["thing"]] = quote
    return {iri: quote.around((words or {}).get(iri, ()), length) for iri, quote in found.items()}


def _new(row: Mapping[str, str] | Row) -> Quote:
    return Quote(
        iri=row["thing"],
        label=row.get("label", ""),
        words=row.get("text", row["exact"]),
        places=(),
        file=row["file"],
        sha256=row["sha256"],
        doubt=row.get("doubt", ""),
    )
