"""责任清单: what each department leads, supports, answers for and is bound to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lawgraph.tables.cells import NOT_READ, Column, Number, Stack, Table, numbered
from lawgraph.tables.deadlines import Deadlines
from lawgraph.tables.holdings import Fact, Holdings, chinese, said, words

_ORDER = ("lead", "responsible", "cooperating", "bearer")
_NAME = "lg:text|lg:fullName"


@dataclass(frozen=True, slots=True)
class Row:
    """A duty of a department; :data:`COLUMNS` say what is what."""

    number: Number
    department: str
    printed: str
    role: str | None
    document: str | None
    label: str | None
    modality: str | None
    duty: str
    deadline: str | None
    doubt: str | None


COLUMNS = (
    Column("number", "序号", "No.", 4),
    Column("department", "部门", "Department", 14),
    Column("printed", "原文名称", "As printed", 12),
    Column("role", "角色", "Role", 5),
    Column("document", "文件", "Rule", 14),
    Column("label", "条款", "Provision", 9),
    Column("modality", "规范类型", "Modality", 6),
    Column("duty", "任务或规范", "Task or norm", 46),
    Column("deadline", "时限", "Time limit", 12),
    Column("doubt", "存疑", "Doubt", 14),
)
_STACKS = (
    Stack("序号", "No.", 4, (("number", ""),)),
    Stack("部门", "Department", 17, (("department", ""), ("printed", "原文："))),
    Stack("角色", "Role", 8, (("role", ""), ("modality", ""))),
    Stack("任务或规范", "Task or norm", 44, (("duty", ""), ("doubt", "存疑："))),
    Stack("时限", "Time limit", 10, (("deadline", ""),)),
    Stack("出处", "Source", 17, (("document", ""), ("label", ""))),
)
_NOTE = (
    "按部门排列，责任多的在前；同一部门先牵头、负责，后配合、承担。部门用机构表中的名称，表中没有的照原文。"
    f"条款有义务而没有读出由谁承担的，部门写“{NOT_READ}”，列在最后。"
)


def table(holdings: Holdings) -> Table:
    """Return the duties of a graph by department, the departments with the most first."""
    asked = _Asked(holdings)
    found = [*asked.responsibilities(), *asked.leads(), *asked.norms()]
    many = Counter(row.department for _, _, row in found)

    def place(each: tuple[str, Fact, Row]) -> tuple[object, ...]:
        role, fact, row = each
        rank = _ORDER.index(role) if role in _ORDER else len(_ORDER)
        unread = row.department == NOT_READ
        order = holdings.order(fact.provision)
        return unread, -many[row.department], row.department, rank, order, fact.start, fact.iri

    rows = tuple(
        replace(row, number=numbered(at)) for at, (_, _, row) in enumerate(sorted(found, key=place), 1)
    )
    return Table("duties", "责任清单", "Duties by department", _NOTE, COLUMNS, _STACKS, rows)


class _Asked:
    """What the graph says of who is responsible."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.roles, self.modalities = words("body-roles"), words("modalities")
        self.deadlines = Deadlines(holdings)
        self.names = holdings.values(
            """{ SELECT DISTINCT ?x { { ?f lg:body ?x } UNION { ?f lg:bearer ?x } UNION { ?f lg:mentions ?x } } }
            ?x skos:prefLabel ?v FILTER(LANG(?v) = "zh")"""
        )
        self.doubt = holdings.values("?x lg:doubt ?v")

    def _row(self, fact: Fact, role: str, department: str, printed: str) -> Row:
        provision = self.holdings.provisions.get(fact.provision)
        return Row(
            numbered(0),
            department,
            printed,
            said(role, self.roles),
            *self.holdings.place(fact.provision),
            None,
            provision.text if provision else "",
            self.deadlines.words(fact.provision),
            chinese("；".join(self.doubt.get(fact.iri, ())) or None),
        )

    def _departments(self, bodies: tuple[str, ...], printed: str) -> Iterator[str]:
        """Yield the names of bodies; what stands for no body of the tables, as it is printed."""
        yield from ("、".join(self.names[body]) for body in bodies if body in self.names)
        if not any(body in self.names for body in bodies):
            yield printed

    def responsibilities(self) -> Iterator[tuple[str, Fact, Row]]:
        """Yield who is named beside a measure: 牵头单位, 责任单位."""
        roles = self.holdings.values("?x lg:responsibilityRole ?v")
        bodies = self.holdings.values("?x a lg:Responsibility ; lg:body ?v")
        for fact in self.holdings.facts("lg:Responsibility").values():
            yield from self._each(fact, _code(roles, fact), bodies.get(fact.iri, ()))

    def leads(self) -> Iterator[tuple[str, Fact, Row]]:
        """Yield who is named in running text to lead, support or answer; a row of a table has its own."""
        roles = self.holdings.values("?x lg:mentionRole ?v")
        bodies = self.holdings.values("?x a lg:Mention ; lg:mentions ?v")
        tasks = self.holdings.values("?x a lg:ResponsibilityTask ; lg:path ?v")
        for fact in self.holdings.facts("lg:Mention").values():
            role = _code(roles, fact)
            if role in _ORDER[:-1] and fact.provision not in tasks:
                yield from self._each(fact, role, bodies.get(fact.iri, ()))

    def _each(self, fact: Fact, role: str, bodies: tuple[str, ...]) -> Iterator[tuple[str, Fact, Row]]:
        for department in self._departments(bodies, fact.text):
            yield role, fact, self._row(fact, role, department, fact.text)

    def norms(self) -> Iterator[tuple[str, Fact, Row]]:
        """Yield the norms that bind a body, and the obligations of which it was not understood whom they bind."""
        bearers = self.holdings.values("?x lg:bearer ?v")
        printed = self.holdings.values("?x a lg:Norm ; lg:bearerName ?v")
        sources = self.holdings.values("?x lg:bearerSource ?v")
        modality = self.holdings.values("?x lg:modality ?v")
        known = set(self.holdings.values(f"?v a lg:Mention ; {_NAME} ?x"))
        called = self.holdings.values(f"?m a lg:Mention ; lg:mentions ?x ; {_NAME} ?v")
        for fact in self.holdings.facts("lg:Norm").values():
            names = printed.get(fact.iri, ())
            bodies = tuple(body for body in bearers.get(fact.iri, ()) if body in self.names)
            departments = list(self._bound(bodies, names, called, known))
            if not names and sources.get(fact.iri) == ("unknown",):
                departments = [(NOT_READ, "")]
            for department, own in departments:
                row = self._row(fact, "bearer", department, own)
                kind = said("".join(modality.get(fact.iri, ())), self.modalities)
                limits = self.deadlines.of_norm(fact.iri)
                yield "bearer", fact, replace(row, modality=kind, duty=fact.text, deadline=limits)

    def _bound(
        self,
        bodies: tuple[str, ...],
        names: tuple[str, ...],
        called: Mapping[str, tuple[str, ...]],
        known: set[str],
    ) -> Iterator[tuple[str, str]]:
        """Yield each body that a norm binds with what it is called there, then those that no table of bodies knows."""
        rest = dict.fromkeys(name for name in names if name in known)
        for body in bodies:
            own = [name for name in names if name in called.get(body, ())]
            rest = {name: None for name in rest if name not in own}
            yield "、".join(self.names[body]), "、".join(own or names)
        for name in rest:
            yield name, name


def _code(found: Mapping[str, tuple[str, ...]], fact: Fact) -> str:
    return (found.get(fact.iri) or ("",))[0].rsplit("/", 1)[-1]
