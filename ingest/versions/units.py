"""What is compared in a text: its articles, or the parts that stand for them, and the headings over these."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from ingest.model import Document, Provision, ProvisionKind
from ingest.text import CleanText
from ontology.tables import read_table

STRUCK = Path(__file__).with_name("struck.tsv")
"""What a text says in the place of an article that was deleted: the words alone, in brackets or not."""
COLUMNS = ("word", "example", "counter-example", "source")
_OUTSIDE = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.PREAMBLE,
        ProvisionKind.SALUTATION,
        ProvisionKind.SIGNATURE,
        ProvisionKind.DATE,
    }
)
"""Parts of a document that are no provisions of the rule."""
_HOLDERS = frozenset({ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.ANNEX})
_LISTED = frozenset(
    {
        *_HOLDERS,
        ProvisionKind.ARTICLE,
        ProvisionKind.ITEM,
        ProvisionKind.SUBITEM,
        ProvisionKind.TASK,
        ProvisionKind.MEMBER,
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision that is compared as a whole: where it stands, and its words without white space.

    ``words`` are as read, ``folded`` the same characters with those of full width made half (％ and %, （ and (), so
    that two texts differ in words and not in print; both have the same length. ``at`` is its place among the units
    of its text. ``struck`` is whether the text says of it only that it was deleted. ``paragraphs`` are those of
    several that it has, each with its path and its words, folded.
    """

    path: str
    kind: ProvisionKind
    parent: str | None
    heading: str | None
    words: CleanText = field(repr=False)
    folded: str = field(repr=False)
    at: int
    struck: bool
    paragraphs: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def fold(text: str) -> str:
    """Return a text with each character as its equal by Unicode (NFKC), where that is one character.

    >>> fold("（20％以上…）")
    '(20%以上…)'
    """
    return "".join(_folded(char) for char in text)


def _folded(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return char
    found = unicodedata.normalize("NFKC", char)
    return found if len(found) == 1 else char


@cache
def _struck() -> re.Pattern[str]:
    words = "|".join(re.escape(row.require("word")) for row in read_table(STRUCK, COLUMNS))
    return re.compile(rf"[〔\[【(]?(?:{words})[〕\]】)]?[。.]?")


def articles(document: Document) -> tuple[Unit, ...]:
    """Return the articles of a document in order; without articles its numbered parts, and what stands beside them.

    A part that holds others (章, 节, 一、 with （一） in it, 附件) is none: these are. Title, preamble, salutation,
    signature and date are no part of the rule.
    """
    held = defaultdict[str | None, list[Provision]](list)
    for each in document.provisions:
        if each.kind is ProvisionKind.PARAGRAPH:
            held[each.parent].append(each)
    return tuple(
        replace(_unit(each, at, each.clean), paragraphs=_paragraphs(held[each.path]))
        for at, each in enumerate(_chosen(document))
    )


def _paragraphs(found: Sequence[Provision]) -> tuple[tuple[str, str], ...]:
    if len(found) < 2:
        return ()
    return tuple((each.path, fold(solid(each.clean).text)) for each in found)


def headings(document: Document) -> tuple[Unit, ...]:
    """Return the parts that hold the articles (章, 节, 附件), each with the words of its heading."""
    holding = {each.parent for each in _chosen(document)}
    up = {each.path: each.parent for each in document.provisions}
    for path in [each for each in holding if each]:
        above = up[path]
        while above is not None and above not in holding:
            holding.add(above)
            above = up[above]
    found = (each for each in document.provisions if each.path in holding)
    return tuple(
        _unit(each, at, each.own[: each.heading_end] if each.heading_end else each.own[:0])
        for at, each in enumerate(found)
    )


def _chosen(document: Document) -> Iterator[Provision]:
    """Yield the provisions that are compared, in order."""
    listing = {each.parent for each in document.provisions if each.kind in _LISTED}
    done: set[str] = set()  # provisions in one that was chosen
    for each in document.provisions:
        if each.kind in _OUTSIDE:
            continue
        if each.parent in done:
            done.add(each.path)
        elif each.kind not in _HOLDERS or (each.path not in listing and each.clean.text.strip()):
            done.add(each.path)
            yield each


def solid(clean: CleanText) -> CleanText:
    """Return a reading without its white space."""
    kept = [n for n, char in enumerate(clean.text) if not char.isspace()]
    return CleanText(
        "".join(clean.text[n] for n in kept), tuple(clean.offsets[n] for n in kept), clean.source
    )


def _unit(provision: Provision, at: int, clean: CleanText) -> Unit:
    words = solid(clean)
    folded = fold(words.text)
    struck = _struck().fullmatch(folded) is not None
    return Unit(
        provision.path, provision.kind, provision.parent, provision.heading, words, folded, at, struck
    )
