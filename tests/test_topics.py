"""Topics: a scheme in a file, found in texts by its labels."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.concepts import SCHEMES, SchemeError, read_scheme
from ontology.topics import Topics, match, topics

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix s: <https://w3id.org/lawgraph/scheme/topic/> .
"""
PORTS = (
    PREFIXES
    + 's:ports a skos:Concept ;\n    skos:prefLabel "港口岸线"@zh , "ports"@en ; skos:altLabel "码头"@zh .\n'
)


@pytest.mark.parametrize(
    ("text", "main", "reason"),
    [
        ("采购人应当预留采购预算的一定比例面向中小企业", "procurement", "SME support"),
        ("融资担保机构的担保费率不得高于1%，由财政给予风险补偿", "guarantee-risk", "融资担保 is not 融资"),
        ("免征企业所得税和增值税", "tax-relief", "taxes"),
        ("企业不得拖欠账款", "integrity-arrears", "arrears"),
        ("行政审批实行告知承诺", "admin-approval", "business environment"),
        ("重污染天气应急预案应当向社会公布", "heavy-pollution", "air pollution"),
        ("禁止露天焚烧秸秆", "agriculture-burning", "air pollution"),
        ("施工工地应当采取洒水等防治扬尘措施", "dust", "air pollution"),
        ("食品生产者应当保证食品安全", "food-safety", "general"),
        ("处五万元以上二十万元以下罚款", "legal-liability", "general"),
    ],
)
def test_main_topic(text: str, main: str, reason: str) -> None:
    assert match(text)[:1] == (main,), reason


@pytest.mark.parametrize("text", ["", "。", "the", "甲乙丙丁"])
def test_no_label_no_topic(text: str) -> None:
    assert match(text) == ()


@given(st.text(st.sampled_from("采购融资担保贷款税收免征大气污染扬尘。，x")))
def test_found_labels_stand_where_they_are_said_to(text: str) -> None:
    scheme = Topics(topics())
    last = 0
    for found in scheme.find(text):
        assert text[found.start : found.end] == found.label
        assert found.start >= last
        last = found.end
    matched = scheme.match(text)
    assert len(set(matched)) == len(matched)
    assert {found.topic for found in scheme.find(text)} >= set(matched)


@pytest.mark.parametrize(
    ("labels", "text", "found", "why"),
    [
        (("融资", "融资担保"), "融资担保和融资", ["融资担保", "融资"], "the longest at each place"),
        (("资金", "融资"), "融资金", ["融资"], "none overlaps another"),
        (
            ("港", "港口岸线"),
            "港口和港口岸线",
            ["港", "港口岸线"],
            "a label of one character beside longer ones",
        ),
        (("港口", ""), "港口", ["港口"], "an empty label stands nowhere"),
        ((), "港口", [], "a scheme without labels"),
    ],
)
def test_labels_are_found(labels: tuple[str, ...], text: str, found: list[str], why: str) -> None:
    concepts = [replace(topics()[0], zh=label, alt_labels=()) for label in labels]
    assert [one.label for one in Topics(tuple(concepts)).find(text)] == found, why


def test_a_file_adds_a_topic_without_code(tmp_path: Path) -> None:
    (tmp_path / "ports.ttl").write_text(PORTS, "utf-8")
    extended = Topics.read([SCHEMES / "topics.ttl", tmp_path / "ports.ttl"])
    assert extended.match("建设码头和港口岸线")[0] == "ports"


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (PORTS.replace(' , "ports"@en', ""), r"x\.ttl, line 3: ports: no preferred label in en"),
        (PORTS.replace('"ports"@en', '"p"@en , "ports"@en'), "ports: more than one preferred label in en"),
        (
            PORTS.replace("skos:altLabel", "skos:broader s:sea ; skos:altLabel"),
            "broader concept sea does not exist",
        ),
        (PORTS + PORTS.replace("s:ports", "s:quays"), "quays: 港口岸线 is a label of ports too"),
    ],
)
def test_a_wrong_scheme_is_refused_with_its_line(turtle: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(turtle, "utf-8")
    with pytest.raises(SchemeError, match=message):
        read_scheme(tmp_path / "x.ttl")


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.ttl")), ids=lambda path: path.stem)
def test_our_schemes_are_whole(path: Path) -> None:
    concepts = read_scheme(path)
    assert concepts
    assert all(concept.iri.endswith("/" + concept.identifier) for concept in concepts)
