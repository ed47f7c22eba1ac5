"""What a body does where it is mentioned, by the words around the mention (contract, ``department.role``)."""

from __future__ import annotations

import re
from typing import Final

from ingest.annotate.department.candidate import BodyKind, Candidate
from ingest.model import MentionRole

_ROLE_GAPS: Final = ("", "、", "和", "及", "与", "等", "及其", "以及", "或者", "和其")
_LIST: Final = r"(?:[\u4e00-\u9fff（）()]{2,16}[、和及与])*"
_AFTER: Final = r"(?:[、和及与][\u4e00-\u9fff（）()]{2,16}?)*"
_LEADS: Final = re.compile(rf"{_AFTER}(?:部门|机关|单位)?(?:为主)?(?:负责)?牵头")
_WITH_AFTER: Final = re.compile(rf"{_AFTER}(?:等?(?:有关)?(?:部门|单位))?(?:配合|协助|参加|参与)")
_WITH_BEFORE: Final = re.compile(rf"(?:会同|会商|联合|协同|商(?!务)|配合|协助){_LIST}$")
_MODAL: Final = re.compile(
    r"[^。；]{0,24}?(?:应当|应(?!急)|要|可以|不得|必须|须|负责|有权|依法|会同|按照|根据|鼓励|支持"
    r"|建立|制定|组织|安排|加强|开展|进行|执行|接受|在各自职责|按照职责)"
)
_OBJECT_BEFORE: Final = re.compile(rf"(?:对|为|向|给予|补助|奖励|扶持){_LIST}$")
_SUBJECT_BEFORE: Final = re.compile(r"(?:^|[。；，：、\s和及与由]|等|以及|或者|人民政府|政府|国务院)$")


def role_of(text: str, start: int, end: int) -> MentionRole:
    """Return the role of the body at ``text[start:end]``.

    >>> role_of("财政部门应当会同税务部门制定办法。", 0, 4)
    <MentionRole.BEARER: 'bearer'>
    >>> role_of("财政部门应当会同税务部门制定办法。", 8, 12)
    <MentionRole.COOPERATING: 'cooperating'>
    """
    before = text[max(0, start - 40) : start]
    if _LEADS.match(text, end):
        return MentionRole.LEAD
    if _WITH_BEFORE.search(before) or _WITH_AFTER.match(text, end):
        return MentionRole.COOPERATING
    if _OBJECT_BEFORE.search(before):
        return MentionRole.BENEFICIARY
    if _SUBJECT_BEFORE.search(before) and _MODAL.match(text, end):
        return MentionRole.BEARER
    return MentionRole.OTHER


def roles_of(text: str, found: tuple[Candidate, ...]) -> list[MentionRole]:
    """Tell the role of each candidate; what stands in one list has one role, told by its ends."""
    roles = [role_of(text, candidate.start, candidate.end) for candidate in found]
    first = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and text[found[i - 1].end : found[i].start] in _ROLE_GAPS:
            continue
        told = [role for role in roles[first:i] if role is not MentionRole.OTHER]
        if (told and found[first].kind is not BodyKind.GOVERNMENT) or len(set(told)) == 1:
            roles[first:i] = [role if role is not MentionRole.OTHER else told[-1] for role in roles[first:i]]
        first = i
    return roles
