"""The folder that a server was opened on: its files, its graph, and what builds the one from the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lawgraph.explorer.importing.rebuilding import Rebuilding, command

HIDDEN = ".lawgraph"
"""The folder, in that of the sources, of what belongs to us; builds look into no folder of such a name."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The folder of the sources, the directory of its graph, and its builds."""

    folder: Path
    graph: Path
    rebuilding: Rebuilding

    @classmethod
    def of(cls, folder: Path, graph: Path | None = None, reviews: Path | None = None) -> Sources:
        """Return the sources in a folder; their graph lies in its hidden folder unless another place is named."""
        folder = folder.absolute()
        place = graph.absolute() if graph is not None else default_graph(folder)
        return cls(folder, place, Rebuilding(folder, place, command(folder, place), reviews))

    @property
    def incoming(self) -> Path:
        """Where files that are dropped lie until all of them is there."""
        return self.folder / HIDDEN / "incoming"


def default_graph(folder: Path) -> Path:
    """Return where the graph of a folder lies."""
    return folder / HIDDEN / "graph"
