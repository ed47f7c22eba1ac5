"""Which version of the program built a graph, and what is said where it was another one.

Named queries, pages and checks ask for what this version writes. In a graph of another one they may find less than
there is, or nothing, without an error; so that is told whenever such a graph is opened.
"""

from __future__ import annotations

import warnings
from pathlib import Path

BEFORE = ""
"""What a graph says that was built before 0.2, when graphs did not say."""


class OtherVersionWarning(UserWarning):
    """A graph was built by another version of the program; the message says which, and how to build it anew."""


def version() -> str:
    """Return the version of this program."""
    from lawgraph import __version__  # the package imports this module

    return __version__


def is_other(program: str) -> bool:
    """Tell whether a graph that ``program`` built may be another one than this version would build.

    >>> is_other(version()), is_other(BEFORE)
    (False, True)
    """
    return _line(program) != _line(version())


def _line(program: str) -> tuple[str, ...]:
    """Return the part of a version within which graphs stay as they are: before 1.0 the first two numbers."""
    return tuple(program.split(".")[:2])


def said(directory: Path, program: str) -> tuple[str, str]:
    """Return what is to be said of a graph that another version built, in Chinese and English, without full stops."""
    build = f"lawgraph build SOURCES --out {directory}"
    earlier = program or "0.1"
    return (
        f"图谱由 lawgraph {earlier} 生成，本程序是 {version()}，查询、网页和审查可能少答或答不出，"
        f"请用 {build} 重新生成",
        f"The graph was built by lawgraph {earlier}, this is {version()}: queries, pages and checks may find "
        f"less in it or nothing; build it anew with '{build}'",
    )


def warn_of_other(directory: Path, program: str) -> None:
    """Warn of a graph that another version built."""
    if is_other(program):
        chinese, english = said(directory, program)
        warnings.warn(f"{directory}: {chinese}。{english}.", OtherVersionWarning, stacklevel=3)
