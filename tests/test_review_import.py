"""Opinions that were filled in are read back as reviews; rows that cannot be placed are named."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from ingest.model import Annotation
from ingest.read import ReadError
from lawgraph.build import BuildReport
from lawgraph.cli import app
from lawgraph.exports import exports
from lawgraph.reviews.apply import align_with
from lawgraph.reviews.filled import read_filled
from lawgraph.reviews.importing import Author, BadAuthor, author_of, import_filled
from lawgraph.reviews.keys import RowKey
from lawgraph.reviews.keys import Side as KeySide
from lawgraph.reviews.opinions import Opinion, gap_opinions, link_opinions, read_opinion
from lawgraph.reviews.reading import read_reviews
from lawgraph.tables import counterparts, lacking
from lawgraph.tables.cells import Role
from lawgraph.tables.handed_in import handed_in
from queries import EmbeddedEngine

ME = Author("orcid:0000-0002-1825-0097", "示例人", "2026-03-01")
LINKS, GAPS = "对照表", "缺口"


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def handed_out(engine: EmbeddedEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handed-out") / "表.xlsx"
    exports()["xlsx"].write(engine, path)
    return path


class Desk:
    """A workbook on somebody's desk: its rows are counted, of the 对照表 those that have a counterpart."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.path = folder / "填.xlsx"
        shutil.copy(source, self.path)
        self.book = openpyxl.load_workbook(self.path, rich_text=True)

    def sheet(self, name: str) -> Worksheet:
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def at(self, name: str, nth: int) -> int:
        """Return the row of a sheet that is the nth of those that are counted."""
        sheet = self.sheet(name)
        found = [row for row in range(2, sheet.max_row + 1) if isinstance(sheet.cell(row, 1).value, int)]
        if name == LINKS:
            upper = self.column(name, "上位规定")
            found = [row for row in found if sheet.cell(row, upper).value]
        return found[nth - 1]

    def column(self, name: str, head: str) -> int:
        return next(cell.column for cell in self.sheet(name)[1] if str(cell.value).split("\n")[0] == head)

    def write(self, name: str, number: int, value: object, head: str = "人工意见") -> None:
        self.sheet(name).cell(self.at(name, number), self.column(name, head)).value = value

    def said(self, name: str, number: int, head: str) -> str:
        return str(self.sheet(name).cell(self.at(name, number), self.column(name, head)).value)

    def import_to(self, out: Path) -> Any:
        self.book.save(self.path)
        return import_filled(self.path, out, ME)


@pytest.fixture
def desk(handed_out: Path, tmp_path: Path) -> Desk:
    return Desk(handed_out, tmp_path)


def test_opinions_become_reviews_that_are_used(
    desk: Desk, tmp_path: Path, opinion: Annotation, regulation: Annotation
) -> None:
    desk.write(LINKS, 1, "确认")
    desk.write(LINKS, 2, " 否决 ")
    desk.write(LINKS, 3, "改判：举措相同、从严")
    desk.write(LINKS, 3, "=1+1\t看过", "备注")
    desk.write(GAPS, 1, "确认")
    desk.write(GAPS, 2, "改判：对应最接近的条款")
    out = tmp_path / "reviews" / "r.sssom.tsv"
    found = desk.import_to(out)
    assert not found.problems
    assert len(found.rows) == 5
    read = read_reviews([out])
    assert not read.problems
    assert len(read.rows) == 5
    plain, _ = align_with(opinion, regulation, [])
    after, problems = align_with(opinion, regulation, [out.parent])
    assert not problems
    decided = {(each.lower, each.upper): each for each in after.correspondences if each.review}
    retyped = next(each for each in decided.values() if each.difference is not None)
    assert (retyped.strength.value, retyped.difference.value if retyped.difference else "") == (
        "same-act",
        "stricter",
    )
    assert {each.review for each in decided.values()} == {"orcid:0000-0002-1825-0097 2026-03-01"}
    gone = {(each.lower, each.upper) for each in plain.correspondences} - {
        (each.lower, each.upper) for each in after.correspondences
    }
    assert len(gone) == 1
    assert "absent" in [each.state.value for each in after.gaps if each.review]
    assert "=1+1 看过" in out.read_text("utf-8")


def test_rows_may_be_moved_sorted_and_hidden(desk: Desk, tmp_path: Path) -> None:
    for number in (3, 8, 20):
        desk.write(LINKS, number, "确认")
    sheet = desk.sheet(LINKS)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet.row_dimensions[5].hidden = True
    sheet.insert_cols(3)
    found = desk.import_to(tmp_path / "r.tsv")
    assert not found.problems
    assert len(found.rows) == 3


def test_a_row_that_goes_on_is_read_with_all_its_pieces(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.sheet(LINKS)
    goes_on = next(cell.row for cell in sheet["A"] if str(cell.value).endswith("（续）")) - 1
    sheet.cell(goes_on, desk.column(LINKS, "人工意见")).value = "确认"
    found = desk.import_to(tmp_path / "r.tsv")
    assert not found.problems
    (row,) = found.rows
    assert row.decision.wanted


def problem(desk: Desk, out: Path) -> str:
    (found,) = desk.import_to(out).problems
    return str(found)


def test_a_row_whose_words_were_changed_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "确认")
    desk.write(LINKS, 4, "否决")
    desk.write(LINKS, 4, "另一句话。", "下位规定")
    out = tmp_path / "r.tsv"
    assert f"[对照表!{desk.at(LINKS, 4)}]: 正文与发出时不同" in problem(desk, out)
    assert len(read_reviews([out]).rows) == 1


def test_white_space_and_wide_forms_are_no_change(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 4, "否决")
    desk.write(LINKS, 4, f"  {desk.said(LINKS, 4, '下位规定')}\n", "下位规定")
    assert not desk.import_to(tmp_path / "r.tsv").problems


def test_a_key_that_was_copied_to_another_row_is_no_key_of_it(desk: Desk, tmp_path: Path) -> None:
    number = desk.said(LINKS, 4, "序号")
    desk.write(LINKS, 4, desk.said(LINKS, 6, "行键（勿改）"), "行键（勿改）")
    desk.write(LINKS, 4, "确认")
    problems = [str(each) for each in desk.import_to(tmp_path / "r.tsv").problems]
    assert any(f"[对照表!{desk.at(LINKS, 4)}]: 正文与发出时不同" in each for each in problems)
    assert any(f"序号 {number} 的行已不在表中" in each for each in problems)


def test_rows_that_are_gone_are_named(desk: Desk, tmp_path: Path) -> None:
    desk.write(GAPS, 1, "确认")
    desk.sheet(GAPS).delete_rows(desk.at(GAPS, 9), 2)
    assert "[缺口]: 序号 9-10 的行已不在表中" in problem(desk, tmp_path / "r.tsv")


def test_a_row_without_its_key_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.write(GAPS, 3, "确认")
    desk.write(GAPS, 3, None, "行键（勿改）")
    problems = [str(each) for each in desk.import_to(tmp_path / "r.tsv").problems]
    assert "[缺口!4]: 行键已被删去" in problems[0]
    assert not (tmp_path / "r.tsv").exists()


def test_a_row_that_was_moved_to_another_sheet_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "确认")
    at = desk.at(LINKS, 1)
    row = [cell.value for cell in desk.sheet(LINKS)[at]]
    desk.sheet(LINKS).delete_rows(at)
    desk.sheet("来源").append(row)
    problems = [str(each) for each in desk.import_to(tmp_path / "r.tsv").problems]
    assert any("[来源!4]: 这一行被移到了别的表" in each for each in problems)


@pytest.mark.parametrize("head", [None, "人工意见", "下位规定"])
def test_a_sheet_without_its_headings_is_told_once(desk: Desk, tmp_path: Path, head: str | None) -> None:
    desk.write(LINKS, 1, "确认")
    desk.write(GAPS, 1, "确认")
    sheet = desk.sheet(LINKS)
    if head is None:
        sheet.delete_rows(1)
    else:
        sheet.cell(1, desk.column(LINKS, head)).value = "改了的列名"
    found = desk.import_to(tmp_path / "r.tsv")
    assert len(found.rows) == 1, "the other sheet is read as before"
    (problem,) = map(str, found.problems)
    assert "没有原来的标题行" in problem


def test_words_that_are_not_understood_are_named(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "也许吧")
    told = problem(desk, tmp_path / "r.tsv")
    assert f"[对照表!{desk.at(LINKS, 1)}]: 读不懂人工意见「也许吧」" in told
    assert "改判：从严" in told


def test_of_two_opposite_opinions_neither_is_used(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.sheet(LINKS)
    desk.write(LINKS, 1, "确认")
    copied = [cell.value for cell in sheet[desk.at(LINKS, 1)]]
    copied[desk.column(LINKS, "人工意见") - 1] = "否决"
    sheet.append(copied)
    desk.write(LINKS, 2, "否决")
    out = tmp_path / "r.tsv"
    found = desk.import_to(out)
    assert [each.path.name for each in found.problems] == [
        f"填.xlsx[对照表!{desk.at(LINKS, 1)}]",
        f"填.xlsx[对照表!{sheet.max_row}]",
    ]
    assert len(read_reviews([out]).rows) == 1


def test_a_row_that_stands_twice_with_one_opinion_is_said_once(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "确认")
    desk.sheet(LINKS).append([cell.value for cell in desk.sheet(LINKS)[desk.at(LINKS, 1)]])
    out = tmp_path / "r.tsv"
    assert not desk.import_to(out).problems
    assert len(read_reviews([out]).rows) == 1


def test_nothing_said_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "r.tsv"
    assert desk.import_to(out).rows == ()
    assert not out.exists()


def test_a_file_of_somebody_else_is_left_and_its_own_is_written_anew(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "确认")
    out = tmp_path / "r.tsv"
    out.write_text("#mapping_tool: hand\nsubject_id\n", "utf-8")
    with pytest.raises(ReadError, match="已有此文件"):
        desk.import_to(out)
    assert out.read_text("utf-8").startswith("#mapping_tool: hand")
    out.unlink()
    desk.import_to(out)
    first = out.read_bytes()
    desk.import_to(out)
    assert out.read_bytes() == first
    desk.write(LINKS, 2, "确认")
    desk.import_to(out)
    assert len(read_reviews([out]).rows) == 2


@pytest.mark.parametrize(
    "data", [b"", b"no package", b"PK\x03\x04broken", None], ids=["empty", "text", "cut", "none"]
)
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "a.xlsx"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReadError):
        read_filled(path, "orcid:0", "2026-03-01")


def test_another_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "人工意见"
    book.save(path)
    with pytest.raises(ReadError, match="行键"):
        read_filled(path, "orcid:0", "2026-03-01")


# What is written, what it means, and why.
OPINIONS = [
    ("确认", False, Opinion(True), "the row holds"),
    ("否决", False, Opinion(False), "it does not"),
    ("改判:从宽", False, Opinion(True, "", "looser"), "a narrow colon is one"),
    ("改判：无差异", False, Opinion(True, "", "none"), "there is no difference"),
    ("改判：事项相同，可能抵触", False, Opinion(True, "same-matter", "possible-conflict"), "two at once"),
    ("确认", True, Opinion(True), "there is no counterpart"),
    ("改判：对应最接近的条款", True, Opinion(True, nearest=True), "the nearest is one"),
    ("改判：从严、从宽", False, None, "two of one kind"),
    ("改判", False, None, "to what?"),
    ("确认：但是", False, None, "more than is understood"),
    ("否决", True, None, "which provision corresponds is not said"),
    ("不确认", False, None, "a word inside another"),
    ("是", False, None, "another word"),
]


@pytest.mark.parametrize(("text", "gap", "wanted", "why"), OPINIONS)
def test_opinions_mean(text: str, gap: bool, wanted: Opinion | None, why: str) -> None:
    if wanted is None:
        with pytest.raises(ValueError, match=text):
            read_opinion(text, gap=gap)
    else:
        assert read_opinion(text, gap=gap) == wanted, why


def test_all_that_can_be_chosen_is_understood() -> None:
    for text in link_opinions():
        read_opinion(text, gap=False)
    for text in gap_opinions():
        read_opinion(text, gap=True)


@pytest.mark.parametrize("columns", [counterparts.COLUMNS, lacking.COLUMNS])
def test_a_table_with_opinions_has_a_key_and_the_words_that_they_are_on(columns: tuple[Any, ...]) -> None:
    roles = [column.role for column in columns]
    assert (roles.count(Role.KEY), roles.count(Role.OPINION), roles.count(Role.LOCKED)) == (1, 1, 2)


def test_keys_are_read_as_they_are_written(engine: EmbeddedEngine) -> None:
    for table in handed_in(engine).tables[:2]:
        rows: list[Any] = list(table.rows)
        keys = [RowKey.read(row.key) for row in rows]
        assert [key.write() for key in keys] == [row.key for row in rows]
        assert [key.number for key in keys] == [*range(1, len(rows) + 1)]
    for text in ("", "{}", "[1]", '["t","1",2,["","",""],["","",""],"",null]', "[[", "[" * 30_000):
        with pytest.raises(ValueError):  # noqa: PT011 – any that says it is none
            RowKey.read(text)
    assert KeySide("", "x").digest == ""


AUTHORS = [
    ("orcid:0000-0002-1825-0097", None, True, "an identifier"),
    ("https://example.org/people/7", "2026年3月1日", True, "an address, and a day in Chinese"),
    ("张三", None, False, "a name is no identifier"),
    ("nobody:7", None, False, "a prefix that no file declares"),
    ("orcid:", None, False, "nothing behind the prefix"),
    ("orcid:1", "昨天", False, "no day"),
]


@pytest.mark.parametrize(("identifier", "day", "good", "why"), AUTHORS)
def test_who_and_when(identifier: str, day: str | None, good: bool, why: str) -> None:
    if good:
        assert author_of(identifier, " 张 三 ", day).name == "张 三", why
    else:
        with pytest.raises(BadAuthor):
            author_of(identifier, "", day)


def test_the_command_says_what_it_did(desk: Desk, tmp_path: Path) -> None:
    desk.write(LINKS, 1, "确认")
    desk.book.save(desk.path)
    out = tmp_path / "r.tsv"
    command = ["review", "import", str(desk.path), "--out", str(out)]
    assert CliRunner().invoke(app, [*command, "--author", "张三"]).exit_code == 2
    result = CliRunner().invoke(app, [*command, "--author", "orcid:1", "--date", "2026-03-01"])
    assert result.exit_code == 0
    assert "1 条意见已读回" in result.stdout
    assert CliRunner().invoke(app, ["review", "check", str(out)]).exit_code == 0
    desk.write(LINKS, 1, "??")
    desk.book.save(desk.path)
    out.unlink()
    result = CliRunner().invoke(app, [*command, "--author", "orcid:1"])
    assert result.exit_code == 1
    assert not out.exists()
    desk.write(LINKS, 1, None)
    desk.book.save(desk.path)
    assert CliRunner().invoke(app, [*command, "--author", "orcid:1"]).exit_code == 3
