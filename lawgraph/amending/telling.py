"""Origins and outcomes of a consolidated text, for programs (JSON) and for people (lines)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingest.amend import Consolidated, Instruction, Outcome

WORDS = {True: ("已适用", "applied"), False: ("未适用", "refused"), None: ("不涉及文字", "changes no words")}
"""What an outcome is called, in Chinese and English."""


def as_json(done: Consolidated) -> str:
    """Return a consolidated text with origins and outcomes as one line of JSON.

    ``origins`` tile ``text``: ``start`` and ``end`` count its code points, ``source`` those of the base or decision.
    """
    origins = [
        {
            "start": at,
            "end": at + len(piece.text),
            "origin": piece.origin.value,
            "source": list(piece.span) if piece.span is not None else None,
            "instruction": piece.by,
        }
        for at, piece in done.places()
    ]
    said = {
        "base": done.base.metadata.title,
        "decision": done.decision.document.metadata.title,
        "targets": list(done.decision.targets),
        "refused": done.refused,
        "text": done.text,
        "origins": origins,
        "removed": [{"source": list(r.span), "at": r.at, "instruction": r.by} for r in done.removed],
        "outcomes": [_outcome(each) for each in done.outcomes],
        "diagnostics": [
            {"code": each.code, "message": each.message, "spans": [list(span) for span in each.spans]}
            for each in (*done.decision.diagnostics, *done.diagnostics)
        ],
    }
    return json.dumps(said, ensure_ascii=False)


def _outcome(outcome: Outcome) -> dict[str, object]:
    one = outcome.instruction
    return {
        "instruction": one.order,
        "label": one.label,
        "operation": one.operation.value,
        "places": [str(place) for place in one.places],
        "to": [str(place) for place in one.to],
        "words": one.text,
        "spans": [list(span) for span in one.spans],
        "applied": outcome.applied,
        "reason": outcome.reason,
        "note": outcome.note,
    }


def short(one: Instruction, most: int = 60) -> str:
    """Return the words of an instruction, cut where they are long."""
    return one.text if len(one.text) <= most else one.text[: most - 2] + "……"


def outcome_lines(done: Consolidated) -> Iterator[str]:
    """Yield what became of the decision, a line an instruction, and what is to be checked."""
    if done.refused is not None:
        yield done.refused
    for outcome in done.outcomes:
        one = outcome.instruction
        zh, en = WORDS[outcome.applied]
        why = "".join(f" {each}" for each in (outcome.reason, outcome.note) if each)
        yield f"{one.order}. {zh} {en}: {short(one)}{why}"
    for each in (*done.decision.diagnostics, *done.diagnostics):
        yield each.message
