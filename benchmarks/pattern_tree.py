"""A regular expression without one of its alternatives.

``re`` parses a pattern into a tree; here the tree is written back as a pattern, whole or with one choice
closed: a branch of ``a|b``, a member of ``[ab]``, or what an optional ``(?:a)?`` may hold. A closed branch
stays as ``(?!)a``, which nothing matches, so that groups keep their numbers and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Token = tuple[Any, Any]

_AT = {
    sre.AT_BEGINNING: "^",
    sre.AT_BEGINNING_STRING: r"\A",
    sre.AT_BOUNDARY: r"\b",
    sre.AT_NON_BOUNDARY: r"\B",
    sre.AT_END: "$",
    sre.AT_END_STRING: r"\Z",
}
_CATEGORY = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
_REPEAT = {sre.MAX_REPEAT: "", sre.MIN_REPEAT: "?", sre.POSSESSIVE_REPEAT: "+"}
_KEYWORDS = {"in": "members", "assert": "look"}  # Python keeps these names for itself
_FLAGS = {re.I: "i", re.L: "L", re.M: "m", re.S: "s", re.U: "u", re.X: "x", re.A: "a"}


def alternatives(pattern: str, flags: int = 0) -> list[str]:
    """Return what each choice of a pattern allows, as a pattern; its place in the list is its number."""
    writer = _Writer(pattern, flags, closed=None)
    writer.whole()
    return writer.choices


def rendered(pattern: str, flags: int = 0) -> str:
    """Return a pattern that matches the same, written back from the tree; for flags without ``re.X``."""
    return _Writer(pattern, flags, closed=None).whole()


def without(pattern: str, flags: int, number: int) -> str:
    """Return the pattern with one choice of :func:`alternatives` closed; for flags without ``re.X``."""
    return _Writer(pattern, flags, closed=number).whole()


class _Writer:
    """Writes one tree, numbering its choices in the order in which they stand."""

    def __init__(self, pattern: str, flags: int, closed: int | None) -> None:
        self.tree = _parser.parse(pattern, flags)
        self.names = {number: name for name, number in self.tree.state.groupdict.items()}
        self.closed = closed
        self.choices: list[str] = []

    def whole(self) -> str:
        return self.sequence(self.tree)

    def sequence(self, tokens: Sequence[Token]) -> str:
        return "".join(self.token(operator, value) for operator, value in tokens)

    def choice(self, tokens: Sequence[Token]) -> str:
        """Write one of several ways to go on; a closed one matches nothing."""
        number = len(self.choices)
        self.choices.append("")  # its number comes before those of the choices inside
        written = self.choices[number] = self.sequence(tokens)
        return f"(?!){written}" if number == self.closed else written

    def token(self, operator: Any, value: Any) -> str:
        if operator in _REPEAT:
            return self.repeat(operator, *value)
        name = operator.name.lower()
        return str(getattr(self, _KEYWORDS.get(name, name))(value))

    def literal(self, value: int) -> str:
        return re.escape(chr(value))

    def not_literal(self, value: int) -> str:
        return f"[^{re.escape(chr(value))}]"

    def any(self, _: None) -> str:
        return "."

    def failure(self, _: None) -> str:
        return "(?!)"

    def at(self, value: Any) -> str:
        return _AT[value]

    def category(self, value: Any) -> str:
        return _CATEGORY[value]

    def range(self, value: tuple[int, int]) -> str:
        return "-".join(re.escape(chr(end)) for end in value)

    def members(self, value: Sequence[Token]) -> str:
        negated = value[0][0] is sre.NEGATE
        members = [self.token(*member) for member in value[negated:]]
        kept = list(members)
        if len(members) > 1:
            if self.closed is not None and 0 <= self.closed - len(self.choices) < len(members):
                del kept[self.closed - len(self.choices)]
            self.choices += [f"[{'^' * negated}{member}]" for member in members]
        return f"[{'^' * negated}{''.join(kept)}]"

    def branch(self, value: tuple[None, Sequence[Sequence[Token]]]) -> str:
        return f"(?:{'|'.join(map(self.choice, value[1]))})"

    def subpattern(self, value: tuple[int | None, int, int, Sequence[Token]]) -> str:
        group, added, removed, tokens = value
        if group is not None:
            name = self.names.get(group)
            return f"({f'?P<{name}>' if name else ''}{self.sequence(tokens)})"
        on, off = ("".join(_letters(flags)) for flags in (added, removed))
        return f"(?{on}{'-' + off if off else ''}:{self.sequence(tokens)})"

    def atomic_group(self, value: Sequence[Token]) -> str:
        return f"(?>{self.sequence(value)})"

    def groupref(self, value: int) -> str:
        return f"(?P={self.names[value]})" if value in self.names else f"(?:\\{value})"

    def groupref_exists(self, value: tuple[int, Sequence[Token], Sequence[Token] | None]) -> str:
        group, yes, no = value
        return f"(?({group}){self.sequence(yes)}{'' if no is None else '|' + self.sequence(no)})"

    def look(self, value: tuple[int, Sequence[Token]], sign: str = "=") -> str:
        direction, tokens = value
        return f"(?{'<' if direction < 0 else ''}{sign}{self.sequence(tokens)})"

    def assert_not(self, value: tuple[int, Sequence[Token]]) -> str:
        return self.look(value, "!")

    def repeat(self, operator: Any, least: int, most: int, tokens: Sequence[Token]) -> str:
        optional = (least, most) == (0, 1)
        written = self.choice(tokens) if optional else self.sequence(tokens)
        return f"(?:{written}){{{least},{'' if most is sre.MAXREPEAT else most}}}{_REPEAT[operator]}"


def _letters(flags: int) -> Iterator[str]:
    return (letter for flag, letter in _FLAGS.items() if flags & flag)
