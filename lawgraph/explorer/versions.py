"""变迁: the rules of a graph that have several texts, and two texts of one rule side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ingest.states import ChangeKind, Moved
from lawgraph.explorer.compare.documents import document_iri
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Altered, Column, Marked, Number, Run, Table, numbered
from lawgraph.tables.handed_in import HandedIn
from lawgraph.versions.handed_in import COLUMNS, NOTES, STACKS, Line
from lawgraph.versions.view import KINDS, PLACES
from ontology.iri import BASE
from queries.words import Reading, spans_at

SIZE = 40
"""Changes at a time."""
_KINDS: Mapping[str, Said] = {kind.value: Said(*said) for kind, said in KINDS.items()}
_PLACES: Mapping[str, Said] = {
    Moved.KEPT.value: Said("位置未变", "place kept"),
    **{place.value: Said(*PLACES[place]) for place in (Moved.RENUMBERED, Moved.MOVED)},
}
_DOUBT: Mapping[str, Said] = {"yes": Said("存疑", "doubtful"), "no": Said("不存疑", "not in doubt")}


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
class Overview:
    """All rules with several texts."""

    pairs: tuple[Pair, ...]
    words: str
    kind: str = "overview"


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: values with their words and how many changes have each."""

    parameter: str
    title: Said
    options: tuple[tuple[str, Said, int], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two texts side by side: the changes that the filters leave, from ``offset`` on; ``all`` is how many there are."""

    pair: Pair
    changes: tuple[Changed, ...]
    facets: tuple[Facet, ...]
    total: int
    all: int
    offset: int
    size: int = SIZE
    kind: str = "beside"


@dataclass(frozen=True, slots=True)
class _Row:
    iri: str
    kind: str
    place: str
    doubt: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def show(asked: Asked) -> Shown:
    """Show the rules with several texts, or two texts of one of them."""
    reader, given = Reader(asked.engine), asked.given
    pairs = _pairs(reader)
    old, new = given.text("old"), given.text("new")
    if not old and not new:
        words = given.text("q")
        content = Overview(tuple(each for each in pairs if words in each.title), words)
        return Shown(content, table=_overview_table(content))
    wanted = document_iri("old", old), document_iri("new", new)
    pair = next((each for each in pairs if (each.old, each.new) == wanted), None)
    if pair is None:
        raise Missing(
            "图谱中没有比较过这两份文本，请从变迁的目录选择。",
            "The graph has no comparison of these two texts; choose from the list of versions.",
        )
    return _beside(asked, reader, pair)


def _beside(asked: Asked, reader: Reader, pair: Pair) -> Shown:
    given, offset = asked.given, asked.given.number("offset", 0)
    chosen = {
        "kind": given.several("kind", tuple(_KINDS)),
        "place": given.several("place", tuple(_PLACES)),
        "doubt": given.several("doubt", tuple(_DOUBT)),
    }
    rows = _rows(reader, pair)
    values = {
        row.iri: {"kind": row.kind, "place": row.place, "doubt": "yes" if row.doubt else "no"} for row in rows
    }
    kept = [
        row
        for row in rows
        if all(not allowed or values[row.iri][name] in allowed for name, allowed in chosen.items())
    ]
    facets = tuple(
        Facet(name, title, _options(words, Counter(each[name] for each in values.values())))
        for name, title, words in (
            ("kind", Said("文字", "Words"), _KINDS),
            ("place", Said("位置", "Place"), _PLACES),
            ("doubt", Said("把握", "Sureness"), _DOUBT),
        )
    )
    shown = kept[offset : offset + SIZE]
    content = Beside(pair, _full(reader, pair, shown), facets, len(kept), len(rows), offset)
    return Shown(
        content,
        Said(f"{pair.title}：变迁", f"{pair.title}: versions"),
        table=partial(_table, reader, pair, kept),
        things=tuple(row.iri for row in shown),
        handed_in=partial(_handed_in, reader, pair, kept),
    )


def _options(words: Mapping[str, Said], counts: Counter[str]) -> tuple[tuple[str, Said, int], ...]:
    return tuple((value, said, counts[value]) for value, said in words.items() if counts[value])


def _pairs(reader: Reader) -> list[Pair]:
    """Return the pairs of texts that were compared, in the order of titles and days."""
    days: dict[str, str] = {}
    titles: dict[str, str] = {}
    asked = """SELECT ?d ?t (MAX(?day) AS ?last) {
        { SELECT DISTINCT ?d { { ?c lg:oldDocument ?d } UNION { ?c lg:newDocument ?d } } }
        ?d eli:title ?t OPTIONAL { ?d lg:dateAmended|eli:date_document ?on BIND(STR(?on) AS ?day) }
    } GROUP BY ?d ?t"""
    for document, title, day in reader.ask(asked):
        titles[document or ""], days[document or ""] = title or "", day or ""
    counts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for old, new, kind, count in reader.ask(
        "SELECT ?old ?new ?k (COUNT(*) AS ?n) { ?c lg:oldDocument ?old ; lg:newDocument ?new ; lg:changeType ?k } "
        "GROUP BY ?old ?new ?k"
    ):
        counts[old or "", new or ""][last(kind or "")] = int(count or 0)
    found = (
        Pair(
            old,
            new,
            titles.get(new, new),
            days.get(old, ""),
            days.get(new, ""),
            tuple((said, kinds[kind]) for kind, said in _KINDS.items() if kinds.get(kind)),
        )
        for (old, new), kinds in counts.items()
    )
    return sorted(found, key=lambda pair: (pair.title, pair.old_day, pair.new_day, pair.old, pair.new))


_CHANGES = """SELECT ?c ?k ?m ?doubt ?side ?p ?order {{
    ?c lg:oldDocument <{old}> ; lg:newDocument <{new}> ; lg:changeType ?k
    OPTIONAL {{ ?c lg:movement ?m }} OPTIONAL {{ ?c lg:reservation ?doubt }}
    {{ ?c lg:newProvision ?p BIND("new" AS ?side) }} UNION {{ ?c lg:oldProvision ?p BIND("old" AS ?side) }}
    ?p lg:order ?order
}}"""


def _rows(reader: Reader, pair: Pair) -> list[_Row]:
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
        _Row(
            iri,
            *said[iri],
            *(tuple(provision for _, provision in sorted(sides[iri][side])) for side in ("old", "new")),
        )
        for _, _, iri in sorted(placed)
    ]


_EDITS = """SELECT ?c ?side ?place {{
    VALUES ?c {{ {changes} }} ?c lg:hasEdit ?e
    {{ ?e lg:oldPlace ?place BIND("old" AS ?side) }} UNION {{ ?e lg:newPlace ?place BIND("new" AS ?side) }}
}}"""
_AT_ONCE = 200  # changes, or provisions, that one question is about


def _full(reader: Reader, pair: Pair, rows: Sequence[_Row]) -> tuple[Changed, ...]:
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
            _KINDS[row.kind],
            _PLACES[row.place] if row.place and row.place != Moved.KEPT else None,
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


@dataclass(frozen=True, slots=True)
class _PairRow:
    title: str
    old_day: str | None
    new_day: str | None
    what: str
    old: str
    new: str


_PAIR_COLUMNS = (
    Column("title", "法规", "Rule", 30),
    Column("old_day", "旧文本日期", "Old text of", 10),
    Column("new_day", "新文本日期", "New text of", 10),
    Column("what", "变化", "Changes", 30),
    Column("old", "旧文本", "Old text", 30),
    Column("new", "新文本", "New text", 30),
)


def _overview_table(content: Overview) -> Table:
    rows = tuple(
        _PairRow(
            pair.title,
            pair.old_day or None,
            pair.new_day or None,
            "，".join(f"{said.zh} {count}" for said, count in pair.counts),
            pair.old,
            pair.new,
        )
        for pair in content.pairs
    )
    note = "每行是同一法规前后两份文本。"
    return Table("versions", "变迁", "Versions", note, _PAIR_COLUMNS, (), rows)


def _table(reader: Reader, pair: Pair, rows: Sequence[_Row]) -> Table:
    lines = tuple(_line(at, each) for at, each in enumerate(_full(reader, pair, rows), 1))
    return Table("changes", "修改对照", "Changes", "".join(NOTES), COLUMNS, STACKS, lines)


def _line(at: int, change: Changed) -> Line:
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


def _handed_in(reader: Reader, pair: Pair, rows: Sequence[_Row]) -> HandedIn:
    before, after = (f"{pair.title}（{day or '日期不明'}）" for day in (pair.old_day, pair.new_day))
    table = _table(reader, pair, rows)
    return HandedIn(f"《{pair.title}》修改对照表", (f"修改前：{before}", f"修改后：{after}"), NOTES, (table,))


PAGE = Page(
    name="versions",
    path="/versions",
    title=Said("变迁", "Versions"),
    show=show,
    parameters=("old", "new", "kind", "place", "doubt", "q", "offset"),
    document=True,
    bundled=("print.js",),
)
