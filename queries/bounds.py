"""How deep and how long a query may be: engines read it by recursion, and one that overflows its stack ends.

Brackets within each other recurse, and so does almost all that is merely long: Oxigraph makes a chain of the
triples of a group, of the elements of a collection, of operators and of clauses, and goes down it to its end. What
it does not go down are the rows of VALUES and the arguments between commas (IN, functions): they may be many.

Bytes of stack that Oxigraph 0.5.13 takes, measured by what overflows 2 MiB: 3,200 for each BIND, MINUS, subquery,
aggregate and call in GROUP BY or ORDER BY, 2,000 for each element of a collection, 1,250 for each UNION, 1,000 for
each triple, 1,200 for each sum, 860 for each FILTER, || and &&; a level of brackets takes up to 10,000. So by
the sum of these the worst query that passes here takes some 4 MiB, half of the usual stack of a thread, and the
worst of one form a quarter of it (``tests/test_bounds.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token

PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
"""The keywords that may stand before the form of a query."""
DEEPEST = 50  # brackets within each other
LONGEST = 500  # operators and clauses that can nest, in the whole query
WIDEST = 3_000  # tokens in a row: up to 550 bytes each, of a collection more, which count as many
_OF_LIST = 4  # what an element of a collection counts, and a bracket that opens one or holds arguments

_CLAUSES = {"AS", "BIND", "EXISTS", "FILTER", "GRAPH", "IN", "LATERAL", "MINUS", "NOT", "OPTIONAL", "UNION"}
_OPERATORS = {"||", "&&", "+", "-", "*", "/", "|", "^", "!", "<", ">", "=", "!=", "<=", ">="}
_OPEN, _CLOSE = set("([{"), set(")]}")
_TOO_DEEP = f"括号嵌套超过 {DEEPEST} 层，请化简", f"brackets nest deeper than {DEEPEST}; simplify"
_TOO_LONG = (
    f"运算符与子句超过 {LONGEST} 个，请化简，或用 VALUES、IN 代替",
    f"there are more than {LONGEST} operators and clauses; simplify, or use VALUES or IN",
)
_TOO_WIDE = (
    "查询太长（三元组或集合元素太多），请化简或分成几个查询，成批的值请用 VALUES、IN",
    "the query is too long (too many triples or elements of collections); simplify or divide it, "
    "and give many values with VALUES or IN",
)


@dataclass(slots=True)
class _Bracket:
    """An open bracket: whether elements of a list stand in it, and the width before and of its widest argument."""

    sign: str
    of_list: bool
    before: int
    widest: int = 0


def within_bounds(text: str, read: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens ``read`` of ``text`` as long as they pass none of the bounds, so that no more are read.

    Raises :class:`QuerySyntaxError` where a query passes :data:`DEEPEST`, :data:`LONGEST` or :data:`WIDEST`.
    """
    row = _Row()
    length = 0
    head = False  # of a DESCRIBE, which is a chain too
    form = ""
    before = Token(Kind.SIGN, "", 0)
    for token in read:
        if not form and token.word not in ("", *PROLOGUE):
            form = token.word
            head = form == "DESCRIBE"
        if token.kind is Kind.SIGN:
            # A bracket outside all others is one of a list of expressions, as in HAVING (…) (…).
            length += token.text in _OPERATORS or (token.text == "(" and not row.open)
        else:
            length += head or token.word in _CLAUSES
        row.take(token, before)
        head = head and not row.open
        before = token
        if len(row.open) > DEEPEST:
            raise QuerySyntaxError(text, token.start, token.text, _TOO_DEEP)
        if length > LONGEST:
            raise QuerySyntaxError(text, token.start, token.text, _TOO_LONG)
        if row.width > WIDEST:
            raise QuerySyntaxError(text, token.start, token.text, _TOO_WIDE)
        yield token


class _Row:
    """The brackets that are open and the ``width``: how many tokens in a row have come, rows of VALUES left out.

    Of arguments between commas the widest counts.
    """

    def __init__(self) -> None:
        self.open: list[_Bracket] = []
        self.width = 0
        self._values: int | None = None  # how many brackets were open at VALUES; rows begin at the next brace
        self._in_rows = False

    def take(self, token: Token, before: Token) -> None:
        """Take the next token; ``before`` is the one before it."""
        sign = token.text if token.kind is Kind.SIGN else ""
        inner = self.open[-1] if self.open else None
        if token.word == "VALUES" and not self._in_rows:
            self._values = len(self.open)
        if sign in _CLOSE:
            self._close()
        elif sign == "," and inner and inner.sign == "(":
            inner.widest = max(inner.widest, self.width)
            self.width = inner.before
        elif not self._in_rows:
            opens_list = sign == "(" and (inner is None or inner.sign != "(")
            self.width += _OF_LIST if opens_list or (inner and inner.of_list) else 1
        if sign in _OPEN:
            self._open(sign, inner, before)

    def _open(self, sign: str, inner: _Bracket | None, before: Token) -> None:
        # After a word stand arguments or an expression, and what is in an expression is one: no collection.
        expression = before.word not in ("", "A") or (inner and inner.sign == "(" and not inner.of_list)
        if sign == "{" and self._values == len(self.open):
            self._in_rows = True
        self.open.append(_Bracket(sign, sign == "(" and not expression, self.width))

    def _close(self) -> None:
        if not self.open:
            return
        closed = self.open.pop()
        self.width = max(self.width, closed.widest)
        if self._in_rows and self._values == len(self.open):
            self._values, self._in_rows = None, False
