"""The workbook of a check is read back: opinions on findings become rows of reviews, and nothing else does."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lawgraph.check.filled import HEADS, LOCKED, import_opinions, read_opinions
from lawgraph.check.forms import FORMS
from lawgraph.check.verdicts import decided, read_verdicts
from lawgraph.reviews.importing import Author

from .checking import CITY, FINE, REPORT, STALE

ME = Author("orcid:1", "甲", "2026-03-01")
Fill = Callable[[object, dict[str, int]], None]


def _filled(path: Path, fill: Fill) -> Path:
    book = load_workbook(io.BytesIO(FORMS["xlsx"].write(REPORT)))
    sheet = book["疑问"]
    fill(sheet, {str(cell.value).split("\n")[0]: cell.column for cell in sheet[1]})
    book.save(path)
    return path


def _say(row: int, opinion: str, **more: str) -> Fill:
    def fill(sheet: object, heads: dict[str, int]) -> None:
        sheet.cell(row, heads[HEADS["opinion"]]).value = opinion  # type: ignore[attr-defined]
        for name, value in more.items():
            sheet.cell(row, heads[name]).value = value  # type: ignore[attr-defined]

    return fill


def test_an_opinion_is_honoured_by_the_next_check(tmp_path: Path) -> None:
    found = read_opinions(_filled(tmp_path / "a.xlsx", _say(2, "排除", 备注="已另行\n改称")))
    assert (len(found.rows), found.problems, found.handed_out) == (1, (), 2)
    file = import_opinions(found, tmp_path / "reviews", ME)
    assert "已另行 改称" in file.read_text("utf-8")
    verdicts = read_verdicts([file])
    assert verdicts.problems == ()
    works = {each.header.document: each.header.work for each in REPORT.documents}
    assert works[CITY]
    after = decided((STALE, FINE), verdicts.rows, works)
    assert [each.key for each in after.dismissed] == [STALE.key], "words that look like a formula too"
    assert after.standing == (FINE,)


def test_rows_may_be_moved(tmp_path: Path) -> None:
    def swap(sheet: object, heads: dict[str, int]) -> None:
        for column in range(1, len(heads) + 1):
            one, other = sheet.cell(2, column), sheet.cell(3, column)  # type: ignore[attr-defined]
            one.value, other.value = other.value, one.value
        _say(2, "确认")(sheet, heads)

    (row,) = read_opinions(_filled(tmp_path / "a.xlsx", swap)).rows
    assert (row.cells["finding"], row.verdict) == (FINE.key, "confirm")


@pytest.mark.parametrize(
    ("fill", "told", "why"),
    [
        (_say(2, "再议"), "读不懂", "none of those that can be chosen"),
        (_say(2, "确认", **{LOCKED[0]: "另一句话"}), "原文与发出时不同", "the opinion is on other words"),
        (_say(2, "确认", **{HEADS["key"]: ""}), "行键已被删去", "nothing tells what it is on"),
        (_say(2, "确认", **{HEADS["key"]: '0 ["finding"]'}), "行键已被删去", "a key that was cut off"),
        (_say(2, "确认", **{HEADS["key"]: "0 " + "[" * 30_000}), "行键已被删去", "a key nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, fill: Fill, told: str, why: str) -> None:
    found = read_opinions(_filled(tmp_path / "a.xlsx", fill))
    assert found.rows == (), why
    (problem,) = found.problems
    assert told in str(problem)
    assert "疑问!2" in str(problem)


def test_another_workbook_is_none_of_a_check(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    assert not read_opinions(tmp_path / "a.xlsx").there
