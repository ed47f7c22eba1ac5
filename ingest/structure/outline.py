"""Outlines in decimals: 1 总则, 1.1 编制目的, 2.1.1 办公室, as emergency plans and technical rules number their parts.

The form is that of GB/T 1.1: the number of a part holds those of all above it, without a mark at its end, a blank
before its words. A decimal is a label only where it goes on with the one before it; the number of a chapter (1 总则)
shows by the decimal right below it, or by going on with that of the chapter before. 1 总则 is read as 一、, 1.1 as
（一）, what is below as the parts of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.labels import Label, Level, decimals
from ingest.structure.once import plain_form

# Patterns of this module are for texts in plain_form.
_HEAD = re.compile(r"\s*(\d{1,2})(?:\s*[.．、]\s*|\s+)(?=[\u4e00-\u9fff][^。;:,!?]{1,30}$)")
_MARKED = re.compile(r"\s*\d{1,2}\s*[.．、]")
_PLACES = re.compile(
    r"(?:^|(?<=[\s。;)]))(?:(?P<parts>\d{1,2}(?:[.．]\d{1,2}){1,3})|(?P<head>\d{1,2}))(?=\s+[\u4e00-\u9fff“《(])"
)
_HEADING = re.compile(r"\s+[^。;:,!?\s]{2,30}\s{2,}(?=\S)")
_LEAST = 6  # labels of an outline on one line
_MOST_MISSING = 1  # numbers in a row that a text may lack

Parts = tuple[int, ...]


def _goes_on(before: Parts, parts: Parts) -> bool:
    """Say whether a number goes on with the one before it: its first part, or the next on any level of it."""
    if not before:
        return parts[1:] == (1,)
    if parts == (*before, 1):
        return True
    above, last = parts[:-1], parts[-1]
    return len(parts) <= len(before) and above == before[: len(above)] and _next(before[len(above)], last)


def _next(before: int, after: int) -> bool:
    return 0 < after - before <= 1 + _MOST_MISSING


def head_number(line: str) -> Label | None:
    """Read the number of a chapter of an outline, which only what is below it shows to be one.

    >>> head_number("2　组织体系").number, head_number("3人以上"), head_number("4 人应当到场。")
    ('2', None, None)
    """
    found = _HEAD.match(plain_form(line))
    if found is None:
        return None
    printed = line[found.start(1) : found.end()].rstrip()
    return Label(
        Level.HEADED, printed, str(int(found.group(1))), found.start(1), found.start(1) + len(printed)
    )


def heads(line: str, below: Label | None) -> bool:
    """Say whether a line is the heading of a chapter of which the label below it is the first part: 1 above 1.1."""
    head = head_number(line)
    return head is not None and below is not None and decimals(below) == (int(head.number), 1)


def read_outline(lines: Sequence[str], read: list[Label | None]) -> None:
    """Read the numbers of chapters in an outline; a decimal that does not go on is no label."""
    if not any(label is not None and decimals(label) for label in read):
        return
    at_number: Parts = ()
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at, following in zip(filled, [*filled[1:], None], strict=False):
        label = read[at]
        if label is not None and (parts := decimals(label)):
            if _goes_on(at_number, parts):
                at_number = parts
            else:
                read[at] = None
            continue
        if label is not None and label.level <= Level.HEADED and label.level is not Level.ARTICLE:
            at_number = (int(label.number),)
            continue
        head = head_number(lines[at])
        if head is None:
            continue
        number = int(head.number)
        goes_on = bool(at_number) and number == at_number[0] + 1 and not _MARKED.match(plain_form(lines[at]))
        if goes_on or heads(lines[at], None if following is None else read[following]):
            read[at], at_number = head, (number,)


def outline_points(text: str) -> list[int]:
    """Return where the parts of an outline, and the words below their headings, begin in a line that lost its breaks.

    >>> text = "1 总则 1.1 目的  为了安全。 1.2 依据  依法制定。 2 组织 2.1 机构  设办公室。 2.2 职责  负责协调。"
    >>> [text[a:b].strip() for a, b in zip(outline_points(text), [*outline_points(text)[1:], None])][:4]
    ['1.1 目的', '为了安全。', '1.2 依据', '依法制定。']
    """
    found = list(_chain(text)) if "." in text or "．" in text else []
    if len(found) < _LEAST:
        return []
    plain = plain_form(text)
    points: set[int] = set()
    for start, end in found:
        points.add(start)
        if (heading := _HEADING.match(plain, end)) is not None:
            points.add(heading.end())
    return sorted(points - {0})


def _chain(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the numbers that go on, the table of contents before them too."""
    plain = plain_form(text)
    places = list(_PLACES.finditer(plain))
    at_number: Parts = ()
    for place, following in zip(places, [*places[1:], None], strict=False):
        parts = tuple(map(int, re.split(r"[.．]", place.group())))
        below = None if following is None else following.group("parts")
        opens = below is not None and tuple(map(int, re.split(r"[.．]", below))) == (*parts, 1)
        if place.group("head"):
            if not opens or not (parts == (1,) or (at_number and _next(at_number[0], parts[0]))):
                continue
        elif not _goes_on(at_number, parts):
            continue
        at_number = parts
        yield place.span()
