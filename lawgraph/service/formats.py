"""The forms in which the service answers, and which of them a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import pyoxigraph as ox

from queries.check import Form


@dataclass(frozen=True, slots=True)
class Format:
    """A form of answers: its media type, how Oxigraph calls it, and other names that clients use for it."""

    media_type: str
    oxigraph: ox.QueryResultsFormat | ox.RdfFormat
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type; all we write is UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


# Best first: what a client gets that takes anything.
TABLES = (
    Format("application/sparql-results+json", ox.QueryResultsFormat.JSON, ("application/json", "text/json")),
    Format("application/sparql-results+xml", ox.QueryResultsFormat.XML, ("application/xml", "text/xml")),
    Format("text/csv", ox.QueryResultsFormat.CSV),
    Format("text/tab-separated-values", ox.QueryResultsFormat.TSV),
)
GRAPHS = (
    Format("text/turtle", ox.RdfFormat.TURTLE, ("application/turtle", "application/x-turtle")),
    Format("application/n-triples", ox.RdfFormat.N_TRIPLES, ("text/plain",)),
    Format("application/rdf+xml", ox.RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    Format("application/n-quads", ox.RdfFormat.N_QUADS),
    Format("application/trig", ox.RdfFormat.TRIG),
    Format("text/n3", ox.RdfFormat.N3, ("text/rdf+n3", "application/n3")),
    Format("application/ld+json", ox.RdfFormat.JSON_LD, ("application/json",)),
)
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*(?:;(.*))?")
_WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE)


def formats(form: Form) -> tuple[Format, ...]:
    """Return the forms of answers to a query of this form."""
    return GRAPHS if form.makes_graph else TABLES


def _ranges(accept: str) -> dict[str, float]:
    """Return the media ranges of a header Accept with their weights; what is none is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        if match := _RANGE.fullmatch(part):
            weights = [_WEIGHT.fullmatch(item.strip()) for item in (match[3] or "").split(";")]
            weight = next((float(weight[1]) for weight in weights if weight), 1.0)
            found[f"{match[1]}/{match[2]}".lower()] = min(weight, 1.0)
    return found


class Named(Protocol):
    """What a client can ask for by a media type; ``aliases`` are other names for it."""

    @property
    def media_type(self) -> str:
        """Its first name."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        ...


_Any = TypeVar("_Any", bound=Named)


def best(accept: str, candidates: Iterable[_Any]) -> _Any | None:
    """Return the candidate that suits a header Accept best; ``None`` if none does.

    The most specific range decides on each form; equal weights go to the form that is first.
    """
    ranges = _ranges(accept or "*/*")
    chosen: _Any | None = None
    highest = 0.0
    for format in candidates:
        names = (format.media_type, *format.aliases)
        exact = [ranges[name] for name in names if name in ranges]
        broad = [
            ranges[name] for name in (f"{format.media_type.partition('/')[0]}/*", "*/*") if name in ranges
        ]
        weight = max(exact) if exact else broad[0] if broad else 0.0
        if weight > highest:
            chosen, highest = format, weight
    return chosen


def wanted(accept: str, form: Form) -> Format | None:
    """Return the form of answer to a query of this form that suits a header Accept best; ``None`` if none does.

    >>> wanted("text/html, */*;q=0.1", Form.SELECT).media_type
    'application/sparql-results+json'
    """
    return best(accept, formats(form))


class NotAcceptable(Exception):
    """None of the forms of an answer is one that the client takes; the message names them."""


def chosen(accept: str, form: Form) -> Format:
    """Return the form of answer that suits a header Accept best; raise :class:`NotAcceptable` if none does."""
    if (format := wanted(accept, form)) is not None:
        return format
    there = ", ".join(format.media_type for format in formats(form))
    raise NotAcceptable(
        f"Accept: 没有合适的格式，{form} 可用 {there}。No such format for {form}; there are {there}."
    )


def prefers_html(accept: str) -> bool:
    """Tell whether a header Accept asks for a page before any form of a graph, by name.

    >>> prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    True
    >>> prefers_html("text/turtle, text/html;q=0.5")
    False
    """
    ranges = _ranges(accept)
    html = max(ranges.get("text/html", 0.0), ranges.get("application/xhtml+xml", 0.0))
    names = (name for format in GRAPHS for name in (format.media_type, *format.aliases))
    return html > 0 and html >= max((ranges.get(name, 0.0) for name in names), default=0.0)
