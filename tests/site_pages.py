"""The site of the documentation, built once for the tests that look at it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
BUILDER = ROOT / "tools" / "site" / "build.py"


@cache
def site() -> Path:
    """Build the site strictly, and return its folder; whatever MkDocs warns of fails."""
    folder = Path(mkdtemp(prefix="lawgraph-site-")) / "site"
    done = subprocess.run(
        [sys.executable, str(BUILDER), "--apart", "--out", str(folder)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Seen(HTMLParser):
    """What a page has that matters to others: its language, its anchors, what it leads to and loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.headings = 0
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        if tag == "html":
            self.language = given.get("lang", "")
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.loaded += [given["src"]] if "src" in given else []
        self.loaded += [given["href"]] if tag == "link" else []
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]


def pages() -> Iterator[tuple[str, Seen]]:
    """Yield each page by its path in the site, with what it has."""
    for path in sorted(site().rglob("*.html")):
        yield path.relative_to(site()).as_posix(), Seen(path.read_text("utf-8"))
