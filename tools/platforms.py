"""What a platform without a network is given: which requirements apply there, and which wheels fit.

Nothing here asks the machine that it runs on: markers and tags are those of the platform named.
"""

from __future__ import annotations

import email.parser
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging import tags
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from tools.environment import entries

PYTHONS = ("3.11", "3.12", "3.13")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")
LIBC = 28
"""The minor version of the glibc 2 that wheels may ask for: 银河麒麟 V10 and 统信 UOS V20 have 2.28."""


@dataclass(frozen=True)
class Target:
    """A platform: its name, what markers see of it, and the platforms that wheels for it name, the best first."""

    name: str
    system: str
    machine: str
    platforms: tuple[str, ...]

    def markers(self, python: str) -> dict[str, str]:
        """Return what a marker sees there under ``python``, such as ``3.12``."""
        windows = self.system == "Windows"
        return {
            "implementation_name": "cpython", "implementation_version": f"{python}.0",
            "os_name": "nt" if windows else "posix", "platform_machine": self.machine,
            "platform_python_implementation": "CPython", "platform_release": "", "platform_version": "",
            "platform_system": self.system, "python_full_version": f"{python}.0", "python_version": python,
            "sys_platform": "win32" if windows else "linux", "extra": "",
        }  # fmt: skip

    def tags(self, python: str) -> frozenset[tags.Tag]:
        """Return the tags of the wheels that ``python`` takes there."""
        major, minor = map(int, python.split("."))
        here = f"cp{major}{minor}"
        return frozenset(
            (
                *tags.cpython_tags((major, minor), [here], self.platforms),
                *tags.compatible_tags((major, minor), here, self.platforms),
            )
        )


def _linux(machine: str) -> Target:
    old = (f"manylinux2014_{machine}", *((f"manylinux1_{machine}",) if machine == "x86_64" else ()))
    minors = range(LIBC, 4 if machine == "x86_64" else 16, -1)
    return Target(
        f"linux-{machine}", "Linux", machine, (*(f"manylinux_2_{n}_{machine}" for n in minors), *old)
    )


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        _linux("x86_64"),
        _linux("aarch64"),
        Target("windows-amd64", "Windows", "AMD64", ("win_amd64",)),
    )
}


@dataclass(frozen=True)
class Pin:
    """A line of a lock: what is asked for, its one version, the SHA-256 of its files."""

    asked: Requirement
    version: str
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The normalised name."""
        return canonicalize_name(self.asked.name)

    def applies(self, markers: Mapping[str, str]) -> bool:
        """Whether it is installed where markers see this."""
        return self.asked.marker is None or self.asked.marker.evaluate(dict(markers))

    def line(self, hashes: Iterable[str] | None = None, *, marked: bool = False) -> str:
        """Return it as a line of requirements, with other hashes where these are given."""
        marker = f" ; {self.asked.marker}" if marked and self.asked.marker is not None else ""
        sums = "".join(f" --hash=sha256:{each}" for each in (self.hashes if hashes is None else hashes))
        return f"{self.asked.name}=={self.version}{marker}{sums}"


def pins(lock: Path) -> list[Pin]:
    """Return the lines of a lock."""
    found = []
    for text in entries(lock).values():
        asked = Requirement(text.partition("\n")[0].rstrip(" \\"))
        (pinned,) = asked.specifier
        found.append(Pin(asked, pinned.version, tuple(_HASH.findall(text))))
    return found


def fitting(wheels: Iterable[str], pin: Pin, fits: frozenset[tags.Tag]) -> list[str]:
    """Return the wheels of a pin, by their file names, that have one of these tags."""
    found = []
    for wheel in wheels:
        name, version, _, has = parse_wheel_filename(wheel)
        if name == pin.name and version == Version(pin.version) and has & fits:
            found.append(wheel)
    return found


def lacking(folder: Path, wanted: Sequence[Pin], target: Target, python: str) -> Iterator[str]:
    """Yield what the wheels of a folder lack for ``wanted``, and for what these ask for, under ``python`` there."""
    names = sorted(path.name for path in folder.glob("*.whl"))
    markers, fits = target.markers(python), target.tags(python)
    here = {pin.name: pin for pin in wanted if pin.applies(markers)}
    for pin in here.values():
        wheels = fitting(names, pin, fits)
        if not wheels:
            yield f"{target.name}, Python {python}: {pin.name} {pin.version} 没有合用的 wheel has no fitting wheel"
        for each in wheels[:1]:
            yield from _unmet(folder / each, pin, here, markers, f"{target.name}, Python {python}")


def _unmet(
    wheel: Path, pin: Pin, here: Mapping[str, Pin], markers: Mapping[str, str], where: str
) -> Iterator[str]:
    for line in metadata(wheel).get_all("Requires-Dist", []):
        asked = Requirement(line)
        extras = ("", *pin.asked.extras)
        if asked.marker and not any(asked.marker.evaluate({**markers, "extra": each}) for each in extras):
            continue
        there = here.get(canonicalize_name(asked.name))
        if there is None or not asked.specifier.contains(there.version, prereleases=True):
            version = there.version if there else "没有 none"
            yield f"{where}: {pin.name} 需要 asks for {asked}; {version}"


def metadata(wheel: Path) -> email.message.Message:
    """Return the metadata of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        inside = (
            each for each in archive.namelist() if each.count("/") == 1
        )  # not those of vendored packages
        (name,) = (each for each in inside if each.endswith(".dist-info/METADATA"))
        return email.parser.Parser().parsestr(archive.read(name).decode("utf-8"))
