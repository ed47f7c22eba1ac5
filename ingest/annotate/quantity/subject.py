"""What a quantity is said of: the document of a day, the act of a time limit, whom a sum is given to, what is measured.

One decision (:func:`said_of`), by the words of the quantity's own sentence. Where they do not tell it, nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.annotate.norm.agents import agent_before, ends_as_agent
from ingest.annotate.reading import Reading
from ingest.language import tokenize
from ingest.model import Provision, ProvisionKind, Quantity, QuantityKind
from ingest.structure.heading import genre
from ontology.lexicon import pattern

# Patterns are for words without white space, in half-width forms.
SENTENCE = re.compile(r"[。；;!?！？\n]|(?:改为|增加)[：:]?\s*[“\"]")
"""What a sentence begins behind: the end of another, or the mark that opens new words of a rule that is amended."""
_REMARK = re.compile(r"\([^()]{7,}\)")
_NUMBERED = re.compile(r"^[“‘\"']*\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、]")
_QUOTES = "“”‘’\"'"
_REACH = 400  # characters of a sentence that are looked at on each side
_LONGEST = 60  # characters that are said
_LONG = 40  # characters of what is put before a noun that does not say by itself what it is of
_CASE_LONG = 20  # the same of a case
_SHORT = 6  # characters of such a noun
_BARE = 3  # characters of an act that does not say by itself what is done


@dataclass(frozen=True, slots=True)
class Around:
    """A quantity in its sentence, without white space and in half-width forms.

    ``before`` are the clauses up to it, the last of them its own; ``after`` the rest of its own and those that follow.
    """

    quantity: Quantity
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, quantity: Quantity, reading: Reading, start: int, end: int) -> Around:
        """Return what stands around the quantity at ``[start, end)`` of the words that ``reading`` is of."""
        words = reading.clean.text
        near, far = max(0, start - _REACH), min(len(words), end + _REACH)
        first = max((m.end() for m in SENTENCE.finditer(words, near, start)), default=near)
        last = found.start() if (found := SENTENCE.search(words, end, far)) else far
        a, b, c, d = (bisect_left(reading.places, at) for at in (first, start, end, last))
        before = _NUMBERED.sub("", reading.text[a:b])
        return cls(quantity, tuple(_clauses(before)), tuple(_clauses(reading.text[c:d])))

    @property
    def supposed(self) -> bool:
        """Whether it stands in a clause that supposes something (销售额达到1亿元的，…), so that it is not due."""
        return self.after[0].endswith("的") and len(self.after) > 1

    @property
    def own(self) -> str:
        """The words of its clause before it."""
        return self.before[-1]

    @property
    def head(self) -> str:
        """The words of its clause behind it, and behind the figures of a list that it opens."""
        return _FIGURES_AFTER.sub("", self.after[0])


def _clauses(text: str) -> Iterator[str]:
    """Yield the words between commas and colons that stand in no bracket; long remarks in brackets are left out."""
    depth, start = 0, 0
    text = _REMARK.sub("", text)
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char in ",:" and depth <= 0:
            yield text[start:at].strip(_QUOTES)
            start = at + 1
    yield text[start:].strip(_QUOTES)


_NUMBER = r"[\d.一二两三四五六七八九十百千万亿]{1,40}"
_FIGURE = rf"(?:超过|达到)?{_NUMBER}[元%年日人](?:及?以[上下])?"
_FIGURES_BEFORE = re.compile(rf"{_FIGURE}(?:至{_FIGURE})?[、和及至]$")
_FIGURES_AFTER = re.compile(rf"^(?:[、和及至](?:[^,、]{{0,5}}最高)?{_FIGURE})+")
_HAS_FIGURE = re.compile(rf"\d|{_NUMBER}[元%年月日人名]")
_JOINT = re.compile(rf"{pattern('amount-joint')}$")
_TIME = re.compile(
    r"(?:^|应当|可以)(?:在|自|经)[^,]{0,400}(?:[前后起]|期间)$|^[^,]{0,8}(?:[年日]内|每年|[前后起])$"
)
_ADJUNCT = re.compile(r"^(?:符合|在|按|经|由|自(?!愿)|从(?!事))")
_TOWARDS = re.compile(r"^(?:其中)?(?:对于?|凡|向)(?=[^,]{2,}$)")


def said_of(around: Around, condition: str | None = None) -> str | None:
    """Return what a quantity is said of, in the words of its sentence; ``condition`` is on what it is due.

    >>> from ingest.annotate.quantities import find_quantities
    >>> from ingest.text import CleanText, SourceText
    >>> clean = CleanText.of(SourceText("a.txt", "对特色农业项目，固定资产投资超过5000万元的，予以支持。", "0" * 64))
    >>> [found] = find_quantities(clean, "art-1")
    >>> said_of(Around.of(found, Reading.of(clean), 14, 22))
    '特色农业项目固定资产投资'
    """
    quantity = around.quantity
    if quantity.kind is QuantityKind.DATE:
        found = _day(around)
    elif quantity.role == "fine" and not around.supposed:
        found = fined[0] if (fined := re.match(r"(?:罚款|罚金)", around.head.removeprefix("的"))) else None
    else:
        found = _due(around) or (None if around.supposed else _given(around, condition)) or _measured(around)
    found = _bare(found or "")
    return found[-_LONGEST:] if len(found) > 1 else None


# ── days, and the acts that a time limit is for ──────────────────────────────────────────────────────

_MADE_KNOWN = re.compile(r"《(?P<title>[^《》]+)》(?:已|业|于)")
_ENACTED = re.compile(
    r"^[^《]*(?:通过|批准|[发公颁]布|印发|修[订正])的《(?P<title>[^《》]+)》|的《(?P<other>[^《》]+)》[^,《]{0,6}废止"
)
_BESIDE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》\([^()]*$")
_OF_NUMBER = re.compile(r"第\d+号")
_ENACTING = frozenset({"adopted", "approved", "issued", "in-force"})


def _bare(words: str) -> str:
    """Return words without what stands around them; of a quotation both marks stay or none.

    >>> _bare("“专精特新”企业补助"), _bare("、“免申即享”的")
    ('“专精特新”企业补助', '免申即享')
    """
    found = words.strip(f"{_QUOTES}的、,()")
    if found.count("”") > found.count("“") and f"“{found}" in words:
        return f"“{found}"
    if found.count("“") > found.count("”") and f"{found}”" in words:
        return f"{found}”"
    return found


def of_days(provisions: Iterable[Provision]) -> dict[str, str]:
    """Return by the paths of dates what they are of: their document, by its title, or what an order makes known."""
    found: dict[str, str] = {}
    named, titled = None, ""
    for provision in provisions:
        if provision.kind is ProvisionKind.TITLE and (kind := genre(provision.own.text.split("\n")[0])):
            titled = "".join(provision.own.text.split())
            named = f"本{kind.removeprefix('暂行').removeprefix('试行')}"
        elif provision.kind is ProvisionKind.PREAMBLE:
            known = _MADE_KNOWN.match(provision.own.text.strip())
            if known is not None and (named is None or known["title"] in titled):
                named = known["title"]
        elif provision.kind is ProvisionKind.DATE and named:
            found[provision.path] = named
    return found


def _day(around: Around) -> str | None:
    """Return the rule that was adopted, issued or entered into force on a day, or what is done by it."""
    own = around.own
    if _OF_NUMBER.match(around.head):
        return None
    subject = _without_joints(own)
    if around.quantity.role in _ENACTING:
        if found := _ENACTED.search(",".join(around.after)):
            return found["title"] or found["other"]
        if found := _BESIDE.search(",".join(around.before)):
            return found["title"]
        if around.quantity.role == "in-force" and len(subject) > 1 and not subject.startswith("《"):
            return subject
        titles = (clause for clause in reversed(around.before) if clause.startswith("《"))
        return next((title[1:].partition("》")[0] for title in titles), None)
    if len(subject) > 1 and own.endswith("为"):
        return subject
    return _act(around)


def _due(around: Around) -> str | None:
    """Return the act that a time limit or a period is for."""
    quantity, own, head = around.quantity, around.own, around.head
    if quantity.kind is not QuantityKind.DURATION or head.startswith("的"):
        return None
    subject = _without_joints(own)
    if (
        quantity.text.endswith(("内", "前"))
        or quantity.text.startswith("提前")
        or head.startswith("前")
        or len(subject) < 2
        or _TIME.search(subject)
        or own.endswith("每")
        or (own.endswith("用") and head.endswith("时间"))
    ):
        return _act(around)
    return None


_WITHIN = re.compile(r"^[内前后起]|^左?右?的?时间$")
_LEADS = re.compile(r"^(?:的|应当?|必须|可以?|将|依法|及时|再|并)+")
_CIRCUMSTANCE = re.compile(r"(?:前提下|基础上|情况下)$")
_OTHER_LIMIT = re.compile(r"[年月日]以?内$")
_GROUND = re.compile(
    r"^(?:[^,的]{2,16}?(?:可以?|应当?)?)?(?P<way>(?:按照|依照|依据|根据|通过)[^,]*)$|^(?:按|经|凭|持)[^,]*$"
)


def _act(around: Around) -> str | None:
    """Return what is done by a day or within a time, behind it or in a clause that follows.

    An act that does not say by itself what is done (办结) gets what it is done to.
    """
    for clause in around.after[:3]:
        act = _LEADS.sub("", _WITHIN.sub("", clause))
        skipped = _CIRCUMSTANCE.search(act) and clause is not around.after[-1]
        if len(act) < 2 or skipped or _OTHER_LIMIT.search(act):
            continue
        if ground := _GROUND.match(act):
            act = _predicate(act[max(ground.start("way"), 0) :])
        act = act.removesuffix("的")
        if act:
            return act if len(act) > _BARE else f"{_theme(around, own=True)}{act}"
    return None


def _predicate(words: str) -> str:
    """Return the words from the verb on that stands behind an adjunct (通过网站提交信息)."""
    tokens = tokenize(words)
    for one, other in pairwise(tokens[1:]):
        if one.tag[:1] == "n" and other.tag in ("v", "p") and other.end < len(words):
            return words[other.start :]
    return ""


# ── sums that are given ──────────────────────────────────────────────────────────────────────────────

_NAMED = ("奖励", "补贴", "补助", "补偿", "资助")
_FUNDS = ("安排", "投入", "设立")
_GIVE = re.compile(
    rf"^(?P<lead>.*)(?P<verb>给予|发放|支付|{'|'.join((*_NAMED, *_FUNDS))})(?P<who>[^的、]{{0,14}})$"
)
_GIVEN = re.compile(r"^(?:一次性|分别)?给予(?P<thing>[^,的、]{2,16})")
_GIVEN_BEFORE = re.compile(r"给予(?:[^,]{0,400}[%元])?(?P<thing>[^,、\d%元的]{2,6})$")
_EACH = re.compile(r"^单个?(?:项目|企业|户|家)?$")
_SHARED = re.compile(r"(?:额|投入|收入|支出|费用|投资|价格|产值)$")
_THING = re.compile(r"^的?(?P<thing>[^,、]{2,20})")
_SETS_UP = re.compile(r"(?:设立|建设|用于|支持|扶持)(?P<thing>[^,]{2,30})")
_GIVER = re.compile(r"(?:部门|政府|机关|委员会|财政|[局厅省市县区])$")


def _given(around: Around, condition: str | None) -> str | None:
    """Return whom a sum is given to, or in which case, and what it is called."""
    quantity, head = around.quantity, around.head
    if quantity.kind is QuantityKind.COUNT:
        return None
    own = _without_joints(around.own, quantity.per)
    give = _GIVE.match(own)
    if give is None:
        return _given_by_share(around, own) or _capped(around, own)
    verb, lead, who = give["verb"], _without_joints(give["lead"]), _without_joints(give["who"], quantity.per)
    if verb in _FUNDS:
        return _fund(around, who)
    if who and verb != "给予" and not (verb in _NAMED and ends_as_agent(who)):
        return None
    if verb in _NAMED and "给予" in lead:
        lead = lead.partition("给予")[0]
    found = _THING.match(head) if _names(head) else None
    thing = found["thing"] if found else verb if verb in _NAMED else ""
    if verb in _NAMED and not who and lead and _is_noun(own) and not ends_as_agent(lead):
        lead, thing = "", re.sub(r"^最高", "", own)
    who = next((part for word in tokenize(who) if ends_as_agent(part := who[: word.end])), who)
    if _EACH.match(who) or _SHARED.search(who):
        who = ""
    if quantity.kind is QuantityKind.DURATION:
        return f"{verb}{who}{thing}"
    share = quantity.kind is QuantityKind.PERCENT
    receiver = _receiver(lead, () if share else around.before[:-1], None if share else condition)
    return f"{receiver}{'' if who and receiver.endswith(who) else who}{thing}"


def _given_by_share(around: Around, own: str) -> str | None:
    """Return what is given of which the amount is a share (按投资的5%给予企业奖励)."""
    given = _GIVEN.match(around.head)
    return given["thing"] if given is not None and _BASE.match(own) else None


def _capped(around: Around, own: str) -> str | None:
    """Return what the clause before gives, which an amount that stands alone caps (给予5%扶持，最高100万元)."""
    if (
        around.quantity.kind is not QuantityKind.MONEY
        or around.head
        or not (len(own) < 2 or _EACH.match(own))
    ):
        return None
    given = _GIVEN_BEFORE.search(around.before[-2]) if len(around.before) > 1 else None
    return given["thing"] if given is not None else None


def _names(head: str) -> bool:
    """Whether words behind an amount name it, and do not go on with a verb (给予3万元计算)."""
    tokens = tokenize(head)
    return bool(tokens) and (tokens[0].tag != "v" or head.startswith((*_NAMED, "支持", "扶持")))


def _fund(around: Around, measure: str) -> str | None:
    """Return what a sum is set aside for or makes up, with its ``measure`` (设立总规模1亿元的基金)."""
    found = _THING.match(around.head)
    named = found["thing"] if found else ""
    if measure:
        return f"{named}{measure}" if around.head.startswith("的") else None
    for clause in around.after[1:2] if len(named) <= 2 else ():
        if found := _SETS_UP.search(clause):
            return found["thing"]
    return named or None


def _receiver(lead: str, earlier: Sequence[str], condition: str | None) -> str:
    """Return for whom or what, or in which case a sum is given; nothing where figures tell the case."""
    lead = lead.removesuffix("的")
    if found := re.search(r"(?:对于?|向)(?P<who>[^,]{2,})$", lead):
        return found["who"]
    if _may_receive(lead) and len(lead) <= _LONG:
        return lead
    for clause in (*_clauses("".join((condition or "").split())), *earlier):
        said = re.split("并且|且", _TOWARDS.sub("", clause))[0]
        if len(said) < 2 or len(said) > _LONG or _TIME.search(said):
            continue
        if _HAS_FIGURE.search(said) and not _OF_WHAT.search(said):
            continue
        if clause.startswith("对") or clause.endswith("的") or ends_as_agent(said) or _is_noun(said):
            return re.sub(r"在[^在]*后$", "", said.removesuffix("的"))
    first = agent_before(earlier[0], tokenize(earlier[0])) if earlier else ""
    return first if _may_receive(first) else ""


def _may_receive(name: str) -> bool:
    """Whether a name is that of somebody who is no public body, which gives."""
    return len(name) > 1 and ends_as_agent(name) and _GIVER.search(name) is None


# ── things that are measured ─────────────────────────────────────────────────────────────────────────

_BASE = re.compile(
    r"^(?P<subject>[^,]*?)(?:可|应当?|分别){0,40}(?:按照?(?!期|时|次|规定)|参照|依照)(?P<base>[^,]{2,400})$"
)
_IS_SHARE = re.compile(r"^(?P<subject>[^,]{2,400})为(?P<base>[^,]{2,400})的$")
_BEHIND = re.compile(r"^的?(?P<thing>[^,]{2,30})")
_COORDINATE = re.compile(r"且(?=[^,]{2,400}$)")
_OPENS = re.compile(r"^(?:其中|其(?!他|余)|对于?|凡|在|以|或者?|并)")
_DATED = re.compile(rf"^(?:到|至|自|从|在)?(?:{_NUMBER}(?:年|个?月|日)){{1,3}}[底末]?[内前起后]")
_OF_WHAT = re.compile(r"的[^的\d]{2,4}$")
_ORDERS = re.compile(r"应当|可以|不得|必须")


def _measured(around: Around) -> str | None:
    """Return the thing that is measured: the words before the amount with what they are of, else those behind it."""
    quantity, head = around.quantity, re.sub(r"^的(?:标准|比例)(?=[^,]{2})", "", around.head)
    share = quantity.kind is QuantityKind.PERCENT and around.own.endswith("的")
    said = _without_joints(around.own, quantity.per)
    if quantity.kind is QuantityKind.PERCENT and (
        base := _BASE.match(said) or (share and _IS_SHARE.match(said))
    ):
        subject = _without_joints(base["subject"])
        if len(subject) < 2:
            act = re.match(r"[^,的]{2,8}$", head)
            return f"{base['base'].removesuffix('的')}{act[0] if act else ''}"
        said = subject if _is_noun(subject) else said
    said = "" if _TIME.search(said) or _names_nothing(said) else _DATED.sub("", said)
    behind = None if head.startswith("的部分") else _BEHIND.match(head)
    takes = not (quantity.kind is QuantityKind.DURATION and head.startswith("的")) and _takes_object(
        said, head
    )
    if behind and (takes or (around.own.endswith("的") and not share)):
        return re.split("并|且|的$", behind["thing"])[0]
    if len(said) < 2:
        return f"{_theme(around, cases=behind is not None)}{behind['thing'] if behind else ''}"
    said = _OPENS.sub("", _COORDINATE.split(said)[-1])
    if len(said) <= _SHORT and _ends_with_noun(said) and said not in (theme := _theme(around)):
        return f"{theme}{said}"
    return said


def _names_nothing(words: str) -> bool:
    """Whether words end with a connective, 由 or 处, so that what is measured stands behind the amount."""
    tokens = tokenize(words)
    return not tokens or tokens[-1].tag == "c" or tokens[-1].text in ("处", "、", "同时", "由")


def _theme(around: Around, *, own: bool = False, cases: bool = True) -> str:
    """Return what the sentence speaks of before a bare noun or act: 对…, a noun put first, or a case.

    ``own``: it may stand in the clause of the quantity itself; ``cases``: it may be a case.
    """
    words = _LEADS.sub("", _without_joints(around.own)) if own else ""
    if 1 < len(words) <= _CASE_LONG and not any(form.search(words) for form in (_TIME, _ADJUNCT, _ORDERS)):
        return _TOWARDS.sub("", words).removesuffix("的")
    for clause in reversed(around.before[:-1]):
        said = clause.removeprefix("其中").removesuffix("的")
        if len(said) < 2 or len(said) > _LONG or _TIME.search(said):
            continue
        if _TOWARDS.match(said):
            return _TOWARDS.sub("", said)
        if (base := _BASE.match(said)) and _is_noun(base["subject"]):
            return base["subject"]
        if _ADJUNCT.match(said):
            continue
        counted = _HAS_FIGURE.search(said) is not None
        if clause.endswith("的"):
            if cases and not counted and len(said) <= _CASE_LONG:
                return said
        elif _is_noun(said) and (not counted or _OF_WHAT.search(said)):
            return said
    return ""


def _takes_object(words: str, head: str) -> bool:
    """Whether words end with a verb whose object stands behind the amount (签订一年以上劳动合同)."""
    before, behind = tokenize(words), tokenize(head)
    if not before or not behind or before[-1].tag != "v":
        return False
    if head.startswith("的"):  # of two words the last of which may be a noun, too, it is one (营业收入)
        return len(before) == 1 or before[-2].tag[:1] not in "nv" or before[-2].tag == "v"
    return behind[0].tag[:1] in "nlj" or _is_noun(head)


def _is_noun(words: str) -> bool:
    """Whether words are a noun with what describes it, or the name of an agent, and no predicate."""
    tokens = tokenize(words)
    if not tokens or tokens[0].tag[:1] in "dpc" or _ORDERS.search(words):
        return False
    return ends_as_agent(words) or (
        (tokens[0].tag != "v" or "的" in words)
        and (_ends_with_noun(words) or _OF_WHAT.search(words) is not None)
    )


def _ends_with_noun(words: str) -> bool:
    tokens = tokenize(words)
    return bool(tokens) and (tokens[-1].tag[:1] in "njl" or tokens[-1].tag in ("vn", "an", "eng"))


def _without_joints(words: str, per: Iterable[str] = ()) -> str:
    """Return the words before a quantity without figures of the same list and what joins them to it."""
    units = "|".join(map(re.escape, per))
    counted = (
        re.compile(rf"(?:每[一个]*[^每,、\d]{{1,4}})?(?:(?:每[一个]*|单个?家?)(?:{units}))+$")
        if units
        else None
    )
    while True:
        shorter = _FIGURES_BEFORE.sub("", words)
        if shorter == words and counted is not None:
            shorter = counted.sub("", words)
        if shorter == words:
            shorter = _JOINT.sub("", words)
        if shorter == words:
            return words
        words = shorter
