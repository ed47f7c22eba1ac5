"""What is said of a finding in words: where it stands, how grave it is, what the law behind it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.states import Gravity, State
from ingest.status.timeline import Period
from lawgraph.check.report import NOT_IN_FORCE, CheckReport
from lawgraph.tables.holdings import chinese
from ontology.checks import Kind, kinds
from ontology.concepts import scheme
from ontology.numerals import chinese_numeral


def _said(name: str) -> Mapping[str, tuple[str, str]]:
    return {each.identifier: (each.zh, each.en) for each in scheme(name)}


GROUPS = {
    group: _said("check-kinds")[group] for group in dict.fromkeys(each.group for each in kinds().values())
}
"""The groups of checks in Chinese and English, in the order of a report."""
GRAVITIES = {each: _said("gravities")[each] for each in Gravity}
"""How grave a finding is, in Chinese and English."""
STATES = {each: _said("states")[each] for each in State}
"""What a text is on a day, in Chinese and English."""
UNKNOWN_LAW = "当时有效的文本不在图谱中，未作判断"
"""What is said where the law in force at that time is not known."""
_NAMED = {
    "title": "标题",
    "preamble": "序言",
    "salutation": "主送",
    "signature": "署名",
    "date": "日期",
}
_PART = re.compile(r"([a-z]+)-([\d.]+)$")
_LAW = {"ch": "章", "art": "条", "para": "款", "item": "项", "subitem": "目"}


def place(path: str | None) -> str:
    """Return how a provision is cited, as far as its path alone tells; an article is cited without its chapter.

    >>> place("art-16.1/para-2/item-3"), place("annex-2/task-18"), place("sec-3/item-1"), place(None)
    ('第十六条之一第二款第三项', '附件2第18项', '第三部分（一）', '全文')
    """
    if path is None:
        return "全文"
    parts = path.split("/")
    legal = any(part.startswith("art-") for part in parts)
    return "".join(_part(part, legal) for part in parts) or path


def _part(part: str, legal: bool) -> str:
    found = _PART.match(part)
    if found is None:
        return _NAMED.get(part, part)
    kind, number = found.group(1), found.group(2)
    whole, _, after = number.partition(".")
    counted = chinese_numeral(int(whole)) if whole.isdecimal() else whole
    inserted = f"之{chinese_numeral(int(after))}" if after.isdecimal() else ""
    match kind:
        case "annex":
            return f"附件{number}"
        case "task" | "member":
            return f"第{number}项"
        case "sec":
            return f"第{counted}节" if legal else f"第{counted}部分"
        case "item" if not legal:
            return f"（{counted}）"
        case "subitem" if not legal:
            return f"{number}."
        case "para" if not legal:
            return f"第{counted}段"
    return f"第{counted}{_LAW[kind]}{inserted}" if kind in _LAW else part


def kind_of(finding: Finding) -> Kind:
    """Return the kind of a finding."""
    return kinds()[finding.kind]


def named(kind: str) -> tuple[str, str]:
    """Return the name of a kind, or of what stands in its place, in Chinese and English."""
    if kind == NOT_IN_FORCE:
        return "已不是现行文本", "text not in force"
    found = kinds().get(kind)
    return (found.zh, found.en) if found else (kind, kind)


def where(quoted: Quoted) -> str:
    """Return where words stand: 《某市公园条例》第三条."""
    return f"《{quoted.title}》{place(quoted.path) if quoted.path else ''}"


def status(period: Period) -> str:
    """Return a status with its doubt, in Chinese."""
    state, doubt = STATES[period.state][0], chinese(period.doubt)
    return f"{state}（{doubt}）" if doubt else state


def then(law: LawBehind) -> str:
    """Return what an article said when the rule was made, or that it is not known."""
    if law.then is None:
        return f"《{law.law}》{law.article}：{UNKNOWN_LAW}。"
    return f"《{law.law}》（{law.version}）{law.article}：{law.then}"


def today(law: LawBehind) -> str:
    """Return what an article says in the version known last, nothing where it is the same as then.

    Where only its number is another that is told.
    """
    if law.today is None:
        return ""
    if law.today == law.then:
        return f"{cited_today(law)}：文字相同" if law.today_article else ""
    return f"{cited_today(law)}：{law.today}"


def cited_today(law: LawBehind) -> str:
    """Return how an article is cited in the version known last, by its number there."""
    return f"《{law.law}》（{law.today_version}）{law.today_article or law.article}"


def sure(confidence: float) -> str:
    """Return how sure a finding is, in a word.

    >>> sure(0.95), sure(0.6), sure(0.3)
    ('较大', '中等', '较小')
    """
    return "较大" if confidence >= 0.8 else "中等" if confidence >= 0.5 else "较小"


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by group, then the most grave first, then in their order."""
    groups, gravities = list(GROUPS), list(GRAVITIES)
    return sorted(
        findings, key=lambda each: (groups.index(kind_of(each).group), gravities.index(each.gravity))
    )


def summary(report: CheckReport) -> str:
    """Return how many findings there are, by gravity and by group, in a sentence."""
    if not report.findings:
        return "没有发现问题。"
    gravities = Counter(each.gravity for each in report.findings)
    groups = Counter(kind_of(each).group for each in report.findings)
    by_gravity = "、".join(
        f"{GRAVITIES[each][0]} {gravities[each]} 处" for each in GRAVITIES if gravities[each]
    )
    by_group = "、".join(f"{GROUPS[each][0]} {groups[each]} 处" for each in GROUPS if groups[each])
    return f"共发现 {len(report.findings)} 处疑问（轻重：{by_gravity}；类别：{by_group}）。"


def basis(report: CheckReport) -> str:
    """Return what the check was made with: the day, how many documents were read together, how far they reach."""
    reach = f"，其中最新的一份成文于 {report.newest}，此后的变动未知" if report.newest else ""
    since = f"；只列自 {report.since} 起新出现的" if report.since else ""
    silent = f"；另有 {report.dismissed} 处已经人工排除，不再列出" if report.dismissed else ""
    return f"审查日期 {report.on}；对照的文件 {report.among} 份{reach}{since}{silent}。"
