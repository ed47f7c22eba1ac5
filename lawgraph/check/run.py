"""The job of a check: what was named read, each document checked among the others, what was found told as of a day.

A file that cannot be read, and a document at which a worker dies, is one failure; the others go on. Only the day
depends on the clock: what is found does not (:mod:`lawgraph.check.checking`).
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from ingest.check.finding import Finding
from ingest.read import ReadError
from ingest.status.header import Header
from ingest.status.timeline import Period
from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.build.pool import Pool, Task, processors
from lawgraph.check import earlier, uppers
from lawgraph.check.checking import Checked, check_planned
from lawgraph.check.planned import Plan, PlannedLibrary
from lawgraph.check.report import NOT_IN_FORCE, CheckedDocument, CheckReport, LeftOpen
from lawgraph.check.shelf import Tell
from lawgraph.check.sources import Gathered, gather
from lawgraph.check.verdicts import Decided, decided
from lawgraph.store import Generation, leased
from ontology.checks import kinds
from ontology.states import Gravity

_PER_PAIR = 20_000
"""How much work it is to align a document with an upper rule, in bytes of sources to annotate."""
_GRAVITIES = tuple(Gravity)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the findings is told: as of a day (ISO), of some kinds and groups, from a gravity on, since when.

    ``since`` is a day in any precision, or the findings of an earlier build; ``dismissed`` tells those that somebody
    dismissed too.
    """

    on: str
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    gravity: Gravity = Gravity.LOW
    since: str | earlier.Build | None = None
    dismissed: bool = False

    def asks(self, kind: str) -> bool:
        """Tell whether findings of a kind are told."""
        group = kinds()[kind].group
        return (not self.kinds or kind in self.kinds) and (not self.groups or group in self.groups)

    def tells(self, finding: Finding) -> bool:
        """Tell whether a finding is told."""
        stands = finding.since is None or finding.since <= self.on
        grave = _GRAVITIES.index(finding.gravity) <= _GRAVITIES.index(self.gravity)
        return stands and grave and self.asks(finding.kind) and self._is_new(finding)

    def _is_new(self, finding: Finding) -> bool:
        if self.since is None:
            return True
        if isinstance(self.since, str):
            return finding.since is not None and finding.since >= self.since
        return self.since.had(finding.here.document) and finding.key not in self.since.keys


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to: its report, what went wrong, what is to be said besides.

    ``checked`` are the results whatever the day, ``works`` the rule of each document read together, by their IRIs.
    """

    report: CheckReport
    failures: tuple[Exception, ...]
    notes: tuple[Exception | str, ...]
    checked: tuple[Checked, ...]
    works: Mapping[str, str]


def check(
    named: Sequence[str],
    graph: Path | None,
    wanted: Wanted,
    *,
    reviews: Sequence[Path] = (),
    verdicts: Sequence[Decided] = (),
    tell: Tell = lambda _: None,
    jobs: int | None = None,
    seconds: float = SECONDS_PER_DOCUMENT,
) -> Outcome:
    """Check what was named among itself and the documents of the graph in ``graph``; without names, all of these.

    ``reviews`` are files and folders of decisions on links, ``verdicts`` decisions on findings. Raises
    :class:`queries.errors.GraphNotFound` and ``OSError``.
    """
    with ExitStack() as held:
        generation = held.enter_context(leased(graph)) if graph is not None else None
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="lawgraph-check-")))
        pool = held.enter_context(Pool(jobs or processors(), seconds))
        gathered = gather(named, graph, folder, pool, tell)
        library, plan, notes = _planned(gathered, generation, wanted.on, reviews)
        place = folder / "plan.msgpack"
        place.write_bytes(msgspec.msgpack.encode(plan))
        checked, failures = _checked(gathered, place, plan, pool, tell)
        if not named and generation is not None and not failures:
            earlier.keep(generation, [(each.document, _keys(each)) for each in checked])
        works = {header.document: header.work for header in library.headers()}
        documents = tuple(_documents(checked, gathered, library, wanted.on))
        over = (
            {} if wanted.dismissed else {each.header.document: each.status for each in documents if each.over}
        )
        findings = [finding for each in checked if each.document not in over for finding in each.findings]
        found = _told(findings, wanted, verdicts, works)
        report = CheckReport(
            wanted.on,
            documents,
            tuple(_ordered(found.findings, [each.document for each in checked])),
            (*_over(over), *_left_open([each for each in checked if each.document not in over], wanted)),
            len(gathered.documents),
            max((header.dated for header in library.headers() if header.dated), default=None),
            found.dismissed,
            wanted.since if isinstance(wanted.since, str) or wanted.since is None else wanted.since.digest,
        )
        failures = (*gathered.failures, *failures, *found.problems)
        return Outcome(report, failures, (*gathered.notes, *notes), tuple(checked), works)


def _planned(
    gathered: Gathered, generation: Generation | None, day: str, reviews: Sequence[Path]
) -> tuple[PlannedLibrary, Plan, tuple[str, ...]]:
    """Return the documents with the upper rules of each, and what is to be said of how these were chosen."""
    chosen = uppers.of_build(generation) if generation is not None else {}
    library = PlannedLibrary(Plan(gathered.documents, {}))
    own = set(generation.documents) if generation is not None else set()
    files = [iri for iri in gathered.wanted if iri in gathered.files and iri not in own]
    notes: tuple[str, ...] = ()
    if files:
        found = uppers.of_files(files, gathered.documents, library, day)
        chosen |= found.uppers
        if found.unknown:
            notes = (
                f"图谱由另一版本的程序构建，有 {found.unknown} 份文件只按制定依据对照，不按主题；重新构建后可按主题。"
                f"Another version of the program built the graph: {found.unknown} documents were looked at as legal "
                "bases only, not for their subject; build it anew for that.",
            )
    plan = Plan(gathered.documents, chosen, tuple(os.fsencode(place.resolve()) for place in reviews))
    return library, plan, notes


def _checked(
    gathered: Gathered, place: Path, plan: Plan, pool: Pool, tell: Tell
) -> tuple[list[Checked], tuple[Exception, ...]]:
    """Have each document checked by a worker; return the results in their order, and what went wrong."""
    shelved = {each.header.document: each for each in gathered.documents}
    tasks = []
    for iri in gathered.wanted:
        path = gathered.files.get(iri, Path(shelved[iri].name))
        weight = _PER_PAIR * (1 + len(plan.uppers.get(iri, ())))
        tasks.append(Task(partial(check_planned, place, iri), path, weight, iri))
    results: dict[str, Checked] = {}
    failures: list[Exception] = []
    for number, done in enumerate(pool.run(tasks), 1):
        tell(f"审查 checking: {number}/{len(tasks)}")
        if isinstance(done.found, Checked):
            results[done.task.key] = done.found
            failures += [_defect(done.task.path, *failed) for failed in done.found.failed]
        elif isinstance(done.found, ReadError):
            failures.append(done.found)
    order = {iri: at for at, iri in enumerate(gathered.wanted)}
    failures.sort(key=str)
    return sorted(results.values(), key=lambda each: order[each.document]), tuple(failures)


def _defect(path: Path, check_: str, what: str) -> ReadError:
    return ReadError(
        path,
        f"lawgraph 的一项审查（{check_}）在此文件上出错（{what}），其余各项照常；请连同文件报告",
        f"The check {check_} of lawgraph has a defect that shows in this file ({what}); the other checks went on",
        "report it with the file",
    )


def _keys(checked: Checked) -> list[str]:
    return [finding.key for finding in checked.findings]


@dataclass(frozen=True, slots=True)
class _Found:
    findings: tuple[Finding, ...]
    dismissed: int
    problems: tuple[ReadError, ...]


def _told(
    findings: Sequence[Finding], wanted: Wanted, verdicts: Sequence[Decided], works: Mapping[str, str]
) -> _Found:
    """Return which findings are told, how many are silent, and which decisions are opposite."""
    after = decided(findings, verdicts, works)
    standing = tuple(filter(wanted.tells, after.standing))
    silent = tuple(filter(wanted.tells, after.dismissed))
    if wanted.dismissed:
        return _Found((*standing, *silent), 0, after.problems)
    return _Found(standing, len(silent), after.problems)


def _ordered(findings: Iterable[Finding], documents: Sequence[str]) -> list[Finding]:
    """Return findings by document, the most grave first, then in the order of its text."""
    at = {iri: place for place, iri in enumerate(documents)}

    def place(finding: Finding) -> tuple[int, int, int, str, str]:
        start = min((span.start for span in finding.here.spans), default=-1)
        gravity = _GRAVITIES.index(finding.gravity)
        return at.get(finding.here.document, len(at)), gravity, start, finding.kind, finding.key

    return sorted(findings, key=place)


def _documents(
    checked: Iterable[Checked], gathered: Gathered, library: PlannedLibrary, day: str
) -> Iterator[CheckedDocument]:
    names = {each.header.document: each.name for each in gathered.documents}
    for each in checked:
        header = library.header(each.document)
        assert header is not None
        path = gathered.files.get(each.document)
        yield CheckedDocument(
            header,
            path.as_posix() if path is not None else names[each.document],
            library.timeline(each.document).on(day),
            tuple(_titles(library.header(iri) for iri in each.uppers)),
            uppers.absent_bases(header, library),
        )


def _titles(headers: Iterable[Header | None]) -> Iterator[str]:
    """Yield the titles of documents, with the day of the text where several have the same."""
    there = [header for header in headers if header is not None]
    many = Counter(header.title for header in there)
    for header in there:
        told = many[header.title] > 1 and header.dated
        yield f"{header.title}（{header.dated}）" if told else header.title


def _over(over: Mapping[str, Period]) -> Iterator[LeftOpen]:
    """Tell of texts that do not hold on the day any more: what does not fit in them is nobody's question."""
    for document, period in over.items():
        until = period.since or "?"
        yield LeftOpen(
            document,
            None,
            NOT_IN_FORCE,
            (
                f"本文本自 {until} 起已被废止或取代，不再逐条审查；要看请加 --all。",
                f"This text was repealed or replaced from {until} on and is not checked; --all tells it all the same.",
            ),
        )


def _left_open(checked: Iterable[Checked], wanted: Wanted) -> Iterator[LeftOpen]:
    for each in checked:
        for left in each.left_open:
            if wanted.asks(left.kind):
                yield LeftOpen(each.document, left.path, left.kind, left.why)
