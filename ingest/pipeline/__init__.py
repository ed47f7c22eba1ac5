"""From the structure of a document to its facts: a spaCy pipeline, and no second way.

A document becomes one ``Doc``: the words that each of its provisions has of its own, one provision after the
other. Components find facts on its characters and write them into ``doc.spans`` at their exact places, the fact
itself as ``span._.fact``:

==================== ============= ================================================================
component            ``doc.spans`` facts (:mod:`ingest.model`)
==================== ============= ================================================================
lawgraph_quantities  quantities    amounts, rates, time limits, dates, counts; label: the kind
lawgraph_bodies      bodies        mentions of governments, departments, associations; label: the role
lawgraph_citations   citations     references to rules and to parts of this one; label: the status
lawgraph_norms       norms         norms; label: the modality. Reads quantities and bodies
lawgraph_topics      topics        provisions with a topic; label: the main topic
lawgraph_confidence  all of these  what speaks against a fact, written into it (``doubt``)
==================== ============= ================================================================

A document whose facts alone are asked for (:func:`annotate`) goes through the same pipeline as a ``Doc`` without
tokens (``Sheet``): tokens and spans that nobody looks at are not made.

``layout`` is the text of a ``Doc``, ``tokenizer`` its tokens, ``components`` the components and ``facts`` how
facts are kept, also in spaCy's ``DocBin`` files. Any component can be left out, run alone on a plain text, or
be replaced by one that writes the same group::

    nlp = spacy.blank("zh")
    nlp.add_pipe("lawgraph_quantities")
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.garbage import nothing_collected
from ingest.language import tokenize_all
from ingest.model import Annotation, Citation, Document, Mention, Norm, Quantity
from ingest.pipeline.components import COMPONENTS, FINDERS
from ingest.pipeline.facts import DocumentDoc, Sheet, Topics, facts_of, from_bin, to_bin, write_provisions
from ingest.pipeline.layout import Found
from ingest.pipeline.tokenizer import TOKENIZER, words_of

__all__ = [
    "COMPONENTS",
    "annotate",
    "annotation_of",
    "document_doc",
    "from_bin",
    "make_pipeline",
    "pipeline",
    "to_bin",
]


def make_pipeline() -> Language:
    """Return a new pipeline with the jieba tokenizer and all components, to be changed as one likes.

    >>> [name.removeprefix("lawgraph_") for name in make_pipeline().pipe_names]
    ['quantities', 'bodies', 'citations', 'norms', 'topics', 'confidence']
    """
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    nlp = spacy.blank("zh", config=config)
    nlp.max_length = 1 << 40  # no parser and no entity recognizer is here that would take more memory
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


@cache
def pipeline() -> Language:
    """Return the pipeline that documents are annotated with; every call gives the same one."""
    return make_pipeline()


def document_doc(document: Document, vocab: Vocab) -> Doc:
    """Return the ``Doc`` of ``document``, with tokens and without facts.

    Its text is the words that each provision has of its own, in their order, a line break between them;
    ``doc.spans["provisions"]`` are these, with their paths as labels.
    """
    found = Found(document)
    words = words_of(found)
    doc = DocumentDoc(vocab, words=words, spaces=[False] * len(words))
    starts = set(accumulate(map(len, words[:-1]), initial=0)) if words else set()
    doc.found, doc.facts, doc.starts = found, {}, starts
    write_provisions(doc)
    return doc


def annotate(document: Document, nlp: Language | None = None) -> Annotation:
    """Find all facts in ``document``, with ``nlp`` or with :func:`pipeline`; never raises on any text."""
    nlp = nlp or pipeline()
    with nothing_collected():
        if _asks_no_tokens(nlp):
            tokenize_all(provision.own.text for provision in document.provisions)
            return annotation_of(nlp(Sheet.of(Found(document), nlp.vocab)), document)
        return annotation_of(nlp(document_doc(document, nlp.vocab)), document)


def _asks_no_tokens(nlp: Language) -> bool:
    """Tell whether a pipeline has no components but ours, which find facts on characters."""
    return all(component in FINDERS for _, component in nlp.pipeline)


def annotation_of(doc: Doc, document: Document) -> Annotation:
    """Return the facts that components have written into ``doc``, the ``Doc`` of ``document``."""
    return Annotation(
        document=document,
        quantities=facts_of(doc, "quantities", Quantity),
        mentions=facts_of(doc, "bodies", Mention),
        citations=facts_of(doc, "citations", Citation),
        norms=facts_of(doc, "norms", Norm),
        topics=tuple((each.path, each.topics) for each in facts_of(doc, "topics", Topics)),
    )
