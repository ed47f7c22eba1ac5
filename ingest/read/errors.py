"""The one error that reading raises."""

from __future__ import annotations

import re
from pathlib import Path

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class ReadError(Exception):
    """A file that cannot be read at all: what failed, where, and what to do next, in one line.

    >>> print(ReadError(Path("law.txt"), "there is no such file", "check the name"))
    law.txt: there is no such file; check the name
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(path, problem, remedy)
        self.path = path
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.path}: {self.problem}; {self.remedy}"
        return _BREAKS.sub("?", line)  # one line, whatever the name of the file
