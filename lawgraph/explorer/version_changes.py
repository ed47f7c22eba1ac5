"""What became of the provisions of a rule from one text to another, with the words of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Altered, Marked, Number, Run, Table, numbered
from lawgraph.versions.handed_in import COLUMNS, NOTES, STACKS, Line
from lawgraph.versions.view import KINDS, PLACES
from ontology.iri import BASE
from ontology.states import ChangeKind, Moved
from queries.words import Reading, spans_at

KIND_WORDS: Mapping[str, Said] = {kind.value: Said(*said) for kind, said in KINDS.items()}
PLACE_WORDS: Mapping[str, Said] = {
    Moved.KEPT.value: Said("位置未变", "place kept"),
    **{place.value: Said(*PLACES[place]) for place in (Moved.RENUMBERED, Moved.MOVED)},
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two following texts of a rule, and what became of its articles and chapters: kinds with how many."""

    old: str
    new: str
    title: str
    old_day: str
    new_day: str
    counts: tuple[tuple[Said, int], ...]

    @property
    def keys(self) -> tuple[str, str]:
        """How an address names both."""
        return self.old.removeprefix(f"{BASE}/"), self.new.removeprefix(f"{BASE}/")


@dataclass(frozen=True, slots=True)
class Side:
    """A provision of one of the texts: its IRI, its label and its words, what was left out or put in marked."""

    iri: str
    label: str
    words: Marked


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a provision, with both sides; one of them has none where it is new or gone."""

    iri: str
    kind: Said
    place: Said | None
    doubt: str
    old: tuple[Side, ...]
    new: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A change, as the list of all of two texts needs it: the IRIs of its provisions on both sides.

    ``kind`` and ``place`` are codes, ``doubt`` says why it may be otherwise.
    """

    iri: str
    kind: str
    place: str
    doubt: str
    old: tuple[str, ...]
    new: tuple[str, ...]


_CHANGES = """SELECT ?c ?k ?m ?doubt ?side ?p ?order {{
    ?c lg:oldDocument <{old}> ; lg:newDocument <{new}> ; lg:changeType ?k
    OPTIONAL {{ ?c lg:movement ?m }} OPTIONAL {{ ?c lg:reservation ?doubt }}
    {{ ?c lg:newProvision ?p BIND("new" AS ?side) }} UNION {{ ?c lg:oldProvision ?p BIND("old" AS ?side) }}
    ?p lg:order ?order
}}"""


def rows_of(reader: Reader, pair: Pair) -> list[Row]:
    """Return all changes of two texts, in the order of the new one; what is gone behind what stood before it."""
    sides: defaultdict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: {"old": [], "new": []})
    said: dict[str, tuple[str, str, str]] = {}
    for change, kind, place, doubt, side, provision, order in reader.ask(
        _CHANGES.format(old=pair.old, new=pair.new)
    ):
        sides[change or ""][side or ""].append((int(order or 0), provision or ""))
        said[change or ""] = last(kind or ""), last(place or ""), doubt or ""
    at = {iri: min(both["new"])[0] for iri, both in sides.items() if both["new"]}
    placed: list[tuple[int, int, str]] = [(order, 0, iri) for iri, order in at.items()]
    behind = -1
    for iri in sorted(
        (each for each in sides if sides[each]["old"]), key=lambda each: min(sides[each]["old"])
    ):
        if iri in at and said[iri][1] != Moved.MOVED:
            behind = max(behind, at[iri])
        if iri not in at:
            placed.append((behind, 1 + min(sides[iri]["old"])[0], iri))
    return [
        Row(
            iri,
            *said[iri],
            *(tuple(provision for _, provision in sorted(sides[iri][side])) for side in ("old", "new")),
        )
        for _, _, iri in sorted(placed)
    ]


_TOUCHING = """SELECT ?c ?old ?new ?k ?m ?doubt ?side ?p {{
    {{ SELECT DISTINCT ?c {{ VALUES ?mine {{ {provisions} }} ?c lg:{side}Provision ?mine }} }}
    ?c lg:oldDocument ?old ; lg:newDocument ?new ; lg:changeType ?k
    OPTIONAL {{ ?c lg:movement ?m }} OPTIONAL {{ ?c lg:reservation ?doubt }}
    {{ ?c lg:newProvision ?p BIND("new" AS ?side) }} UNION {{ ?c lg:oldProvision ?p BIND("old" AS ?side) }}
}}"""


def history_of(reader: Reader, provision: str) -> list[tuple[str, str, Row]]:
    """Return what became of a provision through all texts of its rule: the documents and the change, newest first.

    It is followed to the texts before, and to those after; where it was split or merged, to all that it was or became.
    """
    found: dict[str, tuple[str, str, Row]] = {}
    for side in ("old", "new"):
        some = {provision}
        while some:
            steps = _touching(reader, some, side)
            some = {
                each
                for iri, (_, _, row) in steps.items()
                if iri not in found
                for each in (row.new if side == "old" else row.old)
            }
            found |= steps
    days = _days(reader, {document for old, new, _ in found.values() for document in (old, new)})
    return sorted(
        found.values(),
        key=lambda step: (days.get(step[1], ""), days.get(step[0], ""), step[2].iri),
        reverse=True,
    )


def _days(reader: Reader, documents: Iterable[str]) -> dict[str, str]:
    values = " ".join(f"<{each}>" for each in documents)
    asked = f"SELECT ?d ?on {{ VALUES ?d {{ {values} }} ?d lg:dateAmended|eli:date_document ?on }}"
    found: dict[str, str] = {}
    for document, day in reader.ask(asked) if values else ():
        found[document or ""] = max(found.get(document or "", ""), day or "")
    return found


def _touching(reader: Reader, provisions: Iterable[str], side: str) -> dict[str, tuple[str, str, Row]]:
    """Return the changes that have one of some provisions on a side, with the documents of both sides."""
    values = " ".join(f"<{each}>" for each in sorted(provisions))
    said: dict[str, tuple[str, ...]] = {}
    sides: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: {"old": set(), "new": set()})
    for change, *rest, which, each in reader.ask(_TOUCHING.format(provisions=values, side=side)):
        said[change or ""] = tuple(value or "" for value in rest)
        sides[change or ""][which or ""].add(each or "")
    return {
        iri: (
            old,
            new,
            Row(
                iri, last(kind), last(place), doubt, *(tuple(sorted(sides[iri][at])) for at in ("old", "new"))
            ),
        )
        for iri, (old, new, kind, place, doubt) in said.items()
    }


_EDITS = """SELECT ?c ?side ?place {{
    VALUES ?c {{ {changes} }} ?c lg:hasEdit ?e
    {{ ?e lg:oldPlace ?place BIND("old" AS ?side) }} UNION {{ ?e lg:newPlace ?place BIND("new" AS ?side) }}
}}"""
_AT_ONCE = 200  # changes, or provisions, that one question is about


def in_full(reader: Reader, pair: Pair, rows: Sequence[Row]) -> tuple[Changed, ...]:
    """Return changes with the words of both sides."""
    places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    olds: dict[str, Reading] = {}
    news: dict[str, Reading] = {}
    labels: dict[str, str] = {}
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        changes = " ".join(f"<{row.iri}>" for row in some)
        for change, side, place in reader.ask(_EDITS.format(changes=changes)):
            places[change or "", side or ""].append(place or "")
        olds |= reader.readings(pair.old, [each for row in some for each in row.old])
        news |= reader.readings(pair.new, [each for row in some for each in row.new])
        named = [each for row in some for each in (*row.old, *row.new)]
        labels |= _asked(reader, named, 'rdfs:label ?l FILTER(LANGMATCHES(LANG(?l), "zh"))')
        for iri, heading in _asked(reader, filter(_is_chapter, named), "lg:heading ?l").items():
            texts = olds if iri in olds else news
            texts[iri] = Reading(heading, _first(texts[iri], heading), texts[iri].characters)
    return tuple(
        Changed(
            row.iri,
            KIND_WORDS[row.kind],
            PLACE_WORDS[row.place] if row.place and row.place != Moved.KEPT else None,
            row.doubt,
            _sides(row.old, olds, labels, places[row.iri, "old"], Altered.OUT, row.kind == ChangeKind.GONE),
            _sides(row.new, news, labels, places[row.iri, "new"], Altered.IN, row.kind == ChangeKind.NEW),
        )
        for row in rows
    )


def _asked(reader: Reader, provisions: Iterable[str], pattern: str) -> dict[str, str]:
    """Return what the graph says of provisions, as ?l of a pattern."""
    values = " ".join(f"<{each}>" for each in provisions)
    found = reader.ask(f"SELECT ?p ?l {{ VALUES ?p {{ {values} }} ?p {pattern} }}")
    return {provision or "": said or "" for provision, said in found}


def _is_chapter(provision: str) -> bool:
    """Whether the words of a provision are those of its heading: its articles are compared by themselves."""
    return provision.rpartition("/")[2].startswith("ch-")


def _first(reading: Reading, heading: str) -> tuple[tuple[int, int], ...]:
    """Return where a heading stands, which is at the beginning of a reading; nothing where it does not."""
    if not reading.text.startswith(heading):
        return ()
    solid = [at for start, end in sorted(reading.places) for at in range(start, end)]
    read = [at for at in solid if not reading.characters[at].isspace()][: len("".join(heading.split()))]
    return tuple((at, at + 1) for at in read)


def _sides(
    provisions: Sequence[str],
    readings: Mapping[str, Reading],
    labels: Mapping[str, str],
    places: Sequence[str],
    how: Altered,
    whole: bool,
) -> tuple[Side, ...]:
    spans = spans_at(" ".join(places))
    found = []
    for provision in provisions:
        reading = readings.get(provision)
        text = reading.text if reading else ""
        ranges = [(0, len(text))] if whole else reading.ranges(spans) if reading else ()
        runs = tuple(
            Run(run.text, altered=how if run.marked else Altered.NO) for run in Marked.at(text, ranges).runs
        )
        found.append(Side(provision, labels.get(provision, last(provision)), Marked(runs)))
    return tuple(found)


def table_of(reader: Reader, pair: Pair, rows: Sequence[Row]) -> Table:
    """Return all of these changes as a table."""
    lines = tuple(line_of(at, each) for at, each in enumerate(in_full(reader, pair, rows), 1))
    return Table("changes", "修改对照", "Changes", "".join(NOTES), COLUMNS, STACKS, lines)


def line_of(at: int, change: Changed) -> Line:
    """Return a change as a row of a table."""
    number: Number = numbered(at)
    return Line(
        number,
        "、".join(side.label for side in change.old) or None,
        _joined(change.old),
        "、".join(side.label for side in change.new) or None,
        _joined(change.new),
        "，".join(said.zh for said in (change.kind, change.place) if said),
        change.doubt or None,
    )


def _joined(sides: Sequence[Side]) -> Marked | None:
    """Return the words of one side, those of several provisions one under the other."""
    runs: list[Run] = []
    for side in sides:
        runs += [Run("\n"), *side.words.runs] if runs else side.words.runs
    return Marked(tuple(runs)) if sides else None
