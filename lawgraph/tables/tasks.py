"""督查台账: what is to be done, by department and deadline, with the days for a calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lawgraph.tables.amounts import day_of
from lawgraph.tables.cells import Cell, Column, Number, Role, Stack, Table, numbered
from lawgraph.tables.deadlines import Deadlines, Limit
from lawgraph.tables.deadlines import said as said_of
from lawgraph.tables.holdings import Holdings, words

_LEADING = ("lead", "responsible")
_NO_DAY = "9999"


@dataclass(frozen=True, slots=True)
class Row:
    """A task of a department; :data:`COLUMNS` say what is what. The last three are to be filled in."""

    number: Number
    department: str | None
    role: str | None
    cooperating: str | None
    task: str
    document: str | None
    label: str | None
    deadline: str | None
    starts: Cell
    due: Cell
    progress: Cell = None
    done: Cell = None
    remark: Cell = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a task: what begins or ends, in which rule, as printed; ``first`` and ``last`` are as the graph has it.

    Each is a day, a month (2012-03) or a year.
    """

    fact: str
    bound: str  # "earliest" or "latest"; "both" of a single day
    said: str
    words: str
    task: str
    departments: tuple[str, ...]
    document: str | None
    label: str | None


COLUMNS = (
    Column("number", "序号", "No.", 4),
    Column("department", "责任部门", "Department", 14),
    Column("role", "身份", "Role", 5),
    Column("cooperating", "配合部门", "Cooperating", 14),
    Column("task", "任务", "Task", 44),
    Column("document", "文件", "Rule", 13),
    Column("label", "条款", "Provision", 8),
    Column("deadline", "时限（原文）", "Time limit as printed", 11),
    Column("starts", "起始", "From", 7),
    Column("due", "截止", "Until", 7),
    Column("progress", "进展", "Progress", 9, Role.REMARK),
    Column("done", "是否办结", "Done", 6, Role.REMARK),
    Column("remark", "备注", "Remark", 9, Role.REMARK),
)
_STACKS = (
    Stack("序号", "No.", 4, (("number", ""),)),
    Stack("责任部门", "Department", 16, (("department", ""), ("role", ""), ("cooperating", "配合："))),
    Stack("任务", "Task", 42, (("task", ""),)),
    Stack("时限", "Time limit", 12, (("deadline", ""), ("starts", "起始："), ("due", "截止："))),
    Stack("出处", "Source", 14, (("document", ""), ("label", ""))),
    Stack("进展", "Progress", 12, (("progress", ""), ("done", ""), ("remark", ""))),
)
_NOTE = (
    "每行一个责任部门的一项任务：任务分解表的各项、文中写明责任单位的各项、机构须在期限内办理的规定；"
    "按部门、截止日期排列，没有写明部门的列在最后。起始、截止只填条文写出的日期。"
)


@dataclass(frozen=True, slots=True)
class _Task:
    provision: str
    text: str
    leading: tuple[tuple[str, str], ...]  # role and name
    cooperating: tuple[str, ...]
    limits: tuple[Limit, ...]


def table(holdings: Holdings) -> Table:
    """Return the tasks of a graph, a row for each department that answers for one."""
    names = words("body-roles")
    found: list[tuple[tuple[object, ...], Row]] = []
    for task in _tasks(holdings):
        starts, due = _bounds(task.limits)
        for role, department in task.leading or (("", ""),):
            row = Row(
                numbered(0),
                department or None,
                names.get(role),
                "、".join(task.cooperating) or None,
                task.text,
                *holdings.place(task.provision),
                said_of(list(task.limits)),
                day_of(starts) if starts else None,
                day_of(due) if due else None,
            )
            place = (not department, department, due or _NO_DAY, holdings.order(task.provision), task.text)
            found.append((place, row))
    found.sort(key=lambda each: each[0])
    rows = tuple(replace(row, number=numbered(at)) for at, (_, row) in enumerate(found, 1))
    return Table("tasks", "督查台账", "Tasks and deadlines", _NOTE, COLUMNS, _STACKS, rows)


def days(holdings: Holdings) -> tuple[Day, ...]:
    """Return the days of the tasks of a graph, in the order of the calendar."""
    found: dict[tuple[str, str], Day] = {}
    for task in _tasks(holdings):
        title, label = holdings.place(task.provision)
        departments = tuple(dict.fromkeys(name for _, name in task.leading))
        for limit in task.limits:
            for bound, said in _said(limit):
                day = Day(limit.fact.iri, bound, said, limit.fact.text, task.text, departments, title, label)
                found.setdefault((day.fact, day.bound), day)
    return tuple(sorted(found.values(), key=lambda day: (day.said, day.fact, day.bound)))


def _said(limit: Limit) -> Iterator[tuple[str, str]]:
    if limit.earliest and limit.earliest == limit.latest:
        yield "both", limit.earliest
        return
    for bound, said in (("earliest", limit.earliest), ("latest", limit.latest)):
        if said:
            yield bound, said


def _bounds(limits: tuple[Limit, ...]) -> tuple[str | None, str | None]:
    """Return the first day that something begins on and the first that something must be done by, if they are said."""
    starts = min((limit.earliest for limit in limits if limit.earliest), default=None)
    return starts, min((limit.latest for limit in limits if limit.latest), default=None)


def _tasks(holdings: Holdings) -> list[_Task]:
    """Return the rows of tables of tasks, the provisions that name who answers, and norms with a time limit."""
    limits = Deadlines(holdings)
    roles = holdings.values("?x a lg:Responsibility ; lg:responsibilityRole ?v")
    named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in holdings.facts("lg:Responsibility").values():
        role = (roles.get(fact.iri) or ("",))[0].rsplit("/", 1)[-1]
        named[fact.provision].append((role, fact.text))
    units = {*holdings.values("?x a lg:ResponsibilityTask ; lg:path ?v"), *named} & holdings.provisions.keys()
    found = []
    for unit in sorted(units, key=holdings.order):
        those = list(dict.fromkeys(named[unit]))
        leading = tuple(each for each in those if each[0] in _LEADING)
        others = tuple(name for role, name in those if role not in _LEADING)
        text = holdings.provisions[unit].text
        found.append(_Task(unit, text, leading, others, tuple(limits.within(unit))))
    return [*found, *_bound_in_time(holdings, limits, units)]


def _bound_in_time(holdings: Holdings, limits: Deadlines, units: set[str]) -> Iterator[_Task]:
    """Yield the obligations of bodies with a time limit that stand in no task."""
    bearers = holdings.values("?x a lg:Obligation ; lg:bearer ?b BIND(STR(?b) AS ?v)")
    printed = holdings.values("?x a lg:Obligation ; lg:bearerName ?v")
    for fact in holdings.facts("lg:Obligation").values():
        within = tuple(limits.of(fact.iri))
        if within and fact.iri in bearers and not units.intersection(holdings.around(fact.provision)):
            leading = tuple(("bearer", name) for name in printed.get(fact.iri, ()))
            yield _Task(fact.provision, fact.text, leading, (), within)


def span(said: str) -> tuple[date, date] | None:
    """Return the days from and before which a day, month or year lasts; nothing for what is none.

    >>> span("2012-03"), span("2012-12-31")
    ((datetime.date(2012, 3, 1), datetime.date(2012, 4, 1)), (datetime.date(2012, 12, 31), datetime.date(2013, 1, 1)))
    """
    try:
        parts = [int(part) for part in said.split("-")]
        first = date(*parts, *(1,) * (3 - len(parts)))
        match len(parts):
            case 3:
                return first, date.fromordinal(first.toordinal() + 1)
            case 2:
                return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)
            case _:
                return first, date(first.year + 1, 1, 1)
    except (ValueError, OverflowError, TypeError):
        return None
