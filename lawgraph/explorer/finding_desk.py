"""The desk for findings: what people decided on the questions of the checks, and how a decision comes into the file.

The rows are those of :mod:`lawgraph.check.verdicts`, which ``lawgraph review decide`` writes and ``lawgraph check``
takes up. What other files of the folder say holds too: a finding that somebody dismissed there is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ingest.check.finding import Finding, Quoted
from lawgraph.check import verdicts
from lawgraph.check.verdicts import Decided
from lawgraph.explorer.catalogue import catalogue_of
from lawgraph.explorer.checked import Line, checked
from lawgraph.explorer.decided import Person, State, agreed_on, disputed, spoken, steps_of
from lawgraph.explorer.page import Missing
from lawgraph.explorer.review_file import Changed, NotKept, ReviewFile, Stamp, refuse_others, stamp_of
from lawgraph.explorer.stepping import day_of
from lawgraph.reviews.decisions import Decision, Place
from lawgraph.reviews.editing import Line as Row
from lawgraph.reviews.editing import Sheet
from lawgraph.reviews.history import Did, Step
from lawgraph.reviews.reading import MACHINE, MANUAL, review_files
from lawgraph.stored_links import Reader
from ontology.checks import kinds
from ontology.iri import text_digest
from ontology.states import Gravity
from queries.engine import Engine

CONFIRMED, DISMISSED = "confirmed", "dismissed"
"""What is decided on a finding, beside nothing."""
SEEN_NOTHING = "0"
"""The state of a finding on which there is no row, as a form carries it."""
_WORDS = """SELECT ?f ?text ?p ?document ?other ?otherText {
    VALUES ?f { %s } ?f lg:foundIn ?p OPTIONAL { ?f lg:text ?text }
    OPTIONAL { ?f lg:otherDocument ?document ; lg:otherSide ?other OPTIONAL { ?f lg:otherText ?otherText } }
}"""
_AT_ONCE = 500  # findings that one question is about
_Files = tuple[tuple[Path, Stamp | None], ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decides on the finding with an IRI, having seen a state: confirm, reject, undo or remark."""

    finding: str
    did: Did
    by: Person
    seen: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """What all files said of the findings of a graph when they were read."""

    store: Path
    files: _Files
    states: Mapping[str, State]


class FindingDesk:
    """Takes decisions on findings into a file, and tells which there are in it and in the others of its folder."""

    def __init__(self, file: ReviewFile) -> None:
        self.file = file
        self._read: dict[Path, tuple[Stamp | None, tuple[Decided, ...]]] = {}
        self._rows: _Rows | None = None
        self._asked: tuple[Path, dict[str, Finding]] = Path(), {}

    def states(self, engine: Engine, store: Path) -> Mapping[str, State]:
        """Return what was decided on findings of a graph, by their IRIs; of others there is nothing in it.

        Raises :class:`NotKept` where the file is not understood.
        """
        files: _Files = tuple(
            (path, stamp_of(path)) for path in dict.fromkeys((*_files(self.file.path), self.file.path))
        )
        known = self._rows
        if known is None or (known.store, known.files) != (store, files):
            self._rows = known = _Rows(store, files, self._found(engine, store, files))
        return known.states

    def of(self, engine: Engine, store: Path, finding: str) -> State:
        """Return what was decided on a finding, given its IRI."""
        return self.states(engine, store).get(finding) or State(finding, "", False, SEEN_NOTHING)

    def silent(self, engine: Engine, store: Path) -> frozenset[str]:
        """Return the IRIs of findings that somebody dismissed; none where the file is not understood."""
        try:
            states = self.states(engine, store)
        except NotKept:
            return frozenset()
        return frozenset(iri for iri, state in states.items() if state.decided == DISMISSED)

    def decide(self, engine: Engine, store: Path, ask: Ruling) -> State:
        """Take a decision, or undo the last one of the same person, and return what holds then.

        Raises what :meth:`lawgraph.explorer.desk.Desk.decide` raises, and :class:`Missing` for no finding of the graph.
        """
        line = next((each for each in checked(engine, store).lines if each.iri == ask.finding), None)
        if line is None:
            raise Missing(
                "图谱中没有这处疑问，可能已重新生成，请回到原页刷新。",
                "The graph has no such finding; it may have been built anew: go back and reload.",
            )
        works = _works(engine, store)
        ((_, finding),) = self._findings(engine, store, [line])
        with self.file.held():
            before = self.of(engine, store, ask.finding)
            if before.seen != ask.seen:
                raise Changed(before)
            if ask.did is Did.UNDO:
                refuse_others(before, ask.by)
            elif ask.did is not Did.REMARK:
                self._refuse_elsewhere(finding, ask.did is Did.CONFIRM, works)
            sheet = self.file.sheet().ready((verdicts.KEY,), verdicts.PREFIXES)
            moment = self.file.moment(before.at)
            step = Step(moment, ask.by.id, ask.by.name, ask.did, remark=ask.remark)
            steps = (*before.steps, step)
            remark = ask.remark or before.remark
            self.file.write(verdicts.put(sheet, _row(finding, works, steps, remark), steps))
            return self.of(engine, store, ask.finding)

    def _found(self, engine: Engine, store: Path, files: _Files) -> Mapping[str, State]:
        sheet = self.file.sheet()
        rows = [row for path, stamp in files for row in self._decided(path, stamp)]
        own = [cells for line in sheet.rows if (cells := line.cells).get(verdicts.KEY)]
        if not rows and not own:
            return {}
        works = _works(engine, store)
        keys = {cells[verdicts.KEY] for cells in own}
        about = {(row.kind, place) for row in rows for place in (row.here.document, row.here.work) if place}
        lines = [
            each
            for each in checked(engine, store).lines
            if each.kind in kinds()
            and (
                {(each.kind, each.document), (each.kind, works.get(each.document, ""))} & about
                or each.iri.rpartition("/")[2] in keys
            )
        ]
        found = self._findings(engine, store, lines)
        on = verdicts.verdicts_on([finding for _, finding in found], rows, works)
        places = verdicts.places(sheet)

        def rows_of(finding: Finding) -> list[Row]:
            return [
                sheet.rows[at] for at in places.get(verdicts.identity(verdicts.about(finding, works)), ())
            ]

        states = (
            (iri, _state(iri, sheet, rows_of(finding), on.get(finding.key, ()))) for iri, finding in found
        )
        return {iri: state for iri, state in states if state is not None}

    def _findings(self, engine: Engine, store: Path, lines: Sequence[Line]) -> list[tuple[str, Finding]]:
        """Return findings of the graph with their IRIs; what was asked of the graph before is not asked again."""
        known = self._asked[1] if self._asked[0] == store else {}
        known = known | dict(_findings(engine, store, [each for each in lines if each.iri not in known]))
        self._asked = store, known
        return [(each.iri, known[each.iri]) for each in lines if each.iri in known]

    def _decided(self, path: Path, stamp: Stamp | None) -> tuple[Decided, ...]:
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            rows = verdicts.read_verdicts([path]).rows if stamp is not None else ()
            self._read[path] = known = stamp, rows
        return known[1]

    def _refuse_elsewhere(self, finding: Finding, confirmed: bool, works: Mapping[str, str]) -> None:
        """Raise where another file of the folder says the opposite: a check would use neither."""
        for path in _files(self.file.path):
            if path.resolve() == self.file.path.resolve():
                continue
            rows = self._decided(path, stamp_of(path))
            for row in verdicts.verdicts_on([finding], rows, works).get(finding.key, ()):
                if row.confirmed != confirmed:
                    raise NotKept(
                        path,
                        f"第 {row.line} 行（{row.who} {row.date}）的决定与此相反，两者都不会被采用；"
                        "本次没有记下，请先改那一行",
                        f"Line {row.line} ({row.who} {row.date}) says the opposite, and neither would be used; "
                        "nothing was taken down: change that line first",
                    )


def _files(path: Path) -> Iterable[Path]:
    return review_files(path.parent) if path.parent.is_dir() else ()


def _works(engine: Engine, store: Path) -> dict[str, str]:
    """Return the rule that each document is a text of, by their IRIs."""
    return {each.iri: each.work or each.iri for each in catalogue_of(engine, store).documents}


def _findings(engine: Engine, store: Path, lines: Sequence[Line]) -> list[tuple[str, Finding]]:
    """Return findings of the graph with their IRIs, as far as decisions are on them: both sides and their words."""
    titles = {each.iri: each.title for each in catalogue_of(engine, store).documents}
    reader = Reader(engine)
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(lines), _AT_ONCE):
        values = " ".join(f"<{each.iri}>" for each in lines[start : start + _AT_ONCE])
        for iri, *rest in reader.ask(_WORDS % values):
            found[iri or ""] = tuple(each or "" for each in rest)
    made = []
    for line in lines:
        if line.iri not in found:
            continue
        text, provision, document, other, other_text = found[line.iri]
        here = _quoted(line.document, provision, text, titles)
        there = _quoted(document, other, other_text, titles) if document else None
        gravity = Gravity(line.gravity)
        made.append((line.iri, Finding(line.kind, here, there, (), gravity, line.sure, ("", ""))))
    return made


def _quoted(document: str, provision: str, text: str, titles: Mapping[str, str]) -> Quoted:
    path = unquote(provision.removeprefix(document)[1:]) or None
    return Quoted(document, titles.get(document, document), path, text, ())


def _state(iri: str, sheet: Sheet, own: Sequence[Row], rows: Sequence[Decided]) -> State | None:
    """Return what holds of a finding by the rows on it; nothing where there is none, not even one that waits."""
    if not own and not rows:
        return None
    steps: tuple[Step, ...] = ()
    for line in own:
        steps += steps_of(line.cells, _decision(sheet, line.cells))
    opposed = len({row.confirmed for row in rows}) > 1
    held = agreed_on(steps)
    last = max(rows, key=lambda row: row.date, default=None)
    agreeing = bool(held) and held[-1].did is not Did.WITHDRAW
    by = [step.name or spoken(step.by) for step in held] if agreeing else []
    by += [] if agreeing or last is None else [spoken(each) for each in last.who.split(", ")]
    told = [line.written for line in own] + [f"{row.path.name} {row.confirmed} {row.who}" for row in rows]
    return State(
        iri,
        "",
        False,
        text_digest("\n".join(sorted(told))),
        "" if opposed or last is None else CONFIRMED if last.confirmed else DISMISSED,
        tuple(dict.fromkeys(by)),
        on="" if last is None else last.date,
        remark=next((line.cells["comment"] for line in own if "comment" in line.cells), ""),
        disputed=opposed or disputed(steps),
        steps=steps,
    )


def _decision(sheet: Sheet, cells: Mapping[str, str]) -> Decision | None:
    """Return what a row of the file says, as its steps are held against it; nothing for one that waits."""
    if sheet.expand(cells.get("mapping_justification", "")) == MACHINE or "author_id" not in cells:
        return None
    wanted = cells.get("predicate_modifier") != "Not"
    here, there = Place("", "", "here"), Place("", "", "there")
    return Decision(here, there, wanted, cells.get("mapping_date", ""), cells["author_id"])


def _row(finding: Finding, works: Mapping[str, str], steps: Sequence[Step], remark: str) -> dict[str, str]:
    """Return the row of a finding after its steps: the decision of those who agree, or one that waits."""
    cells = verdicts.about(finding, works) | {"comment": remark}
    held = agreed_on(steps)
    if not held or held[-1].did is Did.WITHDRAW:
        return cells | {"mapping_justification": MACHINE, "confidence": f"{finding.confidence:.4g}"}
    return cells | {
        "predicate_modifier": "Not" if held[-1].did is Did.REJECT else "",
        "mapping_justification": MANUAL,
        "author_id": "|".join(dict.fromkeys(step.by for step in held)),
        "author_label": "|".join(dict.fromkeys(step.name for step in held if step.name)),
        "mapping_date": day_of(held[-1].at),
    }
