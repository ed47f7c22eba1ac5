"""What a body does where it is mentioned, by the words around the mention (contract, ``department.role``)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ingest.bodies.find.candidate import GATES, BodyKind, Candidate
from ingest.gates import Gate
from ingest.model import MentionRole
from ontology import lexicon

_ROLE_GAP: Final = re.compile(rf"{lexicon.pattern('list-joint')}?")
_PARTS: Final = "、和及与"
_ITEM: Final = re.compile(r"[\u4e00-\u9fff（）]")
_SHORTEST, _LONGEST = 2, 16  # characters of an item
# Words that the list of those who do it may stand before, with what may stand between.
_LEADS: Final = re.compile(r"(?=(?:部门|机关|单位)?(?:为主)?(?:负责)?牵头)")
_WITH_AFTER: Final = re.compile(
    r"(?=(?:等?部门)?(?:配合|协助|参加|参与)|等(?:有关|相关)?部门应当?(?:予以|给予|积极|依法){0,2}(?:配合|协助))"
)
_SEEN_WITH_AFTER: Final = Gate(GATES, _WITH_AFTER)
_WITH_BEFORE: Final = re.compile(r"会同|联合|协同|商(?!务)|配合|协助")
_MODAL: Final = re.compile(rf"[^。；]{{0,24}}?{lexicon.pattern('bearer-act')}")
_OBJECT_BEFORE: Final = re.compile(r"对|为|向|给予|补助|奖励|扶持")
_SUBJECT_BEFORE: Final = re.compile(r"(?:^|[。；，：、\s和及与由]|等|或者|政府|国务院)$")


def role_of(text: str, start: int, end: int) -> MentionRole:
    """Return the role of the body at ``text[start:end]``.

    >>> role_of("财政部门应当会同税务部门制定办法。", 0, 4)
    <MentionRole.BEARER: 'bearer'>
    >>> role_of("财政部门应当会同税务部门制定办法。", 8, 12)
    <MentionRole.COOPERATING: 'cooperating'>
    """
    before = text[max(0, start - 40) : start]
    if "牵头" in text and _list_up_to(_LEADS, text)[end]:
        return MentionRole.LEAD
    if _list_since(_WITH_BEFORE, before) or (
        _SEEN_WITH_AFTER.opens(text) and _list_up_to(_WITH_AFTER, text)[end]
    ):
        return MentionRole.COOPERATING
    if _list_since(_OBJECT_BEFORE, before):
        return MentionRole.BENEFICIARY
    if _SUBJECT_BEFORE.search(before) and _MODAL.match(text, end):
        return MentionRole.BEARER
    return MentionRole.OTHER


# 和, 及 and 与 part the items of a list, and may stand in one (和田地区): a pattern would try every way of
# parting them. The two functions look at each place once.


@lru_cache(maxsize=4)
def _list_up_to(words: re.Pattern[str], text: str) -> bytearray:
    """Mark the places from which nothing but items (、甲和乙) leads up to one of ``words``."""
    marked = bytearray(len(text) + 1)
    for found in words.finditer(text):
        marked[found.start()] = 1
    run = 0  # characters of items that follow
    for at in range(marked.rfind(1) - 1, -1, -1):
        if text[at] in _PARTS and not marked[at]:
            marked[at] = marked.find(1, at + 1 + _SHORTEST, at + 2 + min(run, _LONGEST)) >= 0
        run = run + 1 if _ITEM.match(text, at) else 0
    return marked


def _list_since(words: re.Pattern[str], text: str) -> bool:
    """Whether nothing but items (甲、乙和) stands between one of ``words`` and the end of ``text``."""
    opened = {found.end() for found in words.finditer(text)}
    if not opened:
        return False
    reached = {len(text), len(text) - text.endswith("\n")}
    for at in range(len(text) - 1, min(opened) - 1, -1):
        if text[at] in _PARTS and at + 1 in reached:
            start = at
            while start > max(0, at - _LONGEST) and _ITEM.match(text, start - 1):
                start -= 1
            reached.update(range(start, at - _SHORTEST + 1))
    return not opened.isdisjoint(reached)


def roles_of(text: str, found: tuple[Candidate, ...]) -> list[MentionRole]:
    """Tell the role of each candidate; what stands in one list has one role, told by its ends.

    A government that only owns the department right behind it bears nothing of its own.
    """
    roles = [role_of(text, candidate.start, candidate.end) for candidate in found]
    first = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and _ROLE_GAP.fullmatch(text[found[i - 1].end : found[i].start]):
            continue
        told = [role for role in roles[first:i] if role is not MentionRole.OTHER]
        if (told and found[first].kind is not BodyKind.GOVERNMENT) or len(set(told)) == 1:
            roles[first:i] = [role if role is not MentionRole.OTHER else told[-1] for role in roles[first:i]]
        first = i
    for at, (owner, department) in enumerate(pairwise(found)):
        owns = owner.kind is BodyKind.GOVERNMENT and department.kind is BodyKind.DEPARTMENT
        if owns and owner.end == department.start and roles[at] is MentionRole.BEARER:
            roles[at] = MentionRole.OTHER
    return roles
