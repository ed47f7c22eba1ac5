"""变迁: the rules of a graph that have several texts, and two texts of one rule side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lawgraph.explorer.compare.documents import document_iri
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.kept import Few
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.reading.stored import Place
from lawgraph.explorer.version_changes import (
    KIND_WORDS,
    PLACE_WORDS,
    Changed,
    Pair,
    Row,
    history_of,
    in_full,
    line_of,
    rows_of,
    table_of,
)
from lawgraph.naming import is_iri
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Column, Stack, Table
from lawgraph.tables.handed_in import HandedIn
from lawgraph.versions.handed_in import COLUMNS, NOTES, STACKS
from ontology.iri import BASE

_PAIRS: Few[list[Pair]] = Few(2)  # of the graph that is served and the one before it
SIZE = 40
"""Changes at a time."""
_DOUBT: Mapping[str, Said] = {"yes": Said("存疑", "doubtful"), "no": Said("不存疑", "not in doubt")}


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
class Step:
    """What became of a provision from one text to the next."""

    pair: Pair
    change: Changed


@dataclass(frozen=True, slots=True)
class History:
    """A provision (an article or a chapter) through all texts of its rule, the newest first."""

    provision: str
    label: str
    document: str
    title: str
    steps: tuple[Step, ...]
    kind: str = "history"


def show(asked: Asked) -> Shown:
    """Show the rules with several texts, two texts of one of them, or a provision through all of them."""
    reader, given = Reader(asked.engine), asked.given
    pairs = _PAIRS.of(asked.store, None, lambda: _pairs(reader))
    if given.text("provision"):
        return _history(reader, given.text("provision"), pairs)
    old, new = given.text("old"), given.text("new")
    if not old and not new:
        words = given.text("q")
        content = Overview(tuple(each for each in pairs if words in each.title), words)
        both = dict.fromkeys(document for pair in content.pairs for document in (pair.old, pair.new))
        return Shown(content, table=_overview_table(content), things=tuple(both))
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
        "kind": given.several("kind", tuple(KIND_WORDS)),
        "place": given.several("place", tuple(PLACE_WORDS)),
        "doubt": given.several("doubt", tuple(_DOUBT)),
    }
    rows = rows_of(reader, pair)
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
            ("kind", Said("文字", "Words"), KIND_WORDS),
            ("place", Said("位置", "Place"), PLACE_WORDS),
            ("doubt", Said("把握", "Sureness"), _DOUBT),
        )
    )
    shown = kept[offset : offset + SIZE]
    content = Beside(pair, in_full(reader, pair, shown), facets, len(kept), len(rows), offset)
    return Shown(
        content,
        Said(f"{pair.title}：变迁", f"{pair.title}: versions"),
        table=partial(table_of, reader, pair, kept),
        things=tuple(row.iri for row in shown),
        handed_in=partial(_handed_in, reader, pair, kept),
    )


def _history(reader: Reader, named: str, pairs: Sequence[Pair]) -> Shown:
    iri = named if named.startswith(f"{BASE}/") else f"{BASE}/{named}"
    place = Place.of(iri)
    if place is None or not place.path or not is_iri(iri):
        raise Wrong(
            "provision",
            "应为条文的地址，请从阅读页点“变迁”。",
            "It is the address of a provision; come from the reading page.",
        )
    provision = f"{place.document}/{_compared(place.path)}"
    labels = list(
        reader.ask(
            f"SELECT ?t ?l {{ <{provision}> rdfs:label ?l ; lg:inDocument ?d . ?d eli:title ?t "
            'FILTER(LANGMATCHES(LANG(?l), "zh")) } LIMIT 1'
        )
    )
    if not labels:
        raise Missing(
            "图谱中没有这一条，可能已重新生成，请从阅读页再点。",
            "The graph has no such provision; it may have been built anew: come from the reading page again.",
        )
    title, label = (each or "" for each in labels[0])
    by_ends = {(pair.old, pair.new): pair for pair in pairs}
    steps = tuple(
        Step(pair, change)
        for old, new, row in history_of(reader, provision)
        if (pair := by_ends.get((old, new))) is not None
        for change in in_full(reader, pair, [row])
    )
    content = History(provision, label, place.document, title, steps)
    return Shown(
        content,
        Said(f"{title} {label}：变迁", f"{title} {label}: versions"),
        table=partial(_history_table, content),
        things=tuple(step.change.iri for step in steps),
        handed_in=partial(_history_handed_in, content),
    )


def _compared(path: str) -> str:
    """Return the path of the article that a part of it lies in; what lies in none as it is.

    >>> _compared("art-7/para-1/item-2"), _compared("ch-2")
    ('art-7', 'ch-2')
    """
    parts = path.split("/")
    at = next((at for at, part in enumerate(parts) if part.startswith("art-")), len(parts) - 1)
    return "/".join(parts[: at + 1])


def _history_table(content: History) -> Table:
    lines = []
    for at, step in enumerate(content.steps, 1):
        line = line_of(at, step.change)
        old, new = (
            f"{label}（{day or '日期不明'}）" if label else None
            for label, day in ((line.old_label, step.pair.old_day), (line.new_label, step.pair.new_day))
        )
        lines.append(replace(line, old_label=old, new_label=new))
    return Table("changes", "变迁", "Changes", "".join(NOTES), COLUMNS, STACKS, lines)


def _history_handed_in(content: History) -> HandedIn:
    about = (f"《{content.title}》{content.label}在各文本中的变迁，新的在前。",)
    return HandedIn(f"《{content.title}》{content.label}的变迁", about, NOTES, (_history_table(content),))


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
            tuple((said, kinds[kind]) for kind, said in KIND_WORDS.items() if kinds.get(kind)),
        )
        for (old, new), kinds in counts.items()
    )
    return sorted(found, key=lambda pair: (pair.title, pair.old_day, pair.new_day, pair.old, pair.new))


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

_PAIR_STACKS = (
    Stack("法规", "Rule", 40, (("title", ""),)),
    Stack("旧文本", "Old text", 16, (("old_day", ""),)),
    Stack("新文本", "New text", 16, (("new_day", ""),)),
    Stack("变化", "Changes", 28, (("what", ""),)),
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
    return Table("versions", "变迁", "Versions", note, _PAIR_COLUMNS, _PAIR_STACKS, rows)


def _handed_in(reader: Reader, pair: Pair, rows: Sequence[Row]) -> HandedIn:
    before, after = (f"{pair.title}（{day or '日期不明'}）" for day in (pair.old_day, pair.new_day))
    table = table_of(reader, pair, rows)
    return HandedIn(f"《{pair.title}》修改对照表", (f"修改前：{before}", f"修改后：{after}"), NOTES, (table,))


PAGE = Page(
    name="versions",
    path="/versions",
    title=Said("变迁", "Versions"),
    show=show,
    parameters=("old", "new", "provision", "kind", "place", "doubt", "q", "offset"),
    document=True,
    bundled=("print.js",),
)
