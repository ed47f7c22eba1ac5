"""Places of instructions found in a base: by the numbers that it has."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from ingest.amend.instruction import Place
from ingest.amend.parts import Part
from ingest.amend.reasons import IN_IT_ALREADY, NO_PLACE, TWICE
from ingest.model import Document, ProvisionKind

_SHORT = 20


class Unfound(LookupError):
    """A place that the base does not have; the message says so in Chinese and English."""

    def __init__(self, place: Place) -> None:
        super().__init__(NO_PLACE.format(place=place))

    def __str__(self) -> str:
        return str(self.args[0])


class Unfit(ValueError):
    """An instruction that does not fit the base; the message says why in Chinese and English."""


class There(Unfit):
    """An instruction whose new words stand in the base, at their place, already."""

    def __init__(self, by: int, place: Place, words: str) -> None:
        short = words if len(words) <= _SHORT else words[:_SHORT] + "……"
        super().__init__(IN_IT_ALREADY.format(by=by, place=str(place) or "原文", words=short))


class Places:
    """The places of a base."""

    def __init__(self, base: Document, root: Part) -> None:
        self.base, self.root = base, root
        numbers = Counter(part.number for part in root.parts if part.level == "article")
        self._several = {number for number, count in numbers.items() if count > 1}
        self._articles = {part.number: part for part in root.parts if part.level == "article"}
        self._in_order = [part for part in root.parts if part.level == "article"]
        self._starts = [part.start for part in self._in_order]

    def article(self, place: Place) -> Part:
        """Return the article of a place; raise :class:`Unfound`."""
        part = self._articles.get(str(place.article))
        if part is None:
            raise Unfound(Place(article=place.article))
        if part.number in self._several:
            raise Unfit(TWICE.format(place=Place(article=place.article)))
        return part

    def part(self, place: Place) -> Part:
        """Return the part that a place names; raise :class:`Unfound`."""
        if place.article is None:
            raise Unfound(place)
        if place.level == "article":
            return self.article(place)
        if place.level == "paragraph":
            return self._paragraph(place)
        holder = self._item_holder(place)
        item = holder.named("item", str(place.item)) or holder.named("subitem", str(place.item))
        if place.level == "subitem" and item is not None:
            item = item.named("subitem", str(place.subitem))
        if item is None:
            raise Unfound(place)
        return item

    def holder(self, place: Place) -> Part:
        """Return the part in which a place is, or would be: the article of a paragraph, the paragraph of an item."""
        if place.level == "paragraph":
            return self.article(place)
        if place.level == "item":
            return self._item_holder(place)
        raise Unfound(place)

    def _paragraph(self, place: Place) -> Part:
        part = self.article(place).named("paragraph", str(place.paragraph))
        if part is None:
            raise Unfound(place)
        return part

    def _item_holder(self, place: Place) -> Part:
        """Return the paragraph with the items; where none is named, the only one that has some."""
        if place.paragraph is not None:
            return self._paragraph(place)
        article = self.article(place)
        having = [part for part in article.of_level("paragraph") if part.of_level("item")]
        if len(having) != 1:
            raise Unfound(place)
        return having[0]

    def words_of(self, place: Place) -> tuple[int, int]:
        """Return the range of the words of a place, its label left out; raise :class:`Unfound`."""
        if place.level == "intro":
            holder = self._item_holder(Place(article=place.article, paragraph=place.paragraph))
            first = holder.parts[0] if holder.parts else None
            if first is None or first.level != "fixed":
                raise Unfound(place)
            return first.start, first.end
        if place.article is not None:
            part = self.part(place)
            return part.body, part.end
        if place.part == "title":
            return self._of_kind(place, ProvisionKind.TITLE)
        if place.part == "preamble" or place.line is not None:
            return self._preamble(place)
        if place.chapter is not None or place.section is not None:
            return self._heading(place)
        raise Unfound(place)

    def _of_kind(self, place: Place, kind: ProvisionKind) -> tuple[int, int]:
        found = next((p for p in self.base.provisions if p.kind is kind and p.spans), None)
        if found is None:
            raise Unfound(place)
        return found.spans[0].start, found.spans[-1].end

    def _preamble(self, place: Place) -> tuple[int, int]:
        if place.line is None:  # directly before the articles: the decision of an earlier day may stand above
            last: tuple[int, int] | None = None
            for provision in self.base.provisions:
                if provision.kind is ProvisionKind.ARTICLE:
                    break
                if provision.kind is ProvisionKind.PREAMBLE and provision.spans:
                    last = provision.spans[0].start, provision.spans[-1].end
                elif provision.kind is not ProvisionKind.CHAPTER:
                    last = None
            if last is None:
                raise Unfound(place)
            return last
        kinds = (ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH)
        lines: list[tuple[int, int]] = []
        for provision in self.base.provisions:
            if provision.kind is ProvisionKind.ARTICLE:
                break
            if provision.kind in kinds:
                lines += self._lines(provision.spans[0].start, provision.spans[-1].end)
        if not 0 < place.line <= len(lines):
            raise Unfound(place)
        return lines[place.line - 1]

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        found, at = [], start
        text = self.base.source.text
        for line in text[start:end].splitlines(keepends=True):
            words = line.strip()
            if words:
                first = at + line.index(words)
                found.append((first, first + len(words)))
            at += len(line)
        return found

    def _heading(self, place: Place) -> tuple[int, int]:
        """Return the range of the heading of a chapter or section."""
        for provision in self.base.provisions:
            chapter = provision.kind is ProvisionKind.CHAPTER and provision.path.split("/")[-1].startswith(
                "ch-"
            )
            if place.section is None and not (chapter and provision.number == place.chapter):
                continue
            if place.section is not None:
                above = f"ch-{place.chapter}/" if place.chapter else ""
                if provision.kind is not ProvisionKind.SECTION or not provision.path.endswith(
                    f"{above}sec-{place.section}"
                ):
                    continue
            spans = provision.own.spans(0, provision.heading_end)
            if spans:
                return spans[0].start, spans[-1].end
        raise Unfound(place)

    def around(self, start: int, end: int) -> list[Part]:
        """Return the parts that a range lies in or touches, from the article down."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return []
        article = self._in_order[at]
        return [p for p in (article, *self.within(article)) if 0 <= p.start <= start and end <= p.end]

    def above(self, part: Part) -> list[Part]:
        """Return the parts that a part lies in."""
        return [
            each
            for each in self.around(part.start, part.end)
            if each is not part and each.level != part.level
        ]

    def within(self, part: Part) -> list[Part]:
        """Return the parts that lie in a part."""
        return [each for inner in part.parts for each in (inner, *inner.parts) if each.start >= 0]
