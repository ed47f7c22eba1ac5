"""Files as they are named on the command line, standard input (``-``) among them."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

STANDARD_INPUT = Path("-")
_NAME = "standard-input"
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/{1,3}(.*)", re.DOTALL)


def is_address(path: Path) -> bool:
    """Tell whether what was named as a source is an address in a storage, and no file of this machine."""
    return _ADDRESS.fullmatch(str(path)) is not None and not path.exists()


def address_of(path: Path) -> str:
    """Return the address that a path was made from: a path has single slashes.

    >>> address_of(Path("s3://laws/qinghai")), address_of(Path("file:///srv/laws"))
    ('s3://laws/qinghai', 'file:///srv/laws')
    """
    found = _ADDRESS.fullmatch(path.as_posix())
    if found is None:
        return str(path)
    scheme, rest = found.groups()
    return f"file:///{rest}" if scheme.lower() in ("file", "local") else f"{scheme}://{rest}"


@contextmanager
def given(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the paths, with a file of its own for standard input: its format is told by its content.

    The file is there as long as the context; another process may read it.
    """
    if STANDARD_INPUT not in paths:
        yield list(paths)
        return
    from ingest.read.files import MOST_BYTES

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, _NAME)
        file.write_bytes(sys.stdin.buffer.read(MOST_BYTES + 1))
        yield [file if path == STANDARD_INPUT else path for path in paths]
