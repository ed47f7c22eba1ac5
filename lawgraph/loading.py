"""Loading a store: piece by piece in little memory, a very large one at once in time that grows with it.

Oxigraph's bulk loader sorts a million quads at a time, for which it takes 1.7 GB however many are given at once. Given
in smaller pieces they take 500 MB, but each piece is put among those before it, and these are merged again and again.
At the end all are merged once: so queries take a quarter of the time, and a store that is changed is not merged then.

A large store is loaded in a process of its own, ``python -m lawgraph.loading STORE NQUADS``, which ends when the one
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

from queries.engine import name_of

_PIECE = 96 << 20  # bytes; loading so many takes about 500 MB
_AT_ONCE = 1 << 30  # bytes; up to so many, loading piece by piece takes no more time
_ROOT = Path(__file__).resolve().parent.parent


def load(store: Store, nquads: Path) -> None:
    """Put the N-Quads of a file into a new store."""
    if nquads.stat().st_size > _AT_ONCE:
        store.bulk_load(path=str(nquads), format=RdfFormat.N_QUADS)
    else:
        with nquads.open("rb") as file:
            while data := file.read(_PIECE):
                store.bulk_load(data + file.readline(), format=RdfFormat.N_QUADS)
    store.flush()


def opens(folder: Path) -> bool:
    """Tell whether the library that is installed can open a store; it may have been written by another version."""
    try:
        Store.read_only(name_of(folder))
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
        store = Store(folder)
        load(store, Path(nquads))
        store.optimize()
    except (OSError, SyntaxError, ValueError) as error:
        print(error, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    os._exit(main(*sys.argv[1:]))
