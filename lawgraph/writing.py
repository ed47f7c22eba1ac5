"""Writing what people asked for: whole or not at all, to a file, a folder of files, or an archive of them.

What is written lies in a folder beside its place until it is whole, and is then put there in one step: an error, a
full disk or Ctrl-C leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lawgraph.in_time import UNFINISHED

__all__ = ["beside", "write_files"]

_EARLIEST = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first day that ZIP has: an archive of the same files has the same bytes


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a path of the same name to write a file or a folder to, and put what is written there to ``out``.

    A file there is replaced; what is no file, such as ``/dev/stdout``, is written to. Raises ``OSError`` for a
    folder that is not empty, for a folder where a file is to be and a file where a folder is to be, for a file that
    may not be changed, and when there is no room.
    """
    out = out.resolve()
    name = out.name or "out"
    if out.exists() and not out.is_file() and not out.is_dir():
        with TemporaryDirectory() as folder:
            yield Path(folder) / name
            with (Path(folder) / name).open("rb") as whole, out.open("wb") as device:
                shutil.copyfileobj(whole, device)
        return
    if out.is_file() and not os.access(out, os.W_OK):
        raise _refused(errno.EACCES, out)
    if out.is_dir() and any(out.iterdir()):
        raise _refused(errno.ENOTEMPTY, out)
    folder = ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".lawgraph-", dir=out.parent) as folder:
            UNFINISHED.add(folder)
            scratch = Path(folder) / name
            yield scratch
            _put(scratch, out)
    except OSError as error:  # it is about ``out``, whatever it was called meanwhile
        if error.errno and (not folder or str(error.filename).startswith(folder)):
            raise _refused(error.errno, out) from error
        raise
    finally:
        UNFINISHED.discard(folder)


def _put(scratch: Path, out: Path) -> None:
    if scratch.is_dir() and out.is_file():
        raise _refused(errno.EEXIST, out)
    if out.is_dir():
        if scratch.is_file():
            raise _refused(errno.EISDIR, out)
        out.rmdir()  # it is empty
    scratch.replace(out)


def _refused(code: int, out: Path) -> OSError:
    return OSError(code, os.strerror(code), str(out))


def write_files(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names to the folder ``out``, or to the archive where that is a name in ``.zip``.

    Names have no folders. The same files give the same bytes.
    """
    if out.suffix.lower() != ".zip":
        out.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (out / name).write_bytes(data)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{out.stem}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
