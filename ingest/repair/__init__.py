"""Repair: a source text as the logical lines that its author wrote, with everything taken out on record."""

from ingest.repair.characters import REREAD, close_up, kind_of_reading, plain_name
from ingest.repair.lines import Repaired, repair

__all__ = ["REREAD", "Repaired", "close_up", "kind_of_reading", "plain_name", "repair"]
