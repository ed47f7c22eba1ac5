"""The command ``query`` without the library of commands: asking a graph starts in a fifth of a second.

Most of the time that a small question took went into importing what reads command lines and draws their help. So a
command line that is plainly a question is read here; every other one, such as one with a mistake, is left to the
command of :mod:`lawgraph.cli.graphs`, which calls :func:`answer` too. ``tests/test_start.py`` holds what is read here
to the options of that command.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lawgraph.cli.codes import DONE, FAILED, NOTHING, STOPPED, USAGE
from lawgraph.saying import say
from lawgraph.store import DEFAULT_GRAPH

_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,9})?")
_LEAST = 0.1  # seconds
_GLOB = frozenset("*?[]~$%")  # what the command line of Windows leaves to programs


@dataclass
class Question:
    """What a command line asks; the defaults are those of the command."""

    name: str = ""
    param: list[str] = field(default_factory=list)
    format: str = "table"
    labels: str | None = None
    graph: Path = DEFAULT_GRAPH
    endpoint: str | None = None
    timeout: float = 60.0


def question(arguments: Sequence[str]) -> Question | None:
    """Return what is asked by the arguments after ``query``; ``None`` for those that are not plainly a question."""
    if os.name == "nt" and any(_GLOB.intersection(argument) for argument in arguments):
        return None
    found = Question()
    names: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        option, sign, value = argument.partition("=")
        if not argument.startswith("-") or argument == "-":
            names.append(argument)
        elif (given := value if sign else next(rest, None)) is None or not _taken(found, option, given):
            return None
    if len(names) != 1 or not names[0]:
        return None
    found.name = names[0]
    return found


def _taken(found: Question, option: str, value: str) -> bool:
    """Take in an option; tell whether it is one of the command, with a value that this may have."""
    if not value:
        return False
    match option:
        case "--param":
            found.param.append(value)
        case "--format":
            found.format = value
        case "--labels":
            found.labels = value
        case "--graph":
            found.graph = Path(value)
        case "--endpoint":
            found.endpoint = value
        case "--timeout" if _SECONDS.fullmatch(value) and float(value) >= _LEAST:
            found.timeout = float(value)
        case _:
            return False
    return True


def answer(asked: Question) -> int:
    """Answer a question on standard output; return the exit code.

    Raises :class:`queries.errors.QueryError` where there is no graph, or a damaged one.
    """
    from lawgraph.ask import AskError, TooSlow, ask, nothing_found
    from lawgraph.in_time import end_at_once

    nothing = ""
    if asked.endpoint is not None and asked.graph != DEFAULT_GRAPH:
        say("--graph, --endpoint: 只能给一个。Give one of them.")
        return USAGE
    where = (asked.timeout, asked.endpoint)
    try:
        found = ask(
            asked.graph,
            asked.name,
            asked.param,
            asked.format,
            sys.stdin or io.StringIO(),
            asked.labels,
            *where,
        )
        if not found.rows:
            nothing = nothing_found(asked.graph, asked.name, asked.param, *where)
    except TooSlow as error:
        say(error)
        if asked.endpoint is None:
            say_damage(asked.graph)
        end_at_once(FAILED)
    except KeyboardInterrupt:
        say(STOPPED)
        end_at_once(FAILED)
    except AskError as error:
        say(error)
        return USAGE if error.usage else FAILED
    for warning in found.warnings:
        say(warning)
    sys.stdout.write(found.text)
    if not found.rows:
        say(nothing)
        return NOTHING
    return DONE


def say_damage(graph: Path) -> bool:
    """Say which files of a graph are not as they were written; return whether there are any."""
    from lawgraph.doctor import examine_graph

    found = list(examine_graph(graph))
    for finding in found:
        say(finding)
    return bool(found)
