"""What a page is: where it is, what it is asked for, and what it shows in every form.

A page shows the same in each of its forms: as HTML by its template, as JSON its :attr:`Shown.content`, as CSV and XLSX
its :attr:`Shown.table`, as Turtle what the graph says of its :attr:`Shown.things`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.explorer.given import Given
from lawgraph.tables.cells import Table
from queries.engine import Engine

if TYPE_CHECKING:
    from lawgraph.explorer.desk import Desk


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
    graph's store; ``path`` is what stands in the address after the path of the page; ``desk`` takes decisions.
    """

    engine: Engine
    store: Path
    given: Given
    path: str = ""
    language: Language = Language.ZH
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows.

    ``content`` is a frozen dataclass of plain values (text, numbers, days, tuples, other such dataclasses): the
    template has it as ``page``. ``title`` is that of this very page. ``things`` are IRIs. A page without a table has
    no twin as CSV and XLSX.
    """

    content: object
    title: Said | None = None
    table: Table | None = None
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``name`` is that of its template, ``path`` its address, ``title`` what the menu calls it.

    ``parameters`` are those that its address may have after ``?``. ``below`` tells that it has addresses below its
    path too, ``menu`` that it stands in the menu. ``inline_styles`` says which bundled part needs styles of elements
    (Content-Security-Policy: ``style-src 'unsafe-inline'``); empty where none does.
    """

    name: str
    path: str
    title: Said
    show: Callable[[Asked], Shown]
    parameters: tuple[str, ...] = ()
    below: bool = False
    menu: bool = True
    inline_styles: str = ""
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class Missing(Exception):
    """There is no such thing to show; ``said`` tells what and the way back."""

    status = 404

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}{en}")
        self.said = Said(zh, en)
