"""What the command says besides its data: lines on standard error."""

from __future__ import annotations

import sys

from queries.result import visible


def say(message: object) -> None:
    """Say something on standard error, what cannot be seen made visible."""
    say_plainly(f"lawgraph: {visible(str(message))}")


def say_plainly(line: str) -> None:
    """Put a line on standard error as it is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
