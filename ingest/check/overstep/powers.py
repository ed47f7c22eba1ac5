"""What a rule may set: whose rule it is, its day, and which rules stand over it.

A rule may vary the upper one where law says so: 自治条例 and 单行条例 (立法法 2023, art. 85 para. 2), regulations of
special zones, of 浦东新区 and of the free trade port of 海南 (art. 84; those of special zones and of autonomous areas
apply there by art. 101).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Document, Level, Metadata
from ingest.resolve import identify
from ontology.document_types import document_types, is_normative_document, rank

_CONGRESS = re.compile(r"人民代表大会|人大(?:常委会)?$")
_GOVERNMENT = re.compile(r"人民政府$|行政公署$")
# Types whose name is one that laws, regulations and rules bear too: without a maker nothing tells them apart
_SHARED = frozenset({"normative-document", "provisions", "measures", "rules", "detailed-rules", "decision"})
_LEVELS = (Level.NATIONAL, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


class Maker(StrEnum):
    """Whose rule it is, as the laws on penalties, licences and compulsion part them."""

    LAW = "law"
    ADMINISTRATIVE = "administrative"  # 行政法规
    LOCAL = "local"  # 地方性法规
    VARYING = "varying"  # may vary the upper rule: 自治条例, 单行条例, regulations of special zones
    DEPARTMENTAL = "departmental"  # 部门规章
    GOVERNMENT = "government"  # 地方政府规章
    NORMATIVE = "normative"  # any other document that binds: 规范性文件


_MAKERS = {
    "law": Maker.LAW,
    "administrative-regulation": Maker.ADMINISTRATIVE,
    "local-regulation": Maker.LOCAL,
    "autonomous-regulation": Maker.VARYING,
    "separate-regulation": Maker.VARYING,
    "special-zone-regulation": Maker.VARYING,
    "pudong-regulation": Maker.VARYING,
    "free-trade-port-regulation": Maker.VARYING,
    "departmental-rule": Maker.DEPARTMENTAL,
    "local-government-rule": Maker.GOVERNMENT,
}
_AUTONOMOUS = frozenset({"autonomous-regulation", "separate-regulation"})
VARYING_LAW = {True: ("legislation-85-2", "legislation-101"), False: ("legislation-84", "legislation-101")}
"""The articles by which a rule may vary the upper one: of autonomous areas (True), of special zones."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A document as a rule: ``maker`` None where nothing tells it, ``day`` (ISO) of this text, None: a draft."""

    title: str
    iri: str
    maker: Maker | None
    day: str | None
    level: Level | None
    code: str | None
    kind: str
    based_on: tuple[str, ...]

    @property
    def varying(self) -> tuple[str, ...]:
        """The keys of the articles by which it may vary the upper rule, none where it may not."""
        return VARYING_LAW[self.kind in _AUTONOMOUS] if self.maker is Maker.VARYING else ()

    @property
    def either(self) -> bool:
        """Whether it is a local 规章 or a document below one, and nothing tells which: a draft without a number."""
        return self.maker is None and self.kind in _SHARED and self.level not in {None, Level.NATIONAL}

    @property
    def name(self) -> tuple[str, str]:
        """What it is, in Chinese and English."""
        kind = document_types()[self.kind]
        return kind.zh, kind.en


def rule_of(document: Document) -> Rule:
    """Return what a document is as a rule."""
    metadata = document.metadata
    place = metadata.jurisdiction
    return Rule(
        metadata.title,
        str(identify(document).document),
        _maker(metadata),
        metadata.dated or metadata.in_force,
        place.level if place else None,
        place.code if place else None,
        metadata.document_type,
        metadata.based_on,
    )


def _maker(metadata: Metadata) -> Maker | None:
    kind = metadata.document_type
    if kind in _MAKERS:
        return _MAKERS[kind]
    if not is_normative_document(kind) or any(_CONGRESS.search(each) for each in metadata.issuers):
        return None
    if kind not in _SHARED or _no_rule_maker(metadata):
        return Maker.NORMATIVE
    return Maker.NORMATIVE if metadata.issuers and metadata.number else None


def _no_rule_maker(metadata: Metadata) -> bool:
    """Whether those who issue it may make no 规章: a county, or local departments (立法法 2023, arts. 91, 93)."""
    level = metadata.jurisdiction.level if metadata.jurisdiction else None
    if level is Level.COUNTY:
        return True
    local = level in (Level.PROVINCE, Level.PREFECTURE)
    return local and bool(metadata.issuers) and not any(_GOVERNMENT.search(each) for each in metadata.issuers)


def over(upper: Rule, lower: Rule) -> bool:
    """Whether a rule stands over another: of a higher rank, or the same kind of rule of a wider territory."""
    if upper.maker is None or lower.maker is None or upper.iri == lower.iri:
        return False
    one, other = _rank(upper), _rank(lower)
    if one is None or other is None or one > other:
        return False
    if upper.maker is Maker.LOCAL and lower.maker is Maker.DEPARTMENTAL:
        return False
    if one < other:
        return _holds_there(upper, lower)
    if upper.maker is Maker.DEPARTMENTAL or upper.level is None or lower.level is None:
        return False
    return _LEVELS.index(upper.level) < _LEVELS.index(lower.level) and _holds_there(upper, lower)


def _rank(rule: Rule) -> int | None:
    return rank(rule.kind)


def _holds_there(upper: Rule, lower: Rule) -> bool:
    """Whether the territory of the upper rule holds that of the lower one, as far as both are known."""
    if upper.level is Level.NATIONAL or upper.code is None or lower.code is None:
        return upper.level is Level.NATIONAL or upper.code is None
    wide = 2 if upper.level is Level.PROVINCE else 4
    return upper.code[:wide] == lower.code[:wide]


def in_time(upper: Rule, lower: Rule) -> bool | None:
    """Whether the text of the upper rule was there when the lower one was made; None where its day is not known.

    A draft, which has no day, is judged by the text known.
    """
    if lower.day is None:
        return True
    if upper.day is None:
        return None
    shared = min(len(upper.day), len(lower.day))
    return upper.day[:shared] <= lower.day[:shared]
