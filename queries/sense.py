"""What a query says against the sense of SPARQL, although every token of it stands where one may."""

from __future__ import annotations

from queries.check import CheckedQuery
from queries.errors import QuerySyntaxError
from queries.lexer import Kind, Token

# What Oxigraph says of it, in the middle of its list of what it expected.
_REASONS = {
    "Duplicated variable name in SELECT": (
        "SELECT 中变量名重复，请改名",
        "a variable is named twice in SELECT; rename one",
    ),
    "The SELECT overrides an existing variable": (
        "SELECT 中 AS 后的变量已经有值，请改名",
        "the variable after AS in SELECT has a value already; rename it",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "GROUP BY 或聚合函数不能与 SELECT * 同用，请列出变量",
        "SELECT * does not go with GROUP BY or an aggregate; name the variables",
    ),
    "The SELECT contains a variable that is unbound": (
        "SELECT 中有既未分组也未聚合的变量，请列入 GROUP BY",
        "SELECT has a variable that is neither grouped nor aggregated; add it to GROUP BY",
    ),
}
_BOUND = (
    "BIND 的变量前面已经出现，请换一个名字",
    "the variable of this BIND stands before it already; take another",
)
_LABEL = (
    "同一个空节点不能用在两组花括号里，请改用变量",
    "one blank node cannot stand in two groups of braces; use a variable",
)


def against_sense(query: CheckedQuery, stop: int, said: str) -> QuerySyntaxError | None:
    """Return the error for what makes no sense in a query that Oxigraph read up to the token of number ``stop``.

    ``said`` is its message. ``None`` where the query is at fault in another way.
    """
    if why := next((why for reason, why in _REASONS.items() if reason in said), None):
        return query.wrong(len(query.text), "", why)
    read = query.tokens[: stop + 1]
    if token := _bound_again(read):
        return query.wrong(token.start, token.text, _BOUND)
    last = read[-1] if read else None
    if last and last.kind is Kind.BLANK and any(token.text == last.text for token in read[:-1]):
        return query.wrong(last.start, last.text, _LABEL)
    return None


def _bound_again(read: tuple[Token, ...]) -> Token | None:
    """Return the variable of the last BIND in the group at whose end reading stopped, if it stands there before."""
    for at in range(len(read) - 1, max(len(read) - 3, -1), -1):
        if read[at].text == "}":
            return _bound_in(_group(read[:at]))
    return None


def _group(read: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens since the brace that is open at the end."""
    depth = 0
    for at in range(len(read) - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(read[at].text, 0)
        if depth < 0:
            return read[at + 1 :]
    return read


def _bound_in(group: tuple[Token, ...]) -> Token | None:
    depth, binds = 0, False
    for at, token in enumerate(group):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        binds = depth == 0 and (binds or token.word == "BIND")
        if binds and token.kind is Kind.VARIABLE and group[at - 1].word == "AS":
            if any(
                before.text[1:] == token.text[1:] for before in group[:at] if before.kind is Kind.VARIABLE
            ):
                return token
            binds = False
    return None
