"""Tables as plain text are what ``rich`` makes of the same cells, which is not imported for them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import box
from rich.console import Console
from rich.table import Table

from queries import grid

CELLS = st.text(st.sampled_from("政策企业，。aZ09 -/\n\u3000é…：:"), max_size=40)
WIDTHS = st.integers(40, 160)


def printed(table: Table, width: int) -> str:
    """What ``rich`` prints of a table."""
    out = io.StringIO()
    options = {"color_system": None, "force_terminal": False, "markup": False, "emoji": False}
    Console(file=out, width=width, **options).print(table)  # type: ignore[arg-type]
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


@given(st.data(), st.integers(1, 6), st.integers(0, 4), WIDTHS)
def test_a_table_is_that_of_rich(data: st.DataObject, columns: int, rows: int, width: int) -> None:
    heads = data.draw(st.lists(CELLS.filter(str.strip), min_size=columns, max_size=columns))
    cells = data.draw(
        st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in cells:
        table.add_row(*row)
    assert grid.table(heads, cells, width) == printed(table, width)


@given(st.lists(st.tuples(CELLS.map(lambda cell: cell.replace("\n", " ") + ":"), CELLS), max_size=5), WIDTHS)
def test_named_values_are_those_of_rich(pairs: list[tuple[str, str]], width: int) -> None:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True, max_width=width // 3)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(name, value)
    assert grid.named(pairs, width) == printed(table, width)


@pytest.mark.parametrize(
    ("heads", "rows", "found", "why"),
    [
        ([], [], "\n", "a table of nothing is an empty line"),
        (["a"], [], " a\n ─", "without rows there is the head"),
        (["a"], [["b\tc"]], " a\n ───\n b c", "a tab is a space: it has no width of its own"),
    ],
)
def test_edges(heads: list[str], rows: list[list[str]], found: str, why: str) -> None:
    assert grid.table(heads, rows, 40).rstrip("\n") == found.rstrip("\n"), why
