"""What a query is before it runs: its form, whether it names its dataset, and that it may run at all.

A query that writes (SPARQL Update, LOAD) or calls another server (SERVICE) is refused by its tokens; so is one
that is nested so deeply, or chains so many operators, that a parser would overflow its stack. Whether the
rest is SPARQL the engine says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from queries.edits import Edited
from queries.errors import ForbiddenQuery, QuerySyntaxError
from queries.lexer import Kind, Token, decoded, tokens

# Oxigraph 0.5.13 on the 8 MiB stack of a thread overflows at 830 nested EXISTS, 900 nested calls of a
# function, 2,200 braces, and at chains of 2,600 BIND or MINUS, 4,900 UNION, 6,700 sums, 9,200 ||.
DEEPEST = 50  # brackets within each other
LONGEST = 500  # operators and clauses that can nest, in the whole query

_PROLOGUE = {"BASE", "PREFIX", "VERSION"}
_WRITES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
_CLAUSES = {"AS", "BIND", "EXISTS", "FILTER", "GRAPH", "IN", "LATERAL", "MINUS", "NOT", "OPTIONAL", "UNION"}
_OPERATORS = {"||", "&&", "+", "-", "*", "/", "|", "^", "!", "<", ">", "=", "!=", "<=", ">="}
_OPEN, _CLOSE = set("([{"), set(")]}")


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

    Raises :class:`QuerySyntaxError` for what is no SPARQL or nested too deeply, and :class:`ForbiddenQuery`
    for an update or a query that calls another server.
    """
    plain = decoded(text)
    with plain.places_in_source():
        read = tuple(tokens(plain.text))
        form = _form(plain, read)
        _refuse_calls(plain, read)
        _bounded(plain.text, read, form)
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
    first = next((token for token in words if token.word not in _PROLOGUE), None)
    if first and first.word in list(Form):
        return Form(first.word)
    wrong = first or (read[0] if read and not words else Token(Kind.SIGN, "", len(plain.text)))
    raise QuerySyntaxError(
        plain.text,
        wrong.start,
        wrong.text,
        ("查询须以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    )


def _bounded(text: str, read: Sequence[Token], form: Form) -> None:
    """Raise :class:`QuerySyntaxError` where the query passes :data:`DEEPEST` or :data:`LONGEST`."""
    depth = length = 0
    head = form is Form.DESCRIBE  # what is described is a chain too
    for token in read:
        if token.kind is Kind.SIGN:
            # A bracket outside all others is one of a list of expressions, as in HAVING (…) (…).
            length += token.text in _OPERATORS or (token.text == "(" and depth == 0)
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            head = head and depth == 0
        else:
            length += head or token.word in _CLAUSES
        if depth > DEEPEST:
            why = f"括号嵌套超过 {DEEPEST} 层，请化简", f"brackets nest deeper than {DEEPEST}; simplify"
        elif length > LONGEST:
            why = (
                f"运算符与子句超过 {LONGEST} 个，请化简，或用 VALUES、IN 代替",
                f"there are more than {LONGEST} operators and clauses; simplify, or use VALUES or IN",
            )
        else:
            continue
        raise QuerySyntaxError(text, token.start, token.text, why)
