"""Many readers at once: each gets the page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from lawgraph.build import BuildReport
from lawgraph.serve import running
from lawgraph.service.limits import Limits

from .test_explorer import read

READERS = 32
FINANCE = "/network?node=body/630000/finance"


def test_many_readers_at_once_do_not_wait_for_each_other_for_ever(built: BuildReport) -> None:
    """A page waits for answers in a thread; these are read in others, however many pages there are."""
    graph = built.generation.directory
    with running(graph, port=0, limits=Limits(workers=2)) as service, ThreadPoolExecutor(READERS) as pool:
        site = service.endpoint.removesuffix("/sparql")
        said = list(pool.map(lambda _: read(site, FINANCE).status, range(READERS)))
    assert said == [200] * READERS
