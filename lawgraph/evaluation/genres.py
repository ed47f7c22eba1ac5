"""Of which genre an annotated document is: as the gold says, else by the word for its kind and by who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

GENRES = {
    "law": ("法律、行政法规、部门规章", "law or national rule"),
    "local-regulation": ("地方性法规、地方政府规章", "local regulation or rule"),
    "plan-with-notes": ("附责任单位的方案、意见", "plan with notes of who answers"),
    "plan": ("方案、意见", "plan or opinion"),
    "notice": ("通知、公告", "notice"),
    "decision": ("决定、决议", "decision"),
    "reply": ("批复、复函", "reply"),
    "interpretation": ("司法解释", "judicial interpretation"),
    "table": ("责任分工表", "responsibility table"),
    "pair": ("上下位两份文件", "pair of rules"),
    "other": ("其他", "other"),
}
"""``{code: (Chinese, English)}``."""

#: by what the word for its kind ends with; a rule is one of the country or of a place
_BY_WORD = {
    "interpretation": ("解释",),
    "reply": ("批复", "函"),
    "decision": ("决定", "决议"),
    "notice": ("通知", "公告", "通告", "通报"),
    "plan": ("意见", "方案", "计划", "规划", "纲要", "措施", "要点", "预案"),
    "rule": ("法", "条例", "规定", "细则", "规则", "规程", "章程"),
}
_ANSWERING = ("lead", "cooperating", "responsible")

Row = Mapping[str, Any]


class UnknownGenre(Exception):
    """The gold states a genre that is none of :data:`GENRES`."""


def genre(gold: Row, units: Iterable[Row], document: Row) -> str:
    """Return the code of a document's genre.

    ``gold`` is what its metadata say, ``units`` the units annotated, ``document`` the row predicted, which is
    asked for what the gold does not say. Raises :class:`UnknownGenre`.
    """
    stated = gold.get("genre")
    if stated is not None:
        if stated not in GENRES:
            known = ", ".join(GENRES)
            raise UnknownGenre(
                f"genre {stated}: 没有这种体裁，可用 {known}。No such genre; use one of {known}."
            )
        return str(stated)
    rows = list(units)
    if any(row.get("kind") == "task" for row in rows):
        return "table"
    found = _by_word(gold, document)
    if found in ("plan", "notice") and any(row.get(key) for row in rows for key in _ANSWERING):
        return "plan-with-notes"
    return found


def _by_word(gold: Row, document: Row) -> str:
    if document.get("document_type") == "judicial-interpretation":
        return "interpretation"
    said = gold.get("document_type")
    word = said.get("value") if isinstance(said, Mapping) else said
    word = word or document.get("genre") or ""
    kind = next((kind for kind, ends in _BY_WORD.items() if str(word).endswith(ends)), "other")
    if kind != "rule":
        return kind
    places = (gold.get("jurisdiction") or {}, document.get("jurisdiction") or {})
    level = next((place["level"] for place in places if place.get("level")), None)
    return "law" if level == "national" else "local-regulation"
