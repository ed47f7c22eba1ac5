"""缺口: what one document lays down and another lacks: why it is a gap, how sure that is, and what comes nearest.

Without a document the page counts gaps by pairs of documents (:mod:`lawgraph.explorer.compared`); with one, or with a
pair, it shows the gaps themselves, each with the nearest text beside it. For one gap it offers the provisions of the
other document, by number or by their words, so that a person can name the counterpart that the program did not see.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lawgraph.explorer.compare.chosen import SIZE, Group, fitting, grouped, pairs_table
from lawgraph.explorer.compare.documents import document_iri, documents
from lawgraph.explorer.compare.found import LOWER, UPPER, Line, Unit, gaps, gaps_of, units
from lawgraph.explorer.compare.handed import gap_rows
from lawgraph.explorer.compare.rows import Provision, Row, rows, texts
from lawgraph.explorer.compared import GapCount, Name, Pair, compared
from lawgraph.explorer.given import Given
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.pairing import name
from lawgraph.explorer.words import Worded, concept
from lawgraph.stored_links import Reader
from lawgraph.tables import lacking
from lawgraph.tables.cells import Marked, Run, Table
from ontology.iri import BASE

STATES = ("absent", "doubtful", "formal")
SEVERITIES = ("high", "low")
_SAME = 4
_COMPARED = 2000  # characters at the beginning of two texts in which the same words are looked for
"""Characters that two texts have in common, from which on they are marked."""
_OFFERED = 20
"""Provisions that are offered as a counterpart at a time."""
_NEAR = 5
"""… and unasked: the nearest, and those around it."""
_FILTERS: Mapping[str, tuple[Said, tuple[str, ...], str]] = {
    "side": (Said("哪一方有规定", "Which side has it"), (UPPER, LOWER), ""),
    "state": (Said("状态", "State"), STATES, "gap-states"),
    "severity": (Said("轻重", "Severity"), SEVERITIES, "severities"),
}
_SIDES = {
    UPPER: Said("上位有、下位没有", "only above"),
    LOWER: Said("下位有、上位没有", "only below"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its parameter, what it is called, and its values in words, with how many there are of each."""

    parameter: str
    title: Said
    options: tuple[tuple[str, Said, int], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A pair with the gaps that the filters leave of each side."""

    pair: Pair
    upper: int
    lower: int


@dataclass(frozen=True, slots=True)
class Overview(Worded):
    """The pairs that have gaps, by the upper document, from ``offset`` on."""

    groups: tuple[Group, ...]
    counts: Mapping[str, Counted]
    facets: tuple[Facet, ...]
    total: int
    gaps: int
    all: int
    offset: int
    words: str
    size: int = SIZE
    kind: str = "overview"

    def of(self, pair: Pair) -> Counted:
        """Return the counts of a pair."""
        return self.counts[_key(pair)]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: its row, the document that has the provision, the one that lacks it, and the nearest text of that."""

    row: Row
    own: Name
    other: Name
    nearest: Provision | None

    @property
    def provision(self) -> Provision:
        """The provision that has no counterpart."""
        side = self.row.side
        assert side is not None
        return side.unit

    @property
    def lower(self) -> Name:
        """The lower document."""
        return self.own if self.row.line.side == LOWER else self.other

    @property
    def upper(self) -> Name:
        """The upper document."""
        return self.other if self.row.line.side == LOWER else self.own


@dataclass(frozen=True, slots=True)
class Offer:
    """Provisions of the other document that may be the counterpart of a gap, found by words or by number."""

    words: str
    provisions: tuple[Provision, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Gaps(Worded):
    """The gaps of a document or a pair, from ``offset`` on; ``offer`` where a counterpart is looked for."""

    documents: tuple[Name, ...]
    gaps: tuple[Gap, ...]
    facets: tuple[Facet, ...]
    total: int
    all: int
    offset: int
    words: str
    filtered: bool
    offer: Offer | None = None
    size: int = SIZE
    kind: str = "gaps"

    @property
    def is_pair(self) -> bool:
        """Whether they are the gaps between two documents."""
        return len(self.documents) == 2


def show(asked: Asked) -> Shown:
    """Show counts by pairs, or the gaps of a document or of a pair."""
    reader = Reader(asked.engine)
    found = documents(reader, asked.given, ("lower", "upper", "document"))
    single = {parameter: each[0] for parameter, each in found.items() if each}
    for parameter in single:
        asked.given.text(parameter)  # one value
    if LOWER in single and UPPER in single:
        lower, upper = single[LOWER], single[UPPER]
        lines = tuple(gaps(reader, lower.iri, upper.iri))
        return _gaps(asked, reader, (upper, lower), lines)
    if "document" in single:
        return _gaps(asked, reader, (single["document"],), tuple(gaps_of(reader, single["document"].iri)))
    return _overview(asked, single)


# Counts by pairs


def _key(pair: Pair) -> str:
    return f"{pair.lower.path} {pair.upper.path}"


def _chosen(given: Given) -> dict[str, tuple[str, ...]]:
    return {parameter: given.several(parameter, values) for parameter, (_, values, _) in _FILTERS.items()}


def _overview(asked: Asked, single: dict[str, Name]) -> Shown:
    given = asked.given
    chosen, words, offset = _chosen(given), given.text("q"), given.number("offset", 0)
    lower, upper = (single[side].iri if side in single else "" for side in (LOWER, UPPER))
    every = fitting(compared(asked.engine, asked.store), words, lower, upper)

    alike = _alike(every)
    sorts = {_sort(each) for each in alike if _fits(each, chosen)}

    def many(pair: Pair, side: str = "") -> int:
        return sum(gap.many for gap in pair.gaps if side in ("", gap.side) and _sort(gap) in sorts)

    counted = [(pair, number) for pair in every if (number := many(pair))]
    kept = [pair for pair, _ in counted]
    shown = kept[offset : offset + SIZE]
    facets = _facets(
        lambda key, value: sum(each.many for each in alike if _fits(each, chosen | {key: (value,)}))
    )
    content = Overview(
        grouped(kept, shown),
        {_key(pair): Counted(pair, many(pair, UPPER), many(pair, LOWER)) for pair in shown},
        facets,
        len(kept),
        sum(number for _, number in counted),
        sum(each.many for each in alike),
        offset,
        words,
    )
    return Shown(content, table=lambda: pairs_table(kept))


def _sort(gap: GapCount) -> tuple[str, str, str]:
    return gap.side, gap.state, gap.severity


def _alike(pairs: Iterable[Pair]) -> list[GapCount]:
    """Return how many gaps of each sort all pairs have together."""
    counted = Counter[tuple[str, str, str]]()
    for pair in pairs:
        for gap in pair.gaps:
            counted[_sort(gap)] += gap.many
    return [GapCount(*sort, many) for sort, many in counted.items()]


def _facets(many: Callable[[str, str], int]) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            parameter,
            title,
            tuple(
                (
                    value,
                    _SIDES[value] if parameter == "side" else concept(scheme, value),
                    many(parameter, value),
                )
                for value in values
            ),
        )
        for parameter, (title, values, scheme) in _FILTERS.items()
    )


# The gaps themselves


def _gaps(asked: Asked, reader: Reader, named: tuple[Name, ...], lines: tuple[Line, ...]) -> Shown:
    given = asked.given
    chosen, words, offset = _chosen(given), given.text("q"), given.number("offset", 0)
    known = units(reader, (each for line in lines for each in line.units), texts=bool(words))
    here = [line for line in lines if _has(known, line, words)]
    one = given.text("provision")
    if one:
        here = _one(here, one)
    gravest = given.text("sort", allowed=("severity",)) == "severity"
    kept = sorted(
        (line for line in here if _fits(line, chosen)),
        key=lambda line: (_gravity(line) if gravest else (), _order(known, line)),
    )
    shown = kept[offset : offset + SIZE]
    names = {each.iri: each for each in named} | name(reader, tuple({line.against for line in kept}))
    found = _rows(reader, names, shown)
    content = Gaps(
        named,
        found,
        _facets(lambda key, value: sum(_fits(line, chosen | {key: (value,)}) for line in here)),
        len(kept),
        len(lines),
        offset,
        words,
        bool(words or one or any(chosen.values())),
        _offer(reader, found, given.text("find")) if one else None,
    )
    title = " — ".join(each.title for each in named)
    return Shown(
        content,
        Said(f"{title}：缺口", f"{title}: gaps"),
        table=lambda: _table(_rows(reader, names, kept)),
        things=tuple(gap.row.line.iri for gap in found),
    )


def _has(known: Mapping[str, Unit], line: Line, words: str) -> bool:
    unit = known.get(line.units[0])
    return unit is not None and all(word in unit.text or word in unit.label for word in words.split())


def _fits(line: Line | GapCount, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    return all(not values or getattr(line, key) in values for key, values in chosen.items())


def _order(known: Mapping[str, Unit], line: Line) -> tuple[bool, int, str, str]:
    return line.side != UPPER, known[line.units[0]].order, line.against, line.iri


def _gravity(line: Line) -> tuple[int, int, float]:
    """Order gaps by severity, then by how sure it is that nothing corresponds."""
    return (
        SEVERITIES.index(line.severity) if line.severity in SEVERITIES else len(SEVERITIES),
        STATES.index(line.state) if line.state in STATES else len(STATES),
        -(line.probability or 0),
    )


def _one(lines: Iterable[Line], path: str) -> list[Line]:
    wanted = path if path.startswith(f"{BASE}/") else f"{BASE}/{path}"
    document_iri("provision", "/".join(wanted.removeprefix(f"{BASE}/").split("/")[:4]))
    found = [line for line in lines if wanted in (line.lower, line.upper)]
    if not found:
        raise Missing(
            "这一条在这里不是缺口：也许已有对应，或文件已更换。请回到缺口列表查看。",
            "This provision is no gap here: perhaps it has a counterpart by now. See the list of gaps.",
        )
    return found


def _rows(reader: Reader, names: Mapping[str, Name], lines: list[Line]) -> tuple[Gap, ...]:
    """Return gaps in full; a gap whose documents are not known is left out."""
    found = []
    for row in rows(reader, "", "", lines):
        own = _document_of(names, row.line)
        other = names.get(row.line.against)
        if own is None or other is None or row.side is None:
            continue
        near = row.nearest.provision if row.nearest else None
        found.append(Gap(row, own, other, common(near, row.side.unit.text) if near else None))
    return tuple(found)


def _document_of(names: Mapping[str, Name], line: Line) -> Name | None:
    iri = line.units[0]
    return next((each for each in names.values() if iri.startswith(f"{each.iri}/")), None)


def common(provision: Provision, text: str) -> Provision:
    """Return a provision with the stretches marked that stand in another text as well, of four characters or more.

    Only the beginnings of long texts are compared: the time that it takes grows with the product of their lengths.
    """
    own = provision.text
    blocks = difflib.SequenceMatcher(
        None, text[:_COMPARED], own[:_COMPARED], autojunk=False
    ).get_matching_blocks()
    spans = [_trimmed(own, block.b, block.b + block.size) for block in blocks]
    spans = [(start, end) for start, end in spans if end - start >= _SAME]
    return replace(provision, runs=Marked.at(own, spans).runs if own else (Run(""),))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the signs at its ends.

    >>> _trimmed("金融、科技创新。", 2, 8)
    (3, 7)
    """
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _table(found: tuple[Gap, ...]) -> Table:
    """Return the gaps as a table; those of several pairs one after the other."""
    pairs: Counter[tuple[Name, Name]] = Counter((gap.lower, gap.upper) for gap in found)
    made = [
        (row, about)
        for lower, upper in pairs
        for row, about in gap_rows(
            lower, upper, [gap.row for gap in found if (gap.lower, gap.upper) == (lower, upper)]
        )
    ]
    return lacking.of(made)


def _offer(reader: Reader, found: tuple[Gap, ...], words: str) -> Offer | None:
    """Return what may be the counterpart of the gap: what fits the words, else what stands nearest."""
    if not found:
        return None
    other = found[0].other.iri
    wanted = words.split()
    rows = reader.ask(
        f"""SELECT ?p ?order ?label ?number ?text {{ ?p lg:inDocument <{other}> ; lg:inUnit ?p ; lg:order ?order ;
            rdfs:label ?label FILTER(LANG(?label) = "zh")
            OPTIONAL {{ ?p eli:number ?number }} OPTIONAL {{ ?p lg:text ?text }}
        }}"""
    )
    every = sorted((int(order or 0), iri or "", said) for iri, order, *said in rows)
    if wanted:
        fit = [iri for _, iri, said in every if all(_said(word, *said) for word in wanted)]
    else:
        fit = _around([iri for _, iri, _ in every], found[0].nearest)
    shown = {each.iri: each for each in texts(reader, fit[:_OFFERED])}
    text = found[0].provision.text
    return Offer(words, tuple(common(shown[iri], text) for iri in fit[:_OFFERED] if iri in shown), len(fit))


def _said(word: str, label: str | None, number: str | None, text: str | None) -> bool:
    return word in (label or "") or word == number or word in (text or "")


def _around(iris: list[str], nearest: Provision | None) -> list[str]:
    """Return the provision that comes nearest, then those before and after it."""
    at = next((at for at, iri in enumerate(iris) if nearest and f"{nearest.iri}/".startswith(f"{iri}/")), 0)
    return [iri for _, iri in sorted((abs(there - at), iri) for there, iri in enumerate(iris))[:_NEAR]]


PAGE = Page(
    name="gaps",
    path="/gaps",
    title=Said("缺口", "Gaps"),
    show=show,
    parameters=(
        *("lower", "upper", "document", "side", "state", "severity"),
        *("sort", "q", "offset", "provision", "find"),
    ),
    bundled=("review.css", "compare.css", "review.js", "compare.js", "print.js"),
)
