"""A plain page about a thing of the graph: its name, its words, what is said of it, and the way to the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lawgraph.service.front import Row
from ontology.iri import BASE
from ontology.terms import ELI, LG, PREFIXES, RDF, RDFS, SKOS

_NAMES = (ELI.title, LG.label, SKOS.prefLabel, RDFS.label)
_STYLE = (
    "body{font-family:system-ui,'Noto Sans SC',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.6}"
    "th{text-align:left;vertical-align:top;padding-right:1em;font-weight:normal;color:#555}"
    "td{overflow-wrap:anywhere}blockquote{border-left:3px solid #999;margin-left:0;padding-left:1em}"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A property and its other end, with a label of that if it has one."""

    property: str
    kind: str
    value: str
    label: str

    @classmethod
    def of(cls, row: Row) -> Statement:
        """Make one of a row with ``p``, ``o`` and ``label``."""
        return cls(
            row["p"]["value"], row["o"]["type"], row["o"]["value"], row.get("label", {}).get("value", "")
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Some statements of all that there are: those after the first ``offset``."""

    shown: Sequence[Statement]
    offset: int
    there: int

    def said(self) -> str:
        """Return which of them these are; empty when these are all."""
        if len(self.shown) >= self.there:
            return ""
        if not self.shown:
            return f"<p>共 {self.there} 条，都在前面的页上。All {self.there} stand on the pages before.</p>"
        first, last, there = self.offset + 1, self.offset + len(self.shown), self.there
        return (
            f"<p>共 {there} 条，此处为第 {first} 至 {last} 条。Statements {first} to {last} of {there}.</p>"
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of a thing: what is said of it (``says``), and by what (``said_of``).

    ``prefix`` stands before the paths of links; ``data`` is the path of its data, ``more`` the link to the statements
    after these, empty when there are none.
    """

    iri: str
    says: Part
    said_of: Part
    prefix: str
    data: str
    more: str

    def html(self) -> str:
        """Return the page; everything that stands in the graph is escaped."""
        title = escape(self._first(_NAMES) or self._first((LG.text,))[:60] or short(self.iri))
        text = escape(self._first((LG.text,)))
        data = escape(self.prefix + self.data)
        kinds = "、".join(short(each.value) for each in self.says.shown if each.property == RDF.type)
        return (
            f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
            f'<link rel="alternate" type="text/turtle" href="{data}"></head><body>'
            f"<h1>{title}</h1><p>{escape(kinds)}<br><code>{escape(self.iri)}</code></p>"
            + (f"<blockquote>{text}</blockquote>" if text else "")
            + self._table("内容 Statements", self.says)
            + self._table("被引用 Referred to by", self.said_of)
            + (f'<p><a rel="next" href="{escape(self.more)}">后面的 More</a></p>' if self.more else "")
            + f'<p><a href="{data}">数据 Data (Turtle)</a></p></body></html>\n'
        )

    def _first(self, properties: Sequence[str]) -> str:
        for name in properties:
            for each in self.says.shown:
                if each.property == name and each.kind == "literal":
                    return each.value
        return ""

    def _table(self, heading: str, part: Part) -> str:
        if not part.there:
            return ""
        rows = "".join(
            f"<tr><th>{escape(short(each.property))}</th><td>{self._end(each)}</td></tr>"
            for each in part.shown
        )
        return f"<h2>{heading}</h2>{part.said()}<table>{rows}</table>"

    def _end(self, each: Statement) -> str:
        shown = escape(each.label or (short(each.value) if each.kind == "uri" else each.value))
        if each.kind == "uri" and each.value.startswith(f"{BASE}/"):
            return f'<a href="{escape(self.prefix + each.value.removeprefix(BASE))}">{shown}</a>'
        return shown


def short(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI with a prefix of the vocabulary, or without our base, for eyes.

    >>> short("https://w3id.org/lawgraph/ontology#Article")
    'lg:Article'
    """
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(f"{BASE}/")
