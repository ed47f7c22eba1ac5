"""Exit codes of the command, and what is said of one that was stopped."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
NOTHING: Final = 3
"""Nothing was found."""
INTERRUPTED: Final = 130
"""What the library of commands ends with after Ctrl-C; the command itself then ends with :data:`FAILED`."""
STOPPED: Final = "已中断，请再运行一次。Stopped; run it again."
