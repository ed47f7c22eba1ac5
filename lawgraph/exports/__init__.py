"""Exports of a built graph to a file: each module of this folder is a format and registers itself.

A module defines :data:`EXPORT`, an :class:`Export` under the module's own name, with hyphens for underscores. The
command's help and errors and the READMEs read :func:`exports`: a file put here adds its format to all of them. The
command lists the formats each time it starts, so that a module imports what is heavy (networkx, fonttools) only inside
its ``write``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

from queries.errors import QueryError

if TYPE_CHECKING:
    from lawgraph.selection import Selection
    from queries.engine import Engine

__all__ = ["CannotExport", "Export", "export_to", "exports"]


class CannotExport(QueryError):
    """A graph cannot be written so; the message has the remedy."""


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its name, what is written and for what, in Chinese and English, and the writer.

    ``write(engine, path)`` writes what ``engine`` answers to ``path``, makes its folder, and gives the same bytes
    for the same graph; it raises ``OSError`` or :class:`CannotExport` when it cannot, and what the engine raises.
    """

    name: str
    zh: str
    en: str
    write: Callable[[Engine, Path], None]


@cache
def exports() -> Mapping[str, Export]:
    """Return the formats by name, in the order of their names.

    Raises ``TypeError`` for a module of this folder that registers no export under its own name.
    """
    found: dict[str, Export] = {}
    for module in sorted(module.name for module in iter_modules(__path__)):
        name = module.replace("_", "-")
        export = getattr(import_module(f"{__name__}.{module}"), "EXPORT", None)
        if not isinstance(export, Export) or export.name != name:
            raise TypeError(
                f"{__name__}.{module}: 没有登记导出格式，请在其中写 EXPORT = Export({name!r}, …)。"
                f"It registers no export; define EXPORT = Export({name!r}, …) in it."
            )
        found[name] = export
    return MappingProxyType(found)


def export_to(graph: str | Path, format: str, out: Path, selection: Selection | None = None) -> Path:
    """Write the graph at ``graph``, or the selected part of it, to ``out`` and return ``out``.

    ``format`` is a name in :func:`exports`. What is written is there whole or not at all
    (:func:`lawgraph.writing.beside`). Raises :class:`queries.GraphNotFound`, ``OSError`` and
    :class:`lawgraph.selection.NothingSelected`; ``KeyError`` for another format.
    """
    from lawgraph.graph import engine_at
    from lawgraph.selection import EVERYTHING, selected
    from lawgraph.writing import beside

    export = exports()[format]
    engine = selected(engine_at(graph), selection or EVERYTHING)
    with beside(out) as scratch:
        export.write(engine, scratch)
    return out
