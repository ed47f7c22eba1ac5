"""Pinpoint references: how a provision is cited, in Chinese and in English, from the outermost part inwards.

The Chinese form is that of the 立法技术规范（试行）（一） of the Legislative Affairs Commission of the NPC
Standing Committee (2009): 条, 款 and 项 follow each other without spaces, chapters are not named, and the only
paragraph of an article is not counted. Parts of a policy document (一、 with （一） or 一是) keep their labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import Provision, ProvisionKind
from ontology.concepts import scheme
from ontology.numerals import chinese_numeral

_NUMBERED = re.compile(r"第\S+[编章节条款项目]$")
_BRACKETS = re.compile(r"[（(](?P<in>[^（）()]+)[）)]$")
_DECIMAL = re.compile(r"\d+(?:[.．]\d+)+")
_UNNAMED = frozenset({ProvisionKind.CHAPTER, ProvisionKind.SECTION})
_ENGLISH = {
    ProvisionKind.CHAPTER: "Chapter",
    ProvisionKind.SECTION: "Section",
    ProvisionKind.ARTICLE: "Article",
    ProvisionKind.PARAGRAPH: "paragraph",
    ProvisionKind.ITEM: "item",
    ProvisionKind.SUBITEM: "subitem",
    ProvisionKind.ANNEX: "Annex",
    ProvisionKind.TASK: "item",
}


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """The reference to a provision within its document: 第七条第二款 and Article 7, paragraph 2."""

    zh: str
    en: str


def pinpoints(provisions: Iterable[Provision]) -> dict[str, Pinpoint]:
    """Return the reference to each of a document's provisions, by path."""
    every = tuple(provisions)
    by_path = {provision.path: provision for provision in every}
    paragraphs = Counter(p.parent for p in every if p.kind is ProvisionKind.PARAGRAPH)
    found: dict[str, Pinpoint] = {}

    def outer(provision: Provision) -> Provision | None:
        """The nearest part around it that its reference names; an article is not cited by chapter."""
        around = by_path.get(provision.parent or "")
        while around is not None and provision.kind is ProvisionKind.ARTICLE and around.kind in _UNNAMED:
            around = by_path.get(around.parent or "")
        return around

    def of(provision: Provision) -> Pinpoint:
        if provision.path not in found:
            around = outer(provision)
            before = of(around) if around is not None else Pinpoint("", "")
            sole = provision.kind is ProvisionKind.PARAGRAPH and paragraphs[provision.parent] == 1
            if around is not None and sole:
                found[provision.path] = before
            else:
                zh, en = _chinese(provision, around), _english(provision)
                # 1.2 has the number of the part that it is in.
                above = "" if _DECIMAL.fullmatch(zh) and zh.startswith(before.zh) else before.zh
                found[provision.path] = Pinpoint(above + zh, ", ".join(filter(None, (before.en, en))))
        return found[provision.path]

    return {provision.path: of(provision) for provision in every}


def _counted(provision: Provision) -> str:
    """The provision's number as 第…款 writes it."""
    number = provision.number or ""
    return chinese_numeral(int(number)) if number.isdecimal() else number


def _chinese(provision: Provision, around: Provision | None) -> str:
    label = "".join((provision.label or "").split())
    match provision.kind:
        case ProvisionKind.TASK:
            return f"第{provision.number or label.rstrip('、.．')}项"
        case ProvisionKind.ANNEX:
            return label.rstrip("：:、.．") or f"附件{provision.number or ''}"
        case ProvisionKind.MEMBER:
            name = (provision.member.name if provision.member else None) or ""
            return (label.rstrip("：:") or _kind(provision, "zh")) + name
        case ProvisionKind.PARAGRAPH if not label and provision.number:
            # A part of a policy document has 段; only an article has 款.
            in_article = around is not None and around.kind is ProvisionKind.ARTICLE
            return f"第{_counted(provision)}{'款' if in_article else '段'}"
    if not label:
        return _kind(provision, "zh")
    if _NUMBERED.match(label):
        return label
    legal = around is not None and around.kind in (ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH)
    if legal and (bracketed := _BRACKETS.match(label)):
        return f"第{bracketed['in']}项"
    return label.rstrip(".．")


def _english(provision: Provision) -> str:
    if provision.kind is ProvisionKind.MEMBER and provision.member and provision.member.name:
        return f"{_kind(provision, 'en')} {provision.member.name}"
    word = _ENGLISH.get(provision.kind)
    if word is None:
        return _kind(provision, "en")
    return f"{word} {provision.number}" if provision.number else word


def _kind(provision: Provision, language: str) -> str:
    for concept in scheme("provision-types"):
        if concept.identifier == provision.kind:
            return concept.zh if language == "zh" else concept.en
    return str(provision.kind)
