"""All patterns of the program: what each module compiled, and by which methods of ``re`` it is used.

Patterns are found where they are kept (names of modules and of classes, tables, dataclasses); those that a function
makes when it is called are found in the source, as far as they are written out there.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import ingest
import lawgraph
import ontology
import queries

ANCHORED = frozenset({"match", "fullmatch"})
_USES = ANCHORED | {"search", "finditer", "findall", "sub", "subn", "split"}
_PACKAGES = (ingest, ontology, queries, lawgraph)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern, where it is kept, and whether only ``match`` and ``fullmatch`` are ever asked of it."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool


def modules() -> Iterator[ModuleType]:
    """Yield all modules of the program but ``__main__``."""
    for package in _PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def kept(value: object, seen: set[int] | None = None) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in a value: itself, or in tables, dataclasses and classes of the program."""
    seen = set() if seen is None else seen
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    if id(value) in seen:
        return
    seen.add(id(value))
    inner: list[object] = []
    if isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    elif isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, type) and value.__module__.partition(".")[0] in _names():
        inner = list(vars(value).values())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, each.name, None) for each in dataclasses.fields(value)]
    for each in inner:
        yield from kept(each, seen)


def _names() -> frozenset[str]:
    return frozenset(package.__name__ for package in _PACKAGES)


def patterns() -> list[Compiled]:
    """Return every pattern once, in the order of names."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in kept(value):
                found.setdefault((pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern))
    used = _used()
    held = [
        Compiled(name, pattern, used[name.rpartition(".")[2]] <= ANCHORED)
        for name, pattern in sorted(found.values(), key=lambda each: each[0])
    ]
    return [*held, *(each for each in _written_out() if _key(each.pattern) not in found)]


def _key(pattern: re.Pattern[str]) -> tuple[str, int]:
    return pattern.pattern, pattern.flags


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for package in _PACKAGES:
        (folder,) = package.__path__
        for path in sorted(Path(folder).rglob("*.py")):
            yield path.relative_to(Path(folder).parent).as_posix(), ast.parse(path.read_text("utf-8"))


def _used() -> defaultdict[str, frozenset[str]]:
    """Return what is asked of a pattern by its name; a name that is handed on may be asked anything."""
    asked: dict[str, set[str]] = {}
    for _, tree in _trees():
        callers = {
            id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
        }  # what stands before a dot
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name and isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
                asked.setdefault(name, set()).add(callers.get(id(node), "handed on"))
    found: defaultdict[str, frozenset[str]] = defaultdict(lambda: frozenset({"handed on"}))
    found.update({name: frozenset(how) for name, how in asked.items()})
    return found


def _written_out() -> Iterator[Compiled]:
    """Yield the patterns that stand in calls of ``re`` inside functions."""
    for where, tree in _trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in _USES
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                pattern = re.compile(node.args[0].value)
                yield Compiled(f"{where}:{node.lineno}", pattern, node.func.attr in ANCHORED)
