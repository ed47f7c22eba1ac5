"""No figure of accuracy falls: the scorer's figures against ``data/gold/floors.json``, document by document.

The two documents of the project and their links are always scored; the others where they lie beside the
project (mark ``corpus``). ``make accuracy`` prints the figures, and the rows of the gold gained and lost.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import floors as ratchet
from benchmarks.accuracy import figures as seed_figures
from benchmarks.accuracy import main, score
from benchmarks.gold import BY_NAME, CORPUS, SEEDS, CorpusMissing, GoldSet
from lawgraph.evaluation.items import Change, Items, changes
from lawgraph.evaluation.measure import Scored, pool
from lawgraph.evaluation.published import published

PROMISED = [
    ("haixi-2020", "structure", "hit", 32, "all 32 articles with their exact words"),
    ("haixi-2020", "coverage", "share", 1.0, "no character lost or doubled"),
    ("haixi-2020", "offsets", "share", 1.0, "nothing invented"),
    ("haixi-2020", "quantity-date", "f1", 1.0, "adoption, approval, entry into force"),
    ("qinghai-2012", "structure", "hit", 58, "tasks freed of other columns' fragments"),
    ("qinghai-2012", "responsibility", "hit", 60, "lead and cooperating departments, in order"),
    ("qinghai-2012", "coverage", "share", 1.0, "no character lost or doubled"),
    ("qinghai-2012", "offsets", "share", 1.0, "nothing invented"),
    ("qinghai-2012", "quantity-money", "f1", 1.0, "amounts with their bounds"),
    ("links-qinghai-haixi", "links", "f1", 0.5, "articles that carry on measures"),
    ("links-qinghai-haixi", "evidence", "share", 1.0, "words on both sides of every link"),
]

Floors = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def computed() -> dict[str, dict[str, dict[str, float]]]:
    return seed_figures()


@pytest.fixture(scope="module")
def floors() -> Floors:
    return ratchet.load()


def scored(gold: GoldSet) -> Scored:
    try:
        return score(gold)
    except CorpusMissing as missing:
        pytest.skip(f"SKIPPED: {missing}")


every = pytest.mark.parametrize(
    "gold",
    [
        *(pytest.param(gold, id=gold.name) for gold in SEEDS),
        *(pytest.param(gold, id=gold.name, marks=pytest.mark.corpus) for gold in CORPUS),
    ],
)


@every
def test_no_figure_falls_below_its_floor(floors: Floors, gold: GoldSet) -> None:
    figures = scored(gold).figures
    kept = floors[gold.name]
    assert ratchet.other_texts(gold, kept["texts"]) == [], "floors hold for the texts they were measured on"
    fallen = ratchet.falls(gold.name, kept["floors"], figures)
    assert not fallen, "\n".join(["make accuracy names the rows lost", *map(str, fallen)])


def test_the_figures_stated_are_those_computed(computed: dict[str, dict[str, dict[str, float]]]) -> None:
    stated = {name: published()["documents"][name]["figures"] for name in computed}
    assert stated == computed, "make docs states them anew; all gold has to lie beside the project"


def test_every_gold_set_has_floors(floors: Floors) -> None:
    assert set(floors) == set(BY_NAME)


@pytest.mark.parametrize(("folder", "layer", "figure", "bound", "why"), PROMISED)
def test_floors_keep_what_is_promised(
    floors: Floors, folder: str, layer: str, figure: str, bound: float, why: str
) -> None:
    assert floors[folder]["floors"][layer][figure] >= bound, f"no hand may lower it: {why}"


def lowered(figure: str, value: float) -> float:
    return value + 1 if figure in ratchet.FALLS_WHEN_HIGHER else value - 0.0001


def test_each_figure_lowered_in_a_copy_is_named(floors: Floors) -> None:
    tried = 0
    for name, kept in floors.items():
        for layer, values in kept["floors"].items():
            for figure, value in values.items():
                figures = copy.deepcopy(kept["floors"])
                figures[layer][figure] = less = lowered(figure, value)
                (fall,) = ratchet.falls(name, kept["floors"], figures)
                assert str(fall) == f"{name}, {layer}, {figure}: was {value}, is {less}"
                tried += 1
    assert tried > 1000


def test_a_better_figure_is_no_fall(floors: Floors) -> None:
    kept = floors["qinghai-2012"]["floors"]
    figures = copy.deepcopy(kept)
    figures["norm"]["f1"] += 0.01
    figures["structure"]["wrong_per_1000"] -= 0.01
    assert ratchet.falls("qinghai-2012", kept, figures) == []
    assert ratchet.gains(kept, figures) == [("structure", "wrong_per_1000"), ("norm", "f1")]


@pytest.mark.parametrize(
    ("floors_have", "figures_have", "said"),
    [
        ({"norm": {}}, {"norm": {"f1": 0.5}}, "d, norm, f1: is 0.5, has no floor"),
        ({}, {"norm": {"f1": 0.5}}, "d, norm, f1: is 0.5, has no floor"),
        ({"norm": {"f1": 0.5}}, {"norm": {}}, "d, norm, f1: was 0.5, is no longer given"),
        ({"norm": {"f1": 0.5}}, {}, "d, norm, f1: was 0.5, is no longer given"),
        ({"brier": {"value": 0.02}}, {"brier": {"value": 0.03}}, "d, brier, value: was 0.02, is 0.03"),
        ({"norm": {"gold": 96}}, {"norm": {"gold": 95}}, "d, norm, gold: was 96, is 95"),
    ],
)
def test_what_counts_as_a_fall(floors_have: Any, figures_have: Any, said: str) -> None:
    (fall,) = ratchet.falls("d", floors_have, figures_have)
    assert str(fall).startswith(said)


def test_floors_are_raised_and_never_lowered() -> None:
    floors = {"norm": {"f1": 0.5, "recall": 0.4}, "coverage": {"lost": 3}, "gaps": {"f1": 0.1}}
    figures = {
        "norm": {"f1": 0.4, "recall": 0.6, "predicted": 7},
        "coverage": {"lost": 1},
        "kept": {"share": 1},
    }
    assert ratchet.raised(floors, figures) == {
        "norm": {"f1": 0.5, "recall": 0.6},
        "coverage": {"lost": 1},
        "gaps": {"f1": 0.1},
        "kept": {"share": 1},
    }


def run(tmp_path: Path, floors: Floors, *more: str) -> int:
    (tmp_path / "floors.json").write_text(json.dumps(floors), "utf-8")
    paths = ("--floors", str(tmp_path / "floors.json"), "--save", str(tmp_path / "run.json"))
    return main(["haixi-2020", *paths, *more])


def test_the_command_fails_and_names_the_figure(
    tmp_path: Path, floors: Floors, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, floors) == 0
    other = copy.deepcopy(floors)
    was = other["haixi-2020"]["floors"]["norm"]["hit"] = (
        score(BY_NAME["haixi-2020"]).figures["norm"]["hit"] + 1
    )
    assert run(tmp_path, other, "--update-floors") == 1, "and updating lowers nothing"
    assert f"FELL: haixi-2020, norm, hit: was {was}, is {was - 1}" in capsys.readouterr().err
    assert ratchet.load(tmp_path / "floors.json")["haixi-2020"]["floors"]["norm"]["hit"] == was
    other["haixi-2020"]["texts"] = {"003_6370baa5acdf388e.txt": "0" * 64}
    assert run(tmp_path, other, "--update-floors") == 1, "floors of another text are not raised by this one"


def test_the_command_names_rows_gained_and_lost(
    tmp_path: Path, floors: Floors, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, floors)
    saved = json.loads((tmp_path / "run.json").read_text("utf-8"))
    norms = saved["haixi-2020"]["items"]["norm"]
    gained = norms["hit"].pop()
    norms["missed"].append(gained)
    norms["hit"].append("art-99 [0-4] 应当支持 obligation")
    false = norms["spurious"].pop()
    (tmp_path / "before.json").write_text(json.dumps(saved), "utf-8")
    capsys.readouterr()
    run(tmp_path, floors, "--against", str(tmp_path / "before.json"))
    told = capsys.readouterr().out
    assert "haixi-2020, norm: 1 gained, 1 lost" in told
    assert f"+ found: {gained}" in told
    assert "- lost: art-99 [0-4] 应当支持 obligation" in told
    assert f"- false: {false}" in told


def test_two_rows_of_one_name_are_counted() -> None:
    then, now = Items(["a", "a"], [], ["x"]), Items(["a"], ["a"], ["x", "x"])
    assert list(changes("d", {"norm": then}, {"norm": now})) == [Change("d", "norm", (), ("a",), ("x",), ())]
    assert list(changes("d", {"norm": then}, {"norm": then})) == []


@every
def test_the_rows_named_are_those_that_the_scorer_counts(gold: GoldSet) -> None:
    found = scored(gold)
    for layer, values in found.figures.items():
        items = found.items.get(layer)
        if "hit" in values and layer != "norm-chars":
            assert items is not None, f"{layer} has counts and no rows"
            assert (len(items.hit), len(items.hit + items.missed)) == (values["hit"], values["gold"]), layer
            if not layer.startswith("structure-"):  # its scorer counts at least as many as it found
                assert len(items.hit + items.spurious) == values["predicted"], layer
        elif items is not None:
            asked = next(values[name] for name in ("fields", "rows", "matched", "links") if name in values)
            if layer != "strength":  # a macro F1, no share of rows
                assert values["share"] == round(len(items.hit) / max(asked, 1), 4), layer


def test_the_pool_adds_counts_and_weights_shares() -> None:
    counted = {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "hit": 1, "gold": 2, "predicted": 1}
    none = {"precision": 0.0, "recall": 0.0, "f1": 0.0, "hit": 0, "gold": 2, "predicted": 3}
    one = {"norm": counted, "offsets": {"share": 1.0, "rows": 30}, "coverage": {"share": 1.0, "lost": 0}}
    two = {"norm": none, "offsets": {"share": 0.9, "rows": 10}, "coverage": {"share": 0.9, "lost": 5}}
    assert pool([Scored(one, {}), Scored(two, {})]) == {
        "norm": {"precision": 0.25, "recall": 0.25, "f1": 0.25, "hit": 1, "gold": 4, "predicted": 4},
        "offsets": {"share": 0.975, "rows": 40},
        "coverage": {"lowest share": 0.9, "lost": 5},
    }


def test_no_text_of_the_corpus_is_kept(floors: Floors) -> None:
    """The project holds of those texts the hash of each and figures, and no word."""
    for gold in CORPUS:
        kept = floors[gold.name]
        assert all(len(sha) == 64 for sha in kept["texts"].values())
        assert all(isinstance(v, int | float) for layer in kept["floors"].values() for v in layer.values())
