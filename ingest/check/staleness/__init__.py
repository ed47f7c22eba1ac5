"""Staleness: rules that cite, name or rest on what is no longer so."""

from __future__ import annotations

from ingest.check.library import Check

CHECKS: tuple[Check, ...] = ()
"""The checks of this group, in the order of their kinds."""
