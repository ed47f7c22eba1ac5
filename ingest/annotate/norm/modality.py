"""The modality of a norm, with the word that shows it.

The order is the contract's ("the first that fits"): prohibition, permission, obligation, encouragement,
exemption, right, sanction, definition, scope, purpose, entry into force. What can only be one thing (是指,
制定本条例, 自…起施行) is looked at first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.agents import TAIL, agent_before
from ingest.annotate.norm.clause import LEADS, Clause, strip_adverbs, tokens_from
from ingest.annotate.norm.clauses import MAY_SPEAK_OF
from ingest.annotate.norm.grouping import ANNOUNCES, Group
from ingest.annotate.norm.openings import is_spoken_of
from ingest.annotate.norm.signs import GATES
from ingest.annotate.norm.verbs import placed_verb, rule_of_verb, sets_to_work
from ingest.model import Modality
from ontology.lexicon import pattern, words
from ontology.numerals import HAN_CHARACTER

# Members that are asked for at each norm: the way through their class takes longer than most patterns.
(
    _PROHIBITION,
    _PERMISSION,
    _OBLIGATION,
    _ENCOURAGEMENT,
    _SCOPE,
    _PURPOSE,
    _EXEMPTION,
    _SANCTION,
    _DEFINITION,
) = (
    Modality.PROHIBITION,
    Modality.PERMISSION,
    Modality.OBLIGATION,
    Modality.ENCOURAGEMENT,
    Modality.SCOPE,
    Modality.PURPOSE,
    Modality.EXEMPTION,
    Modality.SANCTION,
    Modality.DEFINITION,
)


class Verdict(NamedTuple):
    """A modality, its trigger and the rule that gave them; ``governs``: later clauses depend on the trigger."""

    modality: Modality
    trigger: str | None
    rule: str
    governs: bool = False


class Silence(NamedTuple):
    """Nothing is said of the clauses; ``rule`` tells why."""

    rule: str


_CERTAIN: tuple[tuple[Modality, re.Pattern[str], str, int], ...] = (
    (Modality.ENTRY_INTO_FORCE, signs.ENTRY, "norm-entry-into-force", signs.MAY_ENTER),
    (
        Modality.INTERPRETATION,
        signs.INTERPRETATION,
        "norm-interpretation",
        GATES.within(signs.INTERPRETATION),
    ),
    (Modality.PURPOSE, signs.PURPOSE, "norm-purpose", signs.MAY_MAKE),
    (
        Modality.DEFINITION,
        signs.DEFINITION_STRONG,
        "norm-definition-of-term",
        GATES.within(signs.DEFINITION_STRONG),
    ),
    (Modality.SCOPE, signs.SCOPE, "norm-scope", signs.MAY_SCOPE),
)
_CERTAINLY = sum(may for *_, may in _CERTAIN)
_CERTAIN_TRIGGERS = words("certain")
_RULES: tuple[tuple[Modality, re.Pattern[str], str, int], ...] = (
    (Modality.EXEMPTION, signs.EXEMPTION, "norm-exemption", GATES.within(signs.EXEMPTION)),
    (Modality.RIGHT, signs.RIGHT, "norm-right", GATES.within(signs.RIGHT)),
    (Modality.SANCTION, signs.SANCTION, "norm-sanction", signs.MAY_FINE),
    (Modality.DEFINITION, signs.DEFINITION, "norm-definition", signs.MAY_DEFINE),
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
    Modality.ENCOURAGEMENT: "norm-encouragement-above",
    Modality.RIGHT: "norm-right-above",
}
_NUMBER = rf"(?:[0-9两]|{HAN_CHARACTER})"
_UNIT = re.compile(rf"{pattern('taught-end')}$")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_SUGGESTS = re.compile(r"建议(?=[^，]{4,})")
_PUBLIC_MONEY = re.compile(
    r"予以[^，]{0,4}(?:保密|表彰|支持)$|(?:给予|安排|发放|落实|设立)[^，]{0,12}(?:补助|补贴|奖励|资助|资金|经费|奖金)|奖励[^，]{0,8}元"
)
_BLAME = re.compile(r"通报批评|追究[^，]{0,8}责任|约谈|督办")
#: By what a thing is done, before its verb (按照国家有关规定办理手续).
_GROUND = re.compile(r"(?:按|依照|依据|根据)[^，]*?(?:规定|要求|程序|标准|因素|办法|约定|方式|原则)(?!的)")
_CALLS = re.compile(rf"(?:{pattern('encouragement')}[和、并]?)+")
_AIM = re.compile(r"为")
#: What a thing counts as (视为…), which nobody does.
_COUNTS_AS = re.compile(
    r"(?:确认|界定)为(?=[^，]{0,16}(?:事权|事项|职权|责任|权限)$)|(?<!被)视[为同](?!.*的$)|^(?:均|都)?属于[^，的]{2,16}(?:行为|情形|范围)$|(?:(?<=规划)|(?<=[^，划]))分为[^，]+$"
)
#: Words of a ban that are none where they only tell why (不能证明…的).
_PLAIN_BAN = re.compile(
    r"不予(?=受理|支持|准许|登记|批准|许可|认可)(?!.*的$)|(?:不能(?!够)|(?:仅|只)限(?!于))(?=[^，]{2})(?!.*的|.*[时后]$)"
)
#: What a body is made up of, and what somebody or something is (甲局为牵头单位, 保留期为2个月).
_COMPOSED = re.compile(r"[^，由]{2,40}由[^，]{2,}(?:组成|构成)$")
#: What something is made up of, or belongs to, as its predicate.
_HOLDS = re.compile(
    r"[^，包、（]{2,32}?包括(?:(?=[^，]{2,})|$)|(?:[^，的属对将把]{1,22})?属于(?=[^，]{2,}(?<!的)$)"
)
_IS_BODY = re.compile(
    r"[^，是]{2,40}(?<![就还只仅都便但也总])是(?![否指非])[^，]{2,}"
    r"(?<!主管)(?<!管理)(?<!监督)(?<!监管)(?<!执法)(?<!责任)(?:机构|组织|部门|机关|团体)$"
)  # 巡回法庭是常设审判机构; to be the one in charge of a thing (主管部门) is a duty
_IS = re.compile(
    r"[^，]{2,40}[^，认作成列定变转调改视称设升评以化分因行]为(?=[^，]{0,20}(?:单位|成员|组长|项目|机关|财产|期间|[被原]告|[事请理三]人|[年月日天元])$)"
)
_ENTITLED = re.compile(r"(?<![具没所享])有权(?!机关|的|部门|单位|限)")
#: What stands before a ban that is only part of a name (在禁止吸烟区域内设置…, 对禁止吸烟场所的管理).
_INTO = ("在", "对", "于", "向", "从", "将", "把", "非", "为")
_REWARDS = re.compile(r"(给予|予以|发放)[^，]{0,16}(?:奖励|奖金|表彰)")
#: A name by itself, which does nothing (市发展改革委).
_NAME_ALONE = re.compile(rf"[^，的将把对]{{2,20}}{pattern('name-alone-end')}$")
#: A title without its brackets.
_TITLED = re.compile(rf"关于[^，]{{2,60}}的{pattern('genre')}$")
#: What a decision changes in another rule.
_AMENDS = re.compile(
    r"第[^，]{1,12}[条款项章节][^，]{0,13}(?:改为|删去|删除)|(?:增加|删去)(?:[一二三四五六七八九十]+|第[^，]{1,6})[条款项章]"
)
#: What is laid down by whom (具体标准由财政部门另行制定), whatever it is about.
_SET_BY = re.compile(r"(?:[^，由]{2,24})?由(?!于)[^，]{2,}?(?:制定|确定|规定|公布)$")
_INFORMS = re.compile(r"(?:告知|通知|公告|公示)(?=[^，]{2,})")
_ALLOWS = re.compile(r"(?:允许|准许)|(?:原则上?)?同意(?=[^，]{3,}$)(?![^，]{0,12}的$)")
_NOT_LIABLE = re.compile(r"不(?:再)?承担[^，]{0,12}责任")
#: A liability of law, for a breach; to be charged with a matter (承担监管责任) is a duty.
_CHARGED = re.compile(rf"承担(?![^，]{{0,12}}{pattern('liability')})[^，]{{0,12}}责任")


#: The end of a case, or of when it is; not of a length of time (延长一小时).
_TOLD_CASE = re.compile(r"(?:的|者|(?<!小)时)$")
#: How often at least, how much at most, or that there is only one.
_LIMITED = re.compile(
    rf"(?P<least>至少)(?:每[^，的]|[^，的]*?{_NUMBER}(?:次|回|场|天|小时))|(?P<most>至多|最多|最长)(?:为|可)?[^，的]{{0,10}}?{_NUMBER}[^，]{{1,4}}$"
    r"|(?:[一每同][^，只]{1,14}|内)(?P<only>只)(?![能限要])[^，的只]{1,8}?一[个次回]"
)
#: A sum that is paid or set aside, with its amount.
_GIVES = re.compile(r"(?:奖励|补助|补贴|资助)[^，的]{0,12}元$")
_PAYS = re.compile(r"(?:奖励|补助|补贴)[^，]{0,24}元")


_MAY_AMEND = GATES.within(_AMENDS)
_MAY_ANNOUNCE = GATES.within(ANNOUNCES)
_MAY_COUNT = GATES.within(_COUNTS_AS)
_MAY_ENTITLE = GATES.within(_ENTITLED)
_MAY_BAN_PLAINLY = GATES.within(_PLAIN_BAN)
_MAY_CHARGE = GATES.within(signs.CHARGE)
_MAY_BE_SET = GATES.within(_SET_BY)
_MAY_SPARE = GATES.within(_NOT_LIABLE)
_MAY_BE_CHARGED = GATES.within(_CHARGED)
_MAY_BLAME = GATES.within(_BLAME)
_MAY_REWARD = GATES.within(_REWARDS)
_MAY_CALL = GATES.within(signs.ENCOURAGEMENT)
_MAY_BE = GATES.within(_HOLDS, _IS, _COMPOSED)
_MAY_LIMIT = GATES.within(_LIMITED)
_MAY_GIVE = GATES.within(_GIVES)
_MAY_ORDER = GATES.within(signs.MUST)
_MAY_TELL_FACT = GATES.within(signs.FACT)
_PLAIN = tuple((modality, sign, GATES.within(sign)) for modality, sign in signs.PLAIN)
_BEGINS_ALLOWING = GATES.opening(_ALLOWS)
_BEGINS_SUGGESTING = GATES.opening(_SUGGESTS)
_BEGINS_FUNDING = GATES.opening(signs.FUNDED)
_BEGINS_GROUND = GATES.opening(_GROUND)


def judge(
    group: Group, governing: Verdict | None, *, public: bool, active: bool = False, named: bool = False
) -> Verdict | Silence:
    """Say what ``group`` does, or why nothing is said of it: it only tells a fact, or is not understood.

    ``governing`` is the verdict whose 应当, 要 or 可以 this clause depends on; ``public`` says that a public body,
    or a table row's departments, are its subject, ``named`` that a public body stands there in its own words.
    """
    text, main = group.text, group.main
    if group.aim:
        return Verdict(_PURPOSE, "为了" if text.startswith("为了") else "为", "norm-aim")
    if group.marks & _CERTAINLY and (certain := _certain(group)) is not None:
        return certain
    if (silence := _orders_nothing(group)) is not None:
        return silence
    match = _COUNTS_AS.search(main.text) if main.marks & _MAY_COUNT else None
    if match is not None and (main.modal is None or signs.PROHIBITION.search(main.text) is None):
        return Verdict(_DEFINITION, match.group().lstrip("均都"), "norm-counts-as")
    if governing is not None and governing.modality is _PROHIBITION and group.main.modal is None:
        return Verdict(
            governing.modality, governing.trigger, _GOVERNED_RULES[governing.modality], governs=True
        )
    return (
        _entitled(group)
        or _modal(group)
        or _plain_ban(group)
        or _charge(group)
        or _governed(group, governing)
        or _ruled(group, text, active=active, named=named)
        or _what_it_is(group.main)
        or _bounded(group)
        or _bare(group, text, public=public)
    )


def _certain(group: Group) -> Verdict | None:
    """Return what can only be one thing (是指, 制定本条例, 自…起施行), by the words for it."""
    text, main = group.text, group.main
    enters = main.part is not LEADS and main.marks & signs.MAY_ENTER
    if enters and (entry := signs.ENTRY.search(main.text)) is not None:
        trigger = _certain_trigger(Modality.ENTRY_INTO_FORCE, entry, text)
        return Verdict(Modality.ENTRY_INTO_FORCE, trigger, "norm-entry-into-force")
    said = _without_brackets(text)
    for modality, sign, rule, may in _CERTAIN:
        match = sign.search(said) if group.marks & may else None
        if match is not None and not (modality is _SCOPE and match.end() < _before_main(group)):
            return Verdict(modality, _certain_trigger(modality, match, text), rule)
    return None


def _without_brackets(text: str) -> str:
    return _BRACKETED.sub("", text) if "（" in text or "(" in text else text


def _orders_nothing(group: Group) -> Silence | None:
    """Return why the clauses order nothing by what they are, whatever governs them; ``None`` where they may."""
    main = group.main
    if main.modal is None and main.marks & MAY_SPEAK_OF and is_spoken_of(main.core):
        return Silence("silent-spoken-of")
    amends = main.marks & _MAY_AMEND and _AMENDS.search(main.text)
    if amends or main.text.rstrip("：:").endswith("修改为"):
        return Silence("silent-fact")  # it changes a rule and orders nothing itself
    if main.text.startswith("特此") or (main.marks & _MAY_ANNOUNCE and ANNOUNCES.fullmatch(main.text)):
        return Silence("silent-fact")  # 特此通知 says only that the document ends
    if main is group.clauses[-1] and main.text.endswith(("任务是", "职责是")):
        return Silence("silent-no-verb")  # only what opens the list of them
    return None


def _before_main(group: Group) -> int:
    """Return how many characters of the norm, commas counted, stand before its predicate clause."""
    return sum(len(clause.text) + 1 for clause in group.leads)


def _certain_trigger(modality: Modality, match: re.Match[str], text: str) -> str:
    if modality is _PURPOSE:
        return next((token for token in ("为了", "根据", "为") if text.startswith(token)), "制定")
    for token in _CERTAIN_TRIGGERS:
        if token in match.group():
            return token
    return match.group()


def _modal(group: Group) -> Verdict | None:
    """Prohibition, permission and duty by a word of their own, in the clause that has the predicate."""
    ruling = [clause for clause in group.clauses if clause.modal is not None and _rules(clause)]
    if not ruling:
        return None
    leading = [clause for clause in ruling if clause.part is LEADS]
    ruling = [clause for clause in ruling if clause.part is not LEADS] or ruling
    if leading and all(
        clause.modal is not None and clause.modal.re is signs.PERMISSION_WIDE for clause in ruling
    ):
        ruling = leading  # the word of duty of an adjunct (应当在…监督下，) is over what follows it
    for modality, sign, may in _PLAIN:
        for clause in ruling:
            if not clause.marks & may:
                continue
            match = next(
                (one for one in sign.finditer(clause.text) if not _is_within(one, modality, clause)), None
            )
            if match is not None and not (match.group() == "方可" and signs.DUTY.search(clause.text)):
                governs = modality is not _PROHIBITION
                return Verdict(modality, match.group(), _PLAIN_RULES[modality], governs=governs)
    for clause in ruling:
        if clause.modal is not None and clause.modal.re is signs.PERMISSION_WIDE:
            return Verdict(_PERMISSION, "可", _PLAIN_RULES[_PERMISSION], governs=True)
    for clause in ruling:
        match = signs.MUST.search(clause.text) if clause.marks & _MAY_ORDER else None
        if match is not None and len(clause.text) > match.end() + 1:
            return Verdict(_OBLIGATION, match.group(), "norm-must", governs=True)
    return None


def _what_it_is(main: Clause) -> Verdict | None:
    """What a body is made up of, or what somebody or something is, is a definition."""
    if main.modal is not None or not main.marks & _MAY_BE:
        return None
    if (holds := _HOLDS.match(main.text)) is not None and not main.text.endswith("的"):
        return Verdict(_DEFINITION, "包括" if "包括" in holds.group() else "属于", "norm-what-it-is")
    said = _without_brackets(main.text)
    if not (_IS.match(said) or _COMPOSED.match(said)):
        return None
    return Verdict(_DEFINITION, "组成" if said.endswith(("组成", "构成")) else "为", "norm-what-it-is")


def _entitled(group: Group) -> Verdict | None:
    """A right by 有权, over what follows it in its clause (有权要求…应当…)."""
    main = group.main
    match = _ENTITLED.search(main.text) if main.marks & _MAY_ENTITLE else None
    if match is None or (main.modal is not None and main.modal.start() < match.start()):
        return None
    return Verdict(Modality.RIGHT, match.group(), "norm-right", governs=True)


def _plain_ban(group: Group) -> Verdict | None:
    match = _PLAIN_BAN.search(group.main.text) if group.main.marks & _MAY_BAN_PLAINLY else None
    if match is None or group.main.text.startswith(("如", "若", "因")):
        return None
    return Verdict(_PROHIBITION, match.group(), "norm-prohibition")


def _is_within(match: re.Match[str], modality: Modality, clause: Clause) -> bool:
    """Whether a word of ban or duty is only part of what the clause speaks of."""
    if clause.modal is not None and match.start() < clause.modal.start():
        return True
    return modality is _PROHIBITION and _embedded(match, clause.text)


def _embedded(ban: re.Match[str], text: str) -> bool:
    """Whether a ban is only the content of what may or shall be done (可以采取禁止燃放烟花爆竹等措施)."""
    before = text[: ban.start()]
    if before.endswith(_INTO) or signs.ENCOURAGEMENT.match(strip_adverbs(text)):
        return True
    over = [
        found
        for pattern in (signs.PERMISSION, signs.DUTY, _ENTITLED)
        if (found := pattern.search(before)) is not None
    ]
    if not over:
        return False
    end = min(found.end() for found in over)
    return ban.group() != "不得" or ("的" not in before[end:] and len(before) - end > 1)


def _rules(clause: Clause) -> bool:
    """Whether the modal word is the clause's own, not one inside a condition (应当…的，)."""
    if clause.text.startswith("除") and clause.text.endswith("外"):
        return False
    return clause.opens_with_modal or _TOLD_CASE.search(clause.text) is None


def _charge(group: Group) -> Verdict | None:
    main = group.main
    match = signs.CHARGE.search(main.text) if main.marks & _MAY_CHARGE else None
    if match is None:
        return None
    before = strip_adverbs(main.text[: match.start()]).removesuffix("具体")
    answers = main.text.endswith("负责") and "对" in before  # 对…的真实性负责
    if before and not _is_charged(before) and not answers and not match.group().endswith(("责任", "总责")):
        return None
    return Verdict(_OBLIGATION, match.group(), "norm-charge")


def _is_charged(before: str) -> bool:
    """Whether what stands before 负责 ends in the name of a body, a person or an organization (管理人员, 管理站)."""
    return any(end.search(before) is not None for end in (signs.BODY_TAIL, TAIL, _UNIT))


def _governed(group: Group, governing: Verdict | None) -> Verdict | None:
    if governing is None or not governing.governs:
        return None
    if governing.modality is _ENCOURAGEMENT and any(
        pattern.search(group.main.text) for pattern in (_PUBLIC_MONEY, signs.DEFINITION, signs.EXEMPTION)
    ):
        return None  # what is paid for it is a duty of whoever pays
    if governing.modality is _PERMISSION:
        if _INFORMS.match(group.main.core):
            return None  # who is to be told is told in any case
        first = group.main.tokens[0].tag if group.main.tokens else ""
        if first.startswith("n") or signs.SANCTION.search(group.main.text):
            return None
    return Verdict(governing.modality, governing.trigger, _GOVERNED_RULES[governing.modality], governs=True)


def _ruled(group: Group, text: str, *, active: bool, named: bool) -> Verdict | None:
    main = group.main
    if main.marks & _MAY_BE_SET and _SET_BY.match(main.text):
        return Verdict(_OBLIGATION, None, "norm-by-agent")
    if (plain := _told(group, active=active)) is not None:
        return plain
    heading = None
    if group.marks & _MAY_CALL:
        heading = next(
            (word for one in (*group.leads, main) if (word := _encouraging(one)) is not None), None
        )
    if (
        heading is not None
        and heading in main.text
        and "督促" in main.text[: main.text.find(heading) + len(heading) + 3]
    ):
        return Verdict(_OBLIGATION, None, "norm-urging")
    if heading is not None:
        return Verdict(
            _ENCOURAGEMENT,
            heading,
            "norm-encouragement",
            governs=heading.startswith("鼓励") and (not named or _calls_whom(group)),
        )
    for modality, sign, rule, may in _RULES:
        if not group.marks & may:
            continue
        if modality is _EXEMPTION and main.core.startswith(("贯彻", "落实", "制定")):
            continue
        said = main.text
        if modality is _DEFINITION:
            bare = _without_brackets(text)
            said = text if bare.endswith("》") else bare
        elif modality is _SANCTION:
            said = "，".join(one.text for one in group.clauses[group.clauses.index(main) :])
        match = sign.search(said)
        if match is not None and not (named and _settles(match, said)):
            return Verdict(modality, match.group(), rule)
    return None


def _settles(match: re.Match[str], text: str) -> bool:
    """Whether somebody who is named settles something by a ground (人民法院根据…确定内容), which is his act."""
    if "确定" not in match.group():
        return False
    return not match.group().endswith("确定") or "由" in text[: match.start() + 1]


def _told(group: Group, *, active: bool) -> Verdict | None:
    """What its verb says by itself: to allow, to be in charge, to blame, to reward, to grant, to support."""
    main = group.main
    marks, begins = main.marks, main.core_begins
    if begins & _BEGINS_ALLOWING and (allowed := _ALLOWS.match(main.core)) is not None:
        return Verdict(_PERMISSION, allowed.group(), "norm-allowing")
    if begins & _BEGINS_SUGGESTING and (suggested := _SUGGESTS.match(main.core)) is not None:
        return Verdict(_OBLIGATION, suggested.group(), "norm-charge")
    if marks & _MAY_SPARE and _NOT_LIABLE.search(main.text):
        return Verdict(_EXEMPTION, None, "norm-exemption")
    charged = marks & _MAY_BE_CHARGED and _CHARGED.search(main.text)
    if charged and all("作为" in lead.text for lead in group.leads):
        return Verdict(_OBLIGATION, "承担", "norm-charge")
    if active and marks & _MAY_BLAME and _BLAME.search(main.text) and "刑事责任" not in main.text:
        return Verdict(_OBLIGATION, None, "norm-supervision")
    if marks & _MAY_REWARD and (reward := _REWARDS.search(main.text)) is not None:
        return Verdict(_OBLIGATION, reward.group(1), "norm-grant")
    grant = signs.GRANT.search(main.text) if marks & signs.MAY_GRANT else None
    if grant is not None and grant.group() not in ("享受", "提供") and not _fines_or_calls(main):
        return Verdict(_OBLIGATION, grant.group(), "norm-grant")
    if main.begins & _BEGINS_FUNDING and signs.FUNDED.match(main.text):
        return Verdict(_OBLIGATION, None, "norm-chosen-support")
    return None


def _fines_or_calls(main: Clause) -> bool:
    return signs.SANCTION.search(main.text) is not None or signs.ENCOURAGEMENT.match(main.core) is not None


def _calls_whom(group: Group) -> bool:
    """Whether a clause before the predicate names the party that is called on (本市鼓励学校按照规定，自主办学)."""
    for lead in group.leads:
        if (call := _CALLS.search(lead.text)) is not None:
            words = lead.tokens[tokens_from(lead.tokens, lead.start + call.end()) :]
            return bool(agent_before(lead.text[call.end() :], words))
    return False


def _encouraging(main: Clause) -> str | None:
    for match in signs.ENCOURAGEMENT.finditer(main.text) if main.marks & _MAY_CALL else ():
        before = strip_adverbs(main.text[: match.start()] + "〇").rstrip("〇")
        if not before or (signs.BODY_TAIL.search(before) and not signs.VERBS.match(before)):
            run = _CALLS.match(main.text, match.start())
            return run.group().rstrip("和、并") if run else match.group()
        return None
    return None


def _bounded(group: Group) -> Verdict | None:
    """A ceiling is a prohibition, a floor an obligation (利率…不超过, 占比不低于)."""
    main = group.main
    bounded = main.marks & signs.MAY_BOUND
    if bounded and (match := signs.CEILING.search(main.text)) is not None:
        if any(_PAYS.search(clause.text) for clause in group.clauses):
            # the ceiling only bounds what is paid
            return Verdict(_OBLIGATION, None, "norm-payment-with-ceiling")
        return Verdict(_PROHIBITION, match.group(), "norm-ceiling")
    if bounded and (match := signs.FLOOR.search(main.text)) is not None and match.group() != "高于":
        return Verdict(_OBLIGATION, match.group(), "norm-floor")
    limit = _LIMITED.search(main.text) if main.marks & _MAY_LIMIT else None
    if limit is not None and _TOLD_CASE.search(main.text) is None:
        return Verdict(_OBLIGATION, next(filter(None, limit.groups())), "norm-limit")
    if main.marks & _MAY_GIVE and _GIVES.search(main.text):
        return Verdict(_OBLIGATION, None, "norm-grant")
    return None


def _bare(group: Group, text: str, *, public: bool) -> Verdict | Silence:
    """A bare verb of a public body is an obligation; what only tells is none."""
    main = group.main
    core = main.core
    if len(group.clauses) == 1 and _is_aim(main):
        return Silence("silent-aim")
    ground = _GROUND.match(core) if main.core_begins & _BEGINS_GROUND else None
    rest = core[ground.end() :] if ground else ""
    if group.marks & _MAY_TELL_FACT and (
        signs.FACT.match(text) or signs.FACT.search(text[_before_main(group) :])
    ):
        return Silence("silent-fact")
    if not core:
        return Silence("silent-no-verb")
    state = main.core_begins & signs.BEGINS_STATE and signs.STATIVE.match(core)
    if state and not rest and not sets_to_work(main) and not placed_verb(main, core):
        return Silence("silent-state")
    rule = rule_of_verb(group, core, rest)
    if rule is None and public and not _is_name(main):
        rule = "norm-of-public-body"
    if rule is not None and _is_body(group):
        return Verdict(_DEFINITION, "是", "norm-what-it-is")
    return Silence("silent-no-verb") if rule is None else Verdict(_OBLIGATION, None, rule)


def _is_body(group: Group) -> bool:
    """Whether the clauses say only what kind of body a body is, and not what it does besides (是主管部门，负责…)."""
    main = group.main
    if main.modal is not None or _IS_BODY.match(main.text) is None:
        return False
    return all(one.start <= main.start or one.text.startswith("是") for one in group.clauses)


def _is_name(main: Clause) -> bool:
    """Whether the clause is the name of a body and nothing else, or half of a title."""
    if main.text.startswith("《") and "》" not in main.text:
        return True
    if main.modal is None and _TITLED.search(main.text):
        return True
    return _NAME_ALONE.match(main.text) is not None and not any(word.tag == "v" for word in main.tokens)


def _is_aim(main: Clause) -> bool:
    """Whether the clause tells only what for (为规范…), with no party before the verb (为企业提供…)."""
    if not _AIM.match(main.text) or main.text.startswith("为了"):
        return main.text.startswith("为了")
    after = main.tokens[1] if len(main.tokens) > 1 else None
    return after is None or after.text == "了" or after.tag[:1] in "vdac" or not placed_verb(main, main.core)
