"""Splits and merges of corresponding provisions."""

from __future__ import annotations

import pytest

from ingest.link.groups import groups
from ingest.model import Correspondence, Relation, Strength

ACT, MATTER = Strength.SAME_ACT, Strength.SAME_MATTER
CASES = [
    (["1-1", "2-1"], ["split:art-1", "split:art-1"], "one upper provision, two lower ones"),
    (["1-1", "1-2"], ["merge:art-1", "merge:art-1"], "two upper provisions, one lower one"),
    (["1-1", "2-2"], [None, None], "one each"),
    (["1-1", "2-1", "3-1", "3-2"], ["split:art-1"] * 3 + [None], "the larger group has the row of both"),
    (["1-1", "1-2", "1-3", "2-3"], ["merge:art-1"] * 3 + [None], "and where that is the merge"),
    (["1-1", "2-1", "1-2"], ["split:art-1", "split:art-1", None], "of equals the split"),
    (["1-1", "2-1?"], [None, None], "what only treats the same matter carries on no part"),
]


def row(words: str) -> Correspondence:
    lower, upper = words.rstrip("?").split("-")
    strength = MATTER if words.endswith("?") else ACT
    return Correspondence(f"art-{lower}", f"art-{upper}", Relation.DETAILS, 0.5, (), strength=strength)


@pytest.mark.parametrize(("rows", "wanted", "why"), CASES)
def test_groups(rows: list[str], wanted: list[str | None], why: str) -> None:
    assert [each.group for each in groups([row(words) for words in rows])] == wanted, why


def test_the_rows_stay_as_they_are_else() -> None:
    rows = [row("1-1"), row("2-1")]
    assert [(each.lower, each.upper) for each in groups(rows)] == [("art-1", "art-1"), ("art-2", "art-1")]
