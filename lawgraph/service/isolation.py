"""A process without a network, where the system lets a process give it up (Linux: a network namespace of its own)."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_NEWUSER, _NEWNET = 0x1000_0000, 0x4000_0000  # sched.h


def leave_network() -> bool:
    """Take this process off all networks, the loopback among them, and tell whether that could be done.

    Has to be called before the process has other threads. The second way needs no privilege, but some systems
    do not let users make namespaces.
    """
    if not sys.platform.startswith("linux"):
        return False
    with suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        return any(unshare(flags) == 0 for flags in (_NEWNET, _NEWUSER | _NEWNET))
    return False
