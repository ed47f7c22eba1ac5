"""金额与期限: amounts, rates and time limits, in a table and a plot: who pays, who gets, in which document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lawgraph.explorer.amounts.narrowed import REGISTER, SORTS, Choice, Register, Wanted
from lawgraph.explorer.amounts.plot import Panel, panels
from lawgraph.explorer.amounts.register import KINDS, YUAN, Amount, bearers_of, role_said, roles_said
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Cell, Column, Number, Table
from lawgraph.tables.holdings import LEVELS, chinese
from queries.values import read_number

SIZE = 50
"""Rows that are shown at once."""
_LISTED = 60  # values of one kind that can be chosen


@dataclass(frozen=True, slots=True)
class Detail:
    """What else is said of a quantity: how its provision is cited and reads, on what and when it is paid, and doubt."""

    label: str = ""
    text: str = ""
    applies_to: str = ""
    condition: str = ""
    base: str = ""
    per: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its number among all rows, the quantity, its figure in words and what else is said of it.

    ``bearers`` are who must act within a time limit.
    """

    row: int
    amount: Amount
    figure: Said
    role: Said
    unit: Said
    detail: Detail
    bearers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The quantities that are asked for, from ``offset`` on; ``known`` is how many there are in the graph."""

    lines: tuple[Line, ...]
    offset: int
    total: int
    known: int
    asked: Wanted
    choices: Mapping[str, tuple[Choice, ...]]
    document_title: str
    panels: tuple[Panel, ...]
    undrawn: int


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity in the table that is handed on."""

    kind: str
    words: str
    low: Cell
    high: Cell
    unit: str
    bounds: str
    role: str
    payer: str
    beneficiary: str
    bearer: str
    document: str
    level: str
    doubtful: str
    provision: str
    fact: str


_COLUMNS = (
    Column("kind", "类别", "Kind", 5),
    Column("words", "原文数额", "The very words", 12),
    Column("low", "下限", "At least", 8),
    Column("high", "上限", "At most", 8),
    Column("unit", "单位", "Unit", 5),
    Column("bounds", "是否含本数", "Bounds included", 7),
    Column("role", "用途", "For what", 7),
    Column("payer", "谁支付", "Who pays", 10),
    Column("beneficiary", "谁受益", "Who gets", 10),
    Column("bearer", "谁来办", "Who must act", 10),
    Column("document", "文件", "Document", 24),
    Column("level", "层级", "Level", 6),
    Column("doubtful", "存疑", "In doubt", 5),
    Column("provision", "条款地址", "IRI of the provision", 24),
    Column("fact", "数额地址", "IRI of the quantity", 24),
)
_NOTE = "每行一个金额、比例或期限，金额以元计；“谁来办”只对期限而言。空格表示条文没有写明或程序没有读出，不是“无”。"


def show(asked: Asked) -> Shown:
    """Return the quantities that are asked for, as a table and as a plot."""
    register = REGISTER.of(asked.engine, asked.store)
    wanted = _wanted(asked, register)
    narrowed = register.narrowed(wanted)
    places, choices = narrowed.places(), narrowed.choices()
    offset = asked.given.number("offset", 0)
    shown = [register.amounts[at] for at in places[offset : offset + SIZE]]
    drawn = panels(register, places)
    content = Amounts(
        tuple(_lines(Reader(asked.engine), register, shown, offset)),
        offset,
        len(places),
        len(register.amounts),
        wanted,
        {name: those[:_LISTED] for name, those in choices.items()},
        register.titles.get(wanted.document, wanted.document),
        drawn,
        len(places) - sum(panel.total - panel.undrawn for panel in drawn),
    )

    def table() -> Table:
        listed = [register.amounts[at] for at in places]
        limits = any(each.kind == "time" for each in listed)
        bearers = bearers_of(Reader(asked.engine)) if limits else {}
        rows = [_row(register, each, bearers.get(each.fact, ())) for each in listed]
        return Table("amounts", "金额与期限", "Amounts and time limits", _NOTE, _COLUMNS, (), rows)

    return Shown(content, table=table, things=tuple(each.fact for each in shown))


def _wanted(asked: Asked, register: Register) -> Wanted:
    given = asked.given
    unit, kind = given.text("unit"), given.text("kind", allowed=KINDS)
    least, most = (_bound(given.text(name), name) for name in ("least", "most"))
    if (least is not None or most is not None) and not unit:
        unit = {"money": YUAN, "": YUAN, "rate": "%"}.get(kind, "")
        if not unit:
            raise Wrong(
                "unit",
                "按期限的长短筛选时，请先选单位（日、工作日、月、年不能互换）。",
                "To narrow by length choose a unit: days, working days, months and years are not the same.",
                tuple(code for code in register.units.names if code),
            )
    sort = given.text("sort", allowed=(*SORTS, *(f"-{each}" for each in SORTS)))
    return Wanted(
        kind,
        given.text("role", allowed=roles_said()),
        unit,
        given.text("level", allowed=LEVELS),
        last(given.text("document")),
        given.text("payer").strip(),
        given.text("beneficiary").strip(),
        least,
        most,
        given.text("doubtful", allowed=("yes",)) == "yes",
        sort,
    )


def _bound(text: str, name: str) -> Decimal | None:
    """Return a figure as people write it: 10万元, 30%, 15."""
    if not text:
        return None
    try:
        return read_number(text)
    except ValueError:
        raise Wrong(
            name,
            f"“{text[:40]}”不是数，可写 10万、1.5亿、30%、15。",
            f"'{text[:40]}' is no number; write 100000, 30% or 15.",
        ) from None


def _lines(reader: Reader, register: Register, shown: Iterable[Amount], offset: int) -> Iterable[Line]:
    amounts = list(shown)
    details = _details(reader, amounts)
    limits = [each.fact for each in amounts if each.kind == "time"]
    bearers = bearers_of(reader, limits) if limits else {}
    for at, each in enumerate(amounts):
        figure, unit = register.units.figure(each), register.units.said(each.unit)
        detail = details.get(each.fact, Detail())
        yield Line(offset + at, each, figure, role_said(each.role), unit, detail, bearers.get(each.fact, ()))


def _details(reader: Reader, amounts: list[Amount]) -> Mapping[str, Detail]:
    if not amounts:
        return {}
    pairs = " ".join(f"(<{each.fact}> <{each.provision}>)" for each in amounts if each.provision)
    rows = reader.ask(
        f"""SELECT ?f ?label ?text ?to ?if ?of ?per ?doubt {{ VALUES (?f ?p) {{ {pairs} }}
        ?p lg:preferredLabel ?label ; lg:text ?text
        OPTIONAL {{ ?f lg:appliesTo ?to }} OPTIONAL {{ ?f lg:condition ?if }} OPTIONAL {{ ?f lg:base ?of }}
        OPTIONAL {{ ?f lg:per ?per }} OPTIONAL {{ ?f lg:doubt ?doubt }} }}"""
    )
    found: dict[str, Detail] = {}
    for fact, *said in rows:
        label, text, applies_to, condition, base, per, doubt = (each or "" for each in said)
        before = found.get(fact or "")
        many = "、".join(dict.fromkeys((*before.per.split("、"), per))) if before else per
        told = chinese(doubt) or ""
        found[fact or ""] = Detail(label, text, applies_to, condition, base, many, told)
    return found


def _row(register: Register, each: Amount, bearers: tuple[str, ...]) -> Row:
    out = [name for name, is_out in (("不含下限", each.above), ("不含上限", each.below)) if is_out]
    return Row(
        KINDS[each.kind].zh,
        each.words,
        None if each.low is None else Number(each.low),
        None if each.high is None else Number(each.high),
        register.units.said(each.unit).zh,
        "、".join(out),
        role_said(each.role).zh,
        "、".join(each.payers),
        "、".join(each.beneficiaries),
        "、".join(bearers),
        each.document.title,
        LEVELS.get(each.document.level, ""),
        "存疑" if each.doubtful else "",
        each.provision,
        each.fact,
    )


PAGE = Page(
    "amounts",
    "/amounts",
    Said("金额与期限", "Amounts and time limits"),
    show,
    (
        *("kind", "role", "unit", "level", "document", "payer", "beneficiary", "least", "most"),
        *("doubtful", "sort", "offset"),
    ),
    short=Said("金额与期限", "Amounts"),
)
