"""The recipes of ``docs/recipes.zh.md`` run as they stand and print what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawgraph.build import BuildReport
from tests.recipes import PAGE, Recipe, printed, recipes

RECIPES = list(recipes())
MOST = 13  # lines of code: a recipe is short, a draft in it included


@pytest.fixture(scope="module")
def graphs(built: BuildReport, built_examples: BuildReport) -> dict[str, Path]:
    return {
        "build/graph": built.generation.directory,
        "build/examples": built_examples.generation.directory,
    }


def test_each_job_has_one() -> None:
    assert len(RECIPES) == 12
    for recipe in RECIPES:
        assert any(language == "python" for language, _, _ in recipe.blocks), recipe.title
        for _, code, _ in recipe.blocks:
            assert sum(bool(line.strip()) for line in code.splitlines()) <= MOST, recipe.title


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_prints_what_the_page_says(recipe: Recipe, graphs: dict[str, Path], tmp_path: Path) -> None:
    for language, code, said in recipe.blocks:
        assert printed(language, code, graphs, tmp_path) == said, f"{PAGE.name}: make docs"
        assert said or language == "sh", "a recipe that shows nothing tells nothing"
