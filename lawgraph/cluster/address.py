"""The address of a cluster as it is named on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawgraph.cluster.errors import WrongAddress

MOST_LOCAL = 256
_LOCAL = re.compile(r"local:([0-9]{1,4})")
_FAR = re.compile(r"(?:tcp|tls)://(?:[^\s:/@\[\]]+|\[[0-9A-Fa-f:.%]+\]):([0-9]{1,5})/?")


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster: so many workers on this machine (``local``), or the scheduler at ``far``.

    >>> Address.of("local:2")
    Address(local=2, far='')
    >>> Address.of("tcp://10.0.0.5:8786").far
    'tcp://10.0.0.5:8786'
    """

    local: int = 0
    far: str = ""

    @classmethod
    def of(cls, said: str) -> Address:
        """Return what an address means; raises :class:`WrongAddress`."""
        if (here := _LOCAL.fullmatch(said)) and 1 <= int(here[1]) <= MOST_LOCAL:
            return cls(local=int(here[1]))
        if (there := _FAR.fullmatch(said)) and 1 <= int(there[1]) <= 65535:
            return cls(far=said.rstrip("/"))
        raise WrongAddress(
            f"--cluster {said}",
            f"这不是集群地址，请写 tcp://主机:端口、tls://主机:端口 或 local:进程数（1 至 {MOST_LOCAL}）",
            "This is no address of a cluster",
            f"write tcp://HOST:PORT, tls://HOST:PORT or local:N, with N from 1 to {MOST_LOCAL}",
        )
