"""Links between levels: which provision of a lower rule carries on which of an upper one, and which none.

``subject`` tells whether two rules are worth comparing, ``units`` chooses what is compared, ``signals``
measures, ``scorer`` weighs what was measured, ``alignment`` chooses, ``evidence`` quotes, ``comparison`` and
``relation`` say what the lower rule did, ``gaps`` names what has no counterpart.
"""

from __future__ import annotations

from ingest.link.alignment import align
from ingest.link.subject import comparable

__all__ = ["align", "comparable"]
