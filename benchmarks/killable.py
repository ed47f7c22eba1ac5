"""Work in another process that is killed when it takes too long; nothing heavy is loaded for it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            pipe.send(work(pipe.recv()))


class Worker:
    """A process that does ``work``, killed when one piece of it takes longer than ``seconds``."""

    def __init__(self, work: Callable[[Any], Any], seconds: float, warm_up: object = None) -> None:
        self._work, self._seconds, self._warm_up = work, seconds, warm_up
        self._process: Any = None

    def ask(self, given: object) -> Any:
        """Return what the work gives; raises ``TimeoutError`` when it is killed, ``ChildProcessError`` when it dies."""
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
            self._process.start()
            theirs.close()
            if self._warm_up is not None:  # dictionaries are loaded once
                self._pipe.send(self._warm_up)
                self._pipe.recv()
        try:
            self._pipe.send(given)
            if self._pipe.poll(self._seconds):
                return self._pipe.recv()
        except (EOFError, OSError):
            raise ChildProcessError(f"the process died ({self.end()})") from None
        self.end()
        raise TimeoutError(f"longer than {self._seconds:g} s")

    def end(self) -> int | None:
        """Kill the process; return its exit code, if it had ended by itself."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.join(0.1)
        code: int | None = process.exitcode
        process.kill()
        process.join()
        self._pipe.close()
        return code
