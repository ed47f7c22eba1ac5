"""What a page is: where it is, what it is asked for, and what it shows in every form.

A page shows the same in each of its forms: as HTML by its template, as JSON its :attr:`Shown.content`, as CSV and XLSX
its :attr:`Shown.table`, as Turtle what the graph says of its :attr:`Shown.things`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.explorer.given import Given
from lawgraph.tables.cells import Table
from lawgraph.tables.handed_in import HandedIn
from ontology.iri import BASE
from queries.engine import Engine

if TYPE_CHECKING:
    from lawgraph.explorer.desk import Desk
    from lawgraph.explorer.importing.sources import Sources


class Language(StrEnum):
    """The languages of the pages."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in both languages."""

    zh: str
    en: str

    def by(self, language: Language) -> str:
        """Return the words in a language."""
        return self.zh if language is Language.ZH else self.en


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked for.

    ``engine`` asks the graph that is served and may be used in the thread of the page; ``store`` is the folder of that
    graph's store; ``path`` is what stands in the address after the path of the page; ``desk`` takes decisions,
    ``reviewer`` is who makes them, as far as the reader has said it; ``sources`` are those of the folder that is open.
    """

    engine: Engine
    store: Path
    given: Given
    path: str = ""
    language: Language = Language.ZH
    desk: Desk | None = None
    reviewer: str = ""
    sources: Sources | None = None

    @property
    def iri(self) -> str:
        """The IRI of the thing whose path below the base stands in the address after that of the page."""
        return f"{BASE}/{self.path}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows.

    ``content`` is a frozen dataclass of plain values (text, numbers, days, tuples, other such dataclasses): the
    template has it as ``page``. ``title`` is that of this very page. ``things`` are IRIs. A page without a table has
    no twin as CSV and XLSX; a table that takes time to make is given as what makes it. ``handed_in`` makes the
    workbook and the document where these hold more than the table. ``status`` is that of HTTP.
    """

    content: object
    title: Said | None = None
    table: Table | Callable[[], Table] | None = None
    things: tuple[str, ...] = ()
    handed_in: Callable[[], HandedIn] | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``name`` is that of its template, ``path`` its address, ``title`` its title.

    ``parameters`` are those that its address may have after ``?``. ``below`` tells that it has addresses below its
    path too, ``menu`` that it stands in the menu, ``short`` what the menu calls it where that is not its title.
    ``document`` tells that it can be handed in as a document (``.docx``). ``inline_styles`` says which bundled part
    needs styles of elements (Content-Security-Policy: ``style-src 'unsafe-inline'``); empty where none does.
    ``bundled`` are scripts and styles of others that it loads before its own. ``programs`` are parameters by which
    programs ask at this path, whatever they accept. ``picture`` draws it as SVG, at its path with ``.svg``.
    """

    name: str
    path: str
    title: Said
    show: Callable[[Asked], Shown]
    parameters: tuple[str, ...] = ()
    below: bool = False
    menu: bool = True
    short: Said | None = None
    document: bool = False
    inline_styles: str = ""
    bundled: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    picture: Callable[[Asked, Shown], bytes] | None = None


class Missing(Exception):
    """There is no such thing to show; ``zh`` and ``en`` tell what, and the way back."""

    status = 404

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}{en}")
        self.zh, self.en = zh, en


class Elsewhere(Exception):
    """What is asked for is no thing of this page; the next page with the same path may have it."""
