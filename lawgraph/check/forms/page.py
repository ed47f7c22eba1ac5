"""A report as one page that opens without a server and asks nothing of any: no script, its font within it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from ingest.check.finding import Finding
from lawgraph.check.forms import words
from lawgraph.check.forms.tables import NOTES, title_of
from lawgraph.check.report import CheckedDocument, CheckReport
from lawgraph.tables.characters import written
from ontology.checks import Kind

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _One:
    """A finding as the page shows it; ``group`` is the place of its group, so that groups stand in their order."""

    findings: tuple[Finding, ...]
    kind: Kind
    group: int
    group_zh: str
    many: int


@dataclass(frozen=True, slots=True)
class _Document:
    at: int
    checked: CheckedDocument
    findings: tuple[_One, ...]
    many: int


def page(report: CheckReport) -> str:
    """Return the HTML of a report; raises :class:`lawgraph.font.FontNotFound`."""
    from lawgraph.font import subset_data_uri

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_shown)
    template = environment.from_string((_FOLDER / "page.html").read_text("utf-8"))
    css = (_FOLDER / "page.css").read_text("utf-8")
    given = {
        "report": report,
        "title": title_of(report),
        "documents": tuple(_documents(report)),
        "titles": {each.header.document: each.header.title for each in report.documents},
        "notes": NOTES,
        "words": words,
    }
    plain = template.render(given, style="", policy="")
    font = subset_data_uri("".join(map(chr, range(32, 127))) + plain)
    style = f'\n@font-face {{ font-family: "LawgraphSans"; src: url({font}) format("woff"); }}\n{css}'
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"
    return template.render(given, style=style, policy=policy)


def _shown(value: object) -> object:
    """Return what a page can show of a value: a character that cannot be seen is written out."""
    return written(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _documents(report: CheckReport) -> list[_Document]:
    groups = list(words.GROUPS)
    of: dict[str, list[_One]] = {}
    for alike in words.alike(report.findings):
        kind = words.kind_of(alike[0])
        one = _One(alike, kind, groups.index(kind.group), words.GROUPS[kind.group][0], len(alike))
        of.setdefault(alike[0].here.document, []).append(one)
    return [
        _Document(at, each, tuple(own), sum(one.many for one in own))
        for at, each in enumerate(report.documents, 1)
        for own in (of.get(each.header.document, []),)
    ]
