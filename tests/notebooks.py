"""The notebooks run and written as Markdown into ``docs/notebooks``, kept true by ``test_notebooks.py``.

``python -m tests.notebooks`` (``make docs``) writes them anew. Tables and marks go in as HTML, pictures as files beside
the text: those of matplotlib differ by a few bytes from one release to the next, so a test compares the words only.
"""

from __future__ import annotations

import base64
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from lawgraph.build import build

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RENDERED = ROOT / "docs" / "notebooks"
# Where a notebook looks for the graph of the two documents and for that of the invented family.
GRAPHS = {"LAWGRAPH_GRAPH": ROOT / "data" / "sources", "LAWGRAPH_EXAMPLES": ROOT / "data" / "examples"}
_STRICT = (
    "import sys, warnings\n"
    f"sys.path.insert(0, {str(ROOT)!r})\n"
    "warnings.filterwarnings('always', message='Glyph')\n"
    "%matplotlib inline\n"
    "%config InlineBackend.print_figure_kwargs = {'dpi': 60, 'bbox_inches': 'tight'}\n"
)
_STYLE = re.compile(r"<style scoped>.*?</style>\n?", re.DOTALL)


def run(path: Path) -> nbformat.NotebookNode:
    """Run the notebook; fail at a cell that fails and at a character that the plot's font has not.

    The cell that makes warnings of glyphs heard is not part of what is returned.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_STRICT))
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    # Jupyter draws after the cell has run: a warning made an error would be shown, not raised.
    shown = json.dumps([cell.get("outputs", []) for cell in notebook.cells])
    assert not re.search(r"Glyph \d+", shown), "the plot lacks glyphs"
    del notebook.cells[0]
    return notebook


@dataclass(frozen=True, slots=True)
class Rendered:
    """A notebook as Markdown, with its pictures by name."""

    text: str
    pictures: dict[str, bytes] = field(default_factory=dict)


def rendered(notebook: nbformat.NotebookNode, name: str) -> Rendered:
    """Return a notebook that was run as Markdown."""
    said = f"*由 [notebooks/{name}.ipynb](../../notebooks/{name}.ipynb) 运行得到。Made by running it.*"
    parts: list[str] = []
    pictures: dict[str, bytes] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for output in cell.outputs:
            if output.get("name") == "stderr":
                continue
            parts.append(_output(output, f"{name}-{len(pictures) + 1}", pictures))
    head, *rest = parts
    return Rendered("\n\n".join([head, said, *filter(None, rest)]) + "\n", pictures)


def _output(output: Mapping[str, Any], name: str, pictures: dict[str, bytes]) -> str:
    data = output.get("data", {})
    if "image/svg+xml" in data:
        pictures[f"{name}.svg"] = data["image/svg+xml"].encode()
        return f"![图]({name}.svg)"
    if "image/png" in data:
        pictures[f"{name}.png"] = base64.b64decode(data["image/png"])
        return f"![图]({name}.png)"
    if "text/html" in data:
        html = _STYLE.sub("", data["text/html"])
        return re.sub(r"\n\s*\n", "\n", html.strip())
    return f"```text\n{output.get('text', data.get('text/plain', '')).rstrip()}\n```"


def main() -> None:
    """Write the notebooks anew."""
    RENDERED.mkdir(exist_ok=True)
    for old in RENDERED.glob("*"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in GRAPHS.items():
            os.environ[name] = str(build([texts], Path(folder) / name).generation.directory)
        for path in NOTEBOOKS:
            done = rendered(run(path), path.stem)
            (RENDERED / f"{path.stem}.md").write_text(done.text, encoding="utf-8")
            for picture, data in done.pictures.items():
                (RENDERED / picture).write_bytes(data)


if __name__ == "__main__":
    main()
