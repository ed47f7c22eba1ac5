"""The tools on what bodies must do, on amounts and deadlines, and on two rules side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.assistants.addresses import SHOWN, Meant, document_meant, documents, meant
from lawgraph.assistants.answers import Answer, Item, Page, line, paged
from lawgraph.assistants.arguments import Given
from lawgraph.assistants.asking import Asking, Row
from lawgraph.assistants.bodies import FUNCTION, NAME, WORDS, Body, bodies_of
from lawgraph.assistants.matching import Proof, holds
from lawgraph.assistants.provisions import LINK, kept, link_rows
from lawgraph.assistants.refusals import Kind, Refusal, in_tools
from queries.errors import ParameterError
from queries.named_queries import find
from queries.near_names import near_names


@dataclass(frozen=True, slots=True)
class Figures:
    """A kind of figures: the query of the library, which parameter a body is, the columns and the things of a row.

    ``words`` are the columns in which a text is looked for: what the fact says, not where it stands.
    """

    query: str
    body: str | None
    columns: tuple[str, ...]
    things: tuple[str, ...]
    words: tuple[str, ...]


_AMOUNT = ("role_label", "low", "high", "unit_label", "per", "applies_to", "condition", "base", "doubt")
_WORDS = ("words", "applies_to", "condition", "base")
_PENALTY = ("condition", "measure", "bearers", "amount", "low", "high", "unit_label")
FIGURES: Mapping[str, Figures] = {
    "amounts": Figures("thresholds", None, _AMOUNT, ("fact",), _WORDS),
    "deadlines": Figures("deadlines", None, ("kind", *_AMOUNT), ("fact",), _WORDS),
    "working-days": Figures(
        "time-limits", "bearer", ("bearers", *_AMOUNT), ("limit", "norm"), (*_WORDS, "bearers", "duty")
    ),
    "payments": Figures(
        "payments",
        "payer",
        ("payers", "beneficiaries", *_AMOUNT),
        ("fact",),
        (*_WORDS, "payers", "beneficiaries"),
    ),
    "penalties": Figures(
        "penalties", "conduct", _PENALTY, ("norm", "quantity"), ("condition", "measure", "amount", "base")
    ),
}
COMPARED = ("links", "differences", "only-first", "only-second")
ROLES: Mapping[str, str] = {
    "牵头": "lead", "配合": "cooperating", "负责": "responsible", "承担": "bearer"
}  # fmt: skip


def duties(asking: Asking, given: Given, page: Page) -> Answer:
    """Say what a body leads, supports, answers for and is bound to do."""
    body, role, document = given.needed("body"), given.text("role"), given.text("document")
    place = document_meant(asking, document) if document else None
    dated = given.flag("dated")
    name = "department-deadlines" if dated else "department-duties"
    asked: dict[str, object] = {"department": body} if dated else {"department": body, "role": role}
    rows = [row for row in asking.named(name, asked) if place is None or place.holds(row["fact"])]
    if dated and role:
        rows = [row for row in rows if ROLES[row["role_label"]] == role]
    if not rows:
        raise _nothing(asking, name, asked, body)
    meant_by = bodies_of(asking, (row["fact"] for row in rows), body)
    named = [(row, meant_by[row["fact"]] or (Body(row["department_name"]),)) for row in rows]
    # A name printed twice in a provision makes no second duty.
    told = {_duty(row, bound): (row, bound) for row, bound in reversed(named)}
    items = [_bound(row, bound) for row, bound in reversed(told.values())]
    counts = Counter(_same(each) for _, bound in told.values() for each in bound)
    head = f"{len(counts)} 个机构，{len(items)} 项。{len(items)} duties of {len(counts)} bodies."
    return paged(asking, page, items, "\n".join((head, *_why(counts, body))), {"bodies": _counts(counts)})


def _duty(row: Row, bound: Sequence[Body]) -> tuple[object, ...]:
    """Return what tells a duty from others."""
    return (*_proof(row["fact"])[:1], tuple(body.name for body in bound), row["role_label"])


def _bound(row: Row, bound: Sequence[Body]) -> Item:
    """Return a duty as an item that names each body by itself."""
    said = kept(row, ("role_label", "modality_label", "limits", "latest"))
    words = "；".join(("、".join(body.told for body in bound), *map(str, said.values())))
    return Item({"bodies": [body.data() for body in bound], **said}, _proof(row["fact"]), line=words)


def _same(body: Body) -> Body:
    """Return a body as such, however a text calls it."""
    return replace(body, written=())


def _counts(counts: Mapping[Body, int]) -> list[dict[str, object]]:
    return [
        {**{key: value for key, value in body.data().items() if key != "written"}, "duties": number}
        for body, number in sorted(counts.items(), key=lambda each: (each[0].by != NAME, each[0].name))
    ]


def _why(counts: Iterable[Body], asked: str) -> Iterator[str]:
    """Yield by what the bodies were found, those that are called so first; as quotations, for names are data."""
    for by, says in (
        (NAME, f"名称中有“{asked}” by name"),
        (FUNCTION, f"名称中没有“{asked}”，只是其职能 by function only"),
        (WORDS, f"原文称之为“{asked}” by the words of the text"),
    ):
        names = sorted({_called(body) for body in counts if body.by == by})
        if names:
            more = f"；等 {len(names)} 个" if len(names) > SHOWN else ""
            yield "> " + line(f"{says}：{'；'.join(names[:SHOWN])}{more}")


def _called(body: Body) -> str:
    return f"{body.name}（{body.function}）" if body.by == FUNCTION else body.name


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
        in_tools(f"{body}: 没有这样的职责，{query.none_zh}。There are no such duties; {query.none}."),
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
    if text is not None:
        rows = [row for row in rows if any(holds(row.get(name, ""), text) for name in what.words)]
    if not rows:
        given_too = [name for name in ("who", "text", "address", "document") if given.text(name)]
        raise _no_figures(given.needed("what"), given_too)
    words = tuple(word for word in (body, text) if word)
    things = [tuple(row[name] for name in what.things if name in row) for row in rows]
    proof = Proof.of(asking, (thing for each in things for thing in each)) if words else None
    items = [
        Item(kept(row, what.columns), proof.completed(each, words) if proof else each, words=words)
        for row, each in zip(rows, things, strict=True)
    ]
    return paged(asking, page, items, f"{len(items)} 项。{len(items)} figures.")


def _no_figures(what: str, conditions: Sequence[str]) -> Refusal:
    without = (
        (f"请去掉 {'、'.join(conditions)} 再问，或", f"ask without {', '.join(conditions)}, or ")
        if conditions
        else ("请", "ask ")
    )
    return Refusal(
        Kind.NOT_FOUND,
        f"{what}: 没有这样的数额或期限，{without[0]}换一种 what。"
        f"There are no such figures; {without[1]}for another kind.",
    )


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
            f"{what}: 两者之间没有，另有 {_told(counts)}。"
            f"Between the two there are none; there are {_counted_en(counts)}.",
        )
    side = (
        pairs[0][0]
        if pairs
        else str(only["only-first" if only["only-first"] else "only-second"][0].said["side"])
    )
    data = {"counts": counts, "first": first.iri, "second": second.iri, "first_is": side, "what": what}
    data["difference_is_of"] = "lower"  # stricter, looser: the lower rule than the upper one
    return paged(asking, page, items, f"{_ZH[what]} {len(items)} 项；{_told(counts)}", data)


_ZH: Mapping[str, str] = {
    "links": "对应", "differences": "从严从宽", "only-first": "仅前者有", "only-second": "仅后者有"
}  # fmt: skip


def _told(counts: Mapping[str, object]) -> str:
    return "，".join(f"{_ZH[name]} {count}" for name, count in counts.items() if isinstance(count, int))


def _counted_en(counts: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if isinstance(count, int))


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


_ALIKE = """SELECT ?lower ?upper {
  VALUES ?document { <%s> <%s> } ?lower lg:inDocument ?document .
  ?link lg:lower ?lower ; lg:upper ?upper ; lg:difference ?any ; lg:verdict "equal"
}"""
"""Links that differ otherwise than in the figures that were compared: these prove nothing of the difference."""


def _figures(asking: Asking, first: Meant, second: Meant) -> dict[tuple[str, str], dict[str, object]]:
    """Return the figures in which provisions of two rules differ, by the IRIs of the lower and the upper one."""
    titles = ((first.title, second.title), (second.title, first.title))
    alike = {(row["lower"], row["upper"]) for row in asking.rows(_ALIKE % (first.document, second.document))}
    return {
        (row["lower"], row["upper"]): kept(row, ("lower_figure", "upper_figure"))
        for below, above in titles
        for row in asking.named("differences", {"lower-document": below, "upper-document": above})
        if (row["lower"], row["upper"]) not in alike
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
