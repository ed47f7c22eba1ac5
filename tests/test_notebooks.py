"""Every notebook runs from top to bottom on the graph of the two documents; its plot has no box for a character."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from lawgraph.build import BuildReport

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STRICT = (
    "import sys, warnings\n"
    f"sys.path.insert(0, {str(ROOT)!r})\n"
    "warnings.filterwarnings('always', message='Glyph')\n"
    "%matplotlib inline\n"
)


def run(path: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> nbformat.NotebookNode:
    """Run the notebook; fail at a cell that fails and at a character that the plot's font has not."""
    monkeypatch.setenv("LAWGRAPH_GRAPH", str(graph))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    # Jupyter draws after the cell has run: a warning made an error would be shown, not raised.
    shown = json.dumps([cell.get("outputs", []) for cell in notebook.cells])
    assert not re.search(r"Glyph \d+", shown), "the plot lacks glyphs"
    return notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_draws(path: Path, built: BuildReport, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(path, built.generation.directory, monkeypatch)
    outputs = [output for cell in done.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert sum("text/html" in output.get("data", {}) for output in outputs) >= 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_missing_glyph_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of :func:`run` works: a font without Chinese characters is caught."""
    cell = nbformat.v4.new_code_cell("import matplotlib.pyplot as plt; plt.title('中文'); plt.show()")
    path = tmp_path / "boxes.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(AssertionError, match="lacks glyphs"):
        run(path, tmp_path, monkeypatch)
