"""What is said of a finding in words: where it stands, how grave it is, what the law behind it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.check.places import place as place
from ingest.status.timeline import Period
from lawgraph.check.report import NOT_IN_FORCE, CheckReport
from lawgraph.tables.handed_in import quoted
from lawgraph.tables.holdings import chinese
from ontology.checks import Kind, kinds
from ontology.concepts import labels
from ontology.states import Gravity, State

GROUPS = {
    group: labels("check-kinds")[group] for group in dict.fromkeys(each.group for each in kinds().values())
}
"""The groups of checks in Chinese and English, in the order of a report."""
GRAVITIES = {each: labels("gravities")[each] for each in Gravity}
"""How grave a finding is, in Chinese and English."""
STATES = {each: labels("states")[each] for each in State}
"""What a text is on a day, in Chinese and English."""
_DAY = re.compile(r"（\d{4}-\d{2}-\d{2}）$")
_MOST_NAMED = 4  # bodies that answer for a provision
_SHORT = 60  # characters of words that stand in a list
UNKNOWN_LAW = "制定时有效的条文不在库中，不据以判断"
"""What is said where the law in force at that time is not known."""


def kind_of(finding: Finding) -> Kind:
    """Return the kind of a finding."""
    return kinds()[finding.kind]


def named(kind: str) -> tuple[str, str]:
    """Return the name of a kind, or of what stands in its place, in Chinese and English."""
    if kind == NOT_IN_FORCE:
        return "已不是现行文本", "text not in force"
    found = kinds().get(kind)
    return (found.zh, found.en) if found else (kind, kind)


def rule(title: str) -> str:
    """Return a title in brackets, those within it being single; a day that tells texts apart stands behind them.

    >>> rule("关于贯彻《某市公园条例》的意见"), rule("某市公园条例（2023-10-27）")
    ('《关于贯彻〈某市公园条例〉的意见》', '《某市公园条例》（2023-10-27）')
    """
    day = _DAY.search(title)
    return quoted(title[: day.start()]) + day[0] if day else quoted(title)


def where(place_: Quoted) -> str:
    """Return where words stand: 《某市公园条例》第三条."""
    return f"{rule(place_.title)}{place(place_.path) if place_.path else ''}"


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


def law_lines(law: LawBehind) -> list[tuple[str, str]]:
    """Return what is printed of an article of law: what it is (依据, 现行条文) and its words.

    Where the text in force when the rule was made is not known, that is said beside today's.
    """
    if law.then is not None:
        said = today(law)
        return [("依据", then(law)), *([("现行条文", said)] if said else [])]
    if law.today is None:
        return [("依据", then(law))]
    return [
        ("依据", f"《{law.law}》{law.article}（{law.today_version} 的现行条文；{UNKNOWN_LAW}）：{law.today}")
    ]


def answering(finding: Finding) -> str:
    """Return who answers for a provision: the first of them, and how many there are where they are many."""
    named = finding.answering
    more = f"等 {len(named)} 个" if len(named) > _MOST_NAMED else ""
    return "、".join(named[:_MOST_NAMED]) + more


def answering_en(finding: Finding) -> str:
    """Return who answers for a provision, in English: the names are those of the text."""
    named = finding.answering
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more


def alike(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Return findings that ask the same of short words by the same law together, each group where its first stands.

    Old names of bodies are one question with many places. What has another side with words of its own stands alone.
    """
    found: dict[object, list[Finding]] = {}
    for each in ordered(findings):
        other = each.there.text if each.there else ""
        short = len(each.here.text) <= _SHORT and not other
        same = (each.kind, each.gravity, each.law, each.note, each.here.document)
        found.setdefault(same if short else each.key, []).append(each)
    return [tuple(group) for group in found.values()]


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
