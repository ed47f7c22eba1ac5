"""Three levels, or many places, side by side."""

from __future__ import annotations

from lawgraph.explorer.compared import Name
from lawgraph.explorer.page import Asked, Shown
from lawgraph.stored_links import Reader


def beside(asked: Asked, reader: Reader, every: tuple[Name, ...]) -> Shown:
    """Show one row a matter and one column a document."""
    raise NotImplementedError
