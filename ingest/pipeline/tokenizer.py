"""Tokens: jieba's words, none of them cut through a number, a citation or the name of a body.

jieba cuts ``7/个/工作日内`` and ``二/〇/一二年``, and its user dictionary takes no words with 《》〔〕、％ in
them. So numbers, citations and the names of bodies are found on characters first, each becomes one token, and
jieba cuts what lies between them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from ingest.language import tokenize, tokenize_all
from ingest.pipeline.layout import Found, plain_document
from ontology.numerals import numerals

TOKENIZER = "lawgraph.jieba.v1"


class JiebaTokenizer:
    """spaCy's tokenizer protocol; ``tokenizer(text).text`` is ``text``, character for character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of ``text``; white space is kept in tokens of its own."""
        found = Found(plain_document(text))
        words = words_of(found)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    # What spaCy asks of a tokenizer when a pipeline is written to disk: it has no state.

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: all is in the code and its dictionary."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> JiebaTokenizer:
        """Return the tokenizer as it is."""
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Write nothing."""

    def from_disk(self, *_: object, **__: object) -> JiebaTokenizer:
        """Return the tokenizer as it is."""
        return self


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def create_jieba_tokenizer() -> Callable[[Language], JiebaTokenizer]:
    """Return what spaCy makes the tokenizer with."""
    return lambda nlp: JiebaTokenizer(nlp.vocab)


def words_of(found: Found) -> list[str]:
    """Cut the text of a document into words of which none goes through a number, a citation or the name of a body.

    They are the tokens of the norms (:func:`ingest.language.tokenize`), so that no text is cut twice. Of ranges that
    overlap, the one that begins first and is longest stays whole. A line break between the words of two provisions
    is a word. A word ends where a quantity begins or ends, whatever stands there.

    >>> words_of(Found(plain_document("由市场监督管理局处5000元罚款")))
    ['由', '市场监督管理局', '处', '5000', '元', '罚款']
    """
    text, ends = found.text, {0, len(found.text)}
    tokenize_all(provision.own.text for provision, _ in found.segments.values())
    for provision, start in found.segments.values():
        ends.add(start)
        ends.update(start + token.end for token in tokenize(provision.own.text))
    at = 0
    ranges = [*found.whole(), *numerals(text)]
    for start, end in sorted(ranges, key=lambda each: (each[0], -each[1])):
        if start >= at and end > start:
            ends.difference_update(range(start + 1, end))
            ends.update((start, end))
            at = end
    return [text[start:end] for start, end in pairwise(sorted(ends | found.cuts()))]
