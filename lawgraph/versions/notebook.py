"""Two texts of a rule side by side in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.structure import read_document
from ingest.versions import Comparison, compare
from lawgraph.versions.page import table


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A comparison that Jupyter draws: left out on the left, put in on the right; ``whole`` with all provisions."""

    comparison: Comparison
    whole: bool = False

    def _repr_html_(self) -> str:
        return table(self.comparison, whole=self.whole)


def side_by_side(old: str | Path, new: str | Path, *, whole: bool = False) -> SideBySide:
    """Return two texts of one rule, read from files, as ``lawgraph diff`` compares them.

    Raises :class:`ingest.read.ReadError`. What speaks against the comparison (another title, no day) is in
    ``comparison.diagnostics``.
    """
    return SideBySide(compare(read_document(Path(old)), read_document(Path(new))), whole)
