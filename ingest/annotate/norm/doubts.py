"""Why a norm or its bearers may be wrong: two rules disagree, a subject was not understood, a boundary is open.

A doubt is told in words, Chinese and then English; the first that holds is given.
"""

from __future__ import annotations

import re

from ingest.annotate.norm import signs
from ingest.annotate.norm.bearers import Bearers
from ingest.annotate.norm.clauses import Part
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.model import BearerSource, Modality

_ACTS = frozenset({Modality.OBLIGATION, Modality.PROHIBITION, Modality.PERMISSION})
#: Rules that take a subject by its shape alone, or one inside a passive clause.
_BY_SHAPE = frozenset(
    {"bearer-by", "bearer-by-before-act", "bearer-described", "bearer-agent", "bearer-waiting"}
)
#: Rules that read a clause without a word of its own for what it does.
_BY_VERB = frozenset({"norm-verb", "norm-verb-after-object", "norm-verb-after-ground", "norm-listed-verb"})
_BY_PLACE = frozenset({"norm-by-agent", "norm-procedure", "norm-permission-above", "norm-right-above"})
_OTHER = {
    Modality.RIGHT: (signs.RIGHT,),
    Modality.PROHIBITION: (signs.PROHIBITION,),
    Modality.PERMISSION: (signs.PERMISSION,),
}
_OPEN = 4  # clauses behind the first from which on the boundaries of a sentence are open
_LONG = 9  # characters of a clause that may be a norm of its own
_SHORT = 6  # characters of a norm that may be a part of its neighbour
#: Characters that stand where others were lost.
_LOST = re.compile(r"[\uFFFD\u25A1]")
_ENDS = re.compile(r"[的、：:]$")


def doubt_of(group: Group, verdict: Verdict, bearers: Bearers) -> str | None:
    """Return why the norm that ``verdict`` and ``bearers`` make of ``group`` is doubtful, or ``None``."""
    if bearers.source is BearerSource.UNKNOWN:
        return "主语未能识别。The subject was not understood."
    if any(_LOST.search(clause.text) for clause in group.clauses):
        return "原文此处残损。The source is damaged here."
    if (other := _disagrees(group, verdict)) is not None:
        return f"两条规则不一致，另可作 {other}。Two rules disagree; another one says {other}."
    if verdict.modality in _ACTS and verdict.rule in _BY_PLACE:
        return "情态由位置推断。The modality was told by the place of the clause."
    if verdict.rule == "norm-definition":
        return "标准或算法仅凭词形识别。A standard or calculation was told by its words alone."
    if bearers.rule in _BY_SHAPE:
        return "主体仅凭词形识别。The bearer was told by the shape of its words."
    if verdict.modality in _ACTS and bearers.rule == "bearer-none":
        return "句中与上文均无主体。No bearer stands in the sentence or before it."
    if _boundary_is_open(group, verdict):
        return "分句边界不明。The boundary of the clauses is open."
    return None


def _disagrees(group: Group, verdict: Verdict) -> Modality | None:
    if verdict.governs and not verdict.rule.endswith("-above"):
        return None
    text = group.main.text
    for modality, patterns in _OTHER.items():
        if modality is not verdict.modality and any(pattern.search(text) for pattern in patterns):
            return modality
    return None


def _boundary_is_open(group: Group, verdict: Verdict) -> bool:
    if len(group.clauses) > _OPEN or _ENDS.search(group.clauses[-1].text):
        return True
    if len(group.clauses) == 1 and len(group.main.text) <= _SHORT and verdict.rule in _BY_VERB:
        return True
    main = group.clauses.index(group.main)
    return any(
        clause.part is Part.FOLLOWS and len(clause.text) > _LONG and signs.VERBS.match(clause.core)
        for clause in group.clauses[main + 1 :]
    )
