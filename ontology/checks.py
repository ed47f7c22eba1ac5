"""The kinds of checks and the law behind each, from ``ontology/checks/``.

``kinds.tsv``: what a check asks, in Chinese and English, its group, how grave it is by default, and the keys of the
articles behind it. ``law.tsv``: those articles, one line for each version of an article: in force from a day until
another (both ISO, the second empty while it is in force), with its very words and where they were read.
``measured.tsv``: how many findings of a rule were drawn and read, and how many of them were right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import read_table

DATA = Path(__file__).parent / "checks"
"""The folder of the two tables."""

_ONLY_ON: Mapping[str, frozenset[str]] = {
    "规章制定程序条例": frozenset(
        {"departmental-rule", "local-government-rule", "measures", "provisions", "detailed-rules"}
    ),
}

GROUPS: Mapping[str, tuple[str, str, str, str]] = {
    "staleness": (
        "过时",
        "staleness",
        "文件是否已经落后于法律和机构的变动？",
        "Has the rule fallen behind what became of law and bodies?",
    ),
    "overstep": ("越权", "overstep", "文件是否超出上位规定？", "Does the rule go beyond the upper ones?"),
    "order": (
        "文本秩序",
        "order in the text",
        "文件自身的引用、用语、数字和序号是否一致？",
        "Do references, terms, figures and numbers of the text agree?",
    ),
}
"""The groups of checks by their identifiers: name and question, each in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check; ``group`` is staleness, overstep or order, ``law`` the keys of the articles behind it."""

    kind: str
    group: str
    zh: str
    en: str
    question_zh: str
    question_en: str
    law: tuple[str, ...]
    gravity: str


@dataclass(frozen=True, slots=True)
class LawArticle:
    """A version of an article of law: ``since`` a day ``until`` another (None: still), with its words."""

    key: str
    law: str
    article: str
    since: str
    until: str | None
    text: str
    source: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of checks by their identifiers, in their order."""
    table = read_table(
        DATA / "kinds.tsv", ("kind", "group", "zh", "en", "question-zh", "question-en", "law", "gravity")
    )
    return {
        row.require("kind"): Kind(
            row.require("kind"),
            row.require("group"),
            row.require("zh"),
            row.require("en"),
            row.require("question-zh"),
            row.require("question-en"),
            tuple(row.require("law").split("|")),
            row.require("gravity"),
        )
        for row in table
    }


@cache
def articles() -> Mapping[str, Sequence[LawArticle]]:
    """Return the versions of each article of law behind the checks, by key, the oldest first."""
    table = read_table(DATA / "law.tsv", ("key", "law", "article", "since", "until", "text", "source"))
    found: dict[str, list[LawArticle]] = {}
    for row in table:
        key = row.require("key")
        made = LawArticle(
            key,
            row.require("law"),
            row.require("article"),
            row.require("since"),
            row.get("until") or None,
            row.require("text"),
            row.require("source"),
        )
        found.setdefault(key, []).append(made)
    return {key: sorted(versions, key=lambda each: each.since) for key, versions in found.items()}


def concerns(law: str, document_type: str) -> bool:
    """Return whether a law is on documents of a type: 规章制定程序条例 is on 规章 alone (its article 2).

    What calls itself 办法, 规定 or 细则 may be one.

    >>> concerns("规章制定程序条例", "opinion"), concerns("规章制定程序条例", "local-government-rule")
    (False, True)
    """
    return document_type in _ONLY_ON.get(law, (document_type,))


def in_force(key: str, day: str | None) -> LawArticle | None:
    """Return the version of an article that was in force on a day (ISO), None where none is known.

    Without a day the one known last.
    """
    versions = articles().get(key, ())
    if day is None:
        return versions[-1] if versions else None
    for version in reversed(versions):
        if version.since <= day:
            return version if version.until is None or day < version.until else None
    return None


@cache
def measured() -> Mapping[str, tuple[int, int]]:
    """Return how many findings of each rule were drawn at random and read, and how many of them were right."""
    table = read_table(DATA / "measured.tsv", ("rule", "read", "right", "of"))
    return {row.require("rule"): (int(row.require("read")), int(row.require("right"))) for row in table}


def confidence(rule: str) -> float:
    """Return how often a finding of a rule was right when read, 0 to 1; raises ``KeyError`` for an unknown rule.

    Laplace's rule of succession, (right + 1) / (read + 2): what was read seldom is trusted less.
    """
    read, right = measured()[rule]
    return round((right + 1) / (read + 2), 2)
