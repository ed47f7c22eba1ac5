"""The tokens of a query's text, and the places where its parameters take their values.

A scan, not a parser: it tells strings, comments and IRIs from what lies around them (SPARQL 1.1 Query Language,
19.8, productions 139 to 169), in time linear in the text and for any text at all; whether the text is a query
is for the engine to say. A string that does not end goes to the end of its line or, in long quotes, of the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from queries.errors import HeaderError

_TOKEN = re.compile(
    r"""
      (?P<space> \s++ | \#[^\n\r]*+ )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<string>
          \"{3} (?: [^"\\] | \\. | "(?!"") )*+ (?: \"{3} | \Z )
        | '{3}  (?: [^'\\] | \\. | '(?!'') )*+ (?: '{3} | \Z )
        | " (?: [^"\\\n\r] | \\. )*+ "?
        | ' (?: [^'\\\n\r] | \\. )*+ '? )
    | (?P<variable> [?$]\w++ )
    | (?P<name> (?: [^\W\d] (?: [\w-] | \.++(?=[\w-]) )*+ )?+
        : (?: [\w:-] | %[0-9A-Fa-f]{2} | \\. | \.++(?=[\w:%\\-]) )*+ )
    | (?P<word> [^\W\d] (?: [\w-] | \.++(?=[\w-]) )*+ )
    | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token at ``[start, end)``; ``kind`` is iri, string, variable, name (with a colon), word or mark."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` in order, without white space and comments.

    >>> [token.text for token in tokens('ASK { ?s lg:text "{" } # {')]
    ['ASK', '{', '?s', 'lg:text', '"{"', '}']
    """
    for found in _TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "space":
            yield Token(found.lastgroup, found[0], found.start(), found.end())


def with_values(text: str, terms: Mapping[str, str]) -> str:
    """Return the query ``text`` with ``terms`` as the values of variables, each a term or several.

    A variable's blocks ``VALUES ?name { … }`` get its terms; for one without a block one is put at the start
    of the outermost group. All places are found in ``text`` as it is given: no term is looked at again.

    >>> with_values("SELECT ?s { VALUES ?to { UNDEF } ?s ?to ?name }", {"to": "<urn:a>", "name": '"财政"'})
    'SELECT ?s { VALUES ?name { "财政" } VALUES ?to { <urn:a> } ?s ?to ?name }'
    """
    if not terms:
        return text
    every = tuple(tokens(text))
    blocks = tuple(_blocks(every, terms))
    missing = terms.keys() - {variable for _, _, variable in blocks}
    edits = [(start, end, _block(variable, terms)) for start, end, variable in blocks]
    if missing:
        start = _outermost(every, missing)
        added = "".join(f" {_block(variable, terms)}" for variable in terms if variable in missing)
        edits.append((start, start, added))
    parts, at = [], 0
    for start, end, new in sorted(edits):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _block(variable: str, terms: Mapping[str, str]) -> str:
    return f"VALUES ?{variable} {{ {terms[variable]} }}"


def _blocks(every: Sequence[Token], wanted: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and variable of each block of values of one variable that is ``wanted``."""
    for at, token in enumerate(every[:-3]):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        variable, opening = every[at + 1 : at + 3]
        if variable.kind == "variable" and variable.text[1:] in wanted and opening.text == "{":
            inside = (every[place] for place in range(at + 3, len(every)))
            closing = next((t for t in inside if t.kind == "mark" and t.text == "}"), None)
            if closing:
                yield token.start, closing.end, variable.text[1:]


def _outermost(every: Sequence[Token], variables: Iterable[str]) -> int:
    """Return where the pattern of the query begins: after its first brace that is no template's."""
    before = ""
    for token in every:
        if token.kind == "mark" and token.text == "{" and before != "CONSTRUCT":
            return token.end
        before = token.text.upper()
    names = ", ".join(f"?{variable}" for variable in sorted(variables))
    raise HeaderError(
        f"{names}: 查询中没有可以放入参数值的花括号，请写成 WHERE {{ … }}。"
        "The query has no group to bind the parameter in; write WHERE { … }."
    )
