"""The body: labelled and unlabelled lines as a tree of provisions.

A stack holds the open provisions. A label closes those of its own level and below and opens its own; a line
without a label is a paragraph (款) of the open article, or of the open section or item.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.model import LISTED, Diagnostic, ProvisionKind
from ingest.repair.wrap import ends_sentence
from ingest.structure.flattened import goes_on
from ingest.structure.labels import Label, Level
from ingest.structure.members import member_runs, parse_members
from ingest.structure.notes import is_note
from ingest.structure.once import plain_form
from ingest.structure.quotations import quoted_provisions
from ingest.structure.sequence import labels
from ingest.structure.tree import Node, trim
from ingest.text import CleanText
from ontology import lexicon

_DIVISIONS = {
    Level.PART: ("part", ProvisionKind.CHAPTER),
    Level.CHAPTER: ("ch", ProvisionKind.CHAPTER),
    Level.SECTION: ("sec", ProvisionKind.SECTION),
}
_SEGMENTS = {ProvisionKind.SECTION: "sec", ProvisionKind.ITEM: "item", ProvisionKind.SUBITEM: "subitem"}
_ARTICLE_HEADING = re.compile(r"\s*(?:【[^】]{1,30}】|\[[^\]]{1,30}\]|\([^)]{2,20}\)(?=\s))")  # in plain_form
_HEADING_OPENS = frozenset("【[［(（")
_MEASURES = frozenset(
    {ProvisionKind.SECTION, ProvisionKind.ITEM, ProvisionKind.SUBITEM, ProvisionKind.PARAGRAPH}
)
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[：:]")
_LONGEST_HEADING = 40
_COLON = re.compile(r"\s*[：:]")
_CLOSING = re.compile(rf"{lexicon.pattern('closes-text')}\s*[。!！.]?")
_OPEN_END = re.compile(r"[\u4e00-\u9fffA-Za-z0-9%％，、,]$")
_FORMULA = re.compile(r"[^。；;：:=＝]{1,60}[=＝][^。；;=＝]{1,200}")
_SHORTEST_PROSE = 30  # characters of clauses that head nothing
_MARKS = "。；：，、;:,"
_ONLY_BRACKETS = re.compile(r"\s*[(\[【][^。]*[)\]】]\s*(?:。\s*)?")


def _split_heading(text: CleanText) -> tuple[CleanText | None, CleanText | None]:
    """Part the words of a section or item into its heading and the rest."""
    line = text.text
    if not line:
        return None, None
    if not ends_sentence(line) and "。" not in line and not line.endswith(("，", "、")):
        return (text, None) if len(line) <= 80 else (None, text)
    stop = line.find("。")
    noted = (
        _ONLY_BRACKETS.fullmatch(plain_form(line), stop + 1) is not None
    )  # a note who is responsible heads nothing
    opens = any(mark in line[:stop] for mark in "；：")  # what : opens goes on after it: 做到：一是…。二是…。
    if 0 < stop <= _LONGEST_HEADING and stop + 1 < len(line) and not opens and not noted:
        return text[: stop + 1], text[stop + 1 :]
    return None, text


def _end(label: Label, line: CleanText) -> int:
    """Return where a label ends in its line with the colon that parts it from its words: 第一条：."""
    colon = _COLON.match(line.text, label.end) if label.printed else None
    return colon.end() if colon else label.end


def _heads_paragraphs(node: Node) -> bool:
    """Say whether the only words of an item (（一）完善设施。) are the heading of the lines below it, and make them so.

    In a list of sentences (（一）甲。（二）乙。) the line below the last belongs to none: the one before has no lines.
    """
    if node.children or len(node.own) != 1 or node.parent is None:
        return False
    words = node.own[0].text
    above = islice(reversed(node.parent.children), 1, None)
    before = next((other for other in above if other.kind is node.kind), None)
    listed = before is not None and before.heading is None and not before.children
    if listed or len(words) > _LONGEST_HEADING or words.find("。") != len(words) - 1:
        return False
    node.heading, node.own = node.own[0], []
    return True


def _breaks_off(above: CleanText, text: CleanText) -> bool:
    """Say whether a paragraph of sentences ends within one, which the line below it ends: a page ended there.

    A heading or a cell has no full stop before its end, or it is short.
    """
    words = above.text.rstrip()
    runs = "。" in words or (words.count("，") > 1 and len(words) >= _SHORTEST_PROSE)
    closed = ends_sentence(text.text) or ("。" in text.text and text.text.endswith(("）", ")")))
    return runs and closed and _OPEN_END.search(words) is not None


def _last_words(node: Node) -> str:
    while node.children:
        node = node.children[-1]
    return node.own[-1].text if node.own else ""


def _is_noted(node: Node) -> bool:
    """Say whether the last words of a provision say who answers: on lines of their own, or after a sentence."""
    for part in node.own[-4:]:
        stop = max(part.text.rfind("。", 0, -1), part.text.rfind("；", 0, -1)) + 1
        if is_note(part) or is_note(part[stop:]):
            return True
    return False


@dataclass(slots=True)
class BodyParser:
    """Grows the tree under ``root`` line by line."""

    root: Node
    stack: list[tuple[Level, Node]] = field(default_factory=list)
    paragraph: Node | None = None
    headed: int = 0  # the last 一、 above the articles
    section: Node | None = None  # that of it
    heads: list[Node] = field(default_factory=list)  # 一、 and （一） in which articles stand
    parted: set[Level] = field(default_factory=set)  # of items that had a paragraph before the next item
    noted: Node | None = None  # of which the last line said who answers
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def reset(self) -> None:
        """Close everything: what follows stands at the top."""
        self.stack.clear()
        self.paragraph = self.noted = None

    def feed(
        self,
        line: CleanText,
        label: Label | None,
        following: Label | None = None,
        ahead: Label | None = None,
        *,
        quoted: bool = False,
    ) -> None:
        """Take one logical line with the label that it opens with, if it is one, and that of the next line.

        ``ahead`` is the next label below it, on whatever line. ``quoted``: it is one of the words of a rule that the
        provision before it quotes.
        """
        if label is not None:
            self.noted = None
        if quoted and label is None and (quotes := self._last()) is not None:
            quotes.own.extend([text] if len(text := trim(line)) else [])
        elif label is None:
            self._unlabelled(line, ahead)
        elif label.level in _DIVISIONS:
            self._division(label, line)
        elif label.level is Level.ARTICLE:
            self._article(label, line)
        else:
            self._item(label, line, following is not None and following.level is Level.ARTICLE)

    def take_members(self, heading: Sequence[CleanText], lines: Sequence[CleanText]) -> None:
        """Take a list of members: one with a heading of its own is of the whole text, else of the open section."""
        if heading or self._in_article():
            self.reset()
        if heading:
            above = self.root.count(ProvisionKind.TITLE) + (self.root.kind is ProvisionKind.ANNEX)
            node = Node(f"title-{max(above, 1) + 1}", ProvisionKind.TITLE)
            node.own = [CleanText.join([trim(line) for line in heading], heading[0].source)]
            self.root.add(node)
        parse_members(lines, self.stack[-1][1] if self.stack else self.root)
        self.paragraph = self.noted = None

    def take_cells(self, lines: Sequence[CleanText]) -> None:
        """Take the lines of a table: words of the provision in which it stands, below none of its parts."""
        words = [text for line in lines if len(text := trim(line))]
        if not words:
            return
        if self._in_article():
            while self.stack[-1][0] is not Level.ARTICLE:
                self.stack.pop()
        holder = self.stack[-1][1] if self.stack else self.root
        if holder.kind is ProvisionKind.PREAMBLE:  # the root of a text
            holder = self._paragraph(holder, words.pop(0))
        holder.own.extend(words)
        self.paragraph = self.noted = None

    def _close(self, level: Level) -> Node:
        """Close the open provisions of ``level`` and below; return the one left open."""
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.paragraph = None
        return self.stack[-1][1] if self.stack else self.root

    def _open(self, level: Level, node: Node) -> Node:
        parent = self.stack[-1][1] if self.stack else self.root
        parent.add(node)
        self.stack.append((level, node))
        return node

    @staticmethod
    def _label(label: Label, line: CleanText) -> CleanText:
        return trim(line[label.start : _end(label, line)])

    def _division(self, label: Label, line: CleanText) -> None:
        self._close(label.level)
        segment, kind = _DIVISIONS[label.level]
        heading = trim(line[_end(label, line) :])
        node = Node(f"{segment}-{label.number}", kind)
        if label.printed:
            node.label, node.number = self._label(label, line), label.number
        node.heading = heading if len(heading) else None
        self.section = None
        self._open(label.level, node)

    def _close_articles(self, level: Level = Level.CIRCLE) -> None:
        """Close the open article, and what is open beside it but the headings above ``level`` in which it stands."""
        if not self._in_article():
            for _, node in reversed(self.stack):
                empty = not node.own and all(child in self.heads for child in node.children)
                if node.kind in _MEASURES and node.heading is not None and empty:
                    self.heads.append(node)
        while self.stack and self.stack[-1][0] >= Level.ARTICLE:
            above, node = self.stack[-1]
            if node in self.heads and above < level:
                break
            self.stack.pop()
        self.paragraph = None

    def _article(self, label: Label, line: CleanText) -> None:
        self._close_articles()
        node = Node(
            f"art-{label.number}",
            ProvisionKind.ARTICLE,
            None,
            self._label(label, line),
            label.number,
            absolute=True,
        )
        self._open(Level.ARTICLE, node)
        rest = line[_end(label, line) :]
        opens = rest.text.lstrip()[:1] in _HEADING_OPENS
        heading = _ARTICLE_HEADING.match(plain_form(rest.text)) if opens else None
        if heading is not None:
            node.heading = trim(rest[: heading.end()])
            rest = rest[heading.end() :]
        if rest.text.strip():
            self._paragraph(node, trim(rest))

    def _paragraph(self, parent: Node, text: CleanText) -> Node:
        number = parent.count(ProvisionKind.PARAGRAPH) + 1
        node = Node(f"para-{number}", ProvisionKind.PARAGRAPH, None, None, str(number), own=[text])
        self.paragraph = parent.add(node)
        return node

    def _last(self) -> Node | None:
        """Return the provision that has taken the last words: a paragraph or what stands under a label of its own."""
        top = self.stack[-1][1] if self.stack else self.root
        if self.paragraph is not None and self.paragraph.parent is top:
            return self.paragraph
        return top if top.kind in _MEASURES and top.label is not None else None

    def _listing(self, text: CleanText, ahead: Label | None) -> Node | None:
        """Return the item of an article whose list goes on below an unlabelled sentence: that is a 段 of the item.

        （三）甲。 / 乙。 / （四）丙。 Where the item or the line ends no sentence, words are lost or none of this text.
        """
        if ahead is None or not self._in_article() or not text.text.endswith("。"):
            return None
        for at, (level, node) in enumerate(self.stack):
            if level is ahead.level and node.kind in LISTED and node.number is not None:
                last = _last_words(node)
                if ahead.number != str(int(node.number) + 1) or not last.endswith("。"):
                    return None
                del self.stack[at + 1 :]
                return node
        return None

    def _between_items(self, text: CleanText, ahead: Label | None) -> bool:
        """Take a paragraph between two items of a section as one of the first.

        1.甲。 / 乙。 / 2.丙。 Its words on the line of the label are its first paragraph, if it has no heading and
        nothing below it. Below the last item of a section stands a paragraph of it where items before have such.
        """
        if ahead is None or self._in_article() or is_note(text):
            return False
        for at, (level, node) in enumerate(self.stack):
            if (
                node.kind not in LISTED
                or node.number is None
                or node.heading is not None
                or level < ahead.level
            ):
                continue
            if level is ahead.level and ahead.number != str(int(node.number) + 1):
                return False
            if level > ahead.level and level not in self.parted:
                continue
            if not (ends_sentence(text.text) and ends_sentence(_last_words(node))) or _heads_paragraphs(node):
                return False
            del self.stack[at + 1 :]
            if node.own and not node.children:
                first, node.own = node.own, []
                self._paragraph(node, CleanText.join(first, text.source))
            self._paragraph(node, text)
            self.parted.add(level)
            return True
        return False

    def _heading_item(self, text: CleanText, ahead: Label | None) -> Node | None:
        """Return the item of an article that has only a heading on its line, where a sentence stands below it.

        （一）职工 / 按下列费率缴费： / 1.甲。 / （二）居民 / 按年缴费。 What shows it is the list that goes on
        below the sentence, or the item before, which was such a heading; else the sentence may close the list.
        """
        if not self._in_article() or not ends_sentence(text.text):
            return None
        level, node = self.stack[-1]
        if node.kind not in LISTED or node.parent is None or node.children or len(node.own) != 1:
            return None
        words = node.own[0].text
        if len(words) > _LONGEST_HEADING or any(mark in words for mark in _MARKS):
            return None
        above = islice(reversed(node.parent.children), 1, None)
        before = next((other for other in above if other.kind is node.kind), None)
        inside = ahead is not None and (
            ahead.level > level or (ahead.level is level and ahead.number == str(int(node.number or 0) + 1))
        )
        if not inside and (before is None or before.heading is None):
            return None
        node.heading, node.own = node.own[0], []
        return node

    def _unlabelled(self, line: CleanText, ahead: Label | None) -> None:
        text = trim(line)
        if not len(text):
            return
        if self._between_items(text, ahead):
            return
        item = self._listing(text, ahead) or self._heading_item(text, ahead)
        if item is not None:
            item.own.append(text)
            return
        self.noted = self._noted(text)
        if self.noted is not None:
            self.noted.own.append(text)
            return
        if self._goes_on(text):
            return
        if _CLOSING.fullmatch(text.text):
            self.reset()
        while self.stack and self.stack[-1][0] > Level.HEADED:
            top = self.stack[-1][1]
            if not self._in_article() and (top.heading is not None or _heads_paragraphs(top)):
                break
            self.stack.pop()
        if self.stack and self.stack[-1][0] > Level.ARTICLE and self._in_article():
            self._close(Level.HEADED)
        top = self.stack[-1][1] if self.stack else self.root
        division = self.stack and self.stack[-1][0] in _DIVISIONS
        if (
            division
            and top.heading is None
            and not ends_sentence(text.text)
            and len(text) <= _LONGEST_HEADING
        ):
            top.heading = text
            return
        if top.heading is not None and top.own and not top.children:
            first, top.own = (
                top.own,
                [],
            )  # with a second paragraph the words on the line of the label are the first
            self._paragraph(top, CleanText.join(first, line.source))
        self._paragraph(top, text)

    def _goes_on(self, text: CleanText) -> bool:
        """Take a line that ends what the last words begin: the rest of a cell, or of a sentence."""
        node = self._last()
        if node is None or not node.own or node.children:
            return False
        last = node.own[-1]
        if not (
            _breaks_off(last, text)
            or (node is self.paragraph and goes_on(last, text))
            or (last.text.endswith(("：", ":")) and _FORMULA.fullmatch(text.text))
        ):
            return False
        node.own[-1] = CleanText.join([last, text], text.source)
        return True

    def _noted(self, text: CleanText) -> Node | None:
        """Return the measure of which a line says nothing but who answers for it (责任单位：…), else ``None``.

        It is what stands before the line, or the whole of which that is one part of several, none of them noted.
        """
        if self.noted is not None and len(text) <= _LONGEST_HEADING and _LABELLED.match(text.text):
            return self.noted  # 完成时限：…
        top = self.stack[-1][1] if self.stack else None
        last = self.paragraph if self.paragraph and top in (None, self.paragraph.parent) else top
        if last is None or last.kind not in _MEASURES or self._in_article() or not is_note(text):
            return None
        above = last.parent
        if above is None or above.kind not in _MEASURES:
            return last
        alike = [each for each in above.children[-2:] if each.kind is last.kind]
        apart = len(alike) == 2 and alike[1] is last and not _is_noted(alike[0])
        return above if apart else last

    def _in_article(self) -> bool:
        return Level.ARTICLE in [level for level, _ in self.stack]

    def _heads_articles(self, label: Label, line: CleanText, before_article: bool) -> bool:
        """Say whether 二、 or （二） goes on with the sections in which the articles stand, and is no item of one."""
        if ends_sentence(line.text) or len(line) > _LONGEST_HEADING:
            return False
        if label.level is Level.HEADED and 0 < self.headed == int(label.number) - 1:
            return True
        before = str(int(label.number) - 1)
        open_here = [(level, node) for level, node in self.stack if node not in self.heads]
        item = any(level is label.level and node.number == before for level, node in open_here)
        return before_article and label.level <= Level.ITEM and not item

    def _item(self, label: Label, line: CleanText, before_article: bool) -> None:
        if self._in_article() and self._heads_articles(label, line, before_article):
            self._close_articles(label.level)
        in_article = self._in_article()
        if label.level is Level.HEADED and not in_article:
            self.headed = int(label.number)
        while self.stack and self.stack[-1][0] >= label.level:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else self.root
        if in_article and self.stack and self.stack[-1][0] is Level.ARTICLE:
            if self.paragraph is None or self.paragraph.parent is not parent:
                self.paragraph = next(
                    (each for each in parent.children[-1:] if each.kind is ProvisionKind.PARAGRAPH), None
                )
            parent = self.paragraph or parent
        above = parent.parent
        if in_article and parent.kind is ProvisionKind.SUBITEM and above is not None and above.kind in LISTED:
            parent.own.append(trim(line))  # a rule has nothing below the 目 of an item
            return
        text = trim(line[_end(label, line) :])
        node = Node(f"{_SEGMENTS[kind := self._kind(label, in_article)]}-{label.number}", kind)
        node.label, node.number = self._label(label, line), label.number
        beside = self.section if before_article and not in_article and label.level is Level.ITEM else None
        if beside is not None and beside is not parent:
            node.segment = f"{beside.segment}/{node.segment}"  # beside the articles, as the section is
        if in_article:
            node.own = [text] if len(text) else []
        else:
            node.heading, rest = _split_heading(text)
            node.own = [rest] if rest is not None else []
        parent.add(node)
        self.stack.append((label.level, node))
        if label.level is Level.HEADED and not in_article:
            self.section = node

    def _deep(self) -> bool:
        inside = self._in_article()
        return any(level > Level.HEADED for level, node in self.stack if not (inside and node in self.heads))

    def _kind(self, label: Label, in_article: bool) -> ProvisionKind:
        if label.level is Level.HEADED and not in_article:
            return ProvisionKind.SECTION
        third = label.level in (Level.SUBITEM, Level.POINT)  # 1. is a 目 also where no （一） stands above it
        return ProvisionKind.SUBITEM if third or self._deep() else ProvisionKind.ITEM


def parse_body(lines: Sequence[CleanText], root: Node, cells: Collection[int] = frozenset()) -> BodyParser:
    """Grow the provisions of ``lines`` under ``root``; ``cells`` are the lines that stand in tables."""
    parser = BodyParser(root)
    texts = ["" if at in cells else line.text for at, line in enumerate(lines)]
    read = labels(texts)
    quoted = quoted_provisions(texts)[1]
    runs = {first: (start, end) for first, start, end in member_runs(lines)}
    ahead = next_labels(read)
    past = 0
    for at, (line, label) in enumerate(zip(lines, read, strict=True)):
        if at in runs and at >= past:
            start, past = runs[at]
            parser.take_members(lines[at:start], lines[start:past])
        if at < past:
            continue
        if at in cells:
            if at - 1 not in cells:
                end = next(n for n in range(at, len(lines) + 1) if n not in cells)
                parser.take_cells(lines[at:end])
            continue
        following = read[at + 1] if at + 1 < len(read) else None
        parser.feed(line, label, following, ahead[at], quoted=at in quoted)
    return parser


def next_labels(read: Sequence[Label | None]) -> list[Label | None]:
    """Return for each line the first label on a line below it."""
    found: list[Label | None] = []
    below: Label | None = None
    for label in reversed(read):
        found.append(below)
        below = label or below
    return found[::-1]
