"""金额与期限: amounts, rates and time limits: who pays, who gets, for what, on what condition, in which bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lawgraph.tables.cells import Cell, Column, Marked, Number, Stack, Table, numbered
from lawgraph.tables.holdings import Fact, Holdings, chinese, said, words
from ontology.terms import LG

_KINDS = {
    LG.MonetaryThreshold: "金额",
    LG.RateThreshold: "比例",
    LG.TimeLimit: "期限",
    LG.DateLimit: "日期",
}
_UNITS = """?m skos:inScheme <https://w3id.org/lawgraph/scheme/unit> ; skos:notation ?x ; skos:prefLabel ?v
    FILTER(LANG(?v) = "zh")"""
OWN = ("adopted", "approved", "issued")
"""Roles of dates that are said of the document itself: they stand among the sources."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity; :data:`COLUMNS` say what is what."""

    number: Number
    document: str | None
    label: str | None
    kind: str | None
    role: str | None
    words: str
    payer: str | None
    beneficiary: str | None
    applies_to: str | None
    condition: str | None
    low: Cell
    high: Cell
    unit: str | None
    bounds: str | None
    per: str | None
    base: str | None
    text: Marked | None
    doubt: str | None


COLUMNS = (
    Column("number", "序号", "No.", 3),
    Column("document", "文件", "Rule", 7),
    Column("label", "条款", "Provision", 5),
    Column("kind", "类别", "Kind", 3),
    Column("role", "用途", "For what", 4),
    Column("words", "原文数额", "The very words", 7),
    Column("payer", "谁支付", "Who pays", 6),
    Column("beneficiary", "谁受益", "Who gets", 6),
    Column("applies_to", "适用于", "Applies to", 9),
    Column("condition", "条件", "Condition", 9),
    Column("low", "下限", "At least", 6),
    Column("high", "上限", "At most", 6),
    Column("unit", "单位", "Unit", 3),
    Column("bounds", "是否含本数", "Bounds included", 4),
    Column("per", "每", "Per", 3),
    Column("base", "基数", "Share of", 5),
    Column("text", "条文", "Provision in full", 30),
    Column("doubt", "存疑", "Doubt", 7),
)
_STACKS = (
    Stack("序号", "No.", 3, (("number", ""),)),
    Stack("出处", "Source", 13, (("document", ""), ("label", ""))),
    Stack(
        "数额",
        "Amount",
        13,
        (
            ("kind", ""),
            ("role", "用途："),
            ("words", ""),
            ("low", "下限："),
            ("high", "上限："),
            ("unit", "单位："),
            ("bounds", ""),
            ("per", "每"),
        ),
    ),
    Stack("谁付、谁得", "Who pays, who gets", 13, (("payer", "支付："), ("beneficiary", "受益："))),
    Stack(
        "适用与条件",
        "For what, on what condition",
        17,
        (("applies_to", ""), ("condition", "条件："), ("base", "基数："), ("doubt", "存疑：")),
    ),
    Stack("条文", "Provision in full", 36, (("text", ""),)),
)
_NOTE = (
    "每行一个数额、比例、期限或日期，原文在条文中加下划线；金额以元计。"
    "空格表示条文没有写明或程序没有读出，不是“无”。文件自身的通过、批准、发布日期见“来源”。"
)


def table(holdings: Holdings) -> Table:
    """Return the quantities of a graph in the order of documents, provisions and places."""
    facts = holdings.facts("lg:Quantity")
    kinds = {
        fact: name for iri, name in _KINDS.items() for fact in holdings.values(f"?x a <{iri}> BIND(1 AS ?v)")
    }
    asked = _Asked(holdings)
    wanted = [fact for fact in facts.values() if fact.iri in kinds and asked.role_of(fact) not in OWN]
    rows = tuple(asked.row(at, fact, kinds[fact.iri]) for at, fact in enumerate(wanted, 1))
    return Table("amounts", "金额与期限", "Amounts and time limits", _NOTE, COLUMNS, _STACKS, rows)


class _Asked:
    """What the graph says of quantities."""

    def __init__(self, holdings: Holdings) -> None:
        def of(name: str) -> dict[str, tuple[str, ...]]:
            return holdings.values(f"?x a lg:Quantity ; {name} ?v")

        self.holdings = holdings
        self.roles = words("quantity-roles")
        self.units = holdings.values(_UNITS)
        self.role = of("lg:quantityRole")
        self.payer, self.beneficiary = of("lg:payerName"), of("lg:beneficiaryName")
        self.applies_to, self.condition, self.base = of("lg:appliesTo"), of("lg:condition"), of("lg:base")
        self.per, self.unit, self.doubt = of("lg:per"), of("lg:unit"), of("lg:doubt")
        schema = "<https://schema.org/%s>"
        self.low = of(schema % "minValue"), of("lg:earliest"), of(schema % "value")
        self.high = of(schema % "maxValue"), of("lg:latest"), of(schema % "value")
        self.inclusive = of("lg:lowInclusive"), of("lg:highInclusive")
        self.places = of("lg:place")

    def role_of(self, fact: Fact) -> str:
        """Return the code of what a quantity is for, or nothing."""
        return (self.role.get(fact.iri) or ("",))[0].rsplit("/", 1)[-1]

    def row(self, at: int, fact: Fact, kind: str) -> Row:
        """Return the row of a quantity."""
        unit = None if kind == _KINDS[LG.DateLimit] else self._said(self.unit, fact)
        return Row(
            numbered(at),
            *self.holdings.place(fact.provision),
            kind,
            said(self.role_of(fact) or None, self.roles),
            fact.text,
            self._said(self.payer, fact),
            self._said(self.beneficiary, fact),
            self._said(self.applies_to, fact),
            self._said(self.condition, fact),
            self._bound(self.low, fact, kind),
            self._bound(self.high, fact, kind),
            None if unit is None else "、".join(self.units.get(unit, (unit,))),
            self._bounds(fact),
            self._said(self.per, fact),
            self._said(self.base, fact),
            self.holdings.marked(fact.provision, self.places.get(fact.iri, ())),
            chinese(self._said(self.doubt, fact)),
        )

    def _said(self, found: dict[str, tuple[str, ...]], fact: Fact) -> str | None:
        return "、".join(found[fact.iri]) if fact.iri in found else None

    def _bound(self, found: tuple[dict[str, tuple[str, ...]], ...], fact: Fact, kind: str) -> Cell:
        given = next((each[fact.iri][0] for each in found if fact.iri in each), None)
        if given is None:
            return None
        return day_of(given) if kind == _KINDS[LG.DateLimit] else _number(given)

    def _bounds(self, fact: Fact) -> str | None:
        """Return which bound is not included; nothing where both are or where there is none."""
        names = ("不含下限", "不含上限")
        out = [
            name
            for name, found in zip(names, self.inclusive, strict=True)
            if found.get(fact.iri, ("true",))[0] in ("false", "0")
        ]
        return "、".join(out) or None


def day_of(text: str) -> Cell:
    """Return what is said of a date: a day, or, for a month or a year, how it is written.

    >>> day_of("2012-03-17"), day_of("2012-03"), day_of("2012")
    (datetime.date(2012, 3, 17), '2012-03', '2012')
    """
    try:
        return date.fromisoformat(text) if len(text) == len("2012-03-17") else text
    except ValueError:
        return text


def _number(text: str) -> Cell:
    try:
        return Number(Decimal(text))
    except InvalidOperation:
        return text
