"""What several tests share: the two documents, annotated once, and their graph, built once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from ingest.model import Annotation
from lawgraph.build import BuildReport, annotate_file, build

from .annotators import handed_on
from .browsing import browse, chromium, explored, explored_examples

__all__ = ["browse", "chromium", "explored", "explored_examples"]

hypothesis.settings.register_profile("lawgraph", deadline=None)  # how long a machine takes says nothing of us
hypothesis.settings.load_profile("lawgraph")

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "data" / "sources"
GOLD = ROOT / "data" / "gold"
CORPUS = ROOT.parent / "shared" / "corpus"
OPINION = SOURCES / "000_c3db164d4775734e.txt"
REGULATION = SOURCES / "003_6370baa5acdf388e.txt"


LONGEST = (
    "cluster", "notebooks", "linear_time", "annotator", "browse_importing", "bundle", "browse_pages", "build_trouble",
    "robustness", "explorer_importing", "cluster_storage", "serve_limits", "second_engine", "cli", "permissions",
    "browse_asking", "browse_compare", "open", "browse_docs", "bounds", "build", "incremental", "windows",
    "browse_amounts", "recipes", "soak", "assistants", "setup", "serve_attacks", "serve_bad_input", "review_builds",
    "link_explain", "selection", "browse_network", "browse_reading", "wheel", "docs",
)  # fmt: skip
"""The files of tests that take longest: they go first, so that no process is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    ranks = {f"test_{name}": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


BYTECODE = ROOT / "build" / "bytecode"
"""Where Python keeps what it has compiled, if it was told to keep nothing beside the sources."""


def pytest_configure() -> None:
    """Have the processes that tests start find what they need.

    Undone is what a shell does to what it runs in the background: the programs that tests start would be as deaf.
    And where Python writes no bytecode (``PYTHONDONTWRITEBYTECODE``, as in many containers), it writes it into a
    folder of its own: each of some hundred processes would compile some thousand modules for itself, which takes
    longer than all else that it does.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(BYTECODE)
        sys.dont_write_bytecode = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def annotators() -> Iterator[None]:
    """Let builds hand on the processes that annotate."""
    with handed_on():
        yield


@pytest.fixture(scope="session")
def opinion() -> Annotation:
    """The Qinghai opinion of 2012."""
    return annotate_file(OPINION)


@pytest.fixture(scope="session")
def regulation() -> Annotation:
    """The Haixi regulation of 2020."""
    return annotate_file(REGULATION)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The graph of both documents."""
    return build([SOURCES], tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The graph of the invented family of texts."""
    return build([ROOT / "data" / "examples"], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real texts beside the project; a test that asks for it is skipped without it."""
    if not CORPUS.is_dir():
        pytest.skip("SKIPPED: the corpus of real texts does not lie beside this checkout (../shared/corpus)")
    return CORPUS
