"""Changes, status and findings as rows: valid by the schema, read back as they were, with the words of the text."""

from __future__ import annotations

import json

import jsonschema
import pytest

from ingest import contract
from ingest.contract import Row, dump, load, schema
from ingest.write.time_rows import change_rows, finding_row, status_row
from ontology.iri import DocumentIri
from ontology.states import State

from .times import MEASURES, NEW, OLD, comparison, finding, iri, texts, timelines


@pytest.fixture(scope="module")
def made() -> list[Row]:
    old, new, _ = texts()
    found: list[Row] = [*change_rows(comparison(old, new))]
    found += [
        status_row(each, day) for each in timelines() for day in ("2000-01-01", "2010-01-01", "2026-01-01")
    ]
    return [*found, finding_row(finding())]


def test_rows_are_valid_and_read_back(made: list[Row]) -> None:
    lines = list(dump(made))
    checker = jsonschema.Draft202012Validator(schema())
    for line in lines:
        checker.validate(json.loads(line))
    assert list(load(lines)) == made


def test_changes_are_named_by_their_texts_and_paths(made: list[Row]) -> None:
    changes = [row for row in made if isinstance(row, contract.ChangeRow)]
    assert {(row.old_document, row.new_document) for row in changes} == {(iri(OLD), iri(NEW))}
    assert len({row.id for row in changes}) == len(changes) == 5
    assert [row.kind for row in changes] == ["same", "new", "same", "changed", "changed"]


@pytest.mark.parametrize(
    ("path", "day", "state", "since", "why"),
    [
        (None, "2008-04-30", State.NOT_YET, None, "the day before it enters into force"),
        (None, "2008-05-01", State.IN_FORCE, "2008-05-01", "the first day"),
        (None, "2020-08-31", State.IN_FORCE, "2008-05-01", "the last day"),
        (None, "2020-09-01", State.SUPERSEDED, "2020-09-01", "the day of the later text"),
        ("art-3", "2000-01-01", State.UNKNOWN, None, "before all periods nothing is known"),
    ],
)
def test_the_status_of_a_day(path: str | None, day: str, state: State, since: str | None, why: str) -> None:
    (timeline,) = (each for each in timelines() if each.document == iri(OLD) and each.path == path)
    row = status_row(timeline, day)
    assert (row.state, row.since, row.on) == (state, since, day), why
    subject = DocumentIri.of(OLD).provision(path) if path else iri(OLD)
    assert row.id == f"{subject}/period-{since or 'first'}", why
    for each in row.basis:
        source = {iri(OLD): OLD, iri(NEW): NEW}[each.document]
        assert "".join(source[start:end] for start, end in each.spans) == each.text, why


def test_a_finding_says_its_group_and_both_sides() -> None:
    row = finding_row(finding())
    assert (row.kind, row.group, row.review) == ("cites-renumbered", "staleness", "甲 2026-01-02")
    assert row.there is not None
    assert row.there.path == "art-4"
    assert row.id.endswith(f"/finding/{finding().key}")
    assert [MEASURES[start:end] for start, end in row.spans] == [row.text]
