"""Who answers: the bodies in a cell of a responsibility table, or in the words of a note at a measure.

This module says whom such words name, and how they answer: （A牵头，B、C配合）, 责任单位：A；完成时限：…. Where the
notes stand in a text is told by :mod:`ingest.structure.notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Answering, Responsibility
from ingest.text import CleanText, Span
from ontology import lexicon

_KIND = lexicon.pattern("coordinated")
_COORDINATED = re.compile(rf"各?(?:{_KIND}|(?![^、]{{0,8}}[委办厅]){_KIND}{{2}})(?:[（(][^（）()]*[）)])?")
_OTHER = re.compile(r"各|[省市县区州][级直属](?!市)")  # no kind of division: 各区、县级部门
_BODY = r"(?:责任|负责|实施|落实|成员)?(?:部门|单位|机关|机构|处室|科室|领导|主体|人)"
_LABEL = re.compile(
    rf"[【\[]?(?:(?P<cooperating>{lexicon.pattern('cooperates')}{_BODY})"
    rf"|(?P<responsible>{lexicon.pattern('leads')}{_BODY}"
    r"|(?:责任|部门|职责|任务)?分工))"
    r"(?:[（(](?P<remark>[^（）()]*)[）)])?(?:\s*[：:]|[】\]]\s*[：:]?)"
)
_LABEL_END = re.compile(r"[：:】\]]")  # of every label
_LEADS = re.compile(r"牵头|主办|主责")
_HOSTS = re.compile(r"[主承协]办|主管")
_PERSON = re.compile(r"(?:领导|人)(?:[（(]|\s*[：:】\]])")
_OTHER_LABEL = re.compile(r"(?<![^；;，,。\s])[\u4e00-\u9fff]{2,8}\s*[：:]")
_MANNER = lexicon.pattern("answers-manner")
_ANSWERS = lexicon.pattern("leads")
_GOES_ON = rf"(?:{_ANSWERS}|推进|贯彻|组织|督促|协调|相关|有关)"
_VERB = re.compile(
    rf"{_MANNER}{{0,8}}(?:(?P<cooperating>{lexicon.pattern('cooperates')}|支持)"
    rf"|(?P<responsible>{_ANSWERS}|组织实施|[抓做]好|推[进动])){_GOES_ON}{{0,3}}(?:工作)?"
    r"(?=[，,；;。、：:\s]|$)"
)
_JOINT = re.compile(r"(?:牵头)?(?:会[同商]|协同|联合(?!会))|(?<=[部委局厅署办室院会])组织(?=有关|相关|各)")
_WHEN = re.compile(
    r"(?:19|20)\d{2}\s*年|(?<![\u4e00-\u9fff])(?:长期|持续|常年|全年|力争|今年|明年|即时|立即)|\d{1,2}\s*月"
)
_BLANK = re.compile(r"\s+")
_FIRST = re.compile(r"[^，,；;（(]*[，,]")
_MARKS = "，,；;。.、 　\t\n"
_LEGEND = re.compile(
    r"(?:第[一1]|首[位个名])[^，,；;。]{0,8}?(?:牵头|主办|主责)(?:部门|单位|机关|者|人|负责)?(?=[，,；;。）)\s]|$)"
)
_ONWARD = re.compile(r"(?:[上以]?下(?:文|列)?(?:各[条项]|[均皆])?[同相]|以下[^，,；;。]{0,4}同此)")
_OF_OTHERS = re.compile(r"\s*(?:以[下上]|上述)")
_ETC = re.compile(r"(?<![高中初同上])等(?:[和及与]|以及)?")
_AND = re.compile(r"以及|及其|及|和|与")
_OPEN = r"(?:各|有关|相关|其他|所在|所属|当地|属地)"
_GOES_WITH = re.compile(r"(?:直属|所属|下属)?(?:单位|政府|机构|组织|部门)")  # 有关部门和单位: one open end
_CLASS = re.compile(rf"{_OPEN}|(?:部门|单位|机构|地方|企业|高校)$")
_ENDS = lexicon.pattern("answers-ending")
_LIKE_BODY = re.compile(
    r"(?:[\u4e00-\u9fff（）()“”·、]{0,40}"
    rf"(?:{_ENDS}|大学|学校|[所馆场]|[省市县区州盟旗乡镇])(?:[（(][^（）()]+[）)])?"
    r"|各[\u4e00-\u9fff（）()、]{1,20})"
)
_WHOLE = re.compile(rf"{_ENDS}$")
_LONGEST = 120  # characters of names that no mark parts
_NO_NAME = re.compile(
    r"^以[下上]|简称|统称|的|应[当由]|不得|可以|必须|需要?[^求]|将|如|由|包括|含|例|若|经费|费用|所需|本人|自行|第[一二三四五六七八九十\d]"
)
_SHORT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()“”·—\-+、]{2,60}")


def role_of(label: str) -> Answering | None:
    """Return how the bodies after a label or below it answer; ``None`` for other words.

    >>> role_of("牵头单位").value, role_of("责任单位").value, role_of("配合部门").value, role_of("主要内容")
    ('lead', 'responsible', 'cooperating', None)
    """
    found = _LABEL.fullmatch(f"{label}：")
    return _said(found) if found is not None else None


def _said(found: re.Match[str]) -> Answering:
    """Return what a label or a verb says of the bodies at it."""
    if found.group("cooperating"):
        return Answering.COOPERATING
    return Answering.LEAD if _LEADS.match(found.group("responsible")) else Answering.RESPONSIBLE


def is_like_body(name: str) -> bool:
    """Say whether a name ends as those of bodies do.

    >>> is_like_body("省财政厅"), is_like_body("各市、县"), is_like_body("华润医药")
    (True, True, False)
    """
    return _LIKE_BODY.fullmatch(name) is not None


def is_class(name: str) -> bool:
    """Say whether a name means a class of bodies and none by itself (各市政府, 有关部门)."""
    return _CLASS.match(name) is not None


def may_be_name(name: str) -> bool:
    """Say whether words can be the name of a body at all, known or not, and no clause.

    >>> may_be_name("国网甘肃电力"), may_be_name("所需经费由省财政")
    (True, False)
    """
    return _SHORT.fullmatch(name) is not None and _NO_NAME.search(name) is None


def names(cell: CleanText, role: Answering) -> tuple[Responsibility, ...]:
    """Part a cell into the names printed in it, in order.

    、 ， ； and line ends part names, and 和, 及 and 与 between whole names; not inside brackets and not inside a
    coordination of kinds of divisions: 各州、地、市政府 is one name. 等 is left out; what it leaves open is a name of
    its own (等有关部门, 及各地区).

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "各州、地、市政府，省经委、省工商局等部门和省工业和信息化厅及各地区", "0" * 64)
    >>> [found.name for found in names(CleanText.of(source), Answering.LEAD)]
    ['各州、地、市政府', '省经委', '省工商局', '部门', '省工业和信息化厅', '各地区']
    """
    found: list[Responsibility] = []
    for first, last in _parts(cell.text):
        for start, end in _ranges(cell.text, first, last):
            if end > start:
                found.append(Responsibility(cell.text[start:end], cell.spans(start, end), role))
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the marks that part names."""
    start = depth = 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif char in "、，,；;\n\t　" and depth <= 0:
            kind = max(start, text.rfind("、", start, at) + 1)
            if char == "、" and _COORDINATED.fullmatch(text, kind, at) and not _OTHER.match(text, at + 1):
                continue
            yield start, at
            start = at + 1
    yield start, len(text)


def _ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names between two marks: what stands before 等 and after it, and both sides of 和."""
    while start < end and text[start] in "由 　\n":
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if text[start:end] in ("有关", "相关"):
        return
    if end - start > _LONGEST:
        yield start, end
        return
    if (blank := _BLANK.search(text, start, end)) is not None:
        parts = text[start:end].split()
        if all(len(part) > 2 and _WHOLE.search(part) for part in parts):
            yield from _ranges(text, start, blank.start())
            yield from _ranges(text, blank.end(), end)
            return
    etc = _ETC.search(text, start, end)
    if etc is not None:
        yield from _ranges(text, start, etc.start())
        yield from _ranges(text, etc.end(), end)
        return
    for link in _AND.finditer(text, start + 2, end - 1):
        if _parts_names(text[start : link.start()], text[link.end() : end]):
            yield start, link.start()
            yield from _ranges(text, link.end(), end)
            return
    yield start, end


def _parts_names(left: str, right: str) -> bool:
    """Say whether 和 between two words parts two names, and does not stand inside one (文化和旅游部)."""
    if left.count("（") != left.count("）") or left.count("(") != left.count(")"):
        return False
    if not (_WHOLE.search(left) or is_class(left)) or _GOES_WITH.fullmatch(right):
        return False
    return is_class(right) or (len(right) > 2 and is_like_body(right))


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers; ``first_leads``: the first of those named without distinction leads; ``onward``: this holds for
    what follows too (下同); ``unread``: sentences of another matter (以下均需…落实，不再列出).
    """

    bodies: tuple[Responsibility, ...] = ()
    first_leads: bool = False
    onward: bool = False
    unread: tuple[Span, ...] = ()

    @property
    def told(self) -> tuple[Responsibility, ...]:
        """The bodies, the first as the one that leads where a legend says so."""
        return ranked(self.bodies, first_leads=self.first_leads)


def ranked(bodies: Sequence[Responsibility], *, first_leads: bool) -> tuple[Responsibility, ...]:
    """Tell those who lead from the others by a legend: where none is said to lead, the first does, unless a class of
    bodies stands there alone, and those named beside it without distinction cooperate.

    Without one (``first_leads``) each has the role that its own word says: in （甲牵头，乙负责） the second is
    responsible, since nothing says that it only helps.
    """
    if not first_leads:
        return tuple(bodies)
    if not any(each.role is Answering.LEAD for each in bodies):
        plain = [each for each in bodies if each.role is Answering.RESPONSIBLE]
        if not plain or (len(plain) == 1 and is_class(plain[0].name)):
            return tuple(bodies)
        bodies = [replace(each, role=Answering.LEAD) if each is plain[0] else each for each in bodies]
    return tuple(
        replace(each, role=Answering.COOPERATING) if each.role is Answering.RESPONSIBLE else each
        for each in bodies
    )


def assigned(cell: CleanText, role: Answering) -> tuple[Responsibility, ...]:
    """Part a cell that may say several roles: 牵头单位：甲；配合单位：乙, or 甲牵头，乙、丙配合.

    ``role`` is that of names without a word of their own.

    >>> from ingest.text import SourceText
    >>> cell = CleanText.of(SourceText("a.txt", "省发展改革委牵头，省财政厅、省科技厅等配合", "0" * 64))
    >>> [(found.name, found.role.value) for found in assigned(cell, Answering.LEAD)]
    [('省发展改革委', 'lead'), ('省财政厅', 'cooperating'), ('省科技厅', 'cooperating')]
    """
    return answer(cell, role).told


def has_label(text: str, start: int = 0, end: int | None = None) -> bool:
    """Say whether words open with a label of bodies that answer: 责任单位：."""
    return _LABEL.match(text, start, len(text) if end is None else end) is not None


def labels(text: str) -> Iterator[int]:
    """Yield the places of labels of bodies that answer, wherever they stand."""
    if _LABEL_END.search(text) is None:
        return iter(())
    return (found.start() for found in _LABEL.finditer(text))


def says_who_hosts(text: str, start: int) -> bool:
    """Say whether a label is one that the footers of web pages and periodicals have too: 主办单位：."""
    return _HOSTS.match(text, start) is not None


def is_legend(text: str) -> bool:
    """Say whether words say that of several bodies the first leads: 排在第一位的部门为牵头部门.

    >>> is_legend("列第一位者为牵头单位"), is_legend("第一责任人")
    (True, False)
    """
    return _LEGEND.search(text) is not None


def verbs(text: str) -> list[Answering]:
    """Return what words after names say of them: how they answer (牵头, 按职责分工负责)."""
    return [_said(found) for found in _VERB.finditer(text)]


def answer(words: CleanText, role: Answering) -> Answer:
    """Read words that name who answers; ``role`` is that of names without a word of their own.

    A label holds up to the next label, whatever that is of: 完成时限：, 适用区域： end the names.
    """
    text = words.text
    marks = _label_marks(text)
    result = _clauses(words[: marks[0][0] if marks else len(text)], role)
    for at, (start, end, label) in enumerate(marks):
        stop = marks[at + 1][0] if at + 1 < len(marks) else len(text)
        if label is None:
            legend = _clauses(words[start:stop], role)
            result = replace(result, first_leads=result.first_leads or legend.first_leads)
            continue
        found = _clauses(words[end:stop], _said(label))
        if _PERSON.search(label.group()):
            found = replace(found, bodies=tuple(each for each in found.bodies if is_like_body(each.name)))
        remark = label.group("remark") or ""
        result = Answer(
            (*result.bodies, *found.bodies),
            result.first_leads or found.first_leads or is_legend(remark),
            result.onward or found.onward or _ONWARD.search(remark) is not None,
            (*result.unread, *found.unread),
        )
    return result


def _label_marks(text: str) -> list[tuple[int, int, re.Match[str] | None]]:
    """Return where labels start and end, with the match of those of bodies that answer, in order."""
    found: list[tuple[int, int, re.Match[str] | None]] = []
    at = 0
    for label in [*_LABEL.finditer(text), None]:
        stop = label.start() if label is not None else len(text)
        found += [(other.start(), other.end(), None) for other in _OTHER_LABEL.finditer(text, at, stop)]
        if label is not None:
            found.append((label.start(), label.end(), label))
            at = label.end()
    return found


def _clauses(words: CleanText, role: Answering) -> Answer:
    """Read names with the verbs after them, without labels; the last names may stand alone."""
    bodies: list[Responsibility] = []
    unread: list[Span] = []
    first_leads = onward = False
    for start, end in _sentences(words.text):
        part = words[start:end]
        text = part.text
        legend = _LEGEND.search(text)
        if legend is not None:
            first_leads = True
            part = part[: max(map(text.rfind, "，,（(", (0,) * 4, (legend.start(),) * 4)) + 1]
        if (go_on := _ONWARD.search(text)) is not None:
            onward = True
            part = part[: min(len(part), go_on.start())]
        part = _without_time(part)
        if _OF_OTHERS.match(part.text):
            unread += part.spans()
            continue
        at = 0
        for verb in _VERB.finditer(part.text):
            bodies += _joint(part[at : verb.start()], _said(verb))
            at = verb.end()
        rest = part[at:]
        if rest.text.strip(_MARKS):
            bodies += _joint(rest, role if not at else Answering.RESPONSIBLE)
    return Answer(tuple(bodies), first_leads, onward, tuple(unread))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in re.finditer(r"[。；;\n]", text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _joint(cell: CleanText, role: Answering) -> Iterator[Responsibility]:
    """Part 甲会同乙: both answer as the word after them says, the first of 甲牵头会同乙 and 甲组织有关部门 leads."""
    joint = _JOINT.search(cell.text)
    if joint is None:
        yield from names(cell, role)
        return
    leads = _LEADS.match(joint.group()) or joint.group() == "组织"
    yield from names(cell[: joint.start()], Answering.LEAD if leads else role)
    yield from names(cell[joint.end() :], role)


def _without_time(words: CleanText) -> CleanText:
    """Leave out the time by which it is to be done, before the names (2025年底前，) or after them."""
    at = 0
    while (first := _FIRST.match(words.text, at)) is not None:
        time = _WHEN.search(first.group())
        if time is None or time.start() > 4:
            break
        at = first.end()
    words = words[at:]
    text = words.text
    found = _WHEN.search(text, max(text.rfind("）"), text.rfind(")")) + 1)
    return words if found is None else words[: len(text[: found.start()].rstrip(_MARKS))]
