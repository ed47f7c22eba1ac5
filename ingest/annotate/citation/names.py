"""Names of rules without brackets: 依照公司法, 违反森林法第十条, 马德里协定 where the text prints that title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.annotate.citation.titles import GENRE_END, GENRES, Titles
from ontology import lexicon
from ontology.laws import laws
from ontology.numerals import plain_form

_COUNTRY = "中华人民共和国"
_BEFORE_PART = re.compile(
    r"(?:法典?|条例|办法|规定|细则|规则|解释)(?=(?:\([^()]{1,30}\))?第[\d一]{1,8}[条章])"
)
_OFFICIAL = re.compile(
    rf"{_COUNTRY}(?=(?P<name>[一-鿿]{{2,24}}?(?:条例|法典|法|实施细则))(?![一-鿿])|(?P<said>[一-鿿]{{2,24}}?(?:条例|法典|法)(?=的?(?:有关)?规定)))"
)
_NO_NAME = re.compile(r"境内|公民|领域|的|国务院|政府|[依按]照|根据|适用|主席|应当|违反|参加|缔结|[与和]其")
_HAN_RUN = re.compile(r"(?<![一-鿿])[一-鿿]*$")
_LOOK_BACK = 24
_LONGEST_SAID = 16
_STOP = re.compile(rf"^.*(?:{lexicon.pattern('citing')}|了)")
_BOUNDARY = re.compile(rf"(?:{lexicon.pattern('citing')}|[^一-鿿]|^|了|的|以|我国)$")
_GOES_ON = re.compile(
    r"[律人院庭官学务理典警令式案]|规(?!定)|定|制(?!定)|治|医[院学生]|实施(?:细则|条例|办法)|修正案|和法律|、法律|宣誓|日"
)
_SAID = re.compile(r"的?(?:有关|相关)?规定|原?第[\d一]{1,8}[条章]")
_DEFINING = re.compile(r"[简统]?称为?\W{0,2}$")
_SURE = 5  # characters of a name that is no piece of another word
_VAGUE = re.compile(rf"(?:立|依|守|执|司|本|该)?法|(?:实施|暂行|具体|相关|有关|工作|管理)?(?:{GENRES})*")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in compact text; ``needs_part``: it is one only where an article of it is named."""

    start: int
    end: int
    title: str
    needs_part: bool


class Names:
    """The names by which a document may speak of rules without brackets: the country's laws, and its own titles."""

    def __init__(self, titles: Titles) -> None:
        short = {name for name in titles.short if len(name) > 2 or name.endswith("法")}
        printed = {title.removeprefix(_COUNTRY) for title in titles.printed if GENRE_END.search(title)}
        self._learned = {name for name in short | printed if not _VAGUE.fullmatch(name)}
        known = laws() | self._learned
        lengths: dict[str, set[int]] = {}
        for name in known:
            lengths.setdefault(name[-1], set()).add(len(name))
        self._known = known
        self._lengths = {char: sorted(found, reverse=True) for char, found in lengths.items()}
        self._ends = re.compile(f"[{''.join(map(re.escape, sorted(lengths)))}]")

    def find(self, text: str) -> Iterator[Named]:
        """Yield the names in ``text`` in order; those inside others are left out."""
        last = 0
        found = [*self._by_name(text), *self._by_part(text), *self._official(text)]
        for named in sorted(found, key=lambda named: (named.start, -named.end, named.needs_part)):
            if named.start >= last:
                yield named
                last = named.end

    @staticmethod
    def _official(text: str) -> Iterator[Named]:
        """Yield whole official names, whether the table has them or not."""
        for match in _OFFICIAL.finditer(text):
            name = match["name"] or match["said"]
            if not _NO_NAME.search(name) and not _VAGUE.fullmatch(name):
                yield Named(match.start(), match.end() + len(name), _COUNTRY + name, False)

    def _by_name(self, text: str) -> Iterator[Named]:
        for match in self._ends.finditer(text):
            start = self._longest(text, match.end())
            if start is None or _GOES_ON.match(text, match.end()):
                continue
            name = text[start : match.end()]
            if text.startswith(_COUNTRY, start - len(_COUNTRY)):
                start -= len(_COUNTRY)
            before = text[max(0, start - 8) : start]
            if _DEFINING.search(before):
                continue
            if (
                len(name) >= _SURE
                or _BOUNDARY.search(before)
                or _SAID.match(plain_form(text[match.end() : match.end() + _LONGEST_SAID]))
            ):
                yield Named(start, match.end(), text[start : match.end()], False)

    def _longest(self, text: str, end: int) -> int | None:
        """Return where the longest known name that ends at ``end`` starts."""
        for length in self._lengths.get(text[end - 1], ()):
            if length <= end and text[end - length : end] in self._known:
                return end - length
        return None

    def _by_part(self, text: str) -> Iterator[Named]:
        for match in _BEFORE_PART.finditer(plain_form(text)) if "第" in text else ():
            end = match.end()
            start = self._longest(text, end)
            if start is not None:
                start -= len(_COUNTRY) if text.startswith(_COUNTRY, start - len(_COUNTRY)) else 0
                yield Named(start, end, text[start:end], True)
                continue
            run = _HAN_RUN.search(text[max(0, end - _LOOK_BACK) : end])
            name = _STOP.sub("", run[0]) if run else ""
            if len(name) < 2 or name[0] in "本该此其同" or "本" in name or _VAGUE.fullmatch(name):
                continue
            if re.search(r"(?:法|法典|条例)$", name):
                yield Named(end - len(name), end, name, True)
