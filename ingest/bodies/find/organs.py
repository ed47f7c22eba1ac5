"""Departments, agencies, bureaux: names grown leftwards from their ending over known functions.

The ending (部门, 局, 委, 机关 …) is found first; before it stand one or more known functions
(工业和信息化), perhaps words that only this text has (特种设备 in 特种设备安全监督管理部门), and a division
or level. A list that shares one ending (发展改革、科技、财政等有关部门) gives an item each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from ingest.bodies.find.candidate import GATES, BodyKind, Candidate
from ingest.bodies.find.words import (
    BOUNDARY,
    NOT_HAN,
    begins,
    division_before,
    ending_in,
    is_placed,
    level_before,
    stems,
)
from ingest.bodies.grammar import FORMS, SORT, one_of
from ingest.gates import AnyOf, Gate
from ontology import lexicon
from ontology.departments import names_of_the_country
from ontology.institutions import branches
from ontology.lexicon import endings, pattern

# Words that leave it open which body is meant: which one (有关, 各, 上级), then of what sort (主管, 执法).
_WHICH: Final = pattern("which-body")
_SORT: Final = f"(?:{SORT}|{pattern('open-sort')})"
_ADJECTIVE: Final = re.compile(rf"{_WHICH}{{0,40}}{_SORT}{{0,40}}$")
_PLAIN: Final = re.compile(f"{pattern('plain-sort')}?$")
_OPEN_ENDING: Final = frozenset(lexicon.words("open-ending"))
_ENDING: Final = re.compile(
    pattern("open-ending", "department-ending", "unit-ending", "agency-ending") + "|委(?=会[同商])"
)
_SEEN_ENDING: Final = Gate(GATES, _ENDING)
# Endings that follow a division and a function that nobody has listed (省扶贫开发局).
_LOCAL_ENDING: Final = frozenset(lexicon.words("local-ending"))
_DUTY: Final = re.compile(
    r"(?:(?:依法)?(?:负有|承担|履行|行使)[\u4e00-\u9fff、]{2,24}?(?:职责|职权|职能|管理权|处罚权)"
    r"|(?:依法)?负责(?:(?!受)[\u4e00-\u9fff、（）]){2,16}?(?:工作)?|法律、法规授权"
    r"|(?:(?<=政府)|(?<=国务院))(?:主管|管理)(?:(?![的受由])[\u4e00-\u9fff、（）]){2,16}?)的"
    r"(?:[\u4e00-\u9fff]{0,4}?)(?:部门|机构|机关(?!事务))(?:或者?(?:部门|机构|机关))?"
)
_SEEN_DUTY: Final = Gate(GATES, _DUTY)
_GENERIC: Final = re.compile(
    r"(?:有关|相关|各)?(?<!人民)政府部门|(?<=国务院)部门"
    r"|(?:司法|批准|审批|决定|登记|发证|核准|许可)机关|登记机构|成员单位"
    r"|(?:有权(?:处理|决定|批准)|作出[\u4e00-\u9fff]{2,10}(?:决定|行为))的(?:行政|司法)?(?:部门|机构|机关)"
    r"|各级机关(?!干部|事务|工作)|(?:国务院|(?:人民)?政府)?各(?:部委|厅委|委办局|委办厅局|委厅局|厅局|局委)(?!员)"
    rf"|{pattern('case-act')}[^，。；、]{{2,14}}的(?:部门|机关|机构)"
    r"|受?(?:确定|指定|授权|委托)的[\u4e00-\u9fff]{0,6}(?:部门|机构|机关)"
)
_SEEN_GENERIC: Final = Gate(GATES, _GENERIC)
_DEPARTMENT: Final = re.compile("部门|机关")
_SEEN_DEPARTMENT: Final = Gate(GATES, _DEPARTMENT)
_SEPARATED: Final = re.compile(r"(?:、|和|及|与|或者|以及|或)$")
_BANK: Final = re.compile(
    r"(?:人行|农发行|国开行|中国银行|(?:中国)?(?:工商|(?:农业)?发展|农业|(?:人民)?建设|交通|邮储|(?:邮政)?储蓄|进出口)银行"
    r"|国家开发银行)"
    r"[\u4e00-\u9fff]{2,8}?(?:支行|分行|营业管理部)|中国(?:农业发展|人民建设|进出口)银行|国家开发银行|(?:中国人民银行|人民银行"
    r"|中国银行保险监督管理委员会|中国银行业监督管理委员会|国家金融监督管理总局|国家外汇管理局)"
    r"(?:[\u4e00-\u9fff]{2,6}?(?:支行|分行|营业管理部|监管局|分局))?(?!法)"
)
_SEEN_BANK: Final = Gate(GATES, _BANK)
_BANK_OF_PLACE: Final = re.compile(pattern("bank-of-place"))
_SEEN_BANK_OF_PLACE: Final = Gate(GATES, _BANK_OF_PLACE)
# Branches that their ending tells without the central body's name, and commissions by their short names after 中国.
_BRANCH: Final = re.compile(
    one_of(
        {ending for each in branches() for ending in each.alone}
        | {*lexicon.words("branch")}
        | {head[2:] for each in branches() for head in each.heads if re.fullmatch("中国.+监会", head)}
    )
)
_SEEN_BRANCH: Final = Gate(GATES, _BRANCH)
_CENTRAL: Final = re.compile(
    r"(?:国家|中央)(?!机关|工作人员|部门|[设成建]立)[^\W\d_的在由以于将对等应]{1,12}?(?:局|委员会|委(?!员|托|派|委)"
    r"|办公室)(?:[\u4e00-\u9fff]{2,4}?(?:调查总队|调查队|税务局|监管局|专员办))?"
    r"(?P<unit>[\u4e00-\u9fff]{2,4}处(?=处长|副处长))?|海关总署|审计署|银监会|证监会|保监会|银保监会"
)
_SEEN_CENTRAL: Final = Gate(GATES, _CENTRAL)
_BY_NAME: Final = re.compile(one_of(names_of_the_country()) + "(?:(?<!部)|(?![门分队级件位长]))")
_SEEN_BY_NAME: Final = Gate(GATES, _BY_NAME)
_CUSTOMS: Final = re.compile(f"海关(?=$|[、，。；]|{pattern('after-customs')})")
_SEEN_CUSTOMS: Final = Gate(GATES, _CUSTOMS)
_TREASURY: Final = re.compile(rf"(?:省|市|州|县|区|中央|本级|各级)财政(?={pattern('treasury-act')})")
_SEEN_TREASURY: Final = Gate(GATES, _TREASURY)
_OTHER_ENDING: Final = re.compile(rf"[（(]{one_of(FORMS)}(?:、{one_of(FORMS)})*[）)]")
_AREA: Final = rf"[\u4e00-\u9fff]{{0,10}}?{pattern('park')}"
_BOARD: Final = re.compile(
    rf"(?:(?P<area>{_AREA})(?:等|开发建设)?)?(?P<head>管理委员会|管委会)|{_AREA}(?P<organ>管理机构|管理局|管理处)"
)
_SEEN_BOARD: Final = Gate(GATES, _BOARD)
_AREA_BEFORE: Final = re.compile(rf"{_AREA}(?=[、和与及]$)")
_IN_BRACKETS: Final = re.compile(r"中国（[\u4e00-\u9fff]{2,8}）$")
_BROKEN: Final = re.compile(r"[的在由以于将对等应]|和(?!改)")
# A body under a name of its own in a list of departments: 教育、公安、妇女联合会等部门.
_NO_ITEM: Final = re.compile(f"{pattern('no-item-end')}$")
_KNOWN_ITEM: Final = re.compile(f"{endings('association', 'committee-name', 'body-class')}$")
_LONGEST_KNOWN: Final = 14
_LONGEST_LAST: Final = 8
_BEFORE_FIRST: Final = re.compile(r"(?:^|[、，。；由经]|及其|政府|会同)$")
_BEFORE_MATTER: Final = 4  # characters in which the ending of the body before an item stands
_PLACE_ACT: Final = re.compile(f"{pattern('place-act')}$")
_LONGEST_STEM: Final = 60
_LONGEST_AREA: Final = 14  # characters of the name of an area beside those of its pattern
_LONGEST_BOUNDARY: Final = 3
_LONGEST_COMMITTEE: Final = 14
_LONGEST_LEVEL: Final = 4
_ITEM_BEFORE: Final = re.compile(rf"(?:{endings('department-ending')}|）)、(?P<item>[\u4e00-\u9fff]{{2,8}})$")
_ITEM_ENDS: Final = re.compile(rf"$|[^\u4e00-\u9fff]|{pattern('after-body-name', 'bearer-act')}")
_LONGEST_ITEM: Final = 14
_OF_COUNTRY: Final = re.compile("国家|中央")  # a body of the country, found by that
_OF_ASSEMBLY: Final = re.compile(
    rf"{pattern('congress-committee')}|(?>.*?(?:[董监理]事会|股东会|(?<!责)任)).*|.*(?:审判|检察|赔偿)"
    r"|(?>.*?(?:常务|人民代表|人大|[局厅])).*"
)
_ACT: Final = re.compile(pattern("verb", "pivot", "governs-agent"))
_LONGEST_ADJECTIVE: Final = 24
_BAD_MIDDLE: Final = re.compile(f"^[域内间外]|{pattern('no-function')}")

_AGENCIES: Final = AnyOf(
    _SEEN_BANK, _SEEN_CENTRAL, _SEEN_BANK_OF_PLACE, _SEEN_BY_NAME, _SEEN_CUSTOMS, _SEEN_BRANCH, _SEEN_TREASURY
)
ANY_ORGAN: Final = AnyOf(_AGENCIES, _SEEN_BOARD, _SEEN_DUTY, _SEEN_GENERIC, _SEEN_DEPARTMENT, _SEEN_ENDING)


def find_organs(text: str) -> Iterator[Candidate]:
    """Find departments and the like in ``text``; candidates may overlap."""
    if not ANY_ORGAN.opens(text):
        return
    if _AGENCIES.opens(text):
        yield from _named_agencies(text)
    yield from _boards(text)
    for found in _SEEN_DUTY.finditer(text):
        yield Candidate(
            level_before(text, found.start()), found.end(), BodyKind.DEPARTMENT, rule="body-by-duty"
        )
    for start, end in _generic_places(text):
        first = level_before(text, start)
        first = first if begins(text, first) else start
        yield Candidate(first, end, BodyKind.DEPARTMENT, generic=True, rule="body-generic")
    for found in _SEEN_ENDING.finditer(text):
        other = _OTHER_ENDING.match(text, found.end()) if found[0] in FORMS else None
        for named in _grown(text, found.start(), found.end()):
            yield replace(named, end=other.end()) if other and named.end == found.end() else named


def _generic_places(text: str) -> Iterator[tuple[int, int]]:
    """Find what leaves it open which body is meant: 其他行政主管部门, 作出处罚决定的机关."""
    for found in _SEEN_GENERIC.finditer(text):
        yield found.span()
    for found in _SEEN_DEPARTMENT.finditer(text):
        start = _adjective_start(text, found.start())
        if start < found.start():
            yield start, found.end()


def _adjective_start(text: str, end: int) -> int:
    """Return where the words begin that leave it open which body is meant: 有关主管 before 部门, or ``end``."""
    found = _ADJECTIVE.search(text, max(0, end - _LONGEST_ADJECTIVE), end)
    return found.start() if found else end


def _named_agencies(text: str) -> Iterator[Candidate]:
    banks = _SEEN_BANK.finditer(text)
    for found in chain(banks, _SEEN_CENTRAL.finditer(text)):
        if not _BROKEN.search(found[0]):
            rule = "body-bank" if found.re is _BANK else "body-central"
            yield Candidate(found.start(), found.end(), BodyKind.DEPARTMENT, rule=rule)
            if unit := found.groupdict().get("unit"):
                yield Candidate(found.start(), found.end() - len(unit), BodyKind.DEPARTMENT, rule=rule)
    for found in _SEEN_BANK_OF_PLACE.finditer(text):
        start = level_before(text, found.start())
        if start < found.start() and begins(text, start):
            yield Candidate(start, found.end(), BodyKind.DEPARTMENT, rule="body-bank")
    for found in _SEEN_BY_NAME.finditer(text):
        if begins(text, found.start()):
            yield Candidate(found.start(), found.end(), BodyKind.DEPARTMENT, rule="body-central")
    for found in _SEEN_CUSTOMS.finditer(text):
        if begins(text, found.start()):
            yield Candidate(found.start(), found.end(), BodyKind.DEPARTMENT, stem="海关", rule="body-customs")
    for found in _SEEN_BRANCH.finditer(text):
        start = division_before(text, found.start())
        if start < found.start():
            yield Candidate(start, found.end(), BodyKind.DEPARTMENT, rule="body-branch")
    yield from _treasuries(text)


def _treasuries(text: str) -> Iterator[Candidate]:
    for found in _SEEN_TREASURY.finditer(text):
        start = min(found.start(), level_before(text, found.end() - 2))
        if start == 0 or text[start - 1] not in "城超上都级":
            yield Candidate(
                start, found.end(), BodyKind.DEPARTMENT, stem="财政", elided=True, rule="body-treasury"
            )


def _boards(text: str) -> Iterator[Candidate]:
    """Find administrative committees of areas; 甲园区、乙地区等管委会 gives two that share the ending."""
    for found in _SEEN_BOARD.finditer(text):
        head = found.span("organ" if found["organ"] else "head")
        if head[0] == found.start():
            yield Candidate(found.start(), found.end(), BodyKind.COMMITTEE, rule="body-board-alone")
            continue
        ends = head[0] - text.endswith("等", 0, head[0])
        start = _after_boundary(text, found.start(), ends)
        if ends == head[0]:
            yield Candidate(start, head[1], BodyKind.COMMITTEE, rule="body-board")
        else:
            yield _sharing_board(start, ends, head)
        while before := _AREA_BEFORE.search(text, max(0, start - 20), start):
            first = _after_boundary(text, before.start(), before.end())
            if not begins(text, first) or division_before(text, before.end()) == first:
                break
            yield _sharing_board(first, before.end(), head)
            start = first


def _after_boundary(text: str, start: int, end: int) -> int:
    """Return where the last word before ``end`` that no name goes over ends, or ``start``, 中国（…） before it too.

    A name of an area may be longer than the pattern of areas: it then goes on to the left up to such a word.
    """
    if not begins(text, start):
        low = max(0, start - _LONGEST_AREA)
        start = max((mark.end() for mark in NOT_HAN.finditer(text, low, start)), default=low)
    low = max(0, start - _LONGEST_BOUNDARY)
    start = max(
        (cut.end() for cut in BOUNDARY.finditer(text, low, end) if start < cut.end() < end), default=start
    )
    bracketed = _IN_BRACKETS.search(text, max(0, start - 12), start)
    return bracketed.start() if bracketed else start


def _sharing_board(start: int, end: int, head: tuple[int, int]) -> Candidate:
    return Candidate(start, end, BodyKind.COMMITTEE, elided=True, head=head, rule="body-board-sharing")


def _grown(text: str, at: int, end: int) -> Iterator[Candidate]:
    """Grow a name leftwards from its ending ``text[at:end]``, and the list that shares the ending."""
    ending = text[at:end]
    open_from = _adjective_start(text, at)
    listed_to = open_from
    if text.endswith("政府", 0, open_from):  # 统计等政府有关部门, 统计等有关政府部门
        listed_to = _adjective_start(text, open_from - 2)
    if ending in ("部门", "机关") and text.endswith("等", 0, listed_to):
        yield from _listed(text, listed_to - 1)
        return
    if ending in ("部门", "机关") and open_from < at:
        yield from _before_open(text, open_from)
    start, stem_end = _function_before(text, at)
    if ending not in _OPEN_ENDING and text[stem_end:at] in (
        "主管",
        "行政",
        "行政主管",
        "工作",
        "专门",
        "业务主管",
    ):
        yield from _committee(text, at, end)
        return
    generic, listing, rule = False, True, "body-department"
    if ending in _OPEN_ENDING:
        listing = start < stem_end
        start = _extended(text, start, known=listing)
        generic = not listing and open_from <= start
        rule = "body-of-function" if listing else "body-generic-sort" if generic else "body-of-matter"
        if start == stem_end or (
            rule == "body-of-matter" and _is_thing(text, level_before(text, start), stem_end)
        ):
            return
    elif start == stem_end or not (begins(text, start) or level_before(text, start) < start):
        yield from tuple(_local(text, at, end)) or (_committee if ending == "委员会" else _beside)(
            text, at, end
        )
        return
    first = level_before(text, start)
    yield Candidate(first, end, BodyKind.DEPARTMENT, stem=text[start:stem_end], generic=generic, rule=rule)
    if generic or ending not in ("部门", "机关"):
        return
    if gap := _SEPARATED.search(text, max(0, first - 2), first):
        shared = text[stem_end:end]
        items = tuple(_listed(text, gap.start(), scoped=first < start))
        if listing or (shared != ending and any(item.rule == "body-in-list" for item in items)):
            yield from (replace(item, shared=shared) for item in items)


def _before_open(text: str, at: int) -> Iterator[Candidate]:
    """Find the items of a list that an open class ends: 公安、财政 of 公安、财政和其他有关部门."""
    if gap := _SEPARATED.search(text, max(0, at - 2), at):
        items = tuple(_listed(text, gap.start()))
        if sum(item.rule == "body-in-list" for item in items) > 1:
            yield from items


def _is_thing(text: str, start: int, end: int) -> bool:
    """Tell whether 各环节责任 before 部门 is an item of what is laid down and no body: 程序和各环节责任部门."""
    gap = _SEPARATED.search(text, max(0, start - 2), start)
    return (
        gap is not None
        and text.startswith("各", start)
        and text.endswith("责任", start, end)
        and not _body_ends(text, gap.start())
    )


def _body_ends(text: str, end: int) -> bool:
    """Say whether the name of a body ends at ``end``: with the ending of a department, or with 政府."""
    endings = _ENDING.finditer(text, max(0, end - _BEFORE_MATTER), end)
    return text.endswith("政府", 0, end) or any(found.end() == end for found in endings)


def _function_before(text: str, at: int) -> tuple[int, int]:
    """Return the range of the function words before an ending at ``at``, without 主管, 行政 and the like."""
    bracket = _bracketed(text, at)
    if bracket < at:
        return _stem_start(text, bracket), at
    whole = _stem_start(text, at)
    plain = _PLAIN.search(text, max(0, at - 8), at)
    stem_end = plain.start() if plain else at
    start = _stem_start(text, stem_end)
    if (
        plain and plain[0].startswith("行政") and start == stem_end
    ):  # 行政 is part of the function: 水行政 + 主管
        for word in ("主管", "管理"):
            shorter = _stem_start(text, at - len(word)) if text.endswith(word, 0, at) else at
            if shorter < at - len(word) - len("行政"):
                return shorter, at - len(word)
    return (whole, at) if whole < at and whole <= start else (start, stem_end)


def _stem_start(text: str, end: int) -> int:
    """Return where the known functions that end at ``end`` begin (文化 + 新闻出版), or ``end``."""
    start = end
    while end - start < _LONGEST_STEM and (longer := ending_in(stems(), text, start)) < start:
        start = longer
    return start


def _bracketed(text: str, end: int) -> int:
    """Return where a bracket that ends at ``end`` opens, if it holds a function: 质量技术监督（市场监督管理）."""
    if end == 0 or text[end - 1] not in "）)":
        return end
    inner = _stem_start(text, end - 1)
    return inner - 1 if inner < end - 1 and inner and text[inner - 1] in "（(" else end


def _extended(text: str, start: int, known: bool) -> int:
    """Move ``start`` left over words that belong to the name though no function lists them."""
    low = max(0, start - 10)
    for cut in NOT_HAN.finditer(text, low, start):
        low = cut.end()
    cuts = [cut.end() for cut in BOUNDARY.finditer(text, low, start)]
    low = max([low, *cuts])
    left = level_before(text, start)
    if left < start:
        return start
    if text.startswith("地", low) and _PLACE_ACT.search(text, max(0, low - 2), low):  # 所在地
        low += 1
    if text.endswith("国务院", 0, start) or "国务院" in text[low:start]:
        low = text.rindex("国务院", 0, start) + 3
    size = start - low
    if known:
        return low if 2 <= size <= 4 else start
    return low if 2 <= size <= 8 else start


def _local(text: str, at: int, end: int) -> Iterator[Candidate]:
    """Find 省扶贫开发局: a division, words that nobody has listed, an ending."""
    if text[at:end] not in _LOCAL_ENDING:
        return
    low = max(0, at - 12)
    for cut in NOT_HAN.finditer(text, low, at):
        low = cut.end()
    for middle in range(low + 1, at):
        start = level_before(text, middle)
        if start == middle or start < low or not is_placed(text, middle):
            continue
        if not begins(text, start) and text.startswith(("新区", "开发区", "高新区", "示范区"), start):
            start = next((at for at in range(start - 2, max(-1, start - 5), -1) if begins(text, at)), start)
        if not _BAD_MIDDLE.search(text[middle:at]) and begins(text, start):
            yield Candidate(start, end, BodyKind.DEPARTMENT, stem=text[middle:at], rule="body-local")
            return


def _beside(text: str, at: int, end: int) -> Iterator[Candidate]:
    """Find 教体局 of 人社局、教体局、民政局: words that nobody has listed, beside a body with an ending like theirs."""
    before = _ITEM_BEFORE.search(text, max(0, at - _LONGEST_ITEM), at) if text[at:end] in FORMS else None
    if before is None or not _ITEM_ENDS.match(text, end):
        return
    start = before.start("item")
    if BOUNDARY.search(text, start, at) or _BAD_MIDDLE.search(before["item"]):
        return
    yield Candidate(start, end, BodyKind.DEPARTMENT, stem=before["item"], rule="body-between-listed")


def _committee(text: str, at: int, end: int) -> Iterator[Candidate]:
    """Find 藏语言文字工作委员会: a matter that nobody has listed, where a name may begin, and 委员会."""
    if text[at:end] != "委员会" or text.startswith("组成人员", end):
        return
    low = max(0, at - _LONGEST_COMMITTEE)
    marks = chain(NOT_HAN.finditer(text, low, at), BOUNDARY.finditer(text, low, at))
    low = max((mark.end() for mark in marks), default=low)
    if _OF_COUNTRY.search(text, low, at):
        return
    acts = _ACT.match(text, low, at)
    if (
        at - low < 2
        or not begins(text, low)
        or text[low:at] == "管理"  # of an area that stands before
        or _OF_ASSEMBLY.fullmatch(text, low, at)
        or text[low] in "域内间外"
        or (acts and acts.end() < at and acts[0] not in stems())
        or _KNOWN_ITEM.search(text, low + 1, end)
    ):
        return
    first = min(level_before(text, middle) for middle in range(low, min(low + _LONGEST_LEVEL, at)))
    yield Candidate(min(first, low), end, BodyKind.COMMITTEE, rule="body-committee-of-matter")


def _listed(text: str, end: int, *, scoped: bool = False) -> Iterator[Candidate]:
    """Find the items of a list that ends at ``end``, each a known function or one between two known ones.

    Before an item with a scope of its own (省教育; ``scoped``: before ``end``) only known functions go on with the
    list, up to one with a scope too (省财政、税务、省教育等部门): 支持农业、省财政等部门 names one department.
    """
    open_items: list[Candidate] = []
    last = _last_item(text, end)
    if last is not None and (gap := _SEPARATED.search(text, max(0, last.start - 2), last.start)):
        yield last
        end = gap.start()
    while True:
        start, rule = _stem_start(text, _bracketed(text, end)), "body-in-list"
        known = _KNOWN_ITEM.search(text, max(0, end - _LONGEST_KNOWN), end) if start == end else None
        if known and (
            gap := _SEPARATED.search(text, max(0, (first := level_before(text, known.start())) - 2), first)
        ):
            end = gap.start()
            continue
        part = (
            start < end
            and level_before(text, start) == start
            and not (begins(text, start) or text.endswith("国务院", 0, start))
        )  # 规划 of 资源规划
        if start == end or end - start < 2 or part:
            longer = end if scoped and not part else _unlisted(text, end)
            if longer == end and not part:
                return
            start, rule = (longer, "body-between-listed") if longer < end else (start, rule)
        first = level_before(text, start)
        stem = text[start:end]
        open_items.append(Candidate(first, end, BodyKind.DEPARTMENT, stem=stem, elided=True, rule=rule))
        if first < start or not scoped:
            yield from open_items
            open_items.clear()
        scoped = scoped or first < start
        gap = _SEPARATED.search(text, max(0, first - 2), first)
        if gap is None:
            return
        end = gap.start()


def _last_item(text: str, end: int) -> Candidate | None:
    """Return the last item of a list where no function lists it, behind one that is known: 税务以及银行等部门."""
    if _stem_start(text, _bracketed(text, end)) < end or _KNOWN_ITEM.search(
        text, max(0, end - _LONGEST_KNOWN), end
    ):
        return None
    for start in range(end - 2, max(-1, end - _LONGEST_LAST), -1):
        if NOT_HAN.match(text[start]):
            return None
        gap = _SEPARATED.search(text, max(0, start - 2), start)
        if gap and _stem_start(text, _bracketed(text, gap.start())) < gap.start():
            if BOUNDARY.search(text, start, end) or _NO_ITEM.search(text, start, end):
                return None
            stem = text[start:end]
            return Candidate(
                start, end, BodyKind.DEPARTMENT, stem=stem, elided=True, rule="body-between-listed"
            )
    return None


def _unlisted(text: str, end: int) -> int:
    """Return the start of a list item that is no known function but stands between two separators."""
    for start in range(end - 2, max(-1, end - 9), -1):
        if NOT_HAN.match(text[start]):
            break
        if _BEFORE_FIRST.search(text, max(0, start - 2), start):
            return end if BOUNDARY.search(text, start, end) or _NO_ITEM.search(text, start, end) else start
    return end
