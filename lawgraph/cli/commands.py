"""All commands, in the order in which ``--help`` lists them, and how a command line that is wrong is told."""

from __future__ import annotations

import sys

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
    working,
)
from lawgraph.cli.codes import DONE, USAGE
from lawgraph.cli.console import app
from lawgraph.usage import UsageError, say_usage

__all__ = ["app", "run"]


def run(application: object) -> int:
    """Run the command that the arguments name; return its exit code, after Ctrl-C that of the library."""
    assert callable(application)
    try:
        return application(standalone_mode=False) or DONE
    except UsageError as error:
        say_usage(error)
        sys.exit(USAGE)
