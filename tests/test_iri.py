"""IRIs: readable, in ASCII, the same every time, and never a reason to fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.iri import (
    BASE,
    DocumentIri,
    body_iri,
    concept_iri,
    correspondence_iri,
    evidence_iri,
    gap_iri,
    place_iri,
    selector_iri,
    source_iri,
    stated_work_iri,
    work_iri,
)

DOCUMENT = DocumentIri("00ff00ff00ff00ff")

any_text = st.text(st.characters())  # lone surrogates too: a broken file can hold one


@given(digest=st.from_regex("[0-9a-f]{16}", fullmatch=True))
def test_what_is_printed_is_read_back(digest: str) -> None:
    iri = DocumentIri(digest)
    assert DocumentIri.parse(str(iri)) == iri
    assert DocumentIri.parse(iri.provision("art-1/para-2")) == iri


@given(text=any_text, title=any_text, code=st.none() | any_text)
def test_any_text_and_title_make_an_iri(text: str, title: str, code: str | None) -> None:
    assert DocumentIri.parse(str(DocumentIri.of(text))) == DocumentIri.of(text)
    assert work_iri(code, title).isascii()
    assert work_iri(code, title) != str(DocumentIri.of(text))


@given(path=any_text, name=any_text)
def test_every_iri_is_ascii_without_space(path: str, name: str) -> None:
    for iri in (
        DOCUMENT.provision(path),
        DOCUMENT.fact(path, "norm", 1, 2),
        source_iri(name),
        body_iri("630000", name),
        concept_iri("topic", name),
        correspondence_iri(path, name),
        gap_iri(path, name),
    ):
        assert iri.isascii()
        assert not set(iri) & set(' <>"{}|^`\\\n')


@pytest.mark.parametrize(
    "digest",
    [
        "00ff00ff00ff00f",  # fifteen digits
        "00FF00FF00FF00FF",  # one spelling of a digest
        "00ff00ff00ff00ff/art-1",  # something inside a text is not the text
    ],
)
def test_wrong_digests_are_refused(digest: str) -> None:
    with pytest.raises(ValueError, match="is no digest of a text: expected"):
        DocumentIri(digest)


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/eli/cn/text/00ff00ff00ff00ff",  # another base
        f"{BASE}/eli/cn/text/00ff00ff00ff00ff0",  # a longer digest is not cut short
        f"{BASE}/eli/cn/632800/2020/regulation-00ff00ff",  # as version 0.1 named documents
        f"{BASE}/source/00",  # not a document
        "",
    ],
)
def test_other_iris_are_refused(iri: str) -> None:
    with pytest.raises(ValueError, match="is no document IRI"):
        DocumentIri.parse(iri)


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        ("促进\n中小微 企业条例", "促进中小微企业条例", True, "a line wrap makes no other text"),
        ("第１条", "第1条", True, "nor does a full-width digit"),
        ("不超过30%", "不超过 30％", True, "nor a full-width sign"),
        ("不超过30%", "不超过31%", False, "one character does"),
        ("第一条", "第一條", False, "traditional script is another text"),
    ],
)
def test_a_document_is_told_by_its_characters(one: str, other: str, same: bool, why: str) -> None:
    assert (DocumentIri.of(one) == DocumentIri.of(other)) is same, why


@pytest.mark.parametrize(
    "name",
    [
        "促进条例",  # an IRI is in ASCII
        "632800/",  # nothing after the stroke
        "text/00ff00ff00ff00ff",  # a text is not the rule that it is a text of
        "https://example.org/632800/smes",  # another base
    ],
)
def test_a_wrong_name_of_a_work_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="names no work: expected"):
        stated_work_iri(name)


def test_a_stated_work_may_be_the_whole_iri() -> None:
    assert stated_work_iri(work_iri("632800", "某条例")) == work_iri("632800", "某条例")


def test_territory_and_names_tell_a_work() -> None:
    works = {
        work_iri("632800", "条例"),
        work_iri("630000", "条例"),
        work_iri("632800", "条例", "1号"),
        work_iri("632800", "条例1号"),
    }
    assert len(works) == 4


def test_the_plan_of_the_graph_is_kept() -> None:
    """The table "IRIs" of docs/graph-model.md."""
    document = f"{BASE}/eli/cn/text/00ff00ff00ff00ff"
    source = source_iri("ab" * 32)
    link = correspondence_iri("https://a.example/1", "https://a.example/2")
    assert DOCUMENT.expression == f"{document}/zho"
    assert DOCUMENT.graph == f"{document}/graph"
    assert DOCUMENT.fact("art-16/para-2", "quantity", 3, 9) == f"{document}/art-16/para-2/quantity-3-9"
    assert DOCUMENT.fact("art-16", "quantity", 3, 9, 2) == f"{document}/art-16/quantity-3-9-2"
    assert place_iri(source, 3, 9) == f"{BASE}/source/{'ab' * 32}#char=3,9"
    assert selector_iri(source, 3, 9) == f"{BASE}/source/{'ab' * 32}#selector=3,9"
    assert len(link.removeprefix(f"{BASE}/correspondence/")) == 16
    assert evidence_iri(link, 1) == f"{link}/evidence-1"


def test_a_correspondence_has_a_direction() -> None:
    assert correspondence_iri("https://a.example/1", "https://a.example/2") != correspondence_iri(
        "https://a.example/2", "https://a.example/1"
    )
