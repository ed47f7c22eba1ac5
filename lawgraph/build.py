"""The main job: sources in, graph out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from ingest.annotate import annotate
from ingest.link import align, comparable
from ingest.model import Alignment, Annotation, Level
from ingest.read import ReadError, find_sources
from ingest.structure import read_document
from ingest.write.authority import referred_quads
from ingest.write.collection import Collection
from ingest.write.dataset import dataset_quads
from ingest.write.link_quads import link_quads
from ingest.write.names import Names
from ingest.write.nquads import document_quads
from lawgraph import __version__
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
    """What a build did: the new graph, what went in and which files failed.

    ``unlike`` counts the pairs of an upper and a lower rule that were not compared, being on other subjects.
    """

    generation: Generation
    annotations: tuple[Annotation, ...]
    alignments: tuple[Alignment, ...]
    unlike: int
    failures: tuple[ReadError, ...]


def annotate_file(path: Path) -> Annotation:
    """Read and annotate one file.

    Raises :class:`ingest.read.ReadError` if it cannot be read, and for a defect of this program: no file may
    stop the others. In Python's development mode (``python -X dev``) a defect is raised as it is.
    """
    try:
        return annotate(read_document(path))
    except ReadError:
        raise
    except Exception as defect:
        if sys.flags.dev_mode:
            raise
        raise ReadError(
            path,
            f"lawgraph has a defect that shows in this file ({type(defect).__name__}: {defect})",
            "report it with the file; 'python -X dev -m lawgraph' tells where it is",
        ) from defect


def is_upper(upper: Annotation, lower: Annotation) -> bool:
    """Tell whether ``lower`` can carry on ``upper``: a higher level whose territory contains the lower one's."""
    high, low = upper.document.metadata.jurisdiction, lower.document.metadata.jurisdiction
    if high is None or low is None:
        return False
    return _RANK[high.level] < _RANK[low.level] and contains(high.code, low.code)


def _annotated(paths: Sequence[Path], failures: list[ReadError], progress: Progress) -> dict[str, Annotation]:
    """Annotate each file that can be read, by the IRI of its document, in the order of the IRIs."""
    found: dict[str, tuple[tuple[str, str, str], Path, Annotation]] = {}
    for path in paths:
        progress(path.name)
        try:
            annotation = annotate_file(path)
        except ReadError as error:
            failures.append(error)
            continue
        iri, source = Names(annotation).document, annotation.document.source
        entry = ((source.sha256, source.name, str(path)), path, annotation)
        # Which of two texts stays, or of two copies under other names, must not depend on their order.
        kept, *dropped = sorted([entry, *([found[iri]] if iri in found else [])], key=lambda each: each[0])
        found[iri] = kept
        failures += [_other_text(each[1], kept[1]) for each in dropped if each[0][0] != kept[0][0]]
    return {iri: found[iri][2] for iri in sorted(found)}


def _other_text(path: Path, kept: Path) -> ReadError:
    return ReadError(
        path,
        f"another text of the document in {kept}",
        "build the two apart, or give one its own title or number in a metadata file beside it",
    )


def _once(lines: Iterable[str]) -> Iterator[str]:
    """Leave a triple in the first graph that says it.

    A query over the union of the named graphs meets a triple once for each graph that says it (Oxigraph does
    not merge them), and would count it so often.
    """
    said: set[str] = set()
    for line in lines:
        triple, _, _ = line.rpartition(" <")
        if triple not in said:
            said.add(triple)
            yield line


def build(sources: Sequence[Path], out: Path, progress: Progress = lambda _: None) -> BuildReport:
    """Build the graph of ``sources`` (files and folders) in the directory ``out``.

    A source that is missing or cannot be read is reported and the others go on. Raises :class:`NothingToBuild`
    if none could be read, and ``OSError`` if ``out`` cannot be written; the graph that was there is then
    unharmed.
    """
    searched = find_sources(sources)
    failures = list(searched.failures)
    found = _annotated(searched.paths, failures, progress)
    if not found:
        raise NothingToBuild(failures)
    annotations = tuple(found.values())
    alignments = []
    pairs = [pair for pair in permutations(annotations, 2) if is_upper(*pair)]
    for upper, lower in pairs:
        if comparable(upper, lower):
            progress(f"{lower.document.metadata.title} → {upper.document.metadata.title}")
            alignments.append(align(upper, lower))
    progress("N-Quads")
    collection = Collection(annotations)
    lines = [line for annotation in annotations for line in document_quads(annotation, collection)]
    lines += [line for alignment in alignments for line in link_quads(alignment)]
    lines += referred_quads(annotations)
    lines += dataset_quads(annotations, __version__)
    generation = write(out, _once(lines), found)
    unlike = len(pairs) - len(alignments)
    return BuildReport(generation, annotations, tuple(alignments), unlike, tuple(failures))
