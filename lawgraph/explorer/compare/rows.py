"""The rows of the table in full: both texts with the sentences that carry the link, figures, evidence, who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explorer.compare.found import LOWER, UPPER, Line
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Marked, Run
from lawgraph.tables.counterparts import Ground, Share, shares
from lawgraph.tables.holdings import OF_MENTIONS, ROLES, responsible
from queries.words import Reading, place_of, spans_at


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: how it is cited, its text in stretches, who answers for it by role, the digest of its words."""

    iri: str
    label: str
    label_en: str
    runs: tuple[Run, ...]
    bodies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    digest: str = ""

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the smallest provision that carries the link, and the article or task with its whole text."""

    carrying: Provision
    unit: Provision
    only: tuple[str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether a part of the unit carries the link."""
        return self.carrying.iri != self.unit.iri


@dataclass(frozen=True, slots=True)
class Figures:
    """How figures of both sides compare: the verdict (a code) and the words of each."""

    verdict: str
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """Of a gap the provision that comes nearest to a counterpart, and the probability that it is one."""

    provision: Provision
    probability: float


@dataclass(frozen=True, slots=True)
class Row:
    """A link or a gap as it is shown; ``sure`` is a code, ``why`` says of a gap why it is one (Chinese, English)."""

    line: Line
    lower: Side | None
    upper: Side | None
    sure: str
    parties: tuple[str, ...] = ()
    figures: Figures | None = None
    evidence: tuple[Share, ...] = ()
    why: tuple[str, str] = ("", "")
    nearest: Nearest | None = None

    @property
    def side(self) -> Side | None:
        """The side that a gap has."""
        return self.lower or self.upper


@dataclass(frozen=True, slots=True)
class _Words:
    label: str
    label_en: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class _OfGap:
    why: str
    nearest: str
    score: float


def rows(reader: Reader, lower: str, upper: str, lines: Sequence[Line]) -> tuple[Row, ...]:
    """Return the rows of lines between two documents (IRIs); raise what the engine raises."""
    if not lines:
        return ()
    found = _Details(reader, lower, upper, lines)
    return tuple(found.row(line) for line in lines)


class _Details:
    """What the graph says of some links and gaps, asked for all of them at once."""

    def __init__(self, reader: Reader, lower: str, upper: str, lines: Sequence[Line]) -> None:
        self._reader = reader
        links = _values("k", (line.iri for line in lines if line.is_link))
        self._gaps = self._of_gaps(_values("g", (line.iri for line in lines if not line.is_link)))
        units = {LOWER: {line.lower_unit for line in lines}, UPPER: {line.upper_unit for line in lines}}
        named = {each for line in lines for each in (line.lower, line.upper, *line.units)}
        self._words = self._of_provisions(named | {gap.nearest for gap in self._gaps.values()})
        self._bodies = self._responsible(_values("u", (each for side in units.values() for each in side)))
        linked = [line for line in lines if line.is_link]
        self._readings: dict[str, Reading] = {}
        if linked:
            self._readings |= reader.readings(lower, dict.fromkeys(line.lower_unit for line in linked))
            self._readings |= reader.readings(upper, dict.fromkeys(line.upper_unit for line in linked))
        self._sentences = self._places(_SENTENCES % links)
        self._only = self._places(_ONLY % links)
        self._grounds = self._evidence(_EVIDENCE % links)
        self._figures = {
            link or "": Figures(verdict or "", low or "", up or "")
            for link, verdict, low, up in reader.ask(_FIGURES % links)
        }
        self._parties: defaultdict[str, set[str]] = defaultdict(set)
        for link, party in reader.ask(_PARTIES % links):
            self._parties[link or ""].add(party or "")

    def row(self, line: Line) -> Row:
        if not line.is_link:
            return self._gap(line)
        places = {side: self._sentences.get((line.iri, "", side), ()) for side in (LOWER, UPPER)}
        grounds = (
            Ground(
                signal,
                weight,
                self._quoted(line.lower_unit, low),
                self._quoted(line.upper_unit, up),
                (set(low), set(up)) == (set(places[LOWER]), set(places[UPPER])),
            )
            for signal, weight, low, up in self._grounds.get(line.iri, ())
        )
        return Row(
            line,
            self._side(line.lower, line.lower_unit, places[LOWER], self._own(line, LOWER)),
            self._side(line.upper, line.upper_unit, places[UPPER], self._own(line, UPPER)),
            "reviewed" if line.reviews else line.sureness,
            tuple(sorted(self._parties[line.iri])),
            self._figures.get(line.iri),
            shares(grounds),
        )

    def _gap(self, line: Line) -> Row:
        said = self._gaps.get(line.iri, _OfGap("", "", 0.0))
        side = self._side(line.lower or line.upper, line.units[0], (), ())
        nearest = Nearest(self._provision(said.nearest), said.score) if said.nearest in self._words else None
        return Row(
            line,
            side if line.side == LOWER else None,
            side if line.side == UPPER else None,
            "reviewed" if line.reviews else "",
            why=_both(said.why),
            nearest=nearest,
        )

    def _side(self, carrying: str, unit: str, places: Iterable[str], only: tuple[str, ...]) -> Side:
        whole = self._provision(unit, places)
        return Side(whole if carrying == unit else self._provision(carrying), whole, only)

    def _provision(self, iri: str, places: Iterable[str] = ()) -> Provision:
        words = self._words.get(iri, _Words("", "", "", ""))
        reading, spans = self._readings.get(iri), spans_at(" ".join(places))
        ranges = reading.ranges(spans) if reading and spans else ()
        return Provision(
            iri,
            words.label,
            words.label_en or words.label,
            Marked.at(words.text, ranges).runs,
            self._bodies.get(iri, ()),
            words.digest,
        )

    def _own(self, line: Line, side: str) -> tuple[str, ...]:
        """Return what only this side of a link has."""
        unit = line.lower_unit if side == LOWER else line.upper_unit
        found = (
            self._quoted(unit, places)
            for (link, _, at), places in self._only.items()
            if (link, at) == (line.iri, side)
        )
        return tuple(each for each in found if each)

    def _quoted(self, unit: str, places: Iterable[str]) -> str:
        reading = self._readings.get(unit)
        return reading.at(spans_at(" ".join(places))) if reading else ""

    def _places(self, query: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """Return the places by link, what of it they are of, and side."""
        found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for link, of, side, place in self._reader.ask(query):
            found[link or "", of or "", side or ""].append(place or "")
        return {
            key: tuple(places) for key, places in sorted(found.items(), key=lambda each: _number(each[0][1]))
        }

    def _evidence(self, query: str) -> dict[str, list[tuple[str, float, list[str], list[str]]]]:
        found: dict[tuple[str, str], tuple[str, float, list[str], list[str]]] = {}
        for link, evidence, signal, weight, low, up in self._reader.ask(query):
            fresh = signal or "", float(weight or 0), list[str](), list[str]()
            known = found.setdefault((link or "", evidence or ""), fresh)
            known[2].extend([low] if low else [])
            known[3].extend([up] if up else [])
        by_link: defaultdict[str, list[tuple[str, float, list[str], list[str]]]] = defaultdict(list)
        for (link, _), each in sorted(found.items(), key=lambda item: (-item[1][1], item[0])):
            by_link[link].append(each)
        return by_link

    def _of_gaps(self, values: str) -> dict[str, _OfGap]:
        return {
            gap or "": _OfGap(reason or "", nearest or "", float(score or 0))
            for gap, reason, nearest, score in self._reader.ask(_GAPS % values)
        }

    def _of_provisions(self, named: Iterable[str]) -> Mapping[str, _Words]:
        rows = self._reader.ask(_PROVISIONS % _values("p", named))
        return {
            iri or "": _Words(label or "", english or "", text or "", digest or "")
            for iri, label, english, text, digest in rows
        }

    def _responsible(self, units: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        found: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for unit, mention, role, name, place in self._reader.ask(_BODIES % units):
            allowed = OF_MENTIONS if mention == "true" else ROLES
            if last(role) in allowed:
                rank, (start, _) = ROLES.index(last(role)), place_of(place or "")[1]
                found[unit or ""].append((name or "", rank, start))
        return {unit: responsible(named) for unit, named in found.items()}


def _both(reason: str) -> tuple[str, str]:
    """Return both halves of ``code: 中文 / English``; other words serve for both.

    >>> _both("matter: 上位未提。 / not in it"), _both("上位未提。")
    (('上位未提。', 'not in it'), ('上位未提。', '上位未提。'))
    """
    zh, slash, en = reason.partition(" / ")
    code, colon, rest = zh.partition(": ")
    plain = rest if colon and code.replace("-", "").isascii() else zh
    return plain, en if slash else plain


def _number(iri: str) -> int:
    """Return the number at the end of an IRI.

    >>> _number("https://w3id.org/lawgraph/correspondence/0a/only-in-12")
    12
    """
    number = iri.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{each}>' for each in sorted({*iris} - {''}))} }}"


def texts(reader: Reader, iris: Iterable[str]) -> Iterator[Provision]:
    """Yield provisions as they are cited, with their texts."""
    for iri, label, english, text, digest in reader.ask(_PROVISIONS % _values("p", iris)):
        runs = (Run(text),) if text else ()
        yield Provision(iri or "", label or "", english or label or "", runs, digest=digest or "")


_PROVISIONS = """SELECT ?p ?label ?english ?text ?digest { %s
  ?p rdfs:label ?label FILTER(LANG(?label) = "zh") OPTIONAL { ?p rdfs:label ?english FILTER(LANG(?english) = "en") }
  OPTIONAL { ?p lg:text ?text } OPTIONAL { ?p lg:textDigest ?digest }
}"""
_SENTENCES = """SELECT ?k ?none ?side ?place { %s
  { ?k lg:lowerPlace ?place BIND("lower" AS ?side) } UNION { ?k lg:upperPlace ?place BIND("upper" AS ?side) }
}"""
_ONLY = """SELECT ?k ?o ?side ?place { %s ?k lg:onlyIn ?o
  { ?o lg:lowerPlace ?place BIND("lower" AS ?side) } UNION { ?o lg:upperPlace ?place BIND("upper" AS ?side) }
}"""
_EVIDENCE = """SELECT ?k ?e ?signal ?weight ?l ?u { %s ?k lg:evidence ?e . ?e lg:signal ?signal ; lg:weight ?weight
  { ?e lg:lowerPlace ?l } UNION { ?e lg:upperPlace ?u }
}"""
_FIGURES = """SELECT ?k ?verdict ?low ?up { %s ?k lg:verdict ?verdict
  OPTIONAL { ?k lg:lowerQuantity/lg:text ?low } OPTIONAL { ?k lg:upperQuantity/lg:text ?up }
}"""
_PARTIES = "SELECT ?k ?party { %s ?k lg:differenceFor ?party }"
_GAPS = """SELECT ?g ?reason ?nearest ?score { %s ?g lg:gapProvision ?p
  OPTIONAL { ?g lg:reason ?reason } OPTIONAL { ?g lg:nearest ?nearest } OPTIONAL { ?g lg:nearestScore ?score }
}"""
_BODIES = """SELECT ?u ?mention ?role ?name ?place { %s ?p lg:inUnit ?u . ?x lg:inProvision ?p
  { ?x lg:responsibilityRole ?role ; lg:fullName ?name ; lg:place ?place BIND("false" AS ?mention) }
  UNION { ?x lg:mentionRole ?role ; lg:text ?name ; lg:generic false ; lg:place ?place BIND("true" AS ?mention) }
}"""
