"""What a reader gives for the bytes of a file."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.text import Diagnostic, Mark


@dataclass(frozen=True, slots=True)
class Content:
    """The characters of a file: all offsets count in ``text``, which nobody changes after the reader.

    ``encoding`` is how the bytes were decoded (of a package, its own parts); ``marks`` are what the file sets
    apart, in the order of their beginnings; ``diagnostics`` say what could not be taken or had to be decided.
    """

    text: str
    encoding: str = "utf-8"
    marks: tuple[Mark, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
