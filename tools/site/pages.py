"""Pages of the site: those outside ``docs/``, links between them, their languages, nothing that a policy refuses.

MkDocs calls the functions named ``on_…`` (``hooks`` in ``mkdocs.yml``). Links in the Markdown are those of the
checkout, so that the files read well there too: here they become links of the site, and a link to a file that is no
page becomes its path in words.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
BESIDE = "project"
_LINK = re.compile(r"(!?)\[((?:[^\]\[]|\[[^\]]*\])*)\]\(([^)#\s]*)(#[^)\s]*)?\)")
_CODE = re.compile(r"(^```.*?^```|``[^`].*?``|`[^`\n]*`)", re.DOTALL | re.MULTILINE)
_DIAGRAM = re.compile(r"^```mermaid\n.*?^```$", re.DOTALL | re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"^\[(?:English|中文|中文说明)\]\([^)]*\)\n", re.MULTILINE)
_STYLED = re.compile(r"<[a-z][^<>]*? style=\"([^\"]*)\"[^<>]*>")
_HEADING = re.compile(r"<h([1-6])([^>]*)>")
_styles: dict[str, str] = {}


def slug(value: str, separator: str) -> str:
    """Return the anchor of a heading as code hosts make it: words in lower case, whatever their script."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", value)).strip().lower()
    return re.sub(r"\s", separator, kept)


def language(uri: str, extra: dict[str, Any]) -> str:
    """Return ``zh`` or ``en`` for a page by its path in the site."""
    named = uri in extra["chinese"] or uri.split("/")[0] in extra["chinese"]
    return "zh" if named or uri.endswith(".zh.md") else "en"


def counterpart(uri: str, known: set[str], extra: dict[str, Any]) -> str:
    """Return the path of the page in the other language; the front page where there is none."""
    stem = uri.removesuffix(".md").removesuffix(".zh").removesuffix(".en")
    wanted = (f"{stem}.en.md", f"{stem}.md") if uri.endswith(".zh.md") else (f"{stem}.zh.md",)
    both = extra["counterparts"]
    back = [zh for zh, en in both.items() if en == uri and zh in known]
    of_folder = [both[uri.split("/")[0]]] if "/" in uri and uri.split("/")[0] in both else []
    stated = [both[uri]] if uri in both else []
    front = "index.md" if language(uri, extra) == "en" else "index.en.md"
    return next(
        each for each in (*stated, *wanted, *back, *of_folder, front) if each in known and each != uri
    )


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out the awaited pages whose file is not there, in the list of pages."""
    _styles.clear()
    gone = {uri for uri in config.extra["awaited"] if not _source(uri).is_file()}
    config.nav = _without(config.nav, gone)
    return config


def _without(nav: list[Any], gone: set[str]) -> list[Any]:
    kept = []
    for entry in nav:
        ((title, what),) = entry.items()
        if isinstance(what, list):
            kept.append({title: _without(what, gone)})
        elif what not in gone:
            kept.append(entry)
    return kept


def _source(uri: str) -> Path:
    """Return the file of the checkout that a page of the site is made of."""
    inside = uri.removeprefix(f"{BESIDE}/")
    return ROOT / inside if inside != uri else ROOT / "docs" / uri


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside ``docs/``."""
    for name in config.extra["beside"]:
        if (ROOT / name).is_file():
            files.append(File.generated(config, f"{BESIDE}/{name}", abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make links of the checkout into links of the site; say the language of the page."""
    uri, extra = page.file.src_uri, config.extra
    known = {file.src_uri for file in files.documentation_pages()}
    page.meta["language"] = language(uri, extra)
    other = counterpart(uri, known, extra)
    page.meta["other"] = files.get_file_from_path(other).url_relative_to(page.file)  # type: ignore[union-attr]
    parts = _CODE.split(_OTHER_LANGUAGE.sub("", markdown))
    for at in range(0, len(parts), 2):
        parts[at] = _LINK.sub(lambda found: _link(found, page, extra, known), parts[at])
    return _DIAGRAM.sub(_folded, "".join(_rejoined(parts, page, extra, known)))


def _folded(found: re.Match[str]) -> str:
    """Fold up a diagram in Mermaid: nothing here draws it, and its source is longer than a screen."""
    said = "关系图的 Mermaid 源码（GitHub 等处显示为图）· The diagram in Mermaid, as GitHub draws it"
    return f'<details markdown="1"><summary>{said}</summary>\n\n{found[0]}\n\n</details>'


def _rejoined(parts: list[str], page: Page, extra: dict[str, Any], known: set[str]) -> Iterator[str]:
    """Yield the parts; a link whose words hold code was cut by it, and is looked at as a whole, line by line."""
    fenced = False
    for line in "".join(parts).splitlines(keepends=True):
        fenced ^= line.startswith("```")
        yield (
            line
            if fenced or "](" not in line
            else _LINK.sub(
                lambda found: _link(found, page, extra, known) if "`" in found[2] else found[0], line
            )
        )


def _link(found: re.Match[str], page: Page, extra: dict[str, Any], known: set[str]) -> str:
    picture, words, target, anchor = found[1], found[2], found[3], found[4] or ""
    uri = page.file.src_uri
    if not target or re.match(r"[a-z]+:", target):
        return found[0]
    here = _source(uri).relative_to(ROOT).as_posix()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
    if path in extra["folders"]:
        place = extra["folders"][path][0 if page.meta["language"] == "zh" else 1]
    elif path.startswith("docs/"):
        place = path.removeprefix("docs/")
    elif path in extra["beside"]:
        place = f"{BESIDE}/{path}"
    elif posixpath.normpath(posixpath.join(posixpath.dirname(uri), target)) in known:
        return found[0]  # a link of the site already
    elif (ROOT / path).exists():
        return f"`{path}`" if words.strip("`") == path else f"{words} (`{path}`)"
    else:
        return found[0]  # MkDocs says that it leads nowhere
    return f"{picture}[{words}]({posixpath.relpath(place, posixpath.dirname(uri) or '.')}{anchor})"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make tables and blocks that can be scrolled by keys, and styles of elements into classes."""
    named = "表格" if page.meta["language"] == "zh" else "table"
    html = _STYLED.sub(_classed, html)
    html = re.sub(
        r"<table\b[^>]*>", rf'<div class="scroll" tabindex="0" role="region" aria-label="{named}">\g<0>', html
    )
    html = html.replace("</table>", "</table></div>")
    html = re.sub(r'<th( align="\w+")?></th>', r"<td\1></td>", html)  # a cell without words heads nothing
    return re.sub(r"<pre\b", '<pre tabindex="0"', html)


def _classed(found: re.Match[str]) -> str:
    tag, style = found[0], found[1]
    name = f"s{sha256(style.encode()).hexdigest()[:8]}"
    _styles[name] = style
    tag = tag.replace(f' style="{style}"', "", 1)
    if ' class="' in tag:
        return tag.replace(' class="', f' class="{name} ', 1)
    return re.sub(r"^<[a-z0-9]+", rf'\g<0> class="{name}"', tag)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give the templates what they say in both languages, and the list of pages of a language."""
    env.filters["of"] = _of
    return env


def _of(nav: Navigation, language: str) -> list[Any]:
    """Return the part of the list of pages that is in a language."""
    title = "中文" if language == "zh" else "English"
    (found,) = (each for each in nav.items if isinstance(each, Section) and each.title == title)
    return list(found.children)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the styles that stood in pages; take out what only a site with a public address needs."""
    site = Path(config.site_dir)
    rules = (f".{name} {{ {style} }}\n" for name, style in sorted(_styles.items()))
    (site / "assets" / "pages.css").write_text("".join(rules), "utf-8", newline="\n")
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
