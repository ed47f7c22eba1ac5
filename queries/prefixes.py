"""Prefixed names of a query: which prefixes it declares, what its names stand for, and those known without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from ontology.terms import PREFIXES
from queries.edits import Edit, Edited, edited
from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = re.compile(r"\\(.)")  # in the local part of a name
_NONE = Token(Kind.SIGN, "", 0)  # after the last token


def declared_prefixes(read: Sequence[Token]) -> dict[str, str]:
    """Return the address of each prefix that a query declares, by the prefix without its colon.

    A relative one is resolved with the BASE before it.
    """
    found, base = {}, ""
    for word, name, iri in zip(read, read[1:], (*read[2:], _NONE), strict=False):
        if word.word == "BASE" and name.kind is Kind.IRI:
            base = absolute(name.text[1:-1], base)
        elif word.word == "PREFIX" and name.kind is Kind.NAME and iri.kind is Kind.IRI:
            found[name.text[:-1]] = absolute(iri.text[1:-1], base)
    return found


def base_of(read: Sequence[Token]) -> str:
    """Return the base with which the IRIs of a query are resolved; empty where it names none."""
    base = ""
    for word, iri in pairwise(read):
        if word.word == "BASE" and iri.kind is Kind.IRI:
            base = absolute(iri.text[1:-1], base)
    return base


def absolute(iri: str, base: str) -> str:
    """Return an IRI as it is resolved with a base (RFC 3986, section 5); as it is where that cannot be.

    >>> absolute("ontology#Article", "https://w3id.org/lawgraph/")
    'https://w3id.org/lawgraph/ontology#Article'
    """
    if not base:
        return iri
    try:
        (triple,) = ox.parse(f"<{iri}> <a:b> <a:b> .", format=ox.RdfFormat.TURTLE, base_iri=base)
    except (SyntaxError, ValueError):
        return iri
    return str(triple.subject.value) if isinstance(triple.subject, ox.NamedNode) else iri


def names(read: Sequence[Token]) -> Iterator[Token]:
    """Yield the prefixed names of a query; what declares a prefix is none."""
    before = ""
    for token in read:
        if token.kind is Kind.NAME and before != "PREFIX":
            yield token
        before = token.word


def iri_of(name: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a prefixed name stands for; ``None`` where its prefix is not among ``prefixes``."""
    prefix, _, local = name.text.partition(":")
    if prefix not in prefixes:
        return None
    return prefixes[prefix] + _ESCAPED.sub(r"\1", local)


def with_prefixes(text: str, base: str | None = None, read: Sequence[Token] | None = None) -> Edited:
    """Return a query with the prefixes of the vocabulary that it uses and does not declare.

    ``read`` are its tokens, if they are known.
    One that has relative IRIs and no BASE of its own gets ``base``, if that is given (section 4.1.1.2).
    A text that is no SPARQL stays as it is: the error is for those to tell who run it.

    >>> with_prefixes("SELECT ?s { ?s a lg:Article }").text
    'PREFIX lg: <https://w3id.org/lawgraph/ontology#> SELECT ?s { ?s a lg:Article }'
    """
    try:
        read = read or tuple(tokens(decoded(text).text))
    except QuerySyntaxError:
        return edited(text, ())
    missing = {name.text.partition(":")[0] for name in names(read)} - declared_prefixes(read).keys()
    lines = [f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in PREFIXES if prefix in missing]
    if base and not any(token.word == "BASE" for token in read):
        relative = any(token.kind is Kind.IRI and not _ABSOLUTE.match(token.text) for token in read)
        lines[:0] = [f"BASE <{base}> "] if relative else []
    return edited(text, [Edit(0, 0, "".join(lines))] if lines else ())
