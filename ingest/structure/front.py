"""What stands around the provisions: title, masthead, salutation, adoption notes, signature, date.

The parts are told by their form and place (GB/T 9704-2012, 7.2 and 7.3), on logical lines. :func:`survey` looks at
all lines first and gives a role to those that are no body text; the body parser takes the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from ingest.document_numbers import NumberKind, document_numbers, together_ordered
from ingest.repair.wrap import closes_note, ends_sentence, opens_note
from ingest.structure.dates import ACTS, DATE, IN_FORCE
from ingest.structure.labels import Level, annex_label, label_of
from ingest.structure.once import once, plain_form
from ingest.structure.outline import heads
from ingest.text import CleanText, squeeze
from ontology import lexicon
from ontology.document_types import is_explanation

# These are for texts in plain_form: marks of half width, 一 for each character of a number.
_BEFORE_DAY = re.compile(r"\(?\s*(?:(?:印发日期|发布日期|公布日期):?\s*)?")
_FIRST_DAY = re.compile(rf"[( ]*(?:根据\s*)?{DATE.pattern}")
_SERIAL_LINE = re.compile(
    r"[〔\[(]?[\u4e00-\u9fff]*[〕\])]?\s*第\s*(?:\d{1,5}|一{1,6})\s*号[〕\])]?"
)  # below the line of the order that it numbers
_ORDER_LINE = re.compile(
    r"(?!.*关于)([\u2e80-\u9fff\s、]{2,60}?)(?:令|[公通]\s*告)(?:\s*(?:第\s*)?\d{1,5}\s*号)?"
)  # 国家税务总局公告; …关于…的公告 is a title
_RED_HEAD = re.compile(r"[\u4e00-\u9fff\s]{4,80}[府厅委部局办室院署会组党司队]\s*文\s*件")
_PAPER = re.compile(r"文\s*件$")  # of the bodies whose names stand in the red head beside it or above it
_SALUTATION = re.compile(
    r"(?!.*(?:如下|以下|下列|决定|规定|修改|通过))(?=.*(?:各|人民政府|[省市州县区][、，：]|[局厅部委院行署]|公司|单位)).{2,300}[：:]"
)
_RULE_NAME = re.compile(rf"{lexicon.pattern('enacted-genre')}(?:\([^)]*\))?$")  # in plain_form
_NOTE_AT_END = re.compile(r"(?:[（(〔\[][^（(〔\[]{1,12}[）)〕\]]){1,2}$")  # (2021-2025年)(送审稿)
_TITLE_END = re.compile(rf"{lexicon.endings('rule-genre', 'stated-genre')}$")
_CONTACT = re.compile(
    rf"{lexicon.pattern('contact-label')}(?:[（(][^（()）]*[）)])?[：:]"
)  # in squeezed lines
_NAME_END = re.compile(rf"{lexicon.pattern('issuer-end')}$")
_NAME = re.compile(rf"[\u4e00-\u9fff]+?{_NAME_END.pattern}")
_ORDER_ALONE = re.compile(r"令|[公通]\s*告")
_ANNOUNCES = re.compile(r"[公通]告$")  # a head that is the title where no other line is
_ORDERS = re.compile(rf"(?:主席|军区|政府|长|{lexicon.pattern('issuer-end')})$")  # before 令 and 公告
_ORDERED = re.compile(
    r"[^。;]{0,40}(?:[\d一]{1,5}\s*号\s*令|令\s*[(]?第?\s*[\d一]{1,5}\s*号)[^。;]{0,12}"
    r"(?:公布|发布|颁布|修正|修订|修改|通过|施行)"
)  # in plain_form
_GOES_ON = re.compile(
    r"\s*(?:的|关于|[（(〔\[【〈《—-]|[\u4e00-\u9fff]{1,8}编$)"
)  # a line that is part of the title above it; 合同编 below 某法典
_MASTHEAD_LINES = 6
_FIRST_LINES = 40  # among which a notice names what it sends
_SHORTEST_NAMED = 7  # characters of a title that is told by the notice alone
_FEW_LINES = 4  # of a signature before its day
_LONGEST_SIGNED = 80  # characters of names and a day on one line
_MOST_SIGNING = 20  # where every line is the name of a body
_LIST_END = ("。", "；", "：", "，", "、", ";", ":", ",", "！", "？")


class Role(StrEnum):
    """What a line is when it is no body text."""

    TITLE = "title"
    MASTHEAD = "masthead"
    SALUTATION = "salutation"
    NOTE = "note"
    NUMBER = "number"  # of the document, below its title
    SIGNATURE = "signature"
    DATE = "date"


@once
def is_date(text: str) -> bool:
    """Say whether a line holds a day and nothing else."""
    if not text.rstrip().rstrip(")）").rstrip().endswith("日"):
        return False
    plain = plain_form(text.strip())
    before = _BEFORE_DAY.match(plain)
    day = before and DATE.match(plain, before.end())
    return day is not None and plain[day.end() :].strip() in ("", ")")


def _opens_with_day(text: str) -> bool:
    """Say whether a line starts with a day, in an opening bracket or not: an adoption note, 根据 before it or not."""
    return _FIRST_DAY.match(plain_form(text)) is not None


def _tells_act(text: str) -> bool:
    """Say whether a line tells an act of adoption (通过, 公布, 施行)."""
    return any(act.search(text) for _, act in ACTS)


_YEARLY = re.compile(
    r"(?:[\d一]{4}年|[〔\[(][\d一]{4}[〕\])])第?[\d一]{1,5}号"
)  # in plain_form; below 国家税务总局公告


def _is_number(text: str) -> bool:
    """Say whether a line holds a document number, or several, and nothing else but the names of who issues it."""
    numbers = list(document_numbers(text))
    whole = any(number.start == 0 and number.end == len(text) for number in numbers)
    if not whole and numbers:
        orders = together_ordered(text)
        whole = bool(orders) and (orders[0].start, orders[-1].end) == (0, len(text))
        names = text[: numbers[0].start]
        whole = whole or _are_numbers(text) or (names_bodies(names) and _are_numbers(text[len(names) :]))
    return whole or _SERIAL_LINE.fullmatch(plain_form(text)) is not None


def _are_numbers(text: str) -> bool:
    """Say whether words are numbers of official documents, one or each agency's own, parted by blanks or 、."""
    rest = text
    for number in reversed([each for each in document_numbers(text) if each.kind is NumberKind.DOCUMENT]):
        rest = rest[: number.start] + rest[number.end :]
    return rest != text and not rest.strip(" \u3000、，")


def _is_document_number(text: str) -> bool:
    """Say whether a line holds numbers of official documents (国发〔2018〕42号), in brackets or not."""
    return _are_numbers(text.strip().removeprefix("（").removesuffix("）"))


def _numbers_title(title: str, text: str) -> bool:
    """Say whether a line below one of a title holds its number: that of a document, or a notice's own in its year."""
    yearly = _ANNOUNCES.search(title) is not None and _YEARLY.fullmatch(plain_form(squeeze(text)))
    return _is_document_number(text) or bool(yearly)


def is_title(text: str) -> bool:
    """Say whether a line ends as a title does, with the word for a kind of document (and 试行 in brackets)."""
    words = _NOTE_AT_END.sub("", squeeze(text))
    if words.startswith("《") and words.find("》") == len(words) - 1:
        words = _NOTE_AT_END.sub("", words[1:-1])
    return len(words) > 5 and (_TITLE_END.search(words) is not None or is_explanation(words))


def is_salutation(text: str) -> bool:
    """Say whether a line names whom a document is for (各市人民政府：)."""
    return text.strip().endswith(("：", ":")) and _SALUTATION.fullmatch(text.strip()) is not None


def is_masthead(text: str) -> bool:
    """Say whether a line holds a number, the head of an order or that of a body's documents."""
    line = text.strip()
    return _is_number(line) or _heads_order(line) or _RED_HEAD.fullmatch(line) is not None


def _heads_order(line: str) -> bool:
    """Say whether a line is the name of a body and that it orders or announces: 某部令, not 某市招生公告."""
    found = _ORDER_LINE.fullmatch(line)
    return found is not None and _ORDERS.search(squeeze(found.group(1))) is not None


def _announces(line: str) -> bool:
    """Say whether a line is the name of a body and that it announces: 某县人民政府通告."""
    return _heads_order(line) and _ANNOUNCES.search(squeeze(line)) is not None


def is_note(text: str) -> bool:
    """Say whether a line is a note of adoption or promulgation: （2020年1月2日…通过）."""
    line = text.strip()
    return _opens_with_day(line) and _tells_act(line) and not ends_sentence(line)


def ends_name(text: str) -> bool:
    """Say whether a line ends with the name of a body that issues documents."""
    return _NAME_END.search(text.strip()) is not None


def names_bodies(text: str) -> bool:
    """Say whether a line holds names of bodies and nothing else, parted by blanks."""
    return all(2 < len(name) <= 20 and _NAME.fullmatch(name) for name in text.split()) and bool(text.strip())


def is_contact(text: str) -> bool:
    """Say whether a line tells whom to ask and how.

    >>> is_contact("（联系人：张三；联系电话：1234567）"), is_contact("某市水利局")
    (True, False)
    """
    return _CONTACT.search(squeeze(text)) is not None


def is_bare(text: str, longest: int = 45) -> bool:
    """Say whether a line could be a line of a title or a signature: short, no label or sentence, no mark at its end."""
    text = text.strip()
    return (
        0 < len(squeeze(text)) <= longest
        and not text.endswith(_LIST_END)
        and not any(mark in text for mark in "。\t|｜│")
        and label_of(text) is None
        and annex_label(text) is None
        and not _opens_with_day(text)
    )


def _first_label(lines: Sequence[str]) -> int:
    for at, line in enumerate(lines):
        label = label_of(line)
        if label is not None or annex_label(line) is not None or _opens_outline(lines, at):
            return at
    return len(lines)


def _opens_outline(lines: Sequence[str], at: int) -> bool:
    """Say whether a line is the heading of a chapter whose first part is below it: 1 总则 above 1.1 编制目的."""
    return at + 1 < len(lines) and heads(lines[at], label_of(lines[at + 1]))


def _red_head(lines: Sequence[str], first: int) -> int:
    """Return how many lines at the top are a red head (GB/T 9704-2012, 7.2.4): names of bodies, one or more a line.

    The number of the document stands right below them. 文件 stands once among them, beside a name or on a line of its
    own; where it is cut off, the line below the number begins a title that names no issuer.

    >>> _red_head(["某省财政厅  文件", "某省林业局", "某财规〔2020〕7号", "关于管护林木的通知"], 4)
    2
    >>> _red_head(["某省财政厅", "某省林业局", "关于管护林木的通知"], 3)  # a title that names its issuers
    0
    >>> _red_head(["某 省 财 政 厅", "某省林业局  文件", "某财规〔2020〕7号", "关于管护林木的通知"], 4)
    2
    """
    end = papers = 0
    for line in (_unspaced(line.strip()) for line in lines[:first]):
        names = _PAPER.sub("", line)
        spaced = names != line and (not names or names_bodies(squeeze(names)))
        if not spaced and not names_bodies(names):
            break
        papers += names != line
        end += 1
    below = [line.strip() for line in lines[end : end + 2]] if 0 < end < first else []
    numbered = papers < 2 and bool(below) and _is_number(below[0])
    titled = ("关于", *(f"{line.strip()}关于" for line in lines[:1]))
    return end if numbered and (papers or below[-1].startswith(titled)) else 0


def _unspaced(line: str) -> str:
    """Return a line without its blanks where they stand between all characters."""
    return squeeze(line) if all(len(part) == 1 for part in line.split()) else line


def _front(lines: Sequence[str], first: int, roles: dict[int, Role]) -> None:
    """Give roles to the lines before the first label, from the top."""
    at = _red_head(lines, first)
    roles.update(dict.fromkeys(range(at), Role.MASTHEAD))
    body = False
    while at < first:
        text = lines[at].strip()
        if at in roles:
            pass
        elif is_date(text):
            roles[at] = Role.DATE
        elif not body and roles.get(at - 1) is Role.TITLE and _numbers_title(lines[at - 1], text):
            roles[at] = Role.NUMBER
        elif not body and (title := _title_above(roles, at)) is not None and _signs_title(lines, title, at):
            roles[at] = Role.SIGNATURE
        elif (roles.get(at - 1) is Role.MASTHEAD and _YEARLY.fullmatch(plain_form(squeeze(text)))) or (
            _is_number(text)
            or (not body and (_heads_order(text) or (at and _ORDER_ALONE.fullmatch(text))))
            or (_RED_HEAD.fullmatch(text) and at < _MASTHEAD_LINES)
        ):
            roles[at] = Role.MASTHEAD
            above = at - 1
            while not body and roles.get(above) is Role.TITLE and names_bodies(lines[above]):
                roles[above] = Role.MASTHEAD  # the bodies whose order or notice it is
                above -= 1
        elif (
            (not body and roles.get(at - 1) is Role.NOTE and (_closes_note(text) or IN_FORCE.fullmatch(text)))
            or (not body and roles.get(at - 1) is Role.TITLE and _notes_order(lines, at))
            or (_opens_with_day(text) and not ends_sentence(text) and (not body or _tells_act(text)))
        ):
            roles[at] = Role.NOTE
        elif not body and text.endswith(("：", ":")) and _SALUTATION.fullmatch(text):
            roles[at] = Role.SALUTATION
            body = True
        elif not body and is_bare(text, 100) and len([r for r in roles.values() if r is Role.TITLE]) < 4:
            roles[at] = Role.TITLE
        else:
            body = True
        at += 1


def signed_apart(lines: Sequence[CleanText]) -> list[CleanText]:
    """Part the day from the names of who signs on one line: 某市水务局 2021年3月4日.

    Such a line stands in the head of a text, or below the end of a sentence or the names of others who sign.
    """
    found: list[CleanText] = []
    head = True
    for line in lines:
        text = line.text.strip()
        above = found[-1].text.strip() if found else ""
        ended = head or ends_sentence(above) or names_bodies(above)
        short = ended and text.endswith("日") and len(text) <= _LONGEST_SIGNED and "\t" not in text
        day = DATE.search(plain_form(text)) if short else None
        if day is not None and day.end() == len(text) and names_bodies(text[: day.start()]):
            at = line.text.index(text) + day.start()
            found += [line[:at], line[at:]]
        else:
            found.append(line)
        head = head and not ends_sentence(text) and label_of(text) is None
    return found


def _closes_note(text: str) -> bool:
    """Say whether a line goes on with a note of adoption whose bracket it closes: 第3次会议通过，自5月1日起施行）."""
    return text.endswith(("）", ")")) and not re.search(r"[（(]", text) and _tells_act(text)


def _notes_order(lines: Sequence[str], at: int) -> bool:
    """Say whether a line below a whole title names the order that made it known or amended it: 2020年第3号令公布."""
    ordered = _ORDERED.fullmatch(plain_form(lines[at].strip()))
    return ordered is not None and is_title(lines[at - 1]) and not is_title(lines[at])


def _title_above(roles: Mapping[int, Role], at: int) -> int | None:
    """Return the line of a title right above a line, or above the number that stands between; ``None`` for none."""
    above = at - 2 if roles.get(at - 1) is Role.NUMBER else at - 1
    return above if roles.get(above) is Role.TITLE else None


def _signs_title(lines: Sequence[str], title: int, at: int) -> bool:
    """Say whether a line below a whole title holds the names of who issues it, and opens no other title."""
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    named = names_bodies(lines[at].replace("、", " "))
    return is_title(lines[title]) and named and not following.startswith("关于")


def _before_first(lines: Sequence[str], first: int, roles: dict[int, Role]) -> None:
    """A bare line right above the first chapter or article is a title, when a promulgation stands above it."""
    if first >= len(lines):
        return
    label = label_of(lines[first])
    if label is None or label.level > Level.ARTICLE:
        return
    at = first - 1
    while at > 0 and at not in roles and is_bare(lines[at], 60) and first - at <= 3:
        roles[at] = Role.TITLE
        at -= 1


def _signatures(lines: Sequence[str], roles: dict[int, Role]) -> None:
    """Bare lines and names of bodies between the end of a sentence and a date line are the signature."""
    for day, line in enumerate(lines):
        if not is_date(line):
            continue
        at = day - 1
        while at >= 0 and day - at <= _MOST_SIGNING and roles.get(at) is None and _signs(lines[at], day - at):
            at -= 1
        ended = at >= 0 and (
            ends_sentence(lines[at])
            or _annex_list(lines, at)
            or lines[at].rstrip().endswith(("）", ")"))  # a note of who is responsible ends a measure
            or annex_label(lines[at]) is not None
            or is_contact(lines[at])
        )
        if ended and (at not in roles or roles[at] is Role.SALUTATION):
            roles[day] = Role.DATE
            roles.update(dict.fromkeys(range(at + 1, day), Role.SIGNATURE))


def _signs(line: str, above: int) -> bool:
    """Say whether a line, so many lines above a day, may be of a signature."""
    few = above <= _FEW_LINES and is_bare(line, 30)
    return (few or names_bodies(line)) and not is_contact(line)


def _after_signature(lines: Sequence[str], roles: dict[int, Role]) -> None:
    """Find the title of the text that is sent or issued: bare lines below a signed date.

    They end as a title does, or the notice names them.
    """
    for day in [
        at for at, role in roles.items() if role is Role.DATE and roles.get(at - 1) is Role.SIGNATURE
    ]:
        while roles.get(day + 1) is Role.DATE:  # the page says it again
            day += 1
        at = day + 1
        while at < len(lines) and at - day <= 4 and at not in roles and is_bare(lines[at], 60):
            if _opens_outline(lines, at):
                break
            at += 1
        opens = at < len(lines) and (
            at in roles
            or label_of(lines[at]) is not None
            or _opens_outline(lines, at)
            or ends_sentence(lines[at])
            or is_salutation(lines[at])
        )
        named = squeeze("".join(lines[day + 1 : at]))
        told = len(named) > _SHORTEST_NAMED and any(
            named in squeeze(line) for line in lines[: min(day, _FIRST_LINES)]
        )
        if opens and at > day + 1 and (told or is_title(lines[at - 1])):
            roles.update(_title_roles(lines, day + 1, at))


def _title_roles(lines: Sequence[str], start: int, end: int) -> dict[int, Role]:
    """Return the roles of the lines of a title, above which the document number may stand."""
    roles = dict.fromkeys(range(start, end), Role.TITLE)
    return roles | ({start: Role.MASTHEAD} if end > start + 1 and _is_number(lines[start].strip()) else {})


def _annex_list(lines: Sequence[str], at: int) -> bool:
    """Say whether ``lines[at]`` is the last of a list of annexes: 附件：1.办法, 2.职责分工表."""
    while at > 0 and (label := label_of(lines[at])) is not None and label.level is Level.SUBITEM:
        at -= 1
    return annex_label(lines[at]) is not None


def _blocks(lines: Sequence[str], roles: dict[int, Role]) -> None:
    """Find title blocks wherever they stand: bare lines right above an adoption note in brackets."""
    for note, line in enumerate(lines):
        if not (opens_note(line) and closes_note(line)):
            continue
        at = note - 1
        while at >= 0 and note - at <= 5 and at not in roles and is_bare(lines[at], 50):
            at -= 1
        if at + 1 < note:
            roles[note] = Role.NOTE
            roles.update(_title_roles(lines, at + 1, note))


def survey(lines: Sequence[str]) -> dict[int, Role]:
    """Give a role to every line that is no body text, by its index.

    >>> lines = ["某省人民政府", "关于某事的意见", "各市人民政府：", "提出意见。", "一、总则", "去做。"]
    >>> lines += ["省政府", "2020年1月2日"]
    >>> [role.value for role in survey(lines).values()]
    ['title', 'title', 'salutation', 'signature', 'date']
    """
    roles: dict[int, Role] = {}
    first = _first_label(lines)
    _signatures(lines, roles)
    _blocks(lines, roles)
    _front(lines, first, roles)
    _after_signature(lines, roles)
    _before_first(lines, first, roles)
    if not any(role is Role.TITLE for role in roles.values()):
        _before_first(lines, first, roles)
    if not any(role is Role.TITLE for role in roles.values()):
        head = next((at for at in roles if _announces(lines[at].strip())), None)
        roles.update({} if head is None else {head: Role.TITLE})
    return dict(sorted(roles.items()))


def title_groups(
    roles: dict[int, Role], lines: Sequence[str] = (), parted: Collection[int] = ()
) -> list[list[int]]:
    """Return the title lines in groups of neighbours.

    ``parted``: the lines that begin a block of their own on the page. One below a whole title is another title,
    unless it goes on with the one above it (的通知, （试行）).
    """
    groups: list[list[int]] = []
    for at in sorted(at for at, role in roles.items() if role is Role.TITLE):
        another = at in parted and is_title(lines[at - 1]) and not _GOES_ON.match(lines[at])
        if groups and groups[-1][-1] == at - 1 and not another:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def main_title(groups: Sequence[Sequence[int]], lines: Sequence[str]) -> int:
    """Return the index of the group that is the title of the text itself.

    Where a resolution or an order stands before a rule in one file, the rule is the text; so it is where a notice
    sends a rule that has articles. A plan or an opinion is part of the notice that sends it. A decision with provisions
    of its own (一、第三条修改为) is the text, and the rule printed below is as it changes it.
    """
    if len(groups) > 1 and _heads_order(_words(groups[0], lines)) and is_title(_words(groups[1], lines)):
        groups = [[], *groups[1:]]  # its name says nothing of the matter
        if not any(_RULE_NAME.search(plain_form(_words(group, lines))) for group in groups):
            return 1
    for at, group in enumerate(groups):
        if at and _decides(lines, groups[0], group[0]):
            return 0
        if _RULE_NAME.search(plain_form(_words(group, lines))) and (
            at == 0 or not is_notice(_words(groups[0], lines)) or _has_articles(lines, group[-1] + 1)
        ):
            return at
    return 0


def first_title(groups: Sequence[Sequence[int]], lines: Sequence[str]) -> int:
    """Return the index of the group whose path is ``title``: that of a notice, before the text that it sends."""
    return 0 if groups and is_notice(_words(groups[0], lines)) else main_title(groups, lines)


def is_notice(title: str) -> bool:
    """Say whether a title is that of a notice or a letter, which may send another text."""
    return _NOTE_AT_END.sub("", title).endswith(("通知", "函"))


def _decides(lines: Sequence[str], title: Sequence[int], end: int) -> bool:
    """Say whether the title is that of a decision, and provisions of it stand before the line ``end``."""
    decision = _words(title, lines).endswith("决定")
    return decision and any(label_of(line) is not None for line in lines[title[-1] + 1 : end])


def _words(group: Sequence[int], lines: Sequence[str]) -> str:
    return squeeze("".join(lines[line] for line in group))


def _has_articles(lines: Sequence[str], start: int) -> bool:
    """Say whether the first label from ``start`` is that of an article or what holds articles."""
    label = next((label for line in lines[start:] if (label := label_of(line)) is not None), None)
    return label is not None and label.level <= Level.ARTICLE


def sending(lines: Sequence[str], roles: dict[int, Role]) -> list[int]:
    """Return the lines of a notice that says all it has to say before its annexes: no label but those of their list.

    They are what the opening lines of other notices are, up to the signature.
    """
    plain = [at for at in range(len(lines)) if at not in roles]
    titles = [lines[at].strip() for at, role in roles.items() if role is Role.TITLE]
    sends = any(map(is_notice, titles)) if titles else Role.SALUTATION in roles.values()
    listed = False
    for at in plain:
        label = label_of(lines[at])
        listed = annex_label(lines[at]) is not None or (listed and label is not None)
        if label is not None and not (listed and label.level is Level.SUBITEM):
            return []
    if not sends or not plain:
        return []
    dates = [at for at, role in roles.items() if role is Role.DATE and at > plain[0]]
    return [at for at in plain if at < min(dates, default=len(lines))]
