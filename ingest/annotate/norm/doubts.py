"""Why a norm or its bearers may be wrong: a subject that was not understood, a lost character, or several signs.

A sign speaks against a norm without deciding: of the norms that have it more are wrong. Each has points in
``ingest/annotate/doubts.tsv``, which ``benchmarks/doubts.py`` computes from norms of annotated documents; a norm whose
signs have as many points together as the first line of that table says is doubtful. What a doubt says is the signs
that it has, in words, Chinese and then English. Why these and no others: ``docs/decisions/0013-doubts.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.annotate.norm.clause import LEADS, Clause
from ingest.annotate.norm.signs import GATES
from ingest.annotate.norm.taken import Taken
from ingest.model import BearerSource, Modality, Norm
from ontology.tables import read_table

TABLE = Path(__file__).parent.parent / "doubts.tsv"
COLUMNS = ("sign", "points", "zh", "en")
DOUBTFUL = "doubtful"
"""The sign of the line that says how many points make a norm doubtful."""
UNKNOWN = "主语未能识别。The subject was not understood."
LOST = "原文此处残损。The source is damaged here."

#: Rules that read a norm by words that hardly stand for anything else.
_BY_WORD = frozenset(
    {
        *("norm-obligation", "norm-must", "norm-prohibition", "norm-charge", "norm-right", "norm-exemption"),
        *("norm-purpose", "norm-aim", "norm-entry-into-force", "norm-definition-of-term"),
    }
)
#: Rules that read a norm by its verb, or by who acts, without a word for what it does.
_BY_VERB = frozenset(
    {
        *("norm-verb", "norm-verb-after-object", "norm-verb-after-ground", "norm-listed-verb"),
        *("norm-of-public-body", "norm-by-agent", "norm-procedure"),
    }
)
_FROM_ABOVE = frozenset({"norm-permission-above", "norm-encouragement-above"})
_TOLD = frozenset({Modality.DEFINITION, Modality.SCOPE})
_UNKNOWN_SOURCE, _NO_SOURCE = BearerSource.UNKNOWN, BearerSource.NONE
#: Verbs by which a clause says what something is, or what a rule is about.
_TELLS = re.compile(r"[^因作认成视以行]为.|包括|适用|属于|[^或但凡只]是(?!否)")
_SHORT = 20  # characters of a norm that is often part of its neighbour
#: Characters that stand where others were lost.
_LOST = re.compile(r"[\uFFFD\u25A1]")
#: The end of a line, behind brackets and quotation marks that close.
_LINE_END = re.compile(r"[ \u3000”）)]*(?:\n|\Z)")


_MAY_TELL = GATES.within(_TELLS)


@dataclass(frozen=True, slots=True)
class Points:
    """How much a sign speaks against a norm, and what is said of it."""

    points: int
    zh: str
    en: str


@cache
def points() -> dict[str, Points]:
    """Return the table of signs, with its first line (:data:`DOUBTFUL`)."""
    return {
        row.require("sign"): Points(int(row.require("points")), row.get("zh"), row.get("en"))
        for row in read_table(TABLE, COLUMNS)
    }


def weighed(sentence: Sequence[Taken], text: str, *, row: bool = False) -> Iterator[Taken]:
    """Yield what a sentence of a provision was taken for, with what speaks against each norm.

    ``text`` are the provision's own words; in the ``row`` of a table they end without a stop.
    """
    lost = "\ufffd" in text or "\u25a1" in text
    for at, taken in enumerate(sentence):
        norm = taken.norm
        if norm is None:
            yield taken
            continue
        signs = _signs(sentence, at, norm, text, row=row)
        if (doubt := _doubt(taken, norm, signs, text if lost else "")) is not None:
            norm = replace(norm, doubt=doubt)
        yield Taken(taken.path, taken.start, taken.end, taken.clauses, norm, None, tuple(signs))


def _doubt(taken: Taken, norm: Norm, signs: Sequence[str], text: str) -> str | None:
    """Return why a norm may be wrong; ``text`` are the provision's own words, where characters of it are lost."""
    if norm.bearer_source is _UNKNOWN_SOURCE:
        return UNKNOWN
    if text and _LOST.search(text, taken.start, taken.end):
        return LOST
    table = points()
    if sum([table[sign].points for sign in signs]) < table[DOUBTFUL].points:
        return None
    heavy = sorted(signs, key=lambda sign: -table[sign].points)
    zh, en = ("；".join(table[sign].zh for sign in heavy), "; ".join(table[sign].en for sign in heavy))
    return f"{zh}。{en[0].upper()}{en[1:]}."


def _signs(sentence: Sequence[Taken], at: int, norm: Norm, text: str, *, row: bool) -> list[str]:
    """Return the signs that speak against the norm of ``sentence[at]``."""
    found: list[str] = []
    taken = sentence[at]
    main = next((clause for clause in taken.clauses if clause.part is not LEADS), taken.clauses[-1])
    length, goes_on = taken.end - taken.start, at + 1 < len(sentence)
    if length <= _SHORT:
        found.append("short")
    if norm.rule not in _BY_WORD:
        found.append("no-word")
        tells = main.modal is None and main.marks & _MAY_TELL and norm.modality not in _TOLD
        if tells and _TELLS.search(main.text):
            found.append("tells")
    if norm.rule in _BY_VERB and norm.bearer_source is _NO_SOURCE:
        found.append("nobody")
    if norm.rule in _FROM_ABOVE:
        found.append("from-above")
    if length * 2 < sentence[-1].end - sentence[0].start:
        found.append("part")
    if (at > 0 and sentence[at - 1].norm is None) or (goes_on and sentence[at + 1].norm is None):
        found.append("unread")
    if goes_on and _ends_in_noun(main):
        found.append("noun")
    if not (goes_on or row) and _LINE_END.match(text, taken.end):
        found.append("no-stop")
    return found


def _ends_in_noun(main: Clause) -> bool:
    """Whether the clause has no verb behind its last 的 (难以满足需求的乡镇敬老院)."""
    last = main.text.rfind("的")
    if not 0 < last < len(main.text) - 1:
        return False
    return not any(word.tag == "v" and word.start > main.start + last for word in main.tokens)
