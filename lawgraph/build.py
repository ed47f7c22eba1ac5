"""The main job: sources in, graph out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.link import Pair, align, choose_pairs, features
from ingest.model import Alignment, Annotation
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
from lawgraph.pairs import NamedPair, find_pairs
from lawgraph.store import Generation, check_place, write

__all__ = ["BuildReport", "NothingToBuild", "annotate_file", "build"]

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

    ``left_out`` are pairs of an upper and a lower rule that were not compared though they have something in common,
    by the IRIs of the documents, ``unlike`` counts those that have nothing in common.
    """

    generation: Generation
    annotations: tuple[Annotation, ...]
    alignments: tuple[Alignment, ...]
    left_out: tuple[Pair, ...]
    unlike: int
    failures: tuple[ReadError, ...]
    notes: tuple[ReadError, ...]


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


def _pairs(
    annotations: Mapping[str, Annotation], links: Sequence[NamedPair] | bool, failures: list[ReadError]
) -> tuple[list[tuple[str, str]], tuple[Pair, ...], int]:
    """Return the pairs to compare, upper and lower, those left out, and how many have nothing in common."""
    if links is True:
        found = choose_pairs({iri: features(annotation) for iri, annotation in annotations.items()})
        return [(pair.upper, pair.lower) for pair in found.chosen], found.left_out, found.unlike
    named = find_pairs(links or (), {iri: each.document for iri, each in annotations.items()})
    failures += named[1]
    return named[0], (), 0


def build(
    sources: Sequence[Path],
    out: Path,
    progress: Progress = lambda _: None,
    seconds: float = SECONDS_PER_DOCUMENT,
    links: Sequence[NamedPair] | bool = True,
) -> BuildReport:
    """Build the graph of ``sources`` (files and folders) in the directory ``out``.

    ``links`` are the pairs to compare; true leaves their choice to :func:`ingest.link.choose_pairs`, false compares
    none. A pair whose documents are not there is reported and the others are compared.

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
    by_iri = dict(zip(found, annotations, strict=True))
    pairs, left_out, unlike = _pairs(by_iri, links, failures)
    alignments = []
    for upper, lower in pairs:
        above, below = by_iri[upper], by_iri[lower]
        progress(one_line(f"{below.document.metadata.title} → {above.document.metadata.title}"))
        alignments.append(align(above, below))
    progress("N-Quads")
    lines = [line for each in resolved for line in document_quads(each)]
    lines += [line for alignment in alignments for line in link_quads(alignment)]
    lines += referred_quads(resolved)
    lines += dataset_quads(annotations, __version__)
    figures = published()
    lines += quality_quads(samples(figures), measurements(figures, annotations))
    generation = write(out, _once(lines), found)
    return BuildReport(
        generation, annotations, tuple(alignments), left_out, unlike, tuple(failures), tuple(notes)
    )
