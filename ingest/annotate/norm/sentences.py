"""Sentences of a provision, and the stretches between its commas, as ranges in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPEN = "（(《〈“‘〔［[【「"
_CLOSE = "）)》〉”’〕］]】」"
_BRACKETS = _OPEN + _CLOSE
_BREAKS = "。！？；;!?\n"
_ANNOUNCING = ("下列", "以下", "如下")
_PARTS_LIST = "。；："  # after which a list must be announced anew
#: What parts or announces: brackets, stops, colons, and the end of a word that announces a list.
_MARKS = re.compile(
    rf"[{re.escape(_BRACKETS)}{re.escape(_BREAKS)}：:列下](?:(?<![列下])|(?<=下列)|(?<=[以如]下))"
)
_COMMAS = re.compile(rf"[{re.escape(_BRACKETS)}，,]")
_ENUMERATES = re.compile(r"(?:包括|是指|分为|标准|范围|内容)[^，]{0,8}：")
_NEAR_VERB = 8  # characters of an act before 并
_MADE_KNOWN = re.compile(
    r"并(?:予以|及时|依法|定期|按规定){0,3}(?:[向报][^，并]{1,16})?(?:公布|公示|公开|备案|公告|告知[^，并的]{1,12}|报告)(?=$|[，。；])"
)
#: A quotation of a whole provision: opened where a paragraph begins or after 修改为：, and never closed in it, or
#: only behind a full stop.
_QUOTED = re.compile(r"(?:^\s*|[：:])“(?=[^”]*(?:[。；：]”?\s*$|[。；][^”]|$))")
#: Words that an amending rule puts in for others (将“…”修改为“责令改正，处…罚款”).
_PUT_IN = re.compile(r"(?<=[修更]改为)“(?=[^”]*(?:[，。；由处]|应当|不得|可以|责令))[^“”]{4,}”")
_OPENS_QUOTED = re.compile("[：:]“")


def sentences(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield each sentence of ``text[start:]``, those of quoted provisions too: see :func:`_sentences`."""
    return _sentences(_without_quoted_provisions(text), start)


def _sentences(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield each sentence of ``text[start:]`` as start, end and the mark that closed it (not in the range).

    。 and ； end a sentence, outside brackets and quotes; a colon does after an announced list (下列…：). The
    semicolons of a list that the same sentence announces (包括：甲；乙；丙。) do not.
    """
    depth = 0
    begin = searched = start
    listing = announced = enumerated = parted = False
    for mark in _MARKS.finditer(text, start):
        at, char = mark.start(), mark.group()
        if searched < begin:
            searched, announced, enumerated = begin, False, False
        announced = (announced and not parted) or (char in "列下" and at > begin)
        parted = char in _PARTS_LIST
        if char in _BRACKETS:
            depth = _depth(char, depth)
        elif char in "：:" and not depth:
            # what enumerates ends with its colon, and has none before it
            enumerated = enumerated or bool(_ENUMERATES.search(text[searched : at + 1].replace(":", "：")))
            searched = at + 1
            if enumerated and at + 1 < len(text):
                listing = True
            elif announced or at + 1 == len(text):
                yield begin, at, char
                begin, announced, enumerated = at + 1, False, False
        elif char in "。\n" or (char in _BREAKS and not depth and not (listing and char in "；;")):
            if char != "\n" and depth and "。" in text[at + 1 : at + 80]:
                continue
            depth = 0
            if text[begin:at].strip():
                yield begin, at, char
            begin = at + 1
            listing = False
    if text[begin:].strip():
        yield begin, len(text), ""


def _without_quoted_provisions(text: str) -> str:
    """Return ``text``, as long, without the quotation marks around whole provisions (修改为：“…。”).

    An amending decision quotes provisions; each of their paragraphs opens a quotation that only the last closes.
    Words that are quoted inside a sentence keep their marks.
    """
    if "“" not in text:
        return text
    text = _PUT_IN.sub(lambda put: f"。{put.group()[1:-1]}。", text)
    return _QUOTED.sub(lambda quoted: _OPENS_QUOTED.sub("。 ", quoted.group()).replace("“", " "), text)


def _depth(bracket: str, depth: int) -> int:
    """Return how deep a text is in brackets and quotes after one more; what closes nothing counts for nothing."""
    return depth + 1 if bracket in _OPEN else max(0, depth - 1)


def announces(text: str) -> bool:
    """Whether the last part of a sentence announces a list (下列行为)."""
    part = text[max(map(text.rfind, _PARTS_LIST)) + 1 :]
    return any(word in part for word in _ANNOUNCING)


def commas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the commas of ``text[start:end]`` that stand outside brackets and quotes."""
    depth = 0
    begin = start
    for mark in _COMMAS.finditer(text, start, end):
        at, char = mark.start(), mark.group()
        if char in _BRACKETS:
            depth = _depth(char, depth)
        elif not depth and not (char == "," and text[at - 1 : at].isdigit()):
            if text[begin:at].strip():
                yield begin, at
            begin = at + 1
    if text[begin:end].strip():
        yield begin, end


def acts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the comma clauses, and apart what is made known at the end of one (制定标准并予以公布)."""
    for left, right in commas(text, start, end):
        known = _MADE_KNOWN.search(text, left, right) if text.find("并", left, right) >= 0 else None
        if known is not None and known.start() - left >= _NEAR_VERB:
            yield left, known.start()
            left = known.start()
        yield left, right
