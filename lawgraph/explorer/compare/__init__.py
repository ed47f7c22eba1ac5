"""对照表: provisions of two levels side by side, one row a matter; or of three levels or many places.

Without documents the page lists the pairs that were compared. With two it shows every link and every gap between
them, fifty at a time, chosen by filters that are over all. With three or more it shows one row a matter and one column
a document (:mod:`lawgraph.levels`).
"""

from lawgraph.explorer.compare.page import PAGE

__all__ = ["PAGE"]
