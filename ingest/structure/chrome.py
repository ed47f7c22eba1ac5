"""The lines that a web page sets around a text: where one is, the block of facts, buttons, the foot of the page.

A line is chrome by its form and its place: before the title, or after the end. :func:`form` says what a line looks
like, :func:`around` which lines of a text are none of it. No word inside the body makes a line chrome. What the
block says of number, issuer and dates is read by :mod:`ingest.structure.page_block`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Diagnostic, Residue
from ingest.repair.wrap import ends_sentence
from ingest.structure.front import (
    ends_name,
    is_bare,
    is_date,
    is_masthead,
    is_note,
    is_salutation,
    is_title,
    names_bodies,
)
from ingest.structure.imprint import imprint_blocks, is_imprint, opens_imprint
from ingest.structure.labels import annex_label, label_of
from ingest.structure.once import once
from ingest.structure.responsibility import has_label as says_who_answers
from ingest.text import CleanText, squeeze
from ontology import lexicon

_BULLET = re.compile(r"[•·●○■◆▪*\-]+")
_LABELS = (
    lexicon.pattern("page-label"),
    lexicon.pattern("page-number-label"),
    lexicon.pattern("page-issuer-label"),
    lexicon.pattern("page-made-label"),
    lexicon.pattern("page-posted-label"),
    lexicon.pattern("page-title-label"),
)
_LABEL = rf"(?:{'|'.join(_LABELS)})"
# All these are for texts in compact form: NFKC, without white space.
_LABELLED = re.compile(rf"(?:[【\[(]{_LABEL}[】\])]|{_LABEL}:)")
_ANY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}:")
_NEXT_LABEL = 60  # characters of a value before the next label: 信息分类:通知发布机构:甲
_NAMED = re.compile(rf"(?:{lexicon.pattern('page-title-label')}):")
_BUTTONS = re.compile(rf"(?:{lexicon.pattern('page-button')})+")
_NO_WORD = re.compile(r"[\W_]+")
_COUNT = re.compile(r"[-—]*\d*次")
_HERE = re.compile(r"(?:您?(?:现在|当前|目前)?的?(?:所在)?位置:|(?:网站)?(?:首页|主页)[>»›])")
_STEP = re.compile(r"[>»›]+")
_STOP = re.compile(r"。[”’」』）)]*\s*")
_BLANK = re.compile(r"(?<=\S)\s+(?=\S)")
_ADDRESS = re.compile(r"[^\u4e00-\u9fff]{0,6}(?:https?://|www\.)[^\u4e00-\u9fff]+", re.IGNORECASE)
_FOOT = re.compile(rf"[←<«‹]?{lexicon.pattern('page-foot')}")
_BACK = re.compile(r"[←<«‹]?返回[\u4e00-\u9fff]{0,8}(?:列表|首页|主页|目录|上一?页)")
_LINK = re.compile(
    rf"[【\[(]{lexicon.pattern('page-foot')}[^:]{{0,8}}[】\])]"
)  # 【原文下载】, （扫码阅读）; no （主办单位：甲）, a note
_RECORD = re.compile(r"[\u4e00-\u9fff]{2,8}:(?!:)[^。;]{1,100}")  # a label that nobody knows, and its value
_FILE = re.compile(
    r"[^。;]{1,99}\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|mp[34]|md|html?)-*"
    r"(?:\(?\d[\d.]*[KMG]B?\)?)?",
    re.IGNORECASE,
)  # the name of a file to be loaded
_REGISTERED = re.compile(r"ICP[备证]|公网安备\d|网站标识码:?\w", re.IGNORECASE)
_PAGE_TITLE = re.compile(
    r".{4,60}[-_—–].{0,20}(?:网站?|门户|平台)[-_—]*|.{2,20}(?:网站|门户网|平台)[-_—–].{4,60}"
)  # not parted by |, which parts the cells of tables
_REMARK = re.compile(r"^\s*[（(【\[]\w{1,6}[）)】\]]")  # before a title: （转载）, 【原创】
_LONGEST = 150
_LONGEST_PRINTED = 600  # with its blanks
_LONGEST_HEAD = 200  # lines
_LONGEST_TITLE = 40  # lines of the front that may hold a title twice
_SHORTEST_TITLE = 3  # characters, one of which may stand for several
_LONGEST_NAME = 40
_FARTHEST = 8  # lines of signature and date between the last words and what the page adds


class Form(StrEnum):
    """What a line of a page looks like."""

    LABELLED = "labelled"
    BUTTONS = "buttons"
    PATH = "path"
    ADDRESS = "address"
    FOOT = "foot"
    FILE = "file"
    RECORD = "record"
    TITLE = "title"


def compact(text: str) -> str:
    """Return a line in NFKC without white space, marks of bold type and the bullet before it."""
    found = re.sub(r"\s+|\*\*", "", unicodedata.normalize("NFKC", text))
    bullet = _BULLET.match(found)
    return found[bullet.end() :] if bullet and bullet.end() < len(found) else found


@once
def form(text: str) -> Form | None:
    """Return what a line looks like, ``None`` for one that may be of the text.

    >>> [form(line) for line in ("首页 > 政务公开 > 公文", "【打印】 【关闭】", "索 引 号：1-2", "打印本页的单位")]
    [<Form.PATH: 'path'>, <Form.BUTTONS: 'buttons'>, <Form.LABELLED: 'labelled'>, None]
    """
    line = compact(text) if len(text) <= _LONGEST_PRINTED else ""
    if not line or len(line) > _LONGEST:
        return None
    cell = compact(text.strip().partition("\t")[0]) if "\t" in text.strip() else ""
    labelled = _LABELLED.match(line) or _labels_again(line) or re.fullmatch(_LABEL, cell)
    if not line.endswith(("。", ";")) and labelled:
        return Form.LABELLED
    words = _NO_WORD.sub("", line)
    if (words and _BUTTONS.fullmatch(words)) or _COUNT.fullmatch(line) or _BACK.fullmatch(line):
        return Form.BUTTONS
    steps = len(_STEP.findall(line))
    if not line.endswith("。") and (_HERE.match(line) or (steps > 1 and "《" not in line)):
        return Form.PATH
    if _ADDRESS.fullmatch(line):
        return Form.ADDRESS
    foot = _FOOT.match(line) or (_LINK.match(line) and not says_who_answers(line))
    if _REGISTERED.search(line) or (foot and not line.endswith(("。", ";"))):
        return Form.FOOT
    if _FILE.fullmatch(line):
        return Form.FILE
    return Form.TITLE if _PAGE_TITLE.fullmatch(line) else None


def _labels_again(line: str) -> bool:
    """Say whether a known label stands behind a label that nobody knows and its value."""
    first = _ANY_LABEL.match(line)
    if first is None:
        return False
    again = _LABELLED.search(line, first.end())
    if again is None or not again.group().endswith(":"):
        return False
    value = line[first.end() : again.start()]
    return len(value) <= _NEXT_LABEL and "。" not in value and ";" not in value


def _records(texts: Sequence[str]) -> dict[int, Form]:
    """Return the lines that give the value of a label nobody knows, in a run with lines whose label is known.

    A collector's record of a text has labels of his own (检索时间：…) beside those of any page (发布日期：…).
    """
    found: dict[int, Form] = {}
    run: list[int] = []
    known = False
    for at, text in enumerate([*texts[:_LONGEST_HEAD], ""]):
        seen = form(text)
        if seen is not None or _is_record(text):
            known = known or seen is Form.LABELLED
            run += [] if seen is not None else [at]
            continue
        found.update(dict.fromkeys(run if known else (), Form.RECORD))
        run, known = [], False
    return found


def _is_record(text: str) -> bool:
    """Say whether a line is a label of any kind with its value."""
    return (
        len(text) <= _LONGEST_PRINTED
        and form(text) is None
        and label_of(text) is None
        and annex_label(text) is None
        and not says_who_answers(text.strip())
        and not is_title(text)
        and _RECORD.fullmatch(compact(text)) is not None
    )


def _says(text: str) -> bool:
    """Say whether a line is of the body: a label, a sentence, an annex."""
    if form(text) is not None or is_imprint(text):
        return False
    return (
        label_of(text) is not None
        or annex_label(text) is not None
        or (ends_sentence(text) and not text.rstrip().endswith(("：", ":")))
        or len(text.strip()) > _LONGEST
    )


def _title_words(text: str) -> str:
    """Return a line without white space and the remark before a title."""
    return squeeze(_REMARK.sub("", text))


def _head(texts: Sequence[str]) -> dict[int, str]:
    """Return the lines before the title that are of the page."""
    end = next(
        (at for at, text in enumerate(texts) if (_says(text) or is_salutation(text)) and form(text) is None),
        len(texts),
    )
    records = _records(texts[:end])
    forms = [records.get(at, form(text)) for at, text in enumerate(texts[: min(end, _LONGEST_HEAD) + 1])]
    if not any(forms[:end]):
        return {}
    forms[end:] = [None]
    last = max(at for at, found in enumerate(forms) if found is not None)
    if _is_value(texts, last, forms) and last + 1 < end:
        last += 1
    while last + 1 < min(end, len(forms)) and _is_mark(texts[last + 1]):
        last += 1
    first_label = next((at for at, text in enumerate(texts) if label_of(text) is not None), len(texts))
    later = [
        _title_words(text) if forms[at : at + 1] in ([], [None]) else ""
        for at, text in enumerate(texts[: min(first_label, 2 * _LONGEST_HEAD)])
    ]
    if not any(is_title(text) for at, text in enumerate(texts[:end]) if at > last or forms[at] is None):
        # no line is told as the title: the lines between may hold it
        return {at: "site-chrome" for at in range(last + 1) if forms[at] is not None}
    found = dict.fromkeys(range(last + 1), "site-chrome")
    for at in range(last + 1):
        words = _title_words(texts[at])
        if forms[at] is not None or words in later[at + 1 :]:
            continue
        if is_title(texts[at]):
            if _is_sent(words, later[last + 1 :]) or (
                _is_kind(texts, at, forms) and any(map(is_title, texts[at + 1 : end]))
            ):
                continue
            for line in range(_opens_title(texts, at, forms), at + 1):
                found.pop(line, None)
        elif is_masthead(texts[at]) or is_note(texts[at]):
            found.pop(at, None)
    return found


def _is_mark(text: str) -> bool:
    """Say whether a line is a rule, a dash where a number of visits is not shown, or one of 大, 中, 小."""
    words = squeeze(text)
    return len(words) <= 1 or _NO_WORD.fullmatch(words) is not None


def _is_sent(words: str, later: Sequence[str]) -> bool:
    """Say whether a title is that of the text which a notice below sends: 关于印发某办法的通知 holds it."""
    sends = re.compile(rf"印发[《“]?{re.escape(words)}[》”]?(?:[（(][^（）()]{{1,9}}[）)])?[》”]?的通知$")
    return any(words in text and sends.search(text) for text in later)


def _is_kind(texts: Sequence[str], at: int, forms: Sequence[Form | None]) -> bool:
    """Say whether a line between two labels is the value of the one above it, which ends as a title does.

    分类： / 财政、审计 其他 通知 / 发布机构：. A label of titles has one.
    """
    above = compact(texts[at - 1]) if at else ""
    alone = re.fullmatch(rf"{_LABEL}:", above) is not None and _NAMED.match(above) is None
    return alone and forms[at + 1 : at + 2] == [Form.LABELLED] and "关于" not in texts[at]


def _is_value(texts: Sequence[str], at: int, forms: Sequence[Form | None]) -> bool:
    """Say whether the line after ``at`` is what a label that stands alone on its line (来源：) names."""
    alone = forms[at] is Form.LABELLED and re.fullmatch(rf"{_LABEL}:?", compact(texts[at])) is not None
    after = texts[at + 1] if at + 1 < len(texts) else ""
    return alone and len(after.strip()) <= _LONGEST_NAME and not is_title(after) and not is_masthead(after)


def _opens_title(texts: Sequence[str], at: int, forms: Sequence[Form | None]) -> int:
    """Return the first line of the title that ends at ``at``."""
    first = at
    while first > 0 and at - first < 3 and forms[first - 1] is None and is_bare(texts[first - 1]):
        above = texts[first - 1].strip()
        if not (("关于" in above and not is_title(above)) or ends_name(above)):
            break
        first -= 1
    return first


def _doubled(texts: Sequence[str], out: dict[int, str]) -> dict[int, str]:
    """Return the lines of a title that the lines right below say again: the page's own copy of it."""
    first = next((at for at, text in enumerate(texts) if at not in out and _says(text)), len(texts))
    left = [at for at in range(first) if at not in out and is_bare(texts[at])][:_LONGEST_TITLE]
    words = [_title_words(texts[at]) for at in left]
    for start in range(len(left)):
        for parts in range(1, 4):
            said = "".join(words[start : start + parts])
            for again in range(1, 5):
                lines = left[start : start + parts + again]
                if len(lines) < parts + again or lines[-1] - lines[0] != parts + again - 1:
                    continue
                if len(said) > 5 and said == "".join(words[start + parts : start + parts + again]):
                    return dict.fromkeys(lines[:parts], "site-chrome")
    return _said_again(texts, left, words)


def _said_again(texts: Sequence[str], left: Sequence[int], words: Sequence[str]) -> dict[int, str]:
    """Return the lines of a title that is said again below, with the issuers before it, or below the number or them."""
    for order, (at, said) in enumerate(zip(left, words, strict=True)):
        if not is_title(texts[at]):
            continue
        for again, other in zip(left[order + 1 : order + 4], words[order + 1 : order + 4], strict=True):
            issuers = other.removesuffix(said)
            named = issuers != other and (not issuers or ends_name(issuers))
            between = [n for n in range(at + 1, again) if texts[n].strip() and not is_masthead(texts[n])]
            if named and (not between or (not issuers and all(names_bodies(texts[n]) for n in between))):
                return dict.fromkeys([at, *between], "site-chrome")
            if not (is_masthead(texts[again]) or names_bodies(texts[again])):
                break
    return {}


def _end(texts: Sequence[str], imprints: dict[int, str]) -> int:
    """Return the last line of the body, ``-1`` where nothing is said."""
    return next((at for at in range(len(texts) - 1, -1, -1) if at not in imprints and _says(texts[at])), -1)


def _tail(texts: Sequence[str], end: int, imprints: dict[int, str]) -> dict[int, str]:
    """Return the lines after the last words of the text that are of the page or the imprint."""
    forms = {at: form(texts[at]) for at in range(end + 1, len(texts))}
    signed = max((at for at in forms if is_date(texts[at])), default=end)
    marked = {
        at: imprints.get(at, "site-chrome")
        for at in forms
        if at in imprints or (forms[at] and (forms[at] is not Form.FILE or at > signed))
    }
    last = len(texts)
    while forms.get(last - 1) is Form.LABELLED and "\t" not in texts[last - 1].strip():
        last -= 1
    opens = next(
        (at for at in marked if at in imprints or forms[at] is not Form.LABELLED or at >= last), None
    )
    if opens is None:
        return {}
    between = sum(forms[at] is not Form.FILE and not names_bodies(texts[at]) for at in range(end + 1, opens))
    if between >= _FARTHEST:
        return {}
    while opens - 1 > end and forms[opens - 1] is not None:
        opens -= 1
    found: dict[int, str] = {}
    reason = ""
    for at in range(opens, len(texts)):
        if at in marked:
            reason = found[at] = marked[at]
        elif reason == "imprint" and _signs(texts, at):
            continue  # signature and date stand below the note of publication
        else:
            found[at] = reason
    return found


def _loads(texts: Sequence[str]) -> dict[int, str]:
    """Return the lines 附件： at the end of a page above the names of files to be loaded and nothing else."""
    found: dict[int, str] = {}
    files = False
    for at in range(len(texts) - 1, -1, -1):
        seen, label = form(texts[at]), annex_label(texts[at])
        if seen is None and label is not None and files and not texts[at][label.end :].strip():
            found[at] = "site-chrome"
        elif seen is None:
            break
        files = seen is Form.FILE
    return found


def _signs(texts: Sequence[str], at: int) -> bool:
    """Say whether a line is a date, or a bare line above one, in a text that no date has closed before."""
    if any(is_date(text) for text in texts[max(at - 8, 0) : at]):
        return False
    near = next((n for n in range(at, min(at + 4, len(texts))) if is_date(texts[n])), None)
    return near is not None and all(is_bare(texts[n]) for n in range(at, near))


def _between(texts: Sequence[str], end: int, imprints: dict[int, str]) -> dict[int, str]:
    """Return lines inside the file that follow the end of a part of it: the imprint, and what the page adds to it."""
    found: dict[int, str] = {}
    begun = False
    for at in range(end + 1):
        before = texts[at - 1] if at else ""
        closed = (
            at - 1 in found
            or is_date(before)
            or ends_sentence(before)
            or before.strip().endswith(("）", ")"))
        )
        if begun and closed and at in imprints:
            found[at] = imprints[at]
        elif begun and (is_date(before) or at - 1 in found) and form(texts[at]) is not None:
            found[at] = "site-chrome"
        begun = begun or _says(texts[at]) or is_salutation(texts[at])
    return found


def _glued(line: CleanText) -> int | None:
    """Return where the words of the page begin that are glued to the last sentence of a text."""
    last = line.text.rfind("。")
    stop = _STOP.match(line.text, last) if last >= 0 else None
    if stop is None:
        return None
    rest = line.text[stop.end() :]
    opens = opens_imprint(rest[:_LONGEST_PRINTED]) or form(rest) is not None
    return stop.end() if rest.strip() and opens else None


def _title_parted(lines: list[CleanText]) -> list[CleanText]:
    """Part what the page says of a text from the title in whose line it stands: …办法 发布时间：2020-01-02."""
    for at, line in enumerate(lines[:_LONGEST_TITLE]):
        text = line.text[:_LONGEST_PRINTED]
        for blank in _BLANK.finditer(text):
            if blank.start() < _SHORTEST_TITLE or not is_title(text[: blank.start()]):
                continue
            if form(text) is None and form(text[blank.end() :]) is not None:
                return [*lines[:at], line[: blank.start()], line[blank.start() :], *lines[at + 1 :]]
    return lines


def _glued_titles(lines: Sequence[CleanText], out: Mapping[int, str]) -> Iterator[Diagnostic]:
    """Tell words of the page that stand before a title in its line: that line is left as it is.

    A line of the page that ends as a title does is told where no other line is the title.
    """
    texts = [line.text for line in lines]
    first = next((at for at, text in enumerate(texts) if label_of(text) is not None), len(texts))
    head = range(min(first, _LONGEST_HEAD))
    named = any(at not in out and is_title(texts[at]) for at in head)
    for at in head:
        text = texts[at][:_LONGEST_PRINTED].strip()
        if not is_title(text):
            continue
        of_page = at in out and not named and not _NAMED.match(compact(text)) and not _is_record(text)
        if of_page or (at not in out and _opens_with_page(text)):
            message = (
                f"标题与网页文字同在一行：「{text[:40]}」，请核对，或在同名 .toml 中写明 title。"
                "Words of the page stand in the line of the title; check it, or state title in a .toml file of the"
                " same name."
            )
            yield Diagnostic("title-glued", message, lines[at].spans())


def _opens_with_page(text: str) -> bool:
    """Say whether a line begins with words to press or a label of a page, and goes on as a title."""
    blank = _BLANK.search(text)
    if blank is not None and form(text[: blank.start()]) is not None:
        return True
    words = compact(text)
    pressed = _BUTTONS.match(words)
    return _LABELLED.match(words) is not None or (
        pressed is not None and words[pressed.end() :].startswith(("首页", "关于", "【", "|", ">"))
    )


@dataclass(frozen=True, slots=True)
class Around:
    """The lines of a text without what stands around it, that, and what is in doubt."""

    lines: tuple[CleanText, ...]
    residues: tuple[Residue, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def around(lines: Sequence[CleanText]) -> Around:
    """Take the lines of the page and the imprint out of the lines of a text.

    Post-condition: every character is in a line or in a residue, none in both.
    """
    lines = _title_parted(list(lines))
    texts = [line.text for line in lines]
    last = _end(texts, imprint_blocks(texts) | _loads(texts))
    if last >= 0 and (cut := _glued(lines[last])) is not None:
        lines[last : last + 1] = [lines[last][:cut], lines[last][cut:]]
        texts = [line.text for line in lines]
    imprints = imprint_blocks(texts) | _loads(texts)
    end = _end(texts, imprints)
    out = _head(texts)
    out |= _between(texts, end, imprints) | _tail(texts, end, imprints) if end >= 0 else {}
    out |= _doubled(texts, out)
    residues = [
        Residue(line.text[slice(*line.trimmed())], spans, out[at])
        for at, line in enumerate(lines)
        if at in out and (spans := line.spans())
    ]
    left = tuple(line for at, line in enumerate(lines) if at not in out)
    return Around(left, tuple(residues), tuple(_glued_titles(lines, out)))
