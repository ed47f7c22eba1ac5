"""Files as they are named on the command line, standard input (``-``) among them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

STANDARD_INPUT = Path("-")
_NAME = "standard-input"


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
