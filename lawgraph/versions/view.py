"""A comparison of two texts as it is shown: labels as printed, words with what was left out and put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Document, Provision, ProvisionKind
from ingest.status.header import Header
from ingest.text import CleanText, Span
from ingest.versions import Change, Comparison
from ingest.versions.edits import pieces
from ingest.versions.units import solid
from lawgraph.tables.cells import Altered, Marked, Run
from ontology.states import ChangeKind, Moved

KINDS = {
    ChangeKind.SAME: ("未改", "same"),
    ChangeKind.CHANGED: ("修改", "changed"),
    ChangeKind.SPLIT: ("拆分", "split"),
    ChangeKind.MERGED: ("合并", "merged"),
    ChangeKind.NEW: ("新增", "new"),
    ChangeKind.GONE: ("删去", "gone"),
}
"""What became of the words, in Chinese and English."""
PLACES = {
    Moved.KEPT: ("", ""),
    Moved.RENUMBERED: ("条序变更", "renumbered"),
    Moved.MOVED: ("移动位置", "moved"),
}
"""What became of the place; where it was kept nothing is said."""
_NESTED = frozenset(
    {ProvisionKind.SECTION, ProvisionKind.ITEM, ProvisionKind.SUBITEM, ProvisionKind.PARAGRAPH}
)


@dataclass(frozen=True, slots=True)
class Row:
    """A change as it is shown: the labels and the words of both sides, empty where there is none.

    ``heading`` is whether it is a chapter and not an article. ``pieces`` are the words that both sides have, each with
    what the old one has behind it and what the new one has there (:func:`ingest.versions.edits.pieces`).
    """

    change: Change
    old_label: str
    new_label: str
    old: Marked
    new: Marked
    heading: bool
    pieces: tuple[tuple[str, str, str], ...]

    @property
    def said(self) -> tuple[str, str]:
        """What became of it, in Chinese and English: of the words, then of the place."""
        change = self.change
        place = PLACES[change.place] if change.place else ("", "")
        words = ("", "") if change.kind is ChangeKind.SAME and place[0] else KINDS[change.kind]
        return "，".join(filter(None, (words[0], place[0]))), ", ".join(filter(None, (words[1], place[1])))

    @property
    def touched(self) -> bool:
        """Whether words or the order were changed: another number alone is none."""
        return self.change.kind is not ChangeKind.SAME or self.change.place is Moved.MOVED


def rows(comparison: Comparison, *, whole: bool) -> list[Row]:
    """Return the changes as they are shown: all of them, or those whose words or order were changed."""
    found = (_row(each, comparison) for each in comparison.changes)
    return [row for row in found if whole or row.touched]


def _row(change: Change, comparison: Comparison) -> Row:
    olds = [comparison.old.provision(path) for path in change.old]
    news = [comparison.new.provision(path) for path in change.new]
    heading = (olds or news)[0].kind in {ProvisionKind.CHAPTER, ProvisionKind.ANNEX} or _holds(
        comparison.old if olds else comparison.new, (olds or news)[0]
    )
    left = [span for edit in change.edits for span in edit.old_spans]
    right = [span for edit in change.edits for span in edit.new_spans]
    gone, new = change.kind is ChangeKind.GONE, change.kind is ChangeKind.NEW
    return Row(
        change,
        "、".join(label(comparison.old, each) for each in olds),
        "、".join(label(comparison.new, each) for each in news),
        _words(olds, left, Altered.OUT, heading, whole=gone),
        _words(news, right, Altered.IN, heading, whole=new),
        heading,
        tuple(pieces(_solid(olds, comparison.old, heading), change.edits)) if change.edits else (),
    )


def _solid(provisions: Sequence[Provision], document: Document, heading: bool) -> CleanText:
    """Return the words of provisions without white space."""
    words = [each.own[: each.heading_end] if heading else each.clean for each in provisions]
    return CleanText.join(map(solid, words), document.source)


def _holds(document: Document, provision: Provision) -> bool:
    """Whether a section holds the provisions that are compared, so that only its heading is."""
    return provision.kind is ProvisionKind.SECTION and any(
        each.parent == provision.path and each.kind is not ProvisionKind.PARAGRAPH
        for each in document.provisions
    )


def label(document: Document, provision: Provision) -> str:
    """Return how a provision is called: 第三条; of one in a list with those above it: 一、（二）; else its path."""
    said = [provision.label or ""]
    above = provision.parent
    while provision.kind in _NESTED and above is not None:
        upper = document.provision(above)
        if upper.kind is ProvisionKind.CHAPTER:
            break
        said.append(upper.label or "")
        above = upper.parent
    return "".join(reversed([each.strip() for each in said])) or provision.path


def _words(
    provisions: Iterable[Provision], spans: Iterable[Span], how: Altered, heading: bool, *, whole: bool
) -> Marked:
    """Return the words of provisions with their paragraphs, those under some spans marked, or all of them."""
    inside = {at for start, end in spans for at in range(start, end)}
    runs: list[Run] = []
    for each in provisions:
        clean = each.own[: each.heading_end] if heading else each.clean
        if runs:
            runs.append(Run("\n"))
        for char, at in zip(clean.text, clean.offsets, strict=True):
            state = how if whole or at in inside else Altered.NO
            if runs and runs[-1].altered is state:
                runs[-1] = Run(runs[-1].text + char, altered=state)
            else:
                runs.append(Run(char, altered=state))
    return Marked(tuple(runs))


def named(document: Document) -> str:
    """Return the title of a text with its day, that of its last amendment, or of its adoption."""
    header = Header.of(document)
    return f"{header.title}（{header.dated or '日期不明'}）"


def counted(comparison: Comparison) -> Iterator[tuple[str, str, int]]:
    """Yield what became of the articles, in Chinese and English, with how many; headings are not counted."""
    found = [row for row in rows(comparison, whole=True) if not row.heading]
    for kind, (zh, en) in KINDS.items():
        yield zh, en, sum(row.change.kind is kind for row in found)
    for place in (Moved.RENUMBERED, Moved.MOVED):
        yield *PLACES[place], sum(row.change.place is place for row in found)
    yield "存疑", "doubtful", sum(row.change.doubt is not None for row in found)
