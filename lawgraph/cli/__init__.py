"""The ``lawgraph`` command.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing
found. Heavy parts are imported by the commands that need them; a plain question (``lawgraph query NAME``) is answered
without even the library of commands (:mod:`lawgraph.cli.asking`).
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, TextIO

from lawgraph.cli.asking import answer, question
from lawgraph.cli.codes import DONE, FAILED, INTERRUPTED, STOPPED
from lawgraph.font import FontNotFound
from lawgraph.made_by import OtherVersionWarning
from lawgraph.saying import say
from lawgraph.streams import described, drop_output, open_streams
from queries.errors import QueryError

if TYPE_CHECKING:
    from lawgraph.cli.commands import app

__all__ = ["app", "main"]


def __getattr__(name: str) -> object:
    """Return the library's application with all commands, when it is asked for."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lawgraph.cli.commands import app

    globals()["app"] = app
    return app


_told_by_python = warnings.showwarning


def _say_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Say a warning for users as every other message; one about code as Python does."""
    if issubclass(category, OtherVersionWarning):
        say(message)
    else:
        _told_by_python(message, category, filename, lineno, file, line)


def main() -> None:
    """Run the command; every failure is one line on standard error and a documented exit code."""
    open_streams()
    warnings.showwarning = _say_warning
    try:
        try:
            code = _run(sys.argv[1:])
        finally:
            sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    except BrokenPipeError:  # ``lawgraph annotate … | head -1``: the reader has what it wants
        drop_output()
        sys.exit(FAILED)
    except (QueryError, FontNotFound) as error:
        say(error)
        sys.exit(FAILED)
    except OSError as error:
        drop_output()
        say(described(error))
        sys.exit(FAILED)
    if code == INTERRUPTED:
        say(STOPPED)
        code = FAILED
    sys.exit(code or DONE)


def _run(arguments: list[str]) -> int:
    try:
        asked = question(arguments[1:]) if arguments[:1] == ["query"] else None
        if asked is not None:
            return answer(asked)
        from lawgraph import cli
        from lawgraph.cli.commands import run

        return run(cli.app)
    except KeyboardInterrupt:  # while the libraries of a command are loaded, too
        return INTERRUPTED
