"""The tools that find provisions, give their text, and say what is linked with them and what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lawgraph.assistants import finding
from lawgraph.assistants.addresses import Meant, document_meant, meant
from lawgraph.assistants.answers import KINDS, Answer, Item, Page, paged, quoted
from lawgraph.assistants.arguments import Given
from lawgraph.assistants.asking import Asking, Row
from lawgraph.assistants.quotes import LONG, SHORT, quotes
from lawgraph.assistants.refusals import Kind, Refusal

_PARTS = """SELECT ?iri ?label ?path ?digest {
  ?iri lg:inDocument <%s> ; lg:path ?path ; lg:order ?order ; lg:preferredLabel ?label
} ORDER BY ?order ?iri"""
_ABOUT = """SELECT ?level ?date ?force ?until ?number ?issuer {
  VALUES ?d { <%s> } OPTIONAL { ?d lg:level ?level } OPTIONAL { ?d eli:date_document ?date }
  OPTIONAL { ?d eli:first_date_entry_in_force ?force } OPTIONAL { ?d eli:date_no_longer_in_force ?until }
  OPTIONAL { ?d eli:number ?number } OPTIONAL { ?d lg:issuerName ?issuer }
}"""
_TOPICS = "SELECT DISTINCT ?topic { <%s> lg:hasTopic/lg:preferredLabel ?topic } ORDER BY ?topic"
LINK = (
    "relation_label",
    "strength_label",
    "difference_label",
    "difference_for",
    "score",
    "confidence",
    "review",
)
_GAP = (
    "side_label",
    "against_title",
    "state_label",
    "probability",
    "severity_label",
    "nearest_label",
    "reason",
)
_CITED = ("cited_title", "cited_number", "cited_label", "status_label", "target", "doubt")


def find(asking: Asking, given: Given, page: Page) -> Answer:
    """Find provisions by words."""
    text, document = given.needed("text"), given.text("document")
    whole = document_meant(asking, document) if document else None
    within = whole.document if whole else None
    hits = finding.find(asking, text, given.text("kind"), within, given.text("level"))
    if not hits:
        raise Refusal(
            Kind.NOT_FOUND,
            f"{text[:100]}: 没有条款含有这些字句，请改用更短的词，或去掉其他条件。"
            "No provision holds these words; use shorter ones, or ask without the other conditions.",
            finding.near(asking, text),
        )
    items = [Item({}, (hit.iri,), hit.spans) for hit in hits]
    return paged(
        asking, page, items, f"{len(hits)} 个条款含有这些字句。{len(hits)} provisions hold the words."
    )


def provision(asking: Asking, given: Given, page: Page) -> Answer:
    """Give the text at an address; of a document, what it is and which provisions it has."""
    place = meant(asking, given.needed("address"), given.text("document"))
    if place.provision is None:
        return _outline(asking, place, page)
    quote = quotes(asking, [place.provision], 1 << 30)[place.provision]
    total = sum(len(each.exact) for each in quote.places)
    length = LONG if given.flag("full") else SHORT
    starts = range(0, total, length) if given.flag("full") else range(1)
    windows = [quote.from_to(start, length) for start in starts]
    shown, following = Page(1, page.cursor, page.question).of(asking, windows)
    parts = [
        {"iri": row["iri"], "label": row["label"]}
        for row in asking.rows(_PARTS % place.document)
        if row["iri"].startswith(place.provision + "/")
    ]
    topics = [row["topic"] for row in asking.rows(_TOPICS % place.provision)]
    data: dict[str, object] = {
        "document": _about(asking, place),
        "topics": topics,
        "parts": parts[: page.limit],
        "total_parts": len(parts),
        "items": [{"quotes": [each.data() for each in shown]}],
    }
    if following:
        data["next"] = following
    left = shown[0].left
    more = (
        f"\n还有 {left} 字，用 full=true 或 cursor 取全文。{left} more characters: full=true, cursor."
        if left
        else ""
    )
    return Answer(data, f"{quoted(shown[0], length)}{more}")


def _about(asking: Asking, place: Meant) -> dict[str, object]:
    rows = asking.rows(_ABOUT % place.document)
    about: dict[str, object] = {"iri": place.document, "title": place.title}
    for name in ("level", "date", "force", "until", "number"):
        if values := sorted({row[name] for row in rows if name in row}):
            about[name] = values[0]
    about["issuers"] = sorted({row["issuer"] for row in rows if "issuer" in row})
    return about


def _outline(asking: Asking, place: Meant, page: Page) -> Answer:
    rows = asking.rows(_PARTS % place.document)
    items = [Item({"label": row["label"], "iri": row["iri"]}, (row["iri"],)) for row in rows]
    return paged(
        asking,
        page,
        items,
        f"文件有 {len(rows)} 个条款。The document has {len(rows)} provisions.",
        {"document": _about(asking, place)},
    )


def links(asking: Asking, given: Given, page: Page) -> Answer:
    """Say what is linked with a provision or a document, what it cites, what cites it, and which gaps it has."""
    place = meant(asking, given.needed("address"), given.text("document"))
    kind = given.text("kind")
    items: list[Item] = []
    for name, rows in _RELATED.items():
        if kind in (None, name):
            items.extend(rows(asking, place))
    if not items:
        raise Refusal(
            Kind.NOT_FOUND,
            f"{given.needed('address')}: 没有{'这类' if kind else ''}对应、引用或缺口；只比较过图中上下级文件。"
            "It has no such link, citation or gap; only documents of this graph on two levels were compared.",
        )
    counts = {name: sum(item.said["kind"] == name for item in items) for name in _RELATED}
    head = "，".join(f"{KINDS[name]} {count}" for name, count in counts.items() if count)
    return paged(asking, page, items, head, {"counts": counts, "of": place.iri})


def within(asking: Asking, place: Meant) -> list[str]:
    """Return the IRIs of the provisions that a place is or holds."""
    return [row["iri"] for row in asking.rows(_PARTS % place.document) if place.holds(row["iri"])]


def link_rows(asking: Asking, place: Meant) -> Iterator[tuple[str, Row]]:
    """Yield the correspondences of a place with the side on which it is, ``lower`` or ``upper``."""
    provisions = within(asking, place)
    for side in ("lower", "upper"):
        for row in asking.named("cross-level-links", {}, {side: provisions}):
            yield side, row


def kept(row: Row, names: Iterable[str]) -> dict[str, object]:
    """Return what a row says under the names, numbers as numbers."""
    numbers = ("score", "probability", "low", "high")
    return {name: _number(row[name]) if name in numbers else row[name] for name in names if row.get(name)}


def _number(text: str) -> int | float | str:
    """Return a number as such, a date as it is written."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _links(asking: Asking, place: Meant) -> Iterator[Item]:
    for side, row in link_rows(asking, place):
        other = "upper" if side == "lower" else "lower"
        said = {"kind": "link", "this_side": side, **kept(row, (*LINK, f"{other}_departments"))}
        yield Item(said, (row[side], row[other]))


def _gaps(asking: Asking, place: Meant) -> Iterator[Item]:
    for row in asking.named("gaps", {}, {"provision": within(asking, place)}):
        yield Item({"kind": "gap", **kept(row, _GAP)}, (row["provision"],))


def _citing(asking: Asking, place: Meant) -> Iterator[Item]:
    for row in asking.named("citations", {"document": place.title}):
        if place.holds(row["fact"]):
            yield Item({"kind": "cites", **kept(row, _CITED)}, _cited_things(row, row["fact"]))


def _cited_by(asking: Asking, place: Meant) -> Iterator[Item]:
    for row in asking.named("cited-by", {"cited": place.title}):
        if place.holds(row.get("target", "")):
            yield Item({"kind": "cited-by", **kept(row, _CITED)}, _cited_things(row, row["citation"]))


def _cited_things(row: Row, citation: str) -> tuple[str, ...]:
    return (citation, row["target"]) if "target" in row else (citation,)


_RELATED: dict[str, Callable[[Asking, Meant], Iterator[Item]]] = {
    "link": _links,
    "gap": _gaps,
    "cites": _citing,
    "cited-by": _cited_by,
}
RELATED = tuple(_RELATED)
