"""Loading a store, piece by piece: Oxigraph's bulk loader takes more memory the more it is given at once.

A large one is loaded in a process of its own, ``python -m lawgraph.loading STORE NQUADS``, which ends when the one
that started it is gone.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

from pyoxigraph import RdfFormat, Store

_PIECE = 96 << 20  # bytes; loading so many takes about 500 MB, and loading all at once not less time
_ROOT = Path(__file__).resolve().parent.parent


def load(store: Store, nquads: Path) -> None:
    """Put the N-Quads of a file into a new store."""
    with nquads.open("rb") as file:
        while data := file.read(_PIECE):
            store.bulk_load(data + file.readline(), format=RdfFormat.N_QUADS)
    store.flush()


def opens(folder: Path) -> bool:
    """Tell whether the library that is installed can open a store; it may have been written by another version."""
    try:
        Store.read_only(str(folder))
    except (OSError, RuntimeError):
        return False
    return True


def load_apart(folder: Path, nquads: Path) -> None:
    """Make a store in another process; raises ``OSError`` with the words of the store's library."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-P", "-m", "lawgraph.loading", str(folder), str(nquads)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            said = process.stdout.read().decode("utf-8", "replace").strip()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
    if code:
        ended = f"the process that loaded the store ended ({code})"
        raise OSError(said) if said else OSError(errno.ENOMEM, ended)


def _end_with_the_other() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def main(folder: str, nquads: str) -> int:
    """Load; print what went wrong."""
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    try:
        load(Store(folder), Path(nquads))
    except (OSError, SyntaxError, ValueError) as error:
        print(error, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    os._exit(main(*sys.argv[1:]))
