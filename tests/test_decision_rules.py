"""The rules of decision: what their tables refuse, each rule by its own texts, and that every fact has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from ingest.annotate.norms import read_norms
from ingest.model import Annotation, Citation, Document, Mention, Norm, Quantity
from ingest.pipeline import annotate, from_bin, pipeline, to_bin
from ingest.pipeline.layout import plain_document
from ingest.resolve import Collection, resolve
from ingest.structure import structure
from ingest.text import SourceText
from ontology import checks
from ontology.rules import COLUMNS, AuthorityError, Rule, read_rules, rules
from ontology.units import units

from .conftest import ROOT

Fact = Quantity | Mention | Citation | Norm


# --- the tables

GOOD = "norm-a\t甲\tA\t得甲。\tGives A.\t甲。\t乙。\t法"
REFUSED = [
    ("an identifier twice", [GOOD, GOOD], "rule 'norm-a' stands already, rules.tsv line 2"),
    ("a label twice", [GOOD, GOOD.replace("norm-a", "norm-b")], "label-zh '甲' stands already"),
    ("another alphabet", [GOOD.replace("norm-a", "norm_A")], "small letters and hyphens"),
    ("no sentence", [GOOD.replace("得甲。", "")], "no zh"),
    ("no English", [GOOD.replace("Gives A.", "")], "no en;"),
    ("no example", [GOOD.replace("\t甲。\t", "\t\t")], "no example"),
    ("no counter-example", [GOOD.replace("乙。", "")], "no counter-example"),
    ("no source", [GOOD.removesuffix("法")], "no source"),
    ("a text that is both", [GOOD.replace("乙。", "乙。|甲。")], "甲。 is example and counter-example"),
    ("a cell too few", ["norm-a\t甲"], "2 cells where the header has 8"),
]


def read(folder: Path, *lines: str) -> dict[str, Rule]:
    path = folder / "rules.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", "utf-8")
    return dict(read_rules([path]))


def test_a_line_of_the_table(tmp_path: Path) -> None:
    line = GOOD.replace("\t甲。\t", "\t甲。|丙。\t")
    rule = Rule("norm-a", "甲", "A", "得甲。", "Gives A.", ("甲。", "丙。"), ("乙。",), "法")
    assert read(tmp_path, line) == {"norm-a": rule}


@pytest.mark.parametrize(("why", "lines", "message"), REFUSED)
def test_a_wrong_line_is_refused(tmp_path: Path, why: str, lines: list[str], message: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        read(tmp_path, *lines)


# --- each rule by its texts


def rules_of(fact: Fact) -> dict[str, str]:
    """The rules that a fact carries, by the name of their field."""
    return {field.name: getattr(fact, field.name) for field in fields(fact) if field.name.endswith("rule")}


def facts(annotation: Annotation) -> Iterator[Fact]:
    yield from annotation.quantities
    yield from annotation.mentions
    yield from annotation.citations
    yield from annotation.norms


def documents(text: str) -> list[Document]:
    """A text of the table: one paragraph, or files read together (¶ a new line, ‖ another file)."""
    if "¶" not in text and "‖" not in text:
        return [plain_document(text)]
    files = enumerate(text.split("‖"))
    return [structure(SourceText(f"{at}.txt", file.replace("¶", "\n"), f"{at}")) for at, file in files]


@cache
def fired(text: str) -> frozenset[str]:
    """The rules that facts of a text carry, before and after its citations are followed, or by which there are none."""
    found = [annotate(document) for document in documents(text)]
    together = Collection(annotation.document for annotation in found)
    every = [*found, *(resolve(annotation, together).annotation for annotation in found)]
    carried = {rule for annotation in every for fact in facts(annotation) for rule in rules_of(fact).values()}
    taken = (read_norms(each.document, each.mentions, each.quantities) for each in found)
    return frozenset({*carried, *(one.silence for each in taken for one in each if one.silence)})


TEXTS = [
    *((rule.identifier, text, True) for rule in rules().values() for text in rule.examples),
    *((rule.identifier, text, False) for rule in rules().values() for text in rule.counter_examples),
]


@pytest.mark.parametrize(("identifier", "text", "fires"), TEXTS)
def test_each_rule_fires_on_its_examples_and_not_on_its_counter_examples(
    identifier: str, text: str, fires: bool
) -> None:
    assert (identifier in fired(text)) is fires, sorted(fired(text))


LAYERS = sorted({identifier.partition("-")[0] for identifier in rules()})
NO_RULES = {"quantity-role", "body-role"}
"""Identifiers of schemes that look like those of rules."""
NO_CODE_OF_RULES = {"quality.py"}
"""Modules that name layers of figures, which look like rules, too."""


def test_the_code_gives_the_rules_of_the_tables_and_no_other() -> None:
    """Rules of findings (``bounds-reversed``) are none of decision: ``ontology/checks/measured.tsv`` has them."""
    paths = [path for path in sorted((ROOT / "ingest").rglob("*.py")) if path.name not in NO_CODE_OF_RULES]
    code = "\n".join(path.read_text("utf-8") for path in paths)
    given = set(re.findall(rf'"((?:{"|".join(LAYERS)})-[a-z-]+)"', code)) - NO_RULES - set(checks.measured())
    assert given | {unit.rule for unit in units()} == set(rules())


# --- every fact


@pytest.mark.parametrize("name", ["opinion", "regulation"])
def test_every_fact_carries_rules_of_the_tables(name: str, request: pytest.FixtureRequest) -> None:
    resolved = resolve(request.getfixturevalue(name)).annotation
    without = [fact for fact in facts(resolved) if not all(rules_of(fact).values())]
    unknown = {rule for fact in facts(resolved) for rule in rules_of(fact).values()} - set(rules())
    assert (without, unknown) == ([], set())


def test_spans_of_a_pipeline_carry_the_rules_through_a_file() -> None:
    """``span._.fact`` has them, and a ``DocBin`` file keeps them."""
    doc = pipeline()("省财政厅应当依照《预算法》拨付50万元。")
    (again,) = from_bin(to_bin([doc]), doc.vocab)
    for each in (doc, again):
        told = {
            group: each.spans[group][0]._.fact.rule
            for group in ("quantities", "bodies", "citations", "norms")
        }
        assert told == {
            "quantities": "quantity-money",
            "bodies": "body-department",
            "citations": "citation-title",
            "norms": "norm-obligation",
        }
