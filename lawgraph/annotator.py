"""Annotating files one by one in a process of their own, which may take too long, crash or be killed.

A file that does so is one failure: the process is ended, and a new one goes on with the next file. Why a
process, and how its time is limited: ``docs/decisions/0007-time-limit.md``.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.model import Annotation, Document
from ingest.read import ReadError
from ingest.text import SourceText
from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.memory import bound_memory, give_back, memory_of_works

# Not multiprocessing: it would run the user's script once more in the new process.
_START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
    "from lawgraph.annotator import answer_requests; answer_requests()"
)
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Several processes share the processors already; and sums come out the same on every machine."""
_MEMORY = 3 << 30  # bytes that a process may have beyond what it starts with
_GROWN = 375 << 20  # bytes of memory, without what stays for all works, with which a process is replaced …
_WORKED = 60.0  # … when it has worked for so many seconds: to start one takes two or three
_LONG = 0.5  # seconds of a work after which its memory is given back to the system
_GARBAGE = (10_000, 20, 20)  # so much is made between two looks for garbage; almost none of it is any
_ENDS_WITHIN = 5.0  # seconds
_OUT_OF_TIME = 1  # the exit code that faulthandler gives
_NOT_READ = 70  # a request that cannot be read
_SAMPLE = SourceText(
    "sample.txt", "第一条 县级以上人民政府应当支持企业发展，补助10万元。", "", "text/plain", "utf-8"
)


class Defect(ReadError):
    """A failure that is this program's or the machine's, not the file's."""


class OutOfTime(ReadError):
    """A work took longer than it may."""


Annotate = Callable[[Path], Annotation]
Work = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a work took: seconds of a processor, and the most memory that its process has had so far, in bytes.

    ``leaves`` says that the process ends, as it has grown: the next work starts another.
    """

    seconds: float = 0.0
    memory: int = 0
    leaves: bool = False


def annotate_file(path: Path) -> Annotation:
    """Read and annotate one file in this process, however long it takes.

    Raises :class:`ingest.read.ReadError` if it cannot be read, and for a defect of this program: no file may
    stop the others. In Python's development mode (``python -X dev``) a defect is raised as it is.
    """
    from ingest.pipeline import annotate  # heavy, and not needed by the process that only asks

    try:
        return annotate(read_file(path))
    except ReadError:
        raise
    except Exception as defect:
        if sys.flags.dev_mode:
            raise
        raise _defect(path, defect) from defect


def read_file(path: Path) -> Document:
    """Read one file in this process and find its structure; raises :class:`ingest.read.ReadError`."""
    from ingest.structure import read_document

    return read_document(path)


def _defect(path: Path, defect: Exception) -> Defect:
    if isinstance(defect, MemoryError):
        return Defect(
            path,
            "处理此文件所需的内存超过上限（MemoryError），已略过；请拆分文件，或腾出内存再试",
            "It took more memory than a document may take (MemoryError), and was left out",
            "split the file, or free some memory and try again",
        )
    what = f"{type(defect).__name__}: {defect}"
    return Defect(
        path,
        f"lawgraph 在此文件上出错（{what}），请连同文件报告；用 python -X dev -m lawgraph 可看出错处",
        f"lawgraph has a defect that shows in this file ({what})",
        "report it with the file; 'python -X dev -m lawgraph' tells where it is",
    )


class Annotator:
    """Annotates files in another process, each within ``seconds``; to be used as a context.

    ``work`` is a function of a module, run in that process. In Python's development mode it is run in this
    process and without a limit, so that a defect shows where it is.
    """

    def __init__(self, seconds: float = SECONDS_PER_DOCUMENT, work: Annotate = annotate_file) -> None:
        self._seconds = seconds
        self._work = work
        self._process: subprocess.Popen[bytes] | None = None
        self.spent = Spent()

    def __enter__(self) -> Annotator:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def annotate(self, path: Path) -> Annotation:
        """Annotate one file.

        Raises :class:`ingest.read.ReadError` for what :func:`annotate_file` raises it for, for a file that takes
        longer than the limit, and for one at which the process dies.
        """
        found = self._ask(self._work, path)
        if isinstance(found, Annotation):
            return found
        raise TypeError(f"not an annotation: {found!r}")

    def read(self, path: Path) -> Document:
        """Read one file and find its structure only; raises as :meth:`annotate` does."""
        found = self._ask(read_file, path)
        if isinstance(found, Document):
            return found
        raise TypeError(f"not a document: {found!r}")

    def run(self, work: Work, path: Path) -> object:
        """Return what ``work`` returns for a file; raises as :meth:`annotate` does.

        ``spent`` is then what it took, if it came to its end.
        """
        return self._ask(work, path)

    def close(self, *, kill: bool = False) -> None:
        """End the process, at once if ``kill``; the next work starts another."""
        self._end(kill=kill)

    def _ask(self, work: Work, path: Path) -> object:
        if sys.flags.dev_mode:
            return work(path)
        started = time.monotonic()
        try:
            process = self._running()
            started = time.monotonic()
            self.spent = Spent()
            _send(process.stdin, (self._seconds, work, path))
            found = _receive(process.stdout)
            self.spent = _spent(_receive(process.stdout))
            if self.spent.leaves:
                self._end()
        except (OSError, EOFError, pickle.UnpicklingError):
            raise self._died(path, time.monotonic() - started) from None
        except BaseException:  # Ctrl-C: the answer would be taken for that of the next file
            self._end(kill=True)
            raise
        if isinstance(found, ReadError):
            raise found
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process, ready; start it if there is none or it has died."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            command = [sys.executable, "-c", _START, json.dumps([str(entry) for entry in sys.path])]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_ONE_THREAD}
            )
            _receive(self._process.stdout)  # that all tables are loaded
        return self._process

    def _died(self, path: Path, seconds: float) -> ReadError:
        code = self._end()
        if code == _OUT_OF_TIME and seconds >= self._seconds:
            return OutOfTime(
                path,
                f"用时超过每份文件 {self._seconds:g} 秒的上限，已略过；请用 --seconds-per-document 加大上限，"
                "或拆分文件",
                f"It took longer than the {self._seconds:g} seconds that a document may take, and was left out",
                "give more with --seconds-per-document, or split the file",
            )
        how = _way_to_end(code)
        return ReadError(
            path,
            f"处理此文件的进程意外终止（{how}），请腾出内存再试，或连同文件报告",
            f"The process that annotated this file died ({how})",
            "free some memory and try again, or report it with the file",
        )

    def _end(self, *, kill: bool = False) -> int | None:
        """End the process and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if kill:
            process.kill()
        try:
            return process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _way_to_end(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"


def _spent(found: object) -> Spent:
    return found if isinstance(found, Spent) else Spent()


def _peak() -> int:
    """Return the most memory that this process has had, in bytes; 0 where the system does not tell."""
    with suppress(ImportError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most << 10
    return 0


def _send(pipe: IO[bytes] | None, message: object) -> None:
    assert pipe is not None
    pipe.write(pickle.dumps(message))
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> object:
    assert pipe is not None
    return pickle.load(pipe)


def answer_requests() -> None:
    """Annotate what is asked for on standard input until that ends: the other process of :class:`Annotator`.

    It ends in the middle of a file too when the process that asked is gone. The limit is kept by a thread of
    ``faulthandler``, which needs no turn of the interpreter's: it ends this process in the middle of a match.
    """
    requests: queue.SimpleQueue[tuple[float, Work, Path]] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(requests,), daemon=True).start()
    from ingest.pipeline import annotate
    from ingest.structure import structure

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY) if sys.stderr is None else sys.stderr.fileno(), 1)
    annotate(structure(_SAMPLE))  # loads dictionaries and tables, whose time is no document's
    give_back()
    gc.freeze()  # what was loaded is never looked through for garbage, and what is made not after each 700 things
    gc.set_threshold(*_GARBAGE)
    bound_memory(_MEMORY)
    _send(answers, None)
    worked, leaves = 0.0, False
    with Path(os.devnull).open("w") as nowhere:
        while not leaves:
            seconds, work, path = requests.get()
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            before = time.process_time()
            answer = _answered(work, path)
            faulthandler.cancel_dump_traceback_later()
            took = time.process_time() - before
            if took > _LONG:
                give_back()
            worked += took
            leaves = worked > _WORKED and memory_of_works() > _GROWN
            answers.write(answer)
            _send(answers, Spent(took, _peak(), leaves))
    os._exit(0)


def _take(requests: queue.SimpleQueue[tuple[float, Work, Path]]) -> None:
    """Take in requests; end this process, whatever it is doing, when there will be none any more."""
    code = _NOT_READ
    try:
        while True:
            requests.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        code = 0
    finally:
        os._exit(code)


def _answered(work: Work, path: Path) -> bytes:
    try:
        return pickle.dumps(work(path))
    except ReadError as error:
        return pickle.dumps(error)
    except Exception as defect:  # MemoryError and RecursionError too
        return pickle.dumps(_defect(path, defect))
