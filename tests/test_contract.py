"""The contract: its rows as documented, as in the schema, read back as they were, and the same as the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import jsonschema
import msgspec
import pyoxigraph as ox
import pytest

from ingest import contract
from ingest.contract import dump, load, schema
from ingest.link import align
from ingest.model import Annotation, Resolved
from ingest.pipeline import annotate
from ingest.resolve import Collection, resolve
from ingest.structure import read_document
from ingest.write.jsonl import link_rows, rows
from ingest.write.nquads import document_quads
from ontology.iri import rule_iri
from ontology.terms import ELI, LG, SCHEMA

from .conftest import ROOT

LAW_OLD = """青海省节约用水条例

（2008年3月28日青海省第十一届人民代表大会常务委员会第三次会议通过）

第一条 为了节约用水，制定本条例。
第二条 用水单位应当按照计划用水。
第三条 省水利厅负责节约用水工作。本条例第九条另有规定的除外。
"""
LAW_NEW = (
    LAW_OLD.replace("2008年3月28日", "2020年7月22日").replace("第十一届", "第十三届")
    + "第四条 超过计划用水的，按照第二条处理，处五千元以下罚款。\n"
)
MEASURES = """西宁市节约用水办法

（2021年5月1日西宁市人民政府第3次常务会议通过）

第一条 根据《青海省节约用水条例》，制定本办法。
第二条 用水单位违反《青海省节约用水条例》第四条规定的，由市水利局处罚。
第三条 违反《青海省节约用水条例》第三十条规定的，依照《中华人民共和国水法》处理。
"""
FORMER = MEASURES.replace("2021年5月1日", "2010年5月1日").replace("第3次", "第1次")
UNDATED = MEASURES.replace("（2021年5月1日西宁市人民政府第3次常务会议通过）\n", "")


def together(folder: Path, *texts: str) -> list[Resolved]:
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, "utf-8")
        found.append(annotate(read_document(path)))
    collection = Collection(annotation.document for annotation in found)
    return [resolve(annotation, collection) for annotation in found]


@pytest.fixture(params=["opinion", "regulation", "citing"])
def resolved(request: pytest.FixtureRequest, tmp_path: Path) -> Resolved:
    if request.param == "citing":
        return together(tmp_path, MEASURES, LAW_OLD, LAW_NEW)[0]
    annotation = request.getfixturevalue(request.param)
    assert isinstance(annotation, Annotation)
    return resolve(annotation)


# --- rows


def test_rows_are_valid_and_read_back(resolved: Resolved) -> None:
    made = list(rows(resolved))
    lines = list(dump(made))
    checker = jsonschema.Draft202012Validator(schema())
    for line in lines:
        checker.validate(json.loads(line))
    assert list(load(lines)) == made


def test_link_rows_are_valid_and_read_back(opinion: Annotation, regulation: Annotation) -> None:
    made = list(link_rows(align(opinion, regulation)))
    lines = list(dump(made))
    checker = jsonschema.Draft202012Validator(schema())
    for line in lines:
        checker.validate(json.loads(line))
    assert list(load(lines)) == made


def test_the_published_schema_is_current() -> None:
    assert json.loads((ROOT / "docs" / "contract.schema.json").read_text("utf-8")) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())


#: Words in backquotes of the contract's tables that are no fields: values and examples.
NOT_FIELDS = {"type", "code", "name", "level"}


def documented() -> dict[str, set[str]]:
    """The fields of each row as docs/contract.md names them."""
    text = (ROOT / "docs" / "contract.md").read_text("utf-8")
    found = {}
    for kind, cells in re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE):
        found[kind] = set(re.findall(r"`([a-z_0-9]+)`", re.sub(r"\{[^}]*\}|\([^()]*\)", "", cells)))
    (every,) = re.findall(r"^\| every fact \| (.*) \|$", text, re.MULTILINE)
    for kind in ("quantity", "department", "citation", "norm"):
        found[kind] |= set(re.findall(r"`([a-z_]+)`", re.sub(r"\([^()]*\)", "", every)))
    return found


@pytest.mark.parametrize("kind", sorted(documented()))
def test_every_field_of_the_contract_is_defined(kind: str) -> None:
    row = {each.__struct_config__.tag: each for each in contract.ROWS}[kind]
    defined = {field.encode_name for field in msgspec.structs.fields(row)}
    assert documented()[kind] - defined - NOT_FIELDS == set()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"type":"gap","id":"x"}', "fields are missing"),
        ('{"type":"gaps","id":"x"}', "no row has this type"),
        ('{"type":"residue","id":"x","spans":[[1]],"text":"","reason":""}', "a span has two ends"),
        ('{"type":"residue","id":"x","spans":[[1,2]],"text":null,"reason":""}', "the text is a string"),
    ],
)
def test_what_is_no_row_is_refused(line: str, why: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        list(load([line]))


# --- promise 7: the JSON face and the graph say the same

SAID = {
    "provision": {
        "path": LG.path,
        "text": LG.text,
        "label": LG.label,
        "number": ELI.number,
        "heading": LG.heading,
    },
    "residue": {"text": LG.text, "reason": LG.reason},
    "diagnostic": {"code": LG.code, "message": LG.message},
    "quantity": {
        "text": LG.text,
        "unit": LG.unit,
        "per": LG.per,
        "applies_to": LG.appliesTo,
        "base": LG.base,
        "rule": LG.rule,
        "bounds_rule": LG.boundsRule,
    },
    "department": {
        "text": LG.text,
        "names": LG.fullName,
        "body": LG.mentions,
        "generic": LG.generic,
        "rule": LG.rule,
    },
    "citation": {
        "text": LG.text,
        "title": LG.citedTitle,
        "number": LG.citedNumber,
        "article": LG.citedPath,
        "internal": LG.internal,
        "status": LG.citationStatus,
        "target": LG.cites,
        "candidates": LG.citationCandidate,
        "check": LG.citationCheck,
        "rule": LG.rule,
        "status_rule": LG.statusRule,
    },
    "norm": {
        "text": LG.text,
        "trigger": LG.trigger,
        "bearers": LG.bearerName,
        "bearer_source": LG.bearerSource,
        "action": LG.action,
        "object": LG.object,
        "condition": LG.condition,
        "quantities": LG.hasQuantity,
        "rule": LG.rule,
        "bearer_rule": LG.bearerRule,
    },
}
EXPRESSION = {
    "title": ELI.title,
    "number": ELI.number,
    "issuers": LG.issuerName,
    "based_on": LG.basedOnTitle,
    "genre": LG.genre,
    "repeals": LG.repealsTitle,
    "inferred": LG.inferredField,
}


def values(value: object) -> set[str]:
    every = value if isinstance(value, list) else [] if value is None else [value]
    return {str(each).lower() if isinstance(each, bool) else str(each) for each in every}


def graph_of(resolved: Resolved) -> dict[tuple[str, str], set[str]]:
    said: dict[tuple[str, str], set[str]] = {}
    for quad in ox.parse("".join(document_quads(resolved)).encode(), format=ox.RdfFormat.N_QUADS):
        said.setdefault((quad.subject.value, quad.predicate.value), set()).add(quad.object.value)
    return said


def differences(found: Iterable[dict[str, object]], said: dict[tuple[str, str], set[str]]) -> list[str]:
    wrong = []
    for row in found:
        kind, subject = str(row["type"]), str(row["id"])
        if kind == "document":
            subject = str(row["expression"])
            assert said[subject, ELI.is_member_of] == {str(row["id"])}
        for field, predicate in (EXPRESSION if kind == "document" else SAID[kind]).items():
            wanted = values(row[field])
            if field.endswith("rule"):
                wanted = {rule_iri(each) for each in wanted}
            if wanted != said.get((subject, predicate), set()):
                wrong.append(
                    f"{subject} {field}: {row[field]!r}, in the graph {said.get((subject, predicate))}"
                )
        if kind == "quantity" and row["kind"] != "date":
            low = said.get((subject, SCHEMA.minValue), set())
            assert {float(value) for value in low} == {float(str(value)) for value in values(row["low"])}
    return wrong


def test_json_and_graph_say_the_same(resolved: Resolved) -> None:
    found = [json.loads(line) for line in dump(rows(resolved))]
    assert differences(found, graph_of(resolved)) == []


def test_a_difference_would_be_noticed(tmp_path: Path) -> None:
    (resolved,) = together(tmp_path, LAW_OLD)
    found = [json.loads(line) for line in dump(rows(resolved))]
    citation = next(row for row in found if row["type"] == "citation")
    citation["status"] = "outside"
    assert len(differences(found, graph_of(resolved))) == 1


# --- where citations lead


@pytest.mark.parametrize(
    ("texts", "words", "status", "target", "check", "why"),
    [
        ((MEASURES,), "《青海省节约用水条例》第四条", "outside", None, None, "alone it leads nowhere"),
        (
            (MEASURES, LAW_NEW),
            "《青海省节约用水条例》第四条",
            "resolved",
            (1, "art-4"),
            "exists",
            "to the article",
        ),
        (
            (MEASURES, LAW_NEW),
            "《青海省节约用水条例》第三十条",
            "resolved",
            (1, ""),
            "absent",
            "no such article: said",
        ),
        (
            (MEASURES, LAW_OLD, LAW_NEW),
            "《青海省节约用水条例》第四条",
            "resolved",
            (2, "art-4"),
            "exists",
            "of two texts of a rule the one of its time",
        ),
        (
            (FORMER, LAW_OLD, LAW_NEW),
            "《青海省节约用水条例》第四条",
            "resolved",
            (1, ""),
            "absent",
            "a measure of 2010 means the text of 2008",
        ),
        (
            (UNDATED, LAW_OLD, LAW_NEW),
            "《青海省节约用水条例》第四条",
            "ambiguous",
            None,
            None,
            "without a date nobody can tell: both are candidates",
        ),
        ((LAW_NEW,), "第二条", "resolved", (0, "art-2"), "exists", "a part of itself"),
        ((LAW_OLD,), "本条例第九条", "ambiguous", None, "absent", "a part that it has not"),
    ],
)
def test_where_a_citation_leads(
    tmp_path: Path,
    texts: tuple[str, ...],
    words: str,
    status: str,
    target: tuple[int, str] | None,
    check: str | None,
    why: str,
) -> None:
    found = together(tmp_path, *texts)
    (citation,) = (each for each in found[0].annotation.citations if each.text == words)
    assert (citation.status, citation.check) == (status, check), why
    if target is None:
        assert citation.target is None, why
    else:
        number, path = target
        document = next(
            row.expression for row in rows(found[number]) if isinstance(row, contract.DocumentRow)
        )
        assert citation.target == (f"{document}/{path}" if path else document), why
    assert len(citation.candidates) == (2 if target is None and len(texts) == 3 else 0)
