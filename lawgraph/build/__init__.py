"""Building a graph: parts for each document and each pair, merged into one sorted file and a store.

``run`` is the job; ``documents`` and ``linking`` make parts, ``parts`` keeps them, ``packing`` writes annotations,
``versions`` tells when they are out of date; ``pairs`` chooses what is linked, ``pool`` has the processes, ``merge``
writes the graph, ``manifest`` remembers the sources; ``events`` and ``outcome`` tell.
"""

from __future__ import annotations

from lawgraph.annotator import annotate_file
from lawgraph.build.events import Event
from lawgraph.build.outcome import BuildReport, NothingToBuild
from lawgraph.build.run import build

__all__ = ["BuildReport", "Event", "NothingToBuild", "annotate_file", "build"]
