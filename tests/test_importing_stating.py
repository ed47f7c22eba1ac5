"""Metadata files changed field by field: what else stands in them stays."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.read import read_stated
from lawgraph.explorer.importing.refusals import Refused
from lawgraph.explorer.importing.stating import Value, beside, edited, state

CASES: list[tuple[str, dict[str, Value | None], str, str]] = [
    # before, fields, after, why
    ("", {"issued": "2012-03-17"}, "issued = 2012-03-17\n", "a day stands bare"),
    ("", {"title": '“甲”"乙"\\'}, 'title = "“甲”\\"乙\\"\\\\"\n', "quotes and backslashes are escaped"),
    ("", {"issuers": ("甲", "乙")}, 'issuers = ["甲", "乙"]\n', "several words are a list"),
    ("", {"number": None}, "", "nothing to take out of nothing"),
    ("# 甲\n\nnumber = '一'\n", {"number": "二"}, '# 甲\n\nnumber = "二"\n', "remarks and blank lines stay"),
    ('number = "一" # 见首页\n', {"number": "二"}, 'number = "二" # 见首页\n', "a remark on the line stays"),
    ('number = "#1"\n', {"number": "二"}, 'number = "二"\n', "a sharp in a string is no remark"),
    ('number = "一"', {"title": "甲"}, 'number = "一"\ntitle = "甲"\n', "a last line without its end"),
    ('number = "一"\r\n', {"title": "甲"}, 'number = "一"\r\ntitle = "甲"\r\n', "the line ends of the file"),
    ('"number" = "一"\n', {"number": "二"}, 'number = "二"\n', "a name in quotes"),
    ('issuers = [\n "甲", # 一\n "乙",\n]\nnumber = "一"\n', {"issuers": ("丙",)},
     'issuers = ["丙"]\nnumber = "一"\n', "a list over several lines"),
    ('title = """甲\nissued = 1"""\nissued = 2012-03-17\n', {"issued": "2012-03-18"},
     'title = """甲\nissued = 1"""\nissued = 2012-03-18\n', "what looks like a field inside a string is none"),
    ("issued = 2012-03-17\n", {"issued": "2012-03-17"}, "issued = 2012-03-17\n", "what is so already stays"),
    ('issued = "2012-03-17"\n', {"issued": "2012-03-18"}, "issued = 2012-03-18\n", "a day in quotes"),
    ('title = "甲"\ninferred = ["title", "issuers"]\n', {"title": "乙"},
     'title = "乙"\ninferred = ["issuers"]\n', "what somebody states is not inferred any more"),
    ('title = "甲"\ninferred = ["title"]\n', {"title": "甲"}, 'title = "甲"\n', "nor what somebody confirms"),
    ('number = "一"\n', {"number": None}, "", "a field is taken out"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "fields", "after", "why"), CASES, ids=[case[3] for case in CASES])
def test_edits(before: str, fields: dict[str, Value | None], after: str, why: str) -> None:
    assert edited(before, fields) == after, why
    tomllib.loads(after)


@pytest.mark.parametrize("broken", ["number = ", "[table\n", 'title = """甲\n', "不是字段\n"])
def test_what_is_no_toml_is_not_changed(broken: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        edited(broken, {"number": "一"})


def test_a_file_is_made_beside_the_source_and_the_source_stays(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    source.write_bytes(b"x")
    there = beside(source)
    assert there.stated is None
    assert state(source, {"issued": "2012-03-17", "jurisdiction": "青海省"}, there.state)
    stated = read_stated(source)
    assert stated is not None
    assert (stated.issued, stated.jurisdiction) == ("2012-03-17", "青海省")
    assert source.read_bytes() == b"x"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["办法.toml", "办法.txt"]
    assert not state(source, {"issued": "2012-03-17"}, beside(source).state)


WRONG: list[tuple[dict[str, Value | None], str]] = [
    ({"issued": "2012-02-30"}, "日期"),
    ({"jurisdiction": "不存在省"}, "行政区划"),
    ({"document_type": "不存在的种类"}, "文件种类"),
    ({"title": " "}, "非空"),
    ({"issuers": ("",)}, "列表"),
]


@pytest.mark.parametrize(("fields", "said"), WRONG, ids=[case[1] for case in WRONG])
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(
    fields: dict[str, Value | None], said: str, tmp_path: Path
) -> None:
    source = tmp_path / "办法.txt"
    with pytest.raises(Refused, match=said) as refused:
        state(source, fields, "")
    assert refused.value.status == 422
    assert not list(tmp_path.iterdir())


def test_who_did_not_see_the_last_change_does_not_undo_it(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    seen = beside(source).state
    state(source, {"issued": "2012-03-17"}, seen)
    with pytest.raises(Refused, match="有人改过") as refused:
        state(source, {"issued": "2013-01-01"}, seen)
    assert refused.value.status == 409
    assert source.with_suffix(".toml").read_text("utf-8") == "issued = 2012-03-17\n"


def test_a_broken_file_is_said_and_left(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    broken = source.with_suffix(".toml")
    broken.write_bytes(b"number =\n")
    there = beside(source)
    assert there.error is not None
    with pytest.raises(Refused):
        state(source, {"number": "一"}, there.state)
    assert broken.read_bytes() == b"number =\n"


def test_a_mark_at_the_beginning_of_the_file_stays(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    source.with_suffix(".toml").write_bytes(b'\xef\xbb\xbfnumber = "1"\r\n')
    assert state(source, {"issued": "2012-03-17"}, beside(source).state)
    assert source.with_suffix(".toml").read_bytes() == b'\xef\xbb\xbfnumber = "1"\r\nissued = 2012-03-17\r\n'


def test_of_many_who_state_at_once_one_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    def one(number: int) -> str:
        try:
            state(tmp_path / "a.txt", {"title": f"题名{number}"}, "")
        except Refused:
            return ""
        return f"题名{number}"

    with ThreadPoolExecutor(16) as people:
        taken = [title for title in people.map(one, range(16)) if title]
    assert [tomllib.loads((tmp_path / "a.toml").read_text("utf-8"))["title"]] == taken
