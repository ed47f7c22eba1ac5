"""The modality of a norm, with the word that shows it.

The order is the contract's ("the first that fits"): prohibition, permission, obligation, encouragement,
exemption, right, sanction, definition, scope, purpose, entry into force. What can only be one thing (是指,
制定本条例, 自…起施行) is looked at first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.clauses import Clause, Part, strip_adverbs
from ingest.annotate.norm.grouping import Group
from ingest.model import Modality
from ontology.lexicon import pattern, words


class Verdict(NamedTuple):
    """A modality, its trigger and the rule that gave them; ``governs``: later clauses depend on the trigger."""

    modality: Modality
    trigger: str | None
    rule: str
    governs: bool = False


class Silence(NamedTuple):
    """Nothing is said of the clauses; ``rule`` tells why."""

    rule: str


_CERTAIN: tuple[tuple[Modality, re.Pattern[str], str], ...] = (
    (Modality.ENTRY_INTO_FORCE, signs.ENTRY, "norm-entry-into-force"),
    (Modality.INTERPRETATION, signs.INTERPRETATION, "norm-interpretation"),
    (Modality.PURPOSE, signs.PURPOSE, "norm-purpose"),
    (Modality.DEFINITION, signs.DEFINITION_STRONG, "norm-definition-of-term"),
    (Modality.SCOPE, signs.SCOPE, "norm-scope"),
)
_CERTAIN_TRIGGERS = words("certain")
_RULES: tuple[tuple[Modality, re.Pattern[str], str], ...] = (
    (Modality.EXEMPTION, signs.EXEMPTION, "norm-exemption"),
    (Modality.RIGHT, signs.RIGHT, "norm-right"),
    (Modality.SANCTION, signs.SANCTION, "norm-sanction"),
    (Modality.DEFINITION, signs.DEFINITION, "norm-definition"),
)
_PLAIN_RULES = {
    Modality.PROHIBITION: "norm-prohibition",
    Modality.PERMISSION: "norm-permission",
    Modality.OBLIGATION: "norm-obligation",
}
_GOVERNED_RULES = {
    Modality.PROHIBITION: "norm-prohibition-above",
    Modality.PERMISSION: "norm-permission-above",
    Modality.OBLIGATION: "norm-obligation-above",
}
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_BLAME = re.compile(r"通报批评|追究[^，]{0,8}责任|约谈|督办")
_FUNDING = re.compile(r"[^，]{0,30}(?:经费|资金|费用)[^，]{0,8}(?:纳入|列入)")
#: By what a thing is done, before its verb (按照国家有关规定办理手续).
_GROUND = re.compile(r"(?:按|依照|依据|根据)[^，]*?(?:规定|要求|程序|标准|因素|办法|约定|方式|原则)(?!的)")
_CALLS = re.compile(rf"(?:{pattern('encouragement')}[和、并]?)+")
_AIM = re.compile(r"为")


#: A sum that is paid or set aside, with its amount.
_PAYS = re.compile(r"(?:奖励|补助|补贴)[^，]{0,24}元")


def judge(
    group: Group, governing: Verdict | None, *, public: bool, active: bool = False
) -> Verdict | Silence:
    """Say what ``group`` does, or why nothing is said of it: it only tells a fact, or is not understood.

    ``governing`` is the verdict whose 应当, 要 or 可以 this clause depends on; ``public`` says that a public body,
    or a table row's departments, are its subject.
    """
    text = "，".join(clause.text for clause in group.clauses)
    if group.aim:
        return Verdict(Modality.PURPOSE, "为了" if text.startswith("为了") else "为", "norm-aim")
    for modality, sign, rule in _CERTAIN:
        if (match := sign.search(_BRACKETED.sub("", text))) is not None:
            return Verdict(modality, _certain_trigger(modality, match, text), rule)
    return (
        _modal(group)
        or _charge(group)
        or _governed(group, governing)
        or _ruled(group, text, active=active)
        or _bounded(group)
        or _bare(group, text, public=public)
    )


def _certain_trigger(modality: Modality, match: re.Match[str], text: str) -> str:
    if modality is Modality.PURPOSE:
        return next((token for token in ("为了", "根据", "为") if text.startswith(token)), "制定")
    for token in _CERTAIN_TRIGGERS:
        if token in match.group():
            return token
    return match.group()


def _modal(group: Group) -> Verdict | None:
    """Prohibition, permission and duty by a word of their own, in the clause that has the predicate."""
    ruling = [clause for clause in group.clauses if clause.modal is not None and _rules(clause)]
    ruling = [clause for clause in ruling if clause.part is not Part.LEADS] or ruling
    for modality, sign in signs.PLAIN:
        for clause in ruling:
            match = sign.search(clause.text)
            if match is not None and modality is Modality.PROHIBITION and _embedded(match, clause.text):
                continue
            if match is not None and not (match.group() == "方可" and signs.DUTY.search(clause.text)):
                governs = modality is not Modality.PROHIBITION
                return Verdict(modality, match.group(), _PLAIN_RULES[modality], governs=governs)
    for clause in ruling:
        match = signs.MUST.search(clause.text)
        if match is not None and len(clause.text) > match.end() + 1:
            return Verdict(Modality.OBLIGATION, match.group(), "norm-must", governs=True)
    return None


def _embedded(ban: re.Match[str], text: str) -> bool:
    """Whether a ban is only the content of what may or shall be done (可以采取禁止燃放烟花爆竹等措施)."""
    before = text[: ban.start()]
    over = [
        found for pattern in (signs.PERMISSION, signs.DUTY) if (found := pattern.search(before)) is not None
    ]
    if not over:
        return False
    end = min(found.end() for found in over)
    return ban.group() != "不得" or ("的" not in before[end:] and len(before) - end > 1)


def _rules(clause: Clause) -> bool:
    """Whether the modal word is the clause's own, not one inside a condition (应当…的，)."""
    return not clause.text.endswith(("的", "者", "时")) or clause.modal is None


def _charge(group: Group) -> Verdict | None:
    main = group.main
    match = signs.CHARGE.search(main.text)
    if match is None:
        return None
    before = strip_adverbs(main.text[: match.start()])
    if before and not signs.BODY_TAIL.search(before):
        return None
    return Verdict(Modality.OBLIGATION, match.group(), "norm-charge")


def _governed(group: Group, governing: Verdict | None) -> Verdict | None:
    if governing is None or not governing.governs:
        return None
    if governing.modality is Modality.PERMISSION:
        first = group.main.tokens[0].tag if group.main.tokens else ""
        if first.startswith("n") or signs.SANCTION.search(group.main.text):
            return None
    return Verdict(governing.modality, governing.trigger, _GOVERNED_RULES[governing.modality], governs=True)


def _ruled(group: Group, text: str, *, active: bool) -> Verdict | None:
    main = group.main
    if active and _BLAME.search(main.text):
        return Verdict(Modality.OBLIGATION, None, "norm-supervision")
    grant = signs.GRANT.search(main.text)
    other = signs.SANCTION.search(main.text) or signs.ENCOURAGEMENT.match(main.core)
    if grant is not None and grant.group() not in ("享受", "提供") and not other:
        return Verdict(Modality.OBLIGATION, grant.group(), "norm-grant")
    if signs.FUNDED.match(main.text):
        return Verdict(Modality.OBLIGATION, None, "norm-chosen-support")
    heading = _encouraging(main)
    if heading is not None and "督促" in main.text[: main.text.find(heading) + len(heading) + 3]:
        return Verdict(Modality.OBLIGATION, None, "norm-urging")
    if heading is not None:
        return Verdict(Modality.ENCOURAGEMENT, heading, "norm-encouragement")
    for modality, sign, rule in _RULES:
        if modality is Modality.EXEMPTION and main.core.startswith(("贯彻", "落实", "制定")):
            continue
        wide = modality in (Modality.DEFINITION, Modality.SANCTION)
        match = sign.search(text if wide else main.text)
        if match is not None:
            return Verdict(modality, match.group(), rule)
    return None


def _encouraging(main: Clause) -> str | None:
    for match in signs.ENCOURAGEMENT.finditer(main.text):
        before = strip_adverbs(main.text[: match.start()])
        if not before or (signs.BODY_TAIL.search(before) and not signs.VERBS.match(before)):
            run = _CALLS.match(main.text, match.start())
            return run.group().rstrip("和、并") if run else match.group()
        return None
    return None


def _bounded(group: Group) -> Verdict | None:
    """A ceiling is a prohibition, a floor an obligation (利率…不超过, 占比不低于)."""
    main = group.main
    if (match := signs.CEILING.search(main.text)) is not None:
        if any(_PAYS.search(clause.text) for clause in group.clauses):
            # the ceiling only bounds what is paid
            return Verdict(Modality.OBLIGATION, None, "norm-payment-with-ceiling")
        return Verdict(Modality.PROHIBITION, match.group(), "norm-ceiling")
    if (match := signs.FLOOR.search(main.text)) is not None and match.group() != "高于":
        return Verdict(Modality.OBLIGATION, match.group(), "norm-floor")
    return None


def _bare(group: Group, text: str, *, public: bool) -> Verdict | Silence:
    """A bare verb of a public body is an obligation; what only tells is none."""
    main = group.main
    if _AIM.match(text) and len(group.clauses) == 1:
        return Silence("silent-aim")
    core = main.core
    ground = _GROUND.match(core)
    rest = core[ground.end() :] if ground else ""
    if signs.FACT.search(text):
        return Silence("silent-fact")
    if not core:
        return Silence("silent-no-verb")
    if signs.STATIVE.match(core) and not rest:
        return Silence("silent-state")
    rule = _act(group, core, rest)
    if rule is None and public:
        rule = "norm-of-public-body"
    return Silence("silent-no-verb") if rule is None else Verdict(Modality.OBLIGATION, None, rule)


def _act(group: Group, core: str, rest: str) -> str | None:
    """Return the rule by which a clause without a word of duty has a verb; ``rest`` is ``core`` after its ground."""
    main = group.main
    first = next((token for token in main.tokens if token.end > main.end - len(core)), None)
    if first is not None and first.tag.startswith(("v", "l", "i")):
        return "norm-verb"
    if signs.PROCEDURAL.match(main.text) is not None:
        return "norm-procedure"
    if any(clause.text.startswith("由") for clause in group.clauses) or core.startswith("由"):
        return "norm-by-agent"
    after = [token for token in main.tokens if token.start >= main.end - len(rest)]
    if len(rest) > 1 and any(token.tag == "v" for token in after):
        return "norm-verb-after-ground"
    if _FUNDING.match(core) is not None:
        return "norm-funds"
    if any(pattern.match(core) for pattern in (signs.VERBS, signs.RESULT)):
        return "norm-listed-verb"
    return None
