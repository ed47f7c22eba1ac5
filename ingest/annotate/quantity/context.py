"""What stands around a quantity: ``per`` what it counts, its role.

The roles are a controlled list (:data:`ROLES`); the words that tell them are those of Chinese fiscal, fee,
penalty and procedure rules in general. A quantity whose clause tells nothing has the role ``other``.
"""

from __future__ import annotations

import re

from ingest.annotate.quantity.bounds import Bounds
from ingest.model import QuantityKind
from ontology import lexicon

ROLES = (
    "fine",
    "confiscation",
    "fund",
    "subsidy",
    "reward",
    "reward-step",
    "tax-threshold",
    "tax-rate",
    "deduction",
    "fee",
    "fee-reduction",
    "loan",
    "interest-rate",
    "price",
    "cap",
    "quota",
    "eligibility",
    "deadline",
    "period",
    "penalty-term",
    "adopted",
    "approved",
    "issued",
    "in-force",
    "start",
    "end",
    "frequency",
    "other",
)
"""The roles of quantities, as in the scheme ``quantity-role``."""

_PER = lexicon.pattern("per-unit")
_PER_CHAIN = re.compile(rf"每[一个]?(?:次\(日\)|{_PER})")
_SINGLE = re.compile(r"单(?P<one>户|个企业|个项目|笔|次|家企业|家)")
_EVERY_UNIT = re.compile(r"每个?(?P<thing>[^、每\d]{1,6})$")
_SLASH = re.compile(rf"/(?P<slash>{_PER}(?:[·./]?[年月日天次])?)")
_MONTHLY = re.compile(r"(?:^|[^\d个上下当本])(?P<span>月|年|日)(?:应纳税|销售|营业|均|平均|收入|租金|度)")
_EVERY_TIME = re.compile(
    r"每(?P<span>[一两二三四五六七八九十半\d]{0,3}(?:个?月|年度?|季度?|周|星期|[日天]|学期|学年))[^,。;:、第每]{0,14}$"
)
_STEP = re.compile(r"每(?:增加|增长|新增|减少|提高|降低)")
_CLAUSE = re.compile(r"[,:、()]")
_SENTENCE = re.compile(r"[。;]")

_RULES: tuple[tuple[str, frozenset[QuantityKind], re.Pattern[str]], ...]
_M, _P, _D, _T, _C = (
    QuantityKind.MONEY,
    QuantityKind.PERCENT,
    QuantityKind.DURATION,
    QuantityKind.DATE,
    QuantityKind.COUNT,
)
_RULES = tuple(
    (role, frozenset(kinds), re.compile(pattern))
    for role, kinds, pattern in (
        ("fine", (_M, _P), r"罚款(?!(?:金额|数额|总额|额)?的(?:百分之|\d))|罚金(?!额)"),
        ("confiscation", (_M, _P), r"没收|违法所得"),
        ("penalty-term", (_D,), r"有期徒刑|拘役|管制|拘留|剥夺政治权利|禁止从事|吊销|暂扣"),
        ("deduction", (_M, _P), r"摊销|扣除|扣减|抵免|抵扣"),
        ("tax-threshold", (_M,), r"起征点|应纳税所得额|免征额|销售额|营业额|计税"),
        ("tax-rate", (_P,), r"税率|减按|计入应纳税|征收率"),
        ("interest-rate", (_P,), r"利率|利息|贴息|年化"),
        ("reward", (_M, _P), r"奖励|奖金|奖补"),
        ("subsidy", (_M, _P), r"补贴|补助|资助|补偿|津贴"),
        ("fee-reduction", (_P,), r"减半|减免|免收"),
        ("fee", (_M, _P), r"收费|费用|评估费|登记费|手续费|[^经]费(?:[,的]|$)"),
        ("price", (_M, _P), r"价格|地价|出让金|底价|租金"),
        ("loan", (_M, _P), r"贷款|授信|借款|担保额"),
        ("quota", (_M, _P, _C), r"预留|比例|份额|占比|配额|不低于|不少于"),
        ("fund", (_M,), r"资金|基金|安排|投入|设立|经费|预算"),
        (
            "deadline",
            (_D,),
            rf"之日起|内{lexicon.pattern('due-act')}|时限|办结|日内|提前|[前]$"
            r"|(?:审批|审查|审核|办理|办证|受理|答复)(?:的|总)?(?:时间|期限)",
        ),
        ("period", (_D,), lexicon.pattern("period-sign")),
        (
            "eligibility",
            (_M, _P, _D, _C),
            r"注册资本|(?:具有|具备|从事|连续|满).{0,12}$|达到|合同|条件|年满|未满|不满",
        ),
    )
)


_CASE_OF = frozenset((_M, _P, _C))

_EVENT = re.compile(
    r"(?P<adopted>通过|修正|修订)|(?P<approved>批准)|(?P<issued>公布|发布|印发)|(?P<in_force>施行|生效|实施|执行)"
)

_JUST_BY_THEN = re.compile(rf"(?:已|依法|经)*(?:{_EVENT.pattern})")
_WHAT_WAS = re.compile(rf"(?:{_EVENT.pattern})的")


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a quantity, inside its sentence."""
    before = _SENTENCE.split(text[max(0, start - 60) : start])[-1]
    after = _SENTENCE.split(text[end : end + 60])[0]
    return before, after


def role(text: str, start: int, end: int, kind: QuantityKind, bounds: Bounds | None) -> str:
    """Return the role of the quantity at ``text[start:end]``, one of :data:`ROLES`.

    The nearest clause speaks before the rest of the sentence.

    >>> role("处二万元以上二十万元以下的罚款", 1, 12, QuantityKind.MONEY, None)
    'fine'
    """
    before, after = _clause(text, start, end)
    if kind is QuantityKind.DATE:
        return _date_role(before, text[start:end], after)
    if _STEP.search(text[start:end]):
        return "reward-step"
    if kind in _CASE_OF and after.startswith("的,") and bounds is not None and bounds.low != bounds.high:
        return "eligibility"  # what the case of a rule is told by: 货值在20万元以上的，奖励800元
    near = _CLAUSE.split(before)[-1] + text[start:end] + _CLAUSE.split(after)[0]
    for around in (near, before + text[start:end] + after[:24]):
        for name, kinds, pattern in _RULES:
            if kind in kinds and pattern.search(around):
                return name
    if kind is QuantityKind.DURATION and text[start:end].endswith("内"):
        return "deadline"
    return "cap" if bounds is not None and bounds.ceiling_only else "other"


def _date_role(before: str, own: str, after: str) -> str:
    """Return what happened on a date: the nearest of the words that follow it decides."""
    said = re.split(r"[,)]", own + after)[0]
    by_then = said[len(own) :]
    if own.endswith("前") and not (_JUST_BY_THEN.match(by_then) or _WHAT_WAS.search(by_then)):
        return "end"  # what is to be done by then is another act: 于六月底前制定实施办法
    if match := _EVENT.search(said):
        return match.lastgroup.replace("_", "-") if match.lastgroup else "other"
    if re.search(r"起|自|从|以来|以后", own):
        return "start"
    if re.search(r"前|止|截|至|到|底", own):
        return "end"
    return "other" if before.strip() or after.strip() else "issued"


def per(text: str, start: int, end: int, kind: QuantityKind) -> tuple[str, ...]:
    """Return what the amount is counted by, such as ``("人", "月")`` for 每人每月200元.

    >>> text = "岗位补贴标准为每人每月200元"
    >>> per(text, 11, len(text), QuantityKind.MONEY)
    ('人', '月')
    """
    if kind is QuantityKind.COUNT and text.startswith("次", end - 1):
        often = _EVERY_TIME.search(text, max(0, start - 20), end - 1)
        return (often["span"].removeprefix("一").removeprefix("个"),) if often else ()
    if kind not in (QuantityKind.MONEY, QuantityKind.PERCENT):
        return ()
    before = re.split(r"[,。;:]", text[max(0, start - 30) : start])[-1]
    found = [
        m[0].removeprefix("每").removeprefix("一").removeprefix("个") for m in _PER_CHAIN.finditer(before)
    ]
    if kind is QuantityKind.MONEY:
        if single := _SINGLE.search(before):
            found.append(single["one"].removeprefix("个").removeprefix("家") or single["one"])
        if not found and (each := _EVERY_UNIT.search(before)) and not _STEP.search(before):
            found.append(each["thing"])
        if slash := _SLASH.match(text, end):
            found += re.split(r"[·./]", slash["slash"])
        if not found and (span := _MONTHLY.search(before)):
            found.append(span["span"])
    return tuple(dict.fromkeys(found))
