"""Characters as a file of XML can hold them, and as a spreadsheet keeps them."""

from __future__ import annotations

import re

from queries.result import visible

_NONE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # no characters of XML 1.0, section 2.2
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def written(text: str) -> str:
    r"""Return ``text`` without what XML cannot hold; a character that cannot be seen is written as in Python.

    >>> written("一\r\n二\x07"), written("\ud800")
    ('一\n二\\x07', '\\ud800')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NONE.sub(lambda found: rf"\u{ord(found[0]):04x}", visible(text))


def escaped(text: str) -> str:
    """Return ``text`` for a cell of a spreadsheet, where ``_x0041_`` is a way to write A (ECMA-376-1, 22.9.2.19).

    >>> escaped("a_x0041_b")
    'a_x005F_x0041_b'
    """
    return _ESCAPE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """Return what :func:`escaped` was given."""
    return text.replace("_x005F_", "_")


def units(text: str) -> int:
    """Return the length of ``text`` in units of UTF-16, in which a spreadsheet counts."""
    return len(text.encode("utf-16-le")) // 2
