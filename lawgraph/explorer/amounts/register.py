"""The amounts, rates and time limits of a graph, as they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import LEVELS
from ontology.concepts import scheme
from ontology.numerals import plain, written_amount

KINDS: Mapping[str, Said] = {
    "money": Said("金额", "amounts"),
    "rate": Said("比例", "rates"),
    "time": Said("期限", "time limits"),
}
"""The kinds of quantities, in both languages."""
YUAN = "CNY"
RANKS: Mapping[str, int] = {level: rank for rank, level in enumerate(LEVELS)}
"""The levels, highest first."""
_CLASSES = {"money": "lg:MonetaryThreshold", "rate": "lg:RateThreshold", "time": "lg:TimeLimit"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its IRI, title and level (a code, or nothing)."""

    iri: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: its fact, provision and document, codes of kind, role and unit, its bounds, and who pays and gets.

    A bound is ``None`` where there is none; ``above`` and ``below`` tell that the lower and the upper one are not
    included. Who pays and who gets are empty where that was not read.
    """

    fact: str
    kind: str
    provision: str
    document: Document
    start: int
    words: str
    role: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    above: bool
    below: bool
    payers: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    doubtful: bool

    @property
    def value(self) -> Decimal | None:
        """The figure by which it is sorted: the upper bound, else the lower one."""
        return self.low if self.high is None else self.high


@dataclass(frozen=True, slots=True)
class Units:
    """What units are called, by the code that the graph has for them."""

    names: Mapping[str, Said]

    def said(self, code: str) -> Said:
        """Return what a unit is called."""
        return self.names.get(code, Said(code, code))

    def written(self, value: Decimal, unit: str) -> Said:
        """Return a figure with its unit: 8000万元, 30%, 15工作日."""
        if unit == YUAN:
            return Said(written_amount(value), f"{plain(value):,} yuan")
        said, number = self.said(unit), f"{Decimal(plain(value)):f}"
        if len(unit) == len(YUAN) and unit.isupper():  # another currency
            return Said(f"{written_amount(value).removesuffix('元')}{said.zh}", f"{plain(value):,} {said.en}")
        return Said(f"{number}{said.zh}", f"{number}{'' if said.en == '%' else ' '}{said.en}")

    def figure(self, amount: Amount) -> Said:
        """Return the bounds of a quantity in words: 不低于 6万元; 6万元 至 30万元."""
        low, high = (
            Said("", "") if bound is None else self.written(bound, amount.unit)
            for bound in (amount.low, amount.high)
        )
        if amount.low is not None and amount.high is not None:
            if amount.low == amount.high:
                return low
            marks = [mark for mark, is_out in (("下限", amount.above), ("上限", amount.below)) if is_out]
            out = f"（不含{'、'.join(marks)}）" if marks else ""
            return Said(f"{low.zh} 至 {high.zh}{out}", f"{low.en} to {high.en}")
        if amount.low is not None:
            zh, sign = ("超过", ">") if amount.above else ("不低于", "≥")
            return Said(f"{zh} {low.zh}", f"{sign} {low.en}")
        if amount.high is not None:
            zh, sign = ("低于", "<") if amount.below else ("不超过", "≤")
            return Said(f"{zh} {high.zh}", f"{sign} {high.en}")
        return Said("", "")


@cache
def roles_said() -> Mapping[str, Said]:
    """Return what the roles of quantities are called."""
    return {concept.identifier: Said(concept.zh, concept.en) for concept in scheme("quantity-roles")}


def role_said(code: str) -> Said:
    """Return what a role is called."""
    return roles_said().get(code, Said(code, code))


def amounts_of(reader: Reader) -> tuple[Amount, ...]:
    """Return the quantities of a graph: documents by level and title, in each the order of the text."""
    return tuple(sorted(_read(reader), key=_place))


def _place(amount: Amount) -> tuple[int, str, str, int, str]:
    document = amount.document
    return RANKS.get(document.level, len(RANKS)), document.title, document.iri, amount.start, amount.fact


_QUANTITIES = """PREFIX schema: <https://schema.org/>
SELECT ?f ?p ?d ?start ?words ?role ?unit ?low ?high ?exact ?above ?below ?doubtful {
    ?f a %s ; lg:startsAt ?start ; lg:text ?words ; lg:inProvision ?p ; lg:inDocument ?d
    OPTIONAL { ?f lg:quantityRole ?role } OPTIONAL { ?f lg:unit ?unit }
    OPTIONAL { ?f schema:minValue ?low } OPTIONAL { ?f schema:maxValue ?high } OPTIONAL { ?f schema:value ?exact }
    OPTIONAL { ?f lg:lowInclusive ?above FILTER(!?above) } OPTIONAL { ?f lg:highInclusive ?below FILTER(!?below) }
    OPTIONAL { ?f lg:doubt ?doubt } BIND(IF(BOUND(?doubt), "1", "") AS ?doubtful)
}"""


def _read(reader: Reader) -> Iterator[Amount]:
    """Yield the quantities; those of one class after another: all together would be one very long answer."""
    documents = _documents(reader)
    payers = _all(reader, "?f a lg:Quantity ; lg:payerName ?v")
    beneficiaries = _all(reader, "?f a lg:Quantity ; lg:beneficiaryName ?v")
    for kind, name in _CLASSES.items():
        seen: set[str] = set()
        for row in sorted(tuple(each or "" for each in row) for row in reader.ask(_QUANTITIES % name)):
            fact, provision, document, start, words, role, unit, *bounds = row
            if fact in seen:
                continue
            seen.add(fact)
            low, high, exact, above, below, doubtful = bounds
            yield Amount(
                fact,
                kind,
                provision,
                documents.get(document, Document(document, last(document), "")),
                int(start),
                words,
                last(role),
                unit,
                _number(low or exact),
                _number(high or exact),
                bool(above),
                bool(below),
                payers.get(fact, ()),
                beneficiaries.get(fact, ()),
                bool(doubtful),
            )


def bearers_of(reader: Reader, facts: Collection[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return who must act within time limits: within these, or within all where none are named."""
    values = f"VALUES ?f {{ {' '.join(f'<{fact}>' for fact in facts)} }}" if facts else ""
    return _all(reader, f"{values} ?f a lg:TimeLimit . ?norm lg:hasQuantity ?f ; lg:bearerName ?v")


def _all(reader: Reader, where: str) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for fact, value in reader.ask(f"SELECT DISTINCT ?f ?v {{ {where} }} ORDER BY ?f ?v"):
        found[fact or ""].append(value or "")
    return {fact: tuple(values) for fact, values in found.items()}


def _documents(reader: Reader) -> Mapping[str, Document]:
    rows = reader.ask(
        """SELECT ?d ?title ?level { ?d a lg:Document ; lg:preferredLabel ?title
        OPTIONAL { ?d lg:level ?level } }"""
    )
    return {iri or "": Document(iri or "", title or "", level or "") for iri, title, level in rows}


def units_of(reader: Reader) -> Units:
    """Return the units that a graph knows."""
    rows = reader.ask(
        """SELECT ?code ?zh ?en { ?m skos:inScheme <https://w3id.org/lawgraph/scheme/unit> ; skos:notation ?code ;
        skos:prefLabel ?zh , ?en FILTER(LANG(?zh) = "zh" && LANG(?en) = "en") }"""
    )
    return Units({code or "": Said(zh or "", en or "") for code, zh, en in rows})


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
