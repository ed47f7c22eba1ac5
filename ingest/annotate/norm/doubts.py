"""Why a norm or its bearers may be wrong: two rules disagree, a subject was not understood, a boundary is open.

A doubt is told in words, Chinese and then English; the first that holds is given.
"""

from __future__ import annotations

import re

from ingest.annotate.norm import signs
from ingest.annotate.norm.bearers import Bearers
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.model import BearerSource, Modality

#: Rules that read a clause without a word of its own for what it does.
_BY_VERB = frozenset(
    {
        *("norm-verb", "norm-verb-after-object", "norm-verb-after-ground", "norm-listed-verb"),
        *("norm-of-public-body", "norm-by-agent"),
    }
)
_BY_PLACE = frozenset({"norm-permission-above", "norm-right-above"})
_OTHER = {
    Modality.RIGHT: (signs.RIGHT,),
    Modality.PROHIBITION: (signs.PROHIBITION,),
    Modality.PERMISSION: (signs.PERMISSION,),
}
_SHORT = 12  # characters of a norm that may be a part of its neighbour
_BETWEEN = 20  # characters up to which one between commas may, whatever word rules it
#: Characters that stand where others were lost.
_LOST = re.compile(r"[\uFFFD\u25A1]")


def doubt_of(group: Group, verdict: Verdict, bearers: Bearers, *, opens: bool, closes: bool) -> str | None:
    """Return why the norm that ``verdict`` and ``bearers`` make of ``group`` is doubtful, or ``None``.

    ``opens`` and ``closes`` say whether it begins its sentence, and ends it. The reasons are those that stood at most
    of the errors on annotated documents, and at few of the norms that were right: of those that are a sentence by
    themselves one in twenty was wrong, of those between two commas one in five.
    """
    if bearers.source is BearerSource.UNKNOWN:
        return "主语未能识别。The subject was not understood."
    if any(_LOST.search(clause.text) for clause in group.clauses):
        return "原文此处残损。The source is damaged here."
    if (other := _disagrees(group, verdict)) is not None:
        return f"两条规则不一致，另可作 {other}。Two rules disagree; another one says {other}."
    if verdict.rule in _BY_PLACE:
        return "情态由位置推断。The modality was told by the place of the clause."
    if opens and closes:
        return None
    length = group.end - group.start
    if length <= _SHORT:
        return "短句，可能属于邻句。A short clause, which may belong to its neighbour."
    if not opens and not closes and (verdict.rule in _BY_VERB or length <= _BETWEEN):
        return "前后都是逗号，起止未定。It stands between commas: where it begins or ends is open."
    return None


def _disagrees(group: Group, verdict: Verdict) -> Modality | None:
    if verdict.governs and not verdict.rule.endswith("-above"):
        return None
    text = group.main.text
    for modality, patterns in _OTHER.items():
        if modality is not verdict.modality and any(pattern.search(text) for pattern in patterns):
            return modality
    return None
