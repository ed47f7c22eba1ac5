"""The tools on what bodies must do, on amounts and deadlines, and on two rules side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.assistants.addresses import Meant, document_meant, documents, meant
from lawgraph.assistants.answers import Answer, Item, Page, paged
from lawgraph.assistants.arguments import Given
from lawgraph.assistants.asking import Asking, Row
from lawgraph.assistants.provisions import LINK, kept, link_rows
from lawgraph.assistants.refusals import Kind, Refusal
from queries.errors import ParameterError
from queries.named_queries import find
from queries.near_names import near_names


@dataclass(frozen=True, slots=True)
class Figures:
    """A kind of figures: the query of the library, which parameter a body is, the columns and the things of a row."""

    query: str
    body: str | None
    columns: tuple[str, ...]
    things: tuple[str, ...]


_AMOUNT = ("role_label", "low", "high", "unit_label", "per", "applies_to", "condition", "base", "doubt")
_PENALTY = ("condition", "measure", "bearers", "amount", "low", "high", "unit_label")
FIGURES: Mapping[str, Figures] = {
    "amounts": Figures("thresholds", None, _AMOUNT, ("fact",)),
    "deadlines": Figures("deadlines", None, ("kind", *_AMOUNT), ("fact",)),
    "working-days": Figures("time-limits", "bearer", ("bearers", *_AMOUNT), ("limit", "norm")),
    "payments": Figures("payments", "payer", ("payers", "beneficiaries", *_AMOUNT), ("fact",)),
    "penalties": Figures("penalties", "conduct", _PENALTY, ("norm", "quantity")),
}
COMPARED = ("links", "differences", "only-first", "only-second")
_ROLES = ("lead", "cooperating", "responsible", "bearer")


def duties(asking: Asking, given: Given, page: Page) -> Answer:
    """Say what a body leads, supports, answers for and is bound to do."""
    body, role, document = given.needed("body"), given.text("role"), given.text("document")
    place = document_meant(asking, document) if document else None
    dated = given.flag("dated")
    name = "department-deadlines" if dated else "department-duties"
    asked: dict[str, object] = {"department": body} if dated else {"department": body, "role": role}
    rows = [row for row in asking.named(name, asked) if place is None or place.holds(row["fact"])]
    if dated and role:
        label = dict(zip(_ROLES, ("牵头", "配合", "负责", "承担"), strict=True))[role]
        rows = [row for row in rows if row["role_label"] == label]
    if not rows:
        raise _nothing(asking, name, asked, body)
    columns = ("department_name", "role_label", "modality_label", "limits", "latest")
    rows = list({_duty(row): row for row in reversed(rows)}.values())[::-1]
    items = [Item(kept(row, columns), _proof(row["fact"])) for row in rows]
    names = sorted({row["department_name"] for row in rows})
    head = f"{len(names)} 个机构，{len(rows)} 项。{len(rows)} duties of {len(names)} bodies."
    return paged(asking, page, items, head, {"bodies": names})


def _duty(row: Row) -> tuple[str, ...]:
    """Return what tells a duty from others: a name printed twice in a provision makes no second one."""
    return (*_proof(row["fact"])[:1], row["department_name"], row["role_label"])


def _proof(fact: str) -> tuple[str, ...]:
    """Return what proves a duty: the words of a norm; of who answers for a task, the task as well."""
    provision, _, name = fact.rpartition("/")
    return (fact,) if name.startswith("norm-") else (provision, fact)


def _nothing(asking: Asking, name: str, asked: Mapping[str, object], body: str) -> Refusal:
    query = find(name)
    try:
        near = near_names(asking, query, {key: value for key, value in asked.items() if value is not None})
    except ParameterError:
        near = {}
    return Refusal(
        Kind.NOT_FOUND,
        f"{body}: 没有这样的职责，{query.none_zh}。There are no such duties; {query.none}.".replace(
            "lawgraph query ", "sparql name="
        ),
        near.get("department", ()),
    )


def figures(asking: Asking, given: Given, page: Page) -> Answer:
    """Say which amounts, rates, time limits, dates, payments and penalties are laid down."""
    what = FIGURES[given.needed("what")]
    address, body, text = given.text("address"), given.text("who"), given.text("text")
    place = meant(asking, address, given.text("document")) if address else None
    if place is None and (document := given.text("document")):
        place = document_meant(asking, document)
    if body and what.body is None:
        able = ", ".join(name for name, kind in FIGURES.items() if kind.body)
        raise Refusal(Kind.BAD_REQUEST, f"who: 只能与 {able} 同用。It goes with {able} only.")
    asked: dict[str, object] = {"document": place.title if place else None}
    if what.body:
        asked[what.body] = body
    rows = [row for row in asking.named(what.query, asked) if _of(place, row, what.things)]
    items = [
        Item(kept(row, what.columns), tuple(row[name] for name in what.things if name in row))
        for row in rows
        if text is None or any(text in value for value in row.values())
    ]
    if not items:
        raise Refusal(
            Kind.NOT_FOUND,
            f"{given.needed('what')}: 没有这样的数额或期限，请去掉 who、text 或 address 再问，或换一种 what。"
            "There are no such figures; ask without who, text or address, or for another kind.",
        )
    return paged(asking, page, items, f"{len(items)} 项。{len(items)} figures.")


def _of(place: Meant | None, row: Row, things: Iterable[str]) -> bool:
    return place is None or any(place.holds(row.get(name, "")) for name in things)


def compare(asking: Asking, given: Given, page: Page) -> Answer:
    """Set two rules, or provisions of two rules, side by side."""
    first, second = meant(asking, given.needed("first")), meant(asking, given.needed("second"))
    if first.document == second.document:
        raise Refusal(Kind.BAD_REQUEST, "second: 须是另一份文件。Give another document.")
    pairs = [(side, row) for side, row in link_rows(asking, first) if _other(second, side, row)]
    only = {"only-first": _only(asking, first, second), "only-second": _only(asking, second, first)}
    differing = [(side, row) for side, row in pairs if row.get("difference_label")]
    counts = {
        "links": len(pairs),
        "differences": len(differing),
        **{name: len(items) for name, items in only.items()},
        "by_difference": _counted(row["difference_label"] for _, row in differing),
    }
    if not pairs and not any(only.values()):
        raise _not_compared(asking, first, second)
    what = given.text("what") or ("differences" if differing else "links")
    numbers = _figures(asking, first, second)
    items = only.get(what) or [
        _pair(side, row, numbers.get((row["lower"], row["upper"]), {}))
        for side, row in {"differences": differing, "links": pairs}.get(what, [])
    ]
    if not items:
        raise Refusal(
            Kind.NOT_FOUND,
            f"{what}: 两者之间没有，另有 {_told(counts)}。Between the two there are none; there are {_told(counts)}.",
        )
    side = (
        pairs[0][0]
        if pairs
        else str(only["only-first" if only["only-first"] else "only-second"][0].said["side"])
    )
    data = {"counts": counts, "first": first.iri, "second": second.iri, "first_is": side, "what": what}
    data["difference_is_of"] = "lower"  # stricter, looser: the lower rule than the upper one
    return paged(asking, page, items, f"{what}: {len(items)}；{_told(counts)}", data)


def _told(counts: Mapping[str, object]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.items() if isinstance(count, int))


def _counted(labels: Iterable[str]) -> dict[str, int]:
    listed = list(labels)
    return {label: listed.count(label) for label in sorted(set(listed))}


def _other(place: Meant, side: str, row: Row) -> bool:
    other = "upper" if side == "lower" else "lower"
    return any(place.holds(row[name]) for name in (other, f"{other}_unit"))


def _pair(side: str, row: Row, figures: Mapping[str, object]) -> Item:
    """Return a correspondence as an item, the provision of the first rule first."""
    other = "upper" if side == "lower" else "lower"
    return Item({"first_is": side, **kept(row, LINK), **figures}, (row[side], row[other]))


def _figures(asking: Asking, first: Meant, second: Meant) -> dict[tuple[str, str], dict[str, object]]:
    """Return the figures in which provisions of two rules differ, by the IRIs of the lower and the upper one."""
    titles = ((first.title, second.title), (second.title, first.title))
    return {
        (row["lower"], row["upper"]): kept(row, ("lower_figure", "upper_figure"))
        for below, above in titles
        for row in asking.named("differences", {"lower-document": below, "upper-document": above})
    }


def _only(asking: Asking, of: Meant, against: Meant) -> list[Item]:
    columns = ("extent_label", "words", "nearest_label", "state_label", "severity_label", "probability")
    return [
        Item({"side": side, **kept(row, columns)}, (row["provision"],))
        for side in ("lower", "upper")
        for row in asking.named(f"only-in-{side}", {"document": of.title, "against": against.title})
        if of.holds(row["provision"]) and row["other"] == against.document
    ]


def _not_compared(asking: Asking, first: Meant, second: Meant) -> Refusal:
    whole = Meant(first.document, first.title)
    linked = {row[end] for _, row in link_rows(asking, whole) for end in ("lower", "upper")}
    near = [
        row["title"]
        for row in documents(asking)
        if row["iri"] != first.document and any(iri.startswith(row["iri"] + "/") for iri in linked)
    ]
    return Refusal(
        Kind.NOT_FOUND,
        f"《{first.title}》与《{second.title}》没有比较过，或这两处之间没有对应；near 是与前者比较过的文件。"
        "The two were not compared, or nothing links these places; near lists documents compared with the first.",
        near,
    )
