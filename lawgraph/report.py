"""What a build and a validation tell the person or the program that asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from ingest.model import Annotation, Diagnostic, ProvisionKind
from ingest.read import one_line
from ingest.structure.wreckage import WRECKAGE
from lawgraph.build import BuildReport
from ontology.validation import Report
from queries.result import visible

_COUNTED = (ProvisionKind.ARTICLE, ProvisionKind.TASK)
_CHINESE = {
    "articles": "条",
    "tasks": "任务",
    "norms": "规范",
    "quantities": "数量",
    "mentions": "机构",
    "citations": "引用",
    "diagnostics": "疑点",
}


def _counts(annotation: Annotation) -> dict[str, int]:
    kinds = [provision.kind for provision in annotation.document.provisions]
    counts = {f"{kind}s": kinds.count(kind) for kind in _COUNTED}
    counts |= {
        "norms": len(annotation.norms),
        "quantities": len(annotation.quantities),
        "mentions": len(annotation.mentions),
        "citations": len(annotation.citations),
        "diagnostics": len(annotation.document.diagnostics),
    }
    return {name: count for name, count in counts.items() if count}


def wreckage(annotation: Annotation) -> list[Diagnostic]:
    """Return the diagnostics that say that a document may not have been read right."""
    return [diagnostic for diagnostic in annotation.document.diagnostics if diagnostic.code in WRECKAGE]


def build_lines(report: BuildReport) -> Iterator[str]:
    """Yield what a build made, a line a document and one for the links and the graph."""
    for annotation in report.annotations:
        counts = ", ".join(f"{count} {_CHINESE[name]} {name}" for name, count in _counts(annotation).items())
        yield one_line(f"{annotation.document.metadata.title}: {counts}")
        for diagnostic in wreckage(annotation):
            yield one_line(f"  警告 warning: {diagnostic.message}")
    for alignment in report.alignments:
        lower = alignment.lower.document.metadata.title
        upper = alignment.upper.document.metadata.title
        yield one_line(
            f"{lower} → {upper}: {len(alignment.correspondences)} 对应 correspondences, "
            f"{len(alignment.gaps)} 缺口 gaps"
        )
    if report.left_out:
        pairs = "1 pair" if len(report.left_out) == 1 else f"{len(report.left_out)} pairs"
        yield (
            f"{len(report.left_out)} 对文件超过每份的上限或只是顺带提及，没有比较；--json 逐一列出。"
            f"{pairs} over the limit of a rule or named in passing not compared (--json names them)"
        )
    if report.unlike:
        pairs = "1 pair" if report.unlike == 1 else f"{report.unlike} pairs"
        yield (
            f"{report.unlike} 对文件主题不同，没有比较；lawgraph links 可比较任意两份。"
            f"{pairs} on unlike subjects not compared (lawgraph links compares any two)"
        )
    yield f"{report.generation.quads} 四元组 quads in {report.generation.nquads}"


def build_json(report: BuildReport) -> str:
    """Return what a build made as JSON, for programs."""
    return json.dumps(
        {
            "graph": report.generation.digest,
            "quads": report.generation.quads,
            "documents": [
                {
                    "title": annotation.document.metadata.title,
                    **_counts(annotation),
                    "warnings": [diagnostic.message for diagnostic in wreckage(annotation)],
                }
                for annotation in report.annotations
            ],
            "left_out_pairs": [
                {"upper": pair.upper, "lower": pair.lower, "why": pair.why, "likeness": pair.likeness / 1000}
                for pair in report.left_out
            ],
            "unlike_pairs": report.unlike,
            "failures": [str(failure) for failure in report.failures],
            "notes": [str(note) for note in report.notes],
        },
        ensure_ascii=False,
    )


def validation_output(report: Report, as_json: bool) -> str:
    """Return what a validation found: file, provision, words and rule of each violation and warning, and totals."""
    if as_json:
        found = {
            "triples": report.triples,
            "violations": [asdict(violation) for violation in report.violations],
            "warnings": [asdict(warning) for warning in report.warnings],
        }
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    count, doubts = len(report.violations), len(report.warnings)
    lines = [str(violation) for violation in report.violations]
    lines += [f"警告 warning: {warning}" for warning in report.warnings]
    if doubts:
        lines.append(f"{doubts} 处警告，图谱仍然有效。{doubts} warnings; the graph is valid all the same")
    lines.append(
        f"{count} 处不合，共 {report.triples} 个三元组。{count} violations in {report.triples} triples"
    )
    return "".join(f"{visible(line)}\n" for line in lines)
