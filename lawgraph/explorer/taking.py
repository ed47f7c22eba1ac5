"""From the fields of a form to the decision that it asks for, with its provisions as the graph has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ingest.model import Difference, Strength
from lawgraph.explorer.decided import Ask, End, Person, State, text_of
from lawgraph.explorer.desk import Changed, Desk, Did
from lawgraph.explorer.ends import document_end, gap_score, provision_ends, score_of
from lawgraph.explorer.finding_desk import Ruling
from lawgraph.explorer.given import Given, Wrong
from lawgraph.reviews.decisions import NO_DIFFERENCE
from queries.engine import Engine

CORRESPONDS = "corresponds"
"""What a form says of a gap whose provision does have a counterpart: the one named ``nearest``."""
STRENGTHS = tuple(each.value for each in Strength)
DIFFERENCES = (NO_DIFFERENCE, *(each.value for each in Difference))
_DID = (Did.CONFIRM, Did.REJECT, Did.NONE, Did.UNDO, Did.REMARK)
_FIELDS = (
    *("did", "lower", "upper", "provision", "against", "side", "nearest", "seen", "seen_gap"),
    *("strength", "difference", "difference_for", "remark"),
)
_ON_FINDING = ("did", "finding", "seen", "remark")
_DISMISS = "dismiss"
"""What a form says where a finding does not hold."""
_REMARK, _PARTY = 500, 60  # characters


def take(desk: Desk, engine: Engine, fields: Mapping[str, str], who: Person) -> tuple[Ask, State]:
    """Take the decision that a form says, and return it with what holds then.

    Raises :class:`Wrong`, :class:`lawgraph.explorer.page.Missing` and what :meth:`Desk.decide` raises.
    """
    given = Given.of([item for item in fields.items() if item[0] in _FIELDS], _FIELDS)
    did = given.text("did", "", (*(each.value for each in _DID), CORRESPONDS))
    if not did:
        raise Wrong("did", "没有说明作何决定。", "It is not said what is decided.", [*_DID, CORRESPONDS])
    if did == CORRESPONDS:
        ask = _corresponding(desk, engine, given, who)
    elif did == Did.NONE or given.text("provision") or (did == Did.UNDO and _undoes_a_gap(desk, given, who)):
        ask = _of_gap(engine, given, Did(did), who)
    else:
        ask = _of_link(engine, given, Did(did), who)
    return ask, desk.decide(ask)


def take_ruling(
    desk: Desk, engine: Engine, store: Path, fields: Mapping[str, str], who: Person
) -> tuple[Ruling, State]:
    """Take the decision on a finding that a form says, and return it with what holds then.

    Raises :class:`Wrong` and what :meth:`FindingDesk.decide` raises.
    """
    given = Given.of([item for item in fields.items() if item[0] in _ON_FINDING], _ON_FINDING)
    allowed = (Did.CONFIRM.value, _DISMISS, Did.UNDO.value, Did.REMARK.value)
    said = given.text("did", "", allowed)
    if not said:
        raise Wrong("did", "没有说明作何决定。", "It is not said what is decided.", allowed)
    did = Did.REJECT if said == _DISMISS else Did(said)
    remark = _words(given, "remark", _REMARK)
    if did is Did.REMARK and not remark:
        raise Wrong("remark", "没有写备注。", "There is no remark.")
    ask = Ruling(_needed(given, "finding"), did, who, _needed(given, "seen"), remark)
    return ask, desk.findings.decide(engine, store, ask)


def _needed(given: Given, name: str) -> str:
    value = given.text(name)
    if not value:
        raise Wrong(
            name,
            "表单缺少这一项，请回到原页刷新后再试。",
            "The form lacks it; go back, reload and try again.",
        )
    return value


def _undoes_a_gap(desk: Desk, given: Given, who: Person) -> bool:
    """Tell whether the last that somebody decided in the row of a link is that there is no counterpart."""
    ends = _needed(given, "lower"), _needed(given, "upper")
    link, gap = desk.of_link(*ends), desk.of_gap(ends[0], text_of(ends[1]))
    last = [max((step.at for step in each.standing if step.by == who.id), default="") for each in (link, gap)]
    return last[1] > last[0]


def _of_link(engine: Engine, given: Given, did: Did, who: Person) -> Ask:
    lower, upper = provision_ends(engine, _needed(given, "lower"), _needed(given, "upper"))
    _refuse_one_document("upper", lower, upper)
    facets = did is Did.CONFIRM
    return Ask(
        lower,
        upper,
        did,
        who,
        _needed(given, "seen"),
        given.text("strength", "", STRENGTHS) if facets else "",
        given.text("difference", "", DIFFERENCES) if facets else "",
        _words(given, "difference_for", _PARTY) if facets else "",
        _words(given, "remark", _REMARK),
        score_of(engine, lower.iri, upper.iri),
    )


def _of_gap(engine: Engine, given: Given, did: Did, who: Person) -> Ask:
    """Return what is asked of a gap; a form of a link asks it of the lower provision, or of the upper one."""
    side = given.text("side", "", ("lower", "upper"))
    if given.text("provision"):
        provision, against, seen = given.text("provision"), _needed(given, "against"), _needed(given, "seen")
    else:
        ends = _needed(given, "lower"), _needed(given, "upper")
        provision, other = reversed(ends) if side == "upper" else ends
        against, seen = text_of(other), _needed(given, "seen_gap")
    (own,), other_end = provision_ends(engine, provision), document_end(engine, against)
    _refuse_one_document("against", own, other_end)
    score, told = gap_score(engine, provision, against)
    lower, upper = (other_end, own) if (told or side) == "upper" else (own, other_end)
    return Ask(lower, upper, did, who, seen, remark=_words(given, "remark", _REMARK), score=score)


def _corresponding(desk: Desk, engine: Engine, given: Given, who: Person) -> Ask:
    """Return that a gap is none; raise :class:`Changed` where the gap, or the link, is not as the person saw it."""
    provision, against, nearest = (_needed(given, name) for name in ("provision", "against", "nearest"))
    own, counterpart = provision_ends(engine, provision, nearest)
    _refuse_one_document("nearest", own, counterpart)
    if counterpart.document != against:
        raise Wrong(
            "nearest", "不是所对照文件中的条文。", "It is no provision of the document that was compared."
        )
    _, told = gap_score(engine, provision, against)
    upper_side = (told or given.text("side", "", ("lower", "upper"))) == "upper"
    lower, upper = (counterpart, own) if upper_side else (own, counterpart)
    link = desk.of_link(lower.iri, upper.iri)
    gap = desk.of_gap(provision, against)
    if gap.seen != _needed(given, "seen"):
        raise Changed(gap)
    if link.decided == "rejected" or (link.without and gap.decided != "none"):
        raise Changed(link)
    remark = _words(given, "remark", _REMARK)
    score = score_of(engine, lower.iri, upper.iri)
    return Ask(lower, upper, Did.CONFIRM, who, link.seen, remark=remark, score=score)


def _refuse_one_document(parameter: str, one: End, other: End) -> None:
    """Raise :class:`Wrong` for two ends in the same document: only different ones are compared."""
    if one.document == other.document:
        raise Wrong(
            parameter,
            "两边在同一份文件里；请选另一份文件的条文。",
            "Both sides are in the same document; choose a provision of another one.",
        )


def _words(given: Given, name: str, most: int) -> str:
    text = " ".join(given.text(name).split())
    if len(text) > most:
        raise Wrong(name, f"至多 {most} 字。", f"At most {most} characters.")
    return text
