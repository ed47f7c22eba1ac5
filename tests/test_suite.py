"""The tables of speed in the READMEs say what the last run of the benchmarks measured, and nothing else."""

from __future__ import annotations

import json

import pytest

from benchmarks.suite import READMES, RESULTS, table, with_table


@pytest.mark.parametrize("language", list(READMES))
def test_a_readme_shows_the_figures_that_are_kept(language: str) -> None:
    found = json.loads(RESULTS.read_text("utf-8"))
    readme = READMES[language].read_text("utf-8")
    assert table(found, language) in readme
    assert with_table(readme, found, language) == readme


def test_a_figure_that_is_changed_by_hand_is_noticed() -> None:
    found = json.loads(RESULTS.read_text("utf-8"))
    found["build"]["quads"] += 1
    assert table(found, "en") not in READMES["en"].read_text("utf-8")
