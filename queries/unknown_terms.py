"""Terms and values of ours in a query that our vocabulary does not have: such a query is well-formed and finds nothing.

Looked at are the IRIs and prefixed names of a query in the namespace of :class:`ontology.terms.LG` and in those
of the schemes of ``ontology/schemes``; terms of others are theirs to know.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import cache

from ontology.iri import BASE
from ontology.known_terms import terms
from ontology.terms import LG
from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens
from queries.prefixes import declared_prefixes, iri_of, names

_CONCEPT = re.compile(rf"{re.escape(BASE)}/scheme/(?P<scheme>[^/]+)/(?P<concept>[^/]*)")
_OTHER_NAMESPACE = re.compile(rf"https?{re.escape(LG.NAMESPACE[5:-1])}[#/](?P<name>\w+)")
_LABELS = re.compile(r'"([^"]*)"@(?:zh|en)')
_NOTATION = re.compile(r'skos:notation "([^"]*)"')
_NONE = (Token(Kind.SIGN, "", 0),) * 2  # before the first token


class UnknownTermWarning(UserWarning):
    """A query names a term of ours that does not exist."""


def unknown_terms(text: str, read: Sequence[Token] | None = None) -> tuple[str, ...]:
    """Return a message for each term of ours in the query ``text`` that does not exist, in their order.

    ``read`` are its tokens, if they are known.

    >>> unknown_terms("PREFIX g: <https://w3id.org/lawgraph/ontology#> ASK { ?s a g:Artical }")
    ('g:Artical: 词汇表中没有这个词，是不是 Article？No such term in the vocabulary; did you mean Article?',)
    """
    named = tuple(_iris(text, read))
    found = {written: message for written, iri, _ in named if (message := _message(written, iri))}
    values = {
        (written, after.text): message
        for written, iri, after in named
        if after.kind is Kind.STRING and (message := _value_message(written, iri, after.text))
    }
    return (*found.values(), *values.values())


def _value_message(written: str, iri: str, string: str) -> str | None:
    """Return what is wrong with a string as the value of a property of ours that is named as its scheme.

    Where the concepts of the scheme have notations a string is one of these, else the value is a concept's IRI.
    """
    name = re.sub("([A-Z])", lambda capital: f"-{capital[1].lower()}", iri.removeprefix(LG.NAMESPACE))
    if not iri.startswith(LG.NAMESPACE) or name not in _schemes():
        return None
    from ontology.concepts import SCHEMES, scheme

    notations = {
        notation[1]: (notation[1], *_LABELS.findall(block.partition("skos:definition")[0]))
        for block in (SCHEMES / f"{_schemes()[name]}.ttl").read_text("utf-8").split("\n\n")
        if (notation := _NOTATION.search(block))
    }
    value = string.strip("\"'")
    if value in notations:
        return None
    known = {f'"{code}"': labels for code, labels in notations.items()} or {
        f"<{concept.iri}>": (concept.identifier, concept.zh, concept.en, *concept.alt_labels)
        for concept in scheme(_schemes()[name])
    }
    meant = [code for code, labels in known.items() if value in labels]
    near = meant or [code for code, labels in known.items() if difflib.get_close_matches(value, labels, n=1)]
    right = "、".join(near[:3] or known)
    return (
        f"{written} {string}: 概念表中没有这个值，请写 {right}。No such value in its scheme; write {right}."
    )


def _iris(text: str, read: Sequence[Token] | None) -> Iterator[tuple[str, str, Token]]:
    """Yield each IRI of a query as it is written and in full, and the token after it.

    What declares a prefix or the base is none.
    A text that is no SPARQL has none: the error is for those to tell who run it.
    """
    try:
        read = tuple(read or tokens(decoded(text).text))
    except QuerySyntaxError:
        return
    prefixes = declared_prefixes(read)
    named = {name.start: iri for name in names(read) if (iri := iri_of(name, prefixes))}
    after = (*read[1:], _NONE[0])
    for second, before, token, follows in zip(_NONE + read, _NONE[1:] + read, read, after, strict=False):
        if token.start in named:
            yield token.text, named[token.start], follows
        elif token.kind is Kind.IRI and before.word != "BASE" and second.word != "PREFIX":
            yield token.text, token.text[1:-1], follows


def _message(written: str, iri: str) -> str | None:
    """Return what is wrong with a term; ``None`` for one that exists or is not ours."""
    if iri.startswith(LG.NAMESPACE):
        name = iri.removeprefix(LG.NAMESPACE)
        known = _vocabulary()
        where_zh, where = "词汇表中没有这个词", "No such term in the vocabulary"
    elif (found := _CONCEPT.fullmatch(iri)) and found["scheme"] in _schemes():
        name = found["concept"]
        known = _concepts(found["scheme"])
        where_zh, where = "概念表中没有这一项", "No such concept in its scheme"
    elif found and (near := difflib.get_close_matches(found["scheme"], _schemes(), n=1, cutoff=0.75)):
        return f"{written}: 没有这个概念表，是不是 {near[0]}？No such scheme; did you mean {near[0]}?"
    elif (other := _OTHER_NAMESPACE.fullmatch(iri)) and other["name"] in _vocabulary():
        right = f"lg:{other['name']} <{LG.NAMESPACE}{other['name']}>"
        return f"{written}: 命名空间不对，请写 {right}。The namespace is wrong; write {right}."
    else:
        return None
    if not name or name in known:
        return None
    of_its_kind = [
        term for term in known if term[:1].isupper() == name[:1].isupper()
    ]  # classes, or properties
    if near := difflib.get_close_matches(name, of_its_kind, n=3) or difflib.get_close_matches(
        name, known, n=3
    ):
        guess = ", ".join(near)
        return f"{written}: {where_zh}，是不是 {guess}？{where}; did you mean {guess}?"
    return f"{written}: {where_zh}，可用的见 docs/vocabulary.zh.md。{where}; see docs/vocabulary.en.md."


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(terms(LG))


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
