"""Which words of a document are rules that hold, and not its head, a title, a quotation or its history."""

from __future__ import annotations

import re

from ingest.model import Document, ProvisionKind

AMENDING = re.compile("关于(?:修改|修订|修正|废止|宣布|清理)|修正案|修改.{0,40}的决定$")
"""In the title of a document that speaks of the words of others."""
_LIVE = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.ITEM,
        ProvisionKind.SUBITEM,
        ProvisionKind.SECTION,
        ProvisionKind.TASK,
    }
)
_LOOK_BACK = 60  # characters in which a title or quotation begins
_OPENED = {"《": "》", "〈": "〉", "“": "”"}


def live_kind(document: Document, path: str) -> bool:
    """Whether a path is that of a part that rules something: no title, head, salutation or signature."""
    try:
        return document.provision(path).kind in _LIVE
    except KeyError:
        return False


def inside_marks(document: Document, start: int) -> bool:
    """Whether a place lies in a title 《》 or in a quotation, by the last mark before it in its line."""
    before = document.source.text[max(0, start - _LOOK_BACK) : start]
    line = before[before.rfind("\n") + 1 :]
    return any(line.rfind(opened) > line.rfind(closed) for opened, closed in _OPENED.items())


def sentence_at(document: Document, start: int, end: int) -> str:
    """Return the words from the mark before a place to the end of the sentence that it stands in, at most 400."""
    text = document.source.text
    first = max(text.rfind(mark, max(0, start - 200), start) for mark in "。；\n") + 1
    stops = [at for mark in "。；\n" if (at := text.find(mark, end, end + 200)) >= 0]
    return text[max(first, start - 200) : min(stops, default=end + 200)]
