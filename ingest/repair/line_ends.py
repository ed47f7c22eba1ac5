"""The lines of a page whose elements became lines, and what their words say of a line end between them.

Looked at is a line end with the words before it and the lines that follow, as far as a label, a date or a note may
reach that is itself broken (（ | 1 | ）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.repair.joints import word_across
from ingest.repair.wrap import ends_sentence
from ontology import lexicon
from ontology.numerals import plain_form

_AHEAD = 24  # characters of the lines that follow
LONGEST_BRACKET = 200  # characters between two brackets, or after the first
LONGEST_HEADING = 40
_CELLS = 4  # line ends in a row that nothing joins: cells of a table, words to press

CLOSING = re.compile(r"[，。；、：）》”’〕】』」？！,;:)%％℃]")
OPENING = re.compile(r"[（《“‘〔【『「(〈第]$")
_OF_FIGURE = re.compile(
    r"年(?![度限龄报检审])|月(?!度)|日(?!常)|条(?![件例])|款|项(?!目)|号(?![码召])|元(?!旦)"
)
_NUMERAL = re.compile(r"[\d.,\-~—:/%]+|一+")  # in plain_form
UNIT = re.compile(r"[年月日条款项号元]")
FIGURE = re.compile(r"[\d.,\-~—～:：/%]+")
DIGIT_END = re.compile(r"\d$")
DIGIT_START = re.compile(r"\d")
MARKED = re.compile(r"[，。；：？！]")
ENDED = re.compile(r"[。？！](?:[”’）)』」]*|（[^（）]*）)$")
LEADS_ON = re.compile(
    r"(?:(?<!目)的|[，、第各本该其所和与或及为在由于以对按向从被把将至自经达照等是有并且不非未应须可每比]|根据|依照|按照|违反|关于|为了|以及|或者|包括)$"
)
BEFORE_LABEL = re.compile(r"(?:[、第和与或及至]|根据|依照|按照|违反|以及|或者)$")
_COMES_AFTER = re.compile(
    r"(?:的(?!士)|等(?!级)|及(?!时)|和(?!谐)|与|或|之(?!江)|以上|以下|以内|以前|以后|已|应当|不得|可以|并(?!购)|而|则|由(?!于)|是|起(?!草)|至|内|中的|所|者)"
)
APART = re.compile(r"[|｜>·•\s]+|(?>.*?\t).*")
DATE = re.compile(r"[一\d]{4}\s*年\s*[一\d]{1,3}\s*月(?:\s*[一\d]{1,3}\s*日)?$")
_REFERRED = re.compile(
    r"\s*+(?:(?:第\s*+\(?|\()\s*+)?[一\d]+\s*+(?:\)\s*+)?(?:[条款目章节](?:之一)?(?:的|规定|所列|[、和或至,(]|第)|项|[、和或至]\s*(?:第|\())"
)
_LABEL = re.compile(
    r"\s*(?:第\s*(?:一+|\d{1,4})\s*[编篇章节条](?:之一+)?|\(\s*(?:一+|\d{1,2})\s*\)|(?:一+|\d{1,2})\s*[、.．]|[①-⑳]"
    r"|附\s*[件录表]\s*(?:一+|\d{1,2})?\s*:?)"
)
_NUMBER = re.compile(r"一+|\d+|[①-⑳]|\s+")
_NOTE = re.compile(r"\(?\s*(?:根据\s*)?[一\d]{4}\s*年\s*[一\d]{1,3}\s*月\s*[一\d]{1,3}\s*日")  # in plain_form
_YEAR = re.compile(r"\d{4}年")
SENTENCE = re.compile(r"[，。；]")
_ANSWERS = re.compile(lexicon.pattern("leads", "cooperates"))
_SIGNS = re.compile(rf"{lexicon.endings('issuer-end')}$")
_AFTER_DATE = re.compile(r"[，。；、：）》起至以前后止内之]")
IN_BRACKETS = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")  # a remark: （此件公开发布）
SPACED_FIELD = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,5}\s*[：:]")  # 索 引 号 ：
FIELD_LINE = re.compile(r"[\u4e00-\u9fff]{2,6}\s*[：:]")
LEADERS = re.compile(r"[.…·．。]{3,}")


def never_written(line: str, following: str) -> bool:
    """Say whether nobody ends a line so: before a closing mark, after an opening one, between figure and unit."""
    if "\t" in line or "\t" in following:
        return False
    return (
        CLOSING.match(following) is not None
        or OPENING.search(line) is not None
        or (
            _NUMERAL.fullmatch(plain_form(line[-_AHEAD:])) is not None
            and _OF_FIGURE.match(following) is not None
        )
    )


@dataclass(slots=True)
class Lines:
    """The lines that are not blank, and what is known of them before any is joined."""

    texts: list[str]
    after_blank: list[bool]
    headed: dict[str, bool] = field(default_factory=dict)

    def ahead(self, at: int) -> str:
        """Return the words from line ``at`` on, as far as a label may reach."""
        found = ""
        for text in self.texts[at : at + 8]:
            found += text
            if len(found) >= _AHEAD or ends_sentence(text):
                break
        return found[: 2 * _AHEAD]

    def label(self, at: int) -> str:
        """Return the sort of label that line ``at`` opens with (第条, （）, 、), or an empty string."""
        text = plain_form(self.ahead(at))
        found = _LABEL.match(text)
        if found is None or _REFERRED.match(text):
            return ""
        if found.group().endswith((".", "．")) and text[found.end() : found.end() + 1].isdigit():
            return ""
        sort = _NUMBER.sub("", found.group())
        return sort + ("一" if "一" in found.group() else "")

    def strong(self, words: str, at: int) -> bool:
        """Say whether line ``at`` goes on with ``words``: a figure, a word that leads on, or a word parted by it."""
        following = self.texts[at]
        if CLOSING.match(following) or OPENING.search(words) or LEADS_ON.search(words):
            return True
        if DIGIT_END.search(words):
            return not DIGIT_START.match(following)
        if DIGIT_START.match(following):
            return words[-1] > "\u2e7f" or words.endswith(("/", "-", "~"))
        return (
            _COMES_AFTER.match(following) is not None
            or following[0] in "/~〔[《（"
            or words[-1] in "/~"
            or word_across(words, following)
        )

    def opens(self, at: int) -> bool:
        """Say whether a label of line ``at`` is one though the line before ends no sentence: that has no mark."""
        return MARKED.search(self.texts[at - 1]) is None and not LEADS_ON.search(self.texts[at - 1])

    def reaches(self, at: int) -> bool:
        """Say whether the lines from ``at`` on soon come to a mark: words of a sentence and no cells."""
        apart = 0
        for n in range(at, min(at + 3 * _CELLS, len(self.texts))):
            if n > at and (self.after_blank[n] or self.label(n)):
                return False
            if n > at and not self.strong(self.texts[n - 1], n):
                apart += 1
                if apart >= _CELLS:
                    return False
            if MARKED.search(self.texts[n]):
                return True
        return False

    def begins_body(self, words: str, at: int) -> bool:
        """Say whether a figure that opens line ``at`` is the first of a paragraph below a heading."""
        following = self.texts[at]
        by_figure = DIGIT_START.match(following) is not None and not LEADS_ON.search(words)
        return by_figure and self.reaches(at)

    def parts_figures(self, words: str, at: int, cells: bool) -> bool:
        """Say whether a line end parts two figures, or a figure that stands alone and words: those of two cells."""
        following = self.texts[at]
        if DIGIT_START.match(following):
            if DIGIT_END.search(words) and not self.goes_on_in_figure(words, at):
                return True
            more = self.texts[at + 1] if at + 1 < len(self.texts) else ""
            value = FIGURE.fullmatch(following) and not (UNIT.match(more) or CLOSING.match(more))
            if cells and (value or words.endswith(("）", ")"))):
                return True
        alone = FIGURE.fullmatch(words) is not None and not UNIT.match(following)
        return alone and (cells or not self.reaches(at))

    def goes_on_in_figure(self, words: str, at: int) -> bool:
        """Say whether line ``at`` is the rest of the figure that ``words`` end with, before its unit."""
        more = self.texts[at + 1] if at + 1 < len(self.texts) else ""
        return not FIGURE.fullmatch(words) and UNIT.match(more) is not None

    def date_end(self, at: int) -> int | None:
        """Return the line after the day or month that the lines from ``at`` on are, ``None`` where they are none."""
        date, end = "", None
        for n in range(at, min(at + 7, len(self.texts))):
            date += self.texts[n][:_AHEAD]
            if DATE.fullmatch(plain_form(date)):
                end = n + 1
        return end

    def dated(self, words: str, at: int) -> bool:
        """Say whether a line of a date ends with ``words``, or begins at line ``at`` below a name that signs."""
        following = self.texts[at]
        if DATE.fullmatch(plain_form(words)):
            more = self.texts[at + 1] if at + 1 < len(self.texts) else ""
            day = FIGURE.fullmatch(following) is not None and more.startswith("日")
            return not day and not _AFTER_DATE.match(following)
        if not DIGIT_START.match(following) or len(words) > LONGEST_HEADING or LEADS_ON.search(words):
            return False
        end = self.date_end(at)
        if end is None or SENTENCE.search(words) or bare_label(words):
            return False
        more = self.texts[end] if end < len(self.texts) else ""
        if _AFTER_DATE.match(more):
            return False
        return _SIGNS.search(words) is not None or not more or more.startswith("（") or not self.reaches(end)

    def year_goes_on(self, at: int) -> bool:
        """Say whether a year that opens line ``at`` goes on with the sentence before it: no day stands alone there.

        Of 476 years after the end of a sentence 439 stand inside a paragraph.
        """
        if self.after_blank[at] or not _YEAR.match(self.ahead(at)):
            return False
        end = self.date_end(at)
        if end is None or end >= len(self.texts):
            return end is None
        more = self.texts[end]
        return _AFTER_DATE.match(more) is not None or (not more.startswith("（") and self.reaches(end))

    def answers(self, at: int) -> bool:
        """Say whether line ``at`` opens a note of who answers, which stands behind the sentence: （…部牵头）."""
        return (
            self.texts[at].startswith("（")
            and not self.after_blank[at]
            and (note := IN_BRACKETS.match("".join(self.texts[at : at + 8]))) is not None
            and _ANSWERS.search(note.group()) is not None
        )

    def opens_note(self, words: str, at: int) -> bool:
        """Say whether a note of adoption opens with line ``at`` below a title: a day, in brackets or not."""
        return _NOTE.match(plain_form(self.ahead(at))) is not None and not LEADS_ON.search(words)


def open_bracket(words: str) -> bool:
    """Say whether a bracket or quotation mark is open at the end of ``words``."""
    near = words[-LONGEST_BRACKET:]
    return any(near.rfind(left) > near.rfind(right) for left, right in ("（）", "《》", "“”", "〔〕"))


def bare_label(words: str) -> bool:
    """Say whether words are a label and nothing else."""
    plain = plain_form(words)
    found = _LABEL.match(plain)
    return found is not None and found.end() == len(plain)
