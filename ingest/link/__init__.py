"""Links between levels: which provision of a lower rule carries on which of an upper one, and which none.

``profile`` tells what a rule is about, ``index`` which rules are worth comparing. Of two that are, ``units`` chooses
what is compared, ``signals`` measures, ``scorer`` weighs what was measured, ``alignment`` chooses, ``evidence`` quotes,
``comparison`` and ``relation`` say what the lower rule did, ``gaps`` names what has no counterpart.
"""

from __future__ import annotations

from ingest.link.alignment import align
from ingest.link.index import ALIKE, LIMIT, Pair, Pairs, Why, choose_pairs
from ingest.link.kept import Kept
from ingest.link.profile import Features, features
from ingest.link.units import know_words, word_places

__all__ = [
    "ALIKE",
    "LIMIT",
    "Features",
    "Kept",
    "Pair",
    "Pairs",
    "Why",
    "align",
    "choose_pairs",
    "features",
    "know_words",
    "word_places",
]
