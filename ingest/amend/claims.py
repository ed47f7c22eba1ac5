"""What instructions claim of the articles, paragraphs and items of a base: new ones, other numbers, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amend.instruction import Instruction, Operation, Place, Whither
from ingest.amend.numbering import Claim, key
from ingest.amend.parts import Part
from ingest.amend.places import Places, There, Unfit
from ingest.amend.quoted import ENDS, groups, raised, without_label
from ingest.amend.reasons import BEYOND, CHANGED, GROUPS, NO_NEW
from ingest.amend.wording import joined
from ingest.text import CleanText, squeeze

DIVISIONS = ("chapter", "section")


@dataclass(frozen=True, slots=True)
class Added:
    """A part that an instruction adds: its new number and words."""

    number: str
    words: tuple[CleanText, ...]
    by: int


@dataclass(slots=True)
class Claims:
    """Claims on the parts of one holder, of one level."""

    holder: Part
    claims: list[Claim] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)
    added: list[Added] = field(default_factory=list)

    def without(self, refused: dict[int, str]) -> Claims:
        """Return the claims of instructions that are not refused."""
        return Claims(
            self.holder,
            [claim for claim in self.claims if claim.by not in refused],
            {number: by for number, by in self.gone.items() if by not in refused},
            [added for added in self.added if added.by not in refused],
        )


def simpler(one: Instruction, together: Sequence[Instruction]) -> Instruction:
    """Read 将第二款改为第十九条，修改为：“…” as an article added and a paragraph taken out.

    ``together`` are the instructions of the same sentence. 改为第四十五条第一款 is 改为第四十五条: what becomes of the
    other paragraphs of that article is said apart.
    """
    for each in together:
        if each.operation is not Operation.RENUMBER or len(each.places) != 1:
            continue
        if each.places[0].level == "paragraph" and each.to[0].level == "article":
            if one is each:
                words = next(
                    (w.new for w in together if w.operation is Operation.REPLACE and w.places == one.places),
                    (),
                )
                return replace(one, operation=Operation.INSERT, new=words, whither=Whither.START)
            if one.operation is Operation.REPLACE and one.places == each.places:
                return replace(one, operation=Operation.ORDER)
        elif one is each and one.places[0].level == "article" and one.to[0].paragraph == 1:
            return replace(one, to=(Place(article=one.to[0].article),))
    return one


def claim_article(one: Instruction, places: Places, mine: Claims) -> None:
    """Take what an instruction claims of articles; raise ``Unfound`` or ``Unfit``."""
    if one.operation is Operation.RENUMBER:
        _renumber(one, places, mine)
    elif one.operation is Operation.DELETE:
        _delete(one, places, mine)
    elif one.operation is Operation.MERGE:
        _merge(one, places, mine)
    elif one.operation is Operation.INSERT:
        level = one.to[0].level
        if level in DIVISIONS:
            raise Unfit(BEYOND.format(what="增加章节 adding a chapter"))
        if level == "article":
            _insert(one, places, mine)


def _renumber(one: Instruction, places: Places, mine: Claims) -> None:
    level = one.places[0].level
    if level in DIVISIONS:
        raise Unfit(BEYOND.format(what="章节编号 the number of a chapter"))
    if level != "article":
        return
    for place, to in zip(one.places, one.to, strict=True):
        places.article(place)
        if to.level != "article":
            raise Unfit(BEYOND.format(what=f"{place}→{to}"))
        mine.claims.append(Claim(one.order, str(to.article), str(place.article)))


def _delete(one: Instruction, places: Places, mine: Claims) -> None:
    for place in one.places:
        if place.level in DIVISIONS or place.part is not None:
            raise Unfit(BEYOND.format(what=f"删去{place}"))
        part = places.part(place)
        if place.level == "article" and part.number in mine.gone:
            raise Unfit(CHANGED.format(place=place, by=mine.gone[part.number]))
    mine.gone |= {str(place.article): one.order for place in one.places if place.level == "article"}


def _merge(one: Instruction, places: Places, mine: Claims) -> None:
    if one.places[0].level != "article":
        raise Unfit(BEYOND.format(what="合并款项 merging paragraphs"))
    parts = [places.article(place) for place in one.places]
    if not one.new:
        raise Unfit(NO_NEW)
    for part in parts:
        if part.number in mine.gone:
            raise Unfit(CHANGED.format(place=part.path, by=mine.gone[part.number]))
    mine.gone |= {part.number: one.order for part in parts[1:]}
    if one.to:
        mine.claims.append(Claim(one.order, str(one.to[0].article), parts[0].number))


def _insert(one: Instruction, places: Places, mine: Claims) -> None:
    """Take new articles, or the paragraph that becomes one."""
    anchor = places.article(one.places[0]) if one.places and one.places[0].article else None
    parted = _parted(one, "article")
    for to, words in zip(one.to, parted, strict=True):
        label, rest = without_label(words, "article")
        number = str(to.article)
        if number == "0":  # not said: that of the label quoted, or behind the article named
            if label is None and anchor is None:
                raise Unfit(BEYOND.format(what="没有说明条的编号 no number is said"))
            number = label or str(
                key(anchor.number if anchor else "0")[0] + (one.whither is not Whither.BEFORE)
            )
        _new(one, Place(article=number), places.root.named("article", number), rest, places)
        mine.claims.append(Claim(one.order, number))
        mine.added.append(Added(number, rest, one.order))


def _new(
    one: Instruction, place: Place, part: Part | None, words: Sequence[CleanText], places: Places
) -> None:
    """Raise :class:`There` where the part that has the number now says what is to be added."""
    if part is None:
        return
    now = squeeze(places.base.source.text[part.body : part.end]).rstrip(ENDS)
    said = "".join(each.text for each in words)
    if now and squeeze(raised(said)).rstrip(ENDS) == now:
        raise There(one.order, place, said)


def _parted(one: Instruction, level: str) -> list[tuple[CleanText, ...]]:
    paragraphs = joined(one.new)
    if not paragraphs:
        raise Unfit(NO_NEW)
    parted = groups(paragraphs, len(one.to), level)
    if parted is None:
        raise Unfit(GROUPS.format(n=len(one.to)))
    return parted


Holders = dict[int, Claims]
"""Claims by the identity of the part that holds what they are on."""


def claim_inner(one: Instruction, level: str, places: Places, holders: Holders) -> None:
    """Take what an instruction claims of paragraphs, or items; raise ``Unfound`` or ``Unfit``."""
    if one.operation is Operation.DELETE:
        for place in (place for place in one.places if place.level == level):
            part, holder = places.part(place), places.holder(place)
            if holder.gone is not None or holder.words is not None:
                raise Unfit(CHANGED.format(place=place, by=holder.gone or holder.by))
            holders.setdefault(id(holder), Claims(holder)).gone[part.number] = one.order
        if any(place.level in ("subitem", "line") for place in one.places):
            raise Unfit(BEYOND.format(what="目或者自然段 a sub-item"))
    elif one.operation is Operation.RENUMBER and one.places[0].level == level:
        if any(to.level != level for to in one.to):
            raise Unfit(BEYOND.format(what=f"{one.places[0]}→{one.to[0]}"))
        pairs = [(places.part(place), places.holder(place)) for place in one.places]
        for (part, holder), to in zip(pairs, one.to, strict=True):
            new = str(to.paragraph if level == "paragraph" else to.item)
            holders.setdefault(id(holder), Claims(holder)).claims.append(Claim(one.order, new, part.number))
    elif one.operation is Operation.INSERT and one.to[0].level == level:
        _insert_inner(one, level, places, holders)
    elif one.operation is Operation.RENUMBER and one.places[0].level in ("subitem", "line"):
        raise Unfit(BEYOND.format(what="目或者自然段 a sub-item"))
    elif one.operation is Operation.INSERT and one.to[0].level not in ("article", "paragraph", "item"):
        raise Unfit(BEYOND.format(what="增加目或者自然段 adding a sub-item"))


def _insert_inner(one: Instruction, level: str, places: Places, holders: Holders) -> None:
    parted = _parted(one, level)
    holder = places.holder(one.to[0])
    if holder.words is not None or holder.gone is not None:
        raise Unfit(CHANGED.format(place=one.to[0], by=holder.gone or holder.by))
    mine = holders.setdefault(id(holder), Claims(holder))
    for to, words in zip(one.to, parted, strict=True):
        label, rest = without_label(words, level)
        number = str(to.paragraph if level == "paragraph" else to.item)
        if number == "0":
            number = label or str(len(holder.of_level(level)) + 1)
            last = holder.of_level(level)[-1:]
            _new(one, to, last[0] if last and label is None else None, rest, places)
        _new(one, to, holder.named(level, number), rest, places)
        mine.claims.append(Claim(one.order, number))
        mine.added.append(Added(number, rest, one.order))
