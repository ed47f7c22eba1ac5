"""A decision applied to the text that it amends."""

from __future__ import annotations

import re

from ingest.amend.changes import Changes
from ingest.amend.consolidated import Consolidated, Origin, Outcome, Piece
from ingest.amend.instruction import TELLING, Decision, Instruction, Operation
from ingest.amend.parts import Manner, Printer, tree
from ingest.amend.reading import bare, read
from ingest.amend.reasons import (
    ACROSS,
    NO_DATE,
    NO_DATE_OF_DECISION,
    NO_TARGET,
    NOTHING_TO_APPLY,
    OTHER_RULE,
    YOUNGER,
)
from ingest.amend.stale import stale_references
from ingest.model import Document, ProvisionKind
from ingest.status.header import Header
from ingest.text import Span

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?!起?[施实]行)")


def same_rule(target: str, title: str) -> bool:
    """Say whether a title in a decision names a rule: the same, but for who made it and the name of the country.

    >>> same_rule("关于案件管辖的规定", "最高人民法院关于案件管辖的规定"), same_rule("刑法", "刑事诉讼法")
    (True, False)
    """
    one, other = bare(target), bare(title)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return shorter.startswith("关于") and longer.endswith(shorter)


def apply(
    base: Document, decision: Decision | Document, *, regardless_of_dates: bool = False
) -> Consolidated:
    """Apply a decision to a base and return the consolidated text with the origin of each character.

    Where an instruction does not fit, nothing of it is applied and its outcome says why. Where the decision is for
    another rule, or the base is not older than it or has no date, nothing at all is applied (``refused``).
    """
    if isinstance(decision, Document):
        decision = read(decision)
    title = base.metadata.title
    if decision.targets and not any(same_rule(target, title) for target in decision.targets):
        targets = "、".join(f"《{target}》" for target in decision.targets[:3])
        return _untouched(base, decision, OTHER_RULE.format(targets=targets, title=title))
    if not decision.targets and not _named_in(title, decision.document):
        return _untouched(base, decision, NO_TARGET.format(title=title))
    if not regardless_of_dates and (reason := _dates(base, decision.document)) is not None:
        return _untouched(base, decision, reason)
    mine = tuple(each for each in decision.instructions if _is_for(each, decision, title))
    if not any(each.operation not in TELLING for each in mine):
        return _untouched(base, decision, NOTHING_TO_APPLY.format(title=title))
    return _applied(base, decision, mine)


def _named_in(title: str, decision: Document) -> bool:
    """Say whether a decision that names no rule in brackets has its title among its words.

    >>> from ingest.structure import structure
    >>> from ingest.text import SourceText
    >>> decision = structure(SourceText("a", "关于修改某市绿化条例的决定", "0" * 64))
    >>> _named_in("某市绿化条例", decision), _named_in("某市供水条例", decision), _named_in("", decision)
    (True, False, False)
    """
    words = bare(title)
    return bool(words) and words in bare(decision.source.text)


def _is_for(instruction: Instruction, decision: Decision, title: str) -> bool:
    if instruction.target is not None:
        return same_rule(instruction.target, title)
    if instruction.operation in TELLING or not decision.targets:
        return True
    return same_rule(decision.targets[0], title)


def _dates(base: Document, decision: Document) -> str | None:
    """Return why the dates speak against applying, if they do."""
    one, other = Header.of(base), Header.of(decision)
    made = other.dated
    if one.dated is None:
        return NO_DATE
    if made is None:
        return NO_DATE_OF_DECISION
    latest = max([one.dated, *_days_in_front(base)])
    if latest >= made:
        return YOUNGER.format(base=latest, decision=made)
    if one.in_force and other.in_force and one.in_force >= other.in_force:
        return YOUNGER.format(base=one.in_force, decision=other.in_force)
    return None


def _days_in_front(base: Document) -> list[str]:
    """Return the days that a text prints above its words, but those from which it is in force.

    A list of amendments there (2023年12月29日…通过的《…修正案》) says that they are in the text.
    """
    return [
        f"{int(year):04}-{int(month):02}-{int(day):02}"
        for provision in base.provisions
        if provision.kind is ProvisionKind.DATE
        for year, month, day in _DAY.findall(provision.text)
    ]


def _untouched(base: Document, decision: Decision, reason: str) -> Consolidated:
    text = base.source.text
    pieces = (Piece(text, Origin.BASE, Span(0, len(text))),) if text else ()
    return Consolidated(base, decision, pieces, (), refused=reason)


def _applied(base: Document, decision: Decision, mine: tuple[Instruction, ...]) -> Consolidated:
    """Apply what fits; an instruction whose words were lost on the way is refused and all is done again without it."""
    text = base.source.text
    refused: dict[int, str] = {}
    while True:
        root = tree(base)
        manner = Manner.of(root, text)
        changes = Changes(base, root, manner, refused)
        changes.make(mine)
        if changes.in_it is not None:
            return _untouched(base, decision, changes.in_it)
        printer = Printer(text, manner, changes.edits)
        printer.part(root)
        lost = {edit.by for edit in changes.edits if edit not in printer.done} - refused.keys()
        if not lost:
            break
        refused = {**refused, **dict.fromkeys(lost, ACROSS)}
    outcomes = tuple(_outcome(each, changes) for each in mine)
    stale = stale_references(base, printer.pieces, changes.new_numbers)
    return Consolidated(
        base, decision, tuple(printer.pieces), outcomes, tuple(printer.removed), diagnostics=stale
    )


def _outcome(instruction: Instruction, changes: Changes) -> Outcome:
    order = instruction.order
    if order in changes.refused:
        return Outcome(instruction, False, changes.refused[order])
    if instruction.operation in TELLING:
        return Outcome(instruction, None)
    if instruction.operation is Operation.UNKNOWN:
        return Outcome(instruction, False, changes.refused.get(order))
    return Outcome(instruction, True, None, changes.notes.get(order))
