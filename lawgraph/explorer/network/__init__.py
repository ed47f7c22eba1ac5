"""The page 图: what stands around a document, a provision or a body, drawn in layers; and the documents as a whole."""

from lawgraph.explorer.network.page import PAGE

__all__ = ["PAGE"]
