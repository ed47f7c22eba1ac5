"""Terms of ours in a query that our vocabulary does not have: such a query is well-formed and finds nothing.

Looked at are the IRIs and prefixed names of a query in the namespace of :class:`ontology.terms.LG` and in those
of the schemes of ``ontology/schemes``; terms of others are theirs to know.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from ontology.iri import BASE
from ontology.known_terms import terms
from ontology.terms import LG
from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens
from queries.prefixes import declared_prefixes, iri_of, names

_CONCEPT = re.compile(rf"{re.escape(BASE)}/scheme/(?P<scheme>[^/]+)/(?P<concept>[^/]*)")
_NONE = (Token(Kind.SIGN, "", 0),) * 2  # before the first token


class UnknownTermWarning(UserWarning):
    """A query names a term of ours that does not exist."""


def unknown_terms(text: str) -> tuple[str, ...]:
    """Return a message for each term of ours in the query ``text`` that does not exist, in their order.

    >>> unknown_terms("PREFIX g: <https://w3id.org/lawgraph/ontology#> ASK { ?s a g:Artical }")
    ('g:Artical: 词汇表中没有这个词，是不是 Article？No such term in the vocabulary; did you mean Article?',)
    """
    found = {written: message for written, iri in _iris(text) if (message := _message(written, iri))}
    return tuple(found.values())


def _iris(text: str) -> Iterator[tuple[str, str]]:
    """Yield each IRI of a query as it is written and in full; what declares a prefix or the base is none.

    A text that is no SPARQL has none: the error is for those to tell who run it.
    """
    try:
        read = tuple(tokens(decoded(text).text))
    except QuerySyntaxError:
        return
    prefixes = declared_prefixes(read)
    named = {name.start: iri for name in names(read) if (iri := iri_of(name, prefixes))}
    for second, before, token in zip(_NONE + read, _NONE[1:] + read, read, strict=False):
        if token.start in named:
            yield token.text, named[token.start]
        elif token.kind is Kind.IRI and before.word != "BASE" and second.word != "PREFIX":
            yield token.text, token.text[1:-1]


def _message(written: str, iri: str) -> str | None:
    """Return what is wrong with a term; ``None`` for one that exists or is not ours."""
    if iri.startswith(LG.NAMESPACE):
        name = iri.removeprefix(LG.NAMESPACE)
        known = tuple(terms(LG))
        where_zh, where = "词汇表中没有这个词", "No such term in the vocabulary"
    elif (found := _CONCEPT.fullmatch(iri)) and found["scheme"] in _schemes():
        name = found["concept"]
        known = _concepts(found["scheme"])
        where_zh, where = "概念表中没有这一项", "No such concept in its scheme"
    else:
        return None
    if not name or name in known:
        return None
    if near := difflib.get_close_matches(name, known, n=3):
        guess = ", ".join(near)
        return f"{written}: {where_zh}，是不是 {guess}？{where}; did you mean {guess}?"
    return f"{written}: {where_zh}，可用的见 docs/vocabulary.zh.md。{where}; see docs/vocabulary.en.md."


@cache
def _schemes() -> dict[str, str]:
    """Return the name of each scheme's file by the last part of the scheme's IRI: relations by relation."""
    from ontology.concepts import SCHEMES  # reads Turtle: only where a query names a concept

    named = {
        path: re.search(rf"<{re.escape(BASE)}/scheme/([^/>]+)>", path.read_text("utf-8"))
        for path in SCHEMES.glob("*.ttl")
    }
    return {found[1]: path.stem for path, found in named.items() if found}


def _concepts(name: str) -> tuple[str, ...]:
    from ontology.concepts import scheme

    return tuple(concept.identifier for concept in scheme(_schemes()[name]))
