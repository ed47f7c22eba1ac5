"""Document numbers (发文字号): how they are printed, and the one normal form in which they are compared.

Three forms are known: the number of an official document (国发〔2019〕3号: GB/T 9704-2012, 7.2.5), of an order
(国务院令第722号, 交通运输部令2014年第9号: 规章制定程序条例, art. 30) and of a public notice (财政部公告2019年第3号).
Several bodies may have one number (卫生部、交通部令2004年第2号). Files print numbers with other brackets, full-width
digits, blanks, 令 at the end (国务院第722号令), and without one of the brackets or 号; all are read as the same number.
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
_YEAR_FIRST = re.compile(
    rf"\[\s*(?P<year>\d\d)\s*\]\s*(?P<agency>{_HAN}{{1,9}}字)\s*(?:第\s*)?(?P<serial>\d{{1,5}})\s*号"
)  # of the years before 2000: （89）交无委字75号
_GOES_ON = re.compile(r"\s*\w")  # after a number whose 号 was lost stands no word
_N = r"[\d一]"  # in plain_form
_COUNT = rf"(?:第\s*)?(?P<serial>{_N}(?:\s?{_N}){{0,5}})\s*号"
_IN_YEAR = rf"(?:(?P<year>{_N}{{4}})\s*[年\]]\s*)?"  # 令2019年第8号, 令〔2019〕第8号
_ORDER = re.compile(rf"令\s*(?:\[\s*)?{_IN_YEAR}{_COUNT}(?:\s*\])?")
_ORDER_LAST = re.compile(rf"第\s*(?P<serial>{_N}{{1,6}})\s*号\s*(?P<year>)令")
_NOTICE_LAST = re.compile(
    rf"(?P<year>{_N}{{4}})\s*年\s*第\s*(?P<serial>{_N}{{1,5}})\s*号\s*(?P<word>[公通]告)"
)
_TERM = rf"(?:(?:第\s*)?(?P<term>{_N}{{1,3}}\s*届)\s*(?:\]\s*)?)?"  # of a congress: 公告（十三届）第4号
_NOTICE = re.compile(rf"(?P<word>[公通]告)\s*(?:\[\s*)?{_TERM}{_IN_YEAR}{_COUNT}(?:\s*\])?")

_LOOK_BACK = 40
_LAST_NAME = re.compile(rf"(?<!{_HAN}){_HAN}+\s*$")
_LAST_AGENCY = re.compile(
    rf"(?:{_HAN}{{1,4}}\[{_HAN}{{1,4}}\]{_HAN}?|(?<!{_HAN}){_HAN}+)\s*$"
)  # with the office in it in brackets: 农农（油料）, 法（研）发
_NOTE_OF_TITLE = re.compile(rf"{_HAN}{lexicon.pattern('rule-genre')}\[{_HAN}+\]{_HAN}?\s*$")  # …办法（试行）
_ORDER_END = re.compile(r"(?:令|[公通]告)$")
_SAID_TWICE = re.compile(r"([部局])\1$")  # 某部部令: 部令 is a word
_BETWEEN_NAMES = re.compile(r"(?<![\s、])[\s、]+$")
_WORDS_BEFORE = re.compile(
    rf"^.*(?:{lexicon.pattern('before-number')}|一日|(?<=[号部局委府会院署厅])(?:和|及|与))(?={_HAN})"
)
_FIRST_WORD = re.compile(rf"^(?:和(?![田县静硕布平政顺林龙])|及|与|原(?![州平阳]))(?={_HAN})")
_DAY = re.compile(r"^[年月日]")
_ISSUER = re.compile(rf"(?:主席|政府|{lexicon.pattern('issuer-end')})$")
_COUNTRY = "中华人民共和国"
_LONGEST_AGENCY = 12
_LONGEST_ISSUER = 30
_MOST_ISSUERS = 20


class NumberKind(IntEnum):
    """What a number counts; the one that says most of a document first."""

    DOCUMENT = 0  # 国发〔2019〕3号
    ORDER = 1  # 国务院令第722号
    NOTICE = 2  # 财政部公告2019年第3号


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number and where it stands in the text, in code points, half-open.

    ``agency`` is the short form of the agency (国发), or the issuers of an order or notice as printed, parted by 、.
    ``term`` is that of the congress whose notices are counted anew in each (十三届), ``word`` what a notice is called.
    ``str`` gives the normal form.
    """

    start: int
    end: int
    kind: NumberKind
    agency: str
    year: int | None
    serial: int
    term: str = ""
    word: str = ""

    def __str__(self) -> str:
        if self.kind is NumberKind.DOCUMENT:
            return f"{self.agency}〔{self.year}〕{self.serial}号"
        year = f"{self.year}年" if self.year else ""
        if self.kind is NumberKind.ORDER:
            return f"{'、'.join(self.issuers)}令{year}第{self.serial}号"
        return f"{''.join(self.issuers)}{self.word}{self.term}{year}第{self.serial}号"

    @property
    def issuers(self) -> tuple[str, ...]:
        """Who issued an order or a notice, each without the name of the country."""
        return tuple(name.removeprefix(_COUNTRY) for name in self.agency.split("、"))


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
        start, agency = _agency(plain, found.start(), _LAST_AGENCY)
        if _ORDER_END.fullmatch(
            agency
        ):  # below the names of several bodies, which stand on lines of their own
            continue
        if 2 <= len(agency) <= _LONGEST_AGENCY and not (found["mark"] and _of_order(agency)):
            year, count = int(found["year"]), int(found["serial"])
            agency = agency.replace("[", "（").replace("]", "）")
            yield DocumentNumber(start, found.end(), NumberKind.DOCUMENT, agency, year, count)
    for found in _YEAR_FIRST.finditer(plain):
        of_year, count = 1900 + int(found["year"]), int(found["serial"])
        yield DocumentNumber(*found.span(), NumberKind.DOCUMENT, found["agency"], of_year, count)
    for kind, form in (
        (NumberKind.ORDER, _ORDER),
        (NumberKind.ORDER, _ORDER_LAST),
        (NumberKind.NOTICE, _NOTICE),
        (NumberKind.NOTICE, _NOTICE_LAST),
    ):
        for found in form.finditer(plain_form(plain)):
            start, names = _issuers(plain, found.start())
            counted, serial = (
                whole_number("".join(plain[slice(*found.span(part))].split())) for part in ("year", "serial")
            )
            if serial is not None and (names or (kind is NumberKind.NOTICE and counted)):
                yield DocumentNumber(
                    start, _closed(plain, found), kind, "、".join(names), counted, serial,
                    _printed(plain, found, "term"), _printed(plain, found, "word"),
                )  # fmt: skip


def document_number(text: str) -> str | None:
    """Return the number that ``text`` gives its document, in normal form: the first one of the first kind.

    Several orders that make one rule known, one directly behind the other, are one number.

    >>> document_number("（青政办2011〕305号）"), document_number("第722号")
    ('青政办〔2011〕305号', None)
    >>> document_number("国家教育委员会令第10号、卫生部令第1号发布")
    '国家教育委员会令第10号、卫生部令第1号'
    """
    found = min(document_numbers(text), key=lambda number: number.kind, default=None)
    if found is None:
        return None
    together = (found,) if found.kind is NumberKind.DOCUMENT else together_ordered(text)
    return "、".join(map(str, together))


def together_ordered(text: str) -> tuple[DocumentNumber, ...]:
    """Return the first order or notice in ``text`` and those that stand directly behind it."""
    orders = sorted(
        (number for number in document_numbers(text) if number.kind is not NumberKind.DOCUMENT),
        key=lambda number: number.start,
    )
    found = orders[:1]
    for number in orders[1:]:
        if text[found[-1].end : number.start].strip(" 　\n、"):
            break
        found.append(number)
    return tuple(found)


def _printed(text: str, found: re.Match[str], part: str) -> str:
    """Return the words of a named part of a number as printed, without blanks; none where the form has no such part."""
    span = found.span(part) if part in found.re.groupindex else (0, 0)
    return "".join(text[slice(*span)].split())


def _of_order(agency: str) -> bool:
    """Say whether the words before a year in brackets are those of an order or notice: 某市人民政府令〔2019〕第8号."""
    kind = _ORDER_END.search(agency)
    return kind is not None and _ISSUER.search(agency[: kind.start()]) is not None


def _closed(text: str, found: re.Match[str]) -> int:
    """Return the end of a number; a bracket closes it only when it opened in it: 令（第3号）."""
    whole = found.group()
    return found.end() - (whole.endswith("]") and whole.count("]") > whole.count("["))


def _issuers(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Return where the names of the bodies before an order or notice start, and the names; none for other words."""
    first = end
    names: list[str] = []
    while len(names) < _MOST_ISSUERS:
        start, name = _agency(text, end, _LAST_NAME)
        name = _SAID_TWICE.sub(r"\1", name)
        if not (2 <= len(name) <= _LONGEST_ISSUER and _ISSUER.search(name)):
            break
        names.insert(0, name)
        first, between = start, _BETWEEN_NAMES.search(text, max(0, start - _LOOK_BACK), start)
        if between is None:
            break
        end = between.start()
    return first, tuple(names)


def _agency(text: str, end: int, form: re.Pattern[str]) -> tuple[int, str]:
    """Return where the agency before a serial number starts, and its name without blanks.

    The words before it in the sentence (根据, 的, 印发 …) are none of it.
    """
    first = max(0, end - _LOOK_BACK)
    run = form.search(text[first:end])
    if run is None or ("[" in run.group() and _NOTE_OF_TITLE.search(text[first:end])):
        return end, ""
    start, name = first + run.start(), run.group()
    if text[:start].rstrip()[-1:].isdecimal() and _DAY.match(name):
        start, name = start + 1, name[1:]
    for pattern in (_WORDS_BEFORE, _FIRST_WORD):
        if before := pattern.match(plain_form(name)):
            start, name = start + before.end(), name[before.end() :]
    return start, re.sub(r"[\s、]", "", name)
