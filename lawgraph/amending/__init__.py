"""What ``lawgraph amend`` tells of a consolidated text: JSON, and a page or paper with the changes marked."""

from lawgraph.amending.page import page
from lawgraph.amending.paper import paper
from lawgraph.amending.telling import as_json, outcome_lines

__all__ = ["as_json", "outcome_lines", "page", "paper"]
