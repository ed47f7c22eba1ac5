"""Lists that a sentence announces (下列…：): what their items do is told by the sentence.

Items are rules of their own (按照下列规定处理：), what somebody shall, may or must not do (应当履行下列义务：), or
things (conditions, offences, materials), which order nothing (有下列情形之一的：).
"""

from __future__ import annotations

import re

from ingest.annotate.norm import signs
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.annotate.norm.sentences import sentences
from ingest.model import Modality
from ontology.lexicon import pattern

FOLLOWS = re.compile("下列|以下|如下")
_CASES = re.compile(rf"(?:下列|以下|如下)[^。；：]{{0,12}}{pattern('case')}")
#: The items of 按照下列规定处理： are rules themselves.
_RULES = re.compile(
    r"(?:按照?|依照|遵守|适用)(?:下列|以下|如下)(?:规定|标准|程序|办法|方法|方式|要求|原则|步骤)"
)
#: The items of 按照下列情形分别处理： are cases, each with what is done in it; a case alone orders nothing.
_DEALT_WITH = re.compile(
    r"(?:下列|以下|如下|不同)[^。；：]{0,6}?(?:情形|情况)(?:分别|予以|进行|作出)*(?:处理|办理|认定|确定)$"
    r"|分别[^。：，]{0,12}(?:处理|办理|认定)$"
)
#: Places and times that a rule holds in (不得在下列地区开采：), which are no acts.
_WHERE = re.compile(r"在(?:下列|以下|如下)[^，。：]{0,4}(?:地区|区域|范围|场所|地点|路段|水域|时段|时间)")
_STATES = re.compile(rf"{pattern('holds-list')}[^，]{{0,12}}$")
_WORK = re.compile(r"(?:职责|义务|措施|工作|任务|要求|规定|服务)(?:是|为|如下|有|包括)?$")
_DOES = (
    r"(?:采取|履行|承担|开展|做好|落实|实施|实行|提供)(?:下列|以下|如下)[^，。；：、的]{0,8}?"
    r"(?:职责|义务|措施|工作|任务|服务)(?!时|之一|项目|的)"
)
#: The list of what somebody does, when the sentence goes on with its aim (采取下列措施，鼓励…：).
_TAKES = re.compile(rf"{_DOES}(?:(?!不得|应当|必须|可以|有权|禁止)[^。；：]){{1,400}}$")
#: … or with what another must do (可以采取下列措施，任何单位不得阻挠：), which the items do not depend on.
_BESIDE = re.compile(rf"{_DOES}，[^。；：]*(?:不得|应当|必须|禁止)")
#: What is ordered to meet a list orders each of its items (设置吸烟区应当符合下列条件：).
_MEETS = re.compile(r"(?:应当|必须|须|要)(?:同时)?(?:符合|遵守|满足|达到)(?:下列|以下|如下)")
#: What announces how something is done or given, in sentences of their own.
_TELLS_HOW = re.compile(r"如下$")
_CALLED_FOR = re.compile(r"(?:下列|以下|如下)[^，]{0,8}行为$")


def announced_before(text: str, start: int) -> str:
    """Return the sentence that announces cases (有下列情形之一的，…。) whose list comes after other sentences."""
    for begin, end, _ in sentences(text, start) if FOLLOWS.search(text, start) else ():
        if _CASES.search(text[begin:end]):
            return text[begin:end]
    return ""


def announcement(whole: str, sentence: str) -> str:
    """Return the sentence that announces the list (下列…): ``sentence``, the last, may only be about its breach."""
    at = max(whole.rfind("下列"), whole.rfind("以下"), whole.rfind("如下"))
    if at < 0 or "列" in sentence:
        return sentence
    begin = max(whole.rfind("。", 0, at), whole.rfind("；", 0, at)) + 1
    return re.split(r"[。；]", whole[begin:])[0]


def announces_items(words: str) -> bool:
    """Tell whether words speak of a list that follows (下列措施)."""
    return FOLLOWS.search(words) is not None


def of_items(
    sentence: str, verdict: Verdict | None, taken: Verdict | None = None
) -> tuple[Verdict | None, bool]:
    """Return what the items of the list that ``sentence`` announces depend on, and whether they order nothing.

    ``verdict`` is what the sentence itself does or depends on, ``taken`` what the clause does that speaks of the list:
    应当采取下列措施，支持企业发展 orders its items, whatever its aim is called.
    """
    if _TAKES.search(sentence) and not _WORK.search(sentence):
        return taken, False
    if _BESIDE.search(sentence):
        return None, True
    if _DEALT_WITH.search(sentence):
        return None, False
    if _RULES.search(sentence):
        return (verdict if verdict is not None and verdict.modality is Modality.OBLIGATION else None), False
    if verdict is not None and verdict.modality is Modality.ENCOURAGEMENT and _CALLED_FOR.search(sentence):
        return verdict._replace(governs=True), False
    if verdict is not None and verdict.modality is Modality.OBLIGATION and _MEETS.search(sentence):
        return verdict, False
    if _WHERE.search(sentence):
        return None, True
    if "不得" in sentence or "禁止" in sentence:
        word = "不得" if "不得" in sentence else "禁止"
        verdict = Verdict(Modality.PROHIBITION, word, "norm-prohibition", governs=True)
    cases = _CASES.search(sentence) is not None or _STATES.search(sentence) is not None
    orders = verdict is not None and verdict.governs and not cases
    orders = orders or (
        verdict is not None and verdict.modality is Modality.PROHIBITION and "之一" not in sentence
    )
    orders = orders or _WORK.search(sentence) is not None
    return verdict if orders else None, not orders and _silences(sentence, cases=cases)


def _silences(sentence: str, *, cases: bool) -> bool:
    """Whether the items of a list that orders nothing are things: not where only 情况如下 announces them."""
    return cases or _TELLS_HOW.search(sentence) is None


#: What names only what the items below are (居民委员会的任务：, 收入范围：).
_LIST_HEAD = re.compile(rf"[^，。；：]{{1,30}}{pattern('list-head')}$")


def heads_list(group: Group) -> bool:
    """Whether a sentence before a colon is only the name of the list below it: no verb opens it, but before 的."""
    main = group.main
    if len(group.clauses) > 1 or main.modal is not None or not _LIST_HEAD.match(main.text):
        return False
    if FOLLOWS.search(main.text) is not None:
        return False
    acts = (
        signs.VERBS.match(main.text) or signs.RESULT.match(main.text) or signs.ENCOURAGEMENT.match(main.text)
    )
    return "的" in main.text or not acts
