"""The words of a rule's own time: its entry into force and expiry, the time of a provision, what goes on."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ingest.annotate.references import read_parts
from ingest.model import Document, ProvisionKind
from ingest.status.said import Entry, Extension, OwnTime, Renaming, Said, Unit, clause_at, quoted
from ingest.status.titled import TITLE, days, listed
from ingest.status.words import pattern
from ingest.structure.dates import DATE, REVISED, expires, iso_date, of_part
from ontology.numerals import plain_form, whole_number

_STARTS = rf"(?:正式)?{pattern('starts')}"
_COUNT = r"[\d０-９零一二三四五六七八九十百两]{1,5}"
_ENTRY = re.compile(
    rf"(?:自|从|于)\s*(?P<day>[^，。；《》\n]{{6,24}}?日|\d{{4}}\s*年(?:\s*\d{{1,2}}\s*月份?)?)\s*起?\s*{_STARTS}"
    rf"|(?P<published>(?:[自从]\s*)?(?:本[\u4e00-\u9fff]{{1,4}})?{pattern('published')}(?:之日|后|日)起?\s*"
    rf"(?:(?:满|经过)?\s*(?P<count>{_COUNT})\s*(?P<unit>日|天|个月)(?P<past>后|之后)?起?\s*)?{_STARTS})"
    rf"|(?:施行|实施|生效)(?:的?(?:日期|时间|办法|步骤)){{1,2}}[^。；，《》\n]{{0,40}}?{pattern('left-open')}"
)
_NOTED = re.compile(
    rf"(?:^|(?<=[\n，,（( ]))(?:[该本][^，。；\d]{{0,6}})?(?:自\s*)?"
    rf"(?P<day>\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)\s*起?\s*{_STARTS}(?=[\s。）)]|$)"
)  # in the notes below a title
_YEAR = re.compile(r"\s*\d{4}\s*年")
_ALL_OTHER = re.compile(r"(?:其余|其他|其它)")
_CLAUSE = "，,。；;：:\n"
_LONGEST = 200  # characters of a line that names a day
_LAST = 4  # provisions at the end of a text that speak of its entry into force
_PERIOD = re.compile(
    r"(?:有效期(?:限)?|执行期(?:限)?|实施期(?:限)?)?(?:为|：|:)?[自从]?[^，。；《》\n至]{8,20}日(?:起)?(?:施行|实施|执行)?[，,]?(?:有效期)?"
    r"(?:至|到)\s*(?P<until>[^，。；《》\n]{8,20}?日)"
)
_MONTHS = re.compile(
    rf"(?:(?:有效期|试行期|暂行期|实施期|执行期|施行期|适用期)(?:限)?(?:为|是|暂定)?|(?:暂定)?(?:试行|暂行)(?:期)?)\s*({_COUNT})\s*(年|个月)"
)
_DATE = r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日|底|末)?|底|末)?"
_UNTIL = re.compile(
    rf"(?:^|[，,。]|本[^，。《]{{1,8}})有效期(?:限)?(?:为)?(?:截?至|截?止?到)\s*(?P<until>{_DATE})"
)
_OWN_UNTIL = re.compile(
    rf"(?:执行|实施|施行|试行)期(?:限)?(?:为)?(?:截?至|截?止?到)\s*(?P<until>{_DATE})"
)  # of the rule where the sentence begins with 本
_RUNS = re.compile(
    rf"(?:自|从)\s*(?P<from>{_DATE})\s*(?:起|开始)[，,]?\s*(?:连续|在)\s*(?P<count>{_COUNT})\s*(?P<unit>年|个月)"
    rf"|(?:执行|实施|政策|优惠)(?:的)?(?:期限?|时间|有效期)(?:为|是|：|:|暂定)?\s*(?:自|从)?\s*(?:(?P<low>{_DATE})\s*起?\s*)?(?:至|到|截至|截止到?)\s*(?P<high>{_DATE})"
    rf"|(?:执行|实施|试行)\s*(?:至|到|截至)\s*(?P<last>{_DATE})"
    rf"|截至\s*(?P<stop>{_DATE})\s*(?:止|为止|停止)"
)
_SIGNS = re.compile(pattern("other-thing"))
_LASTS = re.compile(rf"{pattern('lasts')}\s*(?P<until>[^，。；《》\n]{{8,20}}?日)")
_GOES_ON = re.compile(pattern("goes-on"))
_VALID = re.compile(r"有效|执行期|施行期|试行|期限")
_RENAMED = re.compile(rf"(?:的?名称)?(?:统一)?{pattern('renames')}[：:]?\s*“?(?=《)")


def plus(day: str, count: int, unit: str) -> str | None:
    """Return the day that lies years (年), months (个月) or days (日) behind one (ISO); None beyond the calendar.

    >>> plus("2014-05-17", 31, "日"), plus("2020-01-31", 1, "个月"), plus("2020-02-29", 1, "年")
    ('2014-06-17', '2020-02-29', '2021-02-28')
    """
    try:
        first = date.fromisoformat(day)
        if unit not in ("年", "个月"):
            return (first + timedelta(days=count)).isoformat()
        months = first.month - 1 + count * (12 if unit == "年" else 1)
        year, month = first.year + months // 12, months % 12 + 1
        return date(year, month, min(first.day, monthrange(year, month)[1])).isoformat()
    except (ValueError, OverflowError):
        return None


def bounds(text: str) -> tuple[str, str] | None:
    """Return the first and last day of a date in the precision printed.

    >>> bounds("2012年3月"), bounds("2015年底")
    (('2012-03-01', '2012-03-31'), ('2015-12-31', '2015-12-31'))
    """
    if day := iso_date(text):
        return day, day
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if not numbers or not 1900 <= numbers[0] <= 2200 or (len(numbers) > 1 and not 1 <= numbers[1] <= 12):
        return None
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    last = date(year, month or 12, monthrange(year, month or 12)[1]).isoformat()
    if re.search(r"[底末]", text):
        return last, last
    return date(year, month or 1, 1).isoformat(), last


def _closing(document: Document) -> frozenset[str]:
    """Return the paths of the last provisions, annexes left out, with those in them."""
    body = [p for p in document.provisions if p.kind is ProvisionKind.ARTICLE] or [
        p
        for p in document.provisions
        if p.parent is None
        and p.kind
        not in (ProvisionKind.ANNEX, ProvisionKind.TITLE, ProvisionKind.DATE, ProvisionKind.SIGNATURE)
    ]
    last = {p.path for p in body[-_LAST:]}
    found = set(last)
    for part in document.provisions:
        if part.parent in found:
            found.add(part.path)
    return frozenset(found)


def entries_of(document: Document, units: Sequence[Unit]) -> tuple[Entry, ...]:
    """Return the words of entry into force: those of the whole rule and those of parts of it, in their order."""
    closing = _closing(document)
    kinds = {p.path: p.kind for p in document.provisions}
    found: list[Entry] = []
    for unit in units:
        kind = kinds.get(unit.path or "")
        if kind is ProvisionKind.TITLE or (unit.path or "").startswith("annex"):
            continue
        for words in _ENTRY.finditer(unit.text):
            if quoted(unit.text, words.start()):
                continue
            begin = clause_at(unit.text, words.start(), _CLAUSE)
            subject = unit.text[begin : words.start()].strip()
            entry = _entry(unit, words, begin, subject)
            whole = not subject or subject.startswith("本") or _ALL_OTHER.match(subject)
            own = (
                subject.startswith("本")
                or unit.path in closing
                or kind is ProvisionKind.DATE
                or not unit.path
            )
            if entry is not None and own and (whole or entry.paths or entry.partial):
                found.append(entry)
    return tuple(found)


def _entry(unit: Unit, words: re.Match[str], begin: int, subject: str) -> Entry | None:
    stop = words.end()
    said = unit.said(begin, stop)
    day = iso_date(words["day"]) if words["day"] else None
    unread = day is None and _YEAR.match(words["day"] or "") is not None
    if words["day"] and day is None and not unread:
        return None
    paths: tuple[str, ...] = ()
    if subject and not subject.startswith("本") and not _ALL_OTHER.match(subject):
        at = subject.find("第")
        read = read_parts(subject, at) if at >= 0 else ()
        paths = tuple(dict.fromkeys(place.path for part in read for place in part.places if place.path))
    part = of_part(subject)
    partial = part or (
        bool(subject) and not subject.startswith("本") and not _ALL_OTHER.match(subject) and not paths
    )
    after = None
    if words["count"]:
        count = whole_number(words["count"])
        if count is None:
            return None
        past = 1 if words["past"] and words["unit"] != "个月" else 0
        after = f"{count + past}{'个月' if words['unit'] == '个月' else '日'}"
    return Entry(day, paths, said, words["published"] is not None, after, partial, unread)


def expiry_of(
    document: Document, units: Sequence[Unit], start: str | None
) -> tuple[str | None, Said | None, str | None]:
    """Return the last day of the rule, the words that say so, and the term where no day to count from is known."""
    closing = _closing(document)
    preambles = {p.path for p in document.provisions if p.kind is ProvisionKind.PREAMBLE}
    stated = document.metadata.expires
    for unit in reversed(units):
        if unit.path not in closing and unit.path not in preambles and unit.path is not None:
            continue
        for begin, stop in _sentences(unit.text):
            words = unit.text[begin:stop]
            day = expires(words, start)
            if day is not None and stated in (None, day):
                return day, unit.said(begin, stop), None
            found = _PERIOD.search(words)
            until = iso_date(found["until"]) if found else None
            if until and words.lstrip().startswith("本") and stated in (None, until):
                return until, unit.said(begin, stop), None
            ends = _UNTIL.search(words)
            if ends is None and words.lstrip().startswith("本"):
                ends = _OWN_UNTIL.search(words)
            last = bounds(ends["until"]) if ends and not _SIGNS.search(words, 0, ends.start()) else None
            if last and stated in (None, last[1]):
                return last[1], unit.said(begin, stop), None
            term = _MONTHS.search(words)
            if start is None and term and expires(words, "2000-01-01") is not None:
                return None, unit.said(begin, stop), term.group(1) + term.group(2)
    return stated, None, None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text from the last to the first, then each with the one before it in its line."""
    begins, at = [0], 0
    while (at := min((p for mark in "。\n" if (p := text.find(mark, at)) >= 0), default=-1) + 1) > 0:
        begins.append(at)
    pairs = [(begin, end) for begin, end in pairwise([*begins, len(text)]) if begin < end]
    yield from reversed(pairs)
    for (begin, end), (_, last) in reversed(list(pairwise(pairs))):
        if "\n" not in text[begin:end]:
            yield begin, last


def own_times(document: Document, units: Sequence[Unit]) -> tuple[OwnTime, ...]:
    """Return the times that provisions give themselves: 自2012年3月起连续三年, 执行期限至2015年12月31日."""
    closing = _closing(document) if any(p.kind is ProvisionKind.ARTICLE for p in document.provisions) else ()
    found: list[OwnTime] = []
    for unit in units:
        if unit.path is None or unit.path == "title" or unit.path in closing:
            continue
        text = unit.text
        for words in _RUNS.finditer(text):
            begin = clause_at(text, words.start())
            if quoted(text, words.start()) or _SIGNS.search(
                text, max(begin, words.start() - 8), words.start()
            ):
                continue
            low = bounds(words["from"] or words["low"] or "")
            high = bounds(words["high"] or words["last"] or words["stop"] or "")
            until = high[1] if high else None
            if words["count"] and low and (count := whole_number(words["count"])):
                end = plus(low[0], count, words["unit"])
                until = plus(end, -1, "日") if end else None
            if until:
                found.append(
                    OwnTime(unit.path, low[0] if low else None, until, unit.said(begin, words.end()))
                )
    return tuple(found)


def extensions_of(units: Sequence[Unit]) -> tuple[Extension, ...]:
    """Return the rules that a document says to go on: 《…》有效期延长至…, 《…》继续有效."""
    found: list[Extension] = []
    for unit in units:
        if unit.path is None:
            continue
        text = unit.text
        for act in (*_LASTS.finditer(text), *_GOES_ON.finditer(text)):
            begin = clause_at(text, act.start())
            named = list(listed(text, begin, act.start()))
            between = text[named[-1].end : act.start()] if named else ""
            lasting = "until" in act.re.groupindex
            if (
                not named
                or len(between) > 40
                or (lasting and not _VALID.search(between + text[act.start() : act.end()]))
            ):
                continue
            if named[0].start > begin and re.search(
                pattern("not-meant") + "[^，]{0,4}$", text[begin : named[0].start]
            ):
                continue
            until = iso_date(act["until"]) if lasting else None
            said = unit.said(begin, act.end())
            found += [Extension(each.title, each.number, until, said) for each in named if not each.partial]
    return tuple(found)


def renamings_of(units: Sequence[Unit]) -> tuple[Renaming, ...]:
    """Return the rules that get another title: 将《…》的名称修改为《…》."""
    found: list[Renaming] = []
    for unit in units:
        for act in _RENAMED.finditer(unit.text):
            old = next(
                (
                    t
                    for t in reversed(list(TITLE.finditer(unit.text, max(0, act.start() - 260), act.start())))
                ),
                None,
            )
            new = TITLE.match(unit.text, act.end())
            between = unit.text[old.end() : act.start()] if old else ""
            if (
                old
                and new
                and re.fullmatch(
                    r"(?:\s*[（(][^（()）]{1,120}[）)])?[，,]?(?:的)?(?:标题|题目|题名)?(?:相应)?", between
                )
            ):
                found.append(
                    Renaming(old.group()[1:-1], new.group()[1:-1], unit.said(old.start(), new.end()))
                )
    return tuple(found)


def noted_entry(units: Sequence[Unit], document: Document) -> Entry | None:
    """Return the last words of the notes below the title that tell a day of entry: 2021年4月22日施行."""
    dates = {p.path for p in document.provisions if p.kind is ProvisionKind.DATE}
    found: Entry | None = None
    for unit in units:
        for words in _NOTED.finditer(unit.text) if unit.path is None or unit.path in dates else ():
            if day := iso_date(words["day"]):
                found = Entry(day, (), unit.said(*words.span()))
    return found


def days_of_notes(units: Sequence[Unit], document: Document) -> tuple[str, ...]:
    """Return the days (ISO) on which the notes below the title tell that something was done, in order."""
    dates = {p.path for p in document.provisions if p.kind is ProvisionKind.DATE}
    notes = (unit.text for unit in units if unit.path is None or unit.path in dates)
    return tuple(dict.fromkeys(day for note in notes for day in days(note)))


def is_revision(note: str, day: str) -> bool:
    """Whether the words behind a day (ISO) in a note tell a revision.

    >>> is_revision("2011年4月1日通过 2018年6月1日修订", "2018-06-01"), is_revision("2018年6月1日修正", "2018-06-01")
    (True, False)
    """
    found = [*DATE.finditer(plain_form(note))]
    ends = [*(each.start() for each in found[1:]), len(note)]
    told = (
        note[each.end() : end] for each, end in zip(found, ends, strict=True) if iso_date(each.group()) == day
    )
    return any(REVISED.search(TITLE.sub("", words)) for words in told)


def days_said(units: Sequence[Unit], document: Document, day: str | None) -> Said | None:
    """Return the words of the front or of a line of dates that name a day."""
    dates = {p.path for p in document.provisions if p.kind in (ProvisionKind.DATE, ProvisionKind.SIGNATURE)}
    for unit in units:
        if day and (unit.path is None or unit.path in dates) and day in days(unit.text):
            begin = 0
            for line in unit.text.split("\n"):
                if day in days(line):
                    return unit.said(begin, begin + min(len(line), _LONGEST))
                begin += len(line) + 1
    return None
