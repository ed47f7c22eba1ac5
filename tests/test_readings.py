"""Texts are read as the tables of ``tests/data/readings`` say; what changes is looked at and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.readings import changes, difference, read_table, tables, write_table


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_texts_are_read_as_the_table_says(path: Path) -> None:
    kept = read_table(path)
    for text, now in changes(kept):
        pytest.fail(
            f"{difference(text, kept[text], now)}\n"
            "if it is meant: python -m benchmarks.readings --write, and look at each line of the difference",
            pytrace=False,
        )


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    readings = {"第一条\n企业可以申请。": ("norm 0-3 甲", "provision 0-3"), "1\t甲": (), "甲\f乙": ()}
    write_table(readings, tmp_path / "t.tsv")
    assert read_table(tmp_path / "t.tsv") == readings


def test_a_text_that_is_read_otherwise_is_found() -> None:
    assert [text for text, _ in changes({"企业可以申请补助。": ("norm 0-1",)})] == ["企业可以申请补助。"]
