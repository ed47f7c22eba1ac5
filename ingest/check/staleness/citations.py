"""Citations of rules that were repealed or replaced, and of articles that were renumbered, changed or taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ingest.check.finding import Finding, Open, Quoted
from ingest.check.live import AMENDING, inside_marks, live_kind, sentence_at
from ingest.check.making import finding, in_two, quoted
from ingest.check.others import Library
from ingest.check.staleness.gone import gone
from ingest.check.staleness.pieces import of_parts, within
from ingest.check.staleness.texts import REPLACED, Rule, end_of, later, own_header, quoted_ground, rule_of
from ingest.model import Annotation, Citation, Document, Resolved
from ingest.status.header import Header
from ingest.status.timeline import Period
from ingest.versions.change import Change, Comparison
from ontology.states import ChangeKind, Moved

_OF_THE_PAST = re.compile("废止|停止(?:执行|施行|适用)|失效|代替|取代")
_EVENT = re.compile("^》?(?:公布|发布|颁布)?(?:施行|实施|生效|公布|发布)[^，。；]{0,4}(?:前|后|之日)")
_ARTICLE = re.compile(r"(?:^|.*/)art-[\d.]+")
_OF_ARTICLES = frozenset({"cites-renumbered", "cites-changed", "cites-gone"})
_NOT_THERE = (
    "引用时的文本没有收录，只有后来的文本，所引条款此间是否变动不明",
    "the text of the time of the citation is not known, only a later one: whether the article changed is open",
)
_NO_DAY = (
    "本文件没有日期（草案），不知引用时有效的是哪个文本；请对照现行文本核对条款序号",
    "this document has no day (a draft), so the text in force when it cites is not known: compare with that of today",
)
_MERGED = (
    "内容可能已并入其他条款，请对照新的文本",
    "its words may now be part of another article: see the new text",
)


def cited(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each citation of a rule, once an article, that no longer leads where it led when it was written."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    own = own_header(annotation, library)
    bases = _bases(annotation, own)
    rules: dict[tuple[str | None, str | None], Rule | None] = {}
    said: set[tuple[str, ...]] = set()
    for citation in annotation.citations:
        if citation.internal or not _live(citation, annotation.document):
            continue
        key = citation.title, citation.number
        if key not in rules:
            rules[key] = rule_of(*key, own, library)
        rule = rules[key]
        if rule is None:
            lost = None if _is_basis(citation, bases) else _lost(citation, annotation, own, library)
            where = citation.title or "", citation.path.split("/")[0]
            if lost is not None and where not in said:
                said.add(where)
                yield lost
            continue
        found: Iterable[Finding | Open] = _whole(citation, rule, annotation, own, library, bases)
        if citation.article is not None:
            found = (*found, *_articles(citation, rule, annotation, own, library))
        for each in found:
            once: tuple[str, ...] = (each.kind, rule.last.document)
            if isinstance(each, Finding):
                once += ((each.here.path or "").split("/")[0],)
                once += (_top(citation.article or ""),) if each.kind in _OF_ARTICLES else ()
            if once not in said:
                said.add(once)
                yield each


def _bases(annotation: Annotation, own: Header) -> dict[str, str]:
    """The legal bases by title, with the part of the text that names each first in its provisions."""
    found: dict[str, str] = {}
    for citation in annotation.citations:
        if citation.title in own.based_on and live_kind(annotation.document, citation.path):
            found.setdefault(citation.title, citation.path.split("/")[0])
    return found


def _is_basis(citation: Citation, bases: Mapping[str, str]) -> bool:
    """Whether a citation is the one that names a legal basis: another check asks of these."""
    return bases.get(citation.title or "") == citation.path.split("/")[0]


def _lost(citation: Citation, annotation: Annotation, own: Header, library: Library) -> Finding | None:
    """A citation of a rule of which no text is known, and which another document repeals."""
    if library.find(citation.title, citation.number, own.dated, own.code):
        return None
    found = gone(citation.title, own, library)
    if found is None:
        return None
    day = f"自{found.since}起" if found.since else ""
    since = f" since {found.since}" if found.since else ""
    why = (
        f"所引《{found.title}》{day}已废止（见《{found.there.title}》）。",
        f"{found.title}, cited here, is repealed{since} (see {found.there.title}).",
    )
    here = quoted(annotation.document, citation.path, citation.spans)
    rule = "cites-repealed-unseen"
    return finding(
        "cites-repealed", annotation, here, found.there, why, rule=rule, since=later(found.since, own.dated)
    )


def _live(citation: Citation, document: Document) -> bool:
    """Whether a citation leads somewhere: not one that ends what it cites, nor of a text of the past."""
    if not citation.spans or not live_kind(document, citation.path):
        return False
    start, end = citation.spans[0].start, citation.spans[-1].end
    words = document.source.text[max(0, start - 1) : start]
    event = _EVENT.search(document.source.text[end : end + 20])
    past = words == "原" or event is not None or inside_marks(document, start)
    return not past and _OF_THE_PAST.search(sentence_at(document, start, end)) is None


def _whole(
    citation: Citation,
    rule: Rule,
    annotation: Annotation,
    own: Header,
    library: Library,
    bases: Mapping[str, str],
) -> Iterator[Finding | Open]:
    """Whether the rule cited still stands; a legal basis is asked of by another check."""
    period = None if _is_basis(citation, bases) else end_of(rule, library)
    if period is None or any(ground.document == own.document for ground in period.grounds):
        return
    replaced = next((ground for ground in period.grounds if ground.kind in REPLACED), None)
    kind = "cites-superseded" if replaced else "cites-repealed"
    if period.doubt is not None:
        yield Open(kind, citation.path, in_two(period.doubt))
        return
    yield _gone(kind, citation, rule, annotation, own, period, library)


def _gone(
    kind: str,
    citation: Citation,
    rule: Rule,
    annotation: Annotation,
    own: Header,
    period: Period,
    library: Library,
) -> Finding:
    there = next((quoted_ground(each, library) for each in period.grounds if each.text), None)
    by = f"（见《{there.title}》）" if there and there.title else ""
    en_by = f" (see {there.title})" if there and there.title else ""
    day = period.since or ""
    since_zh, since_en = (f"自{day}起", f" since {day}") if day else ("", "")
    title = rule.last.title
    if kind == "cites-repealed":
        why = f"所引《{title}》{since_zh}已废止{by}。", f"{title}, cited here, is repealed{since_en}{en_by}."
    else:
        why = (
            f"所引《{title}》{since_zh}已有新的文件取代{by}。",
            f"{title}, cited here, is replaced by another{since_en}{en_by}.",
        )
    here = quoted(annotation.document, citation.path, citation.spans)
    return finding(kind, annotation, here, there, why, rule=kind, since=later(period.since, own.dated))


def _articles(
    citation: Citation, rule: Rule, annotation: Annotation, own: Header, library: Library
) -> Iterator[Finding | Open]:
    """Whether the articles cited are the same in the last text as in that of the time of the citation."""
    then = rule.at(own.dated)
    if then is None:
        if own.dated is None or rule.last.dated is None or rule.last.dated > own.dated:
            zh, en = _NO_DAY if own.dated is None else _NOT_THERE
            yield Open(
                "cites-changed",
                citation.path,
                (f"《{rule.last.title}》：{zh}", f"{rule.last.title}: {en}"),
            )
        return
    paths = citation.articles or (citation.article or "",)
    for article in dict.fromkeys(_top(each) for each in paths):
        for text in rule.after(then.dated or ""):
            comparison = library.comparison(then.document, text.document)
            change = _change(comparison, article)
            if comparison is None or change is None:
                continue
            parts = [each for each in paths if _top(each) == article]
            change = of_parts(change, article, parts, comparison)
            kind = _kind(change)
            if kind is None:
                continue
            elsewhere = within(comparison, article) if kind == "cites-gone" else None
            if elsewhere is not None:
                zh = f"《{text.title}》原条的内容可能已并入{elsewhere}"
                en = f"{text.title}: the words of the article may now be part of {elsewhere}"
                yield Open(kind, citation.path, (zh, en))
            elif change.doubt is not None:
                yield Open(kind, citation.path, in_two(change.doubt))
            else:
                yield _changed(kind, citation, article, change, comparison, annotation, text)
            return


def _top(path: str) -> str:
    found = _ARTICLE.match(path)
    return found[0] if found else path


def _change(comparison: Comparison | None, article: str) -> Change | None:
    changes = comparison.changes if comparison else ()
    return next((each for each in changes if article in each.old), None)


def _kind(change: Change) -> str | None:
    if change.kind is ChangeKind.GONE:
        return "cites-gone"
    if change.place in (Moved.RENUMBERED, Moved.MOVED) and change.old != change.new:
        return "cites-renumbered"
    return None if change.kind is ChangeKind.SAME else "cites-changed"


def _changed(
    kind: str,
    citation: Citation,
    article: str,
    change: Change,
    comparison: Comparison,
    annotation: Annotation,
    text: Header,
) -> Finding:
    old, new = comparison.old.provision(article), None
    with_new = change.new[0] if change.new else None
    if with_new is not None:
        new = comparison.new.provision(with_new)
    there: Quoted
    if new is not None:
        there = quoted(comparison.new, new.path, new.text_spans)
    else:
        there = quoted(comparison.old, old.path, old.text_spans)
    title, day = text.title, text.dated or ""
    before = old.label or article
    after = "、".join(comparison.new.provision(each).label or each for each in change.new)
    changed = "，内容也有修改" if change.kind is not ChangeKind.SAME else ""
    en_changed = ", and its words were changed" if change.kind is not ChangeKind.SAME else ""
    why = {
        "cites-gone": (
            f"《{title}》{day}的文本中已没有原{before}的内容。",
            f"the text of {title} of {day} no longer has what was {before}.",
        ),
        "cites-renumbered": (
            f"《{title}》原{before}在{day}的文本中为{after}{changed}。",
            f"what was {before} of {title} is {after} in the text of {day}{en_changed}.",
        ),
        "cites-changed": (
            f"《{title}》{before}在{day}的文本中已经修改。",
            f"{before} of {title} was changed in the text of {day}.",
        ),
    }[kind]
    here = quoted(annotation.document, citation.path, citation.spans)
    note = _MERGED if kind == "cites-gone" else None
    since = later(text.in_force, text.dated)
    return finding(kind, annotation, here, there, why, rule=kind, since=since, note=note)
