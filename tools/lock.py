"""Pin all packages anew, for Linux, macOS and Windows at once, with hashes and without index addresses.

``python tools/lock.py`` (``make lock``) upgrades every pin; with ``--keep`` it keeps those that still fit. It
installs its own pinned uv into ``build/uv``; nobody else needs uv. Three locks are written, each with only
what the one before it on its way lacks, so that no package has two versions:

* ``requirements.txt``: what the program imports, and what builds it (``build-system`` in ``pyproject.toml``);
* ``requirements-dev.txt``: what the tests need besides;
* ``requirements-notebook.txt``: what the notebooks need besides ``requirements.txt``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
RUN, DEV, NOTEBOOK = "requirements.txt", "requirements-dev.txt", "requirements-notebook.txt"
COMPILE = (
    "pip", "compile", "-q", "--no-config", "--universal", "--python-version=3.11", "--fork-strategy=fewest",
    "--no-strip-extras", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--annotation-style=line", "--custom-compile-command=make lock",
)  # fmt: skip


def uv() -> Path:
    """Return the path of the pinned uv, installed into ``build/uv`` when it is not there."""
    home = ROOT / "build" / UV.replace("==", "-")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    found = scripts / ("uv.exe" if os.name == "nt" else "uv")
    if not found.is_file():
        print(f"正在安装 {UV}。Installing {UV} into {home.relative_to(ROOT)}.", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([scripts / "python", "-m", "pip", "install", "-q", "--no-deps", UV], check=True)
    return found


def everywhere(lock: Path) -> list[str]:
    """Return the names that ``lock`` pins on every platform and Python: those without a marker."""
    return re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^ ;]+ *\\?$", lock.read_text("utf-8"), re.MULTILINE
    )


def pin(lock: str, *arguments: str, sources: str = "") -> None:
    """Write ``lock`` from ``setup.cfg`` and the requirements in ``sources``, one a line."""
    print(f"正在锁定 {lock}。Pinning {lock}.", file=sys.stderr)
    command = [str(uv()), *COMPILE, *arguments, "-o", lock, "setup.cfg", *(["-"] if sources else [])]
    subprocess.run(command, cwd=ROOT, check=True, encoding="utf-8", input=sources)


def main(arguments: list[str]) -> int:
    """Write the three locks; return the exit code."""
    fresh = [] if "--keep" in arguments else ["--upgrade"]
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    try:
        pin(RUN, *fresh, sources="\n".join(build))
        ours = [f"--no-emit-package={name}" for name in everywhere(ROOT / RUN)]
        pin(DEV, *fresh, "--extra=dev", f"-c={RUN}", *ours)
        pin(NOTEBOOK, *fresh, "--extra=notebook", f"-c={RUN}", f"-c={DEV}", *ours)
    except subprocess.CalledProcessError as error:
        print(
            f"make lock: 锁定失败（返回值 {error.returncode}），原因见上；检查网络和 setup.cfg 后再运行。"
            "Pinning failed, the reason is above; check the network and setup.cfg, then run it again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
