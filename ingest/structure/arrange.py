"""What only the grown tree of a text shows: where a paragraph or an item belongs.

The body parser reads line by line. Two things show later: that an article has one paragraph only, so that its
items are items of the article (第五条第一项; 立法技术规范（试行）（一）, 13), and that the last paragraph speaks of the
whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import ProvisionKind
from ingest.structure.tree import Node
from ontology import lexicon

_OF_THE_TEXT = re.compile(rf"本{lexicon.pattern('stated-genre')}")


def arrange(root: Node) -> None:
    """Put the nodes of a grown tree where they belong, in place."""
    _closing_paragraph(root)
    for node in list(_walk(root)):
        if node.kind is ProvisionKind.ARTICLE:
            _items_of_article(node)


def _walk(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        at = stack.pop()
        yield at
        stack.extend(at.children)


def _children(node: Node, kind: ProvisionKind) -> list[Node]:
    return [child for child in node.children if child.kind is kind]


def _items_of_article(article: Node) -> None:
    """The items of an article's only paragraph are the article's."""
    paragraphs = _children(article, ProvisionKind.PARAGRAPH)
    if len(paragraphs) != 1 or len(article.children) != 1 or not paragraphs[0].children:
        return
    items, paragraphs[0].children = paragraphs[0].children, []
    for item in items:
        article.add(item)


def _closing_paragraph(root: Node) -> None:
    """A last paragraph that speaks of the whole text (可参照本方案) is none of the measure that it stands below."""
    sections = _children(root, ProvisionKind.SECTION)
    if not sections or not sections[-1].children:
        return
    section = sections[-1]
    item = section.children[-1]
    paragraphs = _children(item, ProvisionKind.PARAGRAPH)
    alone = not any(len(child.children) > 1 for child in section.children if child is not item)
    if item.kind is not ProvisionKind.ITEM or len(paragraphs) != 2 or len(item.children) != 2 or not alone:
        return
    first, last = paragraphs
    if last.children or not _OF_THE_TEXT.search("".join(part.text for part in last.own)):
        return
    item.children = [first]
    item.counts[ProvisionKind.PARAGRAPH] = 1
    if _on_line_of_heading(item, first):
        item.own, item.children = first.own, []
        item.counts[ProvisionKind.PARAGRAPH] = 0
    number = section.count(ProvisionKind.PARAGRAPH) + 1
    last.segment, last.number = f"para-{number}", str(number)
    section.add(last)


def _on_line_of_heading(item: Node, paragraph: Node) -> bool:
    """Say whether a paragraph goes on in the line of the heading above it."""
    if item.heading is None or not paragraph.own or not len(paragraph.own[0]):
        return False
    between = slice(item.heading.offsets[-1], paragraph.own[0].offsets[0])
    return "\n" not in item.heading.source.text[between]
