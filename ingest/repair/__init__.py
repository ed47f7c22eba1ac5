"""Repair: a source text as the logical lines that its author wrote, with everything taken out on record."""

from ingest.repair.characters import close_up
from ingest.repair.lines import Repaired, repair

__all__ = ["Repaired", "close_up", "repair"]
