"""Bounds that a query gets, and which can be asked page by page: those whose rows have one order on any engine.

A row of one page comes again on the next, or on none, where an engine may put rows in another order at each
request (SPARQL 1.1, section 15.1: without a total order LIMIT and OFFSET say nothing certain). So a query is paged
only if the ORDER BY of its last clause names every variable that it selects: rows alike in all are the same row.
Rows whose terms compare as equal though written differently (``1`` and ``1.0``) are left in the engine's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.check import CheckedQuery, Form
from queries.lexer import Kind, Token

_BOUNDS = {"LIMIT", "OFFSET", "VALUES"}


def page_of(query: CheckedQuery, rows: int, after: int) -> str:
    """Return the text of a query for ``rows`` rows after so many; only for one that is :func:`totally_ordered`."""
    return f"{query.text}\nLIMIT {rows} OFFSET {after}"


def at_most(query: CheckedQuery, rows: int) -> str | None:
    """Return the text of a query for so many rows or triples; ``None`` where it sets bounds of its own, or asks.

    >>> from queries.check import check
    >>> at_most(check("SELECT * { ?s ?p ?o } # all"), 10)
    'SELECT * { ?s ?p ?o } # all\\nLIMIT 10'
    """
    words = {token.word for token, _ in _outer(query.tokens)}
    return None if query.form is Form.ASK or _BOUNDS & words else f"{query.text}\nLIMIT {rows}"


def totally_ordered(query: CheckedQuery) -> bool:
    """Tell whether the rows of a query have one order, and it sets no bounds of its own.

    >>> from queries.check import check
    >>> totally_ordered(check("SELECT ?a (STR(?c) AS ?b) { ?a ?p ?c } ORDER BY DESC(?b) ?a"))
    True
    >>> totally_ordered(check("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?a"))
    False
    """
    if query.form is not Form.SELECT:
        return False
    outer = tuple(_outer(query.tokens))
    words = [token.word for token, _ in outer]
    if "ORDER" not in words or _BOUNDS & set(words) or "REDUCED" in words:
        return False
    selected = _selected(outer)
    return bool(selected) and selected <= _keys(outer[words.index("ORDER") + 2 :])


def solutions_of(query: CheckedQuery) -> str | None:
    """Return a query with a row for each solution of a CONSTRUCT; ``None`` for another form.

    >>> from queries.check import check
    >>> solutions_of(check("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }"))
    'SELECT (1 AS ?one)  WHERE { ?s ?p ?o }'
    """
    if query.form is not Form.CONSTRUCT:
        return None
    signs = [token.text if token.kind is Kind.SIGN else "" for token in query.tokens]
    at = next(at for at, token in enumerate(query.tokens) if token.word == "CONSTRUCT")
    last = signs.index("}", at) if signs[at + 1] == "{" else at  # in a template there are no groups
    return f"{query.text[: query.tokens[at].start]}SELECT (1 AS ?one) {query.text[query.tokens[last].end :]}"


def _outer(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield the tokens outside all groups, each with the number of round brackets that it stands in."""
    braces = brackets = 0
    for token in tokens:
        sign = token.text if token.kind is Kind.SIGN else ""
        brackets -= sign == ")" and not braces
        if not braces and sign not in ("{", "}"):
            yield token, brackets
        braces += (sign == "{") - (sign == "}")
        brackets += sign == "(" and not braces


def _selected(outer: Sequence[tuple[Token, int]]) -> set[str]:
    """Return the names of the variables that a query selects, none for ``*``."""
    words = [token.word for token, _ in outer]
    names: set[str] = set()
    before = ""
    for token, brackets in outer[words.index("SELECT") + 1 :]:
        if token.word in ("WHERE", "FROM", "ORDER", "GROUP", "HAVING"):
            break
        if token.text == "*" and not brackets:
            return set()
        if token.kind is Kind.VARIABLE and (not brackets or (brackets == 1 and before == "AS")):
            names.add(token.text[1:])
        before = token.word
    return names


def _keys(after: Sequence[tuple[Token, int]]) -> set[str]:
    """Return the names of the variables that are keys of an order by themselves."""
    names: set[str] = set()
    texts = [token.text.upper() for token, _ in after]
    for at, (token, brackets) in enumerate(after):
        alone = not brackets
        turned = (
            brackets == 1
            and texts[at - 2 : at] in (["ASC", "("], ["DESC", "("])
            and texts[at + 1 : at + 2] == [")"]
        )
        if token.kind is Kind.VARIABLE and (alone or turned):
            names.add(token.text[1:])
    return names
