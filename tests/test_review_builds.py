"""Reviews in a build and on the command line: a decision touches its pair alone, and without its file it is undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.contract import CorrespondenceRow, GapRow, load
from ingest.model import Annotation
from ingest.resolve.identity import identify
from lawgraph.annotator import annotate_file
from lawgraph.build import BuildReport, build
from lawgraph.build.parts import FINDINGS, PAIR
from lawgraph.cli import app
from lawgraph.report import build_json, build_lines
from lawgraph.stored_links import stored_link_rows
from lawgraph.validate import validate_directory

from .test_incremental import DOCUMENTS, here, parts_of, put, quads  # noqa: F401  (here works by itself)
from .test_reviews import LINES, WHO, document, table

TEXTS = {name: text for name, text in DOCUMENTS.items() if name != "copy.txt"}
WHO_SAID = f"{WHO} 2026-03-01"


def curie(name: str, path: str, text: str = "") -> str:
    """Return how a review names a provision of one of the documents."""
    digest = identify(document(text or DOCUMENTS[name]).document).document.digest
    return f"text:{digest}/{path}"


def row(
    lower: str, upper: str, names: tuple[str, str] = ("lower.txt", "upper.txt"), **more: str
) -> dict[str, str]:
    return {"subject_id": curie(names[0], lower), "object_id": curie(names[1], upper), **more}


REJECTED = row("art-2", "art-2", predicate_modifier="Not")
CONFIRMED = row("art-3", "art-3")


class Place:
    """Sources, reviews and a graph, as people have them."""

    def __init__(self, folder: Path) -> None:
        self.sources = put(folder / "sources", TEXTS)
        self.reviews = folder / "reviews"
        self.reviews.mkdir()
        self.out = folder / "graph"

    def say(self, *rows: dict[str, str], name: str = "one.tsv") -> Path:
        path = self.reviews / name
        path.write_text(table(*rows), "utf-8")
        return path

    def build(self, out: Path | None = None) -> BuildReport:
        return build([self.sources], out or self.out, reviews=[self.reviews])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_review_links_its_pair_anew_and_no_other_and_is_undone_with_its_file(
    place: Place, tmp_path: Path
) -> None:
    first = place.build()
    as_it_was = quads(first)
    assert (first.cost.made[PAIR], first.reviewed) == (2, 0)
    path = place.say(REJECTED, CONFIRMED)
    second = place.build()
    assert (dict(second.cost.made), second.reviewed) == ({PAIR: 1, FINDINGS: 1}, 2)
    assert [str(each) for each in second.failures] == []
    assert quads(second) != as_it_was
    assert quads(second) == quads(place.build(tmp_path / "new")), "as a build from nothing"
    assert WHO_SAID.encode() in quads(second)
    path.unlink()
    third = place.build()
    assert quads(third) == as_it_was
    assert third.generation.digest == first.generation.digest
    assert parts_of(place.out) != parts_of(tmp_path / "new")


@pytest.mark.parametrize(
    ("rows", "made", "why"),
    [
        ([CONFIRMED, REJECTED], 0, "the order of rows"),
        ([{**REJECTED, "comment": "参见会议纪要"}, CONFIRMED], 0, "a comment"),
        ([REJECTED, CONFIRMED, CONFIRMED], 0, "a row that stands twice"),
        (
            [row("art-2", "art-2", ("more.txt", "upper.txt")), REJECTED, CONFIRMED],
            1,
            "a decision on another pair, before the others",
        ),
        ([REJECTED, {**CONFIRMED, "difference": "looser"}], 1, "another decision on this pair"),
    ],
)
def test_only_what_was_decided_counts(place: Place, rows: list[dict[str, str]], made: int, why: str) -> None:
    place.say(REJECTED, CONFIRMED)
    before = quads(place.build())
    place.say(*rows)
    after = place.build()
    assert after.cost.made[PAIR] == made, why
    assert (quads(after) == before) == (made == 0), why


def test_in_which_files_decisions_stand_does_not_count(place: Place) -> None:
    place.say(REJECTED, CONFIRMED)
    before = quads(place.build())
    place.say(CONFIRMED)
    place.say(REJECTED, name="a.tsv")
    after = place.build()
    assert (after.cost.made[PAIR], quads(after)) == (0, before)


@pytest.mark.parametrize(
    ("rows", "said", "why"),
    [
        (
            [row("art-9", "art-2")],
            [f"one.tsv:{LINES + 1}: 文件中没有 subject_id 所指的条文 art-9"],
            "unknown path",
        ),
        (
            [row("art-2", "art-9")],
            [f"one.tsv:{LINES + 1}: 文件中没有 object_id 所指的条文 art-9"],
            "the upper one",
        ),
        (
            [row("art-9", "art-2", subject_quote="渡口经营者"), row("art-9", "art-2", subject_quote="渡口")],
            [f"one.tsv:{LINES + 2}: subject_id art-9 处已不是引文，而引文在多条中都有"],
            "words of one provision, and of several",
        ),
        (
            [REJECTED, row("art-9", "art-2", subject_quote="渡口建设经费")],
            [f"one.tsv:{LINES + at}: 与 one.tsv:{LINES + 3 - at} 的决定相反" for at in (1, 2)],
            "opposite, which is seen when the words are found",
        ),
        (
            [row("art-2", "art-2", ("upper.txt", "lower.txt"))],
            [f"one.tsv:{LINES + 1}: subject_id 应是下位条文"],
            "upper and lower exchanged",
        ),
        (
            [{**REJECTED, "mapping_date": "昨天"}],
            [f"one.tsv:{LINES + 1}: mapping_date「昨天」不是日期"],
            "a bad date",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_each_build_and_the_rest_is_used(
    place: Place, rows: list[dict[str, str]], said: list[str], why: str
) -> None:
    place.say(*rows, CONFIRMED)
    for _ in range(2):
        report = place.build()
        assert len(report.failures) == len(said), why
        for failure, expected in zip(report.failures, said, strict=True):
            assert expected in str(failure), why
        assert report.reviewed == len(rows) + 1 - len(said), why
        assert WHO_SAID.encode() in quads(report), "the other row is used"


def test_decisions_on_documents_that_are_not_there_are_noted_and_no_failure(place: Place) -> None:
    there = {"subject_id": "text:aaaaaaaaaaaaaaaa/art-1", "object_id": curie("upper.txt", "art-1")}
    place.say(there, there | {"object_id": curie("upper.txt", "art-2")}, CONFIRMED, there)
    report = place.build()
    (remark,) = report.remarks
    lines = f"{LINES + 1}-{LINES + 2}, {LINES + 4}"
    assert f"第 {lines} 行所涉文件不在此次的文件中" in str(remark)
    assert (report.failures, report.reviewed) == ((), 1)


def test_a_pair_is_compared_because_somebody_has_decided_on_it(place: Place) -> None:
    assert len(place.build().pairs) == 2
    place.say(row("art-2", "art-3", ("other.txt", "upper.txt")))
    report = place.build()
    assert len(report.pairs) == 3
    assert report.reviewed == 1
    rows = stored_link_rows(place.out, "青海省促进渡口安全条例", "海西蒙古族藏族自治州牧草管理条例")
    assert ("art-2", "art-3", 1.0) in [
        (each.lower, each.upper, each.score) for each in rows if isinstance(each, CorrespondenceRow)
    ]


def test_a_decision_follows_its_rule_to_another_text_of_it(place: Place) -> None:
    text = DOCUMENTS["upper.txt"]
    changed = text.replace("第三条 渡口", "第三条 渡口应当设置标志。\n第四条 渡口").replace(
        "第四条 本", "第五条 本"
    )
    work = identify(document(text).document).work.removeprefix("https://w3id.org/lawgraph/eli/cn/")
    place.say(row("art-3", "art-3", object_quote="检查渡船", object_source=f"work:{work}"))
    (place.sources / "upper.txt").write_text(changed, "utf-8")
    report = place.build()
    assert ([str(each) for each in report.failures], report.reviewed) == ([], 1)
    rows = stored_link_rows(place.out, "青海省促进渡口安全条例", "西宁市渡口安全管理办法")
    decided = [each for each in rows if isinstance(each, CorrespondenceRow) and each.review == WHO_SAID]
    assert [(each.lower, each.upper) for each in decided] == [("art-3", "art-4")]


def test_a_graph_with_reviews_is_valid_and_gives_them_back(place: Place) -> None:
    place.say(REJECTED, CONFIRMED, row("art-4", "art-1"), row("art-1", ""), row("art-2", "art-3"))
    report = place.build()
    assert len(report.failures) == 1, "a provision without a path"
    assert validate_directory(place.out).violations == ()
    rows = list(stored_link_rows(place.out, "青海省促进渡口安全条例", "西宁市渡口安全管理办法"))
    said = {(type(each), getattr(each, "review", None) == WHO_SAID) for each in rows}
    assert (CorrespondenceRow, True) in said
    assert (GapRow, True) in said
    assert "采用 4 项人工审核" in "\n".join(build_lines(report))
    assert json.loads(build_json(report))["reviewed"] == 4


# -- on the command line --


def command(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


def test_build_takes_reviews_that_are_named_or_lie_where_they_are_looked_for(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place.say(REJECTED, {**CONFIRMED, "author_id": ""})
    code, out, said = command("build", place.sources, "--out", place.out, "--reviews", place.reviews)
    assert (code, "采用 1 项人工审核" in out) == (1, True)
    assert f"one.tsv:{LINES + 2}: 缺少 author_id" in said
    place.say(REJECTED)
    monkeypatch.chdir(tmp_path)
    code, out, _ = command("build", place.sources, "--out", place.out)
    assert (code, "人工审核" in out) == (0, False)
    (tmp_path / "data").mkdir()
    place.reviews.rename(tmp_path / "data" / "reviews")
    code, out, _ = command("build", place.sources, "--out", place.out)
    assert (code, "采用 1 项人工审核" in out) == (0, True)


def test_a_place_of_reviews_that_is_not_there_is_told(place: Place) -> None:
    for words in (
        ("build", place.sources, "--out", place.out),
        ("links", "--upper", place.sources / "upper.txt", "--lower", place.sources / "lower.txt"),
    ):
        code, _, said = command(*words, "--reviews", place.reviews / "no")
        assert (code, "审核文件读不了" in said) == (1, True)


def test_links_takes_reviews_of_files_and_not_of_a_graph(place: Place) -> None:
    place.say(REJECTED, CONFIRMED)
    both = ("--upper", place.sources / "upper.txt", "--lower", place.sources / "lower.txt")
    code, out, _ = command("links", *both, "--reviews", place.reviews)
    assert code == 0
    rows = list(load(out.splitlines()))
    links = [each for each in rows if isinstance(each, CorrespondenceRow)]
    said = {(each.lower, each.upper): each.review for each in links}
    assert said["art-3", "art-3"] == WHO_SAID
    assert ("art-2", "art-2") not in said
    place.say(row("art-9", "art-2"))
    code, out, said = command("links", *both, "--reviews", place.reviews)
    assert (code, len(out.splitlines()) > 0, f"one.tsv:{LINES + 1}: " in said) == (1, True, True)
    code, _, said = command("links", *both, "--reviews", place.reviews, "--graph", place.out)
    assert (code, "图谱中已含 build 时的审核" in said) == (2, True)


def test_check_says_what_is_there_and_what_is_wrong(place: Place) -> None:
    place.say(REJECTED, CONFIRMED)
    assert command("review", "check", place.reviews)[0] == 0
    code, out, _ = command("review", "check", place.reviews, "--texts", place.sources)
    assert (code, "1 个文件 files, 2 项决定 decisions, 0 行待审" in out) == (0, True)
    path = place.say(
        REJECTED, row("art-9", "art-2"), {**CONFIRMED, "subject_id": "text:aaaaaaaaaaaaaaaa/art-3"}
    )
    assert command("review", "check", path)[0] == 0, "each row is right by itself"
    code, out, said = command("review", "check", path, "--texts", place.sources)
    assert (code, "2 处错误 errors" in out) == (1, True)
    assert f"one.tsv:{LINES + 2}: 文件中没有 subject_id" in said
    assert f"第 {LINES + 3} 行所涉文件不在" in said
    place.say({**REJECTED, "mapping_date": "x"})
    code, _, said = command("review", "check", place.reviews)
    assert (code, f"one.tsv:{LINES + 1}: mapping_date「x」" in said) == (1, True)
    code, _, said = command("review", "check", place.reviews / "no")
    assert (code, "没有这个文件或文件夹" in said) == (1, True)


def test_a_template_of_two_files_is_checked_and_waits(place: Place) -> None:
    both = ("--upper", place.sources / "upper.txt", "--lower", place.sources / "lower.txt")
    code, out, _ = command("review", "template", *both)
    assert code == 0
    path = place.reviews / "one.tsv"
    path.write_text(out, "utf-8")
    code, said, _ = command("review", "check", path, "--texts", place.sources)
    assert (code, "0 项决定 decisions" in said, "0 行待审" in said) == (0, True, False)
    place.say(REJECTED, name="two.tsv")
    code, rest, _ = command("review", "template", *both, "--reviews", place.reviews)
    assert (code, len(rest.splitlines())) == (0, len(out.splitlines()) - 1), (
        "what was decided is not asked again"
    )
    place.say({**REJECTED, "mapping_date": "x"}, name="two.tsv")
    assert command("review", "template", *both, "--reviews", place.reviews)[0] == 1
    code, _, said = command("review", "template", "--upper", place.sources / "no.txt", *both[2:])
    assert (code, "no.txt" in said) == (1, True)


def test_the_annotation_of_a_file_is_found_by_what_a_review_names(place: Place) -> None:
    read: Annotation = annotate_file(place.sources / "lower.txt")
    assert curie("lower.txt", "art-2") == f"text:{identify(read.document).document.digest}/art-2"
