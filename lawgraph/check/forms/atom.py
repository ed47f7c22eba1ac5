"""Findings as an Atom feed (RFC 4287): an entry a finding, so that a feed reader tells what is new."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ingest.check.finding import Finding
from lawgraph import __version__
from lawgraph.check.forms import words
from lawgraph.check.forms.tables import title_of
from lawgraph.check.report import CheckReport
from lawgraph.tables.characters import written
from ontology.iri import BASE, text_digest

_ATOM = "http://www.w3.org/2005/Atom"


def feed(report: CheckReport) -> bytes:
    """Return a report as a feed; the time of an entry is the day from which on it stands, or that of the check."""
    ET.register_namespace("", _ATOM)
    made = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    documents = "\n".join(each.header.document for each in report.documents)
    _text(made, "title", title_of(report))
    _text(made, "subtitle", words.summary(report))
    _text(made, "id", f"{BASE}/check#{text_digest(documents)[:16]}")
    _text(made, "updated", _time(report.on))
    _text(ET.SubElement(made, f"{{{_ATOM}}}author"), "name", "lawgraph")
    _text(made, "generator", "lawgraph", version=__version__)
    for finding in report.findings:
        _entry(made, finding, report.on)
    return bytes(ET.tostring(made, encoding="utf-8", xml_declaration=True))


def _entry(made: ET.Element, finding: Finding, on: str) -> None:
    entry = ET.SubElement(made, f"{{{_ATOM}}}entry")
    kind = words.kind_of(finding)
    _text(entry, "id", f"{BASE}/finding/{finding.key}")
    _text(entry, "title", f"〔{words.GRAVITIES[finding.gravity][0]}〕{kind.zh}：{words.where(finding.here)}")
    _text(entry, "updated", _time(finding.since or on))
    ET.SubElement(entry, f"{{{_ATOM}}}category", term=kind.kind, label=kind.zh)
    address = f"{finding.here.document}/{finding.here.path}" if finding.here.path else finding.here.document
    ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=address)
    said = [finding.why[0], kind.question_zh]
    if finding.here.text:
        said.append(f"本文件：“{finding.here.text}”")
    if finding.there is not None and finding.there.text:
        said.append(f"{words.where(finding.there)}：“{finding.there.text}”")
    said += map(words.then, finding.law)
    said += [finding.note[0]] if finding.note else []
    _text(entry, "content", "\n".join(said), type="text")


def _time(day: str) -> str:
    """Return a day (ISO, in any precision) as a time of RFC 3339, in the time of China.

    >>> _time("2023-03"), _time("2023-03-15")
    ('2023-03-01T00:00:00+08:00', '2023-03-15T00:00:00+08:00')
    """
    whole = f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10]
    return f"{whole}T00:00:00+08:00"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = written(text)
