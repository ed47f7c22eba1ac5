"""The graph from its parts: those of the documents, those of the links, and what belongs to no document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from ingest.write.authority import referred_quads
from ingest.write.dataset import dataset_quads
from ingest.write.quality import quality_quads
from ingest.write.vocabulary import vocabulary_quads
from lawgraph import __version__
from lawgraph.build.documents import QuadsNotes, TextNotes
from lawgraph.build.lines import unique
from lawgraph.build.manifest import Kept, Manifest
from lawgraph.build.merge import merged, write_merged
from lawgraph.build.named_queries import library_quads
from lawgraph.build.parts import QUADS, TEXT, Part, Parts, key_of
from lawgraph.build.versions import program
from lawgraph.store import Generation, Written, current, is_whole
from queries.errors import QueryError


class Assembly:
    """What the graph in a directory is merged from: of each document its text and its quads, and all links."""

    def __init__(self, out: Path, documents: Mapping[str, tuple[Part, Part]], links: Sequence[Part]) -> None:
        self.out = out
        self.documents = documents
        self.links = links

    @classmethod
    def noted(cls, out: Path, manifest: Manifest) -> Assembly:
        """Return what the last build merged; raises :class:`lawgraph.build.parts.PartDamaged`.

        Raises ``FileNotFoundError`` for a part that is missing.
        """
        parts = Parts(out)
        documents = {}
        for text, quads in manifest.documents:
            part = parts.read(text, TEXT)
            documents[part.noted(TextNotes).iri] = part, parts.read(quads, QUADS)
        return cls(out, documents, [parts.read(key, kind) for key, kind in manifest.links])

    @property
    def recipe(self) -> str:
        """The digest of all that the graph is merged from."""
        return key_of(
            "graph", program(), *sorted(quads.head.key for _, quads in self.documents.values()), "links",
            *sorted(part.head.key for part in self.links),
        )  # fmt: skip

    def manifest(self, sources: dict[str, Kept], graph: str) -> Manifest:
        """Return what to note of the graph with the digest ``graph``, when it is in place."""
        documents = tuple(
            (text.head.key, quads.head.key) for _, (text, quads) in sorted(self.documents.items())
        )
        links = tuple(sorted((part.head.key, part.head.kind) for part in self.links))
        return Manifest(sources, self.recipe, graph, documents, links)

    def there(self, noted: Manifest) -> Generation | None:
        """Return the current graph if it was merged from the same, as ``noted``, and is whole."""
        if noted.recipe != self.recipe:
            return None
        try:
            generation = current(self.out)
        except QueryError:
            return None
        return generation if generation.digest == noted.graph and is_whole(generation) else None

    def write(self, file: BinaryIO, tell: Callable[[int], None] = lambda _: None) -> Written:
        """Write the merged quads; ``tell`` is told how many so far. Raises :class:`PartDamaged`."""

        def counted(pieces: Iterable[tuple[bytes, int]]) -> Iterable[tuple[bytes, int]]:
            done = 0
            for data, count in pieces:
                yield data, count
                done += count
                tell(done)

        parts = [*(quads for _, quads in self.documents.values()), *self.links]
        done = write_merged(counted(merged(parts, list(unique(self._own())))), file)
        return Written(done.sha256, done.quads)

    def _own(self) -> list[str]:
        """Return the quads that belong to no document: schemes, authority data, the data set, its quality,
        the vocabulary and the named queries."""
        from lawgraph.evaluation.published import measurements, published, samples  # heavy

        notes = {iri: text.noted(TextNotes) for iri, (text, _) in self.documents.items()}
        lines = list(referred_quads(quads.noted(QuadsNotes).referred for _, quads in self.documents.values()))
        lines += dataset_quads((each.source for each in notes.values()), __version__)
        lines += vocabulary_quads()
        lines += library_quads()
        figures = published()
        here = {each.sha256: iri for iri, each in notes.items()}
        lines += quality_quads(samples(figures), measurements(figures, here))
        return lines
