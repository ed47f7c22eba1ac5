"""What is made of one document when all others are there: the questions that the checks ask a lawyer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lawgraph.build.lines import runs, unique
from lawgraph.build.parts import FINDINGS, PartDamaged, key_of, read_part, write_lines
from lawgraph.build.versions import checking
from lawgraph.memory import kept_for_all

if TYPE_CHECKING:
    from lawgraph.build.asked import Answers, Asked, Question, Shelf


class FindingsNotes(msgspec.Struct, array_like=True, frozen=True):
    """What the head of the findings on a document says: what was asked of the others, how many there are by kind.

    ``base`` is the key of the document that was checked (:func:`base_key`).
    ``failed`` names the checks that did not come to their end because of a defect of this program, and the defect.
    ``keys`` are those of the findings (:attr:`ingest.check.finding.Finding.key`) on ``document`` (its IRI).
    """

    base: str
    asked: tuple[tuple[str | None, ...], ...]
    kinds: tuple[tuple[str, int], ...]
    failed: tuple[tuple[str, str], ...] = ()
    document: str = ""
    keys: tuple[str, ...] = ()


def base_key(quads: str) -> str:
    """Return the key of a document to be checked, given that of its quads, whatever the others answer."""
    return key_of(FINDINGS, checking(), quads)


def findings_key(base: str, answers: str) -> str:
    """Return the key of the findings on a document, given its own and the digest of what the others answered."""
    return key_of(FINDINGS, base, answers)


def shelf_of(path: Path) -> Shelf:
    """Return what a build knows; raises :class:`PartDamaged`."""
    from lawgraph.build.asked import Shelf  # heavy

    part = read_part(path)
    try:
        shelf = msgspec.msgpack.decode(part.block(part.head.blocks[0]), type=Shelf)
    except (msgspec.MsgspecError, ValueError, TypeError, IndexError, RecursionError) as error:
        raise PartDamaged(path) from error
    return shelf.lying_in(path.absolute().parent.parent.parent)


@lru_cache(maxsize=1)
def _library(shelf: Path) -> tuple[Asked, Answers]:
    """Return the documents of a build, ready, and their answers; those of the last build are kept."""
    from lawgraph.build.asked import Answers, Asked  # heavy

    with kept_for_all():
        library = Asked(shelf_of(shelf))
        library.make_ready()
    return library, Answers(library)


def make_findings(shelf: Path, document: str, base: str, _: Path) -> str:
    """Check a document and write the quads of what is found; return the key of the part.

    Raises :class:`PartDamaged`.
    """
    from ingest.write.finding_quads import (
        finding_quads,
    )  # heavy, and not needed by the process that only asks
    from lawgraph.check.checking import check_document

    library, answers = _library(shelf)
    library.questions.clear()
    checked = check_document(library, document)
    asked: tuple[Question, ...] = tuple(
        sorted(library.questions, key=lambda each: [one or "" for one in each])
    )
    key = findings_key(base, answers.digest(asked))
    names = [finding.kind for finding in checked.findings]
    counts = tuple((kind, names.count(kind)) for kind in sorted(set(names)))
    keys = tuple(finding.key for finding in checked.findings)
    lines = unique(finding_quads(checked.findings, library.shelf.sources))
    target = shelf.parent.parent / key[:2] / f"{key}.{FINDINGS}"
    write_lines(target, FindingsNotes(base, asked, counts, checked.failed, document, keys), runs(lines))
    return key
