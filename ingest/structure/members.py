"""Member lists: who sits in a leading group (领导小组), for which body, in which role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Member, ProvisionKind
from ingest.structure.labels import annex_label, label_of
from ingest.structure.tree import Node
from ingest.text import CleanText
from ontology import lexicon
from ontology.numerals import plain_form

_APART = r"\s*".join  # blanks may part the characters of a role: 组　长
_ROLES = "|".join(map(_APART, lexicon.words("group-role")))
_ROLE = re.compile(rf"\s*+((?:常务|执行|第一|办公室)?\s*+副?\s*+(?:总\s*)?(?:{_ROLES})(?:\s*单位)?)\s*[：:]")
_NAME = r"[\u4e00-\u9fff·]{2,6}|[\u4e00-\u9fff]\s{1,4}[\u4e00-\u9fff]"
_PERSON = re.compile(rf"\s*({_NAME})\s+(?=\S)")
_POST = re.compile(rf"(?:第一|常务|党组|党委|专职){{0,6}}副?{lexicon.pattern('post')}")
_OFFICE = re.compile(r"(.*(?:总队|厅|局|委|部|院|行|署))([\u4e00-\u9fff]{2,6}[处科室司])")
_FIRST_POST = re.compile(r"(?:[^、,(]|\([^)]*\))+")  # in plain_form


def _post(rest: str) -> tuple[str | None, str | None]:
    """Part 省科技厅副厅长 into 省科技厅 and 副厅长.

    >>> _post("省科技厅副厅长"), _post("国家统计局青海调查总队工业调查处处长")
    (('省科技厅', '副厅长'), ('国家统计局青海调查总队', '工业调查处处长'))
    """
    rest = re.sub(r"\s+", "", rest).strip("，,。；;")
    first = _FIRST_POST.match(plain_form(rest))
    named = rest[: first.end()] if first else rest
    found = None
    for found in _POST.finditer(named):
        if found.end() == len(named):
            break
    if found is None or found.end() != len(named):
        return (None, rest or None)
    head = re.sub(r"(?:分管|有关)$", "", named[: found.start()])
    office = _OFFICE.fullmatch(head)
    if office:
        head = office.group(1)
    several = len(named) < len(rest)
    # 省委常委、副省长: the body is that of the first post only, so the posts stay as printed
    post = rest if several and len(head) <= 2 else rest[len(head) :]
    return (head or None, post or None)


def is_member_list(lines: Sequence[CleanText]) -> bool:
    """Say whether lines hold a member list: a role label with a person after it, within the first ones."""
    return any(_ROLE.match(line.text) is not None for line in lines[:8])


def parse_members(lines: Sequence[CleanText], parent: Node) -> list[CleanText]:
    """Take the persons of ``lines`` as members of ``parent``; return the lines that are none.

    A role label (组长：) holds for the persons after it until the next one. The list ends with the first
    sentence after a person.
    """
    role: str | None = None
    number = 0
    rest: list[CleanText] = []
    ended = False
    for line in lines:
        found = None if ended else _ROLE.match(line.text)
        start = found.end() if found else 0
        if found:
            role = re.sub(r"\s+", "", found.group(1))
        if role is None or (not found and (ended or _is_sentence(line.text))):
            ended = ended or role is not None
            rest.append(line)
            continue
        number += 1
        node = Node(f"member-{number}", ProvisionKind.MEMBER, number=str(number))
        if found:
            node.label = line[: found.end()][slice(*line[: found.end()].trimmed())]
        text = line[start:]
        node.own = [text[slice(*text.trimmed())]]
        node.member = _member(text.text, role)
        parent.add(node)
    return rest


def _is_sentence(text: str) -> bool:
    text = text.strip()
    if label_of(text) is not None or annex_label(text) is not None:
        return True
    return text.endswith("。") and ("，" in text or len(text) > 45)


def _member(text: str, role: str) -> Member:
    person = _PERSON.match(text)
    if person is None:
        organization, post = _post(text)
        return Member(None, post, organization, role)
    name = re.sub(r"\s+", "", person.group(1))
    organization, post = _post(text[person.end() :])
    return Member(name, post, organization, role)
