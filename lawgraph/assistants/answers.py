"""Answers: items with their quotations, a page of them at a time, as data and as a short text."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from lawgraph.assistants.asking import Asking
from lawgraph.assistants.quotes import Quote, quotes
from lawgraph.assistants.refusals import Kind, Refusal
from queries.result import visible

T = TypeVar("T")
_BRIEF = 160  # code points of a quotation in the text


@dataclass(frozen=True, slots=True)
class Item:
    """One answer: what is said of it, and the things whose words prove it (IRIs).

    ``hits`` says where in a quotation the words of a search stand, ``words`` are those that quotations must show;
    ``line`` is what is said in words for people, if ``said`` has more than words.
    """

    said: Mapping[str, object]
    things: tuple[str, ...] = ()
    hits: Callable[[Quote], list[list[int]]] | None = None
    words: tuple[str, ...] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers: ``data`` for programs, ``text`` for those that read text alone."""

    data: Mapping[str, object]
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer is asked for: how many items, behind the ``cursor`` of the page before."""

    limit: int
    cursor: str | None
    question: str

    def of(self, asking: Asking, items: Sequence[T]) -> tuple[Sequence[T], str | None]:
        """Return the items of this page, and the cursor of the next; raise :class:`Refusal` for a strange cursor."""
        key = sha256(f"{asking.store}\n{self.question}".encode("utf-8", "replace")).hexdigest()[:12]
        start = 0
        if self.cursor is not None:
            start = _start(self.cursor, key)
            if not 0 < start < len(items):
                raise _strange()
        end = start + self.limit
        return items[start:end], _cursor(end, key) if end < len(items) else None


def _cursor(start: int, key: str) -> str:
    return base64.urlsafe_b64encode(f"{start}:{key}".encode()).decode().rstrip("=")


def _start(cursor: str, key: str) -> int:
    try:
        start, _, of = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if of == key:
            return int(start)
    except ValueError:
        pass
    raise _strange()


def _strange() -> Refusal:
    return Refusal(
        Kind.BAD_REQUEST,
        "cursor: 不是这一问题的游标，或图谱已更新，请不带 cursor 重新提问。"
        "It is no cursor of this question, or the graph was built anew; ask again without one.",
    )


def paged(
    asking: Asking, page: Page, items: Sequence[Item], head: str, more: Mapping[str, object] | None = None
) -> Answer:
    """Return the page of an answer, its quotations read from the graph; ``head`` says in a line what it is."""
    shown, following = page.of(asking, items)
    words = {iri: item.words for item in shown for iri in item.things if item.words}
    read = quotes(asking, (iri for item in shown for iri in item.things), words=words)
    listed = [_with_quotes(item, read) for item in shown]
    data: dict[str, object] = {**(more or {}), "total": len(items), "items": listed}
    if following:
        data["next"] = following
    lines = [head, *(_told(item, read) for item in shown)]
    if following:
        lines.append(f"还有更多，用 cursor 继续。More: cursor {following}")
    return Answer(data, "\n".join(lines))


def _with_quotes(item: Item, read: Mapping[str, Quote]) -> dict[str, object]:
    listed = []
    for iri in item.things:
        if iri in read:
            said = read[iri].data()
            if item.hits and (spans := item.hits(read[iri])):
                said["hits"] = spans
            listed.append(said)
    return {**item.said, "quotes": listed}


_SIDES = {"lower": "下级", "upper": "上级"}
KINDS = {"link": "对应", "gap": "缺口", "cites": "引用", "cited-by": "被引用"}
_IN_WORDS: Mapping[tuple[str, object], str] = {
    **{("kind", code): word for code, word in KINDS.items()},
    **{("first_is", code): f"前者是{word}" for code, word in _SIDES.items()},
    **{("this_side", code): f"本条在{word}" for code, word in _SIDES.items()},
    **{("side", code): f"{word}的" for code, word in _SIDES.items()},
}
"""Codes of fields in words for people: the data keeps the codes."""


def _told(item: Item, read: Mapping[str, Quote]) -> str:
    said = line(item.line) or "；".join(
        line(_IN_WORDS.get((name, value), str(value)))
        for name, value in item.said.items()
        if isinstance(value, str | int | float)
    )
    head = [f"> - {said}"] if said else []
    return "\n".join([*head, *(quoted(read[iri]) for iri in item.things if iri in read)])


def line(text: str) -> str:
    """Return a text on one line, nothing in it that commands a terminal."""
    return visible(" ".join(text.split()))


def quoted(quote: Quote, length: int = _BRIEF) -> str:
    """Return a quotation as one line that begins with ``>``: what a document says can begin no other line."""
    words = line(quote.words)
    words = words if len(words) <= length else words[:length] + "…"
    places = ",".join(f"{place.start}-{place.end}" for place in quote.places)
    return f"> {line(quote.label)}：“{words}” [{places}; {quote.sha256[:12]}; {quote.iri}]"


def as_json(data: object) -> str:
    """Return data as JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def told(refusal: Refusal) -> str:
    """Return a refusal as a short text, with the names that are near and the candidates as quotations."""
    near = [f"> {line(name)}" for name in refusal.near]
    candidates = [f"> {line(f'{each.label} {each.note}')} {each.iri}" for each in refusal.candidates]
    return "\n".join([f"{refusal.kind.value}: {line(str(refusal))}", *near, *candidates])
