"""What could stand where the reading of a query ends, for those who wrote it.

Oxigraph names what it tried there: a part of it, in its own terms, up to 700 characters. So each thing that SPARQL
knows is put at the end of what was read, and those are named with which the reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_SHOWN = 6
# Oxigraph's reader tries a keyword on as many characters as it has, so what follows here is longer than any.
_VARIABLE = f"?{'v' * 24}"
_IRI = f"<urn:{'x' * 24}>"
_STRING = f'"{"x" * 24}"'
_NUMBER = "1".zfill(24)


class _Thing(NamedTuple):
    """What a reader calls it, and what is tried: any of the texts, each of which goes on after it."""

    zh: str
    en: str
    tried: tuple[str, ...]


def _sign(sign: str, *tried: str) -> _Thing:
    return _Thing(f"“{sign}”", f"'{sign}'", tuple(f"{sign} {after}" for after in tried))


def _word(word: str, *tried: str) -> _Thing:
    return _Thing(word, word, tuple(f"{word} {after}" for after in tried))


# Those that come first are shown first.
_THINGS = (
    _Thing("变量", "a variable", (_VARIABLE,)),
    _Thing("IRI", "an IRI", (_IRI,)),
    _Thing("字符串", "a string", (_STRING,)),
    _Thing("数", "a number", (_NUMBER,)),
    _sign("}", _VARIABLE, f"LIMIT {_NUMBER}"),
    _sign(")", _VARIABLE, f"LIMIT {_NUMBER}", f"AS {_VARIABLE}", f"{{ {_VARIABLE}"),
    _sign("{", _VARIABLE),
    _sign("(", _VARIABLE),
    _sign("]", _VARIABLE),
    _sign(".", _VARIABLE),
    _sign(";", _VARIABLE),
    _sign(",", _VARIABLE),
    _sign("=", _VARIABLE),
    _word("AS", _VARIABLE),
    _word("BY", _VARIABLE),
    _word("SELECT", _VARIABLE),
    _word("WHERE", f"{{ {_VARIABLE}"),
    _word("LIMIT", _NUMBER),
    _word("FILTER", f"( {_VARIABLE}"),
    _word("NAMED", _IRI),
)


def expected(goes_on: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return what could follow, in Chinese and English; ``None`` where nothing that is known does.

    ``goes_on`` tells whether the reading goes on with a thing.
    """
    fits = [thing for thing in _THINGS if any(goes_on(text) for text in thing.tried)]
    if not fits:
        return None
    if [thing.en for thing in fits] == ["LIMIT"]:
        return "查询到此已经完整，请删去后面的部分", "the query is complete before this; leave out the rest"
    shown = fits[:_SHOWN]
    more_zh, more_en = (" 等", " or the like") if len(fits) > len(shown) else ("", "")
    return (
        f"此处应为{'、'.join(thing.zh for thing in shown)}{more_zh}",
        f"expected {', '.join(thing.en for thing in shown)}{more_en}",
    )
