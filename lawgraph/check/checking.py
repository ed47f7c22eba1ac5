"""One document checked among the others, in this process or in that of a worker."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from ingest.check import run
from ingest.check.finding import Finding, Open
from ingest.check.others import Check, Library
from ingest.model import Resolved
from lawgraph.check.planned import Plan, PlannedLibrary
from lawgraph.check.shelf import lost_text


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found on a document (IRI) whatever the day, what was left open, which upper rules were compared.

    ``failed`` names the checks that did not come to their end because of a defect of this program, and the defect.
    """

    document: str
    findings: tuple[Finding, ...]
    left_open: tuple[Open, ...]
    uppers: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


def findings_of(
    resolved: Resolved, library: Library, checks: Sequence[Check] | None = None
) -> Iterator[Finding | Open]:
    """Yield what is found on a document among the others, and what could not be judged; no day is asked for.

    A finding with the key of one before it is left out: it says the same of the same words.
    """
    seen: set[str] = set()
    for check in run.CHECKS if checks is None else checks:
        for found in check(resolved, library):
            if isinstance(found, Open):
                yield found
            elif found.key not in seen:
                seen.add(found.key)
                yield found


def check_document(library: PlannedLibrary, document: str) -> Checked:
    """Check a document; a check that fails does not stop the others. Raises ``KeyError`` where its text is gone.

    In Python's development mode a defect is raised as it is.
    """
    resolved = library.resolved(document)
    findings: dict[str, Finding] = {}
    left_open: list[Open] = []
    failed: list[tuple[str, str]] = []
    for check in run.CHECKS:
        try:
            for found in findings_of(resolved, library, (check,)):
                if isinstance(found, Open):
                    left_open.append(found)
                else:
                    findings.setdefault(found.key, found)
        except Exception as defect:
            if sys.flags.dev_mode:
                raise
            name = getattr(check, "__name__", "check")
            failed.append((name, f"{type(defect).__name__}: {defect}"))
    unique = tuple(dict.fromkeys(left_open))
    return Checked(document, tuple(findings.values()), unique, library.uppers(document), tuple(failed))


@lru_cache(maxsize=1)
def library_at(plan: Path) -> PlannedLibrary:
    """Return the library of the plan that lies in a file; that of the last one is kept."""
    return PlannedLibrary(msgspec.msgpack.decode(plan.read_bytes(), type=Plan))


def check_planned(plan: Path, document: str, _: Path) -> Checked:
    """Check a document of the plan that lies in a file: the work of a worker.

    Raises :class:`ingest.read.ReadError` where its text is gone.
    """
    library = library_at(plan)
    try:
        library.resolved(document)
    except KeyError as gone:
        raise lost_text(library.shelved(document).text) from gone
    return check_document(library, document)
