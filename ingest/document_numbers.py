"""Document numbers (发文字号): how they are printed, and the one normal form in which they are compared.

Three forms are known: the number of an official document (国发〔2019〕3号: GB/T 9704-2012, 7.2.5), of an order
(国务院令第722号: 规章制定程序条例, art. 30) and of a public notice (财政部公告2019年第3号). Files print them with
other brackets, full-width digits, blanks, and without one of the brackets or 号; all are read as the same number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from ontology import lexicon
from ontology.numerals import plain_form, whole_number

_HAN = r"[\u4e00-\u9fff]"
_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９（）［］【】〖〗〔〕()", "0123456789[][][][][][]"
)  # character by character, so that places hold
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_SERIAL = r"(?:第\s*)?(?P<serial>\d{1,5})(?!\d)"
_DOCUMENT = re.compile(
    rf"(?:(?P<open>\[)\s*|(?<!\d)){_YEAR}(?:\s*(?P<close>\]))?(?(open)|(?<=\]))\s*{_SERIAL}(?P<mark>\s*号)?"
)
_GOES_ON = re.compile(r"\s*\w")  # after a number whose 号 was lost stands no word
_N = r"[\d一]"  # in plain_form
_ORDER = re.compile(rf"令\s*(?:\[\s*)?(?:第\s*)?(?P<serial>{_N}(?:\s?{_N}){{0,5}})\s*号(?:\s*\])?")
_NOTICE = re.compile(rf"公告\s*(?:\[\s*)?{_YEAR}\s*年\s*{_SERIAL}\s*号(?:\s*\])?")

_LOOK_BACK = 40
_LAST_NAME = re.compile(rf"{_HAN}+\s*$")
_JOINED_NAMES = re.compile(rf"(?:{_HAN}{{2,12}}[部局委署会院行厅][\s、]+)*{_HAN}+\s*$")
_WORDS_BEFORE = re.compile(
    rf"^.*(?:{lexicon.pattern('before-number')}|一日|(?<=[号部局委府会院署厅])(?:和|及|与))(?={_HAN})"
)
_FIRST_WORD = re.compile(rf"^(?:和(?![田县静硕布平政顺林龙])|及|与|原(?![州平阳]))(?={_HAN})")
_DAY = re.compile(r"^[年月日]")
_ISSUER = re.compile(rf"(?:主席|政府|{lexicon.pattern('issuer-end')})$")
_COUNTRY = "中华人民共和国"
_LONGEST_AGENCY = 12
_LONGEST_ISSUER = 30


class NumberKind(IntEnum):
    """What a number counts; the one that says most of a document first."""

    DOCUMENT = 0  # 国发〔2019〕3号
    ORDER = 1  # 国务院令第722号
    NOTICE = 2  # 财政部公告2019年第3号


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number and where it stands in the text, in code points, half-open.

    ``agency`` is the short form of the agency (国发), or the issuer of an order or notice as printed. ``str`` gives
    the normal form.
    """

    start: int
    end: int
    kind: NumberKind
    agency: str
    year: int | None
    serial: int

    def __str__(self) -> str:
        if self.kind is NumberKind.DOCUMENT:
            return f"{self.agency}〔{self.year}〕{self.serial}号"
        issuer = self.agency.removeprefix(_COUNTRY)
        if self.kind is NumberKind.ORDER:
            return f"{issuer}令第{self.serial}号"
        return f"{issuer}公告{self.year}年第{self.serial}号"


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """Yield the document numbers in ``text``, each kind in order; a serial number that names no agency is none.

    What was lost in print (a bracket, 号) stands in the normal form only.

    >>> [str(number) for number in document_numbers("见国发[2019]3号和青政办2011〕305号。")]
    ['国发〔2019〕3号', '青政办〔2011〕305号']
    >>> [str(number) for number in document_numbers("国务院令第七百二十二号；财政部公告 ２０１９年第3号")]
    ['国务院令第722号', '财政部公告2019年第3号']
    """
    plain = text.translate(_HALF_WIDTH)
    for found in _DOCUMENT.finditer(plain):
        if not found["mark"] and (
            not (found["open"] and found["close"]) or _GOES_ON.match(plain, found.end())
        ):
            continue
        start, agency = _agency(plain, found.start(), _LAST_NAME)
        if 2 <= len(agency) <= _LONGEST_AGENCY:
            year, count = int(found["year"]), int(found["serial"])
            yield DocumentNumber(start, found.end(), NumberKind.DOCUMENT, agency, year, count)
    for found in _ORDER.finditer(plain_form(plain)):
        start, issuer = _agency(plain, found.start(), _LAST_NAME)
        serial = whole_number("".join(plain[found.start("serial") : found.end("serial")].split()))
        if serial is not None and 2 <= len(issuer) <= _LONGEST_ISSUER and _ISSUER.search(issuer):
            yield DocumentNumber(start, _closed(plain, found), NumberKind.ORDER, issuer, None, serial)
    for found in _NOTICE.finditer(plain):
        start, issuer = _agency(plain, found.start(), _JOINED_NAMES)
        if not issuer or _ISSUER.search(issuer):
            yield DocumentNumber(
                start,
                _closed(plain, found),
                NumberKind.NOTICE,
                issuer,
                int(found["year"]),
                int(found["serial"]),
            )


def document_number(text: str) -> str | None:
    """Return the number that ``text`` gives its document, in normal form: the first one of the first kind.

    >>> document_number("（青政办2011〕305号）"), document_number("第722号")
    ('青政办〔2011〕305号', None)
    """
    found = min(document_numbers(text), key=lambda number: number.kind, default=None)
    return str(found) if found else None


def _closed(text: str, found: re.Match[str]) -> int:
    """Return the end of a number; a bracket closes it only when it opened in it: 令（第3号）."""
    whole = found.group()
    return found.end() if "[" in whole or not whole.endswith("]") else found.end() - 1


def _agency(text: str, end: int, form: re.Pattern[str]) -> tuple[int, str]:
    """Return where the agency before a serial number starts, and its name without blanks.

    The words before it in the sentence (根据, 的, 印发 …) are none of it.
    """
    first = max(0, end - _LOOK_BACK)
    run = form.search(text[first:end])
    if run is None:
        return end, ""
    start, name = first + run.start(), run.group()
    if text[:start].rstrip()[-1:].isdecimal() and _DAY.match(name):
        start, name = start + 1, name[1:]
    for pattern in (_WORDS_BEFORE, _FIRST_WORD):
        if before := pattern.match(plain_form(name)):
            start, name = start + before.end(), name[before.end() :]
    return start, re.sub(r"[\s、]", "", name)
