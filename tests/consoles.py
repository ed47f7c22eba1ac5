"""Commands and queries that pages of the documentation show with what they print, kept true by ``test_consoles.py``.

A block ``console`` has commands behind ``$`` and what they print; a block ``sparql`` is followed by a block ``text``
with its answer over the invented family. ``python -m tests.consoles`` (``make docs``) writes what they print anew.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lawgraph.build import build
from tests.commands import printed

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = tuple(
    f"{name}.{language}.md"
    for name in ("analysts", "accuracy", "sparql", "adding", "operators")
    for language in ("zh", "en")
)
EXAMPLES = "build/examples"
_BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```\n|^```sparql\n(?P<query>.*?)^```\n(?:\n```text\n.*?^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_MOST, _WIDEST = 14, 110  # lines of what one command prints, and characters of a line: the rest is left out


@cache  # pages in two languages ask much the same
def _ran(command: tuple[str, ...], given: str, graph: Path, columns: int) -> str:
    """Run the command of the program on the graph; raise :class:`tests.commands.CommandFailed` if it fails."""
    arguments = (word.replace(EXAMPLES, str(graph)) for word in command)
    out = printed(*arguments, folder=ROOT, columns=columns, given=given)
    lines = [line.rstrip() for line in out.lstrip("\ufeff").replace(str(graph), EXAMPLES).splitlines()]
    lines = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in lines]
    more = ["…"] if len(lines) > _MOST else []
    return "".join(f"{line}\n" for line in lines[:_MOST] + more)


def _console(block: str, graph: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ lawgraph "):
            yield f"{line}\n{_ran(tuple(shlex.split(line)[2:]), '', graph, 110)}"


def rewritten(text: str, graph: Path) -> str:
    """Return a page with what its commands print now, of the graph of the invented family."""

    def with_output(found: re.Match[str]) -> str:
        if found["console"] is not None:
            return "```console\n" + "".join(_console(found["console"], graph)) + "```\n"
        out = _ran(("query", "-", "--graph", EXAMPLES), found["query"], graph, 90)
        return f"```sparql\n{found['query']}```\n\n```text\n{out.strip(chr(10))}\n```\n"

    return _BLOCK.sub(with_output, text)


def main() -> None:
    """Write the pages anew."""
    with tempfile.TemporaryDirectory() as name:
        graph = Path(name) / "examples"
        build([ROOT / "data" / "examples"], graph)
        for page in PAGES:
            path = DOCS / page
            path.write_text(rewritten(path.read_text("utf-8"), graph), "utf-8")


if __name__ == "__main__":
    main()
