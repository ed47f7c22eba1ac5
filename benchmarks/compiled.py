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
MATCHED_IN_TABLES = frozenset({
    "ingest.amend.quoted._ARTICLE", "ingest.amend.quoted._ITEM", "ingest.annotate.norm.acting._ACTS",
    "ingest.annotate.norm.signs.SECURED", "ingest.structure.columns._HEADS", "ingest.structure.labels._FORMS",
    "ingest.structure.labels._REFERS", "ingest.structure.members._NAME_ALONE", "ingest.structure.members._PERSON",
    "ingest.structure.members._WITH_POST", "ingest.repair.elements.APART",
    "queries.named_queries._COLUMN", "queries.named_queries._PARAM", "queries.named_queries._VALUE",
    "lawgraph.evaluation.govdoc_cn._LEVELS",
})  # fmt: skip
"""Patterns that stand in tables and of which only ``match`` or ``fullmatch`` is asked there: looked up by hand."""
_READ_ONLY = frozenset({"within", "opening", "closing"})
"""Methods of :class:`ingest.gates.Gates`, which read how a pattern is written and ask it nothing."""
_PACKAGES = (ingest, ontology, queries, lawgraph)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern, where it is kept, and the methods that are asked of it, as far as the source tells."""

    name: str
    pattern: re.Pattern[str]
    asked: frozenset[str]

    @property
    def anchored(self) -> bool:
        """Whether only ``match`` and ``fullmatch`` are ever asked of it."""
        return self.asked <= ANCHORED


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
    uses = _Uses()
    held = [
        Compiled(name, pattern, ANCHORED if name in MATCHED_IN_TABLES else uses.of(*_parted(name)))
        for name, pattern in sorted(found.values(), key=lambda each: each[0])
    ]
    return [*held, *(each for each in _written_out() if _key(each.pattern) not in found)]


def _parted(name: str) -> tuple[str, str]:
    module, _, own = name.rpartition(".")
    return module, own


def _key(pattern: re.Pattern[str]) -> tuple[str, int]:
    return pattern.pattern, pattern.flags


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for package in _PACKAGES:
        (folder,) = package.__path__
        for path in sorted(Path(folder).rglob("*.py")):
            yield path.relative_to(Path(folder).parent).as_posix(), ast.parse(path.read_text("utf-8"))


class _Uses:
    """What is asked of names in the source: by module for names of a module's own, over all modules for others."""

    def __init__(self) -> None:
        self.functions: dict[str, list[ast.FunctionDef]] = defaultdict(list)
        self.trees = dict(_trees())
        self.parents: dict[int, ast.AST] = {}
        self._within: dict[int, list[tuple[str, ast.AST]]] = {}
        self.found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for tree in self.trees.values():
            for node in ast.walk(tree):
                for inner in ast.iter_child_nodes(node):
                    self.parents[id(inner)] = node
                if isinstance(node, ast.FunctionDef):
                    self.functions[node.name].append(node)
        for where, tree in self.trees.items():
            for node in ast.walk(tree):
                if (name := _loaded(node)) and name.isupper():  # constants
                    self.found[self._key(where, name)] |= self._asked(node, tree, 0)

    @staticmethod
    def _key(where: str, name: str) -> tuple[str, str]:
        return (where if name.startswith("_") else "", name)

    def of(self, module: str, name: str) -> frozenset[str]:
        """Return what is asked of a name of a module; a name that nobody asks may be asked anything."""
        path = module.replace(".", "/")
        keys = [self._key(f"{path}.py", name), self._key(f"{path}/__init__.py", name)]
        return frozenset().union(*(self.found.get(key, ()) for key in keys)) or frozenset({"handed on"})

    def _asked(self, node: ast.AST, scope: ast.AST, depth: int) -> set[str]:
        """Return the methods that are called of what a name or an element stands for."""
        above = self.parents.get(id(node))
        if isinstance(above, ast.Attribute):
            return {above.attr}
        if isinstance(above, ast.Call) and node in above.args and depth < 3:
            return self._of_argument(above, above.args.index(node), depth)  # type: ignore[arg-type]
        if isinstance(above, ast.For | ast.comprehension) and above.iter is node and depth < 3:
            names = {each.id for each in ast.walk(above.target) if isinstance(each, ast.Name)}
            asked = self._of_names(names, scope, depth + 1)
            return asked & (_USES | {"handed on"}) or {"handed on"}
        return {"handed on"}

    def _of_argument(self, call: ast.Call, at: int, depth: int) -> set[str]:
        if isinstance(call.func, ast.Attribute) and call.func.attr in _READ_ONLY:
            return set()
        called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        found: set[str] = set()
        for function in self.functions.get(called, ()):
            arguments = [*function.args.posonlyargs, *function.args.args]
            skip = int(bool(arguments) and arguments[0].arg in ("self", "cls"))
            if at + skip < len(arguments):
                found |= self._of_names({arguments[at + skip].arg}, function, depth + 1)
            else:
                found.add("handed on")
        return found or {"handed on"}

    def _of_names(self, names: set[str], scope: ast.AST, depth: int) -> set[str]:
        found: set[str] = set()
        for name, node in self._names_in(scope):
            if name in names:
                found |= self._asked(node, scope, depth)
        return found

    def _names_in(self, scope: ast.AST) -> list[tuple[str, ast.AST]]:
        if id(scope) not in self._within:
            named = [(_loaded(node), node) for node in ast.walk(scope)]
            self._within[id(scope)] = [(name, node) for name, node in named if name]
        return self._within[id(scope)]


def _loaded(node: ast.AST) -> str:
    """Return the name that a node reads; empty for other nodes."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        return node.attr
    return ""


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
                yield Compiled(f"{where}:{node.lineno}", pattern, frozenset({node.func.attr}))
