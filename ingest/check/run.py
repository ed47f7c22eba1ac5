"""All checks on a document: staleness, overstep, order in the text itself."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.check import order, overstep, staleness
from ingest.check.finding import Finding, Open
from ingest.check.others import Check, Library
from ingest.model import Resolved

CHECKS: tuple[Check, ...] = (*staleness.CHECKS, *overstep.CHECKS, *order.CHECKS)
"""The checks of all groups; each group exports its own."""


def findings(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give what is found on a document among the others, and what could not be judged, by group and kind.

    No day is asked for: a finding says since when it stands. The same document and library give the same findings.
    """
    for check in CHECKS:
        yield from check(resolved, library)
