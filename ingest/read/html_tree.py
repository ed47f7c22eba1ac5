"""The tree of a web page as light nodes in one list, and how much prose, links and chrome each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.read.text import HAN

MOST_NESTED = 20_000
"""How deep elements may be nested; the time to parse grows with the square of it."""
MOST_FORMATTING = 1_000
"""How many formatting elements may be open at once: each paragraph repeats all that are open."""

NOT_SHOWN = frozenset((
    "head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "audio", "video", "canvas",
    "-comment", "-doctype",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup",
    "rb", "rt", "rp",
))  # fmt: skip
_FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*")
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "button", "select", "textarea", "label"))
_CHROME_NAMES = frozenset((
    "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "share", "bdsharebuttonbox",
    "footer", "copyright", "sidebar", "toolbar", "print", "related", "search", "menu", "login", "qrcode", "ewm",
    "weizhi", "dqwz", "pagination", "pager", "fontsize", "topbar", "friendlink", "tools", "wza", "language",
    "accessibility",
))  # fmt: skip


@dataclass(slots=True, eq=False)
class Node:
    """An element, or a text (``tag`` empty).

    ``han`` counts ideographs in it, ``linked`` those inside links, ``prose`` those that are shown and no link.
    """

    tag: str
    parent: Node | None
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    han: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0

    @property
    def is_hidden(self) -> bool:
        """Tell whether the page hides it."""
        return "hidden" in self.attributes or bool(_HIDDEN.search(self.attributes.get("style", "")))

    @property
    def is_chrome(self) -> bool:
        """Tell whether its tag, role or names say that it is no content."""
        if self.tag in _CHROME_TAGS or self.attributes.get("role") in ("navigation", "banner", "search"):
            return True
        named = f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"
        return any(word.lower() in _CHROME_NAMES for word in _WORDS.findall(named))

    @property
    def is_menu(self) -> bool:
        """Tell whether it is a list of links and little more."""
        return self.links >= 3 and self.linked > 0.6 * self.han

    def first(self, tag: str) -> Node | None:
        """Return the first element in it of that tag."""
        return next((node for node in self.walk() if node.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        """Yield it and all in it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def words(self) -> str:
        """Return all text in it."""
        return "".join(node.text for node in self.walk())


def nesting(text: str) -> tuple[int, int]:
    """Return how deep elements are nested at most, and how many formatting elements are open at once at most.

    Counted from the tags alone, before parsing.
    """
    depth = formatting = deepest = most = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _VOID:
            continue
        step = -1 if tag[1] else 1
        depth = max(depth + step, 0)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formatting = max(formatting + step, 0)
            most = max(most, formatting)
    return deepest, most


def tree(text: str) -> tuple[Node, str]:
    """Parse a page; return its body as nodes, and what its ``title`` element says."""
    from selectolax.lexbor import LexborHTMLParser

    parsed = LexborHTMLParser(text)
    named = parsed.css_first("title")
    title = (named.text() if named is not None else "") or ""
    top = Node("html", None)
    nodes: dict[int, Node] = {}
    root: Any = parsed.root
    silent: set[int] = set()
    for each in root.traverse(include_text=True):
        parent = each.parent
        above = parent.mem_id if parent is not None else 0
        tag = each.tag
        if above in silent or tag in NOT_SHOWN:
            silent.add(each.mem_id)
            continue
        holder = nodes.get(above, top)
        if tag == "-text":
            holder.children.append(Node("", holder, each.text_content or ""))
            continue
        attributes = {key: value or "" for key, value in each.attributes.items()}
        node = Node(tag, holder, "", attributes)
        holder.children.append(node)
        nodes[each.mem_id] = node
    body = next((node for node in nodes.values() if node.tag == "body"), top)
    _count(body)
    return body, title


def _count(body: Node) -> None:
    """Count ideographs and links from the leaves up."""
    for node in reversed(list(body.walk())):
        if not node.tag:
            node.han = node.prose = len(HAN.findall(node.text))
        else:
            node.han = sum(each.han for each in node.children)
            node.links = sum(each.links for each in node.children) + (node.tag == "a")
            node.linked = node.han if node.tag == "a" else sum(each.linked for each in node.children)
            is_apart = node.tag in ("a", "nav", "footer") or node.is_hidden
            node.prose = 0 if is_apart else sum(each.prose for each in node.children)
