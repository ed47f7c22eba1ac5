"""The main job: sources in, graph out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from ingest.annotate import annotate
from ingest.link import align
from ingest.model import Alignment, Annotation, Level
from ingest.read import ReadError, find_sources
from ingest.structure import read_document
from ingest.write.names import Names
from ingest.write.nquads import authority_quads, dataset_quads, document_quads, link_quads
from lawgraph.store import Generation, write
from ontology.divisions import contains

_RANK = {level: rank for rank, level in enumerate(Level)}

Progress = Callable[[str], None]


class NothingToBuild(Exception):
    """No source could be read."""

    def __init__(self, failures: Sequence[ReadError]) -> None:
        super().__init__("no source could be read")
        self.failures = tuple(failures)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the new graph, what went in and which files failed."""

    generation: Generation
    annotations: tuple[Annotation, ...]
    alignments: tuple[Alignment, ...]
    failures: tuple[ReadError, ...]


def annotate_file(path: Path) -> Annotation:
    """Read and annotate one file. Raises :class:`ingest.read.ReadError` if it cannot be read."""
    return annotate(read_document(path))


def is_upper(upper: Annotation, lower: Annotation) -> bool:
    """Tell whether ``lower`` can carry on ``upper``: a higher level whose territory contains the lower one's."""
    high, low = upper.document.metadata.jurisdiction, lower.document.metadata.jurisdiction
    if high is None or low is None:
        return False
    return _RANK[high.level] < _RANK[low.level] and contains(high.code, low.code)


def _annotated(
    paths: Sequence[Path], failures: list[ReadError], progress: Progress
) -> Iterator[tuple[str, Annotation]]:
    for path in paths:
        progress(path.name)
        try:
            annotation = annotate_file(path)
        except ReadError as error:
            failures.append(error)
            continue
        yield Names(annotation).document, annotation


def build(sources: Sequence[Path], out: Path, progress: Progress = lambda _: None) -> BuildReport:
    """Build the graph of ``sources`` (files and folders) in the directory ``out``.

    A file that cannot be read is reported and the others go on. Raises :class:`NothingToBuild` if none could
    be read, ``ReadError`` if a source is missing or a folder holds no documents, and ``OSError`` if ``out``
    cannot be written; the graph that was there is then unharmed.
    """
    failures: list[ReadError] = []
    # One text under two names is one document; the order of the sources must not matter.
    found = dict(sorted(_annotated(find_sources(sources), failures, progress), key=lambda entry: entry[0]))
    if not found:
        raise NothingToBuild(failures)
    annotations = tuple(found.values())
    alignments = []
    for upper, lower in permutations(annotations, 2):
        if is_upper(upper, lower):
            progress(f"{lower.document.metadata.title} → {upper.document.metadata.title}")
            alignments.append(align(upper, lower))
    progress("N-Quads")
    lines = [line for annotation in annotations for line in document_quads(annotation)]
    lines += [line for alignment in alignments for line in link_quads(alignment)]
    lines += authority_quads(annotations)
    lines += dataset_quads(annotations)
    generation = write(out, lines, found)
    return BuildReport(generation, annotations, tuple(alignments), tuple(failures))
