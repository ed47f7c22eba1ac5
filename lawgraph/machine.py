"""What this machine has of what lawgraph needs, what it lacks, and what works less well on it for that.

What is looked at is what differs between machines: the Python, the packages and whether their compiled parts load,
SQLite, the system's locks and limits, the disk, the console. Nothing is fetched and nothing is changed.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_OLDEST, _NEWEST = (3, 11), (3, 13)
_BITS_64 = 2**32
_ROOM = 1 << 30  # bytes of free disk below which a build may not end
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COMPILED = ("numpy", "spacy", "pyoxigraph", "msgspec", "selectolax", "pypdfium2", "matplotlib", "lxml")
_UTF_8 = 65001
_EXTRAS = (
    ("pandas", " Python 接口的表（DataFrame）", "the tables of the Python face (DataFrame)"),
    ("mcp", " lawgraph mcp（供智能助手使用）", "lawgraph mcp, for assistants"),
)


class State(Enum):
    """How a machine stands to one thing that it is asked for, in Chinese and English."""

    THERE = "有 there"
    LESS = "受限 less"
    LACKING = "缺 lacking"


@dataclass(frozen=True, slots=True)
class Trait:
    """Something of a machine: how it stands, what it is, and what follows where it is not as one would have it."""

    state: State
    chinese: str
    english: str

    def __str__(self) -> str:
        return f"{self.state.value}: {self.chinese}。{self.english}."


def traits() -> Iterator[Trait]:
    """Yield what of this machine matters, in a fixed order."""
    yield _python()
    yield from _packages()
    yield from _loading()
    yield from _extras()
    yield _full_text()
    yield _locks()
    yield _limits()
    yield _disk(Path(tempfile.gettempdir()))
    yield _browser()
    if os.name == "nt":  # pragma: no cover
        yield from _of_windows()


def _python() -> Trait:
    here = ".".join(map(str, sys.version_info[:3]))
    bits = 64 if sys.maxsize > _BITS_64 else 32
    if not sys.version_info[:2] >= _OLDEST or bits == 32:
        return Trait(
            State.LACKING,
            f"Python {here}，{bits} 位；需要 64 位 Python 3.11 至 3.13",
            f"Python {here} of {bits} bits; 3.11 to 3.13 of 64 bits is needed",
        )
    if sys.version_info[:2] > _NEWEST:
        return Trait(
            State.LESS,
            f"Python {here}；锁定的软件包只在 3.11 至 3.13 上试过",
            f"Python {here}; the locked packages were tried on 3.11 to 3.13 alone",
        )
    return Trait(State.THERE, f"Python {here}，{bits} 位", f"Python {here} of {bits} bits")


def _packages() -> Iterator[Trait]:
    """Yield the packages that lawgraph asks for and that are not installed, or that all are."""
    try:
        asked = [line for line in requires("lawgraph") or () if ";" not in line]
    except PackageNotFoundError:
        yield Trait(
            State.LESS,
            "lawgraph 没有安装，从源文件夹运行，不知道它需要哪些软件包",
            "lawgraph is not installed but runs from its sources, so what it asks for is not known",
        )
        return
    names = [found[0] for line in asked if (found := _NAME.match(line))]
    lacking = [name for name in names if _version(name) is None]
    for name in lacking:
        yield Trait(
            State.LACKING,
            f"软件包 {name} 没有安装，请重新安装 lawgraph",
            f"The package {name} is not installed; install lawgraph again",
        )
    if not lacking:
        yield Trait(
            State.THERE, f"所需的 {len(names)} 个软件包", f"All {len(names)} packages that it asks for"
        )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _loading() -> Iterator[Trait]:
    """Yield the compiled packages that cannot be loaded, or that all can: an old C library shows here."""
    failed = False
    for name in _COMPILED:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:  # told as not installed, or nobody needs it
            continue
        except (ImportError, OSError, RuntimeError) as error:
            failed = True
            yield Trait(
                State.LACKING,
                f"软件包 {name} 不能加载（{error}）：它不是为本机构建的，或系统的 C 库太旧",
                f"The package {name} cannot be loaded ({error}): it was not built for this machine, "
                "or the C library of the system is too old",
            )
    if not failed:
        yield Trait(State.THERE, "编译的软件包都能加载", "All compiled packages load")


def _extras() -> Iterator[Trait]:
    for name, chinese, english in _EXTRAS:
        if _version(name) is not None:
            yield Trait(State.THERE, f"{name}：{chinese.strip()}", f"{name}: {english}")
        else:
            yield Trait(
                State.LESS, f"没有 {name}，不能用{chinese}", f"Without {name} these do not work: {english}"
            )


def _full_text() -> Trait:
    from lawgraph.search.index import has_full_text

    if has_full_text():
        return Trait(
            State.THERE,
            f"SQLite {sqlite3.sqlite_version}，有 FTS5",
            f"SQLite {sqlite3.sqlite_version} with FTS5",
        )
    return Trait(
        State.LESS,
        f"SQLite {sqlite3.sqlite_version} 没有 FTS5，不能全文检索（lawgraph search、检索页）",
        f"SQLite {sqlite3.sqlite_version} has no FTS5, so there is no search (lawgraph search, the page 检索)",
    )


def _locks() -> Trait:
    from lawgraph.locks import can_lock

    if can_lock():
        return Trait(
            State.THERE, "文件锁：几个程序不会同时写一个图谱", "Locks: no two builds write one graph at once"
        )
    return Trait(
        State.LESS,
        "系统没有 flock：不要让两个 build 同时写一个文件夹，也不要同时在两处审核一个文件",
        "The system has no flock: let no two builds write to one folder, and nobody review a file in two places",
    )


def _limits() -> Trait:
    from lawgraph.memory import memory_in_use

    if memory_in_use():
        return Trait(
            State.THERE,
            "内存上限：查询进程占用过多即被拒绝",
            "Limits of memory: a query that takes too much ends",
        )
    return Trait(
        State.LESS,
        "系统不能限制进程的内存：服务只按时间停止查询，不要对外开放",
        "The system cannot limit the memory of a process: the service ends queries by time alone; do not expose it",
    )


def _disk(folder: Path) -> Trait:
    try:
        free = shutil.disk_usage(folder).free
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Trait(
            State.LACKING,
            f"临时文件夹 {folder} 不能写（{error.strerror}），请设置 TMPDIR（Windows：TEMP）",
            f"The folder for temporary files, {folder}, cannot be written ({error.strerror}); set TMPDIR or TEMP",
        )
    megabytes = free >> 20
    return Trait(
        State.THERE if free >= _ROOM else State.LESS,
        f"临时文件夹 {folder}，空余 {megabytes} MB",
        f"The folder for temporary files, {folder}, with {megabytes} MB free",
    )


def _browser() -> Trait:
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return Trait(
            State.LESS,
            "没有浏览器：用 lawgraph serve，从别的机器打开网页",
            "No browser: use 'lawgraph serve' and open the pages from another machine",
        )
    return Trait(State.THERE, "浏览器", "A browser")


def _of_windows() -> Iterator[Trait]:  # pragma: no cover
    """Yield what differs on Windows alone: the code page of the console, and how long a path may be."""
    import ctypes

    windows = getattr(ctypes, "windll")  # noqa: B009  (unknown to type checkers elsewhere)
    page = int(windows.kernel32.GetConsoleOutputCP())
    if page not in (0, _UTF_8):
        yield Trait(
            State.LESS,
            f"控制台的代码页是 {page}：文件和管道一律是 UTF-8，用 type、more 查看前先运行 chcp 65001",
            f"The console has code page {page}: files and pipes are UTF-8, so run 'chcp 65001' before type or more",
        )
    if not _long_paths():
        yield Trait(
            State.LESS,
            "路径不能超过 260 个字符（没有打开 LongPathsEnabled），请把图谱放在较短的路径下",
            "Paths may have 260 characters at most (LongPathsEnabled is off); keep graphs in a short path",
        )


def _long_paths() -> bool:  # pragma: no cover
    winreg = importlib.import_module("winreg")
    try:
        key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem")
        with key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False
