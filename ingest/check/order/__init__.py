"""Order in the text itself: references, terms, figures and numbers that do not agree.

Where the reading of the text is the likelier cause, nothing is found and it is left open.
"""

from __future__ import annotations

from ingest.check.order.figures import differing
from ingest.check.order.numbering import broken
from ingest.check.order.references import absent
from ingest.check.order.terms import undefined, unused
from ingest.check.others import Check

CHECKS: tuple[Check, ...] = (absent, unused, undefined, differing, broken)
"""The checks of this group, in the order of their kinds."""
