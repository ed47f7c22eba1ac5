"""Prefixed names of a query: which prefixes it declares, what its names stand for, and those known without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ontology.terms import PREFIXES
from queries.edits import Edit, Edited, edited
from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = re.compile(r"\\(.)")  # in the local part of a name


def declared_prefixes(read: Sequence[Token]) -> dict[str, str]:
    """Return the address of each prefix that a query declares, by the prefix without its colon."""
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(read, read[1:], read[2:], strict=False)
        if word.word == "PREFIX" and name.kind is Kind.NAME and iri.kind is Kind.IRI
    }


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
