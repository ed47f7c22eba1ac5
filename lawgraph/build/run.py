"""The main job: sources in, graph out, by way of the parts.

1. Each source is read and hashed; the text of one whose part is not there is annotated by a worker. One that cannot
   be read, or not within its time, is not tried again before it, the program or the time has changed.
2. Of sources with the same text one stays. What the texts ask of each other is answered, and the quads of a
   document are written where its text or its answers changed.
3. Pairs are chosen and linked where a side changed.
4. The texts of a rule are compared, the periods of all documents told, and each document is checked among the others
   where an answer of these has changed (:mod:`lawgraph.build.time_stage`).
5. All quads are merged into the graph, unless it was merged from the same parts already.
6. When the graph is in place, parts that it does not need are swept away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.read import ReadError, Sources, find_sources, one_line
from ingest.resolve import Collection
from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.annotator import OutOfTime, annotate_file
from lawgraph.build.assembly import Assembly
from lawgraph.build.became import became, keep
from lawgraph.build.documents import (
    QuadsNotes,
    Refused,
    Source,
    TextNotes,
    make_quads,
    make_text,
    quads_key,
    read_source,
    refuse,
)
from lawgraph.build.events import Event, Tell, silent
from lawgraph.build.found import (
    Links,
    Quads,
    Text,
    built,
    named,
    said_at,
    same_text,
    shown,
    unchecked,
    unlinked,
)
from lawgraph.build.linking import (
    PairNotes,
    features_of,
    links_key,
    make_links,
    make_pair,
    make_words,
    pair_key,
    words_key,
)
from lawgraph.build.manifest import kept, read_manifest, write_manifest
from lawgraph.build.outcome import BuildReport, BuiltDocument, BuiltPair, Changes, Cost, NothingToBuild
from lawgraph.build.parts import (
    ALIGNED,
    CHANGES,
    FINDINGS,
    LINKS,
    PAIR,
    QUADS,
    REFUSED,
    TEXT,
    WORDS,
    Part,
    PartDamaged,
    Parts,
    discard,
)
from lawgraph.build.pool import Opens, Pool, Task, Works, processors
from lawgraph.build.time_stage import timed
from lawgraph.check import earlier
from lawgraph.pairs import NamedPair, find_pairs
from lawgraph.reviews.collect import Decided
from lawgraph.reviews.reading import Reviews, read_reviews
from lawgraph.store import Generation, building, check_place, publish

if TYPE_CHECKING:
    from ingest.link import Pair

_ATTEMPTS = 3
"""How often a build makes parts anew that it finds damaged while it reads them."""


def build(
    sources: Sequence[Path],
    out: Path,
    tell: Tell = silent,
    seconds: float = SECONDS_PER_DOCUMENT,
    *,
    jobs: int | None = None,
    links: Sequence[NamedPair] | bool = True,
    reviews: Sequence[Path] = (),
    works: Opens | None = None,
) -> BuildReport:
    """Build the graph of ``sources`` (files and folders) in the directory ``out``, with ``jobs`` processes.

    What was made before of sources that have not changed is taken from the parts in ``out``; the graph is the
    same as without them, byte for byte. A source that is missing or cannot be read, takes more than ``seconds``
    or ends the process that annotates it, is reported and the others go on. ``links`` are the pairs to compare;
    true leaves their choice to :func:`ingest.link.choose_pairs`, false compares none; a pair whose documents are not
    there is reported. ``reviews`` are files and folders of decisions on links (:mod:`lawgraph.reviews`), which go
    before what is found; what is wrong with them is reported by line. ``works`` opens who does the works in place of
    processes of this machine (:func:`lawgraph.cluster.opened`). Waits while another build has ``out``.
    Raises :class:`lawgraph.store.NotAGraphDirectory` if ``out`` is no place for a graph, :class:`NothingToBuild` if
    none could be read, and ``OSError`` if ``out`` cannot be written; the graph that was there is then unharmed.
    """
    check_place(out, sources)
    found = find_sources(sources, without=out)
    if not found.paths:
        keep(out, became({}, (), found.notes, found.failures))
        raise NothingToBuild(found.failures, found.notes)
    opened = Pool(jobs or processors(), seconds) if works is None else works(out, seconds)
    with opened as pool, building(out, lambda: tell(Event("waiting"))):
        for _ in range(_ATTEMPTS):
            try:
                return _Build(found, out, tell, pool, links, seconds, read_reviews(reviews)).run()
            except PartDamaged as damaged:
                discard(damaged.path)
                last = damaged
        raise OSError(f"{last.path} is damaged again and again")


class _Build:
    """One build: what it has found so far."""

    def __init__(
        self,
        found: Sources,
        out: Path,
        tell: Tell,
        pool: Works,
        links: Sequence[NamedPair] | bool,
        seconds: float,
        reviews: Reviews,
    ) -> None:
        self.found = found
        self.out = out
        self.parts = Parts(out)
        self.tell = tell
        self.pool = pool
        self.links = links
        self.seconds = seconds
        self.decided = Decided(reviews)
        self.before = read_manifest(out)
        self.failed: dict[Path, ReadError] = {}
        self.unnamed: list[ReadError] = []
        self.notes = list(found.notes)
        self.same: list[ReadError] = []
        self.needed: set[Path] = set()
        self.refused: set[Path] = set()
        self.cost = Cost()

    def run(self) -> BuildReport:
        self.tell(Event("started", of=len(self.found.paths)))
        sources = self._read()
        texts = self._once(self._texts(sources))
        self.notes += self.same
        if not texts:
            self._tidy()
            keep(self.out, became({}, self.same, self.found.notes, self._failures()))
            raise NothingToBuild(self._failures(), self.notes)
        quads = self._quads(texts)
        while len(quads) < len(texts):  # what went wrong is no document that others can cite
            texts = {iri: texts[iri] for iri in quads}
            quads = self._quads(texts)
        documents = {iri: built(iri, each) for iri, each in quads.items()}
        linked = self._linked(documents, quads)
        time = timed(self, self._do, quads, linked)
        self.unnamed += time.failures
        both = {iri: (each.text.part, each.part) for iri, each in quads.items()}
        merge = Assembly(self.out, both, [*linked.parts, *time.parts])
        generation, wrote = self._merge(merge)
        manifest = merge.manifest(
            {named(path): kept(source) for path, source in sources.items()}, generation.digest
        )
        if manifest != self.before:
            write_manifest(self.out, manifest)
        earlier.keep(generation, time.asked)
        keep(self.out, became(quads, self.same, self.found.notes, self._failures(), generation.digest))
        self.parts.sweep(self.needed | self.refused)
        self.tell(Event("done", done=len(quads), of=len(self.found.paths)))
        changes = Changes.since(
            {path: each.digest for path, each in self.before.sources.items()},
            {path: each.digest for path, each in manifest.sources.items()},
        )
        return BuildReport(
            generation, tuple(documents.values()), linked.pairs, linked.left_out, linked.unlike,
            self._failures(), tuple(self.notes), changes, wrote, self.cost,
            self.decided.used, tuple(self.decided.notes),
        )  # fmt: skip

    def _read(self) -> dict[Path, Source]:
        """Read the bytes of all sources."""
        sources = {}
        for path in self.found.paths:
            try:
                sources[path] = read_source(path)
            except ReadError as error:
                self._fail(path, error)
        return sources

    def _texts(self, sources: Mapping[Path, Source]) -> list[Text]:
        """Annotate the sources whose texts are not there; return all texts, in the order of the sources."""
        wanted: dict[str, list[Path]] = {}
        done = 0
        for path, source in sources.items():
            if source.key in wanted:
                wanted[source.key].append(path)
            elif self.parts.find(source.key, TEXT) is not None:
                done += 1
                self._tell_document(path, "unchanged", done)
            elif (error := self._refused(source.key, path)) is not None:
                done += 1
                self._fail(path, error, done)
            else:
                wanted[source.key] = [path]
        tasks = [
            Task(
                partial(make_text, annotate_file, self.parts.path(key, TEXT), key),
                paths[0],
                sources[paths[0]].size,
                key,
                source=sources[paths[0]].digest,
            )
            for key, paths in wanted.items()
        ]
        for each in self.pool.run(tasks):
            self.cost.add(TEXT, each.spent)
            for path in wanted[sources[each.task.path].key]:
                done += 1
                if isinstance(each.found, ReadError):
                    self._fail(path, said_at(each.found, each.task.path, path), done)
                    self._note(each.task.key, each.found)
                else:
                    self._tell_document(path, "annotated", done)
        texts = []
        for path, source in sources.items():
            if path not in self.failed:
                part = self.parts.read(source.key, TEXT)
                self.needed.add(part.path)
                texts.append(Text(path, source, part, part.noted(TextNotes)))
        return texts

    def _once(self, texts: Iterable[Text]) -> dict[str, Text]:
        """Return one text for each document by its IRI, in the order of their names; note the others."""
        found: dict[str, Text] = {}
        for text in texts:
            iri = text.notes.iri
            entries = [text, *([found[iri]] if iri in found else [])]
            stays, *dropped = sorted(entries, key=lambda each: each.order)
            found[iri] = stays
            self.same += [same_text(other.path, stays.path) for other in dropped]
        return {iri: found[iri] for iri in sorted(found, key=lambda iri: (found[iri].notes.name, iri))}

    def _quads(self, texts: Mapping[str, Text]) -> dict[str, Quads]:
        """Write the quads that are not there; return those of all documents but the ones that went wrong."""
        collection = Collection([])
        for text in texts.values():
            collection.add(text.notes.listed)
        keys: dict[str, str] = {}
        tasks: dict[Path, Task] = {}
        for iri, text in texts.items():
            met = []
            for question in text.notes.questions:
                entries = collection.find(*question)
                repealed = len(entries) == 1 and collection.repealed(entries[0], question.date)
                met.append((tuple(texts[entry.iri] for entry in entries), repealed))
            keys[iri] = quads_key(
                text.part.head.key, [(tuple(each.part.head.key for each in those), was) for those, was in met]
            )
            if self.parts.find(keys[iri], QUADS) is None:
                answers = [(tuple(each.part.path for each in those), was) for those, was in met]
                work = partial(make_quads, text.part.path, answers, self.parts.path(keys[iri], QUADS))
                tasks[text.path] = Task(work, text.path, text.source.size // 4, keys[iri])
        self._do(list(tasks.values()), QUADS)
        found = {}
        for iri, text in texts.items():
            if text.path not in self.failed:
                part = self.parts.read(keys[iri], QUADS)
                self.needed.add(part.path)
                found[iri] = Quads(text, part, part.noted(QuadsNotes))
        return found

    def _linked(self, documents: Mapping[str, BuiltDocument], quads: Mapping[str, Quads]) -> Links:
        """Link the pairs that are not linked."""
        if self.links is False:
            return Links()
        chosen, left_out, unlike, words = self._chosen(quads)
        works = {iri: each.text.notes.listed.entry.identity.work for iri, each in quads.items()}
        chosen = self.decided.among(works, chosen, more=self.links is True)
        keys = {}
        tasks = []
        for upper, lower in sorted(chosen):
            above, below = quads[upper].text, quads[lower].text
            decisions = self.decided.of(upper, lower)
            key = keys[upper, lower] = pair_key(
                above.part.head.key, below.part.head.key, decisions, self.decided.learned
            )
            if any(self.parts.find(key, kind) is None for kind in (PAIR, ALIGNED)):
                high, low = ((quads[iri].text.part.path, words[iri].path) for iri in (upper, lower))
                work = partial(
                    make_pair, high, low, decisions, self.decided.learned, self.parts.path(key, PAIR)
                )
                name = one_line(f"{below.notes.title} → {above.notes.title}")
                tasks.append(Task(work, below.path, above.source.size + below.source.size, key, name))
        self._do(tasks, PAIR)
        pairs = []
        by_lower: dict[str, list[tuple[str, str]]] = {}
        for upper, lower in chosen:
            part = self.parts.find(keys[upper, lower], PAIR)
            if part is not None:  # else it went wrong, and was told
                self.needed |= {part.path, part.path.with_suffix(f".{ALIGNED}")}
                notes = part.noted(PairNotes)
                self.decided.tell((upper, lower), notes.troubles)
                pairs.append(BuiltPair(documents[upper], documents[lower], notes.correspondences, notes.gaps))
                by_lower.setdefault(lower, []).append((upper, part.head.key))
        keys_of = {lower: [key for _, key in those] for lower, those in by_lower.items()}
        those = {lower: tuple(sorted(by_lower[lower])) for lower in sorted(by_lower)}
        return Links(tuple(pairs), left_out, unlike, self._by_lower(keys_of, quads), those)

    def _chosen(
        self, quads: Mapping[str, Quads]
    ) -> tuple[list[tuple[str, str]], tuple[Pair, ...], int, Mapping[str, Part]]:
        """Return the pairs to link, those left out, how many have nothing in common, and the words of documents."""
        if self.links is True:
            from ingest.link import choose_pairs  # heavy

            words = self._words(quads)
            found = choose_pairs({iri: features_of(part) for iri, part in words.items()})
            return [(pair.upper, pair.lower) for pair in found.chosen], found.left_out, found.unlike, words
        names = {iri: (each.text.notes.title, each.text.notes.name) for iri, each in quads.items()}
        chosen, self.unnamed = find_pairs(self.links or (), names)
        words = self._words({iri: quads[iri] for iri in dict.fromkeys(chain.from_iterable(chosen))})
        return [pair for pair in chosen if words.keys() >= set(pair)], (), 0, words

    def _words(self, quads: Mapping[str, Quads]) -> dict[str, Part]:
        """Have documents cut into words where that is not kept; return those of all but the ones that went wrong."""
        keys = {iri: words_key(each.text.part.head.key) for iri, each in quads.items()}
        tasks = []
        for iri, key in keys.items():
            if self.parts.find(key, WORDS) is None:
                text = quads[iri].text
                work = partial(make_words, text.part.path, self.parts.path(key, WORDS))
                tasks.append(Task(work, text.path, text.source.size // 4, key))
        self._do(tasks, WORDS)
        found = {}
        for iri, key in keys.items():
            part = self.parts.find(key, WORDS)
            if part is not None:
                self.needed.add(part.path)
                found[iri] = part
        return found

    def _by_lower(self, pairs: Mapping[str, Sequence[str]], quads: Mapping[str, Quads]) -> list[Part]:
        """Merge the links of each lower document; return the parts with all links."""
        tasks = []
        names = {}
        for lower, keys in pairs.items():
            if len(keys) == 1:
                names[lower] = keys[0], PAIR
                continue
            names[lower] = links_key(keys), LINKS
            if self.parts.find(*names[lower]) is None:
                those = [self.parts.path(key, PAIR) for key in keys]
                work = partial(make_links, those, self.parts.path(*names[lower]))
                tasks.append(Task(work, quads[lower].text.path, 1000 * len(those), names[lower][0]))
        self._do(tasks, LINKS)
        found = []
        for key, kind in names.values():
            part = self.parts.read(key, kind)
            self.needed.add(part.path)
            found.append(part)
        return found

    def _do(self, tasks: Sequence[Task], kind: str) -> dict[str, object]:
        """Have parts made of documents that were annotated; return what their works returned, by their keys."""
        wanted = []
        made: dict[str, object] = {}
        said = {QUADS: lambda error, _: error, CHANGES: unchecked, FINDINGS: unchecked}.get(kind, unlinked)
        for task in tasks:
            refused = self._refused(task.key, task.path)
            if refused is None:
                wanted.append(task)
            else:
                self._fail(task.path, said(refused, task.name))
        for number, each in enumerate(self.pool.run(wanted), 1):
            self.cost.add(kind, each.spent)
            if isinstance(each.found, ReadError):
                self._note(each.task.key, each.found)
                self._fail(each.task.path, said(each.found, each.task.name))
                continue
            made[each.task.key] = each.found
            if kind == PAIR:
                self.tell(Event("linked", each.task.name, done=number, of=len(wanted)))
            elif kind == FINDINGS:
                self.tell(Event("checked", shown(each.task.path), done=number, of=len(wanted)))
        return made

    def _merge(self, merge: Assembly) -> tuple[Generation, bool]:
        """Make the merged quads the graph; tell whether they were written, or were there."""

        def tell(done: int) -> None:
            self.tell(Event("merged", done=done))

        there = merge.there(self.before)
        if there is not None:
            return there, False
        return publish(self.out, lambda file: merge.write(file, tell), merge.documents), True

    def _fail(self, path: Path, error: ReadError, done: int = 0) -> None:
        self.failed[path] = error
        self.tell(Event("failed", shown(path), str(error), done, len(self.found.paths)))

    def _refused(self, key: str, path: Path) -> ReadError | None:
        """Return why a part could not be made in an earlier build, of what has not changed since."""
        part = self.parts.find(key, REFUSED)
        if part is None or 0 < (why := part.noted(Refused)).seconds < self.seconds:
            return None
        self.refused.add(part.path)
        return ReadError(path, why.chinese, why.problem, why.remedy)

    def _note(self, key: str, error: ReadError) -> None:
        """Have the next builds know of a part that could not be made in its time, and of what its worker noted."""
        target = self.parts.path(key, REFUSED)
        if isinstance(error, OutOfTime):
            refuse(target, error, self.seconds)
        self.refused.add(target)

    def _failures(self) -> tuple[ReadError, ...]:
        """Return all failures, those of files in their order."""
        return (
            *self.found.failures,
            *(self.failed[path] for path in self.found.paths if path in self.failed),
            *self.unnamed,
            *self.decided.failures,
        )

    def _tell_document(self, path: Path, how: str, done: int) -> None:
        self.tell(Event("document", shown(path), how, done, len(self.found.paths)))

    def _tidy(self) -> None:
        """Leave the directory as it was: no notes of a build that made nothing, no empty folder."""
        for path in self.refused:
            discard(path)
        for folder in (*{path.parent for path in self.refused}, self.parts.folder, self.out):
            with suppress(OSError):  # it holds something
                folder.rmdir()
