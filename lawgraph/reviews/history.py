"""What was decided on a row before: each step with who took it and when, and what holds after all of them.

The steps of a row stand in its column ``history``, so that nothing that was decided is lost when it is decided anew
or undone. The row itself says what holds now, and goes before its history where somebody changed it by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Did(StrEnum):
    """What a person did."""

    CONFIRM = "confirm"  # the link holds, as it stands or with another strength or difference
    REJECT = "reject"  # it does not
    NONE = "none"  # the provision has no counterpart
    UNDO = "undo"  # the last step of the same person does not hold any more
    WITHDRAW = "withdraw"  # nothing holds: the same person decided the opposite elsewhere at that moment
    REMARK = "remark"  # it is as it was; something was noted


@dataclass(frozen=True, slots=True)
class Step:
    """A step: when (ISO 8601, UTC), by whom (a CURIE, and a name or nothing), and what was said.

    ``strength``, ``difference`` and ``difference_for`` are empty where nothing was said of them.
    """

    at: str
    by: str
    name: str
    did: Did
    strength: str = ""
    difference: str = ""
    difference_for: str = ""
    remark: str = ""

    @property
    def said(self) -> tuple[str, str, str, str]:
        """What it says, whoever says it."""
        return self.did.value, self.strength, self.difference, self.difference_for


def written(steps: Sequence[Step]) -> str:
    """Return steps as they stand in their cell; nothing for none."""
    return msgspec.json.encode(steps).decode() if steps else ""


def read(cell: str) -> tuple[Step, ...]:
    """Return the steps in a cell; none for what was made unreadable by hand: the row itself still holds."""
    try:
        return msgspec.json.decode(cell, type=tuple[Step, ...]) if cell else ()
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ()


def standing(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps that hold, the last of which is what is decided; none where nothing is.

    >>> a, b = (Step("t", who, "", Did.CONFIRM) for who in "ab")
    >>> [step.by for step in standing([a, b, Step("t", "b", "", Did.UNDO)])]
    ['a']
    """
    held: list[Step] = []
    for step in steps:
        if step.did is Did.UNDO:
            own = [at for at, each in enumerate(held) if each.by == step.by]
            if own:
                del held[own[-1]]
        elif step.did is not Did.REMARK:
            held.append(step)
    return tuple(held)
