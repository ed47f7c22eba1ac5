"""Set up ``.venv`` from the locks and say all along what is being done and how far it is.

``python tools/environment.py run`` (``make run``) installs what the program needs, ``… test`` what the tests need
besides, ``… notebook`` what the notebooks need besides. Only the standard library is used, and the pip of the
environment. Every package is installed as its lock has it (``--no-deps --require-hashes``), so nothing that is
published later can change the result; ``pip check`` confirms that all fit together.

What is done is recorded in ``.venv``: ``.run``, ``.test``, ``.notebook`` hold the digest of the lock that was
installed, ``.unfinished`` is there while packages are being installed. An environment that was left unfinished,
or made from another lock, is made anew: a half-written package looks complete to pip.
"""

from __future__ import annotations

import hashlib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt", "notebook": "requirements-notebook.txt"}
PURPOSE = {
    "run": ("程序", "the program"),
    "test": ("测试", "the tests"),
    "notebook": ("笔记本", "the notebooks"),
}
QUIET_FOR = 10.0  # seconds after which it is said again what is going on
# setuptools builds the one package that has no wheel (jieba) and this project, here instead of in a folder of
# its own for each, into which pip would fetch the newest release.
INSTALL = ("install", "--no-deps", "--require-hashes", "--no-build-isolation", "--use-pep517", "--no-compile")
_PIP = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1",
        "PIP_NO_COLOR": "1", "PIP_PROGRESS_BAR": "off", "PIP_USER": "0"}  # fmt: skip
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+).*(?:\n[ \t]+.*)*\n?", re.MULTILINE)
_NOISE = re.compile(r"\s*(Collecting|Requirement already|Using cached|Downloading|Looking in|Ignoring|Obtaining|"
                    r"Installing|Preparing|Building|Created|Stored|Successfully|Processing|File was already|"
                    r"WARNING: (Location|The directory|Running pip)|\[notice\]|DEPRECATION)")  # fmt: skip
_REMEDIES = (
    (
        r"No space left|Errno 28|not enough space",
        "磁盘已满，腾出空间后再运行同一命令。",
        "the disk is full; make room, then run the same command again",
    ),
    (
        r"DO NOT MATCH THE HASHES|hashes are required",
        "下载的文件与锁定的不符：先运行 python3 -m pip cache purge，或换一个镜像（环境变量 PIP_INDEX_URL），"
        "再运行同一命令。",
        "a downloaded file is not the locked one; run 'python3 -m pip cache purge' or choose another mirror "
        "(environment variable PIP_INDEX_URL), then run the same command again",
    ),
    (
        r"Retrying|Connection|[Tt]imed? ?out|SSL|[Pp]roxy|HTTP error",
        "软件包服务器连不上：检查网络和代理，或指定镜像（环境变量 PIP_INDEX_URL），再运行同一命令。",
        "the package server cannot be reached; check the network and the proxy, or name a mirror (environment "
        "variable PIP_INDEX_URL), then run the same command again",
    ),
    (
        r"No matching distribution|is not a supported wheel|Failed building|metadata-generation-failed",
        "这个 Python 或系统没有现成的软件包：换用 Python 3.11 至 3.13，如 make run PYTHON=python3.12；"
        "所用镜像不全时换一个（环境变量 PIP_INDEX_URL）。",
        "there is no package for this Python or system; use Python 3.11 to 3.13, as in 'make run "
        "PYTHON=python3.12', or another mirror (environment variable PIP_INDEX_URL) if yours is incomplete",
    ),
    (
        "",
        "原因见上；改正后再运行同一命令，仍不行则先运行 make clean。",
        "the reason is above; mend it, then run the same command again, after 'make clean' if that fails too",
    ),
)


class SetupError(Exception):
    """The environment could not be set up; the message has the place, the problem and the remedy."""


def say(text: str) -> None:
    """Print one line for people, at once."""
    print(text, file=sys.stderr, flush=True)


def digest(lock: Path) -> str:
    """Return the SHA-256 of a lock, whatever its line ends."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def entries(lock: Path) -> dict[str, str]:
    """Return the lines of a lock that pin and hash each ``name==version``."""
    text = lock.read_text("utf-8")
    return {f"{found[1]}=={found[2]}": found[0] for found in _ENTRY.finditer(text)}


class Environment:
    """The virtual environment ``.venv`` of the project in ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / ".venv"
        self.python = self.home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.unfinished = self.home / ".unfinished"

    def stamp(self, part: str) -> Path:
        """Return the file that records the digest of the lock of ``part``."""
        return self.home / f".{part}"

    def has(self, part: str) -> bool:
        """Whether the packages of ``part`` are installed as its lock has them."""
        stamp = self.stamp(part)
        return stamp.is_file() and stamp.read_text("utf-8") == digest(self.root / LOCKS[part])

    def why_anew(self) -> tuple[str, str] | None:
        """Return why the environment must be made anew, in Chinese and English; ``None`` if it is sound."""
        if not self.python.exists():
            return ("尚无环境", "there is none yet")
        if self.unfinished.exists():
            return ("上次未装完", "the last set-up was not finished")
        if any(self.stamp(part).exists() and not self.has(part) for part in LOCKS):
            return ("锁定文件已变", "a lock has changed")
        probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
        if subprocess.run([self.python, "-c", probe], capture_output=True, check=False).returncode:
            return ("其 Python 或 pip 不能用", "its Python or pip does not work")
        return None

    def make(self) -> None:
        """Make the environment, empty but for pip; raise :class:`SetupError` when Python cannot."""
        version = sys.version.split()[0]
        try:
            if self.home.exists():
                shutil.rmtree(self.home)
            self.home.mkdir()
            self.unfinished.touch()
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(self.home)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError(
                f"{self.home}: 用 Python {version} 建不了虚拟环境（{error}）；Debian、Ubuntu 先装 python3-venv。"
                f"Python {version} cannot make a virtual environment ({error}); "
                "on Debian or Ubuntu install python3-venv first"
            ) from error

    def installed(self) -> set[str]:
        """Return the folders of the packages that are there in full: pip writes ``RECORD`` last."""
        folders = (*self.home.glob("lib/python*/site-packages"), self.home / "Lib" / "site-packages")
        return {record.parent.name for folder in folders for record in folder.glob("*.dist-info/RECORD")}

    def install(self, part: str) -> None:
        """Install the lock of ``part``; raise :class:`SetupError` with what pip said."""
        lock = self.root / LOCKS[part]
        pinned = entries(lock)
        builder = [text for name, text in pinned.items() if name.startswith("setuptools==")]
        if builder:
            first = self.home / "setuptools.txt"
            first.write_text("".join(builder), "utf-8", newline="\n")
            self.pip(f"{lock.name}: setuptools", *INSTALL, "-r", first)
            first.unlink()
        self.pip(lock.name, *INSTALL, "-r", lock, progress=Progress(pinned, self.installed))

    def pip(self, what: str, *arguments: object, progress: Progress | None = None) -> None:
        """Run the environment's pip, with its noise kept back; raise :class:`SetupError` with its errors."""
        command = [self.python, "-m", "pip", *map(str, arguments)]
        heard = run(command, self.root, progress or Progress())
        if heard is None:
            return
        told = [line for line in heard if line.strip() and not _NOISE.match(line)][-30:]
        say("\n".join(told) or "pip 未说明原因。pip gave no reason.")
        _, chinese, english = next(r for r in _REMEDIES if re.search(r[0], "\n".join(told)))
        raise SetupError(f"{what}: pip 未能完成；{chinese}pip failed; {english}")


class Progress:
    """How far an installation is, by what pip says and by what is in the environment."""

    def __init__(self, pinned: Iterable[str] = (), installed: Callable[[], set[str]] = set) -> None:
        self.versions = dict(name.split("==") for name in pinned)
        self.installed = installed
        self.there = installed()
        self.doing, self.name = "", ""
        self.done, self.total = 0, len(self.versions)
        self.started = self.said_at = time.monotonic()
        self.said = ""

    def hear(self, line: str) -> None:
        """Take in a line of pip's."""
        line = line.strip()
        if line.startswith("Ignoring "):  # its marker is of another platform or Python
            self.total -= 1
        elif found := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            self.doing, self.name = "准备 getting", f"{found[1]} {self.versions.get(found[1], '')}"
            self.done += 1
        elif found := re.match(r"Downloading .*(\(.*B\))$", line):
            self.doing = f"下载 downloading {found[1]}"
        elif found := re.match(r"Building wheel for ([\w.-]+)", line):
            self.doing, self.name = "构建 building", found[1]
        elif line.startswith("Installing collected packages: "):
            self.doing, self.name = "安装 installing", ""
            self.done, self.total = 0, line.count(",") + 1

    def look(self) -> None:
        """Say how far it is if that is new, once a second at most, and again after some time without news."""
        waited = time.monotonic() - self.said_at
        if not self.versions or not self.doing or waited < 1:
            return
        if self.doing.startswith("安装") and (new := self.installed() - self.there):
            self.there |= new
            self.done += len(new)
            self.name = max(new).removesuffix(".dist-info").replace("-", " ")
        text = f"  [{self.done:>3}/{self.total}] {self.doing} {self.name}".rstrip()
        if text != self.said or waited >= QUIET_FOR:
            say(text if text != self.said else f"{text} … {time.monotonic() - self.started:.0f} s")
            self.said, self.said_at = text, time.monotonic()


def run(command: list[object], cwd: Path, progress: Progress) -> list[str] | None:
    """Run ``command``, tell ``progress`` its lines; return them if it failed, ``None`` if it did not."""
    environment = {**os.environ, **_PIP}
    process = subprocess.Popen(
        [str(part) for part in command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    assert process.stdout is not None

    def read(stream: Iterable[str]) -> None:
        for line in stream:
            lines.put(line.rstrip())
        lines.put(None)

    threading.Thread(target=read, args=(process.stdout,), daemon=True).start()
    heard: list[str] = []
    try:
        while True:
            try:
                line = lines.get(timeout=1)
            except queue.Empty:
                progress.look()
                continue
            if line is None:
                break
            heard.append(line)
            progress.hear(line)
            progress.look()
        return heard if process.wait() else None
    finally:  # an interruption ends pip too
        if process.poll() is None:
            process.terminate()
            process.wait()


def set_up(part: str, environment: Environment) -> None:
    """Bring ``environment`` to where ``part`` can run; raise :class:`SetupError`."""
    why = environment.why_anew()
    if why is not None:
        say(f"建立 .venv（{why[0]}）。Making .venv ({why[1]}), Python {sys.version.split()[0]}.")
        environment.make()
    parts = [name for name in dict.fromkeys(("run", part)) if not environment.has(name)]
    environment.unfinished.touch()
    for name in parts:
        chinese, english = PURPOSE[name]
        count = len(entries(environment.root / LOCKS[name]))
        say(f"安装{chinese}所需的软件包，至多 {count} 个。Packages for {english}, {count} at most.")
        environment.install(name)
    if part == "run" or parts[:1] == ["run"]:
        editable = ("install", "--no-deps", "--no-build-isolation", "--no-compile", "-e", environment.root)
        environment.pip("lawgraph", *editable)
    environment.pip("pip check", "check")
    for name in parts:
        environment.stamp(name).write_text(digest(environment.root / LOCKS[name]), "utf-8", newline="\n")
    environment.unfinished.unlink()
    environment.stamp(part).touch()  # newer than what make compares it with


def main(arguments: list[str]) -> int:
    """Set up what is asked for; return the exit code."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        say(f"用法 usage: python tools/environment.py {'|'.join(LOCKS)}")
        return 2
    started = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # pip ends with this program
    try:
        set_up(arguments[0], Environment(ROOT))
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\n已中断；再运行同一命令即从头安装。Interrupted; the same command starts anew.")
        return 130
    took = f"{time.monotonic() - started:.0f}"
    say(f"环境已就绪，用时 {took} 秒。The environment is ready after {took} s.")
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            f"python {sys.version.split()[0]}: 需要 Python 3.11 以上，如 make run PYTHON=python3.12。"
            "lawgraph needs Python 3.11 or newer, as in 'make run PYTHON=python3.12'"
        )
    sys.exit(main(sys.argv[1:]))
