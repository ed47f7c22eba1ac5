"""Decisions on findings: written as rows of reviews, found again, honoured; decisions on links stay what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.check.finding import Finding, Quoted
from ingest.resolve import identify
from lawgraph.check.verdicts import Sorted, decide, decided, read_verdicts, write_verdict
from lawgraph.explorer.decided import entries_of
from lawgraph.reviews.editing import read_sheet
from lawgraph.reviews.history import Did, read
from lawgraph.reviews.importing import Author
from lawgraph.reviews.reading import read_reviews
from tests.desk import FUTURE, NEW_ARTICLE, NUMBER, TERM, finding, iri, quoted
from tests.linked import read as annotated
from tests.times import MEASURES, NEW, OLD

ME, YOU = Author("orcid:1", "甲", "2026-03-01"), Author("orcid:2", "乙", "2026-03-02")
WORKS = {iri(text): identify(annotated(text).document).work for text in (OLD, NEW, MEASURES)}
ALL = (NUMBER, TERM, FUTURE)


def written(folder: Path, *rows: tuple[Finding, str, Author]) -> Path:
    """Write decisions into a file and return it."""
    file = folder / "findings.sssom.tsv"
    for each, verdict, who in rows:
        row = decide(each, "dismiss" if verdict == "dismiss" else "confirm", who, WORKS, "因为")
        assert write_verdict(file, row) == file
    return file


def after(place: Path, findings: tuple[Finding, ...] = ALL, works: dict[str, str] = WORKS) -> Sorted:
    verdicts = read_verdicts([place])
    assert verdicts.problems == ()
    return decided(findings, verdicts.rows, works)


def test_confirmed_findings_are_marked_and_dismissed_ones_are_silent(tmp_path: Path) -> None:
    file = written(tmp_path, (NUMBER, "confirm", ME), (TERM, "dismiss", YOU), (FUTURE, "dismiss", ME))
    found = after(file)
    assert found.standing == (replace(NUMBER, review="orcid:1 2026-03-01"),)
    assert [each.key for each in found.dismissed] == [TERM.key, FUTURE.key]
    assert all(each.review and "dismissed" in each.review for each in found.dismissed)
    assert found.problems == ()
    assert after(tmp_path) == found, "the folder is the file in it"


def test_links_are_read_as_before(tmp_path: Path) -> None:
    file = written(tmp_path, (NUMBER, "confirm", ME), (TERM, "dismiss", ME), (FUTURE, "confirm", ME))
    reviews = read_reviews([file])
    assert (reviews.rows, reviews.problems, reviews.waiting, reviews.findings) == ((), (), 0, 3)
    assert entries_of(read_sheet(file)) == {}, "the desk of links sees none of them"


_BY_HAND = "semapv:ManualMappingCuration\torcid:1\t2026-03-01\r\n"
LINK = f"{iri(MEASURES)}/art-2\tlg:correspondsTo\t\t{iri(NEW)}/art-3\t{_BY_HAND}"
OTHERS = (
    "#curie_map:\n#  orcid: https://orcid.org/\n#  lg: https://w3id.org/lawgraph/ontology#\n"
    "#mapping_set_id: x\n#license: y\n#mapping_date: 2026-01-01\n"
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_id\tmapping_date\n"
) + LINK


def test_a_decision_is_added_to_a_file_of_links_which_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "findings.sssom.tsv"
    file.write_bytes(OTHERS.encode())
    before = read_reviews([file])
    written(tmp_path, (NUMBER, "dismiss", ME))
    assert LINK.encode() in file.read_bytes()
    assert [row.decision for row in read_reviews([file]).rows] == [row.decision for row in before.rows]
    assert len(before.rows) == 1
    assert [each.key for each in after(file).dismissed] == [NUMBER.key]


def test_who_decides_anew_takes_the_place_of_what_was_decided(tmp_path: Path) -> None:
    file = written(tmp_path, (NUMBER, "dismiss", ME), (TERM, "confirm", ME), (NUMBER, "confirm", YOU))
    assert after(file).standing[0].review == "orcid:2 2026-03-02"
    rows = [line.cells for line in read_sheet(file).rows]
    assert len(rows) == 2
    assert [(step.did, step.by) for step in read(rows[0]["history"])] == [
        (Did.REJECT, "orcid:1"),
        (Did.CONFIRM, "orcid:2"),
    ]
    assert rows[0]["comment"] == "因为"


def test_opposite_decisions_are_told_and_neither_is_used(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = written(tmp_path / "a", (NUMBER, "dismiss", ME))
    other = written(tmp_path / "b", (NUMBER, "confirm", YOU))
    rows = read_verdicts([one, other]).rows
    found = decided(ALL, rows, WORKS)
    assert found.standing == ALL
    (problem,) = found.problems
    assert "findings.sssom.tsv" in str(problem)
    assert "opposite" in str(problem)


LATER = MEASURES.replace("第一条", "第一条 为了节约用水。\n第二条", 1).replace("第二条 违反", "第三条 违反")
MOVED = replace(NUMBER, here=quoted(LATER, "art-3", NUMBER.here.text))
ELSEWHERE = [
    ((MOVED,), "dismissed", "in another text of the rule the words stand in another article"),
    ((MOVED, replace(MOVED, here=quoted(LATER, "art-2", NUMBER.here.text))), "dismissed", "the same place"),
    ((replace(MOVED, kind="cites-changed"),), "standing", "another question"),
    ((replace(MOVED, here=replace(MOVED.here, text="第三条")),), "standing", "other words"),
    ((replace(MOVED, there=None),), "standing", "no other side"),
    ((replace(MOVED, there=replace(NEW_ARTICLE, path="art-3")),), "standing", "another article of it"),
    (
        (
            replace(MOVED, here=replace(MOVED.here, path="art-4")),
            replace(MOVED, here=replace(MOVED.here, path="art-5")),
        ),
        "standing",
        "the words stand twice, and not where they stood",
    ),
]


@pytest.mark.parametrize(("findings", "where", "why"), ELSEWHERE)
def test_a_decision_follows_the_rule_to_its_only_other_text(
    tmp_path: Path, findings: tuple[Finding, ...], where: str, why: str
) -> None:
    file = written(tmp_path, (NUMBER, "dismiss", ME))
    works = {iri(LATER): WORKS[iri(MEASURES)], iri(NEW): WORKS[iri(NEW)]}
    found = after(file, findings, works)
    many = len(found.dismissed if where == "dismissed" else found.standing)
    assert many == (1 if where == "dismissed" else len(findings)), why


def test_a_decision_on_a_text_that_is_there_stays_on_it(tmp_path: Path) -> None:
    file = written(tmp_path, (NUMBER, "dismiss", ME))
    works = {**WORKS, iri(LATER): WORKS[iri(MEASURES)]}
    assert after(file, (MOVED,), works).standing == (MOVED,)


WRONG = [
    ("mapping_date", "2026-03-01", "2026-13-01", "日期", "no day"),
    ("subject_id", f"text:{iri(MEASURES).rpartition('/')[2]}", "x", "subject_id", "no IRI"),
    ("predicate_id", "check:cites-renumbered", "check:cites-nothing", "cites-nothing", "no kind of checks"),
    ("author_id", "\torcid:1\t", "\t甲\t", "author_id", "no identifier"),
    ("predicate_modifier", "\tNot\t", "\tNo\t", "predicate_modifier", "a word that means nothing"),
]


@pytest.mark.parametrize(("column", "old", "new", "told", "why"), WRONG)
def test_a_wrong_row_is_told_by_line_and_the_others_are_used(
    tmp_path: Path, column: str, old: str, new: str, told: str, why: str
) -> None:
    file = written(tmp_path, (NUMBER, "dismiss", ME), (TERM, "dismiss", YOU))
    first, second = file.read_text("utf-8").rsplit("\n", 2)[:2]
    head, _, row = first.rpartition("\n")
    assert old in row, column
    file.write_text(f"{head}\n{row.replace(old, new, 1)}\n{second}\n", "utf-8")
    found = read_verdicts([file])
    assert len(found.rows) == 1, why
    assert any(
        told in str(problem) and f":{len(head.splitlines()) + 1}" in str(problem)
        for problem in found.problems
    )


def test_a_finding_on_a_document_as_a_whole_and_one_with_a_name_of_many_lines(tmp_path: Path) -> None:
    whole = finding("expired", Quoted(iri(MEASURES), "标题", None, "", ()))
    lines = finding("figures-differ", Quoted(iri(MEASURES), "标题", "art-1", "甲\n  乙\t丙", ()))
    found = after(written(tmp_path, (whole, "dismiss", ME), (lines, "dismiss", ME)), (whole, lines))
    assert len(found.dismissed) == 2
