"""Install lawgraph from this folder, without a network: python install.py [FOLDER].

A virtual environment is made in FOLDER (by default lawgraph-VERSION in the home folder) and filled from ``wheels``,
each file compared with its SHA-256. Nothing outside FOLDER is written; to remove it, delete FOLDER. Only the standard
library is used, and nothing that an older Python cannot read, so that it can be told what is needed.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Refused(Exception):
    """It cannot be installed; the message says why and what to do."""


def say(text):
    """Say something to people."""
    print(text, file=sys.stderr)
    sys.stderr.flush()


def check_machine(about):
    """Raise Refused unless this bundle is for this Python and this machine."""
    python = "{}.{}".format(*sys.version_info[:2])
    if python not in about["pythons"]:
        raise Refused(
            "Python {0}：需要 {1}，请换用其中之一运行 install.py。"
            "Python {0}: it has to be one of {1}; run install.py with such a one.".format(
                python, ", ".join(about["pythons"])
            )
        )
    here = f"{platform.system()}-{platform.machine()}".lower().replace("arm64", "aarch64")
    wanted = "{}-{}".format(about["system"], about["machine"]).lower()
    if here != wanted or sys.maxsize < 2**32:
        raise Refused(
            f"本机是 {here}，安装包是 {wanted} 的，请取相应的安装包（Python 须为 64 位）。"
            f"This machine is {here}, the bundle is for {wanted}; "
            "take the one for this machine (Python has to be of 64 bits)."
        )
    if about["glibc"]:
        check_libc(about["glibc"])


def check_libc(least):
    """Raise Refused for a C library that is older than the wheels ask for."""
    name, version = platform.libc_ver()
    if name != "glibc" or [int(part) for part in version.split(".")[:2]] < least:
        least = ".".join(map(str, least))
        raise Refused(
            "本机的 C 库是 {0} {1}，需要 glibc {2} 以上，请换到较新的系统上安装。"
            "The C library of this machine is {0} {1}; glibc {2} or newer is needed: take a newer system.".format(
                name or "?", version, least
            )
        )


def check_files():
    """Raise Refused for a file that is not as it was when the bundle was made."""
    for line in (HERE / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Refused(
                f"{name}: 缺失或与 SHA256SUMS 不符，请重新解压或复制安装包。"
                "It is missing or not as SHA256SUMS says; unpack or copy the bundle again."
            )


def run(command, what):
    """Run a command without an index of packages and without pip's configuration; raise Refused with what it said."""
    environment = {key: value for key, value in os.environ.items() if not key.upper().startswith("PIP_")}
    environment.update(PIP_CONFIG_FILE=os.devnull, PIP_NO_INDEX="1", PIP_NO_INPUT="1", PYTHONUTF8="1")
    environment.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_CACHE_DIR="1", PIP_USER="0")
    for each in ("PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING"):
        environment.pop(each, None)
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment,
        cwd=str(HERE),
    )  # fmt: skip
    told = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode:
        raise Refused(f"{told[-3000:]}\n{what} 没有完成。It failed.")
    return told


def install(place, about):
    """Make the environment in a folder, which is not there or empty; return its command."""
    import venv

    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / ("python.exe" if os.name == "nt" else "python"))
    say(f"正在建立环境：{place}。Making the environment in {place}.")
    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(str(place))
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(
            f"{place}: 建不了虚拟环境（{error}）；Debian 系（统信、麒麟桌面版）须有 python3-venv。"
            f"A virtual environment cannot be made ({error}); systems of Debian's kind need python3-venv."
        ) from error
    say("正在安装软件包，约一分钟。Installing the packages, about a minute.")
    options = ["--no-index", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--find-links"]
    run([python, "-m", "pip", "install", "-q", *options, "wheels", "-r", "requirements.txt"], "pip install")
    run([python, "-m", "pip", "check"], "pip check")
    command = scripts / ("lawgraph.exe" if os.name == "nt" else "lawgraph")
    told = run([str(command), "--version"], "lawgraph --version")
    if told != "lawgraph " + about["version"]:
        raise Refused(f"lawgraph --version: {told}")
    return command


def main(arguments):
    """Install; return the exit code."""
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        say("用法 usage: python install.py [FOLDER]")
        return 2
    about = json.loads((HERE / "bundle.json").read_text("utf-8"))
    default = Path.home() / "lawgraph-{}".format(about["version"])
    place = Path(arguments[0]).absolute() if arguments else default
    fresh = False
    try:
        check_machine(about)
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise Refused(
                f"{place}: 已有内容，请指定新的文件夹，或先删去。"
                "There is something there; name a new folder, or delete it."
            )
        say("正在核对文件。Comparing the files with their checksums.")
        check_files()
        fresh = True
        command = install(place, about)
    except (Refused, OSError, KeyboardInterrupt) as error:
        say("lawgraph: {}".format(error or "已中断。Interrupted."))
        if fresh:
            shutil.rmtree(str(place), ignore_errors=True)
        return 1
    say(
        '已安装。Installed. 试用 to try it:\n  "{0}" doctor --machine\n  "{0}" open "{1}"'.format(
            command, HERE / "examples"
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
