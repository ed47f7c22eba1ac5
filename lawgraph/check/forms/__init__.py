"""A report of a check in the forms in which it is handed on; the same report gives the same bytes.

``workbook`` (XLSX) and ``document`` (DOCX) are for an office, ``page`` (HTML) for a browser without a server,
``sarif`` (JSON) for programs that show findings at their places, ``atom`` for feed readers. What they say of a
finding in words is in ``words``; ``tables`` has the rows of workbook and page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lawgraph.check.report import CheckReport


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is called, what it is in Chinese and English, what makes its bytes."""

    name: str
    zh: str
    en: str
    write: Callable[[CheckReport], bytes]


def _workbook(report: CheckReport) -> bytes:
    from lawgraph.check.forms.tables import handed_in
    from lawgraph.office.workbook import workbook

    return workbook(handed_in(report))


def _document(report: CheckReport) -> bytes:
    from lawgraph.check.forms.document import document

    return document(report)


def _page(report: CheckReport) -> bytes:
    from lawgraph.check.forms.page import page

    return page(report).encode("utf-8")


def _sarif(report: CheckReport) -> bytes:
    from lawgraph.check.forms.sarif import sarif

    return sarif(report).encode("utf-8")


def _atom(report: CheckReport) -> bytes:
    from lawgraph.check.forms.atom import feed

    return feed(report)


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("xlsx", "Excel、WPS 表格", "a workbook for Excel or WPS", _workbook),
        Form("docx", "Word、WPS 审查报告", "a report for Word or WPS", _document),
        Form("html", "网页", "a page for a browser", _page),
        Form("sarif", "SARIF 2.1.0（JSON）", "SARIF 2.1.0 (JSON)", _sarif),
        Form("atom", "Atom 订阅", "an Atom feed", _atom),
    )
}
"""The forms by their names."""
