"""The desk at which people decide on links and gaps."""

from __future__ import annotations


class Desk:
    """Takes decisions of people (to be built)."""
