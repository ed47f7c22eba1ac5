"""Places of a text that was edited, in the text that somebody wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import QuerySyntaxError
from queries.edits import Edit, edited


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    source = draw(st.text(max_size=30))
    bounds = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return source, [Edit(start, end, draw(st.text(max_size=4))) for start, end in pairs]


@given(edits())
def test_every_character_knows_where_it_came_from(case: tuple[str, list[Edit]]) -> None:
    source, changes = case
    places: list[int] = []
    at = 0
    for start, end, new in changes:
        places += [*range(at, start), *[start] * len(new)]
        at = end
    places += range(at, len(source) + 1)  # the end too
    result = edited(source, changes)
    assert [result.place(at) for at in range(len(result.text) + 1)] == places


def test_an_error_of_the_text_names_its_place_in_the_source() -> None:
    result = edited("ab\ncd", [Edit(0, 1, "x\ny"), Edit(3, 3, "zz")])
    assert result.text == "x\nyb\nzzcd"
    with pytest.raises(QuerySyntaxError) as caught, result.places_in_source():
        raise QuerySyntaxError(result.text, result.text.index("d"), "d", ("甲", "a"))
    assert (caught.value.line, caught.value.column) == (2, 2)
    assert "甲" in str(caught.value)
