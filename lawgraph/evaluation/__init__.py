"""How right the program is on annotated documents: scorer, rows behind it, runs, figures, public formats.

``lawgraph evaluate`` is its command, ``benchmarks/accuracy.py`` holds the project's own gold to its floors by it.
What counts as a match is said in :mod:`lawgraph.evaluation.score`; how to use it, in ``docs/evaluation.en.md``.
"""

from pathlib import Path

FORMS = ("gold", "govdoc-cn", "lcr-cn")
"""The forms of annotations that can be scored: the project's own, and two public ones."""
LAST_RUN = Path("build/evaluation-last.json")
"""Where a run is saved unless the user says otherwise."""
