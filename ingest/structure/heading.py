"""What a title says besides the matter: the number beside it, who issues it, what it encloses, its kind.

GB/T 9704-2012, 7.3.1: a title names the issuer, the matter and the kind of document. Files run the number into its
last line, and put the names of several issuers on a line of their own.
"""

from __future__ import annotations

import re

from ingest.document_numbers import NumberKind, document_numbers
from ingest.text import squeeze
from ontology import lexicon

_KIND = lexicon.pattern("rule-genre")
_ENDS = re.compile(_KIND)
_SERIAL = re.compile(
    r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*(?:第\s*)?\d{1,5}\s*+(?:号\s*+)?[)）]?$"
)
_IN_BRACKETS = re.compile(
    r"[(（]([\u4e00-\u9fff]{2,10}[〔\[［【(（][^()（）]{4}[〕\]］】)）]\s*\d{1,5}\s*号)[)）]$"
)
_OF_NOTICE = re.compile(r"(?<=([公通])告)\s*[(（]((?:19|20)\d{2}年第\d{1,5}号)[)）]$")
_SHORTEST, _LONGEST_AGENCY = 2, 10
_ENCLOSED = re.compile(r"[(（]?附件?\s?[:：][^》附]*$")
_NOTE = re.compile(r"[（(〔\[][^（(〔\[]{1,20}[）)〕\]]$")
_MANNER = ("暂行", "试行")


def number_beside(title: str) -> tuple[str, str | None]:
    """Return a title without the document number after its last word or before its first, and the number.

    The number is that which leaves a title that ends with the word for a kind of document.

    >>> number_beside("某省人民政府关于某事的通知某政〔2020〕19号")
    ('某省人民政府关于某事的通知', '某政〔2020〕19号')
    >>> number_beside("关于某事的公告（2020年第57号）")
    ('关于某事的公告', '公告2020年第57号')
    >>> number_beside("关于某案适用法律若干问题的解释法释〔2018〕33号")[1], number_beside("某办法")
    ('法释〔2018〕33号', ('某办法', None))
    """
    first = next(document_numbers(title), None)
    rest = "" if first is None or first.start else title[first.end :].lstrip()
    if first is not None and "关于" in rest and genre(rest) is not None:
        return rest, str(first)
    if (notice := _OF_NOTICE.search(title)) is not None:
        return title[: notice.start()], f"{notice.group(1)}告{notice.group(2)}"
    bracketed = _IN_BRACKETS.search(title)
    if bracketed is not None:
        number = next(document_numbers(bracketed.group(1)), None)
        if number is not None and (number.start, number.end) == (0, len(bracketed.group(1))):
            return title[: bracketed.start()].rstrip(), str(number)
    serial = _SERIAL.search(title)
    if serial is None:
        return title, None
    before = title[: serial.start()].rstrip()
    ends = [found.end() for found in _ENDS.finditer(before)]
    for end in reversed(ends):
        agency = squeeze(before[end:]).lstrip("（(")
        if not _SHORTEST <= len(agency) <= _LONGEST_AGENCY:
            continue
        number = next(document_numbers(agency + serial.group().rstrip("）)").rstrip()), None)
        if number is not None and number.kind is NumberKind.DOCUMENT and number.start == 0:
            return title[:end].rstrip(), str(number)
    return title, None


def without_enclosure(title: str) -> str:
    """Return a title without the note of what stands below it in the file: …的决定 附：修正本.

    >>> without_enclosure("关于修改《某条例》的决定 附：修正本")
    '关于修改《某条例》的决定'
    """
    return _ENCLOSED.sub("", title).rstrip() or title


def genre(title: str) -> str | None:
    """Return the word for the kind of document that a title ends with, with 暂行 and 试行 before it.

    >>> genre("某市公园管理暂行办法"), genre("关于某事的实施意见（试行）"), genre("某事")
    ('暂行办法', '意见', None)
    """
    words = squeeze(title)
    while (note := _NOTE.search(words)) is not None:
        words = words[: note.start()]
    kind = re.search(rf"{_KIND}$", words)
    if kind is None:
        return None
    manner = next((word for word in _MANNER if words[: kind.start()].endswith(word)), "")
    return manner + kind.group()
