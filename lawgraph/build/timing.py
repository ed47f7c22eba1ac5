"""What became of rules in time: the texts of each compared, and the periods of all documents.

Two texts are compared where one follows the other; the periods are told from the headers of all documents together,
in one process, since a repeal anywhere changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from ingest.status.header import Header
from ingest.status.timeline import Timeline
from lawgraph.build.documents import annotation_of
from lawgraph.build.lines import runs, unique
from lawgraph.build.parts import CHANGES, PERIODS, key_of, read_part, write_lines
from lawgraph.build.versions import comparing


def successive(headers: Iterable[Header]) -> Iterator[tuple[str, str]]:
    """Yield the texts of each rule that follow one another, by IRIs: the older first.

    A text without a day, and texts of one rule with the same day, follow nothing: which is the older is not known.
    """
    from ingest.versions import versions_of  # heavy

    for versions in versions_of(headers):
        for old, new in pairwise(versions.ordered):
            yield old.document, new.document


def changes_key(old: str, new: str) -> str:
    """Return the key of the changes between two texts, given their keys."""
    return key_of(CHANGES, comparing(), old, new)


def make_changes(old: Path, new: Path, target: Path, _: Path) -> None:
    """Compare two texts and write their quads; raises :class:`lawgraph.build.parts.PartDamaged`."""
    from ingest.versions import compare  # heavy, and not needed by the process that only asks
    from ingest.write.change_quads import change_quads

    before, after = (annotation_of(read_part(text)).document for text in (old, new))
    write_lines(target, None, runs(unique(change_quads(compare(before, after)))))


def periods_key(
    timelines: Sequence[Timeline], headers: Mapping[str, Header], sources: Mapping[str, str]
) -> str:
    """Return the key of the periods of all documents."""
    works = sorted((iri, header.work, header.dated) for iri, header in headers.items())
    said = [msgspec.msgpack.encode(each, order="deterministic") for each in (timelines, works, sources)]
    return key_of(PERIODS, comparing(), *said)


def make_periods(
    timelines: Sequence[Timeline], headers: Mapping[str, Header], sources: Mapping[str, str], target: Path
) -> None:
    """Write the quads of the periods of all documents."""
    from ingest.write.status_quads import status_quads  # heavy

    write_lines(target, None, runs(unique(status_quads(timelines, headers, sources))))
