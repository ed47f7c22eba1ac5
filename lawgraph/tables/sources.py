"""来源: the documents that all is taken from: issuer, level, dates, file and SHA-256."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lawgraph.tables.amounts import day_of
from lawgraph.tables.cells import Cell, Column, Number, Stack, Table, numbered
from lawgraph.tables.holdings import LEVELS, Holdings, said, words

_FIELDS = {
    "title": "标题",
    "number": "文号",
    "type": "类型",
    "document_type": "类型",
    "jurisdiction": "辖区",
    "issuers": "机关",
    "in_force": "施行日期",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A document; :data:`COLUMNS` say what is what."""

    order: Number
    title: str
    number: str | None
    kind: str | None
    level: str | None
    division: str | None
    issuers: str | None
    adopted: Cell
    approved: Cell
    issued: Cell
    in_force: Cell
    until: Cell
    inferred: str | None
    troubles: Number
    file: str | None
    characters: Number | None
    sha256: str | None
    iri: str


COLUMNS = (
    Column("order", "序号", "No.", 4),
    Column("title", "标题", "Title", 26),
    Column("number", "文号", "Number", 11),
    Column("kind", "类型", "Type", 7),
    Column("level", "层级", "Level", 5),
    Column("division", "辖区", "Jurisdiction", 9),
    Column("issuers", "制定机关", "Issued by", 12),
    Column("adopted", "通过日期", "Adopted", 7),
    Column("approved", "批准日期", "Approved", 7),
    Column("issued", "发布日期", "Issued", 7),
    Column("in_force", "施行日期", "In force from", 7),
    Column("until", "失效日期", "Until", 7),
    Column("inferred", "推断的项目", "Inferred", 8),
    Column("troubles", "读取疑点", "Diagnostics", 5),
    Column("file", "文件名", "File", 14),
    Column("characters", "字数", "Characters", 6),
    Column("sha256", "SHA-256", "SHA-256", 18),
    Column("iri", "标识", "IRI", 18),
)
_STACKS = (
    Stack("序号", "No.", 4, (("order", ""),)),
    Stack("文件", "Document", 30, (("title", ""), ("number", "文号："), ("iri", ""))),
    Stack(
        "类型与机关", "Type and issuer", 18, (("kind", ""), ("level", ""), ("division", ""), ("issuers", ""))
    ),
    Stack(
        "日期",
        "Dates",
        18,
        (
            ("adopted", "通过："),
            ("approved", "批准："),
            ("issued", "发布："),
            ("in_force", "施行："),
            ("until", "失效："),
            ("inferred", "推断的项目："),
        ),
    ),
    Stack(
        "来源",
        "Source",
        30,
        (("file", ""), ("characters", "字数："), ("sha256", "SHA-256："), ("troubles", "读取疑点：")),
    ),
)
_NOTE = "以上各表都出自这些文件；SHA-256 是所读文本的摘要，可据以核对原文没有改动。空格表示文件中没有写明。"


def table(holdings: Holdings) -> Table:
    """Return the documents of a graph, highest level first."""

    def of(name: str) -> dict[str, tuple[str, ...]]:
        return holdings.values(f"?x a lg:Document ; {name} ?v")

    types = words("document-types")
    asked = {
        name: of(name)
        for name in (
            "eli:number",
            "eli:type_document",
            "lg:issuerName",
            "lg:dateAdopted",
            "lg:dateApproved",
            "lg:dateIssued",
            "eli:first_date_entry_in_force",
            "eli:date_no_longer_in_force",
            "lg:inferredField",
            "lg:diagnostic",
        )
    }
    divisions = holdings.values(
        '?x a lg:Document ; eli:jurisdiction/skos:prefLabel ?v FILTER(LANG(?v) = "zh")'
    )
    source = "?x a lg:Document ; eli:is_realized_by/lg:source ?s . ?s lg:{} ?v"
    files, hashes, lengths = (
        holdings.values(source.format(name)) for name in ("fileName", "sha256", "characters")
    )

    def one(found: dict[str, tuple[str, ...]], iri: str) -> str | None:
        return "、".join(found[iri]) if iri in found else None

    def day(name: str, iri: str) -> Cell:
        found = asked[name].get(iri)
        return None if not found else day_of(found[0]) if len(found) == 1 else "、".join(found)

    rows = tuple(
        Row(
            numbered(at),
            document.title,
            one(asked["eli:number"], iri),
            said(one(asked["eli:type_document"], iri), types),
            LEVELS.get(document.level, document.level) if document.level else None,
            one(divisions, iri),
            one(asked["lg:issuerName"], iri),
            day("lg:dateAdopted", iri),
            day("lg:dateApproved", iri),
            day("lg:dateIssued", iri),
            day("eli:first_date_entry_in_force", iri),
            day("eli:date_no_longer_in_force", iri),
            "、".join(_FIELDS.get(name, name) for name in asked["lg:inferredField"].get(iri, ())) or None,
            Number(Decimal(len(asked["lg:diagnostic"].get(iri, ())))),
            one(files, iri),
            Number(Decimal(lengths[iri][0])) if iri in lengths else None,
            one(hashes, iri),
            iri,
        )
        for at, (iri, document) in enumerate(holdings.documents.items(), 1)
    )
    return Table("sources", "来源", "Sources", _NOTE, COLUMNS, _STACKS, rows)
