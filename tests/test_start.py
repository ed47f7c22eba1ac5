"""What a question of a built graph starts with: no library that it does not need, and the options of its command."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest
from typer.main import get_command

from lawgraph.build import BuildReport
from lawgraph.cli import app
from lawgraph.cli.asking import Question, question

from .conftest import ROOT

HEAVY = {
    "typer": "reads command lines and draws their help: as long as a question takes",
    "pydantic": "which typer reads arguments with: longer than a question",
    "rich.console": "tables and bars; queries.grid lays out the answer",
    "rdflib": "longer than a question; Oxigraph reads the schemes",
    "spacy": "of the pipeline",
    "jieba": "of the pipeline",
    "numpy": "of the linker",
    "networkx": "of exports",
    "pandas": "of notebooks",
    "starlette": "of the service",
    "jinja2": "of its pages",
    "http.client": "of remote engines",
    "ingest": "makes graphs",
    "lawgraph.graph": "the Python face",
    "lawgraph.explorer": "pages, and what is kept for them",
    "lawgraph.search": "only queries with lg:matches search",
    "subprocess": "a question is answered in this process",
    "multiprocessing": "likewise",
}
SCRIPT = """import sys
from lawgraph.cli import main
try:
    main()
finally:
    sys.stderr.write(chr(10).join(sys.modules))
"""


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("query", ["documents", "departments-by-duties"])
def test_a_question_imports_nothing_heavy(built: BuildReport, query: str, form: str) -> None:
    options = ["query", query, "--format", form, "--graph", str(built.generation.directory)]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *options], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout, "there is an answer"
    assert {name: HEAVY[name] for name in HEAVY.keys() & set(done.stderr.split("\n"))} == {}


def test_the_question_has_the_options_of_the_command() -> None:
    command = get_command(app).commands["query"]  # type: ignore[attr-defined]
    declared = {each.name: each.default for each in command.params if each.name != "help"}
    names = {"seconds": "timeout"}
    ours = {each.name: getattr(Question(), each.name) for each in dataclasses.fields(Question)}
    assert {names.get(name, name) for name in declared} == ours.keys()
    said = {names.get(name, name): value for name, value in declared.items() if value is not None}
    assert {name: type(ours[name])(value) for name, value in said.items() if name != "name"} == {
        name: value for name, value in ours.items() if value not in (None, [], "")
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("documents", "a name alone"),
        ("- --graph g", "standard input"),
        ("--graph g documents", "options may come first"),
        ("duties --param a=b --param=c=d --labels zh", "an option with its value beside it or after a sign"),
        ("x --format json --format csv", "the last one counts"),
        ("x --timeout 1.5 --endpoint http://127.0.0.1:1/sparql", "seconds are a number"),
        ("x --param -1", "a value may begin as an option does"),
        ("x --param --graph", "even if it is one"),
    ],
)
def test_a_question_is_read_as_the_command_reads_it(line: str, why: str) -> None:
    command = get_command(app).commands["query"]  # type: ignore[attr-defined]
    read = command.make_context("query", line.split()).params
    found = question(line.split())
    assert found is not None, why
    ours = dataclasses.asdict(found)
    assert {"seconds": ours.pop("timeout"), **ours} == {**read, "param": read["param"] or []}, why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "no name: a mistake for the command to tell"),
        ("a b", "two names"),
        ("a --help", "help"),
        ("a --colour red", "no such option"),
        ("a -h", "no such letter"),
        ("a --graph", "a value is missing"),
        ("a --graph=", "an empty one"),
        ("a --timeout soon", "no number"),
        ("a --timeout 0.01", "too short"),
        ("a --timeout 1e6", "a spelling that is left to the command"),
        ("a -- b", "the end of options"),
    ],
)
def test_what_is_not_plainly_a_question_is_left_to_the_command(line: str, why: str) -> None:
    assert question(line.split()) is None, why


def test_what_windows_leaves_to_programs_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert question(["a", "--graph", "*"]) is None, "the command expands it"
    assert question(["a"]) == Question("a")
