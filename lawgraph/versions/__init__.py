"""Two texts of a rule side by side for people: on the terminal, as a page, a document, a workbook, in a notebook."""

from lawgraph.versions.notebook import SideBySide, side_by_side

__all__ = ["SideBySide", "side_by_side"]
