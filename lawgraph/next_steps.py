"""What can be done next with a graph, with the commands to do it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lawgraph.store import DEFAULT_GRAPH, current

_NEXT = (
    ("问别的问题。Ask something else (lawgraph queries lists what there is):", "lawgraph query gaps"),
    ("在浏览器里看对应关系。See the links in a browser:", "lawgraph export html --out links.html"),
    ("用 SPARQL 或其他工具。Ask in SPARQL or from other tools:", "lawgraph serve"),
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
