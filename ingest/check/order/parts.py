"""The numbered parts of a text, by their places: articles in their order, the lists and paragraphs of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.model import LISTED, Document, Provision, ProvisionKind

_ARTICLE = re.compile(r"art-(\d+)")
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Articles of a document by number (the first of one that is doubled) and in their order; children of each path."""

    articles: Mapping[int, Provision]
    order: Sequence[Provision]
    children: Mapping[str, Sequence[Provision]]

    @classmethod
    def of(cls, document: Document) -> Parts:
        """Return the parts of a document."""
        children: dict[str, list[Provision]] = {}
        for part in document.provisions:
            children.setdefault(part.parent or "", []).append(part)
        order = [
            part
            for part in document.provisions
            if part.kind is ProvisionKind.ARTICLE and _ARTICLE.match(part.path)
        ]
        articles: dict[int, Provision] = {}
        for part in order:
            if (number := whole(part)) is not None:
                articles.setdefault(number, part)
        return cls(articles, order, children)

    def paragraphs(self, article: Provision) -> Sequence[Provision]:
        """Return the paragraphs of an article; the article itself where it has no parts."""
        found = [part for part in self.children.get(article.path, ()) if part.kind is ProvisionKind.PARAGRAPH]
        return found or [article]

    def items(self, part: Provision) -> Sequence[Provision]:
        """Return the items of an article or paragraph, whichever of the two they lie in."""
        inner = self.children.get(part.path, ())
        below = [each for other in inner for each in self.children.get(other.path, ()) if each.kind in LISTED]
        return [each for each in inner if each.kind in LISTED] or below


def whole(part: Provision) -> int | None:
    """Return the number of a part, None where it has none or one that is inserted (第十条之一)."""
    number = part.number or ""
    return int(number) if _WHOLE.fullmatch(number) else None


def without_gap(parts: Sequence[Provision]) -> bool:
    """Whether the numbers of parts run from one to the last."""
    return [whole(part) for part in parts] == list(range(1, len(parts) + 1))
