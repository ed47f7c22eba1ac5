"""A fact in plain words, with the rules by which it came out, its very characters and its triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lawgraph.explorer.reading.citing import written_day
from lawgraph.explorer.reading.kinds import Kind
from lawgraph.explorer.reading.stored import Fact, Stored
from lawgraph.explorer.words import concept
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import chinese
from ontology.iri import BASE, DocumentIri
from ontology.numerals import written_amount
from ontology.rules import rules
from ontology.terms import LG, RDF
from queries.engine import Engine
from queries.result import short

_SAYS = """SELECT ?what ?value ?label ?zh ?en { GRAPH <%s> { <%s> ?what ?value }
  OPTIONAL { ?value lg:preferredLabel ?label } OPTIONAL { ?what rdfs:label ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?what rdfs:label ?en FILTER(LANG(?en) = "en") } } ORDER BY ?what ?value"""
_UNITS = """SELECT ?code ?word { ?unit skos:inScheme <https://w3id.org/lawgraph/scheme/unit> ; skos:notation ?code ;
  skos:prefLabel ?word FILTER(LANG(?word) = "zh") }"""
_SCHEMA = "https://schema.org/"
_RULES = ("rule", "boundsRule", "bearerRule", "statusRule")
_LINES = (  # what is told, in this order: property, words in both languages
    ("modality", "情态", "modality"),
    ("quantityRole", "用途", "for what"),
    ("mentionRole", "角色", "role"),
    ("responsibilityRole", "角色", "role"),
    ("mentions", "机构", "body"),
    ("body", "机构", "body"),
    ("fullName", "全称", "full name"),
    ("bearerName", "谁", "who"),
    ("bearer", "即", "that is"),
    ("bearerSource", "从何得知", "known from"),
    ("trigger", "标志词", "trigger"),
    ("action", "做什么", "what is to be done"),
    ("object", "对象", "object"),
    ("condition", "条件", "condition"),
    ("exception", "例外", "exception"),
    ("appliesTo", "适用于", "applies to"),
    ("base", "以什么为基数", "share of"),
    ("per", "每", "per"),
    ("payerName", "谁支付", "who pays"),
    ("beneficiaryName", "谁受益", "who benefits"),
    ("citedTitle", "所引文件", "cited document"),
    ("citedNumber", "所引文号", "cited number"),
    ("cites", "引向", "leads to"),
    ("citationStatus", "查找结果", "found"),
    ("citationCheck", "核对", "checked"),
    ("division", "地域", "territory"),
    ("function", "职能", "function"),
)
_SCHEMES = {
    "modality": "modalities",
    "quantityRole": "quantity-roles",
    "mentionRole": "body-roles",
    "responsibilityRole": "body-roles",
}
_WORDS = {  # codes in plain words
    "explicit": ("句中写明", "stated in the sentence"),
    "inherited": ("承前文", "carried from before"),
    "table": ("表中的责任栏", "the column of the table"),
    "passive": ("被动句", "a passive sentence"),
    "none": ("未写明", "not stated"),
    "unknown": ("有主语，未能识别", "a subject that was not understood"),
    "resolved": ("已找到", "found"),
    "ambiguous": ("有多种可能", "ambiguous"),
    "outside": ("不在图中", "not in the graph"),
    "descriptive": ("泛指", "descriptive"),
    "exists": ("所引条款存在", "what is cited is there"),
    "heading-differs": ("标题不同", "the heading differs"),
    "absent": ("所引条款不存在", "what is cited is not there"),
    "repealed": ("所引条款已废止", "what is cited is repealed"),
    "not-understood": ("未能核对", "could not be checked"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is said of a fact, in both languages; ``iri`` leads to the thing where it is one."""

    zh: str
    en: str
    value: str
    value_en: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A rule: its identifier, its name and its sentence in both languages, and its source."""

    identifier: str
    label_zh: str
    label_en: str
    zh: str
    en: str
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a source text: ``start`` to ``end`` in code points."""

    exact: str
    start: int
    end: int
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple of the fact; ``iri`` is its other end where that is one, ``label`` the property in Chinese."""

    predicate: str
    label: str
    value: str
    iri: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another fact at the same characters."""

    name: str
    kind_zh: str
    kind_en: str
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the page tells of a fact."""

    iri: str
    name: str
    kind: str
    kind_zh: str
    kind_en: str
    text: str
    doubt_zh: str
    doubt_en: str
    provision: str
    lines: tuple[Line, ...]
    why: tuple[Why, ...]
    quotes: tuple[Quote, ...]
    triples: tuple[Triple, ...]
    others: tuple[Other, ...]


_Said = Mapping[str, tuple[tuple[str, str], ...]]


def panel(engine: Engine, stored: Stored, fact: Fact) -> Panel:
    """Return what is told of a fact of a document."""
    reader = Reader(engine)
    rows = [
        tuple(value or "" for value in row)
        for row in reader.ask(_SAYS % (DocumentIri.parse(stored.iri).graph, fact.iri))
    ]
    said: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for what, value, label, *_ in rows:
        said[what][value, label] = None
    found: _Said = {what: tuple(values) for what, values in said.items()}
    units = {code or "": word or "" for code, word in reader.ask(_UNITS)}
    lines = [*_amount(fact.kind, found, units), *_lines(found)]
    return Panel(
        fact.iri,
        name_of(stored.iri, fact.iri),
        fact.kind.name,
        fact.kind.zh,
        fact.kind.en,
        next((value for value, _ in found.get(LG.text, ())), ""),
        chinese(fact.doubt) or "",
        fact.doubt.removeprefix(chinese(fact.doubt) or "").strip() or fact.doubt,
        fact.provision,
        tuple(lines),
        tuple(_why(found)),
        _quotes(stored, fact),
        _triples(rows),
        tuple(_others(stored, fact)),
    )


def name_of(document: str, fact: str) -> str:
    """Return the name of a fact in addresses: its IRI without that of its document."""
    return fact.removeprefix(f"{document}/")


def _lines(said: _Said) -> Iterator[Line]:
    for name, zh, en in _LINES:
        for value, label in said.get(LG.NAMESPACE + name, ()):
            if value.startswith(f"{BASE}/"):
                words_en = (
                    concept(_SCHEMES[name], last(value)).en if name in _SCHEMES else label or last(value)
                )
                yield Line(zh, en, label or last(value), words_en, value)
            else:
                words = _WORDS.get(value, (value, value))
                yield Line(zh, en, words[0], words[1])


def _amount(kind: Kind, said: _Said, units: Mapping[str, str]) -> Iterator[Line]:
    """Yield the bounds of a quantity in words."""

    def first(term: str) -> str:
        return next((value for value, _ in said.get(term, ())), "")

    if kind.name == "date":
        early, late = first(LG.earliest), first(LG.latest)
        if early and early == late:
            yield Line("日期", "date", written_day(early), early)
        elif early or late:
            open_end = f"{written_day(early) if early else '……'}至{written_day(late) if late else '……'}"
            yield Line("日期", "date", open_end, f"{early or '…'} – {late or '…'}")
        return
    low, high = first(f"{_SCHEMA}minValue"), first(f"{_SCHEMA}maxValue")
    unit = first(LG.unit)
    if not (low or high):
        return

    def written(value: str) -> str:
        return measured(value, unit, units)

    if low and low == high:
        yield Line("数额", "amount", written(low), written(low))
        return
    over = "超过" if first(LG.lowInclusive) in ("false", "0") else "不低于"
    under = "低于" if first(LG.highInclusive) in ("false", "0") else "不超过"
    zh = "，".join(filter(None, (low and f"{over}{written(low)}", high and f"{under}{written(high)}")))
    marks = (">" if over == "超过" else "≥"), ("<" if under == "低于" else "≤")
    en = ", ".join(
        filter(None, (low and f"{marks[0]} {written(low)}", high and f"{marks[1]} {written(high)}"))
    )
    yield Line("数额", "amount", zh, en)


def measured(value: str, unit: str, units: Mapping[str, str]) -> str:
    """Return a number with its unit as people write it.

    >>> measured("500000", "CNY", {}), measured("3", "year", {"year": "年"}), measured("50", "%", {})
    ('50万元', '3年', '50%')
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value + units.get(unit, unit)
    if unit == "CNY":
        return written_amount(number)
    return f"{number.normalize():f}{units.get(unit, unit)}"


def _why(said: _Said) -> Iterator[Why]:
    known = rules()
    for name in _RULES:
        for value, _ in said.get(LG.NAMESPACE + name, ()):
            if (rule := known.get(last(value))) is not None:
                yield Why(rule.identifier, rule.label_zh, rule.label_en, rule.zh, rule.en, rule.source)
            else:
                yield Why(last(value), "", "", "", "", "")


def _quotes(stored: Stored, fact: Fact) -> tuple[Quote, ...]:
    return tuple(
        Quote(text.characters[start:end], start, end, text.file, text.sha256)
        for source, (start, end) in sorted(stored.places.get(fact.iri, ()))
        if (text := stored.sources.get(source)) is not None
    )


def _triples(rows: list[tuple[str, ...]]) -> tuple[Triple, ...]:
    found = {
        (what, value): Triple(
            "a" if what == RDF.type else short(what),
            zh,
            short(value) if value.startswith("http") else value,
            value if value.startswith("http") else "",
        )
        for what, value, _, zh, _ in rows
    }
    return tuple(found.values())


def _others(stored: Stored, fact: Fact) -> Iterator[Other]:
    """Yield the other facts that stand at some of the same characters."""
    places = stored.places.get(fact.iri, ())
    for other in stored.facts:
        if other.iri == fact.iri:
            continue
        for source, (start, end) in stored.places.get(other.iri, ()):
            if any(source == where and start < stop and begin < end for where, (begin, stop) in places):
                words = "".join(
                    stored.sources[each].characters[first:past]
                    for each, (first, past) in sorted(stored.places[other.iri])
                    if each in stored.sources
                )
                text = "".join(words.split())
                yield Other(
                    name_of(stored.iri, other.iri),
                    other.kind.zh,
                    other.kind.en,
                    text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
                )
                break


_LONGEST = 40  # characters of another fact that are shown
