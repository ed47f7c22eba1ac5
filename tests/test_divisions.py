"""Administrative divisions: the table, finding by name and year, and what the loader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import divisions as d
from ontology.tables import AuthorityError

CASES = [
    ("630000", 2012, "青海省", "省", "province", "000000", "a province under the country"),
    ("632100", 2012, "海东地区", "地区", "prefecture", "630000", "a 地区 with a 行署 until 2012"),
    ("630200", 2020, "海东市", "地级市", "prefecture", "630000", "its successor since 2013"),
    ("632800", 2020, "海西蒙古族藏族自治州", "自治州", "prefecture", "630000", "an autonomous prefecture"),
    ("632801", 2020, "格尔木市", "县级市", "county", "632800", "a county-level city"),
    ("632857", 2020, "大柴旦行政委员会", "行政委员会", "county", "632800", "only in the statistics tables"),
    ("310104", 2020, "徐汇区", "区", "county", "310000", "a district right under a municipality"),
    ("429004", 2020, "仙桃市", "县级市", "county", "420000", "a county-level city right under a province"),
    ("152500", 2020, "锡林郭勒盟", "盟", "prefecture", "150000", "a league"),
    ("810000", 2020, "香港特别行政区", "特别行政区", "province", "000000", "a special administrative region"),
]


@pytest.mark.parametrize(("code", "year", "name", "kind", "level", "parent", "reason"), CASES)
def test_division(code: str, year: int, name: str, kind: str, level: str, parent: str, reason: str) -> None:
    found = d.division(code, year)
    assert (found.name, found.kind, found.level, found.parent) == (name, kind, level, parent), reason


FIND = [
    ("海西州", None, None, ["632800"], "an autonomous prefecture without its peoples"),
    ("海西", None, None, ["632800"], "and without 州"),
    ("海东", 2012, None, ["632100"], "the year tells the 地区"),
    ("海东", 2020, None, ["630200"], "from the city"),
    ("朝阳区", 2020, "110000", ["110105"], "a district that other cities have too"),
    ("朝阳", 2020, "110000", [], "a district has no short name"),
    ("和平", 2020, "630000", [], "nothing of that name there"),
    ("河南", 2020, None, ["410000", "632324"], "a province goes before a county"),
    ("no such place", None, None, [], "an unknown name"),
    ("", None, None, [], "no name"),
]


@pytest.mark.parametrize(("name", "year", "within", "codes", "reason"), FIND)
def test_find(name: str, year: int | None, within: str | None, codes: list[str], reason: str) -> None:
    assert [item.code for item in d.find(name, year, within)] == codes, reason


def test_each_province_of_the_mainland_has_one_abbreviation() -> None:
    table = d.read_table(d.DATA / "division_abbreviations.tsv", d.ABBREVIATION_COLUMNS)
    found = [d.abbreviated(row.get("abbreviation")) for row in table]
    codes = {item.code for item in d.divisions() if item.level == "province" and item.code < "70"}
    assert sorted(item.code for item in found if item) == sorted(codes), "青, by which 青政办 begins"
    assert d.abbreviated("国") is None, "no province"


def test_every_level_is_there() -> None:
    now = [item for item in d.divisions() if item.valid_until is None and not d.is_invented(item.code)]
    count = {level: sum(item.level == level for item in now) for level in d.LEVELS}
    assert count["national"] == 1
    assert count["province"] == 34
    assert 330 <= count["prefecture"] <= 345
    assert 2800 <= count["county"] <= 3000


def test_invented_places_are_few_and_apart() -> None:
    invented = [item for item in d.divisions() if d.is_invented(item.code)]
    assert [item.name for item in invented] == ["示例省", "示例市", "示例县", "样例市"]
    assert not any(item.short_names for item in invented), "示例 is a word of every second text"
    assert [item.name for item in d.ancestors("990121")] == ["示例市", "示例省", "中华人民共和国"]


@given(st.sampled_from(d.divisions()))
def test_every_division_lies_in_the_country(item: d.Division) -> None:
    assert item.code == d.COUNTRY or list(d.ancestors(item.code))[-1].code == d.COUNTRY
    assert d.contains(d.COUNTRY, item.code)
    assert item in d.find(item.name)


def test_every_division_of_2020_has_its_chain_of_parents() -> None:
    existing = [item for item in d.divisions() if item.valid_in(2020)]
    assert len(existing) > 3000
    for item in existing:
        levels = [upper.level for upper in d.ancestors(item.code)]
        assert levels[-1:] == ([] if item.code == d.COUNTRY else ["national"]), item
        below = [item.level, *levels]
        assert below == sorted(below, key=d.LEVELS.index, reverse=True), item
        assert len(set(below)) == len(below), item
        assert all(upper.valid_in(2020) for upper in d.ancestors(item.code)), item
    assert {item.level for item in existing} == set(d.LEVELS)


HEADER = "\t".join(d.DIVISION_COLUMNS)
COUNTRY = "000000\t中华人民共和国\t\t国家\tnational\t\t\t"
BAD = [
    ("630000\t青海省\t\t省\tprovince\t000000\t\t\n630000\t青海省\t\t省\tprovince\t000000\t\t", 4, "overlap"),
    (
        "632100\t海东地区\t\t地区\tprefecture\t000000\t\t2013\n632100\t海东\t\t地区\tprefecture\t000000\t2013\t",
        4,
        "overlap",
    ),
    ("632801\t格尔木市\t\t县级市\tcounty\t632800\t\t", 3, "parent 632800 does not exist"),
    ("630000\t\t\t省\tprovince\t000000\t\t", 3, "no name"),
    ("63\t青海省\t\t省\tprovince\t000000\t\t", 3, "six digits"),
    ("630000\t青海省\t\t省\tprovince\t000000\t2013\t2012", 3, "after"),
    ("630000\t青海省\t\t省\tprovince\t000000\tlast\t", 3, "year"),
    ("630000\t青海省\t\t省\tregion\t000000\t\t", 3, "level"),
    ("630000\t青海省", 3, "cells"),
    ("630000\t青海省\t\t省\tprovince\t\t\t", 3, "no parent"),
]


@pytest.mark.parametrize(("lines", "line", "words"), BAD)
def test_a_wrong_line_is_refused(tmp_path: Path, lines: str, line: int, words: str) -> None:
    path = tmp_path / "divisions.tsv"
    path.write_text(f"{HEADER}\n{COUNTRY}\n{lines}\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match=f"divisions.tsv, line {line}: .*{words}"):
        d.read_divisions(path)


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "divisions.tsv"
    path.write_text("code\tname\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match="line 1: the header must be"):
        d.read_divisions(path)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "divisions.tsv"
    path.write_bytes("代码\n".encode("gbk"))
    with pytest.raises(AuthorityError, match="UTF-8"):
        d.read_divisions(path)
