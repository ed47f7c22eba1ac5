"""Institutions beside the departments: congresses, courts, procuratorates; branches of central bodies.

The constitution gives every level the same ones, so they are patterns, not entries (宪法 chapter 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bodies.grammar import SESSION
from ingest.bodies.scopes import Scope
from ontology import divisions
from ontology.divisions import COUNTRY


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution: slug, kind, functions, its label after the division, whether only the country has it."""

    identifier: str
    kind: str
    functions: tuple[str, ...] = ()
    label: str = ""
    national: bool = False


_NATIONAL = (
    (
        rf"{SESSION}全国人(?:民代表)?大(?:会)?常(?:务委员)?(?:委)?会",
        "npc-standing-committee",
        "standing-committee",
    ),
    (rf"{SESSION}全国人(?:民代表)?大(?:会)?(?:及其常务委员会)?", "npc", "congress"),
    (r"最高人民法院(?:(?:审判|赔偿)委员会)?", "supreme-court", "court"),
    (r"最高人民检察院(?:检察委员会)?", "supreme-procuratorate", "procuratorate"),
    (r"(?:中央人民政府|国务院|中华人民共和国国务院)", "state-council", "government"),
    (r"中央军(?:事委员会|委)", "central-military-commission", "military"),
    (r"(?:中华人民共和国主席)", "president", "president"),
)
_LOCAL = (
    (rf"{SESSION}(?:人民代表大会|人大)(?:常务委员会|常委会)(?:会议)?", "standing-committee", "standing-committee",
     "人民代表大会常务委员会"),
    (rf"{SESSION}(?:人民代表大会|人大)(?:及其常务委员会|及其常委会)?", "congress", "congress", "人民代表大会"),
    (r"(?:人民代表大会|人大)(?:常务委员会)?[^、，]{2,10}(?:委员会|工作机构|办事机构)", "congress-committee",
     "congress", ""),
    (r"(?:法制|财政经济|监察和司法|内务司法|教育科学文化卫生|环境与资源保护|环境资源保护|农业与农村|民族宗教侨务外事"
     r"|华侨|社会建设|宪法和法律|代表资格审查|(?:计划)?预算(?:审查)?|议案审查)(?:工作)?委员会",
     "congress-committee", "congress", ""),
    (r"高级人民法院", "high-court", "court", "高级人民法院"),
    (r"中级人民法院", "intermediate-court", "court", "中级人民法院"),
    (r"基层人民法院", "basic-court", "court", "基层人民法院"),
    (r"专门人民法院|(?:海事|知识产权|金融|互联网|铁路运输|军事)法院", "special-court", "court", ""),
    (r"(?:各级)?(?:人民)?法院", "court", "court", "人民法院"),
    (r"(?:各级)?(?:军事|专门)?(?:人民检察院|检察院|检察机关)", "procuratorate", "procuratorate", "人民检察院"),
    (r"(?:地区)?(?:行政公署|行署)", "government", "government", "行政公署"),
    (r"(?:人民政府|政府)(?:（行政公署）|（行署）)", "government", "government", "人民政府（行政公署）"),
    (r"(?:人民政府)?(?:街道办事处|街道办)", "subdistrict-offices", "office", "街道办事处"),
    (r"(?:乡（镇）|乡镇|乡、镇|乡、民族乡、镇)(?:人民政府|政府)", "governments-township", "group", "乡镇人民政府"),
    (r"(?:常务委员会|常委会)", "standing-committee", "standing-committee", "人民代表大会常务委员会"),
    (r"(?:人民代表大会|人大)?(?:常务委员会|常委会)(?:[^、，]{2,8}(?:委员会|委)|办公厅|办公室|工作机构|办事机构)",
     "congress-committee", "congress", ""),
    (r"(?:有关|相关|各)?(?:人民代表大会|人大)?(?:(?:有关|相关|各)?专门委员会(?:办公室)?|(?:常务)?主席团)",
     "congress-committee", "congress", ""),
    (r"(?:人大|常委会)?(?:法工委|财经委|预算工委|人代工委|代工委|城环委|环资委|教科文卫委|监察司法委|内司委)",
     "congress-committee", "congress", ""),
    (r"(?:青年|学生)联合会", "youth-federation", "association", ""),
    (r"关心下一代工作委员会|关工委", "next-generation-committee", "office", "关心下一代工作委员会"),
    (r"(?:人民法院)?(?:审判委员会|赔偿委员会|司法救助委员会)", "court-committee", "court", ""),
    (r"(?:人民检察院)?检察委员会", "procuratorial-committee", "procuratorate", ""),
    (r"本?(?:街道|乡镇|镇|乡|社区)?(?:党的?(?:工作委员会|工委)|党工委)", "party-working-committee", "party", ""),
    (r"选举(?:工作)?(?:委员会|机构)(?:办公室)?", "election-committee", "office", "选举委员会"),
    (r"(?:管委会|管理委员会)", "zone-committee", "zone-committee", ""),
    (r"(?:中国人民)?(?:政治协商会议|政协)(?:(?:地方)?各级|全国)?(?:委员会)?(?:常务委员会)?",
     "political-consultative-conference", "association", "政协"),
)  # fmt: skip
# Bodies of self-government and associations of trades: a rule that names one means all of its territory
# (村民委员会组织法, 城市居民委员会组织法).
_VILLAGE, _RESIDENTS = "(?:行政)?村(?:民)?(?:委员会|委会)", "(?:社区)?居(?:民)?(?:委员会|委会)"
_CLASSES = (
    (rf"{_VILLAGE}", "villagers-committees", "村民委员会"),
    (rf"{_RESIDENTS}|社区(?:居委会|居民自治组织)", "residents-committees", "居民委员会"),
    (rf"村、?（居）民?委员会|村（社区）(?:居民?)?委员会|居、?（村）民?委员会|村居民?委员会|{_VILLAGE}(?:、|和|或者?|及){_RESIDENTS}"
     rf"|{_RESIDENTS}(?:、|和|或者?|及){_VILLAGE}|村（居）委会|村（居）民委员会|居（村）民委员会|居民（村民）委员会|村民（居民）委员会|基层群众性自治组织",
     "self-government-committees", "村民委员会、居民委员会"),
    (r"(?:有关|相关|各)?(?:行业协会|商会|行业组织|行业协会、?商会|行业商会|行业自律组织)", "industry-associations",
     "行业协会商会"),
)  # fmt: skip
_CLASS_RULES = tuple((re.compile(pattern), slug, label) for pattern, slug, label in _CLASSES)
_NATIONAL_RULES = tuple((re.compile(pattern), slug, kind) for pattern, slug, kind in _NATIONAL)
_LOCAL_RULES = tuple((re.compile(pattern), slug, kind, label) for pattern, slug, kind, label in _LOCAL)


def local_class(name: str) -> tuple[str, str] | None:
    """The slug and label of a class of local organizations: 村民委员会, 村（居）民委员会, 行业协会; else None.

    >>> local_class("村（居）民委员会")
    ('self-government-committees', '村民委员会、居民委员会')
    """
    return next(((slug, label) for rule, slug, label in _CLASS_RULES if rule.fullmatch(name)), None)


def institution(name: str, scope: Scope) -> Institution | None:
    """The institution that has this name after its scope; None when it is none.

    >>> institution("第十三届人民代表大会常务委员会", Scope("630000", "province")).identifier
    'standing-committee'
    """
    for pattern, slug, kind in _NATIONAL_RULES:
        if pattern.fullmatch(name):
            return Institution(slug, kind, national=True)
    if scope.government and not name.startswith(("乡", "街道")):
        return None
    for pattern, slug, kind, label in _LOCAL_RULES:
        if pattern.fullmatch(name):
            return Institution(slug, kind, label=label)
    return None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a central body in a division: the kind of department, the scope and its name."""

    kind: str
    scope: Scope
    name: str


_HEADS = (
    ("survey-organization", r"国家统计局", r"(?:工业|农村|城市)?调查(?:总队|队)(?:[\u4e00-\u9fff]{2,4}处)?"),
    ("tax", r"国家税务总局", r"税务局"),
    ("state-tax", r"(?:国家税务总局)?", r"国税局|国家税务局"),
    ("central-bank", r"中国人民银行|人民银行|人行", r"(?:中心支行|省?分行|营业管理部|支行|总部)"),
    ("banking-insurance-regulator", r"中国银行保险监督管理委员会|中国银保监会|",
     r"银保监局|监管局|监管分局|银保监分局"),
    ("banking-regulator", r"中国银行业监督管理委员会|中国银监会|", r"银监局|银监分局|监管局|监管分局"),
    ("insurance-regulator", r"中国保险监督管理委员会|中国保监会|", r"保监局|监管局"),
    ("financial-regulatory-administration", r"国家金融监督管理总局|", r"监管局|监管分局|金融监管局|金融监管分局"),
    ("securities-regulator", r"中国证券监督管理委员会|中国证监会|", r"证监局|监管局"),
    ("foreign-exchange", r"国家外汇管理局|国家外管局", r"省?分局|外汇管理部|中心支局|支局"),
    ("work-safety", r"国家矿山安全监察局|国家煤矿安全监察局", r"(?:监察)?局|监察分局"),
    ("customs", r"中华人民共和国|", r"海关"),
    ("inspection-quarantine", r"中华人民共和国|", r"出入境检验检疫局|检验检疫局"),
    ("maritime-administration", r"中华人民共和国", r"海事局"),
    ("finance", r"财政部", r"监管局|专员办|财政监察专员办事处"),
)  # fmt: skip
# A branch without its head (青海监管局) would be anyone's: then the rest must name the kind.
_HEADLESS = {"监管局", "监管分局", "分局", "监察局", "局"}
_FULL = {
    "central-bank": "中国人民银行{}",
    "banking-regulator": "中国银行业监督管理委员会{}",
    "insurance-regulator": "中国保险监督管理委员会{}",
    "banking-insurance-regulator": "中国银行保险监督管理委员会{}",
    "financial-regulatory-administration": "国家金融监督管理总局{}",
    "securities-regulator": "中国证券监督管理委员会{}",
    "foreign-exchange": "国家外汇管理局{}",
    "survey-organization": "国家统计局{}",
    "tax": "国家税务总局{}",
    "customs": "中华人民共和国{}",
    "inspection-quarantine": "中华人民共和国{}",
    "maritime-administration": "中华人民共和国{}",
}
_BRANCHES = tuple((kind, re.compile(f"(?:{head})"), re.compile(f"(?:{rest})")) for kind, head, rest in _HEADS)


def vertical(name: str, jurisdiction: str | None, year: int | None) -> Branch | None:
    """The branch of a central body that a name means; None when it is none.

    >>> vertical("人行西宁中心支行", "630000", 2012).kind, vertical("青海银监局", None, 2012).scope.division
    ('central-bank', '630000')
    """
    for kind, head, rest in _BRANCHES:
        found = head.match(name)
        if found is None:
            continue
        for place in _places(name[found.end() :], jurisdiction, year):
            tail = name[found.end() + len(place.printed) :]
            if rest.fullmatch(tail) and (found[0] or tail not in _HEADLESS):
                if kind.startswith("banking-insurance") and not found[0] and not tail.startswith("银保"):
                    continue
                return Branch(kind, place, _full(kind, place.printed, tail))
    return None


def _full(kind: str, place: str, tail: str) -> str:
    """The unabridged name: 青海银监局 is 中国银行业监督管理委员会青海监管局."""
    for short, long in (
        ("银保监", "监管"),
        ("银监", "监管"),
        ("保监", "监管"),
        ("证监", "监管"),
        ("金融监管", "监管"),
    ):
        if tail.startswith(short):
            tail = long + tail.removeprefix(short)
            break
    if tail == "检验检疫局":
        tail = "出入境检验检疫局"
    return _FULL.get(kind, "{}").format(place + tail)


def _places(text: str, jurisdiction: str | None, year: int | None) -> list[Scope]:
    """The readings of a division's name at the beginning, longest name first."""
    readings = []
    for end in range(min(len(text), 14), 1, -1):
        found = divisions.find(text[:end], year) or divisions.find(text[:end])
        for item in found:
            readings.append((_near(item.code, jurisdiction), -end, item))
    readings.sort(key=lambda reading: (reading[1], reading[0]))
    return [Scope(item.code, item.level, printed=text[:-end]) for _, end, item in readings]


def _near(code: str, jurisdiction: str | None) -> int:
    if jurisdiction is None or jurisdiction == COUNTRY:
        return 0
    return 0 if divisions.contains(jurisdiction, code) or divisions.contains(code, jurisdiction) else 1
