"""The main job: sources in, graph out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import permutations
from pathlib import Path

from ingest.annotate import annotate
from ingest.link import align
from ingest.model import Alignment, Annotation, Level
from ingest.read import ReadError, find_sources
from ingest.structure import read_document
from ingest.write.authority import referred_quads
from ingest.write.dataset import dataset_quads
from ingest.write.link_quads import link_quads
from ingest.write.names import Names
from ingest.write.nquads import document_quads
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


def _annotated(paths: Sequence[Path], failures: list[ReadError], progress: Progress) -> dict[str, Annotation]:
    """Annotate each file that can be read, by the IRI of its document, in the order of the IRIs."""
    found: dict[str, tuple[str, Path, Annotation]] = {}
    for path in paths:
        progress(path.name)
        try:
            annotation = annotate_file(path)
        except ReadError as error:
            failures.append(error)
            continue
        iri, digest = Names(annotation).document, annotation.document.source.sha256
        if iri in found and found[iri][0] != digest:
            # Which of two texts stays must not depend on the order of the files.
            kept, dropped = sorted([found[iri], (digest, path, annotation)], key=lambda entry: entry[0])
            failures.append(_other_text(dropped[1], kept[1]))
            found[iri] = kept
        else:
            found.setdefault(iri, (digest, path, annotation))
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

    A file that cannot be read is reported and the others go on. Raises :class:`NothingToBuild` if none could
    be read, ``ReadError`` if a source is missing or a folder holds no documents, and ``OSError`` if ``out``
    cannot be written; the graph that was there is then unharmed.
    """
    failures: list[ReadError] = []
    found = _annotated(find_sources(sources), failures, progress)
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
    lines += referred_quads(annotations)
    lines += dataset_quads(annotations, version("lawgraph"))
    generation = write(out, _once(lines), found)
    return BuildReport(generation, annotations, tuple(alignments), tuple(failures))
