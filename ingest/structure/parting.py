"""What stands around the provisions on one line: the places where title, number, notes, salutation and date part.

A text that has lost its line breaks runs its title, the number, the note of adoption, the contents and the first label
together, and its signature and date after the last sentence. Only what shows where it ends is parted: a title that is
followed by none of these is left in one piece with what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document_numbers import document_numbers
from ingest.structure.dates import DATE
from ingest.structure.front import is_title
from ingest.structure.once import plain_form
from ontology import lexicon

# Patterns of this module are for texts in plain_form.
_NOTE = re.compile(
    r"\((?:根据)?\s*[\d一]{4}\s*年(?:[^()]|\([^()]{0,40}\)){4,400}?(?:通过|批准|公布|发布|修订|修正|施行)\s*\)"
)
_DATED = re.compile(
    rf"{DATE.pattern}\s*(?:[^。;:,()]{{0,80}}?(?:通过|批准|公布|发布|颁布|修订|修正|施行))(?=\s*(?:[\d一]{{4}}\s*年|$|第|目\s*[录次]))"
)
_CONTENTS = re.compile(r"目\s*[录次]\s*$")
_GENRE = re.compile(lexicon.pattern("rule-genre", "genre"))
_TITLE = re.compile(rf"{lexicon.endings('rule-genre', 'genre')}\s*(?=各[^。;]{{1,300}}:)")
_SALUTATION = re.compile(r"各[^。;]{1,300}?:")
_SIGNED = re.compile(
    rf"(?<=[。)])\s*([^。;:,、()《》]{{2,60}}?)\s*({DATE.pattern})\s*(?=[^。;:,]{{0,80}}$|\()"
)
_SIGNER = re.compile(r"(?<=[。)])\s*([^。;:、,()《》\d一]{2,60}+)$")
_DAY = re.compile(rf"\s*{DATE.pattern}(?=\s*(?:$|\())")
_ENCLOSED = re.compile(
    rf"(?<=[。)])\s*(?P<by>[^。;:、,()《》\d一]{{2,60}}?)?\s*(?P<day>{DATE.pattern})\s*(?P<annex>附\s*件\s*(?:一|\d)?\s*[:．.])"
)
_PUBLISHED = re.compile(r"\s*\([^()]{2,20}\)")
_BEFORE_DAY = tuple("自至到于从在经起以")  # the day is a part of the sentence
_QUOTED = re.compile(r"《[^《》]*》")
_OPENING_DAY = re.compile(rf"\s*{DATE.pattern}(?=\s*[\u4e00-\u9fff])")
_LONGEST_TITLED_LINE = 120
_LONGEST_HEAD = 2_000
_LONGEST_TAIL = 240


def head_points(text: str) -> list[int]:
    """Return where the words before the first label part, by place in ``text``.

    >>> text = "某市养犬办法（2020年1月2日某市人民政府公布）目录"
    >>> [text[a:b] for a, b in zip([0, *head_points(text)], [*head_points(text), None])]
    ['某市养犬办法', '（2020年1月2日某市人民政府公布）', '目录']
    """
    text = text[:_LONGEST_HEAD] if len(text) > _LONGEST_HEAD else text
    plain = plain_form(text)
    points: set[int] = set()
    for note in _NOTE.finditer(plain):
        points.update(note.span())
    for dated in _DATED.finditer(plain):
        points.update(dated.span())
    if (contents := _CONTENTS.search(plain)) is not None:
        points.add(contents.start())
    points.update(_number(text))
    if (title := _TITLE.search(plain)) is not None:
        points.add(title.end())
    start = max((point for point in points if plain.startswith("各", point)), default=0)
    if (salutation := _SALUTATION.match(plain, start)) is not None:
        points.add(salutation.end())
    points.update(tail_points(text))
    return sorted(point for point in points if 0 < point < len(text))


def title_after_day(text: str) -> int | None:
    """Return where the title begins that stands behind the day of a signature on its line.

    >>> title_after_day("2019年1月22日某市人民政府关于公园的决定"), title_after_day("2019年1月22日某市人民政府通过")
    (10, None)
    """
    if len(text) > _LONGEST_TITLED_LINE or "关于" not in text or "日" not in text:
        return None
    day = _OPENING_DAY.match(plain_form(text))
    if day is None:
        return None
    rest = text[day.end() :].strip()
    return day.end() if "关于" in rest and is_title(rest) and "。" not in rest else None


def day_after_number(text: str) -> int | None:
    """Return where the day begins that stands beside the document number on a line: 某政发〔2020〕3号 2020年1月2日."""
    if len(text) > _LONGEST_TITLED_LINE or not _ends_with_day(text):
        return None
    number = next(iter(document_numbers(text)), None)
    if number is None or text[: number.start].strip():
        return None
    rest = text[number.end :]
    day = _DAY.match(plain_form(rest)) if rest.strip() else None
    return number.end if day is not None and not rest[day.end() :].strip() else None


def _ends_with_day(text: str) -> bool:
    return text.rstrip().endswith("日")


def _number(text: str) -> Iterator[int]:
    """Yield the ends of the document number beside the title: the first one, when no sentence ends before it."""
    number = next(iter(document_numbers(text[:400])), None)
    before = "" if number is None else _QUOTED.sub("", text[: number.start])
    if number is not None and not any(mark in before for mark in "。；：，《"):
        title = _GENRE.match(text, number.start)  # 的通知某政发〔2020〕3号
        yield from (title.end() if title else number.start, number.end)


def tail_points(text: str) -> list[int]:
    """Return where a signature and its date part from the last sentence, and a title after them.

    >>> text = "本办法自印发之日起施行。某市人民政府2020年1月2日"
    >>> [text[a:b] for a, b in zip([0, *tail_points(text)], [*tail_points(text), None])]
    ['本办法自印发之日起施行。', '某市人民政府', '2020年1月2日']
    """
    shift = max(len(text) - _LONGEST_TAIL, 0)
    points = _enclosed_points(text)
    if points or not _may_name_day(text[shift:]):
        return points
    plain = plain_form(text[shift:])
    found = next(iter([*_SIGNED.finditer(plain)][-1:]), None)
    if found is None or found.group(1).endswith(_BEFORE_DAY):
        return []
    if plain.count("(", 0, found.start(1)) > plain.count(")", 0, found.start(1)):
        return []  # a note in brackets tells when it was made and changed
    end = found.end(2)
    published = _PUBLISHED.match(plain, end)
    points = [found.start(1), found.start(2), end, *([published.end()] if published else [])]
    return [shift + point for point in points if shift + point < len(text)]


def _enclosed_points(text: str) -> list[int]:
    """Return where a signature, its date and the first annex part in a line that goes on with the annex."""
    if "附" not in text or not _may_name_day(text):
        return []
    found = _ENCLOSED.search(plain_form(text))
    if found is None:
        return []
    return [found.start(group) for group in ("by", "day", "annex") if found.group(group)]


def _may_name_day(text: str) -> bool:
    """Say whether words hold the characters of a day, in their order from the last."""
    day = text.rfind("日")
    return day > 0 and 0 <= text.find("年") < text.rfind("月", 0, day)


def signature_points(text: str, following: str) -> tuple[int, int] | None:
    """Return where a signature begins that is glued to the last sentence, and the end of its day in the line after it.

    >>> signature_points("（二）加强宣传。（县教育局负责）某县人民政府", "2020年1月2日（此件公开发布）")
    (16, 9)
    """
    may_sign = "。" in text and _may_name_day(following[:80])
    day = _DAY.match(plain_form(following[:80])) if may_sign else None
    if day is None:
        return None
    shift = max(len(text) - _LONGEST_TAIL, 0)
    found = _SIGNER.search(plain_form(text[shift:].rstrip()))
    if found is None or found.group(1).endswith(_BEFORE_DAY):
        return None
    return shift + found.start(1), day.end()
