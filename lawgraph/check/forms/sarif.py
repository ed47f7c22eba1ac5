"""Findings as SARIF 2.1.0 (OASIS, 2020): a run, its rules the kinds of checks, its results the findings.

Places are characters of the source text (``charOffset``, ``charLength``; ``columnKind`` is that of code points).
"""

from __future__ import annotations

import json
from typing import Any

from ingest.check.finding import Finding, Quoted
from lawgraph import __version__
from lawgraph.check.forms import words
from lawgraph.check.report import CheckReport
from ontology.checks import Kind, kinds
from ontology.states import Gravity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Gravity.HIGH: "error", Gravity.MEDIUM: "warning", Gravity.LOW: "note"}
_HOME = "https://w3id.org/lawgraph"

Json = Any  # what json.dumps writes


def sarif(report: CheckReport) -> str:
    """Return a report as a log of SARIF; the same report gives the same characters."""
    files = {each.header.document: each.file for each in report.documents}
    used = [kind for kind in kinds().values() if any(each.kind == kind.kind for each in report.findings)]
    at = {kind.kind: number for number, kind in enumerate(used)}
    run = {
        "tool": {
            "driver": {
                "name": "lawgraph",
                "version": __version__,
                "informationUri": _HOME,
                "language": "zh-CN",
                "rules": [_rule(kind) for kind in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(each.file)}} for each in report.documents],
        "results": [_result(each, at, files) for each in report.findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "none", "message": {"text": each.why[0]}, "descriptor": {"id": each.kind}}
                    for each in report.left_open
                ],
            }
        ],
        "properties": {
            "on": report.on,
            "among": report.among,
            "newest": report.newest,
            "dismissed": report.dismissed,
            "since": report.since,
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _uri(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _rule(kind: Kind) -> Json:
    return {
        "id": kind.kind,
        "name": kind.zh,
        "shortDescription": {"text": kind.zh},
        "fullDescription": {"text": kind.question_zh},
        "help": {"text": f"{kind.question_zh} {kind.question_en}"},
        "defaultConfiguration": {"level": _LEVELS[Gravity(kind.gravity)]},
        "properties": {"group": kind.group, "en": kind.en, "law": list(kind.law)},
    }


def _result(finding: Finding, rules: dict[str, int], files: dict[str, str]) -> Json:
    made: dict[str, Json] = {
        "ruleId": finding.kind,
        "ruleIndex": rules[finding.kind],
        "kind": "review",
        "level": _LEVELS[finding.gravity],
        "message": {"text": f"{finding.why[0]} {words.kind_of(finding).question_zh}"},
        "locations": [_location(finding.here, files.get(finding.here.document))],
        "partialFingerprints": {"finding/v1": finding.key},
        "rank": round(100 * finding.confidence, 1),
        "properties": {
            "en": finding.why[1],
            "note": finding.note[0] if finding.note else None,
            "since": finding.since,
            "answering": list(finding.answering),
            "review": finding.review,
            "law": [
                {
                    "law": each.law,
                    "article": each.article,
                    "version": each.version,
                    "then": each.then,
                    "today_version": each.today_version,
                    "today": each.today,
                    "today_article": each.today_article,
                }
                for each in finding.law
            ],
        },
    }
    if finding.there is not None:
        made["relatedLocations"] = [_location(finding.there, files.get(finding.there.document))]
    if finding.review is not None:
        made["baselineState"] = "unchanged"
    return made


def _location(quoted: Quoted, file: str | None) -> Json:
    """Return a place; a document of which no file is at hand is named by its IRI."""
    region: dict[str, Json] = {"snippet": {"text": quoted.text}} if quoted.text else {}
    if quoted.spans:
        start = min(span.start for span in quoted.spans)
        region |= {"charOffset": start, "charLength": max(span.end for span in quoted.spans) - start}
    place: dict[str, Json] = {"artifactLocation": {"uri": _uri(file) if file else quoted.document}}
    if region:
        place["region"] = region
    return {
        "physicalLocation": place,
        "logicalLocations": [
            {"name": words.place(quoted.path), "fullyQualifiedName": _named(quoted), "kind": "provision"}
        ],
        "message": {"text": words.where(quoted)},
    }


def _named(quoted: Quoted) -> str:
    return f"{quoted.document}/{quoted.path}" if quoted.path else quoted.document
