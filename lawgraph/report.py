"""What a build and a validation tell the person or the program that asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from ingest.model import Annotation, Diagnostic
from ingest.read import one_line
from lawgraph.build import BuildReport
from ontology.validation import Report
from queries.result import visible

_CHINESE = {
    "articles": "条",
    "tasks": "任务",
    "norms": "规范",
    "quantities": "数量",
    "mentions": "机构",
    "citations": "引用",
    "diagnostics": "疑点",
}


def wreckage(annotation: Annotation) -> list[Diagnostic]:
    """Return the diagnostics that say that a document may not have been read right."""
    from ingest.structure.wreckage import WRECKAGE  # heavy, and not needed to tell what was built

    return [diagnostic for diagnostic in annotation.document.diagnostics if diagnostic.code in WRECKAGE]


def build_lines(report: BuildReport) -> Iterator[str]:
    """Yield what a build made, a line a document and one for the links, for what changed and the graph."""
    for document in report.documents:
        counts = ", ".join(f"{count} {_CHINESE[name]} {name}" for name, count in document.counts.items())
        yield one_line(f"{document.title}: {counts}")
        for warning in document.warnings:
            yield one_line(f"  警告 warning: {warning}")
    for pair in report.pairs:
        yield one_line(
            f"{pair.lower.title} → {pair.upper.title}: {pair.correspondences} 对应 correspondences, "
            f"{pair.gaps} 缺口 gaps"
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
    if report.reviewed:
        yield f"采用 {report.reviewed} 项人工审核 {report.reviewed} decisions of reviews used"
    yield from _changes(report)
    yield f"{report.generation.quads} 四元组 quads in {report.generation.nquads}"


def _changes(report: BuildReport) -> Iterator[str]:
    """Yield what is new since the build before; nothing when all is, or nothing."""
    changes = report.changes
    if changes.unchanged or changes.changed or changes.removed:
        told = {
            "新增 added": len(changes.added),
            "改动 changed": len(changes.changed),
            "移除 removed": len(changes.removed),
            "未变 unchanged": changes.unchanged,
            "失败 failed": len(report.failures),
            "略过 skipped": len(report.notes),
        }
        yield ", ".join(f"{count} {name}" for name, count in told.items())


def build_json(report: BuildReport) -> str:
    """Return what a build made as JSON, for programs."""
    return json.dumps(
        {
            "event": "done",
            "graph": report.generation.digest,
            "quads": report.generation.quads,
            "documents": [
                {"title": document.title, **document.counts, "warnings": list(document.warnings)}
                for document in report.documents
            ],
            "pairs": len(report.pairs),
            "left_out_pairs": [
                {"upper": pair.upper, "lower": pair.lower, "why": pair.why, "likeness": pair.likeness / 1000}
                for pair in report.left_out
            ],
            "unlike_pairs": report.unlike,
            "reviewed": report.reviewed,
            "added": list(report.changes.added),
            "changed": list(report.changes.changed),
            "removed": list(report.changes.removed),
            "unchanged": report.changes.unchanged,
            "written": report.wrote,
            "failures": [str(failure) for failure in report.failures],
            "notes": [str(note) for note in (*report.notes, *report.remarks)],
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
