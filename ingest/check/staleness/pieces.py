"""Where the words of an article, or of a part of it that is cited, stand in a later text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Document, Provision, ProvisionKind
from ingest.text import squeeze
from ingest.versions.change import Change, Comparison
from ontology.states import ChangeKind, Moved

_PIECE = 4  # characters
_MUCH = 0.3  # of the pieces of old words that stand in a new article: they may be merged into it


def within(comparison: Comparison, article: str) -> str | None:
    """Return the label of the article of the new text in which much of the words of an old one stands, else None."""
    old = _pieces(comparison.old.provision(article).text)
    for part in _articles(comparison.new):
        if len(old & _pieces(part.text)) >= _MUCH * len(old):
            return part.label or part.path
    return None


def of_parts(change: Change, article: str, parts: Sequence[str], comparison: Comparison) -> Change:
    """Return what became of the parts of an article that are cited, from what became of the whole of it.

    Where their words are the same in their places, they did not change, though others of the article did. Where the
    words of one stand in another article than most of those of the whole, that is where it went.
    """
    if not change.new or article in parts or not all(_has(comparison.old, each) for each in parts):
        return change
    if all(_same(each, article, change, comparison) for each in parts):
        return replace(change, kind=ChangeKind.SAME)
    words = _pieces("".join(comparison.old.provision(each).text for each in parts))
    there = [comparison.new.provision(each) for each in change.new]
    own = max(len(words & _pieces(each.text)) for each in there)
    if own >= len(words) / 2:
        return change
    best = max(_articles(comparison.new), key=lambda each: len(words & _pieces(each.text)), default=there[0])
    found = len(words & _pieces(best.text))
    if best.path in change.new or found <= own or found < _MUCH * len(words):
        return change
    return replace(change, new=(best.path,), kind=ChangeKind.CHANGED, place=Moved.RENUMBERED)


def _articles(document: Document) -> list[Provision]:
    return [part for part in document.provisions if part.kind is ProvisionKind.ARTICLE]


def _has(document: Document, path: str) -> bool:
    return any(part.path == path for part in document.provisions)


def _same(part: str, article: str, change: Change, comparison: Comparison) -> bool:
    """Whether the words of a part of an article stand in the same place of the one that it became."""
    path = change.new[0] + part.removeprefix(article)
    if len(change.new) > 1 or not _has(comparison.new, path):
        return False
    return squeeze(comparison.old.provision(part).text) == squeeze(comparison.new.provision(path).text)


def _pieces(text: str) -> frozenset[str]:
    words = squeeze(text)
    return frozenset(words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1))
