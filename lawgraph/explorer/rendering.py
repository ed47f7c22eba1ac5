"""From what a page shows to its HTML: templates, languages, the policy that no script but ours runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request

from lawgraph.explorer import assets
from lawgraph.explorer.catalogue import NAME, catalogue_of
from lawgraph.explorer.page import Asked, Language, Page, Said, Shown
from lawgraph.explorer.twins import DOCX, TWINS
from lawgraph.explorer.words import concept
from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.result import short

LANGUAGE = "lang"
"""The parameter, and the cookie, that choose the language."""
TWIN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'"
"""The Content-Security-Policy of twins: a picture that is opened by itself has its styles in it, and no script runs."""
_TEMPLATES = Path(__file__).parent / "templates"
_OF_A_PATH = "/-._~!$&'()*+,;=:@%"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the paths of the service begin with ``prefix``; ``pages`` are those of the menu."""

    prefix: str
    pages: tuple[Page, ...]
    request: Request
    language: Language

    def to(self, path: str) -> str:
        """Return the link to a path of the service."""
        return self.prefix + path

    def at(self, iri: str) -> str:
        """Return the link to the page of a thing of ours; to the thing itself where it is none."""
        if not iri.startswith(f"{BASE}/"):
            return iri
        if iri.startswith(PREFIXES["lg"]):
            return f"{self.prefix}/vocabulary#{iri.removeprefix(PREFIXES['lg'])}"
        return f"{self.prefix}/page{quote(iri.removeprefix(BASE), safe=_OF_A_PATH + '#')}"

    def data(self, iri: str) -> str:
        """Return the link to the data of a thing of ours, in the form of RDF that its reader wants."""
        return f"{self.prefix}/data{quote(iri.removeprefix(BASE), safe=_OF_A_PATH)}"

    def asset(self, name: str) -> str:
        """Return the link to a file of ours."""
        return self.prefix + assets.address(name)

    def here(self, **changes: str | None) -> str:
        """Return the link to this very page with other values of some parameters; ``None`` takes one away."""
        url = self.request.url
        kept = [
            (name, value) for name, value in self.request.query_params.multi_items() if name not in changes
        ]
        kept += [(name, value) for name, value in changes.items() if value is not None]
        return f"{self.prefix}{quote(url.path, safe=_OF_A_PATH)}{'?' + urlencode(kept) if kept else ''}"

    def twins(self, page: Page, shown: Shown) -> tuple[tuple[str, str], ...]:
        """Return the names of the twins of a page with their links."""
        has = shown.table is not None
        names = [
            name
            for name, twin in TWINS.items()
            if (name in ("json", "ttl") or has or shown.handed_in is not None)
            and (twin is not DOCX or page.document)
        ]
        path = "/overview" if self.request.url.path == "/" else self.request.url.path.rstrip("/")
        query = f"?{self.request.url.query}" if self.request.url.query else ""
        return tuple((name, f"{self.prefix}{quote(path, safe=_OF_A_PATH)}.{name}{query}") for name in names)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"t": _said, "there": assets.there, "name": _name, "short": short, "concept": concept}
    return made


def translate_templates() -> None:
    """Have all templates translated, which is else done when a page is first made."""
    for template in _environment().list_templates():
        _environment().get_template(template)


@pass_context
def _said(context: Context, zh: str, en: str) -> str:
    return en if context["language"] is Language.EN else zh


@pass_context
def _name(context: Context, said: Said) -> str:
    language: Language = context["language"]
    return said.by(language)


def html(frame: Frame, page: Page, shown: Shown, asked: Asked) -> str:
    """Return a page as HTML; whatever stands in the graph is text in it."""
    return _rendered(
        f"{page.name}.html",
        frame,
        page=shown.content,
        spec=page,
        title=shown.title or page.title,
        given=asked.given,
        desk=asked.desk,
        reviewer=asked.reviewer,
        twins=frame.twins(page, shown),
        standing=_standing(asked),
    )


def _standing(asked: Asked) -> Callable[[str], str]:
    """Return what tells the state of a document today, by its IRI; nothing where no build counted the documents."""
    today = datetime.now().astimezone().date()
    kept = (asked.store.parent / NAME).is_file()

    def told(document: str) -> str:
        found = catalogue_of(asked.engine, asked.store).by_iri.get(document) if kept else None
        return found.status(today) if found is not None else ""

    return told


def trouble(frame: Frame, status: int, zh: str, en: str, values: tuple[str, ...] = ()) -> str:
    """Return the page that says what went wrong, and the ways on."""
    said = Said(
        "没有这一页" if status == 404 else "这一页打不开", "Nothing here" if status == 404 else "Not shown"
    )
    return _rendered(
        "trouble.html",
        frame,
        title=said,
        status=status,
        zh=zh,
        en=en,
        values=values,
        spec=None,
        twins=(),
        desk=None,
    )


def _rendered(template: str, frame: Frame, **values: Any) -> str:
    helpers: Mapping[str, Callable[..., object]] = {
        "to": frame.to,
        "at": frame.at,
        "data": frame.data,
        "asset": frame.asset,
        "here": frame.here,
    }
    return (
        _environment()
        .get_template(template)
        .render(language=frame.language, menu=frame.pages, path=frame.request.url.path, **helpers, **values)
    )


def policy(page: Page | None) -> str:
    """Return the Content-Security-Policy of a page: all from this service, no script that stands in a page."""
    styles = "'self' 'unsafe-inline'" if page is not None and page.inline_styles else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src {styles}",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
