"""What a document asks of the documents read together with it, and the answers, which are all it depends on.

A document that asks the same and is answered the same is resolved the same, whatever else is in the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ingest.model import Annotation
from ingest.resolve.citations import cited_day, code_of, date_of
from ingest.resolve.collection import Entry


class Question(NamedTuple):
    """Which documents a title, a number or both mean in a text of a date and a territory."""

    title: str | None
    number: str | None
    date: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents that are meant, and whether the only one had been repealed."""

    entries: tuple[Entry, ...]
    repealed: bool


def questions(annotation: Annotation) -> tuple[Question, ...]:
    """Return what :func:`ingest.resolve.resolve` will ask for a document, each once, in order."""
    date, code = date_of(annotation), code_of(annotation)
    asked = [
        (each.title, each.number, cited_day(each, annotation))
        for each in annotation.citations
        if not each.internal
    ]
    asked += [(title, None, date) for title in annotation.document.metadata.based_on]
    return tuple(Question(title, number, day, code) for title, number, day in dict.fromkeys(asked))


class Answers:
    """Answers that were given before, in the place of the collection that gave them.

    A question that was not asked then has no answer: ``KeyError``.
    """

    def __init__(self, answers: Mapping[Question, Answer]) -> None:
        self._answers = answers
        self._repealed = {
            (answer.entries[0].iri, question.date): answer.repealed
            for question, answer in answers.items()
            if len(answer.entries) == 1
        }

    def find(
        self, title: str | None, number: str | None, date: str | None, code: str | None = None
    ) -> tuple[Entry, ...]:
        """Return the documents that were meant."""
        return self._answers[Question(title, number, date, code)].entries

    def repealed(self, entry: Entry, date: str | None) -> bool:
        """Whether ``entry`` had been repealed."""
        return self._repealed[entry.iri, date]
