"""``lawgraph open FOLDER``: the graph of a folder built, served on this machine, and opened in the browser.

The service answers at once, on the graph of the last time or on one without documents, and goes over to the graph
that is built meanwhile. When it ends, so does the build, and the graph is as it was.
"""

from __future__ import annotations

import os
import sys
import threading
import urllib.request
import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lawgraph.build.assembly import Assembly
from lawgraph.build.became import has_graph
from lawgraph.explorer.importing.page import PAGE
from lawgraph.explorer.importing.rebuilding import Phase
from lawgraph.explorer.importing.sources import Sources
from lawgraph.serve import ServeError, Service, check_port, serve
from lawgraph.service.settings import ENDPOINT, settings
from lawgraph.store import building, check_place, publish

_SOON = 5.0  # seconds that a build has before the browser is opened on how far it is


class NoFolder(Exception):
    """What was named is no folder that can be opened; the message says what to do."""


def open_folder(
    folder: Path,
    graph: Path | None = None,
    port: int = 7878,
    browser: bool = True,
    review: Path | None = None,
) -> None:
    """Build, serve and open a folder until Ctrl-C or SIGTERM. ``graph`` is where its graph is to lie.

    ``review`` is the file of reviews in which people decide; what they decided is in the graph once it is built anew.

    Raises :class:`NoFolder`, :class:`lawgraph.store.NotAGraphDirectory` for a place where no graph can be,
    :class:`ServeError` where it cannot be written or the port is taken, what :func:`lawgraph.service.settings.settings`
    and :func:`lawgraph.serve.serve` raise.
    """
    _check(folder)
    flags = {"port": port, "review": str(review) if review else None}
    chosen = settings(flags, environment={})
    sources = Sources.of(folder, graph, chosen.review)
    check_place(sources.graph, [sources.folder])
    check_port(chosen.host, chosen.port)
    begin(sources.graph)
    try:
        serve(
            sources.graph,
            replace(chosen, sources=sources),
            lambda service: _opened(service, sources, browser),
        )
    finally:
        sources.rebuilding.stop()


def _check(folder: Path) -> None:
    if not folder.exists():
        raise NoFolder(
            f"{folder}: 没有这个文件夹，请核对名称，或先新建。"
            "There is no such folder; check its name, or make it first."
        )
    if not folder.is_dir():
        raise NoFolder(
            f"{folder}: 这是文件，请给出它所在的文件夹。It is a file; name the folder that it lies in."
        )
    if not os.access(folder, os.R_OK | os.X_OK):
        raise ServeError(
            f"{folder}: 没有权限读取这个文件夹，请检查权限。This user may not read the folder; check its permissions."
        )


def begin(graph: Path) -> None:
    """Have a graph without documents where there is none, so that there is something to serve."""
    try:
        if not has_graph(graph):
            with building(graph):
                if not has_graph(graph):  # another build made one meanwhile
                    publish(graph, Assembly(graph, {}, []).write, ())
    except OSError as error:
        why = error.strerror or str(error)
        raise ServeError(
            f"{graph}: 图谱不能写在这里（{why}），请用 --out 另指一个文件夹。"
            f"The graph cannot be written here ({why}); name another folder with --out."
        ) from error


def _opened(service: Service, sources: Sources, browser: bool) -> None:
    """Say where the service is, begin to build, and open the browser."""
    address = service.endpoint.removesuffix(ENDPOINT)
    print(
        f"{address}/   （浏览器地址，Ctrl-C 停止；open it in a browser, Ctrl-C ends it）",
        file=sys.stderr,
        flush=True,
    )
    sources.rebuilding.request()
    if browser:
        threading.Thread(target=_show, args=(address, sources), daemon=True).start()


def _show(address: str, sources: Sources) -> None:
    """Open the browser: on the overview if the graph is built soon and all files were read, else on their page."""
    now = sources.rebuilding.wait(_SOON)
    built = now.phase is Phase.DONE and not now.failed
    with suppress(OSError):  # has the service go over to the new graph
        urllib.request.urlopen(f"{address}{PAGE.path}/progress", timeout=_SOON).close()
    with suppress(webbrowser.Error):
        webbrowser.open(f"{address}/" if built else f"{address}{PAGE.path}")
