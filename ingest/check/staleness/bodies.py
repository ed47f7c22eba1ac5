"""Names of bodies that no longer exist, in the words of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding
from ingest.check.live import AMENDING, inside_marks, live_kind, sentence_at
from ingest.check.making import finding, printed, quoted
from ingest.check.others import Library
from ingest.check.places import place
from ingest.check.staleness.former import Former, former
from ingest.model import Annotation, Document, Mention, Resolved

_LOOK_BACK = 60  # characters
_LOOK_AHEAD = 32
_PLACES = 5  # that are told by name
_BEFORE = re.compile(r"(?:原|前|原来的|旧称)[^，。；、]{0,6}$|(?:下设|设立|设|成立|组建)$")
_AFTER = re.compile(
    r"^(?:[（(](?:现|原|已|后)|已?(?:更名|改名|改称|撤销|合并|改组|改为)|令|公告|第\d|发布|公布|颁布"
    r"|《|[^，。；\n]{0,24}(?:发布|颁布|公布|印发|制定|制订|批转)的)"
)
_OF_THE_PAST = re.compile("废止|停止(?:执行|施行|适用)|失效")


def abolished(resolved: Resolved, library: Library) -> Iterator[Finding]:
    """Give each body that no longer exists once, at its first place, with the other places in words.

    Not where it stands in a title, a quotation, the head or the signature, or is said to be a former one.
    """
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    places: dict[str, list[tuple[Mention, Former]]] = {}
    for mention in annotation.mentions:
        found = None if mention.generic else _former(mention, annotation)
        if found is not None and _live(mention, annotation.document):
            places.setdefault(found.kind, []).append((mention, found))
    made = annotation.document.metadata.dated
    for each in places.values():
        yield _finding(each, annotation, made)


def _former(mention: Mention, annotation: Annotation) -> Former | None:
    """What became of the body of a mention: of the name as printed, or of that meant where a list shares its ending."""
    metadata = annotation.document.metadata
    code = metadata.jurisdiction.code if metadata.jurisdiction else None
    words = printed(annotation.document, mention.spans)
    for name in dict.fromkeys((*reversed(mention.names), mention.text)):
        found = former(name, code, metadata.year)
        if found is not None and found.words in words:
            return found
    return None


def _live(mention: Mention, document: Document) -> bool:
    if not mention.spans or not live_kind(document, mention.path):
        return False
    text = document.source.text
    start, end = mention.spans[0].start, mention.spans[-1].end
    before = text[max(0, start - _LOOK_BACK) : start]
    line, after = before[before.rfind("\n") + 1 :], text[end : end + _LOOK_AHEAD]
    said_former = mention.text.startswith("原") or _BEFORE.search(line) or _AFTER.search(after)
    said_former = said_former or _OF_THE_PAST.search(sentence_at(document, start, end))
    return not (said_former or inside_marks(document, start))


def _finding(places: list[tuple[Mention, Former]], annotation: Annotation, made: str | None) -> Finding:
    mention, found = places[0]
    name = found.name
    document = annotation.document
    others = list(dict.fromkeys(_place(each.path) for each, _ in places[1:]))
    others = [each for each in others if each != _place(mention.path)]
    reform, (successor, english) = found.reform, found.successor
    sure = ("（此项改革未经核对）", " (this reform was not checked)")
    whose = "现由" if found.rule == "former-body-of-country" else "各地一般由"
    zh = f"“{name}”已在机构改革中不再保留：{reform.label_zh}；{whose}{successor}承担相关职责"
    en = f"{name} is no longer there: {reform.label_en}; its duties now lie with {english}"
    if reform.certainty != "checked":
        zh, en = zh + sure[0], en + sure[1]
    if others:
        rest = len(others) - _PLACES
        more = (f"等，共 {len(others)} 处", f" and {rest} more") if rest > 0 else ("", "")
        zh += f"。另见{'、'.join(others[:_PLACES])}{more[0]}"
        en += f". Also in {', '.join(others[:_PLACES])}{more[1]}"
    note = (
        "机构改革后职责由承接的机关继续履行，名称未改不影响其效力；是否改称，由制定机关在清理或者修改时决定",
        "the duties go on with the body that took them over; whether to change the name is for the maker of the rule",
    )
    return finding(
        "abolished-body",
        annotation,
        quoted(document, mention.path, mention.spans),
        None,
        (zh + "。", en + "."),
        rule=found.rule,
        since=max(found.day, made) if made else found.day,
        note=note,
    )


def _place(path: str) -> str:
    """How the article, the task or the item that a path lies in is cited."""
    parts = path.split("/")
    legal = next((at for at, part in enumerate(parts) if part.startswith("art-")), None)
    if legal is not None:
        return place("/".join(parts[: legal + 1]))
    return place("/".join(part for part in parts if not part.startswith("para-")) or path)
