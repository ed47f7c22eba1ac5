"""The recipes of ``docs/recipes.zh.md``: run as they stand, with what they print, kept true by ``test_recipes.py``.

``python -m tests.recipes`` (``make docs``) writes what they print anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lawgraph.build import build
from tests.commands import CommandFailed
from tests.commands import printed as command

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "recipes.zh.md"
SOURCES = {"build/graph": ROOT / "data" / "sources", "build/examples": ROOT / "data" / "examples"}
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_CODE = re.compile(r"^```(sh|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
MOST_LINES = 12  # of what is printed, the rest is counted


class RecipeFailed(Exception):
    """A block of a recipe ended with an error; the message has the block and what it said."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A section of the page: its title and its blocks, each with its language, code and what it is said to print."""

    title: str
    blocks: tuple[tuple[str, str, str], ...]


def recipes() -> Iterator[Recipe]:
    """Yield the recipes of the page that have code."""
    parts = _SECTION.split(PAGE.read_text("utf-8"))
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        yield Recipe(title, tuple((m[1], m[2], m[3] or "") for m in _CODE.finditer(text)))


def printed(language: str, code: str, graphs: Mapping[str, Path], folder: Path) -> str:
    """Run a block in ``folder`` on ``graphs`` and return what it prints to standard output, as the page shows it.

    Raises :class:`RecipeFailed`.
    """
    for name, path in graphs.items():
        code = code.replace(name, path.as_posix())
    try:
        out = _of_python(code, folder) if language == "python" else _of_commands(code, folder)
    except (CommandFailed, subprocess.CalledProcessError) as error:
        said = error.stdout + error.stderr if isinstance(error, subprocess.CalledProcessError) else error
        raise RecipeFailed(f"{code}\n{said}") from error
    lines = out.splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"……共 {len(lines)} 行"]
    return "".join(f"{line}\n" for line in lines)


def _of_python(code: str, folder: Path) -> str:
    """What a block prints in a Python of its own: nothing is imported that it does not import."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "error::UserWarning",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


def _of_commands(code: str, folder: Path) -> str:
    """Run commands; the page shows what they write, not what they print."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        for line in code.splitlines():
            if line.strip():
                command(*line.split()[1:], folder=folder)
    return ""


def rewritten(graphs: Mapping[str, Path], folder: Path) -> str:
    """Return the page with what its blocks print now."""

    def with_output(found: re.Match[str]) -> str:
        out = printed(found[1], found[2], graphs, folder)
        shown = f"\n```text\n{out}```\n" if out else ""
        return f"```{found[1]}\n{found[2]}```\n{shown}"

    return _CODE.sub(with_output, PAGE.read_text("utf-8"))


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphs = {key: folder / key.replace("/", "-") for key in SOURCES}
        for key, graph in graphs.items():
            build([SOURCES[key]], graph)
        PAGE.write_text(rewritten(graphs, folder), encoding="utf-8")


if __name__ == "__main__":
    main()
