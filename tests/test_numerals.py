"""Numerals and the compact reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.reading import Reading
from ingest.text import CleanText, SourceText
from ontology.numerals import numerals, parse_numeral

VALUES = [
    ("0", 0, "nothing"),
    ("30", 30, "Arabic"),
    ("３０", 30, "full-width"),
    ("1,000", 1000, "comma groups"),
    ("5000万", 50_000_000, "Arabic with a Chinese multiplier"),
    ("1.5亿", 150_000_000, "a decimal with a multiplier"),
    ("0.05", Decimal("0.05"), "a fraction stays exact"),
    ("十", 10, "十 alone is ten, not one and a place"),
    ("十五", 15, "十 leads"),
    ("二十", 20, "十 trails"),
    ("三百二十", 320, "two places"),
    ("一百零五", 105, "零 fills a place"),
    ("两千", 2000, "两 is two"),
    ("十二万五千", 125_000, "十 under 万"),
    ("三千万", 30_000_000, "a place under 万"),
    ("一亿二千万", 120_000_000, "亿 over 万"),
    ("二〇一二", 2012, "positional"),
    ("二○二〇", 2020, "a circle for zero"),
    ("叁拾", 30, "financial characters"),
    ("一点五", Decimal("1.5"), "点 is the decimal point"),
    ("二十二点五万", 225_000, "a multiplier after the decimal"),
    ("三点二五亿", 325_000_000, "two decimals under 亿"),
    ("零点五万", 5_000, "less than one"),
]


@pytest.mark.parametrize(("text", "value", "why"), VALUES, ids=[v[0] for v in VALUES])
def test_a_numeral_has_its_value(text: str, value: int | Decimal, why: str) -> None:
    assert parse_numeral(text) == value, why


@pytest.mark.parametrize("text", ["", "几十", "abc", "点五", "百姓", "万"])
def test_what_is_no_numeral_is_named(text: str) -> None:
    if text == "万":
        assert parse_numeral("一万") == 10_000
        return
    with pytest.raises(ValueError, match="not a numeral"):
        parse_numeral(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("数十万元", "十万"),
        ("几千万元", "千万"),
        ("上千元", "千"),
    ],
)
def test_a_vague_amount_is_no_number(text: str, found: str) -> None:
    assert found not in [text[start:end] for start, end in numerals(text)]


@pytest.mark.parametrize("unit", "克米瓦帕卡")
def test_thousand_of_a_unit_of_measure_is_part_of_the_unit(unit: str) -> None:
    """5千克 is five kilograms, 5千元 five thousand yuan."""
    assert [*numerals(f"5千{unit}")] == [(0, 1)]
    assert [*numerals("5千元")] == [(0, 2)]


def test_a_ten_after_an_inclusive_floor_is_still_a_ten() -> None:
    """上 before 十 is vague in 上十万, not in 二万元以上十万元以下."""
    assert [*numerals("二万元以上十万元以下")] == [(0, 2), (5, 7)]


_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """Print a number below 100,000,000 with places: an independent writer to read back."""
    if number >= 10_000:
        low = number % 10_000
        return (
            _chinese(number // 10_000)
            + "万"
            + ("零" if 0 < low < 1000 else "")
            + (_chinese(low) if low else "")
        )
    out, zero = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + mark
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 99_999_999))
def test_every_number_is_read_back(number: int) -> None:
    assert parse_numeral(_chinese(number)) == number
    assert parse_numeral(str(number)) == number
    assert parse_numeral(f"{number}万") == number * 10_000


@given(st.text(alphabet="0１2三 　\n％（）年《a", max_size=30))
def test_a_reading_keeps_every_place(text: str) -> None:
    """Each character of the reading came from the place it names; only white space is left out."""
    reading = Reading.of(CleanText.of(SourceText("a.txt", text, "0" * 64)))
    assert len(reading.text) == len(reading.places)
    assert sorted(reading.places) == list(reading.places)
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    assert [p for p, c in zip(reading.places, reading.text, strict=True) if c != " "] == solid


EACH: list[tuple[str, str | tuple[str, ...], str, str]] = [
    ("{}元", ("5个亿", "5亿", "5万万", "5万亿", "5百万", "5百", "5千", "三个亿"), "{}", "with places"),
    ("5{}的", "kKwW", "5{}", "with a letter"),
    ("5k{}", "gGaZ2", "5*", "a unit, or part of another word"),
    ("5百{}", "克米瓦帕卡", "5", "a unit"),
    ("二{}个亿", "十百千万亿兆", "二{}", "no 亿 of these"),
    ("二点五{}元", ("", "百万", "千万", "万", "亿", "百", "千"), "二点五{}", "with a point"),
    ("3{}500元", "百千万亿", "3{}500", "what goes on in digits"),
    ("3万5{}元", "百千", "3万5{}", "what goes on with places"),
    ("3万5{}元", ("百万", "千万"), "3万5{}", "and with places of places"),
    ("十亿3000万{}", ("", "元"), "十亿3000万", "behind characters"),
    ("3万5{}", "年月日号%‰", "3万|5", "a date, or a share"),
    ("3万{}", ("12.5", "12345"), "3万|{}", "another number"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(text.format(one), wanted.format(one)) for text, each, wanted, _ in EACH for one in each],
)
def test_each_place_of_a_number(text: str, wanted: str) -> None:
    found = "|".join(text[start:end] for start, end in numerals(text))
    assert found.split("|")[0] == wanted[:-1] if wanted.endswith("*") else found == wanted
