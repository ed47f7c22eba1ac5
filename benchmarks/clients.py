"""The same ten queries by other people's clients against ``lawgraph serve``: same rows as the store's, and how long.

``python -m benchmarks.clients [--graph GRAPH] [--comunica FOLDER]``; ``FOLDER`` is one in which ``npm install
@comunica/query-sparql`` was run. Without it that client is named as not run, on standard output and error. The times
are medians over the ten queries of the quickest of three runs, one process and one connection a client as it comes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lawgraph.serve import running
from lawgraph.store import DEFAULT_GRAPH, leased
from queries import EmbeddedEngine
from tests.clients import Rows, expected, rows_of, texts
from tests.test_clients import CLIENTS

RUNS = 3
COMUNICA = """
const { QueryEngine } = require("@comunica/query-sparql");
const { endpoint, texts, runs } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const term = (found) =>
  found.termType === "NamedNode" ? { type: "uri", value: found.value }
    : found.termType === "BlankNode" ? { type: "bnode", value: found.value }
    : { type: "literal", value: found.value, "xml:lang": found.language,
        datatype: found.language ? "" : found.datatype.value };
const json = (row) => Object.fromEntries([...row].map(([key, found]) => [key.value, term(found)]));
(async () => {
  const engine = new QueryEngine();
  const found = {};
  for (const [name, text] of Object.entries(texts)) {
    const times = [];
    let rows;
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      const bindings = await engine.queryBindings(text, { sources: [{ type: "sparql", value: endpoint }] });
      rows = await bindings.toArray();
      times.push((performance.now() - start) / 1000);
      await engine.invalidateHttpCache();
    }
    found[name] = { seconds: Math.min(...times), rows: rows.map(json) };
  }
  process.stdout.write(JSON.stringify(found));
})();
"""
Answers = dict[str, tuple[Rows, float]]


def asked(ask: Callable[[str, str], Rows], endpoint: str) -> Answers:
    """Return the rows of each query and the seconds of its quickest run."""
    found: Answers = {}
    for name, text in texts().items():
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            rows = ask(endpoint, text)
            times.append(time.perf_counter() - start)
        found[name] = (rows, min(times))
    return found


def by_comunica(folder: Path, endpoint: str) -> Answers:
    """Return the same of Comunica, which runs in one process of node."""
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("node")
    done = subprocess.run(
        [node, "-e", COMUNICA],
        input=json.dumps({"endpoint": endpoint, "texts": texts(), "runs": RUNS}),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr)
    return {
        name: (rows_of(answer["rows"]), answer["seconds"]) for name, answer in json.loads(done.stdout).items()
    }


def line(client: str, found: Answers, right: dict[str, Rows]) -> bool:
    """Print how a client did; return whether all is as it should be."""
    other = [name for name in right if found[name][0] != right[name]]
    seconds = [found[name][1] for name in right]
    told = f", other rows: {', '.join(other)}" if other else ""
    print(
        f"{client:28} {len(right) - len(other):2} of {len(right)} the same, median {median(seconds) * 1000:6.1f} ms, "
        f"slowest {max(seconds) * 1000:6.1f} ms{told}",
        flush=True,
    )
    return not other


def main() -> int:
    """Run all clients; 1 if one has other rows, 2 if one was not run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, default=DEFAULT_GRAPH)
    parser.add_argument("--comunica", type=Path)
    arguments = parser.parse_args()
    with leased(arguments.graph) as generation, running(generation.store, port=0) as service:
        engine = EmbeddedEngine.open(generation.store)
        right = {name: expected(engine, text) for name, text in texts().items()}
        same = [line(name, asked(ask, service.endpoint), right) for name, ask in CLIENTS.items()]
        if arguments.comunica is None:
            told = "Comunica: NOT RUN; give its folder with --comunica (npm install @comunica/query-sparql)"
            print(told)
            print(told, file=sys.stderr)
            return 2 if all(same) else 1
        same.append(line("Comunica", by_comunica(arguments.comunica, service.endpoint), right))
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
