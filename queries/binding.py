"""The places of a query's text where its parameters take their values.

They are found by the tokens of the text, so that a word in a string or a comment is no place; no value is
looked at again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from queries.edits import Edit, Edited, edited
from queries.errors import HeaderError
from queries.lexer import Kind, Token, decoded, tokens


def with_values(text: str, terms: Mapping[str, str]) -> Edited:
    """Return the query ``text`` with ``terms`` as the values of variables, each a term or several.

    A variable's blocks ``VALUES ?name { … }`` get its terms; for one without a block one is put at the start
    of the outermost group. Raises :class:`QuerySyntaxError` for a text that is no SPARQL, as far as its tokens
    show, and :class:`HeaderError` where there is no group.

    >>> with_values("SELECT ?s { VALUES ?to { UNDEF } ?s ?to ?name }", {"to": "<urn:a>", "name": '"财政"'}).text
    'SELECT ?s { VALUES ?name { "财政" } VALUES ?to { <urn:a> } ?s ?to ?name }'
    """
    if not terms:
        return edited(text, ())
    plain = decoded(text)
    with plain.places_in_source():
        read = tuple(tokens(plain.text))
    blocks = tuple(_blocks(read, terms))
    missing = terms.keys() - {variable for _, _, variable in blocks}
    edits = [
        Edit(plain.place(start), plain.place(end), _block(variable, terms)) for start, end, variable in blocks
    ]
    if missing:
        start = plain.place(_outermost(read, missing))
        added = "".join(f" {_block(variable, terms)}" for variable in terms if variable in missing)
        edits.insert(0, Edit(start, start, added))
    return edited(text, edits)


def _block(variable: str, terms: Mapping[str, str]) -> str:
    return f"VALUES ?{variable} {{ {terms[variable]} }}"


def _blocks(read: Sequence[Token], wanted: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and variable of each block of values of one variable that is ``wanted``."""
    opened: tuple[int, str] | None = None
    for at, token in enumerate(read):
        if opened:
            if token.kind is Kind.SIGN and token.text == "}":
                yield opened[0], token.end, opened[1]
                opened = None
        elif token.word == "VALUES" and at + 2 < len(read):
            variable, opening = read[at + 1 : at + 3]
            if variable.kind is Kind.VARIABLE and variable.text[1:] in wanted and opening.text == "{":
                opened = token.start, variable.text[1:]


def _outermost(read: Sequence[Token], variables: Iterable[str]) -> int:
    """Return where the pattern of the query begins: after its first brace that is no template's."""
    before = ""
    for token in read:
        if token.kind is Kind.SIGN and token.text == "{" and before != "CONSTRUCT":
            return token.end
        before = token.word
    names = ", ".join(f"?{variable}" for variable in sorted(variables))
    raise HeaderError(
        f"{names}: 查询中没有可以放入参数值的花括号，请写成 WHERE {{ … }}。"
        "The query has no group to bind the parameter in; write WHERE { … }."
    )
