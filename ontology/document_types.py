"""Document types and their place in the hierarchy of norms.

The types and their rank stand in ``schemes/document-types.ttl``, after the Legislation Law (立法法), arts.
98 to 102 as amended in 2023 (87 to 91 as amended in 2015). :func:`classify` tells the type of a document from
its title, who made it and at what level. Its rules follow the titles that law reserves: 条例 is a title of
administrative regulations (行政法规制定程序条例, art. 5) and not of rules (规章制定程序条例, art. 7); a
separate regulation (单行条例) is made by the people's congress itself of an autonomous prefecture or county,
and approved by the province's standing committee (立法法, art. 85 of 2023), where an autonomous prefecture's
ordinary regulation may come from its standing committee (art. 81).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ontology.concepts import scheme
from ontology.iri import concept_iri

SCHEME = "document-type"
EXPLANATION = "explanation"
"""The type of texts that explain another one."""
REPLY = "reply"
"""The type of answers of an authority to the one that asked it (批复, 复函)."""

_WHITE = re.compile(r"\s+")
_OPENING = {")": "(", "〕": "〔", "]": "["}
_QUOTED = re.compile(r"《[^《]*?》")
_CONGRESS = re.compile(r"人民代表大会|人大(?:常委会)?$")
_STANDING_COMMITTEE = re.compile(r"常务委员会|常委会")
_COURT = re.compile(r"最高人民法院|最高人民检察院|最高法|最高检")
_LOCAL_GOVERNMENT = re.compile(r"人民政府$|行政公署$|.[省市州县区旗盟]政府$")
_MINISTRY = re.compile(r"[部委会局署院行]$")
_AUTONOMOUS_AREA = re.compile(r"族自治[州县旗]")
_LOCAL_NAME = re.compile(
    r"^(?!中华人民共和国|全国|国家)[^《》关]{1,14}?"
    r"(?:省|(?<!城)市(?![场政容])|[州县盟旗]|自治区|特别行政区|经济特区|新区|自由贸易港)"
)
_STATUTE = re.compile(r"(?<![办方做作手书说想疗兵])法$|法典(?:.{1,8}编)?$|法修正案$|法.{0,30}的解释$")
_RULE_TITLE = re.compile(r"(?:规定|办法|细则|规则|规程|规范)$")
_REGULATION_TITLE = re.compile(r"(?:条例|规定|办法|细则|规则)$")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A document type.

    ``rank`` is its place in the hierarchy of norms, 1 the highest, ``None`` where the law gives it
    none (kinds of normative documents have that of ``normative-document``: see :func:`rank`). ``level`` is
    ``national`` for types made only there.
    """

    identifier: str
    zh: str
    en: str
    alt_labels: tuple[str, ...]
    broader: str | None
    rank: int | None
    level: str | None

    @property
    def iri(self) -> str:
        """The concept's IRI."""
        return concept_iri(SCHEME, self.identifier)


@cache
def document_types() -> dict[str, DocumentType]:
    """Return all document types by identifier.

    >>> document_types()["separate-regulation"].zh
    '单行条例'
    """
    return {
        c.identifier: DocumentType(c.identifier, c.zh, c.en, c.alt_labels, c.broader, c.rank, c.level)
        for c in scheme("document-types")
    }


def rank(identifier: str) -> int | None:
    """Return the rank of a type, its own or that of the type above it.

    Raises ``KeyError`` naming an unknown type.

    >>> rank("law"), rank("opinion"), rank("judicial-interpretation")
    (2, 6, None)
    """
    kind = document_types()[identifier]
    if kind.rank is None and kind.broader is not None:
        return rank(kind.broader)
    return kind.rank


def is_normative_document(identifier: str) -> bool:
    """Tell whether a type is a kind of normative document (规范性文件), which is issued anew and not amended.

    >>> is_normative_document("opinion"), is_normative_document("local-regulation")
    (True, False)
    """
    kind = document_types().get(identifier)
    return identifier == "normative-document" or (kind is not None and kind.broader == "normative-document")


@cache
def _names() -> tuple[tuple[str, str], ...]:
    # Longest first: 实施方案 before 方案.
    kinds = (kind for kind in document_types().values() if kind.broader == "normative-document")
    pairs = [(name, kind.identifier) for kind in kinds for name in (kind.zh, *kind.alt_labels)]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def named_type(title: str) -> str:
    """Return the type of normative document that a title's last word names.

    >>> named_type("关于印发《促进就业实施方案》的通知"), named_type("若干政策措施(试行)"), named_type("某书")
    ('notice', 'policy-measures', 'normative-document')
    """
    bare = _bare(title)
    return next((kind for name, kind in _names() if bare.endswith(name)), "normative-document")


@cache
def _explaining() -> tuple[str, ...]:
    kind = document_types()[EXPLANATION]
    return (kind.zh, *kind.alt_labels)


def is_explanation(title: str) -> bool:
    """Tell whether a title is that of a text that explains another one, and makes no rules.

    >>> is_explanation("《某市公园管理办法》政策解读"), is_explanation("关于某案的解释")
    (True, False)
    """
    return _bare(title).endswith(_explaining())


def _bare(title: str) -> str:
    """Return a title in NFKC without white space, outer quotes and notes at its end ((试行), (2020修订))."""
    bare = _WHITE.sub("", unicodedata.normalize("NFKC", title))
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1]
    while (opening := _OPENING.get(bare[-1:])) and opening in bare:
        bare = bare[: bare.rindex(opening)]
    return bare


def classify(title: str, issuers: Sequence[str] = (), level: str | None = None) -> str:
    """Return the identifier of a document's type.

    ``issuers`` are full names, with the approving body if it is known; ``level`` is ``national``,
    ``province``, ``prefecture``, ``county`` or ``None``.
    Never fails: what nothing tells is a ``normative-document``.

    >>> classify("某某族自治州旅游条例", ["某某族自治州人民代表大会"], "prefecture")
    'separate-regulation'
    >>> classify("优化营商环境条例", ["国务院"], "national")
    'administrative-regulation'
    >>> classify("关于进一步支持小型微型企业健康发展的实施意见", ["青海省人民政府"], "province")
    'opinion'
    """
    if is_explanation(title):
        return EXPLANATION
    bare = _bare(title)
    names = [_WHITE.sub("", unicodedata.normalize("NFKC", issuer)) for issuer in issuers]
    if any(_COURT.search(name) for name in (*names, bare[:12])) and _is_interpretation(bare, names):
        return "judicial-interpretation"
    if _is_local(bare, names, level):
        return _local(bare, names, level)
    return _national(bare, names)


def _is_interpretation(bare: str, names: Sequence[str]) -> bool:
    made_elsewhere = any(_CONGRESS.search(name) for name in names)
    return not made_elsewhere and named_type(bare) in (
        "interpretation",
        "provisions",
        "reply",
        "decision",
        "rules",
    )


def _is_local(bare: str, names: Sequence[str], level: str | None) -> bool:
    if level is not None:
        return level != "national"
    if any(name.startswith(("全国人民代表大会", "全国人大", "国务院", "中华人民共和国")) for name in names):
        return False
    if any(_LOCAL_GOVERNMENT.search(name) or _CONGRESS.search(name) for name in names):
        return True
    return bool(_LOCAL_NAME.search(_QUOTED.sub("", bare)))


def _national(bare: str, names: Sequence[str]) -> str:
    congress = any(_CONGRESS.search(name) for name in names)
    if re.search(r"宪法(?:修正案)?$", bare):
        return "constitution"
    if _STATUTE.search(bare) or (congress and bare.endswith(("条例", "规则"))):
        return "law"
    if any("监察委员会" in name for name in names) and bare.endswith("条例"):
        return "supervisory-regulation"
    if congress:
        return named_type(bare)
    state_council = any(re.search(r"[国政]务院$", name) for name in names)
    if bare.endswith("条例") or (state_council and _RULE_TITLE.search(bare)):
        return "administrative-regulation"
    ministry = not state_council and any(_MINISTRY.search(name) for name in names)
    return "departmental-rule" if ministry and _RULE_TITLE.search(bare) else named_type(bare)


def _local(bare: str, names: Sequence[str], level: str | None) -> str:
    congresses = [name for name in names if _CONGRESS.search(name)]
    if bare.endswith("自治条例"):
        return "autonomous-regulation"
    if congresses and bare.endswith("决定"):
        return "decision"
    may_be_regulation = _REGULATION_TITLE.search(bare) and (congresses or not names)
    if may_be_regulation and (regulation := _regulation(bare, congresses)):
        return regulation
    governments = any(_LOCAL_GOVERNMENT.search(name) for name in names)
    if governments and level != "county" and _RULE_TITLE.search(bare):
        return "local-government-rule"
    return named_type(bare)


def _regulation(bare: str, congresses: Sequence[str]) -> str | None:
    """Return the kind of a regulation of a people's congress; ``None`` if nothing says that it is one."""
    own = [name for name in (bare, *congresses) if _AUTONOMOUS_AREA.search(name)]
    makers = [name for name in congresses if _AUTONOMOUS_AREA.search(name)]
    only_committee = bool(makers) and all(_STANDING_COMMITTEE.search(name) for name in makers)
    if not congresses and not (
        bare.endswith("条例") or re.search(r"实施《.{1,400}法》(?:办法|细则|规定)$", bare)
    ):
        return None
    if own and not only_committee and not re.search(r"自治州.{0,12}实施《", bare):
        return "separate-regulation"
    for place, kind in (
        ("经济特区", "special-zone-regulation"),
        ("浦东新区", "pudong-regulation"),
        ("海南自由贸易港", "free-trade-port-regulation"),
    ):
        if place in _QUOTED.sub("", bare):
            return kind
    return "local-regulation"
