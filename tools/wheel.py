"""Build the wheel of a checkout so that the same commit gives the same bytes: ``make wheel``, into ``dist``.

The files come from the commit, not from the folder: nothing that lies about gets into the wheel, and their rights
do not depend on who checked them out. The documentation (``lawgraph/site``) is built from it, too. Their time is that
of the commit (``SOURCE_DATE_EPOCH``), and setuptools is the locked one. ``--out FOLDER`` writes elsewhere.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def commit_time(root: Path) -> str:
    """Return when the checked-out commit was made, in seconds since 1970."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()


def built(root: Path, out: Path) -> Path:
    """Build the wheel of the commit that is checked out at ``root`` into ``out``; return its path.

    Raises ``CalledProcessError`` if git or pip fails.
    """
    packed = subprocess.run(
        ["git", "-C", str(root), "-c", "tar.umask=0022", "archive", "--format=tar", "HEAD"],
        capture_output=True,
        check=True,
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extraction_filter = getattr(
                tarfile, "data_filter", None
            )  # Python 3.11.0 to 3.11.3 has none
            archive.extractall(folder)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": commit_time(root), "PYTHONHASHSEED": "0"}
        # The documentation, which the explorer serves and the commit has as Markdown alone.
        subprocess.run([sys.executable, "tools/site/build.py"], cwd=folder, env=environment, check=True)
        made = Path(folder, "dist")
        command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel", "--no-deps",
                   "--no-build-isolation", "--no-index", "-w", str(made), folder]  # fmt: skip
        before = os.umask(0o022)  # what setuptools writes itself
        try:
            subprocess.run(command, env=environment, check=True)
        finally:
            os.umask(before)
        (wheel,) = made.glob("*.whl")
        out.mkdir(parents=True, exist_ok=True)
        kept = out / wheel.name
        kept.write_bytes(wheel.read_bytes())
    return kept


def main() -> int:
    """Build the wheel; return the exit code."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--out", type=Path, default=ROOT / "dist")
    try:
        print(built(ROOT, ask.parse_args().out))
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(
            f"make wheel: 打包失败（{error}）；需要 git 检出和测试环境。The wheel cannot be built ({error}); "
            "it needs a checkout by git and the environment of 'make test'.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
