"""The rows of the queue: both texts with the linked sentences marked, and what the program goes by.

Of a source only the characters of the provisions that are shown are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explain_links import SIGNALS
from lawgraph.explorer.review_queue import Candidate
from lawgraph.levels import CERTAIN, LIKELY
from lawgraph.reviews.apply import SIGNAL
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Marked, Run
from queries.engine import Engine
from queries.words import Reading, Span, place_of, spans_at

_LONGEST = 60  # characters of a quotation
_BRIEF, _AROUND = (
    260,
    80,
)  # characters of a text that is shown at once, and about its marks where it is longer
_VERDICTS = {
    "stricter": ("下位更严", "stricter below"),
    "looser": ("下位更宽", "looser below"),
    "equal": ("相同", "equal"),
    "incomparable": ("不可比", "not comparable"),
}
_ADDED = ("人工指定", "named by a person")


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision: its IRI, label, words with what carries the link marked, and its document.

    ``label`` is how the linked provision is cited; the words are those of the article or measure that it lies in.
    ``brief`` is what of them stands about the marks, where they are many.
    """

    iri: str
    label: str
    text: Marked
    brief: Marked
    document: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of a link: the signal in both languages, its share, and the words that it goes by on both sides."""

    zh: str
    en: str
    share: float
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Row:
    """A link or a gap of the queue; of a gap ``upper`` is the nearest provision, or nothing.

    ``sure`` is ``certain``, ``likely``, ``unsure`` or ``reviewed``; ``against`` is the document of a gap. Of a gap
    ``lower`` is the provision itself, of whichever side.
    """

    iri: str
    why: str
    lower: Passage
    upper: Passage | None
    probability: float
    sure: str
    strength: str = ""
    difference: str = ""
    difference_for: str = ""
    verdict: tuple[str, str] = ("", "")
    figures: tuple[str, str] = ("", "")
    grounds: tuple[Ground, ...] = ()
    review: str = ""
    against: str = ""
    against_title: str = ""
    side: str = ""
    severity: str = ""


def sureness(probability: float, review: str) -> str:
    """Return the code of how sure a link is."""
    if review:
        return "reviewed"
    return "certain" if probability >= CERTAIN else "likely" if probability >= LIKELY else "unsure"


class Texts:
    """The words of some provisions, and where in them the places of their source are."""

    def __init__(self, reader: Reader, iris: Iterable[str]) -> None:
        named = " ".join(f"<{iri}>" for iri in sorted(set(iris)))
        rows = reader.ask(
            f"""SELECT ?p ?text ?label ?document ?title ?level ?place {{
                VALUES ?p {{ {named} }} ?p lg:text ?text ; lg:inDocument ?document . ?document eli:title ?title
                OPTIONAL {{ ?p rdfs:label ?label FILTER(LANG(?label) = "zh") }}
                OPTIONAL {{ ?document lg:level ?level }} OPTIONAL {{ ?p lg:place ?place }}
            }}"""
        )
        self._about: dict[str, tuple[str, ...]] = {}
        places: defaultdict[str, set[str]] = defaultdict(set)
        for iri, text, label, document, title, level, place in rows:
            self._about[iri or ""] = (label or "", text or "", document or "", title or "", level or "")
            places[iri or ""].update([place] if place else [])
        self._starts: dict[str, int] = {}
        self._readings = self._read(reader, places)

    def _read(self, reader: Reader, places: Mapping[str, set[str]]) -> dict[str, Reading]:
        spans: dict[str, list[Span]] = {}
        asked = []
        for iri, those in places.items():
            if not those:
                continue
            source = place_of(min(those))[0]
            spans[iri] = [place_of(each)[1] for each in sorted(those)]
            self._starts[iri] = min(start for start, _ in spans[iri])
            end = max(end for _, end in spans[iri])
            asked.append(f"(<{iri}> <{source}> {self._starts[iri] + 1} {end - self._starts[iri]})")
        rows = reader.ask(
            f"""SELECT ?p ?cut {{ VALUES (?p ?s ?from ?many) {{ {" ".join(asked)} }}
                ?s lg:sourceCharacters ?all BIND(SUBSTR(?all, ?from, ?many) AS ?cut) }}"""
        )
        return {
            iri: Reading(self._about[iri][1], self._shifted(iri, spans[iri]), cut or "")
            for iri, cut in rows
            if iri is not None
        }

    def _shifted(self, iri: str, spans: Iterable[Span]) -> list[Span]:
        start = self._starts[iri]
        return [(first - start, after - start) for first, after in spans if first >= start]

    def label(self, iri: str) -> str:
        """Return how a provision is cited."""
        return self._about.get(iri, ("",))[0]

    def words(self, iri: str, places: str) -> str:
        """Return the words of a provision at places (IRIs parted by blanks), in one line and not too many."""
        if iri not in self._readings:
            return ""
        line = " ".join(self._readings[iri].at(self._shifted(iri, spans_at(places))).split())
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"

    def passage(self, iri: str, unit: str, places: str = "") -> Passage | None:
        """Return a provision with the words of its unit, those at places marked; nothing where it is not there."""
        if iri not in self._about:
            return None
        shown = unit if unit in self._about else iri
        text = self._about[shown][1]
        reading = self._readings.get(shown)
        ranges = reading.ranges(self._shifted(shown, spans_at(places))) if reading and places else ()
        label, _, document, title, level = self._about[iri]
        marked = Marked.at(text, ranges)
        return Passage(iri, label, marked, brief(marked), document, title, level)


def brief(text: Marked) -> Marked:
    """Return a text without what is far from its marks; its beginning where it has none; a short one as it is.

    >>> brief(Marked((Run("甲" * 400), Run("乙", True)))).runs[0].text.count("甲")
    80
    """
    if len(text.text) <= _BRIEF:
        return text
    runs = text.runs
    if not any(run.marked for run in runs):
        return Marked((Run(f"{text.text[:_BRIEF]}…"),))
    return Marked(tuple(_cut(run, first=not at, final=at == len(runs) - 1) for at, run in enumerate(runs)))


def _cut(run: Run, *, first: bool, final: bool) -> Run:
    """Return a stretch between marks without its middle; before the first and after the last mark without its end."""
    text = run.text
    if run.marked or len(text) <= 2 * _AROUND:
        return run
    head, tail = "" if first else text[:_AROUND], "" if final else text[-_AROUND:]
    return Run(f"{head}…{tail}")


Facts = Mapping[str, Mapping[str, tuple[str, ...]]]


def _facts(reader: Reader, named: str) -> Facts:
    """Return what links say of themselves: the values of each property, by the link."""
    rows = reader.ask(f"SELECT ?k ?p ?o {{ VALUES ?k {{ {named} }} ?k ?p ?o }}")
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for link, name, value in rows:
        found[link or ""][(name or "").rpartition("#")[2]].append(value or "")
    return {
        link: {name: tuple(sorted(values)) for name, values in those.items()} for link, those in found.items()
    }


def _figures(reader: Reader, facts: Facts) -> dict[str, str]:
    """Return the words of the quantities that links compare."""
    named = {
        iri
        for those in facts.values()
        for name in ("lowerQuantity", "upperQuantity")
        for iri in those.get(name, ())
    }
    if not named:
        return {}
    listed = " ".join(f"<{iri}>" for iri in sorted(named))
    rows = reader.ask(f"SELECT ?q ?text {{ VALUES ?q {{ {listed} }} ?q lg:text ?text }}")
    return {iri or "": text or "" for iri, text in rows}


def link_rows(engine: Engine, candidates: Sequence[Candidate]) -> tuple[Row, ...]:
    """Return the rows of links, in the order of the candidates."""
    if not candidates:
        return ()
    reader = Reader(engine)
    named = " ".join(f"<{each.iri}>" for each in candidates)
    facts = _facts(reader, named)
    figures = _figures(reader, facts)
    units = {iri: (_first(those, "lowerUnit"), _first(those, "upperUnit")) for iri, those in facts.items()}
    texts = Texts(
        reader,
        [iri for each in candidates for iri in (*each.ends, *units.get(each.iri, ())) if iri],
    )
    grounds = _grounds(reader, named, units, texts)
    rows = (
        _link_row(each, facts[each.iri], units[each.iri], texts, figures, grounds.get(each.iri, ()))
        for each in candidates
        if each.iri in facts
    )
    return tuple(row for row in rows if row is not None)


def _first(facts: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(facts.get(name, ())), "")


def _link_row(
    each: Candidate,
    facts: Mapping[str, tuple[str, ...]],
    units: tuple[str, str],
    texts: Texts,
    figures: Mapping[str, str],
    grounds: tuple[Ground, ...],
) -> Row | None:
    lower = texts.passage(each.ends[0], units[0], " ".join(facts.get("lowerPlace", ())))
    upper = texts.passage(each.ends[1], units[1], " ".join(facts.get("upperPlace", ())))
    if lower is None or upper is None:
        return None
    verdict = _first(facts, "verdict")
    return Row(
        each.iri,
        each.why.value,
        lower,
        upper,
        each.probability,
        sureness(each.probability, each.review),
        last(_first(facts, "strength")),
        last(_first(facts, "difference")),
        _first(facts, "differenceFor"),
        _VERDICTS.get(verdict, (verdict, verdict)),
        (figures.get(_first(facts, "lowerQuantity"), ""), figures.get(_first(facts, "upperQuantity"), "")),
        grounds,
        each.review,
    )


def _grounds(
    reader: Reader, named: str, units: Mapping[str, tuple[str, str]], texts: Texts
) -> dict[str, tuple[Ground, ...]]:
    """Return the grounds of links, the weightiest first; a signal that has several places is told once."""
    rows = reader.ask(
        f"""SELECT ?k ?e ?signal ?weight (GROUP_CONCAT(DISTINCT STR(?l); SEPARATOR=" ") AS ?ls)
            (GROUP_CONCAT(DISTINCT STR(?u); SEPARATOR=" ") AS ?us) {{
            VALUES ?k {{ {named} }} ?k lg:evidence ?e . ?e lg:signal ?signal ; lg:weight ?weight
            OPTIONAL {{ ?e lg:lowerPlace ?l }} OPTIONAL {{ ?e lg:upperPlace ?u }}
        }} GROUP BY ?k ?e ?signal ?weight"""
    )
    found: defaultdict[str, dict[str, Ground]] = defaultdict(dict)
    for link, _, signal, weight, low, up in sorted(
        rows, key=lambda row: (row[0] or "", -float(row[3] or 0), row[1] or "")
    ):
        key, name = link or "", signal or ""
        zh, en = _ADDED if name == SIGNAL else SIGNALS.get(name, (name, name))
        known = found[key].get(name)
        share = float(weight or 0) + (known.share if known else 0)
        if known is not None:
            found[key][name] = Ground(zh, en, share, known.lower, known.upper)
            continue
        lower, upper = units.get(key, ("", ""))
        found[key][name] = Ground(zh, en, share, texts.words(lower, low or ""), texts.words(upper, up or ""))
    return {
        key: tuple(sorted(those.values(), key=lambda ground: (-ground.share, ground.en)))
        for key, those in found.items()
    }


def gap_rows(engine: Engine, candidates: Sequence[Candidate]) -> tuple[Row, ...]:
    """Return the rows of gaps, in the order of the candidates."""
    if not candidates:
        return ()
    reader = Reader(engine)
    named = " ".join(f"<{each.iri}>" for each in candidates)
    asked = reader.ask(
        f"""SELECT ?g ?side ?severity ?nearest ?title {{ VALUES ?g {{ {named} }}
            ?g lg:side ?side ; lg:against ?against . ?against eli:title ?title
            OPTIONAL {{ ?g lg:severity ?severity }} OPTIONAL {{ ?g lg:nearest ?nearest }} }}"""
    )
    facts = {row[0]: [value or "" for value in row[1:]] for row in asked}
    near = [facts[each.iri][2] for each in candidates if each.iri in facts and facts[each.iri][2]]
    texts = Texts(reader, [*(each.ends[0] for each in candidates), *near])
    rows = []
    for each in candidates:
        own = texts.passage(each.ends[0], each.ends[0])
        if own is None or each.iri not in facts:
            continue
        side, severity, nearest, title = facts[each.iri]
        rows.append(
            Row(
                each.iri,
                each.why.value,
                own,
                texts.passage(nearest, nearest) if nearest else None,
                each.probability,
                sureness(each.probability, each.review),
                review=each.review,
                against=each.ends[1],
                against_title=title,
                side=side,
                severity=last(severity),
            )
        )
    return tuple(rows)
