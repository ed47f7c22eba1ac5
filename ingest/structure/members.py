"""Member lists: who sits in a leading group (领导小组), for which body, in which role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Member, ProvisionKind
from ingest.structure.labels import annex_label, label_of
from ingest.structure.tree import Node
from ingest.text import CleanText
from ontology import lexicon
from ontology.numerals import plain_form

_APART = r"\s*".join  # blanks may part the characters of a role: 组　长
_ROLES = "|".join(map(_APART, lexicon.words("group-role")))
_ROLE = re.compile(
    rf"(?<!\s)\s*+((?:常务|执行|第一|办公室)?\s*+副?\s*+(?:总\s*)?(?:{_ROLES})(?:\s*单位)?)\s*[：:]"
)
_NAME = r"[\u4e00-\u9fff·]{2,6}|[\u4e00-\u9fff]\s{1,4}[\u4e00-\u9fff]"
_WITH_POST = re.compile(rf"\s*({_NAME})\s*[（(](?P<post>[^（）()]{{2,40}})[）)][\s。]*$")
_NAME_ALONE = re.compile(
    r"\s*[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){1,2}(?<![厅局委部办会院署行社司处科室队])[\s。]*$"
)
_MARKS = "，,；;。、"
_PERSON = re.compile(rf"\s*({_NAME})\s+(?=\S)")
_POST = re.compile(rf"(?:第一|常务|党组|党委|专职){{0,6}}副?{lexicon.pattern('post')}")
_OFFICE = re.compile(r"(.*(?:总队|厅|局|委|部|院|行|署))([\u4e00-\u9fff]{2,6}[处科室司])")
_BARE = re.compile(r"[\w\s“”()《》、·—-]+")  # no sentence
_FEWEST = 2  # persons of a list
_LONGEST_LINE = 40
_LONGEST_TITLE = 3  # lines
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
    """Say whether lines are a member list: a role and its colon within the first ones, before any other label."""
    for line in lines[:8]:
        if _ROLE.match(line.text) is not None:
            return True
        if label_of(line.text) is not None:
            return False
    return False


def member_runs(lines: Sequence[CleanText]) -> list[tuple[int, int, int]]:
    """Return the lists of members that stand among other words: the first line of the heading, of the list, its end.

    A list opens with a role and its colon; each of its lines is a person with a post, or names after a role. Two
    persons make one. The bare lines above it, the last of which names a list (名单), are its heading.
    """
    texts = [line.text for line in lines]
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(texts):
        end = persons = 0
        if _ROLE.match(texts[at]):
            persons, end = _run(texts, at)
        if persons < _FEWEST:
            at += 1
            continue
        first = at
        while first > 0 and at - first < _LONGEST_TITLE and _may_head(texts[first - 1], whole=first == at):
            first -= 1
        found.append((first, at, end))
        at = end
    return found


def _run(texts: Sequence[str], at: int) -> tuple[int, int]:
    """Return how many persons follow each other from a line on, and the line after the last."""
    persons = 0
    role_alone = False
    for n in range(at, len(texts)):
        text = texts[n]
        role = _ROLE.match(text)
        start = role.end() if role else 0
        if not text.strip():
            continue
        if role and not text[start:].strip() and not role_alone:
            role_alone = True
            continue
        parts = [text[first:last] for first, last in _persons(text, start)]
        several = len(parts) > 1 or role is not None or role_alone
        alike = all(_is_person(part, alone=several) for part in parts)
        if _is_sentence(text) or len(text) > _LONGEST_LINE * len(parts) or not alike:
            return persons, n - role_alone
        persons += len(parts)
        role_alone = False
    return persons, len(texts) - role_alone


def _is_person(text: str, *, alone: bool) -> bool:
    """Say whether words are a person with a post, behind a gap or in brackets, or a name alone where one may be."""
    named, noted = _PERSON.match(text), _WITH_POST.match(text)
    post = text[named.end() :] if named else noted["post"] if noted else ""
    return _POST.search(post) is not None or (alone and _NAME_ALONE.match(text) is not None)


def _may_head(text: str, *, whole: bool) -> bool:
    text = text.strip()
    bare = 0 < len(text) <= _LONGEST_LINE and label_of(text) is None and _BARE.fullmatch(text) is not None
    return bare and (not whole or text.endswith("名单"))


def parse_members(lines: Sequence[CleanText], parent: Node) -> list[CleanText]:
    """Take the persons of ``lines`` as members of ``parent``; return the lines that are none.

    A role label (组长：) holds for the persons after it until the next one, on its line or below. The list ends with
    the first sentence after a person.
    """
    role: str | None = None
    label: CleanText | None = None  # printed on a line of its own, above the first person
    rest: list[CleanText] = []
    ended = False
    for line in lines:
        opens = not ended and _ROLE.match(line.text)
        if not opens and (role is None or ended or _is_sentence(line.text)):
            ended = ended or role is not None
            rest.append(line)
            continue
        for part in _parts(line):
            found = _ROLE.match(part.text)
            if found:
                rest.extend([label] if label is not None else [])
                role = re.sub(r"\s+", "", found.group(1))
                label = part[: found.end()][slice(*part[: found.end()].trimmed())]
            start = found.end() if found else 0
            if not part.text[start:].strip():
                continue
            for node in _members(part, start, role or ""):
                number = str(parent.count(ProvisionKind.MEMBER) + 1)
                node.segment, node.number, node.label, label = f"member-{number}", number, label, None
                parent.add(node)
    rest.extend([label] if label is not None else [])
    return rest


def _members(part: CleanText, start: int, role: str) -> Iterator[Node]:
    """Yield the persons of a part of a line; the mark that parts one from the next is of its extent."""
    persons = _persons(part.text, start)
    for (first, last), (following, _) in zip(persons, [*persons[1:], (len(part), 0)], strict=True):
        node = Node("", ProvisionKind.MEMBER, own=[part[slice(*part.trimmed(first, last))]])
        node.cells = [part[last:following]] if part.text[last:following].strip() else []
        node.member = _member(part.text[first:last], role)
        yield node


def _parts(line: CleanText) -> Iterator[CleanText]:
    """Part a line at the labels of roles in it: 组长：甲　副组长：乙."""
    text = line.text
    start = 0
    for found in _ROLE.finditer(text):
        at = found.start()
        if at > start and (text[at].isspace() or text[at - 1] in _MARKS) and text[start:at].strip():
            yield line[start:at]
            start = at
    yield line[start:]


def _persons(text: str, start: int) -> list[tuple[int, int]]:
    """Return the ranges of the persons after a label: several where each is a name, with its post or alone.

    >>> _persons("甲某、乙某某", 0), _persons("甲某（局长）、乙某（主任）", 0), _persons("省财政厅、省审计厅", 0)
    ([(0, 2), (3, 6)], [(0, 6), (7, 13)], [(0, 9)])
    """
    whole = (start, len(text))
    for marks, form in (("、，,；;", _WITH_POST), ("；;", _PERSON), ("、，,", _NAME_ALONE)):
        found: list[tuple[int, int]] = []
        at = start
        depth = 0
        for place, char in enumerate(text[start:], start):
            depth += (char in "（(") - (char in "）)")
            if char in marks and not depth:
                found.append((at, place))
                at = place + 1
        if text[at:].strip("。 \u3000"):
            found.append((at, len(text)))
        if len(found) > 1 and all(form.match(text, first, last) for first, last in found):
            return found
    return [whole]


def _is_sentence(text: str) -> bool:
    text = text.strip()
    if label_of(text) is not None or annex_label(text) is not None:
        return True
    return text.endswith("。") and ("，" in text or len(text) > 45)


def _member(text: str, role: str) -> Member:
    if (noted := _WITH_POST.match(text)) is not None:
        organization, post = _post(noted["post"])
        return Member(re.sub(r"\s+", "", noted.group(1)), post, organization, role)
    if _NAME_ALONE.match(text) and not _POST.search(text):
        return Member(re.sub(r"[\s。]+", "", text), None, None, role)
    person = _PERSON.match(text)
    if person is None:
        organization, post = _post(text)
        return Member(None, post, organization, role)
    name = re.sub(r"\s+", "", person.group(1))
    organization, post = _post(text[person.end() :])
    return Member(name, post, organization, role)
