"""A sentence of a decision as tokens: places, words of classes, quotations, titles, and what is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby

from ingest.amend.formulas import LETTERS, words
from ingest.amend.instruction import Place, Quotation
from ingest.amend.paragraphs import Sentence
from ingest.text import CleanText
from ontology.numerals import whole_number

_N = r"[一二三四五六七八九十百零〇\d]{1,6}"
_PLACE = re.compile(
    rf"第\s*(?:[（(]({_N})[)）]|({_N}))\s*(条|款|项|目|章|节|自然段|段)(?:之([一二三四五六七八九十]{{1,3}})(?!第?[条款项目]))?"
)
_COUNT = re.compile(r"([一二两三四五六七八九十\d]{1,3})个?(条|款|项|目|章|节|自然段|句)")
_TITLE = re.compile(r"《")
_LEVEL = {
    "条": "article",
    "款": "paragraph",
    "项": "item",
    "目": "subitem",
    "章": "chapter",
    "节": "section",
    "自然段": "line",
    "段": "line",
}
UNITS = {**_LEVEL, "句": "sentence"}
_LONGEST_RANGE = 500
_PARTS = frozenset({"title", "preamble", "heading", "intro", "whole"})


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its letter, its words, and what it means where it is a place, a quotation, a count or a title."""

    letter: str
    text: str
    places: tuple[Place, ...] = ()
    quotation: Quotation | None = None
    count: int = 0
    unit: str = ""
    title: str = ""
    range_: bool = False
    start: int = 0
    end: int = 0


@cache
def _lexicon() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words(), key=len, reverse=True)))


def title_at(text: str, start: int) -> int:
    """Return the end of a title in brackets that opens at ``start``; titles may stand in titles."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"《": 1, "》": -1}.get(text[at], 0)
        if not depth:
            return at + 1
    return len(text)


def tokens(sentence: Sentence, names: tuple[tuple[str, str], ...]) -> list[Token]:
    """Return the tokens of a sentence; ``names`` are short names of rules that are amended, with their titles.

    A place is one token from its largest to its smallest part, several places joined by 、 are one token.
    """
    raw: list[Token] = []
    for quoted, parts in groupby(sentence.parts, key=lambda part: isinstance(part, Quotation)):
        if quoted:  # “甲。”“乙。”: paragraphs quoted one by one
            run = [part for part in parts if isinstance(part, Quotation)]
            whole = Quotation(tuple(chain.from_iterable(part.paragraphs for part in run)), run[-1].closed)
            raw.append(Token("Q", whole.text, quotation=whole))
        else:
            for part in parts:
                raw.extend(_of_words(part, names) if isinstance(part, CleanText) else ())
    return _grouped(raw)


def _of_words(part: CleanText, names: tuple[tuple[str, str], ...]) -> list[Token]:
    found: list[Token] = []
    text, at = part.text, 0
    while at < len(text):
        token = _token_at(text, at, names)
        found.append(token)
        at += len(token.text)
    return found


def _token_at(text: str, at: int, names: tuple[tuple[str, str], ...]) -> Token:
    char = text[at]
    if char == "《":
        end = title_at(text, at)
        return Token("i", text[at:end], title=text[at + 1 : end - 1])
    if (place := _PLACE.match(text, at)) is not None and (read := _place(place)) is not None:
        return Token("L", place.group(), places=(read,))
    for name, title in names:
        if text.startswith(name, at):
            return Token("i", name, title=title)
    if (count := _COUNT.match(text, at)) is not None:
        number = 2 if count[1] == "两" else whole_number(count[1]) or 0
        return Token("U", count.group(), count=number, unit=UNITS[count[2]])
    if (word := _lexicon().match(text, at)) is not None:
        kind = words()[word.group()]
        places = (Place(part=kind),) if kind in _PARTS else ()
        return Token(LETTERS[kind], word.group(), places=places)
    if char in "，,":
        return Token(",", char)
    if char in "：:。；; 　\t":
        return Token("", char)
    return Token("x", char)


def _place(found: re.Match[str]) -> Place | None:
    number = whole_number(found[1] or found[2])
    if number is None:
        return None
    level = _LEVEL[found[3]]
    if level == "article":
        after = whole_number(found[4]) if found[4] else None
        return Place(article=f"{number}.{after}" if after else str(number))
    if level in ("chapter", "section"):
        return Place().at(level, str(number))
    return Place().at(level, number)


_ORDER = ("chapter", "section", "article", "paragraph", "line", "item", "subitem")


def _rank(place: Place) -> int:
    return _ORDER.index(place.level) if place.level in _ORDER else -1


def _grouped(raw: list[Token]) -> list[Token]:
    """Join the parts of a place, and places joined by 、 or 至, into one token; drop fillers and titles of the rule."""
    found: list[Token] = []
    at = 0
    while at < len(raw):
        token = raw[at]
        if token.letter != "L":
            found.append(token)
            at += 1
            continue
        places, range_ = list(token.places), False
        at += 1
        while at < len(raw):
            ahead = at
            while ahead < len(raw) and raw[ahead].letter in ("", "i") and raw[ahead].text not in "：:。；;":
                ahead += 1
            if ahead < len(raw) and raw[ahead].letter == "L" and _joins(places[-1], raw[ahead].places[0]):
                places[-1] = _joined(places[-1], raw[ahead].places[0])
                at = ahead + 1
            elif (
                ahead + 1 < len(raw)
                and raw[ahead].letter in "at"
                and (after := _next_place(raw, ahead + 1)) is not None
            ):
                range_ = range_ or raw[ahead].letter == "t"
                more = _further(places[-1], raw[after].places[0], raw[ahead].letter)
                if more is None:
                    break
                places += more
                at = after + 1
            else:
                break
        text = "".join(each.text for each in raw[raw.index(token) : at])
        found.append(replace(token, text=text, places=tuple(places), range_=range_))
    return found


def _next_place(raw: list[Token], at: int) -> int | None:
    while at < len(raw) and raw[at].letter in ("", "i") and raw[at].text not in "：:。；;":
        at += 1
    return at if at < len(raw) and raw[at].letter == "L" else None


def _joins(one: Place, other: Place) -> bool:
    """Say whether a place goes on another: 第五条 and 第二款; 引言 and 第二段; 第四章 and 章名; 本条例 and 第五条."""
    if one.part == "whole" or (one.part == "preamble" and other.line is not None):
        return True
    if other.part in ("heading", "intro") or other.part == "title":
        return one.level in ("chapter", "section", "article", "paragraph")
    if one.part is not None or other.part is not None:
        return False
    return _rank(other) > _rank(one)


def _joined(one: Place, other: Place) -> Place:
    if one.part == "whole":
        return other
    if other.part == "title":
        return replace(one, part="heading")
    values = {
        name: getattr(other, name)
        for name in ("chapter", "section", "article", "paragraph", "line", "item", "subitem", "part")
        if getattr(other, name) is not None
    }
    return replace(one, **values)


def _further(last: Place, other: Place, joint: str) -> list[Place] | None:
    """Return the places that a joint adds: the other one, or all up to it; ``None`` where they cannot be counted."""
    return _between(last, other) if joint == "t" else [other.within(last)]


def _between(first: Place, last: Place) -> list[Place] | None:
    """Return the places after the first up to the last; ``None`` where they cannot be counted.

    >>> [str(place) for place in _between(Place(article="2"), Place(article="4")) or ()]
    ['第三条', '第四条']
    >>> _between(Place(article="4"), Place(article="2")), _between(Place(article="4"), Place(article="6.2"))
    (None, None)
    """
    last = last.within(first)
    level = last.level
    start, end = getattr(first, level, None), getattr(last, level, None)
    if level != first.level or start is None or last.at(level, start) != first:
        return None
    try:
        numbers = range(int(start) + 1, int(str(end)) + 1)
    except ValueError:
        return None
    if not 0 < len(numbers) <= _LONGEST_RANGE:
        return None
    kind = str if isinstance(start, str) else int
    return [last.at(level, kind(number)) for number in numbers]
