"""The texts of a rule that is cited: which was there when it was cited, which is the last, what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.check.finding import Quoted
from ingest.check.others import Library
from ingest.model import Annotation
from ingest.resolve import identify
from ingest.status.header import Header
from ingest.status.timeline import Ground, Period
from ontology.states import GroundKind, State

REPLACED = frozenset({GroundKind.SUCCESSOR, GroundKind.RENAMED})
"""Why another rule stands in the place of one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The texts of one rule in the order of their days, those without a day first."""

    texts: tuple[Header, ...]

    @property
    def last(self) -> Header:
        """The text that is known last."""
        return self.texts[-1]

    def at(self, day: str | None) -> Header | None:
        """Return the text that stood on a day (ISO); None where no text of that time is known."""
        known = [text for text in self.texts if text.dated and day and text.dated <= day]
        return known[-1] if known else None

    def after(self, day: str) -> tuple[Header, ...]:
        """Return the texts that were made after a day."""
        return tuple(text for text in self.texts if text.dated and text.dated > day)


def own_header(annotation: Annotation, library: Library) -> Header:
    """Return the header of a document: as the library knows it, else as it says itself."""
    document = annotation.document
    return library.header(str(identify(document).document)) or Header.of(document)


def rule_of(title: str | None, number: str | None, citing: Header, library: Library) -> Rule | None:
    """Return the rule that a title and number mean in a document; None where none, or several, could be meant."""
    found = [
        text
        for text in library.find(title, number, citing.dated, citing.code)
        if text.document != citing.document
    ]
    if len({text.work for text in found}) != 1 or found[0].work == citing.work:
        return None
    return Rule(tuple(sorted(found, key=lambda text: (text.dated or "", text.document))))


def end_of(rule: Rule, library: Library) -> Period | None:
    """Return the period from which on the last text of a rule is repealed, or another rule stands in its place.

    A rule that was amended is not at its end: who cites it means it as it now is.
    """
    for period in library.timeline(rule.last.document).periods[-1:]:
        replaced = any(ground.kind in REPLACED for ground in period.grounds)
        if period.state is State.REPEALED or (period.state is State.SUPERSEDED and replaced):
            return period
    return None


def quoted_ground(ground: Ground, library: Library) -> Quoted:
    """Return the words that a period rests on."""
    header = library.header(ground.document)
    return Quoted(ground.document, header.title if header else "", ground.path, ground.text, ground.spans)


def later(one: str | None, other: str | None) -> str | None:
    """Return the later of two days (ISO), each of which may not be known."""
    return max(filter(None, (one, other)), default=None)
