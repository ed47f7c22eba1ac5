"""The figures of accuracy that the README promises, computed by the scorer against ``data/gold``.

Each bound is what the project has promised; ``make accuracy`` prints the figures themselves.
"""

from __future__ import annotations

import sys

import pytest

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from accuracy import figures

BOUNDS = [
    ("haixi-2020", "structure", "hit", 32, "all 32 articles with their exact words"),
    ("haixi-2020", "coverage", "share", 1.0, "no character lost or doubled"),
    ("haixi-2020", "offsets", "share", 1.0, "nothing invented"),
    ("haixi-2020", "department", "f1", 0.85, "bodies in plain articles"),
    ("haixi-2020", "citation", "f1", 0.9, "titles broken by line wraps"),
    ("haixi-2020", "quantity-date", "f1", 1.0, "adoption, approval, entry into force"),
    ("haixi-2020", "norm", "f1", 0.6, "norms of articles"),
    ("qinghai-2012", "structure", "hit", 58, "tasks freed of other columns' fragments"),
    ("qinghai-2012", "responsibility", "hit", 60, "lead and cooperating departments, in order"),
    ("qinghai-2012", "coverage", "share", 1.0, "no character lost or doubled"),
    ("qinghai-2012", "offsets", "share", 1.0, "nothing invented"),
    ("qinghai-2012", "quantity-money", "f1", 1.0, "amounts with their bounds"),
    ("qinghai-2012", "quantity-percent", "f1", 0.9, "rates with their bounds"),
    ("qinghai-2012", "quantity-duration", "f1", 0.9, "time limits"),
    ("qinghai-2012", "department", "f1", 0.85, "bodies in sentences and in table cells"),
    ("qinghai-2012", "citation", "f1", 0.9, "titles, numbers and short titles"),
    ("qinghai-2012", "norm", "f1", 0.6, "norms of tasks and sections"),
    ("links-qinghai-haixi", "links", "f1", 0.5, "articles that carry on measures"),
    ("links-qinghai-haixi", "evidence", "share", 1.0, "words on both sides of every link"),
]


@pytest.fixture(scope="module")
def computed() -> dict[str, dict[str, dict[str, float]]]:
    return figures()


@pytest.mark.parametrize(("folder", "layer", "figure", "bound", "why"), BOUNDS)
def test_accuracy(
    computed: dict[str, dict[str, dict[str, float]]],
    folder: str,
    layer: str,
    figure: str,
    bound: float,
    why: str,
) -> None:
    assert computed[folder][layer][figure] >= bound, why
