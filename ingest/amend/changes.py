"""The instructions of a decision put into the tree of a base: what is added, taken out, moved and said otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.amend.arranging import arrange, new_part
from ingest.amend.claims import Claims, Holders, claim_article, claim_inner, simpler
from ingest.amend.consolidated import Origin, Piece
from ingest.amend.instruction import TELLING, Instruction, Operation, Place, Whither
from ingest.amend.numbering import numbered
from ingest.amend.parts import Manner, Part, WordEdit
from ingest.amend.places import Places, There, Unfit, Unfound
from ingest.amend.quoted import ENDS, groups, in_text, without_label
from ingest.amend.reasons import (
    ALREADY,
    BEYOND,
    CHANGED,
    DEPENDS,
    EMPTY,
    GROUPS,
    NO_NEW,
    NOT_SAID,
    NOT_UNDERSTOOD,
    OPEN_QUOTATION,
)
from ingest.amend.substitution import word_edits
from ingest.amend.wording import joined
from ingest.model import Document
from ingest.text import CleanText, Span


def _is_general(one: Instruction) -> bool:
    """Say whether an instruction is on words of the whole text: it is for what the others leave."""
    return one.operation is Operation.WORDS and one.places[:1] == (Place(part="whole"),)


def _bare(text: str) -> str:
    return "".join(text.split())


def _runs_on(one: Instruction) -> bool:
    """Say whether it is not sure where the words quoted end: the closing mark is missing, and no full stop is there."""
    loose = [quotation for quotation in (*one.old, *one.new) if not quotation.closed]
    whole = one.operation in (Operation.REPLACE, Operation.INSERT, Operation.MERGE)
    return any(not whole or quotation.text.rstrip()[-1:] not in ENDS for quotation in loose)


_SHIFTING = (Operation.INSERT, Operation.DELETE, Operation.RENUMBER, Operation.MERGE)
_WITHOUT_NUMBER = ("title", "preamble", "heading", "intro", "line", "chapter", "section")


class Changes:
    """Changes of a base: ``refused`` has the instructions that do not fit, with why, ``notes`` what was decided.

    ``there``: why the decision seems to be in the base, by the instruction whose words it has at their place.
    ``edits`` are words changed, ``new_numbers`` what became of each article. The tree ``root`` is changed in place.
    """

    def __init__(self, base: Document, root: Part, manner: Manner, refused: dict[int, str]) -> None:
        self.base, self.root, self.manner = base, root, manner
        self.text = base.source.text
        self.refused = dict(refused)
        self.notes: dict[int, str] = {}
        self.there: dict[int, str] = {}
        self.mine: list[Instruction] = []
        self.edits: list[WordEdit] = []
        self.places = Places(base, root)
        self.new_numbers: dict[str, str | None] = {}

    def make(self, instructions: Sequence[Instruction]) -> None:
        """Put all instructions that fit into the tree: first articles, then paragraphs and items, then words."""
        together: dict[tuple[str, object], list[Instruction]] = {}
        for each in instructions:
            together.setdefault((each.text, each.spans), []).append(each)
        mine = [simpler(each, together[each.text, each.spans]) for each in instructions]
        said = any(each.operation is Operation.ORDER and each.formula in ("order", None) for each in mine)
        for each in mine:
            if each.operation is Operation.UNKNOWN:
                self.refused[each.order] = NOT_UNDERSTOOD
            elif _runs_on(each):
                self.refused[each.order] = OPEN_QUOTATION
        self.mine = mine = [each for each in mine if each.operation not in TELLING]
        self._articles(mine, said)
        self._inner(mine)
        for each in instructions:
            self._with_its_number(each, together[each.text, each.spans])
        for each in sorted(mine, key=_is_general):
            self._tried(each, self._say_otherwise)

    @property
    def in_it(self) -> str | None:
        """Why the base seems to have the decision in it already: words to be added stand at their place.

        New words of a provision that are those of the base tell so where all are and parts are added, taken out or
        numbered beside them, which a second time would be done to other parts.
        """
        if self.there:
            return self.there[min(self.there)]
        done = [each for each in self.mine if each.order not in self.refused]
        said = [each for each in done if each.operation is Operation.REPLACE]
        if not said or not any(each.operation in _SHIFTING for each in done):
            return None
        if any(self.notes.get(each.order) != ALREADY for each in said):
            return None
        return str(There(said[0].order, said[0].places[0], said[0].new[0].text))

    def _with_its_number(self, one: Instruction, together: Sequence[Instruction]) -> None:
        """Refuse new words of 将第五条改为第九条，修改为 where the number is refused."""
        if one.operation is not Operation.REPLACE or one.order in self.refused:
            return
        for each in together:
            if (
                each.operation is Operation.RENUMBER
                and each.places == one.places
                and each.order in self.refused
            ):
                self.refused[one.order] = DEPENDS.format(by=each.order)

    def _tried(self, one: Instruction, work: object, *more: object) -> None:
        """Do something for an instruction; where it does not fit, it is refused."""
        if one.order in self.refused:
            return
        try:
            work(one, *more)  # type: ignore[operator]
        except There as error:
            self.there[one.order] = self.refused[one.order] = str(error)
        except (Unfound, Unfit) as error:
            self.refused[one.order] = str(error)

    def _articles(self, instructions: Sequence[Instruction], said: bool) -> None:
        olds = [part.number for part in self.root.of_level("article")]
        mine = Claims(self.root)
        for each in instructions:
            self._tried(each, claim_article, self.places, mine)
        while True:
            mine = mine.without(self.refused)
            numbers = numbered(olds, mine.gone, mine.claims, said=said)
            if not numbers.unfit:
                break
            self.refused.update(numbers.unfit)
        if numbers.filled and not said:
            self.notes.update({claim.by: NOT_SAID for claim in mine.claims if "." not in claim.new})
        self.new_numbers = {old: numbers.new.get(old) for old in olds}
        added = [new_part("article", each.number, each.words, each.by, self.manner) for each in mine.added]
        arrange(self.root, numbers, mine.claims, mine.gone, added, self.text)
        for each in instructions:
            if each.operation is Operation.MERGE:
                self._tried(each, self._merge)
            elif each.operation is Operation.INSERT and each.whither is Whither.START:
                self._tried(each, self._take_out)

    def _merge(self, one: Instruction) -> None:
        self._say(self.places.article(one.places[0]), joined(one.new), one.order)

    def _take_out(self, one: Instruction) -> None:
        """Take out the paragraph that becomes an article."""
        part = self.places.part(one.places[0])
        self._free(part, one.order)
        part.gone = one.order

    def _inner(self, instructions: Sequence[Instruction]) -> None:
        """Add, take out and number items, then paragraphs, all of one holder at once."""
        for level in ("item", "paragraph"):
            holders: Holders = {}
            for each in instructions:
                self._tried(each, claim_inner, level, self.places, holders)
            for mine in holders.values():
                self._settle(mine, level)

    def _settle(self, mine: Claims, level: str) -> None:
        """Arrange the paragraphs or items of a holder; those that follow others get their numbers."""
        olds = [part.number for part in mine.holder.of_level(level)]
        mine = mine.without(self.refused)
        if olds and len(mine.gone) == len(olds) and not mine.claims:
            what = "删去全部款项 taking out all paragraphs of an article"
            self.refused.update(dict.fromkeys(mine.gone.values(), BEYOND.format(what=what)))
            return
        while True:
            mine = mine.without(self.refused)
            numbers = numbered(olds, mine.gone, mine.claims, said=True)
            if not numbers.unfit:
                break
            self.refused.update(numbers.unfit)
        added = [new_part(level, each.number, each.words, each.by, self.manner) for each in mine.added]
        arrange(mine.holder, numbers, mine.claims, mine.gone, added, self.text)

    def _say_otherwise(self, one: Instruction) -> None:
        if one.operation is Operation.REPLACE:
            self._replace(one)
        elif one.operation is Operation.WORDS:
            self._words(one)

    def _free(self, part: Part, by: int) -> None:
        """Refuse where a part is changed already, or lies in one that is."""
        for each in (part, *self.places.above(part)):
            taken = each.gone if each.gone is not None else each.said_by
            if taken is not None and taken != by:
                raise Unfit(CHANGED.format(place=self._name(part), by=taken))
        hit = next((e for e in self.edits if e.start < part.end and e.end > part.start and e.by != by), None)
        if hit is not None:
            raise Unfit(CHANGED.format(place=self._name(part), by=hit.by))
        inner = next(
            (p for p in self.places.within(part) if p.gone is not None or p.said_by is not None), None
        )
        if inner is not None or any(p.start < 0 for p in part.parts):
            other = inner or next(p for p in part.parts if p.start < 0)
            by = other.gone if other.gone is not None else other.said_by or other.by or by
            raise Unfit(CHANGED.format(place=self._name(part), by=by))

    def _name(self, part: Part) -> str:
        return self.text[part.start : part.label_end].strip() or part.path

    def _say(self, part: Part, paragraphs: Sequence[CleanText], by: int) -> None:
        """Put other words in the place of a part's; the mark at its end stays where the new words have none."""
        self._free(part, by)
        _, words = without_label(paragraphs, part.level)
        made = in_text(words, self.manner.paragraph, by)
        last = self.text[part.end - 1 : part.end]
        if part.level in ("item", "subitem") and made and made[-1].text[-1:] not in ENDS and last in ENDS:
            made.append(Piece(last, Origin.BASE, Span(part.end - 1, part.end), by))
        part.words, part.said_by = made, by
        if _bare("".join(piece.text for piece in made)) == _bare(self.text[part.body : part.end]):
            self.notes[by] = ALREADY

    def _replace(self, one: Instruction) -> None:
        paragraphs = joined(one.new)
        if not paragraphs:
            raise Unfit(NO_NEW)
        if one.places[0].level in _WITHOUT_NUMBER:
            for place in one.places:
                start, end = self.places.words_of(place)
                made = in_text(paragraphs, self.manner.paragraph, one.order)
                if place.level == "intro" and self.text[end - 1] in "：:" and made[-1].text[-1:] not in "：:":
                    end -= 1
                self._edit([WordEdit(start, end, tuple(made), one.order)], one)
            return
        parts = [self.places.part(place) for place in one.places]
        if one.restates:  # the words changed before it in its sentence are in it
            self.edits = [e for e in self.edits if not parts[0].start <= e.start <= e.end <= parts[0].end]
        for part in parts:
            self._free(part, one.order)
        parted = groups(paragraphs, len(parts), parts[0].level)
        if parted is None:
            raise Unfit(GROUPS.format(n=len(parts)))
        for part, words in zip(parts, parted, strict=True):
            self._say(part, words, one.order)

    def _words(self, one: Instruction) -> None:
        made = word_edits(self.text, one, self._where(one))
        if (
            _is_general(one) or one.everywhere
        ):  # what is left of the old words; the new ones say it their own way
            made = [e for e in made if self._taken(e) is None] or made
        emptied = self._emptied(made[0]) if len(made) == 1 else None
        if emptied is not None:
            self._free(emptied, one.order)
            emptied.gone = one.order
            self.notes[one.order] = EMPTY
        else:
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

    def _taken(self, edit: WordEdit) -> int | None:
        """Return the instruction that changed, or took out, the part that words stand in."""
        for part in self.places.around(edit.start, edit.end):
            taken = part.gone if part.gone is not None else part.said_by
            if taken is not None:
                return taken
        return None

    def _edit(self, edits: Sequence[WordEdit], one: Instruction) -> None:
        """Take edits of words, all or none."""
        place = str(one.places[0]) if one.places else ""
        for edit in edits:
            if (taken := self._taken(edit)) is not None:
                raise Unfit(CHANGED.format(place=place, by=taken))
            for other in self.edits:
                inside = edit.start < other.end and other.start < edit.end
                if inside or (edit.start, edit.end) == (other.start, other.end):
                    raise Unfit(CHANGED.format(place=place, by=other.by))
        self.edits.extend(edits)
