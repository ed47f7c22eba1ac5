"""The review desk: what is read together, with which upper rules, what is told as of a day, and what bad input does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from ingest.check import run as checks
from ingest.check.finding import Finding, Open
from ingest.check.others import Library
from ingest.model import Resolved
from ingest.resolve import identify, resolve
from lawgraph.build import build
from lawgraph.build.documents import TextNotes
from lawgraph.check import checking, earlier, run, shelf
from lawgraph.check.checking import findings_of
from lawgraph.check.planned import Plan, PlannedLibrary
from lawgraph.check.run import Outcome, Wanted
from lawgraph.check.shelf import of_graph
from lawgraph.check.table import lines
from lawgraph.check.uppers import of_build
from lawgraph.check.watch import causes
from lawgraph.reviews.reading import read_reviews
from lawgraph.store import current
from ontology.states import Gravity
from tests.desk import (
    DRAFT,
    FUTURE,
    NEW_ARTICLE,
    NUMBER,
    OPEN,
    TERM,
    TEXTS,
    Here,
    broken,
    finding,
    iri,
    of_measures,
    put,
    quoted,
)
from tests.linked import read
from tests.times import MEASURES, NEW, OLD

DAY = Wanted("2026-11-27")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of an upper rule in two texts and of a lower one."""
    folder = tmp_path_factory.mktemp("desk")
    build([put(folder / "texts", TEXTS)], folder / "graph", jobs=1)
    return folder / "graph"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in this process, with a check that knows the measures."""
    monkeypatch.setattr(run, "Pool", Here)
    monkeypatch.setattr(checks, "CHECKS", (of_measures,))
    checking.library_at.cache_clear()


@pytest.fixture
def library(graph: Path) -> PlannedLibrary:
    return PlannedLibrary(Plan(of_graph(graph, print)[0], of_build(current(graph))))


def test_a_library_finds_all_texts_of_a_rule(library: PlannedLibrary) -> None:
    title = "青海省节约用水条例"
    both = {iri(OLD), iri(NEW)}
    assert [each.document for each in library.headers()] == sorted({*both, iri(MEASURES)})
    assert {each.document for each in library.find(title, None, "2010-05-01", "630100")} == both
    assert {each.document for each in library.find("节约用水条例", None, None, "630100")} == both
    assert library.find("没有的办法", None, None, None) == ()
    assert library.find(None, None, None, None) == ()
    assert library.header("urn:x") is None
    with pytest.raises(KeyError):
        library.annotation("urn:x")


def test_citations_are_resolved_among_the_documents(library: PlannedLibrary) -> None:
    targets = {each.target for each in library.annotation(iri(MEASURES)).citations if each.article}
    assert targets == {f"{iri(OLD)}/art-3"}, "the text of 2008 was there in 2010"


def test_texts_of_one_rule_alone_are_compared(library: PlannedLibrary) -> None:
    assert library.comparison(iri(OLD), iri(MEASURES)) is None
    assert library.comparison(iri(OLD), iri(OLD)) is None
    assert library.comparison(iri(OLD), "urn:x") is None
    compared = library.comparison(iri(OLD), iri(NEW))
    assert compared is not None
    assert compared.changes


def test_a_document_of_the_graph_is_aligned_with_the_rules_of_the_build(
    graph: Path, library: PlannedLibrary
) -> None:
    pairs = of_build(current(graph))
    assert set(pairs) == {iri(MEASURES)}
    found = library.alignments(iri(MEASURES))
    assert [str(shelf.header_of(each.upper).document) for each in found] == list(pairs[iri(MEASURES)])
    assert all(each.lower == library.annotation(iri(MEASURES)) for each in found)
    assert any(each.correspondences for each in found)
    assert library.alignments(iri(NEW)) == ()


def test_headers_of_an_earlier_program_are_read_from_the_texts(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Notes(TextNotes, frozen=True, array_like=True):
        def __post_init__(self) -> None:
            msgspec.structs.force_setattr(self, "header", None)

    first, _ = of_graph(graph, print)
    monkeypatch.setattr(shelf, "TextNotes", Notes)
    assert of_graph(graph, print)[0] == first


def test_what_a_build_kept_of_links_is_what_is_made_anew(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(of_graph(graph, print)[0], of_build(current(graph)))
    kept = PlannedLibrary(plan).alignments(iri(MEASURES))
    monkeypatch.setattr(PlannedLibrary, "_kept", lambda *_: None)
    made = PlannedLibrary(plan).alignments(iri(MEASURES))
    assert kept == made
    monkeypatch.undo()
    monkeypatch.setattr(PlannedLibrary, "_made", None)
    assert PlannedLibrary(plan).alignments(iri(MEASURES)) == kept, "nothing is aligned again"


def test_the_text_of_a_document_that_is_gone_is_told_and_the_others_are_read(
    graph: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "graph"
    shutil.copytree(graph, copy)
    documents, lost = of_graph(copy, print)
    assert lost == ()
    documents[0].text.unlink()
    left, lost = of_graph(copy, print)
    assert len(left) == len(documents) - 1
    assert lost == (documents[0].text,)
    outcome = run.check([], copy, DAY)
    assert [type(each).__name__ for each in outcome.failures] == ["ReadError"]
    assert len(outcome.report.documents) == 2


def titles(outcome: Outcome) -> list[str]:
    return [each.header.title for each in outcome.report.documents]


def test_all_documents_of_a_graph_are_checked(graph: Path) -> None:
    outcome = run.check([], graph, DAY)
    report = outcome.report
    assert sorted(titles(outcome)) == ["西宁市节约用水办法", "青海省节约用水条例", "青海省节约用水条例"]
    assert report.findings == (NUMBER, TERM), "the gravest first; what stands later is not told; none twice"
    assert [each.kind for each in report.left_open] == ["not-in-force", OPEN.kind], "one text is of yesterday"
    assert (report.among, report.newest, report.dismissed) == (3, "2020-07-22", 0)
    assert outcome.failures == ()


def test_a_draft_without_number_or_day_is_compared_with_the_text_in_force(
    graph: Path, tmp_path: Path
) -> None:
    draft = put(tmp_path, {"draft.txt": DRAFT}) / "draft.txt"
    outcome = run.check([str(draft)], graph, DAY)
    (checked,) = outcome.checked
    (document,) = outcome.report.documents
    assert checked.uppers == (iri(NEW),)
    assert document.uppers == ("青海省节约用水条例",)
    assert document.absent == ("中华人民共和国水法",)
    assert document.file == draft.as_posix()
    assert outcome.report.among == 4
    assert outcome.notes == ()


def test_a_draft_of_the_time_of_the_old_text_is_compared_with_that(graph: Path, tmp_path: Path) -> None:
    draft = put(tmp_path, {"draft.txt": DRAFT}) / "draft.txt"
    (checked,) = run.check([str(draft)], graph, replace(DAY, on="2015-01-01")).checked
    assert checked.uppers == (iri(OLD),)


def test_files_are_checked_among_each_other_without_a_graph(tmp_path: Path) -> None:
    folder = put(tmp_path, {**TEXTS, "draft.txt": DRAFT})
    outcome = run.check([str(folder)], None, DAY)
    uppers = {each.document: each.uppers for each in outcome.checked}
    assert uppers[iri(MEASURES)] == (iri(NEW),)
    assert uppers[iri(DRAFT)] == (iri(NEW),)
    assert len(outcome.report.documents) == 4


def test_a_file_that_is_in_the_graph_too_is_one_document(graph: Path, tmp_path: Path) -> None:
    file = put(tmp_path, {"again.txt": MEASURES}) / "again.txt"
    outcome = run.check([str(file), "西宁市节约用水办法", iri(MEASURES)], graph, DAY)
    assert titles(outcome) == ["西宁市节约用水办法"]
    assert outcome.report.documents[0].file == file.as_posix()
    assert outcome.report.among == 3
    assert outcome.checked[0].uppers == of_build(current(graph))[iri(MEASURES)]


BAD = [
    ("nowhere.txt", "no such file and no such document"),
    ("条例和办法", "a title that no document has"),
    ("empty", "an empty folder"),
    ("broken.docx", "a file that is no document of its kind"),
    ("empty.txt", "a file without words"),
    ("节约用水", "several rules have it in their titles"),
]


@pytest.mark.parametrize(("name", "why"), BAD)
def test_what_cannot_be_read_is_told_and_the_others_are_checked(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("broken.docx").write_bytes(b"\0\1\2")
    Path("empty.txt").write_bytes(b"")
    put(tmp_path, {"good.txt": MEASURES})
    outcome = run.check([name, "good.txt"], graph, DAY)
    assert titles(outcome) == ["西宁市节约用水办法"], why
    assert len(outcome.report.findings) == 2
    assert name in str(outcome.failures[0]), why


def test_a_check_with_a_defect_does_not_stop_the_others(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKS", (broken, of_measures))
    outcome = run.check(["西宁市节约用水办法"], graph, DAY)
    assert outcome.report.findings == (NUMBER, TERM)
    (failure,) = outcome.failures
    assert "broken" in str(failure)
    assert "RuntimeError: no" in str(failure)


def test_what_is_found_does_not_depend_on_the_day(library: PlannedLibrary) -> None:
    resolved = library.resolved(iri(MEASURES))
    assert list(findings_of(resolved, library)) == [TERM, NUMBER, FUTURE, OPEN]


WANTED = [
    (Wanted("2026-11-27"), {NUMBER, TERM}, "what stands today"),
    (Wanted("2031-01-01"), {NUMBER, TERM, FUTURE}, "what stands later stands then"),
    (Wanted("2020-08-31"), {TERM}, "the day before it stands"),
    (Wanted("2020-09-01"), {NUMBER, TERM}, "the day from which on it stands"),
    (Wanted("2026-11-27", gravity=Gravity.MEDIUM), {NUMBER}, "the least gravity"),
    (Wanted("2026-11-27", kinds=frozenset({"term-unused"})), {TERM}, "a kind"),
    (Wanted("2026-11-27", groups=frozenset({"staleness"})), {NUMBER}, "a group"),
    (Wanted("2026-11-27", since="2020"), {NUMBER}, "a year; what has no day is not new"),
    (Wanted("2026-11-27", since="2020-09-02"), set(), "nothing is new since then"),
]


@pytest.mark.parametrize(("wanted", "told", "why"), WANTED)
def test_which_findings_are_told(wanted: Wanted, told: set[object], why: str) -> None:
    assert {each for each in (NUMBER, TERM, FUTURE) if wanted.tells(each)} == told, why


def test_what_is_left_open_is_told_whatever_the_gravity(graph: Path) -> None:
    high = replace(DAY, gravity=Gravity.HIGH)
    assert len(run.check(["西宁市节约用水办法"], graph, high).report.left_open) == 1
    order = replace(DAY, groups=frozenset({"order"}))
    assert run.check(["西宁市节约用水办法"], graph, order).report.left_open == ()


def test_the_same_input_gives_the_same_bytes(graph: Path) -> None:
    one, two = (list(lines(run.check([], graph, DAY).report)) for _ in range(2))
    assert one == two


def test_the_lines_of_a_report_quote_both_sides(graph: Path) -> None:
    told = "\n".join(lines(run.check(["西宁市节约用水办法"], graph, DAY).report))
    for words in (
        NUMBER.here.text,
        NEW_ARTICLE.text,
        NUMBER.key,
        "是否应改为新的序号？",
        "规章制定程序条例",
        "市水利局",
        "不在图谱中",
        "《青海省节约用水条例》（2020-07-22）",
    ):
        assert words in told
    english = "\n".join(lines(run.check(["西宁市节约用水办法"], graph, DAY).report, "en"))
    assert "should the new one be cited?" in english
    assert "It is not in the graph." in english


def test_new_findings_since_a_build_are_those_on_documents_that_were_there(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = current(graph)
    found = [(iri(MEASURES), [TERM.key]), (iri(OLD), [])]
    earlier.keep(replace(generation, digest="0123456789abcdef"), found)
    before = earlier.read(graph, "0123", generation.digest)
    assert before.same_program
    report = run.check([], graph, replace(DAY, since=before)).report
    assert report.findings == (NUMBER,)
    assert report.since == "0123456789abcdef"
    assert earlier.read(graph, "previous", generation.digest) == before
    elsewhere = replace(before, documents=frozenset({iri(OLD)}))
    assert run.check([], graph, replace(DAY, since=elsewhere)).report.findings == ()
    kept = earlier.read(graph, generation.digest, generation.digest)
    assert kept.keys == {TERM.key, NUMBER.key, FUTURE.key}, (
        "a check of all documents keeps all, whatever the day"
    )
    with pytest.raises(earlier.NoSuchBuild, match="0123456789abcdef"):
        earlier.read(graph, "ffff", generation.digest)
    with pytest.raises(earlier.NoSuchBuild):
        earlier.read(graph.parent, "previous", generation.digest)


def test_what_became_stale_is_told_by_cause_office_and_article(graph: Path) -> None:
    report = run.check(["西宁市节约用水办法"], graph, replace(DAY, since="2020")).report
    other = finding("basis-amended", quoted(MEASURES, "art-1", "《青海省节约用水条例》"), NEW_ARTICLE)
    late = finding("expired", quoted(MEASURES, None, ""), since="2021-01-01", answering=("甲局", "乙局"))
    report = replace(report, findings=(NUMBER, other, late))
    found = causes(report)
    assert [(cause.title, cause.since, len(cause.findings)) for cause in found] == [
        ("", "2021-01-01", 1),
        ("青海省节约用水条例", "2020-09-01", 2),
    ]
    assert [office.name for office in found[0].offices] == ["乙局", "甲局"]
    made = report.documents[0].header.issuers
    assert [(office.name, office.issuer) for office in found[1].offices] == [
        ("市水利局", False),
        *((name, True) for name in made or ("",)),
    ]
    told = "\n".join(lines(report))
    assert "《青海省节约用水条例》，自 2020-09-01：影响 2 处" in told
    assert "时间经过" in told


def test_findings_of_a_single_text_need_no_graph() -> None:
    annotation = read(MEASURES)
    library = PlannedLibrary(Plan((), {}))
    found = findings_of(resolve(annotation), library)
    assert [each for each in found if not isinstance(each, Open)] == [TERM, NUMBER, FUTURE]


def test_decisions_on_links_are_honoured(graph: Path, tmp_path: Path) -> None:
    library = PlannedLibrary(Plan(of_graph(graph, print)[0], of_build(current(graph))))
    link = next(each for found in library.alignments(iri(MEASURES)) for each in found.correspondences)
    upper = next(each.upper for each in library.alignments(iri(MEASURES)) if link in each.correspondences)
    above = shelf.header_of(upper).document
    place = put(
        tmp_path,
        {
            "links.sssom.tsv": "#curie_map:\n#  orcid: https://orcid.org/\n#  lg: https://w3id.org/lawgraph/ontology#\n"
            "#mapping_set_id: x\n#license: y\n"
            "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_id\tmapping_date\n"
            f"{iri(MEASURES)}/{link.lower_unit}\tlg:correspondsTo\tNot\t{above}/{link.upper_unit}\t"
            "semapv:ManualMappingCuration\torcid:1\t2026-03-01\n"
        },
    )
    assert read_reviews([place]).problems == ()
    plan = Plan(of_graph(graph, print)[0], of_build(current(graph)), (str(place),))
    after = PlannedLibrary(plan).alignments(iri(MEASURES))
    held = [each for found in after if found.upper == upper for each in found.correspondences]
    assert (link.lower_unit, link.upper_unit) not in {(each.lower_unit, each.upper_unit) for each in held}


def test_a_text_that_holds_no_more_is_not_checked_and_this_is_said(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_old(resolved: Resolved, _: Library) -> Iterator[Finding]:
        if str(identify(resolved.annotation.document).document) == iri(OLD):
            yield finding(here=quoted(OLD, None, ""))

    monkeypatch.setattr(checks, "CHECKS", (of_old,))
    said = run.check([], graph, DAY).report
    assert not [each for each in said.findings if each.here.document == iri(OLD)]
    assert [each.document for each in said.left_open if each.kind == "not-in-force"] == [iri(OLD)]
    every = run.check([], graph, replace(DAY, dismissed=True)).report
    assert [each for each in every.findings if each.here.document == iri(OLD)]
    assert not [each for each in every.left_open if each.kind == "not-in-force"], "--all tells of it too"
