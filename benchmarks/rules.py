"""Which rules no test would miss: take alternatives out at random, and see whether a test fails.

``python benchmarks/rules.py [--trials 20] [--seed 1] [--tests tables|all] [--jobs 2]`` (``make rules``)

A trial closes one alternative of one compiled regular expression (a branch, a member of a character class,
what an optional group may hold), or takes one entry from a set of words that functions look up, and runs the
tests that ought to notice, the case tables of its stage and then the floors of the project's documents: in a
process of its own, forked before any module of the project is imported. The draw depends on the seed and the
rules alone. Property tests are left out: they notice by chance.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import multiprocessing
import os
import pkgutil
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.pattern_tree import alternatives, without  # noqa: E402

PACKAGES = ("ingest", "ontology")
_OURS = (*PACKAGES, "queries", "lawgraph", "tests", "benchmarks")
_NO_RULES = ("ontology.build_divisions", "ontology.documentation", "ontology.validation")
_SECONDS = 240  # of CPU; a run of tests that takes more counts as noticed: a pattern may have come to loop
_SHOWN = 30

TABLES: Mapping[str, tuple[str, ...]] = {
    "ingest.read": (
        *("small_words", "small_patterns", "read", "read_formats", "read_markup", "read_html", "read_docx"),
        *("read_pdf", "read_ofd", "read_archives", "read_bad_input", "read_content", "mojibake", "marks"),
        "read_characters",
    ),
    "ingest.repair": (
        "repair",
        "repair_characters",
        "repairs",
        "structure",
        "flattened",
        "small_parts_repair",
        "elements",
        "line_ends",
        "ranges",
    ),
    "ingest.structure": (
        *("forms_of_notes", "page_block", "structure", "structure_sequence", "structure_tables"),
        *("structure_metadata", "structure_bleed", "front_matter", "metadata_said", "notes", "flattened"),
        *("wreckage", "genre_words", "lexicon_structure", "small_parts_page", "small_parts_structure"),
        *("page_records", "merged_cells", "title_edges", "notice_endings", "apart", "structure_characters"),
        *("letters", "member_lists", "quoted_provisions", "heads", "pinpoints"),
    ),
    "ingest.annotate.quantity": (
        *("lexicon_patterns", "quantities", "quantity_forms", "quantity_doubts", "quantity_attribution"),
        *("quantity_characters", "units", "column_units"),
    ),
    "ingest.bodies": (
        "lexicon_patterns",
        "small_patterns",
        "departments",
        "bodies",
        "lexicon_bodies",
        *("near_names", "body_characters", "body_patterns"),
    ),
    "ingest.annotate.norm": (
        *("lexicon_patterns", "norm_characters", "norms", "norm_boundaries", "lexicon", "doubts"),
    ),
    "ingest.annotate": (
        "lexicon_patterns",
        "small_patterns",
        "citations",
        "norms",
        "departments",
        "quantities",
        "topics",
        *("learned", "resolve_citations", "citation_characters", "norm_characters"),
    ),
    "ingest.link": (
        *("small_words", "small_patterns", "links", "link_features", "link_scores", "comparison", "gaps"),
        *("difference", "strength", "lexicon_structure"),
    ),
    "ingest.similarity": ("small_words", "links", "lexicon_structure"),
    "ingest.document_numbers": ("small_patterns", "document_numbers", "citations", "lexicon_structure"),
    "ingest": ("small_patterns", "numerals", "links", "language"),
    "ontology.numerals": ("numerals", "quantities", "quantity_forms"),
    "ontology": ("document_types", "divisions", "functions", "topics", "structure_metadata", "iri"),
}
"""The tests that hold the cases of a stage, by the beginning of its modules' names; each name a file."""
OF_ALL = ("forms", "sets")
"""The tests that hold cases of all stages."""
READ_IN: Mapping[str, str] = {
    "ingest.repair": "structure",
    "ingest.structure": "structure",
    "ingest.bodies": "bodies",
    "ingest.annotate.departments": "bodies",
    "ingest.annotate.roles": "bodies",
    "ingest.annotate.quantit": "quantities",
    "ontology.numerals": "quantities",
    "ingest.annotate.norm": "norms",
    "ingest": "citations",
    "ontology": "structure",
}
"""The table of ``tests/data/readings`` that holds the texts of a stage, by the beginning of its modules' names."""
READINGS = "tests/test_readings.py::test_texts_are_read_as_the_table_says[{}]"
FLOORS = "tests/test_accuracy.py::test_no_figure_falls_below_its_floor"


@dataclass(frozen=True, slots=True)
class Rule:
    """One alternative of a pattern, or one entry of a set of words.

    ``text`` is the pattern, empty for a set of words; ``number`` counts its alternatives or entries.
    """

    module: str
    name: str
    text: str
    flags: int
    number: int
    shown: str

    def __str__(self) -> str:
        shown = self.shown if len(self.shown) <= _SHOWN else self.shown[: _SHOWN - 1] + "…"
        return f"{self.module} {self.name} without {shown}"


# ── what rules there are ────────────────────────────────────────────────────────────────────────────


def modules() -> Iterator[ModuleType]:
    """Import all modules that hold rules, in the order of their names."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if found.name not in _NO_RULES:
                yield importlib.import_module(found.name)


@contextlib.contextmanager
def compiling(change: Any) -> Iterator[None]:
    """Pass each pattern that a module of ours compiles through ``change(module, line, pattern, flags)``."""
    original = re.compile

    def compile_(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        caller = sys._getframe(1)
        module = caller.f_globals.get("__name__", "")
        if isinstance(pattern, str) and module.startswith(PACKAGES):
            pattern, flags = change(module, _line(caller), pattern, int(flags))
        return original(pattern, flags)

    re.compile = compile_  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = original


def _line(frame: FrameType) -> int:
    """The line of the module that a call comes from, at its top level where it is reached."""
    line, home = frame.f_lineno, frame.f_globals
    outer: FrameType | None = frame
    while outer is not None and outer.f_globals is home:
        line, outer = outer.f_lineno, outer.f_back
    return line


def inventory() -> list[Rule]:
    """Import the project and return its rules, in a fixed order."""
    compiled: dict[tuple[str, str, int], int] = {}

    def note(module: str, line: int, pattern: str, flags: int) -> tuple[str, int]:
        compiled.setdefault((module, pattern, flags), line)
        return pattern, flags

    with compiling(note):
        loaded = list(modules())
    trees = {module.__name__: ast.parse(Path(str(module.__file__)).read_text("utf-8")) for module in loaded}
    found = [
        Rule(module, _assigned(trees[module], line), pattern, flags, number, shown)
        for (module, pattern, flags), line in compiled.items()
        if module in trees
        for number, shown in enumerate(alternatives(pattern, flags))
    ]
    used = {name for tree in trees.values() for name in _used_in_functions(tree)}
    for module in loaded:
        for name, value in vars(module).items():
            if name in used and _defines(trees[module.__name__], name) and _is_words(value):
                found += [
                    Rule(module.__name__, name, "", 0, number, str(entry))
                    for number, entry in enumerate(_entries(value))
                ]
    return found


def _assigned(tree: ast.Module, line: int) -> str:
    """The name of the statement of a module that holds a line, or the line itself."""
    for node in tree.body:
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
            name = getattr(targets[0], "id", None) or getattr(targets[0], "name", None)
            return str(name) if name else f"line {line}"
    return f"line {line}"


def _defines(tree: ast.Module, name: str) -> bool:
    targets = [
        target
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _used_in_functions(tree: ast.Module) -> Iterator[str]:
    """Names that functions read when they are called; what only a pattern is made of is held by the pattern."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef | ast.Lambda):
            body = outer.body if isinstance(outer.body, list) else [outer.body]
            for node in (node for part in body for node in ast.walk(part)):
                if isinstance(node, ast.Name):
                    yield node.id
                elif isinstance(node, ast.Attribute):
                    yield node.attr


def _is_words(value: object) -> bool:
    """Tell whether a value is a set, list or table of Chinese words."""
    if not isinstance(value, frozenset | set | tuple | list | dict) or len(value) < 2:
        return False
    return all(isinstance(entry, str) for entry in value) and any(
        re.search(r"[\u3400-\u9fff]", entry) for entry in value
    )


def _entries(words: Any) -> list[str]:
    return sorted(words) if isinstance(words, frozenset | set) else list(words)


def _reduced(words: Any, number: int) -> Any:
    entry = _entries(words)[number]
    if isinstance(words, dict):
        return {key: value for key, value in words.items() if key != entry}
    if isinstance(words, frozenset | set):
        return type(words)(words - {entry})
    return type(words)([*words[:number], *words[number + 1 :]])


# ── a trial ─────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def apply(rule: Rule) -> Iterator[None]:
    """Import the project without a rule, and keep it out until the end; to be entered in a fresh process.

    Raises :class:`LookupError` when no module holds the rule.
    """
    met = []

    def change(module: str, line: int, pattern: str, flags: int) -> tuple[str, int]:
        if (module, pattern, flags) != (rule.module, rule.text, rule.flags):
            return pattern, flags
        met.append(line)
        return without(pattern, flags, rule.number), flags & ~re.X

    with compiling(change) if rule.text else contextlib.nullcontext():
        loaded = list(modules())
        if not rule.text:
            whole = getattr(sys.modules[rule.module], rule.name)
            reduced = _reduced(whole, rule.number)
            for module, name in [(m, n) for m in loaded for n, value in vars(m).items() if value is whole]:
                setattr(module, name, reduced)
                met.append(0)
        if not met:
            raise LookupError(f"{rule}: not found again")
        yield


def stage(module: str) -> str:
    """Return the key of :data:`TABLES` that a module falls under."""
    return max((key for key in TABLES if f"{module}.".startswith(f"{key}.")), key=len)


def table_of(module: str) -> str:
    """Return the name of the table that holds the texts of a module."""
    return READ_IN[max((key for key in READ_IN if module.startswith(key)), key=len)]


def chosen_tests(module: str, which: str) -> list[str]:
    """Return the tests that ought to notice a change in a module: the tables of its stage, then the floors."""
    files = [f"tests/test_{name}.py" for name in (*TABLES[stage(module)], *OF_ALL)]
    names = sorted(path.stem for path in (ROOT / "tests" / "data" / "readings").glob("*.tsv"))
    own = [READINGS.format(name) for name in names if name == table_of(module)]
    others = [READINGS.format(name) for name in names if name != table_of(module)]
    return [*own, *files, *others, *([FLOORS] if which == "all" else [])]


class _Watch:
    """Remembers the first test that failed."""

    def __init__(self) -> None:
        self.failed: str | None = None

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and self.failed is None:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        self.pytest_runtest_logreport(report)


def _silent() -> None:
    """Let tests print nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def trial(task: tuple[Rule | None, list[str]]) -> str | None:
    """Run tests without one rule (with all, where it is None); return the first that fails, or None."""
    rule, tests = task
    import pytest

    def stop(*_: object) -> None:
        raise TimeoutError(f"no end after {_SECONDS} s of CPU")

    _silent()
    os.chdir(ROOT)
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    watch = _Watch()
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not (corpus or browser or engine or hypothesis)"]
    try:
        with contextlib.nullcontext() if rule is None else apply(rule):
            code = pytest.main([*options, *tests], plugins=[watch])
    except LookupError:
        raise
    except Exception as error:
        return f"import: {type(error).__name__}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return watch.failed or (None if code == 0 else f"pytest: exit code {int(code)}")


# ── the run ─────────────────────────────────────────────────────────────────────────────────────────


def _survey(_: object) -> tuple[list[Rule], list[str]]:
    """The rules, and the packages of others that the project imports."""
    rules = inventory()
    importlib.import_module("tests.conftest")
    return rules, sorted(name for name in sys.modules if name.split(".")[0] not in _OURS)


def _warm(names: list[str]) -> None:
    """Import what is not ours before forking, once for all trials."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def run(trials: int, seed: int, which: str, jobs: int) -> int:
    """Draw and try; print a line a trial and the share at the end. Return 1 when tests fail as it is."""
    processes = multiprocessing.get_context("fork")
    with processes.Pool(1, maxtasksperchild=1) as pool:
        rules, others = pool.map(_survey, [None])[0]
    _warm(others)
    drawn = random.Random(seed).sample(rules, min(trials, len(rules)))
    patterns = len({(rule.module, rule.text) for rule in rules if rule.text})
    print(
        f"{len(rules)} entries and alternatives in {patterns} patterns and in sets of words; {len(drawn)} drawn"
    )
    with processes.Pool(jobs, maxtasksperchild=1) as pool:
        wholes = sorted({tuple(chosen_tests(rule.module, which)) for rule in drawn})
        for failed in pool.map(trial, [(None, list(tests)) for tests in wholes]):
            if failed is not None:
                print(f"rules: {failed} fails with all rules in place; mend it first", file=sys.stderr)
                return 1
        started, by = time.monotonic(), Counter[str]()
        tasks = [(rule, chosen_tests(rule.module, which)) for rule in drawn]
        for rule, failed in zip(drawn, pool.imap(trial, tasks), strict=True):
            by[failed.split("::")[0] if failed else ""] += 1
            print(f"{'noticed' if failed else 'NOBODY '}  {rule}  {failed or ''}".rstrip(), flush=True)
    unnoticed = by.pop("", 0)
    for file, count in by.most_common():
        print(f"{count:5}  {file}")
    noticed, seconds = len(drawn) - unnoticed, time.monotonic() - started
    share = 100 * noticed / max(len(drawn), 1)
    print(f"{noticed} of {len(drawn)} noticed ({share:.0f} %) by {which}, seed {seed}, {seconds:.0f} s")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Read the options and run."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--trials", type=int, default=20, help="how many rules are taken out (%(default)s)")
    ask.add_argument("--seed", type=int, default=1, help="which ones (%(default)s)")
    ask.add_argument(
        "--tests",
        choices=("tables", "all"),
        default="all",
        help="the case tables alone, or the floors of the project's documents too (%(default)s)",
    )
    ask.add_argument("--jobs", type=int, default=2, help="trials at a time (%(default)s)")
    asked = ask.parse_args(arguments)
    if os.environ.get("PYTHONHASHSEED") != "0":  # a pattern made of a set has its alternatives in hash order
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, __file__, *sys.argv[1:]])
    return run(asked.trials, asked.seed, asked.tests, asked.jobs)


if __name__ == "__main__":
    sys.exit(main())
