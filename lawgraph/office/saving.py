"""A file put in its place whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def save(data: bytes, path: Path) -> None:
    """Write ``data`` to ``path``: beside it first, then by its name, so that never half of it is there.

    Makes the folder. What is no common file (a pipe, a device) is written to as it is. Raises ``OSError``, the file
    that was there being as it was; a file that an office holds open may be such.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not os.access(path, os.W_OK):
        path.open("ab").close()  # raises what its mode says: a rename would not ask
    scratch = path.with_name(f".{os.getpid()}-{path.name}"[:200])
    try:
        with scratch.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        with suppress(OSError):
            scratch.unlink()
        raise
