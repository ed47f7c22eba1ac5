"""What only the grown tree of a text shows: where a paragraph or an item belongs.

The body parser reads line by line. Two things show later: that an article has one paragraph only, so that its
items are items of the article (第五条第一项; 立法技术规范（试行）（一）, 13), and that the last paragraph speaks of the
whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import LISTED, ProvisionKind
from ingest.repair.wrap import ends_sentence
from ingest.structure.once import plain_form
from ingest.structure.tree import Node
from ingest.text import CleanText
from ontology import lexicon

_OF_THE_TEXT = re.compile(rf"本{lexicon.pattern('stated-genre')}")
_ENTERS = re.compile(
    rf"本{lexicon.pattern('stated-genre')}自[^。;]{{1,40}}?(?:施行|实施|执行|生效)|《[^。;]{{2,80}}》\s*根据本决定"
)  # in plain_form
_TO_ALL = re.compile(r"各[^,。;:]{1,30}要|[省市州县区](?:人民)?政府将")  # what all shall do, or who orders it
_MANY = 4  # measures that show that none has a second paragraph
_DIGIT = re.compile(r"\d")
_HEADLINE = re.compile(r"[\u4e00-\u9fff、“”《》（）]{2,25}(?<!的)")
_FEWEST_HEADLINES = 3  # articles that show that those of a text have headlines


def arrange(root: Node) -> None:
    """Put the nodes of a grown tree where they belong, in place."""
    _headings_that_go_on(root)
    _closing_paragraph(root)
    _closing_of_measures(root)
    articles = [node for node in _walk(root) if node.kind is ProvisionKind.ARTICLE]
    _headlines(articles)
    for article in articles:
        _items_of_article(article)


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


def _headlines(articles: Sequence[Node]) -> None:
    """Words alone on the line of an article's label, or right below it, are its headline where sentences follow.

    第五条 贷款对象 / 贷款对象为…。 Three articles of a text at least must have one above a sentence, and they must be
    most of those whose first words end no sentence: else a line may be broken off, or a list be led in without its
    colon.
    """
    first = [(article, article.children[0]) for article in articles if article.children]
    open_first = [
        (article, each) for article, each in first if each.own and not ends_sentence(_printed(each))
    ]
    headed = [(article, each) for article, each in open_first if _is_headline(article, each)]
    sure = sum(not each.children and _has_sentence(article.children[1]) for article, each in headed)
    if sure < _FEWEST_HEADLINES or 2 * len(headed) <= len(open_first):
        return
    for article, each in headed:
        article.heading = CleanText.join(each.own, each.own[0].source)
        kept = [*each.children, *article.children[1:]]
        article.children, article.counts[ProvisionKind.PARAGRAPH] = [], 0
        for child in kept:
            if child.kind is ProvisionKind.PARAGRAPH:
                number = article.count(ProvisionKind.PARAGRAPH) + 1
                child.segment, child.number = f"para-{number}", str(number)
            article.add(child)


def _is_headline(article: Node, first: Node) -> bool:
    """Say whether the first paragraph of an article is a few words without a mark, and more stands below them."""
    alone = article.heading is None and first.kind is ProvisionKind.PARAGRAPH
    more = len(article.children) > 1 or bool(first.children)
    return alone and more and _HEADLINE.fullmatch("".join(part.text for part in first.own)) is not None


def _has_sentence(node: Node) -> bool:
    return bool(node.own) and ends_sentence(node.own[-1].text)


def _closing_paragraph(root: Node) -> None:
    """A last paragraph that speaks of the whole text (可参照本方案) is none of the measure that it stands below.

    Nor is what stands below it.
    """
    sections = _children(root, ProvisionKind.SECTION)
    if not sections or not sections[-1].children:
        return
    section = sections[-1]
    item = section.children[-1]
    paragraphs = _children(item, ProvisionKind.PARAGRAPH)
    alone = not any(len(child.children) > 1 for child in section.children if child is not item)
    if item.kind not in LISTED or not 1 < len(paragraphs) == len(item.children) or not alone:
        return
    first, last, *below = paragraphs
    if any(each.children for each in (last, *below)) or not _OF_THE_TEXT.search(_words(last)):
        return
    item.children = [first]
    item.counts[ProvisionKind.PARAGRAPH] = 1
    if _on_line_of_heading(item, first):
        item.own, item.children = first.own, []
        item.counts[ProvisionKind.PARAGRAPH] = 0
    for each in (last, *below):
        number = section.count(ProvisionKind.PARAGRAPH) + 1
        each.segment, each.number = f"para-{number}", str(number)
        section.add(each)


def _closes(section: Node, child: Node, sections: int) -> bool:
    """Tell whether a paragraph below the last measure says when the text enters into force, or what all shall do."""
    words = _words(child)
    to_all = sections >= _MANY and not _on_line_of_heading(section, child) and _TO_ALL.match(words)
    return bool(_ENTERS.match(words) or to_all)


def _closing_of_measures(root: Node) -> None:
    """Words on the whole text below the last of measures that are one paragraph each are none of it.

    A section whose heading stands alone (附则) holds them: they are what it is about.
    """
    sections = _children(root, ProvisionKind.SECTION)
    if len(sections) < 2 or any(section.children for section in sections[:-1]):
        return
    section = sections[-1]
    closing = next(
        (at for at, child in enumerate(section.children) if _closes(section, child, len(sections))),
        len(section.children),
    )
    kept, moved = section.children[:closing], section.children[closing:]
    if not moved or any(child.kind is not ProvisionKind.PARAGRAPH for child in section.children):
        return
    if kept:
        if len(kept) > 1 or section.own or not _on_line_of_heading(section, kept[0]):
            return
        section.own, kept = kept[0].own, []
    if not section.own:
        return
    section.children, section.counts[ProvisionKind.PARAGRAPH] = [], 0
    at = root.children.index(section) + 1
    for node in moved:
        number = root.count(ProvisionKind.PARAGRAPH) + 1
        node.segment, node.number = f"para-{number}", str(number)
        root.add(node)
    root.children[at:] = [*moved, *root.children[at : -len(moved)]]


def _words(node: Node) -> str:
    return plain_form(_printed(node))


def _printed(node: Node) -> str:
    return "".join(part.text for part in node.own)


def _headings_that_go_on(root: Node) -> None:
    """A clause on the line of a section's label is no heading where lines are lost and headings have no full stop.

    一、到2027年，建成20处。带动就业。二、重点任务（一）甲。 : the second heading ends at a label, the first is none.
    """
    sections = _children(root, ProvisionKind.SECTION)
    if not any(
        section.heading is not None
        and section.children
        and section.children[0].label is not None
        and not section.heading.text.endswith("。")
        and not _broken(section.heading, section.children[0].label)
        for section in sections
    ):
        return
    for section in sections:
        heading = section.heading
        if heading is not None and section.own and not section.children and _is_clause(heading.text):
            section.own, section.heading = [heading, *section.own], None


def _is_clause(words: str) -> bool:
    parts = [len(part) for part in re.split("[，,]", words.rstrip("。"))]
    return words.endswith("。") and (_DIGIT.search(words) is not None or max(parts) - min(parts) > 2)


def _broken(one: CleanText, other: CleanText) -> bool:
    """Say whether a line of the source ends between two parts of it."""
    return "\n" in one.source.text[one.offsets[-1] : other.offsets[0]]


def _on_line_of_heading(item: Node, paragraph: Node) -> bool:
    """Say whether a paragraph goes on in the line of the heading above it."""
    if item.heading is None or not paragraph.own or not len(paragraph.own[0]):
        return False
    return not _broken(item.heading, paragraph.own[0])
