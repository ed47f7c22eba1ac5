"""What a document says that others depend on: what it is, its days, what it repeals, amends and is a text of."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Amendment, Document
from ingest.resolve.identity import identify
from ingest.status.repeals import amends_of, repeals_of
from ingest.status.said import Amends as Amends
from ingest.status.said import Entry as Entry
from ingest.status.said import Extension as Extension
from ingest.status.said import OwnTime as OwnTime
from ingest.status.said import Renaming as Renaming
from ingest.status.said import Repeal as Repeal
from ingest.status.said import Said as Said
from ingest.status.said import imprint, units
from ingest.status.terms import (
    days_of_notes,
    days_said,
    entries_of,
    expiry_of,
    extensions_of,
    is_revision,
    noted_entry,
    own_times,
    plus,
    renamings_of,
)


@dataclass(frozen=True, slots=True)
class Header:
    """A document among others: its IRI and that of its work, title, number, kind, territory, issuers and days.

    ``dated`` is the day of this very text: that of its last amendment, or of its adoption. Days are ISO in the
    precision printed, ``None`` where the text says none. ``in_force_said`` and ``expires_said`` are the words that
    say so. ``other_titles`` are former or shorter names that the text itself says. ``dated_said`` are the words of
    the day on which it was made known or made, ``changed_said`` those of its last amendment. ``entries`` are all
    words of entry into force, ``times`` the own times of provisions, ``term`` that of the rule where the day from
    which it counts is not known. What it does to others:
    ``repeals``, ``amends``, ``extends`` and ``renames``. ``noted`` is the entry into force of this very text that the
    notes below its title tell, beside that of the rule in its articles; ``revised``: its last amendment is a
    revision (修订). ``days_told`` are all days in those notes: those of its making before a revision too.
    """

    document: str
    work: str
    title: str
    number: str | None
    document_type: str
    code: str | None
    level: str | None
    issuers: tuple[str, ...]
    dated: str | None
    adopted: str | None
    issued: str | None
    in_force: str | None
    expires: str | None
    amended: tuple[Amendment, ...] = ()
    based_on: tuple[str, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    in_force_said: Said | None = None
    expires_said: Said | None = None
    other_titles: tuple[str, ...] = ()
    approved: str | None = None
    dated_said: Said | None = None
    entries: tuple[Entry, ...] = ()
    times: tuple[OwnTime, ...] = ()
    term: str | None = None
    amends: tuple[Amends, ...] = ()
    extends: tuple[Extension, ...] = ()
    renames: tuple[Renaming, ...] = ()
    changed_said: Said | None = None
    noted: Entry | None = None
    revised: bool = False
    days_told: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Header:
        """Return the header of a document: its metadata, and what :mod:`ingest.status` reads in its words."""
        identity, metadata = identify(document), document.metadata
        place, said = metadata.jurisdiction, list(units(document))
        changed = [each.approved or each.date for each in metadata.amended if each.date]
        entries = entries_of(document, said)
        start, entry = _start(metadata.in_force, metadata.issued or metadata.adopted, entries)
        last_day, expiry, term = expiry_of(document, said, start or metadata.issued)
        renames = renamings_of(said)
        changed_said = days_said(said, document, max(changed, default=None))
        return cls(
            str(identity.document),
            identity.work,
            metadata.title,
            metadata.number,
            metadata.document_type,
            place.code if place else None,
            place.level if place else None,
            metadata.issuers,
            metadata.dated,
            metadata.adopted,
            metadata.issued,
            start,
            last_day,
            metadata.amended,
            metadata.based_on,
            repeals_of(document, said),
            entry.said if entry else None,
            expiry,
            tuple(dict.fromkeys(each.old for each in renames if each.new == metadata.title)),
            metadata.approved,
            (days_said([*said, *imprint(document)], document, start) if entry and entry.publication else None)
            or days_said(said, document, metadata.issued or metadata.adopted),
            entries,
            own_times(document, said),
            term,
            amends_of(document, said),
            extensions_of(said),
            renames,
            changed_said,
            noted_entry(said, document),
            changed_said is not None and is_revision(changed_said.text, max(changed)),
            days_of_notes(said, document),
        )


def _start(
    known: str | None, made: str | None, entries: tuple[Entry, ...]
) -> tuple[str | None, Entry | None]:
    """Return the day of entry into force of the whole, and the words that say so, if they do."""
    whole = [entry for entry in entries if not entry.paths and not entry.partial]
    parts = {entry.day for entry in entries if entry.paths or entry.partial}
    if not whole:
        return (None if known in parts else known), None
    last = whole[-1]
    same = next((entry for entry in reversed(whole) if entry.day is not None and entry.day == known), None)
    if same is not None:
        return known, same
    if last.after is not None and made is not None:
        count, unit = int(last.after.rstrip("日个月")), "个月" if "月" in last.after else "日"
        return plus(made, count, unit), last
    if last.after is not None:
        return None, last
    if last.publication or last.day is None:
        return (known if (last.publication or last.unread) and known not in parts else None), last
    return (last.day if known is None or known in parts else known), last
