"""Overstep: what a lower rule sets that only an upper one may set, or sets otherwise than the upper one.

``powers`` tells what a rule may set, ``making`` makes findings; each other module holds checks. What a rule may vary,
and what the law allows on conditions, is marked and stays low.
"""

from __future__ import annotations

from ingest.check.others import Check
from ingest.check.overstep.barriers import barriers
from ingest.check.overstep.circle import circle_narrower, definition_other, licence_condition, repetition
from ingest.check.overstep.duties import competence_other, deadline_longer, duty_weakened, figure_weakened
from ingest.check.overstep.fine_added import fine_added
from ingest.check.overstep.fine_optional import fine_optional
from ingest.check.overstep.fine_range import fine_outside
from ingest.check.overstep.making import joined
from ingest.check.overstep.matters import beyond_matters, rights_lessened
from ingest.check.overstep.setting import compulsion, enforcement, licences, penalties

_CHECKS: tuple[Check, ...] = (
    fine_outside,
    fine_optional,
    fine_added,
    penalties,
    licences,
    licence_condition,
    compulsion,
    enforcement,
    rights_lessened,
    beyond_matters,
    repetition,
    barriers,
    duty_weakened,
    figure_weakened,
    deadline_longer,
    circle_narrower,
    definition_other,
    competence_other,
)
CHECKS = tuple(joined(check) for check in _CHECKS)
"""The checks of this group, in the order of their kinds."""
