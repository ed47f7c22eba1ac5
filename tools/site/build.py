"""Build the documentation as one site: ``python tools/site/build.py`` (``make site``).

The site is written to ``build/site``, strictly (a dead link, a dead anchor or a page that no list names is an error),
and put into the package, ``lawgraph/site``, from where the explorer serves it and a wheel takes it. Nothing is fetched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE, PACKAGED = ROOT / "build" / "site", ROOT / "lawgraph" / "site"


def build(site: Path, packaged: Path | None) -> int:
    """Build the site into ``site``, and copy it to ``packaged`` in one step; return the exit code."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--site-dir", str(site)]
    # The same bytes on every day: MkDocs would put the day of the build into what it writes.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
    # Not quiet: MkDocs counts no warning that it does not print, and strict would mean nothing.
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        print(*said, sep="\n", file=sys.stderr)
        print(
            "文档没有生成，原因见上；缺 mkdocs 时运行 python tools/environment.py test。"
            "The site was not built, the reason is above; without mkdocs run python tools/environment.py test.",
            file=sys.stderr,
        )
        return 1
    if packaged is not None:
        beside = packaged.with_name(f".{packaged.name}-new")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(site, beside)
        shutil.rmtree(packaged, ignore_errors=True)
        beside.rename(packaged)
    return 0


def main() -> int:
    """Read the command line; exit codes are 0 (done), 1 (failed) and 2 (usage)."""
    parser = argparse.ArgumentParser(description="Build the documentation as one site, offline.")
    parser.add_argument("--out", type=Path, default=SITE, help="folder of the site (build/site)")
    parser.add_argument("--apart", action="store_true", help="do not put it into the package (lawgraph/site)")
    chosen = parser.parse_args()
    return build(chosen.out.resolve(), None if chosen.apart else PACKAGED)


if __name__ == "__main__":
    raise SystemExit(main())
