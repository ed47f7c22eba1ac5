"""The tokens of a query are those of the whole grammar, though most queries are read by its part in ASCII."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries import lexer
from queries.errors import QuerySyntaxError
from queries.lexer import tokens

PIECES = (
    *(
        "a",
        "b1",
        "年",
        "é",
        "·",
        ".",
        "-",
        ":",
        "_:",
        "?",
        "$",
        "<",
        ">",
        '"',
        "'",
        "'''",
        "#",
        "\n",
        " ",
        "\\",
    ),
    *("\\u5E74", "%41", "\\#", "\\'", "@zh", "1.5", "1e5", "{", "}", "&&", "^^", "x:y", "\u3000", "\u200d"),
)


def read(text: str) -> list[object]:
    """Return the tokens, and the error at which they end."""
    found: list[object] = []
    try:
        found.extend(tokens(text))
    except QuerySyntaxError as error:
        found.append(str(error))
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a.-b..年:c")
@example("?年 a:b.\\'年")
def test_the_part_in_ascii_reads_as_the_whole(text: str) -> None:
    in_part = read(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lexer, "_PLAIN", lexer._every())
        assert read(text) == in_part
