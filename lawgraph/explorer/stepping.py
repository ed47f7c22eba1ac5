"""A file of reviews after another step: what is decided, what gives way to it, and how the row is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from lawgraph.explorer.decided import Ask, Entry, agreed_on, merged
from lawgraph.reviews.decisions import Decision, Place
from lawgraph.reviews.editing import HISTORY, SEARCHED, Line, Sheet
from lawgraph.reviews.history import Did, Step, standing, written
from lawgraph.reviews.keys import NOTHING
from lawgraph.reviews.reading import MACHINE, MANUAL, PREDICATE

_FACETS = ("strength", "difference", "difference_for")


def decision_of(ask: Ask) -> Decision:
    """Return the decision that is asked for."""
    lower, upper = (
        Place(end.document, end.work, end.iri.removeprefix(end.document)[1:])
        for end in (ask.lower, ask.upper)
    )
    facets = ask.strength, ask.difference, ask.difference_for
    return Decision(lower, upper, ask.did is not Did.REJECT, "", ask.by.id, *facets)


def settled(decision: Decision, ask: Ask) -> Decision:
    """Return a decision with the texts of what has no path, where it only names a rule that is asked about."""
    texts = {end.work: end.document for end in (ask.lower, ask.upper) if end.work}

    def there(place: Place) -> Place:
        if place.path:
            return place
        return Place(place.document or texts.get(place.work, place.work), "", "")

    return replace(decision, lower=there(decision.lower), upper=there(decision.upper))


def changed(sheet: Sheet, rows: Sequence[Entry], ask: Ask, at: str) -> Sheet:
    """Return the file after a decision at a moment, given the rows that touch it.

    What it is against is withdrawn by the same step, and is there again when that is undone.
    """
    own = [row for row in rows if _own(row, ask)]
    steps = merged(own)
    lines: dict[int, Line | None] = {row.place: None for row in own[1:]}
    if ask.did is Did.UNDO:
        undone = next(step for step in reversed(standing(steps)) if step.by == ask.by.id)
        others = [row for row in rows if row not in own and _withdrawn_by(row, undone)]
        did = Did.UNDO
    else:
        mine = decision_of(ask)
        given = [(row, row.decision) for row in rows if row not in own and row.decision is not None]
        others = [row for row, decision in given if mine.against(settled(decision, ask))]
        if ask.did is Did.REMARK:
            others = []
        did = Did.WITHDRAW
    for row in others:
        taken = Step(at, ask.by.id, ask.by.name, did)
        lines[row.place] = _line(sheet, row.line.cells, (*row.steps, taken), 0.0)
    fresh = Step(
        at, ask.by.id, ask.by.name, ask.did, ask.strength, ask.difference, ask.difference_for, ask.remark
    )
    cells = {**(own[0].line.cells if own else {}), **_ends(sheet, ask)}
    if ask.remark:
        cells["comment"] = ask.remark
    line = _line(sheet, cells, (*steps, fresh), ask.score)
    if own:
        lines[own[0].place] = line
    kept = [lines.get(place, row) for place, row in enumerate(sheet.rows)]
    return replace(sheet, rows=(*(row for row in kept if row is not None), *(() if own else (line,))))


def _own(row: Entry, ask: Ask) -> bool:
    one, other = ask.about
    return row.none == ask.gap and row.ends[0] == one and (ask.gap or row.ends[1] == other)


def _withdrawn_by(row: Entry, step: Step) -> bool:
    last = standing(row.steps)[-1:]
    return any(each.did is Did.WITHDRAW and (each.at, each.by) == (step.at, step.by) for each in last)


def _ends(sheet: Sheet, ask: Ask) -> dict[str, str]:
    """Return the cells that say what a row is on, as the template writes them."""
    cells = {"predicate_id": sheet.curie(PREDICATE)}
    for side, end in (("subject", ask.lower), ("object", ask.upper)):
        cells |= {
            f"{side}_id": sheet.curie(end.iri) if end.iri else NOTHING,
            f"{side}_label": end.label,
            f"{side}_source": sheet.curie(end.work or end.document),
            f"{side}_quote": end.quote,
            f"{side}_sha256": end.digest,
        }
        if not end.iri:
            cells[SEARCHED] = sheet.curie(end.document)
    return cells


def _line(sheet: Sheet, cells: Mapping[str, str], steps: Sequence[Step], score: float) -> Line:
    """Return a row as it stands after its steps: the decision of those who agree, or the program's, which waits."""
    held = agreed_on(steps)
    said = {**cells, HISTORY: written(steps)}
    for name in ("predicate_modifier", "author_id", "author_label", "mapping_date", *_FACETS):
        said.pop(name, None)
    if not held or held[-1].did is Did.WITHDRAW:
        said["mapping_justification"] = sheet.curie(MACHINE)
        said.setdefault("confidence", f"{score:.4g}")
        return sheet.line(said)
    last = held[-1]
    said |= {
        "predicate_modifier": "Not" if last.did is Did.REJECT else "",
        "mapping_justification": sheet.curie(MANUAL),
        "author_id": "|".join(dict.fromkeys(step.by for step in held)),
        "author_label": "|".join(dict.fromkeys(step.name for step in held if step.name)),
        "mapping_date": day_of(last.at),
        **dict(zip(_FACETS, last.said[1:], strict=True)),
    }
    return sheet.line(said)


def day_of(at: str) -> str:
    """Return the day of a moment where this machine is; a day as it is."""
    return datetime.fromisoformat(at).astimezone().date().isoformat() if "T" in at else at[:10]
