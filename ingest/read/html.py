"""Web pages (HTML): the whole text that is shown, with what the site puts round the rule set aside.

Nothing shown is dropped: navigation, share bars and footers are marks (``Aside``, ``site-chrome``) in the text, so
that a wrong choice can be seen and undone. The content is the element that holds most of the prose, with a title
before it and a signature or annex after it; menus in it are set aside too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.read.composer import Composer, Grid
from ingest.read.content import Content
from ingest.read.errors import ReadError
from ingest.read.html_tree import MOST_FORMATTING, MOST_NESTED, Node, nesting, tree
from ingest.read.text import HAN, decode, glyphs_lost, is_familiar
from ingest.text import Aside, Block, Diagnostic, Heading, ListItem, Mark
from ontology.numerals import plain_form

CHROME = "site-chrome"
_SHARE = 0.7  # of the prose of an element; the child that has it is the content
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_LEAVES = frozenset(
    ("p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span", "font", "b", "strong")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol", "dir", "menu")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_AS_READ = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "utf8": "utf-8",
}
_MOST_DAMAGED = 0.001  # of the characters
_MOST_BLOCKS = 4  # in a cell of a table of data that has most of its words
_MOST_BETWEEN = 3  # lines of a signature before its date
_SHORT = 60  # ideographs of such a line
_MOST_FACTS = 400  # ideographs
_FACT = re.compile(r"[^：:。]{2,8}[：:]")
_SIGNED = re.compile(r"[\d一]{4}年[\d一]{1,3}月[\d一]{1,3}日$")  # in plain_form
_ANNEX = re.compile(r"附\s*件|附\s*表|附\s*录")
_PROSE = re.compile(r"[。；]")
_TITLE_NAMES = re.compile(r"title|biaoti|\bbt\b|\btit\b", re.IGNORECASE)
_UNSHOWN = re.compile(
    r"<(script|style|template|noscript|iframe|head|svg|object)\b.*?</\1\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<[^<>]*>")


def content(path: Path, data: bytes) -> Content:
    """Return the text of a web page with its marks.

    Raises :class:`ReadError` for one that is nested too deep, has no text, or is in no known encoding.
    """
    text, encoding, damaged = decoded(path, data)
    deepest, open_at_once = nesting(text)
    if deepest > MOST_NESTED or open_at_once > MOST_FORMATTING:
        raise _too_deep(path, deepest, open_at_once)
    body, title = tree(text)
    if not body.han:
        raise _without_text(path)
    page = _Page(body, title)
    found = page.content()
    diagnostics = [
        *(each for each in damaged if not each.spans),
        *(
            glyphs_lost(found) if any(each.spans for each in damaged) else ()
        ),  # not where they are among the tags
        *_left_aside(found, page.composer.marks()),
        *_lost(text, found),
    ]
    return Content(found, encoding, page.composer.marks(), tuple(diagnostics))


def decoded(path: Path, data: bytes) -> tuple[str, str, list[Diagnostic]]:
    """Return the characters of a page: by its byte order mark, by what it declares, or as any text is decoded."""
    declared = _DECLARED.search(data[:8192])
    name = declared[1].decode("ascii").lower() if declared else ""
    name = _AS_READ.get(name, name)
    if name and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and name != "utf-16":
        try:
            text = data.decode(name, "replace")
        except LookupError:
            text = ""
        lost = text.count("\ufffd")
        if is_familiar(text) and lost <= _MOST_DAMAGED * len(text):
            said = (
                [Diagnostic("encoding-damaged", f"{lost} characters are damaged in {name}")] if lost else []
            )
            return text, name, said
    found = decode(path, data)
    return found.text.removeprefix("\ufeff"), found.encoding, list(found.diagnostics())


class _Page:
    """A page as it is written out: a block a line, the rows of a table as of any other document."""

    def __init__(self, body: Node, title: str) -> None:
        self.composer = Composer()
        self.body = body
        root = _root(body)
        self._inside = {id(root), *map(id, _kept_beside(root, title))}
        self._line: list[
            tuple[str, bool]
        ] = []  # words of the line, and whether they stand outside the content
        self._kind: tuple[str, int] = ("", 0)  # heading or item, and its level
        self._outside: list[tuple[int, int]] = []
        self._began = False  # the first sentence of the rule was written

    def content(self) -> str:
        """Write the whole page, mark what is set aside, and return the text."""
        self._write(self.body, True)
        text = self.composer.text
        joined: list[tuple[int, int]] = []
        for start, end in self._outside:
            if joined and not text[joined[-1][1] : start].strip():
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        for start, end in joined:
            self.composer.mark(Aside(start, end, CHROME))
        return text

    def _write(self, top: Node, outside: bool) -> None:
        """Write a part, from a stack of its own: pages may be nested to any depth."""
        stack: list[tuple[Node | None, bool, tuple[str, int], int]] = [(top, outside, self._kind, 0)]
        while stack:
            node, outside, kind, level = stack.pop()
            if node is None:  # a block ends here
                self._flush()
                self._kind = kind
                continue
            if not node.tag:
                self._words(node, outside)
                continue
            outside = id(node) not in self._inside and (outside or self._is_set_aside(node))
            if node.tag == "br":
                self._flush()
                continue
            if node.tag in _BLOCKS:
                self._flush()
                stack.append((None, outside, self._kind, level))
                level += node.tag in _LISTS
                self._kind = _kind(node, self._kind, level)
                if node.tag == "table" and not outside and _is_data(node):
                    self._table(node)
                    continue
            stack.extend((each, outside, self._kind, level) for each in reversed(node.children))
        self._flush()

    def _is_set_aside(self, node: Node) -> bool:
        """Tell whether a part of the content is none: hidden, a menu, a card of facts, or chrome by its name."""
        if node.is_hidden and node.han:
            return not any(id(each) in self._inside for each in node.walk())
        if node.is_menu or (node.is_chrome and not _PROSE.search(node.words())):
            return True
        is_list = node.tag in ("table", "ul", "dl", "div")
        return not self._began and is_list and not _PROSE.search(node.words()) and _are_facts(node)

    def _words(self, node: Node, outside: bool) -> None:
        parent = node.parent
        if parent is not None and parent.tag == "pre":
            for at, line in enumerate(node.text.splitlines()):
                if at:
                    self._flush()
                self._line.append((line, outside))
            return
        words = _SPACE.sub(" ", node.text)
        if not self._line or self._line[-1][0].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            self._line.append((words, outside))

    def _flush(self) -> None:
        """End the line, and mark it."""
        line, self._line = self._line, []
        if not "".join(words for words, _ in line).strip():
            return
        start = self.composer.length
        shown = []
        for words, outside in line:
            place = self.composer.put(words)
            if outside:
                self._outside.append(place)
            elif words.strip():
                shown.append((place[0] + len(words) - len(words.lstrip()), place[0] + len(words.rstrip())))
        text = self.composer.since(start)
        self.composer.take_back(len(text) - len(text.rstrip(" ")))
        if shown:
            self._began = self._began or bool(_PROSE.search(text))
            self.composer.mark(_mark(shown[0][0], shown[-1][1], self._kind))
        self.composer.end_line()

    def _table(self, table: Node) -> None:
        grid = Grid(self.composer.new_table())
        for row in _rows(table):
            grid.next_row()
            start = self.composer.length
            cells = [each for each in row.children if each.tag in ("td", "th")]
            for at, cell in enumerate(cells):
                skipped = grid.skip_covered()
                self.composer.put("\t" * (skipped + (at > 0)))
                place = self._cell(cell)
                self.composer.mark(grid.place(*place, _span(cell, "rowspan"), _span(cell, "colspan")))
            grid.skip_covered()
            if self.composer.length > start:
                self.composer.end_line()

    def _cell(self, cell: Node) -> tuple[int, int]:
        start = self.composer.length
        kind, self._kind = self._kind, ("", 0)
        for each in cell.children:
            self._write_in_line(each)
        self._flush()
        self._kind = kind
        words = self.composer.since(start)
        self.composer.take_back(len(words) - len(words.rstrip()))
        end = self.composer.length
        return min(start + len(words) - len(words.lstrip()), end), end

    def _write_in_line(self, node: Node) -> None:
        """Write a part of a cell, which may go on with the line."""
        if node.tag in _BLOCKS:
            self._write(node, False)
        elif node.tag == "br":
            self._flush()
        elif not node.tag:
            self._words(node, False)
        else:
            for each in node.children:
                self._write_in_line(each)


def _mark(start: int, end: int, kind: tuple[str, int]) -> Mark:
    if kind[0] == "heading":
        return Heading(start, end, kind[1])
    return ListItem(start, end, kind[1]) if kind[0] == "item" else Block(start, end)


def _kind(node: Node, above: tuple[str, int], level: int) -> tuple[str, int]:
    if node.tag in _HEADINGS:
        return "heading", _HEADINGS[node.tag]
    if node.tag == "li":
        return "item", max(level, 1)
    return above if node.tag in ("p", "div", "section") else ("", 0)


def _root(body: Node) -> Node:
    """Return the element that holds the content: down from the body as long as one child has most of the prose."""
    at = body
    while True:
        inner = [each for each in at.children if each.tag and each.tag not in _LEAVES and not _is_data(each)]
        best = max(inner, key=lambda each: each.prose, default=None)
        if best is None or best.prose == 0 or best.prose < _SHARE * at.prose:
            return at
        at = best


def _kept_beside(root: Node, title: str) -> list[Node]:
    """Return what belongs to the content beside its element: a title before it, a signature or annex after it."""
    kept: list[Node] = []
    at = root
    is_titled = root.first("h1") is not None or bool(
        title and _squeezed(root.words())[:400].count(_name(title))
    )
    while at.parent is not None:
        siblings = at.parent.children
        place = siblings.index(at)
        kept += _run_after(siblings[place + 1 :])
        for each in reversed(siblings[:place]):
            if not is_titled and each.tag and (found := _title_in(each, title)) is not None:
                kept.append(found)
                is_titled = True
        at = at.parent
    return kept


def _run_after(siblings: Sequence[Node]) -> list[Node]:
    """Return what goes on with the content: up to a signature's date or an annex, over few short lines."""
    kept: list[Node] = []
    between: list[Node] = []
    for each in siblings:
        if not each.han:
            continue
        if each.is_hidden or each.is_chrome or each.is_menu or len(between) > _MOST_BETWEEN:
            break
        between.append(each)
        if _belongs_after(each):
            kept += between
            between = []
        elif each.links or each.han > _SHORT:
            break
    return kept


def _belongs_after(node: Node) -> bool:
    words = _squeezed(node.words())
    return bool(_SIGNED.search(plain_form(words)) or _ANNEX.match(words) or len(_PROSE.findall(words)) >= 3)


def _title_in(node: Node, title: str) -> Node | None:
    """Return the last element in ``node`` that is a title: by its tag, its name or what the page is called."""
    named = _name(title)
    found = None
    for each in node.walk():
        if not each.tag or not 4 <= each.han <= 120 or each.is_menu:
            continue
        words = _squeezed(each.words())
        by_name = _TITLE_NAMES.search(each.attributes.get("class", "") + " " + each.attributes.get("id", ""))
        if each.tag in ("h1", "h2") or (named and words == named) or (by_name and not _PROSE.search(words)):
            found = each
    return found


def _name(title: str) -> str:
    """Return the first part of what a page is called: the site's name comes after a line or a bar."""
    return _squeezed(re.split(r"[-_—|–]", title.strip(), maxsplit=1)[0])


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _is_data(node: Node) -> bool:
    """Tell whether an element is a table of data: rows and columns, no table in it, no cell that is a page."""
    if node.tag != "table" or any(each.tag == "table" for each in node.walk() if each is not node):
        return False
    rows = [[each for each in row.children if each.tag in ("td", "th")] for row in _rows(node)]
    if len(rows) < 2 or all(len(row) < 2 for row in rows):
        return False
    largest = max((cell for row in rows for cell in row), key=lambda cell: cell.han)
    blocks = sum(each.tag in _BLOCKS or each.tag == "br" for each in largest.walk())
    return largest.han <= _SHARE * node.han or blocks <= _MOST_BLOCKS


def _are_facts(node: Node) -> bool:
    """Tell whether a part is a card of facts about the document (索引号：…, 发文机关：…), a line each."""
    if node.han > _MOST_FACTS or not node.han:
        return False
    lines = list(_lines(node))
    return len(lines) >= 2 and sum(bool(_FACT.match(line)) for line in lines) >= 0.6 * len(lines)


def _lines(node: Node) -> Iterator[str]:
    """Yield the words of a part block by block; the cells of a row are one."""
    line = ""
    for each in node.walk():
        if each.tag == "br" or (each.tag in _BLOCKS and each.tag not in ("td", "th", "dd")):
            if line:
                yield line
            line = ""
        line += _squeezed(each.text)
    if line:
        yield line


def _rows(table: Node) -> Iterator[Node]:
    for each in table.children:
        if each.tag == "tr":
            yield each
        elif each.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in each.children if row.tag == "tr")


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() and len(value) < 6 else 1


def _left_aside(text: str, marks: Sequence[Mark]) -> Iterator[Diagnostic]:
    """Say how much of the page is set aside."""
    asides = [mark for mark in marks if isinstance(mark, Aside)]
    count = sum(len(_squeezed(text[mark.start : mark.end])) for mark in asides)
    if count:
        whole = len(_squeezed(text))
        yield Diagnostic(
            "site-chrome", f"{count} of {whole} characters of the page are set aside as no part of the rule"
        )


def _lost(page: str, text: str) -> Iterator[Diagnostic]:
    """Count the ideographs of the page anew, by its characters alone, against those that came out."""
    shown = html.unescape(_ANY_TAG.sub("", _UNSHOWN.sub("", page)))
    there, came = len(HAN.findall(shown)), len(HAN.findall(text))
    if there > 1.02 * came + 20:
        message = f"the page has about {there} ideographs outside scripts, {came} came into the text"
        yield Diagnostic("characters-lost", message)


def _too_deep(path: Path, deepest: int, open_at_once: int) -> ReadError:
    return ReadError(
        path,
        f"网页标签嵌套过深（{max(deepest, open_at_once)} 层），无法解析；请在浏览器中打开，复制正文存为 .txt（UTF-8）",
        f"The tags of the page are nested too deep ({max(deepest, open_at_once)} levels)",
        "open it in a browser, copy the text and save it as .txt (UTF-8)",
    )


def _without_text(path: Path) -> ReadError:
    return ReadError(
        path,
        "网页里没有文字，正文可能由脚本载入；请在浏览器中打开，复制正文存为 .txt（UTF-8）",
        "The page has no text in it; a script may load it",
        "open it in a browser, copy the text and save it as .txt (UTF-8)",
    )
