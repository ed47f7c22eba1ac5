"""A finding: the words that give rise to a question, those of the other side, and the law behind the question."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.text import Span
from ontology.iri import text_digest
from ontology.states import Gravity


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a document: its IRI and title, the path of the provision (None: the front), the very characters.

    ``spans`` are code points of its source text; empty, with empty ``text``, for a document as a whole.
    """

    document: str
    title: str
    path: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LawBehind:
    """An article of law behind a check.

    ``law`` is its title, ``article`` as printed (第十四条第二款). ``then`` are the words in the version in force when
    the lower rule was made, with its day ``version``; both None where that version is not known: then nothing is
    judged by a later one. ``today`` are the words of the version known last, with its day ``today_version``, and
    ``today_article`` its number there where it is another (立法法 2015, art. 72 para. 2 is art. 81 para. 1 since 2023).
    """

    law: str
    article: str
    version: str | None
    then: str | None
    today_version: str | None
    today: str | None
    today_article: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A question to a lawyer about words of a document.

    ``kind`` is that of ``ontology/checks/kinds.tsv``. ``there`` is the other side (the upper rule, the repealing
    document, the article that is not there), None where there is none. ``why`` says in words of the case what was
    found, and ``note`` why it may be lawful, both in Chinese and English. ``confidence`` is 0 to 1: how often such a
    finding was right when read. ``since`` is the day (ISO) from which on it stands, None: from the beginning.
    ``answering`` are the names of the bodies that answer for the provision. ``review`` is who confirmed or dismissed
    it, and when, where a person did.
    """

    kind: str
    here: Quoted
    there: Quoted | None
    law: tuple[LawBehind, ...]
    gravity: Gravity
    confidence: float
    why: tuple[str, str]
    note: tuple[str, str] | None = None
    since: str | None = None
    answering: tuple[str, ...] = ()
    rule: str = field(default="", kw_only=True)
    review: str | None = field(default=None, kw_only=True)

    @property
    def key(self) -> str:
        """What tells it from others, in every build: its kind, and the two places, by sixteen hexadecimal digits."""
        other = self.there
        places = [self.here.document, self.here.path or "", self.here.text]
        places += [other.document, other.path or ""] if other else []
        return text_digest("\n".join([self.kind, *places]))[:16]


@dataclass(frozen=True, slots=True)
class Open:
    """What a check could not judge: its ``kind`` and ``path`` (None: the document), and why, in Chinese and English.

    It is no finding: what is not known is said and left open.
    """

    kind: str
    path: str | None
    why: tuple[str, str]
