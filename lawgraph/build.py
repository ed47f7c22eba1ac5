"""The main job: sources in, graph out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from ingest.link import align, comparable
from ingest.model import Alignment, Annotation, Level
from ingest.read import ReadError, Sources, find_sources, one_line, printable
from ingest.resolve import Collection, resolve
from ingest.write.authority import referred_quads
from ingest.write.dataset import dataset_quads
from ingest.write.link_quads import link_quads
from ingest.write.names import Names
from ingest.write.nquads import document_quads
from ingest.write.quality import quality_quads
from lawgraph import SECONDS_PER_DOCUMENT, __version__
from lawgraph.annotator import Annotator, annotate_file
from lawgraph.evaluation.published import measurements, published, samples
from lawgraph.store import Generation, check_place, write
from ontology.divisions import contains

__all__ = ["BuildReport", "NothingToBuild", "annotate_file", "build", "is_upper"]

_RANK = {level: rank for rank, level in enumerate(Level)}

Progress = Callable[[str], None]


class NothingToBuild(Exception):
    """No source could be read."""

    def __init__(self, failures: Sequence[ReadError], notes: Sequence[ReadError]) -> None:
        super().__init__("no source could be read")
        self.failures = tuple(failures)
        self.notes = tuple(notes)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the new graph, what went in, which files failed, and notes on others left out.

    ``unlike`` counts the pairs of an upper and a lower rule that were not compared, being on other subjects.
    """

    generation: Generation
    annotations: tuple[Annotation, ...]
    alignments: tuple[Alignment, ...]
    unlike: int
    failures: tuple[ReadError, ...]
    notes: tuple[ReadError, ...]


def is_upper(upper: Annotation, lower: Annotation) -> bool:
    """Tell whether ``lower`` can carry on ``upper``: a higher level whose territory contains the lower one's."""
    high, low = upper.document.metadata.jurisdiction, lower.document.metadata.jurisdiction
    if high is None or low is None:
        return False
    return _RANK[high.level] < _RANK[low.level] and contains(high.code, low.code)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was annotated."""

    path: Path
    annotation: Annotation

    @property
    def order(self) -> tuple[str, str, str]:
        """What tells which of two files of one document stays: never their order in the build."""
        source = self.annotation.document.source
        return source.sha256, source.name, str(self.path)


def _annotated(
    sources: Sources, seconds: float, progress: Progress
) -> tuple[dict[str, Annotation], list[ReadError], list[ReadError]]:
    """Annotate each file that can be read, by the IRI of its document, in the order of the files' names.

    Returns failures and notes as well, those of ``sources`` first.
    """
    found: dict[str, _Read] = {}
    failures, notes = list(sources.failures), list(sources.notes)
    with Annotator(seconds, annotate_file) as annotator:
        for path in sources.paths:
            progress(one_line(printable(path.name)))
            try:
                annotation = annotator.annotate(path)
            except ReadError as error:
                failures.append(error)
                continue
            iri = Names(annotation).document
            entries = [_Read(path, annotation), *([found[iri]] if iri in found else [])]
            kept, *dropped = sorted(entries, key=lambda each: each.order)
            found[iri] = kept
            notes += [_same_text(other.path, kept.path) for other in dropped]
    by_file = sorted(found, key=lambda iri: (found[iri].annotation.document.source.name, iri))
    return {iri: found[iri].annotation for iri in by_file}, failures, notes


def _same_text(path: Path, kept: Path) -> ReadError:
    return ReadError(
        path,
        f"与 {printable(str(kept))} 文本相同，只收后者；可删除其一",
        f"It has the same text as {printable(str(kept))}, and only that is in the graph",
        "one of the two can be removed",
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


def build(
    sources: Sequence[Path],
    out: Path,
    progress: Progress = lambda _: None,
    seconds: float = SECONDS_PER_DOCUMENT,
) -> BuildReport:
    """Build the graph of ``sources`` (files and folders) in the directory ``out``.

    A source that is missing or cannot be read, takes more than ``seconds`` or ends the process that annotates
    it, is reported and the others go on. Raises :class:`lawgraph.store.NotAGraphDirectory` if ``out`` is no place
    for a graph, :class:`NothingToBuild` if none could be read, and ``OSError`` if ``out`` cannot be written; the
    graph that was there is then unharmed.
    """
    check_place(out, sources)
    found, failures, notes = _annotated(find_sources(sources, without=out), seconds, progress)
    if not found:
        raise NothingToBuild(failures, notes)
    collection = Collection(annotation.document for annotation in found.values())
    resolved = tuple(resolve(annotation, collection) for annotation in found.values())
    annotations = tuple(each.annotation for each in resolved)
    alignments = []
    pairs = [pair for pair in permutations(annotations, 2) if is_upper(*pair)]
    for upper, lower in pairs:
        if comparable(upper, lower):
            progress(one_line(f"{lower.document.metadata.title} → {upper.document.metadata.title}"))
            alignments.append(align(upper, lower))
    progress("N-Quads")
    lines = [line for each in resolved for line in document_quads(each)]
    lines += [line for alignment in alignments for line in link_quads(alignment)]
    lines += referred_quads(resolved)
    lines += dataset_quads(annotations, __version__)
    figures = published()
    lines += quality_quads(samples(figures), measurements(figures, annotations))
    generation = write(out, _once(lines), found)
    unlike = len(pairs) - len(alignments)
    return BuildReport(generation, annotations, tuple(alignments), unlike, tuple(failures), tuple(notes))
