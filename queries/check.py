"""What a query is before it runs: its form, whether it names its dataset, and that it may run at all.

A query that writes (SPARQL Update, LOAD) or calls another server (SERVICE) is refused by its tokens; so is one
that would overflow the stack of a reader (:mod:`queries.bounds`). Whether the rest is SPARQL the engine says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from queries.bounds import PROLOGUE, within_bounds
from queries.edits import Edited
from queries.errors import ForbiddenQuery, QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens

_BEGINNING = (
    "查询须以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头",
    "begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
)
_NO_COLON = "前缀后要有冒号：PREFIX x: <地址>", "a prefix ends with a colon: PREFIX x: <IRI>"
_WRITES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}


class Form(StrEnum):
    """The forms of a query (SPARQL 1.1 Query Language, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def makes_graph(self) -> bool:
        """Whether the answer is a graph and no table."""
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run: its text without codepoint escapes, and what must be known of it before."""

    plain: Edited  # the query as it was given, without its codepoint escapes
    tokens: tuple[Token, ...]
    form: Form
    names_dataset: bool  # has FROM or FROM NAMED

    @property
    def text(self) -> str:
        """The text that the tokens are of."""
        return self.plain.text

    def wrong(self, start: int, found: str, why: tuple[str, str] | None = None) -> QuerySyntaxError:
        """Return the error for what is wrong at ``start`` of the text, with its place in the query as given."""
        return QuerySyntaxError(self.plain.source, self.plain.place(start), found, why)


def check(text: str) -> CheckedQuery:
    """Return the query in ``text``, read as far as its tokens.

    Raises :class:`QuerySyntaxError` for what is no SPARQL or nested too deeply or too long, and :class:`ForbiddenQuery`
    for an update or a query that calls another server.
    """
    plain = decoded(text)
    with plain.places_in_source():
        read = tuple(within_bounds(plain.text, tokens(plain.text)))
        form = _form(plain, read)
        _refuse_calls(plain, read)
    return CheckedQuery(plain, read, form, any("FROM" in token.word for token in read))


def _refuse_calls(plain: Edited, read: Sequence[Token]) -> None:
    for token in read:
        # The engine takes a keyword off the front of a longer word (SERVICESILENT), so do we.
        if "SERVICE" in token.word:
            raise ForbiddenQuery(
                f"{_line(plain, token)}: 不接受 SERVICE，查询只读本图谱，请去掉 SERVICE 部分。"
                "SERVICE is refused: a query reads this graph only; leave out the SERVICE group."
            )


def _line(plain: Edited, token: Token) -> str:
    return f"line {plain.source.count(chr(10), 0, plain.place(token.start)) + 1}"


def _form(plain: Edited, read: Sequence[Token]) -> Form:
    """Return the form of the query; raise what :func:`check` raises when it is no query."""
    for token in read:
        if token.word in _WRITES:
            raise ForbiddenQuery(
                f"{_line(plain, token)}: 不接受更新（{token.word}），图谱只读，请用 SELECT、ASK 或 CONSTRUCT 提问。"
                f"Updates ({token.word}) are refused: the graph is read-only; ask with SELECT, ASK or CONSTRUCT."
            )
    words = [token for token in read if token.kind is Kind.WORD]
    first = next((token for token in words if token.word not in PROLOGUE), None)
    if first and first.word in list(Form):
        return Form(first.word)
    wrong = first or (read[0] if read and not words else Token(Kind.SIGN, "", len(plain.text)))
    after_prefix = first is not None and any(
        left.word == "PREFIX" and right is first for left, right in pairwise(read)
    )
    raise QuerySyntaxError(plain.text, wrong.start, wrong.text, _NO_COLON if after_prefix else _BEGINNING)
