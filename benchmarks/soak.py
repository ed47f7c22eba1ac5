"""A long run of the service under everything at once: does it answer rightly, and does it stay as small as it was?

``python -m benchmarks.soak [GRAPH] [--minutes 30] [--clients 32] [--seed 1]`` starts ``lawgraph serve`` on a copy of
GRAPH (``build/graph`` if it is left out). Each client, under an address of its own where the system has them, asks the
queries of the library in random order; each answer is compared, as a bag of rows, with the one before the run. One
request in a hundred is a bomb. Workers are killed from outside at random, and every two minutes the graph is replaced
by one with another digest and the same answers.

Wrong are: an answer that is not the one before; a good query that fails (one that is answered with 503 may be asked
once again); a bomb that is not stopped; growth of the front or of the workers between the first tenth
of the run and the end, when all clients have left; open files or files of answers that are left; a traceback. Exits
with 1 if anything is. The memory of the whole machine is printed for comparison: others may run on it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.serving import Serving, Size
from lawgraph import store as generations
from lawgraph.serve import Limits
from queries import library

ROOT = Path(__file__).resolve().parent.parent
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o } # %d"
BOMBS = 0.01  # of all requests
STOPPED = {500, 503, 504}
MARK = '<urn:lawgraph:soak> <urn:lawgraph:soak#round> "{}" <urn:lawgraph:soak> .\n'
SETTLES = 3.0  # seconds after the last client, before memory and files are counted
STARTS = 20.0  # seconds in which those workers are there again that were killed last
GROWS = 1.25  # times, and besides
SPARE = 16 << 20  # bytes that the memory may grow by: what it holds from time to time


@dataclass(frozen=True, slots=True)
class Plan:
    """How long (s), by how many clients, and how often (s on average) workers die and graphs are replaced."""

    seconds: float
    clients: int = 32
    kill_every: float = 5.0
    swap_every: float = 120.0
    limit: float = 20.0  # seconds that the service gives a query
    seed: int = 1


@dataclass(slots=True)
class Tally:
    """What was seen; threads add to it under its lock."""

    good: int = 0
    bombs: Counter[int] = field(default_factory=Counter)
    retried: int = 0
    killed: int = 0
    swapped: int = 0
    sizes: list[Size] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    """A client with one kept connection, under an address of its own where the system has them."""

    def __init__(self, service: Serving, number: int) -> None:
        self.service = service
        self.source = f"127.0.1.{number + 1}" if sys.platform.startswith("linux") else "127.0.0.1"
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, text: str) -> tuple[int, bytes]:
        """Return the status and the answer; a kept connection that has ended meanwhile is made anew, once."""
        for kept in (self.connection is not None, False):
            if self.connection is None:
                address = self.service.address
                self.connection = http.client.HTTPConnection(
                    address.hostname or "", address.port, timeout=120, source_address=(self.source, 0)
                )
            try:
                self.connection.request(
                    "POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-query"}
                )
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if not kept:
                    return 0, repr(error).encode()
        raise AssertionError

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def rows(body: bytes) -> Counter[str]:
    """Return the rows of an answer as a bag: the order is not looked at."""
    found = json.loads(body)
    return Counter(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


def asks(
    client: Client, known: dict[str, Counter[str]], tally: Tally, stop: threading.Event, seed: int
) -> None:
    """Ask until told to stop, and count what comes."""
    chance = random.Random(seed)
    texts = sorted(known)
    while not stop.is_set():
        if chance.random() < BOMBS:
            status, body = client.ask(BOMB % chance.randrange(1 << 30))
            with tally.lock:
                tally.bombs[status] += 1
                if status not in STOPPED:
                    tally.wrong.append(f"a bomb was answered with {status}: {body[:100]!r}")
            continue
        text = chance.choice(texts)
        status, body = client.ask(text)
        if again := status == 503:
            time.sleep(1)
            status, body = client.ask(text)
        with tally.lock:
            tally.good += 1
            tally.retried += again
            if status != 200:
                tally.wrong.append(f"{status}: {body[:200].decode('utf-8', 'replace')} for {text[:60]!r}")
            elif rows(body) != known[text]:
                tally.wrong.append(f"another answer to {text[:60]!r}")
    client.close()


def kills(service: Serving, plan: Plan, tally: Tally, stop: threading.Event) -> None:
    """Kill a worker from time to time."""
    chance = random.Random(plan.seed)
    while not stop.wait(chance.uniform(0, 2 * plan.kill_every)):
        if workers := service.workers():
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                tally.killed += 1


def swaps(graph: Path, lines: list[str], plan: Plan, tally: Tally, stop: threading.Event) -> None:
    """Replace the graph from time to time by one with another digest."""
    while not stop.wait(plan.swap_every):
        tally.swapped += 1
        generations.write(graph, [*lines, MARK.format(tally.swapped)], ["soak"])


@contextmanager
def threads(*work: threading.Thread) -> Iterator[None]:
    """Run threads while the context lasts, and wait for them."""
    for each in work:
        each.start()
    try:
        yield
    finally:
        for each in work:
            each.join()


def soak(nquads: Path, plan: Plan) -> Tally:
    """Run the service on these N-Quads by a plan; return what was seen."""
    tally, stop = Tally(), threading.Event()
    lines = nquads.read_text("utf-8").splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        graph = folder / "graph"
        generations.write(graph, [*lines, MARK.format(0)], ["soak"])
        service = Serving(graph, folder, f"seconds={plan.limit:g}")
        stack.callback(service.end)
        known = answers_before(service)
        stack.callback(stop.set)
        clients = [Client(service, number) for number in range(plan.clients)]
        with threads(
            *(
                threading.Thread(target=asks, args=(client, known, tally, stop, plan.seed * 1000 + number))
                for number, client in enumerate(clients)
            ),
            threading.Thread(target=kills, args=(service, plan, tally, stop)),
            threading.Thread(target=swaps, args=(graph, lines, plan, tally, stop)),
        ):
            watch(service, plan.seconds, tally)
            stop.set()
        settle(service, tally)
        judge(service, tally)
    return tally


def answers_before(service: Serving) -> dict[str, Counter[str]]:
    """Return the queries of the library with their examples, and what the service answers to each."""
    client = Client(service, 0)
    known = {}
    for query in library():
        text = query.bind(query.examples())
        status, body = client.ask(text)
        if status != 200:
            raise SystemExit(
                f"{query.name}: {status} before the run: {body[:200].decode('utf-8', 'replace')}"
            )
        known[text] = rows(body)
    client.close()
    return known


def watch(service: Serving, seconds: float, tally: Tally) -> None:
    """Note the size of the service until the time is over; say how it goes each minute."""
    begin = said = time.monotonic()
    while (now := time.monotonic()) - begin < seconds and service.process.poll() is None:
        if now - begin >= seconds / 10:
            tally.sizes.append(service.size())
        if now - said >= 60:
            said = now
            print(f"{(now - begin) / 60:.0f} min: {summary(tally)}", file=sys.stderr, flush=True)
        time.sleep(min(1.0, seconds / 40))


def settle(service: Serving, tally: Tally) -> None:
    """Note the size of the service after all clients have left."""
    if service.process.poll() is None:
        time.sleep(SETTLES)
        tally.sizes.append(service.size())


def judge(service: Serving, tally: Tally) -> None:
    """Add to what is wrong what the service has left or lost."""
    if service.process.poll() is not None:
        tally.wrong.append(f"the service ended with {service.process.returncode}")
        return
    early = tally.sizes[: max(1, len(tally.sizes) // 10)]
    busy = Size(early[0].front, max(size.all for size in early), max(size.files for size in early))
    tally.wrong += grown(busy, tally.sizes[-1])
    until = time.monotonic() + STARTS
    # One that was killed while it had nothing to do is replaced when it is missed: there may be fewer.
    while not 0 < (now := len(service.workers())) <= Limits().workers and time.monotonic() < until:
        time.sleep(0.2)
    if not 0 < now <= Limits().workers:
        tally.wrong.append(f"there are {now} workers at the end, not {Limits().workers}")
    if left := [path for path in service.scratch.rglob("*") if path.is_file()]:
        tally.wrong.append(f"{len(left)} files of answers are left")
    said = service.log.read_text("utf-8", "replace")
    if "Traceback" in said:
        tally.wrong.append(f"the service said: {said[said.index('Traceback') :][:2000]}")


def grown(first: Size, last: Size) -> list[str]:
    """Return what a service has more of at the end, when all clients have left, than it had with them."""
    found = [
        f"{name} grew from {was >> 20} to {now >> 20} MB"
        for name, was, now in (
            ("the front", first.front, last.front),
            ("the workers", first.all - first.front, last.all - last.front),
        )
        if now > was * GROWS + SPARE
    ]
    if last.files > first.files:
        found.append(f"the front has {last.files} open files, {first.files} with all clients")
    return found


def summary(tally: Tally) -> str:
    """Return what was seen so far, on one line."""
    sizes = [tally.sizes[0], tally.sizes[-1]] if tally.sizes else []
    bombs = ", ".join(f"{number} with {status}" for status, number in sorted(tally.bombs.items()))
    return (
        f"{tally.good} good queries ({tally.retried} asked again after 503), {tally.bombs.total()} bombs ({bombs}), "
        f"{tally.killed} workers killed, {tally.swapped} graphs replaced; front "
        f"{' to '.join(str(size.front >> 20) for size in sizes)} MB, with workers "
        f"{' to '.join(str(size.all >> 20) for size in sizes)} MB, open files "
        f"{' to '.join(str(size.files) for size in sizes)}; machine has {_available() >> 20} MB free; "
        f"{len(tally.wrong)} wrong"
    )


def _available() -> int:
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable"):
                return int(line.split()[1]) << 10
    return 0


def main() -> int:
    """Run and print what was seen; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "build" / "graph")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    plan = Plan(given.minutes * 60, given.clients, seed=given.seed)
    tally = soak(generations.current(given.graph).nquads, plan)
    print(summary(tally))
    for wrong, number in Counter(tally.wrong).most_common(20):
        print(f"WRONG {number} times: {wrong}")
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
