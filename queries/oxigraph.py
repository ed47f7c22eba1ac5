"""How Oxigraph is given a query, and what its refusals mean.

Its parser (spargebra 0.4, in Oxigraph 0.5) knows no tokens and no longest match: what does not fit as one
reading is read another way. So it gets a text that has one reading only, and its place of an error is brought
back to a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pyoxigraph as ox

from queries.check import CheckedQuery
from queries.errors import QuerySyntaxError
from queries.expected import expected
from queries.lexer import Kind, Token
from queries.prefixes import declared_prefixes, iri_of, names
from queries.sense import against_sense


def for_oxigraph(query: CheckedQuery) -> str:
    r"""Return the text in a form that Oxigraph 0.5 can read in one way only, that of the standard.

    Its parser knows no tokens: where an IRI does not fit it reads ``<`` as a comparison, and what follows as
    the rest of the query, so that ``?a<'>' ) SERVICE …`` or ``?a<b)#> …`` would hide a call in what the
    standard takes for an IRI and a string; ``SERVICEex:a`` it reads as SERVICE ex:a. So an IRI gets its ``#``
    and ``'`` as escapes, and a prefixed name with the word in it is written as the IRI that it stands for.

    Raises :class:`QuerySyntaxError` for such a name whose prefix is not declared.
    """
    written = _written(query)
    parts, done = [], 0
    for token, text in zip(query.tokens, written, strict=True):
        if text is not token.text:
            parts += [query.text[done : token.start], text]
            done = token.end
    return "".join([*parts, query.text[done:]])


def _written(query: CheckedQuery) -> list[str]:
    """Return the tokens as :func:`for_oxigraph` writes them."""
    prefixes = declared_prefixes(query.tokens)
    named = {
        name.start: iri_of(name, prefixes) for name in names(query.tokens) if "service" in name.text.lower()
    }
    written = []
    for token in query.tokens:
        text = token.text
        if token.start in named:
            iri = named[token.start]
            if iri is None:
                raise _undeclared(query, token)
            text = f"<{iri}>"
        if text[0] == "<" and len(text) > 2 and ("#" in text or "'" in text):
            text = text.replace("#", "\\u0023").replace("'", "\\u0027")
        written.append(text)
    return written


def _undeclared(query: CheckedQuery, token: Token) -> QuerySyntaxError:
    prefix = token.text.partition(":")[0]
    return query.wrong(
        token.start,
        token.text,
        (
            f"前缀 {prefix}: 没有声明，请在查询开头加一行 PREFIX {prefix}: <地址>",
            f"prefix {prefix}: is not declared; begin the query with the line PREFIX {prefix}: <address>",
        ),
    )


_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_LINE = re.compile(r"error at (\d+):")
# Oxigraph counts the keywords that it tried after a token to its place: none is longer than this.
_GAP = "\n" + " " * 20
_LONGEST_TRIED = 20_000  # characters of a query that is read anew for each thing that could follow
_FUNCTION = re.compile(r"custom function <([^>]*)> is not supported")
_TOUCHING = {"<<", "<(", ")>", ">>", "{|", "|}"}  # signs of SPARQL 1.2 that we read as two


def misread(query: CheckedQuery) -> QuerySyntaxError | None:
    """Return the error for a query that Oxigraph does not read, with the token at which its reading ends.

    ``None`` for one that it reads.
    """
    text, token_of = _apart(query)
    try:
        ox.Store().query(text)  # an empty store answers nothing
    except SyntaxError as error:
        said = str(error)
    except (OSError, RuntimeError):
        return None
    else:
        return None
    found = _LINE.match(said)
    stop = token_of[int(found[1]) - 1] if found else len(query.tokens)
    if bad := _bad_name(query, stop):
        return bad
    if wrong := against_sense(query, stop, said):
        return wrong
    stop, why = _where_it_ends(query, stop)
    found_token = query.tokens[stop] if stop < len(query.tokens) else Token(Kind.SIGN, "", len(query.text))
    return query.wrong(found_token.start, found_token.text, why)


def unknown_function(query: CheckedQuery, said: str) -> QuerySyntaxError | None:
    """Return the error for a function that Oxigraph ``said`` it does not have; ``None`` if it said another thing."""
    found = _FUNCTION.search(said)
    if found is None:
        return None
    prefixes = declared_prefixes(query.tokens)
    for token in query.tokens:
        iri = token.text[1:-1] if token.kind is Kind.IRI else iri_of(token, prefixes)
        if iri == found[1]:
            why = (
                f"没有函数 {found[1]}，请改用 SPARQL 的函数",
                f"there is no function {found[1]}; use those of SPARQL",
            )
            return query.wrong(token.start, token.text, why)
    return None


def _where_it_ends(query: CheckedQuery, stop: int) -> tuple[int, tuple[str, str] | None]:
    """Return the number of the token that does not fit, at or before ``stop``, and what would.

    Oxigraph's place is that to which it looked, and so up to two tokens too far.
    """
    for at in range(stop, max(stop - 3, -1), -1):
        read = "".join(_written_to(query, at))
        if len(read) > _LONGEST_TRIED:
            break
        if why := expected(partial(_goes_on, read)):
            return at, why
    return stop, None


def _written_to(query: CheckedQuery, stop: int) -> Iterator[str]:
    """Yield the tokens before the one of number ``stop`` as Oxigraph gets them, apart where they are."""
    end = 0
    for token, text in zip(query.tokens[:stop], _written(query), strict=False):
        if token.start > end:
            yield " "
        yield text
        end = token.end


def _goes_on(read: str, thing: str) -> bool:
    """Tell whether Oxigraph reads ``thing`` after what was ``read``."""
    begin = f"{read}{_GAP}{thing}"
    try:
        ox.Store().query(begin + _GAP)
    except SyntaxError as error:
        found = _LINE.match(str(error))
        return found is None or int(found[1]) > begin.count("\n") + 1
    except (OSError, RuntimeError):
        return True
    return True


def _bad_name(query: CheckedQuery, stop: int) -> QuerySyntaxError | None:
    """Return the error for the first name without its prefix, or relative IRI without a base, up to ``stop``."""
    read = query.tokens[: stop + 1]
    prefixes = declared_prefixes(query.tokens)
    unknown = {name.start for name in names(read) if iri_of(name, prefixes) is None}
    based = any(token.word == "BASE" for token in query.tokens)
    for token in read:
        if token.start in unknown:
            return _undeclared(query, token)
        if token.kind is Kind.IRI and not based and not _ABSOLUTE.match(token.text):
            why = "地址不完整，请写全或加 BASE", "the IRI is relative; write it in full or add BASE"
            return query.wrong(token.start, token.text, why)
    return None


def _apart(query: CheckedQuery) -> tuple[str, list[int]]:
    """Return the query with its tokens on lines of their own, and for each line the number of its token."""
    parts: list[str] = []
    token_of: list[int] = []
    before: Token | None = None
    for index, (token, text) in enumerate(zip(query.tokens, _written(query), strict=True)):
        if before is None or not _touch(before, token):
            parts.append(_GAP if parts else "")
            token_of.append(index)
        parts.append(text)
        token_of += [index] * text.count("\n")  # in a long string
        before = token
    return "".join([*parts, _GAP]), [*token_of, len(query.tokens)]


def _touch(left: Token, right: Token) -> bool:
    return left.end == right.start and left.text + right.text in _TOUCHING
