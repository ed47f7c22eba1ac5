"""One self-contained page with the links between documents; it opens offline and asks nothing of any server."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine
    from queries.picture import Picture

_PAGE = Path(__file__).parent / "page"
_ASCII = "".join(map(chr, range(32, 127)))


def page(found: Picture) -> str:
    """Return the HTML of ``found``; the same picture gives the same characters.

    Raises :class:`lawgraph.font.FontNotFound`.
    """
    from lawgraph.font import LICENSE_NOTICE, subset_data_uri

    style = (_PAGE / "picture.css").read_text("utf-8")
    script = (_PAGE / "picture.js").read_text("utf-8")
    data = json.dumps(asdict(found), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # No text of a document may end the element that holds it (HTML, section 4.12.1.3), nor break a line.
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    html = (_PAGE / "picture.html").read_text("utf-8")
    font = subset_data_uri(_ASCII + html + script + data)
    parts = {"style": style, "script": script, "data": data, "font": font, "notice": LICENSE_NOTICE}
    pieces = html.split("@@")  # text, name, text, name, … text
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def write(engine: Engine, path: Path) -> None:
    """Write the page of ``engine``'s graph (:func:`queries.picture.picture`) in UTF-8.

    Raises :class:`lawgraph.font.FontNotFound` as well.
    """
    from queries.picture import picture

    html = page(picture(engine))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8", errors="replace", newline="\n")


EXPORT = Export(
    "html",
    "一个网页，离线可开：两边的文件、对应关系及其依据的词句",
    "one page with both documents, the links and the words behind them; it opens offline",
    write,
)
