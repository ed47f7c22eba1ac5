"""References to parts of the same text that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.check.finding import Finding, Open, Quoted
from ingest.check.live import AMENDING, inside_marks, live_kind
from ingest.check.making import finding, quoted
from ingest.check.order.parts import Parts, without_gap
from ingest.check.others import Library
from ingest.model import Annotation, Citation, CitationCheck, Provision, ProvisionKind, Resolved
from ontology.states import Gravity

_PATH = re.compile(r"art-(\d+)(?:/para-(\d+))?(?:/(?:sub)?item-(\d+))?")
_BY_NUMBER = re.compile("第[^第]{1,8}条")
_OF_THIS = re.compile("^本")
_OF_A_LAW = frozenset({"judicial-interpretation"})
"""Types of documents in which an article without more words is one of the law that they speak of."""
_ENDS = re.compile("施行|生效|执行|废止|解释")
_LAST = 3  # articles of the end, one of which says from when the rule is in force
_GIVES_LIST = re.compile(r"[：:]\s*$")
_RUN_TOGETHER = (
    "所引的条有几句话，也可能是文本收录时各款连成了一段，请核对公布的文本",
    "the article has several sentences, and the copy may have run its paragraphs together: see the text as published",
)
_BEFORE = re.compile(r"前款(?:规定|所列|所称|第)")


def absent(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each reference to an article, paragraph or item of this text that it does not have.

    Where the text may have lost what is referred to, it is left open.
    """
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    parts = Parts.of(annotation.document)
    for citation in annotation.citations:
        if not _asked(citation, annotation):
            continue
        for path in dict.fromkeys(citation.articles or (citation.article or "",)):
            found = _missing(path, citation, parts, annotation)
            if found is not None:
                yield found
                break
    yield from _nothing_before(annotation, parts)


def _asked(citation: Citation, annotation: Annotation) -> bool:
    """Whether a citation names an article of this text by its number, and what it names was not found."""
    document = annotation.document
    if document.metadata.document_type in _OF_A_LAW and not _OF_THIS.search(citation.text):
        return False
    return (
        citation.internal
        and citation.check is CitationCheck.ABSENT
        and bool(citation.spans)
        and _BY_NUMBER.search(citation.text) is not None
        and live_kind(document, citation.path)
        and not inside_marks(document, citation.spans[0].start)
    )


def _missing(path: str, citation: Citation, parts: Parts, annotation: Annotation) -> Finding | Open | None:
    named = _PATH.fullmatch(path)
    if named is None:
        return None
    number, paragraph, item = (int(each) if each else None for each in named.groups())
    article = parts.articles.get(number or 0)
    if article is None:
        return _no_article(number or 0, citation, parts, annotation)
    paragraphs = parts.paragraphs(article)
    if paragraph is not None and paragraph > len(paragraphs):
        return _no_paragraph(article, paragraph, citation, parts, annotation)
    if item is None:
        return None
    part = article if paragraph is None else paragraphs[paragraph - 1]
    return _no_item(article, part, item, citation, parts, annotation)


def _open(citation: Citation, zh: str, en: str) -> Open:
    return Open("reference-absent", citation.path, (f"“{citation.text}”：{zh}", f"{citation.text}: {en}"))


def _no_article(
    number: int, citation: Citation, parts: Parts, annotation: Annotation
) -> Finding | Open | None:
    numbers = sorted(parts.articles)
    if not numbers:
        return _open(
            citation, "本文本不分条，或者没有读出条", "this text has no articles, or none were read in it"
        )
    if numbers[0] != 1:
        return _open(
            citation,
            "本文本是节录，没有从第一条开始",
            "this text is an excerpt that does not begin with article 1",
        )
    last = parts.articles[numbers[-1]]
    if number < numbers[-1]:
        return _open(
            citation,
            "本文本缺少这一条，可能有遗漏",
            "this text lacks that article: it may have been left out",
        )
    if not any(_ENDS.search(part.text) for part in parts.order[-_LAST:]):
        return _open(citation, "本文本可能不完整", "this text may not be whole")
    why = (
        f"“{citation.text}”所引的条不存在：本文件共{len(numbers)}条，最后一条为{last.label}。",
        f"{citation.text} is not there: the last of the {len(numbers)} articles of this text is {last.label}.",
    )
    return _finding("part-absent", citation, last, why, annotation)


def _no_paragraph(
    article: Provision, paragraph: int, citation: Citation, parts: Parts, annotation: Annotation
) -> Finding | Open:
    count = len(parts.paragraphs(article))
    if paragraph == count + 1 and parts.items(article):
        return _open(
            citation, "列项之后的文字可能是所引的款", "the words after the list may be the paragraph meant"
        )
    if not _sound(article, parts):
        return _open(
            citation, "所引的条分段可能有误", "the paragraphs of the article may not be read rightly"
        )
    why = (
        f"“{citation.text}”所引的款不存在：{article.label}只有{count}款。",
        f"{citation.text} is not there: {article.label} has {count} paragraph{'s' if count > 1 else ''}.",
    )
    found = _finding("paragraph-absent", citation, article, why, annotation)
    if count == 1 and _sentences(article) >= paragraph:
        return replace(found, gravity=Gravity.MEDIUM, note=_RUN_TOGETHER)
    return found


def _sentences(article: Provision) -> int:
    return len(re.findall("[。；]", article.text))


def _no_item(
    article: Provision, part: Provision, item: int, citation: Citation, parts: Parts, annotation: Annotation
) -> Finding | Open | None:
    items = parts.items(part)
    if not _sound(article, parts):
        return _open(citation, "所引的条列项可能有误", "the list of the article may not be read rightly")
    if 0 < item <= len(items):
        return None
    if not items and any(_GIVES_LIST.search(each.own.text) for each in parts.paragraphs(article)):
        return _open(citation, "所引的条有没有编号的列项", "the article has a list without numbers")
    why = (
        f"“{citation.text}”所引的项不存在：{article.label}{f'只有{len(items)}项' if items else '没有列项'}。",
        f"{citation.text} is not there: {article.label} has {f'{len(items)} items' if items else 'no list'}.",
    )
    return _finding("item-absent", citation, article, why, annotation)


def _sound(article: Provision, parts: Parts) -> bool:
    """Whether the lists of an article run from one, each below one paragraph."""
    lists = [parts.items(each) for each in parts.paragraphs(article)]
    own = parts.items(article)
    return all(without_gap(each) for each in lists) and (not own or without_gap(own) or any(lists))


def _finding(
    rule: str, citation: Citation, there: Provision, why: tuple[str, str], annotation: Annotation
) -> Finding:
    document = annotation.document
    here = quoted(document, citation.path, citation.spans)
    other: Quoted = quoted(document, there.path, there.text_spans)
    return finding("reference-absent", annotation, here, other, why, rule=rule)


def _nothing_before(annotation: Annotation, parts: Parts) -> Iterator[Finding]:
    """前款 in the first paragraph of an article, before which there is none."""
    document = annotation.document
    for article in parts.order:
        first = parts.paragraphs(article)[0]
        at = _BEFORE.search(first.own.text)
        if first.kind not in (ProvisionKind.PARAGRAPH, ProvisionKind.ARTICLE) or at is None:
            continue
        if (
            parts.items(first)
            or "。" in first.own.text[: at.start()]
            or "条" in first.own.text[: at.start()][-8:]
        ):
            continue
        spans = first.own.spans(at.start(), at.start() + 2)
        why = (
            f"{article.label}第一款称“前款”，而其前没有款。",
            f"the first paragraph of {article.label} speaks of the paragraph before it, and there is none.",
        )
        yield finding(
            "reference-absent",
            annotation,
            quoted(document, first.path, spans),
            None,
            why,
            rule="nothing-before",
        )
