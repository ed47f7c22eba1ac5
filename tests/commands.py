"""A command run in this process, for pages that show what commands print.

It is the command itself (:func:`lawgraph.cli.main`), from its arguments to its exit code; what is saved is a Python,
its libraries and tables for each of them. That a command runs by itself is proven by :mod:`tests.test_cli`.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr
from pathlib import Path

import lawgraph
from lawgraph.cli import main


class CommandFailed(Exception):
    """A command ended with another exit code than 0; the message has the command and what it said."""


def printed(*arguments: str, folder: Path, columns: int | None = None, given: str = "") -> str:
    """Run ``lawgraph`` in a folder with a terminal so wide; return what it prints on standard output.

    Raises :class:`CommandFailed`.
    """
    said = io.StringIO()
    with _streams(arguments, given) as out, redirect_stderr(said), _columns(columns), chdir(folder):
        with warnings.catch_warnings():
            try:
                main()
            except SystemExit as ended:
                code = ended.code
        sys.stdout.flush()
    text = out.getvalue().decode("utf-8")
    if code:
        raise CommandFailed(f"lawgraph {' '.join(arguments)}: {code}\n{text}{said.getvalue()}")
    return text


@contextmanager
def _streams(arguments: tuple[str, ...], given: str) -> Iterator[io.BytesIO]:
    before = sys.argv, sys.stdin, sys.stdout
    out = io.BytesIO()
    sys.argv = [str(Path(lawgraph.__file__).with_name("__main__.py")), *arguments]  # python -m lawgraph
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    sys.stdout = text = io.TextIOWrapper(out, encoding="utf-8")
    try:
        yield out
    finally:
        text.detach()
        sys.argv, sys.stdin, sys.stdout = before


@contextmanager
def _columns(number: int | None) -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    if number is not None:
        os.environ["COLUMNS"] = str(number)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("COLUMNS", None)
        else:
            os.environ["COLUMNS"] = before
