"""Reading decisions from files in SSSOM; each row is checked by itself, and what is wrong is told by line.

A row says of a lower provision (``subject_id``) and an upper one (``object_id``) that they correspond, or, with
``predicate_modifier`` Not, that they do not. ``sssom:NoTermFound`` on one side says that the provision on the other
has no counterpart. ``docs/reviews.en.md`` explains the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from ingest.model import Difference, Strength
from ingest.read import ReadError
from lawgraph.reviews.decisions import NO_DIFFERENCE, Decision, Place, Reviewed, opposites
from lawgraph.reviews.sssom import SEMAPV, SSSOM, MappingSet, Row, read_set, wrong
from ontology.iri import DocumentIri, scheme_iri
from ontology.terms import LG

OWN = (
    "strength",
    "difference",
    "difference_for",
    "subject_quote",
    "subject_sha256",
    "object_quote",
    "object_sha256",
)
"""The columns that are not of SSSOM: a file declares them in ``extension_definitions``."""
REQUIRED = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_id",
    "mapping_date",
)
_COMMENT = "comment"
COLUMNS = (*REQUIRED, "predicate_modifier", "subject_source", "object_source", _COMMENT, *OWN)
PREDICATE = f"{LG.NAMESPACE}correspondsTo"
CHECKS = f"{scheme_iri('check-kind')}/"
"""The kinds of checks, as predicates: rows with them are on findings (:mod:`lawgraph.check.verdicts`), not on links."""
MANUAL = f"{SEMAPV}ManualMappingCuration"
MACHINE = f"{SEMAPV}CompositeMatching"
NO_TERM = f"{SSSOM}NoTermFound"

_NOT = "Not"
FOR_ALL = ("mapping_date", "subject_source", "object_source")
"""What the metadata of a file can say for all its rows."""
_TOUCHED = frozenset({"author_id", "mapping_date", "predicate_modifier"})
_ALLOWED = {
    "predicate_modifier": (_NOT,),
    "strength": tuple(each.value for each in Strength),
    "difference": (NO_DIFFERENCE, *(each.value for each in Difference)),
}
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGITS = 16

Tell = Callable[[str, str, str], None]

LEARNED = "learned.tsv"
"""The file in a folder of reviews that has what was learned from them; it is no file of reviews."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The decisions of all files, what is wrong with the files, and how many rows wait or are on findings.

    ``learned`` are the coefficients that ``lawgraph learn`` wrote beside them, if it did.
    """

    rows: tuple[Reviewed, ...] = ()
    problems: tuple[ReadError, ...] = ()
    waiting: int = 0
    files: int = 0
    learned: Path | None = None
    findings: int = 0


def review_files(place: Path) -> tuple[Path, ...]:
    """Return the files of reviews that ``place`` means: itself, or each ``*.tsv`` in it, in the order of names."""
    if not place.is_dir():
        return (place,)
    named = (path for path in place.glob("*.tsv") if path.name != LEARNED)
    return tuple(sorted(path for path in named if not path.name.startswith(".")))


def read_reviews(places: Iterable[Path]) -> Reviews:
    """Read files and folders of reviews; what is wrong is told by line, and all other rows are kept.

    Of two opposite decisions on the same provisions neither is kept: only a person can say which holds.
    """
    rows: list[Reviewed] = []
    problems: list[ReadError] = []
    waiting = findings = 0
    places = tuple(places)
    learned = [place / LEARNED for place in places if (place / LEARNED).is_file()]
    files = dict.fromkeys(path for place in places for path in review_files(place))
    for path in files:
        found = read_file(path)
        rows += found.rows
        problems += found.problems
        waiting += found.waiting
        findings += found.findings
    opposite = opposites([each.decision for each in rows])
    problems += [rows[at].opposed(rows[other]) for at, other in sorted(opposite.items())]
    kept = tuple(each for at, each in enumerate(rows) if at not in opposite)
    return Reviews(kept, tuple(problems), waiting, len(files), learned[-1] if learned else None, findings)


def read_file(path: Path) -> Reviews:
    """Read one file: the decisions in it, opposite ones too, what is wrong with it and how many rows wait."""
    found = read_set(path, COLUMNS, [each for each in REQUIRED if each not in FOR_ALL], OWN)
    problems = list(found.problems)
    rows: list[Reviewed] = []
    waiting = findings = 0
    for row in found.rows:
        if waits(found, row):
            waiting += 1
            continue
        if is_on_finding(found, row):
            findings += 1
            continue
        decision, told = _decision(found, row)
        problems += told
        if decision is not None:
            rows.append(Reviewed(decision, path, row.line, row.cells.get(_COMMENT, "")))
    return Reviews(tuple(rows), tuple(problems), waiting, 1, findings=findings)


def is_on_finding(found: MappingSet, row: Row) -> bool:
    """Tell whether a row is on a finding of a check: its predicate is a kind of checks."""
    return (found.expand(row.cells.get("predicate_id", "")) or "").startswith(CHECKS)


def waits(found: MappingSet, row: Row) -> bool:
    """Tell whether a row is as the template wrote it: the machine's, and nobody's yet."""
    justified = found.expand(row.cells.get("mapping_justification", ""))
    return justified == MACHINE and not row.cells.keys() & _TOUCHED


def _decision(found: MappingSet, row: Row) -> tuple[Decision | None, list[ReadError]]:
    """Return the decision of a row, or all that is wrong with it."""
    row, problems, tell = begun(found, row)
    cells = row.cells
    _check_predicate(found, row, tell)
    lower, upper = _place(found, row, "subject", tell), _place(found, row, "object", tell)
    if problems or lower is None or upper is None:
        return None, problems
    decision = Decision(
        lower,
        upper,
        "predicate_modifier" not in cells,
        cells["mapping_date"],
        ", ".join(name.strip() for name in cells["author_id"].split("|")),
        cells.get("strength", ""),
        cells.get("difference", ""),
        cells.get("difference_for", ""),
    )
    _check_sides(decision, tell)
    return (None if problems else decision), problems


def begun(found: MappingSet, row: Row) -> tuple[Row, list[ReadError], Tell]:
    """Return a row with what its file says for all rows, what is wrong with it so far, and what tells more of that."""
    problems: list[ReadError] = []
    row = Row(row.line, {slot: found.text(slot) for slot in FOR_ALL if found.text(slot)} | dict(row.cells))

    def tell(chinese: str, problem: str, remedy: str) -> None:
        problems.append(wrong(found.path, row.line, chinese, problem, remedy))

    for column in REQUIRED:
        if column not in row.cells:
            tell(f"缺少 {column}，请补上", f"{column} is missing", "add it")
    _check_terms(found, row, tell)
    _check_words(row, tell)
    return row, problems, tell


def _check_terms(found: MappingSet, row: Row, tell: Tell) -> None:
    """Tell what is wrong with the names of terms that every decision has: justification, authors."""
    cells = row.cells
    given = cells.get("mapping_justification", "")
    if given and found.expand(given) != MANUAL:
        tell(
            f"mapping_justification 是「{given}」，人工决定须为 semapv:ManualMappingCuration，请改正",
            f"mapping_justification is {given}; a decision of a person has semapv:ManualMappingCuration",
            "correct it",
        )
    for name in cells.get("author_id", "").split("|"):
        if name and found.expand(name.strip()) is None:
            tell(
                f"author_id「{name}」不是 curie_map 所列前缀的标识，请写如 orcid:…（姓名可写在 author_label 列）",
                f"author_id {name} is no identifier with a prefix of curie_map",
                "write one like orcid:…, and the name in a column author_label",
            )


def _check_predicate(found: MappingSet, row: Row, tell: Tell) -> None:
    given = row.cells.get("predicate_id", "")
    if given and found.expand(given) != PREDICATE:
        tell(
            f"predicate_id 是「{given}」，须为 lg:correspondsTo，请改正",
            f"predicate_id is {given} and must be lg:correspondsTo",
            "correct it",
        )


def _check_words(row: Row, tell: Tell) -> None:
    """Tell which values are none that their column can have."""
    cells = row.cells
    for column, allowed in _ALLOWED.items():
        given = cells.get(column, allowed[0])
        if given not in allowed:
            tell(
                f"{column} 是「{given}」，只能是 {'、'.join(allowed)} 或空，请改正",
                f"{column} is {given} and can be {', '.join(allowed)} or empty",
                "correct it",
            )
    given = cells.get("mapping_date", "")
    if given and not _is_day(given):
        tell(
            f"mapping_date「{given}」不是日期，请写如 2026-03-01",
            f"mapping_date {given} is no date",
            "write it like 2026-03-01",
        )
    for column in ("subject_sha256", "object_sha256"):
        given = cells.get(column, "")
        if given and not _DIGEST.fullmatch(given):
            tell(
                f"{column}「{given}」不是摘要，须为 16 至 64 位小写十六进制数字，请改正或留空",
                f"{column} {given} is no digest of 16 to 64 small hexadecimal digits",
                "correct it or leave it empty",
            )


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _place(found: MappingSet, row: Row, side: str, tell: Tell) -> Place | None:
    """Return the provision of a side; what is wrong with it is told."""
    cells = row.cells
    given = cells.get(f"{side}_id")
    if given is None:
        return None  # told already
    source = found.expand(cells.get(f"{side}_source", "")) or ""
    iri = found.expand(given) or ""
    if iri == NO_TERM:
        if not source:
            tell(
                f"{side}_id 是 sssom:NoTermFound，须在 {side}_source 写明对照的文件，请补上",
                f"{side}_id is sssom:NoTermFound and {side}_source does not name the rule that was searched",
                "name it there",
            )
            return None
        document = document_of(source)
        return Place(document, "" if document else source, "")
    document = document_of(iri)
    path = unquote(iri.removeprefix(document)[1:])
    if not document or not path:
        tell(
            f"{side}_id「{given}」不是条文的 IRI，须为 text:摘要/路径（如 text:0a1b2c3d4e5f6071/art-3），请改正",
            f"{side}_id {given} is not the IRI of a provision",
            "write it like text:0a1b2c3d4e5f6071/art-3",
        )
        return None
    work = "" if document_of(source) else source
    quote, digest = cells.get(f"{side}_quote", ""), cells.get(f"{side}_sha256", "")
    return Place(document, work, path, quote, digest[:_DIGITS])


def document_of(iri: str) -> str:
    """Return the IRI of the text that ``iri`` is or lies in, or nothing."""
    try:
        return str(DocumentIri.parse(iri))
    except ValueError:
        return ""


def _check_sides(decision: Decision, tell: Tell) -> None:
    """Tell what two sides cannot say together."""
    if decision.lower.document == decision.upper.document:
        tell(
            "上下位是同一份文件，不能与自身对应，请改正",
            "Both provisions are of one document, which is not compared with itself",
            "correct it",
        )
    elif not decision.lower.path and not decision.upper.path:
        tell("两边都是 sssom:NoTermFound，请改正", "Both sides are sssom:NoTermFound", "correct it")
    elif decision.none and not decision.wanted:
        tell(
            "sssom:NoTermFound 不能与 Not 同用，请写出对应的条文",
            "sssom:NoTermFound cannot stand with Not",
            "name the provision that corresponds",
        )
