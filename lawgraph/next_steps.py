"""What can be done next with a graph, with the commands to do it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lawgraph.store import DEFAULT_GRAPH, current

_NEXT = (
    ("问别的问题。Ask something else (lawgraph queries lists what there is):", "lawgraph query gaps"),
    (
        "在浏览器里浏览、检索、对照，或用 SPARQL。Read, search and compare in a browser, or ask in SPARQL:",
        "lawgraph serve",
    ),
    ("导出可交的表。Hand in a table:", "lawgraph export xlsx --out links.xlsx"),
)


def lines(graph: Path) -> list[str]:
    """Return each step and its command; raise :class:`queries.errors.GraphNotFound` if there is no graph."""
    current(graph)
    place = "" if graph == DEFAULT_GRAPH else f" --graph {graph}"
    program = _called_as()
    return [
        f"{number}. {says}\n   {command.replace('lawgraph', program, 1)}{place}"
        for number, (says, command) in enumerate(_NEXT, 1)
    ]


def _called_as() -> str:
    """How to call this program again from here: its bare name where the shell finds it."""
    called = sys.argv[0]
    if Path(called).name != "lawgraph":
        return "python -m lawgraph"
    return "lawgraph" if shutil.which("lawgraph") == called else called
