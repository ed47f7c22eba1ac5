"""The instructions of a decision put into the tree of a base: what is added, taken out, moved and said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.amend.consolidated import Origin, Piece
from ingest.amend.instruction import TELLING, Instruction, Operation, Place, Whither, article_label
from ingest.amend.numbering import Claim, Numbers, kept_in_order, key, numbered
from ingest.amend.parts import Manner, Part, WordEdit
from ingest.amend.places import Places, Unfound
from ingest.amend.quoted import ENDS, groups, in_text, without_label
from ingest.amend.reasons import BEYOND, CHANGED, EMPTY, GROUPS, NO_NEW, NOT_SAID, NOT_UNDERSTOOD
from ingest.amend.substitution import Unfit, word_edits
from ingest.amend.wording import joined
from ingest.model import Document
from ingest.text import CleanText, Span
from ontology.numerals import chinese_numeral


class Changes:
    """Changes of a base; ``refused`` has the instructions that do not fit, with the reason, ``notes`` what was decided."""

    def __init__(self, base: Document, root: Part, manner: Manner, refused: dict[int, str]) -> None:
        self.base, self.root, self.manner = base, root, manner
        self.text = base.source.text
        self.refused, self.notes = dict(refused), dict[int, str]()
        self.edits: list[WordEdit] = []
        self.places = Places(base, root)
        self.new_numbers: dict[str, str | None] = {}
        self._added: dict[int, list[tuple[str, tuple[CleanText, ...], Part | None]]] = {}

    def make(self, instructions: Sequence[Instruction]) -> None:
        """Put all instructions that fit into the tree."""
        mine = [self._simpler(each, instructions) for each in instructions if each.order not in self.refused]
        said = any(each.operation is Operation.ORDER for each in mine)
        for each in mine:
            if each.operation is Operation.UNKNOWN:
                self.refused[each.order] = NOT_UNDERSTOOD
        structural = [each for each in mine if each.operation not in TELLING]
        self._articles([each for each in structural if each.order not in self.refused], said)
        self._inner([each for each in structural if each.order not in self.refused])
        for each in structural:
            if each.order in self.refused:
                continue
            try:
                if each.operation is Operation.REPLACE:
                    self._replace(each)
                elif each.operation is Operation.WORDS:
                    self._words(each)
            except (Unfound, Unfit) as error:
                self.refused[each.order] = str(error)

    def _simpler(self, one: Instruction, all_: Sequence[Instruction]) -> Instruction:
        """Read 将第二款改为第十九条，修改为：“…” as an article added and a paragraph taken out."""
        if one.operation is Operation.RENUMBER and len(one.places) == 1:
            place, to = one.places[0], one.to[0]
            if place.level == "paragraph" and to.level == "article":
                words = next(
                    (
                        each
                        for each in all_
                        if each.operation is Operation.REPLACE
                        and each.text == one.text
                        and each.places == one.places
                    ),
                    None,
                )
                return replace(one, operation=Operation.INSERT, new=words.new if words else ())
            if place.level == "article" and to.level == "paragraph" and to.paragraph == 1:
                return replace(one, to=(Place(article=to.article),))
        if one.operation is Operation.REPLACE and one.places[:1] and one.places[0].level == "paragraph":
            for each in all_:
                if (
                    each.operation is Operation.RENUMBER
                    and each.places == one.places
                    and each.text == one.text
                ):
                    if each.to[0].level == "article":
                        return replace(one, operation=Operation.ORDER)
        return one

    # articles

    def _articles(self, instructions: Sequence[Instruction], said: bool) -> None:
        olds = [part.number for part in self.root.of_level("article")]
        claims: list[Claim] = []
        gone: dict[str, int] = {}
        for each in instructions:
            try:
                self._claim_article(each, claims, gone)
            except (Unfound, Unfit) as error:
                self.refused[each.order] = str(error)
        claims = [claim for claim in claims if claim.by not in self.refused]
        gone = {number: by for number, by in gone.items() if by not in self.refused}
        numbers = numbered(olds, gone, claims, said=said)
        self.refused.update(numbers.unfit)
        dropped = [number for number, by in gone.items() if by in numbers.unfit]
        if dropped:  # a merger whose number does not fit takes nothing out
            gone = {number: by for number, by in gone.items() if number not in dropped}
            numbers = numbered(olds, gone, [c for c in claims if c.by not in self.refused], said=said)
            self.refused.update(numbers.unfit)
        claims = [claim for claim in claims if claim.by not in self.refused]
        if numbers.filled and not said:
            for claim in claims:
                if claim.old is None:
                    self.notes.setdefault(claim.by, NOT_SAID)
        self.new_numbers = {old: numbers.new.get(old) for old in olds}
        self._arrange(self.root, numbers, claims, gone, "article")

    def _claim_article(self, one: Instruction, claims: list[Claim], gone: dict[str, int]) -> None:
        if one.operation is Operation.RENUMBER and one.places[0].level == "article":
            for place, to in zip(one.places, one.to, strict=True):
                self.places.article(place)
                if to.level != "article":
                    raise Unfit(BEYOND.format(what=f"{place}→{to}"))
                claims.append(Claim(one.order, str(to.article), str(place.article)))
        elif one.operation is Operation.RENUMBER and one.places[0].level in ("chapter", "section"):
            raise Unfit(BEYOND.format(what="章节编号 number of a chapter"))
        elif one.operation is Operation.DELETE:
            for place in one.places:
                if place.level == "article":
                    self.places.article(place)
                elif place.level in ("chapter", "section"):
                    raise Unfit(BEYOND.format(what=f"删去{place}"))
            for place in one.places:
                if place.level == "article":
                    if str(place.article) in gone:
                        raise Unfit(CHANGED.format(place=place, by=gone[str(place.article)]))
                    gone[str(place.article)] = one.order
        elif one.operation is Operation.MERGE and one.places[0].level == "article":
            for place in one.places:
                self.places.article(place)
            if not one.new:
                raise Unfit(NO_NEW)
            first = str(one.places[0].article)
            for place in one.places[1:]:
                gone[str(place.article)] = one.order
            if one.to:
                claims.append(Claim(one.order, str(one.to[0].article), first))
            self._say(self.places.article(one.places[0]), joined(one.new), one.order)
        elif one.operation is Operation.MERGE:
            raise Unfit(BEYOND.format(what="合并款项 merging paragraphs"))
        elif one.operation is Operation.INSERT and one.to[0].level == "article":
            self._claim_new(one, claims, gone)
        elif one.operation is Operation.INSERT and one.to[0].level in ("chapter", "section"):
            raise Unfit(BEYOND.format(what="增加章节 adding a chapter"))

    def _claim_new(self, one: Instruction, claims: list[Claim], gone: dict[str, int]) -> None:
        """Take the new articles of an instruction, or the paragraph that becomes one."""
        anchor = self.places.article(one.places[0]) if one.places and one.places[0].article else None
        if one.places and one.places[0].level == "paragraph" and one.formula and "number" in one.formula:
            part = self.places.part(one.places[0])
            if not one.new:
                raise Unfit(BEYOND.format(what="款改为条而不引出文字 a paragraph that becomes an article"))
            self._take_out(part, one.order)
        paragraphs = joined(one.new)
        if not paragraphs:
            raise Unfit(NO_NEW)
        parted = groups(paragraphs, len(one.to), "article")
        if parted is None:
            raise Unfit(GROUPS.format(n=len(one.to)))
        added = []
        for to, words in zip(one.to, parted, strict=True):
            label, rest = without_label(words, "article")
            number = str(to.article)
            if number == "0":
                if label is None and anchor is None:
                    raise Unfit(BEYOND.format(what="没有说明条的编号 no number is said"))
                number = label or str(key(anchor.number if anchor else "0")[0] + 1)
            claims.append(Claim(one.order, number))
            added.append((number, rest, anchor))
        self._added[one.order] = added

    def _arrange(
        self, holder: Part, numbers: Numbers, claims: Sequence[Claim], gone: dict[str, int], level: str
    ) -> None:
        """Put the parts of a level in the order of their new numbers, and give them their labels."""
        by_claim = {claim.old: claim.by for claim in claims if claim.old is not None}
        present: list[tuple[tuple[int, int], Part]] = []
        for part in holder.parts:
            if part.level != level or part.start < 0:
                continue
            if part.number in gone:
                part.gone = gone[part.number]
                continue
            new = numbers.new[part.number]
            if new != part.number and part.label_end > part.start:
                part.relabelled = self._label(level, new, self.text[part.start : part.label_end])
                part.by = by_claim.get(part.number)
            present.append((key(new), part))
        stays = kept_in_order([number for number, _ in present])
        moved = [present[at] for at in range(len(present)) if at not in stays]
        placed = [present[at] for at in sorted(stays)]
        for _, part in moved:
            holder.parts.remove(part)
        new_parts = [
            (key(number), self._new_part(level, number, words, order))
            for order, several in self._added.items()
            if order not in self.refused
            for number, words, _ in several
            if words is not None and any(c.by == order and c.new == number for c in claims)
        ]
        for number, part in sorted([*moved, *new_parts], key=lambda pair: pair[0]):
            before = max(
                (each for each in placed if each[0] < number), key=lambda pair: pair[0], default=None
            )
            after = min((each for each in placed if each[0] > number), key=lambda pair: pair[0], default=None)
            if before is not None:
                at = next(i for i, p in enumerate(holder.parts) if p is before[1]) + 1
            elif after is not None:
                at = next(i for i, p in enumerate(holder.parts) if p is after[1])
            else:
                at = len(holder.parts)
            holder.parts.insert(at, part)
            placed.append((number, part))

    def _label(self, level: str, number: str, old: str) -> str:
        """Return a label in the manner of another."""
        digits = any(char.isdigit() and char.isascii() for char in old)
        if level == "article":
            return article_label(number, digits)
        form = number if digits else chinese_numeral(int(number))
        opening, closing = (old[0], old[-1]) if old[:1] in "（(" and old[-1:] in "）)" else ("（", "）")
        if level == "item" and old[:1] not in "（(":
            return form + old[-1:]
        return f"{opening}{form}{closing}"

    def _new_part(self, level: str, number: str, words: tuple[CleanText, ...], by: int) -> Part:
        """Return a part that the decision adds, with its label."""
        made = in_text(words, self.manner.paragraph, by)
        if level == "article":
            label = [
                Piece(article_label(number), Origin.EDITORIAL, None, by),
                Piece(self.manner.behind, Origin.EDITORIAL, None, by),
            ]
        elif level == "item":
            label = [Piece(f"（{chinese_numeral(int(number))}）", Origin.EDITORIAL, None, by)]
            if made and made[-1].text[-1:] not in ENDS:
                made.append(Piece("；", Origin.EDITORIAL, None, by))
        else:
            label = []
        return Part(level, number, -1, -1, -1, -1, words=[*label, *made], by=by)

    # paragraphs and items

    def _inner(self, instructions: Sequence[Instruction]) -> None:
        """Add, take out and number paragraphs and items, all of one holder at once."""
        for level in ("item", "paragraph"):
            holders: dict[int, tuple[Part, list[Claim], dict[str, int]]] = {}
            for each in instructions:
                if each.order in self.refused:
                    continue
                try:
                    self._claim_inner(each, level, holders)
                except (Unfound, Unfit) as error:
                    self.refused[each.order] = str(error)
            for holder, claims, gone in holders.values():
                self._settle(holder, level, claims, gone)

    def _holder(
        self, part: Part, holders: dict[int, tuple[Part, list[Claim], dict[str, int]]]
    ) -> tuple[Part, list[Claim], dict[str, int]]:
        return holders.setdefault(id(part), (part, [], {}))

    def _claim_inner(
        self, one: Instruction, level: str, holders: dict[int, tuple[Part, list[Claim], dict[str, int]]]
    ) -> None:
        if one.operation is Operation.DELETE and any(place.level == level for place in one.places):
            found = [self.places.part(place) for place in one.places if place.level == level]
            above = [self.places.holder(place) for place in one.places if place.level == level]
            for part, holder in zip(found, above, strict=True):
                self._free(part, one.order)
                self._holder(holder, holders)[2][part.number] = one.order
        elif one.operation is Operation.RENUMBER and one.places[0].level == level:
            if any(to.level != level for to in one.to):
                raise Unfit(BEYOND.format(what=f"{one.places[0]}→{one.to[0]}"))
            pairs = [(self.places.part(place), self.places.holder(place)) for place in one.places]
            for (part, holder), to in zip(pairs, one.to, strict=True):
                new = str(to.paragraph if level == "paragraph" else to.item)
                self._holder(holder, holders)[1].append(Claim(one.order, new, part.number))
        elif one.operation is Operation.INSERT and one.to[0].level == level:
            self._claim_added(one, level, holders)
        elif one.operation is Operation.INSERT and one.to[0].level in ("subitem", "line"):
            raise Unfit(BEYOND.format(what="增加目或者自然段 adding a sub-item"))
        elif one.operation in (Operation.DELETE, Operation.RENUMBER) and one.places[0].level in (
            "subitem",
            "line",
        ):
            raise Unfit(BEYOND.format(what="目或者自然段 a sub-item"))

    def _claim_added(
        self, one: Instruction, level: str, holders: dict[int, tuple[Part, list[Claim], dict[str, int]]]
    ) -> None:
        paragraphs = joined(one.new)
        if not paragraphs:
            raise Unfit(NO_NEW)
        parted = groups(paragraphs, len(one.to), level)
        if parted is None:
            raise Unfit(GROUPS.format(n=len(one.to)))
        holder = self.places.holder(one.to[0])
        if holder.words is not None or holder.gone is not None:
            raise Unfit(CHANGED.format(place=one.to[0], by=holder.by))
        _, claims, _ = self._holder(holder, holders)
        added = []
        for to, words in zip(one.to, parted, strict=True):
            label, rest = without_label(words, level)
            number = str(to.paragraph if level == "paragraph" else to.item)
            if number == "0":
                olds = len(holder.of_level(level))
                number = label or str(olds + 1)
            claims.append(Claim(one.order, number))
            added.append((number, rest, holder))
        self._added[one.order] = added  # type: ignore[assignment]

    def _settle(self, holder: Part, level: str, claims: list[Claim], gone: dict[str, int]) -> None:
        """Arrange the paragraphs or items of a holder; those that follow others get their numbers."""
        olds = [part.number for part in holder.of_level(level)]
        if olds and len(gone) == len(olds) and not claims:
            for by in gone.values():
                self.refused[by] = BEYOND.format(what="删去全部款项 taking out all paragraphs of an article")
            return
        live = [claim for claim in claims if claim.by not in self.refused]
        out = {number: by for number, by in gone.items() if by not in self.refused}
        numbers = numbered(olds, out, live, said=True)
        self.refused.update(numbers.unfit)
        live = [claim for claim in live if claim.by not in self.refused]
        saved, self._added = (
            self._added,
            {
                order: [each for each in several if each[2] is holder]
                for order, several in self._added.items()
            },
        )
        self._arrange(holder, numbers, live, out, level)
        self._added = saved

    # words

    def _free(self, part: Part, by: int) -> None:
        """Refuse where a part is changed already."""
        holder = self.places.above(part)
        for each in (part, *holder):
            taken = each.gone if each.gone is not None else (each.by if each.words is not None else None)
            if taken is not None and taken != by:
                raise Unfit(CHANGED.format(place=part.path or part.number, by=taken))
        hit = next((e for e in self.edits if e.start < part.end and e.end > part.start and e.by != by), None)
        if hit is not None:
            raise Unfit(CHANGED.format(place=part.path or part.number, by=hit.by))

    def _take_out(self, part: Part, by: int) -> None:
        self._free(part, by)
        part.gone = by

    def _say(self, part: Part, paragraphs: Sequence[CleanText], by: int) -> None:
        """Put other words in the place of a part's; the mark at its end stays where the new words have none."""
        self._free(part, by)
        _, words = without_label(paragraphs, part.level)
        made = in_text(words, self.manner.paragraph, by)
        last = self.text[part.end - 1 : part.end]
        if part.level in ("item", "subitem") and made and made[-1].text[-1:] not in ENDS and last in ENDS:
            made.append(Piece(last, Origin.BASE, Span(part.end - 1, part.end), by))
        part.words = made
        part.by = part.by if part.by is not None else by

    def _replace(self, one: Instruction) -> None:
        paragraphs = joined(one.new)
        if not paragraphs:
            raise Unfit(NO_NEW)
        if one.places[0].level in ("title", "preamble", "heading", "intro", "line", "chapter", "section"):
            for place in one.places:
                start, end = self.places.words_of(place)
                made = in_text(paragraphs, self.manner.paragraph, one.order)
                if place.level == "intro" and self.text[end - 1] in "：:" and made[-1].text[-1:] not in "：:":
                    end -= 1
                self._edit([WordEdit(start, end, tuple(made), one.order)], one)
            return
        parts = [self.places.part(place) for place in one.places]
        if one.restates:
            self._forget(parts[0], one.order)
        for part in parts:
            self._free(part, one.order)
        parted: list[tuple[CleanText, ...]] | None = [tuple(paragraphs)]
        if len(parts) > 1:
            parted = groups(paragraphs, len(parts), parts[0].level)
        if parted is None:
            raise Unfit(GROUPS.format(n=len(parts)))
        for part, words in zip(parts, parted, strict=True):
            self._say(part, words, one.order)

    def _forget(self, part: Part, by: int) -> None:
        """Give up the words changed in a part whose whole words an instruction of the same sentence quotes."""
        self.edits = [edit for edit in self.edits if not (part.start <= edit.start and edit.end <= part.end)]

    def _words(self, one: Instruction) -> None:
        made = word_edits(self.text, one, self._where(one))
        emptied = [self._emptied(edit) for edit in made]
        if len(made) == 1 and emptied[0] is not None:
            self._take_out(emptied[0], one.order)
            self.notes[one.order] = EMPTY
            return
        self._edit(made, one)

    def _emptied(self, edit: WordEdit) -> Part | None:
        """Return the paragraph of several of which nothing is left but a mark."""
        if edit.pieces or edit.start == edit.end:
            return None
        for part in self.places.around(edit.start, edit.end):
            rest = self.text[part.body : edit.start] + self.text[edit.end : part.end]
            if part.level == "paragraph" and not rest.strip(" 　\n。；，"):
                article = self.places.above(part)
                if article and len(article[0].of_level("paragraph")) > 1:
                    return part
        return None

    def _where(self, one: Instruction) -> list[tuple[Place, int, int]]:
        if one.places in ((), (Place(),)) or one.places[0].part == "whole":
            return [(Place(part="whole"), 0, len(self.text))]
        return [(place, *self.places.words_of(place)) for place in one.places]

    def _edit(self, edits: Sequence[WordEdit], one: Instruction) -> None:
        """Take edits of words, all or none."""
        for edit in edits:
            for part in self.places.around(edit.start, edit.end):
                if part.gone is not None or part.words is not None:
                    by = part.gone if part.gone is not None else part.by
                    raise Unfit(CHANGED.format(place=one.places[0] if one.places else "", by=by))
            for other in self.edits:
                inside = edit.start < other.end and other.start < edit.end
                if inside or (edit.start == other.start and edit.end == other.end):
                    raise Unfit(CHANGED.format(place=one.places[0] if one.places else "", by=other.by))
        self.edits.extend(edits)


__all__ = ["Changes", "Whither"]
