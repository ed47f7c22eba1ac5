"""Statements are written as pyoxigraph writes them, and what it refuses is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ingest.write.statements import Statements, escaped

THING = "urn:x"


def written(value: Literal | NamedNode) -> str:
    """The line of pyoxigraph."""
    node = NamedNode(THING)
    data = serialize([Quad(node, node, value, node)], format=RdfFormat.N_QUADS)
    assert data is not None
    return data.decode("utf-8")


def test_every_character_is_written_as_pyoxigraph_writes_it() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(every), 4096):
        text = "".join(every[start : start + 4096])
        assert f'"{escaped(text)}"' in written(Literal(text)), f"from {start:#x}"


@given(st.text())
def test_a_string_is_written_as_pyoxigraph_writes_it(text: str) -> None:
    statements = Statements(THING)
    about = statements.about(THING)
    about.string(THING, text)
    about.chinese(THING, text)
    assert list(statements.lines()) == [written(Literal(text)), written(Literal(text, language="zh"))]


@pytest.mark.parametrize("surrogate", ["\ud800", "a\udfff"])
def test_half_a_pair_of_surrogates_is_refused(surrogate: str) -> None:
    with pytest.raises(ValueError, match="str"):
        escaped(surrogate)


def outcome(write: object) -> object:
    assert callable(write)
    try:
        return write()
    except ValueError as error:
        return str(error)


IRIS = st.text(st.sampled_from("aZ09:/#?%[]@!$&'()*+,;=-._~ <>\"{}|^`\\\n中\u200b\ue000"), max_size=12)


@given(st.one_of(IRIS, IRIS.map("http://x/".__add__)))
def test_an_iri_is_refused_where_pyoxigraph_refuses_it(iri: str) -> None:
    def ours() -> str:
        statements = Statements(THING)
        statements.about(THING).iri(THING, iri)
        return "".join(statements.lines())

    assert outcome(ours) == outcome(lambda: written(NamedNode(iri)))


def test_a_subject_is_checked_too() -> None:
    with pytest.raises(ValueError, match="IRI"):
        Statements(THING).about("no iri")
