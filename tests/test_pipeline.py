"""The pipeline: every fact at its exact place, components alone, left out and replaced, tokens that cut nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import lawgraph
from ingest.model import Annotation
from ingest.pipeline import annotate, annotation_of, document_doc, from_bin, make_pipeline, pipeline, to_bin
from ingest.pipeline.components import BODIES, CITATIONS, COMPONENTS, NORMS, QUANTITIES, TOPICS
from ingest.pipeline.tokenizer import TOKENIZER
from ingest.structure import structure
from ingest.text import SourceText, squeeze

from .conftest import ROOT

TEXT = "第五条 省财政厅应当依照《中华人民共和国预算法》第三十二条安排资金5000万元，7个工作日内拨付。"
PIECES = (
    "第五条 省财政厅应当安排5000万元。\n",
    "违反《预算法》第三条的，处二〇一二年以来1,000元罚款",
    "青政〔2012〕16号",
    "\n\n",
    "　",
    "𠮷",
    "县级以上人民政府工信、财政等部门",
    "（一）",
    "30％",
    "abc 7个工作日",
)


@pytest.fixture(params=["opinion", "regulation"])
def annotation(request: pytest.FixtureRequest) -> Annotation:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Annotation)
    return found


def whole(annotation: Annotation) -> Doc:
    return pipeline()(document_doc(annotation.document, pipeline().vocab))


def test_every_fact_is_a_span_at_its_exact_place(annotation: Annotation) -> None:
    doc = whole(annotation)
    counts = {
        "quantities": annotation.quantities,
        "bodies": annotation.mentions,
        "citations": annotation.citations,
        "norms": annotation.norms,
    }
    for group, facts in counts.items():
        spans = [span for span in doc.spans[group] if span._.fact is not None]
        in_words = [fact for fact in facts if group != "bodies" or fact.spans]
        assert len(spans) <= len(facts)
        if group != "bodies":  # the cells of a table row are no words of its provision
            assert len(spans) == len(in_words)
        for span in spans:
            fact = span._.fact
            between = squeeze(span.text)
            assert between.startswith(squeeze(fact.text)[0]), fact
            assert between.endswith(squeeze(fact.text)[-1]), fact
            if len(fact.spans) == 1:
                assert between == squeeze(fact.text), fact


def test_the_text_is_that_of_the_provisions(annotation: Annotation) -> None:
    doc = whole(annotation)
    words = {span.label_: span.text for span in doc.spans["provisions"]}
    assert words == {p.path: p.own.text for p in annotation.document.provisions if p.own.text}


def test_there_is_no_second_way(annotation: Annotation) -> None:
    """What the program prints and writes is what the pipeline gives."""
    assert annotation_of(whole(annotation), annotation.document) == annotation


def test_facts_are_the_same_with_and_without_the_tokens_of_spacy(annotation: Annotation) -> None:
    assert annotate(annotation.document, make_pipeline()) == annotate(annotation.document) == annotation


def test_a_component_that_somebody_adds_is_run(
    annotation: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = make_pipeline()
    own.remove_pipe(QUANTITIES)
    monkeypatch.setattr("ingest.pipeline.pipeline", lambda: own)
    assert annotation.quantities
    assert not annotate(annotation.document).quantities


def test_a_file_of_spacy_keeps_every_fact(annotation: Annotation) -> None:
    (doc,) = from_bin(to_bin([whole(annotation)]), pipeline().vocab)
    assert annotation_of(doc, annotation.document) == annotation
    assert [span._.fact for span in doc.spans["quantities"]] == list(annotation.quantities)


@pytest.mark.parametrize(
    ("name", "group", "found"),
    [
        (QUANTITIES, "quantities", ["5000万元", "7个工作日内"]),
        (BODIES, "bodies", ["省财政厅"]),
        (CITATIONS, "citations", ["《中华人民共和国预算法》第三十二条"]),
        (TOPICS, "topics", []),
    ],
)
def test_each_component_works_alone(name: str, group: str, found: list[str]) -> None:
    """On spaCy's own characters as tokens, in a pipeline that has nothing else."""
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans[group]] == found
    assert doc.text == TEXT


def test_norms_alone_have_no_amounts_and_no_full_names() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(NORMS)
    doc = nlp(TEXT)  # kept: a group of spans ends with its document
    norms = [span._.fact for span in doc.spans["norms"]]
    assert norms
    assert not any(norm.quantities for norm in norms)


def test_a_fresh_process_needs_no_import() -> None:
    """spaCy finds the components by the entry points of the installed package."""
    code = (
        "import spacy, json; nlp = spacy.blank('zh'); nlp.add_pipe('lawgraph_quantities');"
        "doc = nlp('奖励5000万元'); print(json.dumps([span.text for span in doc.spans['quantities']]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout) == ["5000万元"]


def test_the_tokenizer_is_registered() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    tokens = [token.text for token in nlp(TEXT)]
    assert {"省财政厅", "《中华人民共和国预算法》第三十二条", "5000万", "7"} <= set(tokens)


@pytest.mark.parametrize(
    ("text", "kept", "why"),
    [
        ("处1,000.5元罚款", "1,000.5", "a number with its signs"),
        ("二〇一二年一月", "二〇一二", "digits in characters, which jieba cuts one by one"),
        ("报市场监督管理局备案", "市场监督管理局", "the name of a body"),
        ("依照《道路交通安全法》第九十九条处理", "《道路交通安全法》第九十九条", "a title with its article"),
        ("按照青政〔2012〕16号执行", "青政〔2012〕16号", "a document number"),
    ],
)
def test_no_token_is_cut_through(text: str, kept: str, why: str) -> None:
    assert kept in [token.text for token in pipeline().make_doc(text)], why


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    doc = pipeline()(text) if text.strip() else pipeline().make_doc(text)
    assert doc.text == text
    for group in doc.spans.values():
        for span in group:
            assert span.text == text[span.start_char : span.end_char]
    document = structure(SourceText("a.txt", text, ""))
    assert annotate(document).document is document


def test_a_component_can_be_left_out(regulation: Annotation) -> None:
    nlp = make_pipeline()
    nlp.remove_pipe(BODIES)
    without = annotate(regulation.document, nlp)
    assert without.mentions == ()
    assert without.quantities == regulation.quantities
    assert len(without.norms) > 0


def test_a_component_can_be_replaced(regulation: Annotation) -> None:
    """A user's own quantities are what the norms then have."""

    @Language.component("no_quantities")
    def no_quantities(doc: Doc) -> Doc:
        doc.spans["quantities"] = []
        return doc

    nlp = make_pipeline()
    nlp.replace_pipe(QUANTITIES, "no_quantities")
    replaced = annotate(regulation.document, nlp)
    assert replaced.quantities == ()
    assert not any(norm.quantities for norm in replaced.norms)
    assert replaced.citations == regulation.citations


def test_the_pipeline_is_offered(tmp_path: Path) -> None:
    nlp = lawgraph.pipeline()
    assert nlp.pipe_names == list(COMPONENTS)
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp").pipe_names == list(COMPONENTS)
