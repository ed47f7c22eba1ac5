"""Titles of rules as they are named: with their number, the days that tell the text, and the parts that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.annotate.references import read_parts
from ingest.document_numbers import document_number
from ingest.status.words import pattern
from ontology.numerals import plain_form, whole_number

TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]{0,120}》){2,160}》")
"""A title, with one that is named in it."""
NOTE = r"\s*[（(][^（()）]{1,120}(?:[（(][^（()）]{0,60}[）)][^（()）]{0,60}){0,3}[）)]"
_NOTE = re.compile(NOTE)
_AMENDED = re.compile(rf"\s*(?:第[\u4e00-\u9fff]{{1,3}}次)?{pattern('amended-it')}")
_NOT_MEANT = re.compile(rf"{pattern('not-meant')}(?:[^，,。；、》]{{0,12}})?$")
_JOINED = re.compile(r"\s*(?:[、，,和及与]|以及|同|《|$)")
_NEW_CLAUSE = re.compile(pattern("new-clause"))
_PARTS = re.compile(r"(?:中的?|的|里的?|内的?)?(?=第)")
_SOME = re.compile(
    r"(?:中|内|里|有关|关于|的|第|涉及|与本)[^。；;《》\n]{0,60}?(?:规定|条款|内容|部分|条文|条|款|项|章)"
)
_DAY = re.compile(r"([\d一]{4})\s*年\s*([\d一]{1,3})\s*月\s*([\d一]{1,3})\s*日")


@dataclass(frozen=True, slots=True)
class Named:
    """A title that is named at ``start`` to ``end`` (its note and its parts included), with what tells it."""

    title: str
    number: str | None
    days: tuple[str, ...]
    start: int
    end: int
    articles: tuple[str, ...] = ()
    partial: bool = False


def days(text: str) -> tuple[str, ...]:
    """Return all days in a text in ISO, in order.

    >>> days("一九八七年二月二十五日通过，1994年6月14日修正")
    ('1987-02-25', '1994-06-14')
    """
    found: list[str] = []
    for day in _DAY.finditer(plain_form(text)):
        year, month, of_month = (whole_number(text[slice(*day.span(n))]) or 0 for n in (1, 2, 3))
        try:
            found.append(date(year, month, of_month).isoformat())
        except ValueError:
            continue
    return tuple(found)


def tail(text: str, at: int, end: int) -> tuple[int, tuple[str, ...], bool]:
    """Return where the note and the parts behind a title end, the parts as paths, and whether parts are meant."""
    note = _NOTE.match(text, at, end)
    at = note.end() if note else at
    opened = _PARTS.match(text, at, end)
    if opened:
        read = read_parts(text[at : min(end, at + 200)], opened.end() - at)
        if read:
            paths = tuple(dict.fromkeys(place.path for part in read for place in part.places if place.path))
            at += read[-1].end
            rest = _SOME.match(text, at, end) if text[at : at + 1] == "的" else None
            note = _NOTE.match(text, rest.end() if rest else at, end)
            return (note.end() if note else rest.end() if rest else at), paths, True
    some = _SOME.match(text, at, end)
    return (some.end(), (), True) if some else (at, (), False)


def chain(text: str, start: int, end: int, closing: re.Pattern[str]) -> list[Named]:
    """Return the titles of one list that ends at ``end``: the words behind the last match ``closing`` as a whole.

    Read from the last to the first, as far as they are joined. A title that tells how another was amended, or under
    which rule something is done, is none of them.
    """
    found: list[Named] = []
    titles = list(TITLE.finditer(text, start, end))
    stop = end
    for at in range(len(titles) - 1, -1, -1):
        title = titles[at]
        if _AMENDED.match(text, title.end(), stop):
            continue
        after, articles, partial = tail(text, title.end(), stop)
        before = _behind(text, titles, at, start)
        fits = closing.fullmatch(text, after, stop) if not found else _JOINED.match(text, after, stop)
        if not fits and partial:  # words of the list that look like those of a part
            after, articles, partial = title.end(), (), False
            fits = closing.fullmatch(text, after, stop) if not found else None
        if not fits or _NOT_MEANT.search(text, max(start, title.start() - 24), title.start()):
            break
        if found and _NEW_CLAUSE.search(text, after, stop):
            break
        described = text[before : title.start()] + text[title.end() : after]
        cut = max((m.end() for m in _NEW_CLAUSE.finditer(described)), default=0)
        described = described[cut:]
        name = title.group()[1:-1]
        found.insert(
            0, Named(name, number(described), days(described), title.start(), after, articles, partial)
        )
        stop = title.start()
    return found


def _behind(text: str, titles: list[re.Match[str]], at: int, start: int) -> int:
    """Return where the words begin that describe a title: behind the one before that tells no amendment."""
    for earlier in reversed(titles[:at]):
        if not _AMENDED.match(text, earlier.end()):
            return tail(text, earlier.end(), titles[at].start())[0]
    return start


def number(described: str) -> str | None:
    """Return the number in the words around a title."""
    return document_number(re.sub(r"《[^》]{0,400}》", "", described))


def listed(text: str, at: int, end: int) -> Iterator[Named]:
    """Yield the titles of a list that begins at ``at``: 《A》（国发〔1998〕5号）、1990年发布的《B》."""
    behind = at
    for title in TITLE.finditer(text, at, end):
        if title.start() < behind:
            continue
        between = text[behind : title.start()]
        if (behind > at and not _JOINED.match(between)) or _AMENDED.match(text, title.end(), end):
            return
        after, articles, partial = tail(text, title.end(), end)
        described = between + text[title.end() : after]
        yield Named(
            title.group()[1:-1], number(described), days(described), title.start(), after, articles, partial
        )
        behind = after
