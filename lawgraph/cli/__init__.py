"""The ``lawgraph`` command.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing
found. Heavy parts are imported by the commands that need them, so that ``lawgraph --help`` answers at once.
"""

from __future__ import annotations

import sys
import warnings
from typing import TextIO

# In the order in which ``--help`` lists their commands.
from lawgraph.cli import (  # noqa: F401
    amending,
    building,
    checking,
    exporting,
    graphs,
    reviewing,
    searching,
    standing,
    texts,
    versions,
)
from lawgraph.cli.console import DONE, FAILED, INTERRUPTED, STOPPED, USAGE, app, messages, say
from lawgraph.font import FontNotFound
from lawgraph.made_by import OtherVersionWarning
from lawgraph.streams import described, drop_output, open_streams
from lawgraph.usage import UsageError, say_usage
from queries.errors import QueryError

__all__ = ["app", "main"]


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
            code = app(standalone_mode=False)
        finally:
            sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    except UsageError as error:
        say_usage(error, messages)
        sys.exit(USAGE)
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
