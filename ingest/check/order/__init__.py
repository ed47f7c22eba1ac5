"""Order in the text itself: references, terms, figures and numbers that do not agree."""

from __future__ import annotations

from ingest.check.library import Check

CHECKS: tuple[Check, ...] = ()
"""The checks of this group, in the order of their kinds."""
