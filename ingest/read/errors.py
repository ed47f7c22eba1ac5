"""The one error that reading raises."""

from __future__ import annotations

import os
import re
from pathlib import Path

# Control characters, the line and paragraph separators, and the marks that turn the direction of writing.
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line(text: object) -> str:
    r"""Return ``text`` with a question mark for each character that breaks or turns a line.

    >>> one_line("na\nme.txt")
    'na?me.txt'
    """
    return _BREAKS.sub("?", str(text))


def printable(path: str) -> str:
    """Return a path as text, whatever the locale: each name is UTF-8 or, from an old archive, GB18030.

    >>> printable(os.fsdecode("条例.txt".encode("gb18030")))
    '条例.txt'
    """
    return "/".join(map(_printable, path.split("/")))


def _printable(name: str) -> str:
    try:
        data = os.fsencode(name)
    except UnicodeEncodeError:  # it came from no file system of this locale
        return name
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


class ReadError(Exception):
    """A file that cannot be read: where, what failed and what to do next, in one line and two languages.

    ``chinese`` says all of it in a sentence without its 。; ``problem`` and ``remedy`` say it in English.

    >>> print(ReadError(Path("law.txt"), "没有这个文件，请核对文件名", "There is no such file", "check the name"))
    law.txt: 没有这个文件，请核对文件名。There is no such file; check the name.
    """

    def __init__(self, path: Path, chinese: str, problem: str, remedy: str) -> None:
        super().__init__(path, chinese, problem, remedy)
        self.path = path
        self.chinese = chinese
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return one_line(f"{printable(str(self.path))}: {self.chinese}。{self.problem}; {self.remedy}.")
