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
    document_digest,
    evidence_iri,
    gap_iri,
    place_iri,
    selector_iri,
    serial_number,
    source_iri,
)

DOCUMENT = DocumentIri("632800", 2020, "separate-regulation", "00ff00ff")

any_text = st.text(st.characters())  # lone surrogates too: a broken file can hold one


@given(
    code=st.from_regex("[0-9]{6}", fullmatch=True),
    year=st.none() | st.integers(0, 9999),
    type=st.from_regex("[a-z]+(-[a-z]+)*", fullmatch=True),
    digest=st.from_regex("[0-9a-f]{8}", fullmatch=True),
    serial=st.none() | st.from_regex("[0-9]{1,9}", fullmatch=True),
)
def test_what_is_printed_is_read_back(
    code: str, year: int | None, type: str, digest: str, serial: str | None
) -> None:
    iri = DocumentIri(code, year, type, digest, serial)
    assert DocumentIri.parse(str(iri)) == iri
    assert DocumentIri.parse(iri.provision("art-1/para-2")) == iri


@given(title=any_text, code=any_text, type=any_text, number=st.none() | any_text, year=st.integers())
def test_any_metadata_make_an_iri(title: str, code: str, type: str, number: str | None, year: int) -> None:
    iri = DocumentIri.of(title, code=code, year=year, type=type, number=number)
    assert str(iri).isascii()
    assert DocumentIri.parse(str(iri)) == iri


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
    "parts",
    [
        ("63280", 2020, "regulation", "00ff00ff", None),  # five digits are no GB/T 2260 code
        ("632800", 2020, "条例", "00ff00ff", None),  # an IRI is in ASCII
        ("632800", 2020, "regulation", "00FF00FF", None),  # one spelling of a digest
        ("632800", 2020, "regulation", "00ff00ff", "十六"),  # a serial number is of digits
        ("632800", 20200, "regulation", "00ff00ff", None),  # years have four digits
    ],
)
def test_wrong_parts_are_refused(parts: tuple[str, int, str, str, str | None]) -> None:
    with pytest.raises(ValueError, match="is no document IRI: expected"):
        DocumentIri(*parts)


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/eli/cn/632800/2020/regulation-00ff00ff",  # another base
        f"{BASE}/eli/cn/632800/2020/regulation-00ff00ff0",  # a longer digest is not cut short
        f"{BASE}/source/00",  # not a document
        "",
    ],
)
def test_other_iris_are_refused(iri: str) -> None:
    with pytest.raises(ValueError, match="is no document IRI"):
        DocumentIri.parse(iri)


@pytest.mark.parametrize(
    ("number", "serial"),
    [
        ("青政〔2012〕16号", "16"),
        ("国务院令第７２２号", "722"),  # full-width digits
        ("国发〔2009〕36号、37号", "37"),  # the last one; any would do, but always the same
        ("第七号", None),  # not in digits
        (None, None),
    ],
)
def test_serial_numbers(number: str | None, serial: str | None) -> None:
    assert serial_number(number) == serial


def test_a_line_wrap_makes_no_other_document() -> None:
    assert document_digest("促进\n中小微 企业条例") == document_digest("促进中小微企业条例")


def test_title_and_number_make_a_document() -> None:
    digests = {document_digest("条例"), document_digest("条例", "1号"), document_digest("条例1号")}
    assert len(digests) == 3


def test_the_plan_of_the_graph_is_kept() -> None:
    """The table "IRIs" of docs/graph-model.md."""
    document = f"{BASE}/eli/cn/632800/2020/separate-regulation-00ff00ff"
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
