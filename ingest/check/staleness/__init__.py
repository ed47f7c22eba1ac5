"""Staleness: rules that cite, name or rest on what is no longer so.

No finding stands from a day on which the rule itself is no longer in force; what is not known is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.check.finding import Finding, Open
from ingest.check.making import iri_of
from ingest.check.others import Check, Library
from ingest.check.staleness.bases import bases
from ingest.check.staleness.bodies import abolished
from ingest.check.staleness.citations import cited
from ingest.check.staleness.terms import expired, over, upper_over
from ingest.model import Resolved
from ontology.states import State

_NO_LONGER = frozenset({State.EXPIRED, State.REPEALED, State.SUPERSEDED})


def _while_in_force(check: Callable[[Resolved, Library], Iterator[Finding | Open]], name: str) -> Check:
    """Leave out what stands only from a day on which the rule is no longer in force."""

    def within(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
        periods = library.timeline(iri_of(resolved.annotation.document)).periods
        end = periods[-1].since if periods and periods[-1].state in _NO_LONGER else None
        for found in check(resolved, library):
            if isinstance(found, Open) or end is None or found.since is None or found.since < end:
                yield found

    within.__name__ = name
    return within


CHECKS: tuple[Check, ...] = (
    _while_in_force(cited, "cited"),
    _while_in_force(abolished, "abolished"),
    _while_in_force(bases, "bases"),
    expired,
    _while_in_force(over, "over"),
    _while_in_force(upper_over, "upper_over"),
)
"""The checks of this group, in the order of their kinds."""
