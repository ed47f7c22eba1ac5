"""The words around a figure that say what it measures."""

from __future__ import annotations

import re

from ontology import lexicon

# Half-width signs stand in some texts; a comma inside a figure (1,000) is none
_CLAUSE_END = re.compile(r"[，。；：！？\n]|[,;:](?!\d)")
_FIGURE = re.compile(r"百分之[〇零一二三四五六七八九十百点]+|[0-9〇零一二三四五六七八九十百千万亿.．%％]+")
# A clause shorter than this, in code points, says too little of what its figure measures
_SHORT = 12
_BREACH = re.compile(r"^\s*违反[^，,。]{0,30}规定[，,]?")
_PENALTY = re.compile(
    r"[，,]?(?:由[^，,。；]{2,60}(?:部门|机关|机构|政府|委员会)|责令|(?<!被)没收|并?处(?:以|[0-9〇零一二三四五六七八九十百千万]))"
)
_LEVEL = re.compile(lexicon.pattern("level-of-object"))
_LISTED = re.compile(r"下列(?:行为|情形)")
_LIST = re.compile(r"：|:(?!\d)")
_ITEM_END = re.compile(r"[；;。\n]")


def surroundings(text: str, start: int, end: int, sanction: bool) -> tuple[str, ...]:
    """Return the words that say what the quantity at ``text[start:end]`` measures, without figures.

    For a sanction they are the acts that it punishes (the sentence before 由…责令改正, 处…罚款, or each of
    the items after 有下列行为之一的); for all else the comma clause that holds the figure, with the one
    before it if it is short.
    """
    if sanction:
        return _acts(text, start)
    first, last = clause(text, start, end)
    if len(without_figures(text[first:last])) < _SHORT and first:
        first = clause(text, first - 1, first)[0]
    return (without_figures(text[first:start] + text[end:last]),)


def other_level(one: str, other: str) -> bool:
    """Whether two acts are done to things of unlike levels: 省重点保护野生植物, 国家重点保护野生植物.

    >>> other_level("采集省重点保护植物", "采集国家重点保护植物"), other_level("采集植物", "采集国家级植物")
    (True, False)
    """
    levels = [set(_LEVEL.findall(each)) for each in (one, other)]
    return all(levels) and not levels[0] & levels[1]


def without_figures(text: str) -> str:
    """Return a text without its figures."""
    return _FIGURE.sub("", text)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the comma clause, or clauses, in which ``[start, end)`` lies, with its closing sign.

    >>> clause("应当设立基金，并在三日内公告。", 9, 12)
    (7, 15)
    """
    cuts = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= start), next((cut for cut in cuts if cut >= end), len(text))


def tier(text: str, at: int) -> str:
    """Return the case that a sanction at ``text[at]`` is for beside the act: 情节严重的, 逾期不改正的; else nothing.

    >>> text = "擅自停止供水的，由供水部门责令改正，处一万元罚款；情节严重的，处二万元罚款。"
    >>> tier(text, text.index("一万")), tier(text, text.index("二万"))
    ('', '情节严重的')
    """
    start = max(text.rfind(sign, 0, at) for sign in "。\n") + 1
    stop = _PENALTY.search(text, start, at)
    clauses = _CLAUSE_END.split(text[stop.start() if stop else at : at])
    return next((clause for clause in reversed(clauses[:-1]) if clause.endswith("的")), "")


def _acts(text: str, at: int) -> tuple[str, ...]:
    """Return the acts that the sanction at ``text[at]`` punishes."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    stop = _PENALTY.search(text, start)
    act = _BREACH.sub("", text[start : stop.start() if stop and stop.start() <= at else at])
    if not _LISTED.search(act):
        return (without_figures(act),)
    listed = _LIST.search(text, at)
    items = text[listed.end() :] if listed else ""
    return tuple(without_figures(item) for item in _ITEM_END.split(items) if item.strip())
