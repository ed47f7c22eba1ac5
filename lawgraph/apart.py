"""A store asked in a process of its own, within a limit of time: how scripts and notebooks read a graph.

Nothing ends a query of Oxigraph but the end of its process, and one that meets a damaged block never ends by itself.
So the process is another one: when the time is over, or on Ctrl-C, it is ended, and the next query starts it again.
It ends with the one that started it, too. Queries and answers are pickled: both processes are this program.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from lawgraph.search.sparql import finder
from lawgraph.store import GraphDamaged
from queries.check import check
from queries.engine import EmbeddedEngine
from queries.errors import EngineError, MatchError, QueryError, QuerySyntaxError
from queries.oxigraph import misread
from queries.result import GraphResult, Result, ResultTable

_ROOT = Path(__file__).resolve().parent.parent
_START = "import sys; from lawgraph.apart import main; main(sys.argv[1])"
_ENDED = None  # what comes from a process that is no more


class ApartEngine:
    """The engine of a store on this machine: each query may take ``seconds``, one at a time.

    ``damages`` yields what is wrong with the files of the graph; it is asked when a query does not come to its end.
    """

    def __init__(self, store: Path, seconds: float, damages: Callable[[], Iterable[object]]) -> None:
        self.store = store
        self.seconds = seconds
        self._damages = damages
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], object] | None = None
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._turn = threading.Lock()

    def query(self, text: str) -> Result:
        """Run ``text`` (see :class:`queries.engine.Engine`).

        Raises :class:`queries.errors.EngineError` for a query that was stopped, and
        :class:`lawgraph.store.GraphDamaged` if the graph is then found damaged.
        """
        asked = check(text)
        with self._turn:
            try:
                found = self._ask(text)
            except (
                BaseException
            ):  # Ctrl-C, or the time is over: the answer would be taken for that of the next query
                self._end()
                raise
        if isinstance(found, SyntaxError):
            raise misread(asked) or asked.wrong(len(asked.text), "")
        if isinstance(found, QueryError):
            raise found
        if isinstance(found, ResultTable | GraphResult):
            return found
        self._end()
        raise EngineError(
            f"{self.store}: 查询耗尽内存或其进程意外终止，请缩小范围再试。"
            "The query ran out of memory or its process ended; ask for less and try again."
        )

    def close(self) -> None:
        """End the process; the next query starts another."""
        self._end()

    def _ask(self, text: str) -> object:
        process = self._running()
        assert process.stdin is not None
        with suppress(OSError):  # it has ended, which the answer says
            process.stdin.write(pickle.dumps(text))
            process.stdin.flush()
        try:
            return self._answers.get(timeout=self.seconds)
        except queue.Empty:
            raise self._out_of_time() from None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
            self._answers = queue.SimpleQueue()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(self.store)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip
            self._ending = weakref.finalize(self, _end, self._process)
            threading.Thread(
                target=_take, args=(self._process.stdout, self._answers), daemon=True, name="lawgraph answers"
            ).start()
        return self._process

    def _out_of_time(self) -> QueryError:
        self._end()
        damage = next(iter(self._damages()), None)
        if damage is not None:
            return GraphDamaged(str(damage))
        return EngineError(
            f"query: 查询超过 {self.seconds:g} 秒，已停止；图谱没有损坏，请缩小范围，或用 lawgraph.open(…, seconds=…) "
            f"加大上限。It was stopped after {self.seconds:g} s, and the graph is not damaged; "
            "ask for less, or give more time with lawgraph.open(…, seconds=…)."
        )

    def _end(self) -> None:
        self._process = None
        if self._ending is not None:
            self._ending()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def _take(pipe: IO[bytes], answers: queue.SimpleQueue[object]) -> None:
    """Take in answers until the process has ended."""
    try:
        with suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
            while True:
                answers.put(pickle.load(pipe))
    finally:
        answers.put(_ENDED)


def _answered(engine: EmbeddedEngine, text: str) -> object:
    try:
        return engine.query(text)
    except QuerySyntaxError:
        return SyntaxError()
    except MatchError as error:
        return error
    except QueryError as error:
        return EngineError(str(error))


def _questions(asked: queue.SimpleQueue[str]) -> None:
    """Take in queries; end this process, whatever it is doing, when there will be none any more."""
    with suppress(OSError, EOFError):
        while True:
            asked.put(pickle.load(sys.stdin.buffer))
    os._exit(0)


def main(store: str) -> None:
    """Answer the queries on standard input until that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other process, which ends this one
    asked: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_questions, args=(asked,), daemon=True).start()
    out = sys.stdout.buffer
    try:
        engine = EmbeddedEngine.open(Path(store))
        engine.find = finder(Path(store))
    except QueryError as error:
        out.write(pickle.dumps(EngineError(str(error))))
        return
    while True:
        found = _answered(engine, asked.get())
        out.write(pickle.dumps(found))
        out.flush()
