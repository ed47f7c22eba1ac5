"""A worker of the service: a process with a read-only store that answers one query at a time.

``python -m lawgraph.service.worker STORE`` reads tasks and writes replies, one JSON object a line, on standard
input and output; the answer itself goes to the file that the task names. It ends, in the middle of a query too,
when its input ends: with the front.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from lawgraph.memory import bound_memory
from lawgraph.search.sparql import finder
from lawgraph.service.formats import NotAcceptable, chosen
from lawgraph.service.isolation import leave_network
from lawgraph.service.xml import NotXml, XmlSink
from ontology.iri import BASE
from queries.check import check
from queries.engine import Answer, Dataset, EmbeddedEngine, solve
from queries.errors import ForbiddenQuery, MatchError, QueryError, QuerySyntaxError
from queries.matches import Find
from queries.prefixes import with_prefixes
from queries.unknown_terms import unknown_terms

_WARNED = 5  # unknown terms that are named
_XML = (ox.QueryResultsFormat.XML, ox.RdfFormat.RDF_XML)


@dataclass(frozen=True, slots=True)
class Task:
    """A query as it came, the header Accept, the file for its answer, and what it may take (s) and be (bytes)."""

    text: str
    accept: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    file: str
    seconds: float
    size: int

    def line(self) -> bytes:
        """Return the task as a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a task: a status of HTTP, the error if it is not 200, and the type of the answer if it is.

    ``limit`` is set when the task took more than it may, whatever the status.
    ``warnings`` name terms of ours in the query that there are not (:mod:`queries.unknown_terms`).
    """

    status: int
    error: str = ""
    content_type: str = ""
    limit: bool = False
    warnings: tuple[str, ...] = ()

    def line(self) -> bytes:
        """Return the reply as a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


class TooLarge(Exception):
    """The answer is larger than the task allows."""


class NotWritten(Exception):
    """The file of an answer cannot be written; the message says why."""


@contextmanager
def _written(path: str) -> Iterator[BinaryIO]:
    """Open the file of an answer; what the system does not let happen there is no fault of the store."""
    try:
        with Path(path).open("wb") as file:
            yield file
    except OSError as error:
        raise NotWritten(error.strerror or str(error)) from error


class _Bounded:
    """A file that takes no more than ``size`` bytes."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file = file
        self.left = size

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge
        try:
            return self.file.write(data)
        except OSError as error:
            raise NotWritten(error.strerror or str(error)) from error

    def flush(self) -> None:
        self.file.flush()


def answer(store: ox.Store, task: Task, find: Find | None = None) -> Reply:
    """Write the answer to the file of the task; ``find`` answers ``lg:matches``."""

    def write(answer: Answer) -> None:
        with _written(task.file) as file:
            bounded = _Bounded(file, task.size)
            sink = XmlSink(bounded) if form.oxigraph in _XML else bounded
            answer.serialize(sink, form.oxigraph)  # type: ignore[arg-type]

    try:
        query = check(task.text)
        form = chosen(task.accept, query.form)
        asked = with_prefixes(task.text, f"{BASE}/", query.tokens)
        with asked.places_in_source():
            checked = check(asked.text) if asked.edits else query
            solve(store, checked, write, Dataset(task.default, task.named), find)
    except (QuerySyntaxError, MatchError) as error:
        return Reply(400, str(error))
    except ForbiddenQuery as error:
        return Reply(403, str(error))
    except (NotAcceptable, NotXml) as error:
        return Reply(406, str(error))
    except TooLarge:
        return Reply(
            500,
            f"query: 结果超过 {task.size:,} 字节，请加 LIMIT 或缩小范围。"
            f"The answer is larger than {task.size:,} bytes; add a LIMIT or ask for less.",
            limit=True,
        )
    except NotWritten as error:
        return Reply(
            507,
            f"query: 结果写不下（{error}），请腾出磁盘空间（TMPDIR），或稍后再试。"
            f"There is no room for the answer ({error}); free some (TMPDIR), or try again later.",
        )
    except QueryError as error:
        return Reply(500, str(error))
    return Reply(
        200, content_type=form.content_type, warnings=unknown_terms(asked.text, checked.tokens)[:_WARNED]
    )


def main(store: str, memory: str) -> None:
    """Answer tasks until this process is ended; the first line of output says whether the store opened."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the front, which ends us
    leave_network()
    out = sys.stdout.buffer
    try:
        opened = EmbeddedEngine.open(Path(store)).store
    except QueryError as error:
        out.write(Reply(500, str(error)).line())
        return
    find = finder(Path(store))
    bound_memory(int(memory))
    out.write(Reply(200).line())
    out.flush()
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(tasks,), daemon=True).start()
    while True:
        given = json.loads(tasks.get())
        task = Task(**{**given, "default": tuple(given["default"]), "named": tuple(given["named"])})
        out.write(answer(opened, task, find).line())
        out.flush()


def _take(tasks: queue.SimpleQueue[bytes]) -> None:
    """Take in tasks; end this process, whatever it is doing, when the front is no more."""
    for line in sys.stdin.buffer:
        tasks.put(line)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
