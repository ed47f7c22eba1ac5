"""The words of the site as one script that the search reads: a section a row, no index (``theme/assets/search.js``)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

Row = tuple[str, str, str]
_rows: dict[str, tuple[str, str, list[Row]]] = {}
_LEVELS = ("h1", "h2", "h3")


class _Sections(HTMLParser):
    """Cuts a page at its headings into rows: the anchor, the heading, the words below it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = [["", "", ""]]
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section at a heading; keep words apart that stand in different blocks."""
        if tag in _LEVELS:
            self.rows.append([dict(attrs).get("id") or "", "", ""])
            self._heading = True
        elif tag not in ("a", "b", "code", "em", "i", "mark", "span", "strong", "sub", "sup"):
            self.rows[-1][2] += " "

    def handle_endtag(self, tag: str) -> None:
        """End a heading."""
        if tag in _LEVELS:
            self._heading = False

    def handle_data(self, data: str) -> None:
        """Take words."""
        self.rows[-1][1 if self._heading else 2] += data


def sections(html: str) -> list[Row]:
    """Return the sections of a page: anchor, heading, words."""
    parser = _Sections()
    parser.feed(html)
    rows = [
        (anchor, heading.strip(), re.sub(r"\s+", " ", text).strip()) for anchor, heading, text in parser.rows
    ]
    return [row for row in rows if row[1] or row[2]]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin anew."""
    _rows.clear()
    return config


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take the words of a page."""
    rows = sections(html)
    title = next((heading for _, heading, _ in rows if heading), str(page.title))
    _rows[page.file.url] = (page.meta["language"], title, rows)
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the words of all pages, in the order of their addresses."""
    rows = [[url, *_rows[url]] for url in sorted(_rows)]
    words = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    script = f"window.lawgraphPages = {words};\n"
    (Path(config.site_dir) / "assets" / "words.js").write_text(script, "utf-8", newline="\n")
