"""Mentions of governments, departments, institutions and associations.

Names are found by characters: division or level (省, 西宁市, 县级以上) × function (财政, 工业和信息化) ×
ending (厅, 委, 主管部门). The longest name wins; a government and the department it owns are two mentions
(县级以上人民政府 and 生态环境主管部门); a coordinated list gives a mention an item, each with the name it
would have alone.

Source for the kinds of bodies: 中华人民共和国地方各级人民代表大会和地方各级人民政府组织法, articles 2, 79
and 85.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import chain

from ingest.annotate.department.candidate import BodyKind, Candidate, settle, without_title_words
from ingest.annotate.department.coordination import find_groups, long_names
from ingest.annotate.department.expansion import MentionContext, authority, full_names, function_of
from ingest.annotate.department.governments import find_governments, find_others, find_party_organs
from ingest.annotate.department.organs import find_organs
from ingest.annotate.department.roles import roles_of
from ingest.model import Document, Mention, MentionRole, Provision, ProvisionKind, Responsibility
from ingest.text import CleanText, Span, merge
from ontology.divisions import at_level, is_known

_WRAP = re.compile(r"(?<!\s)[ \r]*\n[ \r\n]*(?!\s)")
_LIST_GAPS = ("、", "和", "及", "与", "等")
# A unit inside a body (…调查总队工业调查处), an organ stationed in another (…驻…纪检组).
_COMPOUND = re.compile(r"驻|(?<=队)[\u4e00-\u9fff]{2,5}处$")

__all__ = ["MentionContext", "annotate_mentions", "find_mentions"]


def annotate_mentions(document: Document) -> tuple[Mention, ...]:
    """Find the bodies that ``document`` mentions, in the words of its provisions and the cells of its tables.

    The mentions stand in document order; the cells of a table row after its words, with their column as role.
    """
    context = _context(document)
    return tuple(
        chain.from_iterable(
            (
                *_in_notes(provision, context),
                *(_from_table(provision, context) if provision.kind is ProvisionKind.TASK else ()),
            )
            for provision in document.provisions
        )
    )


def find_mentions(
    clean: CleanText, path: str = "", context: MentionContext | None = None
) -> tuple[Mention, ...]:
    """Find the bodies mentioned in ``clean``.

    ``path`` is the path of the provision and goes into every mention. ``context`` says whose text it is;
    without one, level words (省财政厅) are not written out. Never raises on any text.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "由县级以上人民政府工信、财政等部门负责。", "0" * 64)
    >>> [m.names[0] for m in find_mentions(CleanText.of(source))]
    ['县级以上人民政府', '县级以上人民政府工信部门', '县级以上人民政府财政部门']
    """
    context = context or MentionContext()
    flat, places = _unwrapped(clean.text)
    found = _found(flat, context)
    owners, roles = _owners(flat, found), roles_of(flat, found)
    return tuple(
        _mention(clean, flat, places, candidate, owner, role, path, context)
        for candidate, owner, role in zip(found, owners, roles, strict=True)
    )


def _found(text: str, context: MentionContext) -> tuple[Candidate, ...]:
    """Find the bodies in ``text``; within a compound name (省纪委驻省旅游局纪检组) its parts too."""
    candidates = sorted(
        without_title_words(
            text,
            chain(
                find_governments(text),
                find_others(text),
                find_party_organs(text),
                find_groups(text, context.groups),
                find_organs(text),
            ),
        ),
        key=lambda c: c.start,
    )
    outer = settle(candidates)
    compound = [c for c in outer if _COMPOUND.search(text, c.start, c.end)]
    starts = [c.start for c in candidates]
    inner = [
        settle(
            i
            for i in candidates[bisect_left(starts, c.start) : bisect_left(starts, c.end)]
            if i.end <= c.end and i.end - i.start < c.end - c.start
        )
        for c in compound
    ]
    return tuple(sorted(chain(outer, *inner), key=lambda c: (c.start, -c.end)))


def _unwrapped(text: str) -> tuple[str, tuple[int, ...]]:
    """Return ``text`` without line wraps, and where each of its characters stood (and the end).

    White space with an indent, a tab or no newline parts words (吴海昆　省经委主任) and is kept.
    """
    wrapped = {i for run in _WRAP.finditer(text) for i in range(*run.span())}
    places = tuple(i for i in range(len(text)) if i not in wrapped)
    return "".join(text[i] for i in places), (*places, len(text))


def _owners(text: str, found: tuple[Candidate, ...]) -> list[str | None]:
    """Tell for each candidate the government that it belongs to: directly before it, or before its list."""
    owners: list[str | None] = []
    last: Candidate | None = None
    owner: str | None = None
    for candidate in found:
        gap = text[last.end : candidate.start] if last else None
        if candidate.kind is BodyKind.GOVERNMENT:
            owner = None
        elif last and last.kind is BodyKind.GOVERNMENT and gap in ("", "及其", "和其"):
            owner = text[last.start : last.end]
        elif gap not in _LIST_GAPS or not (
            candidate.elided or text.endswith("部门", candidate.start, candidate.end)
        ):
            owner = None
        owners.append(owner if candidate.kind is BodyKind.DEPARTMENT else None)
        last = candidate
    return owners


def _mention(
    clean: CleanText,
    flat: str,
    places: tuple[int, ...],
    candidate: Candidate,
    owner: str | None,
    role: MentionRole,
    path: str,
    context: MentionContext,
) -> Mention:
    start, end = places[candidate.start], places[candidate.end - 1] + 1
    text, spans = flat[candidate.start : candidate.end], clean.spans(start, end)
    if candidate.head:
        text += flat[slice(*candidate.head)]
        spans = merge((*spans, *clean.spans(places[candidate.head[0]], places[candidate.head[1] - 1] + 1)))
    names = full_names(candidate, text, owner, context)
    mention = Mention(
        path=path,
        text=text,
        spans=spans,
        names=names,
        generic=candidate.generic,
        role=role,
        function=function_of(candidate.stem),
    )
    return _resolved(mention, context)


def _resolved(mention: Mention, context: MentionContext) -> Mention:
    """Add what the authority data know of the body; an open class (有关部门) is none of theirs."""
    body = None if mention.generic else authority(mention.names, context)
    if body is None:
        return mention
    # The label of a class or of a name read by pattern says less than the printed words.
    label = () if body.kind == "group" or body.certainty == "by-pattern" else (body.label,)
    return replace(
        mention,
        names=tuple(dict.fromkeys((*label, *mention.names))),
        body=(body.iri,),
        division=body.division,
        function=next(iter(body.functions), mention.function),
    )


def _in_notes(provision: Provision, context: MentionContext) -> tuple[Mention, ...]:
    """Find the bodies in the words of a provision; those that its notes make responsible have that role.

    A body of a note is mentioned by the whole name that the note gives it (市工信商务和科技局).
    """
    mentions = find_mentions(provision.own, provision.path, context)
    if provision.kind is ProvisionKind.TASK or not provision.responsibilities:
        return tuple(mentions)
    noted = {at for each in provision.responsibilities for span in each.spans for at in range(*span)}
    others = [mention for mention in mentions if mention.spans[0].start not in noted]
    return tuple(sorted((*others, *_from_table(provision, context)), key=lambda mention: mention.spans))


def _from_table(provision: Provision, context: MentionContext) -> list[Mention]:
    """Make a mention of each body in the cells of a table row, in the order of the cells.

    The cells 甲开发区、乙园区管委会 share the ending: the first is 甲开发区管委会 with the spans of both
    parts.
    """
    mentions: list[Mention] = []
    for cell, ending in zip(provision.responsibilities, _endings(provision.responsibilities), strict=True):
        text = cell.name + (ending[0] if ending else "")
        kind = _whole(text, context)
        mention = Mention(
            path=provision.path,
            text=text,
            spans=merge((*cell.spans, ending[1])) if ending else cell.spans,
            names=full_names(kind, text, None, context),
            generic=kind.generic,
            role=cell.role,
            function=function_of(kind.stem),
        )
        mentions.append(_resolved(mention, context))
    return mentions


def _endings(cells: tuple[Responsibility, ...]) -> list[tuple[str, Span] | None]:
    """Return for each cell the ending that it shares with a later one, with the place of that ending."""
    endings: list[tuple[str, Span] | None] = []
    shared: tuple[str, Span] | None = None
    for cell in reversed(cells):
        board = next((word for word in ("管委会", "管理委员会") if cell.name.endswith(word)), None)
        if board:
            shared = (board, Span(cell.spans[-1].end - len(board), cell.spans[-1].end))
        elif not cell.name.endswith("区"):
            shared = None
        endings.append(None if board else shared)
    return endings[::-1]


def _whole(name: str, context: MentionContext) -> Candidate:
    """Return what sort of body the whole of ``name`` is."""
    whole = next((c for c in _found(name, context) if (c.start, c.end) == (0, len(name))), None)
    return whole or Candidate(0, len(name), BodyKind.DEPARTMENT, generic="单位" in name)


def _context(document: Document) -> MentionContext:
    where = document.metadata.jurisdiction
    texts = tuple(provision.own.text for provision in document.provisions)
    if where is None:
        return MentionContext(year=document.metadata.year, groups=long_names(texts))
    province = at_level(where.code, "province") if is_known(where.code) else None
    return MentionContext(
        jurisdiction=where.code,
        division=where.name,
        province=province.name if province else None,
        year=document.metadata.year,
        groups=long_names(texts),
    )
