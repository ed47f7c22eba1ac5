"""The packages of the locks: their names, versions, hashes and the lock that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt", "notebook": "requirements-notebook.txt"}
_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\\n]+)(?: *; *(?P<marker>[^\\\n]+?))? *\\?\n"
    r"(?P<hashes>(?:[ \t]+--hash=sha256:[0-9a-f]{64} *\\?\n)*)(?:[ \t]+# via (?P<via>[^\n]*)\n)?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A package as a lock pins it. ``hashes`` are SHA-256 of the files that may be installed."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]
    kind: str


def canonical(name: str) -> str:
    """Return a name as PEP 503 compares it.

    >>> canonical("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(kind: str, root: Path = ROOT) -> Iterator[Locked]:
    """Yield the packages of a lock (``run``, ``test``, ``notebook``), in its order."""
    for found in _ENTRY.finditer((root / LOCKS[kind]).read_text("utf-8")):
        yield Locked(
            canonical(found["name"]),
            found["version"],
            (found["marker"] or "").strip(),
            tuple(re.findall(r"sha256:([0-9a-f]{64})", found["hashes"])),
            tuple(map(str.strip, (found["via"] or "").split(","))),
            kind,
        )


def all_locked(root: Path = ROOT) -> list[Locked]:
    """Return the packages of all locks, each once, under the first lock that has it, by name."""
    found: dict[tuple[str, str], Locked] = {}
    for kind in LOCKS:
        for each in locked(kind, root):
            found.setdefault((each.name, each.version), each)
    return sorted(found.values(), key=lambda each: (each.name, each.version))
