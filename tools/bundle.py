"""Everything that an office without a network needs to install lawgraph, as one archive for each platform.

``python -m tools.bundle [PLATFORM …]`` (``make bundle``) fetches the wheels of ``requirements.txt`` for the
platforms, by name, version and SHA-256, for each Python that is supported, adds the wheel of the project, scripts
that install all of it without a network, the licences and a list of checksums, and writes
``dist/lawgraph-VERSION-PLATFORM.zip``. The same lock and the same sources give the same bytes.

A bundle is checked before it is written: each requirement that applies on its platform has a wheel that fits
there, and what the wheels ask for is in it. One that lacks anything is not written.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import file_digest
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from tools.platforms import LIBC, PYTHONS, TARGETS, Pin, Target, fitting, lacking, metadata, pins
from tools.wheels import ROOT, PipFailed, build_locked, build_project, fetch

SOURCE_ONLY = ("jieba",)
"""Locked packages without a wheel: pure Python, built here, where the scripts of an office build nothing."""

FILES = ROOT / "tools" / "offline"
SUMS = "SHA256SUMS"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LICENCE = re.compile(r"[^/]*\.dist-info/(?:.*/)?[^/]*(?:licen[cs]e|copying|notice|authors)[^/]*", re.I)


class BundleError(Exception):
    """A bundle could not be made; the message says what is missing or failed, in Chinese and English."""


def say(text: str) -> None:
    """Say something to people."""
    print(text, file=sys.stderr, flush=True)


def gather(target: Target, pythons: Sequence[str], wheels: Path) -> list[Pin]:
    """Put all wheels for a platform into a folder and return what is asked for, the project among it.

    Raises :class:`BundleError`.
    """
    wheels.mkdir(parents=True)
    locked = pins(ROOT / "requirements.txt")
    try:
        build_locked((pin.line() for pin in locked if pin.name in SOURCE_ONLY), wheels)
        for python in pythons:
            say(f"{target.name}: 下载 Python {python} 所需的 wheel。Fetching the wheels for Python {python}.")
            markers = target.markers(python)
            wanted = [pin.line() for pin in locked if pin.applies(markers) and pin.name not in SOURCE_ONLY]
            fetch(wanted, wheels, python, target.platforms)
        ours = build_project(wheels)
    except PipFailed as error:
        raise BundleError(
            f"{target.name}: 有的软件包取不到；检查网络、镜像（环境变量 PIP_INDEX_URL）和锁定文件后再运行。"
            f"Packages could not be fetched; check the network, the mirror (environment variable PIP_INDEX_URL) "
            f"and the lock, then run it again.\n{error}"
        ) from error
    name, version, _, _ = parse_wheel_filename(ours.name)
    return [*locked, Pin(Requirement(f"{name}=={version}"), str(version), ())]


def check(wheels: Path, wanted: Sequence[Pin], target: Target, pythons: Sequence[str]) -> None:
    """Raise :class:`BundleError` for what a platform would lack, and for a wheel that nobody asks for there."""
    lacks = [each for python in pythons for each in lacking(wheels, wanted, target, python)]
    names = sorted(path.name for path in wheels.iterdir())
    fits = frozenset().union(*(target.tags(python) for python in pythons))
    asked = {wheel for pin in wanted for wheel in fitting(names, pin, fits)}
    lacks += [f"{target.name}: {name} 无人需要 nobody asks for it" for name in names if name not in asked]
    if lacks:
        raise BundleError(
            "安装包不完整，没有写出。The bundle is not complete and was not written:\n" + "\n".join(lacks)
        )


def requirements(wheels: Path, wanted: Sequence[Pin]) -> str:
    """Return the requirements of a bundle: the lines of the lock, with the checksums of the wheels that are in it."""
    sums: dict[str, list[str]] = {}
    for path in sorted(wheels.iterdir()):
        sums.setdefault(parse_wheel_filename(path.name)[0], []).append(sha256(path))
    return "".join(
        pin.line(sums[pin.name], marked=True).replace(" --hash", " \\\n    --hash") + "\n"
        for pin in sorted(wanted, key=lambda each: each.name)
        if pin.name in sums
    )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_licences(wheels: Path, folder: Path) -> None:
    """Write the licence files of all wheels, and a table of what each package says its licence is."""
    rows = ["package\tversion\tlicence\n"]
    for path in sorted(wheels.iterdir()):
        about = metadata(path)
        named = f"{about['Name']}-{about['Version']}"
        said = about["License-Expression"] or _of_classifiers(about.get_all("Classifier", []))
        said = said or " ".join((about["License"] or "").split())[:80] or "见文件 see its files"
        rows.append(f"{about['Name']}\t{about['Version']}\t{said}\n")
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if _LICENCE.fullmatch(name):
                    place = folder / named / name.partition("/")[2].removeprefix("licenses/")
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(archive.read(name))
    folder.mkdir(exist_ok=True)
    (folder / "LICENCES.tsv").write_text("".join(dict.fromkeys(rows)), "utf-8", newline="\n")


def _of_classifiers(classifiers: Iterable[str]) -> str:
    said = (each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::"))
    return "; ".join(said)


def assemble(folder: Path, wanted: Sequence[Pin], target: Target, pythons: Sequence[str]) -> None:
    """Write all that a bundle has beside its wheels."""
    wheels = folder / "wheels"
    for path in sorted(FILES.iterdir()):
        if path.suffix not in ((".sh",) if target.system == "Windows" else (".cmd",)):
            text = path.read_text("utf-8")
            end = "\r\n" if path.suffix == ".cmd" else "\n"
            (folder / path.name).write_text(text, "utf-8", newline=end)
    version = next(pin.version for pin in wanted if pin.name == "lawgraph")
    about = {
        "version": version, "target": target.name, "system": target.system, "machine": target.machine,
        "pythons": list(pythons), "glibc": [2, LIBC] if target.system == "Linux" else None,
    }  # fmt: skip
    (folder / "bundle.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8", newline="\n")
    (folder / "requirements.txt").write_text(requirements(wheels, wanted), "utf-8", newline="\n")
    shutil.copytree(ROOT / "data" / "sources", folder / "examples")
    write_licences(wheels, folder / "licences")
    sums = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / SUMS).write_text("".join(sums), "utf-8", newline="\n")


def _files(folder: Path) -> Iterator[Path]:
    inside = (path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    yield from sorted(inside, key=lambda path: path.relative_to(folder).as_posix())


def pack(folder: Path, out: Path) -> None:
    """Write a folder as an archive of the same bytes each time; wheels are compressed as they are."""
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_STORED) as archive:
            for path in (*_files(folder), folder / SUMS):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _EARLIEST)
                entry.create_system = 3
                entry.external_attr = (0o100755 if path.suffix == ".sh" else 0o100644) << 16
                with path.open("rb") as file, archive.open(entry, "w") as to:
                    shutil.copyfileobj(file, to)
        scratch.replace(out)
    finally:
        scratch.unlink(missing_ok=True)


def make(target: Target, pythons: Sequence[str], out: Path) -> Path:
    """Make the bundle of a platform in a folder and return it; raises :class:`BundleError`."""
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch) / "wheels"
        wanted = gather(target, pythons, wheels)
        check(wheels, wanted, target, pythons)
        version = next(pin.version for pin in wanted if pin.name == "lawgraph")
        folder = Path(scratch) / f"lawgraph-{version}-{target.name}"
        folder.mkdir()
        wheels.rename(folder / "wheels")
        assemble(folder, wanted, target, pythons)
        made = out / f"{folder.name}.zip"
        pack(folder, made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Make the bundles that are asked for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.bundle", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("targets", nargs="*", metavar="PLATFORM", help=", ".join(TARGETS))
    parser.add_argument("--python", action="append", choices=PYTHONS, help="that it is for; all by default")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder of the archives")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.targets if name not in TARGETS]
    if unknown:
        say(f"{unknown[0]}: 没有这个平台。No such platform; there are: {', '.join(TARGETS)}.")
        return 2
    for name in asked.targets or TARGETS:
        try:
            made = make(TARGETS[name], tuple(asked.python or PYTHONS), asked.out)
        except (BundleError, OSError) as error:
            say(f"bundle: {error}")
            return 1
        size = made.stat().st_size >> 20
        say(f"{name}: 已写出 written, {size} MB, SHA-256 {sha256(made)}")
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
