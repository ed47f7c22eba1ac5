"""What a formula with its tokens says: places, quotations and numbers put into instructions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.amend.formulas import Formula
from ingest.amend.instruction import Instruction, Operation, Place, Quotation, Whither
from ingest.amend.tokens import Token
from ingest.text import CleanText
from ontology.numerals import whole_number

Made = tuple[list[Instruction], Place] | None
_WHITHER = {
    "behind": Whither.AFTER,
    "ahead": Whither.BEFORE,
    "at-end": Whither.END,
    "at-start": Whither.START,
}


def instructions_of(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    """Return the instructions of a formula and the place that what follows may leave out; ``None``: not understood."""
    made = _MAKERS[formula.operation](formula, found, context)
    if made is None:
        return None
    return [replace(each, formula=formula.name) for each in made[0]], made[1]


def _places(found: Sequence[Token], context: Place) -> tuple[Place, ...]:
    """Return all places named, each with what it leaves out from the one before, or the context."""
    places: list[Place] = []
    for token in found:
        if token.letter == "L":
            for place in token.places:
                context = place.within(context)
                places.append(context)
    return tuple(places)


def _quotations(found: Sequence[Token]) -> tuple[Quotation, ...]:
    return tuple(token.quotation for token in found if token.quotation is not None)


def _split(found: Sequence[Token], letters: str) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return the tokens before and behind the first of these letters."""
    for at, token in enumerate(found):
        if token.letter in letters:
            return found[:at], found[at + 1 :]
    return found, ()


def _blank(operation: Operation) -> Instruction:
    return Instruction(0, operation, "", ())


def _words(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    if formula.name == "cut":
        return _cuts(found[1:], context)
    if formula.name == "cut-behind":
        places = _places(found, context) or (context,)
        one = replace(_blank(Operation.WORDS), places=places, old=_quotations(found))
        return [replace(one, everywhere=_every(found))], places[-1]
    before, after = _split(found, "CN")
    places = _places(before, context)
    if formula.name == "instead-in":
        places = places[-1:]
    places = places or (context,)
    old, new = _quotations(before), _quotations(after)
    if formula.name == "instead-in":
        old = old[1:]  # the first one says which words the place has: 第八十九条“国务院行使下列职权”中第六项
    if formula.name == "instead":
        if _labels(old, new) and places == (Place(),):
            return _relabelled(old[0], new[0], context)
        if len(new) not in (1, len(old)) or (len(old) > 1 and len(new) > 1 and not _each(found)):
            return None
    one = replace(
        _blank(Operation.WORDS),
        places=places,
        old=old,
        new=new,
        whither=_WHITHER.get(formula.name, Whither.INSTEAD),
        everywhere=_every(found),
    )
    return [one], places[-1]


def _each(found: Sequence[Token]) -> bool:
    return any(token.letter == "e" for token in found)


def _every(found: Sequence[Token]) -> bool:
    return any(token.letter == "E" for token in found)


def _cuts(found: Sequence[Token], context: Place) -> Made:
    """Read 删去第八条第一款末尾的“甲”和第二款末尾的“乙”: each place with its words."""
    made: list[Instruction] = []
    places: tuple[Place, ...] = ()
    for token in found:
        if token.letter == "L":
            places = _places([token], context)
            context = places[-1]
        elif token.quotation is not None:
            one = replace(_blank(Operation.WORDS), places=places or (context,), old=(token.quotation,))
            made.append(replace(one, everywhere=_every(found)))
    return made, context


def _labels(old: Sequence[Quotation], new: Sequence[Quotation]) -> bool:
    """Say whether both quotations are but labels of articles: “第八条”调整为“第七条”."""
    return len(old) == len(new) == 1 and None not in (_article(old[0]), _article(new[0]))


def _article(quotation: Quotation) -> str | None:
    text = quotation.text.strip()
    if text.startswith("第") and text.endswith("条") and (number := whole_number(text[1:-1])) is not None:
        return str(number)
    return None


def _relabelled(old: Quotation, new: Quotation, context: Place) -> Made:
    one = replace(
        _blank(Operation.RENUMBER), places=(Place(article=_article(old)),), to=(Place(article=_article(new)),)
    )
    return [one], context


def _replace(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    if formula.name == "new-words-after-addition":
        place = replace(_places(found, context)[0], paragraph=None, item=None)
        return [replace(_blank(Operation.REPLACE), places=(place,), new=_quotations(found))], place
    places = _places(found, context) or (context,)
    if places == (Place(),):
        return None
    that = any(token.letter == "T" for token in found)
    if that:
        word = next(token.text for token in found if token.letter == "T")
        if "条" in word:
            places = (Place(article=context.article),)
    one = replace(_blank(Operation.REPLACE), places=places, new=_quotations(found), restates=that)
    return [one], places[-1]


def _renumber(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    before, after = _split(found, "CZ")
    places = _places(before, context)
    to = _places([token for token in after if token.letter == "L"], replace(places[0], item=None))
    if len(to) != len(places):
        return None
    made = [replace(_blank(Operation.RENUMBER), places=places, to=to)]
    quoted = _quotations(found)
    if quoted:
        made.append(replace(_blank(Operation.REPLACE), places=places, new=quoted))
    return made, places[-1]


def _insert(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    before, after = _split(found, "N")
    count = next((token for token in after if token.letter == "U"), None)
    if count is None or count.unit == "sentence":
        return None
    anchor = _places(before, context)
    to = _places(after, anchor[-1] if anchor else context)
    if to and (len(to) != count.count or {place.level for place in to} != {count.unit}):
        return None
    if not anchor and count.unit not in ("article", "chapter", "section"):
        if context == Place():
            return None
        anchor = (context,)
    whither = Whither.AFTER if any(token.letter == "A" for token in before) else Whither.INSTEAD
    if any(token.letter == "B" for token in before):
        whither = Whither.BEFORE
    one = replace(
        _blank(Operation.INSERT),
        places=anchor,
        to=to,
        new=_quotations(after),
        whither=whither,
    )
    if not to and count.count != 1:
        return None
    if not to:
        if count.unit not in ("article", "paragraph", "item"):
            return None
        unset = (anchor[-1] if anchor else Place()).at(count.unit, "0" if count.unit == "article" else 0)
        one = replace(one, to=(unset,))
    if to and count.unit == "article":
        return [one], to[-1] if not anchor else context
    return [one], anchor[-1] if anchor else context


def _delete(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    places = _places(found, context)
    return [replace(_blank(Operation.DELETE), places=places)], places[-1]


def _merge(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    before, after = _split(found, "M")
    places = _places(before, context)
    to = _places(after, Place())[:1]
    one = replace(_blank(Operation.MERGE), places=places, to=to, new=_quotations(after))
    return ([one], to[0] if to else places[0]) if len(places) > 1 else None


def _order(formula: Formula, found: Sequence[Token], context: Place) -> Made:
    return [_blank(Operation.ORDER)], Place()


_MAKERS = {
    Operation.WORDS: _words,
    Operation.REPLACE: _replace,
    Operation.RENUMBER: _renumber,
    Operation.INSERT: _insert,
    Operation.DELETE: _delete,
    Operation.MERGE: _merge,
    Operation.ORDER: _order,
}


def joined(quotations: Sequence[Quotation]) -> tuple[CleanText, ...]:
    """Return the paragraphs of several quotations."""
    return tuple(paragraph for quotation in quotations for paragraph in quotation.paragraphs)
