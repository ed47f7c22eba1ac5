"""Two texts of one rule compared: what became of each of its provisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import Diagnostic, Document, ProvisionKind
from ingest.status.header import Header
from ingest.text import CleanText
from ingest.versions.alike import Terms
from ingest.versions.change import Change, Comparison
from ingest.versions.chapters import heading_pairs
from ingest.versions.edits import edits, likeness, ranges
from ingest.versions.matching import Group, counterparts
from ingest.versions.order import in_order
from ingest.versions.places import places
from ingest.versions.shared import Shared, shared
from ingest.versions.units import Unit, articles, fold, headings
from ontology.states import ChangeKind, Moved

_LITTLE = 0.2
"""Below this share of the provisions with a counterpart two texts are hardly of one rule."""
_DOUBTS: dict[str, str] = {
    "weak": (
        "两条用词相同之处不多，按位置和残留的用词认作对应。 / "
        "The two have few words in common; they are taken for counterparts by these and by their places."
    ),
    "rival": ("新文本的 {0} 与旧条几乎同样相近。 / {0} of the new text is about as like the old provision."),
    "gone": (
        "部分文字与新文本{0}相近，可能并入该处。 / "
        "Some of its words are like those of {1} of the new text; it may have been merged into that."
    ),
    "new": (
        "部分文字与旧文本{0}相近，可能由该处而来。 / "
        "Some of its words are like those of {1} of the old text; it may have come from there."
    ),
    "part": ("拆分或合并前后的用词差别较大。 / Before and after the split or merger the words differ much."),
}


def compare(old: Document, new: Document) -> Comparison:
    """Return what became of each article of ``old`` in ``new``, in the order of the new text.

    What is gone stands before the first change behind it in the old text. Chapters and annexes stand among the
    articles, by the words of their headings. Nothing is refused: what speaks against comparing the two is told in
    ``diagnostics`` (``other-rule``, ``same-day``, ``no-day``, ``newer-first``, ``nothing-to-compare``), and the order
    of the two that was given is kept.
    """
    left, right = articles(old), articles(new)
    terms = Terms(left, right)
    found = shared(left, right, counterparts(left, right, terms), terms)
    groups = found.groups
    above, below = headings(old), headings(new)
    chapters = heading_pairs(above, below, left, right, groups)
    changes = _changes(left, right, groups, above, below, chapters)
    changes += _alone(old, new, left, right, found)
    changes += _of_headings(above, below, chapters)
    return Comparison(
        old, new, _ordered(changes, old, new), tuple(_diagnostics(old, new, left, right, groups))
    )


def _by_path(units: Sequence[Unit]) -> dict[str | None, Unit]:
    return {unit.path: unit for unit in units}


def _changes(
    left: Sequence[Unit],
    right: Sequence[Unit],
    groups: Sequence[Group],
    above: Sequence[Unit],
    below: Sequence[Unit],
    chapters: Sequence[tuple[Unit, Unit]],
) -> list[Change]:
    pairs = [(left[group.old[0]], right[group.new[0]]) for group in groups]
    there = places(pairs, _by_path(above), _by_path(below), chapters)
    return [
        _change([left[at] for at in group.old], [right[at] for at in group.new], place, _doubt(group, right))
        for group, place in zip(groups, there, strict=True)
    ]


def _alone(
    old: Document, new: Document, left: Sequence[Unit], right: Sequence[Unit], found: Shared
) -> Iterator[Change]:
    """Yield what is gone and what is new; what only says that an article was deleted is no provision."""
    olds = {at for group in found.groups for at in group.old}
    news = {at for group in found.groups for at in group.new}
    for unit in left:
        if unit.at not in olds and not unit.struck:
            yield _gone(unit, _sharing("gone", new, found.old.get(unit.at)))
    for unit in right:
        if unit.at not in news and not unit.struck:
            yield _new(unit, _sharing("new", old, found.new.get(unit.at)))


def _sharing(doubt: str, other: Document, path: str | None) -> str | None:
    """Return the doubt that names the passage of the other text whose words a provision shares."""
    return None if path is None else _DOUBTS[doubt].format(_called(other, path), path)


def _called(document: Document, path: str) -> str:
    """Return how a provision is called: 第七条第二款."""
    found = document.provision(path)
    if found.kind is ProvisionKind.PARAGRAPH and found.parent is not None:
        beside = [
            each.path
            for each in document.provisions
            if each.parent == found.parent and each.kind is found.kind
        ]
        return f"{document.provision(found.parent).label or found.parent}第{beside.index(path) + 1}款"
    return found.label or path


def _gone(unit: Unit, doubt: str | None = None) -> Change:
    return Change((unit.path,), (), ChangeKind.GONE, None, likeness=0.0, doubt=doubt)


def _new(unit: Unit, doubt: str | None = None) -> Change:
    return Change((), (unit.path,), ChangeKind.NEW, None, likeness=0.0, doubt=doubt)


def _doubt(group: Group, right: Sequence[Unit]) -> str | None:
    if group.doubt is None:
        return None
    named = right[group.rival].path if group.rival is not None else ""
    return _DOUBTS[group.doubt].format(named)


def _change(old: Sequence[Unit], new: Sequence[Unit], place: Moved, doubt: str | None) -> Change:
    olds, news = sorted(old, key=lambda unit: unit.at), sorted(new, key=lambda unit: unit.at)
    if place is Moved.RENUMBERED and {unit.path for unit in olds} & {unit.path for unit in news}:
        place = Moved.KEPT  # one part of it has the number still
    one = CleanText.join((unit.words for unit in olds), olds[0].words.source)
    other = CleanText.join((unit.words for unit in news), news[0].words.source)
    here, there = "".join(unit.folded for unit in olds), "".join(unit.folded for unit in news)
    kind = ChangeKind.SAME if here == there else ChangeKind.CHANGED
    kind = ChangeKind.MERGED if len(olds) > 1 else ChangeKind.SPLIT if len(news) > 1 else kind
    return Change(
        tuple(unit.path for unit in olds),
        tuple(unit.path for unit in news),
        kind,
        place,
        edits(one, other),
        likeness(here, there, ranges(here, there)),
        doubt,
    )


def _of_headings(
    above: Sequence[Unit], below: Sequence[Unit], pairs: Sequence[tuple[Unit, Unit]]
) -> Iterator[Change]:
    """Yield what became of the chapters: those of one name are the same, others by the articles that stand in them."""
    kept = in_order([other.at for _, other in pairs])
    for (one, other), ordered in zip(pairs, kept, strict=True):
        place = (Moved.KEPT if one.path == other.path else Moved.RENUMBERED) if ordered else Moved.MOVED
        yield _change([one], [other], place, None)
    olds, news = {one.path for one, _ in pairs}, {other.path for _, other in pairs}
    yield from (_gone(unit) for unit in above if unit.path not in olds)
    yield from (_new(unit) for unit in below if unit.path not in news)


def _ordered(changes: Sequence[Change], old: Document, new: Document) -> tuple[Change, ...]:
    """Return the changes in the order of the new text; what is gone behind what stood before it in the old one."""
    here = {each.path: each.order for each in old.provisions}
    there = {each.path: each.order for each in new.provisions}
    left = sorted((each for each in changes if each.old), key=lambda each: here[each.old[0]])
    found: list[tuple[int, int, Change]] = []
    at = -1
    for nth, change in enumerate(left):
        if change.new and change.place is not Moved.MOVED:
            at = max(at, there[change.new[0]])
        found.append((there[change.new[0]] if change.new else at, nth + 1, change))
    found += [(there[each.new[0]], 0, each) for each in changes if not each.old]
    return tuple(each for _, _, each in sorted(found, key=lambda each: each[:2]))


def _diagnostics(
    old: Document, new: Document, left: Sequence[Unit], right: Sequence[Unit], groups: Sequence[Group]
) -> Iterator[Diagnostic]:
    """Yield what speaks against comparing two documents, or against their order."""
    one, other = Header.of(old), Header.of(new)
    if not left or not right:
        yield Diagnostic(
            "nothing-to-compare",
            "旧、新文本中至少一份没有读出条款，无从比较。"
            "At least one of the two texts has no provisions, so that there is nothing to compare.",
        )
    share = len(groups) / max(1, min(len(left), len(right)))
    if one.work != other.work and (one.code != other.code or fold(one.title) != fold(other.title)):
        said = "条款也少有对应，恐非同一法规。" if share < _LITTLE else "请确认是否同一法规。"
        told = "and few provisions correspond" if share < _LITTLE else "see whether they are of one rule"
        yield Diagnostic(
            "other-rule",
            f"两份文件的题名或地域不同（{one.title}；{other.title}），{said}"
            f"Titles or territories of the two differ, {told}.",
        )
    elif share < _LITTLE and left and right:
        yield Diagnostic(
            "little-in-common",
            f"两份文本只有 {len(groups)} 条有对应，恐非同一法规的前后文本。"
            f"Only {len(groups)} provisions correspond; the two may not be texts of one rule.",
        )
    yield from _of_days(one.dated, other.dated)


def _of_days(one: str | None, other: str | None) -> Iterator[Diagnostic]:
    if one is None or other is None:
        yield Diagnostic(
            "no-day",
            "旧、新文本中至少一份没有日期，先后按所给次序。"
            "At least one of the two texts has no day; which is older is as was given.",
        )
    elif one == other:
        yield Diagnostic(
            "same-day",
            f"两份文本的日期相同（{one}），先后按所给次序。Both texts are of {one}; which is older is as was given.",
        )
    elif len(one) == len(other) and one > other:
        yield Diagnostic(
            "newer-first",
            f"作为旧文本给出的一份（{one}）晚于新文本（{other}），可能给反了，次序未改。The text given as the old one "
            f"({one}) is later than the new one ({other}); they may be exchanged, and are compared as given.",
        )
