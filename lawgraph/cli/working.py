"""The command of a worker: a process that does the works of builds on other machines."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from lawgraph.cli.console import USAGE, app, fail, say


@app.command()
def worker(
    address: Annotated[
        str,
        typer.Argument(
            help="调度进程的地址，如 tcp://10.0.0.5:8786。Address of the scheduler.", show_default=False
        ),
    ],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", help="工作进程数。Workers to start.", min=1, max=256, show_default="处理器数 cores"
        ),
    ] = None,
) -> None:
    """为其他机器上的 build --cluster 工作，到 Ctrl-C 为止。Work for builds on other machines, until Ctrl-C."""
    from lawgraph.build.pool import processors
    from lawgraph.cluster.address import Address
    from lawgraph.cluster.errors import ClusterError, WrongAddress
    from lawgraph.cluster.opening import reach
    from lawgraph.cluster.processes import PATIENCE, Processes

    try:
        there = Address.of(address)
        if there.local:
            raise WrongAddress(
                address,
                "工作进程要连到 tcp:// 或 tls:// 地址",
                "A worker joins a scheduler",
                "write tcp://HOST:PORT",
            )
        reach(there.far)
        with Processes(there.far, jobs or processors(), say, patience=PATIENCE) as processes:
            processes.start(processes.most)
            say(
                f"{there.far}: {processes.most} 个工作进程在工作，Ctrl-C 停止。Workers are at work; Ctrl-C ends them."
            )
            while True:
                time.sleep(1)
                if len(processes.numbers) < processes.most:  # they end when their scheduler does, too
                    reach(there.far, PATIENCE)
                processes.look()
    except ClusterError as error:
        fail(error, USAGE if isinstance(error, WrongAddress) else 1)
    except KeyboardInterrupt:
        say(f"{address}: 工作进程已停止。The workers have ended.")
