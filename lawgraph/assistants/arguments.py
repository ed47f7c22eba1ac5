"""The arguments of a tool: declared once, they are its schema and the check of what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lawgraph.assistants.refusals import Kind, Refusal

LONGEST = 2_000  # code points of a text that is no query
_TYPES: Mapping[str, type] = {"string": str, "integer": int, "boolean": bool, "object": dict}


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its name, type (of JSON Schema), what it is, and its bounds.

    ``choices`` are the only values of a text, ``names`` other words for them; ``most`` is the greatest whole number,
    or the longest text.
    """

    name: str
    says: str = ""
    type: str = "string"
    required: bool = False
    choices: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    most: int = LONGEST

    def schema(self) -> dict[str, object]:
        """Return the argument as JSON Schema."""
        said: dict[str, object] = {"type": self.type}
        if self.choices:
            said["enum"] = [*self.choices, *self.names]
        if self.type == "integer":
            said |= {"minimum": 1, "maximum": self.most}
        return said | ({"description": self.says} if self.says else {})

    def checked(self, value: object) -> object:
        """Return a value that is of the type and within the bounds; raise :class:`Refusal`."""
        if not isinstance(value, _TYPES[self.type]) or (self.type == "integer" and isinstance(value, bool)):
            raise self._bad(f"须为 {self.type}", f"give a value of type {self.type}")
        if isinstance(value, str):
            if len(value) > self.most:
                raise Refusal(
                    Kind.LIMIT,
                    f"{self.name}: 超过 {self.most:,} 个字符，请缩短。It is longer than that; shorten it.",
                )
            value = self.names.get(value, value)
            if self.choices and value not in self.choices:
                known = ", ".join((*self.choices, *self.names))
                raise self._bad(f"须为 {known} 之一", f"give one of {known}")
            if self.required and not value.strip():
                raise self._bad("不能为空", "it must not be empty")
        if isinstance(value, int) and self.type == "integer" and not 1 <= value <= self.most:
            raise self._bad(f"须为 1 至 {self.most}", f"give 1 to {self.most}")
        return value

    def _bad(self, zh: str, en: str) -> Refusal:
        return Refusal(Kind.BAD_REQUEST, f"{self.name}: {zh}。{en[0].upper()}{en[1:]}.")


class Given:
    """The arguments that came with a call, checked."""

    def __init__(self, declared: Sequence[Argument], given: Mapping[str, object]) -> None:
        known = {argument.name: argument for argument in declared}
        for name in given:
            if name not in known:
                raise Refusal(
                    Kind.BAD_REQUEST,
                    f"{name[:100]}: 没有这个参数，可用 {'、'.join(known)}。"
                    f"There is no such argument; there are {', '.join(known)}.",
                )
        for argument in declared:
            if argument.required and given.get(argument.name) is None:
                raise Refusal(
                    Kind.BAD_REQUEST,
                    f"{argument.name}: 缺少这个参数。The argument {argument.name} is missing.",
                )
        self._values = {
            name: known[name].checked(value) for name, value in given.items() if value is not None
        }

    def text(self, name: str) -> str | None:
        """Return a text; ``None`` for one that is not given or blank."""
        value = self._values.get(name)
        return value if isinstance(value, str) and value.strip() else None

    def needed(self, name: str) -> str:
        """Return a text that has to be given."""
        return self.text(name) or ""

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self._values.get(name)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        """Return whether a flag is set."""
        return self._values.get(name) is True

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return an object."""
        value = self._values.get(name)
        return value if isinstance(value, dict) else {}

    def question(self) -> Mapping[str, object]:
        """Return all that tells the question from others, which the page is no part of."""
        return {name: value for name, value in self._values.items() if name not in ("cursor", "limit")}
