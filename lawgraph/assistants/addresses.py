"""Which document or provision an assistant means: an IRI, 《…》第二十二条第二款, or both apart."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass

from lawgraph.assistants.asking import Asking, Row
from lawgraph.assistants.refusals import Candidate, Kind, Refusal
from lawgraph.naming import is_iri, whole_iri
from ontology.iri import BASE, squeeze
from queries.values import place_forms

SHOWN = 10
_DOCUMENTS = """SELECT ?iri ?title ?date ?level ?number ?file ?amended {
  ?iri a lg:Document ; lg:preferredLabel ?title .
  OPTIONAL { ?iri eli:is_realized_by/lg:source/lg:fileName ?file } OPTIONAL { ?iri lg:dateAmended ?amended }
  OPTIONAL { ?iri eli:date_document ?date } OPTIONAL { ?iri lg:level ?level } OPTIONAL { ?iri eli:number ?number }
} ORDER BY ?title ?date ?iri DESC(?amended)"""
_PROVISIONS = """SELECT ?iri ?label ?path ?title ?date {
  %s ?iri lg:inDocument ?document ; lg:path ?path ; lg:order ?order ; lg:preferredLabel ?label .
  ?document lg:preferredLabel ?title . OPTIONAL { ?document eli:date_document ?date }
} ORDER BY ?title ?date ?document ?order ?iri"""
_AROUND = "SELECT ?document ?around { <%s> lg:inDocument ?document OPTIONAL { <%s> lg:inProvision ?around } }"
_CITED = """SELECT ?label {
  ?c lg:citedTitle ?cited ; lg:inProvision/lg:fullLabel ?label FILTER(CONTAINS(?cited, %s))
} ORDER BY ?label LIMIT 3"""
_PLACE = re.compile(r"第.+[章节条款项目]|附[件录表]")  # how provisions are cited, which no title is
_ONLY_PARAGRAPH = "第一款"


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant: a document, and the provision of it unless it is the whole; ``title`` is the document's."""

    document: str
    title: str
    provision: str | None = None

    @property
    def iri(self) -> str:
        """The IRI of the provision, or of the document."""
        return self.provision or self.document

    def holds(self, iri: str) -> bool:
        """Tell whether a provision or a fact is this or lies in it."""
        return iri == self.iri or iri.startswith(self.iri + "/")


def meant(asking: Asking, address: str, document: str | None = None) -> Meant:
    """Return what ``address`` means, in ``document`` if one is given; raise :class:`Refusal`."""
    address = address.strip()
    if is_iri(address) or address.startswith(("eli/", "http:", "https:")):
        return _by_iri(asking, address)
    title, place = _parted(address)
    if document is None and title:
        document = title
    if document is None:
        return _anywhere(asking, place)
    row = _document(asking, document)
    if not place:
        return Meant(row["iri"], row["title"])
    return Meant(row["iri"], row["title"], _provision(asking, row, place))


def document_meant(asking: Asking, name: str) -> Meant:
    """Return the document that ``name`` means: its IRI, its title or a part of it; raise :class:`Refusal`."""
    row = _document(asking, name)
    return Meant(row["iri"], row["title"])


def documents(asking: Asking) -> list[Row]:
    """Return the documents of the graph: iri, title, date, level, number, file and when it was amended."""
    seen: dict[str, Row] = {}
    for row in asking.rows(_DOCUMENTS):
        seen.setdefault(row["iri"], row)
    return list(seen.values())


def _parted(address: str) -> tuple[str, str]:
    """Return the title in 《》 (titles may hold others in them) and what stands behind it."""
    if not address.startswith("《"):
        return "", address
    depth = 0
    for at, char in enumerate(address):
        depth += {"《": 1, "》": -1}.get(char, 0)
        if depth == 0:
            return address[1:at], address[at + 1 :].strip()
    return address[1:], ""


def _by_iri(asking: Asking, address: str) -> Meant:
    iri = whole_iri(address)
    if re.search(r"[\s<>\"{}|\\^`]", iri) or not iri.startswith(BASE + "/"):
        raise Refusal(
            Kind.NOT_IN_THIS_GRAPH,
            f"{address[:200]}: 不是本图谱的 IRI（以 {BASE}/ 开头）。This is no IRI of this graph ({BASE}/…).",
        )
    known = {row["iri"]: row["title"] for row in documents(asking)}
    if iri in known:
        return Meant(iri, known[iri])
    rows = asking.rows(_AROUND % (iri, iri))
    if rows:
        document = rows[0]["document"]
        return Meant(document, known.get(document, ""), rows[0].get("around", iri))
    of = next((document for document in known if iri.startswith(document + "/")), None)
    if of is None:
        raise Refusal(
            Kind.NOT_IN_THIS_GRAPH,
            f"{address}: 本图谱没有这份文件或这个对象。This graph has no such document or thing.",
        )
    labels = [row["iri"].removeprefix(BASE + "/") for row in _provisions(asking, of)]
    near = difflib.get_close_matches(iri.removeprefix(BASE + "/"), labels, 5, 0.6)
    raise Refusal(Kind.NOT_FOUND, f"{address}: 文件中没有这一条款。The document has no such provision.", near)


def _document(asking: Asking, name: str) -> Row:
    rows = documents(asking)
    if is_iri(name):
        found = _by_iri(asking, name)
        return {"iri": found.document, "title": found.title}
    wanted = squeeze(name).removeprefix("《").removesuffix("》")
    if not wanted:
        raise Refusal(Kind.BAD_REQUEST, "document: 请给出文件标题。Give the title of a document.")
    same = [row for row in rows if wanted in (squeeze(row["title"]), squeeze(row.get("number", "")))]
    chosen = same or [row for row in rows if wanted and wanted in squeeze(row["title"])]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise Refusal(
            Kind.AMBIGUOUS,
            f"{name}: 有 {len(chosen)} 份文件如此，请用其中一份的 IRI 再问。"
            f"{len(chosen)} documents are called so; ask again with the IRI of one.",
            candidates=[Candidate(row["iri"], row["title"], _told_apart(row)) for row in chosen[:SHOWN]],
        )
    raise _no_document(asking, name, [row["title"] for row in rows])


def _told_apart(row: Row) -> str:
    """Return what tells a text from others of the same title."""
    amended = f"amended {row['amended']}" if "amended" in row else None
    return "; ".join(filter(None, (row.get("date"), amended, row.get("level"), row.get("file"))))


def _no_document(asking: Asking, name: str, titles: list[str]) -> Refusal:
    cited = asking.rows(_CITED % json.dumps(name.encode("utf-8", "replace").decode(), ensure_ascii=False))
    by = "；".join(dict.fromkeys(row["label"] for row in cited))
    cited_zh, cited_en = (f"，只被引用（{by}）", f", it is only cited ({by})") if by else ("", "")
    return Refusal(
        Kind.NOT_IN_THIS_GRAPH,
        f"{name}: 本图谱没有这份文件{cited_zh}，不能据此回答其内容。"
        f"This graph does not hold the document{cited_en}; what it says cannot be told from here.",
        difflib.get_close_matches(name, dict.fromkeys(titles), 5, 0.3),
    )


def _provisions(asking: Asking, document: str, labels: tuple[str, ...] = ()) -> list[Row]:
    given = f"VALUES ?document {{ <{document}> }} " if document else ""
    if labels:
        forms = " ".join(json.dumps(label, ensure_ascii=False) for label in labels)
        given += f"VALUES ?label {{ {forms} }} "
    return [row for row in asking.rows(_PROVISIONS % given) if row["path"]]


def _outermost(rows: list[Row]) -> list[Row]:
    """Return rows without those that lie in another one: an article is meant, not its only paragraph."""
    return [row for row in rows if not any(row["iri"].startswith(f"{other['iri']}/") for other in rows)]


def _forms(place: str) -> tuple[str, ...]:
    return place_forms(place.encode("utf-8", "replace").decode())


def _provision(asking: Asking, document: Row, place: str) -> str:
    rows = _provisions(asking, document["iri"])
    forms = {squeeze(form) for form in _forms(place)}
    found = _outermost([row for row in rows if squeeze(row["label"]) in forms or row["path"] == place])
    if not found and place.endswith(_ONLY_PARAGRAPH):  # an article of one paragraph is cited without it
        whole = {squeeze(form) for form in _forms(place.removesuffix(_ONLY_PARAGRAPH))}
        found = [row for row in rows if squeeze(row["label"]) in whole and row["path"].endswith("/para-1")]
    if len(found) == 1:
        return found[0]["iri"]
    if found:
        raise _ambiguous(place, found)
    raise Refusal(
        Kind.NOT_FOUND,
        f"{place}: 《{document['title']}》没有这一条款。The document has no such provision.",
        _near(place, list(dict.fromkeys(row["label"] for row in rows))),
    )


def _near(place: str, labels: list[str]) -> list[str]:
    """Return labels near to a place that there is not: what it lies in and what lies beside, then what is alike."""
    forms = _forms(place)
    around = [label for label in labels if any(form.startswith(label) for form in forms)]
    beside = [label for label in labels for outer in around[-1:] if label.startswith(outer)]
    alike = [each for form in forms for each in difflib.get_close_matches(form, labels, 5, 0.5)]
    return list(dict.fromkeys((*around, *beside[:5], *alike)))[:SHOWN]


def _anywhere(asking: Asking, place: str) -> Meant:
    rows = _outermost(_provisions(asking, "", _forms(place)[:64])) if place else []
    if len(rows) == 1:
        document = rows[0]["iri"].removesuffix("/" + rows[0]["path"])
        return Meant(document, rows[0]["title"], rows[0]["iri"])
    if rows:
        raise _ambiguous(place, rows)
    if _PLACE.match(place):
        outer = place.rpartition("第")[0]  # without its last label
        near = _provisions(asking, "", _forms(outer)[:64]) if outer else []
        raise Refusal(
            Kind.NOT_FOUND,
            f"{place}: 图中没有文件有这一条款。No document of this graph has such a provision.",
            list(dict.fromkeys(f"《{row['title']}》{row['label']}" for row in _outermost(near)))[:SHOWN],
        )
    if place:
        return document_meant(asking, place)
    raise Refusal(Kind.BAD_REQUEST, "address: 请给出地址，如 《…条例》第七条。Give an address.")


def _ambiguous(place: str, rows: list[Row]) -> Refusal:
    return Refusal(
        Kind.AMBIGUOUS,
        f"{place}: 有 {len(rows)} 个条款如此，请给出文件，或用其中一个的 IRI 再问。"
        f"{len(rows)} provisions are cited so; name the document, or ask with the IRI of one.",
        candidates=[
            Candidate(row["iri"], f"《{row['title']}》{row['label']}", row.get("date", ""))
            for row in rows[:SHOWN]
        ],
    )
