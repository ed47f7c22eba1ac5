"""Letters on one line: title, salutation, words, signature, date and what is enclosed, found by their sequence.

A notice, a letter or a telegram that was read off a scan has no line break left, and its head stands before it. Each
part is weak evidence alone; what parts the line is that all of them stand there in order: words that end with a kind of
document, whom they are for, a sentence, the name of a body with a day, and after it an annex, the text that the letter
names, or the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.structure.dates import DATE
from ingest.structure.front import ends_name, is_contact, is_salutation, is_title
from ingest.structure.once import plain_form
from ontology import lexicon

# Patterns of this module are for texts in plain_form.
_KIND = re.compile(lexicon.pattern("rule-genre"))
_MATTER = re.compile(r"关于|征求|印发|转发|报送")
_TO = re.compile(
    r"(?:各|[省市县区州](?=[\u4e00-\u9fff])|自治|有关|国务院)(?:[^。;:()《》]|\([^()]{1,20}\)){1,150}:"
)
_BEFORE_TITLE = re.compile(r"[\t。;:!?]|稿纸|号(?=[\u4e00-\u9fff《])")
_TWICE = re.compile(r"([\u4e00-\u9fff]{4,30})\1(?=关于)")  # a field of the form and the title name the body
_NAME = re.compile(r"[\u4e00-\u9fff]{3,90}(?:\s+[\u4e00-\u9fff]{3,30}){0,40}\s*$")
_LISTED = re.compile(
    r"附\s*件\s*:\s*(?P<whole>[^。;:]{2,80}?\([^()]{1,20}\))?$"
)  # whole: it ends in brackets
_ENCLOSED = re.compile(r"\s*(附\s*件\s*+(?:一|\d)?)\s*+(?=[\u4e00-\u9fff《]|$)")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){4,80})》")
_IN_BRACKETS = re.compile(r"》?(?:\s*\([^()]{1,12}\)》?)?")  # of a title, after what the letter quotes of it
_DASH = str.maketrans("一", "-")  # as a scan reads it: 2021一2025年
_NO_NAME = tuple("的等()》稿和与及")  # what a name does not begin with
_IN_SENTENCE = tuple("自至到于从在经起以")  # 自某局2020年1月2日
_GOES_ON = re.compile(r"\s*(?:起|前|后|止|至|以|的)")  # a day within a sentence
_LONGEST = 4_000
_REACH = 90  # characters before a day that are looked at
_LONGEST_HEAD = 300  # characters before the title
_LONGEST_TITLE = 150
_LONGEST_NAME = 30
_FIRST_SENTENCE = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a letter on one line begins (what is before is its head on the page), and where its parts end."""

    start: int
    points: tuple[int, ...]


def letter(text: str) -> Letter | None:
    """Find the letter that stands on one line before the first label; ``None`` where a part is missing.

    >>> text = "关于印发《某方案》的通知各区民政局：请于五月前照办。某市民政局2020年1月2日"
    >>> found = letter(text)
    >>> [text[a:b] for a, b in zip(found.points, [*found.points[1:], None])]
    ['各区民政局：', '请于五月前照办。', '某市民政局', '2020年1月2日']
    >>> letter(text.removesuffix("2020年1月2日")) is None
    True
    """
    if ":" not in text and "：" not in text:
        return None
    plain = plain_form(text[:_LONGEST])
    opened = _opening(plain)
    if opened is None:
        return None
    start, title, salutation = opened
    signed = _signed(plain, salutation)
    if signed is None:
        return None
    points = sorted({start, title, salutation, *signed} - {0, len(text)})
    return Letter(start, tuple(points))


def _opening(plain: str) -> tuple[int, int, int] | None:
    """Return where the title of a letter begins and ends, and where the salutation after it ends."""
    for kind in _KIND.finditer(plain):
        to = _TO.match(plain, kind.end())
        if to is None or not is_salutation(to.group()):
            continue
        start = _start_of_title(plain, kind.end())
        title = plain[start : kind.end()]
        whole = 5 < len(title) <= _LONGEST_TITLE and _MATTER.search(title) is not None
        if whole and start <= _LONGEST_HEAD and "。" not in plain[:start]:
            return start, kind.end(), to.end()
        return None
    return None


def _start_of_title(plain: str, end: int) -> int:
    """Return where the title begins that ends at ``end``: after the last mark outside the names that it quotes."""
    inside = [match.span() for match in _QUOTED.finditer(plain, 0, end)]
    marks = [mark.end() for mark in _BEFORE_TITLE.finditer(plain, 0, end)]
    start = max((at for at in marks if not any(a < at <= b for a, b in inside)), default=0)
    twice = _TWICE.search(plain, start, end)
    return start if twice is None else twice.end(1)


def _signed(plain: str, after: int) -> list[int] | None:
    """Return where the list of annexes, the signature, its day, what is enclosed begin, and where its name ends."""
    named = {match.group(1) for match in _QUOTED.finditer(plain)}
    for day in DATE.finditer(plain, after + _FIRST_SENTENCE):
        run = _NAME.search(plain, max(after, day.start() - _REACH), day.start())
        if run is None or day.start() - run.start() < 3:
            continue
        listed = _LISTED.search(plain, after, run.start())
        bare = listed is not None and listed["whole"] is None
        by = _after_list(plain, run.start(), day.start()) if bare else run.start()
        if by is None or not _signs(plain, by, day.start(), after, listed is not None):
            continue
        rest = _enclosed(plain, day.end(), named)
        if rest is not None:
            return [*([listed.start()] if listed else []), by, day.start(), day.end(), *rest]
    return None


def _after_list(plain: str, start: int, end: int) -> int | None:
    """Return where the name of a body begins after the title of the annex: 附件：某方案某市民政局."""
    for kind in _KIND.finditer(plain, start, end):
        if ends_name(plain[kind.end() : end]) and not plain.startswith(_NO_NAME, kind.end(), end):
            return kind.end()
    return None


def _signs(plain: str, start: int, end: int, after: int, listed: bool) -> bool:
    """Say whether the words before a day are the name of a body, after a sentence, a contact or a list of annexes."""
    name, before = plain[start:end], plain[after:start].rstrip()
    each = name.split()
    fits = all(3 <= len(one) <= _LONGEST_NAME and ends_name(one) for one in each)
    fits = bool(each) and fits and not name.startswith(_IN_SENTENCE)
    line = before[before.rfind("。") + 1 :]
    return fits and (listed or before.endswith(("。", ")")) or is_contact(line))


def _enclosed(plain: str, at: int, named: set[str]) -> list[int] | None:
    """Return the ends of the mark of an annex or of a title that stands after the day; ``None`` if neither does."""
    if not plain[at:].strip():
        return []
    if (mark := _ENCLOSED.match(plain, at)) is not None:
        return [mark.start(1), mark.end(1)]
    rest = plain[at:]
    printed = rest.translate(_DASH)
    named = {name.translate(_DASH) for name in named}
    title = next((name for name in named if printed.lstrip().removeprefix("《").startswith(name)), None)
    if title is not None:
        note = _IN_BRACKETS.match(rest, end := printed.index(title) + len(title))
        return [at + (note.end() if note else end)]
    bare = (
        len(rest) <= _LONGEST_TITLE and not _GOES_ON.match(rest) and not any(mark in rest for mark in "。,;:")
    )
    return [] if bare and is_title(rest) else None
