"""What an address says after ``?``: read and checked; what has no sense is told, never taken for something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

_GREATEST = 1_000_000_000
_SHOWN = 40  # characters of a wrong value


class Wrong(Exception):
    """A parameter that is unknown, or whose value has no sense; ``values`` are those that it can have."""

    status = 400

    def __init__(self, parameter: str, zh: str, en: str, values: Iterable[str] = ()) -> None:
        super().__init__(f"{parameter}: {zh}{en}")
        self.parameter, self.zh, self.en, self.values = parameter, zh, en, tuple(values)


@dataclass(frozen=True, slots=True)
class Given:
    """The parameters of an address, in their order."""

    items: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, items: Sequence[tuple[str, str]], known: Collection[str]) -> Given:
        """Return those that are given; empty ones are as if they were not. Raises :class:`Wrong` for an unknown one."""
        for name, _ in items:
            if name not in known:
                listed = "、".join(known) or "无"
                raise Wrong(
                    name[:_SHOWN],
                    f"没有这个参数，可用：{listed}。",
                    f"There is no such parameter; there are: {', '.join(known) or 'none'}.",
                    known,
                )
        return cls(tuple((name, value) for name, value in items if value != ""))

    def several(self, name: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the values of a parameter that may be given more than once; raise :class:`Wrong` for another value."""
        found = tuple(dict.fromkeys(value for key, value in self.items if key == name))
        for value in found:
            self._check(name, value, allowed)
        return found

    def text(self, name: str, usual: str = "", allowed: Collection[str] | None = None) -> str:
        """Return the value of a parameter; raise :class:`Wrong` where it is given twice or not one of ``allowed``."""
        found = self.several(name, allowed)
        if len(found) > 1:
            raise Wrong(name, "只能给一个值。", "Give one value.")
        return found[0] if found else usual

    def number(self, name: str, usual: int, most: int = _GREATEST, least: int = 0) -> int:
        """Return a whole number; raise :class:`Wrong` for what is none from ``least`` to ``most``."""
        value = self.text(name, str(usual))
        if not (value.isascii() and value.isdigit() and len(value) < 11 and least <= int(value) <= most):
            raise Wrong(
                name,
                f"“{value[:_SHOWN]}”不行，应为 {least} 至 {most} 的整数。",
                f"'{value[:_SHOWN]}' will not do; it is a whole number from {least} to {most}.",
            )
        return int(value)

    def share(self, name: str, usual: float) -> float:
        """Return a number from 0 to 1; raise :class:`Wrong` for what is none."""
        value = self.text(name, f"{usual:g}")
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise Wrong(
                name,
                f"“{value[:_SHOWN]}”不行，应为 0 至 1 的数。",
                f"'{value[:_SHOWN]}' will not do; it is a number from 0 to 1.",
            )
        return number

    def link(self, **changes: str | int | Sequence[str] | None) -> str:
        """Return the part of an address from ``?`` on with other values of some parameters; ``None`` takes one away.

        >>> Given((("level", "province"), ("offset", "20"))).link(offset=None, side="upper")
        '?level=province&side=upper'
        """
        kept = [(name, value) for name, value in self.items if name not in changes]
        for name, value in changes.items():
            if value is None:
                continue
            values = [str(value)] if isinstance(value, str | int) else list(value)
            kept.extend((name, each) for each in values if each != "")
        return f"?{urlencode(kept)}" if kept else "?"

    def _check(self, name: str, value: str, allowed: Collection[str] | None) -> None:
        if allowed is not None and value not in allowed:
            listed = "、".join(allowed)
            raise Wrong(
                name,
                f"没有“{value[:_SHOWN]}”这个值，可用：{listed}。",
                f"It cannot be '{value[:_SHOWN]}'; it can be: {', '.join(allowed)}.",
                allowed,
            )
