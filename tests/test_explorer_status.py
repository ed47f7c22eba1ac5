"""状态: what documents are on a day, with the words that say so; the twins of the three pages of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote
from urllib.request import urlopen

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked
from lawgraph.explorer.standing import standing_in
from lawgraph.explorer.status import PAGE, Statuses
from lawgraph.serve import running
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Table
from ontology.states import State
from queries import EmbeddedEngine

from .test_explorer_review import Visitor


@pytest.fixture(scope="module")
def engine(built_examples: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built_examples.generation.store)


@pytest.fixture(scope="module")
def site(built_examples: BuildReport) -> Iterator[str]:
    with running(built_examples.generation.directory, port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


@pytest.fixture
def asked(engine: EmbeddedEngine, built_examples: BuildReport, request: pytest.FixtureRequest) -> Asked:
    given = Given.of(parse_qsl(getattr(request, "param", "")), PAGE.parameters)
    return Asked(engine, built_examples.generation.store, given)


def content(asked: Asked) -> Statuses:
    found = PAGE.show(asked).content
    assert isinstance(found, Statuses)
    return found


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ("on=2010-01-01", {State.NOT_YET: 7}),  # the first of them is of 2012
        ("on=2021-12-31", {State.IN_FORCE: 5, State.NOT_YET: 2}),  # the notice and the later text are to come
        ("on=2024-12-31", {State.IN_FORCE: 6, State.SUPERSEDED: 1}),  # the last day of the notice
        ("on=2025-01-01", {State.IN_FORCE: 5, State.SUPERSEDED: 1, State.EXPIRED: 1}),
        ("on=2025-01-01&state=expired", {State.EXPIRED: 1}),
        ("on=2025-01-01&state=expired&state=superseded", {State.EXPIRED: 1, State.SUPERSEDED: 1}),
        ("on=2025-01-01&q=样例市", {State.IN_FORCE: 1}),
        ("on=2025-01-01&q=没有", {}),
    ],
    indirect=["asked"],
)
def test_states_on_a_day(asked: Asked, states: dict[State, int]) -> None:
    found = content(asked)
    assert Counter(each.state for each in found.entries) == states
    assert found.total == sum(states.values())
    assert all(each.now is None or each.now.state == each.state for each in found.entries)


@pytest.mark.parametrize("asked", ["on=2025-01-01&state=expired"], indirect=True)
def test_each_state_has_the_words_that_say_so(asked: Asked) -> None:
    (entry,) = content(asked).entries
    assert entry.now is not None
    assert entry.now.since == "2025-01-01"
    assert "有效期至2024年12月31日" in "".join(each.text for each in entry.now.grounds)
    table = PAGE.show(asked).table
    made = table() if callable(table) else table
    assert isinstance(made, Table)
    assert "有效期至2024年12月31日" in str(made.rows[0].grounds)  # type: ignore[attr-defined]
    periods = standing_in(Reader(asked.engine), entry.document.iri)
    assert [each.state for each in periods if each.of == entry.document.iri][-1] is State.EXPIRED


@pytest.mark.parametrize("asked", ["on=2025-13-01", "on=tomorrow", "state=gone", "offset=x"], indirect=True)
def test_what_has_no_sense_is_told(asked: Asked) -> None:
    with pytest.raises(Wrong):
        PAGE.show(asked)


@pytest.mark.parametrize(
    ("path", "query", "suffixes"),
    [
        ("/status", "?on=2025-01-01", ("json", "csv", "xlsx", "ttl")),
        ("/check", "?gravity=high", ("json", "csv", "xlsx", "ttl")),
        ("/versions", "", ("json", "csv", "xlsx", "ttl", "docx")),
    ],
)
def test_twins(site: str, path: str, query: str, suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes:
        with urlopen(f"{site}{path}.{suffix}{query}") as answer:
            assert answer.status == 200
            assert answer.read(), suffix


def test_rules_not_in_force_have_a_badge_where_they_are_listed(site: str) -> None:
    visitor = Visitor(site)
    assert 'class="badge sts-superseded"' in visitor.get("/compare").body
    assert 'class="badge sts-expired"' in visitor.get("/gaps").body
    assert 'class="badge sts-expired"' in visitor.get(f"/search?q={quote('本通知')}").body
