"""The streams of the command: opened whatever the caller left of them, and what to say when one fails."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from contextlib import suppress

_NAMES = "lawgraph.names"
"""What a name of a file that the locale cannot read is written with."""


def _as_text(error: UnicodeError) -> tuple[bytes, int]:
    from ingest.read.errors import printable  # not for a command that meets no such name

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return printable(error.object[error.start : error.end]).encode("utf-8", "replace"), error.end


codecs.register_error(_NAMES, _as_text)


def open_streams() -> None:
    """Speak UTF-8 whatever the locale, and take the place of streams that the caller closed."""
    for descriptor in (0, 1, 2):  # else the first files opened would get these, and the output with it
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # the lowest free one; writing to it fails, and that is told
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)))
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else _NAMES)


def drop_output() -> None:
    """Let what is left in the buffer of standard output go nowhere, so that the end of the process is quiet."""
    with suppress(OSError, ValueError):  # ValueError: not a file, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def described(error: OSError) -> str:
    """Return what failed, where and what to do next."""
    where = f"{error.filename}: " if error.filename else ""
    reason = str(error.strerror or error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        chinese = "磁盘已满，请腾出空间，或用 --out 写到别处；原来的文件和图谱未受影响"
        remedy = (
            "free some room, or write elsewhere with --out (the file or graph that was there is unharmed)"
        )
    elif error.errno == errno.EBADF:
        chinese, remedy = "标准输出已关闭，请输出到文件或管道", "send it to a file or a pipe"
        reason = "standard output is closed"
    elif error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.EISDIR):
        chinese = f"那里已有文件夹或文件（{reason}），请换一个名字，或先移走"
        remedy = "name another place, or move away what is there"
    else:
        chinese = f"无法读写（{reason}），请检查路径和权限"
        remedy = "check the path and its permissions"
    return f"{where}{chinese}。{reason[:1].upper()}{reason[1:]}; {remedy}."
