"""部门: the bodies of a graph, and one of them: its names, its reforms, its duties, and who answers on other levels."""

from __future__ import annotations

from lawgraph.explorer.bodies.listing import listing
from lawgraph.explorer.bodies.one import one
from lawgraph.explorer.page import Asked, Page, Said, Shown

_LIST = ("q", "level", "place", "function", "kind", "role", "sort", "all", "offset")
_ONE = ("document", "modality")


def show(asked: Asked) -> Shown:
    """Return the list of bodies, or the page of the one whose path stands in the address."""
    return one(asked) if asked.path else listing(asked)


PAGE = Page("bodies", "/bodies", Said("部门", "Bodies"), show, (*_LIST, *_ONE), below=True)
