"""What people decided on findings: rows of the files of reviews, beside those on links.

A row has the provision as ``subject_id``, the kind of the check as ``predicate_id`` (``check:cites-repealed``) and the
other side as ``object_id``: its provision or document, or the law behind the check where there is no other side.
``predicate_modifier`` Not says that a person dismissed the finding. ``subject_quote`` are the words that gave rise to
it: by them it is found again where they have moved to, in another text of the rule too. ``docs/reviews.en.md``
explains the other columns, which are those of decisions on links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from ingest.check.finding import Finding, Quoted
from ingest.read import ReadError
from lawgraph.check.forms import words
from lawgraph.locks import lock
from lawgraph.reviews.decisions import Place
from lawgraph.reviews.editing import HISTORY, Sheet, read_sheet
from lawgraph.reviews.history import Did, Step, read, written
from lawgraph.reviews.importing import Author
from lawgraph.reviews.reading import (
    CHECKS,
    COLUMNS,
    FOR_ALL,
    MANUAL,
    OWN,
    REQUIRED,
    begun,
    document_of,
    is_on_finding,
    review_files,
    waits,
)
from lawgraph.reviews.sssom import MappingSet, Row, read_set, wrong
from lawgraph.writing import beside
from ontology.checks import kinds
from ontology.iri import BASE, squeeze

DEFAULT_NAME = "findings.sssom.tsv"
"""What the file is called where a folder is given."""
PREFIXES = {"check": CHECKS, "law": f"{BASE}/law/"}
"""The prefixes of such rows, beside those of other decisions."""
KEY = "finding"
"""A column of our own: the key of the finding when it was decided on (:attr:`Finding.key`); it changes nothing."""
Verdict = Literal["confirm", "dismiss"]

_NOT = "Not"
_ABOUT = ("subject_id", "predicate_id", "object_id", "subject_quote", "object_quote")


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided on a finding, and where it stands.

    ``there`` is the other side, ``None`` where the finding has none; ``confirmed`` is false for one dismissed.
    """

    kind: str
    here: Place
    there: Place | None
    confirmed: bool
    who: str
    date: str
    path: Path
    line: int

    @property
    def told(self) -> str:
        """Who decided what, and when, as :attr:`Finding.review` says it."""
        return f"{self.who} {self.date}" if self.confirmed else f"已排除 dismissed: {self.who} {self.date}"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions on findings of all files, and what is wrong with others."""

    rows: tuple[Decided, ...] = ()
    problems: tuple[ReadError, ...] = ()


def read_verdicts(places: Iterable[Path]) -> Verdicts:
    """Read the decisions on findings in files and folders of reviews; what is wrong is told by line."""
    rows: list[Decided] = []
    problems: list[ReadError] = []
    for path in dict.fromkeys(path for place in places for path in review_files(place)):
        found = read_set(path, (*COLUMNS, KEY), [each for each in REQUIRED if each not in FOR_ALL], OWN)
        if found.problems and not found.rows:
            problems += found.problems
        for row in found.rows:
            if is_on_finding(found, row) and not waits(found, row):
                decided, told = _decided(found, row)
                problems += told
                rows += [decided] if decided is not None else []
    return Verdicts(tuple(rows), tuple(problems))


def _decided(found: MappingSet, row: Row) -> tuple[Decided | None, list[ReadError]]:
    row, problems, tell = begun(found, row)
    cells = row.cells
    kind = (found.expand(cells["predicate_id"]) or "").removeprefix(CHECKS)
    if kind not in kinds():
        tell(f"没有 {kind} 这类审查，请改正", f"There is no kind of checks {kind}", "correct predicate_id")
    here = _place(found, row, "subject")
    if here is None and "subject_id" in cells:
        tell(
            f"subject_id「{cells['subject_id']}」不是文件或条文的 IRI，须为 text:摘要 或 text:摘要/路径，请改正",
            f"subject_id {cells['subject_id']} is not the IRI of a document or a provision",
            "write it like text:0a1b2c3d4e5f6071/art-3",
        )
    if problems or here is None:
        return None, problems
    who = ", ".join(name.strip() for name in cells["author_id"].split("|"))
    confirmed = cells.get("predicate_modifier") != _NOT
    there = _place(found, row, "object")
    return Decided(kind, here, there, confirmed, who, cells["mapping_date"], found.path, row.line), []


def _place(found: MappingSet, row: Row, side: str) -> Place | None:
    """Return the place of a side, ``None`` for what is no document and no provision."""
    cells = row.cells
    iri = found.expand(cells.get(f"{side}_id", "")) or ""
    document = document_of(iri)
    if not document:
        return None
    source = found.expand(cells.get(f"{side}_source", "")) or ""
    work = "" if document_of(source) else source
    return Place(document, work, unquote(iri.removeprefix(document)[1:]), cells.get(f"{side}_quote", ""))


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings after what people decided: those that stand, confirmed ones marked, and those that are silent."""

    standing: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]
    problems: tuple[ReadError, ...] = ()


def decided(findings: Sequence[Finding], verdicts: Sequence[Decided], works: Mapping[str, str]) -> Sorted:
    """Apply decisions to findings, in the order of these; ``works`` has the rule of each document, by their IRIs.

    Of two opposite decisions on one finding neither is used, and both lines are told. A decision on a text that is
    not there is on the only other text of its rule that is.
    """
    by_finding = verdicts_on(findings, verdicts, works)
    standing: list[Finding] = []
    dismissed: list[Finding] = []
    problems: list[ReadError] = []
    for finding in findings:
        rows = sorted(by_finding.get(finding.key, ()), key=lambda row: (row.date, row.who, row.line))
        if len({row.confirmed for row in rows}) > 1:
            problems.append(_opposed(rows))
            standing.append(finding)
        elif rows:
            marked = replace(finding, review=rows[-1].told)
            (standing if rows[-1].confirmed else dismissed).append(marked)
        else:
            standing.append(finding)
    return Sorted(tuple(standing), tuple(dismissed), tuple(problems))


def verdicts_on(
    findings: Sequence[Finding], verdicts: Sequence[Decided], works: Mapping[str, str]
) -> Mapping[str, list[Decided]]:
    """Return the decisions that are on each finding, by its key; of a finding without any there is nothing."""
    moved = _Moved(works, findings)
    by_finding: dict[str, list[Decided]] = {}
    for verdict in verdicts:
        for finding in moved.find(verdict):
            by_finding.setdefault(finding.key, []).append(verdict)
    return by_finding


def _opposed(rows: Sequence[Decided]) -> ReadError:
    first, other = rows[0], next(row for row in rows if row.confirmed != rows[0].confirmed)
    there = f"{other.path.name}:{other.line}"
    return wrong(
        first.path,
        first.line,
        f"与 {there} 对同一疑问的决定相反，两条都不采用，请留下其一",
        f"The decision is opposite to that of {there} on the same finding, and neither is used",
        "keep one of them",
    )


class _Moved:
    """Finds what decisions are on, also where a text is not there and another one of its rule is."""

    def __init__(self, works: Mapping[str, str], findings: Iterable[Finding]) -> None:
        self._works = works
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault((finding.kind, finding.here.document), []).append(finding)
        self._texts: dict[str, list[str]] = {}
        for document, work in works.items():
            self._texts.setdefault(work, []).append(document)

    def find(self, verdict: Decided) -> list[Finding]:
        """Return the findings that a decision is on: one, several that say the same twice, or none."""
        quote = squeeze(verdict.here.quote)
        found = [
            finding
            for finding in self._findings.get((verdict.kind, self._document(verdict.here) or ""), ())
            if squeeze(finding.here.text) == quote and self._same(verdict.there, finding.there)
        ]
        own = [finding for finding in found if (finding.here.path or "") == verdict.here.path]
        return own or (found if len(found) == 1 else [])

    def _same(self, place: Place | None, quoted: Quoted | None) -> bool:
        if place is None or quoted is None:
            return place is None and quoted is None
        if quoted.document == place.document:
            return (quoted.path or "") == place.path
        return quoted.document == self._document(place) and squeeze(quoted.text) == squeeze(place.quote)

    def _document(self, place: Place) -> str | None:
        if place.document in self._works:
            return place.document
        others = self._texts.get(place.work, []) if place.work else []
        return others[0] if len(others) == 1 else None


def decide(
    finding: Finding, verdict: Verdict, author: Author, works: Mapping[str, str], remark: str = ""
) -> dict[str, str]:
    """Return the row that says what somebody decided on a finding, by column, with whole IRIs.

    ``works`` has the rule of each document, by their IRIs: by it the decision follows the rule to another text.
    """
    return with_author(about(finding, works), verdict, author, remark)


def about(finding: Finding, works: Mapping[str, str]) -> dict[str, str]:
    """Return the part of the row of :func:`decide` that tells which finding it is on."""
    here, there = finding.here, finding.there
    law = kinds()[finding.kind].law[0]
    cells = {
        "subject_id": _iri(here),
        "subject_label": words.where(here),
        "subject_source": works.get(here.document, here.document),
        "subject_quote": here.text,
        "predicate_id": f"{CHECKS}{finding.kind}",
        "object_id": _iri(there) if there is not None else f"{PREFIXES['law']}{law}",
        "object_label": words.where(there) if there is not None else "",
        "object_source": works.get(there.document, there.document) if there is not None else "",
        "object_quote": there.text if there is not None else "",
        KEY: finding.key,
    }
    return {name: " ".join(cell.split()) for name, cell in cells.items() if cell}


def with_author(
    cells: Mapping[str, str], verdict: Verdict, author: Author, remark: str = ""
) -> dict[str, str]:
    """Return the row of :func:`decide`: what :func:`about` tells, with what was decided, by whom and when."""
    decided_ = {
        "predicate_modifier": _NOT if verdict == "dismiss" else "",
        "mapping_justification": MANUAL,
        "author_id": author.identifier,
        "author_label": author.name,
        "mapping_date": author.day,
        "comment": " ".join(remark.split()),
    }
    return {**cells, **{name: cell for name, cell in decided_.items() if cell}}


def _iri(quoted: Quoted) -> str:
    return f"{quoted.document}/{quoted.path}" if quoted.path else quoted.document


def write_verdict(place: Path, row: Mapping[str, str]) -> Path:
    """Put a row of :func:`decide` into a file of reviews, or that of findings in a folder; return the file.

    What was decided before on the same finding stays in ``history``; all other rows stay as they are, to the byte.
    Raises :class:`ReadError` for a file that is not understood, and ``OSError``.
    """
    file = place / DEFAULT_NAME if place.is_dir() or not place.suffix else place
    file.parent.mkdir(parents=True, exist_ok=True)
    with lock(file.parent):
        sheet = read_sheet(file).ready((KEY,), PREFIXES)
        steps = [step for at in places_on(sheet, row) for step in read(sheet.rows[at].cells.get(HISTORY, ""))]
        did = Did.REJECT if "predicate_modifier" in row else Did.CONFIRM
        said = row.get("author_label", ""), did
        steps.append(Step(row["mapping_date"], row["author_id"], *said, remark=row.get("comment", "")))
        changed = put(sheet, row, steps)
        with beside(file) as scratch:
            scratch.write_text(changed.text(), "utf-8", newline="")
    return file


def places_on(sheet: Sheet, row: Mapping[str, str]) -> list[int]:
    """Return which rows of a file are on the finding of a row with whole IRIs."""
    return places(sheet).get(identity(row), [])


def places(sheet: Sheet) -> dict[tuple[str, ...], list[int]]:
    """Return which rows of a file are on each finding, by what tells it (:func:`identity`)."""
    found: dict[tuple[str, ...], list[int]] = {}
    for at, line in enumerate(sheet.rows):
        whole = {
            name: sheet.expand(cell) if name.endswith("_id") else cell for name, cell in line.cells.items()
        }
        if whole.get("predicate_id", "").startswith(CHECKS):
            found.setdefault(identity(whole), []).append(at)
    return found


def identity(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return what of a row with whole IRIs tells the finding that it is on, however its quotations are spaced."""
    return tuple(squeeze(row.get(name, "")) for name in _ABOUT)


def put(sheet: Sheet, row: Mapping[str, str], steps: Sequence[Step]) -> Sheet:
    """Return a file that is ready for it with a row (whole IRIs) and its steps, in the place of those on the same."""
    cells = {
        name: sheet.curie(cell)
        if name.endswith(("_id", "_source", "_justification")) and name != "author_id"
        else cell
        for name, cell in row.items()
    }
    own = places_on(sheet, row)
    line = sheet.line({**cells, HISTORY: written(steps)})
    kept = [line if own and at == own[0] else each for at, each in enumerate(sheet.rows) if at not in own[1:]]
    return replace(sheet, rows=(*kept, *(() if own else (line,))))
