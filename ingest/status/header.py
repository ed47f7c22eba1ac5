"""What a document says that others depend on: what it is, its days, what it repeals, amends and is a text of."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Amendment, Document
from ingest.resolve.identity import identify
from ingest.text import Span


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a document: at which path, where (code points of the source text); ``path`` None is its front."""

    path: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Repeal:
    """A rule, or provisions of it, that a document repeals, by its title and number, with the words that say so.

    ``since`` is the day (ISO) from which on, None where it is that on which the repealing document enters into force.
    ``articles`` are paths in the repealed rule where only these are repealed.
    """

    title: str
    number: str | None
    said: Said
    since: str | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """A document among others: its IRI and that of its work, title, number, kind, territory, issuers and days.

    ``dated`` is the day of this very text: that of its last amendment, or of its adoption. Days are ISO in the
    precision printed, ``None`` where the text says none. ``in_force_said`` and ``expires_said`` are the words that
    say so. ``other_titles`` are former or shorter names that the text itself says.
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

    @classmethod
    def of(cls, document: Document) -> Header:
        """Return the header of a document; ``repeals`` and the words are read by :mod:`ingest.status`."""
        identity, metadata = identify(document), document.metadata
        place = metadata.jurisdiction
        days = [each.date for each in metadata.amended if each.date]
        return cls(
            str(identity.document),
            identity.work,
            metadata.title,
            metadata.number,
            metadata.document_type,
            place.code if place else None,
            place.level if place else None,
            metadata.issuers,
            max([*days, *([metadata.adopted] if metadata.adopted else [])], default=metadata.issued),
            metadata.adopted,
            metadata.issued,
            metadata.in_force,
            metadata.expires,
            metadata.amended,
            metadata.based_on,
        )
