"""Dates of a rule: adoption, approval, promulgation, entry into force and expiry.

The rule for rules made anew: an amendment (修正) leaves the date of adoption as it was, because the articles keep
their numbers and most of their words; a full revision (修订) replaces the text, and the date of the revision is its
adoption (立法技术规范（试行）（一） tells the two apart so).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ontology.numerals import plain_form, whole_number

DATE = re.compile(r"([\d一]{4})\s*年\s*([\d一]{1,3})\s*月\s*([\d一]{1,3})\s*日")
"""A day in a text in :func:`~ontology.numerals.plain_form`, its groups the numbers of year, month and day."""
ACTS = (
    ("expires", re.compile(r"^[^，。《》]{0,30}废止$")),
    ("approved", re.compile(r"批准")),
    ("adopted", re.compile(r"通过|修订|修正|制定")),
    ("issued", re.compile(r"公布|发布|颁布|印发|令")),
    ("in_force", re.compile(r"施行|实施|生效")),
)
_AMENDED = re.compile(r"修正|修改")
REVISED = re.compile(r"修订(?!的?决定)")
_BY_ORDER = re.compile(r"令[^。，,]{0,400}修订")  # made known anew by an order: …令第3号修订
_MET = re.compile(r"会议?\s*[、，,和与及]?$")
_DAY = r"\s*(.{6,20}?日)\s*"
_START = r"(?:正式)?(?:施行|实施|执行|生效)"
_STARTS = re.compile(r"施行|实施|执行|生效|之日")
IN_FORCE = re.compile(
    rf"[自从于]{_DAY}起\s*{_START}"
    rf"|(?:[自从]\s*(?:本[\u4e00-\u9fff]{{1,4}})?)?(?:公布|发布|印发|颁布|(通过)|下发|颁发|签发)之日起?\s*{_START}"
)
_OF_PART = re.compile(
    r"(?:^|[）)、.．\s])本[\u4e00-\u9fff]{1,6}?的[^，。；]{1,80}$"
)  # 本通知规定的…标准均从2025年1月1日起执行
_EXPIRES = re.compile(
    rf"有效期(?:限)?(?:截?至|截?止?到){_DAY}|(?:施行|执行|有效|实施)至{_DAY}|至{_DAY}(?:止|废止|失效|终止)"
)
_OWN = ("本", "自", "从", "暂", "其", "试", "施", "执", "有", "并")  # 本办法有效期至…, 自…起施行，执行至…
_TERM = re.compile(
    r"(?:(?:有效期|试行期|暂行期)(?:限)?(?:为|是|暂定)?|(?<=[,。])(?:暂定)?(?:试行|暂行)(?:期)?)\s*([\d一]{1,3})\s*(年|个月)"
)  # in plain_form


def iso_date(text: str) -> str | None:
    """Return the first day named in ``text`` as ISO 8601, or ``None``.

    >>> iso_date("二〇一二年三月十七日"), iso_date("自 2020 年 7 月 1 日起"), iso_date("近日")
    ('2012-03-17', '2020-07-01', None)
    """
    found = DATE.search(plain_form(text))
    if found is None:
        return None
    year, month, day = (whole_number(text[slice(*found.span(part))]) or 0 for part in (1, 2, 3))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def acts(notes: Sequence[str], *, anew: bool = True) -> dict[str, str]:
    """Read the dates of adoption, approval, promulgation … from adoption notes.

    The first of a kind counts, as the entry into force printed in a text is that of the whole; a revision starts
    anew (see the module), unless ``anew`` is false: where it is known to have changed a part. A meeting told
    without what it did did what the next one did (two organs adopt a rule).

    >>> acts(["2011年4月1日通过 2018年6月1日修正"])["adopted"], acts(["2011年4月1日通过 2018年6月1日修订"])["adopted"]
    ('2011-04-01', '2018-06-01')
    """
    found: dict[str, str] = {}
    for note in notes:
        days = list(DATE.finditer(plain_form(note)))
        met: str | None = None
        for at, day in enumerate(days):
            end = days[at + 1].start() if at + 1 < len(days) else len(note)
            told = note[day.end() : end].strip(" 　\n)）")
            iso = iso_date(note[slice(*day.span())])
            if _MET.search(told) and not any(form.search(told) for _, form in ACTS):
                met = met or iso
                continue
            iso, met = met or iso, None
            for kind, form in ACTS:
                act = kind
                changed = _AMENDED.search(told) or (not anew and REVISED.search(told))
                if act == "adopted" and found and changed:
                    break
                if iso and form.search(told):
                    if REVISED.search(told):
                        found.clear()
                        act = "issued" if _BY_ORDER.search(told) else act
                    found.setdefault(act, iso)
                    break
    return found


def by_act(lines: Sequence[str]) -> list[str]:
    """Return the lines of a note, one that tells a meeting and not what it did together with the line below.

    >>> by_act(["2018年3月1日某会第二次会议", "2018年4月2日另一会第五次会议通过", "2018年6月1日施行"])
    ['2018年3月1日某会第二次会议\\n2018年4月2日另一会第五次会议通过', '2018年6月1日施行']
    """
    found: list[str] = []
    for line in reversed(lines):
        told = any(form.search(line) for _, form in ACTS)
        if found and not told and _MET.search(line.strip()):
            found[0] = f"{line}\n{found[0]}"
        else:
            found.insert(0, line)
    return found


def of_part(subject: str) -> bool:
    """Whether what enters into force is a part of what a rule lays down, and not the rule itself.

    >>> of_part("本通知规定的最低生活保障标准均"), of_part("本办法"), of_part("本法的")
    (True, False, False)
    """
    return _OF_PART.search(subject.strip()) is not None


def in_force(
    closing: str,
    known: dict[str, str],
    day: str | None,
    ordered: str | None = None,
    printed: str | None = None,
) -> str | None:
    """Return the day of entry into force: from the last clause that says one, else from the notes.

    ``closing`` holds the last words of the rule, ``known`` the dates of :func:`acts`, ``day`` the date line,
    ``ordered`` the day that the order which promulgates the rule names (现予公布，自2017年10月1日起施行).
    自公布之日起施行 is the day of promulgation, where one is known; 自印发之日起施行 that of the imprint, ``printed``
    (GB/T 9704—2012, 7.4.3), which is not before that of the document. The day of a part is none of the whole.
    """
    clauses = [each for each in IN_FORCE.finditer(closing) if not of_part(_subject(closing, each.start()))]
    if not clauses:
        return known.get("in_force")
    found = clauses[-1]
    if found.group(1):
        return iso_date(found.group(1)) or known.get("in_force")
    if found.group(2):
        return ordered or known.get("adopted") or known.get("in_force")
    if (
        "印发" in found.group()
        and printed
        and not ordered
        and printed >= max(day or "", known.get("issued", ""))
    ):
        return printed
    return ordered or known.get("issued") or day or known.get("in_force")


def _subject(closing: str, at: int) -> str:
    """Return the words of a clause before a place, not more than 200."""
    return re.split(r"[，,。；;：:\n]", closing[max(at - 200, 0) : at])[-1]


def expires(closing: str, start: str | None) -> str | None:
    """Return the last day in force: 有效期至 a day, or 有效期五年 from ``start``, the entry into force.

    >>> expires("自2020年1月1日起施行，有效期5年。", "2020-01-01"), expires("有效期至2025年12月31日。", None)
    ('2024-12-31', '2025-12-31')
    >>> expires("公园许可证有效期至2030年1月1日。", None)
    """
    plain = plain_form(closing)
    for printed in _EXPIRES.finditer(closing):
        if not _is_of_another(plain, printed.start()) and (day := iso_date(printed.group())):
            return day
    terms = (found for found in _TERM.finditer(plain) if _is_of_rule(plain, found.start()))
    term = next(terms, None)
    number = whole_number(closing[slice(*term.span(1))]) if term else None
    if term is None or not number or start is None:
        return None
    first = date.fromisoformat(start)
    months = first.month - 1 + number * (12 if term.group(2) == "年" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    if year > date.max.year - 1:
        return None
    # 31 January and one month: the term ends with February
    next_month = date(year + month // 12, month % 12 + 1, 1)
    end = min(date(year, month, 1) + timedelta(days=first.day - 1), next_month)
    return (end - timedelta(days=1)).isoformat()


def _is_of_another(plain: str, at: int) -> bool:
    """Say whether a last day is that of something else, which the clause names: 许可证有效期至…, 《…》有效期至…."""
    before = plain[max(plain.rfind("\n", 0, at) + 1, at - 200) : at]
    clause = re.split(r"[,;。(]", before)[-1].strip()
    return bool(clause) and not clause.startswith(_OWN)


def _is_of_rule(plain: str, at: int) -> bool:
    """Say whether a term is that of the rule and no licence's: 本办法有效期五年, or …起施行，有效期五年."""
    before = plain[max(plain.rfind("\n", 0, at) + 1, at - 200) : at]
    clause = re.split(r"[,;。(]", before)[-1].strip()
    return clause.startswith("本") or (not clause and _STARTS.search(before) is not None)
