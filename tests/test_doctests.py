"""The examples in the docstrings of all modules."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import ingest
import lawgraph
import ontology
import queries

MODULES = sorted(
    module.name
    for package in (ontology, ingest, queries, lawgraph)
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    found = doctest.DocTestFinder()
    assert (
        sum(bool(test.examples) for name in MODULES for test in found.find(importlib.import_module(name)))
        > 50
    )
