"""Every notebook runs from top to bottom; its plots have no box for a character; its rendered copy is what it shows.

``nbmake`` is not used: it runs notebooks as they lie, with nbclient as here, and gives no way to name the graphs that
the tests have built or to look at what the cells have shown, which is what these tests are about.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import pytest

from lawgraph.build import BuildReport
from tests.notebooks import NOTEBOOKS, RENDERED, Rendered, rendered, run

TABLES = {
    "01-first-look": 6,
    "03-departments": 3,
    "06-own-endpoint": 3,
}  # at least so many tables; the others have four or more
NO_PICTURE = {"06-own-endpoint"}


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def done(
    request: pytest.FixtureRequest, built: BuildReport, built_examples: BuildReport
) -> tuple[str, nbformat.NotebookNode]:
    """A notebook that was run on the graphs of this run of the tests, with its name."""
    path: Path = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAWGRAPH_GRAPH", str(built.generation.directory))
        patch.setenv("LAWGRAPH_EXAMPLES", str(built_examples.generation.directory))
        return path.stem, run(path)


def test_there_are_eight() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, 9)]


def test_runs_and_draws(done: tuple[str, nbformat.NotebookNode]) -> None:
    name, notebook = done
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = any("image/png" in data or "image/svg+xml" in data for data in outputs)
    assert drawn or name in NO_PICTURE
    assert sum("text/html" in data for data in outputs) >= TABLES.get(name, 4)


def test_no_table_is_empty(done: tuple[str, nbformat.NotebookNode]) -> None:
    """A query that finds nothing any more would pass otherwise."""
    name, notebook = done
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            assert "<thead>" not in html or "<td" in html, (name, cell.source)


def test_headings_are_chinese(done: tuple[str, nbformat.NotebookNode]) -> None:
    """What is read is not in code: no heading of a table is the name of a variable."""
    name, notebook = done
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            head = re.search(r"<thead>.*?</thead>", output.get("data", {}).get("text/html", ""), re.DOTALL)
            headings = re.findall(r"<th[^>]*>([^<]+)</th>", head[0]) if head else []
            assert not [each for each in headings if re.fullmatch(r"[A-Za-z_]+", each)], (name, headings)


def test_the_rendered_copy_is_what_it_shows(done: tuple[str, nbformat.NotebookNode]) -> None:
    name, notebook = done
    made: Rendered = rendered(notebook, name)
    assert (RENDERED / f"{name}.md").read_text("utf-8") == made.text, "make docs"
    for picture, data in made.pictures.items():
        kept = RENDERED / picture
        assert kept.is_file(), "make docs"
        if kept.suffix == ".svg":
            assert _words(kept.read_bytes()) == _words(data), "make docs"


def _words(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_rendered_copies_are_small() -> None:
    assert sum(file.stat().st_size for file in RENDERED.iterdir()) < 1_000_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_missing_glyph_fails(tmp_path: Path) -> None:
    """The check of :func:`run` works: a font without Chinese characters is caught."""
    cell = nbformat.v4.new_code_cell("import matplotlib.pyplot as plt; plt.title('中文'); plt.show()")
    path = tmp_path / "boxes.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(AssertionError, match="lacks glyphs"):
        run(path)
