"""What has become stale since a day or a build: by the document that caused it and the office that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.check.finding import Finding
from lawgraph.check.report import CheckReport


@dataclass(frozen=True, slots=True)
class Office:
    """A body and the findings on provisions that it answers for, by document and in the order of its text.

    ``issuer``: no body is named for the provision, and this one made the rule.
    """

    name: str
    issuer: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A document (its IRI and title; both empty where it is time alone that passed) and what it made stale.

    ``since`` is the first day from which on something is stale by it.
    """

    document: str
    title: str
    since: str | None
    offices: tuple[Office, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Its findings, each once, though several offices answer for it."""
        found = {each.key: each for office in self.offices for each in office.findings}
        return tuple(found.values())


def causes(report: CheckReport) -> tuple[Cause, ...]:
    """Return the findings of a report by what caused them: the last day first, then by title.

    Within a cause the bodies that answer for most come first; a finding stands with each body that answers for it.
    """
    issuers = {each.header.document: each.header.issuers for each in report.documents}
    by_cause: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_cause.setdefault(finding.there.document if finding.there else "", []).append(finding)
    found = [_cause(document, those, issuers) for document, those in by_cause.items()]
    found.sort(key=lambda cause: (cause.title, cause.document))
    found.sort(key=lambda cause: cause.since or "", reverse=True)
    return tuple(found)


def _cause(document: str, findings: list[Finding], issuers: Mapping[str, tuple[str, ...]]) -> Cause:
    other = findings[0].there
    offices: dict[tuple[str, bool], list[Finding]] = {}
    for finding in findings:
        for name in _names(finding, issuers):
            offices.setdefault(name, []).append(finding)
    told = [Office(*name, tuple(those)) for name, those in offices.items()]
    told.sort(key=lambda office: (-len(office.findings), office.issuer, office.name))
    days = [each.since for each in findings if each.since]
    return Cause(document, other.title if other else "", min(days, default=None), tuple(told))


def _names(finding: Finding, issuers: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, bool]]:
    """Yield who answers for a provision; where nobody is named who made the rule, else nobody."""
    named: Iterable[str] = finding.answering
    if finding.answering:
        yield from ((name, False) for name in dict.fromkeys(named))
        return
    made = issuers.get(finding.here.document, ())
    yield from ((name, True) for name in made or ("",))
