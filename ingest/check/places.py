"""How a provision is cited, as far as its path alone tells."""

from __future__ import annotations

import re

from ontology.numerals import chinese_numeral

_NAMED = {
    "title": "标题",
    "preamble": "序言",
    "salutation": "主送",
    "signature": "署名",
    "date": "日期",
}
_PART = re.compile(r"([a-z]+)-([\d.]+)$")
_LAW = {"ch": "章", "art": "条", "para": "款", "item": "项", "subitem": "目"}


def place(path: str | None) -> str:
    """Return how a provision is cited, as far as its path alone tells; an article is cited without its chapter.

    >>> place("art-16.1/para-2/item-3"), place("annex-2/task-18"), place("sec-3/item-1"), place(None)
    ('第十六条之一第二款第三项', '附件2第18项', '第三部分（一）', '全文')
    """
    if path is None:
        return "全文"
    parts = path.split("/")
    legal = any(part.startswith("art-") for part in parts)
    return "".join(_part(part, legal) for part in parts) or path


def _part(part: str, legal: bool) -> str:
    found = _PART.match(part)
    if found is None:
        return _NAMED.get(part, part)
    kind, number = found.group(1), found.group(2)
    whole, _, after = number.partition(".")
    counted = chinese_numeral(int(whole)) if whole.isdecimal() else whole
    inserted = f"之{chinese_numeral(int(after))}" if after.isdecimal() else ""
    match kind:
        case "annex":
            return f"附件{number}"
        case "task" | "member":
            return f"第{number}项"
        case "sec":
            return f"第{counted}节" if legal else f"第{counted}部分"
        case "item" if not legal:
            return f"（{counted}）"
        case "subitem" if not legal:
            return f"{number}."
        case "para" if not legal:
            return f"第{counted}段"
    return f"第{counted}{_LAW[kind]}{inserted}" if kind in _LAW else part
