"""The stage of a build after the links: changes between texts, periods, and the findings on each document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from ingest.read import ReadError, one_line
from ingest.status.header import Header
from ingest.status.timeline import Timeline
from lawgraph.build.checking import FindingsNotes, base_key, findings_key, make_findings
from lawgraph.build.found import Links, Quads, defective
from lawgraph.build.parts import CHANGES, FINDINGS, PERIODS, SHELF, Part, Parts, key_of, write_part
from lawgraph.build.pool import Task
from lawgraph.build.timing import (
    changes_key,
    make_changes,
    make_periods,
    periods_key,
    successive,
)
from lawgraph.build.versions import checking

if TYPE_CHECKING:
    from lawgraph.build.asked import Shelf

_PER_PAIR = 20_000
"""How much work it is to check a document against an upper rule, in bytes of sources to annotate."""

Do = Callable[[Sequence[Task], str], Mapping[str, object]]
"""Have parts made, of a kind; return what each work returned by the key of its task, without those that failed."""


Digest = Callable[[Iterable[tuple[str | None, ...]]], str]
"""The digest of what the other documents answer to questions."""


class Known(Protocol):
    """What a build knows when this stage begins."""

    out: Path
    parts: Parts
    needed: set[Path]


@dataclass(frozen=True, slots=True)
class Timed:
    """What became of rules and what is asked of them: the parts with their quads, and defects of checks.

    ``asked`` are the documents (IRIs) with the keys of the findings on each.
    """

    parts: tuple[Part, ...]
    failures: tuple[ReadError, ...]
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()


def timed(known: Known, do: Do, quads: Mapping[str, Quads], links: Links) -> Timed:
    """Return what the stage makes."""
    from lawgraph.build.asked import Answers, BuiltLibrary, Shelf  # heavy
    from lawgraph.check.planned import Plan
    from lawgraph.check.shelf import Shelved

    headers = {iri: each.text.notes.header for iri, each in quads.items()}
    there = {iri: header for iri, header in sorted(headers.items()) if header is not None}
    sources = {iri: quads[iri].text.notes.sha256 for iri in there}
    parts = _changes(known, do, quads, list(successive(there.values())))
    folder = os.fsencode(known.out.absolute())
    shelf = Shelf(
        Plan(
            tuple(
                Shelved(folder, text.part.head.key, text.notes.name, there[iri], text.notes.listed)
                for iri in there
                for text in (quads[iri].text,)
            ),
            {lower: tuple(upper for upper, _ in pairs) for lower, pairs in links.keys.items()},
        ),
        sources,
        {iri: quads[iri].part.head.key for iri in there},
        dict(links.keys),
    )
    library = BuiltLibrary(shelf)
    parts.append(_periods(known, [each for iri in there for each in library.told.of(iri)], there, sources))
    found, failures = _findings(known, do, quads, shelf, Answers(library).digest)
    parts += found
    known.needed |= {part.path for part in parts}
    notes = [part.noted(FindingsNotes) for part in found]
    return Timed(tuple(parts), failures, tuple((each.document, each.keys) for each in notes))


def _changes(
    known: Known, do: Do, quads: Mapping[str, Quads], pairs: Sequence[tuple[str, str]]
) -> list[Part]:
    """Have the texts compared that are not; return the changes of all but those that went wrong."""
    keys, tasks = [], []
    for old, new in pairs:
        before, after = quads[old].text, quads[new].text
        key = changes_key(before.part.head.key, after.part.head.key)
        keys.append(key)
        if known.parts.find(key, CHANGES) is None:
            work = partial(make_changes, before.part.path, after.part.path, known.parts.path(key, CHANGES))
            name = one_line(f"{before.path.name} → {after.path.name}")
            tasks.append(Task(work, after.path, before.source.size + after.source.size, key, name))
    do(tasks, CHANGES)
    found = (known.parts.find(key, CHANGES) for key in keys)
    return [part for part in found if part is not None]


def _periods(
    known: Known, timelines: Sequence[Timeline], headers: Mapping[str, Header], sources: Mapping[str, str]
) -> Part:
    """Return the periods of all documents, written if they are not there."""
    key = periods_key(timelines, headers, sources)
    if known.parts.find(key, PERIODS) is None:
        make_periods(timelines, headers, sources, known.parts.path(key, PERIODS))
    return known.parts.read(key, PERIODS)


def _findings(
    known: Known, do: Do, quads: Mapping[str, Quads], shelf: Shelf, digest: Digest
) -> tuple[list[Part], tuple[ReadError, ...]]:
    """Have the documents checked for which another document answers otherwise than before; return all findings."""
    wanted = {base_key(key): iri for iri, key in shelf.quads.items()}
    paths = {base: quads[iri].text.path for base, iri in wanted.items()}
    found: dict[str, Part] = {}
    for part in _kept(known.parts):
        notes = part.noted(FindingsNotes)
        if notes.base in wanted and findings_key(notes.base, digest(notes.asked)) == part.head.key:
            found[notes.base] = part
            del wanted[notes.base]
    if wanted:
        data = msgspec.msgpack.encode(shelf.lying_in(None), order="deterministic")
        place = known.parts.path(key_of(SHELF, checking(), data), SHELF)
        write_part(place, None, [data])
        tasks = []
        for base, iri in wanted.items():
            weight = _PER_PAIR * (1 + len(shelf.pairs.get(iri, ())))
            tasks.append(Task(partial(make_findings, place, iri, base), paths[base], weight, base))
        for base, made in do(tasks, FINDINGS).items():
            found[base] = known.parts.read(str(made), FINDINGS)
    failures = tuple(
        defective(paths[base], check, what)
        for base in sorted(found)
        for check, what in found[base].noted(FindingsNotes).failed
    )
    return [found[base] for base in sorted(found)], failures


def _kept(parts: Parts) -> Iterator[Part]:
    """Yield the findings that earlier builds left, those that are as they were written."""
    for key in parts.keys(FINDINGS):
        if (part := parts.find(key, FINDINGS)) is not None:
            yield part
