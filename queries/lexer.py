r"""The terminals of SPARQL 1.1 (grammar of section 19.8, rules 139 to 173), as tokens with their places.

White space and comments are left out. Codepoint escapes (``\u5E74``, section 19.2) must have been replaced
before: see :func:`decoded`. The reader goes forward only; its time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from queries.edits import Edit, Edited, edited
from queries.errors import QuerySyntaxError

# Letters beyond ASCII that names begin with (rule PN_CHARS_BASE), and what else they go on with (PN_CHARS).
_LETTERS = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS = r"\u00b7\u0300-\u036f\u203f-\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_ECHAR = r"\\[tbnrf\\\"']"
# A prefix longer than this is read in pieces, which is no SPARQL; the bound keeps the time linear.
_LONGEST_PREFIX = 200


def _terminals(letters: str, marks: str) -> re.Pattern[str]:
    """Return the terminals, in names of which stand ``letters`` and ``marks`` besides those of ASCII."""
    base = f"A-Za-z{letters}"
    within = f"{base}_"
    chars = rf"{within}0-9\-{marks}"
    patterns = {
        "space": r"(?:[ \t\r\n]++|#[^\r\n]*+)++",
        "iri": r"<[^<>\"{}|^`\\\x00-\x20]*>",
        "name": (
            rf"(?:[{base}](?:[{chars}.]{{0,{_LONGEST_PREFIX}}}(?<!\.))?)?:"
            rf"(?:(?:[{within}:0-9]|{_PLX})(?:(?:[{chars}.:]|{_PLX})*(?:[{chars}:]|{_PLX}))?)?"
        ),
        "blank": rf"_:[{within}0-9](?:[{chars}.]*[{chars}])?",
        "variable": rf"[?$][{within}0-9][{within}0-9{marks}]*",
        "string": (
            rf"'''(?:'{{0,2}}(?:[^'\\]|{_ECHAR}))*'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ECHAR}))*\"\"\""
            rf"|'(?:[^'\\\r\n]|{_ECHAR})*'|\"(?:[^\"\\\r\n]|{_ECHAR})*\""
        ),
        "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
        "number": r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
        "word": r"[A-Za-z][A-Za-z0-9_]*",
        "sign": r"&&|\|\||\^\^|!=|<=|>=|[{}()\[\].,;*/+\-!=<>|^?~]",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns.items()))


_PLAIN = _terminals("", "")


@cache
def _every() -> re.Pattern[str]:
    """The terminals whole: with all letters they take ten times as long to compile, and few queries need them."""
    return _terminals(_LETTERS, _MARKS)


# An escaped backslash is no start of an escape: "\\u5E74" is a string of six characters.
_ESCAPE = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PAIR = re.compile(r"\\\\(?P<letter>[uU])|\\u(?P<digits>[0-9A-Fa-f]{4})|\\.")


class Kind(StrEnum):
    """What a token is; a ``WORD`` is a keyword, the name of a function, ``a``, ``true`` or ``false``."""

    IRI = "iri"
    NAME = "name"
    BLANK = "blank"
    VARIABLE = "variable"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A terminal as it is written, and where it starts in the text (in code points)."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals; empty for a token that is none."""
        return self.text.upper() if self.kind is Kind.WORD else ""


_KINDS = {kind.value: kind for kind in Kind}


def decoded(text: str) -> Edited:
    r"""Return the text with its codepoint escapes replaced, as section 19.2 says: before all else.

    >>> decoded(r"SELECT ?\u5e74").text
    'SELECT ?年'

    Raises :class:`QuerySyntaxError` for an escape that stands for no character.
    """
    edits = []
    for found in _ESCAPE.finditer(text):
        if digits := found[1] or found[2]:
            code = int(digits, 16)
            if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                raise QuerySyntaxError(text, found.start(), found[0])
            edits.append(Edit(found.start(), found.end(), chr(code)))
    return edited(text, edits)


def unambiguous(text: str) -> str:
    r"""Return SPARQL without codepoint escapes, or a term of it, so that every reader takes its strings alike.

    Some readers replace codepoint escapes also in ``\\u0022``, which then is a quote with a backslash before it;
    and some take eight digits where there are eight, after ``\u`` too.

    >>> print(unambiguous(r'"\\u0022"'))
    "\\\U000000750022"
    >>> print(unambiguous(r'"\u00010041"'))
    "\U000000010041"
    """
    return _PAIR.sub(_long_escape, text)


def _long_escape(pair: re.Match[str]) -> str:
    if pair["letter"]:
        return rf"\\\U{ord(pair['letter']):08X}"
    return rf"\U{int(pair['digits'], 16):08X}" if pair["digits"] else pair[0]


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``; raise :class:`QuerySyntaxError` at the first character that begins none."""
    terminals, whole, place = _PLAIN, False, 0
    held: list[
        Token
    ] = []  # since the last space: where they end at a letter beyond ASCII it is part of a name
    while place < len(text):
        found = terminals.match(text, place)
        if found is None and not whole:
            terminals, whole, place = _every(), True, held[0].start if held else place
            held.clear()
            continue
        if found is None or found.lastgroup is None:
            raise QuerySyntaxError(text, place, text[place], _why(text[place]))
        if found.lastgroup == "space":
            yield from held
            held.clear()
        elif whole:
            yield Token(_KINDS[found.lastgroup], found[0], place)
        else:
            held.append(Token(_KINDS[found.lastgroup], found[0], place))
        place = found.end()
    yield from held


def _why(sign: str) -> tuple[str, str]:
    """Return why no token begins with a character where it stands."""
    if sign in "'\"":
        return (
            "字符串没有结束，或其中有不成立的 \\ 转义，请补上引号（跨行用三个引号）",
            "the string does not end, or has an escape that is none; close it (with three quotes over lines)",
        )
    if sign in "?$":
        return "变量要有名字，如 ?x", "a variable has a name, such as ?x"
    return (
        "此处不能用这个字符，名称要写成 前缀:名 或 <地址>，文字要加引号",
        "this character begins nothing here; names are prefix:name or <IRI>, words stand in quotes",
    )
