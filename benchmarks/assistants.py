"""How soon ``lawgraph mcp`` answers: from its start to its first answers, over standard input and output.

``python -m benchmarks.assistants [--graph DIR] [--times N]`` prints a table of medians and of the slowest, in
milliseconds: *start* is until the answer to ``initialize``, *tools* until that to ``tools/list``, *first call* until
the first answer of a tool, all from the start of the process; *call* is one later call. *CPU* is how long the
server itself had worked when it answered ``initialize`` (Linux), which other load of the machine changes little.
*SDK* is what importing the SDK alone takes in a process of its own, the greatest part of a start.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

VERSION = "2025-06-18"
_IMPORT = "import mcp.server.lowlevel.server"
_CALL = {"name": "find", "arguments": {"text": "资金", "limit": 1}}
MESSAGES = (
    (
        "start",
        "initialize",
        {"protocolVersion": VERSION, "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}},
    ),
    ("tools", "tools/list", {}),
    ("first call", "tools/call", _CALL),
    ("call", "tools/call", _CALL),
)


def once(graph: Path) -> dict[str, float]:
    """Return the times of one start, in milliseconds."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "lawgraph", "mcp", "--graph", str(graph)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        times = {}
        for number, (name, method, parameters) in enumerate(MESSAGES):
            if name == "call":
                began = time.perf_counter()
            message = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
            process.stdin.write(json.dumps(message).encode() + b"\n")
            if number == 0:
                process.stdin.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            if "result" not in answer:
                raise SystemExit(f"{name}: {answer}")
            times[name] = (time.perf_counter() - began) * 1000
            if number == 0:
                times["CPU"] = worked(process.pid) * 1000
        process.stdin.close()
    return times


def worked(pid: int) -> float:
    """Return for how many seconds a process has been worked on; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def sdk() -> float:
    """Return how long a process takes that imports the SDK and does nothing else, in milliseconds."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _IMPORT], check=True)
    return (time.perf_counter() - began) * 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--graph", type=Path, default=Path("build/graph"))
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args(arguments)
    runs = [once(given.graph) | {"SDK": sdk()} for _ in range(given.times)]
    print("| ms | median | slowest |\n| --- | --- | --- |")
    for name in runs[0]:
        times = [run[name] for run in runs]
        print(f"| {name} | {statistics.median(times):.0f} | {max(times):.0f} |")


if __name__ == "__main__":
    main()
