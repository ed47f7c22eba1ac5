"""Near names: what is told of a body that is not found, and that each name told finds something."""

from __future__ import annotations

import pytest

from lawgraph.build import BuildReport
from queries import EmbeddedEngine, find, library
from queries.near_names import near_names

NEAR = [
    ("body-succession", "body", "经委", "省经委", "a part of a name"),
    ("body-succession", "body", "银监局", "青海银监局", "a part of a name with a division before it"),
    ("body-succession", "body", "西宁旅游局", "省旅游局", "the same kind of department elsewhere"),
    ("body-succession", "body", "省发改委", "省发展改革委", "an abbreviation that the authority data know"),
    ("body-succession", "body", "青海省经济委员", "青海省经济委员会", "a name cut short"),
    ("department-duties", "department", "旅游厅", "省旅游局", "no such department, but its function"),
    ("department-duties", "department", "州工信局", "工信部门", "who has the function of the department"),
    ("department-duties", "department", "省才政听", "省财政厅", "a misspelling"),
    ("norms-by-modality", "bearer", "环保厅", "省环境保护厅", "an optional parameter"),
]


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.mark.parametrize(
    ("name", "parameter", "word", "wanted", "reason"), NEAR, ids=[case[2] for case in NEAR]
)
def test_near_names(
    real: EmbeddedEngine, name: str, parameter: str, word: str, wanted: str, reason: str
) -> None:
    query = find(name)
    values = {**query.examples(), parameter: word}
    assert len(real.query(query.bind(values))) == 0
    (told,) = near_names(real, query, values).values()
    assert wanted in told, reason
    assert word not in told
    assert len(set(told)) == len(told) <= 4
    for one in told:
        assert len(real.query(query.bind({**values, parameter: one}))) > 0, one


@pytest.mark.parametrize("word", ["外星人", "x", "？", '" } #'])
def test_nothing_is_near_to_what_is_no_body(real: EmbeddedEngine, word: str) -> None:
    assert near_names(real, find("body-succession"), {"body": word}) == {"body": ()}


def test_only_parameters_that_name_bodies_have_near_names(real: EmbeddedEngine) -> None:
    assert near_names(real, find("thresholds"), {"role": "经委"}) == {}
    assert near_names(real, find("norms-by-modality"), {"modality": "obligation"}) == {}


def test_every_declared_parameter_exists() -> None:
    declared = {
        (query.name, line.split()[-1])
        for query in library()
        for line in query.text.splitlines()
        if line.startswith("# bodies ")
    }
    assert declared <= {(query.name, parameter.name) for query in library() for parameter in query.parameters}
    assert len(declared) == 4
