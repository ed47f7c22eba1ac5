"""Who is responsible: the bodies in a cell of a responsibility table, and in the note that ends a measure.

Since about 2015 most policy documents print no table but a note after each measure: （省科技厅、省财政厅按职责分工
负责）, （牵头单位：省财政厅；配合单位：各市人民政府）. The words of such a note stay in the provision; this module says
whom they name, and in which role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import MentionRole, Responsibility
from ingest.text import CleanText
from ontology import lexicon
from ontology.numerals import plain_form

_COORDINATED = re.compile(rf"各?{lexicon.pattern('coordinated')}")
_OPEN_END = re.compile(r"等(?:有关|相关)?(?:部门|单位)?$")
_BODY = r"(?:责任|负责|实施|落实)?(?:部门|单位|机关|机构|处室|科室|领导|主体|人)"
_LABEL = re.compile(
    rf"(?:(?P<cooperating>{lexicon.pattern('cooperates')}{_BODY})"
    rf"|(?P<lead>{lexicon.pattern('leads')}{_BODY}"
    r"|(?:责任|部门|职责|任务)?分工))\s*[：:]"
)
_VERB = re.compile(
    r"(?:(?:共同|分别|积极|具体)?(?:(?P<cooperating>配合|参与|协助|协办|协同)|(?P<lead>牵头|主办))(?:负责|落实|组织实施|实施)?"
    r"|(?:按照?(?:各自)?(?:职责|职能|任务)?|根据职责分工|依职责|分别|共同|分工|具体){0,8}(?P<answers>负责|组织实施|抓好落实|落实))"
    r"(?=[，,；;。、]|$)"
)
_JOINT = re.compile(r"会同|联合|会商|牵头会同")
_WHEN = re.compile(
    r"(?:完成)?(?:时限|时间|期限)(?:要求)?[：:]|(?:19|20)\d{2}\s*年|长期|持续|力争|今年|明年|\d{1,2}\s*月"
)
_CLOSING = {"(": ")", "[": "]", "【": "】"}  # in plain_form
_LIKE_BODY = re.compile(
    r"(?:[\u4e00-\u9fff（）()“”·]{0,30}"
    rf"(?:{lexicon.pattern('organization')}|[厅局委部办会院署行社司省市县区州盟旗乡镇]|集团|总队|支队|办公室)"
    r"|各[\u4e00-\u9fff（）()、]{1,20})"
)


def role_of(label: str) -> MentionRole | None:
    """Return the role that a label gives to the bodies after it or below it; ``None`` for other words.

    >>> role_of("责任单位").value, role_of("配合部门").value, role_of("主要内容")
    ('lead', 'cooperating', None)
    """
    found = _LABEL.fullmatch(f"{label}：")
    if found is None:
        return None
    return MentionRole.COOPERATING if found.group("cooperating") else MentionRole.LEAD


def names(cell: CleanText, role: MentionRole) -> tuple[Responsibility, ...]:
    """Part a cell into the names printed in it, in order.

    、 ， ； and line ends part names, not inside brackets and not inside a coordination of kinds of divisions:
    各州、地、市政府 is one name. A closing 等 is left out.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "各州、地、市政府，省经委、省工商局等", "0" * 64)
    >>> [found.name for found in names(CleanText.of(source), MentionRole.LEAD)]
    ['各州、地、市政府', '省经委', '省工商局']
    """
    text = cell.text
    cuts: list[tuple[int, int]] = []
    start = depth = 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
        elif (
            char in "、，,；;\n"
            and depth <= 0
            and not (
                char == "、" and _COORDINATED.fullmatch(text, max(start, text.rfind("、", start, at) + 1), at)
            )
        ):
            cuts.append((start, at))
            start = at + 1
    cuts.append((start, len(text)))
    found: list[Responsibility] = []
    for first, last in cuts:
        first, last = cell.trimmed(first, last)
        name = re.sub(r"[。.]+$", "", text[first:last])
        name = _OPEN_END.sub("", name)
        if name:
            found.append(Responsibility(name, cell.spans(first, first + len(name)), role))
    return tuple(found)


def assigned(cell: CleanText, role: MentionRole) -> tuple[Responsibility, ...]:
    """Part a cell that may say several roles: 牵头单位：甲；配合单位：乙, or 甲牵头，乙、丙配合.

    ``role`` is that of names without a word of their own. 责任单位 beside a 牵头单位 cooperate.

    >>> from ingest.text import SourceText
    >>> cell = CleanText.of(SourceText("a.txt", "省发展改革委牵头，省财政厅、省科技厅等配合", "0" * 64))
    >>> [(found.name, found.role.value) for found in assigned(cell, MentionRole.LEAD)]
    [('省发展改革委', 'lead'), ('省财政厅', 'cooperating'), ('省科技厅', 'cooperating')]
    """
    labels = list(_LABEL.finditer(cell.text))
    if labels:
        found = list(_verbs(cell[: labels[0].start()], role))
        leading = any("牵头" in label.group() or "主办" in label.group() for label in labels)
        for at, label in enumerate(labels):
            end = labels[at + 1].start() if at + 1 < len(labels) else len(cell)
            helps = label.group("cooperating") or (leading and "责任" in label.group("lead")[:2])
            said = MentionRole.COOPERATING if helps else MentionRole.LEAD
            found.extend(_joint(cell[label.end() : end], said))
        return tuple(found)
    return tuple(_verbs(cell, role))


def _verbs(cell: CleanText, role: MentionRole) -> Iterator[Responsibility]:
    at = 0
    for verb in _VERB.finditer(cell.text):
        said = MentionRole.COOPERATING if verb.group("cooperating") else MentionRole.LEAD
        start = at
        at = verb.end()
        yield from _joint(cell[start : verb.start()], said)
    yield from _joint(cell[at:], role)


def _joint(cell: CleanText, role: MentionRole) -> Iterator[Responsibility]:
    """Part 甲会同乙: the second cooperates."""
    joint = _JOINT.search(cell.text)
    if joint is None:
        yield from names(cell, role)
    else:
        yield from names(cell[: joint.start()], role)
        yield from names(cell[joint.end() :], MentionRole.COOPERATING)


def noted(own: CleanText) -> tuple[Responsibility, ...]:
    """Return whom the notes in the words of a provision make responsible; nothing where there is no such note.

    A note is a bracket whose words are names of bodies and 负责, 牵头, 配合 … after them, or a label before them;
    or a line of its own that starts with such a label (责任单位：省科技厅).

    >>> from ingest.text import SourceText
    >>> own = CleanText.of(SourceText("a.txt", "加大投入。（省科技厅、省财政厅按职责分工负责）", "0" * 64))
    >>> [found.name for found in noted(own)]
    ['省科技厅', '省财政厅']
    """
    parts = list(_bracketed(own.text))
    inside = {at for span in parts for at in range(*span)}
    parts += [
        (start, end)
        for start, end in own.lines()
        if start not in inside and _LABEL.match(own.text, *own.trimmed(start, end))
    ]
    found: list[Responsibility] = []
    for start, end in sorted(parts):
        part = own[start:end]
        part = part[: _when(part.text)]
        if not (_LABEL.match(part.text) or _ends_with_verb(part.text)):
            continue
        each = assigned(part, MentionRole.LEAD)
        if each and all(_LIKE_BODY.fullmatch(one.name) for one in each):
            found.extend(each)
    return tuple(dict.fromkeys(found))


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the ranges inside the outermost of the brackets that are closed, in order."""
    plain = plain_form(text)
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for at, char in enumerate(plain):
        if char in _CLOSING:
            opened.append(at)
        elif opened and char == _CLOSING[plain[opened[-1]]]:
            start = opened.pop() + 1
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, at))
    return found


def _when(text: str) -> int:
    """Return where a note goes over to the time by which it is to be done, or its end."""
    found = _WHEN.search(text, max(text.rfind("）"), text.rfind(")")) + 1)
    if found is None:
        return len(text)
    before = text[: found.start()].rstrip()
    return len(before) - before.endswith(("，", ",", "；", ";", "。"))


def _ends_with_verb(text: str) -> bool:
    ends = [verb.end() for verb in _VERB.finditer(text)]
    return bool(ends) and ends[-1] == len(text.rstrip("。 　"))
